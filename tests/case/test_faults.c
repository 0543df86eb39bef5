/*
 * Every system call fails in turn, in every way, while a call goes on: what was called
 * saved is there afterwards, what failed was told in words, nothing is ever unreadable,
 * and no descriptor is left open. Memory runs out in the same way.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "pecwiz/mem.h"

#include "disk.h"
#include "fixture.h"
#include "quick.h"
#include "runner.h"

enum {
    CASES_MAX = 8,
    ENTRIES_MAX = 64,
    IMPORT_MAX = 16 * 1024
};

/* What a program was told was saved. */
struct told {
    char id[PWZ_CASE_ID_MAX + 1];
    uint32_t saved;                                /* entries */
    char text[ENTRIES_MAX][sizeof("note 00") + 8]; /* of the notes among them */
    bool is_deleted, may_be_deleted;
};

static struct fixture f;
static struct told told[CASES_MAX];
static size_t told_count;
static unsigned failures; /* calls of the room that did not return PWZ_OK */
static char import_bytes[IMPORT_MAX];
static size_t import_len;

/* ---- one call from outside, and what it says ---- */

/* Whatever fails says so in words that fit the disk's state. */
static enum pwz_status heard(enum pwz_status status, const struct pwz_err *err)
{
    if (status != PWZ_OK) {
        failures++;
        quick_assert_msg(err->text[0] != '\0', "status %d without a word", (int)status);
        quick_eq(err->status, status);
    }
    return status;
}

static void remember(struct told *one, const struct pwz_case *open)
{
    const struct pwz_case_state state = pwz_case_state(open);

    strcpy(one->id, pwz_case_id(open));
    quick_ge(state.saved, one->saved);
    one->saved = state.saved;
    quick_eq(state.saved + state.waiting, pwz_case_event_count(open));
    if (state.waiting > 0) {
        quick_assert(NULL != strstr(state.words, "NOT SAVED"));
    }
    for (uint32_t i = 0; i < state.saved; i++) {
        strcpy(one->text[i], pwz_case_event_at(open, i)->text);
    }
}

static struct told *begin_told(void)
{
    quick_lt(told_count, CASES_MAX);
    memset(&told[told_count], 0, sizeof(told[0]));
    return &told[told_count++];
}

static struct pwz_case *create(struct told **one)
{
    const struct pwz_case_start start = fixture_start(&f);
    struct pwz_case *made = NULL;
    struct pwz_err err = {0};
    const enum pwz_status status =
        heard(pwz_case_create(f.cases, &start, &made, &err), &err);

    *one = begin_told();
    if (made == NULL) {
        quick_eq(status, PWZ_E_NOMEM);
        return NULL;
    }
    quick_eq(status == PWZ_OK, pwz_case_state(made).waiting == 0);
    remember(*one, made);
    return made;
}

static void note(struct pwz_case *open, struct told *one, const char *text)
{
    const struct pwz_entry entry = fixture_words(&f, PWZ_ENTRY_NOTE, text);
    struct pwz_err err = {0};
    enum pwz_status status;

    if (open == NULL) {
        return;
    }
    status = heard(pwz_case_add(open, f.model, &entry, NULL, &err), &err);
    if (status == PWZ_OK) {
        quick_eq(pwz_case_state(open).waiting, 0);
    }
    remember(one, open);
}

static void close_case(struct pwz_case *open)
{
    struct pwz_err err = {0};

    heard(pwz_case_close(open, &err), &err);
}

/* ---- a day at work ---- */

/* A program died while it wrote. */
static void tear(const struct told *one)
{
    static const char half[] = "{\"seq\": 5, \"at\": \"2026-11-";
    char path[2 * FIXTURE_PATH];

    quick_lt(snprintf(path, sizeof(path), "%s/%s.pecwiz", f.dir, one->id),
             (int)sizeof(path));
    disk_append(path, half, sizeof(half) - 1, true);
}

static void work_on_one(void)
{
    struct told *one;
    struct pwz_case *open = create(&one);
    struct pwz_case *again = NULL;
    struct pwz_err err = {0};

    note(open, one, "note 1");
    note(open, one, "note 2");
    note(open, one, "note 3");
    if (open != NULL) {
        heard(pwz_case_export(open, "/home/out.pecwiz", &err), &err);
    }
    close_case(open);
    if (one->id[0] == '\0') {
        return;
    }
    tear(one);
    if (heard(pwz_case_open(f.cases, one->id, PWZ_CASE_WRITE, f.now, &again, &err),
              &err) != PWZ_OK) {
        return;
    }
    if (pwz_case_state(again).lock == PWZ_CASE_LOCK_NONE) {
        note(again, one, "note 4");
        note(again, one, "note 5");
    } else {
        failures++;
        ck_assert_str_ne(pwz_case_state(again).words, "");
    }
    close_case(again);
}

