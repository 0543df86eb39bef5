/*
 * Which actions are of use here and now: the footer and help leave the others out. Keys
 * work all the same, and say why they do nothing.
 */
#include "wizard/state.h"

static uint32_t step_in_sight(const struct pwz_wizard *w, enum pwz_mode_index mode)
{
    return mode == PWZ_MODE_INDEX_STEP ? w->step : w->pack->model.facts[w->fact].step;
}

static bool applies_yes_no(const struct pwz_wizard *w, enum pwz_mode_index mode)
{
    if (mode == PWZ_MODE_INDEX_NEWER) {
        return true;
    }
    return pwz_option_named(w, "yes") != PWZ_NONE &&
           pwz_option_named(w, "no") != PWZ_NONE;
}

static bool applies_digit(const struct pwz_wizard *w, enum pwz_mode_index mode)
{
    if (mode == PWZ_MODE_INDEX_FOLLOW_UP) {
        return false; /* its letters say more */
    }
    return !applies_yes_no(w, mode) || w->pack->model.facts[w->fact].value_count > 2;
}

static bool applies_pass(const struct pwz_wizard *w, enum pwz_mode_index mode)
{
    (void)mode;
    return pwz_fact_is_hint(w, w->fact);
}

/* With a mark the digits mark as Space does. */
static bool applies_only(const struct pwz_wizard *w, enum pwz_mode_index mode)
{
    (void)mode;
    return w->marks == 0;
}

static bool applies_look_up(const struct pwz_wizard *w, enum pwz_mode_index mode)
{
    (void)mode;
    return w->pack->fact_words[w->fact].list != PWZ_NONE;
}

static bool applies_step_good(const struct pwz_wizard *w, enum pwz_mode_index mode)
{
    return pwz_session_next_good(w, step_in_sight(w, mode)) != PWZ_NONE;
}

static bool applies_undo(const struct pwz_wizard *w, enum pwz_mode_index mode)
{
    (void)mode;
    return pwz_trail_count(w->trail) > 0;
}

static bool applies_continue(const struct pwz_wizard *w, enum pwz_mode_index mode)
{
    return mode == PWZ_MODE_INDEX_HOLD || pwz_session_next(w) != PWZ_NONE;
}

static bool applies_stop(const struct pwz_wizard *w, enum pwz_mode_index mode)
{
    (void)mode;
    return w->desk.is_reading;
}

static bool applies_following(const struct pwz_wizard *w, enum pwz_mode_index mode)
{
    (void)mode;
    return w->desk.all != NULL && w->desk.all->row_count > 1;
}

static bool applies_calendar(const struct pwz_wizard *w, enum pwz_mode_index mode)
{
    (void)mode;
    return w->desk.one != NULL && w->desk.one->heat_count > 0;
}

static const struct {
    enum pwz_action action;
    bool (*applies)(const struct pwz_wizard *w, enum pwz_mode_index mode);
} conditions[] = {
    {PWZ_ACTION_ANSWER_DIGIT, applies_digit    },
    {PWZ_ACTION_ANSWER_YES,   applies_yes_no   },
    {PWZ_ACTION_ANSWER_NO,    applies_yes_no   },
    {PWZ_ACTION_ANSWER_ONLY,  applies_only     },
    {PWZ_ACTION_PASS,         applies_pass     },
    {PWZ_ACTION_LOOK_UP,      applies_look_up  },
    {PWZ_ACTION_STEP_GOOD,    applies_step_good},
    {PWZ_ACTION_UNDO,         applies_undo     },
    {PWZ_ACTION_CONTINUE,     applies_continue },
    {PWZ_ACTION_STOP,         applies_stop     },
    {PWZ_ACTION_CALENDAR,     applies_calendar },
    {PWZ_ACTION_FOLLOWING,    applies_following},
    {PWZ_ACTION_PICK,         applies_following},
};

bool pwz_action_applies(const struct pwz_wizard *w, enum pwz_mode_index mode,
                        enum pwz_action action)
{
    for (size_t i = 0; i < sizeof conditions / sizeof conditions[0]; i++) {
        if (conditions[i].action == action) {
            return conditions[i].applies(w, mode);
        }
    }
    return true;
}
