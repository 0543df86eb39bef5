/*
 * Strict UTF-8: decode, encode, check.
 *
 * Strict means the table 3-7 of the Unicode standard: no overlong forms, no surrogates,
 * nothing above U+10FFFF. Knows nothing of what characters mean.
 */
#include "base/utf8.h"

#include "pecwiz/text.h"

/* What may follow a lead byte. The second byte is where overlong forms, surrogates and
 * values beyond the last character show. */
struct lead {
    unsigned char first, last; /* lead bytes of this row */
    unsigned char len;         /* bytes of the whole character */
    unsigned char second_lo, second_hi;
    unsigned char mask; /* bits of the lead byte that count */
};

static const struct lead leads[] = {
    {0x00, 0x7F, 1, 0x00, 0x00, 0x7F},
    {0xC2, 0xDF, 2, 0x80, 0xBF, 0x1F},
    {0xE0, 0xE0, 3, 0xA0, 0xBF, 0x0F},
    {0xE1, 0xEC, 3, 0x80, 0xBF, 0x0F},
    {0xED, 0xED, 3, 0x80, 0x9F, 0x0F},
    {0xEE, 0xEF, 3, 0x80, 0xBF, 0x0F},
    {0xF0, 0xF0, 4, 0x90, 0xBF, 0x07},
    {0xF1, 0xF3, 4, 0x80, 0xBF, 0x07},
    {0xF4, 0xF4, 4, 0x80, 0x8F, 0x07},
};

static const struct lead *find_lead(unsigned char byte)
{
    for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++) {
        if (byte >= leads[i].first && byte <= leads[i].last) {
            return &leads[i];
        }
    }
    return NULL;
}

size_t pwz_utf8_decode(const char *bytes, size_t len, uint32_t *rune)
{
    if (len == 0) {
        return 0;
    }

    const unsigned char *at = (const unsigned char *)bytes;
    const struct lead *lead = find_lead(at[0]);

    if (lead == NULL || lead->len > len) {
        return 0;
    }
    if (lead->len > 1 && (at[1] < lead->second_lo || at[1] > lead->second_hi)) {
        return 0;
    }

    uint32_t value = at[0] & lead->mask;

    for (size_t i = 1; i < lead->len; i++) {
        if ((at[i] & 0xC0) != 0x80) {
            return 0;
        }
        value = value << 6 | (at[i] & 0x3F);
    }
    *rune = value;
    return lead->len;
}

size_t pwz_utf8_encode(uint32_t rune, char out[4])
{
    if (rune < 0x80) {
        out[0] = (char)rune;
        return 1;
    }
    if (rune > 0x10FFFF || (rune >= 0xD800 && rune <= 0xDFFF)) {
        return 0;
    }

    static const unsigned char marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
    const size_t len = rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;

    for (size_t i = len - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (rune & 0x3F));
        rune >>= 6;
    }
    out[0] = (char)(marks[len] | rune);
    return len;
}

size_t pwz_utf8_check(const char *bytes, size_t len)
{
    size_t at = 0;

    while (at < len) {
        uint32_t rune = 0;
        const size_t step = (unsigned char)bytes[at] < 0x80
                                ? 1
                                : pwz_utf8_decode(bytes + at, len - at, &rune);

        if (step == 0) {
            return at;
        }
        at += step;
    }
    return len;
}

size_t pwz_utf8_trim_cut(const char *bytes, size_t len)
{
    for (size_t back = 1; back <= 3 && back <= len; back++) {
        const unsigned char byte = (unsigned char)bytes[len - back];

        if ((byte & 0xC0) == 0x80) {
            continue;
        }

        const struct lead *lead = find_lead(byte);

        return lead != NULL && lead->len > back ? len - back : len;
    }
    return len;
}
