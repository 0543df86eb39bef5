/*
 * The views that ask by choices: one answer (choice, bool) and several (set). One key
 * answers and goes on. Shares its moves with the other views through state.h.
 */
#include <string.h>

#include "wizard/state.h"

/* ---- giving answers ---- */

void pwz_after_claim(struct pwz_wizard *w, enum pwz_claim claim)
{
    if (claim == PWZ_CLAIM_DISPUTED) {
        pwz_move_question(w, w->fact, true);
        pwz_move_tell(w, "Evidence says otherwise and counts. The same answer once more "
                         "overrules it.");
    } else if (claim != PWZ_CLAIM_FAILED) {
        pwz_move_on(w);
    }
}

static void give(struct pwz_wizard *w, const struct pwz_press *press, uint32_t value,
                 bool is_unknown)
{
    const struct pwz_statement claim = {
        .fact = w->fact,
        .source = PWZ_SOURCE_ANSWER,
        .is_unknown = is_unknown,
        .value = value,
        .text = "",
        .detail = "",
        .at = w->now,
    };

    pwz_session_group(w);
    pwz_after_claim(w, pwz_session_claim(w, press->effects, &claim));
}

static bool is_open_hint(const struct pwz_wizard *w, uint32_t fact, uint32_t step)
{
    return fact != PWZ_NONE && pwz_fact_is_hint(w, fact) &&
           w->pack->model.facts[fact].step == step;
}

/* All optional questions that stand here, with one key: none of them is worth a second
 * one in a call. Each can still be answered from the checklist. */
static void pass_over(struct pwz_wizard *w)
{
    const uint32_t step = w->pack->model.facts[w->fact].step;
    uint32_t fact = w->fact;

    if (!pwz_fact_is_hint(w, fact)) {
        pwz_move_tell(w, "This question counts: answer it, or u for don't know.");
        return;
    }
    while (is_open_hint(w, fact, step)) {
        w->is_passed[fact] = 1;
        fact = pwz_session_next(w);
    }
    pwz_move_on(w);
}

static void act_yes(struct pwz_wizard *w, const struct pwz_press *press)
{
    bool is_yes = press->action == PWZ_ACTION_ANSWER_YES;
    uint32_t value = pwz_option_named(w, is_yes ? "yes" : "no");

    if (value == PWZ_NONE) {
        pwz_move_tell(w, "This question has no yes or no; use the numbers.");
    } else {
        give(w, press, value, false);
    }
}

static void act_unknown(struct pwz_wizard *w, const struct pwz_press *press)
{
    give(w, press, 0, true);
}

static void act_none(struct pwz_wizard *w, const struct pwz_press *press)
{
    give(w, press, 0, false);
}

static void act_pass(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    pass_over(w);
}

/* Value index of a digit key, PWZ_NONE with a message when there is no such answer. */
static uint32_t digit_value(struct pwz_wizard *w, uint32_t key)
{
    uint32_t value = key - '1';

    if (value < w->pack->model.facts[w->fact].value_count) {
        return value;
    }
    pwz_move_tell(w, "There is no answer %u here.", (unsigned)(value + 1));
    return PWZ_NONE;
}

static void act_digit(struct pwz_wizard *w, const struct pwz_press *press)
{
    uint32_t value = digit_value(w, press->key);

    if (value != PWZ_NONE) {
        give(w, press, value, false);
    }
}

static void choose_extra(struct pwz_wizard *w, const struct pwz_press *press,
                         enum pwz_option_kind kind)
{
    if (kind == PWZ_OPTION_PASS) {
        pass_over(w);
    } else {
        give(w, press, 0, kind == PWZ_OPTION_UNKNOWN);
    }
}

static void act_choose(struct pwz_wizard *w, const struct pwz_press *press)
{
    struct pwz_option option = pwz_option_at(w, w->focus[PWZ_MODE_INDEX_QUESTION]);

    if (option.kind != PWZ_OPTION_VALUE) {
        choose_extra(w, press, option.kind);
    } else {
        give(w, press, option.value, false);
    }
}

