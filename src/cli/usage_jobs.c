/*
 * The two threads of usage files: one reads, one finds out what was proved. Each has a
 * slot that is its own until it raises its flag.
 *
 * Must not know: front ends.
 */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "cli/usage_parts.h"

enum {
    PROGRESS_EVERY_MS = 250,
    HEATS_MAX = 8, /* currencies of one subscription */
    READING_NICE = 10,
    READING_THREADS_MOST = 4,
    PATH_MAX_BYTES = 16 * 1024,
    WORDS_MAX = 64 * 1024,
    ERROR_MAX = 2048
};

int64_t usage_clock_ms(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Signals are the front end's: none is delivered to a thread started here. */
static bool start_thread(pthread_t *thread, void *(*run)(void *), void *context)
{
    sigset_t all;
    sigset_t before;

    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    const bool is_started = pthread_create(thread, NULL, run, context) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return is_started;
}

static char *copy_text(const char *text)
{
    const size_t len = strlen(text);
    char *copy = pwz_mem_new(len + 1, 1);

    if (copy != NULL) {
        memcpy(copy, text, len);
    }
    return copy;
}

/* ---- reading ---- */

void usage_loaded_done(struct usage_loaded *loaded)
{
    pwz_recon_view_close(&loaded->view);
    pwz_recon_report_free(loaded->report);
    *loaded = (struct usage_loaded){0};
}

void usage_reading_done(struct usage_reading *reading)
{
    pwz_recon_run_free(reading->run);
    while (reading->path_count > 0) {
        pwz_mem_free(reading->paths[--reading->path_count]);
    }
    usage_loaded_done(&reading->found);
    pwz_buf_done(&reading->words);
    *reading = (struct usage_reading){0};
}

/* Called by whichever thread reads, never by two at once. */
static void on_piece(void *context)
{
    struct pwz_cli_usage *usage = context;
    const int64_t now = usage_clock_ms();

    if (now - usage->reading.told_ms >= PROGRESS_EVERY_MS) {
        usage->reading.told_ms = now;
        usage_set_flag(usage, &usage->has_progress);
    }
}

static void add_error(struct pwz_buf *words, const struct pwz_err *err)
{
    char line[ERROR_MAX] = "";

    pwz_err_format(err, line, sizeof line);
    pwz_buf_addf(words, "%s%s", words->len > 0 ? "\n" : "", line);
}

static void add_outcomes(struct usage_reading *reading)
{
    for (size_t i = 0; i < reading->path_count; i++) {
        const struct pwz_err *outcome = pwz_recon_run_outcome(reading->run, i);

        if (outcome->status != PWZ_OK && outcome->status != PWZ_E_CANCELLED) {
            add_error(&reading->words, outcome);
        }
    }
}

static void open_view(struct usage_reading *reading)
{
    const struct pwz_recon_view_opts opts = {
        .by = PWZ_BY_SUBSCRIPTION,
        .top = PWZ_USAGE_ROWS_MAX,
    };
    struct pwz_recon_view *view = &reading->found.view;
    struct pwz_err err = {0};

    if (pwz_recon_view_open(view, reading->found.report, &opts, &err) != PWZ_OK) {
        add_error(&reading->words, &err);
        return;
    }
    reading->is_usable = view->row_count + view->monthly_count > 0;
}

static void say_why_empty(struct usage_reading *reading, enum pwz_status status,
                          const struct pwz_err *err)
{
    if (reading->is_usable || reading->words.len > 0) {
        return;
    }
    if (status == PWZ_E_CANCELLED) {
        pwz_buf_adds(&reading->words, "Reading stopped before anything was known.");
    } else if (status != PWZ_OK) {
        add_error(&reading->words, err);
    } else {
        pwz_buf_adds(&reading->words, "The file has no line that tells anything.");
    }
}

/* A key must not wait for a processor. Where the priority is a process's and not a
 * thread's, nothing is changed. */
static void step_back(void)
{
#ifdef __linux__
    (void)setpriority(PRIO_PROCESS, 0, READING_NICE);
#endif
}

/* All processors but one, which is the front end's. */
static unsigned reading_threads(void)
{
    const long count = sysconf(_SC_NPROCESSORS_ONLN);

    return count > READING_THREADS_MOST ? READING_THREADS_MOST
           : count > 2                  ? (unsigned)count - 1
                                        : 1;
}

static void *read_all(void *context)
{
    struct pwz_cli_usage *usage = context;
    struct usage_reading *reading = &usage->reading;
    struct pwz_err err = {0};
    step_back();
    const enum pwz_status status =
        pwz_recon_read_files(reading->run, (const char *const *)reading->paths,
                             reading->path_count, &reading->found.report, &err);

    add_outcomes(reading);
    if (reading->found.report != NULL) {
        open_view(reading);
    }
    say_why_empty(reading, status, &err);
    usage_set_flag(usage, &reading->is_done);
    return NULL;
}

static bool copy_paths(struct usage_reading *reading, const struct pwz_wish *wish)
{
    while (reading->path_count < wish->count &&
           reading->path_count < PWZ_USAGE_FILES_MAX) {
        struct pwz_buf path;
        char *copy;

        pwz_buf_init(&path, PATH_MAX_BYTES);
        pwz_cli_put_path(wish->paths[reading->path_count], &path);
        copy = copy_text(pwz_buf_text(&path));
        pwz_buf_done(&path);
        if (copy == NULL) {
            return false;
        }
        reading->paths[reading->path_count++] = copy;
    }
    return true;
}

static bool start_reading(struct pwz_cli_usage *usage, const struct pwz_wish *wish,
                          struct pwz_err *err)
{
    const struct pwz_recon_run_opts opts = {
        .threads = reading_threads(), .on_piece = on_piece, .ctx = usage};
    struct usage_reading *reading = &usage->reading;

    reading->started_ms = reading->told_ms = usage_clock_ms();
    if (!copy_paths(reading, wish)) {
        pwz_err_set(err, PWZ_E_NOMEM, "Out of memory.");
        return false;
    }
    if (pwz_recon_run_new(&opts, &reading->run, err) != PWZ_OK) {
        return false;
    }
    reading->is_running = start_thread(&reading->thread, read_all, usage);
    if (!reading->is_running) {
        pwz_err_set(err, PWZ_E_IO, "No thread could be started.");
    }
    return reading->is_running;
}

void usage_do_read(struct pwz_cli_usage *usage, const struct pwz_wish *wish)
{
    struct pwz_err err = {0};

    if (usage->reading.is_running) {
        return; /* the wizard reads one set of files at a time */
    }
    usage_reading_done(&usage->reading);
    pwz_buf_init(&usage->reading.words, WORDS_MAX);
    if (!start_reading(usage, wish, &err)) {
        add_error(&usage->reading.words, &err);
        usage_set_flag(usage, &usage->reading.is_done);
    }
}

void usage_do_stop(struct pwz_cli_usage *usage, const struct pwz_wish *wish)
{
    (void)wish;
    if (usage->reading.is_running) {
        pwz_recon_run_cancel(usage->reading.run);
    }
}

/* ---- proving ---- */

void usage_proving_done(struct usage_proving *proving)
{
    if (proving->has_view) {
        pwz_recon_view_close(&proving->view);
    }
    pwz_mem_free(proving->subscription);
    pwz_arena_done(&proving->arena);
    pwz_buf_done(&proving->words);
    *proving = (struct usage_proving){0};
}

static enum pwz_status prove(struct usage_proving *proving, const struct pwz_pack *pack,
                             struct pwz_err *err)
{
    const char *subscription =
        proving->subscription[0] == '\0' ? NULL : proving->subscription;
    const struct pwz_recon_view_opts opts = {
        .by = PWZ_BY_SUBSCRIPTION,
        .subscription = subscription,
        .heats = HEATS_MAX,
    };
    struct pwz_recon_proofs *proofs = NULL;
    enum pwz_status status =
        pwz_recon_proofs_new(proving->report, subscription, &proofs, err);

    if (status == PWZ_OK) {
        status = pwz_recon_view_open(&proving->view, proving->report, &opts, err);
        proving->has_view = true;
    }
    if (status == PWZ_OK) {
        status = pwz_cli_usage_facts(pack, proofs, &proving->arena, proving->statements,
                                     &proving->count);
        pwz_err_set(err, status, "%s", pwz_status_words(status));
    }
    pwz_recon_proofs_free(proofs);
    return status;
}

static void *prove_one(void *context)
{
    struct pwz_cli_usage *usage = context;
    struct usage_proving *proving = &usage->proving;
    struct pwz_err err = {0};

    if (prove(proving, usage->pack, &err) != PWZ_OK) {
        proving->count = 0;
        add_error(&proving->words, &err);
    }
    usage_set_flag(usage, &proving->is_done);
    return NULL;
}

/* Takes one pass over the groups at most. */
void usage_drop_proving(struct pwz_cli_usage *usage)
{
    if (usage->proving.is_running) {
        (void)pthread_join(usage->proving.thread, NULL);
    }
    usage_proving_done(&usage->proving);
}

void usage_do_prove(struct pwz_cli_usage *usage, const struct pwz_wish *wish)
{
    struct usage_proving *proving = &usage->proving;

    usage_drop_proving(usage);
    pwz_buf_init(&proving->words, WORDS_MAX);
    proving->report = usage->now.report;
    proving->is_taken = wish->is_taken;
    proving->subscription = copy_text(wish->subscription);
    proving->is_running = proving->report != NULL && proving->subscription != NULL &&
                          start_thread(&proving->thread, prove_one, usage);
    if (!proving->is_running) {
        pwz_buf_adds(&proving->words, "Nothing could be found out: no memory or thread.");
        usage_set_flag(usage, &proving->is_done);
    }
}
