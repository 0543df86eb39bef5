/* Makes lines, reads them, and writes reports down. */
#include "recon/lines.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const usual[][2] = {
    {"PartnerId",                     LINES_PARTNER                                       },
    {"PartnerName",                   "Contoso Partner"                                   },
    {"CustomerId",                    LINES_CUSTOMER                                      },
    {"CustomerName",                  "Fabrikam, Ltd."                                    },
    {"CustomerDomainName",            "fabrikam.example"                                  },
    {"CustomerCountry",               "DE"                                                },
    {"MpnId",                         "1234567"                                           },
    {"Tier2MpnId",                    "7654321"                                           },
    {"InvoiceNumber",                 "G012345678"                                        },
    {"ProductId",                     "DZH318Z0BPS6"                                      },
    {"SkuId",                         "0001"                                              },
    {"AvailabilityId",                "DZH318Z0BPSC"                                      },
    {"SkuName",                       "D2s v3"                                            },
    {"ProductName",                   "Virtual Machines Dsv3"                             },
    {"PublisherName",                 "Microsoft"                                         },
    {"PublisherId",                   ""                                                  },
    {"SubscriptionDescription",       "Azure plan"                                        },
    {"SubscriptionId",                LINES_PLAN                                          },
    {"ChargeStartDate",               "10/01/2026"                                        },
    {"ChargeEndDate",                 "10/31/2026"                                        },
    {"UsageDate",                     "10/03/2026"                                        },
    {"MeterType",                     "1 Hour"                                            },
    {"MeterCategory",                 "Virtual Machines"                                  },
    {"MeterId",                       "meter"                                             },
    {"MeterSubCategory",              "Dsv3 Series"                                       },
    {"MeterName",                     "D2s v3"                                            },
    {"MeterRegion",                   "EU West"                                           },
    {"Unit",                          "1 Hour"                                            },
    {"ResourceLocation",              "westeurope"                                        },
    {"ConsumedService",               "Microsoft.Compute"                                 },
    {"ResourceGroup",                 "RG-One"                                            },
    {"ResourceURI",                   "/subscriptions/x/resourceGroups/RG-Uri/providers/y"},
    {"ChargeType",                    "new"                                               },
    {"UnitPrice",                     "2"                                                 },
    {"Quantity",                      "50"                                                },
    {"UnitType",                      "1 Hour"                                            },
    {"BillingPreTaxTotal",            "100"                                               },
    {"BillingCurrency",               "EUR"                                               },
    {"PricingPreTaxTotal",            "100"                                               },
    {"PricingCurrency",               "USD"                                               },
    {"ServiceInfo1",                  ""                                                  },
    {"ServiceInfo2",                  ""                                                  },
    {"Tags",                          "{\"env\":\"a, b\"}"                                },
    {"AdditionalInfo",                ""                                                  },
    {"EffectiveUnitPrice",            "2"                                                 },
    {"PCToBCExchangeRate",            "1"                                                 },
    {"PCToBCExchangeRateDate",        "10/01/2026"                                        },
    {"EntitlementId",                 LINES_SUBSCRIPTION                                  },
    {"EntitlementDescription",        "Production"                                        },
    {"PartnerEarnedCreditPercentage", "0"                                                 },
    {"CreditPercentage",              "0"                                                 },
    {"CreditType",                    ""                                                  },
    {"BenefitOrderId",                ""                                                  },
    {"BenefitId",                     ""                                                  },
    {"BenefitType",                   "Charge"                                            },
};

enum {
    USUAL = sizeof usual / sizeof *usual
};

/* ---- writing ---- */

static const char *name_at(const struct lines_form *form, size_t index)
{
    if (form && form->columns)
        return form->columns[index];
    return index < USUAL ? usual[index][0] : NULL;
}

