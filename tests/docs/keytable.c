/*
 * Print the key table as the README (markdown) or the man page (mdoc) shows it, made from
 * the same tables the wizard reads its keys with. docs.sh compares; a developer pastes.
 */
#include <stdio.h>
#include <string.h>

#include "pecwiz/keys.h"

struct style {
    const char *word; /* argument that asks for this style */
    const char *head; /* before all */
    const char *group_begin, *group_end, *group_close;
    const char *key_mark, *key_between; /* around a key, between two */
    const char *key_guard;              /* before a key that is punctuation */
    const char *row_begin, *row_middle, *row_end;
};

static const struct style styles[] = {
    {.word = "markdown",
     .head = "| Key | What it does |\n|---|---|\n",
     .group_begin = "| **",
     .group_end = "** | |\n",
     .group_close = "",
     .key_mark = "`",
     .key_between = " ",
     .key_guard = "",
     .row_begin = "| ",
     .row_middle = " | ",
     .row_end = " |\n"},
    {.word = "mdoc",
     .head = "",
     .group_begin = ".Ss ",
     .group_end = "\n.Bl -tag -width Ds -compact\n",
     .group_close = ".El\n",
     .key_mark = "",
     .key_between = " , ",
     .key_guard = "\\&",
     .row_begin = ".It Ic ",
     .row_middle = "\n",
     .row_end = "\n"  },
};

/* True when a row above has the same key for the same action, in another mode. */
static int is_repeated(const struct pwz_binding *bindings, size_t row)
{
    for (size_t i = 0; i < row; i++) {
        if (bindings[i].action == bindings[row].action &&
            bindings[i].key == bindings[row].key) {
            return 1;
        }
    }
    return 0;
}

/* All keys of an action in table order; a run of digits is told as one key. */
static void print_keys(const struct style *style, enum pwz_action action)
{
    size_t count = 0;
    const struct pwz_binding *bindings = pwz_bindings(&count);
    const char *between = "";
    for (size_t i = 0; i < count; i++) {
        uint32_t key = bindings[i].key;
        char words[16];
        if (bindings[i].action != action || (key > '1' && key <= '9') ||
            is_repeated(bindings, i)) {
            continue;
        }
        pwz_key_words(key, words);
        printf("%s%s%s%s%s", between, style->key_mark,
               strpbrk(words, "!?.,:;()[]") == words ? style->key_guard : "",
               key == '1' ? "1-9" : words, style->key_mark);
        between = style->key_between;
    }
}

static int is_bound(enum pwz_action action)
{
    size_t count = 0;
    const struct pwz_binding *bindings = pwz_bindings(&count);
    for (size_t i = 0; i < count; i++) {
        if (bindings[i].action == action) {
            return 1;
        }
    }
    return 0;
}

static void print_table(const struct style *style)
{
    const char *group = "";
    printf("%s", style->head);
    for (int action = 0; action < PWZ_ACTION_COUNT; action++) {
        const struct pwz_action_info *info = pwz_action_info((enum pwz_action)action);
        if (!is_bound((enum pwz_action)action)) {
            continue;
        }
        if (strcmp(info->group, group) != 0) {
            printf("%s%s%s%s", group[0] == '\0' ? "" : style->group_close,
                   style->group_begin, info->group, style->group_end);
            group = info->group;
        }
        printf("%s", style->row_begin);
        print_keys(style, (enum pwz_action)action);
        printf("%s%s%s", style->row_middle, info->help, style->row_end);
    }
    printf("%s", style->group_close);
}

int main(int argc, char **argv)
{
    for (size_t i = 0; argc == 2 && i < sizeof(styles) / sizeof(styles[0]); i++) {
        if (strcmp(argv[1], styles[i].word) == 0) {
            print_table(&styles[i]);
            return 0;
        }
    }
    fprintf(stderr, "usage: keytable markdown|mdoc\n");
    return 2;
}
