/* Exact decimals as text, and days as dates. */
#include "pecwiz/decimal.h"

#include "evidence/recon/wide.h"

enum {
    DIGITS_MAX = 40
};

/* Digits of a magnitude, lowest first, at least `least` of them. */
static uint32_t digits_of(uwide value, uint32_t least, char digits[DIGITS_MAX])
{
    uint32_t count = 0;

    while (value || count < least) {
        digits[count++] = (char)('0' + (int)(value % 10));
        value /= 10;
    }
    return count;
}

static uwide magnitude(wide value)
{
    return value < 0 ? -(uwide)value : (uwide)value;
}

static void add_digits(const char *digits, uint32_t from, uint32_t to,
                       struct pwz_buf *out)
{
    while (from > to)
        pwz_buf_addc(out, digits[--from]);
}

void pwz_decimal_add_to(const struct pwz_decimal *value, struct pwz_buf *out)
{
    char digits[DIGITS_MAX];
    wide whole = wide_of(value);
    uint32_t count = digits_of(magnitude(whole), value->scale + 1, digits);
    uint32_t last = 0;

    while (last < value->scale && digits[last] == '0')
        last++;
    if (whole < 0)
        pwz_buf_addc(out, '-');
    add_digits(digits, count, value->scale, out);
    if (last < value->scale)
        pwz_buf_addc(out, '.');
    add_digits(digits, value->scale, last, out);
}

void pwz_decimal_add_rounded(const struct pwz_decimal *value, uint32_t places,
                             struct pwz_buf *out)
{
    char digits[DIGITS_MAX];
    uwide whole = magnitude(wide_of(value)), unit = 1;
    uint32_t scale = value->scale;

    for (; scale > places; scale--)
        unit *= 10;
    whole = whole / unit + (whole % unit >= unit - unit / 2 && unit > 1);
    if (pwz_decimal_sign(value) < 0 && whole)
        pwz_buf_addc(out, '-');
    uint32_t count = digits_of(whole, scale + 1, digits);
    add_digits(digits, count, scale, out);
    if (places)
        pwz_buf_addc(out, '.');
    add_digits(digits, scale, 0, out);
    for (; scale < places; scale++)
        pwz_buf_addc(out, '0');
}

int pwz_decimal_sign(const struct pwz_decimal *value)
{
    wide whole = wide_of(value);

    return (whole > 0) - (whole < 0);
}

int pwz_decimal_compare(const struct pwz_decimal *a, const struct pwz_decimal *b)
{
    wide left = wide_of(a), right = wide_of(b);

    return (left > right) - (left < right);
}

bool pwz_decimal_sum(struct pwz_decimal *sum, const struct pwz_decimal *value)
{
    wide whole;

    if (__builtin_add_overflow(wide_of(sum), wide_of(value), &whole))
        return false;
    *sum = decimal_of(whole, value->scale);
    return true;
}

/* ---- days ---- */

/* Days before a month in a year that begins with March, so that February's odd length
 * stands at the end and years of 400 repeat exactly. */
static int32_t days_before_month(uint32_t march_month)
{
    return (int32_t)((153 * march_month + 2) / 5);
}

enum {
    DAYS_OF_ERA = 146097, /* 400 years */
    EPOCH = 719468        /* 1970-01-01, counted from 0000-03-01 */
};

static uint32_t month_length(int32_t year, uint32_t month)
{
    static const uint8_t length[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return length[month - 1] + (uint32_t)(month == 2 && is_leap);
}

int32_t pwz_day_of(int32_t year, uint32_t month, uint32_t day)
{
    if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 ||
        day > month_length(year, month))
        return PWZ_DAY_NONE;
    uint32_t march_month = (month + 9) % 12;
    int32_t march_year = year - (month < 3);
    int32_t era = march_year / 400, in_era = march_year % 400;
    int32_t before = in_era * 365 + in_era / 4 - in_era / 100;
    return era * DAYS_OF_ERA + before + days_before_month(march_month) + (int32_t)day -
           1 - EPOCH;
}

struct pwz_date pwz_day_date(int32_t day)
{
    int32_t since = day + EPOCH;
    int32_t in_era = since % DAYS_OF_ERA;
    int32_t year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int32_t in_year = in_era - (365 * year + year / 4 - year / 100);
    uint32_t march_month = (uint32_t)(5 * in_year + 2) / 153;
    struct pwz_date date = {
        .year = year + since / DAYS_OF_ERA * 400 + (march_month >= 10),
        .month = march_month < 10 ? march_month + 3 : march_month - 9,
        .day = (uint32_t)(in_year - days_before_month(march_month) + 1),
    };

    return date;
}

static char *put_number(char *out, uint32_t value, uint32_t digits)
{
    for (uint32_t i = digits; i-- > 0; value /= 10)
        out[i] = (char)('0' + value % 10);
    return out + digits;
}

const char *pwz_day_text(int32_t day, char out[PWZ_DAY_CHARS])
{
    char *at = out;

    if (day != PWZ_DAY_NONE) {
        struct pwz_date date = pwz_day_date(day);
        at = put_number(at, (uint32_t)date.year, 4);
        *at++ = '-';
        at = put_number(at, date.month, 2);
        *at++ = '-';
        at = put_number(at, date.day, 2);
    }
    *at = '\0';
    return out;
}
