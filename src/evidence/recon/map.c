/*
 * One file that can be read from any offset: on one thread, or in two halves.
 *
 * Where rows begin in the middle of CSV text cannot be known for sure: a line feed may
 * lie inside quotes. So the halves are cut at a line that begins like line 1, read side
 * by side, and the second one counts only when the first has come out exactly there,
 * between two rows. Else the rest of the file is read again on one thread.
 */
#include <pthread.h>

#include "evidence/recon/absorb.h"
#include "evidence/recon/head.h"
#include "evidence/recon/place.h"

enum {
    WINDOW = 1 << 18,     /* stays in the second-level cache with the tables */
    HALVES_MIN = 8 << 20, /* below that a second thread does not pay */
    SEARCH_MAX = 8 << 20  /* for a place to cut */
};

/* The part [at, end) of a source, read by one reader. */
struct part {
    struct pwz_recon *recon;
    const struct pwz_recon_source *source;
    const char *bytes; /* all of it, if it lies in memory */
    char *window;
    uint64_t at, end;
    bool has_thread, is_short, has_failed;
    enum pwz_status status;
    struct pwz_err err;
    pthread_t thread;
};

/* The next window; 0 at the end. */
static size_t next_window(struct part *part, const char **bytes)
{
    uint64_t rest = part->end - part->at;
    size_t want = rest < WINDOW ? (size_t)rest : WINDOW;

    if (part->bytes) {
        *bytes = part->bytes + part->at;
        return want;
    }
    *bytes = part->window;
    int64_t got =
        want ? part->source->read_at(part->source->ctx, part->at, part->window, want) : 0;
    part->has_failed = got < 0;
    part->is_short = got == 0 && want > 0;
    return got > 0 ? (size_t)got : 0;
}

static void read_part(struct part *part)
{
    const char *bytes;
    size_t len;

    while (part->status == PWZ_OK && (len = next_window(part, &bytes)) > 0) {
        part->status = pwz_recon_feed(part->recon, bytes, len, &part->err);
        part->at += len;
    }
}

static void *read_on_thread(void *part)
{
    read_part(part);
    return NULL;
}

/* ---- where to cut ---- */

static const char *find_row(const struct pwz_recon *recon, const char *bytes, size_t len)
{
    size_t mark = recon->state == FEED_JSONL ? 0 : recon->row_mark_len;
    const char *at = bytes, *end = bytes + len;

    while ((size_t)(end - at) > mark + 1) {
        at = memchr(at, '\n', (size_t)(end - at) - mark - 1);
        if (!at)
            return NULL;
        at++;
        if (memcmp(at, recon->row_mark, mark) == 0)
            return at;
    }
    return NULL;
}

/* Offset of a row that begins behind `from`; 0 when none is found. Windows overlap by the
 * longest mark. */
static uint64_t find_cut(struct part *part, uint64_t from)
{
    struct part looking = *part;
    const char *bytes;
    size_t len;

    looking.at = from;
    while (looking.at < part->end && looking.at - from < SEARCH_MAX &&
           (len = next_window(&looking, &bytes)) > 0) {
        const char *found = find_row(part->recon, bytes, len);
        if (found)
            return looking.at + (uint64_t)(found - bytes);
        looking.at += len > 2 * MEMO_MAX ? len - MEMO_MAX : len;
    }
    return 0;
}

/* ---- halves ---- */

/* A reader that goes on in the middle of the file `of` is reading. */
static struct pwz_recon *fork_reader(struct pwz_recon *of, struct pwz_err *err)
{
    struct pwz_recon_opts opts = of->opts;
    struct pwz_recon *half;

    opts.may_mix_months = true;
    opts.engine = of->engine->name;
    if (pwz_recon_new(&opts, &half, err) != PWZ_OK)
        return NULL;
    half->budget.bytes = of->budget.bytes;
    if (pwz_recon_begin(half, "", err) != PWZ_OK) {
        pwz_recon_free(half);
        return NULL;
    }
    half->progress = of->progress;
    const char *partner = texts_at(&of->texts, of->file->partner);
    struct file file = *of->file;
    file.name = file.refused = file.invoice = 0;
    file.bytes = file.lines = file.unusable = 0;
    file.repeated_heads = file.totals = file.rounded = 0;
    file.charges_say = file.rates_say = 0;
    memset(file.periods, 0, sizeof file.periods);
    file.is_billed = file.has_comma = file.has_credit_key = false;
    file.partner = texts_add(&half->texts, &half->budget, partner, strlen(partner));
    *half->file = file;
    half->first_partner = file.partner;
    half->columns = of->columns;
    if (file.partner == NOT_THERE || !head_prepare(half)) {
        pwz_recon_free(half);
        return NULL;
    }
    if (half->csv)
        csv_start(half->csv, 0, 1);
    return half;
}

