/*
 * Unit tests of the usage-file report as text: the page, its widths, the calendar.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "recon_sample.h"
#include "report/recon_parts.h"
#include "runner.h"

static struct pwz_buf out;
static struct pwz_recon_view view;

static void setup(void)
{
    pwz_buf_init(&out, 4 * 1024 * 1024);
    view = sample_view();
}

static void teardown(void)
{
    pwz_buf_done(&out);
}

static const char *page_with(struct pwz_recon_look look)
{
    const struct pwz_recon_sink sink = {.buf = &out};

    pwz_buf_clear(&out);
    ck_assert_int_eq(pwz_recon_view_text(&view, &look, &sink), PWZ_OK);
    return pwz_buf_text(&out);
}

static const char *page(size_t cols)
{
    return page_with((struct pwz_recon_look){.cols = cols});
}

#define LIGHT "\xe2\x96\x91"
#define HALF "\xe2\x96\x92"
#define DARK "\xe2\x96\x93"
#define FULL "\xe2\x96\x88"
#define DOTS_25 ". . . . . . . . . . . . . . . . . . . . . . . . ."

static const char page_80[] =
    "usage.csv: a daily-rated usage file, 15 lines, 2026-10-01 to 2026-10-06, invoice\n"
    "  G012345678. CSV with commas, dates MDY (10/13 has no other reading), columns\n"
    "  55 (2022).\n"
    "old.csv: not used: a legacy (D) file has no credit; get the daily-rated usage\n"
    "  file\n"
    "\n"
    "Total  Lost credit  Without credit  Lines  Missing  Earned  Ineligible  Unknown\n"
    "EUR          61.73          411.50     12        6       4           2        0\n"
    "USD          12.00           80.00      3        3       0           0        0\n"
    "Refunds are in these sums with their sign: 1 line, -12.50 EUR.\n"
    "\n"
    "#   Lost  Cur  Missing  Lines  Days  Subscription  Pattern     Customer\n"
    "1  61.73  EUR        6     10     3  Production    from 4 Oct  Contoso, Ltd.\n"
    "    00000001-1111-4111-8111-111111111111\n"
    "2  12.00  USD        3      3     3  =1+\"1\"        all         Fabrikam "
    "\xe6\x9d\xb1\xe4\xba\xac\n"
    "    00000002-2222-4222-8222-222222222222\n"
    "3   0.00  EUR        0      2     0  (no name)     none        Contoso, Ltd.\n"
    "    00000003-3333-4333-8333-333333333333\n"
    "\n"
    "Calendar\n"
    "e earned, M missing, P partly missing, x ineligible, ? unknown, . no usage.\n"
    "Shades: lost credit of the day, against the dearest day shown in its currency\n"
    "(40.00 EUR, 4.00 USD): " LIGHT " to a quarter, " HALF " to a half, " DARK
    " to three quarters, " FULL "\n"
    "above.\n"
    "\n"
    "October 2026\n"
    "                  T F S S M T W T F S S M T W T F S S M T W T F S S M T W T F S\n"
    "                  1       5         10        15        20        25        30\n"
    "1 Production      e e e M" HALF "M" FULL "P" LIGHT DOTS_25 "\n"
    "2 =1+\"1\"          . M" FULL "M" FULL "M" FULL ". . " DOTS_25 "\n"
    "3 00000003-3333\xe2\x80\xa6  x x . . . . " DOTS_25 "\n"
    "\n"
    "Why lines were judged so\n"
    "        4  earned: the credit percentage is above 0\n"
    "        9  missing: the credit percentage is 0 and no rule excludes the line\n"
    "        2  ineligible: Spot is a word of the meter or SKU name, or the pricing\n"
    "           model\n"
    "\n"
    "Warnings\n"
    "usage.csv: line 17: the date is no date; the line is left out\n"
    "\n"
    "Next\n"
    "'pecwiz --recon FILE' goes through the checklist with what the files prove;\n"
    "'pecwiz diagnose --recon FILE --subscription ID' judges one subscription.\n";

START_TEST(the_page_of_80_columns_shows_all)
{
    ck_assert_str_eq(page(80), page_80);
    ck_assert_str_eq(page(0), page_80); /* when the width is not known */
}
END_TEST

