/* The life of a reader: files begin, are fed and end; what goes wrong stays known. */
#include "evidence/recon/reader.h"

#include "pecwiz/text.h"

#include "evidence/recon/head.h"
#include "evidence/recon/place.h"

static const struct pwz_recon_opts defaults = {
    .memory_max_bytes = (size_t)3 << 30,
    .groups_max = 4000000,
    .line_max_bytes = 1 << 20,
    .newest_days = 3,
    .warnings_max = 100,
};

static struct pwz_recon_opts with_defaults(const struct pwz_recon_opts *given)
{
    struct pwz_recon_opts opts = given ? *given : defaults;

    if (!opts.memory_max_bytes)
        opts.memory_max_bytes = defaults.memory_max_bytes;
    if (!opts.groups_max)
        opts.groups_max = defaults.groups_max;
    if (!opts.line_max_bytes)
        opts.line_max_bytes = defaults.line_max_bytes;
    if (!opts.newest_days)
        opts.newest_days = defaults.newest_days;
    if (!opts.warnings_max)
        opts.warnings_max = defaults.warnings_max;
    return opts;
}

enum pwz_status pwz_recon_new(const struct pwz_recon_opts *opts, struct pwz_recon **recon,
                              struct pwz_err *err)
{
    struct pwz_recon *self = pwz_mem_new(1, sizeof *self);

    *recon = NULL;
    if (!self)
        return pwz_err_set(err, PWZ_E_NOMEM, "not enough memory to read usage files");
    self->opts = with_defaults(opts);
    self->engine = scan_engine_find(self->opts.engine);
    self->budget.bytes_max = self->opts.memory_max_bytes;
    self->progress = &self->own_progress;
    for (uint32_t i = 0; i < 2; i++) {
        self->tables[i].budget = &self->budget;
        self->tables[i].groups_max = (uint32_t)self->opts.groups_max;
    }
    self->copies = pwz_mem_new(COL_COUNT, sizeof *self->copies);
    if (!self->engine || !self->copies) {
        bool is_known = self->engine != NULL;
        pwz_recon_free(self);
        return is_known ? pwz_err_set(err, PWZ_E_NOMEM,
                                      "not enough memory to read usage files")
                        : pwz_err_set(err, PWZ_E_NOT_FOUND,
                                      "this machine has no engine of that name");
    }
    *recon = self;
    return PWZ_OK;
}

void pwz_recon_free(struct pwz_recon *recon)
{
    if (!recon)
        return;
    for (uint32_t i = 0; i < 2; i++)
        tables_done(&recon->tables[i]);
    for (uint32_t i = 0; i < PWZ_ID_COUNT; i++) {
        pwz_mem_free(recon->ids[i].entries);
        hashes_done(&recon->ids[i].index);
    }
    texts_done(&recon->texts);
    dates_done(&recon->dates);
    pwz_arena_done(&recon->arena);
    pwz_mem_free(recon->files);
    pwz_mem_free(recon->warnings);
    pwz_mem_free(recon->csv);
    pwz_mem_free(recon->jsonl);
    pwz_mem_free(recon->tail);
    pwz_mem_free(recon->copies);
    pwz_mem_free(recon);
}

static enum pwz_status tell(const struct pwz_recon *recon, struct pwz_err *err)
{
    if (err)
        *err = recon->failure;
    return recon->failure.status;
}

/* ---- files ---- */

bool recon_add_file(struct pwz_recon *recon, const char *name)
{
    if (!grow(&recon->budget, &recon->files, recon->file_count, &recon->file_room,
              sizeof *recon->files))
        return false;
    recon->file = &recon->files[recon->file_count++];
    *recon->file = (struct file){.version = "other", .order_reason = ""};
    recon->file->first_day = recon->file->last_day = PWZ_DAY_NONE;
    recon->file->name =
        texts_add_name(&recon->texts, &recon->budget, (struct span){name, strlen(name)});
    if (recon->file->name != NOT_THERE)
        return true;
    recon->file->name = 0;
    return false;
}

enum pwz_status pwz_recon_begin(struct pwz_recon *recon, const char *name,
                                struct pwz_err *err)
{
    if (recon->state == FEED_FAILED)
        return tell(recon, err);
    if (recon->state != FEED_NONE)
        return pwz_err_set(err, PWZ_E_STATE, "the file before is not ended yet");
    if (!recon_add_file(recon, name)) {
        recon_fail(recon, 0);
        return tell(recon, err);
    }
    recon->state = FEED_HEAD;
    recon->tail_len = recon->row_mark_len = 0;
    recon->is_silent = false;
    recon->told = 0;
    recon->failure = (struct pwz_err){.status = PWZ_OK};
    memset(&recon->memory, 0, sizeof recon->memory);
    for (uint32_t i = 0; i < PWZ_ID_COUNT; i++)
        recon->memory.ids[i].len = MEMO_MAX + 1;
    atomic_fetch_add(&recon->progress->files, 1);
    return PWZ_OK;
}

