/* Conditions in words and the outline of a pack. */
#include <string.h>

#include "pecwiz/mem.h"
#include "pecwiz/outline.h"
#include "pecwiz/text.h"

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

/* ---- conditions ---- */

/* Compile the pack with one rule under this condition, and tell the condition. */
static const char *words_of(const char *when, enum pwz_cond_voice voice)
{
    static char rules[4096];
    struct pwz_buf text;
    struct pwz_err err = {0};

    pwz_buf_init(&text, sizeof rules - 1);
    pwz_buf_addf(&text,
                 "{\"conditions\": [{\"name\": \"has-b\", \"when\": {\"fact\": "
                 "\"t.parts\", \"has\": \"b\"}}, {\"name\": \"spare\", \"when\": "
                 "{\"fact\": \"t.parts\", \"has\": \"c\"}}],\n"
                 "\"rules\": [{\"id\": \"r\", \"step\": \"first\", \"verdict\": "
                 "\"has-a\", \"when\": %s}], \"otherwise\": \"ask-maker\"}",
                 when);
    memcpy(rules, pwz_buf_text(&text), text.len + 1);
    pwz_buf_done(&text);
    tiny_close(&tiny);
    tiny_files(&tiny);
    tiny_replace(&tiny, "rules.json", rules);
    ck_assert_int_eq(tiny_compile(&tiny, &err), PWZ_OK);
    ck_assert_int_eq(pwz_pack_open(&tiny.pack, tiny.image, tiny.size, &err), PWZ_OK);
    pwz_buf_clear(&out);
    pwz_cond_words(&tiny.pack, tiny.pack.model.rules[0].when, voice, &out);
    return pwz_buf_text(&out);
}

#define RED "{\"fact\": \"t.color\", \"is\": \"red\"}"
#define COLD "{\"fact\": \"t.color\", \"in\": [\"green\", \"blue\"]}"
#define HAS_A "{\"fact\": \"t.parts\", \"has\": \"a\"}"
#define WORKS "{\"fact\": \"t.works\", \"is\": \"yes\"}"
#define NAMED "{\"condition\": \"has-b\"}"
#define NOT(x) "{\"not\": " x "}"
#define ALL(x, y) "{\"all\": [" x ", " y "]}"
#define ANY(x, y) "{\"any\": [" x ", " y "]}"

/* Calls, not a table: clang-format 14 dies of macros in a table of structs. */
static void reads_as(const char *when, const char *ids, const char *labels)
{
    ck_assert_str_eq(words_of(when, PWZ_VOICE_IDS), ids);
    ck_assert_str_eq(words_of(when, PWZ_VOICE_LABELS), labels);
}

START_TEST(conditions_read_with_ids_and_with_labels)
{
    reads_as(RED, "t.color is red", "Color: “Red”");
    reads_as(NOT(RED), "t.color is not red", "Color: not “Red”");
    reads_as(COLD, "t.color is one of (green, blue)",
             "Color: “Green as grass” or “Blue”");
    reads_as(NOT(COLD), "t.color is none of (green, blue)",
             "Color: not “Green as grass”, not “Blue”");
    reads_as(HAS_A, "t.parts has a", "Parts: with “Part a”");
    reads_as(NOT(HAS_A), "t.parts lacks a", "Parts: without “Part a”");
    reads_as(NOT(NOT(RED)), "t.color is red", "Color: “Red”");
    reads_as(NAMED, "[has-b]", "[has-b]");
    reads_as(NOT(NAMED), "not [has-b]", "not [has-b]");
    reads_as(ALL(RED, WORKS), "t.color is red and t.works is yes",
             "Color: “Red” and Part b works: “Yes”");
    reads_as(NOT(ANY(RED, WORKS)), "not (t.color is red or t.works is yes)",
             "not (Color: “Red” or Part b works: “Yes”)");
    reads_as(ANY(ALL(RED, WORKS), HAS_A),
             "(t.color is red and t.works is yes) or t.parts has a",
             "(Color: “Red” and Part b works: “Yes”) or Parts: with “Part a”");
    reads_as(ALL(NOT(NAMED), ANY(RED, HAS_A)),
             "not [has-b] and (t.color is red or t.parts has a)",
             "not [has-b] and (Color: “Red” or Parts: with “Part a”)");
    reads_as("{\"any\": [" NOT(RED) "]}", "t.color is not red", "Color: not “Red”");
    reads_as(ANY("{\"all\": [" RED "]}", HAS_A), "t.color is red or t.parts has a",
             "Color: “Red” or Parts: with “Part a”");
}
END_TEST

