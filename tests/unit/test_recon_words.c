/*
 * Unit tests of the figures, days and sentences of the usage-file report.
 */
#include <string.h>

#include "recon_sample.h"
#include "report/recon_parts.h"
#include "runner.h"

static struct pwz_buf out;

static void setup(void)
{
    pwz_buf_init(&out, 64 * 1024);
}

static void teardown(void)
{
    pwz_buf_done(&out);
}

/* What was put since the last call. */
static const char *said(void)
{
    static char text[4096];

    ck_assert_uint_lt(out.len, sizeof(text));
    memcpy(text, pwz_buf_text(&out), out.len + 1);
    pwz_buf_clear(&out);
    return text;
}

static const struct {
    uint64_t count;
    const char *words;
} counts[] = {
    {0,          "0"                         },
    {9999,       "9999"                      },
    {10000,      "10 000"                    },
    {123456,     "123 456"                   },
    {1016753,    "1 016 753"                 },
    {UINT64_MAX, "18 446 744 073 709 551 615"},
};

START_TEST(counts_of_five_digits_and_more_are_grouped)
{
    pwz_recon_put_count(counts[_i].count, &out);
    ck_assert_str_eq(said(), counts[_i].words);
}
END_TEST

static const struct {
    struct pwz_decimal amount;
    const char *words;
} amounts[] = {
    {SAMPLE_AMOUNT(0,         0), "0.00"        },
    {SAMPLE_AMOUNT(61725,     3), "61.73"       }, /* half away from zero */
    {SAMPLE_AMOUNT(-61725,    3), "-61.73"      },
    {SAMPLE_AMOUNT(123456789, 2), "1 234 567.89"},
    {SAMPLE_AMOUNT(-1234567,  2), "-12 345.67"  },
    {SAMPLE_AMOUNT(1234,      0), "1234.00"     },
    {SAMPLE_AMOUNT(5,         3), "0.01"        },
    {SAMPLE_AMOUNT(4,         3), "<0.01"       }, /* never "0.00" for some money */
    {SAMPLE_AMOUNT(-4,        3), ">-0.01"      },
    {SAMPLE_AMOUNT(99999999,  4), "10 000.00"   },
};

START_TEST(amounts_have_two_places_and_never_hide_that_there_is_money)
{
    pwz_recon_put_amount(&amounts[_i].amount, &out);
    ck_assert_str_eq(said(), amounts[_i].words);
}
END_TEST

START_TEST(days_cannot_be_mistaken_for_months)
{
    pwz_recon_put_day(SAMPLE_OCT_1 + 3, &out);
    ck_assert_str_eq(said(), "4 Oct");
    pwz_recon_put_month(SAMPLE_OCT_1 + 3, &out);
    ck_assert_str_eq(said(), "October 2026");
}
END_TEST

START_TEST(weekdays_follow_the_calendar)
{
    ck_assert_int_eq(pwz_recon_weekday(SAMPLE_OCT_1), 'T'); /* Thursday */
    ck_assert_int_eq(pwz_recon_weekday(SAMPLE_OCT_1 + 1), 'F');
    ck_assert_int_eq(pwz_recon_weekday(SAMPLE_OCT_1 + 4), 'M');
    ck_assert_int_eq(pwz_recon_weekday(-1), 'W'); /* 1969-12-31 */
}
END_TEST

START_TEST(a_span_of_one_day_is_that_day)
{
    pwz_recon_put_span(SAMPLE_OCT_1, SAMPLE_OCT_1 + 5, &out);
    ck_assert_str_eq(said(), "2026-10-01 to 2026-10-06");
    pwz_recon_put_span(SAMPLE_OCT_1, SAMPLE_OCT_1, &out);
    ck_assert_str_eq(said(), "2026-10-01");
    pwz_recon_put_span(PWZ_DAY_NONE, PWZ_DAY_NONE, &out);
    ck_assert_str_eq(said(), "no days");
}
END_TEST

static const char *const patterns[PWZ_PATTERN_COUNT] = {
    [PWZ_PATTERN_NONE] = "none",
    [PWZ_PATTERN_ALL] = "all",
    [PWZ_PATTERN_FROM_DATE] = "from 4 Oct",
    [PWZ_PATTERN_UNTIL_DATE] = "until 6 Oct",
    [PWZ_PATTERN_GAP] = "gap",
    [PWZ_PATTERN_SOME_GROUPS] = "some groups",
    [PWZ_PATTERN_SOME_PRODUCTS] = "some products",
    [PWZ_PATTERN_UNKNOWN] = "",
};

START_TEST(each_pattern_has_short_words)
{
    struct pwz_recon_row row = sample_production;

    row.pattern = (enum pwz_recon_pattern)_i;
    pwz_recon_put_pattern(&row, &out);
    ck_assert_str_eq(said(), patterns[_i]);
}
END_TEST

