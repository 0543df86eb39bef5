/*
 * Arena: many small blocks that live and die together.
 *
 * Chunks grow by doubling, so that a small document stays small and a large one costs few
 * allocations. Knows nothing of what is stored.
 */
#include <stdalign.h>
#include <stdbool.h>
#include <string.h>

#include "pecwiz/mem.h"

struct pwz_arena_chunk {
    struct pwz_arena_chunk *next; /* older */
    size_t room;                  /* bytes of data */
    max_align_t data[];
};

enum {
    FIRST_CHUNK = 2048, /* bytes */
    LARGEST_CHUNK = 256 * 1024
};

static struct pwz_arena_chunk *new_chunk(size_t room)
{
    if (room > SIZE_MAX - sizeof(struct pwz_arena_chunk)) {
        return NULL;
    }

    struct pwz_arena_chunk *chunk = pwz_mem_new(1, sizeof(*chunk) + room);

    if (chunk != NULL) {
        chunk->room = room;
    }
    return chunk;
}

/* A block larger than a chunk goes behind the newest one, whose rest stays in use. */
static void *new_large(struct pwz_arena *arena, size_t bytes)
{
    struct pwz_arena_chunk *chunk = new_chunk(bytes);

    if (chunk == NULL) {
        return NULL;
    }
    if (arena->chunk == NULL) {
        arena->chunk = chunk;
        arena->used = bytes;
    } else {
        chunk->next = arena->chunk->next;
        arena->chunk->next = chunk;
    }
    return chunk->data;
}

static bool add_chunk(struct pwz_arena *arena)
{
    size_t room = FIRST_CHUNK;

    if (arena->chunk != NULL) {
        room = arena->chunk->room < LARGEST_CHUNK / 2 ? arena->chunk->room * 2
                                                      : LARGEST_CHUNK;
    }
    if (room < FIRST_CHUNK) {
        room = FIRST_CHUNK;
    }

    struct pwz_arena_chunk *chunk = new_chunk(room);

    if (chunk == NULL) {
        return false;
    }
    chunk->next = arena->chunk;
    arena->chunk = chunk;
    arena->used = 0;
    return true;
}

static void *take_bytes(struct pwz_arena *arena, size_t bytes, size_t align)
{
    size_t start = (arena->used + align - 1) / align * align;

    if (arena->chunk == NULL || start > arena->chunk->room ||
        bytes > arena->chunk->room - start) {
        if (bytes > FIRST_CHUNK / 2) {
            return new_large(arena, bytes);
        }
        if (!add_chunk(arena)) {
            return NULL;
        }
        start = 0;
    }
    arena->used = start + bytes;
    return (char *)arena->chunk->data + start;
}

void *pwz_arena_new(struct pwz_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / 2 / size) {
        return NULL;
    }

    const size_t bytes = count * size;

    return take_bytes(arena, bytes == 0 ? 1 : bytes, alignof(max_align_t));
}

char *pwz_arena_text(struct pwz_arena *arena, const char *bytes, size_t len)
{
    if (len >= SIZE_MAX / 2) {
        return NULL;
    }

    char *copy = take_bytes(arena, len + 1, 1);

    if (copy != NULL && len > 0) {
        memcpy(copy, bytes, len);
    }
    return copy;
}

void pwz_arena_done(struct pwz_arena *arena)
{
    while (arena->chunk != NULL) {
        struct pwz_arena_chunk *next = arena->chunk->next;

        pwz_mem_free(arena->chunk);
        arena->chunk = next;
    }
    arena->used = 0;
}
