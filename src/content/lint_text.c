/* Lint rules about Markdown as it is written and about single characters: what CommonMark
 * or the text gate would silently turn into something else. */
#include <ctype.h>
#include <string.h>

#include "content/lint.h"

/* ---- Markdown ---- */

/* "| a | b |" or "--|--"; a pipe in the middle of a sentence or of a command is none. */
static bool is_table_row(const struct lint_line *line)
{
    size_t marks = 0, dashes = 0, start = 0;

    while (start < line->len && line->text[start] == ' ')
        start++;
    for (size_t i = start; i < line->len; i++) {
        marks += line->text[i] == '|';
        dashes += line->text[i] == '-' || line->text[i] == ':' || line->text[i] == ' ';
    }
    bool is_rule = marks > 0 && dashes > 0 && marks + dashes == line->len - start;
    return is_rule || (marks > 1 && line->text[start] == '|');
}

/* A title that gives most of its longer words a capital is written like a headline. */
static bool is_headline(const char *title, size_t len)
{
    unsigned words = 0, capitals = 0;

    for (size_t i = 0; i < len;) {
        size_t start = i;
        while (i < len && isalpha((unsigned char)title[i]))
            i++;
        if (i - start > 3 && start > 0) {
            words++;
            capitals += isupper((unsigned char)title[start]) != 0 &&
                        islower((unsigned char)title[start + 1]) != 0;
        }
        i += i == start;
    }
    return words >= 3 && capitals == words;
}

static void check_heading(struct lint *lint, const struct lint_reader *reader)
{
    const struct lint_line *line = &reader->line;
    const char *title = line->text + 2;
    size_t len = line->len - 2;

    if (line->text[1] == '#')
        return; /* sections are given words */
    if (islower((unsigned char)*title) || is_headline(title, len) ||
        title[len - 1] == '.')
        lint_say(lint, LINT_HEADING_CASE, lint_within(reader, title),
                 "write the title like a sentence: a capital at the start and in names "
                 "alone, no full stop");
}

static void check_empty(struct lint *lint, const struct lint_reader *heading)
{
    struct lint_reader reader = *heading;
    bool is_last = !lint_next(&reader);

    while (!is_last && reader.line.len == 0)
        is_last = !lint_next(&reader);
    if (heading->line.text[1] == '#' && (is_last || reader.line.is_heading))
        lint_say(lint, LINT_STRAY_SECTION, lint_within(heading, heading->line.text),
                 "this section is empty: write it or drop its heading");
}

static void check_file(struct lint *lint, const struct pwz_content_file *file)
{
    struct lint_reader reader = lint_open(file);

    while (lint_next(&reader)) {
        if (reader.line.is_code)
            continue;
        if (is_table_row(&reader.line))
            lint_say(lint, LINT_TABLE, lint_within(&reader, reader.line.text),
                     "packs have no tables: write a list");
        if (reader.line.is_heading && reader.line.len > 2)
            check_heading(lint, &reader);
        if (reader.line.is_heading)
            check_empty(lint, &reader);
    }
}

void check_markdown(struct lint *lint)
{
    const struct pwz_content_files *files = lint->loader->files;

    for (size_t i = 0; i < files->count; i++)
        if (lint_is_markdown(&files->file[i]))
            check_file(lint, &files->file[i]);
}

/* ---- characters ---- */

/* Pictures that pass the gate as symbols, but that no two terminals draw alike. */
static const struct range {
    uint32_t first, last;
} pictures[] = {
    {0x2600,  0x27BF }, /* weather, chess, dingbats */
    {0x2B00,  0x2BFF }, /* arrows and stars that are drawn in colour */
    {0x1F000, 0x1FAFF}, /* all blocks of emoji */
    {0xFFFD,  0xFFFD }, /* what stands for a character that was lost */
};

static bool is_forbidden(uint32_t rune)
{
    if (rune == '\n' || (rune >= 0x20 && rune < 0x7F))
        return false;
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++)
        if (rune >= pictures[i].first && rune <= pictures[i].last)
            return true;
    return !pwz_rune_is_harmless(rune);
}

/* First forbidden character, NULL when all may be shown. Bytes that are no UTF-8 have no
 * number. */
static const char *find_forbidden(const char *text, size_t len, uint32_t *rune)
{
    for (size_t i = 0; i < len;) {
        size_t step = pwz_utf8_decode(text + i, len - i, rune);
        if (step == 0)
            *rune = (unsigned char)text[i];
        if (step == 0 || is_forbidden(*rune))
            return text + i;
        i += step;
    }
    return NULL;
}

static bool is_ascii(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] >= 0x7F ||
            ((unsigned char)text[i] < 0x20 && text[i] != '\n'))
            return false;
    return true;
}

static void check_text(struct lint *lint, struct lint_place place, const char *text,
                       size_t len)
{
    bool is_composed;

    if (pwz_text_is_nfc(text, len, &is_composed) != PWZ_OK)
        lint->is_out_of_memory = true;
    else if (!is_composed)
        lint_say(lint, LINT_NOT_NFC, place,
                 "letters and their marks stand apart here: save the text in Unicode "
                 "normalization form C");
}

static void say_forbidden(struct lint *lint, struct lint_place place, uint32_t rune)
{
    lint_say(
        lint, LINT_FORBIDDEN_CHARACTER, place,
        "the character U+%04X is not shown alike everywhere, or not at all: write it "
        "in words",
        (unsigned)rune);
}

static void check_string(struct lint *lint, const struct pwz_json_doc *doc,
                         const struct pwz_json *string)
{
    size_t len = strlen(string->string);
    uint32_t rune;

    if (is_ascii(string->string, len))
        return;
    if (find_forbidden(string->string, len, &rune))
        say_forbidden(lint, lint_at(doc, string), rune);
    check_text(lint, lint_at(doc, string), string->string, len);
}

static void check_lines(struct lint *lint, const struct pwz_content_file *file)
{
    struct lint_reader reader = lint_open(file);
    uint32_t rune;

    while (lint_next(&reader)) {
        const struct lint_line *line = &reader.line;
        if (is_ascii(line->text, line->len))
            continue;
        const char *hit = find_forbidden(line->text, line->len, &rune);
        if (hit)
            say_forbidden(lint, lint_within(&reader, hit), rune);
        check_text(lint, lint_within(&reader, line->text), line->text, line->len);
    }
}

void check_characters(struct lint *lint)
{
    const struct loader *loader = lint->loader;

    for (size_t i = 0; i < loader->files->count; i++)
        if (lint_is_markdown(&loader->files->file[i]))
            check_lines(lint, &loader->files->file[i]);
    for (uint32_t i = 0; i < loader->doc_count; i++)
        lint_each_string(lint, loader->docs[i], pwz_json_root(loader->docs[i]),
                         check_string);
}
