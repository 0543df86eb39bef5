/*
 * The wizard's door: makes it, hands every event to the view in front, and does what all
 * views have in common. Pure: effects are data, the time comes with the event.
 */
#include "pecwiz/wizard.h"

#include <string.h>

#include "pecwiz/text.h"

#include "wizard/state.h"

enum {
    COPIED_MAX = 4 * 1024 * 1024
};

static const struct pwz_view *const views[PWZ_MODE_COUNT] = {
    [PWZ_MODE_INDEX_QUESTION] = &pwz_view_question,
    [PWZ_MODE_INDEX_SET] = &pwz_view_set,
    [PWZ_MODE_INDEX_ENTRY] = &pwz_view_entry,
    [PWZ_MODE_INDEX_VERDICT] = &pwz_view_verdict,
    [PWZ_MODE_INDEX_CHECKLIST] = &pwz_view_checklist,
    [PWZ_MODE_INDEX_STEP] = &pwz_view_step,
    [PWZ_MODE_INDEX_LIST] = &pwz_view_list,
    [PWZ_MODE_INDEX_HELP] = &pwz_view_help,
    [PWZ_MODE_INDEX_START] = &pwz_view_start,
    [PWZ_MODE_INDEX_NOTE] = &pwz_view_note,
    [PWZ_MODE_INDEX_FOLLOW_UP] = &pwz_view_follow_up,
    [PWZ_MODE_INDEX_NEWER] = &pwz_view_newer,
    [PWZ_MODE_INDEX_HOLD] = &pwz_view_hold,
    [PWZ_MODE_INDEX_FILES] = &pwz_view_files,
    [PWZ_MODE_INDEX_SUBSCRIPTIONS] = &pwz_view_subscriptions,
    [PWZ_MODE_INDEX_USAGE] = &pwz_view_usage,
};

const struct pwz_view *pwz_view_of(enum pwz_mode_index mode)
{
    return views[mode];
}

bool pwz_hides_notes(const struct pwz_wizard *w)
{
    return w->is_curtain_down || w->opts.audience == PWZ_AUDIENCE_PARTNER;
}

struct pwz_case_view pwz_case_of(const struct pwz_wizard *w, bool hides_notes)
{
    return (struct pwz_case_view){
        .pack = w->pack,
        .facts = w->facts,
        .result = w->result,
        .now = w->now,
        .since = pwz_follow_up_since(w),
        .hides_notes = hides_notes,
    };
}

/* ---- making and freeing ---- */

static enum pwz_status start(struct pwz_wizard *w, struct pwz_err *err)
{
    pwz_buf_init(&w->message, PWZ_MESSAGE_MAX);
    pwz_buf_init(&w->copied, COPIED_MAX);
    pwz_case_init(w);
    pwz_desk_init(&w->desk);
    w->fact = PWZ_NONE;
    w->mode = PWZ_MODE_INDEX_VERDICT;
    w->is_passed = pwz_mem_new(w->pack->model.fact_count, 1);
    w->is_stale = pwz_mem_new(w->pack->model.fact_count, 1);
    if (w->is_passed == NULL || w->is_stale == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "Out of memory.");
    }
    enum pwz_status status = pwz_session_begin(w, err);
    if (status == PWZ_OK) {
        pwz_move_on(w);
    }
    return status;
}

enum pwz_status pwz_wizard_new(const struct pwz_pack *pack,
                               const struct pwz_wizard_opts *opts, int64_t now,
                               struct pwz_wizard **wizard, struct pwz_err *err)
{
    struct pwz_wizard *w = pwz_mem_new(1, sizeof *w);

    *wizard = NULL;
    if (w == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "Out of memory.");
    }
    w->pack = pack;
    w->opts = *opts;
    w->now = w->began = now;
    enum pwz_status status = start(w, err);
    if (status != PWZ_OK) {
        pwz_wizard_free(w);
        return status;
    }
    *wizard = w;
    return PWZ_OK;
}

void pwz_wizard_free(struct pwz_wizard *w)
{
    if (w == NULL) {
        return;
    }
    pwz_session_done(w);
    pwz_case_done(w);
    pwz_desk_done(&w->desk);
    pwz_finder_done(&w->look_up);
    pwz_mem_free(w->is_passed);
    pwz_mem_free(w->is_stale);
    pwz_buf_done(&w->message);
    pwz_buf_done(&w->copied);
    pwz_mem_free(w);
}

/* ---- what all views have in common ---- */

static void act_help(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    pwz_input_set(&w->search, "");
    pwz_move_open(w, PWZ_MODE_INDEX_HELP);
}

static void act_checklist(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    pwz_move_open(w, PWZ_MODE_INDEX_CHECKLIST);
    if (w->fact != PWZ_NONE) {
        w->focus[PWZ_MODE_INDEX_CHECKLIST] = w->pack->model.facts[w->fact].step;
    }
}

