/* evidence.json: which fact and value a measure of a usage file, a pasted output or a
 * live check is. The measures are the readers' own; facts and values have to be the
 * pack's. */
#include <string.h>

#include "content/loader.h"
#include "content/sections.h"

enum {
    EVIDENCE_MEASURE,
    EVIDENCE_FACT,
    EVIDENCE_VALUES,
    EVIDENCE_FIELDS
};

static const struct pwz_json_field evidence_fields[EVIDENCE_FIELDS] = {
    [EVIDENCE_MEASURE] = {"measure", PWZ_JSON_KIND(STRING), true },
    [EVIDENCE_FACT] = {"fact",    PWZ_JSON_KIND(STRING), true },
    [EVIDENCE_VALUES] = {"values",  PWZ_JSON_KIND(OBJECT), false},
};

static bool is_open_type(enum pwz_fact_type type)
{
    return type == PWZ_FACT_DATE || type == PWZ_FACT_GUID || type == PWZ_FACT_TEXT;
}

static enum pwz_status load_values(struct loader *loader, const struct pwz_json *object,
                                   struct pwz_evidence *row)
{
    row->first_value = pwz_image_row_count(loader->builder, CONTENT_EVIDENCE_VALUES);
    for (const struct pwz_json *item = object->child; item; item = item->next) {
        struct pwz_evidence_value value;
        if (item->kind != PWZ_JSON_STRING)
            return loader_fail(loader, item, "the name of a value is expected");
        enum pwz_status status =
            loader_find_value(loader, item, row->fact, item->string, &value.value);
        if (status != PWZ_OK)
            return status;
        value.name = loader_gated(loader, item->key, strlen(item->key), PWZ_GATE_LINE);
        pwz_image_add_row(loader->builder, CONTENT_EVIDENCE_VALUES, &value, sizeof value);
        row->value_count++;
    }
    return row->value_count ? PWZ_OK
                            : loader_fail(loader, object, "no value is named here");
}

static enum pwz_status load_measure(struct loader *loader, const char *source,
                                    const struct pwz_json *item)
{
    const struct pwz_json *values[EVIDENCE_FIELDS];
    struct pwz_evidence row = {.value_count = 0};
    const char *measure;
    enum pwz_status status =
        loader_read(loader, item, evidence_fields, EVIDENCE_FIELDS, values);

    if (status == PWZ_OK)
        status = loader_id(loader, values[EVIDENCE_MEASURE], &measure);
    if (status == PWZ_OK)
        status = loader_find_fact(loader, values[EVIDENCE_FACT],
                                  values[EVIDENCE_FACT]->string, &row.fact);
    if (status != PWZ_OK)
        return status;
    bool is_open = is_open_type(loader_fact(loader, row.fact)->spec.type);
    if (is_open == (values[EVIDENCE_VALUES] != NULL))
        return loader_fail(loader, item,
                           is_open ? "the fact takes what is measured as it is: no "
                                     "\"values\" here"
                                   : "the fact has values of its own: \"values\" has to "
                                     "name one for each that is measured");
    if (values[EVIDENCE_VALUES])
        status = load_values(loader, values[EVIDENCE_VALUES], &row);
    if (status != PWZ_OK)
        return status;
    row.source = pwz_image_add_text(loader->builder, source);
    row.measure = pwz_image_add_text(loader->builder, measure);
    pwz_image_add_row(loader->builder, CONTENT_EVIDENCE, &row, sizeof row);
    return PWZ_OK;
}

static enum pwz_status load_source(struct loader *loader, const char *source,
                                   const struct pwz_json *array)
{
    if (!array)
        return PWZ_OK;
    for (const struct pwz_json *item = array->child; item; item = item->next) {
        enum pwz_status status = load_measure(loader, source, item);
        if (status != PWZ_OK)
            return status;
    }
    return PWZ_OK;
}

enum pwz_status load_evidence(struct loader *loader)
{
    static const struct pwz_json_field fields[] = {
        {"usage-file", PWZ_JSON_KIND(ARRAY), false},
    };
    enum {
        SOURCES = sizeof fields / sizeof *fields
    };
    const struct pwz_json *root, *arrays[SOURCES];

    if (!loader_file(loader, "evidence.json"))
        return PWZ_OK; /* a pack that people answer alone needs none */
    enum pwz_status status = loader_open(loader, "evidence.json", &root);
    if (status == PWZ_OK)
        status = loader_read(loader, root, fields, SOURCES, arrays);
    for (size_t i = 0; i < SOURCES && status == PWZ_OK; i++)
        status = load_source(loader, fields[i].name, arrays[i]);
    return status;
}
