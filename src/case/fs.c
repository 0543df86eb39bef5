/*
 * The table of system calls as the system has them, and the loops around them that every
 * user of write(2) has to have.
 */
#include "case/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h> /* renameat() */
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum {
    PIECE = 16 * 1024
};

static int open_at(int dir, const char *name, int flags, mode_t mode)
{
    return openat(dir, name, flags, mode);
}

static int stat_at(int dir, const char *name, struct stat *to)
{
    return fstatat(dir, name, to, AT_SYMLINK_NOFOLLOW);
}

static int chmod_at(int dir, const char *name, mode_t mode)
{
    return fchmodat(dir, name, mode, 0);
}

static int link_at(int dir, const char *from, const char *to)
{
    return linkat(dir, from, dir, to, 0);
}

static int rename_at(int dir, const char *from, const char *to)
{
    return renameat(dir, from, dir, to);
}

static int unlink_at(int dir, const char *name)
{
    return unlinkat(dir, name, 0);
}

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static int list_names(DIR *stream, fs_name_fn *take, void *context)
{
    for (;;) {
        errno = 0;

        /* NOLINTNEXTLINE(concurrency-mt-unsafe): the stream is ours alone. */
        const struct dirent *entry = readdir(stream);

        if (entry == NULL) {
            return errno == 0 ? 0 : -1;
        }
        if (!is_dots(entry->d_name) && !take(context, entry->d_name)) {
            return 0;
        }
    }
}

/* An own descriptor: closedir() closes it, and where it reads is not shared. */
static int list_at(int dir, fs_name_fn *take, void *context)
{
    const int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = fd < 0 ? NULL : fdopendir(fd);
    int saved;
    int result;

    if (stream == NULL) {
        saved = errno;
        if (fd >= 0) {
            close(fd);
        }
        errno = saved;
        return -1;
    }
    result = list_names(stream, take, context);
    saved = errno;
    closedir(stream);
    errno = saved;
    return result;
}

const struct pwz_fs pwz_fs_posix = {
    .open = open_at,
    .read = read,
    .write = write,
    .fsync = fsync,
    .fdatasync = fdatasync,
    .ftruncate = ftruncate,
    .fchmod = fchmod,
    .fstat = fstat,
    .flock = flock,
    .close = close,
    .mkdir = mkdirat,
    .chmod = chmod_at,
    .stat = stat_at,
    .link = link_at,
    .rename = rename_at,
    .unlink = unlink_at,
    .list = list_at,
};

int fs_open(const struct pwz_fs *fs, int dir, const char *name, int flags)
{
    int fd;

    do {
        fd = fs->open(dir, name, flags | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY,
                      S_IRUSR | S_IWUSR);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

/* Not tried again: on Linux the descriptor is gone even after EINTR. What was written is
 * proved by a flush before, so that a failure here tells nothing. */
void fs_close(const struct pwz_fs *fs, int fd)
{
    const int saved = errno;

    if (fd >= 0) {
        (void)fs->close(fd);
    }
    errno = saved;
}

int fs_write(const struct pwz_fs *fs, int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        const ssize_t put = fs->write(fd, bytes, len);

        if (put < 0 && errno != EINTR) {
            return -1;
        }
        if (put == 0) {
            errno = ENOSPC; /* a write that makes no progress would be tried for ever */
            return -1;
        }
        bytes += put > 0 ? put : 0;
        len -= put > 0 ? (size_t)put : 0;
    }
    return 0;
}

/* Only EINTR is tried again: after any other failure the kernel may have dropped the
 * pages and would call the next flush a success (R6). */
int fs_fsync(const struct pwz_fs *fs, int fd)
{
    int result;

    do {
        result = fs->fsync(fd);
    } while (result < 0 && errno == EINTR);
    return result;
}

int fs_fdatasync(const struct pwz_fs *fs, int fd)
{
    int result;

    do {
        result = fs->fdatasync(fd);
    } while (result < 0 && errno == EINTR);
    return result;
}

int fs_ftruncate(const struct pwz_fs *fs, int fd, size_t len)
{
    int result;

    do {
        result = fs->ftruncate(fd, (off_t)len);
    } while (result < 0 && errno == EINTR);
    return result;
}

int fs_flock(const struct pwz_fs *fs, int fd)
{
    int result;

    do {
        result = fs->flock(fd, LOCK_EX | LOCK_NB);
    } while (result < 0 && errno == EINTR);
    return result;
}

enum pwz_status fs_read(const struct pwz_fs *fs, int fd, struct pwz_buf *buf,
                        struct pwz_err *err)
{
    char piece[PIECE];

    for (;;) {
        const ssize_t got = fs->read(fd, piece, sizeof(piece));

        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return fs_fail(err, "reading");
        }
        if (got == 0) {
            break;
        }
        pwz_buf_add(buf, piece, (size_t)got);
        if (pwz_buf_status(buf) != PWZ_OK) {
            break;
        }
    }
    if (pwz_buf_status(buf) == PWZ_E_LIMIT) {
        return pwz_err_set(err, PWZ_E_LIMIT,
                           "larger than the %zu bytes a case may have; nothing was read",
                           buf->max);
    }
    return pwz_buf_status(buf) == PWZ_OK ? PWZ_OK
                                         : pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
}

/* What a person can do about it. */
static const struct advice {
    int number;
    const char *words;
} advices[] = {
    {ENOSPC, "; free some space, or export the case to another disk"    },
    {EDQUOT, "; free some space, or export the case to another disk"    },
    {EROFS,  "; export the case to a place that can be written"         },
    {EACCES, "; check the rights of the directory and the file"         },
    {EPERM,  "; check the rights of the directory and the file"         },
    {EIO,    "; the disk may be failing: export the case to another one"},
    {ELOOP,  "; a symbolic link is not followed here"                   },
    {EMFILE, "; too many files are open in this program"                },
    {ENFILE, "; too many files are open on this machine"                },
};

static const char *advice_for(int number)
{
    for (size_t i = 0; i < sizeof(advices) / sizeof(advices[0]); i++) {
        if (advices[i].number == number) {
            return advices[i].words;
        }
    }
    return "";
}

enum pwz_status fs_fail(struct pwz_err *err, const char *tried)
{
    const int number = errno;
    char words[128] = "unknown error";

    (void)strerror_r(number, words, sizeof(words));
    return pwz_err_set(err, PWZ_E_IO, "%s failed: %s%s", tried, words,
                       advice_for(number));
}
