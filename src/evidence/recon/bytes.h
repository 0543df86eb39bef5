/*
 * Short stretches of text compared and hashed, many times for each line: so inline, in
 * words and vectors of the compiler's own, and never past either end of the text.
 */
#ifndef EVIDENCE_RECON_BYTES_H
#define EVIDENCE_RECON_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "evidence/recon/wide.h"

struct span {
    const char *text;
    size_t len;
};

static inline uint64_t hash_mix(uint64_t a, uint64_t b)
{
    uwide product = (uwide)(a ^ 0x9e3779b97f4a7c15ULL) * (b ^ 0xe7037ed1a0b428dbULL);

    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t load_8(const char *text)
{
    uint64_t word;

    memcpy(&word, text, sizeof word);
    return word;
}

static inline uint32_t load_4(const char *text)
{
    uint32_t word;

    memcpy(&word, text, sizeof word);
    return word;
}

typedef uint64_t bytes_16 __attribute__((vector_size(16)));

static inline bytes_16 differ_16(const char *a, const char *b)
{
    bytes_16 left, right;

    memcpy(&left, a, sizeof left);
    memcpy(&right, b, sizeof right);
    return left ^ right;
}

static inline bool same_few(const char *a, const char *b, size_t len)
{
    if (len >= 4)
        return ((load_4(a) ^ load_4(b)) | (load_4(a + len - 4) ^ load_4(b + len - 4))) ==
               0;
    return !len ||
           (((a[0] ^ b[0]) | (a[len / 2] ^ b[len / 2]) | (a[len - 1] ^ b[len - 1])) == 0);
}

/* As memcmp() == 0; the texts are short and mostly equal, so a call would cost more than
 * the work. The last step overlaps the one before it instead of going byte by byte. */
static inline bool same_bytes(const char *a, const char *b, size_t len)
{
    if (len < 8)
        return same_few(a, b, len);
    if (len < 16)
        return ((load_8(a) ^ load_8(b)) | (load_8(a + len - 8) ^ load_8(b + len - 8))) ==
               0;
    bytes_16 differ = differ_16(a + len - 16, b + len - 16);
    for (size_t at = 0; at + 16 < len; at += 16)
        differ |= differ_16(a + at, b + at);
    return (differ[0] | differ[1]) == 0;
}

/* A quick hash of three places of the text, for memos, where a clash costs little. Both
 * ends are not enough: ids of products begin and end alike. */
static inline uint32_t span_hash(struct span text)
{
    uint64_t first = 0, last = 0;

    if (text.len >= 16) {
        first = load_8(text.text) ^ load_8(text.text + 8) * 0x9fb21c651e98df25ULL;
        last = load_8(text.text + text.len - 8);
    } else if (text.len >= 8) {
        first = load_8(text.text);
        last = load_8(text.text + text.len - 8);
    } else if (text.len >= 4) {
        first = load_4(text.text);
        last = load_4(text.text + text.len - 4);
    } else if (text.len) {
        first = (unsigned char)text.text[0] |
                (uint64_t)(unsigned char)text.text[text.len / 2] << 8;
        last = (unsigned char)text.text[text.len - 1];
    }
    return (uint32_t)(hash_mix(first ^ text.len, last) >> 20);
}

static inline bool span_is(struct span a, struct span b)
{
    return a.len == b.len && same_bytes(a.text, b.text, a.len);
}

#endif