/* Whether all that was fed ends exactly behind a row. */
static bool is_between_rows(const struct pwz_recon *recon)
{
    struct slow_row row = {.marks = pwz_mem_new(CSV_FIELDS_MAX + 1, sizeof(uint32_t))};
    size_t at = 0;
    bool is_clean = recon->state == FEED_CSV && !recon->csv->is_skipped && row.marks;

    if (recon->state == FEED_JSONL)
        is_clean = !recon->tail_len || recon->tail[recon->tail_len - 1] == '\n';
    for (; is_clean && recon->state == FEED_CSV && at < recon->tail_len; at = row.next)
        is_clean = slow_row(recon->tail, recon->tail_len, at, recon->file->delimiter,
                            false, &row) == SLOW_ROW;
    pwz_mem_free(row.marks);
    return is_clean;
}

static uint64_t lines_of(const struct pwz_recon *recon)
{
    return recon->state == FEED_JSONL ? recon->jsonl->line - 1 : recon->csv->row_line - 1;
}

/* Let a half count its last rows. */
static void end_half(struct part *part, uint64_t *lines)
{
    struct pwz_recon *recon = part->recon;

    recon_run_last(recon);
    *lines = lines_of(recon);
    part->status = recon->state == FEED_FAILED ? recon->failure.status : PWZ_OK;
    part->err = recon->failure;
}

static bool is_cancelled(const struct pwz_recon *recon)
{
    return atomic_load_explicit(&recon->progress->is_cancelled, memory_order_relaxed);
}

/* A source that gives up when it is cancelled did not fail. */
static void settle_cancel(struct part *half)
{
    if (!half->has_failed || !is_cancelled(half->recon))
        return;
    half->has_failed = false;
    if (half->status == PWZ_OK)
        half->status = PWZ_E_CANCELLED;
}

static void run_halves(struct part *first, struct part *second)
{
    second->has_thread =
        pthread_create(&second->thread, NULL, read_on_thread, second) == 0;
    read_part(first);
    if (second->has_thread)
        pthread_join(second->thread, NULL);
    else
        read_part(second);
    settle_cancel(first);
    settle_cancel(second);
}

/* Both halves into the reader of the file. False: nothing was added, read on one thread.
 */
static bool join_halves(struct pwz_recon *recon, struct part *first, struct part *second,
                        uint64_t before)
{
    uint64_t lines = 0, more = 0;

    bool is_cancelled = first->status == PWZ_E_CANCELLED;
    if (first->status != PWZ_OK && !is_cancelled)
        return false;
    if (is_cancelled) {
        place_flush_ids(first->recon);
        recon_add_half(recon, first->recon, before);
        return true;
    }
    if (second->status != PWZ_OK || !is_between_rows(first->recon))
        return false;
    end_half(first, &lines);
    end_half(second, &more);
    if (first->status != PWZ_OK || second->status != PWZ_OK)
        return false;
    if (recon_add_half(recon, first->recon, before) &&
        recon_add_half(recon, second->recon, before + lines))
        recon_set_lines(recon, before + lines + more);
    return true;
}

static bool prepare_half(struct part *half, const struct part *whole,
                         struct pwz_recon *recon, uint64_t at, uint64_t end)
{
    *half = *whole;
    half->at = at;
    half->end = end;
    half->window = whole->bytes ? NULL : pwz_mem_new(WINDOW, 1);
    half->recon = whole->bytes || half->window ? fork_reader(recon, &half->err) : NULL;
    return half->recon != NULL;
}

static void half_done(struct part *half)
{
    pwz_mem_free(half->window);
    pwz_recon_free(half->recon);
}

/* The rest of the file in two halves; `part` then has nothing left. When that cannot be,
 * `part` is as before. */
