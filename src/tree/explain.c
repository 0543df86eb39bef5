/*
 * Which facts prove that a condition is true or false: all parts of a true "all" and of a
 * false "any", one part of a true "any" and of a false "all".
 */
#include "tree/cond.h"

static void explain_kids(const struct tree_knowledge *knowledge,
                         const struct pwz_cond *row, enum pwz_truth truth,
                         uint8_t *is_used)
{
    /* "all" true and "any" false need every part; otherwise the first like part is
     * enough. */
    bool needs_all = (row->op == PWZ_COND_ALL) == (truth == PWZ_TRUE);

    for (uint32_t i = 0; i < row->b; i++) {
        uint32_t kid = knowledge->model->kids[row->a + i];
        if (tree_truth(knowledge, kid) != truth)
            continue;
        tree_explain(knowledge, kid, is_used);
        if (!needs_all)
            return;
    }
}

void tree_explain(const struct tree_knowledge *knowledge, uint32_t cond, uint8_t *is_used)
{
    enum pwz_truth truth = tree_truth(knowledge, cond);

    if (cond == PWZ_NONE || truth == PWZ_UNKNOWN)
        return;
    const struct pwz_cond *row = &knowledge->model->conds[cond];
    if (row->op == PWZ_COND_NOT)
        tree_explain(knowledge, row->a, is_used);
    else if (row->op == PWZ_COND_ALL || row->op == PWZ_COND_ANY)
        explain_kids(knowledge, row, truth, is_used);
    else
        is_used[row->a] = 1;
}
