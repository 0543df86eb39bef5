/*
 * Decoding through cJSON: the one file that includes it.
 *
 * Gets only text the scanner has passed. The tree of cJSON is copied into an arena in
 * document order and given its places, then dropped; no pointer of cJSON gets out.
 */
#include <cjson/cJSON.h>
#include <math.h>
#include <pthread.h>
#include <string.h>

#include "json/scan.h"

/* cJSON keeps its allocator and its last error in globals; the lock makes them ours for
 * the time of one decode, so that workers may parse, too. */
static pthread_mutex_t cjson_lock = PTHREAD_MUTEX_INITIALIZER;

static const struct kind_row {
    int type;
    enum pwz_json_kind kind;
} kinds[] = {
    {cJSON_NULL,   PWZ_JSON_NULL  },
    {cJSON_False,  PWZ_JSON_BOOL  },
    {cJSON_True,   PWZ_JSON_BOOL  },
    {cJSON_Number, PWZ_JSON_NUMBER},
    {cJSON_String, PWZ_JSON_STRING},
    {cJSON_Array,  PWZ_JSON_ARRAY },
    {cJSON_Object, PWZ_JSON_OBJECT},
};

/* A container whose children are being copied. */
struct level {
    const cJSON *node;
    struct pwz_json *value;
    struct pwz_json *last; /* child copied last, NULL before the first */
};

struct copy {
    const char *bytes;
    const struct pwz_json_marks *marks;
    struct pwz_arena *arena;
    struct pwz_err *err;
    struct pwz_json *values;
    size_t count; /* values copied */
    struct pwz_json_place place;
    size_t depth;
    struct level levels[PWZ_JSON_DEEPEST];
};

static void *take_memory(size_t size)
{
    return pwz_mem_new(1, size);
}

static cJSON *parse(const char *bytes, size_t len)
{
    cJSON_Hooks hooks = {.malloc_fn = take_memory, .free_fn = pwz_mem_free};

    cJSON_InitHooks(&hooks);
    return cJSON_ParseWithLengthOpts(bytes, len, NULL, 0);
}

static enum pwz_status fail_nomem(struct pwz_err *err)
{
    return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
}

/* The scanner and cJSON count the same values unless one of them is wrong. */
static enum pwz_status fail_mismatch(struct pwz_err *err)
{
    return pwz_err_set(err, PWZ_E_INTERNAL,
                       "the two readers of JSON disagree; please report this file");
}

static bool find_kind(const cJSON *node, enum pwz_json_kind *kind)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (kinds[i].type == (node->type & 0xFF)) {
            *kind = kinds[i].kind;
            return true;
        }
    }
    return false;
}

static bool copy_text(struct pwz_arena *arena, const char *text, const char **copy)
{
    if (text != NULL && text[0] != '\0') {
        *copy = pwz_arena_text(arena, text, strlen(text));
    }
    return *copy != NULL;
}

static enum pwz_status fill_number(struct copy *copy, struct pwz_json *value,
                                   double number)
{
    if (!isfinite(number)) {
        pwz_err_place(copy->err, NULL, value->line, value->column);
        return pwz_err_set(copy->err, PWZ_E_RANGE, "the number is too large");
    }
    value->number = number;
    value->is_integer = copy->marks->list[copy->count].is_integer;
    value->integer = value->is_integer ? (int64_t)number : 0;
    return PWZ_OK;
}

static enum pwz_status fill_value(struct copy *copy, struct pwz_json *value,
                                  const cJSON *node)
{
    if (!find_kind(node, &value->kind)) {
        return fail_mismatch(copy->err);
    }
    pwz_json_place_move(&copy->place, copy->bytes, copy->marks->list[copy->count].at);
    value->line = copy->place.line;
    value->column = copy->place.column;
    value->truth = cJSON_IsTrue(node) != 0;
    value->string = "";
    if (value->kind == PWZ_JSON_STRING &&
        !copy_text(copy->arena, node->valuestring, &value->string)) {
        return fail_nomem(copy->err);
    }
    return value->kind == PWZ_JSON_NUMBER ? fill_number(copy, value, node->valuedouble)
                                          : PWZ_OK;
}

static enum pwz_status link_value(struct copy *copy, struct pwz_json *value,
                                  const cJSON *node)
{
    if (copy->depth == 0) {
        return PWZ_OK;
    }

    struct level *level = &copy->levels[copy->depth - 1];

    if (level->value->kind == PWZ_JSON_OBJECT) {
        value->key = "";
        if (!copy_text(copy->arena, node->string, &value->key)) {
            return fail_nomem(copy->err);
        }
    }
    value->parent = level->value;
    value->index = level->value->count++;
    if (level->last == NULL) {
        level->value->child = value;
    } else {
        level->last->next = value;
    }
    level->last = value;
    return PWZ_OK;
}

static enum pwz_status copy_value(struct copy *copy, const cJSON *node)
{
    if (copy->count == copy->marks->count) {
        return fail_mismatch(copy->err);
    }

    struct pwz_json *value = &copy->values[copy->count];
    enum pwz_status status = fill_value(copy, value, node);

    if (status == PWZ_OK) {
        status = link_value(copy, value, node);
    }
    copy->count++;
    return status;
}

/* The node after `node` in document order, NULL after the last. Enters the children. */
static const cJSON *advance(struct copy *copy, const cJSON *node)
{
    if (node->child != NULL && copy->depth < PWZ_JSON_DEEPEST) {
        copy->levels[copy->depth++] = (struct level){
            .node = node,
            .value = &copy->values[copy->count - 1],
        };
        return node->child;
    }
    while (node->next == NULL && copy->depth > 0) {
        node = copy->levels[--copy->depth].node;
    }
    return node->next;
}

static enum pwz_status copy_tree(struct copy *copy, const cJSON *root)
{
    copy->values = pwz_arena_new(copy->arena, copy->marks->count, sizeof(*copy->values));
    if (copy->values == NULL) {
        return fail_nomem(copy->err);
    }
    for (const cJSON *node = root; node != NULL; node = advance(copy, node)) {
        const enum pwz_status status = copy_value(copy, node);

        if (status != PWZ_OK) {
            return status;
        }
    }
    return copy->count == copy->marks->count ? PWZ_OK : fail_mismatch(copy->err);
}

enum pwz_status pwz_json_decode(const char *bytes, size_t len,
                                const struct pwz_json_marks *marks,
                                struct pwz_arena *arena, struct pwz_json **values,
                                struct pwz_err *err)
{
    struct copy copy = {
        .bytes = bytes,
        .marks = marks,
        .arena = arena,
        .err = err,
        .place = {.line = 1, .column = 1},
    };

    pthread_mutex_lock(&cjson_lock);

    cJSON *root = parse(bytes, len);
    /* What the scanner has passed can only fail for memory. */
    const enum pwz_status status =
        root == NULL ? fail_nomem(err) : copy_tree(&copy, root);

    cJSON_Delete(root);
    pthread_mutex_unlock(&cjson_lock);
    *values = copy.values;
    return status;
}
