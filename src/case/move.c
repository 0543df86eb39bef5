/* Cases that go out, come in and go away: export, import, fork, delete. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "case/summary.h"

/* ---- export ---- */

/* Flush the directory in which `path` stands. */
static int flush_parent(const struct pwz_fs *fs, const char *path)
{
    const char *slash = strrchr(path, '/');
    struct pwz_buf parent;
    int result = -1;
    int fd;

    pwz_buf_init(&parent, PWZ_CASE_LINE_MAX);
    if (slash == NULL) {
        pwz_buf_addc(&parent, '.');
    } else {
        pwz_buf_add(&parent, path, (size_t)(slash - path) + 1);
    }
    do {
        fd = fs->open(AT_FDCWD, pwz_buf_text(&parent), O_RDONLY | O_DIRECTORY | O_CLOEXEC,
                      0);
    } while (fd < 0 && errno == EINTR);
    if (fd >= 0) {
        result = fs_fsync(fs, fd);
    }
    fs_close(fs, fd);
    pwz_buf_done(&parent);
    return result;
}

static enum pwz_status fill_export(const struct pwz_fs *fs, int fd,
                                   const struct pwz_buf *bytes, const char *path,
                                   struct pwz_err *err)
{
    if (fs->fchmod(fd, S_IRUSR | S_IWUSR) != 0 ||
        fs_write(fs, fd, bytes->data, bytes->len) != 0) {
        return fs_fail(err, "writing the export");
    }
    if (fs_fsync(fs, fd) != 0 || flush_parent(fs, path) != 0) {
        return fs_fail(err, "flushing the export to disk");
    }
    return PWZ_OK;
}

enum pwz_status pwz_case_export(const struct pwz_case *open, const char *path,
                                struct pwz_err *err)
{
    const struct pwz_fs *fs = open->cases->fs;
    const int fd = fs_open(fs, AT_FDCWD, path, O_WRONLY | O_CREAT | O_EXCL);
    enum pwz_status status;

    pwz_err_place(err, path, 0, 0);
    if (fd < 0 && errno == EEXIST) {
        return pwz_err_set(err, PWZ_E_CONFLICT,
                           "there is already something of this name: give another one");
    }
    if (fd < 0) {
        return fs_fail(err, "making the export");
    }
    status = fill_export(fs, fd, &open->log.bytes, path, err);
    fs_close(fs, fd);
    if (status != PWZ_OK) {
        (void)fs->unlink(AT_FDCWD, path);
    }
    return status;
}

/* ---- a case that is on disk whole or not at all ---- */

static enum pwz_status save_or_drop(struct pwz_case *made, struct pwz_err *err)
{
    const enum pwz_status status = save_all(made, err);
    char name[STORE_NAME_SIZE];

    if (status != PWZ_OK && made->fd >= 0) {
        store_name(made->id, "pecwiz", name);
        (void)made->cases->fs->unlink(made->dir, name);
    }
    return status;
}

/* ---- import ---- */

static enum pwz_status read_import(struct case_log *log, const char *bytes, size_t len,
                                   struct pwz_err *err)
{
    struct log_rest rest;
    const enum pwz_status status = log_read(log, bytes, len, &rest, err);

    if (status != PWZ_OK || rest.damaged_line == 0) {
        return status;
    }
    pwz_err_place(err, NULL, rest.damaged_line, 0);
    return pwz_err_set(err, PWZ_E_SYNTAX, "damaged: %s; nothing was taken in", rest.why);
}

/* Through the front door, one by one: gated, numbered and chained by this program. */
static enum pwz_status copy_events(const struct case_log *from, struct case_log *to,
                                   struct pwz_err *err)
{
    enum pwz_status status = PWZ_OK;

    for (size_t i = 0; i < from->count && status == PWZ_OK; i++) {
        struct log_event event = from->events[i];

        event.e.is_undone = event.e.is_aside = event.e.is_retracted = false;
        status = log_add(to, &event, err);
    }
    return status;
}

static enum pwz_status import_case(struct pwz_case *made, const char *bytes, size_t len,
                                   struct pwz_err *err)
{
    struct case_log log;
    enum pwz_status status;

    log_init(&log);
    status = read_import(&log, bytes, len, err);
    if (status == PWZ_OK) {
        status = copy_events(&log, &made->log, err);
    }
    if (status == PWZ_OK) {
        const char *origin = log.events[0].e.origin;

        memcpy(made->wanted, origin, strlen(origin) + 1);
        status = save_or_drop(made, err);
    }
    log_done(&log);
    return status;
}

/* NOLINTNEXTLINE(readability-function-size): what, from where, when, and two answers. */
enum pwz_status pwz_cases_import(struct pwz_cases *cases, const char *bytes, size_t len,
                                 const char *name, int64_t now, char *id,
                                 struct pwz_err *err)
{
    struct pwz_case *made = NULL;
    enum pwz_status status = case_new(cases, &made, err);

