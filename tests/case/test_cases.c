/* Many cases: lists, the index, and cases that go out, come in and go away. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pecwiz/mem.h"

#include "fixture.h"
#include "runner.h"

static struct fixture f;

static void set_up(void)
{
    fixture_open(&f, NULL);
}

static void tear_down(void)
{
    fixture_close(&f);
}

static void end(struct pwz_case *open)
{
    ck_assert_int_eq(pwz_case_close(open, NULL), PWZ_OK);
}

static void path_of(char out[FIXTURE_PATH], const char *name)
{
    const int len = snprintf(out, FIXTURE_PATH, "%s/%s", f.dir, name);

    ck_assert(len > 0 && len < FIXTURE_PATH);
}

static bool exists(const char *name)
{
    char path[FIXTURE_PATH];

    path_of(path, name);
    return access(path, F_OK) == 0;
}

static void erase(const char *name)
{
    char path[FIXTURE_PATH];

    path_of(path, name);
    ck_assert_int_eq(unlink(path), 0);
}

static struct pwz_case_list list(enum pwz_case_order order)
{
    struct pwz_case_list made;

    ck_assert_int_eq(pwz_cases_list(f.cases, f.now, order, &made, NULL), PWZ_OK);
    return made;
}

/* A case that shows a verdict to look at again some days later. */
static void create_shown(const char *verdict, int days)
{
    struct pwz_case *open = fixture_create(&f);
    struct pwz_entry entry = fixture_answer(&f, "t.color", 0);
    const struct pwz_case_shown shown = {
        .status = PWZ_CASE_CAUSE_FOUND,
        .verdict = verdict,
        .look_again = days == 0 ? 0 : FIXTURE_NOW + days * 86400 + 3600,
    };

    ck_assert_int_eq(pwz_case_add(open, f.model, &entry, &shown, NULL), PWZ_OK);
    end(open);
}

START_TEST(no_directory_is_an_empty_list)
{
    struct pwz_case_list made = list(PWZ_CASES_BY_LAST);

    ck_assert_uint_eq(made.count, 0);
    pwz_case_list_done(&made);
    ck_assert(!exists(""));
}
END_TEST

START_TEST(a_row_says_what_the_case_says)
{
    struct pwz_case *open = fixture_create(&f);
    struct pwz_case_list made;
    struct pwz_entry retract;

    fixture_add(&f, open, fixture_answer(&f, "t.color", 1));
    fixture_add(&f, open, fixture_text(&f, "t.note", "G1"));
    fixture_add(&f, open, fixture_text(&f, "t.note", "G12"));
    fixture_add(&f, open, fixture_answer(&f, "t.works", 0));
    retract = fixture_answer(&f, "t.works", 0);
    retract.kind = PWZ_ENTRY_RETRACT;
    fixture_add(&f, open, retract);
    fixture_add(&f, open, fixture_answer(&f, "t.parts", 2));
    fixture_add(&f, open, fixture_words(&f, PWZ_ENTRY_UNDO, ""));
    end(open);
    made = list(PWZ_CASES_BY_LAST);
    ck_assert_uint_eq(made.count, 1);
    ck_assert_str_eq(made.items[0].id, "20261126-1");
    ck_assert_str_eq(made.items[0].column[PWZ_COLUMN_TICKET], "G12");
    ck_assert_str_eq(made.items[0].column[PWZ_COLUMN_PARTNER], "");
    ck_assert_int_eq(made.items[0].opened, FIXTURE_NOW);
    ck_assert_int_eq(made.items[0].last, f.now);
    ck_assert_str_eq(made.items[0].status, "undecided");
    ck_assert_str_eq(made.items[0].verdict, "");
    ck_assert_uint_eq(made.items[0].answers, 2); /* color and note */
    ck_assert_uint_eq(made.items[0].entries, 8);
    ck_assert_str_eq(made.items[0].content_id, "tiny");
    ck_assert_str_eq(made.items[0].content_version, "1");
    ck_assert_str_eq(made.items[0].author, "ana");
    ck_assert_str_eq(made.items[0].trouble, "");
    ck_assert(!made.items[0].is_due);
    pwz_case_list_done(&made);
}
END_TEST

