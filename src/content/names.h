/* Names to indices, for look-ups while a pack is compiled, and the nearest name for
 * errors. */
#ifndef CONTENT_NAMES_H
#define CONTENT_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "pecwiz/mem.h"

struct names {
    struct pwz_arena *arena; /* storage; borrowed */
    const char **name;       /* in order of adding; borrowed strings */
    uint32_t count, room;
    uint32_t *slots;
    uint32_t slot_count;
};

void names_init(struct names *names, struct pwz_arena *arena);

/* Index of the new name, PWZ_NONE when memory is out. Equal names may be added: the first
 * one is found. */
uint32_t names_add(struct names *names, const char *name);

/* PWZ_NONE when there is none. */
uint32_t names_find(const struct names *names, const char *name);

/* " (did you mean 'x'?)" or "" for messages; static size, gated names only. */
const char *names_hint(const struct names *names, const char *name, char out[160]);

#endif
