/*
 * The state of compiling one pack, shared by the files of this room. Each load_… function
 * reads one file of the pack into it; compile.c runs them in order and writes the image.
 */
#ifndef CONTENT_LOADER_H
#define CONTENT_LOADER_H

#include "pecwiz/content.h"
#include "pecwiz/json.h"
#include "pecwiz/text.h"

#include "content/names.h"
#include "content/vec.h"

enum {
    LOADER_LOOPS_MAX = 8,
    LOADER_DOCS_MAX = 64
};

/* A loop variable of the pack, such as the identity paths. */
struct loop {
    const char *name;
    const char **values;
    uint32_t count;
};

/* Where the reader is inside a forEach block; NULL outside. */
struct loop_at {
    const struct loop *loop;
    const char *value;
};

/* A fact as read; order is that of facts.json until the questions have been read. */
struct fact_entry {
    struct pwz_fact_spec spec;
    struct pwz_fact_words words;
    const struct pwz_json *json; /* for messages */
    const char *loop_name;       /* "path", NULL outside a loop */
    const char *loop_value;      /* "guest" */
    const char *template_id;     /* "path.role" for "guest.role"; the id itself outside */
    const char *guard_fact, *guard_value; /* ids, resolved once the order is known */
    const char *scope, *known_to, *sensitivity;
    const char *list;                /* id of the list that helps, NULL … */
    const struct pwz_json *list_at;  /* … and where the question names it */
    const struct pwz_json *ask_when; /* condition, parsed after all facts are known */
    const struct pwz_json *good;
    uint8_t keys[PWZ_VALUES_MAX]; /* hot key of each value, 0 = none */
    bool is_placed;               /* has a question … */
    uint32_t position;            /* … and stands here in the checklist */
};

struct step_entry {
    struct pwz_step_spec spec;
    const struct pwz_json *not_applicable;
};

struct verdict_entry {
    struct pwz_verdict_spec spec;
    struct pwz_verdict_words words;
    const struct pwz_json *json;
    const char *escalation; /* id, NULL */
};

/* A named condition: parsed when first used, so that order does not matter. */
struct named_cond {
    const char *name;
    const char *template_id; /* "good.{path}" for "good.guest"; the name outside a loop */
    const struct pwz_json *when;
    struct loop_at at;
    uint32_t cond; /* PWZ_NONE until parsed */
    bool is_open;  /* being parsed: meeting it again is a circle */
    bool is_used;
};

struct loader {
    const struct pwz_content_files *files;
    struct pwz_arena arena;
    struct pwz_image_builder *builder;
    struct pwz_err *err;
    bool is_out_of_memory; /* sticks; whatever was found afterwards means nothing */

    struct pwz_json_doc *docs[LOADER_DOCS_MAX];
    uint32_t doc_count;
    const struct pwz_json_doc *doc; /* being read, for messages */

    struct loop loops[LOADER_LOOPS_MAX];
    uint32_t loop_count;
    struct loop_at at;

    struct vec facts; /* struct fact_entry; in checklist order after load_questions() */
    struct names fact_names;
    uint32_t question_count;
    const struct pwz_json_doc *facts_doc, *questions_doc, *rules_doc,
        *verdicts_doc; /* for messages */
    struct vec steps;  /* struct step_entry */
    struct names step_names;
    struct vec verdicts; /* struct verdict_entry */
    struct names verdict_names;
    struct vec conds; /* struct pwz_cond */
    struct vec kids;  /* uint32_t */
    struct vec named; /* struct named_cond */
    struct names named_names;
    struct vec rules, seen;          /* struct pwz_rule_spec */
    struct vec rule_json, seen_json; /* const struct pwz_json *: for lint */
    struct names rule_names;
    struct names list_names;
    struct names escalation_names;
    struct pwz_pack_meta meta;
    const struct pwz_json *case_fields; /* pack.json, NULL */
    const struct pwz_json_doc *pack_doc;
    const struct pwz_json *words; /* text/LOCALE/words.json */
    const struct pwz_json_doc *words_doc;
    const char *locale;
};

/* ---- loader.c: common tools ---- */

void loader_init(struct loader *loader, const struct pwz_content_files *files,
                 struct pwz_err *err);
void loader_done(struct loader *loader);

/* Parse a JSON file of the pack and make it the current document. The root is returned in
 * `root`. PWZ_E_NOT_FOUND when the pack has no such file. */
enum pwz_status loader_open(struct loader *loader, const char *name,
                            const struct pwz_json **root);
const struct pwz_content_file *loader_file(const struct loader *loader, const char *name);

/* Errors about a place in the current document, or without one. */
enum pwz_status loader_fail(struct loader *loader, const struct pwz_json *at,
                            const char *format, ...)
    __attribute__((format(printf, 3, 4)));
enum pwz_status loader_nomem(struct loader *loader);

/* Checked members of an object, as pwz_json_read() on the current document. */
enum pwz_status loader_read(struct loader *loader, const struct pwz_json *object,
                            const struct pwz_json_field *fields, size_t count,
                            const struct pwz_json **values);