START_TEST(a_wide_page_has_ids_beside_their_rows)
{
    ck_assert_ptr_nonnull(strstr(
        page(120), "\n1  61.73  EUR        6     10     3  Production    from 4 Oct  "
                   "00000001-1111-4111-8111-111111111111  Contoso, Ltd.\n"));
}
END_TEST

/* Lengths of names, widths of the page: nothing sticks out. */
START_TEST(no_line_is_wider_than_the_page)
{
    static const size_t widths[] = {40, 47, 60, 71, 77, 78, 79, 80, 100, 132, 200};
    struct pwz_recon_row row = sample_formula;
    const struct pwz_recon_row *rows[] = {&sample_production, &row};

    row.subscription_name = "\xe6\x9d\xb1\xe4\xba\xac\xe6\x9d\xb1\xe4\xba\xac of "
                            "a very long name that never wants to come to its end";
    row.customer_name = "The customer whose name is longer than all others, Incorporated";
    row.sums.lost_credit = (struct pwz_decimal){.low = 123456789012, .scale = 2};
    row.sums.judged[PWZ_JUDGED_MISSING] = 123456789;
    row.sums.lines = 1234567890;
    view.rows = rows;
    view.row_count = 2;
    for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
        const char *line = page(widths[i]);

        while (*line != '\0') {
            const size_t len = strcspn(line, "\n");

            ck_assert_msg(pwz_text_width(line, len) <= widths[i],
                          "wider than %zu columns: %.*s", widths[i], (int)len, line);
            ck_assert_msg(len == 0 || line[len - 1] != ' ', "ends in a blank: %.*s|",
                          (int)len, line);
            line += len + 1;
        }
    }
}
END_TEST

START_TEST(a_narrow_page_puts_id_and_customer_under_the_row)
{
    ck_assert_ptr_nonnull(
        strstr(page(60), "\n1  61.73  EUR        6     10  Production    from 4 Oct\n"
                         "    00000001-1111-4111-8111-111111111111  Contoso, Ltd.\n"));
}
END_TEST

START_TEST(a_calendar_too_narrow_for_shades_has_letters)
{
    ck_assert_ptr_nonnull(strstr(page(60), "\n1 Production                 eeeMMP"
                                           ".........................\n"));
    ck_assert_ptr_null(strstr(page(60), "Shades"));
}
END_TEST

START_TEST(ascii_pages_hold_nothing_else)
{
    const char *at;

    view.rows =
        (const struct pwz_recon_row *const[]){&sample_production, &sample_nameless};
    view.row_count = 2;
    at = page_with((struct pwz_recon_look){.cols = 80, .is_ascii = true});
    for (; *at != '\0'; at++) {
        ck_assert(*at == '\n' || (*at >= ' ' && *at <= '~'));
    }
    ck_assert_ptr_nonnull(strstr(pwz_buf_text(&out), "e e e M2M4P1. "));
    ck_assert_ptr_nonnull(strstr(pwz_buf_text(&out), "2 00000003-3333~  x x . "));
    ck_assert_ptr_nonnull(strstr(pwz_buf_text(&out), "Figures: lost credit of the day"));
}
END_TEST

START_TEST(no_escape_sequence_comes_without_colour)
{
    ck_assert_ptr_null(strchr(page(80), '\033'));
}
END_TEST

/* The colour goes, and the page is the same. */
START_TEST(colour_repeats_what_letters_say)
{
    struct pwz_buf bare;
    const char *at = page_with((struct pwz_recon_look){.cols = 80, .has_color = true});

    ck_assert_ptr_nonnull(strstr(at, "\033[1;31mM" FULL "\033[m"));
    ck_assert_ptr_nonnull(strstr(at, "\033[32me \033[m"));
    pwz_buf_init(&bare, 1024 * 1024);
    while (*at != '\0') {
        const size_t plain = strcspn(at, "\033");

        pwz_buf_add(&bare, at, plain);
        at += plain;
        at += *at == '\033' ? strcspn(at, "m") + 1 : 0;
    }
    ck_assert_str_eq(pwz_buf_text(&bare), page_80);
    pwz_buf_done(&bare);
}
END_TEST