START_TEST(the_second_list_reads_the_index_and_says_the_same)
{
    struct pwz_case_list first;
    struct pwz_case_list second;

    create_shown("too-red", 2);
    create_shown("", 0);
    create_shown("has-a", 1);
    first = list(PWZ_CASES_BY_LAST);
    second = list(PWZ_CASES_BY_LAST);
    ck_assert_uint_eq(first.from_index, 0);
    ck_assert_uint_eq(second.from_index, 3);
    ck_assert_uint_eq(second.count, 3);
    for (size_t i = 0; i < 3; i++) {
        ck_assert_str_eq(first.items[i].id, second.items[i].id);
        ck_assert_str_eq(first.items[i].verdict, second.items[i].verdict);
        ck_assert_str_eq(first.items[i].status, second.items[i].status);
        ck_assert_str_eq(first.items[i].author, second.items[i].author);
        ck_assert_int_eq(first.items[i].last, second.items[i].last);
        ck_assert_int_eq(first.items[i].look_again, second.items[i].look_again);
        ck_assert_uint_eq(first.items[i].answers, second.items[i].answers);
    }
    ck_assert_str_eq(first.items[0].id, "20261126-3"); /* the newest first */
    pwz_case_list_done(&first);
    pwz_case_list_done(&second);
}
END_TEST

START_TEST(a_changed_case_is_read_again_and_the_others_are_not)
{
    struct pwz_case_list made;
    struct pwz_case *open;

    create_shown("", 0);
    create_shown("", 0);
    made = list(PWZ_CASES_BY_LAST);
    pwz_case_list_done(&made);
    open = fixture_reopen(&f, "20261126-1", PWZ_CASE_WRITE);
    fixture_add(&f, open, fixture_text(&f, "t.note", "G7"));
    end(open);
    made = list(PWZ_CASES_BY_LAST);
    ck_assert_uint_eq(made.from_index, 1);
    ck_assert_str_eq(made.items[0].id, "20261126-1");
    ck_assert_str_eq(made.items[0].column[PWZ_COLUMN_TICKET], "G7");
    pwz_case_list_done(&made);
}
END_TEST

/* Every byte of the index changed in turn: never a wrong row, never a crash. */
START_TEST(a_broken_index_costs_time_only)
{
    struct pwz_case_list made;
    size_t len = 0;
    char *bytes;

    create_shown("too-red", 2);
    made = list(PWZ_CASES_BY_LAST);
    pwz_case_list_done(&made);
    bytes = fixture_file(&f, ".index", &len);
    for (size_t i = 0; i < len; i++) {
        bytes[i] = (char)(bytes[i] ^ 0x41);
        fixture_write(&f, ".index", bytes, len);
        bytes[i] = (char)(bytes[i] ^ 0x41);
        made = list(PWZ_CASES_BY_LAST);
        ck_assert_uint_eq(made.count, 1);
        ck_assert_uint_eq(made.from_index, 0);
        ck_assert_str_eq(made.items[0].verdict, "too-red");
        pwz_case_list_done(&made);
    }
    for (size_t i = 0; i < len; i++) {
        fixture_write(&f, ".index", bytes, i);
        made = list(PWZ_CASES_BY_LAST);
        ck_assert_uint_eq(made.from_index, 0);
        ck_assert_str_eq(made.items[0].verdict, "too-red");
        pwz_case_list_done(&made);
    }
    pwz_mem_free(bytes);
}
END_TEST

