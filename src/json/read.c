/*
 * Documents: parse, look up, and say where in the file something is.
 *
 * A document owns one arena with all its values and strings. Must not know what the
 * values mean.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "json/scan.h"

static const struct pwz_json_limits default_limits = {
    .bytes = (size_t)8 * 1024 * 1024,
    .depth = 64,
    .values = 200000,
};

struct pwz_json_doc {
    struct pwz_arena arena;
    const char *file;
    const struct pwz_json *root;
};

static size_t choose_limit(size_t wanted, size_t by_default, size_t most)
{
    const size_t limit = wanted == 0 ? by_default : wanted;

    return limit < most ? limit : most;
}

static struct pwz_json_limits choose_limits(const struct pwz_json_limits *wanted)
{
    const struct pwz_json_limits none = {0};

    wanted = wanted == NULL ? &none : wanted;
    return (struct pwz_json_limits){
        .bytes = choose_limit(wanted->bytes, default_limits.bytes, UINT32_MAX - 1),
        .depth = choose_limit(wanted->depth, default_limits.depth, PWZ_JSON_DEEPEST),
        .values = choose_limit(wanted->values, default_limits.values, UINT32_MAX - 1),
    };
}

/* The three steps of a parse: is it JSON, what does it say, is every key there once. */
static enum pwz_status fill_doc(struct pwz_json_doc *doc, const char *bytes, size_t len,
                                const struct pwz_json_limits *limits, struct pwz_err *err)
{
    struct pwz_json_marks marks = {0};
    struct pwz_json *values = NULL;
    enum pwz_status status = pwz_json_scan(bytes, len, limits, &marks, err);

    if (status == PWZ_OK) {
        status = pwz_json_decode(bytes, len, &marks, &doc->arena, &values, err);
    }
    if (status == PWZ_OK) {
        status = pwz_json_check_keys(bytes, &marks, values, err);
    }
    doc->root = values;
    pwz_mem_free(marks.list);
    return status;
}

static struct pwz_json_doc *new_doc(const char *file)
{
    struct pwz_json_doc *doc = pwz_mem_new(1, sizeof(*doc));

    if (doc == NULL) {
        return NULL;
    }
    doc->file = pwz_arena_text(&doc->arena, file, strlen(file));
    if (doc->file == NULL) {
        pwz_json_free(doc);
        return NULL;
    }
    return doc;
}

enum pwz_status pwz_json_parse(const char *bytes, size_t len, const char *file,
                               const struct pwz_json_limits *limits,
                               struct pwz_json_doc **doc, struct pwz_err *err)
{
    const struct pwz_json_limits chosen = choose_limits(limits);

    *doc = NULL;
    pwz_err_place(err, file, 0, 0);

    struct pwz_json_doc *made = new_doc(file == NULL ? "" : file);

    if (made == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }

    const enum pwz_status status =
        fill_doc(made, bytes == NULL ? "" : bytes, len, &chosen, err);

    if (status != PWZ_OK) {
        pwz_json_free(made);
        return status;
    }
    *doc = made;
    return PWZ_OK;
}

void pwz_json_free(struct pwz_json_doc *doc)
{
    if (doc != NULL) {
        pwz_arena_done(&doc->arena);
        pwz_mem_free(doc);
    }
}

const struct pwz_json *pwz_json_root(const struct pwz_json_doc *doc)
{
    return doc->root;
}

const char *pwz_json_file(const struct pwz_json_doc *doc)
{
    return doc->file;
}

const struct pwz_json *pwz_json_get(const struct pwz_json *object, const char *key)
{
    if (object == NULL || object->kind != PWZ_JSON_OBJECT) {
        return NULL;
    }
    for (const struct pwz_json *member = object->child; member != NULL;
         member = member->next) {
        if (strcmp(member->key, key) == 0) {
            return member;
        }
    }
    return NULL;
}

/* A path as it grows; after the first cut nothing more goes in. */
struct path {
    char *out;
    size_t size, len;
    bool is_full;
};

/* Keys come from outside, so every piece passes the gate. */
static void put_piece(struct path *path, const char *text)
{
    const size_t room = path->size - path->len;

    if (path->is_full) {
        return;
    }

    const size_t need =
        pwz_text_gate_into(text, strlen(text), path->out + path->len, room);

    path->is_full = need >= room;
    path->len += need;
}

static void put_index(struct path *path, uint32_t index)
{
    char piece[16]; /* brackets, ten digits, NUL */
    size_t at = sizeof(piece) - 1;

    piece[at] = '\0';
    piece[--at] = ']';
    do {
        piece[--at] = (char)('0' + index % 10);
        index /= 10;
    } while (index > 0);
    piece[--at] = '[';
    put_piece(path, piece + at);
}

void pwz_json_path(const struct pwz_json *value, char *out, size_t size)
{
    const struct pwz_json *chain[PWZ_JSON_DEEPEST];
    struct path path = {.out = out, .size = size};
    size_t depth = 0;

    if (size == 0) {
        return;
    }
    out[0] = '\0';
    for (; value != NULL && value->parent != NULL && depth < PWZ_JSON_DEEPEST;
         value = value->parent) {
        chain[depth++] = value;
    }
    while (depth > 0) {
        const struct pwz_json *step = chain[--depth];

        if (step->key == NULL) {
            put_index(&path, step->index);
            continue;
        }
        put_piece(&path, path.len == 0 ? "" : ".");
        put_piece(&path, step->key);
    }
}

enum pwz_status pwz_json_fail(const struct pwz_json_doc *doc, const struct pwz_json *at,
                              struct pwz_err *err, enum pwz_status status,
                              const char *format, ...)
{
    va_list args;

    if (err == NULL) {
        return status;
    }
    va_start(args, format);
    pwz_err_setv(err, status, format, args);
    va_end(args);
    pwz_err_place(err, doc == NULL ? NULL : doc->file, at == NULL ? 0 : at->line,
                  at == NULL ? 0 : at->column);
    pwz_json_path(at, err->path, sizeof(err->path));
    return status;
}
