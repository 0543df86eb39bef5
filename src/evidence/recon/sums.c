/* Adding cells up, and what a day of them is called. */
#include "evidence/recon/report.h"

static void add_cost(struct pwz_decimal *sum, wide cost)
{
    *sum = decimal_of(wide_of(sum) + cost, COST_SCALE);
}

void sums_add(struct pwz_recon_sums *sums, const struct cell *cell)
{
    enum pwz_recon_rule rule = cell_rule(cell);
    enum pwz_judged judged = pwz_recon_rule_info(rule)->judged;
    bool is_refund = cell->key & 1, is_missing = judged == PWZ_JUDGED_MISSING;

    sums->lines += cell->lines;
    sums->judged[judged] += cell->lines;
    sums->rules[rule] += cell->lines;
    add_cost(&sums->cost, cell->cost);
    if (is_missing)
        add_cost(&sums->cost_missing, cell->cost);
    if (is_refund) {
        sums->refunds += cell->lines;
        sums->missing_refunds += is_missing ? cell->lines : 0;
        add_cost(&sums->cost_refunds, cell->cost);
    }
}

void sums_close(struct pwz_recon_sums *sums)
{
    sums->cost.scale = sums->cost_missing.scale = COST_SCALE;
    sums->cost_refunds.scale = COST_SCALE;
    /* 15 % of a cost with 20 decimals is 15 times it with 22. */
    sums->lost_credit = decimal_of(wide_of(&sums->cost_missing) * 15, CREDIT_SCALE);
}

void day_counts_add(struct day_counts *counts, const struct cell *cell)
{
    switch (pwz_recon_rule_info(cell_rule(cell))->judged) {
    case PWZ_JUDGED_EARNED: counts->earned += cell->lines; break;
    case PWZ_JUDGED_MISSING: counts->missing += cell->lines; break;
    case PWZ_JUDGED_INELIGIBLE: counts->ineligible += cell->lines; break;
    case PWZ_JUDGED_UNKNOWN:
    case PWZ_JUDGED_COUNT: counts->unknown += cell->lines; break;
    }
}

enum pwz_day_state day_state(const struct day_counts *counts)
{
    if (counts->earned && counts->missing)
        return PWZ_DAY_MIXED;
    if (counts->missing)
        return PWZ_DAY_MISSING;
    if (counts->earned)
        return PWZ_DAY_EARNED;
    if (counts->unknown)
        return PWZ_DAY_UNKNOWN;
    return counts->ineligible ? PWZ_DAY_INELIGIBLE : PWZ_DAY_EMPTY;
}
