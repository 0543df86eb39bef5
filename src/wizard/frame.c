/*
 * The whole screen: bar at the top, checklist at the left, the view in front at the
 * right, message and key hints at the bottom. Places things; what they say comes from
 * the views and the key table.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "wizard/state.h"

enum {
    ROWS_MIN = 10,
    COLS_MIN = 40,
    TWO_PANES_COLS = 60,
    LEFT_COLS_MAX = 32,
    BORDER_COLS = 2, /* the line and a blank */
    MESSAGE_ROWS_MAX = 3
};

static const char too_small[] = "Window too small (need 40x10); everything is kept.";
static const char not_saved[] = "NOT SAVED, and the window is too small (need 40x10).";

/* ---- footer ---- */

static void add_key_words(const struct pwz_wizard *w, uint32_t key, struct pwz_buf *out)
{
    char words[16];
    uint32_t values = w->fact == PWZ_NONE ? 0 : w->pack->model.facts[w->fact].value_count;

    pwz_key_words(key, words);
    pwz_buf_adds(out, words);
    if (key == '1' && values > 1) {
        pwz_buf_addf(out, "-%u", (unsigned)(values < 9 ? values : 9));
    }
}

/* Table order, as many as fit; a hint is never cut. */
static void draw_footer(const struct pwz_wizard *w, struct pwz_screen *screen, int row)
{
    size_t count = 0;
    const struct pwz_binding *rows = pwz_bindings(&count);
    struct pwz_buf words;
    struct pwz_buf one;

    pwz_buf_init(&words, PWZ_WORDS_MAX);
    pwz_buf_init(&one, 256);
    for (size_t i = 0; i < count; i++) {
        bool is_here = rows[i].in_footer && (rows[i].modes & 1U << w->mode) != 0;
        if (!is_here || !pwz_action_applies(w, w->mode, rows[i].action)) {
            continue;
        }
        pwz_buf_clear(&one);
        add_key_words(w, rows[i].key, &one);
        pwz_buf_addc(&one, ' ');
        pwz_buf_adds(&one, pwz_action_info(rows[i].action)->label);
        size_t gap = words.len > 0 ? 2 : 0;
        if (words.len + gap + one.len <= (size_t)screen->cols) {
            pwz_buf_adds(&words, gap > 0 ? "  " : "");
            pwz_buf_adds(&words, pwz_buf_text(&one));
        }
    }
    pwz_screen_put(screen, row, 0, screen->cols, PWZ_ROLE_HINT, pwz_buf_text(&words),
                   words.len);
    pwz_buf_done(&words);
    pwz_buf_done(&one);
}

/* ---- message or place in the case ---- */

static const char *separator(const struct pwz_wizard *w)
{
    return w->opts.is_ascii ? " | " : " \u00B7 ";
}

/* What has no room any more is left out: half a word reads as an error. */
static void add_part(const struct pwz_wizard *w, int cols, struct pwz_buf *part,
                     struct pwz_buf *out)
{
    const char *gap = out->len > 0 ? separator(w) : "";
    const size_t used = pwz_text_width(pwz_buf_text(out), out->len) +
                        pwz_text_width(gap, strlen(gap)) +
                        pwz_text_width(pwz_buf_text(part), part->len);

    if (out->len == 0 || used <= (size_t)cols) {
        pwz_buf_adds(out, gap);
        pwz_buf_adds(out, pwz_buf_text(part));
    }
    pwz_buf_clear(part);
}

static void add_place(const struct pwz_wizard *w, int cols, struct pwz_buf *out)
{
    uint32_t left = w->result->questions_left;
    uint32_t possible = w->result->possible_count;
    struct pwz_buf part;

    if (w->mode == PWZ_MODE_INDEX_START) {
        pwz_start_words(w, out);
        return;
    }
    pwz_buf_init(&part, PWZ_WORDS_MAX);
    if (w->fact != PWZ_NONE) {
        pwz_buf_addf(&part, "Step %u of %u",
                     (unsigned)w->pack->model.facts[w->fact].step + 1,
                     (unsigned)w->pack->model.step_count);
        add_part(w, cols, &part, out);
    }
    if (w->result->next == PWZ_NONE) {
        pwz_buf_adds(&part, "no open question");
    } else {
        pwz_buf_addf(&part, "at most %u more question%s", (unsigned)left,
                     left == 1 ? "" : "s");
    }
    add_part(w, cols, &part, out);
    pwz_buf_addf(&part, "%u result%s possible", (unsigned)possible,
                 possible == 1 ? "" : "s");
    add_part(w, cols, &part, out);
    pwz_buf_done(&part);
}

