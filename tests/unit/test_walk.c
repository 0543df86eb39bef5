/* The walk over the tiny pack: every sentence of the semantics, one test each. */
#include <string.h>

#include "pecwiz/mem.h"
#include "pecwiz/walk.h"

#include "runner.h"
#include "tiny_pack.h"

static struct tiny tiny;
static struct pwz_facts *facts;
static struct pwz_walk *walk;
static const struct pwz_result *result;

static void set_up(void)
{
    tiny_open(&tiny);
    ck_assert_int_eq(pwz_facts_new(&tiny.pack.model, &facts, NULL), PWZ_OK);
    ck_assert_int_eq(pwz_walk_new(&tiny.pack.model, &walk, NULL), PWZ_OK);
    result = pwz_walk_update(walk, facts);
}

static void tear_down(void)
{
    pwz_walk_free(walk);
    pwz_facts_free(facts);
    tiny_close(&tiny);
}

static uint32_t fact(const char *id)
{
    return pwz_model_fact(&tiny.pack.model, id);
}

static void answer(const char *id, uint32_t value)
{
    struct pwz_statement statement = {.fact = fact(id), .value = value};

    ck_assert_int_eq(pwz_facts_add(facts, &statement, NULL), PWZ_OK);
    result = pwz_walk_update(walk, facts);
}

static void answer_unknown(const char *id)
{
    struct pwz_statement statement = {.fact = fact(id), .is_unknown = true};

    ck_assert_int_eq(pwz_facts_add(facts, &statement, NULL), PWZ_OK);
    result = pwz_walk_update(walk, facts);
}

static const char *verdict(void)
{
    return result->verdict == PWZ_NONE
               ? "none"
               : pwz_verdict_id(&tiny.pack.model, result->verdict);
}

static const char *step(const char *id)
{
    return pwz_step_status_word(
        result->step_status[pwz_model_step(&tiny.pack.model, id)]);
}

static const char *next(void)
{
    return result->next == PWZ_NONE ? "none"
                                    : pwz_fact_id(&tiny.pack.model, result->next);
}

enum {
    RED,
    GREEN,
    BLUE
};
enum {
    A = 1,
    B = 2,
    C = 4
};
enum {
    YES,
    NO
};

START_TEST(nothing_known_leaves_every_verdict_possible)
{
    ck_assert_str_eq(verdict(), "none");
    ck_assert_uint_eq(result->possible_count, 4);
    ck_assert_int_eq(result->status, PWZ_CASE_UNDECIDED);
    ck_assert_str_eq(next(), "t.color");
    /* color, parts and works: the set is one question */
    ck_assert_uint_eq(result->questions_left, 3);
}
END_TEST

START_TEST(the_first_match_decides_and_nothing_more_is_asked)
{
    answer("t.color", RED);
    ck_assert_str_eq(verdict(), "too-red");
    ck_assert_int_eq(result->status, PWZ_CASE_CAUSE_FOUND);
    ck_assert_str_eq(next(), "none");
    ck_assert_uint_eq(result->questions_left, 0);
    ck_assert_uint_eq(result->because_count, 1);
    ck_assert_uint_eq(result->because[0], fact("t.color"));
}
END_TEST

START_TEST(facts_that_cannot_change_the_verdict_are_not_asked)
{
    answer("t.color", GREEN);
    answer("t.parts", C);
    ck_assert_str_eq(verdict(), "ask-maker");
    ck_assert(!result->is_relevant[fact("t.works")]);
}
END_TEST

START_TEST(a_guarded_fact_is_asked_when_its_guard_is_there)
{
    answer("t.color", GREEN);
    answer("t.parts", B);
    ck_assert_str_eq(next(), "t.works");
    ck_assert_uint_eq(result->questions_left, 1);
}
END_TEST

