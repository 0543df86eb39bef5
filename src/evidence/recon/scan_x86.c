/* Engines for x86-64: AVX-512 or AVX2 where the processor has it (found out at run time),
 * else SSE2, which every such processor has. */
#include "evidence/recon/scan_variants.h"

#ifdef SCAN_HAS_X86

#include <immintrin.h>

#include "evidence/recon/scan_body.h"

#define AVX2_CODE __attribute__((target("pclmul,avx2,bmi,bmi2,lzcnt,popcnt")))

/* Bit i of the result: xor of bits 0 to i, as a product without carries. */
__attribute__((target("pclmul"))) static inline uint64_t xor_by_product(uint64_t bits)
{
    __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)bits),
                                           _mm_set1_epi8((char)0xff), 0);

    return (uint64_t)_mm_cvtsi128_si64(product);
}

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
    static const struct scan_ways ways = {
        .find = find_avx2, .prefix_xor = xor_by_product, .write = write_eight};

    return scan_with(&ways, state, bytes, blocks, offset, delimiter, found);
}

#define AVX512_CODE                                                                      \
    __attribute__((                                                                      \
        target("pclmul,avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi,"       \
               "bmi2,lzcnt,popcnt")))

AVX512_CODE static inline void
find_avx512(const unsigned char *block, unsigned char delimiter, struct scan_masks *masks)
{
    __m512i bytes = _mm512_loadu_si512(block);

    masks->quote = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('"'));
    masks->delimiter = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)delimiter));
    masks->line_feed = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n'));
    masks->carriage_return = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\r'));
}

/* Sixteen offsets at a time: the numbers of the set bits are picked out of 0 to 63. `ctx`
 * is the block's own offset, sixteen times, and moves on. */
AVX512_CODE static inline uint32_t write_avx512(void *ctx, uint64_t bits, uint32_t offset,
                                                uint32_t *marks)
{
    __m512i *base = ctx;
    static const unsigned char numbers[64] __attribute__((aligned(64))) = {
        0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
        16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
        32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
        48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
    uint32_t count = (uint32_t)__builtin_popcountll(bits);
    __m512i picked = _mm512_maskz_compress_epi8(bits, _mm512_load_si512(numbers));

    _mm512_storeu_si512(
        marks,
        _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm512_castsi512_si128(picked)), *base));
    *base = _mm512_add_epi32(*base, _mm512_set1_epi32(SCAN_BLOCK));
    if (__builtin_expect(count > 16, 0))
        for (uint32_t done = 16; done < count; done += 16) {
            unsigned char rest[64] __attribute__((aligned(64)));
            _mm512_store_si512(rest, picked);
            for (uint32_t i = done; i < done + 16 && i < count; i++)
                marks[i] = offset + rest[i];
        }
    return count;
}

AVX512_CODE uint32_t scan_avx512(struct scan_state *state, const unsigned char *bytes,
                                 uint32_t blocks, uint32_t offset,
                                 unsigned char delimiter, struct scan_found *found)
{
    __m512i base = _mm512_set1_epi32((int)offset);
    const struct scan_ways ways = {.find = find_avx512,
                                   .prefix_xor = xor_by_product,
                                   .write = write_avx512,
                                   .ctx = &base};

    return scan_with(&ways, state, bytes, blocks, offset, delimiter, found);
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
    static const struct scan_ways ways = {
        .find = find_sse2, .prefix_xor = xor_by_shifts, .write = write_eight};

    return scan_with(&ways, state, bytes, blocks, offset, delimiter, found);
}

#else
typedef int scan_no_x86; /* ISO C wants a declaration in every file */
#endif
