/*
 * The directory of cases: where it is, that it exists, that it is private. A directory in
 * which others can write is refused: they could replace a case by another or by a link.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "pecwiz/text.h"

#include "case/store.h"

enum {
    PATH_MAX_BYTES = 4000,
    STICKY_BIT = 01000 /* S_ISVTX; its value is fixed by POSIX, its name by XSI */
};

static const char below_state[] = "/pecwiz/cases";
static const char below_home[] = "/.local/state/pecwiz/cases";

static bool is_absolute(const char *path)
{
    return path != NULL && path[0] == '/';
}

enum pwz_status pwz_cases_dir(const char *state_home, const char *home,
                              struct pwz_buf *out, struct pwz_err *err)
{
    if (!is_absolute(state_home) && !is_absolute(home)) {
        return pwz_err_set(err, PWZ_E_STATE,
                           "there is no place for cases: neither XDG_STATE_HOME nor HOME "
                           "is set to an absolute path");
    }
    pwz_buf_adds(out, is_absolute(state_home) ? state_home : home);
    pwz_buf_adds(out, is_absolute(state_home) ? below_state : below_home);
    return pwz_buf_status(out) == PWZ_OK
               ? PWZ_OK
               : pwz_err_set(err, pwz_buf_status(out), "%s",
                             pwz_status_words(pwz_buf_status(out)));
}

/* ---- making it ---- */

/* A new name in a directory is durable when the directory is flushed. */
static int flush_parent(const struct pwz_fs *fs, const char *path, size_t len)
{
    char parent[PATH_MAX_BYTES];
    int result;
    int fd;

    while (len > 0 && path[len - 1] != '/') {
        len--;
    }
    if (len == 0) {
        return 0;
    }
    memcpy(parent, path, len);
    parent[len] = '\0';
    do {
        fd = fs->open(AT_FDCWD, parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0) {
        return -1;
    }
    result = fs_fsync(fs, fd);
    fs_close(fs, fd);
    return result;
}

/* One directory of the path; the mode is set again, whatever the umask took away. One
 * that was there may have been made by a program that died before it was durable; where
 * it cannot be flushed, it is not ours. */
static int make_one(const struct pwz_fs *fs, const char *path, size_t len)
{
    char prefix[PATH_MAX_BYTES];
    struct stat status;

    memcpy(prefix, path, len);
    prefix[len] = '\0';
    if (fs->mkdir(AT_FDCWD, prefix, S_IRWXU) == 0) {
        return fs->chmod(AT_FDCWD, prefix, S_IRWXU) == 0 ? flush_parent(fs, path, len)
                                                         : -1;
    }

    const int number = errno;

    /* Some systems say of "/home" that it may not be made before they say it is there. */
    if (number == EEXIST || fs->stat(AT_FDCWD, prefix, &status) == 0) {
        (void)flush_parent(fs, path, len);
        return 0;
    }
    errno = number;
    return -1;
}

static int make_path(const struct pwz_fs *fs, const char *path)
{
    int result = 0;

    for (size_t len = 1; path[len - 1] != '\0' && result == 0; len++) {
        if ((path[len] == '/' || path[len] == '\0') && path[len - 1] != '/') {
            result = make_one(fs, path, len);
        }
    }
    return result;
}

/* ---- is it private? ---- */

static enum pwz_status refuse(const char *why, struct pwz_err *err)
{
    return pwz_err_set(err, PWZ_E_IO,
                       "the directory of cases %s: not used; take the rights away with "
                       "'chmod go-w', or set XDG_STATE_HOME to another place",
                       why);
}

static bool others_write(const struct stat *status)
{
    return (status->st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

static enum pwz_status check_private(const struct pwz_fs *fs, int dir,
                                     struct pwz_err *err)
{
    struct stat own;
    struct stat above;

    if (fs->fstat(dir, &own) != 0 || fs->stat(dir, "..", &above) != 0) {
        return fs_fail(err, "looking at the directory of cases");
    }
    if (own.st_uid != geteuid()) {
        return refuse("belongs to another user", err);
    }
    if (others_write(&own)) {
        return refuse("can be written by others", err);
    }
    /* Who can write above it can put another one in its place; where the sticky bit is
     * set, only the owner can. */
    if (others_write(&above) && (above.st_mode & STICKY_BIT) == 0) {
        return refuse("stands in a directory that can be written by others", err);
    }
    return PWZ_OK;
}

enum pwz_status dir_open(struct pwz_cases *cases, bool makes, int *dir,
                         struct pwz_err *err)
{
    const struct pwz_fs *fs = cases->fs;
    const int flags = O_RDONLY | O_DIRECTORY;
    enum pwz_status status;

    pwz_err_place(err, cases->dir, 0, 0);
    *dir = fs_open(fs, AT_FDCWD, cases->dir, flags);
    if (makes && (!cases->is_path_flushed || (*dir < 0 && errno == ENOENT))) {
        fs_close(fs, *dir);
        *dir = -1;
        if (make_path(fs, cases->dir) != 0) {
            return fs_fail(err, "making the directory of cases");
        }
        cases->is_path_flushed = true;
        *dir = fs_open(fs, AT_FDCWD, cases->dir, flags);
    }
    if (*dir < 0 && errno == ENOENT) {
        return pwz_err_set(err, PWZ_E_NOT_FOUND, "there are no cases yet");
    }
    if (*dir < 0) {
        return fs_fail(err, "opening the directory of cases");
    }
    status = check_private(fs, *dir, err);
    if (status != PWZ_OK) {
        fs_close(fs, *dir);
        *dir = -1;
    }
    return status;
}

/* ---- the object ---- */

static const char *keep(struct pwz_arena *arena, const char *text, size_t most,
                        const char *otherwise)
{
    const char *from = text == NULL || text[0] == '\0' ? otherwise : text;
    char gated[PWZ_CASE_NAME_MAX + 1];

    most = most < sizeof(gated) ? most : sizeof(gated);
    pwz_text_gate_into(from, strlen(from), gated, most);
    return pwz_arena_text(arena, gated, strlen(gated));
}

enum pwz_status pwz_cases_new(const struct pwz_cases_opts *opts, struct pwz_cases **cases,
                              struct pwz_err *err)
{
    struct pwz_cases *made;

    *cases = NULL;
    if (!is_absolute(opts->dir) || strlen(opts->dir) >= PATH_MAX_BYTES) {
        return pwz_err_set(err, PWZ_E_RANGE,
                           "'%s' is no absolute path for the directory of cases",
                           opts->dir == NULL ? "" : opts->dir);
    }
    made = pwz_mem_new(1, sizeof(*made));
    if (made == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    made->fs = opts->fs == NULL ? &pwz_fs_posix : opts->fs;
    made->dir = pwz_arena_text(&made->arena, opts->dir, strlen(opts->dir));
    made->author = keep(&made->arena, opts->author, PWZ_CASE_NAME_MAX + 1, "unknown");
    made->host = keep(&made->arena, opts->host, PWZ_CASE_NAME_MAX + 1, "unknown");
    made->program = keep(&made->arena, opts->program, 41, "unknown");
    if (made->dir == NULL || made->author == NULL || made->host == NULL ||
        made->program == NULL) {
        pwz_cases_free(made);
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    *cases = made;
    return PWZ_OK;
}

void pwz_cases_free(struct pwz_cases *cases)
{
    if (cases != NULL) {
        pwz_arena_done(&cases->arena);
        pwz_mem_free(cases);
    }
}

const char *pwz_cases_path(const struct pwz_cases *cases)
{
    return cases->dir;
}