static bool keep_tail(struct pwz_recon *recon, const char *bytes, size_t len)
{
    if (!len)
        return true;
    if (recon->tail_len + len > recon->tail_room) {
        size_t room = recon->tail_room ? recon->tail_room : 1 << 16;
        while (room < recon->tail_len + len)
            room *= 2;
        char *bigger = pwz_mem_resize(recon->tail, room, 1);
        if (!bigger)
            return recon_fail(recon, 0);
        recon->tail = bigger;
        recon->tail_room = room;
    }
    memcpy(recon->tail + recon->tail_len, bytes, len);
    recon->tail_len += len;
    return true;
}

static void cut_tail(struct pwz_recon *recon, size_t by)
{
    recon->tail_len -= by;
    memmove(recon->tail, recon->tail + by, recon->tail_len);
}

static void show_progress(struct pwz_recon *recon)
{
    if (recon->is_silent)
        return;
    atomic_fetch_add(&recon->progress->lines, recon->shown_lines);
    atomic_fetch_add(&recon->progress->missing, recon->shown_missing);
    recon->shown_lines = recon->shown_missing = 0;
}

/* Read the view with the file's engine. Returns where its unfinished row begins; the
 * engine's offsets are then relative to that place. */
static size_t run(struct pwz_recon *recon, const char *view, size_t len, bool is_last)
{
    size_t used;

    if (recon->state == FEED_CSV) {
        csv_run(recon->csv, view, len, is_last);
        used = recon->csv->start;
        csv_rebase(recon->csv, used);
    } else {
        jsonl_run(recon->jsonl, view, len, is_last);
        used = recon->jsonl->start;
        recon->jsonl->start = 0;
        recon->jsonl->scanned -= used;
    }
    return used;
}

/* The row that began in the pieces before: append to it until it is whole and what is
 * left lies in this piece alone. Returns the bytes of the piece that are done. */
static size_t finish_tail(struct pwz_recon *recon, const char *bytes, size_t len)
{
    size_t taken = 0, piece = 4096;

    while (recon->tail_len && taken < len && recon->state < FEED_REFUSED) {
        size_t old = recon->tail_len, rest = len - taken;
        size_t more = rest < piece ? rest : piece;
        if (!keep_tail(recon, bytes + taken, more))
            return taken;
        size_t used = run(recon, recon->tail, recon->tail_len, false);
        if (used >= old) {
            recon->tail_len = 0;
            if (recon->state == FEED_CSV)
                csv_restart(recon->csv, 0);
            return taken + used - old;
        }
        cut_tail(recon, used);
        taken += more;
        piece = piece < 1 << 18 ? piece * 2 : piece;
    }
    return taken;
}

static void feed_data(struct pwz_recon *recon, const char *bytes, size_t len)
{
    while (len && recon->state < FEED_REFUSED) {
        if (recon->tail_len) {
            size_t done = finish_tail(recon, bytes, len);
            bytes += done;
            len -= done;
            continue;
        }
        size_t piece = len < (size_t)1 << 22 ? len : (size_t)1 << 22;
        size_t used = run(recon, bytes, piece, false);
        show_progress(recon);
        if (recon->state >= FEED_REFUSED || !keep_tail(recon, bytes + used, piece - used))
            return;
        bytes += piece;
        len -= piece;
        if (atomic_load_explicit(&recon->progress->is_cancelled, memory_order_relaxed))
            return;
    }
}

static void feed_head(struct pwz_recon *recon, const char *bytes, size_t len,
                      bool is_last)
{
    size_t more = len < 4096 ? len : 4096, used = 0;

    for (;;) {
        if (!keep_tail(recon, bytes, more))
            return;
        bytes += more;
        len -= more;
        if (head_read(recon, is_last && !len, &used) || recon->state != FEED_HEAD)
            break;
        if (!len)
            return;
        more = len < 16384 ? len : 16384;
    }
    if (recon->state >= FEED_REFUSED)
        return;
    cut_tail(recon, used);
    used = run(recon, recon->tail, recon->tail_len, false);
    cut_tail(recon, used);
    feed_data(recon, bytes, len);
}

