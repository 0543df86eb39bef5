/*
 * Byte sources: an open file behind a window, and pieces of text made from it.
 *
 * What is packed is unpacked by a thread of its own into a small ring of buffers, so that
 * the parser works meanwhile. Knows nothing of CSV, JSON or money.
 */
#ifndef EVIDENCE_RECON_SOURCE_H
#define EVIDENCE_RECON_SOURCE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "pecwiz/status.h"

enum {
    SOURCE_WINDOW = 1 << 20, /* bytes read at a time; fits the second-level cache */
    SOURCE_BEHIND = 64       /* bytes before the window's begin that may be taken back */
};

/* What a whole run shares with its sources. */
struct source_run {
    const atomic_bool *cancelled;
    int cancel_fd;              /* becomes readable on cancel; -1 = none */
    atomic_uint_fast64_t *done; /* bytes read from files, for progress */
};

/* ---- an open file ---- */

struct source_file {
    struct source_run run;
    int fd;
    bool is_owned;   /* close it at the end */
    bool is_regular; /* may seek; `size` is known */
    bool at_end;     /* of the file, or of `limit` */
    int stop_fds[2]; /* of a pipe: wakes a thread that waits for bytes; -1 = none */
    uint64_t size;   /* regular: at the time of opening */
    uint64_t offset; /* in the file, of the next byte to read into the window */
    struct timespec changed; /* modification time at the time of opening */
    unsigned char *base;     /* SOURCE_BEHIND bytes, then the window */
    unsigned char *pos;      /* next byte not yet used */
    unsigned char *end;      /* of what was read */
};

/* Open `path` ("-" = `stdin_fd`). PWZ_E_NOT_FOUND, PWZ_E_IO (folder, no permission, …),
 * PWZ_E_NOMEM. `file` may be closed after every outcome. */
enum pwz_status source_open(struct source_file *file, const char *path, int stdin_fd,
                            const struct source_run *run, struct pwz_err *err);
void source_close(struct source_file *file);

/* Bytes in the window, not yet used. */
size_t source_have(const struct source_file *file);

/* Read until at least `want` (at most SOURCE_WINDOW) unused bytes are in the window or
 * the file ends; what is unused moves to the window's begin. Of the bytes used before,
 * the last SOURCE_BEHIND stay in memory before `pos`. PWZ_E_IO, PWZ_E_CANCELLED. */
enum pwz_status source_fill(struct source_file *file, size_t want, struct pwz_err *err);

/* Go to `offset`; regular files only. The window is empty afterwards. */
enum pwz_status source_seek(struct source_file *file, uint64_t offset,
                            struct pwz_err *err);

/* Read exactly `len` bytes at `offset` without touching the window; any thread. Fewer
 * only at the end of the file. PWZ_E_IO, PWZ_E_CANCELLED. */
enum pwz_status source_read_at(const struct source_file *file, uint64_t offset,
                               char *bytes, size_t len, size_t *got, struct pwz_err *err);

/* Wake a thread that waits in source_fill(), which then returns PWZ_E_CANCELLED. */
void source_stop(struct source_file *file);

/* PWZ_E_CONFLICT when size or time of a regular file are not as they were at opening. */
enum pwz_status source_check_unchanged(const struct source_file *file,
                                       struct pwz_err *err);

/* "words: what errno says", PWZ_E_IO. */
enum pwz_status source_fail_errno(struct pwz_err *err, const char *words);

/* ---- text made from it ---- */

/* A maker of text: `fill` writes up to `room` bytes to `out` and says how many; 0 = the
 * end. After a status that is not OK it is not called again. */
struct source_maker {
    enum pwz_status (*fill)(void *self, char *out, size_t room, size_t *len,
                            struct pwz_err *err);
    void *self;
};

struct source_ring;

/* Run `maker` on a thread of its own (or, without `is_threaded`, within source_take());
 * `file` is what it reads from, so that it can be woken. PWZ_E_NOMEM, PWZ_E_IO (no thread
 * to be had). */
enum pwz_status source_ring_new(const struct source_maker *maker,
                                struct source_file *file, bool is_threaded,
                                struct source_ring **ring, struct pwz_err *err);
/* Stops the thread, if it still works, and waits for it. NULL allowed. */
void source_ring_free(struct source_ring *ring);

/* The next piece, borrowed until the next call; `*len` 0 = the end. Pieces made before an
 * error come before the error. */
enum pwz_status source_take(struct source_ring *ring, const char **bytes, size_t *len,
                            struct pwz_err *err);

#endif
