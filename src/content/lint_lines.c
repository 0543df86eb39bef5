/* Lines of a Markdown file with their numbers and sections, for rules about what is
 * written, not about what it means. */
#include <string.h>

#include "content/lint.h"

bool lint_is_markdown(const struct pwz_content_file *file)
{
    size_t len = strlen(file->name);

    return len > 3 && strcmp(file->name + len - 3, ".md") == 0;
}

struct lint_reader lint_open(const struct pwz_content_file *file)
{
    return (struct lint_reader){
        .file = file,
        .line = {.section = PWZ_SECTION_COUNT},
    };
}

static bool begins(const struct lint_line *line, const char *words)
{
    size_t len = strlen(words);

    return line->len >= len && memcmp(line->text, words, len) == 0;
}

static void read_section(struct lint_line *line)
{
    size_t len = line->len;

    while (len > 3 && (line->text[len - 1] == ' ' || line->text[len - 1] == '\r'))
        len--;
    for (uint32_t i = 0; i < PWZ_SECTION_COUNT; i++) {
        const char *heading = pwz_section_heading(i);
        if (len == strlen(heading) + 3 && memcmp(line->text + 3, heading, len - 3) == 0)
            line->section = i;
    }
}

bool lint_next(struct lint_reader *reader)
{
    const char *bytes = reader->file->bytes;
    struct lint_line *line = &reader->line;

    if (reader->at >= reader->file->len)
        return false;
    line->text = bytes + reader->at;
    const char *end = memchr(line->text, '\n', reader->file->len - reader->at);
    line->len = end ? (size_t)(end - line->text) : reader->file->len - reader->at;
    line->number++;
    reader->at += line->len + 1;
    bool is_fence = begins(line, "```") || begins(line, "~~~");
    line->is_code = reader->is_fenced || is_fence;
    reader->is_fenced ^= is_fence;
    line->is_heading = !line->is_code && (begins(line, "# ") || begins(line, "## "));
    if (line->is_heading && line->text[1] == '#')
        read_section(line);
    return true;
}

const char *lint_find(const struct lint_line *line, const char *part)
{
    size_t len = strlen(part);

    for (size_t i = 0; i + len <= line->len; i++)
        if (memcmp(line->text + i, part, len) == 0)
            return line->text + i;
    return NULL;
}

struct lint_place lint_within(const struct lint_reader *reader, const char *at)
{
    unsigned column = 1;

    /* Columns count characters, so bytes that continue one do not. */
    for (const char *byte = reader->line.text; byte < at; byte++)
        column += ((unsigned char)*byte & 0xC0) != 0x80;
    return (struct lint_place){
        .file = reader->file->name, .line = reader->line.number, .column = column};
}
