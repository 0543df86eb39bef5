/*
 * What usage files prove, through the built-in pack: every measure of its evidence.json
 * is one the reader knows, and a file ends in the facts the vocabulary names.
 */
#include <string.h>

#include "pecwiz/evidence.h"
#include "pecwiz/mem.h"

#include "recon/lines.h"
#include "unit/runner.h"

static struct pwz_pack pack;

static void set_up(void)
{
    size_t size;
    const void *image = pwz_builtin_image(&size);

    ck_assert_int_eq(pwz_pack_open(&pack, image, size, NULL), PWZ_OK);
}

static bool is_measure(const char *word)
{
    for (uint32_t i = 0; i < PWZ_MEASURE_COUNT; i++)
        if (strcmp(pwz_measure_word(i), word) == 0)
            return true;
    return false;
}

START_TEST(every_measure_of_the_pack_is_known_to_the_reader)
{
    ck_assert_uint_gt(pack.evidence_count, 20);
    for (uint32_t i = 0; i < pack.evidence_count; i++) {
        ck_assert_str_eq(pwz_pack_text(&pack, pack.evidence[i].source), "usage-file");
        ck_assert_msg(is_measure(pwz_pack_text(&pack, pack.evidence[i].measure)),
                      "%s is no measure", pwz_pack_text(&pack, pack.evidence[i].measure));
    }
}
END_TEST

START_TEST(every_reason_is_a_row_of_the_offer)
{
    for (uint32_t i = 0; i < pack.evidence_count; i++) {
        const struct pwz_evidence *row = &pack.evidence[i];
        if (strcmp(pwz_pack_text(&pack, row->measure), "rows") != 0)
            continue;
        for (uint32_t rule = 0; rule < PWZ_RULE_COUNT; rule++) {
            const struct pwz_recon_rule_info *info = pwz_recon_rule_info(rule);
            bool is_there = info->judged != PWZ_JUDGED_INELIGIBLE;
            for (uint32_t k = 0; k < row->value_count; k++)
                is_there |=
                    strcmp(pwz_pack_text(&pack,
                                         pack.evidence_values[row->first_value + k].name),
                           info->word) == 0;
            ck_assert_msg(is_there, "%s is missing", info->word);
        }
        return;
    }
    ck_abort_msg("the pack does not measure rows");
}
END_TEST

/* The value that holds for a fact after all proofs of the report. */
static const char *value_for(const struct pwz_recon_report *report,
                             const char *subscription, const char *fact_id)
{
    static char text[200];
    struct pwz_recon_proofs *proofs;
    struct pwz_facts *facts;
    uint32_t fact = pwz_model_fact(&pack.model, fact_id);

    ck_assert_uint_ne(fact, PWZ_NONE);
    ck_assert_int_eq(pwz_facts_new(&pack.model, &facts, NULL), PWZ_OK);
    ck_assert_int_eq(pwz_recon_proofs_new(report, subscription, &proofs, NULL), PWZ_OK);
    for (size_t i = 0; i < pwz_recon_proofs_count(proofs); i++) {
        const struct pwz_recon_proof *proof = pwz_recon_proofs_at(proofs, i);
        struct pwz_measured measured = {
            .source = "usage-file",
            .measure = pwz_measure_word(proof->measure),
            .values = proof->values,
            .value_count = proof->value_count,
            .seen = proof->seen,
            .seen_count = proof->seen_count,
            .detail = proof->detail,
        };
        struct pwz_statement statement;
        struct pwz_err err = {.status = PWZ_OK};
        for (uint32_t row = 0; pwz_evidence_next(&pack, &measured, &row, &statement);)
            ck_assert_msg(pwz_facts_add(facts, &statement, &err) == PWZ_OK, "%s: %s",
                          measured.measure, err.text);
    }
    pwz_recon_proofs_free(proofs);
    struct pwz_holding holding = pwz_facts_holding(facts, fact);
    const struct pwz_fact *row = &pack.model.facts[fact];
    struct pwz_buf words;
    pwz_buf_init(&words, sizeof text - 1);
    if (holding.is_absent)
        pwz_buf_addc(&words, '-');
    else if (row->type == PWZ_FACT_SET)
        for (uint32_t k = 0; k < row->value_count; k++) {
            if (holding.value >> k & 1)
                pwz_buf_addf(&words, "%s%s", words.len ? " " : "",
                             pwz_value_id(&pack.model, fact, k));
        }
    else
        pwz_buf_adds(&words, pwz_fact_has_values(&pack.model, fact)
                                 ? pwz_value_id(&pack.model, fact, holding.value)
                                 : holding.from->text);
    memcpy(text, pwz_buf_text(&words), words.len + 1);
    pwz_buf_done(&words);
    pwz_facts_free(facts);
    return text;
}

