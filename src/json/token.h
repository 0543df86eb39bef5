/*
 * The position of a running scan and what reads one string, number or word at it. Only
 * for the scanner.
 */
#ifndef JSON_TOKEN_H
#define JSON_TOKEN_H

#include "json/scan.h"

enum pwz_json_step {
    PWZ_JSON_STEP_VALUE,
    PWZ_JSON_STEP_AFTER,
    PWZ_JSON_STEP_END
};

struct pwz_json_scan {
    const char *bytes;
    size_t len;
    size_t at;
    const struct pwz_json_limits *limits;
    struct pwz_json_marks *marks;
    struct pwz_err *err;
    enum pwz_json_step step; /* what comes next */
    size_t key_at;           /* of the value to come */
    size_t depth;
    char open[PWZ_JSON_DEEPEST]; /* opening brackets */
};

/* Fill err with the place of offset `at` and the words, return `status`. */
enum pwz_status pwz_json_scan_fail(const struct pwz_json_scan *scan, size_t at,
                                   enum pwz_status status, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* "expected X, found Y" at the present position. */
enum pwz_status pwz_json_scan_fail_here(const struct pwz_json_scan *scan,
                                        const char *expected);

/* The present byte, or a NUL at the end: neither starts anything. */
char pwz_json_scan_peek(const struct pwz_json_scan *scan);

/* The string whose opening quote is at the present position. */
enum pwz_status pwz_json_scan_string(struct pwz_json_scan *scan);

/* A number, true, false or null; the mark of the value is already made. */
enum pwz_status pwz_json_scan_plain(struct pwz_json_scan *scan);

#endif
