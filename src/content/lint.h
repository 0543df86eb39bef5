/*
 * Private to lint: its state, the table of its rules, reporting, and what several of its
 * files need. Each lint_….c holds the rules of one theme.
 */
#ifndef CONTENT_LINT_H
#define CONTENT_LINT_H

#include "content/loader.h"

/* The order is that of the list which "content lint --rules" prints (lint_table.c). */
enum lint_rule {
    LINT_NOT_LOADABLE,
    /* the decision tree */
    LINT_DEAD_RULE,
    LINT_CONSTANT_CONDITION,
    LINT_UNUSED_CONDITION,
    LINT_UNUSED_VERDICT,
    LINT_UNUSED_FACT,
    LINT_NEVER_ASKED,
    LINT_GUARD_LEAK,
    LINT_LONG_STEP,
    LINT_BUSY_STEP,
    LINT_UNTESTED_RULE,
    LINT_UNTESTED_VERDICT,
    /* words */
    LINT_MISSING_SECTION,
    LINT_STRAY_SECTION,
    LINT_LONG_TITLE,
    LINT_LONG_LABEL,
    LINT_LONG_NAME,
    LINT_LONG_SAY,
    LINT_HEADING_CASE,
    LINT_SAME_QUESTION,
    LINT_SAME_LABEL,
    LINT_UNUSED_WORD,
    LINT_UNUSED_FILE,
    LINT_UNUSED_DETAIL,
    /* verdicts */
    LINT_NO_STEPS,
    LINT_NO_ACTOR,
    LINT_UNKNOWN_ACTOR,
    LINT_WRONG_ACTOR,
    LINT_GRADE_MISMATCH,
    LINT_NO_SOURCE,
    /* commands */
    LINT_HIDDEN_CHANGE,
    LINT_IDLE_CHANGE,
    LINT_UNFILLED_PLACEHOLDER,
    LINT_BAD_PATTERN,
    /* Markdown and characters */
    LINT_BAD_LINK,
    LINT_TABLE,
    LINT_FORBIDDEN_CHARACTER,
    LINT_NOT_NFC,
    /* lists and forms */
    LINT_LIST_ORDER,
    LINT_SAME_ROW,
    LINT_UNUSED_LIST,
    LINT_UNUSED_FORM,
    /* dates and origin */
    LINT_BAD_DATE,
    LINT_FUTURE_DATE,
    LINT_REVIEW_DUE,
    LINT_BULLET_STEP,
    LINT_BULLET_CHANGED,
    LINT_UNKNOWN_CLOUD,
    LINT_RULE_COUNT
};

struct lint {
    struct loader *loader;
    const char *today; /* YYYY-MM-DD, NULL = nothing is compared with it */
    struct pwz_pack pack;
    struct pwz_model_spec spec; /* what the pack's model was built from */
    uint8_t *rule_fires;        /* per rule */
    uint8_t *cond_fixed;        /* per condition, as in struct pwz_model_report */
    pwz_finding_fn *report;
    void *context;
    struct pwz_lint_summary *summary;
    bool is_out_of_memory; /* sticks */
};

/* Where a finding points to; unknown parts stay 0. */
struct lint_place {
    const char *file;
    unsigned line, column;
    const struct pwz_json *json; /* gives line, column and path */
    const char *path;            /* where there is no `json` */
    const char *walk;            /* answers that show it, NULL = none */
};

static inline struct lint_place lint_at(const struct pwz_json_doc *doc,
                                        const struct pwz_json *json)
{
    return (struct lint_place){.file = pwz_json_file(doc), .json = json};
}
static inline struct lint_place lint_in(const char *file, unsigned line)
{
    return (struct lint_place){.file = file, .line = line, .column = line ? 1 : 0};
}

