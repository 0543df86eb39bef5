/*
 * The system calls of this room as a table, so that a test can make each of them fail and
 * can be the disk whose power is cut; and the few ways in which they are used. Nothing
 * else in this room calls the system.
 *
 * Names are relative to a directory that is already open: a path that changes under us
 * cannot lead elsewhere.
 */
#ifndef PWZ_CASE_FS_H
#define PWZ_CASE_FS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "pecwiz/buf.h"
#include "pecwiz/status.h"

/* Called for each name in a directory; false ends the listing. */
typedef bool fs_name_fn(void *context, const char *name);

/* All as the calls of POSIX with the same name: -1 and errno on failure. `dir` may be
 * AT_FDCWD. */
struct pwz_fs {
    int (*open)(int dir, const char *name, int flags, mode_t mode);
    ssize_t (*read)(int fd, void *bytes, size_t len);
    ssize_t (*write)(int fd, const void *bytes, size_t len);
    int (*fsync)(int fd);
    int (*fdatasync)(int fd);
    int (*ftruncate)(int fd, off_t len);
    int (*fchmod)(int fd, mode_t mode);
    int (*fstat)(int fd, struct stat *to);
    int (*flock)(int fd, int operation);
    int (*close)(int fd);
    int (*mkdir)(int dir, const char *name, mode_t mode);
    int (*chmod)(int dir, const char *name, mode_t mode);
    int (*stat)(int dir, const char *name, struct stat *to); /* links not followed */
    int (*link)(int dir, const char *from, const char *to);
    int (*rename)(int dir, const char *from, const char *to);
    int (*unlink)(int dir, const char *name);
    int (*list)(int dir, fs_name_fn *take, void *context); /* without "." and ".." */
};

extern const struct pwz_fs pwz_fs_posix;

/* ---- the calls as they are used: EINTR is tried again, short writes go on ---- */

int fs_open(const struct pwz_fs *fs, int dir, const char *name, int flags);
void fs_close(const struct pwz_fs *fs, int fd); /* -1 allowed; for what was read */
int fs_write(const struct pwz_fs *fs, int fd, const char *bytes, size_t len);
int fs_fsync(const struct pwz_fs *fs, int fd);
int fs_fdatasync(const struct pwz_fs *fs, int fd);
int fs_ftruncate(const struct pwz_fs *fs, int fd, size_t len);
int fs_flock(const struct pwz_fs *fs, int fd); /* exclusive, without waiting */

/* Read up to the end, at most buf->max bytes. PWZ_E_LIMIT when there is more. */
enum pwz_status fs_read(const struct pwz_fs *fs, int fd, struct pwz_buf *buf,
                        struct pwz_err *err);

/* PWZ_E_IO with "TRIED: what the system says", and what to do next where that helps;
 * from errno. */
enum pwz_status fs_fail(struct pwz_err *err, const char *tried);

#endif
