/*
 * The one gate between text from outside and everything that shows text.
 *
 * Decides character by character with a memory of one base and its marks. Must not know
 * where text comes from or where it goes.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "base/utf8.h"

enum {
    REPLACEMENT = 0xFFFD,
    MOST_MARKS = 2 /* on one base; curses keeps four, some terminals fewer */
};

struct gate {
    enum pwz_gate_flags flags;
    bool has_base;
    unsigned marks;  /* on the present base */
    size_t replaced; /* characters so far */
};

static uint32_t replace(struct gate *gate)
{
    gate->replaced++;
    return REPLACEMENT;
}

/* The character to show for `rune`. A mark without a base would land on the cell of
 * somebody else, such as a border, and is replaced like one too many. */
static uint32_t pass_rune(struct gate *gate, uint32_t rune)
{
    if (rune == '\n' && (gate->flags & PWZ_GATE_KEEP_LINES) != 0) {
        gate->has_base = false;
        return rune;
    }
    if (rune == '\n' || rune == '\t') {
        rune = ' ';
    }
    if (!pwz_rune_is_harmless(rune)) {
        return replace(gate);
    }
    if (!pwz_rune_attaches(rune)) {
        gate->has_base = true;
        gate->marks = 0;
        return rune;
    }
    if (!gate->has_base || gate->marks == MOST_MARKS) {
        return replace(gate);
    }
    gate->marks++;
    return rune;
}

/* Take one character or one invalid byte, give its harmless form in `out`. */
static size_t step(struct gate *gate, const char *bytes, size_t len, char out[4],
                   size_t *made)
{
    uint32_t rune = 0;
    const size_t taken = pwz_utf8_decode(bytes, len, &rune);

    *made = pwz_utf8_encode(taken == 0 ? replace(gate) : pass_rune(gate, rune), out);
    return taken == 0 ? 1 : taken;
}

static size_t count_plain(const char *bytes, size_t len)
{
    size_t n = 0;

    while (n < len && bytes[n] >= 0x20 && bytes[n] < 0x7F) {
        n++;
    }
    return n;
}

size_t pwz_text_gate(const char *bytes, size_t len, enum pwz_gate_flags flags,
                     struct pwz_buf *out)
{
    struct gate gate = {.flags = flags};

    for (size_t at = 0; at < len;) {
        const size_t plain = count_plain(bytes + at, len - at);

        if (plain > 0) {
            pwz_buf_add(out, bytes + at, plain);
            gate.has_base = true;
            gate.marks = 0;
            at += plain;
            continue;
        }

        char piece[4];
        size_t made = 0;

        at += step(&gate, bytes + at, len - at, piece, &made);
        pwz_buf_add(out, piece, made);
    }
    return gate.replaced;
}

size_t pwz_text_gate_into(const char *bytes, size_t len, char *out, size_t size)
{
    struct gate gate = {.flags = PWZ_GATE_LINE};
    size_t need = 0;
    size_t end = 0; /* of what is written; stays behind `need` after the cut */

    for (size_t at = 0; at < len;) {
        char piece[4];
        size_t made = 0;

        at += step(&gate, bytes + at, len - at, piece, &made);
        if (need == end && made < size - end) {
            memcpy(out + end, piece, made);
            end += made;
        }
        need += made;
    }
    out[end] = '\0';
    return need;
}
