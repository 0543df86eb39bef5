/* Moments as people read them: to the minute, with the zone named. */
#include <string.h>

#include "report/parts.h"

void pwz_report_moment(int64_t at, struct pwz_buf *out)
{
    const size_t date = PWZ_DATE_SIZE - 1;
    const size_t minutes = sizeof("12:00") - 1;
    char text[PWZ_TIME_SIZE];

    pwz_time_text(at, text);
    pwz_buf_add(out, text, date);
    pwz_buf_addc(out, ' ');
    pwz_buf_add(out, text + date + 1, minutes);
    pwz_buf_adds(out, " UTC");
}
