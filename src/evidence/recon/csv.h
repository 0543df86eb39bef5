/*
 * Rows of CSV text, from pieces cut anywhere.
 *
 * RFC 4180 exactly; what it does not allow has one answer each:
 *   quote inside an unquoted field    an ordinary character
 *   text behind a closing quote       belongs to the field, quotes in it are characters
 *   quote never closed                the first line of its row is left out, reading goes
 *                                     on with the next line (also when a row is longer
 * than the maximum, which mostly is the same thing) CR, LF, CR LF mixed each ends a row
 * outside quotes row of blanks                     skipped NUL bytes, bytes that are not
 * UTF-8   ordinary characters here
 */
#ifndef EVIDENCE_RECON_CSV_H
#define EVIDENCE_RECON_CSV_H

#include "evidence/recon/scan.h"

enum {
    CSV_FIELDS_MAX = 8192
};

enum csv_fault {
    CSV_OPEN_QUOTE, /* never closed */
    CSV_LONG,       /* longer than the maximum */
    CSV_WIDE,       /* more than CSV_FIELDS_MAX fields */
    CSV_QUOTES      /* used, but its quotes break RFC 4180 */
};

/* One row: field k of `fields` is base[marks[k] + 1 .. marks[k + 1]). */
struct csv_row {
    const char *base;
    const uint32_t *marks;
    uint32_t fields;
    uint64_t line; /* it begins on, from 1 */
};

/* Where rows go. `row` returns false to stop the reading. */
struct csv_sink {
    void *who;
    bool (*row)(void *who, const struct csv_row *row);
    void (*fault)(void *who, uint64_t line, enum csv_fault fault);
};

struct csv {
    const struct scan_engine *engine;
    const struct csv_sink *sink;
    size_t line_max;
    unsigned char delimiter;
    bool is_first;        /* no row yet: a byte-order mark may stand here */
    bool is_wide;         /* the row being scanned has too many fields to keep */
    bool is_skipped;      /* the rest of this line is not looked at */
    bool is_stopped;      /* the sink wanted no more */
    bool is_after_return; /* the row before ended with CR: a LF here belongs to it */
    size_t start;         /* of the row being scanned, in the view */
    size_t scanned;       /* bytes of the view scanned */
    uint64_t line;        /* the scanner's count starts with this line */
    uint64_t row_line;
    struct scan_state state;
    uint32_t mark_count;
    uint32_t marks[CSV_FIELDS_MAX + SCAN_BLOCKS_MAX * SCAN_BLOCK + 16];
    struct scan_row rows[SCAN_BLOCKS_MAX * SCAN_BLOCK];
};

/* A row begins at offset `start` of the next view, on physical line `line`. */
void csv_start(struct csv *csv, size_t start, uint64_t line);

/* The row being scanned begins at offset `start` of the next view; scan it anew. */
void csv_restart(struct csv *csv, size_t start);

/* Give all rows that end in the view to the sink. Afterwards csv->start tells where the
 * unfinished row begins: the next view has to begin with those bytes (csv_rebase() when
 * they move). With `is_last` no row is left unfinished. The view is under 4 GiB. */
void csv_run(struct csv *csv, const char *view, size_t len, bool is_last);

/* The next view begins `by` bytes later than the last one. */
void csv_rebase(struct csv *csv, size_t by);

/* Take one row apart byte by byte from `start`; private to csv.c, and the head's. */
enum slow_end {
    SLOW_ROW,
    SLOW_MORE,
    SLOW_OPEN
};
struct slow_row {
    uint32_t *marks; /* room for CSV_FIELDS_MAX + 1 */
    uint32_t fields; /* may be more than that; the rest is not kept */
    bool is_odd;     /* its quotes break RFC 4180 */
    size_t end;      /* offset of its line end */
    size_t next;     /* offset behind its line end */
    uint64_t lines;  /* line ends in it, its own included */
};
enum slow_end slow_row(const char *view, size_t len, size_t start, char delimiter,
                       bool is_last, struct slow_row *row);

#endif
