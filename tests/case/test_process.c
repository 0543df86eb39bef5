/*
 * Real processes and a real file system: a writer killed at any instant, two writers at
 * once, and who may read what is written.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pecwiz/mem.h"

#include "disk.h"
#include "fixture.h"
#include "quick.h"
#include "runner.h"

enum {
    KILLS = 1000,
    SPIN_MAX = 60000, /* turns of an empty loop before the kill: up to some 0.1 ms */
    ACKS_MAX = 12,    /* acknowledgements waited for before it */
    COMMITS = 10000,  /* of both writers together */
    SHARED_CASES = 8,
    BATCH = 50, /* entries added by one opening */
    NAMES = 200
};

static struct fixture f;

static void set_up(void)
{
    fixture_open(&f, NULL);
}

static void tear_down(void)
{
    fixture_close(&f);
}

/* ---- kill -9 ---- */

/* What a writer says on the pipe once it was told "saved"; short enough to be written in
 * one piece. */
struct ack {
    char id[PWZ_CASE_ID_MAX + 1];
    uint32_t saved;
};

static void acknowledge(int pipe_end, const struct pwz_case *open)
{
    struct ack ack = {.saved = pwz_case_state(open).saved};

    strcpy(ack.id, pwz_case_id(open));
    while (write(pipe_end, &ack, sizeof(ack)) < 0 && errno == EINTR) {
    }
}

static void add_numbered(struct pwz_case *open, uint32_t number, const char *who)
{
    char text[64];
    struct pwz_entry entry;

    snprintf(text, sizeof(text), "%s %u", who, number);
    entry = fixture_words(&f, PWZ_ENTRY_NOTE, text);
    if (pwz_case_add(open, f.model, &entry, NULL, NULL) != PWZ_OK) {
        _exit(3);
    }
}

/* One case after the other, five entries each, closed and opened again between. */
_Noreturn static void write_until_killed(int pipe_end)
{
    for (;;) {
        const struct pwz_case_start start = fixture_start(&f);
        struct pwz_case *open = NULL;
        char id[PWZ_CASE_ID_MAX + 1];

        if (pwz_case_create(f.cases, &start, &open, NULL) != PWZ_OK) {
            _exit(2);
        }
        acknowledge(pipe_end, open);
        strcpy(id, pwz_case_id(open));
        for (uint32_t i = 1; i <= 5; i++) {
            add_numbered(open, i, "entry");
            acknowledge(pipe_end, open);
            if (i == 3) {
                pwz_case_close(open, NULL);
                if (pwz_case_open(f.cases, id, PWZ_CASE_WRITE, f.now, &open, NULL) !=
                    PWZ_OK) {
                    _exit(4);
                }
            }
        }
        pwz_case_close(open, NULL);
    }
}

static void check_acknowledged(const struct ack *ack, unsigned run)
{
    struct pwz_case *open = NULL;
    struct pwz_err err = {0};

    quick_assert_msg(
        pwz_case_open(f.cases, ack->id, PWZ_CASE_WRITE, f.now, &open, &err) == PWZ_OK,
        "run %u, case %s: %s", run, ack->id, err.text);
    quick_eq(pwz_case_state(open).lock, PWZ_CASE_LOCK_NONE);
    quick_ge(pwz_case_event_count(open), ack->saved);
    for (uint32_t i = 1; i < ack->saved; i++) {
        char text[64];

        snprintf(text, sizeof(text), "entry %u", i);
        quick_str_eq(pwz_case_event_at(open, i)->text, text);
    }
    add_numbered(open, 99, "after");
    quick_eq(pwz_case_close(open, NULL), PWZ_OK);
}

static bool read_ack(int pipe_end, struct ack *ack)
{
    ssize_t got;

    do {
        got = read(pipe_end, ack, sizeof(*ack));
    } while (got < 0 && errno == EINTR);
    return got == (ssize_t)sizeof(*ack);
}

/* The last acknowledgement for each case of this run. */
static unsigned check_run(int pipe_end, struct ack last, unsigned run)
{
    struct ack ack = last;
    unsigned count = 0;

    while (read_ack(pipe_end, &ack)) {
        if (last.id[0] != '\0' && strcmp(ack.id, last.id) != 0) {
            check_acknowledged(&last, run);
        }
        last = ack;
        count++;
    }
    if (last.id[0] != '\0') {
        check_acknowledged(&last, run);
    }
    return count;
}

