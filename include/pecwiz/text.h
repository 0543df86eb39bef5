/*
 * The one gate for text, and everything that counts columns.
 *
 * All that came from outside (content, files, arguments, environment, paste, network)
 * passes pwz_text_gate() before a terminal, a report or a log sees it. ncurses does not
 * do this: CR, BS and U+202E pass it (terminal-anchors.md section 4.1). Unicode tables
 * come from utf8proc.
 */
#ifndef PECWIZ_TEXT_H
#define PECWIZ_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pecwiz/buf.h"

/* Decode one character of strict UTF-8 (no overlong forms, no surrogates, at most
 * U+10FFFF). Returns its length in bytes, 1 to 4, or 0 when the bytes are not valid or
 * `len` is 0. `rune` is untouched on 0. */
size_t pwz_utf8_decode(const char *bytes, size_t len, uint32_t *rune);

/* Encode into `out` (4 bytes); returns the length, 0 for a value that is no character. */
size_t pwz_utf8_encode(uint32_t rune, char out[4]);

/* Offset of the first byte that is not strict UTF-8, or `len` when all is valid. */
size_t pwz_utf8_check(const char *bytes, size_t len);

/* True for a character that may reach a terminal: general categories L, M, N, P, S and
 * Zs, except what Unicode calls default-ignorable (zero width, variation selectors,
 * fillers). Bidi controls, tags and private use fall out by their category. */
bool pwz_rune_is_harmless(uint32_t rune);

/* Unicode simple case folding: what all forms of a letter have in common, mostly its
 * lower case. One character gives one; what is none stays as it is. */
uint32_t pwz_rune_fold(uint32_t rune);

/* Whether valid UTF-8 is in Unicode normalization form C; bytes that are no UTF-8 make it
 * false. PWZ_E_NOMEM; no memory is needed for text below U+0300. */
enum pwz_status pwz_text_is_nfc(const char *bytes, size_t len, bool *is_nfc);

/* Columns of a harmless character: 0 (non-spacing mark, conjoining jamo), 1 or 2.
 * Ambiguous width counts 1. */
int pwz_rune_width(uint32_t rune);

enum pwz_gate_flags {
    PWZ_GATE_LINE = 0,      /* line feed and tab become one blank */
    PWZ_GATE_KEEP_LINES = 1 /* line feed stays; a tab still becomes one blank */
};

/* Append the harmless form of `bytes` to `out`: invalid bytes and forbidden characters
 * (carriage return, too) become U+FFFD each; at most two combining marks stay on a base,
 * a mark without a base is forbidden. Returns the number of characters replaced. Cost:
 * one pass; plain ASCII is copied without table look-ups. */
size_t pwz_text_gate(const char *bytes, size_t len, enum pwz_gate_flags flags,
                     struct pwz_buf *out);

/* The same for one line without allocation: writes to `out` (`size` is at least 1),
 * always with a NUL, cut at a character boundary. Returns the bytes the whole needs
 * without NUL; `size` or more means that it was cut. */
size_t pwz_text_gate_into(const char *bytes, size_t len, char *out, size_t size);

/* Columns of gated text (one line). */
size_t pwz_text_width(const char *text, size_t len);

/* Longest prefix of gated `text` that fits in `cols` columns: its length in bytes.
 * Never splits a base from its combining marks. `used` (may be NULL) gets the columns. */
size_t pwz_text_fit(const char *text, size_t len, size_t cols, size_t *used);

/* One line of wrapped text: a slice of the input, without the blanks it was broken at. */
struct pwz_line {
    const char *text; /* borrowed from the input */
    size_t len;
};

/* Take the next line of at most `cols` columns (at least 1) off `*rest`. Breaks at
 * blanks, inside a word only when the word is wider than the line; a line feed ends a
 * line. Leading blanks stay unless the first word would not fit behind them. A character
 * of two columns is taken on a line of one: who draws clips with pwz_text_fit(). Returns
 * false when nothing is left. Start with rest = the whole text. */
bool pwz_text_wrap(struct pwz_line *rest, size_t cols, struct pwz_line *line);

/* Nearest of `count` names to a mistyped `name` (edit distance, case ignored), or NULL
 * when none is near enough to suggest (more than a third of the letters differ). */
const char *pwz_text_nearest(const char *name, const char *const *names, size_t count);

/* The closest of them however far it is: for errors that name a valid one in any case.
 * NULL for no names, or names over 64 letters. */
const char *pwz_text_closest(const char *name, const char *const *names, size_t count);

#endif
