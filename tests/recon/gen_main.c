/*
 * Write a usage file of known truth:
 *
 *   recon-gen FILE TRUTH.json|- [WORD…]
 *
 * WORDs: seed=N customers=N subscriptions=N resources=N year=N month=N days=N
 *   form=daily|jsonl|basic|monthly|cost-management columns=43|50|52|55
 *   newline=lf|crlf|cr date=mdy|mdy-short|dmy|ymd|mdy-time boms=0|1|2
 *   quote-all excel-eu tab decimal-comma shuffle aliases exponents strings
 *   unbilled common-day spread plain no-last-newline bytes=N (about; sets customers)
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "recon/gen.h"

static bool write_out(void *who, const char *bytes, size_t len)
{
    const int *fd = who;

    while (len > 0) {
        const ssize_t got = write(*fd, bytes, len);
        if (got < 0) {
            return false;
        }
        bytes += got;
        len -= (size_t)got;
    }
    return true;
}

static bool count_only(void *who, const char *bytes, size_t len)
{
    (void)who, (void)bytes, (void)len;
    return true;
}

/* How many customers make about so many bytes: measured on a few. */
static void fit_bytes(struct gen_opts *opts, uint64_t bytes)
{
    struct gen_truth truth = {0};

    opts->customers = 4;
    (void)gen_make(opts, count_only, NULL, &truth);
    if (truth.bytes > 0) {
        opts->customers = (uint32_t)((bytes * 4 + truth.bytes / 2) / truth.bytes);
    }
    gen_truth_done(&truth);
}

static bool write_truth(const char *path, const struct gen_truth *truth)
{
    struct pwz_buf buf;
    bool is_written = true;

    if (strcmp(path, "-") == 0) {
        return true;
    }
    pwz_buf_init(&buf, SIZE_MAX);
    gen_truth_json(truth, &buf);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    is_written = fd >= 0 && write_out(&fd, pwz_buf_text(&buf), buf.len);
    if (fd >= 0 && close(fd) != 0) {
        is_written = false;
    }
    pwz_buf_done(&buf);
    return is_written;
}

int main(int argc, char **argv)
{
    struct gen_opts opts = {.seed = 1};
    struct gen_truth truth = {0};
    uint64_t bytes = 0;

    if (argc < 3) {
        (void)fprintf(stderr, "usage: recon-gen FILE TRUTH.json|- [WORD...]\n");
        return 2;
    }
    for (int i = 3; i < argc; i++) {
        if (strncmp(argv[i], "bytes=", 6) == 0) {
            bytes = strtoull(argv[i] + 6, NULL, 10);
        } else if (!gen_set(&opts, argv[i])) {
            (void)fprintf(stderr, "recon-gen: unknown word %s\n", argv[i]);
            return 2;
        }
    }
    if (bytes > 0) {
        fit_bytes(&opts, bytes);
    }

    int fd = strcmp(argv[1], "-") == 0
                 ? STDOUT_FILENO
                 : open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0644);
    const bool is_made = fd >= 0 && gen_make(&opts, write_out, &fd, &truth) &&
                         write_truth(argv[2], &truth);

    if (!is_made) {
        perror("recon-gen");
    } else {
        (void)fprintf(stderr, "%llu bytes, %llu lines, %zu subscription rows\n",
                      (unsigned long long)truth.bytes, (unsigned long long)truth.lines,
                      truth.count);
    }
    gen_truth_done(&truth);
    return is_made ? 0 : 1;
}
