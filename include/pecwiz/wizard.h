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
#include "pecwiz/usage.h"

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
    PWZ_EVENT_NEWS,  /* `news` of usage files */
};

struct pwz_event {
    enum pwz_event_kind kind;
    uint32_t key;
    const char *text; /* raw bytes from outside; the wizard gates them */
    size_t len;
    const struct pwz_news *news;
    int64_t now; /* seconds since 1970 UTC */
};

/* What the front end's runner has to do after an update; effects are data. */
enum pwz_effect_kind {
    PWZ_EFFECT_SAVE,    /* make `entry` durable before the screen moves on */
    PWZ_EFFECT_RETRY,   /* something is in memory only: try to save it now */
    PWZ_EFFECT_OPEN,    /* go on with kept case `index`, or begin one for PWZ_NONE */
    PWZ_EFFECT_AGREE,   /* the user takes the newer content for this case */
    PWZ_EFFECT_EXPORT,  /* write the whole case into the file named `text` */
    PWZ_EFFECT_COPY,    /* put `text` on the clipboard */
    PWZ_EFFECT_REDRAW,  /* repaint everything */
    PWZ_EFFECT_SUSPEND, /* stop the process */
    PWZ_EFFECT_WISH,    /* perform `wish` about usage files */
    PWZ_EFFECT_QUIT,
    PWZ_EFFECT_COUNT
};

struct pwz_effect {
    enum pwz_effect_kind kind;
    struct pwz_entry entry; /* PWZ_EFFECT_SAVE; borrowed until the next update */
    bool is_last;           /* PWZ_EFFECT_SAVE: no other follows in this update */
    uint32_t index;         /* PWZ_EFFECT_OPEN */
    const char *text;       /* copy, export; borrowed until the next update; else "" */
    const struct pwz_wish *wish; /* PWZ_EFFECT_WISH; borrowed until the next update */
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

/* ---- cases: what a store tells the wizard; all strings are copied and gated ---- */

/* One kept case on the start screen. */
struct pwz_offer {
    const char *number;
    const char *partner, *customer, *subscription, *ticket; /* "" = not known */
    const char *verdict; /* in words; while undecided words for that */
    int64_t last;        /* when it was changed last */
    int64_t look_again;  /* 0 = no day */
    bool is_due, is_closed;
};
/* Show the start screen: a new case or one of these, in this order. PWZ_EFFECT_OPEN tells
 * which; the runner then takes its entries and calls pwz_wizard_resume(), or, for a new
 * one, pwz_wizard_go_on(). PWZ_E_NOMEM: the screen stays. */
enum pwz_status pwz_wizard_offer(struct pwz_wizard *wizard,
                                 const struct pwz_offer *offers, size_t count,
                                 struct pwz_err *err);

/* How the case is kept, for every screen; each may be "". */
struct pwz_standing {
    const char *number;  /* "" = nothing is kept yet */
    const char *unsaved; /* why what was entered is in memory only; "" = it is kept */
    const char *holder;  /* why nothing can be added; "" = the case may be changed */
    const char *file;    /* where an export goes unless the user says otherwise */
};
void pwz_wizard_stand(struct pwz_wizard *wizard, const struct pwz_standing *standing);
/* "NOT SAVED: …" or "READ ONLY: …", to be seen until it is over. Appends, nothing when
 * all is well. */
void pwz_wizard_marker(const struct pwz_wizard *wizard, struct pwz_buf *out);

/* Cases of the start screen that pass the filter, and one of them. */
size_t pwz_wizard_offer_count(const struct pwz_wizard *wizard);
const struct pwz_offer *pwz_wizard_offer_at(const struct pwz_wizard *wizard,
                                            size_t index);

/* Are the names of other cases hidden, because the screen is shared? */
bool pwz_wizard_hides_names(const struct pwz_wizard *wizard);
/* In the note view: is a file's name asked for? */
bool pwz_wizard_wants_file(const struct pwz_wizard *wizard);
/* Number of the case, "" while nothing is kept. Borrowed until the next call. */
const char *pwz_wizard_number(const struct pwz_wizard *wizard);

/* The case was judged under other content before. */
struct pwz_other_content {
    const char *before, *now; /* versions */
    const char *verdict;      /* shown last under `before`, in words */
    const char *asides;       /* answers that no longer fit, one a line; "" = all fit */
};
/* After the entries were taken: go on where the case stands. Asks first about other
 * content (NULL = it is the same), then what became of the fix where the result calls for
 * one. A case on hold stays on hold. */
void pwz_wizard_resume(struct pwz_wizard *wizard, const struct pwz_other_content *other);

/* What the follow-up, content and hold views say, as lines of text. Appends. */
void pwz_wizard_case_words(const struct pwz_wizard *wizard, struct pwz_buf *out);
/* ---- usage files ---- */

/* Wish to read usage files, as if they had been picked; for the command line. When they
 * are read before the next key, what they say is shown at once. */
void pwz_wizard_read(struct pwz_wizard *wizard, const char *const *paths, size_t count,
                     struct pwz_effects *effects);
/* Have wishes been uttered whose news are still to come? */
bool pwz_wizard_awaits(const struct pwz_wizard *wizard);
/* Were files read, whatever came of it? */
bool pwz_wizard_has_read(const struct pwz_wizard *wizard);
/* What the views of usage files show, as lines of text: the numbered subscriptions, or
 * the table or calendar of one. Appends. */
void pwz_wizard_usage_text(struct pwz_wizard *wizard, size_t cols, struct pwz_buf *out);
/* Rows of the view in front that pass its filter. */
size_t pwz_wizard_usage_count(const struct pwz_wizard *wizard);
/* One line on reading or on what was read and not yet looked at. Appends; nothing when
 * there is nothing to say. */
void pwz_wizard_usage_status(const struct pwz_wizard *wizard, struct pwz_buf *out);

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
/* Does the message tell of a failure? */
bool pwz_wizard_is_alert(const struct pwz_wizard *wizard);
/* The message on the line now, "" when there is none. Borrowed until the next update. */
const char *pwz_wizard_said(const struct pwz_wizard *wizard);

/* The case so far, for summaries after leaving. Borrowed until the next update. */
struct pwz_case_view pwz_wizard_case(const struct pwz_wizard *wizard, int64_t now);
enum pwz_mode pwz_wizard_mode(const struct pwz_wizard *wizard);
/* Fact on the screen, PWZ_NONE when the view shows none. */
uint32_t pwz_wizard_fact(const struct pwz_wizard *wizard);

#endif
