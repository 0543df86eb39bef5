/*
 * The full-screen front end: a wizard on a terminal, through ncurses.
 *
 * It owns the terminal while it runs and gives it back on every way out, a crash
 * included. It must not know what any question is about: it sends keys in and paints
 * cells.
 */
#ifndef PECWIZ_CURSES_H
#define PECWIZ_CURSES_H

#include "pecwiz/wizard.h"

enum pwz_color {
    PWZ_COLOR_AUTO, /* NO_COLOR, CLICOLOR_FORCE and CLICOLOR decide, else the terminal */
    PWZ_COLOR_ALWAYS, /* if the terminal has any */
    PWZ_COLOR_NEVER   /* bold, reverse and underline stay: they are no colour */
};

struct pwz_curses_opts {
    enum pwz_color color;
    bool is_ascii;  /* paint nothing but ASCII */
    bool has_mouse; /* wheel and clicks; takes away the terminal's own selecting */

    /* Seconds since 1970 UTC, for events. Never NULL. */
    int64_t (*now)(void *context);
    /* Do what an effect about the case asks for (save, retry, open, agree, export);
     * called before the screen moves on, and free to tell the wizard what came of it.
     * NULL: nothing is kept. An error is shown on the message line and does not end the
     * wizard. */
    enum pwz_status (*perform)(void *context, const struct pwz_effect *effect,
                               struct pwz_err *err);
    void *context; /* handed to both */
    /* Performs wishes about usage files; NULL: it is said that nothing can. */
    const struct pwz_usage_runner *usage;
};

/*
 * Run the wizard until the user leaves or a signal ends it.
 *
 * `ended_by` is 0 when the user left with a key, else the signal that ended it, so that
 * 128 + ended_by is the exit status: SIGINT for ^C, SIGHUP when the terminal was lost.
 * That is no error: PWZ_OK. LC_CTYPE must have been set. Standard input and output must
 * be one terminal. Signal dispositions are the old ones again afterwards.
 *
 * PWZ_E_STATE when there is no terminal or TERM is of no use (err->text says what to do
 * instead; nothing was written to the terminal then), PWZ_E_NOMEM, PWZ_E_IO.
 */
enum pwz_status pwz_curses_run(struct pwz_wizard *wizard,
                               const struct pwz_curses_opts *opts, int *ended_by,
                               struct pwz_err *err);

#endif
