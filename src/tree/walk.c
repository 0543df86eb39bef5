/*
 * One update of the walk: what is known, the restricted diagram, then everything that
 * follows from it. No allocation after pwz_walk_new().
 */
#include "pecwiz/walk.h"

#include <string.h>

#include "pecwiz/mem.h"

#include "tree/walk_state.h"

/* ---- memory ---- */

static bool take_facts(struct pwz_walk *walk)
{
    size_t facts = (size_t)walk->model->fact_count + 1;

    walk->knowledge.holding =
        pwz_arena_new(&walk->arena, facts, sizeof *walk->knowledge.holding);
    walk->knowledge.memo =
        pwz_arena_new(&walk->arena, (size_t)walk->model->cond_count + 1, 1);
    walk->known = pwz_arena_new(&walk->arena, (size_t)walk->model->var_count + 1,
                                sizeof *walk->known);
    walk->is_answered = pwz_arena_new(&walk->arena, facts, 1);
    walk->is_relevant = pwz_arena_new(&walk->arena, facts, 1);
    walk->is_used = pwz_arena_new(&walk->arena, facts, 1);
    walk->because = pwz_arena_new(&walk->arena, facts, sizeof *walk->because);
    return walk->knowledge.holding && walk->knowledge.memo && walk->known &&
           walk->is_answered && walk->is_relevant && walk->is_used && walk->because;
}

static bool take_rules(struct pwz_walk *walk)
{
    const struct pwz_model *model = walk->model;
    size_t verdicts = (size_t)model->verdict_count + 1;

    walk->is_possible = pwz_arena_new(&walk->arena, verdicts, 1);
    walk->verdict_order =
        pwz_arena_new(&walk->arena, verdicts, sizeof *walk->verdict_order);
    walk->possible = pwz_arena_new(&walk->arena, verdicts, sizeof *walk->possible);
    walk->also_found = pwz_arena_new(&walk->arena, (size_t)model->rule_count + 1,
                                     sizeof *walk->also_found);
    walk->also_seen = pwz_arena_new(&walk->arena, (size_t)model->seen_count + 1,
                                    sizeof *walk->also_seen);
    walk->step_status = pwz_arena_new(&walk->arena, (size_t)model->step_count + 1, 1);
    return walk->is_possible && walk->verdict_order && walk->possible &&
           walk->also_found && walk->also_seen && walk->step_status;
}

/* Verdicts by the first rule that gives them; verdicts no rule gives come last. */
static void order_verdicts(struct pwz_walk *walk)
{
    const struct pwz_model *model = walk->model;
    uint32_t count = 0;

    for (uint32_t i = 0; i < model->rule_count; i++) {
        uint32_t verdict = model->rules[i].verdict;
        if (!walk->is_possible[verdict])
            walk->verdict_order[count++] = verdict;
        walk->is_possible[verdict] = 1;
    }
    for (uint32_t i = 0; i < model->verdict_count; i++)
        if (!walk->is_possible[i])
            walk->verdict_order[count++] = i;
}

enum pwz_status pwz_walk_new(const struct pwz_model *model, struct pwz_walk **walk,
                             struct pwz_err *err)
{
    struct pwz_walk *made = pwz_mem_new(1, sizeof *made);

