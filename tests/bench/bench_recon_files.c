/*
 * What unpacking and reading cost together: bench_recon_files FILE [RUNS]
 *
 * For a gzip file: the bare inflater (text thrown away) and the driver, in turns, so that
 * both meet the same hour; medians and their ratio. For another file: the count of its
 * line feeds by the same reads, the driver on one thread and on two.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "pecwiz/recon_read.h"

#include "evidence/recon/source_gzip.h"

enum {
    RUNS_MAX = 50,
    ROOM = 512 * 1024
};

static atomic_bool cancelled;
static atomic_uint_fast64_t done;
static const struct source_run shared = {
    .cancelled = &cancelled, .cancel_fd = -1, .done = &done};

static double now(void)
{
    struct timespec time;

    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static uint64_t text_bytes; /* of the last measure */

static void inflate_only(const char *path)
{
    static char room[ROOM];
    struct source_file file;
    struct gzip_source *gzip = NULL;
    size_t len = 1;

    text_bytes = 0;
    if (source_open(&file, path, -1, &shared, NULL) == PWZ_OK &&
        gzip_source_new(&file, INFLATE_BEST, &gzip, NULL) == PWZ_OK) {
        while (len > 0 && gzip_source_fill(gzip, room, ROOM, &len, NULL) == PWZ_OK) {
            text_bytes += len;
        }
    }
    gzip_source_free(gzip);
    source_close(&file);
}

static void count_lines(const char *path)
{
    struct source_file file;
    uint64_t lines = 0;

    text_bytes = 0;
    if (source_open(&file, path, -1, &shared, NULL) == PWZ_OK) {
        while (source_fill(&file, SOURCE_WINDOW, NULL) == PWZ_OK &&
               source_have(&file) > 0) {
            for (const unsigned char *at = file.pos;
                 (at = memchr(at, '\n', (size_t)(file.end - at))) != NULL; at++) {
                lines++;
            }
            text_bytes += source_have(&file);
            file.pos = file.end;
        }
    }
    source_close(&file);
    if (lines == 0) {
        (void)fprintf(stderr, "no lines\n");
    }
}

static void read_all(const char *path, unsigned threads)
{
    const struct pwz_recon_run_opts opts = {.threads = threads};
    struct pwz_recon_run *run = NULL;
    struct pwz_recon_report *report = NULL;
    struct pwz_err err = {0};

    if (pwz_recon_run_new(&opts, &run, &err) != PWZ_OK ||
        pwz_recon_read_files(run, &path, 1, &report, &err) != PWZ_OK) {
        (void)fprintf(stderr, "%s\n", err.text);
    } else {
        text_bytes = pwz_recon_run_progress(run).text_bytes;
    }
    pwz_recon_report_free(report);
    pwz_recon_run_free(run);
}

static void read_on_one(const char *path)
{
    read_all(path, 1);
}

static void read_on_two(const char *path)
{
    read_all(path, 2);
}

static int compare_doubles(const void *a, const void *b)
{
    const double first = *(const double *)a, second = *(const double *)b;

    return (first > second) - (first < second);
}

struct measure {
    const char *name;
    void (*run)(const char *path);
    double seconds[RUNS_MAX];
};

static double median(struct measure *measure, int runs)
{
    qsort(measure->seconds, (size_t)runs, sizeof *measure->seconds, compare_doubles);
    return measure->seconds[runs / 2];
}

static bool is_gzip(const char *path)
{
    const size_t len = strlen(path);

    return len > 3 && strcmp(path + len - 3, ".gz") == 0;
}

int main(int argc, char **argv)
{
    static struct measure packed[] = {
        {.name = "bare inflater", .run = inflate_only},
        {.name = "driver",        .run = read_on_two },
    };
    static struct measure plain[] = {
        {.name = "line feeds counted", .run = count_lines},
        {.name = "driver, 1 thread",   .run = read_on_one},
        {.name = "driver, 2 threads",  .run = read_on_two},
    };
    const char *path = argc > 1 ? argv[1] : "";
    const int asked = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 5;
    const int runs = asked < 1 ? 1 : asked > RUNS_MAX ? RUNS_MAX : asked;
    struct measure *measures = is_gzip(path) ? packed : plain;
    const size_t count = is_gzip(path) ? 2 : 3;
    struct rusage usage;
    double first = 0;

    for (int i = 0; i < runs; i++) {
        for (size_t k = 0; k < count; k++) {
            const double begin = now();
            measures[k].run(path);
            measures[k].seconds[i] = now() - begin;
        }
    }
    for (size_t k = 0; k < count; k++) {
        const double seconds = median(&measures[k], runs);
        first = k == 0 ? seconds : first;
        printf("%-20s %.3f s  %.2f GB/s  %.2f x\n", measures[k].name, seconds,
               (double)text_bytes / seconds * 1e-9, seconds / first);
    }
    (void)getrusage(RUSAGE_SELF, &usage);
    printf("most memory %ld MB\n", usage.ru_maxrss / 1024);
    return 0;
}
