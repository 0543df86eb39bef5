/*
 * The terminal a test looks at: bytes go in, text, cursor, looks and modes come out. All
 * calls of libvterm are in vt.c; its version 0.1.4 knows no dim text and no reflow.
 */
#ifndef TTY_VT_H
#define TTY_VT_H

#include <stdbool.h>
#include <stddef.h>

struct vt;

struct vt *vt_new(int rows, int cols);
void vt_free(struct vt *vt);
void vt_feed(struct vt *vt, const char *bytes, size_t len);
void vt_resize(struct vt *vt, int rows, int cols);

int vt_rows(const struct vt *vt);
int vt_cols(const struct vt *vt);

/* Text of a row without trailing blanks, UTF-8, cut to `size`. */
void vt_row(const struct vt *vt, int row, char *out, size_t size);
/* Character of a cell, ' ' when it is empty. */
unsigned vt_char(const struct vt *vt, int row, int col);
/* Row that contains `text`, from `from` on; -1 when there is none. */
int vt_find(const struct vt *vt, const char *text, int from);

int vt_cursor_row(const struct vt *vt);
int vt_cursor_col(const struct vt *vt);
bool vt_cursor_shows(const struct vt *vt);
bool vt_is_alternate(const struct vt *vt);
bool vt_takes_paste(struct vt *vt); /* bracketed paste is on */
bool vt_has_mouse(const struct vt *vt);

/* Cells on the screen with a colour of their own. */
size_t vt_colored_cells(const struct vt *vt);
/* Cells with bold, reverse or underline. */
size_t vt_styled_cells(const struct vt *vt);

/* Sequences that came and are none a terminal knows. */
size_t vt_strange(const struct vt *vt);
/* Bytes the terminal answered: more than 0 means that it was asked something. */
size_t vt_answers(const struct vt *vt);

#endif
