/*
 * JSON lines: one flat object on each line, keys in any order. Wanted values are found in
 * place; others are skipped, nested ones too. Strict where it matters: strings, escapes,
 * brackets and separators have to be right, or the line is left out.
 */
#ifndef EVIDENCE_RECON_JSONL_H
#define EVIDENCE_RECON_JSONL_H

#include "evidence/recon/columns.h"

enum {
    JSONL_KEYS_MAX = 256, /* keys whose place is remembered */
    JSONL_KEY_BYTES = 62
};

/* What stood at this place in the line before: nearly always it stands there again. */
struct jsonl_key {
    uint8_t len; /* of `text`: the key with its quotes, colon and blanks; 0 = none */
    uint8_t column;
    char text[JSONL_KEY_BYTES];
};

/* One line. Value of column k is base[from[k] .. to[k]), strings without their quotes,
 * null and absent ones empty. */
struct jsonl_row {
    const char *base;
    uint32_t from[COL_COUNT];
    uint32_t to[COL_COUNT];
    uint64_t escaped; /* bit k: has escapes */
    uint64_t present; /* bit k: the key is there */
    uint32_t keys;
    uint64_t line;
};

/* NULL when the line is good; else what is wrong with it, `*at` the offset. */
const char *jsonl_read(struct jsonl_key *keys, const char *line, size_t len,
                       struct jsonl_row *row, size_t *at);

struct jsonl_sink {
    void *who;
    bool (*row)(void *who, const struct jsonl_row *row);
    void (*fault)(void *who, uint64_t line, const char *words);
};

struct jsonl {
    const struct jsonl_sink *sink;
    size_t line_max;
    bool is_skipped; /* the rest of this line is not looked at */
    bool is_stopped;
    size_t start;   /* of the line being looked for, in the view */
    size_t scanned; /* no line feed before this offset */
    uint64_t line;  /* number of that line */
    struct jsonl_row row;
    struct jsonl_key keys[JSONL_KEYS_MAX];
};

/* As csv_run(). */
void jsonl_run(struct jsonl *jsonl, const char *view, size_t len, bool is_last);

#endif
