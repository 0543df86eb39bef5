/*
 * Validation of typed facts: dates, GUIDs and texts with a pattern. The words are fit to
 * show to the person who typed. Knows no clock: any existing calendar day is a date.
 */
#include <ctype.h>
#include <regex.h>
#include <string.h>

#include "pecwiz/facts.h"
#include "pecwiz/text.h"

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* Value of `count` digits, -1 when one is no digit. */
static int digits(const char *text, int count)
{
    int value = 0;

    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && is_leap ? 29 : days[month - 1];
}

static bool is_date(const char *text)
{
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    int year = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
    if (year < 1 || month < 1 || month > 12)
        return false;
    return day >= 1 && day <= days_in_month(year, month);
}

/* Lower-case and check the 8-4-4-4-12 form; braces around it are common and dropped. */
static bool normalise_guid(struct pwz_buf *out)
{
    size_t len = out->len;
    char *text = out->data;

    if (len == 38 && text[0] == '{' && text[37] == '}') {
        memmove(text, text + 1, 36);
        len = 36;
        text[len] = '\0';
        out->len = len;
    }
    if (len != 36)
        return false;
    for (size_t i = 0; i < len; i++) {
        bool is_dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (is_dash ? text[i] != '-' : !isxdigit((unsigned char)text[i]))
            return false;
        text[i] = (char)tolower((unsigned char)text[i]);
    }
    return true;
}

static bool matches(const char *pattern, const char *text)
{
    regex_t regex;

    if (regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB) != 0)
        return true; /* lint refuses such a pattern; a person must not be stopped by it */
    bool is_match = regexec(&regex, text, 0, NULL, 0) == 0;
    regfree(&regex);
    return is_match;
}

static void add_trimmed(const char *text, struct pwz_buf *out)
{
    size_t len = strlen(text);

    while (len > 0 && is_blank(text[len - 1]))
        len--;
    while (len > 0 && is_blank(*text)) {
        text++;
        len--;
    }
    pwz_text_gate(text, len, PWZ_GATE_LINE, out);
}

enum pwz_status pwz_fact_check_text(const struct pwz_model *model, uint32_t fact,
                                    const char *text, struct pwz_buf *out,
                                    struct pwz_err *err)
{
    const struct pwz_fact *row = &model->facts[fact];
    const char *pattern = pwz_model_text(model, row->match);

    pwz_buf_clear(out);
    add_trimmed(text, out);
    if (pwz_buf_status(out) != PWZ_OK)
        return pwz_err_set(err, pwz_buf_status(out), "the text is too long to keep");
    if (out->len == 0)
        return pwz_err_set(err, PWZ_E_RANGE, "Nothing was typed.");
    if (out->len > PWZ_TEXT_MAX)
        return pwz_err_set(err, PWZ_E_RANGE, "At most %d bytes of text are kept.",
                           PWZ_TEXT_MAX);
    if (row->type == PWZ_FACT_DATE && !is_date(pwz_buf_text(out)))
        return pwz_err_set(err, PWZ_E_RANGE,
                           "Not a date: type year-month-day, for example 2026-11-03.");
    if (row->type == PWZ_FACT_GUID && !normalise_guid(out))
        return pwz_err_set(err, PWZ_E_RANGE,
                           "Not a GUID: 32 hexadecimal digits, for example "
                           "01234567-89ab-cdef-0123-456789abcdef.");
    if (row->type == PWZ_FACT_TEXT && *pattern && !matches(pattern, pwz_buf_text(out)))
        return pwz_err_set(err, PWZ_E_RANGE, "Does not have the expected form (%s).",
                           pattern);
    return PWZ_OK;
}
