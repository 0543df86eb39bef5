/*
 * The case as a store keeps it: what is offered at the start, how it stands, and where a
 * case that is taken up again goes on. Makes no entry by itself and knows no store.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "wizard/state.h"

enum {
    OTHER_MAX = 64 * 1024
};

/* ---- standing ---- */

static void copy_text(const char *text, char out[PWZ_STANDING_MAX])
{
    (void)pwz_text_gate_into(text, strlen(text), out, PWZ_STANDING_MAX);
}

void pwz_wizard_stand(struct pwz_wizard *w, const struct pwz_standing *standing)
{
    copy_text(standing->number, w->number);
    copy_text(standing->unsaved, w->unsaved);
    copy_text(standing->holder, w->holder);
    copy_text(standing->file, w->file);
    w->is_quit_told = w->is_quit_told && w->unsaved[0] != '\0';
    w->layout_serial++;
}

bool pwz_wizard_hides_names(const struct pwz_wizard *w)
{
    return w->is_curtain_down;
}

bool pwz_wizard_wants_file(const struct pwz_wizard *w)
{
    return w->is_path;
}

const char *pwz_wizard_number(const struct pwz_wizard *w)
{
    return w->number;
}

const char *pwz_case_locked(const struct pwz_wizard *w)
{
    return w->is_refused && w->holder[0] == '\0'
               ? "the case was made with other content, which was not accepted."
               : w->holder;
}

/* As of the last key: nothing on the screen moves by itself. */
static void add_clock(const struct pwz_wizard *w, struct pwz_buf *out)
{
    long long minutes = (long long)(w->now - w->began - w->held) / 60;

    pwz_buf_addf(out, "; %lld min in this run", minutes > 0 ? minutes : 0);
    if (w->held >= 60) {
        pwz_buf_addf(out, ", %lld on hold beside", (long long)w->held / 60);
    }
}

void pwz_case_words(const struct pwz_wizard *w, struct pwz_buf *out)
{
    if (w->unsaved[0] != '\0') {
        pwz_buf_addf(out, "Case %s%snot saved: %s", w->number,
                     w->number[0] != '\0' ? ", " : "", w->unsaved);
    } else if (w->number[0] != '\0') {
        pwz_buf_addf(out, "Case %s, %s", w->number,
                     pwz_case_locked(w)[0] != '\0' ? "read only" : "saved");
        add_clock(w, out);
    }
}

void pwz_verdict_words(const struct pwz_wizard *w, struct pwz_buf *out)
{
    if (w->result->verdict == PWZ_NONE) {
        pwz_buf_adds(out, "not decided yet");
        return;
    }
    pwz_buf_adds(
        out,
        pwz_pack_text(w->pack, w->pack->verdict_words[w->result->verdict].article.title));
}

/* ---- start ---- */

static const char *keep(struct pwz_arena *arena, const char *text)
{
    struct pwz_buf gated;
    const char *kept = NULL;

    pwz_buf_init(&gated, (size_t)PWZ_TEXT_MAX * 3);
    pwz_text_gate(text, strlen(text), PWZ_GATE_LINE, &gated);
    if (pwz_buf_status(&gated) == PWZ_OK) {
        kept = pwz_arena_text(arena, pwz_buf_text(&gated), gated.len);
    }
    pwz_buf_done(&gated);
    return kept;
}

static bool keep_offer(struct pwz_arena *arena, const struct pwz_offer *from,
                       struct pwz_offer *to)
{
    const char **texts[] = {&to->number,       &to->partner, &to->customer,
                            &to->subscription, &to->ticket,  &to->verdict};
    bool is_kept = true;

    *to = *from;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        *texts[i] = keep(arena, *texts[i]);
        is_kept = is_kept && *texts[i] != NULL;
    }
    return is_kept;
}

static void done_offers(struct pwz_offers *offers)
{
    pwz_arena_done(&offers->arena);
    pwz_finder_done(&offers->found);
}

