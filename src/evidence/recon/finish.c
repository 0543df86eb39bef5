/* Sealing: the reader's tables become the report's, dates become days. */
#include <stdlib.h>

#include "evidence/recon/place.h"
#include "evidence/recon/report.h"

static bool is_missing_rule(enum pwz_recon_rule rule)
{
    return pwz_recon_rule_info(rule)->judged == PWZ_JUDGED_MISSING;
}

/* ---- the newest days of unbilled files ---- */

struct newest {
    const struct pwz_recon_report *report;
    uint32_t days;
};

static bool is_unbilled(const struct file *file)
{
    return file->has_invoice && !file->is_billed && file->kind != PWZ_RECON_INVOICE &&
           !file->refused && file->lines && file->last_day != PWZ_DAY_NONE;
}

static int32_t month_of(int32_t day)
{
    struct pwz_date date = pwz_day_date(day);

    return (int32_t)date.year * 12 + (int32_t)date.month;
}

static bool share_months(const struct file *a, const struct file *b)
{
    return month_of(a->first_day) <= month_of(b->last_day) &&
           month_of(b->first_day) <= month_of(a->last_day);
}

/* One export may come as several files: the newest day of a month is that of all of
 * them, however its lines are cut into files. */
static void set_newest_days(struct pwz_recon_report *report)
{
    struct file *files = report->raw_files;

    for (uint32_t i = 0; i < report->file_count; i++) {
        files[i].newest_day = files[i].last_day;
        for (uint32_t k = 0; k < report->file_count && is_unbilled(&files[i]); k++)
            if (is_unbilled(&files[k]) && share_months(&files[i], &files[k]) &&
                files[k].last_day > files[i].newest_day)
                files[i].newest_day = files[k].last_day;
    }
}

/* Whether a date is one of the newest days of files that are not billed yet. */
static bool is_newest(const struct newest *newest, uint32_t date)
{
    const struct date_entry *entry = &newest->report->dates.entries[date];
    const struct file *file = &newest->report->raw_files[entry->file];

    return is_unbilled(file) && entry->day > file->newest_day - (int32_t)newest->days;
}

static void set_newest_cells(const struct newest *newest, struct tables *tables)
{
    for (uint32_t i = 0; i < tables->group_count; i++)
        for (uint32_t k = 0; k < tables->groups[i].count; k++) {
            struct cell *cell = &tables->groups[i].cells[k];
            if (is_missing_rule(cell_rule(cell)) && is_newest(newest, cell_date(cell)))
                cell->key =
                    cell_key(cell_date(cell), PWZ_RULE_NEWEST_DAYS, (cell->key & 1) != 0);
        }
}

static void set_newest_products(const struct newest *newest, struct tables *tables)
{
    for (uint32_t i = 0; i < tables->product_count; i++) {
        struct product *product = &tables->products[i];
        for (uint32_t k = 0; k < product->recent_count; k++)
            if (is_newest(newest, product->recent[k].date))
                product->missing -= product->recent[k].lines;
    }
}

/* ---- order ---- */

static int compare_places(const void *left, const void *right)
{
    const struct group_place *a = left, *b = right;
    int order = strcmp(a->words->customer_id, b->words->customer_id);

    if (!order)
        order = strcmp(a->sub->key.currency, b->sub->key.currency);
    if (!order)
        order = strcmp(a->words->subscription_id, b->words->subscription_id);
    /* Ids that look the same when they are shown. */
    if (!order)
        order = (a->sub > b->sub) - (a->sub < b->sub);
    return order ? order : strcmp(a->group->text, b->group->text);
}

static const char *id_words(struct pwz_recon_report *report, const struct id128 *id,
                            bool is_text)
{
    char *words;

    if (is_text)
        return texts_at(&report->texts, (uint32_t)id->low);
    words = pwz_arena_new(&report->arena, GUID_CHARS + 1, 1);
    if (words)
        guid_write(id, words);
    return words;
}

static bool name_subs(struct pwz_recon_report *report, struct sealed *sealed)
{
    const struct tables *tables = &sealed->tables;

    sealed->words = pwz_mem_new(tables->sub_count, sizeof *sealed->words);
    if (!sealed->words)
        return false;
    for (uint32_t i = 0; i < tables->sub_count; i++) {
        const struct sub_key *key = &tables->subs[i].key;
        sealed->words[i].customer_id =
            id_words(report, &key->customer, key->flags & KEY_CUSTOMER_TEXT);
        sealed->words[i].subscription_id =
            id_words(report, &key->subscription, key->flags & KEY_SUBSCRIPTION_TEXT);
        if (!sealed->words[i].customer_id || !sealed->words[i].subscription_id)
            return false;
    }
    return true;
}

