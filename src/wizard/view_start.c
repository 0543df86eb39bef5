/*
 * The start screen: a new case, or one of the kept ones, filtered by typing. Rows are cut
 * to one line each, so that thousands of cases cost no more than a screenful; the focused
 * one is told in full below. The curtain hides whose cases they are.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "wizard/state.h"

enum {
    HEAD_ROWS = 2,
    DETAIL_ROWS = 3,
    MARK_COLS = 2,
    WORD_MAX = 128
};

static const struct pwz_offer *focused(const struct pwz_wizard *w)
{
    uint32_t focus = w->focus[PWZ_MODE_INDEX_START];

    return focus == 0 || focus > w->offers.match_count
               ? NULL
               : &w->offers.all[w->offers.match[focus - 1]];
}

/* ---- filter ---- */

static bool has_word(const struct pwz_offer *offer, const char *word)
{
    return pwz_text_has(offer->number, word) || pwz_text_has(offer->partner, word) ||
           pwz_text_has(offer->customer, word) ||
           pwz_text_has(offer->subscription, word) || pwz_text_has(offer->ticket, word) ||
           pwz_text_has(offer->verdict, word);
}

/* Every word typed has to be somewhere. */
static bool is_match(const struct pwz_wizard *w, const struct pwz_offer *offer)
{
    const char *at = w->filter.text;
    char word[WORD_MAX];

    for (at += strspn(at, " "); *at != '\0'; at += strspn(at, " ")) {
        size_t len = strcspn(at, " ");
        size_t kept = len < WORD_MAX ? len : WORD_MAX - 1;

        memcpy(word, at, kept);
        word[kept] = '\0';
        if (!has_word(offer, word)) {
            return false;
        }
        at += len;
    }
    return true;
}

static void filter(struct pwz_wizard *w)
{
    struct pwz_offers *offers = &w->offers;

    offers->match_count = 0;
    for (uint32_t i = 0; i < offers->count; i++) {
        if (is_match(w, &offers->all[i])) {
            offers->match[offers->match_count++] = i;
        }
    }
    /* Who types looks for a case; who does not begins one. */
    w->focus[PWZ_MODE_INDEX_START] = w->filter.len > 0 && offers->match_count > 0 ? 1 : 0;
    w->top[PWZ_MODE_INDEX_START] = 0;
    w->is_in_filter = true;
}

void pwz_start_pasted(struct pwz_wizard *w)
{
    filter(w);
}

void pwz_start_words(const struct pwz_wizard *w, struct pwz_buf *out)
{
    size_t due = 0;

    for (size_t i = 0; i < w->offers.count; i++) {
        due += w->offers.all[i].is_due ? 1 : 0;
    }
    pwz_buf_addf(out, "%zu case%s, %zu due; ^C leaves", w->offers.count,
                 w->offers.count == 1 ? "" : "s", due);
}

void pwz_start_open(struct pwz_wizard *w)
{
    pwz_input_set(&w->filter, "");
    pwz_move_open(w, PWZ_MODE_INDEX_START);
    filter(w);
}

size_t pwz_wizard_offer_count(const struct pwz_wizard *w)
{
    return w->offers.match_count;
}

const struct pwz_offer *pwz_wizard_offer_at(const struct pwz_wizard *w, size_t index)
{
    return &w->offers.all[w->offers.match[index]];
}

/* ---- acts ---- */

static void act_choose(struct pwz_wizard *w, const struct pwz_press *press)
{
    const struct pwz_offer *offer = focused(w);
    struct pwz_effect *effect = pwz_session_effect(press->effects, PWZ_EFFECT_OPEN);

    if (effect != NULL) {
        effect->index = offer == NULL ? PWZ_NONE : (uint32_t)(offer - w->offers.all);
    }
}

static void act_back(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    if (w->filter.len > 0) {
        pwz_input_set(&w->filter, "");
        filter(w);
        return;
    }
    pwz_move_tell(w, "There is nothing to go back to. ^C leaves.");
}

static void act_erase(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    pwz_input_set(&w->filter, "");
    filter(w);
}

static void act_focus(struct pwz_wizard *w, const struct pwz_press *press)
{
    w->is_in_filter = false;
    pwz_move_focus(w, press, (uint32_t)w->offers.match_count + 1);
    w->is_only_marker = false;
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
    filter(w);
    return true;
}

/* ---- drawing ---- */

static void add_part(struct pwz_buf *out, const char *part)
{
    if (part[0] != '\0') {
        pwz_buf_addf(out, "%s%s", out->len > 0 ? ", " : "", part);
    }
}

static void put(const struct pwz_pane *pane, int row, int col, enum pwz_role role,
                const char *text)
{
    pwz_screen_put(pane->screen, row, pane->col + col, pane->cols - col, role, text,
                   strlen(text));
}

/* "due  " or the day, in ten columns; what is due shows without colour. */
static void draw_day(const struct pwz_pane *pane, int row, int col,
                     const struct pwz_offer *offer)
{
    char date[11] = "";

    if (offer->is_due) {
        put(pane, row, col, PWZ_ROLE_WARN, "DUE");
    } else if (offer->is_closed) {
        put(pane, row, col, PWZ_ROLE_MUTED, "closed");
    } else if (offer->look_again != 0) {
        pwz_date_text(offer->look_again, date);
        put(pane, row, col, PWZ_ROLE_PLAIN, date);
    }
}

