/*
 * One event as the members of a JSON object, and back. One table has a row for each
 * member, in the order of the file; another says which members each kind of entry has.
 */
#include <stddef.h>
#include <string.h>

#include "pecwiz/text.h"

#include "case/member.h"

enum {
    PROGRAM_MAX = 40, /* bytes of a version */
    AUDIENCE_MAX = 20
};

/* X(name, key, kinds of JSON, type, place in the event, most bytes of a text) */
#define MEMBERS(X)                                                                       \
    X(SCHEMA, "schema", STRING, schema, kind, 0)                                         \
    X(SEQ, "seq", NUMBER, number, number, 0)                                             \
    X(AT, "at", STRING, time, at, 0)                                                     \
    X(BY, "by", STRING, changed_text, by, PWZ_CASE_NAME_MAX)                             \
    X(PROGRAM, "program", STRING, changed_text, program, PROGRAM_MAX)                    \
    X(KIND, "kind", STRING, kind, kind, 0)                                               \
    X(RESUMED, "resumed", BOOL, flag, is_resumed, 0)                                     \
    X(CASE, "case", STRING, text, origin, PWZ_CASE_ID_MAX)                               \
    X(CONTENT, "content", OBJECT, content, content, 0)                                   \
    X(AUDIENCE, "audience", STRING, text, audience, AUDIENCE_MAX)                        \
    X(COLUMNS, "columns", OBJECT, columns, kind, 0)                                      \
    X(FORKED, "forked_from", STRING, text, forked_from, PWZ_CASE_ID_MAX)                 \
    X(MADE, "made", STRING, made, made, 0)                                               \
    X(FACT, "fact", STRING, text, fact, LOG_ID_MAX)                                      \
    X(VALUE, "value", ANY, value, values, 0)                                             \
    X(SEEN, "seen", ARRAY, seen, seen, 0)                                                \
    X(OVERRULES, "overrules", BOOL, flag, overrules, 0)                                  \
    X(FAILED, "failed", BOOL, flag, is_failure, 0)                                       \
    X(SOURCE, "source", STRING, source, source, 0)                                       \
    X(DETAIL, "detail", STRING, text, detail, PWZ_DETAIL_MAX)                            \
    X(OUTCOME, "outcome", STRING, outcome, outcome, 0)                                   \
    X(OF, "of", NUMBER, number, of, 0)                                                   \
    X(TEXT, "text", STRING, text, text, PWZ_CASE_TEXT_MAX)                               \
    X(SHOWN, "shown", OBJECT, shown, shown, 0)                                           \
    X(CRC, "crc", STRING, crc, kind, 0)

#define MEMBER_ENUM(name, key, json, type, place, most) MEMBER_##name,
enum {
    MEMBERS(MEMBER_ENUM) MEMBER_COUNT
};

#define MEMBER_ROW(name, key, json, type, place, most)                                   \
    [MEMBER_##name] = {(key),  &member_##type, offsetof(struct pwz_case_event, place),   \
                       (most), false,          false},
static const struct member members[MEMBER_COUNT] = {MEMBERS(MEMBER_ROW)};

