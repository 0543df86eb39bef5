/* Private to pack tests: reading the test files and running one test. */
#ifndef CONTENT_PACK_TEST_H
#define CONTENT_PACK_TEST_H

#include "pecwiz/answers.h"
#include "pecwiz/content.h"
#include "pecwiz/walk.h"

enum test_field {
    TEST_NAME,
    TEST_GIVEN,
    TEST_VERDICT,
    TEST_STATUS,
    TEST_ALSO_FOUND,
    TEST_ALSO_SEEN,
    TEST_POSSIBLE,
    TEST_STEPS,
    TEST_NEXT,
    TEST_NEVER_ASKS,
    TEST_MAX_QUESTIONS,
    TEST_FIELDS
};

struct pack_test {
    const struct pwz_json_doc *doc;
    const struct pwz_json *values[TEST_FIELDS];
};

struct pack_tests {
    struct pwz_pack pack;
    struct pwz_facts *facts;
    struct pwz_walk *walk;
    struct pwz_answers answers; /* of the present test */
    const struct pwz_result *result;
    uint8_t *rule_hit, *verdict_hit;
    pwz_finding_fn *report;
    void *context;
    struct pwz_test_summary *summary;
    bool test_failed;
    bool is_for_coverage; /* only mark what is hit; nothing is compared or reported */
};

/* Run all tests of the files against tests->pack, which is open, and fill rule_hit and
 * verdict_hit. Call _done() in any case. */
enum pwz_status pack_tests_run(struct pack_tests *tests,
                               const struct pwz_content_files *files,
                               struct pwz_err *err);
void pack_tests_done(struct pack_tests *tests);

/* Errors of form (unknown fact, …) come back as a status; failed expectations are
 * reported. */
enum pwz_status run_pack_test(struct pack_tests *tests, const struct pack_test *test,
                              struct pwz_err *err);

/* One finding for each rule and verdict that no test has ended at. */
void report_untested(struct pack_tests *tests);

#endif
