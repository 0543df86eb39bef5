/*
 * Three-valued words of the second evaluation; see truth.h.
 */
#include "truth.h"

#include <string.h>

struct truth is(const struct known *k, int fact, const char *value)
{
    int var = var_of(fact, 0);
    if (k->value[var] == UNKNOWN) {
        return (struct truth){MAYBE, var};
    }
    const char *have = fact_row(fact)->values[(int)k->value[var]];
    return (struct truth){strcmp(have, value) == 0 ? YES : NO, 0};
}

struct truth has(const struct known *k, int fact, const char *member)
{
    int var = var_of(fact, value_index(fact, member));
    if (k->value[var] == UNKNOWN) {
        return (struct truth){MAYBE, var};
    }
    return (struct truth){k->value[var] == 1 ? YES : NO, 0};
}

struct truth and2(struct truth a, struct truth b)
{
    return b.is < a.is ? b : a;
}

struct truth and3(struct truth a, struct truth b, struct truth c)
{
    return and2(and2(a, b), c);
}

struct truth or2(struct truth a, struct truth b)
{
    return b.is > a.is ? b : a;
}

struct truth or3(struct truth a, struct truth b, struct truth c)
{
    return or2(or2(a, b), c);
}

struct truth not(struct truth a)
{
    return (struct truth){(enum answer)(YES - a.is), a.why};
}
