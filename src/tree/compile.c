/*
 * Rules to diagram: conditions become functions to false/true, then the rules are folded
 * from the last to the first, each one choosing its verdict before what comes after it.
 */
#include "tree/compile.h"

#include <string.h>

#include "tree/compiling.h"
#include "tree/order.h"

static uint32_t build_cond(struct compiling *compiling, uint32_t cond);

static uint32_t build_in(struct compiling *compiling, const struct pwz_cond *row)
{
    struct diagram *diagram = &compiling->diagram;
    uint32_t kids[PWZ_VALUES_MAX], var = compiling->out->fact_var[row->a];

    for (uint32_t i = 0; i < diagram->vars[var].arity; i++)
        kids[i] = row->b >> i & 1U ? diagram->leaf_true : diagram->leaf_false;
    return diagram_node(diagram, var, kids);
}

static uint32_t build_has(struct compiling *compiling, const struct pwz_cond *row)
{
    struct diagram *diagram = &compiling->diagram;
    uint32_t kids[2] = {diagram->leaf_false, diagram->leaf_true};

    return diagram_node(
        diagram, compiling->out->member_var[(size_t)row->a * PWZ_VALUES_MAX + row->b],
        kids);
}

static uint32_t build_kids(struct compiling *compiling, const struct pwz_cond *row)
{
    struct diagram *diagram = &compiling->diagram;
    bool is_all = row->op == PWZ_COND_ALL;
    uint32_t ref = is_all ? diagram->leaf_true : diagram->leaf_false;

    /* From the last to the first: later kids test lower variables, so the work stays
     * small. */
    for (uint32_t i = row->b; i-- > 0;) {
        uint32_t kid = build_cond(compiling, compiling->spec->kids[row->a + i]);
        ref = is_all ? diagram_choose(diagram, kid, ref, diagram->leaf_false)
                     : diagram_choose(diagram, kid, diagram->leaf_true, ref);
    }
    return ref;
}

static uint32_t build_not(struct compiling *compiling, const struct pwz_cond *row)
{
    struct diagram *diagram = &compiling->diagram;

    return diagram_choose(diagram, build_cond(compiling, row->a), diagram->leaf_false,
                          diagram->leaf_true);
}

typedef uint32_t build_fn(struct compiling *compiling, const struct pwz_cond *row);

static build_fn *const build_by_op[] = {
    [PWZ_COND_IN] = build_in,   [PWZ_COND_HAS] = build_has,  [PWZ_COND_KNOWN] = NULL,
    [PWZ_COND_NOT] = build_not, [PWZ_COND_ALL] = build_kids, [PWZ_COND_ANY] = build_kids,
};

static uint32_t build_cond(struct compiling *compiling, uint32_t cond)
{
    if (cond == PWZ_NONE)
        return compiling->diagram.leaf_true;
    if (compiling->cond_ref[cond] == PWZ_NONE) {
        const struct pwz_cond *row = &compiling->spec->conds[cond];
        compiling->cond_ref[cond] = build_by_op[row->op](compiling, row);
    }
    return compiling->cond_ref[cond];
}

/* ---- building ---- */

/* Node counts by fact, for the message that names what makes a diagram too large. */
static enum pwz_status refuse_size(const struct compiling *compiling, struct pwz_err *err)
{
    const struct diagram *diagram = &compiling->diagram;
    uint32_t best[3] = {0, 0, 0}, count[3] = {0, 0, 0};

    for (uint32_t var = 0; var < diagram->var_count; var++) {
        uint32_t nodes = 0;
        for (uint32_t i = 0; i < diagram->node_count; i++)
            nodes += diagram->nodes[i].var == var;
        for (int j = 0; j < 3; j++) {
            if (nodes <= count[j])
                continue;
            memmove(best + j + 1, best + j, (size_t)(2 - j) * sizeof *best);
            memmove(count + j + 1, count + j, (size_t)(2 - j) * sizeof *count);
            best[j] = diagram->vars[var].fact;
            count[j] = nodes;
            break;
        }
    }
    const struct pwz_fact_spec *facts = compiling->spec->facts;
    return pwz_err_set(
        err, PWZ_E_LIMIT,
        "the decision diagram passes %d nodes; most of them test '%s', '%s' and "
        "'%s': let fewer rules combine these facts, or guard them",
        PWZ_NODES_MAX, facts[best[0]].id, facts[best[1]].id, facts[best[2]].id);
}

static enum pwz_status diagram_failed(const struct compiling *compiling,
                                      struct pwz_err *err)
{
    if (compiling->diagram.status == PWZ_E_LIMIT)
        return refuse_size(compiling, err);
    return pwz_err_set(err, compiling->diagram.status,
                       "out of memory while compiling the rules");
}

