/*
 * Raw deflate (RFC 1951) behind one interface: ISA-L where it was there at build time,
 * zlib always. Same results. Heads, tails and checksums of gzip and zip are their
 * readers' business.
 */
#ifndef EVIDENCE_RECON_INFLATE_H
#define EVIDENCE_RECON_INFLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pecwiz/status.h"

enum inflate_engine {
    INFLATE_BEST,
    INFLATE_ZLIB,
    INFLATE_ISAL
};

enum inflate_step {
    INFLATE_MORE, /* wants more input or more room */
    INFLATE_END,  /* the last block is done */
    INFLATE_BAD   /* no deflate data */
};

enum {
    INFLATE_BACK_MAX = 8 /* bytes an engine may have read beyond the end */
};

struct inflater;

/* PWZ_E_NOMEM; PWZ_E_NOT_FOUND when the engine was not built in. */
enum pwz_status inflater_new(enum inflate_engine engine, struct inflater **inflater,
                             struct pwz_err *err);
void inflater_free(struct inflater *inflater);              /* NULL allowed */
const char *inflater_name(const struct inflater *inflater); /* "zlib", "isa-l" */

/* Begin the next stream. */
void inflater_reset(struct inflater *inflater);

/*
 * Inflate from `*in` up to `in_end` into `room` bytes at `out`; `*made` bytes were
 * written. `*in` moves behind what was used; at INFLATE_END it is the first byte after
 * the stream, which may lie up to INFLATE_BACK_MAX bytes before where it was, so these
 * have to stay in memory before it. After END and BAD only reset and free may be called.
 */
enum inflate_step inflater_step(struct inflater *inflater, const unsigned char **in,
                                const unsigned char *in_end, char *out, size_t room,
                                size_t *made);

/* CRC-32 of gzip and zip; start with 0. */
uint32_t inflater_crc(const struct inflater *inflater, uint32_t crc, const char *bytes,
                      size_t len);

/* ---- engines ---- */

struct inflate_ops {
    const char *name;
    void *(*create)(void);
    void (*destroy)(void *self);
    void (*reset)(void *self);
    enum inflate_step (*step)(void *self, const unsigned char **in,
                              const unsigned char *in_end, char *out, size_t room,
                              size_t *made);
    uint32_t (*crc)(uint32_t crc, const char *bytes, size_t len);
};
extern const struct inflate_ops inflate_zlib;
#ifdef PWZ_HAVE_ISAL
extern const struct inflate_ops inflate_isal;
#endif

#endif
