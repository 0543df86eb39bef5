/*
 * Unit tests of the result as JSON and of the pages for people, with results made by
 * hand.
 */
#include "pecwiz/json.h"
#include "pecwiz/report.h"

#include "report_sample.h"

static struct pwz_facts *facts;
static struct pwz_buf out;
static struct pwz_doc doc;
static struct pwz_json_doc *parsed;
static uint8_t step_status[2] = {PWZ_STEP_FAIL, PWZ_STEP_UNKNOWN};
static uint8_t is_relevant[LAMP_FACTS];
static uint32_t because[2], found[4], seen[1], possible[LAMP_VERDICTS];
static struct pwz_result result;
static struct pwz_case_view view;

static void setup(void)
{
    sample_make();
    pwz_buf_init(&out, 256 * 1024);
    ck_assert_int_eq(pwz_facts_new(&sample_pack.model, &facts, NULL), PWZ_OK);
    result = (struct pwz_result){
        .status = PWZ_CASE_UNDECIDED,
        .verdict = PWZ_NONE,
        .rule = PWZ_NONE,
        .because = because,
        .also_found = found,
        .also_seen = seen,
        .possible = possible,
        .step_status = step_status,
        .is_relevant = is_relevant,
        .next = PWZ_NONE,
    };
    view = (struct pwz_case_view){
        .pack = &sample_pack,
        .facts = facts,
        .result = &result,
        .now = SAMPLE_NOON,
    };
}

static void teardown(void)
{
    pwz_json_free(parsed);
    pwz_doc_done(&doc);
    pwz_facts_free(facts);
    pwz_buf_done(&out);
}

/* The plug is out, because somebody said so. */
static void decide(void)
{
    sample_say(facts,
               (struct pwz_statement){.fact = LAMP_PLUG, .value = 1, .at = SAMPLE_NOON});
    result.status = PWZ_CASE_CAUSE_FOUND;
    result.verdict = PLUG_OUT;
    result.rule = 0;
    because[0] = LAMP_PLUG;
    result.because_count = 1;
    possible[0] = PLUG_OUT;
    result.possible_count = 1;
}

static const struct pwz_json *get(const char *key)
{
    struct pwz_err err = {0};

    if (parsed == NULL) {
        ck_assert_int_eq(pwz_report_json(&view, &out), PWZ_OK);
        ck_assert_msg(pwz_json_parse(pwz_buf_text(&out), out.len, "", NULL, &parsed,
                                     &err) == PWZ_OK,
                      "%s", err.text);
    }
    return pwz_json_get(pwz_json_root(parsed), key);
}

static const char *text(const struct pwz_json *object, const char *key)
{
    const struct pwz_json *value = pwz_json_get(object, key);

    ck_assert_ptr_nonnull(value);
    ck_assert_int_eq(value->kind, PWZ_JSON_STRING);
    return value->string;
}

static const char *page(void (*make)(const struct pwz_case_view *, struct pwz_doc *))
{
    make(&view, &doc);
    ck_assert_int_eq(pwz_doc_to_text(&doc, 0, &out), PWZ_OK);
    return pwz_buf_text(&out);
}

#define ck_has(text, part)                                                               \
    ck_assert_msg(strstr((text), (part)) != NULL, "lacks '%s':\n%s", (part), (text))
#define ck_lacks(text, part)                                                             \
    ck_assert_msg(strstr((text), (part)) == NULL, "has '%s':\n%s", (part), (text))

/* ---- JSON ---- */

START_TEST(an_undecided_case_has_a_null_verdict)
{
    result.next = LAMP_KIND;
    result.questions_left = 3;
    ck_assert_int_eq(get("verdict")->kind, PWZ_JSON_NULL);
    ck_assert_str_eq(get("status")->string, "undecided");
    ck_assert_str_eq(text(get("next_question"), "fact"), "lamp.kind");
    ck_assert_str_eq(text(get("next_question"), "text"), "What kind is it?");
    ck_assert_int_eq(get("questions_left_at_most")->integer, 3);
}
END_TEST

