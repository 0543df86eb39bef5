/*
 * Usage files from disk or standard input into one report: opens, looks what each file
 * is, unpacks, feeds the reader, and tells in words what cannot be read and what to get
 * instead.
 *
 * Plain text, gzip (any number of members) and zip (stored and deflate, zip64, any number
 * of members) of CSV or JSON lines. Memory does not depend on the size of the files: a
 * window of 1 MiB for each file open and four buffers of 1 MiB behind each unpacker, so
 * that a packed file may be of any ratio; what it unpacks to is limited by
 * `text_max_bytes`.
 */
#ifndef PECWIZ_RECON_READ_H
#define PECWIZ_RECON_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pecwiz/recon.h"
#include "pecwiz/status.h"

/* Zero-initialise; 0 means the default everywhere. */
struct pwz_recon_run_opts {
    struct pwz_recon_opts reader;
    unsigned threads; /* that read text, 1 to 16; default 2. More than one are used where
                         that is known to give the same report: several files, or the
                         halves of one large plain file. Unpacking has its own. */
    uint64_t text_max_bytes; /* of one file after unpacking; default 1 TiB; PWZ_E_LIMIT */
    int stdin_fd;            /* what the path "-" reads; default 0. Not closed. */
    /* Called between pieces (about each MiB of text of one thread), by whichever thread
     * reads, never by two at once; keep it short. It may call progress and cancel. */
    void (*on_piece)(void *ctx);
    void *ctx;
};

struct pwz_recon_run;

/* One use each: new, read_files, free. PWZ_E_NOMEM, PWZ_E_NOT_FOUND (engine), PWZ_E_IO
 * (no descriptors left). */
enum pwz_status pwz_recon_run_new(const struct pwz_recon_run_opts *opts,
                                  struct pwz_recon_run **run, struct pwz_err *err);
void pwz_recon_run_free(struct pwz_recon_run *run); /* NULL allowed */

/*
 * Read all files in the order given; blocks until done. "-" is standard input.
 *
 * Always gives a report, unless memory is out: what could be read is in it, also after
 * cancel, a limit or a file cut off (then marked partial). One bad file does not lose the
 * others; pwz_recon_run_outcome() tells of each. Returns the first status that is not OK:
 * PWZ_E_NOT_FOUND (no such file), PWZ_E_IO (folder, no permission, device failed),
 * PWZ_E_SCHEMA (not a usage file: err->text says what it is and what to get instead),
 * PWZ_E_SYNTAX (gzip or zip damaged or cut off: read up to there), PWZ_E_CONFLICT (the
 * file changed while it was read: all that was read counts, marked partial),
 * PWZ_E_LIMIT, PWZ_E_CANCELLED, PWZ_E_NOMEM. err->file names the file. The report is the
 * caller's and outlives the run.
 */
enum pwz_status pwz_recon_read_files(struct pwz_recon_run *run, const char *const *paths,
                                     size_t count, struct pwz_recon_report **report,
                                     struct pwz_err *err);

/* What became of the file at paths[index]; after read_files, borrowed from the run.
 * `status` PWZ_OK: all of it was read. */
const struct pwz_err *pwz_recon_run_outcome(const struct pwz_recon_run *run,
                                            size_t index);

/* Any thread or a signal handler, any time between new and free: reading ends within a
 * piece, also when it waits for a pipe. */
void pwz_recon_run_cancel(struct pwz_recon_run *run);

struct pwz_recon_run_progress {
    uint64_t bytes_done;  /* of the files as they lie on disk */
    uint64_t bytes_total; /* 0 = not known (a pipe is among them) */
    uint64_t text_bytes;  /* after unpacking; a row between two halves counts twice */
    uint64_t lines;       /* data lines judged */
    uint64_t missing;     /* of those: without credit that could have had it */
    size_t files_done;    /* read to the end, or given up */
    size_t files;
};
/* Any thread, any time between new and free. The numbers only grow, but for the totals,
 * which are known once read_files has begun. */
struct pwz_recon_run_progress pwz_recon_run_progress(const struct pwz_recon_run *run);

#endif
