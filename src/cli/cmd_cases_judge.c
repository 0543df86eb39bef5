/*
 * pecwiz cases rejudge: whose result is another one under a given pack. Reads only; what
 * a case says of itself is changed by whoever resumes it and agrees.
 */
#include <stdio.h>
#include <string.h>

#include "pecwiz/json.h"

#include "cli/store.h"

enum {
    PAGE_MAX = 64 * 1024 * 1024
};

struct tally {
    struct pwz_buf page;
    struct pwz_json_writer writer; /* into `page`, for JSON */
    uint32_t judged, changed, with_asides, unreadable;
};

/* ---- one case ---- */

static void put_verdict(struct pwz_json_writer *writer, const char *key, const char *id)
{
    pwz_json_key(writer, key);
    pwz_json_string(writer, id[0] == '\0' ? NULL : id);
}

static void tell(const struct pwz_cli *cli, const struct pwz_pack *pack,
                 struct tally *tally, const struct pwz_case *open, const char *before,
                 const char *now, size_t asides)
{
    const bool is_changed = strcmp(before, now) != 0;

    if (cli->format == PWZ_FORMAT_JSON) {
        pwz_json_open_inline(&tally->writer, '{');
        put_verdict(&tally->writer, "id", pwz_case_id(open));
        put_verdict(&tally->writer, "before", before);
        put_verdict(&tally->writer, "now", now);
        pwz_json_key(&tally->writer, "changed");
        pwz_json_bool(&tally->writer, is_changed);
        pwz_json_key(&tally->writer, "asides");
        pwz_json_integer(&tally->writer, (int64_t)asides);
        pwz_json_close(&tally->writer, '}');
    } else if (is_changed || asides > 0) {
        pwz_buf_addf(&tally->page, "%s: %s%s%s", pwz_case_id(open),
                     pwz_store_verdict(pack, before), is_changed ? " -> " : "",
                     is_changed ? pwz_store_verdict(pack, now) : "");
        if (asides > 0) {
            pwz_buf_addf(&tally->page, " (%zu answer%s would be kept aside)", asides,
                         asides == 1 ? "" : "s");
        }
        pwz_buf_addc(&tally->page, '\n');
    }
    tally->judged++;
    tally->changed += is_changed ? 1 : 0;
    tally->with_asides += asides > 0 ? 1 : 0;
}

static enum pwz_status judge_open(const struct pwz_cli *cli, const struct pwz_pack *pack,
                                  struct tally *tally, const struct pwz_case *open,
                                  struct pwz_err *err)
{
    struct pwz_case_result judged = {0};
    enum pwz_status status = pwz_store_judge(open, pack, cli->now, false, &judged, err);

    if (status == PWZ_OK) {
        const uint32_t verdict = judged.view.result->verdict;

        tell(cli, pack, tally, open, pwz_store_shown_last(open),
             verdict == PWZ_NONE ? "" : pwz_verdict_id(&pack->model, verdict),
             judged.replay.aside_count);
    }
    pwz_case_result_done(&judged);
    return status;
}

/* A case that cannot be read is told and does not keep the others from being judged.
 * `is_whole`: the word is a whole number, as lists have them, and need not be found. */
static void judge_one(const struct pwz_cli *cli, const struct pwz_pack *pack,
                      struct pwz_cases *cases, const char *word, bool is_whole,
                      struct tally *tally)
{
    struct pwz_err err = {0};
    struct pwz_case *open = NULL;
    enum pwz_status status =
        is_whole ? pwz_case_open(cases, word, PWZ_CASE_READ, cli->now, &open, &err)
                 : pwz_store_open_case(cases, word, PWZ_CASE_READ, cli->now, &open, &err);

    if (status == PWZ_OK) {
        status = judge_open(cli, pack, tally, open, &err);
    }
    if (status != PWZ_OK) {
        (void)pwz_cli_fail(&err, PWZ_EXIT_FAILED);
        tally->unreadable++;
    }
    (void)pwz_case_close(open, NULL);
}

