/*
 * The order of dates in cost management exports, whose days alone do not tell it: what
 * the billing period says, and what is said when nothing does.
 */
#include <stdio.h>
#include <string.h>

#include "recon/lines.h"
#include "unit/runner.h"

#define HEAD                                                                             \
    "SubscriptionId,resourceGroupName,costInBillingCurrency,billingCurrency,"            \
    "partnerEarnedCreditApplied,date"

static struct pwz_buf text;
static struct pwz_recon_report *report;

static void set_up(void)
{
    pwz_buf_init(&text, 1 << 20);
}

static void tear_down(void)
{
    pwz_recon_report_free(report);
    report = NULL;
    pwz_buf_done(&text);
}

static const struct pwz_recon_file *only_file(void)
{
    ck_assert_uint_eq(pwz_recon_file_count(report), 1);
    return pwz_recon_file_at(report, 0);
}

/* A file of a line for each date and period, "date|start|end". */
static void read_export(const char *names, const char *const *rows, size_t count)
{
    pwz_buf_clear(&text);
    pwz_buf_addf(&text, HEAD ",%s\r\n", names);
    for (size_t i = 0; i < count && rows[i] != NULL; i++) {
        pwz_buf_adds(&text, "a-sub,rg,10,EUR,0,");
        for (const char *at = rows[i]; *at != '\0'; at++) {
            pwz_buf_addc(&text, *at == '|' ? ',' : *at);
        }
        pwz_buf_adds(&text, "\r\n");
    }
    report = lines_read(pwz_buf_text(&text), text.len, 0, NULL);
}

#define PERIOD "billingPeriodStartDate,billingPeriodEndDate"
#define ENDS "the first and last day of the billing periods"
#define ASSUMED "assumed: nothing in the file tells; it is the documented order"
#define WITHIN "only in this order do the days of use lie within the billing periods"

static const struct row {
    const char *names;
    const char *lines[3];
    const char *order, *reason, *first, *last;
} rows[] = {
  /* The period has a day above 12. */
    {PERIOD,
     {"03/10/2026|01/10/2026|31/10/2026", "04/10/2026|01/10/2026|31/10/2026"},
     "DMY", ENDS,
     "2026-10-03", "2026-10-04"},
    {PERIOD,
     {"10/03/2026|10/01/2026|10/31/2026", "10/04/2026|10/01/2026|10/31/2026"},
     "MDY", ENDS,
     "2026-10-03", "2026-10-04"},
 /* It ends with the first of the next month. */
    {PERIOD,
     {"03/10/2026|01/10/2026|01/11/2026"},
     "DMY", ENDS,
     "2026-10-03", "2026-10-03"},
 /* Other case; the end before the begin in the file. */
    {"BILLINGPERIODENDDATE,BillingPeriodStartDate",
     {"03/10/2026|31/10/2026|01/10/2026"},
     "DMY", ENDS,
     "2026-10-03", "2026-10-03"},
 /* The period's dates say nothing of the order, being of another form. */
    {PERIOD,
     {"03/10/2026|2026-10-01|2026-10-31", "04/10/2026|2026-10-01|2026-10-31"},
     "DMY", WITHIN,
     "2026-10-03", "2026-10-04"},
    {PERIOD,
     {"10/03/2026|2026-10-01T00:00:00Z|2026-10-31T00:00:00Z"},
     "MDY", WITHIN,
     "2026-10-03", "2026-10-03"},
 /* No whole month: from 2 to 12 October, because no period lasts from 10 February to
  10   December. */
    {PERIOD,
     {"03/10/2026|02/10/2026|12/10/2026", "12/10/2026|02/10/2026|12/10/2026",
      "02/10/2026|02/10/2026|12/10/2026"},
     "DMY", WITHIN,
     "2026-10-02", "2026-10-12"},
 /* 9 October or 10 September: there are periods for both. */
    {PERIOD,
     {"10/09/2026|2026-10-01|2026-10-31", "10/09/2026|2026-09-01|2026-09-30"},
     "MDY", ASSUMED,
     "2026-10-09", "2026-10-09"},
 /* From 5 June to 6 May is no period, so it is from 6 May to 5 June. */
    {PERIOD,
     {"05/07/2026|05/06/2026|06/05/2026"},
     "MDY", WITHIN,
     "2026-05-07", "2026-05-07"},
 /* A day of use that is outside in both orders: nothing is proved. */
    {PERIOD,
     {"03/10/2026|2026-10-01|2026-10-31", "03/09/2026|2026-10-01|2026-10-31"},
     "MDY", ASSUMED,
     "2026-03-09", "2026-03-10"},
 /* What a day of use says counts more than the period. */
    {PERIOD,
     {"10/13/2026|01/10/2026|31/10/2026", "10/03/2026|01/10/2026|31/10/2026"},
     "MDY", "a day of use above 12",
     "2026-10-03", "2026-10-13"},
    {"exchangeRateDate,x",
     {"03/10/2026|30/09/2026|"},
     "DMY", "the dates of the exchange rates",
     "2026-10-03", "2026-10-03"},
    {"x,y",
     {"10/10/2026||", "09/09/2026||"},
     "MDY", "the dates mean the same in both orders",
     "2026-09-09", "2026-10-10"},
};

