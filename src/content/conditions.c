/*
 * Conditions: JSON data to rows. Named ones are parsed when first used and shared, so
 * that the diagram is built for each only once.
 */
#include <string.h>

#include "content/loader.h"

enum {
    COND_DEPTH_MAX = 32
};

typedef enum pwz_status cond_fn(struct loader *loader, const struct pwz_json *json,
                                const struct pwz_json *operand, uint32_t *cond);

static enum pwz_status add_cond(struct loader *loader, enum pwz_cond_op op, uint32_t a,
                                uint32_t b, uint32_t *cond)
{
    struct pwz_cond *row = vec_add(&loader->conds, &loader->arena, sizeof *row);

    if (!row)
        return loader_nomem(loader);
    *row = (struct pwz_cond){.op = op, .a = a, .b = b};
    *cond = loader->conds.count - 1;
    return PWZ_OK;
}

/* ---- tests of one fact ---- */

static enum pwz_status want_type(struct loader *loader, const struct pwz_json *at,
                                 uint32_t fact, bool wants_set)
{
    const struct pwz_fact_spec *spec = &loader_fact(loader, fact)->spec;
    bool is_set = spec->type == PWZ_FACT_SET;
    bool is_picked =
        is_set || spec->type == PWZ_FACT_CHOICE || spec->type == PWZ_FACT_BOOL;

    if (is_picked && is_set == wants_set)
        return PWZ_OK;
    return loader_fail(loader, at, "'%s' is a %s: ask with %s", spec->id,
                       pwz_fact_type_word(spec->type),
                       is_set      ? "\"has\""
                       : is_picked ? "\"is\" or \"in\""
                                   : "\"known\", and in askWhen only");
}

static enum pwz_status parse_value(struct loader *loader, const struct pwz_json *at,
                                   uint32_t fact, uint32_t *value)
{
    if (at->kind != PWZ_JSON_STRING)
        return loader_fail(loader, at, "a value of a fact is written as a string");
    const char *id = loader_string(loader, at);
    return id ? loader_find_value(loader, at, fact, id, value) : PWZ_E_NOMEM;
}

static enum pwz_status parse_is(struct loader *loader, const struct pwz_json *operand,
                                uint32_t fact, uint32_t *cond)
{
    uint32_t value = 0;
    enum pwz_status status = want_type(loader, operand, fact, false);

    if (status == PWZ_OK)
        status = parse_value(loader, operand, fact, &value);
    return status == PWZ_OK ? add_cond(loader, PWZ_COND_IN, fact, 1U << value, cond)
                            : status;
}

static enum pwz_status parse_in(struct loader *loader, const struct pwz_json *operand,
                                uint32_t fact, uint32_t *cond)
{
    uint32_t mask = 0, value = 0;
    enum pwz_status status = want_type(loader, operand, fact, false);

    if (status == PWZ_OK && (operand->kind != PWZ_JSON_ARRAY || operand->count == 0))
        return loader_fail(loader, operand,
                           "\"in\" needs a list with at least one value");
    for (const struct pwz_json *item = operand->child; item && status == PWZ_OK;
         item = item->next) {
        status = parse_value(loader, item, fact, &value);
        if (status == PWZ_OK && (mask >> value & 1U))
            return loader_fail(loader, item, "the value '%s' stands here twice",
                               item->string);
        mask |= 1U << value;
    }
    return status == PWZ_OK ? add_cond(loader, PWZ_COND_IN, fact, mask, cond) : status;
}

static enum pwz_status parse_has(struct loader *loader, const struct pwz_json *operand,
                                 uint32_t fact, uint32_t *cond)
{
    uint32_t value = 0;
    enum pwz_status status = want_type(loader, operand, fact, true);

    if (status == PWZ_OK)
        status = parse_value(loader, operand, fact, &value);
    return status == PWZ_OK ? add_cond(loader, PWZ_COND_HAS, fact, value, cond) : status;
}

