/*
 * The result page: the verdict's document, wrapped and scrolled. The words are made by
 * the report room; this file only shows them.
 */
#include "wizard/state.h"

static void act_back(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    if (w->fact == PWZ_NONE) {
        pwz_move_tell(w, "There is no question to go back to.");
        return;
    }
    pwz_move_question(w, w->fact, true);
}

/* Number and standing: what a caller is told, and whether it is kept. */
static void add_case(const struct pwz_wizard *w, struct pwz_lines *lines, int cols)
{
    struct pwz_buf words;

    pwz_buf_init(&words, PWZ_WORDS_MAX);
    pwz_case_words(w, &words);
    if (words.len > 0) {
        pwz_lines_text(lines, PWZ_ROLE_MUTED, pwz_buf_text(&words), cols);
    }
    pwz_buf_done(&words);
}

static enum pwz_status layout(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    const struct pwz_case_view view = pwz_case_of(w, pwz_hides_notes(w));
    struct pwz_doc doc = {0};
    struct pwz_lines fixed = {0};
    struct pwz_lines text = {0};

    add_case(w, &text, pane->cols);
    pwz_report_verdict(&view, &doc);
    pwz_lines_doc(&text, &doc, pane->cols);
    pwz_doc_done(&doc);
    pwz_aside_lines(w, &text, pane->cols);
    enum pwz_status status =
        pwz_pane_draw(w, pane, PWZ_MODE_INDEX_VERDICT, &fixed, &text);
    if (w->mode == PWZ_MODE_INDEX_VERDICT) {
        pane->screen->cursor_row = pane->row;
        pane->screen->cursor_col = pane->col;
    }
    pwz_lines_done(&fixed);
    pwz_lines_done(&text);
    return status;
}

static const struct pwz_act acts[] = {
    {PWZ_ACTION_BACK,      act_back        },
    {PWZ_ACTION_CONTINUE,  pwz_act_continue},
    {PWZ_ACTION_NEXT,      pwz_act_page    },
    {PWZ_ACTION_PREVIOUS,  pwz_act_page    },
    {PWZ_ACTION_FIRST,     pwz_act_page    },
    {PWZ_ACTION_LAST,      pwz_act_page    },
    {PWZ_ACTION_PAGE_DOWN, pwz_act_page    },
    {PWZ_ACTION_PAGE_UP,   pwz_act_page    },
};

const struct pwz_view pwz_view_verdict = {
    .title = "Result",
    .acts = acts,
    .act_count = sizeof acts / sizeof acts[0],
    .layout = layout,
};
