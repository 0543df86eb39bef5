/* Measures that come from the files as a whole: what they are, ids on them, the invoice.
 */
#include "evidence/recon/proofs.h"

static uint32_t first_invoice_file(const struct pwz_recon_report *report)
{
    for (uint32_t i = 0; i < report->file_count; i++) {
        const struct file *file = &report->raw_files[i];
        if (file->kind == PWZ_RECON_INVOICE && !file->refused && file->lines)
            return i;
    }
    return NOT_THERE;
}

/* The document is the one the lines in scope stand in, which need not be the first. */
static void prove_kind(struct proving *proving)
{
    const struct pwz_recon_report *report = proving->report;
    uint32_t index = proving->daily_file != NOT_THERE  ? proving->daily_file
                     : proving->cost_file != NOT_THERE ? proving->cost_file
                                                       : first_invoice_file(report);

    if (index == NOT_THERE)
        return;
    enum pwz_recon_kind kind = report->raw_files[index].kind;
    pwz_buf_clear(&proving->text);
    pwz_buf_addf(&proving->text, "%.120s is %s", report->files[index].name,
                 pwz_recon_kind_words(kind));
    proof_add(proving, PWZ_MEASURE_DOCUMENT, pwz_recon_kind_word(kind),
              pwz_buf_text(&proving->text));
}

static void prove_plan(struct proving *proving)
{
    if (proving->daily_file == NOT_THERE)
        return;
    pwz_buf_clear(&proving->text);
    pwz_buf_addf(&proving->text,
                 "%.120s: a daily-rated usage file lists Azure plan usage only",
                 proving->report->files[proving->daily_file].name);
    proof_add(proving, PWZ_MEASURE_PLAN, "azure-plan", pwz_buf_text(&proving->text));
}

static void prove_scope(struct proving *proving)
{
    const struct pwz_recon_report *report = proving->report;

    if (proving->cost_file == NOT_THERE)
        return;
    const struct file *file = &report->raw_files[proving->cost_file];
    bool is_partner = file->has_flag || file->has_credit;
    pwz_buf_clear(&proving->text);
    pwz_buf_addf(&proving->text, "%.120s %s the partner's columns",
                 report->files[proving->cost_file].name, is_partner ? "has" : "lacks");
    proof_add(proving, PWZ_MEASURE_SCOPE, is_partner ? "billing" : "subscription",
              pwz_buf_text(&proving->text));
}

/* The invoice numbers met; several are told in the detail. */
static void prove_invoice(struct proving *proving)
{
    const struct pwz_recon_report *report = proving->report;
    const struct pwz_recon_id *only = NULL;
    uint32_t count = 0;

    for (uint32_t i = 0; i < report->id_count[PWZ_ID_INVOICE]; i++) {
        const struct pwz_recon_id *id = &report->ids[PWZ_ID_INVOICE][i];
        if (!*id->id)
            continue;
        count++;
        if (!only || id->lines > only->lines)
            only = id;
    }
    if (!only) {
        if (proving->daily_file != NOT_THERE &&
            report->raw_files[proving->daily_file].has_invoice)
            proof_add(proving, PWZ_MEASURE_INVOICE_SERIES, "none",
                      "no line has an invoice number: the file is not billed yet");
        return;
    }
    char series[2] = {only->id[0], '\0'};
    pwz_buf_clear(&proving->text);
    pwz_buf_addf(&proving->text, "invoice number %.40s on %llu line%s", only->id,
                 (unsigned long long)only->lines, only->lines == 1 ? "" : "s");
    if (count > 1)
        pwz_buf_addf(&proving->text, "; it is on most lines of %u", count);
    if (series[0] == 'G' || series[0] == 'D')
        proof_add(proving, PWZ_MEASURE_INVOICE_SERIES, series,
                  pwz_buf_text(&proving->text));
    if (count == 1)
        proof_add(proving, PWZ_MEASURE_INVOICE_NUMBER, only->id,
                  pwz_buf_text(&proving->text));
}

void prove_document(struct proving *proving)
{
    prove_kind(proving);
    prove_plan(proving);
    prove_scope(proving);
    prove_invoice(proving);
}

/* ---- the monthly file ---- */

