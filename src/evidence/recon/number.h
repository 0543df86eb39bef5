/*
 * Decimal numbers of usage files: a point or a comma before the decimals, no grouping, an
 * exponent if there is one. The rule for more than 20 decimals: the value is rounded half
 * away from zero at the twentieth, and the reader counts such lines.
 */
#ifndef EVIDENCE_RECON_NUMBER_H
#define EVIDENCE_RECON_NUMBER_H

#include <stddef.h>

#include "evidence/recon/wide.h"

enum number_form {
    NUMBER_GOOD = 0,
    NUMBER_COMMA = 1,   /* its decimals follow a comma */
    NUMBER_ROUNDED = 2, /* it had more than 20 decimals that count */
    NUMBER_EMPTY = 4,   /* nothing but blanks */
    NUMBER_BAD = 8,     /* no number */
    NUMBER_LARGE = 16,  /* 2^119 / 10^20 and above: does not fit */
    NUMBER_NONE = NUMBER_EMPTY | NUMBER_BAD | NUMBER_LARGE
};

/* Read all of `text`; blanks around it are allowed. Returns the flags above; `*value`
 * (scaled by 10^20) is set to 0 when one of NUMBER_NONE is among them. */
unsigned number_read(const char *text, size_t len, wide *value);

enum {
    NUMBER_BEFORE = 16 /* readable bytes in front of a number */
};

/* The same for the form nearly all numbers have, without a loop: a sign or none, one to
 * eight digits, a point and up to fifteen more. False for all else, `*value` is then as
 * it was. The NUMBER_BEFORE bytes in front of `text` are read, though their values do not
 * matter. */
bool number_read_short(const char *text, size_t len, wide *value);

#endif
