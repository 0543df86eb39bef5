/*
 * Unit tests of listing folders beside a front end, on folders that answer when the test
 * lets them: nothing waits for one that does not, and what comes too late never shows.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/usage.h"
#include "runner.h"

enum {
    HANGING = 8 /* folders that may hang before another is refused */
};

static struct pwz_cli_lister *lister;
static int wake[2];

/* ---- folders of the test; all under the lock ---- */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool is_open;          /* "/slow" answers */
static size_t opened, closed; /* folders */
static size_t hanging;        /* that have been asked for an entry and do not answer */
static size_t most_read;      /* entries of a folder that is closed */

struct fake {
    size_t at;
    bool is_endless, is_slow;
    char name[16];
};

static void count(size_t *what)
{
    (void)pthread_mutex_lock(&lock);
    ++*what;
    (void)pthread_cond_broadcast(&changed);
    (void)pthread_mutex_unlock(&lock);
}

static void await(const size_t *what, size_t least)
{
    (void)pthread_mutex_lock(&lock);
    while (*what < least) {
        (void)pthread_cond_wait(&changed, &lock);
    }
    (void)pthread_mutex_unlock(&lock);
}

static void let_go(void)
{
    (void)pthread_mutex_lock(&lock);
    is_open = true;
    (void)pthread_cond_broadcast(&changed);
    (void)pthread_mutex_unlock(&lock);
}

static void hang(void)
{
    count(&hanging);
    (void)pthread_mutex_lock(&lock);
    while (!is_open) {
        (void)pthread_cond_wait(&changed, &lock);
    }
    (void)pthread_mutex_unlock(&lock);
}

static int fake_look(const char *path, struct pwz_arena *arena, const char **whole,
                     bool *is_folder)
{
    (void)arena, (void)whole; /* the path as it is */
    *is_folder = strstr(path, ".csv") == NULL;
    return strcmp(path, "/none") == 0 ? ENOENT : 0;
}

static int fake_open(const char *whole, void **folder)
{
    struct fake *fake = pwz_mem_new(1, sizeof *fake);

    ck_assert_ptr_nonnull(fake);
    fake->is_endless = strcmp(whole, "/endless") == 0;
    fake->is_slow = strcmp(whole, "/slow") == 0;
    *folder = fake;
    count(&opened);
    return 0;
}

static bool fake_next(void *folder, struct pwz_listed *entry)
{
    struct fake *fake = folder;

    if (fake->is_slow) {
        hang();
    }
    /* c.csv, b.csv, a.csv */
    (void)snprintf(fake->name, sizeof fake->name, "%c.csv", (int)('c' - fake->at % 3));
    *entry = (struct pwz_listed){.name = fake->name, .kind = PWZ_LISTED_FILE};
    return fake->at++ < 3 || fake->is_endless;
}

static void fake_close(void *folder)
{
    const struct fake *fake = folder;

    (void)pthread_mutex_lock(&lock);
    most_read = fake->at > most_read ? fake->at : most_read;
    (void)pthread_mutex_unlock(&lock);
    pwz_mem_free(folder);
    count(&closed);
}

static const struct pwz_cli_folders folders = {
    .look = fake_look,
    .open = fake_open,
    .next = fake_next,
    .close = fake_close,
};

/* ---- driving ---- */

static void setup(void)
{
    struct pwz_err err = {0};

    is_open = false;
    opened = closed = hanging = most_read = 0;
    ck_assert_int_eq(pipe(wake), 0);
    ck_assert_int_eq(fcntl(wake[1], F_SETFL, O_NONBLOCK), 0);
    ck_assert_int_eq(pwz_cli_lister_new(&folders, wake[1], &lister, &err), PWZ_OK);
}

static void teardown(void)
{
    let_go();
    pwz_cli_lister_free(lister);
    await(&closed, opened);
    (void)close(wake[0]);
    (void)close(wake[1]);
}

/* Wait as a front end does. */
static struct pwz_listing come(void)
{
    struct pwz_listing listing;
    char byte;

    ck_assert_int_eq(read(wake[0], &byte, 1), 1);
    ck_assert(pwz_cli_lister_take(lister, &listing));
    return listing;
}

static bool has_news(void)
{
    struct pwz_listing listing;

    return pwz_cli_lister_take(lister, &listing);
}

