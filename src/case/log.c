/*
 * The lines of a journal: each is one JSON object whose last member is the CRC-32C of the
 * line before's checksum and of all that stands before it. A line is checked before it is
 * parsed.
 */
#include "case/log.h"

#include <string.h>

#include "pecwiz/text.h"

#include "case/crc32c.h"

enum {
    FIRST_ROOM = 32
};

static const char crc_before[] = ", \"crc\": \"";
static const char crc_after[] = "\"}";
static const char crc_start[] = "00000000"; /* the chain before the first line */

void log_init(struct case_log *log)
{
    *log = (struct case_log){0};
    log->facts.arena = &log->arena;
    pwz_buf_init(&log->bytes, PWZ_CASE_BYTES_MAX);
    pwz_buf_init(&log->line, PWZ_CASE_LINE_MAX);
    pwz_buf_init(&log->text, PWZ_CASE_LINE_MAX);
    memcpy(log->crc, crc_start, LOG_CRC_SIZE);
}

void log_done(struct case_log *log)
{
    ids_done(&log->facts);
    pwz_arena_done(&log->arena);
    pwz_mem_free(log->events);
    pwz_mem_free(log->marks);
    pwz_buf_done(&log->bytes);
    pwz_buf_done(&log->line);
    pwz_buf_done(&log->text);
    *log = (struct case_log){0};
}

const struct log_event *log_last(const struct case_log *log)
{
    return log->count == 0 ? NULL : &log->events[log->count - 1];
}

const struct log_event *log_content(const struct case_log *log)
{
    size_t at = log->count - 1;

    while (at > 0 && log->events[at].e.kind != PWZ_ENTRY_CONTENT) {
        at--;
    }
    return &log->events[at];
}

static enum pwz_status fail_nomem(struct pwz_err *err)
{
    return pwz_err_set(err, PWZ_E_NOMEM,
                       "out of memory: this was not taken, all before is kept");
}

/* ---- the chain ---- */

