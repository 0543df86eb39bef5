/*
 * Answers from a file and from --set: at most one for each fact, checked strictly before
 * any of them counts. Used by the command line, by pack tests, and by whoever embeds
 * both.
 */
#ifndef PECWIZ_ANSWERS_H
#define PECWIZ_ANSWERS_H

#include "pecwiz/content.h"
#include "pecwiz/facts.h"
#include "pecwiz/json.h"
#include "pecwiz/mem.h"

enum {
    PWZ_ANSWERS_BYTES_MAX = 1024 * 1024
};

struct pwz_answers {
    const struct pwz_model *model; /* borrowed */
    struct pwz_statement *slots;   /* one for each fact */
    bool *is_given;                /* one for each fact */
    struct pwz_arena arena;        /* texts and the arrays above */
};

/* `model` must outlive it. PWZ_E_NOMEM. */
enum pwz_status pwz_answers_init(struct pwz_answers *answers,
                                 const struct pwz_model *model, struct pwz_err *err);
void pwz_answers_done(struct pwz_answers *answers);

/* A whole file of schema pecwiz-answers/1. Errors carry file, line, column and path. */
enum pwz_status pwz_answers_read(struct pwz_answers *answers, const char *bytes,
                                 size_t len, const char *file, struct pwz_err *err);

/* The object of facts of such a file, wherever it stands in `doc`. */
enum pwz_status pwz_answers_read_facts(struct pwz_answers *answers,
                                       const struct pwz_json_doc *doc,
                                       const struct pwz_json *facts, struct pwz_err *err);

/* "FACT=VALUE"; replaces what was given before. */
enum pwz_status pwz_answers_set(struct pwz_answers *answers, const char *text,
                                struct pwz_err *err);

/* Hand them over as claims made at `now`, in checklist order. */
enum pwz_status pwz_answers_apply(const struct pwz_answers *answers, int64_t now,
                                  struct pwz_facts *facts, struct pwz_err *err);

/* One value of a choice, yes/no or typed fact; one member of a set that was begun. */
enum pwz_status pwz_answers_word(struct pwz_answers *answers, uint32_t fact,
                                 const char *word, struct pwz_err *err);
enum pwz_status pwz_answers_member(struct pwz_answers *answers, uint32_t fact,
                                   const char *word, struct pwz_err *err);
/* Index of a fact; PWZ_E_NOT_FOUND with the nearest name. */
enum pwz_status pwz_answers_fact(const struct pwz_model *model, const char *id,
                                 uint32_t *fact, struct pwz_err *err);
/* Begin anew for a fact: an empty set, or "don't know". */
void pwz_answers_begin(struct pwz_answers *answers, uint32_t fact, bool is_unknown);

#endif
