/*
 * What the stories share: starting the program under test, its words, and claims about
 * the screen that show it when they fail.
 */
#ifndef TTY_STORY_H
#define TTY_STORY_H

#include <check.h>

#include "tty/session.h"

/* Fails with the whole screen. */
#define CLAIM(session, claim)                                                            \
    ck_assert_msg(claim, "not so: %s%s", #claim, session_screen(session))

/* The program in a terminal of 24 x 80 that wants nothing special. */
struct session *story_start(void);
/* `argument` may be NULL; the rest from `opts`, whose argv is set here. */
struct session *story_start_with(const char *argument, struct session_opts opts);

/* The first words of a question, from its content file; static storage. They fit on one
 * line of 30 columns. */
const char *story_question(const char *fact);
/* The one the wizard starts with. */
const char *story_first(void);

/* Wait until the first question shows. */
void story_wait_first(struct session *session);
/* The marker stands two columns before the cursor, and the cursor shows. */
bool story_cursor_is_on_focus(const struct session *session);
bool story_wait_focus(struct session *session);
/* The terminal is as it was: modes, normal screen, cursor, paste, mouse. */
void story_claim_given_back(struct session *session);
/* Send, wait for the cursor to come to another row, and claim that it is on the focus. */
void story_move(struct session *session, const char *key);

Suite *story_suite_cases(void);
Suite *story_suite_keys(void);
Suite *story_suite_leaving(void);
Suite *story_suite_recon(void);
Suite *story_suite_screen(void);
Suite *story_suite_usage(void);

#endif
