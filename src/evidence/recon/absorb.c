/* One reader's tables into another's: files read on other threads, halves of one file. */
#include "evidence/recon/absorb.h"

#include "evidence/recon/place.h"

/* Numbers of `from` as numbers of `to`. */
struct maps {
    struct pwz_recon *to;
    const struct pwz_recon *from;
    uint32_t *texts;
    uint32_t *dates;
    uint32_t *subs;
    uint32_t first_file;  /* number in `to` of file 0 of `from` */
    uint64_t line_offset; /* added to lines of `from` */
};

static bool map_texts(struct maps *maps)
{
    const struct texts *texts = &maps->from->texts;

    maps->texts = pwz_mem_new((size_t)texts->count + 1, sizeof *maps->texts);
    for (uint32_t i = 0; maps->texts && i < texts->count; i++) {
        const struct text_entry *entry = &texts->entries[i];
        maps->texts[i + 1] =
            texts_add(&maps->to->texts, &maps->to->budget, entry->text, entry->len);
        if (maps->texts[i + 1] == NOT_THERE)
            return false;
    }
    return maps->texts != NULL;
}

static bool map_dates(struct maps *maps)
{
    const struct dates *dates = &maps->from->dates;

    maps->dates = pwz_mem_new(dates->count, sizeof *maps->dates);
    for (uint32_t i = 0; maps->dates && i < dates->count; i++) {
        const struct date_entry *entry = &dates->entries[i];
        maps->dates[i] = dates_add(&maps->to->dates, &maps->to->budget,
                                   maps->first_file + entry->file, &entry->date);
        if (maps->dates[i] == NOT_THERE)
            return false;
        maps->to->dates.entries[maps->dates[i]].day = entry->day;
    }
    return maps->dates != NULL;
}

static bool add_sub(struct maps *maps, struct tables *to, const struct sub *from,
                    uint32_t *index)
{
    struct sub_key key = from->key;
    bool is_new;

    if (key.flags & KEY_CUSTOMER_TEXT)
        key.customer.low = maps->texts[key.customer.low];
    if (key.flags & KEY_SUBSCRIPTION_TEXT)
        key.subscription.low = maps->texts[key.subscription.low];
    *index = table_sub(to, &key, &is_new);
    if (*index == NOT_THERE)
        return false;
    struct sub *sub = &to->subs[*index];
    if (is_new) {
        sub->plan = maps->texts[from->plan];
        sub->customer_name = maps->texts[from->customer_name];
        sub->name = maps->texts[from->name];
    }
    if (!sub->first_line && from->first_line) {
        sub->first_file = maps->first_file + from->first_file;
        sub->first_line = from->first_line + maps->line_offset;
    }
    for (uint32_t i = 0; i < RATIO_NONE; i++) {
        sub->ratios[i] += from->ratios[i];
        sub->markers[i] += from->markers[i];
    }
    return true;
}

static bool add_subs(struct maps *maps, struct tables *to, const struct tables *from)
{
    pwz_mem_free(maps->subs);
    maps->subs = pwz_mem_new(from->sub_count, sizeof *maps->subs);
    for (uint32_t i = 0; maps->subs && i < from->sub_count; i++)
        if (!add_sub(maps, to, &from->subs[i], &maps->subs[i]))
            return false;
    return maps->subs != NULL;
}

static bool add_cells(const struct maps *maps, struct tables *to, struct group *into,
                      const struct group *from)
{
    for (uint32_t i = 0; i < from->count; i++) {
        const struct cell *cell = &from->cells[i];
        uint32_t key =
            cell_key(maps->dates[cell_date(cell)], cell_rule(cell), cell->key & 1);
        struct cell *sum = table_cell(to, into, key);
        if (!sum)
            return false;
        sum->lines += cell->lines;
        sum->cost += cell->cost;
        if (!wide_fits(sum->cost)) {
            to->budget->is_over = true;
            return false;
        }
    }
    return true;
}

