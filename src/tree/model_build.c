/*
 * Write a compiled model into an image. Only lays out rows; the thinking is in compile.c
 * and count.c.
 */
#include "pecwiz/mem.h"
#include "pecwiz/model.h"

#include "tree/compile.h"
#include "tree/count.h"
#include "tree/sections.h"

#define ADD(builder, section, row)                                                       \
    pwz_image_add_row((builder), (section), (row), sizeof *(row))

static const char *const bool_values[] = {"yes", "no"};

static void add_values(struct pwz_image_builder *builder,
                       const struct pwz_fact_spec *fact, const uint32_t *member_var)
{
    const char *const *ids = fact->type == PWZ_FACT_BOOL ? bool_values : fact->values;
    uint32_t count = fact->type == PWZ_FACT_BOOL ? 2 : fact->value_count;

    for (uint32_t i = 0; i < count; i++) {
        struct pwz_value row = {.id = pwz_image_add_text(builder, ids[i]),
                                .var = member_var[i]};
        ADD(builder, TREE_VALUES, &row);
    }
}

static void add_facts(struct pwz_image_builder *builder,
                      const struct pwz_model_spec *spec, const struct compiled *compiled)
{
    for (uint32_t i = 0; i < spec->fact_count; i++) {
        const struct pwz_fact_spec *fact = &spec->facts[i];
        struct pwz_fact row = {
            .id = pwz_image_add_text(builder, fact->id),
            .type = fact->type,
            .use = fact->use,
            .step = fact->step,
            .first_value = pwz_image_row_count(builder, TREE_VALUES),
            .value_count = fact->type == PWZ_FACT_BOOL ? 2 : fact->value_count,
            .var = compiled->fact_var[i],
            .good = fact->good,
            .has_good = fact->has_good,
            .ask_when = fact->ask_when,
            .match = pwz_image_add_text(builder, fact->match ? fact->match : ""),
        };
        add_values(builder, fact, compiled->member_var + (size_t)i * PWZ_VALUES_MAX);
        ADD(builder, TREE_FACTS, &row);
    }
}

static void add_steps(struct pwz_image_builder *builder,
                      const struct pwz_model_spec *spec)
{
    uint32_t fact = 0;

    for (uint32_t i = 0; i < spec->step_count; i++) {
        struct pwz_step row = {
            .id = pwz_image_add_text(builder, spec->steps[i].id),
            .not_applicable = spec->steps[i].not_applicable,
            .only_when = spec->steps[i].only_when,
            .first_fact = fact,
        };
        while (fact < spec->fact_count && spec->facts[fact].step == i)
            fact++;
        row.fact_count = fact - row.first_fact;
        ADD(builder, TREE_STEPS, &row);
    }
}

static void add_rules(struct pwz_image_builder *builder, unsigned section,
                      const struct pwz_rule_spec *rules, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        struct pwz_rule row = {
            .id = pwz_image_add_text(builder, rules[i].id),
            .step = rules[i].step,
            .when = rules[i].when,
            .verdict = rules[i].verdict,
        };
        ADD(builder, section, &row);
    }
}

static void add_diagram(struct pwz_image_builder *builder,
                        const struct pwz_model_spec *spec,
                        const struct compiled *compiled)
{
    for (uint32_t i = 0; i < spec->cond_count; i++)
        ADD(builder, TREE_CONDS, &spec->conds[i]);
    for (uint32_t i = 0; i < spec->kid_count; i++)
        ADD(builder, TREE_KIDS, &spec->kids[i]);
    for (uint32_t i = 0; i < compiled->var_count; i++)
        ADD(builder, TREE_VARS, &compiled->vars[i]);
    for (uint32_t i = 0; i < compiled->node_count; i++)
        ADD(builder, TREE_NODES, &compiled->nodes[i]);
    for (uint32_t i = 0; i < compiled->node_kid_count; i++)
        ADD(builder, TREE_NODE_KIDS, &compiled->node_kids[i]);
}

static void add_verdicts(struct pwz_image_builder *builder,
                         const struct pwz_model_spec *spec,
                         const struct compiled *compiled, const char *const *combos)
{
    struct pwz_model_meta meta = {
        .root = compiled->root,
        .combos = pwz_image_add_text(builder, combos[spec->verdict_count]),
    };

    for (uint32_t i = 0; i < spec->verdict_count; i++) {
        struct pwz_verdict row = {
            .id = pwz_image_add_text(builder, spec->verdicts[i].id),
            .grade = spec->verdicts[i].grade,
            .combos = pwz_image_add_text(builder, combos[i]),
        };
        ADD(builder, TREE_VERDICTS, &row);
    }
    ADD(builder, TREE_META, &meta);
}

static enum pwz_status count_all(const struct pwz_model_spec *spec,
                                 const struct compiled *compiled, struct pwz_arena *arena,
                                 const char **combos, struct pwz_err *err)
{
    struct count_input input = {
        .vars = compiled->vars,
        .nodes = compiled->nodes,
        .node_kids = compiled->node_kids,
        .var_count = compiled->var_count,
        .node_count = compiled->node_count,
        .leaf_count = spec->verdict_count,
        .root = compiled->root,
    };

    return count_combinations(&input, arena, combos, err);
}

enum pwz_status pwz_model_build(const struct pwz_model_spec *spec,
                                struct pwz_image_builder *builder,
                                struct pwz_model_report *report, struct pwz_err *err)
{
    struct pwz_arena arena = {0};
    struct compiled compiled = {0};
    const char **combos = pwz_arena_new(&arena, spec->verdict_count + 1, sizeof *combos);
    enum pwz_status status = combos ? compile_rules(spec, &arena, &compiled, report, err)
                                    : pwz_err_set(err, PWZ_E_NOMEM, "out of memory");

    if (status == PWZ_OK)
        status = count_all(spec, &compiled, &arena, combos, err);
    if (status == PWZ_OK) {
        add_facts(builder, spec, &compiled);
        add_steps(builder, spec);
        add_rules(builder, TREE_RULES, spec->rules, spec->rule_count);
        add_rules(builder, TREE_SEEN, spec->seen, spec->seen_count);
        add_diagram(builder, spec, &compiled);
        add_verdicts(builder, spec, &compiled, combos);
    }
    pwz_arena_done(&arena);
    return status;
}
