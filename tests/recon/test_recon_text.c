/*
 * Text out of files that others wrote: whatever stands in an id or a name, a terminal can
 * show what the report says of it.
 */
#include <stdio.h>
#include <string.h>

#include "pecwiz/text.h"

#include "recon/lines.h"
#include "unit/runner.h"

/* Sequences for a terminal, text that runs backwards, bytes that are no UTF-8. */
#define EVIL "a\033[2J\xE2\x80\xAEz\xFF"
#define TAMED "a\xEF\xBF\xBD[2j\xEF\xBF\xBDz\xEF\xBF\xBD"

static const char *const columns[] = {
    "PartnerId",     "PartnerName",   "MpnId",          "Tier2MpnId",
    "InvoiceNumber", "ResourceGroup", "SubscriptionId", "BillingCurrency",
    "CustomerId",    "CustomerName",  "EntitlementId",  "EntitlementDescription",
};

START_TEST(no_text_of_a_file_reaches_the_report_as_it_is)
{
    struct pwz_buf change, dump;
    const char *line;

    pwz_buf_init(&change, 1 << 16);
    pwz_buf_init(&dump, 1 << 20);
    /* A reset of the terminal and a letter have three bytes, as a currency has. */
    pwz_buf_addf(&change, "%s=%s", columns[_i],
                 strcmp(columns[_i], "BillingCurrency") == 0 ? "\033cd" : EVIL);
    line = pwz_buf_text(&change);
    struct pwz_recon_report *report = lines_report(&line, 1);
    ck_assert_uint_eq(pwz_recon_total_count(report), 1);
    lines_dump(report, &dump);
    for (size_t at = 0; at < dump.len;) {
        uint32_t rune = 0;
        const size_t len = pwz_utf8_decode(dump.data + at, dump.len - at, &rune);
        ck_assert_uint_gt(len, 0);
        ck_assert(rune == '\n' || pwz_rune_is_harmless(rune));
        at += len;
    }
    pwz_recon_report_free(report);
    pwz_buf_done(&change);
    pwz_buf_done(&dump);
}
END_TEST

START_TEST(ids_and_groups_are_shown_with_marks_for_what_is_no_text)
{
    static const char *const line = "CustomerId=" EVIL "|EntitlementId=" EVIL
                                    "|SubscriptionId=" EVIL "|ResourceGroup=" EVIL;
    struct pwz_recon_report *report = lines_report(&line, 1);
    struct pwz_recon_rows *rows;

    ck_assert_int_eq(pwz_recon_rows_new(report, PWZ_BY_GROUP, NULL, NULL, &rows, NULL),
                     PWZ_OK);
    const struct pwz_recon_row *row = pwz_recon_rows_at(rows, 0);
    ck_assert_str_eq(row->customer_id, TAMED);
    ck_assert_str_eq(row->subscription_id, TAMED);
    ck_assert_str_eq(row->plan_id, TAMED);
    ck_assert_str_eq(row->resource_group, TAMED);
    pwz_recon_rows_free(rows);
    pwz_recon_report_free(report);
}
END_TEST

/* What looks the same when it is shown is still told apart. */
START_TEST(groups_that_differ_in_bad_bytes_only_stay_apart)
{
    static const char *const lines[] = {
        "ResourceGroup=rg-\xFC|BillingPreTaxTotal=1",
        "ResourceGroup=rg-\xDC|BillingPreTaxTotal=2",
        "ResourceGroup=rg-\xFC|BillingPreTaxTotal=4",
        "EntitlementId=s-\xFC|ResourceGroup=a|BillingPreTaxTotal=8",
        "EntitlementId=s-\xDC|ResourceGroup=a|BillingPreTaxTotal=16",
        "EntitlementId=s-\xFC|ResourceGroup=b|BillingPreTaxTotal=32",
        "EntitlementId=s-\xDC|ResourceGroup=b|BillingPreTaxTotal=64",
    };
    static const char *const costs[] = {"80", "40", "7"}; /* most lost credit first */
    struct pwz_recon_report *report = lines_report(lines, 7);
    struct pwz_recon_rows *rows;

    ck_assert_int_eq(
        pwz_recon_rows_new(report, PWZ_BY_SUBSCRIPTION, NULL, NULL, &rows, NULL), PWZ_OK);
    ck_assert_uint_eq(pwz_recon_rows_count(rows), 3);
    for (size_t i = 0; i < 3; i++) {
        ck_assert_str_eq(lines_amount(&pwz_recon_rows_at(rows, i)->sums.cost), costs[i]);
    }
    pwz_recon_rows_free(rows);
    ck_assert_int_eq(pwz_recon_rows_new(report, PWZ_BY_GROUP, NULL, NULL, &rows, NULL),
                     PWZ_OK);
    ck_assert_uint_eq(pwz_recon_rows_count(rows), 6);
    pwz_recon_rows_free(rows);
    pwz_recon_report_free(report);
}
END_TEST

