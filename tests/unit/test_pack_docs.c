/* A pack as one document to sign. */
#include <string.h>

#include "pecwiz/mem.h"
#include "pecwiz/report.h"

#include "runner.h"
#include "tiny_pack.h"

static struct tiny tiny;
static struct pwz_buf out;

static void setup(void)
{
    tiny_open(&tiny);
    pwz_buf_init(&out, 1024 * 1024);
}

static void teardown(void)
{
    pwz_buf_done(&out);
    tiny_close(&tiny);
}

static const char *page(const struct pwz_test_summary *tests)
{
    struct pwz_doc doc = {0};

    pwz_buf_clear(&out);
    pwz_report_pack(&tiny.pack, tests, &doc);
    ck_assert_int_eq(pwz_doc_to_markdown(&doc, &out), PWZ_OK);
    pwz_doc_done(&doc);
    return pwz_buf_text(&out);
}

/* All of `parts`, in this order. */
static void assert_in_order(const char *text, const char *const *parts, size_t count)
{
    const char *at = text;

    for (size_t i = 0; i < count; i++) {
        const char *found = strstr(at, parts[i]);
        ck_assert_msg(found != NULL, "not in its place: %s\n%.1500s", parts[i], at);
        at = found + strlen(parts[i]);
    }
}

START_TEST(the_head_tells_what_is_signed)
{
    static const char *const parts[] = {
        "# Tiny\n\n- **Id:** tiny\n- **Version:** 1\n- **Status:** draft\n"
        "- **Last reviewed:** 2026-01-01\n- **Review by:** 2027-01-01\n"
        "- **Language:** en\n- **SHA-256 of its files:** `",
        "## Counts\n\n- **Steps:** 2\n- **Facts, each with one question:** 7\n"
        "- **Rules:** 4\n- **Verdicts:** 4\n- **Files of tests:** 1\n"
        "- **Combinations of answers:** 48\n",
        "## Checklist\n",
        "## Shared conditions\n",
        "## Rules\n",
        "## Also seen\n",
        "## Verdicts\n",
        ("## Signature\n\nI have read version 1 of this pack, as its files are with the "
         "SHA-256 `"),
        "- **Signature:** ",
    };

    assert_in_order(page(NULL), parts, sizeof parts / sizeof *parts);
    /* No source article, list or form in this pack: no empty chapters. */
    ck_assert_ptr_null(strstr(pwz_buf_text(&out), "## Source article"));
    ck_assert_ptr_null(strstr(pwz_buf_text(&out), "## List"));
    ck_assert_ptr_null(strstr(pwz_buf_text(&out), "## Escalation"));
}
END_TEST

START_TEST(tests_that_were_run_are_told)
{
    const struct pwz_test_summary tests = {.passed = 5,
                                           .failed = 1,
                                           .rules = 4,
                                           .rules_hit = 3,
                                           .verdicts = 4,
                                           .verdicts_hit = 2};

    ck_assert_ptr_nonnull(strstr(page(&tests),
                                 "- **Tests:** 5 passed, 1 failed; they reach 3 of 4 "
                                 "rules and 2 of 4 verdicts\n"));
}
END_TEST

START_TEST(a_question_stands_with_all_its_words)
{
    static const char *const parts[] = {
        "### Step 1: First step\n\n- **Step:** `first`\n\n",
        "#### 1.1 Which color is it?\n\n"
        "- **Fact:** `t.color`\n"
        "- **Short name:** Color\n"
        "- **Use:** may decide the verdict; asked while it still can\n"
        "- **Answer:** one of these, or don't know\n"
        "    - `red` Red\n"
        "    - `green` Green as grass **(as it should be)**\n"
        "    - `blue` Blue\n"
        "- **Who can know it:** anybody concerned\n\n"
        "**Why**\n\nIt matters.\n\n"
        "**Where to look**\n\nAt it.\n\n"
        "**Say**\n\nTell me.\n\n"
        "**Note for the agent**\n\nLook twice.\n",
        "#### 1.3 Which invoice?\n",
        "- **Answer:** a text\n- **Must match:** `^G[0-9]+$`\n",
        ("### Step 2: Second step\n\n- **Step:** `second`\n"
         "- **Does not apply if:** Color: “Blue”\n"),
    };

    assert_in_order(page(NULL), parts, sizeof parts / sizeof *parts);
}
END_TEST

START_TEST(rules_stand_in_their_order_and_in_words)
{
    static const char *const parts[] = {
        "**\\[has-b\\]**, if\n\n- Parts: with “Part b”\n",
        "**Rule 1** `r-red` (First step): **It is too red** (Can be fixed), if\n\n"
        "- Color: “Red”\n",
        "**Rule 2** `r-broken` (Second step): **Part b is broken** (Can be fixed), if "
        "all of these hold:\n\n- \\[has-b\\]\n- Part b works: “No”\n",
        ("**Rule 4** `otherwise`: **Ask the maker** (For the maker), if no rule above "
         "holds.\n"),
        "**Remark 1** `s-c` (Second step): **There is a part a** (Fine), if\n",
    };

    assert_in_order(page(NULL), parts, sizeof parts / sizeof *parts);
}
END_TEST

static void use_rule(const char *rules)
{
    struct pwz_err err = {0};

    tiny_close(&tiny);
    tiny_files(&tiny);
    tiny_replace(&tiny, "rules.json", rules);
    ck_assert_int_eq(tiny_compile(&tiny, &err), PWZ_OK);
    ck_assert_int_eq(pwz_pack_open(&tiny.pack, tiny.image, tiny.size, &err), PWZ_OK);
}

