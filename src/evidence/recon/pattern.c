/*
 * How the missing lines of a row lie: by day, by resource group or by product.
 *
 * Each explanation says of every part (a day, a group, a product) that it is wholly
 * without credit or wholly with it; the lines that do not fit count against it. The
 * explanation with the fewest wins; of equals days come before groups, groups before
 * products. When nothing explains anything (single resources inside every part), it is
 * called by group, or by product for a row that is one group.
 */
#include "evidence/recon/report.h"

static uint64_t lesser(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static void weigh_days(const struct pattern_view *view, struct pattern_found *found)
{
    for (uint32_t i = 0; i < view->report->day_count; i++) {
        const struct day_counts *day = &view->days[i];
        found->earned += day->earned;
        found->missing += day->missing;
        found->against_days += lesser(day->earned, day->missing);
    }
}

static void weigh_groups(const struct pattern_view *view, struct pattern_found *found)
{
    for (uint32_t i = 0; i < view->count; i++) {
        const struct group *group = view->places[i].group;
        struct day_counts all = {0};
        for (uint32_t k = 0; k < group->count; k++)
            day_counts_add(&all, &group->cells[k]);
        found->against_groups += lesser(all.earned, all.missing);
    }
}

static void weigh_products(const struct pattern_view *view, struct pattern_found *found)
{
    const struct sealed *sealed = view->sealed;

    for (uint32_t i = 0; i < view->count; i++) {
        uint32_t sub = view->places[i].group->sub;
        if (i && view->places[i - 1].group->sub == sub)
            continue;
        for (uint32_t k = sealed->first_product[sub]; k < sealed->first_product[sub + 1];
             k++) {
            const struct product *product =
                &sealed->tables.products[sealed->product_order[k]];
            found->against_products += lesser(product->earned, product->missing);
        }
    }
}

/* Runs of days with and without credit, days with neither left out. */
static enum pwz_recon_pattern order_of_days(const struct pattern_view *view)
{
    uint32_t changes = 0;
    bool is_first = true, was_missing = false, first_missing = false;

    for (uint32_t i = 0; i < view->report->day_count; i++) {
        const struct day_counts *day = &view->days[i];
        if (!day->earned && !day->missing)
            continue;
        bool is_missing = day->missing >= day->earned;
        if (is_first)
            first_missing = is_missing;
        else
            changes += is_missing != was_missing;
        was_missing = is_missing;
        is_first = false;
    }
    if (changes == 1)
        return first_missing ? PWZ_PATTERN_UNTIL_DATE : PWZ_PATTERN_FROM_DATE;
    return PWZ_PATTERN_GAP;
}

struct pattern_found pattern_find(const struct pattern_view *view)
{
    struct pattern_found found = {.pattern = PWZ_PATTERN_NONE};

    weigh_days(view, &found);
    if (!found.missing)
        return found;
    if (!found.earned) {
        found.pattern = PWZ_PATTERN_ALL;
        return found;
    }
    uint64_t nothing = lesser(found.earned, found.missing);
    found.against_groups = found.against_products = view->is_group ? nothing : 0;
    if (!view->is_group) {
        weigh_groups(view, &found);
        weigh_products(view, &found);
    }
    uint64_t least =
        lesser(found.against_days, lesser(found.against_groups, found.against_products));
    found.is_unclear = least >= nothing;
    if (found.is_unclear)
        found.pattern =
            view->is_group ? PWZ_PATTERN_SOME_PRODUCTS : PWZ_PATTERN_SOME_GROUPS;
    else if (found.against_days == least)
        found.pattern = order_of_days(view);
    else
        found.pattern = found.against_groups == least ? PWZ_PATTERN_SOME_GROUPS
                                                      : PWZ_PATTERN_SOME_PRODUCTS;
    return found;
}