START_TEST(a_row_without_a_name_says_so_and_its_label_is_the_id)
{
    pwz_recon_put_subject(PWZ_BY_SUBSCRIPTION, &sample_nameless, &out);
    ck_assert_str_eq(said(), "(no name)");
    pwz_recon_put_label(PWZ_BY_SUBSCRIPTION, &sample_nameless, &out);
    ck_assert_str_eq(said(), "00000003-3333-4333-8333-333333333333");
    pwz_recon_put_label(PWZ_BY_SUBSCRIPTION, &sample_production, &out);
    ck_assert_str_eq(said(), "Production");
    pwz_recon_put_label(PWZ_BY_CUSTOMER, &sample_production, &out);
    ck_assert_str_eq(said(), "Contoso, Ltd.");
    pwz_recon_put_label(PWZ_BY_GROUP, &sample_production, &out);
    ck_assert_str_eq(said(), "(no name)");
}
END_TEST

START_TEST(a_file_is_told_in_one_sentence_and_its_form_in_another)
{
    pwz_recon_put_file(&sample_file, &out);
    ck_assert_str_eq(said(),
                     "usage.csv: a daily-rated usage file, 15 lines, 2026-10-01 to "
                     "2026-10-06, invoice G012345678. CSV with commas, dates MDY (10/13 "
                     "has no other reading), columns 55 (2022).");
}
END_TEST

START_TEST(a_refused_file_is_told_with_the_reason)
{
    pwz_recon_put_file(&sample_refused, &out);
    ck_assert_str_eq(said(),
                     "old.csv: not used: a legacy (D) file has no credit; get the "
                     "daily-rated usage file");
}
END_TEST

START_TEST(a_file_that_was_not_come_to_is_not_called_wrong)
{
    struct pwz_recon_file file = sample_refused;

    file.is_unread = true;
    file.is_cut = true;
    file.refused = "the reading was cancelled before its first line";
    pwz_recon_put_file(&file, &out);
    ck_assert_str_eq(said(), "old.csv: not read: the reading was cancelled before its "
                             "first line");
}
END_TEST

START_TEST(what_was_left_out_of_a_file_is_told)
{
    struct pwz_recon_file file = sample_file;

    file.lines = 1;
    file.unusable = 1;
    file.totals = 2;
    file.repeated_heads = 1;
    file.billed = PWZ_BILLED_NO;
    file.is_cut = true;
    file.delimiter = ';';
    file.is_decimal_comma = true;
    file.date_order = "YMD";
    file.date_reason = "";
    file.version = "other";
    file.columns = 31;
    pwz_recon_put_file(&file, &out);
    ck_assert_str_eq(
        said(), "usage.csv: a daily-rated usage file, 1 line, 2026-10-01 to "
                "2026-10-06, not billed yet, 1 line left out, 2 total lines skipped, "
                "1 repeated head line skipped, not read to its end. CSV with "
                "semicolons, dates YMD, decimal commas, 31 columns.");
}
END_TEST

START_TEST(json_lines_are_called_so)
{
    struct pwz_recon_file file = sample_file;

    file.is_jsonl = true;
    file.delimiter = '\0';
    file.version = "full";
    file.date_reason = "";
    file.date_order = "YMD";
    pwz_recon_put_file(&file, &out);
    ck_assert_ptr_nonnull(strstr(said(), ". JSON lines, dates YMD, attribute set full."));
}
END_TEST

START_TEST(a_warning_has_its_place)
{
    struct pwz_recon_warning warning = sample_warning;

    pwz_recon_put_warning(&warning, &out);
    ck_assert_str_eq(said(),
                     "usage.csv: line 17: the date is no date; the line is left out");
    warning.line = 0;
    pwz_recon_put_warning(&warning, &out);
    ck_assert_str_eq(said(), "usage.csv: the date is no date; the line is left out");
}
END_TEST

START_TEST(a_day_common_to_customers_points_at_the_partner)
{
    const struct pwz_recon_common_day common = {SAMPLE_OCT_1 + 3, 3, 4};

    pwz_recon_put_common_day(&common, &out);
    ck_assert_str_eq(said(), "On 2026-10-04 3 of 4 customers begin to miss the credit: a "
                             "sign of a cause at the partner, not at a customer.");
}
END_TEST

START_TEST(lines_of_rules_are_added_up_over_currencies)
{
    const struct pwz_recon_view view = sample_view();
    uint64_t lines[PWZ_RULE_COUNT];

    pwz_recon_rule_lines(&view, lines);
    ck_assert_uint_eq(lines[PWZ_RULE_EARNED_COLUMN], 4);
    ck_assert_uint_eq(lines[PWZ_RULE_MISSING_COLUMN], 9); /* 6 EUR and 3 USD */
    ck_assert_uint_eq(lines[PWZ_RULE_SPOT], 2);
    ck_assert_uint_eq(lines[PWZ_RULE_EMPTY], 0);
}
END_TEST

