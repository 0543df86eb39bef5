/*
 * What must hold for every walk through the built-in pack, whatever the rules say: bounds
 * that are kept, order that does not matter, answers that can be taken back and changed.
 *
 * PWZ_TEST_SEED and PWZ_TEST_ROUNDS in the environment draw others and more.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "draw.h"
#include "unit/runner.h"

enum {
    SEED = 471100,
    ROUNDS = 10, /* multiplies all counts below */
    SECONDS_MAX = 600
};

static struct bridge bridge;
static struct answer_sheet sheet, other;
static struct dice dice;
static long rounds;

static long from_environment(const char *name, long otherwise)
{
    const char *text = getenv(name);
    return text == NULL ? otherwise : strtol(text, NULL, 10);
}

static void set_up(void)
{
    ck_assert(bridge_open(&bridge));
    sheet = sheet_new(&bridge);
    other = sheet_new(&bridge);
    dice.state = (uint64_t)from_environment("PWZ_TEST_SEED", SEED);
    rounds = from_environment("PWZ_TEST_ROUNDS", ROUNDS) * 40;
}

static void tear_down(void)
{
    sheet_free(&sheet);
    sheet_free(&other);
}

/* A random answer set with a few unknowns, in the sheet. */
static struct known draw_case(void)
{
    struct known k;
    draw_complete(&dice, &k);
    draw_holes(&dice, &k, 20);
    sheet_fill(&sheet, &bridge, &k, NULL);
    return k;
}

/* Answer questions as they come until none is left; `left` gets the bound before each.
 * Returns the number asked. */
static int walk_to_the_end(struct known *k, int unknown_percent, uint32_t *left)
{
    int quiet_percent = 50 + 10 * dice_below(&dice, 6), asked = 0;
    sheet_fill(&sheet, &bridge, k, NULL);
    left[0] = sheet.result->questions_left;
    while (sheet.result->next != PWZ_NONE) {
        int fact = bridge_fact(&bridge, sheet.result->next);
        ck_assert_int_ne(fact, UNKNOWN);
        ck_assert(fact_is_absent(k, fact));
        if (dice_percent(&dice, unknown_percent)) {
            draw_forget(k, fact, true);
        } else {
            draw_value(&dice, k, fact, quiet_percent);
        }
        bridge_add(&bridge, sheet.facts, k, fact);
        sheet.result = pwz_walk_update(sheet.walk, sheet.facts);
        left[++asked] = sheet.result->questions_left;
        ck_assert_int_le(asked, FACTS);
    }
    return asked;
}

static void expect_bounds_kept(const struct known *k, const uint32_t *left, int asked)
{
    for (int i = 0; i <= asked; i++) {
        if (left[i] < (uint32_t)(asked - i)) {
            bridge_print(k);
        }
        ck_assert_msg(left[i] >= (uint32_t)(asked - i),
                      "after %d of %d questions the bound was %u", i, asked,
                      (unsigned)left[i]);
    }
}

START_TEST(a_walk_is_never_longer_than_promised)
{
    static const int unknown_percents[] = {0, 10, 30, 60, 100};
    for (long round = 0; round < rounds; round++) {
        struct known k;
        uint32_t left[FACTS + 2];
        draw_nothing(&k);
        int asked = walk_to_the_end(&k, unknown_percents[_i], left);
        expect_bounds_kept(&k, left, asked);
    }
}
END_TEST

START_TEST(a_walk_from_the_middle_is_never_longer_than_promised)
{
    for (long round = 0; round < rounds; round++) {
        uint32_t left[FACTS + 2];
        struct known k = draw_case();
        int asked = walk_to_the_end(&k, 20, left);
        expect_bounds_kept(&k, left, asked);
    }
}
END_TEST

START_TEST(a_walk_of_definite_answers_ends_in_a_verdict)
{
    for (long round = 0; round < rounds; round++) {
        struct known k;
        uint32_t left[FACTS + 2];
        draw_nothing(&k);
        walk_to_the_end(&k, 0, left);
        ck_assert_uint_ne(sheet.result->verdict, PWZ_NONE);
        ck_assert_uint_eq(sheet.result->possible_count, 1);
    }
}
END_TEST

/* What was never asked could not have changed the verdict. */
START_TEST(facts_that_were_not_asked_do_not_change_the_verdict)
{
    for (long round = 0; round < rounds; round++) {
        struct known k;
        uint32_t left[FACTS + 2];
        draw_nothing(&k);
        walk_to_the_end(&k, 0, left);
        uint32_t verdict = sheet.result->verdict;
        for (int fact = 0; fact < FACTS; fact++) {
            if (fact_is_absent(&k, fact)) {
                draw_value(&dice, &k, fact, 0);
            }
        }
        sheet_fill(&sheet, &bridge, &k, NULL);
        ck_assert_uint_eq(sheet.result->verdict, verdict);
    }
}
END_TEST

