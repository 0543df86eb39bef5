/*
 * Listing folders for the picker of usage files. Names are bytes as the disk has them;
 * who shows them passes the text gate.
 *
 * Must not know: where folders come from.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "pecwiz/buf.h"

#include "cli/usage.h"

enum {
    PATH_BYTES_MAX = 8192,
    ENTRIES_FIRST = 256
};

/* "~" and "~/…" as a shell has them; "~name" is a file's name here. */
void pwz_cli_put_path(const char *path, struct pwz_buf *out)
{
    const char *home = getenv("HOME");
    const bool is_home = path[0] == '~' && (path[1] == '/' || path[1] == '\0');

    if (is_home && home != NULL && home[0] == '/') {
        pwz_buf_adds(out, home);
        path++;
    }
    pwz_buf_adds(out, path[0] == '\0' && out->len == 0 ? "." : path);
}

static const char *keep(struct pwz_arena *arena, const char *text)
{
    const char *kept = pwz_arena_text(arena, text, strlen(text));

    return kept == NULL ? "out of memory" : kept;
}

static void fail(struct pwz_arena *arena, struct pwz_listing *listing, int number)
{
    char words[128] = "cannot be opened";
    struct pwz_buf text;

    (void)strerror_r(number, words, sizeof words);
    pwz_buf_init(&text, PATH_BYTES_MAX * 2);
    pwz_buf_addf(&text, "'%s': %s.", listing->path, words);
    listing->error = keep(arena, pwz_buf_text(&text));
    pwz_buf_done(&text);
}

/* ---- listing ---- */

struct entries {
    struct pwz_listed *all;
    size_t count, room;
};

static bool add(struct entries *entries, struct pwz_arena *arena,
                const struct pwz_listed *entry)
{
    if (entries->count == entries->room) {
        const size_t room = entries->room == 0 ? ENTRIES_FIRST : entries->room * 2;
        struct pwz_listed *all = pwz_mem_resize(entries->all, room, sizeof *all);
        if (all == NULL) {
            return false;
        }
        entries->all = all;
        entries->room = room;
    }
    struct pwz_listed *to = &entries->all[entries->count];
    *to = *entry;
    to->name = pwz_arena_text(arena, entry->name, strlen(entry->name));
    entries->count += to->name != NULL ? 1 : 0;
    return to->name != NULL;
}

/* Without memory the folder is listed as far as it went, and that is said. */
static void read_folder(const struct pwz_cli_folders *folders, void *folder,
                        bool (*is_unwanted)(void *context), void *context,
                        struct pwz_arena *arena, struct entries *entries,
                        struct pwz_listing *listing)
{
    struct pwz_listed entry;

    while (!is_unwanted(context) && folders->next(folder, &entry)) {
        if (entries->count >= PWZ_USAGE_LISTED_MAX || !add(entries, arena, &entry)) {
            listing->is_cut = true;
            return;
        }
    }
}

void pwz_cli_list(const struct pwz_cli_folders *folders, const char *path,
                  bool (*is_unwanted)(void *context), void *context,
                  struct pwz_arena *arena, struct pwz_listed **entries,
                  struct pwz_listing *listing)
{
    static const struct pwz_listed up = {.name = "..", .kind = PWZ_LISTED_FOLDER};
    struct entries found = {0};
    struct pwz_buf wanted;
    bool is_folder = false;
    void *folder = NULL;

    *listing = (struct pwz_listing){.path = "", .error = ""};
    *entries = NULL;
    pwz_buf_init(&wanted, PATH_BYTES_MAX);
    pwz_cli_put_path(path, &wanted);
    listing->path = keep(arena, pwz_buf_text(&wanted));
    pwz_buf_done(&wanted);
    const char *whole = listing->path;
    int number = folders->look(listing->path, arena, &whole, &is_folder);
    listing->path = whole != NULL ? whole : listing->path;
    listing->is_file = number == 0 && !is_folder;
    number = number == 0 && is_folder ? folders->open(listing->path, &folder) : number;
    if (number != 0) {
        fail(arena, listing, number);
    }
    if (folder == NULL) {
        return;
    }
    if (strcmp(listing->path, "/") != 0) {
        (void)add(&found, arena, &up);
    }
    read_folder(folders, folder, is_unwanted, context, arena, &found, listing);
    folders->close(folder);
    if (!is_unwanted(context)) {
        pwz_listed_sort(found.all, found.count);
    }
    listing->entries = *entries = found.all;
    listing->count = found.count;
}
