/*
 * Cases on disk: one append-only journal per case, one JSON line per entry, each made
 * durable before the call that adds it returns. The format is described in
 * pecwiz-case(5); why it is so: terminal-anchors.md section 5, promises R1 to R7 and R20
 * there.
 *
 * Nothing derived is truth: facts, verdict and lists come from the lines. The room reads
 * no clock and no environment; times are seconds since 1970 UTC and passed in. All text
 * that comes out has passed the text gate. Errors are fit to show: err->file is the path,
 * err->line the line of the journal.
 */
#ifndef PECWIZ_CASE_H
#define PECWIZ_CASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pecwiz/buf.h"
#include "pecwiz/entry.h"

enum {
    PWZ_CASE_FORMAT = 1,              /* newest format read and written */
    PWZ_CASE_BYTES_MAX = 1024 * 1024, /* of one case file, both ways (R14) */
    PWZ_CASE_LINE_MAX = 32 * 1024,    /* bytes of one line with its line feed */
    PWZ_CASE_ID_MAX = 32,             /* bytes of a case number, without the NUL */
    PWZ_CASE_NAME_MAX = 128,          /* bytes of an author or host */
    PWZ_CASE_TEXT_MAX = PWZ_TEXT_MAX, /* bytes of a note and of every other text */
};

/* ---- the directory of cases ---- */

/* "$XDG_STATE_HOME/pecwiz/cases", else "$HOME/.local/state/pecwiz/cases", from the values
 * of the two variables (NULL = not set; a relative state_home is ignored, as the XDG
 * specification says). PWZ_E_STATE when neither gives an absolute path. */
enum pwz_status pwz_cases_dir(const char *state_home, const char *home,
                              struct pwz_buf *out, struct pwz_err *err);

struct pwz_fs; /* the system calls (src/case/fs.h), replaced by tests */

struct pwz_cases_opts {
    const char *dir;         /* absolute path */
    const char *author;      /* who writes; "" or NULL becomes "unknown" */
    const char *host;        /* for the holder record; "" or NULL becomes "unknown" */
    const char *program;     /* version of the program */
    const struct pwz_fs *fs; /* NULL = POSIX */
};
struct pwz_cases;

/* Strings are copied (and gated). No I/O: the directory is made, mode 0700, when the
 * first case is. PWZ_E_NOMEM; PWZ_E_RANGE for a dir that is not absolute. */
enum pwz_status pwz_cases_new(const struct pwz_cases_opts *opts, struct pwz_cases **cases,
                              struct pwz_err *err);
void pwz_cases_free(struct pwz_cases *cases); /* NULL allowed; after all its cases */
const char *pwz_cases_path(const struct pwz_cases *cases);

/* Whether `id` has the form of a case number: 1 to PWZ_CASE_ID_MAX letters, digits and
 * "-", the first no "-". Nothing else ever becomes part of a file name. */
bool pwz_case_id_is_valid(const char *id);

/* ---- what a case says of itself ---- */

/* The pack a case is judged under. Strings as in pwz_pack_meta; borrowed. */
struct pwz_case_content {
    const char *id, *version, *sha256;
};

/* What fills the columns of lists (enum pwz_column). The pack says which facts do
 * (pwz_pack_case_field() in content.h), the case keeps their ids: a list needs no pack.
 */
struct pwz_case_columns {
    const char *fact[PWZ_COLUMN_COUNT]; /* fact ids; "" or NULL = column stays empty */
};

/* The result that was on the screen after an entry: a hint for lists, statistics and for
 * comparing later, never an input of judgement. Written only when it changed. */
struct pwz_case_shown {
    enum pwz_case_status status;
    const char *verdict; /* id, "" while undecided */
    int64_t look_again;  /* day to look again (its 00:00 UTC or any second), 0 = none */
};

struct pwz_case_start {
    struct pwz_case_content content;
    struct pwz_case_columns columns;
    const char *audience; /* "agent" or "partner" */
    int64_t at;
};

/* Who has a case open for writing. */
struct pwz_holder {
    char author[PWZ_CASE_NAME_MAX + 1]; /* "" = not known */
    char host[PWZ_CASE_NAME_MAX + 1];
    int64_t pid;   /* 0 = not known */
    int64_t since; /* 0 = not known */
};

/* Why nothing can be added. */
enum pwz_case_lock {
    PWZ_CASE_LOCK_NONE,    /* open for writing */
    PWZ_CASE_LOCK_ASKED,   /* opened for reading */
    PWZ_CASE_LOCK_HELD,    /* somebody else has it open */
    PWZ_CASE_LOCK_DAMAGED, /* a line in the middle is bad */
    PWZ_CASE_LOCK_DENIED   /* the system does not allow it */
};

