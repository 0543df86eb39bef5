/* Where a line belongs: its subscription, resource group and product, and the ids on it.
 */
#ifndef EVIDENCE_RECON_PLACE_H
#define EVIDENCE_RECON_PLACE_H

#include "evidence/recon/reader.h"

static inline bool memo_is(const struct memo *memo, struct span value)
{
    return memo->len == value.len && same_bytes(memo->bytes, value.text, value.len);
}

static inline void memo_set(struct memo *memo, struct span value)
{
    if (value.len > MEMO_MAX) {
        memo->len = MEMO_MAX + 1;
        return;
    }
    memo->len = (uint32_t)value.len;
    memcpy(memo->bytes, value.text, value.len);
}

/* Find or add all three; their indices are in recon->memory. */
bool place_find(struct pwz_recon *recon, struct tables *tables,
                const struct record *record);
/* Count partner, location and reseller ids and invoice numbers. */
bool place_count_ids(struct pwz_recon *recon, const struct record *record,
                     enum pwz_judged judged);
/* What was counted last goes into the lists; before anybody looks at them. */
void place_flush_ids(struct pwz_recon *recon);
/* Number of an id's text in lower case; NOT_THERE. */
uint32_t place_id_text(struct pwz_recon *recon, struct span text);

#endif