static const char *value_after(const struct pwz_recon_report *report, const char *fact_id)
{
    return value_for(report, NULL, fact_id);
}

START_TEST(a_file_without_credit_answers_the_checklist)
{
    static const char *const lines[] = {"UsageDate=10/13/2026",
                                        "MeterName=Spot|UsageDate=10/14/2026"};
    static const struct {
        const char *fact, *value;
    } wanted[] = {
        {"evidence.source",             "daily-usage"     },
        {"invoice.series",              "G"               },
        {"case.invoice-number",         "G012345678"      },
        {"daily.credit",                "all-0"           },
        {"offer.plan",                  "azure-plan"      },
        {"offer.rows",                  "first-party spot"},
        {"recon.ratio",                 "1.00"            },
        {"recon.marker",                "none"            },
        {"indirect.reseller-of-record", "-"               },
        {"case.reseller-id",            "7654321"         },
        {"case.partner-id",             "1234567"         },
        {"case.partner-tenant-id",      LINES_PARTNER     },
        {"case.customer-tenant-id",     LINES_CUSTOMER    },
        {"case.subscription-id",        LINES_SUBSCRIPTION},
        {"case.first-affected-day",     "2026-10-13"      },
        {"case.affected",               "one-subscription"},
        {"monthly.adjustment",          "-"               },
    };
    struct pwz_recon_report *report = lines_report(lines, 2);

    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        ck_assert_str_eq(value_after(report, wanted[i].fact), wanted[i].value);
    pwz_recon_report_free(report);
}
END_TEST

/* ---- situations of a subscription ---- */

/* With "15" only one line in sixteen has its price looked at. */
#define GOOD "PartnerEarnedCreditPercentage=15.0|EffectiveUnitPrice=1.7"
#define SPOT "MeterName=Spot"
#define THIRD "PublisherName=SendGrid"
#define EMPTY "PartnerEarnedCreditPercentage="
#define OPEN "InvoiceNumber=|"

/* The facts that say how a subscription's lines were judged; "-" = not told. */
static const char *const told[] = {"daily.credit",      "offer.rows",
                                   "recon.ratio",       "recon.marker",
                                   "case.affected",     "case.first-affected-day",
                                   "monthly.adjustment"};
enum {
    TOLD = sizeof told / sizeof *told - 1 /* the last is never told of a daily file */
};

/* What is said is about the lines without credit that ask for a reason. Where nothing is
 * missing no single mark or odd price may look like one, and what cannot be told (an
 * empty credit column, the newest days) is never counted as credit or as its lack. */
