/* One row of CSV byte by byte, for text that breaks RFC 4180, and for head lines. */
#include <string.h>

#include "evidence/recon/csv.h"

struct walk {
    const char *view;
    size_t at;
    size_t len;
    bool is_last;
};

/* Behind the closing quote of the field that begins here. */
static enum slow_end skip_quoted(struct walk *walk)
{
    for (walk->at++;;) {
        const char *quote = walk->at < walk->len
                                ? memchr(walk->view + walk->at, '"', walk->len - walk->at)
                                : NULL;
        if (!quote)
            return walk->is_last ? SLOW_OPEN : SLOW_MORE;
        walk->at = (size_t)(quote - walk->view) + 1;
        if (walk->at == walk->len)
            return walk->is_last ? SLOW_ROW : SLOW_MORE;
        if (walk->view[walk->at] != '"')
            return SLOW_ROW;
        walk->at++;
    }
}

static enum slow_end skip_field(struct walk *walk, char delimiter, bool *is_odd)
{
    bool is_quoted = walk->at < walk->len && walk->view[walk->at] == '"';

    if (is_quoted) {
        enum slow_end end = skip_quoted(walk);
        if (end != SLOW_ROW)
            return end;
    }
    for (; walk->at < walk->len; walk->at++) {
        char byte = walk->view[walk->at];
        if (byte == delimiter || byte == '\n' || byte == '\r')
            return SLOW_ROW;
        if (is_quoted || byte == '"')
            *is_odd = true;
    }
    return walk->is_last ? SLOW_ROW : SLOW_MORE;
}

static void put_mark(struct slow_row *row, uint32_t index, size_t offset)
{
    if (index <= CSV_FIELDS_MAX)
        row->marks[index] = (uint32_t)offset;
}

static uint64_t count_lines(const char *from, const char *to)
{
    uint64_t lines = 0;

    for (; from < to; from++)
        lines += *from == '\n' || (*from == '\r' && (from + 1 == to || from[1] != '\n'));
    return lines;
}

enum slow_end slow_row(const char *view, size_t len, size_t start, char delimiter,
                       bool is_last, struct slow_row *row)
{
    struct walk walk = {.view = view, .at = start, .len = len, .is_last = is_last};

    put_mark(row, 0, start - 1);
    row->is_odd = false;
    for (row->fields = 0;;) {
        enum slow_end end = skip_field(&walk, delimiter, &row->is_odd);
        if (end != SLOW_ROW)
            return end;
        put_mark(row, ++row->fields, walk.at);
        if (walk.at == len || view[walk.at] != delimiter)
            break;
        walk.at++;
    }
    row->end = walk.at;
    row->next = walk.at + (walk.at < len);
    if (walk.at < len && view[walk.at] == '\r') {
        if (row->next == len && !is_last)
            return SLOW_MORE;
        row->next += row->next < len && view[row->next] == '\n';
    }
    row->lines = count_lines(view + start, view + row->next);
    return SLOW_ROW;
}