static unsigned kill_once(uint64_t *seed, unsigned run)
{
    struct ack ack = {0};
    unsigned count = 0;
    int status = 0;
    int ends[2];
    pid_t writer;

    quick_eq(pipe(ends), 0);
    writer = fork();
    quick_ge(writer, 0);
    if (writer == 0) {
        close(ends[0]);
        write_until_killed(ends[1]);
    }
    close(ends[1]);
    for (uint32_t acks = disk_draw(seed, ACKS_MAX); acks > 0; acks--) {
        struct ack next;

        quick_assert(read_ack(ends[0], &next));
        if (ack.id[0] != '\0' && strcmp(next.id, ack.id) != 0) {
            check_acknowledged(&ack, run);
        }
        ack = next;
        count++;
    }
    for (volatile uint32_t turns = disk_draw(seed, SPIN_MAX); turns > 0; turns--) {
    }
    quick_eq(kill(writer, SIGKILL), 0);
    quick_eq(waitpid(writer, &status, 0), writer);
    quick_assert_msg(WIFSIGNALED(status), "the writer ended by itself: %d", status);
    count += check_run(ends[0], ack, run);
    close(ends[0]);
    return count;
}

START_TEST(a_writer_killed_at_any_instant_loses_nothing_acknowledged)
{
    const char *wanted = getenv("PWZ_TEST_SEED");
    uint64_t seed = wanted == NULL ? UINT64_C(20261126) : strtoull(wanted, NULL, 10) | 1U;
    struct pwz_case_list list;
    unsigned acknowledged = 0;
    unsigned read_only = 0;

    for (unsigned run = 0; run < KILLS; run++) {
        acknowledged += kill_once(&seed, run);
    }
    ck_assert_uint_gt(acknowledged, KILLS);
    quick_eq(pwz_cases_list(f.cases, f.now, PWZ_CASES_BY_LAST, &list, NULL), PWZ_OK);
    for (size_t i = 0; i < list.count; i++) {
        quick_str_eq(list.items[i].trouble, "");
        read_only += list.items[i].is_damaged ? 1 : 0;
    }
    quick_eq(read_only, 0);
    printf("# %d kills, %u acknowledged, %zu cases, 0 lost\n", KILLS, acknowledged,
           list.count);
    pwz_case_list_done(&list);
}
END_TEST

/* ---- two writers ---- */

/* Whoever gets the lock adds a batch; the other reads meanwhile and looks elsewhere. */
_Noreturn static void share(const char *who, char ids[][PWZ_CASE_ID_MAX + 1],
                            uint64_t seed)
{
    struct pwz_cases *cases = fixture_cases(&f, who, NULL);
    uint32_t done = 0;

    while (done < COMMITS / 2) {
        struct pwz_case *open = NULL;

        if (pwz_case_open(cases, ids[disk_draw(&seed, SHARED_CASES)], PWZ_CASE_WRITE,
                          f.now, &open, NULL) != PWZ_OK) {
            _exit(2);
        }
        if (pwz_case_state(open).lock == PWZ_CASE_LOCK_NONE) {
            for (int i = 0; i < BATCH; i++) {
                add_numbered(open, ++done, who);
            }
        } else if (pwz_case_state(open).lock != PWZ_CASE_LOCK_HELD) {
            _exit(5);
        }
        pwz_case_close(open, NULL);
    }
    pwz_cases_free(cases);
    _exit(0);
}

static pid_t start_sharing(const char *who, char ids[][PWZ_CASE_ID_MAX + 1],
                           uint64_t seed)
{
    const pid_t child = fork();

    quick_ge(child, 0);
    if (child == 0) {
        share(who, ids, seed);
    }
    return child;
}

static void wait_for(pid_t child)
{
    int status = 0;

    quick_eq(waitpid(child, &status, 0), child);
    quick_eq(status, 0);
}