static bool is_of_scope(const struct proving *proving,
                        const struct pwz_recon_monthly *row)
{
    if (!proving->subscription)
        return true;
    for (uint32_t i = 0; i < proving->count; i++)
        if (strcmp(texts_at(&proving->report->texts, proving->places[i].sub->plan),
                   row->plan_id) == 0 &&
            strcmp(proving->places[i].words->customer_id, row->customer_id) == 0)
            return true;
    return false;
}

/* What two plans say together. */
static enum pwz_adjustment join(enum pwz_adjustment a, enum pwz_adjustment b)
{
    if (a == PWZ_ADJUSTMENT_NONE || a == b)
        return b;
    if (b == PWZ_ADJUSTMENT_NONE)
        return a;
    bool has_credit =
        a == PWZ_ADJUSTMENT_CREDIT_FULL || a == PWZ_ADJUSTMENT_CREDIT_PARTIAL ||
        b == PWZ_ADJUSTMENT_CREDIT_FULL || b == PWZ_ADJUSTMENT_CREDIT_PARTIAL;
    return has_credit ? PWZ_ADJUSTMENT_CREDIT_PARTIAL : PWZ_ADJUSTMENT_EMPTY;
}

uint64_t prove_disagree(const struct proving *proving)
{
    const struct pwz_recon_report *report = proving->report;
    uint64_t disagree = 0;

    for (uint32_t i = 0; i < report->monthly_count; i++)
        if (is_of_scope(proving, &report->monthly[i]))
            disagree += report->monthly[i].disagree;
    return disagree;
}

/* Lines of the invoice in scope by their price, those that could earn. */
static void count_invoice_ratios(const struct proving *proving,
                                 uint64_t ratios[RATIO_NONE])
{
    const struct sealed *invoice = &proving->report->invoice;

    for (uint32_t i = 0; i < invoice->tables.group_count; i++) {
        const struct group_place *place = &invoice->places[i];
        const struct pwz_recon_monthly row = {
            .customer_id = place->words->customer_id,
            .plan_id = place->words->subscription_id,
        };
        for (uint32_t k = 0; k < RATIO_NONE && is_of_scope(proving, &row); k++)
            ratios[k] += place->sub->ratios[k];
    }
}

/* The price on the invoice speaks when there is no usage file that does: a second opinion
 * beside what the adjustment says, so from the prices alone. Some with and some without
 * are what a part of the month looks like. */
static void prove_invoice_ratio(struct proving *proving)
{
    static const char *const words[RATIO_NONE] = {
        [RATIO_CREDIT] = "credit", [RATIO_LIST] = "list", [RATIO_BETWEEN] = "between",
        [RATIO_BELOW] = "below",   [RATIO_FREE] = "free",
    };
    uint64_t ratios[RATIO_NONE] = {0}, all = 0;
    enum ratio ratio = RATIO_NONE;

    if (proving->count)
        return;
    count_invoice_ratios(proving, ratios);
    for (uint32_t i = 0; i < RATIO_NONE; i++) {
        all += ratios[i];
        ratio = ratios[i] && ratios[i] == all ? (enum ratio)i : ratio;
    }
    bool is_mixed = ratio == RATIO_NONE || ratios[ratio] != all;
    if (is_mixed &&
        ratios[RATIO_CREDIT] + ratios[RATIO_LIST] + ratios[RATIO_BETWEEN] == all)
        ratio = RATIO_BETWEEN;
    else if (is_mixed)
        return;
    pwz_buf_clear(&proving->text);
    pwz_buf_addf(&proving->text,
                 "effective price over list price of %llu line%s of the invoice",
                 (unsigned long long)all, all == 1 ? "" : "s");
    if (all)
        proof_add(proving, PWZ_MEASURE_RATIO, words[ratio], pwz_buf_text(&proving->text));
}