START_TEST(the_billing_period_tells_the_order_of_dates)
{
    const struct row *row = &rows[_i];
    char day[PWZ_DAY_CHARS];

    read_export(row->names, row->lines, 3);
    ck_assert_int_eq(only_file()->kind, PWZ_RECON_COST);
    ck_assert_str_eq(only_file()->date_order, row->order);
    ck_assert_str_eq(only_file()->date_reason, row->reason);
    ck_assert_str_eq(pwz_day_text(pwz_recon_first_day(report), day), row->first);
    ck_assert_str_eq(pwz_day_text(pwz_recon_last_day(report), day), row->last);
    ck_assert_uint_eq(pwz_recon_warning_count(report),
                      strncmp(row->reason, "assumed", 7) == 0);
}
END_TEST

START_TEST(an_order_that_is_assumed_is_said)
{
    static const char *const lines[] = {"03/03/2026||", "03/10/2026||", "04/10/2026||"};

    read_export("x,y", lines, 3);
    ck_assert_uint_eq(pwz_recon_warning_count(report), 1);
    ck_assert_uint_eq(pwz_recon_warning_at(report, 0)->line, 0);
    ck_assert_str_eq(
        pwz_recon_warning_at(report, 0)->text,
        "nothing in the file tells whether the month or the day stands first in its "
        "dates: 03/10/2026 was taken for 2026-03-10, the documented order; if that is "
        "wrong, all days are wrong: give a file with days after the 12th, or with dates "
        "such as 2026-10-03");
}
END_TEST

/* Where the first day without credit comes from, as a case keeps it. */
static const char *first_day_detail(void)
{
    static char detail[512];
    struct pwz_recon_proofs *proofs;

    detail[0] = '\0';
    ck_assert_int_eq(pwz_recon_proofs_new(report, NULL, &proofs, NULL), PWZ_OK);
    for (size_t i = 0; i < pwz_recon_proofs_count(proofs); i++) {
        const struct pwz_recon_proof *proof = pwz_recon_proofs_at(proofs, i);
        if (proof->measure == PWZ_MEASURE_FIRST_DAY) {
            (void)snprintf(detail, sizeof detail, "%s", proof->detail);
        }
    }
    pwz_recon_proofs_free(proofs);
    return detail;
}

START_TEST(a_first_day_by_an_assumed_order_says_so)
{
    static const char *const open[] = {"03/10/2026||"};
    static const char *const told[] = {"03/10/2026|01/10/2026|31/10/2026"};

    read_export("x,y", open, 1);
    ck_assert_str_eq(first_day_detail(),
                     "usage.csv, line 2: the first line without credit; the day is the "
                     "oldest of all of them, if "
                     "the month stands first in its dates, which nothing in the file "
                     "tells");
    pwz_recon_report_free(report);
    read_export(PERIOD, told, 1);
    ck_assert_str_eq(first_day_detail(), "usage.csv, line 2: the first line without "
                                         "credit; the day is the oldest of all of them");
}
END_TEST

