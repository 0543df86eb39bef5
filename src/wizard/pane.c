/*
 * The pane of a view: a fixed part that keeps the focus in sight, and text below it that
 * scrolls. Owns the focus marker and the cursor, so that a moved focus changes only the
 * marker's two cells. Must not know which view it draws.
 */
#include <string.h>

#include "wizard/state.h"

enum {
    TEXT_ROWS_MIN = 3,
    MARKER_COLS = 2 /* the marker and a blank; the cursor stands after them */
};

/* ---- words of a question ---- */

static void add_label(const struct pwz_wizard *w, uint32_t fact, uint32_t value,
                      struct pwz_buf *out)
{
    const struct pwz_fact *row = &w->pack->model.facts[fact];

    pwz_buf_adds(out, pwz_pack_text(
                          w->pack, w->pack->value_words[row->first_value + value].label));
}

static void add_members(const struct pwz_wizard *w, const struct pwz_statement *statement,
                        struct pwz_buf *out)
{
    bool is_first = true;

    for (uint32_t i = 0; i < w->pack->model.facts[statement->fact].value_count; i++) {
        if ((statement->value >> i & 1U) != 0) {
            pwz_buf_adds(out, is_first ? "" : ", ");
            add_label(w, statement->fact, i, out);
            is_first = false;
        }
    }
    pwz_buf_adds(out, is_first ? "none" : "");
}

static void add_statement(const struct pwz_wizard *w,
                          const struct pwz_statement *statement, struct pwz_buf *out)
{
    uint32_t type = w->pack->model.facts[statement->fact].type;

    pwz_buf_addf(out, "%s: ", pwz_source_word(statement->source));
    if (statement->is_unknown || statement->is_failure) {
        pwz_buf_adds(out,
                     statement->is_unknown ? "don't know" : "could not be found out");
    } else if (type == PWZ_FACT_SET) {
        add_members(w, statement, out);
    } else if (pwz_fact_has_values(&w->pack->model, statement->fact)) {
        add_label(w, statement->fact, statement->value, out);
    } else {
        pwz_buf_adds(out, statement->text);
    }
    if (statement->detail[0] != '\0') {
        pwz_buf_addf(out, " (%s)", statement->detail);
    }
}

/* Who said what, when they disagree or a check failed. */
static void add_dispute(const struct pwz_wizard *w, struct pwz_lines *lines, int cols)
{
    struct pwz_holding holding = pwz_facts_holding(w->facts, w->fact);
    struct pwz_buf words;

    if (!holding.is_conflict && !holding.has_failed) {
        return;
    }
    pwz_lines_text(lines, PWZ_ROLE_WARN,
                   holding.is_conflict ? "Answer and evidence disagree:"
                                       : "The check for this failed:",
                   cols);
    pwz_buf_init(&words, PWZ_WORDS_MAX);
    for (size_t i = 0; i < pwz_facts_count(w->facts); i++) {
        const struct pwz_statement *statement = pwz_facts_at(w->facts, i);
        if (statement->fact == w->fact) {
            pwz_buf_clear(&words);
            add_statement(w, statement, &words);
            pwz_lines_text(lines, PWZ_ROLE_WARN, pwz_buf_text(&words), cols);
        }
    }
    pwz_buf_done(&words);
}

void pwz_pane_heading(const struct pwz_wizard *w, struct pwz_lines *lines, int cols)
{
    const struct pwz_article *article = &w->pack->fact_words[w->fact].article;

    pwz_lines_text(lines, PWZ_ROLE_TITLE, pwz_pack_text(w->pack, article->title), cols);
    add_dispute(w, lines, cols);
    pwz_lines_blank(lines);
}

static void add_section(const struct pwz_wizard *w, struct pwz_doc *doc,
                        enum pwz_section section, enum pwz_doc_role role)
{
    const struct pwz_article *article = &w->pack->fact_words[w->fact].article;
    struct pwz_block_range range = article->section[section];

