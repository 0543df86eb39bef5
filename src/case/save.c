/*
 * Making the file equal to the log: one write and one flush for each line. What the log
 * has and the file has not waits; nothing is called saved before a flush has said so.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "pecwiz/time.h"

#include "case/store.h"

enum {
    NUMBERS_MAX = 1000000 /* of cases on one day; the loop ends somewhere */
};

/* ---- the next number ---- */

/* "20261126-3": the day the case began and a number of that day. */
static void make_id(int64_t at, uint32_t number, char id[PWZ_CASE_ID_MAX + 1])
{
    char date[PWZ_DATE_SIZE];

    pwz_date_text(at, date);
    memcpy(id, date, 4);
    memcpy(id + 4, date + 5, 2);
    memcpy(id + 6, date + 8, 2);
    id[8] = '-';
    *store_digits(id + 9, number) = '\0';
}

/* 1: nobody has it, 0: taken, -1: cannot be told. */
static int is_free(const struct pwz_case *open, const char *id)
{
    char name[STORE_NAME_SIZE];
    struct stat status;

    store_name(id, "pecwiz", name);
    if (open->cases->fs->stat(open->dir, name, &status) == 0) {
        return 0;
    }
    return errno == ENOENT ? 1 : -1;
}

/* Numbers below cases->next_number were seen to be taken on that day. */
static bool next_id(struct pwz_case *open, int64_t at, char id[PWZ_CASE_ID_MAX + 1])
{
    struct pwz_cases *cases = open->cases;
    const int64_t day = at / PWZ_SECONDS_PER_DAY;

    if (cases->day != day || cases->next_number == 0) {
        cases->day = day;
        cases->next_number = 1;
    }
    if (open->wanted[0] != '\0' && is_free(open, open->wanted) > 0) {
        memcpy(id, open->wanted, sizeof(open->wanted));
        return true;
    }
    for (; cases->next_number < NUMBERS_MAX; cases->next_number++) {
        make_id(at, cases->next_number, id);

        const int free_now = is_free(open, id);

        if (free_now != 0) {
            return free_now > 0;
        }
    }
    errno = EEXIST;
    return false;
}

/* ---- new files ---- */

static void take_file(struct pwz_case *open, const struct new_file *file)
{
    fs_close(open->cases->fs, open->fd);
    open->fd = file->fd;
    open->needs_cut = false;
}

static void call_saved(struct pwz_case *open)
{
    open->durable = open->log.bytes.len;
    open->saved = (uint32_t)open->log.count;
    open->is_distrusted = false;
    open->is_foreign = false;
}

/* The name is durable when the directory is; until then the file is not trusted. */
static enum pwz_status flush_name(struct pwz_case *open, struct pwz_err *err)
{
    open->is_distrusted = true;
    if (fs_fsync(open->cases->fs, open->dir) != 0) {
        return fs_fail(err, "flushing the directory of cases");
    }
    call_saved(open);
    return PWZ_OK;
}

static enum pwz_status make_temporary(struct pwz_case *open, struct new_file *file,
                                      struct pwz_err *err)
{
    return file_make(open->cases, open->dir, &open->log.bytes, FILE_CASE, file, err);
}

/* Give the new file its number for ever. False: the number was taken meanwhile. */
static bool link_file(struct pwz_case *open, struct new_file *file, const char *id,
                      enum pwz_status *status, struct pwz_err *err)
{
    const struct pwz_fs *fs = open->cases->fs;
    char name[STORE_NAME_SIZE];

    store_name(id, "pecwiz", name);
    if (fs->link(open->dir, file->name, name) != 0) {
        const bool is_taken = errno == EEXIST;

        *status = fs_fail(err, "giving the new case its number");
        file_drop(open->cases, open->dir, file);
        return !is_taken;
    }
    (void)fs->unlink(open->dir, file->name);
    if (open->fd >= 0) {
        lock_unsign(open);
    }
    take_file(open, file);
    memcpy(open->id, id, strlen(id) + 1);
    case_set_path(open, name);
    lock_sign(open);
    *status = flush_name(open, err);
    return true;
}

static enum pwz_status fail_number(struct pwz_err *err)
{
    return fs_fail(err, "finding a number for the new case");
}

/* A file where there was none. The first line carries the number the case began with. */
static enum pwz_status first_file(struct pwz_case *open, struct pwz_err *err)
{
    const bool has_origin = open->log.events[0].e.origin[0] != '\0';
    char id[PWZ_CASE_ID_MAX + 1];
    enum pwz_status status = PWZ_OK;
    bool is_settled = false;

