/*
 * The calendar heat map: one line for each row and month, one cell for each day. A cell
 * is a letter for the state and, for days that miss credit, a shade for the money; colour
 * only repeats the letter.
 *
 * Must not know: how any state was found.
 */
#include "pecwiz/text.h"

#include "report/recon_parts.h"

enum {
    CELL_COLS = 2,       /* letter and shade */
    GAP = 2,             /* blanks behind the label */
    LABEL_MIN = 14,      /* columns a label needs beside cells of two columns */
    MONTH_DAYS_MAX = 31, /* also the width that all months are drawn with */
    NUMBER_EVERY = 5     /* days between two numbers of the head */
};

static const struct pwz_recon_cell cells[] = {
    [PWZ_DAY_EMPTY] = {'.', "no usage",       "",     "" },
    [PWZ_DAY_EARNED] = {'e', "earned",         "32",   "e"},
    [PWZ_DAY_MISSING] = {'M', "missing",        "1;31", "m"},
    [PWZ_DAY_MIXED] = {'P', "partly missing", "33",   "p"},
    [PWZ_DAY_INELIGIBLE] = {'x', "ineligible",     "",     "" },
    [PWZ_DAY_UNKNOWN] = {'?', "unknown",        "",     "" },
};
enum {
    CELL_COUNT = sizeof(cells) / sizeof(cells[0])
};

static const char *const shades[2][PWZ_HEAT_MOST + 1] = {
    {" ", "\xe2\x96\x91", "\xe2\x96\x92", "\xe2\x96\x93", "\xe2\x96\x88"},
    {" ", "1",            "2",            "3",            "4"           },
};

const struct pwz_recon_cell *pwz_recon_cell(enum pwz_day_state state)
{
    return &cells[(size_t)state < CELL_COUNT ? state : PWZ_DAY_UNKNOWN];
}

const char *pwz_recon_shade(bool is_ascii, unsigned heat)
{
    return shades[is_ascii ? 1 : 0][heat <= PWZ_HEAT_MOST ? heat : PWZ_HEAT_MOST];
}

bool pwz_recon_has_calendar(const struct pwz_recon_view *view)
{
    return view->by != PWZ_BY_DAY && view->row_count > 0 &&
           view->first_day != PWZ_DAY_NONE && view->rows[0]->days != NULL;
}

enum pwz_day_state pwz_recon_state(const struct pwz_recon_view *view, size_t row,
                                   int32_t day)
{
    if (day < view->first_day || day > view->last_day || view->rows[row]->days == NULL) {
        return PWZ_DAY_EMPTY;
    }
    return (enum pwz_day_state)view->rows[row]->days[day - view->first_day];
}

unsigned pwz_recon_heat(const struct pwz_recon_view *view, size_t row, size_t index)
{
    const enum pwz_day_state state = (enum pwz_day_state)view->rows[row]->days[index];

    if (state != PWZ_DAY_MISSING && state != PWZ_DAY_MIXED) {
        return PWZ_HEAT_NONE;
    }
    if (view->heats == NULL) {
        return state == PWZ_DAY_MISSING ? PWZ_HEAT_MOST : PWZ_HEAT_MOST / 2;
    }
    return row < view->heat_count ? view->heats[row][index] : PWZ_HEAT_NONE;
}

/* ---- months ---- */

static struct pwz_recon_month month_of(int32_t day)
{
    const struct pwz_date date = pwz_day_date(day);
    const int32_t first = day - (int32_t)date.day + 1;
    const struct pwz_date next = pwz_day_date(first + MONTH_DAYS_MAX);

    /* 31 days after the 1st it is the 1st to the 4th of the next month. */
    return (struct pwz_recon_month){
        .first = first,
        .count = MONTH_DAYS_MAX - (next.day - 1),
    };
}

static bool has_line_on(const struct pwz_recon_view *view, int32_t day)
{
    for (size_t row = 0; row < view->row_count; row++) {
        if (pwz_recon_state(view, row, day) != PWZ_DAY_EMPTY) {
            return true;
        }
    }
    return false;
}

bool pwz_recon_next_month(const struct pwz_recon_view *view, int32_t from,
                          struct pwz_recon_month *month)
{
    for (int32_t day = from; day <= view->last_day; day++) {
        if (has_line_on(view, day)) {
            *month = month_of(day);
            return true;
        }
    }
    return false;
}

/* ---- text ---- */

