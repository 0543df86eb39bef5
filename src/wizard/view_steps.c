/*
 * The checklist (all steps with their state) and the step view (all answers of one step,
 * to edit). The checklist's layout is also the left pane beside every other view.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "wizard/state.h"

/* State as a word of equal width: colour never carries it alone. */
static const struct {
    const char *word;
    enum pwz_role role;
} states[PWZ_STEP_STATUS_COUNT] = {
    [PWZ_STEP_PASS] = {"ok   ", PWZ_ROLE_GOOD },
    [PWZ_STEP_FAIL] = {"FAIL ", PWZ_ROLE_BAD  },
    [PWZ_STEP_WARN] = {"warn ", PWZ_ROLE_WARN },
    [PWZ_STEP_UNKNOWN] = {"?    ", PWZ_ROLE_MUTED},
    [PWZ_STEP_NOT_APPLICABLE] = {"n/a  ", PWZ_ROLE_MUTED},
    [PWZ_STEP_ERROR] = {"err  ", PWZ_ROLE_BAD  },
};

enum {
    STATE_COLS = 7, /* marker, blank, the longest word, blank */
    POSSIBLE_MAX = 5
};

/* ---- checklist ---- */

/* A title that does not fit shows that it was cut. */
static void add_title(const struct pwz_wizard *w, uint32_t step, size_t room,
                      struct pwz_buf *out)
{
    const char *title = pwz_pack_text(w->pack, w->pack->step_words[step].title);
    size_t len = strlen(title);

    if (pwz_text_width(title, len) <= room) {
        pwz_buf_add(out, title, len);
        return;
    }
    pwz_buf_add(out, title, pwz_text_fit(title, len, room - 1, NULL));
    pwz_buf_adds(out, w->opts.is_ascii ? "." : "\u2026");
}

static void add_step(struct pwz_wizard *w, struct pwz_lines *lines, uint32_t step,
                     int cols)
{
    bool is_here = w->fact != PWZ_NONE && w->pack->model.facts[w->fact].step == step;
    uint8_t status = w->result->step_status[step];
    struct pwz_buf title;

    pwz_buf_init(&title, PWZ_WORDS_MAX);
    add_title(w, step, cols > STATE_COLS ? (size_t)(cols - STATE_COLS) : 1, &title);
    const struct pwz_flow flow = {
        .text = pwz_buf_text(&title),
        .len = title.len,
        .prefix = states[status].word,
        .indent = STATE_COLS,
        .option = step,
        .role = is_here ? PWZ_ROLE_STRONG : PWZ_ROLE_PLAIN,
        .prefix_role = (uint8_t)states[status].role,
    };
    pwz_lines_flow(lines, &flow, cols);
    pwz_buf_done(&title);
}

/* Few enough results to name are worth naming while the questions go on. */
static void add_possible(struct pwz_wizard *w, struct pwz_lines *lines, int cols)
{
    uint32_t count = w->result->possible_count;

    if (count == 0 || count > POSSIBLE_MAX || w->result->verdict != PWZ_NONE) {
        return;
    }
    pwz_lines_text(lines, PWZ_ROLE_MUTED, "Still possible:", cols);
    for (uint32_t i = 0; i < count; i++) {
        const struct pwz_verdict_words *words =
            &w->pack->verdict_words[w->result->possible[i]];
        const char *title = pwz_pack_text(w->pack, words->article.title);
        const struct pwz_flow flow = {
            .text = title,
            .len = strlen(title),
            .prefix = "- ",
            .indent = 2,
            .option = PWZ_NONE,
            .role = PWZ_ROLE_MUTED,
            .prefix_role = PWZ_ROLE_MUTED,
        };
        pwz_lines_flow(lines, &flow, cols);
    }
}

/* Where the question stands in the list, beside the focus marker's column. */
static void mark_here(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    bool has_fact = w->fact != PWZ_NONE;
    int row = has_fact ? pwz_pane_row(w, w->pack->model.facts[w->fact].step) : -1;

    if (row >= 0) {
        pwz_screen_put(pane->screen, row, pane->col + 1, 1, PWZ_ROLE_MUTED, "*", 1);
    }
}

