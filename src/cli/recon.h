/*
 * Reading usage files on behalf of a command: signals, progress, errors in words. Private
 * to this room.
 */
#ifndef PWZ_CLI_RECON_H
#define PWZ_CLI_RECON_H

#include "pecwiz/evidence.h"
#include "pecwiz/recon_read.h"

#include "cli/cli.h"

/* ---- reading ---- */

struct pwz_cli_recon {
    struct pwz_recon_report *report; /* NULL when memory ran out */
    int ended_by;                    /* signal that cancelled the reading, 0 = none */
    bool is_usable;                  /* at least one file counts, or was not come to */
};

/* Read all files; what is wrong with any of them is said on standard error. The result is
 * PWZ_EXIT_DONE, or the status that the worst of them asks for: PWZ_EXIT_FAILED for what
 * cannot be opened, is cut off, damaged or too large, PWZ_EXIT_USAGE for what is no usage
 * file, 128 + n after signal n. The report may be there in all these cases. */
enum pwz_exit pwz_cli_recon_read(const char *const *paths, size_t count,
                                 struct pwz_cli_recon *recon);
void pwz_cli_recon_done(struct pwz_cli_recon *recon);

/* Warnings on standard error, for outputs that have no place for them. */
void pwz_cli_recon_warn(const struct pwz_recon_report *report);

/* ---- progress ---- */

enum {
    PWZ_PROGRESS_MAX = 128 /* bytes of one line of it, ASCII */
};

/* One line that is written over again and again, from whatever thread reads. */
struct pwz_cli_progress {
    const struct pwz_recon_run *run;
    int64_t started_ns, drawn_ns;
    size_t room;  /* columns */
    size_t drawn; /* columns that stand on the line now */
    bool is_on;
};

/* On standard error, when that is a terminal and nobody asked for plain lines. */
void pwz_cli_progress_start(struct pwz_cli_progress *progress,
                            const struct pwz_recon_run *run);
/* Draws when the last time is long enough ago; `context` is the progress. */
void pwz_cli_progress_piece(void *context);
/* Leaves an empty line. */
void pwz_cli_progress_end(struct pwz_cli_progress *progress);

/* "42 %, 412 MB of 980 MB, 1.2 GB/s, 3 s left" for what was done in `elapsed_ns`. */
void pwz_cli_progress_words(const struct pwz_recon_run_progress *done, int64_t elapsed_ns,
                            char out[PWZ_PROGRESS_MAX]);

/* ---- what the files prove ---- */

enum {
    PWZ_CLI_ID_MAX = 256
};

/* An id as reports have it, in lower case: ids are plain Latin letters and digits. NULL
 * for NULL; cut when it is too long to be one. */
const char *pwz_cli_lower_id(const char *id, char out[PWZ_CLI_ID_MAX]);

/* What one proof measured, in the pack's words; borrows from `proof`. */
struct pwz_measured pwz_cli_measured(const struct pwz_recon_proof *proof);

/* Evidence about one subscription into `facts`, as the pack maps it: the one that was
 * asked for, else the one that lost most, which is said on standard error. */
enum pwz_status pwz_cli_recon_facts(const struct pwz_cli *cli,
                                    const struct pwz_pack *pack,
                                    const struct pwz_recon_report *report,
                                    struct pwz_facts *facts, struct pwz_err *err);

/* ---- the terminal ---- */

/* Columns of the terminal at a descriptor, 0 when it is none or does not tell. */
size_t pwz_cli_columns(int fd);

#endif
