/* Engine for 64-bit ARM, where NEON is always there. */
#include "evidence/recon/scan_variants.h"

#ifdef SCAN_HAS_NEON

#include <arm_neon.h>

#include "evidence/recon/scan_body.h"

/* Pairwise sums of one weight per byte make a mask of 64 bits. */
static inline uint64_t equal_neon(const uint8x16_t part[4], unsigned char byte)
{
    static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128,
                                        1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t weight = vld1q_u8(weights), wanted = vdupq_n_u8(byte);
    uint8x16_t bits[4];

    for (uint32_t i = 0; i < 4; i++)
        bits[i] = vandq_u8(vceqq_u8(part[i], wanted), weight);
    uint8x16_t sum = vpaddq_u8(vpaddq_u8(bits[0], bits[1]), vpaddq_u8(bits[2], bits[3]));
    sum = vpaddq_u8(sum, sum);
    return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
}

static inline void find_neon(const unsigned char *block, unsigned char delimiter,
                             struct scan_masks *masks)
{
    uint8x16_t part[4];

    for (uint32_t i = 0; i < 4; i++)
        part[i] = vld1q_u8(block + 16 * i);
    masks->quote = equal_neon(part, '"');
    masks->delimiter = equal_neon(part, delimiter);
    masks->line_feed = equal_neon(part, '\n');
    masks->carriage_return = equal_neon(part, '\r');
}

uint32_t scan_neon(struct scan_state *state, const unsigned char *bytes, uint32_t blocks,
                   uint32_t offset, unsigned char delimiter, struct scan_found *found)
{
    static const struct scan_ways ways = {
        .find = find_neon, .prefix_xor = xor_by_shifts, .write = write_eight};

    return scan_with(&ways, state, bytes, blocks, offset, delimiter, found);
}

#else
typedef int scan_no_neon; /* ISO C wants a declaration in every file */
#endif
