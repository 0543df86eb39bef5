/*
 * Small usage files for tests, made of lines that differ from a usual one in a few
 * columns, and reports as one text, so that two of them can be compared whole.
 */
#ifndef TESTS_RECON_LINES_H
#define TESTS_RECON_LINES_H

#include "pecwiz/buf.h"
#include "pecwiz/recon.h"

/* The ids of the usual line. */
#define LINES_PARTNER "11111111-1111-1111-1111-111111111111"
#define LINES_CUSTOMER "22222222-2222-2222-2222-222222222222"
#define LINES_SUBSCRIPTION "33333333-3333-3333-3333-333333333333"
#define LINES_PLAN "44444444-4444-4444-4444-444444444444"

/* How a file is written; zero-initialise for the documented form. */
struct lines_form {
    const char *const *columns; /* NULL = the 55 of 2022 */
    char delimiter;             /* 0 = ',' */
    const char *newline;        /* NULL = CR LF */
    bool quotes_all;
};

/* Append the head line. */
void lines_head(struct pwz_buf *out, const struct lines_form *form);
/* Append the usual line (billed, Microsoft, 100 EUR, no credit, 3 October 2026) with
 * "Column=value|Column=value" changed. */
void lines_add(struct pwz_buf *out, const struct lines_form *form, const char *changes);
/* Append one JSON object of the usual line's attributes and a line feed; a value "null"
 * and numbers stand bare. */
void lines_add_json(struct pwz_buf *out, const char *changes);

/* Read a text, whole or cut every `cut` bytes (0 = whole). The caller frees the report.
 */
struct pwz_recon_report *lines_read(const char *text, size_t len, size_t cut,
                                    const struct pwz_recon_opts *opts);
/* The same for one file with the usual head and these lines. */
struct pwz_recon_report *lines_report(const char *const *changes, size_t count);

/* All of a report as text; the caller frees the buffer. */
void lines_dump(const struct pwz_recon_report *report, struct pwz_buf *out);

/* Lines that `rule` spoke on, all currencies. */
uint64_t lines_rule(const struct pwz_recon_report *report, enum pwz_recon_rule rule);

/* An amount in words. Valid until the next call. */
const char *lines_amount(const struct pwz_decimal *value);

/* The value of a measure about a subscription (NULL = all), "-" when it is not told; the
 * members of a set joined by blanks. Valid until the next call. */
const char *lines_proof(const struct pwz_recon_report *report, const char *subscription,
                        enum pwz_measure measure);

#endif
