/*
 * What the renderers share. Private to the report room.
 */
#ifndef PWZ_REPORT_RENDER_H
#define PWZ_REPORT_RENDER_H

#include "pecwiz/doc.h"

/* True when no blank line stands between two neighbours: rows of one list. */
bool pwz_doc_is_tight(const struct pwz_doc_item *before, const struct pwz_doc_item *item);

/* Text with & < > " and ' as entities, for the inside of elements and attributes. */
void pwz_html_put(struct pwz_buf *out, const char *text);

#endif
