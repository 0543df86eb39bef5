/* What rows are made with; private to the room. */
#ifndef EVIDENCE_RECON_ROWS_H
#define EVIDENCE_RECON_ROWS_H

#include "evidence/recon/report.h"

struct pwz_recon_rows {
    struct pwz_recon_row *rows;
    uint32_t count, room;
    uint8_t *states; /* span for each row, in the order the rows were made */
    uint32_t span;
};

/* What is built while one pass goes over the groups. */
struct making {
    const struct pwz_recon_report *report;
    struct pwz_recon_rows *out;
    enum pwz_recon_by by;
    struct budget budget;
    struct day_counts *days; /* of the row, by day of use */

    /* By day only, each by day of use. */
    struct pwz_recon_sums *sums;
    struct day_counts *group_days; /* of one group; all 0 between groups */
    uint64_t *against_groups;      /* lines that groups do not explain */
};

/* A row of the groups at `place`; NULL when memory is out. */
struct pwz_recon_row *rows_add(struct making *making, const struct group_place *place);
/* One row of each day of the groups together, after count_days(); false when memory is
 * out. */
bool rows_add_days(struct making *making, const struct group_place *places,
                   uint32_t count);

/* Whether a place is of the customer and subscription asked for; NULL = any. */
bool rows_is_wanted(const struct group_place *place, const char *customer,
                    const char *subscription);
/* Most lost credit first; then in the order of ids and days. */
void rows_sort(struct pwz_recon_rows *rows);

#endif
