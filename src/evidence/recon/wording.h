/*
 * Words in names of meters, products and credits that decide what a line is. The same few
 * names stand on all lines, so what they hold is remembered by their bytes.
 */
#ifndef EVIDENCE_RECON_WORDING_H
#define EVIDENCE_RECON_WORDING_H

#include "evidence/recon/record.h"

enum {
    WORD_SPOT = 1,
    WORD_TELCO = 2,
    WORD_AZURE_CREDIT = 4,
    WORD_APPLIED = 8,     /* "partner earned credit applied" */
    WORD_NOT_APPLIED = 16 /* "credit not applied" */
};

/* Memos lie in pairs: two names that want the same place do not drive each other out. */
enum {
    WORDING_BYTES = 62,
    WORDING_SLOTS = 256
};
struct wording_memo {
    uint8_t len; /* 0 = empty */
    uint8_t flags;
    char bytes[WORDING_BYTES];
};

/* Which of the words stand in the value of the column; `memos` are WORDING_SLOTS, zeroed
 * at first. */
uint32_t wording_flags(struct wording_memo *memos, const struct record *record,
                       enum column column);

#endif
