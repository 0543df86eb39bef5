/*
 * What the reader of usage files found out: totals, rows, patterns, warnings, and what it
 * all proves. Included through pecwiz/recon.h.
 */
#ifndef PECWIZ_RECON_REPORT_H
#define PECWIZ_RECON_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pecwiz/decimal.h"
#include "pecwiz/status.h"

struct pwz_recon_report;

/* ---- judgement ---- */

/* X(name, word in results): what a line is. */
#define PWZ_JUDGED_LIST(X)                                                               \
    X(EARNED, "earned")         /* the credit is there */                                \
    X(MISSING, "missing")       /* it could have been, and is not */                     \
    X(INELIGIBLE, "ineligible") /* such a line never earns */                            \
    X(UNKNOWN, "unknown")       /* the line does not say */
#define PWZ_JUDGED_ENUM(name, word) PWZ_JUDGED_##name,
enum pwz_judged {
    PWZ_JUDGED_LIST(PWZ_JUDGED_ENUM) PWZ_JUDGED_COUNT
};
const char *pwz_judged_word(enum pwz_judged judged);

/* X(name, judged, word in results, the rule in words): which rule spoke on a line. The
 * first that fits speaks: an earned rule, then the ineligible ones in the order
 * third-party, spot, savings-plan, azure-credit, zero-price, reservation, telco, license,
 * then a missing or unknown one (an empty credit on a Spot line is ineligible, not
 * unknown). Words of ineligible rules are the keys of `ineligible_reasons`. */
#define PWZ_RECON_RULES(X)                                                               \
    X(EARNED_COLUMN, EARNED, "credit-column", "the credit percentage is above 0")        \
    X(EARNED_TYPE, EARNED, "credit-type",                                                \
      "the credit type says that the credit was applied")                                \
    X(EARNED_RATIO, EARNED, "price-ratio",                                               \
      "the effective price is about 0.85 of the list price")                             \
    X(EARNED_FLAG, EARNED, "credit-flag", "the export marks the credit as applied")      \
    X(EARNED_ADJUSTMENT, EARNED, "price-adjustment",                                     \
      "the invoice line names the credit as its price adjustment")                       \
    X(MISSING_COLUMN, MISSING, "credit-column-0",                                        \
      "the credit percentage is 0 and no rule excludes the line")                        \
    X(MISSING_TYPE, MISSING, "credit-type-not-applied",                                  \
      "the credit type says that no credit was applied")                                 \
    X(MISSING_RATIO, MISSING, "price-ratio-1", "the effective price is the list price")  \
    X(MISSING_FLAG, MISSING, "credit-flag-0",                                            \
      "the export marks the credit as not applied")                                      \
    X(MISSING_ADJUSTMENT, MISSING, "no-price-adjustment",                                \
      "the invoice line has no price adjustment and the effective price is the list "    \
      "price")                                                                           \
    X(THIRD_PARTY, INELIGIBLE, "third-party", "the publisher is not Microsoft")          \
    X(SPOT, INELIGIBLE, "spot",                                                          \
      "Spot is a word of the meter or SKU name, or the pricing model")                   \
    X(SAVINGS_PLAN, INELIGIBLE, "savings-plan", "a savings plan covers the line")        \
    X(RESERVATION, INELIGIBLE, "reservation",                                            \
      "a reservation covers the line: a quantity and no cost")                           \
    X(AZURE_CREDIT, INELIGIBLE, "azure-credit", "Azure credit paid the line")            \
    X(ZERO_PRICE, INELIGIBLE, "zero-price", "the list price is 0")                       \
    X(TELCO, INELIGIBLE, "telco", "a telephone service")                                 \
    X(LICENSE, INELIGIBLE, "license",                                                    \
      "a licence, reservation or plan that is bought, no usage")                         \
    X(NO_COLUMN, UNKNOWN, "no-column", "the file has no column that tells the credit")   \
    X(EMPTY, UNKNOWN, "empty", "the credit percentage is empty or no number")            \
    X(UNCLEAR, UNKNOWN, "unclear", "credit type and price do not tell")                  \
    X(OTHER_ADJUSTMENT, UNKNOWN, "other-adjustment",                                     \
      "the invoice line names another price adjustment than the credit")                 \
    X(NEWEST_DAYS, UNKNOWN, "newest-days",                                               \
      "one of the newest days of an unbilled file, which prove nothing yet")
#define PWZ_RECON_RULE_ENUM(name, judged, word, words) PWZ_RULE_##name,
enum pwz_recon_rule {
    PWZ_RECON_RULES(PWZ_RECON_RULE_ENUM) PWZ_RULE_COUNT
};
struct pwz_recon_rule_info {
    enum pwz_judged judged;
    const char *word;  /* kebab-case, unique */
    const char *words; /* a clause in English, fit to follow "because" */
};
const struct pwz_recon_rule_info *pwz_recon_rule_info(enum pwz_recon_rule rule);