START_TEST(a_partial_report_says_so_before_any_figure)
{
    const char *text, *partial;

    view.is_partial = true;
    view.partial_reason = "cancelled";
    text = page(80);
    partial = strstr(text, "\nPARTIAL: not everything was read (cancelled). What follows "
                           "is what is known so\nfar.\n");
    ck_assert_ptr_nonnull(partial);
    ck_assert(partial < strstr(text, "Lost credit"));
}
END_TEST

START_TEST(rows_left_out_are_counted_with_the_way_to_see_them)
{
    view.row_count = 1;
    view.hidden_count = 12345;
    ck_assert_ptr_nonnull(strstr(page(80), "\n12 345 more rows; --top 0 shows all.\n"));
    view.hidden_count = 1;
    ck_assert_ptr_nonnull(strstr(page(80), "\n1 more row; --top 0 shows all.\n"));
}
END_TEST

START_TEST(days_have_no_calendar_and_no_pattern)
{
    struct pwz_recon_row row = sample_production;
    const struct pwz_recon_row *rows[] = {&row};

    row.day = SAMPLE_OCT_1 + 4;
    row.days = NULL;
    view.rows = rows;
    view.row_count = 1;
    view.by = PWZ_BY_DAY;
    view.heats = NULL;
    ck_assert_ptr_nonnull(
        strstr(page(80), "\n#   Lost  Cur  Missing  Lines  Day         Subscription  "
                         "Customer\n"
                         "1  61.73  EUR        6     10  2026-10-05  Production    "
                         "Contoso, Ltd.\n"
                         "    00000001-1111-4111-8111-111111111111\n"));
    ck_assert_ptr_null(strstr(page(80), "Calendar"));
}
END_TEST

START_TEST(days_together_tell_how_many_are_concerned)
{
    struct pwz_recon_row rows[2] = {sample_production, sample_production};

    for (size_t i = 0; i < 2; i++) {
        rows[i].day = SAMPLE_OCT_1 + 4 + (int32_t)i;
        rows[i].days = NULL;
        rows[i].state = i == 0 ? PWZ_DAY_MIXED : PWZ_DAY_MISSING;
        rows[i].customers = 3;
        rows[i].customers_missing = 2;
        rows[i].subscriptions = 12;
        rows[i].subscriptions_missing = 10;
    }
    view.rows = (const struct pwz_recon_row *const[]){&rows[0], &rows[1]};
    view.row_count = 2;
    view.by = PWZ_BY_DAY;
    view.are_days_together = true;
    view.heats = NULL;
    ck_assert_ptr_nonnull(strstr(
        page(100),
        "\nDay          Lost  Cur  Missing  Earned  Lines  Credit          Customers  "
        "Subscriptions\n"
        "2026-10-05  61.73  EUR        6       4     10  partly missing     2 of 3       "
        "10 of 12\n"
        "2026-10-06  61.73  EUR        6       4     10  missing            2 of 3       "
        "10 of 12\n"
        "Customers and subscriptions that miss the credit on the day, of those that "
        "could "
        "have earned it.\n"));
    ck_assert_ptr_null(strstr(page(80), "Calendar"));
    rows[1].currency = "USD";
    ck_assert_ptr_nonnull(strstr(page(80), " 10 of 12\n\n2026-10-06  61.73  USD"));
    rows[0].customers = rows[1].customers = 0;
    ck_assert_ptr_nonnull(strstr(page(80), "\nSubscriptions that miss the credit on"));
    ck_assert_ptr_null(strstr(page(80), "Customers"));
}
END_TEST

START_TEST(groups_have_shades_by_state_where_money_of_days_is_not_known)
{
    struct pwz_recon_row row = sample_production;
    const struct pwz_recon_row *rows[] = {&row};

    row.resource_group = "rg-web";
    view.rows = rows;
    view.row_count = 1;
    view.by = PWZ_BY_GROUP;
    view.heats = NULL;
    view.heat_count = 0;
    ck_assert_ptr_nonnull(strstr(page(80), "e e e M" FULL "M" FULL "P" HALF ". "));
    ck_assert_ptr_nonnull(strstr(page(80), "  Resource group  "));
    ck_assert_ptr_nonnull(strstr(page(80), "\nShades: how many of the day's lines that "
                                           "could earn: " FULL " all, " HALF " some.\n"));
}
END_TEST

