/* Rows on demand: groups that stand together become one row. */
#include "evidence/recon/rows.h"

#include <stdlib.h>

static bool are_together(enum pwz_recon_by by, const struct group_place *a,
                         const struct group_place *b)
{
    if (by == PWZ_BY_GROUP)
        return false;
    if (by != PWZ_BY_CUSTOMER)
        return a->sub == b->sub;
    return strcmp(a->words->customer_id, b->words->customer_id) == 0 &&
           strcmp(a->sub->key.currency, b->sub->key.currency) == 0;
}

struct pwz_recon_row *rows_add(struct making *making, const struct group_place *place)
{
    const struct texts *texts = &making->report->texts;
    struct pwz_recon_rows *out = making->out;
    bool has_sub = making->by != PWZ_BY_CUSTOMER;

    if (!grow(&making->budget, &out->rows, out->count, &out->room, sizeof *out->rows))
        return NULL;
    struct pwz_recon_row *row = &out->rows[out->count++];
    *row = (struct pwz_recon_row){
        .customer_id = place->words->customer_id,
        .customer_name = texts_at(texts, place->sub->customer_name),
        .subscription_id = has_sub ? place->words->subscription_id : "",
        .subscription_name = has_sub ? texts_at(texts, place->sub->name) : "",
        .plan_id = has_sub ? texts_at(texts, place->sub->plan) : "",
        .resource_group = making->by == PWZ_BY_GROUP ? place->group->text : "",
        .currency = place->sub->key.currency,
        .day = PWZ_DAY_NONE,
        .first_missing = PWZ_DAY_NONE,
        .last_missing = PWZ_DAY_NONE,
        .first_day = PWZ_DAY_NONE,
        .last_day = PWZ_DAY_NONE,
    };
    return row;
}

static void set_days(const struct making *making, struct pwz_recon_row *row)
{
    struct day_counts all = {0};

    for (uint32_t i = 0; i < making->report->day_count; i++) {
        const struct day_counts *day = &making->days[i];
        int32_t number = making->report->days[i];
        if (day_state(day) == PWZ_DAY_EMPTY)
            continue;
        if (row->first_day == PWZ_DAY_NONE)
            row->first_day = number;
        row->last_day = number;
        row->earned_days += day->earned > 0;
        row->missing_days += day->missing > 0;
        if (day->missing && row->first_missing == PWZ_DAY_NONE)
            row->first_missing = number;
        if (day->missing)
            row->last_missing = number;
        all.earned += day->earned;
        all.missing += day->missing;
        all.ineligible += day->ineligible;
        all.unknown += day->unknown;
    }
    row->state = day_state(&all);
}

static void count_days(const struct making *making, const struct group_place *places,
                       uint32_t count)
{
    const struct pwz_recon_report *report = making->report;

    memset(making->days, 0, report->day_count * sizeof *making->days);
    if (making->sums)
        memset(making->sums, 0, report->day_count * sizeof *making->sums);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < places[i].group->count; k++) {
            const struct cell *cell = &places[i].group->cells[k];
            uint32_t day = report_day_index(report, cell);
            day_counts_add(&making->days[day], cell);
            if (making->sums)
                sums_add(&making->sums[day], cell);
        }
}

static enum pwz_recon_pattern pattern_of(const struct making *making,
                                         const struct group_place *places, uint32_t count)
{
    struct pattern_view view = {
        .report = making->report,
        .sealed = &making->report->usage,
        .places = places,
        .count = count,
        .days = making->days,
        .is_group = making->by == PWZ_BY_GROUP,
    };

    return pattern_find(&view).pattern;
}

/* One row of the groups together. */
static bool add_row(struct making *making, const struct group_place *places,
                    uint32_t count)
{
    struct pwz_recon_row *row = rows_add(making, places);

    if (!row)
        return false;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < places[i].group->count; k++)
            sums_add(&row->sums, &places[i].group->cells[k]);
    sums_close(&row->sums);
    row->first_place = (uint32_t)(places - making->report->usage.places);
    row->place_count = count;
    set_days(making, row);
    row->pattern = pattern_of(making, places, count);
    return true;
}

bool rows_is_wanted(const struct group_place *place, const char *customer,
                    const char *subscription)
{
    return (!customer || strcmp(place->words->customer_id, customer) == 0) &&
           (!subscription || strcmp(place->words->subscription_id, subscription) == 0);
}

static bool put_states(struct making *making, uint32_t row)
{
    struct pwz_recon_rows *out = making->out;
    const struct pwz_recon_report *report = making->report;

    if (!out->span || making->by == PWZ_BY_DAY)
        return true;
    /* Rows grow by doubling; so do their states. */
    if ((row & (row - 1)) == 0) {
        size_t room = row ? (size_t)row * 2 : 1;
        uint8_t *bigger = pwz_mem_resize(out->states, room, out->span);
        if (!bigger)
            return false;
        out->states = bigger;
    }
    uint8_t *states = out->states + (size_t)row * out->span;
    memset(states, PWZ_DAY_EMPTY, out->span);
    for (uint32_t i = 0; i < report->day_count; i++)
        states[report->days[i] - report->first_day] =
            (uint8_t)day_state(&making->days[i]);
    return true;
}

