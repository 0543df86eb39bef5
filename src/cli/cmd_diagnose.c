/*
 * pecwiz diagnose: all answers at once, one result. Nothing reaches standard output
 * before every answer has been checked.
 */
#include <string.h>

#include "pecwiz/answers.h"
#include "pecwiz/report.h"

#include "cli/cli.h"
#include "cli/recon.h"

enum {
    PAGE_MAX = 32 * 1024 * 1024,
    TEXT_COLS = 80,
    PLACE_MAX = 1024
};

/* ---- output ---- */

static enum pwz_status write_text(const struct pwz_doc *doc,
                                  const struct pwz_case_view *view, struct pwz_buf *page)
{
    (void)view;
    return pwz_doc_to_text(doc, TEXT_COLS, page);
}

static enum pwz_status write_markdown(const struct pwz_doc *doc,
                                      const struct pwz_case_view *view,
                                      struct pwz_buf *page)
{
    (void)view;
    return pwz_doc_to_markdown(doc, page);
}

static enum pwz_status write_html(const struct pwz_doc *doc,
                                  const struct pwz_case_view *view, struct pwz_buf *page)
{
    return pwz_doc_to_html(doc, pwz_pack_text(view->pack, view->pack->meta->title), page);
}

static enum pwz_status write_json(const struct pwz_doc *doc,
                                  const struct pwz_case_view *view, struct pwz_buf *page)
{
    (void)doc;
    return pwz_report_json(view, page);
}

typedef enum pwz_status write_fn(const struct pwz_doc *doc,
                                 const struct pwz_case_view *view, struct pwz_buf *page);

static write_fn *const writers[] = {
    [PWZ_FORMAT_TEXT] = write_text,
    [PWZ_FORMAT_JSON] = write_json,
    [PWZ_FORMAT_MARKDOWN] = write_markdown,
    [PWZ_FORMAT_HTML] = write_html,
};

static enum pwz_exit print_case(const struct pwz_cli *cli,
                                const struct pwz_case_view *view)
{
    struct pwz_doc doc = {0};
    struct pwz_buf page;
    enum pwz_exit code;

    pwz_buf_init(&page, PAGE_MAX);
    if (cli->format != PWZ_FORMAT_JSON) {
        pwz_report_case(view, &doc);
    }
    code = pwz_cli_print(&page, writers[cli->format](&doc, view, &page));
    pwz_buf_done(&page);
    pwz_doc_done(&doc);
    return code == PWZ_EXIT_DONE
               ? (enum pwz_exit)pwz_report_exit_code(view->result->status)
               : code;
}

/* ---- input ---- */

static enum pwz_status read_file(const struct pwz_cli *cli, struct pwz_answers *answers,
                                 struct pwz_err *err)
{
    const char *name = strcmp(cli->answers, "-") == 0 ? "standard input" : cli->answers;
    struct pwz_buf bytes;
    enum pwz_status status;

    pwz_buf_init(&bytes, PWZ_ANSWERS_BYTES_MAX);
    status = pwz_file_read(cli->answers, PWZ_ANSWERS_BYTES_MAX, &bytes, err);
    if (status == PWZ_OK) {
        *err = (struct pwz_err){0};
        status = pwz_answers_read(answers, pwz_buf_text(&bytes), bytes.len, name, err);
    }
    pwz_buf_done(&bytes);
    return status;
}

/* The place of an error on the command line is the option as it was typed. */
static void place_set(struct pwz_err *err, const char *set)
{
    struct pwz_buf place;

    pwz_buf_init(&place, PLACE_MAX);
    pwz_buf_adds(&place, "--set ");
    pwz_buf_add(&place, set, strlen(set) < PLACE_MAX / 2 ? strlen(set) : PLACE_MAX / 2);
    pwz_err_place(err, pwz_buf_text(&place), 0, 0);
    pwz_buf_done(&place);
}

