/*
 * Unit tests of the text gate: what a hostile label, file or paste may bring, and what of
 * it may reach a terminal. R stands for U+FFFD in the tables.
 */
#include <stdlib.h>
#include <string.h>

#include "pecwiz/mem.h"
#include "pecwiz/text.h"

#include "runner.h"

#define R "\xEF\xBF\xBD"
#define ACUTE "\xCC\x81" /* U+0301, combining */

static struct pwz_buf out;

static void set_up(void)
{
    pwz_buf_init(&out, 1000 * 1000);
}

static void tear_down(void)
{
    pwz_mem_fail_after(SIZE_MAX);
    pwz_buf_done(&out);
}

static const struct gate_row {
    const char *what;
    const char *text;
    const char *expected;
    size_t replaced;
} line_rows[] = {
    {"nothing",                              "",                                                 "",                              0},
    {"plain text",                           "Plain text, 100 % ~!",                             "Plain text, 100 % ~!",          0},
    {"umlauts and euro",                     "\xC3\xA4\xC3\x9F \xE2\x82\xAC",                    "\xC3\xA4\xC3\x9F \xE2\x82\xAC",
     0                                                                                                                             },
    {"wide letters",                         "\xE6\xBC\xA2\xE5\xAD\x97",                         "\xE6\xBC\xA2\xE5\xAD\x97",      0},
    {"an emoji",                             "\xF0\x9F\x98\x80",                                 "\xF0\x9F\x98\x80",              0},
    {"no-break space",                       "a\xC2\xA0z",                                       "a\xC2\xA0z",                    0},
    {"tab and line feed",                    "a\tb\nc",                                          "a b c",                         0},
    {"OSC 52, a clipboard write",            "\x1b]52;c;QQ==\x07",                               R "]52;c;QQ==" R,                2},
    {"red by SGR",                           "\x1b[31mred\x1b[0m",                               R "[31mred" R "[0m",             2},
    {"C1 CSI as U+009B",
     "\xC2\x9B"
     "31m",                                                                                      R "31m",                         1},
    {"a raw C1 byte",
     "\x9B"
     "31m",                                                                                      R "31m",                         1},
    {"carriage return and backspace",        "good\rbad\b\b",                                    "good" R "bad" R R,              3},
    {"bell, form feed, DEL",                 "\a\f\x7F",                                         R R R,                           3},
    {"bidi override U+202E",                 "a\xE2\x80\xAEz",                                   "a" R "z",                       1},
    {"bidi marks U+200E U+200F U+061C",      "\xE2\x80\x8E\xE2\x80\x8F\xD8\x9C",                 R R R,                           3},
    {"bidi isolates U+2066 U+2069",          "\xE2\x81\xA6\xE2\x81\xA9",                         R R,                             2},
    {"zero width U+200B U+200C U+200D",      "a\xE2\x80\x8B\xE2\x80\x8C\xE2\x80\x8Dz",
     "a" R R R "z",                                                                                                               3},
    {"word joiner U+2060 and U+FEFF",        "\xE2\x81\xA0\xEF\xBB\xBF",                         R R,                             2},
    {"soft hyphen U+00AD",                   "a\xC2\xADz",                                       "a" R "z",                       1},
    {"tags U+E0001 U+E0041",                 "\xF3\xA0\x80\x81\xF3\xA0\x81\x81",                 R R,                             2},
    {"variation selectors U+FE0F U+E0100",   "a\xEF\xB8\x8F\xF3\xA0\x84\x80",                    "a" R R,                         2},
    {"grapheme joiner U+034F",               "a\xCD\x8Fz",                                       "a" R "z",                       1},
    {"Hangul fillers U+115F U+3164",         "\xE1\x85\x9F\xE3\x85\xA4",                         R R,                             2},
    {"line separators U+2028 U+2029 U+0085", "\xE2\x80\xA8\xE2\x80\xA9\xC2\x85",                 R R R,
     3                                                                                                                             },
    {"private use U+E000 U+10FFFD",          "\xEE\x80\x80\xF4\x8F\xBF\xBD",                     R R,                             2},
    {"non-characters U+FFFE U+FDD0",         "\xEF\xBF\xBE\xEF\xB7\x90",                         R R,                             2},
    {"an unassigned character U+0378",       "\xCD\xB8",                                         R,                               1},
    {"invalid bytes, each by itself",        "a\x80\xFF\xC3z",                                   "a" R R R "z",                   3},
    {"an overlong slash",                    "\xC0\xAF",                                         R R,                             2},
    {"a surrogate in UTF-8",                 "\xED\xA0\x80",                                     R R R,                           3},
    {"a character cut at the end",           "a\xE2\x82",                                        "a" R R,                         2},
    {"a replacement character of the input", R,                                                  R,                               0},
    {"two marks on a base",                  "e" ACUTE ACUTE "x",                                "e" ACUTE ACUTE "x",             0},
    {"a third and fourth mark",              "e" ACUTE ACUTE ACUTE ACUTE "x",                    "e" ACUTE ACUTE R R "x",
     2                                                                                                                             },
    {"marks count anew on the next base",    "e" ACUTE ACUTE "e" ACUTE ACUTE,
     "e" ACUTE ACUTE "e" ACUTE ACUTE,                                                                                             0},
    {"a mark without a base",                ACUTE "x",                                          R "x",                           1},
    {"a mark on a blank",                    " " ACUTE,                                          " " ACUTE,                       0},
    {"replaced characters are no new base",  "e" ACUTE ACUTE "\x1b" ACUTE,
     "e" ACUTE ACUTE R R,                                                                                                         2},
    {"an enclosing mark U+20DD",             "a\xE2\x83\x9D",                                    "a\xE2\x83\x9D",                 0},
    {"joining jamo count as marks",          "\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8\xE1\x86\xA8",
     "\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8" R,                                                                                    1},
};

