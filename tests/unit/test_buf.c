/*
 * Unit tests of the growing buffer: contents, maximum, and errors that stick.
 */
#include <stdint.h>
#include <string.h>

#include "pecwiz/buf.h"
#include "pecwiz/mem.h"

#include "runner.h"

static struct pwz_buf buf;

static void set_up(void)
{
    pwz_buf_init(&buf, 1000);
}

static void tear_down(void)
{
    pwz_mem_fail_after(SIZE_MAX);
    pwz_buf_done(&buf);
}

START_TEST(an_empty_buffer_gives_the_empty_text)
{
    ck_assert_str_eq(pwz_buf_text(&buf), "");
    ck_assert_uint_eq(buf.len, 0);
    ck_assert_int_eq(pwz_buf_status(&buf), PWZ_OK);
}
END_TEST

START_TEST(all_ways_of_adding_join_up)
{
    pwz_buf_adds(&buf, "one");
    pwz_buf_addc(&buf, ' ');
    pwz_buf_add(&buf, "two three", 3);
    pwz_buf_addf(&buf, " %d%s", 3, "!");
    ck_assert_str_eq(pwz_buf_text(&buf), "one two 3!");
    ck_assert_uint_eq(buf.len, 10);
}
END_TEST

START_TEST(adding_nothing_is_allowed)
{
    pwz_buf_add(&buf, NULL, 0);
    pwz_buf_adds(&buf, "");
    pwz_buf_addf(&buf, "%s", "");
    ck_assert_str_eq(pwz_buf_text(&buf), "");
    ck_assert_int_eq(pwz_buf_status(&buf), PWZ_OK);
}
END_TEST

START_TEST(bytes_of_any_value_are_kept)
{
    pwz_buf_add(&buf, "a\0b", 3);
    ck_assert_uint_eq(buf.len, 3);
    ck_assert_mem_eq(pwz_buf_text(&buf), "a\0b", 4);
}
END_TEST

START_TEST(it_may_be_filled_to_the_maximum_and_not_beyond)
{
    for (size_t i = 0; i < 1000; i++) {
        pwz_buf_addc(&buf, 'x');
    }
    ck_assert_int_eq(pwz_buf_status(&buf), PWZ_OK);
    ck_assert_uint_le(buf.room, 1001);
    pwz_buf_addc(&buf, 'y');
    ck_assert_int_eq(pwz_buf_status(&buf), PWZ_E_LIMIT);
    ck_assert_uint_eq(buf.len, 1000);
    ck_assert_ptr_null(strchr(pwz_buf_text(&buf), 'y'));
}
END_TEST

START_TEST(what_does_not_fit_is_left_out_as_a_whole_and_ends_adding)
{
    pwz_buf_adds(&buf, "abc");
    pwz_buf_addf(&buf, "%998d", 1);
    ck_assert_int_eq(pwz_buf_status(&buf), PWZ_E_LIMIT);
    pwz_buf_adds(&buf, "d");
    ck_assert_str_eq(pwz_buf_text(&buf), "abc");
}
END_TEST

START_TEST(clear_forgets_contents_and_error)
{
    pwz_buf_adds(&buf, "abc");
    pwz_buf_addf(&buf, "%2000d", 1);
    pwz_buf_clear(&buf);
    ck_assert_str_eq(pwz_buf_text(&buf), "");
    ck_assert_int_eq(pwz_buf_status(&buf), PWZ_OK);
    pwz_buf_adds(&buf, "d");
    ck_assert_str_eq(pwz_buf_text(&buf), "d");
}
END_TEST

START_TEST(clear_works_before_the_first_byte)
{
    pwz_buf_clear(&buf);
    ck_assert_str_eq(pwz_buf_text(&buf), "");
}
END_TEST

START_TEST(lack_of_memory_sticks_and_keeps_the_text)
{
    pwz_buf_adds(&buf, "abc");
    pwz_mem_fail_after(0);
    pwz_buf_addf(&buf, "%500d", 1);
    pwz_mem_fail_after(SIZE_MAX);
    pwz_buf_adds(&buf, "d");
    ck_assert_int_eq(pwz_buf_status(&buf), PWZ_E_NOMEM);
    ck_assert_str_eq(pwz_buf_text(&buf), "abc");
}
END_TEST

START_TEST(the_first_error_is_the_one_told)
{
    pwz_mem_fail_after(0);
    pwz_buf_adds(&buf, "abc");
    pwz_mem_fail_after(SIZE_MAX);
    pwz_buf_addf(&buf, "%2000d", 1);
    ck_assert_int_eq(pwz_buf_status(&buf), PWZ_E_NOMEM);
}
END_TEST

START_TEST(done_is_safe_on_zero_and_twice)
{
    struct pwz_buf zero = {0};

    pwz_buf_done(&zero);
    pwz_buf_adds(&buf, "abc");
    pwz_buf_done(&buf);
    pwz_buf_done(&buf);
    ck_assert_str_eq(pwz_buf_text(&buf), "");
}
END_TEST

START_TEST(the_largest_maximum_does_not_overflow)
{
    pwz_buf_init(&buf, SIZE_MAX);
    pwz_buf_adds(&buf, "abc");
    ck_assert_int_eq(pwz_buf_status(&buf), PWZ_OK);
    buf.len = SIZE_MAX - 1; /* as if so much were in */
    pwz_buf_addc(&buf, 'd');
    ck_assert_int_eq(pwz_buf_status(&buf), PWZ_E_LIMIT);
    buf.len = 3;
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("buf");
    TCase *tcase = tcase_create("buf");

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, an_empty_buffer_gives_the_empty_text);
    tcase_add_test(tcase, all_ways_of_adding_join_up);
    tcase_add_test(tcase, adding_nothing_is_allowed);
    tcase_add_test(tcase, bytes_of_any_value_are_kept);
    tcase_add_test(tcase, it_may_be_filled_to_the_maximum_and_not_beyond);
    tcase_add_test(tcase, what_does_not_fit_is_left_out_as_a_whole_and_ends_adding);
    tcase_add_test(tcase, clear_forgets_contents_and_error);
    tcase_add_test(tcase, clear_works_before_the_first_byte);
    tcase_add_test(tcase, lack_of_memory_sticks_and_keeps_the_text);
    tcase_add_test(tcase, the_first_error_is_the_one_told);
    tcase_add_test(tcase, done_is_safe_on_zero_and_twice);
    tcase_add_test(tcase, the_largest_maximum_does_not_overflow);
    return pwz_test_main(suite);
}
