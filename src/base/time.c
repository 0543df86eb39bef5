/*
 * Seconds since 1970 as civil UTC dates and back, by arithmetic alone.
 *
 * Must not know: the clock, the time zone, the C library's calendar (which keeps state
 * and depends on the environment).
 */
#include "pecwiz/time.h"

#include <string.h>

enum {
    SECONDS_PER_MINUTE = 60,
    SECONDS_PER_HOUR = 60 * 60,
    DAYS_PER_ERA = 146097, /* 400 Gregorian years */
    DAYS_TO_EPOCH = 719468 /* from 0000-03-01 to 1970-01-01 */
};

/* The first and the last second with a year of four digits: what ISO 8601 can say
 * without an agreement between both sides. Others are clamped. */
static const int64_t first_second = INT64_C(-62167219200);
static const int64_t last_second = INT64_C(253402300799);

struct civil {
    unsigned year, month, day;
    unsigned second_of_day;
};

/*
 * Count the year from 1 March, so that the leap day is its last day and the lengths of
 * the months before it follow one formula: (153 * month + 2) / 5.
 */
static struct civil split(int64_t at)
{
    const int64_t low = at < first_second ? first_second : at;
    const int64_t clamped = low > last_second ? last_second : low;
    /* January and February of year 0 stand before 0000-03-01: begin one era earlier. */
    const uint64_t seconds =
        (uint64_t)(clamped +
                   (int64_t)(DAYS_TO_EPOCH + DAYS_PER_ERA) * PWZ_SECONDS_PER_DAY);
    const uint64_t days = seconds / PWZ_SECONDS_PER_DAY;
    const unsigned era = (unsigned)(days / DAYS_PER_ERA);
    const unsigned in_era = (unsigned)(days % DAYS_PER_ERA);
    const unsigned year_of_era =
        (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    const unsigned in_year =
        in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const unsigned march_month = (5 * in_year + 2) / 153;
    const unsigned month = march_month < 10 ? march_month + 3 : march_month - 9;

    return (struct civil){
        .year = era * 400 + year_of_era + (month <= 2 ? 1U : 0U) - 400,
        .month = month,
        .day = in_year - (153 * march_month + 2) / 5 + 1,
        .second_of_day = (unsigned)(seconds % PWZ_SECONDS_PER_DAY),
    };
}

static char *put_digits(char *out, unsigned value, unsigned digits)
{
    for (unsigned i = digits; i > 0; i--) {
        out[i - 1] = (char)('0' + value % 10);
        value /= 10;
    }
    return out + digits;
}

static char *put_date(char *out, const struct civil *civil)
{
    out = put_digits(out, civil->year, 4);
    *out++ = '-';
    out = put_digits(out, civil->month, 2);
    *out++ = '-';
    return put_digits(out, civil->day, 2);
}

void pwz_time_text(int64_t at, char out[PWZ_TIME_SIZE])
{
    const struct civil civil = split(at);
    char *end = put_date(out, &civil);

    *end++ = 'T';
    end = put_digits(end, civil.second_of_day / SECONDS_PER_HOUR, 2);
    *end++ = ':';
    end = put_digits(end, civil.second_of_day / SECONDS_PER_MINUTE % 60, 2);
    *end++ = ':';
    end = put_digits(end, civil.second_of_day % SECONDS_PER_MINUTE, 2);
    *end++ = 'Z';
    *end = '\0';
}

void pwz_date_text(int64_t at, char out[PWZ_DATE_SIZE])
{
    const struct civil civil = split(at);

    *put_date(out, &civil) = '\0';
}

static unsigned read_digits(const char *text, size_t digits)
{
    unsigned value = 0;

    for (size_t i = 0; i < digits; i++) {
        value = value * 10 + (unsigned)(text[i] - '0');
    }
    return value;
}

/* Days from 1970-01-01 to a date of the calendar; the inverse of split(). */
static int64_t days_until(unsigned year, unsigned month, unsigned day)
{
    const unsigned march_year = year + 400 - (month <= 2 ? 1U : 0U);
    const unsigned march_month = month <= 2 ? month + 9 : month - 3;
    const unsigned in_era = march_year % 400;
    const unsigned in_year = (153 * march_month + 2) / 5 + day - 1;

    return (int64_t)(march_year / 400) * DAYS_PER_ERA + (int64_t)in_era * 365 +
           in_era / 4 - in_era / 100 + in_year - DAYS_TO_EPOCH - DAYS_PER_ERA;
}

/* What the digits say, and back: a date or time that does not exist comes back as
 * another, a letter among the digits as a digit. */
bool pwz_time_read(const char *text, int64_t *at)
{
    char again[PWZ_TIME_SIZE];

    if (strlen(text) != PWZ_TIME_SIZE - 1) {
        return false;
    }

    const unsigned month = read_digits(text + 5, 2);
    const unsigned day = read_digits(text + 8, 2);

    if (month < 1 || month > 12 || day < 1 || day > 31) {
        return false;
    }

    const int64_t days = days_until(read_digits(text, 4), month, day);
    const int64_t seconds = (int64_t)read_digits(text + 11, 2) * SECONDS_PER_HOUR +
                            (int64_t)read_digits(text + 14, 2) * SECONDS_PER_MINUTE +
                            (int64_t)read_digits(text + 17, 2);

    pwz_time_text(days * PWZ_SECONDS_PER_DAY + seconds, again);
    if (strcmp(text, again) != 0) {
        return false;
    }
    *at = days * PWZ_SECONDS_PER_DAY + seconds;
    return true;
}

bool pwz_date_read(const char *text, int64_t *at)
{
    char moment[PWZ_TIME_SIZE] = "0000-00-00T00:00:00Z";

    if (strlen(text) != PWZ_DATE_SIZE - 1) {
        return false;
    }
    memcpy(moment, text, PWZ_DATE_SIZE - 1);
    return pwz_time_read(moment, at);
}