static bool order_groups(struct sealed *sealed)
{
    const struct tables *tables = &sealed->tables;

    sealed->places = pwz_mem_new(tables->group_count, sizeof *sealed->places);
    if (!sealed->places)
        return false;
    for (uint32_t i = 0; i < tables->group_count; i++) {
        const struct group *group = &tables->groups[i];
        sealed->places[i] = (struct group_place){.words = &sealed->words[group->sub],
                                                 .sub = &tables->subs[group->sub],
                                                 .group = group};
    }
    qsort(sealed->places, tables->group_count, sizeof *sealed->places, compare_places);
    return true;
}

/* Products by subscription: count, add up, place. */
static bool order_products(struct sealed *sealed)
{
    const struct tables *tables = &sealed->tables;
    uint32_t *first = pwz_mem_new((size_t)tables->sub_count + 2, sizeof *first);

    sealed->first_product = first;
    sealed->product_order =
        pwz_mem_new(tables->product_count, sizeof *sealed->product_order);
    if (!first || !sealed->product_order)
        return false;
    for (uint32_t i = 0; i < tables->product_count; i++)
        first[tables->products[i].sub + 2]++;
    for (uint32_t i = 2; i < tables->sub_count + 2; i++)
        first[i] += first[i - 1];
    for (uint32_t i = 0; i < tables->product_count; i++)
        sealed->product_order[first[tables->products[i].sub + 1]++] = i;
    return true;
}

static bool seal_tables(struct pwz_recon_report *report, struct sealed *sealed,
                        uint32_t newest_days)
{
    struct newest newest = {.report = report, .days = newest_days};

    set_newest_cells(&newest, &sealed->tables);
    set_newest_products(&newest, &sealed->tables);
    return name_subs(report, sealed) && order_groups(sealed) && order_products(sealed) &&
           report_gate_groups(sealed);
}

/* Every sum that can be made of the cells fits, if the sum of all their sizes does. */
static bool do_sums_fit(const struct tables *tables)
{
    wide all = 0;

    for (uint32_t i = 0; i < tables->group_count; i++)
        for (uint32_t k = 0; k < tables->groups[i].count; k++) {
            wide cost = tables->groups[i].cells[k].cost;
            all += cost < 0 ? -cost : cost;
            if (!wide_fits(all))
                return false;
        }
    return true;
}

/* ---- days ---- */

static int compare_days(const void *left, const void *right)
{
    int32_t a = *(const int32_t *)left, b = *(const int32_t *)right;

    return (a > b) - (a < b);
}

static bool is_of_use(const struct pwz_recon_report *report,
                      const struct date_entry *entry)
{
    const struct file *file = &report->raw_files[entry->file];

    return !file->refused && file->lines && file->kind != PWZ_RECON_INVOICE &&
           entry->day != PWZ_DAY_NONE;
}

static bool list_days(struct pwz_recon_report *report)
{
    uint32_t count = 0, kept = 0;

    report->days = pwz_mem_new(report->dates.count, sizeof *report->days);
    if (!report->days)
        return false;
    for (uint32_t i = 0; i < report->dates.count; i++)
        if (is_of_use(report, &report->dates.entries[i]))
            report->days[count++] = report->dates.entries[i].day;
    qsort(report->days, count, sizeof *report->days, compare_days);
    for (uint32_t i = 0; i < count; i++)
        if (!i || report->days[i] != report->days[i - 1])
            report->days[kept++] = report->days[i];
    report->day_count = kept;
    report->first_day = kept ? report->days[0] : PWZ_DAY_NONE;
    report->last_day = kept ? report->days[kept - 1] : PWZ_DAY_NONE;
    for (uint32_t i = 0; i < report->dates.count; i++) {
        struct date_entry *entry = &report->dates.entries[i];
        const int32_t *at = is_of_use(report, entry)
                                ? bsearch(&entry->day, report->days, kept,
                                          sizeof *report->days, compare_days)
                                : NULL;
        entry->index = at ? (uint32_t)(at - report->days) : 0;
    }
    return true;
}

/* ---- words about the whole ---- */

/* Files of another partner are refused; a file of several is known only at its end. */
static void warn_about_partners(struct pwz_recon *recon)
{
    const struct id_list *list = &recon->ids[PWZ_ID_PARTNER];
    uint32_t count = 0;

    for (uint32_t i = 0; i < list->count; i++)
        count += list->entries[i].text != 0;
    if (count > 1)
        recon_warn(recon, 0,
                   "the lines have %u partner ids, and the figures are of all of them "
                   "together: give a file of one partner",
                   count);
}

