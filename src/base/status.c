/*
 * Status words and the error record.
 *
 * Nothing here allocates, so that "out of memory" can be told as well. Everything that
 * enters a record passes the gate here, once, whoever wrote it.
 */
#include "pecwiz/status.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "pecwiz/text.h"

#include "base/utf8.h"

static const char *const words[] = {[PWZ_OK] = "ok",
#define STATUS_WORDS(name, text) [PWZ_E_##name] = (text),
                                    PWZ_STATUS_LIST(STATUS_WORDS)
#undef STATUS_WORDS
};

const char *pwz_status_words(enum pwz_status status)
{
    const size_t index = (size_t)status;

    return index < sizeof(words) / sizeof(words[0]) ? words[index] : "unknown status";
}

enum pwz_status pwz_err_setv(struct pwz_err *err, enum pwz_status status,
                             const char *format, va_list args)
{
    if (err == NULL) {
        return status;
    }

    /* An own array, because err->text may be among the arguments. */
    char raw[sizeof(err->text) + sizeof(err->path)];
    const int made = vsnprintf(raw, sizeof(raw), format, args);
    size_t len = made < 0 ? 0 : (size_t)made;

    if (len >= sizeof(raw)) {
        len = pwz_utf8_trim_cut(raw, sizeof(raw) - 1);
    }
    err->status = status;
    pwz_text_gate_into(raw, len, err->text, sizeof(err->text));
    return status;
}

enum pwz_status pwz_err_set(struct pwz_err *err, enum pwz_status status,
                            const char *format, ...)
{
    va_list args;

    va_start(args, format);
    pwz_err_setv(err, status, format, args);
    va_end(args);
    return status;
}

void pwz_err_place(struct pwz_err *err, const char *file, unsigned line, unsigned column)
{
    if (err == NULL) {
        return;
    }
    if (file != NULL) {
        pwz_text_gate_into(file, strlen(file), err->file, sizeof(err->file));
    }
    err->line = line;
    err->column = column;
}

/* A fixed array that fills up; after the first cut nothing more goes in. */
struct sink {
    char *out;
    size_t size, len;
    bool is_full;
};

static void put(struct sink *sink, const char *text)
{
    size_t len = strlen(text);

    if (sink->is_full) {
        return;
    }
    if (len >= sink->size - sink->len) {
        len = pwz_utf8_trim_cut(text, sink->size - sink->len - 1);
        sink->is_full = true;
    }
    memcpy(sink->out + sink->len, text, len);
    sink->len += len;
    sink->out[sink->len] = '\0';
}

static void put_number(struct sink *sink, unsigned value)
{
    char digits[3 * sizeof(value) + 1];
    size_t at = sizeof(digits) - 1;

    digits[at] = '\0';
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    put(sink, digits + at);
}

void pwz_err_format(const struct pwz_err *err, char *out, size_t size)
{
    if (size == 0) {
        return;
    }

    struct sink sink = {.out = out, .size = size};

    out[0] = '\0';
    put(&sink, err->file);
    if (err->line != 0) {
        put(&sink, err->file[0] == '\0' ? "" : ":");
        put_number(&sink, err->line);
    }
    if (err->line != 0 && err->column != 0) {
        put(&sink, ":");
        put_number(&sink, err->column);
    }
    put(&sink, sink.len == 0 ? "" : ": ");
    put(&sink, err->path);
    put(&sink, err->path[0] == '\0' ? "" : ": ");
    put(&sink, err->text[0] == '\0' ? pwz_status_words(err->status) : err->text);
}
