/* Common tools of the loader: documents, errors, strings, forEach. */
#include "content/loader.h"

#include <stdarg.h>
#include <string.h>

void loader_init(struct loader *loader, const struct pwz_content_files *files,
                 struct pwz_err *err)
{
    memset(loader, 0, sizeof *loader);
    loader->files = files;
    loader->err = err;
    loader->builder = pwz_image_builder_new();
    names_init(&loader->fact_names, &loader->arena);
    names_init(&loader->step_names, &loader->arena);
    names_init(&loader->verdict_names, &loader->arena);
    names_init(&loader->named_names, &loader->arena);
    names_init(&loader->rule_names, &loader->arena);
    names_init(&loader->list_names, &loader->arena);
    names_init(&loader->escalation_names, &loader->arena);
}

void loader_done(struct loader *loader)
{
    for (uint32_t i = 0; i < loader->doc_count; i++)
        pwz_json_free(loader->docs[i]);
    pwz_image_builder_free(loader->builder);
    pwz_arena_done(&loader->arena);
}

const struct pwz_content_file *loader_file(const struct loader *loader, const char *name)
{
    for (size_t i = 0; i < loader->files->count; i++)
        if (strcmp(loader->files->file[i].name, name) == 0)
            return &loader->files->file[i];
    return NULL;
}

enum pwz_status loader_open(struct loader *loader, const char *name,
                            const struct pwz_json **root)
{
    const struct pwz_content_file *file = loader_file(loader, name);

    if (!file) {
        pwz_err_place(loader->err, name, 0, 0);
        return pwz_err_set(loader->err, PWZ_E_NOT_FOUND,
                           "the pack has no such file; every pack needs it");
    }
    if (loader->doc_count == LOADER_DOCS_MAX)
        return pwz_err_set(loader->err, PWZ_E_LIMIT,
                           "the pack has more than %d JSON files", LOADER_DOCS_MAX);
    struct pwz_json_doc **doc = &loader->docs[loader->doc_count];
    enum pwz_status status =
        pwz_json_parse(file->bytes, file->len, name, NULL, doc, loader->err);
    if (status != PWZ_OK)
        return status;
    loader->doc_count++;
    loader->doc = *doc;
    *root = pwz_json_root(*doc);
    return PWZ_OK;
}

enum pwz_status loader_fail(struct loader *loader, const struct pwz_json *at,
                            const char *format, ...)
{
    struct pwz_buf text;
    va_list args;

    pwz_buf_init(&text, 700);
    va_start(args, format);
    pwz_buf_addv(&text, format, args);
    va_end(args);
    enum pwz_status status = pwz_json_fail(loader->doc, at, loader->err, PWZ_E_SCHEMA,
                                           "%s", pwz_buf_text(&text));
    pwz_buf_done(&text);
    return status;
}

enum pwz_status loader_nomem(struct loader *loader)
{
    loader->is_out_of_memory = true;
    return pwz_err_set(loader->err, PWZ_E_NOMEM, "out of memory while reading the pack");
}

enum pwz_status loader_read(struct loader *loader, const struct pwz_json *object,
                            const struct pwz_json_field *fields, size_t count,
                            const struct pwz_json **values)
{
    return pwz_json_read(loader->doc, object, fields, count, values, loader->err);
}

/* ---- strings ---- */

const char *loader_string(struct loader *loader, const struct pwz_json *value)
{
    struct pwz_buf out;
    char mark[72];

    if (!value)
        return NULL;
    if (!loader->at.loop || !strchr(value->string, '{'))
        return value->string;
    pwz_buf_init(&out, 1 << 16);
    pwz_buf_addf(&out, "{%s}", loader->at.loop->name);
    size_t mark_len = out.len < sizeof mark ? out.len : sizeof mark - 1;
    memcpy(mark, pwz_buf_text(&out), mark_len);
    mark[mark_len] = '\0';
    pwz_buf_clear(&out);
    const char *rest = value->string;
    for (const char *hit; (hit = strstr(rest, mark)); rest = hit + mark_len) {
        pwz_buf_add(&out, rest, (size_t)(hit - rest));
        pwz_buf_adds(&out, loader->at.value);
    }
    pwz_buf_adds(&out, rest);
    const char *text = pwz_buf_status(&out) == PWZ_OK
                           ? pwz_arena_text(&loader->arena, pwz_buf_text(&out), out.len)
                           : NULL;
    pwz_buf_done(&out);
    if (!text)
        loader_nomem(loader);
    return text;
}

uint32_t loader_gated(struct loader *loader, const char *text, size_t len,
                      enum pwz_gate_flags flags)
{
    struct pwz_buf out;

    pwz_buf_init(&out, 1 << 16);
    pwz_text_gate(text, len, flags, &out);
    loader->is_out_of_memory |= pwz_buf_status(&out) == PWZ_E_NOMEM;
    uint32_t offset = pwz_image_add_text(loader->builder, pwz_buf_text(&out));
    pwz_buf_done(&out);
    return offset;
}