    while (status != PWZ_E_NOMEM && !is_settled) {
        struct new_file file;

        if (!next_id(open, open->now, id)) {
            return fail_number(err);
        }
        status = has_origin ? PWZ_OK : log_renumber(&open->log, id, err);
        if (status == PWZ_OK) {
            status = make_temporary(open, &file, err);
        }
        if (status != PWZ_OK) {
            break;
        }
        is_settled = link_file(open, &file, id, &status, err);
    }
    return status;
}

/* The same name for a file that is written anew from the log (R6): what a failed flush
 * left of the old one is not asked. */
static enum pwz_status replace_file(struct pwz_case *open, struct pwz_err *err)
{
    char name[STORE_NAME_SIZE];
    struct new_file file;
    enum pwz_status status = make_temporary(open, &file, err);

    if (status != PWZ_OK) {
        return status;
    }
    store_name(open->id, "pecwiz", name);
    if (open->cases->fs->rename(open->dir, file.name, name) != 0) {
        status = fs_fail(err, "putting the new case file in place");
        file_drop(open->cases, open->dir, &file);
        return status;
    }
    take_file(open, &file);
    return flush_name(open, err);
}

/* ---- adding to a file ---- */

/* A torn rest is kept before it is cut; what a failed write left is ours to cut. */
static enum pwz_status cut(struct pwz_case *open, struct pwz_err *err)
{
    if (open->torn.len > 0 && !open->is_torn_kept && !case_keep_torn(open)) {
        return fs_fail(err, "keeping the torn last line aside");
    }
    if (fs_ftruncate(open->cases->fs, open->fd, open->durable) != 0) {
        open->is_distrusted = true;
        return fs_fail(err, "cutting off what was not written whole");
    }
    open->needs_cut = false;
    return PWZ_OK;
}

/* Somebody removed or replaced the file, or wrote to it without asking for the lock: what
 * we add to it now may be found by nobody. */
static bool is_still_ours(const struct pwz_case *open)
{
    struct stat status;

    return open->cases->fs->fstat(open->fd, &status) != 0 ||
           (status.st_nlink > 0 && (size_t)status.st_size == open->durable);
}

static enum pwz_status write_line(struct pwz_case *open, size_t end, struct pwz_err *err)
{
    const struct pwz_fs *fs = open->cases->fs;
    const char *line = open->log.bytes.data + open->durable;

    if (fs_write(fs, open->fd, line, end - open->durable) != 0) {
        const enum pwz_status status = fs_fail(err, "writing the entry");

        open->needs_cut = true;
        (void)cut(open, NULL);
        return status;
    }
    if (fs_fdatasync(fs, open->fd) != 0) {
        open->is_distrusted = true;
        return fs_fail(err, "flushing the entry to disk");
    }
    open->durable = end;
    if (!is_still_ours(open)) {
        open->is_distrusted = true;
        open->is_foreign = true;
        return pwz_err_set(err, PWZ_E_IO,
                           "the case file was removed or changed by another program; it "
                           "will be saved under a new number");
    }
    open->saved++;
    return PWZ_OK;
}

static enum pwz_status append_lines(struct pwz_case *open, struct pwz_err *err)
{
    enum pwz_status status = open->needs_cut ? cut(open, err) : PWZ_OK;

    while (status == PWZ_OK && open->saved < open->log.count) {
        status = write_line(open, open->log.events[open->saved].end, err);
    }
    return status;
}

/* ---- all of it ---- */

static enum pwz_status save_somehow(struct pwz_case *open, struct pwz_err *err)
{
    if (open->dir < 0) {
        const enum pwz_status status = dir_open(open->cases, true, &open->dir, err);

        if (status != PWZ_OK) {
            return status;
        }
    }
    if (open->fd < 0 || open->is_foreign) {
        return first_file(open, err);
    }
    return open->is_distrusted ? replace_file(open, err) : append_lines(open, err);
}

enum pwz_status save_all(struct pwz_case *open, struct pwz_err *err)
{
    struct pwz_err why = {0};
    enum pwz_status status;

    if (open->lock != PWZ_CASE_LOCK_NONE) {
        return pwz_err_set(err, PWZ_E_STATE, "%s", open->words.text);
    }
    if (open->saved == open->log.count && !open->is_distrusted) {
        return PWZ_OK;
    }
    pwz_err_place(
        &why, open->id[0] == '\0' ? open->cases->dir : pwz_buf_text(&open->path), 0, 0);
    status = save_somehow(open, &why);
    open->trouble = why;
    open->trouble.status = status;
    state_describe(open);
    if (status == PWZ_OK) {
        return PWZ_OK;
    }
    pwz_err_place(err, why.file, 0, 0);
    return pwz_err_set(err, PWZ_E_IO, "not saved: %s", why.text);
}

enum pwz_status pwz_case_save(struct pwz_case *open, struct pwz_err *err)
{
    return save_all(open, err);
}
