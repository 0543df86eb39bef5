/*
 * The columns of generated files: which cell stands in which column of which form.
 */
#ifndef TESTS_RECON_GEN_COLUMNS_H
#define TESTS_RECON_GEN_COLUMNS_H

#include <stddef.h>

#include "recon/gen.h"

/* X(cell, is a number): what a line can hold. */
#define GEN_CELLS(X)                                                                     \
    X(EMPTY, 0)                                                                          \
    X(PARTNER, 0)                                                                        \
    X(PARTNER_NAME, 0)                                                                   \
    X(CUSTOMER, 0)                                                                       \
    X(CUSTOMER_NAME, 0)                                                                  \
    X(DOMAIN, 0)                                                                         \
    X(COUNTRY, 0)                                                                        \
    X(MPN, 0)                                                                            \
    X(RESELLER, 0)                                                                       \
    X(INVOICE, 0)                                                                        \
    X(PRODUCT, 0)                                                                        \
    X(SKU, 0)                                                                            \
    X(AVAILABILITY, 0)                                                                   \
    X(SKU_NAME, 0)                                                                       \
    X(PRODUCT_NAME, 0)                                                                   \
    X(PUBLISHER, 0)                                                                      \
    X(PUBLISHER_ID, 0)                                                                   \
    X(PUBLISHER_TYPE, 0)                                                                 \
    X(PLAN_NAME, 0)                                                                      \
    X(PLAN, 0)                                                                           \
    X(CHARGE_START, 0)                                                                   \
    X(CHARGE_END, 0)                                                                     \
    X(DATE, 0)                                                                           \
    X(METER_TYPE, 0)                                                                     \
    X(METER_CATEGORY, 0)                                                                 \
    X(METER, 0)                                                                          \
    X(METER_SUB, 0)                                                                      \
    X(METER_NAME, 0)                                                                     \
    X(REGION, 0)                                                                         \
    X(UNIT, 0)                                                                           \
    X(SERVICE, 0)                                                                        \
    X(GROUP, 0)                                                                          \
    X(RESOURCE, 0)                                                                       \
    X(CHARGE_TYPE, 0)                                                                    \
    X(UNIT_PRICE, 1)                                                                     \
    X(QUANTITY, 1)                                                                       \
    X(TOTAL, 1)                                                                          \
    X(CURRENCY, 0)                                                                       \
    X(PRICING_TOTAL, 1)                                                                  \
    X(USD, 0)                                                                            \
    X(TAGS, 0)                                                                           \
    X(INFO, 0)                                                                           \
    X(EFFECTIVE, 1)                                                                      \
    X(RATE, 1)                                                                           \
    X(RATE_DATE, 0)                                                                      \
    X(SUBSCRIPTION, 0)                                                                   \
    X(SUBSCRIPTION_NAME, 0)                                                              \
    X(CREDIT, 1)                                                                         \
    X(CREDIT_PERCENT, 1)                                                                 \
    X(CREDIT_TYPE, 0)                                                                    \
    X(BENEFIT_ORDER, 0)                                                                  \
    X(BENEFIT, 0)                                                                        \
    X(BENEFIT_TYPE, 0)                                                                   \
    X(APPLIED, 0)                                                                        \
    X(APPLIED_RATE, 1)                                                                   \
    X(PRICING_MODEL, 0)                                                                  \
    X(ADJUSTMENT, 0)                                                                     \
    X(TERM, 0)
#define GEN_CELL_ENUM(cell, is_number) CELL_##cell,
enum gen_cell {
    GEN_CELLS(GEN_CELL_ENUM) CELL_COUNT
};

struct gen_column {
    const char *name;
    const char *alias; /* another spelling, or NULL */
    enum gen_cell cell;
    unsigned since; /* daily: in files of at least so many columns */
};

/* The columns of a form, in the documented order. */
const struct gen_column *gen_columns(enum gen_form form, size_t *count);
/* Is the column in the form? (JSON leaves some out.) */
bool gen_has_column(const struct gen_opts *opts, const struct gen_column *column);

#endif
