/* Names of columns, and what a head line tells about its file. */
#include "evidence/recon/columns.h"

#include <string.h>

#include "evidence/recon/get_daily.h"

#define COLUMN_WORD(column, name) name,
static const char *const column_names[COL_COUNT] = {COLUMN_LIST(COLUMN_WORD)};
#define COLUMN_ENTRY(column, name) {name, COL_##column},

/* Other spellings met in files and code that reads real files (recon-facts.md 1.2, 1.6).
 * Names that are in the list above but for their case need no row. */
static const struct alias {
    const char *name;
    enum column column;
} aliases[] = {
    COLUMN_LIST(COLUMN_ENTRY){"ResellerMPNID",                        COL_RESELLER         },
    {"CustomerCompanyName",                  COL_CUSTOMER_NAME    },
    {"customerTenantId",                     COL_CUSTOMER         },
    {"partnerTenantId",                      COL_PARTNER          },
    {"invoiceId",                            COL_INVOICE          },
    {"subscriptionName",                     COL_SUBSCRIPTION_NAME},
    {"BillingPeriodStart",                   COL_PERIOD_START     },
    {"BillingPeriodEnd",                     COL_PERIOD_END       },
    {"date",                                 COL_DATE             },
    {"resourceGroupName",                    COL_GROUP            },
    {"ResourceId",                           COL_RESOURCE         },
    {"InstanceId",                           COL_RESOURCE         },
    {"costInBillingCurrency",                COL_TOTAL            },
    {"BillingCurrencyCode",                  COL_CURRENCY         },
    {"effectivePrice",                       COL_EFFECTIVE        },
    {"exchangeRateDate",                     COL_RATE_DATE        },
    {"RateOfPartnerEarnedCredit",            COL_CREDIT           },
    {"partnerEarnedCreditRate",              COL_CREDIT           },
    {"RateOfCredit",                         COL_CREDIT_PERCENT   },
    {"CreditReasonCode",                     COL_CREDIT_TYPE      },
    {"pricingModel",                         COL_BENEFIT_TYPE     },
    {"ConsumedQuantity",                     COL_LEGACY           },
    {"SyndicationPartnerSubscriptionNumber", COL_LEGACY           },
    {"DurableOfferId",                       COL_LEGACY           },
};

const char *column_name(enum column column)
{
    return column_names[column];
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + 'a' - 'A') : byte;
}

static bool is_name(const char *name, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!name[i] || lower(name[i]) != lower(text[i]))
            return false;
    return name[len] == '\0';
}

enum column column_find(const char *name, size_t len)
{
    while (len && (*name == ' ' || *name == '\t'))
        name++, len--;
    while (len && (name[len - 1] == ' ' || name[len - 1] == '\t'))
        len--;
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (is_name(aliases[i].name, name, len))
            return aliases[i].column;
    return COL_NONE;
}

void columns_init(struct columns *columns)
{
    *columns = (struct columns){.count = 0};
    for (uint32_t i = 0; i < COL_COUNT; i++)
        columns->at[i] = -1;
}

void columns_add(struct columns *columns, const char *name, size_t len)
{
    enum column column = column_find(name, len);

    if (column != COL_NONE) {
        columns->known++;
        if (columns->at[column] < 0)
            columns->at[column] = (int32_t)columns->count;
    }
    columns->count++;
}

static void move_column(struct columns *columns, enum column from, enum column to)
{
    if (columns->at[from] >= 0)
        columns->at[to] = columns->at[from];
    columns->at[from] = -1;
}

static enum pwz_recon_kind kind_of(const struct columns *columns)
{
    if (has_column(columns, COL_ADJUSTMENT) ||
        (has_column(columns, COL_SUBTOTAL) && !has_column(columns, COL_DATE)))
        return PWZ_RECON_INVOICE;
    if (has_column(columns, COL_DATE) && has_column(columns, COL_TOTAL))
        return has_column(columns, COL_SUBSCRIPTION) ||
                       has_column(columns, COL_CREDIT_TYPE) ||
                       has_column(columns, COL_CHARGE_START)
                   ? PWZ_RECON_DAILY
                   : PWZ_RECON_COST;
    return PWZ_RECON_NONE;
}

/* Without these nothing can be said. */
static const struct need {
    enum pwz_recon_kind kind;
    enum column column;
} needs[] = {
    {PWZ_RECON_DAILY,   COL_DATE        },
    {PWZ_RECON_DAILY,   COL_TOTAL       },
    {PWZ_RECON_DAILY,   COL_CURRENCY    },
    {PWZ_RECON_DAILY,   COL_SUBSCRIPTION},
    {PWZ_RECON_COST,    COL_DATE        },
    {PWZ_RECON_COST,    COL_TOTAL       },
    {PWZ_RECON_COST,    COL_CURRENCY    },
    {PWZ_RECON_COST,    COL_SUBSCRIPTION},
    {PWZ_RECON_INVOICE, COL_ADJUSTMENT  },
    {PWZ_RECON_INVOICE, COL_TOTAL       },
    {PWZ_RECON_INVOICE, COL_CURRENCY    },
    {PWZ_RECON_INVOICE, COL_SUBSCRIPTION},
};

