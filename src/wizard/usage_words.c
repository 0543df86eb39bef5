/*
 * Words about usage files: sizes, names, progress, and what the curtain leaves of them.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "wizard/state.h"

enum {
    NAME_COLS = 24, /* of a file's name on the status line */
    NAME_BYTES = 1024,
    STEP = 1000 /* from one unit to the next */
};

void pwz_usage_put_bytes(uint64_t bytes, struct pwz_buf *out)
{
    static const char *const units[] = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
    uint64_t tenths = 0;
    size_t unit = 0;

    while (bytes >= STEP) {
        tenths = bytes % STEP / (STEP / 10);
        bytes /= STEP;
        unit++;
    }
    if (unit > 0 && bytes < 10) {
        pwz_buf_addf(out, "%u.%u", (unsigned)bytes, (unsigned)tenths);
    } else {
        pwz_buf_addf(out, "%u", (unsigned)bytes);
    }
    pwz_buf_addf(out, " %s", unit == 0 && bytes == 1 ? "byte" : units[unit]);
}

void pwz_usage_put_name(const char *path, struct pwz_buf *out)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL && slash[1] != '\0' ? slash + 1 : path;

    if (strcmp(path, "-") == 0) {
        pwz_buf_adds(out, "standard input");
    } else {
        pwz_text_gate(name, strlen(name), PWZ_GATE_LINE, out);
    }
}

static void put_blanks(size_t count, struct pwz_buf *out)
{
    while (count-- > 0) {
        pwz_buf_addc(out, ' ');
    }
}

void pwz_usage_put_cell(const struct pwz_wizard *w, const char *text, size_t cols,
                        bool is_right, struct pwz_buf *out)
{
    const char *mark = w->opts.is_ascii ? "~" : "\u2026";
    const size_t len = strlen(text);
    size_t used = 0;
    size_t fits = pwz_text_fit(text, len, cols, &used);
    const bool is_cut = fits < len && cols > 0;

    if (is_cut) {
        fits = pwz_text_fit(text, len, cols - 1, &used);
    }
    used += is_cut ? 1 : 0;
    put_blanks(is_right ? cols - used : 0, out);
    pwz_buf_add(out, text, fits);
    pwz_buf_adds(out, is_cut ? mark : "");
    put_blanks(is_right ? 0 : cols - used, out);
}

void pwz_usage_put_cut(const struct pwz_wizard *w, const char *text, size_t cols,
                       struct pwz_buf *out)
{
    const size_t width = pwz_text_width(text, strlen(text));

    pwz_usage_put_cell(w, text, width < cols ? width : cols, false, out);
}

bool pwz_usage_hides(const struct pwz_wizard *w, const struct pwz_recon_row *row)
{
    return w->is_curtain_down && strcmp(row->customer_id, w->desk.customer) != 0;
}

void pwz_usage_put_row(const struct pwz_recon_row *row, struct pwz_buf *out)
{
    pwz_recon_put_label(PWZ_BY_CUSTOMER, row, out);
    pwz_buf_adds(out, ": ");
    pwz_recon_put_label(PWZ_BY_SUBSCRIPTION, row, out);
}

/* ---- keys ---- */

static uint32_t key_of(unsigned modes, enum pwz_action action)
{
    size_t count = 0;
    const struct pwz_binding *rows = pwz_bindings(&count);

    for (size_t i = 0; i < count; i++) {
        if (rows[i].action == action && (rows[i].modes & modes) != 0) {
            return rows[i].key;
        }
    }
    return PWZ_KEY_NONE;
}

void pwz_usage_put_key(const struct pwz_wizard *w, enum pwz_action action,
                       struct pwz_buf *out)
{
    uint32_t key = key_of(1U << w->mode, action);
    char words[16];

    key = key == PWZ_KEY_NONE ? key_of(PWZ_MODE_ALL, action) : key;
    pwz_key_words(key, words);
    pwz_buf_adds(out, words);
}

/* ---- the status line ---- */

static void put_short_name(const struct pwz_wizard *w, struct pwz_buf *out)
{
    const char *name = pwz_buf_text(&w->desk.name);
    const size_t cols = pwz_text_width(name, w->desk.name.len);

    pwz_usage_put_cell(w, name, cols < NAME_COLS ? cols : NAME_COLS, false, out);
}

static void put_time(uint64_t seconds, struct pwz_buf *out)
{
    if (seconds < 120) {
        pwz_buf_addf(out, "%u s", (unsigned)seconds);
    } else {
        pwz_buf_addf(out, "%u min", (unsigned)((seconds + 59) / 60));
    }
}

