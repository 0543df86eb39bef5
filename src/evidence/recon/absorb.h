/* Adding one reader to another; private to the room. */
#ifndef EVIDENCE_RECON_ABSORB_H
#define EVIDENCE_RECON_ABSORB_H

#include "evidence/recon/reader.h"

/* Why a file does not belong to those before it. */
extern const char words_other_partner[];
extern const char words_other_month[];

/* Add what `from` read of the file that `to` is reading. Its line 1 is line
 * 1 + `line_offset` of the file. False: recon->failure of `to` says why. */
bool recon_add_half(struct pwz_recon *to, const struct pwz_recon *from,
                    uint64_t line_offset);

#endif
