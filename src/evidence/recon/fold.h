/*
 * Names that mean the same thing whatever the case of their letters.
 */
#ifndef EVIDENCE_RECON_FOLD_H
#define EVIDENCE_RECON_FOLD_H

#include "evidence/recon/table.h"

/* `value` by Unicode's simple case folding into `out`; bytes that are no UTF-8 stay as
 * they are. Returns the length, at most `size`: what does not fit is left out, never a
 * part of a character. */
size_t span_fold(struct span value, char *out, size_t size);

#endif
