/*
 * After the fix: which results ask what became of them, from which moment the day to look
 * again counts, and which facts the fix touched, so that they are asked again. All of it
 * follows from the pack and the entries; no fact is known by name.
 */
#include "wizard/state.h"

/* A result that somebody or time has to change. */
bool pwz_follow_up_is_due(const struct pwz_wizard *w)
{
    static const uint32_t grades =
        1U << PWZ_GRADE_FIX | 1U << PWZ_GRADE_PARTIAL | 1U << PWZ_GRADE_WAIT;

    return w->result->verdict != PWZ_NONE &&
           (grades >> w->pack->model.verdicts[w->result->verdict].grade & 1U) != 0;
}

int64_t pwz_follow_up_since(const struct pwz_wizard *w)
{
    size_t count = pwz_trail_count(w->trail);
    int64_t since = count == 0 ? 0 : pwz_trail_at(w->trail, count - 1)->statement.at;

    return w->followed_at > since ? w->followed_at : since;
}

/* ---- in words ---- */

static void add_promise(const struct pwz_wizard *w, struct pwz_buf *out)
{
    const struct pwz_case_view view = pwz_case_of(w, true);
    const int64_t day = pwz_report_look_again(&view);
    char date[PWZ_DATE_SIZE];

    if (day != 0) {
        pwz_date_text(day, date);
        pwz_buf_addf(out, "\nDay to look again: %s%s", date,
                     day <= w->now ? ", which has come" : ", not yet come");
    }
}

void pwz_follow_up_words(const struct pwz_wizard *w, struct pwz_buf *out)
{
    static const char *const outcomes[PWZ_OUTCOME_COUNT] = {
        [PWZ_OUTCOME_DONE] = "done",
        [PWZ_OUTCOME_NOT_YET] = "not yet",
        [PWZ_OUTCOME_FAILED] = "failed",
    };
    char moment[PWZ_MOMENT_SIZE];

    pwz_verdict_words(w, out);
    add_promise(w, out);
    if (w->followed_at != 0) {
        pwz_moment_text(w->followed_at, moment);
        pwz_buf_addf(out, "\nSaid last: %s (%s)", outcomes[w->outcome], moment);
    }
}

/* ---- which facts a fix touches ---- */

/* Classes of proving facts, the surest first: what is not as it should be; a set that is
 * not; what stands in the step of the rule and has no declared good value. */
enum {
    TOUCHED_VALUE = 1,
    TOUCHED_SET,
    TOUCHED_IN_STEP,
    TOUCHED_CLASSES
};

static uint32_t step_of_rule(const struct pwz_wizard *w)
{
    return w->result->rule == PWZ_NONE ? PWZ_NONE
                                       : w->pack->model.rules[w->result->rule].step;
}

static unsigned class_of(const struct pwz_wizard *w, uint32_t fact)
{
    const struct pwz_fact *row = &w->pack->model.facts[fact];
    const struct pwz_holding holding = pwz_facts_holding(w->facts, fact);
    bool is_set = row->type == PWZ_FACT_SET;
    bool is_good = row->has_good != 0 && holding.is_known && holding.value == row->good;

    if (row->has_good != 0 && !is_good) {
        return is_set ? TOUCHED_SET : TOUCHED_VALUE;
    }
    return row->has_good == 0 && row->step == step_of_rule(w) ? TOUCHED_IN_STEP : 0;
}

static bool has_class(const struct pwz_wizard *w, unsigned wanted)
{
    for (uint32_t i = 0; i < w->result->because_count; i++) {
        if (class_of(w, w->result->because[i]) == wanted) {
            return true;
        }
    }
    return false;
}

/* What the pack itself names, as far as anybody has said anything about it. */
static size_t named_facts(const struct pwz_wizard *w, uint32_t *facts, size_t room)
{
    const struct pwz_verdict_words *words = &w->pack->verdict_words[w->result->verdict];
    size_t count = 0;

    for (uint32_t i = 0; i < words->again_count && count < room; i++) {
        uint32_t fact = pwz_model_fact(
            &w->pack->model,
            pwz_pack_text(w->pack, w->pack->sources[words->first_again + i]));
        if (fact != PWZ_NONE && !pwz_facts_holding(w->facts, fact).is_absent) {
            facts[count++] = fact;
        }
    }
    return count;
}

size_t pwz_follow_up_touched(const struct pwz_wizard *w, uint32_t *facts, size_t room)
{
    unsigned wanted = TOUCHED_VALUE;
    size_t count = named_facts(w, facts, room);

    if (count > 0) {
        return count;
    }

    while (wanted < TOUCHED_CLASSES && !has_class(w, wanted)) {
        wanted++;
    }
    for (uint32_t i = 0; i < w->result->because_count && count < room; i++) {
        if (wanted == TOUCHED_CLASSES || class_of(w, w->result->because[i]) == wanted) {
            facts[count++] = w->result->because[i];
        }
    }
    return count;
}
