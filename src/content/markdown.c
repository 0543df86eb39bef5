/*
 * One Markdown text of a pack to rows of the image. CommonMark is libcmark's; here is
 * only what a pack may use of it, and where it says what (headings, answers, sections).
 */
#include <cmark.h>
#include <string.h>

#include "content/loader.h"
#include "content/sections.h"

struct reading {
    struct loader *loader;
    const char *name;
    struct markdown *out;
    uint32_t section;       /* PWZ_SECTION_COUNT before the first "##" */
    struct pwz_block block; /* being filled */
    enum pwz_status status;
};

static enum pwz_status fail_at(struct reading *reading, cmark_node *node,
                               const char *words, const char *detail)
{
    struct pwz_err *err = reading->loader->err;

    pwz_err_place(err, reading->name, (unsigned)cmark_node_get_start_line(node),
                  (unsigned)cmark_node_get_start_column(node));
    reading->status = pwz_err_set(err, PWZ_E_SCHEMA, "%s%s", words, detail);
    return reading->status;
}

/* ---- spans ---- */

static void add_span(struct reading *reading, uint32_t style, const char *text,
                     const char *link)
{
    struct loader *loader = reading->loader;
    struct pwz_span span = {
        .style = style,
        .text = loader_gated(loader, text, strlen(text),
                             reading->block.kind == PWZ_BLOCK_CODE ? PWZ_GATE_KEEP_LINES
                                                                   : PWZ_GATE_LINE),
        .link = link ? loader_gated(loader, link, strlen(link), PWZ_GATE_LINE) : 0,
    };

    pwz_image_add_row(loader->builder, CONTENT_SPANS, &span, sizeof span);
    reading->block.span_count++;
}

static void read_inlines(struct reading *reading, cmark_node *parent, uint32_t style,
                         const char *link);

static void read_inline(struct reading *reading, cmark_node *node, uint32_t style,
                        const char *link)
{
    cmark_node_type type = cmark_node_get_type(node);

    if (type == CMARK_NODE_TEXT)
        add_span(reading, style, cmark_node_get_literal(node), link);
    else if (type == CMARK_NODE_CODE)
        add_span(reading, style | PWZ_SPAN_CODE, cmark_node_get_literal(node), link);
    else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
        add_span(reading, style, " ", link);
    else if (type == CMARK_NODE_STRONG)
        read_inlines(reading, node, style | PWZ_SPAN_STRONG, link);
    else if (type == CMARK_NODE_LINK)
        read_inlines(reading, node, style | PWZ_SPAN_LINK, cmark_node_get_url(node));
    else
        fail_at(reading, node, "a pack's text may use bold, code and links only, not ",
                cmark_node_get_type_string(node));
}

static void read_inlines(struct reading *reading, cmark_node *parent, uint32_t style,
                         const char *link)
{
    for (cmark_node *node = cmark_node_first_child(parent);
         node && reading->status == PWZ_OK; node = cmark_node_next(node))
        read_inline(reading, node, style, link);
}

/* ---- blocks ---- */

static struct pwz_block_range *section_of(struct reading *reading)
{
    return &reading->out->article.section[reading->section];
}

static void begin_block(struct reading *reading, enum pwz_block_kind kind, uint32_t level,
                        uint32_t number)
{
    reading->block = (struct pwz_block){
        .kind = kind,
        .level = level,
        .number = number,
        .first_span = pwz_image_row_count(reading->loader->builder, CONTENT_SPANS),
    };
}

static void end_block(struct reading *reading)
{
    struct pwz_block_range *range = section_of(reading);
    uint32_t row = pwz_image_add_row(reading->loader->builder, CONTENT_BLOCKS,
                                     &reading->block, sizeof reading->block);

    if (range->count++ == 0)
        range->first = row;
}

static void read_list(struct reading *reading, cmark_node *list, uint32_t level);

