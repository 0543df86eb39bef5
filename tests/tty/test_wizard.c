/*
 * Runs the stories against the program named by PECWIZ_BIN, with its source tree in
 * PECWIZ_SOURCE; without them everything is skipped.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tty/story.h"

int main(void)
{
    const char *program = getenv("PECWIZ_BIN");
    const char *source = getenv("PECWIZ_SOURCE");

    if (program == NULL || access(program, X_OK) != 0 || source == NULL) {
        puts("1..0 # SKIP PECWIZ_BIN names no program or PECWIZ_SOURCE is not set");
        return 0;
    }

    SRunner *runner = srunner_create(story_suite_screen());
    srunner_add_suite(runner, story_suite_keys());
    srunner_add_suite(runner, story_suite_leaving());
    srunner_add_suite(runner, story_suite_cases());
    srunner_add_suite(runner, story_suite_recon());
    srunner_add_suite(runner, story_suite_usage());
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);

    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
