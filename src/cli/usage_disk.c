/*
 * The folders of the disk, as listing asks for them. Any call may take long: a network
 * may be behind it.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/usage.h"

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

static int disk_look(const char *path, struct pwz_arena *arena, const char **whole,
                     bool *is_folder)
{
    char found[PATH_MAX];
    struct stat info;

    if (realpath(path, found) == NULL || stat(found, &info) != 0) {
        return errno;
    }
    *whole = pwz_arena_text(arena, found, strlen(found));
    *is_folder = S_ISDIR(info.st_mode);
    return *whole == NULL ? ENOMEM : 0;
}

static int disk_open(const char *whole, void **folder)
{
    *folder = opendir(whole);
    return *folder == NULL ? errno : 0;
}

static bool disk_next(void *folder, struct pwz_listed *entry)
{
    const struct dirent *found;

    while ((found = readdir(folder)) != NULL) {
        *entry = (struct pwz_listed){.name = found->d_name};
        if (!is_self_or_parent(found->d_name) && look_at(dirfd(folder), entry)) {
            return true;
        }
    }
    return false;
}

static void disk_close(void *folder)
{
    (void)closedir(folder);
}

const struct pwz_cli_folders pwz_cli_disk = {
    .look = disk_look,
    .open = disk_open,
    .next = disk_next,
    .close = disk_close,
};
