/* Settles delimiter and columns from the head line, and where rows go. */
#include "evidence/recon/head.h"

#include "evidence/recon/get_daily.h"

static const char byte_order_mark[] = "\xEF\xBB\xBF";

enum {
    HEAD_MAX = 1 << 18 /* bytes; 55 names need 900 */
};

/* ---- rows of both forms become records ---- */

static bool are_blank(const struct csv_row *row, uint32_t from)
{
    for (uint32_t i = from; i < row->fields; i++)
        if (row->marks[i + 1] - row->marks[i] != 1)
            return false;
    return true;
}

/* A row that begins so is most likely a row, wherever it is met. */
static void keep_row_mark(struct pwz_recon *recon, const struct csv_row *row)
{
    uint32_t start = row->marks[0] + 1, len = row->marks[1] + 1 - start;

    if (row->fields < 2 || len > sizeof recon->row_mark)
        return;
    recon->row_mark_len = len;
    memcpy(recon->row_mark, row->base + start, len);
}

static bool take_csv_row(void *who, const struct csv_row *row)
{
    struct pwz_recon *recon = who;
    struct record record = {
        .base = row->base,
        .from = row->marks,
        .to = row->marks + 1,
        .gap = 1,
        .line = row->line,
        .columns = &recon->columns,
        .copies = recon->copies,
    };

    if (row->fields < recon->file->columns) {
        recon->file->unusable++;
        recon_warn(recon, row->line, "left out: it has %u fields, the head line has %u",
                   row->fields, recon->file->columns);
        return true;
    }
    if (row->fields > recon->file->columns && !are_blank(row, recon->file->columns)) {
        recon->file->unusable++;
        recon_warn(recon, row->line,
                   "left out: it has %u fields, the head line has %u; a field with a "
                   "delimiter in it may lack its quotes",
                   row->fields, recon->file->columns);
        return true;
    }
    if (!recon->row_mark_len)
        keep_row_mark(recon, row);
    return line_take(recon, &record);
}

static void take_csv_fault(void *who, uint64_t line, enum csv_fault fault)
{
    static const char *const words[] = {
        [CSV_OPEN_QUOTE] = "left out: a quote that opens on it is never closed",
        [CSV_LONG] =
            "left out: the row that begins on it is too long, mostly a quote that "
            "is not closed",
        [CSV_WIDE] = "left out: it has too many fields",
        [CSV_QUOTES] = "read, but its quotes break the rules: a quote inside a field "
                       "without quotes, or text behind a closing quote",
    };
    struct pwz_recon *recon = who;

    recon->file->unusable += fault != CSV_QUOTES;
    recon_warn(recon, line, "%s", words[fault]);
}

static bool take_json_row(void *who, const struct jsonl_row *row)
{
    struct pwz_recon *recon = who;
    struct record record = {
        .base = row->base,
        .from = row->from,
        .to = row->to,
        .is_json = true,
        .escaped = row->escaped,
        .line = row->line,
        .columns = &recon->columns,
        .copies = recon->copies,
    };

    recon->file->has_credit_key |= (row->present >> COL_CREDIT & 1) != 0;
    return line_take(recon, &record);
}

static void take_json_fault(void *who, uint64_t line, const char *words)
{
    struct pwz_recon *recon = who;

    recon->file->unusable++;
    recon_warn(recon, line, "left out: no good JSON: %s", words);
}

static bool prepare_csv(struct pwz_recon *recon)
{
    if (!recon->csv)
        recon->csv = pwz_mem_new(1, sizeof *recon->csv);
    if (!recon->csv)
        return recon_fail(recon, 0);
    recon->csv_sink =
        (struct csv_sink){.who = recon, .row = take_csv_row, .fault = take_csv_fault};
    recon->csv->engine = recon->engine;
    recon->csv->sink = &recon->csv_sink;
    recon->csv->line_max = recon->opts.line_max_bytes;
    recon->csv->delimiter = (unsigned char)recon->file->delimiter;
    recon->csv->is_skipped = recon->csv->is_stopped = false;
    recon->state = FEED_CSV;
    return true;
}