/* ---- case ---- */

#define U_UPPER "\xC3\x9C" /* U with two dots */
#define U_LOWER "\xC3\xBC"
#define SIGMA "\xCE\xA3" /* Greek, upper case */
#define SIGMA_LOWER "\xCF\x83"
#define SIGMA_LAST "\xCF\x82" /* at the end of a word */
#define ZHE "\xD0\x96"        /* Cyrillic */
#define ZHE_LOWER "\xD0\xB6"
#define A_STROKE "\xC8\xBA" /* two bytes; three in lower case */
#define A_STROKE_LOWER "\xE2\xB1\xA5"
#define I_DOT "\xC4\xB0" /* Turkish: another letter than i and than I */
#define I_DOTLESS "\xC4\xB1"
#define SHARP_S "\xC3\x9F"
#define SHOWN "\xEF\xBF\xBD" /* of a byte that is no text */

static const struct row {
    const char *names[3];
    const char *groups[3]; /* by their names */
} rows[] = {
    {{"RG-" U_UPPER "bung", "rg-" U_LOWER "bung", "Rg-" U_LOWER "BUNG"},
     {"rg-" U_LOWER "bung"}                                                                              },
    {{SIGMA "O" SIGMA, SIGMA_LOWER "o" SIGMA_LAST, SIGMA_LAST "O" SIGMA},
     {SIGMA_LOWER "o" SIGMA_LOWER}                                                                       },
    {{ZHE "1", ZHE_LOWER "1"},                                            {ZHE_LOWER "1"}                },
    {{"x" A_STROKE, "X" A_STROKE_LOWER},                                  {"x" A_STROKE_LOWER}           },
 /* Letters that are no forms of each other stay apart, and none becomes two. */
    {{"I", I_DOT, I_DOTLESS},                                             {"i", I_DOT, I_DOTLESS}        },
    {{"stra" SHARP_S "e", "strasse"},                                     {"strasse", "stra" SHARP_S "e"}},
 /* Bytes that are no text: of the same name only if they are the same. */
    {{"RG-\xDC", "rg-\xDC", "rg-\xFC"},                                   {"rg-" SHOWN, "rg-" SHOWN}     },
    {{"\xC3", "\xC3" U_UPPER, "\xC3" U_LOWER},                            {SHOWN, SHOWN U_LOWER}         },
    {{U_UPPER "\xE2\x82", U_LOWER "\xE2\x82"},                            {U_LOWER SHOWN SHOWN}          },
};

static void expect_groups(const char *const *names, const char *const *groups)
{
    const char *lines[3];
    char changes[3][64];
    size_t count = 0, wanted = 0;
    struct pwz_recon_rows *found;

    for (; count < 3 && names[count] != NULL; count++) {
        (void)snprintf(changes[count], sizeof changes[count], "ResourceGroup=%s",
                       names[count]);
        lines[count] = changes[count];
    }
    while (wanted < 3 && groups[wanted] != NULL) {
        wanted++;
    }
    struct pwz_recon_report *report = lines_report(lines, count);
    ck_assert_int_eq(pwz_recon_rows_new(report, PWZ_BY_GROUP, NULL, NULL, &found, NULL),
                     PWZ_OK);
    ck_assert_uint_eq(pwz_recon_rows_count(found), wanted);
    for (size_t i = 0; i < wanted; i++) {
        bool is_there = false;
        for (size_t k = 0; k < wanted; k++) {
            is_there |=
                strcmp(pwz_recon_rows_at(found, k)->resource_group, groups[i]) == 0;
        }
        ck_assert_msg(is_there, "no group '%s'", groups[i]);
    }
    pwz_recon_rows_free(found);
    pwz_recon_report_free(report);
}

START_TEST(names_that_differ_in_case_only_are_one_group)
{
    expect_groups(rows[_i].names, rows[_i].groups);
}
END_TEST

/* Such a name is none of Azure's, but nothing may break: what is kept ends with a whole
 * letter, though each letter grows by a byte. */
