/*
 * gzip (RFC 1952): any number of members, one text.
 */
#ifndef EVIDENCE_RECON_SOURCE_GZIP_H
#define EVIDENCE_RECON_SOURCE_GZIP_H

#include "evidence/recon/inflate.h"
#include "evidence/recon/source.h"

struct gzip_source;

/* Read from `file` (borrowed), which stands at the first member. PWZ_E_NOMEM,
 * PWZ_E_NOT_FOUND (engine). */
enum pwz_status gzip_source_new(struct source_file *file, enum inflate_engine engine,
                                struct gzip_source **gzip, struct pwz_err *err);
void gzip_source_free(struct gzip_source *gzip); /* NULL allowed */

/* For a ring; `self` is the gzip_source. PWZ_E_SYNTAX: damaged or cut off (the text up to
 * there has been given); PWZ_E_IO, PWZ_E_CANCELLED. */
enum pwz_status gzip_source_fill(void *self, char *out, size_t room, size_t *len,
                                 struct pwz_err *err);

/* Bytes behind the last member that are no gzip data and no padding; 0 = none. To be
 * asked after the end. */
uint64_t gzip_source_rest(const struct gzip_source *gzip);

#endif
