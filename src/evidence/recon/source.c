/*
 * An open file behind a window: plain files, pipes and standard input alike.
 *
 * Files are read, not mapped: a file that another program cuts short then ends early
 * instead of ending this program.
 */
#include "evidence/recon/source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "pecwiz/mem.h"

enum pwz_status source_fail_errno(struct pwz_err *err, const char *words)
{
    const int code = errno;
    char reason[128];

    /* strerror() is not safe with threads; strerror_r() of POSIX is. */
    if (strerror_r(code, reason, sizeof reason) != 0) {
        reason[0] = '\0';
    }
    return pwz_err_set(err, code == ENOENT ? PWZ_E_NOT_FOUND : PWZ_E_IO, "%s: %s", words,
                       reason);
}

static enum pwz_status fail_cancelled(struct pwz_err *err)
{
    return pwz_err_set(err, PWZ_E_CANCELLED, "reading was cancelled");
}

/* ---- opening ---- */

static enum pwz_status fail_open(struct pwz_err *err)
{
    switch (errno) {
    case ENOENT:
        return pwz_err_set(err, PWZ_E_NOT_FOUND,
                           "there is no such file: check the spelling and the folder");
    case EACCES:
    case EPERM:
        return pwz_err_set(err, PWZ_E_IO,
                           "no permission to read the file: ask its owner, or copy it to "
                           "a folder of your own");
    default: return source_fail_errno(err, "the file cannot be opened");
    }
}

static enum pwz_status look_at(struct source_file *file, struct pwz_err *err)
{
    struct stat info;

    if (fstat(file->fd, &info) != 0) {
        return source_fail_errno(err, "the file cannot be looked at");
    }
    if (S_ISDIR(info.st_mode)) {
        return pwz_err_set(err, PWZ_E_IO,
                           "this is a folder: name the usage files in it (for example "
                           "FOLDER/*.csv)");
    }
    file->is_regular = S_ISREG(info.st_mode);
    if (file->is_regular) {
        const off_t at = lseek(file->fd, 0, SEEK_CUR);
        file->size = (uint64_t)info.st_size;
        file->changed = info.st_mtim;
        /* Standard input may have been read in part by a program before this one. */
        file->offset = at > 0 ? (uint64_t)at : 0;
    }
    return PWZ_OK;
}

static bool make_stop_pipe(struct source_file *file)
{
    if (pipe(file->stop_fds) != 0) {
        file->stop_fds[0] = file->stop_fds[1] = -1;
        return false;
    }
    for (int i = 0; i < 2; i++) {
        (void)fcntl(file->stop_fds[i], F_SETFD, FD_CLOEXEC);
        (void)fcntl(file->stop_fds[i], F_SETFL, O_NONBLOCK);
    }
    return true;
}

enum pwz_status source_open(struct source_file *file, const char *path, int stdin_fd,
                            const struct source_run *run, struct pwz_err *err)
{
    *file = (struct source_file){
        .run = *run, .fd = -1, .stop_fds = {-1, -1}
    };
    file->is_owned = strcmp(path, "-") != 0;
    /* Not to wait in open() for a named pipe's writer: that could not be cancelled. */
    file->fd = file->is_owned ? open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
                              : stdin_fd;
    if (file->fd < 0) {
        return fail_open(err);
    }

    const enum pwz_status status = look_at(file, err);

    if (status != PWZ_OK) {
        return status;
    }
    file->base = pwz_mem_new(SOURCE_BEHIND + SOURCE_WINDOW, 1);
    if (file->base == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory for reading the file");
    }
    file->pos = file->end = file->base + SOURCE_BEHIND;
    if (!file->is_regular && !make_stop_pipe(file)) {
        return source_fail_errno(err, "the pipe cannot be read");
    }
    return PWZ_OK;
}

void source_close(struct source_file *file)
{
    if (file->is_owned && file->fd >= 0) {
        (void)close(file->fd);
    }
    for (int i = 0; i < 2; i++) {
        if (file->stop_fds[i] >= 0) {
            (void)close(file->stop_fds[i]);
        }
    }
    pwz_mem_free(file->base);
    *file = (struct source_file){
        .fd = -1, .stop_fds = {-1, -1}
    };
}

/* ---- reading ---- */

size_t source_have(const struct source_file *file)
{
    return (size_t)(file->end - file->pos);
}

/* Move the unused bytes to the window's begin, and what was used just before with them.
 */
static void make_room(struct source_file *file)
{
    unsigned char *begin = file->base + SOURCE_BEHIND;
    const size_t have = source_have(file);

    /* Bytes taken back may lie before the begin: they stay there. */
    if (file->pos <= begin) {
        return;
    }
    memmove(file->base, file->pos - SOURCE_BEHIND, SOURCE_BEHIND + have);
    file->pos = begin;
    file->end = begin + have;
}

