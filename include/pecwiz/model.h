/*
 * The model of the decision-tree module: facts, conditions, ordered rules, verdicts and
 * the decision diagram compiled from them. Immutable; read in place from an image.
 *
 * The model knows nothing about any subject: ids are strings from content files.
 * Semantics: knowledge/vocabulary.md ("Semantics", "Size and form of the compiled tree").
 */
#ifndef PECWIZ_MODEL_H
#define PECWIZ_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pecwiz/image.h"
#include "pecwiz/status.h"

enum {
    PWZ_VALUES_MAX = 32, /* values of one fact: sets and "in" lists are 32-bit masks */
    PWZ_FACTS_MAX = 4096,
    PWZ_NODES_MAX = 200000, /* a pack whose diagram passes this is refused */
};

/* X(name, word in content files and results) */
#define PWZ_FACT_TYPE_LIST(X)                                                            \
    X(CHOICE, "choice")                                                                  \
    X(SET, "set")                                                                        \
    X(BOOL, "bool")                                                                      \
    X(DATE, "date")                                                                      \
    X(GUID, "guid")                                                                      \
    X(TEXT, "text")

#define PWZ_FACT_USE_LIST(X)                                                             \
    X(RULE, "rule")     /* may decide the verdict; asked while relevant */               \
    X(HINT, "hint")     /* asked in place, optional, never in a rule, not counted */     \
    X(DETAIL, "detail") /* descriptive: reports, commands, forms; never asked by itself  \
                         */

#define PWZ_GRADE_LIST(X)                                                                \
    X(OK, "ok")                                                                          \
    X(FIX, "fix")                                                                        \
    X(BY_DESIGN, "by-design")                                                            \
    X(WAIT, "wait")                                                                      \
    X(WRONG_EVIDENCE, "wrong-evidence")                                                  \
    X(PARTIAL, "partial")                                                                \
    X(UNCONFIRMED, "unconfirmed")                                                        \
    X(ESCALATE, "escalate")

#define PWZ_STEP_STATUS_LIST(X)                                                          \
    X(PASS, "pass")                                                                      \
    X(FAIL, "fail")                                                                      \
    X(WARN, "warn")                                                                      \
    X(UNKNOWN, "unknown")                                                                \
    X(NOT_APPLICABLE, "not-applicable")                                                  \
    X(ERROR, "error")

#define PWZ_CASE_STATUS_LIST(X)                                                          \
    X(NO_FAULT, "no-fault")                                                              \
    X(CAUSE_FOUND, "cause-found")                                                        \
    X(UNDECIDED, "undecided")                                                            \
    X(ESCALATE, "escalate")

#define PWZ_MODEL_ENUM_FACT_TYPE(name, word) PWZ_FACT_##name,
#define PWZ_MODEL_ENUM_FACT_USE(name, word) PWZ_USE_##name,
#define PWZ_MODEL_ENUM_GRADE(name, word) PWZ_GRADE_##name,
#define PWZ_MODEL_ENUM_STEP_STATUS(name, word) PWZ_STEP_##name,
#define PWZ_MODEL_ENUM_CASE_STATUS(name, word) PWZ_CASE_##name,
enum pwz_fact_type {
    PWZ_FACT_TYPE_LIST(PWZ_MODEL_ENUM_FACT_TYPE) PWZ_FACT_TYPE_COUNT
};
enum pwz_fact_use {
    PWZ_FACT_USE_LIST(PWZ_MODEL_ENUM_FACT_USE) PWZ_USE_COUNT
};
enum pwz_grade {
    PWZ_GRADE_LIST(PWZ_MODEL_ENUM_GRADE) PWZ_GRADE_COUNT
};
enum pwz_step_status {
    PWZ_STEP_STATUS_LIST(PWZ_MODEL_ENUM_STEP_STATUS) PWZ_STEP_STATUS_COUNT
};
enum pwz_case_status {
    PWZ_CASE_STATUS_LIST(PWZ_MODEL_ENUM_CASE_STATUS) PWZ_CASE_STATUS_COUNT
};

