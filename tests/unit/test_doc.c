/*
 * Unit tests of the document and its renderers.
 */
#include <string.h>

#include "pecwiz/doc.h"

#include "runner.h"

static struct pwz_doc doc;
static struct pwz_buf out;

static void setup(void)
{
    doc = (struct pwz_doc){0};
    pwz_buf_init(&out, 1024 * 1024);
}

static void teardown(void)
{
    pwz_doc_done(&doc);
    pwz_buf_done(&out);
}

static const char *text(size_t cols)
{
    pwz_buf_clear(&out);
    ck_assert_int_eq(pwz_doc_to_text(&doc, cols, &out), PWZ_OK);
    return pwz_buf_text(&out);
}

static const char *markdown(void)
{
    pwz_buf_clear(&out);
    ck_assert_int_eq(pwz_doc_to_markdown(&doc, &out), PWZ_OK);
    return pwz_buf_text(&out);
}

/* What stands between <main> and </main>. */
static const char *html(void)
{
    static char body[4096];
    const char *from, *to;

    pwz_buf_clear(&out);
    ck_assert_int_eq(pwz_doc_to_html(&doc, "A & B", &out), PWZ_OK);
    from = strstr(pwz_buf_text(&out), "<main>\n");
    to = strstr(pwz_buf_text(&out), "</main>");
    ck_assert_ptr_nonnull(from);
    ck_assert_ptr_nonnull(to);
    from += strlen("<main>\n");
    ck_assert_uint_lt((size_t)(to - from), sizeof(body));
    memcpy(body, from, (size_t)(to - from));
    body[to - from] = '\0';
    return body;
}

static void add_at(enum pwz_doc_kind kind, unsigned level, unsigned number,
                   const char *words)
{
    struct pwz_doc_item *item = pwz_doc_add(&doc, kind, PWZ_DOC_PLAIN);

    ck_assert_ptr_nonnull(item);
    item->level = level;
    item->number = number;
    pwz_doc_run(&doc, PWZ_SPAN_PLAIN, words, "");
}

/* ---- the document ---- */

START_TEST(text_from_outside_passes_the_gate)
{
    pwz_doc_line(&doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN, "a\x1b[2Jb\nc");
    ck_assert_str_eq(doc.items->runs->text, "a\xef\xbf\xbd[2Jb c");
}
END_TEST

START_TEST(line_feeds_stay_in_code_only)
{
    pwz_doc_line(&doc, PWZ_DOC_CODE, PWZ_DOC_PLAIN, "one\ntwo");
    ck_assert_str_eq(doc.items->runs->text, "one\ntwo");
}
END_TEST

START_TEST(runs_are_copied)
{
    char words[] = "before";

    pwz_doc_line(&doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN, words);
    memcpy(words, "behind", sizeof(words));
    ck_assert_str_eq(doc.items->runs->text, "before");
}
END_TEST

START_TEST(formatted_runs_follow_the_item)
{
    pwz_doc_add(&doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN);
    pwz_doc_runf(&doc, PWZ_SPAN_STRONG, "%d of %s", 3, "five");
    ck_assert_str_eq(doc.items->runs->text, "3 of five");
    ck_assert_uint_eq(doc.items->runs->style, PWZ_SPAN_STRONG);
}
END_TEST

START_TEST(runs_alike_become_one)
{
    pwz_doc_add(&doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN);
    pwz_doc_run(&doc, PWZ_SPAN_LINK, "one", "https://example.org/");
    pwz_doc_run(&doc, PWZ_SPAN_LINK, " ", "https://example.org/");
    pwz_doc_run(&doc, PWZ_SPAN_LINK, "link", "https://example.org/");
    pwz_doc_run(&doc, PWZ_SPAN_LINK, "other", "https://example.org/other");
    ck_assert_str_eq(doc.items->runs->text, "one link");
    ck_assert_str_eq(doc.items->runs->next->text, "other");
    ck_assert_ptr_null(doc.items->runs->next->next);
}
END_TEST

START_TEST(a_run_without_an_item_is_left_out)
{
    pwz_doc_run(&doc, PWZ_SPAN_PLAIN, "nowhere", "");
    ck_assert_ptr_null(doc.items);
    ck_assert(!doc.failed);
}
END_TEST

