/*
 * One run of the wizard with its case: performs what the wizard asks of the store and
 * tells the wizard how the case stands. Private to the command line.
 */
#ifndef PWZ_CLI_RUNNER_H
#define PWZ_CLI_RUNNER_H

#include <limits.h>

#include "pecwiz/wizard.h"

#include "cli/store.h"
#include "cli/usage.h"

enum {
    PWZ_RUNNER_WORDS = 512
};

struct pwz_runner {
    struct pwz_cli *cli;
    const struct pwz_pack *pack;
    struct pwz_wizard *wizard;
    struct pwz_cli_usage *usage; /* reads usage files beside the front end */
    struct pwz_cases *cases;
    struct pwz_case *open;          /* NULL until something is to be kept */
    struct pwz_case_list list;      /* what the start screen offers */
    const char **offered;           /* its numbers, in that order */
    char trouble[PWZ_RUNNER_WORDS]; /* why something is in memory only, "" */
    /* For the summary, after the end: */
    char number[PWZ_CASE_ID_MAX + 1];
    char rescue[PATH_MAX]; /* file that got what could not be saved, "" */
    bool is_lost;          /* not even that was possible */
};

/* Finds the store; one that cannot be had shows on every screen, and the wizard works in
 * memory. PWZ_E_NOMEM. Free with pwz_runner_close(). */
enum pwz_status pwz_runner_start(struct pwz_runner *runner, struct pwz_err *err);

/* The callback of the front ends; `context` is the runner. */
enum pwz_status pwz_runner_perform(void *context, const struct pwz_effect *effect,
                                   struct pwz_err *err);
/* Seconds since 1970 UTC; `context` is the runner. */
int64_t pwz_runner_now(void *context);

/* Show the start screen. `*count` gets the cases offered; closed ones count only when
 * `with_closed`; with none the screen stays. */
enum pwz_status pwz_runner_offer(struct pwz_runner *runner, bool with_closed,
                                 size_t *count, struct pwz_err *err);
/* Go on with the case of this number. After an error the wizard is good for nothing. */
enum pwz_status pwz_runner_take(struct pwz_runner *runner, const char *id,
                                struct pwz_err *err);
/* Tell the wizard how the case is kept. */
void pwz_runner_stand(struct pwz_runner *runner);
/* Go on with a case by the beginning of its number. */
enum pwz_status pwz_runner_resume(struct pwz_runner *runner, const char *word,
                                  struct pwz_err *err);

/* Save what waits, or write it into a file elsewhere; fill what the summary says; give
 * everything back. */
void pwz_runner_close(struct pwz_runner *runner);

#endif