static void write_crc(const char *before, const char *body, size_t len,
                      char out[LOG_CRC_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    const uint32_t crc = crc32c(crc32c(0, before, LOG_CRC_SIZE - 1), body, len);

    for (unsigned i = 0; i < LOG_CRC_SIZE - 1; i++) {
        out[i] = digits[crc >> (28 - 4 * i) & 15U];
    }
    out[LOG_CRC_SIZE - 1] = '\0';
}

bool log_check_crc(const char *before, const char *line, size_t len)
{
    const size_t tail = sizeof(crc_before) - 1 + LOG_CRC_SIZE - 1 + sizeof(crc_after) - 1;
    char crc[LOG_CRC_SIZE];

    if (len <= tail) {
        return false;
    }

    const size_t body = len - tail;
    const char *at = line + body;

    write_crc(before, line, body, crc);
    return memcmp(at, crc_before, sizeof(crc_before) - 1) == 0 &&
           memcmp(at + sizeof(crc_before) - 1, crc, LOG_CRC_SIZE - 1) == 0 &&
           memcmp(line + len - (sizeof(crc_after) - 1), crc_after,
                  sizeof(crc_after) - 1) == 0;
}

/* ---- adding ---- */

static bool make_room(struct case_log *log)
{
    if (log->count < log->room) {
        return true;
    }

    const size_t room = log->room == 0 ? FIRST_ROOM : log->room * 2;
    struct log_event *events = pwz_mem_resize(log->events, room, sizeof(*events));

    if (events == NULL) {
        return false;
    }
    log->events = events;
    log->room = room;
    return true;
}

/* The line of `event` into log->line, with its checksum in `crc`. */
static enum pwz_status make_line(struct case_log *log, const struct log_event *event,
                                 const struct log_event *before, char crc[LOG_CRC_SIZE],
                                 struct pwz_err *err)
{
    char made[LOG_CRC_SIZE];

    pwz_buf_clear(&log->line);
    codec_write(event, before, &log->line);
    write_crc(crc, pwz_buf_text(&log->line), log->line.len, made);
    memcpy(crc, made, LOG_CRC_SIZE);
    pwz_buf_adds(&log->line, crc_before);
    pwz_buf_adds(&log->line, crc);
    pwz_buf_adds(&log->line, crc_after);
    pwz_buf_addc(&log->line, '\n');
    if (pwz_buf_status(&log->line) == PWZ_E_LIMIT) {
        return pwz_err_set(err, PWZ_E_LIMIT,
                           "this is longer than one entry of a case may be (%d bytes)",
                           PWZ_CASE_LINE_MAX);
    }
    return pwz_buf_status(&log->line) == PWZ_OK ? PWZ_OK : fail_nomem(err);
}

/* A buffer's errors stick; here the next try is another one. */
static enum pwz_status append(struct pwz_buf *bytes, const struct pwz_buf *line,
                              struct pwz_err *err)
{
    enum pwz_status status;

    pwz_buf_add(bytes, line->data, line->len);
    status = pwz_buf_status(bytes);
    bytes->status = PWZ_OK;
    if (status == PWZ_E_LIMIT) {
        return pwz_err_set(err, PWZ_E_LIMIT,
                           "the case is full (%d bytes): this was not taken; close it "
                           "and fork a new one",
                           PWZ_CASE_BYTES_MAX);
    }
    return status == PWZ_OK ? PWZ_OK : fail_nomem(err);
}

static bool number_fact(struct case_log *log, struct log_event *event)
{
    event->fact = UINT32_MAX;
    if (event->e.fact[0] == '\0') {
        return true;
    }
    event->fact = ids_number(&log->facts, event->e.fact);
    return event->fact != UINT32_MAX && effect_prepare(log);
}

static void push(struct case_log *log, const struct log_event *event)
{
    log->events[log->count] = *event;
    log->events[log->count].end = log->bytes.len;
    log->count++;
    log->shown = event->e.has_shown ? log->count : log->shown;
    effect_take_back(log);
}

static void mark(struct case_log *log, enum pwz_entry_kind kind)
{
    if (kind == PWZ_ENTRY_RETRACT || kind == PWZ_ENTRY_UNDO ||
        kind == PWZ_ENTRY_SET_ASIDE) {
        effect_mark_retracted(log);
    }
}

enum pwz_status log_add(struct case_log *log, const struct log_event *event,
                        struct pwz_err *err)
{
    const struct log_event *before = make_room(log) ? log_last(log) : NULL;
    struct log_event kept = *event;
    char crc[LOG_CRC_SIZE];
    enum pwz_status status;

    if (log->count == log->room) {
        return fail_nomem(err);
    }
    kept.e.number = (uint32_t)log->count + 1;
    memcpy(crc, log->crc, LOG_CRC_SIZE);
    status = codec_keep(log, before, &kept, err);
    if (status == PWZ_OK) {
        status = effect_check(log, &kept, err);
    }
    if (status == PWZ_OK && !number_fact(log, &kept)) {
        status = fail_nomem(err);
    }
    if (status == PWZ_OK) {
        status = make_line(log, &kept, before, crc, err);
    }
    if (status == PWZ_OK) {
        status = append(&log->bytes, &log->line, err);
    }
    if (status == PWZ_OK) {
        memcpy(log->crc, crc, LOG_CRC_SIZE);
        push(log, &kept);
        mark(log, kept.e.kind);
    }
    return status;
}

enum pwz_status log_take(struct case_log *log, struct log_event *event, const char *line,
                         size_t len, struct pwz_err *err)
{
    const struct log_event *before = make_room(log) ? log_last(log) : NULL;
    enum pwz_status status;

    if (log->count == log->room) {
        return fail_nomem(err);
    }
    if (event->e.number != log->count + 1) {
        return pwz_err_set(err, PWZ_E_SCHEMA, "\"seq\" is not the number of the line");
    }
    status = codec_keep(log, before, event, err);
    if (status == PWZ_OK) {
        status = effect_check(log, event, err);
    }
    if (status == PWZ_OK && !number_fact(log, event)) {
        status = fail_nomem(err);
    }
    if (status == PWZ_OK) {
        pwz_buf_add(&log->bytes, line, len);
        status = pwz_buf_status(&log->bytes) == PWZ_OK ? PWZ_OK : fail_nomem(err);
    }
    if (status == PWZ_OK) {
        /* The checksum stands at the end: DIGITS "} LF. */
        memcpy(log->crc, line + len - sizeof(crc_after) - (LOG_CRC_SIZE - 1),
               LOG_CRC_SIZE - 1);
        push(log, event);
    }
    return status;
}

/* No line has a line feed inside. */
static void set_ends(struct case_log *log)
{
    const char *at = log->bytes.data;

    for (size_t i = 0; i < log->count; i++) {
        at = (const char *)memchr(at, '\n',
                                  log->bytes.len - (size_t)(at - log->bytes.data)) +
             1;
        log->events[i].end = (size_t)(at - log->bytes.data);
    }
}

enum pwz_status log_renumber(struct case_log *log, const char *origin,
                             struct pwz_err *err)
{
    struct pwz_buf bytes;
    char crc[LOG_CRC_SIZE];
    char *kept = pwz_arena_text(&log->arena, origin, strlen(origin));
    const char *old = log->events[0].e.origin;
    enum pwz_status status = kept == NULL ? fail_nomem(err) : PWZ_OK;

    memcpy(crc, crc_start, LOG_CRC_SIZE);
    pwz_buf_init(&bytes, PWZ_CASE_BYTES_MAX);
    log->events[0].e.origin = status == PWZ_OK ? kept : old;
    for (size_t i = 0; i < log->count && status == PWZ_OK; i++) {
        status = make_line(log, &log->events[i], i == 0 ? NULL : &log->events[i - 1], crc,
                           err);
        if (status == PWZ_OK) {
            status = append(&bytes, &log->line, err);
        }
    }
    if (status != PWZ_OK) {
        log->events[0].e.origin = old;
        pwz_buf_done(&bytes);
        return status;
    }
    pwz_buf_done(&log->bytes);
    log->bytes = bytes;
    memcpy(log->crc, crc, LOG_CRC_SIZE);
    set_ends(log);
    return PWZ_OK;
}
