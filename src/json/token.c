/*
 * Strings, numbers and words of the strict scanner: what JSON has below its brackets.
 *
 * Every message says what to write instead. Must not know nesting.
 */
#include "json/token.h"

#include <string.h>

#include "pecwiz/text.h"

void pwz_json_place_move(struct pwz_json_place *place, const char *bytes, size_t to)
{
    for (; place->at < to; place->at++) {
        if (bytes[place->at] == '\n') {
            place->line++;
            place->column = 1;
        } else if (((unsigned char)bytes[place->at] & 0xC0) != 0x80) {
            place->column++;
        }
    }
}

void pwz_json_place_err(struct pwz_err *err, const char *bytes, size_t at)
{
    struct pwz_json_place place = {.line = 1, .column = 1};

    if (err != NULL) {
        pwz_json_place_move(&place, bytes, at);
        pwz_err_place(err, NULL, place.line, place.column);
    }
}

enum pwz_status pwz_json_scan_fail(const struct pwz_json_scan *scan, size_t at,
                                   enum pwz_status status, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    pwz_err_setv(scan->err, status, format, args);
    va_end(args);
    pwz_json_place_err(scan->err, scan->bytes, at);
    return status;
}

enum pwz_status pwz_json_scan_fail_here(const struct pwz_json_scan *scan,
                                        const char *expected)
{
    uint32_t rune = 0;
    const size_t len =
        pwz_utf8_decode(scan->bytes + scan->at, scan->len - scan->at, &rune);

    if (len == 0) {
        return pwz_json_scan_fail(scan, scan->at, PWZ_E_SYNTAX,
                                  "expected %s, but the text ends here", expected);
    }
    if (rune == 0) {
        return pwz_json_scan_fail(scan, scan->at, PWZ_E_SYNTAX,
                                  "expected %s, found a NUL byte", expected);
    }
    return pwz_json_scan_fail(scan, scan->at, PWZ_E_SYNTAX, "expected %s, found '%.*s'",
                              expected, (int)len, scan->bytes + scan->at);
}

char pwz_json_scan_peek(const struct pwz_json_scan *scan)
{
    if (scan->at >= scan->len) {
        return '\0';
    }
    return scan->bytes[scan->at];
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool skip_digits(struct pwz_json_scan *scan)
{
    const size_t start = scan->at;

    while (is_digit(pwz_json_scan_peek(scan))) {
        scan->at++;
    }
    return scan->at > start;
}

/* Four hexadecimal digits at `at`; -1 when there are none. */
static long read_hex(const struct pwz_json_scan *scan, size_t at)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    long value = 0;

    if (at > scan->len || scan->len - at < 4) {
        return -1;
    }
    for (size_t i = at; i < at + 4; i++) {
        const char *digit = memchr(digits, scan->bytes[i], sizeof(digits) - 1);

        if (digit == NULL) {
            return -1;
        }
        const long index = digit - digits;

        value = value * 16 + (index < 16 ? index : index - 6);
    }
    return value;
}

/* \uXXXX, or two of them for a character beyond U+FFFF. A NUL would end the string early
 * for everyone who reads it; half a pair is no character. */
static enum pwz_status scan_unicode(struct pwz_json_scan *scan)
{
    const long value = read_hex(scan, scan->at + 2);

    if (value < 0) {
        return pwz_json_scan_fail(scan, scan->at, PWZ_E_SYNTAX,
                                  "\\u needs four hexadecimal digits");
    }
    if (value == 0) {
        return pwz_json_scan_fail(scan, scan->at, PWZ_E_SYNTAX,
                                  "\\u0000 is not allowed in a string");
    }
    if (value < 0xD800 || value > 0xDFFF) {
        scan->at += 6;
        return PWZ_OK;
    }

    const bool is_pair = value < 0xDC00 && scan->len - scan->at >= 12 &&
                         memcmp(scan->bytes + scan->at + 6, "\\u", 2) == 0;
    const long low = is_pair ? read_hex(scan, scan->at + 8) : -1;

    if (low < 0xDC00 || low > 0xDFFF) {
        return pwz_json_scan_fail(
            scan, scan->at, PWZ_E_SYNTAX,
            "half of a surrogate pair; write both halves or the character itself");
    }
    scan->at += 12;
    return PWZ_OK;
}

static enum pwz_status scan_escape(struct pwz_json_scan *scan)
{
    static const char kinds[] = {'"', '\\', '/', 'b', 'f', 'n', 'r', 't'};
    const bool is_cut = scan->len - scan->at < 2;