    if (range.count == 0) {
        return;
    }
    struct pwz_doc_item *heading = pwz_doc_add(doc, PWZ_DOC_HEADING, PWZ_DOC_PLAIN);
    if (heading != NULL) {
        heading->level = 2;
        pwz_doc_run(doc, PWZ_SPAN_PLAIN, pwz_section_heading(section), "");
        pwz_doc_run(doc, PWZ_SPAN_PLAIN, role == PWZ_DOC_NOTE ? " (agent only)" : "", "");
    }
    pwz_report_blocks(doc, w->pack, w->facts, range, role);
}

void pwz_pane_help(const struct pwz_wizard *w, struct pwz_lines *lines, int cols)
{
    struct pwz_doc doc = {0};

    add_section(w, &doc, PWZ_SECTION_SAY, PWZ_DOC_SAY);
    add_section(w, &doc, PWZ_SECTION_WHERE, PWZ_DOC_PLAIN);
    add_section(w, &doc, PWZ_SECTION_WHY, PWZ_DOC_PLAIN);
    if (!pwz_hides_notes(w)) {
        add_section(w, &doc, PWZ_SECTION_NOTE, PWZ_DOC_NOTE);
    }
    pwz_lines_doc(lines, &doc, cols);
    pwz_doc_done(&doc);
}

/* ---- drawing ---- */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many rows the fixed part gets; the text keeps a third when there is too little. */
static size_t fixed_rows(size_t rows, const struct pwz_lines *fixed,
                         const struct pwz_lines *text)
{
    size_t kept = rows / 3 > TEXT_ROWS_MIN ? rows / 3 : TEXT_ROWS_MIN;

    kept = text->count == 0 ? 0 : least(kept, text->count + 1);
    return least(fixed->count, rows > kept ? rows - kept : rows);
}

/* First line to show: the old one while the focus is in sight, else moved just enough.
 * With the first choice the heading above it comes back. */
static size_t keep_in_sight(const struct pwz_lines *lines, uint32_t focus, size_t top,
                            size_t rows)
{
    size_t first = 0;
    size_t last = 0;

    if (rows == 0 || lines->count <= rows) {
        return 0;
    }
    if (pwz_lines_option(lines, focus, &first, &last)) {
        top = least(top, focus == 0 ? 0 : first);
        top = last >= top + rows ? last - rows + 1 : top;
        top = first < top ? first : top;
    }
    return least(top, lines->count - rows);
}

/* Remember where each wholly visible option starts: there the marker may move. */
static void note_spots(struct pwz_wizard *w, const struct pwz_pane *pane,
                       const struct pwz_lines *lines, size_t top, size_t rows)
{
    struct pwz_spots *spots = &w->spots;

    spots->count = 0;
    spots->col = pane->col;
    for (size_t i = top; i < top + rows && i < lines->count; i++) {
        uint32_t option = lines->rows[i].option;
        size_t first = 0;
        size_t last = 0;
        if (option == PWZ_NONE || !pwz_lines_option(lines, option, &first, &last)) {
            continue;
        }
        if (spots->count == 0) {
            spots->first = option;
        }
        bool is_whole = first >= top && last < top + rows && (option > 0 || top == 0);
        if (option - spots->first >= PWZ_SPOTS_MAX) {
            return;
        }
        spots->row[option - spots->first] =
            is_whole ? pane->row + (int)(first - top) : -1;
        spots->count = option - spots->first + 1;
    }
}

static void mark_focus(struct pwz_wizard *w, const struct pwz_pane *pane, size_t top,
                       uint32_t focus, const struct pwz_lines *lines)
{
    size_t first = 0;
    size_t last = 0;

    if (!pwz_lines_option(lines, focus, &first, &last)) {
        return;
    }
    int row = pane->row + (int)(first > top ? first - top : 0);
    pwz_screen_put(pane->screen, row, pane->col, 1, PWZ_ROLE_FOCUS, ">", 1);
    pane->screen->cursor_row = row;
    pane->screen->cursor_col = pane->col + MARKER_COLS;
    w->spots.marked = focus;
}