/* The daily-rated file's own witnesses work the same way. */
START_TEST(charged_months_of_another_form_tell_the_order_too)
{
    static const char *const lines[] = {
        "UsageDate=03/10/2026|ChargeStartDate=2026-10-01|ChargeEndDate=2026-10-31|"
        "PCToBCExchangeRateDate="};
    char day[PWZ_DAY_CHARS];

    report = lines_report(lines, 1);
    ck_assert_str_eq(only_file()->date_order, "DMY");
    ck_assert_str_eq(
        only_file()->date_reason,
        "only in this order do the days of use lie within the charged months");
    ck_assert_str_eq(pwz_day_text(pwz_recon_first_day(report), day), "2026-10-03");
}
END_TEST

START_TEST(the_period_is_found_in_json_lines)
{
    pwz_buf_adds(
        &text,
        "{\"SubscriptionId\":\"a-sub\",\"costInBillingCurrency\":10,\"billingCurrency\":"
        "\"EUR\",\"partnerEarnedCreditApplied\":0,\"date\":\"03/10/2026\","
        "\"billingPeriodStartDate\":\"01/10/2026\",\"billingPeriodEndDate\":"
        "\"31/10/2026\"}\n");
    report = lines_read(pwz_buf_text(&text), text.len, 0, NULL);
    ck_assert_int_eq(only_file()->kind, PWZ_RECON_COST);
    ck_assert_str_eq(only_file()->date_order, "DMY");
    ck_assert_str_eq(only_file()->date_reason, ENDS);
}
END_TEST

/* What the halves of a file have seen of its periods is put together: each half alone
 * would not settle it, or would settle it wrongly. */
START_TEST(periods_of_both_halves_count)
{
    struct pwz_buf dump, other;

    pwz_buf_done(&text);
    pwz_buf_init(&text, (size_t)1 << 26);
    pwz_buf_init(&dump, 1 << 20);
    pwz_buf_init(&other, 1 << 20);
    pwz_buf_adds(&text, HEAD "," PERIOD ",padding\n");
    for (int i = 0; i < 90000; i++) {
        pwz_buf_addf(&text,
                     "a-sub-of-this-file,rg,10,EUR,0,%02d/10/2026,%s,a line of some "
                     "length so that two threads are worth it %d\n",
                     1 + i % 12, i < 45000 ? "," : "2026-10-01,2026-10-31", i);
    }
    ck_assert_uint_gt(text.len, 9 << 20);
    for (unsigned threads = 1; threads <= 2; threads++) {
        struct pwz_recon *recon;
        ck_assert_int_eq(pwz_recon_new(NULL, &recon, NULL), PWZ_OK);
        ck_assert_int_eq(pwz_recon_map(recon, "cost.csv", pwz_buf_text(&text), text.len,
                                       threads, NULL),
                         PWZ_OK);
        ck_assert_int_eq(pwz_recon_finish(recon, &report, NULL), PWZ_OK);
        pwz_recon_free(recon);
        ck_assert_str_eq(only_file()->date_order, "DMY");
        ck_assert_str_eq(only_file()->date_reason, WITHIN);
        lines_dump(report, threads == 1 ? &dump : &other);
        pwz_recon_report_free(report);
        report = NULL;
    }
    ck_assert_str_eq(pwz_buf_text(&dump), pwz_buf_text(&other));
    pwz_buf_done(&dump);
    pwz_buf_done(&other);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("recon_dates");
    TCase *tcase = tcase_create("all");

    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, the_billing_period_tells_the_order_of_dates, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_test(tcase, an_order_that_is_assumed_is_said);
    tcase_add_test(tcase, a_first_day_by_an_assumed_order_says_so);
    tcase_add_test(tcase, charged_months_of_another_form_tell_the_order_too);
    tcase_add_test(tcase, the_period_is_found_in_json_lines);
    tcase_add_test(tcase, periods_of_both_halves_count);
    suite_add_tcase(suite, tcase);
    return pwz_test_main(suite);
}
