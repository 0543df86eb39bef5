/*
 * The view that takes one typed line about the case: a note, kept with its time, with the
 * notes so far below it, or the name of a file to export to. A note left unfinished waits
 * for the next time the view is opened.
 */
#include <string.h>

#include "wizard/state.h"

static struct pwz_input *input_of(struct pwz_wizard *w)
{
    return w->is_path ? &w->path : &w->note;
}

static void keep_note(struct pwz_wizard *w, const struct pwz_press *press)
{
    const struct pwz_entry entry = pwz_remark_entry(w, PWZ_ENTRY_NOTE, w->note.text);

    if (pwz_session_remark(w, press->effects, &entry)) {
        pwz_input_set(&w->note, "");
        pwz_move_close(w);
        pwz_move_tell(w, "Noted.");
    }
}

static void export(struct pwz_wizard *w, const struct pwz_press *press)
{
    struct pwz_effect *effect = pwz_session_effect(press->effects, PWZ_EFFECT_EXPORT);

    if (effect != NULL) {
        effect->text = w->path.text;
    }
    pwz_move_close(w);
}

static void act_keep(struct pwz_wizard *w, const struct pwz_press *press)
{
    if (input_of(w)->len == 0) {
        pwz_move_close(w);
    } else if (w->is_path) {
        export(w, press);
    } else {
        keep_note(w, press);
    }
}

static void act_close(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    pwz_move_close(w);
    if (!w->is_path && w->note.len > 0) {
        pwz_move_tell(w, "The note is not kept yet; N goes on with it.");
    }
}

static void act_erase(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    pwz_input_set(input_of(w), "");
}

static void act_scroll(struct pwz_wizard *w, const struct pwz_press *press)
{
    pwz_move_scroll(w, press->action);
}

/* A bound character such as ? is a key only while nothing has been typed. */
static bool type(struct pwz_wizard *w, const struct pwz_press *press)
{
    bool is_character = press->key >= ' ' && press->key < PWZ_KEY_SPECIAL &&
                        press->key != PWZ_KEY_BACKSPACE;

    if (is_character && input_of(w)->len == 0 && press->action != PWZ_ACTION_COUNT) {
        return false;
    }
    return pwz_input_key(input_of(w), press->key);
}

static void add_note(struct pwz_lines *lines, const struct pwz_remark *remark, int cols)
{
    char moment[PWZ_MOMENT_SIZE];
    struct pwz_buf words;

    pwz_moment_text(remark->at, moment);
    pwz_buf_init(&words, PWZ_WORDS_MAX);
    pwz_buf_addf(&words, "%s: %s", moment, remark->text);
    pwz_lines_text(lines, PWZ_ROLE_NOTE, pwz_buf_text(&words), cols);
    pwz_buf_done(&words);
}

/* The newest first: it is what was said a minute ago. */
static void add_notes(const struct pwz_wizard *w, struct pwz_lines *lines, int cols)
{
    for (size_t i = w->remark_count; i-- > 0;) {
        add_note(lines, &w->remarks[i], cols);
    }
}

static enum pwz_status layout(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    const struct pwz_flow line = {
        .text = "", .prefix = "", .option = 0, .role = PWZ_ROLE_FOCUS};
    struct pwz_lines fixed = {0};
    struct pwz_lines text = {0};

    pwz_lines_text(&fixed, PWZ_ROLE_TITLE,
                   w->is_path ? "Export into which file?" : "Note", pane->cols);
    pwz_lines_blank(&fixed);
    pwz_lines_flow(&fixed, &line, pane->cols);
    pwz_lines_text(&fixed, PWZ_ROLE_MUTED,
                   w->is_path ? "It must not exist yet. Enter writes it: the whole case, "
                                "to hand over."
                              : "One line, kept with the time. Enter keeps it.",
                   pane->cols);
    if (!w->is_path && !pwz_hides_notes(w)) {
        add_notes(w, &text, pane->cols);
    }
    enum pwz_status status = pwz_pane_draw(w, pane, PWZ_MODE_INDEX_NOTE, &fixed, &text);
    pwz_pane_input(w, pane, input_of(w), 2);
    pwz_lines_done(&fixed);
    pwz_lines_done(&text);
    return status;
}

static const struct pwz_act acts[] = {
    {PWZ_ACTION_CHOOSE,    act_keep  },
    {PWZ_ACTION_BACK,      act_close },
    {PWZ_ACTION_ERASE,     act_erase },
    {PWZ_ACTION_PAGE_DOWN, act_scroll},
    {PWZ_ACTION_PAGE_UP,   act_scroll},
};

const struct pwz_view pwz_view_note = {
    .title = "Note",
    .acts = acts,
    .act_count = sizeof acts / sizeof acts[0],
    .type = type,
    .layout = layout,
};
