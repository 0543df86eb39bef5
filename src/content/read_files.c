/* The files of a pack folder into memory, sorted, so that the disk's order does not
 * matter. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pecwiz/content.h"

#include "content/vec.h"

struct reader {
    struct pwz_arena arena;
    struct vec files; /* struct pwz_content_file */
    size_t bytes;
    struct pwz_err *err;
};

static enum pwz_status fail_io(struct reader *reader, const char *path, const char *what)
{
    char words[128];

    /* strerror() is not safe with threads; strerror_r() of POSIX is. */
    if (strerror_r(errno, words, sizeof words) != 0)
        words[0] = '\0';
    pwz_err_place(reader->err, path, 0, 0);
    return pwz_err_set(reader->err, PWZ_E_IO, "%s: %s", what, words);
}

static enum pwz_status fail_limit(struct reader *reader, const char *path)
{
    pwz_err_place(reader->err, path, 0, 0);
    return pwz_err_set(reader->err, PWZ_E_LIMIT,
                       "a pack has at most %d files and %d bytes in all",
                       PWZ_CONTENT_FILES_MAX, PWZ_CONTENT_BYTES_MAX);
}

static enum pwz_status read_all(struct reader *reader, int fd, const char *path,
                                char *bytes, size_t len)
{
    for (size_t done = 0; done < len;) {
        ssize_t got = read(fd, bytes + done, len - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail_io(reader, path, "cannot read the file");
        if (got == 0) {
            pwz_err_place(reader->err, path, 0, 0);
            return pwz_err_set(reader->err, PWZ_E_IO,
                               "the file became shorter while it was read");
        }
        done += (size_t)got;
    }
    return PWZ_OK;
}

static enum pwz_status read_open_file(struct reader *reader, int fd, const char *path,
                                      const char *name)
{
    struct stat info;

    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        errno = errno ? errno : EINVAL;
        return fail_io(reader, path, "cannot read the file");
    }
    reader->bytes += (size_t)info.st_size;
    if (reader->bytes > PWZ_CONTENT_BYTES_MAX ||
        reader->files.count >= PWZ_CONTENT_FILES_MAX)
        return fail_limit(reader, path);
    char *bytes = pwz_arena_new(&reader->arena, (size_t)info.st_size + 1, 1);
    char *copy = pwz_arena_text(&reader->arena, name, strlen(name));
    struct pwz_content_file *file = vec_add(&reader->files, &reader->arena, sizeof *file);
    if (!bytes || !copy || !file)
        return pwz_err_set(reader->err, PWZ_E_NOMEM,
                           "out of memory while reading the pack");
    *file = (struct pwz_content_file){
        .name = copy, .bytes = bytes, .len = (size_t)info.st_size};
    return read_all(reader, fd, path, bytes, file->len);
}

static enum pwz_status read_one(struct reader *reader, const char *path, const char *name)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

    if (fd < 0)
        return fail_io(reader, path, "cannot open the file");
    enum pwz_status status = read_open_file(reader, fd, path, name);
    close(fd);
    return status;
}

static bool has_suffix(const char *name, const char *suffix)
{
    size_t len = strlen(name), end = strlen(suffix);

    return len > end && strcmp(name + len - end, suffix) == 0;
}

static enum pwz_status read_dir(struct reader *reader, const char *path,
                                const char *prefix, int depth);

static enum pwz_status read_entry(struct reader *reader, const char *path,
                                  const char *name, int depth)
{
    struct stat info;

    if (stat(path, &info) != 0)
        return fail_io(reader, path, "cannot look at the file");
    if (S_ISDIR(info.st_mode))
        return depth < 3 ? read_dir(reader, path, name, depth + 1) : PWZ_OK;
    if (!has_suffix(name, ".json") && !has_suffix(name, ".md"))
        return PWZ_OK;
    return read_one(reader, path, name);
}

/* Path and pack-relative name of an entry. */
static enum pwz_status read_named(struct reader *reader, const char *dir,
                                  const char *prefix, const char *entry, int depth)
{
    struct pwz_buf path, name;

    pwz_buf_init(&path, 4096);
    pwz_buf_init(&name, 4096);
    pwz_buf_addf(&path, "%s/%s", dir, entry);
    pwz_buf_addf(&name, "%s%s%s", prefix, *prefix ? "/" : "", entry);
    enum pwz_status status =
        pwz_buf_status(&path) == PWZ_OK && pwz_buf_status(&name) == PWZ_OK
            ? read_entry(reader, pwz_buf_text(&path), pwz_buf_text(&name), depth)
            : pwz_err_set(reader->err, PWZ_E_LIMIT, "a path in the pack is too long");
    pwz_buf_done(&path);
    pwz_buf_done(&name);
    return status;
}

static enum pwz_status read_dir(struct reader *reader, const char *path,
                                const char *prefix, int depth)
{
    DIR *dir = opendir(path);
    enum pwz_status status = PWZ_OK;

    if (!dir)
        return fail_io(reader, path, "cannot open the pack's folder");
    for (struct dirent *entry; status == PWZ_OK && (entry = readdir(dir));)
        if (entry->d_name[0] != '.')
            status = read_named(reader, path, prefix, entry->d_name, depth);
    closedir(dir);
    return status;
}

static int compare_names(const void *a, const void *b)
{
    const struct pwz_content_file *first = a, *second = b;

    return strcmp(first->name, second->name);
}

enum pwz_status pwz_content_read(const char *dir, struct pwz_content_files *files,
                                 struct pwz_err *err)
{
    struct reader *reader = pwz_mem_new(1, sizeof *reader);

    memset(files, 0, sizeof *files);
    if (!reader)
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory while reading the pack");
    reader->err = err;
    files->storage = reader;
    enum pwz_status status = read_dir(reader, dir, "", 0);
    if (status == PWZ_OK && reader->files.count == 0) {
        pwz_err_place(err, dir, 0, 0);
        status = pwz_err_set(err, PWZ_E_NOT_FOUND,
                             "the folder holds no pack (no .json files)");
    }
    if (status != PWZ_OK) {
        pwz_content_files_done(files);
        return status;
    }
    qsort(reader->files.data, reader->files.count, sizeof(struct pwz_content_file),
          compare_names);
    files->file = reader->files.data;
    files->count = reader->files.count;
    return PWZ_OK;
}

void pwz_content_files_done(struct pwz_content_files *files)
{
    struct reader *reader = files->storage;

    if (reader)
        pwz_arena_done(&reader->arena);
    pwz_mem_free(reader);
    memset(files, 0, sizeof *files);
}