void prove_monthly(struct proving *proving)
{
    const struct pwz_recon_report *report = proving->report;
    enum pwz_adjustment all = PWZ_ADJUSTMENT_NONE;
    uint64_t meters = 0, partial = 0, joined = 0, disagree = 0;

    for (uint32_t i = 0; i < report->monthly_count; i++) {
        const struct pwz_recon_monthly *row = &report->monthly[i];
        if (!is_of_scope(proving, row))
            continue;
        all = join(all, row->adjustment);
        meters += row->meters;
        partial += row->meters_partial;
        joined += row->joined;
        disagree += row->disagree;
    }
    if (all == PWZ_ADJUSTMENT_NONE)
        return;
    pwz_buf_clear(&proving->text);
    pwz_buf_addf(
        &proving->text,
        "price adjustments of %llu meter%s, %llu with credit for a part of the month",
        (unsigned long long)meters, meters == 1 ? "" : "s", (unsigned long long)partial);
    if (joined)
        pwz_buf_addf(
            &proving->text,
            "; %llu of them %s in the daily file, %llu tell%s something else there",
            (unsigned long long)joined, joined == 1 ? "is" : "are",
            (unsigned long long)disagree, disagree == 1 ? "s" : "");
    proof_add(proving, PWZ_MEASURE_ADJUSTMENT, pwz_adjustment_word(all),
              pwz_buf_text(&proving->text));
    prove_invoice_ratio(proving);
}

/* ---- ids ---- */

static bool is_reseller(const char *id)
{
    return *id && strcmp(id, "-1") != 0;
}

/* One id on all lines; NULL with none or several. */
static const struct pwz_recon_id *only_id(const struct pwz_recon_report *report,
                                          enum pwz_recon_ids ids)
{
    return report->id_count[ids] == 1 && *report->ids[ids][0].id ? report->ids[ids]
                                                                 : NULL;
}

static bool is_all_billed(const struct pwz_recon_report *report)
{
    bool is_any = false;

    for (uint32_t i = 0; i < report->file_count; i++) {
        const struct file *file = &report->raw_files[i];
        if (file->refused || !file->lines || file->kind != PWZ_RECON_DAILY)
            continue;
        if (!file->is_billed)
            return false;
        is_any = true;
    }
    return is_any;
}

/* An unbilled file may leave the column blank, so it never proves that there is none. */
static void prove_reseller(struct proving *proving)
{
    const struct pwz_recon_report *report = proving->report;
    const struct pwz_recon_id *ids = report->ids[PWZ_ID_RESELLER];
    uint32_t count = report->id_count[PWZ_ID_RESELLER], present = 0;

    for (uint32_t i = 0; i < count; i++)
        present += is_reseller(ids[i].id);
    if (count == 1 && present) {
        proof_add(proving, PWZ_MEASURE_RESELLER, "present", "Tier2MpnId of all lines");
        proof_add(proving, PWZ_MEASURE_RESELLER_ID, ids->id, "Tier2MpnId of all lines");
    } else if (count && !present && is_all_billed(report)) {
        proof_add(proving, PWZ_MEASURE_RESELLER, "none",
                  "Tier2MpnId is empty or -1 on all lines of a billed file");
    }
}

static void prove_only(struct proving *proving, enum pwz_measure measure,
                       const char *value, const char *detail)
{
    if (*value)
        proof_add(proving, measure, value, detail);
}

static void prove_customer(struct proving *proving)
{
    const struct texts *texts = &proving->report->texts;

    if (proving->customers == 1) {
        const struct group_place *place = proving->places;
        prove_only(proving, PWZ_MEASURE_CUSTOMER_ID, place->words->customer_id,
                   "CustomerId of the lines");
        prove_only(proving, PWZ_MEASURE_CUSTOMER_NAME,
                   texts_at(texts, place->sub->customer_name),
                   "CustomerName of the lines");
    }
    if (proving->count && (proving->subscription || proving->subs == 1))
        prove_only(proving, PWZ_MEASURE_SUBSCRIPTION_ID,
                   proving->places->words->subscription_id, "the subscription chosen");
}

void prove_ids(struct proving *proving)
{
    const struct pwz_recon_id *partner = only_id(proving->report, PWZ_ID_PARTNER);
    const struct pwz_recon_id *mpn = only_id(proving->report, PWZ_ID_MPN);

    if (partner) {
        prove_only(proving, PWZ_MEASURE_PARTNER_ID, partner->id,
                   "PartnerId of all lines");
        prove_only(proving, PWZ_MEASURE_PARTNER_NAME, partner->name,
                   "PartnerName of the first line");
    }
    if (mpn)
        prove_only(proving, PWZ_MEASURE_MPN_ID, mpn->id, "MpnId of all lines");
    prove_reseller(proving);
    prove_customer(proving);
}
