/*
 * What usage files prove about a subscription, as neutral measures with their place and
 * rule. Included through pecwiz/recon.h.
 */
#ifndef PECWIZ_RECON_PROOFS_H
#define PECWIZ_RECON_PROOFS_H

#include <stdbool.h>
#include <stddef.h>

#include "pecwiz/status.h"

struct pwz_recon_report;

/*
 * Neutral measures about one subscription (or all). evidence.json of the pack maps a
 * measure and its value to a fact and its value (see pwz_evidence in content.h); a set
 * measure has several values and the members it can speak about.
 *
 *   X(name, word)            values
 *   INVOICE_SERIES           G D none
 *   INVOICE_NUMBER           text
 *   DOCUMENT                 daily cost-management invoice: where the lines in scope
 * stand CREDIT                   all none by-date by-resource by-product no-column; "all"
 * only when every line can be told (the newest days apart) FLAG                     all
 * none mixed (cost management export), likewise SCOPE                    billing
 * subscription (cost management export) PLAN                     azure-plan (daily-rated
 * files list nothing else) ROWS                     set: first-party and the words of the
 * ineligible rules RATIO                    credit list between below free; of the lines
 * without credit, where there are none only "credit", or "free" for all lines MARKER none
 * where lines miss the credit; where no line can earn it, the ineligible rule of most
 * lines; else not told MANY_CUSTOMERS           yes no; not told where the day it began
 * may lie before the files ADJUSTMENT               credit-full credit-partial empty
 * other RESELLER                 present none (billed files only) PARTNER_ID MPN_ID
 * RESELLER_ID CUSTOMER_ID CUSTOMER_NAME PARTNER_NAME SUBSCRIPTION_ID RESOURCE_GROUP text
 * (the group, if exactly one misses the credit) FIRST_DAY                date: first day
 * without credit AFFECTED                 all-customers one-customer one-subscription
 * some-resources some-products some-days
 */
#define PWZ_MEASURES(X)                                                                  \
    X(INVOICE_SERIES, "invoice-series")                                                  \
    X(INVOICE_NUMBER, "invoice-number")                                                  \
    X(DOCUMENT, "document")                                                              \
    X(CREDIT, "credit")                                                                  \
    X(FLAG, "credit-flag")                                                               \
    X(SCOPE, "export-scope")                                                             \
    X(PLAN, "plan")                                                                      \
    X(ROWS, "rows")                                                                      \
    X(RATIO, "price-ratio")                                                              \
    X(MARKER, "marker")                                                                  \
    X(MANY_CUSTOMERS, "many-customers")                                                  \
    X(ADJUSTMENT, "price-adjustment")                                                    \
    X(RESELLER, "reseller")                                                              \
    X(PARTNER_ID, "partner-id")                                                          \
    X(MPN_ID, "mpn-id")                                                                  \
    X(PARTNER_NAME, "partner-name")                                                      \
    X(RESELLER_ID, "reseller-id")                                                        \
    X(CUSTOMER_ID, "customer-id")                                                        \
    X(CUSTOMER_NAME, "customer-name")                                                    \
    X(SUBSCRIPTION_ID, "subscription-id")                                                \
    X(RESOURCE_GROUP, "resource-group")                                                  \
    X(FIRST_DAY, "first-day")                                                            \
    X(AFFECTED, "affected")
#define PWZ_MEASURE_ENUM(name, word) PWZ_MEASURE_##name,
enum pwz_measure {
    PWZ_MEASURES(PWZ_MEASURE_ENUM) PWZ_MEASURE_COUNT
};
const char *pwz_measure_word(enum pwz_measure measure);

struct pwz_recon_proof {
    enum pwz_measure measure;
    bool is_set;
    size_t value_count; /* 1 unless a set */
    const char *const *values;
    size_t seen_count; /* set: all members the files can see */
    const char *const *seen;
    const char
        *detail; /* where it comes from: file, line, rule, counts, and the tie-break
                    when several patterns or products mix; at most 500 bytes */
};
struct pwz_recon_proofs;
/*
 * Measures about one subscription (`subscription` in lower case, as in rows), or about
 * all when NULL. A measure the files cannot tell is left out. Own memory; borrows
 * nothing. PWZ_E_NOT_FOUND when no such subscription is in the report; PWZ_E_NOMEM.
 */
enum pwz_status pwz_recon_proofs_new(const struct pwz_recon_report *report,
                                     const char *subscription,
                                     struct pwz_recon_proofs **proofs,
                                     struct pwz_err *err);
void pwz_recon_proofs_free(struct pwz_recon_proofs *proofs); /* NULL allowed */
size_t pwz_recon_proofs_count(const struct pwz_recon_proofs *proofs);
const struct pwz_recon_proof *pwz_recon_proofs_at(const struct pwz_recon_proofs *proofs,
                                                  size_t index);

#endif
