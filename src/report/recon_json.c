/*
 * The usage-file report for programs: schema pecwiz-recon/1 of architecture.md section 4,
 * key by key. Amounts are exact decimal strings, because a JSON number would not hold
 * them.
 *
 * Must not know: how anything looks to people.
 */
#include "pecwiz/json.h"

#include "report/recon_parts.h"

struct page {
    struct pwz_json_writer json;
    const struct pwz_recon_view *view;
    struct pwz_buf piece; /* one value being put together */
};

static void put_text(struct page *page, const char *key, const char *text)
{
    pwz_json_key(&page->json, key);
    pwz_json_string(&page->json, text);
}

static void put_count(struct page *page, const char *key, uint64_t count)
{
    pwz_json_key(&page->json, key);
    pwz_json_integer(&page->json, (int64_t)count);
}

static void put_amount(struct page *page, const char *key,
                       const struct pwz_decimal *amount)
{
    pwz_buf_clear(&page->piece);
    pwz_decimal_add_to(amount, &page->piece);
    put_text(page, key, pwz_buf_text(&page->piece));
}

/* Lines, and how they were judged: "earned", "missing", "ineligible", "unknown". */
static void put_counts(struct page *page, const struct pwz_recon_sums *sums)
{
    put_count(page, "lines", sums->lines);
    for (size_t i = 0; i < PWZ_JUDGED_COUNT; i++) {
        put_count(page, pwz_judged_word((enum pwz_judged)i), sums->judged[i]);
    }
}

static void put_money(struct page *page, const struct pwz_recon_sums *sums)
{
    put_amount(page, "cost_missing", &sums->cost_missing);
    put_amount(page, "lost_credit", &sums->lost_credit);
}

/* ---- files and totals ---- */

static void put_file(struct page *page, const struct pwz_recon_file *file)
{
    const char delimiter[] = {file->delimiter, '\0'};

    pwz_json_open_inline(&page->json, '{');
    put_text(page, "name", file->name);
    put_text(page, "format", file->is_jsonl ? "jsonl" : "csv");
    put_count(page, "bytes", file->bytes);
    put_count(page, "lines", file->lines);
    put_text(page, "delimiter", file->delimiter != '\0' ? delimiter : NULL);
    put_text(page, "date_order", file->date_order);
    if (file->unusable > 0) {
        put_count(page, "left_out", file->unusable);
    }
    pwz_json_close(&page->json, '}');
}

static void put_files(struct page *page)
{
    pwz_json_key(&page->json, "files");
    pwz_json_open(&page->json, '[');
    for (size_t i = 0; i < page->view->file_count; i++) {
        if (page->view->files[i]->refused == NULL) {
            put_file(page, page->view->files[i]);
        }
    }
    pwz_json_close(&page->json, ']');
}

/* Only there when there is such a file: those that the reading had not come to, or those
 * that are no usage file. */
static void put_not_counted(struct page *page, const char *key, bool is_unread)
{
    bool is_open = false;

    for (size_t i = 0; i < page->view->file_count; i++) {
        const struct pwz_recon_file *file = page->view->files[i];

        if (file->refused == NULL || file->is_unread != is_unread) {
            continue;
        }
        if (!is_open) {
            pwz_json_key(&page->json, key);
            pwz_json_open(&page->json, '[');
            is_open = true;
        }
        pwz_json_open_inline(&page->json, '{');
        put_text(page, "name", file->name);
        put_text(page, "reason", file->refused);
        pwz_json_close(&page->json, '}');
    }
    if (is_open) {
        pwz_json_close(&page->json, ']');
    }
}

static void put_totals(struct page *page)
{
    pwz_json_key(&page->json, "totals");
    pwz_json_open(&page->json, '[');
    for (size_t i = 0; i < page->view->total_count; i++) {
        const struct pwz_recon_total *total = page->view->totals[i];

        pwz_json_open_inline(&page->json, '{');
        put_text(page, "currency", total->currency);
        put_counts(page, &total->sums);
        put_money(page, &total->sums);
        pwz_json_close(&page->json, '}');
    }
    pwz_json_close(&page->json, ']');
}

/* ---- rows ---- */

