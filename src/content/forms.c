/* escalation.json: the support forms, their fields filled from facts. */
#include <string.h>

#include "content/loader.h"
#include "content/sections.h"

enum {
    FORM_NAME,
    FORM_LABEL,
    FORM_FACT,
    FORM_CONSTANT,
    FORM_TEMPLATE,
    FORM_NEEDED,
    FORM_FIELDS
};

static const struct pwz_json_field form_fields[FORM_FIELDS] = {
    [FORM_NAME] = {"name",     PWZ_JSON_KIND(STRING), true },
    [FORM_LABEL] = {"label",    PWZ_JSON_KIND(STRING), true },
    [FORM_FACT] = {"fact",     PWZ_JSON_KIND(STRING), false},
    [FORM_CONSTANT] = {"constant", PWZ_JSON_KIND(STRING), false},
    [FORM_TEMPLATE] = {"template", PWZ_JSON_KIND(STRING), false},
    [FORM_NEEDED] = {"needed",   PWZ_JSON_KIND(BOOL),   true },
};

static enum pwz_status load_field(struct loader *loader, const struct pwz_json *item)
{
    const struct pwz_json *values[FORM_FIELDS];
    struct pwz_form_field row = {.fact = PWZ_NONE};
    enum pwz_status status = loader_read(loader, item, form_fields, FORM_FIELDS, values);

    if (status != PWZ_OK)
        return status;
    if ((values[FORM_FACT] != NULL) + (values[FORM_CONSTANT] != NULL) +
            (values[FORM_TEMPLATE] != NULL) !=
        1)
        return loader_fail(
            loader, item,
            "a form field has one of \"fact\", \"constant\" and \"template\"");
    if (values[FORM_FACT])
        status = loader_find_fact(loader, values[FORM_FACT], values[FORM_FACT]->string,
                                  &row.fact);
    if (status == PWZ_OK && values[FORM_TEMPLATE] &&
        strcmp(values[FORM_TEMPLATE]->string, "handoff") != 0)
        return loader_fail(loader, values[FORM_TEMPLATE],
                           "the only template is \"handoff\"");
    if (status != PWZ_OK)
        return status;
    row.name = loader_text(loader, values[FORM_NAME]);
    row.label = loader_text(loader, values[FORM_LABEL]);
    row.constant = loader_text(loader, values[FORM_CONSTANT]);
    row.is_template = values[FORM_TEMPLATE] != NULL;
    row.needed = values[FORM_NEEDED]->truth;
    pwz_image_add_row(loader->builder, CONTENT_FORM_FIELDS, &row, sizeof row);
    return PWZ_OK;
}

enum {
    ESC_ID,
    ESC_WHERE,
    ESC_TOPICS,
    ESC_FIELDS_LIST,
    ESC_ATTACH,
    ESC_FIELDS
};

static const struct pwz_json_field escalation_fields[ESC_FIELDS] = {
    [ESC_ID] = {"id",     PWZ_JSON_KIND(STRING), true },
    [ESC_WHERE] = {"where",  PWZ_JSON_KIND(STRING), true },
    [ESC_TOPICS] = {"topics", PWZ_JSON_KIND(ARRAY),  false},
    [ESC_FIELDS_LIST] = {"fields", PWZ_JSON_KIND(ARRAY),  true },
    [ESC_ATTACH] = {"attach", PWZ_JSON_KIND(ARRAY),  false},
};

static enum pwz_status load_escalation(struct loader *loader, const struct pwz_json *item)
{
    const struct pwz_json *values[ESC_FIELDS];
    struct pwz_escalation row = {0};
    const char *id;
    enum pwz_status status =
        loader_read(loader, item, escalation_fields, ESC_FIELDS, values);

    if (status == PWZ_OK)
        status = loader_id(loader, values[ESC_ID], &id);
    if (status == PWZ_OK)
        status =
            load_texts(loader, values[ESC_TOPICS], &row.first_topic, &row.topic_count);
    if (status == PWZ_OK)
        status =
            load_texts(loader, values[ESC_ATTACH], &row.first_attach, &row.attach_count);
    row.first_field = pwz_image_row_count(loader->builder, CONTENT_FORM_FIELDS);
    for (const struct pwz_json *field = status == PWZ_OK ? values[ESC_FIELDS_LIST]->child
                                                         : NULL;
         field && status == PWZ_OK; field = field->next, row.field_count++)
        status = load_field(loader, field);
    if (status != PWZ_OK)
        return status;
    if (names_add(&loader->escalation_names, id) == PWZ_NONE)
        return loader_nomem(loader);
    row.id = pwz_image_add_text(loader->builder, id);
    row.where = loader_text(loader, values[ESC_WHERE]);
    pwz_image_add_row(loader->builder, CONTENT_ESCALATIONS, &row, sizeof row);
    return PWZ_OK;
}

enum pwz_status load_escalations(struct loader *loader)
{
    static const struct pwz_json_field fields[] = {
        {"escalations", PWZ_JSON_KIND(ARRAY), true}
    };
    const struct pwz_json *root, *array;

    if (!loader_file(loader, "escalation.json"))
        return PWZ_OK; /* a pack whose verdicts never escalate needs none */
    enum pwz_status status = loader_open(loader, "escalation.json", &root);
    if (status == PWZ_OK)
        status = loader_read(loader, root, fields, 1, &array);
    return status == PWZ_OK ? loader_each(loader, array, "escalations", load_escalation)
                            : status;
}
