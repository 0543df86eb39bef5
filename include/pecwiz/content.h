/*
 * A content pack: the decision model plus all words, commands, lists and forms.
 *
 * A pack is one image (image.h). It comes from a folder of JSON and Markdown files
 * (pwz_content_load) or was compiled into the program by the build. Both give the same
 * bytes. Everything read from a pack has passed the text gate when it was compiled.
 */
#ifndef PECWIZ_CONTENT_H
#define PECWIZ_CONTENT_H

#include "pecwiz/buf.h"
#include "pecwiz/entry.h"
#include "pecwiz/model.h"
#include "pecwiz/rich.h"

/* ---- the files of a pack, in memory ---- */

enum {
    PWZ_CONTENT_FILES_MAX = 2000,
    PWZ_CONTENT_BYTES_MAX = 8 * 1024 * 1024
};

struct pwz_content_file {
    const char *name; /* relative to the pack, '/' between folders: "text/en/x.md" */
    const char *bytes;
    size_t len;
};

/* Files sorted by name (byte order), so that hash and image do not depend on the disk. */
struct pwz_content_files {
    const struct pwz_content_file *file;
    size_t count;
    void *storage; /* owned */
};

/* Read all .json and .md files below `dir` (known folders only). PWZ_E_IO with the path
 * and the system's words; PWZ_E_LIMIT. Free with _done(). */
enum pwz_status pwz_content_read(const char *dir, struct pwz_content_files *files,
                                 struct pwz_err *err);
void pwz_content_files_done(struct pwz_content_files *files);

/*
 * Compile files into an image. `*bytes` belongs to the caller (pwz_mem_free). Stops at
 * the first error: file, line, column and JSON path are in err. `report` (may be NULL) as
 * in pwz_model_build; rule_fires is not used here.
 */
enum pwz_status pwz_content_compile(const struct pwz_content_files *files,
                                    unsigned char **bytes, size_t *size,
                                    struct pwz_err *err);

/* ---- the compiled pack ---- */

/* X(name, heading in Markdown files) */
#define PWZ_SECTION_LIST(X)                                                              \
    X(WHY, "Why")                                                                        \
    X(WHERE, "Where to look")                                                            \
    X(SAY, "Say")                                                                        \
    X(NOTE, "Note")                                                                      \
    X(FIX, "Fix")                                                                        \
    X(PROOF, "Proof")                                                                    \
    X(LOOK_AGAIN, "Look again")                                                          \
    X(PREVENT, "Prevent")
#define PWZ_CONTENT_ENUM_SECTION(name, heading) PWZ_SECTION_##name,
enum pwz_section {
    PWZ_SECTION_LIST(PWZ_CONTENT_ENUM_SECTION) PWZ_SECTION_COUNT
};
const char *pwz_section_heading(uint32_t section);

struct pwz_block_range {
    uint32_t first, count; /* rows of pack->blocks; count 0 = no such section */
};

/* Words of one question or verdict. */
struct pwz_article {
    uint32_t title; /* text */
    struct pwz_block_range section[PWZ_SECTION_COUNT];
};

/* Parallel to model.facts / .values / .steps / .verdicts: same index. */
struct pwz_fact_words {
    struct pwz_article article; /* title = the question */
    uint32_t label;             /* text: short name for proof lines */
    uint32_t scope;             /* text: case, customer, subscription */
    uint32_t known_to;          /* text: who alone can know it, "" = anybody concerned */
    uint32_t sensitivity;       /* text: none, partner, customer */
    uint32_t seconds;           /* typical time to find out, 0 = not given */
    uint32_t list;              /* list that helps, PWZ_NONE */
};
struct pwz_value_words {
    uint32_t label; /* text */
    uint32_t key;   /* ASCII code of the extra hot key, 0 = none */
};
struct pwz_step_words {
    uint32_t title; /* text */
};
struct pwz_verdict_words {
    struct pwz_article article;
    uint32_t actor;           /* text: id */
    uint32_t actor_words;     /* text: "the customer" */
    uint32_t grade_words;     /* text */
    uint32_t look_again_days; /* 0 = no date */
    uint32_t escalation;      /* row of escalations, PWZ_NONE */
    uint32_t reviewed;        /* text: date */
    uint32_t first_command, command_count;
    uint32_t first_source, source_count; /* rows of sources: text offsets (URLs) */
    uint32_t first_again, again_count;   /* rows of sources: ids of facts to ask again
                                            once the fix was done or failed */
};
struct pwz_command {
    uint32_t label, shell, text, run_by, run_by_words, source; /* texts */
    uint32_t
        changes; /* 1: changes something at Microsoft or the customer; 0: only reads */
};
struct pwz_list {
    uint32_t id, title;            /* texts */
    uint32_t first_row, row_count; /* in list_rows */
    uint32_t first_source, source_count;
    uint32_t reviewed; /* text: date */
};
struct pwz_list_row {
    uint32_t name, today, guid; /* texts; today = other name in use now, "" = the same */
    uint32_t eligible;          /* 1 yes, 0 no */
};
struct pwz_escalation {
    uint32_t id, where; /* texts */
    uint32_t first_field, field_count;
    uint32_t first_topic, topic_count;   /* in sources: text offsets */
    uint32_t first_attach, attach_count; /* in sources: text offsets */
};
struct pwz_form_field {
    uint32_t name, label; /* texts */
    uint32_t fact;        /* index or PWZ_NONE */
    uint32_t constant;    /* text, "" = none */
    uint32_t is_template; /* 1: the hand-over text made by the program */
    uint32_t needed;
};
/* A condition that rules and questions share by name; the rows of the model refer to it
 * by its index alone. Declared ones that nothing uses are left out. */