/* ---- sets ---- */

static void mark(struct pwz_wizard *w, uint32_t value)
{
    w->marks ^= 1U << value;
    w->focus[PWZ_MODE_INDEX_SET] = value;
}

/* Mostly one of them is so, and one key has to say it; whoever marks means several. */
static void give_only(struct pwz_wizard *w, const struct pwz_press *press, uint32_t value)
{
    const uint32_t fact = w->fact;

    if (w->marks != 0) {
        mark(w, value);
        return;
    }
    give(w, press, 1U << value, false);
    if (w->fact != fact && w->message.len == 0) {
        pwz_move_tell(w, "That one alone. Several: Esc, then Space marks.");
    }
}

static void act_only(struct pwz_wizard *w, const struct pwz_press *press)
{
    const uint32_t value = digit_value(w, press->key);

    if (value != PWZ_NONE) {
        give_only(w, press, value);
    }
}

static void act_toggle(struct pwz_wizard *w, const struct pwz_press *press)
{
    struct pwz_option option = pwz_option_at(w, w->focus[PWZ_MODE_INDEX_SET]);

    if (option.kind != PWZ_OPTION_VALUE) {
        choose_extra(w, press, option.kind);
    } else {
        mark(w, option.value);
    }
}

static void act_choose_set(struct pwz_wizard *w, const struct pwz_press *press)
{
    struct pwz_option option = pwz_option_at(w, w->focus[PWZ_MODE_INDEX_SET]);

    if (option.kind != PWZ_OPTION_VALUE) {
        choose_extra(w, press, option.kind);
    } else {
        give(w, press, w->marks != 0 ? w->marks : 1U << option.value, false);
    }
}

/* ---- shared acts ---- */

void pwz_act_back(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    if (w->history_count == 0) {
        pwz_move_tell(w, "This is the first question. q leaves; nothing is lost.");
        return;
    }
    pwz_move_question(w, w->history[--w->history_count], true);
}

void pwz_act_continue(struct pwz_wizard *w, const struct pwz_press *press)
{
    uint32_t next = pwz_session_next(w);

    (void)press;
    if (next == PWZ_NONE && w->mode == PWZ_MODE_INDEX_VERDICT) {
        pwz_move_tell(w,
                      "No question is open. Tab goes to the steps, to change answers.");
    } else if (next == w->fact && w->mode != PWZ_MODE_INDEX_VERDICT) {
        pwz_move_tell(w, "This is the next open question.");
    } else {
        pwz_move_on(w);
    }
}

void pwz_act_clear(struct pwz_wizard *w, const struct pwz_press *press)
{
    if (pwz_session_claimed(w, w->fact) == NULL) {
        pwz_move_tell(w, "There is no answer here to take back.");
        return;
    }
    pwz_session_group(w);
    if (pwz_session_retract(w, press->effects, w->fact)) {
        pwz_move_question(w, w->fact, true);
        pwz_move_tell(w, "Answer taken back; z gives it again.");
    }
}

void pwz_act_step_good(struct pwz_wizard *w, const struct pwz_press *press)
{
    bool is_step = w->mode == PWZ_MODE_INDEX_STEP;
    uint32_t step = is_step ? w->step : w->pack->model.facts[w->fact].step;

    pwz_session_group(w);
    uint32_t given = pwz_session_step_good(w, press->effects, step);
    if (given == 0) {
        pwz_move_tell(w, "No open question of this step has a known good answer.");
        return;
    }
    pwz_move_on(w);
    pwz_move_tell(w, "%u good answer%s given; z takes back.", (unsigned)given,
                  given == 1 ? "" : "s");
}

void pwz_act_page(struct pwz_wizard *w, const struct pwz_press *press)
{
    pwz_move_scroll(w, press->action);
}