/* Each number of each writer once, and batches in one piece. */
static void count_shared(const char *id, bool *is_seen[2])
{
    struct pwz_case *open = fixture_reopen(&f, id, PWZ_CASE_READ);
    uint32_t before = 0;
    int who_before = -1;

    quick_eq(pwz_case_state(open).torn_bytes, 0);
    quick_eq(pwz_case_state(open).damaged_line, 0);
    for (size_t i = 1; i < pwz_case_event_count(open); i++) {
        const struct pwz_case_event *event = pwz_case_event_at(open, i);
        const int who = strcmp(event->by, "bob") == 0;
        const uint32_t number = (uint32_t)strtoul(strchr(event->text, ' '), NULL, 10);

        quick_ge(number, 1);
        quick_le(number, COMMITS / 2);
        quick_assert(!is_seen[who][number - 1]);
        is_seen[who][number - 1] = true;
        if ((i - 1) % BATCH != 0) {
            quick_eq(who, who_before);
            quick_eq(number, before + 1);
        }
        who_before = who;
        before = number;
    }
    pwz_case_close(open, NULL);
}

START_TEST(two_writers_make_ten_thousand_commits_and_none_is_lost)
{
    char ids[SHARED_CASES][PWZ_CASE_ID_MAX + 1];
    bool *is_seen[2] = {pwz_mem_new(COMMITS / 2, 1), pwz_mem_new(COMMITS / 2, 1)};
    pid_t first;
    pid_t second;

    for (int i = 0; i < SHARED_CASES; i++) {
        struct pwz_case *open = fixture_create(&f);

        strcpy(ids[i], pwz_case_id(open));
        pwz_case_close(open, NULL);
    }
    first = start_sharing("ana", ids, 1);
    second = start_sharing("bob", ids, 2);
    wait_for(first);
    wait_for(second);
    for (int i = 0; i < SHARED_CASES; i++) {
        count_shared(ids[i], is_seen);
    }
    for (int i = 0; i < COMMITS / 2; i++) {
        quick_assert(is_seen[0][i] && is_seen[1][i]);
    }
    pwz_mem_free(is_seen[0]);
    pwz_mem_free(is_seen[1]);
}
END_TEST

/* Both ask for the next number of the day at the same time. */
START_TEST(two_programs_never_take_the_same_number)
{
    struct pwz_case_list list;
    pid_t children[2];

    for (int i = 0; i < 2; i++) {
        children[i] = fork();
        quick_ge(children[i], 0);
        if (children[i] == 0) {
            for (int j = 0; j < 100; j++) {
                const struct pwz_case_start start = fixture_start(&f);
                struct pwz_case *open = NULL;

                if (pwz_case_create(f.cases, &start, &open, NULL) != PWZ_OK) {
                    _exit(1);
                }
                pwz_case_close(open, NULL);
            }
            _exit(0);
        }
    }
    wait_for(children[0]);
    wait_for(children[1]);
    quick_eq(pwz_cases_list(f.cases, f.now, PWZ_CASES_BY_LAST, &list, NULL), PWZ_OK);
    quick_eq(list.count, 200);
    for (size_t i = 0; i < list.count; i++) {
        struct pwz_case *open = fixture_reopen(&f, list.items[i].id, PWZ_CASE_READ);

        quick_str_eq(pwz_case_event_at(open, 0)->origin, list.items[i].id);
        pwz_case_close(open, NULL);
    }
    pwz_case_list_done(&list);
}
END_TEST

/* ---- private by default (R20) ---- */

static void path_of(char out[FIXTURE_PATH], const char *dir, const char *name)
{
    const int len =
        snprintf(out, FIXTURE_PATH, "%s%s%s", dir, name[0] == '\0' ? "" : "/", name);

    quick_assert(len > 0 && len < FIXTURE_PATH);
}

static mode_t mode_of(const char *dir, const char *name)
{
    char path[FIXTURE_PATH];
    struct stat status;

    path_of(path, dir, name);
    quick_assert_msg(lstat(path, &status) == 0, "%s", path);
    return status.st_mode & 07777;
}

