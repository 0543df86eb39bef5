/* Lint rules that look at the text files as written: links, and the length of what is
 * said. */
#include <string.h>

#include "content/lint.h"

/* Forms of links that break or lead readers to the wrong language. */
static const struct bad_link {
    const char *part, *advice;
} bad_links[] = {
    {"http://",            "use https"                                 },
    {"aka.ms/",            "write the address it leads to"             },
    {"/en-us/",            "leave the language out"                    },
    {"docs.microsoft.com", "the page lives at learn.microsoft.com now" },
    {"review.",            "an internal review host is not for readers"},
};

static unsigned line_at(const char *bytes, const char *at)
{
    unsigned line = 1;

    for (; bytes < at; bytes++)
        line += *bytes == '\n';
    return line;
}

static bool is_text(const char *name)
{
    size_t len = strlen(name);

    return len > 3 && strcmp(name + len - 3, ".md") == 0;
}

static void check_link(struct lint *lint, const struct pwz_content_file *file,
                       const char *url)
{
    size_t len = strcspn(url, " )>\n\"");

    for (size_t i = 0; i < sizeof bad_links / sizeof *bad_links; i++) {
        const char *hit = strstr(url, bad_links[i].part);
        bool is_host = strcmp(bad_links[i].part, "review.") != 0 ||
                       strncmp(url + strcspn(url, ":"), "://review.", 10) == 0;
        if (hit && hit < url + len && is_host)
            lint_file(lint, "bad-link", file->name, line_at(file->bytes, url),
                      "the link holds '%s': %s", bad_links[i].part, bad_links[i].advice);
    }
}

void check_links(struct lint *lint)
{
    const struct pwz_content_files *files = lint->loader->files;

    for (size_t i = 0; i < files->count; i++) {
        const struct pwz_content_file *file = &files->file[i];
        /* pack.json keeps the article's old links on purpose. */
        if (!is_text(file->name) && strcmp(file->name, "verdicts.json") != 0)
            continue;
        for (const char *url = strstr(file->bytes, "http"); url;
             url = strstr(url + 4, "http"))
            if (strncmp(url, "http://", 7) == 0 || strncmp(url, "https://", 8) == 0)
                check_link(lint, file, url);
    }
}

enum {
    SAY_LINES = 12,
    SAY_COLS = 76
};

/* What is read aloud must fit the screen: twelve lines, no scrolling in a call. */
static void check_one_say(struct lint *lint, const struct pwz_content_file *file)
{
    const char *say = strstr(file->bytes, "\n## Say\n");

    if (!say)
        return;
    const char *end = strstr(say + 8, "\n## ");
    struct pwz_line rest = {.text = say + 8,
                            .len = end ? (size_t)(end - say) - 8 : strlen(say + 8)};
    struct pwz_line line;
    unsigned lines = 0;
    while (pwz_text_wrap(&rest, SAY_COLS, &line))
        lines += line.len > 0;
    if (lines > SAY_LINES)
        lint_file(
            lint, "long-say", file->name, line_at(file->bytes, say + 1),
            "%u lines to read aloud; at most %d of %d columns fit a call: shorten it",
            lines, SAY_LINES, SAY_COLS);
}

void check_say(struct lint *lint)
{
    const struct pwz_content_files *files = lint->loader->files;

    for (size_t i = 0; i < files->count; i++)
        if (is_text(files->file[i].name))
            check_one_say(lint, &files->file[i]);
}