START_TEST(a_verdict_tells_what_proves_it)
{
    const struct pwz_json *reason;

    decide();
    reason = pwz_json_get(get("verdict"), "because")->child;
    ck_assert_str_eq(text(get("verdict"), "id"), "plug-out");
    ck_assert_str_eq(text(get("verdict"), "grade"), "fix");
    ck_assert_str_eq(text(get("verdict"), "actor"), "owner");
    ck_assert_str_eq(text(reason, "fact"), "lamp.plug");
    ck_assert_str_eq(text(reason, "value"), "no");
    ck_assert_str_eq(text(reason, "source"), "answer");
    ck_assert_str_eq(text(reason, "at"), "2026-11-24T12:00:00Z");
    ck_assert_ptr_null(reason->next);
}
END_TEST

START_TEST(a_verdict_tells_what_to_do_and_who)
{
    const struct pwz_json *command;

    decide();
    sample_say(facts, (struct pwz_statement){.fact = LAMP_ROOM, .text = "hall"});
    command = pwz_json_get(get("verdict"), "commands")->child;
    ck_assert_str_eq(pwz_json_get(get("verdict"), "fix")->child->string,
                     "Go to hall and plug it in.");
    ck_assert_str_eq(text(command, "text"), "lamp show --room hall");
    ck_assert(!pwz_json_get(command, "changes")->truth);
    ck_assert_str_eq(text(command->next, "text"), "lamp on --room hall");
    ck_assert(pwz_json_get(command->next, "changes")->truth);
    ck_assert_str_eq(text(command->next, "run_by"), "the owner");
    ck_assert_str_eq(text(get("verdict"), "look_again"), "2026-11-26");
}
END_TEST

START_TEST(without_days_there_is_no_day_to_look_again)
{
    decide();
    result.verdict = ALL_FINE;
    ck_assert_int_eq(pwz_json_get(get("verdict"), "look_again")->kind, PWZ_JSON_NULL);
    ck_assert_int_eq(pwz_report_look_again(&view), 0);
}
END_TEST

START_TEST(also_found_has_one_entry_for_each_rule)
{
    decide();
    found[0] = 1;
    found[1] = 2;
    found[2] = 1;
    result.also_found_count = 3;
    seen[0] = 0;
    result.also_seen_count = 1;
    ck_assert_uint_eq(get("also_found")->count, 3);
    ck_assert_str_eq(get("also_found")->child->string, "all-fine");
    ck_assert_str_eq(get("also_found")->child->next->string, "fine-twin");
    ck_assert_str_eq(get("also_found")->child->next->next->string, "all-fine");
    ck_assert_str_eq(get("also_seen")->child->string, "all-fine");
    ck_assert_str_eq(get("possible")->child->string, "plug-out");
}
END_TEST

START_TEST(every_statement_is_listed_fact_by_fact)
{
    const struct pwz_json *at;

    sample_say(facts, (struct pwz_statement){.fact = LAMP_SIGNS, .value = 5});
    sample_say(facts, (struct pwz_statement){.fact = LAMP_KIND, .value = 0});
    sample_say(facts, (struct pwz_statement){.fact = LAMP_KIND,
                                             .source = PWZ_SOURCE_FILE,
                                             .value = 1,
                                             .detail = "line 3"});
    at = get("facts")->child;
    ck_assert_str_eq(text(at, "value"), "bulb");
    ck_assert(pwz_json_get(at, "overridden")->truth);
    at = at->next;
    ck_assert_str_eq(text(at, "value"), "tube");
    ck_assert_str_eq(text(at, "source"), "file");
    ck_assert_str_eq(text(at, "detail"), "line 3");
    ck_assert(!pwz_json_get(at, "overridden")->truth);
    at = at->next;
    ck_assert_str_eq(text(at, "fact"), "lamp.signs");
    ck_assert_uint_eq(pwz_json_get(at, "value")->count, 2);
    ck_assert_ptr_null(at->next);
}
END_TEST

START_TEST(dont_know_and_failures_have_a_null_value)
{
    const struct pwz_json *at;

    sample_say(facts, (struct pwz_statement){.fact = LAMP_KIND, .is_unknown = true});
    sample_say(facts, (struct pwz_statement){.fact = LAMP_PLUG,
                                             .source = PWZ_SOURCE_LIVE,
                                             .is_failure = true,
                                             .detail = "no answer"});
    at = get("facts")->child;
    ck_assert_int_eq(pwz_json_get(at, "value")->kind, PWZ_JSON_NULL);
    ck_assert_int_eq(pwz_json_get(at->next, "value")->kind, PWZ_JSON_NULL);
    ck_assert_str_eq(text(at->next, "detail"), "no answer");
}
END_TEST

