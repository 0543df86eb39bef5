/*
 * The second evaluation: verdict, status and checklist from the rules by plain
 * enumeration of everything that is still open.
 *
 * Slow and obvious on purpose; knows nothing of diagrams and nothing of the program under
 * test.
 */
#ifndef TESTS_ORACLE_ORACLE_H
#define TESTS_ORACLE_ORACLE_H

#include "rules.h"

struct names {
    const char *name[RULES_MAX];
    int count;
};

/* Things about evidence that the values do not show. */
struct troubles {
    bool failed[FACTS];   /* its evidence could not be had */
    bool conflict[FACTS]; /* claim and evidence disagree */
};

struct judgement {
    const char *verdict; /* NULL while undecided */
    const char *status;
    struct names possible, also_found, also_seen;
    const char *steps[STEPS];
    bool is_relevant[FACTS];
};

/* The rules' first match; NULL when it hangs on an unknown variable, which goes to `why`.
 */
const char *first_match(const struct known *k, int *why);

/* False when more than `budget` evaluations would be needed; `out` is then useless. */
bool judge(const struct known *k, const struct troubles *troubles, long budget,
           struct judgement *out);

bool fact_is_unknown(const struct known *k, int fact);
/* Unknown, and nobody was asked about it. */
bool fact_is_absent(const struct known *k, int fact);

#endif
