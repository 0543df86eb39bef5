/*
 * The document: items and runs in one arena. All text passes the gate on its way in, so
 * that no renderer has to think of it.
 *
 * Must not know: packs, facts, how any output looks.
 */
#include "pecwiz/doc.h"

#include <string.h>

#include "pecwiz/text.h"

enum {
    DOC_TEXT_MAX = 1024 * 1024 /* bytes of one run */
};

void pwz_doc_done(struct pwz_doc *doc)
{
    pwz_arena_done(&doc->arena);
    *doc = (struct pwz_doc){0};
}

/* Gated copy in the arena; NULL and `failed` when memory is out. */
static const char *keep_text(struct pwz_doc *doc, const char *text,
                             enum pwz_gate_flags flags)
{
    struct pwz_buf gated;
    const char *kept = NULL;

    pwz_buf_init(&gated, DOC_TEXT_MAX);
    pwz_text_gate(text, strlen(text), flags, &gated);
    if (pwz_buf_status(&gated) == PWZ_OK) {
        kept = pwz_arena_text(&doc->arena, pwz_buf_text(&gated), gated.len);
    }
    pwz_buf_done(&gated);
    doc->failed = doc->failed || kept == NULL;
    return kept;
}

struct pwz_doc_item *pwz_doc_add(struct pwz_doc *doc, enum pwz_doc_kind kind,
                                 enum pwz_doc_role role)
{
    struct pwz_doc_item *item = pwz_arena_new(&doc->arena, 1, sizeof(*item));

    if (item == NULL) {
        doc->failed = true;
        return NULL;
    }
    *item = (struct pwz_doc_item){.kind = kind, .role = role, .name = ""};
    if (doc->last != NULL) {
        doc->last->next = item;
    } else {
        doc->items = item;
    }
    doc->last = item;
    return item;
}

/* Content cuts a span at each of its line ends; a link must be one link all the same. */
static bool continues(const struct pwz_doc_run *last, uint32_t style, const char *link)
{
    return last != NULL && last->style == style && strcmp(last->link, link) == 0;
}

static void lengthen_run(struct pwz_doc *doc, struct pwz_doc_run *run, const char *text)
{
    const size_t before = strlen(run->text), more = strlen(text);
    char *joined = pwz_arena_new(&doc->arena, before + more + 1, 1);

    if (joined == NULL) {
        doc->failed = true;
        return;
    }
    memcpy(joined, run->text, before);
    memcpy(joined + before, text, more);
    run->text = joined;
}

static void append_run(struct pwz_doc *doc, struct pwz_doc_item *item,
                       const struct pwz_doc_run *from)
{
    struct pwz_doc_run *run = pwz_arena_new(&doc->arena, 1, sizeof(*run));

    if (run == NULL) {
        doc->failed = true;
        return;
    }
    *run = *from;
    if (item->last_run != NULL) {
        item->last_run->next = run;
    } else {
        item->runs = run;
    }
    item->last_run = run;
}

void pwz_doc_run(struct pwz_doc *doc, uint32_t style, const char *text, const char *link)
{
    struct pwz_doc_item *item = doc->last;
    struct pwz_doc_run run = {.style = style};

    /* After a failure `last` may be an item this run does not belong to. */
    if (item == NULL || doc->failed) {
        return;
    }
    run.text = keep_text(
        doc, text, item->kind == PWZ_DOC_CODE ? PWZ_GATE_KEEP_LINES : PWZ_GATE_LINE);
    run.link = keep_text(doc, link != NULL ? link : "", PWZ_GATE_LINE);
    if (doc->failed) {
        return;
    }
    if (continues(item->last_run, style, run.link)) {
        lengthen_run(doc, item->last_run, run.text);
    } else {
        append_run(doc, item, &run);
    }
}

void pwz_doc_runf(struct pwz_doc *doc, uint32_t style, const char *format, ...)
{
    struct pwz_buf text;
    va_list args;

    pwz_buf_init(&text, DOC_TEXT_MAX);
    va_start(args, format);
    pwz_buf_addv(&text, format, args);
    va_end(args);
    doc->failed = doc->failed || pwz_buf_status(&text) != PWZ_OK;
    pwz_doc_run(doc, style, pwz_buf_text(&text), "");
    pwz_buf_done(&text);
}

void pwz_doc_line(struct pwz_doc *doc, enum pwz_doc_kind kind, enum pwz_doc_role role,
                  const char *text)
{
    if (pwz_doc_add(doc, kind, role) != NULL) {
        pwz_doc_run(doc, PWZ_SPAN_PLAIN, text, "");
    }
}

void pwz_doc_name(struct pwz_doc *doc, struct pwz_doc_item *item, const char *name)
{
    const char *kept = keep_text(doc, name, PWZ_GATE_LINE);

    if (item != NULL && kept != NULL) {
        item->name = kept;
    }
}

void pwz_doc_head(struct pwz_doc *doc, enum pwz_doc_role role, unsigned level,
                  const char *text)
{
    struct pwz_doc_item *item = pwz_doc_add(doc, PWZ_DOC_HEADING, role);

    if (item != NULL) {
        item->level = level;
        pwz_doc_run(doc, PWZ_SPAN_PLAIN, text, "");
    }
}

void pwz_doc_pair(struct pwz_doc *doc, enum pwz_doc_role role, const char *name,
                  const char *value)
{
    struct pwz_doc_item *item = pwz_doc_add(doc, PWZ_DOC_PAIR, role);

    if (item != NULL) {
        pwz_doc_name(doc, item, name);
        pwz_doc_run(doc, PWZ_SPAN_PLAIN, value, "");
    }
}