/* A pipe may stay silent for hours: wait for bytes, for cancel or for the one who reads
 * to give up, whatever comes first. */
static enum pwz_status wait_for_bytes(const struct source_file *file, struct pwz_err *err)
{
    struct pollfd fds[] = {
        {.fd = file->fd,            .events = POLLIN},
        {.fd = file->run.cancel_fd, .events = POLLIN},
        {.fd = file->stop_fds[0],   .events = POLLIN},
    };

    while (poll(fds, sizeof fds / sizeof *fds, -1) < 0) {
        if (errno != EINTR && errno != EAGAIN) {
            return source_fail_errno(err, "the pipe cannot be read");
        }
        /* The signal that woke us may be the one that cancels: poll() has told nothing
         * of the pipes then. */
        if (atomic_load(file->run.cancelled)) {
            return fail_cancelled(err);
        }
    }
    return fds[1].revents != 0 || fds[2].revents != 0 ? fail_cancelled(err) : PWZ_OK;
}

/* One read; `*got` 0 = the end. */
static enum pwz_status read_some(const struct source_file *file, uint64_t offset,
                                 unsigned char *bytes, size_t len, size_t *got,
                                 struct pwz_err *err)
{
    ssize_t count = -1;

    do {
        if (atomic_load_explicit(file->run.cancelled, memory_order_relaxed)) {
            return fail_cancelled(err);
        }
        if (!file->is_regular) {
            const enum pwz_status status = wait_for_bytes(file, err);
            if (status != PWZ_OK) {
                return status;
            }
        }
        count = file->is_regular ? pread(file->fd, bytes, len, (off_t)offset)
                                 : read(file->fd, bytes, len);
    } while (count < 0 && (errno == EINTR || errno == EAGAIN));
    if (count < 0) {
        return source_fail_errno(err, "the file cannot be read to its end");
    }
    *got = (size_t)count;
    atomic_fetch_add_explicit(file->run.done, (uint64_t)count, memory_order_relaxed);
    return PWZ_OK;
}

enum pwz_status source_fill(struct source_file *file, size_t want, struct pwz_err *err)
{
    unsigned char *limit = file->base + SOURCE_BEHIND + SOURCE_WINDOW;

    if (source_have(file) >= want || file->at_end) {
        return PWZ_OK;
    }
    make_room(file);
    while (source_have(file) < want && !file->at_end) {
        size_t got = 0;
        const enum pwz_status status = read_some(file, file->offset, file->end,
                                                 (size_t)(limit - file->end), &got, err);
        if (status != PWZ_OK) {
            return status;
        }
        file->end += got;
        file->offset += got;
        file->at_end = got == 0;
    }
    return PWZ_OK;
}

enum pwz_status source_seek(struct source_file *file, uint64_t offset,
                            struct pwz_err *err)
{
    if (!file->is_regular || offset > file->size) {
        return pwz_err_set(err, PWZ_E_STATE, "there is no such place in the file");
    }
    file->offset = offset;
    file->at_end = false;
    file->pos = file->end = file->base + SOURCE_BEHIND;
    return PWZ_OK;
}

enum pwz_status source_read_at(const struct source_file *file, uint64_t offset,
                               char *bytes, size_t len, size_t *got, struct pwz_err *err)
{
    *got = 0;
    while (*got < len) {
        size_t more = 0;
        const enum pwz_status status = read_some(
            file, offset + *got, (unsigned char *)bytes + *got, len - *got, &more, err);
        if (status != PWZ_OK) {
            return status;
        }
        if (more == 0) {
            break;
        }
        *got += more;
    }
    return PWZ_OK;
}

void source_stop(struct source_file *file)
{
    if (file->stop_fds[1] >= 0) {
        /* The pipe cannot be full: nobody else writes to it. */
        (void)!write(file->stop_fds[1], "", 1);
    }
}

enum pwz_status source_check_unchanged(const struct source_file *file,
                                       struct pwz_err *err)
{
    struct stat info;

    if (!file->is_regular || fstat(file->fd, &info) != 0) {
        return PWZ_OK;
    }
    if ((uint64_t)info.st_size == file->size &&
        info.st_mtim.tv_sec == file->changed.tv_sec &&
        info.st_mtim.tv_nsec == file->changed.tv_nsec) {
        return PWZ_OK;
    }
    return pwz_err_set(
        err, PWZ_E_CONFLICT,
        "the file changed while it was read (%llu bytes before, %llu after): wait until "
        "it is written or downloaded completely, then read it again",
        (unsigned long long)file->size, (unsigned long long)info.st_size);
}