START_TEST(refunds_are_told_for_each_currency_that_has_some)
{
    struct pwz_recon_view view = sample_view();

    ck_assert(pwz_recon_put_refunds(&view, &out));
    ck_assert_str_eq(said(),
                     "Refunds are in these sums with their sign: 1 line, -12.50 EUR.");
    view.totals++;
    view.total_count--;
    ck_assert(!pwz_recon_put_refunds(&view, &out));
    ck_assert_str_eq(said(), "");
}
END_TEST

START_TEST(each_state_of_a_day_has_a_letter_of_its_own)
{
    for (int one = PWZ_DAY_EMPTY; one <= PWZ_DAY_UNKNOWN; one++) {
        for (int other = one + 1; other <= PWZ_DAY_UNKNOWN; other++) {
            ck_assert_int_ne(pwz_recon_cell((enum pwz_day_state)one)->letter,
                             pwz_recon_cell((enum pwz_day_state)other)->letter);
        }
    }
}
END_TEST

START_TEST(each_heat_has_a_shade_of_its_own)
{
    for (unsigned one = 0; one <= PWZ_HEAT_MOST; one++) {
        for (unsigned other = one + 1; other <= PWZ_HEAT_MOST; other++) {
            ck_assert_str_ne(pwz_recon_shade(false, one), pwz_recon_shade(false, other));
            ck_assert_str_ne(pwz_recon_shade(true, one), pwz_recon_shade(true, other));
        }
        ck_assert_uint_eq(strlen(pwz_recon_shade(true, one)), 1);
    }
}
END_TEST

START_TEST(months_without_a_line_are_passed_over)
{
    static const uint8_t days[] = {[0] = PWZ_DAY_EARNED, [92] = PWZ_DAY_MISSING};
    struct pwz_recon_row row = sample_production;
    const struct pwz_recon_row *rows[] = {&row};
    struct pwz_recon_view view = sample_view();
    struct pwz_recon_month month;

    /* 2026-10-31 and, 92 days later, 2027-01-31: two months between have none. */
    row.days = days;
    view.rows = rows;
    view.row_count = 1;
    view.first_day = SAMPLE_OCT_1 + 30;
    view.last_day = SAMPLE_OCT_1 + 122;
    ck_assert(pwz_recon_next_month(&view, view.first_day, &month));
    ck_assert_int_eq(month.first, SAMPLE_OCT_1);
    ck_assert_uint_eq(month.count, 31);
    ck_assert(pwz_recon_next_month(&view, month.first + 31, &month));
    ck_assert_int_eq(month.first, SAMPLE_OCT_1 + 92); /* 2027-01-01 */
    ck_assert(!pwz_recon_next_month(&view, month.first + 31, &month));
}
END_TEST

START_TEST(february_has_its_own_length)
{
    static const uint8_t days[] = {PWZ_DAY_EARNED};
    struct pwz_recon_row row = sample_production;
    const struct pwz_recon_row *rows[] = {&row};
    struct pwz_recon_view view = sample_view();
    struct pwz_recon_month month;

    row.days = days;
    view.rows = rows;
    view.row_count = 1;
    view.first_day = view.last_day = SAMPLE_OCT_1 + 123; /* 2027-02-01 */
    ck_assert(pwz_recon_next_month(&view, view.first_day, &month));
    ck_assert_uint_eq(month.count, 28);
    view.first_day = view.last_day = SAMPLE_OCT_1 + 123 + 365; /* 2028-02-01 */
    ck_assert(pwz_recon_next_month(&view, view.first_day, &month));
    ck_assert_uint_eq(month.count, 29);
}
END_TEST

static Suite *suite(void)
{
    const TTest *const tests[] = {
        days_cannot_be_mistaken_for_months,
        weekdays_follow_the_calendar,
        a_span_of_one_day_is_that_day,
        a_row_without_a_name_says_so_and_its_label_is_the_id,
        a_file_is_told_in_one_sentence_and_its_form_in_another,
        a_refused_file_is_told_with_the_reason,
        a_file_that_was_not_come_to_is_not_called_wrong,
        what_was_left_out_of_a_file_is_told,
        json_lines_are_called_so,
        a_warning_has_its_place,
        a_day_common_to_customers_points_at_the_partner,
        lines_of_rules_are_added_up_over_currencies,
        refunds_are_told_for_each_currency_that_has_some,
        each_state_of_a_day_has_a_letter_of_its_own,
        each_heat_has_a_shade_of_its_own,
        months_without_a_line_are_passed_over,
        february_has_its_own_length,
    };
    Suite *made = suite_create("recon words");
    TCase *tcase = tcase_create("words");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, counts_of_five_digits_and_more_are_grouped, 0,
                        (int)(sizeof(counts) / sizeof(counts[0])));
    tcase_add_loop_test(tcase, amounts_have_two_places_and_never_hide_that_there_is_money,
                        0, (int)(sizeof(amounts) / sizeof(amounts[0])));
    tcase_add_loop_test(tcase, each_pattern_has_short_words, 0, PWZ_PATTERN_COUNT);
    for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
        tcase_add_test(tcase, tests[i]);
    }
    suite_add_tcase(made, tcase);
    return made;
}

int main(void)
{
    return pwz_test_main(suite());
}
