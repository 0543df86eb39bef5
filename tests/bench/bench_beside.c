/*
 * Is the keyboard as fast while a usage file is read as without one? The wizard is run in
 * a pseudo-terminal with the file and without it, turn about, because only then other
 * work on the machine does not decide. A key counts from its sending until the screen
 * shows what it does, and with the file only as long as the wizard says that it reads.
 * Two kinds of keys: one that moves the marker, and one that paints another page.
 *
 * Prints figures; passes no judgement.
 *
 * Usage: bench_beside PECWIZ FILE [ROUNDS]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tty/session.h"

enum {
    ROUNDS = 15,
    ROUNDS_MOST = 200,
    KEYS = 80,    /* in a round, at most */
    PAUSE_MS = 4, /* between keys: a hand is slow, and processors go to sleep */
    KEYS_MOST = KEYS * ROUNDS_MOST,
    KEYS_LEAST = 10, /* a round with fewer says nothing */
    KINDS = 2
};

/* Keys of one kind: of all rounds, and the present round's median. */
struct times {
    double ms[KEYS_MOST];
    size_t count, first; /* of the present round */
};

struct arm {
    const char *name;
    const char *option; /* NULL = without a file */
    struct times times[KINDS];
};

static const char *const kinds[KINDS] = {"marker", "page"};
static const char reading[] = "stops reading";

/* ---- statistics ---- */

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;

    return (x > y) - (x < y);
}

static double quantile(const double *values, size_t count, double part)
{
    static double sorted[KEYS_MOST];

    if (count == 0) {
        return 0;
    }
    memcpy(sorted, values, count * sizeof sorted[0]);
    qsort(sorted, count, sizeof sorted[0], compare);
    return sorted[(size_t)((double)(count - 1) * part + 0.5)];
}

/* ---- one key ---- */

static void give_up(struct session *session, const char *what)
{
    fprintf(stderr, "bench_beside: %s\n%s\n", what, session_screen(session));
    exit(1);
}

static bool has_moved(struct session *session, const void *what)
{
    return vt_cursor_row(session->vt) != *(const int *)what;
}

/* Milliseconds until the cursor has left its row. */
static double time_key(struct session *session, const char *key)
{
    session_settle(session, PAUSE_MS);

    const int row = vt_cursor_row(session->vt);
    const int64_t from = session_now_ns();
    session_send(session, key);
    if (!session_wait(session, has_moved, &row)) {
        give_up(session, "a key did not show");
    }
    return (double)(session_now_ns() - from) / 1e6;
}

static bool is_reading(struct session *session)
{
    return strstr(session_screen(session), reading) != NULL;
}

/* Both keys of a pair, or none when the file was read meanwhile. */
static bool time_pair(struct session *session, const struct arm *arm, size_t kind,
                      double ms[2])
{
    static const char *const keys[KINDS][2] = {
        {"\033OB", "\033OA"}, /* down and up */
        {"?",      "\r"    }, /* help and back */
    };

    ms[0] = time_key(session, keys[kind][0]);
    ms[1] = time_key(session, keys[kind][1]);
    return arm->option == NULL || is_reading(session);
}

/* ---- a round ---- */

static struct session *start(const char *pecwiz, const struct arm *arm)
{
    const char *const argv[] = {pecwiz, "new", arm->option, NULL};
    struct session *session = session_start(&(struct session_opts){.argv = argv});

    if (!session_wait_text(session, arm->option == NULL ? "Step 1" : reading)) {
        give_up(session, "the first screen did not come");
    }
    return session;
}

/* Kinds change with every pair: both see the whole time of reading. */
static void measure(struct session *session, struct arm *arm)
{
    double ms[2];

    for (size_t i = 0; i < KEYS / 2 && time_pair(session, arm, i % KINDS, ms); i++) {
        struct times *times = &arm->times[i % KINDS];
        times->ms[times->count++] = ms[0];
        times->ms[times->count++] = ms[1];
    }
}

static void run_once(const char *pecwiz, struct arm *arm)
{
    struct session *session = start(pecwiz, arm);

    for (size_t kind = 0; kind < KINDS; kind++) {
        arm->times[kind].first = arm->times[kind].count;
    }
    measure(session, arm);
    session_send(session, "q");
    (void)session_wait_exit(session);
    session_end(session);
}

static double of_round(const struct times *times, double part)
{
    return quantile(times->ms + times->first, times->count - times->first, part);
}

/* ---- report ---- */

struct ratios {
    double value[ROUNDS_MOST];
    size_t count;
};

static void note_ratio(struct ratios *ratios, const struct times *with,
                       const struct times *without, double part)
{
    if (with->count - with->first >= KEYS_LEAST) {
        ratios->value[ratios->count++] = of_round(with, part) / of_round(without, part);
    }
}

static void print(const struct arm *arms, const struct ratios medians[KINDS],
                  const struct ratios tails[KINDS])
{
    for (size_t kind = 0; kind < KINDS; kind++) {
        for (size_t i = 0; i < 2; i++) {
            const struct times *times = &arms[i].times[kind];
            printf("%-6s %-12s %6.3f / %6.3f ms  %zu keys\n", kinds[kind], arms[i].name,
                   quantile(times->ms, times->count, 0.5),
                   quantile(times->ms, times->count, 0.99), times->count);
        }
        printf("%-6s with the file: %.2f times the median, %.2f times the p99, in %zu "
               "rounds\n",
               kinds[kind], quantile(medians[kind].value, medians[kind].count, 0.5),
               quantile(tails[kind].value, tails[kind].count, 0.5), medians[kind].count);
    }
}

int main(int argc, char **argv)
{
    static struct arm arms[2] = {{.name = "without"}, {.name = "while reading"}};
    static struct ratios medians[KINDS], tails[KINDS];
    const long rounds = argc > 3 ? strtol(argv[3], NULL, 10) : ROUNDS;
    char option[4096];

    if (argc < 3 || rounds < 1 || rounds > ROUNDS_MOST) {
        fputs("usage: bench_beside PECWIZ FILE [ROUNDS]\n", stderr);
        return 2;
    }
    if (access(argv[1], X_OK) != 0 || access(argv[2], R_OK) != 0) {
        perror("bench_beside");
        return 1;
    }
    snprintf(option, sizeof option, "--recon=%s", argv[2]);
    arms[1].option = option;
    for (long round = 0; round < rounds; round++) {
        run_once(argv[1], &arms[round % 2]);
        run_once(argv[1], &arms[1 - round % 2]);
        for (size_t kind = 0; kind < KINDS; kind++) {
            note_ratio(&medians[kind], &arms[1].times[kind], &arms[0].times[kind], 0.5);
            note_ratio(&tails[kind], &arms[1].times[kind], &arms[0].times[kind], 0.99);
        }
    }
    printf("%ld rounds, turn about; median / p99 from key to screen\n", rounds);
    print(arms, medians, tails);
    return 0;
}
