/*
 * The usage-file report as one HTML page: the tables and calendars of the text, nothing
 * loaded, nothing run. Cells of the calendar say all in a letter and a figure; the
 * colours (contrast at least 4.5:1, in a light and a dark scheme) only repeat it.
 *
 * Must not know: what any figure means.
 */
#include "report/recon_parts.h"
#include "report/render.h"

static const char page_head[] =
    "<!DOCTYPE html>\n"
    "<html lang=\"en\">\n"
    "<head>\n"
    "<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" "
    "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<title>Partner earned credit in usage files</title>\n"
    "<style>\n"
    ":root { color-scheme: light dark; --ink: #1b1b1b; --paper: #ffffff; --rule: "
    "#767676;\n"
    "  --e: #e3f4e3; --e-ink: #123d12; --h1: #fdeae8; --h2: #fbcfca; --h3: #f6a49c;\n"
    "  --h-ink: #470303; --h4: #a81c14; --h4-ink: #ffffff; }\n"
    "@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #161616;\n"
    "  --rule: #8f8f8f; --e: #12331a; --e-ink: #c9f0cf; --h1: #3a1412; --h2: #571a16;\n"
    "  --h3: #7c1f19; --h-ink: #ffe3e0; --h4: #ffb4ab; --h4-ink: #3d0300; } }\n"
    "body { font: 1rem/1.5 sans-serif; max-width: 76rem; margin: 2rem auto; "
    "padding: 0 1rem;\n"
    "  color: var(--ink); background: var(--paper); }\n"
    "h2 { margin-top: 2rem; font-size: 1.15rem; }\n"
    ".wide { overflow-x: auto; }\n"
    "table { border-collapse: collapse; margin: .5rem 0 1rem; }\n"
    "caption { text-align: left; font-weight: bold; padding: .25rem 0; }\n"
    "th, td { text-align: left; vertical-align: top; padding: .15rem .6rem; "
    "font-weight: normal;\n"
    "  border-bottom: 1px solid var(--rule); }\n"
    "thead th { font-weight: bold; }\n"
    ".n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }\n"
    ".calendar th, .calendar td { padding: .1rem .25rem; }\n"
    ".calendar td, .calendar thead th + th { min-width: 1.5rem; text-align: center; }\n"
    ".partial { border: 3px solid; padding: .5rem .75rem; }\n"
    ".e { color: var(--e-ink); background: var(--e); }\n"
    ".h1 { color: var(--h-ink); background: var(--h1); }\n"
    ".h2 { color: var(--h-ink); background: var(--h2); }\n"
    ".h3 { color: var(--h-ink); background: var(--h3); }\n"
    ".h4 { color: var(--h4-ink); background: var(--h4); }\n"
    ".w { white-space: nowrap; }\n"
    "@page { size: landscape; margin: 12mm; }\n"
    "@media print { body { font-size: .7rem; max-width: none; margin: 0; padding: 0; "
    "print-color-adjust: exact; }\n"
    "  .wide { overflow: visible; } h2 { break-after: avoid; } tr { break-inside: avoid; "
    "}\n"
    "  .calendar td, .calendar thead th + th { min-width: 1.2rem; padding: .1rem; } }\n"
    "</style>\n"
    "</head>\n"
    "<body>\n"
    "<main>\n"
    "<h1>Partner earned credit in usage files</h1>\n";

static const char page_tail[] = "</main>\n</body>\n</html>\n";

struct page {
    const struct pwz_recon_view *view;
    const struct pwz_recon_sink *sink;
    struct pwz_buf *out; /* of the sink */
    struct pwz_buf cell; /* one text being put together */
};

/* What stands in page->cell, between tags. */
static void put_cell(struct page *page, const char *open, const char *close)
{
    pwz_buf_adds(page->out, open);
    pwz_html_put(page->out, pwz_buf_text(&page->cell));
    pwz_buf_adds(page->out, close);
    pwz_buf_clear(&page->cell);
}

static void put_para(struct page *page)
{
    put_cell(page, "<p>", "</p>\n");
}

/* What is wider than the page scrolls, with the keyboard, too. */
#define REGION(name)                                                                     \
    "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"" name "\">"

/* A sentence there may be. */
static void put_note(struct page *page, pwz_recon_note_fn *put)
{
    if (put(page->view, &page->cell)) {
        put_para(page);
    }
}

/* ---- tables ---- */

static bool is_shown(const struct pwz_recon_table *table, size_t col, struct page *page)
{
    bool is_shown = false;

    for (size_t row = 0; row < table->row_count && !is_shown; row++) {
        table->columns[col].put(table->context, row, &page->cell);
        is_shown = page->cell.len > 0;
        pwz_buf_clear(&page->cell);
    }
    return is_shown;
}

/* The flexible column that is never dropped is what a row is about: its head. Else it is
 * the first one. */
