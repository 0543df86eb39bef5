/*
 * Stories about keys: answering, going back, moving, pasting, copying, the mouse.
 */
#include <stdio.h>
#include <string.h>

#include "tty/story.h"

#define CTRL_N "\016"
#define CTRL_P "\020"
#define ESC "\033"

START_TEST(a_digit_answers_and_the_next_question_comes)
{
    struct session *session = story_start();

    story_wait_first(session);
    session_send(session, "1");
    CLAIM(session, session_wait_no_text(session, story_first()));
    CLAIM(session, story_wait_focus(session));
    session_end(session);
}
END_TEST

START_TEST(esc_goes_back_to_the_question_before)
{
    struct session *session = story_start();

    story_wait_first(session);
    session_send(session, "1");
    CLAIM(session, session_wait_no_text(session, story_first()));
    session_send(session, ESC);
    CLAIM(session, session_wait_text(session, story_first()));
    session_end(session);
}
END_TEST

START_TEST(question_mark_and_f1_open_help_and_esc_closes_it)
{
    static const char *const keys[] = {"?", ESC "OP", ESC "[11~", ESC "[[A"};
    struct session *session = story_start();

    story_wait_first(session);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        session_send(session, keys[i]);
        CLAIM(session, session_wait_no_text(session, story_first()));
        session_send(session, ESC);
        CLAIM(session, session_wait_text(session, story_first()));
    }
    session_end(session);
}
END_TEST

START_TEST(the_cursor_is_on_the_focused_answer_after_every_move)
{
    static const char *const keys[] = {"j",    "j",      "k",       CTRL_N,
                                       CTRL_P, ESC "OF", ESC "OH",  ESC "[F",
                                       "g",    "G",      ESC "[1~", ESC "[4~"};
    struct session *session = story_start();

    story_wait_first(session);
    CLAIM(session, story_cursor_is_on_focus(session));
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        story_move(session, keys[i]);
    }
    session_end(session);
}
END_TEST

START_TEST(both_forms_of_the_arrow_keys_move)
{
    struct session *session = story_start();

    story_wait_first(session);
    int top = vt_cursor_row(session->vt);
    story_move(session, ESC "OB");
    story_move(session, ESC "[B");
    story_move(session, ESC "OA");
    story_move(session, ESC "[A");
    ck_assert_int_eq(vt_cursor_row(session->vt), top);
    session_end(session);
}
END_TEST

/* A terminal may send a key in pieces; the tail must not become keys of its own. */
START_TEST(an_arrow_key_cut_in_two_still_moves)
{
    struct session *session = story_start();

    story_wait_first(session);
    int row = vt_cursor_row(session->vt);
    session_send(session, ESC);
    session_send(session, "[B");
    CLAIM(session, session_wait_text(session, story_first()));
    story_move(session, ESC "[B");
    CLAIM(session, vt_cursor_row(session->vt) > row);
    session_end(session);
}
END_TEST

/* Each of these ends in, or holds, a character that is an answer by itself. */
START_TEST(unknown_sequences_are_no_answers)
{
    static const char *const sequences[] = {
        ESC "[1;5Q", ESC "[34~", ESC "[1;2;3y",        ESC "O1;5u",
        ESC "[?1u",  ESC "1",    ESC "]11;1" ESC "\\", ESC "[M 1!"};
    struct session *session = story_start();

    story_wait_first(session);
    int top = vt_cursor_row(session->vt);
    for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++) {
        session_send(session, sequences[i]);
        story_move(session, "j");
        CLAIM(session, vt_find(session->vt, story_first(), 0) >= 0);
        story_move(session, "k");
        ck_assert_int_eq(vt_cursor_row(session->vt), top);
    }
    session_end(session);
}
END_TEST

START_TEST(digits_of_the_number_pad_in_application_mode_answer)
{
    struct session *session = story_start();

    story_wait_first(session);
    session_send(session, ESC "Oq");
    CLAIM(session, session_wait_no_text(session, story_first()));
    session_end(session);
}
END_TEST

/* From the first question through the checklist to one that is typed. */
static void go_to_entry(struct session *session)
{
    story_wait_first(session);
    session_send(session, "\t\r");
    CLAIM(session, session_wait_text(session, "Ticket"));
    session_settle(session, 20);
    while (vt_cursor_row(session->vt) < vt_find(session->vt, "Ticket", 0)) {
        story_move(session, "j");
    }
    session_send(session, "\r");
    CLAIM(session, session_wait_text(session, story_question("case.ticket")));
    session_settle(session, 20);
}