static void read_code(struct reading *reading, cmark_node *node)
{
    const char *text = cmark_node_get_literal(node);
    size_t len = strlen(text);

    while (len > 0 && text[len - 1] == '\n')
        len--;
    begin_block(reading, PWZ_BLOCK_CODE, 0, 0);
    const char *trimmed = pwz_arena_text(&reading->loader->arena, text, len);
    if (!trimmed)
        reading->status = loader_nomem(reading->loader);
    add_span(reading, PWZ_SPAN_CODE, trimmed ? trimmed : "", NULL);
    end_block(reading);
}

/* An item: its first paragraph is the item, what follows hangs below it. */
static void read_item(struct reading *reading, cmark_node *item, enum pwz_block_kind kind,
                      uint32_t level, uint32_t number)
{
    for (cmark_node *node = cmark_node_first_child(item);
         node && reading->status == PWZ_OK; node = cmark_node_next(node)) {
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_PARAGRAPH) {
            begin_block(reading,
                        node == cmark_node_first_child(item) ? kind : PWZ_BLOCK_PARA,
                        level, number);
            read_inlines(reading, node, PWZ_SPAN_PLAIN, NULL);
            end_block(reading);
        } else if (type == CMARK_NODE_LIST) {
            read_list(reading, node, level + 1);
        } else if (type == CMARK_NODE_CODE_BLOCK) {
            read_code(reading, node);
        } else {
            fail_at(reading, node, "a list item may hold text, code and a list, not ",
                    cmark_node_get_type_string(node));
        }
    }
}

static void read_list(struct reading *reading, cmark_node *list, uint32_t level)
{
    bool is_numbered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
    uint32_t number = is_numbered ? (uint32_t)cmark_node_get_list_start(list) : 0;

    if (level > 1) {
        fail_at(reading, list, "lists have at most two levels", "");
        return;
    }
    for (cmark_node *item = cmark_node_first_child(list);
         item && reading->status == PWZ_OK; item = cmark_node_next(item))
        read_item(reading, item, is_numbered ? PWZ_BLOCK_NUMBER : PWZ_BLOCK_BULLET, level,
                  is_numbered ? number++ : 0);
}

/* ---- the answers below the title: "- `value`: label" ---- */

static const char *copy_text(struct reading *reading, const char *text)
{
    const char *copy = pwz_arena_text(&reading->loader->arena, text, strlen(text));

    if (!copy)
        reading->status = loader_nomem(reading->loader);
    return copy ? copy : "";
}

static const char *plain_text(struct reading *reading, cmark_node *parent,
                              cmark_node *first)
{
    struct pwz_buf text;

    pwz_buf_init(&text, 4096);
    for (cmark_node *node = first ? first : cmark_node_first_child(parent); node;
         node = cmark_node_next(node)) {
        const char *literal = cmark_node_get_literal(node);
        bool is_break = cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK;
        if (!literal && !is_break)
            fail_at(reading, node, "only plain words and `code` may stand here, not ",
                    cmark_node_get_type_string(node));
        pwz_buf_adds(&text, is_break ? " " : literal ? literal : "");
    }
    bool is_whole = pwz_buf_status(&text) == PWZ_OK;
    const char *copy = copy_text(reading, is_whole ? pwz_buf_text(&text) : "");
    pwz_buf_done(&text);
    if (!is_whole)
        reading->status = loader_nomem(reading->loader);
    return copy;
}

static void read_answer(struct reading *reading, cmark_node *item)
{
    struct markdown *out = reading->out;
    cmark_node *para = cmark_node_first_child(item);
    cmark_node *code = para ? cmark_node_first_child(para) : NULL;
    cmark_node *rest = code ? cmark_node_next(code) : NULL;

    if (!rest || cmark_node_get_type(code) != CMARK_NODE_CODE || cmark_node_next(para) ||
        out->answer_count == PWZ_VALUES_MAX) {
        fail_at(reading, item, "an answer is written as - `value`: label", "");
        return;
    }
    const char *label = plain_text(reading, para, rest);
    label += strspn(label, ": ");
    const char *value = cmark_node_get_literal(code);
    out->answers[out->answer_count++] = (struct markdown_answer){
        .value = copy_text(reading, value),
        .label = loader_gated(reading->loader, label, strlen(label), PWZ_GATE_LINE),
        .line = (unsigned)cmark_node_get_start_line(item),
    };
}

