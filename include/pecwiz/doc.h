/*
 * The one document type: every output (screen, text, Markdown, HTML) is drawn from it, so
 * that a verdict is worded once. Built in memory, owned by its arena.
 */
#ifndef PECWIZ_DOC_H
#define PECWIZ_DOC_H

#include <stdbool.h>

#include "pecwiz/buf.h"
#include "pecwiz/mem.h"
#include "pecwiz/rich.h"

enum pwz_doc_kind {
    PWZ_DOC_HEADING, /* level 1 to 4; plain text knows two looks */
    PWZ_DOC_PARA,
    PWZ_DOC_BULLET,
    PWZ_DOC_NUMBER,
    PWZ_DOC_CODE,
    PWZ_DOC_PAIR, /* two texts: name and value */
};

/* What an item is for; front ends map it to a style, never to meaning alone. */
enum pwz_doc_role {
    PWZ_DOC_PLAIN,
    PWZ_DOC_TITLE,  /* the verdict's title */
    PWZ_DOC_SAY,    /* words to read aloud */
    PWZ_DOC_NOTE,   /* agent only: hidden by the curtain and in partner mode */
    PWZ_DOC_READ,   /* command that only reads */
    PWZ_DOC_CHANGE, /* command that changes something; says who may run it */
    PWZ_DOC_MUTED,
};

struct pwz_doc_run {
    uint32_t style; /* enum pwz_span_style bits */
    const char *text;
    const char *link; /* "" unless a link */
    struct pwz_doc_run *next;
};

struct pwz_doc_item {
    enum pwz_doc_kind kind;
    enum pwz_doc_role role;
    unsigned level, number;
    const char *name; /* PWZ_DOC_PAIR: the name; PWZ_DOC_CODE: label; else "" */
    struct pwz_doc_run *runs, *last_run;
    struct pwz_doc_item *next;
};

/* Zero-initialise. `failed` sticks when memory runs out; check it once at the end. */
struct pwz_doc {
    struct pwz_arena arena;
    struct pwz_doc_item *items, *last;
    bool failed;
};

void pwz_doc_done(struct pwz_doc *doc);

/* Start an item; following runs belong to it. Texts are copied and pass the gate (line
 * feeds stay in PWZ_DOC_CODE only). Returns NULL on failure.
 */
struct pwz_doc_item *pwz_doc_add(struct pwz_doc *doc, enum pwz_doc_kind kind,
                                 enum pwz_doc_role role);
void pwz_doc_run(struct pwz_doc *doc, uint32_t style, const char *text, const char *link);
void pwz_doc_runf(struct pwz_doc *doc, uint32_t style, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* One item with one plain run. */
void pwz_doc_line(struct pwz_doc *doc, enum pwz_doc_kind kind, enum pwz_doc_role role,
                  const char *text);
/* Set an item's name (label of code); copied. `item` may be NULL. */
void pwz_doc_name(struct pwz_doc *doc, struct pwz_doc_item *item, const char *name);
void pwz_doc_head(struct pwz_doc *doc, enum pwz_doc_role role, unsigned level,
                  const char *text);
void pwz_doc_pair(struct pwz_doc *doc, enum pwz_doc_role role, const char *name,
                  const char *value);

/* Renderers. `cols` wraps plain text (0 = no wrapping). PWZ_E_NOMEM or PWZ_E_LIMIT. */
enum pwz_status pwz_doc_to_text(const struct pwz_doc *doc, size_t cols,
                                struct pwz_buf *out);
enum pwz_status pwz_doc_to_markdown(const struct pwz_doc *doc, struct pwz_buf *out);
enum pwz_status pwz_doc_to_html(const struct pwz_doc *doc, const char *title,
                                struct pwz_buf *out);

#endif
