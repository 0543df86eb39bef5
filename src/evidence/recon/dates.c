/* Reads dates in every order met, and finds out which order a file has. */
#include "evidence/recon/dates.h"

const char *date_order_word(enum date_order order)
{
    static const char *const words[] = {[ORDER_OPEN] = "MDY",
                                        [ORDER_MDY] = "MDY",
                                        [ORDER_DMY] = "DMY",
                                        [ORDER_YMD] = "YMD"};

    return words[order];
}

struct number {
    uint32_t value;
    uint32_t digits;
};

static const char *take_number(const char *at, const char *end, struct number *number)
{
    *number = (struct number){0};
    for (; at < end && *at >= '0' && *at <= '9' && number->digits < 9; at++) {
        number->value = number->value * 10 + (uint32_t)(*at - '0');
        number->digits++;
    }
    return at;
}

/* What may follow a date: nothing, or a time. */
static bool is_time(const char *at, const char *end)
{
    if (at == end)
        return true;
    if (*at != 'T' && *at != 't' && *at != ' ')
        return false;
    while (at < end && *at == ' ')
        at++;
    if (at < end && (*at == 'T' || *at == 't'))
        at++;
    return at == end || (*at >= '0' && *at <= '9');
}

static bool is_date(struct raw_date *date)
{
    if (date->is_ymd)
        return pwz_day_of(date->year, date->first, date->second) != PWZ_DAY_NONE;
    return pwz_day_of(date->year, date->first, date->second) != PWZ_DAY_NONE ||
           pwz_day_of(date->year, date->second, date->first) != PWZ_DAY_NONE;
}

static bool read_compact(struct number all, struct raw_date *date)
{
    date->is_ymd = true;
    date->year = (uint16_t)(all.value / 10000);
    date->first = (uint8_t)(all.value / 100 % 100);
    date->second = (uint8_t)(all.value % 100);
    return is_date(date);
}

bool date_read(struct span text, struct raw_date *date)
{
    struct number part[3];
    text = span_trim(text);
    const char *at = text.text, *end = at + text.len;

    *date = (struct raw_date){0};
    at = take_number(at, end, &part[0]);
    if (part[0].digits == 8 && is_time(at, end))
        return read_compact(part[0], date);
    for (uint32_t i = 1; i < 3; i++) {
        if (at == end || (*at != '/' && *at != '-' && *at != '.'))
            return false;
        date->has_dots = *at == '.';
        at = take_number(at + 1, end, &part[i]);
    }
    date->is_ymd = part[0].digits == 4;
    struct number year = part[date->is_ymd ? 0 : 2];
    struct number first = part[date->is_ymd ? 1 : 0], second = part[date->is_ymd ? 2 : 1];
    if (!is_time(at, end) || (year.digits != 4 && year.digits != 2) || !first.digits ||
        first.digits > 2 || !second.digits || second.digits > 2)
        return false;
    date->year = (uint16_t)(year.digits == 2 ? 2000 + year.value : year.value);
    date->first = (uint8_t)first.value;
    date->second = (uint8_t)second.value;
    return is_date(date);
}

int32_t date_day(const struct raw_date *date, enum date_order order)
{
    bool is_swapped = !date->is_ymd && order == ORDER_DMY;
    uint8_t month = is_swapped ? date->second : date->first;
    uint8_t day = is_swapped ? date->first : date->second;
    int32_t number = pwz_day_of(date->year, month, day);

    if (number == PWZ_DAY_NONE && !date->is_ymd)
        number = pwz_day_of(date->year, day, month);
    return number;
}

unsigned date_says(const struct raw_date *date)
{
    if (date->is_ymd)
        return 0;
    return (date->second > 12 ? SAYS_MDY : 0U) | (date->first > 12 ? SAYS_DMY : 0U);
}

/* From the first of a month to its last day or to the first of the next one. */
static bool is_month(const struct raw_date *start, const struct raw_date *end,
                     enum date_order order)
{
    int32_t from = date_day(start, order), to = date_day(end, order);

    if (from == PWZ_DAY_NONE || to == PWZ_DAY_NONE || to <= from)
        return false;
    struct pwz_date first = pwz_day_date(from), next = pwz_day_date(to);
    struct pwz_date behind = pwz_day_date(to + 1);
    bool is_whole = next.day == 1 || behind.day == 1;
    return first.day == 1 && is_whole && to - from >= 27 && to - from <= 31;
}

unsigned dates_say(const struct raw_date *start, const struct raw_date *end)
{
    unsigned says = date_says(start) | date_says(end);

    if (says || start->is_ymd || end->is_ymd)
        return says;
    bool is_mdy = is_month(start, end, ORDER_MDY),
         is_dmy = is_month(start, end, ORDER_DMY);
    return is_mdy == is_dmy ? 0 : is_mdy ? SAYS_MDY : SAYS_DMY;
}

/* ---- periods ---- */

static void join_period(struct date_periods *all, const struct date_periods *one)
{
    if (!one->is_any)
        return;
    if (!all->is_any || one->first < all->first)
        all->first = one->first;
    if (!all->is_any || one->last > all->last)
        all->last = one->last;
    if (one->longest > all->longest)
        all->longest = one->longest;
    all->is_impossible |= one->is_impossible;
    all->is_any = true;
}

void periods_add(struct date_periods periods[PERIODS], const struct raw_date *start,
                 const struct raw_date *end)
{
    static const enum date_order orders[PERIODS] = {
        [PERIODS_MDY] = ORDER_MDY, [PERIODS_DMY] = ORDER_DMY};

    for (uint32_t i = 0; i < PERIODS; i++) {
        int32_t first = date_day(start, orders[i]), last = date_day(end, orders[i]);
        struct date_periods one = {.is_any = true,
                                   .is_impossible = last < first,
                                   .first = first,
                                   .last = last,
                                   .longest = last - first};
        join_period(&periods[i], &one);
    }
}

void periods_join(struct date_periods periods[PERIODS],
                  const struct date_periods more[PERIODS])
{
    for (uint32_t i = 0; i < PERIODS; i++)
        join_period(&periods[i], &more[i]);
}

/* ---- all distinct ones ---- */

uint32_t dates_add(struct dates *dates, struct budget *budget, uint32_t file,
                   const struct raw_date *date)
{
    uint64_t packed = (uint64_t)date->year << 24 | (uint64_t)date->first << 16 |
                      (uint64_t)date->second << 8 | (unsigned)date->is_ymd << 1 |
                      date->has_dots;
    uint64_t mixed = hash_mix(packed, file);
    uint32_t hash = (uint32_t)(mixed ^ mixed >> 32);

    for (uint32_t at = hash; dates->index.room; at++) {
        uint64_t slot = dates->index.slots[at & (dates->index.room - 1)];
        if (!slot)
            break;
        const struct date_entry *entry = &dates->entries[(uint32_t)slot - 1];
        if (entry->file == file && memcmp(&entry->date, date, sizeof *date) == 0)
            return (uint32_t)slot - 1;
    }
    if (dates->count >= DATES_MAX ||
        !grow(budget, &dates->entries, dates->count, &dates->room,
              sizeof *dates->entries) ||
        !hashes_add(budget, &dates->index, hash, dates->count))
        return NOT_THERE;
    dates->entries[dates->count] =
        (struct date_entry){.date = *date, .file = file, .day = PWZ_DAY_NONE};
    return dates->count++;
}

void dates_done(struct dates *dates)
{
    pwz_mem_free(dates->entries);
    hashes_done(&dates->index);
    *dates = (struct dates){0};
}
