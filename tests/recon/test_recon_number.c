/*
 * Unit tests of exact decimals, dates, GUIDs and days: values worked out by hand.
 */
#include <stdio.h>
#include <string.h>

#include "pecwiz/recon.h"

#include "evidence/recon/dates.h"
#include "evidence/recon/number.h"
#include "recon/lines.h"
#include "unit/runner.h"

static const char *read_text(const char *text, unsigned *form)
{
    wide value;

    *form = number_read(text, strlen(text), &value);
    struct pwz_decimal decimal = decimal_of(value, COST_SCALE);
    return lines_amount(&decimal);
}

static const struct number_case {
    const char *text;
    const char *value;
    unsigned form;
} numbers[] = {
    {"0",                                        "0",                       NUMBER_GOOD   },
    {"15",                                       "15",                      NUMBER_GOOD   },
    {"-15",                                      "-15",                     NUMBER_GOOD   },
    {"+7",                                       "7",                       NUMBER_GOOD   },
    {"0.15",                                     "0.15",                    NUMBER_GOOD   },
    {".5",                                       "0.5",                     NUMBER_GOOD   },
    {"5.",                                       "5",                       NUMBER_GOOD   },
    {" 1.50 ",                                   "1.5",                     NUMBER_GOOD   },
    {"7.48359270818142",                         "7.48359270818142",        NUMBER_GOOD   },
    {"22.9276737383009",                         "22.9276737383009",        NUMBER_GOOD   },
    {"123456789012345.67",                       "123456789012345.67",      NUMBER_GOOD   },
    {"-0.00000000000000000001",                  "-0.00000000000000000001", NUMBER_GOOD   },
    {"1,5",                                      "1.5",                     NUMBER_COMMA  },
    {"-1234,25",                                 "-1234.25",                NUMBER_COMMA  },
    {"1.2E-05",                                  "0.000012",                NUMBER_GOOD   },
    {"1.2e3",                                    "1200",                    NUMBER_GOOD   },
    {"1e+2",                                     "100",                     NUMBER_GOOD   },
    {"0e99999",                                  "0",                       NUMBER_GOOD   },
    {"1e-99999",                                 "0",                       NUMBER_ROUNDED},
    {"0.000000000000000000005",                  "0.00000000000000000001",  NUMBER_ROUNDED},
    {"0.0000000000000000000049",                 "0",                       NUMBER_ROUNDED},
    {"-0.000000000000000000015",                 "-0.00000000000000000002", NUMBER_ROUNDED},
    {"0.0209500000000000000000",                 "0.02095",                 NUMBER_GOOD   },
    {"6000000000000000",                         "6000000000000000",        NUMBER_GOOD   },
    {"7000000000000000",                         "0",                       NUMBER_LARGE  },
    {"1e30",                                     "0",                       NUMBER_LARGE  },
    {"9999999999999999999999999999999999999999", "0",                       NUMBER_LARGE  },
    {"",                                         "0",                       NUMBER_EMPTY  },
    {"   ",                                      "0",                       NUMBER_EMPTY  },
    {"-",                                        "0",                       NUMBER_BAD    },
    {".",                                        "0",                       NUMBER_BAD    },
    {"1.2.3",                                    "0",                       NUMBER_BAD    },
    {"1,234.5",                                  "0",                       NUMBER_BAD    },
    {"1e",                                       "0",                       NUMBER_BAD    },
    {"1e-",                                      "0",                       NUMBER_BAD    },
    {"12a",                                      "0",                       NUMBER_BAD    },
    {"0x10",                                     "0",                       NUMBER_BAD    },
    {"--1",                                      "0",                       NUMBER_BAD    },
    {"1 2",                                      "0",                       NUMBER_BAD    },
    {"NaN",                                      "0",                       NUMBER_BAD    },
};

START_TEST(a_number_is_read_exactly_or_told_apart)
{
    const struct number_case *row = &numbers[_i];
    unsigned form;

    ck_assert_str_eq(read_text(row->text, &form), row->value);
    ck_assert_uint_eq(form, row->form);
}
END_TEST

/* The short form has to agree with the long one on all it takes, whatever bytes stand in
 * front of the number. */
