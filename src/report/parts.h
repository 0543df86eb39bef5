/*
 * What the files of the report room share. Private to this room.
 */
#ifndef PWZ_REPORT_PARTS_H
#define PWZ_REPORT_PARTS_H

#include "pecwiz/report.h"

enum {
    PWZ_PIECE_MAX = 64 * 1024 /* bytes of one line or one value being put together */
};

/* "2026-11-23 12:00 UTC", appended. */
void pwz_report_moment(int64_t at, struct pwz_buf *out);

static inline const char *pwz_fact_label(const struct pwz_pack *pack, uint32_t fact)
{
    return pwz_pack_text(pack, pack->fact_words[fact].label);
}

static inline const char *pwz_verdict_title(const struct pwz_pack *pack, uint32_t verdict)
{
    return pwz_pack_text(pack, pack->verdict_words[verdict].article.title);
}

/* What one statement says, in words, without where it comes from. Appended. */
void pwz_report_said(const struct pwz_pack *pack, const struct pwz_statement *statement,
                     struct pwz_buf *out);

/* " (answered 2026-11-24 12:00 UTC)" for a statement. Appended. */
void pwz_report_origin(const struct pwz_statement *statement, struct pwz_buf *out);

/* Value, origin and conflict of a fact: the right half of a proof line. Appended. */
void pwz_report_proof(const struct pwz_pack *pack, const struct pwz_facts *facts,
                      uint32_t fact, struct pwz_buf *out);

/* True when this statement still decides something about its fact; for sets, when it
 * decides at least one member (facts.h: which one counts). */
bool pwz_report_counts(const struct pwz_pack *pack, const struct pwz_facts *facts,
                       const struct pwz_statement *statement);

/* One span of content, filled; code only with values that are harmless in a shell. */
void pwz_report_fill_span(const struct pwz_pack *pack, const struct pwz_facts *facts,
                          const char *text, bool is_code, struct pwz_buf *out);

/* The plain text of one block, placeholders filled. Appended. */
void pwz_report_block_text(const struct pwz_pack *pack, const struct pwz_facts *facts,
                           const struct pwz_block *block, struct pwz_buf *out);

/* A command with what it does and who may run it. `facts` may be NULL: then placeholders
 * stay open. */
void pwz_report_command_item(struct pwz_doc *doc, const struct pwz_pack *pack,
                             const struct pwz_facts *facts,
                             const struct pwz_command *command);

/* One PWZ_DOC_PAIR: label, value, origin. */
void pwz_report_proof_line(const struct pwz_case_view *view, struct pwz_doc *doc,
                           uint32_t fact);

/* "as it should be", "fault found" … for an enum pwz_step_status. */
const char *pwz_report_step_words(uint32_t status);

/* Parts of the verdict page in their own files. */
void pwz_report_undecided(const struct pwz_case_view *view, struct pwz_doc *doc);
void pwz_report_also(const struct pwz_case_view *view, struct pwz_doc *doc);
void pwz_report_escalation(const struct pwz_case_view *view, uint32_t escalation,
                           struct pwz_doc *doc);

#endif
