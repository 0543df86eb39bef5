/* GUIDs between their text and 128 bits. */
#include "evidence/recon/table.h"

/* Value of a hexadecimal digit; 99 for every other byte. */
static uint32_t digit_of(char byte)
{
    if (byte >= '0' && byte <= '9')
        return (uint32_t)(byte - '0');
    char small = (char)(byte | 0x20);
    return small >= 'a' && small <= 'f' ? (uint32_t)(small - 'a') + 10 : 99;
}

/* Four digits; above 0xffff when one of them is none. */
static uint64_t four_digits(const char *text)
{
    uint32_t a = digit_of(text[0]), b = digit_of(text[1]);
    uint32_t c = digit_of(text[2]), d = digit_of(text[3]);

    return (a | b | c | d) > 15 ? 0x10000 : a << 12 | b << 8 | c << 4 | d;
}

bool guid_read(const char *text, size_t len, struct id128 *id)
{
    static const uint8_t at[8] = {0, 4, 9, 14, 19, 24, 28, 32};
    uint64_t part[8], all = 0;

    if (len != GUID_CHARS || text[8] != '-' || text[13] != '-' || text[18] != '-' ||
        text[23] != '-')
        return false;
    for (uint32_t i = 0; i < 8; i++) {
        part[i] = four_digits(text + at[i]);
        all |= part[i];
    }
    id->high = part[0] << 48 | part[1] << 32 | part[2] << 16 | part[3];
    id->low = part[4] << 48 | part[5] << 32 | part[6] << 16 | part[7];
    return all < 0x10000;
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