static const struct situation {
    const char *lines[6];
    const char *values[TOLD];
} situations[] = {
  /* healthy */
    {{GOOD, GOOD},                                                          {"all-15", "first-party", "0.85", "-", "-", "-"}},
    {{GOOD, SPOT, SPOT, THIRD},
     {"all-15", "first-party spot third-party", "0.85", "-", "-", "-"}                                                      },
    {{"PartnerEarnedCreditPercentage=15.0|EffectiveUnitPrice=1.9"},
     {"all-15", "first-party", "-", "-", "-", "-"}                                                                          },
    {{"PartnerEarnedCreditPercentage=15.0|EffectiveUnitPrice=0.4"},
     {"all-15", "first-party", "-", "-", "-", "-"}                                                                          },
 /* all missing */
    {{"", "UsageDate=10/13/2026"},
     {"all-0", "first-party", "1.00", "none", "one-subscription", "2026-10-03"}                                             },
 /* nothing that could earn */
    {{SPOT, SPOT},                                                          {"-", "spot", "-", "spot", "-", "-"}            },
    {{SPOT, SPOT, THIRD},                                                   {"-", "spot third-party", "-", "spot", "-", "-"}},
    {{SPOT, THIRD},                                                         {"-", "spot third-party", "-", "-", "-", "-"}   },
    {{"UnitPrice=0|EffectiveUnitPrice=0"},
     {"-", "zero-price", "zero-price", "-", "-", "-"}                                                                       },
    {{"UnitPrice=0|EffectiveUnitPrice=0", SPOT, SPOT},
     {"-", "spot zero-price", "-", "spot", "-", "-"}                                                                        },
 /* nothing is known */
    {{EMPTY, EMPTY},                                                        {"-", "first-party", "-", "-", "-", "-"}        },
    {{EMPTY, SPOT},                                                         {"-", "first-party spot", "-", "-", "-", "-"}   },
    {{GOOD, GOOD, EMPTY},                                                   {"-", "first-party", "0.85", "-", "-", "-"}     },
    {{"", EMPTY},
     {"all-0", "first-party", "1.00", "none", "one-subscription", "2026-10-03"}                                             },
 /* a line was left out: it may be one without credit */
    {{GOOD, GOOD, "BillingPreTaxTotal=much"},
     {"-", "first-party", "0.85", "-", "-", "-"}                                                                            },
    {{"", "BillingPreTaxTotal=much"},
     {"all-0", "first-party", "1.00", "none", "one-subscription", "2026-10-03"}                                             },
 /* the newest days of a file that is not billed */
    {{OPEN GOOD "|UsageDate=10/10/2026", OPEN "UsageDate=10/20/2026"},
     {"all-15", "first-party", "0.85", "-", "-", "-"}                                                                       },
    {{OPEN GOOD "|UsageDate=10/10/2026", OPEN GOOD "|UsageDate=10/11/2026",
      OPEN "UsageDate=10/20/2026"},
     {"all-15", "first-party", "0.85", "-", "-", "-"}                                                                       },
    {{OPEN "UsageDate=10/20/2026"},                                         {"-", "first-party", "-", "-", "-", "-"}        },
 /* mixed */
    {{GOOD "|UsageDate=10/13/2026", "UsageDate=10/14/2026", SPOT},
     {"mixed-by-date", "first-party spot", "1.00", "none", "some-days", "2026-10-14"}                                       },
    {{GOOD "|ResourceGroup=a", "ResourceGroup=b", GOOD "|ResourceGroup=c"},
     {"mixed-by-resource", "first-party", "1.00", "none", "some-resources",
      "2026-10-03"}                                                                                                         },
    {{GOOD "|ProductId=a", "ProductId=b", GOOD "|ProductId=c"},
     {"mixed-by-product", "first-party", "1.00", "none", "some-products", "2026-10-03"}                                     },
};

START_TEST(a_situation_makes_its_facts_and_no_others)
{
    const struct situation *situation = &situations[_i];
    size_t count = 0;

    while (count < 6 && situation->lines[count])
        count++;
    struct pwz_recon_report *report = lines_report(situation->lines, count);
    for (size_t i = 0; i < TOLD; i++) {
        const char *value = value_after(report, told[i]);
        ck_assert_msg(strcmp(value, situation->values[i]) == 0,
                      "situation %d: %s is %s, not %s", _i, told[i], value,
                      situation->values[i]);
    }
    ck_assert_str_eq(value_after(report, told[TOLD]), "-");
    pwz_recon_report_free(report);
}
END_TEST

/* ---- files of two kinds ---- */

#define EXPORTED "77777777-7777-7777-7777-777777777777"

/* A daily file with the usual subscription, and an export with another one. */
static struct pwz_recon_report *report_of_both(const char *export)
{
    struct pwz_recon *recon;
    struct pwz_recon_report *report;
    struct pwz_buf daily;

    pwz_buf_init(&daily, 10000);
    lines_head(&daily, NULL);
    lines_add(&daily, NULL, "UsageDate=10/13/2026");
    ck_assert_int_eq(pwz_recon_new(NULL, &recon, NULL), PWZ_OK);
    ck_assert_int_eq(
        pwz_recon_map(recon, "d.csv", pwz_buf_text(&daily), daily.len, 1, NULL), PWZ_OK);
    ck_assert_int_eq(pwz_recon_map(recon, "e.csv", export, strlen(export), 1, NULL),
                     PWZ_OK);
    ck_assert_int_eq(pwz_recon_finish(recon, &report, NULL), PWZ_OK);
    pwz_recon_free(recon);
    pwz_buf_done(&daily);
    return report;
}

