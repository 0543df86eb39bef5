/*
 * A document as one self-contained HTML page: nothing is loaded, nothing runs. Only
 * https addresses become links.
 */
#include <string.h>

#include "pecwiz/doc.h"

#include "report/render.h"

enum {
    DEPTH_MAX = 2 /* levels of lists */
};

static const char page_head[] =
    "<!DOCTYPE html>\n"
    "<html lang=\"en\">\n"
    "<head>\n"
    "<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" "
    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<style>\n"
    ":root { color-scheme: light dark; }\n"
    "body { font: 1rem/1.5 sans-serif; max-width: 46rem; margin: 2rem auto; "
    "padding: 0 1rem; }\n"
    "h2 { margin-top: 2rem; font-size: 1.15rem; }\n"
    "pre { padding: .75rem; border: 1px solid; overflow-x: auto; }\n"
    "dt { font-weight: bold; }\n"
    "dd { margin: 0 0 .5rem 1.5rem; }\n"
    ".say { border-left: .25rem solid; padding-left: .75rem; }\n"
    ".note { font-style: italic; }\n"
    ".change { font-weight: bold; }\n"
    "pre.change { border-width: 3px; font-weight: normal; }\n"
    ".label { margin-bottom: .25rem; }\n"
    "</style>\n"
    "<title>";

static const char *const role_class[] = {
    [PWZ_DOC_PLAIN] = "",      [PWZ_DOC_TITLE] = "title", [PWZ_DOC_SAY] = "say",
    [PWZ_DOC_NOTE] = "note",   [PWZ_DOC_READ] = "read",   [PWZ_DOC_CHANGE] = "change",
    [PWZ_DOC_MUTED] = "muted",
};

struct list_tags {
    const char *open, *close, *item_close;
};
static const struct list_tags list_tags[] = {
    [PWZ_DOC_BULLET] = {"<ul>\n", "</ul>\n", "</li>\n"},
    [PWZ_DOC_NUMBER] = {"<ol>\n", "</ol>\n", "</li>\n"},
    [PWZ_DOC_PAIR] = {"<dl>\n", "</dl>\n", "</dd>\n"},
};

/* Lists that are open; an item stays open until the next one, for lists inside it. */
struct html_page {
    struct pwz_buf *out;
    enum pwz_doc_kind open[DEPTH_MAX];
    unsigned depth;
};

void pwz_html_put(struct pwz_buf *out, const char *text)
{
    static const char special[] = "&<>\"'";
    static const char *const entity[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};

    while (*text != '\0') {
        const size_t plain = strcspn(text, special);

        pwz_buf_add(out, text, plain);
        text += plain;
        if (*text != '\0') {
            pwz_buf_adds(out, entity[strchr(special, *text) - special]);
            text++;
        }
    }
}

static void add_run(struct pwz_buf *out, const struct pwz_doc_run *run, bool is_block)
{
    const bool is_link = strncmp(run->link, "https://", 8) == 0;
    const bool is_code = (run->style & PWZ_SPAN_CODE) != 0 && !is_block;
    const bool is_strong = (run->style & PWZ_SPAN_STRONG) != 0;

    if (is_link) {
        pwz_buf_adds(out, "<a rel=\"noreferrer\" href=\"");
        pwz_html_put(out, run->link);
        pwz_buf_adds(out, "\">");
    }
    pwz_buf_adds(out, is_strong ? "<strong>" : "");
    pwz_buf_adds(out, is_code ? "<code>" : "");
    pwz_html_put(out, run->text);
    pwz_buf_adds(out, is_code ? "</code>" : "");
    pwz_buf_adds(out, is_strong ? "</strong>" : "");
    pwz_buf_adds(out, is_link ? "</a>" : "");
}

static void add_runs(struct pwz_buf *out, const struct pwz_doc_item *item)
{
    for (const struct pwz_doc_run *run = item->runs; run != NULL; run = run->next) {
        add_run(out, run, item->kind == PWZ_DOC_CODE);
    }
}

