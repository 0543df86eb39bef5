/*
 * A diagram restricted to what is known and reduced again: its variables are what can
 * still change the verdict, its leaves the verdicts still possible.
 */
#ifndef TREE_RESTRICT_H
#define TREE_RESTRICT_H

#include "pecwiz/mem.h"
#include "pecwiz/model.h"

struct restricted {
    const struct pwz_model *model;
    struct pwz_node *nodes; /* children before parents, as in the model */
    uint32_t *kids;
    uint32_t node_count, kid_count, root;
    /* working storage, one per node of the model */
    uint8_t *is_reached;
    uint32_t *map;
    uint32_t *slots; /* hash of finished nodes: index + 1 */
    uint32_t slot_mask;
    uint32_t unchanged_from; /* variables from here on: none is known */
};

/* Take all memory from the arena; PWZ_E_NOMEM. */
enum pwz_status restrict_init(struct restricted *restricted,
                              const struct pwz_model *model, struct pwz_arena *arena);

/* `known[var]` is the value of a variable or PWZ_NONE. Cost: one pass over the nodes that
 * the known values leave reachable. */
void restrict_diagram(struct restricted *restricted, const uint32_t *known);

#endif
