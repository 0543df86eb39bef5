/*
 * pecwiz and pecwiz new: the wizard on the full screen, then three lines that stay.
 */
#include <signal.h>

#include "pecwiz/report.h"
#include "pecwiz/wizard.h"

#include "cli/cli.h"
#include "cli/summary.h"

enum {
    SUMMARY_MAX = 16 * 1024,
    SIGNAL_EXIT = 128 /* exit status of a program that a signal ended, less the signal */
};

static enum pwz_status run_screen(struct pwz_cli *cli, struct pwz_wizard *wizard,
                                  int *ended_by, struct pwz_err *err)
{
    const struct pwz_curses_opts opts = {
        .color = cli->color,
        .is_ascii = cli->is_ascii,
        .has_mouse = cli->has_mouse,
        .now = pwz_clock_now,
        .context = cli,
    };

    return pwz_curses_run(wizard, &opts, ended_by, err);
}

/* A lost terminal cannot show a summary. */
static enum pwz_exit leave(struct pwz_cli *cli, const struct pwz_wizard *wizard,
                           int ended_by)
{
    const struct pwz_case_view view = pwz_wizard_case(wizard, pwz_clock_now(cli));
    enum pwz_exit code = PWZ_EXIT_DONE;
    struct pwz_buf page;

    if (ended_by != SIGHUP) {
        pwz_buf_init(&page, SUMMARY_MAX);
        pwz_summary_write(&view, &page);
        code = pwz_cli_print(&page, pwz_buf_status(&page));
        pwz_buf_done(&page);
    }
    if (ended_by != 0) {
        return (enum pwz_exit)(SIGNAL_EXIT + ended_by);
    }
    return code == PWZ_EXIT_DONE
               ? (enum pwz_exit)pwz_report_exit_code(view.result->status)
               : code;
}

static enum pwz_exit walk(struct pwz_cli *cli, const struct pwz_pack *pack)
{
    const struct pwz_wizard_opts opts = {
        .audience = cli->audience,
        .is_ascii = cli->is_ascii,
    };
    struct pwz_wizard *wizard = NULL;
    struct pwz_err err = {0};
    int ended_by = 0;
    enum pwz_status status = pwz_wizard_new(pack, &opts, cli->now, &wizard, &err);
    enum pwz_exit code;

    if (status == PWZ_OK) {
        status = run_screen(cli, wizard, &ended_by, &err);
    }
    code = status == PWZ_OK ? leave(cli, wizard, ended_by)
                            : pwz_cli_fail(&err, PWZ_EXIT_FAILED);
    pwz_wizard_free(wizard);
    return code;
}

enum pwz_exit pwz_cmd_wizard(struct pwz_cli *cli)
{
    struct pwz_cli_pack pack;
    enum pwz_exit code = pwz_cli_open_pack(cli, &pack);

    if (code == PWZ_EXIT_DONE) {
        code = walk(cli, &pack.pack);
    }
    pwz_cli_close_pack(&pack);
    return code;
}
