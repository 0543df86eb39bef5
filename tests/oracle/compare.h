/*
 * One answer set through both evaluations; every difference is told on standard error.
 */
#ifndef TESTS_ORACLE_COMPARE_H
#define TESTS_ORACLE_COMPARE_H

#include "bridge.h"

/* Index in rule order of names; the model's words for a result. */
struct answer_sheet {
    struct pwz_facts *facts;
    struct pwz_walk *walk;
    const struct pwz_result *result; /* of the last update */
};

/* Memory for one case; ends the test when there is none. */
struct answer_sheet sheet_new(const struct bridge *bridge);
void sheet_free(struct answer_sheet *sheet);

/* Put exactly this answer set in and update. */
void sheet_fill(struct answer_sheet *sheet, const struct bridge *bridge,
                const struct known *k, const int *order);

/* True when the program's result is the judgement in every part. */
bool is_same(const struct bridge *bridge, const struct known *k,
             const struct judgement *judgement, const struct pwz_result *result);

/* True when two results of the program agree in every part. */
bool results_agree(const struct bridge *bridge, const struct pwz_result *a,
                   const struct pwz_result *b);

#endif
