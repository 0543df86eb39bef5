/*
 * Opening: find the file, lock it, read it whole. What stands in the way of writing makes
 * the case read-only and is told; only what stands in the way of reading is an error.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "pecwiz/text.h"

#include "case/store.h"

enum {
    TRIES = 10,
    PATH_MAX_BYTES = 8000
};

/* ---- the object ---- */

enum pwz_status case_new(struct pwz_cases *cases, struct pwz_case **made,
                         struct pwz_err *err)
{
    struct pwz_case *open = pwz_mem_new(1, sizeof(*open));

    *made = open;
    if (open == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    open->cases = cases;
    open->dir = -1;
    open->fd = -1;
    log_init(&open->log);
    pwz_buf_init(&open->path, PATH_MAX_BYTES);
    pwz_buf_init(&open->torn, PWZ_CASE_BYTES_MAX);
    return PWZ_OK;
}

void case_free(struct pwz_case *open)
{
    if (open == NULL) {
        return;
    }
    lock_give_back(open);
    fs_close(open->cases->fs, open->dir);
    log_done(&open->log);
    pwz_buf_done(&open->path);
    pwz_buf_done(&open->torn);
    pwz_mem_free(open);
}

void case_set_path(struct pwz_case *open, const char *name)
{
    pwz_buf_clear(&open->path);
    pwz_buf_adds(&open->path, open->cases->dir);
    pwz_buf_addc(&open->path, '/');
    pwz_buf_adds(&open->path, name);
}

const char *pwz_case_id(const struct pwz_case *open)
{
    return open->id;
}

const char *pwz_case_path(const struct pwz_case *open)
{
    return pwz_buf_text(&open->path);
}

const char *pwz_case_bytes(const struct pwz_case *open, size_t *len)
{
    *len = open->log.bytes.len;
    return pwz_buf_text(&open->log.bytes);
}

/* ---- the file ---- */

enum pwz_status case_open_file(struct pwz_cases *cases, int dir, const char *name,
                               int flags, int *fd, struct pwz_err *err)
{
    struct stat status;

    /* Without O_NONBLOCK the opening of a pipe would wait for its other end. */
    *fd = fs_open(cases->fs, dir, name, flags | O_NONBLOCK);
    if (*fd < 0) {
        return fs_fail(err, "opening the case");
    }
    if (cases->fs->fstat(*fd, &status) != 0) {
        fs_fail(err, "looking at the case");
    } else if (!S_ISREG(status.st_mode)) {
        pwz_err_set(err, PWZ_E_IO, "not a regular file");
    } else {
        return PWZ_OK;
    }
    fs_close(cases->fs, *fd);
    *fd = -1;
    return PWZ_E_IO;
}

enum pwz_status case_read(struct pwz_case *open, struct pwz_err *err)
{
    struct pwz_buf bytes;
    enum pwz_status status;

    pwz_buf_init(&bytes, PWZ_CASE_BYTES_MAX);
    status = fs_read(open->cases->fs, open->fd, &bytes, err);
    if (status == PWZ_OK) {
        status = log_read(&open->log, pwz_buf_text(&bytes), bytes.len, &open->rest, err);
    }
    if (status == PWZ_OK && open->rest.torn_len > 0) {
        pwz_buf_add(&open->torn, open->rest.torn, open->rest.torn_len);
        status = pwz_buf_status(&open->torn) == PWZ_OK
                     ? PWZ_OK
                     : pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
        open->rest.torn = NULL; /* its bytes go with `bytes` */
    }
    open->durable = open->log.bytes.len;
    open->saved = (uint32_t)open->log.count;
    open->needs_cut = open->torn.len > 0;
    pwz_buf_done(&bytes);
    return status;
}

bool case_keep_torn(struct pwz_case *open)
{
    const struct pwz_fs *fs = open->cases->fs;
    char name[STORE_NAME_SIZE];
    int fd;

    store_name(open->id, "torn", name);
    fd = fs_open(fs, open->dir, name, O_WRONLY | O_CREAT | O_APPEND);
    if (fd < 0) {
        return false;
    }
    open->is_torn_kept = fs->fchmod(fd, S_IRUSR | S_IWUSR) == 0 &&
                         fs_write(fs, fd, open->torn.data, open->torn.len) == 0 &&
                         fs_write(fs, fd, "\n", 1) == 0;
    fs_close(fs, fd);
    return open->is_torn_kept;
}

/* ---- a case of the directory ---- */

struct number_list {
    struct pwz_arena arena;
    const char *id[1000]; /* enough to suggest one */
    size_t count;
};

static bool take_number(void *context, const char *name)
{
    struct number_list *list = context;
    const size_t len = strlen(name);
    const size_t suffix = sizeof(".pecwiz") - 1;

    if (len > suffix && strcmp(name + len - suffix, ".pecwiz") == 0) {
        const char *id = pwz_arena_text(&list->arena, name, len - suffix);

        if (id != NULL) {
            list->id[list->count++] = id;
        }
    }
    return list->count < sizeof(list->id) / sizeof(list->id[0]);
}

static enum pwz_status fail_not_found(const struct pwz_case *open, const char *id,
                                      struct pwz_err *err)
{
    struct number_list *list = pwz_mem_new(1, sizeof(*list));
    const char *nearest = NULL;

