/* The insides of a walk, shared by walk.c and scan.c of this room only. */
#ifndef TREE_WALK_STATE_H
#define TREE_WALK_STATE_H

#include "tree/cond.h"
#include "tree/restrict.h"

struct pwz_walk {
    struct pwz_arena arena;
    const struct pwz_model *model;
    struct tree_knowledge knowledge;
    struct restricted restricted;
    uint32_t *known;         /* per variable: value or PWZ_NONE */
    uint8_t *is_answered;    /* per fact: claimed (also "don't know"): not asked again */
    uint8_t *is_relevant;    /* per fact; the result's array */
    uint8_t *is_used;        /* per fact: working storage of explanations */
    uint8_t *is_possible;    /* per verdict */
    uint32_t *verdict_order; /* verdicts by the first rule that gives them */
    uint32_t *because, *also_found, *also_seen, *possible;
    uint8_t *step_status;
    struct pwz_result result;
};

/* scan.c: also found, also seen and step states, straight from the rules. */
void scan_rules(struct pwz_walk *walk);
void scan_steps(struct pwz_walk *walk);

#endif
