/*
 * What a case holds beside answers: notes, hold, follow-ups, copies, its end. Keeps of
 * them what the screens show; the journal keeps the rest.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "wizard/state.h"

enum {
    REMARKS_FIRST = 16,
    MOMENT_COLS = 16 /* "2026-11-24 12:00" */
};

struct pwz_entry pwz_remark_entry(const struct pwz_wizard *w, enum pwz_entry_kind kind,
                                  const char *text)
{
    return (struct pwz_entry){
        .kind = kind,
        .statement = {.fact = PWZ_NONE, .text = "", .detail = "", .at = w->now},
        .text = text,
    };
}

void pwz_moment_text(int64_t at, char out[PWZ_MOMENT_SIZE])
{
    char iso[21];

    pwz_time_text(at, iso);
    memcpy(out, iso, MOMENT_COLS);
    out[10] = ' ';
    memcpy(out + MOMENT_COLS, " UTC", sizeof " UTC");
}

/* ---- taking ---- */

static bool make_room(struct pwz_wizard *w)
{
    size_t room = w->remark_room == 0 ? REMARKS_FIRST : w->remark_room * 2;

    if (w->remark_count < w->remark_room) {
        return true;
    }
    struct pwz_remark *remarks = pwz_mem_resize(w->remarks, room, sizeof *remarks);
    if (remarks == NULL) {
        return false;
    }
    w->remarks = remarks;
    w->remark_room = room;
    return true;
}

static bool add_note(struct pwz_wizard *w, struct pwz_entry *entry)
{
    const char *text = entry->text == NULL ? "" : entry->text;
    size_t size = strlen(text) + 1;
    char *copy = make_room(w) ? pwz_mem_new(size, 1) : NULL;

    if (copy == NULL) {
        return false;
    }
    memcpy(copy, text, size);
    w->remarks[w->remark_count++] = (struct pwz_remark){entry->statement.at, copy};
    entry->text = copy;
    return true;
}

static bool add_hold(struct pwz_wizard *w, struct pwz_entry *entry)
{
    bool is_end = w->is_on_hold && entry->kind == PWZ_ENTRY_UNHOLD;
    int64_t from = w->hold_since > w->began ? w->hold_since : w->began;

    w->held += is_end && entry->statement.at > from ? entry->statement.at - from : 0;
    w->is_on_hold = entry->kind == PWZ_ENTRY_HOLD;
    w->hold_since = entry->statement.at;
    return true;
}

/* What a fix touched is asked again first. Claims about it are taken back by entries of
 * their own; evidence from before the fix stays. */
static bool add_follow_up(struct pwz_wizard *w, struct pwz_entry *entry)
{
    uint32_t touched[PWZ_VALUES_MAX];
    size_t count = 0;

    w->followed_at = entry->statement.at;
    w->outcome = entry->outcome;
    if (entry->outcome != PWZ_OUTCOME_NOT_YET && w->result->verdict != PWZ_NONE) {
        count = pwz_follow_up_touched(w, touched, sizeof touched / sizeof touched[0]);
    }
    for (size_t i = 0; i < count; i++) {
        w->is_stale[touched[i]] = 1;
    }
    return true;
}

static bool add_end(struct pwz_wizard *w, struct pwz_entry *entry)
{
    w->is_closed = entry->kind == PWZ_ENTRY_CLOSE;
    return true;
}

bool pwz_remark_add(struct pwz_wizard *w, struct pwz_entry *entry)
{
    static const struct {
        enum pwz_entry_kind kind;
        bool (*add)(struct pwz_wizard *w, struct pwz_entry *entry);
    } rows[] = {
        {PWZ_ENTRY_NOTE,      add_note     },
        {PWZ_ENTRY_HOLD,      add_hold     },
        {PWZ_ENTRY_UNHOLD,    add_hold     },
        {PWZ_ENTRY_FOLLOW_UP, add_follow_up},
        {PWZ_ENTRY_CLOSE,     add_end      },
        {PWZ_ENTRY_REOPEN,    add_end      },
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].kind == entry->kind) {
            return rows[i].add(w, entry);
        }
    }
    return true;
}

void pwz_remark_done(struct pwz_wizard *w)
{
    for (size_t i = 0; i < w->remark_count; i++) {
        pwz_mem_free(w->remarks[i].text);
    }
    pwz_mem_free(w->remarks);
}

/* ---- keys ---- */

void pwz_act_note(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    w->is_path = false;
    pwz_move_open(w, PWZ_MODE_INDEX_NOTE);
}

void pwz_act_hold(struct pwz_wizard *w, const struct pwz_press *press)
{
    const struct pwz_entry entry = pwz_remark_entry(w, PWZ_ENTRY_HOLD, "");

    if (pwz_session_remark(w, press->effects, &entry)) {
        pwz_move_open(w, PWZ_MODE_INDEX_HOLD);
    }
}

/* Whoever keeps the texts finds in the statistics where they are not understood. */
void pwz_act_flag(struct pwz_wizard *w, const struct pwz_press *press)
{
    struct pwz_entry entry = pwz_remark_entry(w, PWZ_ENTRY_FLAG, "");
    bool is_result = w->mode == PWZ_MODE_INDEX_VERDICT;

    entry.statement.fact = is_result ? PWZ_NONE : w->fact;
    if (pwz_session_remark(w, press->effects, &entry)) {
        pwz_move_tell(w, "Marked as unclear: %s. N says why.",
                      is_result ? "the result" : "this question");
    }
}

void pwz_act_export(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    if (w->number[0] == '\0' && w->unsaved[0] == '\0') {
        pwz_move_tell(w, "There is nothing to export yet: no answer was given.");
        return;
    }
    w->is_path = true;
    pwz_input_set(&w->path, w->file);
    pwz_move_open(w, PWZ_MODE_INDEX_NOTE);
}

/* A case that is done with leaves the start screen; going on with it opens it again. */
void pwz_act_close_case(struct pwz_wizard *w, const struct pwz_press *press)
{
    const struct pwz_entry entry = pwz_remark_entry(w, PWZ_ENTRY_CLOSE, "");

    if (pwz_trail_count(w->trail) > 0 && !w->is_closed &&
        !pwz_session_remark(w, press->effects, &entry)) {
        return;
    }
    pwz_session_effect(press->effects, PWZ_EFFECT_QUIT);
}
