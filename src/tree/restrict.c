/* One pass down to see what is reached, one pass up to reduce and share. */
#include "tree/restrict.h"

#include <string.h>

enum pwz_status restrict_init(struct restricted *restricted,
                              const struct pwz_model *model, struct pwz_arena *arena)
{
    uint32_t nodes = model->node_count + 1, slots = 64;

    while (slots < 2 * nodes)
        slots *= 2;
    *restricted = (struct restricted){
        .model = model,
        .nodes = pwz_arena_new(arena, nodes, sizeof *restricted->nodes),
        .kids = pwz_arena_new(arena, model->node_kid_count + 1, sizeof *restricted->kids),
        .is_reached = pwz_arena_new(arena, nodes, 1),
        .map = pwz_arena_new(arena, nodes, sizeof *restricted->map),
        .slots = pwz_arena_new(arena, slots, sizeof *restricted->slots),
        .slot_mask = slots - 1,
    };
    bool is_complete = restricted->nodes && restricted->kids && restricted->is_reached &&
                       restricted->map && restricted->slots;
    return is_complete ? PWZ_OK : PWZ_E_NOMEM;
}

static void reach(struct restricted *restricted, uint32_t ref)
{
    if (ref >= restricted->model->verdict_count)
        restricted->is_reached[ref - restricted->model->verdict_count] = 1;
}

static void mark_reached(struct restricted *restricted, const uint32_t *known)
{
    const struct pwz_model *model = restricted->model;

    memset(restricted->is_reached, 0, model->node_count);
    reach(restricted, model->meta->root);
    for (uint32_t i = model->node_count; i-- > 0;) {
        if (!restricted->is_reached[i])
            continue;
        const struct pwz_node *node = &model->nodes[i];
        const uint32_t *kids = model->node_kids + node->kids;
        if (known[node->var] != PWZ_NONE) {
            reach(restricted, kids[known[node->var]]);
            continue;
        }
        for (uint32_t j = 0; j < model->vars[node->var].arity; j++)
            reach(restricted, kids[j]);
    }
}

static uint32_t mapped(const struct restricted *restricted, uint32_t ref)
{
    uint32_t leaves = restricted->model->verdict_count;

    return ref < leaves ? ref : restricted->map[ref - leaves];
}

/* Index of an equal finished node, or the free slot it belongs into. */
static uint32_t *find_slot(struct restricted *restricted, const struct pwz_node *node,
                           uint32_t arity)
{
    const uint32_t *kids = restricted->kids + node->kids;
    uint32_t hash = node->var * 0x9E3779B1U;

    for (uint32_t i = 0; i < arity; i++)
        hash = (hash ^ kids[i]) * 0x85EBCA6BU ^ hash >> 13;
    for (uint32_t at = hash & restricted->slot_mask;;
         at = (at + 1) & restricted->slot_mask) {
        uint32_t *slot = &restricted->slots[at];
        if (*slot == 0)
            return slot;
        const struct pwz_node *other = &restricted->nodes[*slot - 1];
        if (other->var == node->var &&
            memcmp(restricted->kids + other->kids, kids, arity * sizeof *kids) == 0)
            return slot;
    }
}

/* Keep the node whose children have just been written. */
static uint32_t keep(struct restricted *restricted, uint32_t var, uint32_t arity)
{
    restricted->nodes[restricted->node_count] =
        (struct pwz_node){.var = var, .kids = restricted->kid_count};
    restricted->kid_count += arity;
    return restricted->model->verdict_count + restricted->node_count++;
}

/* Reduce one node whose children are done: to a child, to an equal node, or to a new one.
 * Below the last known variable nothing has changed: all nodes are different, as they
 * were, and need no search. In a walk in the order of the checklist these are nearly all.
 */
static uint32_t reduce(struct restricted *restricted, const struct pwz_node *node)
{
    const struct pwz_model *model = restricted->model;
    uint32_t arity = model->vars[node->var].arity;
    uint32_t *kids = restricted->kids + restricted->kid_count;
    bool is_same = true;

    for (uint32_t i = 0; i < arity; i++) {
        kids[i] = mapped(restricted, model->node_kids[node->kids + i]);
        is_same &= kids[i] == kids[0];
    }
    if (is_same)
        return kids[0];
    if (node->var >= restricted->unchanged_from)
        return keep(restricted, node->var, arity);
    struct pwz_node made = {.var = node->var, .kids = restricted->kid_count};
    uint32_t *slot = find_slot(restricted, &made, arity);
    if (*slot == 0) {
        keep(restricted, node->var, arity);
        *slot = restricted->node_count;
    }
    return model->verdict_count + *slot - 1;
}

/* First variable after the last known one. */
static uint32_t after_known(const struct pwz_model *model, const uint32_t *known)
{
    uint32_t var = model->var_count;

    while (var > 0 && known[var - 1] == PWZ_NONE)
        var--;
    return var;
}

void restrict_diagram(struct restricted *restricted, const uint32_t *known)
{
    const struct pwz_model *model = restricted->model;

    mark_reached(restricted, known);
    restricted->unchanged_from = after_known(model, known);
    if (restricted->unchanged_from > 0)
        memset(restricted->slots, 0,
               (restricted->slot_mask + 1) * sizeof *restricted->slots);
    restricted->node_count = restricted->kid_count = 0;
    for (uint32_t i = 0; i < model->node_count; i++) {
        if (!restricted->is_reached[i])
            continue;
        const struct pwz_node *node = &model->nodes[i];
        uint32_t value = known[node->var];
        restricted->map[i] =
            value == PWZ_NONE ? reduce(restricted, node)
                              : mapped(restricted, model->node_kids[node->kids + value]);
    }
    restricted->root = mapped(restricted, model->meta->root);
}