    if (list != NULL && open->cases->fs->list(open->dir, take_number, list) == 0) {
        nearest = pwz_text_closest(id, list->id, list->count);
    }
    pwz_err_set(err, PWZ_E_NOT_FOUND, "there is no case '%s'%s%s%s", id,
                nearest == NULL ? "" : "; the nearest number is '",
                nearest == NULL ? "" : nearest, nearest == NULL ? "" : "'");
    if (list != NULL) {
        pwz_arena_done(&list->arena);
        pwz_mem_free(list);
    }
    return PWZ_E_NOT_FOUND;
}

/* Whether the name still leads to the file that was opened and, now, locked. */
static bool is_named_so(const struct pwz_case *open, const char *name)
{
    struct stat by_name;
    struct stat by_fd;

    return open->cases->fs->stat(open->dir, name, &by_name) == 0 &&
           open->cases->fs->fstat(open->fd, &by_fd) == 0 &&
           by_name.st_ino == by_fd.st_ino && by_name.st_dev == by_fd.st_dev;
}

static bool is_denied(int number)
{
    return number == EACCES || number == EROFS || number == EPERM;
}

/* Open for writing, else for reading with the reason why. */
static enum pwz_status open_either(struct pwz_case *open, const char *name,
                                   struct pwz_err *err)
{
    enum pwz_status status = PWZ_E_IO;
    const bool wants_write = open->lock == PWZ_CASE_LOCK_NONE;

    errno = 0;
    if (wants_write) {
        status = case_open_file(open->cases, open->dir, name, O_RDWR | O_APPEND,
                                &open->fd, err);
        if (status != PWZ_OK && is_denied(errno)) {
            open->lock = PWZ_CASE_LOCK_DENIED;
            fs_fail(&open->trouble, "opening it for writing");
        }
    }
    if (open->lock != PWZ_CASE_LOCK_NONE) {
        status = case_open_file(open->cases, open->dir, name, O_RDONLY, &open->fd, err);
    }
    return status;
}

/* A lock on a file that was replaced meanwhile is worth nothing: begin again. */
static enum pwz_status open_locked(struct pwz_case *open, const char *id,
                                   struct pwz_err *err)
{
    char name[STORE_NAME_SIZE];

