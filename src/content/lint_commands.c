/*
 * Lint rules about commands and what is filled in: a command marked as reading changes
 * nothing, a command marked as changing does change something, and every placeholder can
 * be filled.
 */
#include <ctype.h>
#include <regex.h>
#include <string.h>

#include "content/lint.h"

/* Words that change something, as a verb of a shell or as part of "Verb-Noun". */
static const char *const changing[] = {
    "create", "update", "delete", "set", "new", "remove", "add", "grant",
};

/* Commands that hold such a word and change only the caller's own machine or session. */
static const char *const harmless[] = {
    "az account set", "az extension add",  "az extension update", "az config set",
    "az login",       "Connect-AzAccount", "Set-AzContext",       "Select-AzSubscription",
    "Install-Module", "Update-Module",     "Import-Module",       "Add-AzAccount",
};

/* Words that show that a line reads. */
static const char *const reading[] = {
    "get", "list", "show", "version", "read", "where", "select", "test", "find",
};

static bool begins(const char *text, size_t len, const char *words)
{
    size_t words_len = strlen(words);
    bool is_start = len >= words_len;

    for (size_t i = 0; i < words_len && is_start; i++)
        is_start = tolower((unsigned char)text[i]) == tolower((unsigned char)words[i]);
    return is_start && (len == words_len || isspace((unsigned char)text[words_len]));
}

static bool is_harmless(const char *line, size_t len)
{
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        if (begins(line, len, harmless[i]))
            return true;
    return false;
}

static bool is_one_of(const char *word, size_t len, const char *const *words,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (at < len && tolower((unsigned char)word[at]) == words[i][at])
            at++;
        if (at == len && words[i][at] == '\0')
            return true;
    }
    return false;
}

/* First word of a line that is in the list; a word is a run of letters. Placeholders name
 * facts and are passed over. */
static const char *find_word(const char *line, size_t len, const char *const *words,
                             size_t count, size_t *word_len)
{
    for (size_t at = 0; at < len; at++) {
        size_t start = at;
        while (at < len && isalpha((unsigned char)line[at]))
            at++;
        if (at > start && is_one_of(line + start, at - start, words, count)) {
            *word_len = at - start;
            return line + start;
        }
        if (at < len && line[at] == '{')
            while (at + 1 < len && line[at] != '}')
                at++;
    }
    return NULL;
}

struct effect {
    const char *change; /* the word that changes something, NULL = none */
    size_t change_len;
    bool reads, is_unclear; /* a line reads; a line neither reads nor is harmless */
};

static struct effect judge(const char *text)
{
    struct effect effect = {0};
    size_t len, word_len;

    for (const char *line = text; *line; line += len + (line[len] == '\n')) {
        line += strspn(line, " \t");
        len = strcspn(line, "\n");
        if (is_harmless(line, len) || len == 0)
            continue;
        if (!effect.change)
            effect.change =
                find_word(line, len, changing, sizeof changing / sizeof *changing,
                          &effect.change_len);
        bool reads = find_word(line, len, reading, sizeof reading / sizeof *reading,
                               &word_len) != NULL;
        effect.reads |= reads;
        effect.is_unclear |= !reads;
    }
    return effect;
}

/* What stands for other shells is a way through menus, whose words do not tell whether
 * they change something. */
static bool is_typed(const char *shell)
{
    static const char *const typed[] = {"az", "bash", "powershell"};

    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        if (strcmp(typed[i], shell) == 0)
            return true;
    return false;
}

static void check_command(struct lint *lint, const struct pwz_json *command)
{
    const struct pwz_json *text = pwz_json_get(command, "text");
    const struct pwz_json *shell = pwz_json_get(command, "shell");
    bool changes = pwz_json_get(command, "changes")->truth;
    struct effect effect = judge(text->string);
    struct lint_place place = lint_at(lint->loader->verdicts_doc, text);

    if (!changes && effect.change)
        lint_say(lint, LINT_HIDDEN_CHANGE, place,
                 "marked as reading, but '%.*s' changes something: set \"changes\" to "
                 "true, or put the harmless lines apart",
                 (int)effect.change_len, effect.change);
    if (changes && is_typed(shell->string) && !effect.change && effect.reads &&
        !effect.is_unclear)
        lint_say(lint, LINT_IDLE_CHANGE, place,
                 "marked as changing, but it only reads: set \"changes\" to false");
}

void check_commands(struct lint *lint)
{
    for (uint32_t i = 0; i < lint->loader->verdicts.count; i++) {
        const struct pwz_json *list =
            pwz_json_get(loader_verdict(lint->loader, i)->json, "commands");
        for (const struct pwz_json *command = list ? list->child : NULL; command;
             command = command->next)
            check_command(lint, command);
    }
}

/* ---- placeholders ---- */

/* Bytes of a name as it stands between braces; 0 when this is no placeholder but a brace
 * of a shell or of a query language. */