struct grid {
    const struct pwz_recon_view *view;
    const struct pwz_recon_look *look;
    struct pwz_recon_month month;
    size_t label, cell; /* columns */
};

/* The number is that of the table above. */
static void put_label(const struct pwz_recon_view *view, size_t row, struct pwz_buf *out)
{
    int digits = 1;

    for (size_t last = view->row_count; last >= 10; last /= 10) {
        digits++;
    }
    pwz_buf_clear(out);
    pwz_buf_addf(out, "%*zu ", digits, row + 1);
    pwz_recon_put_label(view->by, view->rows[row], out);
}

static size_t widest_label(const struct pwz_recon_view *view)
{
    struct pwz_buf label;
    size_t widest = 0;

    pwz_buf_init(&label, PWZ_RECON_CELL_MAX);
    for (size_t row = 0; row < view->row_count; row++) {
        size_t width;

        put_label(view, row, &label);
        width = pwz_text_width(pwz_buf_text(&label), label.len);
        widest = width > widest ? width : widest;
    }
    pwz_buf_done(&label);
    return widest;
}

static struct grid make_grid(const struct pwz_recon_view *view,
                             const struct pwz_recon_look *look)
{
    const size_t cols = pwz_recon_cols(look);
    const size_t widest = widest_label(view);
    struct grid grid = {.view = view, .look = look, .cell = CELL_COLS};

    if (cols < LABEL_MIN + GAP + MONTH_DAYS_MAX * CELL_COLS) {
        grid.cell = 1;
    }
    grid.label = cols - MONTH_DAYS_MAX * grid.cell - GAP;
    grid.label = grid.label > widest ? widest : grid.label;
    return grid;
}

static void put_blanks(size_t count, struct pwz_buf *out)
{
    while (count-- > 0) {
        pwz_buf_addc(out, ' ');
    }
}

static void draw_weekdays(const struct grid *grid, struct pwz_buf *out)
{
    put_blanks(grid->label + GAP, out);
    for (uint32_t i = 0; i < grid->month.count; i++) {
        pwz_buf_addc(out, pwz_recon_weekday(grid->month.first + (int32_t)i));
        put_blanks(i + 1 < grid->month.count ? grid->cell - 1 : 0, out);
    }
    pwz_buf_addc(out, '\n');
}

/* 1, 5, 10 … above their days. */
static void draw_numbers(const struct grid *grid, struct pwz_buf *out)
{
    size_t at = 0; /* columns drawn */

    put_blanks(grid->label + GAP, out);
    for (size_t day = 1; day <= grid->month.count; day++) {
        if (day == 1 || day % NUMBER_EVERY == 0) {
            put_blanks((day - 1) * grid->cell - at, out);
            pwz_buf_addf(out, "%zu", day);
            at = (day - 1) * grid->cell + (day < 10 ? 1 : 2);
        }
    }
    pwz_buf_addc(out, '\n');
}

static void draw_cell(const struct grid *grid, size_t row, int32_t day,
                      struct pwz_buf *out)
{
    const enum pwz_day_state state = pwz_recon_state(grid->view, row, day);
    const struct pwz_recon_cell *cell = pwz_recon_cell(state);
    const bool has_color = grid->look->has_color && cell->color[0] != '\0';

    if (has_color) {
        pwz_buf_addf(out, "\033[%sm", cell->color);
    }
    pwz_buf_addc(out, cell->letter);
    if (grid->cell > 1) {
        const unsigned heat =
            state == PWZ_DAY_EMPTY
                ? PWZ_HEAT_NONE
                : pwz_recon_heat(grid->view, row, (size_t)(day - grid->view->first_day));

        pwz_buf_adds(out, pwz_recon_shade(grid->look->is_ascii, heat));
    }
    pwz_buf_adds(out, has_color ? "\033[m" : "");
}

static void draw_label(const struct grid *grid, size_t row, struct pwz_buf *out)
{
    struct pwz_buf label;

    pwz_buf_init(&label, PWZ_RECON_CELL_MAX);
    put_label(grid->view, row, &label);
    pwz_recon_put_padded(pwz_buf_text(&label), grid->label, false, grid->look->is_ascii,
                         out);
    put_blanks(GAP, out);
    pwz_buf_done(&label);
}

