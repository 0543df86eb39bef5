/*
 * A document as plain text: wrapped, indented, no escape sequence of any kind. What a
 * style says by its look elsewhere is said in words or by place here.
 */
#include <string.h>

#include "pecwiz/doc.h"
#include "pecwiz/text.h"

#include "report/render.h"

enum {
    TEXT_COLS_MIN = 20,
    CODE_INDENT = 4,
    PAIR_INDENT = 4,
    LEVEL_INDENT = 2,
    PARAGRAPH_MAX = 1024 * 1024
};

struct text_page {
    struct pwz_buf *out;
    size_t cols;
};

static void add_blanks(struct pwz_buf *out, size_t count)
{
    while (count-- > 0) {
        pwz_buf_addc(out, ' ');
    }
}

/* A link shows its address in full, so that it can be read and copied. */
static void add_runs(const struct pwz_doc_item *item, struct pwz_buf *out)
{
    for (const struct pwz_doc_run *run = item->runs; run != NULL; run = run->next) {
        const bool is_code =
            (run->style & PWZ_SPAN_CODE) != 0 && item->kind != PWZ_DOC_CODE;

        pwz_buf_adds(out, is_code ? "`" : "");
        pwz_buf_adds(out, run->text);
        pwz_buf_adds(out, is_code ? "`" : "");
        if (run->link[0] != '\0' && strcmp(run->link, run->text) != 0) {
            pwz_buf_adds(out, " (");
            pwz_buf_adds(out, run->link);
            pwz_buf_addc(out, ')');
        }
    }
}

/* The rest of a word that was cut because it is wider than the line: an address has to be
 * copied in one piece, so here the line grows instead. */
static void take_whole_word(struct pwz_line *line, struct pwz_line *rest)
{
    size_t more = 0;

    if (rest->len == 0 || rest->text != line->text + line->len) {
        return;
    }
    while (more < rest->len && rest->text[more] != ' ' && rest->text[more] != '\n') {
        more++;
    }
    line->len += more;
    more += more < rest->len ? 1 : 0;
    rest->text += more;
    rest->len -= more;
}

/* `first` starts the first line; the others are indented by `hang`. */
static void add_wrapped(const struct text_page *page, const char *first, size_t hang,
                        const struct pwz_buf *text)
{
    struct pwz_line rest = {.text = pwz_buf_text(text), .len = text->len};
    struct pwz_line line;
    const size_t cols = page->cols > hang ? page->cols - hang : 1;
    bool is_first = true;

    pwz_buf_adds(page->out, first);
    while (pwz_text_wrap(&rest, page->cols == 0 ? SIZE_MAX : cols, &line)) {
        if (!is_first) {
            add_blanks(page->out, hang);
        }
        take_whole_word(&line, &rest);
        pwz_buf_add(page->out, line.text, line.len);
        pwz_buf_addc(page->out, '\n');
        is_first = false;
    }
    if (is_first) {
        pwz_buf_addc(page->out, '\n');
    }
}

static void draw_heading(const struct text_page *page, const struct pwz_doc_item *item,
                         struct pwz_buf *text)
{
    size_t width;

    add_runs(item, text);
    width = pwz_text_width(pwz_buf_text(text), text->len);
    if (page->cols > 0 && width > page->cols) {
        width = page->cols;
    }
    add_wrapped(page, "", 0, text);
    while (width-- > 0) {
        pwz_buf_addc(page->out, item->level <= 1 ? '=' : '-');
    }
    pwz_buf_addc(page->out, '\n');
}

static void draw_para(const struct text_page *page, const struct pwz_doc_item *item,
                      struct pwz_buf *text)
{
    add_runs(item, text);
    add_wrapped(page, "", 0, text);
}

static void draw_bullet(const struct text_page *page, const struct pwz_doc_item *item,
                        struct pwz_buf *text)
{
    const size_t indent = (size_t)item->level * LEVEL_INDENT;

    add_runs(item, text);
    add_blanks(page->out, indent);
    add_wrapped(page, "- ", indent + 2, text);
}

static void draw_number(const struct text_page *page, const struct pwz_doc_item *item,
                        struct pwz_buf *text)
{
    const size_t indent = (size_t)item->level * LEVEL_INDENT;
    const size_t before = page->out->len;

    add_runs(item, text);
    add_blanks(page->out, indent);
    pwz_buf_addf(page->out, "%u. ", item->number);
    add_wrapped(page, "", page->out->len - before, text);
}

/* Never wrapped: a broken line would be another command. */
static void draw_code(const struct text_page *page, const struct pwz_doc_item *item,
                      struct pwz_buf *text)
{
    const char *line;

    if (item->name[0] != '\0') {
        pwz_buf_adds(text, item->name);
        add_wrapped(page, "", 0, text);
        pwz_buf_clear(text);
    }
    add_runs(item, text);
    line = pwz_buf_text(text);
    while (*line != '\0') {
        const size_t len = strcspn(line, "\n");

        add_blanks(page->out, len > 0 ? CODE_INDENT : 0);
        pwz_buf_add(page->out, line, len);
        pwz_buf_addc(page->out, '\n');
        line += line[len] == '\n' ? len + 1 : len;
    }
}

static void draw_pair(const struct text_page *page, const struct pwz_doc_item *item,
                      struct pwz_buf *text)
{
    pwz_buf_adds(text, item->name);
    pwz_buf_adds(text, ": ");
    add_runs(item, text);
    add_wrapped(page, "", PAIR_INDENT, text);
}

typedef void draw_fn(const struct text_page *page, const struct pwz_doc_item *item,
                     struct pwz_buf *text);

static draw_fn *const drawers[] = {
    [PWZ_DOC_HEADING] = draw_heading, [PWZ_DOC_PARA] = draw_para,
    [PWZ_DOC_BULLET] = draw_bullet,   [PWZ_DOC_NUMBER] = draw_number,
    [PWZ_DOC_CODE] = draw_code,       [PWZ_DOC_PAIR] = draw_pair,
};

bool pwz_doc_is_tight(const struct pwz_doc_item *before, const struct pwz_doc_item *item)
{
    const bool is_row = item->kind == PWZ_DOC_BULLET || item->kind == PWZ_DOC_NUMBER ||
                        item->kind == PWZ_DOC_PAIR;
    const bool is_after_row = before->kind == PWZ_DOC_BULLET ||
                              before->kind == PWZ_DOC_NUMBER ||
                              before->kind == PWZ_DOC_PAIR;

    return is_row && is_after_row &&
           (before->kind == item->kind || item->kind == PWZ_DOC_BULLET ||
            item->level > 0 || before->level > 0);
}

enum pwz_status pwz_doc_to_text(const struct pwz_doc *doc, size_t cols,
                                struct pwz_buf *out)
{
    const struct text_page page = {
        .out = out,
        .cols = cols > 0 && cols < TEXT_COLS_MIN ? TEXT_COLS_MIN : cols,
    };
    const struct pwz_doc_item *before = NULL;
    struct pwz_buf text;

    pwz_buf_init(&text, PARAGRAPH_MAX);
    for (const struct pwz_doc_item *item = doc->items; item != NULL; item = item->next) {
        if (before != NULL && !pwz_doc_is_tight(before, item)) {
            pwz_buf_addc(out, '\n');
        }
        pwz_buf_clear(&text);
        drawers[item->kind](&page, item, &text);
        if (pwz_buf_status(&text) != PWZ_OK) {
            out->status = pwz_buf_status(&text);
        }
        before = item;
    }
    pwz_buf_done(&text);
    return doc->failed ? PWZ_E_NOMEM : pwz_buf_status(out);
}
