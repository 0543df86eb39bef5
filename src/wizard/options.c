/*
 * The answers of the question on the screen, as rows: values, "none of these", "don't
 * know", "skip", with their keys and marks. Knows no layout beyond one line of options.
 */
#include <string.h>

#include "wizard/state.h"

enum {
    DIGITS = 9,
    KEYS_MAX = 16
};

static const struct pwz_fact *fact_row(const struct pwz_wizard *w)
{
    return &w->pack->model.facts[w->fact];
}

static bool is_set(const struct pwz_wizard *w)
{
    return fact_row(w)->type == PWZ_FACT_SET;
}

bool pwz_fact_is_hint(const struct pwz_wizard *w, uint32_t fact)
{
    return w->pack->model.facts[fact].use != PWZ_USE_RULE;
}

uint32_t pwz_option_count(const struct pwz_wizard *w)
{
    if (!pwz_fact_has_values(&w->pack->model, w->fact)) {
        return 1; /* the line to type in */
    }
    return fact_row(w)->value_count + (is_set(w) ? 1 : 0) + 1 +
           (pwz_fact_is_hint(w, w->fact) ? 1 : 0);
}

struct pwz_option pwz_option_at(const struct pwz_wizard *w, uint32_t index)
{
    static const enum pwz_option_kind extra[] = {PWZ_OPTION_NOTHING, PWZ_OPTION_UNKNOWN,
                                                 PWZ_OPTION_PASS};
    uint32_t values = fact_row(w)->value_count;

    if (index < values) {
        return (struct pwz_option){PWZ_OPTION_VALUE, index};
    }
    return (struct pwz_option){extra[index - values + (is_set(w) ? 0 : 1)], PWZ_NONE};
}

uint32_t pwz_option_named(const struct pwz_wizard *w, const char *id)
{
    return pwz_fact_has_values(&w->pack->model, w->fact)
               ? pwz_fact_value(&w->pack->model, w->fact, id)
               : PWZ_NONE;
}

uint32_t pwz_option_given(const struct pwz_wizard *w)
{
    struct pwz_holding holding = pwz_facts_holding(w->facts, w->fact);
    const struct pwz_statement *claimed = pwz_session_claimed(w, w->fact);
    uint32_t values = fact_row(w)->value_count;

    if (!pwz_fact_has_values(&w->pack->model, w->fact)) {
        return 0;
    }
    if (holding.is_known && is_set(w)) {
        return holding.value == 0 ? values : 0;
    }
    if (holding.is_known) {
        return holding.value;
    }
    bool is_unknown = claimed != NULL && claimed->is_unknown;
    return is_unknown ? values + (is_set(w) ? 1 : 0) : 0;
}

/* ---- keys ---- */

static const struct pwz_value_words *value_words(const struct pwz_wizard *w,
                                                 uint32_t value)
{
    return &w->pack->value_words[fact_row(w)->first_value + value];
}

/* A pack may take any letter that does nothing else here, or only moves the focus. */
static bool is_free(const struct pwz_wizard *w, uint32_t key)
{
    enum pwz_mode_index index = pwz_mode_of_fact(w, w->fact);
    enum pwz_action action = pwz_key_action((enum pwz_mode)(1 << index), key);

    return action == PWZ_ACTION_COUNT || action == PWZ_ACTION_FIRST ||
           action == PWZ_ACTION_LAST || action == PWZ_ACTION_NEXT ||
           action == PWZ_ACTION_PREVIOUS || action == PWZ_ACTION_CONTINUE;
}

uint32_t pwz_option_hot(const struct pwz_wizard *w, uint32_t key)
{
    if (key <= ' ' || !is_free(w, key)) {
        return PWZ_NONE;
    }
    for (uint32_t i = 0; i < fact_row(w)->value_count; i++) {
        if (value_words(w, i)->key == key) {
            return i;
        }
    }
    return PWZ_NONE;
}

static char letter_of(const struct pwz_wizard *w, uint32_t value)
{
    uint32_t key = value_words(w, value)->key;

    if (!is_set(w) && value == pwz_option_named(w, "yes")) {
        return 'y';
    }
    if (!is_set(w) && value == pwz_option_named(w, "no")) {
        return 'n';
    }
    return key > ' ' && key < 0x7F && pwz_option_hot(w, key) == value ? (char)key : '\0';
}

