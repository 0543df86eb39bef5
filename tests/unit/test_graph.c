/* Graphs of a pack in the dot language. Whether the drawing program takes them is asked
 * in tests/graph.sh. */
#include <string.h>

#include "pecwiz/mem.h"
#include "pecwiz/outline.h"

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

static const char *graph(enum pwz_graph_kind kind, uint32_t index)
{
    pwz_buf_clear(&out);
    ck_assert_int_eq(pwz_pack_graph(&tiny.pack, kind, index, &out), PWZ_OK);
    return pwz_buf_text(&out);
}

static size_t count(const char *text, const char *part)
{
    size_t found = 0;

    for (const char *at = text; (at = strstr(at, part)) != NULL; at += strlen(part))
        found++;
    return found;
}

static void assert_has(const char *text, const char *const *parts, size_t parts_count)
{
    for (size_t i = 0; i < parts_count; i++)
        ck_assert_msg(strstr(text, parts[i]) != NULL, "lacks %s\n%s", parts[i], text);
}

/* Rows of the tiny pack: facts in checklist order t.color 0, t.hint 1, t.note 2, t.parts
 * 3, t.works 4, t.day 5, t.guid 6; rules r-red 0, r-broken 1, r-a 2, otherwise 3;
 * verdicts too-red 0, broken-b 1, has-a 2, ask-maker 3; one shared condition, has-b 0. */

START_TEST(the_whole_joins_questions_conditions_rules_and_verdicts)
{
    static const char *const parts[] = {
        "digraph pack {\n  label=\"Tiny\";\n",
        "  subgraph cluster_0 {\n    label=\"1. First step\";\n",
        "    f0 [label=\"Which color is it?\\nt.color\", shape=box];\n",
        "    f1 [label=\"Is it old?\\nt.hint\", shape=box, style=dashed];\n",
        "    r3 [label=\"rule 4\\notherwise\\n(if no other rule holds)\"",
        "    c0 [label=\"[has-b]\\nt.parts has b\", shape=octagon];\n",
        "    v1 [label=\"Part b is broken\\nbroken-b\\n(fix)\"",
        "    f0 -> r0 [label=\"is red\"];\n",
        "    f3 -> c0 [label=\"has b\"];\n",
        "    c0 -> r1;\n",
        "    f4 -> r1 [label=\"is no\"];\n",
        "    r1 -> v1;\n",
        "    r3 -> v3;\n",
    };

    assert_has(graph(PWZ_GRAPH_WHOLE, 0), parts, sizeof parts / sizeof *parts);
    ck_assert_uint_eq(count(pwz_buf_text(&out), "subgraph cluster_"), 2);
    /* 4 tests, of which 1 through the condition and 1 into it; 4 results. */
    ck_assert_uint_eq(count(pwz_buf_text(&out), " -> "), 9);
}
END_TEST

START_TEST(a_step_shows_only_what_its_rules_need)
{
    static const char *const parts[] = {
        "    r1 [label=\"rule 2\\nr-broken\\n[has-b] and t.works is no\"",
        "    c0 [",
        "    v1 [",
        "    v2 [",
    };

    assert_has(graph(PWZ_GRAPH_STEP, 1), parts, sizeof parts / sizeof *parts);
    ck_assert_ptr_null(strstr(pwz_buf_text(&out), "f0 ["));
    ck_assert_ptr_null(strstr(pwz_buf_text(&out), "v0 ["));
    ck_assert_ptr_null(strstr(pwz_buf_text(&out), "r0 ["));
    ck_assert_uint_eq(count(pwz_buf_text(&out), "subgraph cluster_"), 1);
}
END_TEST

START_TEST(a_question_of_another_step_says_so)
{
    ck_assert_ptr_nonnull(strstr(graph(PWZ_GRAPH_VERDICT, 0),
                                 "    f0 [label=\"Which color is it?\\nt.color\\n(First "
                                 "step)\", shape=box];\n"));
}
END_TEST

/* Fewest answers to a verdict, by trying all ways. */
static uint32_t fewest(uint32_t ref, uint32_t verdict)
{
    const struct pwz_model *model = &tiny.pack.model;
    uint32_t least = PWZ_NONE;

    if (ref < model->verdict_count)
        return ref == verdict ? 0 : PWZ_NONE;
    const struct pwz_node *node = &model->nodes[ref - model->verdict_count];
    for (uint32_t i = 0; i < model->vars[node->var].arity; i++) {
        const uint32_t here = fewest(model->node_kids[node->kids + i], verdict);
        least = here < least ? here : least;
    }
    return least == PWZ_NONE ? least : least + 1;
}

START_TEST(the_way_to_a_verdict_is_a_shortest_one_from_the_root)
{
    const uint32_t verdict = (uint32_t)_i;
    const struct pwz_model *model = &tiny.pack.model;
    const char *way = strstr(graph(PWZ_GRAPH_VERDICT, verdict), "subgraph cluster_way");
    char begin[64];
    struct pwz_buf first;

    ck_assert_ptr_nonnull(way);
    ck_assert_uint_eq(count(way, " [label=\"") - count(way, " -> "),
                      fewest(model->meta->root, verdict));
    pwz_buf_init(&first, sizeof begin - 1);
    pwz_buf_addf(&first, "    n%u [label=\"1. ",
                 model->meta->root - model->verdict_count);
    ck_assert_ptr_nonnull(strstr(way, pwz_buf_text(&first)));
    pwz_buf_done(&first);
}
END_TEST