/* The words of the lists above; indices must be in range. Static storage. */
const char *pwz_fact_type_word(uint32_t type);
const char *pwz_fact_use_word(uint32_t use);
const char *pwz_grade_word(uint32_t grade);
const char *pwz_step_status_word(uint32_t status);
const char *pwz_case_status_word(uint32_t status);
/* Index of a word, PWZ_NONE when it is none of them. */
uint32_t pwz_fact_type_of(const char *word);
uint32_t pwz_fact_use_of(const char *word);
uint32_t pwz_grade_of(const char *word);

/* Conditions, evaluated with three truth values (Kleene). */
enum pwz_cond_op {
    PWZ_COND_IN,    /* a = choice or bool fact, b = mask of values */
    PWZ_COND_HAS,   /* a = set fact, b = value index */
    PWZ_COND_KNOWN, /* a = fact; only in askWhen, never in rules */
    PWZ_COND_NOT,   /* a = condition */
    PWZ_COND_ALL,   /* a = first entry in kids, b = count */
    PWZ_COND_ANY,   /* a = first entry in kids, b = count */
};

/* Rows of the image. Text fields are offsets into the string pool (pwz_model_text). */
struct pwz_cond {
    uint32_t op, a, b;
};

struct pwz_value {
    uint32_t id;  /* text */
    uint32_t var; /* sets: diagram variable of this member; else PWZ_NONE */
};

/* Facts stand in checklist order: index order is asking order, and the facts of one step
 * are neighbours. A bool has the values "yes" (0) and "no" (1). */
struct pwz_fact {
    uint32_t id;                       /* text */
    uint32_t type, use;                /* enum pwz_fact_type, enum pwz_fact_use */
    uint32_t step;                     /* index of the step that shows it */
    uint32_t first_value, value_count; /* 0 values for date, guid, text */
    uint32_t var;      /* choice, bool with use rule: variable; else PWZ_NONE */
    uint32_t good;     /* value index, or member mask for sets */
    uint32_t has_good; /* 1 when `good` is declared */
    uint32_t ask_when; /* condition or PWZ_NONE */
    uint32_t match;    /* text: extended regular expression, "" = any */
};

struct pwz_step {
    uint32_t id;             /* text */
    uint32_t not_applicable; /* condition or PWZ_NONE */
    uint32_t only_when;      /* enum pwz_case_status or PWZ_NONE */
    uint32_t first_fact, fact_count;
};

struct pwz_verdict {
    uint32_t id;     /* text */
    uint32_t grade;  /* enum pwz_grade */
    uint32_t combos; /* text: number of answer combinations that end here, decimal */
};

/* One row of the ordered rules, or of the "also seen" list. */
struct pwz_rule {
    uint32_t id;      /* text */
    uint32_t step;    /* step whose row it belongs to, PWZ_NONE for the otherwise */
    uint32_t when;    /* condition; PWZ_NONE for the otherwise (always true) */
    uint32_t verdict; /* index */
};

/* Diagram variable: a choice or bool fact, or one member of a set (arity 2: 0 = not in).
 */
struct pwz_var {
    uint32_t fact;
    uint32_t member; /* value index, PWZ_NONE when the variable is the whole fact */
    uint32_t arity;
};

/* Diagram node. References: r < verdict_count is the leaf of verdict r, otherwise node
 * r - verdict_count. Children stand before their parents; variables grow downwards. */
struct pwz_node {
    uint32_t var;
    uint32_t kids; /* first of `arity` references in node_kids */
};

struct pwz_model_meta {
    uint32_t root;   /* reference */
    uint32_t combos; /* text: all answer combinations, decimal */
};

/* View of an image; plain pointers, cheap to fill, valid as long as the image's bytes. */
struct pwz_model {
    const char *pool;
    const struct pwz_fact *facts;
    const struct pwz_value *values;
    const struct pwz_step *steps;
    const struct pwz_cond *conds;
    const uint32_t *kids;         /* of PWZ_COND_ALL and _ANY */
    const struct pwz_rule *rules; /* in order, the otherwise last */
    const struct pwz_rule *seen;
    const struct pwz_verdict *verdicts;
    const struct pwz_var *vars; /* in diagram order */
    const struct pwz_node *nodes;
    const uint32_t *node_kids;
    const struct pwz_model_meta *meta;
    uint32_t fact_count, value_count, step_count, cond_count, kid_count, rule_count,
        seen_count, verdict_count, var_count, node_count, node_kid_count;
};

