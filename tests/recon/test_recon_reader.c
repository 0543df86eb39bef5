/*
 * Unit tests of the reader's life: heads, refusals, pieces, halves, several files,
 * limits, cancelling, memory running out.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pecwiz/mem.h"

#include "recon/lines.h"
#include "unit/runner.h"

static struct pwz_buf text;

static void set_up(void)
{
    pwz_buf_init(&text, (size_t)1 << 30);
}

static void tear_down(void)
{
    pwz_mem_fail_after(SIZE_MAX);
    pwz_buf_done(&text);
}

static struct pwz_recon_report *read_all(void)
{
    return lines_read(pwz_buf_text(&text), text.len, 0, NULL);
}

static const struct pwz_recon_file *only_file(const struct pwz_recon_report *report)
{
    ck_assert_uint_eq(pwz_recon_file_count(report), 1);
    return pwz_recon_file_at(report, 0);
}

/* ---- heads ---- */

START_TEST(the_documented_form_is_told)
{
    lines_head(&text, NULL);
    lines_add(&text, NULL, "UsageDate=10/13/2026");
    struct pwz_recon_report *report = read_all();
    const struct pwz_recon_file *file = only_file(report);

    ck_assert_ptr_null(file->refused);
    ck_assert_int_eq(file->kind, PWZ_RECON_DAILY);
    ck_assert_str_eq(file->version, "55 (2022)");
    ck_assert_uint_eq(file->columns, 55);
    ck_assert_int_eq(file->delimiter, ',');
    ck_assert_str_eq(file->date_order, "MDY");
    ck_assert_str_eq(file->date_reason, "a day of use above 12");
    ck_assert_uint_eq(file->bytes, text.len);
    ck_assert_uint_eq(file->lines, 1);
    ck_assert_str_eq(file->partner_id, LINES_PARTNER);
    ck_assert_str_eq(file->invoice, "G012345678");
    ck_assert(!pwz_recon_is_partial(report));
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(delimiters_and_decimal_commas_are_settled_from_the_file)
{
    static const struct {
        struct lines_form form;
        const char *amount;
        bool is_comma;
    } forms[] = {
        {{.delimiter = ';', .newline = "\n"},                       "12,5", true },
        {{.delimiter = '\t', .newline = "\r"},                      "12.5", false},
        {{.delimiter = ',', .quotes_all = true},                    "12,5", true },
        {{.delimiter = ';', .newline = "\r\n", .quotes_all = true}, "12.5", false},
    };

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char changes[60];
        (void)snprintf(changes, sizeof changes, "BillingPreTaxTotal=%s", forms[i].amount);
        pwz_buf_clear(&text);
        lines_head(&text, &forms[i].form);
        lines_add(&text, &forms[i].form, changes);
        struct pwz_recon_report *report = read_all();
        ck_assert_int_eq(only_file(report)->delimiter, forms[i].form.delimiter);
        ck_assert(only_file(report)->is_decimal_comma == forms[i].is_comma);
        ck_assert_str_eq(lines_amount(&pwz_recon_total_at(report, 0)->sums.cost), "12.5");
        pwz_recon_report_free(report);
    }
}
END_TEST

