/*
 * From what a piece of evidence measures to the pack's facts: evidence.json.
 *
 * Readers of evidence know neutral measures ("credit" is "by-date"); the pack says which
 * fact and value each of them is, so that no program code names a fact.
 */
#ifndef PECWIZ_EVIDENCE_H
#define PECWIZ_EVIDENCE_H

#include "pecwiz/content.h"
#include "pecwiz/facts.h"

/* One measure as a reader tells it; all borrowed. */
struct pwz_measured {
    const char *source;        /* group in evidence.json, such as "usage-file" */
    const char *measure;       /* "credit" */
    const char *const *values; /* "by-date"; a set: the members that are in */
    size_t value_count;        /* 1 unless a set */
    const char *const *seen;   /* a set: the members the evidence can see … */
    size_t seen_count;
    const char *detail; /* where it comes from */
};

/*
 * The next statement the measure makes, from row `*row` on (start with 0; it moves behind
 * the row used). False when there is no more, or when the pack knows nothing about the
 * measure or its value; members of a set the pack does not know are passed over. Source
 * is PWZ_SOURCE_FILE and `at` is 0: the caller sets both. Texts are borrowed from
 * `measured`.
 */
bool pwz_evidence_next(const struct pwz_pack *pack, const struct pwz_measured *measured,
                       uint32_t *row, struct pwz_statement *statement);

#endif