static void warn_about_files(struct pwz_recon *recon)
{
    struct file *last = recon->file;

    for (uint32_t i = 0; i < recon->file_count; i++) {
        const struct file *file = &recon->files[i];
        if (file->refused || !file->lines)
            continue;
        uint32_t count = recon->file_count;
        recon->file_count = i + 1; /* warnings name the last file */
        file_warn_span(recon, file);
        file_warn_twice(recon, file);
        if (file->rounded)
            recon_warn(
                recon, 0, "%llu amount%s more than 20 decimals and %s rounded there",
                (unsigned long long)file->rounded, file->rounded == 1 ? " has" : "s have",
                file->rounded == 1 ? "was" : "were");
        if (file->kind == PWZ_RECON_DAILY && file->is_jsonl && !file->has_credit)
            recon_warn(
                recon, 0,
                "a 'basic' export: it has no credit column, so credit type and "
                "prices were used; export with the attribute set 'full' to be sure");
        else if (!file->has_credit && !file->has_flag && !file->has_type)
            recon_warn(recon, 0,
                       "the file has no column that tells the credit, so nothing can be "
                       "said about it; download the file again");
        recon->file_count = count;
    }
    recon->file = last;
}

static const char *partial_reason(const struct pwz_recon *recon)
{
    if (recon->failure.status == PWZ_E_CANCELLED && recon->state == FEED_FAILED)
        return "the reading was cancelled";
    if (recon->state == FEED_FAILED)
        return "a limit was reached before the end";
    for (uint32_t i = 0; i < recon->file_count; i++)
        if (recon->files[i].is_cut)
            return "a file was cut off before its end";
    return "";
}

/* What the report shows moves into it; the reader keeps nothing to free twice. */
static void move_into(struct pwz_recon_report *report, struct pwz_recon *recon)
{
    report->usage.tables = recon->tables[0];
    report->invoice.tables = recon->tables[1];
    memset(recon->tables, 0, sizeof recon->tables);
    report->texts = recon->texts;
    recon->texts = (struct texts){0};
    report->dates = recon->dates;
    recon->dates = (struct dates){0};
    report->arena = recon->arena;
    recon->arena = (struct pwz_arena){0};
    report->raw_files = recon->files;
    report->file_count = recon->file_count;
    recon->files = NULL;
    recon->file = NULL;
}

static bool seal(struct pwz_recon_report *report, const struct pwz_recon *recon)
{
    set_newest_days(report);
    return list_days(report) && report_gate_texts(report) &&
           seal_tables(report, &report->usage, recon->opts.newest_days) &&
           seal_tables(report, &report->invoice, recon->opts.newest_days) &&
           report_show_files(report) && report_show_warnings(report, recon) &&
           report_show_ids(report, recon) && report_add_totals(report) &&
           report_add_common_days(report) && report_add_monthly(report);
}

enum pwz_status pwz_recon_finish(struct pwz_recon *recon,
                                 struct pwz_recon_report **report, struct pwz_err *err)
{
    struct pwz_recon_report *self;

    *report = NULL;
    if (recon->state == FEED_SEALED)
        return pwz_err_set(err, PWZ_E_STATE, "the report is made already");
    if (!do_sums_fit(&recon->tables[0]) || !do_sums_fit(&recon->tables[1]))
        return pwz_err_set(err, PWZ_E_LIMIT,
                           "the costs add up to more than 6.6e15, which is more than can "
                           "be held exactly; a file is damaged");
    self = pwz_mem_new(1, sizeof *self);
    if (!self)
        return pwz_err_set(err, PWZ_E_NOMEM, "not enough memory for the report");
    if (recon->file && recon->state != FEED_NONE) {
        recon_leave(recon, recon->failure.status);
        file_settle_dates(recon, recon->file_count - 1);
    }
    place_flush_ids(recon);
    warn_about_files(recon);
    warn_about_partners(recon);
    self->partial_reason = partial_reason(recon);
    self->is_partial = *self->partial_reason != '\0';
    move_into(self, recon);
    bool is_good = seal(self, recon);
    recon->state = FEED_SEALED;
    if (!is_good) {
        pwz_recon_report_free(self);
        return pwz_err_set(err, PWZ_E_NOMEM, "not enough memory for the report");
    }
    *report = self;
    return PWZ_OK;
}

static void sealed_done(struct sealed *sealed)
{
    tables_done(&sealed->tables);
    pwz_mem_free(sealed->words);
    pwz_mem_free(sealed->places);
    pwz_mem_free(sealed->product_order);
    pwz_mem_free(sealed->first_product);
}

void pwz_recon_report_free(struct pwz_recon_report *report)
{
    if (!report)
        return;
    sealed_done(&report->usage);
    sealed_done(&report->invoice);
    for (uint32_t i = 0; i < PWZ_ID_COUNT; i++)
        pwz_mem_free(report->ids[i]);
    texts_done(&report->texts);
    dates_done(&report->dates);
    pwz_arena_done(&report->arena);
    pwz_mem_free(report->raw_files);
    pwz_mem_free(report->files);
    pwz_mem_free(report->warnings);
    pwz_mem_free(report->totals);
    pwz_mem_free(report->common);
    pwz_mem_free(report->monthly);
    pwz_mem_free(report->days);
    pwz_mem_free(report);
}
