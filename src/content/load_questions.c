/*
 * questions.json: the steps and, in each, the questions. Their order is the checklist
 * order, into which the facts are brought here. Hot keys and conditions of asking come
 * along.
 */
#include <string.h>

#include "content/loader.h"

/* Keys the wizard uses itself while a question is on the screen. */
static const char taken_keys[] = "ynuqzcCNbjkgGsvxHN";

enum {
    QUESTION_FACT,
    QUESTION_KEYS,
    QUESTION_LIST,
    QUESTION_ASK_WHEN,
    QUESTION_ONLY,
    QUESTION_FIELDS
};

static const struct pwz_json_field question_fields[QUESTION_FIELDS] = {
    [QUESTION_FACT] = {"fact",    PWZ_JSON_KIND(STRING), true },
    [QUESTION_KEYS] = {"keys",    PWZ_JSON_KIND(OBJECT), false},
    [QUESTION_LIST] = {"list",    PWZ_JSON_KIND(STRING), false},
    [QUESTION_ASK_WHEN] = {"askWhen", PWZ_JSON_KIND(OBJECT), false},
    [QUESTION_ONLY] = {"only",    PWZ_JSON_KIND(ARRAY),  false},
};

static enum pwz_status read_keys(struct loader *loader, const struct pwz_json *keys,
                                 uint32_t fact)
{
    struct fact_entry *entry = loader_fact(loader, fact);

    for (const struct pwz_json *key = keys ? keys->child : NULL; key; key = key->next) {
        uint32_t value;
        enum pwz_status status = loader_find_value(loader, key, fact, key->key, &value);
        if (status != PWZ_OK)
            return status;
        bool is_letter = key->kind == PWZ_JSON_STRING && strlen(key->string) == 1 &&
                         ((*key->string >= 'a' && *key->string <= 'z') ||
                          (*key->string >= 'A' && *key->string <= 'Z'));
        if (!is_letter || strchr(taken_keys, *key->string))
            return loader_fail(
                loader, key,
                "a hot key is one letter that the wizard does not use itself (%s)",
                taken_keys);
        for (uint32_t i = 0; i < PWZ_VALUES_MAX; i++)
            if (entry->keys[i] == (uint8_t)*key->string)
                return loader_fail(loader, key, "two answers share the hot key '%s'",
                                   key->string);
        entry->keys[value] = (uint8_t)*key->string;
    }
    return PWZ_OK;
}

static enum pwz_status load_question(struct loader *loader, const struct pwz_json *item)
{
    const struct pwz_json *values[QUESTION_FIELDS];
    bool is_left_out = false;
    uint32_t fact;
    enum pwz_status status =
        loader_read(loader, item, question_fields, QUESTION_FIELDS, values);

    if (status == PWZ_OK)
        status = loader_is_left_out(loader, values[QUESTION_ONLY], &is_left_out);
    if (status != PWZ_OK || is_left_out)
        return status;
    const char *id = loader_string(loader, values[QUESTION_FACT]);
    status =
        id ? loader_find_fact(loader, values[QUESTION_FACT], id, &fact) : PWZ_E_NOMEM;
    if (status != PWZ_OK)
        return status;
    struct fact_entry *entry = loader_fact(loader, fact);
    if (entry->is_placed)
        return loader_fail(loader, values[QUESTION_FACT],
                           "the fact '%s' has two questions", id);
    entry->is_placed = true;
    entry->position = loader->question_count++;
    entry->spec.step = loader->steps.count - 1;
    entry->list = loader_string(loader, values[QUESTION_LIST]);
    entry->list_at = values[QUESTION_LIST];
    entry->ask_when = values[QUESTION_ASK_WHEN];
    return read_keys(loader, values[QUESTION_KEYS], fact);
}

enum {
    STEP_ID,
    STEP_NOT_APPLICABLE,
    STEP_ONLY_WHEN,
    STEP_QUESTIONS,
    STEP_FIELDS
};

