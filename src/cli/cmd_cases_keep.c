/*
 * pecwiz cases note, verify and delete: what is done to cases kept here.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pecwiz/text.h"

#include "cli/store.h"

enum {
    WORDS_MAX = 64 * 1024,
    LINE_MAX_BYTES = 128 /* of the answer to a question */
};

/* ---- note ---- */

/* What stands in the way of writing, as an error. */
static enum pwz_status need_lock(const struct pwz_case *open, struct pwz_err *err)
{
    const struct pwz_case_state state = pwz_case_state(open);

    return state.lock == PWZ_CASE_LOCK_NONE ? PWZ_OK
                                            : pwz_err_set(err, PWZ_E_STATE, "case %s: %s",
                                                          pwz_case_id(open), state.words);
}

static enum pwz_status add_note(struct pwz_cli *cli, struct pwz_case *open,
                                struct pwz_err *err)
{
    const char *text = cli->operands[1];
    const struct pwz_model nothing = {0}; /* a note names no fact */
    struct pwz_buf gated;
    enum pwz_status status = need_lock(open, err);

    pwz_buf_init(&gated, WORDS_MAX);
    pwz_text_gate(text, strlen(text), PWZ_GATE_LINE, &gated);
    if (status == PWZ_OK && (gated.len == 0 || gated.len > PWZ_CASE_TEXT_MAX)) {
        status = pwz_err_set(err, PWZ_E_RANGE, "a note has 1 to %d bytes, not %zu",
                             PWZ_CASE_TEXT_MAX, gated.len);
    }
    if (status == PWZ_OK) {
        const struct pwz_entry entry = {
            .kind = PWZ_ENTRY_NOTE,
            .statement = {.fact = PWZ_NONE, .text = "", .detail = "", .at = cli->now},
            .text = pwz_buf_text(&gated),
        };

        status = pwz_case_add(open, &nothing, &entry, NULL, err);
    }
    pwz_buf_done(&gated);
    return status;
}

static enum pwz_status note_case(struct pwz_cli *cli, struct pwz_cases *cases,
                                 struct pwz_err *err)
{
    struct pwz_case *open = NULL;
    enum pwz_status status = pwz_store_open_case(cases, cli->operands[0], PWZ_CASE_WRITE,
                                                 cli->now, &open, err);

    if (status == PWZ_OK) {
        status = add_note(cli, open, err);
    }
    if (status == PWZ_OK) {
        pwz_cli_say("Noted in case %s.", pwz_case_id(open));
    }
    return pwz_store_close(open, status, err);
}

enum pwz_exit pwz_cmd_cases_note(struct pwz_cli *cli)
{
    return pwz_store_run(cli, note_case);
}

/* ---- verify ---- */

static enum pwz_status verify_one(const struct pwz_cli *cli, struct pwz_cases *cases,
                                  const char *word, bool *is_whole, struct pwz_err *err)
{
    struct pwz_case_proof proof = {0};
    char id[PWZ_CASE_ID_MAX + 1] = "";
    const bool is_file = pwz_store_is_file(word);
    enum pwz_status status =
        is_file ? PWZ_OK : pwz_store_find(cases, word, cli->now, id, err);

    if (status == PWZ_OK) {
        status = pwz_case_verify(cases, is_file ? NULL : id, is_file ? word : NULL,
                                 &proof, err);
    }
    if (status == PWZ_OK) {
        pwz_cli_say("%s: %s", is_file ? word : id, proof.words);
        *is_whole = *is_whole && proof.is_whole;
    }
    return status;
}

/* One that fails does not keep the others from being proved. */
static void verify_next(const struct pwz_cli *cli, struct pwz_cases *cases,
                        const char *word, bool *is_whole, enum pwz_exit *code)
{
    struct pwz_err err = {0};

    if (verify_one(cli, cases, word, is_whole, &err) != PWZ_OK) {
        const enum pwz_exit failed = pwz_store_fail(&err);

        *code = *code == PWZ_EXIT_DONE ? failed : *code;
    }
}

static enum pwz_status verify_all(const struct pwz_cli *cli, struct pwz_cases *cases,
                                  bool *is_whole, enum pwz_exit *code,
                                  struct pwz_err *err)
{
    struct pwz_case_list list = {0};
    const enum pwz_status status =
        pwz_cases_list(cases, cli->now, PWZ_CASES_BY_LAST, &list, err);

