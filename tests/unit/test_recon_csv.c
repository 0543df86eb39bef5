/*
 * Unit tests of the usage-file report as CSV: form, and that no cell is a formula while
 * nothing of the text is lost.
 */
#include <stdlib.h>
#include <string.h>

#include "pecwiz/recon_view.h"

#include "recon_sample.h"
#include "runner.h"

enum {
    CELLS_MAX = 32,
    CELL_MAX = 256
};

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
    ck_assert_int_eq(pwz_recon_view_csv(&view, &sink), PWZ_OK);
    return pwz_buf_text(&out);
}

#define HEAD_TAIL                                                                        \
    "currency,lines,earned,missing,ineligible,unknown,cost_missing,lost_credit"
#define HEAD_DAYS ",first_missing,last_missing,missing_days,earned_days,pattern\r\n"

START_TEST(rows_and_head_are_rfc_4180)
{
    ck_assert_str_eq(
        page(),
        "customer_id,customer_name,subscription_id,subscription_name," HEAD_TAIL HEAD_DAYS
        "aaaaaaaa-0000-4000-8000-000000000001,\"Contoso, Ltd.\","
        "00000001-1111-4111-8111-111111111111,Production,EUR,10,4,6,0,0,411.5,61.725,"
        "2026-10-04,2026-10-06,3,4,from-date\r\n"
        "bbbbbbbb-0000-4000-8000-000000000002,Fabrikam \xe6\x9d\xb1\xe4\xba\xac,"
        "00000002-2222-4222-8222-222222222222,\"'=1+\"\"1\"\"\",USD,3,0,3,0,0,80,12,"
        "2026-10-02,2026-10-04,3,0,all\r\n"
        "aaaaaaaa-0000-4000-8000-000000000001,\"Contoso, Ltd.\","
        "00000003-3333-4333-8333-333333333333,,EUR,2,0,0,2,0,0,0,,,0,0,none\r\n");
}
END_TEST

static const struct {
    enum pwz_recon_by by;
    const char *head;
} heads[] = {
    {PWZ_BY_CUSTOMER, "customer_id,customer_name," HEAD_TAIL HEAD_DAYS    },
    {PWZ_BY_GROUP,    "customer_id,customer_name,subscription_id,subscription_name,"
                   "resource_group," HEAD_TAIL HEAD_DAYS},
    {PWZ_BY_DAY,      "customer_id,customer_name,subscription_id,subscription_name,"
                 "day," HEAD_TAIL "\r\n"                  },
};

START_TEST(columns_are_those_that_the_rows_have)
{
    view.row_count = 0;
    view.by = heads[_i].by;
    ck_assert_str_eq(page(), heads[_i].head);
}
END_TEST

START_TEST(negative_amounts_stay_numbers)
{
    struct pwz_recon_row refund = sample_production;
    const struct pwz_recon_row *rows[] = {&refund};

    refund.sums.cost_missing = (struct pwz_decimal)SAMPLE_AMOUNT(-1250, 2);
    refund.sums.lost_credit = (struct pwz_decimal)SAMPLE_AMOUNT(-1875, 3);
    view.rows = rows;
    view.row_count = 1;
    ck_assert_ptr_nonnull(strstr(page(), ",-12.5,-1.875,"));
}
END_TEST

START_TEST(rows_of_groups_and_days_name_them)
{
    struct pwz_recon_row row = sample_production;
    const struct pwz_recon_row *rows[] = {&row};

    row.resource_group = "@group";
    view.rows = rows;
    view.row_count = 1;
    view.by = PWZ_BY_GROUP;
    ck_assert_ptr_nonnull(strstr(page(), ",Production,'@group,EUR,10,4,6,0,0,"));
    row.day = SAMPLE_OCT_1 + 4;
    view.by = PWZ_BY_DAY;
    ck_assert_ptr_nonnull(
        strstr(page(), ",Production,2026-10-05,EUR,10,4,6,0,0,411.5,61.725\r\n"));
}
END_TEST

/* ---- what was written can be read again ---- */