START_TEST(dont_know_is_not_asked_again_and_stays_possible)
{
    answer_unknown("t.color");
    ck_assert_str_eq(next(), "t.parts");
    answer("t.parts", C);
    /* Red is still possible, so is the otherwise; nothing is proven. */
    ck_assert_str_eq(verdict(), "none");
    ck_assert_uint_eq(result->possible_count, 2);
    ck_assert_str_eq(next(), "none");
}
END_TEST

START_TEST(a_proven_fault_is_given_when_only_dont_knows_are_left)
{
    answer_unknown("t.color");
    answer("t.parts", B);
    answer("t.works", NO);
    ck_assert_str_eq(verdict(), "broken-b");
    ck_assert_uint_eq(result->possible_count, 2);
}
END_TEST

START_TEST(the_otherwise_is_never_given_past_something_undecided)
{
    answer_unknown("t.color");
    answer("t.parts", 0);
    ck_assert_str_eq(verdict(), "none");
    ck_assert_int_eq(result->status, PWZ_CASE_UNDECIDED);
}
END_TEST

START_TEST(other_true_rules_are_also_found_in_rule_order)
{
    answer("t.parts", A | B);
    answer("t.works", NO);
    answer("t.color", RED);
    ck_assert_uint_eq(result->also_found_count, 2);
    ck_assert_str_eq(
        pwz_model_text(&tiny.pack.model, tiny.pack.model.rules[result->also_found[0]].id),
        "r-broken");
    ck_assert_str_eq(
        pwz_model_text(&tiny.pack.model, tiny.pack.model.rules[result->also_found[1]].id),
        "r-a");
}
END_TEST

START_TEST(also_found_speaks_while_undecided)
{
    answer("t.parts", A);
    ck_assert_str_eq(verdict(), "none");
    ck_assert_uint_eq(result->also_found_count, 1);
}
END_TEST

START_TEST(also_seen_leaves_out_what_is_the_verdict)
{
    answer("t.color", GREEN);
    answer("t.parts", C);
    ck_assert_uint_eq(result->also_seen_count, 1);
    answer("t.parts", A | C);
    ck_assert_str_eq(verdict(), "has-a");
    ck_assert_uint_eq(result->also_seen_count, 0);
}
END_TEST

START_TEST(steps_fail_pass_and_do_not_apply)
{
    ck_assert_str_eq(step("first"), "unknown");
    answer("t.color", BLUE);
    ck_assert_str_eq(step("first"), "pass");
    ck_assert_str_eq(step("second"), "not-applicable");
    answer("t.parts", B);
    answer("t.works", NO);
    /* A proven fault shows even where the step would not apply. */
    ck_assert_str_eq(step("second"), "fail");
}
END_TEST

START_TEST(a_step_warns_about_a_conflict)
{
    struct pwz_statement file = {
        .fact = fact("t.color"), .source = PWZ_SOURCE_FILE, .value = GREEN};

    ck_assert_int_eq(pwz_facts_add(facts, &file, NULL), PWZ_OK);
    answer("t.color", BLUE);
    ck_assert_str_eq(step("first"), "warn");
}
END_TEST

START_TEST(a_step_whose_evidence_failed_shows_the_error)
{
    struct pwz_statement failure = {
        .fact = fact("t.color"), .source = PWZ_SOURCE_LIVE, .is_failure = true};

    ck_assert_int_eq(pwz_facts_add(facts, &failure, NULL), PWZ_OK);
    result = pwz_walk_update(walk, facts);
    ck_assert_str_eq(step("first"), "error");
    ck_assert_str_eq(next(), "t.color");
}
END_TEST

START_TEST(hints_are_asked_in_their_place_and_never_counted)
{
    ck_assert_uint_eq(pwz_walk_next_asked(walk, facts), fact("t.color"));
    answer("t.color", GREEN);
    ck_assert_uint_eq(pwz_walk_next_asked(walk, facts), fact("t.hint"));
    ck_assert_str_eq(next(), "t.parts");
    answer("t.hint", NO);
    ck_assert_uint_eq(pwz_walk_next_asked(walk, facts), fact("t.parts"));
}
END_TEST

