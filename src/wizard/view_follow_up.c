/*
 * The view that asks what became of the fix, before anything else, when a case is taken
 * up again. One key each; what the fix touched is then asked again, as the rules need.
 */
#include <string.h>

#include "wizard/state.h"

static const struct {
    enum pwz_action action;
    enum pwz_outcome outcome;
    const char *keys, *words;
} options[] = {
    {PWZ_ACTION_DONE,    PWZ_OUTCOME_DONE,    "1/d ", "Done, or the time is over"},
    {PWZ_ACTION_NOT_YET, PWZ_OUTCOME_NOT_YET, "2/n ", "Not yet"                  },
    {PWZ_ACTION_FAILED,  PWZ_OUTCOME_FAILED,  "3/f ",
     "Tried, and it failed or changed nothing"                                   },
};

enum {
    OPTIONS = sizeof options / sizeof options[0]
};

/* ---- what follows ---- */

/* The claims about what the fix touched are no longer worth anything. */
static bool ask_again(struct pwz_wizard *w, struct pwz_effects *effects,
                      const uint32_t *facts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (pwz_session_claimed(w, facts[i]) != NULL &&
            !pwz_session_retract(w, effects, facts[i])) {
            return false;
        }
    }
    return true;
}

static void tell_day(struct pwz_wizard *w)
{
    const struct pwz_case_view view = pwz_case_of(w, true);
    int64_t day = pwz_report_look_again(&view);
    char date[11];

    pwz_date_text(day, date);
    pwz_move_tell(w,
                  day == 0 ? "Noted: not yet."
                           : "Noted: not yet. The day to look again is now %s.",
                  date);
}

static void take(struct pwz_wizard *w, const struct pwz_press *press, size_t index)
{
    struct pwz_entry entry = pwz_remark_entry(w, PWZ_ENTRY_FOLLOW_UP, "");
    uint32_t touched[PWZ_VALUES_MAX];
    size_t count = pwz_follow_up_touched(w, touched, sizeof touched / sizeof touched[0]);

    entry.outcome = options[index].outcome;
    pwz_session_group(w);
    if (!pwz_session_remark(w, press->effects, &entry)) {
        return;
    }
    if (entry.outcome == PWZ_OUTCOME_NOT_YET) {
        pwz_move_open(w, PWZ_MODE_INDEX_VERDICT);
        tell_day(w);
    } else if (ask_again(w, press->effects, touched, count)) {
        pwz_move_on(w);
        pwz_move_tell(w, entry.outcome == PWZ_OUTCOME_DONE
                             ? "Noted: done. What it changed is asked again."
                             : "Noted: failed. What it should have changed is asked "
                               "again; N notes what happened.");
    }
}

static void act_outcome(struct pwz_wizard *w, const struct pwz_press *press)
{
    for (size_t i = 0; i < OPTIONS; i++) {
        if (options[i].action == press->action) {
            take(w, press, i);
            return;
        }
    }
}

static void act_digit(struct pwz_wizard *w, const struct pwz_press *press)
{
    const uint32_t index = press->key - '1';

    if (index < OPTIONS) {
        take(w, press, index);
    } else {
        pwz_move_tell(w, "There is no answer %u here.", (unsigned)(index + 1));
    }
}

static void act_choose(struct pwz_wizard *w, const struct pwz_press *press)
{
    take(w, press, w->focus[PWZ_MODE_INDEX_FOLLOW_UP]);
}

static void act_back(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    pwz_move_open(w, PWZ_MODE_INDEX_VERDICT);
    pwz_move_tell(w, "Left open; it is asked again the next time.");
}

static void act_focus(struct pwz_wizard *w, const struct pwz_press *press)
{
    pwz_move_focus(w, press, OPTIONS);
}

static void act_scroll(struct pwz_wizard *w, const struct pwz_press *press)
{
    pwz_move_scroll(w, press->action);
}

/* ---- drawing ---- */

static void add_head(struct pwz_wizard *w, struct pwz_lines *lines, int cols)
{
    struct pwz_buf words;

    pwz_buf_init(&words, PWZ_WORDS_MAX);
    pwz_follow_up_words(w, &words);
    pwz_lines_text(lines, PWZ_ROLE_TITLE, "What became of it?", cols);
    pwz_lines_text(lines, PWZ_ROLE_PLAIN, pwz_buf_text(&words), cols);
    pwz_lines_blank(lines);
    pwz_buf_done(&words);
}

/* What had to be done is in sight, so that the caller can be asked by name. */
static void add_fix(struct pwz_wizard *w, struct pwz_lines *lines, int cols)
{
    const struct pwz_article *article =
        &w->pack->verdict_words[w->result->verdict].article;
    struct pwz_doc doc = {0};

    pwz_doc_head(&doc, PWZ_DOC_PLAIN, 2, "What was to be done");
    pwz_report_blocks(&doc, w->pack, w->facts, article->section[PWZ_SECTION_FIX],
                      PWZ_DOC_PLAIN);
    pwz_lines_doc(lines, &doc, cols);
    pwz_doc_done(&doc);
}

static enum pwz_status layout(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    struct pwz_lines fixed = {0};
    struct pwz_lines text = {0};

    add_head(w, &fixed, pane->cols);
    for (size_t i = 0; i < OPTIONS; i++) {
        const struct pwz_flow flow = {
            .text = options[i].words,
            .len = strlen(options[i].words),
            .prefix = options[i].keys,
            .indent = 2 + (int)strlen(options[i].keys),
            .option = (uint32_t)i,
            .role = PWZ_ROLE_CHOICE,
            .prefix_role = PWZ_ROLE_CHOICE,
        };
        pwz_lines_flow(&fixed, &flow, pane->cols);
    }
    if (w->result->verdict != PWZ_NONE) {
        add_fix(w, &text, pane->cols);
    }
    enum pwz_status status =
        pwz_pane_draw(w, pane, PWZ_MODE_INDEX_FOLLOW_UP, &fixed, &text);
    pwz_lines_done(&fixed);
    pwz_lines_done(&text);
    return status;
}

static const struct pwz_act acts[] = {
    {PWZ_ACTION_DONE,         act_outcome},
    {PWZ_ACTION_NOT_YET,      act_outcome},
    {PWZ_ACTION_FAILED,       act_outcome},
    {PWZ_ACTION_ANSWER_DIGIT, act_digit  },
    {PWZ_ACTION_CHOOSE,       act_choose },
    {PWZ_ACTION_BACK,         act_back   },
    {PWZ_ACTION_NEXT,         act_focus  },
    {PWZ_ACTION_PREVIOUS,     act_focus  },
    {PWZ_ACTION_FIRST,        act_focus  },
    {PWZ_ACTION_LAST,         act_focus  },
    {PWZ_ACTION_PAGE_DOWN,    act_scroll },
    {PWZ_ACTION_PAGE_UP,      act_scroll },
};

const struct pwz_view pwz_view_follow_up = {
    .title = "Follow-up",
    .acts = acts,
    .act_count = sizeof acts / sizeof acts[0],
    .layout = layout,
};
