/*
 * A grid of cells that a front end paints: pure data, clipped by display columns, styled
 * by role. The curses room maps roles to attributes; nothing here knows a terminal.
 */
#ifndef PECWIZ_SCREEN_H
#define PECWIZ_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pecwiz/status.h"

enum {
    PWZ_SCREEN_ROWS_MAX = 500,
    PWZ_SCREEN_COLS_MAX = 1000
};

/* X(name, short word used in golden screens) */
#define PWZ_ROLE_LIST(X)                                                                 \
    X(PLAIN, "plain")                                                                    \
    X(TITLE, "title") /* bar at the top, headings */                                     \
    X(STRONG, "strong")                                                                  \
    X(CODE, "code")                                                                      \
    X(LINK, "link")                                                                      \
    X(CHOICE, "choice") /* an answer */                                                  \
    X(FOCUS, "focus")   /* the answer or row with the cursor */                          \
    X(PICKED, "picked") /* an answer given before */                                     \
    X(GOOD, "good")                                                                      \
    X(BAD, "bad")                                                                        \
    X(WARN, "warn")                                                                      \
    X(MUTED, "muted")                                                                    \
    X(SAY, "say")       /* words to read aloud */                                        \
    X(NOTE, "note")     /* agent only */                                                 \
    X(CHANGE, "change") /* command that changes something */                             \
    X(BORDER, "border")                                                                  \
    X(HINT, "hint")   /* key hints at the bottom */                                      \
    X(ALERT, "alert") /* message line: something went wrong */
#define PWZ_SCREEN_ENUM_ROLE(name, word) PWZ_ROLE_##name,
enum pwz_role {
    PWZ_ROLE_LIST(PWZ_SCREEN_ENUM_ROLE) PWZ_ROLE_COUNT
};
const char *pwz_role_word(enum pwz_role role);

struct pwz_cell {
    uint32_t rune;    /* ' ' when empty; 0 in the second column of a wide character */
    uint32_t mark[2]; /* combining marks, 0 = none */
    uint8_t role;
};

struct pwz_screen {
    int rows, cols;
    int cursor_row, cursor_col; /* always inside; on the focused choice or in the entry */
    struct pwz_cell *cells;     /* rows * cols, owned */
    size_t room;                /* cells allocated */
    /* Rows that may differ from what the view before left here: first to last, both
     * included. A painter need not look at others. A reset makes it all rows. */
    int changed_first, changed_last;
    uint64_t serial; /* counts resets, so that a drawer knows its own work again */
};

/* Resize (1x1 up to the maxima; outside is clamped) and clear; cursor to the top left.
 * Zero-initialise before the first call. Old content is gone. PWZ_E_NOMEM leaves the
 * screen as it was. */
enum pwz_status pwz_screen_reset(struct pwz_screen *screen, int rows, int cols);
void pwz_screen_done(struct pwz_screen *screen);

/* Write gated UTF-8 at a place, clipped to `width` columns and to the screen (negative
 * start allowed: cut on the left is not supported, nothing is drawn). Returns the columns
 * written. A wide character that would be cut in half is left out. */
int pwz_screen_put(struct pwz_screen *screen, int row, int col, int width,
                   enum pwz_role role, const char *text, size_t len);
void pwz_screen_fill(struct pwz_screen *screen, int row, int col, int width,
                     uint32_t rune, enum pwz_role role);
/* Never NULL: a place outside gives an empty cell. */
const struct pwz_cell *pwz_screen_cell(const struct pwz_screen *screen, int row, int col);

#endif
