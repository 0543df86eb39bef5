/* Entries in effect: taking, undoing, and the facts that follow. */
#include <string.h>

#include "pecwiz/entry.h"
#include "pecwiz/mem.h"

#include "runner.h"
#include "tiny_pack.h"

static struct tiny tiny;
static struct pwz_trail *trail;

static void set_up(void)
{
    tiny_open(&tiny);
    ck_assert_int_eq(pwz_trail_new(&tiny.pack.model, &trail, NULL), PWZ_OK);
}

static void tear_down(void)
{
    pwz_trail_free(trail);
    tiny_close(&tiny);
}

static struct pwz_entry entry_of(enum pwz_entry_kind kind, const char *fact,
                                 uint32_t value)
{
    return (struct pwz_entry){
        .kind = kind,
        .statement = {.fact = pwz_model_fact(&tiny.pack.model, fact), .value = value},
    };
}

static enum pwz_status take(enum pwz_entry_kind kind, const char *fact, uint32_t value)
{
    const struct pwz_entry entry = entry_of(kind, fact, value);

    return pwz_trail_take(trail, &entry, NULL);
}

static struct pwz_holding holding(const char *fact)
{
    return pwz_facts_holding(pwz_trail_facts(trail),
                             pwz_model_fact(&tiny.pack.model, fact));
}

START_TEST(undo_takes_back_the_newest_and_the_one_before_holds_again)
{
    ck_assert_int_eq(take(PWZ_ENTRY_ANSWER, "t.color", 0), PWZ_OK);
    ck_assert_int_eq(take(PWZ_ENTRY_ANSWER, "t.color", 2), PWZ_OK);
    ck_assert_uint_eq(holding("t.color").value, 2);
    ck_assert_int_eq(take(PWZ_ENTRY_UNDO, "t.color", 0), PWZ_OK);
    ck_assert_uint_eq(holding("t.color").value, 0);
    ck_assert_int_eq(take(PWZ_ENTRY_UNDO, "t.color", 0), PWZ_OK);
    ck_assert(holding("t.color").is_absent);
    ck_assert_int_eq(take(PWZ_ENTRY_UNDO, "t.color", 0), PWZ_E_STATE);
}
END_TEST

START_TEST(undoing_a_retract_gives_back_what_it_took)
{
    ck_assert_int_eq(take(PWZ_ENTRY_ANSWER, "t.color", 1), PWZ_OK);
    ck_assert_int_eq(take(PWZ_ENTRY_RETRACT, "t.color", 0), PWZ_OK);
    ck_assert(holding("t.color").is_absent);
    ck_assert_int_eq(take(PWZ_ENTRY_UNDO, "t.color", 0), PWZ_OK);
    ck_assert_uint_eq(holding("t.color").value, 1);
    ck_assert_uint_eq(pwz_trail_count(trail), 1);
}
END_TEST

START_TEST(other_kinds_leave_no_trace_and_cannot_be_undone)
{
    ck_assert_int_eq(take(PWZ_ENTRY_NOTE, "t.color", 0), PWZ_OK);
    ck_assert_int_eq(take(PWZ_ENTRY_HOLD, "t.color", 0), PWZ_OK);
    ck_assert_uint_eq(pwz_trail_count(trail), 0);
    ck_assert_int_eq(take(PWZ_ENTRY_UNDO, "t.color", 0), PWZ_E_STATE);
}
END_TEST

START_TEST(what_is_refused_changes_nothing)
{
    ck_assert_int_eq(take(PWZ_ENTRY_ANSWER, "t.color", 1), PWZ_OK);
    ck_assert_int_eq(take(PWZ_ENTRY_ANSWER, "t.color", 3), PWZ_E_RANGE);
    ck_assert_int_eq(take(PWZ_ENTRY_RETRACT, "no.fact", 0), PWZ_E_RANGE);
    ck_assert_uint_eq(pwz_trail_count(trail), 1);
    ck_assert_uint_eq(holding("t.color").value, 1);
}
END_TEST

