/*
 * Counts and times over all cases: which verdicts, which questions, how long each took.
 * Everything stays on this machine; nothing here names a person.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "case/store.h"

struct tally {
    struct pwz_arena arena;
    struct ids facts, verdicts;
    struct pwz_stats_question *questions; /* by number of the fact */
    struct pwz_stats_verdict *counts;     /* by number of the verdict */
    uint32_t question_room, verdict_room;
    struct pwz_stats *stats;
    int64_t from, to;
    bool is_out_of_memory;
};

/* ---- rows ---- */

static bool grow(void **rows, uint32_t *room, const struct ids *ids, size_t size)
{
    void *grown;

    if (ids->count <= *room) {
        return true;
    }
    grown = pwz_mem_resize(*rows, ids->room, size);
    if (grown == NULL) {
        return false;
    }
    memset((char *)grown + *room * size, 0, (ids->room - *room) * size);
    *rows = grown;
    *room = ids->room;
    return true;
}

static struct pwz_stats_question *question_of(struct tally *tally, const char *fact)
{
    const uint32_t number = ids_number(&tally->facts, fact);
    void *rows = tally->questions;
    const bool has_room =
        number != UINT32_MAX &&
        grow(&rows, &tally->question_room, &tally->facts, sizeof(*tally->questions));

    tally->questions = rows;
    if (!has_room) {
        tally->is_out_of_memory = true;
        return NULL;
    }
    tally->questions[number].fact = tally->facts.name[number];
    return &tally->questions[number];
}

static void count_verdict(struct tally *tally, const char *verdict)
{
    const uint32_t number = ids_number(&tally->verdicts, verdict);
    void *rows = tally->counts;
    const bool has_room =
        number != UINT32_MAX &&
        grow(&rows, &tally->verdict_room, &tally->verdicts, sizeof(*tally->counts));

    tally->counts = rows;
    if (!has_room) {
        tally->is_out_of_memory = true;
        return;
    }
    tally->counts[number].verdict = tally->verdicts.name[number];
    tally->counts[number].cases++;
}

/* ---- one case ---- */

/* The clock of one case as its entries move it. */
struct clock {
    int64_t last;    /* time of the entry before */
    uint64_t spent;  /* seconds since the question before was done with */
    bool is_running; /* the beginning of this stretch was seen */
    bool is_held;
};

/* Seconds since the entry before; a clock that was set back gives none. */
static uint64_t step(struct clock *clock, const struct pwz_case_event *event)
{
    const int64_t last = clock->last;

    clock->last = event->at;
    if (event->is_resumed || event->number == 1) {
        clock->is_running = event->number == 1;
        clock->spent = 0;
        return 0;
    }
    return event->at > last ? (uint64_t)event->at - (uint64_t)last : 0;
}

static bool ends_question(enum pwz_entry_kind kind)
{
    return kind == PWZ_ENTRY_OPEN || kind == PWZ_ENTRY_ANSWER ||
           kind == PWZ_ENTRY_RETRACT || kind == PWZ_ENTRY_UNDO;
}

static void count_answer(struct tally *tally, const struct clock *clock,
                         const struct pwz_case_event *event)
{
    struct pwz_stats_question *question;

    /* What a fork brought along was asked in the other case. */
    if (event->kind != PWZ_ENTRY_ANSWER || event->made != event->at) {
        return;
    }
    question = question_of(tally, event->fact);
    if (question == NULL) {
        return;
    }
    question->asked++;
    question->unknown += event->is_unknown ? 1 : 0;
    question->undone += event->is_undone || event->is_retracted ? 1 : 0;
    question->overruled += event->overrules ? 1 : 0;
    /* Several answers by one key: only the first was read and thought about. */
    if (clock->is_running && clock->spent > 0) {
        question->timed++;
        question->seconds += clock->spent;
    }
}

static void count_flag(struct tally *tally, const struct pwz_case_event *event)
{
    struct pwz_stats_question *question;

    if (event->fact[0] == '\0') {
        tally->stats->result_flags++;
        return;
    }
    question = question_of(tally, event->fact);
    if (question != NULL) {
        question->flags++;
    }
}