START_TEST(a_text_pasted_at_a_question_neither_answers_nor_leaves)
{
    struct session *session = story_start();

    story_wait_first(session);
    CLAIM(session, vt_takes_paste(session->vt));
    session_send(session, ESC "[200~1q" ESC "[201~");
    CLAIM(session, session_wait_text(session, "nothing to paste"));
    CLAIM(session, vt_find(session->vt, story_question("case.asker"), 0) >= 0);
    ck_assert_int_eq(session_exit_code(session), -1);
    session_end(session);
}
END_TEST

START_TEST(a_paste_with_line_feeds_and_keys_in_it_is_text)
{
    struct session *session = story_start();

    go_to_entry(session);
    session_send(session, ESC "[200~T-1\rq" ESC "[B\003" ESC "[201~");
    CLAIM(session, session_wait_text(session, "T-1"));
    CLAIM(session, vt_find(session->vt, story_question("case.ticket"), 0) >= 0);
    session_send(session, "Z");
    CLAIM(session, session_wait_text(session, "Z"));
    ck_assert_int_eq(session_exit_code(session), -1);
    session_end(session);
}
END_TEST

START_TEST(copy_sends_the_clipboard_sequence_and_says_sent_not_copied)
{
    /* A tmux that is not there must not stop the copy. */
    static const char *const env[] = {"TMUX=/nonexistent,1,0", "PATH=/nonexistent", NULL};
    struct session *session = story_start_with(NULL, (struct session_opts){.env = env});

    story_wait_first(session);
    size_t from = session->raw_len;
    session_send(session, "c");
    CLAIM(session, session_wait_text(session, "to the terminal"));
    CLAIM(session, vt_find(session->vt, "opied", 0) < 0);
    session->raw[session->raw_len] = '\0';
    CLAIM(session, strstr(session->raw + from, ESC "]52;c;") != NULL);
    session_end(session);
}
END_TEST

START_TEST(the_mouse_is_off_unless_asked_for)
{
    struct session *session = story_start();

    story_wait_first(session);
    CLAIM(session, !vt_has_mouse(session->vt));
    session_end(session);
}
END_TEST

START_TEST(with_mouse_the_wheel_moves_a_click_focuses_and_the_next_chooses)
{
    struct session *session =
        story_start_with("--mouse", (struct session_opts){.rows = 24});
    char click[64];

    story_wait_first(session);
    CLAIM(session, vt_has_mouse(session->vt));
    int top = vt_cursor_row(session->vt);
    story_move(session, ESC "[<65;50;5M");
    int second = vt_cursor_row(session->vt);
    story_move(session, ESC "[<64;50;5M");
    snprintf(click, sizeof click, ESC "[<0;50;%dM" ESC "[<0;50;%dm", second + 1,
             second + 1);
    story_move(session, click);
    ck_assert_int_eq(vt_cursor_row(session->vt), second);
    ck_assert_int_ne(top, second);
    session_send(session, click);
    CLAIM(session, session_wait_no_text(session, story_first()));
    session_send(session, "q");
    CLAIM(session, session_wait_exit(session));
    story_claim_given_back(session);
    session_end(session);
}
END_TEST

Suite *story_suite_keys(void)
{
    const TTest *const tests[] = {
        a_digit_answers_and_the_next_question_comes,
        esc_goes_back_to_the_question_before,
        question_mark_and_f1_open_help_and_esc_closes_it,
        the_cursor_is_on_the_focused_answer_after_every_move,
        both_forms_of_the_arrow_keys_move,
        an_arrow_key_cut_in_two_still_moves,
        unknown_sequences_are_no_answers,
        digits_of_the_number_pad_in_application_mode_answer,
        a_text_pasted_at_a_question_neither_answers_nor_leaves,
        a_paste_with_line_feeds_and_keys_in_it_is_text,
        copy_sends_the_clipboard_sequence_and_says_sent_not_copied,
        the_mouse_is_off_unless_asked_for,
        with_mouse_the_wheel_moves_a_click_focuses_and_the_next_chooses,
    };
    Suite *suite = suite_create("terminal keys");
    TCase *tcase = tcase_create("keys");

    tcase_set_timeout(tcase, 0);
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        tcase_add_test(tcase, tests[i]);
    }
    suite_add_tcase(suite, tcase);
    return suite;
}
