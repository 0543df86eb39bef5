/*
 * Findings as text, one row a line, so that a difference can be read.
 */
#include "recon/compare.h"

#include <stdlib.h>
#include <string.h>

#include "pecwiz/mem.h"

static int compare_keys(const void *a, const void *b)
{
    const struct gen_row *first = a, *second = b;
    const int customer = strcmp(first->customer, second->customer);
    const int subscription = strcmp(first->subscription, second->subscription);

    return customer != 0       ? customer
           : subscription != 0 ? subscription
                               : strcmp(first->currency, second->currency);
}

static void add_sums(const struct gen_row *row, struct pwz_buf *out)
{
    pwz_buf_addf(out,
                 "%s %s %s lines %llu earned %llu missing %llu ineligible %llu "
                 "unknown %llu refunds %llu",
                 row->customer, row->subscription, row->currency,
                 (unsigned long long)row->lines, (unsigned long long)row->earned,
                 (unsigned long long)row->missing, (unsigned long long)row->ineligible,
                 (unsigned long long)row->unknown, (unsigned long long)row->refunds);
    for (int i = 0; i < GEN_REASON_COUNT; i++) {
        if (row->reasons[i] > 0) {
            pwz_buf_addf(out, " %s %llu", gen_reason_words[i],
                         (unsigned long long)row->reasons[i]);
        }
    }
}

static void add_row(const struct gen_row *row, struct pwz_buf *out)
{
    add_sums(row, out);
    pwz_buf_adds(out, " cost ");
    gen_add_money(row->cost, 15, out);
    pwz_buf_adds(out, " missing ");
    gen_add_money(row->cost_missing, 15, out);
    pwz_buf_adds(out, " lost ");
    gen_add_money(row->cost_missing * 15, 17, out);
    pwz_buf_addf(out, " days %08x %08x %s\n", (unsigned)row->missing_days,
                 (unsigned)row->earned_days, gen_pattern_words[row->pattern]);
}

void compare_rows(const struct gen_row *rows, size_t count, struct pwz_buf *out)
{
    struct gen_row *sorted = pwz_mem_new(count, sizeof *sorted);

    if (count > 0) {
        memcpy(sorted, rows, count * sizeof *sorted);
        qsort(sorted, count, sizeof *sorted, compare_keys);
    }
    for (size_t i = 0; i < count; i++) {
        add_row(&sorted[i], out);
    }
    pwz_mem_free(sorted);
}

/* ---- reports ---- */

/* One line of a report, to be sorted as the rows are. */
struct shown {
    struct gen_row key; /* names and counts */
    struct pwz_decimal cost, cost_missing, lost;
    const char *pattern;
};

static void copy_word(char *out, size_t size, const char *word)
{
    const size_t len = strlen(word);

    memcpy(out, word, len < size ? len + 1 : size);
    out[size - 1] = '\0';
}

static void show_sums(const struct pwz_recon_sums *sums, struct shown *shown)
{
    struct gen_row *row = &shown->key;

    row->lines = sums->lines;
    row->earned = sums->judged[PWZ_JUDGED_EARNED];
    row->missing = sums->judged[PWZ_JUDGED_MISSING];
    row->ineligible = sums->judged[PWZ_JUDGED_INELIGIBLE];
    row->unknown = sums->judged[PWZ_JUDGED_UNKNOWN];
    row->refunds = sums->refunds;
    for (int i = 0; i < PWZ_RULE_COUNT; i++) {
        const char *word = pwz_recon_rule_info((enum pwz_recon_rule)i)->word;
        for (int k = 0; k < GEN_REASON_COUNT; k++) {
            if (strcmp(word, gen_reason_words[k]) == 0) {
                row->reasons[k] = sums->rules[i];
            }
        }
    }
    shown->cost = sums->cost;
    shown->cost_missing = sums->cost_missing;
    shown->lost = sums->lost_credit;
}

static void show_days(const struct pwz_recon_report *report,
                      const struct pwz_recon_row *row, uint32_t year, uint32_t month,
                      struct shown *shown)
{
    const int32_t first = pwz_recon_first_day(report), last = pwz_recon_last_day(report);

