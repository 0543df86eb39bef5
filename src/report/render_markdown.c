/*
 * A document as CommonMark, one line per paragraph, for tickets and wikis. Every
 * character that could be read as markup is escaped: values come from outside.
 */
#include <string.h>

#include "pecwiz/doc.h"

#include "report/render.h"

enum {
    LEVEL_BLANKS = 4, /* deep enough below "10. ", not yet code below "- " */
    FENCE_MIN = 3
};

static void add_escaped(struct pwz_buf *out, const char *text)
{
    static const char special[] = "\\`*_[]<&~";

    for (; *text != '\0'; text++) {
        if (strchr(special, *text) != NULL) {
            pwz_buf_addc(out, '\\');
        }
        pwz_buf_addc(out, *text);
    }
}

/* What would start a heading, a list or a rule at the beginning of a line: the bytes of
 * `text` before the character that needs a backslash, or SIZE_MAX. */
static size_t find_line_start_mark(const char *text)
{
    const size_t digits = strspn(text, "0123456789");

    if (text[0] != '\0' && strchr("#+-=>", text[0]) != NULL) {
        return 0;
    }
    if (digits == 0 || (text[digits] != '.' && text[digits] != ')')) {
        return SIZE_MAX;
    }
    /* "1.5" is a number, "1. " begins a list. */
    return text[digits + 1] == '\0' || text[digits + 1] == ' ' ? digits : SIZE_MAX;
}

static void add_line_start(struct pwz_buf *out, const char *text)
{
    const size_t mark = find_line_start_mark(text);

    if (mark != SIZE_MAX) {
        pwz_buf_add(out, text, mark);
        pwz_buf_addc(out, '\\');
        pwz_buf_addc(out, text[mark]);
        text += mark + 1;
    }
    add_escaped(out, text);
}

static size_t longest_backticks(const char *text)
{
    size_t longest = 0;

    while (*text != '\0') {
        const size_t here = strspn(text, "`");

        longest = here > longest ? here : longest;
        text += here > 0 ? here : 1;
    }
    return longest;
}

static void add_backticks(struct pwz_buf *out, size_t count)
{
    while (count-- > 0) {
        pwz_buf_addc(out, '`');
    }
}

static void add_code_span(struct pwz_buf *out, const char *text)
{
    const size_t longest = longest_backticks(text);
    const char *pad = longest > 0 ? " " : "";

    add_backticks(out, longest + 1);
    pwz_buf_adds(out, pad);
    pwz_buf_adds(out, text);
    pwz_buf_adds(out, pad);
    add_backticks(out, longest + 1);
}

static void add_address(struct pwz_buf *out, const char *link)
{
    pwz_buf_adds(out, "](<");
    for (; *link != '\0'; link++) {
        if (strchr("<>\\ ", *link) != NULL) {
            pwz_buf_addf(out, "%%%02X", (unsigned)(unsigned char)*link);
        } else {
            pwz_buf_addc(out, *link);
        }
    }
    pwz_buf_adds(out, ">)");
}

static void add_runs(struct pwz_buf *out, const struct pwz_doc_item *item)
{
    uint32_t before = PWZ_SPAN_PLAIN;

    for (const struct pwz_doc_run *run = item->runs; run != NULL; run = run->next) {
        if (((run->style ^ before) & PWZ_SPAN_STRONG) != 0) {
            pwz_buf_adds(out, "**");
        }
        before = run->style;
        pwz_buf_adds(out, run->link[0] != '\0' ? "[" : "");
        if ((run->style & PWZ_SPAN_CODE) != 0) {
            add_code_span(out, run->text);
        } else if (run == item->runs) {
            add_line_start(out, run->text);
        } else {
            add_escaped(out, run->text);
        }
        if (run->link[0] != '\0') {
            add_address(out, run->link);
        }
    }
    pwz_buf_adds(out, (before & PWZ_SPAN_STRONG) != 0 ? "**" : "");
}

static void add_level(struct pwz_buf *out, unsigned level)
{
    for (unsigned i = 0; i < level * LEVEL_BLANKS; i++) {
        pwz_buf_addc(out, ' ');
    }
}

static void draw_heading(struct pwz_buf *out, const struct pwz_doc_item *item)
{
    static const char marks[] = "####";
    const unsigned most = sizeof(marks) - 1;
    const unsigned level = item->level < 1 ? 1 : item->level;

    pwz_buf_add(out, marks, level < most ? level : most);
    pwz_buf_addc(out, ' ');
    add_runs(out, item);
}

static void draw_bullet(struct pwz_buf *out, const struct pwz_doc_item *item)
{
    add_level(out, item->level);
    pwz_buf_adds(out, "- ");
    add_runs(out, item);
}

static void draw_number(struct pwz_buf *out, const struct pwz_doc_item *item)
{
    add_level(out, item->level);
    pwz_buf_addf(out, "%u. ", item->number);
    add_runs(out, item);
}

static void draw_code(struct pwz_buf *out, const struct pwz_doc_item *item)
{
    size_t fence = FENCE_MIN;

    for (const struct pwz_doc_run *run = item->runs; run != NULL; run = run->next) {
        const size_t longest = longest_backticks(run->text);

        fence = longest >= fence ? longest + 1 : fence;
    }
    if (item->name[0] != '\0') {
        add_line_start(out, item->name);
        pwz_buf_adds(out, "\n\n");
    }
    add_backticks(out, fence);
    pwz_buf_addc(out, '\n');
    for (const struct pwz_doc_run *run = item->runs; run != NULL; run = run->next) {
        pwz_buf_adds(out, run->text);
    }
    pwz_buf_addc(out, '\n');
    add_backticks(out, fence);
}

static void draw_pair(struct pwz_buf *out, const struct pwz_doc_item *item)
{
    add_level(out, item->level);
    pwz_buf_adds(out, "- **");
    add_escaped(out, item->name);
    pwz_buf_adds(out, ":** ");
    add_runs(out, item);
}

typedef void draw_fn(struct pwz_buf *out, const struct pwz_doc_item *item);

static draw_fn *const drawers[] = {
    [PWZ_DOC_HEADING] = draw_heading, [PWZ_DOC_PARA] = add_runs,
    [PWZ_DOC_BULLET] = draw_bullet,   [PWZ_DOC_NUMBER] = draw_number,
    [PWZ_DOC_CODE] = draw_code,       [PWZ_DOC_PAIR] = draw_pair,
};

enum pwz_status pwz_doc_to_markdown(const struct pwz_doc *doc, struct pwz_buf *out)
{
    const struct pwz_doc_item *before = NULL;

    for (const struct pwz_doc_item *item = doc->items; item != NULL; item = item->next) {
        if (before != NULL && !pwz_doc_is_tight(before, item)) {
            pwz_buf_addc(out, '\n');
        }
        drawers[item->kind](out, item);
        pwz_buf_addc(out, '\n');
        before = item;
    }
    return doc->failed ? PWZ_E_NOMEM : pwz_buf_status(out);
}