/* How an open case stands; a copy, strings borrowed from the case until its next call. */
struct pwz_case_state {
    enum pwz_case_lock lock;  /* not _NONE: read-only, `words` says why and what to do */
    struct pwz_holder holder; /* _HELD: who has it; took_over: who had it */
    bool took_over;           /* a holder record was left behind by a dead program */
    uint32_t saved;           /* entries 1 … saved are durable */
    uint32_t waiting;         /* entries after them are in memory only */
    uint32_t damaged_line;    /* from 1: nothing from there on was read; 0 = whole */
    size_t torn_bytes;        /* a torn last line was left out: its length */
    bool is_torn_kept;        /* … and was kept aside as ID.torn */
    const char *words;        /* about all of the above for people; "" = nothing to say */
};

/* ---- one case ---- */

struct pwz_case;

/*
 * Begin a case: the next free number of the day, file created, locked and durable.
 *
 * PWZ_OK: all that. When the disk does not take it (PWZ_E_IO: full, read-only, no right,
 * unsafe directory …) `*made` is valid all the same: it has no file yet, its entries wait
 * in memory, and every later pwz_case_add() and pwz_case_save() tries again. `*made` is
 * NULL only for PWZ_E_NOMEM and PWZ_E_RANGE. Free with pwz_case_close().
 */
enum pwz_status pwz_case_create(struct pwz_cases *cases,
                                const struct pwz_case_start *start,
                                struct pwz_case **made, struct pwz_err *err);

enum pwz_case_access {
    PWZ_CASE_WRITE, /* falls back to reading, see pwz_case_state */
    PWZ_CASE_READ
};

/*
 * Open a case and read it whole. `now` goes into the holder record. Opening for writing
 * never fails for want of the right to write: the state then says why it is read-only
 * (held by whom: within 50 ms, no waiting). A torn last line is left out, and cut off
 * before the first entry is added; damage in the middle ends the reading there.
 *
 * PWZ_E_RANGE (no case number), PWZ_E_NOT_FOUND (with the nearest number), PWZ_E_STATE
 * (newer format: file untouched, the words say what to do), PWZ_E_SYNTAX (not a case
 * file, or its first line is damaged), PWZ_E_LIMIT, PWZ_E_IO, PWZ_E_NOMEM.
 */
enum pwz_status pwz_case_open(struct pwz_cases *cases, const char *id,
                              enum pwz_case_access access, int64_t now,
                              struct pwz_case **opened, struct pwz_err *err);

/* The same for any file, for reading only (show, verify a hand-over before import). */
enum pwz_status pwz_case_open_file(struct pwz_cases *cases, const char *path,
                                   struct pwz_case **opened, struct pwz_err *err);

/* Save what waits, give the lock back, free; NULL allowed. PWZ_E_IO when entries were
 * still waiting: they are lost then; export first. The case is freed in any case. */
enum pwz_status pwz_case_close(struct pwz_case *open, struct pwz_err *err);

/*
 * Add one entry; facts and values of `entry` are indices of `model`, which the case does
 * not keep. A statement of a source other than answer is kept as evidence whatever
 * `kind` says. `shown` (may be NULL) is the result on the screen after this entry; of
 * entries made by one key only the last needs it. Kinds open and content are refused
 * (PWZ_E_RANGE): see pwz_case_create() and pwz_case_change_content().
 *
 * PWZ_OK: this entry and all before it are durable; the screen may move on. PWZ_E_IO:
 * taken, but it waits in memory (say so on every screen; see pwz_case_state). After a
 * failed flush the file is not trusted again: the next try writes a new one (R6).
 * PWZ_E_STATE (read-only; undo of nothing), PWZ_E_RANGE, PWZ_E_LIMIT (the file is full),
 * PWZ_E_NOMEM: not taken, nothing changed.
 * Cost: one write, one fdatasync, a few microseconds of own work.
 */
enum pwz_status pwz_case_add(struct pwz_case *open, const struct pwz_model *model,
                             const struct pwz_entry *entry,
                             const struct pwz_case_shown *shown, struct pwz_err *err);

/* From here on the case is judged under `content`, because somebody agreed to that.
 * Entries the new content does not know are not touched: pwz_case_replay() gives them. */
enum pwz_status pwz_case_change_content(struct pwz_case *open,
                                        const struct pwz_case_content *content,
                                        const struct pwz_case_columns *columns,
                                        int64_t at, const struct pwz_case_shown *shown,
                                        struct pwz_err *err);

/* Try to save what waits. PWZ_OK when nothing waits any more. */
enum pwz_status pwz_case_save(struct pwz_case *open, struct pwz_err *err);

struct pwz_case_state pwz_case_state(const struct pwz_case *open);
const char *pwz_case_id(const struct pwz_case *open);   /* "" until it has a file */
const char *pwz_case_path(const struct pwz_case *open); /* the same */

