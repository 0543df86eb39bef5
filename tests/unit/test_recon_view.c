/*
 * Unit tests of the view that is taken from a report: order by currency, the top of each,
 * filters, and the heats of the calendar.
 */
#include <string.h>

#include "pecwiz/mem.h"
#include "pecwiz/recon.h"
#include "pecwiz/recon_view.h"

#include "runner.h"

#define HEAD                                                                             \
    "CustomerId,CustomerName,EntitlementId,UsageDate,BillingPreTaxTotal,"                \
    "BillingCurrency,PartnerEarnedCreditPercentage,InvoiceNumber,UnitPrice,"             \
    "ResourceGroup\n"
#define LINE_OF(group, customer, subscription, day, cost, currency, credit)              \
    customer ",Name," subscription ",10/" day "/2026," cost "," currency "," credit      \
             ",G012345678,1," group "\n"
#define LINE(...) LINE_OF("a", __VA_ARGS__)

/* Lost in EUR: s1 60, s2 30; in USD: s3 90; s4 earned all. The bare figures would give
 * s3, s1, s2. */
/* clang-format off */
static const char usage[] =
    HEAD
    LINE("c1", "s1", "13", "100", "EUR", "0")
    LINE("c1", "s1", "14", "200", "EUR", "0")
    LINE_OF("b", "c1", "s1", "15", "60", "EUR", "0")
    LINE_OF("b", "c1", "s1", "16", "40", "EUR", "0")
    LINE("c1", "s2", "13", "200", "EUR", "0")
    LINE("c1", "s2", "14", "10", "EUR", "15")
    LINE("c2", "s3", "15", "600", "USD", "0")
    LINE("c2", "s4", "15", "7", "EUR", "15");
/* clang-format on */

static struct pwz_recon_report *report;
static struct pwz_recon_view view;

static void setup(void)
{
    struct pwz_recon *recon = NULL;
    struct pwz_err err = {0};

    view = (struct pwz_recon_view){0};
    ck_assert_int_eq(pwz_recon_new(&(struct pwz_recon_opts){0}, &recon, &err), PWZ_OK);
    ck_assert_int_eq(pwz_recon_begin(recon, "usage.csv", &err), PWZ_OK);
    ck_assert_int_eq(pwz_recon_feed(recon, usage, strlen(usage), &err), PWZ_OK);
    ck_assert_int_eq(pwz_recon_end(recon, &err), PWZ_OK);
    ck_assert_int_eq(pwz_recon_finish(recon, &report, &err), PWZ_OK);
    pwz_recon_free(recon);
}

static void teardown(void)
{
    pwz_recon_view_close(&view);
    pwz_recon_report_free(report);
}

static void open_with(struct pwz_recon_view_opts opts)
{
    struct pwz_err err = {0};

    pwz_recon_view_close(&view);
    ck_assert_int_eq(pwz_recon_view_open(&view, report, &opts, &err), PWZ_OK);
}

/* "s1 s2 …" */
static const char *shown(void)
{
    static char ids[256];
    size_t len = 0;

    ids[0] = '\0';
    for (size_t i = 0; i < view.row_count; i++) {
        const char *id = view.rows[i]->subscription_id;

        memcpy(ids + len, id, strlen(id));
        len += strlen(id);
        ids[len++] = ' ';
        ids[len] = '\0';
    }
    return ids;
}

START_TEST(rows_come_currency_by_currency)
{
    open_with((struct pwz_recon_view_opts){.by = PWZ_BY_SUBSCRIPTION});
    ck_assert_str_eq(shown(), "s1 s2 s4 s3 ");
    ck_assert_uint_eq(view.hidden_count, 0);
    ck_assert(view.has_missing);
    ck_assert(!view.is_narrowed);
}
END_TEST

START_TEST(the_top_is_that_of_each_currency)
{
    open_with((struct pwz_recon_view_opts){.by = PWZ_BY_SUBSCRIPTION, .top = 1});
    ck_assert_str_eq(shown(), "s1 s3 ");
    ck_assert_uint_eq(view.hidden_count, 2);
}
END_TEST

