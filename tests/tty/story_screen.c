/*
 * Stories about what is on the screen: first look, sizes, colours, terminals, and how
 * little is sent.
 */
#include <stdio.h>
#include <string.h>

#include "tty/story.h"

enum {
    MOVE_BYTES_MOST =
        16 /* a moved marker and the cursor: terminal-anchors.md section 8 */
};

START_TEST(the_first_question_shows_with_the_cursor_on_an_answer)
{
    struct session *session = story_start();

    story_wait_first(session);
    CLAIM(session, vt_is_alternate(session->vt));
    CLAIM(session, story_cursor_is_on_focus(session));
    session_end(session);
}
END_TEST

/* Also the screen-recogniser: nothing but known sequences, and no question is asked. */
START_TEST(the_terminal_gets_nothing_strange_and_no_question)
{
    static const char *const keys[] = {"?", "\033", "v", "\033", "\t", "\033", "1"};
    struct session *session = story_start();

    story_wait_first(session);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        session_send(session, keys[i]);
        session_settle(session, 60);
    }
    ck_assert_uint_eq(vt_strange(session->vt), 0);
    ck_assert_uint_eq(vt_answers(session->vt), 0);
    session_end(session);
}
END_TEST

START_TEST(terminals_of_other_types_show_it_too)
{
    static const char *const types[] = {"screen-256color", "tmux-256color", "xterm",
                                        "linux", "vt220"};
    struct session *session =
        story_start_with(NULL, (struct session_opts){.term = types[_i]});

    story_wait_first(session);
    CLAIM(session, story_cursor_is_on_focus(session));
    story_move(session, "j");
    story_move(session, "\033[A");
    session_send(session, "q");
    CLAIM(session, session_wait_exit(session));
    CLAIM(session, session_modes_are_back(session));
    session_end(session);
}
END_TEST

/* ---- sizes ---- */

START_TEST(a_window_of_40x12_is_usable)
{
    struct session *session = story_start();

    story_wait_first(session);
    session_resize(session, 12, 40);
    story_wait_first(session);
    CLAIM(session, story_cursor_is_on_focus(session));
    story_move(session, "j");
    session_send(session, "1");
    CLAIM(session, session_wait_no_text(session, story_first()));
    session_end(session);
}
END_TEST

START_TEST(a_window_of_20x5_says_so_and_growing_brings_it_all_back)
{
    struct session *session = story_start();

    story_wait_first(session);
    session_resize(session, 5, 20);
    CLAIM(session, session_wait_text(session, "too small"));
    session_resize(session, 24, 80);
    story_wait_first(session);
    CLAIM(session, story_cursor_is_on_focus(session));
    session_end(session);
}
END_TEST

START_TEST(any_window_is_survived)
{
    static const struct {
        int rows, cols;
    } sizes[] = {
        {1,   1   },
        {1,   80  },
        {24,  1   },
        {2,   2   },
        {200, 500 },
        {3,   300 },
        {9,   39  },
        {10,  1200},
        {600, 40  },
        {24,  80  }
    };
    struct session *session = story_start();

    story_wait_first(session);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        session_resize(session, sizes[i].rows, sizes[i].cols);
        session_send(session, "jk");
        session_settle(session, 60);
        ck_assert_int_eq(session_exit_code(session), -1);
    }
    story_wait_first(session);
    session_end(session);
}
END_TEST

START_TEST(it_starts_in_a_tiny_window)
{
    struct session *session =
        story_start_with(NULL, (struct session_opts){.rows = 1, .cols = 1});

    CLAIM(session, session_wait_alternate(session, true));
    session_resize(session, 24, 80);
    story_wait_first(session);
    session_end(session);
}
END_TEST

/* ---- colours ---- */

/* Start, show the result so far, which has marks in colour, and settle. */
static struct session *start_colors(const char *argument, const char *const *env)
{
    struct session *session =
        story_start_with(argument, (struct session_opts){.env = env});

    story_wait_first(session);
    session_send(session, "1");
    CLAIM(session, session_wait_no_text(session, story_first()));
    session_settle(session, 20);
    return session;
}

/* Looks for SGR parameters 30-49 and 90-107 in all that was sent. */
static bool has_color_sequence(const struct session *session)
{
    for (size_t i = 0; i + 2 < session->raw_len; i++) {
        if (memcmp(session->raw + i, "\033[", 2) != 0) {
            continue;
        }
        int value = 0;
        for (i += 2; i < session->raw_len; i++) {
            char byte = session->raw[i];
            bool is_digit = byte >= '0' && byte <= '9';
            bool is_color = (value >= 30 && value <= 49) || (value >= 90 && value <= 107);
            if (!is_digit && is_color && (byte == 'm' || byte == ';')) {
                return true;
            }
            if (!is_digit && byte != ';') {
                break;
            }
            value = is_digit ? value * 10 + (byte - '0') : 0;
        }
    }
    return false;
}