    if (made)
        made->model = made->knowledge.model = model;
    if (!made || !take_facts(made) || !take_rules(made) ||
        restrict_init(&made->restricted, model, &made->arena) != PWZ_OK) {
        pwz_walk_free(made);
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    order_verdicts(made);
    *walk = made;
    return PWZ_OK;
}

void pwz_walk_free(struct pwz_walk *walk)
{
    if (!walk)
        return;
    pwz_arena_done(&walk->arena);
    pwz_mem_free(walk);
}

/* ---- what is known ---- */

static void read_facts(struct pwz_walk *walk, const struct pwz_facts *facts)
{
    memset(walk->is_answered, 0, walk->model->fact_count);
    for (uint32_t i = 0; i < walk->model->fact_count; i++)
        walk->knowledge.holding[i] = pwz_facts_holding(facts, i);
    for (size_t i = 0; i < pwz_facts_count(facts); i++) {
        const struct pwz_statement *statement = pwz_facts_at(facts, i);
        if (statement->source == PWZ_SOURCE_ANSWER)
            walk->is_answered[statement->fact] = 1;
    }
}

static void read_variables(struct pwz_walk *walk)
{
    for (uint32_t i = 0; i < walk->model->var_count; i++) {
        const struct pwz_var *var = &walk->model->vars[i];
        const struct pwz_holding *holding = &walk->knowledge.holding[var->fact];
        walk->known[i] = PWZ_NONE;
        if (var->member == PWZ_NONE && holding->is_known)
            walk->known[i] = holding->value;
        else if (var->member != PWZ_NONE && (holding->seen >> var->member & 1U))
            walk->known[i] = holding->value >> var->member & 1U;
    }
}

/* ---- what follows from the restricted diagram ---- */

static void mark_leaf(struct pwz_walk *walk, uint32_t ref)
{
    if (ref < walk->model->verdict_count)
        walk->is_possible[ref] = 1;
}

/* Every node of the restricted diagram is reachable, so its kids tell all. */
static void read_restricted(struct pwz_walk *walk)
{
    const struct restricted *restricted = &walk->restricted;

    memset(walk->is_relevant, 0, walk->model->fact_count);
    memset(walk->is_possible, 0, walk->model->verdict_count);
    mark_leaf(walk, restricted->root);
    for (uint32_t i = 0; i < restricted->node_count; i++) {
        const struct pwz_var *var = &walk->model->vars[restricted->nodes[i].var];
        walk->is_relevant[var->fact] = 1;
        for (uint32_t j = 0; j < var->arity; j++)
            mark_leaf(walk, restricted->kids[restricted->nodes[i].kids + j]);
    }
}

static uint32_t list_possible(struct pwz_walk *walk, uint32_t *verdicts)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < walk->model->verdict_count; i++)
        if (walk->is_possible[walk->verdict_order[i]])
            verdicts[count++] = walk->verdict_order[i];
    return count;
}

/* Relevant facts nobody has answered yet. Someone who does not know any answer is asked
 * all of them, and nobody is asked anything else: their number is the longest walk left.
 * A set is one fact and counts once. */
static void find_open(struct pwz_walk *walk)
{
    walk->result.next = PWZ_NONE;
    walk->result.questions_left = 0;
    for (uint32_t i = walk->model->fact_count; i-- > 0;) {
        if (!walk->is_relevant[i] || walk->is_answered[i])
            continue;
        walk->result.next = i;
        walk->result.questions_left++;
    }
}

/* ---- the verdict ---- */

static uint32_t first_true_rule(const struct pwz_walk *walk, uint32_t verdict)
{
    for (uint32_t i = 0; i < walk->model->rule_count; i++) {
        const struct pwz_rule *rule = &walk->model->rules[i];
        if (rule->when != PWZ_NONE && (verdict == PWZ_NONE || rule->verdict == verdict) &&
            tree_truth(&walk->knowledge, rule->when) == PWZ_TRUE)
            return i;
    }
    return PWZ_NONE;
}

/* Decided by every completion, or else, when nothing more can be asked, by the first rule
 * that is proven: a proven fault is a proven fault. */
static void decide(struct pwz_walk *walk)
{
    struct pwz_result *result = &walk->result;

    result->verdict = result->rule = PWZ_NONE;
    if (walk->restricted.root < walk->model->verdict_count) {
        result->verdict = walk->restricted.root;
        result->rule = first_true_rule(walk, result->verdict);
    } else if (result->next == PWZ_NONE) {
        result->rule = first_true_rule(walk, PWZ_NONE);
        if (result->rule != PWZ_NONE)
            result->verdict = walk->model->rules[result->rule].verdict;
    }
}

static bool only_escalations_are_possible(const struct pwz_walk *walk)
{
    for (uint32_t i = 0; i < walk->result.possible_count; i++)
        if (walk->model->verdicts[walk->possible[i]].grade != PWZ_GRADE_ESCALATE)
            return false;
    return true;
}

static enum pwz_case_status judge_case(const struct pwz_walk *walk)
{
    static const enum pwz_case_status by_grade[PWZ_GRADE_COUNT] = {
        [PWZ_GRADE_OK] = PWZ_CASE_NO_FAULT,
        [PWZ_GRADE_FIX] = PWZ_CASE_CAUSE_FOUND,
        [PWZ_GRADE_BY_DESIGN] = PWZ_CASE_CAUSE_FOUND,
        [PWZ_GRADE_WAIT] = PWZ_CASE_CAUSE_FOUND,
        [PWZ_GRADE_WRONG_EVIDENCE] = PWZ_CASE_CAUSE_FOUND,
        [PWZ_GRADE_PARTIAL] = PWZ_CASE_CAUSE_FOUND,
        [PWZ_GRADE_UNCONFIRMED] = PWZ_CASE_UNDECIDED,
        [PWZ_GRADE_ESCALATE] = PWZ_CASE_ESCALATE,
    };