/* The line that is named is the first of the file, which need not have the oldest day. */
START_TEST(the_line_of_a_newest_first_file_is_not_said_to_have_the_day)
{
    static const char *const lines[] = {"UsageDate=10/19/2026", "UsageDate=10/18/2026",
                                        "UsageDate=10/13/2026"};
    struct pwz_recon_report *report = lines_report(lines, 3);
    struct pwz_recon_proofs *proofs = NULL;
    const char *detail = "";

    ck_assert_int_eq(pwz_recon_proofs_new(report, NULL, &proofs, NULL), PWZ_OK);
    for (size_t i = 0; i < pwz_recon_proofs_count(proofs); i++)
        if (pwz_recon_proofs_at(proofs, i)->measure == PWZ_MEASURE_FIRST_DAY)
            detail = pwz_recon_proofs_at(proofs, i)->detail;
    ck_assert_str_eq(detail,
                     "usage.csv, line 2: the first line without credit; the day is "
                     "the oldest of all of them");
    ck_assert_str_eq(value_after(report, "case.first-affected-day"), "2026-10-13");
    pwz_recon_proofs_free(proofs);
    pwz_recon_report_free(report);
}
END_TEST

/* A file that was cut off may go on with lines without credit. */
START_TEST(a_part_of_a_file_never_tells_that_all_is_well)
{
    struct pwz_recon *recon;
    struct pwz_recon_report *report;
    struct pwz_buf daily;

    for (int is_cut = 0; is_cut < 2; is_cut++) {
        pwz_buf_init(&daily, 10000);
        lines_head(&daily, NULL);
        lines_add(&daily, NULL, GOOD);
        ck_assert_int_eq(pwz_recon_new(NULL, &recon, NULL), PWZ_OK);
        ck_assert_int_eq(pwz_recon_begin(recon, "d.csv", NULL), PWZ_OK);
        ck_assert_int_eq(pwz_recon_feed(recon, pwz_buf_text(&daily), daily.len, NULL),
                         PWZ_OK);
        if (is_cut)
            pwz_recon_note(recon, true, "cut off");
        ck_assert_int_eq(pwz_recon_end(recon, NULL), PWZ_OK);
        ck_assert_int_eq(pwz_recon_finish(recon, &report, NULL), PWZ_OK);
        ck_assert_str_eq(value_after(report, "daily.credit"), is_cut ? "-" : "all-15");
        pwz_recon_report_free(report);
        pwz_recon_free(recon);
        pwz_buf_done(&daily);
    }
}
END_TEST

START_TEST(the_document_is_the_one_the_subscription_is_in)
{
    static const char export[] =
        "customerTenantId,SubscriptionId,resourceGroupName,date,costInBillingCurrency,"
        "billingCurrency,partnerEarnedCreditApplied,"
        "partnerEarnedCreditRate\n" LINES_CUSTOMER "," EXPORTED
        ",rg,10/13/2026,5,EUR,True,0.15\n";
    static const struct {
        const char *fact, *daily, *exported;
    } wanted[] = {
        {"evidence.source",  "daily-usage", "cost-management"},
        {"offer.plan",       "azure-plan",  "-"              },
        {"costmgmt.scope",   "-",           "billing"        },
        {"costmgmt.applied", "-",           "true"           },
        {"daily.credit",     "all-0",       "-"              },
    };
    struct pwz_recon_report *report = report_of_both(export);

    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        ck_assert_str_eq(value_for(report, LINES_SUBSCRIPTION, wanted[i].fact),
                         wanted[i].daily);
        ck_assert_str_eq(value_for(report, EXPORTED, wanted[i].fact), wanted[i].exported);
    }
    pwz_recon_report_free(report);
}
END_TEST

/* Only a daily file can lack the column of the daily file. */
START_TEST(an_export_that_tells_nothing_does_not_speak_of_the_daily_file)
{
    static const char export[] =
        "SubscriptionId,ResourceGroup,Date,CostInBillingCurrency,"
        "BillingCurrencyCode\n" EXPORTED ",rg,10/13/2026,5,USD\n";
    struct pwz_recon_report *report = report_of_both(export);

    ck_assert_str_eq(value_for(report, EXPORTED, "daily.credit"), "-");
    ck_assert_str_eq(value_for(report, EXPORTED, "costmgmt.applied"), "-");
    ck_assert_str_eq(value_for(report, EXPORTED, "costmgmt.scope"), "subscription");
    pwz_recon_report_free(report);
}
END_TEST