START_TEST(running_out_of_memory_sticks_and_is_told)
{
    bool is_done = false;

    for (size_t n = 0; !is_done; n++) {
        enum pwz_status status;

        setup();
        pwz_mem_fail_after(n);
        pwz_doc_head(&doc, PWZ_DOC_TITLE, 1, "Title");
        pwz_doc_pair(&doc, PWZ_DOC_PLAIN, "name", "value");
        pwz_doc_runf(&doc, PWZ_SPAN_PLAIN, "%d", 1);
        status = pwz_doc_to_text(&doc, 80, &out);
        pwz_mem_fail_after(SIZE_MAX);
        is_done = status == PWZ_OK;
        if (!is_done) {
            ck_assert_int_eq(status, PWZ_E_NOMEM);
        }
        teardown();
        ck_assert_uint_lt(n, 100);
    }
    setup();
}
END_TEST

/* ---- plain text ---- */

START_TEST(text_underlines_headings_by_level)
{
    pwz_doc_head(&doc, PWZ_DOC_TITLE, 1, "Top");
    pwz_doc_head(&doc, PWZ_DOC_PLAIN, 2, "Below");
    ck_assert_str_eq(text(80), "Top\n===\n\nBelow\n-----\n");
}
END_TEST

START_TEST(text_wraps_with_a_hanging_indent)
{
    add_at(PWZ_DOC_BULLET, 0, 0, "one two three four five");
    add_at(PWZ_DOC_BULLET, 1, 0, "inner");
    ck_assert_str_eq(text(20), "- one two three four\n  five\n  - inner\n");
}
END_TEST

START_TEST(text_does_not_wrap_without_columns)
{
    pwz_doc_line(&doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN,
                 "a long line that would have to be broken at twenty columns");
    ck_assert_str_eq(text(0),
                     "a long line that would have to be broken at twenty columns\n");
}
END_TEST

START_TEST(text_numbers_lists_as_given)
{
    add_at(PWZ_DOC_NUMBER, 0, 1, "first");
    add_at(PWZ_DOC_NUMBER, 0, 2, "second");
    ck_assert_str_eq(text(80), "1. first\n2. second\n");
}
END_TEST

START_TEST(text_never_breaks_code)
{
    struct pwz_doc_item *item = pwz_doc_add(&doc, PWZ_DOC_CODE, PWZ_DOC_READ);

    pwz_doc_name(&doc, item, "Look: reads only");
    pwz_doc_run(&doc, PWZ_SPAN_PLAIN, "command --with a --long list --of words\nsecond",
                "");
    ck_assert_str_eq(text(20), "Look: reads only\n"
                               "    command --with a --long list --of words\n"
                               "    second\n");
}
END_TEST

START_TEST(text_shows_addresses_in_full_and_once)
{
    pwz_doc_add(&doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN);
    pwz_doc_run(&doc, PWZ_SPAN_LINK, "guide", "https://example.org/a");
    pwz_doc_run(&doc, PWZ_SPAN_PLAIN, ", ", "");
    pwz_doc_run(&doc, PWZ_SPAN_LINK, "https://example.org/b", "https://example.org/b");
    ck_assert_str_eq(text(80), "guide (https://example.org/a), https://example.org/b\n");
}
END_TEST

START_TEST(text_keeps_a_wide_address_in_one_piece)
{
    pwz_doc_line(&doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN,
                 "see https://example.org/long/path now");
    ck_assert_str_eq(text(20), "see\nhttps://example.org/long/path\nnow\n");
}
END_TEST

START_TEST(text_keeps_rows_of_pairs_together)
{
    pwz_doc_pair(&doc, PWZ_DOC_PLAIN, "Role", "Reader");
    pwz_doc_pair(&doc, PWZ_DOC_PLAIN, "Scope", "all");
    pwz_doc_line(&doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN, "End.");
    ck_assert_str_eq(text(80), "Role: Reader\nScope: all\n\nEnd.\n");
}
END_TEST

/* ---- Markdown ---- */

START_TEST(markdown_escapes_what_reads_as_markup)
{
    pwz_doc_line(&doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN, "*a* _b_ [c](d) <e> `f` & \\ | ~");
    ck_assert_str_eq(markdown(),
                     "\\*a\\* \\_b\\_ \\[c\\](d) \\<e> \\`f\\` \\& \\\\ | \\~\n");
}
END_TEST

static const struct start_row {
    const char *words, *expected;
} start_rows[] = {
    {"# no heading", "\\# no heading\n"},
    {"- no list",    "\\- no list\n"   },
    {"+ no list",    "\\+ no list\n"   },
    {"1. no list",   "1\\. no list\n"  },
    {"12) no list",  "12\\) no list\n" },
    {"1.50 euro",    "1.50 euro\n"     },
    {"1.",           "1\\.\n"          },
    {"> no quote",   "\\> no quote\n"  },
    {"12 apples",    "12 apples\n"     },
    {"=== no rule",  "\\=== no rule\n" },
};

