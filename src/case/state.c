/* How a case stands, in one or more sentences for people. */
#include "case/store.h"

enum {
    WORDS_MAX = 2000
};

static void describe_lock(const struct pwz_case *open, struct pwz_buf *out)
{
    switch (open->lock) {
    case PWZ_CASE_LOCK_HELD:
        pwz_buf_adds(out, "Read-only: ");
        lock_describe(&open->holder, out);
        pwz_buf_adds(out, " has this case open. ");
        break;
    case PWZ_CASE_LOCK_DENIED:
        pwz_buf_addf(out, "Read-only: %s. ", open->trouble.text);
        break;
    case PWZ_CASE_LOCK_DAMAGED:
    case PWZ_CASE_LOCK_ASKED:
    case PWZ_CASE_LOCK_NONE:
    case PWZ_CASE_LOCK_COUNT:
    default: break;
    }
    if (open->took_over) {
        pwz_buf_adds(out, "Taken over from ");
        lock_describe(&open->holder, out);
        pwz_buf_adds(out, ", which did not end in order. ");
    }
}

static void describe_rest(const struct pwz_case *open, struct pwz_buf *out)
{
    if (open->rest.damaged_line != 0) {
        pwz_buf_addf(out,
                     "Line %u is damaged (%s): read-only, the %zu entries before it are "
                     "good, %u lines from there on were not read. ",
                     open->rest.damaged_line, open->rest.why, open->log.count,
                     open->rest.lost_lines);
    }
    if (open->torn.len > 0 && open->lock == PWZ_CASE_LOCK_HELD) {
        pwz_buf_adds(out, "Its last line is being written or was torn: left out. ");
    } else if (open->torn.len > 0) {
        pwz_buf_addf(out,
                     "The last line was torn (%zu bytes, never called saved) and left "
                     "out%s. ",
                     open->torn.len, open->is_torn_kept ? "; it is kept aside" : "");
    }
}

static void describe_waiting(const struct pwz_case *open, struct pwz_buf *out)
{
    const size_t waiting = open->log.count - open->saved;

    if (waiting > 0) {
        pwz_buf_addf(out, "NOT SAVED: %zu %s in memory, saved up to entry %u. %s. ",
                     waiting, waiting == 1 ? "entry waits" : "entries wait", open->saved,
                     open->trouble.text);
    }
}

void state_describe(struct pwz_case *open)
{
    struct pwz_buf words;

    pwz_buf_init(&words, WORDS_MAX);
    describe_lock(open, &words);
    describe_rest(open, &words);
    describe_waiting(open, &words);
    if (words.len > 0) {
        words.data[--words.len] = '\0';
    }
    /* The record gates, cuts and keeps it without memory of its own. */
    pwz_err_set(&open->words, PWZ_OK, "%s", pwz_buf_text(&words));
    pwz_buf_done(&words);
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
