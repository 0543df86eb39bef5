/* Lint rules about links, in texts and in JSON: https, to the page as it is called today,
 * without a language, and nothing that only insiders can open. */
#include <ctype.h>
#include <string.h>

#include "content/lint.h"

/* Forms of links that break or lead readers astray. */
static const struct bad_link {
    const char *part, *advice;
} bad_links[] = {
    {"http://",            "use https"                                 },
    {"aka.ms/",            "write the address it leads to"             },
    {"docs.microsoft.com", "the page lives at learn.microsoft.com now" },
    {"://review.",         "an internal review host is not for readers"},
    {"?branch=",           "a branch of a draft is not for readers"    },
    {"-pr/",               "a private repository is not for readers"   },
    {"://localhost",       "this machine is not for readers"           },
};

static bool holds(const char *url, size_t len, const char *part)
{
    size_t part_len = strlen(part);

    for (size_t i = 0; i + part_len <= len; i++)
        if (memcmp(url + i, part, part_len) == 0)
            return true;
    return false;
}

/* "https://host/en-us/…": the first folder is a language and a country. */
static bool fixes_language(const char *url, size_t len)
{
    const char *host = memchr(url, '/', len); /* of "//" */
    const char *path = NULL;

    if (host && (size_t)(host - url) + 2 < len)
        path = memchr(host + 2, '/', len - (size_t)(host - url) - 2);
    if (!path || (size_t)(path - url) + 7 > len)
        return false;
    for (int i = 1; i <= 5; i++)
        if (i == 3 ? path[i] != '-' : !islower((unsigned char)path[i]))
            return false;
    return path[6] == '/';
}

static bool begins_url(const char *text, size_t len)
{
    static const char *const schemes[] = {"http://", "https://"};

    for (size_t i = 0; i < 2; i++)
        if (len >= strlen(schemes[i]) &&
            memcmp(text, schemes[i], strlen(schemes[i])) == 0)
            return true;
    return false;
}

static void check_url(struct lint *lint, struct lint_place place, const char *url,
                      size_t len)
{
    for (size_t i = 0; i < sizeof bad_links / sizeof *bad_links; i++)
        if (holds(url, len, bad_links[i].part))
            lint_say(lint, LINT_BAD_LINK, place, "the link '%.*s' holds '%s': %s",
                     (int)len, url, bad_links[i].part, bad_links[i].advice);
    if (fixes_language(url, len))
        lint_say(lint, LINT_BAD_LINK, place,
                 "the link '%.*s' fixes a language: leave it out", (int)len, url);
}

/* Bytes of an address that begins here. */
static size_t url_length(const char *text, size_t len)
{
    size_t i = 0;

    while (i < len && text[i] && !strchr(" )>\n\"'`,;", text[i]))
        i++;
    return i;
}

/* ---- texts ---- */

static void check_line(struct lint *lint, const struct lint_reader *reader)
{
    const struct lint_line *line = &reader->line;

    for (size_t i = 0; i < line->len; i++) {
        const char *text = line->text + i;
        size_t left = line->len - i;
        if (begins_url(text, left)) {
            size_t len = url_length(text, left);
            check_url(lint, lint_within(reader, text), text, len);
            i += len - 1;
        } else if (left > 2 && memcmp(text, "](", 2) == 0 &&
                   !begins_url(text + 2, left - 2)) {
            lint_say(lint, LINT_BAD_LINK, lint_within(reader, text),
                     "this link does not begin with https://: write the whole address");
        }
    }
}

/* ---- JSON ---- */

static void check_string(struct lint *lint, const struct pwz_json_doc *doc,
                         const struct pwz_json *string)
{
    const char *text = string->string;

    for (const char *at = text; (at = strstr(at, "http")); at++)
        if (begins_url(at, strlen(at)))
            check_url(lint, lint_at(doc, string), at, url_length(at, strlen(at)));
}

/* Members that are an address and nothing else. */
static void check_address(struct lint *lint, const struct pwz_json_doc *doc,
                          const struct pwz_json *string)
{
    if (string->kind == PWZ_JSON_STRING &&
        !begins_url(string->string, strlen(string->string)))
        lint_say(lint, LINT_BAD_LINK, lint_at(doc, string),
                 "'%s' is no address: write it whole, with https://", string->string);
}

static void check_addresses(struct lint *lint, const struct pwz_json_doc *doc,
                            const struct pwz_json *json)
{
    static const char *const names[] = {"source", "sources", "url", "now"};

    for (size_t i = 0; i < sizeof names / sizeof *names && json->key; i++)
        if (strcmp(json->key, names[i]) == 0)
            lint_each_string(lint, doc, json, check_address);
    for (const struct pwz_json *kid = json->child; kid; kid = kid->next)
        check_addresses(lint, doc, kid);
}

/* The article's own links stay as they were; only where they lead now is ours. */
static void check_origin(struct lint *lint, const struct pwz_json_doc *doc)
{
    const struct pwz_json *origin = pwz_json_get(pwz_json_root(doc), "origin");
    const struct pwz_json *links = origin ? pwz_json_get(origin, "links") : NULL;

    if (origin)
        check_string(lint, doc, pwz_json_get(origin, "url"));
    for (const struct pwz_json *link = links ? links->child : NULL; link;
         link = link->next)
        if (pwz_json_get(link, "now"))
            check_string(lint, doc, pwz_json_get(link, "now"));
}

void check_links(struct lint *lint)
{
    const struct loader *loader = lint->loader;

    for (size_t i = 0; i < loader->files->count; i++) {
        struct lint_reader reader = lint_open(&loader->files->file[i]);
        while (lint_is_markdown(reader.file) && lint_next(&reader))
            check_line(lint, &reader);
    }
    for (uint32_t i = 0; i < loader->doc_count; i++) {
        const struct pwz_json_doc *doc = loader->docs[i];
        check_addresses(lint, doc, pwz_json_root(doc));
        if (strcmp(pwz_json_file(doc), "pack.json") == 0)
            check_origin(lint, doc);
        else
            lint_each_string(lint, doc, pwz_json_root(doc), check_string);
    }
}
