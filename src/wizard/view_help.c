/*
 * All keys of the view it was opened from, drawn from the key table and searched by
 * typing. There is no second list of keys to keep in step.
 */
#include <string.h>

#include "wizard/state.h"

/* ASCII is enough: names in lists and words in the key table are. */
static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool starts(const char *text, const char *part)
{
    for (; *part != '\0'; text++, part++) {
        if (lower(*text) != lower(*part)) {
            return false;
        }
    }
    return true;
}

bool pwz_text_has(const char *text, const char *part)
{
    do {
        if (starts(text, part)) {
            return true;
        }
    } while (*text++ != '\0');
    return false;
}

/* "Down, j, ^N"; digits as one. False when the action has no key here. */
static bool add_keys(enum pwz_mode mode, enum pwz_action action, struct pwz_buf *out)
{
    size_t count = 0;
    const struct pwz_binding *rows = pwz_bindings(&count);
    char words[16];

    for (size_t i = 0; i < count; i++) {
        bool is_here = rows[i].action == action && (rows[i].modes & (unsigned)mode) != 0;
        if (!is_here || (rows[i].key > '1' && rows[i].key <= '9')) {
            continue;
        }
        pwz_key_words(rows[i].key, words);
        pwz_buf_adds(out, out->len > 0 ? ", " : "");
        pwz_buf_adds(out, rows[i].key == '1' ? "1-9" : words);
    }
    return out->len > 0;
}

static void add_action(const struct pwz_wizard *w, struct pwz_doc *doc,
                       enum pwz_action action, const char **group)
{
    enum pwz_mode mode = (enum pwz_mode)(1 << w->below[PWZ_MODE_INDEX_HELP]);
    const struct pwz_action_info *info = pwz_action_info(action);
    struct pwz_buf keys;

    pwz_buf_init(&keys, 256);
    if (add_keys(mode, action, &keys) &&
        (pwz_text_has(pwz_buf_text(&keys), w->search.text) ||
         pwz_text_has(info->help, w->search.text) ||
         pwz_text_has(info->label, w->search.text))) {
        if (strcmp(*group, info->group) != 0) {
            pwz_doc_line(doc, PWZ_DOC_HEADING, PWZ_DOC_PLAIN, info->group);
            *group = info->group;
        }
        pwz_doc_pair(doc, PWZ_DOC_PLAIN, pwz_buf_text(&keys), info->help);
    }
    pwz_buf_done(&keys);
}

static void add_head(struct pwz_wizard *w, struct pwz_lines *lines, int cols)
{
    struct pwz_buf words;
    static const char find[] = "  Find: ";
    const struct pwz_flow line = {
        .text = find, .len = sizeof find - 1, .prefix = "", .option = 0};

    pwz_buf_init(&words, 128);
    pwz_buf_addf(&words, "Keys: %s", pwz_mode_word(w->below[PWZ_MODE_INDEX_HELP]));
    pwz_lines_text(lines, PWZ_ROLE_TITLE, pwz_buf_text(&words), cols);
    pwz_lines_flow(lines, &line, cols);
    pwz_buf_done(&words);
}

static enum pwz_status layout(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    struct pwz_doc doc = {0};
    struct pwz_lines fixed = {0};
    struct pwz_lines text = {0};
    const char *group = "";

    add_head(w, &fixed, pane->cols);
    for (int i = 0; i < PWZ_ACTION_COUNT; i++) {
        add_action(w, &doc, (enum pwz_action)i, &group);
    }
    pwz_lines_doc(&text, &doc, pane->cols);
    if (doc.items == NULL) {
        pwz_lines_text(&text, PWZ_ROLE_WARN, "No key has to do with that.", pane->cols);
    }
    pwz_doc_done(&doc);
    enum pwz_status status = pwz_pane_draw(w, pane, PWZ_MODE_INDEX_HELP, &fixed, &text);
    pwz_pane_input(w, pane, &w->search, 8);
    pwz_lines_done(&fixed);
    pwz_lines_done(&text);
    return status;
}

static void act_close(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    pwz_input_set(&w->search, "");
    pwz_move_close(w);
}

static void act_filter(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    pwz_input_set(&w->search, "");
}

static void act_scroll(struct pwz_wizard *w, const struct pwz_press *press)
{
    pwz_move_scroll(w, press->action);
}

static bool type(struct pwz_wizard *w, const struct pwz_press *press)
{
    if (press->action != PWZ_ACTION_COUNT || !pwz_input_key(&w->search, press->key)) {
        return false;
    }
    w->scroll[PWZ_MODE_INDEX_HELP] = 0;
    return true;
}

static const struct pwz_act acts[] = {
    {PWZ_ACTION_BACK,      act_close },
    {PWZ_ACTION_HELP,      act_close },
    {PWZ_ACTION_FILTER,    act_filter},
    {PWZ_ACTION_ERASE,     act_filter},
    {PWZ_ACTION_NEXT,      act_scroll},
    {PWZ_ACTION_PREVIOUS,  act_scroll},
    {PWZ_ACTION_FIRST,     act_scroll},
    {PWZ_ACTION_LAST,      act_scroll},
    {PWZ_ACTION_PAGE_DOWN, act_scroll},
    {PWZ_ACTION_PAGE_UP,   act_scroll},
};

const struct pwz_view pwz_view_help = {
    .title = "Help",
    .acts = acts,
    .act_count = sizeof acts / sizeof acts[0],
    .type = type,
    .layout = layout,
};
