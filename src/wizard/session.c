/*
 * The case inside the wizard: answers in, journal out, undo by replay, and which question
 * comes next. Knows facts and the walk; nothing of keys or screens.
 */
#include <string.h>

#include "wizard/state.h"

enum {
    PAST_FIRST = 64,
    EFFECTS_SPARE = 4 /* left free for what one update may add beside saved entries */
};

/* ---- journal ---- */

static void free_past(struct pwz_past *past)
{
    pwz_mem_free(past->text);
    pwz_mem_free(past->detail);
    memset(past, 0, sizeof *past);
}

static char *copy_text(const char *text)
{
    size_t len = text == NULL ? 0 : strlen(text);
    char *copy = pwz_mem_new(len + 1, 1);

    if (copy != NULL && len > 0) {
        memcpy(copy, text, len);
    }
    return copy;
}

static bool make_room(struct pwz_wizard *w)
{
    if (w->past_count < w->past_room) {
        return true;
    }
    size_t room = w->past_room == 0 ? PAST_FIRST : w->past_room * 2;
    struct pwz_past *past = pwz_mem_resize(w->past, room, sizeof *past);
    if (past == NULL) {
        return false;
    }
    w->past = past;
    w->past_room = room;
    return true;
}

/* A copy of `entry` in the slot after the last; it counts only once past_count grows. */
static struct pwz_past *reserve(struct pwz_wizard *w, const struct pwz_entry *entry)
{
    if (!make_room(w)) {
        return NULL;
    }
    struct pwz_past *past = &w->past[w->past_count];
    *past = (struct pwz_past){
        .entry = *entry,
        .text = copy_text(entry->statement.text),
        .detail = copy_text(entry->statement.detail),
        .group = w->group,
    };
    if (past->text == NULL || past->detail == NULL) {
        free_past(past);
        return NULL;
    }
    past->entry.statement.text = past->text;
    past->entry.statement.detail = past->detail;
    return past;
}

static enum pwz_status apply(struct pwz_facts *facts, const struct pwz_entry *entry,
                             struct pwz_err *err)
{
    if (entry->kind == PWZ_ENTRY_ANSWER) {
        return pwz_facts_add(facts, &entry->statement, err);
    }
    pwz_facts_retract(facts, entry->statement.fact);
    return PWZ_OK;
}

static void refresh(struct pwz_wizard *w)
{
    w->result = pwz_walk_update(w->walk, w->facts);
    w->layout_serial++;
}

struct pwz_effect *pwz_session_effect(struct pwz_effects *effects,
                                      enum pwz_effect_kind kind)
{
    if (effects == NULL || effects->count == PWZ_EFFECTS_MAX) {
        return NULL;
    }
    struct pwz_effect *effect = &effects->effect[effects->count++];
    *effect = (struct pwz_effect){.kind = kind, .text = ""};
    return effect;
}

static bool has_room(const struct pwz_effects *effects, size_t count)
{
    return effects == NULL ||
           effects->count + count + EFFECTS_SPARE <= (size_t)PWZ_EFFECTS_MAX;
}

static void save(struct pwz_effects *effects, const struct pwz_entry *entry)
{
    struct pwz_effect *effect = pwz_session_effect(effects, PWZ_EFFECT_SAVE);

    if (effect != NULL) {
        effect->entry = *entry;
    }
}

static enum pwz_status record(struct pwz_wizard *w, struct pwz_effects *effects,
                              const struct pwz_entry *entry, struct pwz_err *err)
{
    if (!has_room(effects, 1)) {
        return pwz_err_set(err, PWZ_E_LIMIT, "Too much at once; press the key again.");
    }
    struct pwz_past *past = reserve(w, entry);
    if (past == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM,
                           "Out of memory: this was not taken, all before is kept.");
    }
    enum pwz_status status = apply(w->facts, &past->entry, err);
    if (status != PWZ_OK) {
        free_past(past);
        return status;
    }
    w->past_count++;
    save(effects, &past->entry);
    refresh(w);
    return PWZ_OK;
}

void pwz_session_group(struct pwz_wizard *w)
{
    w->group++;
}

void pwz_session_done(struct pwz_wizard *w)
{
    for (size_t i = 0; i < w->past_count; i++) {
        free_past(&w->past[i]);
    }
    pwz_mem_free(w->past);
    pwz_walk_free(w->walk);
    pwz_facts_free(w->facts);
}

/* ---- answers ---- */

const struct pwz_statement *pwz_session_claimed(const struct pwz_wizard *w, uint32_t fact)
{
    for (size_t i = pwz_facts_count(w->facts); i-- > 0;) {
        const struct pwz_statement *statement = pwz_facts_at(w->facts, i);
        if (statement->fact == fact && statement->source == PWZ_SOURCE_ANSWER) {
            return statement;
        }
    }
    return NULL;
}

static bool is_same(const struct pwz_statement *a, const struct pwz_statement *b)
{
    if (a->is_unknown || b->is_unknown) {
        return a->is_unknown == b->is_unknown;
    }
    return a->value == b->value && strcmp(a->text, b->text) == 0;
}

