/* From marks to rows: the scanner's offsets, the slow walk where it stops, and cuts. */
#include "evidence/recon/csv.h"

#include <string.h>

void csv_start(struct csv *csv, size_t start, uint64_t line)
{
    csv->row_line = line;
    csv->is_after_return = false;
    csv_restart(csv, start);
}

void csv_restart(struct csv *csv, size_t start)
{
    csv->start = csv->scanned = start;
    csv->line = csv->row_line;
    csv->state = (struct scan_state){.before = 1, .returned = csv->is_after_return};
    csv->marks[0] = (uint32_t)start - 1;
    csv->mark_count = 1;
    csv->is_wide = false;
}

void csv_rebase(struct csv *csv, size_t by)
{
    csv->start -= by;
    csv->scanned -= by;
    for (uint32_t i = 0; i < csv->mark_count; i++)
        csv->marks[i] -= (uint32_t)by;
}

static bool is_blank_row(const char *from, size_t len)
{
    while (len && (*from == ' ' || *from == '\t'))
        from++, len--;
    return len == 0;
}

/* Hand one row over; `marks` begin with the mark before the row. A CR before the LF that
 * ends the row is no part of the last field. */
static void give_row(struct csv *csv, const char *view, uint32_t *marks, uint32_t fields,
                     bool is_odd)
{
    uint32_t start = marks[0] + 1, end = marks[fields];
    bool has_return = end > start && view[end - 1] == '\r';

    csv->is_first = false;
    if (fields > CSV_FIELDS_MAX) {
        csv->sink->fault(csv->sink->who, csv->row_line, CSV_WIDE);
        return;
    }
    if (fields == 1 && is_blank_row(view + start, end - start - has_return))
        return;
    if (is_odd)
        csv->sink->fault(csv->sink->who, csv->row_line, CSV_QUOTES);
    marks[fields] -= has_return;
    struct csv_row row = {
        .base = view, .marks = marks, .fields = fields, .line = csv->row_line};
    if (!csv->sink->row(csv->sink->who, &row))
        csv->is_stopped = true;
    marks[fields] += has_return;
}

/* The row that begins here cannot be used: go on behind its first physical line. */
static void drop_line(struct csv *csv, enum csv_fault fault)
{
    csv->sink->fault(csv->sink->who, csv->row_line, fault);
    csv->is_first = false;
    csv->is_skipped = true;
    csv->scanned = csv->start;
}

static void drop_open(struct csv *csv, size_t len)
{
    drop_line(csv, len - csv->start > csv->line_max ? CSV_LONG : CSV_OPEN_QUOTE);
}

/* Look for the end of the line that is left out; false when the view has none. */
static bool skip_line(struct csv *csv, const char *view, size_t len, bool is_last)
{
    size_t at = csv->scanned;

    while (at < len && view[at] != '\n' && view[at] != '\r')
        at++;
    bool needs_next = at + 1 == len && view[at] == '\r' && !is_last;
    if (at == len || needs_next) {
        csv->start = csv->scanned = is_last ? len : at;
        return false;
    }
    at += view[at] == '\r' && at + 1 < len && view[at + 1] == '\n';
    csv->is_skipped = false;
    csv_start(csv, at + 1, csv->row_line + 1);
    return true;
}

/* Rows the scanner found. The marks of the unfinished row move to the front. */
static void take_rows(struct csv *csv, const char *view, size_t len,
                      const struct scan_found *found)
{
    uint32_t before = 0;

    csv->mark_count = found->mark_count;
    for (uint32_t i = 0; i < found->row_count && csv->start < len; i++) {
        const struct scan_row *row = &found->rows[i];
        if (csv->marks[row->end] - (csv->marks[before] + 1) > csv->line_max) {
            drop_line(csv, CSV_LONG);
            return;
        }
        if (csv->is_wide)
            csv->sink->fault(csv->sink->who, csv->row_line, CSV_WIDE);
        else
            give_row(csv, view, csv->marks + before, row->end - before, false);
        csv->is_wide = false;
        before = row->end;
        csv->start = (size_t)csv->marks[before] + 1;
        csv->row_line = csv->line + row->lines;
        csv->is_after_return = csv->start <= len && view[csv->start - 1] == '\r';
        if (csv->is_stopped)
            return;
    }
    csv->mark_count -= before;
    memmove(csv->marks, csv->marks + before, csv->mark_count * sizeof *csv->marks);
    if (csv->mark_count > CSV_FIELDS_MAX) {
        csv->is_wide = true;
        csv->mark_count = 1;
    }
}

