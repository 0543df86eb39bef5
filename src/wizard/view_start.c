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
    DAY_COLS = 12,
    WORD_MAX = 128
};

static const struct pwz_offer *focused(const struct pwz_wizard *w)
{
    const uint32_t row = pwz_finder_row(&w->offers.found);

    return row == PWZ_NONE ? NULL : &w->offers.all[row];
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
    const char *at = w->offers.found.line.text;
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

/* Who types looks for a case; who does not begins one. */
static void find(struct pwz_wizard *w)
{
    struct pwz_offers *offers = &w->offers;

    pwz_finder_begin(&offers->found);
    for (size_t i = 0; i < offers->count; i++) {
        if (is_match(w, &offers->all[i])) {
            pwz_finder_add(&offers->found, i);
        }
    }
    pwz_finder_settle(&offers->found);
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
    pwz_finder_clear(&w->offers.found);
    pwz_move_open(w, PWZ_MODE_INDEX_START);
    find(w);
}

size_t pwz_wizard_offer_count(const struct pwz_wizard *w)
{
    return w->offers.found.count;
}

const struct pwz_offer *pwz_wizard_offer_at(const struct pwz_wizard *w, size_t index)
{
    return &w->offers.all[w->offers.found.rows[index]];
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

static void stay(struct pwz_wizard *w)
{
    pwz_move_tell(w, "There is nothing to go back to. ^C leaves.");
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

static void draw_offer(const struct pwz_wizard *w, const struct pwz_pane *line,
                       const struct pwz_offer *offer)
{
    const int number = (int)pwz_text_width(offer->number, strlen(offer->number)) + 2;
    struct pwz_buf words;

    put(line, line->row, 0, PWZ_ROLE_CHOICE, offer->number);
    draw_day(line, line->row, number, offer);
    pwz_buf_init(&words, PWZ_WORDS_MAX);
    if (!w->is_curtain_down) {
        add_part(&words, offer->partner);
        add_part(&words, offer->customer);
        add_part(&words, offer->ticket);
    }
    add_part(&words, offer->verdict);
    put(line, line->row, number + DAY_COLS, PWZ_ROLE_CHOICE, pwz_buf_text(&words));
    pwz_buf_done(&words);
}

static void draw_row(const struct pwz_wizard *w, uint32_t row,
                     const struct pwz_pane *line)
{
    if (row == PWZ_NONE) {
        put(line, line->row, 0, PWZ_ROLE_STRONG, "New case");
    } else {
        draw_offer(w, line, &w->offers.all[row]);
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
    const bool has_detail = pane->rows > HEAD_ROWS + DETAIL_ROWS + 1;
    struct pwz_pane list = *pane;
    struct pwz_pane line = *pane;

    list.row += HEAD_ROWS;
    list.rows -= HEAD_ROWS + (has_detail ? DETAIL_ROWS : 0);
    line.row++;
    pwz_finder_draw(&w->offers.found, w, &list, draw_row);
    put(pane, pane->row, 0, PWZ_ROLE_TITLE, "A new case, or go on with one of these");
    pwz_finder_draw_line(&w->offers.found, &line);
    if (has_detail) {
        draw_detail(w, pane, pane->row + pane->rows - DETAIL_ROWS);
    }
    return PWZ_OK;
}

static struct pwz_finder *list_of(struct pwz_wizard *w)
{
    return &w->offers.found;
}

static const struct pwz_finder_view finder = {
    .of = list_of,
    .find = find,
    .leave = stay,
};

static const struct pwz_act acts[] = {
    {PWZ_ACTION_CHOOSE, act_choose},
};

const struct pwz_view pwz_view_start = {
    .title = "Start",
    .acts = acts,
    .act_count = sizeof acts / sizeof acts[0],
    .is_wide = true,
    .finder = &finder,
    .layout = layout,
};