static void read_answers(struct reading *reading, cmark_node *list)
{
    for (cmark_node *item = cmark_node_first_child(list);
         item && reading->status == PWZ_OK; item = cmark_node_next(item))
        read_answer(reading, item);
}

/* ---- the document ---- */

static void read_heading(struct reading *reading, cmark_node *node)
{
    int level = cmark_node_get_heading_level(node);
    const char *text = plain_text(reading, node, NULL);

    if (level == 1 && reading->out->article.title == 0) {
        reading->out->article.title =
            loader_gated(reading->loader, text, strlen(text), PWZ_GATE_LINE);
        return;
    }
    for (reading->section = 0; level == 2 && reading->section < PWZ_SECTION_COUNT;
         reading->section++)
        if (strcmp(pwz_section_heading(reading->section), text) == 0)
            break;
    if (level != 2 || reading->section == PWZ_SECTION_COUNT)
        fail_at(reading, node,
                "headings are one # title, then ## Why, Where to look, Say, Note, Fix, "
                "Proof, "
                "Look again or Prevent; not ",
                text);
    else if (section_of(reading)->count > 0)
        fail_at(reading, node, "this section stands here twice: ", text);
}

static void read_paragraph(struct reading *reading, cmark_node *node)
{
    begin_block(reading, PWZ_BLOCK_PARA, 0, 0);
    read_inlines(reading, node, PWZ_SPAN_PLAIN, NULL);
    end_block(reading);
}

static void read_block(struct reading *reading, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    bool is_before = reading->section == PWZ_SECTION_COUNT;

    if (type == CMARK_NODE_HEADING)
        read_heading(reading, node);
    else if (type == CMARK_NODE_LIST && is_before && reading->out->answer_count == 0)
        read_answers(reading, node);
    else if (is_before)
        fail_at(reading, node,
                "only the answers may stand before the first ## section, not ",
                cmark_node_get_type_string(node));
    else if (type == CMARK_NODE_PARAGRAPH)
        read_paragraph(reading, node);
    else if (type == CMARK_NODE_LIST)
        read_list(reading, node, 0);
    else if (type == CMARK_NODE_CODE_BLOCK)
        read_code(reading, node);
    else
        fail_at(reading, node, "a section may hold text, lists and code, not ",
                cmark_node_get_type_string(node));
}

enum pwz_status read_markdown(struct loader *loader, const char *name, const char *bytes,
                              size_t len, struct markdown *markdown)
{
    struct reading reading = {
        .loader = loader, .name = name, .out = markdown, .section = PWZ_SECTION_COUNT};
    size_t bad = pwz_utf8_check(bytes, len);

    memset(markdown, 0, sizeof *markdown);
    if (bad < len) {
        pwz_err_place(loader->err, name, 0, 0);
        return pwz_err_set(loader->err, PWZ_E_SYNTAX, "byte %zu is not valid UTF-8",
                           bad + 1);
    }
    cmark_node *root = cmark_parse_document(bytes, len, CMARK_OPT_DEFAULT);
    for (cmark_node *node = cmark_node_first_child(root);
         node && reading.status == PWZ_OK; node = cmark_node_next(node))
        read_block(&reading, node);
    cmark_node_free(root);
    if (reading.status == PWZ_OK && markdown->article.title == 0) {
        pwz_err_place(loader->err, name, 1, 1);
        return pwz_err_set(loader->err, PWZ_E_SCHEMA, "the text has no # title");
    }
    return reading.status;
}