enum pwz_status pwz_wizard_offer(struct pwz_wizard *w, const struct pwz_offer *offers,
                                 size_t count, struct pwz_err *err)
{
    struct pwz_offers made = {.count = count, .found = {.lead = 1}};
    struct pwz_offer *all = pwz_arena_new(&made.arena, count, sizeof *all);
    bool is_kept = all != NULL;

    is_kept = is_kept && pwz_finder_reserve(&made.found, count);
    for (size_t i = 0; i < count && is_kept; i++) {
        is_kept = keep_offer(&made.arena, &offers[i], &all[i]);
    }
    if (!is_kept) {
        done_offers(&made);
        return pwz_err_set(err, PWZ_E_NOMEM, "Out of memory.");
    }
    made.all = all;
    done_offers(&w->offers);
    w->offers = made;
    pwz_start_open(w);
    return PWZ_OK;
}

/* ---- taking a case up again ---- */

static void add_asides(struct pwz_wizard *w, const struct pwz_other_content *other)
{
    pwz_buf_clear(&w->asides);
    pwz_text_gate(other->asides, strlen(other->asides), PWZ_GATE_KEEP_LINES, &w->asides);
}

static void add_other(struct pwz_wizard *w, const struct pwz_other_content *other)
{
    pwz_buf_clear(&w->other);
    pwz_buf_addf(&w->other,
                 "This case was made with version %s of the content; this is version "
                 "%s.\nBefore: %s\nNow: ",
                 other->before, other->now, other->verdict);
    pwz_verdict_words(w, &w->other);
    pwz_buf_addc(&w->other, '\n');
}

/* Hints before the last answer were passed over then; they are not asked once more. */
static void pass_old_hints(struct pwz_wizard *w)
{
    uint32_t last = 0;

    for (uint32_t i = 0; i < w->pack->model.fact_count; i++) {
        last = pwz_facts_holding(w->facts, i).is_absent ? last : i;
    }
    for (uint32_t i = 0; i < last; i++) {
        w->is_passed[i] |= pwz_fact_is_hint(w, i) ? 1 : 0;
    }
}

/* Where the case stands once nothing has to be asked about it. */
static void go_on(struct pwz_wizard *w)
{
    if (w->is_on_hold) {
        pwz_move_on(w);
        pwz_move_open(w, PWZ_MODE_INDEX_HOLD);
    } else if (pwz_case_locked(w)[0] == '\0' && pwz_follow_up_is_due(w)) {
        pwz_move_on(w);
        pwz_move_open(w, PWZ_MODE_INDEX_FOLLOW_UP);
    } else {
        pwz_move_on(w);
    }
}

void pwz_case_go_on(struct pwz_wizard *w)
{
    pwz_buf_clear(&w->other);
    go_on(w);
}

void pwz_wizard_resume(struct pwz_wizard *w, const struct pwz_other_content *other)
{
    pass_old_hints(w);
    if (other != NULL) {
        add_asides(w, other);
    }
    if (other != NULL && strcmp(other->before, other->now) != 0) {
        add_other(w, other);
        pwz_move_open(w, PWZ_MODE_INDEX_NEWER);
    } else {
        go_on(w);
    }
    w->layout_serial++;
}

void pwz_wizard_case_words(const struct pwz_wizard *w, struct pwz_buf *out)
{
    if (w->mode == PWZ_MODE_INDEX_HOLD) {
        pwz_hold_words(w, out);
    } else if (w->mode == PWZ_MODE_INDEX_FOLLOW_UP) {
        pwz_follow_up_words(w, out);
    } else if (w->mode == PWZ_MODE_INDEX_NEWER) {
        pwz_buf_adds(out, pwz_buf_text(&w->other));
        pwz_buf_adds(out, w->asides.len > 0 ? "Kept aside, because this content does not "
                                              "know them:\n"
                                            : "");
        pwz_buf_adds(out, pwz_buf_text(&w->asides));
    }
}

void pwz_case_init(struct pwz_wizard *w)
{
    pwz_buf_init(&w->other, OTHER_MAX);
    pwz_buf_init(&w->asides, OTHER_MAX);
}

void pwz_case_done(struct pwz_wizard *w)
{
    pwz_buf_done(&w->other);
    pwz_buf_done(&w->asides);
    done_offers(&w->offers);
    pwz_remark_done(w);
}
