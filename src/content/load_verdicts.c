/* verdicts.json: grade, actor, sources, commands (read and change apart), follow-up. */
#include <string.h>

#include "content/loader.h"
#include "content/sections.h"

enum {
    VERDICT_ID,
    VERDICT_GRADE,
    VERDICT_ACTOR,
    VERDICT_SOURCES,
    VERDICT_REVIEWED,
    VERDICT_LOOK_AGAIN,
    VERDICT_ASK_AGAIN,
    VERDICT_ESCALATION,
    VERDICT_COMMANDS,
    VERDICT_FIELDS
};

static const struct pwz_json_field verdict_fields[VERDICT_FIELDS] = {
    [VERDICT_ID] = {"id",            PWZ_JSON_KIND(STRING), true },
    [VERDICT_GRADE] = {"grade",         PWZ_JSON_KIND(STRING), true },
    [VERDICT_ACTOR] = {"actor",         PWZ_JSON_KIND(STRING), true },
    [VERDICT_SOURCES] = {"sources",       PWZ_JSON_KIND(ARRAY),  true },
    [VERDICT_REVIEWED] = {"reviewed",      PWZ_JSON_KIND(STRING), true },
    [VERDICT_LOOK_AGAIN] = {"lookAgainDays", PWZ_JSON_KIND(NUMBER), false},
    [VERDICT_ASK_AGAIN] = {"askAgain",      PWZ_JSON_KIND(ARRAY),  false},
    [VERDICT_ESCALATION] = {"escalation",    PWZ_JSON_KIND(STRING), false},
    [VERDICT_COMMANDS] = {"commands",      PWZ_JSON_KIND(ARRAY),  false},
};

enum {
    COMMAND_LABEL,
    COMMAND_SHELL,
    COMMAND_TEXT,
    COMMAND_CHANGES,
    COMMAND_RUN_BY,
    COMMAND_SOURCE,
    COMMAND_FIELDS
};

static const struct pwz_json_field command_fields[COMMAND_FIELDS] = {
    [COMMAND_LABEL] = {"label",   PWZ_JSON_KIND(STRING), true },
    [COMMAND_SHELL] = {"shell",   PWZ_JSON_KIND(STRING), true },
    [COMMAND_TEXT] = {"text",    PWZ_JSON_KIND(STRING), true },
    [COMMAND_CHANGES] = {"changes", PWZ_JSON_KIND(BOOL),   true },
    [COMMAND_RUN_BY] = {"runBy",   PWZ_JSON_KIND(STRING), true },
    [COMMAND_SOURCE] = {"source",  PWZ_JSON_KIND(STRING), false},
};

static const char *const shells[] = {"powershell", "az", "partner-center", "bash"};

static enum pwz_status check_shell(struct loader *loader, const struct pwz_json *shell)
{
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (strcmp(shells[i], shell->string) == 0)
            return PWZ_OK;
    return loader_fail(loader, shell,
                       "'%s' is no shell: use powershell, az, partner-center or "
                       "bash",
                       shell->string);
}

/* Every {…} of a text must name a fact of use "detail", which can be filled in. */
enum pwz_status check_placeholders(struct loader *loader, const struct pwz_json *at,
                                   const char *text)
{
    for (const char *open = text; (open = strchr(open, '{')); open++) {
        const char *close = open + strcspn(open, "} \n");
        if (*close != '}' || strchr("abcdefghijklmnopqrstuvwxyz", open[1]) == NULL)
            continue; /* a brace of a query language or of a shell */
        char *name = pwz_arena_text(&loader->arena, open + 1, (size_t)(close - open - 1));
        if (!name)
            return loader_nomem(loader);
        if (!strchr(name, '.') || strpbrk(name, ":,'\"[]"))
            continue;
        uint32_t fact;
        enum pwz_status status = loader_find_fact(loader, at, name, &fact);
        if (status != PWZ_OK)
            return status;
        if (loader_fact(loader, fact)->spec.use != PWZ_USE_DETAIL)
            return loader_fail(loader, at,
                               "the placeholder {%s} is no fact of use \"detail\"", name);
    }
    return PWZ_OK;
}

