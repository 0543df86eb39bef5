/*
 * The state of one wizard and the functions its views are made of. Private to the wizard
 * room; nothing here knows what any question is about.
 */
#ifndef PWZ_WIZARD_STATE_H
#define PWZ_WIZARD_STATE_H

#include "pecwiz/wizard.h"

#include "wizard/finder.h"
#include "wizard/input.h"
#include "wizard/lines.h"
#include "wizard/usage.h"

enum {
    PWZ_HISTORY_MAX = 256,
    PWZ_STANDING_MAX = 512, /* bytes of each text about how the case is kept */
    PWZ_MOMENT_SIZE = 21,   /* "2026-11-24 12:00 UTC" */
    PWZ_SPOTS_MAX = 256,    /* rows of one view that can have the marker on one screen */
    PWZ_MESSAGE_MAX = 1024,
    PWZ_WORDS_MAX = 64 * 1024, /* bytes of one text put together for the screen */
    PWZ_FINDER_ACTS = 9,
};

/* A note of the case. */
struct pwz_remark {
    int64_t at;
    char *text; /* gated */
};

/* The kept cases of the start screen. */
struct pwz_offers {
    struct pwz_arena arena;
    const struct pwz_offer *all;
    size_t count;
    struct pwz_finder found; /* behind "New case" */
};

/* Where the focus marker of the last full drawing can move without drawing anew. */
struct pwz_spots {
    const struct pwz_screen *screen;
    uint64_t screen_serial, layout_serial;
    int col;
    uint32_t first; /* option of row[0] */
    uint32_t count;
    uint32_t marked;        /* option that has the marker */
    int row[PWZ_SPOTS_MAX]; /* -1: not wholly on the screen */
};

struct pwz_wizard {
    const struct pwz_pack *pack;
    struct pwz_wizard_opts opts;
    struct pwz_trail *trail;       /* what one key did is one group, undone together */
    const struct pwz_facts *facts; /* of the trail */
    struct pwz_walk *walk;
    const struct pwz_result *result; /* of the walk's last update */
    uint32_t group;
    uint8_t *is_passed; /* per fact: a hint passed over in this session */
    uint8_t *is_stale;  /* per fact: touched by a fix and not answered since */
    int64_t now;
    bool is_curtain_down;

    /* The case: what was entered beside answers, and how it is kept. */
    struct pwz_remark *remarks;
    size_t remark_count, remark_room;
    int64_t followed_at; /* last follow-up, 0 = none */
    enum pwz_outcome outcome;
    int64_t hold_since;
    int64_t began, held; /* this run: when it began, seconds on hold since */
    bool is_on_hold, is_closed;
    char number[PWZ_STANDING_MAX], unsaved[PWZ_STANDING_MAX], holder[PWZ_STANDING_MAX],
        file[PWZ_STANDING_MAX];
    bool is_refused; /* other content was not accepted: the case may only be looked at */
    bool is_quit_told; /* leaving was refused once, because of what is not saved */
    struct pwz_offers offers;
    struct pwz_buf other; /* words about other content; "" = there is none to ask about */
    struct pwz_buf asides;

    enum pwz_mode_index mode;
    enum pwz_mode_index below[PWZ_MODE_COUNT]; /* where closing that mode leads */
    uint32_t fact;                             /* of the question views, PWZ_NONE */
    uint32_t step;                             /* of the step view */
    uint32_t history[PWZ_HISTORY_MAX];         /* questions seen before, oldest first */
    size_t history_count;

    /* Each mode keeps its own place, so that closing a view finds the old one. */
    uint32_t focus[PWZ_MODE_COUNT];
    size_t top[PWZ_MODE_COUNT];    /* first line shown of what holds the focus */
    size_t scroll[PWZ_MODE_COUNT]; /* first line shown of the text below it */
    size_t page;                   /* lines one page moves, from the last drawing */
    uint32_t marks;                /* marked members of a set */
    struct pwz_input input;        /* typed answer */
    struct pwz_finder look_up;     /* of the list that helps with a question */
    struct pwz_input search;       /* of help */
    struct pwz_input note;         /* of the note view; kept while it is closed */
    bool is_path;                  /* the note view asks for a file to export to */
    struct pwz_input path;
    struct pwz_desk desk;   /* usage files */
    struct pwz_buf message; /* until the next key */
    bool is_alert;
    struct pwz_buf copied; /* text of the last copy effect */

