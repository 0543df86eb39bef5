/*
 * How a case stands, in one or more sentences for people. Takes no memory: "not saved"
 * must be said even when there is none. An error record is used as the text, since it
 * formats, gates and cuts by itself.
 */
#include "case/store.h"

/* One more sentence. */
static void say(struct pwz_err *words, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void say(struct pwz_err *words, const char *format, ...)
{
    struct pwz_err more = {0};
    va_list args;

    va_start(args, format);
    pwz_err_setv(&more, PWZ_OK, format, args);
    va_end(args);
    pwz_err_set(words, PWZ_OK, "%s%s%s", words->text, words->text[0] == '\0' ? "" : " ",
                more.text);
}

static void describe_lock(const struct pwz_case *open, struct pwz_err *words)
{
    struct pwz_err holder = {0};

    lock_describe(&open->holder, &holder);
    if (open->lock == PWZ_CASE_LOCK_HELD) {
        say(words, "Read-only: %s has this case open.", holder.text);
    }
    if (open->lock == PWZ_CASE_LOCK_DENIED) {
        say(words, "Read-only: %s.", open->trouble.text);
    }
    if (open->took_over) {
        say(words, "Taken over from %s, which did not end in order.", holder.text);
    }
}

static void describe_rest(const struct pwz_case *open, struct pwz_err *words)
{
    if (open->rest.damaged_line != 0) {
        say(words,
            "Line %u is damaged (%s): read-only, the %zu entries before it are good, %u "
            "lines from there on were not read.",
            open->rest.damaged_line, open->rest.why, open->log.count,
            open->rest.lost_lines);
    }
    if (open->torn.len > 0 && open->lock == PWZ_CASE_LOCK_HELD) {
        say(words, "Its last line is being written or was torn: left out.");
    } else if (open->torn.len > 0) {
        say(words, "The last line was torn (%zu bytes, never called saved): left out%s.",
            open->torn.len, open->is_torn_kept ? " and kept aside" : "");
    }
}

/* First, since a long message may be cut at its end. */
static void describe_waiting(const struct pwz_case *open, struct pwz_err *words)
{
    const size_t waiting = open->log.count - open->saved;

    if (waiting > 0) {
        say(words, "NOT SAVED: %zu %s in memory, saved up to entry %u. %s.", waiting,
            waiting == 1 ? "entry waits" : "entries wait", open->saved,
            open->trouble.text);
    }
}

void state_describe(struct pwz_case *open)
{
    open->words = (struct pwz_err){0};
    describe_waiting(open, &open->words);
    describe_lock(open, &open->words);
    describe_rest(open, &open->words);
}

struct pwz_case_state pwz_case_state(const struct pwz_case *open)
{
    return (struct pwz_case_state){
        .lock = open->lock,
        .holder = open->holder,
        .took_over = open->took_over,
        .saved = open->saved,
        .waiting = (uint32_t)open->log.count - open->saved,
        .damaged_line = open->rest.damaged_line,
        .torn_bytes = open->torn.len,
        .is_torn_kept = open->is_torn_kept,
        .words = open->words.text,
    };
}
