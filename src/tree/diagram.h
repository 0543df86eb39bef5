/*
 * Building decision diagrams: reduced, ordered, shared nodes with one branch per value.
 * Used while a pack is compiled; the walk reads the finished rows instead.
 */
#ifndef TREE_DIAGRAM_H
#define TREE_DIAGRAM_H

#include "pecwiz/model.h"

/* References while building: below leaf_count a leaf, then nodes. The two last leaves are
 * the truth values of conditions. */
struct diagram {
    const struct pwz_var *vars; /* borrowed, in order */
    uint32_t var_count;
    uint32_t leaf_count, leaf_false, leaf_true;
    struct pwz_node *nodes;
    uint32_t node_count, node_room;
    uint32_t *kids;
    uint32_t kid_count, kid_room;
    uint32_t *unique; /* hash of nodes: index + 1, 0 = empty */
    uint32_t unique_size;
    struct diagram_memo *memo; /* lossy cache of the operation */
    enum pwz_status status;    /* sticks: PWZ_E_NOMEM or PWZ_E_LIMIT */
};

/* `verdicts` leaves 0 … verdicts-1 are the caller's; false and true follow. */
enum pwz_status diagram_init(struct diagram *diagram, const struct pwz_var *vars,
                             uint32_t var_count, uint32_t verdicts);
void diagram_done(struct diagram *diagram);

/* The node that tests `var`; kids has the variable's arity. Reduced and shared. */
uint32_t diagram_node(struct diagram *diagram, uint32_t var, const uint32_t *kids);

/* if `test` (a function to false/true) then `yes` else `no`. On failure `status` sticks
 * and the result means nothing. Recursion is as deep as there are variables. */
uint32_t diagram_choose(struct diagram *diagram, uint32_t test, uint32_t yes,
                        uint32_t no);

/* Variable of a reference, var_count for leaves. */
uint32_t diagram_var(const struct diagram *diagram, uint32_t ref);

/* Branch of a reference for a value of `var`: itself when it does not test that variable.
 */
uint32_t diagram_kid(const struct diagram *diagram, uint32_t ref, uint32_t var,
                     uint32_t value);

#endif
