/*
 * What the files of the pack's document share. Private to this room.
 */
#ifndef PWZ_REPORT_PACK_DOCS_H
#define PWZ_REPORT_PACK_DOCS_H

#include "pecwiz/report.h"

struct pack_docs {
    const struct pwz_pack *pack;
    const struct pwz_facts *facts; /* nothing is known: placeholders show short names */
    struct pwz_doc *doc;
};

/* The sections of an article that have words, each below its label. */
struct pack_docs_section {
    enum pwz_section section;
    const char *label;
    enum pwz_doc_role role;
};
void pwz_docs_sections(const struct pack_docs *docs, const struct pwz_article *article,
                       const struct pack_docs_section *sections, size_t count);

/* "**label**" as a paragraph of its own. */
void pwz_docs_label(const struct pack_docs *docs, const char *label);

/* A pair whose value is code: ids and other names of the content files. */
void pwz_docs_code_pair(const struct pack_docs *docs, const char *name,
                        const char *value);

/* Texts of the table of sources as bullets, addresses as links. */
void pwz_docs_sources(const struct pack_docs *docs, const char *label, uint32_t first,
                      uint32_t count);

/* pack_docs_steps.c: the checklist with every question. */
void pwz_docs_checklist(const struct pack_docs *docs);

/* pack_docs_rules.c */
void pwz_docs_conditions(const struct pack_docs *docs);
void pwz_docs_rules(const struct pack_docs *docs);
void pwz_docs_verdicts(const struct pack_docs *docs);

#endif
