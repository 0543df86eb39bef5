/*
 * The table of requests. A request is {"op":NAME}; anything else gets an error reply and
 * the next line is read.
 *
 * Must not know: where lines come from, terminals, cases.
 */
#include "evidence/live/protocol.h"

#include <curl/curl.h>
#include <string.h>

#include "pecwiz/json.h"
#include "pecwiz/text.h"

static void put(struct pwz_json_writer *json, const char *key, const char *text)
{
    pwz_json_key(json, key);
    pwz_json_string(json, text);
}

static void begin(struct pwz_json_writer *json, struct pwz_buf *out, const char *reply)
{
    pwz_json_writer_init(json, out);
    pwz_json_open_inline(json, '{');
    put(json, "reply", reply);
}

static void end(struct pwz_json_writer *json, struct pwz_buf *out)
{
    pwz_json_close(json, '}');
    pwz_buf_addc(out, '\n');
}

void pwz_live_error(const char *text, struct pwz_buf *out)
{
    struct pwz_json_writer json;

    begin(&json, out, "error");
    put(&json, "text", text);
    end(&json, out);
}

static void answer_hello(struct pwz_buf *out)
{
    struct pwz_json_writer json;

    begin(&json, out, "hello");
    put(&json, "program", "pecwiz-live");
    put(&json, "version", PWZ_VERSION);
    put(&json, "libcurl", curl_version_info(CURLVERSION_NOW)->version);
    end(&json, out);
}

static const struct {
    const char *op;
    void (*answer)(struct pwz_buf *out);
} requests[] = {
    {.op = "hello", .answer = answer_hello},
};
enum {
    REQUEST_COUNT = sizeof(requests) / sizeof(requests[0])
};

static enum pwz_status say_unknown(const struct pwz_json_doc *doc,
                                   const struct pwz_json *op, struct pwz_err *err)
{
    const char *names[REQUEST_COUNT];
    const char *nearest;

    for (size_t i = 0; i < REQUEST_COUNT; i++) {
        names[i] = requests[i].op;
    }
    nearest = pwz_text_nearest(op->string, names, REQUEST_COUNT);
    if (nearest == NULL) {
        return pwz_json_fail(doc, op, err, PWZ_E_NOT_FOUND, "unknown op '%s'",
                             op->string);
    }
    return pwz_json_fail(doc, op, err, PWZ_E_NOT_FOUND,
                         "unknown op '%s'; did you mean '%s'?", op->string, nearest);
}

static enum pwz_status answer(const struct pwz_json_doc *doc, struct pwz_buf *out,
                              struct pwz_err *err)
{
    static const struct pwz_json_field fields[] = {
        {"op", PWZ_JSON_KIND(STRING), true},
    };
    const struct pwz_json *op = NULL;
    const enum pwz_status status =
        pwz_json_read(doc, pwz_json_root(doc), fields, 1, &op, err);

    if (status != PWZ_OK) {
        return status;
    }
    for (size_t i = 0; i < REQUEST_COUNT; i++) {
        if (strcmp(requests[i].op, op->string) == 0) {
            requests[i].answer(out);
            return PWZ_OK;
        }
    }
    return say_unknown(doc, op, err);
}

void pwz_live_answer(const char *line, size_t len, struct pwz_buf *out)
{
    struct pwz_json_doc *doc = NULL;
    struct pwz_err err = {0};
    enum pwz_status status = pwz_json_parse(line, len, "", NULL, &doc, &err);
    char text[sizeof(err.path) + sizeof(err.text) + 64];

    if (status == PWZ_OK) {
        status = answer(doc, out, &err);
    }
    if (status != PWZ_OK) {
        pwz_err_format(&err, text, sizeof(text));
        pwz_live_error(text, out);
    }
    pwz_json_free(doc);
}