    for (int32_t day = first; row->days != NULL && day <= last; day++) {
        const struct pwz_date date = pwz_day_date(day);
        const uint8_t state = row->days[day - first];
        if (date.year != (int32_t)year || date.month != month) {
            continue;
        }
        if (state == PWZ_DAY_MISSING || state == PWZ_DAY_MIXED) {
            shown->key.missing_days |= 1U << (date.day - 1);
        }
        if (state == PWZ_DAY_EARNED || state == PWZ_DAY_MIXED) {
            shown->key.earned_days |= 1U << (date.day - 1);
        }
    }
}

static void add_shown(const struct shown *shown, struct pwz_buf *out)
{
    add_sums(&shown->key, out);
    pwz_buf_adds(out, " cost ");
    pwz_decimal_add_to(&shown->cost, out);
    pwz_buf_adds(out, " missing ");
    pwz_decimal_add_to(&shown->cost_missing, out);
    pwz_buf_adds(out, " lost ");
    pwz_decimal_add_to(&shown->lost, out);
    pwz_buf_addf(out, " days %08x %08x %s\n", (unsigned)shown->key.missing_days,
                 (unsigned)shown->key.earned_days, shown->pattern);
}

static int compare_shown(const void *a, const void *b)
{
    return compare_keys(&((const struct shown *)a)->key, &((const struct shown *)b)->key);
}

static void add_sorted(struct shown *shown, size_t count, struct pwz_buf *out)
{
    qsort(shown, count, sizeof *shown, compare_shown);
    for (size_t i = 0; i < count; i++) {
        add_shown(&shown[i], out);
    }
}

/* Days and patterns are not of the invoice's business. */
static void add_monthly(const struct pwz_recon_report *report, struct pwz_buf *out)
{
    const size_t count = pwz_recon_monthly_count(report);
    struct shown *shown = pwz_mem_new(count, sizeof *shown);

    for (size_t i = 0; i < count; i++) {
        const struct pwz_recon_monthly *row = pwz_recon_monthly_at(report, i);
        copy_word(shown[i].key.customer, 37, row->customer_id);
        copy_word(shown[i].key.subscription, 37, row->plan_id);
        copy_word(shown[i].key.currency, 4, row->currency);
        show_sums(&row->sums, &shown[i]);
        shown[i].pattern = pwz_adjustment_word(row->adjustment);
    }
    add_sorted(shown, count, out);
    pwz_mem_free(shown);
}

static void add_daily(const struct pwz_recon_report *report, uint32_t year,
                      uint32_t month, struct pwz_buf *out)
{
    struct pwz_recon_rows *rows = NULL;

    if (pwz_recon_rows_new(report, PWZ_BY_SUBSCRIPTION, NULL, NULL, &rows, NULL) !=
        PWZ_OK) {
        pwz_buf_adds(out, "no rows\n");
        return;
    }

    const size_t count = pwz_recon_rows_count(rows);
    struct shown *shown = pwz_mem_new(count, sizeof *shown);

    for (size_t i = 0; i < count; i++) {
        const struct pwz_recon_row *row = pwz_recon_rows_at(rows, i);
        copy_word(shown[i].key.customer, 37, row->customer_id);
        copy_word(shown[i].key.subscription, 37, row->subscription_id);
        copy_word(shown[i].key.currency, 4, row->currency);
        show_sums(&row->sums, &shown[i]);
        show_days(report, row, year, month, &shown[i]);
        shown[i].pattern = pwz_recon_pattern_word(row->pattern);
    }
    add_sorted(shown, count, out);
    pwz_mem_free(shown);
    pwz_recon_rows_free(rows);
}

void compare_report(const struct pwz_recon_report *report, bool is_monthly, uint32_t year,
                    uint32_t month, struct pwz_buf *out)
{
    if (is_monthly) {
        add_monthly(report, out);
    } else {
        add_daily(report, year, month, out);
    }
}
