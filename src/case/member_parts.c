/* Members that are lists or objects: values, content, columns, the result shown. */
#include <string.h>

#include "pecwiz/time.h"

#include "case/member.h"

/* ---- lists ---- */

void member_put_list(struct pwz_json_writer *writer, const char *const *items,
                     size_t count)
{
    pwz_json_open_inline(writer, '[');
    for (size_t i = 0; i < count; i++) {
        pwz_json_string(writer, items[i]);
    }
    pwz_json_close(writer, ']');
}

static enum pwz_status fail_nomem(struct member_reader *reader)
{
    return pwz_err_set(reader->err, PWZ_E_NOMEM, "out of memory");
}

static enum pwz_status check_item(struct member_reader *reader,
                                  const struct pwz_json *item, size_t most)
{
    if (item->kind != PWZ_JSON_STRING) {
        return pwz_json_fail(reader->doc, item, reader->err, PWZ_E_SCHEMA,
                             "expected a string");
    }
    if (strlen(item->string) > most) {
        return pwz_json_fail(reader->doc, item, reader->err, PWZ_E_LIMIT,
                             "longer than the %zu bytes allowed here", most);
    }
    return PWZ_OK;
}

enum pwz_status member_take_list(struct member_reader *reader,
                                 const struct pwz_json *array, const char *const **items,
                                 size_t *count)
{
    const char **list;

    if (array->count > PWZ_VALUES_MAX) {
        return pwz_json_fail(reader->doc, array, reader->err, PWZ_E_LIMIT,
                             "more than %d values", PWZ_VALUES_MAX);
    }
    list = pwz_arena_new(reader->arena, array->count, sizeof(*list));
    if (list == NULL) {
        return fail_nomem(reader);
    }
    for (const struct pwz_json *item = array->child; item != NULL; item = item->next) {
        const enum pwz_status status = check_item(reader, item, LOG_ID_MAX);

        if (status != PWZ_OK) {
            return status;
        }
        list[item->index] = item->string;
    }
    *items = list;
    *count = array->count;
    return PWZ_OK;
}

/* ---- value and what a set's evidence has seen ---- */

static bool has_value(const struct member *member, const struct log_event *event,
                      const struct log_event *before)
{
    (void)member;
    (void)before;
    return !event->e.is_failure;
}

static void put_value(const struct member *member, const struct log_event *event,
                      struct pwz_json_writer *writer)
{
    (void)member;
    if (event->e.is_unknown) {
        pwz_json_null(writer);
    } else if (event->e.is_set) {
        member_put_list(writer, event->e.values, event->e.value_count);
    } else {
        pwz_json_string(writer, event->e.values[0]);
    }
}

static enum pwz_status take_one_value(struct member_reader *reader,
                                      const struct pwz_json *value,
                                      struct log_event *event)
{
    const char **list = pwz_arena_new(reader->arena, 1, sizeof(*list));
    const enum pwz_status status = check_item(reader, value, PWZ_TEXT_MAX);

    if (list == NULL) {
        return fail_nomem(reader);
    }
    list[0] = value->string;
    event->e.values = list;
    event->e.value_count = 1;
    return status;
}

static enum pwz_status take_value(const struct member *member,
                                  struct member_reader *reader,
                                  const struct pwz_json *value, struct log_event *event)
{
    (void)member;
    if (value->kind == PWZ_JSON_NULL) {
        event->e.is_unknown = true;
        return PWZ_OK;
    }
    if (value->kind == PWZ_JSON_STRING) {
        return take_one_value(reader, value, event);
    }
    event->e.is_set = true;
    return member_take_list(reader, value, &event->e.values, &event->e.value_count);
}

const struct member_type member_value = {has_value, put_value, take_value};

static bool has_seen(const struct member *member, const struct log_event *event,
                     const struct log_event *before)
{
    (void)member;
    (void)before;
    return event->e.is_set && !event->e.is_failure;
}

static void put_seen(const struct member *member, const struct log_event *event,
                     struct pwz_json_writer *writer)
{
    (void)member;
    member_put_list(writer, event->e.seen, event->e.seen_count);
}

static enum pwz_status take_seen(const struct member *member,
                                 struct member_reader *reader,
                                 const struct pwz_json *value, struct log_event *event)
{
    (void)member;
    return member_take_list(reader, value, &event->e.seen, &event->e.seen_count);
}

const struct member_type member_seen = {has_seen, put_seen, take_seen};

/* ---- content ---- */

static void put_content(const struct member *member, const struct log_event *event,
                        struct pwz_json_writer *writer)
{
    (void)member;
    pwz_json_open_inline(writer, '{');
    pwz_json_key(writer, "id");
    pwz_json_string(writer, event->e.content.id);
    pwz_json_key(writer, "version");
    pwz_json_string(writer, event->e.content.version);
    pwz_json_key(writer, "sha256");
    pwz_json_string(writer, event->e.content.sha256);
    pwz_json_close(writer, '}');
}