static void try_halves(struct part *part)
{
    struct pwz_recon *recon = part->recon;
    /* What is in the tail belongs to a row that is not read yet. */
    uint64_t start = part->at - recon->tail_len;
    uint64_t cut = find_cut(part, start + (part->end - start) / 2);
    struct part first = {.at = 0}, second = {.at = 0};

    if (!cut)
        return;
    bool is_ready = prepare_half(&first, part, recon, start, cut) &&
                    prepare_half(&second, part, recon, cut, part->end);
    if (is_ready) {
        first.recon->told = recon->tail_len;
        run_halves(&first, &second);
        if (!first.is_short && !second.is_short && !first.has_failed &&
            !second.has_failed && join_halves(recon, &first, &second, lines_of(recon))) {
            recon->file->bytes += part->end - part->at;
            recon->tail_len = 0;
            part->at = part->end;
            if (first.status == PWZ_E_CANCELLED) {
                recon_fail_with(recon, 0, PWZ_E_CANCELLED, "cancelled");
                part->status = PWZ_E_CANCELLED;
                part->err = recon->failure;
            }
        } else {
            recon->is_silent = true;
        }
    }
    half_done(&first);
    half_done(&second);
}

static bool can_halve(const struct part *part)
{
    const struct pwz_recon *recon = part->recon;
    bool has_mark = recon->state == FEED_JSONL ||
                    (recon->state == FEED_CSV && recon->row_mark_len >= 8);

    return part->status == PWZ_OK && has_mark && part->at < part->end &&
           part->end - part->at >= HALVES_MIN;
}

static enum pwz_status end_part(struct part *part, struct pwz_err *err)
{
    struct pwz_recon *recon = part->recon;

    if (part->status == PWZ_OK && part->has_failed && is_cancelled(recon)) {
        recon_fail_with(recon, 0, PWZ_E_CANCELLED, "cancelled");
        part->status = PWZ_E_CANCELLED;
        part->err = recon->failure;
    }
    if (part->status == PWZ_OK && part->has_failed)
        part->status = pwz_err_set(&part->err, PWZ_E_IO, "the file could not be read");
    if (part->status != PWZ_E_CANCELLED && (part->has_failed || part->is_short))
        pwz_recon_note(recon, true,
                       part->has_failed ? "the file could not be read to its end"
                                        : "the file became shorter while it was read");
    if (part->status == PWZ_OK || part->status == PWZ_E_SCHEMA ||
        part->status == PWZ_E_IO) {
        struct pwz_err end = {.status = PWZ_OK};
        enum pwz_status status = pwz_recon_end(recon, &end);
        if (part->status == PWZ_OK && status != PWZ_OK) {
            part->status = status;
            part->err = end;
        }
    }
    if (part->status != PWZ_OK && err)
        *err = part->err;
    return part->status;
}

static enum pwz_status read_whole(struct part *part, const char *name, unsigned threads,
                                  struct pwz_err *err)
{
    const char *bytes;
    size_t len;

    part->status = pwz_recon_begin(part->recon, name, &part->err);
    if (part->status != PWZ_OK) {
        if (err)
            *err = part->err;
        return part->status;
    }
    /* The head and the first rows tell how rows begin. */
    len = next_window(part, &bytes);
    if (len) {
        part->status = pwz_recon_feed(part->recon, bytes, len, &part->err);
        part->at += len;
    }
    if (threads > 1 && can_halve(part))
        try_halves(part);
    read_part(part);
    return end_part(part, err);
}

enum pwz_status pwz_recon_map(struct pwz_recon *recon, const char *name,
                              const char *bytes, size_t len, unsigned threads,
                              struct pwz_err *err)
{
    struct part part = {.recon = recon, .bytes = bytes, .end = len};

    return read_whole(&part, name, threads, err);
}

enum pwz_status pwz_recon_read(struct pwz_recon *recon, const char *name,
                               const struct pwz_recon_source *source, unsigned threads,
                               struct pwz_err *err)
{
    struct part part = {.recon = recon, .source = source, .end = source->size};

    part.window = pwz_mem_new(WINDOW, 1);
    if (!part.window)
        return pwz_err_set(err, PWZ_E_NOMEM, "not enough memory to read a file");
    enum pwz_status status = read_whole(&part, name, threads, err);
    pwz_mem_free(part.window);
    return status;
}