START_TEST(a_line_comes_out_harmless)
{
    const struct gate_row *row = &line_rows[_i];
    const size_t replaced =
        pwz_text_gate(row->text, strlen(row->text), PWZ_GATE_LINE, &out);

    ck_assert_msg(strcmp(pwz_buf_text(&out), row->expected) == 0, "%s: '%s'", row->what,
                  pwz_buf_text(&out));
    ck_assert_msg(replaced == row->replaced, "%s: %zu replaced", row->what, replaced);
}
END_TEST

START_TEST(without_allocation_the_same_comes_out)
{
    const struct gate_row *row = &line_rows[_i];
    char fixed[200];

    ck_assert_uint_eq(
        pwz_text_gate_into(row->text, strlen(row->text), fixed, sizeof(fixed)),
        strlen(row->expected));
    ck_assert_str_eq(fixed, row->expected);
}
END_TEST

START_TEST(what_came_out_passes_unchanged)
{
    const struct gate_row *row = &line_rows[_i];

    ck_assert_uint_eq(
        pwz_text_gate(row->expected, strlen(row->expected), PWZ_GATE_LINE, &out), 0);
    ck_assert_str_eq(pwz_buf_text(&out), row->expected);
}
END_TEST

START_TEST(a_nul_byte_is_replaced)
{
    ck_assert_uint_eq(pwz_text_gate("a\0b", 3, PWZ_GATE_LINE, &out), 1);
    ck_assert_str_eq(pwz_buf_text(&out), "a" R "b");
}
END_TEST

START_TEST(line_feeds_stay_on_request_and_nothing_else_does)
{
    const char *text = "a\nb\r\n\tc\n" ACUTE;

    ck_assert_uint_eq(pwz_text_gate(text, strlen(text), PWZ_GATE_KEEP_LINES, &out), 2);
    ck_assert_str_eq(pwz_buf_text(&out), "a\nb" R "\n c\n" R);
}
END_TEST

START_TEST(the_gate_appends)
{
    pwz_buf_adds(&out, "a: ");
    pwz_text_gate("b", 1, PWZ_GATE_LINE, &out);
    ck_assert_str_eq(pwz_buf_text(&out), "a: b");
}
END_TEST

START_TEST(a_full_buffer_and_lack_of_memory_are_told_by_the_buffer)
{
    pwz_mem_fail_after(0);
    pwz_text_gate("ab", 2, PWZ_GATE_LINE, &out);
    ck_assert_int_eq(pwz_buf_status(&out), PWZ_E_NOMEM);
    pwz_mem_fail_after(SIZE_MAX);
    pwz_buf_init(&out, 4);
    pwz_text_gate("\x80\x80", 2, PWZ_GATE_LINE, &out);
    ck_assert_int_eq(pwz_buf_status(&out), PWZ_E_LIMIT);
    ck_assert_str_eq(pwz_buf_text(&out), R);
}
END_TEST

START_TEST(a_small_array_is_cut_at_a_character_and_the_need_is_told)
{
    char fixed[5];

    ck_assert_uint_eq(pwz_text_gate_into("a\xE2\x82\xAC\xC3\xA9"
                                         "b",
                                         7, fixed, 5),
                      7);
    ck_assert_str_eq(fixed, "a\xE2\x82\xAC");
    ck_assert_uint_eq(pwz_text_gate_into("a\xE2\x82\xAC\xC3\xA9"
                                         "b",
                                         7, fixed, 4),
                      7);
    ck_assert_str_eq(fixed, "a"); /* not "ab": nothing follows a cut */
    ck_assert_uint_eq(pwz_text_gate_into("abc", 3, fixed, 1), 3);
    ck_assert_str_eq(fixed, "");
}
END_TEST