static bool short_agrees(const char *text, const char *before)
{
    char bytes[NUMBER_BEFORE + 64];
    size_t len = strlen(text);
    wide expected, value = 77;

    for (size_t i = 0; i < NUMBER_BEFORE; i++)
        bytes[i] = before[i % strlen(before)];
    memcpy(bytes + NUMBER_BEFORE, text, len);
    unsigned form = number_read(text, len, &expected);
    bool is_taken = number_read_short(bytes + NUMBER_BEFORE, len, &value);
    if (!is_taken)
        ck_assert_msg(value == 77, "changed by '%s'", text);
    else
        ck_assert_msg(form == NUMBER_GOOD && value == expected, "'%s' behind '%s'", text,
                      before);
    return is_taken;
}

static const char *const befores[] = {",", "9", ".", "-", "\"", "1.", "\xff"};

START_TEST(the_short_form_agrees_with_the_long_one)
{
    for (size_t b = 0; b < sizeof befores / sizeof *befores; b++)
        short_agrees(numbers[_i].text, befores[b]);
}
END_TEST

START_TEST(the_short_form_takes_all_usual_lengths)
{
    static const char digits[] = "9283746501", decimals[] = "50817263490817236";

    for (uint32_t whole = 0; whole <= 10; whole++)
        for (uint32_t rest = 0; rest <= 17; rest++)
            for (size_t b = 0; b < sizeof befores / sizeof *befores; b++) {
                char text[64];
                (void)snprintf(text, sizeof text, "%s%.*s%s%.*s", b % 2 ? "-" : "",
                               (int)whole, digits, rest ? "." : "", (int)rest, decimals);
                bool is_short = whole >= 1 && whole <= 8 && rest <= 15;
                ck_assert_msg(short_agrees(text, befores[b]) == is_short, "'%s'", text);
            }
}
END_TEST

/* Each byte of a number made one that does not belong there. */
START_TEST(the_short_form_lets_no_other_byte_through)
{
    const char good[] = "12345678.123456789012345";

    for (size_t at = 0; at + 1 < sizeof good; at++)
        for (unsigned byte = 1; byte < 256; byte++) {
            char text[sizeof good];
            bool is_digit = byte >= '0' && byte <= '9';
            memcpy(text, good, sizeof good);
            if (byte == (unsigned char)good[at])
                continue;
            text[at] = (char)byte;
            bool is_taken = short_agrees(text, ",");
            ck_assert_msg(!is_taken || is_digit || byte == '.' || byte == '-',
                          "%u at %zu", byte, at);
        }
}
END_TEST

START_TEST(rounding_for_people_is_half_away_from_zero)
{
    static const struct {
        const char *text, *rounded;
        uint32_t places;
    } cases[] = {
        {"1.005",   "1.01",    2},
        {"1.0049",  "1.00",    2},
        {"-1.005",  "-1.01",   2},
        {"-0.001",  "0.00",    2},
        {"12",      "12.00",   2},
        {"0.5",     "1",       0},
        {"1.23",    "1.2300",  4},
        {"999.995", "1000.00", 2},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pwz_buf out;
        wide value;
        pwz_buf_init(&out, 100);
        number_read(cases[i].text, strlen(cases[i].text), &value);
        struct pwz_decimal decimal = decimal_of(value, COST_SCALE);
        pwz_decimal_add_rounded(&decimal, cases[i].places, &out);
        ck_assert_str_eq(pwz_buf_text(&out), cases[i].rounded);
        pwz_buf_done(&out);
    }
}
END_TEST

START_TEST(sums_and_comparisons_keep_the_sign)
{
    struct pwz_decimal sum = {.low = 0};
    struct pwz_decimal one = decimal_of(1, COST_SCALE), less = decimal_of(-3, COST_SCALE);
    struct pwz_decimal most = {.low = UINT64_MAX, .high = INT64_MAX, .scale = COST_SCALE};

    ck_assert(pwz_decimal_sum(&sum, &one));
    ck_assert(pwz_decimal_sum(&sum, &less));
    ck_assert_str_eq(lines_amount(&sum), "-0.00000000000000000002");
    ck_assert_int_eq(pwz_decimal_sign(&sum), -1);
    ck_assert_int_lt(pwz_decimal_compare(&less, &one), 0);
    ck_assert_int_eq(pwz_decimal_compare(&one, &one), 0);
    ck_assert(!pwz_decimal_sum(&most, &one));
    ck_assert_int_eq(pwz_decimal_sign(&most), 1);
}
END_TEST

