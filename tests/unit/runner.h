/*
 * What every unit test program shares: run one suite, report as TAP, say so in the exit
 * code. Check forks for each test, so a crash or a leak is told of that test alone.
 */
#ifndef UNIT_RUNNER_H
#define UNIT_RUNNER_H

#include <check.h>

/* Takes the suite. The result is fit to be returned from main(). */
static inline int pwz_test_main(Suite *suite)
{
    SRunner *runner = srunner_create(suite);

    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);

    const int failed = srunner_ntests_failed(runner);

    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}

#endif
