/* What can be proved of a case file: every line against its checksum and its place. */
#include <string.h>

#include "pecwiz/text.h"

#include "case/store.h"

static void prove(const struct pwz_case *open, struct pwz_case_proof *proof)
{
    struct pwz_err words = {0};

    *proof = (struct pwz_case_proof){
        .is_whole = open->rest.damaged_line == 0 && open->torn.len == 0,
        .entries = (uint32_t)open->log.count,
        .damaged_line = open->rest.damaged_line,
        .lost_lines = open->rest.lost_lines,
        .torn_bytes = open->torn.len,
        .first = open->log.events[0].e.at,
        .last = log_last(&open->log)->e.at,
    };
    memcpy(proof->crc, open->log.crc, LOG_CRC_SIZE);
    if (proof->damaged_line != 0) {
        pwz_err_set(&words, PWZ_OK,
                    "damaged at line %u (%.80s): the %u entries before it are whole, %u "
                    "lines are lost",
                    proof->damaged_line, open->rest.why, proof->entries,
                    proof->lost_lines);
    } else if (proof->torn_bytes != 0) {
        pwz_err_set(&words, PWZ_OK,
                    "whole but for a torn last line of %zu bytes, which was never called "
                    "saved; %u entries",
                    proof->torn_bytes, proof->entries);
    } else {
        pwz_err_set(&words, PWZ_OK, "whole: %u entries, chain ends in %s", proof->entries,
                    proof->crc);
    }
    pwz_text_gate_into(words.text, strlen(words.text), proof->words,
                       sizeof(proof->words));
}

enum pwz_status pwz_case_verify(struct pwz_cases *cases, const char *id, const char *path,
                                struct pwz_case_proof *proof, struct pwz_err *err)
{
    struct pwz_case *open = NULL;
    const enum pwz_status status =
        id != NULL ? pwz_case_open(cases, id, PWZ_CASE_READ, 0, &open, err)
                   : pwz_case_open_file(cases, path, &open, err);

    *proof = (struct pwz_case_proof){0};
    if (status == PWZ_OK) {
        prove(open, proof);
    }
    case_free(open);
    return status;
}
