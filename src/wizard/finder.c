/*
 * Lists that are filtered by typing; see the header. Knows neither rows nor views.
 */
#include "wizard/finder.h"

#include "wizard/state.h"

enum {
    ROWS_FIRST = 256,
    FIND_COLS = 6, /* "Find: " */
    MARKER_COLS = 2
};

void pwz_finder_done(struct pwz_finder *finder)
{
    pwz_mem_free(finder->rows);
    *finder = (struct pwz_finder){0};
}

/* ---- what passes ---- */

bool pwz_finder_reserve(struct pwz_finder *finder, size_t count)
{
    if (count <= finder->room) {
        return true;
    }
    uint32_t *rows = pwz_mem_resize(finder->rows, count, sizeof *rows);
    if (rows == NULL) {
        return false;
    }
    finder->rows = rows;
    finder->room = count;
    return true;
}

void pwz_finder_begin(struct pwz_finder *finder)
{
    finder->count = 0;
    finder->focus = 0;
    finder->top = 0;
}

void pwz_finder_add(struct pwz_finder *finder, size_t row)
{
    const size_t room = finder->room == 0 ? ROWS_FIRST : finder->room * 2;

    if (finder->count < finder->room || pwz_finder_reserve(finder, room)) {
        finder->rows[finder->count++] = (uint32_t)row;
    }
}

void pwz_finder_settle(struct pwz_finder *finder)
{
    finder->focus = finder->line.len > 0 && finder->count > 0 ? finder->lead : 0;
}

uint32_t pwz_finder_row(const struct pwz_finder *finder)
{
    const size_t at = finder->focus - finder->lead; /* wraps to large on a lead */

    return at < finder->count ? finder->rows[at] : PWZ_NONE;
}

/* ---- keys ---- */

bool pwz_finder_type(struct pwz_finder *finder, uint32_t key, enum pwz_action action)
{
    const bool is_typed = (key == '?' || key == ' ') && finder->line.len > 0;

    if ((action != PWZ_ACTION_COUNT && !is_typed) || !pwz_input_key(&finder->line, key)) {
        return false;
    }
    finder->changes++;
    finder->is_in_line = true;
    return true;
}

void pwz_finder_pasted(struct pwz_finder *finder)
{
    struct pwz_input *line = &finder->line;

    while (line->len > 0 && line->text[line->len - 1] == ' ') {
        line->text[--line->len] = '\0';
    }
    line->at = line->at < line->len ? line->at : line->len;
    finder->changes++;
    finder->is_in_line = true;
}

void pwz_finder_clear(struct pwz_finder *finder)
{
    pwz_input_set(&finder->line, "");
    finder->is_in_line = true;
}

static size_t less(size_t at, size_t by)
{
    return at > by ? at - by : 0;
}

static size_t more(size_t at, size_t by, size_t last)
{
    return at < last && by < last - at ? at + by : last;
}

void pwz_finder_move(struct pwz_finder *finder, enum pwz_action action)
{
    const size_t last = less(finder->lead + finder->count, 1);
    const size_t at = finder->focus;

    finder->is_in_line = false;
    if (action == PWZ_ACTION_FIRST || action == PWZ_ACTION_LAST) {
        finder->focus = action == PWZ_ACTION_LAST ? last : 0;
    } else if (action == PWZ_ACTION_PREVIOUS || action == PWZ_ACTION_PAGE_UP) {
        finder->focus = less(at, action == PWZ_ACTION_PREVIOUS ? 1 : finder->page);
    } else {
        finder->focus = more(at, action == PWZ_ACTION_NEXT ? 1 : finder->page, last);
    }
}

/* ---- drawing ---- */

static size_t keep_in_sight(struct pwz_finder *finder, size_t rows)
{
    const size_t focus = finder->focus;

    if (focus < finder->top) {
        finder->top = focus;
    } else if (rows > 0 && focus - finder->top >= rows) {
        finder->top = focus - rows + 1;
    }
    return finder->top;
}

void pwz_finder_draw(struct pwz_finder *finder, const struct pwz_wizard *w,
                     const struct pwz_pane *pane, pwz_finder_draw_row *draw)
{
    const size_t rows = pane->rows > 0 ? (size_t)pane->rows : 0;
    const size_t top = keep_in_sight(finder, rows);
    const size_t end = finder->lead + finder->count;
    struct pwz_pane line = *pane;

    finder->page = rows;
    line.rows = 1;
    line.col += MARKER_COLS;
    line.cols -= MARKER_COLS;
    for (size_t i = top; i < end && i - top < rows; i++) {
        line.row = pane->row + (int)(i - top);
        draw(w, i < finder->lead ? PWZ_NONE : finder->rows[i - finder->lead], &line);
        if (i == finder->focus) {
            pwz_screen_put(pane->screen, line.row, pane->col, 1, PWZ_ROLE_FOCUS, ">", 1);
            pane->screen->cursor_row = line.row;
            pane->screen->cursor_col = line.col;
        }
    }
}

void pwz_finder_draw_line(const struct pwz_finder *finder, const struct pwz_pane *pane)
{
    pwz_screen_put(pane->screen, pane->row, pane->col, pane->cols, PWZ_ROLE_PLAIN,
                   "Find: ", FIND_COLS);
    const int col = pwz_input_draw(&finder->line, pane->screen, pane->row,
                                   pane->col + FIND_COLS, pane->cols - FIND_COLS);
    if (finder->is_in_line || finder->lead + finder->count == 0) {
        pane->screen->cursor_row = pane->row;
        pane->screen->cursor_col = col;
    }
}
