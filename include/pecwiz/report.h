/*
 * From a walk's result to something a person or a program reads. Pure: no I/O, no clock;
 * "now" is passed in. Knows packs and results, not any subject.
 */
#ifndef PECWIZ_REPORT_H
#define PECWIZ_REPORT_H

#include "pecwiz/content.h"
#include "pecwiz/doc.h"
#include "pecwiz/time.h"
#include "pecwiz/walk.h"

/* Everything a report is made from; all borrowed. */
struct pwz_case_view {
    const struct pwz_pack *pack;
    const struct pwz_facts *facts;
    const struct pwz_result *result;
    int64_t now;      /* seconds since 1970 UTC */
    int64_t since;    /* when the case came to its result, 0 = now: the days until looking
                         again count from here */
    bool hides_notes; /* curtain or partner: no agent notes */
};

/* What a fact holds, in words for people: the answer's label, members joined by ", ",
 * "none of these", "don't know", "not asked", or the typed text. Appends to `out`. */
void pwz_report_value(const struct pwz_pack *pack, const struct pwz_facts *facts,
                      uint32_t fact, struct pwz_buf *out);

/* `text` with each {fact.id} replaced by the fact's value, or by <short name> while it is
 * unknown. Appends to `out`; returns the number of placeholders left unfilled. */
size_t pwz_report_fill(const struct pwz_pack *pack, const struct pwz_facts *facts,
                       const char *text, struct pwz_buf *out);

/* A command's text, filled like the above, but only with values that are one plain word
 * in every shell (letters, digits, "-_.:/+"); others stay <short name>, so that a value
 * from outside never becomes part of a command. Returns the number left unfilled. */
size_t pwz_report_command(const struct pwz_pack *pack, const struct pwz_facts *facts,
                          const struct pwz_command *command, struct pwz_buf *out);

/* Day to look again (0 when the verdict names none): now + the verdict's days. */
int64_t pwz_report_look_again(const struct pwz_case_view *view);

/* Blocks of content as document items; placeholders are filled when `facts` is given. */
void pwz_report_blocks(struct pwz_doc *doc, const struct pwz_pack *pack,
                       const struct pwz_facts *facts, struct pwz_block_range range,
                       enum pwz_doc_role role);

/* The verdict page: title, grade and actor, say, proof lines with source and time, fix,
 * commands (read or change, who may run them), look again, prevent, also found, also
 * seen, note, sources; for escalations the form with what is still missing. While
 * undecided: what is possible and what to find out next. Status in doc->failed. */
void pwz_report_verdict(const struct pwz_case_view *view, struct pwz_doc *doc);

/* One page for `diagnose`: verdict, then the checklist with states, then all facts. */
void pwz_report_case(const struct pwz_case_view *view, struct pwz_doc *doc);

/* The whole pack for an expert to read and sign: where it comes from, counts, the
 * checklist with every question, every rule and verdict, the lists and forms. `tests` is
 * what the pack's own tests gave, NULL when they were not run. Placeholders show the
 * fact's short name. Status in doc->failed. */
void pwz_report_pack(const struct pwz_pack *pack, const struct pwz_test_summary *tests,
                     struct pwz_doc *doc);

/* The object of architecture.md section 4, schema pecwiz-result/1. */
enum pwz_status pwz_report_json(const struct pwz_case_view *view, struct pwz_buf *out);

/* Exit status of the program for a case status: 0 no fault, 3 cause or escalate, 4. */
int pwz_report_exit_code(enum pwz_case_status status);

#endif
