/*
 * The columns that are read, under all names they go by, and what a head line says about
 * the file. Columns are found by name, never by position.
 */
#ifndef EVIDENCE_RECON_COLUMNS_H
#define EVIDENCE_RECON_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pecwiz/recon.h"

/* X(column, its name in the documentation) */
#define COLUMN_LIST(X)                                                                   \
    X(PARTNER, "PartnerId")                                                              \
    X(PARTNER_NAME, "PartnerName")                                                       \
    X(CUSTOMER, "CustomerId")                                                            \
    X(CUSTOMER_NAME, "CustomerName")                                                     \
    X(MPN, "MpnId")                                                                      \
    X(RESELLER, "Tier2MpnId")                                                            \
    X(INVOICE, "InvoiceNumber")                                                          \
    X(PRODUCT, "ProductId")                                                              \
    X(SKU, "SkuId")                                                                      \
    X(AVAILABILITY, "AvailabilityId")                                                    \
    X(SKU_NAME, "SkuName")                                                               \
    X(PRODUCT_NAME, "ProductName")                                                       \
    X(PUBLISHER, "PublisherName")                                                        \
    X(PUBLISHER_TYPE, "publisherType")                                                   \
    X(PLAN_NAME, "SubscriptionDescription")                                              \
    X(PLAN, "SubscriptionId")                                                            \
    X(CHARGE_START, "ChargeStartDate")                                                   \
    X(CHARGE_END, "ChargeEndDate")                                                       \
    X(PERIOD_START, "billingPeriodStartDate")                                            \
    X(PERIOD_END, "billingPeriodEndDate")                                                \
    X(DATE, "UsageDate")                                                                 \
    X(METER_CATEGORY, "MeterCategory")                                                   \
    X(METER_NAME, "MeterName")                                                           \
    X(GROUP, "ResourceGroup")                                                            \
    X(RESOURCE, "ResourceURI")                                                           \
    X(CHARGE_TYPE, "ChargeType")                                                         \
    X(UNIT_PRICE, "UnitPrice")                                                           \
    X(QUANTITY, "Quantity")                                                              \
    X(TOTAL, "BillingPreTaxTotal")                                                       \
    X(CURRENCY, "BillingCurrency")                                                       \
    X(EFFECTIVE, "EffectiveUnitPrice")                                                   \
    X(RATE_DATE, "PCToBCExchangeRateDate")                                               \
    X(SUBSCRIPTION, "EntitlementId")                                                     \
    X(SUBSCRIPTION_NAME, "EntitlementDescription")                                       \
    X(CREDIT, "PartnerEarnedCreditPercentage")                                           \
    X(CREDIT_APPLIED, "partnerEarnedCreditApplied")                                      \
    X(CREDIT_PERCENT, "CreditPercentage")                                                \
    X(CREDIT_TYPE, "CreditType")                                                         \
    X(BENEFIT_TYPE, "BenefitType")                                                       \
    X(ADJUSTMENT, "PriceAdjustmentDescription")                                          \
    X(SUBTOTAL, "Subtotal")                                                              \
    X(RESERVATION_ORDER, "ReservationOrderId")                                           \
    X(INVOICE_CURRENCY, "Currency")                                                      \
    X(BILLABLE, "BillableQuantity")                                                      \
    X(LEGACY, "PartnerBillableAccountId")
#define COLUMN_ENUM(column, name) COL_##column,
enum column {
    COLUMN_LIST(COLUMN_ENUM) COL_COUNT,
    COL_NONE = COL_COUNT
};

/* The documented name. */
const char *column_name(enum column column);

/* The column of a name in a head line, case ignored; COL_NONE if it is not read. */
enum column column_find(const char *name, size_t len);

/* Where the columns of one file are. */
struct columns {
    int32_t at[COL_COUNT]; /* field of a row, from 0; -1 = not there */
    uint32_t count;        /* fields of the head */
    uint32_t known;        /* fields of the head that are read */
};

static inline bool has_column(const struct columns *columns, enum column column)
{
    return columns->at[column] >= 0;
}

void columns_init(struct columns *columns);
/* The next field of the head. The first of two with the same meaning counts. */
void columns_add(struct columns *columns, const char *name, size_t len);

/* What kind of file has these columns; in a cost management export SubscriptionId is
 * moved to COL_SUBSCRIPTION, the billing period to COL_CHARGE_START and _END, and so on.
 * PWZ_E_SCHEMA with words for people when it is none that can be read, or when it lacks a
 * column that is needed. */
enum pwz_status columns_settle(struct columns *columns, bool is_jsonl,
                               enum pwz_recon_kind *kind, struct pwz_err *err);

/* "55 (2022)" and so on. */
const char *columns_version(const struct columns *columns, enum pwz_recon_kind kind,
                            bool is_jsonl);

#endif
