/*
 * Signal handlers, the pipe that wakes the poll, and giving the terminal back in a crash.
 *
 * This file holds the only changeable globals of the program, because a handler can reach
 * nothing else. It must not know curses: a handler may call no function of it.
 */
#include "curses/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum {
    CRASH_STACK_BYTES = 64 * 1024 /* a stack overflow leaves none to run a handler on */
};

static void note_signal(int number);
static void crash(int number);

/* ncurses would end the program at SIGINT and SIGTERM by itself (it takes those that
 * stand at their default), so all of this is in place before it starts. */
static const struct {
    int number;
    void (*handler)(int number);
} rows[] = {
    {SIGINT,   note_signal},
    {SIGTERM,  note_signal},
    {SIGHUP,   note_signal},
    {SIGQUIT,  note_signal},
    {SIGTSTP,  note_signal},
    {SIGCONT,  note_signal},
    {SIGWINCH, note_signal},
    {SIGPIPE,  SIG_IGN    },
    {SIGSEGV,  crash      },
    {SIGABRT,  crash      },
    {SIGBUS,   crash      },
    {SIGFPE,   crash      },
    {SIGILL,   crash      },
};
enum {
    ROW_COUNT = sizeof rows / sizeof rows[0],
    ENDING_COUNT = 4 /* the first rows ask to end */
};

static volatile sig_atomic_t came[ROW_COUNT];
static struct sigaction before[ROW_COUNT];
static int wake[2] = {-1, -1};
static stack_t stack_before;
static char crash_stack[CRASH_STACK_BYTES];
static struct {
    volatile sig_atomic_t is_set;
    int fd;
    size_t len;
    struct termios modes;
    char bytes[PWZ_RESCUE_MAX];
} rescue;

static size_t row_of(int number)
{
    size_t row = 0;

    while (row + 1 < ROW_COUNT && rows[row].number != number) {
        row++;
    }
    return row;
}

static void note_signal(int number)
{
    int error = errno;

    came[row_of(number)] = 1;
    /* A full pipe wakes the poll as well as one more byte would. */
    ssize_t written = write(wake[1], "", 1);
    (void)written;
    errno = error;
}

static void crash(int number)
{
    if (rescue.is_set) {
        rescue.is_set = 0;
        ssize_t written = write(rescue.fd, rescue.bytes, rescue.len);
        (void)written;
        (void)tcsetattr(rescue.fd, TCSANOW, &rescue.modes);
    }
    /* Blocked in its own handler: it comes again, to whom it belongs, on return. */
    (void)sigaction(number, &before[row_of(number)], NULL);
    (void)raise(number);
}

static bool open_pipe(void)
{
    if (pipe(wake) != 0) {
        return false;
    }
    for (size_t i = 0; i < 2; i++) {
        (void)fcntl(wake[i], F_SETFD, FD_CLOEXEC);
        (void)fcntl(wake[i], F_SETFL, O_NONBLOCK);
    }
    return true;
}

/* Who started us may have meant a signal to be ignored (nohup); that stays so. */
static bool stays_ignored(size_t row)
{
    bool is_request = row < ENDING_COUNT || rows[row].number == SIGTSTP;

    return is_request && (before[row].sa_flags & SA_SIGINFO) == 0 &&
           before[row].sa_handler == SIG_IGN;
}

/* Cannot fail: all numbers are valid and none is KILL or STOP. */
static void install(size_t row)
{
    struct sigaction action = {.sa_handler = rows[row].handler};

    action.sa_flags = rows[row].handler == crash ? SA_ONSTACK : SA_RESTART;
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(rows[row].number, &action, &before[row]);
    if (stays_ignored(row)) {
        (void)sigaction(rows[row].number, &before[row], NULL);
    }
    came[row] = 0;
}

enum pwz_status pwz_signals_open(struct pwz_err *err)
{
    stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};

    if (!open_pipe()) {
        return pwz_err_set(err, PWZ_E_IO, "no pipe could be made to wait for signals");
    }
    (void)sigaltstack(&stack, &stack_before);
    for (size_t row = 0; row < ROW_COUNT; row++) {
        install(row);
    }
    return PWZ_OK;
}

void pwz_signals_close(void)
{
    for (size_t row = 0; row < ROW_COUNT; row++) {
        (void)sigaction(rows[row].number, &before[row], NULL);
    }
    (void)sigaltstack(&stack_before, NULL);
    for (size_t i = 0; i < 2; i++) {
        (void)close(wake[i]);
        wake[i] = -1;
    }
}

int pwz_signals_fd(void)
{
    return wake[0];
}

static bool take(int number)
{
    size_t row = row_of(number);
    bool is_there = came[row] != 0;

    came[row] = 0;
    return is_there;
}

struct pwz_signals pwz_signals_take(void)
{
    struct pwz_signals signals = {0};
    char bytes[64];

    /* The pipe first: a signal between the two looks then wakes the poll once more. */
    while (read(wake[0], bytes, sizeof bytes) > 0) {
    }
    for (size_t row = 0; row < ENDING_COUNT; row++) {
        if (take(rows[row].number)) {
            signals.ending = rows[row].number;
        }
    }
    signals.is_resized = take(SIGWINCH);
    signals.is_stop_wanted = take(SIGTSTP);
    signals.is_continued = take(SIGCONT);
    return signals;
}

void pwz_signals_rescue(int fd, const struct termios *modes, const char *bytes,
                        size_t len)
{
    rescue.is_set = 0;
    if (modes == NULL || len > sizeof rescue.bytes) {
        return;
    }
    rescue.fd = fd;
    rescue.modes = *modes;
    rescue.len = len;
    memcpy(rescue.bytes, bytes, len);
    rescue.is_set = 1;
}

void pwz_signals_stop(bool is_group)
{
    struct sigaction stop = {.sa_handler = SIG_DFL};
    struct sigaction handled;
    size_t row = row_of(SIGTSTP);

    if (stays_ignored(row)) {
        return;
    }
    (void)sigemptyset(&stop.sa_mask);
    (void)sigaction(SIGTSTP, &stop, &handled);
    (void)kill(is_group ? 0 : getpid(), SIGTSTP);
    /* Here the process stands still. Whoever continued it need not be told of it. */
    (void)sigaction(SIGTSTP, &handled, NULL);
    (void)take(SIGCONT);
}