static size_t head_of(const struct pwz_recon_table *table)
{
    for (size_t col = 0; col < table->column_count; col++) {
        if (table->columns[col].is_flexible && table->columns[col].drop == 0) {
            return col;
        }
    }
    return 0;
}

static void draw_titles(struct page *page, const struct pwz_recon_table *table,
                        const bool *shown)
{
    pwz_buf_adds(page->out, "<thead><tr>");
    for (size_t col = 0; col < table->column_count; col++) {
        if (shown[col]) {
            pwz_buf_adds(&page->cell, pwz_recon_title(table, col));
            put_cell(page,
                     table->columns[col].is_right ? "<th scope=\"col\" class=\"n\">"
                                                  : "<th scope=\"col\">",
                     "</th>");
        }
    }
    pwz_buf_adds(page->out, "</tr></thead>\n<tbody>\n");
}

static const char *cell_tag(const struct pwz_recon_column *column)
{
    return column->is_right   ? "<td class=\"n\">"
           : column->is_whole ? "<td class=\"w\">"
                              : "<td>";
}

static void draw_row(struct page *page, const struct pwz_recon_table *table, size_t row,
                     const bool *shown)
{
    const size_t head = head_of(table);

    pwz_buf_adds(page->out, "<tr>");
    for (size_t col = 0; col < table->column_count; col++) {
        const struct pwz_recon_column *column = &table->columns[col];

        if (!shown[col]) {
            continue;
        }
        column->put(table->context, row, &page->cell);
        if (col == head) {
            put_cell(page, "<th scope=\"row\">", "</th>");
        } else {
            put_cell(page, cell_tag(column), "</td>");
        }
    }
    pwz_buf_adds(page->out, "</tr>\n");
}

static void draw_table(struct page *page, const char *head,
                       const struct pwz_recon_table *table)
{
    bool shown[PWZ_RECON_COLUMNS_MAX] = {false};

    if (table->row_count == 0) {
        return;
    }
    for (size_t col = 0; col < table->column_count; col++) {
        shown[col] = is_shown(table, col, page);
    }
    pwz_buf_addf(page->out, "<h2>%s</h2>\n" REGION("%s") "<table>\n", head, head);
    draw_titles(page, table, shown);
    for (size_t row = 0; row < table->row_count; row++) {
        draw_row(page, table, row, shown);
        pwz_recon_flush(page->sink);
    }
    pwz_buf_adds(page->out, "</tbody></table></div>\n");
}

/* ---- calendars ---- */

static void draw_days(struct page *page, const struct pwz_recon_month *month)
{
    pwz_buf_adds(page->out, REGION("Calendar") "<table class=\"calendar\">\n");
    pwz_recon_put_month(month->first, &page->cell);
    put_cell(page, "<caption>", "</caption>\n<thead><tr>");
    pwz_buf_adds(&page->cell, pwz_recon_subject_title(page->view->by));
    put_cell(page, "<th scope=\"col\">", "</th>");
    for (uint32_t i = 0; i < month->count; i++) {
        pwz_buf_addf(page->out, "<th scope=\"col\">%c<br>%u</th>",
                     pwz_recon_weekday(month->first + (int32_t)i), (unsigned)i + 1);
    }
    pwz_buf_adds(page->out, "</tr></thead>\n<tbody>\n");
}

static void draw_day(struct page *page, size_t row, int32_t day)
{
    const enum pwz_day_state state = pwz_recon_state(page->view, row, day);
    const struct pwz_recon_cell *cell = pwz_recon_cell(state);
    const unsigned heat =
        state == PWZ_DAY_EMPTY
            ? PWZ_HEAT_NONE
            : pwz_recon_heat(page->view, row, (size_t)(day - page->view->first_day));

    if (heat != PWZ_HEAT_NONE) {
        pwz_buf_addf(page->out, "<td class=\"h%u\">%c%u</td>", heat, cell->letter, heat);
    } else if (cell->style[0] != '\0') {
        pwz_buf_addf(page->out, "<td class=\"%s\">%c</td>", cell->style, cell->letter);
    } else {
        pwz_buf_addf(page->out, "<td>%c</td>", cell->letter);
    }
}

static void draw_month(struct page *page, const struct pwz_recon_month *month)
{
    draw_days(page, month);
    for (size_t row = 0; row < page->view->row_count; row++) {
        pwz_buf_addf(&page->cell, "%zu ", row + 1);
        pwz_recon_put_label(page->view->by, page->view->rows[row], &page->cell);
        put_cell(page, "<tr><th scope=\"row\">", "</th>");
        for (uint32_t i = 0; i < month->count; i++) {
            draw_day(page, row, month->first + (int32_t)i);
        }
        pwz_buf_adds(page->out, "</tr>\n");
        pwz_recon_flush(page->sink);
    }
    pwz_buf_adds(page->out, "</tbody></table></div>\n");
}

