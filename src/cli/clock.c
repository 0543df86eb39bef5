/*
 * The clock. The environment variable PECWIZ_NOW (seconds since 1970 UTC) pins it, so
 * that tests get the same bytes every day; it is for tests only and not in --help.
 */
#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "cli/cli.h"

enum pwz_status pwz_clock_start(struct pwz_cli *cli, struct pwz_err *err)
{
    const char *pinned = getenv("PECWIZ_NOW");
    char *end = NULL;

    if (pinned == NULL || pinned[0] == '\0') {
        cli->now = (int64_t)time(NULL);
        return PWZ_OK;
    }
    errno = 0;
    cli->now = strtoll(pinned, &end, 10);
    cli->is_clock_pinned = true;
    if (errno != 0 || end == pinned || *end != '\0') {
        return pwz_err_set(err, PWZ_E_RANGE,
                           "PECWIZ_NOW is not a number of seconds: '%s'", pinned);
    }
    return PWZ_OK;
}

int64_t pwz_clock_now(void *cli)
{
    const struct pwz_cli *from = cli;

    return from->is_clock_pinned ? from->now : (int64_t)time(NULL);
}