void lint_say(struct lint *lint, enum lint_rule rule, struct lint_place place,
              const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Zeroed memory that lives as long as the lint; NULL when memory is out (that sticks). */
void *lint_new(struct lint *lint, size_t count, size_t size);

/* "text/en/ID.md" into `out`, which is returned; cut when ID is longer than ids are. */
enum {
    LINT_NAME_MAX = 200
};
const char *lint_text_name(const struct lint *lint, const char *id,
                           char out[LINT_NAME_MAX]);

/* The file that tells the words of a fact: its own, or that of its loop's template. */
const char *lint_fact_file(const struct lint *lint, uint32_t fact,
                           char out[LINT_NAME_MAX]);

/* "guest.role" is "path.role" in texts that serve the whole loop; else the id. */
const char *lint_template(const char *template_id, const char *loop_name,
                          char out[LINT_NAME_MAX]);

/* The document of a file the pack was read from, NULL when there is none. */
const struct pwz_json_doc *lint_doc(const struct lint *lint, const char *file);

static inline const char *lint_words(const struct lint *lint, uint32_t text)
{
    return pwz_pack_text(&lint->pack, text);
}

/* ---- lines of a Markdown file ---- */

struct lint_line {
    const char *text; /* not ended by NUL */
    size_t len;
    unsigned number;
    uint32_t section; /* enum pwz_section, PWZ_SECTION_COUNT before the first */
    bool is_code;     /* inside a fenced block, or one of its fences */
    bool is_heading;
};

struct lint_reader {
    const struct pwz_content_file *file;
    size_t at;
    struct lint_line line; /* the present one */
    bool is_fenced;
};

bool lint_is_markdown(const struct pwz_content_file *file);
struct lint_reader lint_open(const struct pwz_content_file *file);
bool lint_next(struct lint_reader *reader); /* false at the end */

/* First place of `part` in the line, NULL when it is not there. */
const char *lint_find(const struct lint_line *line, const char *part);
struct lint_place lint_within(const struct lint_reader *reader, const char *at);

/* Call `check` for every string below `json`, itself included. */
typedef void lint_string_fn(struct lint *lint, const struct pwz_json_doc *doc,
                            const struct pwz_json *string);
void lint_each_string(struct lint *lint, const struct pwz_json_doc *doc,
                      const struct pwz_json *json, lint_string_fn *check);

/* ---- walks (lint_walks.c) ---- */

/* A decision diagram of its own, built from the pack's facts and other rules. */
struct lint_tree {
    unsigned char *image;
    struct pwz_model model;
};

/* Leaf i stands for rules[i].verdict; the last rule is the otherwise. False when the
 * diagram grows too large or memory is out; nothing is to be freed then. */
bool lint_tree_build(struct lint *lint, const struct pwz_rule_spec *rules, uint32_t count,
                     struct lint_tree *tree);
void lint_tree_done(struct lint_tree *tree);

/* Where a walk is to end, and one answer that it must not leave. */
struct lint_goal {
    uint32_t first_leaf, last_leaf; /* any of these, when first <= last */
    uint32_t var;                   /* a test of this variable, PWZ_NONE = none */
    uint32_t kept_var, kept_value;  /* PWZ_NONE = nothing is kept */
};

/* The shortest answers that lead to the goal, "fact=value, set=a,b", and the leaf they
 * end in (PWZ_NONE at a variable). NULL when there are none. Text of the lint's memory.
 */
const char *lint_walk_to(struct lint *lint, const struct pwz_model *model,
                         const struct lint_goal *goal, uint32_t *leaf);

/* Answers as one text; chosen[var] is a value or PWZ_NONE. */
const char *lint_walk_text(struct lint *lint, const struct pwz_model *model,
                           const uint32_t *chosen);

/* ---- the rules, by theme ---- */

typedef void lint_check_fn(struct lint *lint);

lint_check_fn check_firing, check_conditions, check_verdicts_given, check_facts_used,
    check_conditions_used, check_guards; /* lint_rules.c */
lint_check_fn check_step_lengths;        /* lint_steps.c */
lint_check_fn check_coverage;            /* lint_tests.c */
lint_check_fn check_sections, check_titles, check_labels, check_questions,
    check_say; /* lint_words.c */
lint_check_fn check_unused_words, check_files, check_details,
    check_lists_used;                        /* lint_unused.c */
lint_check_fn check_fix_steps, check_grades; /* lint_verdicts.c */
lint_check_fn check_commands, check_placeholders_filled,
    check_patterns;                                     /* lint_commands.c */
lint_check_fn check_links;                              /* lint_links.c */
lint_check_fn check_markdown, check_characters;         /* lint_text.c */
lint_check_fn check_lists;                              /* lint_lists.c */
lint_check_fn check_dates, check_bullets, check_clouds; /* lint_dates.c */

#endif
