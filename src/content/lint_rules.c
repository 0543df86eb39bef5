/*
 * Lint rules about the decision tree: rules that cannot fire, conditions that cannot
 * change, and what no rule uses. The compiled diagram is exact, so these are proofs and
 * not guesses.
 */
#include <string.h>

#include "content/lint.h"

enum {
    EXPLAINED_MAX = 20, /* each explanation compiles the rules once more */
    TAKERS_TOLD = 3,
    FIXED_FALSE = 1 /* as in struct pwz_model_report */
};

static const struct pwz_rule_spec *rule_at(const struct lint *lint, uint32_t index)
{
    return (const struct pwz_rule_spec *)lint->loader->rules.data + index;
}

static struct lint_place rule_place(const struct lint *lint, uint32_t index)
{
    const struct pwz_json *const *json = lint->loader->rule_json.data;

    return lint_at(lint->loader->rules_doc, json[index]);
}

/* ---- rules that never fire ---- */

/* The rules before `rule`, each with a leaf of its own, asked only where `rule` is true:
 * the leaves that remain are those that take its cases. The nearest rule is asked first,
 * since it is mostly the one that was written too wide: leaf i stands for the i-th rule
 * before this one. */
static bool build_takers(struct lint *lint, uint32_t rule, struct lint_tree *tree)
{
    struct pwz_model_spec spec = lint->spec;
    struct pwz_rule_spec *rules = lint_new(lint, rule + 2, sizeof *rules);
    struct pwz_cond *conds = lint_new(lint, spec.cond_count + 1, sizeof *conds);

    if (!rules || !conds)
        return false;
    memcpy(conds, spec.conds, spec.cond_count * sizeof *conds);
    conds[spec.cond_count] =
        (struct pwz_cond){.op = PWZ_COND_NOT, .a = rule_at(lint, rule)->when};
    rules[0] =
        (struct pwz_rule_spec){.id = "", .step = PWZ_NONE, .when = spec.cond_count};
    for (uint32_t i = 0; i < rule; i++) {
        rules[i + 1] = *rule_at(lint, rule - 1 - i);
        rules[i + 1].verdict = i + 1;
    }
    rules[rule + 1] = (struct pwz_rule_spec){
        .id = "", .step = PWZ_NONE, .when = PWZ_NONE, .verdict = rule + 1};
    lint->spec.conds = conds;
    lint->spec.cond_count++;
    bool is_built = lint_tree_build(lint, rules, rule + 2, tree);
    lint->spec = spec;
    return is_built;
}

static void add_taker(const struct lint *lint, struct pwz_buf *out, uint32_t number,
                      uint32_t rule)
{
    if (number < TAKERS_TOLD)
        pwz_buf_addf(out, "%s'%s'", number ? ", " : "", rule_at(lint, rule)->id);
    else if (number == TAKERS_TOLD)
        pwz_buf_adds(out, " and others");
}

static void list_takers(struct lint *lint, const struct pwz_model *model, uint32_t rule,
                        struct pwz_buf *out)
{
    uint8_t *takes = lint_new(lint, model->verdict_count, 1);
    uint32_t number = 0;

    if (!takes)
        return;
    if (model->meta->root < model->verdict_count)
        takes[model->meta->root] = 1;
    for (uint32_t i = 0; i < model->node_kid_count; i++)
        if (model->node_kids[i] < model->verdict_count)
            takes[model->node_kids[i]] = 1;
    for (uint32_t i = 0; i < rule; i++)
        if (takes[i + 1])
            add_taker(lint, out, number++, rule - 1 - i);
}

static void say_dead(struct lint *lint, uint32_t rule, bool is_explained)
{
    struct lint_place place = rule_place(lint, rule);
    struct lint_tree tree;
    struct lint_goal goal = {
        .first_leaf = 1, .last_leaf = rule, .var = PWZ_NONE, .kept_var = PWZ_NONE};
    struct pwz_buf takers;
    uint32_t leaf;

    pwz_buf_init(&takers, 1000);
    if (is_explained && rule_at(lint, rule)->when != PWZ_NONE &&
        build_takers(lint, rule, &tree)) {
        list_takers(lint, &tree.model, rule, &takers);
        place.walk = lint_walk_to(lint, &tree.model, &goal, &leaf);
        lint_tree_done(&tree);
    }
    lint_say(
        lint, LINT_DEAD_RULE, place,
        "the rule '%s' can never fire: %s take%s every case that it matches; drop it, "
        "or move it up",
        rule_at(lint, rule)->id,
        takers.len ? pwz_buf_text(&takers) : "the rules before it",
        takers.len && !strchr(pwz_buf_text(&takers), ' ') ? "s" : "");
    pwz_buf_done(&takers);
}