/* Fill the view. PWZ_E_SCHEMA when the image has no model. No allocation. */
enum pwz_status pwz_model_view(const struct pwz_image *image, struct pwz_model *model,
                               struct pwz_err *err);

static inline const char *pwz_model_text(const struct pwz_model *model, uint32_t offset)
{
    return model->pool + offset;
}

/* Index by id, PWZ_NONE when there is none. Linear; meant for edges, not for loops. */
uint32_t pwz_model_fact(const struct pwz_model *model, const char *id);
uint32_t pwz_model_verdict(const struct pwz_model *model, const char *id);
uint32_t pwz_model_step(const struct pwz_model *model, const char *id);
/* Value index within the fact (0 …), PWZ_NONE when the fact has no such value. */
uint32_t pwz_fact_value(const struct pwz_model *model, uint32_t fact, const char *id);
const char *pwz_fact_id(const struct pwz_model *model, uint32_t fact);
const char *pwz_value_id(const struct pwz_model *model, uint32_t fact, uint32_t value);
const char *pwz_verdict_id(const struct pwz_model *model, uint32_t verdict);
const char *pwz_step_id(const struct pwz_model *model, uint32_t step);
/* True for types whose answers are picked (choice, bool, set), false for typed text. */
bool pwz_fact_has_values(const struct pwz_model *model, uint32_t fact);

/*
 * What a pack's author says, as plain arrays; input of pwz_model_build(). All pointers
 * are borrowed for the call. Facts and rules refer to each other by index.
 */
struct pwz_fact_spec {
    const char *id;
    enum pwz_fact_type type;
    enum pwz_fact_use use;
    uint32_t step;
    const char *const *values; /* not for bool: "yes", "no" are added */
    uint32_t value_count;
    uint32_t guard_fact,
        guard_value; /* PWZ_NONE = no guard: places the fact's variable */
    uint32_t good, has_good;
    uint32_t ask_when;
    const char *match; /* NULL = any */
};

struct pwz_step_spec {
    const char *id;
    uint32_t not_applicable;
    uint32_t only_when;
};

struct pwz_verdict_spec {
    const char *id;
    enum pwz_grade grade;
};

struct pwz_rule_spec {
    const char *id;
    uint32_t step, when, verdict;
};

struct pwz_model_spec {
    const struct pwz_fact_spec *facts; /* in checklist order, step by step */
    const struct pwz_step_spec *steps;
    const struct pwz_cond *conds;
    const uint32_t *kids;
    const struct pwz_verdict_spec *verdicts;
    const struct pwz_rule_spec *rules; /* the otherwise last, when = PWZ_NONE */
    const struct pwz_rule_spec *seen;
    uint32_t fact_count, step_count, cond_count, kid_count, verdict_count, rule_count,
        seen_count;
};

/* What the compiler found that no rule of form can see; for lint. `rule_fires[i]` is set
 * when some combination ends at rule i. */
struct pwz_model_report {
    uint32_t node_count;
    uint8_t *rule_fires; /* spec->rule_count entries, caller's storage, may be NULL */
    /* spec->cond_count entries, caller's storage, may be NULL: 1 where a condition is
     * false and 2 where it is true whatever is answered; 0 for all others and for those
     * that ask for hints or for what is known. */
    uint8_t *cond_fixed;
};

/*
 * Compile the rules into the decision diagram and write all sections of the model.
 *
 * The diagram is a function by construction, so every combination has exactly one
 * verdict; as the proof the combinations of all verdicts are counted apart and summed
 * against the product of all domains. PWZ_E_LIMIT when the diagram passes PWZ_NODES_MAX
 * (the text names the facts with most nodes), PWZ_E_SCHEMA when a rule uses
 * PWZ_COND_KNOWN or a fact that is not of use "rule", PWZ_E_NOMEM.
 */
enum pwz_status pwz_model_build(const struct pwz_model_spec *spec,
                                struct pwz_image_builder *builder,
                                struct pwz_model_report *report, struct pwz_err *err);

#endif