START_TEST(the_otherwise_is_no_condition)
{
    pwz_cond_words(&tiny.pack, PWZ_NONE, PWZ_VOICE_IDS, &out);
    ck_assert_str_eq(pwz_buf_text(&out), "otherwise");
}
END_TEST

START_TEST(a_definition_spells_out_its_own_name_only)
{
    ck_assert_str_eq(words_of(NAMED, PWZ_VOICE_IDS), "[has-b]");
    pwz_buf_clear(&out);
    pwz_cond_definition(&tiny.pack, tiny.pack.model.rules[0].when, PWZ_VOICE_IDS, &out);
    ck_assert_str_eq(pwz_buf_text(&out), "t.parts has b");
}
END_TEST

START_TEST(the_image_names_used_conditions_only)
{
    words_of(ALL(RED, NAMED), PWZ_VOICE_IDS);
    ck_assert_uint_eq(tiny.pack.named_cond_count, 1);
    ck_assert_str_eq(pwz_pack_text(&tiny.pack, tiny.pack.named_conds[0].name), "has-b");
    ck_assert_str_eq(pwz_pack_text(&tiny.pack, tiny.pack.named_conds[0].words), "");
}
END_TEST

/* A pack with a loop over "b", in which conditions and their words are repeated. */
START_TEST(words_of_a_looped_condition_come_from_its_template)
{
    struct pwz_err err = {0};

    tiny_close(&tiny);
    tiny_files(&tiny);
    tiny_replace(&tiny, "rules.json",
                 "{\"conditions\": [{\"forEach\": \"part\", \"conditions\": [\n"
                 " {\"name\": \"has.{part}\", \"when\": {\"fact\": \"t.parts\", "
                 "\"has\": \"{part}\"}}]},\n"
                 " {\"name\": \"is-red\", \"when\": {\"fact\": \"t.color\", \"is\": "
                 "\"red\"}}],\n"
                 "\"rules\": [{\"id\": \"r\", \"step\": \"first\", \"verdict\": "
                 "\"has-a\",\n"
                 " \"when\": {\"all\": [{\"condition\": \"has.b\"}, {\"not\": "
                 "{\"condition\": \"is-red\"}}, {\"condition\": \"has.a\"}]}}],\n"
                 "\"otherwise\": \"ask-maker\"}");
    tiny_replace(&tiny, "facts.json",
                 "{\"loops\": [{\"name\": \"part\", \"values\": [\"a\", \"b\"]}],\n"
                 " \"facts\": [\n"
                 "  {\"id\": \"t.color\", \"type\": \"choice\", \"values\": [\"red\", "
                 "\"green\", \"blue\"], \"scope\": \"case\"},\n"
                 "  {\"id\": \"t.parts\", \"type\": \"set\", \"values\": [\"a\", \"b\", "
                 "\"c\"], \"scope\": \"case\"}]}");
    tiny_replace(&tiny, "questions.json",
                 "{\"steps\": [{\"id\": \"first\", \"questions\": [{\"fact\": "
                 "\"t.color\"}, {\"fact\": \"t.parts\"}]}]}");
    tiny_replace(&tiny, "verdicts.json",
                 "{\"verdicts\": [{\"id\": \"has-a\", \"grade\": \"ok\", \"actor\": "
                 "\"you\", \"reviewed\": \"2026-01-01\", \"sources\": []},\n"
                 "{\"id\": \"ask-maker\", \"grade\": \"escalate\", \"actor\": \"you\", "
                 "\"reviewed\": \"2026-01-01\", \"sources\": []}]}");
    tiny_replace(&tiny, "text/en/words.json",
                 "{\"step\": {\"first\": \"First\"}, \"fact\": {\"t.color\": \"Color\", "
                 "\"t.parts\": \"Parts\"},\n"
                 "\"part\": {\"a\": \"left part\", \"b\": \"right part\"},\n"
                 "\"condition\": {\"has.part\": \"the {part} is there\", \"has.a\": "
                 "\"all begins with a\", \"is-red\": \"it is red\"},\n"
                 "\"actor\": {\"you\": \"you\"}, \"grade\": {\"ok\": \"Fine\", "
                 "\"escalate\": \"Up\"}}");
    ck_assert_int_eq(tiny_compile(&tiny, &err), PWZ_OK);
    ck_assert_int_eq(pwz_pack_open(&tiny.pack, tiny.image, tiny.size, &err), PWZ_OK);
    pwz_cond_words(&tiny.pack, tiny.pack.model.rules[0].when, PWZ_VOICE_LABELS, &out);
    ck_assert_str_eq(pwz_buf_text(&out),
                     "the right part is there and not (it is red) and all begins with a");
}
END_TEST

