/*
 * Pseudo-terminal, leader, child and the pump between them. Must not know what the
 * program shows.
 */
#undef _POSIX_C_SOURCE
#define _XOPEN_SOURCE 700 /* posix_openpt and its kin */
#define _DEFAULT_SOURCE   /* window size */

#include "tty/session.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    ENV_MAX = 64
};

/* What the leader tells about the child. */
struct report {
    pid_t child;
    int status;
};

int64_t session_now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void check(bool is_right, const char *what)
{
    if (!is_right) {
        perror(what);
        abort();
    }
}

/* ---- the child ---- */

/* Nothing of the tester's own environment gets in, or the screens would differ. */
static void set_environment(const struct session_opts *opts, const char *state)
{
    static const char *const pinned[] = {"LC_ALL", "C.UTF-8", "LANG", "C.UTF-8",
                                         "TZ",     "UTC",     "HOME", "/nonexistent"};
    static const char *const dropped[] = {
        "LINES", "COLUMNS",    "NO_COLOR",       "CLICOLOR",     "COLORTERM",
        "TMUX",  "ACCESSIBLE", "CLICOLOR_FORCE", "PECWIZ_PLAIN", "PECWIZ_AUTHOR"};

    for (size_t i = 0; i < sizeof dropped / sizeof dropped[0]; i++) {
        (void)unsetenv(dropped[i]);
    }
    for (size_t i = 0; i < sizeof pinned / sizeof pinned[0]; i += 2) {
        (void)setenv(pinned[i], pinned[i + 1], 1);
    }
    (void)setenv("USER", "tester", 1);
    (void)setenv("XDG_STATE_HOME", state, 1);
    (void)setenv("TERM", opts->term != NULL ? opts->term : "xterm-256color", 1);
    if (opts->term != NULL && opts->term[0] == '\0') {
        (void)unsetenv("TERM");
    }
    for (size_t i = 0; opts->env != NULL && opts->env[i] != NULL; i++) {
        const char *equals = strchr(opts->env[i], '=');
        char name[ENV_MAX] = "";
        check(equals != NULL && equals - opts->env[i] < ENV_MAX, "environment");
        memcpy(name, opts->env[i], (size_t)(equals - opts->env[i]));
        (void)setenv(name, equals + 1, 1);
    }
}

static void run_child(const struct session_opts *opts, const char *state, int terminal,
                      int output)
{
    int nothing = open("/dev/null", O_RDWR);
    union {
        const char *const *in;
        char *const *out;
    } argv = {.in = opts->argv};

    (void)setpgid(0, 0);
    (void)signal(SIGTTOU, SIG_IGN);
    (void)tcsetpgrp(terminal, getpgrp());
    (void)signal(SIGTTOU, SIG_DFL);
    (void)dup2(opts->has_no_input ? nothing : terminal, STDIN_FILENO);
    (void)dup2(opts->has_no_output ? output : terminal, STDOUT_FILENO);
    (void)dup2(opts->has_no_output ? output : terminal, STDERR_FILENO);
    for (int fd = STDERR_FILENO + 1; fd < 64; fd++) {
        (void)close(fd);
    }
    set_environment(opts, state);
    (void)execv(opts->argv[0], argv.out);
    _exit(127);
}

/* ---- the leader: owns the session, reports the child's state, gives it `fg` ---- */

static void watch_child(pid_t child, int terminal, int report, int control)
{
    struct report told = {.child = child};
    char order = 0;

    for (;;) {
        if (waitpid(child, &told.status, WUNTRACED) < 0) {
            _exit(0);
        }
        if (write(report, &told, sizeof told) != (ssize_t)sizeof told) {
            _exit(0);
        }
        if (WIFSTOPPED(told.status)) {
            (void)tcsetpgrp(terminal, getpgrp());
        }
        /* After a stop the order is "continue"; after the end the terminal is kept open
         * until the test has seen it, so that its last bytes are not lost. */
        if (read(control, &order, 1) != 1) {
            (void)kill(-child, SIGKILL);
            _exit(0);
        }
        (void)tcsetpgrp(terminal, child);
        (void)kill(-child, SIGCONT);
    }
}

static void run_leader(const struct session_opts *opts, const char *state,
                       const char *name, int report, int control, int output)
{
    int terminal;
    pid_t child;

    (void)setsid();
    terminal = open(name, O_RDWR);
    check(terminal >= 0, name);
    (void)ioctl(terminal, TIOCSCTTY, 0);
    (void)signal(SIGTTOU, SIG_IGN);
    (void)signal(SIGHUP, SIG_IGN);
    child = fork();
    if (child == 0) {
        (void)signal(SIGHUP, SIG_DFL);
        run_child(opts, state, terminal, output);
    }
    (void)setpgid(child, child);
    (void)close(output);
    /* The first report says only who the child is. */
    struct report told = {.child = child, .status = -1};
    check(write(report, &told, sizeof told) == (ssize_t)sizeof told, "report");
    watch_child(child, terminal, report, control);
}