static enum pwz_status parse_known(struct loader *loader, const struct pwz_json *operand,
                                   uint32_t fact, uint32_t *cond)
{
    if (operand->kind != PWZ_JSON_BOOL)
        return loader_fail(loader, operand, "\"known\" is true or false");
    enum pwz_status status = add_cond(loader, PWZ_COND_KNOWN, fact, 0, cond);
    if (status == PWZ_OK && !operand->truth)
        status = add_cond(loader, PWZ_COND_NOT, *cond, 0, cond);
    return status;
}

static const struct fact_test {
    const char *name;
    enum pwz_status (*parse)(struct loader *loader, const struct pwz_json *operand,
                             uint32_t fact, uint32_t *cond);
} fact_tests[] = {
    {"is",    parse_is   },
    {"in",    parse_in   },
    {"has",   parse_has  },
    {"known", parse_known}
};

static enum pwz_status parse_fact(struct loader *loader, const struct pwz_json *json,
                                  const struct pwz_json *operand, uint32_t *cond)
{
    uint32_t fact = 0;

    if (operand->kind != PWZ_JSON_STRING || json->count != 2)
        return loader_fail(
            loader, json,
            "a test has a fact and one of \"is\", \"in\", \"has\", \"known\"");
    const char *id = loader_string(loader, operand);
    enum pwz_status status =
        id ? loader_find_fact(loader, operand, id, &fact) : PWZ_E_NOMEM;
    if (status != PWZ_OK)
        return status;
    for (size_t i = 0; i < sizeof fact_tests / sizeof *fact_tests; i++) {
        const struct pwz_json *test = pwz_json_get(json, fact_tests[i].name);
        if (test)
            return fact_tests[i].parse(loader, test, fact, cond);
    }
    return loader_fail(loader, json,
                       "'%s' is no test of a fact: use is, in, has or known",
                       json->child->next->key);
}

/* ---- joining ---- */

static enum pwz_status parse_list(struct loader *loader, const struct pwz_json *operand,
                                  enum pwz_cond_op op, uint32_t *cond)
{
    enum pwz_status status = PWZ_OK;

    if (operand->kind != PWZ_JSON_ARRAY || operand->count == 0)
        return loader_fail(loader, operand,
                           "\"%s\" needs a list with at least one condition",
                           op == PWZ_COND_ALL ? "all" : "any");
    /* Parts may add rows of their own, so this one's list is gathered first. */
    uint32_t *parts = pwz_arena_new(&loader->arena, operand->count, sizeof *parts);
    if (!parts)
        return loader_nomem(loader);
    for (const struct pwz_json *item = operand->child; item && status == PWZ_OK;
         item = item->next)
        status = parse_cond(loader, item, &parts[item->index]);
    uint32_t first = loader->kids.count;
    for (uint32_t i = 0; i < operand->count && status == PWZ_OK; i++) {
        uint32_t *kid = vec_add(&loader->kids, &loader->arena, sizeof *kid);
        if (!kid)
            return loader_nomem(loader);
        *kid = parts[i];
    }
    return status == PWZ_OK ? add_cond(loader, op, first, operand->count, cond) : status;
}

static enum pwz_status parse_all(struct loader *loader, const struct pwz_json *json,
                                 const struct pwz_json *operand, uint32_t *cond)
{
    (void)json;
    return parse_list(loader, operand, PWZ_COND_ALL, cond);
}

static enum pwz_status parse_any(struct loader *loader, const struct pwz_json *json,
                                 const struct pwz_json *operand, uint32_t *cond)
{
    (void)json;
    return parse_list(loader, operand, PWZ_COND_ANY, cond);
}

static enum pwz_status parse_not(struct loader *loader, const struct pwz_json *json,
                                 const struct pwz_json *operand, uint32_t *cond)
{
    uint32_t kid = 0;
    enum pwz_status status = parse_cond(loader, operand, &kid);

    (void)json;
    return status == PWZ_OK ? add_cond(loader, PWZ_COND_NOT, kid, 0, cond) : status;
}

static struct named_cond *named_at(const struct loader *loader, uint32_t index)
{
    return (struct named_cond *)loader->named.data + index;
}

