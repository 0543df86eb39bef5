/*
 * The view that asks before a case made with other content is judged by this one: what
 * the result was and would be, and which answers no longer fit. Nothing changes unasked.
 */
#include <string.h>

#include "wizard/state.h"

static const struct {
    enum pwz_action action;
    const char *keys, *words;
} options[] = {
    {PWZ_ACTION_ANSWER_YES, "y ", "Yes, go on with this content"          },
    {PWZ_ACTION_ANSWER_NO,  "n ", "No, only look; the case stays as it is"},
};

enum {
    OPTIONS = sizeof options / sizeof options[0]
};

static void agree(struct pwz_wizard *w, const struct pwz_press *press)
{
    if (w->holder[0] == '\0') {
        pwz_session_effect(press->effects, PWZ_EFFECT_AGREE);
    }
    pwz_case_go_on(w);
}

static void refuse(struct pwz_wizard *w)
{
    w->is_refused = true;
    pwz_case_go_on(w);
}

static void act_answer(struct pwz_wizard *w, const struct pwz_press *press)
{
    if (press->action == PWZ_ACTION_ANSWER_YES) {
        agree(w, press);
    } else {
        refuse(w);
    }
}

static void act_choose(struct pwz_wizard *w, const struct pwz_press *press)
{
    if (w->focus[PWZ_MODE_INDEX_NEWER] == 0) {
        agree(w, press);
    } else {
        refuse(w);
    }
}

static void act_focus(struct pwz_wizard *w, const struct pwz_press *press)
{
    pwz_move_focus(w, press, OPTIONS);
}

static void act_scroll(struct pwz_wizard *w, const struct pwz_press *press)
{
    pwz_move_scroll(w, press->action);
}

void pwz_aside_lines(const struct pwz_wizard *w, struct pwz_lines *lines, int cols)
{
    if (w->asides.len > 0) {
        pwz_lines_text(lines, PWZ_ROLE_WARN,
                       "Kept aside, because this content does not know them:", cols);
        pwz_lines_text(lines, PWZ_ROLE_PLAIN, pwz_buf_text(&w->asides), cols);
    }
}

static enum pwz_status layout(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    struct pwz_lines fixed = {0};
    struct pwz_lines text = {0};

    pwz_lines_text(&fixed, PWZ_ROLE_TITLE, "Go on with other content?", pane->cols);
    pwz_lines_text(&fixed, PWZ_ROLE_PLAIN, pwz_buf_text(&w->other), pane->cols);
    for (size_t i = 0; i < OPTIONS; i++) {
        const struct pwz_flow flow = {
            .text = options[i].words,
            .len = strlen(options[i].words),
            .prefix = options[i].keys,
            .indent = 4,
            .option = (uint32_t)i,
            .role = PWZ_ROLE_CHOICE,
            .prefix_role = PWZ_ROLE_CHOICE,
        };
        pwz_lines_flow(&fixed, &flow, pane->cols);
    }
    pwz_aside_lines(w, &text, pane->cols);
    enum pwz_status status = pwz_pane_draw(w, pane, PWZ_MODE_INDEX_NEWER, &fixed, &text);
    pwz_lines_done(&fixed);
    pwz_lines_done(&text);
    return status;
}

static const struct pwz_act acts[] = {
    {PWZ_ACTION_ANSWER_YES, act_answer},
    {PWZ_ACTION_ANSWER_NO,  act_answer},
    {PWZ_ACTION_BACK,       act_answer},
    {PWZ_ACTION_CHOOSE,     act_choose},
    {PWZ_ACTION_NEXT,       act_focus },
    {PWZ_ACTION_PREVIOUS,   act_focus },
    {PWZ_ACTION_FIRST,      act_focus },
    {PWZ_ACTION_LAST,       act_focus },
    {PWZ_ACTION_PAGE_DOWN,  act_scroll},
    {PWZ_ACTION_PAGE_UP,    act_scroll},
};

const struct pwz_view pwz_view_newer = {
    .title = "Content",
    .acts = acts,
    .act_count = sizeof acts / sizeof acts[0],
    .layout = layout,
};