START_TEST(due_cases_stand_first_then_by_day_then_the_rest)
{
    struct pwz_case_list made;
    struct pwz_case *open;
    struct pwz_entry done;

    create_shown("in-nine", 9);
    create_shown("none", 0);
    create_shown("in-two", 2);
    create_shown("in-one", 1);
    create_shown("in-one-done", 1);
    create_shown("in-two-closed", 2);
    open = fixture_reopen(&f, "20261126-5", PWZ_CASE_WRITE);
    done = fixture_words(&f, PWZ_ENTRY_FOLLOW_UP, "");
    done.outcome = PWZ_OUTCOME_DONE;
    fixture_add(&f, open, done);
    end(open);
    open = fixture_reopen(&f, "20261126-6", PWZ_CASE_WRITE);
    fixture_add(&f, open, fixture_words(&f, PWZ_ENTRY_CLOSE, "solved"));
    end(open);
    f.now = FIXTURE_NOW + 3 * 86400;
    made = list(PWZ_CASES_BY_LOOK_AGAIN);
    ck_assert_uint_eq(made.count, 6);
    ck_assert_str_eq(made.items[0].verdict, "in-one");
    ck_assert_str_eq(made.items[1].verdict, "in-two");
    ck_assert(made.items[0].is_due && made.items[1].is_due && !made.items[2].is_due);
    ck_assert_str_eq(made.items[2].verdict, "in-one-done");
    ck_assert(made.items[2].has_outcome);
    ck_assert_str_eq(made.items[3].verdict, "in-nine");
    ck_assert_str_eq(made.items[4].verdict, "in-two-closed"); /* last change newest */
    ck_assert(made.items[4].is_closed);
    ck_assert_str_eq(made.items[5].verdict, "none");
    pwz_case_list_done(&made);
}
END_TEST

START_TEST(a_case_that_cannot_be_read_says_why_and_hides_no_other)
{
    struct pwz_case_list made;
    char path[FIXTURE_PATH];

    create_shown("too-red", 2);
    fixture_write(&f, "20261126-2.pecwiz", "not a case\n", 11);
    path_of(path, "20261126-3.pecwiz");
    ck_assert_int_eq(symlink("/etc/passwd", path), 0);
    fixture_write(&f, "no number.pecwiz", "x", 1);
    made = list(PWZ_CASES_BY_LAST);
    ck_assert_uint_eq(made.count, 3);
    ck_assert_str_eq(made.items[0].id, "20261126-1");
    ck_assert_str_eq(made.items[1].id, "20261126-2");
    ck_assert_ptr_nonnull(strstr(made.items[1].trouble, "not a case file"));
    ck_assert_str_eq(made.items[2].id, "20261126-3");
    ck_assert_ptr_nonnull(strstr(made.items[2].trouble, "symbolic link"));
    pwz_case_list_done(&made);
}
END_TEST

START_TEST(what_a_killed_program_left_is_removed_by_the_next_list)
{
    struct pwz_case_list made;

    create_shown("", 0);
    fixture_write(&f, ".new-1-1", "half", 4);
    made = list(PWZ_CASES_BY_LAST);
    ck_assert_uint_eq(made.count, 1);
    ck_assert(!exists(".new-1-1"));
    pwz_case_list_done(&made);
}
END_TEST

/* ---- out and in ---- */