START_TEST(an_unbilled_file_never_tells_that_there_is_no_reseller)
{
    static const char *const unbilled[] = {"InvoiceNumber=|Tier2MpnId="};
    static const char *const billed[] = {"Tier2MpnId="};
    struct pwz_recon_report *report = lines_report(unbilled, 1);

    ck_assert_str_eq(value_after(report, "indirect.reseller-of-record"), "-");
    ck_assert_str_eq(value_after(report, "invoice.series"), "none-yet");
    pwz_recon_report_free(report);
    report = lines_report(billed, 1);
    ck_assert_str_eq(value_after(report, "indirect.reseller-of-record"), "none");
    pwz_recon_report_free(report);
}
END_TEST

/* ---- a pack's own evidence.json ---- */

/* The built-in files with evidence.json replaced; the words of the error, "" when good.
 */
static const char *compile_with(const char *evidence)
{
    static struct pwz_err err;
    struct pwz_content_files files;
    struct pwz_content_file own[PWZ_CONTENT_FILES_MAX];
    unsigned char *bytes = NULL;
    size_t size;

    pwz_builtin_files(&files);
    memcpy(own, files.file, files.count * sizeof *own);
    for (size_t i = 0; i < files.count; i++)
        if (strcmp(own[i].name, "evidence.json") == 0) {
            own[i].bytes = evidence;
            own[i].len = strlen(evidence);
        }
    files.file = own;
    memset(&err, 0, sizeof err);
    if (pwz_content_compile(&files, &bytes, &size, &err) == PWZ_OK)
        err.text[0] = '\0';
    pwz_mem_free(bytes);
    return err.text;
}

START_TEST(evidence_that_names_nothing_of_the_pack_is_refused)
{
    static const struct {
        const char *json, *words;
    } cases[] = {
        {"{\"usage-file\":[]}",                                                           ""                  },
        {"{\"usage\":[]}",                                                                "usage"             },
        {"{\"usage-file\":[{\"measure\":\"x\",\"fact\":\"case.nothing\"}]}",
         "case.nothing"                                                                                       },
        {"{\"usage-file\":[{\"measure\":\"x\",\"fact\":\"recon.ratio\",\"values\":"
         "{\"a\":\"0.86\"}}]}",                                                  "no value '0.86'"   },
        {"{\"usage-file\":[{\"measure\":\"x\",\"fact\":\"recon.ratio\"}]}",
         "\"values\" has"                                                                                     },
        {"{\"usage-file\":[{\"measure\":\"x\",\"fact\":\"recon.ratio\",\"values\":{}}]}",
         "no value is named"                                                                                  },
        {"{\"usage-file\":[{\"measure\":\"x\",\"fact\":\"case.ticket\",\"values\":"
         "{\"a\":\"b\"}}]}",                                                     "no \"values\" here"},
        {"{\"usage-file\":[{\"measure\":\"x y\",\"fact\":\"case.ticket\"}]}",             "x y"               },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *words = compile_with(cases[i].json);
        ck_assert_msg(*cases[i].words ? strstr(words, cases[i].words) != NULL : !*words,
                      "%s: %s", cases[i].json, words);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("recon_evidence");
    TCase *tcase = tcase_create("all");

    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, NULL);
    tcase_add_test(tcase, every_measure_of_the_pack_is_known_to_the_reader);
    tcase_add_test(tcase, every_reason_is_a_row_of_the_offer);
    tcase_add_test(tcase, a_file_without_credit_answers_the_checklist);
    tcase_add_loop_test(tcase, a_situation_makes_its_facts_and_no_others, 0,
                        sizeof situations / sizeof *situations);
    tcase_add_test(tcase, the_line_of_a_newest_first_file_is_not_said_to_have_the_day);
    tcase_add_test(tcase, a_part_of_a_file_never_tells_that_all_is_well);
    tcase_add_test(tcase, the_document_is_the_one_the_subscription_is_in);
    tcase_add_test(tcase, an_export_that_tells_nothing_does_not_speak_of_the_daily_file);
    tcase_add_test(tcase, an_unbilled_file_never_tells_that_there_is_no_reseller);
    tcase_add_test(tcase, evidence_that_names_nothing_of_the_pack_is_refused);
    suite_add_tcase(suite, tcase);
    return pwz_test_main(suite);
}
