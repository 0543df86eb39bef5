/* Members that are one value: numbers, times, texts, flags and words of a list. */
#include "case/member.h"

#include <string.h>

#include "pecwiz/time.h"

static const char schema_stem[] = "pecwiz-case/1";

static void *place_of(const struct member *member, struct log_event *event)
{
    return (char *)&event->e + member->offset;
}

static const void *seen_at(const struct member *member, const struct log_event *event)
{
    return (const char *)&event->e + member->offset;
}

bool member_always(const struct member *member, const struct log_event *event,
                   const struct log_event *before)
{
    (void)member;
    (void)event;
    (void)before;
    return true;
}

/* ---- schema and checksum: looked at before, by who knows the whole line ---- */

static void put_schema(const struct member *member, const struct log_event *event,
                       struct pwz_json_writer *writer)
{
    (void)member;
    (void)event;
    pwz_json_string(writer, schema_stem);
}

static enum pwz_status take_nothing(const struct member *member,
                                    struct member_reader *reader,
                                    const struct pwz_json *value, struct log_event *event)
{
    (void)member;
    (void)reader;
    (void)value;
    (void)event;
    return PWZ_OK;
}

static bool has_never(const struct member *member, const struct log_event *event,
                      const struct log_event *before)
{
    (void)member;
    (void)event;
    (void)before;
    return false;
}

const struct member_type member_schema = {member_always, put_schema, take_nothing};
const struct member_type member_crc = {has_never, put_schema, take_nothing};

/* ---- numbers ---- */

static void put_number(const struct member *member, const struct log_event *event,
                       struct pwz_json_writer *writer)
{
    const uint32_t *number = seen_at(member, event);

    pwz_json_integer(writer, *number);
}

static enum pwz_status take_number(const struct member *member,
                                   struct member_reader *reader,
                                   const struct pwz_json *value, struct log_event *event)
{
    uint32_t *number = place_of(member, event);

    if (!value->is_integer || value->integer < 1 || value->integer > INT32_MAX) {
        return pwz_json_fail(reader->doc, value, reader->err, PWZ_E_RANGE,
                             "not the number of a line");
    }
    *number = (uint32_t)value->integer;
    return PWZ_OK;
}

const struct member_type member_number = {member_always, put_number, take_number};

/* ---- times ---- */

static void put_time(const struct member *member, const struct log_event *event,
                     struct pwz_json_writer *writer)
{
    const int64_t *at = seen_at(member, event);
    char text[PWZ_TIME_SIZE];

    pwz_time_text(*at, text);
    pwz_json_string(writer, text);
}

static enum pwz_status take_time(const struct member *member,
                                 struct member_reader *reader,
                                 const struct pwz_json *value, struct log_event *event)
{
    int64_t *at = place_of(member, event);

    return pwz_time_read(value->string, at)
               ? PWZ_OK
               : pwz_json_fail(reader->doc, value, reader->err, PWZ_E_RANGE,
                               "not a time such as 2026-11-23T12:00:00Z");
}

/* Most things are recorded when they are done. */
static bool has_made(const struct member *member, const struct log_event *event,
                     const struct log_event *before)
{
    (void)member;
    (void)before;
    return event->e.made != event->e.at;
}

const struct member_type member_time = {member_always, put_time, take_time};
const struct member_type member_made = {has_made, put_time, take_time};

/* ---- texts ---- */

static const char *text_of(const struct member *member, const struct log_event *event)
{
    const char *const *text = seen_at(member, event);

    return *text == NULL ? "" : *text;
}

static bool has_text(const struct member *member, const struct log_event *event,
                     const struct log_event *before)
{
    (void)before;
    return member->is_needed || text_of(member, event)[0] != '\0';
}

/* Author and program: only where they change. */
static bool has_changed(const struct member *member, const struct log_event *event,
                        const struct log_event *before)
{
    return before == NULL || strcmp(text_of(member, event), text_of(member, before)) != 0;
}