static void open_tag(struct pwz_buf *out, const char *tag, enum pwz_doc_role role)
{
    pwz_buf_addc(out, '<');
    pwz_buf_adds(out, tag);
    if (role_class[role][0] != '\0') {
        pwz_buf_addf(out, " class=\"%s\"", role_class[role]);
    }
    pwz_buf_addc(out, '>');
}

static void close_lists(struct html_page *page, unsigned depth)
{
    while (page->depth > depth) {
        page->depth--;
        pwz_buf_adds(page->out, list_tags[page->open[page->depth]].item_close);
        pwz_buf_adds(page->out, list_tags[page->open[page->depth]].close);
    }
}

/* Close and open lists so that an item of this kind and level can follow. */
static void place_item(struct html_page *page, const struct pwz_doc_item *item)
{
    const unsigned wanted = item->level < page->depth ? item->level : page->depth;
    const unsigned level = wanted < DEPTH_MAX ? wanted : DEPTH_MAX - 1;

    close_lists(page, level + 1);
    if (page->depth == level + 1 && page->open[level] != item->kind) {
        close_lists(page, level);
    }
    if (page->depth == level + 1) {
        pwz_buf_adds(page->out, list_tags[item->kind].item_close);
    } else {
        pwz_buf_adds(page->out, list_tags[item->kind].open);
        page->open[page->depth++] = item->kind;
    }
}

static void draw_list_item(struct html_page *page, const struct pwz_doc_item *item)
{
    place_item(page, item);
    if (item->kind == PWZ_DOC_PAIR) {
        pwz_buf_adds(page->out, "<dt>");
        pwz_html_put(page->out, item->name);
        pwz_buf_adds(page->out, "</dt>\n");
        open_tag(page->out, "dd", item->role);
    } else if (item->kind == PWZ_DOC_NUMBER) {
        pwz_buf_addf(page->out, "<li value=\"%u\">", item->number);
    } else {
        open_tag(page->out, "li", item->role);
    }
    add_runs(page->out, item);
}

static void draw_block(struct html_page *page, const struct pwz_doc_item *item,
                       const char *tag)
{
    close_lists(page, 0);
    open_tag(page->out, tag, item->role);
    add_runs(page->out, item);
    pwz_buf_addf(page->out, "</%s>\n", tag);
}

static void draw_heading(struct html_page *page, const struct pwz_doc_item *item)
{
    static const char *const tags[] = {"h1", "h1", "h2", "h3", "h4"};
    const unsigned most = sizeof(tags) / sizeof(tags[0]) - 1;

    draw_block(page, item, tags[item->level < most ? item->level : most]);
}

static void draw_para(struct html_page *page, const struct pwz_doc_item *item)
{
    draw_block(page, item, "p");
}

static void draw_code(struct html_page *page, const struct pwz_doc_item *item)
{
    close_lists(page, 0);
    if (item->name[0] != '\0') {
        pwz_buf_adds(page->out, "<p class=\"label\">");
        pwz_html_put(page->out, item->name);
        pwz_buf_adds(page->out, "</p>\n");
    }
    draw_block(page, item, "pre");
}

typedef void draw_fn(struct html_page *page, const struct pwz_doc_item *item);

static draw_fn *const drawers[] = {
    [PWZ_DOC_HEADING] = draw_heading,  [PWZ_DOC_PARA] = draw_para,
    [PWZ_DOC_BULLET] = draw_list_item, [PWZ_DOC_NUMBER] = draw_list_item,
    [PWZ_DOC_CODE] = draw_code,        [PWZ_DOC_PAIR] = draw_list_item,
};

enum pwz_status pwz_doc_to_html(const struct pwz_doc *doc, const char *title,
                                struct pwz_buf *out)
{
    struct html_page page = {.out = out};

    pwz_buf_adds(out, page_head);
    pwz_html_put(out, title);
    pwz_buf_adds(out, "</title>\n</head>\n<body>\n<main>\n");
    for (const struct pwz_doc_item *item = doc->items; item != NULL; item = item->next) {
        drawers[item->kind](&page, item);
    }
    close_lists(&page, 0);
    pwz_buf_adds(out, "</main>\n</body>\n</html>\n");
    return doc->failed ? PWZ_E_NOMEM : pwz_buf_status(out);
}