void check_firing(struct lint *lint)
{
    uint32_t dead = 0;

    for (uint32_t i = 0; i < lint->loader->rules.count; i++) {
        uint32_t when = rule_at(lint, i)->when;
        bool is_told = when != PWZ_NONE && lint->cond_fixed[when] == FIXED_FALSE;
        if (!lint->rule_fires[i] && !is_told)
            say_dead(lint, i, dead++ < EXPLAINED_MAX);
    }
}

/* ---- conditions that never change ---- */

static void check_cond(struct lint *lint, const struct pwz_json_doc *doc,
                       const struct pwz_json *json, uint32_t cond);

static void check_parts(struct lint *lint, const struct pwz_json_doc *doc,
                        const struct pwz_json *list, const struct pwz_cond *row)
{
    for (const struct pwz_json *item = list->child; item; item = item->next)
        check_cond(lint, doc, item, lint->spec.kids[row->a + item->index]);
}

/* Goes down the written condition and its rows side by side. A named one is told where it
 * is declared. */
static void check_cond(struct lint *lint, const struct pwz_json_doc *doc,
                       const struct pwz_json *json, uint32_t cond)
{
    const struct pwz_cond *row = &lint->spec.conds[cond];

    if (pwz_json_get(json, "condition"))
        return;
    if (lint->cond_fixed[cond]) {
        lint_say(
            lint, LINT_CONSTANT_CONDITION, lint_at(doc, json),
            "this condition is always %s, whatever is answered; drop it, or mend what "
            "it asks for",
            lint->cond_fixed[cond] == FIXED_FALSE ? "false" : "true");
        return;
    }
    if (row->op == PWZ_COND_ALL)
        check_parts(lint, doc, pwz_json_get(json, "all"), row);
    else if (row->op == PWZ_COND_ANY)
        check_parts(lint, doc, pwz_json_get(json, "any"), row);
    else if (row->op == PWZ_COND_NOT && pwz_json_get(json, "not"))
        check_cond(lint, doc, pwz_json_get(json, "not"), row->a);
}

static void check_rule_conds(struct lint *lint, const struct vec *rules,
                             const struct vec *jsons)
{
    const struct pwz_rule_spec *rule = rules->data;
    const struct pwz_json *const *json = jsons->data;

    for (uint32_t i = 0; i < rules->count; i++)
        if (rule[i].when != PWZ_NONE)
            check_cond(lint, lint->loader->rules_doc, pwz_json_get(json[i], "when"),
                       rule[i].when);
}

void check_conditions(struct lint *lint)
{
    const struct loader *loader = lint->loader;
    const struct named_cond *named = loader->named.data;

    for (uint32_t i = 0; i < loader->named.count; i++)
        if (named[i].cond != PWZ_NONE)
            check_cond(lint, loader->rules_doc, named[i].when, named[i].cond);
    check_rule_conds(lint, &loader->rules, &loader->rule_json);
    check_rule_conds(lint, &loader->seen, &loader->seen_json);
    for (uint32_t i = 0; i < loader->steps.count; i++) {
        const struct step_entry *step = loader_step(loader, i);
        if (step->not_applicable)
            check_cond(lint, loader->questions_doc, step->not_applicable,
                       step->spec.not_applicable);
    }
    for (uint32_t i = 0; i < loader->facts.count; i++) {
        const struct fact_entry *fact = loader_fact(loader, i);
        if (fact->ask_when)
            check_cond(lint, loader->questions_doc, fact->ask_when, fact->spec.ask_when);
    }
}

/* ---- what no rule uses ---- */

void check_verdicts_given(struct lint *lint)
{
    const struct loader *loader = lint->loader;

    for (uint32_t i = 0; i < loader->verdicts.count; i++) {
        bool is_given = false;
        for (uint32_t j = 0; j < loader->rules.count; j++)
            is_given |= rule_at(lint, j)->verdict == i;
        if (!is_given)
            lint_say(lint, LINT_UNUSED_VERDICT,
                     lint_at(loader->verdicts_doc, loader_verdict(loader, i)->json),
                     "no rule gives the verdict '%s'; give it a rule or drop it",
                     loader_verdict(loader, i)->spec.id);
    }
}

