/*
 * Signals as data: handlers only note what came and wake the poll; what to do about it is
 * the loop's business. The one exception is a crash, which gives the terminal back.
 */
#ifndef PWZ_CURSES_SIGNALS_H
#define PWZ_CURSES_SIGNALS_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

#include "pecwiz/status.h"

/* What came since the last look. */
struct pwz_signals {
    int ending; /* the signal that asks to end, 0 = none */
    bool is_resized, is_stop_wanted, is_continued;
};

/* Install the handlers; a signal that was ignored stays ignored. Once at a time.
 * PWZ_E_IO when the system refuses. */
enum pwz_status pwz_signals_open(struct pwz_err *err);
void pwz_signals_close(void); /* the old dispositions again */

/* Becomes readable when a signal came. */
int pwz_signals_fd(void);
struct pwz_signals pwz_signals_take(void);

/* What a crash has to write and set to give the terminal back; `len` at most
 * PWZ_RESCUE_MAX. NULL modes: nothing to do any more. */
enum {
    PWZ_RESCUE_MAX = 256
};
void pwz_signals_rescue(int fd, const struct termios *modes, const char *bytes,
                        size_t len);

/* Stop as the terminal's own ^Z would; returns when continued. `is_group`: the whole job,
 * because the key went to all of it. */
void pwz_signals_stop(bool is_group);

#endif
