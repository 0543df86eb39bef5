/* Rows of days over everything: what a day looks like at all customers together. */
#include <stdlib.h>

#include "evidence/recon/rows.h"

/* A grid of rows, currency by currency and day by day, filled in one pass: the groups of
 * one subscription, and all subscriptions of one customer and currency, stand together.
 */
struct gathering {
    const struct pwz_recon_report *report;
    struct pwz_recon_row *grid;
    struct day_counts *all;      /* for each of the grid */
    struct day_counts *sub;      /* by day, of the subscription that is counted */
    struct day_counts *customer; /* likewise */
};

static uint32_t currency_of(const struct pwz_recon_report *report,
                            const struct group_place *place)
{
    uint32_t at = 0;

    while (strcmp(report->totals[at].currency, place->sub->key.currency) != 0)
        at++;
    return at;
}

static void add_group(struct gathering *gathering, const struct group *group, size_t base)
{
    for (uint32_t k = 0; k < group->count; k++) {
        const struct cell *cell = &group->cells[k];
        uint32_t day = report_day_index(gathering->report, cell);
        sums_add(&gathering->grid[base + day].sums, cell);
        day_counts_add(&gathering->all[base + day], cell);
        day_counts_add(&gathering->sub[day], cell);
    }
}

static void end_sub(struct gathering *gathering, size_t base)
{
    for (uint32_t day = 0; day < gathering->report->day_count; day++) {
        struct day_counts *counts = &gathering->sub[day];
        struct pwz_recon_row *row = &gathering->grid[base + day];
        row->subscriptions += counts->earned || counts->missing;
        row->subscriptions_missing += counts->missing > 0;
        gathering->customer[day].earned += counts->earned;
        gathering->customer[day].missing += counts->missing;
        *counts = (struct day_counts){0};
    }
}

static void end_customer(struct gathering *gathering, size_t base)
{
    for (uint32_t day = 0; day < gathering->report->day_count; day++) {
        struct day_counts *counts = &gathering->customer[day];
        struct pwz_recon_row *row = &gathering->grid[base + day];
        row->customers += counts->earned || counts->missing;
        row->customers_missing += counts->missing > 0;
        *counts = (struct day_counts){0};
    }
}

static bool is_same_customer(const struct group_place *a, const struct group_place *b)
{
    return strcmp(a->words->customer_id, b->words->customer_id) == 0 &&
           strcmp(a->sub->key.currency, b->sub->key.currency) == 0;
}

static void gather(struct gathering *gathering, const char *customer,
                   const char *subscription)
{
    const struct pwz_recon_report *report = gathering->report;
    const struct group_place *places = report->usage.places;
    uint32_t count = report->usage.tables.group_count;
    size_t base = 0;

    for (uint32_t i = 0; i < count; i++) {
        bool is_last = i + 1 == count;
        if (!i || !is_same_customer(&places[i - 1], &places[i]))
            base = (size_t)currency_of(report, &places[i]) * report->day_count;
        if (rows_is_wanted(&places[i], customer, subscription))
            add_group(gathering, places[i].group, base);
        if (is_last || places[i + 1].sub != places[i].sub)
            end_sub(gathering, base);
        if (is_last || !is_same_customer(&places[i], &places[i + 1]))
            end_customer(gathering, base);
    }
}

static void fill_row(struct pwz_recon_row *row, const struct day_counts *counts,
                     int32_t day)
{
    row->customer_id = row->customer_name = row->subscription_id = "";
    row->subscription_name = row->plan_id = row->resource_group = "";
    row->day = row->first_day = row->last_day = day;
    row->first_missing = row->last_missing = counts->missing ? day : PWZ_DAY_NONE;
    row->missing_days = counts->missing > 0;
    row->earned_days = counts->earned > 0;
    row->state = day_state(counts);
    row->pattern = !counts->missing  ? PWZ_PATTERN_NONE
                   : !counts->earned ? PWZ_PATTERN_ALL
                                     : PWZ_PATTERN_UNKNOWN;
    sums_close(&row->sums);
}

static int compare_days(const void *left, const void *right)
{
    const struct pwz_recon_row *a = left, *b = right;
    int order = strcmp(a->currency, b->currency);

    return order ? order : (a->day > b->day) - (a->day < b->day);
}

/* Days are read one after the other; their rank keeps which of them lost most. */
static void rank_rows(const struct pwz_recon_report *report, struct pwz_recon_rows *rows)
{
    rows_sort(rows);
    for (uint32_t total = 0; total < report->total_count; total++) {
        uint32_t rank = 0;
        for (uint32_t i = 0; i < rows->count; i++)
            if (strcmp(rows->rows[i].currency, report->totals[total].currency) == 0)
                rows->rows[i].rank = ++rank;
    }
    if (rows->count)
        qsort(rows->rows, rows->count, sizeof *rows->rows, compare_days);
}

/* The rows move to the front of the grid, which becomes theirs. */
static uint32_t keep_rows(struct gathering *gathering, bool has_customers, bool has_subs)
{
    const struct pwz_recon_report *report = gathering->report;
    uint32_t kept = 0;

    for (uint32_t i = 0; i < report->total_count * report->day_count; i++) {
        if (day_state(&gathering->all[i]) == PWZ_DAY_EMPTY)
            continue;
        struct pwz_recon_row row = gathering->grid[i];
        row.currency = report->totals[i / report->day_count].currency;
        fill_row(&row, &gathering->all[i], report->days[i % report->day_count]);
        if (!has_customers)
            row.customers = row.customers_missing = 0;
        if (!has_subs)
            row.subscriptions = row.subscriptions_missing = 0;
        gathering->grid[kept++] = row;
    }
    return kept;
}

static bool make_room(struct gathering *gathering)
{
    size_t days = gathering->report->day_count;
    size_t cells = days * gathering->report->total_count;

    gathering->grid = pwz_mem_new(cells, sizeof *gathering->grid);
    gathering->all = pwz_mem_new(cells, sizeof *gathering->all);
    gathering->sub = pwz_mem_new(days, sizeof *gathering->sub);
    gathering->customer = pwz_mem_new(days, sizeof *gathering->customer);
    return gathering->grid && gathering->all && gathering->sub && gathering->customer;
}

enum pwz_status pwz_recon_days_new(const struct pwz_recon_report *report,
                                   const char *customer, const char *subscription,
                                   struct pwz_recon_rows **rows, struct pwz_err *err)
{
    struct gathering gathering = {.report = report};
    struct pwz_recon_rows *out = pwz_mem_new(1, sizeof *out);
    bool is_good = make_room(&gathering) && out;

    if (is_good) {
        gather(&gathering, customer, subscription);
        out->count = out->room =
            keep_rows(&gathering, !customer && !subscription, !subscription);
        out->rows = gathering.grid;
        rank_rows(report, out);
    } else {
        pwz_mem_free(gathering.grid);
        pwz_mem_free(out);
    }
    pwz_mem_free(gathering.all);
    pwz_mem_free(gathering.sub);
    pwz_mem_free(gathering.customer);
    *rows = is_good ? out : NULL;
    return is_good ? PWZ_OK
                   : pwz_err_set(err, PWZ_E_NOMEM, "not enough memory for the rows");
}