static void mark_facts(const struct lint *lint, uint32_t cond, uint8_t *is_met,
                       uint8_t *is_used)
{
    if (cond == PWZ_NONE || is_met[cond])
        return;
    const struct pwz_cond *row = &lint->spec.conds[cond];
    is_met[cond] = 1;
    if (row->op <= PWZ_COND_KNOWN)
        is_used[row->a] = 1;
    else if (row->op == PWZ_COND_NOT)
        mark_facts(lint, row->a, is_met, is_used);
    else
        for (uint32_t i = 0; i < row->b; i++)
            mark_facts(lint, lint->spec.kids[row->a + i], is_met, is_used);
}

static void say_unused(struct lint *lint, uint32_t fact, bool is_in_rules)
{
    const struct fact_entry *entry = loader_fact(lint->loader, fact);
    struct lint_place place = lint_at(lint->loader->facts_doc, entry->json);

    if (is_in_rules)
        lint_say(lint, LINT_NEVER_ASKED, place,
                 "no answer to '%s' can change the verdict, so it is never asked; let a "
                 "rule decide by it, or make it a hint",
                 entry->spec.id);
    else
        lint_say(lint, LINT_UNUSED_FACT, place,
                 "no rule uses the fact '%s', so it is never asked; use it, or make it a "
                 "hint or a detail",
                 entry->spec.id);
}

void check_facts_used(struct lint *lint)
{
    const struct pwz_model_spec *spec = &lint->spec;
    const struct pwz_model *model = &lint->pack.model;
    uint8_t *is_met = lint_new(lint, spec->cond_count, 1);
    uint8_t *is_used = lint_new(lint, spec->fact_count, 1);
    uint8_t *is_asked = lint_new(lint, spec->fact_count, 1);

    if (!is_met || !is_used || !is_asked)
        return;
    for (uint32_t i = 0; i < spec->rule_count; i++)
        mark_facts(lint, spec->rules[i].when, is_met, is_used);
    for (uint32_t i = 0; i < spec->seen_count; i++)
        mark_facts(lint, spec->seen[i].when, is_met, is_used);
    for (uint32_t i = 0; i < model->node_count; i++)
        is_asked[model->vars[model->nodes[i].var].fact] = 1;
    for (uint32_t i = 0; i < spec->fact_count; i++)
        if (spec->facts[i].use == PWZ_USE_RULE && !is_asked[i])
            say_unused(lint, i, is_used[i]);
}

void check_conditions_used(struct lint *lint)
{
    const struct named_cond *named = lint->loader->named.data;

    for (uint32_t i = 0; i < lint->loader->named.count; i++)
        if (!named[i].is_used)
            lint_say(lint, LINT_UNUSED_CONDITION,
                     lint_at(lint->loader->rules_doc, named[i].when),
                     "nothing uses the condition '%s'; drop it", named[i].name);
}

/* ---- guards ---- */

/* The walk that asks a guarded fact without its guard; NULL when there is none. */
static const char *find_leak(struct lint *lint, uint32_t fact)
{
    const struct pwz_model *model = &lint->pack.model;
    const struct pwz_fact_spec *spec = &lint->spec.facts[fact];
    const struct pwz_fact *guard = &model->facts[spec->guard_fact];
    uint32_t leaf;
    struct lint_goal goal = {
        .first_leaf = 1,
        .last_leaf = 0,
        .var = model->facts[fact].var,
        .kept_var = model->values[guard->first_value + spec->guard_value].var,
    };

    if (goal.var == PWZ_NONE || goal.kept_var == PWZ_NONE)
        return NULL;
    return lint_walk_to(lint, model, &goal, &leaf);
}

void check_guards(struct lint *lint)
{
    const struct loader *loader = lint->loader;

    for (uint32_t i = 0; i < loader->facts.count; i++) {
        const struct fact_entry *entry = loader_fact(loader, i);
        const char *walk = entry->spec.guard_fact == PWZ_NONE ? NULL : find_leak(lint, i);
        struct lint_place place = lint_at(loader->facts_doc, entry->json);
        place.walk = walk;
        if (walk)
            lint_say(
                lint, LINT_GUARD_LEAK, place,
                "'%s' is asked although '%s' does not hold '%s'; ask for that member "
                "in the rules that use it, or drop the guard",
                entry->spec.id, entry->guard_fact, entry->guard_value);
    }
}