static enum pwz_status layout_checklist(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    uint32_t here = w->fact == PWZ_NONE ? 0 : w->pack->model.facts[w->fact].step;
    uint32_t kept = w->focus[PWZ_MODE_INDEX_CHECKLIST];
    struct pwz_lines fixed = {0};
    struct pwz_lines text = {0};

    /* Beside another view the question's step is kept in sight, not the old focus. */
    w->focus[PWZ_MODE_INDEX_CHECKLIST] =
        w->mode == PWZ_MODE_INDEX_CHECKLIST ? kept : here;
    for (uint32_t i = 0; i < w->pack->model.step_count; i++) {
        add_step(w, &fixed, i, pane->cols);
    }
    add_possible(w, &text, pane->cols);
    enum pwz_status status =
        pwz_pane_draw(w, pane, PWZ_MODE_INDEX_CHECKLIST, &fixed, &text);
    w->focus[PWZ_MODE_INDEX_CHECKLIST] = kept;
    mark_here(w, pane);
    pwz_lines_done(&fixed);
    pwz_lines_done(&text);
    return status;
}

static void act_focus_step(struct pwz_wizard *w, const struct pwz_press *press)
{
    pwz_move_focus(w, press, w->pack->model.step_count);
}

static void act_open_step(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    w->step = w->focus[PWZ_MODE_INDEX_CHECKLIST];
    pwz_move_open(w, PWZ_MODE_INDEX_STEP);
}

static void act_close(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    pwz_move_close(w);
}

/* ---- step ---- */

static const struct pwz_step *step_row(const struct pwz_wizard *w)
{
    return &w->pack->model.steps[w->step];
}

/* Why a fact without an answer is or is not of interest now. */
static const char *fact_note(const struct pwz_wizard *w, uint32_t fact)
{
    static const char *const notes[PWZ_USE_COUNT] = {
        [PWZ_USE_RULE] = " (not needed now)",
        [PWZ_USE_HINT] = " (optional)",
        [PWZ_USE_DETAIL] = " (for the report)",
    };
    bool is_asked = w->pack->model.facts[fact].use == PWZ_USE_RULE &&
                    w->result->is_relevant[fact] != 0;

    if (!pwz_facts_holding(w->facts, fact).is_absent) {
        return "";
    }
    return is_asked ? " (open)" : notes[w->pack->model.facts[fact].use];
}

static void add_fact(struct pwz_wizard *w, struct pwz_lines *lines, uint32_t index,
                     int cols)
{
    uint32_t fact = step_row(w)->first_fact + index;
    bool is_absent = pwz_facts_holding(w->facts, fact).is_absent;
    struct pwz_buf words;

    pwz_buf_init(&words, PWZ_WORDS_MAX);
    pwz_buf_addf(&words, "%s: ", pwz_fact_label(w, fact));
    pwz_report_value(w->pack, w->facts, fact, &words);
    pwz_buf_adds(&words, fact_note(w, fact));
    if (pwz_facts_holding(w->facts, fact).is_conflict) {
        pwz_buf_adds(&words, " (disputed)");
    }
    const struct pwz_flow flow = {
        .text = pwz_buf_text(&words),
        .len = words.len,
        .prefix = "",
        .indent = 2,
        .option = index,
        .role = is_absent ? PWZ_ROLE_CHOICE : PWZ_ROLE_PICKED,
    };
    pwz_lines_flow(lines, &flow, cols);
    pwz_buf_done(&words);
}