enum pwz_status pwz_recon_feed(struct pwz_recon *recon, const char *bytes, size_t len,
                               struct pwz_err *err)
{
    if (recon->state == FEED_NONE || recon->state == FEED_SEALED)
        return pwz_err_set(err, PWZ_E_STATE, "no file is begun");
    if (recon->state >= FEED_REFUSED)
        return tell(recon, err);
    if (atomic_load_explicit(&recon->progress->is_cancelled, memory_order_relaxed)) {
        recon_fail_with(recon, 0, PWZ_E_CANCELLED, "cancelled");
        return tell(recon, err);
    }
    recon->file->bytes += len;
    if (recon->state == FEED_HEAD)
        feed_head(recon, bytes, len, false);
    else
        feed_data(recon, bytes, len);
    show_progress(recon);
    size_t told = recon->told < len ? recon->told : len;
    recon->told -= told;
    if (!recon->is_silent)
        atomic_fetch_add(&recon->progress->bytes, len - told);
    if (recon->state < FEED_REFUSED &&
        atomic_load_explicit(&recon->progress->is_cancelled, memory_order_relaxed))
        recon_fail_with(recon, 0, PWZ_E_CANCELLED, "cancelled");
    return recon->state >= FEED_REFUSED ? tell(recon, err) : PWZ_OK;
}

/* No field of it is missing, or there is nothing in it. */
static bool is_whole_row(const struct pwz_recon *recon, size_t start,
                         const struct slow_row *row)
{
    size_t at = start;

    while (at < row->end && (recon->tail[at] == ' ' || recon->tail[at] == '\t'))
        at++;
    return at == row->end || row->fields >= recon->file->columns;
}

/* Whether the file ends inside a row: without line end, before the last field. The rows
 * are read already, so that their marks are free. */
static bool ends_in_row(struct pwz_recon *recon)
{
    struct slow_row row = {.marks = recon->csv->marks};
    const char *tail = recon->tail;
    size_t len = recon->tail_len, start = 0;

    if (!len || tail[len - 1] == '\n' || tail[len - 1] == '\r')
        return false;
    for (;;) {
        row.fields = 0;
        if (slow_row(tail, len, start, recon->file->delimiter, true, &row) != SLOW_ROW)
            return !memchr(tail + start, '\n', len - start);
        if (row.next >= len)
            return !is_whole_row(recon, start, &row);
        start = row.next;
    }
}

static void run_last_csv(struct pwz_recon *recon)
{
    bool is_row = !recon->csv->is_skipped;

    run(recon, recon->tail, recon->tail_len, true);
    if (is_row && recon->state == FEED_CSV && !recon->file->is_cut && ends_in_row(recon))
        pwz_recon_note(
            recon, true,
            "the file ends in the middle of its last row: the download was cut "
            "off; what was read so far counts, get the file again for the "
            "rest");
}

void recon_run_last(struct pwz_recon *recon)
{
    if (recon->state == FEED_CSV)
        run_last_csv(recon);
    else if (recon->state == FEED_JSONL)
        run(recon, recon->tail, recon->tail_len, true);
    recon->tail_len = 0;
    place_flush_ids(recon);
    show_progress(recon);
}

void recon_set_lines(struct pwz_recon *recon, uint64_t lines)
{
    if (recon->state == FEED_CSV)
        csv_start(recon->csv, 0, lines + 1);
    else if (recon->state == FEED_JSONL)
        recon->jsonl->line = lines + 1;
}

enum pwz_status pwz_recon_end(struct pwz_recon *recon, struct pwz_err *err)
{
    if (recon->state == FEED_NONE || recon->state == FEED_SEALED)
        return pwz_err_set(err, PWZ_E_STATE, "no file is begun");
    if (recon->state == FEED_HEAD)
        feed_head(recon, "", 0, true);
    recon_run_last(recon);
    if (recon->state == FEED_FAILED)
        return tell(recon, err);
    enum pwz_status status = recon->state == FEED_REFUSED ? tell(recon, err) : PWZ_OK;
    file_settle_dates(recon, recon->file_count - 1);
    recon->tail_len = 0;
    recon->state = FEED_NONE;
    return status;
}

void pwz_recon_note(struct pwz_recon *recon, bool cut, const char *words)
{
    if (!recon->file)
        return;
    recon->file->is_cut |= cut;
    recon_warn(recon, 0, "%s", words);
}

void pwz_recon_refuse(struct pwz_recon *recon, const char *words)
{
    if (recon->state == FEED_HEAD || recon->state == FEED_CSV ||
        recon->state == FEED_JSONL) {
        struct pwz_err gated = {.status = PWZ_OK};
        if (recon->file->lines) {
            pwz_recon_note(recon, true, words);
            return;
        }
        pwz_err_set(&gated, PWZ_E_SCHEMA, "%s", words);
        recon_refuse(recon, 0, gated.text);
    }
}

void pwz_recon_cancel(struct pwz_recon *recon)
{
    atomic_store_explicit(&recon->progress->is_cancelled, true, memory_order_relaxed);
}

struct pwz_recon_progress pwz_recon_progress(const struct pwz_recon *recon)
{
    return (struct pwz_recon_progress){
        .bytes = atomic_load(&recon->progress->bytes),
        .lines = atomic_load(&recon->progress->lines),
        .missing = atomic_load(&recon->progress->missing),
        .files = atomic_load(&recon->progress->files),
    };
}
