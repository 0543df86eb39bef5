/* What the dates of a file mean, once all of it is read. */
#include "evidence/recon/reader.h"

struct shown {
    uint32_t mdy, dmy, ymd, dots, dates;
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
    }
    return shown;
}

static enum date_order order_of(const struct file *file, const struct shown *shown,
                                const char **reason)
{
    *reason = "";
    if (shown->dates && shown->ymd == shown->dates)
        return ORDER_YMD;
    *reason = "a day of use above 12";
    if (shown->mdy || shown->dmy)
        return shown->mdy >= shown->dmy ? ORDER_MDY : ORDER_DMY;
    *reason = "the first and last day of the charged months";
    if (file->charges_say == SAYS_MDY || file->charges_say == SAYS_DMY)
        return file->charges_say == SAYS_MDY ? ORDER_MDY : ORDER_DMY;
    *reason = "the dates of the exchange rates";
    if (file->rates_say == SAYS_MDY || file->rates_say == SAYS_DMY)
        return file->rates_say == SAYS_MDY ? ORDER_MDY : ORDER_DMY;
    *reason = "dates with dots begin with the day";
    if (shown->dots)
        return ORDER_DMY;
    *reason = "nothing in the file tells; it is the documented order";
    return ORDER_MDY;
}

void file_settle_dates(struct pwz_recon *recon, uint32_t index)
{
    struct file *file = &recon->files[index];
    struct shown shown = dates_of_use(recon, index);

    if (!file->order && shown.mdy && shown.dmy)
        recon_warn(recon, 0,
                   "dates of both orders, month first and day first, stand in this file; "
                   "each is read in the only way that makes a day, the others as %s",
                   date_order_word(shown.mdy >= shown.dmy ? ORDER_MDY : ORDER_DMY));
    file->order = order_of(file, &shown, &file->order_reason);
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
