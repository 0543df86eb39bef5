/*
 * Words for every question and verdict: find the Markdown file, put the loop's word in,
 * read it, and lay the words out beside the model's rows.
 */
#include <string.h>

#include "content/loader.h"
#include "content/sections.h"

/* Not a text of the pack, but what stands for a missing file in one place. */
static enum pwz_status missing(struct loader *loader, const char *what, const char *id)
{
    struct pwz_buf name;

    pwz_buf_init(&name, 300);
    pwz_buf_addf(&name, "text/%s/%s.md", loader->locale, id);
    pwz_err_place(loader->err, pwz_buf_text(&name), 0, 0);
    pwz_buf_done(&name);
    return pwz_err_set(loader->err, PWZ_E_NOT_FOUND,
                       "the %s '%s' has no text: write this file", what, id);
}

/* "text/LOCALE/ID.md", compared piece by piece so that no memory is needed. */
static bool is_text_of(const char *name, const char *locale, const char *id)
{
    const char *const pieces[] = {"text/", locale, "/", id, ".md"};

    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t len = strlen(pieces[i]);
        if (strncmp(name, pieces[i], len) != 0)
            return false;
        name += len;
    }
    return *name == '\0';
}

static const struct pwz_content_file *find_text(const struct loader *loader,
                                                const char *id)
{
    for (size_t i = 0; i < loader->files->count; i++)
        if (is_text_of(loader->files->file[i].name, loader->locale, id))
            return &loader->files->file[i];
    return NULL;
}

/* `text` with every {loop} replaced; arena text. */
static const char *replace_loop(struct loader *loader, const char *text, size_t len,
                                const char *loop, const char *word, size_t *out_len)
{
    struct pwz_buf out;
    size_t loop_len = strlen(loop);

    pwz_buf_init(&out, PWZ_CONTENT_BYTES_MAX);
    for (size_t i = 0; i < len;) {
        bool is_hit = text[i] == '{' && i + loop_len + 1 < len &&
                      memcmp(text + i + 1, loop, loop_len) == 0 &&
                      text[i + loop_len + 1] == '}';
        if (is_hit)
            pwz_buf_adds(&out, word);
        else
            pwz_buf_addc(&out, text[i]);
        i += is_hit ? loop_len + 2 : 1;
    }
    *out_len = out.len;
    const char *copy = pwz_buf_status(&out) == PWZ_OK
                           ? pwz_arena_text(&loader->arena, pwz_buf_text(&out), out.len)
                           : NULL;
    pwz_buf_done(&out);
    if (!copy)
        loader_nomem(loader);
    return copy;
}

/* "guest.role" is told by text/en/guest.role.md when there is one, else by path.role.md.
 */
static const struct pwz_content_file *find_fact_text(struct loader *loader,
                                                     const struct fact_entry *entry)
{
    const struct pwz_content_file *file = find_text(loader, entry->spec.id);
    size_t len;

    if (file || !entry->loop_name)
        return file;
    const char *template_id =
        replace_loop(loader, entry->template_id, strlen(entry->template_id),
                     entry->loop_name, entry->loop_name, &len);
    return template_id ? find_text(loader, template_id) : NULL;
}

static enum pwz_status read_fact_text(struct loader *loader,
                                      const struct fact_entry *entry,
                                      const struct pwz_content_file *file,
                                      struct markdown *markdown)
{
    const char *bytes = file->bytes;
    size_t len = file->len;

    if (entry->loop_name) {
        const char *word = loop_word(loader, entry->loop_name, entry->loop_value);
        loader->doc = loader->words_doc;
        if (!word)
            return loader_fail(loader, loader->words, "no word for '%s' in \"%s\"",
                               entry->loop_value, entry->loop_name);
        bytes = replace_loop(loader, bytes, len, entry->loop_name, word, &len);
        if (!bytes)
            return loader_nomem(loader);
    }
    return read_markdown(loader, file->name, bytes, len, markdown);
}

