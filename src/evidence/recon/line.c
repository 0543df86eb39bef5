/*
 * One data line into the tables. Most values are those of the line before, so each is
 * compared with what was last looked up, before it is looked up.
 */
#include "evidence/recon/absorb.h"
#include "evidence/recon/number.h"
#include "evidence/recon/place.h"

/* ---- lines that are no data ---- */

static bool is_head_again(struct pwz_recon *recon, const struct record *record)
{
    struct span date = span_trim(record_value(record, COL_DATE));
    enum column column = column_find(date.text, date.len);

    return column != COL_NONE &&
           column == column_find(column_name(column), strlen(column_name(column))) &&
           (column == COL_DATE || recon->file->kind == PWZ_RECON_INVOICE);
}

static bool is_total_line(const struct record *record)
{
    return !span_trim(record_value(record, COL_DATE)).len &&
           !record_value(record, COL_SUBSCRIPTION).len &&
           !record_value(record, COL_CUSTOMER).len;
}

static bool leave_out(struct pwz_recon *recon, const struct record *record,
                      enum column column, const char *what)
{
    char shown[41];
    struct span value = record_value(record, column);

    if (is_head_again(recon, record)) {
        recon->file->repeated_heads++;
        recon_warn(recon, record->line, "the head line again, skipped");
        return true;
    }
    if (is_total_line(record)) {
        recon->file->totals++;
        recon_warn(recon, record->line,
                   "a line without date, customer and subscription, "
                   "taken for a total and skipped");
        return true;
    }
    recon->file->unusable++;
    pwz_text_gate_into(value.text, value.len, shown, sizeof shown);
    recon_warn(recon, record->line, "left out: %s is %s: '%s'", column_name(column), what,
               shown);
    return true;
}

/* ---- the date ---- */

static void watch_pair(struct file *file, struct span start, struct span end)
{
    struct raw_date from, to;

    if (date_read(start, &from) && date_read(end, &to)) {
        file->charges_say |= dates_say(&from, &to);
        periods_add(file->periods, &from, &to);
    }
}

/* Other columns tell the order of dates while the dates of use do not. */
static void watch_order(struct pwz_recon *recon, const struct record *record)
{
    struct line_state *memory = &recon->memory;
    struct span start = record_value(record, COL_CHARGE_START);
    struct span end = record_value(record, COL_CHARGE_END);
    struct span rate = record_value(record, COL_RATE_DATE);
    struct raw_date date;

    if (!memo_is(&memory->charge_start, start) || !memo_is(&memory->charge_end, end)) {
        watch_pair(recon->file, start, end);
        memo_set(&memory->charge_start, start);
        memo_set(&memory->charge_end, end);
    }
    if (!memo_is(&memory->rate_date, rate)) {
        if (date_read(rate, &date))
            recon->file->rates_say |= date_says(&date);
        memo_set(&memory->rate_date, rate);
    }
}

static struct date_memo *date_memo_of(struct line_state *memory, struct span text)
{
    uint64_t start, end;

    memcpy(&start, text.text, 8);
    memcpy(&end, text.text + text.len - 8, 8);
    return &memory->dates[hash_mix(start, end) >> 7 & 63];
}

static bool new_date(struct pwz_recon *recon, const struct record *record,
                     struct span text, uint32_t *date)
{
    struct raw_date raw;

    if (!date_read(text, &raw))
        return leave_out(recon, record, COL_DATE, "no date");
    *date = dates_add(&recon->dates, &recon->budget, recon->file_count - 1, &raw);
    if (raw.is_ymd || date_says(&raw))
        recon->memory.is_order_known = true;
    return *date != NOT_THERE || recon_fail(recon, record->line);
}

/* *date stays NOT_THERE when the line is left out. */
static bool find_date(struct pwz_recon *recon, const struct record *record,
                      uint32_t *date)
{
    struct span text = record_value(record, COL_DATE);
    struct date_memo *memo = NULL;

    if (text.len >= 8 && text.len <= sizeof memo->bytes) {
        memo = date_memo_of(&recon->memory, text);
        if (memo->len == text.len && same_bytes(memo->bytes, text.text, text.len)) {
            *date = memo->date;
            return true;
        }
    }
    if (!new_date(recon, record, text, date))
        return false;
    if (memo && *date != NOT_THERE) {
        memo->len = (uint32_t)text.len;
        memo->date = *date;
        memcpy(memo->bytes, text.text, text.len);
    }
    return true;
}

/* ---- adding up ---- */

