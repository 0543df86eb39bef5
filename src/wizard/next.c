/*
 * Which question comes next: what a fix touched, hints in their place, then what the walk
 * says still matters. Changes nothing.
 */
#include "wizard/state.h"

/* Touched by a fix and not answered since: evidence from before it does not go away by
 * itself, and of what was taken back only what still matters is asked. */
static bool is_to_ask_again(const struct pwz_wizard *w, uint32_t fact)
{
    const struct pwz_holding holding = pwz_facts_holding(w->facts, fact);

    if (w->is_stale[fact] == 0) {
        return false;
    }
    return holding.is_absent ? w->result->is_relevant[fact] != 0
                             : holding.from->source != PWZ_SOURCE_ANSWER;
}

static uint32_t next_stale(const struct pwz_wizard *w)
{
    for (uint32_t fact = 0; fact < w->pack->model.fact_count; fact++) {
        if (is_to_ask_again(w, fact)) {
            return fact;
        }
    }
    return PWZ_NONE;
}

static bool is_open_hint(const struct pwz_wizard *w, uint32_t fact)
{
    const struct pwz_fact *row = &w->pack->model.facts[fact];

    return row->use == PWZ_USE_HINT && !w->is_passed[fact] &&
           pwz_facts_holding(w->facts, fact).is_absent &&
           (row->ask_when == PWZ_NONE ||
            pwz_walk_truth(w->walk, row->ask_when) != PWZ_FALSE);
}

/* The walk knows nothing of hints passed over: those are stepped past here. */
uint32_t pwz_session_next(const struct pwz_wizard *w)
{
    uint32_t asked = pwz_walk_next_asked(w->walk, w->facts);
    uint32_t next = w->result->next;
    uint32_t stale = next_stale(w);

    if (stale != PWZ_NONE) {
        return stale;
    }
    if (asked == PWZ_NONE || asked == next || !w->is_passed[asked]) {
        return asked;
    }
    for (uint32_t fact = asked + 1; fact < w->pack->model.fact_count; fact++) {
        if (fact == next || is_open_hint(w, fact)) {
            return fact;
        }
    }
    return next;
}

uint32_t pwz_session_next_good(const struct pwz_wizard *w, uint32_t step)
{
    const struct pwz_model *model = &w->pack->model;
    uint32_t first = model->steps[step].first_fact;

    for (uint32_t i = 0; i < model->steps[step].fact_count; i++) {
        const struct pwz_fact *fact = &model->facts[first + i];
        if (fact->has_good != 0 && fact->use == PWZ_USE_RULE &&
            w->result->is_relevant[first + i] != 0 &&
            pwz_facts_holding(w->facts, first + i).is_absent) {
            return first + i;
        }
    }
    return PWZ_NONE;
}
