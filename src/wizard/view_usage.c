/*
 * What usage files say about one subscription: a table with the facts that came of it,
 * or the calendar. Also says why nothing could be read.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "wizard/state.h"

enum {
    PAGE_MAX = 4 * 1024 * 1024,
    PAGE_COLS_MIN = 40
};

/* ---- acts ---- */

/* Enter takes a subscription that was only looked at; then it goes on. */
static void act_go_on(struct pwz_wizard *w, const struct pwz_press *press)
{
    if (w->desk.statement_count > 0 && !pwz_usage_is_taken(w)) {
        pwz_usage_take(w, press->effects);
    } else {
        pwz_usage_leave(w);
    }
}

static void act_back(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    pwz_usage_leave(w);
}

static void act_calendar(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    w->desk.is_calendar = !w->desk.is_calendar;
    w->scroll[PWZ_MODE_INDEX_USAGE] = 0;
}

static void act_pick(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    if (w->desk.all == NULL || w->desk.all->row_count < 2) {
        pwz_move_tell(w, "There is only one subscription.");
        return;
    }
    pwz_usage_open(w, PWZ_MODE_INDEX_SUBSCRIPTIONS);
}

static bool is_shown(const struct pwz_wizard *w, size_t row)
{
    return strcmp(w->desk.all->rows[row]->subscription_id, w->desk.subscription) == 0;
}

/* First row of the subscription in sight; the count when it is not in the list. */
static size_t shown_row(const struct pwz_wizard *w)
{
    size_t row = 0;

    while (row < w->desk.all->row_count && !is_shown(w, row)) {
        row++;
    }
    return row;
}

/* The row of another subscription beside it, round the ends; itself when there is none
 * that may be seen. */
static size_t row_beside(const struct pwz_wizard *w, bool is_forward)
{
    const size_t count = w->desk.all->row_count;
    const size_t start = shown_row(w);
    size_t row = start < count ? start : 0;

    for (size_t i = 0; i < count; i++) {
        row = is_forward ? (row + 1) % count : (row + count - 1) % count;
        if (!is_shown(w, row) && !pwz_usage_hides(w, w->desk.all->rows[row])) {
            return row;
        }
    }
    return start;
}

static void act_beside(struct pwz_wizard *w, const struct pwz_press *press)
{
    const struct pwz_recon_view *all = w->desk.all;
    const size_t row = all == NULL || all->row_count == 0
                           ? 0
                           : row_beside(w, press->action == PWZ_ACTION_FOLLOWING);

    if (all == NULL || row >= all->row_count || is_shown(w, row)) {
        pwz_move_tell(w, w->is_curtain_down ? "The curtain hides all others."
                                            : "There is no other subscription.");
        return;
    }
    pwz_wish_prove(w, press->effects, all->rows[row]->subscription_id, false);
}

static void act_scroll(struct pwz_wizard *w, const struct pwz_press *press)
{
    pwz_move_scroll(w, press->action);
}

/* ---- the table ---- */

static void add_pair(struct pwz_doc *doc, const char *name, struct pwz_buf *value)
{
    if (value->len > 0) {
        pwz_doc_pair(doc, PWZ_DOC_PLAIN, name, pwz_buf_text(value));
    }
    pwz_buf_clear(value);
}

static void put_lines(const struct pwz_recon_sums *sums, struct pwz_buf *out)
{
    const char *between = "";

    for (int i = 0; i < PWZ_JUDGED_COUNT; i++) {
        if (sums->judged[i] > 0) {
            pwz_buf_adds(out, between);
            pwz_recon_put_count(sums->judged[i], out);
            pwz_buf_addf(out, " %s", pwz_judged_word((enum pwz_judged)i));
            between = ", ";
        }
    }
}

static void put_money(const struct pwz_wizard *w, const struct pwz_recon_row *row,
                      const struct pwz_decimal *amount, struct pwz_buf *out)
{
    if (w->is_curtain_down) {
        pwz_buf_adds(out, "(hidden)");
        return;
    }
    pwz_recon_put_amount(amount, out);
    pwz_buf_addf(out, " %s", row->currency);
}

static void add_row(const struct pwz_wizard *w, const struct pwz_recon_row *row,
                    struct pwz_doc *doc)
{
    struct pwz_buf value;