static void act_verdict(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    pwz_move_open(w, PWZ_MODE_INDEX_VERDICT);
}

/* Shows the question whose answer went; it is no new step in the history. */
static void act_undo(struct pwz_wizard *w, const struct pwz_press *press)
{
    uint32_t fact = pwz_session_undo(w, press->effects);

    if (fact == PWZ_NONE) {
        return;
    }
    bool is_last = w->history_count > 0 && w->history[w->history_count - 1] == fact;
    w->history_count -= is_last && fact != w->fact ? 1 : 0;
    w->is_passed[fact] = 0;
    pwz_move_question(w, fact, is_last);
    pwz_move_tell(w, "Taken back.");
}

static void act_curtain(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    w->is_curtain_down = !w->is_curtain_down;
    pwz_subscriptions_find(w); /* also below help */
    const char *more = w->desk.has_read ? ", prices and other customers" : "";
    pwz_move_tell(w, "Curtain %s: agent notes%s %s.", w->is_curtain_down ? "down" : "up",
                  more, w->is_curtain_down ? "are hidden" : "show");
}

static void act_outside(struct pwz_wizard *w, const struct pwz_press *press)
{
    static const struct {
        enum pwz_action action;
        enum pwz_effect_kind kind;
    } rows[] = {
        {PWZ_ACTION_REDRAW,  PWZ_EFFECT_REDRAW },
        {PWZ_ACTION_SUSPEND, PWZ_EFFECT_SUSPEND},
    };

    (void)w;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].action == press->action) {
            pwz_session_effect(press->effects, rows[i].kind);
        }
    }
}

/* What is nowhere but in memory is not left behind by one key. */
static void act_quit(struct pwz_wizard *w, const struct pwz_press *press)
{
    if (w->unsaved[0] != '\0' && !w->is_quit_told && press->key != PWZ_KEY_CTRL_C) {
        w->is_quit_told = true;
        pwz_move_alert(w, "Not everything is saved. E writes the case elsewhere; the "
                          "same key once more leaves.");
        return;
    }
    pwz_session_effect(press->effects, PWZ_EFFECT_QUIT);
}

static const struct pwz_act common_acts[] = {
    {PWZ_ACTION_HELP,       act_help          },
    {PWZ_ACTION_CHECKLIST,  act_checklist     },
    {PWZ_ACTION_VERDICT,    act_verdict       },
    {PWZ_ACTION_UNDO,       act_undo          },
    {PWZ_ACTION_CURTAIN,    act_curtain       },
    {PWZ_ACTION_COPY,       pwz_act_copy      },
    {PWZ_ACTION_COPY_CASE,  pwz_act_copy_case },
    {PWZ_ACTION_REDRAW,     act_outside       },
    {PWZ_ACTION_SUSPEND,    act_outside       },
    {PWZ_ACTION_NOTE,       pwz_act_note      },
    {PWZ_ACTION_HOLD,       pwz_act_hold      },
    {PWZ_ACTION_FLAG,       pwz_act_flag      },
    {PWZ_ACTION_EXPORT,     pwz_act_export    },
    {PWZ_ACTION_CLOSE_CASE, pwz_act_close_case},
    {PWZ_ACTION_QUIT,       act_quit          },
    {PWZ_ACTION_USAGE,      pwz_act_usage     },
    {PWZ_ACTION_STOP,       pwz_act_stop      },
};

static bool run_acts(struct pwz_wizard *w, const struct pwz_act *acts, size_t count,
                     const struct pwz_press *press)
{
    for (size_t i = 0; i < count; i++) {
        if (acts[i].action == press->action) {
            acts[i].act(w, press);
            return true;
        }
    }
    return false;
}

static bool type(struct pwz_wizard *w, const struct pwz_view *view,
                 const struct pwz_press *press)
{
    if (view->type != NULL) {
        return view->type(w, press);
    }
    return view->finder != NULL && pwz_finder_view_type(w, press);
}

/* The view first, then its family, then the wizard. */
static bool dispatch(struct pwz_wizard *w, const struct pwz_press *press)
{
    const struct pwz_view *view = views[w->mode];
    const size_t finder_acts = view->finder != NULL ? PWZ_FINDER_ACTS : 0;

    return type(w, view, press) || run_acts(w, view->acts, view->act_count, press) ||
           run_acts(w, view->shared, view->shared_count, press) ||
           run_acts(w, pwz_finder_acts, finder_acts, press) ||
           run_acts(w, common_acts, sizeof common_acts / sizeof common_acts[0], press);
}

/* ---- events ---- */

static void tell_unbound(struct pwz_wizard *w, uint32_t key)
{
    char words[16];

    if (key > ' ' && key < PWZ_KEY_SPECIAL && pwz_rune_is_harmless(key)) {
        pwz_key_words(key, words);
        pwz_move_tell(w, "%s does nothing here; ? shows all keys.", words);
    }
}

