/*
 * pecwiz recon: what usage files say about the credit, for people or programs.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pecwiz/mem.h"
#include "pecwiz/recon_view.h"

#include "cli/cli.h"
#include "cli/recon.h"

enum {
    PAGE_MAX = 64 * 1024 * 1024, /* most that is put together before it is written */
    TOP_FOR_PEOPLE = 20,         /* rows of each currency, when --top is not given */
    HEATS_MAX = 100000           /* rows; each takes a byte for each day */
};

/* ---- how it looks ---- */

static bool is_set(const char *name)
{
    const char *value = getenv(name);

    return value != NULL && value[0] != '\0';
}

/* Option, NO_COLOR, CLICOLOR_FORCE, CLICOLOR, terminal: the first that speaks decides. */
static bool wants_color(const struct pwz_cli *cli)
{
    const char *type = getenv("TERM");

    if (cli->color != PWZ_COLOR_AUTO) {
        return cli->color == PWZ_COLOR_ALWAYS;
    }
    if (is_set("NO_COLOR")) {
        return false;
    }
    if (is_set("CLICOLOR_FORCE") && strcmp(getenv("CLICOLOR_FORCE"), "0") != 0) {
        return true;
    }
    if (is_set("CLICOLOR") && strcmp(getenv("CLICOLOR"), "0") == 0) {
        return false;
    }
    return isatty(STDOUT_FILENO) != 0 && type != NULL && type[0] != '\0' &&
           strcmp(type, "dumb") != 0;
}

static struct pwz_recon_look look_of(const struct pwz_cli *cli)
{
    return (struct pwz_recon_look){
        .cols = cli->width > 0 ? cli->width : pwz_cli_columns(STDOUT_FILENO),
        .is_ascii = cli->is_ascii,
        .has_color = wants_color(cli),
    };
}

static bool is_for_people(const struct pwz_cli *cli)
{
    return cli->format == PWZ_FORMAT_TEXT || cli->format == PWZ_FORMAT_HTML;
}

static size_t top_of(const struct pwz_cli *cli)
{
    /* Days are few, and one that is left out looks like one without usage. */
    const bool is_short = is_for_people(cli) && cli->by != PWZ_BY_DAY;

    return cli->has_top ? cli->top : is_short ? TOP_FOR_PEOPLE : 0;
}

/* ---- output ---- */

static void flush_page(void *context, struct pwz_buf *page)
{
    (void)context;
    (void)pwz_cli_print(page, PWZ_OK);
    pwz_buf_clear(page);
}

static enum pwz_status write_view(const struct pwz_cli *cli,
                                  const struct pwz_recon_view *view,
                                  const struct pwz_recon_sink *sink)
{
    const struct pwz_recon_look look = look_of(cli);

    switch (cli->format) {
    case PWZ_FORMAT_JSON: return pwz_recon_view_json(view, sink);
    case PWZ_FORMAT_CSV: return pwz_recon_view_csv(view, sink);
    case PWZ_FORMAT_HTML: return pwz_recon_view_html(view, sink);
    case PWZ_FORMAT_TEXT:
    case PWZ_FORMAT_MARKDOWN: break;
    }
    return pwz_recon_view_text(view, &look, sink);
}

static enum pwz_exit print_view(const struct pwz_cli *cli,
                                const struct pwz_recon_view *view)
{
    struct pwz_buf page;
    const struct pwz_recon_sink sink = {.buf = &page, .flush = flush_page};
    enum pwz_exit code = PWZ_EXIT_DONE;
    enum pwz_status status;

    pwz_buf_init(&page, PAGE_MAX);
    status = write_view(cli, view, &sink);
    if (status != PWZ_OK) {
        const struct pwz_err err = {.status = status};

        code = pwz_cli_fail(&err, PWZ_EXIT_FAILED);
    }
    pwz_buf_done(&page);
    return code;
}

/* ---- the command ---- */

static enum pwz_exit say_no_row(const struct pwz_cli *cli)
{
    struct pwz_err err = {0};

    pwz_err_set(&err, PWZ_E_NOT_FOUND, "no line of the files is about %s '%s'",
                cli->subscription != NULL ? "subscription" : "customer",
                cli->subscription != NULL ? cli->subscription : cli->customer);
    return pwz_cli_fail(&err, PWZ_EXIT_USAGE);
}

static enum pwz_exit show(const struct pwz_cli *cli,
                          const struct pwz_recon_report *report)
{
    char customer[PWZ_CLI_ID_MAX], subscription[PWZ_CLI_ID_MAX];
    const size_t top = top_of(cli);
    const struct pwz_recon_view_opts opts = {
        .by = cli->by,
        .are_days_together = is_for_people(cli),
        .customer = pwz_cli_lower_id(cli->customer, customer),
        .subscription = pwz_cli_lower_id(cli->subscription, subscription),
        .top = top,
        .heats = is_for_people(cli) ? HEATS_MAX : 0,
    };
    struct pwz_recon_view view = {0};
    struct pwz_err err = {0};
    enum pwz_exit code;

    if (pwz_recon_view_open(&view, report, &opts, &err) != PWZ_OK) {
        code = pwz_cli_fail(&err, PWZ_EXIT_FAILED);
    } else if (view.row_count + view.monthly_count == 0 &&
               (opts.customer != NULL || opts.subscription != NULL)) {
        code = say_no_row(cli);
    } else {
        code = print_view(cli, &view);
    }
    if (code == PWZ_EXIT_DONE && view.has_missing) {
        code = PWZ_EXIT_CAUSE;
    }
    pwz_recon_view_close(&view);
    return code;
}

static enum pwz_exit say_no_file(void)
{
    struct pwz_err err = {0};

    pwz_err_set(&err, PWZ_E_RANGE,
                "'recon' needs at least one usage file; - reads standard input");
    return pwz_cli_fail(&err, PWZ_EXIT_USAGE);
}

/* Standard input is empty when it is read again, and would be told of as an empty file.
 */
static bool has_input_twice(const struct pwz_cli *cli)
{
    size_t count = 0;

    for (size_t i = 0; i < cli->operand_count; i++) {
        count += strcmp(cli->operands[i], "-") == 0;
    }
    return count > 1;
}

static enum pwz_exit say_input_twice(void)
{
    struct pwz_err err = {0};

    pwz_err_set(&err, PWZ_E_RANGE, "standard input (-) is given twice");
    return pwz_cli_fail(&err, PWZ_EXIT_USAGE);
}

enum pwz_exit pwz_cmd_recon(struct pwz_cli *cli)
{
    struct pwz_cli_recon recon;
    enum pwz_exit read, shown = PWZ_EXIT_DONE;

    if (cli->operand_count == 0) {
        return say_no_file();
    }
    if (has_input_twice(cli)) {
        return say_input_twice();
    }
    read = pwz_cli_recon_read(cli->operands, cli->operand_count, &recon);
    if (recon.is_usable && recon.ended_by != SIGHUP) {
        if (cli->format == PWZ_FORMAT_JSON || cli->format == PWZ_FORMAT_CSV) {
            pwz_cli_recon_warn(recon.report);
        }
        shown = show(cli, recon.report);
    }
    pwz_cli_recon_done(&recon);
    return read != PWZ_EXIT_DONE ? read : shown;
}
