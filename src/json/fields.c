/*
 * The form of an object: which members it may and must have, and of which kinds.
 *
 * Written for people who edit these files by hand: every message names the key, and the
 * one that was probably meant.
 */
#include <string.h>

#include "pecwiz/json.h"
#include "pecwiz/text.h"

static const char *const kind_words[] = {
    [PWZ_JSON_NULL] = "null",       [PWZ_JSON_BOOL] = "true or false",
    [PWZ_JSON_NUMBER] = "a number", [PWZ_JSON_STRING] = "a string",
    [PWZ_JSON_ARRAY] = "an array",  [PWZ_JSON_OBJECT] = "an object",
};

enum {
    KINDS = sizeof(kind_words) / sizeof(kind_words[0]),
    KINDS_TEXT = 96 /* bytes; all words of the table joined need fewer */
};

const char *pwz_json_kind_words(enum pwz_json_kind kind)
{
    return (size_t)kind < KINDS ? kind_words[kind] : "unknown";
}

static void join(char *out, const char *text)
{
    const size_t len = strlen(out);
    const size_t more = strlen(text);

    if (more < KINDS_TEXT - len) {
        memcpy(out + len, text, more + 1);
    }
}

/* "a string, an array or null" */
static void list_kinds(unsigned kinds, char out[KINDS_TEXT])
{
    out[0] = '\0';
    for (size_t i = KINDS; i-- > 0;) {
        const unsigned bit = 1U << i;

        if ((kinds & bit) == 0) {
            continue;
        }
        if (out[0] != '\0') {
            join(out, (kinds & (bit - 1)) == 0 ? " or " : ", ");
        }
        join(out, kind_words[i]);
    }
}

static size_t find_field(const struct pwz_json_field *fields, size_t count,
                         const char *key)
{
    size_t i = 0;

    while (i < count && strcmp(fields[i].name, key) != 0) {
        i++;
    }
    return i;
}

/* Each field against the best so far, since the names do not lie in an array of their
 * own. */
static const char *find_nearest(const struct pwz_json_field *fields, size_t count,
                                const char *key)
{
    const char *best = NULL;

    for (size_t i = 0; i < count; i++) {
        const char *const pair[] = {best == NULL ? fields[i].name : best, fields[i].name};
        const char *nearest = pwz_text_nearest(key, pair, 2);

        best = nearest == NULL ? best : nearest;
    }
    return best;
}

static enum pwz_status fail_unknown(const struct pwz_json_doc *doc,
                                    const struct pwz_json *member,
                                    const struct pwz_json_field *fields, size_t count,
                                    struct pwz_err *err)
{
    const char *nearest = find_nearest(fields, count, member->key);

    if (nearest != NULL) {
        return pwz_json_fail(doc, member, err, PWZ_E_SCHEMA,
                             "unknown key '%s'; did you mean '%s'?", member->key,
                             nearest);
    }
    return pwz_json_fail(doc, member, err, PWZ_E_SCHEMA, "unknown key '%s'; remove it",
                         member->key);
}

static enum pwz_status check_kind(const struct pwz_json_doc *doc,
                                  const struct pwz_json *member,
                                  const struct pwz_json_field *field, struct pwz_err *err)
{
    char allowed[KINDS_TEXT];

    if ((field->kinds & 1U << member->kind) != 0) {
        return PWZ_OK;
    }
    list_kinds(field->kinds, allowed);
    return pwz_json_fail(doc, member, err, PWZ_E_SCHEMA, "'%s' must be %s, not %s",
                         field->name, allowed, kind_words[member->kind]);
}

static enum pwz_status check_needed(const struct pwz_json_doc *doc,
                                    const struct pwz_json *object,
                                    const struct pwz_json_field *fields, size_t count,
                                    const struct pwz_json **values, struct pwz_err *err)
{
    for (size_t i = 0; i < count; i++) {
        if (fields[i].needed && values[i] == NULL) {
            return pwz_json_fail(doc, object, err, PWZ_E_SCHEMA,
                                 "the key '%s' is missing here", fields[i].name);
        }
    }
    return PWZ_OK;
}

enum pwz_status pwz_json_read(const struct pwz_json_doc *doc,
                              const struct pwz_json *object,
                              const struct pwz_json_field *fields, size_t count,
                              const struct pwz_json **values, struct pwz_err *err)
{
    for (size_t i = 0; i < count; i++) {
        values[i] = NULL;
    }
    if (object->kind != PWZ_JSON_OBJECT) {
        return pwz_json_fail(doc, object, err, PWZ_E_SCHEMA, "must be an object, not %s",
                             kind_words[object->kind]);
    }
    for (const struct pwz_json *member = object->child; member != NULL;
         member = member->next) {
        const size_t i = find_field(fields, count, member->key);
        const enum pwz_status status = i == count
                                           ? fail_unknown(doc, member, fields, count, err)
                                           : check_kind(doc, member, &fields[i], err);

        if (status != PWZ_OK) {
            return status;
        }
        values[i] = member;
    }
    return check_needed(doc, object, fields, count, values, err);
}