static void take_in(void)
{
    struct pwz_err err = {0};
    struct told *one = begin_told();
    struct pwz_case *open = NULL;

    if (heard(pwz_cases_import(f.cases, import_bytes, import_len, "mail", f.now, one->id,
                               &err),
              &err) != PWZ_OK) {
        told_count--;
        return;
    }
    one->saved = 2;
    strcpy(one->text[1], "from afar");
    if (heard(pwz_case_open(f.cases, one->id, PWZ_CASE_READ, f.now, &open, &err), &err) ==
        PWZ_OK) {
        quick_eq(pwz_case_event_count(open), 2);
        close_case(open);
    }
}

static void fork_one(void)
{
    const struct pwz_case_start start = fixture_start(&f);
    const bool keeps[16] = {true, true, true, true, true, true, true};
    struct pwz_err err = {0};
    struct pwz_case *from = NULL;
    struct pwz_case *made = NULL;
    struct told *one;

    if (told[0].id[0] == '\0' ||
        heard(pwz_case_open(f.cases, told[0].id, PWZ_CASE_READ, f.now, &from, &err),
              &err) != PWZ_OK) {
        return;
    }
    if (heard(pwz_case_fork(f.cases, from, f.model, keeps, &start, &made, &err), &err) ==
        PWZ_OK) {
        one = begin_told();
        remember(one, made);
        quick_eq(pwz_case_state(made).waiting, 0);
        close_case(made);
    }
    close_case(from);
}

static void look_over(void)
{
    struct pwz_err err = {0};
    struct pwz_case_list list;
    struct pwz_case_proof proof;
    struct pwz_stats stats;

    if (heard(pwz_cases_list(f.cases, f.now, PWZ_CASES_BY_LAST, &list, &err), &err) ==
        PWZ_OK) {
        pwz_case_list_done(&list);
    }
    if (told[0].id[0] != '\0') {
        heard(pwz_case_verify(f.cases, told[0].id, NULL, &proof, &err), &err);
    }
    if (heard(pwz_cases_stats(f.cases, 0, INT64_MAX, &stats, &err), &err) == PWZ_OK) {
        pwz_stats_done(&stats);
    }
}

static void delete_last(void)
{
    struct pwz_err err = {0};
    struct told *one = &told[told_count - 1];

    if (told_count == 0 || one->id[0] == '\0') {
        return;
    }
    one->may_be_deleted = true;
    one->is_deleted = heard(pwz_cases_delete(f.cases, one->id, &err), &err) == PWZ_OK;
}

static void work(void)
{
    told_count = 0;
    failures = 0;
    work_on_one();
    take_in();
    look_over();
    fork_one();
    look_over();
    delete_last();
}

/* ---- afterwards ---- */

static void check_case(const struct told *one)
{
    struct pwz_case *open = NULL;
    struct pwz_err err = {0};
    const enum pwz_status status =
        pwz_case_open(f.cases, one->id, PWZ_CASE_WRITE, f.now, &open, &err);
    struct pwz_entry entry;

    if (one->is_deleted) {
        quick_eq(status, PWZ_E_NOT_FOUND);
        return;
    }
    if (one->may_be_deleted && status == PWZ_E_NOT_FOUND) {
        return;
    }
    quick_assert_msg(status == PWZ_OK, "%s: %s", one->id, err.text);
    quick_eq(pwz_case_state(open).damaged_line, 0);
    quick_ge(pwz_case_event_count(open), one->saved);
    for (uint32_t i = 0; i < one->saved; i++) {
        quick_str_eq(pwz_case_event_at(open, i)->text, one->text[i]);
    }
    quick_eq(pwz_case_state(open).lock, PWZ_CASE_LOCK_NONE);
    entry = fixture_words(&f, PWZ_ENTRY_NOTE, "after");
    quick_assert_msg(pwz_case_add(open, f.model, &entry, NULL, &err) == PWZ_OK, "%s",
                     err.text);
    quick_eq(pwz_case_close(open, NULL), PWZ_OK);
    quick_eq(pwz_case_open(f.cases, one->id, PWZ_CASE_READ, f.now, &open, NULL), PWZ_OK);
    quick_eq(pwz_case_state(open).torn_bytes, 0);
    quick_str_eq(pwz_case_event_at(open, pwz_case_event_count(open) - 1)->text, "after");
    pwz_case_close(open, NULL);
}

static void check_all(void)
{
    for (size_t i = 0; i < told_count; i++) {
        if (told[i].saved > 0) {
            check_case(&told[i]);
        }
    }
}

