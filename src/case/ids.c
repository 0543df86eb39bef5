/* The table of ids.h: open hashing with linear probing, half full at most. */
#include "case/ids.h"

#include <stdbool.h>
#include <string.h>

enum {
    FIRST_SLOTS = 64 /* a power of two */
};

/* FNV-1a, 32 bits. */
static uint32_t hash_of(const char *text)
{
    uint32_t hash = 2166136261U;

    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * 16777619U;
    }
    return hash;
}

/* The slot that holds `text` or would take it. */
static uint32_t slot_of(const struct ids *ids, const char *text)
{
    const uint32_t mask = ids->slot_count - 1;
    uint32_t slot = hash_of(text) & mask;

    while (ids->slots[slot] != 0 && strcmp(ids->name[ids->slots[slot] - 1], text) != 0) {
        slot = (slot + 1) & mask;
    }
    return slot;
}

static bool grow(struct ids *ids)
{
    const uint32_t count = ids->slot_count == 0 ? FIRST_SLOTS : ids->slot_count * 2;
    uint32_t *slots = pwz_mem_new(count, sizeof(*slots));
    const char **name = pwz_mem_resize(ids->name, count / 2, sizeof(*name));

    if (name != NULL) {
        ids->name = name;
    }
    if (slots == NULL || name == NULL) {
        pwz_mem_free(slots);
        return false;
    }
    pwz_mem_free(ids->slots);
    ids->slots = slots;
    ids->slot_count = count;
    ids->room = count / 2;
    for (uint32_t i = 0; i < ids->count; i++) {
        slots[slot_of(ids, ids->name[i])] = i + 1;
    }
    return true;
}

uint32_t ids_find(const struct ids *ids, const char *text)
{
    if (ids->slot_count == 0) {
        return UINT32_MAX;
    }
    /* A free slot holds 0, and 0 - 1 is the number of nothing. */
    return ids->slots[slot_of(ids, text)] - 1;
}

uint32_t ids_number(struct ids *ids, const char *text)
{
    const uint32_t found = ids_find(ids, text);

    if (found != UINT32_MAX) {
        return found;
    }
    if (ids->count == ids->room && !grow(ids)) {
        return UINT32_MAX;
    }

    const char *copy = pwz_arena_text(ids->arena, text, strlen(text));

    if (copy == NULL) {
        return UINT32_MAX;
    }
    ids->slots[slot_of(ids, text)] = ids->count + 1;
    ids->name[ids->count] = copy;
    return ids->count++;
}

void ids_done(struct ids *ids)
{
    pwz_mem_free(ids->name);
    pwz_mem_free(ids->slots);
    *ids = (struct ids){0};
}