static bool make_rows(struct making *making, const char *customer,
                      const char *subscription)
{
    const struct sealed *usage = &making->report->usage;
    uint32_t count = usage->tables.group_count;

    for (uint32_t first = 0, end; first < count; first = end) {
        const struct group_place *places = &usage->places[first];
        bool is_kept = rows_is_wanted(places, customer, subscription);
        for (end = first + 1; end < count; end++) {
            const struct group_place *next = &usage->places[end];
            if (!are_together(making->by, places, next) ||
                rows_is_wanted(next, customer, subscription) != is_kept)
                break;
        }
        if (!is_kept)
            continue;
        uint32_t row = making->out->count;
        count_days(making, places, end - first);
        bool is_good =
            making->by == PWZ_BY_DAY
                ? rows_add_days(making, places, end - first)
                : add_row(making, places, end - first) && put_states(making, row);
        if (!is_good)
            return false;
    }
    return true;
}

static int compare_rows(const void *left, const void *right)
{
    const struct pwz_recon_row *a = left, *b = right;
    int order = pwz_decimal_compare(&b->sums.lost_credit, &a->sums.lost_credit);

    if (!order)
        order = strcmp(a->customer_id, b->customer_id);
    if (!order)
        order = strcmp(a->subscription_id, b->subscription_id);
    if (!order)
        order = strcmp(a->resource_group, b->resource_group);
    if (!order)
        order = strcmp(a->currency, b->currency);
    return order ? order : (a->day > b->day) - (a->day < b->day);
}

void rows_sort(struct pwz_recon_rows *rows)
{
    for (uint32_t i = 0; i < rows->count; i++)
        rows->rows[i].days = rows->states ? rows->states + (size_t)i * rows->span : NULL;
    if (rows->count)
        qsort(rows->rows, rows->count, sizeof *rows->rows, compare_rows);
}

static bool make_room(struct making *making)
{
    uint32_t days = making->report->day_count;

    making->out = pwz_mem_new(1, sizeof *making->out);
    making->days = pwz_mem_new(days, sizeof *making->days);
    if (!making->out || !making->days)
        return false;
    making->out->span = report_span(making->report);
    if (making->by != PWZ_BY_DAY)
        return true;
    making->sums = pwz_mem_new(days, sizeof *making->sums);
    making->group_days = pwz_mem_new(days, sizeof *making->group_days);
    making->against_groups = pwz_mem_new(days, sizeof *making->against_groups);
    return making->sums && making->group_days && making->against_groups;
}

static void making_done(struct making *making)
{
    pwz_mem_free(making->days);
    pwz_mem_free(making->sums);
    pwz_mem_free(making->group_days);
    pwz_mem_free(making->against_groups);
}

enum pwz_status pwz_recon_rows_new(const struct pwz_recon_report *report,
                                   enum pwz_recon_by by, const char *customer,
                                   const char *subscription, struct pwz_recon_rows **rows,
                                   struct pwz_err *err)
{
    struct making making = {
        .report = report, .by = by, .budget = {.bytes_max = SIZE_MAX}};
    bool is_good = make_room(&making) && make_rows(&making, customer, subscription);

    *rows = NULL;
    making_done(&making);
    if (!is_good) {
        pwz_recon_rows_free(making.out);
        return pwz_err_set(err, PWZ_E_NOMEM, "not enough memory for the rows");
    }
    rows_sort(making.out);
    *rows = making.out;
    return PWZ_OK;
}

void pwz_recon_row_lost(const struct pwz_recon_report *report,
                        const struct pwz_recon_row *row, struct pwz_decimal *days)
{
    memset(days, 0, report_span(report) * sizeof *days);
    for (uint32_t i = 0; row->days && i < row->place_count; i++) {
        const struct group *group = report->usage.places[row->first_place + i].group;
        for (uint32_t k = 0; k < group->count; k++) {
            const struct cell *cell = &group->cells[k];
            if (pwz_recon_rule_info(cell_rule(cell))->judged != PWZ_JUDGED_MISSING)
                continue;
            struct pwz_decimal lost = decimal_of(cell->cost * 15, CREDIT_SCALE);
            /* It fits: sealing has made sure for all cells together. */
            (void)pwz_decimal_sum(&days[report_day(report, cell) - report->first_day],
                                  &lost);
        }
    }
}

void pwz_recon_rows_free(struct pwz_recon_rows *rows)
{
    if (!rows)
        return;
    pwz_mem_free(rows->rows);
    pwz_mem_free(rows->states);
    pwz_mem_free(rows);
}

size_t pwz_recon_rows_count(const struct pwz_recon_rows *rows)
{
    return rows->count;
}

const struct pwz_recon_row *pwz_recon_rows_at(const struct pwz_recon_rows *rows,
                                              size_t index)
{
    return &rows->rows[index];
}