static enum pwz_status take_content(const struct member *member,
                                    struct member_reader *reader,
                                    const struct pwz_json *value, struct log_event *event)
{
    static const struct pwz_json_field fields[] = {
        {"id",      PWZ_JSON_KIND(STRING), true},
        {"version", PWZ_JSON_KIND(STRING), true},
        {"sha256",  PWZ_JSON_KIND(STRING), true},
    };
    const struct pwz_json *values[3];
    enum pwz_status status =
        pwz_json_read(reader->doc, value, fields, 3, values, reader->err);

    (void)member;
    for (size_t i = 0; i < 3 && status == PWZ_OK; i++) {
        status = check_item(reader, values[i], LOG_ID_MAX);
    }
    if (status == PWZ_OK) {
        event->e.content = (struct pwz_case_content){
            .id = values[0]->string,
            .version = values[1]->string,
            .sha256 = values[2]->string,
        };
    }
    return status;
}

const struct member_type member_content = {member_always, put_content, take_content};

/* ---- columns ---- */

static bool has_columns(const struct member *member, const struct log_event *event,
                        const struct log_event *before)
{
    (void)member;
    (void)before;
    for (size_t i = 0; i < PWZ_COLUMN_COUNT; i++) {
        if (event->columns.fact[i][0] != '\0') {
            return true;
        }
    }
    return false;
}

static void put_columns(const struct member *member, const struct log_event *event,
                        struct pwz_json_writer *writer)
{
    (void)member;
    pwz_json_open_inline(writer, '{');
    for (uint32_t i = 0; i < PWZ_COLUMN_COUNT; i++) {
        if (event->columns.fact[i][0] != '\0') {
            pwz_json_key(writer, pwz_column_word(i));
            pwz_json_string(writer, event->columns.fact[i]);
        }
    }
    pwz_json_close(writer, '}');
}

static enum pwz_status take_columns(const struct member *member,
                                    struct member_reader *reader,
                                    const struct pwz_json *value, struct log_event *event)
{
    struct pwz_json_field fields[PWZ_COLUMN_COUNT];
    const struct pwz_json *values[PWZ_COLUMN_COUNT];
    enum pwz_status status;

    (void)member;
    for (uint32_t i = 0; i < PWZ_COLUMN_COUNT; i++) {
        fields[i] =
            (struct pwz_json_field){pwz_column_word(i), PWZ_JSON_KIND(STRING), false};
    }
    status =
        pwz_json_read(reader->doc, value, fields, PWZ_COLUMN_COUNT, values, reader->err);
    for (size_t i = 0; i < PWZ_COLUMN_COUNT && status == PWZ_OK; i++) {
        if (values[i] != NULL) {
            event->columns.fact[i] = values[i]->string;
            status = check_item(reader, values[i], LOG_ID_MAX);
        }
    }
    return status;
}

const struct member_type member_columns = {has_columns, put_columns, take_columns};

/* ---- the result shown ---- */

static bool has_shown(const struct member *member, const struct log_event *event,
                      const struct log_event *before)
{
    (void)member;
    (void)before;
    return event->e.has_shown;
}

static void put_shown(const struct member *member, const struct log_event *event,
                      struct pwz_json_writer *writer)
{
    const struct pwz_case_shown *shown = &event->e.shown;
    char date[PWZ_DATE_SIZE];

    (void)member;
    pwz_json_open_inline(writer, '{');
    pwz_json_key(writer, "status");
    pwz_json_string(writer, pwz_case_status_word(shown->status));
    if (shown->verdict[0] != '\0') {
        pwz_json_key(writer, "verdict");
        pwz_json_string(writer, shown->verdict);
    }
    if (shown->look_again != 0) {
        pwz_date_text(shown->look_again, date);
        pwz_json_key(writer, "look_again");
        pwz_json_string(writer, date);
    }
    pwz_json_close(writer, '}');
}

static bool find_status(const char *word, enum pwz_case_status *status)
{
    for (uint32_t i = 0; i < PWZ_CASE_STATUS_COUNT; i++) {
        if (strcmp(pwz_case_status_word(i), word) == 0) {
            *status = (enum pwz_case_status)i;
            return true;
        }
    }
    return false;
}

static enum pwz_status fill_shown(struct member_reader *reader,
                                  const struct pwz_json *const values[3],
                                  struct pwz_case_shown *shown)
{
    if (!find_status(values[0]->string, &shown->status)) {
        return pwz_json_fail(reader->doc, values[0], reader->err, PWZ_E_RANGE,
                             "'%s' is no status of a case", values[0]->string);
    }
    if (values[2] != NULL && !pwz_date_read(values[2]->string, &shown->look_again)) {
        return pwz_json_fail(reader->doc, values[2], reader->err, PWZ_E_RANGE,
                             "not a date such as 2026-11-23");
    }
    if (values[1] == NULL) {
        return PWZ_OK;
    }
    shown->verdict = values[1]->string;
    return check_item(reader, values[1], LOG_ID_MAX);
}

static enum pwz_status take_shown(const struct member *member,
                                  struct member_reader *reader,
                                  const struct pwz_json *value, struct log_event *event)
{
    static const struct pwz_json_field fields[] = {
        {"status",     PWZ_JSON_KIND(STRING), true },
        {"verdict",    PWZ_JSON_KIND(STRING), false},
        {"look_again", PWZ_JSON_KIND(STRING), false},
    };
    const struct pwz_json *values[3];
    const enum pwz_status status =
        pwz_json_read(reader->doc, value, fields, 3, values, reader->err);

    (void)member;
    event->e.has_shown = true;
    event->e.shown = (struct pwz_case_shown){.verdict = ""};
    return status == PWZ_OK ? fill_shown(reader, values, &event->e.shown) : status;
}

const struct member_type member_shown = {has_shown, put_shown, take_shown};
