/*
 * What the wizard wishes about usage files: each wish keeps its own copy of paths and ids
 * until the next one, because who performs it may look at them after the update.
 */
#include <string.h>

#include "wizard/state.h"

static const char no_memory[] = "Out of memory: this was not done, nothing is lost.";

void pwz_texts_free(char **texts, size_t *count)
{
    while (*count > 0) {
        pwz_mem_free(texts[--*count]);
    }
}

static struct pwz_wish *make_wish(struct pwz_wizard *w, struct pwz_effects *effects,
                                  enum pwz_wish_kind kind)
{
    struct pwz_effect *effect = pwz_session_effect(effects, PWZ_EFFECT_WISH);

    if (effect == NULL) {
        return NULL;
    }
    w->desk.wish = (struct pwz_wish){
        .kind = kind,
        .paths = (const char *const *)w->desk.sent,
        .subscription = "",
    };
    effect->wish = &w->desk.wish;
    return &w->desk.wish;
}

static char *copy_text(const char *text)
{
    const size_t len = strlen(text);
    char *copy = pwz_mem_new(len + 1, 1);

    if (copy != NULL) {
        memcpy(copy, text, len);
    }
    return copy;
}

/* The texts of the wish before may be among the new ones, so these come first. */
static bool keep_paths(struct pwz_desk *desk, const char *const *paths, size_t count)
{
    char *kept[PWZ_USAGE_FILES_MAX];
    size_t kept_count = 0;

    while (kept_count < count) {
        kept[kept_count] = copy_text(paths[kept_count]);
        if (kept[kept_count] == NULL) {
            pwz_texts_free(kept, &kept_count);
            return false;
        }
        kept_count++;
    }
    pwz_texts_free(desk->sent, &desk->sent_count);
    memcpy(desk->sent, kept, count * sizeof kept[0]);
    desk->sent_count = count;
    return true;
}

static struct pwz_wish *wish_paths(struct pwz_wizard *w, struct pwz_effects *effects,
                                   enum pwz_wish_kind kind, const char *const *paths,
                                   size_t count)
{
    struct pwz_wish *wish = NULL;

    if (keep_paths(&w->desk, paths, count)) {
        wish = make_wish(w, effects, kind);
    }
    if (wish == NULL) {
        pwz_move_alert(w, no_memory);
    } else {
        wish->count = count;
    }
    return wish;
}

void pwz_wish_list(struct pwz_wizard *w, struct pwz_effects *effects, const char *path)
{
    if (wish_paths(w, effects, PWZ_WISH_LIST, &path, 1) != NULL) {
        w->desk.is_listing = true;
        w->desk.changes_when_asked = w->desk.files.changes;
    }
}

void pwz_wish_read(struct pwz_wizard *w, struct pwz_effects *effects,
                   const char *const *paths, size_t count)
{
    struct pwz_desk *desk = &w->desk;

    if (desk->is_reading) {
        pwz_move_alert(w, "Other files are still being read; stop that first.");
        return;
    }
    count = count < PWZ_USAGE_FILES_MAX ? count : PWZ_USAGE_FILES_MAX;
    if (count == 0 || wish_paths(w, effects, PWZ_WISH_READ, paths, count) == NULL) {
        return;
    }
    desk->is_reading = desk->is_awaited = true;
    desk->is_stopping = desk->is_new = false;
    desk->reading = (struct pwz_reading){0};
    pwz_buf_clear(&desk->name);
    if (count == 1) {
        pwz_usage_put_name(desk->sent[0], &desk->name);
    } else {
        pwz_buf_addf(&desk->name, "%zu files", count);
    }
    pwz_texts_free(desk->marked, &desk->marked_count);
}

void pwz_wish_prove(struct pwz_wizard *w, struct pwz_effects *effects,
                    const char *subscription, bool is_taken)
{
    struct pwz_wish *wish = wish_paths(w, effects, PWZ_WISH_PROVE, &subscription, 1);

    if (wish != NULL) {
        wish->subscription = w->desk.sent[0];
        wish->count = 0;
        wish->is_taken = is_taken;
        w->desk.is_proving = true;
    }
}

void pwz_act_stop(struct pwz_wizard *w, const struct pwz_press *press)
{
    if (!w->desk.is_reading) {
        pwz_move_tell(w, "No file is being read.");
    } else if (make_wish(w, press->effects, PWZ_WISH_STOP) != NULL) {
        w->desk.is_stopping = w->desk.is_awaited = true;
    }
}