static int message_rows(const struct pwz_wizard *w, int cols)
{
    struct pwz_line rest = {.text = pwz_buf_text(&w->message), .len = w->message.len};
    struct pwz_line line;
    int rows = 0;

    while (rows < MESSAGE_ROWS_MAX && pwz_text_wrap(&rest, (size_t)cols, &line)) {
        rows++;
    }
    return rows > 0 ? rows : 1;
}

static void draw_message(const struct pwz_wizard *w, struct pwz_screen *screen, int row,
                         int rows)
{
    struct pwz_line rest = {.text = pwz_buf_text(&w->message), .len = w->message.len};
    struct pwz_line line;
    enum pwz_role role = w->is_alert ? PWZ_ROLE_ALERT : PWZ_ROLE_STRONG;

    for (int i = 0; i < rows && pwz_text_wrap(&rest, (size_t)screen->cols, &line); i++) {
        pwz_screen_put(screen, row + i, 0, screen->cols, role, line.text, line.len);
    }
    if (w->message.len == 0) {
        struct pwz_buf place;
        pwz_buf_init(&place, PWZ_WORDS_MAX);
        add_place(w, screen->cols, &place);
        pwz_screen_put(screen, row, 0, screen->cols, PWZ_ROLE_MUTED, pwz_buf_text(&place),
                       place.len);
        pwz_buf_done(&place);
    }
}

/* ---- top bar ---- */

static void draw_title(const struct pwz_wizard *w, struct pwz_screen *screen, int col,
                       int end)
{
    const char *title = pwz_pack_text(w->pack, w->pack->meta->title);
    struct pwz_buf words;

    pwz_buf_init(&words, PWZ_WORDS_MAX);
    pwz_usage_put_cut(w, title, end > col ? (size_t)(end - col) : 0, &words);
    pwz_screen_put(screen, 0, col, end - col, PWZ_ROLE_TITLE, pwz_buf_text(&words),
                   words.len);
    pwz_buf_done(&words);
}

static void draw_bar(const struct pwz_wizard *w, struct pwz_screen *screen)
{
    static const char *const states[PWZ_CASE_STATUS_COUNT] = {
        [PWZ_CASE_NO_FAULT] = "no fault found",
        [PWZ_CASE_CAUSE_FOUND] = "cause found",
        [PWZ_CASE_UNDECIDED] = "undecided",
        [PWZ_CASE_ESCALATE] = "to escalate",
    };
    bool is_export = w->mode == PWZ_MODE_INDEX_NOTE && w->is_path;
    const char *view = is_export ? "Export" : pwz_view_of(w->mode)->title;
    int indent =
        w->number[0] == '\0' ? 0 : (int)pwz_text_width(w->number, strlen(w->number)) + 2;
    struct pwz_buf right;

    pwz_buf_init(&right, 256);
    bool has_case = w->mode != PWZ_MODE_INDEX_START;
    pwz_buf_addf(&right, "%s%s%s%s", w->is_curtain_down ? "[curtain] " : "", view,
                 view[0] != '\0' && has_case ? ": " : "",
                 has_case ? states[w->result->status] : "");
    int start = screen->cols - (int)right.len;
    pwz_screen_put(screen, 0, 0, start - 1, PWZ_ROLE_STRONG, w->number,
                   strlen(w->number));
    draw_title(w, screen, indent, start - 1);
    pwz_screen_put(screen, 0, start, screen->cols, PWZ_ROLE_STRONG, pwz_buf_text(&right),
                   right.len);
    pwz_buf_done(&right);
}

/* ---- panes ---- */

static enum pwz_status draw_view(struct pwz_wizard *w, const struct pwz_pane *pane,
                                 enum pwz_mode_index mode)
{
    return pwz_view_of(mode)->layout(w, pane);
}

static enum pwz_status draw_two(struct pwz_wizard *w, const struct pwz_pane *all)
{
    bool is_left = w->mode == PWZ_MODE_INDEX_CHECKLIST;
    enum pwz_mode_index beside = is_left ? w->below[w->mode] : w->mode;
    struct pwz_pane left = *all;
    struct pwz_pane right = *all;
    uint32_t line = w->opts.is_ascii ? '|' : 0x2502;