/* The journal as bytes, waiting entries included, a torn or damaged rest left out: what
 * an export is. Borrowed until the next call. */
const char *pwz_case_bytes(const struct pwz_case *open, size_t *len);

/* ---- what happened ---- */

/* One line of the journal. All strings gated and never NULL, borrowed until the next call
 * that changes the case. Facts and values are ids; nothing here needs a pack. */
struct pwz_case_event {
    enum pwz_entry_kind kind;
    uint32_t number; /* of the entry and of its line, from 1 */
    int64_t at;      /* when it was recorded */
    int64_t made;    /* when it was said or seen: differs for entries kept by a fork */
    const char *by;
    const char *program;
    bool is_resumed;           /* first line after the case was opened again */
    bool is_undone;            /* a later undo took it back */
    bool is_retracted;         /* answers: a later retract that holds took it back */
    bool is_aside;             /* a later set-aside that holds names it */
    const char *fact;          /* id; for undo: of the entry taken back */
    const char *const *values; /* ids of a choice, yes/no or set; or one typed text */
    size_t value_count;
    const char *const *seen; /* sets as evidence: members it speaks about */
    size_t seen_count;
    bool is_set, is_unknown, is_failure, overrules;
    enum pwz_source source;
    const char *detail;
    const char *text;
    enum pwz_outcome outcome;
    uint32_t of;                     /* undo, set-aside: number of the other entry */
    struct pwz_case_content content; /* open, content; "" otherwise */
    const char *audience;            /* open */
    const char *origin;              /* open: number the case was given when it began */
    const char *forked_from;         /* open: number of the other case, "" = none */
    bool has_shown;                  /* `shown` changed with this entry */
    struct pwz_case_shown shown;
};
size_t pwz_case_event_count(const struct pwz_case *open);
const struct pwz_case_event *pwz_case_event_at(const struct pwz_case *open, size_t index);

/* Content now in force (of the open entry or the last content entry). */
struct pwz_case_content pwz_case_content_of(const struct pwz_case *open);
struct pwz_case_columns pwz_case_columns_of(const struct pwz_case *open);

/* An entry in effect that does not fit the model: kept aside, shown, never dropped. */
struct pwz_case_aside {
    const struct pwz_case_event *event;
    char why[160]; /* "this content has no fact '…'", "'…' has no value '…'" */
};
struct pwz_case_replay {
    struct pwz_entry *entries; /* in effect, for this model, oldest first; strings
                                  borrowed from the case: feed a trail or the wizard */
    size_t count;
    struct pwz_case_aside *asides;
    size_t aside_count;
};

/* Decode against a model. Undone entries are left out; what does not fit goes to
 * `asides`. PWZ_E_NOMEM. Free with _done(). */
enum pwz_status pwz_case_replay(const struct pwz_case *open,
                                const struct pwz_model *model,
                                struct pwz_case_replay *replay, struct pwz_err *err);
void pwz_case_replay_done(struct pwz_case_replay *replay);

/* The trail of the above, from which facts and verdict follow. Caller owns it. */
enum pwz_status pwz_case_trail(const struct pwz_case *open, const struct pwz_model *model,
                               struct pwz_trail **trail, struct pwz_err *err);

/* ---- lists ---- */

/* All strings gated, never NULL, owned by the list. */
struct pwz_case_summary {
    const char *id;
    const char *column[PWZ_COLUMN_COUNT]; /* by what the case says, "" = not known */
    int64_t opened, last;
    const char *author;  /* of the last entry */
    const char *status;  /* word of the case status last shown; "undecided" at first */
    const char *verdict; /* id last shown, "" */
    uint32_t answers;    /* facts answered by a person and not retracted */
    uint32_t entries;
    const char *content_id, *content_version, *content_sha256;
    int64_t look_again; /* 0 = none */
    bool is_due;        /* look_again has come, not closed, no follow-up says done */
    bool is_closed;
    bool has_outcome; /* a follow-up came after the verdict last shown: */
    enum pwz_outcome outcome;
    bool is_damaged;     /* only the part before the damage counts here */
    const char *trouble; /* why it could not be read at all ("" = it could): the other
                            fields are then empty */
};
struct pwz_case_list {
    const struct pwz_case_summary *items;
    size_t count;
    size_t from_index; /* how many came from the index without reading the case */
    void *storage;     /* owned */
};

enum pwz_case_order {
    PWZ_CASES_BY_LAST,      /* newest change first */
    PWZ_CASES_BY_LOOK_AGAIN /* due ones first, then by date, then those without, by last
                             */
};