/* ---- the report ---- */
/* All strings are NUL-terminated and gated; ids and resource groups are in lower case; ""
 * where the file has none. Everything is borrowed from the report. */

/* X(name, word in results, words for people) */
#define PWZ_RECON_KINDS(X)                                                               \
    X(NONE, "none", "a file of no known kind")                                           \
    X(DAILY, "daily", "a daily-rated usage file")                                        \
    X(COST, "cost-management", "a cost management export, partner scope")                \
    X(INVOICE, "invoice", "a monthly (G) reconciliation file")
#define PWZ_RECON_KIND_ENUM(name, word, words) PWZ_RECON_##name,
enum pwz_recon_kind {
    PWZ_RECON_KINDS(PWZ_RECON_KIND_ENUM) PWZ_RECON_KIND_COUNT
};
const char *pwz_recon_kind_word(enum pwz_recon_kind kind);
const char *pwz_recon_kind_words(enum pwz_recon_kind kind);

enum pwz_recon_billed {
    PWZ_BILLED_UNKNOWN,
    PWZ_BILLED_YES,
    PWZ_BILLED_NO
};

struct pwz_recon_file {
    const char *name;
    const char *refused; /* why nothing of it counts; NULL = it counts */
    bool is_unread;      /* nothing of it was read: the reading was cancelled, or ended,
                            before its first line; `refused` says so, no fault of the file */
    bool is_cut;         /* not read to its end: cancelled, limit, source broke off */
    bool is_jsonl;       /* else CSV */
    bool is_basic;       /* a Graph export without the credit column ("basic") */
    bool has_credit_column;
    bool has_bom;
    enum pwz_recon_kind kind;
    enum pwz_recon_billed billed;
    uint64_t bytes;          /* of text, after any unpacking */
    uint64_t lines;          /* data lines that count */
    uint64_t unusable;       /* lines left out, each with a warning */
    uint64_t repeated_heads; /* head lines met again, skipped */
    uint64_t totals;         /* total lines, skipped */
    char delimiter;          /* ',' ';' or tab; 0 for JSON lines */
    const char *date_order;  /* "MDY" "DMY" "YMD" */
    const char *date_reason; /* what settled it, in words; "assumed: …" (and a warning)
                                when nothing did; "" for YMD */
    bool is_decimal_comma;
    uint32_t columns;    /* of the head line; for JSON lines: keys of the first line */
    const char *version; /* "43 (2019)", "50 (2020)", "52 (2021)", "55 (2022)", "full",
                            "basic", "other" */
    int32_t first_day;   /* oldest and newest day of use; PWZ_DAY_NONE = no line */
    int32_t last_day;
    const char *partner_id; /* of its first line */
    const char *invoice;    /* likewise; "" = unbilled */
};
size_t pwz_recon_file_count(const struct pwz_recon_report *report);
const struct pwz_recon_file *pwz_recon_file_at(const struct pwz_recon_report *report,
                                               size_t index);

struct pwz_recon_warning {
    const char *file;
    uint64_t line;    /* physical line from 1; 0 = the whole file */
    const char *text; /* what, and what was done about it */
};
size_t pwz_recon_warning_count(const struct pwz_recon_report *report); /* kept ones */
uint64_t pwz_recon_warnings_dropped(const struct pwz_recon_report *report);
const struct pwz_recon_warning *
pwz_recon_warning_at(const struct pwz_recon_report *report, size_t index);

/* Not all was read: cancelled, a limit, a file cut off. */
bool pwz_recon_is_partial(const struct pwz_recon_report *report);
/* Why, in words; "" when complete. */
const char *pwz_recon_partial_reason(const struct pwz_recon_report *report);

/* What is counted and summed over some lines of one currency. Refunds are in every number
 * with their sign, and once more in `refunds` and `cost_refunds`. */
struct pwz_recon_sums {
    uint64_t lines;
    uint64_t judged[PWZ_JUDGED_COUNT]; /* earned, missing, ineligible, unknown */
    uint64_t rules[PWZ_RULE_COUNT]; /* lines each rule spoke on; they add up to `lines` */
    uint64_t refunds;               /* lines of charge type cancel or a negative total */
    uint64_t missing_refunds;       /* those among the missing lines */
    struct pwz_decimal cost;        /* all lines, pre-tax, in the currency of billing */
    struct pwz_decimal cost_missing; /* scale 20 */
    struct pwz_decimal lost_credit;  /* 15 % of cost_missing, exactly; scale 22 */
    struct pwz_decimal cost_refunds;
};

