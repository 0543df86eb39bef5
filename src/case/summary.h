/*
 * One row of the list of cases, and the file that keeps such rows so that a list need not
 * read each case. Private to the room case.
 */
#ifndef PWZ_CASE_SUMMARY_H
#define PWZ_CASE_SUMMARY_H

#include "case/store.h"

/* What tells whether a case file is the one that was read. */
struct file_key {
    uint64_t size, inode;
    int64_t changed_ns; /* since 1970 */
};

struct summary_row {
    struct file_key key;
    struct pwz_case_summary summary; /* is_due is not kept: it depends on the day */
};

struct file_key summary_key(const struct stat *status);
bool summary_key_is(const struct file_key *a, const struct file_key *b);

/* From a log that was read; strings are copied into `arena`. `log` is changed in its
 * scratch memory only. */
enum pwz_status summary_make(struct case_log *log, const struct log_rest *rest,
                             const char *id, struct pwz_arena *arena,
                             struct pwz_case_summary *summary, struct pwz_err *err);
/* A row for a case that cannot be read. */
enum pwz_status summary_trouble(const char *id, const char *why, struct pwz_arena *arena,
                                struct pwz_case_summary *summary, struct pwz_err *err);

/* ---- index.c ---- */

struct case_index {
    struct pwz_buf bytes; /* the file: the rows' strings live here */
    struct summary_row *rows;
    uint32_t count;
};

/* Whatever is wrong with it makes it empty. PWZ_E_NOMEM. */
enum pwz_status index_load(struct pwz_cases *cases, int dir, struct case_index *index,
                           struct pwz_err *err);
void index_done(struct case_index *index);
/* Best effort, in one step: a reader sees the old one or the new one. False: it could not
 * be written. */
bool index_store(struct pwz_cases *cases, int dir, const struct summary_row *rows,
                 size_t count);

#endif
