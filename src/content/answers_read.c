/*
 * Answers from the outside: the JSON file and the words of --set.
 *
 * Must not know: what a fact means.
 */
#include <string.h>

#include "pecwiz/answers.h"
#include "pecwiz/json.h"

static const char schema_name[] = "pecwiz-answers/1";

/* ---- the file ---- */

struct reader {
    struct pwz_answers *answers;
    const struct pwz_json_doc *doc;
    struct pwz_err *err;
};

/* Put file, line, column and path to words that are already there. */
static enum pwz_status place(const struct reader *reader, const struct pwz_json *at,
                             enum pwz_status status)
{
    if (status == PWZ_OK || reader->err == NULL) {
        return status;
    }
    return pwz_json_fail(reader->doc, at, reader->err, status, "%s", reader->err->text);
}

static enum pwz_status read_members(const struct reader *reader, uint32_t fact,
                                    const struct pwz_json *value)
{
    pwz_answers_begin(reader->answers, fact, false);
    for (const struct pwz_json *at = value->child; at != NULL; at = at->next) {
        enum pwz_status status;

        if (at->kind != PWZ_JSON_STRING) {
            return pwz_json_fail(reader->doc, at, reader->err, PWZ_E_SCHEMA,
                                 "a list of values holds strings, not %s",
                                 pwz_json_kind_words(at->kind));
        }
        status = pwz_answers_member(reader->answers, fact, at->string, reader->err);
        if (status != PWZ_OK) {
            return place(reader, at, status);
        }
    }
    return PWZ_OK;
}

/* What a fact is given as, by its type. */
static const char *form_words(enum pwz_fact_type type)
{
    static const char *const words[PWZ_FACT_TYPE_COUNT] = {
        [PWZ_FACT_CHOICE] = "a string with one of its values",
        [PWZ_FACT_SET] = "a list of strings",
        [PWZ_FACT_BOOL] = "\"yes\", \"no\", true or false",
        [PWZ_FACT_DATE] = "a string such as \"2026-11-03\"",
        [PWZ_FACT_GUID] = "a string with a GUID",
        [PWZ_FACT_TEXT] = "a string",
    };

    return words[type];
}

static enum pwz_status read_value(const struct reader *reader, uint32_t fact,
                                  const struct pwz_json *value)
{
    const struct pwz_model *model = reader->answers->model;
    const enum pwz_fact_type type = (enum pwz_fact_type)model->facts[fact].type;
    const char *word = NULL;

    if (value->kind == PWZ_JSON_NULL) {
        pwz_answers_begin(reader->answers, fact, true);
        return PWZ_OK;
    }
    if (type == PWZ_FACT_SET && value->kind == PWZ_JSON_ARRAY) {
        return read_members(reader, fact, value);
    }
    if (value->kind == PWZ_JSON_STRING) {
        word = value->string;
    } else if (value->kind == PWZ_JSON_BOOL && pwz_fact_has_values(model, fact)) {
        word = value->truth ? "true" : "false";
    }
    if (word == NULL || type == PWZ_FACT_SET) {
        return pwz_json_fail(reader->doc, value, reader->err, PWZ_E_SCHEMA,
                             "'%s' takes %s or null, not %s", pwz_fact_id(model, fact),
                             form_words(type), pwz_json_kind_words(value->kind));
    }
    return place(reader, value,
                 pwz_answers_word(reader->answers, fact, word, reader->err));
}

static enum pwz_status read_facts(const struct reader *reader,
                                  const struct pwz_json *facts)
{
    for (const struct pwz_json *at = facts->child; at != NULL; at = at->next) {
        uint32_t fact = PWZ_NONE;
        enum pwz_status status =
            pwz_answers_fact(reader->answers->model, at->key, &fact, reader->err);

        status =
            status == PWZ_OK ? read_value(reader, fact, at) : place(reader, at, status);
        if (status != PWZ_OK) {
            return status;
        }
    }
    return PWZ_OK;
}

static enum pwz_status read_root(const struct reader *reader)
{
    enum {
        SCHEMA,
        FACTS,
        COUNT
    };
    static const struct pwz_json_field fields[COUNT] = {
        [SCHEMA] = {"schema", PWZ_JSON_KIND(STRING), true},
        [FACTS] = {"facts",  PWZ_JSON_KIND(OBJECT), true},
    };
    const struct pwz_json *values[COUNT];
    enum pwz_status status = pwz_json_read(reader->doc, pwz_json_root(reader->doc),
                                           fields, COUNT, values, reader->err);

    if (status != PWZ_OK) {
        return status;
    }
    if (strcmp(values[SCHEMA]->string, schema_name) != 0) {
        return pwz_json_fail(reader->doc, values[SCHEMA], reader->err, PWZ_E_SCHEMA,
                             "the schema is '%s'; this program reads '%s'",
                             values[SCHEMA]->string, schema_name);
    }
    return read_facts(reader, values[FACTS]);
}

enum pwz_status pwz_answers_read_facts(struct pwz_answers *answers,
                                       const struct pwz_json_doc *doc,
                                       const struct pwz_json *facts, struct pwz_err *err)
{
    const struct reader reader = {.answers = answers, .doc = doc, .err = err};

    return read_facts(&reader, facts);
}

enum pwz_status pwz_answers_read(struct pwz_answers *answers, const char *bytes,
                                 size_t len, const char *file, struct pwz_err *err)
{
    struct reader reader = {.answers = answers, .err = err};
    struct pwz_json_doc *doc = NULL;
    enum pwz_status status = pwz_json_parse(bytes, len, file, NULL, &doc, err);

    if (status == PWZ_OK) {
        reader.doc = doc;
        status = read_root(&reader);
    }
    pwz_json_free(doc);
    return status;
}

/* ---- --set ---- */

static enum pwz_status set_members(struct pwz_answers *answers, uint32_t fact, char *list,
                                   struct pwz_err *err)
{
    pwz_answers_begin(answers, fact, false);
    while (list[0] != '\0') {
        char *comma = strchr(list, ',');
        enum pwz_status status;

        if (comma != NULL) {
            *comma = '\0';
        }
        status = pwz_answers_member(answers, fact, list, err);
        if (status != PWZ_OK || comma == NULL) {
            return status;
        }
        list = comma + 1;
        if (list[0] == '\0') {
            return pwz_err_set(err, PWZ_E_RANGE, "nothing follows the last comma");
        }
    }
    return PWZ_OK;
}

static enum pwz_status set_value(struct pwz_answers *answers, const char *id, char *value,
                                 struct pwz_err *err)
{
    uint32_t fact = PWZ_NONE;
    const enum pwz_status status = pwz_answers_fact(answers->model, id, &fact, err);

    if (status != PWZ_OK) {
        return status;
    }
    if (strcmp(value, "unknown") == 0) {
        pwz_answers_begin(answers, fact, true);
        return PWZ_OK;
    }
    if (answers->model->facts[fact].type == PWZ_FACT_SET) {
        return set_members(answers, fact, value, err);
    }
    return pwz_answers_word(answers, fact, value, err);
}

enum pwz_status pwz_answers_set(struct pwz_answers *answers, const char *text,
                                struct pwz_err *err)
{
    char *id = pwz_arena_text(&answers->arena, text, strlen(text));
    char *sign;

    if (id == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    sign = strchr(id, '=');
    if (sign == NULL) {
        return pwz_err_set(err, PWZ_E_SYNTAX,
                           "'%s' is not of the form FACT=VALUE (FACT=A,B for a set)",
                           text);
    }
    *sign = '\0';
    return set_value(answers, id, sign + 1, err);
}
