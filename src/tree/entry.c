/*
 * Entries in effect and the facts that follow from them. The only code that knows what an
 * undo takes away: the wizard and whoever replays a journal both go through here.
 */
#include "pecwiz/entry.h"

#include <assert.h>
#include <string.h>

#include "pecwiz/mem.h"

#define WORD(name, word) word,
static const char *const kinds[] = {PWZ_ENTRY_KIND_LIST(WORD)};
static const char *const outcomes[] = {PWZ_OUTCOME_LIST(WORD)};
static const char *const columns[] = {PWZ_COLUMN_LIST(WORD)};
#undef WORD

static uint32_t index_of(const char *const *words, uint32_t count, const char *word)
{
    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(words[i], word) == 0) {
            return i;
        }
    }
    return PWZ_NONE;
}

const char *pwz_entry_kind_word(uint32_t kind)
{
    assert(kind < PWZ_ENTRY_KIND_COUNT);
    return kinds[kind];
}

const char *pwz_outcome_word(uint32_t outcome)
{
    assert(outcome < PWZ_OUTCOME_COUNT);
    return outcomes[outcome];
}

const char *pwz_column_word(uint32_t column)
{
    assert(column < PWZ_COLUMN_COUNT);
    return columns[column];
}

uint32_t pwz_entry_kind_of(const char *word)
{
    return index_of(kinds, PWZ_ENTRY_KIND_COUNT, word);
}

uint32_t pwz_outcome_of(const char *word)
{
    return index_of(outcomes, PWZ_OUTCOME_COUNT, word);
}

bool pwz_entry_is_undoable(enum pwz_entry_kind kind)
{
    return kind == PWZ_ENTRY_ANSWER || kind == PWZ_ENTRY_EVIDENCE ||
           kind == PWZ_ENTRY_RETRACT;
}

/* ---- the trail ---- */

enum {
    FIRST_ROOM = 64
};

struct pwz_trail {
    const struct pwz_model *model;
    struct pwz_facts *facts;
    struct pwz_entry **list; /* each one block with its strings behind it */
    size_t count, room;
};

enum pwz_status pwz_trail_new(const struct pwz_model *model, struct pwz_trail **trail,
                              struct pwz_err *err)
{
    struct pwz_trail *made = pwz_mem_new(1, sizeof(*made));

    *trail = NULL;
    if (made == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    made->model = model;

    const enum pwz_status status = pwz_facts_new(model, &made->facts, err);

    if (status != PWZ_OK) {
        pwz_trail_free(made);
        return status;
    }
    *trail = made;
    return PWZ_OK;
}

void pwz_trail_free(struct pwz_trail *trail)
{
    if (trail == NULL) {
        return;
    }
    for (size_t i = 0; i < trail->count; i++) {
        pwz_mem_free(trail->list[i]);
    }
    pwz_mem_free(trail->list);
    pwz_facts_free(trail->facts);
    pwz_mem_free(trail);
}

static const char *or_empty(const char *text)
{
    return text == NULL ? "" : text;
}

static struct pwz_entry *copy_entry(const struct pwz_entry *from)
{
    const char *text = or_empty(from->statement.text);
    const char *detail = or_empty(from->statement.detail);
    const size_t text_size = strlen(text) + 1;
    const size_t detail_size = strlen(detail) + 1;
    struct pwz_entry *copy = pwz_mem_new(1, sizeof(*copy) + text_size + detail_size);

    if (copy == NULL) {
        return NULL;
    }

    char *strings = (char *)(copy + 1);

    *copy = *from;
    copy->text = "";
    copy->statement.text = memcpy(strings, text, text_size);
    copy->statement.detail = memcpy(strings + text_size, detail, detail_size);
    return copy;
}

static bool make_room(struct pwz_trail *trail)
{
    if (trail->count < trail->room) {
        return true;
    }

    const size_t room = trail->room == 0 ? FIRST_ROOM : trail->room * 2;
    struct pwz_entry **list = pwz_mem_resize(trail->list, room, sizeof(*list));

    if (list == NULL) {
        return false;
    }
    trail->list = list;
    trail->room = room;
    return true;
}

static enum pwz_status apply(const struct pwz_model *model, struct pwz_facts *facts,
                             const struct pwz_entry *entry, struct pwz_err *err)
{
    if (entry->kind != PWZ_ENTRY_RETRACT) {
        return pwz_facts_add(facts, &entry->statement, err);
    }
    if (entry->statement.fact >= model->fact_count) {
        return pwz_err_set(err, PWZ_E_RANGE, "there is no such fact");
    }
    pwz_facts_retract(facts, entry->statement.fact);
    return PWZ_OK;
}

static enum pwz_status add(struct pwz_trail *trail, const struct pwz_entry *entry,
                           struct pwz_err *err)
{
    struct pwz_entry *copy = make_room(trail) ? copy_entry(entry) : NULL;

    if (copy == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM,
                           "Out of memory: this was not taken, all before is kept.");
    }

    const enum pwz_status status = apply(trail->model, trail->facts, copy, err);

    if (status != PWZ_OK) {
        pwz_mem_free(copy);
        return status;
    }
    trail->list[trail->count++] = copy;
    return PWZ_OK;
}

/* Facts as they were after the first `count` entries; NULL when memory is out. */
static struct pwz_facts *replay(const struct pwz_trail *trail, size_t count)
{
    struct pwz_facts *facts = NULL;

    if (pwz_facts_new(trail->model, &facts, NULL) != PWZ_OK) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        if (apply(trail->model, facts, trail->list[i], NULL) != PWZ_OK) {
            pwz_facts_free(facts);
            return NULL;
        }
    }
    return facts;
}

enum pwz_status pwz_trail_cut(struct pwz_trail *trail, size_t count, struct pwz_err *err)
{
    if (count >= trail->count) {
        return PWZ_OK;
    }

    struct pwz_facts *facts = replay(trail, count);

    if (facts == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM,
                           "Out of memory: nothing was undone, nothing is lost.");
    }
    while (trail->count > count) {
        pwz_mem_free(trail->list[--trail->count]);
    }
    pwz_facts_free(trail->facts);
    trail->facts = facts;
    return PWZ_OK;
}

enum pwz_status pwz_trail_take(struct pwz_trail *trail, const struct pwz_entry *entry,
                               struct pwz_err *err)
{
    if (pwz_entry_is_undoable(entry->kind)) {
        return add(trail, entry, err);
    }
    if (entry->kind != PWZ_ENTRY_UNDO) {
        return PWZ_OK;
    }
    if (trail->count == 0) {
        return pwz_err_set(err, PWZ_E_STATE, "There is nothing to undo.");
    }
    return pwz_trail_cut(trail, trail->count - 1, err);
}

size_t pwz_trail_count(const struct pwz_trail *trail)
{
    return trail->count;
}

const struct pwz_entry *pwz_trail_at(const struct pwz_trail *trail, size_t index)
{
    assert(index < trail->count);
    return trail->list[index];
}

const struct pwz_facts *pwz_trail_facts(const struct pwz_trail *trail)
{
    return trail->facts;
}
