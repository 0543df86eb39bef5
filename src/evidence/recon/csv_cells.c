/* Any CSV text through the same machine as usage files. */
#include "evidence/recon/csv_cells.h"

#include "evidence/recon/csv.h"
#include "evidence/recon/record.h"

struct cells {
    void (*cell)(void *ctx, size_t row, size_t column, const char *text, size_t len);
    void *ctx;
    size_t row;
    uint64_t bad_line; /* 0 = none */
    char (*copies)[VALUE_MAX];
};

static bool give_cells(void *who, const struct csv_row *row)
{
    struct cells *cells = who;
    struct columns columns;

    columns_init(&columns);
    struct record record = {.base = row->base,
                            .from = row->marks,
                            .to = row->marks + 1,
                            .gap = 1,
                            .columns = &columns,
                            .copies = cells->copies};
    for (uint32_t i = 0; i < row->fields; i++) {
        columns.at[0] = (int32_t)i;
        struct span value = record_value(&record, (enum column)0);
        cells->cell(cells->ctx, cells->row, i, value.text, value.len);
    }
    cells->row++;
    return true;
}

static void note_fault(void *who, uint64_t line, enum csv_fault fault)
{
    struct cells *cells = who;

    if (fault != CSV_QUOTES && !cells->bad_line)
        cells->bad_line = line;
}

/* All that is unfinished is kept and given again with the next piece. */
static void run_pieces(struct csv *csv, char *view, const char *bytes, size_t len,
                       size_t cut)
{
    size_t held = 0;

    for (size_t at = 0; at < len;) {
        size_t piece = cut && cut < len - at ? cut : len - at;
        memcpy(view + held, bytes + at, piece);
        at += piece;
        held += piece;
        csv_run(csv, view, held, at == len);
        /* A last row without a line end ends behind the text. */
        if (at == len)
            return;
        size_t used = csv->start;
        csv_rebase(csv, used);
        held -= used;
        memmove(view, view + used, held);
    }
}

enum pwz_status recon_csv_cells(const char *bytes, size_t len, size_t cut, char delimiter,
                                void (*cell)(void *ctx, size_t row, size_t column,
                                             const char *text, size_t len),
                                void *ctx, struct pwz_err *err)
{
    struct cells cells = {.cell = cell, .ctx = ctx};
    struct csv_sink sink = {.who = &cells, .row = give_cells, .fault = note_fault};
    struct csv *csv = pwz_mem_new(1, sizeof *csv);
    char *view = pwz_mem_new(len, 1);

    cells.copies = pwz_mem_new(1, sizeof *cells.copies);
    bool is_good = csv && view && cells.copies;
    if (is_good) {
        csv->engine = scan_engine_find(NULL);
        csv->sink = &sink;
        csv->line_max = 1 << 20;
        csv->delimiter = (unsigned char)(delimiter ? delimiter : ',');
        csv->is_first = true;
        csv_start(csv, 0, 1);
        run_pieces(csv, view, bytes, len, cut);
    }
    pwz_mem_free(csv);
    pwz_mem_free(view);
    pwz_mem_free(cells.copies);
    if (!is_good)
        return pwz_err_set(err, PWZ_E_NOMEM, "not enough memory");
    if (cells.bad_line)
        return pwz_err_set(err, PWZ_E_SYNTAX, "line %llu cannot be read",
                           (unsigned long long)cells.bad_line);
    return PWZ_OK;
}
