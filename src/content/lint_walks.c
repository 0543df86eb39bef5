/*
 * The shortest answers that show something: a decision diagram of its own is built from
 * the rules in question, and the nearest way down it is told as "fact=value, …".
 */
#include <string.h>

#include "content/lint.h"

enum {
    FAR = UINT32_MAX / 2, /* longer than any walk */
    WALK_TEXT_MAX = 8192
};

/* ---- diagrams for a purpose ---- */

bool lint_tree_build(struct lint *lint, const struct pwz_rule_spec *rules, uint32_t count,
                     struct lint_tree *tree)
{
    struct pwz_model_spec spec = lint->spec;
    struct pwz_image_builder *builder = pwz_image_builder_new();
    struct pwz_verdict_spec *leaves = lint_new(lint, count, sizeof *leaves);
    struct pwz_image image;
    size_t size = 0;

    tree->image = NULL;
    for (uint32_t i = 0; leaves && i < count; i++)
        leaves[i].id = rules[i].id;
    spec.rules = rules;
    spec.rule_count = spec.verdict_count = count;
    spec.verdicts = leaves;
    spec.seen_count = 0;
    enum pwz_status status =
        builder && leaves ? pwz_model_build(&spec, builder, NULL, NULL) : PWZ_E_NOMEM;
    if (status == PWZ_OK)
        status = pwz_image_finish(builder, &tree->image, &size, NULL);
    if (status == PWZ_OK)
        status = pwz_image_open(&image, tree->image, size, NULL);
    if (status == PWZ_OK)
        status = pwz_model_view(&image, &tree->model, NULL);
    pwz_image_builder_free(builder);
    lint->is_out_of_memory |= status == PWZ_E_NOMEM;
    if (status != PWZ_OK)
        lint_tree_done(tree);
    return status == PWZ_OK;
}

void lint_tree_done(struct lint_tree *tree)
{
    pwz_mem_free(tree->image);
    tree->image = NULL;
}

/* ---- the nearest way down ---- */

struct search {
    const struct pwz_model *model;
    const struct lint_goal *goal;
    uint32_t *far; /* per node: answers from there to the goal */
};

static uint32_t distance(const struct search *search, uint32_t ref)
{
    const struct lint_goal *goal = search->goal;

    if (ref >= search->model->verdict_count)
        return search->far[ref - search->model->verdict_count];
    return ref >= goal->first_leaf && ref <= goal->last_leaf ? 0 : FAR;
}

/* Naming a member that is absent costs less than an answer that says something, but not
 * nothing: of two walks the one with fewer questions is the shorter. */
static uint32_t cost(const struct search *search, uint32_t var, uint32_t value)
{
    bool is_absent = search->model->vars[var].member != PWZ_NONE && value == 0;

    return is_absent ? 1 : PWZ_VALUES_MAX;
}

static uint32_t nearest_kid(const struct search *search, const struct pwz_node *node,
                            uint32_t *value)
{
    const struct lint_goal *goal = search->goal;
    uint32_t best = FAR;

    for (uint32_t i = 0; i < search->model->vars[node->var].arity; i++) {
        uint32_t kid = search->model->node_kids[node->kids + i];
        if (node->var == goal->kept_var && i != goal->kept_value)
            continue;
        uint32_t way = distance(search, kid) + cost(search, node->var, i);
        if (way < best) {
            best = way;
            *value = i;
        }
    }
    return best;
}

/* Children stand before their parents, so one pass upwards is enough. */
static void measure(const struct search *search)
{
    uint32_t value;

    for (uint32_t i = 0; i < search->model->node_count; i++) {
        const struct pwz_node *node = &search->model->nodes[i];
        search->far[i] =
            node->var == search->goal->var ? 0 : nearest_kid(search, node, &value);
    }
}

const char *lint_walk_to(struct lint *lint, const struct pwz_model *model,
                         const struct lint_goal *goal, uint32_t *leaf)
{
    struct search search = {.model = model, .goal = goal};
    uint32_t *chosen = lint_new(lint, model->var_count, sizeof *chosen);
    uint32_t ref = model->meta->root, value = 0;

    search.far = lint_new(lint, model->node_count, sizeof *search.far);
    if (!chosen || !search.far)
        return NULL;
    memset(chosen, 0xFF, model->var_count * sizeof *chosen);
    measure(&search);
    if (distance(&search, ref) >= FAR)
        return NULL;
    while (ref >= model->verdict_count) {
        const struct pwz_node *node = &model->nodes[ref - model->verdict_count];
        if (node->var == goal->var)
            break;
        nearest_kid(&search, node, &value);
        chosen[node->var] = value;
        ref = model->node_kids[node->kids + value];
    }
    if (goal->kept_var != PWZ_NONE)
        chosen[goal->kept_var] = goal->kept_value;
    *leaf = ref < model->verdict_count ? ref : PWZ_NONE;
    return lint_walk_text(lint, model, chosen);
}

/* ---- telling it ---- */

static void add_set(const struct pwz_model *model, uint32_t fact, const uint32_t *chosen,
                    struct pwz_buf *out)
{
    const struct pwz_fact *row = &model->facts[fact];
    bool is_tested = false, has_member = false;

    for (uint32_t i = 0; i < row->value_count; i++) {
        uint32_t var = model->values[row->first_value + i].var;
        is_tested |= var != PWZ_NONE && chosen[var] != PWZ_NONE;
    }
    if (!is_tested)
        return;
    pwz_buf_addf(out, "%s%s=", out->len ? ", " : "", pwz_fact_id(model, fact));
    for (uint32_t i = 0; i < row->value_count; i++) {
        uint32_t var = model->values[row->first_value + i].var;
        if (var == PWZ_NONE || chosen[var] != 1)
            continue;
        pwz_buf_addf(out, "%s%s", has_member ? "," : "", pwz_value_id(model, fact, i));
        has_member = true;
    }
}

const char *lint_walk_text(struct lint *lint, const struct pwz_model *model,
                           const uint32_t *chosen)
{
    struct pwz_buf out;

    pwz_buf_init(&out, WALK_TEXT_MAX);
    for (uint32_t i = 0; i < model->fact_count; i++) {
        uint32_t var = model->facts[i].var;
        if (model->facts[i].type == PWZ_FACT_SET)
            add_set(model, i, chosen, &out);
        else if (var != PWZ_NONE && chosen[var] != PWZ_NONE)
            pwz_buf_addf(&out, "%s%s=%s", out.len ? ", " : "", pwz_fact_id(model, i),
                         pwz_value_id(model, i, chosen[var]));
    }
    const char *text = pwz_arena_text(&lint->loader->arena, pwz_buf_text(&out), out.len);
    lint->is_out_of_memory |= text == NULL;
    pwz_buf_done(&out);
    return text;
}
