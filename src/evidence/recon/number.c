/* Reads one decimal number; the common short form takes the short way. */
#include "evidence/recon/number.h"

#include <string.h>

enum {
    SHORT_DIGITS = 18, /* fit 64 bits */
    LONG_DIGITS = 36,  /* fit 128 bits */
    EXPONENT_MAX = 400
};

static const uint64_t power_of_ten[COST_SCALE] = {
    1ULL,
    10ULL,
    100ULL,
    1000ULL,
    10000ULL,
    100000ULL,
    1000000ULL,
    10000000ULL,
    100000000ULL,
    1000000000ULL,
    10000000000ULL,
    100000000000ULL,
    1000000000000ULL,
    10000000000000ULL,
    100000000000000ULL,
    1000000000000000ULL,
    10000000000000000ULL,
    100000000000000000ULL,
    1000000000000000000ULL,
    10000000000000000000ULL,
};

/* A number taken apart: sign, digits as one integer, the power of ten it is to be scaled
 * by. */
struct parts {
    uwide digits;
    uint32_t count; /* digits in it, leading zeros apart */
    int32_t power;  /* value = digits x 10^power */
    bool is_negative;
    unsigned form;
};

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* One more digit; beyond what fits, integer digits only move the power and decimals are
 * dropped: what they could change stands far behind the twentieth decimal. */
static void take_digit(struct parts *parts, char digit, bool is_decimal)
{
    if (parts->count < LONG_DIGITS) {
        parts->digits = parts->digits * 10 + (unsigned)(digit - '0');
        parts->count += parts->digits != 0;
        parts->power -= is_decimal;
    } else {
        parts->power += !is_decimal;
        parts->form |= is_decimal && digit != '0' ? NUMBER_ROUNDED : 0;
    }
}

static const char *take_digits(struct parts *parts, const char *at, const char *end,
                               bool is_decimal)
{
    for (; at < end && *at >= '0' && *at <= '9'; at++)
        take_digit(parts, *at, is_decimal);
    return at;
}

static const char *take_exponent(struct parts *parts, const char *at, const char *end)
{
    int32_t value = 0;
    bool is_negative = false;

    if (at == end || (*at != 'e' && *at != 'E'))
        return at;
    at++;
    if (at < end && (*at == '-' || *at == '+'))
        is_negative = *at++ == '-';
    if (at == end)
        parts->form |= NUMBER_BAD;
    for (; at < end && *at >= '0' && *at <= '9'; at++)
        if (value < EXPONENT_MAX)
            value = value * 10 + (*at - '0');
    parts->power += is_negative ? -value : value;
    return at;
}

static void take_apart(struct parts *parts, const char *at, const char *end)
{
    const char *start, *decimals;

    if (*at == '-' || *at == '+')
        parts->is_negative = *at++ == '-';
    start = at;
    at = take_digits(parts, at, end, false);
    bool has_digits = at > start;
    if (at < end && (*at == '.' || *at == ',')) {
        parts->form |= *at == ',' ? NUMBER_COMMA : 0;
        decimals = ++at;
        at = take_digits(parts, at, end, true);
        has_digits = has_digits || at > decimals;
    }
    at = take_exponent(parts, at, end);
    if (at != end || !has_digits)
        parts->form |= NUMBER_BAD;
}

/* digits x 10^(power + 20), rounded half away from zero. */
static uwide scale_parts(struct parts *parts)
{
    uwide value = parts->digits;
    int32_t power = parts->power + COST_SCALE;

    if (!value)
        return 0;
    for (; power > 0; power--) {
        if (!wide_fits((wide)value)) {
            parts->form |= NUMBER_LARGE;
            return 0;
        }
        value *= 10;
    }
    uint32_t last = 0;
    bool is_inexact = false;
    for (; power < 0; power++) {
        is_inexact = is_inexact || last;
        last = (uint32_t)(value % 10);
        value /= 10;
    }
    if (is_inexact || last)
        parts->form |= NUMBER_ROUNDED;
    value += last >= 5;
    if (!wide_fits((wide)value))
        parts->form |= NUMBER_LARGE;
    return value;
}

static unsigned read_long(const char *at, const char *end, wide *value)
{
    struct parts parts = {0};

    while (at < end && is_blank(*at))
        at++;
    while (at < end && is_blank(end[-1]))
        end--;
    if (at == end)
        return NUMBER_EMPTY;
    take_apart(&parts, at, end);
    if (parts.form & NUMBER_BAD)
        return NUMBER_BAD;
    wide scaled = (wide)scale_parts(&parts);
    if (parts.form & NUMBER_LARGE)
        return NUMBER_LARGE;
    *value = parts.is_negative ? -scaled : scaled;
    return parts.form;
}

/* ---- the short form ---- */

