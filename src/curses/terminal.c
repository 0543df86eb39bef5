/*
 * Opening a terminal with curses, lending it, giving it back, and waiting for it.
 *
 * Curses is used for output only: keys are read here as bytes, one read for a whole key,
 * and keys.c knows what they mean. Nothing here knows the wizard or what is painted.
 */
#include "curses/terminal.h"

#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>

#include "curses/signals.h"

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
/* Buttons and wheel, with coordinates as numbers; other forms break beyond column 223. */
#define MOUSE_ON "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1000l"

#define INSTEAD "Use 'pecwiz --plain', or 'pecwiz diagnose' with all answers at once."

const char *pwz_terminal_key(const char *name)
{
    const char *sequence = tigetstr(name);

    /* -1 is curses' way to say that the name is wrong. */
    return (intptr_t)sequence == -1 ? NULL : sequence;
}

const char *pwz_terminal_env(const char *name)
{
    /* NOLINTNEXTLINE(concurrency-mt-unsafe): one thread, and nothing sets variables. */
    const char *value = getenv(name);

    return value != NULL && value[0] != '\0' ? value : NULL;
}

/* ---- opening ---- */

static enum pwz_status check_terminal(struct termios *modes, struct pwz_err *err)
{
    const char *type = pwz_terminal_env("TERM");

    if (isatty(STDIN_FILENO) == 0 || tcgetattr(STDIN_FILENO, modes) != 0) {
        return pwz_err_set(err, PWZ_E_STATE,
                           "standard input is not a terminal. " INSTEAD);
    }
    if (isatty(STDOUT_FILENO) == 0) {
        return pwz_err_set(err, PWZ_E_STATE,
                           "standard output is not a terminal. " INSTEAD);
    }
    if (type == NULL) {
        return pwz_err_set(
            err, PWZ_E_STATE,
            "TERM is not set, so the full screen cannot be drawn. " INSTEAD);
    }
    if (strcmp(type, "dumb") == 0) {
        return pwz_err_set(err, PWZ_E_STATE,
                           "a terminal of type 'dumb' has no full screen. " INSTEAD);
    }
    return PWZ_OK;
}

/* Option, NO_COLOR, CLICOLOR_FORCE, CLICOLOR, terminal: the first that speaks decides. */
static bool wants_color(enum pwz_color color)
{
    const char *forced = pwz_terminal_env("CLICOLOR_FORCE");
    const char *wanted = pwz_terminal_env("CLICOLOR");

    if (color != PWZ_COLOR_AUTO) {
        return color == PWZ_COLOR_ALWAYS;
    }
    if (pwz_terminal_env("NO_COLOR") != NULL) {
        return false;
    }
    return (forced != NULL && strcmp(forced, "0") != 0) || wanted == NULL ||
           strcmp(wanted, "0") != 0;
}

/* Terminfo marks delays as $<5>; no terminal of today wants them. */
static size_t add_sequence(char *out, size_t at, const char *sequence)
{
    while (sequence != NULL && *sequence != '\0' && at < PWZ_RESCUE_MAX) {
        const char *end = strncmp(sequence, "$<", 2) == 0 ? strchr(sequence, '>') : NULL;
        if (end != NULL) {
            sequence = end + 1;
            continue;
        }
        out[at++] = *sequence++;
    }
    return at;
}

/* Worked out now, because a crash is no time for terminfo. */
static void prepare_rescue(const struct pwz_terminal *terminal)
{
    char bytes[PWZ_RESCUE_MAX];
    size_t len = 0;

    len = add_sequence(bytes, len, exit_attribute_mode);
    len = add_sequence(bytes, len, terminal->is_ansi ? PASTE_OFF MOUSE_OFF : NULL);
    len = add_sequence(bytes, len, keypad_local);
    len = add_sequence(bytes, len, cursor_normal);
    len = add_sequence(bytes, len, exit_ca_mode);
    pwz_signals_rescue(STDOUT_FILENO, &terminal->modes, bytes, len);
}

enum pwz_status pwz_terminal_send(const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, len);
        if (written < 0 && errno != EINTR) {
            return PWZ_E_IO;
        }
        if (written > 0) {
            bytes += written;
            len -= (size_t)written;
        }
    }
    return PWZ_OK;
}

/* Not putp(): that goes to stdio and arrives long after what curses sends. A terminal
 * that does not take it is gone, and the next wait says so. */
static void send_mode(const char *sequence)
{
    (void)pwz_terminal_send(sequence, strlen(sequence));
}

void pwz_terminal_take_back(struct pwz_terminal *terminal)
{
    if (terminal->has_mouse) {
        send_mode(MOUSE_ON);
    }
}

