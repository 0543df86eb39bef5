/*
 * What a view of one customer or subscription leaves out. Private to this room.
 */
#ifndef PWZ_REPORT_RECON_NARROW_H
#define PWZ_REPORT_RECON_NARROW_H

#include "pecwiz/mem.h"
#include "pecwiz/recon_view.h"

/* Totals of these rows instead of all; currencies they do not have go. False: no memory
 * in the arena, which keeps the sums. Cost: a pass over the rows for each currency. */
bool pwz_recon_narrow_totals(struct pwz_recon_view *view,
                             const struct pwz_recon_rows *rows, struct pwz_arena *arena);
/* Only Azure plans of this customer (lower case) in the monthly rows. False: as above. */
bool pwz_recon_narrow_monthly(struct pwz_recon_view *view, const char *customer,
                              struct pwz_arena *arena);

#endif
