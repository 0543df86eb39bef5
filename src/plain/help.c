/*
 * What can be typed here: the prompt, the sentence after a wrong line, and the list of
 * commands, all from the key table and the table of commands.
 */
#include <string.h>

#include "plain/state.h"

enum {
    WORDS_MAX = 4096
};

void pwz_plain_letter(const struct pwz_plain *plain, enum pwz_action action, char out[16])
{
    size_t count = 0;
    const struct pwz_binding *rows = pwz_bindings(&count);

    for (size_t i = 0; i < count; i++) {
        if (rows[i].key > ' ' && rows[i].key < 0x7F &&
            pwz_plain_is_bound(plain, &rows[i], action)) {
            pwz_key_words(rows[i].key, out);
            return;
        }
    }
    memset(out, 0, 16);
}

/* ---- prompt ---- */

static void add_hint(const struct pwz_plain *plain, enum pwz_action action,
                     struct pwz_buf *out)
{
    char letter[16];

    pwz_plain_letter(plain, action, letter);
    if (letter[0] == '\0') {
        return;
    }
    pwz_buf_addf(out, "%s%s %s", out->data[out->len - 1] == '(' ? "" : ", ", letter,
                 pwz_action_info(action)->label);
}

static uint32_t last_number(const struct pwz_plain *plain)
{
    const struct pwz_case_view view = pwz_plain_case(plain);

    if (pwz_wizard_fact(plain->wizard) != PWZ_NONE) {
        return pwz_plain_fact(plain).value_count;
    }
    return pwz_wizard_mode(plain->wizard) == PWZ_MODE_CHECKLIST
               ? view.pack->model.step_count
               : view.pack->model.steps[plain->step].fact_count;
}

static void add_numbers(const struct pwz_plain *plain, struct pwz_buf *out)
{
    const uint32_t last = last_number(plain);

    if (last == 1) {
        pwz_buf_adds(out, "1");
    } else if (last > 1) {
        pwz_buf_addf(out, "1-%u", (unsigned)last);
    }
}

static void prompt_choice(const struct pwz_plain *plain, struct pwz_buf *out)
{
    const bool is_bool = pwz_plain_fact(plain).type == PWZ_FACT_BOOL;

    pwz_buf_adds(out, "Answer (");
    if (is_bool) {
        add_hint(plain, PWZ_ACTION_ANSWER_YES, out);
        add_hint(plain, PWZ_ACTION_ANSWER_NO, out);
    } else {
        add_numbers(plain, out);
    }
    add_hint(plain, PWZ_ACTION_ANSWER_UNKNOWN, out);
}

static void prompt_set(const struct pwz_plain *plain, struct pwz_buf *out)
{
    pwz_buf_adds(out, last_number(plain) > 2 ? "Answers (such as 1 3" : "Answers (1 2");
    add_hint(plain, PWZ_ACTION_ANSWER_NONE, out);
    add_hint(plain, PWZ_ACTION_ANSWER_UNKNOWN, out);
}

static void prompt_entry(const struct pwz_plain *plain, struct pwz_buf *out)
{
    static const char *const words[PWZ_FACT_TYPE_COUNT] = {
        [PWZ_FACT_CHOICE] = "",
        [PWZ_FACT_SET] = "",
        [PWZ_FACT_BOOL] = "",
        [PWZ_FACT_DATE] = "Date (year-month-day",
        [PWZ_FACT_GUID] = "Id (32 digits and hyphens",
        [PWZ_FACT_TEXT] = "Text (one line",
    };

    pwz_buf_addf(out, "%s, empty %s", words[pwz_plain_fact(plain).type],
                 pwz_plain_is_claimed(plain) ? "keeps" : "skips");
}

static void add_look_up(const struct pwz_plain *plain, struct pwz_buf *out)
{
    const unsigned choices = PWZ_MODE_QUESTION | PWZ_MODE_SET;
    const uint32_t fact = pwz_wizard_fact(plain->wizard);

    if (((unsigned)pwz_wizard_mode(plain->wizard) & choices) != 0 &&
        pwz_plain_case(plain).pack->fact_words[fact].list != PWZ_NONE) {
        add_hint(plain, PWZ_ACTION_LOOK_UP, out);
    }
}

static void prompt_verdict(const struct pwz_plain *plain, struct pwz_buf *out)
{
    pwz_buf_adds(out, "Result (");
    add_hint(plain, PWZ_ACTION_QUIT, out);
    if (pwz_plain_case(plain).result->next != PWZ_NONE) {
        pwz_buf_adds(out, ", empty goes on");
    }
}

