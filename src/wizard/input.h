/*
 * One line of typed text with a cursor, for answers and filters. Holds gated text only.
 * Private to the wizard room.
 */
#ifndef PWZ_WIZARD_INPUT_H
#define PWZ_WIZARD_INPUT_H

#include "pecwiz/facts.h"
#include "pecwiz/screen.h"

struct pwz_input {
    char text[PWZ_TEXT_MAX + 1]; /* gated UTF-8, NUL-terminated */
    size_t len;                  /* bytes */
    size_t at;                   /* cursor: byte offset, on a character */
};

/* Replace all; cursor to the end. `text` passes the gate; what is too long is cut. */
void pwz_input_set(struct pwz_input *input, const char *text);

/* Insert outside bytes at the cursor, gated, line feeds as blanks. False when not all of
 * it had room (then nothing was inserted) or memory was out. */
bool pwz_input_insert(struct pwz_input *input, const char *bytes, size_t len);

/* Editing keys and harmless characters. False when the key does nothing here, such as
 * Left at the start: it is then free for other uses. */
bool pwz_input_key(struct pwz_input *input, uint32_t key);

/* Draw into `width` columns, scrolled so that the cursor shows; returns its column. */
int pwz_input_draw(const struct pwz_input *input, struct pwz_screen *screen, int row,
                   int col, int width);

#endif