static void check_disk(struct disk *disk)
{
    uint64_t seed = 1;
    struct disk *after;

    quick_eq(disk_open_files(disk), 0);
    after = disk_cut_power(disk, &seed);
    disk_fail(disk, DISK_CALLS, 0, 0, 0, false);
    check_all();
    disk_use(after);
    check_all();
    disk_free(after);
    disk_use(disk);
}

/* ---- set up ---- */

static void make_import(void)
{
    struct disk *disk = disk_new();
    struct told *one;
    struct pwz_case *open = create(&one);
    size_t len = 0;
    const char *bytes;

    note(open, one, "from afar");
    bytes = pwz_case_bytes(open, &len);
    quick_lt(len, sizeof(import_bytes));
    memcpy(import_bytes, bytes, len);
    import_len = len;
    close_case(open);
    disk_free(disk);
    told_count = 0;
}

static void set_up(void)
{
    fixture_open(&f, &disk_fs);
    strcpy(f.dir, "/home/me/state/pecwiz/cases");
    pwz_cases_free(f.cases);
    f.cases = fixture_cases(&f, "ana", &disk_fs);
    make_import();
}

static void tear_down(void)
{
    fixture_close(&f);
}

/* A new program on a new disk. */
static struct disk *start_over(void)
{
    pwz_cases_free(f.cases);
    f.cases = fixture_cases(&f, "ana", &disk_fs);
    f.now = FIXTURE_NOW;
    return disk_new();
}

static unsigned count_calls(enum disk_call kind)
{
    struct disk *disk = start_over();
    unsigned count;

    disk_fail(disk, kind, 0, 0, 0, false);
    work();
    count = disk_calls(disk);
    quick_eq(failures, 0);
    quick_eq(told_count, 3);
    check_disk(disk);
    disk_free(disk);
    return count;
}

/* ---- the tests ---- */

static const int errors[] = {ENOSPC, EIO, EDQUOT, EROFS, EACCES, EMFILE};

START_TEST(each_call_fails_once_and_loses_nothing)
{
    const unsigned count = count_calls(DISK_CALLS);

    ck_assert_uint_gt(count, 200);
    for (unsigned at = 1; at <= count; at++) {
        struct disk *disk = start_over();

        disk_fail(disk, DISK_CALLS, at, 0, errors[_i], false);
        work();
        quick_assert(disk_has_failed(disk));
        check_disk(disk);
        disk_free(disk);
    }
}
END_TEST

/* From some call on nothing of its kind works any more: the disk stays full. */
START_TEST(each_call_fails_for_good_and_loses_nothing)
{
    const enum disk_call kind = (enum disk_call)_i;
    const unsigned count = count_calls(kind);

    ck_assert_uint_gt(count, 0);
    for (unsigned at = 1; at <= count; at++) {
        for (size_t i = 0; i < 2; i++) {
            struct disk *disk = start_over();

            disk_fail(disk, kind, at, 1000000, errors[i], false);
            work();
            check_disk(disk);
            disk_free(disk);
        }
    }
}
END_TEST

/* What an interrupted call may do again is done again, and nobody hears of it. */
START_TEST(interrupted_calls_are_not_heard_of)
{
    static const enum disk_call kinds[] = {DISK_OPEN,      DISK_READ,      DISK_WRITE,
                                           DISK_FSYNC,     DISK_FDATASYNC, DISK_CLOSE,
                                           DISK_FTRUNCATE, DISK_FLOCK};
    const unsigned count = count_calls(kinds[_i]);

    for (unsigned at = 1; at <= count; at++) {
        struct disk *disk = start_over();

        disk_fail(disk, kinds[_i], at, 2, EINTR, false);
        work();
        quick_eq(failures, 0);
        check_disk(disk);
        disk_free(disk);
    }
}
END_TEST

START_TEST(a_short_write_goes_on)
{
    const unsigned count = count_calls(DISK_WRITE);

    for (unsigned at = 1; at <= count; at++) {
        struct disk *disk = start_over();

        disk_fail(disk, DISK_WRITE, at, 3, 0, true);
        work();
        quick_eq(failures, 0);
        check_disk(disk);
        disk_free(disk);
    }
}
END_TEST

START_TEST(half_a_line_on_a_full_disk_is_cut_off)
{
    const unsigned count = count_calls(DISK_WRITE);

    for (unsigned at = 1; at <= count; at++) {
        struct disk *disk = start_over();

        disk_fail(disk, DISK_WRITE, at, 0, ENOSPC, true);
        work();
        quick_assert(disk_has_failed(disk));
        check_disk(disk);
        disk_free(disk);
    }
}
END_TEST

