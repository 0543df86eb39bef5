/*
 * Lines from a descriptor, through a buffer of fixed size. Private to this room.
 */
#ifndef PWZ_PLAIN_READER_H
#define PWZ_PLAIN_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "pecwiz/plain.h"

#include "plain/signals.h"

enum pwz_plain_got {
    PWZ_PLAIN_GOT_LINE,
    PWZ_PLAIN_GOT_TOO_LONG, /* all of that line is dropped */
    PWZ_PLAIN_GOT_END,
    PWZ_PLAIN_GOT_SIGNAL,
    PWZ_PLAIN_GOT_ERROR /* errno says which */
};

/* Zero-initialise all but `fd` and `signals`. */
struct pwz_plain_reader {
    int fd;
    const struct pwz_plain_signals *signals;
    size_t at, len; /* what is not yet handed out: bytes[at] to bytes[len - 1] */
    bool is_ended, is_dropping;
    int signal; /* with PWZ_PLAIN_GOT_SIGNAL */
    char bytes[PWZ_PLAIN_LINE_MAX + 1];
};

/* The next line without its end (LF or CR LF); borrowed until the next call. A last line
 * without an end counts. */
enum pwz_plain_got pwz_plain_read(struct pwz_plain_reader *reader, const char **line,
                                  size_t *len);

/* True when the input is known to hold nothing at all, without waiting for more. */
bool pwz_plain_is_empty(struct pwz_plain_reader *reader);

#endif
