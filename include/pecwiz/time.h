/*
 * Seconds since 1970 UTC as text and back: ISO 8601 in UTC, whole seconds, years 0000 to
 * 9999. Arithmetic only; the clock is the caller's.
 */
#ifndef PECWIZ_TIME_H
#define PECWIZ_TIME_H

#include <stdbool.h>
#include <stdint.h>

enum {
    PWZ_SECONDS_PER_DAY = 24 * 60 * 60,
    PWZ_TIME_SIZE = sizeof("2026-11-23T12:00:00Z"),
    PWZ_DATE_SIZE = sizeof("2026-11-23")
};

/* "2026-11-23T12:00:00Z" and "2026-11-23"; other years are clamped. */
void pwz_time_text(int64_t at, char out[PWZ_TIME_SIZE]);
void pwz_date_text(int64_t at, char out[PWZ_DATE_SIZE]);

/* Exactly the forms above, of a moment that exists; false otherwise, `at` untouched. A
 * date is its 00:00:00. */
bool pwz_time_read(const char *text, int64_t *at);
bool pwz_date_read(const char *text, int64_t *at);

#endif
