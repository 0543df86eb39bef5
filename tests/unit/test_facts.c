/* Statements about one case: which of them holds, and that none is lost. */
#include <string.h>

#include "pecwiz/facts.h"
#include "pecwiz/mem.h"

#include "runner.h"
#include "tiny_pack.h"

static struct tiny tiny;
static struct pwz_facts *facts;

static void set_up(void)
{
    tiny_open(&tiny);
    ck_assert_int_eq(pwz_facts_new(&tiny.pack.model, &facts, NULL), PWZ_OK);
}

static void tear_down(void)
{
    pwz_facts_free(facts);
    tiny_close(&tiny);
}

static void say(const char *id, enum pwz_source source, uint32_t value, uint32_t seen)
{
    struct pwz_statement statement = {
        .fact = pwz_model_fact(&tiny.pack.model, id),
        .source = source,
        .value = value,
        .seen = seen,
    };

    ck_assert_int_eq(pwz_facts_add(facts, &statement, NULL), PWZ_OK);
}

static struct pwz_holding holding(const char *id)
{
    return pwz_facts_holding(facts, pwz_model_fact(&tiny.pack.model, id));
}

START_TEST(a_fact_nobody_spoke_about_is_absent)
{
    ck_assert(holding("t.color").is_absent);
    ck_assert(!holding("t.color").is_known);
    ck_assert_ptr_null(holding("t.color").from);
}
END_TEST

START_TEST(the_newest_claim_wins_and_the_older_stays)
{
    say("t.color", PWZ_SOURCE_ANSWER, 0, 0);
    say("t.color", PWZ_SOURCE_ANSWER, 2, 0);
    ck_assert(holding("t.color").is_known);
    ck_assert_uint_eq(holding("t.color").value, 2);
    ck_assert_uint_eq(pwz_facts_count(facts), 2);
}
END_TEST

START_TEST(evidence_beats_a_newer_claim_and_the_conflict_shows)
{
    say("t.color", PWZ_SOURCE_FILE, 1, 0);
    say("t.color", PWZ_SOURCE_ANSWER, 0, 0);
    ck_assert_uint_eq(holding("t.color").value, 1);
    ck_assert(holding("t.color").is_conflict);
    ck_assert(!holding("t.color").is_overruled);
}
END_TEST

START_TEST(an_overrule_beats_evidence_that_comes_later)
{
    struct pwz_statement overrule = {.fact = pwz_model_fact(&tiny.pack.model, "t.color"),
                                     .value = 2,
                                     .overrules = true};

    ck_assert_int_eq(pwz_facts_add(facts, &overrule, NULL), PWZ_OK);
    say("t.color", PWZ_SOURCE_LIVE, 1, 0);
    ck_assert_uint_eq(holding("t.color").value, 2);
    ck_assert(holding("t.color").is_overruled);
}
END_TEST

START_TEST(dont_know_is_no_value_but_no_longer_absent)
{
    struct pwz_statement unknown = {.fact = 0, .is_unknown = true};

    ck_assert_int_eq(pwz_facts_add(facts, &unknown, NULL), PWZ_OK);
    ck_assert(!pwz_facts_holding(facts, 0).is_absent);
    ck_assert(!pwz_facts_holding(facts, 0).is_known);
}
END_TEST

START_TEST(evidence_about_a_set_sees_only_some_members)
{
    /* The file sees member 0 (in) and member 1 (not in), nothing of member 2. */
    say("t.parts", PWZ_SOURCE_FILE, 1, 3);
    ck_assert(!holding("t.parts").is_known);
    ck_assert_uint_eq(holding("t.parts").seen, 3);
    ck_assert_uint_eq(holding("t.parts").value, 1);
    /* The answer says members 1 and 2; the file's word on 0 and 1 stands. */
    say("t.parts", PWZ_SOURCE_ANSWER, 6, 0);
    ck_assert(holding("t.parts").is_known);
    ck_assert_uint_eq(holding("t.parts").value, 5);
    ck_assert(holding("t.parts").is_conflict);
}
END_TEST

START_TEST(retract_takes_back_claims_and_leaves_evidence)
{
    say("t.color", PWZ_SOURCE_FILE, 1, 0);
    say("t.color", PWZ_SOURCE_ANSWER, 0, 0);
    pwz_facts_retract(facts, pwz_model_fact(&tiny.pack.model, "t.color"));
    ck_assert_uint_eq(pwz_facts_count(facts), 1);
    ck_assert_uint_eq(holding("t.color").value, 1);
    ck_assert(!holding("t.color").is_conflict);
}
END_TEST

START_TEST(failed_evidence_leaves_the_fact_unknown_and_says_so)
{
    struct pwz_statement failure = {
        .fact = 0, .source = PWZ_SOURCE_LIVE, .is_failure = true, .detail = "no answer"};

    ck_assert_int_eq(pwz_facts_add(facts, &failure, NULL), PWZ_OK);
    ck_assert(pwz_facts_holding(facts, 0).has_failed);
    ck_assert(pwz_facts_holding(facts, 0).is_absent);
}
END_TEST