static void say_all(struct pwz_case *open)
{
    struct pwz_entry entry = fixture_answer(&f, "t.parts", 5);

    fixture_add(&f, open, fixture_answer(&f, "t.color", 1));
    entry.statement.source = PWZ_SOURCE_FILE;
    entry.statement.seen = 7;
    entry.statement.detail = "line 17, column B";
    fixture_add(&f, open, entry);
    entry.statement.is_failure = true;
    entry.statement.source = PWZ_SOURCE_LIVE;
    fixture_add(&f, open, entry);
    entry = fixture_answer(&f, "t.works", 1);
    entry.statement.overrules = true;
    fixture_add(&f, open, entry);
    entry = fixture_answer(&f, "t.hint", 0);
    entry.statement.is_unknown = true;
    fixture_add(&f, open, entry);
    entry.kind = PWZ_ENTRY_RETRACT;
    fixture_add(&f, open, entry);
    fixture_add(&f, open, fixture_words(&f, PWZ_ENTRY_UNDO, ""));
    fixture_add(&f, open,
                fixture_words(&f, PWZ_ENTRY_NOTE, "two\nlines, \"quoted\" \\ é"));
    fixture_add(&f, open, fixture_words(&f, PWZ_ENTRY_HOLD, ""));
    fixture_add(&f, open, fixture_words(&f, PWZ_ENTRY_UNHOLD, ""));
    fixture_add(&f, open, fixture_words(&f, PWZ_ENTRY_COPY, "the whole case"));
    entry = fixture_words(&f, PWZ_ENTRY_FOLLOW_UP, "called back");
    entry.outcome = PWZ_OUTCOME_NOT_YET;
    fixture_add(&f, open, entry);
    fixture_add(&f, open, fixture_words(&f, PWZ_ENTRY_HAND_OVER, "bob"));
    fixture_add(&f, open, fixture_words(&f, PWZ_ENTRY_CLOSE, ""));
    fixture_add(&f, open, fixture_words(&f, PWZ_ENTRY_REOPEN, "not solved"));
    entry = fixture_words(&f, PWZ_ENTRY_SET_ASIDE, "no such color any more");
    entry.of = 2;
    fixture_add(&f, open, entry);
    ck_assert_int_eq(
        pwz_case_change_content(open, &(struct pwz_case_content){"tiny", "2", "44556677"},
                                &(struct pwz_case_columns){.fact = {"t.note"}}, f.now,
                                NULL, NULL),
        PWZ_OK);
}

START_TEST(every_kind_of_entry_comes_back_as_it_was)
{
    struct pwz_case *open = fixture_create(&f);
    struct pwz_case *again;

    say_all(open);
    again = fixture_reopen(&f, pwz_case_id(open), PWZ_CASE_READ);
    ck_assert_uint_eq(pwz_case_event_count(again), pwz_case_event_count(open));
    for (size_t i = 0; i < pwz_case_event_count(open); i++) {
        const struct pwz_case_event *a = pwz_case_event_at(open, i);
        const struct pwz_case_event *b = pwz_case_event_at(again, i);

        ck_assert_int_eq(a->kind, b->kind);
        ck_assert_int_eq(a->at, b->at);
        ck_assert_int_eq(a->made, b->made);
        ck_assert_str_eq(a->by, b->by);
        ck_assert_str_eq(a->program, b->program);
        ck_assert_str_eq(a->fact, b->fact);
        ck_assert_str_eq(a->detail, b->detail);
        ck_assert_str_eq(a->text, b->text);
        ck_assert_int_eq(a->source, b->source);
        ck_assert_int_eq(a->outcome, b->outcome);
        ck_assert_uint_eq(a->of, b->of);
        ck_assert_uint_eq(a->is_set, b->is_set);
        ck_assert_uint_eq(a->is_unknown, b->is_unknown);
        ck_assert_uint_eq(a->is_failure, b->is_failure);
        ck_assert_uint_eq(a->overrules, b->overrules);
        ck_assert_uint_eq(a->is_undone, b->is_undone);
        ck_assert_uint_eq(a->is_retracted, b->is_retracted);
        ck_assert_uint_eq(a->is_aside, b->is_aside);
        ck_assert_uint_eq(a->value_count, b->value_count);
        for (size_t j = 0; j < a->value_count; j++) {
            ck_assert_str_eq(a->values[j], b->values[j]);
        }
        ck_assert_uint_eq(a->seen_count, b->seen_count);
    }
    ck_assert(pwz_case_event_at(again, 1)->is_aside);
    ck_assert(pwz_case_event_at(again, 6)->is_undone);
    ck_assert(!pwz_case_event_at(again, 5)->is_retracted);
    ck_assert_str_eq(pwz_case_content_of(again).version, "2");
    ck_assert_str_eq(pwz_case_columns_of(again).fact[PWZ_COLUMN_PARTNER], "t.note");
    end(again);
    end(open);
}
END_TEST

