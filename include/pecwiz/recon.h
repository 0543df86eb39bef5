/*
 * Usage files: which lines earned partner earned credit, which could have and did not,
 * and what that cost.
 *
 * Bytes in, one immutable report out; no file is opened and no clock is read here. Byte
 * sources (files, pipes, gzip, zip) feed the reader. What a file proves is told as
 * neutral measures; the pack's evidence.json says which fact and value each of them is.
 */
#ifndef PECWIZ_RECON_H
#define PECWIZ_RECON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pecwiz/decimal.h"
#include "pecwiz/recon_proofs.h"
#include "pecwiz/recon_report.h"
#include "pecwiz/status.h"

/* ---- the reader ---- */

/* Zero-initialise; 0 means the default everywhere. */
struct pwz_recon_opts {
    size_t memory_max_bytes; /* of the group tables; default 3 GiB. Passing it ends the
                                read with PWZ_E_LIMIT and words that say what to do. */
    size_t groups_max;       /* customer x subscription x resource group x currency;
                                default 4,000,000; PWZ_E_LIMIT when passed */
    size_t line_max_bytes;   /* default 1 MiB; a longer line is unusable (a warning) */
    uint32_t newest_days;    /* of an unbilled file, that prove nothing; default 3 */
    uint32_t warnings_max; /* kept with their place, the rest only counted; default 100 */
    bool may_mix_months;   /* take files whose months differ; else they are refused */
    const char *engine; /* NULL = best of this machine; for tests and benches: "avx512",
                           "avx2", "sse2", "neon", "swar"; PWZ_E_NOT_FOUND if not there */
};

struct pwz_recon;

/*
 * What is read, and the one answer to each bad form:
 *
 * CSV as in RFC 4180, found by its head line: delimiter , ; or tab, columns by name in
 * any order and case, CR, LF and CR LF mixed, a byte-order mark at the head and one at
 * the first data line, "sep=;" before the head. JSON lines: one object a line, keys in
 * any order. quote inside an unquoted field   an ordinary character; used, with a warning
 *   text behind a closing quote      belongs to the field; used, with a warning
 *   quote never closed               the first line of its row is left out, the next read
 *   row longer than line_max_bytes   likewise
 *   fewer fields than the head       left out
 *   more fields than the head        left out, unless all of them are empty
 *   head line again, total line      skipped and counted
 *   date or cost that is none        left out (a date may be M/D/Y, D/M/Y or Y-M-D)
 *   NUL, bytes that are no UTF-8     characters; shown as U+FFFD
 *   value over 4096 bytes            only these count, when it has quotes or escapes
 *   JSON that is not well formed     left out, with what is wrong
 *   key twice in one object          left out
 * Each line left out is a warning with its number. Numbers have a point or a comma before
 * the decimals and no grouping; beyond 20 decimals they are rounded half away from zero,
 * and the file says so in a warning.
 */

/* PWZ_E_NOMEM, PWZ_E_NOT_FOUND (engine). */
enum pwz_status pwz_recon_new(const struct pwz_recon_opts *opts, struct pwz_recon **recon,
                              struct pwz_err *err);
void pwz_recon_free(struct pwz_recon *recon); /* NULL allowed */

/* Begin the next file (or the next member of an archive). `name` is shown to people; it
 * is copied and passes the text gate here. */
enum pwz_status pwz_recon_begin(struct pwz_recon *recon, const char *name,
                                struct pwz_err *err);

/*
 * Feed the next piece of the file's text; pieces may be cut anywhere, even inside a
 * quoted field or a UTF-8 character, and `len` may be 0: any cut gives the same report. 1
 * to 4 MiB at a time is fastest. `bytes` is not kept.
 *
 * The head line decides what the file is; bytes that are no text at all (UTF-16,
 * archives, PDF) are the byte source's to find. PWZ_E_SCHEMA: the head line is of no
 * known file, of a D file, without a needed column, or the file has another partner or
 * month than those before (err->text says what it looks like and what to get instead; the
 * file then counts as refused and must be left with pwz_recon_end(), further feeds of it
 * are ignored); PWZ_E_LIMIT: the tables are full, or an amount or sum does not fit;
 * PWZ_E_CANCELLED after pwz_recon_cancel(); PWZ_E_NOMEM. err->file and line are set.
 * After LIMIT, CANCELLED and NOMEM only finish and free may be called; the report then is
 * partial.
 */
