/*
 * rules.json: named conditions, the ordered rules with one otherwise, and the "also seen"
 * list. Conditions of questions.json are parsed here too, since they need the names.
 */
#include <string.h>

#include "content/loader.h"

enum {
    RULE_ID,
    RULE_STEP,
    RULE_WHEN,
    RULE_VERDICT,
    RULE_ONLY,
    RULE_FIELDS
};

static const struct pwz_json_field rule_fields[RULE_FIELDS] = {
    [RULE_ID] = {"id",      PWZ_JSON_KIND(STRING), true },
    [RULE_STEP] = {"step",    PWZ_JSON_KIND(STRING), true },
    [RULE_WHEN] = {"when",    PWZ_JSON_KIND(OBJECT), true },
    [RULE_VERDICT] = {"verdict", PWZ_JSON_KIND(STRING), true },
    [RULE_ONLY] = {"only",    PWZ_JSON_KIND(ARRAY),  false},
};

static enum pwz_status find_name(struct loader *loader, const struct names *names,
                                 const struct pwz_json *at, const char *what,
                                 uint32_t *index)
{
    char hint[160];
    const char *name = loader_string(loader, at);

    if (!name)
        return loader_nomem(loader);
    *index = names_find(names, name);
    if (*index != PWZ_NONE)
        return PWZ_OK;
    return loader_fail(loader, at, "there is no %s '%s'%s", what, name,
                       names_hint(names, name, hint));
}

static enum pwz_status read_rule(struct loader *loader, const struct pwz_json **values,
                                 struct pwz_rule_spec *rule)
{
    enum pwz_status status = loader_id(loader, values[RULE_ID], &rule->id);

    if (status == PWZ_OK && names_find(&loader->rule_names, rule->id) != PWZ_NONE)
        return loader_fail(loader, values[RULE_ID], "the rule '%s' stands here twice",
                           rule->id);
    if (status == PWZ_OK)
        status = find_name(loader, &loader->step_names, values[RULE_STEP], "step",
                           &rule->step);
    if (status == PWZ_OK)
        status = find_name(loader, &loader->verdict_names, values[RULE_VERDICT],
                           "verdict", &rule->verdict);
    if (status == PWZ_OK)
        status = parse_cond(loader, values[RULE_WHEN], &rule->when);
    return status;
}

static enum pwz_status add_rule(struct loader *loader, struct vec *rules,
                                struct vec *jsons, const struct pwz_json *json,
                                const struct pwz_rule_spec *rule)
{
    struct pwz_rule_spec *row = vec_add(rules, &loader->arena, sizeof *row);
    const struct pwz_json **at = vec_add(jsons, &loader->arena, sizeof *at);

    if (!row || !at || names_add(&loader->rule_names, rule->id) == PWZ_NONE)
        return loader_nomem(loader);
    *row = *rule;
    *at = json;
    return PWZ_OK;
}

static enum pwz_status load_into(struct loader *loader, const struct pwz_json *item,
                                 struct vec *rules, struct vec *jsons)
{
    const struct pwz_json *values[RULE_FIELDS];
    struct pwz_rule_spec rule = {0};
    bool is_left_out = false;
    enum pwz_status status = loader_read(loader, item, rule_fields, RULE_FIELDS, values);

    if (status == PWZ_OK)
        status = loader_is_left_out(loader, values[RULE_ONLY], &is_left_out);
    if (status != PWZ_OK || is_left_out)
        return status;
    status = read_rule(loader, values, &rule);
    return status == PWZ_OK ? add_rule(loader, rules, jsons, item, &rule) : status;
}

static enum pwz_status load_rule(struct loader *loader, const struct pwz_json *item)
{
    return load_into(loader, item, &loader->rules, &loader->rule_json);
}

static enum pwz_status load_seen(struct loader *loader, const struct pwz_json *item)
{
    return load_into(loader, item, &loader->seen, &loader->seen_json);
}

static enum pwz_status load_otherwise(struct loader *loader, const struct pwz_json *json)
{
    struct pwz_rule_spec rule = {.id = "otherwise", .step = PWZ_NONE, .when = PWZ_NONE};
    enum pwz_status status =
        find_name(loader, &loader->verdict_names, json, "verdict", &rule.verdict);

    return status == PWZ_OK
               ? add_rule(loader, &loader->rules, &loader->rule_json, json, &rule)
               : status;
}

/* ---- conditions of the questions ---- */

static enum pwz_status parse_asking(struct loader *loader)
{
    enum pwz_status status = PWZ_OK;

    loader->doc = loader->questions_doc;
    for (uint32_t i = 0; i < loader->steps.count && status == PWZ_OK; i++) {
        struct step_entry *step = loader_step(loader, i);
        if (step->not_applicable)
            status = parse_cond(loader, step->not_applicable, &step->spec.not_applicable);
    }
    for (uint32_t i = 0; i < loader->facts.count && status == PWZ_OK; i++) {
        struct fact_entry *fact = loader_fact(loader, i);
        if (!fact->ask_when)
            continue;
        for (uint32_t j = 0; j < loader->loop_count && fact->loop_name; j++)
            if (strcmp(loader->loops[j].name, fact->loop_name) == 0)
                loader->at = (struct loop_at){.loop = &loader->loops[j],
                                              .value = fact->loop_value};
        status = parse_cond(loader, fact->ask_when, &fact->spec.ask_when);
        loader->at = (struct loop_at){0};
    }
    return status;
}

enum pwz_status load_rules(struct loader *loader)
{
    static const struct pwz_json_field fields[] = {
        {"conditions", PWZ_JSON_KIND(ARRAY),  false},
        {"rules",      PWZ_JSON_KIND(ARRAY),  true },
        {"otherwise",  PWZ_JSON_KIND(STRING), true },
        {"seen",       PWZ_JSON_KIND(ARRAY),  false},
    };
    const struct pwz_json *root, *values[4];
    enum pwz_status status = loader_open(loader, "rules.json", &root);

    loader->rules_doc = loader->doc;
    if (status == PWZ_OK)
        status = loader_read(loader, root, fields, 4, values);
    if (status == PWZ_OK && values[0])
        status = add_named_conds(loader, values[0]);
    if (status == PWZ_OK)
        status = loader_each(loader, values[1], "rules", load_rule);
    if (status == PWZ_OK)
        status = load_otherwise(loader, values[2]);
    if (status == PWZ_OK && values[3])
        status = loader_each(loader, values[3], "seen", load_seen);
    return status == PWZ_OK ? parse_asking(loader) : status;
}
