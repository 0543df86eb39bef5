/*
 * A journal in memory: its events, its bytes and the chain of checksums. Reads and makes
 * lines; knows neither files nor packs. Private to the room case.
 */
#ifndef PWZ_CASE_LOG_H
#define PWZ_CASE_LOG_H

#include "pecwiz/case.h"
#include "pecwiz/json.h"
#include "pecwiz/mem.h"

#include "case/ids.h"

enum {
    LOG_CRC_SIZE = 9, /* eight hexadecimal digits and a NUL */
    LOG_ID_MAX = 100, /* bytes of the id of a fact, value, verdict or pack */
};

struct log_event {
    struct pwz_case_event e;
    struct pwz_case_columns columns; /* open, content */
    uint32_t fact;                   /* number in log->facts, UINT32_MAX = none */
    size_t end;                      /* bytes of the journal up to the end of this line */
};

struct case_log {
    struct pwz_arena arena; /* all strings */
    struct ids facts;
    struct log_event *events;
    size_t count, room;
    struct pwz_buf bytes; /* the good lines */
    struct pwz_buf line;  /* the line being made */
    struct pwz_buf text;  /* the string being gated */
    char crc[LOG_CRC_SIZE];
    size_t shown; /* index + 1 of the newest event with a result shown, 0 = none */
    bool *marks;  /* room for effect_mark(): one for each fact */
    uint32_t mark_room;
};

void log_init(struct case_log *log);
void log_done(struct case_log *log);

/*
 * Add one event at the end: strings are gated and copied; number, chain and line are made
 * here. What is NULL counts as "". `by` and `program` NULL: as in the event before.
 * PWZ_E_RANGE, PWZ_E_STATE (undo of what is not in effect), PWZ_E_LIMIT, PWZ_E_NOMEM:
 * nothing changed.
 */
enum pwz_status log_add(struct case_log *log, const struct log_event *event,
                        struct pwz_err *err);

/* What was left out of the end of a file. */
struct log_rest {
    unsigned damaged_line; /* 0 = none */
    uint32_t lost_lines;   /* from there on */
    const char *torn;      /* borrowed from the bytes read; NULL = none */
    size_t torn_len;
    char why[200]; /* what is wrong with the first line left out */
};

/*
 * Read a file's bytes into an empty log. Only what goes wrong as a whole is an error:
 * PWZ_E_SYNTAX (no case file, or its first line is bad), PWZ_E_STATE (newer format),
 * PWZ_E_LIMIT, PWZ_E_NOMEM; everything else is in `rest`.
 */
enum pwz_status log_read(struct case_log *log, const char *bytes, size_t len,
                         struct log_rest *rest, struct pwz_err *err);

/* Parts of the reading, in read.c: whether a line, without its line feed, ends in its
 * checksum; and taking one that was decoded, with its line feed. */
bool log_check_crc(const char *before, const char *line, size_t len);
enum pwz_status log_take(struct case_log *log, struct log_event *event, const char *line,
                         size_t len, struct pwz_err *err);

/* Make all lines anew, the first with another case number: the same events, another
 * chain. PWZ_E_LIMIT, PWZ_E_NOMEM: nothing changed. */
enum pwz_status log_renumber(struct case_log *log, const char *origin,
                             struct pwz_err *err);

const struct log_event *log_last(const struct case_log *log); /* NULL when empty */
/* Content and columns now in force; the log is not empty. */
const struct log_event *log_content(const struct case_log *log);

/* ---- codec.c: one event as the members of one JSON object, and back ---- */

/* Append the object without its closing brace; `before` may be NULL. */
void codec_write(const struct log_event *event, const struct log_event *before,
                 struct pwz_buf *out);

/* Fill `event` from an object; strings are borrowed from `doc`, arrays are in `arena`. */
enum pwz_status codec_read(const struct pwz_json_doc *doc, struct pwz_arena *arena,
                           struct log_event *event, struct pwz_err *err);

/* Gate all strings of `event` into the log's arena and check their lengths. */
enum pwz_status codec_keep(struct case_log *log, const struct log_event *before,
                           struct log_event *event, struct pwz_err *err);

/* ---- effect.c: which entries are in effect ---- */

/* Whether the event may follow what the log has: order of kinds, `of`. Fills e.of of an
 * undo that names none. PWZ_E_RANGE, PWZ_E_STATE. */
enum pwz_status effect_check(const struct case_log *log, const struct log_event *event,
                             struct pwz_err *err);

/* Take memory for the marks of all facts, so that marking cannot fail. */
bool effect_prepare(struct case_log *log);
/* What the newest event takes back. */
void effect_take_back(struct case_log *log);
/* Set is_retracted anew; one pass over all events. */
void effect_mark_retracted(struct case_log *log);

/* An answer, evidence or retract that is neither undone nor aside. */
bool effect_holds(const struct pwz_case_event *event);

#endif