/* 000 gives everybody everything, 077 is usual, 0777 takes even our own rights away. */
START_TEST(files_are_private_whatever_the_umask)
{
    static const mode_t masks[] = {0, 022, 077, 0277, 0777};
    struct pwz_case_list list;
    struct pwz_case *open;
    char out[FIXTURE_PATH];
    char state[FIXTURE_PATH];

    umask(masks[_i]);
    open = fixture_create(&f);
    fixture_add(&f, open, fixture_answer(&f, "t.color", 1));
    quick_eq(mode_of(f.dir, "20261126-1.holder"), 0600);
    path_of(out, f.root, "out");
    quick_eq(pwz_case_export(open, out, NULL), PWZ_OK);
    quick_eq(mode_of(out, ""), 0600);
    pwz_case_close(open, NULL);
    quick_eq(pwz_cases_list(f.cases, f.now, PWZ_CASES_BY_LAST, &list, NULL), PWZ_OK);
    pwz_case_list_done(&list);
    quick_eq(mode_of(f.dir, "20261126-1.pecwiz"), 0600);
    quick_eq(mode_of(f.dir, ".index"), 0600);
    quick_eq(mode_of(f.dir, ""), 0700);
    path_of(state, f.root, "state/pecwiz");
    quick_eq(mode_of(state, ""), 0700);
    path_of(state, f.root, "state");
    quick_eq(mode_of(state, ""), 0700);
}
END_TEST

START_TEST(a_case_copied_in_with_loose_rights_becomes_private)
{
    struct pwz_case *open = fixture_create(&f);
    char path[FIXTURE_PATH];

    pwz_case_close(open, NULL);
    path_of(path, f.dir, "20261126-1.pecwiz");
    quick_eq(chmod(path, 0644), 0);
    open = fixture_reopen(&f, "20261126-1", PWZ_CASE_WRITE);
    quick_eq(mode_of(f.dir, "20261126-1.pecwiz"), 0600);
    pwz_case_close(open, NULL);
}
END_TEST

static void expect_refused_everywhere(const char *why)
{
    const struct pwz_case_start start = fixture_start(&f);
    struct pwz_case *open = NULL;
    struct pwz_case_list list;
    struct pwz_err err = {0};

    quick_eq(pwz_case_open(f.cases, "20261126-1", PWZ_CASE_WRITE, f.now, &open, &err),
             PWZ_E_IO);
    quick_assert(NULL != strstr(err.text, why));
    quick_eq(pwz_cases_list(f.cases, f.now, PWZ_CASES_BY_LAST, &list, &err), PWZ_E_IO);
    quick_eq(pwz_cases_delete(f.cases, "20261126-1", &err), PWZ_E_IO);
    quick_eq(pwz_case_create(f.cases, &start, &open, &err), PWZ_E_IO);
    quick_eq(pwz_case_state(open).waiting, 1);
    quick_assert(NULL != strstr(pwz_case_state(open).words, why));
    quick_eq(pwz_case_close(open, NULL), PWZ_E_IO);
}

START_TEST(a_directory_others_can_write_in_is_refused)
{
    static const mode_t modes[] = {0777, 0770, 0720, 0702, 01777};

    pwz_case_close(fixture_create(&f), NULL);
    quick_eq(chmod(f.dir, modes[_i]), 0);
    expect_refused_everywhere("can be written by others");
    quick_eq(chmod(f.dir, 0700), 0);
}
END_TEST

START_TEST(a_directory_that_others_can_replace_is_refused)
{
    char above[FIXTURE_PATH];

    pwz_case_close(fixture_create(&f), NULL);
    path_of(above, f.root, "state/pecwiz");
    quick_eq(chmod(above, 0777), 0);
    expect_refused_everywhere("can be written by others");
    quick_eq(chmod(above, 01777), 0); /* with the sticky bit they cannot */
    pwz_case_close(fixture_reopen(&f, "20261126-1", PWZ_CASE_WRITE), NULL);
}
END_TEST

START_TEST(a_directory_that_is_a_link_is_refused)
{
    char elsewhere[FIXTURE_PATH];

    pwz_case_close(fixture_create(&f), NULL);
    path_of(elsewhere, f.root, "elsewhere");
    quick_eq(rename(f.dir, elsewhere), 0);
    quick_eq(symlink(elsewhere, f.dir), 0);
    expect_refused_everywhere("");
    quick_eq(unlink(f.dir), 0);
}
END_TEST

