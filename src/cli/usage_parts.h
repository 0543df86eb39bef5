/*
 * What performing wishes about usage files is made of: the slots of its two threads.
 * Private to usage_runner.c and usage_jobs.c.
 */
#ifndef PWZ_CLI_USAGE_PARTS_H
#define PWZ_CLI_USAGE_PARTS_H

#include <pthread.h>

#include "pecwiz/recon.h"

#include "cli/usage.h"

/* One report with its view; the view borrows from the report. */
struct usage_loaded {
    struct pwz_recon_report *report;
    struct pwz_recon_view view;
};

struct usage_reading {
    pthread_t thread;
    bool is_running;
    bool is_done; /* under the lock; the rest is the thread's until then */
    struct pwz_recon_run *run;
    char *paths[PWZ_USAGE_FILES_MAX];
    size_t path_count;
    int64_t started_ms, told_ms;
    struct usage_loaded found;
    bool is_usable;
    struct pwz_buf words;
};

struct usage_proving {
    pthread_t thread;
    bool is_running;
    bool is_done;
    bool is_taken;
    const struct pwz_recon_report *report;
    char *subscription; /* "" = all */
    struct pwz_recon_view view;
    bool has_view;
    struct pwz_arena arena;
    struct pwz_statement statements[PWZ_USAGE_FACTS_MAX];
    size_t count;
    struct pwz_buf words;
};

struct pwz_cli_usage {
    const struct pwz_pack *pack;
    struct pwz_usage_runner runner;
    int wake[2];
    pthread_mutex_t lock; /* of the flag below and the is_done of the threads */
    bool has_progress;
    struct pwz_cli_lister *lister;
    struct usage_reading reading;
    struct usage_proving proving;
    struct usage_loaded now;  /* what the wizard looks at */
    struct usage_proving one; /* likewise */
    struct usage_loaded old;  /* until the news that replace it were taken */
    struct usage_proving old_one;
};

/* ---- usage_runner.c ---- */

/* Raise one of the flags under the lock and wake the front end. Any thread. */
void usage_set_flag(struct pwz_cli_usage *usage, bool *flag);

/* ---- usage_jobs.c: on the front end's thread ---- */

/* Milliseconds of a clock that only goes forward. */
int64_t usage_clock_ms(void);
void usage_do_read(struct pwz_cli_usage *usage, const struct pwz_wish *wish);
void usage_do_stop(struct pwz_cli_usage *usage, const struct pwz_wish *wish);
void usage_do_prove(struct pwz_cli_usage *usage, const struct pwz_wish *wish);
/* Wait for the proving thread, one pass over the groups at most, and forget it. */
void usage_drop_proving(struct pwz_cli_usage *usage);
void usage_loaded_done(struct usage_loaded *loaded);
void usage_reading_done(struct usage_reading *reading);
void usage_proving_done(struct usage_proving *proving);

#endif