START_TEST(each_state_shows_its_letter_on_its_day)
{
    static const uint8_t days[] = {PWZ_DAY_EMPTY, PWZ_DAY_EARNED,     PWZ_DAY_MISSING,
                                   PWZ_DAY_MIXED, PWZ_DAY_INELIGIBLE, PWZ_DAY_UNKNOWN};
    static const uint8_t heat[] = {0, 0, 3, 2, 0, 0};
    struct pwz_recon_row row = sample_production;

    row.days = days;
    view.rows = (const struct pwz_recon_row *const[]){&row};
    view.row_count = 1;
    view.heats = (const uint8_t *const[]){heat};
    view.heat_count = 1;
    ck_assert_ptr_nonnull(
        strstr(page(80), "\n1 Production  . e M" DARK "P" HALF "x ? . "));
}
END_TEST

START_TEST(a_view_with_nothing_but_a_refused_file_is_short)
{
    view = (struct pwz_recon_view){
        .files = sample_files + 1,
        .file_count = 1,
        .by = PWZ_BY_SUBSCRIPTION,
        .first_day = PWZ_DAY_NONE,
        .last_day = PWZ_DAY_NONE,
        .partial_reason = "",
    };
    ck_assert_str_eq(page(80),
                     "old.csv: not used: a legacy (D) file has no credit; get the "
                     "daily-rated usage\n  file\n");
}
END_TEST

/* What does not fit beside the id goes on, whole. */
START_TEST(what_stands_under_a_row_is_not_cut_where_a_line_more_has_room)
{
    struct pwz_recon_row row = sample_production;

    row.resource_group = "rg-web-of-production";
    row.subscription_name = "Production of everything, west";
    view.rows = (const struct pwz_recon_row *const[]){&row};
    view.row_count = 1;
    view.by = PWZ_BY_GROUP;
    ck_assert_ptr_nonnull(
        strstr(page(72), "\n    Production of everything, west  "
                         "00000001-1111-4111-8111-111111111111\n    Contoso, Ltd.\n"));
}
END_TEST

START_TEST(numbers_of_the_calendar_end_in_one_column)
{
    const struct pwz_recon_row *rows[10];

    for (size_t i = 0; i < 10; i++) {
        rows[i] = &sample_production;
    }
    view.rows = rows;
    view.row_count = 10;
    view.heats = NULL;
    ck_assert_ptr_nonnull(strstr(page(80), "\n 9 Production  e e e M"));
    ck_assert_ptr_nonnull(strstr(page(80), "\n10 Production  e e e M"));
}
END_TEST

START_TEST(totals_of_a_part_are_called_so)
{
    static const char note[] = "\nTotals, rules and rows are only those of what was "
                               "asked for.\n";

    ck_assert_ptr_null(strstr(page(80), note));
    view.is_narrowed = true;
    ck_assert_ptr_nonnull(strstr(page(80), note));
}
END_TEST

START_TEST(where_nothing_is_missing_that_is_said)
{
    view.rows = sample_rows + 2;
    view.row_count = 1;
    ck_assert_ptr_null(strstr(page(80), "Shades: "));
    view.has_missing = false;
    ck_assert_ptr_nonnull(strstr(page(80), "\nNext\nNothing is missing: every line that "
                                           "can earn the credit has it.\n"));
    static const struct pwz_recon_total unknown = {
        .currency = "EUR", .sums = {.lines = 1, .judged = {0, 0, 0, 1}}
    };
    view.totals = (const struct pwz_recon_total *const[]){&unknown};
    view.total_count = 1;
    ck_assert_ptr_nonnull(strstr(
        page(120), "\nNext\nNo line is known to miss the credit, but some lines do "
                   "not tell; the rules above say why.\n"));
}
END_TEST

