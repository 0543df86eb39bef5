/*
 * Rows of single days.
 *
 * What lies inside a day can only differ by resource group or by product. It is called by
 * one of them only when every line agrees: single resources, hours and the like are
 * nothing a row knows of. The products of a day are not kept; where a product is wholly
 * with or without the credit on all days, it is so on each.
 */
#include "evidence/recon/rows.h"

static uint64_t lesser(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static void count_group(struct making *making, const struct group *group)
{
    for (uint32_t k = 0; k < group->count; k++)
        day_counts_add(
            &making->group_days[report_day_index(making->report, &group->cells[k])],
            &group->cells[k]);
    for (uint32_t k = 0; k < group->count; k++) {
        uint32_t day = report_day_index(making->report, &group->cells[k]);
        struct day_counts *counts = &making->group_days[day];
        making->against_groups[day] += lesser(counts->earned, counts->missing);
        *counts = (struct day_counts){0};
    }
}

static bool do_products_explain(const struct making *making,
                                const struct group_place *places)
{
    const struct sealed *sealed = &making->report->usage;
    uint32_t sub = places->group->sub;

    for (uint32_t k = sealed->first_product[sub]; k < sealed->first_product[sub + 1];
         k++) {
        const struct product *product =
            &sealed->tables.products[sealed->product_order[k]];
        if (product->earned && product->missing)
            return false;
    }
    return true;
}

static enum pwz_recon_pattern pattern_of_day(const struct making *making, uint32_t day,
                                             bool do_products)
{
    const struct day_counts *counts = &making->days[day];

    if (!counts->missing)
        return PWZ_PATTERN_NONE;
    if (!counts->earned)
        return PWZ_PATTERN_ALL;
    if (!making->against_groups[day])
        return PWZ_PATTERN_SOME_GROUPS;
    return do_products ? PWZ_PATTERN_SOME_PRODUCTS : PWZ_PATTERN_UNKNOWN;
}

static void fill_day(const struct making *making, uint32_t day, struct pwz_recon_row *row)
{
    const struct day_counts *counts = &making->days[day];

    row->day = row->first_day = row->last_day = making->report->days[day];
    row->sums = making->sums[day];
    sums_close(&row->sums);
    row->state = day_state(counts);
    row->missing_days = counts->missing > 0;
    row->earned_days = counts->earned > 0;
    if (counts->missing)
        row->first_missing = row->last_missing = row->day;
}

bool rows_add_days(struct making *making, const struct group_place *places,
                   uint32_t count)
{
    const struct pwz_recon_report *report = making->report;
    bool do_products = do_products_explain(making, places);

    memset(making->against_groups, 0, report->day_count * sizeof *making->against_groups);
    for (uint32_t i = 0; i < count; i++)
        count_group(making, places[i].group);
    for (uint32_t i = 0; i < report->day_count; i++) {
        if (day_state(&making->days[i]) == PWZ_DAY_EMPTY)
            continue;
        struct pwz_recon_row *row = rows_add(making, places);
        if (!row)
            return false;
        fill_day(making, i, row);
        row->pattern = pattern_of_day(making, i, do_products);
    }
    return true;
}
