/*
 * What a file is, by its first bytes, and what to say about one that cannot be read.
 *
 * Only what is no text of columns at all is told here; what a head line says (a D file, a
 * column that is missing) is the reader's to tell.
 */
#ifndef EVIDENCE_RECON_SNIFF_H
#define EVIDENCE_RECON_SNIFF_H

#include <stdbool.h>
#include <stddef.h>

#include "pecwiz/status.h"

#include "evidence/recon/zip.h"

enum sniff_form {
    SNIFF_TEXT, /* to be read; perhaps no usage file, but text */
    SNIFF_GZIP,
    SNIFF_ZIP,
    SNIFF_REFUSED
};

/* Look at the first bytes of a file (some kilobytes, or all it has). SNIFF_REFUSED: err
 * says what it is and what to get instead, PWZ_E_SCHEMA. */
enum sniff_form sniff_bytes(const unsigned char *bytes, size_t len, struct pwz_err *err);

/* The same for what was unpacked: packed again is refused, too. False: refused. */
bool sniff_unpacked(const unsigned char *bytes, size_t len, struct pwz_err *err);

/* Words for an archive without a file of text. `other_name` is one of those it has, or
 * "". Returns PWZ_E_SCHEMA. */
enum pwz_status sniff_refuse_archive(enum zip_name_kind office, size_t others,
                                     const char *other_name, struct pwz_err *err);

#endif
