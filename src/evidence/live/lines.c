/*
 * Lines from a descriptor. read(2) and an own piece, because stdio's line functions have
 * either no limit or no way to tell a cut line.
 */
#include "evidence/live/lines.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* False when reading failed. */
static bool refill(struct pwz_lines *lines)
{
    ssize_t got;

    do {
        got = read(lines->fd, lines->piece, sizeof(lines->piece));
    } while (got < 0 && errno == EINTR);
    lines->at = 0;
    lines->end = got > 0 ? (size_t)got : 0;
    lines->is_over = got == 0;
    return got >= 0;
}

/* Move bytes up to the next line feed; true when there was one. */
static bool take_piece(struct pwz_lines *lines, struct pwz_buf *line)
{
    const char *from = lines->piece + lines->at;
    const size_t len = lines->end - lines->at;
    const char *feed = memchr(from, '\n', len);
    const size_t taken = feed != NULL ? (size_t)(feed - from) : len;

    pwz_buf_add(line, from, taken);
    lines->at += taken + (feed != NULL ? 1 : 0);
    return feed != NULL;
}

static enum pwz_line_kind judge(const struct pwz_buf *line)
{
    if (pwz_buf_status(line) == PWZ_OK) {
        return PWZ_LINE_WHOLE;
    }
    return pwz_buf_status(line) == PWZ_E_LIMIT ? PWZ_LINE_TOO_LONG : PWZ_LINE_FAILED;
}

enum pwz_line_kind pwz_lines_next(struct pwz_lines *lines, struct pwz_buf *line)
{
    bool is_begun = false;

    pwz_buf_clear(line);
    for (;;) {
        if (lines->at == lines->end && !lines->is_over && !refill(lines)) {
            return PWZ_LINE_FAILED;
        }
        if (lines->is_over) {
            return is_begun ? judge(line) : PWZ_LINE_END;
        }
        is_begun = true;
        if (take_piece(lines, line)) {
            return judge(line);
        }
    }
}
