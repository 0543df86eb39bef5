/*
 * Seconds since 1970 as civil UTC dates, by arithmetic alone.
 *
 * Must not know: the clock, the time zone, the C library's calendar (which keeps state
 * and depends on the environment).
 */
#include "pecwiz/report.h"

#include "report/parts.h"

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

static char *put_hours(char *out, const struct civil *civil)
{
    out = put_digits(out, civil->second_of_day / SECONDS_PER_HOUR, 2);
    *out++ = ':';
    return put_digits(out, civil->second_of_day / SECONDS_PER_MINUTE % 60, 2);
}

void pwz_time_text(int64_t at, char out[21])
{
    const struct civil civil = split(at);
    char *end = put_date(out, &civil);

    *end++ = 'T';
    end = put_hours(end, &civil);
    *end++ = ':';
    end = put_digits(end, civil.second_of_day % SECONDS_PER_MINUTE, 2);
    *end++ = 'Z';
    *end = '\0';
}

void pwz_date_text(int64_t at, char out[11])
{
    const struct civil civil = split(at);

    *put_date(out, &civil) = '\0';
}

void pwz_report_moment(int64_t at, struct pwz_buf *out)
{
    const struct civil civil = split(at);
    char text[17];
    char *end = put_date(text, &civil);

    *end++ = ' ';
    *put_hours(end, &civil) = '\0';
    pwz_buf_adds(out, text);
    pwz_buf_adds(out, " UTC");
}