static bool prepare_jsonl(struct pwz_recon *recon)
{
    if (!recon->jsonl)
        recon->jsonl = pwz_mem_new(1, sizeof *recon->jsonl);
    if (!recon->jsonl)
        return recon_fail(recon, 0);
    recon->jsonl_sink =
        (struct jsonl_sink){.who = recon, .row = take_json_row, .fault = take_json_fault};
    *recon->jsonl = (struct jsonl){
        .sink = &recon->jsonl_sink, .line_max = recon->opts.line_max_bytes, .line = 1};
    recon->state = FEED_JSONL;
    return true;
}

bool head_prepare(struct pwz_recon *recon)
{
    return recon->file->is_jsonl ? prepare_jsonl(recon) : prepare_csv(recon);
}

/* ---- what the columns say ---- */

static bool settle(struct pwz_recon *recon)
{
    struct file *file = recon->file;
    struct pwz_err err = {.status = PWZ_OK};

    file->columns = recon->columns.count;
    if (columns_settle(&recon->columns, file->is_jsonl, &file->kind, &err) != PWZ_OK)
        return recon_refuse(recon, 1, err.text);
    if (file->kind == PWZ_RECON_DAILY &&
        recon->columns.at[COL_SUBSCRIPTION] == recon->columns.at[COL_PLAN])
        recon_warn(recon, 1,
                   "the column '%s' is missing, so rows are Azure plans and not Azure "
                   "subscriptions: download the file again with all its columns",
                   column_name(COL_SUBSCRIPTION));
    file->has_credit = has_column(&recon->columns, COL_CREDIT) ||
                       has_column(&recon->columns, COL_ADJUSTMENT);
    file->has_flag = has_column(&recon->columns, COL_CREDIT_APPLIED);
    file->has_type = has_column(&recon->columns, COL_CREDIT_TYPE);
    /* JSON leaves out what is null. */
    file->has_invoice = file->is_jsonl || has_column(&recon->columns, COL_INVOICE);
    file->has_publisher_type = has_column(&recon->columns, COL_PUBLISHER_TYPE);
    file->has_plan_name = has_column(&recon->columns, COL_PLAN_NAME);
    file->version = columns_version(&recon->columns, file->kind, file->is_jsonl);
    return true;
}

/* ---- CSV ---- */

static void columns_of(const char *view, const struct slow_row *row,
                       struct columns *columns)
{
    columns_init(columns);
    for (uint32_t i = 0; i < row->fields && i < CSV_FIELDS_MAX; i++) {
        const char *name = view + (uint32_t)(row->marks[i] + 1);
        size_t len = row->marks[i + 1] - row->marks[i] - 1;
        if (len >= 2 && name[0] == '"' && name[len - 1] == '"')
            name++, len -= 2;
        columns_add(columns, name, len);
    }
}

/* The delimiter under which most names of the head are known; the first of equals. */
static enum slow_end try_delimiters(struct pwz_recon *recon, size_t start, bool is_last,
                                    struct slow_row *best)
{
    static const char delimiters[] = {',', ';', '\t'};
    enum slow_end end = SLOW_MORE;
    bool is_any = false;

    for (size_t i = 0; i < sizeof delimiters; i++) {
        struct slow_row row = {.marks = recon->csv->marks};
        struct columns columns;
        end = slow_row(recon->tail, recon->tail_len, start, delimiters[i], is_last, &row);
        if (end != SLOW_ROW)
            return end;
        columns_of(recon->tail, &row, &columns);
        if (is_any && columns.known <= recon->columns.known)
            continue;
        is_any = true;
        recon->columns = columns;
        recon->file->delimiter = delimiters[i];
        *best = row;
    }
    return end;
}

/* "sep=;", which one spreadsheet puts before the head. */
static bool is_separator_line(const char *view, size_t start, const struct slow_row *row)
{
    return row->end - start == 5 && memcmp(view + start, "sep=", 4) == 0;
}