START_TEST(days_and_dates_agree)
{
    static const struct {
        int32_t year;
        uint32_t month, day;
        int32_t number;
        const char *text;
    } cases[] = {
        {1970, 1,  1,  0,      "1970-01-01"},
        {1969, 12, 31, -1,     "1969-12-31"},
        {2000, 2,  29, 11016,  "2000-02-29"},
        {2000, 3,  1,  11017,  "2000-03-01"},
        {2026, 10, 3,  20729,  "2026-10-03"},
        {1900, 3,  1,  -25508, "1900-03-01"},
        {2199, 12, 31, 84005,  "2199-12-31"},
    };
    char text[PWZ_DAY_CHARS];

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_int_eq(pwz_day_of(cases[i].year, cases[i].month, cases[i].day),
                         cases[i].number);
        ck_assert_str_eq(pwz_day_text(cases[i].number, text), cases[i].text);
    }
    ck_assert_str_eq(pwz_day_text(PWZ_DAY_NONE, text), "");
    ck_assert_int_eq(pwz_day_of(2026, 2, 29), PWZ_DAY_NONE);
    ck_assert_int_eq(pwz_day_of(1900, 2, 29), PWZ_DAY_NONE);
    ck_assert_int_eq(pwz_day_of(2026, 13, 1), PWZ_DAY_NONE);
    ck_assert_int_eq(pwz_day_of(2026, 0, 1), PWZ_DAY_NONE);
    ck_assert_int_eq(pwz_day_of(2026, 4, 31), PWZ_DAY_NONE);
}
END_TEST

static const struct date_case {
    const char *text;
    bool is_good;
    const char *mdy, *dmy;
} dates[] = {
    {"10/03/2026",           true,  "2026-10-03", "2026-03-10"},
    {"9/1/2020",             true,  "2020-09-01", "2020-01-09"},
    {"2/1/2019 0:00",        true,  "2019-02-01", "2019-01-02"},
    {"10/13/2026",           true,  "2026-10-13", "2026-10-13"},
    {"13/10/2026",           true,  "2026-10-13", "2026-10-13"},
    {"10-03-26",             true,  "2026-10-03", "2026-03-10"},
    {"03.10.2026",           true,  "2026-03-10", "2026-10-03"},
    {"2026-10-03",           true,  "2026-10-03", "2026-10-03"},
    {"2026/10/03",           true,  "2026-10-03", "2026-10-03"},
    {"20261003",             true,  "2026-10-03", "2026-10-03"},
    {"2019-08-01T00:00:00Z", true,  "2019-08-01", "2019-08-01"},
    {" 10/03/2026 ",         true,  "2026-10-03", "2026-03-10"},
    {"10/03/2026T14:00",     true,  "2026-10-03", "2026-03-10"},
    {"2026-10-03t00:00:00",  true,  "2026-10-03", "2026-10-03"},
    {"20261003T00:00:00Z",   true,  "2026-10-03", "2026-10-03"},
    {"10/03/2026  9:30 AM",  true,  "2026-10-03", "2026-03-10"},
    {"2/29/28",              true,  "2028-02-29", "2028-02-29"},
    {"10/03/2026 noon",      false, "",           ""          },
    {"10/03/2026Tnoon",      false, "",           ""          },
    {"10/03/2026Z",          false, "",           ""          },
    {"20261003Z",            false, "",           ""          },
    {"202610031",            false, "",           ""          },
    {"2026-10-031",          false, "",           ""          },
    {"010/03/2026",          false, "",           ""          },
    {"10/03/20260",          false, "",           ""          },
    {"2/29/27",              false, "",           ""          },
    {"/10/2026",             false, "",           ""          },
    {"10/03/",               false, "",           ""          },
    {"2026-10-",             false, "",           ""          },
    {"2026--03",             false, "",           ""          },
    {"10/03",                false, "",           ""          },
    {"",                     false, "",           ""          },
    {"10/2026",              false, "",           ""          },
    {"13/13/2026",           false, "",           ""          },
    {"2/30/2026",            false, "",           ""          },
    {"2026-13-01",           false, "",           ""          },
    {"10/03/026",            false, "",           ""          },
    {"10/03/2026x",          false, "",           ""          },
    {"UsageDate",            false, "",           ""          },
    {"10//2026",             false, "",           ""          },
};

START_TEST(a_date_is_read_in_each_order)
{
    const struct date_case *row = &dates[_i];
    struct raw_date date;
    char text[PWZ_DAY_CHARS];

    ck_assert(date_read((struct span){row->text, strlen(row->text)}, &date) ==
              row->is_good);
    if (!row->is_good)
        return;
    ck_assert_str_eq(pwz_day_text(date_day(&date, ORDER_MDY), text), row->mdy);
    ck_assert_str_eq(pwz_day_text(date_day(&date, ORDER_DMY), text), row->dmy);
}
END_TEST

