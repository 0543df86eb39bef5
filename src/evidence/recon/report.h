/* The finished report: the reader's tables, sealed, and what was made of them. */
#ifndef EVIDENCE_RECON_REPORT_H
#define EVIDENCE_RECON_REPORT_H

#include "evidence/recon/reader.h"

/* A subscription's own words. */
struct sub_words {
    const char *customer_id;
    const char *subscription_id;
};

/* Groups in the order of their ids: those of one subscription, and all subscriptions of
 * one customer and currency, stand together. */
struct group_place {
    const struct sub_words *words;
    const struct sub *sub;
    const struct group *group;
};

/* All that is known about one set of tables after sealing. */
struct sealed {
    struct tables tables;
    struct sub_words *words;    /* by subscription */
    struct group_place *places; /* in order, one for each group */
    uint32_t *product_order;    /* products by subscription */
    uint32_t
        *first_product; /* by subscription, into product_order; one more at the end */
};

struct pwz_recon_report {
    struct sealed usage, invoice;
    struct texts texts;
    struct dates dates;
    struct pwz_arena arena;
    struct budget budget;
    struct file *raw_files;
    struct pwz_recon_file *files;
    uint32_t file_count;
    struct pwz_recon_warning *warnings;
    uint32_t warning_count;
    uint64_t warnings_dropped;
    bool is_partial;
    const char *partial_reason;
    struct pwz_recon_total *totals;
    uint32_t total_count;
    struct pwz_recon_id *ids[PWZ_ID_COUNT];
    uint32_t id_count[PWZ_ID_COUNT];
    struct pwz_recon_common_day *common;
    uint32_t common_count;
    struct pwz_recon_monthly *monthly;
    uint32_t monthly_count;
    int32_t first_day, last_day;
    int32_t *days; /* days of use, in order, without gaps only if the files have none */
    uint32_t day_count;
};

/* What the text gate makes of ids, and of groups once they are in order: nothing can be
 * looked up by its bytes any more. False: no memory. */
bool report_gate_texts(struct pwz_recon_report *report);
bool report_gate_groups(struct sealed *sealed);

static inline int32_t report_day(const struct pwz_recon_report *report,
                                 const struct cell *cell)
{
    return report->dates.entries[cell_date(cell)].day;
}
static inline uint32_t report_day_index(const struct pwz_recon_report *report,
                                        const struct cell *cell)
{
    return report->dates.entries[cell_date(cell)].index;
}

/* Add a cell; sums cannot overflow, sealing has made sure. */
void sums_add(struct pwz_recon_sums *sums, const struct cell *cell);
/* Give all amounts their scale, and the lost credit its value. */
void sums_close(struct pwz_recon_sums *sums);

/* A day's lines that could earn. */
struct day_counts {
    uint64_t earned, missing, ineligible, unknown;
};
enum pwz_day_state day_state(const struct day_counts *counts);
void day_counts_add(struct day_counts *counts, const struct cell *cell);

/* How missing lines lie; see pattern.c. `days` has one entry for each of the
 * report's days of use. */
struct pattern_view {
    const struct pwz_recon_report *report;
    const struct sealed *sealed;
    const struct group_place *places; /* the groups of the row */
    uint32_t count;
    const struct day_counts *days;
    bool is_group; /* the row is one group, and products are not known for it */
};
/* Lines that speak against each explanation; the smallest wins. */
struct pattern_found {
    enum pwz_recon_pattern pattern;
    uint64_t earned, missing;
    uint64_t against_days, against_groups, against_products;
    bool is_unclear; /* none explains anything */
};
struct pattern_found pattern_find(const struct pattern_view *view);

/* Parts of sealing; each false when memory is out. */
bool report_show_files(struct pwz_recon_report *report);
bool report_show_warnings(struct pwz_recon_report *report, const struct pwz_recon *recon);
bool report_show_ids(struct pwz_recon_report *report, const struct pwz_recon *recon);
bool report_add_totals(struct pwz_recon_report *report);
bool report_add_common_days(struct pwz_recon_report *report);
bool report_add_monthly(struct pwz_recon_report *report);

/* Number of days from the first to the last; 0 = none, or more than SPAN_MAX. */
enum {
    SPAN_MAX = 1100 /* three years: more is a slip in a date */
};
uint32_t report_span(const struct pwz_recon_report *report);

#endif
