/* The first line of a file: what it is and where its columns are. */
#ifndef EVIDENCE_RECON_HEAD_H
#define EVIDENCE_RECON_HEAD_H

#include "evidence/recon/reader.h"

/* Look at recon->tail, the file's first bytes. True when the head was understood: the
 * state is then FEED_CSV or FEED_JSONL and data begin at `*used`. False with the state
 * FEED_HEAD: more is needed; else it was refused or failed. */
bool head_read(struct pwz_recon *recon, bool is_last, size_t *used);

/* The engines' part of it, for a reader that takes the second half of a file. */
bool head_prepare(struct pwz_recon *recon);

#endif
