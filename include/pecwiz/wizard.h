/*
 * The wizard without a user interface: update(state, event) -> effects, view(state, size)
 * -> screen. Pure: no I/O, no clock (events carry the time), no terminal. Front ends are
 * siblings over this one module.
 *
 * Validation never blocks going back; nothing already given is lost by any key.
 */
#ifndef PECWIZ_WIZARD_H
#define PECWIZ_WIZARD_H

#include "pecwiz/entry.h"
#include "pecwiz/keys.h"
#include "pecwiz/report.h"
#include "pecwiz/screen.h"

enum pwz_audience {
    PWZ_AUDIENCE_AGENT,
    PWZ_AUDIENCE_PARTNER
};

struct pwz_wizard_opts {
    enum pwz_audience audience; /* partner: no notes */
    bool is_ascii;              /* draw with ASCII only */
};

enum pwz_event_kind {
    PWZ_EVENT_KEY,   /* `key` */
    PWZ_EVENT_PASTE, /* `text`: pasted, goes into a text entry only */
};

struct pwz_event {
    enum pwz_event_kind kind;
    uint32_t key;
    const char *text; /* raw bytes from outside; the wizard gates them */
    size_t len;
    int64_t now; /* seconds since 1970 UTC */
};

/* What the front end's runner has to do after an update; effects are data. */
enum pwz_effect_kind {
    PWZ_EFFECT_SAVE,    /* make `entry` durable before the screen moves on */
    PWZ_EFFECT_COPY,    /* put `text` on the clipboard */
    PWZ_EFFECT_REDRAW,  /* repaint everything */
    PWZ_EFFECT_SUSPEND, /* stop the process */
    PWZ_EFFECT_QUIT,
};

struct pwz_effect {
    enum pwz_effect_kind kind;
    struct pwz_entry entry; /* PWZ_EFFECT_SAVE; borrowed until the next update */
    const char *text;       /* PWZ_EFFECT_COPY; borrowed until the next update; else "" */
};

enum {
    PWZ_EFFECTS_MAX = 64
};
struct pwz_effects {
    struct pwz_effect effect[PWZ_EFFECTS_MAX];
    size_t count;
    bool is_dirty; /* the screen must be drawn anew */
};

struct pwz_wizard;

/* `pack` must outlive the wizard. Starts at the first question. PWZ_E_NOMEM. */
enum pwz_status pwz_wizard_new(const struct pwz_pack *pack,
                               const struct pwz_wizard_opts *opts, int64_t now,
                               struct pwz_wizard **wizard, struct pwz_err *err);
void pwz_wizard_free(struct pwz_wizard *wizard); /* NULL allowed */

/* Handle one event. Out of memory shows as a message on the screen; the answer is then
 * not taken and nothing given before is lost. */
void pwz_wizard_update(struct pwz_wizard *wizard, const struct pwz_event *event,
                       struct pwz_effects *effects);

/*
 * Take one entry as a journal kept it (resume) or as evidence gave it: no effect, no
 * message; the view stays. Strings are copied. Call pwz_wizard_go_on() after the last.
 * Errors as in pwz_facts_add(), PWZ_E_STATE for an undo of nothing; nothing changes then.
 */
enum pwz_status pwz_wizard_take(struct pwz_wizard *wizard, const struct pwz_entry *entry,
                                struct pwz_err *err);
/* Show the next open question, or the verdict when none is left. */
void pwz_wizard_go_on(struct pwz_wizard *wizard);

/* Draw the state into `screen`, which is reset to rows x cols. Sizes: checklist and
 * question side by side from 60 columns, one pane below that, a message below 40x10.
 * Scroll positions are clamped to what fits. When only the focus moved since this wizard
 * drew this screen at this size, only the marker's cells and the cursor are touched: see
 * changed_first and changed_last. PWZ_E_NOMEM: the screen may be incomplete. */
enum pwz_status pwz_wizard_view(struct pwz_wizard *wizard, int rows, int cols,
                                struct pwz_screen *screen);

/* Tell the user something on the message line until the next key: how an effect went, or,
 * with `is_alert`, that it failed. */
void pwz_wizard_message(struct pwz_wizard *wizard, const char *text, bool is_alert);
/* The message on the line now, "" when there is none. Borrowed until the next update. */
const char *pwz_wizard_said(const struct pwz_wizard *wizard);

/* The case so far, for summaries after leaving. Borrowed until the next update. */
struct pwz_case_view pwz_wizard_case(const struct pwz_wizard *wizard, int64_t now);
enum pwz_mode pwz_wizard_mode(const struct pwz_wizard *wizard);
/* Fact on the screen, PWZ_NONE when the view shows none. */
uint32_t pwz_wizard_fact(const struct pwz_wizard *wizard);

#endif