static const struct pwz_json_field step_fields[STEP_FIELDS] = {
    [STEP_ID] = {"id",            PWZ_JSON_KIND(STRING), true },
    [STEP_NOT_APPLICABLE] = {"notApplicable", PWZ_JSON_KIND(OBJECT), false},
    [STEP_ONLY_WHEN] = {"onlyWhen",      PWZ_JSON_KIND(STRING), false},
    [STEP_QUESTIONS] = {"questions",     PWZ_JSON_KIND(ARRAY),  true },
};

static enum pwz_status read_only_when(struct loader *loader, const struct pwz_json *value,
                                      struct step_entry *step)
{
    step->spec.only_when = PWZ_NONE;
    for (uint32_t i = 0; value && i < PWZ_CASE_STATUS_COUNT; i++)
        if (strcmp(pwz_case_status_word(i), value->string) == 0)
            step->spec.only_when = i;
    if (value && step->spec.only_when == PWZ_NONE)
        return loader_fail(
            loader, value,
            "'%s' is no status: no-fault, cause-found, undecided or escalate",
            value->string);
    return PWZ_OK;
}

static enum pwz_status load_step(struct loader *loader, const struct pwz_json *item)
{
    const struct pwz_json *values[STEP_FIELDS];
    const char *id;
    enum pwz_status status = loader_read(loader, item, step_fields, STEP_FIELDS, values);

    if (status == PWZ_OK)
        status = loader_id(loader, values[STEP_ID], &id);
    if (status != PWZ_OK)
        return status;
    if (names_find(&loader->step_names, id) != PWZ_NONE)
        return loader_fail(loader, values[STEP_ID], "the step '%s' stands here twice",
                           id);
    struct step_entry *step = vec_add(&loader->steps, &loader->arena, sizeof *step);
    if (!step || names_add(&loader->step_names, id) == PWZ_NONE)
        return loader_nomem(loader);
    step->spec = (struct pwz_step_spec){.id = id, .not_applicable = PWZ_NONE};
    step->not_applicable = values[STEP_NOT_APPLICABLE];
    status = read_only_when(loader, values[STEP_ONLY_WHEN], step);
    if (status == PWZ_OK)
        status = loader_each(loader, values[STEP_QUESTIONS], "questions", load_question);
    return status;
}

/* Bring facts into checklist order, so that index order is asking order everywhere. */
static enum pwz_status sort_facts(struct loader *loader)
{
    struct fact_entry *sorted =
        pwz_arena_new(&loader->arena, loader->facts.count, sizeof *sorted);

    if (!sorted)
        return loader_nomem(loader);
    for (uint32_t i = 0; i < loader->facts.count; i++)
        sorted[loader_fact(loader, i)->position] = *loader_fact(loader, i);
    loader->facts.data = sorted;
    loader->facts.room = loader->facts.count;
    names_init(&loader->fact_names, &loader->arena);
    for (uint32_t i = 0; i < loader->facts.count; i++)
        if (names_add(&loader->fact_names, sorted[i].spec.id) == PWZ_NONE)
            return loader_nomem(loader);
    return PWZ_OK;
}

static enum pwz_status check_all_placed(struct loader *loader,
                                        const struct pwz_json *steps)
{
    for (uint32_t i = 0; i < loader->facts.count; i++)
        if (!loader_fact(loader, i)->is_placed)
            return loader_fail(loader, steps,
                               "no step asks the fact '%s'; every fact has one question",
                               loader_fact(loader, i)->spec.id);
    return PWZ_OK;
}

enum pwz_status load_questions(struct loader *loader)
{
    static const struct pwz_json_field fields[] = {
        {"steps", PWZ_JSON_KIND(ARRAY), true}
    };
    const struct pwz_json *root, *steps;
    enum pwz_status status = loader_open(loader, "questions.json", &root);

    if (status == PWZ_OK)
        status = loader_read(loader, root, fields, 1, &steps);
    if (status == PWZ_OK)
        status = loader_each(loader, steps, "steps", load_step);
    if (status == PWZ_OK)
        status = check_all_placed(loader, steps);
    if (status == PWZ_OK)
        status = sort_facts(loader);
    loader->questions_doc = loader->doc;
    return status == PWZ_OK ? resolve_guards(loader) : status;
}
