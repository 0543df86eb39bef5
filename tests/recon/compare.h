/*
 * Rows of usage from three sources side by side: truth, second reader, reader.
 */
#ifndef TESTS_RECON_COMPARE_H
#define TESTS_RECON_COMPARE_H

#include "pecwiz/recon.h"

#include "recon/gen.h"
#include "recon/ref.h"

/* One line for each row, sorted, into `out`: equal texts mean equal findings. */
void compare_rows(const struct gen_row *rows, size_t count, struct pwz_buf *out);
/* The same of a report; rows of its monthly part when `is_monthly`. */
void compare_report(const struct pwz_recon_report *report, bool is_monthly, uint32_t year,
                    uint32_t month, struct pwz_buf *out);

#endif
