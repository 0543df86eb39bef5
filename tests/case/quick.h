/*
 * Assertions for loops of millions: those of Check write to a file each time, passed or
 * not. These do nothing while they hold.
 */
#ifndef TESTS_CASE_QUICK_H
#define TESTS_CASE_QUICK_H

#include <check.h>
#include <string.h>

#define quick_assert(holds)                                                              \
    do {                                                                                 \
        if (!(holds)) {                                                                  \
            ck_abort_msg("%s:%d: %s", __FILE__, __LINE__, #holds);                       \
        }                                                                                \
    } while (0)
#define quick_assert_msg(holds, ...)                                                     \
    do {                                                                                 \
        if (!(holds)) {                                                                  \
            ck_abort_msg(__VA_ARGS__);                                                   \
        }                                                                                \
    } while (0)
#define quick_eq(a, b) quick_assert((a) == (b))
#define quick_ge(a, b) quick_assert((a) >= (b))
#define quick_le(a, b) quick_assert((a) <= (b))
#define quick_lt(a, b) quick_assert((a) < (b))
#define quick_str_eq(a, b) quick_assert(strcmp((a), (b)) == 0)

#endif
