/*
 * One data line as fields by column, the same for CSV and JSON lines. Values are taken
 * out of the text when they are asked for; only quoted ones with quotes inside, and JSON
 * strings with escapes, are copied.
 */
#ifndef EVIDENCE_RECON_RECORD_H
#define EVIDENCE_RECON_RECORD_H

#include "evidence/recon/columns.h"
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

/* The value, empty when the column is not there. Valid until the next record. */
static inline struct span record_value(const struct record *record, enum column column)
{
    int32_t at = record->columns->at[column];

    if (at < 0)
        return (struct span){"", 0};
    uint32_t from = record->from[at] + record->gap;
    struct span raw = {record->base + from, record->to[at] - from};
    if (record->is_json)
        return record->escaped >> at & 1 ? record_unescaped(record, column, raw) : raw;
    return raw.len && *raw.text == '"' ? record_unquoted(record, column, raw) : raw;
}

/* As memcmp() == 0; the texts are short and mostly equal, so a call would cost more. */
static inline bool same_bytes(const char *a, const char *b, size_t len)
{
    uint64_t left, right, differ = 0;
    size_t at = 0;

    if (len < 4) {
        for (; at < len; at++)
            differ |= (unsigned char)(a[at] ^ b[at]);
        return differ == 0;
    }
    if (len < 8) {
        uint32_t first[2], last[2];
        memcpy(&first[0], a, 4);
        memcpy(&first[1], b, 4);
        memcpy(&last[0], a + len - 4, 4);
        memcpy(&last[1], b + len - 4, 4);
        return first[0] == first[1] && last[0] == last[1];
    }
    for (; at + 8 <= len && !differ; at += 8) {
        memcpy(&left, a + at, 8);
        memcpy(&right, b + at, 8);
        differ = left ^ right;
    }
    memcpy(&left, a + len - 8, 8);
    memcpy(&right, b + len - 8, 8);
    return (differ | (left ^ right)) == 0;
}

/* A quick hash of both ends of the text: for memos, where a clash costs little. */
static inline uint32_t span_hash(struct span text)
{
    uint64_t first = 0, last = 0;

    if (text.len >= 8) {
        memcpy(&first, text.text, 8);
        memcpy(&last, text.text + text.len - 8, 8);
    } else if (text.len >= 4) {
        memcpy(&first, text.text, 4);
        memcpy(&last, text.text + text.len - 4, 4);
    } else if (text.len) {
        first = (unsigned char)text.text[0] | (uint64_t)text.text[text.len / 2] << 8;
        last = (unsigned char)text.text[text.len - 1];
    }
    return (uint32_t)(hash_mix(first ^ text.len, last) >> 20);
}

static inline bool span_is(struct span a, struct span b)
{
    return a.len == b.len && same_bytes(a.text, b.text, a.len);
}

/* `word` in lower case. */
bool span_is_word(struct span value, const char *word);
/* `word` in lower case, anywhere, not inside a longer word. */
bool span_has_word(struct span value, const char *word);
struct span span_trim(struct span value);
/* Lower-case ASCII into `out`; returns the length, at most `size`. */
size_t span_lower(struct span value, char *out, size_t size);

#endif
