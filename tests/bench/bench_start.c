/*
 * How fast pecwiz is beside the floor program: start to the whole first screen, a cursor
 * key, Esc, an answer up to the next question, and how many bytes each sends; peak
 * memory, and how often it wakes up while nothing happens. Both are started turn about,
 * because only then other work on the machine does not decide. Prints figures; passes no
 * judgement.
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
    QUIET_MS = 30, /* an opening burst is over after this long without a byte */
    IDLE_MS = 2000,
    UNDER_VALGRIND_MS = 2000
};

struct figures {
    const char *name;
    const char *path;
    double start_ms[ROUNDS_MOST];
    double key_ms[ROUNDS_MOST * KEYS];
    double escape_ms[ROUNDS_MOST];
    double start_bytes[ROUNDS_MOST];
    double key_bytes[ROUNDS_MOST * KEYS];
    double answer_ms[ROUNDS_MOST];
    double answer_bytes[ROUNDS_MOST];
    double peak_kb[ROUNDS_MOST];
    size_t starts, keys, escapes, answers;
    long wake_ups; /* in IDLE_MS, -1 = not measured */
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

/* The first question is answered; z brings it back. */
static void measure_answer(struct session *session, struct figures *figures)
{
    const size_t before = session->raw_len;
    const int64_t from = session_now_ns();

    session_send(session, "1");
    figures->answer_ms[figures->answers] = time_of_burst(session, from, 5);
    figures->answer_bytes[figures->answers++] = (double)(session->raw_len - before);
    session_send(session, "z");
    (void)time_of_burst(session, session_now_ns(), QUIET_MS);
}

/* A number of /proc/PID/status, -1 when it is not there. */
static long status_number(const struct session *session, const char *name)
{
    char path[64], line[200];
    long number = -1;

    snprintf(path, sizeof path, "/proc/%ld/status", (long)session->child);
    FILE *file = fopen(path, "re");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, name, strlen(name)) == 0 && line[strlen(name)] == ':') {
            number = strtol(line + strlen(name) + 1, NULL, 10);
        }
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    return number;
}

/* A process that wakes up gives the processor back of its own will. */
static void measure_idle(struct session *session, struct figures *figures)
{
    struct pollfd fd = {.fd = session->master, .events = POLLIN};
    const long before = status_number(session, "voluntary_ctxt_switches");

    (void)poll(&fd, 1, IDLE_MS);
    figures->wake_ups = status_number(session, "voluntary_ctxt_switches") - before;
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
        measure_answer(session, figures);
    }
    if (figures->starts == 1) {
        measure_idle(session, figures);
    }
    figures->peak_kb[figures->starts - 1] = (double)status_number(session, "VmHWM");
    session_send(session, "q");
    (void)session_wait_exit(session);
    session_end(session);
}

/* ---- instructions ---- */

/* Instructions from start to exit as callgrind counts them: the one figure that does not
 * depend on the machine's other work. Nothing is printed without valgrind. */
static void count_instructions(const char *name, const char *path)
{
    static const char valgrind[] = "/usr/bin/valgrind";
    static const char total[] = "refs:";
    const char *const argv[] = {valgrind,
                                "--tool=callgrind",
                                "--callgrind-out-file=/dev/null",
                                "--log-file=/proc/self/fd/2",
                                path,
                                NULL};

    if (access(valgrind, X_OK) != 0) {
        return;
    }
    struct session *session = session_start(&(struct session_opts){.argv = argv});
    (void)time_of_burst(session, session_now_ns(), UNDER_VALGRIND_MS);
    session_send(session, "q");
    (void)session_wait_exit(session);
    session->raw[session->raw_len] = '\0';
    /* The opening burst may hold a NUL; the count comes last. */
    for (size_t i = 0; i + sizeof total < session->raw_len; i++) {
        if (memcmp(session->raw + i, total, sizeof total - 1) == 0) {
            const char *number = session->raw + i + sizeof total - 1;
            printf("%-8s %.*s instructions from start to exit\n", name,
                   (int)strspn(number, " 0123456789,"), number);
        }
    }
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
    printf("%-8s peak %5.0f KB  %ld wake-ups in %d ms idle", "",
           quantile(figures->peak_kb, figures->starts, 0.5), figures->wake_ups, IDLE_MS);
    if (figures->answers > 0) {
        printf(" | answer to next question %5.3f / %5.3f ms  %4.0f bytes",
               quantile(figures->answer_ms, figures->answers, 0.5),
               quantile(figures->answer_ms, figures->answers, 0.99),
               quantile(figures->answer_bytes, figures->answers, 0.5));
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
    for (size_t i = 0; i < PROGRAMS; i++) {
        count_instructions(programs[i].name, programs[i].path);
    }
    return 0;
}
