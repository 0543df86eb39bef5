/* From a journal to entries of one model, and to the facts that follow from them. */
#include <string.h>

#include "pecwiz/text.h"

#include "case/store.h"

size_t pwz_case_event_count(const struct pwz_case *open)
{
    return open->log.count;
}

const struct pwz_case_event *pwz_case_event_at(const struct pwz_case *open, size_t index)
{
    return &open->log.events[index].e;
}

struct pwz_case_content pwz_case_content_of(const struct pwz_case *open)
{
    return log_content(&open->log)->e.content;
}

struct pwz_case_columns pwz_case_columns_of(const struct pwz_case *open)
{
    return log_content(&open->log)->columns;
}

static void set_aside(struct pwz_case_replay *replay, const struct pwz_case_event *event,
                      const char *why)
{
    struct pwz_case_aside *aside = &replay->asides[replay->aside_count++];

    aside->event = event;
    pwz_text_gate_into(why, strlen(why), aside->why, sizeof(aside->why));
}

/* Why somebody put it aside; the words are those of the entry that did. */
static const char *why_aside(const struct pwz_case *open, uint32_t number)
{
    for (size_t i = number; i < open->log.count; i++) {
        const struct pwz_case_event *event = &open->log.events[i].e;

        if (event->kind == PWZ_ENTRY_SET_ASIDE && event->of == number) {
            return event->text[0] == '\0' ? "put aside earlier" : event->text;
        }
    }
    return "put aside earlier";
}

static enum pwz_status replay_event(const struct pwz_model *model,
                                    const struct log_event *event, uint32_t fact,
                                    struct pwz_case_replay *replay, struct pwz_err *err)
{
    struct pwz_err why = {0};
    const enum pwz_status status =
        statement_decode(model, &event->e, fact, &replay->entries[replay->count], &why);

    if (status == PWZ_OK) {
        replay->count++;
    } else if (status == PWZ_E_NOMEM) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    } else {
        set_aside(replay, &event->e, why.text);
    }
    return PWZ_OK;
}

static enum pwz_status replay_all(const struct pwz_case *open,
                                  const struct pwz_model *model, const uint32_t *facts,
                                  struct pwz_case_replay *replay, struct pwz_err *err)
{
    enum pwz_status status = PWZ_OK;

    for (size_t i = 0; i < open->log.count && status == PWZ_OK; i++) {
        const struct log_event *event = &open->log.events[i];

        if (!pwz_entry_is_undoable(event->e.kind) || event->e.is_undone) {
            continue;
        }
        if (event->e.is_aside) {
            set_aside(replay, &event->e, why_aside(open, event->e.number));
        } else {
            status = replay_event(model, event, facts[event->fact], replay, err);
        }
    }
    return status;
}

enum pwz_status pwz_case_replay(const struct pwz_case *open,
                                const struct pwz_model *model,
                                struct pwz_case_replay *replay, struct pwz_err *err)
{
    const struct ids *ids = &open->log.facts;
    uint32_t *facts = pwz_mem_new(ids->count, sizeof(*facts));
    enum pwz_status status;

    *replay = (struct pwz_case_replay){
        .entries = pwz_mem_new(open->log.count, sizeof(*replay->entries)),
        .asides = pwz_mem_new(open->log.count, sizeof(*replay->asides)),
    };
    if (facts == NULL || replay->entries == NULL || replay->asides == NULL) {
        status = pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    } else {
        for (uint32_t i = 0; i < ids->count; i++) {
            facts[i] = pwz_model_fact(model, ids->name[i]);
        }
        status = replay_all(open, model, facts, replay, err);
    }
    pwz_mem_free(facts);
    if (status != PWZ_OK) {
        pwz_case_replay_done(replay);
    }
    return status;
}

void pwz_case_replay_done(struct pwz_case_replay *replay)
{
    pwz_mem_free(replay->entries);
    pwz_mem_free(replay->asides);
    *replay = (struct pwz_case_replay){0};
}

enum pwz_status pwz_case_trail(const struct pwz_case *open, const struct pwz_model *model,
                               struct pwz_trail **trail, struct pwz_err *err)
{
    struct pwz_case_replay replay;
    enum pwz_status status = pwz_case_replay(open, model, &replay, err);

    *trail = NULL;
    if (status == PWZ_OK) {
        status = pwz_trail_new(model, trail, err);
    }
    for (size_t i = 0; i < replay.count && status == PWZ_OK; i++) {
        status = pwz_trail_take(*trail, &replay.entries[i], err);
    }
    if (status != PWZ_OK) {
        pwz_trail_free(*trail);
        *trail = NULL;
    }
    pwz_case_replay_done(&replay);
    return status;
}