START_TEST(a_common_day_is_told_before_the_rows)
{
    static const struct pwz_recon_common_day day = {SAMPLE_OCT_1 + 3, 2, 2};
    const char *text, *told;

    view.common_days = (const struct pwz_recon_common_day *const[]){&day};
    view.common_day_count = 1;
    text = page(80);
    told = strstr(text, "\nOn 2026-10-04 2 of 2 customers begin to miss the credit: ");
    ck_assert_ptr_nonnull(told);
    ck_assert(told < strstr(text, "Subscription"));
}
END_TEST

START_TEST(warnings_that_were_only_counted_are_told)
{
    view.warnings_dropped = 12345;
    ck_assert_ptr_nonnull(strstr(page(80), "\n12 345 more warnings are not kept.\n"));
    view.warnings_dropped = 1;
    ck_assert_ptr_nonnull(strstr(page(80), "\n1 more warning is not kept.\n"));
}
END_TEST

START_TEST(rows_of_customers_have_their_id)
{
    view.by = PWZ_BY_CUSTOMER;
    view.row_count = 1;
    ck_assert_ptr_nonnull(strstr(page(80),
                                 "  Customer       Pattern\n"
                                 "1  61.73  EUR        6     10     3  Contoso, "
                                 "Ltd.  from 4 Oct\n"
                                 "    aaaaaaaa-0000-4000-8000-000000000001\n"));
}
END_TEST

START_TEST(monthly_plans_have_their_table)
{
    static const struct pwz_recon_monthly plan = {
        .customer_id = "aaaaaaaa-0000-4000-8000-000000000001",
        .customer_name = "Contoso, Ltd.",
        .plan_id = "99999999-9999-4999-8999-999999999999",
        .currency = "EUR",
        .sums = {.lines = 5, .lost_credit = SAMPLE_AMOUNT(150, 2)},
        .adjustment = PWZ_ADJUSTMENT_CREDIT_PARTIAL,
        .meters = 3,
        .meters_partial = 2,
        .joined = 3,
        .disagree = 1,
    };

    view.monthly = (const struct pwz_recon_monthly *const[]){&plan, &plan, &plan};
    view.monthly_count = 3;
    view.monthly_shown = 1;
    ck_assert_ptr_nonnull(
        strstr(page(80), "\nMonthly file, by Azure plan\n"
                         "    Lost  Meters  Partly  Disagree  Customer       Credit\n"
                         "1.50 EUR       3       2    1 of 3  Contoso, Ltd.  part of the "
                         "month\n"
                         "    99999999-9999-4999-8999-999999999999\n"
                         "2 more rows; --top 0 shows all.\n"));
}
END_TEST

static Suite *suite(void)
{
    const TTest *const tests[] = {
        the_page_of_80_columns_shows_all,
        a_wide_page_has_ids_beside_their_rows,
        no_line_is_wider_than_the_page,
        a_narrow_page_puts_id_and_customer_under_the_row,
        a_calendar_too_narrow_for_shades_has_letters,
        ascii_pages_hold_nothing_else,
        no_escape_sequence_comes_without_colour,
        colour_repeats_what_letters_say,
        a_partial_report_says_so_before_any_figure,
        rows_left_out_are_counted_with_the_way_to_see_them,
        days_have_no_calendar_and_no_pattern,
        days_together_tell_how_many_are_concerned,
        groups_have_shades_by_state_where_money_of_days_is_not_known,
        each_state_shows_its_letter_on_its_day,
        a_view_with_nothing_but_a_refused_file_is_short,
        what_stands_under_a_row_is_not_cut_where_a_line_more_has_room,
        numbers_of_the_calendar_end_in_one_column,
        totals_of_a_part_are_called_so,
        where_nothing_is_missing_that_is_said,
        a_common_day_is_told_before_the_rows,
        warnings_that_were_only_counted_are_told,
        rows_of_customers_have_their_id,
        monthly_plans_have_their_table,
    };
    Suite *made = suite_create("recon text");
    TCase *tcase = tcase_create("text");

    tcase_add_checked_fixture(tcase, setup, teardown);
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
