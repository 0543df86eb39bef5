/* See fixture.h. */
#include "fixture.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pecwiz/mem.h"

static void join(char out[FIXTURE_PATH], const char *dir, const char *name)
{
    const int len = snprintf(out, FIXTURE_PATH, "%s/%s", dir, name);

    ck_assert(len > 0 && len < FIXTURE_PATH);
}

struct pwz_cases *fixture_cases(const struct fixture *fixture, const char *author,
                                const struct pwz_fs *fs)
{
    const struct pwz_cases_opts opts = {
        .dir = fixture->dir,
        .author = author,
        .host = "desk",
        .program = "0.1.0",
        .fs = fs,
    };
    struct pwz_cases *cases = NULL;

    ck_assert_int_eq(pwz_cases_new(&opts, &cases, NULL), PWZ_OK);
    return cases;
}

/* In memory where that is possible: nothing here depends on a disk, but thousands of
 * flushes depend on how busy one is. */
static const char *find_base(void)
{
    const char *wanted = getenv("TMPDIR");

    if (wanted != NULL && wanted[0] == '/') {
        return wanted;
    }
    return access("/dev/shm", R_OK | W_OK | X_OK) == 0 ? "/dev/shm" : "/tmp";
}

void fixture_open(struct fixture *fixture, const struct pwz_fs *fs)
{

    memset(fixture, 0, sizeof(*fixture));
    tiny_open(&fixture->tiny);
    fixture->model = &fixture->tiny.pack.model;
    join(fixture->root, find_base(), "pecwiz-case-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(fixture->root));
    join(fixture->dir, fixture->root, "state/pecwiz/cases");
    fixture->cases = fixture_cases(fixture, "ana", fs);
    fixture->now = FIXTURE_NOW;
}

/* Depth is small and the tree is ours. */
static void remove_below(const char *path)
{
    DIR *stream = opendir(path);
    const struct dirent *entry;
    char below[FIXTURE_PATH];

    while (stream != NULL && (entry = readdir(stream)) != NULL) {
        struct stat status;

        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        join(below, path, entry->d_name);
        if (lstat(below, &status) == 0 && S_ISDIR(status.st_mode)) {
            remove_below(below);
        } else {
            unlink(below);
        }
    }
    if (stream != NULL) {
        closedir(stream);
    }
    rmdir(path);
}

void fixture_close(struct fixture *fixture)
{
    pwz_cases_free(fixture->cases);
    remove_below(fixture->root);
    tiny_close(&fixture->tiny);
}

struct pwz_case_start fixture_start(const struct fixture *fixture)
{
    return (struct pwz_case_start){
        .content = {"tiny",      "1", "00112233"},
        .columns = {.fact = {[PWZ_COLUMN_TICKET] = "t.note"}},
        .audience = "agent",
        .at = fixture->now,
    };
}

struct pwz_case *fixture_create(struct fixture *fixture)
{
    const struct pwz_case_start start = fixture_start(fixture);
    struct pwz_case *made = NULL;
    struct pwz_err err = {0};

    ck_assert_msg(pwz_case_create(fixture->cases, &start, &made, &err) == PWZ_OK, "%s",
                  err.text);
    return made;
}

struct pwz_case *fixture_reopen(struct fixture *fixture, const char *id,
                                enum pwz_case_access access)
{
    struct pwz_case *opened = NULL;
    struct pwz_err err = {0};

    ck_assert_msg(
        pwz_case_open(fixture->cases, id, access, fixture->now, &opened, &err) == PWZ_OK,
        "%s", err.text);
    return opened;
}

static struct pwz_entry begin(struct fixture *fixture, enum pwz_entry_kind kind)
{
    fixture->now += 10;
    return (struct pwz_entry){
        .kind = kind,
        .statement = {.fact = PWZ_NONE, .text = "", .detail = "", .at = fixture->now},
    };
}

struct pwz_entry fixture_answer(struct fixture *fixture, const char *fact, uint32_t value)
{
    struct pwz_entry entry = begin(fixture, PWZ_ENTRY_ANSWER);

    entry.statement.fact = pwz_model_fact(fixture->model, fact);
    entry.statement.value = value;
    return entry;
}

struct pwz_entry fixture_text(struct fixture *fixture, const char *fact, const char *text)
{
    struct pwz_entry entry = fixture_answer(fixture, fact, 0);

    entry.statement.text = text;
    return entry;
}

struct pwz_entry fixture_words(struct fixture *fixture, enum pwz_entry_kind kind,
                               const char *text)
{
    struct pwz_entry entry = begin(fixture, kind);

    entry.text = text;
    return entry;
}

void fixture_add(struct fixture *fixture, struct pwz_case *open, struct pwz_entry entry)
{
    struct pwz_err err = {0};

    ck_assert_msg(pwz_case_add(open, fixture->model, &entry, NULL, &err) == PWZ_OK, "%s",
                  err.text);
}

char *fixture_file(const struct fixture *fixture, const char *name, size_t *len)
{
    char path[FIXTURE_PATH];
    char *bytes = pwz_mem_new(2 * PWZ_CASE_BYTES_MAX, 1);
    ssize_t got;
    int fd;

    ck_assert_ptr_nonnull(bytes);
    join(path, fixture->dir, name);
    fd = open(path, O_RDONLY);
    ck_assert_msg(fd >= 0, "%s: %s", path, strerror(errno));
    *len = 0;
    while ((got = read(fd, bytes + *len, 65536)) > 0) {
        *len += (size_t)got;
    }
    close(fd);
    return bytes;
}

void fixture_write(const struct fixture *fixture, const char *name, const char *bytes,
                   size_t len)
{
    char path[FIXTURE_PATH];
    int fd;

    join(path, fixture->dir, name);
    fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ck_assert_msg(fd >= 0, "%s: %s", path, strerror(errno));
    ck_assert_int_eq((int)write(fd, bytes, len), (int)len);
    close(fd);
}
