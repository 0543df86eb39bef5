/* What the parts of the compiler share while they turn rules into a diagram. */
#ifndef TREE_COMPILING_H
#define TREE_COMPILING_H

#include "tree/compile.h"
#include "tree/diagram.h"

struct compiling {
    const struct pwz_model_spec *spec;
    struct diagram diagram;
    const struct compiled *out;
    uint32_t *cond_ref; /* per condition, PWZ_NONE = not built yet */
};

/* Every fact a rule asks may decide, and no rule asks whether something is known.
 * PWZ_E_SCHEMA with the rule and the fact. Leaves cond_ref empty. */
enum pwz_status compile_check_rules(struct compiling *compiling, struct pwz_err *err);

#endif
