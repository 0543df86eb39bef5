/*
 * What the tests of cases share: the tiny pack, a directory of their own that goes away
 * again, and short ways to say what a person does.
 */
#ifndef TESTS_CASE_FIXTURE_H
#define TESTS_CASE_FIXTURE_H

#include <check.h>

#include "pecwiz/case.h"

#include "tiny_pack.h"

enum {
    FIXTURE_NOW = 1795651200, /* 2026-11-26T00:00:00Z */
    FIXTURE_PATH = 256
};

struct fixture {
    struct tiny tiny;
    const struct pwz_model *model;
    char root[FIXTURE_PATH]; /* a new directory, 0700 */
    char dir[FIXTURE_PATH];  /* root/state/pecwiz/cases, not made yet */
    struct pwz_cases *cases;
    int64_t now; /* grows by 10 with each entry */
};

void fixture_open(struct fixture *fixture, const struct pwz_fs *fs);
void fixture_close(struct fixture *fixture); /* removes root */

/* Another user of the same directory. */
struct pwz_cases *fixture_cases(const struct fixture *fixture, const char *author,
                                const struct pwz_fs *fs);
struct pwz_case_start fixture_start(const struct fixture *fixture);

/* A new case; asserts that it is durable. */
struct pwz_case *fixture_create(struct fixture *fixture);
struct pwz_case *fixture_reopen(struct fixture *fixture, const char *id,
                                enum pwz_case_access access);

/* Entries as the wizard makes them; `value` as in struct pwz_statement. */
struct pwz_entry fixture_answer(struct fixture *fixture, const char *fact,
                                uint32_t value);
struct pwz_entry fixture_text(struct fixture *fixture, const char *fact,
                              const char *text);
struct pwz_entry fixture_words(struct fixture *fixture, enum pwz_entry_kind kind,
                               const char *text);
/* Add and assert that it is durable. */
void fixture_add(struct fixture *fixture, struct pwz_case *open, struct pwz_entry entry);

/* The whole file of a case, NUL-terminated; free with pwz_mem_free(). */
char *fixture_file(const struct fixture *fixture, const char *name, size_t *len);
void fixture_write(const struct fixture *fixture, const char *name, const char *bytes,
                   size_t len);

#endif