START_TEST(retracting_brings_the_question_back_and_loses_nothing_else)
{
    answer("t.color", RED);
    answer("t.parts", B);
    pwz_facts_retract(facts, fact("t.color"));
    result = pwz_walk_update(walk, facts);
    ck_assert_str_eq(next(), "t.color");
    answer("t.color", GREEN);
    ck_assert_str_eq(next(), "t.works");
}
END_TEST

START_TEST(a_set_seen_in_part_is_still_asked)
{
    struct pwz_statement file = {
        .fact = fact("t.parts"), .source = PWZ_SOURCE_FILE, .value = 0, .seen = A};

    answer("t.color", GREEN);
    ck_assert_int_eq(pwz_facts_add(facts, &file, NULL), PWZ_OK);
    result = pwz_walk_update(walk, facts);
    ck_assert_str_eq(next(), "t.parts");
    /* has-a is ruled out by the file: broken-b and the otherwise are left. */
    ck_assert_uint_eq(result->possible_count, 2);
}
END_TEST

START_TEST(what_if_lists_the_verdicts_an_answer_would_leave)
{
    uint32_t verdicts[8];

    ck_assert_uint_eq(pwz_walk_what_if(walk, fact("t.color"), RED, verdicts), 1);
    ck_assert_uint_eq(pwz_walk_what_if(walk, fact("t.color"), BLUE, verdicts), 3);
    /* The question that was asked stands as it was. */
    ck_assert(result->is_relevant[fact("t.color")]);
}
END_TEST

START_TEST(a_new_walk_fails_cleanly_when_memory_is_out)
{
    enum pwz_status status = PWZ_E_NOMEM;

    for (size_t n = 0; status == PWZ_E_NOMEM; n++) {
        struct pwz_walk *made = NULL;
        struct pwz_err err = {0};
        pwz_mem_fail_after(n);
        status = pwz_walk_new(&tiny.pack.model, &made, &err);
        pwz_mem_fail_after(SIZE_MAX);
        ck_assert(status == PWZ_OK ? made != NULL : made == NULL);
        pwz_walk_free(made);
    }
    ck_assert_int_eq(status, PWZ_OK);
}
END_TEST

static Suite *make(void)
{
    Suite *suite = suite_create("walk");
    TCase *cases = tcase_create("semantics");

    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_add_test(cases, nothing_known_leaves_every_verdict_possible);
    tcase_add_test(cases, the_first_match_decides_and_nothing_more_is_asked);
    tcase_add_test(cases, facts_that_cannot_change_the_verdict_are_not_asked);
    tcase_add_test(cases, a_guarded_fact_is_asked_when_its_guard_is_there);
    tcase_add_test(cases, dont_know_is_not_asked_again_and_stays_possible);
    tcase_add_test(cases, a_proven_fault_is_given_when_only_dont_knows_are_left);
    tcase_add_test(cases, the_otherwise_is_never_given_past_something_undecided);
    tcase_add_test(cases, other_true_rules_are_also_found_in_rule_order);
    tcase_add_test(cases, also_found_speaks_while_undecided);
    tcase_add_test(cases, also_seen_leaves_out_what_is_the_verdict);
    tcase_add_test(cases, steps_fail_pass_and_do_not_apply);
    tcase_add_test(cases, a_step_warns_about_a_conflict);
    tcase_add_test(cases, a_step_whose_evidence_failed_shows_the_error);
    tcase_add_test(cases, hints_are_asked_in_their_place_and_never_counted);
    tcase_add_test(cases, retracting_brings_the_question_back_and_loses_nothing_else);
    tcase_add_test(cases, a_set_seen_in_part_is_still_asked);
    tcase_add_test(cases, what_if_lists_the_verdicts_an_answer_would_leave);
    tcase_add_test(cases, a_new_walk_fails_cleanly_when_memory_is_out);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void)
{
    return pwz_test_main(make());
}
