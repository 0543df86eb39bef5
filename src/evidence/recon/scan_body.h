/*
 * What all engines share. Included by each engine's file and inlined there, so that the
 * compiler may use that engine's instructions for the bit work, too.
 */
#ifndef EVIDENCE_RECON_SCAN_BODY_H
#define EVIDENCE_RECON_SCAN_BODY_H

#include "evidence/recon/scan.h"

#define SCAN_INLINE static inline __attribute__((always_inline))

struct scan_masks {
    uint64_t quote;
    uint64_t delimiter;
    uint64_t line_feed;
    uint64_t carriage_return;
};

/* Bit i of the result: xor of bits 0 to i, by six shifts. */
SCAN_INLINE uint64_t xor_by_shifts(uint64_t bits)
{
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^= bits << 32;
    return bits;
}

/* Offsets of the set bits, always eight at a time, because a loop that ends now here, now
 * there costs more than the work: what is too much is overwritten. */
SCAN_INLINE uint32_t write_eight(void *ctx, uint64_t bits, uint32_t offset,
                                 uint32_t *marks)
{
    (void)ctx;
    uint32_t count = (uint32_t)__builtin_popcountll(bits);

    for (uint32_t done = 0; done < count; done += 8)
        for (uint32_t i = 0; i < 8; i++) {
            marks[done + i] = offset + (uint32_t)__builtin_ctzll(bits | 1ULL << 63);
            bits &= bits - 1;
        }
    return count;
}

SCAN_INLINE void write_rows(uint64_t ends, uint64_t marks, uint64_t lines,
                            uint64_t before, struct scan_found *found)
{
    for (; ends; ends &= ends - 1) {
        uint64_t up_to = ends ^ (ends - 1);
        struct scan_row *row = &found->rows[found->row_count++];
        row->end = found->mark_count + (uint32_t)__builtin_popcountll(marks & up_to) - 1;
        row->lines = (uint32_t)(before + (uint64_t)__builtin_popcountll(lines & up_to));
    }
}

/* What engines do in ways of their own. Constants live in the functions, which the
 * compiler inlines. */
struct scan_ways {
    void (*find)(const unsigned char *block, unsigned char delimiter,
                 struct scan_masks *masks);
    uint64_t (*prefix_xor)(uint64_t bits);
    /* As write_eight(); called once for each block, one after the other. */
    uint32_t (*write)(void *ctx, uint64_t bits, uint32_t offset, uint32_t *marks);
    void *ctx; /* of `write` */
};

/* One block; false when it breaks the rules (nothing is changed then). */
SCAN_INLINE bool scan_block(const struct scan_ways *ways, struct scan_state *state,
                            const struct scan_masks *masks, uint32_t offset,
                            struct scan_found *found)
{
    uint64_t line_bytes = masks->line_feed | masks->carriage_return;
    uint64_t ends_field = line_bytes | masks->delimiter | masks->quote;
    uint64_t inside = ways->prefix_xor(masks->quote) ^ state->in_quotes;
    uint64_t closing = masks->quote & ~inside;
    uint64_t before = ends_field << 1 | state->before;
    uint64_t closed = closing << 1 | state->closed;

    if (__builtin_expect(
            ((masks->quote & inside & ~before) | (closed & ~ends_field)) != 0, 0))
        return false;
    uint64_t marks = masks->delimiter & ~inside;
    if (line_bytes) {
        /* A CR in the last bit counts now, and is taken back if a LF follows. */
        uint64_t lines =
            masks->line_feed | (masks->carriage_return & ~(masks->line_feed >> 1));
        uint64_t line_count = state->lines - (state->returned & masks->line_feed);
        uint64_t ends = lines & ~inside;
        marks |= ends;
        write_rows(ends, marks, lines, line_count, found);
        state->lines = line_count + (uint64_t)__builtin_popcountll(lines);
    }
    state->returned = masks->carriage_return >> 63;
    found->mark_count +=
        ways->write(ways->ctx, marks, offset, found->marks + found->mark_count);
    state->in_quotes = (uint64_t)((int64_t)inside >> 63);
    state->before = ends_field >> 63;
    state->closed = closing >> 63;
    return true;
}

SCAN_INLINE uint32_t scan_with(const struct scan_ways *ways, struct scan_state *state,
                               const unsigned char *bytes, uint32_t blocks,
                               uint32_t offset, unsigned char delimiter,
                               struct scan_found *found)
{
    struct scan_state local = *state;
    struct scan_found out = *found;
    const unsigned char *at = bytes, *end = bytes + (size_t)blocks * SCAN_BLOCK;

    for (; at < end; at += SCAN_BLOCK) {
        struct scan_masks masks;
        ways->find(at, delimiter, &masks);
        if (!scan_block(ways, &local, &masks, offset + (uint32_t)(at - bytes), &out))
            break;
    }
    *state = local;
    *found = out;
    return (uint32_t)((size_t)(at - bytes) / SCAN_BLOCK);
}

#endif
