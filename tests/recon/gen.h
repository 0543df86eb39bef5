/*
 * Usage files of known truth: made from a seed, in any size and every form, together with
 * what a right reader must find in them.
 *
 * A file is a month of some customers; each customer has Azure subscriptions, each of
 * these some resources in resource groups, and each resource gives one line a day. Every
 * subscription loses its credit in one pattern; which lines that touches is decided here,
 * before anything is written, so the truth does not come from reading.
 */
#ifndef TESTS_RECON_GEN_H
#define TESTS_RECON_GEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pecwiz/buf.h"

enum gen_form {
    GEN_DAILY,   /* daily-rated usage, CSV */
    GEN_JSONL,   /* the same, JSON lines, attribute set full */
    GEN_BASIC,   /* likewise, attribute set basic: no credit column */
    GEN_MONTHLY, /* invoice (G) reconciliation, CSV */
    GEN_COST     /* Cost Management export, partner scope, CSV */
};

enum gen_date {
    GEN_MDY,       /* 10/03/2026 */
    GEN_MDY_SHORT, /* 10/3/2026 */
    GEN_DMY,       /* 03/10/2026 */
    GEN_YMD,       /* 2026-10-03 */
    GEN_MDY_TIME   /* 10/3/2026 0:00 */
};

enum gen_pattern {
    GEN_NONE,
    GEN_ALL,
    GEN_FROM_DATE,
    GEN_UNTIL_DATE,
    GEN_GAP,
    GEN_SOME_GROUPS,
    GEN_SOME_PRODUCTS,
    GEN_PATTERN_COUNT
};

/* Zero-initialise: a small plain file. */
struct gen_opts {
    uint64_t seed;
    uint32_t customers;     /* default 3 */
    uint32_t subscriptions; /* of each customer; default 7: one for each pattern */
    uint32_t resources;     /* of each subscription, 4 to 64; default 9 */
    uint32_t year, month;   /* default 2026, 10 */
    uint32_t days;          /* of the month, from the first; default all */
    enum gen_form form;
    const char *newline; /* default "\r\n" */
    char delimiter;      /* default ',' */
    bool quote_all;
    bool decimal_comma;
    enum gen_date date;
    uint32_t boms;    /* 0 to 2: at the head, and again at the first data line */
    uint32_t columns; /* daily: 43, 50, 52 or 55 (default) */
    bool shuffle;     /* the columns */
    bool aliases;     /* other spellings of their names */
    bool exponents;   /* small amounts as 1.2E-05 */
    bool strings;     /* JSON: numbers in quotes */
    bool unbilled;    /* no invoice number */
    bool common_day;  /* all customers lose the credit on one day */
    bool spread;      /* the lines of a resource lie far apart, as in real files */
    bool plain;       /* no resources that never earn: for figures only */
    bool no_last_newline;
};

/* Parse "name=value" or "name" into `opts`: the words of the program's command line,
 * such as "form=jsonl", "columns=52", "quote-all", "excel-eu". False: no such word. */
bool gen_set(struct gen_opts *opts, const char *word);

/* ---- truth ---- */

enum gen_reason {
    GEN_THIRD_PARTY,
    GEN_SPOT,
    GEN_SAVINGS_PLAN,
    GEN_RESERVATION,
    GEN_AZURE_CREDIT,
    GEN_ZERO_PRICE,
    GEN_REASON_COUNT
};
extern const char *const gen_reason_words[GEN_REASON_COUNT];
extern const char *const gen_pattern_words[GEN_PATTERN_COUNT];

/* A sum of money in units of 10^-15. */
__extension__ typedef __int128 gen_money;

struct gen_row {
    char customer[37];
    char subscription[37]; /* monthly: of the plan */
    char currency[4];
    uint64_t lines, earned, missing, ineligible, unknown;
    uint64_t reasons[GEN_REASON_COUNT];
    gen_money cost, cost_missing;
    uint64_t refunds;
    uint32_t missing_days; /* bit 0 = the first of the month */
    uint32_t earned_days;
    enum gen_pattern pattern;
};

struct gen_truth {
    struct gen_row *rows;
    size_t count;
    size_t room;
    uint64_t lines;
    uint64_t bytes;
    uint32_t year, month, month_days;
    struct gen_opts opts;
};

/* ---- making ---- */

/* Where the bytes go; false ends the making. */
typedef bool gen_sink(void *who, const char *bytes, size_t len);

/* Make the file. False: the sink wanted no more, or memory is out. `truth` (zeroed by the
 * caller) is to be freed with gen_truth_done(). */
bool gen_make(const struct gen_opts *opts, gen_sink *sink, void *who,
              struct gen_truth *truth);
void gen_truth_done(struct gen_truth *truth);

/* The same into a buffer. */
bool gen_make_text(const struct gen_opts *opts, struct pwz_buf *out,
                   struct gen_truth *truth);

/* "12.345678": exact, no trailing zeros. `scale` digits behind the point. */
void gen_add_money(gen_money value, unsigned scale, struct pwz_buf *out);

/* The truth in the shape of `recon --json`: totals and rows. */
void gen_truth_json(const struct gen_truth *truth, struct pwz_buf *out);

#endif