static size_t name_length(const char *text, size_t len, char end)
{
    size_t i = 0;

    while (i < len && (isalnum((unsigned char)text[i]) || strchr("._-", text[i])) &&
           text[i])
        i++;
    return i > 0 && i < len && text[i] == end && isalpha((unsigned char)text[0]) ? i : 0;
}

static bool is_loop(const struct lint *lint, const char *name, size_t len)
{
    for (uint32_t i = 0; i < lint->loader->loop_count; i++)
        if (strlen(lint->loader->loops[i].name) == len &&
            memcmp(lint->loader->loops[i].name, name, len) == 0)
            return true;
    return false;
}

static bool is_detail(const struct lint *lint, const char *name, size_t len)
{
    for (uint32_t i = 0; i < lint->spec.fact_count; i++) {
        const struct pwz_fact_spec *spec = &lint->spec.facts[i];
        if (strlen(spec->id) == len && memcmp(spec->id, name, len) == 0)
            return spec->use == PWZ_USE_DETAIL;
    }
    return false;
}

/* What may stand in braces: details, and in looped texts the loop. */
struct filling {
    bool has_details, has_loops;
};

static const char *find_unfilled(const struct lint *lint, const char *text, size_t len,
                                 struct filling filling, size_t *hit_len)
{
    for (size_t i = 0; i < len; i++) {
        char end = text[i] == '{' ? '}' : text[i] == '<' ? '>' : '\0';
        bool is_variable = i > 0 && text[i - 1] == '$'; /* ${NAME} of a shell */
        size_t name =
            end && !is_variable ? name_length(text + i + 1, len - i - 1, end) : 0;
        if (name == 0)
            continue;
        bool is_filled =
            end == '}' && ((filling.has_details && is_detail(lint, text + i + 1, name)) ||
                           (filling.has_loops && is_loop(lint, text + i + 1, name)));
        *hit_len = name + 2;
        if (!is_filled)
            return text + i;
    }
    return NULL;
}

static void say_unfilled(struct lint *lint, struct lint_place place, const char *hit,
                         size_t len)
{
    lint_say(lint, LINT_UNFILLED_PLACEHOLDER, place,
             "the placeholder %.*s is never filled: name a fact of use detail in braces, "
             "or write in words what belongs there",
             (int)len, hit);
}

static void check_string(struct lint *lint, const struct pwz_json_doc *doc,
                         const struct pwz_json *string)
{
    struct filling filling = {.has_details = true,
                              .has_loops = doc == lint->loader->words_doc};
    size_t len;
    const char *hit =
        find_unfilled(lint, string->string, strlen(string->string), filling, &len);

    if (hit)
        say_unfilled(lint, lint_at(doc, string), hit, len);
}

static bool is_of_loop(const struct lint *lint, const char *name)
{
    char file[LINT_NAME_MAX];

    for (uint32_t i = 0; i < lint->spec.fact_count; i++)
        if (loader_fact(lint->loader, i)->loop_name &&
            strcmp(lint_fact_file(lint, i, file), name) == 0)
            return true;
    return false;
}

static void check_file(struct lint *lint, const struct pwz_content_file *file)
{
    struct lint_reader reader = lint_open(file);
    struct filling filling = {.has_details = true};
    bool is_sorted = false;
    size_t len;

    while (lint_next(&reader)) {
        if (!memchr(reader.line.text, '{', reader.line.len) &&
            !memchr(reader.line.text, '<', reader.line.len))
            continue;
        if (!is_sorted)
            filling.has_loops = is_of_loop(lint, file->name);
        is_sorted = true;
        const char *hit =
            find_unfilled(lint, reader.line.text, reader.line.len, filling, &len);
        if (hit)
            say_unfilled(lint, lint_within(&reader, hit), hit, len);
    }
}

void check_placeholders_filled(struct lint *lint)
{
    static const char *const files[] = {"verdicts.json", "escalation.json"};
    const struct loader *loader = lint->loader;

    for (size_t i = 0; i < loader->files->count; i++)
        if (lint_is_markdown(&loader->files->file[i]))
            check_file(lint, &loader->files->file[i]);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const struct pwz_json_doc *doc = lint_doc(lint, files[i]);
        if (doc)
            lint_each_string(lint, doc, pwz_json_root(doc), check_string);
    }
    lint_each_string(lint, loader->words_doc, loader->words, check_string);
}

/* ---- patterns ---- */

void check_patterns(struct lint *lint)
{
    for (uint32_t i = 0; i < lint->spec.fact_count; i++) {
        const char *match = lint->spec.facts[i].match;
        const struct fact_entry *entry = loader_fact(lint->loader, i);
        char why[100] = "";
        regex_t regex;
        if (!match)
            continue;
        int error = regcomp(&regex, match, REG_EXTENDED | REG_NOSUB);
        if (error == 0) {
            regfree(&regex);
            continue;
        }
        regerror(error, &regex, why, sizeof why);
        lint_say(lint, LINT_BAD_PATTERN,
                 lint_at(lint->loader->facts_doc, pwz_json_get(entry->json, "match")),
                 "the pattern '%s' is no extended regular expression: %s", match, why);
    }
}
