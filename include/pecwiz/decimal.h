/*
 * Exact decimals for money, and days as numbers.
 *
 * No floating point, no locale, no clock: what a usage file says is added up to the last
 * digit it gives.
 */
#ifndef PECWIZ_DECIMAL_H
#define PECWIZ_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "pecwiz/buf.h"

/* ---- exact decimals ---- */

/* A signed 128-bit integer (two's complement, high:low) over 10^scale. Sums of costs have
 * scale 20, credits (15 % of a cost) scale 22. Zero-initialised it is 0. */
struct pwz_decimal {
    uint64_t low;
    int64_t high;
    uint32_t scale; /* 0 to 22 */
};

/* Append the exact value: "-" if below 0, no exponent, a point, no trailing zeros, "0"
 * for zero ("12.345678"). Never goes through floating point. */
void pwz_decimal_add_to(const struct pwz_decimal *value, struct pwz_buf *out);
/* The same rounded half away from zero to `places` decimals, and filled up to them: for
 * tables that people read. */
void pwz_decimal_add_rounded(const struct pwz_decimal *value, uint32_t places,
                             struct pwz_buf *out);
int pwz_decimal_sign(const struct pwz_decimal *value); /* -1, 0, 1 */
/* <0, 0, >0; both of the same scale. */
int pwz_decimal_compare(const struct pwz_decimal *a, const struct pwz_decimal *b);
/* *sum += value, same scale (a zeroed sum takes the scale of the value). False when the
 * sum does not fit 128 bits; *sum is unchanged then. */
bool pwz_decimal_sum(struct pwz_decimal *sum, const struct pwz_decimal *value);

/* ---- days ---- */

/* Days are numbered from 1970-01-01 = 0; PWZ_DAY_NONE where there is none. */
enum {
    PWZ_DAY_NONE = INT32_MIN,
    PWZ_DAY_CHARS = 11 /* "2026-10-03" and a NUL */
};
struct pwz_date {
    int32_t year;
    uint32_t month; /* 1 to 12 */
    uint32_t day;   /* 1 to 31 */
};
struct pwz_date pwz_day_date(int32_t day);
/* PWZ_DAY_NONE when there is no such date; years 1900 to 2199. */
int32_t pwz_day_of(int32_t year, uint32_t month, uint32_t day);
/* ISO 8601; "" for PWZ_DAY_NONE. Returns `out`. */
const char *pwz_day_text(int32_t day, char out[PWZ_DAY_CHARS]);

#endif
