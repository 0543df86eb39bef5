/*
 * Which entries of a journal are in effect: undo and set-aside name the entry they take
 * back, a retract takes back every claim about its fact that came before it. Needs no
 * pack; the meaning of an undo is that of entry.h.
 */
#include <string.h>

#include "case/log.h"

bool effect_holds(const struct pwz_case_event *event)
{
    return pwz_entry_is_undoable(event->kind) && !event->is_undone && !event->is_aside;
}

static bool takes_back(enum pwz_entry_kind kind)
{
    return kind == PWZ_ENTRY_UNDO || kind == PWZ_ENTRY_SET_ASIDE;
}

enum pwz_status effect_check(const struct case_log *log, const struct log_event *event,
                             struct pwz_err *err)
{
    const struct pwz_case_event *e = &event->e;

    if ((e->kind == PWZ_ENTRY_OPEN) != (log->count == 0)) {
        return pwz_err_set(err, PWZ_E_SCHEMA,
                           "the first entry, and no other, is of kind 'open'");
    }
    if ((e->origin[0] != '\0' && !pwz_case_id_is_valid(e->origin)) ||
        (e->forked_from[0] != '\0' && !pwz_case_id_is_valid(e->forked_from))) {
        return pwz_err_set(err, PWZ_E_RANGE, "this is no case number");
    }
    if (!takes_back(e->kind)) {
        return PWZ_OK;
    }
    if (e->of == 0 || e->of > log->count || !effect_holds(&log->events[e->of - 1].e)) {
        return pwz_err_set(err, PWZ_E_STATE,
                           "there is no entry %u in effect to be taken back", e->of);
    }
    return PWZ_OK;
}

void effect_take_back(struct case_log *log)
{
    const struct pwz_case_event *last = &log->events[log->count - 1].e;

    if (last->kind == PWZ_ENTRY_UNDO) {
        log->events[last->of - 1].e.is_undone = true;
    }
    if (last->kind == PWZ_ENTRY_SET_ASIDE) {
        log->events[last->of - 1].e.is_aside = true;
    }
}

bool effect_prepare(struct case_log *log)
{
    if (log->mark_room >= log->facts.count) {
        return true;
    }

    bool *marks = pwz_mem_resize(log->marks, log->facts.room, sizeof(*marks));

    if (marks == NULL) {
        return false;
    }
    log->marks = marks;
    log->mark_room = log->facts.room;
    return true;
}

/* From the end to the beginning: a claim is retracted when a retract that holds came
 * after it. */
void effect_mark_retracted(struct case_log *log)
{
    if (log->facts.count > 0) {
        memset(log->marks, 0, log->facts.count * sizeof(*log->marks));
    }
    for (size_t i = log->count; i-- > 0;) {
        struct log_event *event = &log->events[i];

        if (event->fact == UINT32_MAX) {
            continue;
        }
        if (event->e.kind == PWZ_ENTRY_ANSWER) {
            event->e.is_retracted = log->marks[event->fact];
        }
        if (event->e.kind == PWZ_ENTRY_RETRACT && effect_holds(&event->e)) {
            log->marks[event->fact] = true;
        }
    }
}
