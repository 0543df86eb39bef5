/*
 * What stays on the normal screen after the wizard. Private to the command line.
 */
#ifndef PWZ_CLI_SUMMARY_H
#define PWZ_CLI_SUMMARY_H

#include "pecwiz/report.h"

/* Three lines: the result, what is known, the command that gives the same result. */
void pwz_summary_write(const struct pwz_case_view *view, struct pwz_buf *out);

#endif
