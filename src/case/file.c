/*
 * New files: written beside, flushed, and only then given their name, so that no reader
 * ever sees half of one. Names of files in the directory of cases.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "case/store.h"

enum {
    TRIES = 100
};

char *store_digits(char *out, uint64_t value)
{
    char digits[20];
    size_t count = 0;

    do {
        digits[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    while (count > 0) {
        *out++ = digits[--count];
    }
    return out;
}

/* Without the NUL; returns the end. */
static char *append(char *out, const char *text)
{
    while (*text != '\0') {
        *out++ = *text++;
    }
    return out;
}

void store_name(const char *id, const char *suffix, char name[STORE_NAME_SIZE])
{
    char *end = append(name, id);

    *end++ = '.';
    *append(end, suffix) = '\0';
}

bool pwz_case_id_is_valid(const char *id)
{
    static const char allowed[] = "0123456789abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ-";
    const size_t len = strspn(id, allowed);

    return len > 0 && len <= PWZ_CASE_ID_MAX && id[len] == '\0' && id[0] != '-';
}

/* ".new-PID-COUNT": hidden, and told apart from what other programs make. */
static void name_temporary(struct pwz_cases *cases, char name[STORE_NAME_SIZE])
{
    static const char stem[] = ".new-";
    char *end = name + sizeof(stem) - 1;

    memcpy(name, stem, sizeof(stem) - 1);
    end = store_digits(end, (uint64_t)getpid());
    *end++ = '-';
    end = store_digits(end, ++cases->temporaries);
    *end = '\0';
}

static enum pwz_status fill(const struct pwz_fs *fs, int fd, const struct pwz_buf *bytes,
                            enum file_kind kind, struct pwz_err *err)
{
    /* The umask may have taken rights away from us, too. */
    if (fs->fchmod(fd, S_IRUSR | S_IWUSR) != 0) {
        return fs_fail(err, "making the new case file private");
    }
    if (fs_flock(fs, fd) != 0) {
        return fs_fail(err, "locking the new case file");
    }
    if (fs_write(fs, fd, bytes->data, bytes->len) != 0) {
        return fs_fail(err, "writing the new case file");
    }
    if (kind == FILE_CASE && fs_fsync(fs, fd) != 0) {
        return fs_fail(err, "flushing the new case file");
    }
    return PWZ_OK;
}

enum pwz_status file_make(struct pwz_cases *cases, int dir, const struct pwz_buf *bytes,
                          enum file_kind kind, struct new_file *file, struct pwz_err *err)
{
    enum pwz_status status;

    file->fd = -1;
    for (int i = 0; i < TRIES && file->fd < 0; i++) {
        name_temporary(cases, file->name);
        file->fd =
            fs_open(cases->fs, dir, file->name, O_RDWR | O_APPEND | O_CREAT | O_EXCL);
        if (file->fd < 0 && errno != EEXIST) {
            break;
        }
    }
    if (file->fd < 0) {
        return fs_fail(err, "making a new case file");
    }
    status = fill(cases->fs, file->fd, bytes, kind, err);
    if (status != PWZ_OK) {
        file_drop(cases, dir, file);
    }
    return status;
}

void file_drop(struct pwz_cases *cases, int dir, struct new_file *file)
{
    const int saved = errno;

    (void)cases->fs->unlink(dir, file->name);
    fs_close(cases->fs, file->fd);
    file->fd = -1;
    errno = saved;
}
