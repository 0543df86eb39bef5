/*
 * Fuzz target: rows and cells of any text, without anything that reads meaning into them,
 * so that many more texts are tried than the whole reader could. Every engine must give
 * the same rows and faults from the same text, cut anywhere; a second reader, slow and
 * obvious, must find the same cells.
 *
 * The first three bytes choose the delimiter, how the text is cut, and how long a row may
 * be.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pecwiz/buf.h"

#include "evidence/recon/csv.h"
#include "evidence/recon/csv_cells.h"
#include "recon/ref.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
    HEAD_BYTES = 3,
    TEXT_MAX = 1 << 16,
    REF_MAX = 1 << 11, /* what is obvious takes its time */
    PIECES = 8
};

static void fail(const char *what, const struct pwz_buf *a, const struct pwz_buf *b)
{
    (void)fprintf(stderr, "%s\n--- expected\n%s\n--- found\n%s\n", what, pwz_buf_text(a),
                  pwz_buf_text(b));
    abort();
}

static void expect_same(const char *what, const struct pwz_buf *a,
                        const struct pwz_buf *b)
{
    if (a->len != b->len || memcmp(pwz_buf_text(a), pwz_buf_text(b), a->len) != 0) {
        fail(what, a, b);
    }
}

/* ---- rows of an engine, as text ---- */

static bool note_row(void *who, const struct csv_row *row)
{
    struct pwz_buf *out = who;

    pwz_buf_addf(out, "%llu:", (unsigned long long)row->line);
    for (uint32_t i = 0; i < row->fields; i++) {
        const uint32_t from = row->marks[i] + 1, to = row->marks[i + 1];
        pwz_buf_addf(out, "%u=", to - from);
        pwz_buf_add(out, row->base + from, to - from);
    }
    pwz_buf_addc(out, '\n');
    return true;
}

static void note_fault(void *who, uint64_t line, enum csv_fault fault)
{
    pwz_buf_addf(who, "%llu!%d\n", (unsigned long long)line, (int)fault);
}

/* Rows are given for a text cut in pieces of `most` bytes (0 = whole), or, with a
 * `chance`, of at most so many. */
struct cuts {
    uint32_t chance;
    uint32_t most;
};

static size_t next_piece(struct cuts *cuts, size_t left)
{
    size_t len = cuts->most;

    if (cuts->most == 0) {
        return left;
    }
    if (cuts->chance != 0) {
        cuts->chance = cuts->chance * 1664525U + 1013904223U;
        len = (cuts->chance >> 8) % (cuts->most + 1);
    }
    return len < left ? len : left;
}

/* The view of each piece is a block of its own, so that reading beyond it is seen. */
static void read_rows(const struct scan_engine *engine, const char *text, size_t len,
                      struct cuts cuts, const struct csv *form, struct pwz_buf *out)
{
    static struct csv csv;
    const struct csv_sink sink = {.who = out, .row = note_row, .fault = note_fault};
    size_t begin = 0, end = 0;

    /* Marks and rows, by far the most of it, are written before they are read. */
    memcpy(&csv, form, offsetof(struct csv, marks));
    csv.engine = engine;
    csv.sink = &sink;
    csv_start(&csv, 0, 1);
    do {
        end += next_piece(&cuts, len - end);
        char *view = malloc(end - begin + (end == begin));
        if (view == NULL) {
            abort();
        }
        memcpy(view, text + begin, end - begin);
        csv_run(&csv, view, end - begin, end == len);
        free(view);
        const size_t used = csv.start;
        csv_rebase(&csv, used);
        begin += used;
    } while (end < len);
}

static void compare_engines(const char *text, size_t len, struct cuts cuts,
                            const struct csv *form)
{
    static struct pwz_buf whole, pieces;

    pwz_buf_init(&whole, SIZE_MAX);
    pwz_buf_init(&pieces, SIZE_MAX);
    read_rows(scan_engine_find("swar"), text, len, (struct cuts){0}, form, &whole);
    for (const struct scan_engine *engine = scan_engines; engine->name != NULL;
         engine++) {
        if (!engine->is_here()) {
            continue;
        }
        pwz_buf_clear(&pieces);
        read_rows(engine, text, len, cuts, form, &pieces);
        expect_same(engine->name, &whole, &pieces);
        pwz_buf_clear(&pieces);
        read_rows(engine, text, len, (struct cuts){0}, form, &pieces);
        expect_same(engine->name, &whole, &pieces);
    }
    pwz_buf_done(&whole);
    pwz_buf_done(&pieces);
}

/* ---- cells of both readers ---- */

struct cells {
    struct pwz_buf text;
    size_t row;
};

static void note_cell(void *ctx, size_t row, size_t column, const char *text, size_t len)
{
    struct cells *cells = ctx;

    if (column == 0 && row > 0) {
        pwz_buf_addc(&cells->text, '\n');
    }
    pwz_buf_addf(&cells->text, "%zu=", len);
    pwz_buf_add(&cells->text, text, len);
    cells->row = row;
}

static bool has_mark(const char *text, size_t len)
{
    for (size_t i = 0; i + 3 <= len; i++) {
        if (memcmp(text + i, "\xef\xbb\xbf", 3) == 0) {
            return true;
        }
    }
    return false;
}

static void compare_cells(const char *text, size_t len, size_t cut, char delimiter)
{
    struct cells cells = {.row = 0}, ref = {.row = 0};
    struct ref_table *table = ref_csv(text, len, delimiter);

    pwz_buf_init(&cells.text, SIZE_MAX);
    pwz_buf_init(&ref.text, SIZE_MAX);
    for (size_t i = 0; i < table->count; i++) {
        for (size_t k = 0; k < table->rows[i].count; k++) {
            const struct ref_cell *cell = &table->rows[i].cells[k];
            note_cell(&ref, i, k, cell->text, cell->len);
        }
    }
    const enum pwz_status status =
        recon_csv_cells(text, len, cut, delimiter, note_cell, &cells, NULL);
    expect_same("cells", &ref.text, &cells.text);
    if (status != (table->open_quotes > 0 ? PWZ_E_SYNTAX : PWZ_OK)) {
        fail("open quotes", &ref.text, &cells.text);
    }
    ref_csv_free(table);
    pwz_buf_done(&cells.text);
    pwz_buf_done(&ref.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char delimiters[] = {',', ';', '\t', ','};
    static const uint32_t mosts[PIECES] = {1, 2, 7, 63, 64, 65, 200, 5000};
    static struct csv form;

    if (size <= HEAD_BYTES || size > TEXT_MAX) {
        return 0;
    }
    const char *text = (const char *)data + HEAD_BYTES;
    const size_t len = size - HEAD_BYTES;
    const struct cuts cuts = {.chance = data[1] >> 3, .most = mosts[data[1] % PIECES]};
    form.delimiter = (unsigned char)delimiters[data[0] % 4];
    form.is_first = true;
    form.line_max = data[2] % 2 == 0 ? 1 << 20 : 20 + (size_t)data[2];
    compare_engines(text, len, cuts, &form);
    /* Each reader looks for a second mark behind the first row in its own way. */
    if (len <= REF_MAX && !has_mark(text, len)) {
        compare_cells(text, len, data[1] == 0 ? 0 : cuts.most, (char)form.delimiter);
    }
    return 0;
}