/* ---- all of them ---- */

static enum pwz_status judge_kept(const struct pwz_cli *cli, const struct pwz_pack *pack,
                                  struct pwz_cases *cases, struct tally *tally,
                                  struct pwz_err *err)
{
    struct pwz_case_list list = {0};
    const enum pwz_status status =
        pwz_cases_list(cases, cli->now, PWZ_CASES_BY_LAST, &list, err);

    for (size_t i = 0; i < list.count; i++) {
        judge_one(cli, pack, cases, list.items[i].id, true, tally);
    }
    pwz_case_list_done(&list);
    return status;
}

static void begin_page(const struct pwz_cli *cli, const struct pwz_pack *pack,
                       struct tally *tally)
{
    const struct pwz_case_content content = pwz_store_content(pack);

    pwz_buf_init(&tally->page, PAGE_MAX);
    pwz_json_writer_init(&tally->writer, &tally->page);
    if (cli->format != PWZ_FORMAT_JSON) {
        return;
    }
    pwz_json_open(&tally->writer, '{');
    put_verdict(&tally->writer, "schema", "pecwiz-rejudge/1");
    pwz_json_key(&tally->writer, "content");
    pwz_json_open_inline(&tally->writer, '{');
    put_verdict(&tally->writer, "id", content.id);
    put_verdict(&tally->writer, "version", content.version);
    put_verdict(&tally->writer, "sha256", content.sha256);
    pwz_json_close(&tally->writer, '}');
    pwz_json_key(&tally->writer, "cases");
    pwz_json_open(&tally->writer, '[');
}

static void end_page(const struct pwz_cli *cli, const struct pwz_pack *pack,
                     struct tally *tally)
{
    const struct pwz_case_content content = pwz_store_content(pack);

    if (cli->format == PWZ_FORMAT_JSON) {
        pwz_json_close(&tally->writer, ']');
        pwz_json_close(&tally->writer, '}');
        pwz_buf_addc(&tally->page, '\n');
        return;
    }
    pwz_buf_addf(&tally->page,
                 "%u case%s judged under %s %s: %u result%s changed, %u with answers "
                 "that do not fit.\n",
                 tally->judged, tally->judged == 1 ? "" : "s", content.id,
                 content.version, tally->changed, tally->changed == 1 ? "" : "s",
                 tally->with_asides);
}

static enum pwz_exit rejudge(struct pwz_cli *cli, const struct pwz_pack *pack)
{
    struct pwz_err err = {0};
    struct pwz_cases *cases = NULL;
    struct tally tally = {0};
    enum pwz_status status = pwz_store_open(cli, &cases, &err);
    enum pwz_exit code;

    begin_page(cli, pack, &tally);
    if (status == PWZ_OK && cli->operand_count == 0) {
        status = judge_kept(cli, pack, cases, &tally, &err);
    }
    for (size_t i = 0; i < cli->operand_count && status == PWZ_OK; i++) {
        judge_one(cli, pack, cases, cli->operands[i], false, &tally);
    }
    end_page(cli, pack, &tally);
    code = status == PWZ_OK ? pwz_cli_print(&tally.page, pwz_buf_status(&tally.page))
                            : pwz_cli_fail(&err, PWZ_EXIT_FAILED);
    pwz_buf_done(&tally.page);
    pwz_cases_free(cases);
    return code == PWZ_EXIT_DONE && tally.unreadable > 0 ? PWZ_EXIT_FAILED : code;
}

enum pwz_exit pwz_cmd_cases_rejudge(struct pwz_cli *cli)
{
    struct pwz_cli_pack pack;
    enum pwz_exit code = pwz_cli_open_pack(cli, &pack);

    if (code == PWZ_EXIT_DONE) {
        code = rejudge(cli, &pack.pack);
    }
    pwz_cli_close_pack(&pack);
    return code;
}