static void set_modes(struct pwz_terminal *terminal, const struct pwz_curses_opts *opts)
{
    raw(); /* ^C and ^Z are keys like others, so that the key table stays the one truth */
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    typeahead(-1); /* never look at the keyboard while painting */
    curs_set(1);
    /* Until it has been left and entered again, curses writes after every cursor
     * movement; afterwards it gathers a whole screen into one write. Before colours are
     * started, because entering with them resets the user's palette. */
    endwin();
    doupdate();
    terminal->is_ansi = strncmp(cursor_address, "\033[", 2) == 0;
    terminal->has_color = wants_color(opts->color) && has_colors();
    terminal->has_mouse = opts->has_mouse && terminal->is_ansi;
    pwz_terminal_take_back(terminal);
}

static void leave_curses(struct pwz_terminal *terminal)
{
    endwin();
    delscreen((SCREEN *)terminal->screen);
    terminal->screen = NULL;
}

enum pwz_status pwz_terminal_open(struct pwz_terminal *terminal,
                                  const struct pwz_curses_opts *opts, struct pwz_err *err)
{
    enum pwz_status status;

    *terminal = (struct pwz_terminal){0};
    status = check_terminal(&terminal->modes, err);
    if (status != PWZ_OK) {
        return status;
    }
    status = pwz_signals_open(err);
    if (status != PWZ_OK) {
        return status;
    }
    use_env(FALSE); /* LINES and COLUMNS go stale; the system knows the size */
    use_tioctl(TRUE);
    terminal->screen = newterm(NULL, stdout, stdin);
    if (terminal->screen != NULL && (cursor_address == NULL || clear_screen == NULL)) {
        leave_curses(terminal);
    }
    if (terminal->screen == NULL) {
        pwz_signals_close();
        return pwz_err_set(err, PWZ_E_STATE,
                           "a terminal of type '%s' is not known or cannot show a full "
                           "screen; see TERM. " INSTEAD,
                           pwz_terminal_env("TERM"));
    }
    set_modes(terminal, opts);
    prepare_rescue(terminal);
    return PWZ_OK;
}

/* ---- giving back ---- */

void pwz_terminal_lend(struct pwz_terminal *terminal)
{
    pwz_terminal_paste(terminal, false);
    if (terminal->has_mouse) {
        send_mode(MOUSE_OFF);
    }
    endwin();
}

void pwz_terminal_close(struct pwz_terminal *terminal)
{
    pwz_terminal_lend(terminal);
    /* The rest of a text pasted at a question must not run in the shell. */
    (void)tcflush(STDIN_FILENO, TCIFLUSH);
    pwz_signals_rescue(STDOUT_FILENO, NULL, NULL, 0);
    delscreen((SCREEN *)terminal->screen);
    terminal->screen = NULL;
    pwz_signals_close();
}

void pwz_terminal_paste(struct pwz_terminal *terminal, bool is_on)
{
    if (!terminal->is_ansi || terminal->is_paste_on == is_on) {
        return;
    }
    terminal->is_paste_on = is_on;
    send_mode(is_on ? PASTE_ON : PASTE_OFF);
}

/* ---- using it ---- */

bool pwz_terminal_resize(int *rows, int *cols)
{
    struct winsize size = {0};
    bool is_changed = false;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 &&
        size.ws_col > 0 && (size.ws_row != LINES || size.ws_col != COLS)) {
        /* Not resizeterm(): that queues a key nobody reads. */
        is_changed = resize_term(size.ws_row, size.ws_col) == OK;
    }
    *rows = LINES;
    *cols = COLS;
    return is_changed;
}

struct pwz_waking pwz_terminal_wait(int timeout_ms, int news_fd)
{
    struct pollfd fds[] = {
        {.fd = STDIN_FILENO,     .events = POLLIN},
        {.fd = pwz_signals_fd(), .events = POLLIN},
        {.fd = news_fd,          .events = POLLIN},
    };
    struct pwz_waking waking = {0};

    if (poll(fds, sizeof fds / sizeof fds[0], timeout_ms) < 0) {
        /* Only a signal interrupts; anything else would make the loop spin. */
        waking.has_signal = errno == EINTR;
        waking.is_lost = errno != EINTR;
        return waking;
    }
    waking.has_input = (fds[0].revents & POLLIN) != 0;
    waking.is_lost = !waking.has_input && fds[0].revents != 0;
    waking.has_signal = fds[1].revents != 0;
    waking.has_news = fds[2].revents != 0;
    return waking;
}

int pwz_terminal_read(char *bytes, int room)
{
    ssize_t count = read(STDIN_FILENO, bytes, (size_t)room);

    if (count < 0 && (errno == EINTR || errno == EAGAIN)) {
        return 0;
    }
    return count > 0 ? (int)count : -1;
}