START_TEST(the_order_of_the_answers_does_not_matter)
{
    int order[FACTS];
    for (int i = 0; i < FACTS; i++) {
        order[i] = i;
    }
    for (long round = 0; round < rounds; round++) {
        struct known k = draw_case();
        dice_shuffle(&dice, order, FACTS);
        sheet_fill(&other, &bridge, &k, order);
        ck_assert(results_agree(&bridge, sheet.result, other.result));
    }
}
END_TEST

START_TEST(taking_back_and_answering_again_gives_the_same)
{
    for (long round = 0; round < rounds; round++) {
        struct known k = draw_case();
        int fact = dice_below(&dice, FACTS);
        sheet_fill(&other, &bridge, &k, NULL);
        pwz_facts_retract(other.facts, bridge.fact[fact]);
        other.result = pwz_walk_update(other.walk, other.facts);
        bridge_add(&bridge, other.facts, &k, fact);
        other.result = pwz_walk_update(other.walk, other.facts);
        ck_assert(results_agree(&bridge, sheet.result, other.result));
    }
}
END_TEST

START_TEST(taking_back_is_as_if_never_answered)
{
    for (long round = 0; round < rounds; round++) {
        struct known k = draw_case();
        int fact = dice_below(&dice, FACTS);
        pwz_facts_retract(sheet.facts, bridge.fact[fact]);
        sheet.result = pwz_walk_update(sheet.walk, sheet.facts);
        draw_forget(&k, fact, false);
        sheet_fill(&other, &bridge, &k, NULL);
        ck_assert(results_agree(&bridge, sheet.result, other.result));
    }
}
END_TEST

/* An edit is a newer answer: it counts, and every other answer stays what it was. */
START_TEST(an_edit_keeps_all_other_answers)
{
    for (long round = 0; round < rounds; round++) {
        struct known k = draw_case();
        int fact = dice_below(&dice, FACTS);
        draw_value(&dice, &k, fact, 0);
        bridge_add(&bridge, sheet.facts, &k, fact);
        sheet.result = pwz_walk_update(sheet.walk, sheet.facts);
        sheet_fill(&other, &bridge, &k, NULL);
        ck_assert(results_agree(&bridge, sheet.result, other.result));
    }
}
END_TEST

/* Every proof fact holds a value, and the proof alone is enough for the verdict. */
START_TEST(the_proof_alone_gives_the_verdict)
{
    for (long round = 0; round < rounds; round++) {
        struct known proof, k = draw_case();
        const struct pwz_result *result = sheet.result;
        if (result->verdict == PWZ_NONE || result->rule == PWZ_NONE) {
            continue;
        }
        draw_nothing(&proof);
        for (uint32_t i = 0; i < result->because_count; i++) {
            int fact = bridge_fact(&bridge, result->because[i]);
            ck_assert_int_ne(fact, UNKNOWN);
            for (int m = 0; m < VALUES_MAX; m++) {
                proof.value[var_of(fact, m)] = k.value[var_of(fact, m)];
            }
        }
        sheet_fill(&other, &bridge, &proof, NULL);
        uint32_t cond = bridge.model->rules[result->rule].when;
        ck_assert(pwz_walk_truth(other.walk, cond) == PWZ_TRUE);
    }
}
END_TEST

static Suite *make_suite(void)
{
    Suite *suite = suite_create("walks");
    TCase *tc = tcase_create("walks");
    tcase_set_timeout(tc, SECONDS_MAX);
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_add_loop_test(tc, a_walk_is_never_longer_than_promised, 0, 5);
    tcase_add_test(tc, a_walk_from_the_middle_is_never_longer_than_promised);
    tcase_add_test(tc, a_walk_of_definite_answers_ends_in_a_verdict);
    tcase_add_test(tc, facts_that_were_not_asked_do_not_change_the_verdict);
    tcase_add_test(tc, the_order_of_the_answers_does_not_matter);
    tcase_add_test(tc, taking_back_and_answering_again_gives_the_same);
    tcase_add_test(tc, taking_back_is_as_if_never_answered);
    tcase_add_test(tc, an_edit_keeps_all_other_answers);
    tcase_add_test(tc, the_proof_alone_gives_the_verdict);
    suite_add_tcase(suite, tc);
    return suite;
}

int main(void)
{
    return pwz_test_main(make_suite());
}
