/*
 * Moving between views and inside them: open, close, the history of questions, focus,
 * scrolling, and the message line. Never validates: going back must always work.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "wizard/state.h"

/* ---- message line ---- */

void pwz_move_tell(struct pwz_wizard *w, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    pwz_buf_clear(&w->message);
    pwz_buf_addv(&w->message, format, args);
    va_end(args);
    w->is_alert = false;
    w->layout_serial++;
}

void pwz_move_alert(struct pwz_wizard *w, const char *text)
{
    pwz_buf_clear(&w->message);
    pwz_text_gate(text, strlen(text), PWZ_GATE_LINE, &w->message);
    w->is_alert = true;
    w->layout_serial++;
}

/* ---- between views ---- */

enum pwz_mode_index pwz_mode_of_fact(const struct pwz_wizard *w, uint32_t fact)
{
    static const enum pwz_mode_index modes[PWZ_FACT_TYPE_COUNT] = {
        [PWZ_FACT_CHOICE] = PWZ_MODE_INDEX_QUESTION,
        [PWZ_FACT_BOOL] = PWZ_MODE_INDEX_QUESTION,
        [PWZ_FACT_SET] = PWZ_MODE_INDEX_SET,
        [PWZ_FACT_DATE] = PWZ_MODE_INDEX_ENTRY,
        [PWZ_FACT_GUID] = PWZ_MODE_INDEX_ENTRY,
        [PWZ_FACT_TEXT] = PWZ_MODE_INDEX_ENTRY,
    };

    if (fact == PWZ_NONE) {
        return PWZ_MODE_INDEX_VERDICT;
    }
    return modes[w->pack->model.facts[fact].type];
}

static void push_history(struct pwz_wizard *w, uint32_t fact)
{
    if (fact == PWZ_NONE) {
        return;
    }
    if (w->history_count == PWZ_HISTORY_MAX) {
        w->history_count--;
        memmove(w->history, w->history + 1, w->history_count * sizeof w->history[0]);
    }
    w->history[w->history_count++] = fact;
}

static void reset_place(struct pwz_wizard *w, enum pwz_mode_index mode)
{
    w->focus[mode] = 0;
    w->top[mode] = 0;
    w->scroll[mode] = 0;
}

/* What was answered before stands ready to be confirmed or changed. */
static void prefill(struct pwz_wizard *w)
{
    struct pwz_holding holding = pwz_facts_holding(w->facts, w->fact);
    bool is_typed = w->mode == PWZ_MODE_INDEX_ENTRY;

    w->marks = w->mode == PWZ_MODE_INDEX_SET ? holding.value & holding.seen : 0;
    pwz_input_set(&w->input, is_typed && holding.is_known ? holding.from->text : "");
    w->focus[w->mode] = pwz_option_given(w);
}

void pwz_move_question(struct pwz_wizard *w, uint32_t fact, bool is_back)
{
    if (!is_back && fact != w->fact) {
        push_history(w, w->fact);
    }
    w->fact = fact;
    w->mode = pwz_mode_of_fact(w, fact);
    reset_place(w, w->mode);
    if (fact != PWZ_NONE) {
        prefill(w);
    }
}

void pwz_move_open(struct pwz_wizard *w, enum pwz_mode_index mode)
{
    if (w->mode != mode) {
        w->below[mode] = w->mode;
    }
    w->mode = mode;
    reset_place(w, mode);
}

void pwz_move_close(struct pwz_wizard *w)
{
    w->mode = w->below[w->mode];
}

void pwz_move_on(struct pwz_wizard *w)
{
    uint32_t next = pwz_session_next(w);

    if (next != PWZ_NONE) {
        pwz_move_question(w, next, false);
    } else {
        pwz_move_open(w, PWZ_MODE_INDEX_VERDICT);
    }
}

/* ---- inside a view ---- */

void pwz_move_focus(struct pwz_wizard *w, const struct pwz_press *press, uint32_t count)
{
    uint32_t *focus = &w->focus[w->mode];
    uint32_t last = count > 0 ? count - 1 : 0;

    w->is_only_marker = true;
    if (press->action == PWZ_ACTION_NEXT) {
        *focus = *focus < last ? *focus + 1 : last;
    } else if (press->action == PWZ_ACTION_PREVIOUS) {
        *focus = *focus > 0 ? *focus - 1 : 0;
    } else {
        *focus = press->action == PWZ_ACTION_LAST ? last : 0;
    }
}

static size_t add_lines(size_t at, size_t lines)
{
    return at > SIZE_MAX - lines ? SIZE_MAX : at + lines;
}

void pwz_move_scroll(struct pwz_wizard *w, enum pwz_action action)
{
    size_t *at = &w->scroll[w->mode];
    size_t page = w->page > 1 ? w->page - 1 : 1; /* one line stays in sight */

    if (action == PWZ_ACTION_NEXT || action == PWZ_ACTION_PAGE_DOWN) {
        *at = add_lines(*at, action == PWZ_ACTION_NEXT ? 1 : page);
    } else if (action == PWZ_ACTION_PREVIOUS || action == PWZ_ACTION_PAGE_UP) {
        size_t step = action == PWZ_ACTION_PREVIOUS ? 1 : page;
        *at = *at > step ? *at - step : 0;
    } else {
        *at = action == PWZ_ACTION_LAST ? SIZE_MAX : 0;
    }
}