static void draw_calendar(struct page *page)
{
    struct pwz_recon_month month;
    int32_t from = page->view->first_day;

    if (!pwz_recon_has_calendar(page->view)) {
        return;
    }
    pwz_buf_adds(page->out, "<h2>Calendar</h2>\n");
    pwz_recon_put_states(&page->cell);
    put_para(page);
    pwz_recon_put_marks(page->view, true, &page->cell);
    if (page->cell.len > 0) {
        put_para(page);
    }
    while (pwz_recon_next_month(page->view, from, &month)) {
        draw_month(page, &month);
        from = month.first + (int32_t)month.count;
    }
}

/* ---- sentences ---- */

static void draw_files(struct page *page)
{
    pwz_buf_adds(page->out, "<ul>\n");
    for (size_t i = 0; i < page->view->file_count; i++) {
        pwz_recon_put_file(page->view->files[i], &page->cell);
        put_cell(page, "<li>", "</li>\n");
    }
    pwz_buf_adds(page->out, "</ul>\n");
    if (page->view->is_partial) {
        pwz_recon_put_partial(page->view, &page->cell);
        put_cell(page, "<p class=\"partial\"><strong>", "</strong></p>\n");
    }
}

static void draw_totals(struct page *page)
{
    const struct pwz_recon_table totals = pwz_recon_totals_table(page->view);

    draw_table(page, "Totals", &totals);
    put_note(page, pwz_recon_put_narrowed);
    put_note(page, pwz_recon_put_refunds);
    for (size_t i = 0; i < page->view->common_day_count; i++) {
        pwz_recon_put_common_day(page->view->common_days[i], &page->cell);
        put_para(page);
    }
}

static void draw_rows(struct page *page)
{
    const struct pwz_recon_table rows = pwz_recon_rows_table(page->view);

    draw_table(page,
               page->view->are_days_together ? "Day by day" : "Most lost credit first",
               &rows);
    put_note(page, pwz_recon_put_days_note);
    if (page->view->hidden_count > 0) {
        pwz_recon_put_hidden(page->view->hidden_count, &page->cell);
        put_para(page);
    }
}

static void draw_rules(struct page *page)
{
    uint64_t lines[PWZ_RULE_COUNT];

    pwz_recon_rule_lines(page->view, lines);
    pwz_buf_adds(
        page->out,
        "<h2>Why lines were judged so</h2>\n" REGION(
            "Why lines were judged so") "<table>\n<thead><tr>"
                                        "<th scope=\"col\" class=\"n\">Lines</th>"
                                        "<th "
                                        "scope=\"col\">Rule</th></tr></"
                                        "thead>\n<tbody>\n");
    for (size_t rule = 0; rule < PWZ_RULE_COUNT; rule++) {
        if (lines[rule] > 0) {
            pwz_recon_put_count(lines[rule], &page->cell);
            put_cell(page, "<tr><td class=\"n\">", "</td>");
            pwz_recon_put_rule((enum pwz_recon_rule)rule, &page->cell);
            put_cell(page, "<th scope=\"row\">", "</th></tr>\n");
        }
    }
    pwz_buf_adds(page->out, "</tbody></table></div>\n");
}

static void draw_warnings(struct page *page)
{
    if (page->view->warning_count == 0) {
        return;
    }
    pwz_buf_adds(page->out, "<h2>Warnings</h2>\n<ul>\n");
    for (size_t i = 0; i < page->view->warning_count; i++) {
        pwz_recon_put_warning(page->view->warnings[i], &page->cell);
        put_cell(page, "<li>", "</li>\n");
    }
    pwz_buf_adds(page->out, "</ul>\n");
    if (page->view->warnings_dropped > 0) {
        pwz_recon_put_dropped(page->view, &page->cell);
        put_para(page);
    }
}

static void draw_next(struct page *page)
{
    if (page->view->total_count + page->view->monthly_count > 0) {
        pwz_buf_adds(page->out, "<h2>Next</h2>\n");
        put_note(page, pwz_recon_put_next);
    }
}

enum pwz_status pwz_recon_view_html(const struct pwz_recon_view *view,
                                    const struct pwz_recon_sink *sink)
{
    struct page page = {.view = view, .sink = sink, .out = sink->buf};
    const struct pwz_recon_table monthly = pwz_recon_monthly_table(view);

    pwz_buf_init(&page.cell, PWZ_RECON_CELL_MAX);
    pwz_buf_adds(page.out, page_head);
    draw_files(&page);
    draw_totals(&page);
    draw_rows(&page);
    draw_calendar(&page);
    draw_table(&page, "Monthly file, by Azure plan", &monthly);
    if (view->monthly_shown < view->monthly_count) {
        pwz_recon_put_hidden(view->monthly_count - view->monthly_shown, &page.cell);
        put_para(&page);
    }
    draw_rules(&page);
    draw_warnings(&page);
    draw_next(&page);
    pwz_buf_adds(page.out, page_tail);
    pwz_buf_done(&page.cell);
    return pwz_recon_finish_page(sink);
}
