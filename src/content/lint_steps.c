/*
 * How many questions of one step a caller may have to answer. Counted is the longest way
 * down the decision diagram; of facts behind a guard only those of one member count,
 * since whoever has several goes through them one after the other. Hints count as asked.
 */
#include <string.h>

#include "content/lint.h"

enum {
    QUESTIONS_GOOD = 7,
    QUESTIONS_MAX = 9
};

/* What is counted: the facts of a step that no guard or this one holds back. */
struct counted {
    uint32_t step;
    uint32_t guard_fact, guard_value; /* PWZ_NONE = only what has no guard */
};

struct lengths {
    uint32_t *most;  /* per node: questions of the step from here on */
    uint8_t *counts; /* per variable: is one of them */
};

static bool counts_for(const struct lint *lint, const struct counted *counted,
                       uint32_t fact)
{
    const struct pwz_fact_spec *spec = &lint->spec.facts[fact];
    bool is_free = spec->guard_fact == PWZ_NONE;
    bool is_behind = spec->guard_fact == counted->guard_fact &&
                     spec->guard_value == counted->guard_value;

    return spec->step == counted->step && (is_free || is_behind);
}

static uint32_t ways(const struct pwz_model *model, const struct lengths *lengths,
                     uint32_t ref)
{
    return ref < model->verdict_count ? 0 : lengths->most[ref - model->verdict_count];
}

static uint32_t longest_kid(const struct pwz_model *model, const struct lengths *lengths,
                            const struct pwz_node *node)
{
    uint32_t best = 0;

    for (uint32_t i = 1; i < model->vars[node->var].arity; i++)
        if (ways(model, lengths, model->node_kids[node->kids + i]) >
            ways(model, lengths, model->node_kids[node->kids + best]))
            best = i;
    return best;
}

static uint32_t measure(const struct pwz_model *model, struct lengths *lengths)
{
    for (uint32_t i = 0; i < model->node_count; i++) {
        const struct pwz_node *node = &model->nodes[i];
        uint32_t kid = longest_kid(model, lengths, node);
        lengths->most[i] = ways(model, lengths, model->node_kids[node->kids + kid]) +
                           lengths->counts[node->var];
    }
    return ways(model, lengths, model->meta->root);
}

/* The answers on the longest way, up to the last question that counts. */
static const char *tell_way(struct lint *lint, const struct lengths *lengths)
{
    const struct pwz_model *model = &lint->pack.model;
    uint32_t *chosen = lint_new(lint, model->var_count, sizeof *chosen);
    uint32_t ref = model->meta->root;

    if (!chosen)
        return NULL;
    memset(chosen, 0xFF, model->var_count * sizeof *chosen);
    while (ways(model, lengths, ref) > 0) {
        const struct pwz_node *node = &model->nodes[ref - model->verdict_count];
        uint32_t kid = longest_kid(model, lengths, node);
        chosen[node->var] = kid;
        ref = model->node_kids[node->kids + kid];
    }
    return lint_walk_text(lint, model, chosen);
}

/* Hints are asked in their place; a set is one question, however many members it has. */
static uint32_t count_others(const struct lint *lint, const struct counted *counted)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < lint->spec.fact_count; i++) {
        const struct pwz_fact_spec *spec = &lint->spec.facts[i];
        bool is_set = spec->use == PWZ_USE_RULE && spec->type == PWZ_FACT_SET;
        count += (is_set || spec->use == PWZ_USE_HINT) && counts_for(lint, counted, i);
    }
    return count;
}

static uint32_t count_questions(struct lint *lint, const struct counted *counted,
                                struct lengths *lengths)
{
    const struct pwz_model *model = &lint->pack.model;

    for (uint32_t i = 0; i < model->var_count; i++)
        lengths->counts[i] = model->vars[i].member == PWZ_NONE &&
                             counts_for(lint, counted, model->vars[i].fact);
    return measure(model, lengths) + count_others(lint, counted);
}

static void say_length(struct lint *lint, uint32_t step, uint32_t count, const char *walk)
{
    const struct pwz_json *steps =
        pwz_json_get(pwz_json_root(lint->loader->questions_doc), "steps");
    const struct pwz_json *json = steps->child;

    for (uint32_t i = 0; i < step && json->next; i++)
        json = json->next;
    struct lint_place place = lint_at(lint->loader->questions_doc, json);
    place.walk = walk;
    lint_say(lint, count > QUESTIONS_MAX ? LINT_LONG_STEP : LINT_BUSY_STEP, place,
             "one caller may be asked %u questions in the step '%s'; at most %d keep the "
             "thread, more than %d lose it: split the step, or ask less",
             count, loader_step(lint->loader, step)->spec.id, QUESTIONS_GOOD,
             QUESTIONS_MAX);
}

static void check_step(struct lint *lint, uint32_t step, struct lengths *lengths)
{
    const struct pwz_model_spec *spec = &lint->spec;
    struct counted worst = {.step = step, .guard_fact = PWZ_NONE};
    uint32_t most = count_questions(lint, &worst, lengths);

    for (uint32_t i = 0; i < spec->fact_count; i++) {
        const struct pwz_fact_spec *fact = &spec->facts[i];
        bool is_known = i > 0 && fact->guard_fact == fact[-1].guard_fact &&
                        fact->guard_value == fact[-1].guard_value &&
                        fact->step == fact[-1].step;
        if (fact->step != step || fact->guard_fact == PWZ_NONE || is_known)
            continue;
        struct counted counted = {step, fact->guard_fact, fact->guard_value};
        uint32_t count = count_questions(lint, &counted, lengths);
        worst = count > most ? counted : worst;
        most = count > most ? count : most;
    }
    if (most <= QUESTIONS_GOOD)
        return;
    count_questions(lint, &worst, lengths);
    say_length(lint, step, most, tell_way(lint, lengths));
}

void check_step_lengths(struct lint *lint)
{
    struct lengths lengths = {
        .most = lint_new(lint, lint->pack.model.node_count, sizeof *lengths.most),
        .counts = lint_new(lint, lint->pack.model.var_count, 1),
    };

    if (!lengths.most || !lengths.counts)
        return;
    for (uint32_t i = 0; i < lint->spec.step_count; i++)
        check_step(lint, i, &lengths);
}
