/*
 * Taking a case up again: which cases the start screen offers, the entries of one for the
 * wizard, and what it was judged under before.
 *
 * Must not know: keys, screens, what any question is about.
 */
#include <stdio.h>
#include <string.h>

#include "cli/runner.h"

/* ---- taking a case up ---- */

/* Versions are for people; two packs of one version differ in their hash. */
static void name_content(const struct pwz_case_content *content,
                         const struct pwz_case_content *other, char *out, size_t size)
{
    const bool is_same_id = strcmp(content->id, other->id) == 0;
    const bool is_same_version = strcmp(content->version, other->version) == 0;

    snprintf(out, size, "%s%s%s%s%.8s%s", is_same_id ? "" : content->id,
             is_same_id ? "" : " ", content->version, is_same_version ? " (" : "",
             is_same_version ? content->sha256 : "", is_same_version ? ")" : "");
}

static void add_aside(const struct pwz_case_aside *aside, struct pwz_buf *out)
{
    pwz_buf_addf(out, "%s%s =", out->len > 0 ? "\n" : "", aside->event->fact);
    for (size_t i = 0; i < aside->event->value_count; i++) {
        pwz_buf_addf(out, "%s %s", i > 0 ? "," : "", aside->event->values[i]);
    }
    pwz_buf_addf(out, "%s: %s", aside->event->is_unknown ? " don't know" : "",
                 aside->why);
}

static void go_on(struct pwz_runner *runner, const struct pwz_case_replay *replay)
{
    const struct pwz_case_content was = pwz_case_content_of(runner->open);
    const struct pwz_case_content now = pwz_store_content(runner->pack);
    const bool is_same =
        strcmp(was.id, now.id) == 0 && strcmp(was.sha256, now.sha256) == 0;
    char before[PWZ_RUNNER_WORDS];
    char after[PWZ_RUNNER_WORDS];
    struct pwz_buf asides;

    pwz_buf_init(&asides, PWZ_CASE_BYTES_MAX);
    for (size_t i = 0; i < replay->aside_count; i++) {
        add_aside(&replay->asides[i], &asides);
    }
    name_content(&was, &now, before, sizeof(before));
    name_content(&now, &was, after, sizeof(after));
    const struct pwz_other_content other = {
        .before = is_same ? after : before,
        .now = after,
        .verdict = pwz_store_verdict(runner->pack, pwz_store_shown_last(runner->open)),
        .asides = pwz_buf_text(&asides),
    };
    pwz_wizard_resume(runner->wizard, &other);
    pwz_buf_done(&asides);
}

static bool is_aside(const struct pwz_case_replay *replay,
                     const struct pwz_case_event *event)
{
    for (size_t i = 0; i < replay->aside_count; i++) {
        if (replay->asides[i].event == event) {
            return true;
        }
    }
    return false;
}

/* What changes no fact: notes, hold, follow-ups. */
static struct pwz_entry remark_of(const struct pwz_case_event *event)
{
    return (struct pwz_entry){
        .kind = event->kind,
        .statement = {.fact = PWZ_NONE, .text = "", .detail = "", .at = event->at},
        .text = event->text,
        .outcome = event->outcome,
    };
}

/* In the order of the journal: what a follow-up means depends on what came before it. The
 * replay has the answers and evidence in effect, in that order. */
static enum pwz_status take_events(struct pwz_runner *runner,
                                   const struct pwz_case_replay *replay,
                                   struct pwz_err *err)
{
    enum pwz_status status = PWZ_OK;
    size_t next = 0;

    for (size_t i = 0; i < pwz_case_event_count(runner->open) && status == PWZ_OK; i++) {
        const struct pwz_case_event *event = pwz_case_event_at(runner->open, i);

        if (!pwz_entry_is_undoable(event->kind)) {
            const struct pwz_entry remark = remark_of(event);

            status = event->kind == PWZ_ENTRY_UNDO
                         ? PWZ_OK
                         : pwz_wizard_take(runner->wizard, &remark, err);
        } else if (!event->is_undone && !is_aside(replay, event) &&
                   next < replay->count) {
            status = pwz_wizard_take(runner->wizard, &replay->entries[next++], err);
        }
    }
    return status;
}