/* The changed value of a column, else the usual one. */
static void value_of(const char *name, const char *changes, struct pwz_buf *value)
{
    size_t len = strlen(name);

    pwz_buf_clear(value);
    for (const char *at = changes; at && *at;) {
        const char *end = strchr(at, '|');
        size_t rest = end ? (size_t)(end - at) : strlen(at);
        if (rest > len && strncmp(at, name, len) == 0 && at[len] == '=') {
            pwz_buf_add(value, at + len + 1, rest - len - 1);
            return;
        }
        at = end ? end + 1 : NULL;
    }
    for (size_t i = 0; i < USUAL; i++)
        if (strcmp(usual[i][0], name) == 0)
            pwz_buf_adds(value, usual[i][1]);
}

static void add_field(struct pwz_buf *out, const char *text, char delimiter, bool quotes)
{
    if (!quotes && !strchr(text, delimiter) && !strpbrk(text, "\"\r\n")) {
        pwz_buf_adds(out, text);
        return;
    }
    pwz_buf_addc(out, '"');
    for (; *text; text++) {
        if (*text == '"')
            pwz_buf_addc(out, '"');
        pwz_buf_addc(out, *text);
    }
    pwz_buf_addc(out, '"');
}

static void add_row(struct pwz_buf *out, const struct lines_form *form,
                    const char *changes, bool is_head)
{
    char delimiter = form && form->delimiter ? form->delimiter : ',';
    struct pwz_buf value;

    pwz_buf_init(&value, 1 << 20);
    for (size_t i = 0; name_at(form, i); i++) {
        if (i)
            pwz_buf_addc(out, delimiter);
        pwz_buf_clear(&value);
        if (is_head)
            pwz_buf_adds(&value, name_at(form, i));
        else
            value_of(name_at(form, i), changes, &value);
        add_field(out, pwz_buf_text(&value), delimiter, form && form->quotes_all);
    }
    pwz_buf_adds(out, form && form->newline ? form->newline : "\r\n");
    pwz_buf_done(&value);
}

void lines_head(struct pwz_buf *out, const struct lines_form *form)
{
    add_row(out, form, "", true);
}

void lines_add(struct pwz_buf *out, const struct lines_form *form, const char *changes)
{
    add_row(out, form, changes, false);
}

static bool is_bare(const char *text)
{
    return strcmp(text, "null") == 0 ||
           (*text && strspn(text, "-0123456789.") == strlen(text));
}

void lines_add_json(struct pwz_buf *out, const char *changes)
{
    struct pwz_buf value;
    const char *separator = "{";

    pwz_buf_init(&value, 1 << 20);
    for (size_t i = 0; i < USUAL; i++) {
        value_of(usual[i][0], changes, &value);
        const char *text = pwz_buf_text(&value);
        if (strcmp(text, "absent") == 0)
            continue;
        pwz_buf_addf(out, "%s\"%s\":", separator, usual[i][0]);
        separator = ",";
        if (!is_bare(text))
            pwz_buf_addc(out, '"');
        for (; *text; text++) {
            if (*text == '"' || *text == '\\')
                pwz_buf_addc(out, '\\');
            pwz_buf_addc(out, *text);
        }
        if (!is_bare(pwz_buf_text(&value)))
            pwz_buf_addc(out, '"');
    }
    pwz_buf_adds(out, "}\n");
    pwz_buf_done(&value);
}

/* ---- reading ---- */

struct pwz_recon_report *lines_read(const char *text, size_t len, size_t cut,
                                    const struct pwz_recon_opts *opts)
{
    struct pwz_recon *recon;
    struct pwz_recon_report *report;
    struct pwz_err err = {.status = PWZ_OK};

    ck_assert_int_eq(pwz_recon_new(opts, &recon, &err), PWZ_OK);
    ck_assert_int_eq(pwz_recon_begin(recon, "usage.csv", &err), PWZ_OK);
    for (size_t at = 0; at < len;) {
        size_t piece = cut && cut < len - at ? cut : len - at;
        /* A copy of its own, so that reading past the piece is found. */
        char *copy = malloc(piece);
        memcpy(copy, text + at, piece);
        (void)pwz_recon_feed(recon, copy, piece, &err);
        free(copy);
        at += piece;
    }
    (void)pwz_recon_end(recon, &err);
    ck_assert_int_eq(pwz_recon_finish(recon, &report, &err), PWZ_OK);
    pwz_recon_free(recon);
    return report;
}

