/*
 * Copying out: text for the terminal's clipboard. A program can never know whether it
 * arrived there, so nothing here says "copied".
 */
#ifndef PWZ_CURSES_COPY_H
#define PWZ_CURSES_COPY_H

#include <stdbool.h>

#include "pecwiz/buf.h"

enum {
    PWZ_COPY_SURE_BYTES = 6000 /* several terminals drop or cut more than this */
};

/* Hand `text` to the terminal, inside tmux to tmux. `words` gets what to tell the user.
 * An error is PWZ_E_NOMEM, PWZ_E_LIMIT or PWZ_E_IO; then err->text says so. */
enum pwz_status pwz_copy(const char *text, size_t len, bool is_ansi,
                         struct pwz_buf *words, struct pwz_err *err);

/* The sequence that asks a terminal to take `text` (OSC 52), appended to `out`. */
void pwz_copy_sequence(const char *text, size_t len, struct pwz_buf *out);

#endif
