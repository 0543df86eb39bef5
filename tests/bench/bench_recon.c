/*
 * How fast a usage file is read: bench_recon FILE [window|map1|map2] [ENGINE] [RUNS].
 * Prints seconds, GB/s of text, lines and the totals, so that runs can be compared.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "pecwiz/recon.h"

enum {
    WINDOW = 1 << 18
};

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static enum pwz_status read_windows(struct pwz_recon *recon, int file, const char *name,
                                    struct pwz_err *err)
{
    char *window = malloc(WINDOW);
    ssize_t got = 0;
    enum pwz_status status = pwz_recon_begin(recon, name, err);

    while (window && status == PWZ_OK && (got = read(file, window, WINDOW)) > 0)
        status = pwz_recon_feed(recon, window, (size_t)got, err);
    free(window);
    return status == PWZ_OK ? pwz_recon_end(recon, err) : status;
}

static enum pwz_status read_mapped(struct pwz_recon *recon, int file, const char *name,
                                   size_t size, unsigned threads, struct pwz_err *err)
{
    char *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);

    if (bytes == MAP_FAILED)
        return pwz_err_set(err, PWZ_E_IO, "cannot map the file");
    enum pwz_status status = pwz_recon_map(recon, name, bytes, size, threads, err);
    munmap(bytes, size);
    return status;
}

static void show(const struct pwz_recon_report *report, double seconds, double finished,
                 size_t size)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    printf("%.3f s  %.2f GB/s  finish %.3f s  rss %ld MB\n", seconds,
           (double)size / seconds * 1e-9, finished, usage.ru_maxrss / 1024);
    for (size_t i = 0; i < pwz_recon_total_count(report); i++) {
        const struct pwz_recon_total *total = pwz_recon_total_at(report, i);
        struct pwz_buf text;
        pwz_buf_init(&text, 4096);
        pwz_decimal_add_to(&total->sums.cost_missing, &text);
        printf("  %s lines %llu earned %llu missing %llu ineligible %llu unknown %llu "
               "cost_missing %s\n",
               total->currency, (unsigned long long)total->sums.lines,
               (unsigned long long)total->sums.judged[PWZ_JUDGED_EARNED],
               (unsigned long long)total->sums.judged[PWZ_JUDGED_MISSING],
               (unsigned long long)total->sums.judged[PWZ_JUDGED_INELIGIBLE],
               (unsigned long long)total->sums.judged[PWZ_JUDGED_UNKNOWN],
               pwz_buf_text(&text));
        pwz_buf_done(&text);
    }
}

static int run(const char *name, const char *mode, const char *engine, bool is_shown)
{
    struct pwz_recon_opts opts = {.engine = engine};
    struct pwz_recon *recon;
    struct pwz_recon_report *report = NULL;
    struct pwz_err err = {.status = PWZ_OK};
    struct stat state;
    int file = open(name, O_RDONLY);

    if (file < 0 || fstat(file, &state) != 0 ||
        pwz_recon_new(&opts, &recon, &err) != PWZ_OK) {
        fprintf(stderr, "%s: cannot begin: %s\n", name, err.text);
        return 1;
    }
    double start = now();
    enum pwz_status status = strcmp(mode, "window") == 0
                                 ? read_windows(recon, file, name, &err)
                                 : read_mapped(recon, file, name, (size_t)state.st_size,
                                               mode[3] == '2' ? 2 : 1, &err);
    double read = now();
    if (status != PWZ_OK)
        fprintf(stderr, "%s:%u: %s\n", err.file, err.line, err.text);
    pwz_recon_finish(recon, &report, &err);
    double finished = now();
    pwz_recon_free(recon);
    close(file);
    if (report && is_shown)
        show(report, read - start, finished - read, (size_t)state.st_size);
    else
        printf("%.3f s  %.2f GB/s\n", read - start,
               (double)state.st_size / (read - start) * 1e-9);
    if (report && is_shown)
        for (size_t i = 0; i < pwz_recon_warning_count(report) && i < 5; i++)
            printf("  %llu: %s\n",
                   (unsigned long long)pwz_recon_warning_at(report, i)->line,
                   pwz_recon_warning_at(report, i)->text);
    pwz_recon_report_free(report);
    return status != PWZ_OK;
}

int main(int argc, char **argv)
{
    int runs = argc > 4 ? atoi(argv[4]) : 1;

    if (argc < 2) {
        fprintf(stderr, "usage: bench_recon FILE [window|map1|map2] [ENGINE] [RUNS]\n");
        return 2;
    }
    for (int i = 0; i < runs; i++) {
        const char *engine = argc > 3 && strcmp(argv[3], "best") != 0 ? argv[3] : NULL;
        int failed = run(argv[1], argc > 2 ? argv[2] : "window", engine, i == runs - 1);
        if (failed)
            return failed;
    }
    return 0;
}
