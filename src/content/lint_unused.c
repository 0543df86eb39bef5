/* Lint rules about what a pack carries and nothing uses: words, files, details, lists and
 * forms. What is unused is mostly what was renamed in one place only. */
#include <string.h>

#include "content/lint.h"

/* ---- words.json ---- */

typedef bool uses_fn(const struct lint *lint, const char *key);

static bool uses_step(const struct lint *lint, const char *key)
{
    return names_find(&lint->loader->step_names, key) != PWZ_NONE;
}

static bool uses_name(const struct lint *lint, const char *key)
{
    const struct loader *loader = lint->loader;
    char id[LINT_NAME_MAX];

    if (names_find(&loader->fact_names, key) != PWZ_NONE)
        return true;
    for (uint32_t i = 0; i < loader->facts.count; i++) {
        const struct fact_entry *entry = loader_fact(loader, i);
        if (entry->loop_name &&
            strcmp(lint_template(entry->template_id, entry->loop_name, id), key) == 0)
            return true;
    }
    return false;
}

static bool uses_actor(const struct lint *lint, const char *key)
{
    for (uint32_t i = 0; i < lint->spec.verdict_count; i++)
        if (strcmp(lint_words(lint, lint->pack.verdict_words[i].actor), key) == 0)
            return true;
    return false;
}

static bool uses_person(const struct lint *lint, const char *key)
{
    const struct pwz_pack *pack = &lint->pack;

    for (uint32_t i = 0; i < lint->loader->facts.count; i++) {
        const char *known_to = loader_fact(lint->loader, i)->known_to;
        if (known_to && strcmp(known_to, key) == 0)
            return true;
    }
    for (uint32_t i = 0; i < lint->spec.verdict_count; i++)
        for (uint32_t j = 0; j < pack->verdict_words[i].command_count; j++) {
            const struct pwz_command *command =
                &pack->commands[pack->verdict_words[i].first_command + j];
            if (strcmp(lint_words(lint, command->run_by), key) == 0)
                return true;
        }
    return false;
}

/* All grades are there in every pack, so that words need not follow verdicts. */
static bool uses_grade(const struct lint *lint, const char *key)
{
    (void)lint;
    return pwz_grade_of(key) != PWZ_NONE;
}

static bool uses_condition(const struct lint *lint, const char *key)
{
    const struct named_cond *named = lint->loader->named.data;
    char id[LINT_NAME_MAX];

    for (uint32_t i = 0; i < lint->loader->named.count; i++) {
        const struct loop *loop = named[i].at.loop;
        if (strcmp(named[i].name, key) == 0)
            return true;
        if (loop && strcmp(lint_template(named[i].template_id, loop->name, id), key) == 0)
            return true;
    }
    return false;
}

static const struct group {
    const char *name;
    uses_fn *uses;
} groups[] = {
    {"step",      uses_step     },
    {"fact",      uses_name     },
    {"actor",     uses_actor    },
    {"who",       uses_person   },
    {"grade",     uses_grade    },
    {"condition", uses_condition},
};

static const struct group *find_group(const char *name)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (strcmp(groups[i].name, name) == 0)
            return &groups[i];
    return NULL;
}

static const struct loop *find_loop(const struct lint *lint, const char *name)
{
    for (uint32_t i = 0; i < lint->loader->loop_count; i++)
        if (strcmp(lint->loader->loops[i].name, name) == 0)
            return &lint->loader->loops[i];
    return NULL;
}

static bool has_value(const struct loop *loop, const char *value)
{
    for (uint32_t i = 0; i < loop->count; i++)
        if (strcmp(loop->values[i], value) == 0)
            return true;
    return false;
}

static void check_group(struct lint *lint, const struct pwz_json *words)
{
    const struct group *group = find_group(words->key);
    const struct loop *loop = find_loop(lint, words->key);

    if (!group && !loop) {
        lint_say(lint, LINT_UNUSED_WORD, lint_at(lint->loader->words_doc, words),
                 "nothing uses the group \"%s\": it is no loop, and none of step, fact, "
                 "actor, who, grade, condition; drop it",
                 words->key);
        return;
    }
    for (const struct pwz_json *word = words->child; word; word = word->next)
        if (!(group ? group->uses(lint, word->key) : has_value(loop, word->key)))
            lint_say(lint, LINT_UNUSED_WORD, lint_at(lint->loader->words_doc, word),
                     "nothing uses the word for '%s'; drop it", word->key);
}

void check_unused_words(struct lint *lint)
{
    for (const struct pwz_json *group = lint->loader->words->child; group;
         group = group->next)
        check_group(lint, group);
}

/* ---- files ---- */

/* Names of all texts that a fact or a verdict asks for. */
static bool add_text_name(struct lint *lint, struct names *names, const char *name)
{
    const char *copy = pwz_arena_text(&lint->loader->arena, name, strlen(name));

    lint->is_out_of_memory |= !copy || names_add(names, copy) == PWZ_NONE;
    return !lint->is_out_of_memory;
}

