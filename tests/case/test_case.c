/* A case on disk: begin, add, open again, replay; two openers. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pecwiz/mem.h"
#include "pecwiz/walk.h"

#include "fixture.h"
#include "runner.h"

static struct fixture f;
static char id[PWZ_CASE_ID_MAX + 1];

static void set_up(void)
{
    fixture_open(&f, NULL);
}

static void tear_down(void)
{
    fixture_close(&f);
}

static struct pwz_case *create(void)
{
    struct pwz_case *made = fixture_create(&f);

    strcpy(id, pwz_case_id(made));
    return made;
}

static void end(struct pwz_case *open)
{
    ck_assert_int_eq(pwz_case_close(open, NULL), PWZ_OK);
}

static struct pwz_holding holding(const struct pwz_case *open, const char *fact)
{
    struct pwz_trail *trail = NULL;
    struct pwz_holding holding;

    ck_assert_int_eq(pwz_case_trail(open, f.model, &trail, NULL), PWZ_OK);
    holding = pwz_facts_holding(pwz_trail_facts(trail), pwz_model_fact(f.model, fact));
    holding.from = NULL; /* goes with the trail */
    pwz_trail_free(trail);
    return holding;
}

START_TEST(a_new_case_has_the_number_of_its_day)
{
    struct pwz_case *open = create();

    ck_assert_str_eq(id, "20261126-1");
    ck_assert_uint_eq(pwz_case_state(open).saved, 1);
    ck_assert_uint_eq(pwz_case_state(open).waiting, 0);
    ck_assert_str_eq(pwz_case_state(open).words, "");
    end(open);
    end(create());
    ck_assert_str_eq(id, "20261126-2");
}
END_TEST

/* The first line written out by hand; its checksum by another implementation. */
START_TEST(the_file_is_one_line_of_json_for_each_entry)
{
    struct pwz_case *open = create();
    size_t len = 0;
    char *bytes;

    fixture_add(&f, open, fixture_answer(&f, "t.color", 1));
    end(open);
    bytes = fixture_file(&f, "20261126-1.pecwiz", &len);
    ck_assert_str_eq(
        bytes,
        "{\"schema\": \"pecwiz-case/1\", \"seq\": 1, \"at\": \"2026-11-26T00:00:00Z\", "
        "\"by\": \"ana\", \"program\": \"0.1.0\", \"kind\": \"open\", "
        "\"case\": \"20261126-1\", \"content\": {\"id\": \"tiny\", \"version\": \"1\", "
        "\"sha256\": \"00112233\"}, \"audience\": \"agent\", "
        "\"columns\": {\"ticket\": \"t.note\"}, \"crc\": \"0ce7e8c9\"}\n"
        "{\"seq\": 2, \"at\": \"2026-11-26T00:00:10Z\", \"kind\": \"answer\", "
        "\"fact\": \"t.color\", \"value\": \"green\", \"crc\": \"273d6737\"}\n");
    pwz_mem_free(bytes);
}
END_TEST

START_TEST(what_was_answered_is_there_after_opening_again)
{
    struct pwz_case *open = create();

    fixture_add(&f, open, fixture_answer(&f, "t.color", 1));
    fixture_add(&f, open, fixture_answer(&f, "t.parts", 5));
    fixture_add(&f, open, fixture_text(&f, "t.note", "G12"));
    end(open);
    open = fixture_reopen(&f, id, PWZ_CASE_WRITE);
    ck_assert_int_eq(pwz_case_state(open).lock, PWZ_CASE_LOCK_NONE);
    ck_assert_str_eq(pwz_case_state(open).words, "");
    ck_assert_uint_eq(pwz_case_event_count(open), 4);
    ck_assert_uint_eq(holding(open, "t.color").value, 1);
    ck_assert_uint_eq(holding(open, "t.parts").value, 5);
    ck_assert_uint_eq(holding(open, "t.parts").seen, 7);
    ck_assert(holding(open, "t.note").is_known);
    end(open);
}
END_TEST

START_TEST(undo_takes_back_the_newest_and_names_it)
{
    struct pwz_case *open = create();

    fixture_add(&f, open, fixture_answer(&f, "t.color", 1));
    fixture_add(&f, open, fixture_answer(&f, "t.color", 2));
    fixture_add(&f, open, fixture_words(&f, PWZ_ENTRY_NOTE, "in between"));
    fixture_add(&f, open, fixture_words(&f, PWZ_ENTRY_UNDO, ""));
    ck_assert_uint_eq(pwz_case_event_at(open, 4)->of, 3);
    ck_assert_str_eq(pwz_case_event_at(open, 4)->fact, "t.color");
    ck_assert(pwz_case_event_at(open, 2)->is_undone);
    end(open);
    open = fixture_reopen(&f, id, PWZ_CASE_READ);
    ck_assert_uint_eq(holding(open, "t.color").value, 1);
    ck_assert(pwz_case_event_at(open, 2)->is_undone);
    end(open);
}
END_TEST

