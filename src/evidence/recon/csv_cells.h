/*
 * The cells of any CSV text as the reader of usage files sees them: for conformance
 * suites.
 */
#ifndef EVIDENCE_RECON_CSV_CELLS_H
#define EVIDENCE_RECON_CSV_CELLS_H

#include <stddef.h>

#include "pecwiz/status.h"

/* Call `cell` for each cell, unquoted; rows and columns from 0. `cut` > 0 reads in pieces
 * of so many bytes. Blank rows are skipped, cells that had to be copied end after 4096
 * bytes. PWZ_E_NOMEM; PWZ_E_SYNTAX when a quote is never closed or a row is over 1 MiB
 * (the rows that can be read are given all the same). */
enum pwz_status recon_csv_cells(const char *bytes, size_t len, size_t cut, char delimiter,
                                void (*cell)(void *ctx, size_t row, size_t column,
                                             const char *text, size_t len),
                                void *ctx, struct pwz_err *err);

#endif
