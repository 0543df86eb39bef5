/*
 * Unit tests of strict UTF-8. The borders are those of table 3-7 of the Unicode standard.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "runner.h"

static const struct valid_row {
    const char *bytes;
    uint32_t rune;
} valid_rows[] = {
    {"A",                0x41    },
    {"\x7F",             0x7F    },
    {"\xC2\x80",         0x80    },
    {"\xDF\xBF",         0x7FF   },
    {"\xE0\xA0\x80",     0x800   },
    {"\xE2\x82\xAC",     0x20AC  }, /* euro sign */
    {"\xED\x9F\xBF",     0xD7FF  }, /* last before the surrogates */
    {"\xEE\x80\x80",     0xE000  }, /* first behind them */
    {"\xEF\xBF\xBF",     0xFFFF  },
    {"\xF0\x90\x80\x80", 0x10000 },
    {"\xF0\x9F\x98\x80", 0x1F600 },
    {"\xF4\x8F\xBF\xBF", 0x10FFFF},
};

static const char *const invalid_rows[] = {
    "\x80",             /* continuation alone */
    "\xBF",             /* the same, last of them */
    "\xC0\x80",         /* overlong NUL */
    "\xC1\xBF",         /* overlong DEL */
    "\xC2",             /* cut */
    "\xC2\x41",         /* letter where a continuation must be */
    "\xE0\x80\x80",     /* overlong */
    "\xE0\x9F\xBF",     /* overlong, last of them */
    "\xE2\x82",         /* cut */
    "\xE2\x41\xAC",     /* letter in the middle */
    "\xE2\x82\x41",     /* letter at the end */
    "\xED\xA0\x80",     /* first surrogate */
    "\xED\xBF\xBF",     /* last surrogate */
    "\xF0\x80\x80\x80", /* overlong */
    "\xF0\x8F\xBF\xBF", /* overlong, last of them */
    "\xF0\x9F\x98",     /* cut */
    "\xF0\x9F\x98\x41", /* letter at the end */
    "\xF4\x90\x80\x80", /* beyond U+10FFFF */
    "\xF5\x80\x80\x80", /* never a lead byte */
    "\xFE",             /* never in UTF-8 */
    "\xFF",             /* never in UTF-8 */
};

START_TEST(decode_and_encode_agree_on_valid_characters)
{
    const struct valid_row *row = &valid_rows[_i];
    const size_t len = strlen(row->bytes);
    uint32_t rune = 0;
    char out[4];

    ck_assert_uint_eq(pwz_utf8_decode(row->bytes, len, &rune), len);
    ck_assert_uint_eq(rune, row->rune);
    ck_assert_uint_eq(pwz_utf8_encode(row->rune, out), len);
    ck_assert_mem_eq(out, row->bytes, len);
    ck_assert_uint_eq(pwz_utf8_check(row->bytes, len), len);
}
END_TEST

START_TEST(decode_refuses_what_is_not_strict_and_leaves_the_rune_alone)
{
    const char *bytes = invalid_rows[_i];
    uint32_t rune = 12345;

    ck_assert_uint_eq(pwz_utf8_decode(bytes, strlen(bytes), &rune), 0);
    ck_assert_uint_eq(rune, 12345);
    ck_assert_uint_eq(pwz_utf8_check(bytes, strlen(bytes)), 0);
}
END_TEST

START_TEST(decode_of_nothing_is_nothing)
{
    uint32_t rune = 1;

    ck_assert_uint_eq(pwz_utf8_decode("A", 0, &rune), 0);
    ck_assert_uint_eq(rune, 1);
}
END_TEST

START_TEST(decode_takes_a_nul_byte_as_a_character)
{
    uint32_t rune = 1;

    ck_assert_uint_eq(pwz_utf8_decode("", 1, &rune), 1);
    ck_assert_uint_eq(rune, 0);
}
END_TEST

START_TEST(decode_does_not_read_past_the_length)
{
    uint32_t rune = 0;

    ck_assert_uint_eq(pwz_utf8_decode("\xE2\x82\xAC", 2, &rune), 0);
    ck_assert_uint_eq(pwz_utf8_decode("\xF0\x9F\x98\x80", 1, &rune), 0);
}
END_TEST

