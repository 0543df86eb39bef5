/*
 * A view of two usage files, made by hand: two currencies, a name that is a formula, a
 * subscription without a name, a refund, a refused file, a warning.
 */
#ifndef UNIT_RECON_SAMPLE_H
#define UNIT_RECON_SAMPLE_H

#include "pecwiz/recon_view.h"

enum {
    SAMPLE_OCT_1 = 20727, /* 2026-10-01, a Thursday, counted from 1970-01-01 */
    SAMPLE_DAYS = 6
};

#define SAMPLE_AMOUNT(value, places)                                                     \
    {                                                                                    \
        .low = (uint64_t)(INT64_C(value)), .high = (value) < 0 ? -1 : 0,                 \
        .scale = (places)                                                                \
    }

static const struct pwz_recon_file sample_file = {
    .name = "usage.csv",
    .kind = PWZ_RECON_DAILY,
    .billed = PWZ_BILLED_YES,
    .bytes = 5123,
    .lines = 15,
    .delimiter = ',',
    .date_order = "MDY",
    .date_reason = "10/13 has no other reading",
    .version = "55 (2022)",
    .first_day = SAMPLE_OCT_1,
    .last_day = SAMPLE_OCT_1 + SAMPLE_DAYS - 1,
    .partner_id = "11111111-1111-4111-8111-111111111111",
    .invoice = "G012345678",
};
static const struct pwz_recon_file sample_refused = {
    .name = "old.csv",
    .refused = "a legacy (D) file has no credit; get the daily-rated usage file",
    .date_order = "",
    .date_reason = "",
    .version = "",
    .invoice = "",
    .partner_id = "",
    .first_day = PWZ_DAY_NONE,
    .last_day = PWZ_DAY_NONE,
};

static const struct pwz_recon_total sample_euro = {
    .currency = "EUR",
    .sums =
        {
               .lines = 12,
               .judged = {4, 6, 2, 0},
               .rules = {[PWZ_RULE_EARNED_COLUMN] = 4,
                      [PWZ_RULE_MISSING_COLUMN] = 6,
                      [PWZ_RULE_SPOT] = 2},
               .refunds = 1,
               .cost_missing = SAMPLE_AMOUNT(41150, 2),
               .lost_credit = SAMPLE_AMOUNT(61725, 3),
               .cost_refunds = SAMPLE_AMOUNT(-1250, 2),
               },
};
static const struct pwz_recon_total sample_dollar = {
    .currency = "USD",
    .sums =
        {
               .lines = 3,
               .judged = {0, 3, 0, 0},
               .rules = {[PWZ_RULE_MISSING_COLUMN] = 3},
               .cost_missing = SAMPLE_AMOUNT(80, 0),
               .lost_credit = SAMPLE_AMOUNT(12, 0),
               },
};

static const uint8_t sample_from_4[] = {PWZ_DAY_EARNED,  PWZ_DAY_EARNED,  PWZ_DAY_EARNED,
                                        PWZ_DAY_MISSING, PWZ_DAY_MISSING, PWZ_DAY_MIXED};
static const uint8_t sample_all[] = {PWZ_DAY_EMPTY,   PWZ_DAY_MISSING, PWZ_DAY_MISSING,
                                     PWZ_DAY_MISSING, PWZ_DAY_EMPTY,   PWZ_DAY_EMPTY};
static const uint8_t sample_spot[] = {PWZ_DAY_INELIGIBLE, PWZ_DAY_INELIGIBLE,
                                      PWZ_DAY_EMPTY,      PWZ_DAY_EMPTY,
                                      PWZ_DAY_EMPTY,      PWZ_DAY_EMPTY};

