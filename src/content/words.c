/* text/LOCALE/words.json: short labels by group and id. */
#include <string.h>

#include "content/loader.h"

enum pwz_status load_words(struct loader *loader)
{
    struct pwz_buf name;

    pwz_buf_init(&name, 200);
    pwz_buf_addf(&name, "text/%s/words.json", loader->locale);
    enum pwz_status status =
        pwz_buf_status(&name) == PWZ_OK
            ? loader_open(loader, pwz_buf_text(&name), &loader->words)
            : loader_nomem(loader);
    pwz_buf_done(&name);
    loader->words_doc = loader->doc;
    if (status != PWZ_OK)
        return status;
    for (const struct pwz_json *group = loader->words->child; group; group = group->next)
        for (const struct pwz_json *word = group->child; word; word = word->next)
            if (word->kind != PWZ_JSON_STRING || *word->string == '\0')
                return loader_fail(loader, word, "a word is a string that is not empty");
    return PWZ_OK;
}

static const struct pwz_json *find_word(const struct loader *loader, const char *group,
                                        const char *id)
{
    const struct pwz_json *words = pwz_json_get(loader->words, group);

    return words ? pwz_json_get(words, id) : NULL;
}

const char *loop_word(const struct loader *loader, const char *loop_name,
                      const char *value)
{
    const struct pwz_json *word = find_word(loader, loop_name, value);

    return word ? word->string : NULL;
}

enum pwz_status word_of(struct loader *loader, const struct pwz_json *at,
                        const char *group, const char *id, uint32_t *text)
{
    const struct pwz_json *word = find_word(loader, group, id);

    if (!word)
        return loader_fail(loader, at,
                           "text/%s/words.json has no word for '%s' in \"%s\"",
                           loader->locale, id, group);
    *text = loader_gated(loader, word->string, strlen(word->string), PWZ_GATE_LINE);
    return PWZ_OK;
}
