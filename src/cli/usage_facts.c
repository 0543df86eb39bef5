/*
 * What usage files prove, as evidence for a case: neutral measures on one side, facts of
 * the pack on the other, evidence.json between them.
 */
#include <string.h>

#include "pecwiz/evidence.h"
#include "pecwiz/recon.h"

#include "cli/recon.h"
#include "cli/usage.h"

static const char *keep(struct pwz_arena *arena, const char *text)
{
    return pwz_arena_text(arena, text, strlen(text));
}

/* What a file says may not fit a fact, such as an id of another form; then it proves
 * nothing about it, which is no error. */
static enum pwz_status check_text(const struct pwz_pack *pack, struct pwz_arena *arena,
                                  struct pwz_statement *statement, bool *fits)
{
    struct pwz_buf normal;
    enum pwz_status status = PWZ_OK;

    *fits = true;
    if (statement->text[0] != '\0') {
        pwz_buf_init(&normal, PWZ_TEXT_MAX);
        *fits = pwz_fact_check_text(&pack->model, statement->fact, statement->text,
                                    &normal, NULL) == PWZ_OK;
        statement->text = keep(arena, pwz_buf_text(&normal));
        status = statement->text == NULL ? PWZ_E_NOMEM : PWZ_OK;
        pwz_buf_done(&normal);
    }
    return status;
}

static enum pwz_status add_proof(const struct pwz_pack *pack,
                                 const struct pwz_recon_proof *proof,
                                 struct pwz_arena *arena,
                                 struct pwz_statement *statements, size_t *count)
{
    const struct pwz_measured measured = pwz_cli_measured(proof);
    enum pwz_status status = PWZ_OK;
    struct pwz_statement made;
    uint32_t row = 0;

    while (status == PWZ_OK && *count < PWZ_USAGE_FACTS_MAX &&
           pwz_evidence_next(pack, &measured, &row, &made)) {
        bool fits = false;

        made.detail = keep(arena, made.detail);
        status =
            made.detail == NULL ? PWZ_E_NOMEM : check_text(pack, arena, &made, &fits);
        if (status == PWZ_OK && fits) {
            statements[(*count)++] = made;
        }
    }
    return status;
}

enum pwz_status pwz_cli_usage_facts(const struct pwz_pack *pack,
                                    const struct pwz_recon_proofs *proofs,
                                    struct pwz_arena *arena,
                                    struct pwz_statement *statements, size_t *count)
{
    enum pwz_status status = PWZ_OK;

    *count = 0;
    for (size_t i = 0; status == PWZ_OK && i < pwz_recon_proofs_count(proofs); i++) {
        status =
            add_proof(pack, pwz_recon_proofs_at(proofs, i), arena, statements, count);
    }
    return status;
}
