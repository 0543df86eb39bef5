/*
 * Sentences of the usage-file report that stand there only when there is need of them:
 * what is in the sums, what is not shown, what to do next.
 *
 * Must not know: pages, columns, colours.
 */
#include "report/recon_parts.h"

bool pwz_recon_put_refunds(const struct pwz_recon_view *view, struct pwz_buf *out)
{
    uint64_t refunds = 0;

    for (size_t i = 0; i < view->total_count; i++) {
        refunds += view->totals[i]->sums.refunds;
    }
    if (refunds == 0) {
        return false;
    }
    pwz_buf_adds(out, "Refunds are in these sums with their sign: ");
    pwz_recon_put_count(refunds, out);
    pwz_buf_adds(out, refunds == 1 ? " line" : " lines");
    for (size_t i = 0; i < view->total_count; i++) {
        if (view->totals[i]->sums.refunds > 0) {
            pwz_buf_adds(out, ", ");
            pwz_recon_put_money(&view->totals[i]->sums.cost_refunds,
                                view->totals[i]->currency, out);
        }
    }
    pwz_buf_addc(out, '.');
    return true;
}

void pwz_recon_put_partial(const struct pwz_recon_view *view, struct pwz_buf *out)
{
    pwz_buf_adds(out, "PARTIAL: not everything was read");
    if (view->partial_reason[0] != '\0') {
        pwz_buf_addf(out, " (%s)", view->partial_reason);
    }
    pwz_buf_adds(out, ". What follows is what is known so far.");
}

bool pwz_recon_put_narrowed(const struct pwz_recon_view *view, struct pwz_buf *out)
{
    if (view->is_narrowed) {
        pwz_buf_adds(out, "Totals, rules and rows are only those of what was asked for.");
    }
    return view->is_narrowed;
}

static bool has_unknown(const struct pwz_recon_view *view)
{
    bool has_unknown = false;

    for (size_t i = 0; i < view->total_count; i++) {
        has_unknown |= view->totals[i]->sums.judged[PWZ_JUDGED_UNKNOWN] > 0;
    }
    for (size_t i = 0; i < view->monthly_count; i++) {
        has_unknown |= view->monthly[i]->sums.judged[PWZ_JUDGED_UNKNOWN] > 0;
    }
    return has_unknown;
}

bool pwz_recon_put_next(const struct pwz_recon_view *view, struct pwz_buf *out)
{
    if (view->total_count + view->monthly_count == 0) {
        return false;
    }
    pwz_buf_adds(
        out, view->has_missing
                 ? "'pecwiz --recon FILE' goes through the checklist with what the files "
                   "prove; 'pecwiz diagnose --recon FILE --subscription ID' judges one "
                   "subscription."
             : has_unknown(view)
                 ? "No line is known to miss the credit, but some lines do not tell; the "
                   "rules above say why."
                 : "Nothing is missing: every line that can earn the credit has it.");
    return true;
}

bool pwz_recon_put_days_note(const struct pwz_recon_view *view, struct pwz_buf *out)
{
    uint32_t customers = 0, subscriptions = 0;

    for (size_t i = 0; view->are_days_together && i < view->row_count; i++) {
        customers += view->rows[i]->customers;
        subscriptions += view->rows[i]->subscriptions;
    }
    if (subscriptions == 0) {
        return false;
    }
    pwz_buf_addf(
        out, "%s that miss the credit on the day, of those that could have earned it.",
        customers > 0 ? "Customers and subscriptions" : "Subscriptions");
    return true;
}

void pwz_recon_put_hidden(size_t hidden, struct pwz_buf *out)
{
    pwz_recon_put_count(hidden, out);
    pwz_buf_addf(out, " more row%s; --top 0 shows all.", hidden == 1 ? "" : "s");
}

void pwz_recon_put_dropped(const struct pwz_recon_view *view, struct pwz_buf *out)
{
    pwz_recon_put_count(view->warnings_dropped, out);
    pwz_buf_addf(out, " more warning%s not kept.",
                 view->warnings_dropped == 1 ? " is" : "s are");
}