/* Overflow needs 10^16 bytes. */
static void put_share(const struct pwz_reading *reading, struct pwz_buf *out)
{
    const uint64_t done = reading->bytes_done;
    const uint64_t total = reading->bytes_total;
    const uint64_t elapsed = reading->elapsed_ms > 0 ? (uint64_t)reading->elapsed_ms : 0;

    if (total == 0 || done > total) {
        return;
    }
    pwz_buf_addf(out, " %u %%,", (unsigned)(done * 100 / total));
    if (done > 0 && elapsed > 0) {
        pwz_buf_addc(out, ' ');
        put_time((elapsed * ((total - done) / 1024) / (done / 1024 + 1) + 999) / 1000,
                 out);
        pwz_buf_adds(out, " left,");
    }
}

static void put_reading(const struct pwz_wizard *w, struct pwz_buf *out)
{
    const struct pwz_reading *reading = &w->desk.reading;

    if (w->desk.is_stopping) {
        pwz_buf_adds(out, "Stopping: ");
    } else {
        pwz_usage_put_key(w, PWZ_ACTION_STOP, out);
        pwz_buf_adds(out, " stops reading ");
    }
    put_short_name(w, out);
    pwz_buf_adds(out, ":");
    put_share(reading, out);
    pwz_buf_addc(out, ' ');
    pwz_usage_put_bytes(reading->bytes_done, out);
    if (reading->bytes_total > 0) {
        pwz_buf_adds(out, " of ");
        pwz_usage_put_bytes(reading->bytes_total, out);
    }
    if (reading->elapsed_ms > 0) {
        pwz_buf_adds(out, ", ");
        pwz_usage_put_bytes(reading->text_bytes / (uint64_t)reading->elapsed_ms * 1000,
                            out);
        pwz_buf_adds(out, "/s");
    }
}

static void put_news(const struct pwz_wizard *w, struct pwz_buf *out)
{
    const bool is_of_use = w->desk.all != NULL;

    put_short_name(w, out);
    pwz_buf_adds(out, is_of_use ? " is read: " : " could not be used: ");
    pwz_usage_put_key(w, PWZ_ACTION_USAGE, out);
    pwz_buf_adds(out, is_of_use ? " shows what it says" : " says why");
}

void pwz_wizard_usage_status(const struct pwz_wizard *w, struct pwz_buf *out)
{
    if (w->desk.is_reading) {
        put_reading(w, out);
    } else if (w->desk.is_new) {
        put_news(w, out);
    } else if (w->desk.is_proving) {
        pwz_buf_adds(out, "Looking at all lines of this subscription");
    }
}

/* ---- for line mode ---- */

enum {
    LISTED_MOST = 20 /* rows said at once */
};

static void put_rows(struct pwz_wizard *w, size_t cols, struct pwz_buf *out)
{
    const struct pwz_finder *found = &w->desk.subscriptions;

    pwz_subscriptions_put_head(w, cols, out);
    pwz_buf_addc(out, '\n');
    for (size_t i = 0; i < found->count && i < LISTED_MOST; i++) {
        pwz_buf_addf(out, "%2zu ", i + 1);
        pwz_subscription_put(w, found->rows[i], cols - 3, out);
        while (out->len > 0 && out->data[out->len - 1] == ' ') {
            out->data[--out->len] = '\0';
        }
        pwz_buf_addc(out, '\n');
    }
    if (found->count > LISTED_MOST) {
        pwz_buf_addf(out, "%zu more; a part of a name finds fewer.\n",
                     found->count - LISTED_MOST);
    } else if (found->count == 0) {
        pwz_buf_adds(out, "None of them has that in its name.\n");
    }
}

void pwz_wizard_usage_text(struct pwz_wizard *w, size_t cols, struct pwz_buf *out)
{
    struct pwz_lines lines = {0};

    if (w->mode == PWZ_MODE_INDEX_SUBSCRIPTIONS) {
        put_rows(w, cols, out);
        return;
    }
    pwz_usage_lines(w, &lines, (int)cols);
    for (size_t i = 0; i < lines.count; i++) {
        const struct pwz_row *row = &lines.rows[i];
        const size_t prefix = strlen(row->prefix);
        for (size_t at = prefix; at < (size_t)row->indent; at++) {
            pwz_buf_addc(out, ' ');
        }
        pwz_buf_adds(out, row->prefix);
        pwz_buf_add(out, row->text, row->len);
        while (out->len > 0 && out->data[out->len - 1] == ' ') {
            out->data[--out->len] = '\0';
        }
        pwz_buf_addc(out, '\n');
    }
    pwz_lines_done(&lines);
}

int pwz_usage_draw_line(const struct pwz_wizard *w, struct pwz_screen *screen, int row)
{
    struct pwz_buf words;

    pwz_buf_init(&words, PWZ_WORDS_MAX);
    pwz_wizard_usage_status(w, &words);
    const int rows = words.len > 0 ? 1 : 0;
    pwz_screen_put(screen, row, 0, screen->cols, PWZ_ROLE_STRONG, pwz_buf_text(&words),
                   words.len);
    pwz_buf_done(&words);
    return rows;
}
