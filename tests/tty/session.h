/*
 * A program on a pseudo-terminal, with a job-control shell's part played by a small
 * leader process. All waiting is for something to be seen, with a deadline; nothing
 * sleeps.
 */
#ifndef TTY_SESSION_H
#define TTY_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>

#include "tty/vt.h"

enum {
    SESSION_DEADLINE_MS = 10000, /* times PECWIZ_TEST_SLOW, for sanitizers */
    SESSION_RAW_MAX = 256 * 1024
};

struct session_opts {
    const char *const *argv; /* argv[0] is the program's path; NULL ends */
    const char *const
        *env;           /* NAME=VALUE added to the pinned ones; NULL ends; may be NULL */
    const char *term;   /* NULL: xterm-256color; "": not set */
    int rows, cols;     /* 0: 24 x 80 */
    bool has_no_output; /* standard output and error are a pipe, not the terminal */
    bool has_no_input;  /* standard input is /dev/null */
    const char *state;  /* XDG_STATE_HOME; NULL: a new folder, gone at the end */
};

struct session {
    struct vt *vt;
    char state[64]; /* folder made for this session, "" = none */
    pid_t leader, child;
    int master; /* the terminal's other side; -1 after session_hang_up() */
    int report, control, output;
    bool is_exited, is_stopped;
    int status; /* as waitpid() gives it */
    struct termios before;
    char raw[SESSION_RAW_MAX + 1]; /* what the program sent, from the start */
    size_t raw_len;
    char out[8192 + 1]; /* of the pipe of has_no_output */
    size_t out_len;
};

/* Nanoseconds of a clock that only goes forward. */
int64_t session_now_ns(void);

struct session *session_start(const struct session_opts *opts);
/* Ends the program if it still runs. */
void session_end(struct session *session);

/* A new empty folder into `out`; and its removal with all that is in it. */
void session_make_folder(char out[64]);
void session_remove_folder(const char *folder);

/* Take what the program sent until `is_done` holds; false at the deadline. NULL: until
 * the program has ended. */
typedef bool session_test(struct session *session, const void *what);
bool session_wait(struct session *session, session_test *is_done, const void *what);

bool session_wait_text(struct session *session, const char *text);
bool session_wait_no_text(struct session *session, const char *text);
bool session_wait_cursor(struct session *session, int row);
bool session_wait_exit(struct session *session);
bool session_wait_stop(struct session *session);
bool session_wait_alternate(struct session *session, bool is_on);
/* Take once what the program has sent; waits when there is nothing. */
void session_take(struct session *session);
/* Take whatever is there until nothing came for `ms`. */
void session_settle(struct session *session, int ms);

void session_send(struct session *session, const char *bytes);
void session_resize(struct session *session, int rows, int cols);
void session_signal(struct session *session, int number);
void session_continue(struct session *session); /* as `fg` does */
void session_hang_up(struct session *session);  /* close the terminal's other side */

/* 0 to 255 after a normal end, 128 + n after signal n, -1 while it runs. */
int session_exit_code(const struct session *session);
/* Are the terminal's modes those of before the start? */
bool session_modes_are_back(const struct session *session);
/* The whole screen with the cursor's place, for messages; static storage. */
const char *session_screen(const struct session *session);

#endif
