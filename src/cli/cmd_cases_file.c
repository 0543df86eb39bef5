/*
 * pecwiz cases export, import and fork: whole cases, from and to other places.
 */
#include <stdio.h>
#include <string.h>

#include "cli/store.h"

/* ---- export ---- */

static enum pwz_status export_to(const struct pwz_case *open, const char *file,
                                 struct pwz_err *err)
{
    char own[PWZ_CASE_ID_MAX + sizeof(".pecwiz")];
    size_t len = 0;

    if (file != NULL && strcmp(file, "-") == 0) {
        const char *bytes = pwz_case_bytes(open, &len);

        (void)fwrite(bytes, 1, len, stdout); /* main() looks when it closes it */
        return PWZ_OK;
    }
    snprintf(own, sizeof(own), "%s.pecwiz", pwz_case_id(open));
    file = file == NULL ? own : file;
    const enum pwz_status status = pwz_case_export(open, file, err);

    if (status == PWZ_OK) {
        pwz_cli_say("Written: %s", file);
    }
    return status;
}

static enum pwz_status export_case(struct pwz_cli *cli, struct pwz_cases *cases,
                                   struct pwz_err *err)
{
    struct pwz_case *open = NULL;
    enum pwz_status status =
        pwz_store_open_case(cases, cli->operands[0], PWZ_CASE_READ, cli->now, &open, err);

    if (status == PWZ_OK) {
        status = export_to(open, cli->operand_count > 1 ? cli->operands[1] : NULL, err);
    }
    return pwz_store_close(open, status, err);
}

enum pwz_exit pwz_cmd_cases_export(struct pwz_cli *cli)
{
    return pwz_store_run(cli, export_case);
}

/* ---- import ---- */

/* A torn last line says nothing that can be trusted; that it was there is said. */
static void tell_torn(struct pwz_cases *cases, const char *file)
{
    struct pwz_case_proof proof = {0};
    struct pwz_err err = {0};

    if (strcmp(file, "-") != 0 &&
        pwz_case_verify(cases, NULL, file, &proof, &err) == PWZ_OK &&
        proof.torn_bytes > 0) {
        pwz_cli_say("Its last line is torn or changed and was left out: %zu bytes.",
                    proof.torn_bytes);
    }
}

static enum pwz_status import_bytes(struct pwz_cli *cli, struct pwz_cases *cases,
                                    const struct pwz_buf *bytes, struct pwz_err *err)
{
    const char *file = cli->operands[0];
    char id[PWZ_CASE_ID_MAX + 1] = "";
    enum pwz_status status = pwz_cases_import(
        cases, pwz_buf_text(bytes), bytes->len,
        strcmp(file, "-") == 0 ? "standard input" : file, cli->now, id, err);

    if (status == PWZ_OK) {
        tell_torn(cases, file);
        pwz_cli_say("Case %s was taken in. Go on with: pecwiz resume %s", id, id);
        return PWZ_OK;
    }
    /* A file that is no case is wrong use, as a wrong answers file is. */
    err->status =
        status == PWZ_E_SYNTAX || status == PWZ_E_SCHEMA || status == PWZ_E_LIMIT
            ? PWZ_E_RANGE
            : status;
    return err->status;
}

static enum pwz_status import_case(struct pwz_cli *cli, struct pwz_cases *cases,
                                   struct pwz_err *err)
{
    struct pwz_buf bytes;
    enum pwz_status status;

    pwz_buf_init(&bytes, PWZ_CASE_BYTES_MAX);
    status = pwz_file_read(cli->operands[0], PWZ_CASE_BYTES_MAX, &bytes, err);
    if (status == PWZ_OK) {
        *err = (struct pwz_err){0};
        status = import_bytes(cli, cases, &bytes, err);
    }
    pwz_buf_done(&bytes);
    return status;
}

enum pwz_exit pwz_cmd_cases_import(struct pwz_cli *cli)
{
    return pwz_store_run(cli, import_case);
}

/* ---- fork ---- */

/* What the pack says holds for the case as a whole holds for the partner: the other
 * scopes are one customer's or one subscription's. */
static bool *partner_facts(const struct pwz_pack *pack)
{
    bool *keeps = pwz_mem_new(pack->model.fact_count, sizeof(*keeps));

    for (uint32_t i = 0; keeps != NULL && i < pack->model.fact_count; i++) {
        keeps[i] = strcmp(pwz_pack_text(pack, pack->fact_words[i].scope), "case") == 0;
    }
    return keeps;
}

static enum pwz_status fork_from(struct pwz_cli *cli, struct pwz_cases *cases,
                                 const struct pwz_pack *pack, const struct pwz_case *from,
                                 struct pwz_err *err)
{
    const struct pwz_case_start start = pwz_store_start(cli, pack, cli->now);
    bool *keeps = partner_facts(pack);
    struct pwz_case *made = NULL;
    enum pwz_status status;

    status = keeps == NULL
                 ? pwz_err_set(err, PWZ_E_NOMEM, "out of memory")
                 : pwz_case_fork(cases, from, &pack->model, keeps, &start, &made, err);
    if (status == PWZ_OK) {
        pwz_cli_say("Case %s was begun from %s. Go on with: pecwiz resume %s",
                    pwz_case_id(made), pwz_case_id(from), pwz_case_id(made));
    }
    pwz_mem_free(keeps);
    return pwz_store_close(made, status, err);
}

static enum pwz_status fork_case(struct pwz_cli *cli, struct pwz_cases *cases,
                                 const struct pwz_pack *pack, struct pwz_err *err)
{
    struct pwz_case *from = NULL;
    enum pwz_status status =
        pwz_store_open_case(cases, cli->operands[0], PWZ_CASE_READ, cli->now, &from, err);

    if (status == PWZ_OK) {
        status = fork_from(cli, cases, pack, from, err);
    }
    return pwz_store_close(from, status, err);
}

enum pwz_exit pwz_cmd_cases_fork(struct pwz_cli *cli)
{
    struct pwz_err err = {0};
    struct pwz_cli_pack pack;
    struct pwz_cases *cases = NULL;
    enum pwz_exit code = pwz_cli_open_pack(cli, &pack);

    if (code == PWZ_EXIT_DONE) {
        enum pwz_status status = pwz_store_open(cli, &cases, &err);

        if (status == PWZ_OK) {
            status = fork_case(cli, cases, &pack.pack, &err);
        }
        code = status == PWZ_OK ? PWZ_EXIT_DONE : pwz_store_fail(&err);
    }
    pwz_cases_free(cases);
    pwz_cli_close_pack(&pack);
    return code;
}