static void put_text(const struct member *member, const struct log_event *event,
                     struct pwz_json_writer *writer)
{
    pwz_json_string(writer, text_of(member, event));
}

static enum pwz_status take_text(const struct member *member,
                                 struct member_reader *reader,
                                 const struct pwz_json *value, struct log_event *event)
{
    const char **text = place_of(member, event);

    if (strlen(value->string) > member->most) {
        return pwz_json_fail(reader->doc, value, reader->err, PWZ_E_LIMIT,
                             "longer than the %zu bytes allowed here", member->most);
    }
    *text = value->string;
    return PWZ_OK;
}

const struct member_type member_text = {has_text, put_text, take_text};
const struct member_type member_changed_text = {has_changed, put_text, take_text};

/* ---- flags: there or not ---- */

static bool has_flag(const struct member *member, const struct log_event *event,
                     const struct log_event *before)
{
    const bool *flag = seen_at(member, event);

    (void)before;
    return *flag;
}

static void put_flag(const struct member *member, const struct log_event *event,
                     struct pwz_json_writer *writer)
{
    const bool *flag = seen_at(member, event);

    pwz_json_bool(writer, *flag);
}

static enum pwz_status take_flag(const struct member *member,
                                 struct member_reader *reader,
                                 const struct pwz_json *value, struct log_event *event)
{
    bool *flag = place_of(member, event);

    (void)reader;
    *flag = value->truth;
    return PWZ_OK;
}

const struct member_type member_flag = {has_flag, put_flag, take_flag};

/* ---- words of a list ---- */

static enum pwz_status fail_word(struct member_reader *reader,
                                 const struct pwz_json *value)
{
    return pwz_json_fail(reader->doc, value, reader->err, PWZ_E_RANGE,
                         "'%s' is no word this program knows here", value->string);
}

static void put_kind(const struct member *member, const struct log_event *event,
                     struct pwz_json_writer *writer)
{
    (void)member;
    pwz_json_string(writer, pwz_entry_kind_word(event->e.kind));
}

static enum pwz_status take_kind(const struct member *member,
                                 struct member_reader *reader,
                                 const struct pwz_json *value, struct log_event *event)
{
    const uint32_t kind = pwz_entry_kind_of(value->string);

    (void)member;
    if (kind == PWZ_NONE) {
        return fail_word(reader, value);
    }
    event->e.kind = (enum pwz_entry_kind)kind;
    return PWZ_OK;
}

const struct member_type member_kind = {member_always, put_kind, take_kind};

static void put_source(const struct member *member, const struct log_event *event,
                       struct pwz_json_writer *writer)
{
    (void)member;
    pwz_json_string(writer, pwz_source_word(event->e.source));
}

static enum pwz_status take_source(const struct member *member,
                                   struct member_reader *reader,
                                   const struct pwz_json *value, struct log_event *event)
{
    const uint32_t source = pwz_source_of(value->string);

    (void)member;
    if (source == PWZ_NONE || source == PWZ_SOURCE_ANSWER) {
        return fail_word(reader, value);
    }
    event->e.source = (enum pwz_source)source;
    return PWZ_OK;
}

const struct member_type member_source = {member_always, put_source, take_source};

static void put_outcome(const struct member *member, const struct log_event *event,
                        struct pwz_json_writer *writer)
{
    (void)member;
    pwz_json_string(writer, pwz_outcome_word(event->e.outcome));
}

static enum pwz_status take_outcome(const struct member *member,
                                    struct member_reader *reader,
                                    const struct pwz_json *value, struct log_event *event)
{
    const uint32_t outcome = pwz_outcome_of(value->string);

    (void)member;
    if (outcome == PWZ_NONE) {
        return fail_word(reader, value);
    }
    event->e.outcome = (enum pwz_outcome)outcome;
    return PWZ_OK;
}

const struct member_type member_outcome = {member_always, put_outcome, take_outcome};
