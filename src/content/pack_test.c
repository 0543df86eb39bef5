/*
 * Tests that authors write beside the rules: given facts, expected outcome. Every rule
 * and every verdict has to be the outcome of at least one.
 */
#include "content/pack_test.h"

#include <string.h>

/* ---- comparing ---- */

static void fail_test(struct pack_tests *tests, const struct pack_test *test,
                      const struct pwz_json *at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static void fail_test(struct pack_tests *tests, const struct pack_test *test,
                      const struct pwz_json *at, const char *format, ...)
{
    struct pwz_buf text;
    char path[256];
    va_list args;

    pwz_buf_init(&text, 8192);
    pwz_buf_addf(&text, "test '%s': ", test->values[TEST_NAME]->string);
    va_start(args, format);
    pwz_buf_addv(&text, format, args);
    va_end(args);
    pwz_json_path(at, path, sizeof path);
    struct pwz_finding finding = {
        .rule = "test-failed",
        .file = pwz_json_file(test->doc),
        .line = at->line,
        .column = at->column,
        .path = path,
        .text = pwz_buf_text(&text),
        .walk = "",
    };
    tests->report(tests->context, &finding);
    tests->test_failed = true;
    pwz_buf_done(&text);
}

static void compare_word(struct pack_tests *tests, const struct pack_test *test,
                         enum test_field field, const char *got)
{
    const struct pwz_json *want = test->values[field];

    if (!want)
        return;
    const char *word = want->kind == PWZ_JSON_NULL ? "null" : want->string;
    if (strcmp(word, got ? got : "null") != 0)
        fail_test(tests, test, want, "expected %s %s, got %s", want->key, word,
                  got ? got : "null");
}

/* The ids of a list as one text, "a, b". */
typedef const char *name_fn(const struct pwz_model *model,
                            const struct pwz_result *result, uint32_t index);

static const char *found_name(const struct pwz_model *model,
                              const struct pwz_result *result, uint32_t index)
{
    return pwz_verdict_id(model, model->rules[result->also_found[index]].verdict);
}

static const char *seen_name(const struct pwz_model *model,
                             const struct pwz_result *result, uint32_t index)
{
    return pwz_verdict_id(model, model->seen[result->also_seen[index]].verdict);
}

static const char *possible_name(const struct pwz_model *model,
                                 const struct pwz_result *result, uint32_t index)
{
    return pwz_verdict_id(model, result->possible[index]);
}

static void compare_list(struct pack_tests *tests, const struct pack_test *test,
                         enum test_field field, uint32_t count, name_fn *name)
{
    const struct pwz_json *want = test->values[field];
    const struct pwz_model *model = &tests->pack.model;
    struct pwz_buf wanted, got;

    if (!want)
        return;
    pwz_buf_init(&wanted, 8192);
    pwz_buf_init(&got, 8192);
    for (const struct pwz_json *item = want->child; item; item = item->next)
        pwz_buf_addf(&wanted, "%s%s", item->index ? ", " : "", item->string);
    for (uint32_t i = 0; i < count; i++)
        pwz_buf_addf(&got, "%s%s", i ? ", " : "", name(model, tests->result, i));
    if (strcmp(pwz_buf_text(&wanted), pwz_buf_text(&got)) != 0)
        fail_test(tests, test, want, "expected %s [%s], got [%s]", want->key,
                  pwz_buf_text(&wanted), pwz_buf_text(&got));
    pwz_buf_done(&wanted);
    pwz_buf_done(&got);
}

static void compare_steps(struct pack_tests *tests, const struct pack_test *test)
{
    const struct pwz_json *steps = test->values[TEST_STEPS];

    for (const struct pwz_json *item = steps ? steps->child : NULL; item;
         item = item->next) {
        uint32_t step = pwz_model_step(&tests->pack.model, item->key);
        if (step == PWZ_NONE) {
            fail_test(tests, test, item, "there is no step '%s'", item->key);
            continue;
        }
        const char *got = pwz_step_status_word(tests->result->step_status[step]);
        if (strcmp(item->string, got) != 0)
            fail_test(tests, test, item, "expected the step %s to be %s, it is %s",
                      item->key, item->string, got);
    }
}

/* ---- walking: which facts are asked when every answer given is used ---- */

static bool names_fact(const struct pwz_json *list, const char *id)
{
    for (const struct pwz_json *item = list ? list->child : NULL; item; item = item->next)
        if (strcmp(item->string, id) == 0)
            return true;
    return false;
}

/* Answer question after question from what is given; facts the test does not know are
 * answered "don't know". Compares neverAsks and maxQuestions. */
static void walk_through(struct pack_tests *tests, const struct pack_test *test)
{
    const struct pwz_model *model = &tests->pack.model;
    const struct pwz_json *never = test->values[TEST_NEVER_ASKS];
    const struct pwz_json *most = test->values[TEST_MAX_QUESTIONS];
    int64_t asked = 0;

    if (!never && !most)
        return;
    pwz_facts_clear(tests->facts);
    const struct pwz_result *result = pwz_walk_update(tests->walk, tests->facts);
    for (; result->next != PWZ_NONE; asked++) {
        uint32_t fact = result->next;
        struct pwz_statement answer = {.fact = fact, .is_unknown = true, .text = ""};
        if (tests->answers.is_given[fact])
            answer = tests->answers.slots[fact];
        if (names_fact(never, pwz_fact_id(model, fact)))
            fail_test(tests, test, never, "the walk asks '%s'", pwz_fact_id(model, fact));
        if (pwz_facts_add(tests->facts, &answer, NULL) != PWZ_OK)
            return;
        result = pwz_walk_update(tests->walk, tests->facts);
    }
    if (most && (!most->is_integer || asked > most->integer))
        fail_test(tests, test, most, "the walk asks %d questions", (int)asked);
}

/* ---- running ---- */

static void mark_hit(struct pack_tests *tests)
{
    const struct pwz_result *result = tests->result;
    uint32_t rule = result->rule;

    if (result->verdict == PWZ_NONE)
        return;
    tests->verdict_hit[result->verdict] = 1;
    /* No true rule and one outcome left: that is the otherwise, the last rule. */
    if (rule == PWZ_NONE && result->possible_count == 1)
        rule = tests->pack.model.rule_count - 1;
    if (rule != PWZ_NONE)
        tests->rule_hit[rule] = 1;
}

static void compare(struct pack_tests *tests, const struct pack_test *test)
{
    const struct pwz_model *model = &tests->pack.model;
    const struct pwz_result *result = tests->result;

    compare_word(tests, test, TEST_VERDICT,
                 result->verdict == PWZ_NONE ? NULL
                                             : pwz_verdict_id(model, result->verdict));
    compare_word(tests, test, TEST_STATUS, pwz_case_status_word(result->status));
    compare_word(tests, test, TEST_NEXT,
                 result->next == PWZ_NONE ? NULL : pwz_fact_id(model, result->next));
    compare_list(tests, test, TEST_ALSO_FOUND, result->also_found_count, found_name);
    compare_list(tests, test, TEST_ALSO_SEEN, result->also_seen_count, seen_name);
    compare_list(tests, test, TEST_POSSIBLE, result->possible_count, possible_name);
    compare_steps(tests, test);
}

enum pwz_status run_pack_test(struct pack_tests *tests, const struct pack_test *test,
                              struct pwz_err *err)
{
    enum pwz_status status = pwz_answers_init(&tests->answers, &tests->pack.model, err);

    if (status != PWZ_OK)
        return status;
    status =
        pwz_answers_read_facts(&tests->answers, test->doc, test->values[TEST_GIVEN], err);
    pwz_facts_clear(tests->facts);
    if (status == PWZ_OK)
        status = pwz_answers_apply(&tests->answers, 0, tests->facts, err);
    if (status == PWZ_OK) {
        tests->test_failed = false;
        tests->result = pwz_walk_update(tests->walk, tests->facts);
        mark_hit(tests);
        if (!tests->is_for_coverage) {
            compare(tests, test);
            walk_through(tests, test);
        }
        tests->summary->passed += !tests->test_failed;
        tests->summary->failed += tests->test_failed;
    }
    pwz_answers_done(&tests->answers);
    return status;
}

/* ---- what no test reaches ---- */

static void report_missed(struct pack_tests *tests, const char *rule, const char *what,
                          const char *id)
{
    struct pwz_buf text;

    pwz_buf_init(&text, 1024);
    pwz_buf_addf(&text, "no test ends at the %s '%s': write one", what, id);
    struct pwz_finding finding = {.rule = rule,
                                  .file = "tests",
                                  .path = "",
                                  .text = pwz_buf_text(&text),
                                  .walk = ""};
    tests->report(tests->context, &finding);
    tests->summary->failed++;
    pwz_buf_done(&text);
}

void report_untested(struct pack_tests *tests)
{
    const struct pwz_model *model = &tests->pack.model;
    struct pwz_test_summary *summary = tests->summary;

    summary->rules = model->rule_count;
    summary->verdicts = model->verdict_count;
    for (uint32_t i = 0; i < model->rule_count; i++) {
        summary->rules_hit += tests->rule_hit[i];
        if (!tests->rule_hit[i])
            report_missed(tests, "untested-rule", "rule",
                          pwz_model_text(model, model->rules[i].id));
    }
    for (uint32_t i = 0; i < model->verdict_count; i++) {
        summary->verdicts_hit += tests->verdict_hit[i];
        if (!tests->verdict_hit[i])
            report_missed(tests, "untested-verdict", "verdict", pwz_verdict_id(model, i));
    }
}