/* The scanner stopped in this row: take it byte by byte. False when more is needed. */
static bool take_slow(struct csv *csv, const char *view, size_t len, bool is_last)
{
    struct slow_row row = {.marks = csv->marks};

    if (csv->is_after_return && csv->start < len && view[csv->start] == '\n') {
        csv_start(csv, csv->start + 1, csv->row_line);
        return true;
    }
    enum slow_end end =
        slow_row(view, len, csv->start, (char)csv->delimiter, is_last, &row);

    if (end == SLOW_ROW && row.end - csv->start <= csv->line_max) {
        give_row(csv, view, csv->marks, row.fields, row.is_odd);
        csv_start(csv, row.next, csv->row_line + row.lines);
        return true;
    }
    /* Two more: its line end may be there already, but not what follows it. */
    if (end == SLOW_MORE && len - csv->start <= csv->line_max + 2) {
        csv_restart(csv, csv->start);
        return false;
    }
    drop_open(csv, len);
    return true;
}

/* The last bytes, which fill no block: line feeds behind them end the last row. */
static bool scan_end(struct csv *csv, const char *view, size_t len)
{
    unsigned char block[SCAN_BLOCK];
    struct scan_found found = {
        .marks = csv->marks, .mark_count = csv->mark_count, .rows = csv->rows};

    memset(block, '\n', sizeof block);
    memcpy(block, view + csv->scanned, len - csv->scanned);
    if (!csv->engine->scan(&csv->state, block, 1, (uint32_t)csv->scanned, csv->delimiter,
                           &found))
        return take_slow(csv, view, len, true);
    take_rows(csv, view, len, &found);
    if (csv->is_skipped || csv->is_stopped || csv->start >= len)
        return true;
    drop_open(csv, len);
    return true;
}

static bool scan_blocks(struct csv *csv, const char *view, size_t len, bool is_last)
{
    size_t whole = (len - csv->scanned) / SCAN_BLOCK;
    uint32_t blocks = whole < SCAN_BLOCKS_MAX ? (uint32_t)whole : SCAN_BLOCKS_MAX;
    struct scan_found found = {
        .marks = csv->marks, .mark_count = csv->mark_count, .rows = csv->rows};
    uint32_t done =
        csv->engine->scan(&csv->state, (const unsigned char *)view + csv->scanned, blocks,
                          (uint32_t)csv->scanned, csv->delimiter, &found);

    csv->scanned += (size_t)done * SCAN_BLOCK;
    take_rows(csv, view, len, &found);
    if (csv->is_skipped || csv->is_stopped)
        return true;
    if (done < blocks)
        return take_slow(csv, view, len, is_last);
    if (csv->scanned - csv->start > csv->line_max)
        drop_line(csv, CSV_LONG);
    return true;
}

/* A second byte-order mark, a known defect of one exporter. */
static bool skip_mark(struct csv *csv, const char *view, size_t len, bool is_last)
{
    if (len - csv->start < 3)
        return is_last;
    if (memcmp(view + csv->start, "\xEF\xBB\xBF", 3) == 0)
        csv_start(csv, csv->start + 3, csv->row_line);
    csv->is_first = false;
    return true;
}

void csv_run(struct csv *csv, const char *view, size_t len, bool is_last)
{
    if (csv->is_first && !skip_mark(csv, view, len, is_last))
        return;
    while (!csv->is_stopped && csv->start < len) {
        if (csv->is_skipped) {
            if (!skip_line(csv, view, len, is_last))
                return;
        } else if (len - csv->scanned >= SCAN_BLOCK) {
            if (!scan_blocks(csv, view, len, is_last))
                return;
        } else if (!is_last || !scan_end(csv, view, len)) {
            return;
        }
    }
}
