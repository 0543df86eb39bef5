/*
 * How far the reading of usage files is: one line on standard error, written over in
 * place with a carriage return and blanks, so that no terminal has to know any sequence.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "cli/recon.h"

enum {
    DRAW_EVERY_MS = 100,
    FIRST_AFTER_MS = 300, /* what is done sooner needs no progress */
    COLS_UNKNOWN = 80
};
#define NS_PER_MS INT64_C(1000000)
#define NS_PER_S INT64_C(1000000000)

/* ---- words ---- */

/* Three figures at most: "980 B", "1.2 MB", "42 MB". */
static void put_bytes(uint64_t bytes, char out[16])
{
    static const char *const units[] = {"B", "kB", "MB", "GB", "TB", "PB"};
    uint64_t unit = 1;
    size_t i = 0;

    while (i + 1 < sizeof(units) / sizeof(units[0]) && bytes / unit >= 1000) {
        unit *= 1000;
        i++;
    }
    if (i > 0 && bytes / unit < 10) {
        snprintf(out, 16, "%" PRIu64 ".%" PRIu64 " %s", bytes / unit,
                 bytes % unit * 10 / unit, units[i]);
    } else {
        snprintf(out, 16, "%" PRIu64 " %s", bytes / unit, units[i]);
    }
}

static void put_time(uint64_t seconds, char out[32])
{
    if (seconds < 100) {
        snprintf(out, 32, "%" PRIu64 " s", seconds);
    } else if (seconds < 60 * 60) {
        snprintf(out, 32, "%" PRIu64 " min", (seconds + 59) / 60);
    } else {
        snprintf(out, 32, "%" PRIu64 " h %" PRIu64 " min", seconds / 3600,
                 seconds % 3600 / 60);
    }
}

static uint64_t rate_of(uint64_t bytes, int64_t elapsed_ns)
{
    const uint64_t ms = (uint64_t)(elapsed_ns / NS_PER_MS);

    return ms == 0 ? 0 : bytes / ms * 1000 + bytes % ms * 1000 / ms;
}

/* `total` is not 0, and `done` not above it. */
static uint64_t per_cent(uint64_t done, uint64_t total)
{
    return done <= UINT64_MAX / 100 ? done * 100 / total : done / (total / 100);
}

void pwz_cli_progress_words(const struct pwz_recon_run_progress *done, int64_t elapsed_ns,
                            char out[PWZ_PROGRESS_MAX])
{
    const uint64_t rate = rate_of(done->bytes_done, elapsed_ns);
    char bytes[16], total[16], speed[16], left[32];

    put_bytes(done->bytes_done, bytes);
    put_bytes(rate, speed);
    if (done->bytes_total == 0 || done->bytes_done > done->bytes_total) {
        snprintf(out, PWZ_PROGRESS_MAX, "%s, %s/s, %" PRIu64 " lines; ^C stops", bytes,
                 speed, done->lines);
        return;
    }
    put_bytes(done->bytes_total, total);
    put_time(rate == 0 ? 0 : (done->bytes_total - done->bytes_done + rate - 1) / rate,
             left);
    snprintf(out, PWZ_PROGRESS_MAX, "%" PRIu64 " %%, %s of %s, %s/s, %s%s; ^C stops",
             per_cent(done->bytes_done, done->bytes_total), bytes, total, speed,
             rate == 0 ? "time unknown" : left, rate == 0 ? "" : " left");
}

/* ---- the line ---- */

static int64_t now_ns(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * NS_PER_S + now.tv_nsec;
}

size_t pwz_cli_columns(int fd)
{
    struct winsize size;

    return isatty(fd) != 0 && ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void pwz_cli_progress_start(struct pwz_cli_progress *progress,
                            const struct pwz_recon_run *run)
{
    const size_t cols = pwz_cli_columns(STDERR_FILENO);

    *progress = (struct pwz_cli_progress){
        .run = run,
        .started_ns = now_ns(),
        .room = cols == 0 ? COLS_UNKNOWN : cols,
        .is_on = isatty(STDERR_FILENO) != 0 && pwz_cli_wished_lines() == NULL,
    };
}

/* The last column stays empty: some terminals would go to the next line. */
static void draw(struct pwz_cli_progress *progress, const char *words)
{
    const size_t most = progress->room > 1 ? progress->room - 1 : 1;
    const size_t len = strlen(words) < most ? strlen(words) : most;

    fprintf(stderr, "\r%.*s%*s", (int)len, words,
            (int)(progress->drawn > len ? progress->drawn - len : 0), "");
    fflush(stderr);
    progress->drawn = len;
}

void pwz_cli_progress_piece(void *context)
{
    struct pwz_cli_progress *progress = context;
    const int64_t now = progress->is_on ? now_ns() : 0;
    struct pwz_recon_run_progress done;
    char words[PWZ_PROGRESS_MAX];

    if (!progress->is_on || now - progress->started_ns < FIRST_AFTER_MS * NS_PER_MS ||
        now - progress->drawn_ns < DRAW_EVERY_MS * NS_PER_MS) {
        return;
    }
    done = pwz_recon_run_progress(progress->run);
    pwz_cli_progress_words(&done, now - progress->started_ns, words);
    draw(progress, words);
    progress->drawn_ns = now;
}

void pwz_cli_progress_end(struct pwz_cli_progress *progress)
{
    if (progress->drawn > 0) {
        draw(progress, "");
        fputs("\r", stderr);
    }
}