static void take_key(struct pwz_wizard *w, uint32_t key, struct pwz_effects *effects)
{
    const struct pwz_press press = {
        .key = key,
        .action = pwz_key_action((enum pwz_mode)(1 << w->mode), key),
        .effects = effects,
    };
    bool had_message = w->message.len > 0;
    uint64_t before = w->layout_serial++;

    pwz_buf_clear(&w->message);
    pwz_usage_touched(w);
    w->is_only_marker = false;
    w->is_quit_told = w->is_quit_told && press.action == PWZ_ACTION_QUIT;
    bool is_used = dispatch(w, &press);
    if (!is_used) {
        tell_unbound(w, key);
    }
    bool is_quiet = !had_message && w->message.len == 0;
    if (is_quiet && (w->is_only_marker || !is_used)) {
        w->layout_serial = before;
    }
    effects->is_dirty = is_used || !is_quiet;
}

static struct pwz_input *typed_into(struct pwz_wizard *w)
{
    const struct pwz_finder_view *finder = views[w->mode]->finder;
    struct pwz_input *inputs[PWZ_MODE_COUNT] = {
        [PWZ_MODE_INDEX_ENTRY] = &w->input,
        [PWZ_MODE_INDEX_HELP] = &w->search,
        [PWZ_MODE_INDEX_NOTE] = w->is_path ? &w->path : &w->note,
    };

    return finder != NULL ? &finder->of(w)->line : inputs[w->mode];
}

static void take_paste(struct pwz_wizard *w, const struct pwz_event *event)
{
    const struct pwz_finder_view *finder = views[w->mode]->finder;
    struct pwz_input *input = typed_into(w);

    pwz_buf_clear(&w->message);
    pwz_usage_touched(w);
    w->layout_serial++;
    if (input == NULL) {
        pwz_move_tell(w, "There is nothing to paste into here.");
    } else if (!pwz_input_insert(input, event->text, event->len)) {
        pwz_move_alert(w, "That is too long to paste here; nothing was inserted.");
    } else if (finder != NULL) {
        pwz_finder_pasted(finder->of(w));
        finder->find(w);
    }
    w->scroll[w->mode] = 0;
}

/* The last entry of an update carries the result; and as long as something is in memory
 * only, every key is an occasion to try again. */
static void end_saving(const struct pwz_wizard *w, struct pwz_effects *effects)
{
    for (size_t i = effects->count; i-- > 0;) {
        if (effects->effect[i].kind == PWZ_EFFECT_SAVE) {
            effects->effect[i].is_last = true;
            return;
        }
    }
    if (w->unsaved[0] != '\0') {
        pwz_session_effect(effects, PWZ_EFFECT_RETRY);
    }
}

void pwz_wizard_update(struct pwz_wizard *w, const struct pwz_event *event,
                       struct pwz_effects *effects)
{
    effects->count = 0;
    effects->is_dirty = true;
    w->now = event->now;
    if (event->kind == PWZ_EVENT_NEWS) {
        pwz_usage_news(w, event->news, effects);
    } else if (event->kind == PWZ_EVENT_PASTE) {
        take_paste(w, event);
    } else {
        take_key(w, event->key, effects);
    }
    end_saving(w, effects);
}

/* ---- for the program around it ---- */

enum pwz_status pwz_wizard_take(struct pwz_wizard *w, const struct pwz_entry *entry,
                                struct pwz_err *err)
{
    return pwz_session_take(w, entry, err);
}

void pwz_wizard_go_on(struct pwz_wizard *w)
{
    pwz_move_on(w);
    w->layout_serial++;
}

void pwz_wizard_message(struct pwz_wizard *w, const char *text, bool is_alert)
{
    pwz_move_alert(w, text);
    w->is_alert = is_alert;
}

bool pwz_wizard_is_alert(const struct pwz_wizard *w)
{
    return w->is_alert && w->message.len > 0;
}

const char *pwz_wizard_said(const struct pwz_wizard *w)
{
    return pwz_buf_text(&w->message);
}

struct pwz_case_view pwz_wizard_case(const struct pwz_wizard *w, int64_t now)
{
    struct pwz_case_view view = pwz_case_of(w, pwz_hides_notes(w));

    view.now = now;
    return view;
}

enum pwz_mode pwz_wizard_mode(const struct pwz_wizard *w)
{
    return (enum pwz_mode)(1 << w->mode);
}

uint32_t pwz_wizard_fact(const struct pwz_wizard *w)
{
    static const unsigned questions =
        PWZ_MODE_QUESTION | PWZ_MODE_SET | PWZ_MODE_ENTRY | PWZ_MODE_LIST;

    return ((unsigned)pwz_wizard_mode(w) & questions) != 0 ? w->fact : PWZ_NONE;
}