static bool read_csv_head(struct pwz_recon *recon, size_t start, bool is_last,
                          size_t *used)
{
    struct slow_row row = {.fields = 0};
    uint64_t line = 1;

    if (!prepare_csv(recon))
        return false;
    recon->state = FEED_HEAD;
    for (;;) {
        enum slow_end end = try_delimiters(recon, start, is_last, &row);
        if (end == SLOW_OPEN || (end == SLOW_MORE && recon->tail_len > HEAD_MAX))
            return recon_refuse(recon, 1,
                                "the first line is not the head line of a usage file: it "
                                "does not end; " GET_DAILY);
        if (end == SLOW_MORE)
            return false;
        if (!is_separator_line(recon->tail, start, &row) && row.end > start)
            break;
        if (row.next >= recon->tail_len)
            return is_last ? recon_refuse(recon, 1, "the file has no lines: " GET_DAILY)
                           : false;
        start = row.next;
        line += row.lines;
    }
    if (!settle(recon) || !prepare_csv(recon))
        return false;
    recon->csv->is_first = true;
    csv_start(recon->csv, 0, line + row.lines);
    *used = row.next;
    return true;
}

/* ---- JSON lines ---- */

/* All columns can come later; but those that columns_settle() has moved stay where they
 * are. */
static void open_columns(struct pwz_recon *recon)
{
    static const enum column moved[] = {COL_PLAN,     COL_SUBTOTAL, COL_INVOICE_CURRENCY,
                                        COL_BILLABLE, COL_LEGACY,   COL_CREDIT_APPLIED};

    for (uint32_t i = 0; i < COL_COUNT; i++) {
        bool is_moved = false;
        for (size_t k = 0; k < sizeof moved / sizeof *moved; k++)
            is_moved |= moved[k] == i;
        if (!is_moved && recon->columns.at[i] < 0)
            recon->columns.at[i] = (int32_t)i;
    }
}

static bool read_json_head(struct pwz_recon *recon, size_t start, bool is_last)
{
    const char *line = recon->tail + start;
    size_t len = recon->tail_len - start, at;
    const char *feed = memchr(line, '\n', len);

    if (!feed && !is_last && recon->tail_len <= HEAD_MAX)
        return false;
    if (feed)
        len = (size_t)(feed - line);
    if (!prepare_jsonl(recon))
        return false;
    recon->state = FEED_HEAD;
    const char *fault =
        jsonl_read(recon->jsonl->keys, line, len, &recon->jsonl->row, &at);
    if (fault)
        return recon_refuse(recon, 1,
                            "the first line is no whole JSON object; a usage export is "
                            "JSON lines, one object on each line: export with Microsoft "
                            "Graph (attribute set 'full'), or " GET_DAILY);
    columns_init(&recon->columns);
    recon->columns.count = recon->jsonl->row.keys;
    for (uint32_t i = 0; i < COL_COUNT; i++)
        if (recon->jsonl->row.present >> i & 1) {
            recon->columns.at[i] = (int32_t)i;
            recon->columns.known++;
        }
    recon->file->is_jsonl = true;
    if (!settle(recon))
        return false;
    open_columns(recon);
    return prepare_jsonl(recon);
}

bool head_read(struct pwz_recon *recon, bool is_last, size_t *used)
{
    const char *tail = recon->tail;
    size_t at = 0, len = recon->tail_len;

    if (len < 3 && !is_last)
        return false;
    if (len >= 3 && memcmp(tail, byte_order_mark, 3) == 0) {
        recon->file->has_bom = true;
        at = 3;
    }
    size_t start = at;
    while (at < len &&
           (tail[at] == ' ' || tail[at] == '\n' || tail[at] == '\r' || tail[at] == '\t'))
        at++;
    if (at == len)
        return is_last ? recon_refuse(recon, 1, "the file is empty: " GET_DAILY) : false;
    if (tail[at] == '[')
        return recon_refuse(
            recon, 1,
            "this is one JSON array; a usage export is JSON lines, one object on each "
            "line: export with Microsoft Graph (attribute set 'full'), or " GET_DAILY);
    if (tail[at] != '{')
        return read_csv_head(recon, start, is_last, used);
    *used = start;
    return read_json_head(recon, at, is_last);
}