struct pwz_recon_report *lines_report(const char *const *changes, size_t count)
{
    struct pwz_recon_report *report;
    struct pwz_buf text;

    pwz_buf_init(&text, 1 << 24);
    lines_head(&text, NULL);
    for (size_t i = 0; i < count; i++)
        lines_add(&text, NULL, changes[i]);
    report = lines_read(pwz_buf_text(&text), text.len, 0, NULL);
    pwz_buf_done(&text);
    return report;
}

/* ---- showing ---- */

static void dump_sums(const struct pwz_recon_sums *sums, struct pwz_buf *out)
{
    pwz_buf_addf(out, " lines %llu refunds %llu/%llu cost ",
                 (unsigned long long)sums->lines, (unsigned long long)sums->refunds,
                 (unsigned long long)sums->missing_refunds);
    pwz_decimal_add_to(&sums->cost, out);
    pwz_buf_adds(out, " missing ");
    pwz_decimal_add_to(&sums->cost_missing, out);
    pwz_buf_adds(out, " lost ");
    pwz_decimal_add_to(&sums->lost_credit, out);
    pwz_buf_adds(out, " back ");
    pwz_decimal_add_to(&sums->cost_refunds, out);
    for (uint32_t i = 0; i < PWZ_RULE_COUNT; i++)
        if (sums->rules[i])
            pwz_buf_addf(out, " %s=%llu", pwz_recon_rule_info(i)->word,
                         (unsigned long long)sums->rules[i]);
    pwz_buf_addc(out, '\n');
}

static void dump_files(const struct pwz_recon_report *report, struct pwz_buf *out)
{
    char first[PWZ_DAY_CHARS], last[PWZ_DAY_CHARS];

    for (size_t i = 0; i < pwz_recon_file_count(report); i++) {
        const struct pwz_recon_file *file = pwz_recon_file_at(report, i);
        pwz_buf_addf(
            out,
            "file %s refused %s cut %d json %d basic %d credit %d bom %d kind %s billed "
            "%d "
            "bytes %llu lines %llu unusable %llu heads %llu totals %llu delimiter %d "
            "order "
            "%s (%s) comma %d columns %u version %s days %s %s partner %s invoice %s\n",
            file->name, file->refused ? file->refused : "-", file->is_cut, file->is_jsonl,
            file->is_basic, file->has_credit_column, file->has_bom,
            pwz_recon_kind_word(file->kind), file->billed,
            (unsigned long long)file->bytes, (unsigned long long)file->lines,
            (unsigned long long)file->unusable, (unsigned long long)file->repeated_heads,
            (unsigned long long)file->totals, file->delimiter, file->date_order,
            file->date_reason, file->is_decimal_comma, file->columns, file->version,
            pwz_day_text(file->first_day, first), pwz_day_text(file->last_day, last),
            file->partner_id, file->invoice);
    }
    for (size_t i = 0; i < pwz_recon_warning_count(report); i++) {
        const struct pwz_recon_warning *warning = pwz_recon_warning_at(report, i);
        pwz_buf_addf(out, "warning %s:%llu: %s\n", warning->file,
                     (unsigned long long)warning->line, warning->text);
    }
    pwz_buf_addf(out, "dropped %llu partial %d %s\n",
                 (unsigned long long)pwz_recon_warnings_dropped(report),
                 pwz_recon_is_partial(report), pwz_recon_partial_reason(report));
}

static void dump_row(const struct pwz_recon_report *report,
                     const struct pwz_recon_row *row, struct pwz_buf *out)
{
    static const char letters[] = ".EMXIU";
    char day[PWZ_DAY_CHARS];

    pwz_buf_addf(out, "row %s (%s) %s (%s) plan %s group %s %s day %s days %u/%u %s ",
                 row->customer_id, row->customer_name, row->subscription_id,
                 row->subscription_name, row->plan_id, row->resource_group, row->currency,
                 pwz_day_text(row->day, day), row->missing_days, row->earned_days,
                 pwz_recon_pattern_word(row->pattern));
    if (row->days)
        for (int32_t i = 0; i <= pwz_recon_last_day(report) - pwz_recon_first_day(report);
             i++)
            pwz_buf_addc(out, letters[row->days[i]]);
    dump_sums(&row->sums, out);
}

