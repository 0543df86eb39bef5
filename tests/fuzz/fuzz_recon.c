/*
 * Fuzz target: a usage file, whole and in pieces. Whatever the bytes are, both must give
 * the same report to the last word, with every engine.
 *
 * The first four bytes choose how the rest is cut, which engine reads the pieces, whether
 * lines may be long, and which head line is put before the rest: with one given, changes
 * by chance reach the lines, and a few hundred bytes are enough for several of them.
 *
 * With PWZ_FUZZ_SHOW in the environment each report is printed, so that two machines can
 * be compared.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pecwiz/recon.h"

#include "evidence/recon/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    CHOICE_BYTES = 4,
    HEADS = 8,
    CUTS = 8,
    INPUT_MAX = 1 << 16,
    /* In pieces of a few bytes an unfinished row is looked at again with each: the cost
     * grows with the square. */
    SMALL_MAX = 1 << 13,
    SMALL_PIECE = 17
};

/* Of each kind of file one, with columns that rules look at. */
static const char *const heads[HEADS] = {
    "",
    "PartnerId,CustomerId,EntitlementId,ResourceGroup,UsageDate,BillingPreTaxTotal,"
    "BillingCurrency,PartnerEarnedCreditPercentage,InvoiceNumber,PublisherName\n",
    "CustomerId;EntitlementId;UsageDate;BillingPreTaxTotal;BillingCurrency;CreditType;"
    "UnitPrice;EffectiveUnitPrice;MeterName;BenefitType;Quantity;CreditPercentage\r\n",
    "CustomerId,SubscriptionId,Subtotal,Currency,PriceAdjustmentDescription,UnitPrice,"
    "EffectiveUnitPrice,ProductName,SubscriptionDescription,ChargeStartDate\n",
    "customerTenantId,SubscriptionId,date,costInBillingCurrency,billingCurrency,"
    "partnerEarnedCreditApplied,resourceGroupName,publisherType,chargeType,"
    "pricingModel\n",
    "{\"CustomerId\":\"c\",\"EntitlementId\":\"s\",\"UsageDate\":\"2026-10-13\","
    "\"BillingPreTaxTotal\":1,\"BillingCurrency\":\"EUR\",\"ResourceGroup\":\"g\","
    "\"CreditType\":\"Partner Earned Credit Applied\"}\n",
    "\xef\xbb\xbf\"UsageDate\"\t\"BillingPreTaxTotal\"\t\"BillingCurrency\"\t"
    "\"EntitlementId\"\t\"ResourceGroup\"\t\"PartnerEarnedCreditPercentage\"\t"
    "\"ChargeStartDate\"\t\"ChargeEndDate\"\t\"PCToBCExchangeRateDate\"\r",
    "sep=;\r\nEntitlementId;UsageDate;BillingPreTaxTotal;BillingCurrency;CustomerId;"
    "CustomerName;SubscriptionDescription;ReservationOrderId;BenefitType\r\n",
};

static void fail(const char *what, const struct pwz_buf *a, const struct pwz_buf *b)
{
    (void)fprintf(stderr, "%s\n--- whole\n%s\n--- pieces\n%s\n", what, pwz_buf_text(a),
                  pwz_buf_text(b));
    abort();
}

/* ---- the report as text ---- */

static void add_sums(const struct pwz_recon_sums *sums, struct pwz_buf *out)
{
    uint64_t ruled = 0, judged = 0;

    pwz_buf_addf(out, " %llu", (unsigned long long)sums->lines);
    for (int i = 0; i < PWZ_JUDGED_COUNT; i++) {
        judged += sums->judged[i];
    }
    for (int i = 0; i < PWZ_RULE_COUNT; i++) {
        ruled += sums->rules[i];
        if (sums->rules[i] > 0) {
            pwz_buf_addf(out, " %s=%llu",
                         pwz_recon_rule_info((enum pwz_recon_rule)i)->word,
                         (unsigned long long)sums->rules[i]);
        }
    }
    /* Promised in the header. */
    if (ruled != sums->lines || judged != sums->lines) {
        abort();
    }
    pwz_buf_addf(out, " refunds %llu %llu cost ", (unsigned long long)sums->refunds,
                 (unsigned long long)sums->missing_refunds);
    pwz_decimal_add_to(&sums->cost, out);
    pwz_buf_addc(out, ' ');
    pwz_decimal_add_to(&sums->cost_missing, out);
    pwz_buf_addc(out, ' ');
    pwz_decimal_add_to(&sums->lost_credit, out);
    pwz_buf_addc(out, ' ');
    pwz_decimal_add_to(&sums->cost_refunds, out);
    pwz_buf_addc(out, '\n');
}

