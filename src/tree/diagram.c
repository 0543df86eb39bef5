/*
 * Unique table and the one operation, if-then-else with a lossy cache. All other logic is
 * written with it: not f = choose(f, false, true), and so on.
 */
#include "tree/diagram.h"

#include <string.h>

#include "pecwiz/mem.h"

enum {
    MEMO_SIZE = 1 << 15,
    UNIQUE_START = 1 << 12,
    NODES_WHILE_BUILDING = 8 * PWZ_NODES_MAX
};

struct diagram_memo {
    uint32_t test, yes, no, result;
};

static uint32_t mix(uint32_t hash, uint32_t value)
{
    return (hash ^ value) * 0x9E3779B1U ^ hash >> 15;
}

enum pwz_status diagram_init(struct diagram *diagram, const struct pwz_var *vars,
                             uint32_t var_count, uint32_t verdicts)
{
    *diagram = (struct diagram){
        .vars = vars,
        .var_count = var_count,
        .leaf_count = verdicts + 2,
        .leaf_false = verdicts,
        .leaf_true = verdicts + 1,
        .unique_size = UNIQUE_START,
    };
    diagram->unique = pwz_mem_new(UNIQUE_START, sizeof *diagram->unique);
    diagram->memo = pwz_mem_new(MEMO_SIZE, sizeof *diagram->memo);
    if (!diagram->unique || !diagram->memo)
        diagram->status = PWZ_E_NOMEM;
    return diagram->status;
}

void diagram_done(struct diagram *diagram)
{
    pwz_mem_free(diagram->nodes);
    pwz_mem_free(diagram->kids);
    pwz_mem_free(diagram->unique);
    pwz_mem_free(diagram->memo);
    memset(diagram, 0, sizeof *diagram);
}

static bool is_leaf(const struct diagram *diagram, uint32_t ref)
{
    return ref < diagram->leaf_count;
}

uint32_t diagram_var(const struct diagram *diagram, uint32_t ref)
{
    if (is_leaf(diagram, ref))
        return diagram->var_count;
    return diagram->nodes[ref - diagram->leaf_count].var;
}

uint32_t diagram_kid(const struct diagram *diagram, uint32_t ref, uint32_t var,
                     uint32_t value)
{
    if (diagram_var(diagram, ref) != var)
        return ref;
    return diagram->kids[diagram->nodes[ref - diagram->leaf_count].kids + value];
}

/* ---- the unique table ---- */

static uint32_t node_hash(const struct diagram *diagram, uint32_t var,
                          const uint32_t *kids)
{
    uint32_t hash = mix(0, var + 1);

    for (uint32_t i = 0; i < diagram->vars[var].arity; i++)
        hash = mix(hash, kids[i]);
    return hash;
}

static bool is_same_node(const struct diagram *diagram, uint32_t index, uint32_t var,
                         const uint32_t *kids)
{
    const struct pwz_node *node = &diagram->nodes[index];

    return node->var == var && memcmp(diagram->kids + node->kids, kids,
                                      diagram->vars[var].arity * sizeof *kids) == 0;
}

static void insert_unique(struct diagram *diagram, uint32_t hash, uint32_t index)
{
    uint32_t slot = hash & (diagram->unique_size - 1);

    while (diagram->unique[slot])
        slot = (slot + 1) & (diagram->unique_size - 1);
    diagram->unique[slot] = index + 1;
}

static bool grow_unique(struct diagram *diagram)
{
    uint32_t *old = diagram->unique;
    uint32_t *wider = pwz_mem_new((size_t)diagram->unique_size * 2, sizeof *wider);

    if (!wider)
        return false;
    diagram->unique = wider;
    diagram->unique_size *= 2;
    for (uint32_t i = 0; i < diagram->node_count; i++) {
        const struct pwz_node *node = &diagram->nodes[i];
        insert_unique(diagram, node_hash(diagram, node->var, diagram->kids + node->kids),
                      i);
    }
    pwz_mem_free(old);
    return true;
}