static void draw_month(const struct grid *grid, const struct pwz_recon_sink *sink)
{
    struct pwz_buf head;

    pwz_buf_init(&head, PWZ_RECON_CELL_MAX);
    pwz_recon_put_month(grid->month.first, &head);
    pwz_recon_put_head(pwz_buf_text(&head), grid->look, sink->buf);
    pwz_buf_done(&head);
    draw_weekdays(grid, sink->buf);
    draw_numbers(grid, sink->buf);
    for (size_t row = 0; row < grid->view->row_count; row++) {
        draw_label(grid, row, sink->buf);
        for (uint32_t i = 0; i < grid->month.count; i++) {
            draw_cell(grid, row, grid->month.first + (int32_t)i, sink->buf);
        }
        pwz_recon_end_line(sink->buf);
        pwz_recon_flush(sink);
    }
}

/* ---- the legend ---- */

static void put_peaks(const struct pwz_recon_view *view, struct pwz_buf *out)
{
    const char *between = " (";

    for (size_t i = 0; view->peaks != NULL && i < view->total_count; i++) {
        if (pwz_decimal_sign(&view->peaks[i]) > 0) {
            pwz_buf_adds(out, between);
            pwz_recon_put_money(&view->peaks[i], view->totals[i]->currency, out);
            between = ", ";
        }
    }
    pwz_buf_adds(out, between[0] == ',' ? ")" : "");
}

void pwz_recon_put_states(struct pwz_buf *out)
{
    for (size_t i = 1; i <= CELL_COUNT; i++) {
        const struct pwz_recon_cell *cell = &cells[i % CELL_COUNT];

        pwz_buf_addf(out, "%s%c %s", i > 1 ? ", " : "", cell->letter, cell->words);
    }
    pwz_buf_addc(out, '.');
}

bool pwz_recon_put_shades(const struct pwz_recon_view *view, bool is_ascii,
                          struct pwz_buf *out)
{
    if (view->heats == NULL) {
        return false;
    }
    pwz_buf_addf(out,
                 "%s: lost credit of the day, against the dearest day shown in its "
                 "currency",
                 is_ascii ? "Figures" : "Shades");
    put_peaks(view, out);
    pwz_buf_addf(out, ": %s to a quarter, %s to a half, %s to three quarters, %s above.",
                 pwz_recon_shade(is_ascii, 1), pwz_recon_shade(is_ascii, 2),
                 pwz_recon_shade(is_ascii, 3), pwz_recon_shade(is_ascii, PWZ_HEAT_MOST));
    return true;
}

static bool has_missing_day(const struct pwz_recon_view *view)
{
    for (size_t row = 0; row < view->row_count; row++) {
        if (view->rows[row]->missing_days > 0) {
            return true;
        }
    }
    return false;
}

void pwz_recon_put_marks(const struct pwz_recon_view *view, bool is_ascii,
                         struct pwz_buf *out)
{
    if (!has_missing_day(view)) {
        return;
    }
    if (!pwz_recon_put_shades(view, is_ascii, out)) {
        pwz_buf_addf(
            out, "%s: how many of the day's lines that could earn: %s all, %s some.",
            is_ascii ? "Figures" : "Shades", pwz_recon_shade(is_ascii, PWZ_HEAT_MOST),
            pwz_recon_shade(is_ascii, PWZ_HEAT_MOST / 2));
    }
}

static void draw_legend(const struct grid *grid, struct pwz_buf *out)
{
    struct pwz_buf words;

    pwz_buf_init(&words, PWZ_RECON_CELL_MAX);
    pwz_recon_put_states(&words);
    pwz_recon_put_wrapped(pwz_buf_text(&words), 0, grid->look, out);
    pwz_buf_clear(&words);
    if (grid->cell > 1) {
        pwz_recon_put_marks(grid->view, grid->look->is_ascii, &words);
        pwz_recon_put_wrapped(pwz_buf_text(&words), 0, grid->look, out);
    }
    pwz_buf_done(&words);
}

void pwz_recon_draw_calendar(const struct pwz_recon_view *view,
                             const struct pwz_recon_look *look,
                             const struct pwz_recon_sink *sink)
{
    int32_t from = view->first_day;
    struct grid grid;

    if (!pwz_recon_has_calendar(view)) {
        return;
    }
    grid = make_grid(view, look);
    pwz_recon_put_head("Calendar", look, sink->buf);
    draw_legend(&grid, sink->buf);
    while (pwz_recon_next_month(view, from, &grid.month)) {
        draw_month(&grid, sink);
        from = grid.month.first + (int32_t)grid.month.count;
    }
}
