/*
 * A line as an answer: numbers and letters of choices, texts, numbers of steps. All of it
 * reaches the wizard as keys, so that both front ends take answers the same way.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "plain/state.h"

static const char separators[] = " ,;";
static const char not_taken[] = "That was not taken; nothing given before is lost.";

/* ---- the present question ---- */

struct pwz_fact pwz_plain_fact(const struct pwz_plain *plain)
{
    static const struct pwz_fact none = {.type = PWZ_FACT_TEXT};
    const uint32_t fact = pwz_wizard_fact(plain->wizard);

    return fact == PWZ_NONE ? none : pwz_plain_case(plain).pack->model.facts[fact];
}

uint32_t pwz_plain_named(const struct pwz_plain *plain, const char *id)
{
    if (pwz_plain_fact(plain).value_count == 0) {
        return PWZ_NONE;
    }
    return pwz_fact_value(&pwz_plain_case(plain).pack->model,
                          pwz_wizard_fact(plain->wizard), id);
}

bool pwz_plain_is_claimed(const struct pwz_plain *plain)
{
    const struct pwz_case_view view = pwz_plain_case(plain);
    const uint32_t fact = pwz_wizard_fact(plain->wizard);

    for (size_t i = 0; i < pwz_facts_count(view.facts); i++) {
        const struct pwz_statement *said = pwz_facts_at(view.facts, i);

        if (said->fact == fact && said->source == PWZ_SOURCE_ANSWER) {
            return true;
        }
    }
    return false;
}

/* The wizard lets a pack have the letters that only move a marker, and free ones. */
static bool is_free(enum pwz_mode mode, uint32_t key)
{
    static const enum pwz_action movers[] = {PWZ_ACTION_FIRST, PWZ_ACTION_LAST,
                                             PWZ_ACTION_NEXT, PWZ_ACTION_PREVIOUS,
                                             PWZ_ACTION_CONTINUE};
    const enum pwz_action action = pwz_key_action(mode, key);

    for (size_t i = 0; i < sizeof movers / sizeof movers[0]; i++) {
        if (action == movers[i]) {
            return true;
        }
    }
    return action == PWZ_ACTION_COUNT;
}

/* Repeating what was said must never be an answer. */
static bool is_own_letter(uint32_t key)
{
    for (size_t i = 0; i < pwz_plain_command_count; i++) {
        if (pwz_plain_commands[i].letter != 0 &&
            (unsigned char)pwz_plain_commands[i].letter == key) {
            return true;
        }
    }
    return false;
}

uint32_t pwz_plain_hot(const struct pwz_plain *plain, uint32_t key)
{
    const struct pwz_case_view view = pwz_plain_case(plain);
    const struct pwz_fact row = pwz_plain_fact(plain);

    if (key <= ' ' || key >= 0x7F || is_own_letter(key) ||
        !is_free(pwz_wizard_mode(plain->wizard), key)) {
        return PWZ_NONE;
    }
    for (uint32_t i = 0; i < row.value_count; i++) {
        if (view.pack->value_words[row.first_value + i].key == key) {
            return i;
        }
    }
    return PWZ_NONE;
}

bool pwz_plain_applies(const struct pwz_plain *plain,
                       const struct pwz_plain_command *command)
{
    const struct pwz_case_view view = pwz_plain_case(plain);
    const uint32_t fact = pwz_wizard_fact(plain->wizard);

    if (command->action == PWZ_ACTION_ANSWER_YES ||
        command->action == PWZ_ACTION_ANSWER_NO) {
        return pwz_plain_named(plain, "yes") != PWZ_NONE &&
               pwz_plain_named(plain, "no") != PWZ_NONE;
    }
    if (command->action == PWZ_ACTION_PASS) {
        return view.pack->model.facts[fact].use != PWZ_USE_RULE;
    }
    if (command->action == PWZ_ACTION_LOOK_UP) {
        return view.pack->fact_words[fact].list != PWZ_NONE;
    }
    return command->section != PWZ_SECTION_NOTE || !view.hides_notes;
}

/* ---- numbers ---- */

