/*
 * Unit tests of the JSON writer: layout, escapes, and that the reader takes all it
 * writes.
 */
#include <string.h>

#include "pecwiz/json.h"
#include "pecwiz/mem.h"
#include "pecwiz/text.h"

#include "runner.h"

static struct pwz_buf out;
static struct pwz_json_writer writer;

static void set_up(void)
{
    pwz_buf_init(&out, 1000 * 1000);
    pwz_json_writer_init(&writer, &out);
}

static void tear_down(void)
{
    pwz_mem_fail_after(SIZE_MAX);
    pwz_buf_done(&out);
}

START_TEST(objects_and_arrays_put_one_item_on_a_line)
{
    pwz_json_open(&writer, '{');
    pwz_json_key(&writer, "a");
    pwz_json_integer(&writer, 1);
    pwz_json_key(&writer, "list");
    pwz_json_open(&writer, '[');
    pwz_json_string(&writer, "x");
    pwz_json_bool(&writer, true);
    pwz_json_open(&writer, '{');
    pwz_json_key(&writer, "b");
    pwz_json_null(&writer);
    pwz_json_close(&writer, '}');
    pwz_json_close(&writer, ']');
    pwz_json_key(&writer, "z");
    pwz_json_bool(&writer, false);
    pwz_json_close(&writer, '}');
    ck_assert_str_eq(pwz_buf_text(&out), "{\n"
                                         "  \"a\": 1,\n"
                                         "  \"list\": [\n"
                                         "    \"x\",\n"
                                         "    true,\n"
                                         "    {\n"
                                         "      \"b\": null\n"
                                         "    }\n"
                                         "  ],\n"
                                         "  \"z\": false\n"
                                         "}");
}
END_TEST

START_TEST(empty_ones_are_two_brackets)
{
    pwz_json_open(&writer, '[');
    pwz_json_open(&writer, '{');
    pwz_json_close(&writer, '}');
    pwz_json_open_inline(&writer, '[');
    pwz_json_close(&writer, ']');
    pwz_json_close(&writer, ']');
    ck_assert_str_eq(pwz_buf_text(&out), "[\n  {},\n  []\n]");
}
END_TEST

START_TEST(inline_ones_stay_on_one_line_with_all_they_hold)
{
    pwz_json_open(&writer, '[');
    pwz_json_open_inline(&writer, '{');
    pwz_json_key(&writer, "a");
    pwz_json_integer(&writer, 1);
    pwz_json_key(&writer, "b");
    pwz_json_open(&writer, '[');
    pwz_json_integer(&writer, 2);
    pwz_json_integer(&writer, 3);
    pwz_json_close(&writer, ']');
    pwz_json_close(&writer, '}');
    pwz_json_open(&writer, '[');
    pwz_json_null(&writer);
    pwz_json_close(&writer, ']');
    pwz_json_close(&writer, ']');
    ck_assert_str_eq(pwz_buf_text(&out), "[\n"
                                         "  {\"a\": 1, \"b\": [2, 3]},\n"
                                         "  [\n"
                                         "    null\n"
                                         "  ]\n"
                                         "]");
}
END_TEST

START_TEST(a_value_may_stand_alone)
{
    pwz_json_string(&writer, NULL);
    ck_assert_str_eq(pwz_buf_text(&out), "null");
}
END_TEST

START_TEST(integers_are_written_in_full)
{
    pwz_json_open_inline(&writer, '[');
    pwz_json_integer(&writer, 0);
    pwz_json_integer(&writer, -9007199254740992);
    pwz_json_integer(&writer, INT64_MAX);
    pwz_json_integer(&writer, INT64_MIN);
    pwz_json_close(&writer, ']');
    ck_assert_str_eq(pwz_buf_text(&out),
                     "[0, -9007199254740992, 9223372036854775807, -9223372036854775808]");
}
END_TEST

static const struct escape_row {
    const char *text, *written;
} escape_rows[] = {
    {"",                                     "\"\""                                    },
    {"plain / text",                         "\"plain / text\""                        },
    {"\"\\",                                 "\"\\\"\\\\\""                            },
    {"\b\f\n\r\t",                           "\"\\b\\f\\n\\r\\t\""                     },
    {"\x01\x1b\x1f",                         "\"\\u0001\\u001b\\u001f\""               },
    {"a\x7Fz",                               "\"a\\u007fz\""                           },
    {"\xC2\x9B",                             "\"\\u009b\""                             },
    {"\xE2\x80\xA8\xE2\x80\xA9",             "\"\\u2028\\u2029\""                      },
    {"\xE2\x80\xAE",                         "\"\\u202e\""                             },
    {"\xF3\xA0\x80\x81",                     "\"\\udb40\\udc01\""                      }, /* U+E0001, a tag */
    {"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80", "\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\""},
    {"a\xFFz",                               "\"a\\ufffdz\""                           },
};

