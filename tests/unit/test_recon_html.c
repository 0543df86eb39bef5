/*
 * Unit tests of the usage-file report as HTML: well-formed, self-contained, and readable
 * without colours, in light and dark.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pecwiz/recon_view.h"

#include "recon_sample.h"
#include "runner.h"

enum {
    DEPTH_MAX = 32,
    TAG_MAX = 16
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
    ck_assert_int_eq(pwz_recon_view_html(&view, &sink), PWZ_OK);
    return pwz_buf_text(&out);
}

/* ---- form ---- */

static bool is_void(const char *tag)
{
    return strcmp(tag, "meta") == 0 || strcmp(tag, "br") == 0;
}

/* Every element that is opened is closed in its turn, and no bare < > & is in a text. */
static void claim_well_formed(const char *at)
{
    char open[DEPTH_MAX][TAG_MAX];
    size_t depth = 0;

    ck_assert(strncmp(at, "<!DOCTYPE html>\n", 16) == 0);
    at += 16;
    for (; *at != '\0'; at++) {
        const bool is_end = at[0] == '<' && at[1] == '/';
        char tag[TAG_MAX];
        size_t len;

        ck_assert_int_ne(*at, '>');
        if (*at == '&') {
            ck_assert(at[strcspn(at, "; \n")] == ';');
        }
        if (*at != '<') {
            continue;
        }
        at += is_end ? 2 : 1;
        len = strspn(at, "abcdefghijklmnopqrstuvwxyz123456");
        ck_assert_uint_gt(len, 0);
        ck_assert_uint_lt(len, TAG_MAX);
        memcpy(tag, at, len);
        tag[len] = '\0';
        at += strcspn(at, ">");
        ck_assert_int_eq(*at, '>');
        if (is_end) {
            ck_assert_uint_gt(depth, 0);
            ck_assert_str_eq(open[--depth], tag);
        } else if (!is_void(tag)) {
            ck_assert_uint_lt(depth, DEPTH_MAX);
            memcpy(open[depth++], tag, len + 1);
        }
    }
    ck_assert_uint_eq(depth, 0);
}

START_TEST(the_page_is_well_formed)
{
    claim_well_formed(page());
}
END_TEST

START_TEST(names_are_escaped)
{
    struct pwz_recon_row row = sample_production;
    const struct pwz_recon_row *rows[] = {&row};

    row.subscription_name = "<script>alert('x' & \"y\")</script>";
    view.rows = rows;
    view.row_count = 1;
    claim_well_formed(page());
    ck_assert_ptr_nonnull(strstr(page(), "<th scope=\"row\">&lt;script&gt;alert(&#39;x"
                                         "&#39; &amp; &quot;y&quot;)&lt;/script&gt;"
                                         "</th>"));
}
END_TEST

START_TEST(nothing_is_loaded_and_nothing_runs)
{
    static const char *const forbidden[] = {
        "<script", "http:", "https:",  "src=", "href=",   "url(",
        "@import", "<link", "<iframe", "<img", "onclick", "onload",
    };
    const char *text;

    view.row_count = 1; /* names of other rows may hold anything, escaped */
    text = page();
    for (size_t i = 0; i < sizeof(forbidden) / sizeof(forbidden[0]); i++) {
        ck_assert_msg(strstr(text, forbidden[i]) == NULL, "has %s", forbidden[i]);
    }
    ck_assert_ptr_nonnull(strstr(text, "default-src 'none'"));
}
END_TEST

START_TEST(cells_have_heads_of_row_and_column)
{
    ck_assert_ptr_nonnull(strstr(page(), "<thead><tr><th scope=\"col\" class=\"n\">#</th>"
                                         "<th scope=\"col\" class=\"n\">Lost</th>"
                                         "<th scope=\"col\">Cur</th>"));
    ck_assert_ptr_nonnull(
        strstr(page(), "<tr><td class=\"n\">1</td><td class=\"n\">61.73</td>"
                       "<td>EUR</td><td class=\"n\">6</td><td class=\"n\">10</td>"
                       "<td class=\"n\">3</td><th scope=\"row\">Production</th>"
                       "<td class=\"w\">from 4 Oct</td>"
                       "<td class=\"w\">00000001-1111-4111-8111-111111111111</td>"
                       "<td>Contoso, Ltd.</td></tr>\n"));
}
END_TEST

START_TEST(totals_are_headed_by_their_currency)
{
    ck_assert_ptr_nonnull(strstr(page(), "<tr><th scope=\"row\">EUR</th>"
                                         "<td class=\"n\">61.73</td>"));
}
END_TEST

START_TEST(the_calendar_says_all_in_letters_and_figures)
{
    ck_assert_ptr_nonnull(
        strstr(page(), "<caption>October 2026</caption>\n<thead><tr>"
                       "<th scope=\"col\">Subscription</th><th scope=\"col\">T<br>1</th>"
                       "<th scope=\"col\">F<br>2</th>"));
    ck_assert_ptr_nonnull(
        strstr(page(), "<tr><th scope=\"row\">1 Production</th><td class=\"e\">e</td>"
                       "<td class=\"e\">e</td><td class=\"e\">e</td>"
                       "<td class=\"h2\">M2</td><td class=\"h4\">M4</td>"
                       "<td class=\"h1\">P1</td><td>.</td>"));
    ck_assert_ptr_nonnull(
        strstr(page(), "<p>Figures: lost credit of the day, against the dearest day "
                       "shown in its currency (40.00 EUR, 4.00 USD): 1 to a quarter, "));
}
END_TEST

