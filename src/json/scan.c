/*
 * The strict scanner: decides whether bytes are JSON as RFC 8259 has it.
 *
 * cJSON is lenient and its positions are rough, so nothing reaches it before this file
 * has agreed. Works without recursion and decodes nothing; must not know cJSON.
 */
#include "json/scan.h"

#include <string.h>

#include "pecwiz/text.h"

#include "json/token.h"

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

static void skip_space(struct pwz_json_scan *scan)
{
    while (is_space(pwz_json_scan_peek(scan))) {
        scan->at++;
    }
}

static enum pwz_status add_mark(struct pwz_json_scan *scan)
{
    struct pwz_json_marks *marks = scan->marks;

    if (marks->count == scan->limits->values) {
        return pwz_json_scan_fail(scan, scan->at, PWZ_E_LIMIT, "more than %zu values",
                                  marks->count);
    }
    if (marks->count == marks->room) {
        const size_t room = marks->room == 0 ? 64 : marks->room * 2;
        struct pwz_json_mark *list = pwz_mem_resize(marks->list, room, sizeof(*list));

        if (list == NULL) {
            return pwz_json_scan_fail(scan, scan->at, PWZ_E_NOMEM, "out of memory");
        }
        marks->list = list;
        marks->room = room;
    }
    marks->list[marks->count++] = (struct pwz_json_mark){
        .at = (uint32_t)scan->at,
        .key_at = (uint32_t)scan->key_at,
    };
    return PWZ_OK;
}

/* The key of a member and the colon behind it. */
static enum pwz_status scan_key(struct pwz_json_scan *scan)
{
    skip_space(scan);
    if (pwz_json_scan_peek(scan) != '"') {
        return pwz_json_scan_fail_here(scan, "a key in double quotes");
    }
    scan->key_at = scan->at;

    const enum pwz_status status = pwz_json_scan_string(scan);

    if (status != PWZ_OK) {
        return status;
    }
    skip_space(scan);
    if (pwz_json_scan_peek(scan) != ':') {
        return pwz_json_scan_fail_here(scan, "':' after the key");
    }
    scan->at++;
    return PWZ_OK;
}

static char closer_of(char open)
{
    return open == '{' ? '}' : ']';
}

static enum pwz_status open_container(struct pwz_json_scan *scan, char bracket)
{
    if (scan->depth == scan->limits->depth) {
        return pwz_json_scan_fail(scan, scan->at, PWZ_E_LIMIT,
                                  "nested deeper than %zu levels", scan->depth);
    }
    scan->open[scan->depth++] = bracket;
    scan->at++;
    skip_space(scan);
    if (pwz_json_scan_peek(scan) == closer_of(bracket)) {
        scan->step = PWZ_JSON_STEP_AFTER; /* which takes the bracket */
        return PWZ_OK;
    }
    scan->step = PWZ_JSON_STEP_VALUE;
    return bracket == '{' ? scan_key(scan) : PWZ_OK;
}

static enum pwz_status scan_value(struct pwz_json_scan *scan)
{
    skip_space(scan);

    const char first = pwz_json_scan_peek(scan);
    const enum pwz_status status = add_mark(scan);

    if (status != PWZ_OK) {
        return status;
    }
    if (first == '{' || first == '[') {
        return open_container(scan, first);
    }
    scan->step = PWZ_JSON_STEP_AFTER;
    if (first == '"') {
        return pwz_json_scan_string(scan);
    }
    return pwz_json_scan_plain(scan);
}

static enum pwz_status scan_after(struct pwz_json_scan *scan)
{
    skip_space(scan);
    if (scan->depth == 0) {
        scan->step = PWZ_JSON_STEP_END;
        return scan->at == scan->len
                   ? PWZ_OK
                   : pwz_json_scan_fail_here(scan, "the end of the text");
    }

    const char open = scan->open[scan->depth - 1];

    if (pwz_json_scan_peek(scan) == closer_of(open)) {
        scan->at++;
        scan->depth--;
        return PWZ_OK;
    }
    if (pwz_json_scan_peek(scan) != ',') {
        return pwz_json_scan_fail_here(scan, open == '{' ? "',' or '}'" : "',' or ']'");
    }
    scan->at++;
    scan->step = PWZ_JSON_STEP_VALUE;
    return open == '{' ? scan_key(scan) : PWZ_OK;
}

/* What concerns the text as a whole; afterwards every byte is part of valid UTF-8. */
static enum pwz_status check_text(const struct pwz_json_scan *scan)
{
    if (scan->len > scan->limits->bytes) {
        return pwz_err_set(scan->err, PWZ_E_LIMIT, "more than %zu bytes",
                           scan->limits->bytes);
    }
    if (scan->len >= 3 && memcmp(scan->bytes, "\xEF\xBB\xBF", 3) == 0) {
        return pwz_json_scan_fail(
            scan, 0, PWZ_E_SYNTAX,
            "starts with a byte-order mark; save the file without it");
    }

    const size_t valid = pwz_utf8_check(scan->bytes, scan->len);

    if (valid < scan->len) {
        return pwz_json_scan_fail(scan, valid, PWZ_E_SYNTAX,
                                  "not valid UTF-8; save the file as UTF-8");
    }
    return PWZ_OK;
}

enum pwz_status pwz_json_scan(const char *bytes, size_t len,
                              const struct pwz_json_limits *limits,
                              struct pwz_json_marks *marks, struct pwz_err *err)
{
    struct pwz_json_scan scan = {
        .bytes = bytes,
        .len = len,
        .limits = limits,
        .marks = marks,
        .err = err,
        .step = PWZ_JSON_STEP_VALUE,
    };
    enum pwz_status status = check_text(&scan);

    while (status == PWZ_OK && scan.step != PWZ_JSON_STEP_END) {
        status = scan.step == PWZ_JSON_STEP_VALUE ? scan_value(&scan) : scan_after(&scan);
    }
    return status;
}
