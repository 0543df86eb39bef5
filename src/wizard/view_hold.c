/*
 * The view while the caller waits: the clock of the case stands until a key comes. That
 * key does nothing else, so that a question behind the view is not answered by chance.
 */
#include "wizard/state.h"

static void end_hold(struct pwz_wizard *w, const struct pwz_press *press)
{
    const struct pwz_entry entry = pwz_remark_entry(w, PWZ_ENTRY_UNHOLD, "");

    if (pwz_session_remark(w, press->effects, &entry)) {
        pwz_move_close(w);
        pwz_move_tell(w, "The clock goes on.");
    }
}

/* What concerns the program and not the case works as everywhere. */
static bool type(struct pwz_wizard *w, const struct pwz_press *press)
{
    static const enum pwz_action others[] = {PWZ_ACTION_HELP, PWZ_ACTION_CURTAIN,
                                             PWZ_ACTION_REDRAW, PWZ_ACTION_SUSPEND,
                                             PWZ_ACTION_QUIT};

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (press->action == others[i]) {
            return false;
        }
    }
    end_hold(w, press);
    return true;
}

void pwz_hold_words(const struct pwz_wizard *w, struct pwz_buf *out)
{
    char moment[PWZ_MOMENT_SIZE];

    pwz_moment_text(w->hold_since, moment);
    pwz_buf_addf(out, "The clock of this case stands since %s.", moment);
}

static enum pwz_status layout(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    struct pwz_lines fixed = {0};
    struct pwz_lines text = {0};
    struct pwz_buf words;

    pwz_buf_init(&words, PWZ_WORDS_MAX);
    pwz_hold_words(w, &words);
    pwz_buf_adds(&words,
                 "\nAny key goes on; it answers nothing. Time on hold counts in no "
                 "statistics.");
    pwz_lines_text(&fixed, PWZ_ROLE_TITLE, "ON HOLD", pane->cols);
    pwz_lines_blank(&fixed);
    pwz_lines_text(&fixed, PWZ_ROLE_PLAIN, pwz_buf_text(&words), pane->cols);
    pwz_buf_done(&words);
    enum pwz_status status = pwz_pane_draw(w, pane, PWZ_MODE_INDEX_HOLD, &fixed, &text);
    if (w->mode == PWZ_MODE_INDEX_HOLD) {
        pane->screen->cursor_row = pane->row;
        pane->screen->cursor_col = pane->col;
    }
    pwz_lines_done(&fixed);
    pwz_lines_done(&text);
    return status;
}

const struct pwz_view pwz_view_hold = {
    .title = "On hold",
    .type = type,
    .layout = layout,
};
