/*
 * JSON behind one strict reader and one writer; no other room includes cJSON.
 *
 * cJSON 1.7.15 accepts duplicate keys, cuts strings at \u0000, takes invalid UTF-8, raw
 * control characters, leading zeros, 1e999 and a byte-order mark (engineering.md, pitfall
 * 10). The reader refuses all of these with line and column; cJSON only decodes what has
 * passed.
 */
#ifndef PECWIZ_JSON_H
#define PECWIZ_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pecwiz/buf.h"
#include "pecwiz/status.h"

enum pwz_json_kind {
    PWZ_JSON_NULL,
    PWZ_JSON_BOOL,
    PWZ_JSON_NUMBER,
    PWZ_JSON_STRING,
    PWZ_JSON_ARRAY,
    PWZ_JSON_OBJECT
};

/* One value. All pointers live as long as the document. */
struct pwz_json {
    enum pwz_json_kind kind;
    bool truth;         /* PWZ_JSON_BOOL */
    bool is_integer;    /* PWZ_JSON_NUMBER without fraction and exponent: see `integer` */
    int64_t integer;    /* the exact value, within +-2^53; 0 when not is_integer */
    double number;      /* PWZ_JSON_NUMBER, finite */
    const char *string; /* PWZ_JSON_STRING: UTF-8, no NUL inside; "" otherwise */
    const char *key;    /* name of this member when the parent is an object, else NULL */
    uint32_t index;     /* position in the parent, from 0 */
    uint32_t count;     /* number of children */
    uint32_t line;      /* of the value's first character, from 1 */
    uint32_t column;    /* of the same, from 1, in characters */
    const struct pwz_json *parent, *child, *next; /* first child, next sibling */
};

/* Limits of architecture and terminal-anchors.md R14; 0 in a field takes the default. */
struct pwz_json_limits {
    size_t bytes;  /* default 8 MiB */
    size_t depth;  /* default 64, at most 512 */
    size_t values; /* default 200,000 */
};

struct pwz_json_doc;

/* Parse `len` bytes (need not end in NUL). `file` is the name for messages, copied.
 * PWZ_E_SYNTAX (malformed, duplicate key, bad UTF-8, control character, NUL, byte-order
 * mark, text after the value), PWZ_E_RANGE (number not finite, integer beyond 2^53),
 * PWZ_E_LIMIT, PWZ_E_NOMEM; err has file, line and column. Free with pwz_json_free(). */
enum pwz_status pwz_json_parse(const char *bytes, size_t len, const char *file,
                               const struct pwz_json_limits *limits,
                               struct pwz_json_doc **doc, struct pwz_err *err);
void pwz_json_free(struct pwz_json_doc *doc);
const struct pwz_json *pwz_json_root(const struct pwz_json_doc *doc);
const char *pwz_json_file(const struct pwz_json_doc *doc);

/* Member of an object by exact name, NULL when absent or not an object. */
const struct pwz_json *pwz_json_get(const struct pwz_json *object, const char *key);

/* "rules[3].when.all[1]" into `out`; the root is "". */
void pwz_json_path(const struct pwz_json *value, char *out, size_t size);

/* Fill err with file, place, path and the words, return `status`. */
enum pwz_status pwz_json_fail(const struct pwz_json_doc *doc, const struct pwz_json *at,
                              struct pwz_err *err, enum pwz_status status,
                              const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* What an object may hold: name, kinds allowed (bits 1 << kind), needed or not. */
struct pwz_json_field {
    const char *name;
    unsigned kinds;
    bool needed;
};
#define PWZ_JSON_KIND(kind) (1U << PWZ_JSON_##kind)

/* Check that `object` is an object with only these members, each of an allowed kind.
 * `values[i]` gets the member for fields[i] or NULL. PWZ_E_SCHEMA names the unknown key
 * and the nearest known one, or the missing key, or the wrong kind. */
enum pwz_status pwz_json_read(const struct pwz_json_doc *doc,
                              const struct pwz_json *object,
                              const struct pwz_json_field *fields, size_t count,
                              const struct pwz_json **values, struct pwz_err *err);

/* "a string", "an array" … for messages. */
const char *pwz_json_kind_words(enum pwz_json_kind kind);

/* Writer: appends to a buffer, keeps commas and indentation itself. Indented by two
 * blanks; arrays and objects opened with _inline stay on one line with all they hold.
 * Characters the gate would replace are escaped. Nesting is limited to 63: beyond that
 * the buffer gets PWZ_E_LIMIT. */
struct pwz_json_writer {
    struct pwz_buf *out;
    unsigned depth;
    uint64_t has_item;  /* bit per depth */
    uint64_t is_inline; /* bit per depth */
    bool after_key;
};

void pwz_json_writer_init(struct pwz_json_writer *writer, struct pwz_buf *out);
void pwz_json_key(struct pwz_json_writer *writer, const char *key);
void pwz_json_open(struct pwz_json_writer *writer, char bracket);        /* '{' or '[' */
void pwz_json_open_inline(struct pwz_json_writer *writer, char bracket); /* '{' or '[' */
void pwz_json_close(struct pwz_json_writer *writer, char bracket);       /* '}' or ']' */
void pwz_json_string(struct pwz_json_writer *writer, const char *text);  /* NULL = null */
void pwz_json_integer(struct pwz_json_writer *writer, int64_t value);
void pwz_json_bool(struct pwz_json_writer *writer, bool value);
void pwz_json_null(struct pwz_json_writer *writer);

#endif
