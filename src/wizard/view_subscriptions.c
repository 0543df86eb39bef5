/*
 * The subscriptions of the usage files, those that lost most money first: type to filter,
 * Enter takes what the files prove about one. All others stay for later.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "wizard/state.h"

enum {
    AMOUNT_COLS = 16,
    PATTERN_COLS = 14,
    NAMES_COLS_MIN = 30, /* below that the pattern has no room */
    CUSTOMER_COLS_MAX = 24,
    HEAD_ROWS = 2,
    FOOT_ROWS = 2
};

static const struct pwz_recon_row *row_at(const struct pwz_wizard *w, uint32_t index)
{
    return w->desk.all->rows[index];
}

static bool is_match(const struct pwz_wizard *w, const struct pwz_recon_row *row)
{
    const char *const texts[] = {row->customer_name, row->subscription_name,
                                 row->subscription_id, row->customer_id, row->plan_id};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (pwz_text_has(texts[i], w->desk.subscriptions.line.text)) {
            return true;
        }
    }
    return false;
}

void pwz_subscriptions_find(struct pwz_wizard *w)
{
    struct pwz_finder *found = &w->desk.subscriptions;

    pwz_finder_begin(found);
    for (size_t i = 0; w->desk.all != NULL && i < w->desk.all->row_count; i++) {
        const struct pwz_recon_row *row = w->desk.all->rows[i];
        if (!pwz_usage_hides(w, row) && is_match(w, row)) {
            pwz_finder_add(found, i);
        }
    }
    pwz_finder_settle(found);
}

/* ---- acts ---- */

static bool is_id(const char *text)
{
    static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

    for (size_t i = 0; i < sizeof form; i++) {
        const bool is_right =
            form[i] == 'x'
                ? text[i] != '\0' && strchr("0123456789abcdefABCDEF", text[i]) != NULL
                : text[i] == form[i];
        if (!is_right) {
            return false;
        }
    }
    return true;
}

