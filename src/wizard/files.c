/*
 * Folders and paths for the picker of usage files: in which order entries show, which of
 * them a filter lets through, and what a typed or pasted path means.
 */
#include <string.h>

#include "wizard/state.h"

/* ---- order ---- */

/* Forms that the reader of usage files knows. */
static const char *const endings[] = {".csv", ".gz", ".zip", ".json", ".jsonl"};

static bool has_ending(const char *name, const char *ending)
{
    const size_t len = strlen(name);
    const size_t part = strlen(ending);

    return len > part && pwz_text_has(name + len - part, ending);
}

bool pwz_files_is_plausible(const struct pwz_listed *entry)
{
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (entry->kind == PWZ_LISTED_FILE && has_ending(entry->name, endings[i])) {
            return true;
        }
    }
    return false;
}

/* Files of a known form, the way up and folders, then all else. */
static uint8_t rank_of(const struct pwz_listed *entry)
{
    if (pwz_files_is_plausible(entry)) {
        return 0;
    }
    if (entry->kind == PWZ_LISTED_FOLDER) {
        return strcmp(entry->name, "..") == 0 ? 1 : 2;
    }
    return entry->kind == PWZ_LISTED_FILE ? 3 : 4;
}

static bool is_before(const struct pwz_listed *a, const struct pwz_listed *b)
{
    return a->rank != b->rank ? a->rank < b->rank : strcmp(a->name, b->name) < 0;
}

static void sift(struct pwz_listed *entries, size_t root, size_t count)
{
    for (size_t child = 2 * root + 1; child < count; child = 2 * root + 1) {
        if (child + 1 < count && is_before(&entries[child], &entries[child + 1])) {
            child++;
        }
        if (!is_before(&entries[root], &entries[child])) {
            return;
        }
        const struct pwz_listed moved = entries[root];
        entries[root] = entries[child];
        entries[child] = moved;
        root = child;
    }
}

/* Heapsort: the standard library's sort is not for pure rooms (it may allocate). */
void pwz_listed_sort(struct pwz_listed *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        entries[i].rank = rank_of(&entries[i]);
    }
    for (size_t root = count / 2; root-- > 0;) {
        sift(entries, root, count);
    }
    for (size_t last = count; last-- > 1;) {
        const struct pwz_listed moved = entries[0];
        entries[0] = entries[last];
        entries[last] = moved;
        sift(entries, 0, last);
    }
}

/* ---- what is typed ---- */

bool pwz_files_is_path(const struct pwz_input *input)
{
    static const char starts[] = "~'\"";

    return strchr(input->text, '/') != NULL ||
           (input->len > 0 && strchr(starts, input->text[0]) != NULL);
}

/* Hidden files only for who types a dot. */
static bool is_match(const struct pwz_listed *entry, const char *filter)
{
    if (entry->name[0] == '.' && filter[0] != '.' && strcmp(entry->name, "..") != 0) {
        return false;
    }
    return pwz_text_has(entry->name, filter);
}

void pwz_files_find(struct pwz_wizard *w)
{
    struct pwz_desk *desk = &w->desk;
    const struct pwz_input *line = &desk->files.line;

    pwz_finder_begin(&desk->files);
    for (size_t i = 0; i < desk->entry_count && !pwz_files_is_path(line); i++) {
        if (is_match(&desk->entries[i], line->text)) {
            pwz_finder_add(&desk->files, i);
        }
    }
    pwz_finder_settle(&desk->files);
}

/* A path as it was pasted: without quotes, "file://" and the backslashes of a shell. */
void pwz_files_put_clean(const char *typed, struct pwz_buf *out)
{
    static const char scheme[] = "file://";
    const size_t len = strlen(typed);
    const char quote = typed[0] == '\'' || typed[0] == '"' ? typed[0] : '\0';
    size_t at = strncmp(typed, scheme, sizeof scheme - 1) == 0 ? sizeof scheme - 1 : 0;
    size_t end = len;

    if (quote != '\0') {
        at = 1;
        end = len > 1 && typed[len - 1] == quote ? len - 1 : len;
    }
    for (; at < end; at++) {
        if (quote != '\'' && typed[at] == '\\' && at + 1 < end) {
            at++;
        }
        pwz_buf_addc(out, typed[at]);
    }
}

/* ---- paths ---- */

static void put_joined(const struct pwz_desk *desk, const char *name, struct pwz_buf *out)
{
    pwz_buf_adds(out, desk->place);
    pwz_buf_adds(out, strcmp(desk->place, "/") == 0 ? "" : "/");
    pwz_buf_adds(out, name);
}

static void put_parent(const struct pwz_desk *desk, struct pwz_buf *out)
{
    const char *slash = strrchr(desk->place, '/');
    const size_t len =
        slash == NULL || slash == desk->place ? 1 : (size_t)(slash - desk->place);

    pwz_buf_add(out, desk->place, len);
}

void pwz_files_put_entry(const struct pwz_desk *desk, const struct pwz_listed *entry,
                         struct pwz_buf *out)
{
    if (strcmp(entry->name, "..") == 0) {
        put_parent(desk, out);
    } else {
        put_joined(desk, entry->name, out);
    }
}
