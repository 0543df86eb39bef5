/*
 * Signals that end line mode, as data: they are let through only while it waits, so that
 * none is lost between a look and a wait. Private to this room.
 */
#ifndef PWZ_PLAIN_SIGNALS_H
#define PWZ_PLAIN_SIGNALS_H

#include <signal.h>

enum {
    PWZ_PLAIN_SIGNALS = 3
};

struct pwz_plain_signals {
    struct sigaction before[PWZ_PLAIN_SIGNALS];
    sigset_t ours; /* those not ignored */
    sigset_t mask_before;
    sigset_t waiting; /* the mask of a wait */
};

/* Once at a time. A signal that was ignored stays ignored. */
void pwz_plain_signals_open(struct pwz_plain_signals *signals);
void pwz_plain_signals_close(const struct pwz_plain_signals *signals);

/* The signal that has asked to end, else 0. */
int pwz_plain_signal(const struct pwz_plain_signals *signals);
/* The signal was heeded: it no longer asks to end. */
void pwz_plain_signals_forget(void);
/* Wait until `fd` can be read or has ended. Returns the signal that asks to end, else 0.
 */
int pwz_plain_wait(const struct pwz_plain_signals *signals, int fd);

#endif