static bool add_groups(const struct maps *maps, struct tables *to,
                       const struct tables *from)
{
    for (uint32_t i = 0; i < from->group_count; i++) {
        const struct group *group = &from->groups[i];
        uint32_t index = table_group(to, maps->subs[group->sub], group->text, group->len);
        if (index == NOT_THERE || !add_cells(maps, to, &to->groups[index], group))
            return false;
    }
    return true;
}

static bool add_products(const struct maps *maps, struct tables *to,
                         const struct tables *from)
{
    for (uint32_t i = 0; i < from->product_count; i++) {
        const struct product *product = &from->products[i];
        uint32_t index =
            table_product(to, maps->subs[product->sub], maps->texts[product->text]);
        if (index == NOT_THERE)
            return false;
        to->products[index].earned += product->earned;
        to->products[index].missing += product->missing;
        for (uint32_t k = 0; k < product->recent_count; k++)
            if (!table_recent(to, &to->products[index],
                              maps->dates[product->recent[k].date],
                              product->recent[k].lines))
                return false;
    }
    return true;
}

static bool add_ids(const struct maps *maps)
{
    for (uint32_t ids = 0; ids < PWZ_ID_COUNT; ids++)
        for (uint32_t i = 0; i < maps->from->ids[ids].count; i++) {
            const struct id_entry *entry = &maps->from->ids[ids].entries[i];
            uint32_t index = ids_add(maps->to, ids, maps->texts[entry->text]);
            if (index == NOT_THERE)
                return false;
            struct id_entry *sum = &maps->to->ids[ids].entries[index];
            if (!sum->name)
                sum->name = maps->texts[entry->name];
            sum->lines += entry->lines;
            sum->earned += entry->earned;
            sum->missing += entry->missing;
        }
    return true;
}

static bool add_warnings(const struct maps *maps)
{
    struct pwz_recon *to = maps->to;

    to->warnings_dropped += maps->from->warnings_dropped;
    for (uint32_t i = 0; i < maps->from->warning_count; i++) {
        const struct warning *warning = &maps->from->warnings[i];
        if (to->warning_count >= to->opts.warnings_max) {
            to->warnings_dropped++;
            continue;
        }
        char *text = pwz_arena_text(&to->arena, warning->text, strlen(warning->text));
        if (!text || !grow(&to->budget, &to->warnings, to->warning_count,
                           &to->warning_room, sizeof *to->warnings))
            return false;
        to->warnings[to->warning_count++] = (struct warning){
            .file = maps->first_file + warning->file,
            .line = warning->line ? warning->line + maps->line_offset : 0,
            .text = text};
    }
    return true;
}

static bool add_all(struct maps *maps)
{
    bool is_good = map_texts(maps) && map_dates(maps);

    for (uint32_t i = 0; is_good && i < 2; i++) {
        struct tables *to = &maps->to->tables[i];
        const struct tables *from = &maps->from->tables[i];
        is_good = add_subs(maps, to, from) && add_groups(maps, to, from) &&
                  add_products(maps, to, from);
    }
    is_good = is_good && add_ids(maps) && add_warnings(maps);
    return is_good;
}

static void maps_done(struct maps *maps)
{
    pwz_mem_free(maps->texts);
    pwz_mem_free(maps->dates);
    pwz_mem_free(maps->subs);
}

bool recon_add_half(struct pwz_recon *to, const struct pwz_recon *from,
                    uint64_t line_offset)
{
    struct maps maps = {.to = to,
                        .from = from,
                        .first_file = to->file_count - 1,
                        .line_offset = line_offset};
    struct file *sum = to->file;
    const struct file *half = from->file;

    sum->is_cut |= half->is_cut;
    sum->is_billed |= half->is_billed;
    sum->has_comma |= half->has_comma;
    sum->has_credit_key |= half->has_credit_key;
    sum->lines += half->lines;
    sum->unusable += half->unusable;
    sum->repeated_heads += half->repeated_heads;
    sum->totals += half->totals;
    sum->rounded += half->rounded;
    sum->charges_say |= half->charges_say;
    sum->rates_say |= half->rates_say;
    periods_join(sum->periods, half->periods);
    bool is_good = add_all(&maps) || recon_fail(to, 0);
    maps_done(&maps);
    return is_good;
}