START_TEST(a_value_the_fact_does_not_have_changes_nothing)
{
    struct pwz_statement wrong = {.fact = pwz_model_fact(&tiny.pack.model, "t.color"),
                                  .value = 3};
    struct pwz_err err = {0};

    ck_assert_int_eq(pwz_facts_add(facts, &wrong, &err), PWZ_E_RANGE);
    ck_assert_ptr_nonnull(strstr(err.text, "t.color"));
    ck_assert_uint_eq(pwz_facts_count(facts), 0);
}
END_TEST

START_TEST(out_of_memory_takes_no_answer_and_loses_none)
{
    say("t.color", PWZ_SOURCE_ANSWER, 1, 0);
    struct pwz_statement more = {.fact = 0, .value = 0};

    pwz_mem_fail_after(0);
    enum pwz_status status = pwz_facts_add(facts, &more, NULL);
    pwz_mem_fail_after(SIZE_MAX);
    ck_assert_int_eq(status, PWZ_E_NOMEM);
    ck_assert_uint_eq(pwz_facts_count(facts), 1);
    ck_assert_uint_eq(holding("t.color").value, 1);
}
END_TEST

/* ---- typed text ---- */

static enum pwz_status check(const char *id, const char *text, const char *want)
{
    struct pwz_buf out;
    struct pwz_err err = {0};

    pwz_buf_init(&out, 4096);
    enum pwz_status status = pwz_fact_check_text(
        &tiny.pack.model, pwz_model_fact(&tiny.pack.model, id), text, &out, &err);
    if (want)
        ck_assert_str_eq(pwz_buf_text(&out), want);
    if (status != PWZ_OK)
        ck_assert_str_ne(err.text, "");
    pwz_buf_done(&out);
    return status;
}

START_TEST(dates_must_exist)
{
    static const char *const good[] = {"2026-02-28", " 2024-02-29 ", "2000-02-29"};
    static const char *const bad[] = {"2026-02-29", "1900-02-29", "2026-13-01",
                                      "2026-1-01",  "01.02.2026", "",
                                      "2026-04-31", "2026-00-10"};

    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        ck_assert_int_eq(check("t.day", good[i], NULL), PWZ_OK);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        ck_assert_msg(check("t.day", bad[i], NULL) == PWZ_E_RANGE, "%s", bad[i]);
}
END_TEST

START_TEST(guids_are_lower_cased_and_lose_their_braces)
{
    ck_assert_int_eq(check("t.guid", "{01234567-89AB-CDEF-0123-456789ABCDEF}",
                           "01234567-89ab-cdef-0123-456789abcdef"),
                     PWZ_OK);
    ck_assert_int_eq(check("t.guid", "01234567-89ab-cdef-0123-456789abcdeg", NULL),
                     PWZ_E_RANGE);
    ck_assert_int_eq(check("t.guid", "0123456789abcdef0123456789abcdef", NULL),
                     PWZ_E_RANGE);
}
END_TEST

START_TEST(a_text_must_match_its_pattern)
{
    ck_assert_int_eq(check("t.note", "G0123456", "G0123456"), PWZ_OK);
    ck_assert_int_eq(check("t.note", "X1", NULL), PWZ_E_RANGE);
}
END_TEST

static Suite *make(void)
{
    Suite *suite = suite_create("facts");
    TCase *store = tcase_create("statements");
    TCase *text = tcase_create("typed text");

    tcase_add_checked_fixture(store, set_up, tear_down);
    tcase_add_checked_fixture(text, set_up, tear_down);
    tcase_add_test(store, a_fact_nobody_spoke_about_is_absent);
    tcase_add_test(store, the_newest_claim_wins_and_the_older_stays);
    tcase_add_test(store, evidence_beats_a_newer_claim_and_the_conflict_shows);
    tcase_add_test(store, an_overrule_beats_evidence_that_comes_later);
    tcase_add_test(store, dont_know_is_no_value_but_no_longer_absent);
    tcase_add_test(store, evidence_about_a_set_sees_only_some_members);
    tcase_add_test(store, retract_takes_back_claims_and_leaves_evidence);
    tcase_add_test(store, failed_evidence_leaves_the_fact_unknown_and_says_so);
    tcase_add_test(store, a_value_the_fact_does_not_have_changes_nothing);
    tcase_add_test(store, out_of_memory_takes_no_answer_and_loses_none);
    tcase_add_test(text, dates_must_exist);
    tcase_add_test(text, guids_are_lower_cased_and_lose_their_braces);
    tcase_add_test(text, a_text_must_match_its_pattern);
    suite_add_tcase(suite, store);
    suite_add_tcase(suite, text);
    return suite;
}

int main(void)
{
    return pwz_test_main(make());
}
