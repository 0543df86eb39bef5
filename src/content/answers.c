/*
 * The store of answers and what makes a word a value of a fact. Whatever is wrong is said
 * with the nearest name that would be right.
 */
#include "pecwiz/answers.h"

#include <string.h>

#include "pecwiz/text.h"

enum {
    LIST_MAX = 512 /* bytes of a list of values in a message */
};

enum pwz_status pwz_answers_init(struct pwz_answers *answers,
                                 const struct pwz_model *model, struct pwz_err *err)
{
    *answers = (struct pwz_answers){.model = model};
    answers->slots =
        pwz_arena_new(&answers->arena, model->fact_count, sizeof(*answers->slots));
    answers->is_given =
        pwz_arena_new(&answers->arena, model->fact_count, sizeof(*answers->is_given));
    if (answers->slots == NULL || answers->is_given == NULL) {
        pwz_answers_done(answers);
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    return PWZ_OK;
}

void pwz_answers_done(struct pwz_answers *answers)
{
    pwz_arena_done(&answers->arena);
    *answers = (struct pwz_answers){0};
}

void pwz_answers_begin(struct pwz_answers *answers, uint32_t fact, bool is_unknown)
{
    answers->slots[fact] = (struct pwz_statement){
        .fact = fact,
        .source = PWZ_SOURCE_ANSWER,
        .is_unknown = is_unknown,
        .text = "",
        .detail = "",
    };
    answers->is_given[fact] = true;
}

/* ---- facts ---- */

enum pwz_status pwz_answers_fact(const struct pwz_model *model, const char *id,
                                 uint32_t *fact, struct pwz_err *err)
{
    const char **names;
    const char *nearest;

    *fact = pwz_model_fact(model, id);
    if (*fact != PWZ_NONE) {
        return PWZ_OK;
    }
    names = pwz_mem_new(model->fact_count, sizeof(*names));
    if (names == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    for (uint32_t i = 0; i < model->fact_count; i++) {
        names[i] = pwz_fact_id(model, i);
    }
    nearest = pwz_text_closest(id, names, model->fact_count);
    if (nearest != NULL) {
        pwz_err_set(err, PWZ_E_NOT_FOUND, "unknown fact '%s'; did you mean '%s'?", id,
                    nearest);
    } else {
        pwz_err_set(err, PWZ_E_NOT_FOUND, "unknown fact '%s'", id);
    }
    pwz_mem_free(names);
    return PWZ_E_NOT_FOUND;
}

/* ---- values ---- */

static enum pwz_status say_values(const struct pwz_model *model, uint32_t fact,
                                  const char *word, struct pwz_err *err)
{
    const struct pwz_fact *row = &model->facts[fact];
    const char *names[PWZ_VALUES_MAX];
    const char *nearest;
    struct pwz_buf list;

    pwz_buf_init(&list, LIST_MAX);
    for (uint32_t i = 0; i < row->value_count; i++) {
        names[i] = pwz_value_id(model, fact, i);
        pwz_buf_addf(&list, "%s%s", i > 0 ? ", " : "", names[i]);
    }
    nearest = pwz_text_nearest(word, names, row->value_count);
    if (nearest != NULL) {
        pwz_err_set(err, PWZ_E_RANGE,
                    "'%s' is not a value of '%s'; did you mean '%s'? It takes: %s", word,
                    pwz_fact_id(model, fact), nearest, pwz_buf_text(&list));
    } else {
        pwz_err_set(err, PWZ_E_RANGE, "'%s' is not a value of '%s'; it takes: %s", word,
                    pwz_fact_id(model, fact), pwz_buf_text(&list));
    }
    pwz_buf_done(&list);
    return PWZ_E_RANGE;
}

/* A yes/no fact also takes the words true and false. */
static const char *translate(const struct pwz_model *model, uint32_t fact,
                             const char *word)
{
    if (model->facts[fact].type != PWZ_FACT_BOOL) {
        return word;
    }
    if (strcmp(word, "true") == 0) {
        return "yes";
    }
    return strcmp(word, "false") == 0 ? "no" : word;
}

static enum pwz_status take_text(struct pwz_answers *answers, uint32_t fact,
                                 const char *word, struct pwz_err *err)
{
    struct pwz_buf normal;
    enum pwz_status status;

    pwz_buf_init(&normal, PWZ_ANSWERS_BYTES_MAX);
    status = pwz_fact_check_text(answers->model, fact, word, &normal, err);
    if (status == PWZ_OK) {
        const char *kept =
            pwz_arena_text(&answers->arena, pwz_buf_text(&normal), normal.len);

        if (kept != NULL) {
            pwz_answers_begin(answers, fact, false);
            answers->slots[fact].text = kept;
        } else {
            status = pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
        }
    }
    pwz_buf_done(&normal);
    return status;
}

enum pwz_status pwz_answers_word(struct pwz_answers *answers, uint32_t fact,
                                 const char *word, struct pwz_err *err)
{
    uint32_t value;

    if (!pwz_fact_has_values(answers->model, fact)) {
        return take_text(answers, fact, word, err);
    }
    value = pwz_fact_value(answers->model, fact, translate(answers->model, fact, word));
    if (value == PWZ_NONE) {
        return say_values(answers->model, fact, word, err);
    }
    pwz_answers_begin(answers, fact, false);
    answers->slots[fact].value = value;
    return PWZ_OK;
}

enum pwz_status pwz_answers_member(struct pwz_answers *answers, uint32_t fact,
                                   const char *word, struct pwz_err *err)
{
    const uint32_t value = pwz_fact_value(answers->model, fact, word);

    if (value == PWZ_NONE) {
        return say_values(answers->model, fact, word, err);
    }
    if ((answers->slots[fact].value >> value & 1U) != 0) {
        return pwz_err_set(err, PWZ_E_RANGE, "'%s' stands twice in the list of '%s'",
                           word, pwz_fact_id(answers->model, fact));
    }
    answers->slots[fact].value |= 1U << value;
    return PWZ_OK;
}

enum pwz_status pwz_answers_apply(const struct pwz_answers *answers, int64_t now,
                                  struct pwz_facts *facts, struct pwz_err *err)
{
    for (uint32_t i = 0; i < answers->model->fact_count; i++) {
        struct pwz_statement statement = answers->slots[i];
        enum pwz_status status;

        if (!answers->is_given[i]) {
            continue;
        }
        statement.at = now;
        status = pwz_facts_add(facts, &statement, err);
        if (status != PWZ_OK) {
            return status;
        }
    }
    return PWZ_OK;
}
