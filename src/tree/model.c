/*
 * The view of a model inside an image, and look-ups by id. Rows are used in place; only
 * counts and pointers are set up here.
 */
#include "pecwiz/model.h"

#include <assert.h>
#include <string.h>

#include "tree/sections.h"

/* The pointer members have different row types, so this is a macro and not a function. */
#define VIEW_ROWS(model, image, section, member, counter)                                \
    ((model)->member =                                                                   \
         pwz_image_rows((image), (section), sizeof *(model)->member, &(model)->counter))

enum pwz_status pwz_model_view(const struct pwz_image *image, struct pwz_model *model,
                               struct pwz_err *err)
{
    uint32_t meta_count = 0;

    memset(model, 0, sizeof *model);
    model->pool = pwz_image_pool(image);
    model->meta = pwz_image_rows(image, TREE_META, sizeof *model->meta, &meta_count);
    VIEW_ROWS(model, image, TREE_FACTS, facts, fact_count);
    VIEW_ROWS(model, image, TREE_VALUES, values, value_count);
    VIEW_ROWS(model, image, TREE_STEPS, steps, step_count);
    VIEW_ROWS(model, image, TREE_CONDS, conds, cond_count);
    VIEW_ROWS(model, image, TREE_KIDS, kids, kid_count);
    VIEW_ROWS(model, image, TREE_RULES, rules, rule_count);
    VIEW_ROWS(model, image, TREE_SEEN, seen, seen_count);
    VIEW_ROWS(model, image, TREE_VERDICTS, verdicts, verdict_count);
    VIEW_ROWS(model, image, TREE_VARS, vars, var_count);
    VIEW_ROWS(model, image, TREE_NODES, nodes, node_count);
    VIEW_ROWS(model, image, TREE_NODE_KIDS, node_kids, node_kid_count);
    if (meta_count != 1 || model->rule_count == 0 || model->verdict_count == 0)
        return pwz_err_set(err, PWZ_E_SCHEMA, "the image holds no decision model");
    return PWZ_OK;
}

uint32_t pwz_model_fact(const struct pwz_model *model, const char *id)
{
    for (uint32_t i = 0; i < model->fact_count; i++)
        if (strcmp(pwz_model_text(model, model->facts[i].id), id) == 0)
            return i;
    return PWZ_NONE;
}

uint32_t pwz_model_verdict(const struct pwz_model *model, const char *id)
{
    for (uint32_t i = 0; i < model->verdict_count; i++)
        if (strcmp(pwz_model_text(model, model->verdicts[i].id), id) == 0)
            return i;
    return PWZ_NONE;
}

uint32_t pwz_model_step(const struct pwz_model *model, const char *id)
{
    for (uint32_t i = 0; i < model->step_count; i++)
        if (strcmp(pwz_model_text(model, model->steps[i].id), id) == 0)
            return i;
    return PWZ_NONE;
}

uint32_t pwz_fact_value(const struct pwz_model *model, uint32_t fact, const char *id)
{
    const struct pwz_fact *row = &model->facts[fact];

    for (uint32_t i = 0; i < row->value_count; i++)
        if (strcmp(pwz_value_id(model, fact, i), id) == 0)
            return i;
    return PWZ_NONE;
}

const char *pwz_fact_id(const struct pwz_model *model, uint32_t fact)
{
    assert(fact < model->fact_count);
    return pwz_model_text(model, model->facts[fact].id);
}

const char *pwz_value_id(const struct pwz_model *model, uint32_t fact, uint32_t value)
{
    assert(fact < model->fact_count && value < model->facts[fact].value_count);
    return pwz_model_text(model,
                          model->values[model->facts[fact].first_value + value].id);
}

const char *pwz_verdict_id(const struct pwz_model *model, uint32_t verdict)
{
    assert(verdict < model->verdict_count);
    return pwz_model_text(model, model->verdicts[verdict].id);
}

const char *pwz_step_id(const struct pwz_model *model, uint32_t step)
{
    assert(step < model->step_count);
    return pwz_model_text(model, model->steps[step].id);
}

bool pwz_fact_has_values(const struct pwz_model *model, uint32_t fact)
{
    return model->facts[fact].value_count > 0;
}
