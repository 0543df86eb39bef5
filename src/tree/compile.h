/* From ordered rules to the finished diagram. */
#ifndef TREE_COMPILE_H
#define TREE_COMPILE_H

#include "pecwiz/mem.h"
#include "pecwiz/model.h"

/* All arrays belong to the arena. References as in struct pwz_node. */
struct compiled {
    struct pwz_var *vars;
    uint32_t *fact_var;   /* per fact, PWZ_NONE */
    uint32_t *member_var; /* PWZ_VALUES_MAX per fact, PWZ_NONE */
    struct pwz_node *nodes;
    uint32_t *node_kids;
    uint32_t var_count, node_count, node_kid_count, root;
};

/* Errors as in pwz_model_build(). */
enum pwz_status compile_rules(const struct pwz_model_spec *spec, struct pwz_arena *arena,
                              struct compiled *compiled, struct pwz_model_report *report,
                              struct pwz_err *err);

#endif
