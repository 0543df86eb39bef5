/* Open addressing over an arena; grown tables are left behind until the arena goes. */
#include "content/names.h"

#include <string.h>

#include "pecwiz/buf.h"
#include "pecwiz/image.h"
#include "pecwiz/text.h"

void names_init(struct names *names, struct pwz_arena *arena)
{
    *names = (struct names){.arena = arena};
}

static uint32_t hash_of(const char *name)
{
    uint32_t hash = 2166136261U; /* FNV-1a */

    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619U;
    return hash;
}

static void insert(struct names *names, uint32_t index)
{
    uint32_t at = hash_of(names->name[index]) & (names->slot_count - 1);

    while (names->slots[at])
        at = (at + 1) & (names->slot_count - 1);
    names->slots[at] = index + 1;
}

static bool grow(struct names *names)
{
    uint32_t room = names->room ? names->room * 2 : 64;
    const char **name = pwz_arena_new(names->arena, room, sizeof *name);
    uint32_t *slots = pwz_arena_new(names->arena, (size_t)room * 2, sizeof *slots);

    if (!name || !slots)
        return false;
    if (names->count)
        memcpy(name, names->name, names->count * sizeof *name);
    names->name = name;
    names->room = room;
    names->slots = slots;
    names->slot_count = room * 2;
    for (uint32_t i = 0; i < names->count; i++)
        insert(names, i);
    return true;
}

uint32_t names_add(struct names *names, const char *name)
{
    if (names->count == names->room && !grow(names))
        return PWZ_NONE;
    names->name[names->count] = name;
    insert(names, names->count);
    return names->count++;
}

uint32_t names_find(const struct names *names, const char *name)
{
    if (names->slot_count == 0)
        return PWZ_NONE;
    for (uint32_t at = hash_of(name) & (names->slot_count - 1); names->slots[at];
         at = (at + 1) & (names->slot_count - 1))
        if (strcmp(names->name[names->slots[at] - 1], name) == 0)
            return names->slots[at] - 1;
    return PWZ_NONE;
}

const char *names_hint(const struct names *names, const char *name, char out[160])
{
    const char *nearest = pwz_text_nearest(name, names->name, names->count);
    struct pwz_buf buf;

    out[0] = '\0';
    if (!nearest)
        return out;
    pwz_buf_init(&buf, 159);
    pwz_buf_addf(&buf, " (did you mean '%s'?)", nearest);
    if (pwz_buf_status(&buf) == PWZ_OK)
        memcpy(out, pwz_buf_text(&buf), buf.len + 1);
    pwz_buf_done(&buf);
    return out;
}
