/*
 * Three-valued evaluation of conditions (Kleene) and the facts that prove the outcome.
 * Depth is bounded: content refuses conditions nested deeper than PWZ_COND_DEPTH_MAX.
 */
#ifndef TREE_COND_H
#define TREE_COND_H

#include "pecwiz/walk.h"

enum {
    PWZ_COND_DEPTH_MAX = 64
};

/* What is known about each fact, as the evaluation needs it. */
struct tree_knowledge {
    const struct pwz_model *model;
    struct pwz_holding *holding; /* one per fact */
    uint8_t *memo;               /* one per condition: truth + 1, 0 = not evaluated yet */
};

/* Truth of a condition; PWZ_NONE is true (the otherwise). Memoised until memo is cleared.
 */
enum pwz_truth tree_truth(const struct tree_knowledge *knowledge, uint32_t cond);

/* Mark in `is_used` (one per fact) the facts that make `cond` what it is; only for
 * conditions that are true or false. Of several sufficient grounds the first in content
 * order is taken. */
void tree_explain(const struct tree_knowledge *knowledge, uint32_t cond,
                  uint8_t *is_used);

#endif
