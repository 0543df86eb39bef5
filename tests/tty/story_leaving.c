/*
 * Stories about leaving: by key, by signal, by crash, for a while, or never having
 * started. The terminal is given back each time.
 */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "tty/story.h"

START_TEST(q_leaves_a_summary_on_the_normal_screen)
{
    struct session *session = story_start();

    story_wait_first(session);
    session_send(session, "q");
    CLAIM(session, session_wait_exit(session));
    story_claim_given_back(session);
    CLAIM(session, vt_find(session->vt, "Result:", 0) >= 0);
    CLAIM(session, vt_find(session->vt, story_first(), 0) < 0);
    ck_assert_int_eq(session_exit_code(session), 4); /* undecided */
    session_end(session);
}
END_TEST

START_TEST(ctrl_c_leaves_with_130)
{
    struct session *session = story_start();

    story_wait_first(session);
    session_send(session, "\003");
    CLAIM(session, session_wait_exit(session));
    story_claim_given_back(session);
    ck_assert_int_eq(session_exit_code(session), 130);
    session_end(session);
}
END_TEST

static const int ending_signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

START_TEST(a_signal_to_end_is_obeyed_and_shows_in_the_exit_status)
{
    int number = ending_signals[_i];
    struct session *session = story_start();

    story_wait_first(session);
    session_signal(session, number);
    CLAIM(session, session_wait_exit(session));
    story_claim_given_back(session);
    CLAIM(session, !WIFSIGNALED(session->status)); /* left in order, not killed */
    ck_assert_int_eq(session_exit_code(session), 128 + number);
    session_end(session);
}
END_TEST

static const int crash_signals[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};

START_TEST(a_crash_gives_the_terminal_back_and_still_is_a_crash)
{
    int number = crash_signals[_i];
    struct session *session = story_start();

    story_wait_first(session);
    session_signal(session, number);
    CLAIM(session, session_wait_exit(session));
    story_claim_given_back(session);
    /* A sanitizer's own handler may turn the signal into an exit status. */
    ck_assert_int_ne(session_exit_code(session), 0);
    session_end(session);
}
END_TEST

static void claim_goes_on(struct session *session)
{
    session_continue(session);
    CLAIM(session, session_wait_alternate(session, true));
    CLAIM(session, session_wait_text(session, story_first()));
    session_send(session, "1");
    CLAIM(session, session_wait_no_text(session, story_first()));
    session_send(session, "q");
    CLAIM(session, session_wait_exit(session));
    story_claim_given_back(session);
}

START_TEST(ctrl_z_stops_with_the_terminal_given_back_and_fg_repaints)
{
    struct session *session = story_start();

    story_wait_first(session);
    session_send(session, "\032");
    CLAIM(session, session_wait_stop(session));
    story_claim_given_back(session);
    claim_goes_on(session);
    session_end(session);
}
END_TEST

START_TEST(a_stop_signal_stops_with_the_terminal_given_back)
{
    struct session *session = story_start();

    story_wait_first(session);
    session_signal(session, SIGTSTP);
    CLAIM(session, session_wait_stop(session));
    story_claim_given_back(session);
    claim_goes_on(session);
    session_end(session);
}
END_TEST

START_TEST(stopping_works_twice)
{
    struct session *session = story_start();

    story_wait_first(session);
    for (int i = 0; i < 2; i++) {
        session_send(session, "\032");
        CLAIM(session, session_wait_stop(session));
        session_continue(session);
        CLAIM(session, session_wait_alternate(session, true));
        CLAIM(session, session_wait_text(session, story_first()));
        session_settle(session, 20);
    }
    session_end(session);
}
END_TEST

/* Stopped without having been asked: others may have written over the screen. */
START_TEST(a_continue_after_a_hard_stop_repaints_everything)
{
    static const char spoiled[] = "\033[H\033[2Jspoiled";
    struct session *session = story_start();

    story_wait_first(session);
    session_signal(session, SIGSTOP);
    CLAIM(session, session_wait_stop(session));
    vt_feed(session->vt, spoiled, sizeof spoiled - 1);
    session_continue(session);
    CLAIM(session, session_wait_text(session, story_first()));
    CLAIM(session, session_wait_no_text(session, "spoiled"));
    session_end(session);
}
END_TEST