enum pwz_status pwz_recon_feed(struct pwz_recon *recon, const char *bytes, size_t len,
                               struct pwz_err *err);

/* The file is over: the last line counts also without a line end. PWZ_E_SCHEMA when the
 * file was empty or refused (nothing of it is in the report but the file itself); LIMIT,
 * NOMEM. */
enum pwz_status pwz_recon_end(struct pwz_recon *recon, struct pwz_err *err);

/*
 * A whole file in memory (mapped), instead of begin, feed, end; `threads` 1 or 2. With
 * two the text is split at a line that begins like line 1, and the second half counts
 * only if the first ends exactly there outside quotes; else all is done again on one
 * thread. Same report as feeding, except that row order ties never depend on it. Errors
 * as above.
 */
enum pwz_status pwz_recon_map(struct pwz_recon *recon, const char *name,
                              const char *bytes, size_t len, unsigned threads,
                              struct pwz_err *err);

/* The same for bytes that are read where they are wanted. `read_at` copies up to `len`
 * bytes from `offset` and returns how many (0 at the end, also before `size` if the file
 * became shorter: the file then counts as cut off), -1 when it fails. It is called by two
 * threads at once when `threads` is 2, for different offsets; windows are 1 MiB. */
struct pwz_recon_source {
    void *ctx;
    int64_t (*read_at)(void *ctx, uint64_t offset, char *bytes, size_t len);
    uint64_t size;
};
enum pwz_status pwz_recon_read(struct pwz_recon *recon, const char *name,
                               const struct pwz_recon_source *source, unsigned threads,
                               struct pwz_err *err);

/* Say something about the current (else the last) file that its byte source noticed: cut
 * off, changed while it was read, trailing bytes. Kept as a warning; `cut` marks the file
 * and the report as partial. `words` pass the text gate. */
void pwz_recon_note(struct pwz_recon *recon, bool cut, const char *words);

/* Refuse the current file: what its byte source found is no usage file at all. Nothing of
 * it counts, `words` (gated) say why; it still is left with pwz_recon_end(). */
void pwz_recon_refuse(struct pwz_recon *recon, const char *words);

/* Take over all files of `from` (read by another thread with the same options, between
 * files) behind those of `to`. `from` is empty afterwards and still has to be freed. */
enum pwz_status pwz_recon_absorb(struct pwz_recon *to, struct pwz_recon *from,
                                 struct pwz_err *err);

/* Nothing more is read: `why` is PWZ_E_CANCELLED, LIMIT or NOMEM. A file being read ends
 * here, and the report is partial; files of `names`, which are not read at all, are in it
 * as such. Only finish and free may be called afterwards. */
void pwz_recon_stop(struct pwz_recon *recon, enum pwz_status why,
                    const char *const *names, size_t count);

/* Any thread, any time until free: the next feed or map returns PWZ_E_CANCELLED soon. */
void pwz_recon_cancel(struct pwz_recon *recon);

struct pwz_recon_progress {
    uint64_t bytes; /* of text, all files so far */
    uint64_t lines; /* data lines judged */
    uint64_t missing;
    uint32_t files; /* begun */
};
/* Any thread, any time until free; the numbers only grow. */
struct pwz_recon_progress pwz_recon_progress(const struct pwz_recon *recon);

/* Judge, roll up and seal. Works after every outcome of feed and map. The reader can only
 * be freed afterwards. PWZ_E_NOMEM. The report owns all it shows; any number of threads
 * may read it. */
enum pwz_status pwz_recon_finish(struct pwz_recon *recon,
                                 struct pwz_recon_report **report, struct pwz_err *err);
void pwz_recon_report_free(struct pwz_recon_report *report); /* NULL allowed */

#endif