/* State of one day, in the order of the calendar's legend. */
enum pwz_day_state {
    PWZ_DAY_EMPTY,      /* no line */
    PWZ_DAY_EARNED,     /* earned; ineligible and unknown lines may be there too */
    PWZ_DAY_MISSING,    /* missing, none earned */
    PWZ_DAY_MIXED,      /* both */
    PWZ_DAY_INELIGIBLE, /* only ineligible lines */
    PWZ_DAY_UNKNOWN     /* unknown lines, neither earned nor missing ones */
};
const char *pwz_day_state_word(enum pwz_day_state state);

/* X(name, word in results, words for people) */
#define PWZ_RECON_PATTERNS(X)                                                            \
    X(NONE, "none", "nothing is missing")                                                \
    X(ALL, "all", "every line that could earn the credit misses it")                     \
    X(FROM_DATE, "from-date", "missing from a day on to the end")                        \
    X(UNTIL_DATE, "until-date", "missing up to a day, there afterwards")                 \
    X(GAP, "gap", "missing on some days, there before and after")                        \
    X(SOME_GROUPS, "some-groups", "missing in some resource groups only")                \
    X(SOME_PRODUCTS, "some-products", "missing for some products only")                  \
    X(UNKNOWN, "unknown", "missing on some lines, by no order that can be told")
#define PWZ_RECON_PATTERN_ENUM(name, word, words) PWZ_PATTERN_##name,
enum pwz_recon_pattern {
    PWZ_RECON_PATTERNS(PWZ_RECON_PATTERN_ENUM) PWZ_PATTERN_COUNT
};
const char *pwz_recon_pattern_word(enum pwz_recon_pattern pattern);
const char *pwz_recon_pattern_words(enum pwz_recon_pattern pattern);

/* X(name, word): what one row stands for. */
#define PWZ_RECON_BY_LIST(X)                                                             \
    X(CUSTOMER, "customer")         /* customer x currency */                            \
    X(SUBSCRIPTION, "subscription") /* customer x subscription x currency */             \
    X(GROUP, "group")               /* ... x resource group */                           \
    X(DAY, "day")                   /* customer x subscription x currency x day */
#define PWZ_RECON_BY_ENUM(name, word) PWZ_BY_##name,
enum pwz_recon_by {
    PWZ_RECON_BY_LIST(PWZ_RECON_BY_ENUM) PWZ_BY_COUNT
};
const char *pwz_recon_by_word(enum pwz_recon_by by);

struct pwz_recon_row {
    const char *customer_id;
    const char *customer_name;
    const char *subscription_id;   /* the Azure subscription (EntitlementId); for a file
                                      without it the plan; "" by customer */
    const char *subscription_name; /* "" by customer */
    const char *plan_id;           /* the Azure plan; "" by customer, or when unknown */
    const char *resource_group;    /* by group only, else "" */
    const char *currency;          /* three letters, upper case */
    int32_t day;                   /* by day only, else PWZ_DAY_NONE */
    struct pwz_recon_sums sums;
    uint32_t missing_days; /* days with at least one missing line */
    uint32_t earned_days;  /* days with at least one earned line */
    int32_t first_missing; /* PWZ_DAY_NONE = none */
    int32_t last_missing;
    int32_t first_day; /* any line */
    int32_t last_day;
    enum pwz_recon_pattern pattern; /* UNKNOWN by day only: groups and products of the
                                       day do not tell */
    const uint8_t *days; /* enum pwz_day_state, one for each day of pwz_recon_first_day()
                            to pwz_recon_last_day(); NULL by day (see `state`) */
    enum pwz_day_state state; /* by day; else of all days together */
    /* By pwz_recon_days_new() only: with lines on the day that can earn, and of those the
     * ones that miss it; 0 when rows are of one customer or subscription alone. */
    uint32_t customers, customers_missing;
    uint32_t subscriptions, subscriptions_missing;
    uint32_t rank; /* likewise: 1 = lost most in its currency; else 0 */
    uint32_t first_place, place_count; /* the report's own, for pwz_recon_row_lost() */
};

/* The span of all files that count (days of use); PWZ_DAY_NONE when no line counts. */
int32_t pwz_recon_first_day(const struct pwz_recon_report *report);
int32_t pwz_recon_last_day(const struct pwz_recon_report *report);

/* One for each currency, in alphabetical order; monthly files are not in it. */
struct pwz_recon_total {
    const char *currency;
    struct pwz_recon_sums sums;
};
size_t pwz_recon_total_count(const struct pwz_recon_report *report);
const struct pwz_recon_total *pwz_recon_total_at(const struct pwz_recon_report *report,
                                                 size_t index);

/* Rows made on demand, sorted by lost credit (most first), then customer, subscription,
 * resource group, currency, day. Healthy rows are there too. `customer` and
 * `subscription` keep only those rows; NULL keeps all (ids in lower case). The rows own
 * their memory and borrow strings from the report, which must outlive them. Cost: one
 * pass over the groups. PWZ_E_NOMEM. */
