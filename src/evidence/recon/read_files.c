/*
 * Usage files from disk into one report: the run, its numbers, and the order of things.
 */
#include "evidence/recon/read_files.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pecwiz/mem.h"

enum {
    THREADS_DEFAULT = 2,
    THREADS_MAX = 16
};

static const uint64_t TEXT_MAX_DEFAULT = (uint64_t)1 << 40; /* 1 TiB: years of usage */

/* ---- a run ---- */

static enum pwz_status open_cancel_pipe(struct pwz_recon_run *run, struct pwz_err *err)
{
    if (pipe(run->cancel_fds) != 0) {
        run->cancel_fds[0] = run->cancel_fds[1] = -1;
        return source_fail_errno(err, "no pipe can be had");
    }
    for (int i = 0; i < 2; i++) {
        (void)fcntl(run->cancel_fds[i], F_SETFD, FD_CLOEXEC);
        (void)fcntl(run->cancel_fds[i], F_SETFL, O_NONBLOCK);
    }
    return PWZ_OK;
}

static void settle_opts(struct pwz_recon_run_opts *opts)
{
    if (opts->threads == 0) {
        opts->threads = THREADS_DEFAULT;
    }
    if (opts->threads > THREADS_MAX) {
        opts->threads = THREADS_MAX;
    }
    if (opts->text_max_bytes == 0) {
        opts->text_max_bytes = TEXT_MAX_DEFAULT;
    }
}

enum pwz_status pwz_recon_run_new(const struct pwz_recon_run_opts *opts,
                                  struct pwz_recon_run **out, struct pwz_err *err)
{
    struct pwz_recon_run *run = pwz_mem_new(1, sizeof *run);

    *out = NULL;
    if (run == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory for reading usage files");
    }
    run->opts = *opts;
    run->cancel_fds[0] = run->cancel_fds[1] = -1;
    settle_opts(&run->opts);
    run->has_lock = pthread_mutex_init(&run->piece_lock, NULL) == 0;

    enum pwz_status status =
        run->has_lock ? open_cancel_pipe(run, err)
                      : pwz_err_set(err, PWZ_E_NOMEM, "out of memory for a lock");

    if (status == PWZ_OK) {
        status = pwz_recon_new(&run->opts.reader, &run->recon, err);
    }
    if (status != PWZ_OK) {
        pwz_recon_run_free(run);
        return status;
    }
    *out = run;
    return PWZ_OK;
}

void pwz_recon_run_free(struct pwz_recon_run *run)
{
    if (run == NULL) {
        return;
    }
    for (int i = 0; i < 2; i++) {
        if (run->cancel_fds[i] >= 0) {
            (void)close(run->cancel_fds[i]);
        }
    }
    if (run->has_lock) {
        pthread_mutex_destroy(&run->piece_lock);
    }
    pwz_recon_free(run->recon);
    pwz_mem_free(run->outcomes);
    pwz_mem_free(run);
}

void pwz_recon_run_cancel(struct pwz_recon_run *run)
{
    const int code = errno; /* a signal handler must leave it as it was */

    atomic_store(&run->is_cancelled, true);
    pwz_recon_cancel(run->recon);
    /* A full pipe is as good as one with a byte. */
    (void)!write(run->cancel_fds[1], "", 1);
    errno = code;
}

struct pwz_recon_run_progress pwz_recon_run_progress(const struct pwz_recon_run *run)
{
    const uint64_t done = atomic_load(&run->done), total = atomic_load(&run->total);

    return (struct pwz_recon_run_progress){
        /* A file may be read twice, or have grown since. */
        .bytes_done = total != 0 && done > total ? total : done,
        .bytes_total = total,
        .text_bytes = atomic_load(&run->text),
        .lines = atomic_load(&run->lines),
        .missing = atomic_load(&run->missing),
        .files_done = atomic_load(&run->files_done),
        .files = atomic_load(&run->files),
    };
}

const struct pwz_err *pwz_recon_run_outcome(const struct pwz_recon_run *run, size_t index)
{
    return index < run->outcome_count ? &run->outcomes[index] : NULL;
}

void read_count(struct reading *reading)
{
    struct pwz_recon_run *run = reading->run;

    pthread_mutex_lock(&run->piece_lock);

    const struct pwz_recon_progress now = pwz_recon_progress(reading->recon);

    atomic_fetch_add(&run->text, now.bytes - reading->seen.bytes);
    atomic_fetch_add(&run->lines, now.lines - reading->seen.lines);
    atomic_fetch_add(&run->missing, now.missing - reading->seen.missing);
    reading->seen = now;
    if (run->opts.on_piece != NULL) {
        run->opts.on_piece(run->opts.ctx);
    }
    pthread_mutex_unlock(&run->piece_lock);
}