#define KINDS_STRING PWZ_JSON_KIND(STRING)
#define KINDS_NUMBER PWZ_JSON_KIND(NUMBER)
#define KINDS_BOOL PWZ_JSON_KIND(BOOL)
#define KINDS_OBJECT PWZ_JSON_KIND(OBJECT)
#define KINDS_ARRAY PWZ_JSON_KIND(ARRAY)
#define KINDS_ANY (KINDS_STRING | KINDS_ARRAY | PWZ_JSON_KIND(NULL))
#define MEMBER_JSON(name, key, json, type, place, most)                                  \
    [MEMBER_##name] = {(key), KINDS_##json, false},
static const struct pwz_json_field fields[MEMBER_COUNT] = {MEMBERS(MEMBER_JSON)};

#define BIT(name) (1U << MEMBER_##name)
enum {
    EVERY_NEEDED = BIT(SEQ) | BIT(AT) | BIT(KIND) | BIT(CRC),
    EVERY_ALLOWED = EVERY_NEEDED | BIT(BY) | BIT(PROGRAM) | BIT(RESUMED) | BIT(SHOWN)
};

/* Members a kind must and may have beside those that every kind has. */
static const struct kind_row {
    unsigned needed, allowed;
} kinds[PWZ_ENTRY_KIND_COUNT] = {
    [PWZ_ENTRY_OPEN] = {BIT(SCHEMA) | BIT(BY) | BIT(PROGRAM) | BIT(CONTENT) |
                            BIT(AUDIENCE),
                        BIT(CASE) | BIT(COLUMNS) | BIT(FORKED)                                                    },
    [PWZ_ENTRY_ANSWER] = {BIT(FACT) | BIT(VALUE),
                        BIT(OVERRULES) | BIT(DETAIL) | BIT(MADE)                                                  },
    [PWZ_ENTRY_EVIDENCE] = {BIT(FACT) | BIT(SOURCE),                   BIT(VALUE) | BIT(SEEN) |
                                                         BIT(FAILED) | BIT(DETAIL) |
                                                         BIT(MADE)},
    [PWZ_ENTRY_RETRACT] = {BIT(FACT),                                 0                                              },
    [PWZ_ENTRY_UNDO] = {BIT(OF),                                   BIT(FACT)                                      },
    [PWZ_ENTRY_NOTE] = {BIT(TEXT),                                 0                                              },
    [PWZ_ENTRY_COPY] = {BIT(TEXT),                                 0                                              },
    [PWZ_ENTRY_FLAG] = {0,                                         BIT(FACT) | BIT(TEXT)                          },
    [PWZ_ENTRY_FOLLOW_UP] = {BIT(OUTCOME),                              BIT(TEXT)                                      },
    [PWZ_ENTRY_CONTENT] = {BIT(CONTENT),                              BIT(COLUMNS)                                   },
    [PWZ_ENTRY_HAND_OVER] = {0,                                         BIT(TEXT)                                      },
    [PWZ_ENTRY_CLOSE] = {0,                                         BIT(TEXT)                                      },
    [PWZ_ENTRY_REOPEN] = {0,                                         BIT(TEXT)                                      },
    [PWZ_ENTRY_SET_ASIDE] = {BIT(OF),                                   BIT(FACT) | BIT(TEXT)                          },
};

/* ---- writing ---- */

void codec_write(const struct log_event *event, const struct log_event *before,
                 struct pwz_buf *out)
{
    const struct kind_row *kind = &kinds[event->e.kind];
    struct pwz_json_writer writer;

    pwz_json_writer_init(&writer, out);
    pwz_json_open_inline(&writer, '{');
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        struct member member = members[i];

        member.is_needed = (kind->needed >> i & 1U) != 0;
        if (((kind->needed | kind->allowed | EVERY_ALLOWED) >> i & 1U) != 0 &&
            member.type->has(&member, event, before)) {
            pwz_json_key(&writer, member.name);
            member.type->put(&member, event, &writer);
        }
    }
}

/* ---- reading ---- */

static enum pwz_status check_members(const struct pwz_json_doc *doc,
                                     const struct pwz_json *const *values,
                                     enum pwz_entry_kind kind, struct pwz_err *err)
{
    const unsigned needed = kinds[kind].needed | EVERY_NEEDED;
    const unsigned allowed = needed | kinds[kind].allowed | EVERY_ALLOWED;
    const char *word = pwz_entry_kind_word(kind);

    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        if (values[i] == NULL && (needed >> i & 1U) != 0) {
            return pwz_json_fail(doc, pwz_json_root(doc), err, PWZ_E_SCHEMA,
                                 "an entry of kind '%s' needs \"%s\"", word,
                                 members[i].name);
        }
        if (values[i] != NULL && (allowed >> i & 1U) == 0) {
            return pwz_json_fail(doc, values[i], err, PWZ_E_SCHEMA,
                                 "an entry of kind '%s' has no \"%s\"", word,
                                 members[i].name);
        }
    }
    return PWZ_OK;
}

/* Evidence has a value, or says that it could not be had; "don't know" is a person's. */
static enum pwz_status check_statement(const struct pwz_json_doc *doc,
                                       const struct pwz_json *const *values,
                                       const struct log_event *event, struct pwz_err *err)
{
    const struct pwz_case_event *e = &event->e;
    bool is_right;

    if (e->kind != PWZ_ENTRY_EVIDENCE) {
        return PWZ_OK;
    }
    is_right = e->is_failure ? values[MEMBER_VALUE] == NULL && values[MEMBER_SEEN] == NULL
                             : values[MEMBER_VALUE] != NULL && !e->is_unknown &&
                                   (values[MEMBER_SEEN] != NULL) == e->is_set;
    return is_right ? PWZ_OK
                    : pwz_json_fail(doc, pwz_json_root(doc), err, PWZ_E_SCHEMA,
                                    "evidence has a value, a set with what was seen of "
                                    "it, or \"failed\"");
}

enum pwz_status codec_read(const struct pwz_json_doc *doc, struct pwz_arena *arena,
                           struct log_event *event, struct pwz_err *err)
{
    struct member_reader reader = {.doc = doc, .arena = arena, .err = err};
    const struct pwz_json *values[MEMBER_COUNT];
    enum pwz_status status =
        pwz_json_read(doc, pwz_json_root(doc), fields, MEMBER_COUNT, values, err);

