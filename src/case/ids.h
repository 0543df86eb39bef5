/* Strings as small numbers: each different one once, in the order of first sight, found
 * again in constant time however hostile the file is. Private to the room case. */
#ifndef PWZ_CASE_IDS_H
#define PWZ_CASE_IDS_H

#include <stddef.h>
#include <stdint.h>

#include "pecwiz/mem.h"

struct ids {
    struct pwz_arena *arena; /* where the strings live; borrowed */
    const char **name;
    uint32_t *slots; /* open hashing: number + 1, 0 = free; a power of two */
    uint32_t count, room, slot_count;
};

/* Number of `text`, which is copied when it is new; UINT32_MAX when memory is out. */
uint32_t ids_number(struct ids *ids, const char *text);
/* Number of `text`, UINT32_MAX when it was never seen. */
uint32_t ids_find(const struct ids *ids, const char *text);
void ids_done(struct ids *ids); /* the strings stay with the arena */

#endif