START_TEST(a_resize_while_stopped_is_seen_on_continue)
{
    struct session *session = story_start();

    story_wait_first(session);
    session_send(session, "\032");
    CLAIM(session, session_wait_stop(session));
    session_resize(session, 12, 40);
    session_continue(session);
    CLAIM(session, session_wait_alternate(session, true));
    CLAIM(session, session_wait_text(session, story_first()));
    session_settle(session, 20);
    CLAIM(session, story_cursor_is_on_focus(session));
    session_end(session);
}
END_TEST

START_TEST(a_lost_terminal_ends_the_program)
{
    struct session *session = story_start();

    story_wait_first(session);
    session_hang_up(session);
    CLAIM(session, session_wait_exit(session));
    ck_assert_int_eq(session_exit_code(session), 129);
    session_end(session);
}
END_TEST

/* ---- no terminal to start on ---- */

/* ncurses itself loses a block when it does not know a terminal. */
static const char *const no_leaks[] = {"ASAN_OPTIONS=detect_leaks=0", NULL};

static const struct {
    struct session_opts opts;
    const char *words; /* that must be said */
} refusals[] = {
    {{.term = "dumb"},                              "full screen"     },
    {{.term = ""},                                  "TERM"            },
    {{.term = "no-such-terminal", .env = no_leaks}, "no-such-terminal"},
    {{.has_no_output = true},                       "standard output" },
    {{.has_no_input = true},                        "standard input"  },
};

static bool has_said(struct session *session, const void *what)
{
    session->raw[session->raw_len] = '\0';
    return strstr(session->raw, what) != NULL || strstr(session->out, what) != NULL;
}

static bool asks_or_tells(struct session *session, const void *what)
{
    return has_said(session, what) || has_said(session, "pecwiz diagnose");
}

/* Lines come instead, or words that tell how to get them; never half a screen. */
START_TEST(without_a_full_screen_lines_come_or_words_that_tell_of_them)
{
    struct session *session = story_start_with(NULL, refusals[_i].opts);

    CLAIM(session, session_wait(session, has_said, refusals[_i].words));
    CLAIM(session, session_wait(session, asks_or_tells, story_first()));
    session_settle(session, 60);
    CLAIM(session, !has_said(session, "\033"));
    story_claim_given_back(session);
    session_end(session);
}
END_TEST

Suite *story_suite_leaving(void)
{
    const TTest *const tests[] = {
        q_leaves_a_summary_on_the_normal_screen,
        ctrl_c_leaves_with_130,
        ctrl_z_stops_with_the_terminal_given_back_and_fg_repaints,
        a_stop_signal_stops_with_the_terminal_given_back,
        stopping_works_twice,
        a_continue_after_a_hard_stop_repaints_everything,
        a_resize_while_stopped_is_seen_on_continue,
        a_lost_terminal_ends_the_program,
    };
    Suite *suite = suite_create("leaving the terminal");
    TCase *tcase = tcase_create("leaving");

    tcase_set_timeout(tcase, 0);
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        tcase_add_test(tcase, tests[i]);
    }
    tcase_add_loop_test(tcase, a_signal_to_end_is_obeyed_and_shows_in_the_exit_status, 0,
                        (int)(sizeof ending_signals / sizeof ending_signals[0]));
    tcase_add_loop_test(tcase, a_crash_gives_the_terminal_back_and_still_is_a_crash, 0,
                        (int)(sizeof crash_signals / sizeof crash_signals[0]));
    tcase_add_loop_test(tcase,
                        without_a_full_screen_lines_come_or_words_that_tell_of_them, 0,
                        (int)(sizeof refusals / sizeof refusals[0]));
    suite_add_tcase(suite, tcase);
    return suite;
}
