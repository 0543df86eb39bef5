/*
 * Usage files: wishes out, news in, evidence into the case. What was read waits until it
 * is looked at; only when no key came since the wish does it show by itself, so that no
 * screen changes under a hand.
 *
 * Must not know: files, threads, what any fact is about.
 */
#include "wizard/usage.h"

#include <string.h>

#include "pecwiz/text.h"

#include "wizard/state.h"

enum {
    NAME_MAX_BYTES = 4096,
    PROBLEMS_MAX = 64 * 1024
};

static const char no_memory[] = "Out of memory: this was not done, nothing is lost.";

void pwz_desk_init(struct pwz_desk *desk)
{
    pwz_buf_init(&desk->name, NAME_MAX_BYTES);
    pwz_buf_init(&desk->words, PROBLEMS_MAX);
    pwz_buf_init(&desk->one_words, PROBLEMS_MAX);
    desk->place = desk->error = desk->subscription = "";
}

void pwz_desk_done(struct pwz_desk *desk)
{
    pwz_texts_free(desk->marked, &desk->marked_count);
    pwz_texts_free(desk->sent, &desk->sent_count);
    pwz_finder_done(&desk->files);
    pwz_finder_done(&desk->subscriptions);
    pwz_arena_done(&desk->folder);
    pwz_arena_done(&desk->proof);
    pwz_buf_done(&desk->name);
    pwz_buf_done(&desk->words);
    pwz_buf_done(&desk->one_words);
}

void pwz_usage_touched(struct pwz_wizard *w)
{
    w->desk.is_awaited = false;
}

/* ---- views ---- */

static bool is_usage(enum pwz_mode_index mode)
{
    return mode == PWZ_MODE_INDEX_FILES || mode == PWZ_MODE_INDEX_SUBSCRIPTIONS ||
           mode == PWZ_MODE_INDEX_USAGE;
}

void pwz_usage_open(struct pwz_wizard *w, enum pwz_mode_index mode)
{
    if (!is_usage(w->mode)) {
        w->desk.home = w->mode;
        w->desk.has_taken = false;
    }
    pwz_move_open(w, mode);
    w->below[mode] = w->desk.home;
    w->layout_serial++;
    if (mode == PWZ_MODE_INDEX_FILES) {
        w->desk.files.is_in_line = false;
        pwz_files_find(w);
    } else if (mode == PWZ_MODE_INDEX_SUBSCRIPTIONS) {
        w->desk.subscriptions.is_in_line = true;
        pwz_subscriptions_find(w);
    }
}

void pwz_usage_leave(struct pwz_wizard *w)
{
    w->desk.is_proving = w->desk.is_listing = false;
    if (w->desk.has_taken) {
        w->mode = w->desk.home;
        pwz_move_on(w);
    } else {
        pwz_move_close(w);
    }
}

/* ---- showing what was read ---- */

void pwz_usage_pick_file(struct pwz_wizard *w, struct pwz_effects *effects)
{
    pwz_input_set(&w->desk.files.line, "");
    pwz_wish_list(w, effects, w->desk.place);
    pwz_usage_open(w, PWZ_MODE_INDEX_FILES);
}

static bool is_one_subscription(const struct pwz_recon_view *view)
{
    for (size_t i = 1; i < view->row_count; i++) {
        if (strcmp(view->rows[i]->subscription_id, view->rows[0]->subscription_id) != 0) {
            return false;
        }
    }
    return true;
}

void pwz_usage_show(struct pwz_wizard *w, struct pwz_effects *effects)
{
    const struct pwz_recon_view *all = w->desk.all;
    const bool is_known = all != NULL && is_one_subscription(all);

    w->desk.is_new = false;
    if (all != NULL && !is_known) {
        pwz_usage_open(w, PWZ_MODE_INDEX_SUBSCRIPTIONS);
        return;
    }
    pwz_usage_open(w, PWZ_MODE_INDEX_USAGE);
    if (is_known && w->desk.one == NULL) {
        pwz_wish_prove(w, effects,
                       all->row_count > 0 ? all->rows[0]->subscription_id : "", true);
    }
}

/* What was read and not yet looked at goes first; in its views the key is for more files.
 */
void pwz_act_usage(struct pwz_wizard *w, const struct pwz_press *press)
{
    if (w->desk.is_reading) {
        pwz_move_tell(w, "Still reading; what was read shows here when it is done.");
    } else if ((w->desk.all != NULL || w->desk.is_new) && !is_usage(w->mode)) {
        pwz_usage_show(w, press->effects);
    } else {
        pwz_usage_pick_file(w, press->effects);
    }
}

size_t pwz_wizard_usage_count(const struct pwz_wizard *w)
{
    return w->desk.subscriptions.count;
}

void pwz_wizard_read(struct pwz_wizard *w, const char *const *paths, size_t count,
                     struct pwz_effects *effects)
{
    effects->count = 0;
    effects->is_dirty = true;
    pwz_buf_clear(&w->message);
    pwz_wish_read(w, effects, paths, count);
    w->layout_serial++;
}

bool pwz_wizard_awaits(const struct pwz_wizard *w)
{
    return w->desk.is_reading || w->desk.is_proving || w->desk.is_listing;
}

bool pwz_wizard_has_read(const struct pwz_wizard *w)
{
    return w->desk.has_read;
}

/* ---- news ---- */

static const char *keep(struct pwz_arena *arena, const char *text)
{
    const char *kept = pwz_arena_text(arena, text, strlen(text));

    return kept == NULL ? "" : kept;
}

