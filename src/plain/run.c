/*
 * The loop: say, read a line, let it become keys, perform what the wizard asks for. Must
 * not know what any line means.
 */
#include <errno.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>

#include "pecwiz/text.h"

#include "plain/reader.h"
#include "plain/state.h"

/* A forbidden byte of a line becomes three. */
enum {
    GATED_MAX = 3 * PWZ_PLAIN_LINE_MAX
};

struct pwz_plain_place pwz_plain_place(const struct pwz_plain *plain)
{
    return (struct pwz_plain_place){
        .mode = pwz_wizard_mode(plain->wizard),
        .fact = pwz_wizard_fact(plain->wizard),
        .step = plain->step,
    };
}

bool pwz_plain_has_changed(const struct pwz_plain *plain,
                           const struct pwz_plain_place *before)
{
    const struct pwz_plain_place now = pwz_plain_place(plain);

    return now.mode != before->mode || now.fact != before->fact ||
           now.step != before->step ||
           plain->done.answers + plain->done.retracts + plain->done.undos > 0;
}

struct pwz_case_view pwz_plain_case(const struct pwz_plain *plain)
{
    return pwz_wizard_case(plain->wizard, plain->opts->now(plain->opts->context));
}

/* ---- effects ---- */

static void count_entry(struct pwz_plain *plain, const struct pwz_entry *entry)
{
    unsigned *const counts[PWZ_ENTRY_KIND_COUNT] = {
        [PWZ_ENTRY_ANSWER] = &plain->done.answers,
        [PWZ_ENTRY_RETRACT] = &plain->done.retracts,
        [PWZ_ENTRY_UNDO] = &plain->done.undos,
    };

    if (counts[entry->kind] != NULL) {
        ++*counts[entry->kind];
    }
}

/* A number just given is told once: it is what one writes down. */
static void tell_number(struct pwz_plain *plain)
{
    const char *number = pwz_wizard_number(plain->wizard);

    if (strcmp(number, plain->number) != 0 && strlen(number) < sizeof plain->number) {
        memcpy(plain->number, number, strlen(number) + 1);
        pwz_plain_say(plain, "", "This is case %s.", number);
    }
}

static void perform(struct pwz_plain *plain, const struct pwz_effect *effect)
{
    struct pwz_err err = {0};

    if (effect->kind == PWZ_EFFECT_SAVE) {
        count_entry(plain, &effect->entry);
    }
    if (plain->opts->perform == NULL) {
        return;
    }
    if (plain->opts->perform(plain->opts->context, effect, &err) != PWZ_OK) {
        pwz_plain_say(plain, "", "%s", err.text);
    } else if (effect->kind != PWZ_EFFECT_SAVE && effect->kind != PWZ_EFFECT_RETRY) {
        pwz_plain_say_outcome(plain, pwz_wizard_said(plain->wizard));
    }
    tell_number(plain);
}

static bool is_of_case(enum pwz_effect_kind kind)
{
    static const unsigned kinds = 1U << PWZ_EFFECT_SAVE | 1U << PWZ_EFFECT_RETRY |
                                  1U << PWZ_EFFECT_OPEN | 1U << PWZ_EFFECT_AGREE |
                                  1U << PWZ_EFFECT_EXPORT;

    return (kinds >> kind & 1U) != 0;
}

/* Copying, drawing and stopping are the terminal's own business in line mode. */
void pwz_plain_perform(struct pwz_plain *plain, const struct pwz_effects *effects)
{
    for (size_t i = 0; i < effects->count; i++) {
        if (is_of_case(effects->effect[i].kind)) {
            perform(plain, &effects->effect[i]);
        } else if (effects->effect[i].kind == PWZ_EFFECT_WISH) {
            pwz_plain_wish(plain, effects->effect[i].wish);
        }
        plain->is_over = plain->is_over || effects->effect[i].kind == PWZ_EFFECT_QUIT;
    }
}

void pwz_plain_send(struct pwz_plain *plain, struct pwz_event event)
{
    struct pwz_effects effects = {0};

    event.now = plain->opts->now(plain->opts->context);
    pwz_wizard_update(plain->wizard, &event, &effects);
    pwz_plain_perform(plain, &effects);
}

void pwz_plain_key(struct pwz_plain *plain, uint32_t key)
{
    pwz_plain_send(plain, (struct pwz_event){.kind = PWZ_EVENT_KEY, .key = key});
}

void pwz_plain_paste(struct pwz_plain *plain, const char *text, size_t len)
{
    pwz_plain_send(plain,
                   (struct pwz_event){.kind = PWZ_EVENT_PASTE, .text = text, .len = len});
}

void pwz_plain_say_outcome(struct pwz_plain *plain, const char *idle)
{
    const char *words =
        pwz_wizard_is_alert(plain->wizard) ? pwz_wizard_said(plain->wizard) : idle;

    if (words[0] != '\0') {
        pwz_plain_say(plain, "", "%s", words);
    }
}

/* ---- lines ---- */

