/*
 * Reading a journal's bytes. Reading stops at the first bad line: when it is the last
 * one, the write was torn and nobody was told it was kept; when more follow, the file is
 * damaged. A line is decoded only when its checksum is right.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "case/log.h"

enum {
    LINE_VALUES_MAX = 200, /* JSON values of one line; two lists of 32 and the rest */
    LINE_DEPTH_MAX = 4,
    SCHEMA_DIGITS_MAX = 9
};

static const char schema_stem[] = "pecwiz-case/";

struct line {
    const char *bytes;
    size_t len;  /* without the line feed */
    bool is_cut; /* no line feed */
};

static struct line next_line(const char *bytes, size_t len)
{
    const char *end = memchr(bytes, '\n', len);

    return (struct line){
        .bytes = bytes,
        .len = end == NULL ? len : (size_t)(end - bytes),
        .is_cut = end == NULL,
    };
}

static enum pwz_status parse(const struct line *line, struct pwz_json_doc **doc,
                             struct pwz_err *err)
{
    const struct pwz_json_limits limits = {
        .bytes = PWZ_CASE_LINE_MAX,
        .depth = LINE_DEPTH_MAX,
        .values = LINE_VALUES_MAX,
    };

    return pwz_json_parse(line->bytes, line->len, NULL, &limits, doc, err);
}

/* ---- the first line ---- */

/* Format a first line declares; 0 when it declares none. */
static uint32_t format_of(const struct pwz_json *root)
{
    const struct pwz_json *schema = pwz_json_get(root, "schema");
    const size_t stem = sizeof(schema_stem) - 1;
    uint32_t format = 0;

    if (schema == NULL || strncmp(schema->string, schema_stem, stem) != 0 ||
        strlen(schema->string + stem) > SCHEMA_DIGITS_MAX) {
        return 0;
    }
    for (const char *digit = schema->string + stem; *digit != '\0'; digit++) {
        if (*digit < '0' || *digit > '9') {
            return 0;
        }
        format = format * 10 + (uint32_t)(*digit - '0');
    }
    return format;
}

/* Before anything else, since a newer format may differ in all the rest. */
static enum pwz_status check_format(const struct line *line, struct pwz_err *err)
{
    struct pwz_json_doc *doc = NULL;
    const enum pwz_status status = parse(line, &doc, NULL);
    const uint32_t format = status == PWZ_OK ? format_of(pwz_json_root(doc)) : 0;

    pwz_json_free(doc);
    if (status == PWZ_E_NOMEM) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    if (format > PWZ_CASE_FORMAT) {
        return pwz_err_set(err, PWZ_E_STATE,
                           "written by a newer pecwiz (format %u, this one reads up to "
                           "%d): open it with that program; nothing was changed",
                           format, PWZ_CASE_FORMAT);
    }
    if (format == 0) {
        pwz_err_place(err, NULL, 1, 0);
        return pwz_err_set(err, PWZ_E_SYNTAX,
                           "not a case file of pecwiz: its first line does not say "
                           "\"schema\": \"pecwiz-case/%d\"",
                           PWZ_CASE_FORMAT);
    }
    return PWZ_OK;
}

/* ---- lines ---- */

static enum pwz_status decode(struct case_log *log, const struct line *line,
                              struct pwz_err *err)
{
    struct pwz_json_doc *doc = NULL;
    struct log_event event;
    enum pwz_status status;

    if (line->len >= PWZ_CASE_LINE_MAX) {
        return pwz_err_set(err, PWZ_E_LIMIT, "the line is longer than %d bytes",
                           PWZ_CASE_LINE_MAX);
    }
    if (line->is_cut) {
        return pwz_err_set(err, PWZ_E_SYNTAX, "the line is cut short");
    }
    if (!log_check_crc(log->crc, line->bytes, line->len)) {
        return pwz_err_set(err, PWZ_E_SYNTAX,
                           "the line does not fit its checksum or the line before");
    }
    status = parse(line, &doc, err);
    if (status == PWZ_OK) {
        status = codec_read(doc, &log->arena, &event, err);
    }
    if (status == PWZ_OK) {
        status = log_take(log, &event, line->bytes, line->len + 1, err);
    }
    pwz_json_free(doc);
    return status;
}

static uint32_t count_lines(const char *bytes, size_t len)
{
    uint32_t count = 0;

    while (len > 0) {
        const struct line line = next_line(bytes, len);
        const size_t step = line.len + (line.is_cut ? 0 : 1);

        bytes += step;
        len -= step;
        count++;
    }
    return count;
}

/* What follows the good lines, the first bad one first. */
static void describe_rest(struct case_log *log, const char *bytes, size_t len,
                          const struct pwz_err *why, struct log_rest *rest)
{
    struct pwz_err said = {0};
    const uint32_t lines = count_lines(bytes, len);

    pwz_err_set(&said, why->status, "%s%s%s", why->path, why->path[0] == '\0' ? "" : ": ",
                why->text);
    pwz_text_gate_into(said.text, strlen(said.text), rest->why, sizeof(rest->why));
    if (lines == 1) {
        rest->torn = bytes;
        rest->torn_len = len;
        return;
    }
    rest->damaged_line = (unsigned)log->count + 1;
    rest->lost_lines = lines;
}

static enum pwz_status fail_first(const struct pwz_err *why, struct pwz_err *err)
{
    pwz_err_place(err, NULL, 1, why->column);
    return pwz_err_set(err, PWZ_E_SYNTAX, "the case's first line is damaged: %s",
                       why->text);
}

enum pwz_status log_read(struct case_log *log, const char *bytes, size_t len,
                         struct log_rest *rest, struct pwz_err *err)
{
    enum pwz_status status;
    size_t at = 0;

    *rest = (struct log_rest){0};
    if (len > PWZ_CASE_BYTES_MAX) {
        return pwz_err_set(err, PWZ_E_LIMIT,
                           "larger than the %d bytes a case may have; nothing was read",
                           PWZ_CASE_BYTES_MAX);
    }

    const struct line first = next_line(bytes, len);

    status = check_format(&first, err);
    while (status == PWZ_OK && at < len) {
        const struct line line = next_line(bytes + at, len - at);
        struct pwz_err why = {0};

        status = decode(log, &line, &why);
        if (status == PWZ_E_NOMEM) {
            return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
        }
        if (status != PWZ_OK && at == 0) {
            return fail_first(&why, err);
        }
        if (status != PWZ_OK) {
            describe_rest(log, bytes + at, len - at, &why, rest);
            status = PWZ_OK;
            break;
        }
        at += line.len + 1;
    }
    if (status == PWZ_OK) {
        effect_mark_retracted(log);
    }
    return status;
}
