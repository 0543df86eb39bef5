/*
 * pecwiz, pecwiz new and pecwiz resume: the wizard on the full screen or in lines, then
 * three lines that stay.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pecwiz/plain.h"
#include "pecwiz/report.h"
#include "pecwiz/wizard.h"

#include "cli/runner.h"
#include "cli/summary.h"
#include "cli/usage.h"

enum {
    SUMMARY_MAX = 16 * 1024,
    SIGNAL_EXIT = 128 /* exit status of a program that a signal ended, less the signal */
};

/* ---- which of the two front ends ---- */

/* Set and not one of the words for no. */
static bool is_true(const char *value)
{
    static const char *const no[] = {"", "0", "no", "false"};

    for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++) {
        if (value == NULL || strcmp(value, no[i]) == 0) {
            return false;
        }
    }
    return true;
}

/* Our own variable, when it says anything, beats what is set for all programs. */
const char *pwz_cli_wished_lines(void)
{
    static const char *const names[] = {"ACCESSIBLE", "GH_ACCESSIBLE_PROMPTER"};
    const char *own = getenv("PECWIZ_PLAIN");

    if (own != NULL && own[0] != '\0') {
        return is_true(own) ? "PECWIZ_PLAIN is set" : NULL;
    }
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (is_true(getenv(names[i]))) {
            return i == 0 ? "ACCESSIBLE is set" : "GH_ACCESSIBLE_PROMPTER is set";
        }
    }
    return NULL;
}

/* Why lines and not the full screen, in words; NULL when nothing speaks for lines. */
static const char *why_lines(const struct pwz_cli *cli)
{
    const char *type = getenv("TERM");
    const char *wish = cli->is_plain ? "--plain was given" : pwz_cli_wished_lines();

    if (wish != NULL) {
        return wish;
    }
    if (isatty(STDOUT_FILENO) == 0) {
        return "standard output is not a terminal";
    }
    if (isatty(STDIN_FILENO) == 0) {
        return "standard input is not a terminal";
    }
    if (type == NULL || type[0] == '\0') {
        return "TERM is not set";
    }
    return strcmp(type, "dumb") == 0 || strcmp(type, "unknown") == 0
               ? "the terminal cannot show a full screen"
               : NULL;
}

static const struct pwz_usage_runner *usage_of(struct pwz_runner *runner)
{
    return pwz_cli_usage_runner(runner->usage);
}

static enum pwz_status run_lines(struct pwz_runner *runner, int *ended_by,
                                 struct pwz_err *err)
{
    const struct pwz_plain_opts opts = {
        .in = STDIN_FILENO,
        .out = stdout,
        .now = pwz_runner_now,
        .perform = pwz_runner_perform,
        .context = runner,
        .usage = usage_of(runner),
    };

    return pwz_plain_run(runner->wizard, &opts, ended_by, err);
}

static enum pwz_status run_screen(struct pwz_runner *runner, int *ended_by,
                                  struct pwz_err *err)
{
    const struct pwz_cli *cli = runner->cli;
    const struct pwz_curses_opts opts = {
        .color = cli->color,
        .is_ascii = cli->is_ascii,
        .has_mouse = cli->has_mouse,
        .now = pwz_runner_now,
        .perform = pwz_runner_perform,
        .context = runner,
        .usage = usage_of(runner),
    };

    return pwz_curses_run(runner->wizard, &opts, ended_by, err);
}

/* Line mode where a full screen was expected is a surprise unless it says why. */
static enum pwz_status run_front_end(struct pwz_runner *runner, int *ended_by,
                                     struct pwz_err *err)
{
    const char *why = why_lines(runner->cli);

    if (why == NULL) {
        return run_screen(runner, ended_by, err);
    }
    fprintf(stderr, "pecwiz: line mode, because %s\n", why);
    return run_lines(runner, ended_by, err);
}

/* A lost terminal cannot show a summary. */
static enum pwz_exit leave(struct pwz_runner *runner, int ended_by)
{
    const struct pwz_case_view view =
        pwz_wizard_case(runner->wizard, pwz_runner_now(runner));
    enum pwz_exit code = PWZ_EXIT_DONE;
    struct pwz_buf page;

    if (ended_by != SIGHUP) {
        pwz_buf_init(&page, SUMMARY_MAX);
        pwz_summary_write(&view, runner, &page);
        code = pwz_cli_print(&page, pwz_buf_status(&page));
        pwz_buf_done(&page);
    }
    if (ended_by != 0) {
        return (enum pwz_exit)(SIGNAL_EXIT + ended_by);
    }
    if (runner->is_lost) {
        return PWZ_EXIT_FAILED;
    }
    return code == PWZ_EXIT_DONE
               ? (enum pwz_exit)pwz_report_exit_code(view.result->status)
               : code;
}

/* ---- where it begins ---- */