    if (status != PWZ_OK) {
        return status;
    }
    pwz_err_place(err, name, 0, 0);
    made->now = now;
    status = import_case(made, bytes, len, err);
    if (status == PWZ_OK) {
        memcpy(id, made->id, strlen(made->id) + 1);
    }
    case_free(made);
    return status;
}

/* ---- fork ---- */

static enum pwz_status copy_kept(const struct pwz_case *from,
                                 const struct pwz_model *model, const bool *keeps,
                                 struct pwz_case *to, int64_t at, struct pwz_err *err)
{
    enum pwz_status status = PWZ_OK;

    for (size_t i = 0; i < from->log.count && status == PWZ_OK; i++) {
        struct log_event event = from->log.events[i];
        const uint32_t fact = pwz_model_fact(model, event.e.fact);
        struct pwz_entry entry;

        if (event.e.kind == PWZ_ENTRY_RETRACT || !effect_holds(&event.e) ||
            event.e.is_retracted || fact == PWZ_NONE || !keeps[fact] ||
            statement_decode(model, &event.e, fact, &entry, NULL) != PWZ_OK) {
            continue;
        }
        event.e.at = at;
        event.e.by = to->cases->author;
        event.e.program = to->cases->program;
        event.e.has_shown = event.e.is_resumed = false;
        status = log_add(&to->log, &event, err);
    }
    return status;
}

/* NOLINTNEXTLINE(readability-function-size): from what, what of it, to where. */
enum pwz_status pwz_case_fork(struct pwz_cases *cases, const struct pwz_case *from,
                              const struct pwz_model *model, const bool *keeps,
                              const struct pwz_case_start *start, struct pwz_case **made,
                              struct pwz_err *err)
{
    struct pwz_case *open = NULL;
    enum pwz_status status = case_begin(cases, start, from->id, &open, err);

    *made = NULL;
    if (status == PWZ_OK) {
        status = copy_kept(from, model, keeps, open, start->at, err);
    }
    if (status == PWZ_OK) {
        status = save_or_drop(open, err);
    }
    if (status != PWZ_OK) {
        case_free(open);
        return status;
    }
    *made = open;
    return PWZ_OK;
}

/* ---- delete ---- */

/* The row first: a list must not tell of a case that is gone. */
static bool drop_row(struct pwz_cases *cases, int dir, const char *id)
{
    struct case_index index;
    uint32_t kept = 0;
    bool is_gone = false;

    if (index_load(cases, dir, &index, NULL) == PWZ_OK) {
        for (uint32_t i = 0; i < index.count; i++) {
            if (strcmp(index.rows[i].summary.id, id) != 0) {
                index.rows[kept++] = index.rows[i];
            }
        }
        is_gone = index.count > 0 &&
                  (kept == index.count || index_store(cases, dir, index.rows, kept));
        index_done(&index);
    }
    return is_gone || cases->fs->unlink(dir, ".index") == 0 || errno == ENOENT;
}

static bool unlink_one(struct pwz_case *open, const char *suffix)
{
    char name[STORE_NAME_SIZE];

    store_name(open->id, suffix, name);
    return open->cases->fs->unlink(open->dir, name) == 0 || errno == ENOENT;
}

static enum pwz_status delete_case(struct pwz_case *open, struct pwz_err *err)
{
    if (!drop_row(open->cases, open->dir, open->id) || !unlink_one(open, "torn") ||
        !unlink_one(open, "pecwiz") || !unlink_one(open, "holder")) {
        return fs_fail(err, "deleting the case");
    }
    return fs_fsync(open->cases->fs, open->dir) == 0
               ? PWZ_OK
               : fs_fail(err, "flushing the directory of cases");
}

/* Locked without being read: a damaged case and one of a newer format can go, too. */
enum pwz_status pwz_cases_delete(struct pwz_cases *cases, const char *id,
                                 struct pwz_err *err)
{
    struct pwz_case *open = NULL;
    enum pwz_status status = case_lock(cases, id, PWZ_CASE_WRITE, &open, err);
    struct pwz_err holder = {0};

    if (status != PWZ_OK) {
        return status;
    }
    if (open->lock == PWZ_CASE_LOCK_HELD) {
        lock_describe(&open->holder, &holder);
        status = pwz_err_set(err, PWZ_E_CONFLICT, "not deleted: %s has this case open",
                             holder.text);
    } else if (open->lock != PWZ_CASE_LOCK_NONE) {
        status = pwz_err_set(err, PWZ_E_IO, "not deleted: %s", open->trouble.text);
    } else {
        status = delete_case(open, err);
    }
    case_free(open);
    return status;
}
