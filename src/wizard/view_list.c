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
    return pwz_text_has(pwz_pack_text(w->pack, row->name), w->look_up.line.text) ||
           pwz_text_has(pwz_pack_text(w->pack, row->today), w->look_up.line.text) ||
           pwz_text_has(pwz_pack_text(w->pack, row->guid), w->look_up.line.text);
}

static const struct pwz_list_row *row_at(const struct pwz_wizard *w, uint32_t index)
{
    return &w->pack->list_rows[list_of(w)->first_row + index];
}

static const struct pwz_list_row *focused(const struct pwz_wizard *w)
{
    const uint32_t index = pwz_finder_row(&w->look_up);

    return index == PWZ_NONE ? NULL : row_at(w, index);
}

static bool is_whole(const char *text, const char *typed)
{
    return strlen(text) == strlen(typed) && pwz_text_has(text, typed);
}

/* The focus goes to the row typed in full, else to the first: names are parts of other
 * names ("Reader"), and the first of them may say the opposite. */
static void focus_whole(struct pwz_wizard *w)
{
    const char *typed = w->look_up.line.text;

    for (size_t i = 0; i < w->look_up.count; i++) {
        const struct pwz_list_row *row = row_at(w, w->look_up.rows[i]);
        if (is_whole(pwz_pack_text(w->pack, row->name), typed) ||
            is_whole(pwz_pack_text(w->pack, row->today), typed) ||
            is_whole(pwz_pack_text(w->pack, row->guid), typed)) {
            w->look_up.focus = i;
            return;
        }
    }
}

static void find(struct pwz_wizard *w)
{
    pwz_finder_begin(&w->look_up);
    for (uint32_t i = 0; i < list_of(w)->row_count; i++) {
        if (is_match(w, row_at(w, i))) {
            pwz_finder_add(&w->look_up, i);
        }
    }
    pwz_finder_settle(&w->look_up);
    if (w->look_up.line.len > 0) {
        focus_whole(w);
    }
}

void pwz_list_open(struct pwz_wizard *w)
{
    pwz_move_open(w, PWZ_MODE_INDEX_LIST);
    pwz_finder_clear(&w->look_up);
    find(w);
}

/* ---- acts ---- */

/* A question whose list sorts into three answers has them in the order eligible, not
 * eligible, not on the list: show the one that fits; the user confirms it. */
static void act_choose(struct pwz_wizard *w, const struct pwz_press *press)
{
    const struct pwz_list_row *row = focused(w);
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
    for (size_t i = 0; i < w->look_up.count; i++) {
        add_row(w, lines, (uint32_t)i, row_at(w, w->look_up.rows[i]), cols);
    }
    if (w->look_up.count == 0) {
        pwz_lines_text(lines, PWZ_ROLE_WARN, "Not on the list: cannot be confirmed.",
                       cols);
    }
}

/* What the list says about the focused row, in full. */
static void draw_detail(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    const struct pwz_list_row *row = focused(w);
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
    struct pwz_pane line = *pane;

    pwz_screen_put(pane->screen, pane->row, pane->col, pane->cols, PWZ_ROLE_TITLE, title,
                   strlen(title));
    line.row++;
    pwz_finder_draw_line(&w->look_up, &line);
}

/* Rows are wrapped here, so the pane of lines draws them around the finder's focus. */
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
    w->focus[PWZ_MODE_INDEX_LIST] = (uint32_t)w->look_up.focus;
    enum pwz_status status = pwz_pane_draw(w, &middle, PWZ_MODE_INDEX_LIST, &rows, &none);
    w->look_up.page = w->page;
    w->spots.count = 0; /* the detail below changes with the focus */
    draw_head(w, pane);
    draw_detail(w, &bottom);
    pwz_lines_done(&rows);
    return status;
}

static struct pwz_finder *finder_of(struct pwz_wizard *w)
{
    return &w->look_up;
}

static const struct pwz_finder_view finder = {
    .of = finder_of,
    .find = find,
    .leave = pwz_move_close,
};

static const struct pwz_act acts[] = {
    {PWZ_ACTION_CHOOSE, act_choose},
};

const struct pwz_view pwz_view_list = {
    .title = "Look up",
    .acts = acts,
    .act_count = sizeof acts / sizeof acts[0],
    .finder = &finder,
    .layout = layout,
};