/* Sets up the first screen; PWZ_EXIT_DONE, or what to end with after saying why. */
typedef enum pwz_exit begin_fn(struct pwz_runner *runner);

static enum pwz_exit begin_new(struct pwz_runner *runner)
{
    (void)runner;
    return PWZ_EXIT_DONE;
}

/* Cases that cannot be listed are no reason to refuse a new one in a live call. */
static enum pwz_exit begin_any(struct pwz_runner *runner)
{
    struct pwz_err err = {0};
    size_t count;

    if (pwz_runner_offer(runner, false, &count, &err) != PWZ_OK) {
        pwz_wizard_message(runner->wizard, err.text, true);
    }
    return PWZ_EXIT_DONE;
}

static enum pwz_exit begin_kept(struct pwz_runner *runner)
{
    struct pwz_err err = {0};
    size_t count = 0;
    enum pwz_status status;

    if (runner->cli->operand_count > 0) {
        status = pwz_runner_resume(runner, runner->cli->operands[0], &err);
    } else {
        status = pwz_runner_offer(runner, true, &count, &err);
        if (status == PWZ_OK && count == 0) {
            fputs("pecwiz: there is no case to go on with; 'pecwiz new' begins one\n",
                  stderr);
            return PWZ_EXIT_UNDECIDED;
        }
    }
    return status == PWZ_OK ? PWZ_EXIT_DONE : pwz_cli_fail(&err, PWZ_EXIT_USAGE);
}

/* ---- usage files of the command line ---- */

/* Standard input is where answers come from. */
static enum pwz_status check_files(const struct pwz_cli *cli, struct pwz_err *err)
{
    for (size_t i = 0; i < cli->recon_count; i++) {
        if (strcmp(cli->recons[i], "-") == 0) {
            pwz_err_place(err, "--recon", 0, 0);
            return pwz_err_set(err, PWZ_E_RANGE,
                               "the wizard takes answers from standard input: give a "
                               "file, or use 'pecwiz recon -'");
        }
    }
    return PWZ_OK;
}

static void begin_reading(struct pwz_runner *runner)
{
    const struct pwz_usage_runner *usage = usage_of(runner);
    struct pwz_effects effects;

    if (runner->cli->recon_count > 0) {
        pwz_wizard_read(runner->wizard, runner->cli->recons, runner->cli->recon_count,
                        &effects);
        for (size_t i = 0; i < effects.count; i++) {
            usage->perform(usage->context, effects.effect[i].wish);
        }
    }
}

/* ---- the run ---- */

static enum pwz_exit walk(struct pwz_runner *runner, begin_fn *begin)
{
    struct pwz_err err = {0};
    int ended_by = 0;
    enum pwz_status status = pwz_runner_start(runner, &err);
    enum pwz_exit code =
        status == PWZ_OK ? begin(runner) : pwz_cli_fail(&err, PWZ_EXIT_FAILED);
    const bool has_begun = code == PWZ_EXIT_DONE;

    if (has_begun) {
        begin_reading(runner);
        status = run_front_end(runner, &ended_by, &err);
    }
    pwz_runner_close(runner);
    if (has_begun) {
        code = status == PWZ_OK ? leave(runner, ended_by)
                                : pwz_cli_fail(&err, PWZ_EXIT_FAILED);
    }
    return code;
}

static enum pwz_exit run(struct pwz_cli *cli, begin_fn *begin)
{
    const struct pwz_wizard_opts opts = {
        .audience = cli->audience,
        .is_ascii = cli->is_ascii,
    };
    struct pwz_cli_pack pack;
    struct pwz_runner runner = {.cli = cli, .pack = &pack.pack};
    struct pwz_err err = {0};
    enum pwz_exit code = check_files(cli, &err) == PWZ_OK
                             ? pwz_cli_open_pack(cli, &pack)
                             : pwz_cli_fail(&err, PWZ_EXIT_USAGE);

    if (code != PWZ_EXIT_DONE) {
        return code;
    }
    if (pwz_cli_usage_new(&pack.pack, &runner.usage, &err) != PWZ_OK ||
        pwz_wizard_new(&pack.pack, &opts, cli->now, &runner.wizard, &err) != PWZ_OK) {
        code = pwz_cli_fail(&err, PWZ_EXIT_FAILED);
    }
    if (code == PWZ_EXIT_DONE) {
        code = walk(&runner, begin);
    }
    pwz_wizard_free(runner.wizard); /* first: it shows what the readers hold */
    pwz_cli_usage_free(runner.usage);
    pwz_cli_close_pack(&pack);
    return code;
}

enum pwz_exit pwz_cmd_wizard(struct pwz_cli *cli)
{
    return run(cli, begin_any);
}

enum pwz_exit pwz_cmd_new(struct pwz_cli *cli)
{
    return run(cli, begin_new);
}

enum pwz_exit pwz_cmd_resume(struct pwz_cli *cli)
{
    return run(cli, begin_kept);
}
