/*
 * gzip and zip made by hand for the tests, also in forms that no packer writes.
 */
#ifndef TESTS_RECON_PACK_H
#define TESTS_RECON_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pecwiz/buf.h"

/* Raw deflate of `bytes`, level 0 to 9. */
void pack_deflate(const char *bytes, size_t len, int level, struct pwz_buf *out);

enum {
    PACK_HEAD_CRC = 2,
    PACK_EXTRA = 4,
    PACK_NAME = 8,
    PACK_COMMENT = 16
};

/* One gzip member; `flags` are those of its head. */
void pack_gzip(const char *bytes, size_t len, unsigned flags, struct pwz_buf *out);

enum pack_descriptor {
    PACK_SIZED,       /* sizes in the local head */
    PACK_BEHIND,      /* behind the data, with a mark */
    PACK_BEHIND_BARE, /* without */
    PACK_BEHIND_64,   /* with a mark and 8 byte sizes */
    PACK_BEHIND_64_BARE
};

struct pack_member {
    const char *name;
    const char *bytes;
    size_t len;
    uint16_t method; /* 0, 8, or one nobody knows */
    uint16_t flags;  /* 1 = encrypted */
    enum pack_descriptor descriptor;
    bool is_zip64;       /* sizes in extra fields */
    uint32_t crc_error;  /* added to the checksum */
    uint32_t size_error; /* added to the unpacked size */
};

struct pack_zip {
    const struct pack_member *members;
    size_t count;
    bool is_zip64;       /* the end records, too */
    const char *comment; /* of the archive, or NULL */
    size_t same_offset;  /* members from 1 on lie upon this one, if not 0 */
};

void pack_zip(const struct pack_zip *zip, struct pwz_buf *out);

#endif
