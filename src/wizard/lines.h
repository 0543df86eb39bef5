/*
 * Wrapped, styled lines: what a pane shows before it is cut to a window. Made from texts
 * and documents; drawn into a screen line by line. Private to the wizard room.
 */
#ifndef PWZ_WIZARD_LINES_H
#define PWZ_WIZARD_LINES_H

#include "pecwiz/doc.h"
#include "pecwiz/screen.h"

struct pwz_row {
    const char *text; /* slice; `len` bytes */
    size_t len;
    const uint8_t *roles; /* one per byte of text, NULL = all `role` */
    const char *prefix;   /* drawn so that it ends where the text starts; "" = none */
    int indent;           /* columns before the text */
    uint32_t option;      /* the choice this line belongs to, PWZ_NONE */
    uint8_t role, prefix_role;
};

/* Zero-initialise. `failed` sticks when memory runs out. */
struct pwz_lines {
    struct pwz_arena arena;
    struct pwz_row *rows;
    size_t count, room;
    bool failed;
};

void pwz_lines_done(struct pwz_lines *lines);

/* One paragraph to be wrapped into `cols` columns. */
struct pwz_flow {
    const char *text;
    size_t len;
    const uint8_t *roles;
    const char *prefix;
    int indent;
    uint32_t option;
    uint8_t role, prefix_role;
};
/* Texts are copied. An empty text gives one empty line. */
void pwz_lines_flow(struct pwz_lines *lines, const struct pwz_flow *flow, int cols);
void pwz_lines_text(struct pwz_lines *lines, enum pwz_role role, const char *text,
                    int cols);
void pwz_lines_blank(struct pwz_lines *lines);
void pwz_lines_doc(struct pwz_lines *lines, const struct pwz_doc *doc, int cols);

/* First and last line of a choice; false when there is none. */
bool pwz_lines_option(const struct pwz_lines *lines, uint32_t option, size_t *first,
                      size_t *last);

void pwz_lines_draw(const struct pwz_lines *lines, size_t index,
                    struct pwz_screen *screen, int row, int col, int width);

#endif
