/*
 * Lines from a descriptor. A line that is too long is dropped whole, never cut: half an
 * answer is another answer. Knows nothing of what lines mean.
 */
#include "plain/reader.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

/* Read once more. False: `errno` says why. */
static bool fill(struct pwz_plain_reader *reader)
{
    ssize_t got;

    if (reader->at > 0) {
        memmove(reader->bytes, reader->bytes + reader->at, reader->len - reader->at);
        reader->len -= reader->at;
        reader->at = 0;
    }
    got =
        read(reader->fd, reader->bytes + reader->len, sizeof reader->bytes - reader->len);
    if (got < 0) {
        return errno == EINTR || errno == EAGAIN;
    }
    reader->is_ended = got == 0;
    reader->len += (size_t)got;
    return true;
}

static enum pwz_plain_got hand_out(struct pwz_plain_reader *reader, size_t size,
                                   size_t end_size, const char **line, size_t *len)
{
    bool was_dropping = reader->is_dropping;

    *line = reader->bytes + reader->at;
    *len = size > 0 && (*line)[size - 1] == '\r' ? size - 1 : size;
    reader->at += size + end_size;
    reader->is_dropping = false;
    return was_dropping ? PWZ_PLAIN_GOT_TOO_LONG : PWZ_PLAIN_GOT_LINE;
}

/* True when the buffer settles what comes next; `got` says what it is. */
static bool take(struct pwz_plain_reader *reader, enum pwz_plain_got *got,
                 const char **line, size_t *len)
{
    size_t size = reader->len - reader->at;
    const char *start = reader->bytes + reader->at;
    const char *end = size > 0 ? memchr(start, '\n', size) : NULL;

    if (end != NULL) {
        *got = hand_out(reader, (size_t)(end - start), 1, line, len);
        return true;
    }
    if (reader->is_ended) {
        *got = PWZ_PLAIN_GOT_END;
        if (size > 0 || reader->is_dropping) {
            *got = hand_out(reader, size, 0, line, len);
        }
        return true;
    }
    if (size == sizeof reader->bytes) {
        reader->at = reader->len;
        reader->is_dropping = true;
    }
    return false;
}

enum pwz_plain_got pwz_plain_read(struct pwz_plain_reader *reader, const char **line,
                                  size_t *len)
{
    enum pwz_plain_got got = PWZ_PLAIN_GOT_END;

    *line = "";
    *len = 0;
    reader->signal = pwz_plain_signal(reader->signals);
    while (reader->signal == 0 && !take(reader, &got, line, len)) {
        reader->signal = pwz_plain_wait(reader->signals, reader->fd);
        if (reader->signal == 0 && !fill(reader)) {
            return PWZ_PLAIN_GOT_ERROR;
        }
    }
    return reader->signal == 0 ? got : PWZ_PLAIN_GOT_SIGNAL;
}

/* What is being typed elsewhere may come later: then the first question is asked first.
 */
bool pwz_plain_is_empty(struct pwz_plain_reader *reader)
{
    struct pollfd look = {.fd = reader->fd, .events = POLLIN};

    if (isatty(reader->fd) != 0 || poll(&look, 1, 0) <= 0) {
        return false;
    }
    return fill(reader) && reader->is_ended && reader->len == 0;
}
