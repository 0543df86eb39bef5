/*
 * A table of text, measured in display columns: as wide as its cells need, at most as
 * wide as the page. What does not fit is left out column by column or stands under its
 * row. Also the lines around tables: headings and wrapped sentences.
 *
 * Must not know: what any column is about.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "report/recon_parts.h"

enum {
    GAP = 2,       /* blanks between columns */
    FLEX_MIN = 16, /* columns a flexible column must get before others are dropped */
    UNDER_INDENT = 4
};

struct layout {
    size_t width[PWZ_RECON_COLUMNS_MAX];
    bool is_dropped[PWZ_RECON_COLUMNS_MAX];
};

size_t pwz_recon_cols(const struct pwz_recon_look *look)
{
    const size_t cols = look->cols == 0 ? PWZ_RECON_COLS : look->cols;

    return cols < PWZ_RECON_COLS_MIN ? PWZ_RECON_COLS_MIN : cols;
}

static void put_blanks(size_t count, struct pwz_buf *out)
{
    while (count-- > 0) {
        pwz_buf_addc(out, ' ');
    }
}

void pwz_recon_put_padded(const char *text, size_t cols, bool is_right, bool is_ascii,
                          struct pwz_buf *out)
{
    const size_t len = strlen(text);
    const size_t width = pwz_text_width(text, len);
    size_t used = 0;

    if (width > cols) {
        pwz_buf_add(out, text, pwz_text_fit(text, len, cols - 1, &used));
        pwz_buf_adds(out, is_ascii ? "~" : "\xe2\x80\xa6");
        put_blanks(cols - 1 - used, out);
        return;
    }
    put_blanks(is_right ? cols - width : 0, out);
    pwz_buf_add(out, text, len);
    put_blanks(is_right ? 0 : cols - width, out);
}

void pwz_recon_put_wrapped(const char *text, size_t hang,
                           const struct pwz_recon_look *look, struct pwz_buf *out)
{
    struct pwz_line rest = {.text = text, .len = strlen(text)};
    struct pwz_line line;
    const size_t cols = pwz_recon_cols(look);
    size_t indent = 0;

    for (; pwz_text_wrap(&rest, cols - indent, &line); indent = hang) {
        put_blanks(indent, out);
        pwz_buf_add(out, line.text, line.len);
        pwz_buf_addc(out, '\n');
    }
}

void pwz_recon_put_head(const char *text, const struct pwz_recon_look *look,
                        struct pwz_buf *out)
{
    pwz_buf_addc(out, '\n');
    pwz_buf_adds(out, look->has_color ? "\033[1m" : "");
    pwz_buf_adds(out, text);
    pwz_buf_adds(out, look->has_color ? "\033[m" : "");
    pwz_buf_addc(out, '\n');
}

/* ---- which columns, how wide ---- */

static void measure(const struct pwz_recon_table *table, struct layout *layout,
                    struct pwz_buf *cell)
{
    for (size_t col = 0; col < table->column_count; col++) {
        const char *title = pwz_recon_title(table, col);
        size_t widest = 0;

        for (size_t row = 0; row < table->row_count; row++) {
            size_t width;

            pwz_buf_clear(cell);
            table->columns[col].put(table->context, row, cell);
            width = pwz_text_width(pwz_buf_text(cell), cell->len);
            widest = width > widest ? width : widest;
        }
        /* A column that says nothing in any row needs no place. */
        layout->is_dropped[col] = widest == 0;
        layout->width[col] = widest > strlen(title) ? widest : strlen(title);
    }
}

/* Columns the table takes when flexible columns get no more than `flexible`. */
static size_t total_width(const struct pwz_recon_table *table,
                          const struct layout *layout, size_t flexible)
{
    size_t total = 0, shown = 0;

    for (size_t col = 0; col < table->column_count; col++) {
        size_t width = layout->width[col];

        if (layout->is_dropped[col]) {
            continue;
        }
        if (table->columns[col].is_flexible && width > flexible) {
            width = flexible;
        }
        total += width;
        shown++;
    }
    return total + (shown > 1 ? (shown - 1) * GAP : 0);
}

/* The column to leave out next, or column_count when none may go. */
static size_t next_drop(const struct pwz_recon_table *table, const struct layout *layout)
{
    size_t found = table->column_count;
    unsigned highest = 0;

    for (size_t col = 0; col < table->column_count; col++) {
        if (!layout->is_dropped[col] && table->columns[col].drop > highest) {
            highest = table->columns[col].drop;
            found = col;
        }
    }
    return found;
}

static void arrange(const struct pwz_recon_table *table, size_t cols,
                    struct layout *layout)
{
    size_t flexible = cols;

