/*
 * Files and pipes for the tests of byte sources, and texts to put in them.
 */
#ifndef TESTS_RECON_FILES_H
#define TESTS_RECON_FILES_H

#include <stddef.h>

#include "pecwiz/buf.h"

enum {
    FILES_PATH = 64
};

/* A new file with these bytes; its path into `path`. Removed by files_remove(). */
void files_make(const char *bytes, size_t len, char path[FILES_PATH]);
void files_make_buf(const struct pwz_buf *buf, char path[FILES_PATH]);
void files_remove(const char *path);

/* The read end of a pipe into which another process writes `bytes` in pieces of `piece`
 * bytes, then closes it. */
int files_pipe(const char *bytes, size_t len, size_t piece);

/* `len` bytes that pack about as well as usage files; the same for the same seed. */
void files_text(size_t len, unsigned seed, struct pwz_buf *out);

#endif
