/*
 * The line-mode front end: the same wizard for pipes, logs, simple terminals and screen
 * readers. Lines are only appended: no cursor addressing, no colour, no byte below 0x20
 * but the line feed.
 *
 * It must not know what any question is about: a line becomes keys of the wizard.
 */
#ifndef PECWIZ_PLAIN_H
#define PECWIZ_PLAIN_H

#include <stdio.h>

#include "pecwiz/wizard.h"

enum {
    PWZ_PLAIN_COLS = 79,
    PWZ_PLAIN_LINE_MAX = 4096 /* bytes of one line typed, without its line feed */
};

struct pwz_plain_opts {
    int in; /* descriptor that lines are read from */
    /* Gets everything that is said; flushed before each wait. Its errors end the wizard
     * and stick to it: the caller looks when it closes it. */
    FILE *out;

    /* Seconds since 1970 UTC, for events. Never NULL. */
    int64_t (*now)(void *context);
    /* Do what an effect about the case asks for (save, retry, open, agree, export);
     * called before the next question is asked, and free to tell the wizard what came of
     * it. NULL: nothing is kept. An error is said and does not end the wizard. */
    enum pwz_status (*perform)(void *context, const struct pwz_effect *effect,
                               struct pwz_err *err);
    void *context; /* handed to both */
    /* Performs wishes about usage files; NULL: it is said that nothing can. */
    const struct pwz_usage_runner *usage;
};

/*
 * Ask and read lines until the user leaves, the input ends or a signal ends it.
 *
 * `ended_by` is 0, or the signal (SIGINT, SIGTERM, SIGHUP), so that 128 + ended_by is the
 * exit status. The end of the input is no error. Signal dispositions and mask are the old
 * ones again afterwards.
 *
 * PWZ_E_STATE when the input is no terminal and ends before its first line (err->text
 * says what to do instead), PWZ_E_IO when it cannot be read, PWZ_E_RANGE when `in` is no
 * descriptor that can be waited for.
 */
enum pwz_status pwz_plain_run(struct pwz_wizard *wizard,
                              const struct pwz_plain_opts *opts, int *ended_by,
                              struct pwz_err *err);

#endif
