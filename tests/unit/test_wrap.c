/*
 * Unit tests of counting, cutting and wrapping by columns.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "runner.h"

#define KAN "\xE6\xBC\xA2"   /* U+6F22, two columns, three bytes */
#define ACUTE "\xCC\x81"     /* U+0301, no column of its own, two bytes */
#define VOWEL "\xE0\xA4\xBE" /* U+093E, a spacing mark: one column, three bytes */
#define KA "\xE0\xA4\x95"    /* U+0915, one column */

static const struct rune_row {
    uint32_t rune;
    int width;
} rune_rows[] = {
    {'a',     1},
    {' ',     1},
    {0xA0,    1}, /* no-break space */
    {0xE4,    1}, /* a umlaut */
    {0xB1,    1}, /* ambiguous: plus-minus */
    {0x20AC,  1}, /* ambiguous: euro */
    {0x2500,  1}, /* ambiguous: box drawing */
    {0xFFFD,  1}, /* ambiguous: replacement */
    {0x301,   0}, /* combining acute */
    {0x20DD,  0}, /* enclosing circle */
    {0x5B0,   0}, /* Hebrew point */
    {0x93E,   1}, /* spacing mark */
    {0x1100,  2}, /* leading jamo */
    {0x1161,  0}, /* joining vowel */
    {0x11A8,  0}, /* joining final */
    {0xAC00,  2}, /* Hangul syllable */
    {0x3000,  2}, /* ideographic space */
    {0x3042,  2}, /* hiragana */
    {0x4DC0,  2}, /* hexagram */
    {0x6F22,  2}, /* ideograph */
    {0xFF21,  2}, /* full-width A */
    {0xFF71,  1}, /* half-width katakana */
    {0x1F600, 2}, /* emoji */
    {0x20000, 2}, /* ideograph of plane 2 */
};

START_TEST(characters_take_the_columns_of_the_standard)
{
    ck_assert_msg(pwz_rune_width(rune_rows[_i].rune) == rune_rows[_i].width,
                  "U+%04X is %d", (unsigned)rune_rows[_i].rune,
                  pwz_rune_width(rune_rows[_i].rune));
}
END_TEST

START_TEST(every_harmless_character_takes_0_to_2_columns)
{
    for (uint32_t rune = 0; rune <= 0x10FFFF; rune++) {
        const int width = pwz_rune_is_harmless(rune) ? pwz_rune_width(rune) : 0;

        if (width < 0 || width > 2) {
            ck_abort_msg("U+%04X is %d", (unsigned)rune, width);
        }
    }
}
END_TEST

static const struct width_row {
    const char *text;
    size_t width;
} width_rows[] = {
    {"",            0},
    {"abc",         3},
    {"\xC3\xA4"
     "b",      2},
    {KAN KAN,       4},
    {"e" ACUTE "x", 2},
    {"e" ACUTE,     1},
    {KAN ACUTE "a", 3},
    {KA VOWEL,      2},
    {"a\x80z",      3}, /* ungated: one column for the bad byte */
};

START_TEST(width_adds_up_the_columns)
{
    ck_assert_uint_eq(pwz_text_width(width_rows[_i].text, strlen(width_rows[_i].text)),
                      width_rows[_i].width);
}
END_TEST

static const struct fit_row {
    const char *text;
    size_t cols, len, used;
} fit_rows[] = {
    {"abc",           0,  0, 0},
    {"abc",           2,  2, 2},
    {"abc",           3,  3, 3},
    {"abc",           99, 3, 3},
    {"",              5,  0, 0},
    {"a" KAN,         2,  1, 1}, /* half a wide character does not fit */
    {"a" KAN,         3,  4, 3},
    {KAN,             1,  0, 0},
    {"e" ACUTE "x",   1,  3, 1}, /* the mark stays with its base */
    {"e" ACUTE ACUTE, 1,  5, 1},
    {"xe" ACUTE,      1,  1, 1},
    {"x" KA VOWEL,    2,  1, 1}, /* base and spacing mark go together */
    {"x" KA VOWEL,    3,  7, 3},
};

START_TEST(fit_takes_whole_characters_with_their_marks)
{
    const struct fit_row *row = &fit_rows[_i];
    size_t used = 99;

    ck_assert_uint_eq(pwz_text_fit(row->text, strlen(row->text), row->cols, &used),
                      row->len);
    ck_assert_uint_eq(used, row->used);
    ck_assert_uint_eq(pwz_text_fit(row->text, strlen(row->text), row->cols, NULL),
                      row->len);
}
END_TEST

