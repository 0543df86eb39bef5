/*
 * Lines from a descriptor, one at a time, with a limit. Private to pecwiz-live.
 */
#ifndef PWZ_LIVE_LINES_H
#define PWZ_LIVE_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "pecwiz/buf.h"

enum {
    PWZ_LIVE_LINE_MAX = 64 * 1024, /* bytes of one request */
    PWZ_LIVE_PIECE = 4096
};

/* Zero-initialise, then set `fd`. */
struct pwz_lines {
    int fd;
    char piece[PWZ_LIVE_PIECE];
    size_t at, end; /* what of the piece is not yet used */
    bool is_over;   /* end of input */
};

enum pwz_line_kind {
    PWZ_LINE_WHOLE,    /* `line` holds it, without the line feed */
    PWZ_LINE_TOO_LONG, /* it was skipped; what follows is the next line */
    PWZ_LINE_END,      /* end of input */
    PWZ_LINE_FAILED    /* reading failed, or memory is out */
};

/* `line` is cleared first. The last line needs no line feed. */
enum pwz_line_kind pwz_lines_next(struct pwz_lines *lines, struct pwz_buf *line);

#endif
