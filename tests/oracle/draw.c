/*
 * Random answer sets; see draw.h.
 */
#include "draw.h"

#include <string.h>

/* splitmix64: one addition and three mixing steps; good enough and short. */
static uint64_t dice_next(struct dice *dice)
{
    uint64_t z = dice->state += 0x9E3779B97F4A7C15U;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27) * 0x94D049BB133111EBU;
    return z ^ z >> 31;
}

int dice_below(struct dice *dice, int n)
{
    return (int)(dice_next(dice) % (uint64_t)n);
}

bool dice_percent(struct dice *dice, int percent)
{
    return dice_below(dice, 100) < percent;
}

void dice_shuffle(struct dice *dice, int *items, int count)
{
    for (int i = count - 1; i > 0; i--) {
        int j = dice_below(dice, i + 1);
        int kept = items[i];
        items[i] = items[j];
        items[j] = kept;
    }
}

/* Values that fire no rule, where that is not simply the first one. */
static const struct {
    int fact;
    const char *value;
} quiet[] = {
    {SOURCE,           "daily-usage"},
    {DAILY_CREDIT,     "all-0"      },
    {COSTMGMT_SCOPE,   "billing"    },
    {COSTMGMT_APPLIED, "false"      },
    {ADJUSTMENT,       "empty"      },
    {REMOVED_REASON,   "cannot-tell"},
    {CHANGED_48H,      "no"         },
    {DAY_RECENT,       "no"         },
    {RATIO,            "1.00"       },
    {MANY_CUSTOMERS,   "no"         },
};

static int quiet_value(int fact)
{
    for (size_t i = 0; i < sizeof(quiet) / sizeof(quiet[0]); i++) {
        if (quiet[i].fact == fact) {
            return value_index(fact, quiet[i].value);
        }
    }
    return 0;
}

static int member_count(int fact)
{
    return fact_row(fact)->is_set ? value_count(fact) : 1;
}

void draw_forget(struct known *k, int fact, bool asked)
{
    for (int m = 0; m < member_count(fact); m++) {
        k->value[var_of(fact, m)] = UNKNOWN;
        k->asked[var_of(fact, m)] = asked;
    }
}

void draw_nothing(struct known *k)
{
    memset(k, 0, sizeof(*k));
    for (int fact = 0; fact < FACTS; fact++) {
        draw_forget(k, fact, false);
    }
}

void draw_value(struct dice *dice, struct known *k, int fact, int quiet_percent)
{
    int count = value_count(fact);
    draw_forget(k, fact, false);
    if (!fact_row(fact)->is_set) {
        bool is_quiet = dice_percent(dice, quiet_percent);
        k->value[var_of(fact, 0)] =
            (signed char)(is_quiet ? quiet_value(fact) : dice_below(dice, count));
        return;
    }
    int members = dice_percent(dice, 20) ? 0 : 10 + dice_below(dice, 50);
    for (int m = 0; m < count; m++) {
        k->value[var_of(fact, m)] = (signed char)dice_percent(dice, members);
    }
    if (fact == OFFER_ROWS && dice_percent(dice, quiet_percent)) {
        k->value[var_of(fact, value_index(fact, "first-party"))] = 1;
    }
}

void draw_complete(struct dice *dice, struct known *k)
{
    static const int quiet_percents[] = {0, 60, 85, 95, 98};
    int percent = quiet_percents[dice_below(dice, 5)];
    for (int fact = 0; fact < FACTS; fact++) {
        draw_value(dice, k, fact, percent);
    }
    /* Who asks is never quiet: the indirect rules need a provider or a reseller. */
    draw_value(dice, k, ASKER, 0);
    draw_value(dice, k, ACCESS_HOLDER, 0);
}

void draw_holes(struct dice *dice, struct known *k, int most)
{
    int holes = dice_below(dice, most + 1);
    int unknown_percent = dice_below(dice, 3) * 50;
    for (int i = 0; i < holes; i++) {
        draw_forget(k, dice_below(dice, FACTS), dice_percent(dice, unknown_percent));
    }
}

void draw_cut(struct dice *dice, struct known *k)
{
    int last = dice_below(dice, STEP_ESCALATION);
    for (int fact = 0; fact < FACTS; fact++) {
        if ((int)fact_row(fact)->step > last) {
            draw_forget(k, fact, false);
        }
    }
}

void draw_half_seen_set(struct dice *dice, struct known *k)
{
    int fact = dice_percent(dice, 70) ? ACCESS_PATHS : OFFER_ROWS;
    bool asked = dice_percent(dice, 50);
    for (int m = 0; m < value_count(fact); m++) {
        if (dice_percent(dice, 40)) {
            k->value[var_of(fact, m)] = UNKNOWN;
            k->asked[var_of(fact, m)] = asked;
        }
    }
}
