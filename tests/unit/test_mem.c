/*
 * Unit tests of the allocation seam and of the arena.
 */
#include <stdalign.h>
#include <stdbool.h>
#include <string.h>

#include "pecwiz/mem.h"

#include "runner.h"

static void leave_seam(void)
{
    pwz_mem_fail_after(SIZE_MAX);
}

static bool is_zero(const unsigned char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return true;
}

START_TEST(a_new_block_is_zeroed)
{
    unsigned char *block = pwz_mem_new(100, 3);

    ck_assert_ptr_nonnull(block);
    ck_assert(is_zero(block, 300));
    pwz_mem_free(block);
}
END_TEST

START_TEST(a_request_of_nothing_gives_a_block)
{
    void *none = pwz_mem_new(0, 8);
    void *empty = pwz_mem_new(8, 0);
    void *resized = pwz_mem_resize(NULL, 0, 8);

    ck_assert_ptr_nonnull(none);
    ck_assert_ptr_nonnull(empty);
    ck_assert_ptr_nonnull(resized);
    pwz_mem_free(none);
    pwz_mem_free(empty);
    pwz_mem_free(resized);
    pwz_mem_free(NULL);
}
END_TEST

START_TEST(an_overflowing_product_gives_nothing)
{
    char *block = pwz_mem_new(1, 4);

    memcpy(block, "abc", 4);
    ck_assert_ptr_null(pwz_mem_new(SIZE_MAX / 2, 3));
    ck_assert_ptr_null(pwz_mem_resize(block, SIZE_MAX / 2, 3));
    ck_assert_str_eq(block, "abc");
    pwz_mem_free(block);
}
END_TEST

START_TEST(resize_keeps_the_bytes)
{
    char *block = pwz_mem_resize(NULL, 4, 1);

    memcpy(block, "abc", 4);
    block = pwz_mem_resize(block, 4000, 1);
    ck_assert_str_eq(block, "abc");
    pwz_mem_free(block);
}
END_TEST

START_TEST(the_seam_lets_so_many_through_and_then_none)
{
    pwz_mem_fail_after(2);

    void *first = pwz_mem_new(1, 1);
    void *second = pwz_mem_resize(NULL, 1, 1);

    ck_assert_ptr_nonnull(first);
    ck_assert_ptr_nonnull(second);
    ck_assert_ptr_null(pwz_mem_new(1, 1));
    ck_assert_ptr_null(pwz_mem_resize(second, 2, 1));
    leave_seam();

    void *third = pwz_mem_new(1, 1);

    ck_assert_ptr_nonnull(third);
    pwz_mem_free(first);
    pwz_mem_free(second);
    pwz_mem_free(third);
}
END_TEST

START_TEST(arena_blocks_are_aligned_zeroed_and_stay)
{
    struct pwz_arena arena = {0};
    unsigned char *blocks[500];

    for (size_t i = 0; i < 500; i++) {
        blocks[i] = pwz_arena_new(&arena, i, 7);
        ck_assert_ptr_nonnull(blocks[i]);
        ck_assert_uint_eq((uintptr_t)blocks[i] % alignof(max_align_t), 0);
        ck_assert(is_zero(blocks[i], i * 7));
        memset(blocks[i], (int)(i % 255 + 1), i * 7);
        ck_assert_ptr_nonnull(pwz_arena_text(&arena, "x", 1)); /* spoils the alignment */
    }
    for (size_t i = 1; i < 500; i++) {
        ck_assert_uint_eq(blocks[i][0], i % 255 + 1);
        ck_assert_uint_eq(blocks[i][i * 7 - 1], i % 255 + 1);
    }
    pwz_arena_done(&arena);
}
END_TEST

START_TEST(arena_text_is_a_copy_with_a_nul)
{
    struct pwz_arena arena = {0};
    const char *text = pwz_arena_text(&arena, "abcdef", 3);
    const char *empty = pwz_arena_text(&arena, NULL, 0);

    ck_assert_str_eq(text, "abc");
    ck_assert_str_eq(empty, "");
    pwz_arena_done(&arena);
}
END_TEST

START_TEST(a_large_arena_block_leaves_the_rest_of_the_chunk_in_use)
{
    struct pwz_arena arena = {0};

    char *small = pwz_arena_new(&arena, 1, 16);
    char *large = pwz_arena_new(&arena, 1, 1000 * 1000);
    char *next = pwz_arena_new(&arena, 1, 16);

    memset(large, 'x', 1000 * 1000);
    ck_assert_ptr_eq(next, small + 16);
    ck_assert(is_zero((unsigned char *)next, 16));
    pwz_arena_done(&arena);
}
END_TEST

START_TEST(an_arena_may_start_with_a_large_block)
{
    struct pwz_arena arena = {0};
    char *large = pwz_arena_new(&arena, 1000, 1000);
    char *next = pwz_arena_new(&arena, 1, 16);

    memset(large, 'x', 1000 * 1000);
    ck_assert(is_zero((unsigned char *)next, 16));
    pwz_arena_done(&arena);
}
END_TEST

START_TEST(an_arena_refuses_overflow_and_tells_lack_of_memory)
{
    struct pwz_arena arena = {0};

    ck_assert_ptr_null(pwz_arena_new(&arena, SIZE_MAX, 2));
    ck_assert_ptr_null(pwz_arena_new(&arena, SIZE_MAX / 2, 2));
    ck_assert_ptr_null(pwz_arena_text(&arena, "", SIZE_MAX));
    pwz_mem_fail_after(0);
    ck_assert_ptr_null(pwz_arena_new(&arena, 1, 1));
    ck_assert_ptr_null(pwz_arena_new(&arena, 1, 1000 * 1000));
    ck_assert_ptr_null(pwz_arena_text(&arena, "a", 1));
    leave_seam();
    ck_assert_ptr_nonnull(pwz_arena_new(&arena, 1, 1));
    pwz_arena_done(&arena);
}
END_TEST

START_TEST(an_arena_may_be_used_again)
{
    struct pwz_arena arena = {0};

    ck_assert_ptr_nonnull(pwz_arena_text(&arena, "one", 3));
    pwz_arena_done(&arena);
    pwz_arena_done(&arena);
    ck_assert_str_eq(pwz_arena_text(&arena, "two", 3), "two");
    pwz_arena_done(&arena);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("mem");
    TCase *tcase = tcase_create("mem");

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, NULL, leave_seam);
    tcase_add_test(tcase, a_new_block_is_zeroed);
    tcase_add_test(tcase, a_request_of_nothing_gives_a_block);
    tcase_add_test(tcase, an_overflowing_product_gives_nothing);
    tcase_add_test(tcase, resize_keeps_the_bytes);
    tcase_add_test(tcase, the_seam_lets_so_many_through_and_then_none);
    tcase_add_test(tcase, arena_blocks_are_aligned_zeroed_and_stay);
    tcase_add_test(tcase, arena_text_is_a_copy_with_a_nul);
    tcase_add_test(tcase, a_large_arena_block_leaves_the_rest_of_the_chunk_in_use);
    tcase_add_test(tcase, an_arena_may_start_with_a_large_block);
    tcase_add_test(tcase, an_arena_refuses_overflow_and_tells_lack_of_memory);
    tcase_add_test(tcase, an_arena_may_be_used_again);
    return pwz_test_main(suite);
}