START_TEST(of_all_characters_only_harmless_ones_come_out)
{
    for (uint32_t rune = 0; rune <= 0x10FFFF; rune++) {
        char bytes[5] = "a";
        char fixed[16];
        const size_t len = pwz_utf8_encode(rune, bytes + 1);

        if (len == 0) {
            continue;
        }
        pwz_text_gate_into(bytes, 1 + len, fixed, sizeof(fixed));

        const bool stays = strncmp(fixed + 1, bytes + 1, len) == 0;
        const bool is_blank = rune == '\n' || rune == '\t';

        if (stays != (pwz_rune_is_harmless(rune) || rune == 0xFFFD) ||
            (!stays && strcmp(fixed + 1, is_blank ? " " : R) != 0)) {
            ck_abort_msg("U+%04X", (unsigned)rune);
        }
    }
}
END_TEST

static const struct range_row {
    uint32_t first, last;
    bool is_harmless;
} range_rows[] = {
    {0x00,       0x1F,       false}, /* C0 */
    {0x20,       0x7E,       true },
    {0x7F,       0x9F,       false}, /* DEL, C1 */
    {0xA0,       0xAC,       true },
    {0xAD,       0xAD,       false}, /* soft hyphen */
    {0xAE,       0x2C1,      true },
    {0x61C,      0x61C,      false},
    {0x180B,     0x180F,     false}, /* Mongolian selectors */
    {0x200B,     0x200F,     false},
    {0x2028,     0x202E,     false},
    {0x2060,     0x206F,     false},
    {0x3000,     0x3000,     true },
    {0xD800,     0xF8FF,     false}, /* surrogates, private use */
    {0xFDD0,     0xFDEF,     false},
    {0xFE00,     0xFE0F,     false},
    {0xFEFF,     0xFEFF,     false},
    {0xFFF0,     0xFFFB,     false},
    {0xFFFE,     0xFFFF,     false},
    {0x1FFFE,    0x1FFFF,    false},
    {0xE0000,    0x110010,   false}, /* tags, private planes, beyond the last */
    {0xFFFFFF00, UINT32_MAX, false},
};

START_TEST(ranges_are_judged_as_the_standard_classes_them)
{
    const struct range_row *row = &range_rows[_i];

    for (uint64_t rune = row->first; rune <= row->last; rune++) {
        if (pwz_rune_is_harmless((uint32_t)rune) != row->is_harmless) {
            ck_abort_msg("U+%04X", (unsigned)rune);
        }
    }
}
END_TEST

START_TEST(random_bytes_always_give_gated_text)
{
    uint32_t state = 2463534242U; /* xorshift32, fixed seed */
    char bytes[64];
    char first[256];
    char second[256];

    for (int round = 0; round < 20000; round++) {
        for (size_t i = 0; i < sizeof(bytes); i++) {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            /* Mostly what UTF-8 sequences are made of, so that many are valid. */
            bytes[i] = (char)((state & 0x300) == 0
                                  ? state
                                  : (state & 0x3F) | 0x80 | ((state >> 4) & 0x60));
        }

        const size_t len = pwz_text_gate_into(bytes, sizeof(bytes), first, sizeof(first));

        ck_assert_uint_eq(pwz_utf8_check(first, len), len);
        ck_assert_uint_eq(pwz_text_gate_into(first, len, second, sizeof(second)), len);
        ck_assert_str_eq(first, second);
    }
}
END_TEST

int main(void)
{
    const int rows = (int)(sizeof(line_rows) / sizeof(line_rows[0]));
    Suite *suite = suite_create("gate");
    TCase *tcase = tcase_create("gate");

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, a_line_comes_out_harmless, 0, rows);
    tcase_add_loop_test(tcase, without_allocation_the_same_comes_out, 0, rows);
    tcase_add_loop_test(tcase, what_came_out_passes_unchanged, 0, rows);
    tcase_add_test(tcase, a_nul_byte_is_replaced);
    tcase_add_test(tcase, line_feeds_stay_on_request_and_nothing_else_does);
    tcase_add_test(tcase, the_gate_appends);
    tcase_add_test(tcase, a_full_buffer_and_lack_of_memory_are_told_by_the_buffer);
    tcase_add_test(tcase, a_small_array_is_cut_at_a_character_and_the_need_is_told);
    tcase_add_test(tcase, of_all_characters_only_harmless_ones_come_out);
    tcase_add_loop_test(tcase, ranges_are_judged_as_the_standard_classes_them, 0,
                        (int)(sizeof(range_rows) / sizeof(range_rows[0])));
    tcase_add_test(tcase, random_bytes_always_give_gated_text);
    return pwz_test_main(suite);
}
