/*
 * What a person or a piece of evidence did to a case, one entry each: the wizard makes
 * entries, a journal keeps them, and facts come from them again. The one place that knows
 * what undo means.
 *
 * Pure: no I/O, no clock. Facts and values are indices of one model here; a journal keeps
 * their ids.
 */
#ifndef PECWIZ_ENTRY_H
#define PECWIZ_ENTRY_H

#include "pecwiz/facts.h"

/* X(name, word in case files and results) */
#define PWZ_ENTRY_KIND_LIST(X)                                                           \
    X(OPEN, "open")         /* the case began; only a journal makes it, always first */  \
    X(ANSWER, "answer")     /* `statement` of source answer: a claim or an overrule */   \
    X(EVIDENCE, "evidence") /* `statement` of source file, paste or live */              \
    X(RETRACT, "retract")   /* every claim about `statement.fact` is taken back */       \
    X(UNDO, "undo")         /* the newest answer, evidence or retract in effect goes */  \
    X(NOTE, "note")         /* `text` */                                                 \
    X(HOLD, "hold")         /* the clock of the case stops */                            \
    X(UNHOLD, "unhold")     /* and goes on */                                            \
    X(COPY, "copy")         /* `text`: what was copied out, in a few words */            \
    X(FLAG, "flag") /* `statement.fact` (PWZ_NONE = the result) is unclear; `text` */    \
    X(FOLLOW_UP, "follow-up") /* `outcome`, `text` = remark */                           \
    X(CONTENT, "content")     /* from here on under other content; see case.h */         \
    X(HAND_OVER, "hand-over") /* `text`: to whom, and what they must know */             \
    X(CLOSE, "close")         /* `text`: why */                                          \
    X(REOPEN, "reopen")       /* `text`: why */                                          \
    X(SET_ASIDE, "set-aside") /* entry `of` no longer fits the content; `text`: why */
#define PWZ_ENTRY_ENUM_KIND(name, word) PWZ_ENTRY_##name,
enum pwz_entry_kind {
    PWZ_ENTRY_KIND_LIST(PWZ_ENTRY_ENUM_KIND) PWZ_ENTRY_KIND_COUNT
};

/* What became of a fix or a wait. X(name, word) */
#define PWZ_OUTCOME_LIST(X)                                                              \
    X(DONE, "done")                                                                      \
    X(NOT_YET, "not-yet")                                                                \
    X(FAILED, "failed")
#define PWZ_ENTRY_ENUM_OUTCOME(name, word) PWZ_OUTCOME_##name,
enum pwz_outcome {
    PWZ_OUTCOME_LIST(PWZ_ENTRY_ENUM_OUTCOME) PWZ_OUTCOME_COUNT
};

/* Columns in lists of cases; a pack says which fact fills which (pack.json,
 * "caseFields"). X(name, word) */
#define PWZ_COLUMN_LIST(X)                                                               \
    X(PARTNER, "partner")                                                                \
    X(CUSTOMER, "customer")                                                              \
    X(SUBSCRIPTION, "subscription")                                                      \
    X(TICKET, "ticket")
#define PWZ_ENTRY_ENUM_COLUMN(name, word) PWZ_COLUMN_##name,
enum pwz_column {
    PWZ_COLUMN_LIST(PWZ_ENTRY_ENUM_COLUMN) PWZ_COLUMN_COUNT
};

/* The words of the lists above; indices must be in range. Static storage. */
const char *pwz_entry_kind_word(uint32_t kind);
const char *pwz_outcome_word(uint32_t outcome);
const char *pwz_column_word(uint32_t column);
/* Index of a word, PWZ_NONE when it is none of them. */
uint32_t pwz_entry_kind_of(const char *word);
uint32_t pwz_outcome_of(const char *word);

/* Fields a kind does not use are 0, NULL or "". Zero-initialise before filling. */
struct pwz_entry {
    enum pwz_entry_kind kind;
    struct pwz_statement statement; /* answer, evidence; retract: fact. For every kind
                                       `statement.at` is when it was done */
    const char *text;               /* words as in the list above; NULL = "" */
    enum pwz_outcome outcome;       /* follow-up */
    uint32_t of;    /* number of another entry of the journal: set-aside always; undo: 0 =
                       the newest in effect (the wizard's undo) */
    uint32_t group; /* entries that one key made have one group; never in a journal */
};

/* Whether a kind changes facts and can be undone: answer, evidence, retract. */
bool pwz_entry_is_undoable(enum pwz_entry_kind kind);

/*
 * The entries in effect and the facts that follow from them. Taking answers, evidence and
 * retractions adds to the end; undo takes the newest away again, whatever it was, and the
 * facts are again as they were before it. Entries of other kinds leave no trace here.
 */
struct pwz_trail;

/* `model` must outlive it. PWZ_E_NOMEM. */
enum pwz_status pwz_trail_new(const struct pwz_model *model, struct pwz_trail **trail,
                              struct pwz_err *err);
void pwz_trail_free(struct pwz_trail *trail); /* NULL allowed */

/*
 * Take one entry; strings are copied. Errors as in pwz_facts_add(); PWZ_E_STATE for an
 * undo of nothing; nothing changes on any error. `of` is not looked at: who replays a
 * journal leaves out what is undone (pwz_case_replay does). Cost: adding is constant, an
 * undo replays all entries in effect.
 */
enum pwz_status pwz_trail_take(struct pwz_trail *trail, const struct pwz_entry *entry,
                               struct pwz_err *err);

/* Take away the newest entries until `count` are left (no effect when there are fewer).
 * PWZ_E_NOMEM: nothing changed. */
enum pwz_status pwz_trail_cut(struct pwz_trail *trail, size_t count, struct pwz_err *err);

/* Entries in effect, oldest first; borrowed until the next change. */
size_t pwz_trail_count(const struct pwz_trail *trail);
const struct pwz_entry *pwz_trail_at(const struct pwz_trail *trail, size_t index);

/* What follows from them. Borrowed until the next change: an undo gives other facts. */
const struct pwz_facts *pwz_trail_facts(const struct pwz_trail *trail);

#endif
