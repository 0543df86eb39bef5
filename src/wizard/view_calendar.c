/*
 * The calendar heat map of one subscription: a block for each month, a line for each
 * week, a cell for each day with its letter and, for days that miss credit, a bar of
 * shade for the money. The letters are those of the usage-file report.
 */
#include "pecwiz/text.h"

#include "wizard/state.h"

enum {
    WEEK = 7,
    CELL_COLS_MIN = 5, /* day, blank, letter, shade */
    CELL_COLS_MAX = 11,
    BAR_COLS_LESS = 6, /* of a cell: day, blanks, letter */
    LINE_MAX_BYTES = 4096
};

struct sheet {
    const struct pwz_wizard *w;
    const struct pwz_recon_view *view;
    size_t row; /* of the view */
    int cols, cell;
    struct pwz_lines *lines;
    struct pwz_buf text, roles; /* the line at work, a role for each byte */
};

static void put(struct sheet *sheet, enum pwz_role role, const char *words)
{
    const size_t before = sheet->text.len;

    pwz_buf_adds(&sheet->text, words);
    while (sheet->roles.len < before + (sheet->text.len - before)) {
        pwz_buf_addc(&sheet->roles, (char)role);
    }
}

static void end_line(struct sheet *sheet)
{
    const struct pwz_flow flow = {
        .text = pwz_buf_text(&sheet->text),
        .len = sheet->text.len,
        .roles = (const uint8_t *)pwz_buf_text(&sheet->roles),
        .prefix = "",
        .option = PWZ_NONE,
    };

    sheet->lines->failed |=
        pwz_buf_status(&sheet->text) != PWZ_OK || pwz_buf_status(&sheet->roles) != PWZ_OK;
    if (!sheet->lines->failed) {
        pwz_lines_flow(sheet->lines, &flow, sheet->cols);
    }
    pwz_buf_clear(&sheet->text);
    pwz_buf_clear(&sheet->roles);
}

/* ---- days ---- */

static enum pwz_role role_of(enum pwz_day_state state)
{
    static const uint8_t roles[] = {
        [PWZ_DAY_EMPTY] = PWZ_ROLE_MUTED,      [PWZ_DAY_EARNED] = PWZ_ROLE_GOOD,
        [PWZ_DAY_MISSING] = PWZ_ROLE_BAD,      [PWZ_DAY_MIXED] = PWZ_ROLE_WARN,
        [PWZ_DAY_INELIGIBLE] = PWZ_ROLE_MUTED, [PWZ_DAY_UNKNOWN] = PWZ_ROLE_PLAIN,
    };

    return (enum pwz_role)roles[state];
}

static void put_blanks(struct sheet *sheet, int count)
{
    while (count-- > 0) {
        put(sheet, PWZ_ROLE_PLAIN, " ");
    }
}

static void put_number(struct sheet *sheet, uint32_t day)
{
    const char digits[] = {day < 10 ? ' ' : (char)('0' + day / 10),
                           (char)('0' + day % 10), ' ', '\0'};

    put(sheet, PWZ_ROLE_MUTED, digits);
}

/* Money is not for shared screens: under the curtain only the letters are left. */
static void put_bar(struct sheet *sheet, int32_t day, enum pwz_role role)
{
    const int cols = sheet->cell > CELL_COLS_MIN ? sheet->cell - BAR_COLS_LESS : 1;
    const enum pwz_day_state state = pwz_recon_state(sheet->view, sheet->row, day);
    unsigned heat = PWZ_HEAT_NONE;

    if (state != PWZ_DAY_EMPTY && !sheet->w->is_curtain_down) {
        heat = pwz_recon_heat(sheet->view, sheet->row,
                              (size_t)(day - sheet->view->first_day));
    }
    for (int i = 0; i < cols; i++) {
        put(sheet, role, pwz_recon_shade(sheet->w->opts.is_ascii, heat));
    }
}

