/*
 * Rich text as content gives it and documents carry it: blocks of styled spans. Rows of
 * the image, so that compiled content needs no Markdown parser at run time.
 */
#ifndef PECWIZ_RICH_H
#define PECWIZ_RICH_H

#include <stdint.h>

enum pwz_block_kind {
    PWZ_BLOCK_PARA,
    PWZ_BLOCK_BULLET, /* one list item */
    PWZ_BLOCK_NUMBER, /* one item of a numbered list; `number` is its number */
    PWZ_BLOCK_CODE,   /* fenced code: one span, lines separated by line feeds */
};

enum pwz_span_style {
    PWZ_SPAN_PLAIN = 0,
    PWZ_SPAN_STRONG = 1,
    PWZ_SPAN_CODE = 2,
    PWZ_SPAN_LINK = 4, /* `link` is the address */
};

struct pwz_block {
    uint32_t kind;
    uint32_t level; /* list depth: 0 or 1 */
    uint32_t number;
    uint32_t first_span, span_count;
};

struct pwz_span {
    uint32_t style; /* bits of enum pwz_span_style */
    uint32_t text;  /* offset into the pool */
    uint32_t link;  /* offset, "" unless PWZ_SPAN_LINK */
};

#endif
