/*
 * Unit tests of the usage-file report as JSON: every key of the schema, in its order.
 */
#include <string.h>

#include "pecwiz/json.h"
#include "pecwiz/recon_view.h"

#include "recon_sample.h"
#include "runner.h"

static struct pwz_buf out;
static struct pwz_recon_view view;

static void setup(void)
{
    pwz_buf_init(&out, 4 * 1024 * 1024);
    view = sample_view();
}

static void teardown(void)
{
    pwz_buf_done(&out);
}

static const char *page(void)
{
    const struct pwz_recon_sink sink = {.buf = &out};

    pwz_buf_clear(&out);
    ck_assert_int_eq(pwz_recon_view_json(&view, &sink), PWZ_OK);
    return pwz_buf_text(&out);
}

static void show_one(const struct pwz_recon_row *const *row, enum pwz_recon_by by)
{
    view.rows = row;
    view.row_count = 1;
    view.by = by;
}

START_TEST(files_that_were_not_come_to_are_named_apart)
{
    struct pwz_recon_file first = sample_refused, second = sample_refused;
    const struct pwz_recon_file *const files[] = {&sample_file, &first, &sample_refused,
                                                  &second};

    first.is_unread = second.is_unread = true;
    first.refused = "the reading was cancelled before its first line";
    second.name = "next.csv";
    second.refused = "the reading was cancelled before this file";
    view.files = files;
    view.file_count = 4;
    ck_assert_ptr_nonnull(strstr(
        page(), "\"date_order\": \"MDY\"}\n"
                "  ],\n"
                "  \"not_used\": [\n"
                "    {\"name\": \"old.csv\", \"reason\": \"a legacy (D) file has no "
                "credit; get the daily-rated usage file\"}\n"
                "  ],\n"
                "  \"not_read\": [\n"
                "    {\"name\": \"old.csv\", \"reason\": \"the reading was "
                "cancelled before its first line\"},\n"
                "    {\"name\": \"next.csv\", \"reason\": \"the reading was "
                "cancelled before this file\"}\n"
                "  ],\n"
                "  \"totals\": [\n"));
}
END_TEST

START_TEST(the_object_is_that_of_the_schema)
{
    ck_assert_str_eq(
        page(),
        "{\n"
        "  \"schema\": \"pecwiz-recon/1\",\n"
        "  \"partial\": false,\n"
        "  \"files\": [\n"
        "    {\"name\": \"usage.csv\", \"format\": \"csv\", \"bytes\": 5123, "
        "\"lines\": 15, \"delimiter\": \",\", \"date_order\": \"MDY\"}\n"
        "  ],\n"
        "  \"not_used\": [\n"
        "    {\"name\": \"old.csv\", \"reason\": \"a legacy (D) file has no "
        "credit; get the daily-rated usage file\"}\n"
        "  ],\n"
        "  \"totals\": [\n"
        "    {\"currency\": \"EUR\", \"lines\": 12, \"earned\": 4, \"missing\": 6, "
        "\"ineligible\": 2, \"unknown\": 0, \"cost_missing\": \"411.5\", "
        "\"lost_credit\": \"61.725\"},\n"
        "    {\"currency\": \"USD\", \"lines\": 3, \"earned\": 0, \"missing\": 3, "
        "\"ineligible\": 0, \"unknown\": 0, \"cost_missing\": \"80\", "
        "\"lost_credit\": \"12\"}\n"
        "  ],\n"
        "  \"by\": \"subscription\",\n"
        "  \"rows\": [\n"
        "    {\"customer_id\": \"aaaaaaaa-0000-4000-8000-000000000001\", "
        "\"subscription_id\": \"00000001-1111-4111-8111-111111111111\", "
        "\"currency\": \"EUR\", \"lines\": 10, \"earned\": 4, \"missing\": 6, "
        "\"ineligible\": 0, \"unknown\": 0, \"ineligible_reasons\": {}, "
        "\"cost_missing\": \"411.5\", \"lost_credit\": \"61.725\", "
        "\"missing_days\": [\"2026-10-04\", \"2026-10-05\", \"2026-10-06\"], "
        "\"earned_days\": 4, \"pattern\": \"from-date\"},\n"
        "    {\"customer_id\": \"bbbbbbbb-0000-4000-8000-000000000002\", "
        "\"subscription_id\": \"00000002-2222-4222-8222-222222222222\", "
        "\"currency\": \"USD\", \"lines\": 3, \"earned\": 0, \"missing\": 3, "
        "\"ineligible\": 0, \"unknown\": 0, \"ineligible_reasons\": {}, "
        "\"cost_missing\": \"80\", \"lost_credit\": \"12\", "
        "\"missing_days\": [\"2026-10-02\", \"2026-10-03\", \"2026-10-04\"], "
        "\"earned_days\": 0, \"pattern\": \"all\"},\n"
        "    {\"customer_id\": \"aaaaaaaa-0000-4000-8000-000000000001\", "
        "\"subscription_id\": \"00000003-3333-4333-8333-333333333333\", "
        "\"currency\": \"EUR\", \"lines\": 2, \"earned\": 0, \"missing\": 0, "
        "\"ineligible\": 2, \"unknown\": 0, \"ineligible_reasons\": {\"spot\": 2}, "
        "\"cost_missing\": \"0\", \"lost_credit\": \"0\", "
        "\"missing_days\": [], \"earned_days\": 0, \"pattern\": \"none\"}\n"
        "  ]\n"
        "}\n");
}
END_TEST

