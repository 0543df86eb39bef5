/*
 * Lists of many rows: only what is in sight is drawn, and what passes the filter is found
 * when the filter changes, so that a key costs the same with ten rows and with a million.
 */
#include <string.h>

#include "wizard/state.h"

enum {
    HITS_FIRST = 256,
    FIND_COLS = 6, /* "Find: " */
    MARKER_COLS = 2
};

void pwz_hit_add(struct pwz_desk *desk, size_t row)
{
    if (desk->hit_count == desk->hit_room) {
        const size_t room = desk->hit_room == 0 ? HITS_FIRST : desk->hit_room * 2;
        uint32_t *hits = pwz_mem_resize(desk->hits, room, sizeof *hits);
        if (hits == NULL) {
            return; /* a shorter list is all that memory allows */
        }
        desk->hits = hits;
        desk->hit_room = room;
    }
    desk->hits[desk->hit_count++] = (uint32_t)row;
}

void pwz_usage_find(struct pwz_wizard *w)
{
    w->desk.hit_count = 0;
    w->focus[w->mode] = 0;
    w->top[w->mode] = 0;
    if (w->mode == PWZ_MODE_INDEX_FILES) {
        pwz_files_find(w);
    } else if (w->mode == PWZ_MODE_INDEX_SUBSCRIPTIONS) {
        pwz_subscriptions_find(w);
    }
}

uint32_t pwz_hit_focused(const struct pwz_wizard *w)
{
    const uint32_t focus = w->focus[w->mode];

    return focus < w->desk.hit_count ? w->desk.hits[focus] : PWZ_NONE;
}

size_t pwz_wizard_usage_count(const struct pwz_wizard *w)
{
    return w->desk.hit_count;
}

/* ---- keys ---- */

void pwz_hits_move(struct pwz_wizard *w, enum pwz_action action, uint32_t key)
{
    const bool is_page = action == PWZ_ACTION_PAGE_DOWN || action == PWZ_ACTION_PAGE_UP;
    struct pwz_press one = {.key = key, .action = action};

    if (is_page) {
        one.action =
            action == PWZ_ACTION_PAGE_DOWN ? PWZ_ACTION_NEXT : PWZ_ACTION_PREVIOUS;
    }
    w->desk.is_in_filter = false;
    for (size_t i = 0; i < (is_page ? w->page : 1); i++) {
        pwz_move_focus(w, &one, (uint32_t)w->desk.hit_count);
    }
    w->is_only_marker = false; /* what stands below changes with the focus */
}

/* A question mark is help only before anything was typed. */
bool pwz_hits_type(struct pwz_wizard *w, struct pwz_input *input, uint32_t key,
                   enum pwz_action action)
{
    const bool is_typed = key == '?' || key == ' ';

    if (action != PWZ_ACTION_COUNT && !(is_typed && input->len > 0)) {
        return false;
    }
    if (!pwz_input_key(input, key)) {
        return false;
    }
    w->desk.is_in_filter = true;
    pwz_usage_find(w);
    return true;
}

/* A paste brings a line end along, which is now a blank. */
void pwz_usage_pasted(struct pwz_wizard *w)
{
    struct pwz_input *inputs[PWZ_MODE_COUNT] = {
        [PWZ_MODE_INDEX_FILES] = &w->desk.path,
        [PWZ_MODE_INDEX_SUBSCRIPTIONS] = &w->desk.filter,
    };
    struct pwz_input *input = inputs[w->mode];

    if (input == NULL) {
        return;
    }
    while (input->len > 0 && input->text[input->len - 1] == ' ') {
        input->text[--input->len] = '\0';
    }
    input->at = input->at < input->len ? input->at : input->len;
    w->desk.is_in_filter = true;
    w->desk.typed++;
    pwz_usage_find(w);
}

/* ---- drawing ---- */

static size_t keep_in_sight(struct pwz_wizard *w, size_t rows)
{
    size_t *top = &w->top[w->mode];
    const size_t focus = w->focus[w->mode];

    if (rows == 0) {
        return 0;
    }
    *top = focus < *top ? focus : *top;
    *top = focus >= *top + rows ? focus - rows + 1 : *top;
    return *top;
}

void pwz_hits_draw(struct pwz_wizard *w, const struct pwz_pane *pane, pwz_hit_draw *draw)
{
    const size_t rows = pane->rows > 0 ? (size_t)pane->rows : 0;
    const size_t top = keep_in_sight(w, rows);
    struct pwz_pane line = *pane;

    w->page = rows;
    w->spots.count = 0;
    line.rows = 1;
    line.col += MARKER_COLS;
    line.cols -= MARKER_COLS;
    for (size_t i = top; i < w->desk.hit_count && i < top + rows; i++) {
        line.row = pane->row + (int)(i - top);
        draw(w, w->desk.hits[i], &line);
        if (i == w->focus[w->mode]) {
            pwz_screen_put(pane->screen, line.row, pane->col, 1, PWZ_ROLE_FOCUS, ">", 1);
            pane->screen->cursor_row = line.row;
            pane->screen->cursor_col = line.col;
        }
    }
}

void pwz_hits_draw_input(struct pwz_wizard *w, const struct pwz_pane *pane,
                         const struct pwz_input *input)
{
    pwz_screen_put(pane->screen, pane->row, pane->col, pane->cols, PWZ_ROLE_PLAIN,
                   "Find: ", FIND_COLS);
    const int col = pwz_input_draw(input, pane->screen, pane->row, pane->col + FIND_COLS,
                                   pane->cols - FIND_COLS);
    if (w->desk.is_in_filter || w->desk.hit_count == 0) {
        pane->screen->cursor_row = pane->row;
        pane->screen->cursor_col = col;
    }
}
