/*
 * Saying: paragraphs wrapped to the width of a line, and nothing but text and line feeds.
 * Knows nothing of what is said.
 */
#include <stdarg.h>
#include <string.h>

#include "pecwiz/text.h"

#include "plain/state.h"

enum {
    WORDS_MAX = 64 * 1024,
    PAGE_MAX = 4 * 1024 * 1024
};

static const char no_memory[] = "Out of memory: not all can be said; nothing is lost.\n";

static void write_wrapped(FILE *out, const char *prefix, const struct pwz_buf *words)
{
    struct pwz_line rest = {.text = pwz_buf_text(words), .len = words->len};
    struct pwz_line line;
    const size_t hang = pwz_text_width(prefix, strlen(prefix));

    fputs(prefix, out);
    for (bool is_first = true; pwz_text_wrap(&rest, PWZ_PLAIN_COLS - hang, &line);
         is_first = false) {
        fprintf(out, "%*s%.*s\n", is_first ? 0 : (int)hang, "", (int)line.len, line.text);
    }
    if (words->len == 0) {
        fputc('\n', out);
    }
}

void pwz_plain_say(const struct pwz_plain *plain, const char *prefix, const char *format,
                   ...)
{
    struct pwz_buf words;
    va_list args;

    pwz_buf_init(&words, WORDS_MAX);
    va_start(args, format);
    pwz_buf_addv(&words, format, args);
    va_end(args);
    if (pwz_buf_status(&words) == PWZ_OK) {
        write_wrapped(plain->opts->out, prefix, &words);
    } else {
        fputs(no_memory, plain->opts->out);
    }
    pwz_buf_done(&words);
}

void pwz_plain_say_doc(const struct pwz_plain *plain, const struct pwz_doc *doc)
{
    struct pwz_buf page;

    pwz_buf_init(&page, PAGE_MAX);
    if (!doc->failed && pwz_doc_to_text(doc, PWZ_PLAIN_COLS, &page) == PWZ_OK) {
        fputs(pwz_buf_text(&page), plain->opts->out);
    } else {
        fputs(no_memory, plain->opts->out);
    }
    pwz_buf_done(&page);
}

void pwz_plain_blank(const struct pwz_plain *plain)
{
    fputc('\n', plain->opts->out);
}
