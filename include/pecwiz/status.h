/*
 * Status codes and the error record that every room fills in the same way.
 *
 * A function that can fail returns enum pwz_status and takes a struct pwz_err as its
 * last argument. Libraries never print: the record carries all a person needs to know,
 * and the front ends show it. The one list below gives the enum and its messages.
 */
#ifndef PECWIZ_STATUS_H
#define PECWIZ_STATUS_H

#include <stdarg.h>
#include <stddef.h>

/* X(name, short words for the class of error) */
#define PWZ_STATUS_LIST(X)                                                               \
    X(NOMEM, "out of memory")                                                            \
    X(LIMIT, "a limit was passed")                                                       \
    X(SYNTAX, "malformed input")                                                         \
    X(SCHEMA, "input of the wrong form")                                                 \
    X(RANGE, "value out of range")                                                       \
    X(NOT_FOUND, "not found")                                                            \
    X(STATE, "not possible now")                                                         \
    X(IO, "input or output failed")                                                      \
    X(NETWORK, "network failed")                                                         \
    X(TLS, "secure connection failed")                                                   \
    X(CANCELLED, "cancelled")                                                            \
    X(CONFLICT, "conflict")                                                              \
    X(INTERNAL, "internal error")

enum pwz_status {
    PWZ_OK = 0,
#define PWZ_STATUS_ENUM(name, words) PWZ_E_##name,
    PWZ_STATUS_LIST(PWZ_STATUS_ENUM)
#undef PWZ_STATUS_ENUM
    PWZ_STATUS_COUNT
};

/* Detail of one error. All strings are UTF-8, NUL-terminated and have passed the text
 * gate; a string that does not fit is cut at a character boundary. Zero-initialise
 * before use ("= {0}"). */
struct pwz_err {
    enum pwz_status status;
    unsigned line;   /* from 1; 0 = not about a line */
    unsigned column; /* from 1, in characters; 0 = not about a column */
    char file[256];  /* name as the user gave it, empty = not about a file */
    char path[256];  /* JSON path such as rules[3].when.all[1], empty = none */
    char text[768];  /* what happened and what to do next, no trailing newline */
};

/* The short words of the list above; "ok" for PWZ_OK. Static storage. */
const char *pwz_status_words(enum pwz_status status);

/* Fill `err` (may be NULL) and return `status`, so that a caller can write
 * "return pwz_err_set(err, PWZ_E_RANGE, ...)". Place and file already in `err` are kept.
 */
enum pwz_status pwz_err_set(struct pwz_err *err, enum pwz_status status,
                            const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with an argument list. The words pass the text gate here, so that arguments
 * may come from outside; a line feed in them becomes a blank. */
enum pwz_status pwz_err_setv(struct pwz_err *err, enum pwz_status status,
                             const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

/* Say where: file name (NULL keeps what is there), line and column from 1. */
void pwz_err_place(struct pwz_err *err, const char *file, unsigned line, unsigned column);

/* Write "FILE:LINE:COLUMN: PATH: TEXT" into `out`, leaving out what is not known.
 * Always NUL-terminated; cut at a character boundary when `size` is too small. */
void pwz_err_format(const struct pwz_err *err, char *out, size_t size);

#endif
