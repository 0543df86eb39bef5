/*
 * Words and letters that are commands. Most of them are actions of the key table, sent to
 * the wizard as a key; the rest repeats or explains what is said, which a screen need
 * not.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "plain/state.h"

#define Q PWZ_MODE_QUESTION
#define S PWZ_MODE_SET
#define E PWZ_MODE_ENTRY
#define V PWZ_MODE_VERDICT
#define K PWZ_MODE_CHECKLIST
#define P PWZ_MODE_STEP
#define B PWZ_MODE_START
#define N PWZ_MODE_NOTE
#define F PWZ_MODE_FOLLOW_UP
#define C PWZ_MODE_NEWER
#define W PWZ_MODE_HOLD
#define WALK (Q | S | E | V | K | P)
#define T PWZ_MODE_SUBSCRIPTIONS
#define U PWZ_MODE_USAGE
#define EVERYWHERE (WALK | B | F | C | W)
#define ANYWHERE (EVERYWHERE | T | U)
#define FILES_HERE (WALK | T | U)

/* ---- running ---- */

static void say_outcome(struct pwz_plain *plain, const struct pwz_plain_command *command,
                        const struct pwz_plain_place *before)
{
    const bool has_changed = pwz_plain_has_changed(plain, before);
    const char *words = has_changed ? command->done : command->idle;

    if (!plain->is_over) {
        pwz_plain_say_outcome(plain, words != NULL ? words : "");
    }
}

static void run_press(struct pwz_plain *plain, const struct pwz_plain_command *command,
                      const char *words)
{
    const struct pwz_plain_place before = pwz_plain_place(plain);

    (void)words;
    pwz_plain_press(plain, command->action);
    say_outcome(plain, command, &before);
}

static void run_yes_no(struct pwz_plain *plain, const struct pwz_plain_command *command,
                       const char *words)
{
    if (pwz_plain_applies(plain, command)) {
        run_press(plain, command, words);
    } else {
        pwz_plain_say_expected(plain);
    }
}

static void run_verdict(struct pwz_plain *plain, const struct pwz_plain_command *command,
                        const char *words)
{
    plain->wants_block = true;
    if (pwz_wizard_mode(plain->wizard) != V) {
        run_press(plain, command, words);
    }
}

/* An empty entry is passed over; one that has an answer keeps it. */
static void run_pass(struct pwz_plain *plain, const struct pwz_plain_command *command,
                     const char *words)
{
    if (pwz_wizard_mode(plain->wizard) == E) {
        pwz_plain_key(plain, PWZ_KEY_ENTER);
    } else {
        run_press(plain, command, words);
    }
}

/* In a step: which of its answers. */
static bool focus_answer(struct pwz_plain *plain, const char *words)
{
    const uint32_t count =
        pwz_plain_case(plain).pack->model.steps[plain->step].fact_count;
    const bool is_digits = words[0] != '\0' && words[strspn(words, "0123456789")] == '\0';
    uint32_t number = 0;

    for (size_t i = 0; is_digits && words[i] != '\0' && number <= count; i++) {
        number = number * 10 + (uint32_t)(words[i] - '0');
    }
    if (number == 0 || number > count) {
        pwz_plain_say(plain, "",
                      "Please say which answer: a number from 1 to %u, such "
                      "as 'clear 1'.",
                      (unsigned)count);
        return false;
    }
    pwz_plain_key(plain, PWZ_KEY_HOME);
    while (--number > 0) {
        pwz_plain_key(plain, PWZ_KEY_DOWN);
    }
    return true;
}

static void run_clear(struct pwz_plain *plain, const struct pwz_plain_command *command,
                      const char *words)
{
    const enum pwz_mode mode = pwz_wizard_mode(plain->wizard);

    if (mode != P && words[0] != '\0') {
        pwz_plain_say_expected(plain);
    } else if (mode == E && !pwz_plain_is_claimed(plain)) {
        pwz_plain_say(plain, "", "%s", command->idle);
    } else if (mode == E) {
        pwz_plain_key(plain, PWZ_KEY_CTRL_U);
        pwz_plain_key(plain, PWZ_KEY_ENTER);
        pwz_plain_say(plain, "", "%s", command->done);
    } else if (mode != P || focus_answer(plain, words)) {
        run_press(plain, command, "");
    }
}