START_TEST(a_date_of_a_file_has_one_number)
{
    enum {
        DAYS = 1000
    };
    struct budget budget = {.bytes_max = 1 << 20};
    struct dates known = {.count = 0};

    for (uint32_t round = 0; round < 4; round++)
        for (uint32_t i = 0; i < DAYS; i++) {
            const uint32_t file = round / 2;
            const struct raw_date date = {.year = (uint16_t)(2000 + i / 100),
                                          .first = (uint8_t)(1 + i / 10 % 10),
                                          .second = (uint8_t)(1 + i % 10)};
            ck_assert_uint_eq(dates_add(&known, &budget, file, &date), file * DAYS + i);
        }
    ck_assert_uint_eq(known.count, 2 * DAYS);
    dates_done(&known);
}
END_TEST

START_TEST(charged_months_tell_the_order)
{
    static const struct {
        const char *start, *end;
        unsigned says;
    } cases[] = {
        {"09/01/2020", "09/30/2020", SAYS_MDY},
        {"01/09/2020", "30/09/2020", SAYS_DMY},
        {"09/01/2020", "10/01/2020", SAYS_MDY}, /* else 9 to 10 January */
        {"01/09/2020", "01/10/2020", SAYS_DMY},
        {"01/01/2020", "02/01/2020", SAYS_MDY},
        {"01/01/2020", "01/02/2020", SAYS_DMY},
        {"03/03/2020", "03/03/2020", 0       },
        {"09/05/2020", "09/30/2020", SAYS_MDY}, /* by the number above 12 */
        {"07/01/2020", "09/01/2020", 0       }, /* two months */
        {"01/12/2020", "12/01/2020", 0       },
        {"2020-09-01", "2020-09-30", 0       },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct raw_date start, end;
        ck_assert(date_read((struct span){cases[i].start, 10}, &start));
        ck_assert(date_read((struct span){cases[i].end, 10}, &end));
        ck_assert_uint_eq(dates_say(&start, &end), cases[i].says);
    }
}
END_TEST

START_TEST(a_guid_is_36_characters_of_either_case)
{
    static const char good[] = "0123abCD-4567-89aB-cdef-fedcba987654";
    static const char *const bad[] = {
        "0123abcd-4567-89ab-cdef-fedcba98765",     "0123abcd-4567-89ab-cdef-fedcba98765g",
        "0123abcd+4567-89ab-cdef-fedcba987654",    "0123abcd-4567-89ab-cdef-fedcba98765 ",
        "0123abcd-4567-89ab-cdef-fedcba98765\xC3", "g123abcd-4567-89ab-cdef-fedcba987654",
        "0123abcd-4567-89ab-cdef-fedcba9876@4",    "0123abcd-4567-89ab-cdef-fedcba9876`4",
        "0123abcd-4567-89ab-cdef-fedcba9876/4",    "0123abcd-4567-89ab-cdef-fedcba9876:4",
    };
    struct id128 id;
    char text[GUID_CHARS + 1];

    ck_assert(guid_read(good, 36, &id));
    ck_assert(id.high == 0x0123abcd456789abULL && id.low == 0xcdeffedcba987654ULL);
    guid_write(&id, text);
    ck_assert_str_eq(text, "0123abcd-4567-89ab-cdef-fedcba987654");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert(!guid_read(bad[i], strlen(bad[i]), &id));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("recon_number");
    TCase *tcase = tcase_create("all");

    tcase_add_loop_test(tcase, a_number_is_read_exactly_or_told_apart, 0,
                        sizeof numbers / sizeof *numbers);
    tcase_add_loop_test(tcase, the_short_form_agrees_with_the_long_one, 0,
                        sizeof numbers / sizeof *numbers);
    tcase_add_test(tcase, the_short_form_takes_all_usual_lengths);
    tcase_add_test(tcase, the_short_form_lets_no_other_byte_through);
    tcase_add_test(tcase, rounding_for_people_is_half_away_from_zero);
    tcase_add_test(tcase, sums_and_comparisons_keep_the_sign);
    tcase_add_test(tcase, days_and_dates_agree);
    tcase_add_loop_test(tcase, a_date_is_read_in_each_order, 0,
                        sizeof dates / sizeof *dates);
    tcase_add_test(tcase, a_date_of_a_file_has_one_number);
    tcase_add_test(tcase, charged_months_tell_the_order);
    tcase_add_test(tcase, a_guid_is_36_characters_of_either_case);
    suite_add_tcase(suite, tcase);
    return pwz_test_main(suite);
}
