/*
 * What stays on the normal screen after the wizard. Private to the command line.
 */
#ifndef PWZ_CLI_SUMMARY_H
#define PWZ_CLI_SUMMARY_H

#include "pecwiz/report.h"

#include "cli/runner.h"

/* Result, what is known, the case and whether it is kept, and the command that goes on:
 * with the case, or, when there is none, with the same answers. `runner` was closed. */
void pwz_summary_write(const struct pwz_case_view *view, const struct pwz_runner *runner,
                       struct pwz_buf *out);

#endif
