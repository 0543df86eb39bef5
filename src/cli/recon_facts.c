/*
 * What usage files prove about one subscription, as evidence in a case. Which measure is
 * which fact stands in the pack.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "pecwiz/evidence.h"
#include "pecwiz/facts.h"
#include "pecwiz/recon.h"
#include "pecwiz/text.h"

#include "cli/recon.h"

enum {
    WORDS_MAX = 4096,
    NAMES_MAX = 1000 /* ids that a mistyped one is compared with */
};

/* ---- which subscription ---- */

static void put_row(const struct pwz_recon_row *row, struct pwz_buf *out)
{
    if (row->subscription_name[0] != '\0') {
        pwz_buf_addf(out, "'%s' ", row->subscription_name);
    }
    pwz_buf_addf(out, "(%s), ", row->subscription_id);
    pwz_decimal_add_rounded(&row->sums.lost_credit, 2, out);
    pwz_buf_addf(out, " %s", row->currency);
}

/* Silence would hide that the result is about one of many. */
static void say_choice(const struct pwz_recon_row *row, size_t count, bool is_mixed)
{
    struct pwz_buf words;

    pwz_buf_init(&words, WORDS_MAX);
    put_row(row, &words);
    fprintf(
        stderr,
        "pecwiz: %zu subscriptions in the usage files; the result is about the one that "
        "lost most: %s%s. Others: --subscription ID, as 'pecwiz recon' lists them.\n",
        count, pwz_buf_text(&words), is_mixed ? " (currencies are not converted)" : "");
    pwz_buf_done(&words);
}

static enum pwz_status say_unknown(const struct pwz_recon_rows *rows, const char *wanted,
                                   struct pwz_err *err)
{
    const char *ids[NAMES_MAX];
    size_t count = 0;
    const char *closest;

    while (count < NAMES_MAX && count < pwz_recon_rows_count(rows)) {
        ids[count] = pwz_recon_rows_at(rows, count)->subscription_id;
        count++;
    }
    closest = pwz_text_closest(wanted, ids, count);
    pwz_err_place(err, "--subscription", 0, 0);
    if (closest == NULL) {
        return pwz_err_set(err, PWZ_E_NOT_FOUND,
                           "no line of the usage files is about subscription '%s'",
                           wanted);
    }
    return pwz_err_set(err, PWZ_E_NOT_FOUND,
                       "no line of the usage files is about subscription '%s'; the "
                       "nearest is '%s'",
                       wanted, closest);
}

/* How many subscriptions, and whether more than one currency has lost something. */
static size_t count_subscriptions(const struct pwz_recon_rows *rows, bool *is_mixed)
{
    const struct pwz_recon_row *first = pwz_recon_rows_at(rows, 0);
    size_t count = 0;

    for (size_t i = 0; i < pwz_recon_rows_count(rows); i++) {
        const struct pwz_recon_row *row = pwz_recon_rows_at(rows, i);

        /* The same one in another currency is another row. */
        count += i == 0 || strcmp(row->subscription_id, first->subscription_id) != 0;
        *is_mixed = *is_mixed || (strcmp(row->currency, first->currency) != 0 &&
                                  pwz_decimal_sign(&row->sums.lost_credit) > 0);
    }
    return count;
}

/* `id` gets NULL when all lines are meant together: nothing is missing, or the files have
 * no subscriptions. */
static enum pwz_status choose(const struct pwz_cli *cli,
                              const struct pwz_recon_rows *rows, const char **id,
                              struct pwz_err *err)
{
    const size_t count = pwz_recon_rows_count(rows);
    const struct pwz_recon_row *first = count > 0 ? pwz_recon_rows_at(rows, 0) : NULL;
    char wanted[PWZ_CLI_ID_MAX];
    bool is_mixed = false;
    size_t subscriptions;

    *id = NULL;
    if (pwz_cli_lower_id(cli->subscription, wanted) != NULL) {
        for (size_t i = 0; i < count && *id == NULL; i++) {
            const char *known = pwz_recon_rows_at(rows, i)->subscription_id;

            *id = strcmp(known, wanted) == 0 ? known : NULL;
        }
        return *id != NULL ? PWZ_OK : say_unknown(rows, cli->subscription, err);
    }
    subscriptions = count_subscriptions(rows, &is_mixed);
    if (subscriptions == 1 ||
        (first != NULL && first->sums.judged[PWZ_JUDGED_MISSING] > 0)) {
        *id = first->subscription_id;
    }
    if (subscriptions > 1 && *id != NULL) {
        say_choice(first, subscriptions, is_mixed);
    }
    return PWZ_OK;
}

/* ---- evidence ---- */

struct pwz_measured pwz_cli_measured(const struct pwz_recon_proof *proof)
{
    return (struct pwz_measured){
        .source = "usage-file",
        .measure = pwz_measure_word(proof->measure),
        .values = proof->values,
        .value_count = proof->value_count,
        .seen = proof->is_set ? proof->seen : NULL,
        .seen_count = proof->seen_count,
        .detail = proof->detail,
    };
}

/* What a file says may not fit a fact, such as an id of another form; then it proves
 * nothing about it, which is no error. */
static enum pwz_status add_proof(const struct pwz_cli *cli, const struct pwz_pack *pack,
                                 const struct pwz_recon_proof *proof,
                                 struct pwz_facts *facts, struct pwz_err *err)
{
    const struct pwz_measured measured = pwz_cli_measured(proof);
    struct pwz_statement statement;
    enum pwz_status status = PWZ_OK;

    for (uint32_t row = 0;
         status == PWZ_OK && pwz_evidence_next(pack, &measured, &row, &statement);) {
        statement.source = PWZ_SOURCE_FILE;
        statement.at = cli->now;
        status = pwz_facts_add(facts, &statement, err);
        status = status == PWZ_E_RANGE ? PWZ_OK : status;
    }
    return status;
}

static enum pwz_status add_proofs(const struct pwz_cli *cli, const struct pwz_pack *pack,
                                  const struct pwz_recon_report *report, const char *id,
                                  struct pwz_facts *facts, struct pwz_err *err)
{
    struct pwz_recon_proofs *proofs = NULL;
    enum pwz_status status = pwz_recon_proofs_new(report, id, &proofs, err);

    for (size_t i = 0; status == PWZ_OK && i < pwz_recon_proofs_count(proofs); i++) {
        status = add_proof(cli, pack, pwz_recon_proofs_at(proofs, i), facts, err);
    }
    pwz_recon_proofs_free(proofs);
    return status;
}

enum pwz_status pwz_cli_recon_facts(const struct pwz_cli *cli,
                                    const struct pwz_pack *pack,
                                    const struct pwz_recon_report *report,
                                    struct pwz_facts *facts, struct pwz_err *err)
{
    struct pwz_recon_rows *rows = NULL;
    const char *id = NULL;
    enum pwz_status status =
        pwz_recon_rows_new(report, PWZ_BY_SUBSCRIPTION, NULL, NULL, &rows, err);

    if (status == PWZ_OK) {
        status = choose(cli, rows, &id, err);
    }
    if (status == PWZ_OK) {
        status = add_proofs(cli, pack, report, id, facts, err);
    }
    pwz_recon_rows_free(rows);
    return status;
}