START_TEST(an_export_is_taken_in_byte_for_byte)
{
    struct pwz_case *open = fixture_create(&f);
    char path[FIXTURE_PATH];
    char id[PWZ_CASE_ID_MAX + 1];
    size_t len = 0;
    size_t again = 0;
    char *bytes;
    char *taken;

    say_all(open);
    path_of(path, "out.txt");
    ck_assert_int_eq(pwz_case_export(open, path, NULL), PWZ_OK);
    ck_assert_int_eq(pwz_case_export(open, path, NULL), PWZ_E_CONFLICT);
    end(open);
    bytes = fixture_file(&f, "out.txt", &len);
    ck_assert_int_eq(pwz_cases_import(f.cases, bytes, len, path, f.now, id, NULL),
                     PWZ_OK);
    ck_assert_str_eq(id, "20261126-2"); /* its own number is taken here */
    taken = fixture_file(&f, "20261126-2.pecwiz", &again);
    ck_assert_uint_eq(len, again);
    ck_assert_int_eq(memcmp(bytes, taken, len), 0);
    ck_assert_int_eq(pwz_cases_delete(f.cases, "20261126-1", NULL), PWZ_OK);
    ck_assert_int_eq(pwz_cases_import(f.cases, bytes, len, path, f.now, id, NULL),
                     PWZ_OK);
    ck_assert_str_eq(id, "20261126-1"); /* and now it is free */
    pwz_mem_free(bytes);
    pwz_mem_free(taken);
}
END_TEST

START_TEST(an_import_with_a_changed_byte_is_refused)
{
    struct pwz_case *open = fixture_create(&f);
    char id[PWZ_CASE_ID_MAX + 1];
    struct pwz_err err = {0};
    size_t len = 0;
    char *bytes;

    say_all(open);
    end(open);
    bytes = fixture_file(&f, "20261126-1.pecwiz", &len);
    memcpy(strstr(bytes, "line 17"), "line 18", 7);
    ck_assert_int_eq(
        pwz_cases_import(f.cases, bytes, len, "mail.pecwiz", f.now, id, &err),
        PWZ_E_SYNTAX);
    ck_assert_uint_eq(err.line, 3);
    ck_assert_str_eq(err.file, "mail.pecwiz");
    ck_assert(!exists("20261126-2.pecwiz"));
    pwz_mem_free(bytes);
}
END_TEST

START_TEST(a_fork_keeps_what_it_is_told_to_with_its_time)
{
    struct pwz_case *open = fixture_create(&f);
    struct pwz_case_start start;
    struct pwz_case *made = NULL;
    bool keeps[16] = {false};
    int64_t said;

    fixture_add(&f, open, fixture_answer(&f, "t.color", 1));
    said = f.now;
    fixture_add(&f, open, fixture_text(&f, "t.note", "G1"));
    fixture_add(&f, open, fixture_answer(&f, "t.color", 2));
    fixture_add(&f, open, fixture_words(&f, PWZ_ENTRY_UNDO, ""));
    keeps[pwz_model_fact(f.model, "t.color")] = true;
    f.now += 1000;
    start = fixture_start(&f);
    ck_assert_int_eq(pwz_case_fork(f.cases, open, f.model, keeps, &start, &made, NULL),
                     PWZ_OK);
    ck_assert_str_eq(pwz_case_id(made), "20261126-2");
    ck_assert_uint_eq(pwz_case_event_count(made), 2);
    ck_assert_str_eq(pwz_case_event_at(made, 0)->forked_from, "20261126-1");
    ck_assert_str_eq(pwz_case_event_at(made, 1)->fact, "t.color");
    ck_assert_str_eq(pwz_case_event_at(made, 1)->values[0], "green");
    ck_assert_int_eq(pwz_case_event_at(made, 1)->made, said);
    ck_assert_int_eq(pwz_case_event_at(made, 1)->at, f.now);
    end(made);
    made = fixture_reopen(&f, "20261126-2", PWZ_CASE_READ);
    ck_assert_int_eq(pwz_case_event_at(made, 1)->made, said);
    end(made);
    end(open);
}
END_TEST

