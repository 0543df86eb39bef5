/*
 * What fixtures of the unit tests want of Check, for programs that run without it: an
 * assertion that does not hold ends the program, as a fuzzer expects.
 */
#ifndef TESTS_FUZZ_CHECK_H
#define TESTS_FUZZ_CHECK_H

#include <stdlib.h>
#include <string.h>

#define ck_assert(holds) ((holds) ? (void)0 : abort())
#define ck_assert_msg(holds, ...) ck_assert(holds)
#define ck_abort_msg(...) abort()
#define ck_assert_int_eq(a, b) ck_assert((a) == (b))

#define ck_assert_uint_lt(a, b) ck_assert((a) < (b))
#define ck_assert_str_eq(a, b) ck_assert(strcmp(a, b) == 0)
#define ck_assert_ptr_nonnull(a) ck_assert((a) != NULL)

#endif