/* All cases. No directory is an empty list. The index file beside the cases is used where
 * size, time of change and inode still fit, and written anew when it had to be mended;
 * whatever is wrong with it only costs time. PWZ_E_IO, PWZ_E_NOMEM. */
enum pwz_status pwz_cases_list(struct pwz_cases *cases, int64_t now,
                               enum pwz_case_order order, struct pwz_case_list *list,
                               struct pwz_err *err);
void pwz_case_list_done(struct pwz_case_list *list);

/* ---- whole cases ---- */

/* A copy at `path`, which must not exist, mode 0600, durable. Works while the case's own
 * disk is full. PWZ_E_CONFLICT when `path` exists, PWZ_E_IO. */
enum pwz_status pwz_case_export(const struct pwz_case *open, const char *path,
                                struct pwz_err *err);

/*
 * Take in somebody else's case from memory. `name` is for messages. Every line is decoded
 * strictly, gated and written anew; an undamaged file of an honest program stays the same
 * byte for byte. `id` (PWZ_CASE_ID_MAX + 1 bytes) gets its number here: its own, or the
 * next free one of the day `now` when that is taken. A torn last line is left out.
 * PWZ_E_SYNTAX, PWZ_E_SCHEMA, PWZ_E_RANGE, PWZ_E_LIMIT, PWZ_E_STATE (newer format) with
 * the line; PWZ_E_IO, PWZ_E_NOMEM: nothing was taken in.
 */
enum pwz_status pwz_cases_import(struct pwz_cases *cases, const char *bytes, size_t len,
                                 const char *name, int64_t now, char *id,
                                 struct pwz_err *err);

/* A new case with what is in effect of `from` for the facts where `keeps` (one for each
 * fact of `model`) is true: values with source and time, under a new number, open for
 * writing. It is on disk whole or not at all: on any error `*made` is NULL. */
enum pwz_status pwz_case_fork(struct pwz_cases *cases, const struct pwz_case *from,
                              const struct pwz_model *model, const bool *keeps,
                              const struct pwz_case_start *start, struct pwz_case **made,
                              struct pwz_err *err);

/* Delete a case with its holder record, torn rest and index row; durable. PWZ_E_CONFLICT
 * when somebody has it open (err says who), PWZ_E_NOT_FOUND, PWZ_E_RANGE, PWZ_E_IO. */
enum pwz_status pwz_cases_delete(struct pwz_cases *cases, const char *id,
                                 struct pwz_err *err);

/* What can be proved of a file. */
struct pwz_case_proof {
    bool is_whole;         /* every line good, nothing torn */
    uint32_t entries;      /* good lines */
    uint32_t damaged_line; /* 0 = none */
    uint32_t lost_lines;   /* lines from the damaged one on that prove nothing */
    size_t torn_bytes;
    int64_t first, last; /* times of the first and last good line */
    char crc[9];         /* of the last good line: two copies with the same are equal */
    char words[256];     /* the finding in one sentence */
};
/* By number, or by path when `id` is NULL. Errors as in pwz_case_open() for a file that
 * cannot be read at all; damage is a finding, not an error. */
enum pwz_status pwz_case_verify(struct pwz_cases *cases, const char *id, const char *path,
                                struct pwz_case_proof *proof, struct pwz_err *err);

/* ---- statistics, local only ---- */

struct pwz_stats_question {
    const char *fact;
    uint32_t asked;     /* answers given, "don't know" included */
    uint32_t unknown;   /* of them "don't know" */
    uint32_t undone;    /* taken back by undo or retract */
    uint32_t overruled; /* given against evidence */
    uint32_t flags;     /* times somebody marked it as unclear */
    uint32_t timed;     /* answers whose time could be told */
    uint64_t seconds;   /* their sum: from the answer, undo or retract before, time
                           on hold left out; unknown when the case was closed between */
};
struct pwz_stats_verdict {
    const char *verdict; /* id, "" = none was shown */
    uint32_t cases;      /* that had it at the end of the range */
};
struct pwz_stats {
    uint32_t cases; /* with at least one entry in the range */
    uint32_t unreadable;
    uint32_t result_flags; /* times somebody marked a result as unclear */
    const struct pwz_stats_verdict *verdicts; /* most cases first */
    size_t verdict_count;
    const struct pwz_stats_question *questions; /* in order of fact id */
    size_t question_count;
    uint64_t seconds, hold_seconds; /* at work in these cases; on hold */
    void *storage;                  /* owned */
};
/* Over entries with from <= at < to, of all cases. PWZ_E_IO, PWZ_E_NOMEM. */
enum pwz_status pwz_cases_stats(struct pwz_cases *cases, int64_t from, int64_t to,
                                struct pwz_stats *stats, struct pwz_err *err);
void pwz_stats_done(struct pwz_stats *stats);

#endif