/* ---- the outline ---- */

static const char *outline(size_t cols)
{
    pwz_buf_clear(&out);
    ck_assert_int_eq(pwz_pack_outline(&tiny.pack, cols, &out), PWZ_OK);
    return pwz_buf_text(&out);
}

START_TEST(the_outline_tells_steps_questions_rules_verdicts_and_counts)
{
    /* Combinations: 3 colors, 2 for each of 3 parts, 2 for works = 48. The nodes are the
     * compiler's business. */
    static const char *const lines[] = {
        "Tiny\ntiny 1 (draft), reviewed 2026-01-01, review by 2027-01-01\n",
        "\n1. First step (first)\n"
        "   t.color (choice, rule): Which color is it?\n"
        "      - red: Red\n"
        "      + green: Green as grass\n"
        "      - blue: Blue\n"
        "   t.hint (bool, hint): Is it old?\n"
        "      - yes: Yes\n"
        "      - no: No\n"
        "   t.note (text, detail): Which invoice?\n"
        "      matches ^G[0-9]+$\n"
        "   rule 1 r-red: if t.color is red\n"
        "      -> too-red (fix): It is too red\n",
        "\n2. Second step (second)\n"
        "   does not apply if t.color is blue\n"
        "   t.parts (set, rule): Which parts does it have?\n",
        "   rule 2 r-broken: if [has-b] and t.works is no\n"
        "      -> broken-b (fix): Part b is broken\n"
        "   rule 3 r-a: if t.parts has a\n"
        "      -> has-a (ok): There is a part a\n"
        "   also seen s-c: if t.parts has c\n"
        "      -> has-a (ok): There is a part a\n",
        "\nIf no rule of any step holds\n"
        "   rule 4 otherwise\n"
        "      -> ask-maker (escalate): Ask the maker\n",
        "\nShared conditions\n"
        "   [has-b]: t.parts has b\n",
        "\nVerdicts\n"
        "   too-red (fix, you): It is too red\n",
        "\nCounts\n"
        "   2 steps, 7 facts, 4 rules, 4 verdicts, 1 test file\n"
        "   48 combinations of answers, each with exactly one verdict, in a decision\n",
    };
    const char *at = outline(79);

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *found = strstr(at, lines[i]);
        ck_assert_msg(found != NULL, "not in its place: %s\n%s", lines[i], at);
        at = found;
    }
}
END_TEST

