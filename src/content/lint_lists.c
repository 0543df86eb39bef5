/*
 * Lint rules about lists. Order: rows that count first, then the others; in each part the
 * names of the list's "first" in that order, then the rest by the alphabet, case ignored.
 */
#include <string.h>

#include "content/lint.h"

static char fold(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static int compare_folded(const char *a, const char *b)
{
    while (*a && fold(*a) == fold(*b)) {
        a++;
        b++;
    }
    return (unsigned char)fold(*a) - (unsigned char)fold(*b);
}

/* Position in "first", or its length for all the others. */
static uint32_t rank_of(const struct pwz_json *first, const char *name)
{
    for (const struct pwz_json *item = first ? first->child : NULL; item;
         item = item->next)
        if (strcmp(item->string, name) == 0)
            return item->index;
    return first ? first->count : 0;
}

static bool stands_before(const struct pwz_json *first, const struct pwz_json *a,
                          const struct pwz_json *b)
{
    bool a_counts = pwz_json_get(a, "eligible")->truth;
    bool b_counts = pwz_json_get(b, "eligible")->truth;
    const char *a_name = pwz_json_get(a, "name")->string;
    const char *b_name = pwz_json_get(b, "name")->string;
    uint32_t a_rank = rank_of(first, a_name), b_rank = rank_of(first, b_name);

    if (a_counts != b_counts)
        return a_counts;
    if (a_rank != b_rank)
        return a_rank < b_rank;
    return compare_folded(a_name, b_name) < 0;
}

static bool is_name_of(const struct pwz_json *row, const char *name)
{
    const struct pwz_json *today = pwz_json_get(row, "today");

    return strcmp(pwz_json_get(row, "name")->string, name) == 0 ||
           (today && strcmp(today->string, name) == 0);
}

static void check_names(struct lint *lint, const struct pwz_json_doc *doc,
                        const struct pwz_json *row)
{
    const struct pwz_json *name = pwz_json_get(row, "name");
    const struct pwz_json *today = pwz_json_get(row, "today");

    if (today && strcmp(today->string, name->string) == 0)
        lint_say(lint, LINT_SAME_ROW, lint_at(doc, today),
                 "'%s' is the name already: drop \"today\"", today->string);
    for (const struct pwz_json *other = row->parent->child; other != row;
         other = other->next)
        if (is_name_of(other, name->string))
            lint_say(lint, LINT_SAME_ROW, lint_at(doc, name),
                     "the name '%s' stands in this list twice: keep one row",
                     name->string);
}

static void check_list(struct lint *lint, const struct pwz_json_doc *doc)
{
    const struct pwz_json *root = pwz_json_root(doc);
    const struct pwz_json *first = pwz_json_get(root, "first");
    const struct pwz_json *sources = pwz_json_get(root, "sources");

    if (sources->count == 0)
        lint_say(lint, LINT_NO_SOURCE, lint_at(doc, sources),
                 "the list has no source: name the page it was taken from");
    for (const struct pwz_json *row = pwz_json_get(root, "rows")->child; row;
         row = row->next) {
        check_names(lint, doc, row);
        if (row->next && !stands_before(first, row, row->next))
            lint_say(
                lint, LINT_LIST_ORDER, lint_at(doc, row->next),
                "'%s' does not belong behind '%s': rows that count come first, those "
                "of \"first\" ahead, the rest by the alphabet",
                pwz_json_get(row->next, "name")->string,
                pwz_json_get(row, "name")->string);
    }
}

void check_lists(struct lint *lint)
{
    for (uint32_t i = 0; i < lint->loader->doc_count; i++)
        if (strncmp(pwz_json_file(lint->loader->docs[i]), "lists/", 6) == 0)
            check_list(lint, lint->loader->docs[i]);
}