START_TEST(a_partial_report_says_so_at_the_top)
{
    const char *text, *partial;

    view.is_partial = true;
    view.partial_reason = "cancelled";
    text = page();
    partial = strstr(text, "<p class=\"partial\"><strong>PARTIAL: ");
    ck_assert_ptr_nonnull(partial);
    ck_assert(partial < strstr(text, "<table"));
}
END_TEST

START_TEST(warnings_and_refusals_are_in_the_page)
{
    ck_assert_ptr_nonnull(strstr(page(), "<li>old.csv: not used: a legacy (D) file "));
    ck_assert_ptr_nonnull(strstr(page(), "<li>usage.csv: line 17: the date is no date; "
                                         "the line is left out</li>\n"));
}
END_TEST

START_TEST(what_is_left_out_and_what_customers_share_is_told)
{
    static const struct pwz_recon_common_day day = {SAMPLE_OCT_1 + 3, 2, 3};

    view.common_days = (const struct pwz_recon_common_day *const[]){&day};
    view.common_day_count = 1;
    view.hidden_count = 2;
    view.warnings_dropped = 3;
    claim_well_formed(page());
    ck_assert_ptr_nonnull(strstr(page(), "<p>On 2026-10-04 2 of 3 customers begin to "));
    ck_assert_ptr_nonnull(strstr(page(), "<p>2 more rows; --top 0 shows all.</p>\n"));
    ck_assert_ptr_nonnull(strstr(page(), "<p>3 more warnings are not kept.</p>\n"));
}
END_TEST

/* ---- colours ---- */

/* WCAG 2: relative luminance of a channel. */
static double channel(const char *hex)
{
    const char digits[] = {hex[0], hex[1], '\0'};
    const double value = (double)strtol(digits, NULL, 16) / 255.0;

    return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

/* Luminance of "--NAME: #rrggbb" in a scheme of the style sheet. */
static double luminance(const char *scheme, const char *name)
{
    char wanted[32];
    const char *at;

    snprintf(wanted, sizeof(wanted), "--%s: #", name);
    at = strstr(scheme, wanted);
    ck_assert_msg(at != NULL, "no colour %s", name);
    at += strlen(wanted);
    return 0.2126 * channel(at) + 0.7152 * channel(at + 2) + 0.0722 * channel(at + 4);
}

static const struct {
    const char *ink, *paper;
} pairs[] = {
    {"ink",    "paper"},
    {"e-ink",  "e"    },
    {"h-ink",  "h1"   },
    {"h-ink",  "h2"   },
    {"h-ink",  "h3"   },
    {"h4-ink", "h4"   },
};

START_TEST(letters_stand_out_from_their_ground)
{
    const char *const schemes[] = {strstr(page(), ":root {"),
                                   strstr(page(), "prefers-color-scheme: dark")};

    for (size_t i = 0; i < 2; i++) {
        double ink, paper;

        ck_assert_ptr_nonnull(schemes[i]);
        ink = luminance(schemes[i], pairs[_i].ink) + 0.05;
        paper = luminance(schemes[i], pairs[_i].paper) + 0.05;
        ck_assert_msg((ink > paper ? ink / paper : paper / ink) >= 4.5,
                      "%s on %s, scheme %zu", pairs[_i].ink, pairs[_i].paper, i);
    }
}
END_TEST

/* A month is wider than an upright page, and shades are nothing without their colours. */
START_TEST(a_printed_page_keeps_the_whole_month_and_its_shades)
{
    ck_assert_ptr_nonnull(strstr(page(), "@page { size: landscape;"));
    ck_assert_ptr_nonnull(strstr(page(), "print-color-adjust: exact;"));
}
END_TEST

START_TEST(ids_are_never_broken)
{
    ck_assert_ptr_nonnull(
        strstr(page(), "<td class=\"w\">00000001-1111-4111-8111-111111111111</td>"));
    ck_assert_ptr_nonnull(strstr(page(), ".w { white-space: nowrap; }"));
}
END_TEST

/* Each region that can scroll is reached with the keyboard and has a name. */
START_TEST(what_scrolls_can_be_focused)
{
    static const char region[] =
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"";
    size_t count = 0;

    for (const char *at = page(); (at = strstr(at, "<div class=\"wide\"")) != NULL;
         at++) {
        ck_assert(strncmp(at, region, strlen(region)) == 0);
        count++;
    }
    ck_assert_uint_eq(count, 4); /* totals, rows, calendar, rules */
}
END_TEST

static Suite *suite(void)
{
    const TTest *const tests[] = {
        a_printed_page_keeps_the_whole_month_and_its_shades,
        ids_are_never_broken,
        what_scrolls_can_be_focused,
        the_page_is_well_formed,
        names_are_escaped,
        nothing_is_loaded_and_nothing_runs,
        cells_have_heads_of_row_and_column,
        totals_are_headed_by_their_currency,
        the_calendar_says_all_in_letters_and_figures,
        a_partial_report_says_so_at_the_top,
        warnings_and_refusals_are_in_the_page,
        what_is_left_out_and_what_customers_share_is_told,
    };
    Suite *made = suite_create("recon HTML");
    TCase *tcase = tcase_create("HTML");

    tcase_add_checked_fixture(tcase, setup, teardown);
    for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
        tcase_add_test(tcase, tests[i]);
    }
    tcase_add_loop_test(tcase, letters_stand_out_from_their_ground, 0,
                        (int)(sizeof(pairs) / sizeof(pairs[0])));
    suite_add_tcase(made, tcase);
    return made;
}

int main(void)
{
    return pwz_test_main(suite());
}