START_TEST(columns_are_found_by_name_in_any_order_and_case)
{
    static const char *const columns[] = {"billingcurrency",
                                          "UNKNOWN",
                                          "partnerearnedcreditpercentage",
                                          "entitlementid",
                                          "USAGEDATE",
                                          "BillingPreTaxTotal",
                                          "MPNID",
                                          "ResellerMpnId",
                                          " CustomerId ",
                                          NULL};
    struct lines_form form = {.columns = columns};

    lines_head(&text, &form);
    pwz_buf_adds(&text, "eur,x,0,A-Sub,10/13/2026,3,111,222,A-Customer\n");
    struct pwz_recon_report *report = read_all();
    struct pwz_recon_rows *rows;
    ck_assert_int_eq(
        pwz_recon_rows_new(report, PWZ_BY_SUBSCRIPTION, NULL, NULL, &rows, NULL), PWZ_OK);
    ck_assert_uint_eq(pwz_recon_rows_count(rows), 1);
    ck_assert_str_eq(pwz_recon_rows_at(rows, 0)->subscription_id, "a-sub");
    ck_assert_str_eq(pwz_recon_rows_at(rows, 0)->customer_id, "a-customer");
    ck_assert_str_eq(pwz_recon_rows_at(rows, 0)->currency, "EUR");
    ck_assert_str_eq(pwz_recon_id_at(report, PWZ_ID_RESELLER, 0)->id, "222");
    ck_assert_str_eq(pwz_recon_id_at(report, PWZ_ID_MPN, 0)->id, "111");
    ck_assert_int_eq(only_file(report)->billed, PWZ_BILLED_UNKNOWN);
    pwz_recon_rows_free(rows);
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(byte_order_marks_and_a_separator_line_are_skipped)
{
    pwz_buf_adds(&text, "\xEF\xBB\xBFsep=,\r\n");
    lines_head(&text, NULL);
    pwz_buf_adds(&text, "\xEF\xBB\xBF");
    lines_add(&text, NULL, "");
    struct pwz_recon_report *report = read_all();

    ck_assert(only_file(report)->has_bom);
    ck_assert_uint_eq(only_file(report)->lines, 1);
    ck_assert_str_eq(only_file(report)->partner_id, LINES_PARTNER);
    ck_assert_uint_eq(pwz_recon_warning_count(report), 0);
    pwz_recon_report_free(report);
}
END_TEST

#define GET                                                                              \
    "get the daily-rated usage file of the G invoice in Partner Center under Billing, "  \
    "Billing overview (NCE), Download report"
#define NO_COLUMN(name)                                                                  \
    "the head line has no column '" name "', so this is no whole daily-rated usage "     \
    "file: " GET ", and leave out none of its columns"
#define LACKS(kind, name)                                                                \
    "this looks like " kind ", but the column '" name "' is missing, which is needed: "
#define ONE_OBJECT                                                                       \
    "JSON lines, one object on each line: export with Microsoft Graph (attribute set "   \
    "'full'), or " GET

static const struct refusal {
    const char *text;
    const char *words;
} refusals[] = {
    {"",                                                                        "the file is empty: " GET                              },
    {"\n \r\n",                                                                 "the file is empty: " GET                              },
    {"\xEF\xBB\xBF",                                                            "the file is empty: " GET                              },
    {"hello world\n1\n",
     "the first line is not the head line of a usage file (no known column names): " GET                                               },
    {"[{\"PartnerId\":1}]",                                                     "this is one JSON array; a usage export is " ONE_OBJECT},
    {"{\n\"PartnerId\":1}\n",
     "the first line is no whole JSON object; a usage export is " ONE_OBJECT                                                           },
    {"PartnerBillableAccountId,ConsumedQuantity,SubscriptionId\n",
     "this is a legacy (D) reconciliation file, which has no partner earned credit at "
     "all: " GET                                                                                                                       },
    {"PartnerId,CustomerId,EntitlementId,BillingCurrency,BillingPreTaxTotal\n",
     NO_COLUMN("UsageDate")                                                                                                            },
    {"PartnerId,CustomerId,EntitlementId,UsageDate,BillingCurrency\n",
     NO_COLUMN("BillingPreTaxTotal")                                                                                                   },
    {"EntitlementId,UsageDate,BillingPreTaxTotal\n",
     LACKS("a daily-rated usage file",                                                                                                   "BillingCurrency") GET
     ", and leave out none of its columns"},
    {"ChargeStartDate,UsageDate,BillingPreTaxTotal,BillingCurrency\n",
     LACKS("a daily-rated usage file",                                                                 "EntitlementId") GET
     ", and leave out none of its columns"},
    {"date,costInBillingCurrency,partnerEarnedCreditApplied,SubscriptionId\n",
     LACKS("a cost management export, partner scope",
     "BillingCurrency") "export the costs of the partner scope in Cost Management "
                              "again, with all columns, "
                              "or " GET},
    {"PriceAdjustmentDescription,SubscriptionId,ChargeStartDate,Currency\n",
     LACKS("a monthly (G) reconciliation file",
     "Subtotal") "get the reconciliation file of the G invoice again in Partner "
                       "Center under Billing, "
                       "Billing overview (NCE), and leave out none of its columns"},
    {"\"PartnerId,CustomerId\n",
     "the first line is not the head line of a usage file: it does not end; " GET                                                                                         },
};

START_TEST(what_is_no_usage_file_is_refused_in_words)
{
    const struct refusal *row = &refusals[_i];

    for (size_t cut = 0; cut <= strlen(row->text); cut++) {
        struct pwz_recon_report *report =
            lines_read(row->text, strlen(row->text), cut, NULL);
        ck_assert_ptr_nonnull(only_file(report)->refused);
        ck_assert_str_eq(only_file(report)->refused, row->words);
        ck_assert_uint_eq(pwz_recon_total_count(report), 0);
        pwz_recon_report_free(report);
    }
}
END_TEST

START_TEST(a_source_can_refuse_a_file)
{
    struct pwz_recon *recon;
    struct pwz_recon_report *report;
    struct pwz_err err = {.status = PWZ_OK};

    ck_assert_int_eq(pwz_recon_new(NULL, &recon, &err), PWZ_OK);
    ck_assert_int_eq(pwz_recon_begin(recon, "a\033[2Jb", &err), PWZ_OK);
    pwz_recon_refuse(recon, "this is a picture");
    ck_assert_int_eq(pwz_recon_feed(recon, "x", 1, &err), PWZ_E_SCHEMA);
    ck_assert_int_eq(pwz_recon_end(recon, &err), PWZ_E_SCHEMA);
    ck_assert_str_eq(err.text, "this is a picture");
    ck_assert_int_eq(pwz_recon_finish(recon, &report, &err), PWZ_OK);
    ck_assert_str_eq(only_file(report)->refused, "this is a picture");
    ck_assert_str_eq(only_file(report)->name, "a\xEF\xBF\xBD[2Jb");
    pwz_recon_report_free(report);
    pwz_recon_free(recon);
}
END_TEST

/* ---- lines that are left out ---- */

START_TEST(lines_that_cannot_be_used_are_told_with_their_number)
{
    lines_head(&text, NULL);
    lines_add(&text, NULL, "");                            /* 2 */
    lines_add(&text, NULL, "UsageDate=13/13/2026");        /* 3 */
    lines_add(&text, NULL, "BillingPreTaxTotal=1,234.50"); /* 4 */
    lines_add(&text, NULL, "BillingPreTaxTotal=");         /* 5 */
    lines_add(&text, NULL, "CustomerName=two\nlines");     /* 6, 7 */
    pwz_buf_adds(&text, "a,b\r\n");                        /* 8 */
    lines_head(&text, NULL);                               /* 9 */
    lines_add(
        &text, NULL,
        "PartnerId=Total|CustomerId=|EntitlementId=|SubscriptionId=|UsageDate="); /* 10 */
    lines_add(&text, NULL, "BillingPreTaxTotal=9e99");                            /* 11 */
    pwz_buf_adds(&text, "\r\n");                                                  /* 12 */
    lines_add(&text, NULL, "");                                                   /* 13 */
    text.len -= 2;
    pwz_buf_adds(&text, ",,\r\n");
    text.len -= 2;
    pwz_buf_adds(&text, ",x\r\n"); /* one field too many */
    static const struct {
        uint64_t line;
        const char *words;
    } wanted[] = {
        {3,  "UsageDate is no date: '13/13/2026'"         },
        {4,  "BillingPreTaxTotal is no number: '1,234.50'"},
        {5,  "BillingPreTaxTotal is no number: ''"        },
        {8,  "it has 2 fields, the head line has 55"      },
        {9,  "the head line again"                        },
        {10, "taken for a total"                          },
        {11, "BillingPreTaxTotal is too large: '9e99'"    },
        {13, "it has 58 fields"                           },
    };
    struct pwz_recon_report *report = read_all();
    const struct pwz_recon_file *file = only_file(report);

    ck_assert_uint_eq(pwz_recon_warning_count(report), sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const struct pwz_recon_warning *warning = pwz_recon_warning_at(report, i);
        ck_assert_uint_eq(warning->line, wanted[i].line);
        ck_assert_ptr_nonnull(strstr(warning->text, wanted[i].words));
    }
    ck_assert_uint_eq(file->lines, 2);
    ck_assert_uint_eq(file->unusable, 6);
    ck_assert_uint_eq(file->repeated_heads, 1);
    ck_assert_uint_eq(file->totals, 1);
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(empty_fields_behind_the_last_column_do_no_harm)
{
    lines_head(&text, NULL);
    lines_add(&text, NULL, "");
    text.len -= 2;
    pwz_buf_adds(&text, ",,\r\n");
    struct pwz_recon_report *report = read_all();

    ck_assert_uint_eq(only_file(report)->lines, 1);
    ck_assert_uint_eq(pwz_recon_warning_count(report), 0);
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(warnings_past_the_maximum_are_counted)
{
    struct pwz_recon_opts opts = {.warnings_max = 2};

    lines_head(&text, NULL);
    for (int i = 0; i < 5; i++)
        pwz_buf_adds(&text, "short\r\n");
    lines_add(&text, NULL, "");
    struct pwz_recon_report *report = lines_read(pwz_buf_text(&text), text.len, 0, &opts);
    ck_assert_uint_eq(pwz_recon_warning_count(report), 2);
    ck_assert_uint_eq(pwz_recon_warnings_dropped(report), 3);
    pwz_recon_report_free(report);
}
END_TEST

/* ---- dates ---- */

static const struct order_case {
    const char *lines[3];
    const char *order, *reason, *first, *last;
} orders[] = {
    {{"UsageDate=10/03/2026|ChargeStartDate=|ChargeEndDate=|PCToBCExchangeRateDate=",
      "UsageDate=10/13/2026"},
     "MDY",                                                                                    "a day of use above 12",
     "2026-10-03",                                                                                                                                                             "2026-10-13"},
    {{"UsageDate=03/10/2026|ChargeStartDate=01/10/2026|ChargeEndDate=31/10/2026",
      "UsageDate=13/10/2026|ChargeStartDate=01/10/2026|ChargeEndDate=31/10/2026"},
     "DMY",                                                                                    "a day of use above 12",
     "2026-10-03",                                                                                                                                                             "2026-10-13"},
    {{"UsageDate=03/10/2026|ChargeStartDate=01/10/2026|ChargeEndDate=01/11/2026"},
     "DMY",                                                                                    "the first and last day of the charged months",
     "2026-10-03",                                                                                                                                                             "2026-10-03"},
    {{"UsageDate=10/03/2026|ChargeStartDate=10/01/2026|ChargeEndDate=11/01/2026"},
     "MDY",                                                                                    "the first and last day of the charged months",
     "2026-10-03",                                                                                                                                                             "2026-10-03"},
    {{"UsageDate=03/10/2026|ChargeStartDate=|ChargeEndDate=|"
      "PCToBCExchangeRateDate=30/09/2026"},
     "DMY",                                                                                    "the dates of the exchange rates",
     "2026-10-03",                                                                                                                                                             "2026-10-03"},
    {{"UsageDate=10/03/2026|ChargeStartDate=|ChargeEndDate=|PCToBCExchangeRateDate="},
     "MDY",                                                                                    "assumed: nothing in the file tells; it is the documented order",
     "2026-10-03",                                                                                                                                                             "2026-10-03"},
    {{"UsageDate=10/12/2026|ChargeStartDate=|ChargeEndDate=|PCToBCExchangeRateDate="},
     "MDY",                                                                                    "assumed: nothing in the file tells; it is the documented order",
     "2026-10-12",                                                                                                                                                             "2026-10-12"},
    {{"UsageDate=12/10/2026|ChargeStartDate=|ChargeEndDate=|PCToBCExchangeRateDate="},
     "MDY",                                                                                    "assumed: nothing in the file tells; it is the documented order",
     "2026-12-10",                                                                                                                                                             "2026-12-10"},
    {{"UsageDate=2026-10-03T00:00:00Z"},                                                "YMD", "",                                                               "2026-10-03", "2026-10-03"},
    {{"UsageDate=03.10.2026|ChargeStartDate=|ChargeEndDate=|PCToBCExchangeRateDate="},
     "DMY",                                                                                    "dates with dots begin with the day",
     "2026-10-03",                                                                                                                                                             "2026-10-03"},
};

START_TEST(the_order_of_dates_is_settled_from_the_whole_file)
{
    const struct order_case *row = &orders[_i];
    size_t count = row->lines[1] ? 2 : 1;
    struct pwz_recon_report *report = lines_report(row->lines, count);
    char day[PWZ_DAY_CHARS];

    ck_assert_str_eq(only_file(report)->date_order, row->order);
    ck_assert_str_eq(only_file(report)->date_reason, row->reason);
    ck_assert_str_eq(pwz_day_text(pwz_recon_first_day(report), day), row->first);
    ck_assert_str_eq(pwz_day_text(pwz_recon_last_day(report), day), row->last);
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(first_and_last_day_of_a_file_do_not_depend_on_the_order_of_lines)
{
    static const char *const lines[] = {"UsageDate=10/14/2026", "UsageDate=10/13/2026",
                                        "UsageDate=10/16/2026", "UsageDate=10/15/2026"};
    struct pwz_recon_report *report = lines_report(lines, 4);

    ck_assert_int_eq(only_file(report)->first_day, pwz_day_of(2026, 10, 13));
    ck_assert_int_eq(only_file(report)->last_day, pwz_day_of(2026, 10, 16));
    pwz_recon_report_free(report);
}
END_TEST

/* A date that may mean two days is read as most of the others are, of equally many as
 * documented. */
static const struct both_case {
    const char *lines[4];
    const char *order;
    int month, day; /* of the date that may mean two days */
} both[] = {
    {{"UsageDate=10/13/2026", "UsageDate=10/14/2026", "UsageDate=15/10/2026",
      "UsageDate=10/11/2026"},
     "MDY", 10,
     11},
    {{"UsageDate=13/10/2026", "UsageDate=14/10/2026", "UsageDate=10/15/2026",
      "UsageDate=11/10/2026"},
     "DMY", 10,
     11},
    {{"UsageDate=10/13/2026", "UsageDate=15/10/2026", "UsageDate=15/10/2026",
      "UsageDate=10/11/2026"},
     "MDY", 10,
     11},
};

START_TEST(a_file_of_both_orders_is_told)
{
    const struct both_case *row = &both[_i];
    struct pwz_recon_report *report = lines_report(row->lines, 4);
    const struct pwz_recon_warning *warning = pwz_recon_warning_at(report, 0);
    const char *told = strstr(warning->text, "the others as ");

    ck_assert_uint_eq(only_file(report)->lines, 4);
    ck_assert_uint_eq(pwz_recon_warning_count(report), 1);
    ck_assert_uint_eq(warning->line, 0); /* of the whole file */
    ck_assert_ptr_nonnull(told);
    ck_assert_ptr_nonnull(strstr(told, row->order));
    ck_assert_str_eq(only_file(report)->date_order, row->order);
    ck_assert_int_eq(only_file(report)->first_day,
                     pwz_day_of(2026, (unsigned)row->month, (unsigned)row->day));
    ck_assert_int_eq(pwz_recon_last_day(report), pwz_day_of(2026, 10, 15));
    pwz_recon_report_free(report);
}
END_TEST

/* ---- pieces, engines, halves: always the same report ---- */

static void check_same(const char *a, const struct pwz_recon_report *report)
{
    struct pwz_buf dump;

    pwz_buf_init(&dump, 1 << 26);
    lines_dump(report, &dump);
    /* The first difference and what follows it: the whole is too long to be told. */
    const char *b = pwz_buf_text(&dump);
    size_t at = 0;
    while (a[at] && a[at] == b[at])
        at++;
    char mine[200], other[200];
    (void)snprintf(mine, sizeof mine, "%s", b + at);
    (void)snprintf(other, sizeof other, "%s", a + at);
    ck_assert_str_eq(mine, other);
    pwz_buf_done(&dump);
}

static void add_varied(int count)
{
    static const char *const kinds[] = {
        "",
        "PartnerEarnedCreditPercentage=15|ResourceGroup=Two|Tags=\"a\"\nb",
        "MeterName=Spot|ResourceGroup=one, \"two\"",
        "BillingPreTaxTotal=-3.25|ChargeType=cancel",
        "BillingCurrency=USD|BillingPreTaxTotal=1E-05",
        ("CustomerName=\xC3\xA9 \"q\", Ltd.|CustomerId=" LINES_PLAN),
        "UsageDate=nonsense",
        "PartnerEarnedCreditPercentage=|Tier2MpnId=99",
        "ProductId=Other|PartnerEarnedCreditPercentage=15|EntitlementId=not a guid",
    };
    char line[300];

    for (int i = 0; i < count; i++) {
        (void)snprintf(line, sizeof line, "%s|UsageDate=10/%d/2026", kinds[i % 9],
                       1 + i * 7 % 31);
        lines_add(&text, NULL, line);
    }
}

START_TEST(every_cut_and_engine_gives_the_same_report)
{
    static const char *const engines[] = {"swar", "sse2", "avx2", "avx512", "neon"};
    struct pwz_buf dump;

    lines_head(&text, NULL);
    add_varied(9);
    pwz_buf_adds(&text, "a \"bad\" row,\"x\"y\r\n");
    add_varied(9);
    pwz_buf_adds(&text, "the \"end");
    struct pwz_recon_report *report = read_all();
    pwz_buf_init(&dump, 1 << 26);
    lines_dump(report, &dump);
    pwz_recon_report_free(report);
    for (size_t e = 0; e < sizeof engines / sizeof *engines; e++) {
        struct pwz_recon_opts opts = {.engine = engines[e]};
        struct pwz_recon *recon;
        if (pwz_recon_new(&opts, &recon, NULL) != PWZ_OK)
            continue;
        pwz_recon_free(recon);
        for (size_t cut = 1; cut < 400; cut += cut < 80 ? 1 : 37) {
            report = lines_read(pwz_buf_text(&text), text.len, cut, &opts);
            check_same(pwz_buf_text(&dump), report);
            pwz_recon_report_free(report);
        }
    }
    pwz_buf_done(&dump);
}
END_TEST

/* Keys of memos are bytes as they stand: a value in quotes is the same value. The report
 * as text, without the size of the file. */
static char *dump_of_lines(const char *change, bool is_mixed)
{
    const struct lines_form quoted = {.quotes_all = true};
    struct pwz_buf dump;
    char line[200];

    pwz_buf_clear(&text);
    lines_head(&text, NULL);
    for (int i = 0; i < 40; i++) {
        (void)snprintf(line, sizeof line, "%sUsageDate=10/%d/2026|ProductId=P%d", change,
                       1 + i % 20, i % 3);
        lines_add(&text, is_mixed && i % 2 ? &quoted : NULL, line);
    }
    pwz_buf_init(&dump, 1 << 26);
    struct pwz_recon_report *report = read_all();
    lines_dump(report, &dump);
    pwz_recon_report_free(report);
    char *words = strdup(pwz_buf_text(&dump));
    ck_assert_ptr_nonnull(words);
    char *size = strstr(words, "bytes ");
    ck_assert_ptr_nonnull(size);
    for (size += 6; *size != ' '; size++)
        *size = '#';
    pwz_buf_done(&dump);
    return words;
}

START_TEST(quotes_around_values_change_nothing)
{
    static const char *const changes[] = {"", "InvoiceNumber=|", "Tier2MpnId=|",
                                          "MeterName=Spot|"};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char *bare = dump_of_lines(changes[i], false);
        char *mixed = dump_of_lines(changes[i], true);
        /* The sizes have as many digits, so nothing else hides behind them. */
        ck_assert_str_eq(mixed, bare);
        free(bare);
        free(mixed);
    }
}
END_TEST

START_TEST(a_currency_that_is_no_three_letters_is_never_added_up)
{
    lines_head(&text, NULL);
    lines_add(&text, NULL, "BillingCurrency=EUR");
    lines_add(&text, NULL, "BillingCurrency=EURO");
    lines_add(&text, NULL, "BillingCurrency= eur ");
    lines_add(&text, &(struct lines_form){.quotes_all = true}, "BillingCurrency=E");
    struct pwz_recon_report *report = read_all();

    ck_assert_uint_eq(pwz_recon_total_count(report), 1);
    ck_assert_uint_eq(pwz_recon_total_at(report, 0)->sums.lines, 2);
    ck_assert_uint_eq(only_file(report)->unusable, 2);
    ck_assert_uint_eq(pwz_recon_warning_at(report, 0)->line, 3);
    ck_assert_str_eq(pwz_recon_warning_at(report, 0)->text,
                     "left out: BillingCurrency is no currency: 'EURO'");
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(an_engine_that_is_not_there_is_told)
{
    struct pwz_recon_opts opts = {.engine = "abacus"};
    struct pwz_recon *recon;

    ck_assert_int_eq(pwz_recon_new(&opts, &recon, NULL), PWZ_E_NOT_FOUND);
    ck_assert_ptr_null(recon);
}
END_TEST

static struct pwz_recon_report *map_text(unsigned threads)
{
    struct pwz_recon *recon;
    struct pwz_recon_report *report;
    struct pwz_err err = {.status = PWZ_OK};

    ck_assert_int_eq(pwz_recon_new(NULL, &recon, &err), PWZ_OK);
    ck_assert_int_eq(
        pwz_recon_map(recon, "usage.csv", pwz_buf_text(&text), text.len, threads, &err),
        PWZ_OK);
    ck_assert_uint_eq(pwz_recon_progress(recon).bytes, text.len);
    ck_assert_int_eq(pwz_recon_finish(recon, &report, &err), PWZ_OK);
    pwz_recon_free(recon);
    return report;
}

static int64_t read_text_at(void *ctx, uint64_t offset, char *bytes, size_t len)
{
    const struct pwz_buf *from = ctx;
    size_t rest = offset < from->len ? from->len - (size_t)offset : 0;
    size_t got = len < rest ? len : rest;

    /* Short reads are allowed. */
    got = got > 100000 ? 100000 : got;
    memcpy(bytes, from->data + offset, got);
    return (int64_t)got;
}

static void check_halves(void)
{
    struct pwz_recon_source source = {
        .ctx = &text, .read_at = read_text_at, .size = text.len};
    struct pwz_recon *recon;
    struct pwz_recon_report *report = map_text(1);
    struct pwz_buf dump;

    pwz_buf_init(&dump, 1 << 26);
    lines_dump(report, &dump);
    pwz_recon_report_free(report);
    report = map_text(2);
    check_same(pwz_buf_text(&dump), report);
    pwz_recon_report_free(report);
    ck_assert_int_eq(pwz_recon_new(NULL, &recon, NULL), PWZ_OK);
    ck_assert_int_eq(pwz_recon_read(recon, "usage.csv", &source, 2, NULL), PWZ_OK);
    ck_assert_int_eq(pwz_recon_finish(recon, &report, NULL), PWZ_OK);
    check_same(pwz_buf_text(&dump), report);
    pwz_recon_report_free(report);
    pwz_recon_free(recon);
    pwz_buf_done(&dump);
}

START_TEST(halves_give_the_same_report_as_the_whole)
{
    lines_head(&text, NULL);
    add_varied(25000);
    ck_assert_uint_gt(text.len, 10 << 20);
    check_halves();
}
END_TEST

/* Text inside quotes that looks like rows: where the file is cut, the halves do not meet,
 * and all has to be read again on one thread. */
START_TEST(rows_inside_quotes_do_not_fool_the_halves)
{
    struct pwz_buf lure, line;

    pwz_buf_init(&lure, 10000);
    pwz_buf_init(&line, 1 << 20);
    lines_head(&text, NULL);
    add_varied(2000);
    lines_add(&lure, NULL, "Tags=");
    pwz_buf_adds(&line, "Tags=");
    for (int i = 0; i < 20; i++)
        pwz_buf_addf(&line, "\n%s", pwz_buf_text(&lure));
    for (int i = 0; i < 900; i++)
        lines_add(&text, NULL, pwz_buf_text(&line));
    add_varied(2000);
    ck_assert_uint_gt(text.len, 10 << 20);
    check_halves();
    pwz_buf_done(&lure);
    pwz_buf_done(&line);
}
END_TEST

START_TEST(halves_of_json_lines_give_the_same_report)
{
    char line[200];

    for (int i = 0; i < 9000; i++) {
        (void)snprintf(line, sizeof line,
                       "UsageDate=2026-10-%02d|PartnerEarnedCreditPercentage=%s|"
                       "ResourceGroup=g%d",
                       1 + i % 31, i % 3 ? "15" : "0", i % 11);
        lines_add_json(&text, line);
        if (i % 1000 == 7)
            pwz_buf_adds(&text, "{\"broken\":\n");
    }
    ck_assert_uint_gt(text.len, 10 << 20);
    check_halves();
}
END_TEST

/* ---- several files ---- */

static size_t count_warnings(const struct pwz_recon_report *report, const char *words)
{
    size_t count = 0;

    for (size_t i = 0; i < pwz_recon_warning_count(report); i++)
        count += strstr(pwz_recon_warning_at(report, i)->text, words) != NULL;
    return count;
}

static struct pwz_recon *new_reader(void)
{
    struct pwz_recon *recon;

    ck_assert_int_eq(pwz_recon_new(NULL, &recon, NULL), PWZ_OK);
    return recon;
}

static enum pwz_status read_line(struct pwz_recon *recon, const char *name,
                                 const char *changes, struct pwz_err *err)
{
    pwz_buf_clear(&text);
    lines_head(&text, NULL);
    lines_add(&text, NULL, changes);
    return pwz_recon_map(recon, name, pwz_buf_text(&text), text.len, 1, err);
}

START_TEST(files_of_one_partner_and_month_are_added_up)
{
    struct pwz_recon *recon = new_reader();
    struct pwz_recon_report *report;

    ck_assert_int_eq(read_line(recon, "a.csv", "UsageDate=10/13/2026", NULL), PWZ_OK);
    ck_assert_int_eq(read_line(recon, "b.csv", "UsageDate=10/14/2026", NULL), PWZ_OK);
    ck_assert_uint_eq(pwz_recon_progress(recon).files, 2);
    ck_assert_uint_eq(pwz_recon_progress(recon).lines, 2);
    ck_assert_uint_eq(pwz_recon_progress(recon).missing, 2);
    ck_assert_int_eq(pwz_recon_finish(recon, &report, NULL), PWZ_OK);
    ck_assert_uint_eq(pwz_recon_total_at(report, 0)->sums.lines, 2);
    ck_assert_uint_eq(pwz_recon_file_count(report), 2);
    pwz_recon_report_free(report);
    pwz_recon_free(recon);
}
END_TEST

START_TEST(another_partner_or_month_is_refused_in_words)
{
    struct pwz_recon *recon = new_reader();
    struct pwz_recon_report *report;
    struct pwz_err err = {.status = PWZ_OK};

    ck_assert_int_eq(read_line(recon, "a.csv", "UsageDate=10/13/2026", &err), PWZ_OK);
    ck_assert_int_eq(read_line(recon, "b.csv", "PartnerId=" LINES_PLAN, &err),
                     PWZ_E_SCHEMA);
    ck_assert_ptr_nonnull(strstr(err.text, "another partner"));
    ck_assert_str_eq(err.file, "b.csv");
    ck_assert_int_eq(read_line(recon, "c.csv", "UsageDate=09/13/2026", &err),
                     PWZ_E_SCHEMA);
    ck_assert_ptr_nonnull(strstr(err.text, "another month"));
    /* May be the tenth of September or the ninth of October. */
    ck_assert_int_eq(read_line(recon, "d.csv", "UsageDate=09/10/2026", &err), PWZ_OK);
    ck_assert_int_eq(pwz_recon_finish(recon, &report, &err), PWZ_OK);
    ck_assert_uint_eq(pwz_recon_total_at(report, 0)->sums.lines, 2);
    ck_assert_ptr_nonnull(pwz_recon_file_at(report, 1)->refused);
    ck_assert_ptr_nonnull(pwz_recon_file_at(report, 2)->refused);
    ck_assert_ptr_null(pwz_recon_file_at(report, 3)->refused);
    pwz_recon_report_free(report);
    pwz_recon_free(recon);
}
END_TEST

START_TEST(a_file_of_two_partners_is_told)
{
    static const char *const lines[] = {"", ("PartnerId=" LINES_PLAN), "PartnerId=", ""};
    struct pwz_recon_report *report = lines_report(lines, 4);

    ck_assert_uint_eq(only_file(report)->lines, 4);
    ck_assert_uint_eq(pwz_recon_warning_count(report), 1);
    ck_assert_str_eq(pwz_recon_warning_at(report, 0)->file, "usage.csv");
    ck_assert_str_eq(pwz_recon_warning_at(report, 0)->text,
                     "the lines have 2 partner ids, and the figures are of all of them "
                     "together: give a file of one partner");
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(a_file_of_more_than_a_month_is_told)
{
    static const char *const lines[] = {"UsageDate=08/29/2026", "UsageDate=10/13/2026",
                                        "UsageDate=10/14/2026"};
    struct pwz_recon_report *report = lines_report(lines, 2); /* 45 days */

    ck_assert_uint_eq(pwz_recon_warning_count(report), 0);
    pwz_recon_report_free(report);
    report = lines_report(lines, 3);
    ck_assert_uint_eq(pwz_recon_warning_count(report), 1);
    ck_assert_ptr_nonnull(
        strstr(pwz_recon_warning_at(report, 0)->text, "span more than 45 days"));
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(a_file_without_lines_settles_no_month)
{
    struct pwz_recon *recon = new_reader();
    struct pwz_err err = {.status = PWZ_OK};

    lines_head(&text, NULL);
    ck_assert_int_eq(
        pwz_recon_map(recon, "a.csv", pwz_buf_text(&text), text.len, 1, &err), PWZ_OK);
    ck_assert_int_eq(read_line(recon, "b.csv", "UsageDate=10/13/2026", &err), PWZ_OK);
    ck_assert_int_eq(read_line(recon, "c.csv", "UsageDate=09/13/2026", &err),
                     PWZ_E_SCHEMA);
    ck_assert_ptr_nonnull(strstr(err.text, "another month"));
    pwz_recon_free(recon);
}
END_TEST

START_TEST(any_month_of_the_files_before_will_do)
{
    struct pwz_recon *recon = new_reader();

    lines_head(&text, NULL);
    lines_add(&text, NULL, "UsageDate=09/30/2026");
    lines_add(&text, NULL, "UsageDate=10/13/2026");
    ck_assert_int_eq(
        pwz_recon_map(recon, "a.csv", pwz_buf_text(&text), text.len, 1, NULL), PWZ_OK);
    ck_assert_int_eq(read_line(recon, "b.csv", "UsageDate=10/14/2026", NULL), PWZ_OK);
    ck_assert_int_eq(read_line(recon, "c.csv", "UsageDate=09/29/2026", NULL), PWZ_OK);
    pwz_recon_free(recon);
}
END_TEST

START_TEST(months_may_be_mixed_when_asked_for)
{
    struct pwz_recon_opts opts = {.may_mix_months = true};
    struct pwz_recon *recon;
    struct pwz_recon_report *report;

    ck_assert_int_eq(pwz_recon_new(&opts, &recon, NULL), PWZ_OK);
    ck_assert_int_eq(read_line(recon, "a.csv", "UsageDate=10/13/2026", NULL), PWZ_OK);
    ck_assert_int_eq(read_line(recon, "b.csv", "UsageDate=09/13/2026", NULL), PWZ_OK);
    ck_assert_int_eq(pwz_recon_finish(recon, &report, NULL), PWZ_OK);
    ck_assert_int_eq(pwz_recon_first_day(report), pwz_day_of(2026, 9, 13));
    pwz_recon_report_free(report);
    pwz_recon_free(recon);
}
END_TEST

static void add_open_day(int day)
{
    char line[80];

    (void)snprintf(line, sizeof line, "InvoiceNumber=|UsageDate=10/%02d/2026", day);
    lines_add(&text, NULL, line);
}

/* Days 1 to 19 of one export, cut behind `cut_day`: 17 to 19 October are the newest. */
START_TEST(the_newest_days_are_those_of_all_files)
{
    static const int cut_days[] = {19, 18, 17, 15, 1};
    struct pwz_recon *recon = new_reader();
    struct pwz_recon_report *report;
    int last = cut_days[_i];

    for (int first = 1; first <= 19; first = last + 1, last = 19) {
        pwz_buf_clear(&text);
        lines_head(&text, NULL);
        for (int day = first; day <= last; day++)
            add_open_day(day);
        ck_assert_int_eq(
            pwz_recon_map(recon, "part.csv", pwz_buf_text(&text), text.len, 1, NULL),
            PWZ_OK);
    }
    ck_assert_int_eq(read_line(recon, "billed.csv", "UsageDate=10/30/2026", NULL),
                     PWZ_OK);
    ck_assert_int_eq(pwz_recon_finish(recon, &report, NULL), PWZ_OK);
    ck_assert_uint_eq(lines_rule(report, PWZ_RULE_NEWEST_DAYS), 3);
    ck_assert_uint_eq(lines_rule(report, PWZ_RULE_MISSING_COLUMN), 17);
    pwz_recon_report_free(report);
    pwz_recon_free(recon);
}
END_TEST

START_TEST(what_seems_to_be_given_twice_is_told)
{
    static const struct {
        const char *name, *changes;
        size_t twice, both;
    } seconds[] = {
        {"a.csv", "UsageDate=10/13/2026",                1, 0},
        {"b.csv", "UsageDate=10/13/2026",                0, 0},
        {"a.csv", "UsageDate=10/14/2026",                0, 0},
        {"b.csv", "UsageDate=10/13/2026|InvoiceNumber=", 0, 1},
        {"b.csv", "UsageDate=10/14/2026|InvoiceNumber=", 0, 0},
    };
    struct pwz_recon *recon = new_reader();
    struct pwz_recon_report *report;

    ck_assert_int_eq(read_line(recon, "a.csv", "UsageDate=10/13/2026", NULL), PWZ_OK);
    ck_assert_int_eq(read_line(recon, seconds[_i].name, seconds[_i].changes, NULL),
                     PWZ_OK);
    ck_assert_int_eq(pwz_recon_finish(recon, &report, NULL), PWZ_OK);
    ck_assert_uint_eq(count_warnings(report, "given twice"), seconds[_i].twice);
    ck_assert_uint_eq(count_warnings(report, "billed and unbilled"), seconds[_i].both);
    pwz_recon_report_free(report);
    pwz_recon_free(recon);
}
END_TEST

START_TEST(absorbing_gives_the_same_report_as_reading_in_turn)
{
    static const char *const lines[] = {
        "UsageDate=10/13/2026|ResourceGroup=x",
        "UsageDate=10/14/2026|EntitlementId=other",
        "UsageDate=10/13/2026|InvoiceNumber=|BillingCurrency=USD", "UsageDate=bad"};
    struct pwz_recon *one = new_reader(), *to = new_reader();
    struct pwz_recon_report *report;
    struct pwz_buf dump;

    for (size_t i = 0; i < 4; i++) {
        struct pwz_recon *from = new_reader();
        (void)read_line(one, lines[i], lines[i], NULL);
        (void)read_line(from, lines[i], lines[i], NULL);
        ck_assert_int_eq(pwz_recon_absorb(to, from, NULL), PWZ_OK);
        pwz_recon_free(from);
    }
    pwz_buf_init(&dump, 1 << 20);
    ck_assert_int_eq(pwz_recon_finish(one, &report, NULL), PWZ_OK);
    lines_dump(report, &dump);
    pwz_recon_report_free(report);
    ck_assert_int_eq(pwz_recon_finish(to, &report, NULL), PWZ_OK);
    check_same(pwz_buf_text(&dump), report);
    pwz_recon_report_free(report);
    pwz_recon_free(one);
    pwz_recon_free(to);
    pwz_buf_done(&dump);
}
END_TEST

START_TEST(absorbing_refuses_another_partner)
{
    struct pwz_recon *to = new_reader(), *from = new_reader();
    struct pwz_recon_report *report;
    struct pwz_err err = {.status = PWZ_OK};

    ck_assert_int_eq(read_line(to, "a.csv", "", NULL), PWZ_OK);
    ck_assert_int_eq(read_line(from, "b.csv", "PartnerId=" LINES_PLAN, NULL), PWZ_OK);
    ck_assert_int_eq(pwz_recon_absorb(to, from, &err), PWZ_E_SCHEMA);
    ck_assert_int_eq(pwz_recon_finish(to, &report, &err), PWZ_OK);
    ck_assert_uint_eq(pwz_recon_total_at(report, 0)->sums.lines, 1);
    ck_assert_ptr_nonnull(pwz_recon_file_at(report, 1)->refused);
    pwz_recon_report_free(report);
    pwz_recon_free(to);
    pwz_recon_free(from);
}
END_TEST

/* ---- ends before the end ---- */

START_TEST(cancelling_leaves_a_partial_report)
{
    struct pwz_recon *recon = new_reader();
    struct pwz_recon_report *report;
    struct pwz_err err = {.status = PWZ_OK};

    lines_head(&text, NULL);
    lines_add(&text, NULL, "");
    lines_add(&text, NULL, "");
    ck_assert_int_eq(pwz_recon_begin(recon, "usage.csv", &err), PWZ_OK);
    ck_assert_int_eq(pwz_recon_feed(recon, pwz_buf_text(&text), text.len, &err), PWZ_OK);
    pwz_recon_cancel(recon);
    ck_assert_int_eq(pwz_recon_feed(recon, "x", 1, &err), PWZ_E_CANCELLED);
    ck_assert_int_eq(pwz_recon_feed(recon, "x", 1, &err), PWZ_E_CANCELLED);
    ck_assert_int_eq(pwz_recon_finish(recon, &report, &err), PWZ_OK);
    ck_assert(pwz_recon_is_partial(report));
    ck_assert_str_eq(pwz_recon_partial_reason(report), "the reading was cancelled");
    ck_assert(only_file(report)->is_cut);
    ck_assert_uint_ge(pwz_recon_total_at(report, 0)->sums.lines, 1);
    pwz_recon_report_free(report);
    pwz_recon_free(recon);
}
END_TEST

START_TEST(a_file_of_which_no_head_was_read_is_not_read)
{
    struct pwz_recon *recon = new_reader();
    struct pwz_recon_report *report;
    struct pwz_err err = {.status = PWZ_OK};
    const char *const names[] = {"next.csv", "l\033ast.csv"};

    ck_assert_int_eq(read_line(recon, "a.csv", "", &err), PWZ_OK);
    ck_assert_int_eq(pwz_recon_begin(recon, "b.csv", &err), PWZ_OK);
    ck_assert_int_eq(pwz_recon_feed(recon, "PartnerId,", 10, &err), PWZ_OK);
    if (_i == 0) {
        pwz_recon_cancel(recon);
        ck_assert_int_eq(pwz_recon_feed(recon, "Cust", 4, &err), PWZ_E_CANCELLED);
    }
    pwz_recon_stop(recon, PWZ_E_CANCELLED, names, 2);
    ck_assert_int_eq(pwz_recon_begin(recon, "c.csv", &err), PWZ_E_CANCELLED);
    ck_assert_int_eq(pwz_recon_finish(recon, &report, &err), PWZ_OK);
    ck_assert_uint_eq(pwz_recon_file_count(report), 4);
    const struct pwz_recon_file *file = pwz_recon_file_at(report, 0);
    ck_assert(!file->is_unread && !file->is_cut && file->refused == NULL);
    file = pwz_recon_file_at(report, 1);
    ck_assert(file->is_unread);
    ck_assert_str_eq(file->refused, "the reading was cancelled before its first line");
    for (size_t i = 2; i < 4; i++) {
        file = pwz_recon_file_at(report, i);
        ck_assert(file->is_unread);
        ck_assert_str_eq(file->refused, "the reading was cancelled before this file");
    }
    ck_assert_str_eq(file->name, "l\xEF\xBF\xBD"
                                 "ast.csv");
    ck_assert_uint_eq(pwz_recon_total_at(report, 0)->sums.lines, 1);
    ck_assert_str_eq(pwz_recon_partial_reason(report), "the reading was cancelled");
    pwz_recon_report_free(report);
    pwz_recon_free(recon);
}
END_TEST

START_TEST(stopping_between_files_leaves_those_before_whole)
{
    struct pwz_recon *recon = new_reader();
    struct pwz_recon_report *report;

    ck_assert_int_eq(read_line(recon, "a.csv", "", NULL), PWZ_OK);
    pwz_recon_stop(recon, PWZ_E_LIMIT, NULL, 0);
    ck_assert_int_eq(pwz_recon_finish(recon, &report, NULL), PWZ_OK);
    ck_assert(!only_file(report)->is_cut && !only_file(report)->is_unread);
    ck_assert_str_eq(pwz_recon_partial_reason(report),
                     "a limit was reached before the end");
    pwz_recon_report_free(report);
    pwz_recon_free(recon);
}
END_TEST

START_TEST(a_file_its_source_calls_cut_off_is_partial)
{
    struct pwz_recon *recon = new_reader();
    struct pwz_recon_report *report;

    ck_assert_int_eq(read_line(recon, "a.csv.gz", "", NULL), PWZ_OK);
    pwz_recon_note(recon, true, "the gzip data end before their end");
    ck_assert_int_eq(pwz_recon_finish(recon, &report, NULL), PWZ_OK);
    ck_assert(pwz_recon_is_partial(report));
    ck_assert_str_eq(pwz_recon_warning_at(report, 0)->text,
                     "the gzip data end before their end");
    pwz_recon_report_free(report);
    pwz_recon_free(recon);
}
END_TEST

static enum pwz_status read_groups(struct pwz_recon_opts *opts, int count,
                                   struct pwz_recon_report **report, struct pwz_err *err)
{
    struct pwz_recon *recon;
    char line[60];

    pwz_buf_clear(&text);
    lines_head(&text, NULL);
    for (int i = 0; i < count; i++) {
        (void)snprintf(line, sizeof line, "ResourceGroup=group-%d", i);
        lines_add(&text, NULL, line);
    }
    ck_assert_int_eq(pwz_recon_new(opts, &recon, err), PWZ_OK);
    enum pwz_status status =
        pwz_recon_map(recon, "many.csv", pwz_buf_text(&text), text.len, 1, err);
    ck_assert_int_eq(pwz_recon_finish(recon, report, NULL), PWZ_OK);
    pwz_recon_free(recon);
    return status;
}

/* A last row without line end is whole when no field of it is missing. */
START_TEST(a_file_that_ends_inside_a_row_is_partial)
{
    static const char *const columns[] = {
        "EntitlementId",      "UsageDate", "BillingCurrency",
        "BillingPreTaxTotal", "Tags",      NULL};
    static const struct {
        const char *end;
        bool is_cut;
    } ends[] = {
        {"s,10/14/2026,EUR,2,\n",     false},
        {"s,10/14/2026,EUR,2,",       false},
        {"s,10/14/2026,EUR,2,\n  ",   false},
        {"s,10/14/2026,EUR,2\n",      false},
        {"s,10/14/2026,EUR,2",        true },
        {"s,10/14/20",                true },
        {"s",                         true },
        {"s,10/14/2026,EUR,2,\"a, b", true },
    };
    struct lines_form form = {.columns = columns};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        for (size_t cut = 0; cut < 70; cut += 3) {
            pwz_buf_clear(&text);
            lines_head(&text, &form);
            pwz_buf_addf(&text, "s,10/13/2026,EUR,1,\n%s", ends[i].end);
            struct pwz_recon_report *report =
                lines_read(pwz_buf_text(&text), text.len, cut, NULL);
            ck_assert(pwz_recon_is_partial(report) == ends[i].is_cut);
            ck_assert(only_file(report)->is_cut == ends[i].is_cut);
            ck_assert_uint_eq(count_warnings(report, "the download was cut off"),
                              ends[i].is_cut);
            pwz_recon_report_free(report);
        }
}
END_TEST

START_TEST(more_groups_than_allowed_are_refused_in_words)
{
    struct pwz_recon_opts few = {.groups_max = 10}, small = {.memory_max_bytes = 100000};
    struct pwz_recon_report *report;
    struct pwz_err err = {.status = PWZ_OK};

    ck_assert_int_eq(read_groups(&few, 10, &report, &err), PWZ_OK);
    pwz_recon_report_free(report);
    ck_assert_int_eq(read_groups(&few, 11, &report, &err), PWZ_E_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.text, "fewer customers"));
    ck_assert_uint_eq(err.line, 12);
    ck_assert(pwz_recon_is_partial(report));
    ck_assert_uint_eq(pwz_recon_total_at(report, 0)->sums.lines, 10);
    pwz_recon_report_free(report);
    ck_assert_int_eq(read_groups(&small, 5000, &report, &err), PWZ_E_LIMIT);
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(sums_that_do_not_fit_are_refused_in_words)
{
    static const char *const line = "BillingPreTaxTotal=6000000000000000";
    struct pwz_recon *recon = new_reader();
    struct pwz_recon_report *report;
    struct pwz_err err = {.status = PWZ_OK};

    lines_head(&text, NULL);
    lines_add(&text, NULL, line);
    lines_add(&text, NULL, line);
    ck_assert_int_eq(
        pwz_recon_map(recon, "x.csv", pwz_buf_text(&text), text.len, 1, &err),
        PWZ_E_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.text, "6.6e15"));
    ck_assert_int_eq(pwz_recon_finish(recon, &report, &err), PWZ_E_LIMIT);
    pwz_recon_report_free(report);
    pwz_recon_free(recon);
}
END_TEST

START_TEST(calls_in_the_wrong_order_are_told)
{
    struct pwz_recon *recon = new_reader();
    struct pwz_recon_report *report, *second;

    ck_assert_int_eq(pwz_recon_feed(recon, "x", 1, NULL), PWZ_E_STATE);
    ck_assert_int_eq(pwz_recon_end(recon, NULL), PWZ_E_STATE);
    ck_assert_int_eq(pwz_recon_begin(recon, "a", NULL), PWZ_OK);
    ck_assert_int_eq(pwz_recon_begin(recon, "b", NULL), PWZ_E_STATE);
    ck_assert_int_eq(pwz_recon_finish(recon, &report, NULL), PWZ_OK);
    ck_assert(pwz_recon_is_partial(report));
    ck_assert_int_eq(pwz_recon_finish(recon, &second, NULL), PWZ_E_STATE);
    pwz_recon_report_free(report);
    pwz_recon_report_free(NULL);
    pwz_recon_free(recon);
    pwz_recon_free(NULL);
}
END_TEST

/* ---- memory runs out ---- */

/* All that one can do with a reader; false when memory ran out somewhere. */
static bool run_scenario(void)
{
    struct pwz_recon *recon = NULL, *other = NULL;
    struct pwz_recon_report *report = NULL;
    struct pwz_recon_rows *rows = NULL;
    struct pwz_recon_proofs *proofs = NULL;
    const char *bytes = pwz_buf_text(&text);
    bool is_good = pwz_recon_new(NULL, &recon, NULL) == PWZ_OK &&
                   pwz_recon_new(NULL, &other, NULL) == PWZ_OK;

    is_good = is_good && pwz_recon_begin(recon, "a.csv", NULL) == PWZ_OK &&
              pwz_recon_feed(recon, bytes, text.len / 2, NULL) == PWZ_OK &&
              pwz_recon_feed(recon, bytes + text.len / 2, text.len - text.len / 2,
                             NULL) == PWZ_OK &&
              pwz_recon_end(recon, NULL) == PWZ_OK;
    is_good = is_good &&
              pwz_recon_map(other, "b.csv", bytes, text.len, 1, NULL) == PWZ_OK &&
              pwz_recon_absorb(recon, other, NULL) == PWZ_OK;
    is_good = is_good && pwz_recon_finish(recon, &report, NULL) == PWZ_OK;
    is_good = is_good &&
              pwz_recon_rows_new(report, PWZ_BY_DAY, NULL, NULL, &rows, NULL) == PWZ_OK;
    pwz_recon_rows_free(rows);
    rows = NULL;
    is_good = is_good && pwz_recon_days_new(report, NULL, NULL, &rows, NULL) == PWZ_OK;
    pwz_recon_rows_free(rows);
    rows = NULL;
    is_good =
        is_good &&
        pwz_recon_rows_new(report, PWZ_BY_GROUP, NULL, NULL, &rows, NULL) == PWZ_OK &&
        pwz_recon_proofs_new(report, NULL, &proofs, NULL) == PWZ_OK;
    pwz_recon_rows_free(rows);
    pwz_recon_proofs_free(proofs);
    pwz_recon_report_free(report);
    pwz_recon_free(recon);
    pwz_recon_free(other);
    return is_good;
}

START_TEST(memory_may_run_out_anywhere)
{
    size_t allowed = 0;
    bool is_good = false;

    lines_head(&text, NULL);
    add_varied(18);
    for (; !is_good && allowed < 2000; allowed++) {
        pwz_mem_fail_after(allowed);
        is_good = run_scenario();
        pwz_mem_fail_after(SIZE_MAX);
    }
    ck_assert(is_good);
    ck_assert_uint_gt(allowed, 50);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("recon_reader");
    TCase *tcase = tcase_create("all");

    tcase_set_timeout(tcase, 240);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, the_documented_form_is_told);
    tcase_add_test(tcase, delimiters_and_decimal_commas_are_settled_from_the_file);
    tcase_add_test(tcase, columns_are_found_by_name_in_any_order_and_case);
    tcase_add_test(tcase, byte_order_marks_and_a_separator_line_are_skipped);
    tcase_add_loop_test(tcase, what_is_no_usage_file_is_refused_in_words, 0,
                        sizeof refusals / sizeof *refusals);
    tcase_add_test(tcase, a_source_can_refuse_a_file);
    tcase_add_test(tcase, lines_that_cannot_be_used_are_told_with_their_number);
    tcase_add_test(tcase, empty_fields_behind_the_last_column_do_no_harm);
    tcase_add_test(tcase, warnings_past_the_maximum_are_counted);
    tcase_add_loop_test(tcase, the_order_of_dates_is_settled_from_the_whole_file, 0,
                        sizeof orders / sizeof *orders);
    tcase_add_test(tcase,
                   first_and_last_day_of_a_file_do_not_depend_on_the_order_of_lines);
    tcase_add_loop_test(tcase, a_file_of_both_orders_is_told, 0,
                        sizeof both / sizeof *both);
    tcase_add_test(tcase, every_cut_and_engine_gives_the_same_report);
    tcase_add_test(tcase, quotes_around_values_change_nothing);
    tcase_add_test(tcase, a_currency_that_is_no_three_letters_is_never_added_up);
    tcase_add_test(tcase, an_engine_that_is_not_there_is_told);
    tcase_add_test(tcase, halves_give_the_same_report_as_the_whole);
    tcase_add_test(tcase, rows_inside_quotes_do_not_fool_the_halves);
    tcase_add_test(tcase, halves_of_json_lines_give_the_same_report);
    tcase_add_test(tcase, files_of_one_partner_and_month_are_added_up);
    tcase_add_test(tcase, another_partner_or_month_is_refused_in_words);
    tcase_add_test(tcase, a_file_of_two_partners_is_told);
    tcase_add_test(tcase, a_file_of_more_than_a_month_is_told);
    tcase_add_test(tcase, a_file_without_lines_settles_no_month);
    tcase_add_test(tcase, any_month_of_the_files_before_will_do);
    tcase_add_test(tcase, months_may_be_mixed_when_asked_for);
    tcase_add_loop_test(tcase, the_newest_days_are_those_of_all_files, 0, 5);
    tcase_add_loop_test(tcase, what_seems_to_be_given_twice_is_told, 0, 5);
    tcase_add_test(tcase, absorbing_gives_the_same_report_as_reading_in_turn);
    tcase_add_test(tcase, absorbing_refuses_another_partner);
    tcase_add_test(tcase, cancelling_leaves_a_partial_report);
    tcase_add_loop_test(tcase, a_file_of_which_no_head_was_read_is_not_read, 0, 2);
    tcase_add_test(tcase, stopping_between_files_leaves_those_before_whole);
    tcase_add_test(tcase, a_file_its_source_calls_cut_off_is_partial);
    tcase_add_test(tcase, a_file_that_ends_inside_a_row_is_partial);
    tcase_add_test(tcase, more_groups_than_allowed_are_refused_in_words);
    tcase_add_test(tcase, sums_that_do_not_fit_are_refused_in_words);
    tcase_add_test(tcase, calls_in_the_wrong_order_are_told);
    tcase_add_test(tcase, memory_may_run_out_anywhere);
    suite_add_tcase(suite, tcase);
    return pwz_test_main(suite);
}