START_TEST(markdown_escapes_the_beginning_of_a_line)
{
    pwz_doc_line(&doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN, start_rows[_i].words);
    ck_assert_str_eq(markdown(), start_rows[_i].expected);
}
END_TEST

START_TEST(markdown_code_fences_outgrow_backticks)
{
    pwz_doc_line(&doc, PWZ_DOC_CODE, PWZ_DOC_PLAIN, "a ``` b");
    ck_assert_str_eq(markdown(), "````\na ``` b\n````\n");
}
END_TEST

START_TEST(markdown_code_spans_outgrow_backticks)
{
    pwz_doc_add(&doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN);
    pwz_doc_run(&doc, PWZ_SPAN_CODE, "plain", "");
    pwz_doc_run(&doc, PWZ_SPAN_PLAIN, " ", "");
    pwz_doc_run(&doc, PWZ_SPAN_CODE, "`tick`", "");
    ck_assert_str_eq(markdown(), "`plain` `` `tick` ``\n");
}
END_TEST

START_TEST(markdown_neighbours_in_bold_share_their_stars)
{
    pwz_doc_add(&doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN);
    pwz_doc_run(&doc, PWZ_SPAN_STRONG, "one ", "");
    pwz_doc_run(&doc, PWZ_SPAN_STRONG | PWZ_SPAN_CODE, "two", "");
    pwz_doc_run(&doc, PWZ_SPAN_PLAIN, " three", "");
    ck_assert_str_eq(markdown(), "**one `two`** three\n");
}
END_TEST

START_TEST(markdown_addresses_cannot_end_early)
{
    pwz_doc_add(&doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN);
    pwz_doc_run(&doc, PWZ_SPAN_LINK, "x", "https://example.org/a b>(c)");
    ck_assert_str_eq(markdown(), "[x](<https://example.org/a%20b%3E(c)>)\n");
}
END_TEST

START_TEST(markdown_pairs_are_a_list_with_inner_rows)
{
    pwz_doc_pair(&doc, PWZ_DOC_PLAIN, "Role", "Reader");
    add_at(PWZ_DOC_BULLET, 1, 0, "before: Owner");
    ck_assert_str_eq(markdown(), "- **Role:** Reader\n    - before: Owner\n");
}
END_TEST

/* ---- HTML ---- */

START_TEST(html_escapes_everything_special)
{
    pwz_doc_line(&doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN, "<b>\"x\" & 'y'</b>");
    ck_assert_str_eq(html(),
                     "<p>&lt;b&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/b&gt;</p>\n");
    ck_assert_ptr_nonnull(strstr(pwz_buf_text(&out), "<title>A &amp; B</title>"));
}
END_TEST

START_TEST(html_loads_and_runs_nothing)
{
    html();
    ck_assert_ptr_nonnull(strstr(pwz_buf_text(&out), "default-src 'none'"));
    ck_assert_ptr_null(strstr(pwz_buf_text(&out), "<script"));
    ck_assert_ptr_null(strstr(pwz_buf_text(&out), "src=\""));
}
END_TEST

START_TEST(html_links_only_https)
{
    pwz_doc_add(&doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN);
    pwz_doc_run(&doc, PWZ_SPAN_LINK, "good", "https://example.org/?a=1&b=2");
    pwz_doc_run(&doc, PWZ_SPAN_LINK, "bad", "javascript:alert(1)");
    ck_assert_str_eq(html(),
                     "<p><a rel=\"noreferrer\" "
                     "href=\"https://example.org/?a=1&amp;b=2\">good</a>bad</p>\n");
}
END_TEST

START_TEST(html_nests_lists_inside_their_item)
{
    add_at(PWZ_DOC_NUMBER, 0, 1, "one");
    add_at(PWZ_DOC_BULLET, 1, 0, "inner");
    add_at(PWZ_DOC_NUMBER, 0, 2, "two");
    pwz_doc_line(&doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN, "End.");
    ck_assert_str_eq(html(),
                     "<ol>\n<li value=\"1\">one<ul>\n<li>inner</li>\n</ul>\n</li>\n"
                     "<li value=\"2\">two</li>\n</ol>\n<p>End.</p>\n");
}
END_TEST

