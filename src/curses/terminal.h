/*
 * The terminal while the wizard has it: opened, lent to others, given back. Everything
 * that is true of one terminal and not of the wizard is here.
 */
#ifndef PWZ_CURSES_TERMINAL_H
#define PWZ_CURSES_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

#include "pecwiz/curses.h"

struct pwz_terminal {
    void *screen; /* of curses; void, because its headers' macros clash with ours */
    struct termios modes; /* as they were before */
    bool has_color;
    bool is_ansi; /* understands sequences that terminfo does not tell of */
    bool has_mouse;
    bool is_paste_on;
};

/* Take the terminal. On any error it is as before. */
enum pwz_status pwz_terminal_open(struct pwz_terminal *terminal,
                                  const struct pwz_curses_opts *opts,
                                  struct pwz_err *err);
void pwz_terminal_close(struct pwz_terminal *terminal);

/* Give it back for a while. After taking it back, the next painting paints all. */
void pwz_terminal_lend(struct pwz_terminal *terminal);
void pwz_terminal_take_back(struct pwz_terminal *terminal);

/* Bracketed paste: on only while text is typed. */
void pwz_terminal_paste(struct pwz_terminal *terminal, bool is_on);

/* Ask the system for the size and tell curses; true when it changed. */
bool pwz_terminal_resize(int *rows, int *cols);

/* Send the bytes of the terminal's own protocol at once, past curses. */
enum pwz_status pwz_terminal_send(const char *bytes, size_t len);

/* Wait for keys, a signal or for `news_fd` to be readable (-1: none), at most
 * `timeout_ms` (-1: for ever). */
struct pwz_waking {
    bool has_input, has_signal, has_news;
    bool is_lost; /* the terminal is gone */
};
struct pwz_waking pwz_terminal_wait(int timeout_ms, int news_fd);

/* Bytes typed, 0 when there are none after all, -1 when the terminal is gone. */
int pwz_terminal_read(char *bytes, int room);

/* The sequence a key sends by terminfo's name ("kcuu1"), NULL when it has none. */
const char *pwz_terminal_key(const char *name);

/* A variable of the environment, NULL when it is not set or empty. */
const char *pwz_terminal_env(const char *name);

#endif