START_TEST(steps_and_content_are_named)
{
    ck_assert_str_eq(text(get("steps")->child, "id"), "lamp");
    ck_assert_str_eq(text(get("steps")->child, "status"), "fail");
    ck_assert_str_eq(text(get("steps")->child->next, "status"), "unknown");
    ck_assert_str_eq(text(get("content"), "id"), "lamps");
    ck_assert_str_eq(text(get("content"), "version"), "1.2.3");
    ck_assert_str_eq(text(get("content"), "sha256"), "00ff");
}
END_TEST

START_TEST(no_memory_is_told)
{
    enum pwz_status status = PWZ_E_NOMEM;

    decide();
    for (size_t n = 0; status != PWZ_OK; n++) {
        pwz_buf_done(&out);
        pwz_mem_fail_after(n);
        status = pwz_report_json(&view, &out);
        pwz_mem_fail_after(SIZE_MAX);
        ck_assert(status == PWZ_OK || status == PWZ_E_NOMEM);
        ck_assert_uint_lt(n, 100);
    }
}
END_TEST

START_TEST(exit_codes_follow_the_status)
{
    ck_assert_int_eq(pwz_report_exit_code(PWZ_CASE_NO_FAULT), 0);
    ck_assert_int_eq(pwz_report_exit_code(PWZ_CASE_CAUSE_FOUND), 3);
    ck_assert_int_eq(pwz_report_exit_code(PWZ_CASE_UNDECIDED), 4);
    ck_assert_int_eq(pwz_report_exit_code(PWZ_CASE_ESCALATE), 3);
}
END_TEST

/* ---- pages ---- */

START_TEST(the_verdict_page_says_all_of_it)
{
    const char *words;

    decide();
    words = page(pwz_report_verdict);
    ck_has(words, "The plug is out\n===============\n");
    ck_has(words, "Result: Can be fixed\n");
    ck_has(words, "Whose move it is: the owner\n");
    ck_has(words, "The plug is out.\n");
    ck_has(words, "Plug: Not plugged in (answered 2026-11-24 12:00 UTC)\n");
    ck_has(words, "1. Go to <Room> and plug it in.\n");
    ck_has(words, "Date: 2026-11-26\n");
    ck_has(words, "Do not laugh.\n");
    ck_has(words, "- https://example.org/plug\n");
}
END_TEST

START_TEST(commands_say_whether_they_change_something)
{
    const char *words;

    decide();
    words = page(pwz_report_verdict);
    ck_has(words, "Look: reads only; fill in what stands in <…>\n"
                  "    lamp show --room <Room>\n");
    ck_has(words,
           "Switch on (sh): CHANGES something, run by the owner; fill in what stands "
           "in <…>\n    lamp on --room <Room>\n");
}
END_TEST

START_TEST(hidden_notes_are_not_there)
{
    decide();
    view.hides_notes = true;
    ck_lacks(page(pwz_report_verdict), "laugh");
}
END_TEST

START_TEST(people_see_each_title_once)
{
    const char *words, *first;

    decide();
    found[0] = 1;
    found[1] = 2; /* another verdict, the same title */
    found[2] = 0; /* the verdict itself, by another rule */
    result.also_found_count = 3;
    words = page(pwz_report_verdict);
    first = strstr(words, "- All is fine (");
    ck_assert_ptr_nonnull(first);
    ck_lacks(first + 1, "- All is fine (");
    ck_lacks(words, "- The plug is out (");
    ck_has(words, "Also found\n----------\n");
    ck_lacks(words, "Also seen");
}
END_TEST