START_TEST(a_file_tells_how_many_lines_were_left_out)
{
    struct pwz_recon_file file = sample_file;
    const struct pwz_recon_file *const files[] = {&file};

    file.unusable = 4;
    view.files = files;
    view.file_count = 1;
    ck_assert_ptr_nonnull(strstr(page(), "\"date_order\": \"MDY\", \"left_out\": 4}\n"));
}
END_TEST

START_TEST(rows_by_customer_have_no_subscription)
{
    static const struct pwz_recon_row *const row[] = {&sample_production};

    show_one(row, PWZ_BY_CUSTOMER);
    ck_assert_ptr_nonnull(strstr(page(), "\"by\": \"customer\""));
    ck_assert_ptr_nonnull(
        strstr(page(), "{\"customer_id\": \"aaaaaaaa-0000-4000-8000-000000000001\", "
                       "\"currency\": \"EUR\", \"lines\": 10, "));
}
END_TEST

START_TEST(rows_by_group_name_the_group)
{
    struct pwz_recon_row group = sample_production;
    const struct pwz_recon_row *row[] = {&group};

    group.resource_group = "rg-web";
    show_one(row, PWZ_BY_GROUP);
    ck_assert_ptr_nonnull(
        strstr(page(), "\"subscription_id\": \"00000001-1111-4111-8111-111111111111\", "
                       "\"resource_group\": \"rg-web\", \"currency\": \"EUR\", "));
}
END_TEST

START_TEST(rows_by_day_name_the_day)
{
    struct pwz_recon_row day = sample_production;
    const struct pwz_recon_row *row[] = {&day};

    day.day = SAMPLE_OCT_1 + 4;
    day.days = NULL;
    day.pattern = PWZ_PATTERN_NONE;
    show_one(row, PWZ_BY_DAY);
    ck_assert_ptr_nonnull(strstr(page(), "\"day\": \"2026-10-05\", \"currency\": "));
    ck_assert_ptr_nonnull(strstr(page(), "\"missing_days\": [\"2026-10-05\"], "));
    day.sums.judged[PWZ_JUDGED_MISSING] = 0;
    ck_assert_ptr_nonnull(strstr(page(), "\"missing_days\": [], "));
    ck_assert_ptr_nonnull(strstr(page(), "\"pattern\": \"none\"}"));
    day.pattern = PWZ_PATTERN_UNKNOWN;
    ck_assert_ptr_nonnull(strstr(page(), "\"pattern\": null}"));
}
END_TEST

START_TEST(a_day_that_is_only_partly_missing_is_a_missing_day)
{
    static const uint8_t days[] = {PWZ_DAY_MIXED,      PWZ_DAY_EARNED,  PWZ_DAY_UNKNOWN,
                                   PWZ_DAY_INELIGIBLE, PWZ_DAY_MISSING, PWZ_DAY_EMPTY};
    struct pwz_recon_row mixed = sample_production;
    const struct pwz_recon_row *row[] = {&mixed};

    mixed.days = days;
    mixed.first_missing = SAMPLE_OCT_1;
    mixed.last_missing = SAMPLE_OCT_1 + 4;
    show_one(row, PWZ_BY_SUBSCRIPTION);
    ck_assert_ptr_nonnull(
        strstr(page(), "\"missing_days\": [\"2026-10-01\", \"2026-10-05\"], "));
}
END_TEST