/* The line between choices and text says how much is out of sight. */
static void draw_rule(const struct pwz_pane *pane, int row, size_t above, size_t below)
{
    struct pwz_buf words;

    pwz_buf_init(&words, 128);
    if (above > 0) {
        pwz_buf_addf(&words, "PgUp: %zu above", above);
    }
    if (below > 0) {
        pwz_buf_addf(&words, "%sPgDn: %zu more", above > 0 ? "  " : "", below);
    }
    int start = pane->cols - (int)words.len;
    start = start > 0 ? start : 0;
    pwz_screen_put(pane->screen, row, pane->col + start, pane->cols - start,
                   PWZ_ROLE_MUTED, pwz_buf_text(&words), words.len);
    pwz_buf_done(&words);
}

/* Text below choices starts under the rule; text alone has the rule at its foot. */
static void draw_text(struct pwz_wizard *w, const struct pwz_pane *pane,
                      enum pwz_mode_index mode, const struct pwz_lines *text,
                      size_t fixed)
{
    size_t rows = (size_t)pane->rows - fixed;
    size_t *scroll = &w->scroll[mode];

    if (rows < 2 || text->count == 0) {
        return;
    }
    rows--; /* for the rule */
    *scroll = text->count > rows ? least(*scroll, text->count - rows) : 0;
    size_t shown = least(rows, text->count - *scroll);
    int start = pane->row + (int)fixed + (fixed > 0 ? 1 : 0);
    for (size_t i = 0; i < shown; i++) {
        pwz_lines_draw(text, *scroll + i, pane->screen, start + (int)i, pane->col,
                       pane->cols);
    }
    draw_rule(pane, pane->row + (int)(fixed > 0 ? fixed : rows), *scroll,
              text->count - *scroll - shown);
    w->page = rows;
}

enum pwz_status pwz_pane_draw(struct pwz_wizard *w, const struct pwz_pane *pane,
                              enum pwz_mode_index mode, const struct pwz_lines *fixed,
                              const struct pwz_lines *text)
{
    size_t rows = fixed_rows((size_t)pane->rows, fixed, text);
    size_t top = keep_in_sight(fixed, w->focus[mode], w->top[mode], rows);

    w->top[mode] = top;
    w->page = rows;
    for (size_t i = 0; i < rows && top + i < fixed->count; i++) {
        pwz_lines_draw(fixed, top + i, pane->screen, pane->row + (int)i, pane->col,
                       pane->cols);
    }
    note_spots(w, pane, fixed, top, rows);
    if (mode == w->mode) {
        mark_focus(w, pane, top, w->focus[mode], fixed);
    }
    draw_text(w, pane, mode, text, rows);
    return fixed->failed || text->failed ? PWZ_E_NOMEM : PWZ_OK;
}

int pwz_pane_row(const struct pwz_wizard *w, uint32_t option)
{
    uint32_t index = option - w->spots.first; /* wraps to large below the first */

    return index < w->spots.count ? w->spots.row[index] : -1;
}

void pwz_pane_input(struct pwz_wizard *w, const struct pwz_pane *pane,
                    const struct pwz_input *input, int indent)
{
    int row = pwz_pane_row(w, 0);

    w->spots.count = 0;
    if (row >= 0) {
        int col = pwz_input_draw(input, pane->screen, row, pane->col + indent,
                                 pane->cols - indent);
        pane->screen->cursor_row = row;
        pane->screen->cursor_col = col;
    }
}

bool pwz_pane_remark(struct pwz_wizard *w, struct pwz_screen *screen)
{
    uint32_t focus = w->focus[w->mode];
    int from = pwz_pane_row(w, w->spots.marked);
    int to = pwz_pane_row(w, focus);

    if (w->spots.screen != screen || w->spots.screen_serial != screen->serial ||
        w->spots.layout_serial != w->layout_serial || from < 0 || to < 0) {
        return false;
    }
    pwz_screen_put(screen, from, w->spots.col, 1, PWZ_ROLE_PLAIN, " ", 1);
    pwz_screen_put(screen, to, w->spots.col, 1, PWZ_ROLE_FOCUS, ">", 1);
    screen->cursor_row = to;
    screen->cursor_col = w->spots.col + MARKER_COLS;
    screen->changed_first = from < to ? from : to;
    screen->changed_last = from < to ? to : from;
    w->spots.marked = focus;
    return true;
}