static enum pwz_status load_command(struct loader *loader, const struct pwz_json *item)
{
    const struct pwz_json *values[COMMAND_FIELDS];
    struct pwz_command row = {0};
    enum pwz_status status =
        loader_read(loader, item, command_fields, COMMAND_FIELDS, values);

    if (status == PWZ_OK)
        status = check_shell(loader, values[COMMAND_SHELL]);
    if (status == PWZ_OK)
        status = check_placeholders(loader, values[COMMAND_TEXT],
                                    values[COMMAND_TEXT]->string);
    if (status == PWZ_OK)
        status = word_of(loader, values[COMMAND_RUN_BY], "who",
                         values[COMMAND_RUN_BY]->string, &row.run_by_words);
    if (status != PWZ_OK)
        return status;
    row.label = loader_text(loader, values[COMMAND_LABEL]);
    row.shell = loader_text(loader, values[COMMAND_SHELL]);
    row.text = loader_text(loader, values[COMMAND_TEXT]);
    row.run_by = loader_text(loader, values[COMMAND_RUN_BY]);
    row.source = loader_text(loader, values[COMMAND_SOURCE]);
    row.changes = values[COMMAND_CHANGES]->truth;
    pwz_image_add_row(loader->builder, CONTENT_COMMANDS, &row, sizeof row);
    return PWZ_OK;
}

static enum pwz_status load_commands(struct loader *loader, const struct pwz_json *array,
                                     struct pwz_verdict_words *words)
{
    enum pwz_status status = PWZ_OK;

    words->first_command = pwz_image_row_count(loader->builder, CONTENT_COMMANDS);
    words->command_count = array ? array->count : 0;
    for (const struct pwz_json *item = array ? array->child : NULL;
         item && status == PWZ_OK; item = item->next)
        status = load_command(loader, item);
    return status;
}

enum pwz_status load_texts(struct loader *loader, const struct pwz_json *array,
                           uint32_t *first, uint32_t *count)
{
    *first = pwz_image_row_count(loader->builder, CONTENT_SOURCES);
    *count = array ? array->count : 0;
    for (const struct pwz_json *item = array ? array->child : NULL; item;
         item = item->next) {
        if (item->kind != PWZ_JSON_STRING || *item->string == '\0')
            return loader_fail(loader, item, "expected a string that is not empty");
        uint32_t text = loader_text(loader, item);
        pwz_image_add_row(loader->builder, CONTENT_SOURCES, &text, sizeof text);
    }
    return PWZ_OK;
}

/* Kept as texts, because the facts have no order yet. */
static enum pwz_status read_ask_again(struct loader *loader, const struct pwz_json *array,
                                      struct pwz_verdict_words *words)
{
    enum pwz_status status =
        load_texts(loader, array, &words->first_again, &words->again_count);

    for (const struct pwz_json *item = array ? array->child : NULL;
         item && status == PWZ_OK; item = item->next) {
        uint32_t fact;
        status = loader_find_fact(loader, item, item->string, &fact);
        if (status == PWZ_OK && loader_fact(loader, fact)->spec.use != PWZ_USE_RULE)
            status = loader_fail(loader, item,
                                 "'%s' decides nothing: askAgain names facts of use "
                                 "\"rule\"",
                                 item->string);
    }
    return status;
}

static enum pwz_status read_follow_up(struct loader *loader,
                                      const struct pwz_json **values,
                                      struct verdict_entry *entry)
{
    const struct pwz_json *days = values[VERDICT_LOOK_AGAIN];

