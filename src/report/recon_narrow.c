/*
 * A view of one customer or subscription: sums over its rows only, so that no total tells
 * of lines that were not asked for.
 *
 * Must not know: how anything is shown.
 */
#include "report/recon_narrow.h"

#include <string.h>

/* Sums of rows cannot overflow where those of the whole report did not. */
static void add_sums(struct pwz_recon_sums *to, const struct pwz_recon_sums *sums)
{
    to->lines += sums->lines;
    for (size_t i = 0; i < PWZ_JUDGED_COUNT; i++) {
        to->judged[i] += sums->judged[i];
    }
    for (size_t i = 0; i < PWZ_RULE_COUNT; i++) {
        to->rules[i] += sums->rules[i];
    }
    to->refunds += sums->refunds;
    to->missing_refunds += sums->missing_refunds;
    (void)pwz_decimal_sum(&to->cost, &sums->cost);
    (void)pwz_decimal_sum(&to->cost_missing, &sums->cost_missing);
    (void)pwz_decimal_sum(&to->lost_credit, &sums->lost_credit);
    (void)pwz_decimal_sum(&to->cost_refunds, &sums->cost_refunds);
}

bool pwz_recon_narrow_totals(struct pwz_recon_view *view,
                             const struct pwz_recon_rows *rows, struct pwz_arena *arena)
{
    const size_t count = view->total_count;
    struct pwz_recon_total *sums = pwz_arena_new(arena, count, sizeof(*sums));
    const struct pwz_recon_total **kept = pwz_arena_new(arena, count, sizeof(*kept));

    if (sums == NULL || kept == NULL) {
        return false;
    }
    view->total_count = 0;
    for (size_t i = 0; i < count; i++) {
        sums[i].currency = view->totals[i]->currency;
        for (size_t row = 0; row < pwz_recon_rows_count(rows); row++) {
            const struct pwz_recon_row *of = pwz_recon_rows_at(rows, row);

            if (strcmp(of->currency, sums[i].currency) == 0) {
                add_sums(&sums[i].sums, &of->sums);
            }
        }
        if (sums[i].sums.lines > 0) {
            kept[view->total_count++] = &sums[i];
        }
    }
    view->totals = kept;
    return true;
}

bool pwz_recon_narrow_monthly(struct pwz_recon_view *view, const char *customer,
                              struct pwz_arena *arena)
{
    const size_t count = view->monthly_count;
    const struct pwz_recon_monthly **kept = pwz_arena_new(arena, count, sizeof(*kept));

    if (kept == NULL) {
        return false;
    }
    view->monthly_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(view->monthly[i]->customer_id, customer) == 0) {
            kept[view->monthly_count++] = view->monthly[i];
        }
    }
    view->monthly = kept;
    return true;
}
