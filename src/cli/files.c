/*
 * Reading a whole file with a limit, and writing one. Works on anything that can be read
 * or written: files, pipes, standard input.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

enum {
    PIECE = 32 * 1024
};

static enum pwz_status say_system(struct pwz_err *err, int number)
{
    char words[128] = "unknown error";

    (void)strerror_r(number, words, sizeof(words));
    return pwz_err_set(err, PWZ_E_IO, "%s", words);
}

static enum pwz_status read_all(int fd, size_t max, struct pwz_buf *out,
                                struct pwz_err *err)
{
    char piece[PIECE];

    for (;;) {
        const ssize_t got = read(fd, piece, sizeof(piece));

        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return say_system(err, errno);
        }
        if (got == 0) {
            return pwz_buf_status(out) == PWZ_OK
                       ? PWZ_OK
                       : pwz_err_set(err, pwz_buf_status(out), "%s",
                                     pwz_status_words(pwz_buf_status(out)));
        }
        if ((size_t)got > max - out->len) {
            return pwz_err_set(err, PWZ_E_LIMIT, "larger than the %zu bytes allowed here",
                               max);
        }
        pwz_buf_add(out, piece, (size_t)got);
    }
}

enum pwz_status pwz_file_read(const char *name, size_t max, struct pwz_buf *out,
                              struct pwz_err *err)
{
    enum pwz_status status;
    int fd;

    pwz_err_place(err, name, 0, 0);
    if (strcmp(name, "-") == 0) {
        pwz_err_place(err, "standard input", 0, 0);
        return read_all(STDIN_FILENO, max, out, err);
    }
    do {
        fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0) {
        return say_system(err, errno);
    }
    status = read_all(fd, max, out, err);
    close(fd);
    return status;
}

static enum pwz_status write_all(int fd, const char *bytes, size_t len,
                                 struct pwz_err *err)
{
    while (len > 0) {
        const ssize_t put = write(fd, bytes, len);

        if (put < 0 && errno != EINTR) {
            return say_system(err, errno);
        }
        bytes += put > 0 ? put : 0;
        len -= put > 0 ? (size_t)put : 0;
    }
    return PWZ_OK;
}

enum pwz_status pwz_file_write(const char *name, const struct pwz_buf *page,
                               struct pwz_err *err)
{
    enum pwz_status status;
    int fd;

    pwz_err_place(err, name, 0, 0);
    do {
        fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0666);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0) {
        return say_system(err, errno);
    }
    status = write_all(fd, pwz_buf_text(page), page->len, err);
    /* Some file systems tell only here that the disk is full. */
    if (close(fd) != 0 && status == PWZ_OK) {
        status = say_system(err, errno);
    }
    return status;
}
