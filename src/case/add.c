/* Beginning a case and adding to it. */
#include <string.h>

#include "pecwiz/time.h"

#include "case/store.h"

static void begin_event(const struct pwz_case *open, enum pwz_entry_kind kind, int64_t at,
                        struct log_event *event)
{
    *event = (struct log_event){
        .e = {.kind = kind,
              .at = at,
              .made = at,
              .by = open->cases->author,
              .program = open->cases->program,
              .is_resumed = open->is_resumed},
        .fact = UINT32_MAX,
    };
}

enum pwz_status case_begin(struct pwz_cases *cases, const struct pwz_case_start *start,
                           const char *forked_from, struct pwz_case **made,
                           struct pwz_err *err)
{
    struct log_event event;
    enum pwz_status status = case_new(cases, made, err);

    if (status != PWZ_OK) {
        return status;
    }
    (*made)->now = start->at;
    begin_event(*made, PWZ_ENTRY_OPEN, start->at, &event);
    event.e.content = start->content;
    event.e.audience = start->audience;
    event.e.forked_from = forked_from;
    event.columns = start->columns;
    status = log_add(&(*made)->log, &event, err);
    if (status != PWZ_OK) {
        case_free(*made);
        *made = NULL;
        return status == PWZ_E_NOMEM ? status : PWZ_E_RANGE;
    }
    return PWZ_OK;
}

enum pwz_status pwz_case_create(struct pwz_cases *cases,
                                const struct pwz_case_start *start,
                                struct pwz_case **made, struct pwz_err *err)
{
    const enum pwz_status status = case_begin(cases, start, "", made, err);

    return status == PWZ_OK ? save_all(*made, err) : status;
}

/* ---- what is shown ---- */

/* Days, since the time of day is of no use to anybody. */
static int64_t day_of(int64_t at)
{
    return at - at % PWZ_SECONDS_PER_DAY;
}

static void set_shown(const struct pwz_case *open, const struct pwz_case_shown *shown,
                      struct log_event *event)
{
    const struct pwz_case_shown *old;

    if (shown == NULL) {
        return;
    }
    event->e.shown = *shown;
    event->e.shown.verdict = shown->verdict == NULL ? "" : shown->verdict;
    event->e.shown.look_again = day_of(shown->look_again);
    event->e.has_shown = true;
    if (open->log.shown == 0) {
        return;
    }
    old = &open->log.events[open->log.shown - 1].e.shown;
    event->e.has_shown = old->status != event->e.shown.status ||
                         old->look_again != event->e.shown.look_again ||
                         strcmp(old->verdict, event->e.shown.verdict) != 0;
}

/* ---- adding ---- */

static enum pwz_status add_event(struct pwz_case *open, struct log_event *event,
                                 const struct pwz_case_shown *shown, struct pwz_err *err)
{
    enum pwz_status status;

    if (open->lock != PWZ_CASE_LOCK_NONE) {
        return pwz_err_set(err, PWZ_E_STATE, "not taken: %s", open->words.text);
    }
    set_shown(open, shown, event);
    status = log_add(&open->log, event, err);
    if (status != PWZ_OK) {
        return status == PWZ_E_SCHEMA ? PWZ_E_RANGE : status;
    }
    open->is_resumed = false;
    return save_all(open, err);
}

/* The newest entry in effect that the wizard can know of: what this model does not have
 * was never given to it. */
static enum pwz_status find_undone(const struct pwz_case *open,
                                   const struct pwz_model *model, struct log_event *undo,
                                   struct pwz_err *err)
{
    for (size_t i = open->log.count; i-- > 0;) {
        const struct pwz_case_event *event = &open->log.events[i].e;
        struct pwz_entry entry;

        if (effect_holds(event) &&
            statement_decode(model, event, pwz_model_fact(model, event->fact), &entry,
                             NULL) == PWZ_OK) {
            undo->e.of = event->number;
            undo->e.fact = event->fact;
            return PWZ_OK;
        }
    }
    return pwz_err_set(err, PWZ_E_STATE, "There is nothing to undo.");
}

static void name_fact(const struct pwz_case *open, struct log_event *event)
{
    const bool is_known = event->e.of > 0 && event->e.of <= open->log.count;

    event->e.fact = is_known ? open->log.events[event->e.of - 1].e.fact : "";
}

enum pwz_status pwz_case_add(struct pwz_case *open, const struct pwz_model *model,
                             const struct pwz_entry *entry,
                             const struct pwz_case_shown *shown, struct pwz_err *err)
{
    struct draft draft;
    enum pwz_status status;

    begin_event(open, entry->kind, entry->statement.at, &draft.event);
    status = statement_encode(model, entry, &draft, err);
    if (status == PWZ_OK && entry->kind == PWZ_ENTRY_UNDO && entry->of == 0) {
        status = find_undone(open, model, &draft.event, err);
    } else if (status == PWZ_OK && entry->of != 0) {
        name_fact(open, &draft.event);
    }
    return status == PWZ_OK ? add_event(open, &draft.event, shown, err) : status;
}

enum pwz_status pwz_case_change_content(struct pwz_case *open,
                                        const struct pwz_case_content *content,
                                        const struct pwz_case_columns *columns,
                                        int64_t at, const struct pwz_case_shown *shown,
                                        struct pwz_err *err)
{
    struct log_event event;

    begin_event(open, PWZ_ENTRY_CONTENT, at, &event);
    event.e.content = *content;
    event.columns = *columns;
    return add_event(open, &event, shown, err);
}
