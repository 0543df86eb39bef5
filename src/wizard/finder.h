/*
 * A list that is filtered by typing: the typed line, the rows that pass it, and the place
 * of the focus among them. Only what is in sight is drawn and rows are sought when the
 * line changes, so that a key costs the same with ten rows and with a million. Which row
 * passes and how it looks is the view's business. Private to the wizard room.
 *
 * Must not know: what the rows are, which view is in front.
 */
#ifndef PWZ_WIZARD_FINDER_H
#define PWZ_WIZARD_FINDER_H

#include "pecwiz/keys.h"

#include "wizard/input.h"

struct pwz_wizard;
struct pwz_pane;

/* All zero is an empty list. */
struct pwz_finder {
    struct pwz_input line; /* what was typed */
    uint32_t changes;      /* how often a hand changed the line */
    bool is_in_line;       /* the cursor is in the line, not on a row */

    uint32_t *rows; /* indices of what passes the line, in order; owned */
    size_t count, room;
    size_t lead; /* rows before them that no line hides, such as "New case" */

    size_t focus; /* below lead + count, or 0 */
    size_t top;   /* first row in sight */
    size_t page;  /* rows one page moves, from the last drawing */
};

void pwz_finder_done(struct pwz_finder *finder);

/* ---- what passes ---- */

/* Room for `count` rows, so that adding them cannot fail. False when memory is out. */
bool pwz_finder_reserve(struct pwz_finder *finder, size_t count);
/* Forget what passed: the rows that do are added next, and pwz_finder_settle() ends it.
 */
void pwz_finder_begin(struct pwz_finder *finder);
/* Without memory the row is left out: a shorter list is all there can be. */
void pwz_finder_add(struct pwz_finder *finder, size_t row);
/* The focus goes to the first row found; with an empty line to the first of all. */
void pwz_finder_settle(struct pwz_finder *finder);
/* Row under the focus, PWZ_NONE on a lead and when there is none. */
uint32_t pwz_finder_row(const struct pwz_finder *finder);

/* ---- keys; after true the line has changed and rows have to be found anew ---- */

/* A key that types or edits. A blank and a question mark have a use of their own before
 * anything is typed, so they type only after that; keys with another action never do. */
bool pwz_finder_type(struct pwz_finder *finder, uint32_t key, enum pwz_action action);
/* After a paste into the line: it brings a line end along, which is now a blank. */
void pwz_finder_pasted(struct pwz_finder *finder);
/* Empty the line; the cursor goes into it. */
void pwz_finder_clear(struct pwz_finder *finder);
/* Move the focus: next, previous, first, last, a page down or up. */
void pwz_finder_move(struct pwz_finder *finder, enum pwz_action action);

/* ---- drawing ---- */

/* Draw one row; `row` is an index that was added, PWZ_NONE the lead. */
typedef void pwz_finder_draw_row(const struct pwz_wizard *w, uint32_t row,
                                 const struct pwz_pane *line);
/* The rows in sight, with marker and cursor. */
void pwz_finder_draw(struct pwz_finder *finder, const struct pwz_wizard *w,
                     const struct pwz_pane *pane, pwz_finder_draw_row *draw);
/* "Find: " and what was typed in the first row of the pane; the cursor when it is there.
 */
void pwz_finder_draw_line(const struct pwz_finder *finder, const struct pwz_pane *pane);

#endif
