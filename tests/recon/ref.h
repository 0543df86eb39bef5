/*
 * A second reader of usage files: slow, obvious, and written from the facts about the
 * files, not from the reader it checks.
 *
 * The whole file in memory, one byte after the other, all lines kept as text, amounts as
 * digits. It answers in the rows the generator's truth has.
 */
#ifndef TESTS_RECON_REF_H
#define TESTS_RECON_REF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "recon/gen.h"

/* ---- CSV ---- */

struct ref_cell {
    char *text; /* without quotes, NUL-terminated */
    size_t len;
};
struct ref_row {
    struct ref_cell *cells;
    size_t count;
};
struct ref_table {
    struct ref_row *rows;
    size_t count, room;
    size_t open_quotes; /* lines left out because a quote is never closed */
};

/* RFC 4180 and, beyond it: text behind a closing quote belongs to the field, with its
 * quotes; a quote inside an unquoted field is a character; of a row with a quote that is
 * never closed the first line is left out; rows of nothing are left out; CR, LF and CR LF
 * end a row. */
struct ref_table *ref_csv(const char *bytes, size_t len, char delimiter);
void ref_csv_free(struct ref_table *table);

/* The delimiter of the head line: the most frequent of , ; and tab outside quotes. */
char ref_delimiter(const char *bytes, size_t len);

/* ---- usage ---- */

struct ref_usage {
    struct gen_row *rows;
    size_t count, room;
    uint64_t lines;
};

/* Read a usage file of any of the generator's forms. */
struct ref_usage *ref_read(const char *bytes, size_t len);
void ref_free(struct ref_usage *usage);

#endif