struct pwz_recon_rows;
enum pwz_status pwz_recon_rows_new(const struct pwz_recon_report *report,
                                   enum pwz_recon_by by, const char *customer,
                                   const char *subscription, struct pwz_recon_rows **rows,
                                   struct pwz_err *err);
/* Rows by day over all customers and subscriptions together, one for each day and
 * currency: `customer_id`, `subscription_id` and the like are "", `pattern` is NONE, ALL
 * or UNKNOWN. In the order of currencies and days; all else as above. */
enum pwz_status pwz_recon_days_new(const struct pwz_recon_report *report,
                                   const char *customer, const char *subscription,
                                   struct pwz_recon_rows **rows, struct pwz_err *err);
void pwz_recon_rows_free(struct pwz_recon_rows *rows); /* NULL allowed */
size_t pwz_recon_rows_count(const struct pwz_recon_rows *rows);
const struct pwz_recon_row *pwz_recon_rows_at(const struct pwz_recon_rows *rows,
                                              size_t index);

/* Lost credit of each day of a row, into one element for each day of
 * pwz_recon_first_day() to pwz_recon_last_day(). For rows with `days` only. Cost: the
 * row's own days and groups. */
void pwz_recon_row_lost(const struct pwz_recon_report *report,
                        const struct pwz_recon_row *row, struct pwz_decimal *days);

/* Distinct ids met, in the order met; `lines` they stand on. */
#define PWZ_RECON_IDS(X)                                                                 \
    X(PARTNER, "partner id")          /* PartnerId: a tenant */                          \
    X(MPN, "partner location id")     /* MpnId */                                        \
    X(RESELLER, "reseller of record") /* Tier2MpnId; "" and -1 are kept as they are */   \
    X(INVOICE, "invoice number")
#define PWZ_RECON_IDS_ENUM(name, words) PWZ_ID_##name,
enum pwz_recon_ids {
    PWZ_RECON_IDS(PWZ_RECON_IDS_ENUM) PWZ_ID_COUNT
};
struct pwz_recon_id {
    const char *id;
    const char *name; /* PartnerName; else "" */
    uint64_t lines;
    uint64_t earned;
    uint64_t missing;
};
size_t pwz_recon_id_count(const struct pwz_recon_report *report, enum pwz_recon_ids ids);
const struct pwz_recon_id *pwz_recon_id_at(const struct pwz_recon_report *report,
                                           enum pwz_recon_ids ids, size_t index);

/* A day from which on several customers lose the credit they had before: a sign of a
 * cause at the partner. Only days on which at least two customers, and at least half of
 * those with lines that can earn, begin to miss it. Most customers first. */
struct pwz_recon_common_day {
    int32_t day;
    uint32_t customers; /* that begin to miss the credit on it */
    uint32_t of;        /* customers with lines that can earn */
};
size_t pwz_recon_common_day_count(const struct pwz_recon_report *report);
const struct pwz_recon_common_day *
pwz_recon_common_day_at(const struct pwz_recon_report *report, size_t index);

/* ---- the monthly file ---- */

/* X(name, word in results): what the invoice lines of one Azure plan say. */
#define PWZ_ADJUSTMENTS(X)                                                               \
    X(NONE, "")                         /* no line that could earn */                    \
    X(CREDIT_FULL, "credit-full")       /* every meter has one line, with the credit */  \
    X(CREDIT_PARTIAL, "credit-partial") /* some lines have it, some not */               \
    X(EMPTY, "empty")                   /* no adjustment at all */                       \
    X(OTHER, "other")                   /* adjustments, but not the credit */
#define PWZ_ADJUSTMENT_ENUM(name, word) PWZ_ADJUSTMENT_##name,
enum pwz_adjustment {
    PWZ_ADJUSTMENTS(PWZ_ADJUSTMENT_ENUM) PWZ_ADJUSTMENT_COUNT
};
const char *pwz_adjustment_word(enum pwz_adjustment adjustment);

/* One row for each customer x Azure plan x currency of the monthly files, sorted by lost
 * credit. `joined` tells what the daily files say about the same plan and product. */
struct pwz_recon_monthly {
    const char *customer_id;
    const char *customer_name;
    const char *plan_id;
    const char *currency;
    struct pwz_recon_sums sums;
    enum pwz_adjustment adjustment;
    uint64_t meters; /* plan x product x SKU x availability */
    uint64_t
        meters_partial; /* with a line of each sort: credit for a part of the month */
    uint64_t joined;    /* meters that the daily files have, too */
    uint64_t disagree;  /* of those: the two files tell different things */
};
size_t pwz_recon_monthly_count(const struct pwz_recon_report *report);
const struct pwz_recon_monthly *
pwz_recon_monthly_at(const struct pwz_recon_report *report, size_t index);

#endif