/* ---- reading ---- */

/* Sizes as they are now; 0 when one of them is not known. `*largest` of the files. */
static uint64_t add_sizes(const struct pwz_recon_run *run, const char *const *paths,
                          size_t count, uint64_t *largest)
{
    uint64_t sum = 0;
    bool is_known = true;

    *largest = 0;
    for (size_t i = 0; i < count; i++) {
        struct stat info;
        const bool is_there = strcmp(paths[i], "-") == 0
                                  ? fstat(run->opts.stdin_fd, &info) == 0
                                  : stat(paths[i], &info) == 0;
        if (is_there && S_ISREG(info.st_mode)) {
            const uint64_t size = (uint64_t)info.st_size;
            sum += size;
            *largest = size > *largest ? size : *largest;
        } else {
            /* What is not there, or is a folder, has no bytes to read. */
            is_known = is_known && (!is_there || S_ISDIR(info.st_mode));
        }
    }
    return is_known ? sum : 0;
}

static enum pwz_status read_in_turn(struct pwz_recon_run *run, const char *const *paths,
                                    size_t count, size_t *taken)
{
    struct reading reading = {
        .run = run,
        .recon = run->recon,
        .threads = run->opts.threads,
        .is_ringed = true,
    };
    enum pwz_status status = PWZ_OK;

    for (; *taken < count && !read_is_fatal(status); ++*taken) {
        status = read_one(&reading, paths[*taken], &run->outcomes[*taken]);
    }
    return status;
}

/* Several files at a time pay when no single one is most of the work. */
static bool is_worth_threads(const struct pwz_recon_run *run, size_t count, uint64_t sum,
                             uint64_t largest)
{
    return run->opts.threads > 1 && count > 1 && sum > 0 && largest < sum / 4 * 3;
}

/* The files behind the one that ended it all are in the report as not read. */
static void stop_reading(struct pwz_recon_run *run, enum pwz_status why,
                         const char *const *paths, size_t count, size_t taken)
{
    for (size_t i = taken; i < count; i++) {
        struct pwz_err *outcome = &run->outcomes[i];
        const char *name = read_name(paths[i]);

        *outcome = (struct pwz_err){0};
        pwz_err_set(outcome, why, "not read: %s",
                    why == PWZ_E_CANCELLED ? "the reading was cancelled before this file"
                                           : "the reading ended before this file");
        pwz_err_place(outcome, name, 0, 0);
        pwz_recon_stop(run->recon, why, &name, 1);
    }
    pwz_recon_stop(run->recon, why, NULL, 0);
}

/* The first that is not OK, or the one that ended it all. */
static enum pwz_status settle_outcomes(struct pwz_recon_run *run, enum pwz_status last,
                                       size_t taken, struct pwz_err *err)
{
    enum pwz_status first = PWZ_OK;

    for (size_t i = 0; i < taken; i++) {
        const struct pwz_err *outcome = &run->outcomes[i];
        if (outcome->status != PWZ_OK &&
            (first == PWZ_OK || read_is_fatal(outcome->status))) {
            first = outcome->status;
            *err = *outcome;
        }
    }
    return first == PWZ_OK && last != PWZ_OK
               ? pwz_err_set(err, last, "%s", pwz_status_words(last))
               : first;
}

enum pwz_status pwz_recon_read_files(struct pwz_recon_run *run, const char *const *paths,
                                     size_t count, struct pwz_recon_report **report,
                                     struct pwz_err *err)
{
    struct pwz_err ignored = {0};
    struct pwz_err *told = err != NULL ? err : &ignored;
    uint64_t largest = 0;

    *report = NULL;
    if (run->outcomes != NULL) {
        return pwz_err_set(told, PWZ_E_STATE, "a run reads files only once");
    }
    run->outcomes = pwz_mem_new(count, sizeof *run->outcomes);
    if (run->outcomes == NULL) {
        return pwz_err_set(told, PWZ_E_NOMEM, "out of memory for reading usage files");
    }
    run->outcome_count = count;
    atomic_store(&run->files, count);

    const uint64_t sum = add_sizes(run, paths, count, &largest);

    atomic_store(&run->total, sum);

    size_t taken = 0;
    const enum pwz_status last = is_worth_threads(run, count, sum, largest)
                                     ? read_many(run, paths, count, &taken, told)
                                     : read_in_turn(run, paths, count, &taken);
    const enum pwz_status first = settle_outcomes(run, last, taken, told);

    if (read_is_fatal(last)) {
        stop_reading(run, last, paths, count, taken);
    }
    struct pwz_err finish_err = {0};
    const enum pwz_status finished = pwz_recon_finish(run->recon, report, &finish_err);

    if (finished != PWZ_OK) {
        *told = finish_err;
        return finished;
    }
    return first;
}
