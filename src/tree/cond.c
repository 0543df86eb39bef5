/* Kleene evaluation: a table of functions by operator, memoised per condition. */
#include "tree/cond.h"

#include <assert.h>

typedef enum pwz_truth truth_fn(const struct tree_knowledge *knowledge,
                                const struct pwz_cond *cond);

static enum pwz_truth truth_of(bool value)
{
    return value ? PWZ_TRUE : PWZ_FALSE;
}

static enum pwz_truth in_truth(const struct tree_knowledge *knowledge,
                               const struct pwz_cond *cond)
{
    const struct pwz_holding *holding = &knowledge->holding[cond->a];

    return holding->is_known ? truth_of(cond->b >> holding->value & 1U) : PWZ_UNKNOWN;
}

static enum pwz_truth has_truth(const struct tree_knowledge *knowledge,
                                const struct pwz_cond *cond)
{
    const struct pwz_holding *holding = &knowledge->holding[cond->a];

    return holding->seen >> cond->b & 1U ? truth_of(holding->value >> cond->b & 1U)
                                         : PWZ_UNKNOWN;
}

static enum pwz_truth known_truth(const struct tree_knowledge *knowledge,
                                  const struct pwz_cond *cond)
{
    return truth_of(knowledge->holding[cond->a].is_known);
}

static enum pwz_truth not_truth(const struct tree_knowledge *knowledge,
                                const struct pwz_cond *cond)
{
    return (enum pwz_truth)(PWZ_TRUE - tree_truth(knowledge, cond->a));
}

static enum pwz_truth all_truth(const struct tree_knowledge *knowledge,
                                const struct pwz_cond *cond)
{
    enum pwz_truth truth = PWZ_TRUE;

    for (uint32_t i = 0; i < cond->b && truth != PWZ_FALSE; i++) {
        enum pwz_truth kid = tree_truth(knowledge, knowledge->model->kids[cond->a + i]);
        truth = kid < truth ? kid : truth;
    }
    return truth;
}

static enum pwz_truth any_truth(const struct tree_knowledge *knowledge,
                                const struct pwz_cond *cond)
{
    enum pwz_truth truth = PWZ_FALSE;

    for (uint32_t i = 0; i < cond->b && truth != PWZ_TRUE; i++) {
        enum pwz_truth kid = tree_truth(knowledge, knowledge->model->kids[cond->a + i]);
        truth = kid > truth ? kid : truth;
    }
    return truth;
}

static truth_fn *const truth_by_op[] = {
    [PWZ_COND_IN] = in_truth,       [PWZ_COND_HAS] = has_truth,
    [PWZ_COND_KNOWN] = known_truth, [PWZ_COND_NOT] = not_truth,
    [PWZ_COND_ALL] = all_truth,     [PWZ_COND_ANY] = any_truth,
};

enum pwz_truth tree_truth(const struct tree_knowledge *knowledge, uint32_t cond)
{
    if (cond == PWZ_NONE)
        return PWZ_TRUE;
    if (knowledge->memo[cond] == 0) {
        const struct pwz_cond *row = &knowledge->model->conds[cond];
        knowledge->memo[cond] = (uint8_t)(truth_by_op[row->op](knowledge, row) + 1);
    }
    return (enum pwz_truth)(knowledge->memo[cond] - 1);
}
