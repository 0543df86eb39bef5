/*
 * Unit tests of the judgement: one line, one rule; then heads, columns and JSON lines.
 */
#include <string.h>

#include "recon/lines.h"
#include "unit/runner.h"

static const struct rule_case {
    const char *changes;
    enum pwz_recon_rule rule;
} daily[] = {
  /* the credit column */
    {"PartnerEarnedCreditPercentage=15",                         PWZ_RULE_EARNED_COLUMN },
    {"PartnerEarnedCreditPercentage=15.0",                       PWZ_RULE_EARNED_COLUMN },
    {"PartnerEarnedCreditPercentage=0.15",                       PWZ_RULE_EARNED_COLUMN },
    {"PartnerEarnedCreditPercentage=0,15",                       PWZ_RULE_EARNED_COLUMN },
    {"PartnerEarnedCreditPercentage=1",                          PWZ_RULE_EARNED_COLUMN },
    {"PartnerEarnedCreditPercentage=0",                          PWZ_RULE_MISSING_COLUMN},
    {"PartnerEarnedCreditPercentage=0.00",                       PWZ_RULE_MISSING_COLUMN},
    {"PartnerEarnedCreditPercentage=",                           PWZ_RULE_EMPTY         },
    {"PartnerEarnedCreditPercentage=n/a",                        PWZ_RULE_EMPTY         },
    {"PartnerEarnedCreditPercentage=-15",                        PWZ_RULE_EMPTY         },
 /* third parties */
    {"PublisherName=SendGrid",                                   PWZ_RULE_THIRD_PARTY   },
    {"PublisherName=Microsoft Partners Inc",                     PWZ_RULE_THIRD_PARTY   },
    {"PublisherName=microsoft",                                  PWZ_RULE_MISSING_COLUMN},
    {"PublisherName=Microsoft Corporation",                      PWZ_RULE_MISSING_COLUMN},
    {"PublisherName=Microsoft Azure",                            PWZ_RULE_MISSING_COLUMN},
    {"PublisherName=",                                           PWZ_RULE_MISSING_COLUMN},
    {"PublisherName= microsoft ",                                PWZ_RULE_MISSING_COLUMN},
    {"PublisherName=SendGrid|PartnerEarnedCreditPercentage=15",  PWZ_RULE_EARNED_COLUMN },
    {"PublisherName=SendGrid|PartnerEarnedCreditPercentage=",    PWZ_RULE_THIRD_PARTY   },
 /* Spot, a word */
    {"MeterName=D2 v3 Spot",                                     PWZ_RULE_SPOT          },
    {"SkuName=D2 v3 - SPOT",                                     PWZ_RULE_SPOT          },
    {"MeterName=Spotlight",                                      PWZ_RULE_MISSING_COLUMN},
    {"MeterName=HotSpot",                                        PWZ_RULE_MISSING_COLUMN},
 /* savings plans cover what costs nothing */
    {"BenefitType=SavingsPlan|BillingPreTaxTotal=0",             PWZ_RULE_SAVINGS_PLAN  },
    {"BenefitType=SavingsPlan|BillingPreTaxTotal=1",             PWZ_RULE_MISSING_COLUMN},
    {"BenefitType=SavingsPlan|BillingPreTaxTotal=0|UnitPrice=0", PWZ_RULE_SAVINGS_PLAN  },
    {"BenefitType= savings plan |BillingPreTaxTotal=0",          PWZ_RULE_SAVINGS_PLAN  },
 /* Azure credit */
    {"CreditType=Azure Credit Applied|CreditPercentage=100",     PWZ_RULE_AZURE_CREDIT  },
    {"CreditType=Credit Not Applied",                            PWZ_RULE_MISSING_COLUMN},
    {"CreditType=Azure Credit Applied|MeterName=x Spot",         PWZ_RULE_SPOT          },
 /* by its percentage where no type is told; it leaves nothing to pay */
    {"CreditPercentage=100|BillingPreTaxTotal=0|UnitPrice=1",    PWZ_RULE_AZURE_CREDIT  },
    {"CreditPercentage=100|BillingPreTaxTotal=5",                PWZ_RULE_MISSING_COLUMN},
    {"CreditPercentage=0|BillingPreTaxTotal=0",                  PWZ_RULE_MISSING_COLUMN},
    {"CreditType=Credit Not Applied|CreditPercentage=100|"
     "BillingPreTaxTotal=0",                                PWZ_RULE_MISSING_COLUMN},
 /* price 0, cover, and rounding to 0 */
    {"UnitPrice=0|EffectiveUnitPrice=0|BillingPreTaxTotal=0",    PWZ_RULE_ZERO_PRICE    },
    {"EffectiveUnitPrice=0|BillingPreTaxTotal=0",                PWZ_RULE_RESERVATION   },
    {"EffectiveUnitPrice=0|BillingPreTaxTotal=0|Quantity=0",     PWZ_RULE_MISSING_COLUMN},
    {"EffectiveUnitPrice=0.001|BillingPreTaxTotal=0",            PWZ_RULE_MISSING_COLUMN},
    {"BenefitType=Reservation|BillingPreTaxTotal=0",             PWZ_RULE_RESERVATION   },
 /* telephone services */
    {"ProductName=Teams Calling Plan overage",                   PWZ_RULE_TELCO         },
    {"MeterCategory=Telco pay-as-you-go",                        PWZ_RULE_TELCO         },
    {"ProductName=Recalling Planes",                             PWZ_RULE_MISSING_COLUMN},
};

