/* Values of a line that need more than a slice, and comparisons that ignore case. */
#include "evidence/recon/record.h"

#include "pecwiz/text.h"

struct span record_unquoted(const struct record *record, enum column column,
                            struct span raw)
{
    const char *inside = raw.text + 1, *end = raw.text + raw.len;
    const char *quote = memchr(inside, '"', (size_t)(end - inside));
    char *out = record->copies[column];
    size_t len = 0;

    if (!quote)
        return (struct span){inside, (size_t)(end - inside)};
    if (quote + 1 == end)
        return (struct span){inside, (size_t)(quote - inside)};
    bool is_closed = false;
    for (const char *at = inside; at < end && len < VALUE_MAX; at++) {
        if (*at == '"' && !is_closed) {
            is_closed = at + 1 == end || at[1] != '"';
            at++;
            if (is_closed && at >= end)
                break;
        }
        out[len++] = *at;
    }
    return (struct span){out, len};
}

static uint32_t hex_value(const char *text)
{
    uint32_t value = 0;

    for (uint32_t i = 0; i < 4; i++) {
        char byte = text[i];
        uint32_t digit =
            byte <= '9' ? (uint32_t)(byte - '0') : (uint32_t)((byte | 0x20) - 'a') + 10;
        value = value << 4 | (digit & 15);
    }
    return value;
}

/* The character of \uXXXX at `text` (behind the u), with a second half if there is one;
 * a lone half becomes U+FFFD. */
static uint32_t escaped_rune(const char *text, const char *end, size_t *used)
{
    uint32_t first = hex_value(text);

    *used = 4;
    if (first < 0xd800 || first > 0xdfff)
        return first;
    if (first < 0xdc00 && end - text >= 10 && text[4] == '\\' && text[5] == 'u') {
        uint32_t second = hex_value(text + 6);
        if (second >= 0xdc00 && second <= 0xdfff) {
            *used = 10;
            return 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        }
    }
    return 0xfffd;
}

/* The scanner has checked the escapes: each is whole and of a known kind. */
struct span record_unescaped(const struct record *record, enum column column,
                             struct span raw)
{
    static const char plain[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    char *out = record->copies[column];
    const char *end = raw.text + raw.len;
    size_t len = 0;

    for (const char *at = raw.text; at < end && len + 4 <= VALUE_MAX;) {
        if (*at != '\\') {
            out[len++] = *at++;
            continue;
        }
        const char *kind = strchr(plain, at[1]);
        size_t used = 0;
        if (kind && at[1])
            out[len++] = meant[kind - plain];
        else
            len += pwz_utf8_encode(escaped_rune(at + 2, end, &used), out + len);
        at += 2 + used;
    }
    return (struct span){out, len};
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + 'a' - 'A') : byte;
}

bool span_is_word(struct span value, const char *word)
{
    for (size_t i = 0; i < value.len; i++)
        if (!word[i] || lower(value.text[i]) != word[i])
            return false;
    return word[value.len] == '\0';
}

static bool is_letter(char byte)
{
    return (lower(byte) >= 'a' && lower(byte) <= 'z') || (byte >= '0' && byte <= '9') ||
           (byte & 0x80);
}

/* Whether `word` stands at the start of the `len` bytes, and no letter behind it. */
static bool begins_with_word(const char *text, size_t len, const char *word)
{
    size_t i = 0;

    for (; word[i]; i++)
        if (i == len || lower(text[i]) != word[i])
            return false;
    return i == len || !is_letter(text[i]);
}

bool span_has_word(struct span value, const char *word)
{
    bool was_letter = false;

    for (size_t i = 0; i < value.len; i++) {
        bool is_first = !was_letter;
        was_letter = is_letter(value.text[i]);
        if (is_first && was_letter &&
            begins_with_word(value.text + i, value.len - i, word))
            return true;
    }
    return false;
}

struct span span_trim(struct span value)
{
    while (value.len && (*value.text == ' ' || *value.text == '\t'))
        value.text++, value.len--;
    while (value.len &&
           (value.text[value.len - 1] == ' ' || value.text[value.len - 1] == '\t'))
        value.len--;
    return value;
}

size_t span_lower(struct span value, char *out, size_t size)
{
    size_t len = value.len < size ? value.len : size;

    for (size_t i = 0; i < len; i++)
        out[i] = lower(value.text[i]);
    return len;
}
