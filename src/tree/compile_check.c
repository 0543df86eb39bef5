/* What rules may not do, found before any diagram is built. */
#include "tree/compiling.h"

static enum pwz_status check_leaf(const struct compiling *compiling,
                                  const struct pwz_cond *row, const char *rule,
                                  struct pwz_err *err)
{
    const struct pwz_fact_spec *fact = &compiling->spec->facts[row->a];

    if (row->op == PWZ_COND_KNOWN)
        return pwz_err_set(
            err, PWZ_E_SCHEMA,
            "rule '%s' asks whether '%s' is known; that is allowed in askWhen only", rule,
            fact->id);
    if (fact->use != PWZ_USE_RULE)
        return pwz_err_set(
            err, PWZ_E_SCHEMA,
            "rule '%s' uses '%s', which is a %s; only facts of use 'rule' decide", rule,
            fact->id, pwz_fact_use_word(fact->use));
    return PWZ_OK;
}

static enum pwz_status check_cond(const struct compiling *compiling, uint32_t cond,
                                  const char *rule, struct pwz_err *err)
{
    enum pwz_status status = PWZ_OK;

    if (cond == PWZ_NONE || compiling->cond_ref[cond] != PWZ_NONE)
        return PWZ_OK;
    const struct pwz_cond *row = &compiling->spec->conds[cond];
    compiling->cond_ref[cond] = 0; /* checked; reset before building */
    if (row->op == PWZ_COND_NOT)
        return check_cond(compiling, row->a, rule, err);
    if (row->op != PWZ_COND_ALL && row->op != PWZ_COND_ANY)
        return check_leaf(compiling, row, rule, err);
    for (uint32_t i = 0; i < row->b && status == PWZ_OK; i++)
        status = check_cond(compiling, compiling->spec->kids[row->a + i], rule, err);
    return status;
}

static void forget_conds(struct compiling *compiling)
{
    for (uint32_t i = 0; i < compiling->spec->cond_count; i++)
        compiling->cond_ref[i] = PWZ_NONE;
}

enum pwz_status compile_check_rules(struct compiling *compiling, struct pwz_err *err)
{
    const struct pwz_model_spec *spec = compiling->spec;
    enum pwz_status status = PWZ_OK;

    forget_conds(compiling);
    for (uint32_t i = 0; i < spec->rule_count && status == PWZ_OK; i++)
        status = check_cond(compiling, spec->rules[i].when, spec->rules[i].id, err);
    for (uint32_t i = 0; i < spec->seen_count && status == PWZ_OK; i++)
        status = check_cond(compiling, spec->seen[i].when, spec->seen[i].id, err);
    forget_conds(compiling);
    return status;
}
