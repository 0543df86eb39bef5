/*
 * Text out of files that others wrote: whatever stands in an id or a name, a terminal can
 * show what the report says of it.
 */
#include <stdio.h>
#include <string.h>

#include "pecwiz/text.h"

#include "recon/lines.h"
#include "unit/runner.h"

/* Sequences for a terminal, text that runs backwards, bytes that are no UTF-8. */
#define EVIL "a\033[2J\xE2\x80\xAEz\xFF"
#define TAMED "a\xEF\xBF\xBD[2j\xEF\xBF\xBDz\xEF\xBF\xBD"

static const char *const columns[] = {
    "PartnerId",     "PartnerName",   "MpnId",          "Tier2MpnId",
    "InvoiceNumber", "ResourceGroup", "SubscriptionId", "BillingCurrency",
    "CustomerId",    "CustomerName",  "EntitlementId",  "EntitlementDescription",
};

START_TEST(no_text_of_a_file_reaches_the_report_as_it_is)
{
    struct pwz_buf change, dump;
    const char *line;

    pwz_buf_init(&change, 1 << 16);
    pwz_buf_init(&dump, 1 << 20);
    /* A terminal's reset has two bytes: it fits in a currency. */
    pwz_buf_addf(&change, "%s=%s", columns[_i],
                 strcmp(columns[_i], "BillingCurrency") == 0 ? "\033c" : EVIL);
    line = pwz_buf_text(&change);
    struct pwz_recon_report *report = lines_report(&line, 1);
    ck_assert_uint_eq(pwz_recon_total_count(report), 1);
    lines_dump(report, &dump);
    for (size_t at = 0; at < dump.len;) {
        uint32_t rune = 0;
        const size_t len = pwz_utf8_decode(dump.data + at, dump.len - at, &rune);
        ck_assert_uint_gt(len, 0);
        ck_assert(rune == '\n' || pwz_rune_is_harmless(rune));
        at += len;
    }
    pwz_recon_report_free(report);
    pwz_buf_done(&change);
    pwz_buf_done(&dump);
}
END_TEST

START_TEST(ids_and_groups_are_shown_with_marks_for_what_is_no_text)
{
    static const char *const line = "CustomerId=" EVIL "|EntitlementId=" EVIL
                                    "|SubscriptionId=" EVIL "|ResourceGroup=" EVIL;
    struct pwz_recon_report *report = lines_report(&line, 1);
    struct pwz_recon_rows *rows;

    ck_assert_int_eq(pwz_recon_rows_new(report, PWZ_BY_GROUP, NULL, NULL, &rows, NULL),
                     PWZ_OK);
    const struct pwz_recon_row *row = pwz_recon_rows_at(rows, 0);
    ck_assert_str_eq(row->customer_id, TAMED);
    ck_assert_str_eq(row->subscription_id, TAMED);
    ck_assert_str_eq(row->plan_id, TAMED);
    ck_assert_str_eq(row->resource_group, TAMED);
    pwz_recon_rows_free(rows);
    pwz_recon_report_free(report);
}
END_TEST

/* What looks the same when it is shown is still told apart. */
START_TEST(groups_that_differ_in_bad_bytes_only_stay_apart)
{
    static const char *const lines[] = {
        "ResourceGroup=rg-\xFC|BillingPreTaxTotal=1",
        "ResourceGroup=rg-\xDC|BillingPreTaxTotal=2",
        "ResourceGroup=rg-\xFC|BillingPreTaxTotal=4",
        "EntitlementId=s-\xFC|ResourceGroup=a|BillingPreTaxTotal=8",
        "EntitlementId=s-\xDC|ResourceGroup=a|BillingPreTaxTotal=16",
        "EntitlementId=s-\xFC|ResourceGroup=b|BillingPreTaxTotal=32",
        "EntitlementId=s-\xDC|ResourceGroup=b|BillingPreTaxTotal=64",
    };
    static const char *const costs[] = {"80", "40", "7"}; /* most lost credit first */
    struct pwz_recon_report *report = lines_report(lines, 7);
    struct pwz_recon_rows *rows;

    ck_assert_int_eq(
        pwz_recon_rows_new(report, PWZ_BY_SUBSCRIPTION, NULL, NULL, &rows, NULL), PWZ_OK);
    ck_assert_uint_eq(pwz_recon_rows_count(rows), 3);
    for (size_t i = 0; i < 3; i++) {
        ck_assert_str_eq(lines_amount(&pwz_recon_rows_at(rows, i)->sums.cost), costs[i]);
    }
    pwz_recon_rows_free(rows);
    ck_assert_int_eq(pwz_recon_rows_new(report, PWZ_BY_GROUP, NULL, NULL, &rows, NULL),
                     PWZ_OK);
    ck_assert_uint_eq(pwz_recon_rows_count(rows), 6);
    pwz_recon_rows_free(rows);
    pwz_recon_report_free(report);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("recon_text");
    TCase *tcase = tcase_create("all");

    tcase_add_loop_test(tcase, no_text_of_a_file_reaches_the_report_as_it_is, 0,
                        sizeof columns / sizeof *columns);
    tcase_add_test(tcase, ids_and_groups_are_shown_with_marks_for_what_is_no_text);
    tcase_add_test(tcase, groups_that_differ_in_bad_bytes_only_stay_apart);
    suite_add_tcase(suite, tcase);
    return pwz_test_main(suite);
}
