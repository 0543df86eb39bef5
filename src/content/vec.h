/* A growing array in an arena, for rows whose number is not known beforehand. */
#ifndef CONTENT_VEC_H
#define CONTENT_VEC_H

#include <string.h>

#include "pecwiz/mem.h"

struct vec {
    void *data;
    uint32_t count, room;
};

/* Zeroed new last element of `size` bytes (the same at every call), NULL when memory is
 * out. Earlier elements move: keep indices, not pointers. */
static inline void *vec_add(struct vec *vec, struct pwz_arena *arena, size_t size)
{
    if (vec->count == vec->room) {
        uint32_t room = vec->room ? vec->room * 2 : 32;
        char *data = pwz_arena_new(arena, room, size);
        if (!data)
            return NULL;
        if (vec->count)
            memcpy(data, vec->data, vec->count * size);
        vec->data = data;
        vec->room = room;
    }
    return (char *)vec->data + vec->count++ * size;
}

#endif