START_TEST(a_deleted_case_leaves_nothing)
{
    struct pwz_case *open = fixture_create(&f);
    struct pwz_case_list made;
    struct pwz_err err = {0};
    size_t len = 0;
    char *index;

    fixture_add(&f, open, fixture_text(&f, "t.note", "G987654"));
    ck_assert_int_eq(pwz_cases_delete(f.cases, "20261126-1", &err), PWZ_E_CONFLICT);
    ck_assert_ptr_nonnull(strstr(err.text, "ana on desk"));
    end(open);
    create_shown("", 0);
    made = list(PWZ_CASES_BY_LAST);
    pwz_case_list_done(&made);
    fixture_write(&f, "20261126-1.torn", "x", 1);
    fixture_write(&f, "20261126-1.holder", "x", 1);
    ck_assert_int_eq(pwz_cases_delete(f.cases, "20261126-1", NULL), PWZ_OK);
    ck_assert(!exists("20261126-1.pecwiz"));
    ck_assert(!exists("20261126-1.torn"));
    ck_assert(!exists("20261126-1.holder"));
    index = fixture_file(&f, ".index", &len);
    for (size_t i = 0; i + 7 <= len; i++) {
        ck_assert_int_ne(memcmp(index + i, "G987654", 7), 0);
    }
    pwz_mem_free(index);
    made = list(PWZ_CASES_BY_LAST);
    ck_assert_uint_eq(made.count, 1);
    ck_assert_uint_eq(made.from_index, 1);
    pwz_case_list_done(&made);
    ck_assert_int_eq(pwz_cases_delete(f.cases, "20261126-1", NULL), PWZ_E_NOT_FOUND);
    erase("20261126-2.pecwiz");
}
END_TEST

START_TEST(a_proof_tells_whole_from_torn_from_damaged)
{
    struct pwz_case *open = fixture_create(&f);
    struct pwz_case_proof proof;
    size_t len = 0;
    char *bytes;

    fixture_add(&f, open, fixture_answer(&f, "t.color", 1));
    fixture_add(&f, open, fixture_answer(&f, "t.color", 2));
    end(open);
    ck_assert_int_eq(pwz_case_verify(f.cases, "20261126-1", NULL, &proof, NULL), PWZ_OK);
    ck_assert(proof.is_whole);
    ck_assert_uint_eq(proof.entries, 3);
    ck_assert_int_eq(proof.first, FIXTURE_NOW);
    ck_assert_int_eq(proof.last, f.now);
    bytes = fixture_file(&f, "20261126-1.pecwiz", &len);
    ck_assert_int_eq(strncmp(bytes + len - 11, proof.crc, 8), 0);
    fixture_write(&f, "20261126-1.pecwiz", bytes, len - 1);
    ck_assert_int_eq(pwz_case_verify(f.cases, "20261126-1", NULL, &proof, NULL), PWZ_OK);
    ck_assert(!proof.is_whole);
    ck_assert_uint_eq(proof.entries, 2);
    ck_assert_uint_eq(proof.damaged_line, 0);
    ck_assert_uint_gt(proof.torn_bytes, 0);
    bytes[300] = '#';
    fixture_write(&f, "20261126-1.pecwiz", bytes, len);
    ck_assert_int_eq(pwz_case_verify(f.cases, "20261126-1", NULL, &proof, NULL), PWZ_OK);
    ck_assert_uint_eq(proof.damaged_line, 2);
    ck_assert_uint_eq(proof.lost_lines, 2);
    ck_assert_uint_eq(proof.entries, 1);
    pwz_mem_free(bytes);
}
END_TEST