START_TEST(a_hint_says_when_it_is_asked)
{
    struct pwz_err err = {0};

    tiny_close(&tiny);
    tiny_files(&tiny);
    tiny_replace(&tiny, "questions.json",
                 "{\"steps\": [{\"id\": \"first\", \"onlyWhen\": \"escalate\", "
                 "\"questions\": [{\"fact\": \"t.color\"},\n"
                 "{\"fact\": \"t.hint\", \"askWhen\": {\"fact\": \"t.color\", \"known\": "
                 "true}}, {\"fact\": \"t.note\"}]},\n"
                 "{\"id\": \"second\", \"questions\": [{\"fact\": \"t.parts\"}, "
                 "{\"fact\": \"t.works\"}, {\"fact\": \"t.day\"}, {\"fact\": "
                 "\"t.guid\"}]}]}");
    ck_assert_int_eq(tiny_compile(&tiny, &err), PWZ_OK);
    ck_assert_int_eq(pwz_pack_open(&tiny.pack, tiny.image, tiny.size, &err), PWZ_OK);
    ck_assert_ptr_nonnull(
        strstr(outline(79), "      asked unless it is false that t.color is known\n"));
    ck_assert_ptr_nonnull(
        strstr(outline(79), "   applies only to cases of status escalate\n"));
}
END_TEST

START_TEST(no_line_is_wider_than_asked)
{
    static const size_t widths[] = {PWZ_OUTLINE_COLS_MIN, 33, 79, 200};

    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        const char *line = outline(widths[i]);
        while (*line != '\0') {
            const size_t len = strcspn(line, "\n");
            ck_assert_uint_le(pwz_text_width(line, len), widths[i]);
            line += len + 1;
        }
    }
}
END_TEST

START_TEST(wrapped_lines_hang_below_their_begin)
{
    ck_assert_ptr_nonnull(strstr(outline(30), "   t.color (choice, rule):\n"
                                              "       Which color is it?\n"
                                              "      - red: Red\n"));
}
END_TEST

START_TEST(an_outline_too_narrow_is_drawn_at_the_least_width)
{
    struct pwz_buf least;

    pwz_buf_init(&least, 1024 * 1024);
    ck_assert_int_eq(pwz_pack_outline(&tiny.pack, PWZ_OUTLINE_COLS_MIN, &least), PWZ_OK);
    ck_assert_str_eq(outline(1), pwz_buf_text(&least));
    pwz_buf_done(&least);
}
END_TEST

START_TEST(a_full_page_and_spent_memory_are_told)
{
    struct pwz_buf small;
    enum pwz_status status = PWZ_E_NOMEM;

    pwz_buf_init(&small, 100);
    ck_assert_int_eq(pwz_pack_outline(&tiny.pack, 79, &small), PWZ_E_LIMIT);
    pwz_buf_done(&small);
    for (size_t n = 0; status != PWZ_OK; n++) {
        pwz_buf_init(&small, 1024 * 1024);
        pwz_mem_fail_after(n);
        status = pwz_pack_outline(&tiny.pack, 79, &small);
        pwz_mem_fail_after(SIZE_MAX);
        pwz_buf_done(&small);
        ck_assert(status == PWZ_OK || status == PWZ_E_NOMEM);
        ck_assert_uint_lt(n, 1000);
    }
}
END_TEST

static Suite *make(void)
{
    Suite *suite = suite_create("outline");
    TCase *cases = tcase_create("words");
    TCase *pages = tcase_create("page");

    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_checked_fixture(pages, setup, teardown);
    tcase_add_test(cases, conditions_read_with_ids_and_with_labels);
    tcase_add_test(cases, the_otherwise_is_no_condition);
    tcase_add_test(cases, a_definition_spells_out_its_own_name_only);
    tcase_add_test(cases, the_image_names_used_conditions_only);
    tcase_add_test(cases, words_of_a_looped_condition_come_from_its_template);
    tcase_add_test(pages, the_outline_tells_steps_questions_rules_verdicts_and_counts);
    tcase_add_test(pages, a_hint_says_when_it_is_asked);
    tcase_add_test(pages, no_line_is_wider_than_asked);
    tcase_add_test(pages, wrapped_lines_hang_below_their_begin);
    tcase_add_test(pages, an_outline_too_narrow_is_drawn_at_the_least_width);
    tcase_add_test(pages, a_full_page_and_spent_memory_are_told);
    suite_add_tcase(suite, cases);
    suite_add_tcase(suite, pages);
    return suite;
}

int main(void)
{
    return pwz_test_main(make());
}