static uint64_t lines_of(const struct pwz_recon_report *report)
{
    uint64_t lines = 0;

    for (size_t i = 0; i < pwz_recon_total_count(report); i++)
        lines += pwz_recon_total_at(report, i)->sums.lines;
    return lines;
}

START_TEST(one_rule_speaks_on_a_line)
{
    const struct rule_case *row = &daily[_i];
    struct pwz_recon_report *report = lines_report(&row->changes, 1);

    ck_assert_uint_eq(lines_of(report), 1);
    ck_assert_uint_eq(lines_rule(report, row->rule), 1);
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(a_refund_is_judged_like_any_line_and_shown_apart)
{
    static const char *const lines[] = {"BillingPreTaxTotal=100",
                                        "BillingPreTaxTotal=-40|ChargeType=cancel",
                                        "BillingPreTaxTotal=-1|ChargeType=new",
                                        "BillingPreTaxTotal=3|ChargeType=CancelImmediate",
                                        "BillingPreTaxTotal=2|ChargeType=cancel",
                                        "BillingPreTaxTotal=1|ChargeType=convert"};
    struct pwz_recon_report *report = lines_report(lines, 6);
    const struct pwz_recon_sums *sums = &pwz_recon_total_at(report, 0)->sums;

    ck_assert_uint_eq(sums->judged[PWZ_JUDGED_MISSING], 6);
    ck_assert_uint_eq(sums->refunds, 4);
    ck_assert_uint_eq(sums->missing_refunds, 4);
    ck_assert_str_eq(lines_amount(&sums->cost_missing), "65");
    ck_assert_str_eq(lines_amount(&sums->lost_credit), "9.75");
    ck_assert_str_eq(lines_amount(&sums->cost_refunds), "-36");
    pwz_recon_report_free(report);
}
END_TEST

/* ---- other kinds of files ---- */

static struct pwz_recon_report *read_text(const char *text)
{
    return lines_read(text, strlen(text), 0, NULL);
}

static struct pwz_recon_report *report_of(const char *const *columns, const char *changes)
{
    struct lines_form form = {.columns = columns};
    struct pwz_buf text;

    pwz_buf_init(&text, 1 << 16);
    lines_head(&text, &form);
    lines_add(&text, &form, changes);
    struct pwz_recon_report *report = read_text(pwz_buf_text(&text));
    pwz_buf_done(&text);
    return report;
}

static const char *const cost_columns[] = {"customerTenantId",
                                           "SubscriptionId",
                                           "resourceGroupName",
                                           "date",
                                           "costInBillingCurrency",
                                           "billingCurrency",
                                           "publisherType",
                                           "publisherName",
                                           "PricingModel",
                                           "chargeType",
                                           "partnerEarnedCreditApplied",
                                           "partnerEarnedCreditRate",
                                           "meterName",
                                           NULL};

static const char cost_usual[] =
    "customerTenantId=" LINES_CUSTOMER "|SubscriptionId=" LINES_SUBSCRIPTION
    "|resourceGroupName=RG-One|date=10/13/2026|costInBillingCurrency=10"
    "|billingCurrency=EUR|chargeType=Usage|meterName=D2|publisherName=|";

static const struct rule_case cost[] = {
    {"partnerEarnedCreditApplied=1",                               PWZ_RULE_EARNED_FLAG },
    {"partnerEarnedCreditApplied=True",                            PWZ_RULE_EARNED_FLAG },
    {"partnerEarnedCreditApplied=0",                               PWZ_RULE_MISSING_FLAG},
    {"partnerEarnedCreditApplied=False|publisherType=Microsoft",   PWZ_RULE_MISSING_FLAG},
    {"partnerEarnedCreditApplied=",                                PWZ_RULE_EMPTY       },
    {"partnerEarnedCreditApplied=False|publisherType=Marketplace", PWZ_RULE_THIRD_PARTY },
    {"partnerEarnedCreditApplied=False|publisherType=Marketplace|"
     "publisherName=Microsoft",                               PWZ_RULE_THIRD_PARTY },
    {"partnerEarnedCreditApplied=False|PricingModel=Spot",         PWZ_RULE_SPOT        },
    {"partnerEarnedCreditApplied=False|PricingModel=SavingsPlan",  PWZ_RULE_SAVINGS_PLAN},
    {"partnerEarnedCreditApplied=False|PricingModel=Reservation",  PWZ_RULE_RESERVATION },
    {"partnerEarnedCreditApplied=False|PricingModel=OnDemand",     PWZ_RULE_MISSING_FLAG},
    {"partnerEarnedCreditApplied=False|chargeType=Purchase",       PWZ_RULE_LICENSE     },
};

START_TEST(a_cost_export_is_judged_by_its_flag)
{
    const struct rule_case *row = &cost[_i];
    struct pwz_buf changes;

    pwz_buf_init(&changes, 1000);
    /* The first of two changes counts. */
    pwz_buf_addf(&changes, "%s|%s", row->changes, cost_usual);
    struct pwz_recon_report *report = report_of(cost_columns, pwz_buf_text(&changes));
    ck_assert_int_eq(pwz_recon_file_at(report, 0)->kind, PWZ_RECON_COST);
    ck_assert_uint_eq(lines_of(report), 1);
    ck_assert_uint_eq(lines_rule(report, row->rule), 1);
    ck_assert_str_eq(lines_proof(report, NULL, PWZ_MEASURE_SCOPE), "billing");
    pwz_recon_report_free(report);
    pwz_buf_done(&changes);
}
END_TEST

START_TEST(a_cost_export_without_partner_columns_is_of_a_subscription)
{
    static const char text[] =
        "SubscriptionId,ResourceGroup,Date,CostInBillingCurrency,"
        "BillingCurrencyCode\n" LINES_SUBSCRIPTION ",rg,10/13/2026,5,USD\n";
    struct pwz_recon_report *report = read_text(text);

    ck_assert_uint_eq(lines_rule(report, PWZ_RULE_NO_COLUMN), 1);
    ck_assert_str_eq(lines_proof(report, NULL, PWZ_MEASURE_SCOPE), "subscription");
    ck_assert_str_eq(lines_proof(report, NULL, PWZ_MEASURE_DOCUMENT), "cost-management");
    pwz_recon_report_free(report);
}
END_TEST

static const char *const old_columns[] = {"PartnerId",           "CustomerId",
                                          "CustomerCompanyName", "InvoiceNumber",
                                          "ProductId",           "SubscriptionId",
                                          "ChargeStartDate",     "UsageDate",
                                          "ResourceGroup",       "UnitPrice",
                                          "BillingPreTaxTotal",  "BillingCurrency",
                                          "PublisherName",       NULL};

START_TEST(without_a_column_that_tells_nothing_is_called_missing)
{
    struct pwz_recon_report *report = report_of(old_columns, "UsageDate=10/13/2026");

    ck_assert_uint_eq(lines_rule(report, PWZ_RULE_NO_COLUMN), 1);
    ck_assert(!pwz_recon_file_at(report, 0)->has_credit_column);
    ck_assert_str_eq(lines_proof(report, NULL, PWZ_MEASURE_CREDIT), "no-column");
    /* The plan stands for the subscription that old files do not name. */
    ck_assert_str_eq(lines_proof(report, NULL, PWZ_MEASURE_SUBSCRIPTION_ID), LINES_PLAN);
    ck_assert_uint_eq(pwz_recon_warning_count(report), 2);
    ck_assert_str_eq(pwz_recon_warning_at(report, 0)->text,
                     "the column 'EntitlementId' is missing, so rows are Azure plans and "
                     "not Azure subscriptions: download the file again with all its "
                     "columns");
    pwz_recon_report_free(report);
}
END_TEST

/* ---- basic exports: by the type of the credit, then by the price ---- */

static const char *const basic_columns[] = {"PartnerId",
                                            "CustomerId",
                                            "EntitlementId",
                                            "SubscriptionId",
                                            "UsageDate",
                                            "ResourceURI",
                                            "CreditType",
                                            "UnitPrice",
                                            "EffectiveUnitPrice",
                                            "Quantity",
                                            "BillingPreTaxTotal",
                                            "BillingCurrency",
                                            "PublisherName",
                                            "SkuName",
                                            "BenefitType",
                                            "InvoiceNumber",
                                            NULL};

static const struct rule_case basic[] = {
    {"CreditType=Partner Earned Credit Applied",                                      PWZ_RULE_EARNED_TYPE  },
    {"CreditType=Credit Not Applied",                                                 PWZ_RULE_MISSING_TYPE },
    {"CreditType=Credit Not Applied|SkuName=D2 Spot",                                 PWZ_RULE_SPOT         },
    {"CreditType=Azure Credit Applied",                                               PWZ_RULE_AZURE_CREDIT },
    {"UnitPrice=0.045|EffectiveUnitPrice=0.03825",                                    PWZ_RULE_EARNED_RATIO },
    {"UnitPrice=2.99|EffectiveUnitPrice=2.5415",                                      PWZ_RULE_EARNED_RATIO },
 /* 0.868 x 29 x 0.85 rounded down to 21.39, and 21.39 / 29 */
    {"UnitPrice=0.868|EffectiveUnitPrice=0.737586206896552|BillingPreTaxTotal=21.39",
     PWZ_RULE_EARNED_RATIO                                                                                  },
    {"UnitPrice=0.868|EffectiveUnitPrice=0.868",                                      PWZ_RULE_MISSING_RATIO},
 /* 0.94: twelve of thirty days */
    {"UnitPrice=1|EffectiveUnitPrice=0.94",                                           PWZ_RULE_UNCLEAR      },
    {"UnitPrice=1|EffectiveUnitPrice=0.5",                                            PWZ_RULE_UNCLEAR      },
 /* At 12 cents a rounding of one cent is 8 %: both may be. */
    {"UnitPrice=1|EffectiveUnitPrice=0.92|BillingPreTaxTotal=0.12",                   PWZ_RULE_UNCLEAR      },
 /* At 20 cents it is 5 %: 0.82 can only be 0.85. */
    {"UnitPrice=1|EffectiveUnitPrice=0.82|BillingPreTaxTotal=0.20",
     PWZ_RULE_EARNED_RATIO                                                                                  },
    {"UnitPrice=0|EffectiveUnitPrice=0",                                              PWZ_RULE_ZERO_PRICE   },
    {"UnitPrice=|EffectiveUnitPrice=1",                                               PWZ_RULE_UNCLEAR      },
};

START_TEST(a_basic_export_is_judged_by_type_then_price)
{
    const struct rule_case *row = &basic[_i];
    struct pwz_recon_report *report = report_of(basic_columns, row->changes);
    struct pwz_recon_rows *rows;

    ck_assert_uint_eq(lines_of(report), 1);
    ck_assert_uint_eq(lines_rule(report, row->rule), 1);
    /* The resource group comes out of the resource. */
    ck_assert_int_eq(pwz_recon_rows_new(report, PWZ_BY_GROUP, NULL, NULL, &rows, NULL),
                     PWZ_OK);
    ck_assert_str_eq(pwz_recon_rows_at(rows, 0)->resource_group, "rg-uri");
    pwz_recon_rows_free(rows);
    pwz_recon_report_free(report);
}
END_TEST

/* ---- the monthly file, by the words of its adjustment ---- */

static const char *const monthly_columns[] = {"CustomerId",
                                              "SubscriptionId",
                                              "ProductName",
                                              "PublisherName",
                                              "UnitPrice",
                                              "EffectiveUnitPrice",
                                              "Subtotal",
                                              "Currency",
                                              "SubscriptionDescription",
                                              "PriceAdjustmentDescription",
                                              "ReservationOrderId",
                                              "ChargeStartDate",
                                              NULL};

static const char monthly_usual[] = "|Subtotal=100|Currency=EUR";

static const struct rule_case monthly[] = {
    {"PriceAdjustmentDescription=[\"15.0% Partner earned credit for services managed\"]",
     PWZ_RULE_EARNED_ADJUSTMENT                                                                                      },
    {"PriceAdjustmentDescription=",                                                       PWZ_RULE_MISSING_ADJUSTMENT},
    {"PriceAdjustmentDescription=[]",                                                     PWZ_RULE_MISSING_ADJUSTMENT},
    {"UnitPrice=|EffectiveUnitPrice=",                                                    PWZ_RULE_MISSING_ADJUSTMENT},
    {"UnitPrice=1|EffectiveUnitPrice=0.85",                                               PWZ_RULE_UNCLEAR           },
    {"PriceAdjustmentDescription=[\"100 % Tier 1 Discount\"]",                            PWZ_RULE_OTHER_ADJUSTMENT  },
    {"SubscriptionDescription=Office 365 E3",                                             PWZ_RULE_LICENSE           },
    {"ReservationOrderId=22222222",                                                       PWZ_RULE_RESERVATION       },
    {"ProductName=Compute Savings Plan",                                                  PWZ_RULE_SAVINGS_PLAN      },
    {"PublisherName=SendGrid",                                                            PWZ_RULE_THIRD_PARTY       },
};

START_TEST(a_monthly_line_is_judged_by_its_adjustment)
{
    const struct rule_case *row = &monthly[_i];
    struct pwz_buf changes;

    pwz_buf_init(&changes, 1000);
    pwz_buf_addf(&changes, "%s%s", row->changes, monthly_usual);
    struct pwz_recon_report *report = report_of(monthly_columns, pwz_buf_text(&changes));
    ck_assert_int_eq(pwz_recon_file_at(report, 0)->kind, PWZ_RECON_INVOICE);
    ck_assert_uint_eq(pwz_recon_monthly_count(report), 1);
    const struct pwz_recon_sums *sums = &pwz_recon_monthly_at(report, 0)->sums;
    ck_assert_uint_eq(sums->lines, 1);
    ck_assert_uint_eq(sums->rules[row->rule], 1);
    pwz_recon_report_free(report);
    pwz_buf_done(&changes);
}
END_TEST

/* ---- what the price shows ---- */

/* Of 100 EUR a cent is 100 millionths, so that with the fifth of a per cent a price may
 * stray by 2100 of them. */
static const struct ratio_case {
    const char *changes, *ratio;
} ratios[] = {
    {"UnitPrice=1|EffectiveUnitPrice=0.85",                                            "credit" },
    {"UnitPrice=1|EffectiveUnitPrice=0.8521",                                          "credit" },
    {"UnitPrice=1|EffectiveUnitPrice=0.8522",                                          "between"},
    {"UnitPrice=1|EffectiveUnitPrice=0.8479",                                          "credit" },
    {"UnitPrice=1|EffectiveUnitPrice=0.8478",                                          "below"  },
    {"UnitPrice=1|EffectiveUnitPrice=0.5",                                             "below"  },
    {"UnitPrice=1|EffectiveUnitPrice=0.86",                                            "between"},
    {"UnitPrice=1|EffectiveUnitPrice=0.9978",                                          "between"},
    {"UnitPrice=1|EffectiveUnitPrice=0.9979",                                          "list"   },
    {"UnitPrice=1|EffectiveUnitPrice=1",                                               "list"   },
    {"UnitPrice=1|EffectiveUnitPrice=1.0021",                                          "list"   },
    {"UnitPrice=1|EffectiveUnitPrice=1.0022",                                          "-"      },
    {"UnitPrice=1|EffectiveUnitPrice=",                                                "-"      },
    {"UnitPrice=|EffectiveUnitPrice=1",                                                "-"      },
 /* A refund has the prices of what is given back. */
    {"UnitPrice=0.868|EffectiveUnitPrice=0.737586206896552|BillingPreTaxTotal=-21.39",
     "credit"                                                                                   },
    {"UnitPrice=-1|EffectiveUnitPrice=-0.85",                                          "credit" },
 /* Prices as large as numbers can be are compared as well as small ones. */
    {"UnitPrice=100000000000|EffectiveUnitPrice=85000000000",                          "credit" },
    {"UnitPrice=100000000000|EffectiveUnitPrice=94000000000",                          "between"},
};

START_TEST(the_price_of_a_line_without_credit_shows_a_ratio)
{
    struct pwz_recon_report *report = lines_report(&ratios[_i].changes, 1);

    ck_assert_uint_eq(lines_rule(report, PWZ_RULE_MISSING_COLUMN), 1);
    ck_assert_str_eq(lines_proof(report, NULL, PWZ_MEASURE_RATIO), ratios[_i].ratio);
    pwz_recon_report_free(report);
}
END_TEST

/* ---- JSON lines ---- */

static struct pwz_recon_report *read_json(const char *const *changes, size_t count,
                                          size_t cut)
{
    struct pwz_buf text;

    pwz_buf_init(&text, 1 << 20);
    for (size_t i = 0; i < count; i++)
        lines_add_json(&text, changes[i]);
    struct pwz_recon_report *report =
        lines_read(pwz_buf_text(&text), text.len, cut, NULL);
    pwz_buf_done(&text);
    return report;
}

START_TEST(json_lines_say_the_same_as_csv)
{
    for (size_t i = 0; i < sizeof daily / sizeof *daily; i++) {
        struct pwz_recon_report *report = read_json(&daily[i].changes, 1, 0);
        ck_assert_uint_eq(lines_rule(report, daily[i].rule), 1);
        ck_assert(pwz_recon_file_at(report, 0)->is_jsonl);
        ck_assert_str_eq(pwz_recon_file_at(report, 0)->version, "full");
        pwz_recon_report_free(report);
    }
}
END_TEST

START_TEST(json_values_are_found_in_any_order_and_form)
{
    static const char text[] =
        "{\"UsageDate\" : \"2026-10-03T00:00:00Z\" , "
        "\"Nested\":{\"a\":[1,{\"b\":\"}\"}]},"
        "\"BillingPreTaxTotal\":12.5,\"BillingCurrency\":\"eur\",\"Other\":null,"
        "\"EntitlementId\":\"" LINES_SUBSCRIPTION "\",\"CustomerName\":"
        "\"A \\\"B\\\" \\u00e9\\ud83d\\ude00 \\/ C\",\"CustomerId\":\"" LINES_CUSTOMER
        "\","
        "\"ResourceGroup\":\"Rg\\u002dTwo\",\"PartnerEarnedCreditPercentage\":0,"
        "\"InvoiceNumber\":\"G1\",\"UnitPrice\":1}\r\n"
        "\n"
        "{\"BillingCurrency\":\"EUR\",\"PartnerEarnedCreditPercentage\":15,\"UnitPrice\":"
        "1,"
        "\"BillingPreTaxTotal\":1e1,\"UsageDate\":\"2026-10-04\",\"InvoiceNumber\":"
        "\"G1\","
        "\"EntitlementId\":\"" LINES_SUBSCRIPTION "\",\"CustomerId\":\"" LINES_CUSTOMER
        "\"}";

    for (size_t cut = 0; cut < sizeof text; cut++) {
        struct pwz_recon_report *report = lines_read(text, sizeof text - 1, cut, NULL);
        struct pwz_recon_rows *rows;
        ck_assert_uint_eq(lines_of(report), 2);
        ck_assert_uint_eq(pwz_recon_warning_count(report), 0);
        ck_assert_int_eq(
            pwz_recon_rows_new(report, PWZ_BY_GROUP, NULL, NULL, &rows, NULL), PWZ_OK);
        ck_assert_uint_eq(pwz_recon_rows_count(rows), 2);
        const struct pwz_recon_row *row = pwz_recon_rows_at(rows, 0);
        ck_assert_str_eq(row->customer_name, "A \"B\" \xC3\xA9\xF0\x9F\x98\x80 / C");
        ck_assert_str_eq(row->resource_group, "rg-two");
        ck_assert_str_eq(row->currency, "EUR");
        ck_assert_str_eq(lines_amount(&row->sums.cost_missing), "12.5");
        pwz_recon_rows_free(rows);
        pwz_recon_report_free(report);
    }
}
END_TEST

#define GOOD_JSON                                                                        \
    "\"UsageDate\":\"2026-10-03\",\"BillingPreTaxTotal\":1,\"BillingCurrency\":\"EUR\"," \
    "\"EntitlementId\":\"x\",\"PartnerEarnedCreditPercentage\":0"

static const char *const bad_json[] = {
    "{" GOOD_JSON,
    "{" GOOD_JSON "}}",
    "{" GOOD_JSON ",}",
    "{" GOOD_JSON " \"a\":1}",
    "{" GOOD_JSON ",\"a\"}",
    "{" GOOD_JSON ",\"a\":}",
    "{" GOOD_JSON ",\"a\":tru}",
    "{" GOOD_JSON ",\"a\":01x}",
    "{" GOOD_JSON ",\"a\":\"b}",
    "{" GOOD_JSON ",\"a\":\"\\x\"}",
    "{" GOOD_JSON ",\"a\":\"\\u12g4\"}",
    "{" GOOD_JSON ",\"a\":\"tab\there\"}",
    "{" GOOD_JSON ",\"a\":[1,{]}",
    "{" GOOD_JSON ",\"a\":[1}",
    "{" GOOD_JSON ",\"UsageDate\":\"2026-10-04\"}",
    "{" GOOD_JSON ",a:1}",
    "[" GOOD_JSON "]",
    "text",
};

START_TEST(a_bad_json_line_is_left_out_with_its_number)
{
    struct pwz_buf text;

    pwz_buf_init(&text, 10000);
    pwz_buf_addf(&text, "{%s}\n%s\n{%s}\n", GOOD_JSON, bad_json[_i], GOOD_JSON);
    struct pwz_recon_report *report = lines_read(pwz_buf_text(&text), text.len, 0, NULL);
    ck_assert_uint_eq(lines_of(report), 2);
    ck_assert_uint_eq(pwz_recon_file_at(report, 0)->unusable, 1);
    ck_assert_uint_eq(pwz_recon_warning_count(report), 1);
    ck_assert_uint_eq(pwz_recon_warning_at(report, 0)->line, 2);
    pwz_recon_report_free(report);
    pwz_buf_done(&text);
}
END_TEST

START_TEST(a_basic_json_export_is_usable_and_says_so)
{
    static const char *const lines[] = {
        "PartnerEarnedCreditPercentage=absent|ResourceGroup=absent|CreditType=Credit Not "
        "Applied"};
    struct pwz_recon_report *report = read_json(lines, 1, 0);

    ck_assert_uint_eq(lines_rule(report, PWZ_RULE_MISSING_TYPE), 1);
    ck_assert(pwz_recon_file_at(report, 0)->is_basic);
    ck_assert_uint_eq(pwz_recon_warning_count(report), 1);
    ck_assert_ptr_nonnull(strstr(pwz_recon_warning_at(report, 0)->text, "'full'"));
    pwz_recon_report_free(report);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("recon_judge");
    TCase *tcase = tcase_create("all");

    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, one_rule_speaks_on_a_line, 0,
                        sizeof daily / sizeof *daily);
    tcase_add_test(tcase, a_refund_is_judged_like_any_line_and_shown_apart);
    tcase_add_loop_test(tcase, a_cost_export_is_judged_by_its_flag, 0,
                        sizeof cost / sizeof *cost);
    tcase_add_test(tcase, a_cost_export_without_partner_columns_is_of_a_subscription);
    tcase_add_test(tcase, without_a_column_that_tells_nothing_is_called_missing);
    tcase_add_loop_test(tcase, a_basic_export_is_judged_by_type_then_price, 0,
                        sizeof basic / sizeof *basic);
    tcase_add_loop_test(tcase, a_monthly_line_is_judged_by_its_adjustment, 0,
                        sizeof monthly / sizeof *monthly);
    tcase_add_loop_test(tcase, the_price_of_a_line_without_credit_shows_a_ratio, 0,
                        sizeof ratios / sizeof *ratios);
    tcase_add_test(tcase, json_lines_say_the_same_as_csv);
    tcase_add_test(tcase, json_values_are_found_in_any_order_and_form);
    tcase_add_loop_test(tcase, a_bad_json_line_is_left_out_with_its_number, 0,
                        sizeof bad_json / sizeof *bad_json);
    tcase_add_test(tcase, a_basic_json_export_is_usable_and_says_so);
    suite_add_tcase(suite, tcase);
    return pwz_test_main(suite);
}
