/*
 * From the second evaluation's names to the program under test: the built-in pack, its
 * facts, and statements made from an answer set.
 */
#ifndef TESTS_ORACLE_BRIDGE_H
#define TESTS_ORACLE_BRIDGE_H

#include "pecwiz/content.h"
#include "pecwiz/walk.h"

#include "oracle.h"

struct bridge {
    struct pwz_pack pack;
    const struct pwz_model *model; /* of the pack */
    uint32_t fact[FACTS];          /* index in the model */
    uint32_t value[FACTS][VALUES_MAX];
};

/* Open the built-in pack and look up every fact and value; false (and a line on standard
 * error) when one is missing. */
bool bridge_open(struct bridge *bridge);

/* Fact of the page behind a fact of the model, UNKNOWN for hints and details. */
int bridge_fact(const struct bridge *bridge, uint32_t fact);

/* Statements for one fact, none when it is absent. */
void bridge_add(const struct bridge *bridge, struct pwz_facts *facts,
                const struct known *k, int fact);
/* All facts, in the order of `order` (NULL = as on the page). */
void bridge_add_all(const struct bridge *bridge, struct pwz_facts *facts,
                    const struct known *k, const int *order);

/* The answer set as arguments, on standard error. */
void bridge_print(const struct known *k);

#endif