/* Part `depth` of what a rule needs, as a diagram: of "all" its parts, of anything else
 * the whole. PWZ_NONE when there are no more. Equal parts are one diagram, however
 * written. */
static uint32_t part_at(struct compiling *compiling, uint32_t rule, uint32_t depth)
{
    const struct pwz_model_spec *spec = compiling->spec;
    const uint32_t when = spec->rules[rule].when;
    const bool is_all = when != PWZ_NONE && spec->conds[when].op == PWZ_COND_ALL;

    if (is_all)
        return depth < spec->conds[when].b
                   ? build_cond(compiling, spec->kids[spec->conds[when].a + depth])
                   : PWZ_NONE;
    return depth == 0 && when != PWZ_NONE ? build_cond(compiling, when) : PWZ_NONE;
}

/*
 * The rules first … end - 1, before `rest`. Neighbours that begin with the same parts are
 * folded behind these parts, which are then chosen once for all of them: the rules of a
 * step share a guard that is large as a diagram. As deep as "all" has parts.
 */
static uint32_t fold_rules(struct compiling *compiling, uint32_t first, uint32_t end,
                           uint32_t depth, uint32_t rest)
{
    struct diagram *diagram = &compiling->diagram;

    while (end > first) {
        const uint32_t part = part_at(compiling, end - 1, depth);
        uint32_t begin = end - 1;

        if (part == PWZ_NONE) {
            rest = compiling->spec->rules[begin].verdict;
        } else {
            while (begin > first && part_at(compiling, begin - 1, depth) == part)
                begin--;
            rest = diagram_choose(
                diagram, part, fold_rules(compiling, begin, end, depth + 1, rest), rest);
        }
        end = begin;
    }
    return rest;
}

/* A rule fires when something of its condition is left after all rules before it. */
static void find_firing(struct compiling *compiling, uint8_t *fires)
{
    const struct pwz_model_spec *spec = compiling->spec;
    struct diagram *diagram = &compiling->diagram;
    uint32_t left = diagram->leaf_true;

    for (uint32_t i = 0; i < spec->rule_count; i++) {
        uint32_t cond = build_cond(compiling, spec->rules[i].when);
        fires[i] = diagram_choose(diagram, left, cond, diagram->leaf_false) !=
                   diagram->leaf_false;
        left = diagram_choose(diagram, cond, diagram->leaf_false, left);
    }
}

/* A condition whose facts are variables of the diagram. Parts stand before the wholes, so
 * what is marked as foreign so far tells. */
enum {
    FOREIGN = 255
};

static bool is_foreign_part(const uint8_t *fixed, uint32_t whole, uint32_t part)
{
    return part >= whole || fixed[part] == FOREIGN;
}

static bool is_foreign(const struct compiling *compiling, const uint8_t *fixed,
                       uint32_t cond)
{
    const struct pwz_cond *row = &compiling->spec->conds[cond];

    if (row->op == PWZ_COND_IN)
        return compiling->out->fact_var[row->a] == PWZ_NONE;
    if (row->op == PWZ_COND_HAS)
        return compiling->out->member_var[(size_t)row->a * PWZ_VALUES_MAX + row->b] ==
               PWZ_NONE;
    if (row->op == PWZ_COND_NOT)
        return is_foreign_part(fixed, cond, row->a);
    for (uint32_t i = 0; i < row->b; i++)
        if (is_foreign_part(fixed, cond, compiling->spec->kids[row->a + i]))
            return true;
    return row->op == PWZ_COND_KNOWN;
}

static void find_fixed(struct compiling *compiling, uint8_t *fixed)
{
    const struct diagram *diagram = &compiling->diagram;

    for (uint32_t i = 0; i < compiling->spec->cond_count; i++) {
        fixed[i] = FOREIGN;
        if (is_foreign(compiling, fixed, i))
            continue;
        uint32_t ref = build_cond(compiling, i);
        fixed[i] = ref == diagram->leaf_false ? 1 : ref == diagram->leaf_true ? 2 : 0;
    }
    for (uint32_t i = 0; i < compiling->spec->cond_count; i++)
        if (fixed[i] == FOREIGN)
            fixed[i] = 0;
}

static void mark_reached(const struct diagram *diagram, uint32_t root, uint32_t *number)
{
    if (root >= diagram->leaf_count)
        number[root - diagram->leaf_count] = 1;
    for (uint32_t i = diagram->node_count; i-- > 0;) {
        const struct pwz_node *node = &diagram->nodes[i];
        for (uint32_t j = 0; number[i] && j < diagram->vars[node->var].arity; j++) {
            uint32_t kid = diagram->kids[node->kids + j];
            if (kid >= diagram->leaf_count)
                number[kid - diagram->leaf_count] = 1;
        }
    }
}