START_TEST(undoing_a_retract_brings_the_answer_back)
{
    struct pwz_case *open = create();
    struct pwz_entry retract = fixture_answer(&f, "t.color", 0);

    retract.kind = PWZ_ENTRY_RETRACT;
    fixture_add(&f, open, fixture_answer(&f, "t.color", 2));
    fixture_add(&f, open, retract);
    ck_assert(holding(open, "t.color").is_absent);
    ck_assert(pwz_case_event_at(open, 1)->is_retracted);
    fixture_add(&f, open, fixture_words(&f, PWZ_ENTRY_UNDO, ""));
    ck_assert_uint_eq(holding(open, "t.color").value, 2);
    ck_assert(!pwz_case_event_at(open, 1)->is_retracted);
    end(open);
}
END_TEST

START_TEST(there_is_nothing_to_undo_in_a_new_case)
{
    struct pwz_case *open = create();
    struct pwz_entry undo = fixture_words(&f, PWZ_ENTRY_UNDO, "");

    ck_assert_int_eq(pwz_case_add(open, f.model, &undo, NULL, NULL), PWZ_E_STATE);
    ck_assert_uint_eq(pwz_case_event_count(open), 1);
    end(open);
}
END_TEST

START_TEST(a_second_opener_reads_and_is_told_who_holds_it)
{
    struct pwz_case *first = create();
    struct pwz_cases *others = fixture_cases(&f, "bob", NULL);
    struct pwz_case *second = NULL;
    struct pwz_entry entry = fixture_answer(&f, "t.color", 1);

    fixture_add(&f, first, entry);
    ck_assert_int_eq(pwz_case_open(others, id, PWZ_CASE_WRITE, f.now, &second, NULL),
                     PWZ_OK);
    ck_assert_int_eq(pwz_case_state(second).lock, PWZ_CASE_LOCK_HELD);
    ck_assert_str_eq(pwz_case_state(second).holder.author, "ana");
    ck_assert_str_eq(pwz_case_state(second).holder.host, "desk");
    ck_assert_int_eq(pwz_case_state(second).holder.pid, getpid());
    ck_assert_int_eq(pwz_case_state(second).holder.since, FIXTURE_NOW);
    ck_assert_ptr_nonnull(strstr(pwz_case_state(second).words, "ana on desk"));
    ck_assert_uint_eq(holding(second, "t.color").value, 1);
    ck_assert_int_eq(pwz_case_add(second, f.model, &entry, NULL, NULL), PWZ_E_STATE);
    end(second);
    fixture_add(&f, first, entry);
    end(first);
    ck_assert_int_eq(pwz_case_open(others, id, PWZ_CASE_WRITE, f.now, &second, NULL),
                     PWZ_OK);
    ck_assert_int_eq(pwz_case_state(second).lock, PWZ_CASE_LOCK_NONE);
    ck_assert(!pwz_case_state(second).took_over);
    ck_assert_int_eq(pwz_case_add(second, f.model, &entry, NULL, NULL), PWZ_OK);
    ck_assert_str_eq(pwz_case_event_at(second, 3)->by, "bob");
    ck_assert(pwz_case_event_at(second, 3)->is_resumed);
    ck_assert_str_eq(pwz_case_event_at(second, 2)->by, "ana");
    end(second);
    pwz_cases_free(others);
}
END_TEST

START_TEST(a_holder_that_died_is_taken_over)
{
    static const char record[] = "{\"pid\": 1, \"host\": \"desk\", \"author\": \"eve\", "
                                 "\"since\": \"2026-11-25T08:00:00Z\"}\n";
    struct pwz_case *open = create();

    end(open);
    fixture_write(&f, "20261126-1.holder", record, sizeof(record) - 1);
    open = fixture_reopen(&f, id, PWZ_CASE_WRITE);
    ck_assert_int_eq(pwz_case_state(open).lock, PWZ_CASE_LOCK_NONE);
    ck_assert(pwz_case_state(open).took_over);
    ck_assert_str_eq(pwz_case_state(open).holder.author, "eve");
    fixture_add(&f, open, fixture_answer(&f, "t.color", 1));
    end(open);
}
END_TEST