struct pwz_named_cond {
    uint32_t name, words; /* texts; words "" = the pack has none for it */
    uint32_t cond;        /* index in model.conds */
};
/* What evidence measures, as facts; see evidence.h. */
struct pwz_evidence {
    uint32_t source, measure; /* texts */
    uint32_t fact;
    uint32_t first_value,
        value_count; /* in evidence_values; 0 = the fact takes it as text */
};
struct pwz_evidence_value {
    uint32_t name;  /* text: what is measured */
    uint32_t value; /* index of the fact's value */
};
struct pwz_property {
    uint32_t name, value; /* texts: one property of the source article's header */
};
struct pwz_pack_meta {
    uint32_t id, version, title, status, last_reviewed, review_by, locale; /* texts */
    uint32_t sha256;     /* text: hex, over all files */
    uint32_t origin_url; /* text */
    uint32_t test_count;
    uint32_t case_field[PWZ_COLUMN_COUNT]; /* texts: fact ids, "" = column stays empty */
};

/* View of a pack; plain pointers into the image. */
struct pwz_pack {
    struct pwz_model model;
    const struct pwz_pack_meta *meta;
    const struct pwz_fact_words *fact_words;
    const struct pwz_value_words *value_words;
    const struct pwz_step_words *step_words;
    const struct pwz_verdict_words *verdict_words;
    const struct pwz_command *commands;
    const struct pwz_list *lists;
    const struct pwz_list_row *list_rows;
    const struct pwz_escalation *escalations;
    const struct pwz_form_field *form_fields;
    const struct pwz_property *properties;
    const struct pwz_block *blocks;
    const struct pwz_span *spans;
    const uint32_t *sources;
    const struct pwz_named_cond *named_conds;
    const struct pwz_evidence *evidence;
    const struct pwz_evidence_value *evidence_values;
    uint32_t named_cond_count;
    uint32_t list_count, list_row_count, escalation_count, property_count;
    uint32_t evidence_count;
};

/* Fill the view; `bytes` must outlive it. PWZ_E_SCHEMA when it is no pack image of this
 * program. No allocation, a few dozen loads: this is all the parsing at start-up. */
enum pwz_status pwz_pack_open(struct pwz_pack *pack, const void *bytes, size_t size,
                              struct pwz_err *err);

static inline const char *pwz_pack_text(const struct pwz_pack *pack, uint32_t offset)
{
    return pack->model.pool + offset;
}

/* Id of the fact that fills a column in lists of cases, "" when the pack names none. */
static inline const char *pwz_pack_case_field(const struct pwz_pack *pack,
                                              enum pwz_column column)
{
    return pwz_pack_text(pack, pack->meta->case_field[column]);
}

/* The pack that the build compiled in, and the files it was compiled from (for lint, test
 * and export without a folder). Static storage. */
const void *pwz_builtin_image(size_t *size);
void pwz_builtin_files(struct pwz_content_files *files); /* borrowed; do not free */

/* ---- lint and tests of a pack ---- */

/* One finding of lint or of a pack test; strings borrowed for the call. */
struct pwz_finding {
    bool is_warning;
    const char *rule; /* short id such as "unused-fact" */
    const char *file; /* relative name, "" */
    unsigned line, column;
    const char *path; /* JSON path, "" */
    const char *text; /* what is wrong, and what to do */
    const char *walk; /* shortest counter-example "fact=value, …", "" = none */
};
typedef void pwz_finding_fn(void *context, const struct pwz_finding *finding);

/* What lint looks for: rows in the order of the list that is shown. Static storage. */
struct pwz_lint_rule {
    const char *id; /* as in struct pwz_finding */
    bool is_warning;
    const char *meaning; /* one line */
};
const struct pwz_lint_rule *pwz_lint_rules(size_t *count);

struct pwz_lint_summary {
    uint32_t errors, warnings;
    uint32_t facts, questions, rules, verdicts, nodes, tests;
    char combos[1024]; /* decimal, cut with "…" when longer */
};

/* Check everything that can be checked without a network. `today` is YYYY-MM-DD, for
 * reviewBy. Findings are reported, not returned; the status is PWZ_OK even with findings
 * and only PWZ_E_NOMEM otherwise. */
enum pwz_status pwz_content_lint(const struct pwz_content_files *files, const char *today,
                                 pwz_finding_fn *report, void *context,
                                 struct pwz_lint_summary *summary, struct pwz_err *err);

struct pwz_test_summary {
    uint32_t passed, failed;
    uint32_t rules, rules_hit, verdicts, verdicts_hit;
};

/* Run tests/…json of the files against the compiled pack. One finding per failed test and
 * per rule or verdict no test reaches. Errors of form as in pwz_content_compile(). */
enum pwz_status pwz_content_test(const struct pwz_content_files *files,
                                 pwz_finding_fn *report, void *context,
                                 struct pwz_test_summary *summary, struct pwz_err *err);

#endif