    pwz_buf_init(&value, PWZ_WORDS_MAX);
    put_money(w, row, &row->sums.lost_credit, &value);
    add_pair(doc, "Lost credit", &value);
    put_money(w, row, &row->sums.cost_missing, &value);
    add_pair(doc, "Cost of lines without credit", &value);
    pwz_recon_put_pattern(row, &value);
    add_pair(doc, "Pattern", &value);
    put_lines(&row->sums, &value);
    add_pair(doc, "Lines", &value);
    pwz_buf_addf(&value, "%u without credit, %u with", (unsigned)row->missing_days,
                 (unsigned)row->earned_days);
    add_pair(doc, "Days", &value);
    pwz_recon_put_span(row->first_day, row->last_day, &value);
    add_pair(doc, "From, to", &value);
    pwz_buf_done(&value);
}

static const char *label_of(const struct pwz_wizard *w, uint32_t fact)
{
    return pwz_pack_text(w->pack, w->pack->fact_words[fact].label);
}

/* A value as the file gave it, also where another one counts. */
static void put_value(const struct pwz_wizard *w, const struct pwz_statement *statement,
                      struct pwz_buf *out)
{
    const struct pwz_fact *fact = &w->pack->model.facts[statement->fact];
    const char *between = "";

    if (fact->value_count == 0) {
        pwz_buf_adds(out, statement->text);
    }
    for (uint32_t i = 0; i < fact->value_count; i++) {
        const bool is_in = fact->type == PWZ_FACT_SET ? (statement->value >> i & 1U) != 0
                                                      : statement->value == i;
        if (is_in) {
            pwz_buf_adds(out, between);
            pwz_buf_adds(
                out, pwz_pack_text(w->pack,
                                   w->pack->value_words[fact->first_value + i].label));
            between = ", ";
        }
    }
    pwz_buf_adds(
        out, fact->type == PWZ_FACT_SET && statement->value == 0 ? "none of these" : "");
}

static void add_facts(const struct pwz_wizard *w, struct pwz_doc *doc)
{
    const bool is_taken = pwz_usage_is_taken(w);
    struct pwz_buf value;

    if (w->desk.statement_count == 0) {
        return;
    }
    pwz_doc_line(doc, PWZ_DOC_HEADING, PWZ_DOC_PLAIN,
                 is_taken ? "Known from the file"
                          : "The file would tell (Enter takes it)");
    pwz_buf_init(&value, PWZ_WORDS_MAX);
    for (size_t i = 0; i < w->desk.statement_count; i++) {
        const struct pwz_statement *statement = &w->desk.statements[i];
        const struct pwz_holding holding = pwz_facts_holding(w->facts, statement->fact);
        put_value(w, statement, &value);
        if (holding.is_conflict) {
            pwz_buf_adds(&value, holding.is_overruled ? " (overruled by an answer)"
                                                      : " (the answer given disagrees)");
        }
        add_pair(doc, label_of(w, statement->fact), &value);
    }
    pwz_buf_done(&value);
}

/* ---- the page ---- */

static void add_text(struct pwz_lines *lines, enum pwz_role role,
                     const struct pwz_buf *text, int cols)
{
    if (text->len > 0) {
        pwz_lines_blank(lines);
        pwz_lines_text(lines, role, pwz_buf_text(text), cols);
    }
}

/* The very page of the command line, for this subscription. */
static void add_report(const struct pwz_wizard *w, struct pwz_lines *lines, int cols)
{
    const struct pwz_recon_look look = {
        .cols = (size_t)(cols > PAGE_COLS_MIN ? cols : PAGE_COLS_MIN),
        .is_ascii = w->opts.is_ascii,
    };
    struct pwz_buf page;
    const struct pwz_recon_sink sink = {.buf = &page};

    if (w->is_curtain_down || w->desk.one == NULL) {
        return; /* it is full of prices and names */
    }
    pwz_buf_init(&page, PAGE_MAX);
    lines->failed |= pwz_recon_view_text(w->desk.one, &look, &sink) == PWZ_E_NOMEM;
    pwz_lines_blank(lines);
    pwz_lines_text(lines, PWZ_ROLE_STRONG, "Report", cols);
    add_text(lines, PWZ_ROLE_PLAIN, &page, cols);
    pwz_buf_done(&page);
}

