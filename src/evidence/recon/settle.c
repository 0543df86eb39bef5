/* What the dates of a file mean, once all of it is read. */
#include "evidence/recon/reader.h"

struct shown {
    uint32_t mdy, dmy, ymd, dots, dates;
    uint32_t open; /* another day in each order */
    struct raw_date example;
};

static struct shown dates_of_use(const struct pwz_recon *recon, uint32_t file)
{
    struct shown shown = {0};

    for (uint32_t i = 0; i < recon->dates.count; i++) {
        const struct date_entry *entry = &recon->dates.entries[i];
        if (entry->file != file)
            continue;
        unsigned says = date_says(&entry->date);
        shown.dates++;
        shown.ymd += entry->date.is_ymd;
        shown.dots += entry->date.has_dots;
        shown.mdy += (says & SAYS_MDY) != 0;
        shown.dmy += (says & SAYS_DMY) != 0;
        if (!says && !entry->date.is_ymd && entry->date.first != entry->date.second &&
            !shown.open++)
            shown.example = entry->date;
    }
    return shown;
}

/* ---- what tells the order ---- */

static bool is_month_at_most(const struct file *file, const struct date_periods *periods)
{
    return file->kind == PWZ_RECON_INVOICE || periods->longest <= 31;
}

/* All days of use lie within the periods, if both are read in this order. */
static bool are_within(const struct pwz_recon *recon, uint32_t index,
                       const struct date_periods *periods, enum date_order order)
{
    if (!periods->is_any || periods->is_impossible ||
        !is_month_at_most(&recon->files[index], periods))
        return false;
    for (uint32_t i = 0; i < recon->dates.count; i++) {
        const struct date_entry *entry = &recon->dates.entries[i];
        int32_t day = date_day(&entry->date, order);
        if (entry->file == index && (day < periods->first || day > periods->last))
            return false;
    }
    return true;
}

/* SAYS_...: the one order in which days of use and periods fit together. */
static unsigned periods_say(const struct pwz_recon *recon, uint32_t index)
{
    const struct date_periods *periods = recon->files[index].periods;
    bool is_mdy = are_within(recon, index, &periods[PERIODS_MDY], ORDER_MDY);
    bool is_dmy = are_within(recon, index, &periods[PERIODS_DMY], ORDER_DMY);

    return is_mdy == is_dmy ? 0 : is_mdy ? SAYS_MDY : SAYS_DMY;
}

static enum date_order told(unsigned says)
{
    return says == SAYS_MDY ? ORDER_MDY : says == SAYS_DMY ? ORDER_DMY : ORDER_OPEN;
}

/* By other dates of the file than those of use. */
static enum date_order order_by_others(const struct pwz_recon *recon, uint32_t index,
                                       const char **reason)
{
    const struct file *file = &recon->files[index];
    bool is_cost = file->kind == PWZ_RECON_COST;
    const struct witness {
        unsigned says;
        const char *words;
    } witnesses[] = {
        {file->charges_say, is_cost ? "the first and last day of the billing periods"
                                    : "the first and last day of the charged months"},
        {periods_say(recon, index),
         is_cost ? "only in this order do the days of use lie within the billing periods"
                 : "only in this order do the days of use lie within the charged months"},
        {file->rates_say,                 "the dates of the exchange rates"                                                                                     },
    };

    for (size_t i = 0; i < sizeof witnesses / sizeof *witnesses; i++)
        if (told(witnesses[i].says) != ORDER_OPEN) {
            *reason = witnesses[i].words;
            return told(witnesses[i].says);
        }
    return ORDER_OPEN;
}

static enum date_order order_of(const struct pwz_recon *recon, uint32_t index,
                                const struct shown *shown, const char **reason)
{
    *reason = "";
    if (shown->dates && shown->ymd == shown->dates)
        return ORDER_YMD;
    *reason = "a day of use above 12";
    if (shown->mdy || shown->dmy)
        return shown->mdy >= shown->dmy ? ORDER_MDY : ORDER_DMY;
    enum date_order order = order_by_others(recon, index, reason);
    if (order != ORDER_OPEN)
        return order;
    *reason = "dates with dots begin with the day";
    if (shown->dots)
        return ORDER_DMY;
    *reason = "the dates mean the same in both orders";
    if (shown->dates && !shown->open)
        return ORDER_MDY;
    *reason = "assumed: nothing in the file tells; it is the documented order";
    return ORDER_OPEN;
}

/* ---- all together ---- */

