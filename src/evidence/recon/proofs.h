/* What one asking about proofs works with; private to the room. */
#ifndef EVIDENCE_RECON_PROOFS_H
#define EVIDENCE_RECON_PROOFS_H

#include "evidence/recon/report.h"

enum {
    PROOF_DETAIL_MAX = 500 /* bytes */
};

struct proving {
    const struct pwz_recon_report *report;
    const char *subscription; /* NULL = all */
    struct pwz_recon_proofs *proofs;
    bool is_good;        /* memory has not run out */
    struct pwz_buf text; /* for details */

    struct group_place *places; /* in scope */
    uint32_t count;
    uint32_t customers, subs;
    struct day_counts *days; /* by day of use */
    struct day_counts daily, cost;
    uint32_t daily_file, cost_file; /* the first one they stand in; NOT_THERE = none */
    uint64_t rules[PWZ_RULE_COUNT];
    uint64_t ratios[RATIO_NONE], markers[RATIO_NONE];
    uint32_t missing_groups;
    const struct group *missing_group; /* the last one */
    uint32_t first_file;               /* of the first line without credit */
    uint64_t first_line;               /* 0 = none */
    struct pattern_found found;
};

bool proof_add(struct proving *proving, enum pwz_measure measure, const char *value,
               const char *detail);
bool proof_add_set(struct proving *proving, enum pwz_measure measure,
                   const char *const *values, size_t count, const char *const *seen,
                   size_t seen_count, const char *detail);

void prove_document(struct proving *proving); /* prove_files.c */
void prove_monthly(struct proving *proving);
/* Meters of which the invoice says something else than the usage files. */
uint64_t prove_disagree(const struct proving *proving);
void prove_ids(struct proving *proving);
void prove_credit(struct proving *proving); /* prove_lines.c */
/* prove_others.c; `first` is the first day without credit. */
void prove_common_day(struct proving *proving, int32_t first);
/* A value of PWZ_MEASURE_AFFECTED where something is missing; NULL = not told. */
const char *prove_affected_word(const struct proving *proving);

#endif