/* Expected lines joined by bars; "" means no line at all, "|" ends each line. */
static const struct wrap_row {
    const char *text;
    size_t cols;
    const char *lines;
} wrap_rows[] = {
    {"",                            10, ""                                },
    {"word",                        10, "word|"                           },
    {"one two three",               7,  "one two|three|"                  },
    {"one two three",               13, "one two three|"                  },
    {"one two three",               6,  "one|two|three|"                  },
    {"one   two",                   4,  "one|two|"                        },
    {"one   two",                   9,  "one   two|"                      },
    {"one   two",                   5,  "one|two|"                        },
    {"ab  ",                        2,  "ab|"                             },
    {"ab  ",                        3,  "ab|"                             },
    {"ab  ",                        4,  "ab  |"                           },
    {"abcdef",                      4,  "abcd|ef|"                        },
    {"abcdef",                      1,  "a|b|c|d|e|f|"                    },
    {"a bcdefgh",                   4,  "a|bcde|fgh|"                     },
    {"abcdef gh",                   4,  "abcd|ef|gh|"                     },
    {"abcd efgh",                   4,  "abcd|efgh|"                      },
    {"a\nb",                        10, "a|b|"                            },
    {"a\n",                         10, "a|"                              },
    {"\n",                          10, "|"                               },
    {"a\n\nb",                      10, "a||b|"                           },
    {"abcd\nef",                    4,  "abcd|ef|"                        },
    {"ab  \ncd",                    2,  "ab|cd|"                          },
    {"ab  \n\ncd",                  2,  "ab||cd|"                         },
    {"  ab cd",                     5,  "  ab|cd|"                        },
    {"  abcd",                      5,  "abcd|"                           },
    {"  abcdef",                    5,  "abcde|f|"                        },
    {"      ",                      3,  "|"                               },
    {"      \nab",                  3,  "|ab|"                            },
    {"x\n  y z",                    4,  "x|  y|z|"                        },
    {KAN KAN KAN,                   4,  KAN KAN "|" KAN "|"               },
    {KAN KAN KAN,                   5,  KAN KAN "|" KAN "|"               },
    {"a" KAN " " KAN,               3,  "a" KAN "|" KAN "|"               },
    {KAN "\nb",                     1,  KAN "|b|"                         },
    {KAN " b",                      1,  KAN "|b|"                         },
    {"e" ACUTE "e" ACUTE "e" ACUTE, 2,  "e" ACUTE "e" ACUTE "|e" ACUTE "|"},
    {"ae" ACUTE " b",               2,  "ae" ACUTE "|b|"                  },
    {"a" KA VOWEL,                  2,  "a|" KA VOWEL "|"                 },
    {"a\xC2\xA0z b",                3,  "a\xC2\xA0z|b|"                   }, /* a no-break space does not break */
};

START_TEST(wrap_breaks_at_blanks_and_inside_words_only_when_it_must)
{
    const struct wrap_row *row = &wrap_rows[_i];
    struct pwz_line rest = {.text = row->text, .len = strlen(row->text)};
    struct pwz_line line;
    struct pwz_buf lines;

    pwz_buf_init(&lines, 1000);
    while (pwz_text_wrap(&rest, row->cols, &line)) {
        pwz_buf_add(&lines, line.text, line.len);
        pwz_buf_addc(&lines, '|');
    }
    ck_assert_msg(strcmp(pwz_buf_text(&lines), row->lines) == 0, "'%s' at %zu: %s",
                  row->text, row->cols, pwz_buf_text(&lines));
    pwz_buf_done(&lines);
}
END_TEST

static size_t count_letters(const char *text, size_t len)
{
    size_t count = 0;

    for (size_t i = 0; i < len; i++) {
        count += text[i] != ' ' && text[i] != '\n';
    }
    return count;
}

START_TEST(wrap_loses_no_letter_and_keeps_the_width_at_any_width)
{
    static const char *const pieces[] = {"a",  "bcd", " ",       "  ",
                                         "\n", KAN,   "e" ACUTE, KA VOWEL};
    uint32_t state = 88172645U; /* xorshift32, fixed seed */
    struct pwz_buf text;

    pwz_buf_init(&text, 1000);
    for (int round = 0; round < 3000; round++) {
        pwz_buf_clear(&text);
        for (int i = 0; i < 30; i++) {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            pwz_buf_adds(&text, pieces[state % 8]);
        }
        for (size_t cols = 2; cols < 12; cols++) {
            struct pwz_line rest = {.text = pwz_buf_text(&text), .len = text.len};
            struct pwz_line line;
            size_t letters = 0;

            while (pwz_text_wrap(&rest, cols, &line)) {
                ck_assert_uint_le(pwz_text_width(line.text, line.len), cols);
                ck_assert_uint_eq(pwz_utf8_check(line.text, line.len), line.len);
                letters += count_letters(line.text, line.len);
            }
            ck_assert_uint_eq(letters, count_letters(pwz_buf_text(&text), text.len));
        }
    }
    pwz_buf_done(&text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("wrap");
    TCase *tcase = tcase_create("wrap");

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, characters_take_the_columns_of_the_standard, 0,
                        (int)(sizeof(rune_rows) / sizeof(rune_rows[0])));
    tcase_add_test(tcase, every_harmless_character_takes_0_to_2_columns);
    tcase_add_loop_test(tcase, width_adds_up_the_columns, 0,
                        (int)(sizeof(width_rows) / sizeof(width_rows[0])));
    tcase_add_loop_test(tcase, fit_takes_whole_characters_with_their_marks, 0,
                        (int)(sizeof(fit_rows) / sizeof(fit_rows[0])));
    tcase_add_loop_test(tcase, wrap_breaks_at_blanks_and_inside_words_only_when_it_must,
                        0, (int)(sizeof(wrap_rows) / sizeof(wrap_rows[0])));
    tcase_add_test(tcase, wrap_loses_no_letter_and_keeps_the_width_at_any_width);
    return pwz_test_main(suite);
}
