/*
 * What cases cost: one answer made durable, opening a case of 1,000 answers, a second
 * opener, and a list of 10,000 cases with and without the index. Prints figures; passes
 * no judgement.
 *
 * Usage: bench_case [DIR]     where the cases are made and removed again; default "."
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "pecwiz/case.h"
#include "pecwiz/content.h"

#include "case/crc32c.h"
#include "case/fs.h"

enum {
    ANSWERS = 1000,
    OPENINGS = 50,
    CASES = 10000,
    PATH_SIZE = 512,
    NOW = 1795651200
};

struct bench {
    struct pwz_pack pack;
    char root[PATH_SIZE], dir[PATH_SIZE];
    struct pwz_cases *cases;
    double took[ANSWERS];
};

/* ---- time ---- */

static double in_calls_ms; /* spent in write, flush and what belongs to them */

static double now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static ssize_t timed_write(int fd, const void *bytes, size_t len)
{
    const double start = now_ms();
    const ssize_t result = write(fd, bytes, len);

    in_calls_ms += now_ms() - start;
    return result;
}

static int timed_fdatasync(int fd)
{
    const double start = now_ms();
    const int result = fdatasync(fd);

    in_calls_ms += now_ms() - start;
    return result;
}

static int timed_fstat(int fd, struct stat *to)
{
    const double start = now_ms();
    const int result = fstat(fd, to);

    in_calls_ms += now_ms() - start;
    return result;
}

static int compare(const void *left, const void *right)
{
    const double a = *(const double *)left;
    const double b = *(const double *)right;

    return a < b ? -1 : a > b;
}

static void print_spread(const char *what, double *took, size_t count)
{
    qsort(took, count, sizeof(*took), compare);
    printf("%-46s p50 %8.4f  p99 %8.4f  max %8.4f ms\n", what, took[count / 2],
           took[count * 99 / 100], took[count - 1]);
}

static void must(enum pwz_status status, const struct pwz_err *err)
{
    if (status != PWZ_OK) {
        fprintf(stderr, "bench_case: %s\n", err->text);
        exit(1);
    }
}

/* ---- one answer ---- */

static struct pwz_case *create(struct bench *bench)
{
    const struct pwz_case_start start = {
        .content = {"pack", "1", "00"},
          .audience = "agent", .at = NOW
    };
    struct pwz_case *open = NULL;
    struct pwz_err err = {0};

    must(pwz_case_create(bench->cases, &start, &open, &err), &err);
    return open;
}

/* Facts that are picked, one after the other, each with its first value. */
static struct pwz_entry answer(const struct bench *bench, uint32_t *fact)
{
    do {
        *fact = (*fact + 1) % bench->pack.model.fact_count;
    } while (bench->pack.model.facts[*fact].value_count == 0);
    return (struct pwz_entry){
        .kind = PWZ_ENTRY_ANSWER,
        .statement = {.fact = *fact, .text = "", .detail = "", .at = NOW},
    };
}

static void bench_answers(struct bench *bench)
{
    const struct pwz_case_shown shown = {.status = PWZ_CASE_UNDECIDED, .verdict = ""};
    struct pwz_case *open = create(bench);
    static double own[ANSWERS];
    uint32_t fact = 0;
    struct pwz_err err = {0};

    for (size_t i = 0; i < ANSWERS; i++) {
        const struct pwz_entry entry = answer(bench, &fact);
        const double before = in_calls_ms;
        const double start = now_ms();

        must(pwz_case_add(open, &bench->pack.model, &entry, &shown, &err), &err);
        bench->took[i] = now_ms() - start;
        own[i] = bench->took[i] - (in_calls_ms - before);
    }
    print_spread("one answer, durable", bench->took, ANSWERS);
    print_spread("  of it own work, beside write, flush and stat", own, ANSWERS);
    must(pwz_case_close(open, &err), &err);
}

static void bench_open(struct bench *bench)
{
    struct pwz_case *open = NULL;
    struct pwz_case *second = NULL;
    struct pwz_trail *trail = NULL;
    struct pwz_err err = {0};

    for (size_t i = 0; i < OPENINGS; i++) {
        const double start = now_ms();

        must(pwz_case_open(bench->cases, "20261126-1", PWZ_CASE_WRITE, NOW, &open, &err),
             &err);
        must(pwz_case_trail(open, &bench->pack.model, &trail, &err), &err);
        bench->took[i] = now_ms() - start;
        pwz_trail_free(trail);
        must(pwz_case_close(open, &err), &err);
    }
    print_spread("open a case of 1,000 answers, to its facts", bench->took, OPENINGS);
    must(pwz_case_open(bench->cases, "20261126-1", PWZ_CASE_WRITE, NOW, &open, &err),
         &err);
    for (size_t i = 0; i < OPENINGS; i++) {
        const double start = now_ms();

        must(
            pwz_case_open(bench->cases, "20261126-1", PWZ_CASE_WRITE, NOW, &second, &err),
            &err);
        bench->took[i] = now_ms() - start;
        if (pwz_case_state(second).lock != PWZ_CASE_LOCK_HELD) {
            exit(1);
        }
        pwz_case_close(second, NULL);
    }
    print_spread("  second opener, until it knows who has it", bench->took, OPENINGS);
    must(pwz_case_close(open, &err), &err);
}

/* ---- lists ---- */