/* "1", "1/d", "y", "0", "u", "s" */
static void option_keys(const struct pwz_wizard *w, struct pwz_option option,
                        char out[KEYS_MAX])
{
    static const char extra[] = {
        [PWZ_OPTION_NOTHING] = '0', [PWZ_OPTION_UNKNOWN] = 'u', [PWZ_OPTION_PASS] = 's'};
    size_t len = 0;

    memset(out, 0, KEYS_MAX);
    if (option.kind != PWZ_OPTION_VALUE) {
        out[0] = extra[option.kind];
        return;
    }
    char letter = letter_of(w, option.value);
    bool is_bool = fact_row(w)->type == PWZ_FACT_BOOL;
    if (option.value < DIGITS && !is_bool) {
        out[len++] = (char)('1' + (int)option.value);
    }
    if (letter != '\0') {
        out[len] = '/';
        len += len > 0 ? 1 : 0;
        out[len] = letter;
    }
}

static size_t keys_width(const struct pwz_wizard *w)
{
    size_t width = 1;
    char keys[KEYS_MAX];

    for (uint32_t i = 0; i < fact_row(w)->value_count; i++) {
        option_keys(w, pwz_option_at(w, i), keys);
        width = strlen(keys) > width ? strlen(keys) : width;
    }
    return width;
}

/* ---- words ---- */

static const char *option_words(const struct pwz_wizard *w, struct pwz_option option)
{
    static const char *const extra[] = {
        [PWZ_OPTION_VALUE] = "",
        [PWZ_OPTION_NOTHING] = "None of these",
        [PWZ_OPTION_UNKNOWN] = "Don't know",
        [PWZ_OPTION_PASS] = "Skip what is optional here",
    };

    return option.kind == PWZ_OPTION_VALUE
               ? pwz_pack_text(w->pack, value_words(w, option.value)->label)
               : extra[option.kind];
}

/* Is this option what a statement says? */
static bool says(const struct pwz_wizard *w, const struct pwz_statement *statement,
                 struct pwz_option option)
{
    if (statement->is_failure || statement->is_unknown) {
        return statement->is_unknown && option.kind == PWZ_OPTION_UNKNOWN;
    }
    if (is_set(w)) {
        return option.kind == PWZ_OPTION_NOTHING && statement->value == 0;
    }
    return option.kind == PWZ_OPTION_VALUE && option.value == statement->value;
}

/* Where the answer in this row was said before, "" when it was not. */
static const char *said_by(const struct pwz_wizard *w, struct pwz_option option)
{
    const struct pwz_statement *claimed = pwz_session_claimed(w, w->fact);
    struct pwz_holding holding = pwz_facts_holding(w->facts, w->fact);

    if (claimed != NULL && says(w, claimed, option)) {
        return "answered";
    }
    if (holding.from != NULL && holding.from->source != PWZ_SOURCE_ANSWER &&
        says(w, holding.from, option)) {
        return pwz_source_word(holding.from->source);
    }
    return "";
}

static void add_option(struct pwz_wizard *w, struct pwz_lines *lines, uint32_t index,
                       size_t width, int cols)
{
    struct pwz_option option = pwz_option_at(w, index);
    const char *by = said_by(w, option);
    enum pwz_role role = by[0] != '\0' ? PWZ_ROLE_PICKED : PWZ_ROLE_CHOICE;
    char keys[KEYS_MAX];
    struct pwz_buf prefix;
    struct pwz_buf words;

    option_keys(w, option, keys);
    pwz_buf_init(&prefix, 64);
    pwz_buf_init(&words, PWZ_WORDS_MAX);
    pwz_buf_adds(&prefix, keys);
    for (size_t i = strlen(keys); i <= width; i++) {
        pwz_buf_addc(&prefix, ' ');
    }
    if (is_set(w)) {
        bool is_marked =
            option.kind == PWZ_OPTION_VALUE && (w->marks >> option.value & 1U) != 0;
        const char *mark = is_marked ? "[x] " : "[ ] ";
        pwz_buf_adds(&prefix, option.kind == PWZ_OPTION_VALUE ? mark : "    ");
    }
    pwz_buf_adds(&words, option_words(w, option));
    if (by[0] != '\0') {
        pwz_buf_addf(&words, " (%s)", by);
    }
    const struct pwz_flow flow = {
        .text = pwz_buf_text(&words),
        .len = words.len,
        .prefix = pwz_buf_text(&prefix),
        .indent = 2 + (int)prefix.len,
        .option = index,
        .role = (uint8_t)role,
        .prefix_role = (uint8_t)role,
    };
    pwz_lines_flow(lines, &flow, cols);
    pwz_buf_done(&prefix);
    pwz_buf_done(&words);
}

void pwz_option_lines(struct pwz_wizard *w, struct pwz_lines *lines, int cols)
{
    size_t width = keys_width(w);

    for (uint32_t i = 0; i < pwz_option_count(w); i++) {
        add_option(w, lines, i, width, cols);
    }
}