static enum pwz_status layout_step(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    struct pwz_lines fixed = {0};
    struct pwz_lines text = {0};

    pwz_lines_text(&fixed, PWZ_ROLE_TITLE,
                   pwz_pack_text(w->pack, w->pack->step_words[w->step].title),
                   pane->cols);
    pwz_lines_blank(&fixed);
    for (uint32_t i = 0; i < step_row(w)->fact_count; i++) {
        add_fact(w, &fixed, i, pane->cols);
    }
    if (step_row(w)->fact_count == 0) {
        pwz_lines_text(&fixed, PWZ_ROLE_MUTED, "This step has no questions.", pane->cols);
    }
    enum pwz_status status = pwz_pane_draw(w, pane, PWZ_MODE_INDEX_STEP, &fixed, &text);
    pwz_lines_done(&fixed);
    pwz_lines_done(&text);
    return status;
}

static void act_focus_fact(struct pwz_wizard *w, const struct pwz_press *press)
{
    pwz_move_focus(w, press, step_row(w)->fact_count);
}

static void act_page_facts(struct pwz_wizard *w, const struct pwz_press *press)
{
    struct pwz_press one = *press;
    uint32_t count = w->mode == PWZ_MODE_INDEX_STEP ? step_row(w)->fact_count
                                                    : w->pack->model.step_count;

    one.action =
        press->action == PWZ_ACTION_PAGE_DOWN ? PWZ_ACTION_NEXT : PWZ_ACTION_PREVIOUS;
    for (size_t i = 0; i < w->page; i++) {
        pwz_move_focus(w, &one, count);
    }
}

static void act_edit(struct pwz_wizard *w, const struct pwz_press *press)
{
    (void)press;
    if (step_row(w)->fact_count == 0) {
        pwz_move_tell(w, "This step has no questions.");
        return;
    }
    pwz_move_question(w, step_row(w)->first_fact + w->focus[PWZ_MODE_INDEX_STEP], false);
}

static void act_clear_fact(struct pwz_wizard *w, const struct pwz_press *press)
{
    uint32_t fact = step_row(w)->first_fact + w->focus[PWZ_MODE_INDEX_STEP];

    if (step_row(w)->fact_count == 0 || pwz_session_claimed(w, fact) == NULL) {
        pwz_move_tell(w, "There is no answer here to take back.");
        return;
    }
    pwz_session_group(w);
    if (pwz_session_retract(w, press->effects, fact)) {
        pwz_move_tell(w, "Answer taken back; z gives it again.");
    }
}

static const struct pwz_act checklist_acts[] = {
    {PWZ_ACTION_CHOOSE,    act_open_step },
    {PWZ_ACTION_BACK,      act_close     },
    {PWZ_ACTION_CHECKLIST, act_close     },
    {PWZ_ACTION_NEXT,      act_focus_step},
    {PWZ_ACTION_PREVIOUS,  act_focus_step},
    {PWZ_ACTION_FIRST,     act_focus_step},
    {PWZ_ACTION_LAST,      act_focus_step},
    {PWZ_ACTION_PAGE_DOWN, act_page_facts},
    {PWZ_ACTION_PAGE_UP,   act_page_facts},
};

static const struct pwz_act step_acts[] = {
    {PWZ_ACTION_CHOOSE,    act_edit         },
    {PWZ_ACTION_BACK,      act_close        },
    {PWZ_ACTION_CHECKLIST, act_close        },
    {PWZ_ACTION_CLEAR,     act_clear_fact   },
    {PWZ_ACTION_STEP_GOOD, pwz_act_step_good},
    {PWZ_ACTION_NEXT,      act_focus_fact   },
    {PWZ_ACTION_PREVIOUS,  act_focus_fact   },
    {PWZ_ACTION_FIRST,     act_focus_fact   },
    {PWZ_ACTION_LAST,      act_focus_fact   },
    {PWZ_ACTION_PAGE_DOWN, act_page_facts   },
    {PWZ_ACTION_PAGE_UP,   act_page_facts   },
};

const struct pwz_view pwz_view_checklist = {
    .title = "Steps",
    .acts = checklist_acts,
    .act_count = sizeof checklist_acts / sizeof checklist_acts[0],
    .layout = layout_checklist,
};

const struct pwz_view pwz_view_step = {
    .title = "Answers of a step",
    .acts = step_acts,
    .act_count = sizeof step_acts / sizeof step_acts[0],
    .layout = layout_step,
};