    if (!is_cut && scan->bytes[scan->at + 1] == 'u') {
        return scan_unicode(scan);
    }
    if (is_cut || memchr(kinds, scan->bytes[scan->at + 1], sizeof(kinds)) == NULL) {
        return pwz_json_scan_fail(scan, scan->at, PWZ_E_SYNTAX,
                                  "unknown escape; a backslash itself is written \\\\");
    }
    scan->at += 2;
    return PWZ_OK;
}

enum pwz_status pwz_json_scan_string(struct pwz_json_scan *scan)
{
    const size_t start = scan->at++;

    while (scan->at < scan->len) {
        const unsigned char byte = (unsigned char)scan->bytes[scan->at];
        enum pwz_status status = PWZ_OK;

        if (byte == '"') {
            scan->at++;
            return PWZ_OK;
        }
        if (byte < 0x20) {
            return pwz_json_scan_fail(
                scan, scan->at, PWZ_E_SYNTAX,
                "control character 0x%02x in a string; write \\u%04x", byte, byte);
        }
        if (byte == '\\') {
            status = scan_escape(scan);
        } else {
            scan->at++;
        }
        if (status != PWZ_OK) {
            return status;
        }
    }
    return pwz_json_scan_fail(scan, start, PWZ_E_SYNTAX,
                              "the string that starts here is not closed");
}

/* Doubles hold every integer up to 2^53 exactly and not all beyond. */
static enum pwz_status check_integer(const struct pwz_json_scan *scan, size_t start)
{
    const uint64_t most = UINT64_C(1) << 53;
    uint64_t value = 0;

    for (size_t i = start; i < scan->at; i++) {
        if (is_digit(scan->bytes[i])) {
            value = value * 10 + (uint64_t)(scan->bytes[i] - '0');
        }
        if (value > most) {
            return pwz_json_scan_fail(
                scan, start, PWZ_E_RANGE,
                "the integer is beyond 2^53 and would lose digits; write a string");
        }
    }
    scan->marks->list[scan->marks->count - 1].is_integer = true;
    return PWZ_OK;
}

static enum pwz_status scan_fraction(struct pwz_json_scan *scan)
{
    if (pwz_json_scan_peek(scan) == '.') {
        scan->at++;
        if (!skip_digits(scan)) {
            return pwz_json_scan_fail_here(scan, "a digit after the decimal point");
        }
    }
    if (pwz_json_scan_peek(scan) == 'e' || pwz_json_scan_peek(scan) == 'E') {
        scan->at++;
        if (pwz_json_scan_peek(scan) == '+' || pwz_json_scan_peek(scan) == '-') {
            scan->at++;
        }
        if (!skip_digits(scan)) {
            return pwz_json_scan_fail_here(scan, "a digit of the exponent");
        }
    }
    return PWZ_OK;
}

static enum pwz_status scan_number(struct pwz_json_scan *scan)
{
    const size_t start = scan->at;

    if (pwz_json_scan_peek(scan) == '-') {
        scan->at++;
    }

    const bool is_zero = pwz_json_scan_peek(scan) == '0';

    if (is_zero) {
        scan->at++;
    }
    if (is_zero && is_digit(pwz_json_scan_peek(scan))) {
        return pwz_json_scan_fail(scan, start, PWZ_E_SYNTAX,
                                  "a number must not start with a zero");
    }
    if (!is_zero && !skip_digits(scan)) {
        return pwz_json_scan_fail_here(scan, "a digit");
    }

    const size_t whole = scan->at;
    const enum pwz_status status = scan_fraction(scan);

    if (status != PWZ_OK) {
        return status;
    }
    if (scan->at - start > PWZ_JSON_LONGEST_NUMBER) {
        return pwz_json_scan_fail(scan, start, PWZ_E_RANGE,
                                  "the number has more than %d characters",
                                  PWZ_JSON_LONGEST_NUMBER);
    }
    return scan->at == whole ? check_integer(scan, start) : PWZ_OK;
}

static enum pwz_status scan_word(struct pwz_json_scan *scan)
{
    static const char *const words[] = {"true", "false", "null"};

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        const size_t len = strlen(words[i]);

        if (scan->len - scan->at >= len &&
            memcmp(scan->bytes + scan->at, words[i], len) == 0) {
            scan->at += len;
            return PWZ_OK;
        }
    }
    return pwz_json_scan_fail_here(scan, "a value");
}

enum pwz_status pwz_json_scan_plain(struct pwz_json_scan *scan)
{
    const char first = pwz_json_scan_peek(scan);

    return first == '-' || is_digit(first) ? scan_number(scan) : scan_word(scan);
}
