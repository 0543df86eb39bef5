/*
 * The painter: a screen of cells onto the terminal. The only place where a role becomes
 * an attribute or a colour.
 */
#ifndef PWZ_CURSES_DRAW_H
#define PWZ_CURSES_DRAW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pecwiz/screen.h"

struct pwz_painter {
    struct pwz_cell *painted; /* what the terminal shows, rows * cols */
    size_t room;
    int rows, cols; /* 0: nothing painted yet */
    uint64_t serial;
    bool is_ascii;
    unsigned long look[PWZ_ROLE_COUNT]; /* attributes and colour pair of curses */
};

/* After curses was started. The colours are the first 16 of the user's own theme. */
void pwz_painter_init(struct pwz_painter *painter, bool has_color, bool is_ascii);
void pwz_painter_done(struct pwz_painter *painter);

/* Forget what is on the terminal: the next painting paints all. */
void pwz_painter_forget(struct pwz_painter *painter);

/* Bring the terminal to show `screen`, in one write where possible. PWZ_E_NOMEM. */
enum pwz_status pwz_painter_paint(struct pwz_painter *painter,
                                  const struct pwz_screen *screen);

/* ASCII that can stand for a character: itself, something alike, or '?'. */
char pwz_ascii_of(uint32_t rune);

#endif
