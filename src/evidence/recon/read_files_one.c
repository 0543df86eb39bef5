/*
 * One path into a reader: open, look what it is, unpack, feed, close on every way out.
 */
#include <string.h>

#include "pecwiz/mem.h"

#include "evidence/recon/read_files.h"
#include "evidence/recon/sniff.h"
#include "evidence/recon/source_gzip.h"

enum {
    SPLIT_MIN = 16 << 20 /* below that a second thread does not pay */
};

/* Where pieces of text come from: a ring, or the window of a plain file. */
static enum pwz_status take_piece(struct reading *reading, struct source_ring *ring,
                                  const char **bytes, size_t *len, struct pwz_err *err)
{
    struct source_file *file = &reading->file;

    if (ring != NULL) {
        return source_take(ring, bytes, len, err);
    }

    const enum pwz_status status = source_fill(file, SOURCE_WINDOW, err);

    *bytes = (const char *)file->pos;
    *len = status == PWZ_OK ? source_have(file) : 0;
    file->pos += *len;
    return status;
}

/* ---- refusing ---- */

enum pwz_status read_refused(struct reading *reading, const char *name,
                             enum pwz_status status, const struct pwz_err *err)
{
    struct pwz_err ignored = {0};
    const enum pwz_status begun = pwz_recon_begin(reading->recon, name, &ignored);

    if (begun != PWZ_OK) {
        return read_is_fatal(begun) ? begun : status;
    }
    pwz_recon_refuse(reading->recon, err->text);
    (void)pwz_recon_end(reading->recon, &ignored);
    return status;
}

/* What was read before cancel counts; the report says that this is not all. `name` is of
 * a file that was not begun yet, or NULL. */
static void tell_cancel(struct reading *reading, const char *name)
{
    struct pwz_recon *recon = reading->recon;
    struct pwz_err ignored = {0};

    if (name != NULL && pwz_recon_begin(recon, name, &ignored) != PWZ_OK) {
        return;
    }
    pwz_recon_stop(recon, PWZ_E_CANCELLED, NULL, 0);
}

/* ---- feeding ---- */

static enum pwz_status check_piece(struct reading *reading, size_t len,
                                   struct pwz_err *err)
{
    const uint64_t most = reading->run->opts.text_max_bytes;

    if (atomic_load(&reading->run->is_cancelled)) {
        return pwz_err_set(err, PWZ_E_CANCELLED, "reading was cancelled");
    }
    if (len > most - reading->text) {
        return pwz_err_set(
            err, PWZ_E_SYNTAX,
            "the file unpacks to more than %llu bytes: what was read so far "
            "counts",
            (unsigned long long)most);
    }
    reading->text += len;
    return PWZ_OK;
}

/* The rest of the text after its first piece, into the reader. */
static enum pwz_status feed_pieces(struct reading *reading, struct source_ring *ring,
                                   const char *bytes, size_t len, struct pwz_err *err)
{
    bool is_source = false; /* the reader itself found nothing wrong */
    enum pwz_status status = PWZ_OK;

    while (status == PWZ_OK && len > 0) {
        status = check_piece(reading, len, err);
        if (status == PWZ_OK) {
            status = pwz_recon_feed(reading->recon, bytes, len, err);
        } else {
            is_source = true;
        }
        read_count(reading);
        if (status == PWZ_OK) {
            status = take_piece(reading, ring, &bytes, &len, err);
            is_source = status != PWZ_OK;
        }
    }
    if (status == PWZ_E_CANCELLED) {
        tell_cancel(reading, NULL);
    } else if (is_source) {
        pwz_recon_note(reading->recon, true, err->text);
    }
    if (read_is_fatal(status)) {
        return status;
    }

    struct pwz_err end_err = {0};
    const enum pwz_status end = pwz_recon_end(reading->recon, &end_err);

    read_count(reading);
    if (status == PWZ_OK && end != PWZ_OK) {
        *err = end_err;
        return end;
    }
    return status;
}

/* A text from its first piece on. */
static enum pwz_status read_text(struct reading *reading, struct source_ring *ring,
                                 const char *name, struct pwz_err *err)
{
    const char *bytes = NULL;
    size_t len = 0;

    reading->text = 0;

    enum pwz_status status = take_piece(reading, ring, &bytes, &len, err);

    if (status == PWZ_E_CANCELLED) {
        tell_cancel(reading, name);
    }
    if (status != PWZ_OK) {
        return read_is_fatal(status) ? status : read_refused(reading, name, status, err);
    }
    if (ring != NULL
            ? !sniff_unpacked((const unsigned char *)bytes, len, err)
            : sniff_bytes((const unsigned char *)bytes, len, err) != SNIFF_TEXT) {
        return read_refused(reading, name, PWZ_E_SCHEMA, err);
    }
    status = pwz_recon_begin(reading->recon, name, err);
    return status == PWZ_OK ? feed_pieces(reading, ring, bytes, len, err) : status;
}