    while (total_width(table, layout, FLEX_MIN) > cols) {
        const size_t col = next_drop(table, layout);

        if (col == table->column_count) {
            break;
        }
        layout->is_dropped[col] = true;
    }
    while (flexible > 1 && total_width(table, layout, flexible) > cols) {
        flexible--;
    }
    for (size_t col = 0; col < table->column_count; col++) {
        if (table->columns[col].is_flexible && layout->width[col] > flexible) {
            layout->width[col] = flexible;
        }
    }
}

/* ---- drawing ---- */

/* Blanks at the end of a line help nobody. */
void pwz_recon_end_line(struct pwz_buf *out)
{
    while (out->len > 0 && out->data[out->len - 1] == ' ') {
        out->data[--out->len] = '\0';
    }
    pwz_buf_addc(out, '\n');
}

static void draw_cell(const struct pwz_recon_column *column, const char *text,
                      size_t width, bool is_first, bool is_ascii, struct pwz_buf *out)
{
    put_blanks(is_first ? 0 : GAP, out);
    pwz_recon_put_padded(text, width, column->is_right, is_ascii, out);
}

static void draw_titles(const struct pwz_recon_table *table, const struct layout *layout,
                        const struct pwz_recon_look *look, struct pwz_buf *out)
{
    bool is_first = true;

    for (size_t col = 0; col < table->column_count; col++) {
        if (!layout->is_dropped[col]) {
            draw_cell(&table->columns[col], pwz_recon_title(table, col),
                      layout->width[col], is_first, look->is_ascii, out);
            is_first = false;
        }
    }
    pwz_recon_end_line(out);
}

struct under {
    const struct pwz_recon_look *look;
    struct pwz_buf *out;
    size_t used; /* columns of the line, 0 = none begun */
};

static void end_under(struct under *under)
{
    if (under->used > 0) {
        pwz_recon_end_line(under->out);
    }
    under->used = 0;
}

/* Beside what stands there if it fits, else on a line of its own. */
static void put_under(struct under *under, const struct pwz_buf *cell)
{
    const size_t room = pwz_recon_cols(under->look) - UNDER_INDENT;
    const size_t full = pwz_text_width(pwz_buf_text(cell), cell->len);
    const size_t width = full < room ? full : room;

    if (width == 0) {
        return;
    }
    if (under->used > 0 && under->used + GAP + width > room) {
        end_under(under);
    }
    put_blanks(under->used > 0 ? GAP : UNDER_INDENT, under->out);
    pwz_recon_put_padded(pwz_buf_text(cell), width, false, under->look->is_ascii,
                         under->out);
    under->used += (under->used > 0 ? GAP : 0) + width;
}

/* What had no place beside the others, with blanks between: "id  customer". */
static void draw_under(const struct pwz_recon_table *table, const struct layout *layout,
                       size_t row, const struct pwz_recon_look *look,
                       struct pwz_buf *cell, struct pwz_buf *out)
{
    struct under under = {.look = look, .out = out};

    for (size_t col = 0; col < table->column_count; col++) {
        if (layout->is_dropped[col] && table->columns[col].goes_under) {
            pwz_buf_clear(cell);
            table->columns[col].put(table->context, row, cell);
            put_under(&under, cell);
        }
    }
    end_under(&under);
}

static void draw_row(const struct pwz_recon_table *table, const struct layout *layout,
                     size_t row, const struct pwz_recon_look *look, struct pwz_buf *cell,
                     struct pwz_buf *out)
{
    bool is_first = true;

    if (table->is_block != NULL && table->is_block(table->context, row)) {
        pwz_buf_addc(out, '\n');
    }
    for (size_t col = 0; col < table->column_count; col++) {
        if (layout->is_dropped[col]) {
            continue;
        }
        pwz_buf_clear(cell);
        table->columns[col].put(table->context, row, cell);
        draw_cell(&table->columns[col], pwz_buf_text(cell), layout->width[col], is_first,
                  look->is_ascii, out);
        is_first = false;
    }
    pwz_recon_end_line(out);
    draw_under(table, layout, row, look, cell, out);
}

void pwz_recon_draw_table(const struct pwz_recon_table *table,
                          const struct pwz_recon_look *look,
                          const struct pwz_recon_sink *sink)
{
    struct layout layout = {0};
    struct pwz_buf cell;

    pwz_buf_init(&cell, PWZ_RECON_CELL_MAX);
    measure(table, &layout, &cell);
    arrange(table, pwz_recon_cols(look), &layout);
    draw_titles(table, &layout, look, sink->buf);
    for (size_t row = 0; row < table->row_count; row++) {
        draw_row(table, &layout, row, look, &cell, sink->buf);
        pwz_recon_flush(sink);
    }
    if (pwz_buf_status(&cell) != PWZ_OK) {
        sink->buf->status = pwz_buf_status(&cell);
    }
    pwz_buf_done(&cell);
}
