/*
 * CSV, one byte after the other.
 */
#include <string.h>

#include "pecwiz/mem.h"

#include "recon/ref.h"

struct growing {
    char *bytes;
    size_t len, room;
};

static void grow(struct growing *text, char byte)
{
    if (text->len + 1 >= text->room) {
        text->room = text->room == 0 ? 64 : text->room * 2;
        text->bytes = pwz_mem_resize(text->bytes, text->room, 1);
    }
    text->bytes[text->len++] = byte;
    text->bytes[text->len] = '\0';
}

static struct ref_row *last_row(struct ref_table *table)
{
    return &table->rows[table->count - 1];
}

static void new_row(struct ref_table *table)
{
    if (table->count == table->room) {
        table->room = table->room == 0 ? 64 : table->room * 2;
        table->rows = pwz_mem_resize(table->rows, table->room, sizeof *table->rows);
    }
    table->rows[table->count++] = (struct ref_row){0};
}

static void new_cell(struct ref_table *table, struct growing *text)
{
    struct ref_row *row = last_row(table);

    if (text->bytes == NULL) {
        text->bytes = pwz_mem_new(1, 1);
    }
    row->cells = pwz_mem_resize(row->cells, row->count + 1, sizeof *row->cells);
    row->cells[row->count++] = (struct ref_cell){text->bytes, text->len};
    *text = (struct growing){0};
}

static void drop_row(struct ref_table *table)
{
    struct ref_row *row = last_row(table);

    for (size_t i = 0; i < row->count; i++) {
        pwz_mem_free(row->cells[i].text);
    }
    pwz_mem_free(row->cells);
    table->count--;
}

static bool is_blank_row(const struct ref_row *row, char first)
{
    if (row->count != 1 || first == '"') {
        return false;
    }
    for (size_t i = 0; i < row->cells[0].len; i++) {
        if (row->cells[0].text[i] != ' ' && row->cells[0].text[i] != '\t') {
            return false;
        }
    }
    return true;
}

static bool is_end(char byte)
{
    return byte == '\n' || byte == '\r';
}

/* Length of the line end at `at`. */
static size_t end_len(const char *bytes, size_t len, size_t at)
{
    return bytes[at] == '\r' && at + 1 < len && bytes[at + 1] == '\n' ? 2 : 1;
}

/* Is the quote at `at`, which opens a field, ever closed? */
static bool is_closed(const char *bytes, size_t len, size_t at)
{
    for (size_t i = at + 1; i < len; i++) {
        if (bytes[i] != '"') {
            continue;
        }
        if (i + 1 < len && bytes[i + 1] == '"') {
            i++;
            continue;
        }
        return true;
    }
    return false;
}

/* One row from `at` on; where the next begins. `*is_open`: a quote was never closed. */
static size_t read_row(struct ref_table *table, const char *bytes, size_t len, size_t at,
                       char delimiter, bool *is_open)
{
    enum {
        FIELD_BEGIN,
        PLAIN,
        QUOTED,
        BEHIND
    } state = FIELD_BEGIN;
    struct growing text = {0};
    const size_t begin = at;

    new_row(table);
    *is_open = false;
    for (; at < len; at++) {
        const char byte = bytes[at];
        if (state == FIELD_BEGIN && byte == '"') {
            if (!is_closed(bytes, len, at)) {
                *is_open = true;
                break;
            }
            state = QUOTED;
        } else if (state == QUOTED) {
            if (byte != '"') {
                grow(&text, byte);
            } else if (at + 1 < len && bytes[at + 1] == '"') {
                grow(&text, '"');
                at++;
            } else {
                state = BEHIND;
            }
        } else if (byte == delimiter) {
            new_cell(table, &text);
            state = FIELD_BEGIN;
        } else if (is_end(byte)) {
            at += end_len(bytes, len, at);
            new_cell(table, &text);
            return at;
        } else {
            grow(&text, byte);
            state = state == BEHIND ? BEHIND : PLAIN;
        }
    }
    if (!*is_open) {
        new_cell(table, &text);
        return at;
    }
    pwz_mem_free(text.bytes);
    /* As little as can be is lost: the row's first line. */
    for (at = begin; at < len && !is_end(bytes[at]);) {
        at++;
    }
    return at < len ? at + end_len(bytes, len, at) : at;
}

static size_t skip_mark(const char *bytes, size_t len, size_t at)
{
    return len - at >= 3 && memcmp(bytes + at, "\xef\xbb\xbf", 3) == 0 ? at + 3 : at;
}

struct ref_table *ref_csv(const char *bytes, size_t len, char delimiter)
{
    struct ref_table *table = pwz_mem_new(1, sizeof *table);
    size_t at = skip_mark(bytes, len, 0);

    while (at < len) {
        const char first = bytes[at];
        bool is_open = false;
        at = read_row(table, bytes, len, at, delimiter, &is_open);
        if (is_open) {
            table->open_quotes++;
            drop_row(table);
        } else if (is_blank_row(last_row(table), first)) {
            drop_row(table);
        } else if (table->count == 1) {
            at = skip_mark(bytes, len, at); /* a known fault of cost exports */
        }
    }
    return table;
}

void ref_csv_free(struct ref_table *table)
{
    while (table != NULL && table->count > 0) {
        drop_row(table);
    }
    if (table != NULL) {
        pwz_mem_free(table->rows);
    }
    pwz_mem_free(table);
}

char ref_delimiter(const char *bytes, size_t len)
{
    static const char candidates[] = {',', ';', '\t'};
    size_t counts[3] = {0, 0, 0};
    bool is_quoted = false;
    char best = ',';
    size_t most = 0;

    for (size_t i = 0; i < len && (is_quoted || !is_end(bytes[i])); i++) {
        is_quoted = bytes[i] == '"' ? !is_quoted : is_quoted;
        for (size_t k = 0; k < 3 && !is_quoted; k++) {
            counts[k] += bytes[i] == candidates[k];
        }
    }
    for (size_t k = 0; k < 3; k++) {
        if (counts[k] > most) {
            most = counts[k];
            best = candidates[k];
        }
    }
    return best;
}