START_TEST(a_filter_keeps_rows_but_not_others_faults)
{
    open_with(
        (struct pwz_recon_view_opts){.by = PWZ_BY_SUBSCRIPTION, .subscription = "s4"});
    ck_assert_str_eq(shown(), "s4 ");
    ck_assert(!view.has_missing);
    ck_assert(view.is_narrowed);
    ck_assert_uint_eq(view.total_count, 1);
    ck_assert_str_eq(view.totals[0]->currency, view.rows[0]->currency);
    ck_assert_uint_eq(view.totals[0]->sums.lines, view.rows[0]->sums.lines);
    ck_assert_uint_eq(view.totals[0]->sums.judged[PWZ_JUDGED_MISSING], 0);
    open_with((struct pwz_recon_view_opts){.by = PWZ_BY_SUBSCRIPTION, .customer = "c2"});
    ck_assert_str_eq(shown(), "s4 s3 ");
    ck_assert(view.has_missing);
}
END_TEST

/* The dearest day in EUR is 30 (15 % of 200). Of s1: 15 is a half, 30 all, 9 above a
 * quarter, 6 up to it. */
START_TEST(heats_are_quarters_of_the_dearest_day_of_the_currency)
{
    open_with((struct pwz_recon_view_opts){.by = PWZ_BY_SUBSCRIPTION, .heats = 10});
    ck_assert_uint_eq(view.heat_count, 4);
    ck_assert_uint_eq(view.heats[0][0], 2);
    ck_assert_uint_eq(view.heats[0][1], 4);
    ck_assert_uint_eq(view.heats[0][2], 2);
    ck_assert_uint_eq(view.heats[0][3], 1);
    ck_assert_uint_eq(view.heats[1][0], 4); /* s2: 30 as well */
    ck_assert_uint_eq(view.heats[3][2], 4); /* s3: the only one in USD */
}
END_TEST

START_TEST(heats_of_customers_are_those_of_all_their_subscriptions)
{
    /* c1, EUR: 45, 30, 9, 6: above three quarters, a half to three, up to a quarter */
    open_with((struct pwz_recon_view_opts){.by = PWZ_BY_CUSTOMER, .heats = 10});
    ck_assert_str_eq(view.rows[0]->customer_id, "c1");
    ck_assert_uint_eq(view.heats[0][0], 4);
    ck_assert_uint_eq(view.heats[0][1], 3);
    ck_assert_uint_eq(view.heats[0][2], 1);
    ck_assert_uint_eq(view.heats[0][3], 1);
}
END_TEST

START_TEST(peaks_are_the_dearest_days_shown)
{
    struct pwz_buf words;

    open_with((struct pwz_recon_view_opts){.by = PWZ_BY_SUBSCRIPTION, .heats = 10});
    pwz_buf_init(&words, 100);
    pwz_decimal_add_to(&view.peaks[0], &words);
    pwz_buf_addc(&words, ' ');
    pwz_decimal_add_to(&view.peaks[1], &words);
    ck_assert_str_eq(pwz_buf_text(&words), "30 90");
    pwz_buf_done(&words);
}
END_TEST

/* s1 a: 15 and 30; s2 a: 30; s1 b: 9 is above a quarter of 30, 6 is not. */
START_TEST(heats_of_groups_are_those_of_the_group_alone)
{
    open_with((struct pwz_recon_view_opts){.by = PWZ_BY_GROUP, .heats = 10});
    ck_assert_str_eq(shown(), "s1 s2 s1 s4 s3 ");
    ck_assert_str_eq(view.rows[2]->resource_group, "b");
    ck_assert_uint_eq(view.heats[0][0], 2);
    ck_assert_uint_eq(view.heats[0][1], 4);
    ck_assert_uint_eq(view.heats[1][0], 4);
    ck_assert_uint_eq(view.heats[2][2], 2);
    ck_assert_uint_eq(view.heats[2][3], 1);
}
END_TEST

START_TEST(rows_behind_those_with_heats_have_none)
{
    open_with((struct pwz_recon_view_opts){.by = PWZ_BY_GROUP, .heats = 1});
    ck_assert_uint_eq(view.heat_count, 1);
    ck_assert_uint_eq(view.row_count, 5);
}
END_TEST