static bool gather_text_names(struct lint *lint, struct names *names)
{
    char file[LINT_NAME_MAX];
    bool is_good = true;

    names_init(names, &lint->loader->arena);
    for (uint32_t i = 0; i < lint->spec.fact_count && is_good; i++)
        is_good = add_text_name(lint, names, lint_fact_file(lint, i, file));
    for (uint32_t i = 0; i < lint->spec.verdict_count && is_good; i++)
        is_good = add_text_name(
            lint, names,
            lint_text_name(lint, loader_verdict(lint->loader, i)->spec.id, file));
    return is_good;
}

void check_files(struct lint *lint)
{
    const struct pwz_content_files *files = lint->loader->files;
    struct names texts;

    if (!gather_text_names(lint, &texts))
        return;
    for (size_t i = 0; i < files->count; i++) {
        const char *name = files->file[i].name;
        bool is_used = lint_is_markdown(&files->file[i])
                           ? names_find(&texts, name) != PWZ_NONE
                           : lint_doc(lint, name) || strncmp(name, "tests/", 6) == 0;
        if (!is_used)
            lint_say(
                lint, LINT_UNUSED_FILE, lint_in(name, 0),
                "nothing uses this file: no fact or verdict has its name; drop it, or "
                "name it after what it tells");
    }
}

/* ---- details ---- */

static bool names_placeholder(const char *bytes, size_t len, const char *id)
{
    size_t id_len = strlen(id);

    for (size_t i = 0; i + id_len + 2 <= len; i++)
        if (bytes[i] == '{' && bytes[i + 1 + id_len] == '}' &&
            memcmp(bytes + i + 1, id, id_len) == 0)
            return true;
    return false;
}

static bool is_filled_in(const struct lint *lint, const char *id)
{
    const struct pwz_content_files *files = lint->loader->files;

    for (size_t i = 0; i < files->count; i++) {
        const struct pwz_content_file *file = &files->file[i];
        if ((lint_is_markdown(file) || strcmp(file->name, "verdicts.json") == 0) &&
            names_placeholder(file->bytes, file->len, id))
            return true;
    }
    return false;
}

static bool is_in_form(const struct lint *lint, uint32_t fact)
{
    const struct pwz_pack *pack = &lint->pack;

    for (uint32_t i = 0; i < pack->escalation_count; i++)
        for (uint32_t j = 0; j < pack->escalations[i].field_count; j++)
            if (pack->form_fields[pack->escalations[i].first_field + j].fact == fact)
                return true;
    return false;
}

void check_details(struct lint *lint)
{
    for (uint32_t i = 0; i < lint->spec.fact_count; i++) {
        const struct pwz_fact_spec *spec = &lint->spec.facts[i];
        if (spec->use == PWZ_USE_DETAIL && !is_in_form(lint, i) &&
            !is_filled_in(lint, spec->id))
            lint_say(lint, LINT_UNUSED_DETAIL,
                     lint_at(lint->loader->facts_doc, loader_fact(lint->loader, i)->json),
                     "the detail '%s' fills no form, command or text; use it or drop it",
                     spec->id);
    }
}

/* ---- lists and forms ---- */

static bool is_list_used(const struct lint *lint, uint32_t list)
{
    for (uint32_t i = 0; i < lint->spec.fact_count; i++)
        if (lint->pack.fact_words[i].list == list)
            return true;
    return false;
}

static bool is_form_used(const struct lint *lint, uint32_t form)
{
    for (uint32_t i = 0; i < lint->spec.verdict_count; i++)
        if (lint->pack.verdict_words[i].escalation == form)
            return true;
    return false;
}

static void check_forms_used(struct lint *lint)
{
    const struct pwz_json_doc *doc = lint_doc(lint, "escalation.json");
    const struct pwz_json *forms =
        doc ? pwz_json_get(pwz_json_root(doc), "escalations") : NULL;

    for (const struct pwz_json *form = forms ? forms->child : NULL; form;
         form = form->next) {
        const struct pwz_json *id = pwz_json_get(form, "id");
        if (id &&
            !is_form_used(lint, names_find(&lint->loader->escalation_names, id->string)))
            lint_say(lint, LINT_UNUSED_FORM, lint_at(doc, id),
                     "no verdict leads to the form '%s'; name it in a verdict or drop it",
                     id->string);
    }
}

void check_lists_used(struct lint *lint)
{
    const struct names *names = &lint->loader->list_names;

    for (uint32_t i = 0; i < lint->loader->doc_count; i++) {
        const struct pwz_json_doc *doc = lint->loader->docs[i];
        const struct pwz_json *id = pwz_json_get(pwz_json_root(doc), "id");
        if (strncmp(pwz_json_file(doc), "lists/", 6) == 0 && id &&
            !is_list_used(lint, names_find(names, id->string)))
            lint_say(lint, LINT_UNUSED_LIST, lint_at(doc, id),
                     "no question uses the list '%s'; name it in a question or drop it",
                     id->string);
    }
    check_forms_used(lint);
}
