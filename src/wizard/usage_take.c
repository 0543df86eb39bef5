/*
 * What usage files prove, into the case: one group of evidence for one subscription, so
 * that one undo takes it back, and never the facts of two subscriptions side by side.
 *
 * Must not know: files, what any fact is about.
 */
#include <string.h>

#include "wizard/state.h"

enum {
    EFFECTS_SPARE = 4 /* as session.c keeps free */
};

/* ---- what is in the case ---- */

static bool is_same(const struct pwz_statement *a, const struct pwz_statement *b)
{
    return a->source == b->source && a->value == b->value && a->seen == b->seen &&
           strcmp(a->text, b->text) == 0 && strcmp(a->detail, b->detail) == 0;
}

/* The newest evidence about its fact is this very statement. */
static bool is_held(const struct pwz_wizard *w, const struct pwz_statement *statement)
{
    for (size_t i = pwz_facts_count(w->facts); i-- > 0;) {
        const struct pwz_statement *held = pwz_facts_at(w->facts, i);
        if (held->fact == statement->fact && held->source != PWZ_SOURCE_ANSWER) {
            return is_same(held, statement);
        }
    }
    return false;
}

bool pwz_usage_is_taken(const struct pwz_wizard *w)
{
    for (size_t i = 0; i < w->desk.statement_count; i++) {
        if (!is_held(w, &w->desk.statements[i])) {
            return false;
        }
    }
    return w->desk.statement_count > 0;
}

/* Facts that hold by a file and that this subscription says nothing about. */
static uint32_t count_others(const struct pwz_wizard *w)
{
    uint32_t count = 0;

    for (uint32_t fact = 0; fact < w->pack->model.fact_count; fact++) {
        const struct pwz_holding holding = pwz_facts_holding(w->facts, fact);
        bool is_other = holding.from != NULL && holding.from->source == PWZ_SOURCE_FILE;
        for (size_t i = 0; i < w->desk.statement_count && is_other; i++) {
            is_other = w->desk.statements[i].fact != fact;
        }
        count += is_other ? 1 : 0;
    }
    return count;
}

static uint32_t count_disputed(const struct pwz_wizard *w)
{
    uint32_t count = 0;

    for (size_t i = 0; i < w->desk.statement_count; i++) {
        const struct pwz_holding holding =
            pwz_facts_holding(w->facts, w->desk.statements[i].fact);
        count += holding.is_conflict && !holding.is_overruled ? 1 : 0;
    }
    return count;
}

static void tell_taken(struct pwz_wizard *w, size_t taken)
{
    const uint32_t others = count_others(w);
    const uint32_t disputed = count_disputed(w);
    struct pwz_buf words;

    pwz_buf_init(&words, PWZ_MESSAGE_MAX);
    pwz_buf_addf(&words, "%zu fact%s taken from %s; ", taken, taken == 1 ? "" : "s",
                 pwz_buf_text(&w->desk.name));
    pwz_usage_put_key(w, PWZ_ACTION_UNDO, &words);
    pwz_buf_adds(&words, " takes them back.");
    if (disputed > 0) {
        pwz_buf_addf(&words, " %u answer%s given before disagree%s: evidence counts.",
                     (unsigned)disputed, disputed == 1 ? "" : "s",
                     disputed == 1 ? "s" : "");
    }
    if (others > 0) {
        pwz_buf_addf(&words, " %u of another subscription stay%s.", (unsigned)others,
                     others == 1 ? "s" : "");
    }
    if (w->desk.words.len > 0) {
        pwz_buf_adds(&words, " Not all of the files could be used.");
    }
    pwz_move_tell(w, "%s", pwz_buf_text(&words));
    pwz_buf_done(&words);
}

static void note_customer(struct pwz_desk *desk)
{
    desk->customer[0] = '\0';
    if (desk->one != NULL && desk->one->row_count > 0) {
        const char *id = desk->one->rows[0]->customer_id;
        const size_t len = strlen(id);
        if (len < sizeof desk->customer) {
            memcpy(desk->customer, id, len + 1);
        }
    }
}

/* ---- in place of another subscription's ---- */

/* Entries that were made after a group and stay when the group goes. */
struct kept {
    struct pwz_arena arena;
    struct pwz_entry *entries;
    uint32_t *groups;
    size_t count;
};

