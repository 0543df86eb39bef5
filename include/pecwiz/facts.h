/*
 * What is known in one case: every claim and every evidence with source and time.
 *
 * Nothing is overwritten: a newer statement about the same fact wins, the older ones stay
 * and are shown. Which one counts (vocabulary.md, "Several values for one fact"): an
 * explicit overrule by the user > the newest evidence > the newest claim; for sets this
 * is decided member by member, because evidence may see only some members. A fact nobody
 * has said anything about is absent; "don't know" is a claim of its own. Both are
 * unknown.
 */
#ifndef PECWIZ_FACTS_H
#define PECWIZ_FACTS_H

#include "pecwiz/buf.h"
#include "pecwiz/model.h"

/* X(name, word in results) */
#define PWZ_SOURCE_LIST(X)                                                               \
    X(ANSWER, "answer") /* a person said it: a claim */                                  \
    X(FILE, "file")                                                                      \
    X(PASTE, "paste")                                                                    \
    X(LIVE, "live")
#define PWZ_FACTS_ENUM_SOURCE(name, word) PWZ_SOURCE_##name,
enum pwz_source {
    PWZ_SOURCE_LIST(PWZ_FACTS_ENUM_SOURCE) PWZ_SOURCE_COUNT
};
const char *pwz_source_word(uint32_t source);
/* Index of a word, PWZ_NONE when it is none of them. */
uint32_t pwz_source_of(const char *word);

enum {
    PWZ_TEXT_MAX = 2000,
    PWZ_DETAIL_MAX = 500,
    PWZ_STATEMENTS_MAX = 100000
};

/* One statement about one fact. */
struct pwz_statement {
    uint32_t fact;
    enum pwz_source source;
    bool overrules;   /* the user sets this value against the evidence */
    bool is_unknown;  /* "don't know" (claims only) */
    bool is_failure;  /* evidence that could not be had; `detail` says why, no value */
    uint32_t value;   /* choice, bool: value index; set: mask of members that are in */
    uint32_t seen;    /* set: mask of members this statement speaks about */
    const char *text; /* date, guid, text: the value; else "" */
    const char
        *detail; /* where it comes from ("line 17, column …"), "" = nothing to add */
    int64_t at;  /* seconds since 1970 UTC, passed in by the caller */
};

struct pwz_facts;

enum pwz_status pwz_facts_new(const struct pwz_model *model, struct pwz_facts **facts,
                              struct pwz_err *err);
void pwz_facts_free(struct pwz_facts *facts); /* NULL allowed */

/*
 * Add a statement; strings are copied. PWZ_E_RANGE when the value does not fit the fact
 * (err->text is fit to show: it says what is expected), PWZ_E_LIMIT, PWZ_E_NOMEM; nothing
 * changes on any error. For answers to sets `seen` is taken as all members.
 */
enum pwz_status pwz_facts_add(struct pwz_facts *facts,
                              const struct pwz_statement *statement, struct pwz_err *err);

/* Take back every claim about a fact (overrules included); evidence stays. */
void pwz_facts_retract(struct pwz_facts *facts, uint32_t fact);

/* Forget everything, as new; the wizard undoes by replaying its event list into this. */
void pwz_facts_clear(struct pwz_facts *facts);

size_t pwz_facts_count(const struct pwz_facts *facts);
/* In the order they were made; borrowed until the next change. */
const struct pwz_statement *pwz_facts_at(const struct pwz_facts *facts, size_t index);

/* What holds for a fact after precedence. */
struct pwz_holding {
    bool is_absent;    /* nobody has said anything (failures apart) */
    bool is_known;     /* a value holds; for sets: every member is known */
    bool is_conflict;  /* the newest claim and the newest evidence disagree */
    bool is_overruled; /* the value that holds is an overrule against evidence */
    bool has_failed;   /* its evidence failed and nothing else is known */
    uint32_t value;    /* as in the statement; meaningful when known (sets: see `seen`) */
    uint32_t seen;     /* set: members that are known */
    const struct pwz_statement *from; /* the statement that counts; for sets the newest
                                         that counts for any member; NULL when absent */
};
struct pwz_holding pwz_facts_holding(const struct pwz_facts *facts, uint32_t fact);

/* Check and normalise typed text for a date, guid or text fact: trims, lower-cases GUIDs,
 * checks that a date exists (ISO 8601, YYYY-MM-DD) and a text matches the fact's pattern.
 * `out` gets the normal form. PWZ_E_RANGE with words that say what is expected. */
enum pwz_status pwz_fact_check_text(const struct pwz_model *model, uint32_t fact,
                                    const char *text, struct pwz_buf *out,
                                    struct pwz_err *err);

#endif
