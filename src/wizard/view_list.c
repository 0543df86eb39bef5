/*
 * The picker for a list that helps with a question: type to filter, read what the list
 * says, go back to the answer that fits. What the list holds is the pack's business.
 */
#include <string.h>

#include "wizard/state.h"

static const struct pwz_list *list_of(const struct pwz_wizard *w)
{
    return &w->pack->lists[w->pack->fact_words[w->fact].list];
}

static bool is_match(const struct pwz_wizard *w, const struct pwz_list_row *row)
{
    return pwz_text_has(pwz_pack_text(w->pack, row->name), w->filter.text) ||
           pwz_text_has(pwz_pack_text(w->pack, row->today), w->filter.text) ||
           pwz_text_has(pwz_pack_text(w->pack, row->guid), w->filter.text);
}

/* The `wanted`th row that passes the filter, NULL after the last. */
static const struct pwz_list_row *nth_match(const struct pwz_wizard *w, uint32_t wanted)
{
    const struct pwz_list *list = list_of(w);

    for (uint32_t i = 0; i < list->row_count; i++) {
        const struct pwz_list_row *row = &w->pack->list_rows[list->first_row + i];
        if (is_match(w, row) && wanted-- == 0) {
            return row;
        }
    }
    return NULL;
}

static uint32_t match_count(const struct pwz_wizard *w)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < list_of(w)->row_count; i++) {
        count += is_match(w, &w->pack->list_rows[list_of(w)->first_row + i]) ? 1 : 0;
    }
    return count;
}

static bool is_whole(const char *text, const char *typed)
{
    return strlen(text) == strlen(typed) && pwz_text_has(text, typed);
}

/* After typing the focus goes to the row typed in full, else to the first: names are
 * parts of other names ("Reader"), and the first of them may say the opposite. */
static void focus_best(struct pwz_wizard *w)
{
    const struct pwz_list_row *row = nth_match(w, 0);

    w->focus[PWZ_MODE_INDEX_LIST] = 0;
    for (uint32_t i = 0; row != NULL; row = nth_match(w, ++i)) {
        if (is_whole(pwz_pack_text(w->pack, row->name), w->filter.text) ||
            is_whole(pwz_pack_text(w->pack, row->today), w->filter.text) ||
            is_whole(pwz_pack_text(w->pack, row->guid), w->filter.text)) {
            w->focus[PWZ_MODE_INDEX_LIST] = i;
            return;
        }
    }
}

void pwz_list_pasted(struct pwz_wizard *w)
{
    struct pwz_input *filter = &w->filter;

    while (filter->len > 0 && filter->text[filter->len - 1] == ' ') {
        filter->text[--filter->len] = '\0';
    }
    filter->at = filter->at < filter->len ? filter->at : filter->len;
    w->is_in_filter = true;
    focus_best(w);
}

/* ---- acts ---- */

/* A question whose list sorts into three answers has them in the order eligible, not
 * eligible, not on the list: show the one that fits; the user confirms it. */
static void act_choose(struct pwz_wizard *w, const struct pwz_press *press)
{
    const struct pwz_list_row *row = nth_match(w, w->focus[PWZ_MODE_INDEX_LIST]);
    static const char *const words[] = {"eligible", "not eligible", "not on the list"};
    uint32_t fits = row == NULL ? 2 : row->eligible != 0 ? 0 : 1;

    (void)press;
    pwz_move_close(w);
    if (w->pack->model.facts[w->fact].type == PWZ_FACT_CHOICE &&
        w->pack->model.facts[w->fact].value_count == 3) {
        w->focus[w->mode] = fits;
        pwz_move_tell(w, "%s: %s. Enter gives the answer at the cursor.",
                      row == NULL ? "No such row" : pwz_pack_text(w->pack, row->name),
                      words[fits]);
    }
}

static void act_back(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    if (w->filter.len > 0) {
        pwz_input_set(&w->filter, "");
        w->focus[PWZ_MODE_INDEX_LIST] = 0;
        return;
    }
    pwz_move_close(w);
}

static void act_filter(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    pwz_input_set(&w->filter, "");
    w->is_in_filter = true;
    w->focus[PWZ_MODE_INDEX_LIST] = 0;
}

static void act_focus(struct pwz_wizard *w, const struct pwz_press *press)
{
    w->is_in_filter = false;
    pwz_move_focus(w, press, match_count(w));
}

static void act_page(struct pwz_wizard *w, const struct pwz_press *press)
{
    struct pwz_press one = *press;

    one.action =
        press->action == PWZ_ACTION_PAGE_DOWN ? PWZ_ACTION_NEXT : PWZ_ACTION_PREVIOUS;
    for (size_t i = 0; i < w->page; i++) {
        act_focus(w, &one);
    }
}

static bool type(struct pwz_wizard *w, const struct pwz_press *press)
{
    bool is_free = press->action == PWZ_ACTION_COUNT || press->key == '?';

    if (!is_free || (press->key == '?' && w->filter.len == 0) ||
        !pwz_input_key(&w->filter, press->key)) {
        return false;
    }
    w->is_in_filter = true;
    focus_best(w);
    return true;
}

