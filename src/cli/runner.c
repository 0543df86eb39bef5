/*
 * The runner of effects about cases. Every entry is durable before the screen moves on;
 * when the disk does not take it, all screens say so, the case goes on in memory, and
 * every later key tries again.
 *
 * Must not know: keys, screens, what any question is about.
 */
#include "cli/runner.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pecwiz/text.h"

/* ---- how the case stands ---- */

/* The screens say "NOT SAVED: " and "READ ONLY: " themselves. */
static const char *without(const char *words, const char *said)
{
    return strncmp(words, said, strlen(said)) == 0 ? words + strlen(said) : words;
}

/* Why something is in memory only. */
static void note_trouble(struct pwz_runner *runner, const struct pwz_err *err)
{
    const char *why = without(err->text, "not saved: ");

    (void)pwz_text_gate_into(why, strlen(why), runner->trouble, sizeof(runner->trouble));
}

static void default_file(const struct pwz_runner *runner, char *out, size_t size)
{
    const char *id = runner->open == NULL ? "" : pwz_case_id(runner->open);
    char here[PATH_MAX] = "";

    if (getcwd(here, sizeof(here)) == NULL) {
        here[0] = '\0';
    }
    snprintf(out, size, "%s/%s.pecwiz", here, id[0] != '\0' ? id : "case");
}

void pwz_runner_stand(struct pwz_runner *runner)
{
    struct pwz_case_state state = {0};
    char file[PATH_MAX + PWZ_CASE_ID_MAX + 16];
    bool has_case = runner->open != NULL;

    if (has_case) {
        state = pwz_case_state(runner->open);
    }
    if (has_case && state.waiting == 0 && pwz_case_id(runner->open)[0] != '\0') {
        runner->trouble[0] = '\0';
    }
    default_file(runner, file, sizeof(file));
    pwz_wizard_stand(runner->wizard,
                     &(const struct pwz_standing){
                         .number = has_case ? pwz_case_id(runner->open) : "",
                         .unsaved = runner->trouble,
                         .holder = state.lock != PWZ_CASE_LOCK_NONE
                                       ? without(state.words, "Read-only: ")
                                       : "",
                         .file = file,
                     });
}

/* What only waits is told by the marker; what was not taken is an error of its own. */
static enum pwz_status settle(struct pwz_runner *runner, enum pwz_status status,
                              struct pwz_err *err)
{
    if (status != PWZ_OK) {
        note_trouble(runner, err);
    }
    pwz_runner_stand(runner);
    return status == PWZ_E_IO ? PWZ_OK : status;
}

/* ---- effects ---- */

static struct pwz_case_shown shown_now(struct pwz_runner *runner)
{
    const struct pwz_case_view view =
        pwz_wizard_case(runner->wizard, pwz_runner_now(runner));

    return pwz_store_shown(&view);
}

static enum pwz_status begin(struct pwz_runner *runner, struct pwz_err *err)
{
    const struct pwz_case_start start =
        pwz_store_start(runner->cli, runner->pack, pwz_runner_now(runner));
    enum pwz_status status;

    if (runner->open != NULL) {
        return PWZ_OK;
    }
    status = pwz_case_create(runner->cases, &start, &runner->open, err);
    return runner->open != NULL ? PWZ_OK : status;
}

static enum pwz_status do_save(struct pwz_runner *runner, const struct pwz_effect *effect,
                               struct pwz_err *err)
{
    const struct pwz_case_shown shown = shown_now(runner);
    enum pwz_status status = begin(runner, err);

    if (status == PWZ_OK) {
        *err = (struct pwz_err){0};
        status = pwz_case_add(runner->open, &runner->pack->model, &effect->entry,
                              effect->is_last ? &shown : NULL, err);
    }
    return settle(runner, status, err);
}

static enum pwz_status do_retry(struct pwz_runner *runner,
                                const struct pwz_effect *effect, struct pwz_err *err)
{
    (void)effect;
    return runner->open == NULL ? PWZ_OK
                                : settle(runner, pwz_case_save(runner->open, err), err);
}

static enum pwz_status do_agree(struct pwz_runner *runner,
                                const struct pwz_effect *effect, struct pwz_err *err)
{
    const struct pwz_case_content content = pwz_store_content(runner->pack);
    const struct pwz_case_columns columns = pwz_store_columns(runner->pack);
    const struct pwz_case_shown shown = shown_now(runner);

    (void)effect;
    return settle(runner,
                  pwz_case_change_content(runner->open, &content, &columns,
                                          pwz_runner_now(runner), &shown, err),
                  err);
}

/* That the case was handed over, and as what, is part of its story; the copy itself was
 * made before. */