enum pwz_status read_made(struct reading *reading, const struct source_maker *maker,
                          const char *name, struct pwz_err *err)
{
    struct source_ring *ring = NULL;
    enum pwz_status status =
        source_ring_new(maker, &reading->file, reading->is_ringed, &ring, err);

    if (status == PWZ_OK) {
        status = read_text(reading, ring, name, err);
    }
    source_ring_free(ring);
    return status;
}

/* ---- plain files ---- */

static int64_t read_at(void *ctx, uint64_t offset, char *bytes, size_t len)
{
    struct reading *reading = ctx;
    struct pwz_err err = {0};
    size_t got = 0;
    const enum pwz_status status =
        source_read_at(&reading->file, offset, bytes, len, &got, &err);

    read_count(reading);
    if (status == PWZ_OK) {
        return (int64_t)got;
    }
    if (status == PWZ_E_CANCELLED) {
        pwz_recon_cancel(reading->recon); /* a file that fails has other words */
    }
    pthread_mutex_lock(&reading->run->piece_lock);
    reading->failure = err;
    pthread_mutex_unlock(&reading->run->piece_lock);
    return -1;
}

/* A regular file may be read from two places at once. */
static enum pwz_status read_plain(struct reading *reading, struct pwz_err *err)
{
    const struct pwz_recon_source source = {
        .ctx = reading, .read_at = read_at, .size = reading->file.size};

    reading->failure = (struct pwz_err){0};

    const enum pwz_status status =
        pwz_recon_read(reading->recon, reading->name, &source, reading->threads, err);

    read_count(reading);
    if (reading->failure.status == PWZ_E_CANCELLED) {
        tell_cancel(reading, NULL);
        *err = reading->failure;
        return PWZ_E_CANCELLED;
    }
    if (status == PWZ_E_IO && reading->failure.status == PWZ_E_IO) {
        *err = reading->failure;
    }
    return status;
}

/* ---- gzip ---- */

static enum pwz_status read_gzip(struct reading *reading, struct pwz_err *err)
{
    struct gzip_source *gzip = NULL;
    enum pwz_status status = gzip_source_new(&reading->file, INFLATE_BEST, &gzip, err);

    if (status != PWZ_OK) {
        return status;
    }

    const struct source_maker maker = {.fill = gzip_source_fill, .self = gzip};

    status = read_made(reading, &maker, reading->name, err);
    if (status == PWZ_OK && gzip_source_rest(gzip) > 0) {
        pwz_recon_note(reading->recon, false,
                       "bytes behind the gzip data were left out: they are no gzip data");
    }
    gzip_source_free(gzip);
    return status;
}

/* ---- all together ---- */

static enum pwz_status read_form(struct reading *reading, struct pwz_err *err)
{
    struct source_file *file = &reading->file;
    const enum pwz_status status = source_fill(file, SOURCE_WINDOW, err);

    if (status != PWZ_OK) {
        return read_is_fatal(status) ? status
                                     : read_refused(reading, reading->name, status, err);
    }
    switch (sniff_bytes(file->pos, source_have(file), err)) {
    case SNIFF_GZIP: return read_gzip(reading, err);
    case SNIFF_ZIP: return read_zip(reading, err);
    case SNIFF_REFUSED: return read_refused(reading, reading->name, PWZ_E_SCHEMA, err);
    case SNIFF_TEXT: break;
    }
    if (reading->threads > 1 && file->is_regular && file->size >= SPLIT_MIN &&
        file->offset == source_have(file)) {
        return read_plain(reading, err);
    }
    return read_text(reading, NULL, reading->name, err);
}

/* A file that is still being written often looks cut off, so this is told instead. */
static enum pwz_status check_unchanged(struct reading *reading, enum pwz_status status,
                                       struct pwz_err *err)
{
    struct pwz_err changed = {0};

    if ((status != PWZ_OK && status != PWZ_E_SYNTAX) ||
        source_check_unchanged(&reading->file, &changed) == PWZ_OK) {
        return status;
    }
    pwz_recon_note(reading->recon, true, changed.text);
    *err = changed;
    return PWZ_E_CONFLICT;
}

enum pwz_status read_one(struct reading *reading, const char *path, struct pwz_err *err)
{
    struct pwz_recon_run *run = reading->run;
    const struct source_run shared = {
        .cancelled = &run->is_cancelled,
        .cancel_fd = run->cancel_fds[0],
        .done = &run->done,
    };

    reading->name = read_name(path);

    enum pwz_status status =
        source_open(&reading->file, path, run->opts.stdin_fd, &shared, err);

    if (status == PWZ_OK) {
        reading->begun = pwz_recon_progress(reading->recon).files;
        status = read_form(reading, err);
        status = check_unchanged(reading, status, err);
        if (status == PWZ_E_CANCELLED &&
            pwz_recon_progress(reading->recon).files == reading->begun) {
            tell_cancel(reading, reading->name);
        }
    } else if (!read_is_fatal(status)) {
        status = read_refused(reading, reading->name, status, err);
    }
    source_close(&reading->file);
    if (status != PWZ_OK && err->file[0] == '\0') {
        pwz_err_place(err, reading->name, err->line, err->column);
    }
    atomic_fetch_add(&run->files_done, 1);
    return status;
}