/* How to get the file again, whole. */
static const char *const again[PWZ_RECON_KIND_COUNT] = {
    [PWZ_RECON_DAILY] = GET_DAILY ", and leave out none of its columns",
    [PWZ_RECON_COST] = "export the costs of the partner scope in Cost Management again, "
                       "with all columns, or " GET_DAILY,
    [PWZ_RECON_INVOICE] =
        "get the reconciliation file of the G invoice again in Partner Center under "
        "Billing, Billing overview (NCE), and leave out none of its columns",
};

static enum pwz_status check_needs(const struct columns *columns,
                                   enum pwz_recon_kind kind, struct pwz_err *err)
{
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
        enum column column = needs[i].column;
        if (needs[i].kind != kind || has_column(columns, column))
            continue;
        if (kind == PWZ_RECON_INVOICE)
            column = column == COL_TOTAL          ? COL_SUBTOTAL
                     : column == COL_CURRENCY     ? COL_INVOICE_CURRENCY
                     : column == COL_SUBSCRIPTION ? COL_PLAN
                                                  : column;
        return pwz_err_set(err, PWZ_E_SCHEMA,
                           "this looks like %s, but the column '%s' is missing, which is "
                           "needed: %s",
                           pwz_recon_kind_words(kind), column_name(column), again[kind]);
    }
    return PWZ_OK;
}

static enum pwz_status refuse_unknown(const struct columns *columns, struct pwz_err *err)
{
    if (has_column(columns, COL_LEGACY))
        return pwz_err_set(
            err, PWZ_E_SCHEMA,
            "this is a legacy (D) reconciliation file, which has no partner earned "
            "credit at all: " GET_DAILY);
    if (columns->known >= 3 && !has_column(columns, COL_DATE) &&
        !has_column(columns, COL_SUBTOTAL))
        return pwz_err_set(err, PWZ_E_SCHEMA,
                           "the head line has no column '%s', so this is no whole "
                           "daily-rated usage file: " GET_DAILY
                           ", and leave out none of its columns",
                           column_name(COL_DATE));
    if (columns->known >= 3)
        return pwz_err_set(err, PWZ_E_SCHEMA,
                           "the head line has no column '%s', so this is no whole "
                           "daily-rated usage file: " GET_DAILY
                           ", and leave out none of its columns",
                           column_name(COL_TOTAL));
    return pwz_err_set(err, PWZ_E_SCHEMA,
                       "the first line is not the head line of a usage file (no known "
                       "column names): " GET_DAILY);
}

enum pwz_status columns_settle(struct columns *columns, bool is_jsonl,
                               enum pwz_recon_kind *kind, struct pwz_err *err)
{
    (void)is_jsonl;
    *kind = kind_of(columns);
    if (*kind == PWZ_RECON_NONE ||
        (has_column(columns, COL_LEGACY) && !has_column(columns, COL_ADJUSTMENT) &&
         !has_column(columns, COL_TOTAL)))
        return refuse_unknown(columns, err);
    if (*kind == PWZ_RECON_COST) {
        /* Here it is the Azure subscription, and there is no plan. */
        move_column(columns, COL_PLAN, COL_SUBSCRIPTION);
        move_column(columns, COL_PERIOD_START, COL_CHARGE_START);
        move_column(columns, COL_PERIOD_END, COL_CHARGE_END);
    } else if (*kind == PWZ_RECON_INVOICE) {
        if (has_column(columns, COL_SUBTOTAL))
            move_column(columns, COL_SUBTOTAL, COL_TOTAL);
        move_column(columns, COL_INVOICE_CURRENCY, COL_CURRENCY);
        if (has_column(columns, COL_BILLABLE))
            move_column(columns, COL_BILLABLE, COL_QUANTITY);
        columns->at[COL_SUBSCRIPTION] = columns->at[COL_PLAN];
        columns->at[COL_DATE] = columns->at[COL_CHARGE_START];
    } else if (!has_column(columns, COL_SUBSCRIPTION)) {
        /* Old files know the plan only. */
        columns->at[COL_SUBSCRIPTION] = columns->at[COL_PLAN];
    }
    return check_needs(columns, *kind, err);
}

const char *columns_version(const struct columns *columns, enum pwz_recon_kind kind,
                            bool is_jsonl)
{
    static const struct version {
        uint32_t count;
        const char *words;
    } versions[] = {
        {43, "43 (2019)"},
        {50, "50 (2020)"},
        {52, "52 (2021)"},
        {55, "55 (2022)"},
    };

    if (kind == PWZ_RECON_DAILY && is_jsonl)
        return has_column(columns, COL_CREDIT) ? "full" : "basic";
    for (size_t i = 0; kind == PWZ_RECON_DAILY && i < 4; i++)
        if (versions[i].count == columns->count)
            return versions[i].words;
    return "other";
}
