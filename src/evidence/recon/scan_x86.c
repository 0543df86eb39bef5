/* Engines for x86-64: AVX2 where the processor has it (found out at run time), else SSE2,
 * which every such processor has. */
#include "evidence/recon/scan_variants.h"

#ifdef SCAN_HAS_X86

#include <immintrin.h>

#include "evidence/recon/scan_body.h"

#define AVX2_CODE __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))

AVX2_CODE static inline uint64_t equal_avx2(__m256i low, __m256i high, char byte)
{
    __m256i wanted = _mm256_set1_epi8(byte);
    uint32_t first = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
    uint32_t second = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));

    return first | (uint64_t)second << 32;
}

AVX2_CODE static inline void find_avx2(const unsigned char *block,
                                       unsigned char delimiter, struct scan_masks *masks)
{
    __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)block);
    __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(block + 32));

    masks->quote = equal_avx2(low, high, '"');
    masks->delimiter = equal_avx2(low, high, (char)delimiter);
    masks->line_feed = equal_avx2(low, high, '\n');
    masks->carriage_return = equal_avx2(low, high, '\r');
}

AVX2_CODE uint32_t scan_avx2(struct scan_state *state, const unsigned char *bytes,
                             uint32_t blocks, uint32_t offset, unsigned char delimiter,
                             struct scan_found *found)
{
    return scan_with(find_avx2, state, bytes, blocks, offset, delimiter, found);
}

static inline uint64_t equal_sse2(const __m128i part[4], char byte)
{
    __m128i wanted = _mm_set1_epi8(byte);
    uint64_t bits = 0;

    for (uint32_t i = 0; i < 4; i++) {
        uint32_t sixteen = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(part[i], wanted));
        bits |= (uint64_t)sixteen << 16 * i;
    }
    return bits;
}

static inline void find_sse2(const unsigned char *block, unsigned char delimiter,
                             struct scan_masks *masks)
{
    __m128i part[4];

    for (uint32_t i = 0; i < 4; i++)
        part[i] = _mm_loadu_si128((const __m128i *)(const void *)(block + 16 * i));
    masks->quote = equal_sse2(part, '"');
    masks->delimiter = equal_sse2(part, (char)delimiter);
    masks->line_feed = equal_sse2(part, '\n');
    masks->carriage_return = equal_sse2(part, '\r');
}

uint32_t scan_sse2(struct scan_state *state, const unsigned char *bytes, uint32_t blocks,
                   uint32_t offset, unsigned char delimiter, struct scan_found *found)
{
    return scan_with(find_sse2, state, bytes, blocks, offset, delimiter, found);
}

#else
typedef int scan_no_x86; /* ISO C wants a declaration in every file */
#endif
