/*
 * Counting, cutting and wrapping by columns.
 *
 * Works on gated text and on slices of it; nothing is copied. Must not know what a window
 * or a paragraph is.
 */
#include "pecwiz/text.h"

#include "base/utf8.h"

/* One base with its marks: what may not be torn apart. */
struct cluster {
    size_t len;   /* bytes */
    size_t width; /* columns */
};

static bool is_plain(char byte)
{
    return byte >= 0 && byte < 0x7F;
}

/* `len` is at least 1. A byte that is no UTF-8 (only ungated text has one) counts as the
 * one column its replacement would take. */
static struct cluster next_cluster(const char *text, size_t len)
{
    if (is_plain(text[0]) && (len == 1 || is_plain(text[1]))) {
        return (struct cluster){.len = 1, .width = 1};
    }

    uint32_t rune = 0xFFFD;
    const size_t first = pwz_utf8_decode(text, len, &rune);
    struct cluster cluster = {.len = first == 0 ? 1 : first,
                              .width = (size_t)pwz_rune_width(rune)};

    while (cluster.len < len) {
        const size_t more = pwz_utf8_decode(text + cluster.len, len - cluster.len, &rune);

        if (more == 0 || !pwz_rune_attaches(rune)) {
            break;
        }
        cluster.len += more;
        cluster.width += (size_t)pwz_rune_width(rune);
    }
    return cluster;
}

size_t pwz_text_width(const char *text, size_t len)
{
    size_t width = 0;

    for (size_t at = 0; at < len;) {
        const struct cluster cluster = next_cluster(text + at, len - at);

        at += cluster.len;
        width += cluster.width;
    }
    return width;
}

size_t pwz_text_fit(const char *text, size_t len, size_t cols, size_t *used)
{
    size_t at = 0;
    size_t width = 0;

    while (at < len) {
        const struct cluster cluster = next_cluster(text + at, len - at);

        if (cluster.width > cols - width) {
            break;
        }
        at += cluster.len;
        width += cluster.width;
    }
    if (used != NULL) {
        *used = width;
    }
    return at;
}

static size_t count_blanks(const char *text, size_t len)
{
    size_t n = 0;

    while (n < len && text[n] == ' ') {
        n++;
    }
    return n;
}

/* Bytes of the first line of `text` that fit. `is_whole` says that its line feed or the
 * end of the text follows. Never looks further than it must: a text may be one huge line.
 */
static size_t fit_line(const struct pwz_line *text, size_t cols, bool *is_whole)
{
    size_t at = 0;
    size_t width = 0;

    while (at < text->len && text->text[at] != '\n') {
        const struct cluster cluster = next_cluster(text->text + at, text->len - at);

        if (cluster.width > cols - width) {
            *is_whole = false;
            return at;
        }
        at += cluster.len;
        width += cluster.width;
    }
    *is_whole = true;
    return at;
}

/* End of the last word that ends within the first `fit` bytes, 0 when none does. The byte
 * behind counts, too: a word that just fits ends there. */
static size_t find_break(const char *text, size_t fit)
{
    size_t at = fit;

    if (text[at] != ' ') {
        while (at > 0 && text[at - 1] != ' ') {
            at--;
        }
    }
    while (at > 0 && text[at - 1] == ' ') {
        at--;
    }
    return at;
}

static void take(struct pwz_line *rest, size_t bytes)
{
    rest->text += bytes;
    rest->len -= bytes;
}

/* Take a line that goes on behind its first `fit` bytes. The blanks it was broken at go,
 * and a line feed behind them, which ended the same line. */
static void break_line(struct pwz_line *rest, size_t fit, struct pwz_line *line)
{
    size_t end = find_break(rest->text, fit);

    if (end == 0) { /* one word wider than the line, or one character even */
        end = fit > 0 ? fit : next_cluster(rest->text, rest->len).len;
    }
    *line = (struct pwz_line){.text = rest->text, .len = end};
    take(rest, end);
    take(rest, count_blanks(rest->text, rest->len));
    if (rest->len > 0 && rest->text[0] == '\n') {
        take(rest, 1);
    }
}

bool pwz_text_wrap(struct pwz_line *rest, size_t cols, struct pwz_line *line)
{
    if (rest->len == 0) {
        return false;
    }

    bool is_whole = false;
    size_t fit = fit_line(rest, cols, &is_whole);

    if (!is_whole && rest->text[0] == ' ' && find_break(rest->text, fit) == 0) {
        /* The first word does not fit behind the indentation: give up the latter. */
        take(rest, count_blanks(rest->text, rest->len));
        fit = fit_line(rest, cols, &is_whole);
    }
    if (!is_whole) {
        break_line(rest, fit, line);
        return true;
    }
    *line = (struct pwz_line){.text = rest->text, .len = fit};
    take(rest, fit < rest->len ? fit + 1 : fit);
    return true;
}
