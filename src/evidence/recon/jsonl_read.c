/* One JSON object of flat values, in place. */
#include <string.h>

#include "evidence/recon/jsonl.h"
#include "evidence/recon/scan_variants.h"

#ifdef SCAN_HAS_X86
#include <emmintrin.h>
#endif

struct cursor {
    const char *at;
    const char *end;
    const char *fault;
};

static bool fail(struct cursor *cursor, const char *words)
{
    if (!cursor->fault)
        cursor->fault = words;
    return false;
}

static void skip_blanks(struct cursor *cursor)
{
    while (cursor->at < cursor->end &&
           (*cursor->at == ' ' || *cursor->at == '\t' || *cursor->at == '\r'))
        cursor->at++;
}

static bool is_special(char byte)
{
    return byte == '"' || byte == '\\' || (unsigned char)byte < 0x20;
}

#ifdef SCAN_HAS_X86
/* Sixteen bytes at a time to the first quote, backslash or control character. */
static inline const char *find_special(const char *at, const char *end)
{
    const __m128i quote = _mm_set1_epi8('"'), slash = _mm_set1_epi8('\\');
    const __m128i control = _mm_set1_epi8(0x1f);

    for (; end - at >= 16; at += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
        __m128i found =
            _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, slash));
        __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(bytes, control), bytes);
        int mask = _mm_movemask_epi8(_mm_or_si128(found, low));
        if (mask)
            return at + __builtin_ctz((unsigned)mask);
    }
    while (at < end && !is_special(*at))
        at++;
    return at;
}
#else
#define ONES 0x0101010101010101ULL
#define TOPS 0x8080808080808080ULL

/* Nonzero when a byte of `word` is below `limit` (at most 128); may be wrong only about
 * bytes behind one that is. */
static inline uint64_t any_below(uint64_t word, uint64_t limit)
{
    return (word - ONES * limit) & ~word & TOPS;
}

static inline const char *find_special(const char *at, const char *end)
{
    for (; end - at >= 8; at += 8) {
        uint64_t word;
        memcpy(&word, at, 8);
        if (any_below(word ^ ONES * '"', 1) | any_below(word ^ ONES * '\\', 1) |
            any_below(word, 0x20))
            break;
    }
    while (at < end && !is_special(*at))
        at++;
    return at;
}
#endif

static bool is_hex(const char *at)
{
    for (uint32_t i = 0; i < 4; i++)
        if (!strchr("0123456789abcdefABCDEF", at[i]) || !at[i])
            return false;
    return true;
}

static bool skip_escape(struct cursor *cursor)
{
    char kind = cursor->end - cursor->at > 1 ? cursor->at[1] : '\0';

    if (kind == 'u' && cursor->end - cursor->at >= 6 && is_hex(cursor->at + 2)) {
        cursor->at += 6;
        return true;
    }
    if (!kind || !strchr("\"\\/bfnrt", kind))
        return fail(cursor, "an escape that JSON does not know");
    cursor->at += 2;
    return true;
}

/* From behind the opening quote to behind the closing one. */
static bool skip_string(struct cursor *cursor, bool *is_escaped)
{
    for (;;) {
        cursor->at = find_special(cursor->at, cursor->end);
        if (cursor->at == cursor->end)
            return fail(cursor, "a string without its closing quote");
        if (*cursor->at == '"') {
            cursor->at++;
            return true;
        }
        if (*cursor->at != '\\')
            return fail(cursor, "a control character inside a string");
        *is_escaped = true;
        if (!skip_escape(cursor))
            return false;
    }
}

/* An object or array: brackets have to match, strings have to end. */
static bool skip_nested(struct cursor *cursor)
{
    uint64_t is_object = 0; /* a bit for each level */
    uint32_t depth = 0;
    bool is_escaped;

    while (cursor->at < cursor->end) {
        char byte = *cursor->at++;
        if (byte == '"') {
            if (!skip_string(cursor, &is_escaped))
                return false;
        } else if (byte == '{' || byte == '[') {
            if (++depth > 60)
                return fail(cursor, "values nested deeper than 60");
            is_object = is_object << 1 | (byte == '{');
        } else if (byte == '}' || byte == ']') {
            if ((is_object & 1) != (byte == '}'))
                return fail(cursor, "brackets that do not match");
            is_object >>= 1;
            if (--depth == 0)
                return true;
        }
    }
    return fail(cursor, "a bracket that is never closed");
}

static bool is_literal(const char *text, size_t len)
{
    if ((len == 4 && (memcmp(text, "true", 4) == 0 || memcmp(text, "null", 4) == 0)) ||
        (len == 5 && memcmp(text, "false", 5) == 0))
        return true;
    if (!len || (*text != '-' && (*text < '0' || *text > '9')))
        return false;
    for (size_t i = 1; i < len; i++)
        if ((text[i] < '0' || text[i] > '9') && text[i] != '.' && text[i] != '-' &&
            text[i] != '+' && (text[i] | 0x20) != 'e')
            return false;
    return text[len - 1] >= '0' && text[len - 1] <= '9';
}