/* A string with {loop} replaced by the present value; NULL value gives NULL. Texts live
 * in the arena. NULL when memory is out (then err is set). */
const char *loader_string(struct loader *loader, const struct pwz_json *value);

/* Offset of a string in the image: replaced as above and passed through the text gate.
 * Offset 0 (empty) for NULL. */
uint32_t loader_text(struct loader *loader, const struct pwz_json *value);
uint32_t loader_gated(struct loader *loader, const char *text, size_t len,
                      enum pwz_gate_flags flags);

/* Ids are [a-z0-9] and . _ - { }, at most 64 bytes: they name files and stand in
 * commands. */
enum pwz_status loader_id(struct loader *loader, const struct pwz_json *value,
                          const char **id);

/* Call `fn` for each item of `array`, running forEach blocks once per loop value with
 * loader->at set. `word` is the block's member that holds the items. */
typedef enum pwz_status loader_item_fn(struct loader *loader,
                                       const struct pwz_json *item);
enum pwz_status loader_each(struct loader *loader, const struct pwz_json *array,
                            const char *word, loader_item_fn *fn);

/* For items with "only": true when the present loop value is not in the list. */
enum pwz_status loader_is_left_out(struct loader *loader, const struct pwz_json *only,
                                   bool *is_left_out);

/* Index of a fact by id with an error that names the nearest one. */
enum pwz_status loader_find_fact(struct loader *loader, const struct pwz_json *at,
                                 const char *id, uint32_t *fact);
enum pwz_status loader_find_value(struct loader *loader, const struct pwz_json *at,
                                  uint32_t fact, const char *id, uint32_t *value);

static inline struct fact_entry *loader_fact(const struct loader *loader, uint32_t index)
{
    return (struct fact_entry *)loader->facts.data + index;
}
static inline struct step_entry *loader_step(const struct loader *loader, uint32_t index)
{
    return (struct step_entry *)loader->steps.data + index;
}
static inline struct verdict_entry *loader_verdict(const struct loader *loader,
                                                   uint32_t index)
{
    return (struct verdict_entry *)loader->verdicts.data + index;
}

/* ---- one function per file of the pack ---- */

enum pwz_status load_pack_meta(struct loader *loader);   /* pack.json */
enum pwz_status load_case_fields(struct loader *loader); /* … what needs the facts */
enum pwz_status load_facts(struct loader *loader);       /* facts.json */
enum pwz_status
load_questions(struct loader *loader); /* questions.json: sets the order */
enum pwz_status resolve_guards(struct loader *loader);   /* once the order is set */
enum pwz_status load_lists(struct loader *loader);       /* lists/NAME.json */
enum pwz_status load_escalations(struct loader *loader); /* escalation.json */
enum pwz_status load_verdicts(struct loader *loader);    /* verdicts.json */
enum pwz_status load_rules(struct loader *loader);       /* rules.json */
enum pwz_status load_evidence(struct loader *loader);    /* evidence.json */
enum pwz_status load_words(struct loader *loader);       /* text/LOCALE/words.json */
enum pwz_status load_articles(struct loader *loader);    /* text/LOCALE/….md */

/* conditions.c */
enum pwz_status parse_cond(struct loader *loader, const struct pwz_json *json,
                           uint32_t *cond);
enum pwz_status add_named_conds(struct loader *loader, const struct pwz_json *array);

/* load_verdicts.c: strings of an array as rows of the sources section; and the check that
 * every {placeholder} of a text can be filled. */
enum pwz_status load_texts(struct loader *loader, const struct pwz_json *array,
                           uint32_t *first, uint32_t *count);
enum pwz_status check_placeholders(struct loader *loader, const struct pwz_json *at,
                                   const char *text);

/* words.c: label of `id` in a group such as "actor"; loop words replaced. Error when
 * there is none. */
enum pwz_status word_of(struct loader *loader, const struct pwz_json *at,
                        const char *group, const char *id, uint32_t *text);
/* The word that replaces {path} for one value; NULL when the pack has none. */
const char *loop_word(const struct loader *loader, const char *loop_name,
                      const char *value);

/* markdown.c: one Markdown text of the pack. `replace`/`by` substitute a loop's
 * placeholder. */
struct markdown_answer {
    const char *value;
    uint32_t label; /* text */
    unsigned line;
};
struct markdown {
    struct pwz_article article;
    struct markdown_answer answers[PWZ_VALUES_MAX];
    uint32_t answer_count;
};
enum pwz_status read_markdown(struct loader *loader, const char *name, const char *bytes,
                              size_t len, struct markdown *markdown);

/* hash.c: hex SHA-256 over all files, name and length first. */
void hash_files(const struct pwz_content_files *files, char hex[65]);

/* compile.c: everything but the last step (writing the image), for lint. */
enum pwz_status load_pack(struct loader *loader);
enum pwz_status gather_specs(struct loader *loader, struct pwz_model_spec *spec);
enum pwz_status build_pack(struct loader *loader, struct pwz_model_report *report);

#endif
