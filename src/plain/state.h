/*
 * The state of one run of line mode and what its files offer each other. Private to this
 * room.
 */
#ifndef PWZ_PLAIN_STATE_H
#define PWZ_PLAIN_STATE_H

#include "pecwiz/buf.h"
#include "pecwiz/plain.h"

/* What the keys of one line did. */
struct pwz_plain_done {
    unsigned answers, retracts, undos;
};

struct pwz_plain {
    struct pwz_wizard *wizard;
    const struct pwz_plain_opts *opts;
    const struct pwz_plain_signals *signals;
    uint32_t step; /* opened last from the checklist */
    struct pwz_plain_done done;
    bool wants_block; /* say where we are now, not the prompt alone */
    bool has_read;    /* at least one line */
    char number[64];  /* of the case, as told */
    bool is_over;
    int ended_by;
};

/* Where the wizard stands; two of them differ when something moved. */
struct pwz_plain_place {
    enum pwz_mode mode;
    uint32_t fact, step;
};
struct pwz_plain_place pwz_plain_place(const struct pwz_plain *plain);
struct pwz_case_view pwz_plain_case(const struct pwz_plain *plain);

/* ---- run.c ---- */

void pwz_plain_key(struct pwz_plain *plain, uint32_t key);
void pwz_plain_paste(struct pwz_plain *plain, const char *text, size_t len);
/* What came of a line: why it was refused, what the wizard says, else `idle`; "" says
 * nothing. */
void pwz_plain_say_outcome(struct pwz_plain *plain, const char *idle);
/* True when the place is another one than `before` or this line saved something. */
bool pwz_plain_has_changed(const struct pwz_plain *plain,
                           const struct pwz_plain_place *before);

/* An event, and what the wizard wants done after it. */
void pwz_plain_send(struct pwz_plain *plain, struct pwz_event event);
void pwz_plain_perform(struct pwz_plain *plain, const struct pwz_effects *effects);

/* ---- say.c: lines of at most PWZ_PLAIN_COLS columns ---- */

/* A paragraph; `prefix` begins it and further lines stand below its end. */
void pwz_plain_say(const struct pwz_plain *plain, const char *prefix, const char *format,
                   ...) __attribute__((format(printf, 3, 4)));
void pwz_plain_say_doc(const struct pwz_plain *plain, const struct pwz_doc *doc);
void pwz_plain_blank(const struct pwz_plain *plain);

/* ---- show.c ---- */

/* All about the present place: position, question and choices, result, steps. */
void pwz_plain_show(struct pwz_plain *plain);
void pwz_plain_show_path(const struct pwz_plain *plain);
void pwz_plain_show_section(const struct pwz_plain *plain, enum pwz_section section);
void pwz_plain_show_matches(const struct pwz_plain *plain, const char *part);
void pwz_plain_prompt(const struct pwz_plain *plain);

/* ---- cases.c ---- */

void pwz_plain_say_marker(const struct pwz_plain *plain);
typedef void pwz_plain_sayer(const struct pwz_plain *plain,
                             const struct pwz_case_view *view);
pwz_plain_sayer pwz_plain_say_start, pwz_plain_say_follow_up, pwz_plain_say_newer,
    pwz_plain_say_hold, pwz_plain_say_line;
typedef void pwz_plain_answerer(struct pwz_plain *plain, const char *line);
pwz_plain_answerer pwz_plain_answer_start, pwz_plain_answer_line, pwz_plain_answer_hold,
    pwz_plain_answer_follow_up, pwz_plain_answer_none;

/* ---- help.c ---- */

/* The letter of an action here, "" when it has none. */
void pwz_plain_letter(const struct pwz_plain *plain, enum pwz_action action,
                      char out[16]);
void pwz_plain_show_help(const struct pwz_plain *plain);
/* Say what an answer looks like here. */
void pwz_plain_say_expected(const struct pwz_plain *plain);

/* ---- answer.c ---- */

/* Take a line as an answer: numbers, hot letters, text, nothing. */
void pwz_plain_answer(struct pwz_plain *plain, const char *line);
/* The present question's row; one without values when there is no question. */
struct pwz_fact pwz_plain_fact(const struct pwz_plain *plain);
/* Value that a letter of the pack stands for in the present question, PWZ_NONE. Letters
 * that are commands are not taken. */
uint32_t pwz_plain_hot(const struct pwz_plain *plain, uint32_t key);
/* Value of the present question with an id such as "yes", PWZ_NONE. */
uint32_t pwz_plain_named(const struct pwz_plain *plain, const char *id);
/* Number from 1 to `count` as an index; PWZ_NONE for anything else. */
uint32_t pwz_plain_index(const char *word, size_t len, uint32_t count);
/* Has a person answered the present question? */
bool pwz_plain_is_claimed(const struct pwz_plain *plain);

/* ---- command.c ---- */

struct pwz_plain_command {
    const char *word;       /* NULL: the action's name */
    char letter;            /* 0: those of the key table */
    enum pwz_action action; /* PWZ_ACTION_COUNT: none, line mode's own */
    unsigned modes;
    bool takes_words; /* something may follow it */
    bool is_in_texts; /* and by its whole word even where a text is typed */
    const char *help; /* NULL: the action's */
    const char *done; /* said when it changed something, NULL = nothing */
    const char *idle; /* said when it did not */
    void (*run)(struct pwz_plain *plain, const struct pwz_plain_command *command,
                const char *words);
    enum pwz_section section;
};
/* Note and export: what follows the command, or the next line, is the text. */
void pwz_plain_run_line(struct pwz_plain *plain, const struct pwz_plain_command *command,
                        const char *words);
extern const struct pwz_plain_command pwz_plain_commands[];
extern const size_t pwz_plain_command_count;

const char *pwz_plain_command_word(const struct pwz_plain_command *command);
/* Of use here and now? */
bool pwz_plain_applies(const struct pwz_plain *plain,
                       const struct pwz_plain_command *command);
/* Run the command a line names. False when it names none. */
bool pwz_plain_command(struct pwz_plain *plain, const char *line);
/* Send the key of an action. */
void pwz_plain_press(struct pwz_plain *plain, enum pwz_action action);
/* Is the key bound to the action here? In a text entry letters count as at a choice. */
bool pwz_plain_is_bound(const struct pwz_plain *plain, const struct pwz_binding *binding,
                        enum pwz_action action);

/* ---- usage.c: usage files ---- */

void pwz_plain_wish(struct pwz_plain *plain, const struct pwz_wish *wish);
/* Wait until all that was wished for has come. */
void pwz_plain_await(struct pwz_plain *plain);
void pwz_plain_run_file(struct pwz_plain *plain, const struct pwz_plain_command *command,
                        const char *words);
void pwz_plain_run_view(struct pwz_plain *plain, const struct pwz_plain_command *command,
                        const char *words);
void pwz_plain_say_usage(const struct pwz_plain *plain, const struct pwz_case_view *view);
void pwz_plain_prompt_usage(const struct pwz_plain *plain, struct pwz_buf *out);
void pwz_plain_expect_usage(const struct pwz_plain *plain);
void pwz_plain_answer_usage(struct pwz_plain *plain, const char *line);
void pwz_plain_answer_subscription(struct pwz_plain *plain, const char *line);

#endif