    left.cols = all->cols * 2 / 5 < LEFT_COLS_MAX ? all->cols * 2 / 5 : LEFT_COLS_MAX;
    right.col = left.cols + BORDER_COLS;
    right.cols = all->cols - right.col;
    for (int i = 0; i < all->rows; i++) {
        pwz_screen_fill(all->screen, all->row + i, left.cols, 1, line, PWZ_ROLE_BORDER);
    }
    /* The one with the focus comes last: it leaves the cursor and the marker's places. */
    const struct pwz_pane *panes[] = {is_left ? &right : &left, is_left ? &left : &right};
    enum pwz_mode_index modes[] = {is_left ? beside : PWZ_MODE_INDEX_CHECKLIST,
                                   is_left ? PWZ_MODE_INDEX_CHECKLIST : beside};
    enum pwz_status first = draw_view(w, panes[0], modes[0]);
    enum pwz_status second = draw_view(w, panes[1], modes[1]);
    return first != PWZ_OK ? first : second;
}

void pwz_wizard_marker(const struct pwz_wizard *w, struct pwz_buf *out)
{
    if (w->unsaved[0] != '\0') {
        pwz_buf_addf(out, "NOT SAVED: %s", w->unsaved);
    } else if (pwz_case_locked(w)[0] != '\0') {
        pwz_buf_addf(out, "READ ONLY: %s", pwz_case_locked(w));
    }
}

/* Returns the rows it took: two where it is long and there is room. */
static int draw_marker(const struct pwz_wizard *w, struct pwz_screen *screen)
{
    int most = screen->rows > ROWS_MIN ? 2 : 1;
    struct pwz_buf words;
    struct pwz_line line;
    int rows = 0;

    pwz_buf_init(&words, PWZ_WORDS_MAX);
    pwz_wizard_marker(w, &words);
    struct pwz_line rest = {.text = pwz_buf_text(&words), .len = words.len};
    while (rows < most && pwz_text_wrap(&rest, (size_t)screen->cols, &line)) {
        rows++;
        pwz_screen_fill(screen, rows, 0, screen->cols, ' ', PWZ_ROLE_ALERT);
        pwz_screen_put(screen, rows, 0, screen->cols, PWZ_ROLE_ALERT, line.text,
                       line.len);
    }
    pwz_buf_done(&words);
    return rows;
}

static void draw_too_small(const struct pwz_wizard *w, struct pwz_screen *screen)
{
    const char *words = w->unsaved[0] != '\0' ? not_saved : too_small;
    struct pwz_line rest = {.text = words, .len = strlen(words)};
    struct pwz_line line;

    for (int row = 0; row < screen->rows; row++) {
        if (!pwz_text_wrap(&rest, (size_t)screen->cols, &line)) {
            return;
        }
        pwz_screen_put(screen, row, 0, screen->cols, PWZ_ROLE_ALERT, line.text, line.len);
    }
}

static enum pwz_status draw_all(struct pwz_wizard *w, struct pwz_screen *screen)
{
    int messages = message_rows(w, screen->cols);
    int marker = draw_marker(w, screen);
    int foot = messages + pwz_usage_draw_line(w, screen, screen->rows - 2 - messages);
    const struct pwz_pane all = {
        .screen = screen,
        .row = 1 + marker,
        .rows = screen->rows - 2 - foot - marker,
        .cols = screen->cols,
    };
    bool is_two = screen->cols >= TWO_PANES_COLS && !pwz_view_of(w->mode)->is_wide;

    draw_bar(w, screen);
    enum pwz_status status = is_two ? draw_two(w, &all) : draw_view(w, &all, w->mode);
    draw_message(w, screen, screen->rows - 1 - messages, messages);
    draw_footer(w, screen, screen->rows - 1);
    return status;
}

/* A marker may move over this drawing until the layout changes. */
static void note_drawn(struct pwz_wizard *w, const struct pwz_screen *screen)
{
    w->spots.screen = screen;
    w->spots.screen_serial = screen->serial;
    w->spots.layout_serial = w->layout_serial;
}

static bool is_same_size(const struct pwz_screen *screen, int rows, int cols)
{
    return screen->rows == rows && screen->cols == cols;
}

enum pwz_status pwz_wizard_view(struct pwz_wizard *w, int rows, int cols,
                                struct pwz_screen *screen)
{
    if (is_same_size(screen, rows, cols) && pwz_pane_remark(w, screen)) {
        return PWZ_OK;
    }
    enum pwz_status status = pwz_screen_reset(screen, rows, cols);
    if (status != PWZ_OK) {
        return status;
    }
    w->spots.count = 0;
    if (screen->rows < ROWS_MIN || screen->cols < COLS_MIN) {
        draw_too_small(w, screen);
    } else {
        status = draw_all(w, screen);
    }
    note_drawn(w, screen);
    return status;
}
