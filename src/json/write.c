/*
 * The writer: values in, well-formed and evenly indented JSON out.
 *
 * Text is written so that it stays harmless even when the JSON itself is shown on a
 * terminal: whatever the gate would replace is escaped, which loses nothing. Errors stick
 * in the buffer.
 */
#include <inttypes.h>
#include <string.h>

#include "pecwiz/json.h"
#include "pecwiz/text.h"

enum {
    DEEPEST = 63 /* the writer has one bit per depth, and depth 0 is the outside */
};

static const struct escape {
    char byte;
    char letter;
} escapes[] = {
    {'"',  '"' },
    {'\\', '\\'},
    {'\b', 'b' },
    {'\f', 'f' },
    {'\n', 'n' },
    {'\r', 'r' },
    {'\t', 't' },
};

void pwz_json_writer_init(struct pwz_json_writer *writer, struct pwz_buf *out)
{
    *writer = (struct pwz_json_writer){.out = out};
}

static uint64_t bit_of(unsigned depth)
{
    return UINT64_C(1) << depth;
}

static void start_line(struct pwz_json_writer *writer)
{
    pwz_buf_addc(writer->out, '\n');
    for (unsigned i = 0; i < writer->depth; i++) {
        pwz_buf_adds(writer->out, "  ");
    }
}

/* Comma, blank, new line: what stands between the last item and the one to come. */
static void start_item(struct pwz_json_writer *writer)
{
    const uint64_t bit = bit_of(writer->depth);

    if (writer->after_key || writer->depth == 0) {
        writer->after_key = false;
        return;
    }
    if ((writer->has_item & bit) != 0) {
        pwz_buf_adds(writer->out, (writer->is_inline & bit) != 0 ? ", " : ",");
    }
    if ((writer->is_inline & bit) == 0) {
        start_line(writer);
    }
    writer->has_item |= bit;
}

/* \uXXXX, a pair of them beyond U+FFFF. */
static void add_unicode(struct pwz_buf *out, uint32_t rune)
{
    if (rune > 0xFFFF) {
        const uint32_t rest = rune - 0x10000;

        pwz_buf_addf(out, "\\u%04" PRIx32 "\\u%04" PRIx32, 0xD800 | rest >> 10,
                     0xDC00 | (rest & 0x3FF));
        return;
    }
    pwz_buf_addf(out, "\\u%04" PRIx32, rune);
}

static void add_escaped(struct pwz_buf *out, uint32_t rune)
{
    for (size_t i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++) {
        if (rune == (unsigned char)escapes[i].byte) {
            pwz_buf_addc(out, '\\');
            pwz_buf_addc(out, escapes[i].letter);
            return;
        }
    }
    add_unicode(out, rune);
}

static bool needs_escape(uint32_t rune)
{
    return rune == '"' || rune == '\\' || !pwz_rune_is_harmless(rune);
}

static void add_string(struct pwz_buf *out, const char *text)
{
    const size_t len = strlen(text);
    size_t from = 0; /* start of what is to be copied as it is */

    pwz_buf_addc(out, '"');
    for (size_t at = 0; at < len;) {
        uint32_t rune = 0xFFFD; /* for a byte that is no UTF-8, escaped as such */
        const size_t step = pwz_utf8_decode(text + at, len - at, &rune);
        const size_t next = at + (step == 0 ? 1 : step);

        if (step == 0 || needs_escape(rune)) {
            pwz_buf_add(out, text + from, at - from);
            add_escaped(out, rune);
            from = next;
        }
        at = next;
    }
    pwz_buf_add(out, text + from, len - from);
    pwz_buf_addc(out, '"');
}

void pwz_json_key(struct pwz_json_writer *writer, const char *key)
{
    start_item(writer);
    add_string(writer->out, key);
    pwz_buf_adds(writer->out, ": ");
    writer->after_key = true;
}

static void open_container(struct pwz_json_writer *writer, char bracket, bool is_inline)
{
    /* Inside a line everything stays on it. */
    const bool stays = is_inline || (writer->is_inline & bit_of(writer->depth)) != 0;

    start_item(writer);
    pwz_buf_addc(writer->out, bracket);
    if (writer->depth == DEEPEST) {
        if (writer->out->status == PWZ_OK) {
            writer->out->status = PWZ_E_LIMIT;
        }
        return;
    }
    writer->depth++;

    const uint64_t bit = bit_of(writer->depth);

    writer->has_item &= ~bit;
    writer->is_inline = stays ? writer->is_inline | bit : writer->is_inline & ~bit;
}

void pwz_json_open(struct pwz_json_writer *writer, char bracket)
{
    open_container(writer, bracket, false);
}

void pwz_json_open_inline(struct pwz_json_writer *writer, char bracket)
{
    open_container(writer, bracket, true);
}

void pwz_json_close(struct pwz_json_writer *writer, char bracket)
{
    const uint64_t bit = bit_of(writer->depth);
    const bool has_lines =
        (writer->has_item & bit) != 0 && (writer->is_inline & bit) == 0;

    if (writer->depth > 0) {
        writer->depth--;
    }
    if (has_lines) {
        start_line(writer);
    }
    pwz_buf_addc(writer->out, bracket);
}

void pwz_json_string(struct pwz_json_writer *writer, const char *text)
{
    if (text == NULL) {
        pwz_json_null(writer);
        return;
    }
    start_item(writer);
    add_string(writer->out, text);
}

void pwz_json_integer(struct pwz_json_writer *writer, int64_t value)
{
    start_item(writer);
    pwz_buf_addf(writer->out, "%" PRId64, value);
}

void pwz_json_bool(struct pwz_json_writer *writer, bool value)
{
    start_item(writer);
    pwz_buf_adds(writer->out, value ? "true" : "false");
}

void pwz_json_null(struct pwz_json_writer *writer)
{
    start_item(writer);
    pwz_buf_adds(writer->out, "null");
}