static void run_step_good(struct pwz_plain *plain,
                          const struct pwz_plain_command *command, const char *words)
{
    run_press(plain, command, words);
    if (plain->done.answers > 0) {
        pwz_plain_say(plain, "", "%u good answer%s given; z takes back.",
                      plain->done.answers, plain->done.answers == 1 ? "" : "s");
    }
}

static void run_look_up(struct pwz_plain *plain, const struct pwz_plain_command *command,
                        const char *words)
{
    if (!pwz_plain_applies(plain, command)) {
        pwz_plain_say(plain, "", "No list helps with this question.");
    } else if (words[0] == '\0') {
        pwz_plain_say(plain, "",
                      "Please type a part of the name behind it, such as "
                      "/reader.");
    } else {
        pwz_plain_show_matches(plain, words);
    }
}

/* The wizard has the words for what came of it. */
static void run_told(struct pwz_plain *plain, const struct pwz_plain_command *command,
                     const char *words)
{
    (void)words;
    pwz_plain_press(plain, command->action);
    pwz_plain_say_outcome(plain, pwz_wizard_said(plain->wizard));
    plain->wants_block = ((unsigned)pwz_wizard_mode(plain->wizard) & (T | U)) != 0;
}

static void run_help(struct pwz_plain *plain, const struct pwz_plain_command *command,
                     const char *words)
{
    (void)command, (void)words;
    pwz_plain_show_help(plain);
}

static void run_repeat(struct pwz_plain *plain, const struct pwz_plain_command *command,
                       const char *words)
{
    (void)command, (void)words;
    plain->wants_block = true;
}

static void run_path(struct pwz_plain *plain, const struct pwz_plain_command *command,
                     const char *words)
{
    (void)command, (void)words;
    pwz_plain_show_path(plain);
}

static void run_section(struct pwz_plain *plain, const struct pwz_plain_command *command,
                        const char *words)
{
    (void)words;
    pwz_plain_show_section(plain, command->section);
}

/* ---- the table, in the order of help ---- */

static const char not_taken[] = "That was not taken; nothing given before is lost.";

