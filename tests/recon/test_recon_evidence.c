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
static const char *value_after(const struct pwz_recon_report *report, const char *fact_id)
{
    static char text[200];
    struct pwz_recon_proofs *proofs;
    struct pwz_facts *facts;
    uint32_t fact = pwz_model_fact(&pack.model, fact_id);

    ck_assert_uint_ne(fact, PWZ_NONE);
    ck_assert_int_eq(pwz_facts_new(&pack.model, &facts, NULL), PWZ_OK);
    ck_assert_int_eq(pwz_recon_proofs_new(report, NULL, &proofs, NULL), PWZ_OK);
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
    tcase_add_test(tcase, an_unbilled_file_never_tells_that_there_is_no_reseller);
    tcase_add_test(tcase, evidence_that_names_nothing_of_the_pack_is_refused);
    suite_add_tcase(suite, tcase);
    return pwz_test_main(suite);
}