/* References of the finished rows: verdicts, then nodes without gaps. */
static uint32_t final_ref(const struct diagram *diagram, const uint32_t *number,
                          uint32_t ref)
{
    if (ref < diagram->leaf_count)
        return ref;
    return diagram->leaf_false + number[ref - diagram->leaf_count] - 1;
}

static void copy_nodes(const struct diagram *diagram, uint32_t *number,
                       struct compiled *out)
{
    for (uint32_t i = 0; i < diagram->node_count; i++) {
        const struct pwz_node *node = &diagram->nodes[i];
        if (!number[i])
            continue;
        out->nodes[out->node_count] =
            (struct pwz_node){.var = node->var, .kids = out->node_kid_count};
        for (uint32_t j = 0; j < diagram->vars[node->var].arity; j++)
            out->node_kids[out->node_kid_count++] =
                final_ref(diagram, number, diagram->kids[node->kids + j]);
        number[i] = ++out->node_count;
    }
}

/* Keep what the root reaches; children stay before their parents. */
static enum pwz_status keep_reached(struct compiling *compiling, uint32_t root,
                                    struct pwz_arena *arena, struct compiled *out,
                                    struct pwz_err *err)
{
    const struct diagram *diagram = &compiling->diagram;
    uint32_t *number = pwz_arena_new(arena, diagram->node_count + 1, sizeof *number);

    out->nodes = pwz_arena_new(arena, diagram->node_count + 1, sizeof *out->nodes);
    out->node_kids = pwz_arena_new(arena, diagram->kid_count + 1, sizeof *out->node_kids);
    if (!number || !out->nodes || !out->node_kids)
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory while compiling the rules");
    mark_reached(diagram, root, number);
    copy_nodes(diagram, number, out);
    out->root = final_ref(diagram, number, root);
    if (out->node_count > PWZ_NODES_MAX)
        return refuse_size(compiling, err);
    return PWZ_OK;
}

static enum pwz_status place_variables(const struct pwz_model_spec *spec,
                                       struct pwz_arena *arena, struct compiled *out,
                                       struct pwz_err *err)
{
    size_t facts = spec->fact_count, slots = facts * PWZ_VALUES_MAX;

    out->vars = pwz_arena_new(arena, slots + 1, sizeof *out->vars);
    out->fact_var = pwz_arena_new(arena, facts + 1, sizeof *out->fact_var);
    out->member_var = pwz_arena_new(arena, slots + 1, sizeof *out->member_var);
    if (!out->vars || !out->fact_var || !out->member_var)
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory while compiling the rules");
    out->var_count = order_variables(spec, out->vars, out->fact_var, out->member_var);
    return PWZ_OK;
}

static enum pwz_status build_all(struct compiling *compiling, struct pwz_arena *arena,
                                 struct compiled *out, struct pwz_model_report *report,
                                 struct pwz_err *err)
{
    uint32_t root = fold_rules(compiling, 0, compiling->spec->rule_count, 0,
                               compiling->diagram.leaf_false);

    if (compiling->diagram.status != PWZ_OK)
        return diagram_failed(compiling, err);
    enum pwz_status status = keep_reached(compiling, root, arena, out, err);
    if (status != PWZ_OK || !report)
        return status;
    report->node_count = out->node_count;
    if (report->rule_fires)
        find_firing(compiling, report->rule_fires);
    if (report->cond_fixed)
        find_fixed(compiling, report->cond_fixed);
    return compiling->diagram.status == PWZ_OK ? PWZ_OK : diagram_failed(compiling, err);
}

enum pwz_status compile_rules(const struct pwz_model_spec *spec, struct pwz_arena *arena,
                              struct compiled *compiled, struct pwz_model_report *report,
                              struct pwz_err *err)
{
    struct compiling compiling = {.spec = spec, .out = compiled};
    enum pwz_status status = place_variables(spec, arena, compiled, err);

    if (status != PWZ_OK)
        return status;
    compiling.cond_ref = pwz_arena_new(arena, spec->cond_count + 1, sizeof(uint32_t));
    if (!compiling.cond_ref)
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory while compiling the rules");
    status = compile_check_rules(&compiling, err);
    if (status != PWZ_OK)
        return status;
    status = diagram_init(&compiling.diagram, compiled->vars, compiled->var_count,
                          spec->verdict_count);
    if (status == PWZ_OK)
        status = build_all(&compiling, arena, compiled, report, err);
    else
        pwz_err_set(err, status, "out of memory while compiling the rules");
    diagram_done(&compiling.diagram);
    return status;
}
