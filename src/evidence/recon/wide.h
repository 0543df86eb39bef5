/*
 * 128-bit integers, and the scale that costs have. The compiler's own type, so that sums
 * over a file need no library; it is not part of ISO C, hence the marker.
 */
#ifndef EVIDENCE_RECON_WIDE_H
#define EVIDENCE_RECON_WIDE_H

#include <stdbool.h>
#include <stdint.h>

#include "pecwiz/decimal.h"

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;

enum {
    COST_SCALE = 20,  /* decimals a cost keeps */
    CREDIT_SCALE = 22 /* 15 % of a cost, exactly */
};

/* Sums stay below 2^119, about 6.6e15 units of currency: so fifteen of them still fit. */
static inline bool wide_fits(wide value)
{
    return (((uint64_t)((uwide)value >> 64) + ((uint64_t)1 << 55)) >> 56) == 0;
}

static inline wide wide_of(const struct pwz_decimal *value)
{
    return (wide)((uwide)(uint64_t)value->high << 64 | value->low);
}

static inline struct pwz_decimal decimal_of(wide value, uint32_t scale)
{
    return (struct pwz_decimal){
        .low = (uint64_t)value, .high = (int64_t)(value >> 64), .scale = scale};
}

#endif