/* clang-format off */
const struct pwz_plain_command pwz_plain_commands[] = {
    {.action = PWZ_ACTION_DONE, .modes = F, .run = run_told},
    {.action = PWZ_ACTION_NOT_YET, .modes = F, .run = run_told},
    {.action = PWZ_ACTION_FAILED, .modes = F, .run = run_told},
    {.action = PWZ_ACTION_ANSWER_YES, .modes = C, .help = "Go on with this content",
     .run = run_press},
    {.action = PWZ_ACTION_ANSWER_NO, .modes = C, .help = "Only look; the case stays as it is",
     .run = run_press},
    {.action = PWZ_ACTION_ANSWER_YES, .modes = Q, .idle = not_taken, .run = run_yes_no},
    {.action = PWZ_ACTION_ANSWER_NO, .modes = Q, .idle = not_taken, .run = run_yes_no},
    {.action = PWZ_ACTION_ANSWER_NONE, .modes = S, .idle = not_taken, .run = run_press},
    {.action = PWZ_ACTION_ANSWER_UNKNOWN, .modes = Q | S, .idle = not_taken,
     .run = run_press},
    {.action = PWZ_ACTION_PASS, .modes = Q | S | E,
     .idle = "This question counts: answer it, or u for don't know.", .run = run_pass},
    {.action = PWZ_ACTION_STEP_GOOD, .modes = Q | S | P,
     .idle = "No open question of this step has a known good answer.",
     .run = run_step_good},
    {.action = PWZ_ACTION_COUNT, .word = "repeat", .letter = 'r', .modes = ANYWHERE,
     .help = "Say this again", .run = run_repeat},
    {.action = PWZ_ACTION_COUNT, .word = "path", .letter = 'w', .modes = WALK,
     .help = "Say where you are: the answers so far and what is still possible",
     .run = run_path},
    {.action = PWZ_ACTION_COUNT, .word = "where", .modes = Q | S | E,
     .help = "Say where to look for the answer", .run = run_section,
     .section = PWZ_SECTION_WHERE},
    {.action = PWZ_ACTION_COUNT, .word = "why", .modes = Q | S | E,
     .help = "Say why this is asked", .run = run_section, .section = PWZ_SECTION_WHY},
    {.action = PWZ_ACTION_COUNT, .word = "say", .modes = Q | S | E,
     .help = "Show the words to read aloud", .run = run_section,
     .section = PWZ_SECTION_SAY},
    {.action = PWZ_ACTION_COUNT, .word = "note", .modes = Q | S | E,
     .help = "Show the note for agents", .run = run_section,
     .section = PWZ_SECTION_NOTE},
    {.action = PWZ_ACTION_LOOK_UP, .modes = Q | S, .takes_words = true,
     .help = "Find a name in the list that helps with this question, such as /reader",
     .run = run_look_up},
    {.action = PWZ_ACTION_BACK, .modes = N | F | C, .run = run_press},
    {.action = PWZ_ACTION_BACK, .modes = WALK | T | U,
     .idle = "There is nothing to go back to. q leaves; nothing is lost.",
     .run = run_press},
    {.action = PWZ_ACTION_CONTINUE, .modes = Q | S,
     .idle = "This is the next open question.", .run = run_press},
    {.action = PWZ_ACTION_CONTINUE, .modes = V,
     .idle = "No question is open. The checklist leads to all answers.",
     .run = run_press},
    {.action = PWZ_ACTION_CHECKLIST, .modes = Q | S | E | V | P, .run = run_press},
    {.action = PWZ_ACTION_UNDO, .modes = WALK | F | U, .done = "Taken back.",
     .idle = "There is nothing to undo.", .run = run_press},
    {.action = PWZ_ACTION_CLEAR, .modes = Q | S | E, .takes_words = true,
     .done = "Answer taken back; z gives it again.",
     .idle = "There is no answer here to take back.", .run = run_clear},
    {.action = PWZ_ACTION_CLEAR, .modes = P, .takes_words = true,
     .help = "Take back one answer of this step, such as x 1",
     .done = "Answer taken back; z gives it again.",
     .idle = "There is no answer here to take back.", .run = run_clear},
    {.action = PWZ_ACTION_VERDICT, .modes = WALK | F, .run = run_verdict},
    {.action = PWZ_ACTION_NOTE, .modes = WALK | F, .takes_words = true,
     .help = "Write a note with the time into the case, such as N will call back",
     .run = pwz_plain_run_line},
    {.action = PWZ_ACTION_HOLD, .modes = WALK | F, .run = run_press},
    {.action = PWZ_ACTION_FLAG, .modes = Q | S | V, .run = run_told},
    {.action = PWZ_ACTION_EXPORT, .modes = WALK | F, .takes_words = true,
     .help = "Write the whole case into a file to hand over, such as E case.pecwiz",
     .run = pwz_plain_run_line},
    {.action = PWZ_ACTION_CLOSE_CASE, .modes = WALK | F, .run = run_press},
    {.action = PWZ_ACTION_USAGE, .modes = FILES_HERE, .takes_words = true,
     .is_in_texts = true,
     .help = "Read usage files, such as 'file usage.csv'; alone: what was read last",
     .run = pwz_plain_run_file},
    {.action = PWZ_ACTION_CALENDAR, .modes = U, .run = pwz_plain_run_view},
    {.action = PWZ_ACTION_FOLLOWING, .modes = U, .run = pwz_plain_run_view},
    {.action = PWZ_ACTION_PRECEDING, .modes = U, .run = pwz_plain_run_view},
    {.action = PWZ_ACTION_PICK, .modes = U, .run = pwz_plain_run_view},
    {.action = PWZ_ACTION_CURTAIN, .modes = WALK | B | F | W | T | U, .run = run_told},
    {.action = PWZ_ACTION_HELP, .modes = ANYWHERE | N, .help = "Say all commands of here",
     .run = run_help},
    {.action = PWZ_ACTION_QUIT, .modes = ANYWHERE, .run = run_press},
};
/* clang-format on */
const size_t pwz_plain_command_count =
    sizeof(pwz_plain_commands) / sizeof(pwz_plain_commands[0]);

