/*
 * The facts, their values and the verdicts' grades of the vocabulary, typed from the
 * page.
 *
 * Part of the second evaluation: nothing here is read from the pack, so that a slip in
 * the pack or in the program shows as a difference.
 */
#ifndef TESTS_ORACLE_VOCABULARY_H
#define TESTS_ORACLE_VOCABULARY_H

#include <stdbool.h>

enum path {
    LIGHTHOUSE,
    GUEST,
    MEMBER,
    PRINCIPAL,
    PATHS
};

/* Questions that are the same for each identity path, in the order of the page. */
enum check {
    ROLE,
    SCOPE,
    DURATION,
    DENY,
    GROUP,
    LINK,
    LINK_DIRECTORY,
    LINK_ID,
    IDENTITY,
    CHECKS
};

enum fact {
    ASKER,
    EXPECTATION,
    SERIES,
    HAS_G,
    SOURCE,
    DAILY_CREDIT,
    COSTMGMT_SCOPE,
    COSTMGMT_APPLIED,
    ADJUSTMENT,
    PROGRAM,
    CSP,
    PARTNER_ID_CHANGE,
    PLAN,
    CUSTOMER_AGREEMENT,
    OFFER_ROWS,
    ACCESS_HOLDER,
    RESELLER_OF_RECORD,
    RESELLER_ID,
    RESELLER_STANDING,
    ACCESS_PATHS,
    AOBO_OWNER,
    AOBO_ROLE,
    AOBO_SCOPE,
    AOBO_DENY,
    ONBOARDING,
    REMOVED_COMMAND,
    REMOVED_REASON,
    CUSTOMER_WILLING,
    RELATIONSHIP,
    OPERATOR,
    ACCESS_SINCE,
    CHANGED_48H,
    DAY_RECENT,
    RATIO,
    MARKER,
    MANY_CUSTOMERS,
    PATH_FACTS, /* PATHS * CHECKS facts follow, path by path */
    FACTS = PATH_FACTS + PATHS * CHECKS
};

enum step {
    STEP_CASE,
    STEP_INVOICE,
    STEP_AGREEMENT,
    STEP_OFFER,
    STEP_RESELLER,
    STEP_AOBO,
    STEP_ROLE,
    STEP_LINK,
    STEP_REMOVED,
    STEP_DAYS,
    STEP_RECON,
    STEP_ESCALATION,
    STEPS
};

enum {
    VALUES_MAX = 10,
    VARS = FACTS * VALUES_MAX
};

struct fact_row {
    const char *id;
    enum step step; /* step that shows it */
    bool is_set;
    const char *values[VALUES_MAX + 1]; /* NULL-terminated */
};

const struct fact_row *fact_row(int fact);
int path_fact(int path, int check);
int value_count(int fact);
int value_index(int fact, const char *value); /* -1 when there is none */

const char *step_id(int step);
const char *path_word(int path);

/* Grade of a verdict, "" when the page has no such verdict. */
const char *verdict_grade(const char *verdict);

/*
 * Variables: a choice or bool fact is one variable over its values (member 0); each
 * member of a set is one variable over 0 (not in) and 1 (in), because each can be unknown
 * alone. Numbers in between are unused and have no values.
 */
int var_of(int fact, int member);
int var_fact(int var);
int var_member(int var);
int var_values(int var);

#endif