START_TEST(strings_are_escaped_where_they_could_do_harm)
{
    pwz_json_string(&writer, escape_rows[_i].text);
    ck_assert_str_eq(pwz_buf_text(&out), escape_rows[_i].written);
}
END_TEST

START_TEST(keys_are_escaped_like_strings)
{
    pwz_json_open_inline(&writer, '{');
    pwz_json_key(&writer, "\"\x1b");
    pwz_json_integer(&writer, 1);
    pwz_json_close(&writer, '}');
    ck_assert_str_eq(pwz_buf_text(&out), "{\"\\\"\\u001b\": 1}");
}
END_TEST

START_TEST(the_reader_gets_back_every_character)
{
    struct pwz_buf text;
    struct pwz_json_doc *doc = NULL;

    pwz_buf_init(&text, 8 * 1024 * 1024);
    pwz_buf_init(&out, 16 * 1024 * 1024);
    for (uint32_t rune = 1; rune <= 0x10FFFF; rune += rune < 0x3000 ? 1 : 97) {
        char bytes[4];

        pwz_buf_add(&text, bytes, pwz_utf8_encode(rune, bytes));
    }
    pwz_json_string(&writer, pwz_buf_text(&text));
    ck_assert_int_eq(pwz_json_parse(pwz_buf_text(&out), out.len, "t", NULL, &doc, NULL),
                     PWZ_OK);
    ck_assert_str_eq(pwz_json_root(doc)->string, pwz_buf_text(&text));
    pwz_json_free(doc);
    pwz_buf_done(&text);
}
END_TEST

START_TEST(the_deepest_nesting_is_63)
{
    for (int i = 0; i < 63; i++) {
        pwz_json_open_inline(&writer, '[');
    }
    for (int i = 0; i < 63; i++) {
        pwz_json_close(&writer, ']');
    }
    ck_assert_int_eq(pwz_buf_status(&out), PWZ_OK);
    ck_assert_uint_eq(out.len, 126);
    for (int i = 0; i < 64; i++) {
        pwz_json_open(&writer, '[');
    }
    ck_assert_int_eq(pwz_buf_status(&out), PWZ_E_LIMIT);
    for (int i = 0; i < 70; i++) {
        pwz_json_close(&writer, ']');
    }
    ck_assert_uint_eq(writer.depth, 0);
}
END_TEST

START_TEST(what_an_earlier_container_was_does_not_stick_to_the_depth)
{
    pwz_json_open(&writer, '[');
    pwz_json_open_inline(&writer, '[');
    pwz_json_integer(&writer, 1);
    pwz_json_close(&writer, ']');
    pwz_json_open(&writer, '[');
    pwz_json_close(&writer, ']');
    pwz_json_close(&writer, ']');
    ck_assert_str_eq(pwz_buf_text(&out), "[\n  [1],\n  []\n]");
}
END_TEST

START_TEST(errors_of_the_buffer_stick)
{
    pwz_mem_fail_after(0);
    pwz_json_string(&writer, "abc");
    pwz_mem_fail_after(SIZE_MAX);
    pwz_json_string(&writer, "abc");
    ck_assert_int_eq(pwz_buf_status(&out), PWZ_E_NOMEM);
    ck_assert_str_eq(pwz_buf_text(&out), "");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("json_write");
    TCase *tcase = tcase_create("json_write");

    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, objects_and_arrays_put_one_item_on_a_line);
    tcase_add_test(tcase, empty_ones_are_two_brackets);
    tcase_add_test(tcase, inline_ones_stay_on_one_line_with_all_they_hold);
    tcase_add_test(tcase, a_value_may_stand_alone);
    tcase_add_test(tcase, integers_are_written_in_full);
    tcase_add_loop_test(tcase, strings_are_escaped_where_they_could_do_harm, 0,
                        (int)(sizeof(escape_rows) / sizeof(escape_rows[0])));
    tcase_add_test(tcase, keys_are_escaped_like_strings);
    tcase_add_test(tcase, the_reader_gets_back_every_character);
    tcase_add_test(tcase, the_deepest_nesting_is_63);
    tcase_add_test(tcase, what_an_earlier_container_was_does_not_stick_to_the_depth);
    tcase_add_test(tcase, errors_of_the_buffer_stick);
    return pwz_test_main(suite);
}