START_TEST(a_name_of_any_length_is_folded)
{
    for (size_t letters = 100; letters < 400; letters += 3) {
        struct pwz_recon_rows *found;
        struct pwz_buf change, text;

        pwz_buf_init(&text, 1 << 20);
        pwz_buf_init(&change, 1 << 16);
        lines_head(&text, NULL);
        pwz_buf_adds(&change, "ResourceGroup=");
        for (size_t i = 0; i < letters; i++) {
            pwz_buf_adds(&change, A_STROKE);
        }
        lines_add(&text, NULL, pwz_buf_text(&change));
        pwz_buf_done(&change);
        struct pwz_recon_report *report =
            lines_read(pwz_buf_text(&text), text.len, 0, NULL);
        ck_assert_int_eq(
            pwz_recon_rows_new(report, PWZ_BY_GROUP, NULL, NULL, &found, NULL), PWZ_OK);
        ck_assert_uint_eq(pwz_recon_rows_count(found), 1);
        const char *group = pwz_recon_rows_at(found, 0)->resource_group;
        ck_assert_uint_eq(strspn(group, A_STROKE_LOWER), strlen(group));
        ck_assert_uint_eq(strlen(group) % 3, 0);
        ck_assert_uint_ge(strlen(group), 300);
        pwz_recon_rows_free(found);
        pwz_recon_report_free(report);
        pwz_buf_done(&text);
    }
}
END_TEST

/* A group of which the file has only the resource's path. */
START_TEST(the_group_of_a_path_is_folded_as_well)
{
    static const char *const lines[] = {
        "ResourceGroup=|ResourceURI=/subscriptions/x/resourceGroups/RG-" U_UPPER "/y",
        "ResourceGroup=rg-" U_LOWER,
    };
    struct pwz_recon_report *report = lines_report(lines, 2);
    struct pwz_recon_rows *found;

    ck_assert_int_eq(pwz_recon_rows_new(report, PWZ_BY_GROUP, NULL, NULL, &found, NULL),
                     PWZ_OK);
    ck_assert_uint_eq(pwz_recon_rows_count(found), 1);
    pwz_recon_rows_free(found);
    pwz_recon_report_free(report);
}
END_TEST

/* Quotes around nothing are no name. */
START_TEST(an_empty_group_in_quotes_leaves_it_to_the_path)
{
    const struct lines_form form = {.quotes_all = _i == 1};
    struct pwz_recon_rows *found;
    struct pwz_buf text;

    pwz_buf_init(&text, 1 << 20);
    lines_head(&text, &form);
    lines_add(&text, &form, "ResourceGroup=|ResourceURI=/resourceGroups/one/x");
    lines_add(&text, &form, "ResourceGroup=|ResourceURI=/resourceGroups/two/x");
    lines_add(&text, &form, "ResourceGroup=|ResourceURI=/resourceGroups/one/x");
    struct pwz_recon_report *report = lines_read(pwz_buf_text(&text), text.len, 0, NULL);
    ck_assert_int_eq(pwz_recon_rows_new(report, PWZ_BY_GROUP, NULL, NULL, &found, NULL),
                     PWZ_OK);
    ck_assert_uint_eq(pwz_recon_rows_count(found), 2);
    ck_assert_str_eq(pwz_recon_rows_at(found, 0)->resource_group, "one");
    ck_assert_uint_eq(pwz_recon_rows_at(found, 0)->sums.lines, 2);
    ck_assert_str_eq(pwz_recon_rows_at(found, 1)->resource_group, "two");
    pwz_recon_rows_free(found);
    pwz_recon_report_free(report);
    pwz_buf_done(&text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("recon_text");
    TCase *tcase = tcase_create("all");

    tcase_add_loop_test(tcase, no_text_of_a_file_reaches_the_report_as_it_is, 0,
                        sizeof columns / sizeof *columns);
    tcase_add_test(tcase, ids_and_groups_are_shown_with_marks_for_what_is_no_text);
    tcase_add_test(tcase, groups_that_differ_in_bad_bytes_only_stay_apart);
    tcase_add_loop_test(tcase, names_that_differ_in_case_only_are_one_group, 0,
                        sizeof rows / sizeof *rows);
    tcase_add_test(tcase, a_name_of_any_length_is_folded);
    tcase_add_test(tcase, the_group_of_a_path_is_folded_as_well);
    tcase_add_loop_test(tcase, an_empty_group_in_quotes_leaves_it_to_the_path, 0, 2);
    suite_add_tcase(suite, tcase);
    return pwz_test_main(suite);
}