/* The walk goes on without a disk, and all of it is saved when there is one again. */
START_TEST(everything_waits_until_there_is_space)
{
    struct disk *disk = start_over();
    struct told *one;
    struct pwz_case *open;
    struct pwz_err err = {0};

    told_count = 0;
    disk_fail(disk, DISK_WRITE, 1, 1000000, ENOSPC, false);
    open = create(&one);
    note(open, one, "note 1");
    note(open, one, "note 2");
    quick_eq(pwz_case_state(open).saved, 0);
    quick_eq(pwz_case_state(open).waiting, 3);
    quick_assert(NULL != strstr(pwz_case_state(open).words, "No space left"));
    quick_str_eq(pwz_case_id(open), "");
    quick_eq(pwz_case_save(open, &err), PWZ_E_IO);
    disk_fail(disk, DISK_CALLS, 0, 0, 0, false);
    quick_eq(pwz_case_save(open, &err), PWZ_OK);
    quick_str_eq(pwz_case_id(open), "20261126-1");
    quick_str_eq(pwz_case_state(open).words, "");
    disk_fail(disk, DISK_WRITE, 1, 1000000, EDQUOT, false);
    note(open, one, "note 3");
    note(open, one, "note 4");
    quick_eq(pwz_case_state(open).saved, 3);
    quick_eq(pwz_case_state(open).waiting, 2);
    disk_fail(disk, DISK_CALLS, 0, 0, 0, false);
    note(open, one, "note 5");
    quick_eq(pwz_case_state(open).saved, 6);
    remember(one, open);
    close_case(open);
    check_disk(disk);
    disk_free(disk);
}
END_TEST

/* R6: the flush after a failed one succeeds and proves nothing. */
START_TEST(a_failed_flush_begins_a_new_file)
{
    struct disk *disk = start_over();
    struct told *one;
    struct pwz_case *open;
    struct pwz_err err = {0};
    uint64_t seed = 7;
    struct disk *after;

    told_count = 0;
    open = create(&one);
    note(open, one, "note 1");
    disk_fail(disk, DISK_FDATASYNC, 1, 0, EIO, false);
    note(open, one, "note 2");
    quick_assert(disk_has_failed(disk));
    quick_eq(one->saved, 2);
    quick_eq(pwz_case_state(open).waiting, 1);
    quick_eq(pwz_case_save(open, &err), PWZ_OK);
    remember(one, open);
    quick_eq(one->saved, 3);
    note(open, one, "note 3");
    after = disk_cut_power(disk, &seed);
    close_case(open);
    check_all();
    disk_use(after);
    check_all();
    disk_free(after);
    disk_free(disk);
}
END_TEST

/* Somebody moved the file away: what comes now must not go where nobody looks. */
START_TEST(a_file_removed_under_us_is_written_anew_under_another_number)
{
    struct disk *disk = start_over();
    struct told *one;
    struct pwz_case *open;

    told_count = 0;
    open = create(&one);
    note(open, one, "note 1");
    quick_eq(disk_fs.unlink(-100, "/home/me/state/pecwiz/cases/20261126-1.pecwiz"), 0);
    note(open, one, "note 2");
    quick_eq(pwz_case_state(open).waiting, 1);
    quick_assert(NULL != strstr(pwz_case_state(open).words, "removed"));
    note(open, one, "note 3");
    quick_eq(pwz_case_state(open).waiting, 0);
    remember(one, open);
    close_case(open);
    check_disk(disk);
    disk_free(disk);
}
END_TEST

START_TEST(memory_that_runs_out_is_told_and_loses_nothing)
{
    size_t at = 0;
    bool is_done = false;

    for (; !is_done; at++) {
        struct disk *disk = start_over();

        pwz_mem_fail_after(at);
        work();
        pwz_mem_fail_after(SIZE_MAX);
        is_done = failures == 0;
        check_disk(disk);
        disk_free(disk);
    }
    ck_assert_uint_gt(at, 100);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("faults");
    TCase *tcase = tcase_create("faults");

    tcase_set_timeout(tcase, 240);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, each_call_fails_once_and_loses_nothing, 0,
                        sizeof(errors) / sizeof(errors[0]));
    tcase_add_loop_test(tcase, each_call_fails_for_good_and_loses_nothing, 0, DISK_CALLS);
    tcase_add_loop_test(tcase, interrupted_calls_are_not_heard_of, 0, 8);
    tcase_add_test(tcase, a_short_write_goes_on);
    tcase_add_test(tcase, half_a_line_on_a_full_disk_is_cut_off);
    tcase_add_test(tcase, everything_waits_until_there_is_space);
    tcase_add_test(tcase, a_failed_flush_begins_a_new_file);
    tcase_add_test(tcase, a_file_removed_under_us_is_written_anew_under_another_number);
    tcase_add_test(tcase, memory_that_runs_out_is_told_and_loses_nothing);
    suite_add_tcase(suite, tcase);
    return pwz_test_main(suite);
}
