/*
 * What is known, and the words rules are written with: is, has, and, or, not, each with
 * three truth values.
 *
 * Knows the vocabulary and nothing of the program under test.
 */
#ifndef TESTS_ORACLE_TRUTH_H
#define TESTS_ORACLE_TRUTH_H

#include "vocabulary.h"

enum answer {
    NO,
    MAYBE,
    YES
};

/* A truth value; `why` is an unknown variable that a MAYBE hangs on. */
struct truth {
    enum answer is;
    int why;
};

enum {
    UNKNOWN = -1
};

/* What is known: one value for each variable, UNKNOWN otherwise. */
struct known {
    signed char value[VARS];
    bool asked[VARS]; /* unknown because nobody knows, not because nobody asked */
};

struct truth is(const struct known *k, int fact, const char *value);
struct truth has(const struct known *k, int fact, const char *member);
struct truth and2(struct truth a, struct truth b);
struct truth and3(struct truth a, struct truth b, struct truth c);
struct truth or2(struct truth a, struct truth b);
struct truth or3(struct truth a, struct truth b, struct truth c);
struct truth not(struct truth a);

#endif