/* A reader of RFC 4180 for this test: one record off `*at`; returns its cells. */
static size_t read_record(const char **at, char cells[CELLS_MAX][CELL_MAX])
{
    size_t count = 0;

    for (;;) {
        const bool is_quoted = **at == '"';
        size_t len = 0;

        *at += is_quoted ? 1 : 0;
        while (is_quoted ? **at != '"' || (*at)[1] == '"' : strchr(",\r", **at) == NULL) {
            *at += is_quoted && **at == '"' ? 1 : 0;
            ck_assert_uint_lt(len + 1, CELL_MAX);
            cells[count][len++] = *(*at)++;
        }
        *at += is_quoted ? 1 : 0;
        cells[count++][len] = '\0';
        ck_assert_uint_lt(count, CELLS_MAX);
        if (**at == '\r') {
            ck_assert_int_eq((*at)[1], '\n');
            *at += 2;
            return count;
        }
        ck_assert_int_eq(**at, ',');
        (*at)++;
    }
}

static bool is_trigger(const char *cell)
{
    cell += strspn(cell, " ");
    return cell[0] != '\0' && (strchr("=+-@\t\r", cell[0]) != NULL ||
                               strncmp(cell, "\xef\xbc\x9d", 3) == 0 ||
                               strncmp(cell, "\xef\xbc\x8b", 3) == 0 ||
                               strncmp(cell, "\xef\xbc\x8d", 3) == 0 ||
                               strncmp(cell, "\xef\xbc\xa0", 3) == 0);
}

static void claim_survives(const char *text)
{
    struct pwz_recon_row row = sample_production;
    const struct pwz_recon_row *rows[] = {&row};
    char cells[CELLS_MAX][CELL_MAX];
    const char *at;

    row.customer_name = text;
    row.subscription_name = text;
    view.rows = rows;
    view.row_count = 1;
    at = page();
    read_record(&at, cells); /* the head */
    ck_assert_uint_eq(read_record(&at, cells), 17);
    ck_assert_str_eq(at, "");
    ck_assert_msg(!is_trigger(cells[1]), "a formula: %s", cells[1]);
    ck_assert_str_eq(cells[1][0] == '\'' ? cells[1] + 1 : cells[1], text);
    ck_assert_str_eq(cells[3], cells[1]);
    ck_assert_str_eq(cells[4], "EUR");
}

static const char *const names[] = {
    "",
    "plain",
    "=1+1",
    "+49 30 1234",
    "-1",
    "@SUM(A1)",
    "  =1+1",
    "'quoted",
    "''=1",
    "'",
    "\"",
    "\"=1\"",
    "a,b",
    "a\"b\"c",
    " blanks ",
    "\xef\xbc\x9d"
    "1",
    "\xef\xbc\x8b"
    "1",
    "\xef\xbc\x8d"
    "1",
    "\xef\xbc\xa0"
    "1",
    "1=2",
};

START_TEST(names_come_back_as_they_were_and_are_no_formulas)
{
    claim_survives(names[_i]);
}
END_TEST

START_TEST(random_names_come_back_as_they_were)
{
    static const char *const pieces[] = {"=",
                                         "+",
                                         "-",
                                         "@",
                                         "'",
                                         "\"",
                                         ",",
                                         " ",
                                         "a",
                                         ";",
                                         "\xef\xbc\x9d",
                                         "\xef\xbd\x81",
                                         "\xc3\xa4"};
    uint32_t seed = 20261126;

    for (int round = 0; round < 2000; round++) {
        char name[64] = "";
        size_t len = 0;

        seed = seed * 1664525 + 1013904223;
        for (uint32_t left = seed >> 28; left > 0; left--) {
            const char *piece;

            seed = seed * 1664525 + 1013904223;
            piece = pieces[(seed >> 16) % (sizeof(pieces) / sizeof(pieces[0]))];
            memcpy(name + len, piece, strlen(piece) + 1);
            len += strlen(piece);
        }
        claim_survives(name);
    }
}
END_TEST

static Suite *suite(void)
{
    Suite *made = suite_create("recon CSV");
    TCase *tcase = tcase_create("CSV");

    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, rows_and_head_are_rfc_4180);
    tcase_add_loop_test(tcase, columns_are_those_that_the_rows_have, 0,
                        (int)(sizeof(heads) / sizeof(heads[0])));
    tcase_add_test(tcase, negative_amounts_stay_numbers);
    tcase_add_test(tcase, rows_of_groups_and_days_name_them);
    tcase_add_loop_test(tcase, names_come_back_as_they_were_and_are_no_formulas, 0,
                        (int)(sizeof(names) / sizeof(names[0])));
    tcase_add_test(tcase, random_names_come_back_as_they_were);
    suite_add_tcase(made, tcase);
    return made;
}

int main(void)
{
    return pwz_test_main(suite());
}
