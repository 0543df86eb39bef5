/*
 * Unit tests of the status words and the error record.
 */
#include <string.h>

#include "pecwiz/status.h"
#include "pecwiz/text.h"

#include "runner.h"

START_TEST(every_status_has_words_of_its_own)
{
    for (int i = 0; i < PWZ_STATUS_COUNT; i++) {
        ck_assert_str_ne(pwz_status_words((enum pwz_status)i), "unknown status");
        for (int j = 0; j < i; j++) {
            ck_assert_str_ne(pwz_status_words((enum pwz_status)i),
                             pwz_status_words((enum pwz_status)j));
        }
    }
    ck_assert_str_eq(pwz_status_words(PWZ_OK), "ok");
    ck_assert_str_eq(pwz_status_words(PWZ_E_NOMEM), "out of memory");
}
END_TEST

START_TEST(a_status_outside_the_list_is_told_as_unknown)
{
    ck_assert_str_eq(pwz_status_words(PWZ_STATUS_COUNT), "unknown status");
}
END_TEST

START_TEST(set_returns_the_status_and_keeps_the_place)
{
    struct pwz_err err = {0};

    pwz_err_place(&err, "a.json", 3, 7);
    ck_assert_int_eq(pwz_err_set(&err, PWZ_E_RANGE, "%d is too large", 12), PWZ_E_RANGE);
    ck_assert_int_eq(err.status, PWZ_E_RANGE);
    ck_assert_str_eq(err.text, "12 is too large");
    ck_assert_str_eq(err.file, "a.json");
    ck_assert_uint_eq(err.line, 3);
    ck_assert_uint_eq(err.column, 7);
}
END_TEST

START_TEST(set_and_place_take_no_record)
{
    pwz_err_place(NULL, "a.json", 1, 1);
    ck_assert_int_eq(pwz_err_set(NULL, PWZ_E_IO, "x"), PWZ_E_IO);
}
END_TEST

START_TEST(place_without_a_file_keeps_the_file)
{
    struct pwz_err err = {0};

    pwz_err_place(&err, "a.json", 1, 1);
    pwz_err_place(&err, NULL, 9, 0);
    ck_assert_str_eq(err.file, "a.json");
    ck_assert_uint_eq(err.line, 9);
    ck_assert_uint_eq(err.column, 0);
}
END_TEST

START_TEST(the_old_text_may_be_part_of_the_new_one)
{
    struct pwz_err err = {0};

    pwz_err_set(&err, PWZ_E_IO, "inner");
    pwz_err_set(&err, PWZ_E_IO, "outer: %s", err.text);
    ck_assert_str_eq(err.text, "outer: inner");
}
END_TEST

START_TEST(hostile_words_and_names_pass_the_gate)
{
    struct pwz_err err = {0};

    pwz_err_set(&err, PWZ_E_SYNTAX, "key '%s'", "\x1b[31m\n");
    pwz_err_place(&err, "a\rb", 1, 1);
    ck_assert_str_eq(err.text, "key '\xEF\xBF\xBD[31m '");
    ck_assert_str_eq(err.file, "a\xEF\xBF\xBD"
                               "b");
}
END_TEST

/* 'é' takes two bytes, so a text of them cannot fill an odd number of bytes. */
static void fill(char *text, size_t pairs)
{
    for (size_t i = 0; i < pairs; i++) {
        memcpy(text + 2 * i, "\xC3\xA9", 3);
    }
}

START_TEST(a_long_text_is_cut_at_a_character)
{
    char text[4001];
    struct pwz_err err = {0};

    fill(text, 2000);
    for (size_t blanks = 0; blanks < 2; blanks++) {
        pwz_err_set(&err, PWZ_E_IO, "%s%s", blanks == 0 ? "" : " ", text);
        ck_assert_uint_ge(strlen(err.text), sizeof(err.text) - 2);
        ck_assert_uint_lt(strlen(err.text), sizeof(err.text));
        ck_assert_uint_eq(pwz_utf8_check(err.text, strlen(err.text)), strlen(err.text));
        ck_assert_ptr_null(strstr(err.text, "\xEF\xBF\xBD"));
    }
}
END_TEST

static const struct format_row {
    struct pwz_err err;
    const char *expected;
} format_rows[] = {
    {{.status = PWZ_E_IO, .text = "broken"},                             "broken"                },
    {{.status = PWZ_E_IO},                                               "input or output failed"},
    {{.status = PWZ_E_IO, .file = "f", .text = "broken"},                "f: broken"             },
    {{.file = "f", .line = 10, .text = "broken"},                        "f:10: broken"          },
    {{.file = "f", .line = 10, .column = 205, .text = "broken"},         "f:10:205: broken"      },
    {{.file = "f", .column = 205, .text = "broken"},                     "f: broken"             },
    {{.line = 2, .column = 3, .text = "broken"},                         "2:3: broken"           },
    {{.path = "a[1]", .text = "broken"},                                 "a[1]: broken"          },
    {{.file = "f", .line = 1, .column = 2, .path = "a.b", .text = "no"},
     "f:1:2: a.b: no"                                                                            },
};

START_TEST(format_leaves_out_what_is_not_known)
{
    const struct format_row *row = &format_rows[_i];
    char out[200];

    pwz_err_format(&row->err, out, sizeof(out));
    ck_assert_str_eq(out, row->expected);
}
END_TEST

START_TEST(format_cuts_at_a_character_and_stops_there)
{
    const struct pwz_err err = {.file = "\xC3\xA9\xC3\xA9", .line = 7, .text = "x"};
    char out[16];

    pwz_err_format(&err, out, 4);
    ck_assert_str_eq(out, "\xC3\xA9");
    pwz_err_format(&err, out, 1);
    ck_assert_str_eq(out, "");
    pwz_err_format(&err, out, 7);
    ck_assert_str_eq(out, "\xC3\xA9\xC3\xA9:7");
    out[0] = '!';
    pwz_err_format(&err, out, 0);
    ck_assert_int_eq(out[0], '!');
}
END_TEST

START_TEST(format_writes_the_largest_line_number)
{
    const struct pwz_err err = {.line = 4294967295U, .text = "x"};
    char out[16];

    pwz_err_format(&err, out, sizeof(out));
    ck_assert_str_eq(out, "4294967295: x");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("status");
    TCase *tcase = tcase_create("status");

    suite_add_tcase(suite, tcase);
    tcase_add_test(tcase, every_status_has_words_of_its_own);
    tcase_add_test(tcase, a_status_outside_the_list_is_told_as_unknown);
    tcase_add_test(tcase, set_returns_the_status_and_keeps_the_place);
    tcase_add_test(tcase, set_and_place_take_no_record);
    tcase_add_test(tcase, place_without_a_file_keeps_the_file);
    tcase_add_test(tcase, the_old_text_may_be_part_of_the_new_one);
    tcase_add_test(tcase, hostile_words_and_names_pass_the_gate);
    tcase_add_test(tcase, a_long_text_is_cut_at_a_character);
    tcase_add_loop_test(tcase, format_leaves_out_what_is_not_known, 0,
                        (int)(sizeof(format_rows) / sizeof(format_rows[0])));
    tcase_add_test(tcase, format_cuts_at_a_character_and_stops_there);
    tcase_add_test(tcase, format_writes_the_largest_line_number);
    return pwz_test_main(suite);
}
