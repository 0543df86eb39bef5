/*
 * Unit tests of the grid of cells: clipping, wide characters, marks, sizes.
 */
#include <string.h>

#include "pecwiz/mem.h"
#include "pecwiz/screen.h"

#include "runner.h"

static struct pwz_screen screen;

static void setup(void)
{
    ck_assert_int_eq(pwz_screen_reset(&screen, 3, 10), PWZ_OK);
}

static void teardown(void)
{
    pwz_screen_done(&screen);
}

static int put(int row, int col, int width, const char *text)
{
    return pwz_screen_put(&screen, row, col, width, PWZ_ROLE_PLAIN, text, strlen(text));
}

static uint32_t rune(int row, int col)
{
    return pwz_screen_cell(&screen, row, col)->rune;
}

START_TEST(a_reset_screen_is_blank)
{
    for (int row = 0; row < 3; row++) {
        for (int col = 0; col < 10; col++) {
            ck_assert_uint_eq(rune(row, col), ' ');
        }
    }
    ck_assert_int_eq(screen.changed_first, 0);
    ck_assert_int_eq(screen.changed_last, 2);
}
END_TEST

START_TEST(text_is_clipped_to_its_width)
{
    ck_assert_int_eq(put(1, 2, 3, "abcdef"), 3);
    ck_assert_uint_eq(rune(1, 4), 'c');
    ck_assert_uint_eq(rune(1, 5), ' ');
}
END_TEST

START_TEST(text_is_clipped_to_the_screen)
{
    ck_assert_int_eq(put(0, 8, 99, "abcdef"), 2);
    ck_assert_uint_eq(rune(0, 9), 'b');
    ck_assert_uint_eq(rune(1, 0), ' ');
}
END_TEST

START_TEST(text_outside_is_not_drawn)
{
    ck_assert_int_eq(put(-1, 0, 9, "abc"), 0);
    ck_assert_int_eq(put(3, 0, 9, "abc"), 0);
    ck_assert_int_eq(put(0, -1, 9, "abc"), 0);
    ck_assert_int_eq(put(0, 10, 9, "abc"), 0);
    ck_assert_int_eq(put(0, 0, 0, "abc"), 0);
    ck_assert_uint_eq(rune(0, 0), ' ');
}
END_TEST

START_TEST(a_wide_character_takes_two_cells)
{
    ck_assert_int_eq(put(0, 0, 9, "\u6F22a"), 3);
    ck_assert_uint_eq(rune(0, 0), 0x6F22);
    ck_assert_uint_eq(rune(0, 1), 0);
    ck_assert_uint_eq(rune(0, 2), 'a');
}
END_TEST

START_TEST(a_wide_character_is_never_cut_in_half)
{
    ck_assert_int_eq(put(0, 0, 3, "a\u6F22\u6F22"), 3);
    ck_assert_int_eq(put(1, 0, 2, "a\u6F22"), 1);
    ck_assert_uint_eq(rune(1, 1), ' ');
}
END_TEST

START_TEST(writing_over_one_half_empties_the_other)
{
    put(0, 0, 9, "\u6F22\u6F22");
    put(0, 1, 2, "xy");
    ck_assert_uint_eq(rune(0, 0), ' ');
    ck_assert_uint_eq(rune(0, 1), 'x');
    ck_assert_uint_eq(rune(0, 2), 'y');
    ck_assert_uint_eq(rune(0, 3), ' ');
}
END_TEST

START_TEST(combining_marks_stay_with_their_base)
{
    ck_assert_int_eq(put(0, 0, 9, "a\u0301\u0323b"), 2);
    ck_assert_uint_eq(pwz_screen_cell(&screen, 0, 0)->mark[0], 0x0301);
    ck_assert_uint_eq(pwz_screen_cell(&screen, 0, 0)->mark[1], 0x0323);
    ck_assert_uint_eq(rune(0, 1), 'b');
}
END_TEST