static bool is_disputed(const struct pwz_wizard *w, uint32_t fact)
{
    struct pwz_holding holding = pwz_facts_holding(w->facts, fact);

    return holding.is_conflict && !holding.is_overruled;
}

/*
 * Evidence wins over a claim. The same answer given once more, with the evidence in
 * sight, is the user's word against it and overrules it.
 */
enum pwz_claim pwz_session_claim(struct pwz_wizard *w, struct pwz_effects *effects,
                                 const struct pwz_statement *claim)
{
    const struct pwz_statement *claimed = pwz_session_claimed(w, claim->fact);
    struct pwz_entry entry = {.kind = PWZ_ENTRY_ANSWER, .statement = *claim};
    struct pwz_err err = {0};

    if (claimed != NULL && is_same(claimed, claim)) {
        if (claim->is_unknown || !is_disputed(w, claim->fact)) {
            return PWZ_CLAIM_SAME;
        }
        entry.statement.overrules = true;
    }
    if (record(w, effects, &entry, &err) != PWZ_OK) {
        pwz_move_alert(w, err.text);
        return PWZ_CLAIM_FAILED;
    }
    return !claim->is_unknown && is_disputed(w, claim->fact) ? PWZ_CLAIM_DISPUTED
                                                             : PWZ_CLAIM_TAKEN;
}

bool pwz_session_retract(struct pwz_wizard *w, struct pwz_effects *effects, uint32_t fact)
{
    const struct pwz_entry entry = {
        .kind = PWZ_ENTRY_RETRACT,
        .statement = {.fact = fact, .text = "", .detail = "", .at = w->now},
    };
    struct pwz_err err = {0};

    if (record(w, effects, &entry, &err) != PWZ_OK) {
        pwz_move_alert(w, err.text);
        return false;
    }
    return true;
}

/* ---- undo ---- */

/* Facts as they were after the first `count` entries; NULL when memory is out. */
static struct pwz_facts *replay(const struct pwz_wizard *w, size_t count)
{
    struct pwz_facts *facts = NULL;

    if (pwz_facts_new(&w->pack->model, &facts, NULL) != PWZ_OK) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        if (apply(facts, &w->past[i].entry, NULL) != PWZ_OK) {
            pwz_facts_free(facts);
            return NULL;
        }
    }
    return facts;
}

static enum pwz_status go_back_to(struct pwz_wizard *w, struct pwz_effects *effects,
                                  size_t count)
{
    if (!has_room(effects, w->past_count - count)) {
        return PWZ_E_LIMIT;
    }
    struct pwz_facts *facts = replay(w, count);
    if (facts == NULL) {
        return PWZ_E_NOMEM;
    }
    while (w->past_count > count) {
        struct pwz_past *past = &w->past[--w->past_count];
        const struct pwz_entry undo = {
            .kind = PWZ_ENTRY_UNDO,
            .statement = {.fact = past->entry.statement.fact,
                          .text = "",
                          .detail = "",
                          .at = w->now},
        };
        save(effects, &undo);
        free_past(past);
    }
    pwz_facts_free(w->facts);
    w->facts = facts;
    refresh(w);
    return PWZ_OK;
}

uint32_t pwz_session_undo(struct pwz_wizard *w, struct pwz_effects *effects)
{
    size_t first = w->past_count;

    if (first == 0) {
        pwz_move_tell(w, "There is nothing to undo.");
        return PWZ_NONE;
    }
    uint32_t group = w->past[first - 1].group;
    while (first > 0 && w->past[first - 1].group == group) {
        first--;
    }
    uint32_t fact = w->past[first].entry.statement.fact;
    if (go_back_to(w, effects, first) != PWZ_OK) {
        pwz_move_alert(w, "Out of memory: nothing was undone, nothing is lost.");
        return PWZ_NONE;
    }
    return fact;
}

enum pwz_status pwz_session_take(struct pwz_wizard *w, const struct pwz_entry *entry,
                                 struct pwz_err *err)
{
    w->group++;
    if (entry->kind != PWZ_ENTRY_UNDO) {
        return record(w, NULL, entry, err);
    }
    if (w->past_count == 0) {
        return pwz_err_set(err, PWZ_E_STATE, "There is nothing to undo.");
    }
    if (go_back_to(w, NULL, w->past_count - 1) != PWZ_OK) {
        return pwz_err_set(err, PWZ_E_NOMEM, "Out of memory: nothing was undone.");
    }
    return PWZ_OK;
}

/* ---- what comes next ---- */

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

uint32_t pwz_session_step_good(struct pwz_wizard *w, struct pwz_effects *effects,
                               uint32_t step)
{
    uint32_t given = 0;

    for (uint32_t fact = pwz_session_next_good(w, step);
         fact != PWZ_NONE && has_room(effects, 1);
         fact = pwz_session_next_good(w, step)) {
        const struct pwz_statement claim = {
            .fact = fact,
            .source = PWZ_SOURCE_ANSWER,
            .value = w->pack->model.facts[fact].good,
            .text = "",
            .detail = "",
            .at = w->now,
        };
        if (pwz_session_claim(w, effects, &claim) == PWZ_CLAIM_FAILED) {
            break;
        }
        given++;
    }
    return given;
}