static void put_day(struct sheet *sheet, int32_t day, uint32_t number)
{
    const enum pwz_day_state state = pwz_recon_state(sheet->view, sheet->row, day);
    const char letter[] = {pwz_recon_cell(state)->letter, '\0'};
    const enum pwz_role role = role_of(state);
    const bool is_narrow = sheet->cell <= CELL_COLS_MIN;

    put_number(sheet, number);
    put(sheet, role, letter);
    put_blanks(sheet, is_narrow ? 0 : 1);
    put_bar(sheet, day, role);
    put_blanks(sheet, is_narrow ? 0 : 1);
}

/* ---- months ---- */

static void put_weekdays(struct sheet *sheet)
{
    static const char *const names[WEEK] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};

    for (int i = 0; i < WEEK; i++) {
        put(sheet, PWZ_ROLE_STRONG, names[i]);
        put_blanks(sheet, sheet->cell - 2);
    }
    end_line(sheet);
}

/* 0 = Monday; 1970-01-01 was a Thursday. */
static int weekday_of(int32_t day)
{
    return (int)(((day + 3) % WEEK + WEEK) % WEEK);
}

static void put_month(struct sheet *sheet, const struct pwz_recon_month *month)
{
    struct pwz_buf name;

    pwz_buf_init(&name, 64);
    pwz_recon_put_month(month->first, &name);
    put(sheet, PWZ_ROLE_TITLE, pwz_buf_text(&name));
    pwz_buf_done(&name);
    end_line(sheet);
    put_weekdays(sheet);
    put_blanks(sheet, weekday_of(month->first) * sheet->cell);
    for (uint32_t i = 0; i < month->count; i++) {
        const int32_t day = month->first + (int32_t)i;
        put_day(sheet, day, i + 1);
        if (weekday_of(day) == WEEK - 1 || i + 1 == month->count) {
            end_line(sheet);
        }
    }
}

static void put_legend(struct sheet *sheet)
{
    struct pwz_buf words;

    pwz_buf_init(&words, LINE_MAX_BYTES);
    pwz_recon_put_states(&words);
    pwz_lines_text(sheet->lines, PWZ_ROLE_PLAIN, pwz_buf_text(&words), sheet->cols);
    pwz_buf_clear(&words);
    if (!sheet->w->is_curtain_down &&
        pwz_recon_put_shades(sheet->view, sheet->w->opts.is_ascii, &words)) {
        pwz_lines_text(sheet->lines, PWZ_ROLE_MUTED, pwz_buf_text(&words), sheet->cols);
    }
    pwz_buf_done(&words);
}

/* One currency after the other; most subscriptions have one. */
static void put_row(struct sheet *sheet)
{
    int32_t from = sheet->view->first_day;
    struct pwz_recon_month month;

    if (sheet->view->row_count > 1) {
        put(sheet, PWZ_ROLE_STRONG, sheet->view->rows[sheet->row]->currency);
        end_line(sheet);
    }
    while (pwz_recon_next_month(sheet->view, from, &month)) {
        put_month(sheet, &month);
        from = month.first + (int32_t)month.count;
    }
}

void pwz_calendar_lines(const struct pwz_wizard *w, struct pwz_lines *lines, int cols)
{
    struct sheet sheet = {.w = w, .view = w->desk.one, .cols = cols, .lines = lines};
    const int cell = cols / WEEK;

    if (w->desk.one == NULL || !pwz_recon_has_calendar(w->desk.one)) {
        pwz_lines_text(lines, PWZ_ROLE_WARN,
                       "These files say nothing of single days: there is no calendar.",
                       cols);
        return;
    }
    sheet.cell = cell < CELL_COLS_MIN   ? CELL_COLS_MIN
                 : cell > CELL_COLS_MAX ? CELL_COLS_MAX
                                        : cell;
    sheet.cell = sheet.cell == BAR_COLS_LESS ? CELL_COLS_MIN : sheet.cell;
    pwz_buf_init(&sheet.text, LINE_MAX_BYTES);
    pwz_buf_init(&sheet.roles, LINE_MAX_BYTES);
    for (; sheet.row < sheet.view->row_count; sheet.row++) {
        put_row(&sheet);
    }
    put_legend(&sheet);
    pwz_buf_done(&sheet.text);
    pwz_buf_done(&sheet.roles);
}