static const struct pwz_recon_row sample_production = {
    .customer_id = "aaaaaaaa-0000-4000-8000-000000000001",
    .customer_name = "Contoso, Ltd.",
    .subscription_id = "00000001-1111-4111-8111-111111111111",
    .subscription_name = "Production",
    .plan_id = "",
    .resource_group = "",
    .currency = "EUR",
    .day = PWZ_DAY_NONE,
    .sums =
        {
               .lines = 10,
               .judged = {4, 6, 0, 0},
               .cost_missing = SAMPLE_AMOUNT(41150, 2),
               .lost_credit = SAMPLE_AMOUNT(61725, 3),
               },
    .missing_days = 3,
    .earned_days = 4,
    .first_missing = SAMPLE_OCT_1 + 3,
    .last_missing = SAMPLE_OCT_1 + 5,
    .first_day = SAMPLE_OCT_1,
    .last_day = SAMPLE_OCT_1 + 5,
    .pattern = PWZ_PATTERN_FROM_DATE,
    .days = sample_from_4,
};
static const struct pwz_recon_row sample_formula = {
    .customer_id = "bbbbbbbb-0000-4000-8000-000000000002",
    .customer_name = "Fabrikam \xe6\x9d\xb1\xe4\xba\xac",
    .subscription_id = "00000002-2222-4222-8222-222222222222",
    .subscription_name = "=1+\"1\"",
    .plan_id = "",
    .resource_group = "",
    .currency = "USD",
    .day = PWZ_DAY_NONE,
    .sums =
        {
               .lines = 3,
               .judged = {0, 3, 0, 0},
               .cost_missing = SAMPLE_AMOUNT(80, 0),
               .lost_credit = SAMPLE_AMOUNT(12, 0),
               },
    .missing_days = 3,
    .first_missing = SAMPLE_OCT_1 + 1,
    .last_missing = SAMPLE_OCT_1 + 3,
    .first_day = SAMPLE_OCT_1 + 1,
    .last_day = SAMPLE_OCT_1 + 3,
    .pattern = PWZ_PATTERN_ALL,
    .days = sample_all,
};
static const struct pwz_recon_row sample_nameless = {
    .customer_id = "aaaaaaaa-0000-4000-8000-000000000001",
    .customer_name = "Contoso, Ltd.",
    .subscription_id = "00000003-3333-4333-8333-333333333333",
    .subscription_name = "",
    .plan_id = "",
    .resource_group = "",
    .currency = "EUR",
    .day = PWZ_DAY_NONE,
    .sums = {.lines = 2,
             .judged = {0, 0, 2, 0},
             .rules = {[PWZ_RULE_SPOT] = 2},
             .lost_credit = SAMPLE_AMOUNT(0, 0)},
    .first_missing = PWZ_DAY_NONE,
    .last_missing = PWZ_DAY_NONE,
    .first_day = SAMPLE_OCT_1,
    .last_day = SAMPLE_OCT_1 + 1,
    .pattern = PWZ_PATTERN_NONE,
    .days = sample_spot,
};

/* The dearest day is 2026-10-05 (40 EUR), the 4th had 20 and the 6th 1.725. */
static const uint8_t sample_heat_1[] = {1, 1, 1, 2, 4, 1};
static const uint8_t sample_heat_2[] = {1, 4, 4, 4, 1, 1};
static const uint8_t sample_heat_3[] = {1, 1, 1, 1, 1, 1};
static const struct pwz_decimal sample_peaks[] = {SAMPLE_AMOUNT(40, 0),
                                                  SAMPLE_AMOUNT(4, 0)};

static const struct pwz_recon_warning sample_warning = {
    .file = "usage.csv",
    .line = 17,
    .text = "the date is no date; the line is left out",
};

static const struct pwz_recon_file *const sample_files[] = {&sample_file,
                                                            &sample_refused};
static const struct pwz_recon_total *const sample_totals[] = {&sample_euro,
                                                              &sample_dollar};
static const struct pwz_recon_row *const sample_rows[] = {
    &sample_production, &sample_formula, &sample_nameless};
static const uint8_t *const sample_heats[] = {sample_heat_1, sample_heat_2,
                                              sample_heat_3};
static const struct pwz_recon_warning *const sample_warnings[] = {&sample_warning};

static inline struct pwz_recon_view sample_view(void)
{
    return (struct pwz_recon_view){
        .files = sample_files,
        .file_count = 2,
        .warnings = sample_warnings,
        .warning_count = 1,
        .totals = sample_totals,
        .total_count = 2,
        .rows = sample_rows,
        .row_count = 3,
        .by = PWZ_BY_SUBSCRIPTION,
        .first_day = SAMPLE_OCT_1,
        .last_day = SAMPLE_OCT_1 + SAMPLE_DAYS - 1,
        .has_missing = true,
        .partial_reason = "",
        .heats = sample_heats,
        .heat_count = 3,
        .peaks = sample_peaks,
    };
}

#endif