    uint64_t layout_serial; /* grows with everything but a moved focus */
    bool is_only_marker;    /* this key moved nothing but the focus */
    struct pwz_spots spots;
};

/* One key on its way through the views. */
struct pwz_press {
    uint32_t key;
    enum pwz_action action;
    struct pwz_effects *effects;
};

typedef void pwz_act_fn(struct pwz_wizard *w, const struct pwz_press *press);
struct pwz_act {
    enum pwz_action action;
    pwz_act_fn *act;
};

/* The part of the screen a view draws into. */
struct pwz_pane {
    struct pwz_screen *screen;
    int row, col, rows, cols;
};

/* One row per mode. What a view does not handle bubbles to the wizard's own acts. */
struct pwz_view {
    const char *title;
    const struct pwz_act *acts;
    size_t act_count;
    const struct pwz_act *shared; /* acts of a family of views */
    size_t shared_count;
    bool is_wide; /* never beside the checklist */
    /* Of a list filtered by typing: typing and the acts of such lists are then the view's
     * unless it has its own. NULL = none. */
    const struct pwz_finder_view *finder;
    /* First look at every key, for typing; true when it was used. NULL = none. */
    bool (*type)(struct pwz_wizard *w, const struct pwz_press *press);
    enum pwz_status (*layout)(struct pwz_wizard *w, const struct pwz_pane *pane);
};
extern const struct pwz_view pwz_view_question, pwz_view_set, pwz_view_entry,
    pwz_view_verdict, pwz_view_checklist, pwz_view_step, pwz_view_list, pwz_view_help,
    pwz_view_start, pwz_view_note, pwz_view_follow_up, pwz_view_newer, pwz_view_hold,
    pwz_view_files, pwz_view_subscriptions, pwz_view_usage;

/* ---- finder_view.c: what views have in common whose list is filtered by typing ---- */

struct pwz_finder_view {
    struct pwz_finder *(*of)(struct pwz_wizard *w);
    void (*find)(struct pwz_wizard *w);  /* begin, add what passes, settle */
    void (*leave)(struct pwz_wizard *w); /* back, with an empty line */
};
/* Back, erase, filter, and all that moves the focus. */
extern const struct pwz_act pwz_finder_acts[PWZ_FINDER_ACTS];
/* Erase what was typed, else leave. */
pwz_act_fn pwz_finder_back;
/* First look at every key, as views have it. */
bool pwz_finder_view_type(struct pwz_wizard *w, const struct pwz_press *press);

/* ---- session.c, next.c: facts, journal, what comes next ---- */

/* What pwz_session_claim() came to. */
enum pwz_claim {
    PWZ_CLAIM_FAILED, /* a message says why */
    PWZ_CLAIM_TAKEN,
    PWZ_CLAIM_SAME,     /* that answer was given before: nothing new */
    PWZ_CLAIM_DISPUTED, /* taken, but evidence says otherwise and holds */
};

/* Start a group: what one undo takes back. */
void pwz_session_group(struct pwz_wizard *w);
enum pwz_claim pwz_session_claim(struct pwz_wizard *w, struct pwz_effects *effects,
                                 const struct pwz_statement *claim);
bool pwz_session_retract(struct pwz_wizard *w, struct pwz_effects *effects,
                         uint32_t fact);
/* Facts and walk of an empty case. PWZ_E_NOMEM. */
enum pwz_status pwz_session_begin(struct pwz_wizard *w, struct pwz_err *err);
/* Take and save what is no answer: a note, hold, copy, follow-up … */
enum pwz_status pwz_session_note(struct pwz_wizard *w, struct pwz_effects *effects,
                                 const struct pwz_entry *entry, struct pwz_err *err);
/* The same; false after a message that says why not. */
bool pwz_session_remark(struct pwz_wizard *w, struct pwz_effects *effects,
                        const struct pwz_entry *entry);
/* Fact of the first entry taken back, PWZ_NONE when there was nothing. */
uint32_t pwz_session_undo(struct pwz_wizard *w, struct pwz_effects *effects);
/* One entry of a journal or from evidence, saved nowhere. */
enum pwz_status pwz_session_take(struct pwz_wizard *w, const struct pwz_entry *entry,
                                 struct pwz_err *err);
/* Number of good answers given. */
uint32_t pwz_session_step_good(struct pwz_wizard *w, struct pwz_effects *effects,
                               uint32_t step);