START_TEST(a_file_from_elsewhere_is_read_by_its_path)
{
    struct pwz_case *open = fixture_create(&f);
    struct pwz_entry entry = fixture_answer(&f, "t.color", 1);
    struct pwz_case_proof proof;
    struct pwz_err err = {0};
    char path[FIXTURE_PATH];

    fixture_add(&f, open, entry);
    path_of(path, "handed-over");
    ck_assert_int_eq(pwz_case_export(open, path, NULL), PWZ_OK);
    end(open);
    ck_assert_int_eq(pwz_case_verify(f.cases, NULL, path, &proof, NULL), PWZ_OK);
    ck_assert(proof.is_whole);
    ck_assert_uint_eq(proof.entries, 2);
    ck_assert_int_eq(pwz_case_open_file(f.cases, path, &open, NULL), PWZ_OK);
    ck_assert_int_eq(pwz_case_state(open).lock, PWZ_CASE_LOCK_ASKED);
    ck_assert_str_eq(pwz_case_id(open), "");
    ck_assert_str_eq(pwz_case_path(open), path);
    ck_assert_int_eq(pwz_case_add(open, f.model, &entry, NULL, NULL), PWZ_E_STATE);
    end(open);
    path_of(path, "not-there");
    ck_assert_int_eq(pwz_case_verify(f.cases, NULL, path, &proof, &err), PWZ_E_IO);
    ck_assert_str_eq(err.file, path);
}
END_TEST

/* What is before the damage goes on as a case of its own. */
START_TEST(the_good_part_of_a_damaged_case_can_be_gone_on_with)
{
    struct pwz_case *open = fixture_create(&f);
    char id[PWZ_CASE_ID_MAX + 1];
    size_t len = 0;
    const char *good;
    char *bytes;

    fixture_add(&f, open, fixture_answer(&f, "t.color", 1));
    fixture_add(&f, open, fixture_answer(&f, "t.works", 1));
    fixture_add(&f, open, fixture_answer(&f, "t.hint", 1));
    end(open);
    bytes = fixture_file(&f, "20261126-1.pecwiz", &len);
    memcpy(strstr(bytes, "t.works"), "t.wurks", 7);
    fixture_write(&f, "20261126-1.pecwiz", bytes, len);
    pwz_mem_free(bytes);
    open = fixture_reopen(&f, "20261126-1", PWZ_CASE_READ);
    ck_assert_uint_eq(pwz_case_state(open).damaged_line, 3);
    good = pwz_case_bytes(open, &len);
    ck_assert_int_eq(pwz_cases_import(f.cases, good, len, "part", f.now, id, NULL),
                     PWZ_OK);
    end(open);
    open = fixture_reopen(&f, id, PWZ_CASE_WRITE);
    ck_assert_uint_eq(pwz_case_event_count(open), 2);
    fixture_add(&f, open, fixture_answer(&f, "t.works", 0));
    end(open);
}
END_TEST

/* ---- statistics ---- */

static void at(int64_t seconds, struct pwz_case *open, struct pwz_entry entry)
{
    entry.statement.at = FIXTURE_NOW + seconds;
    fixture_add(&f, open, entry);
}

static struct pwz_stats_question question(const struct pwz_stats *stats, const char *fact)
{
    for (size_t i = 0; i < stats->question_count; i++) {
        if (strcmp(stats->questions[i].fact, fact) == 0) {
            return stats->questions[i];
        }
    }
    ck_abort_msg("no question '%s'", fact);
}