static bool skip_literal(struct cursor *cursor)
{
    const char *start = cursor->at;

    while (cursor->at < cursor->end && *cursor->at != ',' && *cursor->at != '}' &&
           *cursor->at != ' ' && *cursor->at != '\t' && *cursor->at != '\r')
        cursor->at++;
    return is_literal(start, (size_t)(cursor->at - start)) ||
           fail(cursor, "a value that is no string, number, true, false or null");
}

static bool take_value(struct cursor *cursor, struct jsonl_row *row, uint32_t column)
{
    const char *start = cursor->at, *end;
    bool is_escaped = false;

    if (start == cursor->end)
        return fail(cursor, "a key without a value");
    if (*start == '"') {
        cursor->at++;
        if (!skip_string(cursor, &is_escaped))
            return false;
        start++;
        end = cursor->at - 1;
    } else if (*start == '{' || *start == '[') {
        if (!skip_nested(cursor))
            return false;
        end = cursor->at;
    } else {
        if (!skip_literal(cursor))
            return false;
        end = *start == 'n' ? start : cursor->at;
    }
    if (column == COL_NONE)
        return true;
    if (row->present >> column & 1)
        return fail(cursor, "a key that stands there twice");
    row->present |= 1ULL << column;
    row->escaped |= (uint64_t)is_escaped << column;
    row->from[column] = (uint32_t)(start - row->base);
    row->to[column] = (uint32_t)(end - row->base);
    return true;
}

/* A key that is not where it was: find its column and remember the place. */
static bool take_new_key(struct cursor *cursor, struct jsonl_key *place, uint32_t *column)
{
    const char *start = cursor->at;
    bool is_escaped = false;

    if (start == cursor->end || *start != '"')
        return fail(cursor, "something else where a key should begin");
    cursor->at++;
    if (!skip_string(cursor, &is_escaped))
        return false;
    *column =
        is_escaped ? COL_NONE : column_find(start + 1, (size_t)(cursor->at - start) - 2);
    skip_blanks(cursor);
    if (cursor->at == cursor->end || *cursor->at != ':')
        return fail(cursor, "a key without a colon");
    cursor->at++;
    skip_blanks(cursor);
    size_t len = (size_t)(cursor->at - start);
    if (place && len <= JSONL_KEY_BYTES) {
        place->len = (uint8_t)len;
        place->column = (uint8_t)*column;
        memcpy(place->text, start, len);
    }
    return true;
}

static bool take_key(struct cursor *cursor, struct jsonl_key *place, uint32_t *column)
{
    if (place && place->len && (size_t)(cursor->end - cursor->at) > place->len &&
        memcmp(cursor->at, place->text, place->len) == 0 &&
        cursor->at[place->len] != ' ') {
        cursor->at += place->len;
        *column = place->column;
        return true;
    }
    return take_new_key(cursor, place, column);
}

static void take_object(struct cursor *cursor, struct jsonl_key *keys,
                        struct jsonl_row *row)
{
    skip_blanks(cursor);
    if (cursor->at < cursor->end && *cursor->at == '}') {
        cursor->at++;
        return;
    }
    for (;;) {
        uint32_t column, index = row->keys++;
        if (!take_key(cursor, index < JSONL_KEYS_MAX ? &keys[index] : NULL, &column) ||
            !take_value(cursor, row, column))
            return;
        skip_blanks(cursor);
        char byte = cursor->at < cursor->end ? *cursor->at++ : '\0';
        if (byte == '}')
            return;
        if (byte != ',') {
            fail(cursor, "neither a comma nor a closing brace behind a value");
            return;
        }
        skip_blanks(cursor);
    }
}

const char *jsonl_read(struct jsonl_key *keys, const char *line, size_t len,
                       struct jsonl_row *row, size_t *at)
{
    struct cursor cursor = {.at = line, .end = line + len};

    row->base = line;
    row->escaped = row->present = 0;
    row->keys = 0;
    memset(row->from, 0, sizeof row->from);
    memset(row->to, 0, sizeof row->to);
    skip_blanks(&cursor);
    if (cursor.at == cursor.end || *cursor.at != '{') {
        fail(&cursor, "no object");
    } else {
        cursor.at++;
        take_object(&cursor, keys, row);
    }
    skip_blanks(&cursor);
    if (!cursor.fault && cursor.at < cursor.end)
        fail(&cursor, "text behind the object");
    *at = (size_t)(cursor.at - line);
    return cursor.fault;
}
