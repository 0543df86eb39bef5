/*
 * The only place that calls malloc, so that a test can make the Nth allocation fail.
 * Nothing here aborts: NULL comes back and the caller returns PWZ_E_NOMEM.
 */
#ifndef PECWIZ_MEM_H
#define PECWIZ_MEM_H

#include <stddef.h>
#include <stdint.h>

/* Zeroed block of count * size bytes; NULL when that overflows or memory is out.
 * A request of 0 bytes gives a valid block of 1 byte. Free with pwz_mem_free(). */
void *pwz_mem_new(size_t count, size_t size);

/* Resize to count * size bytes; `block` stays valid and unchanged when NULL comes back.
 */
void *pwz_mem_resize(void *block, size_t count, size_t size);

/* NULL is allowed. */
void pwz_mem_free(void *block);

/* Test seam: let `n` more allocations succeed and every later one fail.
 * SIZE_MAX (the start value) switches the seam off. Not for use outside tests. */
void pwz_mem_fail_after(size_t n);

/* Arena: many small blocks, freed at once. Addresses stay valid until _done(). */
struct pwz_arena {
    struct pwz_arena_chunk *chunk; /* newest first */
    size_t used;                   /* bytes used of the newest chunk */
};

/* Zeroed block aligned for any type, NULL when memory is out. Zero-initialise the arena.
 */
void *pwz_arena_new(struct pwz_arena *arena, size_t count, size_t size);

/* Copy of the `len` bytes plus a NUL. */
char *pwz_arena_text(struct pwz_arena *arena, const char *bytes, size_t len);

/* Free all; the arena may be used again afterwards. */
void pwz_arena_done(struct pwz_arena *arena);

#endif