START_TEST(a_torn_last_line_is_left_out_kept_and_cut_before_the_next)
{
    struct pwz_case *open = create();
    size_t len = 0;
    size_t again = 0;
    size_t torn = 0;
    char *bytes;

    fixture_add(&f, open, fixture_answer(&f, "t.color", 1));
    fixture_add(&f, open, fixture_answer(&f, "t.color", 2));
    end(open);
    bytes = fixture_file(&f, "20261126-1.pecwiz", &len);
    fixture_write(&f, "20261126-1.pecwiz", bytes, len - 20);
    pwz_mem_free(bytes);
    open = fixture_reopen(&f, id, PWZ_CASE_WRITE);
    ck_assert_int_eq(pwz_case_state(open).lock, PWZ_CASE_LOCK_NONE);
    ck_assert_uint_eq(pwz_case_event_count(open), 2);
    torn = pwz_case_state(open).torn_bytes;
    ck_assert_uint_gt(torn, 0);
    ck_assert(pwz_case_state(open).is_torn_kept);
    ck_assert_ptr_nonnull(strstr(pwz_case_state(open).words, "torn"));
    fixture_add(&f, open, fixture_answer(&f, "t.color", 0));
    end(open);
    bytes = fixture_file(&f, "20261126-1.torn", &again);
    ck_assert_uint_eq(again, torn + 1); /* and a line feed */
    pwz_mem_free(bytes);
    open = fixture_reopen(&f, id, PWZ_CASE_READ);
    ck_assert_uint_eq(pwz_case_event_count(open), 3);
    ck_assert_uint_eq(pwz_case_state(open).torn_bytes, 0);
    ck_assert_uint_eq(holding(open, "t.color").value, 0);
    end(open);
}
END_TEST

START_TEST(damage_in_the_middle_opens_read_only_up_to_there)
{
    struct pwz_case *open = create();
    struct pwz_entry entry = fixture_answer(&f, "t.color", 0);
    size_t len = 0;
    char *bytes;

    fixture_add(&f, open, fixture_answer(&f, "t.color", 1));
    fixture_add(&f, open, fixture_answer(&f, "t.color", 2));
    end(open);
    bytes = fixture_file(&f, "20261126-1.pecwiz", &len);
    memcpy(strstr(bytes, "green"), "groen", 5);
    fixture_write(&f, "20261126-1.pecwiz", bytes, len);
    open = fixture_reopen(&f, id, PWZ_CASE_WRITE);
    ck_assert_int_eq(pwz_case_state(open).lock, PWZ_CASE_LOCK_DAMAGED);
    ck_assert_uint_eq(pwz_case_state(open).damaged_line, 2);
    ck_assert_ptr_nonnull(strstr(pwz_case_state(open).words, "Line 2 is damaged"));
    ck_assert_uint_eq(pwz_case_event_count(open), 1);
    ck_assert_int_eq(pwz_case_add(open, f.model, &entry, NULL, NULL), PWZ_E_STATE);
    end(open);
    pwz_mem_free(bytes);
}
END_TEST

START_TEST(a_newer_format_is_refused_and_not_touched)
{
    static const char newer[] = "{\"schema\": \"pecwiz-case/2\", \"other\": [1]}\nmore\n";
    struct pwz_case *open = create();
    struct pwz_err err = {0};
    size_t len = 0;
    char *bytes;

    end(open);
    fixture_write(&f, "20261126-1.pecwiz", newer, sizeof(newer) - 1);
    ck_assert_int_eq(pwz_case_open(f.cases, id, PWZ_CASE_WRITE, f.now, &open, &err),
                     PWZ_E_STATE);
    ck_assert_ptr_null(open);
    ck_assert_ptr_nonnull(strstr(err.text, "newer pecwiz"));
    bytes = fixture_file(&f, "20261126-1.pecwiz", &len);
    ck_assert_str_eq(bytes, newer);
    pwz_mem_free(bytes);
}
END_TEST

START_TEST(an_unknown_number_names_the_nearest)
{
    struct pwz_case *open = create();
    struct pwz_err err = {0};

    end(open);
    ck_assert_int_eq(
        pwz_case_open(f.cases, "20261126-7", PWZ_CASE_WRITE, f.now, &open, &err),
        PWZ_E_NOT_FOUND);
    ck_assert_ptr_nonnull(strstr(err.text, "20261126-1"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("case");
    TCase *tcase = tcase_create("one case");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, a_new_case_has_the_number_of_its_day);
    tcase_add_test(tcase, the_file_is_one_line_of_json_for_each_entry);
    tcase_add_test(tcase, what_was_answered_is_there_after_opening_again);
    tcase_add_test(tcase, undo_takes_back_the_newest_and_names_it);
    tcase_add_test(tcase, undoing_a_retract_brings_the_answer_back);
    tcase_add_test(tcase, there_is_nothing_to_undo_in_a_new_case);
    tcase_add_test(tcase, a_second_opener_reads_and_is_told_who_holds_it);
    tcase_add_test(tcase, a_holder_that_died_is_taken_over);
    tcase_add_test(tcase, a_torn_last_line_is_left_out_kept_and_cut_before_the_next);
    tcase_add_test(tcase, damage_in_the_middle_opens_read_only_up_to_there);
    tcase_add_test(tcase, a_newer_format_is_refused_and_not_touched);
    tcase_add_test(tcase, an_unknown_number_names_the_nearest);
    suite_add_tcase(suite, tcase);
    return pwz_test_main(suite);
}