START_TEST(html_pairs_are_a_description_list)
{
    pwz_doc_pair(&doc, PWZ_DOC_PLAIN, "Role", "Reader");
    add_at(PWZ_DOC_BULLET, 0, 0, "other list");
    ck_assert_str_eq(html(), "<dl>\n<dt>Role</dt>\n<dd>Reader</dd>\n</dl>\n"
                             "<ul>\n<li>other list</li>\n</ul>\n");
}
END_TEST

START_TEST(html_marks_what_changes_something)
{
    struct pwz_doc_item *item = pwz_doc_add(&doc, PWZ_DOC_CODE, PWZ_DOC_CHANGE);

    pwz_doc_name(&doc, item, "Grant: CHANGES something");
    pwz_doc_run(&doc, PWZ_SPAN_PLAIN, "az role", "");
    ck_assert_str_eq(html(), "<p class=\"label\">Grant: CHANGES something</p>\n"
                             "<pre class=\"change\">az role</pre>\n");
}
END_TEST

START_TEST(an_inner_item_without_an_outer_one_opens_one_list)
{
    add_at(PWZ_DOC_BULLET, 1, 0, "lonely");
    ck_assert_str_eq(html(), "<ul>\n<li>lonely</li>\n</ul>\n");
}
END_TEST

START_TEST(a_full_buffer_is_told)
{
    pwz_doc_line(&doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN, "more than ten bytes");
    pwz_buf_init(&out, 10);
    ck_assert_int_eq(pwz_doc_to_markdown(&doc, &out), PWZ_E_LIMIT);
    pwz_buf_done(&out);
    pwz_buf_init(&out, 10);
    ck_assert_int_eq(pwz_doc_to_text(&doc, 80, &out), PWZ_E_LIMIT);
}
END_TEST

static void add_document(TCase *tests)
{
    tcase_add_test(tests, text_from_outside_passes_the_gate);
    tcase_add_test(tests, line_feeds_stay_in_code_only);
    tcase_add_test(tests, runs_are_copied);
    tcase_add_test(tests, formatted_runs_follow_the_item);
    tcase_add_test(tests, runs_alike_become_one);
    tcase_add_test(tests, a_run_without_an_item_is_left_out);
    tcase_add_test(tests, running_out_of_memory_sticks_and_is_told);
    tcase_add_test(tests, a_full_buffer_is_told);
}

static void add_text(TCase *tests)
{
    tcase_add_test(tests, text_underlines_headings_by_level);
    tcase_add_test(tests, text_wraps_with_a_hanging_indent);
    tcase_add_test(tests, text_does_not_wrap_without_columns);
    tcase_add_test(tests, text_numbers_lists_as_given);
    tcase_add_test(tests, text_never_breaks_code);
    tcase_add_test(tests, text_shows_addresses_in_full_and_once);
    tcase_add_test(tests, text_keeps_a_wide_address_in_one_piece);
    tcase_add_test(tests, text_keeps_rows_of_pairs_together);
}

static void add_markdown(TCase *tests)
{
    tcase_add_test(tests, markdown_escapes_what_reads_as_markup);
    tcase_add_test(tests, markdown_code_fences_outgrow_backticks);
    tcase_add_test(tests, markdown_code_spans_outgrow_backticks);
    tcase_add_test(tests, markdown_neighbours_in_bold_share_their_stars);
    tcase_add_test(tests, markdown_addresses_cannot_end_early);
    tcase_add_test(tests, markdown_pairs_are_a_list_with_inner_rows);
    tcase_add_loop_test(tests, markdown_escapes_the_beginning_of_a_line, 0,
                        (int)(sizeof(start_rows) / sizeof(start_rows[0])));
}

static void add_html(TCase *tests)
{
    tcase_add_test(tests, html_escapes_everything_special);
    tcase_add_test(tests, html_loads_and_runs_nothing);
    tcase_add_test(tests, html_links_only_https);
    tcase_add_test(tests, html_nests_lists_inside_their_item);
    tcase_add_test(tests, html_pairs_are_a_description_list);
    tcase_add_test(tests, html_marks_what_changes_something);
    tcase_add_test(tests, an_inner_item_without_an_outer_one_opens_one_list);
}

int main(void)
{
    Suite *suite = suite_create("doc");
    TCase *tests = tcase_create("doc");

    tcase_add_checked_fixture(tests, setup, teardown);
    add_document(tests);
    add_text(tests);
    add_markdown(tests);
    add_html(tests);
    suite_add_tcase(suite, tests);
    return pwz_test_main(suite);
}
