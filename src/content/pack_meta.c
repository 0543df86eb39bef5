/* pack.json: identity and dates of the pack, and the article it descends from. */
#include <string.h>

#include "content/loader.h"
#include "content/sections.h"

enum {
    META_SCHEMA,
    META_ID,
    META_VERSION,
    META_STATUS,
    META_LAST_REVIEWED,
    META_REVIEW_BY,
    META_LOCALE,
    META_TITLE,
    META_CLOUDS,
    META_ORIGIN,
    META_CASE_FIELDS,
    META_FIELDS
};

static const struct pwz_json_field meta_fields[META_FIELDS] = {
    [META_SCHEMA] = {"schema",       PWZ_JSON_KIND(STRING), true },
    [META_ID] = {"id",           PWZ_JSON_KIND(STRING), true },
    [META_VERSION] = {"version",      PWZ_JSON_KIND(STRING), true },
    [META_STATUS] = {"status",       PWZ_JSON_KIND(STRING), true },
    [META_LAST_REVIEWED] = {"lastReviewed", PWZ_JSON_KIND(STRING), true },
    [META_REVIEW_BY] = {"reviewBy",     PWZ_JSON_KIND(STRING), true },
    [META_LOCALE] = {"locale",       PWZ_JSON_KIND(STRING), true },
    [META_TITLE] = {"title",        PWZ_JSON_KIND(STRING), true },
    [META_CLOUDS] = {"clouds",       PWZ_JSON_KIND(ARRAY),  false},
    [META_ORIGIN] = {"origin",       PWZ_JSON_KIND(OBJECT), false},
    [META_CASE_FIELDS] = {"caseFields",   PWZ_JSON_KIND(OBJECT), false},
};

enum {
    ORIGIN_URL,
    ORIGIN_READ,
    ORIGIN_HEADER,
    ORIGIN_BULLETS,
    ORIGIN_LINKS,
    ORIGIN_FIELDS
};

static const struct pwz_json_field origin_fields[ORIGIN_FIELDS] = {
    [ORIGIN_URL] = {"url",     PWZ_JSON_KIND(STRING), true },
    [ORIGIN_READ] = {"read",    PWZ_JSON_KIND(STRING), true },
    [ORIGIN_HEADER] = {"header",  PWZ_JSON_KIND(OBJECT), true },
    [ORIGIN_BULLETS] = {"bullets", PWZ_JSON_KIND(ARRAY),  false},
    [ORIGIN_LINKS] = {"links",   PWZ_JSON_KIND(ARRAY),  false},
};

static enum pwz_status load_bullet(struct loader *loader, const struct pwz_json *item)
{
    static const struct pwz_json_field fields[] = {
        {"id",       PWZ_JSON_KIND(STRING), true},
        {"sha256",   PWZ_JSON_KIND(STRING), true},
        {"reviewed", PWZ_JSON_KIND(STRING), true},
        {"steps",    PWZ_JSON_KIND(ARRAY),  true},
    };
    const struct pwz_json *values[4];

    return loader_read(loader, item, fields, 4, values);
}

static enum pwz_status load_cloud(struct loader *loader, const struct pwz_json *item)
{
    static const struct pwz_json_field fields[] = {
        {"id",   PWZ_JSON_KIND(STRING), true},
        {"live", PWZ_JSON_KIND(BOOL),   true},
    };
    const struct pwz_json *values[2];

    return loader_read(loader, item, fields, 2, values);
}

static enum pwz_status load_link(struct loader *loader, const struct pwz_json *item)
{
    static const struct pwz_json_field fields[] = {
        {"old", PWZ_JSON_KIND(STRING), true},
        {"now", PWZ_JSON_KIND(STRING), true},
    };
    const struct pwz_json *values[2];

    return loader_read(loader, item, fields, 2, values);
}