uint32_t pwz_plain_index(const char *word, size_t len, uint32_t count)
{
    uint32_t number = 0;

    for (size_t i = 0; i < len; i++) {
        if (word[i] < '0' || word[i] > '9' || number > count) {
            return PWZ_NONE;
        }
        number = number * 10 + (uint32_t)(word[i] - '0');
    }
    return number >= 1 && number <= count ? number - 1 : PWZ_NONE;
}

static uint32_t value_of(const struct pwz_plain *plain, const char *word, size_t len)
{
    const uint32_t hot =
        len == 1 ? pwz_plain_hot(plain, (unsigned char)word[0]) : PWZ_NONE;

    return hot != PWZ_NONE
               ? hot
               : pwz_plain_index(word, len, pwz_plain_fact(plain).value_count);
}

/* Bring the marker to a row; works for more than nine of them, too. */
static void go_to(struct pwz_plain *plain, uint32_t index)
{
    pwz_plain_key(plain, PWZ_KEY_HOME);
    while (index-- > 0) {
        pwz_plain_key(plain, PWZ_KEY_DOWN);
    }
}

/* ---- answers ---- */

static void answer_choice(struct pwz_plain *plain, const char *line)
{
    const struct pwz_plain_place before = pwz_plain_place(plain);
    const uint32_t value = value_of(plain, line, strlen(line));

    if (value == PWZ_NONE) {
        pwz_plain_say_expected(plain);
        return;
    }
    go_to(plain, value);
    pwz_plain_key(plain, PWZ_KEY_ENTER);
    if (!pwz_plain_has_changed(plain, &before)) {
        pwz_plain_say_outcome(plain, not_taken);
    }
}

/* Members named in the line; 0 when one of them is no member. */
static uint32_t members_of(const struct pwz_plain *plain, const char *line)
{
    uint32_t members = 0;

    line += strspn(line, separators);
    while (*line != '\0') {
        const size_t len = strcspn(line, separators);
        const uint32_t value = value_of(plain, line, len);

        if (value == PWZ_NONE) {
            return 0;
        }
        members |= 1U << value;
        line += len;
        line += strspn(line, separators);
    }
    return members;
}

/* Turn the marks from what they are to what they shall be. */
static void toggle(struct pwz_plain *plain, uint32_t members)
{
    const uint32_t count = pwz_plain_fact(plain).value_count;

    pwz_plain_key(plain, PWZ_KEY_HOME);
    for (uint32_t i = 0; i < count; i++) {
        if ((members >> i & 1U) != 0) {
            pwz_plain_key(plain, ' ');
        }
        pwz_plain_key(plain, PWZ_KEY_DOWN);
    }
    pwz_plain_key(plain, PWZ_KEY_HOME);
}

/* The wizard marks what was answered before when it comes to a set. */
static void answer_set(struct pwz_plain *plain, const char *line)
{
    const struct pwz_plain_place before = pwz_plain_place(plain);
    const struct pwz_holding holding =
        pwz_facts_holding(pwz_plain_case(plain).facts, before.fact);
    const uint32_t members = members_of(plain, line);
    const uint32_t turned = members ^ (holding.value & holding.seen);

    if (members == 0) {
        pwz_plain_say_expected(plain);
        return;
    }
    toggle(plain, turned);
    pwz_plain_key(plain, PWZ_KEY_ENTER);
    if (!pwz_plain_has_changed(plain, &before)) {
        toggle(plain, turned);
        pwz_plain_say_outcome(plain, not_taken);
    }
}

/* Checked first: what is refused never reaches the wizard's line. */
static void answer_entry(struct pwz_plain *plain, const char *line)
{
    const struct pwz_plain_place before = pwz_plain_place(plain);
    struct pwz_buf normal;
    struct pwz_err err = {0};

    pwz_buf_init(&normal, PWZ_PLAIN_LINE_MAX * 3);
    if (pwz_fact_check_text(&pwz_plain_case(plain).pack->model, before.fact, line,
                            &normal, &err) != PWZ_OK) {
        pwz_plain_say(plain, "", "%s", err.text);
    } else {
        pwz_plain_key(plain, PWZ_KEY_CTRL_U);
        pwz_plain_paste(plain, pwz_buf_text(&normal), normal.len);
        pwz_plain_key(plain, PWZ_KEY_ENTER);
        if (!pwz_plain_has_changed(plain, &before)) {
            pwz_plain_say_outcome(plain, not_taken);
        }
    }
    pwz_buf_done(&normal);
}

