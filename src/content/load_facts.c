/* facts.json: loops and facts, in file order; the questions bring them into checklist
 * order. */
#include <string.h>

#include "content/loader.h"

enum {
    FACT_ID,
    FACT_TYPE,
    FACT_VALUES,
    FACT_SCOPE,
    FACT_USE,
    FACT_GOOD,
    FACT_GUARD,
    FACT_SECONDS,
    FACT_KNOWN_TO,
    FACT_SENSITIVITY,
    FACT_MATCH,
    FACT_ONLY,
    FACT_FIELDS
};

static const struct pwz_json_field fact_fields[FACT_FIELDS] = {
    [FACT_ID] = {"id",          PWZ_JSON_KIND(STRING),                        true },
    [FACT_TYPE] = {"type",        PWZ_JSON_KIND(STRING),                        true },
    [FACT_VALUES] = {"values",      PWZ_JSON_KIND(ARRAY),                         false},
    [FACT_SCOPE] = {"scope",       PWZ_JSON_KIND(STRING),                        true },
    [FACT_USE] = {"use",         PWZ_JSON_KIND(STRING),                        false},
    [FACT_GOOD] = {"good",        PWZ_JSON_KIND(STRING) | PWZ_JSON_KIND(ARRAY), false},
    [FACT_GUARD] = {"guard",       PWZ_JSON_KIND(OBJECT),                        false},
    [FACT_SECONDS] = {"seconds",     PWZ_JSON_KIND(NUMBER),                        false},
    [FACT_KNOWN_TO] = {"knownTo",     PWZ_JSON_KIND(STRING),                        false},
    [FACT_SENSITIVITY] = {"sensitivity", PWZ_JSON_KIND(STRING),                        false},
    [FACT_MATCH] = {"match",       PWZ_JSON_KIND(STRING),                        false},
    [FACT_ONLY] = {"only",        PWZ_JSON_KIND(ARRAY),                         false},
};

static const char *const scopes[] = {"case", "customer", "subscription", NULL};
static const char *const sensitivities[] = {"none", "partner", "customer", NULL};

/* ---- loops ---- */

static enum pwz_status load_loop(struct loader *loader, const struct pwz_json *item)
{
    static const struct pwz_json_field fields[] = {
        {"name",   PWZ_JSON_KIND(STRING), true},
        {"values", PWZ_JSON_KIND(ARRAY),  true},
    };
    const struct pwz_json *values[2];
    enum pwz_status status = loader_read(loader, item, fields, 2, values);

    if (status != PWZ_OK)
        return status;
    if (loader->loop_count == LOADER_LOOPS_MAX || values[1]->count == 0)
        return loader_fail(loader, item, "a pack has at most %d loops, each with a value",
                           LOADER_LOOPS_MAX);
    struct loop *loop = &loader->loops[loader->loop_count];
    status = loader_id(loader, values[0], &loop->name);
    loop->values = pwz_arena_new(&loader->arena, values[1]->count, sizeof *loop->values);
    if (status == PWZ_OK && !loop->values)
        return loader_nomem(loader);
    for (const struct pwz_json *value = values[1]->child; value && status == PWZ_OK;
         value = value->next) {
        if (value->kind != PWZ_JSON_STRING)
            return loader_fail(loader, value, "a loop's values are strings");
        status = loader_id(loader, value, &loop->values[loop->count++]);
    }
    loader->loop_count++;
    return status;
}

/* ---- one fact ---- */

static enum pwz_status read_one_of(struct loader *loader, const struct pwz_json *value,
                                   const char *const *words, const char **out)
{
    uint32_t count = 0;

    while (words[count])
        count++;
    for (uint32_t i = 0; value && i < count; i++)
        if (strcmp(words[i], value->string) == 0)
            *out = words[i];
    if (!value || *out)
        return PWZ_OK;
    return loader_fail(loader, value, "'%s' is not one of %s, %s, %s", value->string,
                       words[0], words[1], words[2]);
}