START_TEST(every_character_survives_the_round_trip)
{
    for (uint32_t rune = 0; rune <= 0x10FFFF; rune++) {
        char out[4];
        uint32_t back = 0;
        const size_t len = pwz_utf8_encode(rune, out);

        if (rune >= 0xD800 && rune <= 0xDFFF) {
            ck_assert_uint_eq(len, 0);
        } else if (pwz_utf8_decode(out, len, &back) != len || back != rune) {
            ck_abort_msg("U+%04X comes back as U+%04X", (unsigned)rune, (unsigned)back);
        }
    }
}
END_TEST

START_TEST(encode_refuses_what_is_no_character)
{
    char out[4];

    ck_assert_uint_eq(pwz_utf8_encode(0xD800, out), 0);
    ck_assert_uint_eq(pwz_utf8_encode(0xDFFF, out), 0);
    ck_assert_uint_eq(pwz_utf8_encode(0x110000, out), 0);
    ck_assert_uint_eq(pwz_utf8_encode(UINT32_MAX, out), 0);
}
END_TEST

START_TEST(check_tells_the_offset_of_the_first_bad_byte)
{
    ck_assert_uint_eq(pwz_utf8_check("ab\xC3\xA9\x80z", 6), 4);
    ck_assert_uint_eq(pwz_utf8_check("ab\xC3\xA9", 4), 4);
    ck_assert_uint_eq(pwz_utf8_check("ab\xC3", 3), 2);
    ck_assert_uint_eq(pwz_utf8_check("", 0), 0);
}
END_TEST

/* From CaseFolding.txt of the Unicode standard, status C and S. */
static const uint32_t folded_rows[][2] = {
    {'A',      'a'     },
    {'z',      'z'     },
    {'1',      '1'     },
    {0,        0       },
    {0xC4,     0xE4    }, /* A with two dots */
    {0xB5,     0x3BC   }, /* the sign for a millionth is a Greek letter */
    {0xDF,     0xDF    }, /* sharp s: only its full folding is two letters */
    {0x1E9E,   0xDF    }, /* its upper case */
    {0x130,    0x130   }, /* Turkish I with a dot: only its full folding is i */
    {0x131,    0x131   }, /* and i without one */
    {0x149,    0x149   }, /* n with an apostrophe: full folding only */
    {0x17F,    's'     }, /* long s */
    {0x3A3,    0x3C3   }, /* Greek sigma */
    {0x3C2,    0x3C3   }, /* at the end of a word */
    {0x212A,   'k'     }, /* Kelvin */
    {0x23A,    0x2C65  },
    {0x1F88,   0x1F80  }, /* Greek capital that is folded in full to two
  letters */
    {0x13A0,   0x13A0  }, /* Cherokee folds to upper case */
    {0xAB70,   0x13A0  },
    {0x10400,  0x10428 },
    {0xD800,   0xD800  }, /* a surrogate is no
  character */
    {0x110000, 0x110000},
};

START_TEST(forms_of_a_letter_are_folded_to_one)
{
    ck_assert_uint_eq(pwz_rune_fold(folded_rows[_i][0]), folded_rows[_i][1]);
}
END_TEST

START_TEST(what_is_folded_stays_as_it_is)
{
    for (uint32_t rune = 0; rune <= 0x10FFFF; rune++) {
        const uint32_t folded = pwz_rune_fold(rune);

        if (pwz_rune_fold(folded) != folded) {
            ck_abort_msg("U+%04X is folded twice", rune);
        }
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("utf8");
    TCase *tcase = tcase_create("utf8");

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, decode_and_encode_agree_on_valid_characters, 0,
                        (int)(sizeof(valid_rows) / sizeof(valid_rows[0])));
    tcase_add_loop_test(tcase,
                        decode_refuses_what_is_not_strict_and_leaves_the_rune_alone, 0,
                        (int)(sizeof(invalid_rows) / sizeof(invalid_rows[0])));
    tcase_add_test(tcase, decode_of_nothing_is_nothing);
    tcase_add_test(tcase, decode_takes_a_nul_byte_as_a_character);
    tcase_add_test(tcase, decode_does_not_read_past_the_length);
    tcase_add_test(tcase, every_character_survives_the_round_trip);
    tcase_add_test(tcase, encode_refuses_what_is_no_character);
    tcase_add_test(tcase, check_tells_the_offset_of_the_first_bad_byte);
    tcase_add_loop_test(tcase, forms_of_a_letter_are_folded_to_one, 0,
                        (int)(sizeof(folded_rows) / sizeof(folded_rows[0])));
    tcase_add_test(tcase, what_is_folded_stays_as_it_is);
    return pwz_test_main(suite);
}