START_TEST(a_condition_opens_into_a_list_with_its_own_words)
{
    static const struct {
        const char *rules, *words;
    } rows[] = {
        {"{\"rules\": [{\"id\": \"r\", \"step\": \"first\", \"verdict\": \"has-a\", "
         "\"when\": {\"any\": [{\"fact\": \"t.color\", \"is\": \"red\"}, {\"fact\": "
         "\"t.parts\", \"has\": \"a\"}]}}], \"otherwise\": \"ask-maker\"}",              ", if at least one of these holds:\n\n- Color: “Red”\n- Parts: with “Part a”\n"},
        {"{\"rules\": [{\"id\": \"r\", \"step\": \"first\", \"verdict\": \"has-a\", "
         "\"when\": {\"not\": {\"any\": [{\"fact\": \"t.color\", \"is\": \"red\"}, "
         "{\"fact\": \"t.parts\", \"has\": \"a\"}]}}}], \"otherwise\": \"ask-maker\"}",  ", if none of these holds:\n\n- Color: “Red”\n- Parts: with “Part a”\n"        },
        {"{\"rules\": [{\"id\": \"r\", \"step\": \"first\", \"verdict\": \"has-a\", "
         "\"when\": {\"not\": {\"all\": [{\"fact\": \"t.color\", \"is\": \"red\"}, "
         "{\"fact\": \"t.parts\", \"has\": \"a\"}]}}}], \"otherwise\": \"ask-maker\"}",  ", if not all of these hold:\n\n- Color: “Red”\n- Parts: with “Part a”\n"      },
        {"{\"conditions\": [{\"name\": \"x\", \"when\": {\"all\": [{\"fact\": "
         "\"t.color\", \"is\": \"red\"}, {\"fact\": \"t.parts\", \"has\": \"a\"}]}}],\n"
         "\"rules\": [{\"id\": \"r\", \"step\": \"first\", \"verdict\": \"has-a\", "
         "\"when\": {\"not\": {\"condition\": \"x\"}}}], \"otherwise\": \"ask-maker\"}", "(Fine), if\n\n- not \\[x\\]\n"                                                        },
    };

    use_rule(rows[_i].rules);
    ck_assert_msg(strstr(page(NULL), rows[_i].words) != NULL, "%s", pwz_buf_text(&out));
}
END_TEST

START_TEST(a_verdict_stands_with_commands_sources_and_its_share)
{
    /* 16 of 48 combinations are red. */
    static const char *const parts[] = {
        "### Verdict 1: It is too red\n\n"
        "- **Verdict:** `too-red`\n"
        "- **Result:** Can be fixed\n"
        "- **Whose move it is:** you\n"
        "- **Given by rule:** 1\n"
        "- **Combinations of answers:** 16 (33.3 % of all)\n"
        "- **Look again:** 2 days after the result\n"
        "- **Reviewed:** 2026-01-01\n\n"
        "**Say**\n\nToo red.\n\n"
        "**What shows it**\n\nEyes.\n\n"
        "**What to do**\n\n1. **You:** paint \\<Id> on \\<Day>.\n\n"
        "**Commands**\n\n"
        "Look (bash): reads only, run by you; fill in what stands in \\<…>\n\n"
        "```\nlook --day <Day>\n```\n\n"
        "**Look again**\n\nIn two days.\n\n"
        "**Note for the agent**\n\nNone.\n\n"
        "**Sources**\n\n- "
        "[https://example.org/red](<https://example.org/red>)\n",
        "### Verdict 2: Part b is broken\n",
        "- **Combinations of answers:** 8 (16.7 % of all)\n",
        "### Verdict 3: There is a part a\n",
        "- **Combinations of answers:** 12 (25.0 % of all)\n",
        "### Verdict 4: Ask the maker\n",
        "- **Combinations of answers:** 12 (25.0 % of all)\n",
    };

    assert_in_order(page(NULL), parts, sizeof parts / sizeof *parts);
}
END_TEST

START_TEST(spent_memory_is_told)
{
    enum pwz_status status = PWZ_E_NOMEM;

    for (size_t n = 0; status != PWZ_OK; n++) {
        struct pwz_doc doc = {0};

        pwz_buf_clear(&out);
        pwz_mem_fail_after(n);
        pwz_report_pack(&tiny.pack, NULL, &doc);
        pwz_mem_fail_after(SIZE_MAX);
        status = pwz_doc_to_markdown(&doc, &out);
        pwz_doc_done(&doc);
        ck_assert(status == PWZ_OK || status == PWZ_E_NOMEM);
        ck_assert_uint_lt(n, 20000);
    }
}
END_TEST

static Suite *make(void)
{
    Suite *suite = suite_create("pack docs");
    TCase *cases = tcase_create("docs");

    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, the_head_tells_what_is_signed);
    tcase_add_test(cases, tests_that_were_run_are_told);
    tcase_add_test(cases, a_question_stands_with_all_its_words);
    tcase_add_test(cases, rules_stand_in_their_order_and_in_words);
    tcase_add_loop_test(cases, a_condition_opens_into_a_list_with_its_own_words, 0, 4);
    tcase_add_test(cases, a_verdict_stands_with_commands_sources_and_its_share);
    tcase_add_test(cases, spent_memory_is_told);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return pwz_test_main(make());
}