static const char *keep_text(struct pwz_arena *arena, const char *text)
{
    return pwz_arena_text(arena, text == NULL ? "" : text,
                          text == NULL ? 0 : strlen(text));
}

static bool keep_entry(struct kept *kept, const struct pwz_wizard *w, size_t index)
{
    struct pwz_entry *entry = &kept->entries[kept->count];

    *entry = *pwz_session_entry(w, index, &kept->groups[kept->count]);
    entry->statement.text = keep_text(&kept->arena, entry->statement.text);
    entry->statement.detail = keep_text(&kept->arena, entry->statement.detail);
    entry->text = keep_text(&kept->arena, entry->text);
    kept->count++;
    return entry->statement.text != NULL && entry->statement.detail != NULL &&
           entry->text != NULL;
}

/* Index of the first entry of a group; the count when it is not there. */
static size_t start_of(const struct pwz_wizard *w, uint32_t group)
{
    const size_t count = pwz_session_count(w);
    uint32_t found = 0;

    for (size_t i = 0; i < count; i++) {
        (void)pwz_session_entry(w, i, &found);
        if (found == group) {
            return i;
        }
    }
    return count;
}

static bool keep_later(struct kept *kept, const struct pwz_wizard *w, size_t start)
{
    const size_t count = pwz_session_count(w);
    uint32_t group = 0;

    kept->entries = pwz_arena_new(&kept->arena, count + 1, sizeof *kept->entries);
    kept->groups = pwz_arena_new(&kept->arena, count + 1, sizeof *kept->groups);
    for (size_t i = start; i < count; i++) {
        if (kept->entries == NULL || kept->groups == NULL) {
            return false;
        }
        (void)pwz_session_entry(w, i, &group);
        if (group != w->desk.taken_group && !keep_entry(kept, w, i)) {
            return false;
        }
    }
    return true;
}

static void give_again(struct pwz_wizard *w, struct pwz_effects *effects,
                       const struct kept *kept)
{
    for (size_t i = 0; i < kept->count; i++) {
        if (i == 0 || kept->groups[i] != kept->groups[i - 1]) {
            pwz_session_group(w);
        }
        (void)pwz_session_give(w, effects, &kept->entries[i], NULL);
    }
}

/* Facts of the subscription taken before would mix with the new ones: they go, and what
 * was answered since is given again behind them. Too much to do at once: they stay, which
 * tell_taken() says. */
static void take_back(struct pwz_wizard *w, struct pwz_effects *effects)
{
    const size_t start = start_of(w, w->desk.taken_group);
    const size_t gone = pwz_session_count(w) - start;
    struct kept kept = {0};

    if (w->desk.taken_group == 0 || gone == 0) {
        return;
    }
    if (keep_later(&kept, w, start) &&
        effects->count + gone + kept.count + w->desk.statement_count + EFFECTS_SPARE <=
            (size_t)PWZ_EFFECTS_MAX) {
        while (pwz_session_count(w) > start) {
            if (pwz_session_undo(w, effects) == PWZ_NONE) {
                break;
            }
        }
        give_again(w, effects, &kept);
    }
    pwz_arena_done(&kept.arena);
}

static bool give(struct pwz_wizard *w, struct pwz_effects *effects,
                 const struct pwz_statement *statement)
{
    const struct pwz_entry entry = {.kind = PWZ_ENTRY_EVIDENCE, .statement = *statement};
    struct pwz_err err = {0};

    if (pwz_session_give(w, effects, &entry, &err) != PWZ_OK) {
        pwz_move_alert(w, err.text);
        return false;
    }
    return true;
}

void pwz_usage_take(struct pwz_wizard *w, struct pwz_effects *effects)
{
    struct pwz_desk *desk = &w->desk;
    size_t taken = 0;

    note_customer(desk);
    if (desk->statement_count == 0 || pwz_usage_is_taken(w)) {
        return;
    }
    take_back(w, effects);
    pwz_session_group(w);
    desk->taken_group = w->group;
    for (size_t i = 0; i < desk->statement_count; i++) {
        struct pwz_statement statement = desk->statements[i];
        statement.at = w->now;
        if (is_held(w, &statement)) {
            continue;
        }
        if (!give(w, effects, &statement)) {
            return;
        }
        taken++;
    }
    desk->has_taken = true;
    tell_taken(w, taken);
}