/* Next question to ask, PWZ_NONE when there is none (next.c). */
uint32_t pwz_session_next(const struct pwz_wizard *w);
/* The newest claim about a fact, NULL. */
const struct pwz_statement *pwz_session_claimed(const struct pwz_wizard *w,
                                                uint32_t fact);
struct pwz_effect *pwz_session_effect(struct pwz_effects *effects,
                                      enum pwz_effect_kind kind);
/* One entry, saved, in the group begun last; nothing changes on any error. */
enum pwz_status pwz_session_give(struct pwz_wizard *w, struct pwz_effects *effects,
                                 const struct pwz_entry *entry, struct pwz_err *err);
/* Entries in effect, oldest first; borrowed until the next change. */
size_t pwz_session_count(const struct pwz_wizard *w);
const struct pwz_entry *pwz_session_entry(const struct pwz_wizard *w, size_t index,
                                          uint32_t *group);
void pwz_session_done(struct pwz_wizard *w);

/* ---- move.c: from view to view ---- */

enum pwz_mode_index pwz_mode_of_fact(const struct pwz_wizard *w, uint32_t fact);
/* Show a question; the one before goes into the history unless `is_back`. */
void pwz_move_question(struct pwz_wizard *w, uint32_t fact, bool is_back);
void pwz_move_open(struct pwz_wizard *w, enum pwz_mode_index mode);
void pwz_move_close(struct pwz_wizard *w);
/* To the next open question, else to the verdict. */
void pwz_move_on(struct pwz_wizard *w);
/* Move the focus of the current view within `count` rows. */
void pwz_move_focus(struct pwz_wizard *w, const struct pwz_press *press, uint32_t count);
/* Scroll the current view's text; the drawing clamps. */
void pwz_move_scroll(struct pwz_wizard *w, enum pwz_action action);
void pwz_move_tell(struct pwz_wizard *w, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void pwz_move_alert(struct pwz_wizard *w, const char *text);

/* ---- remark.c: what is kept beside answers ---- */

/* An entry of `kind` made now, without a fact. */
struct pwz_entry pwz_remark_entry(const struct pwz_wizard *w, enum pwz_entry_kind kind,
                                  const char *text);
/* What an entry that is no answer means for the state; the text of one that is kept is
 * the copy afterwards. False when memory is out. */
bool pwz_remark_add(struct pwz_wizard *w, struct pwz_entry *entry);
void pwz_remark_done(struct pwz_wizard *w);
/* "2026-11-24 12:00 UTC" */
void pwz_moment_text(int64_t at, char out[PWZ_MOMENT_SIZE]);
pwz_act_fn pwz_act_note, pwz_act_hold, pwz_act_flag, pwz_act_export, pwz_act_close_case;

/* ---- follow_up.c: after the fix ---- */

/* Is the result one that somebody or time has to change? */
bool pwz_follow_up_is_due(const struct pwz_wizard *w);
/* From when the days until looking again count: the newest answer or follow-up. */
int64_t pwz_follow_up_since(const struct pwz_wizard *w);
/* The result, the day to look again and what was said last, one a line. Appends. */
void pwz_follow_up_words(const struct pwz_wizard *w, struct pwz_buf *out);
/* Facts that the fix of the present result touches: at most `room`; returns how many. */
size_t pwz_follow_up_touched(const struct pwz_wizard *w, uint32_t *facts, size_t room);

/* ---- case.c, view_start.c, view_newer.c: kept cases ---- */

void pwz_case_init(struct pwz_wizard *w);
void pwz_case_done(struct pwz_wizard *w);
/* Why nothing can be added, "" when it can. */
const char *pwz_case_locked(const struct pwz_wizard *w);
/* Go on where the case stands, once other content is dealt with. */
void pwz_case_go_on(struct pwz_wizard *w);
/* "NUMBER, saved" and the like; "" while nothing is kept. Appends. */
void pwz_case_words(const struct pwz_wizard *w, struct pwz_buf *out);
/* The result in words: the verdict's title, or that it is not decided. Appends. */
void pwz_verdict_words(const struct pwz_wizard *w, struct pwz_buf *out);
void pwz_start_open(struct pwz_wizard *w);
/* "3 cases, 1 due". Appends. */
void pwz_start_words(const struct pwz_wizard *w, struct pwz_buf *out);
/* What the hold view says. Appends. */
void pwz_hold_words(const struct pwz_wizard *w, struct pwz_buf *out);
/* Answers that no longer fit; nothing when all fit. */
void pwz_aside_lines(const struct pwz_wizard *w, struct pwz_lines *lines, int cols);

/* ---- copy.c ---- */
pwz_act_fn pwz_act_copy, pwz_act_copy_case;

/* ---- applies.c ---- */

/* Is the action of use here and now? For footer and help. */
bool pwz_action_applies(const struct pwz_wizard *w, enum pwz_mode_index mode,
                        enum pwz_action action);

/* ---- wizard.c ---- */

const struct pwz_view *pwz_view_of(enum pwz_mode_index mode);
bool pwz_hides_notes(const struct pwz_wizard *w);
struct pwz_case_view pwz_case_of(const struct pwz_wizard *w, bool hides_notes);
/* Next question of a step that a good answer would settle, PWZ_NONE (next.c). */
uint32_t pwz_session_next_good(const struct pwz_wizard *w, uint32_t step);
/* Acts of the question views that others share (view_question.c). */
pwz_act_fn pwz_act_back, pwz_act_continue, pwz_act_clear, pwz_act_step_good, pwz_act_page;
/* What follows a claim: go on, or stay and say why. */
void pwz_after_claim(struct pwz_wizard *w, enum pwz_claim claim);
/* The list that helps with the present question (view_list.c). */
void pwz_list_open(struct pwz_wizard *w);
/* Case-blind search; an empty `part` is found everywhere. */
bool pwz_text_has(const char *text, const char *part);

/* ---- answers of a question, as rows (options.c) ---- */

enum pwz_option_kind {
    PWZ_OPTION_VALUE,
    PWZ_OPTION_NOTHING, /* sets: none of these */
    PWZ_OPTION_UNKNOWN,
    PWZ_OPTION_PASS,
};
struct pwz_option {
    enum pwz_option_kind kind;
    uint32_t value;
};
uint32_t pwz_option_count(const struct pwz_wizard *w);
struct pwz_option pwz_option_at(const struct pwz_wizard *w, uint32_t index);
/* Value with an id such as "yes", PWZ_NONE. */
uint32_t pwz_option_named(const struct pwz_wizard *w, const char *id);
/* Row of the answer given, or 0. */
uint32_t pwz_option_given(const struct pwz_wizard *w);
/* Value of an extra hot key of the pack, PWZ_NONE; keys in use here are not taken. */
uint32_t pwz_option_hot(const struct pwz_wizard *w, uint32_t key);
bool pwz_fact_is_hint(const struct pwz_wizard *w, uint32_t fact);
/* All options as lines: marker column, keys, mark, words. */
void pwz_option_lines(struct pwz_wizard *w, struct pwz_lines *lines, int cols);

/* ---- usage files (usage.c and its views) ---- */

pwz_act_fn pwz_act_usage, pwz_act_stop;

/* ---- panes (pane.c) ---- */

/* Heading of a question: title and what its evidence says against it. */
void pwz_pane_heading(const struct pwz_wizard *w, struct pwz_lines *lines, int cols);
/* Help of a question: Say, Where to look, Why, Note. */
void pwz_pane_help(const struct pwz_wizard *w, struct pwz_lines *lines, int cols);
/* `fixed` on top with the focus kept in sight, `text` below it, scrolled. Leaves marker
 * and cursor on the focused option and notes where the marker may move. */
enum pwz_status pwz_pane_draw(struct pwz_wizard *w, const struct pwz_pane *pane,
                              enum pwz_mode_index mode, const struct pwz_lines *fixed,
                              const struct pwz_lines *text);
/* Draw a typed line into the row of option 0, behind `indent` columns, with the cursor.
 */
void pwz_pane_input(struct pwz_wizard *w, const struct pwz_pane *pane,
                    const struct pwz_input *input, int indent);
/* Move the marker of the last drawing to the present focus without drawing anew. False
 * when that is not possible. */
bool pwz_pane_remark(struct pwz_wizard *w, struct pwz_screen *screen);
/* Row of the screen an option is drawn in, -1 when it is not. */
int pwz_pane_row(const struct pwz_wizard *w, uint32_t option);
static inline const char *pwz_fact_label(const struct pwz_wizard *w, uint32_t fact)
{
    return pwz_pack_text(w->pack, w->pack->fact_words[fact].label);
}

#endif
