/*
 * Inside the file driver: one run, and the reading of one path into one reader.
 */
#ifndef EVIDENCE_RECON_READ_FILES_H
#define EVIDENCE_RECON_READ_FILES_H

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "pecwiz/recon_read.h"

#include "evidence/recon/source.h"

struct pwz_recon_run {
    struct pwz_recon_run_opts opts;
    struct pwz_recon *recon; /* what becomes the report */
    atomic_bool is_cancelled;
    int cancel_fds[2]; /* a byte in it wakes who waits for a pipe */
    pthread_mutex_t piece_lock;
    bool has_lock;
    atomic_uint_fast64_t done, total, text, lines, missing;
    atomic_size_t files_done, files;
    struct pwz_err *outcomes;
    size_t outcome_count;
};

/* The reading of one path. */
struct reading {
    struct pwz_recon_run *run;
    struct pwz_recon *recon;        /* the run's, or one of a worker's own */
    unsigned threads;               /* it may use for text; unpacking apart */
    bool is_ringed;                 /* unpack on a thread of its own */
    struct pwz_recon_progress seen; /* of `recon`, already added to the run's numbers; the
                                       piece lock guards it */
    struct source_file file;
    const char *name;       /* for people */
    uint64_t text;          /* bytes of the current text so far */
    uint32_t begun;         /* files the reader had begun before this path */
    bool has_directory;     /* zip: members are found by it */
    struct pwz_err failure; /* plain files on two threads: what read_at found; likewise */
};

/* Read one path; the status and words of what went wrong, or PWZ_OK. After PWZ_E_NOMEM,
 * LIMIT and CANCELLED nothing more is to be read into the same reader. */
enum pwz_status read_one(struct reading *reading, const char *path, struct pwz_err *err);

/* Read all paths, several at a time, and take them over in order. As read_one() for
 * each; outcomes are in the run. PWZ_E_NOMEM, or the status that ended the run; `*taken`
 * paths, the first ones, then are in the report. */
enum pwz_status read_many(struct pwz_recon_run *run, const char *const *paths,
                          size_t count, size_t *taken, struct pwz_err *err);

/* ---- parts of read_one() ---- */

/* Run `maker` into the reader as a file called `name`. */
enum pwz_status read_made(struct reading *reading, const struct source_maker *maker,
                          const char *name, struct pwz_err *err);

/* A file of which nothing counts is in the report all the same, with the reason. Returns
 * `status`, or a fatal one. */
enum pwz_status read_refused(struct reading *reading, const char *name,
                             enum pwz_status status, const struct pwz_err *err);

/* The zip archive that begins in the window. */
enum pwz_status read_zip(struct reading *reading, struct pwz_err *err);

/* Add what `reading` has seen since last time to the run's numbers, tell the caller. */
void read_count(struct reading *reading);

/* What the path is called. */
static inline const char *read_name(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

/* Nothing more can be read into a reader after this status. */
static inline bool read_is_fatal(enum pwz_status status)
{
    return status == PWZ_E_NOMEM || status == PWZ_E_LIMIT || status == PWZ_E_CANCELLED;
}

#endif