static void dump_proofs(const struct pwz_recon_report *report, struct pwz_buf *out)
{
    struct pwz_recon_proofs *proofs;

    ck_assert_int_eq(pwz_recon_proofs_new(report, NULL, &proofs, NULL), PWZ_OK);
    for (size_t i = 0; i < pwz_recon_proofs_count(proofs); i++) {
        const struct pwz_recon_proof *proof = pwz_recon_proofs_at(proofs, i);
        pwz_buf_addf(out, "proof %s %s: %s\n", pwz_measure_word(proof->measure),
                     proof->value_count ? proof->values[0] : "", proof->detail);
    }
    pwz_recon_proofs_free(proofs);
}

void lines_dump(const struct pwz_recon_report *report, struct pwz_buf *out)
{
    dump_files(report, out);
    for (size_t i = 0; i < pwz_recon_total_count(report); i++) {
        pwz_buf_addf(out, "total %s", pwz_recon_total_at(report, i)->currency);
        dump_sums(&pwz_recon_total_at(report, i)->sums, out);
    }
    for (uint32_t by = 0; by < PWZ_BY_COUNT; by++) {
        struct pwz_recon_rows *rows;
        ck_assert_int_eq(pwz_recon_rows_new(report, by, NULL, NULL, &rows, NULL), PWZ_OK);
        for (size_t i = 0; i < pwz_recon_rows_count(rows); i++)
            dump_row(report, pwz_recon_rows_at(rows, i), out);
        pwz_recon_rows_free(rows);
    }
    for (uint32_t ids = 0; ids < PWZ_ID_COUNT; ids++)
        for (size_t i = 0; i < pwz_recon_id_count(report, ids); i++) {
            const struct pwz_recon_id *id = pwz_recon_id_at(report, ids, i);
            pwz_buf_addf(out, "id %u %s (%s) %llu %llu %llu\n", ids, id->id, id->name,
                         (unsigned long long)id->lines, (unsigned long long)id->earned,
                         (unsigned long long)id->missing);
        }
    dump_proofs(report, out);
    ck_assert_int_eq(pwz_buf_status(out), PWZ_OK);
}

uint64_t lines_rule(const struct pwz_recon_report *report, enum pwz_recon_rule rule)
{
    uint64_t lines = 0;

    for (size_t i = 0; i < pwz_recon_total_count(report); i++)
        lines += pwz_recon_total_at(report, i)->sums.rules[rule];
    return lines;
}

const char *lines_amount(const struct pwz_decimal *value)
{
    static char text[64];
    struct pwz_buf buf;

    pwz_buf_init(&buf, sizeof text);
    pwz_decimal_add_to(value, &buf);
    (void)snprintf(text, sizeof text, "%s", pwz_buf_text(&buf));
    pwz_buf_done(&buf);
    return text;
}

const char *lines_proof(const struct pwz_recon_report *report, const char *subscription,
                        enum pwz_measure measure)
{
    static char text[256];
    struct pwz_recon_proofs *proofs;

    (void)snprintf(text, sizeof text, "-");
    ck_assert_int_eq(pwz_recon_proofs_new(report, subscription, &proofs, NULL), PWZ_OK);
    for (size_t i = 0; i < pwz_recon_proofs_count(proofs); i++) {
        const struct pwz_recon_proof *proof = pwz_recon_proofs_at(proofs, i);
        if (proof->measure != measure)
            continue;
        size_t len = 0;
        text[0] = '\0';
        for (size_t k = 0; k < proof->value_count; k++)
            len += (size_t)snprintf(text + len, sizeof text - len, "%s%s", k ? " " : "",
                                    proof->values[k]);
    }
    pwz_recon_proofs_free(proofs);
    return text;
}
