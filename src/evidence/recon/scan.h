/*
 * The structure of CSV text: where fields and rows end, 64 bytes at a time.
 *
 * One machine for all engines: each gives bit masks of the quotes, delimiters and line
 * ends of a block; which bytes lie inside quotes follows from the quotes by prefix xor.
 * It reads strict RFC 4180 only and stops before a block that breaks it; slow.c reads on.
 */
#ifndef EVIDENCE_RECON_SCAN_H
#define EVIDENCE_RECON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SCAN_BLOCK = 64,
    SCAN_BLOCKS_MAX = 256 /* in one call: what is written stays in the first cache */
};

/* Carried from block to block; zeroed but for `before` = 1 at the start of a row. */
struct scan_state {
    uint64_t in_quotes; /* ~0 when the next byte lies inside quotes */
    uint64_t before;    /* bit 0: the byte before ends a field or is a quote */
    uint64_t closed;    /* bit 0: the byte before is a quote that closed a field */
    uint64_t returned;  /* bit 0: the byte before is a carriage return */
    uint64_t lines;     /* line ends so far, in quotes too; CR LF counts once */
};

struct scan_row {
    uint32_t end;   /* index in `marks` of the row's end */
    uint32_t lines; /* line ends up to and including it */
};

struct scan_found {
    uint32_t *marks;     /* offsets of field and row ends; room for 64 a block, and 16 */
    uint32_t mark_count; /* in and out */
    struct scan_row *rows; /* room for 64 a block */
    uint32_t row_count;    /* in and out */
};

/*
 * Scan `blocks` blocks (at most SCAN_BLOCKS_MAX) whose first byte has offset `offset`. A
 * CR that a LF follows in the same block is part of the line end at the LF. Returns the
 * blocks taken; fewer when the next one has a quote inside an unquoted field or text
 * behind a closing quote.
 */
typedef uint32_t scan_fn(struct scan_state *state, const unsigned char *bytes,
                         uint32_t blocks, uint32_t offset, unsigned char delimiter,
                         struct scan_found *found);

struct scan_engine {
    const char *name;
    scan_fn *scan;
    bool (*is_here)(void); /* this processor can run it */
};

/* Best first; ends with a NULL name. The last one is portable C. */
extern const struct scan_engine scan_engines[];
/* NULL name = the best; NULL when there is none of that name here. */
const struct scan_engine *scan_engine_find(const char *name);

#endif
