/*
 * Random answer sets from a seed: complete, with holes, cut off at a step, in any order.
 *
 * Own generator, so that a printed seed means the same everywhere.
 */
#ifndef TESTS_ORACLE_DRAW_H
#define TESTS_ORACLE_DRAW_H

#include <stdint.h>

#include "truth.h"

struct dice {
    uint64_t state;
};

/* Uniform in 0 … n-1; n at least 1. */
int dice_below(struct dice *dice, int n);
bool dice_percent(struct dice *dice, int percent);
void dice_shuffle(struct dice *dice, int *items, int count);

/* Nothing known, nothing asked. */
void draw_nothing(struct known *k);

/* Every fact has a value; often one that fires no rule, so that late rules are reached.
 */
void draw_complete(struct dice *dice, struct known *k);

/* Forget up to `most` facts; each becomes absent or "don't know". */
void draw_holes(struct dice *dice, struct known *k, int most);

/* Forget everything that is asked after a random step, as in the middle of a call. */
void draw_cut(struct dice *dice, struct known *k);

/* Keep only the members of one set that a file could see; the rest is absent, or somebody
 * was asked and does not know. */
void draw_half_seen_set(struct dice *dice, struct known *k);

void draw_forget(struct known *k, int fact, bool asked);
/* Give one fact a random value, quiet ones more often. */
void draw_value(struct dice *dice, struct known *k, int fact, int quiet_percent);

#endif