static void act_focus(struct pwz_wizard *w, const struct pwz_press *press)
{
    pwz_move_focus(w, press, pwz_option_count(w));
}

static void act_look_up(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    if (w->pack->fact_words[w->fact].list == PWZ_NONE) {
        pwz_move_tell(w, "No list helps with this question.");
        return;
    }
    pwz_list_open(w);
}

static bool type_hot(struct pwz_wizard *w, const struct pwz_press *press)
{
    uint32_t value = pwz_option_hot(w, press->key);

    if (value == PWZ_NONE) {
        return false;
    }
    if (w->mode == PWZ_MODE_INDEX_SET) {
        give_only(w, press, value);
    } else {
        give(w, press, value, false);
    }
    return true;
}

/* ---- drawing ---- */

static enum pwz_status draw(struct pwz_wizard *w, const struct pwz_pane *pane,
                            enum pwz_mode_index mode)
{
    struct pwz_lines fixed = {0};
    struct pwz_lines text = {0};

    pwz_pane_heading(w, &fixed, pane->cols);
    pwz_option_lines(w, &fixed, pane->cols);
    pwz_pane_help(w, &text, pane->cols);
    enum pwz_status status = pwz_pane_draw(w, pane, mode, &fixed, &text);
    pwz_lines_done(&fixed);
    pwz_lines_done(&text);
    return status;
}

static enum pwz_status layout_question(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    return draw(w, pane, PWZ_MODE_INDEX_QUESTION);
}

static enum pwz_status layout_set(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    return draw(w, pane, PWZ_MODE_INDEX_SET);
}

static const struct pwz_act question_acts[] = {
    {PWZ_ACTION_CHOOSE,       act_choose},
    {PWZ_ACTION_ANSWER_DIGIT, act_digit },
    {PWZ_ACTION_ANSWER_YES,   act_yes   },
    {PWZ_ACTION_ANSWER_NO,    act_yes   },
};

static const struct pwz_act set_acts[] = {
    {PWZ_ACTION_CHOOSE,      act_choose_set},
    {PWZ_ACTION_ANSWER_ONLY, act_only      },
    {PWZ_ACTION_TOGGLE,      act_toggle    },
    {PWZ_ACTION_ANSWER_NONE, act_none      },
};

/* What both have in common. */
static const struct pwz_act shared_acts[] = {
    {PWZ_ACTION_ANSWER_UNKNOWN, act_unknown      },
    {PWZ_ACTION_PASS,           act_pass         },
    {PWZ_ACTION_BACK,           pwz_act_back     },
    {PWZ_ACTION_CONTINUE,       pwz_act_continue },
    {PWZ_ACTION_CLEAR,          pwz_act_clear    },
    {PWZ_ACTION_STEP_GOOD,      pwz_act_step_good},
    {PWZ_ACTION_PAGE_DOWN,      pwz_act_page     },
    {PWZ_ACTION_PAGE_UP,        pwz_act_page     },
    {PWZ_ACTION_NEXT,           act_focus        },
    {PWZ_ACTION_PREVIOUS,       act_focus        },
    {PWZ_ACTION_FIRST,          act_focus        },
    {PWZ_ACTION_LAST,           act_focus        },
    {PWZ_ACTION_LOOK_UP,        act_look_up      },
};

const struct pwz_view pwz_view_question = {
    .title = "",
    .acts = question_acts,
    .act_count = sizeof question_acts / sizeof question_acts[0],
    .shared = shared_acts,
    .shared_count = sizeof shared_acts / sizeof shared_acts[0],
    .type = type_hot,
    .layout = layout_question,
};

const struct pwz_view pwz_view_set = {
    .title = "",
    .acts = set_acts,
    .act_count = sizeof set_acts / sizeof set_acts[0],
    .shared = shared_acts,
    .shared_count = sizeof shared_acts / sizeof shared_acts[0],
    .type = type_hot,
    .layout = layout_set,
};