START_TEST(an_undecided_page_tells_what_to_find_out)
{
    const char *words;

    sample_say(facts, (struct pwz_statement){.fact = LAMP_KIND, .is_unknown = true});
    is_relevant[LAMP_KIND] = 1;
    result.next = LAMP_PLUG;
    result.questions_left = 1;
    possible[0] = PLUG_OUT;
    possible[1] = ALL_FINE;
    possible[2] = FINE_TWIN;
    result.possible_count = 3;
    words = page(pwz_report_verdict);
    ck_has(words, "Not decided yet\n");
    ck_has(words, "At most 1 more question.\n");
    ck_has(words, "Next to find out\n----------------\n\nIs it plugged in?\n");
    ck_has(words, "- What kind is it?\n");
    ck_has(words,
           "Still possible\n--------------\n\n- The plug is out (Can be fixed; the "
           "owner)\n- All is fine (Can be fixed; the owner)\n");
    ck_lacks(words, "- All is fine (Can be fixed; the owner)\n- ");
}
END_TEST

START_TEST(the_escalation_page_fills_the_form)
{
    const char *words;

    sample_say(facts, (struct pwz_statement){.fact = LAMP_KIND, .value = 0});
    result.status = PWZ_CASE_ESCALATE;
    result.verdict = CALL_MAKER;
    words = page(pwz_report_verdict);
    ck_has(words, "Where: Counter 3\n");
    ck_has(words, "Room: STILL MISSING\n");
    ck_has(words, "Bought: not given (optional)\n");
    ck_has(words, "Product: Lamp\n");
    ck_has(words, "What happens: the hand-over text below\n");
    ck_has(words, "2 of 3 needed fields are filled.\n");
    ck_has(words, "- 4711\n");
    ck_has(words, "- a photo of the lamp\n");
    ck_has(words, "    Result: Ask the maker\n");
    ck_has(words, "    - The lamp: fault found\n");
    ck_has(words, "    - Kind of lamp: A bulb (answered ");
}
END_TEST

START_TEST(the_case_page_keeps_what_does_not_count_any_more)
{
    const char *words;

    decide();
    sample_say(facts, (struct pwz_statement){.fact = LAMP_PLUG,
                                             .source = PWZ_SOURCE_LIVE,
                                             .value = 0,
                                             .at = SAMPLE_NOON});
    words = page(pwz_report_case);
    ck_has(words, "Plug: Plugged in (checked 2026-11-24 12:00 UTC); another source says "
                  "otherwise\n  - does not count any more: Not plugged in (answered "
                  "2026-11-24 12:00 UTC)\n");
    ck_has(words, "The lamp: fault found\nThe plug: not known yet\n");
    ck_has(words,
           "Content lamps 1.2.3, reviewed 2026-11-01. Written 2026-11-24 12:00 UTC.\n");
}
END_TEST

static void add_json(TCase *tests)
{
    tcase_add_test(tests, an_undecided_case_has_a_null_verdict);
    tcase_add_test(tests, a_verdict_tells_what_proves_it);
    tcase_add_test(tests, a_verdict_tells_what_to_do_and_who);
    tcase_add_test(tests, without_days_there_is_no_day_to_look_again);
    tcase_add_test(tests, also_found_has_one_entry_for_each_rule);
    tcase_add_test(tests, every_statement_is_listed_fact_by_fact);
    tcase_add_test(tests, dont_know_and_failures_have_a_null_value);
    tcase_add_test(tests, steps_and_content_are_named);
    tcase_add_test(tests, no_memory_is_told);
    tcase_add_test(tests, exit_codes_follow_the_status);
}

static void add_pages(TCase *tests)
{
    tcase_add_test(tests, the_verdict_page_says_all_of_it);
    tcase_add_test(tests, commands_say_whether_they_change_something);
    tcase_add_test(tests, hidden_notes_are_not_there);
    tcase_add_test(tests, people_see_each_title_once);
    tcase_add_test(tests, an_undecided_page_tells_what_to_find_out);
    tcase_add_test(tests, the_escalation_page_fills_the_form);
    tcase_add_test(tests, the_case_page_keeps_what_does_not_count_any_more);
}

int main(void)
{
    Suite *suite = suite_create("report_json");
    TCase *tests = tcase_create("report");

    tcase_add_checked_fixture(tests, setup, teardown);
    add_json(tests);
    add_pages(tests);
    suite_add_tcase(suite, tests);
    return pwz_test_main(suite);
}
