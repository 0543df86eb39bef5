/*
 * The tables of the usage-file report: which columns, what stands in a cell. Text and
 * HTML draw the same ones.
 *
 * Must not know: how a table is drawn.
 */
#include <string.h>

#include "report/recon_parts.h"

/* ---- totals ---- */

static const struct pwz_recon_total *total_at(const void *view, size_t row)
{
    return ((const struct pwz_recon_view *)view)->totals[row];
}

static void put_currency(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_buf_adds(out, total_at(view, row)->currency);
}

static void put_total_lost(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_recon_put_amount(&total_at(view, row)->sums.lost_credit, out);
}

static void put_total_cost(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_recon_put_amount(&total_at(view, row)->sums.cost_missing, out);
}

static void put_total_lines(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_recon_put_count(total_at(view, row)->sums.lines, out);
}

static void put_total_earned(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_recon_put_count(total_at(view, row)->sums.judged[PWZ_JUDGED_EARNED], out);
}

static void put_total_missing(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_recon_put_count(total_at(view, row)->sums.judged[PWZ_JUDGED_MISSING], out);
}

static void put_total_ineligible(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_recon_put_count(total_at(view, row)->sums.judged[PWZ_JUDGED_INELIGIBLE], out);
}

static void put_total_unknown(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_recon_put_count(total_at(view, row)->sums.judged[PWZ_JUDGED_UNKNOWN], out);
}

/* clang-format off */
static const struct pwz_recon_column total_columns[] = {
    {.title = "Total", .put = put_currency},
    {.title = "Lost credit", .is_right = true, .put = put_total_lost},
    {.title = "Without credit", .is_right = true, .drop = 3, .put = put_total_cost},
    {.title = "Lines", .is_right = true, .drop = 1, .put = put_total_lines},
    {.title = "Missing", .is_right = true, .put = put_total_missing},
    {.title = "Earned", .is_right = true, .drop = 2, .put = put_total_earned},
    {.title = "Ineligible", .is_right = true, .drop = 4, .put = put_total_ineligible},
    {.title = "Unknown", .is_right = true, .drop = 5, .put = put_total_unknown},
};
/* clang-format on */

/* ---- rows ---- */

static const struct pwz_recon_row *row_at(const void *view, size_t row)
{
    return ((const struct pwz_recon_view *)view)->rows[row];
}

static void put_rank(const void *view, size_t row, struct pwz_buf *out)
{
    (void)view;
    pwz_buf_addf(out, "%zu", row + 1);
}

static void put_lost(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_recon_put_amount(&row_at(view, row)->sums.lost_credit, out);
}

static void put_row_currency(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_buf_adds(out, row_at(view, row)->currency);
}

static void put_missing(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_recon_put_count(row_at(view, row)->sums.judged[PWZ_JUDGED_MISSING], out);
}

static void put_lines(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_recon_put_count(row_at(view, row)->sums.lines, out);
}

static void put_days(const void *view, size_t row, struct pwz_buf *out)
{
    if (row_at(view, row)->day == PWZ_DAY_NONE) {
        pwz_recon_put_count(row_at(view, row)->missing_days, out);
    }
}

static void put_pattern(const void *view, size_t row, struct pwz_buf *out)
{
    if (row_at(view, row)->day == PWZ_DAY_NONE) {
        pwz_recon_put_pattern(row_at(view, row), out);
    }
}

static void put_subject(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_recon_put_subject(((const struct pwz_recon_view *)view)->by, row_at(view, row),
                          out);
}

static void put_customer(const void *view, size_t row, struct pwz_buf *out)
{
    if (((const struct pwz_recon_view *)view)->by != PWZ_BY_CUSTOMER) {
        pwz_recon_put_label(PWZ_BY_CUSTOMER, row_at(view, row), out);
    }
}

/* The name of the subscription where the row is about something smaller. */
static void put_subscription(const void *view, size_t row, struct pwz_buf *out)
{
    const enum pwz_recon_by by = ((const struct pwz_recon_view *)view)->by;

    if (by == PWZ_BY_GROUP || by == PWZ_BY_DAY) {
        pwz_buf_adds(out, row_at(view, row)->subscription_name);
    }
}

/* The id to act on. */
static void put_id(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_buf_adds(out, ((const struct pwz_recon_view *)view)->by == PWZ_BY_CUSTOMER
                          ? row_at(view, row)->customer_id
                          : row_at(view, row)->subscription_id);
}

/* clang-format off */
static const struct pwz_recon_column row_columns[] = {
    {.title = "#", .is_right = true, .put = put_rank},
    {.title = "Lost", .is_right = true, .put = put_lost},
    {.title = "Cur", .put = put_row_currency},
    {.title = "Missing", .is_right = true, .drop = 1, .put = put_missing},
    {.title = "Lines", .is_right = true, .drop = 3, .put = put_lines},
    {.title = "Days", .is_right = true, .drop = 4, .put = put_days},
    {.title = NULL, .is_flexible = true, .put = put_subject},
    {.title = "Pattern", .is_whole = true, .drop = 2, .put = put_pattern},
    {.title = "Subscription", .is_flexible = true, .drop = 6, .goes_under = true, .put = put_subscription},
    {.title = "Id", .is_whole = true, .drop = 7, .goes_under = true, .put = put_id},
    {.title = "Customer", .is_flexible = true, .drop = 5, .goes_under = true, .put = put_customer},
};
/* clang-format on */

/* ---- days over everything ---- */