static void answer_verdict(struct pwz_plain *plain, const char *line)
{
    (void)line;
    pwz_plain_say_expected(plain);
}

static void answer_checklist(struct pwz_plain *plain, const char *line)
{
    const uint32_t count = pwz_plain_case(plain).pack->model.step_count;
    const uint32_t step = pwz_plain_index(line, strlen(line), count);

    if (step == PWZ_NONE) {
        pwz_plain_say_expected(plain);
        return;
    }
    go_to(plain, step);
    pwz_plain_key(plain, PWZ_KEY_ENTER);
    plain->step = step;
}

static void answer_step(struct pwz_plain *plain, const char *line)
{
    const uint32_t count =
        pwz_plain_case(plain).pack->model.steps[plain->step].fact_count;
    const uint32_t row = pwz_plain_index(line, strlen(line), count);

    if (row == PWZ_NONE) {
        pwz_plain_say_expected(plain);
        return;
    }
    go_to(plain, row);
    pwz_plain_key(plain, PWZ_KEY_ENTER);
}

/* An empty line: what Enter means where it can give no answer by accident. */
static void take_nothing(struct pwz_plain *plain)
{
    const struct pwz_plain_place before = pwz_plain_place(plain);
    const unsigned choices = PWZ_MODE_QUESTION | PWZ_MODE_SET;
    const unsigned mode = (unsigned)before.mode;
    const bool enters = (mode & (PWZ_MODE_ENTRY | PWZ_MODE_NOTE | PWZ_MODE_HOLD)) != 0;
    const bool goes_on = mode == PWZ_MODE_VERDICT || mode == PWZ_MODE_USAGE ||
                         ((mode & choices) != 0 && pwz_plain_is_claimed(plain));

    if (mode == PWZ_MODE_NOTE) {
        pwz_plain_key(plain, PWZ_KEY_CTRL_U);
    }
    if (enters) {
        pwz_plain_key(plain, PWZ_KEY_ENTER);
    } else if (goes_on) {
        pwz_plain_press(plain, PWZ_ACTION_CONTINUE);
    }
    if (!pwz_plain_has_changed(plain, &before)) {
        pwz_plain_say_expected(plain);
    }
}

void pwz_plain_answer(struct pwz_plain *plain, const char *line)
{
    static const struct {
        enum pwz_mode mode;
        pwz_plain_answerer *answer;
    } rows[] = {
        {PWZ_MODE_QUESTION,      answer_choice                },
        {PWZ_MODE_SET,           answer_set                   },
        {PWZ_MODE_ENTRY,         answer_entry                 },
        {PWZ_MODE_VERDICT,       answer_verdict               },
        {PWZ_MODE_CHECKLIST,     answer_checklist             },
        {PWZ_MODE_STEP,          answer_step                  },
        {PWZ_MODE_START,         pwz_plain_answer_start       },
        {PWZ_MODE_NOTE,          pwz_plain_answer_line        },
        {PWZ_MODE_FOLLOW_UP,     pwz_plain_answer_follow_up   },
        {PWZ_MODE_NEWER,         pwz_plain_answer_none        },
        {PWZ_MODE_HOLD,          pwz_plain_answer_hold        },
        {PWZ_MODE_SUBSCRIPTIONS, pwz_plain_answer_subscription},
        {PWZ_MODE_USAGE,         pwz_plain_answer_usage       },
    };
    const enum pwz_mode mode = pwz_wizard_mode(plain->wizard);

    if (line[strspn(line, " ")] == '\0') {
        take_nothing(plain);
        return;
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].mode == mode) {
            rows[i].answer(plain, line);
            return;
        }
    }
}