static bool add_cell(struct pwz_recon *recon, struct tables *tables, uint32_t date,
                     const struct judged_line *judged, uint64_t line)
{
    struct group *group = &tables->groups[recon->memory.group_index];
    uint32_t key = cell_key(date, judged->rule, judged->is_refund);
    struct cell *cell = table_cell(tables, group, key);

    if (!cell)
        return recon_fail(recon, line);
    cell->lines++;
    cell->cost += judged->total;
    return wide_fits(cell->cost) ||
           recon_fail_with(recon, line, PWZ_E_LIMIT,
                           "the costs of one resource group add up to more than 6.6e15, "
                           "which is more than can be held exactly; the file is damaged");
}

static bool add_product(struct pwz_recon *recon, struct tables *tables, uint32_t date,
                        enum pwz_judged judged, uint64_t line)
{
    struct product *product = &tables->products[recon->memory.product_index];

    product->earned += judged == PWZ_JUDGED_EARNED;
    if (judged != PWZ_JUDGED_MISSING)
        return true;
    product->missing++;
    bool is_open = recon->file->has_invoice && recon->memory.is_unbilled;
    return !is_open || table_recent(tables, product, date, 1) || recon_fail(recon, line);
}

static void note_sub(struct pwz_recon *recon, struct tables *tables,
                     const struct judged_line *judged, bool is_missing, uint64_t line)
{
    struct sub *sub = &tables->subs[recon->memory.sub];

    if (judged->ratio != RATIO_NONE) {
        sub->ratios[judged->ratio]++;
        sub->markers[judged->ratio] += is_missing;
    }
    if (is_missing && !sub->first_line) {
        sub->first_file = recon->file_count - 1;
        sub->first_line = line;
    }
}

static bool add_line(struct pwz_recon *recon, struct tables *tables,
                     const struct record *record, uint32_t date,
                     const struct judged_line *line)
{
    enum pwz_judged judged = pwz_recon_rule_info(line->rule)->judged;
    bool is_missing = judged == PWZ_JUDGED_MISSING;

    if (!place_find(recon, tables, record) || !place_count_ids(recon, record, judged) ||
        !add_cell(recon, tables, date, line, record->line) ||
        !add_product(recon, tables, date, judged, record->line))
        return false;
    if (is_missing || judged == PWZ_JUDGED_EARNED)
        note_sub(recon, tables, line, is_missing, record->line);
    recon->file->lines++;
    recon->shown_lines++;
    recon->shown_missing += is_missing;
    return true;
}

/* ---- the first line of a file ---- */

const char words_other_partner[] = "this file has another partner id than the files "
                                   "before it; give the files of one partner at a time";
const char words_other_month[] =
    "this file is of another month than the files before it; "
    "give the files of one month at a time";

static bool check_first(struct pwz_recon *recon, const struct record *record,
                        uint32_t date)
{
    struct file *file = recon->file;

    file->partner = place_id_text(recon, span_trim(record_value(record, COL_PARTNER)));
    file->invoice = texts_add_name(&recon->texts, &recon->budget,
                                   span_trim(record_value(record, COL_INVOICE)));
    if (file->partner == NOT_THERE || file->invoice == NOT_THERE)
        return recon_fail(recon, record->line);
    if (file->partner && recon->first_partner && file->partner != recon->first_partner)
        return recon_refuse(recon, record->line, words_other_partner);
    if (!recon->opts.may_mix_months &&
        !month_is_known(recon, &recon->dates.entries[date].date))
        return recon_refuse(recon, record->line, words_other_month);
    if (!recon->first_partner)
        recon->first_partner = file->partner;
    return true;
}

/* Three letters, or nothing at all. Cut to three, two currencies could become one. */
static bool has_currency(const struct record *record)
{
    size_t len = span_trim(record_value(record, COL_CURRENCY)).len;

    return len == 3 || len == 0;
}

bool line_take(struct pwz_recon *recon, const struct record *record)
{
    struct tables *tables = &recon->tables[recon->file->kind == PWZ_RECON_INVOICE];
    struct judged_line line = {.is_refund = false};
    uint32_t date = NOT_THERE;

    if (!find_date(recon, record, &date))
        return false;
    if (date == NOT_THERE)
        return true;
    unsigned form = record_number(record, COL_TOTAL, &line.total);
    if (form & NUMBER_NONE)
        return leave_out(recon, record, COL_TOTAL,
                         form & NUMBER_LARGE ? "too large" : "no number");
    if (form) {
        recon->file->has_comma |= (form & NUMBER_COMMA) != 0;
        recon->file->rounded += (form & NUMBER_ROUNDED) != 0;
    }
    if (!has_currency(record))
        return leave_out(recon, record, COL_CURRENCY, "no currency");
    if (!recon->file->lines && !recon->file->partner && !check_first(recon, record, date))
        return false;
    if (!recon->memory.is_order_known)
        watch_order(recon, record);
    line_judge(recon->file, recon->memory.words, record, &line);
    return add_line(recon, tables, record, date, &line);
}