uint32_t loader_text(struct loader *loader, const struct pwz_json *value)
{
    const char *text = loader_string(loader, value);

    return text ? loader_gated(loader, text, strlen(text), PWZ_GATE_KEEP_LINES) : 0;
}

enum pwz_status loader_id(struct loader *loader, const struct pwz_json *value,
                          const char **id)
{
    const char *text = loader_string(loader, value);

    if (!text)
        return loader_nomem(loader);
    size_t good = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789._-");
    if (*text == '\0' || text[good] != '\0' || good > 64)
        return loader_fail(
            loader, value,
            "'%s' is no id: use 1 to 64 of a-z, 0-9, dot, dash and underscore", text);
    *id = text;
    return PWZ_OK;
}

/* ---- forEach ---- */

static const struct loop *find_loop(const struct loader *loader, const char *name)
{
    for (uint32_t i = 0; i < loader->loop_count; i++)
        if (strcmp(loader->loops[i].name, name) == 0)
            return &loader->loops[i];
    return NULL;
}

static enum pwz_status run_block(struct loader *loader, const struct pwz_json *block,
                                 const char *word, loader_item_fn *fn)
{
    const struct pwz_json_field fields[] = {
        {"forEach", PWZ_JSON_KIND(STRING), true},
        {word,      PWZ_JSON_KIND(ARRAY),  true},
    };
    const struct pwz_json *values[2];
    enum pwz_status status = loader_read(loader, block, fields, 2, values);

    if (status != PWZ_OK)
        return status;
    const struct loop *loop = find_loop(loader, values[0]->string);
    if (!loop || loader->at.loop)
        return loader_fail(
            loader, values[0],
            loop ? "a forEach inside a forEach is not possible"
                 : "there is no loop of this name; facts.json declares loops");
    for (uint32_t i = 0; i < loop->count && status == PWZ_OK; i++) {
        loader->at = (struct loop_at){.loop = loop, .value = loop->values[i]};
        for (const struct pwz_json *item = values[1]->child; item && status == PWZ_OK;
             item = item->next)
            status = fn(loader, item);
    }
    loader->at = (struct loop_at){0};
    return status;
}

enum pwz_status loader_each(struct loader *loader, const struct pwz_json *array,
                            const char *word, loader_item_fn *fn)
{
    enum pwz_status status = PWZ_OK;

    for (const struct pwz_json *item = array->child; item && status == PWZ_OK;
         item = item->next)
        status = pwz_json_get(item, "forEach") ? run_block(loader, item, word, fn)
                                               : fn(loader, item);
    return status;
}

static bool is_loop_value(const struct loop *loop, const char *value)
{
    for (uint32_t i = 0; i < loop->count; i++)
        if (strcmp(loop->values[i], value) == 0)
            return true;
    return false;
}

enum pwz_status loader_is_left_out(struct loader *loader, const struct pwz_json *only,
                                   bool *is_left_out)
{
    *is_left_out = only != NULL;
    if (only && !loader->at.loop)
        return loader_fail(loader, only, "\"only\" has a meaning inside a forEach only");
    for (const struct pwz_json *item = only ? only->child : NULL; item;
         item = item->next) {
        if (item->kind != PWZ_JSON_STRING ||
            !is_loop_value(loader->at.loop, item->string))
            return loader_fail(loader, item, "the loop '%s' has no such value",
                               loader->at.loop->name);
        if (strcmp(item->string, loader->at.value) == 0)
            *is_left_out = false;
    }
    return PWZ_OK;
}

/* ---- look-ups with helpful errors ---- */

enum pwz_status loader_find_fact(struct loader *loader, const struct pwz_json *at,
                                 const char *id, uint32_t *fact)
{
    char hint[160];

    *fact = names_find(&loader->fact_names, id);
    if (*fact != PWZ_NONE)
        return PWZ_OK;
    return loader_fail(loader, at, "there is no fact '%s'%s", id,
                       names_hint(&loader->fact_names, id, hint));
}

enum pwz_status loader_find_value(struct loader *loader, const struct pwz_json *at,
                                  uint32_t fact, const char *id, uint32_t *value)
{
    static const char *const yes_no[] = {"yes", "no"};
    const struct pwz_fact_spec *spec = &loader_fact(loader, fact)->spec;
    const char *const *values = spec->type == PWZ_FACT_BOOL ? yes_no : spec->values;
    uint32_t count = spec->type == PWZ_FACT_BOOL ? 2 : spec->value_count;

    for (*value = 0; *value < count; ++*value)
        if (strcmp(values[*value], id) == 0)
            return PWZ_OK;
    const char *nearest = pwz_text_nearest(id, values, count);
    return loader_fail(loader, at, "the fact '%s' has no value '%s'%s%s%s", spec->id, id,
                       nearest ? " (did you mean '" : "", nearest ? nearest : "",
                       nearest ? "'?)" : "");
}