static void prompt_steps(const struct pwz_plain *plain, struct pwz_buf *out)
{
    pwz_buf_adds(out, "Step to open (");
    add_numbers(plain, out);
}

static void prompt_step(const struct pwz_plain *plain, struct pwz_buf *out)
{
    pwz_buf_adds(out, "Answer to change (");
    add_numbers(plain, out);
}

static void prompt_start(const struct pwz_plain *plain, struct pwz_buf *out)
{
    (void)plain;
    pwz_buf_adds(out, "Case (a number, or a part of a name to find");
}

static void prompt_line(const struct pwz_plain *plain, struct pwz_buf *out)
{
    pwz_buf_addf(out, "%s (one line, empty leaves it",
                 pwz_wizard_wants_file(plain->wizard) ? "File" : "Note");
}

static void prompt_follow_up(const struct pwz_plain *plain, struct pwz_buf *out)
{
    pwz_buf_adds(out, "Answer (");
    add_hint(plain, PWZ_ACTION_DONE, out);
    add_hint(plain, PWZ_ACTION_NOT_YET, out);
    add_hint(plain, PWZ_ACTION_FAILED, out);
}

static void prompt_newer(const struct pwz_plain *plain, struct pwz_buf *out)
{
    pwz_buf_adds(out, "Answer (");
    add_hint(plain, PWZ_ACTION_ANSWER_YES, out);
    add_hint(plain, PWZ_ACTION_ANSWER_NO, out);
}

static void prompt_hold(const struct pwz_plain *plain, struct pwz_buf *out)
{
    (void)plain;
    pwz_buf_adds(out, "On hold (any line goes on");
}

/* Places where an empty or any line leads on, and back would lead nowhere else. */
static bool is_line(const struct pwz_plain *plain)
{
    static const unsigned modes = PWZ_MODE_START | PWZ_MODE_NOTE | PWZ_MODE_HOLD;

    return ((unsigned)pwz_wizard_mode(plain->wizard) & modes) != 0;
}

void pwz_plain_prompt(const struct pwz_plain *plain)
{
    static void (*const prompts[PWZ_MODE_COUNT])(const struct pwz_plain *plain,
                                                 struct pwz_buf *out) = {
        [PWZ_MODE_INDEX_QUESTION] = prompt_choice,
        [PWZ_MODE_INDEX_SET] = prompt_set,
        [PWZ_MODE_INDEX_ENTRY] = prompt_entry,
        [PWZ_MODE_INDEX_VERDICT] = prompt_verdict,
        [PWZ_MODE_INDEX_CHECKLIST] = prompt_steps,
        [PWZ_MODE_INDEX_STEP] = prompt_step,
        [PWZ_MODE_INDEX_START] = prompt_start,
        [PWZ_MODE_INDEX_NOTE] = prompt_line,
        [PWZ_MODE_INDEX_FOLLOW_UP] = prompt_follow_up,
        [PWZ_MODE_INDEX_NEWER] = prompt_newer,
        [PWZ_MODE_INDEX_HOLD] = prompt_hold,
        [PWZ_MODE_INDEX_SUBSCRIPTIONS] = pwz_plain_prompt_usage,
        [PWZ_MODE_INDEX_USAGE] = pwz_plain_prompt_usage,
    };
    struct pwz_buf words;

    pwz_buf_init(&words, WORDS_MAX);
    for (size_t i = 0; i < PWZ_MODE_COUNT; i++) {
        if (1 << i == (int)pwz_wizard_mode(plain->wizard) && prompts[i] != NULL) {
            prompts[i](plain, &words);
        }
    }
    if (words.len > 0) {
        add_look_up(plain, &words);
        if (!is_line(plain)) {
            add_hint(plain, PWZ_ACTION_BACK, &words);
        }
        add_hint(plain, PWZ_ACTION_HELP, &words);
        pwz_buf_adds(&words, "): ");
    }
    fputs(pwz_buf_text(&words), plain->opts->out);
    pwz_buf_done(&words);
}

/* ---- what is expected ---- */

static void expect_choice(const struct pwz_plain *plain)
{
    if (pwz_plain_fact(plain).type == PWZ_FACT_BOOL) {
        pwz_plain_say(plain, "",
                      "Please type y for yes, n for no, u for don't know, or "
                      "? for help.");
    } else {
        pwz_plain_say(plain, "",
                      "Please type a number from 1 to %u, u for don't know, or "
                      "? for help.",
                      (unsigned)last_number(plain));
    }
}