    *event = (struct log_event){.fact = UINT32_MAX};
    for (size_t i = 0; i < PWZ_COLUMN_COUNT; i++) {
        event->columns.fact[i] = "";
    }
    for (size_t i = 0; i < MEMBER_COUNT && status == PWZ_OK; i++) {
        if (values[i] != NULL) {
            status = members[i].type->take(&members[i], &reader, values[i], event);
        }
    }
    if (status == PWZ_OK) {
        status = check_members(doc, values, event->e.kind, err);
    }
    if (status == PWZ_OK) {
        status = check_statement(doc, values, event, err);
    }
    if (status == PWZ_OK && values[MEMBER_MADE] == NULL) {
        event->e.made = event->e.at;
    }
    return status;
}

/* ---- keeping ---- */

/* True when the gate has nothing to do: printable ASCII, the usual case. */
static bool is_plain(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text < ' ' || *text > '~') {
            return false;
        }
    }
    return true;
}

static enum pwz_status keep_text(struct case_log *log, const char **text, size_t most,
                                 enum pwz_gate_flags flags, struct pwz_err *err)
{
    const char *from = *text == NULL ? "" : *text;
    size_t len = strlen(from);

    if (len == 0) {
        *text = "";
        return PWZ_OK;
    }
    if (!is_plain(from)) {
        pwz_buf_clear(&log->text);
        pwz_text_gate(from, len, flags, &log->text);
        if (pwz_buf_status(&log->text) == PWZ_E_NOMEM) {
            return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
        }
        from = pwz_buf_text(&log->text);
        len = pwz_buf_status(&log->text) == PWZ_OK ? log->text.len : most + 1;
    }
    if (len > most) {
        return pwz_err_set(err, PWZ_E_LIMIT, "a text is longer than the %zu bytes kept",
                           most);
    }
    *text = pwz_arena_text(&log->arena, from, len);
    return *text == NULL ? pwz_err_set(err, PWZ_E_NOMEM, "out of memory") : PWZ_OK;
}

static enum pwz_status keep_list(struct case_log *log, const char *const **items,
                                 size_t count, size_t most, struct pwz_err *err)
{
    const char **list = pwz_arena_new(&log->arena, count, sizeof(*list));

    if (list == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        list[i] = (*items)[i];

        const enum pwz_status status = keep_text(log, &list[i], most, PWZ_GATE_LINE, err);

        if (status != PWZ_OK) {
            return status;
        }
    }
    *items = list;
    return PWZ_OK;
}

/* The strings that are rows of the table. Those of the event before are used again. */
static enum pwz_status keep_members(struct case_log *log, const struct log_event *before,
                                    struct log_event *event, struct pwz_err *err)
{
    enum pwz_status status = PWZ_OK;

    for (size_t i = 0; i < MEMBER_COUNT && status == PWZ_OK; i++) {
        const char **text =
            (const char **)(void *)((char *)&event->e + members[i].offset);
        const bool is_carried = members[i].type == &member_changed_text;

        if (members[i].type != &member_text && !is_carried) {
            continue;
        }
        if (is_carried && before != NULL) {
            const char *const *old =
                (const void *)((const char *)&before->e + members[i].offset);

            if (*text == NULL || strcmp(*text, *old) == 0) {
                *text = *old;
                continue;
            }
        }
        status = keep_text(log, text, members[i].most,
                           i == MEMBER_TEXT ? PWZ_GATE_KEEP_LINES : PWZ_GATE_LINE, err);
    }
    return status;
}

static enum pwz_status keep_content(struct case_log *log, struct log_event *event,
                                    struct pwz_err *err)
{
    const char **const texts[] = {
        &event->e.content.id,    &event->e.content.version, &event->e.content.sha256,
        &event->e.shown.verdict, &event->columns.fact[0],   &event->columns.fact[1],
        &event->columns.fact[2], &event->columns.fact[3],
    };
    enum pwz_status status = PWZ_OK;

    _Static_assert(PWZ_COLUMN_COUNT == 4, "each column has a row above");
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]) && status == PWZ_OK; i++) {
        status = keep_text(log, texts[i], LOG_ID_MAX, PWZ_GATE_LINE, err);
    }
    return status;
}

enum pwz_status codec_keep(struct case_log *log, const struct log_event *before,
                           struct log_event *event, struct pwz_err *err)
{
    enum pwz_status status = keep_members(log, before, event, err);

    if (status == PWZ_OK) {
        status = keep_content(log, event, err);
    }
    if (status == PWZ_OK) {
        status = keep_list(log, &event->e.values, event->e.value_count,
                           event->e.is_set ? LOG_ID_MAX : PWZ_TEXT_MAX, err);
    }
    if (status == PWZ_OK) {
        status = keep_list(log, &event->e.seen, event->e.seen_count, LOG_ID_MAX, err);
    }
    return status;
}
