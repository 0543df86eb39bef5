/*
 * pecwiz content outline | graph | docs: a pack shown to those who write, check and sign
 * it.
 */
#include <string.h>

#include "pecwiz/mem.h"
#include "pecwiz/outline.h"
#include "pecwiz/report.h"
#include "pecwiz/text.h"

#include "cli/cli.h"

enum {
    PAGE_MAX = 64 * 1024 * 1024,
    USUAL_COLS = 79
};

typedef enum pwz_exit show_fn(const struct pwz_cli *cli, const struct pwz_pack *pack,
                              struct pwz_buf *page);

/* The operand is the pack here, as for the other commands about content. */
static enum pwz_exit show(struct pwz_cli *cli, show_fn *run)
{
    struct pwz_cli_pack pack;
    struct pwz_buf page;
    enum pwz_exit code;

    cli->content = cli->operand_count > 0 ? cli->operands[0] : NULL;
    code = pwz_cli_open_pack(cli, &pack);
    if (code != PWZ_EXIT_DONE) {
        return code;
    }
    pwz_buf_init(&page, PAGE_MAX);
    code = run(cli, &pack.pack, &page);
    pwz_buf_done(&page);
    pwz_cli_close_pack(&pack);
    return code;
}

/* ---- outline ---- */

static enum pwz_exit show_outline(const struct pwz_cli *cli, const struct pwz_pack *pack,
                                  struct pwz_buf *page)
{
    const size_t cols = cli->width > 0 ? cli->width : USUAL_COLS;

    return pwz_cli_print(page, pwz_pack_outline(pack, cols, page));
}

enum pwz_exit pwz_cmd_outline(struct pwz_cli *cli)
{
    return show(cli, show_outline);
}

/* ---- graph ---- */

/* One kind of thing a graph can be of; ids for the search of what was meant. */
struct target {
    const char *what; /* "step" */
    const char *id;
    uint32_t count;
    const char *(*name)(const struct pwz_model *model, uint32_t index);
};

static enum pwz_status say_unknown(const struct pwz_model *model,
                                   const struct target *target, struct pwz_err *err)
{
    const char **names = pwz_mem_new(target->count, sizeof(*names));
    const char *nearest;

    if (names == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    for (uint32_t i = 0; i < target->count; i++) {
        names[i] = target->name(model, i);
    }
    nearest = pwz_text_nearest(target->id, names, target->count);
    pwz_err_set(err, PWZ_E_NOT_FOUND, "the pack has no %s '%s'%s%s%s", target->what,
                target->id, nearest != NULL ? "; did you mean '" : "",
                nearest != NULL ? nearest : "", nearest != NULL ? "'?" : "");
    pwz_mem_free(names);
    return PWZ_E_NOT_FOUND;
}

static enum pwz_status find_target(const struct pwz_model *model,
                                   const struct target *target, uint32_t *index,
                                   struct pwz_err *err)
{
    for (uint32_t i = 0; i < target->count; i++) {
        if (strcmp(target->name(model, i), target->id) == 0) {
            *index = i;
            return PWZ_OK;
        }
    }
    return say_unknown(model, target, err);
}

static enum pwz_status choose_graph(const struct pwz_cli *cli,
                                    const struct pwz_model *model,
                                    enum pwz_graph_kind *kind, uint32_t *index,
                                    struct pwz_err *err)
{
    const struct target step = {"step", cli->step, model->step_count, pwz_step_id};
    const struct target verdict = {"verdict", cli->verdict, model->verdict_count,
                                   pwz_verdict_id};

    if ((cli->step != NULL) + (cli->verdict != NULL) + cli->is_diagram > 1) {
        return pwz_err_set(err, PWZ_E_RANGE,
                           "only one of --step, --verdict and --diagram is possible");
    }
    if (cli->step != NULL) {
        *kind = PWZ_GRAPH_STEP;
        return find_target(model, &step, index, err);
    }
    if (cli->verdict != NULL) {
        *kind = PWZ_GRAPH_VERDICT;
        return find_target(model, &verdict, index, err);
    }
    *kind = cli->is_diagram ? PWZ_GRAPH_DIAGRAM : PWZ_GRAPH_WHOLE;
    return PWZ_OK;
}

static enum pwz_exit show_graph(const struct pwz_cli *cli, const struct pwz_pack *pack,
                                struct pwz_buf *page)
{
    struct pwz_err err = {0};
    enum pwz_graph_kind kind = PWZ_GRAPH_WHOLE;
    uint32_t index = 0;

    if (choose_graph(cli, &pack->model, &kind, &index, &err) != PWZ_OK) {
        return pwz_cli_fail(&err, PWZ_EXIT_USAGE);
    }
    return pwz_cli_print(page, pwz_pack_graph(pack, kind, index, page));
}

enum pwz_exit pwz_cmd_graph(struct pwz_cli *cli)
{
    return show(cli, show_graph);
}

/* ---- docs ---- */

static void ignore_finding(void *context, const struct pwz_finding *finding)
{
    (void)context, (void)finding;
}

/* The document says what the tests gave; a failed test does not keep it from being made.
 */
static enum pwz_status run_tests(const struct pwz_cli *cli,
                                 struct pwz_test_summary *summary, struct pwz_err *err)
{
    struct pwz_content_files files = {0};
    enum pwz_status status = PWZ_OK;

    if (cli->content == NULL) {
        pwz_builtin_files(&files);
        return pwz_content_test(&files, ignore_finding, NULL, summary, err);
    }
    status = pwz_content_read(cli->content, &files, err);
    if (status == PWZ_OK) {
        status = pwz_content_test(&files, ignore_finding, NULL, summary, err);
    }
    pwz_content_files_done(&files);
    return status;
}

static enum pwz_exit put_page(const struct pwz_cli *cli, const struct pwz_buf *page,
                              enum pwz_status status)
{
    struct pwz_err err = {0};

    if (status != PWZ_OK || cli->output == NULL || strcmp(cli->output, "-") == 0) {
        return pwz_cli_print(page, status);
    }
    return pwz_file_write(cli->output, page, &err) == PWZ_OK
               ? PWZ_EXIT_DONE
               : pwz_cli_fail(&err, PWZ_EXIT_FAILED);
}

static enum pwz_exit show_docs(const struct pwz_cli *cli, const struct pwz_pack *pack,
                               struct pwz_buf *page)
{
    struct pwz_test_summary tests = {0};
    struct pwz_err err = {0};
    struct pwz_doc doc = {0};
    enum pwz_exit code;

    if (run_tests(cli, &tests, &err) != PWZ_OK) {
        return pwz_cli_fail(&err, PWZ_EXIT_CONTENT);
    }
    pwz_report_pack(pack, &tests, &doc);
    code = put_page(cli, page, pwz_doc_to_markdown(&doc, page));
    pwz_doc_done(&doc);
    return code;
}

enum pwz_exit pwz_cmd_docs(struct pwz_cli *cli)
{
    return show(cli, show_docs);
}
