/*
 * Signals that end line mode, and the wait they interrupt. A handler can reach nothing
 * but a global, so this file has one. Knows nothing of lines or questions.
 */
#include "plain/signals.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/select.h>

static const int numbers[PWZ_PLAIN_SIGNALS] = {SIGINT, SIGTERM, SIGHUP};
static volatile sig_atomic_t came;

static void note_signal(int number)
{
    came = number;
}

/* An ignored signal that is blocked would stay pending for good. */
void pwz_plain_signals_open(struct pwz_plain_signals *signals)
{
    struct sigaction action = {.sa_handler = note_signal};

    came = 0;
    (void)sigemptyset(&action.sa_mask);
    (void)sigemptyset(&signals->ours);
    for (size_t i = 0; i < PWZ_PLAIN_SIGNALS; i++) {
        (void)sigaction(numbers[i], NULL, &signals->before[i]);
        if (signals->before[i].sa_handler != SIG_IGN) {
            (void)sigaddset(&signals->ours, numbers[i]);
        }
    }
    (void)sigprocmask(SIG_BLOCK, &signals->ours, &signals->mask_before);
    signals->waiting = signals->mask_before;
    for (size_t i = 0; i < PWZ_PLAIN_SIGNALS; i++) {
        if (sigismember(&signals->ours, numbers[i]) == 1) {
            (void)sigdelset(&signals->waiting, numbers[i]);
            (void)sigaction(numbers[i], &action, NULL);
        }
    }
}

void pwz_plain_signals_close(const struct pwz_plain_signals *signals)
{
    for (size_t i = 0; i < PWZ_PLAIN_SIGNALS; i++) {
        (void)sigaction(numbers[i], &signals->before[i], NULL);
    }
    (void)sigprocmask(SIG_SETMASK, &signals->mask_before, NULL);
}

static bool is_pending(const struct pwz_plain_signals *signals)
{
    sigset_t pending;
    bool is_ours = false;

    (void)sigemptyset(&pending);
    (void)sigpending(&pending);
    for (size_t i = 0; i < PWZ_PLAIN_SIGNALS; i++) {
        is_ours = is_ours || (sigismember(&pending, numbers[i]) == 1 &&
                              sigismember(&signals->ours, numbers[i]) == 1);
    }
    return is_ours;
}

int pwz_plain_signal(const struct pwz_plain_signals *signals)
{
    if (came == 0 && is_pending(signals)) {
        (void)sigsuspend(&signals->waiting); /* lets the handler run */
    }
    return (int)came;
}

void pwz_plain_signals_forget(void)
{
    came = 0;
}

/* Other signals end a wait, too: a job that was stopped and continued waits on. A wait
 * that finds input at once does not deliver what is pending. */
int pwz_plain_wait(const struct pwz_plain_signals *signals, int fd)
{
    fd_set reading;
    int ready = -1;

    while (ready < 0 && pwz_plain_signal(signals) == 0) {
        FD_ZERO(&reading);
        FD_SET(fd, &reading);
        ready = pselect(fd + 1, &reading, NULL, NULL, NULL, &signals->waiting);
    }
    return (int)came;
}
