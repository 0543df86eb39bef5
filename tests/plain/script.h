/*
 * Line mode in tests: lines go in through a file, what is said comes out of another.
 */
#ifndef PLAIN_SCRIPT_H
#define PLAIN_SCRIPT_H

#include "pecwiz/buf.h"
#include "pecwiz/plain.h"

enum {
    SCRIPT_NOW = 1795521600 /* 2026-11-24T12:00:00Z */
};

/* Zero-initialise. */
struct script {
    struct pwz_wizard_opts wizard_opts;
    int raised; /* signal raised when the first entry is saved, 0 = none */
    size_t saved;
    struct pwz_wizard *wizard; /* kept after the run, to look at */
    struct pwz_buf said;
    int ended_by;
    enum pwz_status status;
    struct pwz_err err;
};

/* Run a new wizard of `pack` over `len` bytes of input. */
void script_run(struct script *script, const struct pwz_pack *pack, const char *bytes,
                size_t len);
void script_done(struct script *script);
bool script_said(const struct script *script, const char *words);

/* Assert that all that was said is harmless: UTF-8, no control but line feeds, lines of
 * at most 79 columns but for what is to be copied in one piece: code, and words longer
 * than half a line. */
void script_claim_harmless(const struct script *script);

#endif