    for (size_t i = 0; i < list.count; i++) {
        verify_next(cli, cases, list.items[i].id, is_whole, code);
    }
    if (status == PWZ_OK && list.count == 0) {
        pwz_cli_say("No case is kept.");
    }
    pwz_case_list_done(&list);
    return status;
}

enum pwz_exit pwz_cmd_cases_verify(struct pwz_cli *cli)
{
    struct pwz_err err = {0};
    struct pwz_cases *cases = NULL;
    enum pwz_exit code = PWZ_EXIT_DONE;
    enum pwz_status status = pwz_store_open(cli, &cases, &err);
    bool is_whole = true;

    if (status == PWZ_OK && cli->operand_count == 0) {
        status = verify_all(cli, cases, &is_whole, &code, &err);
    }
    for (size_t i = 0; i < cli->operand_count && status == PWZ_OK; i++) {
        verify_next(cli, cases, cli->operands[i], &is_whole, &code);
    }
    pwz_cases_free(cases);
    if (status != PWZ_OK) {
        return pwz_store_fail(&err);
    }
    return code == PWZ_EXIT_DONE && !is_whole ? PWZ_EXIT_FAILED : code;
}

/* ---- delete ---- */

static bool is_yes(void)
{
    char line[LINE_MAX_BYTES];
    const char *read = fgets(line, sizeof(line), stdin);

    return read != NULL && (read[0] == 'y' || read[0] == 'Y');
}

/* Asked once for each case, by name: a wrong number shows before it is too late. */
static enum pwz_status is_wanted(const struct pwz_cli *cli, struct pwz_cases *cases,
                                 const char *id, bool *wanted, struct pwz_err *err)
{
    struct pwz_case_list list = {0};
    enum pwz_status status = PWZ_OK;

    *wanted = cli->is_confirmed;
    if (cli->is_confirmed) {
        return PWZ_OK;
    }
    status = pwz_cases_list(cases, cli->now, PWZ_CASES_BY_LAST, &list, err);
    for (size_t i = 0; i < list.count; i++) {
        const struct pwz_case_summary *item = &list.items[i];

        if (strcmp(item->id, id) == 0) {
            pwz_cli_say("Case %s: %s, %s, %s; %u entries.", id,
                        item->column[PWZ_COLUMN_PARTNER][0] != '\0'
                            ? item->column[PWZ_COLUMN_PARTNER]
                            : "partner not known",
                        item->column[PWZ_COLUMN_CUSTOMER][0] != '\0'
                            ? item->column[PWZ_COLUMN_CUSTOMER]
                            : "customer not known",
                        item->status, item->entries);
        }
    }
    pwz_case_list_done(&list);
    printf("Delete it for good? It cannot be had back. (y, anything else keeps it) ");
    (void)fflush(stdout);
    *wanted = is_yes();
    return status;
}

static enum pwz_status delete_one(const struct pwz_cli *cli, struct pwz_cases *cases,
                                  const char *word, struct pwz_err *err)
{
    char id[PWZ_CASE_ID_MAX + 1] = "";
    bool wanted = false;
    enum pwz_status status = pwz_store_find(cases, word, cli->now, id, err);

    if (status == PWZ_OK) {
        status = is_wanted(cli, cases, id, &wanted, err);
    }
    if (status == PWZ_OK && !wanted) {
        pwz_cli_say("Case %s is kept.", id);
        return PWZ_OK;
    }
    if (status == PWZ_OK) {
        status = pwz_cases_delete(cases, id, err);
    }
    if (status == PWZ_OK) {
        pwz_cli_say("Case %s is deleted.", id);
    }
    return status;
}

static enum pwz_status delete_cases(struct pwz_cli *cli, struct pwz_cases *cases,
                                    struct pwz_err *err)
{
    enum pwz_status status = PWZ_OK;
    char id[PWZ_CASE_ID_MAX + 1];

    /* All numbers are looked at before the first case goes. */
    for (size_t i = 0; i < cli->operand_count && status == PWZ_OK; i++) {
        status = pwz_store_find(cases, cli->operands[i], cli->now, id, err);
    }
    for (size_t i = 0; i < cli->operand_count && status == PWZ_OK; i++) {
        status = delete_one(cli, cases, cli->operands[i], err);
    }
    return status;
}

enum pwz_exit pwz_cmd_cases_delete(struct pwz_cli *cli)
{
    if (!cli->is_confirmed && (isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0)) {
        fputs("pecwiz: nothing was deleted: without a terminal to ask on, --yes is "
              "needed\n",
              stderr);
        return PWZ_EXIT_USAGE;
    }
    return pwz_store_run(cli, delete_cases);
}
