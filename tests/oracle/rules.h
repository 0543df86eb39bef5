/*
 * The normative rules, row by row as the page has them, with three truth values.
 *
 * Knows the vocabulary and nothing of the program under test.
 */
#ifndef TESTS_ORACLE_RULES_H
#define TESTS_ORACLE_RULES_H

#include "truth.h"

struct rule {
    enum step step;
    struct truth when;
    const char *verdict;
};

enum {
    RULES_MAX = 200
};

struct rules {
    struct rule rule[RULES_MAX];
    int count;
};

/* All rules in order, without the otherwise. */
void all_rules(const struct known *k, struct rules *out);

/* Rules in order up to the first that is not false; faster, same order. */
void rules_to_first(const struct known *k, struct rules *out);

/* Failing checks beside a good path, and access that is no access. */
void all_seen(const struct known *k, const char *verdict, struct rules *out);

/* Steps that do not apply; the escalation step is judged by the caller. */
struct truth not_applicable(const struct known *k, enum step step);

#endif