/* ---- which command a line names ---- */

const char *pwz_plain_command_word(const struct pwz_plain_command *command)
{
    return command->word != NULL ? command->word : pwz_action_info(command->action)->name;
}

static bool is_key(const struct pwz_plain *plain, enum pwz_action action,
                   const char *words)
{
    size_t count = 0;
    const struct pwz_binding *rows = pwz_bindings(&count);
    char name[16];

    for (size_t i = 0; i < count; i++) {
        pwz_key_words(rows[i].key, name);
        if (strcmp(name, words) == 0 && pwz_plain_is_bound(plain, &rows[i], action)) {
            return true;
        }
    }
    return false;
}

static bool is_named(const struct pwz_plain *plain,
                     const struct pwz_plain_command *command, const char *words)
{
    const char letter[2] = {command->letter, '\0'};

    return strcmp(words, pwz_plain_command_word(command)) == 0 ||
           (command->letter != 0 && strcmp(words, letter) == 0) ||
           (command->action != PWZ_ACTION_COUNT && is_key(plain, command->action, words));
}

/* "look-up reader", "x 2" and "/reader": the first word alone into `name`, the rest. */
static const char *split(const char *line, struct pwz_buf *name)
{
    size_t len = strcspn(line, " ");
    const char *rest;

    if (line[0] == '/') {
        len = 1;
    }
    rest = line + len + strspn(line + len, " ");
    pwz_buf_add(name, line, len);
    return rest;
}

static const struct pwz_plain_command *find(const struct pwz_plain *plain,
                                            const char *words, bool takes_words)
{
    const unsigned mode = (unsigned)pwz_wizard_mode(plain->wizard);

    for (size_t i = 0; i < pwz_plain_command_count; i++) {
        const struct pwz_plain_command *command = &pwz_plain_commands[i];

        if ((command->modes & mode) != 0 && (command->takes_words || !takes_words) &&
            is_named(plain, command, words)) {
            return command;
        }
    }
    return NULL;
}

/* Where a text is typed a command is a whole line, or it would swallow texts. A file's
 * path can stand nowhere but behind the word; a letter would be the start of a name. */
static bool may_have_words(const struct pwz_plain *plain,
                           const struct pwz_plain_command *command, const char *name)
{
    return pwz_wizard_mode(plain->wizard) != E ||
           (command->is_in_texts && strcmp(name, pwz_plain_command_word(command)) == 0);
}

bool pwz_plain_command(struct pwz_plain *plain, const char *line)
{
    const struct pwz_plain_command *command = find(plain, line, false);
    const char *words = "";
    struct pwz_buf name;

    pwz_buf_init(&name, PWZ_PLAIN_LINE_MAX * 3);
    if (command == NULL && line[0] != '\0') {
        words = split(line, &name);
        command = words[0] == '\0' ? NULL : find(plain, pwz_buf_text(&name), true);
        if (command != NULL && !may_have_words(plain, command, pwz_buf_text(&name))) {
            command = NULL;
        }
    }
    pwz_buf_done(&name);
    if (command == NULL) {
        return false;
    }
    command->run(plain, command, words);
    return true;
}