static void add_file(const struct pwz_recon_file *file, struct pwz_buf *out)
{
    pwz_buf_addf(out,
                 "file %s refused %s cut %d jsonl %d basic %d column %d bom %d kind %d "
                 "billed %d\n",
                 file->name, file->refused != NULL ? file->refused : "-", file->is_cut,
                 file->is_jsonl, file->is_basic, file->has_credit_column, file->has_bom,
                 (int)file->kind, (int)file->billed);
    pwz_buf_addf(out, "  %llu %llu %llu %llu %llu %d %s %s %d %u %s %d %d %s %s\n",
                 /* A refused file is not fed to its end. */
                 (unsigned long long)(file->refused != NULL ? 0 : file->bytes),
                 (unsigned long long)file->lines, (unsigned long long)file->unusable,
                 (unsigned long long)file->repeated_heads,
                 (unsigned long long)file->totals, file->delimiter, file->date_order,
                 file->date_reason, file->is_decimal_comma, file->columns, file->version,
                 file->first_day, file->last_day, file->partner_id, file->invoice);
}

static void add_rows(const struct pwz_recon_report *report, enum pwz_recon_by by,
                     struct pwz_buf *out)
{
    struct pwz_recon_rows *rows = NULL;

    if (pwz_recon_rows_new(report, by, NULL, NULL, &rows, NULL) != PWZ_OK) {
        abort();
    }
    for (size_t i = 0; i < pwz_recon_rows_count(rows); i++) {
        const struct pwz_recon_row *row = pwz_recon_rows_at(rows, i);
        pwz_buf_addf(out, "%s|%s|%s|%s|%s|%s|%s|%d %u %u %d %d %d %d %s %d",
                     row->customer_id, row->customer_name, row->subscription_id,
                     row->subscription_name, row->plan_id, row->resource_group,
                     row->currency, row->day, row->missing_days, row->earned_days,
                     row->first_missing, row->last_missing, row->first_day, row->last_day,
                     pwz_recon_pattern_word(row->pattern), (int)row->state);
        add_sums(&row->sums, out);
    }
    pwz_recon_rows_free(rows);
}

static void add_proofs(const struct pwz_recon_report *report, struct pwz_buf *out)
{
    struct pwz_recon_proofs *proofs = NULL;

    if (pwz_recon_proofs_new(report, NULL, &proofs, NULL) != PWZ_OK) {
        pwz_buf_adds(out, "no proofs\n");
        return;
    }
    for (size_t i = 0; i < pwz_recon_proofs_count(proofs); i++) {
        const struct pwz_recon_proof *proof = pwz_recon_proofs_at(proofs, i);
        pwz_buf_addf(out, "proof %s:", pwz_measure_word(proof->measure));
        for (size_t k = 0; k < proof->value_count; k++) {
            pwz_buf_addf(out, " %s", proof->values[k]);
        }
        pwz_buf_addf(out, " (%s)\n", proof->detail);
    }
    pwz_recon_proofs_free(proofs);
}

static void add_report(const struct pwz_recon_report *report, struct pwz_buf *out)
{
    for (size_t i = 0; i < pwz_recon_file_count(report); i++) {
        add_file(pwz_recon_file_at(report, i), out);
    }
    for (size_t i = 0; i < pwz_recon_warning_count(report); i++) {
        const struct pwz_recon_warning *warning = pwz_recon_warning_at(report, i);
        pwz_buf_addf(out, "warning %s:%llu: %s\n", warning->file,
                     (unsigned long long)warning->line, warning->text);
    }
    pwz_buf_addf(out, "dropped %llu partial %d %s\n",
                 (unsigned long long)pwz_recon_warnings_dropped(report),
                 pwz_recon_is_partial(report), pwz_recon_partial_reason(report));
    for (size_t i = 0; i < pwz_recon_total_count(report); i++) {
        const struct pwz_recon_total *total = pwz_recon_total_at(report, i);
        pwz_buf_addf(out, "total %s", total->currency);
        add_sums(&total->sums, out);
    }
    for (int by = 0; by < PWZ_BY_COUNT; by++) {
        add_rows(report, (enum pwz_recon_by)by, out);
    }
    for (size_t i = 0; i < pwz_recon_monthly_count(report); i++) {
        const struct pwz_recon_monthly *row = pwz_recon_monthly_at(report, i);
        pwz_buf_addf(out, "monthly %s %s %s %s %llu %llu", row->customer_id, row->plan_id,
                     row->currency, pwz_adjustment_word(row->adjustment),
                     (unsigned long long)row->meters,
                     (unsigned long long)row->meters_partial);
        add_sums(&row->sums, out);
    }
    add_proofs(report, out);
}