static enum pwz_status parse_named(struct loader *loader, const struct pwz_json *json,
                                   const struct pwz_json *operand, uint32_t *cond)
{
    char hint[160];

    (void)json;
    if (operand->kind != PWZ_JSON_STRING)
        return loader_fail(loader, operand, "a condition is named by a string");
    const char *name = loader_string(loader, operand);
    if (!name)
        return PWZ_E_NOMEM;
    uint32_t index = names_find(&loader->named_names, name);
    if (index == PWZ_NONE)
        return loader_fail(loader, operand, "there is no condition '%s'%s", name,
                           names_hint(&loader->named_names, name, hint));
    struct named_cond *named = named_at(loader, index);
    named->is_used = true;
    if (named->is_open)
        return loader_fail(loader, operand, "the condition '%s' refers to itself", name);
    if (named->cond == PWZ_NONE) {
        struct loop_at outside = loader->at;
        const struct pwz_json_doc *doc = loader->doc;
        loader->at = named->at;
        loader->doc = loader->rules_doc;
        named->is_open = true;
        enum pwz_status status = parse_cond(loader, named->when, &named->cond);
        named->is_open = false;
        loader->at = outside;
        loader->doc = doc;
        if (status != PWZ_OK)
            return status;
    }
    *cond = named->cond;
    return PWZ_OK;
}

static const struct cond_form {
    const char *name;
    cond_fn *parse;
    uint32_t members; /* how many members such an object has */
} cond_forms[] = {
    {"fact",      parse_fact,  2},
    {"condition", parse_named, 1},
    {"all",       parse_all,   1},
    {"any",       parse_any,   1},
    {"not",       parse_not,   1},
};

static uint32_t depth_of(const struct pwz_json *json)
{
    uint32_t depth = 0;

    for (; json; json = json->parent)
        depth++;
    return depth;
}

enum pwz_status parse_cond(struct loader *loader, const struct pwz_json *json,
                           uint32_t *cond)
{
    if (json->kind != PWZ_JSON_OBJECT || json->count == 0)
        return loader_fail(loader, json,
                           "a condition is an object such as "
                           "{\"fact\": …, \"is\": …}");
    if (depth_of(json) > COND_DEPTH_MAX)
        return loader_fail(loader, json, "a condition is nested deeper than %d",
                           COND_DEPTH_MAX);
    for (size_t i = 0; i < sizeof cond_forms / sizeof *cond_forms; i++) {
        const struct pwz_json *operand = pwz_json_get(json, cond_forms[i].name);
        if (!operand)
            continue;
        if (json->count != cond_forms[i].members)
            return loader_fail(loader, json,
                               "a condition with \"%s\" has no other members here",
                               cond_forms[i].name);
        return cond_forms[i].parse(loader, json, operand, cond);
    }
    return loader_fail(loader, json,
                       "'%s' is no condition: use fact, condition, all, any or not",
                       json->child->key);
}

/* ---- declarations ---- */

static enum pwz_status add_named(struct loader *loader, const struct pwz_json *item)
{
    static const struct pwz_json_field fields[] = {
        {"name", PWZ_JSON_KIND(STRING), true},
        {"when", PWZ_JSON_KIND(OBJECT), true},
    };
    const struct pwz_json *values[2];
    const char *name;
    enum pwz_status status = loader_read(loader, item, fields, 2, values);

    if (status == PWZ_OK)
        status = loader_id(loader, values[0], &name);
    if (status != PWZ_OK)
        return status;
    if (names_find(&loader->named_names, name) != PWZ_NONE)
        return loader_fail(loader, values[0], "the condition '%s' stands here twice",
                           name);
    struct named_cond *named = vec_add(&loader->named, &loader->arena, sizeof *named);
    if (!named || names_add(&loader->named_names, name) == PWZ_NONE)
        return loader_nomem(loader);
    *named = (struct named_cond){.name = name,
                                 .template_id = values[0]->string,
                                 .when = values[1],
                                 .at = loader->at,
                                 .cond = PWZ_NONE};
    return PWZ_OK;
}

enum pwz_status add_named_conds(struct loader *loader, const struct pwz_json *array)
{
    return loader_each(loader, array, "conditions", add_named);
}