START_TEST(colours_are_used_where_the_terminal_has_them)
{
    struct session *session = start_colors(NULL, NULL);

    CLAIM(session, vt_colored_cells(session->vt) > 0);
    CLAIM(session, has_color_sequence(session));
    session_end(session);
}
END_TEST

static const struct {
    const char *argument;
    const char *const env[3];
    bool has_color;
} color_rows[] = {
    {NULL,             {"NO_COLOR=1"},                     false},
    {NULL,             {"NO_COLOR="},                      true },
    {NULL,             {"CLICOLOR=0"},                     false},
    {NULL,             {"CLICOLOR=0", "CLICOLOR_FORCE=1"}, true },
    {NULL,             {"NO_COLOR=1", "CLICOLOR_FORCE=1"}, false},
    {"--color=never",  {NULL},                             false},
    {"--color=always", {"NO_COLOR=1"},                     true },
};

START_TEST(options_and_environment_decide_about_colours)
{
    struct session *session = start_colors(color_rows[_i].argument, color_rows[_i].env);

    ck_assert_int_eq(vt_colored_cells(session->vt) > 0, color_rows[_i].has_color);
    ck_assert_int_eq(has_color_sequence(session), color_rows[_i].has_color);
    /* Bold, reverse and underline are no colours and stay. */
    CLAIM(session, vt_styled_cells(session->vt) > 0);
    session_end(session);
}
END_TEST

START_TEST(ascii_only_sends_nothing_else)
{
    struct session *session =
        story_start_with("--ascii", (struct session_opts){.rows = 24});

    story_wait_first(session);
    for (size_t i = 0; i < session->raw_len; i++) {
        ck_assert_uint_lt((unsigned char)session->raw[i], 0x80);
    }
    session_end(session);
}
END_TEST

/* ---- little is sent, nothing happens by itself ---- */

START_TEST(a_moved_focus_costs_a_dozen_bytes)
{
    struct session *session = story_start();

    story_wait_first(session);
    for (int i = 0; i < 3; i++) {
        size_t before = session->raw_len;
        story_move(session, i == 1 ? "k" : "j");
        session_settle(session, 20);
        CLAIM(session, session->raw_len - before <= MOVE_BYTES_MOST);
    }
    session_end(session);
}
END_TEST

START_TEST(a_key_without_meaning_sends_nothing)
{
    struct session *session = story_start();

    story_wait_first(session);
    size_t before = session->raw_len;
    session_send(session, "\033[99~");
    session_settle(session, 100);
    ck_assert_uint_eq(session->raw_len, before);
    session_end(session);
}
END_TEST

/* Times the kernel let the program run again after it had waited. */
static long wake_ups(const struct session *session)
{
    char line[256];
    char path[64];
    long count = -1;

    snprintf(path, sizeof path, "/proc/%ld/status", (long)session->child);
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        static const char name[] = "voluntary_ctxt_switches:";
        if (strncmp(line, name, sizeof name - 1) == 0) {
            count = 0;
            for (const char *c = line + sizeof name - 1; *c != '\0'; c++) {
                count = *c >= '0' && *c <= '9' ? count * 10 + (*c - '0') : count;
            }
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return count;
}

START_TEST(an_idle_program_does_not_wake_up)
{
    struct session *session = story_start();

    story_wait_first(session);
    session_settle(session, 100);
    long before = wake_ups(session);
    session_settle(session, 300);
    ck_assert_int_eq(wake_ups(session), before);
    session_end(session);
}
END_TEST

Suite *story_suite_screen(void)
{
    const TTest *const tests[] = {
        the_first_question_shows_with_the_cursor_on_an_answer,
        the_terminal_gets_nothing_strange_and_no_question,
        a_window_of_40x12_is_usable,
        a_window_of_20x5_says_so_and_growing_brings_it_all_back,
        any_window_is_survived,
        it_starts_in_a_tiny_window,
        colours_are_used_where_the_terminal_has_them,
        ascii_only_sends_nothing_else,
        a_moved_focus_costs_a_dozen_bytes,
        a_key_without_meaning_sends_nothing,
        an_idle_program_does_not_wake_up,
    };
    Suite *suite = suite_create("terminal screen");
    TCase *tcase = tcase_create("screen");

    tcase_set_timeout(tcase, 0);
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        tcase_add_test(tcase, tests[i]);
    }
    tcase_add_loop_test(tcase, terminals_of_other_types_show_it_too, 0, 5);
    tcase_add_loop_test(tcase, options_and_environment_decide_about_colours, 0,
                        (int)(sizeof color_rows / sizeof color_rows[0]));
    suite_add_tcase(suite, tcase);
    return suite;
}