static void note_export(struct pwz_runner *runner, const char *file)
{
    const struct pwz_entry entry = {
        .kind = PWZ_ENTRY_HAND_OVER,
        .statement = {.fact = PWZ_NONE,
                      .text = "",
                      .detail = "",
                      .at = pwz_runner_now(runner)},
        .text = file,
    };
    struct pwz_err err = {0};

    if (pwz_case_state(runner->open).lock == PWZ_CASE_LOCK_NONE) {
        (void)settle(runner,
                     pwz_case_add(runner->open, &runner->pack->model, &entry, NULL, &err),
                     &err);
    }
}

static enum pwz_status do_export(struct pwz_runner *runner,
                                 const struct pwz_effect *effect, struct pwz_err *err)
{
    char words[PATH_MAX + 64];
    enum pwz_status status;

    if (runner->open == NULL) {
        return pwz_err_set(err, PWZ_E_STATE, "There is nothing to export yet.");
    }
    status = pwz_case_export(runner->open, effect->text, err);
    if (status == PWZ_OK) {
        note_export(runner, effect->text);
        snprintf(words, sizeof(words), "Written: %s", effect->text);
        pwz_wizard_message(runner->wizard, words, false);
    }
    return status;
}

static enum pwz_status do_open(struct pwz_runner *runner, const struct pwz_effect *effect,
                               struct pwz_err *err)
{
    if (effect->index == PWZ_NONE) {
        pwz_wizard_go_on(runner->wizard);
        return PWZ_OK;
    }
    return pwz_runner_take(runner, runner->offered[effect->index], err);
}

enum pwz_status pwz_runner_perform(void *context, const struct pwz_effect *effect,
                                   struct pwz_err *err)
{
    static enum pwz_status (*const doers[PWZ_EFFECT_COUNT])(
        struct pwz_runner * runner, const struct pwz_effect *effect,
        struct pwz_err *err) = {
        [PWZ_EFFECT_SAVE] = do_save,     [PWZ_EFFECT_RETRY] = do_retry,
        [PWZ_EFFECT_OPEN] = do_open,     [PWZ_EFFECT_AGREE] = do_agree,
        [PWZ_EFFECT_EXPORT] = do_export,
    };

    return doers[effect->kind] == NULL ? PWZ_OK
                                       : doers[effect->kind](context, effect, err);
}

int64_t pwz_runner_now(void *context)
{
    const struct pwz_runner *runner = context;

    return pwz_clock_now(runner->cli);
}

/* ---- start and end ---- */

enum pwz_status pwz_runner_start(struct pwz_runner *runner, struct pwz_err *err)
{
    enum pwz_status status = pwz_store_open(runner->cli, &runner->cases, err);

    if (status != PWZ_OK && status != PWZ_E_NOMEM) {
        note_trouble(runner, err);
        status = pwz_store_nowhere(runner->cli, &runner->cases, err);
    }
    if (status == PWZ_OK && runner->trouble[0] != '\0') {
        pwz_runner_stand(runner);
    }
    return status;
}

/* At home, here, in the folder for temporary files: the first that takes it. */
static bool rescue(struct pwz_runner *runner)
{
    const char *temporary = getenv("TMPDIR");
    const char *dirs[] = {getenv("HOME"), ".", temporary != NULL ? temporary : "/tmp"};
    const char *id = pwz_case_id(runner->open);
    struct pwz_err err = {0};

    for (size_t i = 0; i < sizeof(dirs) / sizeof(dirs[0]); i++) {
        if (dirs[i] == NULL || dirs[i][0] == '\0') {
            continue;
        }
        snprintf(runner->rescue, sizeof(runner->rescue), "%s/pecwiz-%s-%lld.pecwiz",
                 dirs[i], id[0] != '\0' ? id : "case", (long long)pwz_runner_now(runner));
        if (pwz_case_export(runner->open, runner->rescue, &err) == PWZ_OK) {
            return true;
        }
    }
    runner->rescue[0] = '\0';
    return false;
}

static void save_rest(struct pwz_runner *runner)
{
    struct pwz_err err = {0};

    if (pwz_case_state(runner->open).lock == PWZ_CASE_LOCK_NONE &&
        pwz_case_save(runner->open, &err) != PWZ_OK) {
        note_trouble(runner, &err);
        runner->is_lost = !rescue(runner);
    }
    snprintf(runner->number, sizeof(runner->number), "%s", pwz_case_id(runner->open));
}

void pwz_runner_close(struct pwz_runner *runner)
{
    struct pwz_err err = {0};

    if (runner->open != NULL) {
        save_rest(runner);
    }
    (void)pwz_case_close(runner->open, &err);
    pwz_case_list_done(&runner->list);
    pwz_mem_free(runner->offered);
    pwz_cases_free(runner->cases);
    runner->open = NULL;
    runner->offered = NULL;
    runner->cases = NULL;
}
