/*
 * What the files of the usage-file report share: words, the table, the calendar's cells.
 * Private to this room.
 */
#ifndef PWZ_REPORT_RECON_PARTS_H
#define PWZ_REPORT_RECON_PARTS_H

#include "pecwiz/recon_words.h"

enum {
    PWZ_RECON_COLS = 80,     /* of a page when nothing else is known */
    PWZ_RECON_COLS_MIN = 40, /* narrower ones are drawn as if they had these */
    PWZ_RECON_CELL_MAX = 64 * 1024,
    PWZ_RECON_FLUSH_AT = 64 * 1024 /* bytes after which a sink is flushed */
};

/* Hand the page so far over when it has grown large. */
void pwz_recon_flush(const struct pwz_recon_sink *sink);
/* Hand over the rest; the status of the page. */
enum pwz_status pwz_recon_finish_page(const struct pwz_recon_sink *sink);

/* ---- words; all append ---- */

/* "1.50 EUR"; a line may have no currency, which is told. */
void pwz_recon_put_money(const struct pwz_decimal *amount, const char *currency,
                         struct pwz_buf *out);
/* "4 Oct": no order of day and month to be mistaken. */
void pwz_recon_put_day(int32_t day, struct pwz_buf *out);
/* What a row is about, for people: a name or a day; where there is none, words for that.
 */
void pwz_recon_put_subject(enum pwz_recon_by by, const struct pwz_recon_row *row,
                           struct pwz_buf *out);
/* "usage.csv: line 17: text" */
void pwz_recon_put_warning(const struct pwz_recon_warning *warning, struct pwz_buf *out);
/* "On 2026-10-04 3 of 4 customers begin …" */
void pwz_recon_put_common_day(const struct pwz_recon_common_day *common,
                              struct pwz_buf *out);
/* "Lost credit", "Subscription" … of the first column by subscription, customer … */
const char *pwz_recon_subject_title(enum pwz_recon_by by);
/* When the invoice has the credit: "all month", "part of the month" … */
const char *pwz_recon_adjustment_words(enum pwz_adjustment adjustment);

/* Lines of each rule over all currencies. */
void pwz_recon_rule_lines(const struct pwz_recon_view *view,
                          uint64_t lines[PWZ_RULE_COUNT]);
/* "missing: the credit percentage is 0 …" */
void pwz_recon_put_rule(enum pwz_recon_rule rule, struct pwz_buf *out);
/* How many refunds are in the sums, and how much they are; false when there are none. */
bool pwz_recon_put_refunds(const struct pwz_recon_view *view, struct pwz_buf *out);
/* That not everything was read, and why. */
void pwz_recon_put_partial(const struct pwz_recon_view *view, struct pwz_buf *out);
/* How many warnings were only counted. */
void pwz_recon_put_dropped(const struct pwz_recon_view *view, struct pwz_buf *out);
/* A sentence there may be: false, and nothing, where there is no need of it. */
typedef bool pwz_recon_note_fn(const struct pwz_recon_view *view, struct pwz_buf *out);
/* That totals are of more than the rows; false where they are not. */
bool pwz_recon_put_narrowed(const struct pwz_recon_view *view, struct pwz_buf *out);
/* What can be done now, or that nothing is missing; false where no line counts. */
bool pwz_recon_put_next(const struct pwz_recon_view *view, struct pwz_buf *out);
/* What the numbers beside days mean; false where there are none. */
bool pwz_recon_put_days_note(const struct pwz_recon_view *view, struct pwz_buf *out);
/* How many rows are not shown, and how to see them. */
void pwz_recon_put_hidden(size_t hidden, struct pwz_buf *out);

/* ---- the calendar ---- */

/* M T W T F S S of a day number. */
char pwz_recon_weekday(int32_t day);
void pwz_recon_draw_calendar(const struct pwz_recon_view *view,
                             const struct pwz_recon_look *look,
                             const struct pwz_recon_sink *sink);
/* The legend of shades, also where they only tell a whole day from a part of one; nothing
 * where no day is missing. */
void pwz_recon_put_marks(const struct pwz_recon_view *view, bool is_ascii,
                         struct pwz_buf *out);

/* ---- the table ---- */

struct pwz_recon_column {
    const char *title; /* NULL: the table's subject */
    bool is_right;     /* numbers */
    bool is_whole;     /* no line may end inside a cell: ids */
    bool is_flexible;  /* gets the columns that are left; cut when too long */
    unsigned
        drop; /* columns with the highest go first when it is too narrow; 0 = stays */
    bool goes_under; /* a dropped one stands on a second line of its row */
    void (*put)(const void *table, size_t row, struct pwz_buf *out);
};
struct pwz_recon_table {
    const struct pwz_recon_column *columns;
    size_t column_count; /* at most PWZ_RECON_COLUMNS_MAX */
    const void *context; /* handed to put */
    const char *subject; /* what the rows are about, NULL = nothing special */
    size_t row_count;
    /* Whether a row begins a new block, set apart; NULL: none does. */
    bool (*is_block)(const void *table, size_t row);
};
enum {
    PWZ_RECON_COLUMNS_MAX = 16
};

/* The tables of a report. Both borrow the view. */
struct pwz_recon_table pwz_recon_totals_table(const struct pwz_recon_view *view);
struct pwz_recon_table pwz_recon_rows_table(const struct pwz_recon_view *view);
struct pwz_recon_table pwz_recon_monthly_table(const struct pwz_recon_view *view);
const char *pwz_recon_title(const struct pwz_recon_table *table, size_t column);

/* Two passes over the rows, no copy of any cell. */
void pwz_recon_draw_table(const struct pwz_recon_table *table,
                          const struct pwz_recon_look *look,
                          const struct pwz_recon_sink *sink);

/* `text` in `cols` columns: cut with an ellipsis, or filled with blanks on the right or
 * left. */
void pwz_recon_put_padded(const char *text, size_t cols, bool is_right, bool is_ascii,
                          struct pwz_buf *out);
/* Columns of a page: look->cols within reason. */
size_t pwz_recon_cols(const struct pwz_recon_look *look);
/* Take blanks at the end of the line away and end it. */
void pwz_recon_end_line(struct pwz_buf *out);
/* Wrapped to look->cols, further lines indented by `hang` columns. */
void pwz_recon_put_wrapped(const char *text, size_t hang,
                           const struct pwz_recon_look *look, struct pwz_buf *out);
void pwz_recon_put_head(const char *text, const struct pwz_recon_look *look,
                        struct pwz_buf *out);

#endif
