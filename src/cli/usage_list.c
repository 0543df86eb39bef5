/*
 * Listing folders for the picker of usage files. Names are bytes as the disk has them;
 * who shows them passes the text gate.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pecwiz/buf.h"

#include "cli/usage.h"

enum {
    PATH_BYTES_MAX = 8192
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

/* A name that went away meanwhile is left out. */
static bool look_at(int folder, struct pwz_listed *entry)
{
    struct stat info;

    if (fstatat(folder, entry->name, &info, 0) != 0) {
        return false;
    }
    entry->kind = S_ISDIR(info.st_mode)   ? PWZ_LISTED_FOLDER
                  : S_ISREG(info.st_mode) ? PWZ_LISTED_FILE
                                          : PWZ_LISTED_OTHER;
    entry->bytes = S_ISREG(info.st_mode) ? (uint64_t)info.st_size : 0;
    return true;
}

static bool is_self_or_parent(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static void read_entries(DIR *folder, struct pwz_arena *arena, struct pwz_listed *entries,
                         struct pwz_listing *listing)
{
    const struct dirent *found;

    while ((found = readdir(folder)) != NULL) {
        struct pwz_listed entry = {.name = found->d_name};

        if (is_self_or_parent(found->d_name) || !look_at(dirfd(folder), &entry)) {
            continue;
        }
        if (listing->count == PWZ_USAGE_LISTED_MAX) {
            listing->is_cut = true;
            return;
        }
        entry.name = pwz_arena_text(arena, found->d_name, strlen(found->d_name));
        if (entry.name == NULL) {
            return;
        }
        entries[listing->count++] = entry;
    }
}

static void read_folder(struct pwz_arena *arena, struct pwz_listing *listing)
{
    struct pwz_listed *entries =
        pwz_arena_new(arena, PWZ_USAGE_LISTED_MAX, sizeof *entries);
    DIR *folder = opendir(listing->path);

    listing->entries = entries;
    if (entries == NULL || folder == NULL) {
        fail(arena, listing, folder == NULL ? errno : ENOMEM);
    } else {
        read_entries(folder, arena, entries, listing);
    }
    if (folder != NULL) {
        (void)closedir(folder);
    }
}

void pwz_cli_list(const char *path, struct pwz_arena *arena, struct pwz_listing *listing)
{
    char whole[PATH_MAX];
    struct stat info;
    struct pwz_buf wanted;

    *listing = (struct pwz_listing){.path = "", .error = ""};
    pwz_buf_init(&wanted, PATH_BYTES_MAX);
    pwz_cli_put_path(path, &wanted);
    listing->path = keep(arena, pwz_buf_text(&wanted));
    pwz_buf_done(&wanted);
    if (realpath(listing->path, whole) == NULL || stat(whole, &info) != 0) {
        fail(arena, listing, errno);
        return;
    }
    listing->path = keep(arena, whole);
    listing->is_file = !S_ISDIR(info.st_mode);
    if (!listing->is_file) {
        read_folder(arena, listing);
    }
}
