/*
 * Usage files into a report, for a person who waits: ^C cancels and keeps what is known,
 * and every file that cannot be used is told of.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/recon.h"

enum {
    SIGNAL_EXIT = 128 /* exit status of a program that a signal ended, less the signal */
};

/* ---- signals ---- */

static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
enum {
    NUMBER_COUNT = sizeof(numbers) / sizeof(numbers[0])
};

/* A handler can reach nothing but globals. */
static volatile sig_atomic_t came;
static struct pwz_recon_run *volatile running;

static void cancel(int number)
{
    came = number;
    if (running != NULL) {
        pwz_recon_run_cancel(running);
    }
}

/* Once only: a second ^C ends the program as if there were no handler. */
static void catch_signals(struct sigaction before[NUMBER_COUNT])
{
    struct sigaction action = {.sa_handler = cancel};

    /* The flag's type is unsigned in the system's header and int in the struct. */
    action.sa_flags = (int)SA_RESETHAND;
    (void)sigemptyset(&action.sa_mask);
    came = 0;
    for (size_t i = 0; i < NUMBER_COUNT; i++) {
        (void)sigaction(numbers[i], NULL, &before[i]);
        if (before[i].sa_handler != SIG_IGN) {
            (void)sigaction(numbers[i], &action, NULL);
        }
    }
}

static void release_signals(const struct sigaction before[NUMBER_COUNT])
{
    for (size_t i = 0; i < NUMBER_COUNT; i++) {
        (void)sigaction(numbers[i], &before[i], NULL);
    }
}

/* ---- outcomes ---- */

static enum pwz_exit exit_for(enum pwz_status status)
{
    return status == PWZ_OK || status == PWZ_E_CANCELLED ? PWZ_EXIT_DONE
           : status == PWZ_E_SCHEMA                      ? PWZ_EXIT_USAGE
                                                         : PWZ_EXIT_FAILED;
}

/* What failed weighs more than what is the wrong file. */
static enum pwz_exit worse(enum pwz_exit one, enum pwz_exit other)
{
    if (one == PWZ_EXIT_FAILED || other == PWZ_EXIT_FAILED) {
        return PWZ_EXIT_FAILED;
    }
    return one != PWZ_EXIT_DONE ? one : other;
}

static enum pwz_exit tell_outcomes(const struct pwz_recon_run *run, size_t count)
{
    enum pwz_exit code = PWZ_EXIT_DONE;

    for (size_t i = 0; i < count; i++) {
        const struct pwz_err *outcome = pwz_recon_run_outcome(run, i);

        if (exit_for(outcome->status) != PWZ_EXIT_DONE) {
            (void)pwz_cli_fail(outcome, PWZ_EXIT_FAILED);
            code = worse(code, exit_for(outcome->status));
        }
    }
    return code;
}

static bool is_usable(const struct pwz_recon_report *report)
{
    for (size_t i = 0; i < pwz_recon_file_count(report); i++) {
        const struct pwz_recon_file *file = pwz_recon_file_at(report, i);

        if (file->refused == NULL || file->is_unread) {
            return true;
        }
    }
    return false;
}

/* ---- reading ---- */

static enum pwz_status read_files(struct pwz_recon_run *run,
                                  struct pwz_cli_progress *progress,
                                  const char *const *paths, size_t count,
                                  struct pwz_cli_recon *recon, struct pwz_err *err)
{
    struct sigaction before[NUMBER_COUNT];
    enum pwz_status status;

    running = run;
    catch_signals(before);
    pwz_cli_progress_start(progress, run);
    status = pwz_recon_read_files(run, paths, count, &recon->report, err);
    pwz_cli_progress_end(progress);
    release_signals(before);
    running = NULL;
    recon->ended_by = came;
    return status;
}

enum pwz_exit pwz_cli_recon_read(const char *const *paths, size_t count,
                                 struct pwz_cli_recon *recon)
{
    struct pwz_cli_progress progress = {0};
    const struct pwz_recon_run_opts opts = {
        .on_piece = pwz_cli_progress_piece,
        .ctx = &progress,
    };
    struct pwz_recon_run *run = NULL;
    struct pwz_err err = {0};
    enum pwz_exit code;

    *recon = (struct pwz_cli_recon){0};
    if (pwz_recon_run_new(&opts, &run, &err) != PWZ_OK) {
        return pwz_cli_fail(&err, PWZ_EXIT_FAILED);
    }
    (void)read_files(run, &progress, paths, count, recon, &err);
    if (recon->report == NULL) {
        code = pwz_cli_fail(&err, PWZ_EXIT_FAILED);
    } else {
        recon->is_usable = is_usable(recon->report);
        code = tell_outcomes(run, count);
    }
    pwz_recon_run_free(run);
    return recon->ended_by != 0 ? (enum pwz_exit)(SIGNAL_EXIT + recon->ended_by) : code;
}

void pwz_cli_recon_done(struct pwz_cli_recon *recon)
{
    pwz_recon_report_free(recon->report);
    *recon = (struct pwz_cli_recon){0};
}

static void say_partial(const struct pwz_recon_report *report)
{
    size_t unread = 0;

    for (size_t i = 0; i < pwz_recon_file_count(report); i++) {
        unread += pwz_recon_file_at(report, i)->is_unread;
    }
    fprintf(stderr, "pecwiz: warning: not everything was read: %s",
            pwz_recon_partial_reason(report));
    if (unread > 0) {
        fprintf(stderr, "; %zu file%s not at all", unread, unread == 1 ? "" : "s");
    }
    fputc('\n', stderr);
}

void pwz_cli_recon_warn(const struct pwz_recon_report *report)
{
    const uint64_t dropped = pwz_recon_warnings_dropped(report);

    if (pwz_recon_is_partial(report)) {
        say_partial(report);
    }

    for (size_t i = 0; i < pwz_recon_warning_count(report); i++) {
        const struct pwz_recon_warning *warning = pwz_recon_warning_at(report, i);
        struct pwz_err err = {0};

        pwz_err_set(&err, PWZ_E_RANGE, "warning: %s", warning->text);
        pwz_err_place(&err, warning->file,
                      warning->line <= UINT32_MAX ? (unsigned)warning->line : 0, 0);
        (void)pwz_cli_fail(&err, PWZ_EXIT_DONE);
    }
    if (dropped > 0) {
        fprintf(stderr, "pecwiz: %llu more warnings\n", (unsigned long long)dropped);
    }
}

const char *pwz_cli_lower_id(const char *id, char out[PWZ_CLI_ID_MAX])
{
    size_t i = 0;

    if (id == NULL) {
        return NULL;
    }
    for (; id[i] != '\0' && i + 1 < PWZ_CLI_ID_MAX; i++) {
        out[i] = id[i] >= 'A' && id[i] <= 'Z' ? (char)(id[i] - 'A' + 'a') : id[i];
    }
    out[i] = '\0';
    return out;
}
