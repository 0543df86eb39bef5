/*
 * Allocation behind one seam, so that a test can make the Nth request fail.
 *
 * The blocks are plain malloc blocks: a library that was given pwz_mem_free() as its hook
 * may also free what it took before. Knows nothing of what is stored.
 */
#include "pecwiz/mem.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

/* The one piece of global state of this room: a test has no other way to reach the
 * allocations of a library hook. Atomic, because workers allocate too. */
static atomic_size_t allocations_left = SIZE_MAX;

static bool may_allocate(void)
{
    size_t left = atomic_load(&allocations_left);

    while (left != SIZE_MAX) {
        if (left == 0) {
            return false;
        }
        if (atomic_compare_exchange_weak(&allocations_left, &left, left - 1)) {
            return true;
        }
    }
    return true;
}

/* Bytes of count * size, at least 1; 0 when that overflows. */
static size_t multiply(size_t count, size_t size)
{
    if (count == 0 || size == 0) {
        return 1;
    }
    return count > SIZE_MAX / size ? 0 : count * size;
}

void *pwz_mem_new(size_t count, size_t size)
{
    const size_t bytes = multiply(count, size);

    return bytes != 0 && may_allocate() ? calloc(bytes, 1) : NULL;
}

void *pwz_mem_resize(void *block, size_t count, size_t size)
{
    const size_t bytes = multiply(count, size);

    return bytes != 0 && may_allocate() ? realloc(block, bytes) : NULL;
}

void pwz_mem_free(void *block)
{
    free(block);
}

void pwz_mem_fail_after(size_t n)
{
    atomic_store(&allocations_left, n);
}
