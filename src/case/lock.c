/*
 * One writer for each case: flock(2) on the case file, which dies with its process, and a
 * record beside it that says who that is.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "pecwiz/text.h"
#include "pecwiz/time.h"

#include "case/store.h"

enum {
    HOLDER_MAX = 4096 /* bytes of a holder record */
};

void lock_take(struct pwz_case *open)
{
    const struct pwz_fs *fs = open->cases->fs;

    if (fs_flock(fs, open->fd) == 0) {
        open->took_over =
            lock_read_holder(open->cases, open->dir, open->id, &open->holder);
        return;
    }
    if (errno == EWOULDBLOCK) {
        open->lock = PWZ_CASE_LOCK_HELD;
        lock_read_holder(open->cases, open->dir, open->id, &open->holder);
        return;
    }
    open->lock = PWZ_CASE_LOCK_DENIED;
    fs_fail(&open->trouble, "locking the case");
}

static void write_holder(const struct pwz_case *open, struct pwz_buf *out)
{
    struct pwz_json_writer writer;
    char since[PWZ_TIME_SIZE];

    pwz_time_text(open->now, since);
    pwz_json_writer_init(&writer, out);
    pwz_json_open_inline(&writer, '{');
    pwz_json_key(&writer, "pid");
    pwz_json_integer(&writer, (int64_t)getpid());
    pwz_json_key(&writer, "host");
    pwz_json_string(&writer, open->cases->host);
    pwz_json_key(&writer, "author");
    pwz_json_string(&writer, open->cases->author);
    pwz_json_key(&writer, "since");
    pwz_json_string(&writer, since);
    pwz_json_close(&writer, '}');
    pwz_buf_addc(out, '\n');
}

void lock_sign(struct pwz_case *open)
{
    const struct pwz_fs *fs = open->cases->fs;
    char name[STORE_NAME_SIZE];
    struct pwz_buf record;
    int fd;

    pwz_buf_init(&record, HOLDER_MAX);
    write_holder(open, &record);
    store_name(open->id, "holder", name);
    fd = fs_open(fs, open->dir, name, O_WRONLY | O_CREAT | O_TRUNC);
    if (fd >= 0 && pwz_buf_status(&record) == PWZ_OK) {
        (void)fs->fchmod(fd, S_IRUSR | S_IWUSR);
        (void)fs_write(fs, fd, record.data, record.len);
    }
    fs_close(fs, fd);
    pwz_buf_done(&record);
}

void lock_unsign(struct pwz_case *open)
{
    char name[STORE_NAME_SIZE];

    store_name(open->id, "holder", name);
    (void)open->cases->fs->unlink(open->dir, name);
}

void lock_give_back(struct pwz_case *open)
{
    if (open->lock == PWZ_CASE_LOCK_NONE && open->fd >= 0) {
        lock_unsign(open);
    }
    fs_close(open->cases->fs, open->fd);
    open->fd = -1;
}

/* ---- the record of somebody else ---- */

static void take_name(const struct pwz_json *value, char out[PWZ_CASE_NAME_MAX + 1])
{
    pwz_text_gate_into(value->string, strlen(value->string), out, PWZ_CASE_NAME_MAX + 1);
}

static bool parse_holder(const struct pwz_buf *bytes, struct pwz_holder *holder)
{
    static const struct pwz_json_field fields[] = {
        {"pid",    PWZ_JSON_KIND(NUMBER), true},
        {"host",   PWZ_JSON_KIND(STRING), true},
        {"author", PWZ_JSON_KIND(STRING), true},
        {"since",  PWZ_JSON_KIND(STRING), true},
    };
    const struct pwz_json *values[4];
    struct pwz_json_doc *doc = NULL;
    bool is_good =
        pwz_json_parse(bytes->data, bytes->len, NULL, NULL, &doc, NULL) == PWZ_OK &&
        pwz_json_read(doc, pwz_json_root(doc), fields, 4, values, NULL) == PWZ_OK;

    if (is_good) {
        holder->pid = values[0]->integer;
        take_name(values[1], holder->host);
        take_name(values[2], holder->author);
        is_good = pwz_time_read(values[3]->string, &holder->since);
    }
    pwz_json_free(doc);
    return is_good;
}

bool lock_read_holder(struct pwz_cases *cases, int dir, const char *id,
                      struct pwz_holder *holder)
{
    char name[STORE_NAME_SIZE];
    struct pwz_buf bytes;
    bool is_good;
    int fd;

    *holder = (struct pwz_holder){0};
    store_name(id, "holder", name);
    fd = fs_open(cases->fs, dir, name, O_RDONLY | O_NONBLOCK);
    if (fd < 0) {
        return false;
    }
    pwz_buf_init(&bytes, HOLDER_MAX);
    is_good = fs_read(cases->fs, fd, &bytes, NULL) == PWZ_OK && bytes.len > 0 &&
              parse_holder(&bytes, holder);
    fs_close(cases->fs, fd);
    pwz_buf_done(&bytes);
    if (!is_good) {
        *holder = (struct pwz_holder){0};
    }
    return is_good;
}

void lock_describe(const struct pwz_holder *holder, struct pwz_err *out)
{
    char since[PWZ_TIME_SIZE];

    if (holder->author[0] == '\0') {
        pwz_err_set(out, PWZ_OK, "another program");
        return;
    }
    pwz_time_text(holder->since, since);
    pwz_err_set(out, PWZ_OK, "%s on %s (process %lld, since %s)", holder->author,
                holder->host, (long long)holder->pid, since);
}