START_TEST(json_lines_have_no_delimiter)
{
    struct pwz_recon_file file = sample_file;
    const struct pwz_recon_file *files[] = {&file};

    file.is_jsonl = true;
    file.delimiter = '\0';
    file.date_order = "YMD";
    view.files = files;
    view.file_count = 1;
    ck_assert_ptr_nonnull(strstr(page(), "\"format\": \"jsonl\", \"bytes\": 5123, "
                                         "\"lines\": 15, \"delimiter\": null, "
                                         "\"date_order\": \"YMD\"}"));
}
END_TEST

START_TEST(amounts_are_exact_to_the_last_digit)
{
    struct pwz_recon_row exact = sample_production;
    const struct pwz_recon_row *row[] = {&exact};

    exact.sums.cost_missing = (struct pwz_decimal){.low = 12345678, .scale = 6};
    exact.sums.lost_credit = (struct pwz_decimal){.low = 18518517, .scale = 7};
    show_one(row, PWZ_BY_SUBSCRIPTION);
    ck_assert_ptr_nonnull(strstr(page(), "\"cost_missing\": \"12.345678\", "
                                         "\"lost_credit\": \"1.8518517\""));
}
END_TEST

START_TEST(a_partial_report_says_so)
{
    view.is_partial = true;
    ck_assert_ptr_nonnull(strstr(page(), "\"partial\": true"));
}
END_TEST

/* ---- pieces ---- */

struct pieces {
    struct pwz_buf whole;
    size_t count;
};

static void take_piece(void *context, struct pwz_buf *piece)
{
    struct pieces *pieces = context;

    pwz_buf_add(&pieces->whole, pwz_buf_text(piece), piece->len);
    pwz_buf_clear(piece);
    pieces->count++;
}

START_TEST(many_rows_come_in_pieces_that_make_the_same_page)
{
    enum {
        ROWS = 1000
    };
    static const struct pwz_recon_row *rows[ROWS];
    struct pieces pieces = {.count = 0};
    const struct pwz_recon_sink sink = {
        .buf = &out, .flush = take_piece, .context = &pieces};
    struct pwz_json_doc *doc = NULL;
    struct pwz_err err = {0};

    for (size_t i = 0; i < ROWS; i++) {
        rows[i] = sample_rows[i % 3];
    }
    view.rows = rows;
    view.row_count = ROWS;
    pwz_buf_init(&pieces.whole, 4 * 1024 * 1024);
    ck_assert_int_eq(pwz_recon_view_json(&view, &sink), PWZ_OK);
    ck_assert_uint_gt(pieces.count, 2);
    ck_assert_uint_eq(out.len, 0);
    ck_assert_int_eq(pwz_json_parse(pwz_buf_text(&pieces.whole), pieces.whole.len, "page",
                                    NULL, &doc, &err),
                     PWZ_OK);
    ck_assert_uint_eq(pwz_json_get(pwz_json_root(doc), "rows")->count, ROWS);
    pwz_json_free(doc);
    ck_assert_str_eq(page(), pwz_buf_text(&pieces.whole));
    pwz_buf_done(&pieces.whole);
}
END_TEST

START_TEST(a_page_too_large_is_an_error)
{
    const struct pwz_recon_sink sink = {.buf = &out};

    pwz_buf_done(&out);
    pwz_buf_init(&out, 100);
    ck_assert_int_eq(pwz_recon_view_json(&view, &sink), PWZ_E_LIMIT);
}
END_TEST

static Suite *suite(void)
{
    const TTest *const tests[] = {
        the_object_is_that_of_the_schema,
        files_that_were_not_come_to_are_named_apart,
        a_file_tells_how_many_lines_were_left_out,
        rows_by_customer_have_no_subscription,
        rows_by_group_name_the_group,
        rows_by_day_name_the_day,
        a_day_that_is_only_partly_missing_is_a_missing_day,
        json_lines_have_no_delimiter,
        amounts_are_exact_to_the_last_digit,
        a_partial_report_says_so,
        many_rows_come_in_pieces_that_make_the_same_page,
        a_page_too_large_is_an_error,
    };
    Suite *made = suite_create("recon JSON");
    TCase *tcase = tcase_create("JSON");

    tcase_add_checked_fixture(tcase, setup, teardown);
    for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
        tcase_add_test(tcase, tests[i]);
    }
    suite_add_tcase(made, tcase);
    return made;
}

int main(void)
{
    return pwz_test_main(suite());
}