static void expect_set(const struct pwz_plain *plain)
{
    pwz_plain_say(plain, "",
                  "Please type all numbers that apply, from 1 to %u, with "
                  "commas or blanks between them, 0 for none of these, u for "
                  "don't know, or ? for help.",
                  (unsigned)last_number(plain));
}

static void expect_entry(const struct pwz_plain *plain)
{
    pwz_plain_say(plain, "",
                  "Please type the text as one line. A line that is a command, or begins "
                  "with 'file ', is none; a blank before it makes it one.");
}

static void expect_line(const struct pwz_plain *plain)
{
    pwz_plain_say(plain, "",
                  "Please type the text as one line. A blank before it makes "
                  "a text of a word that is a command.");
}

static void expect_verdict(const struct pwz_plain *plain)
{
    pwz_plain_say(plain, "", "Please type q to leave, b to go back, or ? for help.");
}

static void expect_number(const struct pwz_plain *plain)
{
    if (last_number(plain) == 0) {
        pwz_plain_say(plain, "", "Please type b to go back, or ? for help.");
    } else {
        pwz_plain_say(plain, "",
                      "Please type a number from 1 to %u, b to go back, or ? "
                      "for help.",
                      (unsigned)last_number(plain));
    }
}

static void expect_start(const struct pwz_plain *plain)
{
    pwz_plain_say(plain, "",
                  "Please type 0 for a new case, the number before a case to go on with "
                  "it, a part of a name to find it, or q to leave.");
}

static void expect_follow_up(const struct pwz_plain *plain)
{
    pwz_plain_say(plain, "",
                  "Please type d for done, n for not yet, f for failed, b to leave it "
                  "open, or ? for help.");
}

static void expect_newer(const struct pwz_plain *plain)
{
    pwz_plain_say(plain, "",
                  "Please type y to go on with this content, or n to look only.");
}

static void expect_hold(const struct pwz_plain *plain)
{
    pwz_plain_say(plain, "", "Any line goes on; it answers nothing.");
}

void pwz_plain_say_expected(const struct pwz_plain *plain)
{
    static void (*const sayers[PWZ_MODE_COUNT])(const struct pwz_plain *plain) = {
        [PWZ_MODE_INDEX_QUESTION] = expect_choice,
        [PWZ_MODE_INDEX_SET] = expect_set,
        [PWZ_MODE_INDEX_ENTRY] = expect_entry,
        [PWZ_MODE_INDEX_VERDICT] = expect_verdict,
        [PWZ_MODE_INDEX_CHECKLIST] = expect_number,
        [PWZ_MODE_INDEX_STEP] = expect_number,
        [PWZ_MODE_INDEX_START] = expect_start,
        [PWZ_MODE_INDEX_NOTE] = expect_line,
        [PWZ_MODE_INDEX_FOLLOW_UP] = expect_follow_up,
        [PWZ_MODE_INDEX_NEWER] = expect_newer,
        [PWZ_MODE_INDEX_HOLD] = expect_hold,
        [PWZ_MODE_INDEX_SUBSCRIPTIONS] = pwz_plain_expect_usage,
        [PWZ_MODE_INDEX_USAGE] = pwz_plain_expect_usage,
    };

    for (size_t i = 0; i < PWZ_MODE_COUNT; i++) {
        if (1 << i == (int)pwz_wizard_mode(plain->wizard) && sayers[i] != NULL) {
            sayers[i](plain);
        }
    }
}

/* ---- help ---- */

static void say_command(const struct pwz_plain *plain,
                        const struct pwz_plain_command *command)
{
    const char *help = command->help;
    char letter[16] = {command->letter};

    if (command->action != PWZ_ACTION_COUNT) {
        pwz_plain_letter(plain, command->action, letter);
        help = help != NULL ? help : pwz_action_info(command->action)->help;
    }
    pwz_plain_say(plain, "- ", "%s%s%s: %s", letter, letter[0] != '\0' ? " or " : "",
                  pwz_plain_command_word(command), help);
}

void pwz_plain_show_help(const struct pwz_plain *plain)
{
    const unsigned mode = (unsigned)pwz_wizard_mode(plain->wizard);

    pwz_plain_say_expected(plain);
    pwz_plain_say(plain, "", "Commands here:");
    for (size_t i = 0; i < pwz_plain_command_count; i++) {
        const struct pwz_plain_command *command = &pwz_plain_commands[i];

        if ((command->modes & mode) != 0 && pwz_plain_applies(plain, command)) {
            say_command(plain, command);
        }
    }
}