START_TEST(a_listing_comes_sorted_with_the_way_up_and_once)
{
    pwz_cli_lister_ask(lister, "/quick");
    const struct pwz_listing listing = come();
    ck_assert_str_eq(listing.path, "/quick");
    ck_assert_str_eq(listing.error, "");
    ck_assert(!listing.is_file && !listing.is_cut);
    ck_assert_uint_eq(listing.count, 4);
    ck_assert_str_eq(listing.entries[0].name, "a.csv");
    ck_assert_str_eq(listing.entries[2].name, "c.csv");
    ck_assert_str_eq(listing.entries[3].name, "..");
    ck_assert(!has_news());
}
END_TEST

START_TEST(the_root_has_no_way_up)
{
    pwz_cli_lister_ask(lister, "/");
    ck_assert_uint_eq(come().count, 3);
}
END_TEST

START_TEST(a_folder_that_does_not_answer_is_not_waited_for)
{
    pwz_cli_lister_ask(lister, "/slow");
    await(&hanging, 1);
    ck_assert(!has_news());
    let_go();
    ck_assert_uint_eq(come().count, 4);
}
END_TEST

START_TEST(another_folder_comes_while_the_first_does_not_answer)
{
    pwz_cli_lister_ask(lister, "/slow");
    await(&hanging, 1);
    pwz_cli_lister_ask(lister, "/quick");
    ck_assert_str_eq(come().path, "/quick");
    let_go();
    await(&closed, 2);
    ck_assert(!has_news());
}
END_TEST

START_TEST(what_nobody_waits_for_ends_at_its_next_entry)
{
    pwz_cli_lister_ask(lister, "/slow");
    await(&hanging, 1);
    pwz_cli_lister_ask(lister, "/a.csv");
    ck_assert(come().is_file);
    let_go();
    await(&closed, 1);
    ck_assert_uint_eq(most_read, 1);
}
END_TEST

/* The thread then has a job of its own to free. */
START_TEST(leaving_the_program_waits_for_no_folder)
{
    struct pwz_err err = {0};

    pwz_cli_lister_ask(lister, "/slow");
    await(&hanging, 1);
    pwz_cli_lister_free(lister);
    ck_assert_int_eq(pwz_cli_lister_new(&folders, wake[1], &lister, &err), PWZ_OK);
    ck_assert(!has_news());
}
END_TEST

START_TEST(many_folders_that_do_not_answer_are_refused_and_come_back)
{
    for (size_t i = 0; i <= HANGING; i++) {
        pwz_cli_lister_ask(lister, "/slow");
        await(&hanging, i + 1);
    }
    pwz_cli_lister_ask(lister, "/quick");
    const struct pwz_listing refused = come();
    ck_assert_msg(strstr(refused.error, "do not answer") != NULL, "%s", refused.error);
    let_go();
    await(&closed, HANGING + 1);
    ck_assert_uint_eq(come().count, 4); /* the last of them */
    pwz_cli_lister_ask(lister, "/quick");
    ck_assert_str_eq(come().path, "/quick");
}
END_TEST

START_TEST(a_huge_folder_is_cut_and_says_so)
{
    pwz_cli_lister_ask(lister, "/endless");
    const struct pwz_listing listing = come();
    ck_assert(listing.is_cut);
    ck_assert_uint_eq(listing.count, PWZ_USAGE_LISTED_MAX);
}
END_TEST

START_TEST(entries_stay_when_the_next_folder_cannot_be_read)
{
    pwz_cli_lister_ask(lister, "/quick");
    const struct pwz_listing shown = come();
    pwz_cli_lister_ask(lister, "/none");
    const struct pwz_listing none = come();
    ck_assert_str_eq(none.error, "'/none': No such file or directory.");
    ck_assert_uint_eq(none.count, 0);
    ck_assert(!has_news());
    ck_assert_str_eq(shown.entries[0].name, "a.csv");
}
END_TEST

static Suite *make(void)
{
    Suite *suite = suite_create("usage_lister");
    TCase *tests = tcase_create("lister");

    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, a_listing_comes_sorted_with_the_way_up_and_once);
    tcase_add_test(tests, the_root_has_no_way_up);
    tcase_add_test(tests, a_folder_that_does_not_answer_is_not_waited_for);
    tcase_add_test(tests, another_folder_comes_while_the_first_does_not_answer);
    tcase_add_test(tests, what_nobody_waits_for_ends_at_its_next_entry);
    tcase_add_test(tests, leaving_the_program_waits_for_no_folder);
    tcase_add_test(tests, many_folders_that_do_not_answer_are_refused_and_come_back);
    tcase_add_test(tests, a_huge_folder_is_cut_and_says_so);
    tcase_add_test(tests, entries_stay_when_the_next_folder_cannot_be_read);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return pwz_test_main(make());
}
