/*
 * The case inside the wizard: answers in, journal out, undo by replay. Knows facts and
 * the walk; nothing of keys or screens.
 */
#include <string.h>

#include "wizard/state.h"

enum {
    EFFECTS_SPARE = 4 /* left free for what one update may add beside saved entries */
};

static const char no_memory[] = "Out of memory: this was not taken, all before is kept.";

/* ---- entries ---- */

static void refresh(struct pwz_wizard *w)
{
    w->facts = pwz_trail_facts(w->trail);
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

static void push(struct pwz_effects *effects, const struct pwz_entry *entry)
{
    struct pwz_effect *effect = pwz_session_effect(effects, PWZ_EFFECT_SAVE);

    if (effect != NULL) {
        effect->entry = *entry;
    }
}

/* Whatever is added to a closed case opens it again. */
static void save(struct pwz_wizard *w, struct pwz_effects *effects,
                 const struct pwz_entry *entry)
{
    if (effects != NULL && w->is_closed && entry->kind != PWZ_ENTRY_CLOSE) {
        const struct pwz_entry reopen = pwz_remark_entry(w, PWZ_ENTRY_REOPEN, "");

        w->is_closed = false;
        push(effects, &reopen);
    }
    push(effects, entry);
}

/* What a user does needs a case that may be written; what a journal or evidence says
 * (no effects) was written before. */
static enum pwz_status may_add(const struct pwz_wizard *w,
                               const struct pwz_effects *effects, size_t count,
                               struct pwz_err *err)
{
    if (effects != NULL && pwz_case_locked(w)[0] != '\0') {
        return pwz_err_set(err, PWZ_E_STATE, "Read only, nothing was taken.");
    }
    if (!has_room(effects, count)) {
        return pwz_err_set(err, PWZ_E_LIMIT, "Too much at once; press the key again.");
    }
    return PWZ_OK;
}

static enum pwz_status record(struct pwz_wizard *w, struct pwz_effects *effects,
                              const struct pwz_entry *entry, struct pwz_err *err)
{
    struct pwz_entry made = *entry;
    enum pwz_status status = may_add(w, effects, 1, err);

    made.group = w->group;
    if (status == PWZ_OK) {
        status = pwz_trail_take(w->trail, &made, err);
    }
    if (status != PWZ_OK) {
        return status == PWZ_E_NOMEM ? pwz_err_set(err, status, "%s", no_memory) : status;
    }
    if (entry->kind != PWZ_ENTRY_RETRACT) {
        w->is_stale[entry->statement.fact] = 0;
    }
    save(w, effects, pwz_trail_at(w->trail, pwz_trail_count(w->trail) - 1));
    refresh(w);
    return PWZ_OK;
}

void pwz_session_group(struct pwz_wizard *w)
{
    w->group++;
}

enum pwz_status pwz_session_begin(struct pwz_wizard *w, struct pwz_err *err)
{
    enum pwz_status status = pwz_trail_new(&w->pack->model, &w->trail, err);

    if (status == PWZ_OK) {
        status = pwz_walk_new(&w->pack->model, &w->walk, err);
    }
    if (status == PWZ_OK) {
        refresh(w);
    }
    return status;
}

void pwz_session_done(struct pwz_wizard *w)
{
    pwz_walk_free(w->walk);
    pwz_trail_free(w->trail);
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

    w->is_stale[claim->fact] = 0;
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

/* ---- evidence ---- */

enum pwz_status pwz_session_give(struct pwz_wizard *w, struct pwz_effects *effects,
                                 const struct pwz_entry *entry, struct pwz_err *err)
{
    return record(w, effects, entry, err);
}

size_t pwz_session_count(const struct pwz_wizard *w)
{
    return pwz_trail_count(w->trail);
}

const struct pwz_entry *pwz_session_entry(const struct pwz_wizard *w, size_t index,
                                          uint32_t *group)
{
    const struct pwz_entry *entry = pwz_trail_at(w->trail, index);

    *group = entry->group;
    return entry;
}

/* ---- undo ---- */

/* The entries that go, told one by one, the newest first. */
static void save_undos(struct pwz_wizard *w, struct pwz_effects *effects, size_t count)
{
    for (size_t i = pwz_trail_count(w->trail); i-- > count;) {
        const struct pwz_entry undo = {
            .kind = PWZ_ENTRY_UNDO,
            .statement = {.fact = pwz_trail_at(w->trail, i)->statement.fact,
                          .text = "",
                          .detail = "",
                          .at = w->now},
            .text = "",
        };
        save(w, effects, &undo);
    }
}

/* Entries before the group of the last one. */
static size_t before_group(const struct pwz_wizard *w)
{
    size_t first = pwz_trail_count(w->trail);
    uint32_t group = pwz_trail_at(w->trail, first - 1)->group;

    while (first > 0 && pwz_trail_at(w->trail, first - 1)->group == group) {
        first--;
    }
    return first;
}

uint32_t pwz_session_undo(struct pwz_wizard *w, struct pwz_effects *effects)
{
    struct pwz_err err = {0};

    if (pwz_trail_count(w->trail) == 0) {
        pwz_move_tell(w, "There is nothing to undo.");
        return PWZ_NONE;
    }
    size_t first = before_group(w);
    uint32_t fact = pwz_trail_at(w->trail, first)->statement.fact;
    size_t told = effects->count;
    if (may_add(w, effects, pwz_trail_count(w->trail) - first, &err) != PWZ_OK) {
        pwz_move_alert(w, err.text);
        return PWZ_NONE;
    }
    save_undos(w, effects, first);
    if (pwz_trail_cut(w->trail, first, &err) != PWZ_OK) {
        effects->count = told;
        pwz_move_alert(w, "Out of memory: nothing was undone, nothing is lost.");
        return PWZ_NONE;
    }
    refresh(w);
    return fact;
}

/* ---- what is no answer ---- */

/* A case begins with an answer or a note; what was copied or marked before makes none. */
static bool has_begun(const struct pwz_wizard *w)
{
    return w->number[0] != '\0' || w->unsaved[0] != '\0' ||
           pwz_trail_count(w->trail) > 0 || w->remark_count > 0;
}

enum pwz_status pwz_session_note(struct pwz_wizard *w, struct pwz_effects *effects,
                                 const struct pwz_entry *entry, struct pwz_err *err)
{
    struct pwz_entry kept = *entry;
    enum pwz_status status = may_add(w, effects, 1, err);

    if (status == PWZ_OK && !pwz_remark_add(w, &kept)) {
        status = pwz_err_set(err, PWZ_E_NOMEM, "%s", no_memory);
    }
    if (status == PWZ_OK && has_begun(w)) {
        save(w, effects, &kept);
    }
    w->layout_serial++;
    return status;
}

bool pwz_session_remark(struct pwz_wizard *w, struct pwz_effects *effects,
                        const struct pwz_entry *entry)
{
    struct pwz_err err = {0};

    if (pwz_session_note(w, effects, entry, &err) != PWZ_OK) {
        pwz_move_alert(w, err.text);
        return false;
    }
    return true;
}

enum pwz_status pwz_session_take(struct pwz_wizard *w, const struct pwz_entry *entry,
                                 struct pwz_err *err)
{
    pwz_session_group(w);
    if (pwz_entry_is_undoable(entry->kind)) {
        return record(w, NULL, entry, err);
    }
    if (entry->kind != PWZ_ENTRY_UNDO) {
        return pwz_session_note(w, NULL, entry, err);
    }
    enum pwz_status status = pwz_trail_take(w->trail, entry, err);
    if (status == PWZ_OK) {
        refresh(w);
    }
    return status;
}

/* ---- a whole step ---- */

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