/* Ids in reports are in lower case; files of millions list only the dearest rows. */
static void prove_typed(struct pwz_wizard *w, const struct pwz_press *press)
{
    char id[40];
    const size_t len = w->desk.subscriptions.line.len;

    for (size_t i = 0; i <= len; i++) {
        const char c = w->desk.subscriptions.line.text[i];
        id[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    pwz_wish_prove(w, press->effects, id, true);
}

static void act_choose(struct pwz_wizard *w, const struct pwz_press *press)
{
    const uint32_t row = pwz_finder_row(&w->desk.subscriptions);

    if (row != PWZ_NONE) {
        pwz_wish_prove(w, press->effects, row_at(w, row)->subscription_id, true);
    } else if (is_id(w->desk.subscriptions.line.text) && !w->is_curtain_down) {
        prove_typed(w, press);
    } else {
        pwz_move_tell(w, "There is nothing to choose.");
    }
}

/* ---- drawing ---- */

static void put_amount(const struct pwz_wizard *w, const struct pwz_recon_row *row,
                       struct pwz_buf *out)
{
    struct pwz_buf amount;

    pwz_buf_init(&amount, 256);
    if (!w->is_curtain_down) {
        pwz_recon_put_amount(&row->sums.lost_credit, &amount);
        pwz_buf_addf(&amount, " %s", row->currency);
    }
    pwz_usage_put_cell(w, pwz_buf_text(&amount), AMOUNT_COLS, true, out);
    pwz_buf_done(&amount);
}

/* Customers have many subscriptions: a long name must not hide which one it is. */
static void put_names(const struct pwz_wizard *w, const struct pwz_recon_row *row,
                      size_t cols, struct pwz_buf *out)
{
    const size_t share = cols * 2 / 5;
    const size_t customer = share < CUSTOMER_COLS_MAX ? share : CUSTOMER_COLS_MAX;
    struct pwz_buf cell;

    pwz_buf_init(&cell, PWZ_WORDS_MAX);
    pwz_recon_put_label(PWZ_BY_CUSTOMER, row, &cell);
    pwz_usage_put_cell(w, pwz_buf_text(&cell), customer, false, out);
    pwz_buf_adds(out, "  ");
    pwz_buf_clear(&cell);
    pwz_recon_put_label(PWZ_BY_SUBSCRIPTION, row, &cell);
    pwz_usage_put_cell(w, pwz_buf_text(&cell),
                       cols > customer + 2 ? cols - customer - 2 : 0, false, out);
    pwz_buf_done(&cell);
}

void pwz_subscription_put(const struct pwz_wizard *w, uint32_t index, size_t cols,
                          struct pwz_buf *out)
{
    const struct pwz_recon_row *row = row_at(w, index);
    struct pwz_buf cell;
    size_t used = AMOUNT_COLS + 2;

    pwz_buf_init(&cell, PWZ_WORDS_MAX);
    put_amount(w, row, out);
    pwz_buf_adds(out, "  ");
    if (cols >= used + PATTERN_COLS + 2 + NAMES_COLS_MIN) {
        pwz_recon_put_pattern(row, &cell);
        pwz_usage_put_cell(w, pwz_buf_text(&cell), PATTERN_COLS, false, out);
        pwz_buf_adds(out, "  ");
        used += PATTERN_COLS + 2;
    }
    put_names(w, row, cols > used ? cols - used : 0, out);
    pwz_buf_done(&cell);
}

static void draw_row(const struct pwz_wizard *w, uint32_t index,
                     const struct pwz_pane *line)
{
    const bool is_missing = row_at(w, index)->sums.judged[PWZ_JUDGED_MISSING] > 0;
    struct pwz_buf words;

    pwz_buf_init(&words, PWZ_WORDS_MAX);
    pwz_subscription_put(w, index, (size_t)line->cols, &words);
    pwz_screen_put(line->screen, line->row, line->col, line->cols,
                   is_missing ? PWZ_ROLE_CHOICE : PWZ_ROLE_MUTED, pwz_buf_text(&words),
                   words.len);
    pwz_buf_done(&words);
}

static size_t count_missing(const struct pwz_recon_view *view)
{
    size_t count = 0;

    for (size_t i = 0; i < view->row_count; i++) {
        count += view->rows[i]->sums.judged[PWZ_JUDGED_MISSING] > 0 ? 1 : 0;
    }
    return count;
}

static void put_counts(const struct pwz_wizard *w, const char *by, struct pwz_buf *out)
{
    const struct pwz_recon_view *all = w->desk.all;

    pwz_buf_addf(out, "%zu of %zu subscriptions%s miss credit", count_missing(all),
                 all->row_count, by);
    if (all->hidden_count > 0) {
        pwz_buf_addf(out, "; %zu more only by their whole id", all->hidden_count);
    }
    if (all->is_partial) {
        pwz_buf_adds(out, "; not all was read");
    } else {
        pwz_buf_adds(out, w->desk.words.len > 0 ? "; some files not used" : "");
    }
}

/* That something is missing counts for more than how subscriptions are counted. */
void pwz_subscriptions_put_head(const struct pwz_wizard *w, size_t cols,
                                struct pwz_buf *out)
{
    struct pwz_buf words;

    if (w->is_curtain_down) {
        pwz_buf_adds(out, "Prices and other customers are hidden");
        return;
    }
    pwz_buf_init(&words, PWZ_WORDS_MAX);
    put_counts(w, " (by currency)", &words);
    if (words.len > cols) { /* all of it is ASCII */
        pwz_buf_clear(&words);
        put_counts(w, "", &words);
    }
    pwz_buf_adds(out, pwz_buf_text(&words));
    pwz_buf_done(&words);
}

static void put_detail(const struct pwz_wizard *w, size_t cols, struct pwz_buf *out)
{
    const uint32_t index = pwz_finder_row(&w->desk.subscriptions);

    (void)cols;
    if (index != PWZ_NONE) {
        pwz_buf_adds(out, "Enter takes what the files prove.");
    } else if (w->is_curtain_down) {
        pwz_usage_put_key(w, PWZ_ACTION_CURTAIN, out);
        pwz_buf_adds(out, " raises the curtain.");
    } else {
        pwz_buf_adds(out, is_id(w->desk.subscriptions.line.text)
                              ? "Enter looks for this id."
                              : "No customer or subscription has that in its name.");
    }
}

/* In full what the row had to cut; the id whole, which tells one from another. */
static void put_focused(const struct pwz_wizard *w, size_t cols, struct pwz_buf *out)
{
    const uint32_t index = pwz_finder_row(&w->desk.subscriptions);

    if (index != PWZ_NONE) {
        const struct pwz_recon_row *row = row_at(w, index);
        const size_t id = strlen(row->subscription_id) + 3; /* " (" and ")" */
        struct pwz_buf label;

        pwz_buf_init(&label, PWZ_WORDS_MAX);
        pwz_recon_put_label(PWZ_BY_SUBSCRIPTION, row, &label);
        pwz_usage_put_cut(w, pwz_buf_text(&label), cols > id ? cols - id : 0, out);
        pwz_buf_addf(out, " (%s)", row->subscription_id);
        pwz_buf_done(&label);
    }
}

static void draw_words(const struct pwz_wizard *w, const struct pwz_pane *pane, int row,
                       enum pwz_role role,
                       void (*put)(const struct pwz_wizard *w, size_t cols,
                                   struct pwz_buf *out))
{
    struct pwz_buf words;

    pwz_buf_init(&words, PWZ_WORDS_MAX);
    put(w, (size_t)pane->cols, &words);
    pwz_screen_put(pane->screen, row, pane->col, pane->cols, role, pwz_buf_text(&words),
                   words.len);
    pwz_buf_done(&words);
}

static enum pwz_status layout(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    struct pwz_pane list = *pane;
    struct pwz_pane line = *pane;

    list.row += HEAD_ROWS;
    list.rows -= HEAD_ROWS + FOOT_ROWS;
    pwz_finder_draw(&w->desk.subscriptions, w, &list, draw_row);
    draw_words(w, pane, pane->row, PWZ_ROLE_TITLE, pwz_subscriptions_put_head);
    line.row++;
    pwz_finder_draw_line(&w->desk.subscriptions, &line);
    draw_words(w, pane, pane->row + pane->rows - 2, PWZ_ROLE_MUTED, put_focused);
    draw_words(w, pane, pane->row + pane->rows - 1, PWZ_ROLE_MUTED, put_detail);
    return PWZ_OK;
}

static struct pwz_finder *list_of(struct pwz_wizard *w)
{
    return &w->desk.subscriptions;
}

static const struct pwz_finder_view finder = {
    .of = list_of,
    .find = pwz_subscriptions_find,
    .leave = pwz_usage_leave,
};

static const struct pwz_act acts[] = {
    {PWZ_ACTION_CHOOSE, act_choose},
};

const struct pwz_view pwz_view_subscriptions = {
    .title = "Subscriptions",
    .acts = acts,
    .act_count = sizeof acts / sizeof acts[0],
    .is_wide = true,
    .finder = &finder,
    .layout = layout,
};
