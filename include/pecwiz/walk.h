/*
 * The walk: model + facts -> verdict, checklist, next question. Nothing is stored that
 * can be derived; pwz_walk_update() computes everything anew from the facts.
 *
 * All semantics are those of vocabulary.md, section "Semantics (normative)".
 */
#ifndef PECWIZ_WALK_H
#define PECWIZ_WALK_H

#include "pecwiz/facts.h"

struct pwz_walk;

/* The three truth values. */
enum pwz_truth {
    PWZ_FALSE,
    PWZ_UNKNOWN,
    PWZ_TRUE
};

/* All arrays are owned by the walk and valid until its next update. */
struct pwz_result {
    enum pwz_case_status status;
    uint32_t verdict; /* PWZ_NONE while undecided */
    uint32_t rule;    /* the true rule that gives the verdict; PWZ_NONE when the verdict
                         follows from all completions without one true rule */
    const uint32_t *because;    /* facts that prove the verdict, in checklist order */
    const uint32_t *also_found; /* rules, in rule order */
    const uint32_t *also_seen;  /* entries of model->seen, in order */
    const uint32_t *possible;   /* verdicts still possible, in rule order */
    const uint8_t *step_status; /* enum pwz_step_status, one per step */
    const uint8_t *is_relevant; /* one per fact: can still change the first match */
    uint32_t next;           /* first absent relevant fact, PWZ_NONE when there is none */
    uint32_t questions_left; /* at most */
    uint32_t because_count, also_found_count, also_seen_count, possible_count;
};

/* `model` must outlive the walk. All memory is taken here: updates allocate nothing and
 * cannot fail. PWZ_E_NOMEM. */
enum pwz_status pwz_walk_new(const struct pwz_model *model, struct pwz_walk **walk,
                             struct pwz_err *err);
void pwz_walk_free(struct pwz_walk *walk); /* NULL allowed */

/* Recompute from `facts` (of the same model). Cost: one pass over the diagram and one
 * over the rules. The result stays valid until the next update. */
const struct pwz_result *pwz_walk_update(struct pwz_walk *walk,
                                         const struct pwz_facts *facts);

/* Truth of a condition with what the last update knew (for askWhen and the like). */
enum pwz_truth pwz_walk_truth(const struct pwz_walk *walk, uint32_t cond);

/* Verdicts that would still be possible if `fact` had `value` (choice, bool) — the "what
 * would change it" view. `verdicts` has room for verdict_count entries; returns the
 * count. */
uint32_t pwz_walk_what_if(struct pwz_walk *walk, uint32_t fact, uint32_t value,
                          uint32_t *verdicts);

/* Next fact to ask a person: hints that stand before the next relevant question come in
 * their place (askWhen not false), everything else as result->next. */
uint32_t pwz_walk_next_asked(const struct pwz_walk *walk, const struct pwz_facts *facts);

#endif