static void add_title(const struct pwz_wizard *w, struct pwz_lines *lines, int cols)
{
    const struct pwz_recon_view *one = w->desk.one;
    struct pwz_buf words;

    pwz_buf_init(&words, PWZ_WORDS_MAX);
    if (one != NULL && one->row_count > 0) {
        pwz_usage_put_row(one->rows[0], &words);
    } else {
        pwz_buf_adds(&words, pwz_buf_text(&w->desk.name));
    }
    pwz_lines_text(lines, PWZ_ROLE_TITLE, pwz_buf_text(&words), cols);
    pwz_buf_done(&words);
}

/* What is wrong comes first: it is why figures are too small, or there are none. */
static void add_problems(const struct pwz_wizard *w, struct pwz_lines *lines, int cols)
{
    const struct pwz_buf *const words[] = {&w->desk.words, &w->desk.one_words};

    if (w->desk.one != NULL && w->desk.one->is_partial) {
        pwz_lines_text(lines, PWZ_ROLE_WARN, "Not everything was read:", cols);
        pwz_lines_text(lines, PWZ_ROLE_WARN, w->desk.one->partial_reason, cols);
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (words[i]->len > 0) {
            pwz_lines_text(lines, PWZ_ROLE_WARN, pwz_buf_text(words[i]), cols);
        }
    }
}

static void add_table(const struct pwz_wizard *w, struct pwz_lines *lines, int cols)
{
    struct pwz_doc doc = {0};

    add_problems(w, lines, cols);
    for (size_t i = 0; w->desk.one != NULL && i < w->desk.one->row_count; i++) {
        add_row(w, w->desk.one->rows[i], &doc);
    }
    add_facts(w, &doc);
    pwz_lines_doc(lines, &doc, cols);
    pwz_doc_done(&doc);
    add_report(w, lines, cols);
}

static bool is_hidden(const struct pwz_wizard *w)
{
    return w->desk.one != NULL && w->desk.one->row_count > 0 &&
           pwz_usage_hides(w, w->desk.one->rows[0]);
}

void pwz_usage_lines(const struct pwz_wizard *w, struct pwz_lines *lines, int cols)
{
    if (is_hidden(w)) {
        pwz_lines_text(lines, PWZ_ROLE_WARN, "Hidden while the curtain is down.", cols);
        return;
    }
    add_title(w, lines, cols);
    if (w->desk.is_calendar) {
        pwz_calendar_lines(w, lines, cols);
    } else {
        add_table(w, lines, cols);
    }
}

static enum pwz_status layout(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    struct pwz_lines fixed = {0};
    struct pwz_lines text = {0};

    pwz_usage_lines(w, &text, pane->cols);
    enum pwz_status status = pwz_pane_draw(w, pane, PWZ_MODE_INDEX_USAGE, &fixed, &text);
    if (w->mode == PWZ_MODE_INDEX_USAGE) {
        pane->screen->cursor_row = pane->row;
        pane->screen->cursor_col = pane->col;
    }
    pwz_lines_done(&fixed);
    pwz_lines_done(&text);
    return status;
}

static const struct pwz_act acts[] = {
    {PWZ_ACTION_CONTINUE,  act_go_on   },
    {PWZ_ACTION_BACK,      act_back    },
    {PWZ_ACTION_CALENDAR,  act_calendar},
    {PWZ_ACTION_PICK,      act_pick    },
    {PWZ_ACTION_FOLLOWING, act_beside  },
    {PWZ_ACTION_PRECEDING, act_beside  },
    {PWZ_ACTION_NEXT,      act_scroll  },
    {PWZ_ACTION_PREVIOUS,  act_scroll  },
    {PWZ_ACTION_FIRST,     act_scroll  },
    {PWZ_ACTION_LAST,      act_scroll  },
    {PWZ_ACTION_PAGE_DOWN, act_scroll  },
    {PWZ_ACTION_PAGE_UP,   act_scroll  },
};

const struct pwz_view pwz_view_usage = {
    .title = "Usage",
    .acts = acts,
    .act_count = sizeof acts / sizeof acts[0],
    .is_wide = true,
    .layout = layout,
};
