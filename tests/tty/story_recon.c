/*
 * Stories about reading usage files on a terminal: progress while it lasts, nothing of it
 * left afterwards, ^C keeps what is known. The files are a sample and a pipe without end.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tty/story.h"

enum {
    SAMPLE_MAX = 64 * 1024,
    ARGUMENTS_MAX = 8
};

/* ---- the sample ---- */

static const char *sample_path(void)
{
    static char path[1024];

    snprintf(path, sizeof path, "%s/tests/cli/data/usage.csv", getenv("PECWIZ_SOURCE"));
    return path;
}

static size_t read_sample(char bytes[SAMPLE_MAX])
{
    FILE *file = fopen(sample_path(), "r");
    size_t len;

    ck_assert_msg(file != NULL, "cannot read %s", sample_path());
    len = fread(bytes, 1, SAMPLE_MAX, file);
    fclose(file);
    ck_assert_uint_gt(len, 0);
    return len;
}

static struct session *start(const char *const words[], int cols)
{
    const char *argv[ARGUMENTS_MAX + 1] = {getenv("PECWIZ_BIN"), "recon"};
    const struct session_opts opts = {.argv = argv, .rows = 50, .cols = cols};

    for (size_t i = 0; words[i] != NULL && i + 2 < ARGUMENTS_MAX; i++) {
        argv[i + 2] = words[i];
    }
    return session_start(&opts);
}

static bool has_sent(struct session *session, const char *text)
{
    session->raw[session->raw_len] = '\0';
    return strstr(session->raw, text) != NULL;
}

/* ---- a file that never ends ---- */

struct endless {
    char folder[64], path[128];
    int fd;
    char bytes[SAMPLE_MAX];
    size_t head, len, at; /* the head line is sent once */
};

static void open_endless(struct endless *endless)
{
    snprintf(endless->folder, sizeof endless->folder, "/tmp/pecwiz-tty-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(endless->folder));
    snprintf(endless->path, sizeof endless->path, "%s/usage.csv", endless->folder);
    ck_assert_int_eq(mkfifo(endless->path, 0600), 0);
    /* Both ways, so that opening does not wait and the reader sees no end. */
    endless->fd = open(endless->path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    ck_assert_int_ge(endless->fd, 0);
    endless->len = read_sample(endless->bytes);
    endless->head = (size_t)(strchr(endless->bytes, '\n') - endless->bytes) + 1;
    endless->at = 0;
}

static void close_endless(struct endless *endless)
{
    close(endless->fd);
    unlink(endless->path);
    rmdir(endless->folder);
}

/* As much as the pipe takes now. */
static void feed(struct endless *endless)
{
    for (;;) {
        const ssize_t written =
            write(endless->fd, endless->bytes + endless->at, endless->len - endless->at);

        if (written <= 0) {
            return;
        }
        endless->at += (size_t)written;
        if (endless->at == endless->len) {
            endless->at = endless->head;
        }
    }
}

static bool feed_until_sent(struct session *session, struct endless *endless,
                            const char *text)
{
    const int64_t end = session_now_ns() + (int64_t)SESSION_DEADLINE_MS * 1000000;

    while (!has_sent(session, text) && session_now_ns() < end) {
        feed(endless);
        session_settle(session, 2);
    }
    return has_sent(session, text);
}

START_TEST(a_long_file_shows_progress_and_ctrl_c_keeps_what_is_known)
{
    static struct endless endless;
    struct session *session;

    open_endless(&endless);
    session = start((const char *const[]){endless.path, NULL}, 80);
    CLAIM(session, feed_until_sent(session, &endless, " lines; ^C stops"));
    session_send(session, "\003");
    CLAIM(session, session_wait_exit(session));
    close_endless(&endless);
    ck_assert_int_eq(session_exit_code(session), 130);
    CLAIM(session, has_sent(session, "PARTIAL: not everything was read"));
    CLAIM(session, has_sent(session, "Production"));
    CLAIM(session, vt_find(session->vt, "^C stops", 0) < 0);
    story_claim_given_back(session);
    session_end(session);
}
END_TEST

START_TEST(a_signal_to_end_is_obeyed_while_a_pipe_is_empty)
{
    static struct endless endless;
    struct session *session;

    open_endless(&endless);
    session = start((const char *const[]){endless.path, "--json", NULL}, 80);
    CLAIM(session, feed_until_sent(session, &endless, " lines; ^C stops"));
    session_signal(session, SIGTERM);
    CLAIM(session, session_wait_exit(session));
    close_endless(&endless);
    ck_assert_int_eq(session_exit_code(session), 128 + SIGTERM);
    CLAIM(session, has_sent(session, "\"partial\": true"));
    session_end(session);
}
END_TEST

START_TEST(a_short_file_shows_no_progress)
{
    struct session *session = start((const char *const[]){sample_path(), NULL}, 80);

    CLAIM(session, session_wait_exit(session));
    ck_assert_int_eq(session_exit_code(session), 3);
    CLAIM(session, !has_sent(session, "stops"));
    session_end(session);
}
END_TEST

START_TEST(the_table_is_as_wide_as_the_terminal)
{
    struct session *session = start((const char *const[]){sample_path(), NULL}, 120);

    CLAIM(session, session_wait_exit(session));
    CLAIM(session,
          vt_find(session->vt, "from 15 Oct  00000001-1111-4111-8111-111111111111  Con",
                  0) >= 0);
    session_end(session);
}
END_TEST

START_TEST(a_terminal_gets_colours_unless_they_are_not_wanted)
{
    struct session *session = start((const char *const[]){sample_path(), NULL}, 80);

    CLAIM(session, session_wait_exit(session));
    CLAIM(session, has_sent(session, "\033[1;31mM"));
    session_end(session);
    session = start((const char *const[]){sample_path(), "--color=never", NULL}, 80);
    CLAIM(session, session_wait_exit(session));
    CLAIM(session, !has_sent(session, "\033"));
    session_end(session);
}
END_TEST

Suite *story_suite_recon(void)
{
    const TTest *const tests[] = {
        a_long_file_shows_progress_and_ctrl_c_keeps_what_is_known,
        a_signal_to_end_is_obeyed_while_a_pipe_is_empty,
        a_short_file_shows_no_progress,
        the_table_is_as_wide_as_the_terminal,
        a_terminal_gets_colours_unless_they_are_not_wanted,
    };
    Suite *suite = suite_create("usage files on a terminal");
    TCase *tcase = tcase_create("recon");

    tcase_set_timeout(tcase, 0);
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        tcase_add_test(tcase, tests[i]);
    }
    suite_add_tcase(suite, tcase);
    return suite;
}
