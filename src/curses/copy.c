/*
 * OSC 52, or tmux's own clipboard: with its default settings tmux drops OSC 52 from
 * inside. The clipboard is never read. Must not know what is copied.
 */
#include "curses/copy.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "curses/terminal.h"

enum {
    COPY_MAX = 1024 * 1024 /* more is dropped whole by the most patient terminal */
};

extern char **environ;

static void add_base64(const char *bytes, size_t len, struct pwz_buf *out)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t at = 0; at < len; at += 3) {
        size_t have = len - at < 3 ? len - at : 3;
        uint32_t group = 0;
        for (size_t i = 0; i < 3; i++) {
            group = group << 8U | (i < have ? (unsigned char)bytes[at + i] : 0U);
        }
        for (unsigned i = 0; i < 4; i++) {
            const char *digit = i <= have ? &digits[group >> (18U - 6U * i) & 63U] : "=";
            pwz_buf_addc(out, *digit);
        }
    }
}

void pwz_copy_sequence(const char *text, size_t len, struct pwz_buf *out)
{
    pwz_buf_adds(out, "\033]52;c;");
    add_base64(text, len, out);
    pwz_buf_addc(out, '\a');
}

/* ---- tmux ---- */

static bool write_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t written = write(fd, bytes, len);
        if (written < 0 && errno != EINTR) {
            return false;
        }
        bytes += written > 0 ? written : 0;
        len -= written > 0 ? (size_t)written : 0;
    }
    return true;
}

static int spawn_tmux(const int pipe_ends[2], pid_t *child)
{
    static char name[] = "tmux";
    static char command[] = "load-buffer";
    static char option[] = "-w";
    static char from[] = "-";
    char *const arguments[] = {name, command, option, from, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t back_to_default;
    int error;

    (void)sigemptyset(&back_to_default);
    (void)sigaddset(&back_to_default, SIGPIPE); /* ignored here, and that is inherited */
    (void)posix_spawnattr_init(&attributes);
    (void)posix_spawnattr_setsigdefault(&attributes, &back_to_default);
    (void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawn_file_actions_adddup2(&actions, pipe_ends[0], STDIN_FILENO);
    (void)posix_spawn_file_actions_addclose(&actions, pipe_ends[0]);
    (void)posix_spawn_file_actions_addclose(&actions, pipe_ends[1]);
    (void)posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY,
                                           0);
    (void)posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY,
                                           0);
    error = posix_spawnp(child, name, &actions, &attributes, arguments, environ);
    (void)posix_spawn_file_actions_destroy(&actions);
    (void)posix_spawnattr_destroy(&attributes);
    return error;
}

static bool give_to_tmux(const char *text, size_t len)
{
    int ends[2];
    int status = -1;
    pid_t child = -1;

    if (pipe(ends) != 0) {
        return false;
    }
    bool is_running = spawn_tmux(ends, &child) == 0;
    (void)close(ends[0]);
    bool is_given = is_running && write_all(ends[1], text, len);
    (void)close(ends[1]);
    while (is_running && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return is_given && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* ---- public ---- */

static enum pwz_status give_to_terminal(const char *text, size_t len, struct pwz_err *err)
{
    struct pwz_buf sequence;
    enum pwz_status status;

    pwz_buf_init(&sequence, (size_t)COPY_MAX * 2);
    pwz_copy_sequence(text, len, &sequence);
    status = pwz_buf_status(&sequence);
    if (status == PWZ_OK) {
        status = pwz_terminal_send(sequence.data, sequence.len);
    }
    pwz_buf_done(&sequence);
    return status == PWZ_OK ? PWZ_OK
                            : pwz_err_set(err, status, "Nothing was sent: %s.",
                                          pwz_status_words(status));
}

enum pwz_status pwz_copy(const char *text, size_t len, bool is_ansi,
                         struct pwz_buf *words, struct pwz_err *err)
{
    if (len > COPY_MAX) {
        return pwz_err_set(err, PWZ_E_LIMIT,
                           "Nothing was sent: %zu bytes are too many for a terminal.",
                           len);
    }
    if (pwz_terminal_env("TMUX") != NULL && give_to_tmux(text, len)) {
        pwz_buf_addf(words, "Sent to tmux and the terminal: %zu bytes.", len);
    } else if (!is_ansi) {
        return pwz_err_set(err, PWZ_E_STATE,
                           "Nothing was sent: this terminal has no clipboard.");
    } else {
        enum pwz_status status = give_to_terminal(text, len, err);
        if (status != PWZ_OK) {
            return status;
        }
        pwz_buf_addf(words, "Sent to the terminal: %zu bytes.", len);
    }
    if (len > PWZ_COPY_SURE_BYTES) {
        pwz_buf_addf(words, " Over %d, some terminals drop it: look before you paste on.",
                     (int)PWZ_COPY_SURE_BYTES);
    }
    return pwz_buf_status(words);
}
