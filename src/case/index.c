/*
 * The rows of the list in one file, ".index", so that a list of thousands reads one file
 * and looks at the others only from outside. Only a cache: in the byte order of this
 * machine, without a flush, believed only when its checksum is right, and a row only
 * while the case file is the one it was made from.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "case/crc32c.h"
#include "case/summary.h"

enum {
    INDEX_MAX = 256 * 1024 * 1024, /* bytes; about a million cases */
    TEXTS = 8 + PWZ_COLUMN_COUNT,
    IS_CLOSED = 1,
    HAS_OUTCOME = 2,
    IS_DAMAGED = 4,
    OUTCOME_SHIFT = 8
};

static const char index_name[] = ".index";
static const char magic[8] = "pwzidx1";

struct header {
    char magic[8];
    uint32_t count;
    uint32_t crc; /* of all that follows */
};

struct row {
    struct file_key key;
    int64_t opened, last, look_again;
    uint32_t answers, entries, flags;
    uint32_t text_len; /* TEXTS strings with their NULs */
};

/* The strings of a summary in the order of the file. */
static const char **text_at(struct pwz_case_summary *summary, size_t i)
{
    const char **const texts[TEXTS - PWZ_COLUMN_COUNT] = {
        &summary->id,
        &summary->author,
        &summary->status,
        &summary->verdict,
        &summary->content_id,
        &summary->content_version,
        &summary->content_sha256,
        &summary->trouble,
    };

    return i < PWZ_COLUMN_COUNT ? &summary->column[i] : texts[i - PWZ_COLUMN_COUNT];
}

/* ---- reading ---- */

static void take_row(const struct row *from, struct summary_row *to)
{
    to->key = from->key;
    to->summary = (struct pwz_case_summary){
        .opened = from->opened,
        .last = from->last,
        .look_again = from->look_again,
        .answers = from->answers,
        .entries = from->entries,
        .is_closed = (from->flags & IS_CLOSED) != 0,
        .has_outcome = (from->flags & HAS_OUTCOME) != 0,
        .is_damaged = (from->flags & IS_DAMAGED) != 0,
        .outcome = (enum pwz_outcome)(from->flags >> OUTCOME_SHIFT),
    };
}

/* The strings lie behind the row; false when they are not as they must be. */
static bool take_texts(const char *at, size_t len, struct summary_row *to)
{
    for (size_t i = 0; i < TEXTS; i++) {
        const char *end = memchr(at, '\0', len);

        if (end == NULL) {
            return false;
        }
        *text_at(&to->summary, i) = at;
        len -= (size_t)(end - at) + 1;
        at = end + 1;
    }
    return len == 0;
}

static bool take_rows(struct case_index *index, uint32_t count)
{
    size_t at = sizeof(struct header);

    for (; index->count < count; index->count++) {
        struct row row;

        if (index->bytes.len - at < sizeof(row)) {
            return false;
        }
        memcpy(&row, index->bytes.data + at, sizeof(row));
        at += sizeof(row);
        if (index->bytes.len - at < row.text_len ||
            row.flags >> OUTCOME_SHIFT >= PWZ_OUTCOME_COUNT) {
            return false;
        }
        take_row(&row, &index->rows[index->count]);
        if (!take_texts(index->bytes.data + at, row.text_len,
                        &index->rows[index->count])) {
            return false;
        }
        at += row.text_len;
    }
    return at == index->bytes.len;
}

static bool check_header(const struct case_index *index, struct header *header)
{
    if (index->bytes.len < sizeof(*header)) {
        return false;
    }
    memcpy(header, index->bytes.data, sizeof(*header));
    return memcmp(header->magic, magic, sizeof(magic)) == 0 &&
           header->count <= index->bytes.len / sizeof(struct row) &&
           header->crc == crc32c(0, index->bytes.data + sizeof(*header),
                                 index->bytes.len - sizeof(*header));
}

static void read_file(struct pwz_cases *cases, int dir, struct case_index *index)
{
    const int fd = fs_open(cases->fs, dir, index_name, O_RDONLY | O_NONBLOCK);
    struct stat status;

    if (fd < 0) {
        return;
    }
    if (cases->fs->fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) ||
        fs_read(cases->fs, fd, &index->bytes, NULL) != PWZ_OK) {
        pwz_buf_clear(&index->bytes);
    }
    fs_close(cases->fs, fd);
}

enum pwz_status index_load(struct pwz_cases *cases, int dir, struct case_index *index,
                           struct pwz_err *err)
{
    struct header header;

    *index = (struct case_index){0};
    pwz_buf_init(&index->bytes, INDEX_MAX);
    read_file(cases, dir, index);
    if (!check_header(index, &header)) {
        return PWZ_OK;
    }
    index->rows = pwz_mem_new(header.count, sizeof(*index->rows));
    if (index->rows == NULL) {
        index_done(index);
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    if (!take_rows(index, header.count)) {
        index->count = 0;
    }
    return PWZ_OK;
}

void index_done(struct case_index *index)
{
    pwz_buf_done(&index->bytes);
    pwz_mem_free(index->rows);
    *index = (struct case_index){0};
}

/* ---- writing ---- */

static void put_row(const struct summary_row *from, struct pwz_buf *out)
{
    struct pwz_case_summary summary = from->summary;
    struct row row = {
        .key = from->key,
        .opened = summary.opened,
        .last = summary.last,
        .look_again = summary.look_again,
        .answers = summary.answers,
        .entries = summary.entries,
        .flags = (summary.is_closed ? IS_CLOSED : 0U) |
                 (summary.has_outcome ? HAS_OUTCOME : 0U) |
                 (summary.is_damaged ? IS_DAMAGED : 0U) |
                 (uint32_t)summary.outcome << OUTCOME_SHIFT,
    };

    for (size_t i = 0; i < TEXTS; i++) {
        row.text_len += (uint32_t)strlen(*text_at(&summary, i)) + 1;
    }
    pwz_buf_add(out, (const char *)&row, sizeof(row));
    for (size_t i = 0; i < TEXTS; i++) {
        const char *text = *text_at(&summary, i);

        pwz_buf_add(out, text, strlen(text) + 1);
    }
}

static bool put_file(struct pwz_cases *cases, int dir, const struct pwz_buf *bytes)
{
    struct new_file file;

    if (file_make(cases, dir, bytes, FILE_CACHE, &file, NULL) != PWZ_OK) {
        return false;
    }
    if (cases->fs->rename(dir, file.name, index_name) != 0) {
        file_drop(cases, dir, &file);
        return false;
    }
    fs_close(cases->fs, file.fd);
    return true;
}

bool index_store(struct pwz_cases *cases, int dir, const struct summary_row *rows,
                 size_t count)
{
    struct header header = {.count = (uint32_t)count};
    struct pwz_buf bytes;
    bool is_stored = false;

    memcpy(header.magic, magic, sizeof(magic));
    pwz_buf_init(&bytes, INDEX_MAX);
    pwz_buf_add(&bytes, (const char *)&header, sizeof(header));
    for (size_t i = 0; i < count; i++) {
        put_row(&rows[i], &bytes);
    }
    if (pwz_buf_status(&bytes) == PWZ_OK) {
        header.crc = crc32c(0, bytes.data + sizeof(header), bytes.len - sizeof(header));
        memcpy(bytes.data, &header, sizeof(header));
        is_stored = put_file(cases, dir, &bytes);
    }
    pwz_buf_done(&bytes);
    return is_stored;
}
