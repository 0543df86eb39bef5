/*
 * Words and cells of the usage-file report for those who draw it themselves, such as the
 * wizard: the same letters, shades and words as on the pages of recon_view.h.
 */
#ifndef PECWIZ_RECON_WORDS_H
#define PECWIZ_RECON_WORDS_H

#include "pecwiz/recon_view.h"

/* ---- words; all append ---- */

/* 12345678 -> "12 345 678": blanks, because a comma and a point mean different things in
 * different countries; four digits stay together. */
void pwz_recon_put_count(uint64_t count, struct pwz_buf *out);
/* Two places, grouped the same way. An amount that would be rounded to nothing is shown
 * as "<0.01", or ">-0.01". */
void pwz_recon_put_amount(const struct pwz_decimal *amount, struct pwz_buf *out);
/* "October 2026" */
void pwz_recon_put_month(int32_t day, struct pwz_buf *out);
/* "2026-10-01 to 2026-10-31"; one day once; "no days" when there are none. */
void pwz_recon_put_span(int32_t first, int32_t last, struct pwz_buf *out);
/* "from 4 Oct", "some groups" … */
void pwz_recon_put_pattern(const struct pwz_recon_row *row, struct pwz_buf *out);
/* What a row is about where no id stands beside it: its name, else its id. */
void pwz_recon_put_label(enum pwz_recon_by by, const struct pwz_recon_row *row,
                         struct pwz_buf *out);
/* One line on a file: kind, lines, days, form; or why it is not used. */
void pwz_recon_put_file(const struct pwz_recon_file *file, struct pwz_buf *out);

/* ---- the calendar ---- */

/* How one state of a day looks. */
struct pwz_recon_cell {
    char letter;       /* never the shade or the colour alone */
    const char *words; /* for the legend */
    const char *color; /* SGR parameters, "" = none */
    const char *style; /* class of HTML, "" = none */
};
const struct pwz_recon_cell *pwz_recon_cell(enum pwz_day_state state);
/* The mark beside the letter of a missing day: heat 1 to 4. */
const char *pwz_recon_shade(bool is_ascii, unsigned heat);
/* Heat of day `index` of row `row`; where no money of single days is known, a whole day
 * is PWZ_HEAT_MOST and a part of one half of that. PWZ_HEAT_NONE when nothing is missing,
 * and for rows behind those with heats. */
unsigned pwz_recon_heat(const struct pwz_recon_view *view, size_t row, size_t index);

/* The legend: letters, and (false when there is none) shades or, in ASCII, figures. */
void pwz_recon_put_states(struct pwz_buf *out);
bool pwz_recon_put_shades(const struct pwz_recon_view *view, bool is_ascii,
                          struct pwz_buf *out);

/* A month of the calendar. */
struct pwz_recon_month {
    int32_t first;  /* day number of its 1st */
    uint32_t count; /* of days, 28 to 31 */
};
/* The next month in which a row has a line, at or after `from` (start with
 * view->first_day); false when there is none. */
bool pwz_recon_next_month(const struct pwz_recon_view *view, int32_t from,
                          struct pwz_recon_month *month);
/* State of a row on a day, PWZ_DAY_EMPTY outside the span. */
enum pwz_day_state pwz_recon_state(const struct pwz_recon_view *view, size_t row,
                                   int32_t day);
/* Whether rows of this kind have calendars at all. */
bool pwz_recon_has_calendar(const struct pwz_recon_view *view);

#endif
