/* Exact numbers of answer combinations: they need far more than 64 bits. */
#ifndef TREE_COUNT_H
#define TREE_COUNT_H

#include "pecwiz/mem.h"
#include "pecwiz/model.h"

/* Finished rows of a diagram, as in struct pwz_model. */
struct count_input {
    const struct pwz_var *vars;
    const struct pwz_node *nodes;
    const uint32_t *node_kids;
    uint32_t var_count, node_count, leaf_count, root;
};

/*
 * Count the combinations that end in each leaf and write all numbers as decimal text:
 * texts[leaf] for each leaf, texts[leaf_count] for the product of all domains. The texts
 * belong to the arena. PWZ_E_INTERNAL when the leaves do not sum up to the product, which
 * would mean a combination with no verdict or with two.
 */
enum pwz_status count_combinations(const struct count_input *input,
                                   struct pwz_arena *arena, const char **texts,
                                   struct pwz_err *err);

#endif
