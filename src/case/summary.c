/* What a list says about a case, from its journal alone. */
#include "case/summary.h"

#include <string.h>

enum {
    COLUMN_MAX = PWZ_VALUES_MAX * (LOG_ID_MAX + 2) /* bytes; a text is shorter */
};

struct file_key summary_key(const struct stat *status)
{
    return (struct file_key){
        .size = (uint64_t)status->st_size,
        .inode = (uint64_t)status->st_ino,
        .changed_ns = (int64_t)status->st_mtim.tv_sec * INT64_C(1000000000) +
                      (int64_t)status->st_mtim.tv_nsec,
    };
}

bool summary_key_is(const struct file_key *a, const struct file_key *b)
{
    return a->size == b->size && a->inode == b->inode && a->changed_ns == b->changed_ns;
}

/* ---- parts ---- */

/* As the facts decide: an overrule before evidence before a claim, newest first. */
static int rank_of(const struct pwz_case_event *event)
{
    if (event->kind == PWZ_ENTRY_EVIDENCE) {
        return event->is_failure ? 0 : 2;
    }
    return event->overrules ? 3 : 1;
}

static const struct pwz_case_event *find_value(const struct case_log *log, uint32_t fact)
{
    const struct pwz_case_event *best = NULL;

    for (size_t i = 0; i < log->count; i++) {
        const struct pwz_case_event *event = &log->events[i].e;

        if (log->events[i].fact == fact && event->kind != PWZ_ENTRY_RETRACT &&
            effect_holds(event) && !event->is_retracted && rank_of(event) > 0 &&
            (best == NULL || rank_of(event) >= rank_of(best))) {
            best = event;
        }
    }
    return best;
}

static const char *copy(struct pwz_arena *arena, const char *text)
{
    return text[0] == '\0' ? "" : pwz_arena_text(arena, text, strlen(text));
}

static const char *make_column(const struct case_log *log, const char *fact,
                               struct pwz_arena *arena)
{
    const uint32_t number = ids_find(&log->facts, fact);
    const struct pwz_case_event *event =
        number == UINT32_MAX ? NULL : find_value(log, number);
    struct pwz_buf text;
    const char *kept;

    if (event == NULL) {
        return "";
    }
    if (event->value_count == 1) {
        return copy(arena, event->values[0]);
    }
    pwz_buf_init(&text, COLUMN_MAX);
    for (size_t i = 0; i < event->value_count; i++) {
        pwz_buf_adds(&text, i == 0 ? "" : ", ");
        pwz_buf_adds(&text, event->values[i]);
    }
    kept = pwz_buf_status(&text) == PWZ_OK ? copy(arena, pwz_buf_text(&text)) : NULL;
    pwz_buf_done(&text);
    return kept;
}

/* Facts a person answered and did not take back. */
static uint32_t count_answers(struct case_log *log)
{
    uint32_t count = 0;

    if (log->facts.count > 0) {
        memset(log->marks, 0, log->facts.count * sizeof(*log->marks));
    }
    for (size_t i = 0; i < log->count; i++) {
        const struct log_event *event = &log->events[i];

        if (event->e.kind == PWZ_ENTRY_ANSWER && effect_holds(&event->e) &&
            !event->e.is_retracted && !log->marks[event->fact]) {
            log->marks[event->fact] = true;
            count++;
        }
    }
    return count;
}

static void find_end(const struct case_log *log, struct pwz_case_summary *summary)
{
    for (size_t i = 0; i < log->count; i++) {
        const struct pwz_case_event *event = &log->events[i].e;

        if (event->kind == PWZ_ENTRY_CLOSE || event->kind == PWZ_ENTRY_REOPEN) {
            summary->is_closed = event->kind == PWZ_ENTRY_CLOSE;
        }
        if (event->kind == PWZ_ENTRY_FOLLOW_UP && i + 1 >= log->shown) {
            summary->has_outcome = true;
            summary->outcome = event->outcome;
        }
    }
}

static bool is_complete(const struct pwz_case_summary *summary)
{
    for (size_t i = 0; i < PWZ_COLUMN_COUNT; i++) {
        if (summary->column[i] == NULL) {
            return false;
        }
    }
    return summary->id != NULL && summary->author != NULL && summary->verdict != NULL &&
           summary->content_id != NULL && summary->content_version != NULL &&
           summary->content_sha256 != NULL && summary->trouble != NULL;
}

static enum pwz_status end(const struct pwz_case_summary *summary, struct pwz_err *err)
{
    return is_complete(summary) ? PWZ_OK : pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
}

/* ---- rows ---- */

enum pwz_status summary_make(struct case_log *log, const struct log_rest *rest,
                             const char *id, struct pwz_arena *arena,
                             struct pwz_case_summary *summary, struct pwz_err *err)
{
    const struct log_event *content = log_content(log);
    const struct pwz_case_event *last = &log_last(log)->e;
    const struct pwz_case_shown *shown =
        log->shown == 0 ? NULL : &log->events[log->shown - 1].e.shown;

    *summary = (struct pwz_case_summary){
        .id = copy(arena, id),
        .opened = log->events[0].e.at,
        .last = last->at,
        .author = copy(arena, last->by),
        .status =
            pwz_case_status_word(shown == NULL ? PWZ_CASE_UNDECIDED : shown->status),
        .verdict = shown == NULL ? "" : copy(arena, shown->verdict),
        .answers = count_answers(log),
        .entries = (uint32_t)log->count,
        .content_id = copy(arena, content->e.content.id),
        .content_version = copy(arena, content->e.content.version),
        .content_sha256 = copy(arena, content->e.content.sha256),
        .look_again = shown == NULL ? 0 : shown->look_again,
        .is_damaged = rest->damaged_line != 0,
        .trouble = "",
    };
    for (size_t i = 0; i < PWZ_COLUMN_COUNT; i++) {
        summary->column[i] = make_column(log, content->columns.fact[i], arena);
    }
    find_end(log, summary);
    return end(summary, err);
}

enum pwz_status summary_trouble(const char *id, const char *why, struct pwz_arena *arena,
                                struct pwz_case_summary *summary, struct pwz_err *err)
{
    *summary = (struct pwz_case_summary){
        .id = copy(arena, id),
        .column = {"", "", "", ""},
        .author = "",
        .status = "",
        .verdict = "",
        .content_id = "",
        .content_version = "",
        .content_sha256 = "",
        .trouble = copy(arena, why),
    };
    _Static_assert(PWZ_COLUMN_COUNT == 4, "each column is empty above");
    return end(summary, err);
}