static void put_subject(struct page *page, const struct pwz_recon_row *row)
{
    char day[PWZ_DAY_CHARS];

    put_text(page, "customer_id", row->customer_id);
    if (page->view->by != PWZ_BY_CUSTOMER) {
        put_text(page, "subscription_id", row->subscription_id);
    }
    if (page->view->by == PWZ_BY_GROUP) {
        put_text(page, "resource_group", row->resource_group);
    }
    if (page->view->by == PWZ_BY_DAY) {
        put_text(page, "day", pwz_day_text(row->day, day));
    }
    put_text(page, "currency", row->currency);
}

static void put_reasons(struct page *page, const struct pwz_recon_sums *sums)
{
    pwz_json_key(&page->json, "ineligible_reasons");
    pwz_json_open(&page->json, '{');
    for (size_t i = 0; i < PWZ_RULE_COUNT; i++) {
        const struct pwz_recon_rule_info *rule =
            pwz_recon_rule_info((enum pwz_recon_rule)i);

        if (rule->judged == PWZ_JUDGED_INELIGIBLE && sums->rules[i] > 0) {
            put_count(page, rule->word, sums->rules[i]);
        }
    }
    pwz_json_close(&page->json, '}');
}

static bool is_missing(enum pwz_day_state state)
{
    return state == PWZ_DAY_MISSING || state == PWZ_DAY_MIXED;
}

static void put_days(struct page *page, const struct pwz_recon_row *row)
{
    char day[PWZ_DAY_CHARS];

    pwz_json_key(&page->json, "missing_days");
    pwz_json_open(&page->json, '[');
    if (row->day != PWZ_DAY_NONE && row->sums.judged[PWZ_JUDGED_MISSING] > 0) {
        pwz_json_string(&page->json, pwz_day_text(row->day, day));
    }
    for (int32_t at = row->first_missing;
         row->days != NULL && at != PWZ_DAY_NONE && at <= row->last_missing; at++) {
        if (is_missing((enum pwz_day_state)row->days[at - page->view->first_day])) {
            pwz_json_string(&page->json, pwz_day_text(at, day));
        }
    }
    pwz_json_close(&page->json, ']');
}

/* What cannot be told is null, as everywhere: the schema has no word for it. */
static void put_pattern(struct page *page, enum pwz_recon_pattern pattern)
{
    put_text(page, "pattern",
             pattern == PWZ_PATTERN_UNKNOWN ? NULL : pwz_recon_pattern_word(pattern));
}

static void put_row(struct page *page, const struct pwz_recon_row *row)
{
    pwz_json_open_inline(&page->json, '{');
    put_subject(page, row);
    put_counts(page, &row->sums);
    put_reasons(page, &row->sums);
    put_money(page, &row->sums);
    put_days(page, row);
    put_count(page, "earned_days", row->earned_days);
    put_pattern(page, row->pattern);
    pwz_json_close(&page->json, '}');
}

enum pwz_status pwz_recon_view_json(const struct pwz_recon_view *view,
                                    const struct pwz_recon_sink *sink)
{
    struct page page = {.view = view};

    pwz_json_writer_init(&page.json, sink->buf);
    pwz_buf_init(&page.piece, PWZ_RECON_CELL_MAX);
    pwz_json_open(&page.json, '{');
    put_text(&page, "schema", "pecwiz-recon/1");
    pwz_json_key(&page.json, "partial");
    pwz_json_bool(&page.json, view->is_partial);
    put_files(&page);
    put_not_counted(&page, "not_used", false);
    put_not_counted(&page, "not_read", true);
    put_totals(&page);
    put_text(&page, "by", pwz_recon_by_word(view->by));
    pwz_json_key(&page.json, "rows");
    pwz_json_open(&page.json, '[');
    for (size_t i = 0; i < view->row_count; i++) {
        put_row(&page, view->rows[i]);
        pwz_recon_flush(sink);
    }
    pwz_json_close(&page.json, ']');
    pwz_json_close(&page.json, '}');
    pwz_buf_addc(sink->buf, '\n');
    pwz_buf_done(&page.piece);
    return pwz_recon_finish_page(sink);
}