/* ---- folders ---- */

void session_make_folder(char out[64])
{
    static const char pattern[] = "/tmp/pecwiz-test-XXXXXX";

    memcpy(out, pattern, sizeof pattern);
    check(mkdtemp(out) != NULL, "folder");
}

static int remove_one(const char *path, const struct stat *what, int kind,
                      struct FTW *place)
{
    (void)what, (void)kind, (void)place;
    return remove(path);
}

void session_remove_folder(const char *folder)
{
    (void)nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* ---- starting and ending ---- */

static int open_master(int rows, int cols)
{
    struct winsize size = {.ws_row = (unsigned short)rows,
                           .ws_col = (unsigned short)cols};
    int master = posix_openpt(O_RDWR | O_NOCTTY);

    check(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0, "pty");
    check(ioctl(master, TIOCSWINSZ, &size) == 0, "window size");
    return master;
}

static void start_leader(struct session *session, const struct session_opts *opts)
{
    int report[2];
    int control[2];
    int output[2];
    struct report first;

    check(pipe(report) == 0 && pipe(control) == 0 && pipe(output) == 0, "pipe");
    session->leader = fork();
    if (session->leader == 0) {
        char name[256] = "";
        const char *side = ptsname(session->master);
        check(side != NULL && strlen(side) < sizeof name, "ptsname");
        memcpy(name, side, strlen(side));
        (void)close(session->master); /* or closing the test's would be no hang-up */
        (void)close(report[0]);
        (void)close(control[1]);
        (void)close(output[0]);
        run_leader(opts, opts->state != NULL ? opts->state : session->state, name,
                   report[1], control[0], output[1]);
    }
    (void)close(report[1]);
    (void)close(control[0]);
    (void)close(output[1]);
    session->report = report[0];
    session->control = control[1];
    session->output = output[0];
    check(read(session->report, &first, sizeof first) == (ssize_t)sizeof first, "leader");
    session->child = first.child;
}

struct session *session_start(const struct session_opts *opts)
{
    struct session *session = calloc(1, sizeof *session);
    int rows = opts->rows > 0 ? opts->rows : 24;
    int cols = opts->cols > 0 ? opts->cols : 80;

    check(session != NULL, "memory");
    if (opts->state == NULL) {
        session_make_folder(session->state);
    }
    session->vt = vt_new(rows, cols);
    session->master = open_master(rows, cols);
    check(tcgetattr(session->master, &session->before) == 0, "modes");
    start_leader(session, opts);
    return session;
}

void session_end(struct session *session)
{
    if (session == NULL) {
        return;
    }
    if (!session->is_exited) {
        (void)kill(session->child, SIGKILL);
    }
    (void)close(session->control);
    if (session->master >= 0) {
        (void)close(session->master);
    }
    (void)close(session->report);
    (void)close(session->output);
    (void)waitpid(session->leader, NULL, 0);
    if (session->state[0] != '\0') {
        session_remove_folder(session->state);
    }
    vt_free(session->vt);
    free(session);
}

/* ---- the pump ---- */

void session_take(struct session *session)
{
    char bytes[65536];
    ssize_t count = read(session->master, bytes, sizeof bytes);

    if (count <= 0) {
        return;
    }
    vt_feed(session->vt, bytes, (size_t)count);
    size_t room = SESSION_RAW_MAX - session->raw_len;
    size_t kept = (size_t)count < room ? (size_t)count : room;
    memcpy(session->raw + session->raw_len, bytes, kept);
    session->raw_len += kept;
}

static void take_report(struct session *session)
{
    struct report told;

    if (read(session->report, &told, sizeof told) != (ssize_t)sizeof told) {
        session->is_exited = true;
        return;
    }
    session->status = told.status;
    session->is_stopped = WIFSTOPPED(told.status);
    session->is_exited = !session->is_stopped;
}

static void take_output(struct session *session)
{
    size_t room = sizeof session->out - 1 - session->out_len;
    ssize_t count = read(session->output, session->out + session->out_len, room);

    session->out_len += count > 0 ? (size_t)count : 0;
    if (count <= 0) {
        (void)close(session->output);
        session->output = -1;
    }
}

/* One round; false when nothing came for `ms`. */
static bool pump(struct session *session, int ms)
{
    struct pollfd fds[] = {
        {.fd = session->master,                           .events = POLLIN},
        {.fd = session->is_exited ? -1 : session->report, .events = POLLIN},
        {.fd = session->output,                           .events = POLLIN},
    };

    if (poll(fds, 3, ms) <= 0) {
        return false;
    }
    if ((fds[0].revents & POLLIN) != 0) {
        session_take(session);
    }
    if (fds[2].revents != 0) {
        take_output(session);
    }
    /* Last, so that what the program sent before it ended has been seen. */
    if (fds[1].revents != 0 && (fds[0].revents & POLLIN) == 0) {
        take_report(session);
    }
    return true;
}

static int64_t deadline(void)
{
    const char *slow = getenv("PECWIZ_TEST_SLOW");
    long factor = slow != NULL ? strtol(slow, NULL, 10) : 1;

    return session_now_ns() +
           (int64_t)SESSION_DEADLINE_MS * 1000000 * (factor > 0 ? factor : 1);
}

bool session_wait(struct session *session, session_test *is_done, const void *what)
{
    int64_t end = deadline();

    while (is_done == NULL ? !session->is_exited : !is_done(session, what)) {
        int64_t left = end - session_now_ns();
        if (left <= 0) {
            return false;
        }
        (void)pump(session, (int)(left / 1000000) + 1);
    }
    return true;
}

void session_settle(struct session *session, int ms)
{
    while (pump(session, ms)) {
    }
}

static bool has_text(struct session *session, const void *what)
{
    return vt_find(session->vt, what, 0) >= 0;
}

static bool has_no_text(struct session *session, const void *what)
{
    return vt_find(session->vt, what, 0) < 0;
}

static bool has_cursor(struct session *session, const void *what)
{
    return vt_cursor_row(session->vt) == *(const int *)what;
}

static bool has_stopped(struct session *session, const void *what)
{
    (void)what;
    return session->is_stopped;
}

static bool has_alternate(struct session *session, const void *what)
{
    return vt_is_alternate(session->vt) == *(const bool *)what;
}

bool session_wait_text(struct session *session, const char *text)
{
    return session_wait(session, has_text, text);
}

bool session_wait_no_text(struct session *session, const char *text)
{
    return session_wait(session, has_no_text, text);
}

bool session_wait_cursor(struct session *session, int row)
{
    return session_wait(session, has_cursor, &row);
}

bool session_wait_alternate(struct session *session, bool is_on)
{
    return session_wait(session, has_alternate, &is_on);
}

bool session_wait_exit(struct session *session)
{
    return session_wait(session, NULL, NULL);
}

bool session_wait_stop(struct session *session)
{
    return session_wait(session, has_stopped, NULL);
}

/* ---- doing something to the program ---- */

void session_send(struct session *session, const char *bytes)
{
    size_t len = strlen(bytes);

    while (len > 0) {
        ssize_t written = write(session->master, bytes, len);
        if (written < 0 && errno != EINTR) {
            return;
        }
        bytes += written > 0 ? written : 0;
        len -= written > 0 ? (size_t)written : 0;
    }
}

void session_resize(struct session *session, int rows, int cols)
{
    struct winsize size = {.ws_row = (unsigned short)rows,
                           .ws_col = (unsigned short)cols};

    vt_resize(session->vt, rows, cols);
    (void)ioctl(session->master, TIOCSWINSZ, &size);
}

void session_signal(struct session *session, int number)
{
    (void)kill(session->child, number);
}

void session_continue(struct session *session)
{
    session->is_stopped = false;
    check(write(session->control, "c", 1) == 1, "leader");
}

void session_hang_up(struct session *session)
{
    (void)close(session->master);
    session->master = -1;
}

/* ---- looking at it ---- */

int session_exit_code(const struct session *session)
{
    if (!session->is_exited) {
        return -1;
    }
    return WIFSIGNALED(session->status) ? 128 + WTERMSIG(session->status)
                                        : WEXITSTATUS(session->status);
}

bool session_modes_are_back(const struct session *session)
{
    struct termios now;

    return tcgetattr(session->master, &now) == 0 &&
           now.c_iflag == session->before.c_iflag &&
           now.c_oflag == session->before.c_oflag &&
           now.c_cflag == session->before.c_cflag &&
           now.c_lflag == session->before.c_lflag &&
           memcmp(now.c_cc, session->before.c_cc, sizeof now.c_cc) == 0;
}

const char *session_screen(const struct session *session)
{
    static char page[128 * 1024];
    char row[8192];
    size_t len = 0;

    for (int i = 0; i < vt_rows(session->vt) && len + sizeof row + 64 < sizeof page;
         i++) {
        vt_row(session->vt, i, row, sizeof row);
        len += (size_t)snprintf(page + len, sizeof page - len, "\n%c|%s",
                                vt_cursor_row(session->vt) == i ? '>' : ' ', row);
    }
    snprintf(page + len, sizeof page - len, "\n(cursor %d,%d; exit %d; output: %.*s)",
             vt_cursor_row(session->vt), vt_cursor_col(session->vt),
             session_exit_code(session), (int)session->out_len, session->out);
    return page;
}
