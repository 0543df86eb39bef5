/*
 * The view that asks for typed text: a date, an id or free words. Letters are letters
 * here; the check comes with Enter and never stands in the way of going back.
 */
#include "wizard/state.h"

static const char *const expected[PWZ_FACT_TYPE_COUNT] = {
    [PWZ_FACT_CHOICE] = "",
    [PWZ_FACT_SET] = "",
    [PWZ_FACT_BOOL] = "",
    [PWZ_FACT_DATE] = "A date, year first: 2026-01-31. Empty Enter passes.",
    [PWZ_FACT_GUID] = "An id: 01234567-89ab-cdef-0123-456789abcdef. Empty Enter passes.",
    [PWZ_FACT_TEXT] = "Type or paste. Empty Enter passes.",
};

/* Nothing typed: an old answer was emptied on purpose, or the question is passed over. */
static void take_nothing(struct pwz_wizard *w, const struct pwz_press *press)
{
    if (pwz_session_claimed(w, w->fact) != NULL) {
        pwz_session_group(w);
        if (!pwz_session_retract(w, press->effects, w->fact)) {
            return;
        }
    }
    w->is_passed[w->fact] = 1;
    pwz_move_on(w);
}

static void take_text(struct pwz_wizard *w, const struct pwz_press *press)
{
    struct pwz_buf normal;
    struct pwz_err err = {0};

    pwz_buf_init(&normal, PWZ_TEXT_MAX);
    enum pwz_status status =
        pwz_fact_check_text(&w->pack->model, w->fact, w->input.text, &normal, &err);
    if (status != PWZ_OK) {
        pwz_move_alert(w, err.text);
    } else {
        const struct pwz_statement claim = {
            .fact = w->fact,
            .source = PWZ_SOURCE_ANSWER,
            .text = pwz_buf_text(&normal),
            .detail = "",
            .at = w->now,
        };
        pwz_session_group(w);
        pwz_after_claim(w, pwz_session_claim(w, press->effects, &claim));
    }
    pwz_buf_done(&normal);
}

static void act_choose(struct pwz_wizard *w, const struct pwz_press *press)
{
    if (w->input.len == 0) {
        take_nothing(w, press);
    } else {
        take_text(w, press);
    }
}

static void act_erase(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    pwz_input_set(&w->input, "");
}

/* A bound character such as ? is a key only while nothing has been typed. */
static bool type(struct pwz_wizard *w, const struct pwz_press *press)
{
    bool is_character = press->key >= ' ' && press->key < PWZ_KEY_SPECIAL &&
                        press->key != PWZ_KEY_BACKSPACE;

    if (is_character && w->input.len == 0 && press->action != PWZ_ACTION_COUNT) {
        return false;
    }
    if (!pwz_input_key(&w->input, press->key)) {
        return false;
    }
    return true;
}

static enum pwz_status layout(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    const struct pwz_flow line = {
        .text = "", .prefix = "", .option = 0, .role = PWZ_ROLE_FOCUS};
    struct pwz_lines fixed = {0};
    struct pwz_lines text = {0};

    pwz_pane_heading(w, &fixed, pane->cols);
    pwz_lines_flow(&fixed, &line, pane->cols);
    pwz_lines_text(&fixed, PWZ_ROLE_MUTED, expected[w->pack->model.facts[w->fact].type],
                   pane->cols);
    pwz_pane_help(w, &text, pane->cols);
    enum pwz_status status = pwz_pane_draw(w, pane, PWZ_MODE_INDEX_ENTRY, &fixed, &text);
    pwz_pane_input(w, pane, &w->input, 2);
    pwz_lines_done(&fixed);
    pwz_lines_done(&text);
    return status;
}

static const struct pwz_act acts[] = {
    {PWZ_ACTION_CHOOSE,    act_choose  },
    {PWZ_ACTION_ERASE,     act_erase   },
    {PWZ_ACTION_BACK,      pwz_act_back},
    {PWZ_ACTION_PAGE_DOWN, pwz_act_page},
    {PWZ_ACTION_PAGE_UP,   pwz_act_page},
};

const struct pwz_view pwz_view_entry = {
    .title = "",
    .acts = acts,
    .act_count = sizeof acts / sizeof acts[0],
    .type = type,
    .layout = layout,
};
