/*
 * The power goes after every system call of a long day, many times for each, and the disk
 * keeps any mixture of what was not flushed. What was called saved is always there, and
 * the case can always be gone on with.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "disk.h"
#include "fixture.h"
#include "quick.h"
#include "runner.h"

enum {
    DAYS = 8,     /* cases, one after the other */
    ENTRIES = 26, /* of each */
    CUTS = 22,    /* states looked at after each call */
    STATES_MIN = 10000
};

static struct fixture f;
static struct disk *now;
static char ids[DAYS][PWZ_CASE_ID_MAX + 1];
static uint32_t saved[DAYS]; /* entries that were called saved */
static unsigned states, torn, operations;
static uint64_t seed = UINT64_C(0x5DEECE66D);

/* The notes of a case are numbers: entry n says "n". */
static void check_one(int day)
{
    struct pwz_case *open = NULL;
    struct pwz_err err = {0};
    struct pwz_entry entry;

    if (saved[day] == 0) {
        return;
    }
    quick_assert_msg(
        pwz_case_open(f.cases, ids[day], PWZ_CASE_WRITE, f.now, &open, &err) == PWZ_OK,
        "state %u: %s", states, err.text);
    quick_assert_msg(pwz_case_state(open).lock == PWZ_CASE_LOCK_NONE, "state %u: %s",
                     states, pwz_case_state(open).words);
    quick_ge(pwz_case_event_count(open), saved[day]);
    for (uint32_t i = 1; i < saved[day]; i++) {
        char text[16];

        snprintf(text, sizeof(text), "%u", i);
        quick_str_eq(pwz_case_event_at(open, i)->text, text);
    }
    torn += pwz_case_state(open).torn_bytes > 0 ? 1 : 0;
    entry = fixture_words(&f, PWZ_ENTRY_NOTE, "after");
    quick_assert_msg(pwz_case_add(open, f.model, &entry, NULL, &err) == PWZ_OK, "%s",
                     err.text);
    quick_eq(pwz_case_close(open, NULL), PWZ_OK);
}

static void cut_and_check(int day)
{
    struct disk *after = disk_cut_power(now, &seed);

    disk_use(after);
    check_one(day);
    if (day > 0) {
        check_one(day - 1);
    }
    quick_eq(disk_open_files(after), 0);
    disk_free(after);
    disk_use(now);
    states++;
}

/* ---- a table that cuts the power after each call that changes the disk ---- */

static int today;
static struct pwz_fs cutting;

static void look(void)
{
    const int number = errno;

    operations++;
    for (int i = 0; i < CUTS; i++) {
        cut_and_check(today);
    }
    errno = number;
}

#define THEN_LOOK(call)                                                                  \
    const int result = (call);                                                           \
    look();                                                                              \
    return result

static ssize_t write_then_look(int fd, const void *bytes, size_t len)
{
    const ssize_t put = disk_fs.write(fd, bytes, len);

    look();
    return put;
}

static int fsync_then_look(int fd)
{
    THEN_LOOK(disk_fs.fsync(fd));
}

static int fdatasync_then_look(int fd)
{
    THEN_LOOK(disk_fs.fdatasync(fd));
}

static int ftruncate_then_look(int fd, off_t len)
{
    THEN_LOOK(disk_fs.ftruncate(fd, len));
}

static int link_then_look(int dir, const char *from, const char *to)
{
    THEN_LOOK(disk_fs.link(dir, from, to));
}

static int rename_then_look(int dir, const char *from, const char *to)
{
    THEN_LOOK(disk_fs.rename(dir, from, to));
}

static int unlink_then_look(int dir, const char *name)
{
    THEN_LOOK(disk_fs.unlink(dir, name));
}

/* ---- the day ---- */

static void set_up(void)
{
    fixture_open(&f, &disk_fs);
    strcpy(f.dir, "/home/me/state/pecwiz/cases");
    pwz_cases_free(f.cases);
    f.cases = fixture_cases(&f, "ana", &disk_fs);
    cutting = disk_fs;
    cutting.write = write_then_look;
    cutting.fsync = fsync_then_look;
    cutting.fdatasync = fdatasync_then_look;
    cutting.ftruncate = ftruncate_then_look;
    cutting.link = link_then_look;
    cutting.rename = rename_then_look;
    cutting.unlink = unlink_then_look;
}

static void tear_down(void)
{
    fixture_close(&f);
}

static void hear(const struct pwz_case *open)
{
    strcpy(ids[today], pwz_case_id(open));
    saved[today] = pwz_case_state(open).saved;
}

static void add_number(struct pwz_case *open, uint32_t number)
{
    char text[16];
    struct pwz_entry entry;

    snprintf(text, sizeof(text), "%u", number);
    entry = fixture_words(&f, PWZ_ENTRY_NOTE, text);
    /* Some flushes fail (R6): what follows writes the file anew. */
    if (number % 9 == 5) {
        disk_fail(now, DISK_FDATASYNC, 1, 0, EIO, false);
    }
    (void)pwz_case_add(open, f.model, &entry, NULL, NULL);
    disk_fail(now, DISK_CALLS, 0, 0, 0, false);
    hear(open);
}

START_TEST(nothing_saved_is_lost_when_the_power_goes)
{
    struct pwz_cases *mine = fixture_cases(&f, "ana", &cutting);

    now = disk_new();
    for (today = 0; today < DAYS; today++) {
        const struct pwz_case_start start = fixture_start(&f);
        struct pwz_case *open = NULL;

        quick_eq(pwz_case_create(mine, &start, &open, NULL), PWZ_OK);
        hear(open);
        for (uint32_t i = 1; i < ENTRIES; i++) {
            add_number(open, i);
        }
        quick_eq(pwz_case_close(open, NULL), PWZ_OK);
        saved[today] = ENTRIES;
        cut_and_check(today);
    }
    disk_free(now);
    pwz_cases_free(mine);
    quick_ge(operations, 500);
    quick_ge(states, STATES_MIN);
    ck_assert_uint_gt(torn, 100); /* the mixture does tear lines */
    printf("# %u states after %u operations, %u with a torn line\n", states, operations,
           torn);
}
END_TEST

/* The proof of the proof: a program that does not flush is found out. */
START_TEST(a_program_that_does_not_flush_is_found_out)
{
    struct pwz_case *open;
    unsigned lost = 0;

    now = disk_new();
    today = 0;
    open = fixture_create(&f);
    strcpy(ids[0], pwz_case_id(open));
    pwz_case_close(open, NULL);
    disk_append("/home/me/state/pecwiz/cases/20261126-1.pecwiz", "x", 1, false);
    for (int i = 0; i < 100; i++) {
        struct disk *after = disk_cut_power(now, &seed);

        disk_use(after);
        open = fixture_reopen(&f, ids[0], PWZ_CASE_READ);
        lost += pwz_case_state(open).torn_bytes == 0 ? 1 : 0;
        pwz_case_close(open, NULL);
        disk_free(after);
        disk_use(now);
    }
    ck_assert_uint_gt(lost, 10);
    disk_free(now);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("power");
    TCase *tcase = tcase_create("power");

    tcase_set_timeout(tcase, 240);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, nothing_saved_is_lost_when_the_power_goes);
    tcase_add_test(tcase, a_program_that_does_not_flush_is_found_out);
    suite_add_tcase(suite, tcase);
    return pwz_test_main(suite);
}