    store_name(id, "pecwiz", name);
    case_set_path(open, name);
    pwz_err_place(err, pwz_buf_text(&open->path), 0, 0);
    for (int i = 0; i < TRIES; i++) {
        const enum pwz_status status = open_either(open, name, err);

        if (status != PWZ_OK) {
            return errno == ENOENT ? fail_not_found(open, id, err) : status;
        }
        if (open->lock == PWZ_CASE_LOCK_NONE) {
            lock_take(open);
        }
        if (open->lock != PWZ_CASE_LOCK_NONE || is_named_so(open, name)) {
            return PWZ_OK;
        }
        fs_close(open->cases->fs, open->fd);
        open->fd = -1;
    }
    return pwz_err_set(err, PWZ_E_IO, "the case file is replaced again and again");
}

/* Read-only cases are in memory whole and need their file no more. */
static void settle(struct pwz_case *open)
{
    if (open->rest.damaged_line != 0 && open->lock == PWZ_CASE_LOCK_NONE) {
        open->lock = PWZ_CASE_LOCK_DAMAGED;
        open->took_over = false;
    }
    if (open->lock != PWZ_CASE_LOCK_NONE) {
        lock_give_back(open);
    } else {
        (void)open->cases->fs->fchmod(open->fd, S_IRUSR | S_IWUSR);
        lock_sign(open);
        if (open->needs_cut) {
            (void)case_keep_torn(open);
        }
    }
    state_describe(open);
}

static enum pwz_status find_and_lock(struct pwz_case *open, const char *id,
                                     struct pwz_err *err)
{
    const enum pwz_status status = dir_open(open->cases, false, &open->dir, err);

    if (status == PWZ_E_NOT_FOUND) {
        return pwz_err_set(err, status, "there is no case '%s': there are none yet", id);
    }
    memcpy(open->id, id, strlen(id) + 1);
    return status == PWZ_OK ? open_locked(open, id, err) : status;
}

/* Close what could not be opened; the record of another holder is not ours to take. */
static void give_up(struct pwz_case *open)
{
    open->lock = PWZ_CASE_LOCK_ASKED;
    case_free(open);
}

enum pwz_status case_lock(struct pwz_cases *cases, const char *id,
                          enum pwz_case_access access, struct pwz_case **opened,
                          struct pwz_err *err)
{
    struct pwz_case *open = NULL;
    enum pwz_status status;

    *opened = NULL;
    if (!pwz_case_id_is_valid(id)) {
        return pwz_err_set(
            err, PWZ_E_RANGE,
            "'%s' is no case number: letters, digits and '-' only, at most "
            "%d",
            id, PWZ_CASE_ID_MAX);
    }
    status = case_new(cases, &open, err);
    if (status != PWZ_OK) {
        return status;
    }
    open->lock = access == PWZ_CASE_READ ? PWZ_CASE_LOCK_ASKED : PWZ_CASE_LOCK_NONE;
    status = find_and_lock(open, id, err);
    if (status != PWZ_OK) {
        give_up(open);
        return status;
    }
    *opened = open;
    return PWZ_OK;
}

enum pwz_status pwz_case_open(struct pwz_cases *cases, const char *id,
                              enum pwz_case_access access, int64_t now,
                              struct pwz_case **opened, struct pwz_err *err)
{
    struct pwz_case *open = NULL;
    enum pwz_status status = case_lock(cases, id, access, &open, err);

    *opened = NULL;
    if (open == NULL) {
        return status;
    }
    open->now = now;
    open->is_resumed = true;
    status = case_read(open, err);
    if (status != PWZ_OK) {
        give_up(open);
        return status;
    }
    settle(open);
    *opened = open;
    return PWZ_OK;
}

enum pwz_status pwz_case_open_file(struct pwz_cases *cases, const char *path,
                                   struct pwz_case **opened, struct pwz_err *err)
{
    struct pwz_case *open = NULL;
    enum pwz_status status = case_new(cases, &open, err);

    *opened = NULL;
    if (status != PWZ_OK) {
        return status;
    }
    pwz_err_place(err, path, 0, 0);
    open->lock = PWZ_CASE_LOCK_ASKED;
    pwz_buf_adds(&open->path, path);
    status = case_open_file(cases, AT_FDCWD, path, O_RDONLY, &open->fd, err);
    if (status == PWZ_OK) {
        status = case_read(open, err);
    }
    if (status != PWZ_OK) {
        case_free(open);
        return status;
    }
    settle(open);
    *opened = open;
    return PWZ_OK;
}

enum pwz_status pwz_case_close(struct pwz_case *open, struct pwz_err *err)
{
    enum pwz_status status = PWZ_OK;

    if (open == NULL) {
        return PWZ_OK;
    }
    if (open->lock == PWZ_CASE_LOCK_NONE) {
        status = save_all(open, err);
    }
    case_free(open);
    return status;
}
