/*
 * One data line as fields by column, the same for CSV and JSON lines. Values are taken
 * out of the text when they are asked for; only quoted ones with quotes inside, and JSON
 * strings with escapes, are copied.
 */
#ifndef EVIDENCE_RECON_RECORD_H
#define EVIDENCE_RECON_RECORD_H

#include "evidence/recon/columns.h"
#include "evidence/recon/number.h"
#include "evidence/recon/table.h"

enum {
    VALUE_MAX = 4096 /* bytes a copied value keeps; what is behind them does not matter */
};

struct record {
    const char *base;
    const uint32_t *from; /* value k is base[from[k] + gap .. to[k]) */
    const uint32_t *to;
    uint32_t gap;
    bool is_json;
    uint64_t escaped; /* JSON: bit k: value k has escapes */
    uint64_t line;
    const struct columns *columns;
    char (*copies)[VALUE_MAX]; /* one for each column */
};

/* The value without its quotes and doubled quotes. */
struct span record_unquoted(const struct record *record, enum column column,
                            struct span raw);
/* The value of a JSON string without its escapes. */
struct span record_unescaped(const struct record *record, enum column column,
                             struct span raw);

static inline bool record_has(const struct record *record, enum column column)
{
    return record->columns->at[column] >= 0;
}

/* The bytes of a value as they stand in the file, quotes and escapes and all: as a key
 * for memos they do as well as the value, for nothing. Empty when the column is not
 * there. */
static inline struct span record_raw(const struct record *record, enum column column)
{
    int32_t at = record->columns->at[column];

    if (at < 0)
        return (struct span){"", 0};
    uint32_t from = record->from[at] + record->gap;
    return (struct span){record->base + from, record->to[at] - from};
}

/* The value, empty when the column is not there. Valid until the next record. */
static inline struct span record_value(const struct record *record, enum column column)
{
    struct span raw = record_raw(record, column);

    if (!raw.len)
        return raw;
    if (record->is_json)
        return record->escaped >> record->columns->at[column] & 1
                   ? record_unescaped(record, column, raw)
                   : raw;
    return *raw.text == '"' ? record_unquoted(record, column, raw) : raw;
}

/* The value as a number; see number_read(). */
static inline unsigned record_number(const struct record *record, enum column column,
                                     wide *number)
{
    int32_t at = record->columns->at[column];

    /* The mark in front of a view's first field is -1, so only the sum tells its place.
     */
    if (at >= 0 && record->from[at] + record->gap >= NUMBER_BEFORE) {
        struct span raw = record_raw(record, column);
        if (number_read_short(raw.text, raw.len, number))
            return NUMBER_GOOD;
    }
    struct span value = record_value(record, column);
    return number_read(value.text, value.len, number);
}

/* `word` in lower case. */
bool span_is_word(struct span value, const char *word);
/* `word` in lower case, anywhere, not inside a longer word. */
bool span_has_word(struct span value, const char *word);
struct span span_trim(struct span value);
/* Lower-case ASCII into `out`; returns the length, at most `size`. */
size_t span_lower(struct span value, char *out, size_t size);

#endif