    if (days && (!days->is_integer || days->integer < 1 || days->integer > 366))
        return loader_fail(loader, days, "lookAgainDays is a whole number from 1 to 366");
    entry->words.look_again_days = days ? (uint32_t)days->integer : 0;
    entry->words.escalation = PWZ_NONE;
    if (!values[VERDICT_ESCALATION])
        return PWZ_OK;
    const char *id = values[VERDICT_ESCALATION]->string;
    entry->words.escalation = names_find(&loader->escalation_names, id);
    if (entry->words.escalation == PWZ_NONE)
        return loader_fail(loader, values[VERDICT_ESCALATION],
                           "escalation.json has no escalation '%s'", id);
    return PWZ_OK;
}

static enum pwz_status read_verdict_words(struct loader *loader,
                                          const struct pwz_json **values,
                                          struct verdict_entry *entry)
{
    struct pwz_verdict_words *words = &entry->words;
    enum pwz_status status = word_of(loader, values[VERDICT_ACTOR], "actor",
                                     values[VERDICT_ACTOR]->string, &words->actor_words);

    if (status == PWZ_OK)
        status = word_of(loader, values[VERDICT_GRADE], "grade",
                         values[VERDICT_GRADE]->string, &words->grade_words);
    if (status == PWZ_OK)
        status = load_texts(loader, values[VERDICT_SOURCES], &words->first_source,
                            &words->source_count);
    if (status == PWZ_OK)
        status = load_commands(loader, values[VERDICT_COMMANDS], words);
    if (status == PWZ_OK)
        status = read_ask_again(loader, values[VERDICT_ASK_AGAIN], words);
    if (status == PWZ_OK)
        status = read_follow_up(loader, values, entry);
    words->actor = loader_text(loader, values[VERDICT_ACTOR]);
    words->reviewed = loader_text(loader, values[VERDICT_REVIEWED]);
    return status;
}

static enum pwz_status load_verdict(struct loader *loader, const struct pwz_json *item)
{
    const struct pwz_json *values[VERDICT_FIELDS];
    struct verdict_entry entry = {.json = item};
    enum pwz_status status =
        loader_read(loader, item, verdict_fields, VERDICT_FIELDS, values);

    if (status == PWZ_OK)
        status = loader_id(loader, values[VERDICT_ID], &entry.spec.id);
    if (status != PWZ_OK)
        return status;
    uint32_t grade = pwz_grade_of(values[VERDICT_GRADE]->string);
    if (names_find(&loader->verdict_names, entry.spec.id) != PWZ_NONE)
        return loader_fail(loader, values[VERDICT_ID],
                           "the verdict '%s' stands here twice", entry.spec.id);
    if (grade == PWZ_NONE)
        return loader_fail(
            loader, values[VERDICT_GRADE],
            "'%s' is no grade: use ok, fix, by-design, wait, wrong-evidence, "
            "partial, unconfirmed or escalate",
            values[VERDICT_GRADE]->string);
    entry.spec.grade = (enum pwz_grade)grade;
    status = read_verdict_words(loader, values, &entry);
    if (status != PWZ_OK)
        return status;
    struct verdict_entry *added =
        vec_add(&loader->verdicts, &loader->arena, sizeof *added);
    if (!added || names_add(&loader->verdict_names, entry.spec.id) == PWZ_NONE)
        return loader_nomem(loader);
    *added = entry;
    return PWZ_OK;
}

enum pwz_status load_verdicts(struct loader *loader)
{
    static const struct pwz_json_field fields[] = {
        {"verdicts", PWZ_JSON_KIND(ARRAY), true}
    };
    const struct pwz_json *root, *verdicts;
    enum pwz_status status = loader_open(loader, "verdicts.json", &root);

    if (status == PWZ_OK)
        status = loader_read(loader, root, fields, 1, &verdicts);
    loader->verdicts_doc = loader->doc;
    return status == PWZ_OK ? loader_each(loader, verdicts, "verdicts", load_verdict)
                            : status;
}
