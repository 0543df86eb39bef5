/*
 * Unit tests of the report: totals, rows, days, patterns, common days, the monthly file,
 * what it all proves. Files are small enough to be worked out by hand.
 */
#include <stdio.h>
#include <string.h>

#include "recon/lines.h"
#include "unit/runner.h"

#define SUB_TWO "55555555-5555-5555-5555-555555555555"
#define CUSTOMER_TWO "66666666-6666-6666-6666-666666666666"

static struct pwz_recon_rows *rows_of(const struct pwz_recon_report *report,
                                      enum pwz_recon_by by)
{
    struct pwz_recon_rows *rows;

    ck_assert_int_eq(pwz_recon_rows_new(report, by, NULL, NULL, &rows, NULL), PWZ_OK);
    return rows;
}

/* ---- sums and rows ---- */

START_TEST(two_currencies_are_never_added_up)
{
    static const char *const lines[] = {"BillingPreTaxTotal=0.1",
                                        "BillingPreTaxTotal=0.2",
                                        "BillingPreTaxTotal=7|BillingCurrency=usd"};
    struct pwz_recon_report *report = lines_report(lines, 3);

    ck_assert_uint_eq(pwz_recon_total_count(report), 2);
    ck_assert_str_eq(pwz_recon_total_at(report, 0)->currency, "EUR");
    ck_assert_str_eq(lines_amount(&pwz_recon_total_at(report, 0)->sums.cost_missing),
                     "0.3");
    ck_assert_str_eq(lines_amount(&pwz_recon_total_at(report, 0)->sums.lost_credit),
                     "0.045");
    ck_assert_str_eq(pwz_recon_total_at(report, 1)->currency, "USD");
    ck_assert_str_eq(lines_amount(&pwz_recon_total_at(report, 1)->sums.cost_missing),
                     "7");
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(lost_credit_is_exact_to_the_last_digit)
{
    static const char *const lines[] = {"BillingPreTaxTotal=0.00000000000000000001",
                                        "BillingPreTaxTotal=12.345678"};
    struct pwz_recon_report *report = lines_report(lines, 2);
    const struct pwz_recon_sums *sums = &pwz_recon_total_at(report, 0)->sums;

    ck_assert_str_eq(lines_amount(&sums->cost_missing), "12.34567800000000000001");
    ck_assert_str_eq(lines_amount(&sums->lost_credit), "1.8518517000000000000015");
    pwz_recon_report_free(report);
}
END_TEST

/* Two groups that differ in case, two subscriptions, two customers. */
static const char *const places[] = {
    "ResourceGroup=RG-One|UsageDate=10/03/2026|BillingPreTaxTotal=1",
    "ResourceGroup=rg-one|UsageDate=10/05/2026|BillingPreTaxTotal=2",
    "ResourceGroup=RG-Two|UsageDate=10/05/2026|PartnerEarnedCreditPercentage=15",
    "EntitlementId=" SUB_TWO "|UsageDate=10/13/2026|BillingPreTaxTotal=50",
    "CustomerId=" CUSTOMER_TWO "|EntitlementId=77777777-7777-7777-7777-777777777777"
    "|PartnerEarnedCreditPercentage=15|UsageDate=10/13/2026",
};

START_TEST(rows_by_group_fold_the_case_of_groups)
{
    struct pwz_recon_report *report = lines_report(places, 5);
    struct pwz_recon_rows *rows = rows_of(report, PWZ_BY_GROUP);

    ck_assert_uint_eq(pwz_recon_rows_count(rows), 4);
    const struct pwz_recon_row *row = pwz_recon_rows_at(rows, 1);
    ck_assert_str_eq(row->resource_group, "rg-one");
    ck_assert_str_eq(lines_amount(&row->sums.cost_missing), "3");
    ck_assert_uint_eq(row->missing_days, 2);
    ck_assert_uint_eq(row->earned_days, 0);
    ck_assert_int_eq(row->first_missing, pwz_day_of(2026, 10, 3));
    ck_assert_int_eq(row->last_missing, pwz_day_of(2026, 10, 5));
    pwz_recon_rows_free(rows);
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(rows_by_subscription_are_sorted_by_lost_credit)
{
    struct pwz_recon_report *report = lines_report(places, 5);
    struct pwz_recon_rows *rows = rows_of(report, PWZ_BY_SUBSCRIPTION);

    ck_assert_uint_eq(pwz_recon_rows_count(rows), 3);
    ck_assert_str_eq(pwz_recon_rows_at(rows, 0)->subscription_id, SUB_TWO);
    const struct pwz_recon_row *row = pwz_recon_rows_at(rows, 1);
    ck_assert_str_eq(row->subscription_id, LINES_SUBSCRIPTION);
    ck_assert_str_eq(row->customer_name, "Fabrikam, Ltd.");
    ck_assert_str_eq(row->subscription_name, "Production");
    ck_assert_str_eq(row->plan_id, LINES_PLAN);
    ck_assert_uint_eq(row->sums.lines, 3);
    ck_assert_uint_eq(row->missing_days, 2);
    ck_assert_uint_eq(row->earned_days, 1);
    /* 3 October to 13 October: missing, nothing, both, nothing ... */
    ck_assert_int_eq(pwz_recon_first_day(report), pwz_day_of(2026, 10, 3));
    ck_assert_int_eq(pwz_recon_last_day(report), pwz_day_of(2026, 10, 13));
    ck_assert_int_eq(row->days[0], PWZ_DAY_MISSING);
    ck_assert_int_eq(row->days[1], PWZ_DAY_EMPTY);
    ck_assert_int_eq(row->days[2], PWZ_DAY_MIXED);
    ck_assert_int_eq(row->days[10], PWZ_DAY_EMPTY);
    ck_assert_int_eq(pwz_recon_rows_at(rows, 2)->days[10], PWZ_DAY_EARNED);
    ck_assert_int_eq(pwz_recon_rows_at(rows, 2)->pattern, PWZ_PATTERN_NONE);
    pwz_recon_rows_free(rows);
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(rows_by_customer_and_day_add_up_to_the_totals)
{
    struct pwz_recon_report *report = lines_report(places, 5);
    struct pwz_recon_rows *customers = rows_of(report, PWZ_BY_CUSTOMER);
    struct pwz_recon_rows *days = rows_of(report, PWZ_BY_DAY);

    ck_assert_uint_eq(pwz_recon_rows_count(customers), 2);
    ck_assert_uint_eq(pwz_recon_rows_at(customers, 0)->sums.lines, 4);
    ck_assert_str_eq(pwz_recon_rows_at(customers, 0)->subscription_id, "");
    ck_assert_str_eq(lines_amount(&pwz_recon_rows_at(customers, 0)->sums.cost_missing),
                     "53");
    /* 3 and 5 October, 13 October of each of the others. */
    ck_assert_uint_eq(pwz_recon_rows_count(days), 4);
    ck_assert_int_eq(pwz_recon_rows_at(days, 0)->day, pwz_day_of(2026, 10, 13));
    ck_assert_int_eq(pwz_recon_rows_at(days, 1)->day, pwz_day_of(2026, 10, 5));
    ck_assert_int_eq(pwz_recon_rows_at(days, 1)->state, PWZ_DAY_MIXED);
    ck_assert_ptr_null(pwz_recon_rows_at(days, 1)->days);
    pwz_recon_rows_free(customers);
    pwz_recon_rows_free(days);
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(rows_can_be_of_one_customer_or_subscription_alone)
{
    struct pwz_recon_report *report = lines_report(places, 5);
    struct pwz_recon_rows *rows;

    ck_assert_int_eq(
        pwz_recon_rows_new(report, PWZ_BY_GROUP, NULL, LINES_SUBSCRIPTION, &rows, NULL),
        PWZ_OK);
    ck_assert_uint_eq(pwz_recon_rows_count(rows), 2);
    pwz_recon_rows_free(rows);
    ck_assert_int_eq(
        pwz_recon_rows_new(report, PWZ_BY_CUSTOMER, CUSTOMER_TWO, NULL, &rows, NULL),
        PWZ_OK);
    ck_assert_uint_eq(pwz_recon_rows_count(rows), 1);
    pwz_recon_rows_free(rows);
    ck_assert_int_eq(pwz_recon_rows_new(report, PWZ_BY_DAY, "nobody", NULL, &rows, NULL),
                     PWZ_OK);
    ck_assert_uint_eq(pwz_recon_rows_count(rows), 0);
    pwz_recon_rows_free(rows);
    pwz_recon_report_free(report);
}
END_TEST

/* ---- patterns ---- */

/* A subscription as a picture: one row a resource (group or product), one letter a day
 * from 11 October: E with credit, M without, S a Spot line, dot none. */
static struct pwz_recon_report *report_of_picture(const char *const *groups,
                                                  bool are_products)
{
    struct pwz_buf text;
    char line[200];

    pwz_buf_init(&text, 1 << 20);
    lines_head(&text, NULL);
    for (int g = 0; groups[g]; g++)
        for (int day = 0; groups[g][day]; day++) {
            char letter = groups[g][day];
            if (letter == '.')
                continue;
            (void)snprintf(
                line, sizeof line,
                "%s=x%d|UsageDate=10/%d/2026|PartnerEarnedCreditPercentage=%s%s",
                are_products ? "ProductId" : "ResourceGroup", g, 11 + day,
                letter == 'E' ? "15" : "0", letter == 'S' ? "|MeterName=Spot" : "");
            lines_add(&text, NULL, line);
        }
    struct pwz_recon_report *report = lines_read(pwz_buf_text(&text), text.len, 0, NULL);
    pwz_buf_done(&text);
    return report;
}

static const struct picture {
    const char *groups[6];
    bool are_products;
    enum pwz_recon_pattern pattern;
    const char *credit;
    const char *affected;
} pictures[] = {
    {{"EEEEE", "E.E.E"},                                 false, PWZ_PATTERN_NONE,          "all",         "-"               },
    {{"ESSEE"},                                          false, PWZ_PATTERN_NONE,          "all",         "-"               },
    {{"MMMMM", "..M.."},                                 false, PWZ_PATTERN_ALL,           "none",        "one-subscription"},
    {{"EEMMM", "EEMMM"},                                 false, PWZ_PATTERN_FROM_DATE,     "by-date",     "some-days"       },
    {{"E.MM."},                                          false, PWZ_PATTERN_FROM_DATE,     "by-date",     "some-days"       },
    {{"MMMEE", "M..EE"},                                 false, PWZ_PATTERN_UNTIL_DATE,    "by-date",     "some-days"       },
    {{"EEMEE", "EEM.E"},                                 false, PWZ_PATTERN_GAP,           "by-date",     "some-days"       },
    {{"MEMEM"},                                          false, PWZ_PATTERN_GAP,           "by-date",     "some-days"       },
    {{"EEEEE", "MMMMM"},                                 false, PWZ_PATTERN_SOME_GROUPS,   "by-resource", "some-resources"  },
    {{"EEEEE", "MMMMM", "EEEEE"},
     true,                                                      PWZ_PATTERN_SOME_PRODUCTS,
     "by-product",                                                                                        "some-products"   },
 /* Two lines speak against the date, five against the groups. */
    {{"EEEMMMMM", "EEEMMMMM", "EMMMMMMM"},
     false,                                                     PWZ_PATTERN_FROM_DATE,
     "by-date",                                                                                           "some-days"       },
 /* One against the groups, four against the days. */
    {{"EEEEE", "EEEEE", "MMMME"},
     false,                                                     PWZ_PATTERN_SOME_GROUPS,
     "by-resource",                                                                                       "some-resources"  },
 /* Two against the days; groups and products each have a pure one and two mixed. */
    {{"MMMM", "EEMM", "EEMM"},                           false, PWZ_PATTERN_FROM_DATE,     "by-date",     "some-days"       },
    {{"EEMM", "EEMM", "MMMM"},                           false, PWZ_PATTERN_FROM_DATE,     "by-date",     "some-days"       },
    {{"MMMM", "EEMM", "EEMM"},                           true,  PWZ_PATTERN_FROM_DATE,     "by-date",     "some-days"       },
 /* Two against the days; three against the groups, one in each of three. */
    {{"EMMMMM", "EMMMMM", "EMMMMM", "MMMMMM", "MMMMMM"},
     false,                                                     PWZ_PATTERN_FROM_DATE,
     "by-date",                                                                                           "some-days"       },
 /* A day on which nothing could be earned is no change. */
    {{"ESEMM"},                                          false, PWZ_PATTERN_FROM_DATE,     "by-date",     "some-days"       },
 /* A day that is wholly missing is a gap also where groups are as good. */
    {{"M....", ".EEEE"},                                 false, PWZ_PATTERN_UNTIL_DATE,    "by-date",     "some-days"       },
};

START_TEST(a_pattern_is_what_the_fewest_lines_speak_against)
{
    const struct picture *picture = &pictures[_i];
    struct pwz_recon_report *report =
        report_of_picture(picture->groups, picture->are_products);
    struct pwz_recon_rows *rows = rows_of(report, PWZ_BY_SUBSCRIPTION);

    ck_assert_uint_eq(pwz_recon_rows_count(rows), 1);
    ck_assert_str_eq(pwz_recon_pattern_word(pwz_recon_rows_at(rows, 0)->pattern),
                     pwz_recon_pattern_word(picture->pattern));
    ck_assert_str_eq(lines_proof(report, LINES_SUBSCRIPTION, PWZ_MEASURE_CREDIT),
                     picture->credit);
    ck_assert_str_eq(lines_proof(report, LINES_SUBSCRIPTION, PWZ_MEASURE_AFFECTED),
                     picture->affected);
    pwz_recon_rows_free(rows);
    pwz_recon_report_free(report);
}
END_TEST

/* A day inside a subscription: which parts of it miss the credit, as far as every line of
 * the day agrees. */
static const struct {
    const char *lines[4];
    enum pwz_recon_pattern pattern;
} mixed_days[] = {
    {{"ResourceGroup=a", "ResourceGroup=b|PartnerEarnedCreditPercentage=15"},
     PWZ_PATTERN_SOME_GROUPS                                                                        },
    {{"ProductId=a", "ProductId=b|PartnerEarnedCreditPercentage=15"},
     PWZ_PATTERN_SOME_PRODUCTS                                                                      },
 /* One product, one group: single resources, or hours of them. */
    {{"", "PartnerEarnedCreditPercentage=15"},                                   PWZ_PATTERN_UNKNOWN},
 /* A group of both sorts, and a product that has the credit on another day. */
    {{"ProductId=a", "ProductId=b|PartnerEarnedCreditPercentage=15",
      "ProductId=a|UsageDate=10/04/2026|PartnerEarnedCreditPercentage=15"},
     PWZ_PATTERN_UNKNOWN                                                                            },
    {{"", "MeterName=Spot"},                                                     PWZ_PATTERN_ALL    },
    {{"PartnerEarnedCreditPercentage=15", "MeterName=Spot"},                     PWZ_PATTERN_NONE   },
};

START_TEST(a_mixed_day_has_the_pattern_that_every_line_agrees_with)
{
    size_t count = 0;

    while (count < 4 && mixed_days[_i].lines[count])
        count++;
    struct pwz_recon_report *report = lines_report(mixed_days[_i].lines, count);
    struct pwz_recon_rows *rows = rows_of(report, PWZ_BY_DAY);

    ck_assert_int_eq(pwz_recon_rows_at(rows, 0)->day, pwz_day_of(2026, 10, 3));
    ck_assert_str_eq(pwz_recon_pattern_word(pwz_recon_rows_at(rows, 0)->pattern),
                     pwz_recon_pattern_word(mixed_days[_i].pattern));
    pwz_recon_rows_free(rows);
    pwz_recon_report_free(report);
}
END_TEST

/* Within one day, one group and one product some lines have the credit and some not. */
static const char *const single_resources[][5] = {
    {"15", "15", "15", "0", "0"},
    {"15", "15", "0",  "0", "0"},
};

START_TEST(single_resources_are_called_by_group_or_in_a_group_by_product)
{
    struct pwz_buf text;
    struct pwz_recon_rows *rows;

    pwz_buf_init(&text, 1 << 20);
    lines_head(&text, NULL);
    for (int i = 0; i < 5; i++) {
        char line[60];
        (void)snprintf(line, sizeof line, "PartnerEarnedCreditPercentage=%s",
                       single_resources[_i][i]);
        lines_add(&text, NULL, line);
    }
    struct pwz_recon_report *report = lines_read(pwz_buf_text(&text), text.len, 0, NULL);
    rows = rows_of(report, PWZ_BY_SUBSCRIPTION);
    ck_assert_int_eq(pwz_recon_rows_at(rows, 0)->pattern, PWZ_PATTERN_SOME_GROUPS);
    pwz_recon_rows_free(rows);
    rows = rows_of(report, PWZ_BY_GROUP);
    ck_assert_int_eq(pwz_recon_rows_at(rows, 0)->pattern, PWZ_PATTERN_SOME_PRODUCTS);
    pwz_recon_rows_free(rows);
    pwz_recon_report_free(report);
    pwz_buf_done(&text);
}
END_TEST

#define OTHER_SUBSCRIPTION "EntitlementId=55555555-5555-5555-5555-555555555555"

START_TEST(products_of_another_subscription_do_not_count)
{
    static const char *const lines[] = {
        "ProductId=p|PartnerEarnedCreditPercentage=15",
        "ProductId=q|PartnerEarnedCreditPercentage=0",
        "ProductId=p|UsageDate=10/04/2026|PartnerEarnedCreditPercentage=15",
        "ProductId=q|UsageDate=10/04/2026|PartnerEarnedCreditPercentage=0",
        OTHER_SUBSCRIPTION "|ProductId=r|PartnerEarnedCreditPercentage=15",
        OTHER_SUBSCRIPTION "|ProductId=r|PartnerEarnedCreditPercentage=15",
        OTHER_SUBSCRIPTION "|ProductId=r|PartnerEarnedCreditPercentage=0",
        OTHER_SUBSCRIPTION "|ProductId=r|PartnerEarnedCreditPercentage=0",
    };
    struct pwz_recon_report *report = lines_report(lines, 8);
    struct pwz_recon_rows *rows = rows_of(report, PWZ_BY_SUBSCRIPTION);

    ck_assert_uint_eq(pwz_recon_rows_count(rows), 2);
    for (size_t i = 0; i < 2; i++) {
        const struct pwz_recon_row *row = pwz_recon_rows_at(rows, i);
        ck_assert_int_eq(row->pattern,
                         strcmp(row->subscription_id, LINES_SUBSCRIPTION) == 0
                             ? PWZ_PATTERN_SOME_PRODUCTS
                             : PWZ_PATTERN_SOME_GROUPS);
    }
    pwz_recon_rows_free(rows);
    pwz_recon_report_free(report);
}
END_TEST

/* Two lines speak against the days; of three subscriptions one against each product. */
START_TEST(products_of_all_subscriptions_of_a_customer_count)
{
    static const char *const subscriptions[] = {"EMMMMM", "EMMMMM", "EMMMMM", "MMMMMM",
                                                "MMMMMM"};
    struct pwz_buf text;
    char line[200];

    pwz_buf_init(&text, 1 << 20);
    lines_head(&text, NULL);
    for (int i = 0; i < 5; i++)
        for (int day = 0; subscriptions[i][day]; day++) {
            (void)snprintf(line, sizeof line,
                           "EntitlementId=%d5555555-5555-5555-5555-555555555555|"
                           "UsageDate=10/%d/2026|PartnerEarnedCreditPercentage=%s",
                           i, 11 + day, subscriptions[i][day] == 'E' ? "15" : "0");
            lines_add(&text, NULL, line);
        }
    struct pwz_recon_report *report = lines_read(pwz_buf_text(&text), text.len, 0, NULL);
    struct pwz_recon_rows *rows = rows_of(report, PWZ_BY_CUSTOMER);
    ck_assert_uint_eq(pwz_recon_rows_count(rows), 1);
    ck_assert_int_eq(pwz_recon_rows_at(rows, 0)->pattern, PWZ_PATTERN_FROM_DATE);
    pwz_recon_rows_free(rows);
    pwz_recon_report_free(report);
    pwz_buf_done(&text);
}
END_TEST

START_TEST(the_tie_break_is_stated)
{
    static const char *const groups[] = {"EEEMMMMM", "EEEMMMMM", "EMMMMMMM", NULL};
    struct pwz_recon_report *report = report_of_picture(groups, false);
    struct pwz_recon_proofs *proofs;
    const char *detail = "";

    ck_assert_int_eq(pwz_recon_proofs_new(report, LINES_SUBSCRIPTION, &proofs, NULL),
                     PWZ_OK);
    for (size_t i = 0; i < pwz_recon_proofs_count(proofs); i++)
        if (pwz_recon_proofs_at(proofs, i)->measure == PWZ_MEASURE_CREDIT)
            detail = pwz_recon_proofs_at(proofs, i)->detail;
    /* The first line without credit: the head, eight of x0, of which the fourth. */
    ck_assert_str_eq(
        detail,
        "usage.csv, line 5: the credit percentage is 0 and no rule excludes the "
        "line (17 lines), with credit 7; missing from a day on to the end; chosen "
        "because the fewest lines speak against it (days 2, groups 7, products 7; "
        "of equals the first)");
    pwz_recon_proofs_free(proofs);
    pwz_recon_report_free(report);
}
END_TEST

/* ---- unbilled files ---- */

START_TEST(the_newest_days_of_an_unbilled_file_prove_nothing)
{
    static const char *const lines[] = {
        "InvoiceNumber=|UsageDate=10/10/2026|PartnerEarnedCreditPercentage=15",
        "InvoiceNumber=|UsageDate=10/17/2026",
        "InvoiceNumber=|UsageDate=10/18/2026",
        "InvoiceNumber=|UsageDate=10/20/2026",
        "InvoiceNumber=|UsageDate=10/20/2026|MeterName=Spot",
        "InvoiceNumber=|UsageDate=10/20/2026|PartnerEarnedCreditPercentage=15"};
    struct pwz_recon_report *report = lines_report(lines, 6);

    /* 18 to 20 October are the newest three. */
    ck_assert_int_eq(pwz_recon_file_at(report, 0)->billed, PWZ_BILLED_NO);
    ck_assert_uint_eq(lines_rule(report, PWZ_RULE_MISSING_COLUMN), 1);
    ck_assert_uint_eq(lines_rule(report, PWZ_RULE_NEWEST_DAYS), 2);
    ck_assert_uint_eq(lines_rule(report, PWZ_RULE_SPOT), 1);
    ck_assert_uint_eq(lines_rule(report, PWZ_RULE_EARNED_COLUMN), 2);
    ck_assert_str_eq(lines_amount(&pwz_recon_total_at(report, 0)->sums.cost_missing),
                     "100");
    ck_assert_str_eq(lines_proof(report, NULL, PWZ_MEASURE_INVOICE_SERIES), "none");
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(the_newest_days_count_in_a_billed_file)
{
    static const char *const lines[] = {"UsageDate=10/30/2026", "UsageDate=10/31/2026"};
    struct pwz_recon_report *report = lines_report(lines, 2);

    ck_assert_int_eq(pwz_recon_file_at(report, 0)->billed, PWZ_BILLED_YES);
    ck_assert_uint_eq(lines_rule(report, PWZ_RULE_MISSING_COLUMN), 2);
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(an_empty_reseller_proves_something_only_when_billed)
{
    static const char *const billed[] = {"Tier2MpnId=", "Tier2MpnId=-1"};
    static const char *const unbilled[] = {"Tier2MpnId=|InvoiceNumber="};
    static const char *const named[] = {"InvoiceNumber="};
    struct pwz_recon_report *report = lines_report(billed, 2);

    ck_assert_str_eq(lines_proof(report, NULL, PWZ_MEASURE_RESELLER), "none");
    pwz_recon_report_free(report);
    report = lines_report(unbilled, 1);
    ck_assert_str_eq(lines_proof(report, NULL, PWZ_MEASURE_RESELLER), "-");
    pwz_recon_report_free(report);
    report = lines_report(named, 1);
    ck_assert_str_eq(lines_proof(report, NULL, PWZ_MEASURE_RESELLER), "present");
    ck_assert_str_eq(lines_proof(report, NULL, PWZ_MEASURE_RESELLER_ID), "7654321");
    pwz_recon_report_free(report);
}
END_TEST

/* ---- several customers ---- */

/* Customers as pictures, as above. */
static struct pwz_recon_report *report_of_customers(const char *const *customers)
{
    struct pwz_buf text;
    char line[300];

    pwz_buf_init(&text, 1 << 20);
    lines_head(&text, NULL);
    for (int c = 0; customers[c]; c++)
        for (int day = 0; customers[c][day]; day++) {
            if (customers[c][day] == '.')
                continue;
            (void)snprintf(line, sizeof line,
                           "CustomerId=0000000%d-0000-0000-0000-000000000000|"
                           "EntitlementId=1000000%d-0000-0000-0000-000000000000|"
                           "UsageDate=10/%d/2026|PartnerEarnedCreditPercentage=%s",
                           c, c, 11 + day, customers[c][day] == 'E' ? "15" : "0");
            lines_add(&text, NULL, line);
        }
    struct pwz_recon_report *report = lines_read(pwz_buf_text(&text), text.len, 0, NULL);
    pwz_buf_done(&text);
    return report;
}

START_TEST(a_day_on_which_most_customers_lose_the_credit_is_found)
{
    static const char *const same[] = {"EEEMM", "EEEMM", "EEEEE", "EMEEE", NULL};
    static const char *const apart[] = {"EEEMM", "EEMMM", "EEEEE", "EMEEE", NULL};
    struct pwz_recon_report *report = report_of_customers(same);

    ck_assert_uint_eq(pwz_recon_common_day_count(report), 1);
    ck_assert_int_eq(pwz_recon_common_day_at(report, 0)->day, pwz_day_of(2026, 10, 14));
    ck_assert_uint_eq(pwz_recon_common_day_at(report, 0)->customers, 2);
    ck_assert_uint_eq(pwz_recon_common_day_at(report, 0)->of, 4);
    ck_assert_str_eq(lines_proof(report, NULL, PWZ_MEASURE_MANY_CUSTOMERS), "yes");
    ck_assert_str_eq(lines_proof(report, "10000000-0000-0000-0000-000000000000",
                                 PWZ_MEASURE_MANY_CUSTOMERS),
                     "yes");
    /* This one lost it on another day; the next lost nothing. */
    ck_assert_str_eq(lines_proof(report, "10000003-0000-0000-0000-000000000000",
                                 PWZ_MEASURE_MANY_CUSTOMERS),
                     "no");
    ck_assert_str_eq(lines_proof(report, "10000002-0000-0000-0000-000000000000",
                                 PWZ_MEASURE_MANY_CUSTOMERS),
                     "-");
    pwz_recon_report_free(report);
    report = report_of_customers(apart);
    ck_assert_uint_eq(pwz_recon_common_day_count(report), 0);
    ck_assert_str_eq(lines_proof(report, NULL, PWZ_MEASURE_MANY_CUSTOMERS), "no");
    pwz_recon_report_free(report);
}
END_TEST

/* Days begin with the 11th. Each tells the value for the first customer's subscription:
 * whether many lose the credit on the same day, and what is affected. */
static const struct {
    const char *customers[5];
    const char *many, *affected;
} others[] = {
    {{"MMMM", "EEEE", "EEEE"},         "no",  "one-subscription"},
    {{"EMMM", "EEEE", "EEEE"},         "no",  "some-days"       },
    {{"EEMM", "EEMM", "EEEE"},         "yes", "some-days"       },
 /* It lost the credit before, and again with the others. */
    {{"EMEEMM", "EEEEMM", "EEEEEE"},   "yes", "some-days"       },
 /* Missing since before the file begins: the day on which it began is not in the file.
  */
    {{"MMMM", "MMMM"},                 "-",   "all-customers"   },
    {{"MMMM", "MMMM", "EEEE"},         "-",   "one-subscription"},
    {{"MMMM", "MMMM", "EEEE", "EEEE"}, "-",   "one-subscription"},
    {{".MMM", "EMEE", "EEEE", "EEEE"}, "-",   "one-subscription"},
    {{".MMM", "MEEE", "EEEE", "EEEE"}, "no",  "one-subscription"},
};

START_TEST(what_others_have_in_common_is_told_when_it_can_be)
{
    struct pwz_recon_report *report = report_of_customers(others[_i].customers);
    static const char first[] = "10000000-0000-0000-0000-000000000000";

    ck_assert_str_eq(lines_proof(report, first, PWZ_MEASURE_MANY_CUSTOMERS),
                     others[_i].many);
    ck_assert_str_eq(lines_proof(report, first, PWZ_MEASURE_AFFECTED),
                     others[_i].affected);
    pwz_recon_report_free(report);
}
END_TEST

/* "13 EUR: 1 of 2 customers miss it, 2 of 3 subscriptions, lost, state, pattern, rank".
 */
static void dump_days(const struct pwz_recon_rows *rows, struct pwz_buf *out)
{
    pwz_buf_clear(out);
    for (size_t i = 0; i < pwz_recon_rows_count(rows); i++) {
        const struct pwz_recon_row *row = pwz_recon_rows_at(rows, i);
        pwz_buf_addf(out, "%u %s: %u of %u, %u of %u, %s %s %s %u\n",
                     pwz_day_date(row->day).day, row->currency, row->customers_missing,
                     row->customers, row->subscriptions_missing, row->subscriptions,
                     lines_amount(&row->sums.lost_credit), pwz_day_state_word(row->state),
                     pwz_recon_pattern_word(row->pattern), row->rank);
    }
}

/* Days of the usual customer with two subscriptions and of another one. */
static const char *const some_days[] = {
    "UsageDate=10/15/2026|BillingPreTaxTotal=200",
    "UsageDate=10/13/2026|BillingPreTaxTotal=50",
    "UsageDate=10/13/2026|BillingPreTaxTotal=50|EntitlementId=" SUB_TWO,
    "UsageDate=10/13/2026|CustomerId=" CUSTOMER_TWO "|PartnerEarnedCreditPercentage=15",
    "UsageDate=10/14/2026|PartnerEarnedCreditPercentage=15",
    "UsageDate=10/14/2026|EntitlementId=" SUB_TWO "|MeterName=Spot",
    "UsageDate=10/14/2026|CustomerId=" CUSTOMER_TWO "|BillingCurrency=USD",
};

START_TEST(days_of_everything_count_customers_and_subscriptions)
{
    struct pwz_recon_report *report = lines_report(some_days, 7);
    struct pwz_recon_rows *rows;
    struct pwz_buf text;

    pwz_buf_init(&text, 10000);
    ck_assert_int_eq(pwz_recon_days_new(report, NULL, NULL, &rows, NULL), PWZ_OK);
    dump_days(rows, &text);
    ck_assert_str_eq(pwz_buf_text(&text), "13 EUR: 1 of 2, 2 of 3, 15 mixed unknown 2\n"
                                          "14 EUR: 0 of 1, 0 of 1, 0 earned none 3\n"
                                          "15 EUR: 1 of 1, 1 of 1, 30 missing all 1\n"
                                          "14 USD: 1 of 1, 1 of 1, 15 missing all 1\n");
    pwz_recon_rows_free(rows);
    ck_assert_int_eq(pwz_recon_days_new(report, LINES_CUSTOMER, NULL, &rows, NULL),
                     PWZ_OK);
    dump_days(rows, &text);
    ck_assert_str_eq(pwz_buf_text(&text), "13 EUR: 0 of 0, 2 of 2, 15 missing all 2\n"
                                          "14 EUR: 0 of 0, 0 of 1, 0 earned none 3\n"
                                          "15 EUR: 0 of 0, 1 of 1, 30 missing all 1\n");
    pwz_recon_rows_free(rows);
    ck_assert_int_eq(pwz_recon_days_new(report, NULL, SUB_TWO, &rows, NULL), PWZ_OK);
    dump_days(rows, &text);
    ck_assert_str_eq(pwz_buf_text(&text),
                     "13 EUR: 0 of 0, 0 of 0, 7.5 missing all 1\n"
                     "14 EUR: 0 of 0, 0 of 0, 0 ineligible none 2\n");
    pwz_recon_rows_free(rows);
    pwz_buf_done(&text);
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(a_customer_is_affected_when_all_its_subscriptions_are)
{
    static const char *const lines[] = {
        "", "EntitlementId=" SUB_TWO,
        "CustomerId=" CUSTOMER_TWO "|EntitlementId=" CUSTOMER_TWO
        "|PartnerEarnedCreditPercentage=15",
        "EntitlementId=" SUB_TWO "|PartnerEarnedCreditPercentage=15"};
    struct pwz_recon_report *report = lines_report(lines, 3);

    ck_assert_str_eq(lines_proof(report, LINES_SUBSCRIPTION, PWZ_MEASURE_AFFECTED),
                     "one-customer");
    pwz_recon_report_free(report);
    report = lines_report(lines, 4);
    ck_assert_str_eq(lines_proof(report, LINES_SUBSCRIPTION, PWZ_MEASURE_AFFECTED),
                     "one-subscription");
    pwz_recon_report_free(report);
}
END_TEST

/* ---- proofs ---- */

START_TEST(ids_and_names_are_told_when_there_is_one)
{
    static const char *const lines[] = {"UsageDate=10/13/2026"};
    static const struct {
        enum pwz_measure measure;
        const char *value;
    } wanted[] = {
        {PWZ_MEASURE_DOCUMENT,        "daily"           },
        {PWZ_MEASURE_PLAN,            "azure-plan"      },
        {PWZ_MEASURE_INVOICE_SERIES,  "G"               },
        {PWZ_MEASURE_INVOICE_NUMBER,  "G012345678"      },
        {PWZ_MEASURE_PARTNER_ID,      LINES_PARTNER     },
        {PWZ_MEASURE_PARTNER_NAME,    "Contoso Partner" },
        {PWZ_MEASURE_MPN_ID,          "1234567"         },
        {PWZ_MEASURE_CUSTOMER_ID,     LINES_CUSTOMER    },
        {PWZ_MEASURE_CUSTOMER_NAME,   "Fabrikam, Ltd."  },
        {PWZ_MEASURE_SUBSCRIPTION_ID, LINES_SUBSCRIPTION},
        {PWZ_MEASURE_RESOURCE_GROUP,  "rg-one"          },
        {PWZ_MEASURE_FIRST_DAY,       "2026-10-13"      },
        {PWZ_MEASURE_ROWS,            "first-party"     },
        {PWZ_MEASURE_RATIO,           "list"            },
        {PWZ_MEASURE_MARKER,          "none"            },
        {PWZ_MEASURE_MANY_CUSTOMERS,  "-"               },
        {PWZ_MEASURE_ADJUSTMENT,      "-"               },
    };
    struct pwz_recon_report *report = lines_report(lines, 1);

    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        ck_assert_str_eq(lines_proof(report, NULL, wanted[i].measure), wanted[i].value);
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(rows_name_what_excludes_them)
{
    static const char *const lines[] = {"MeterName=Spot", "MeterName=Spot",
                                        "PublisherName=SendGrid"};
    struct pwz_recon_report *report = lines_report(lines, 3);

    ck_assert_str_eq(lines_proof(report, NULL, PWZ_MEASURE_ROWS), "third-party spot");
    ck_assert_str_eq(lines_proof(report, NULL, PWZ_MEASURE_MARKER), "spot");
    ck_assert_str_eq(lines_proof(report, NULL, PWZ_MEASURE_CREDIT), "-");
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(an_unknown_subscription_has_no_proofs)
{
    static const char *const lines[] = {""};
    struct pwz_recon_report *report = lines_report(lines, 1);
    struct pwz_recon_proofs *proofs;
    struct pwz_err err = {.status = PWZ_OK};

    ck_assert_int_eq(pwz_recon_proofs_new(report, "nobody", &proofs, &err),
                     PWZ_E_NOT_FOUND);
    ck_assert_ptr_null(proofs);
    pwz_recon_report_free(report);
}
END_TEST

/* ---- the monthly file ---- */

static const char monthly_head[] =
    "PartnerId,CustomerId,CustomerName,InvoiceNumber,ProductId,SkuId,AvailabilityId,"
    "ChargeType,UnitPrice,Quantity,Subtotal,TaxTotal,Total,Currency,"
    "PriceAdjustmentDescription,PublisherName,SubscriptionDescription,SubscriptionId,"
    "ChargeStartDate,ChargeEndDate,EffectiveUnitPrice,BillableQuantity\n";

static void add_monthly(struct pwz_buf *text, const char *product, const char *plan_name,
                        const char *adjustment, const char *effective)
{
    pwz_buf_addf(text,
                 LINES_PARTNER
                 "," LINES_CUSTOMER ",Fabrikam,G012345678,%s,0001,"
                 "DZH318Z0BPSC,new,1,1,200,19,119,EUR,%s,Microsoft,%s," LINES_PLAN
                 ",10/01/2026,10/31/2026,%s,100\n",
                 product, adjustment, plan_name, effective);
}

#define CREDIT "\"[\"\"15.0% Partner earned credit for services managed\"\"]\""

static const struct monthly_case {
    const char *lines[4][4]; /* product, plan name, adjustment, effective price */
    enum pwz_adjustment adjustment;
    const char *ratio;
    uint64_t meters, partial;
} monthly[] = {
    {{{"A", "Azure plan", CREDIT, "0.85"}},                                  PWZ_ADJUSTMENT_CREDIT_FULL, "credit",  1, 0},
    {{{"A", "Azure plan", "", "1"}},                                         PWZ_ADJUSTMENT_EMPTY,       "list",    1, 0},
    {{{"A", "Azure plan", "[]", "1"}},                                       PWZ_ADJUSTMENT_EMPTY,       "list",    1, 0},
    {{{"A", "Azure plan", CREDIT, "0.85"}, {"A", "Azure plan", "", "1"}},
     PWZ_ADJUSTMENT_CREDIT_PARTIAL,                                                                      "between",
     1,                                                                                                                1},
    {{{"A", "Azure plan", CREDIT, "0.85"}, {"B", "Azure plan", "", "1"}},
     PWZ_ADJUSTMENT_CREDIT_PARTIAL,                                                                      "between",
     2,                                                                                                                0},
    {{{"A", "Azure plan", CREDIT, "0.94"}},
     PWZ_ADJUSTMENT_CREDIT_PARTIAL,                                                                      "between",
     1,                                                                                                                0},
 /* The words say credit, the price does not: each is told as it is. */
    {{{"A", "Azure plan", CREDIT, "1"}},                                     PWZ_ADJUSTMENT_CREDIT_FULL, "list",    1, 0},
    {{{"A", "Azure plan", CREDIT, "0.8"}},                                   PWZ_ADJUSTMENT_CREDIT_FULL, "below",   1, 0},
    {{{"A", "Azure plan", "\"[\"\"100 % Tier 1 Discount\"\"]\"", "0"}},
     PWZ_ADJUSTMENT_OTHER,                                                                               "-",
     0,                                                                                                                0},
    {{{"A", "Office 365 E3", "", "1"}},                                      PWZ_ADJUSTMENT_NONE,        "-",       0, 0},
    {{{"A", "Office 365 E3", "", "1"}, {"B", "Azure plan", CREDIT, "0.85"}},
     PWZ_ADJUSTMENT_CREDIT_FULL,                                                                         "credit",
     1,                                                                                                                0},
};

START_TEST(a_monthly_file_tells_what_was_adjusted)
{
    const struct monthly_case *row = &monthly[_i];
    struct pwz_buf text;

    pwz_buf_init(&text, 10000);
    pwz_buf_adds(&text, monthly_head);
    for (int i = 0; i < 4 && row->lines[i][0]; i++)
        add_monthly(&text, row->lines[i][0], row->lines[i][1], row->lines[i][2],
                    row->lines[i][3]);
    struct pwz_recon_report *report = lines_read(pwz_buf_text(&text), text.len, 0, NULL);
    ck_assert_int_eq(pwz_recon_file_at(report, 0)->kind, PWZ_RECON_INVOICE);
    ck_assert_uint_eq(pwz_recon_total_count(report), 0);
    ck_assert_uint_eq(pwz_recon_monthly_count(report), 1);
    const struct pwz_recon_monthly *found = pwz_recon_monthly_at(report, 0);
    ck_assert_str_eq(found->plan_id, LINES_PLAN);
    ck_assert_str_eq(pwz_adjustment_word(found->adjustment),
                     pwz_adjustment_word(row->adjustment));
    ck_assert_uint_eq(found->meters, row->meters);
    ck_assert_uint_eq(found->meters_partial, row->partial);
    ck_assert_str_eq(lines_proof(report, NULL, PWZ_MEASURE_RATIO), row->ratio);
    ck_assert_str_eq(lines_proof(report, NULL, PWZ_MEASURE_DOCUMENT), "invoice");
    pwz_recon_report_free(report);
    pwz_buf_done(&text);
}
END_TEST

/* The invoice has product A partly and B with credit; the daily file knows A as wholly
 * without credit and C. */
START_TEST(the_monthly_file_is_joined_with_the_daily_one)
{
    struct pwz_recon *recon;
    struct pwz_recon_report *report;
    struct pwz_buf daily, invoice;
    struct pwz_err err = {.status = PWZ_OK};

    pwz_buf_init(&daily, 10000);
    pwz_buf_init(&invoice, 10000);
    lines_head(&daily, NULL);
    lines_add(&daily, NULL, "ProductId=A|UsageDate=10/13/2026");
    lines_add(&daily, NULL, "ProductId=C|UsageDate=10/13/2026");
    pwz_buf_adds(&invoice, monthly_head);
    add_monthly(&invoice, "A", "Azure plan", CREDIT, "0.85");
    add_monthly(&invoice, "A", "Azure plan", "", "1");
    add_monthly(&invoice, "B", "Azure plan", CREDIT, "0.85");
    ck_assert_int_eq(pwz_recon_new(NULL, &recon, &err), PWZ_OK);
    ck_assert_int_eq(
        pwz_recon_map(recon, "d.csv", pwz_buf_text(&daily), daily.len, 1, &err), PWZ_OK);
    ck_assert_int_eq(
        pwz_recon_map(recon, "g.csv", pwz_buf_text(&invoice), invoice.len, 1, &err),
        PWZ_OK);
    ck_assert_int_eq(pwz_recon_finish(recon, &report, &err), PWZ_OK);
    const struct pwz_recon_monthly *found = pwz_recon_monthly_at(report, 0);
    ck_assert_uint_eq(found->meters, 2);
    ck_assert_uint_eq(found->joined, 1);
    ck_assert_uint_eq(found->disagree, 1);
    ck_assert_str_eq(lines_proof(report, LINES_SUBSCRIPTION, PWZ_MEASURE_ADJUSTMENT),
                     "credit-partial");
    /* Usage lines speak for the price. */
    ck_assert_str_eq(lines_proof(report, LINES_SUBSCRIPTION, PWZ_MEASURE_RATIO), "list");
    pwz_recon_report_free(report);
    pwz_recon_free(recon);
    pwz_buf_done(&daily);
    pwz_buf_done(&invoice);
}
END_TEST

/* Read one daily line of product A with credit, and the invoice's line of it. */
static const char *credit_beside(const char *adjustment, const char *effective)
{
    static char value[40];
    struct pwz_recon *recon;
    struct pwz_recon_report *report;
    struct pwz_buf daily, invoice;

    pwz_buf_init(&daily, 10000);
    pwz_buf_init(&invoice, 10000);
    lines_head(&daily, NULL);
    lines_add(&daily, NULL, "ProductId=A|PartnerEarnedCreditPercentage=15");
    pwz_buf_adds(&invoice, monthly_head);
    add_monthly(&invoice, "A", "Azure plan", adjustment, effective);
    ck_assert_int_eq(pwz_recon_new(NULL, &recon, NULL), PWZ_OK);
    ck_assert_int_eq(
        pwz_recon_map(recon, "d.csv", pwz_buf_text(&daily), daily.len, 1, NULL), PWZ_OK);
    ck_assert_int_eq(
        pwz_recon_map(recon, "g.csv", pwz_buf_text(&invoice), invoice.len, 1, NULL),
        PWZ_OK);
    ck_assert_int_eq(pwz_recon_finish(recon, &report, NULL), PWZ_OK);
    (void)snprintf(value, sizeof value, "%s",
                   lines_proof(report, LINES_SUBSCRIPTION, PWZ_MEASURE_CREDIT));
    pwz_recon_report_free(report);
    pwz_recon_free(recon);
    pwz_buf_done(&daily);
    pwz_buf_done(&invoice);
    return value;
}

START_TEST(an_invoice_that_says_something_else_leaves_the_credit_open)
{
    ck_assert_str_eq(credit_beside(CREDIT, "0.85"), "all");
    ck_assert_str_eq(credit_beside("", "1"), "-");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("recon_report");
    TCase *tcase = tcase_create("all");

    tcase_add_test(tcase, two_currencies_are_never_added_up);
    tcase_add_test(tcase, lost_credit_is_exact_to_the_last_digit);
    tcase_add_test(tcase, rows_by_group_fold_the_case_of_groups);
    tcase_add_test(tcase, rows_by_subscription_are_sorted_by_lost_credit);
    tcase_add_test(tcase, rows_by_customer_and_day_add_up_to_the_totals);
    tcase_add_test(tcase, rows_can_be_of_one_customer_or_subscription_alone);
    tcase_add_loop_test(tcase, a_pattern_is_what_the_fewest_lines_speak_against, 0,
                        sizeof pictures / sizeof *pictures);
    tcase_add_loop_test(tcase, a_mixed_day_has_the_pattern_that_every_line_agrees_with, 0,
                        sizeof mixed_days / sizeof *mixed_days);
    tcase_add_loop_test(tcase,
                        single_resources_are_called_by_group_or_in_a_group_by_product, 0,
                        sizeof single_resources / sizeof *single_resources);
    tcase_add_test(tcase, products_of_another_subscription_do_not_count);
    tcase_add_test(tcase, products_of_all_subscriptions_of_a_customer_count);
    tcase_add_test(tcase, the_tie_break_is_stated);
    tcase_add_test(tcase, the_newest_days_of_an_unbilled_file_prove_nothing);
    tcase_add_test(tcase, the_newest_days_count_in_a_billed_file);
    tcase_add_test(tcase, an_empty_reseller_proves_something_only_when_billed);
    tcase_add_test(tcase, a_day_on_which_most_customers_lose_the_credit_is_found);
    tcase_add_loop_test(tcase, what_others_have_in_common_is_told_when_it_can_be, 0,
                        sizeof others / sizeof *others);
    tcase_add_test(tcase, days_of_everything_count_customers_and_subscriptions);
    tcase_add_test(tcase, a_customer_is_affected_when_all_its_subscriptions_are);
    tcase_add_test(tcase, ids_and_names_are_told_when_there_is_one);
    tcase_add_test(tcase, rows_name_what_excludes_them);
    tcase_add_test(tcase, an_unknown_subscription_has_no_proofs);
    tcase_add_loop_test(tcase, a_monthly_file_tells_what_was_adjusted, 0,
                        sizeof monthly / sizeof *monthly);
    tcase_add_test(tcase, the_monthly_file_is_joined_with_the_daily_one);
    tcase_add_test(tcase, an_invoice_that_says_something_else_leaves_the_credit_open);
    suite_add_tcase(suite, tcase);
    return pwz_test_main(suite);
}