/* An error names the path, which is bytes from outside. */
static const char *keep_gated(struct pwz_arena *arena, const char *text)
{
    struct pwz_buf gated;

    pwz_buf_init(&gated, PROBLEMS_MAX);
    pwz_text_gate(text, strlen(text), PWZ_GATE_LINE, &gated);
    const char *kept = keep(arena, pwz_buf_text(&gated));
    pwz_buf_done(&gated);
    return kept;
}

static void take_listing(struct pwz_wizard *w, const struct pwz_listing *listing,
                         struct pwz_effects *effects)
{
    struct pwz_desk *desk = &w->desk;

    if (!desk->is_listing) {
        return; /* nobody waits for it any more */
    }
    desk->is_listing = false;
    if (listing->is_file) {
        if (w->mode == PWZ_MODE_INDEX_FILES) {
            pwz_move_close(w);
            pwz_wish_read(w, effects, &listing->path, 1);
        }
        return;
    }
    if (listing->error[0] != '\0' && desk->entry_count > 0) {
        pwz_move_alert(w, listing->error); /* the folder in sight stays */
        return;
    }
    pwz_arena_done(&desk->folder);
    desk->place = keep(&desk->folder, listing->path);
    desk->error = keep_gated(&desk->folder, listing->error);
    desk->is_cut = listing->is_cut;
    desk->entries = listing->entries;
    desk->entry_count = listing->count;
    /* What was typed while the folder was looked at is meant for it. */
    if (desk->files.changes == desk->changes_when_asked) {
        pwz_input_set(&desk->files.line, "");
    }
    pwz_files_find(w);
}

static void take_progress(struct pwz_wizard *w, const struct pwz_reading *reading)
{
    w->desk.reading = *reading;
}

/* Where typing goes on or another view is looked at, a line says that it is there. */
static bool may_show(const struct pwz_wizard *w)
{
    return w->desk.is_awaited && w->mode != PWZ_MODE_INDEX_HELP &&
           w->mode != PWZ_MODE_INDEX_LIST;
}

static void forget_one(struct pwz_desk *desk)
{
    desk->one = NULL;
    desk->statements = NULL;
    desk->statement_count = 0;
    desk->subscription = "";
    pwz_arena_done(&desk->proof);
    pwz_buf_clear(&desk->one_words);
}

static void take_read(struct pwz_wizard *w, const struct pwz_news *news,
                      struct pwz_effects *effects)
{
    struct pwz_desk *desk = &w->desk;

    forget_one(desk);
    desk->is_reading = desk->is_stopping = desk->is_proving = false;
    desk->all = news->view;
    desk->has_read = desk->is_new = true;
    desk->is_calendar = false; /* what is wrong with files stands in the table */
    pwz_buf_clear(&desk->words);
    pwz_text_gate(news->words, strlen(news->words), PWZ_GATE_KEEP_LINES, &desk->words);
    pwz_input_set(&desk->subscriptions.line, "");
    pwz_subscriptions_find(w);
    if (may_show(w) || is_usage(w->mode)) {
        pwz_usage_show(w, effects);
    }
}

static bool keep_statements(struct pwz_desk *desk, const struct pwz_news *news)
{
    const size_t count =
        news->count < PWZ_USAGE_FACTS_MAX ? news->count : PWZ_USAGE_FACTS_MAX;

    desk->statements = pwz_arena_new(&desk->proof, count + 1, sizeof *desk->statements);
    for (size_t i = 0; desk->statements != NULL && i < count; i++) {
        struct pwz_statement *to = &desk->statements[i];
        const struct pwz_statement *from = &news->statements[i];
        *to = *from;
        to->source = PWZ_SOURCE_FILE;
        to->text = pwz_arena_text(&desk->proof, from->text, strlen(from->text));
        to->detail = pwz_arena_text(&desk->proof, from->detail, strlen(from->detail));
        if (to->text == NULL || to->detail == NULL) {
            return false;
        }
        desk->statement_count++;
    }
    return desk->statements != NULL;
}

/* The view is another one now in any case; only who waits for it gets to see it. */
static void take_proved(struct pwz_wizard *w, const struct pwz_news *news,
                        struct pwz_effects *effects)
{
    struct pwz_desk *desk = &w->desk;
    const bool is_wanted = desk->is_proving && is_usage(w->mode);

    forget_one(desk);
    desk->is_proving = false;
    desk->one = news->view;
    desk->subscription = keep(&desk->proof, news->subscription);
    pwz_text_gate(news->words, strlen(news->words), PWZ_GATE_KEEP_LINES,
                  &desk->one_words);
    if (!keep_statements(desk, news)) {
        desk->statement_count = 0;
        pwz_move_alert(w, no_memory);
    } else if (is_wanted) {
        pwz_usage_open(w, PWZ_MODE_INDEX_USAGE);
        if (news->is_taken) {
            pwz_usage_take(w, effects);
        }
    }
}

void pwz_usage_news(struct pwz_wizard *w, const struct pwz_news *news,
                    struct pwz_effects *effects)
{
    w->layout_serial++;
    switch (news->kind) {
    case PWZ_NEWS_LISTED: take_listing(w, &news->listing, effects); break;
    case PWZ_NEWS_PROGRESS: take_progress(w, &news->reading); break;
    case PWZ_NEWS_READ: take_read(w, news, effects); break;
    case PWZ_NEWS_PROVED: take_proved(w, news, effects); break;
    }
}