static enum pwz_status read_sets(const struct pwz_cli *cli, struct pwz_answers *answers,
                                 struct pwz_err *err)
{
    for (size_t i = 0; i < cli->set_count; i++) {
        const enum pwz_status status = pwz_answers_set(answers, cli->sets[i], err);

        if (status != PWZ_OK) {
            place_set(err, cli->sets[i]);
            return status;
        }
    }
    return PWZ_OK;
}

static enum pwz_status collect(const struct pwz_cli *cli, const struct pwz_model *model,
                               struct pwz_facts *facts, struct pwz_err *err)
{
    struct pwz_answers answers;
    enum pwz_status status = pwz_answers_init(&answers, model, err);

    if (status == PWZ_OK && cli->answers != NULL) {
        status = read_file(cli, &answers, err);
    }
    if (status == PWZ_OK) {
        status = read_sets(cli, &answers, err);
    }
    if (status == PWZ_OK) {
        status = pwz_answers_apply(&answers, cli->now, facts, err);
    }
    pwz_answers_done(&answers);
    return status;
}

/* ---- usage files ---- */

/* A part of a file can prove less than nothing: what was not read may say otherwise. */
static enum pwz_exit read_recons(const struct pwz_cli *cli, struct pwz_cli_recon *recon)
{
    struct pwz_err err = {0};
    enum pwz_exit code;

    *recon = (struct pwz_cli_recon){0};
    if (cli->recon_count == 0) {
        if (cli->subscription != NULL) {
            pwz_err_set(&err, PWZ_E_RANGE,
                        "option '--subscription' needs '--recon FILE'");
            return pwz_cli_fail(&err, PWZ_EXIT_USAGE);
        }
        return PWZ_EXIT_DONE;
    }
    code = pwz_cli_recon_read(cli->recons, cli->recon_count, recon);
    if (code == PWZ_EXIT_DONE && pwz_recon_is_partial(recon->report)) {
        pwz_err_set(&err, PWZ_E_IO, "the usage files were not read to their end: %s",
                    pwz_recon_partial_reason(recon->report));
        code = pwz_cli_fail(&err, PWZ_EXIT_FAILED);
    }
    if (code == PWZ_EXIT_DONE) {
        pwz_cli_recon_warn(recon->report);
    }
    return code;
}

/* ---- the command ---- */

static enum pwz_exit judge(const struct pwz_cli *cli, const struct pwz_pack *pack,
                           const struct pwz_recon_report *report)
{
    struct pwz_err err = {0};
    struct pwz_facts *facts = NULL;
    struct pwz_walk *walk = NULL;
    enum pwz_status status = pwz_facts_new(&pack->model, &facts, &err);
    enum pwz_exit code;

    if (status == PWZ_OK) {
        status = pwz_walk_new(&pack->model, &walk, &err);
    }
    if (status == PWZ_OK) {
        status = collect(cli, &pack->model, facts, &err);
    }
    if (status == PWZ_OK && report != NULL) {
        status = pwz_cli_recon_facts(cli, pack, report, facts, &err);
    }
    if (status == PWZ_OK) {
        const struct pwz_case_view view = {
            .pack = pack,
            .facts = facts,
            .result = pwz_walk_update(walk, facts),
            .now = cli->now,
            .hides_notes = cli->audience == PWZ_AUDIENCE_PARTNER,
        };

        code = print_case(cli, &view);
    } else {
        code = pwz_cli_fail(&err, PWZ_EXIT_USAGE);
    }
    pwz_walk_free(walk);
    pwz_facts_free(facts);
    return code;
}

enum pwz_exit pwz_cmd_diagnose(struct pwz_cli *cli)
{
    struct pwz_cli_recon recon = {0};
    struct pwz_cli_pack pack;
    enum pwz_exit code = pwz_cli_open_pack(cli, &pack);

    if (code == PWZ_EXIT_DONE) {
        code = read_recons(cli, &recon);
    }
    if (code == PWZ_EXIT_DONE) {
        code = judge(cli, &pack.pack, recon.report);
    }
    pwz_cli_recon_done(&recon);
    pwz_cli_close_pack(&pack);
    return code;
}