/* A blank before a text keeps it from being taken for a command. */
static const char *trimmed(const struct pwz_plain *plain, struct pwz_buf *line)
{
    const char *start = pwz_buf_text(line);

    while (line->len > 0 && line->data[line->len - 1] == ' ') {
        line->data[--line->len] = '\0';
    }
    if (((unsigned)pwz_wizard_mode(plain->wizard) & (PWZ_MODE_ENTRY | PWZ_MODE_NOTE)) ==
        0) {
        start += strspn(start, " ");
    }
    return start;
}

static void take_line(struct pwz_plain *plain, const char *bytes, size_t len)
{
    const struct pwz_plain_place before = pwz_plain_place(plain);
    struct pwz_buf line;

    plain->done = (struct pwz_plain_done){0};
    pwz_buf_init(&line, GATED_MAX);
    pwz_text_gate(bytes, len, PWZ_GATE_LINE, &line);
    if (pwz_buf_status(&line) != PWZ_OK) {
        pwz_plain_say(plain, "", "Out of memory: this line was not taken.");
    } else {
        const char *words = trimmed(plain, &line);
        if (!pwz_plain_command(plain, words)) {
            pwz_plain_answer(plain, words);
        }
    }
    pwz_buf_done(&line);
    plain->wants_block = plain->wants_block || pwz_plain_has_changed(plain, &before);
}

static enum pwz_status tell_error(struct pwz_err *err)
{
    char words[128] = "cannot be read";

    (void)strerror_r(errno, words, sizeof words);
    pwz_err_place(err, "standard input", 0, 0);
    return pwz_err_set(err, PWZ_E_IO, "%s", words);
}

/* An end before the first line is no case that was left: nobody was there. */
static enum pwz_status tell_empty(struct pwz_err *err)
{
    return pwz_err_set(err, PWZ_E_STATE,
                       "standard input is empty and no terminal. Run pecwiz in a "
                       "terminal, give it one answer a line, or use 'pecwiz diagnose' "
                       "with all answers at once.");
}

static void end(struct pwz_plain *plain, int ended_by)
{
    plain->is_over = true;
    plain->ended_by = ended_by;
}

/* A terminal shows the line end that was typed; anything else leaves the prompt open. */
static bool is_line_seen(const struct pwz_plain *plain, enum pwz_plain_got got)
{
    return (got == PWZ_PLAIN_GOT_LINE || got == PWZ_PLAIN_GOT_TOO_LONG) &&
           isatty(plain->opts->in) != 0 && isatty(fileno(plain->opts->out)) != 0;
}

static enum pwz_status turn(struct pwz_plain *plain, struct pwz_plain_reader *reader,
                            struct pwz_err *err)
{
    const char *line;
    size_t len;
    const enum pwz_plain_got got = pwz_plain_read(reader, &line, &len);

    if (got == PWZ_PLAIN_GOT_ERROR) {
        return tell_error(err);
    }
    if (!is_line_seen(plain, got)) {
        pwz_plain_blank(plain);
    }
    if (got == PWZ_PLAIN_GOT_END && !plain->has_read && isatty(plain->opts->in) == 0) {
        return tell_empty(err);
    }
    plain->has_read = true;
    if (got == PWZ_PLAIN_GOT_LINE) {
        take_line(plain, line, len);
    } else if (got == PWZ_PLAIN_GOT_TOO_LONG) {
        pwz_plain_say(plain, "",
                      "That line is longer than %d bytes; nothing of it was taken.",
                      PWZ_PLAIN_LINE_MAX);
    } else {
        end(plain, got == PWZ_PLAIN_GOT_SIGNAL ? reader->signal : 0);
    }
    return PWZ_OK;
}

/* False when nobody can hear us any more. */
static bool ask(struct pwz_plain *plain)
{
    if (plain->wants_block) {
        pwz_plain_show(plain);
        plain->wants_block = false;
    }
    pwz_plain_prompt(plain);
    return fflush(plain->opts->out) == 0;
}

static enum pwz_status walk(struct pwz_plain *plain, struct pwz_plain_reader *reader,
                            struct pwz_err *err)
{
    enum pwz_status status = PWZ_OK;

    if (pwz_plain_is_empty(reader)) {
        return tell_empty(err);
    }
    pwz_plain_say_outcome(plain, pwz_wizard_said(plain->wizard)); /* found on opening */
    pwz_plain_await(plain); /* for files named on the command line */
    while (status == PWZ_OK && !plain->is_over && ask(plain)) {
        status = turn(plain, reader, err);
    }
    return status;
}

enum pwz_status pwz_plain_run(struct pwz_wizard *wizard,
                              const struct pwz_plain_opts *opts, int *ended_by,
                              struct pwz_err *err)
{
    struct pwz_plain_signals signals;
    struct pwz_plain plain = {
        .wizard = wizard, .opts = opts, .signals = &signals, .wants_block = true};
    struct pwz_plain_reader reader = {.fd = opts->in, .signals = &signals};

    *ended_by = 0;
    if (opts->in < 0 || opts->in >= FD_SETSIZE) {
        return pwz_err_set(err, PWZ_E_RANGE, "descriptor %d cannot be waited for",
                           opts->in);
    }
    pwz_plain_signals_open(&signals);
    const enum pwz_status status = walk(&plain, &reader, err);
    pwz_plain_signals_close(&signals);
    *ended_by = plain.ended_by;
    return status;
}