START_TEST(a_mark_without_a_base_is_left_out)
{
    ck_assert_int_eq(put(0, 0, 9, "\u0301b"), 1);
    ck_assert_uint_eq(rune(0, 0), 'b');
    ck_assert_uint_eq(pwz_screen_cell(&screen, 0, 0)->mark[0], 0);
}
END_TEST

START_TEST(cells_keep_the_role)
{
    pwz_screen_put(&screen, 0, 0, 9, PWZ_ROLE_BAD, "x", 1);
    ck_assert_int_eq(pwz_screen_cell(&screen, 0, 0)->role, PWZ_ROLE_BAD);
    ck_assert_int_eq(pwz_screen_cell(&screen, 0, 1)->role, PWZ_ROLE_PLAIN);
}
END_TEST

START_TEST(a_fill_is_clipped)
{
    pwz_screen_fill(&screen, 2, 7, 99, '-', PWZ_ROLE_BORDER);
    ck_assert_uint_eq(rune(2, 6), ' ');
    ck_assert_uint_eq(rune(2, 7), '-');
    ck_assert_uint_eq(rune(2, 9), '-');
}
END_TEST

START_TEST(a_cell_outside_is_empty)
{
    ck_assert_uint_eq(rune(-1, 0), ' ');
    ck_assert_uint_eq(rune(0, 10), ' ');
}
END_TEST

START_TEST(sizes_are_clamped)
{
    ck_assert_int_eq(pwz_screen_reset(&screen, 0, -5), PWZ_OK);
    ck_assert_int_eq(screen.rows, 1);
    ck_assert_int_eq(screen.cols, 1);
    ck_assert_int_eq(pwz_screen_reset(&screen, 9999, 9999), PWZ_OK);
    ck_assert_int_eq(screen.rows, PWZ_SCREEN_ROWS_MAX);
    ck_assert_int_eq(screen.cols, PWZ_SCREEN_COLS_MAX);
}
END_TEST

START_TEST(without_memory_the_screen_stays_as_it_was)
{
    put(0, 0, 9, "kept");
    pwz_mem_fail_after(0);
    ck_assert_int_eq(pwz_screen_reset(&screen, 100, 100), PWZ_E_NOMEM);
    pwz_mem_fail_after(SIZE_MAX);
    ck_assert_int_eq(screen.rows, 3);
    ck_assert_uint_eq(rune(0, 0), 'k');
}
END_TEST

START_TEST(every_reset_counts)
{
    uint64_t before = screen.serial;

    pwz_screen_reset(&screen, 3, 10);
    ck_assert_uint_eq(screen.serial, before + 1);
}
END_TEST

START_TEST(roles_have_words)
{
    ck_assert_str_eq(pwz_role_word(PWZ_ROLE_PLAIN), "plain");
    ck_assert_str_eq(pwz_role_word(PWZ_ROLE_ALERT), "alert");
    ck_assert_str_eq(pwz_role_word(PWZ_ROLE_COUNT), "");
}
END_TEST

static Suite *make(void)
{
    Suite *suite = suite_create("screen");
    TCase *tcase = tcase_create("grid");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_reset_screen_is_blank);
    tcase_add_test(tcase, text_is_clipped_to_its_width);
    tcase_add_test(tcase, text_is_clipped_to_the_screen);
    tcase_add_test(tcase, text_outside_is_not_drawn);
    tcase_add_test(tcase, a_wide_character_takes_two_cells);
    tcase_add_test(tcase, a_wide_character_is_never_cut_in_half);
    tcase_add_test(tcase, writing_over_one_half_empties_the_other);
    tcase_add_test(tcase, combining_marks_stay_with_their_base);
    tcase_add_test(tcase, a_mark_without_a_base_is_left_out);
    tcase_add_test(tcase, cells_keep_the_role);
    tcase_add_test(tcase, a_fill_is_clipped);
    tcase_add_test(tcase, a_cell_outside_is_empty);
    tcase_add_test(tcase, sizes_are_clamped);
    tcase_add_test(tcase, without_memory_the_screen_stays_as_it_was);
    tcase_add_test(tcase, every_reset_counts);
    tcase_add_test(tcase, roles_have_words);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return pwz_test_main(make());
}
