/*
 * Fuzz target: any file given to the driver: gzip, zip, or something else. The first byte
 * chooses whether it comes as a file or through a pipe; the report must be made in either
 * case, and both inflaters must agree on gzip.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pecwiz/recon_read.h"

#include "evidence/recon/source_gzip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    PIPE_MAX = 60000 /* fits a pipe, so that nobody has to write meanwhile */
};

static char path[] = "/tmp/pecwiz-fuzz-XXXXXX";
static int file = -1;

static void remove_file(void)
{
    (void)unlink(path);
}

static void write_file(const uint8_t *data, size_t size)
{
    if (file < 0) {
        file = mkstemp(path);
        (void)atexit(remove_file);
    }
    if (file < 0 || ftruncate(file, 0) != 0 ||
        pwrite(file, data, size, 0) != (ssize_t)size) {
        abort();
    }
}

static void read_one(const char *name, int stdin_fd, unsigned threads)
{
    const struct pwz_recon_run_opts opts = {
        .reader = {.groups_max = 2000, .memory_max_bytes = 64 << 20},
        .threads = threads,
        .text_max_bytes = 4 << 20,
        .stdin_fd = stdin_fd,
    };
    struct pwz_recon_run *run = NULL;
    struct pwz_recon_report *report = NULL;
    struct pwz_err err = {0};

    if (pwz_recon_run_new(&opts, &run, &err) != PWZ_OK) {
        abort();
    }
    const enum pwz_status status = pwz_recon_read_files(run, &name, 1, &report, &err);
    /* Promised: always a report, and words for every status. */
    if (report == NULL || (status != PWZ_OK && err.text[0] == '\0') ||
        pwz_recon_run_outcome(run, 0)->status != status) {
        (void)fprintf(stderr, "%d %s\n", (int)status, err.text);
        abort();
    }
    pwz_recon_report_free(report);
    pwz_recon_run_free(run);
}

/* All text of a gzip file, as far as it goes; `*status` how it ended. */
static void unpack(enum inflate_engine engine, struct pwz_buf *out,
                   enum pwz_status *status)
{
    static atomic_bool cancelled;
    static atomic_uint_fast64_t done;
    const struct source_run run = {
        .cancelled = &cancelled, .cancel_fd = -1, .done = &done};
    struct source_file source;
    struct gzip_source *gzip = NULL;
    static char bytes[65536];
    size_t len = 1;
    struct pwz_err err = {0};

    pwz_buf_init(out, 4 << 20);
    if (source_open(&source, path, -1, &run, &err) != PWZ_OK ||
        gzip_source_new(&source, engine, &gzip, &err) != PWZ_OK) {
        abort();
    }
    *status = PWZ_OK;
    while (*status == PWZ_OK && len > 0 && out->len < 2 << 20) {
        *status = gzip_source_fill(gzip, bytes, sizeof bytes, &len, &err);
        pwz_buf_add(out, bytes, *status == PWZ_OK ? len : 0);
    }
    gzip_source_free(gzip);
    source_close(&source);
}

/* What is good is the same with both; of what is bad each gives some part. */
static void compare_inflaters(void)
{
#ifdef PWZ_HAVE_ISAL
    struct pwz_buf a, b;
    enum pwz_status first = PWZ_OK, second = PWZ_OK;

    unpack(INFLATE_ZLIB, &a, &first);
    unpack(INFLATE_ISAL, &b, &second);
    const size_t less = a.len < b.len ? a.len : b.len;
    if (first == PWZ_OK && (second != PWZ_OK || a.len != b.len ||
                            memcmp(pwz_buf_text(&a), pwz_buf_text(&b), less) != 0)) {
        abort();
    }
    pwz_buf_done(&a);
    pwz_buf_done(&b);
#else
    struct pwz_buf a;
    enum pwz_status first = PWZ_OK;

    unpack(INFLATE_ZLIB, &a, &first);
    pwz_buf_done(&a);
#endif
}

static void read_pipe(const uint8_t *data, size_t size)
{
    int fds[2];

    if (pipe(fds) != 0 || write(fds[1], data, size) != (ssize_t)size) {
        abort();
    }
    (void)close(fds[1]);
    read_one("-", fds[0], 1);
    (void)close(fds[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1) {
        return 0;
    }
    const uint8_t how = *data++;
    size--;
    if (how % 2 == 1 && size <= PIPE_MAX) {
        read_pipe(data, size);
        return 0;
    }
    write_file(data, size);
    read_one(path, -1, 1 + how / 2 % 2U);
    if (size > 2 && data[0] == 0x1f && data[1] == 0x8b) {
        compare_inflaters();
    }
    return 0;
}