static enum pwz_status read_values(struct loader *loader, const struct pwz_json *at,
                                   const struct pwz_json *array, struct fact_entry *entry)
{
    bool needs = entry->spec.type == PWZ_FACT_CHOICE || entry->spec.type == PWZ_FACT_SET;
    uint32_t count = array ? array->count : 0;

    if (needs != (array != NULL))
        return loader_fail(loader, at,
                           needs ? "a %s needs its values" : "a %s has no values",
                           pwz_fact_type_word(entry->spec.type));
    if (needs && (count < 2 || count > PWZ_VALUES_MAX))
        return loader_fail(loader, array, "a fact has 2 to %d values", PWZ_VALUES_MAX);
    const char **ids = pwz_arena_new(&loader->arena, count, sizeof *ids);
    if (!ids)
        return loader_nomem(loader);
    for (const struct pwz_json *value = array ? array->child : NULL; value;
         value = value->next) {
        ids[value->index] =
            value->kind == PWZ_JSON_STRING ? loader_string(loader, value) : NULL;
        if (!ids[value->index] || !*ids[value->index])
            return loader_fail(loader, value, "a value is a string that is not empty");
        for (uint32_t i = 0; i < value->index; i++)
            if (strcmp(ids[i], ids[value->index]) == 0)
                return loader_fail(loader, value, "the value '%s' stands here twice",
                                   ids[i]);
    }
    entry->spec.values = ids;
    entry->spec.value_count = count;
    return PWZ_OK;
}

static enum pwz_status read_guard(struct loader *loader, const struct pwz_json *guard,
                                  struct fact_entry *entry)
{
    static const struct pwz_json_field fields[] = {
        {"fact", PWZ_JSON_KIND(STRING), true},
        {"has",  PWZ_JSON_KIND(STRING), true},
    };
    const struct pwz_json *values[2];

    if (!guard)
        return PWZ_OK;
    enum pwz_status status = loader_read(loader, guard, fields, 2, values);
    if (status != PWZ_OK)
        return status;
    entry->guard_fact = loader_string(loader, values[0]);
    entry->guard_value = loader_string(loader, values[1]);
    return entry->guard_fact && entry->guard_value ? PWZ_OK : loader_nomem(loader);
}

static enum pwz_status read_kind(struct loader *loader, const struct pwz_json **values,
                                 struct fact_entry *entry)
{
    uint32_t type = pwz_fact_type_of(values[FACT_TYPE]->string);
    uint32_t use =
        values[FACT_USE] ? pwz_fact_use_of(values[FACT_USE]->string) : PWZ_USE_RULE;

    if (type == PWZ_NONE)
        return loader_fail(loader, values[FACT_TYPE],
                           "'%s' is no type: use choice, set, bool, date, guid or text",
                           values[FACT_TYPE]->string);
    if (use == PWZ_NONE)
        return loader_fail(loader, values[FACT_USE],
                           "'%s' is no use: use rule, hint or detail",
                           values[FACT_USE]->string);
    entry->spec.type = (enum pwz_fact_type)type;
    entry->spec.use = (enum pwz_fact_use)use;
    bool is_typed =
        type == PWZ_FACT_DATE || type == PWZ_FACT_GUID || type == PWZ_FACT_TEXT;
    if (is_typed && use == PWZ_USE_RULE)
        return loader_fail(loader, values[FACT_TYPE],
                           "a typed fact decides nothing; give it \"use\": \"detail\"");
    return PWZ_OK;
}

static enum pwz_status read_words(struct loader *loader, const struct pwz_json **values,
                                  struct fact_entry *entry)
{
    const struct pwz_json *seconds = values[FACT_SECONDS];
    enum pwz_status status =
        read_one_of(loader, values[FACT_SCOPE], scopes, &entry->scope);

    entry->known_to = loader_string(loader, values[FACT_KNOWN_TO]);
    entry->spec.match = loader_string(loader, values[FACT_MATCH]);
    if (status == PWZ_OK)
        status = read_one_of(loader, values[FACT_SENSITIVITY], sensitivities,
                             &entry->sensitivity);
    if (status == PWZ_OK && seconds &&
        (!seconds->is_integer || seconds->integer < 1 || seconds->integer > 86400))
        return loader_fail(loader, seconds, "seconds is a whole number from 1 to 86400");
    entry->words.seconds = seconds ? (uint32_t)seconds->integer : 0;
    if (status == PWZ_OK && values[FACT_MATCH] && entry->spec.type != PWZ_FACT_TEXT)
        return loader_fail(loader, values[FACT_MATCH],
                           "only a text has a pattern to match");
    return status;
}

static enum pwz_status load_fact(struct loader *loader, const struct pwz_json *item)
{
    const struct pwz_json *values[FACT_FIELDS];
    bool is_left_out = false;
    struct fact_entry entry = {
        .spec = {.guard_fact = PWZ_NONE, .guard_value = PWZ_NONE, .ask_when = PWZ_NONE},
        .words = {.list = PWZ_NONE },
        .json = item,
    };
    enum pwz_status status = loader_read(loader, item, fact_fields, FACT_FIELDS, values);