static void put_earned(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_recon_put_count(row_at(view, row)->sums.judged[PWZ_JUDGED_EARNED], out);
}

static void put_of(uint32_t count, uint32_t of, struct pwz_buf *out)
{
    if (of > 0) {
        pwz_recon_put_count(count, out);
        pwz_buf_adds(out, " of ");
        pwz_recon_put_count(of, out);
    }
}

static void put_customers(const void *view, size_t row, struct pwz_buf *out)
{
    put_of(row_at(view, row)->customers_missing, row_at(view, row)->customers, out);
}

static void put_subscriptions(const void *view, size_t row, struct pwz_buf *out)
{
    put_of(row_at(view, row)->subscriptions_missing, row_at(view, row)->subscriptions,
           out);
}

static void put_state(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_buf_adds(out, pwz_recon_cell(row_at(view, row)->state)->words);
}

/* Each currency has its own days. */
static bool is_other_currency(const void *view, size_t row)
{
    return row > 0 &&
           strcmp(row_at(view, row)->currency, row_at(view, row - 1)->currency) != 0;
}

/* clang-format off */
static const struct pwz_recon_column day_columns[] = {
    {.title = NULL, .put = put_subject},
    {.title = "Lost", .is_right = true, .put = put_lost},
    {.title = "Cur", .put = put_row_currency},
    {.title = "Missing", .is_right = true, .put = put_missing},
    {.title = "Earned", .is_right = true, .drop = 1, .put = put_earned},
    {.title = "Lines", .is_right = true, .drop = 3, .put = put_lines},
    {.title = "Credit", .drop = 2, .put = put_state},
    {.title = "Customers", .is_right = true, .put = put_customers},
    {.title = "Subscriptions", .is_right = true, .put = put_subscriptions},
};
/* clang-format on */

/* ---- the monthly file ---- */

static const struct pwz_recon_monthly *monthly_at(const void *view, size_t row)
{
    return ((const struct pwz_recon_view *)view)->monthly[row];
}

static void put_monthly_lost(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_recon_put_amount(&monthly_at(view, row)->sums.lost_credit, out);
    pwz_buf_addf(out, " %s", monthly_at(view, row)->currency);
}

static void put_monthly_words(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_buf_adds(out, pwz_recon_adjustment_words(monthly_at(view, row)->adjustment));
}

static void put_monthly_meters(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_recon_put_count(monthly_at(view, row)->meters, out);
}

static void put_monthly_partial(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_recon_put_count(monthly_at(view, row)->meters_partial, out);
}

/* How many meters both files have, and of how many they tell different things. */
static void put_monthly_joined(const void *view, size_t row, struct pwz_buf *out)
{
    const struct pwz_recon_monthly *monthly = monthly_at(view, row);

    if (monthly->joined > 0) {
        pwz_recon_put_count(monthly->disagree, out);
        pwz_buf_adds(out, " of ");
        pwz_recon_put_count(monthly->joined, out);
    }
}

static void put_monthly_customer(const void *view, size_t row, struct pwz_buf *out)
{
    const struct pwz_recon_monthly *monthly = monthly_at(view, row);

    pwz_buf_adds(out, monthly->customer_name[0] != '\0' ? monthly->customer_name
                                                        : monthly->customer_id);
}

static void put_monthly_plan(const void *view, size_t row, struct pwz_buf *out)
{
    pwz_buf_adds(out, monthly_at(view, row)->plan_id);
}

/* clang-format off */
static const struct pwz_recon_column monthly_columns[] = {
    {.title = "Lost", .is_right = true, .put = put_monthly_lost},
    {.title = "Meters", .is_right = true, .drop = 1, .put = put_monthly_meters},
    {.title = "Partly", .is_right = true, .drop = 2, .put = put_monthly_partial},
    {.title = "Disagree", .is_right = true, .drop = 3, .put = put_monthly_joined},
    {.title = "Customer", .is_flexible = true, .put = put_monthly_customer},
    {.title = "Credit", .is_flexible = true, .put = put_monthly_words},
    {.title = "Azure plan", .is_whole = true, .drop = 4, .goes_under = true, .put = put_monthly_plan},
};
/* clang-format on */

/* ---- the tables ---- */

#define TABLE(of) .columns = (of), .column_count = sizeof(of) / sizeof((of)[0])

struct pwz_recon_table pwz_recon_totals_table(const struct pwz_recon_view *view)
{
    return (struct pwz_recon_table){
        TABLE(total_columns),
        .context = view,
        .row_count = view->total_count,
    };
}

struct pwz_recon_table pwz_recon_rows_table(const struct pwz_recon_view *view)
{
    if (view->are_days_together) {
        return (struct pwz_recon_table){
            TABLE(day_columns),
            .context = view,
            .subject = pwz_recon_subject_title(view->by),
            .row_count = view->row_count,
            .is_block = is_other_currency,
        };
    }
    return (struct pwz_recon_table){
        TABLE(row_columns),
        .context = view,
        .subject = pwz_recon_subject_title(view->by),
        .row_count = view->row_count,
    };
}

struct pwz_recon_table pwz_recon_monthly_table(const struct pwz_recon_view *view)
{
    return (struct pwz_recon_table){
        TABLE(monthly_columns),
        .context = view,
        .row_count = view->monthly_shown,
    };
}

const char *pwz_recon_title(const struct pwz_recon_table *table, size_t column)
{
    const char *title = table->columns[column].title;

    return title != NULL ? title : table->subject;
}
