/* GUIDs between their text and 128 bits. */
#include "evidence/recon/table.h"

#define BYTES(byte) (0x0101010101010101ULL * (byte))

/* Eight bytes, the first one highest. */
static uint64_t load_big(const char *first, const char *second)
{
    uint32_t high, low;

    memcpy(&high, first, sizeof high);
    memcpy(&low, second, sizeof low);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return (uint64_t)high << 32 | low;
#else
    return (uint64_t)__builtin_bswap32(high) << 32 | __builtin_bswap32(low);
#endif
}

/* 0x80 in each byte that is a hexadecimal digit; for bytes below 0x80. */
static uint64_t are_digits(uint64_t text)
{
    uint64_t small = text | BYTES(0x20);
    uint64_t digits = (text + BYTES(0x80 - '0')) & ~(text + BYTES(0x80 - '9' - 1));
    uint64_t letters = (small + BYTES(0x80 - 'a')) & ~(small + BYTES(0x80 - 'f' - 1));

    return digits | letters;
}

/* Values of eight hexadecimal digits, eight bytes into 32 bits. */
static uint64_t pack_digits(uint64_t text)
{
    uint64_t value = (text & BYTES(0x0f)) + (text >> 6 & BYTES(1)) * 9;

    value = (value | value >> 4) & 0x00ff00ff00ff00ffULL;
    value = (value | value >> 8) & 0x0000ffff0000ffffULL;
    return (value | value >> 16) & 0xffffffffULL;
}

bool guid_read(const char *text, size_t len, struct id128 *id)
{
    if (len != GUID_CHARS || text[8] != '-' || text[13] != '-' || text[18] != '-' ||
        text[23] != '-')
        return false;
    uint64_t a = load_big(text, text + 4), b = load_big(text + 9, text + 14);
    uint64_t c = load_big(text + 19, text + 24), d = load_big(text + 28, text + 32);
    uint64_t good = are_digits(a) & are_digits(b) & are_digits(c) & are_digits(d);
    if ((good & BYTES(0x80)) != BYTES(0x80) || ((a | b | c | d) & BYTES(0x80)))
        return false;
    id->high = pack_digits(a) << 32 | pack_digits(b);
    id->low = pack_digits(c) << 32 | pack_digits(d);
    return true;
}

void guid_write(const struct id128 *id, char out[GUID_CHARS + 1])
{
    char *at = out;

    for (uint32_t i = 0; i < 32; i++) {
        uint64_t half = i < 16 ? id->high : id->low;
        if (i == 8 || i == 12 || i == 16 || i == 20)
            *at++ = '-';
        *at++ = "0123456789abcdef"[half >> (60 - 4 * (i % 16)) & 15];
    }
    *at = '\0';
}