    if (status == PWZ_OK)
        status = loader_is_left_out(loader, values[FACT_ONLY], &is_left_out);
    if (status != PWZ_OK || is_left_out)
        return status;
    status = loader_id(loader, values[FACT_ID], &entry.spec.id);
    if (status == PWZ_OK && names_find(&loader->fact_names, entry.spec.id) != PWZ_NONE)
        return loader_fail(loader, values[FACT_ID], "the fact '%s' stands here twice",
                           entry.spec.id);
    if (status == PWZ_OK)
        status = read_kind(loader, values, &entry);
    if (status == PWZ_OK)
        status = read_values(loader, item, values[FACT_VALUES], &entry);
    if (status == PWZ_OK)
        status = read_guard(loader, values[FACT_GUARD], &entry);
    if (status == PWZ_OK)
        status = read_words(loader, values, &entry);
    if (status != PWZ_OK)
        return status;
    entry.good = values[FACT_GOOD];
    entry.loop_name = loader->at.loop ? loader->at.loop->name : NULL;
    entry.loop_value = loader->at.value;
    entry.template_id = values[FACT_ID]->string;
    struct fact_entry *added = vec_add(&loader->facts, &loader->arena, sizeof *added);
    if (!added || names_add(&loader->fact_names, entry.spec.id) == PWZ_NONE)
        return loader_nomem(loader);
    *added = entry;
    return PWZ_OK;
}

/* ---- what needs all facts: guards and good values ---- */

static enum pwz_status resolve_guard(struct loader *loader, struct fact_entry *entry)
{
    if (!entry->guard_fact)
        return PWZ_OK;
    enum pwz_status status =
        loader_find_fact(loader, entry->json, entry->guard_fact, &entry->spec.guard_fact);
    if (status == PWZ_OK &&
        loader_fact(loader, entry->spec.guard_fact)->spec.type != PWZ_FACT_SET)
        return loader_fail(loader, entry->json, "the guard '%s' is no set",
                           entry->guard_fact);
    if (status == PWZ_OK)
        status = loader_find_value(loader, entry->json, entry->spec.guard_fact,
                                   entry->guard_value, &entry->spec.guard_value);
    return status;
}

static enum pwz_status resolve_good(struct loader *loader, uint32_t index)
{
    struct fact_entry *entry = loader_fact(loader, index);
    bool is_set = entry->spec.type == PWZ_FACT_SET;
    enum pwz_status status = PWZ_OK;
    uint32_t value = 0;

    if (!entry->good)
        return PWZ_OK;
    if (is_set != (entry->good->kind == PWZ_JSON_ARRAY))
        return loader_fail(loader, entry->good, "the good value of a %s is %s",
                           pwz_fact_type_word(entry->spec.type),
                           is_set ? "a list of its values" : "one of its values");
    entry->spec.has_good = 1;
    if (!is_set)
        return loader_find_value(loader, entry->good, index, entry->good->string,
                                 &entry->spec.good);
    for (const struct pwz_json *item = entry->good->child; item && status == PWZ_OK;
         item = item->next) {
        status = loader_find_value(loader, item, index, item->string, &value);
        entry->spec.good |= status == PWZ_OK ? 1U << value : 0;
    }
    return status;
}

enum pwz_status load_facts(struct loader *loader)
{
    static const struct pwz_json_field fields[] = {
        {"loops", PWZ_JSON_KIND(ARRAY), false},
        {"facts", PWZ_JSON_KIND(ARRAY), true },
    };
    const struct pwz_json *root, *values[2];
    enum pwz_status status = loader_open(loader, "facts.json", &root);

    if (status == PWZ_OK)
        status = loader_read(loader, root, fields, 2, values);
    if (status == PWZ_OK && values[0])
        status = loader_each(loader, values[0], "loops", load_loop);
    if (status == PWZ_OK)
        status = loader_each(loader, values[1], "facts", load_fact);
    if (status == PWZ_OK &&
        (loader->facts.count == 0 || loader->facts.count > PWZ_FACTS_MAX))
        return loader_fail(loader, values[1], "a pack has 1 to %d facts", PWZ_FACTS_MAX);
    for (uint32_t i = 0; i < loader->facts.count && status == PWZ_OK; i++)
        status = resolve_good(loader, i);
    loader->facts_doc = loader->doc;
    return status;
}

enum pwz_status resolve_guards(struct loader *loader)
{
    enum pwz_status status = PWZ_OK;

    loader->doc = loader->facts_doc;
    for (uint32_t i = 0; i < loader->facts.count && status == PWZ_OK; i++)
        status = resolve_guard(loader, loader_fact(loader, i));
    return status;
}
