/*
 * What all views do whose list is filtered by typing: typing, erasing, going back,
 * moving.
 */
#include "wizard/state.h"

static const struct pwz_finder_view *view_of(const struct pwz_wizard *w)
{
    return pwz_view_of(w->mode)->finder;
}

static struct pwz_finder *finder_of(struct pwz_wizard *w)
{
    return view_of(w)->of(w);
}

static void act_erase(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    pwz_finder_clear(finder_of(w));
    view_of(w)->find(w);
}

void pwz_finder_back(struct pwz_wizard *w, const struct pwz_press *press)
{
    if (finder_of(w)->line.len > 0) {
        act_erase(w, press);
    } else {
        view_of(w)->leave(w);
    }
}

static void act_move(struct pwz_wizard *w, const struct pwz_press *press)
{
    pwz_finder_move(finder_of(w), press->action);
}

const struct pwz_act pwz_finder_acts[PWZ_FINDER_ACTS] = {
    {PWZ_ACTION_BACK,      pwz_finder_back},
    {PWZ_ACTION_ERASE,     act_erase      },
    {PWZ_ACTION_FILTER,    act_erase      },
    {PWZ_ACTION_NEXT,      act_move       },
    {PWZ_ACTION_PREVIOUS,  act_move       },
    {PWZ_ACTION_FIRST,     act_move       },
    {PWZ_ACTION_LAST,      act_move       },
    {PWZ_ACTION_PAGE_DOWN, act_move       },
    {PWZ_ACTION_PAGE_UP,   act_move       },
};

bool pwz_finder_view_type(struct pwz_wizard *w, const struct pwz_press *press)
{
    if (!pwz_finder_type(finder_of(w), press->key, press->action)) {
        return false;
    }
    view_of(w)->find(w);
    return true;
}