/* 10,000 copies of a case of 20 answers, without a flush. */
static void make_many(struct bench *bench)
{
    struct pwz_case *open = create(bench);
    uint32_t fact = 0;
    size_t len = 0;
    struct pwz_err err = {0};
    const char *bytes;

    for (int i = 0; i < 20; i++) {
        const struct pwz_entry entry = answer(bench, &fact);

        must(pwz_case_add(open, &bench->pack.model, &entry, NULL, &err), &err);
    }
    bytes = pwz_case_bytes(open, &len);
    for (int i = 0; i < CASES - 2; i++) {
        char path[2 * PATH_SIZE];
        int fd;

        snprintf(path, sizeof(path), "%s/copy-%d.pecwiz", bench->dir, i);
        fd = openat(AT_FDCWD, path, O_WRONLY | O_CREAT | O_EXCL, 0600);
        if (fd < 0 || write(fd, bytes, len) != (ssize_t)len || close(fd) != 0) {
            exit(1);
        }
    }
    must(pwz_case_close(open, &err), &err);
}

static void list(struct bench *bench, const char *what, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct pwz_case_list made;
        struct pwz_err err = {0};
        const double start = now_ms();

        must(pwz_cases_list(bench->cases, NOW, PWZ_CASES_BY_LOOK_AGAIN, &made, &err),
             &err);
        bench->took[i] = now_ms() - start;
        if (made.count != CASES) {
            exit(1);
        }
        pwz_case_list_done(&made);
    }
    print_spread(what, bench->took, count);
}

/* ---- a file made to take long ---- */

static size_t add_line(char *bytes, size_t at, const char *body, char crc[9])
{
    static const char digits[] = "0123456789abcdef";
    const uint32_t sum = crc32c(crc32c(0, crc, 8), body, strlen(body));

    for (int i = 0; i < 8; i++) {
        crc[i] = digits[sum >> (28 - 4 * i) & 15U];
    }
    return at + (size_t)sprintf(bytes + at, "%s, \"crc\": \"%s\"}\n", body, crc);
}

/* One mebibyte of answers that are taken back: the most work for each byte. */
static void bench_hostile(struct bench *bench)
{
    static char bytes[PWZ_CASE_BYTES_MAX];
    const char *fact = pwz_fact_id(&bench->pack.model, 0);
    char id[PWZ_CASE_ID_MAX + 1];
    char crc[9] = "00000000";
    char body[PATH_SIZE];
    struct pwz_err err = {0};
    size_t len = add_line(bytes, 0,
                          "{\"schema\": \"pecwiz-case/1\", \"seq\": 1, \"at\": "
                          "\"2026-11-26T00:00:00Z\", \"by\": \"e\", \"program\": "
                          "\"1\", \"kind\": \"open\", \"content\": {\"id\": \"p\", "
                          "\"version\": \"1\", \"sha256\": \"0\"}, \"audience\": "
                          "\"agent\"",
                          crc);

    for (unsigned seq = 2; len + PATH_SIZE / 2 < sizeof(bytes); seq++) {
        snprintf(body, sizeof(body),
                 "{\"seq\": %u, \"at\": \"2026-11-26T00:00:00Z\", \"kind\": \"%s\", "
                 "\"fact\": \"%s\"%s",
                 seq, seq % 2 == 0 ? "answer" : "retract", fact,
                 seq % 2 == 0 ? ", \"value\": null" : "");
        len = add_line(bytes, len, body, crc);
    }
    for (size_t i = 0; i < 5; i++) {
        const double start = now_ms();

        must(pwz_cases_import(bench->cases, bytes, len, "hostile", NOW, id, &err), &err);
        bench->took[i] = now_ms() - start;
        must(pwz_cases_delete(bench->cases, id, &err), &err);
    }
    print_spread("take in a hostile file of 1 MiB", bench->took, 5);
}

/* ---- around it ---- */

static void remove_all(const struct bench *bench)
{
    static const char *const below[] = {"/pecwiz/cases", "/pecwiz", ""};
    DIR *stream = opendir(bench->dir);
    const struct dirent *entry;
    char path[2 * PATH_SIZE];

    while (stream != NULL && (entry = readdir(stream)) != NULL) {
        snprintf(path, sizeof(path), "%s/%s", bench->dir, entry->d_name);
        unlink(path);
    }
    if (stream != NULL) {
        closedir(stream);
    }
    for (size_t i = 0; i < sizeof(below) / sizeof(below[0]); i++) {
        snprintf(path, sizeof(path), "%s%s", bench->root, below[i]);
        rmdir(path);
    }
}

static void set_up(struct bench *bench, const char *where)
{
    struct pwz_fs timed = pwz_fs_posix;
    static struct pwz_fs table;
    struct pwz_cases_opts opts = {
        .dir = bench->dir, .author = "ana", .host = "desk", .program = "1", .fs = &table};
    char absolute[PATH_SIZE / 2];
    struct pwz_err err = {0};
    size_t size = 0;

    timed.write = timed_write;
    timed.fdatasync = timed_fdatasync;
    timed.fstat = timed_fstat;
    table = timed;
    if (chdir(where) != 0 || getcwd(absolute, sizeof(absolute)) == NULL) {
        exit(1);
    }
    snprintf(bench->root, sizeof(bench->root), "%s/bench-XXXXXX", absolute);
    if (mkdtemp(bench->root) == NULL) {
        exit(1);
    }
    snprintf(bench->dir, sizeof(bench->dir), "%.480s/pecwiz/cases", bench->root);
    const void *image = pwz_builtin_image(&size);

    must(pwz_pack_open(&bench->pack, image, size, &err), &err);
    must(pwz_cases_new(&opts, &bench->cases, &err), &err);
}

int main(int argc, char **argv)
{
    static struct bench bench;

    set_up(&bench, argc > 1 ? argv[1] : ".");
    bench_answers(&bench);
    bench_open(&bench);
    bench_hostile(&bench);
    make_many(&bench);
    list(&bench, "list 10,000 cases, no index yet", 1);
    list(&bench, "list 10,000 cases, with the index", 20);
    pwz_cases_free(bench.cases);
    remove_all(&bench);
    return 0;
}
