/* Reading a finished report, and the parts of it that are made once. */
#include "evidence/recon/report.h"

size_t pwz_recon_file_count(const struct pwz_recon_report *report)
{
    return report->file_count;
}

const struct pwz_recon_file *pwz_recon_file_at(const struct pwz_recon_report *report,
                                               size_t index)
{
    return &report->files[index];
}

size_t pwz_recon_warning_count(const struct pwz_recon_report *report)
{
    return report->warning_count;
}

uint64_t pwz_recon_warnings_dropped(const struct pwz_recon_report *report)
{
    return report->warnings_dropped;
}

const struct pwz_recon_warning *
pwz_recon_warning_at(const struct pwz_recon_report *report, size_t index)
{
    return &report->warnings[index];
}

bool pwz_recon_is_partial(const struct pwz_recon_report *report)
{
    return report->is_partial;
}

const char *pwz_recon_partial_reason(const struct pwz_recon_report *report)
{
    return report->partial_reason;
}

int32_t pwz_recon_first_day(const struct pwz_recon_report *report)
{
    return report->first_day;
}

int32_t pwz_recon_last_day(const struct pwz_recon_report *report)
{
    return report->last_day;
}

size_t pwz_recon_total_count(const struct pwz_recon_report *report)
{
    return report->total_count;
}

const struct pwz_recon_total *pwz_recon_total_at(const struct pwz_recon_report *report,
                                                 size_t index)
{
    return &report->totals[index];
}

size_t pwz_recon_id_count(const struct pwz_recon_report *report, enum pwz_recon_ids ids)
{
    return report->id_count[ids];
}

const struct pwz_recon_id *pwz_recon_id_at(const struct pwz_recon_report *report,
                                           enum pwz_recon_ids ids, size_t index)
{
    return &report->ids[ids][index];
}

size_t pwz_recon_common_day_count(const struct pwz_recon_report *report)
{
    return report->common_count;
}

const struct pwz_recon_common_day *
pwz_recon_common_day_at(const struct pwz_recon_report *report, size_t index)
{
    return &report->common[index];
}

size_t pwz_recon_monthly_count(const struct pwz_recon_report *report)
{
    return report->monthly_count;
}

const struct pwz_recon_monthly *
pwz_recon_monthly_at(const struct pwz_recon_report *report, size_t index)
{
    return &report->monthly[index];
}

uint32_t report_span(const struct pwz_recon_report *report)
{
    if (!report->day_count || report->last_day - report->first_day >= SPAN_MAX)
        return 0;
    return (uint32_t)(report->last_day - report->first_day) + 1;
}

/* ---- totals ---- */

/* The row of a currency, in alphabetical order; there are few. */
static struct pwz_recon_total *total_of(struct pwz_recon_report *report,
                                        struct budget *budget, uint32_t *room,
                                        const char *currency)
{
    uint32_t at = 0;

    while (at < report->total_count && strcmp(report->totals[at].currency, currency) < 0)
        at++;
    if (at < report->total_count && strcmp(report->totals[at].currency, currency) == 0)
        return &report->totals[at];
    if (!grow(budget, &report->totals, report->total_count, room, sizeof *report->totals))
        return NULL;
    memmove(report->totals + at + 1, report->totals + at,
            (report->total_count - at) * sizeof *report->totals);
    report->totals[at] = (struct pwz_recon_total){.currency = currency};
    report->total_count++;
    return &report->totals[at];
}

bool report_add_totals(struct pwz_recon_report *report)
{
    const struct sealed *usage = &report->usage;
    struct budget budget = {.bytes_max = SIZE_MAX};
    uint32_t room = 0;

    for (uint32_t i = 0; i < usage->tables.group_count; i++) {
        const struct group *group = usage->places[i].group;
        struct pwz_recon_total *total =
            total_of(report, &budget, &room, usage->places[i].sub->key.currency);
        if (!total)
            return false;
        for (uint32_t k = 0; k < group->count; k++)
            sums_add(&total->sums, &group->cells[k]);
    }
    for (uint32_t i = 0; i < report->total_count; i++)
        sums_close(&report->totals[i].sums);
    return true;
}

/* ---- days on which several customers begin to miss the credit ---- */

static void count_customer(const struct pwz_recon_report *report, uint32_t first,
                           uint32_t end, struct day_counts *days, uint32_t *begins,
                           uint32_t *eligible)
{
    bool is_any = false, was_earned = false;

    memset(days, 0, report->day_count * sizeof *days);
    for (uint32_t i = first; i < end; i++) {
        const struct group *group = report->usage.places[i].group;
        for (uint32_t k = 0; k < group->count; k++)
            day_counts_add(&days[report_day_index(report, &group->cells[k])],
                           &group->cells[k]);
    }
    for (uint32_t i = 0; i < report->day_count; i++) {
        if (!days[i].earned && !days[i].missing)
            continue;
        bool is_missing = days[i].missing > days[i].earned;
        begins[i] += is_missing && was_earned;
        was_earned = !is_missing;
        is_any = true;
    }
    *eligible += is_any;
}

static bool list_common(struct pwz_recon_report *report, const uint32_t *begins,
                        uint32_t eligible)
{
    report->common = pwz_mem_new(report->day_count, sizeof *report->common);
    if (!report->common)
        return false;
    for (uint32_t i = 0; i < report->day_count; i++) {
        if (begins[i] < 2 || begins[i] * 2ULL < eligible)
            continue;
        uint32_t at = report->common_count++;
        for (; at > 0 && report->common[at - 1].customers < begins[i]; at--)
            report->common[at] = report->common[at - 1];
        report->common[at] = (struct pwz_recon_common_day){
            .day = report->days[i], .customers = begins[i], .of = eligible};
    }
    return true;
}

bool report_add_common_days(struct pwz_recon_report *report)
{
    const struct group_place *places = report->usage.places;
    uint32_t count = report->usage.tables.group_count, eligible = 0, first = 0;
    struct day_counts *days = pwz_mem_new(report->day_count, sizeof *days);
    uint32_t *begins = pwz_mem_new(report->day_count, sizeof *begins);
    bool is_good = days && begins;

    for (uint32_t i = 1; is_good && i <= count; i++)
        if (i == count ||
            strcmp(places[i].words->customer_id, places[first].words->customer_id) != 0) {
            count_customer(report, first, i, days, begins, &eligible);
            first = i;
        }
    is_good = is_good && list_common(report, begins, eligible);
    pwz_mem_free(days);
    pwz_mem_free(begins);
    return is_good;
}