START_TEST(the_way_to_the_red_verdict_is_one_answer)
{
    ck_assert_ptr_nonnull(strstr(graph(PWZ_GRAPH_VERDICT, 0), " -> v0 [label=\"red\"];"));
    ck_assert_uint_eq(count(pwz_buf_text(&out), "    n"), 2); /* the node and its edge */
}
END_TEST

START_TEST(a_verdict_no_combination_ends_in_has_no_way)
{
    struct pwz_err err = {0};

    tiny_close(&tiny);
    tiny_files(&tiny);
    tiny_replace(&tiny, "rules.json",
                 "{\"rules\": [{\"id\": \"r\", \"step\": \"first\", \"verdict\": "
                 "\"has-a\", \"when\": {\"fact\": \"t.parts\", \"has\": \"a\"}}],\n"
                 "\"otherwise\": \"ask-maker\"}");
    ck_assert_int_eq(tiny_compile(&tiny, &err), PWZ_OK);
    ck_assert_int_eq(pwz_pack_open(&tiny.pack, tiny.image, tiny.size, &err), PWZ_OK);
    ck_assert_ptr_null(strstr(graph(PWZ_GRAPH_VERDICT, 0), "cluster_way"));
    ck_assert_ptr_null(strstr(graph(PWZ_GRAPH_DIAGRAM, 0), "v0 ["));
}
END_TEST

START_TEST(the_diagram_has_every_node_and_each_value_once)
{
    const struct pwz_model *model = &tiny.pack.model;
    const char *text = graph(PWZ_GRAPH_DIAGRAM, 0);

    ck_assert_uint_eq(count(text, "    n") - count(text, " -> "), model->node_count);
    ck_assert_ptr_nonnull(strstr(text, "[label=\"t.color\", shape=box];"));
    ck_assert_ptr_nonnull(strstr(text, "[label=\"t.parts has b\", shape=box];"));
    /* Of the three colors red ends at once; the two others go on together. */
    ck_assert_ptr_nonnull(strstr(text, " -> v0 [label=\"red\"];"));
    ck_assert_ptr_nonnull(strstr(text, " [label=\"green, blue\"];"));
}
END_TEST

START_TEST(no_text_can_end_a_label_or_be_read_as_markup)
{
    struct pwz_err err = {0};

    tiny_close(&tiny);
    tiny_files(&tiny);
    tiny_replace(&tiny, "text/en/too-red.md",
                 "# Say \"red\" \\\\N & &lt;b&gt;\n\n## Say\n\nx\n\n## Fix\n\nx\n\n"
                 "## Proof\n\nx\n\n## Note\n\nx\n");
    ck_assert_int_eq(tiny_compile(&tiny, &err), PWZ_OK);
    ck_assert_int_eq(pwz_pack_open(&tiny.pack, tiny.image, tiny.size, &err), PWZ_OK);
    ck_assert_ptr_nonnull(strstr(graph(PWZ_GRAPH_WHOLE, 0),
                                 "v0 [label=\"Say \\\"red\\\" \\\\N &amp; <b>\\n"));
}
END_TEST

START_TEST(long_labels_are_wrapped)
{
    struct pwz_err err = {0};

    tiny_close(&tiny);
    tiny_files(&tiny);
    tiny_replace(&tiny, "text/en/too-red.md",
                 "# One two three four five six seven eight nine\n\n## Say\n\nx\n\n## "
                 "Fix\n\nx\n\n## Proof\n\nx\n\n## Note\n\nx\n");
    ck_assert_int_eq(tiny_compile(&tiny, &err), PWZ_OK);
    ck_assert_int_eq(pwz_pack_open(&tiny.pack, tiny.image, tiny.size, &err), PWZ_OK);
    /* 34 columns hold "One two three four five six seven", 33 of them. */
    ck_assert_ptr_nonnull(strstr(graph(PWZ_GRAPH_WHOLE, 0),
                                 "[label=\"One two three four five six seven\\neight "
                                 "nine\\ntoo-red\\n(fix)\""));
}
END_TEST

START_TEST(spent_memory_is_told_by_every_kind)
{
    for (int kind = PWZ_GRAPH_WHOLE; kind <= PWZ_GRAPH_DIAGRAM; kind++) {
        enum pwz_status status = PWZ_E_NOMEM;

        for (size_t n = 0; status != PWZ_OK; n++) {
            struct pwz_buf page;

            pwz_buf_init(&page, 1024 * 1024);
            pwz_mem_fail_after(n);
            status = pwz_pack_graph(&tiny.pack, (enum pwz_graph_kind)kind, 1, &page);
            pwz_mem_fail_after(SIZE_MAX);
            pwz_buf_done(&page);
            ck_assert(status == PWZ_OK || status == PWZ_E_NOMEM);
            ck_assert_uint_lt(n, 1000);
        }
    }
}
END_TEST

static Suite *make(void)
{
    Suite *suite = suite_create("graph");
    TCase *cases = tcase_create("graph");

    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_test(cases, the_whole_joins_questions_conditions_rules_and_verdicts);
    tcase_add_test(cases, a_step_shows_only_what_its_rules_need);
    tcase_add_test(cases, a_question_of_another_step_says_so);
    tcase_add_loop_test(cases, the_way_to_a_verdict_is_a_shortest_one_from_the_root, 0,
                        4);
    tcase_add_test(cases, the_way_to_the_red_verdict_is_one_answer);
    tcase_add_test(cases, a_verdict_no_combination_ends_in_has_no_way);
    tcase_add_test(cases, the_diagram_has_every_node_and_each_value_once);
    tcase_add_test(cases, no_text_can_end_a_label_or_be_read_as_markup);
    tcase_add_test(cases, long_labels_are_wrapped);
    tcase_add_test(cases, spent_memory_is_told_by_every_kind);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return pwz_test_main(make());
}
