/*
 * How fast pecwiz is beside the floor program: start to the whole first screen, a cursor
 * key, Esc, and how many bytes each sends. Both are started turn about, because only then
 * other work on the machine does not decide. Prints figures; passes no judgement.
 *
 * Usage: bench_start FLOOR PECWIZ [ROUNDS]
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tty/session.h"

enum {
    ROUNDS = 60,
    ROUNDS_MOST = 1000,
    KEYS = 10,
    PROGRAMS = 2,
    QUIET_MS = 30 /* an opening burst is over after this long without a byte */
};

struct figures {
    const char *name;
    const char *path;
    double start_ms[ROUNDS_MOST];
    double key_ms[ROUNDS_MOST * KEYS];
    double escape_ms[ROUNDS_MOST];
    double start_bytes[ROUNDS_MOST];
    double key_bytes[ROUNDS_MOST * KEYS];
    size_t starts, keys, escapes;
};

static double ms_since(int64_t from)
{
    return (double)(session_now_ns() - from) / 1e6;
}

/* ---- statistics ---- */

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;

    return (x > y) - (x < y);
}

static double quantile(double *values, size_t count, double part)
{
    if (count == 0) {
        return 0;
    }
    qsort(values, count, sizeof values[0], compare);
    return values[(size_t)((double)(count - 1) * part + 0.5)];
}

static double mean(const double *values, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++) {
        sum += values[i];
    }
    return count > 0 ? sum / (double)count : 0;
}

/* ---- measuring ---- */

/* Time from `from` to the last byte before the silence; 0 when nothing came. */
static double time_of_burst(struct session *session, int64_t from, int quiet_ms)
{
    double last_ms = 0;
    struct pollfd fd = {.fd = session->master, .events = POLLIN};

    while (poll(&fd, 1, last_ms > 0 ? quiet_ms : 1000) > 0) {
        size_t before = session->raw_len;
        session_take(session);
        if (session->raw_len == before) {
            break;
        }
        last_ms = ms_since(from);
    }
    return last_ms;
}

static void measure_keys(struct session *session, struct figures *figures)
{
    for (int i = 0; i < KEYS; i++) {
        size_t before = session->raw_len;
        int64_t from = session_now_ns();
        session_send(session, i % 4 < 2 ? "\033OB" : "\033OA");
        figures->key_ms[figures->keys] = time_of_burst(session, from, 5);
        figures->key_bytes[figures->keys++] = (double)(session->raw_len - before);
    }
}

/* Help is opened and Esc closes it; the floor program has nothing to close. */
static void measure_escape(struct session *session, struct figures *figures)
{
    session_send(session, "?");
    (void)time_of_burst(session, session_now_ns(), QUIET_MS);
    struct pollfd fd = {.fd = session->master, .events = POLLIN};
    int64_t from = session_now_ns();
    session_send(session, "\033");
    if (poll(&fd, 1, 1000) > 0) {
        figures->escape_ms[figures->escapes++] = ms_since(from);
    }
    (void)time_of_burst(session, from, QUIET_MS);
}

static void run_once(struct figures *figures, bool has_help)
{
    const char *const argv[] = {figures->path, NULL};
    int64_t from = session_now_ns();
    struct session *session = session_start(&(struct session_opts){.argv = argv});
    double ms = time_of_burst(session, from, QUIET_MS);

    figures->start_ms[figures->starts] = ms;
    figures->start_bytes[figures->starts++] = (double)session->raw_len;
    measure_keys(session, figures);
    if (has_help) {
        measure_escape(session, figures);
    }
    session_send(session, "q");
    (void)session_wait_exit(session);
    session_end(session);
}

/* ---- report ---- */

/* The ratio of each round, before sorting hides which start belongs to which. */
static double median_ratio(const struct figures *a, const struct figures *b)
{
    static double ratios[ROUNDS_MOST];

    for (size_t i = 0; i < a->starts; i++) {
        ratios[i] = a->start_ms[i] / b->start_ms[i];
    }
    return quantile(ratios, a->starts, 0.5);
}

static void print(struct figures *figures)
{
    printf("%-8s start %5.2f / %5.2f / %6.2f ms  %5.0f bytes | key %5.3f / %5.3f ms  "
           "%4.1f bytes",
           figures->name, quantile(figures->start_ms, figures->starts, 0),
           quantile(figures->start_ms, figures->starts, 0.5),
           quantile(figures->start_ms, figures->starts, 0.99),
           quantile(figures->start_bytes, figures->starts, 0.5),
           quantile(figures->key_ms, figures->keys, 0.5),
           quantile(figures->key_ms, figures->keys, 0.99),
           mean(figures->key_bytes, figures->keys));
    if (figures->escapes > 0) {
        printf(" | Esc %5.1f / %5.1f ms",
               quantile(figures->escape_ms, figures->escapes, 0.5),
               quantile(figures->escape_ms, figures->escapes, 0.99));
    }
    putchar('\n');
}

int main(int argc, char **argv)
{
    static struct figures programs[PROGRAMS] = {{.name = "floor"}, {.name = "pecwiz"}};
    long rounds = argc > 3 ? strtol(argv[3], NULL, 10) : ROUNDS;

    if (argc < 3 || rounds < 1 || rounds > ROUNDS_MOST) {
        fputs("usage: bench_start FLOOR PECWIZ [ROUNDS]\n", stderr);
        return 2;
    }
    for (size_t i = 0; i < PROGRAMS; i++) {
        programs[i].path = argv[1 + i];
        if (access(programs[i].path, X_OK) != 0) {
            perror(programs[i].path);
            return 1;
        }
    }
    for (long round = 0; round < rounds; round++) {
        /* Who goes first changes, or the second would always find the caches warm. */
        run_once(&programs[round % 2], round % 2 == 1);
        run_once(&programs[1 - round % 2], round % 2 == 0);
    }
    printf(
        "%ld rounds, turn about; start: min / median / p99, key and Esc: median / p99\n",
        rounds);
    double ratio = median_ratio(&programs[1], &programs[0]);
    print(&programs[0]);
    print(&programs[1]);
    printf("start of pecwiz: %.2f times the floor program\n", ratio);
    return 0;
}