static enum pwz_status take_entries(struct pwz_runner *runner, struct pwz_err *err)
{
    struct pwz_case_replay replay = {0};
    enum pwz_status status =
        pwz_case_replay(runner->open, &runner->pack->model, &replay, err);

    if (status == PWZ_OK) {
        status = take_events(runner, &replay, err);
    }
    if (status == PWZ_OK) {
        pwz_runner_stand(runner);
        go_on(runner, &replay);
    }
    pwz_case_replay_done(&replay);
    return status;
}

/* What was found on opening, such as a torn last line, is told once. */
static void tell_finding(struct pwz_runner *runner)
{
    const struct pwz_case_state state = pwz_case_state(runner->open);

    /* Why a case may only be read stands on every screen. */
    if (state.words[0] != '\0' && state.lock == PWZ_CASE_LOCK_NONE) {
        pwz_wizard_message(runner->wizard, state.words, false);
    }
}

enum pwz_status pwz_runner_take(struct pwz_runner *runner, const char *id,
                                struct pwz_err *err)
{
    enum pwz_status status = pwz_case_open(runner->cases, id, PWZ_CASE_WRITE,
                                           pwz_runner_now(runner), &runner->open, err);

    if (status == PWZ_OK) {
        status = take_entries(runner, err);
    }
    if (status == PWZ_OK) {
        tell_finding(runner);
        return PWZ_OK;
    }
    (void)pwz_case_close(runner->open, NULL); /* nothing was added to it */
    runner->open = NULL;
    return status;
}

enum pwz_status pwz_runner_resume(struct pwz_runner *runner, const char *word,
                                  struct pwz_err *err)
{
    char id[PWZ_CASE_ID_MAX + 1];
    enum pwz_status status =
        pwz_store_find(runner->cases, word, pwz_runner_now(runner), id, err);

    return status == PWZ_OK ? pwz_runner_take(runner, id, err) : status;
}

static size_t fill_offers(struct pwz_runner *runner, struct pwz_offer *offers)
{
    size_t count = 0;

    for (size_t i = 0; i < runner->list.count; i++) {
        const struct pwz_case_summary *from = &runner->list.items[i];

        if (from->trouble[0] != '\0') {
            continue;
        }
        runner->offered[count] = from->id;
        offers[count++] = (struct pwz_offer){
            .number = from->id,
            .partner = from->column[PWZ_COLUMN_PARTNER],
            .customer = from->column[PWZ_COLUMN_CUSTOMER],
            .subscription = from->column[PWZ_COLUMN_SUBSCRIPTION],
            .ticket = from->column[PWZ_COLUMN_TICKET],
            .verdict = pwz_store_verdict(runner->pack, from->verdict),
            .last = from->last,
            .look_again = from->look_again,
            .is_due = from->is_due,
            .is_closed = from->is_closed,
        };
    }
    return count;
}

static size_t count_wanted(const struct pwz_offer *offers, size_t count, bool with_closed)
{
    size_t wanted = 0;

    for (size_t i = 0; i < count; i++) {
        wanted += with_closed || !offers[i].is_closed ? 1 : 0;
    }
    return wanted;
}

enum pwz_status pwz_runner_offer(struct pwz_runner *runner, bool with_closed,
                                 size_t *count, struct pwz_err *err)
{
    struct pwz_offer *offers = NULL;
    enum pwz_status status = pwz_cases_list(runner->cases, pwz_runner_now(runner),
                                            PWZ_CASES_BY_LOOK_AGAIN, &runner->list, err);

    *count = 0;
    if (status != PWZ_OK || runner->list.count == 0) {
        return status;
    }
    offers = pwz_mem_new(runner->list.count, sizeof(*offers));
    runner->offered = pwz_mem_new(runner->list.count, sizeof(*runner->offered));
    if (offers == NULL || runner->offered == NULL) {
        status = pwz_err_set(err, PWZ_E_NOMEM, "Out of memory.");
    } else {
        const size_t all = fill_offers(runner, offers);

        *count = count_wanted(offers, all, with_closed);
        status =
            *count == 0 ? PWZ_OK : pwz_wizard_offer(runner->wizard, offers, all, err);
    }
    pwz_mem_free(offers);
    return status;
}