static enum pwz_status load_header(struct loader *loader, const struct pwz_json *header)
{
    for (const struct pwz_json *item = header->child; item; item = item->next) {
        if (item->kind != PWZ_JSON_STRING)
            return loader_fail(loader, item,
                               "a property of the article's header is a string");
        struct pwz_property row = {
            .name = loader_gated(loader, item->key, strlen(item->key), PWZ_GATE_LINE),
            .value = loader_text(loader, item),
        };
        pwz_image_add_row(loader->builder, CONTENT_PROPERTIES, &row, sizeof row);
    }
    return PWZ_OK;
}

static enum pwz_status load_origin(struct loader *loader, const struct pwz_json *origin)
{
    const struct pwz_json *values[ORIGIN_FIELDS];

    if (!origin)
        return PWZ_OK;
    enum pwz_status status =
        loader_read(loader, origin, origin_fields, ORIGIN_FIELDS, values);
    if (status == PWZ_OK)
        status = load_header(loader, values[ORIGIN_HEADER]);
    if (status == PWZ_OK && values[ORIGIN_BULLETS])
        status = loader_each(loader, values[ORIGIN_BULLETS], "bullets", load_bullet);
    if (status == PWZ_OK && values[ORIGIN_LINKS])
        status = loader_each(loader, values[ORIGIN_LINKS], "links", load_link);
    if (status == PWZ_OK)
        loader->meta.origin_url = loader_text(loader, values[ORIGIN_URL]);
    return status;
}

enum pwz_status load_pack_meta(struct loader *loader)
{
    const struct pwz_json *root, *values[META_FIELDS];
    char sha256[65];
    enum pwz_status status = loader_open(loader, "pack.json", &root);

    if (status == PWZ_OK)
        status = loader_read(loader, root, meta_fields, META_FIELDS, values);
    if (status != PWZ_OK)
        return status;
    if (strcmp(values[META_SCHEMA]->string, "pecwiz-content/1") != 0)
        return loader_fail(
            loader, values[META_SCHEMA],
            "this program reads packs of schema 'pecwiz-content/1'; a newer pack "
            "needs a newer program");
    status = loader_id(loader, values[META_LOCALE], &loader->locale);
    if (status == PWZ_OK && values[META_CLOUDS])
        status = loader_each(loader, values[META_CLOUDS], "clouds", load_cloud);
    if (status == PWZ_OK)
        status = load_origin(loader, values[META_ORIGIN]);
    loader->case_fields = values[META_CASE_FIELDS];
    loader->pack_doc = loader->doc;
    hash_files(loader->files, sha256);
    loader->meta.id = loader_text(loader, values[META_ID]);
    loader->meta.version = loader_text(loader, values[META_VERSION]);
    loader->meta.title = loader_text(loader, values[META_TITLE]);
    loader->meta.status = loader_text(loader, values[META_STATUS]);
    loader->meta.last_reviewed = loader_text(loader, values[META_LAST_REVIEWED]);
    loader->meta.review_by = loader_text(loader, values[META_REVIEW_BY]);
    loader->meta.locale = loader_text(loader, values[META_LOCALE]);
    loader->meta.sha256 = pwz_image_add_text(loader->builder, sha256);
    return status;
}

/* Which facts fill the columns of lists of cases; read when the facts are known. */
enum pwz_status load_case_fields(struct loader *loader)
{
    struct pwz_json_field fields[PWZ_COLUMN_COUNT];
    const struct pwz_json *values[PWZ_COLUMN_COUNT] = {0};
    enum pwz_status status;

    if (!loader->case_fields)
        return PWZ_OK;
    for (uint32_t i = 0; i < PWZ_COLUMN_COUNT; i++)
        fields[i] =
            (struct pwz_json_field){pwz_column_word(i), PWZ_JSON_KIND(STRING), false};
    loader->doc = loader->pack_doc;
    status = loader_read(loader, loader->case_fields, fields, PWZ_COLUMN_COUNT, values);
    for (uint32_t i = 0; i < PWZ_COLUMN_COUNT && status == PWZ_OK; i++) {
        uint32_t fact;

        if (!values[i])
            continue;
        status = loader_find_fact(loader, values[i], values[i]->string, &fact);
        loader->meta.case_field[i] = loader_text(loader, values[i]);
    }
    return status;
}