/* ---- drawing ---- */

static void add_row(struct pwz_wizard *w, struct pwz_lines *lines, uint32_t index,
                    const struct pwz_list_row *row, int cols)
{
    const char *today = pwz_pack_text(w->pack, row->today);
    bool is_eligible = row->eligible != 0;
    struct pwz_buf words;

    pwz_buf_init(&words, PWZ_WORDS_MAX);
    pwz_buf_adds(&words, pwz_pack_text(w->pack, row->name));
    if (today[0] != '\0') {
        pwz_buf_addf(&words, " (today: %s)", today);
    }
    const struct pwz_flow flow = {
        .text = pwz_buf_text(&words),
        .len = words.len,
        .prefix = is_eligible ? "yes  " : "no   ",
        .indent = 7,
        .option = index,
        .role = PWZ_ROLE_CHOICE,
        .prefix_role = is_eligible ? PWZ_ROLE_GOOD : PWZ_ROLE_BAD,
    };
    pwz_lines_flow(lines, &flow, cols);
    pwz_buf_done(&words);
}

static void add_rows(struct pwz_wizard *w, struct pwz_lines *lines, int cols)
{
    const struct pwz_list *list = list_of(w);
    uint32_t index = 0;

    for (uint32_t i = 0; i < list->row_count; i++) {
        const struct pwz_list_row *row = &w->pack->list_rows[list->first_row + i];
        if (is_match(w, row)) {
            add_row(w, lines, index++, row, cols);
        }
    }
    if (index == 0) {
        pwz_lines_text(lines, PWZ_ROLE_WARN, "Not on the list: cannot be confirmed.",
                       cols);
    }
}

/* What the list says about the focused row, in full. */
static void draw_detail(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    const struct pwz_list_row *row = nth_match(w, w->focus[PWZ_MODE_INDEX_LIST]);
    struct pwz_buf words;

    if (row == NULL) {
        return;
    }
    pwz_buf_init(&words, PWZ_WORDS_MAX);
    pwz_buf_adds(&words, row->eligible != 0 ? "On the list: eligible."
                                            : "On the list: not eligible.");
    pwz_screen_put(pane->screen, pane->row, pane->col, pane->cols,
                   row->eligible != 0 ? PWZ_ROLE_GOOD : PWZ_ROLE_BAD,
                   pwz_buf_text(&words), words.len);
    const char *guid = pwz_pack_text(w->pack, row->guid);
    pwz_screen_put(pane->screen, pane->row + 1, pane->col, pane->cols, PWZ_ROLE_MUTED,
                   guid, strlen(guid));
    pwz_buf_done(&words);
}

static void draw_head(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    const char *title = pwz_pack_text(w->pack, list_of(w)->title);
    static const char find[] = "Find: ";
    int used = (int)sizeof find - 1;

    pwz_screen_put(pane->screen, pane->row, pane->col, pane->cols, PWZ_ROLE_TITLE, title,
                   strlen(title));
    pwz_screen_put(pane->screen, pane->row + 1, pane->col, pane->cols, PWZ_ROLE_PLAIN,
                   find, sizeof find - 1);
    int col = pwz_input_draw(&w->filter, pane->screen, pane->row + 1, pane->col + used,
                             pane->cols - used);
    if (w->mode == PWZ_MODE_INDEX_LIST && w->is_in_filter) {
        pane->screen->cursor_row = pane->row + 1;
        pane->screen->cursor_col = col;
    }
}

static enum pwz_status layout(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    struct pwz_lines rows = {0};
    struct pwz_lines none = {0};
    struct pwz_pane middle = *pane;
    struct pwz_pane bottom = *pane;

    middle.row += 2;
    middle.rows -= 4;
    bottom.row = pane->row + pane->rows - 2;
    add_rows(w, &rows, pane->cols);
    enum pwz_status status = pwz_pane_draw(w, &middle, PWZ_MODE_INDEX_LIST, &rows, &none);
    w->spots.count = 0; /* the detail below changes with the focus */
    draw_head(w, pane);
    draw_detail(w, &bottom);
    pwz_lines_done(&rows);
    return status;
}

static const struct pwz_act acts[] = {
    {PWZ_ACTION_CHOOSE,    act_choose},
    {PWZ_ACTION_BACK,      act_back  },
    {PWZ_ACTION_FILTER,    act_filter},
    {PWZ_ACTION_ERASE,     act_filter},
    {PWZ_ACTION_NEXT,      act_focus },
    {PWZ_ACTION_PREVIOUS,  act_focus },
    {PWZ_ACTION_FIRST,     act_focus },
    {PWZ_ACTION_LAST,      act_focus },
    {PWZ_ACTION_PAGE_DOWN, act_page  },
    {PWZ_ACTION_PAGE_UP,   act_page  },
};

const struct pwz_view pwz_view_list = {
    .title = "Look up",
    .acts = acts,
    .act_count = sizeof acts / sizeof acts[0],
    .type = type,
    .layout = layout,
};