static void warn_of_order(struct pwz_recon *recon, const struct file *file,
                          const struct shown *shown)
{
    const struct raw_date *date = &shown->example;
    char mdy[PWZ_DAY_CHARS], dmy[PWZ_DAY_CHARS];

    if (shown->mdy && shown->dmy)
        recon_warn(recon, 0,
                   "dates of both orders, month first and day first, stand in this file; "
                   "each is read in the only way that makes a day, the others as %s",
                   date_order_word(shown->mdy >= shown->dmy ? ORDER_MDY : ORDER_DMY));
    if (file->order == ORDER_OPEN && shown->open && !file->refused)
        recon_warn(recon, 0,
                   "nothing in the file tells whether the month or the day stands first "
                   "in its dates: %02u/%02u/%u was taken for %s, the documented order; "
                   "if that is wrong, all days are wrong: give a file with days after "
                   "the 12th, or with dates such as %s",
                   date->first, date->second, date->year,
                   pwz_day_text(date_day(date, ORDER_MDY), mdy),
                   pwz_day_text(date_day(date, ORDER_DMY), dmy));
}

void file_settle_dates(struct pwz_recon *recon, uint32_t index)
{
    struct file *file = &recon->files[index];
    struct shown shown = dates_of_use(recon, index);

    if (!file->is_settled) {
        file->order = order_of(recon, index, &shown, &file->order_reason);
        warn_of_order(recon, file, &shown);
        file->is_settled = true;
    }
    file->first_day = file->last_day = PWZ_DAY_NONE;
    for (uint32_t i = 0; i < recon->dates.count; i++) {
        struct date_entry *entry = &recon->dates.entries[i];
        if (entry->file != index)
            continue;
        entry->day = date_day(&entry->date, file->order);
        if (file->first_day == PWZ_DAY_NONE || entry->day < file->first_day)
            file->first_day = entry->day;
        if (entry->day > file->last_day)
            file->last_day = entry->day;
    }
}

enum {
    USE_DAYS_MAX = 45 /* between the first and the last; a month of charges is less */
};

void file_warn_span(struct pwz_recon *recon, const struct file *file)
{
    if (!recon->opts.may_mix_months && file->kind != PWZ_RECON_INVOICE &&
        file->last_day - file->first_day > USE_DAYS_MAX)
        recon_warn(recon, 0,
                   "the days of use span more than %d days, so this is more than one "
                   "month, and the figures are of all of it together: give a file of one "
                   "month",
                   USE_DAYS_MAX);
}

static bool is_same_file(const struct file *a, const struct file *b)
{
    return a->name == b->name && a->bytes == b->bytes && a->lines == b->lines &&
           a->kind == b->kind && a->invoice == b->invoice &&
           a->first_day == b->first_day && a->last_day == b->last_day;
}

/* One of them is billed, the other is not, and they have days in common. */
static bool is_billed_too(const struct file *a, const struct file *b)
{
    return a->kind == PWZ_RECON_DAILY && b->kind == PWZ_RECON_DAILY && a->has_invoice &&
           b->has_invoice && a->is_billed != b->is_billed &&
           a->first_day <= b->last_day && b->first_day <= a->last_day;
}

void file_warn_twice(struct pwz_recon *recon, const struct file *file)
{
    bool is_twice = false, is_both = false;

    for (const struct file *other = recon->files; other < file; other++) {
        if (other->refused || !other->lines)
            continue;
        is_twice = is_twice || is_same_file(other, file);
        is_both = is_both || is_billed_too(other, file);
    }
    if (is_twice)
        recon_warn(recon, 0,
                   "a file before it has the same name, size, lines and days: it was "
                   "probably given twice, and its figures count twice: give it once");
    if (is_both)
        recon_warn(recon, 0,
                   "billed and unbilled files have the same days, and both were added "
                   "up: leave the unbilled one out");
}

static bool is_month_of(int32_t day, const struct pwz_date *month)
{
    struct pwz_date date = pwz_day_date(day);

    return date.year == month->year && date.month == month->month;
}

static bool is_among(const struct pwz_recon *recon, int32_t day)
{
    if (day == PWZ_DAY_NONE)
        return false;
    struct pwz_date month = pwz_day_date(day);
    for (uint32_t i = 0; i < recon->dates.count; i++) {
        const struct date_entry *entry = &recon->dates.entries[i];
        if (entry->file + 1 < recon->file_count && !recon->files[entry->file].refused &&
            entry->day != PWZ_DAY_NONE && is_month_of(entry->day, &month))
            return true;
    }
    return false;
}

bool month_is_known(struct pwz_recon *recon, const struct raw_date *date)
{
    bool is_first = true;

    for (uint32_t i = 0; i + 1 < recon->file_count; i++)
        is_first = is_first && (recon->files[i].refused || !recon->files[i].lines);
    return is_first || is_among(recon, date_day(date, ORDER_MDY)) ||
           is_among(recon, date_day(date, ORDER_DMY));
}
