/*
 * The decision diagram as a graph, and a shortest way through it to one verdict: the
 * fewest answers after which nothing else can be the result.
 */
#include <string.h>

#include "pecwiz/mem.h"

#include "content/graph.h"

/* ---- one node ---- */

static const struct pwz_var *var_of(const struct graph *graph, uint32_t node)
{
    return &graph->pack->model.vars[graph->pack->model.nodes[node].var];
}

/* "yes" and "no" for a member of a set, else the value's id. */
static const char *branch_id(const struct graph *graph, const struct pwz_var *var,
                             uint32_t value)
{
    if (var->member != PWZ_NONE)
        return value == 1 ? "yes" : "no";
    return pwz_value_id(&graph->pack->model, var->fact, value);
}

static void add_node_label(struct graph *graph, uint32_t node, bool has_title)
{
    const struct pwz_model *model = &graph->pack->model;
    const struct pwz_var *var = var_of(graph, node);
    const struct pwz_fact_words *words = &graph->pack->fact_words[var->fact];

    if (has_title)
        pwz_buf_addf(&graph->label, "%s\n",
                     pwz_pack_text(graph->pack, words->article.title));
    pwz_buf_adds(&graph->label, pwz_fact_id(model, var->fact));
    if (var->member != PWZ_NONE)
        pwz_buf_addf(&graph->label, " has %s",
                     pwz_value_id(model, var->fact, var->member));
}

/* An edge to a node or, for a low reference, to a verdict. */
static void put_branch(struct graph *graph, uint32_t node, uint32_t ref,
                       const char *label)
{
    const uint32_t leaves = graph->pack->model.verdict_count;

    if (ref < leaves)
        graph_put_edge(graph, GRAPH_NODE, node, GRAPH_VERDICT, ref, label);
    else
        graph_put_edge(graph, GRAPH_NODE, node, GRAPH_NODE, ref - leaves, label);
}

/* ---- the whole diagram ---- */

/* One edge for all values that lead to the same place. */
static void put_branches(struct graph *graph, uint32_t node)
{
    const struct pwz_model *model = &graph->pack->model;
    const struct pwz_var *var = var_of(graph, node);
    const uint32_t *kids = &model->node_kids[model->nodes[node].kids];
    uint32_t done = 0; /* values have at most 32 places */

    for (uint32_t i = 0; i < var->arity; i++) {
        if (done >> i & 1U)
            continue;
        for (uint32_t j = i; j < var->arity; j++) {
            if (kids[j] != kids[i])
                continue;
            done |= 1U << j;
            pwz_buf_addf(&graph->label, "%s%s", j > i ? ", " : "",
                         branch_id(graph, var, j));
        }
        put_branch(graph, node, kids[i], pwz_buf_text(&graph->label));
        graph_end_label(graph);
    }
}

void graph_put_diagram(struct graph *graph)
{
    const struct pwz_model *model = &graph->pack->model;

    for (uint32_t i = 0; i < model->verdict_count; i++)
        if (strcmp(pwz_model_text(model, model->verdicts[i].combos), "0") != 0)
            graph_put_verdict(graph, i);
    for (uint32_t i = model->node_count; i-- > 0;) {
        add_node_label(graph, i, false);
        graph_put_node(graph, GRAPH_NODE, i, "shape=box");
        put_branches(graph, i);
    }
}

/* ---- the way to one verdict ---- */

/* Fewest answers from a reference to `verdict`, PWZ_NONE when no way leads there. */
static uint32_t distance(const struct graph *graph, const uint32_t *distances,
                         uint32_t verdict, uint32_t ref)
{
    const uint32_t leaves = graph->pack->model.verdict_count;

    if (ref < leaves)
        return ref == verdict ? 0 : PWZ_NONE;
    return distances[ref - leaves];
}

/* Children stand before their parents, so one pass upwards is enough. */
static void measure(const struct graph *graph, uint32_t verdict, uint32_t *distances)
{
    const struct pwz_model *model = &graph->pack->model;

    for (uint32_t i = 0; i < model->node_count; i++) {
        distances[i] = PWZ_NONE;
        for (uint32_t j = 0; j < var_of(graph, i)->arity; j++) {
            const uint32_t kid = model->node_kids[model->nodes[i].kids + j];
            const uint32_t far = distance(graph, distances, verdict, kid);

            if (far != PWZ_NONE && far + 1 < distances[i])
                distances[i] = far + 1;
        }
    }
}

/* The first answer on a shortest way on from this node. */
static uint32_t next_value(const struct graph *graph, const uint32_t *distances,
                           uint32_t verdict, uint32_t node)
{
    const struct pwz_model *model = &graph->pack->model;
    uint32_t value = 0;

    while (distance(graph, distances, verdict,
                    model->node_kids[model->nodes[node].kids + value]) !=
           distances[node] - 1)
        value++;
    return value;
}

static void put_steps(struct graph *graph, const uint32_t *distances, uint32_t verdict)
{
    const struct pwz_model *model = &graph->pack->model;
    uint32_t ref = model->meta->root;

    /* One below the other: in a row they would be a dozen pages wide. */
    pwz_buf_adds(graph->out, "  subgraph cluster_way {\n"
                             "    label=\"A shortest way of answers to it\";\n"
                             "    {\n    rank=same;\n");
    for (uint32_t at = ref, number = 1; at >= model->verdict_count; number++) {
        const uint32_t node = at - model->verdict_count;

        pwz_buf_addf(&graph->label, "%u. ", number);
        add_node_label(graph, node, true);
        graph_put_node(graph, GRAPH_NODE, node, "shape=box");
        at = model->node_kids[model->nodes[node].kids +
                              next_value(graph, distances, verdict, node)];
    }
    pwz_buf_adds(graph->out, "    }\n  }\n");
    while (ref >= model->verdict_count) {
        const uint32_t node = ref - model->verdict_count;
        const uint32_t value = next_value(graph, distances, verdict, node);

        ref = model->node_kids[model->nodes[node].kids + value];
        put_branch(graph, node, ref, branch_id(graph, var_of(graph, node), value));
    }
}

void graph_put_way(struct graph *graph, uint32_t verdict)
{
    const struct pwz_model *model = &graph->pack->model;
    uint32_t *distances = pwz_mem_new(model->node_count, sizeof *distances);

    if (!distances) {
        graph->out->status = PWZ_E_NOMEM;
        return;
    }
    measure(graph, verdict, distances);
    if (distance(graph, distances, verdict, model->meta->root) != PWZ_NONE)
        put_steps(graph, distances, verdict);
    pwz_mem_free(distances);
}