/* ---- reading ---- */

struct cuts {
    uint32_t chance; /* 0 = whole */
    uint32_t most;   /* bytes of a piece */
};

static size_t next_piece(struct cuts *cuts, size_t left)
{
    if (cuts->chance == 0) {
        return left;
    }
    cuts->chance = cuts->chance * 1664525U + 1013904223U;

    const size_t len = (cuts->chance >> 8) % (cuts->most + 1);

    return len < left ? len : left;
}

static void read_text(const char *text, size_t len, struct cuts cuts,
                      const struct pwz_recon_opts *opts, struct pwz_buf *out)
{
    struct pwz_recon *recon = NULL;
    struct pwz_recon_report *report = NULL;
    struct pwz_err err = {0}, end_err = {0};

    if (pwz_recon_new(opts, &recon, &err) != PWZ_OK) {
        abort();
    }
    enum pwz_status status = pwz_recon_begin(recon, "usage.csv", &err);
    while (status == PWZ_OK && len > 0) {
        /* Exactly so long, so that reading beyond it is seen. */
        const size_t piece = next_piece(&cuts, len);
        char *copy = malloc(piece > 0 ? piece : 1);
        if (copy == NULL) {
            abort();
        }
        memcpy(copy, text, piece);
        status = pwz_recon_feed(recon, copy, piece, &err);
        free(copy);
        text += piece;
        len -= piece;
    }
    const enum pwz_status end = pwz_recon_end(recon, &end_err);
    /* A refusal is told by the feed that meets it, or by the end. */
    if (status == PWZ_OK || status == PWZ_E_SCHEMA) {
        pwz_buf_addf(out, "%d %u %s\n", (int)end, end_err.line, end_err.text);
    } else {
        pwz_buf_addf(out, "%d\n", (int)status);
    }
    if (pwz_recon_finish(recon, &report, &err) == PWZ_OK) {
        /* After a limit the rows until then may differ with the pieces. */
        if (status == PWZ_OK || status == PWZ_E_SCHEMA) {
            add_report(report, out);
        }
    } else {
        pwz_buf_addf(out, "no report: %s\n", err.text);
    }
    pwz_recon_report_free(report);
    pwz_recon_free(recon);
}

/* Whole with the best engine, and in pieces with the one chosen. */
static void compare(const char *text, size_t len, const uint8_t choice[CHOICE_BYTES])
{
    static const char *const engines[] = {"swar", NULL, "avx2", "sse2"};
    static const uint32_t mosts[CUTS] = {1, 3, 17, 64, 65, 300, 4096, 70000};
    struct pwz_recon_opts opts = {
        .groups_max = 2000, .memory_max_bytes = 64 << 20, .warnings_max = 20};
    struct cuts cuts = {.chance = choice[0] | 1U, .most = mosts[choice[1] % CUTS]};
    struct pwz_buf whole, pieces;

    if (len > SMALL_MAX && cuts.most <= SMALL_PIECE) {
        cuts.most = 64;
    }
    opts.line_max_bytes = choice[2] % 2 == 0 ? 0 : 700;
    opts.may_mix_months = choice[2] % 4 < 2;
    pwz_buf_init(&whole, SIZE_MAX);
    pwz_buf_init(&pieces, SIZE_MAX);
    read_text(text, len, (struct cuts){0}, &opts, &whole);
    if (getenv("PWZ_FUZZ_SHOW") != NULL) {
        (void)printf("%s", pwz_buf_text(&whole));
    }
    opts.engine = engines[choice[3] % 4];
    if (scan_engine_find(opts.engine) == NULL) {
        opts.engine = "swar"; /* not on this machine */
    }
    read_text(text, len, cuts, &opts, &pieces);
    if (whole.len != pieces.len || memcmp(whole.data, pieces.data, whole.len) != 0) {
        fail("whole and pieces differ", &whole, &pieces);
    }
    pwz_buf_done(&whole);
    pwz_buf_done(&pieces);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pwz_buf text;

    if (size < CHOICE_BYTES || size > INPUT_MAX) {
        return 0;
    }
    pwz_buf_init(&text, SIZE_MAX);
    pwz_buf_adds(&text, heads[data[1] / CUTS % HEADS]);
    pwz_buf_add(&text, (const char *)data + CHOICE_BYTES, size - CHOICE_BYTES);
    compare(pwz_buf_text(&text), text.len, data);
    pwz_buf_done(&text);
    return 0;
}
