/* lists/NAME.json: lists that help to answer, such as the eligible roles. */
#include <string.h>

#include "content/loader.h"
#include "content/sections.h"

enum {
    ROW_NAME,
    ROW_TODAY,
    ROW_GUID,
    ROW_ELIGIBLE,
    ROW_FIELDS
};

static const struct pwz_json_field row_fields[ROW_FIELDS] = {
    [ROW_NAME] = {"name",     PWZ_JSON_KIND(STRING), true },
    [ROW_TODAY] = {"today",    PWZ_JSON_KIND(STRING), false},
    [ROW_GUID] = {"guid",     PWZ_JSON_KIND(STRING), true },
    [ROW_ELIGIBLE] = {"eligible", PWZ_JSON_KIND(BOOL),   true },
};

static bool is_guid(const char *text)
{
    for (int i = 0; i < 36; i++) {
        bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (is_dash ? text[i] != '-' : !text[i] || !strchr("0123456789abcdef", text[i]))
            return false;
    }
    return text[36] == '\0';
}

static enum pwz_status load_row(struct loader *loader, const struct pwz_json *item,
                                struct names *guids)
{
    const struct pwz_json *values[ROW_FIELDS];
    enum pwz_status status = loader_read(loader, item, row_fields, ROW_FIELDS, values);

    if (status != PWZ_OK)
        return status;
    if (!is_guid(values[ROW_GUID]->string))
        return loader_fail(loader, values[ROW_GUID], "not a GUID in lower case");
    if (names_find(guids, values[ROW_GUID]->string) != PWZ_NONE)
        return loader_fail(loader, values[ROW_GUID],
                           "the GUID stands in this list twice");
    if (names_add(guids, values[ROW_GUID]->string) == PWZ_NONE)
        return loader_nomem(loader);
    struct pwz_list_row row = {
        .name = loader_text(loader, values[ROW_NAME]),
        .today = loader_text(loader, values[ROW_TODAY]),
        .guid = loader_text(loader, values[ROW_GUID]),
        .eligible = values[ROW_ELIGIBLE]->truth,
    };
    pwz_image_add_row(loader->builder, CONTENT_LIST_ROWS, &row, sizeof row);
    return PWZ_OK;
}

enum {
    LIST_ID,
    LIST_TITLE,
    LIST_SOURCES,
    LIST_REVIEWED,
    LIST_FIRST,
    LIST_ROWS,
    LIST_FIELDS
};

static const struct pwz_json_field list_fields[LIST_FIELDS] = {
    [LIST_ID] = {"id",       PWZ_JSON_KIND(STRING), true },
    [LIST_TITLE] = {"title",    PWZ_JSON_KIND(STRING), true },
    [LIST_SOURCES] = {"sources",  PWZ_JSON_KIND(ARRAY),  true },
    [LIST_REVIEWED] = {"reviewed", PWZ_JSON_KIND(STRING), true },
    [LIST_FIRST] = {"first",    PWZ_JSON_KIND(ARRAY),  false},
    [LIST_ROWS] = {"rows",     PWZ_JSON_KIND(ARRAY),  true },
};

static enum pwz_status load_list(struct loader *loader, const char *name)
{
    const struct pwz_json *root, *values[LIST_FIELDS];
    struct names guids;
    struct pwz_list list = {.first_row =
                                pwz_image_row_count(loader->builder, CONTENT_LIST_ROWS)};
    const char *id;
    enum pwz_status status = loader_open(loader, name, &root);

    names_init(&guids, &loader->arena);
    if (status == PWZ_OK)
        status = loader_read(loader, root, list_fields, LIST_FIELDS, values);
    if (status == PWZ_OK)
        status = loader_id(loader, values[LIST_ID], &id);
    if (status == PWZ_OK)
        status = load_texts(loader, values[LIST_SOURCES], &list.first_source,
                            &list.source_count);
    if (status == PWZ_OK && names_add(&loader->list_names, id) == PWZ_NONE)
        return loader_nomem(loader);
    for (const struct pwz_json *item = status == PWZ_OK ? values[LIST_ROWS]->child : NULL;
         item && status == PWZ_OK; item = item->next)
        status = load_row(loader, item, &guids);
    if (status != PWZ_OK)
        return status;
    list.id = pwz_image_add_text(loader->builder, id);
    list.title = loader_text(loader, values[LIST_TITLE]);
    list.reviewed = loader_text(loader, values[LIST_REVIEWED]);
    list.row_count = values[LIST_ROWS]->count;
    pwz_image_add_row(loader->builder, CONTENT_LISTS, &list, sizeof list);
    return PWZ_OK;
}

/* Questions name lists by id; now that both are known, turn names into rows. */
static enum pwz_status resolve_lists(struct loader *loader)
{
    char hint[160];

    for (uint32_t i = 0; i < loader->facts.count; i++) {
        struct fact_entry *entry = loader_fact(loader, i);
        if (!entry->list)
            continue;
        entry->words.list = names_find(&loader->list_names, entry->list);
        loader->doc = loader->questions_doc;
        if (entry->words.list == PWZ_NONE)
            return loader_fail(loader, entry->list_at,
                               "the question of '%s' names a list '%s'; there is "
                               "none in lists/%s",
                               entry->spec.id, entry->list,
                               names_hint(&loader->list_names, entry->list, hint));
    }
    return PWZ_OK;
}

enum pwz_status load_lists(struct loader *loader)
{
    enum pwz_status status = PWZ_OK;

    for (size_t i = 0; i < loader->files->count && status == PWZ_OK; i++) {
        const char *name = loader->files->file[i].name;
        if (strncmp(name, "lists/", 6) == 0)
            status = load_list(loader, name);
    }
    return status == PWZ_OK ? resolve_lists(loader) : status;
}