START_TEST(questions_are_timed_without_hold_and_without_the_night)
{
    struct pwz_case *open = fixture_create(&f);
    struct pwz_entry unknown = fixture_answer(&f, "t.works", 0);
    struct pwz_stats stats;

    unknown.statement.is_unknown = true;
    at(20, open, fixture_answer(&f, "t.color", 1)); /* 20 s */
    at(25, open, fixture_words(&f, PWZ_ENTRY_NOTE, "n"));
    at(30, open, fixture_words(&f, PWZ_ENTRY_HOLD, ""));
    at(530, open, fixture_words(&f, PWZ_ENTRY_UNHOLD, ""));
    at(537, open, fixture_answer(&f, "t.parts", 1)); /* 10 s and 7 s */
    at(537, open, fixture_answer(&f, "t.hint", 1));  /* by the same key: no time */
    end(open);
    open = fixture_reopen(&f, "20261126-1", PWZ_CASE_WRITE);
    at(40000, open, unknown); /* the night before it: no time */
    at(40004, open, fixture_words(&f, PWZ_ENTRY_UNDO, ""));
    at(40010, open, fixture_answer(&f, "t.works", 0)); /* 6 s */
    end(open);
    ck_assert_int_eq(
        pwz_cases_stats(f.cases, FIXTURE_NOW, FIXTURE_NOW + 86400, &stats, NULL), PWZ_OK);
    ck_assert_uint_eq(stats.cases, 1);
    ck_assert_uint_eq(stats.question_count, 4);
    ck_assert_uint_eq(question(&stats, "t.color").seconds, 20);
    ck_assert_uint_eq(question(&stats, "t.parts").seconds, 17);
    ck_assert_uint_eq(question(&stats, "t.hint").asked, 1);
    ck_assert_uint_eq(question(&stats, "t.hint").timed, 0);
    ck_assert_uint_eq(question(&stats, "t.works").asked, 2);
    ck_assert_uint_eq(question(&stats, "t.works").unknown, 1);
    ck_assert_uint_eq(question(&stats, "t.works").undone, 1);
    ck_assert_uint_eq(question(&stats, "t.works").timed, 1);
    ck_assert_uint_eq(question(&stats, "t.works").seconds, 6);
    ck_assert_uint_eq(stats.hold_seconds, 500);
    ck_assert_uint_eq(stats.seconds, 20 + 5 + 5 + 7 + 4 + 6);
    pwz_stats_done(&stats);
}
END_TEST

START_TEST(verdicts_are_counted_as_they_stood_at_the_end_of_the_range)
{
    struct pwz_stats stats;

    create_shown("too-red", 0);
    create_shown("has-a", 0);
    create_shown("too-red", 0);
    ck_assert_int_eq(
        pwz_cases_stats(f.cases, FIXTURE_NOW, FIXTURE_NOW + 86400, &stats, NULL), PWZ_OK);
    ck_assert_uint_eq(stats.verdict_count, 2);
    ck_assert_str_eq(stats.verdicts[0].verdict, "too-red");
    ck_assert_uint_eq(stats.verdicts[0].cases, 2);
    ck_assert_str_eq(stats.verdicts[1].verdict, "has-a");
    pwz_stats_done(&stats);
    ck_assert_int_eq(
        pwz_cases_stats(f.cases, FIXTURE_NOW + 86400, INT64_MAX, &stats, NULL), PWZ_OK);
    ck_assert_uint_eq(stats.cases, 0);
    ck_assert_uint_eq(stats.verdict_count, 0);
    pwz_stats_done(&stats);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cases");
    TCase *tcase = tcase_create("many cases");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, no_directory_is_an_empty_list);
    tcase_add_test(tcase, a_row_says_what_the_case_says);
    tcase_add_test(tcase, the_second_list_reads_the_index_and_says_the_same);
    tcase_add_test(tcase, a_changed_case_is_read_again_and_the_others_are_not);
    tcase_add_test(tcase, a_broken_index_costs_time_only);
    tcase_add_test(tcase, due_cases_stand_first_then_by_day_then_the_rest);
    tcase_add_test(tcase, a_case_that_cannot_be_read_says_why_and_hides_no_other);
    tcase_add_test(tcase, what_a_killed_program_left_is_removed_by_the_next_list);
    tcase_add_test(tcase, every_kind_of_entry_comes_back_as_it_was);
    tcase_add_test(tcase, an_export_is_taken_in_byte_for_byte);
    tcase_add_test(tcase, an_import_with_a_changed_byte_is_refused);
    tcase_add_test(tcase, a_fork_keeps_what_it_is_told_to_with_its_time);
    tcase_add_test(tcase, a_deleted_case_leaves_nothing);
    tcase_add_test(tcase, a_proof_tells_whole_from_torn_from_damaged);
    tcase_add_test(tcase, a_file_from_elsewhere_is_read_by_its_path);
    tcase_add_test(tcase, the_good_part_of_a_damaged_case_can_be_gone_on_with);
    tcase_add_test(tcase, questions_are_timed_without_hold_and_without_the_night);
    tcase_add_test(tcase, verdicts_are_counted_as_they_stood_at_the_end_of_the_range);
    suite_add_tcase(suite, tcase);
    return pwz_test_main(suite);
}
