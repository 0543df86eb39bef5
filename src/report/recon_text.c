/*
 * The usage-file report as text: files, totals, rows, calendar, rules, warnings. What
 * matters most comes first; nothing is said by colour alone.
 *
 * Must not know: terminals. The width and whether colours may be used are given.
 */
#include "report/recon_parts.h"

enum {
    COUNT_COLS = 9 /* "1 016 753" */
};

/* ---- sentences ---- */

typedef void put_line_fn(const struct pwz_recon_view *view, size_t index,
                         struct pwz_buf *out);

static void put_file_line(const struct pwz_recon_view *view, size_t index,
                          struct pwz_buf *out)
{
    pwz_recon_put_file(view->files[index], out);
}

static void put_warning_line(const struct pwz_recon_view *view, size_t index,
                             struct pwz_buf *out)
{
    pwz_recon_put_warning(view->warnings[index], out);
}

static void put_common_line(const struct pwz_recon_view *view, size_t index,
                            struct pwz_buf *out)
{
    pwz_recon_put_common_day(view->common_days[index], out);
}

static void draw_lines(const struct pwz_recon_view *view, size_t count, put_line_fn *put,
                       const struct pwz_recon_look *look, struct pwz_buf *out)
{
    struct pwz_buf words;

    pwz_buf_init(&words, PWZ_RECON_CELL_MAX);
    for (size_t i = 0; i < count; i++) {
        pwz_buf_clear(&words);
        put(view, i, &words);
        pwz_recon_put_wrapped(pwz_buf_text(&words), 2, look, out);
    }
    pwz_buf_done(&words);
}

static void draw_sentence(const struct pwz_recon_look *look, struct pwz_buf *words,
                          struct pwz_buf *out)
{
    pwz_recon_put_wrapped(pwz_buf_text(words), 0, look, out);
    pwz_buf_clear(words);
}

static void draw_common_days(const struct pwz_recon_view *view,
                             const struct pwz_recon_look *look, struct pwz_buf *out)
{
    if (view->common_day_count > 0) {
        pwz_buf_addc(out, '\n');
        draw_lines(view, view->common_day_count, put_common_line, look, out);
    }
}

static void draw_partial(const struct pwz_recon_view *view,
                         const struct pwz_recon_look *look, struct pwz_buf *out)
{
    struct pwz_buf words;

    if (!view->is_partial) {
        return;
    }
    pwz_buf_init(&words, PWZ_RECON_CELL_MAX);
    pwz_recon_put_partial(view, &words);
    pwz_buf_addc(out, '\n');
    draw_sentence(look, &words, out);
    pwz_buf_done(&words);
}

/* A sentence there may be. */
static void draw_note(const struct pwz_recon_view *view, pwz_recon_note_fn *put,
                      const struct pwz_recon_look *look, struct pwz_buf *out)
{
    struct pwz_buf words;

    pwz_buf_init(&words, PWZ_RECON_CELL_MAX);
    if (put(view, &words)) {
        draw_sentence(look, &words, out);
    }
    pwz_buf_done(&words);
}

/* ---- tables ---- */

/* A heading, or only a blank line where what follows needs none. */
static void draw_table(const char *head, const struct pwz_recon_table *table,
                       const struct pwz_recon_look *look,
                       const struct pwz_recon_sink *sink)
{
    if (table->row_count == 0) {
        return;
    }
    if (head != NULL) {
        pwz_recon_put_head(head, look, sink->buf);
    } else {
        pwz_buf_addc(sink->buf, '\n');
    }
    pwz_recon_draw_table(table, look, sink);
}

static void draw_hidden(size_t hidden, const struct pwz_recon_look *look,
                        struct pwz_buf *out)
{
    struct pwz_buf words;

    if (hidden > 0) {
        pwz_buf_init(&words, PWZ_RECON_CELL_MAX);
        pwz_recon_put_hidden(hidden, &words);
        draw_sentence(look, &words, out);
        pwz_buf_done(&words);
    }
}

static void draw_rows(const struct pwz_recon_view *view,
                      const struct pwz_recon_look *look,
                      const struct pwz_recon_sink *sink)
{
    const struct pwz_recon_table table = pwz_recon_rows_table(view);

    draw_table(NULL, &table, look, sink);
    draw_note(view, pwz_recon_put_days_note, look, sink->buf);
    draw_hidden(view->hidden_count, look, sink->buf);
}

/* "   12  missing: the credit percentage is 0 …"; no table, so that no rule is cut. */
static void draw_rules(const struct pwz_recon_view *view,
                       const struct pwz_recon_look *look, struct pwz_buf *out)
{
    uint64_t lines[PWZ_RULE_COUNT];
    struct pwz_buf count, words;

    pwz_buf_init(&count, PWZ_RECON_CELL_MAX);
    pwz_buf_init(&words, PWZ_RECON_CELL_MAX);
    pwz_recon_rule_lines(view, lines);
    pwz_recon_put_head("Why lines were judged so", look, out);
    for (size_t rule = 0; rule < PWZ_RULE_COUNT; rule++) {
        if (lines[rule] > 0) {
            pwz_buf_clear(&count);
            pwz_buf_clear(&words);
            pwz_recon_put_count(lines[rule], &count);
            pwz_recon_put_padded(pwz_buf_text(&count), COUNT_COLS, true, look->is_ascii,
                                 &words);
            pwz_buf_adds(&words, "  ");
            pwz_recon_put_rule((enum pwz_recon_rule)rule, &words);
            pwz_recon_put_wrapped(pwz_buf_text(&words), COUNT_COLS + 2, look, out);
        }
    }
    pwz_buf_done(&words);
    pwz_buf_done(&count);
}

static void draw_warnings(const struct pwz_recon_view *view,
                          const struct pwz_recon_look *look, struct pwz_buf *out)
{
    if (view->warning_count == 0) {
        return;
    }
    pwz_recon_put_head("Warnings", look, out);
    draw_lines(view, view->warning_count, put_warning_line, look, out);
    if (view->warnings_dropped > 0) {
        pwz_recon_put_dropped(view, out);
        pwz_buf_addc(out, '\n');
    }
}

static void draw_next(const struct pwz_recon_view *view,
                      const struct pwz_recon_look *look, struct pwz_buf *out)
{
    if (view->total_count + view->monthly_count > 0) {
        pwz_recon_put_head("Next", look, out);
        draw_note(view, pwz_recon_put_next, look, out);
    }
}

enum pwz_status pwz_recon_view_text(const struct pwz_recon_view *view,
                                    const struct pwz_recon_look *look,
                                    const struct pwz_recon_sink *sink)
{
    const struct pwz_recon_table totals = pwz_recon_totals_table(view);
    const struct pwz_recon_table monthly = pwz_recon_monthly_table(view);

    draw_lines(view, view->file_count, put_file_line, look, sink->buf);
    draw_partial(view, look, sink->buf);
    draw_table(NULL, &totals, look, sink);
    draw_note(view, pwz_recon_put_narrowed, look, sink->buf);
    draw_note(view, pwz_recon_put_refunds, look, sink->buf);
    draw_common_days(view, look, sink->buf);
    draw_rows(view, look, sink);
    pwz_recon_draw_calendar(view, look, sink);
    draw_table("Monthly file, by Azure plan", &monthly, look, sink);
    draw_hidden(view->monthly_count - view->monthly_shown, look, sink->buf);
    if (view->total_count + view->monthly_count > 0) {
        draw_rules(view, look, sink->buf);
    }
    draw_warnings(view, look, sink->buf);
    draw_next(view, look, sink->buf);
    return pwz_recon_finish_page(sink);
}