static void count_event(struct tally *tally, struct clock *clock,
                        const struct pwz_case_event *event)
{
    const bool is_inside = event->at >= tally->from && event->at < tally->to;
    const uint64_t seconds = step(clock, event);

    if (is_inside) {
        *(clock->is_held ? &tally->stats->hold_seconds : &tally->stats->seconds) +=
            seconds;
    }
    clock->spent += clock->is_held ? 0 : seconds;
    if (event->kind == PWZ_ENTRY_HOLD || event->kind == PWZ_ENTRY_UNHOLD) {
        clock->is_held = event->kind == PWZ_ENTRY_HOLD;
    }
    if (is_inside) {
        count_answer(tally, clock, event);
    }
    if (is_inside && event->kind == PWZ_ENTRY_FLAG) {
        count_flag(tally, event);
    }
    if (ends_question(event->kind)) {
        clock->spent = 0;
        clock->is_running = true;
    }
}

static void count_case(struct tally *tally, const struct pwz_case *open)
{
    struct clock clock = {0};
    const char *verdict = "";
    bool is_inside = false;

    for (size_t i = 0; i < open->log.count; i++) {
        const struct pwz_case_event *event = &open->log.events[i].e;

        is_inside = is_inside || (event->at >= tally->from && event->at < tally->to);
        if (event->has_shown && event->at < tally->to) {
            verdict = event->shown.verdict;
        }
        count_event(tally, &clock, event);
    }
    if (is_inside) {
        tally->stats->cases++;
        count_verdict(tally, verdict);
    }
}

/* ---- all of them ---- */

static int most_cases_first(const void *left, const void *right)
{
    const struct pwz_stats_verdict *a = left;
    const struct pwz_stats_verdict *b = right;

    return a->cases != b->cases ? (a->cases < b->cases ? 1 : -1)
                                : strcmp(a->verdict, b->verdict);
}

static int in_order_of_fact(const void *left, const void *right)
{
    const struct pwz_stats_question *a = left;
    const struct pwz_stats_question *b = right;

    return strcmp(a->fact, b->fact);
}

static void hand_over(struct tally *tally)
{
    if (tally->verdicts.count > 0) {
        qsort(tally->counts, tally->verdicts.count, sizeof(*tally->counts),
              most_cases_first);
    }
    if (tally->facts.count > 0) {
        qsort(tally->questions, tally->facts.count, sizeof(*tally->questions),
              in_order_of_fact);
    }
    tally->stats->verdicts = tally->counts;
    tally->stats->verdict_count = tally->verdicts.count;
    tally->stats->questions = tally->questions;
    tally->stats->question_count = tally->facts.count;
    ids_done(&tally->facts);
    ids_done(&tally->verdicts);
    tally->stats->storage = tally;
}

static enum pwz_status count_all(struct tally *tally, struct pwz_cases *cases,
                                 struct pwz_err *err)
{
    struct pwz_case_list list;
    enum pwz_status status = pwz_cases_list(cases, 0, PWZ_CASES_BY_LAST, &list, err);

    for (size_t i = 0; i < list.count && status == PWZ_OK; i++) {
        struct pwz_case *open = NULL;

        /* Only cases that ended before the range are passed over unread. */
        if (list.items[i].trouble[0] == '\0' && list.items[i].last < tally->from) {
            continue;
        }
        status = pwz_case_open(cases, list.items[i].id, PWZ_CASE_READ, 0, &open, NULL);
        if (status == PWZ_OK) {
            count_case(tally, open);
            pwz_case_close(open, NULL);
        } else if (status != PWZ_E_NOMEM) {
            tally->stats->unreadable += status == PWZ_E_NOT_FOUND ? 0 : 1;
            status = PWZ_OK;
        }
    }
    pwz_case_list_done(&list);
    if (status == PWZ_E_NOMEM || tally->is_out_of_memory) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    return status;
}

static void free_tally(struct tally *tally)
{
    if (tally != NULL) {
        ids_done(&tally->facts);
        ids_done(&tally->verdicts);
        pwz_arena_done(&tally->arena);
        pwz_mem_free(tally->questions);
        pwz_mem_free(tally->counts);
        pwz_mem_free(tally);
    }
}

enum pwz_status pwz_cases_stats(struct pwz_cases *cases, int64_t from, int64_t to,
                                struct pwz_stats *stats, struct pwz_err *err)
{
    struct tally *tally = pwz_mem_new(1, sizeof(*tally));
    enum pwz_status status;

    *stats = (struct pwz_stats){0};
    if (tally == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    tally->facts.arena = tally->verdicts.arena = &tally->arena;
    tally->stats = stats;
    tally->from = from;
    tally->to = to;
    status = count_all(tally, cases, err);
    if (status != PWZ_OK) {
        free_tally(tally);
        *stats = (struct pwz_stats){0};
        return status;
    }
    hand_over(tally);
    return PWZ_OK;
}

void pwz_stats_done(struct pwz_stats *stats)
{
    free_tally(stats->storage);
    *stats = (struct pwz_stats){0};
}