START_TEST(a_cut_leaves_the_oldest)
{
    for (uint32_t i = 0; i < 3; i++) {
        ck_assert_int_eq(take(PWZ_ENTRY_ANSWER, "t.color", i), PWZ_OK);
    }
    ck_assert_int_eq(pwz_trail_cut(trail, 5, NULL), PWZ_OK);
    ck_assert_uint_eq(pwz_trail_count(trail), 3);
    ck_assert_int_eq(pwz_trail_cut(trail, 1, NULL), PWZ_OK);
    ck_assert_uint_eq(pwz_trail_at(trail, 0)->statement.value, 0);
    ck_assert_uint_eq(holding("t.color").value, 0);
}
END_TEST

START_TEST(strings_are_copied)
{
    char text[] = "2026-11-03";
    struct pwz_entry entry = entry_of(PWZ_ENTRY_ANSWER, "t.day", 0);

    entry.statement.text = text;
    ck_assert_int_eq(pwz_trail_take(trail, &entry, NULL), PWZ_OK);
    text[0] = '9';
    ck_assert_str_eq(pwz_trail_at(trail, 0)->statement.text, "2026-11-03");
    ck_assert_str_eq(holding("t.day").from->text, "2026-11-03");
}
END_TEST

/* Each allocation fails in turn: the trail stays as it was and works on. */
START_TEST(memory_that_runs_out_changes_nothing)
{
    ck_assert_int_eq(take(PWZ_ENTRY_ANSWER, "t.color", 1), PWZ_OK);
    ck_assert_int_eq(take(PWZ_ENTRY_ANSWER, "t.color", 2), PWZ_OK);
    for (size_t at = 0;; at++) {
        enum pwz_status status;

        pwz_mem_fail_after(at);
        status = take(PWZ_ENTRY_UNDO, "t.color", 0);
        pwz_mem_fail_after(SIZE_MAX);
        if (status == PWZ_OK) {
            ck_assert_uint_gt(at, 2);
            break;
        }
        ck_assert_int_eq(status, PWZ_E_NOMEM);
        ck_assert_uint_eq(pwz_trail_count(trail), 2);
        ck_assert_uint_eq(holding("t.color").value, 2);
    }
    ck_assert_uint_eq(holding("t.color").value, 1);
    pwz_mem_fail_after(0);
    ck_assert_int_eq(take(PWZ_ENTRY_ANSWER, "t.color", 0), PWZ_E_NOMEM);
    pwz_mem_fail_after(SIZE_MAX);
    ck_assert_uint_eq(holding("t.color").value, 1);
}
END_TEST

START_TEST(words_lead_back_to_their_kinds)
{
    for (uint32_t i = 0; i < PWZ_ENTRY_KIND_COUNT; i++) {
        ck_assert_uint_eq(pwz_entry_kind_of(pwz_entry_kind_word(i)), i);
    }
    for (uint32_t i = 0; i < PWZ_OUTCOME_COUNT; i++) {
        ck_assert_uint_eq(pwz_outcome_of(pwz_outcome_word(i)), i);
    }
    ck_assert_uint_eq(pwz_entry_kind_of("sing"), PWZ_NONE);
    ck_assert_uint_eq(pwz_source_of("live"), PWZ_SOURCE_LIVE);
    ck_assert_str_eq(pwz_column_word(PWZ_COLUMN_TICKET), "ticket");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("entry");
    TCase *tcase = tcase_create("entry");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, undo_takes_back_the_newest_and_the_one_before_holds_again);
    tcase_add_test(tcase, undoing_a_retract_gives_back_what_it_took);
    tcase_add_test(tcase, other_kinds_leave_no_trace_and_cannot_be_undone);
    tcase_add_test(tcase, what_is_refused_changes_nothing);
    tcase_add_test(tcase, a_cut_leaves_the_oldest);
    tcase_add_test(tcase, strings_are_copied);
    tcase_add_test(tcase, memory_that_runs_out_changes_nothing);
    tcase_add_test(tcase, words_lead_back_to_their_kinds);
    suite_add_tcase(suite, tcase);
    return pwz_test_main(suite);
}
