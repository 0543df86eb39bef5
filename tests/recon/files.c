/*
 * Files and pipes for the tests of byte sources.
 */
#include "recon/files.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void write_all(int fd, const char *bytes, size_t len, size_t piece)
{
    while (len > 0) {
        const ssize_t got = write(fd, bytes, len < piece ? len : piece);
        if (got <= 0) {
            return; /* the reader went away */
        }
        bytes += got;
        len -= (size_t)got;
    }
}

void files_make(const char *bytes, size_t len, char path[FILES_PATH])
{
    (void)snprintf(path, FILES_PATH, "/tmp/pecwiz-test-XXXXXX");

    const int fd = mkstemp(path);

    ck_assert_int_ge(fd, 0);
    write_all(fd, bytes, len, 1 << 20);
    ck_assert_int_eq(close(fd), 0);
}

void files_make_buf(const struct pwz_buf *buf, char path[FILES_PATH])
{
    ck_assert_int_eq(pwz_buf_status(buf), 0);
    files_make(pwz_buf_text(buf), buf->len, path);
}

void files_remove(const char *path)
{
    (void)unlink(path);
}

int files_pipe(const char *bytes, size_t len, size_t piece)
{
    int fds[2];

    ck_assert_int_eq(pipe(fds), 0);

    const pid_t child = fork();

    ck_assert_int_ge(child, 0);
    if (child == 0) {
        (void)close(fds[0]);
        write_all(fds[1], bytes, len, piece);
        _exit(0);
    }
    (void)close(fds[1]);
    return fds[0];
}

void files_text(size_t len, unsigned seed, struct pwz_buf *out)
{
    uint32_t chance = seed * 2654435761U + 1;

    while (out->len < len) {
        chance = chance * 1664525U + 1013904223U;
        pwz_buf_addf(out, "%08x,contoso,%u.%u,EUR\n", chance, chance >> 20,
                     chance & 0xfff);
    }
    out->len = len;
}