/* The answers of the text are the values of the fact, in the same order. */
static enum pwz_status check_answers(struct loader *loader,
                                     const struct fact_entry *entry, const char *file,
                                     const struct markdown *markdown)
{
    static const char *const yes_no[] = {"yes", "no"};
    bool is_bool = entry->spec.type == PWZ_FACT_BOOL;
    uint32_t count = is_bool ? 2 : entry->spec.value_count;

    for (uint32_t i = 0; i < count || i < markdown->answer_count; i++) {
        const char *value = i >= count ? NULL
                            : is_bool  ? yes_no[i]
                                       : entry->spec.values[i];
        const char *found =
            i < markdown->answer_count ? markdown->answers[i].value : NULL;
        if (value && found && strcmp(value, found) == 0)
            continue;
        pwz_err_place(loader->err, file, found ? markdown->answers[i].line : 1, 1);
        return pwz_err_set(
            loader->err, PWZ_E_SCHEMA,
            "answer %u of '%s' is '%s' here and '%s' in facts.json; the text "
            "lists all values in the same order",
            i + 1, entry->spec.id, found ? found : "(missing)",
            value ? value : "(nothing)");
    }
    return PWZ_OK;
}

static void add_values(struct loader *loader, const struct fact_entry *entry,
                       const struct markdown *markdown)
{
    for (uint32_t i = 0; i < markdown->answer_count; i++) {
        struct pwz_value_words row = {.label = markdown->answers[i].label,
                                      .key = entry->keys[i]};
        pwz_image_add_row(loader->builder, CONTENT_VALUE_WORDS, &row, sizeof row);
    }
}

/* Short name of a fact; for looped facts "path.role" with the loop's word put in. */
static enum pwz_status add_label(struct loader *loader, struct fact_entry *entry)
{
    size_t len;
    const struct pwz_json *group = pwz_json_get(loader->words, "fact");
    const struct pwz_json *word = group ? pwz_json_get(group, entry->spec.id) : NULL;
    const char *template_id = entry->spec.id;

    if (!word && entry->loop_name)
        template_id = replace_loop(loader, entry->template_id, strlen(entry->template_id),
                                   entry->loop_name, entry->loop_name, &len);
    if (!word && group && template_id)
        word = pwz_json_get(group, template_id);
    loader->doc = loader->words_doc;
    if (!word)
        return loader_fail(loader, group ? group : loader->words,
                           "no short name for the fact '%s'",
                           template_id ? template_id : "");
    const char *text = word->string;
    len = strlen(text);
    if (entry->loop_name)
        text = replace_loop(loader, text, len, entry->loop_name,
                            loop_word(loader, entry->loop_name, entry->loop_value), &len);
    entry->words.label = text ? loader_gated(loader, text, len, PWZ_GATE_LINE) : 0;
    return text ? PWZ_OK : loader_nomem(loader);
}

static enum pwz_status add_fact(struct loader *loader, uint32_t index)
{
    struct fact_entry *entry = loader_fact(loader, index);
    const struct pwz_content_file *file = find_fact_text(loader, entry);
    struct markdown markdown;

    if (!file)
        return missing(loader, "question", entry->spec.id);
    enum pwz_status status = read_fact_text(loader, entry, file, &markdown);
    if (status == PWZ_OK)
        status = check_answers(loader, entry, file->name, &markdown);
    if (status == PWZ_OK)
        status = add_label(loader, entry);
    if (status == PWZ_OK && entry->known_to)
        status =
            word_of(loader, entry->json, "who", entry->known_to, &entry->words.known_to);
    if (status != PWZ_OK)
        return status;
    entry->words.article = markdown.article;
    entry->words.scope = pwz_image_add_text(loader->builder, entry->scope);
    entry->words.sensitivity = pwz_image_add_text(
        loader->builder, entry->sensitivity ? entry->sensitivity : "none");
    pwz_image_add_row(loader->builder, CONTENT_FACT_WORDS, &entry->words,
                      sizeof entry->words);
    add_values(loader, entry, &markdown);
    return PWZ_OK;
}

