/*
 * Unit tests of seconds to civil UTC dates.
 */
#include <stdio.h>
#include <string.h>

#include "pecwiz/time.h"

#include "runner.h"

static const struct time_row {
    int64_t at;
    const char *expected;
} rows[] = {
    {0,                     "1970-01-01T00:00:00Z"},
    {-1,                    "1969-12-31T23:59:59Z"},
    {59,                    "1970-01-01T00:00:59Z"},
    {3600,                  "1970-01-01T01:00:00Z"},
    {86399,                 "1970-01-01T23:59:59Z"},
    {INT64_C(951782400),    "2000-02-29T00:00:00Z"}, /* 11016 days: a leap century */
    {INT64_C(951868800),    "2000-03-01T00:00:00Z"},
    {INT64_C(1709164800),   "2024-02-29T00:00:00Z"},
    {INT64_C(1772323200),   "2026-03-01T00:00:00Z"}, /* no leap day before it */
    {INT64_C(1772323199),   "2026-02-28T23:59:59Z"},
    {INT64_C(1234567890),   "2009-02-13T23:31:30Z"}, /* a well-known moment */
    {INT64_C(2147483647),   "2038-01-19T03:14:07Z"}, /* end of 32 bits */
    {INT64_C(4107542400),   "2100-03-01T00:00:00Z"}, /* 2100 has no leap day */
    {INT64_C(4107542399),   "2100-02-28T23:59:59Z"},
    {INT64_C(-2208988800),  "1900-01-01T00:00:00Z"}, /* the origin of NTP */
    {INT64_C(-62135596800), "0001-01-01T00:00:00Z"},
    {INT64_C(-62167219200), "0000-01-01T00:00:00Z"},
    {INT64_C(253402300799), "9999-12-31T23:59:59Z"},
    {INT64_C(253402300800), "9999-12-31T23:59:59Z"}, /* clamped */
    {INT64_C(-62167219201), "0000-01-01T00:00:00Z"},
    {INT64_MAX,             "9999-12-31T23:59:59Z"},
    {INT64_MIN,             "0000-01-01T00:00:00Z"},
};

START_TEST(seconds_become_the_civil_moment)
{
    char text[21];

    pwz_time_text(rows[_i].at, text);
    ck_assert_str_eq(text, rows[_i].expected);
}
END_TEST

START_TEST(a_date_is_the_first_ten_characters_of_the_moment)
{
    char text[11];

    pwz_date_text(rows[_i].at, text);
    ck_assert_int_eq(strncmp(text, rows[_i].expected, 10), 0);
    ck_assert_uint_eq(strlen(text), 10);
}
END_TEST

/* Clamped rows apart: their text says another moment. */
START_TEST(a_moment_is_read_back)
{
    int64_t at = 1;
    int64_t day = 1;
    char date[PWZ_DATE_SIZE];

    ck_assert(pwz_time_read(rows[_i].expected, &at));
    if (rows[_i].at >= INT64_C(-62167219200) && rows[_i].at <= INT64_C(253402300799)) {
        ck_assert_int_eq(at, rows[_i].at);
    }
    memcpy(date, rows[_i].expected, sizeof(date) - 1);
    date[sizeof(date) - 1] = '\0';
    ck_assert(pwz_date_read(date, &day));
    ck_assert(day <= at && at - day < PWZ_SECONDS_PER_DAY);
}
END_TEST

static const char *const no_moments[] = {
    "",
    "2026-11-26",
    "2026-02-29T00:00:00Z", /* no leap year */
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "2026-11-26T24:00:00Z",
    "2026-11-26T00:60:00Z",
    "2026-11-26T00:00:60Z",
    "2026-11-26 00:00:00Z",
    "2026-11-26T00:00:00+",
    "2026-11-26T00:00:00Z ",
    "2026-11-2\377T00:00:00Z",
    "+026-11-26T00:00:00Z",
    "2026-11-26T0:00:000Z",
};

START_TEST(what_is_no_moment_is_not_read)
{
    int64_t at = 7;

    ck_assert(!pwz_time_read(no_moments[_i], &at));
    ck_assert(!pwz_date_read("2026-02-30", &at));
    ck_assert_int_eq(at, 7);
}
END_TEST

/* Days counted one by one with the rule of leap years, against the formula. */
START_TEST(every_day_of_four_centuries_follows_the_one_before)
{
    static const unsigned lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    unsigned year = 1970, month = 0, day = 1;

    for (int64_t i = 0; i < 146097; i++) {
        const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        char text[11], expected[32];

        pwz_date_text(i * 86400 + 43200, text);
        snprintf(expected, sizeof(expected), "%04u-%02u-%02u", year, month + 1, day);
        ck_assert_str_eq(text, expected);
        if (++day > lengths[month] + (month == 1 && is_leap ? 1 : 0)) {
            day = 1;
            month = (month + 1) % 12;
            year += month == 0 ? 1 : 0;
        }
    }
    ck_assert_uint_eq(year, 2370); /* 400 years are 146097 days */
    ck_assert_uint_eq(month, 0);
    ck_assert_uint_eq(day, 1);
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("time");
    TCase *tests = tcase_create("civil");
    const int count = (int)(sizeof(rows) / sizeof(rows[0]));

    tcase_add_loop_test(tests, a_moment_is_read_back, 0,
                        (int)(sizeof(rows) / sizeof(rows[0])));
    tcase_add_loop_test(tests, what_is_no_moment_is_not_read, 0,
                        (int)(sizeof(no_moments) / sizeof(no_moments[0])));
    tcase_add_loop_test(tests, seconds_become_the_civil_moment, 0, count);
    tcase_add_loop_test(tests, a_date_is_the_first_ten_characters_of_the_moment, 0,
                        count);
    tcase_add_test(tests, every_day_of_four_centuries_follows_the_one_before);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return pwz_test_main(make_suite());
}
