/* What the invoice's lines say of each Azure plan, and whether the daily files agree. */
#include <stdlib.h>

#include "evidence/recon/report.h"

/* A meter of a plan in the daily files: plan and product, all Azure subscriptions of the
 * plan together. */
struct meter {
    uint32_t plan;
    uint32_t product; /* both texts */
    uint64_t earned;
    uint64_t missing;
};

static int compare_meters(const void *left, const void *right)
{
    const struct meter *a = left, *b = right;

    if (a->plan != b->plan)
        return a->plan < b->plan ? -1 : 1;
    return (a->product > b->product) - (a->product < b->product);
}

/* One entry for each meter; NULL when memory is out. */
static struct meter *list_meters(const struct tables *usage, uint32_t *count)
{
    struct meter *meters = pwz_mem_new(usage->product_count, sizeof *meters);
    uint32_t kept = 0;

    *count = 0;
    if (!meters)
        return NULL;
    for (uint32_t i = 0; i < usage->product_count; i++)
        meters[i] = (struct meter){.plan = usage->subs[usage->products[i].sub].plan,
                                   .product = usage->products[i].text,
                                   .earned = usage->products[i].earned,
                                   .missing = usage->products[i].missing};
    qsort(meters, usage->product_count, sizeof *meters, compare_meters);
    for (uint32_t i = 0; i < usage->product_count; i++) {
        if (kept && compare_meters(&meters[kept - 1], &meters[i]) == 0) {
            meters[kept - 1].earned += meters[i].earned;
            meters[kept - 1].missing += meters[i].missing;
        } else {
            meters[kept++] = meters[i];
        }
    }
    *count = kept;
    return meters;
}

/* Days without credit where the invoice has a line without, and so for days with it. */
static bool do_differ(const struct meter *daily, const struct product *invoice)
{
    if (!daily->earned && !daily->missing)
        return false;
    return (daily->earned > 0) != (invoice->earned > 0) ||
           (daily->missing > 0) != (invoice->missing > 0);
}

struct joining {
    const struct pwz_recon_report *report;
    struct meter *meters;
    uint32_t count;
};

static void count_meters(const struct joining *joining, uint32_t sub,
                         struct pwz_recon_monthly *row)
{
    const struct sealed *invoice = &joining->report->invoice;

    for (uint32_t i = invoice->first_product[sub]; i < invoice->first_product[sub + 1];
         i++) {
        const struct product *product =
            &invoice->tables.products[invoice->product_order[i]];
        if (!product->earned && !product->missing)
            continue;
        struct meter key = {.plan = invoice->tables.subs[sub].plan,
                            .product = product->text};
        row->meters++;
        row->meters_partial += product->earned && product->missing;
        const struct meter *daily =
            bsearch(&key, joining->meters, joining->count, sizeof key, compare_meters);
        if (!daily)
            continue;
        row->joined++;
        row->disagree += do_differ(daily, product);
    }
}

static enum pwz_adjustment adjustment_of(const struct pwz_recon_monthly *row,
                                         const struct sub *sub)
{
    const uint64_t *judged = row->sums.judged;

    if (judged[PWZ_JUDGED_EARNED])
        return judged[PWZ_JUDGED_MISSING] || sub->ratios[RATIO_BETWEEN]
                   ? PWZ_ADJUSTMENT_CREDIT_PARTIAL
                   : PWZ_ADJUSTMENT_CREDIT_FULL;
    if (row->sums.rules[PWZ_RULE_OTHER_ADJUSTMENT])
        return PWZ_ADJUSTMENT_OTHER;
    return judged[PWZ_JUDGED_MISSING] ? PWZ_ADJUSTMENT_EMPTY : PWZ_ADJUSTMENT_NONE;
}

static int compare_monthly(const void *left, const void *right)
{
    const struct pwz_recon_monthly *a = left, *b = right;
    int order = pwz_decimal_compare(&b->sums.lost_credit, &a->sums.lost_credit);

    if (!order)
        order = strcmp(a->customer_id, b->customer_id);
    if (!order)
        order = strcmp(a->plan_id, b->plan_id);
    return order ? order : strcmp(a->currency, b->currency);
}

static void add_plan(const struct joining *joining, const struct group_place *place,
                     struct pwz_recon_monthly *row)
{
    const struct pwz_recon_report *report = joining->report;

    *row = (struct pwz_recon_monthly){
        .customer_id = place->words->customer_id,
        .customer_name = texts_at(&report->texts, place->sub->customer_name),
        .plan_id = place->words->subscription_id,
        .currency = place->sub->key.currency,
    };
    for (uint32_t k = 0; k < place->group->count; k++)
        sums_add(&row->sums, &place->group->cells[k]);
    sums_close(&row->sums);
    count_meters(joining, place->group->sub, row);
    row->adjustment = adjustment_of(row, place->sub);
}

bool report_add_monthly(struct pwz_recon_report *report)
{
    struct joining joining = {.report = report};
    const struct sealed *invoice = &report->invoice;

    /* Invoice lines have no resource group: one group is one plan. */
    report->monthly_count = invoice->tables.group_count;
    report->monthly = pwz_mem_new(report->monthly_count, sizeof *report->monthly);
    joining.meters = list_meters(&report->usage.tables, &joining.count);
    bool is_good = report->monthly && joining.meters;
    for (uint32_t i = 0; is_good && i < report->monthly_count; i++)
        add_plan(&joining, &invoice->places[i], &report->monthly[i]);
    pwz_mem_free(joining.meters);
    if (is_good && report->monthly_count)
        qsort(report->monthly, report->monthly_count, sizeof *report->monthly,
              compare_monthly);
    return is_good;
}
