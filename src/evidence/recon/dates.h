/*
 * Dates of usage. A date such as 09/10/2026 may mean two days; which of them is settled
 * from the whole file, so that each distinct date of a file gets a number first and its
 * day at the end.
 */
#ifndef EVIDENCE_RECON_DATES_H
#define EVIDENCE_RECON_DATES_H

#include "evidence/recon/record.h"

enum date_order {
    ORDER_OPEN,
    ORDER_MDY,
    ORDER_DMY,
    ORDER_YMD, /* says so itself */
};
const char *date_order_word(enum date_order order);

/* A date as written: two numbers and the year; year first when `is_ymd`. */
struct raw_date {
    uint16_t year;
    uint8_t first, second; /* is_ymd: month, day */
    bool is_ymd;
    bool has_dots; /* 03.09.2026 */
};

/* Any of M/D/YYYY, M-D-YYYY, D.M.YYYY, M/D/YY, YYYY-MM-DD, YYYY/MM/DD, YYYYMMDD, a time
 * behind it or not. False when it is none, or no day in either order. */
bool date_read(struct span text, struct raw_date *date);

/* The day it means in that order; in the other one if it is none (13/10 in MDY). */
int32_t date_day(const struct raw_date *date, enum date_order order);

/* What dates of a file tell about their order; bits. */
enum {
    SAYS_MDY = 1,
    SAYS_DMY = 2
};
/* By a number above 12. */
unsigned date_says(const struct raw_date *date);
/* By first and last day of a charged month. */
unsigned dates_say(const struct raw_date *start, const struct raw_date *end);

/* The charged months or billing periods of a file, read in one order. */
struct date_periods {
    bool is_any;
    bool is_impossible;  /* one of them ends before it begins */
    int32_t first, last; /* of all of them */
    int32_t longest;     /* days from its first to its last one */
};
enum {
    PERIODS_MDY,
    PERIODS_DMY,
    PERIODS
};
/* One more period, in both orders. */
void periods_add(struct date_periods periods[PERIODS], const struct raw_date *start,
                 const struct raw_date *end);
/* Those of another part of the same file. */
void periods_join(struct date_periods periods[PERIODS],
                  const struct date_periods more[PERIODS]);

/* One distinct date of one file. */
struct date_entry {
    struct raw_date date;
    uint32_t file;
    int32_t day;    /* set when its file ends */
    uint32_t index; /* of the day among all days of use; set when the report is made */
};
struct dates {
    struct date_entry *entries;
    uint32_t count, room;
    struct hashes index;
};
enum {
    DATES_MAX = 1 << 20 /* more distinct dates than that are no usage file */
};
/* Number of the date, added if it is new; NOT_THERE. */
uint32_t dates_add(struct dates *dates, struct budget *budget, uint32_t file,
                   const struct raw_date *date);
void dates_done(struct dates *dates);

#endif