static bool grow_rows(struct diagram *diagram, uint32_t arity)
{
    if (diagram->node_count == diagram->node_room) {
        uint32_t room = diagram->node_room ? diagram->node_room * 2 : 4096;
        struct pwz_node *nodes = pwz_mem_resize(diagram->nodes, room, sizeof *nodes);
        if (!nodes)
            return false;
        diagram->nodes = nodes;
        diagram->node_room = room;
    }
    if (diagram->kid_count + arity > diagram->kid_room) {
        uint32_t room = diagram->kid_room ? diagram->kid_room * 2 : 16384;
        uint32_t *kids = pwz_mem_resize(diagram->kids, room, sizeof *kids);
        if (!kids)
            return false;
        diagram->kids = kids;
        diagram->kid_room = room;
    }
    return diagram->node_count * 2 < diagram->unique_size || grow_unique(diagram);
}

static uint32_t fail(struct diagram *diagram, enum pwz_status status)
{
    if (diagram->status == PWZ_OK)
        diagram->status = status;
    return diagram->leaf_false;
}

static bool are_equal(const uint32_t *kids, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        if (kids[i] != kids[0])
            return false;
    return true;
}

uint32_t diagram_node(struct diagram *diagram, uint32_t var, const uint32_t *kids)
{
    uint32_t arity = diagram->vars[var].arity;

    if (are_equal(kids, arity))
        return kids[0];
    uint32_t hash = node_hash(diagram, var, kids);
    uint32_t slot = hash & (diagram->unique_size - 1);
    for (; diagram->unique[slot]; slot = (slot + 1) & (diagram->unique_size - 1))
        if (is_same_node(diagram, diagram->unique[slot] - 1, var, kids))
            return diagram->leaf_count + diagram->unique[slot] - 1;
    if (diagram->node_count >= NODES_WHILE_BUILDING)
        return fail(diagram, PWZ_E_LIMIT);
    if (!grow_rows(diagram, arity))
        return fail(diagram, PWZ_E_NOMEM);
    uint32_t index = diagram->node_count++;
    diagram->nodes[index] = (struct pwz_node){.var = var, .kids = diagram->kid_count};
    memcpy(diagram->kids + diagram->kid_count, kids, arity * sizeof *kids);
    diagram->kid_count += arity;
    insert_unique(diagram, hash, index);
    return diagram->leaf_count + index;
}

/* ---- if-then-else ---- */

static uint32_t min3(uint32_t a, uint32_t b, uint32_t c)
{
    uint32_t least = a < b ? a : b;

    return least < c ? least : c;
}

static uint32_t choose_kids(struct diagram *diagram, uint32_t test, uint32_t yes,
                            uint32_t no)
{
    uint32_t kids[PWZ_VALUES_MAX];
    uint32_t var = min3(diagram_var(diagram, test), diagram_var(diagram, yes),
                        diagram_var(diagram, no));

    for (uint32_t i = 0; i < diagram->vars[var].arity; i++)
        kids[i] = diagram_choose(diagram, diagram_kid(diagram, test, var, i),
                                 diagram_kid(diagram, yes, var, i),
                                 diagram_kid(diagram, no, var, i));
    return diagram->status == PWZ_OK ? diagram_node(diagram, var, kids)
                                     : diagram->leaf_false;
}

uint32_t diagram_choose(struct diagram *diagram, uint32_t test, uint32_t yes, uint32_t no)
{
    if (test == diagram->leaf_true || yes == no || diagram->status != PWZ_OK)
        return yes;
    if (test == diagram->leaf_false)
        return no;
    if (yes == diagram->leaf_true && no == diagram->leaf_false)
        return test;
    struct diagram_memo *memo =
        &diagram->memo[mix(mix(mix(0, test), yes), no) & (MEMO_SIZE - 1)];
    /* result 0 with equal keys cannot be confused: an empty entry has test = leaf 0, and
     * a test is never a verdict's leaf unless there are no verdicts. */
    if (memo->test == test && memo->yes == yes && memo->no == no)
        return memo->result;
    uint32_t result = choose_kids(diagram, test, yes, no);
    *memo = (struct diagram_memo){.test = test, .yes = yes, .no = no, .result = result};
    return result;
}