START_TEST(days_have_no_heats)
{
    open_with((struct pwz_recon_view_opts){.by = PWZ_BY_DAY, .heats = 10});
    ck_assert_ptr_null(view.heats);
    ck_assert_uint_eq(view.row_count, 8);
}
END_TEST

/* "13 1 of 1 …": day, customers and subscriptions that miss the credit. */
static const char *days_shown(void)
{
    static struct pwz_buf text;

    pwz_buf_done(&text);
    pwz_buf_init(&text, 1000);
    for (size_t i = 0; i < view.row_count; i++) {
        const struct pwz_recon_row *row = view.rows[i];

        pwz_buf_addf(&text, "%s%u %s %u/%u %u/%u", i > 0 ? ", " : "",
                     pwz_day_date(row->day).day, row->currency, row->customers_missing,
                     row->customers, row->subscriptions_missing, row->subscriptions);
    }
    return pwz_buf_text(&text);
}

/* EUR: 13 lost 45, 14 lost 30, 15 lost 9, 16 lost 6; c2's s4 earned on the 15th. */
START_TEST(days_together_are_in_their_order)
{
    open_with((struct pwz_recon_view_opts){.by = PWZ_BY_DAY, .are_days_together = true});
    ck_assert_str_eq(days_shown(),
                     "13 EUR 1/1 2/2, 14 EUR 1/1 1/2, 15 EUR 1/2 1/2, 16 EUR 1/1 1/1, "
                     "15 USD 1/1 1/1");
    ck_assert(view.has_missing);
}
END_TEST

START_TEST(the_top_days_are_those_that_lost_most)
{
    open_with((struct pwz_recon_view_opts){
        .by = PWZ_BY_DAY, .are_days_together = true, .top = 2});
    ck_assert_str_eq(days_shown(), "13 EUR 1/1 2/2, 14 EUR 1/1 1/2, 15 USD 1/1 1/1");
    ck_assert_uint_eq(view.hidden_count, 2);
}
END_TEST

START_TEST(only_days_come_together)
{
    open_with((struct pwz_recon_view_opts){.by = PWZ_BY_SUBSCRIPTION,
                                           .are_days_together = true});
    ck_assert(!view.are_days_together);
    ck_assert_str_eq(shown(), "s1 s2 s4 s3 ");
}
END_TEST

START_TEST(no_rows_make_an_empty_view)
{
    open_with((struct pwz_recon_view_opts){
        .by = PWZ_BY_SUBSCRIPTION, .subscription = "s9", .heats = 10});
    ck_assert_uint_eq(view.row_count, 0);
    ck_assert(!view.has_missing);
}
END_TEST

/* Out of memory at every point: a status, and nothing lost. */
START_TEST(memory_may_run_out_at_any_point)
{
    const struct pwz_recon_view_opts opts = {.by = PWZ_BY_SUBSCRIPTION, .heats = 10};
    enum pwz_status status = PWZ_E_NOMEM;
    size_t allowed = 0;

    for (; status != PWZ_OK; allowed++) {
        struct pwz_err err = {0};

        pwz_mem_fail_after(allowed);
        status = pwz_recon_view_open(&view, report, &opts, &err);
        pwz_mem_fail_after(SIZE_MAX);
        ck_assert(status == PWZ_OK || status == PWZ_E_NOMEM);
        pwz_recon_view_close(&view);
        ck_assert_uint_lt(allowed, 1000);
    }
    ck_assert_uint_gt(allowed, 3);
}
END_TEST

static Suite *suite(void)
{
    const TTest *const tests[] = {
        rows_come_currency_by_currency,
        the_top_is_that_of_each_currency,
        a_filter_keeps_rows_but_not_others_faults,
        heats_are_quarters_of_the_dearest_day_of_the_currency,
        heats_of_customers_are_those_of_all_their_subscriptions,
        peaks_are_the_dearest_days_shown,
        heats_of_groups_are_those_of_the_group_alone,
        rows_behind_those_with_heats_have_none,
        days_have_no_heats,
        days_together_are_in_their_order,
        the_top_days_are_those_that_lost_most,
        only_days_come_together,
        no_rows_make_an_empty_view,
        memory_may_run_out_at_any_point,
    };
    Suite *made = suite_create("recon view");
    TCase *tcase = tcase_create("view");

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
