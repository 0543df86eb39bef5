/* Order of the diagram's variables. */
#ifndef TREE_ORDER_H
#define TREE_ORDER_H

#include "pecwiz/model.h"

/*
 * Fill `vars` (room for one per value of each rule fact) and set `fact_var` (one per
 * fact) and `member_var` (PWZ_VALUES_MAX per fact) to variable indices or PWZ_NONE.
 * Returns the count.
 *
 * Facts stand in checklist order. A set's member stands directly before the first fact it
 * guards, and all facts it guards follow it at once; flags first would double the diagram
 * per member (vocabulary.md, "Size and form of the compiled tree").
 */
uint32_t order_variables(const struct pwz_model_spec *spec, struct pwz_var *vars,
                         uint32_t *fact_var, uint32_t *member_var);

#endif
