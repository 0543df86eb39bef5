/*
 * A growing byte buffer with a hard maximum, always NUL-terminated.
 *
 * Errors stick: after the first failure (memory, maximum) nothing more is added and
 * pwz_buf_status() tells; callers append freely and check once at the end.
 */
#ifndef PECWIZ_BUF_H
#define PECWIZ_BUF_H

#include <stdarg.h>
#include <stddef.h>

#include "pecwiz/status.h"

struct pwz_buf {
    char *data;  /* NUL-terminated; NULL until the first append */
    size_t len;  /* bytes without the NUL */
    size_t room; /* bytes allocated */
    size_t max;  /* most bytes `len` may reach */
    enum pwz_status status;
};

/* `max` in bytes, at least 1. No allocation happens here. */
void pwz_buf_init(struct pwz_buf *buf, size_t max);

/* Free; safe on a zeroed struct and twice. */
void pwz_buf_done(struct pwz_buf *buf);

/* Empty it, keep the memory, forget a sticky error. */
void pwz_buf_clear(struct pwz_buf *buf);

void pwz_buf_add(struct pwz_buf *buf, const char *bytes, size_t len);
void pwz_buf_adds(struct pwz_buf *buf, const char *text);
void pwz_buf_addc(struct pwz_buf *buf, char byte);
void pwz_buf_addf(struct pwz_buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void pwz_buf_addv(struct pwz_buf *buf, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* The text so far, never NULL ("" when nothing was added). Borrowed until the next call.
 */
const char *pwz_buf_text(const struct pwz_buf *buf);

/* PWZ_OK, PWZ_E_NOMEM or PWZ_E_LIMIT. */
enum pwz_status pwz_buf_status(const struct pwz_buf *buf);

#endif