static enum pwz_status add_verdict(struct loader *loader, uint32_t index)
{
    struct verdict_entry *entry = loader_verdict(loader, index);
    const struct pwz_content_file *file = find_text(loader, entry->spec.id);
    struct markdown markdown;

    if (!file)
        return missing(loader, "verdict", entry->spec.id);
    enum pwz_status status =
        read_markdown(loader, file->name, file->bytes, file->len, &markdown);
    if (status == PWZ_OK && markdown.answer_count > 0) {
        pwz_err_place(loader->err, file->name, markdown.answers[0].line, 1);
        return pwz_err_set(loader->err, PWZ_E_SCHEMA, "a verdict has no answers");
    }
    entry->words.article = markdown.article;
    pwz_image_add_row(loader->builder, CONTENT_VERDICT_WORDS, &entry->words,
                      sizeof entry->words);
    return status;
}

static enum pwz_status add_step(struct loader *loader, uint32_t index)
{
    struct pwz_step_words row = {0};

    loader->doc = loader->words_doc;
    enum pwz_status status = word_of(loader, loader->words, "step",
                                     loader_step(loader, index)->spec.id, &row.title);
    if (status == PWZ_OK)
        pwz_image_add_row(loader->builder, CONTENT_STEP_WORDS, &row, sizeof row);
    return status;
}

/* Words for a shared condition; a pack may do without. For looped ones "good.path" with
 * the loop's word put in, as for facts. */
static enum pwz_status find_cond_words(struct loader *loader,
                                       const struct named_cond *named, uint32_t *words)
{
    const struct pwz_json *group = pwz_json_get(loader->words, "condition");
    const struct pwz_json *word = group ? pwz_json_get(group, named->name) : NULL;
    const struct loop *loop = named->at.loop;
    const char *text = named->template_id;
    size_t len = strlen(text);

    if (!word && group && loop) {
        text = replace_loop(loader, text, len, loop->name, loop->name, &len);
        word = text ? pwz_json_get(group, text) : NULL;
    }
    if (!word)
        return text ? PWZ_OK : loader_nomem(loader);
    text = word->string;
    len = strlen(text);
    const char *by = loop ? loop_word(loader, loop->name, named->at.value) : NULL;
    if (by)
        text = replace_loop(loader, text, len, loop->name, by, &len);
    *words = text ? loader_gated(loader, text, len, PWZ_GATE_LINE) : 0;
    return text ? PWZ_OK : loader_nomem(loader);
}

static enum pwz_status add_named_cond(struct loader *loader,
                                      const struct named_cond *named)
{
    struct pwz_named_cond row = {.cond = named->cond};

    if (named->cond == PWZ_NONE)
        return PWZ_OK;
    enum pwz_status status = find_cond_words(loader, named, &row.words);
    row.name = pwz_image_add_text(loader->builder, named->name);
    if (status == PWZ_OK)
        pwz_image_add_row(loader->builder, CONTENT_NAMED_CONDS, &row, sizeof row);
    return status;
}

enum pwz_status load_articles(struct loader *loader)
{
    enum pwz_status status = PWZ_OK;

    for (uint32_t i = 0; i < loader->facts.count && status == PWZ_OK; i++)
        status = add_fact(loader, i);
    for (uint32_t i = 0; i < loader->verdicts.count && status == PWZ_OK; i++)
        status = add_verdict(loader, i);
    for (uint32_t i = 0; i < loader->steps.count && status == PWZ_OK; i++)
        status = add_step(loader, i);
    for (uint32_t i = 0; i < loader->named.count && status == PWZ_OK; i++)
        status = add_named_cond(loader, (struct named_cond *)loader->named.data + i);
    return status;
}
