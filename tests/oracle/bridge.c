/*
 * Answer sets for the program under test; see bridge.h.
 */
#include "bridge.h"

#include <check.h>
#include <stdio.h>

static bool look_up_values(struct bridge *bridge, int fact)
{
    for (int v = 0; v < value_count(fact); v++) {
        const char *value = fact_row(fact)->values[v];
        bridge->value[fact][v] = pwz_fact_value(bridge->model, bridge->fact[fact], value);
        if (bridge->value[fact][v] == PWZ_NONE) {
            fprintf(stderr, "the pack has no value %s=%s\n", fact_row(fact)->id, value);
            return false;
        }
    }
    return true;
}

bool bridge_open(struct bridge *bridge)
{
    struct pwz_err err = {0};
    size_t size = 0;
    const void *image = pwz_builtin_image(&size);
    if (pwz_pack_open(&bridge->pack, image, size, &err) != PWZ_OK) {
        fprintf(stderr, "%s\n", err.text);
        return false;
    }
    bridge->model = &bridge->pack.model;
    for (int fact = 0; fact < FACTS; fact++) {
        bridge->fact[fact] = pwz_model_fact(bridge->model, fact_row(fact)->id);
        if (bridge->fact[fact] == PWZ_NONE) {
            fprintf(stderr, "the pack has no fact %s\n", fact_row(fact)->id);
            return false;
        }
        if (!look_up_values(bridge, fact)) {
            return false;
        }
    }
    return true;
}

int bridge_fact(const struct bridge *bridge, uint32_t fact)
{
    for (int f = 0; f < FACTS; f++) {
        if (bridge->fact[f] == fact) {
            return f;
        }
    }
    return UNKNOWN;
}

static void add(struct pwz_facts *facts, const struct pwz_statement *statement)
{
    struct pwz_err err = {0};
    ck_assert_msg(pwz_facts_add(facts, statement, &err) == PWZ_OK, "%s", err.text);
}

static void add_choice(const struct bridge *bridge, struct pwz_facts *facts,
                       const struct known *k, int fact)
{
    int var = var_of(fact, 0);
    if (k->value[var] == UNKNOWN && !k->asked[var]) {
        return;
    }
    struct pwz_statement statement = {.fact = bridge->fact[fact],
                                      .source = PWZ_SOURCE_ANSWER,
                                      .is_unknown = k->value[var] == UNKNOWN};
    if (!statement.is_unknown) {
        statement.value = bridge->value[fact][(int)k->value[var]];
    }
    add(facts, &statement);
}

/* A set that is known as a whole is an answer; one that is known in part is what a file
 * could see, beside the answer "don't know" where somebody was asked. */
static void add_set(const struct bridge *bridge, struct pwz_facts *facts,
                    const struct known *k, int fact)
{
    struct pwz_statement statement = {.fact = bridge->fact[fact],
                                      .source = PWZ_SOURCE_ANSWER};
    bool asked = false;
    for (int m = 0; m < value_count(fact); m++) {
        int var = var_of(fact, m);
        uint32_t bit = 1U << bridge->value[fact][m];
        statement.seen |= k->value[var] != UNKNOWN ? bit : 0;
        statement.value |= k->value[var] == 1 ? bit : 0;
        asked |= k->asked[var];
    }
    if (asked) {
        add(facts, &(struct pwz_statement){.fact = bridge->fact[fact],
                                           .source = PWZ_SOURCE_ANSWER,
                                           .is_unknown = true});
    }
    if (statement.seen == 0) {
        return;
    }
    if (fact_is_unknown(k, fact)) {
        statement.source = PWZ_SOURCE_FILE;
    }
    add(facts, &statement);
}

void bridge_add(const struct bridge *bridge, struct pwz_facts *facts,
                const struct known *k, int fact)
{
    if (fact_row(fact)->is_set) {
        add_set(bridge, facts, k, fact);
    } else {
        add_choice(bridge, facts, k, fact);
    }
}

void bridge_add_all(const struct bridge *bridge, struct pwz_facts *facts,
                    const struct known *k, const int *order)
{
    for (int i = 0; i < FACTS; i++) {
        bridge_add(bridge, facts, k, order == NULL ? i : order[i]);
    }
}

static void print_set(const struct known *k, int fact)
{
    const char *comma = "";
    fprintf(stderr, " --set %s=", fact_row(fact)->id);
    for (int m = 0; m < value_count(fact); m++) {
        int value = k->value[var_of(fact, m)];
        if (value != 0) {
            fprintf(stderr, "%s%s%s", comma, value == UNKNOWN ? "?" : "",
                    fact_row(fact)->values[m]);
            comma = ",";
        }
    }
}

void bridge_print(const struct known *k)
{
    for (int fact = 0; fact < FACTS; fact++) {
        int var = var_of(fact, 0);
        if (fact_row(fact)->is_set && !fact_is_absent(k, fact)) {
            print_set(k, fact);
        } else if (k->value[var] != UNKNOWN) {
            fprintf(stderr, " --set %s=%s", fact_row(fact)->id,
                    fact_row(fact)->values[(int)k->value[var]]);
        } else if (k->asked[var]) {
            fprintf(stderr, " --set %s=unknown", fact_row(fact)->id);
        }
    }
    fprintf(stderr, "\n");
}