static void draw_offer(const struct pwz_wizard *w, const struct pwz_pane *pane, int row,
                       const struct pwz_offer *offer)
{
    struct pwz_buf words;
    int col = MARK_COLS;

    put(pane, row, col, PWZ_ROLE_CHOICE, offer->number);
    col += (int)pwz_text_width(offer->number, strlen(offer->number)) + 2;
    draw_day(pane, row, col, offer);
    col += 12;
    pwz_buf_init(&words, PWZ_WORDS_MAX);
    if (!w->is_curtain_down) {
        add_part(&words, offer->partner);
        add_part(&words, offer->customer);
        add_part(&words, offer->ticket);
    }
    add_part(&words, offer->verdict);
    put(pane, row, col, PWZ_ROLE_CHOICE, pwz_buf_text(&words));
    pwz_buf_done(&words);
}

static void draw_row(const struct pwz_wizard *w, const struct pwz_pane *pane, int row,
                     uint32_t index)
{
    if (index == 0) {
        put(pane, row, MARK_COLS, PWZ_ROLE_STRONG, "New case");
    } else {
        draw_offer(w, pane, row, &w->offers.all[w->offers.match[index - 1]]);
    }
    if (index == w->focus[PWZ_MODE_INDEX_START]) {
        put(pane, row, 0, PWZ_ROLE_FOCUS, ">");
        pane->screen->cursor_row = row;
        pane->screen->cursor_col = pane->col + MARK_COLS;
    }
}

static void draw_rows(struct pwz_wizard *w, const struct pwz_pane *pane, size_t rows)
{
    size_t *top = &w->top[PWZ_MODE_INDEX_START];
    size_t focus = w->focus[PWZ_MODE_INDEX_START];
    size_t count = w->offers.match_count + 1;

    *top = focus < *top ? focus : *top;
    *top = focus >= *top + rows ? focus - rows + 1 : *top;
    w->page = rows;
    for (size_t i = 0; i < rows && *top + i < count; i++) {
        draw_row(w, pane, pane->row + HEAD_ROWS + (int)i, (uint32_t)(*top + i));
    }
}

static void draw_head(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    static const char find[] = "Find: ";
    int used = (int)sizeof find - 1;

    put(pane, pane->row, 0, PWZ_ROLE_TITLE, "A new case, or go on with one of these");
    put(pane, pane->row + 1, 0, PWZ_ROLE_PLAIN, find);
    int col = pwz_input_draw(&w->filter, pane->screen, pane->row + 1, pane->col + used,
                             pane->cols - used);
    if (w->is_in_filter) {
        pane->screen->cursor_row = pane->row + 1;
        pane->screen->cursor_col = col;
    }
}

static void add_days(const struct pwz_offer *offer, struct pwz_buf *out)
{
    char moment[PWZ_MOMENT_SIZE];
    char date[11];

    pwz_moment_text(offer->last, moment);
    pwz_buf_addf(out, "%s: last change %s", offer->number, moment);
    if (offer->look_again != 0) {
        pwz_date_text(offer->look_again, date);
        pwz_buf_addf(out, ", look again %s", date);
    }
}

/* The focused case in full. */
static void draw_detail(const struct pwz_wizard *w, const struct pwz_pane *pane, int row)
{
    const struct pwz_offer *offer = focused(w);
    struct pwz_buf words;

    if (offer == NULL) {
        put(pane, row, 0, PWZ_ROLE_MUTED, "Enter begins one; type to find others.");
        return;
    }
    pwz_buf_init(&words, PWZ_WORDS_MAX);
    add_days(offer, &words);
    put(pane, row, 0, PWZ_ROLE_MUTED, pwz_buf_text(&words));
    pwz_buf_clear(&words);
    if (!w->is_curtain_down) {
        add_part(&words, offer->partner);
        add_part(&words, offer->customer);
        add_part(&words, offer->subscription);
        add_part(&words, offer->ticket);
    }
    put(pane, row + 1, 0, PWZ_ROLE_PLAIN, pwz_buf_text(&words));
    put(pane, row + 2, 0, PWZ_ROLE_STRONG, offer->verdict);
    pwz_buf_done(&words);
}

static enum pwz_status layout(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    bool has_detail = pane->rows > HEAD_ROWS + DETAIL_ROWS + 1;
    int rows = pane->rows - HEAD_ROWS - (has_detail ? DETAIL_ROWS : 0);

    draw_rows(w, pane, rows > 0 ? (size_t)rows : 1);
    draw_head(w, pane);
    if (has_detail) {
        draw_detail(w, pane, pane->row + pane->rows - DETAIL_ROWS);
    }
    w->spots.count = 0;
    return PWZ_OK;
}

static const struct pwz_act acts[] = {
    {PWZ_ACTION_CHOOSE,    act_choose},
    {PWZ_ACTION_BACK,      act_back  },
    {PWZ_ACTION_FILTER,    act_erase },
    {PWZ_ACTION_ERASE,     act_erase },
    {PWZ_ACTION_NEXT,      act_focus },
    {PWZ_ACTION_PREVIOUS,  act_focus },
    {PWZ_ACTION_FIRST,     act_focus },
    {PWZ_ACTION_LAST,      act_focus },
    {PWZ_ACTION_PAGE_DOWN, act_page  },
    {PWZ_ACTION_PAGE_UP,   act_page  },
};

const struct pwz_view pwz_view_start = {
    .title = "Start",
    .acts = acts,
    .act_count = sizeof acts / sizeof acts[0],
    .type = type,
    .layout = layout,
    .is_wide = true,
};