    if (walk->result.verdict != PWZ_NONE)
        return by_grade[walk->model->verdicts[walk->result.verdict].grade];
    return only_escalations_are_possible(walk) ? PWZ_CASE_ESCALATE : PWZ_CASE_UNDECIDED;
}

/* ---- the proof ---- */

/* Facts tested on the way down the whole diagram with what is known: the proof of a
 * verdict that no single true rule gives. */
static void explain_by_diagram(struct pwz_walk *walk)
{
    const struct pwz_model *model = walk->model;

    /* is_reached still holds what the last restriction reached. */
    for (uint32_t i = 0; i < model->node_count; i++) {
        uint32_t var = model->nodes[i].var;
        if (walk->restricted.is_reached[i] && walk->known[var] != PWZ_NONE)
            walk->is_used[model->vars[var].fact] = 1;
    }
}

static void collect_because(struct pwz_walk *walk)
{
    struct pwz_result *result = &walk->result;

    memset(walk->is_used, 0, walk->model->fact_count);
    result->because_count = 0;
    if (result->verdict == PWZ_NONE)
        return;
    if (result->rule != PWZ_NONE)
        tree_explain(&walk->knowledge, walk->model->rules[result->rule].when,
                     walk->is_used);
    else
        explain_by_diagram(walk);
    for (uint32_t i = 0; i < walk->model->fact_count; i++)
        if (walk->is_used[i])
            walk->because[result->because_count++] = i;
}

static void link_result(struct pwz_walk *walk)
{
    struct pwz_result *result = &walk->result;

    result->because = walk->because;
    result->also_found = walk->also_found;
    result->also_seen = walk->also_seen;
    result->possible = walk->possible;
    result->step_status = walk->step_status;
    result->is_relevant = walk->is_relevant;
}

const struct pwz_result *pwz_walk_update(struct pwz_walk *walk,
                                         const struct pwz_facts *facts)
{
    read_facts(walk, facts);
    read_variables(walk);
    memset(walk->knowledge.memo, 0, walk->model->cond_count);
    restrict_diagram(&walk->restricted, walk->known);
    read_restricted(walk);
    link_result(walk);
    walk->result.possible_count = list_possible(walk, walk->possible);
    find_open(walk);
    decide(walk);
    collect_because(walk);
    walk->result.status = judge_case(walk);
    scan_rules(walk);
    scan_steps(walk);
    return &walk->result;
}

enum pwz_truth pwz_walk_truth(const struct pwz_walk *walk, uint32_t cond)
{
    return tree_truth(&walk->knowledge, cond);
}

uint32_t pwz_walk_what_if(struct pwz_walk *walk, uint32_t fact, uint32_t value,
                          uint32_t *verdicts)
{
    uint32_t var = walk->model->facts[fact].var;

    if (var == PWZ_NONE)
        return 0;
    uint32_t before = walk->known[var];
    walk->known[var] = value;
    restrict_diagram(&walk->restricted, walk->known);
    uint8_t *kept =
        walk->is_used; /* read_restricted() writes is_relevant: keep the result's */
    memcpy(kept, walk->is_relevant, walk->model->fact_count);
    read_restricted(walk);
    uint32_t count = list_possible(walk, verdicts);
    memcpy(walk->is_relevant, kept, walk->model->fact_count);
    walk->known[var] = before;
    return count;
}

uint32_t pwz_walk_next_asked(const struct pwz_walk *walk, const struct pwz_facts *facts)
{
    uint32_t last = walk->result.next;

    if (last == PWZ_NONE)
        return PWZ_NONE;
    for (uint32_t i = 0; i < last; i++) {
        const struct pwz_fact *row = &walk->model->facts[i];
        if (row->use == PWZ_USE_HINT && pwz_facts_holding(facts, i).is_absent &&
            (row->ask_when == PWZ_NONE ||
             pwz_walk_truth(walk, row->ask_when) != PWZ_FALSE))
            return i;
    }
    return last;
}