/* ---- whole files ---- */

static bool add_files(struct maps *maps)
{
    struct pwz_recon *to = maps->to;

    for (uint32_t i = 0; i < maps->from->file_count; i++) {
        if (!grow(&to->budget, &to->files, to->file_count, &to->file_room,
                  sizeof *to->files))
            return false;
        struct file *file = &to->files[to->file_count++];
        *file = maps->from->files[i];
        file->name = maps->texts[file->name];
        file->refused = maps->texts[file->refused];
        file->partner = maps->texts[file->partner];
        file->invoice = maps->texts[file->invoice];
        if (!to->first_partner && !file->refused)
            to->first_partner = file->partner;
    }
    to->file = &to->files[to->file_count - 1];
    return true;
}

static const char *text_of(const struct pwz_recon *recon, uint32_t text)
{
    return texts_at(&recon->texts, text);
}

static bool share_month(const struct pwz_recon *to, const struct pwz_recon *from)
{
    bool is_any = false;

    for (uint32_t i = 0; i < to->dates.count; i++)
        for (uint32_t k = 0; k < from->dates.count; k++) {
            int32_t a = to->dates.entries[i].day, b = from->dates.entries[k].day;
            if (a == PWZ_DAY_NONE || b == PWZ_DAY_NONE ||
                to->files[to->dates.entries[i].file].refused ||
                from->files[from->dates.entries[k].file].refused)
                continue;
            struct pwz_date left = pwz_day_date(a), right = pwz_day_date(b);
            if (left.year == right.year && left.month == right.month)
                return true;
            is_any = true;
        }
    return !is_any;
}

/* Why the files of `from` do not belong to those of `to`; NULL when they do. */
static const char *conflict(const struct pwz_recon *to, const struct pwz_recon *from)
{
    if (to->first_partner && from->first_partner &&
        strcmp(text_of(to, to->first_partner), text_of(from, from->first_partner)) != 0)
        return words_other_partner;
    if (!to->opts.may_mix_months && !share_month(to, from))
        return words_other_month;
    return NULL;
}

/* Only the names of the files, and why they do not count. */
static bool add_refused(struct maps *maps, const char *words)
{
    struct pwz_recon *to = maps->to;
    uint32_t first = to->file_count;
    uint32_t refused = texts_add(&to->texts, &to->budget, words, strlen(words));

    if (refused == NOT_THERE || !map_texts(maps) || !add_files(maps))
        return false;
    for (uint32_t i = first; i < to->file_count; i++) {
        if (!to->files[i].refused)
            to->files[i].refused = refused;
        to->files[i].lines = 0;
    }
    return true;
}

enum pwz_status pwz_recon_absorb(struct pwz_recon *to, struct pwz_recon *from,
                                 struct pwz_err *err)
{
    struct maps maps = {.to = to, .from = from, .first_file = to->file_count};
    bool is_partial = from->state == FEED_FAILED;

    if (to->state != FEED_NONE || (from->state != FEED_NONE && !is_partial))
        return pwz_err_set(err, PWZ_E_STATE, "a file is still being read");
    if (!from->file_count)
        return PWZ_OK;
    place_flush_ids(from);
    if (is_partial)
        file_settle_dates(from, from->file_count - 1);
    const char *words = conflict(to, from);
    bool is_good = words ? add_refused(&maps, words) : add_all(&maps) && add_files(&maps);
    if (!is_good)
        recon_fail(to, 0);
    else if (is_partial)
        recon_fail_with(to, from->failure.line, from->failure.status, from->failure.text);
    maps_done(&maps);
    from->file_count = from->warning_count = 0;
    if (!is_good || to->state == FEED_FAILED) {
        if (err)
            *err = to->failure;
        return to->failure.status;
    }
    if (words)
        return pwz_err_set(err, PWZ_E_SCHEMA, "%s", words);
    return PWZ_OK;
}
