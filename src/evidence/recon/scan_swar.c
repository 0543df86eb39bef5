/* Portable engine: eight bytes at a time in a 64-bit word. */
#include <string.h>

#include "evidence/recon/scan_body.h"
#include "evidence/recon/scan_variants.h"

#define ONES 0x0101010101010101ULL
#define LOW7 0x7f7f7f7f7f7f7f7fULL

/* 0x80 in each byte of `word` that equals `byte`; exact, no carry from byte to byte. */
static inline uint64_t equal_bytes(uint64_t word, unsigned char byte)
{
    uint64_t other = word ^ (ONES * byte);

    return ~(((other & LOW7) + LOW7) | other | LOW7);
}

/* The top bits of eight bytes as eight bits, first byte lowest. */
static inline uint64_t gather_bits(uint64_t tops)
{
    return (tops >> 7) * 0x0102040810204080ULL >> 56;
}

static inline uint64_t load_little(const unsigned char *bytes)
{
    uint64_t word;

    memcpy(&word, bytes, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static inline void find_swar(const unsigned char *block, unsigned char delimiter,
                             struct scan_masks *masks)
{
    *masks = (struct scan_masks){0};
    for (uint32_t i = 0; i < SCAN_BLOCK / 8; i++) {
        uint64_t word = load_little(block + (size_t)i * 8);
        masks->quote |= gather_bits(equal_bytes(word, '"')) << 8 * i;
        masks->delimiter |= gather_bits(equal_bytes(word, delimiter)) << 8 * i;
        masks->line_feed |= gather_bits(equal_bytes(word, '\n')) << 8 * i;
        masks->carriage_return |= gather_bits(equal_bytes(word, '\r')) << 8 * i;
    }
}

uint32_t scan_swar(struct scan_state *state, const unsigned char *bytes, uint32_t blocks,
                   uint32_t offset, unsigned char delimiter, struct scan_found *found)
{
    static const struct scan_ways ways = {
        .find = find_swar, .prefix_xor = xor_by_shifts, .write = write_eight};

    return scan_with(&ways, state, bytes, blocks, offset, delimiter, found);
}