/* Names made of what leads elsewhere, one after the other. */
START_TEST(names_that_lead_elsewhere_are_refused)
{
    static const char *const parts[] = {"..", "/",  ".",       "~",    "$HOME",
                                        "a",  "\n", "\033[2J", "%2e",  "\\",
                                        "*",  " ",  "-",       "\xff", "|"};
    uint64_t seed = 3;
    unsigned refused = 0;

    pwz_case_close(fixture_create(&f), NULL);
    while (refused < NAMES) {
        char name[64] = "";
        struct pwz_case *open = NULL;
        struct pwz_err err = {0};

        for (uint32_t n = disk_draw(&seed, 5) + 1; n > 0; n--) {
            strcat(name, parts[disk_draw(&seed, sizeof(parts) / sizeof(parts[0]))]);
        }
        if (pwz_case_id_is_valid(name)) {
            quick_eq(strspn(name, "a-"), strlen(name));
            continue;
        }
        quick_eq(pwz_case_open(f.cases, name, PWZ_CASE_WRITE, 0, &open, &err),
                 PWZ_E_RANGE);
        ck_assert_ptr_null(strchr(err.text, '\033'));
        quick_eq(pwz_cases_delete(f.cases, name, &err), PWZ_E_RANGE);
        refused++;
    }
}
END_TEST

/* Each file of a case is a link to somebody's file: never followed, never written. */
START_TEST(links_are_not_followed)
{
    static const char *const names[] = {"20261126-1.pecwiz", "20261126-1.holder",
                                        "20261126-1.torn", ".index"};
    char victim[FIXTURE_PATH];
    char link[FIXTURE_PATH];
    struct pwz_case_list list;
    struct pwz_case *open = NULL;
    size_t len = 0;
    char *bytes;

    pwz_case_close(fixture_create(&f), NULL);
    bytes = fixture_file(&f, "20261126-1.pecwiz", &len);
    path_of(victim, f.root, "victim");
    fixture_write(&f, "../../../victim", bytes, len);
    fixture_write(&f, "20261126-1.pecwiz", bytes, len);
    path_of(link, f.dir, names[_i]);
    (void)unlink(link);
    quick_eq(symlink(victim, link), 0);
    if (pwz_case_open(f.cases, "20261126-1", PWZ_CASE_WRITE, f.now, &open, NULL) ==
        PWZ_OK) {
        fixture_add(&f, open, fixture_answer(&f, "t.color", 1));
        pwz_case_close(open, NULL);
    } else {
        quick_eq(_i, 0);
    }
    quick_eq(pwz_cases_list(f.cases, f.now, PWZ_CASES_BY_LAST, &list, NULL), PWZ_OK);
    pwz_case_list_done(&list);
    pwz_mem_free(bytes);
    bytes = fixture_file(&f, "../../../victim", &len);
    ck_assert_ptr_null(strstr(bytes, "t.color"));
    quick_assert(NULL != strstr(bytes, "pecwiz-case/1"));
    pwz_mem_free(bytes);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("process");
    TCase *tcase = tcase_create("process");

    tcase_set_timeout(tcase, 240);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, a_writer_killed_at_any_instant_loses_nothing_acknowledged);
    tcase_add_test(tcase, two_writers_make_ten_thousand_commits_and_none_is_lost);
    tcase_add_test(tcase, two_programs_never_take_the_same_number);
    tcase_add_loop_test(tcase, files_are_private_whatever_the_umask, 0, 5);
    tcase_add_test(tcase, a_case_copied_in_with_loose_rights_becomes_private);
    tcase_add_loop_test(tcase, a_directory_others_can_write_in_is_refused, 0, 5);
    tcase_add_test(tcase, a_directory_that_others_can_replace_is_refused);
    tcase_add_test(tcase, a_directory_that_is_a_link_is_refused);
    tcase_add_test(tcase, names_that_lead_elsewhere_are_refused);
    tcase_add_loop_test(tcase, links_are_not_followed, 0, 4);
    suite_add_tcase(suite, tcase);
    return pwz_test_main(suite);
}