static inline uint64_t load_first_low(const char *text)
{
    uint64_t word;

    memcpy(&word, text, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* The same byte eight times. */
#define EIGHT(byte) ((byte)*0x0101010101010101ULL)

/* The last `count` (0 to 8) of eight bytes; the others become 0. */
static inline uint64_t keep_last(uint64_t bytes, uint32_t count)
{
    return count ? bytes >> (64 - 8 * count) << (64 - 8 * count) : 0;
}

/* Eight bytes of 0 to 9 as one number, the first byte the highest digit. */
static inline uint64_t join_digits(uint64_t digits)
{
    digits = digits * 2561 >> 8 & 0x00ff00ff00ff00ffULL;
    digits = digits * 6553601 >> 16 & 0x0000ffff0000ffffULL;
    return digits * 42949672960001ULL >> 32;
}

/* How many bytes stand behind the last point of the 16 bytes, 16 when none does. */
static inline uint32_t behind_point(uint64_t high, uint64_t low)
{
    const uint64_t seven = EIGHT(0x7f), point = EIGHT('.');
    uint64_t in_low = ~((((low ^ point) & seven) + seven) | (low ^ point) | seven);
    uint64_t in_high = ~((((high ^ point) & seven) + seven) | (high ^ point) | seven);

    if (in_low)
        return (uint32_t)__builtin_clzll(in_low) >> 3;
    return 8 + (in_high ? (uint32_t)__builtin_clzll(in_high) >> 3 : 8);
}

bool number_read_short(const char *text, size_t len, wide *value)
{
    if (len < 1 || len > 1 + 8 + 1 + 15)
        return false;
    const char *end = text + len;
    uint64_t low = load_first_low(end - 8), high = load_first_low(end - 16);
    uint32_t decimals = behind_point(high, low), is_negative = *text == '-';
    /* Without a point in the field all of it is the integer. */
    bool has_point = decimals < len && decimals < 16;
    decimals = has_point ? decimals : 0;
    uint32_t integers = (uint32_t)len - decimals - has_point - is_negative;
    if (integers - 1 > 7 || (has_point && !decimals))
        return false;
    uint64_t whole = load_first_low(end - decimals - has_point - 8);
    whole = keep_last(whole ^ EIGHT('0'), integers);
    high = keep_last(high ^ EIGHT('0'), decimals > 8 ? decimals - 8 : 0);
    low = keep_last(low ^ EIGHT('0'), decimals < 8 ? decimals : 8);
    uint64_t bad = ((whole + EIGHT(0x76)) | whole) | ((high + EIGHT(0x76)) | high) |
                   ((low + EIGHT(0x76)) | low);
    if (bad & EIGHT(0x80))
        return false;
    uint64_t rest = join_digits(high) * 100000000 + join_digits(low);
    uwide scaled = (uwide)(join_digits(whole) * 10000000000ULL) * 10000000000ULL;
    scaled += decimals ? (uwide)rest * power_of_ten[COST_SCALE - decimals] : 0;
    *value = is_negative ? -(wide)scaled : (wide)scaled;
    return true;
}

/* Eight digits at once; false when one of the eight bytes is none. */
static inline bool take_eight(const char *at, uint64_t *digits)
{
    uint64_t bytes = load_first_low(at) ^ EIGHT('0');

    if (((bytes + EIGHT(0x76)) | bytes) & EIGHT(0x80))
        return false;
    *digits = *digits * 100000000 + join_digits(bytes);
    return true;
}

unsigned number_read(const char *text, size_t len, wide *value)
{
    const char *at = text, *end = text + len;
    uint64_t digits = 0;
    uint32_t decimals = 0;

    *value = 0;
    bool is_negative = len > 1 && *at == '-';
    at += is_negative;
    if (at == end || end - at > SHORT_DIGITS)
        return read_long(text, end, value);
    for (; at < end && (unsigned)(*at - '0') < 10; at++)
        digits = digits * 10 + (uint64_t)(*at - '0');
    if (at < end) {
        const char *point = at++;
        if (*point != '.' || at == end || point == text + is_negative)
            return read_long(text, end, value);
        while (end - at >= 8 && take_eight(at, &digits))
            at += 8;
        for (; at < end && (unsigned)(*at - '0') < 10; at++)
            digits = digits * 10 + (uint64_t)(*at - '0');
        if (at < end)
            return read_long(text, end, value);
        decimals = (uint32_t)(at - point - 1);
    }
    if (!decimals && digits > 1000000000000000ULL)
        return read_long(text, end, value);
    /* 10^20 does not fit 64 bits: ten first. */
    uwide scaled = decimals ? (uwide)digits * power_of_ten[COST_SCALE - decimals]
                            : (uwide)digits * power_of_ten[COST_SCALE - 1] * 10;
    *value = is_negative ? -(wide)scaled : (wide)scaled;
    return NUMBER_GOOD;
}
