/*
 * Kept cases in lines: the start, what became of a fix, other content, hold, and the one
 * line of a note or a file's name. As everywhere in line mode, a line becomes keys.
 */
#include <string.h>

#include "pecwiz/text.h"
#include "pecwiz/time.h"

#include "plain/state.h"

enum {
    WORDS_MAX = 64 * 1024,
    OFFERS_MAX = 20
};

/* ---- saying ---- */

void pwz_plain_say_marker(const struct pwz_plain *plain)
{
    struct pwz_buf words;

    pwz_buf_init(&words, WORDS_MAX);
    pwz_wizard_marker(plain->wizard, &words);
    if (words.len > 0) {
        pwz_plain_say(plain, "", "%s", pwz_buf_text(&words));
    }
    pwz_buf_done(&words);
}

static void add_part(struct pwz_buf *out, const char *part)
{
    if (part[0] != '\0') {
        pwz_buf_addf(out, ", %s", part);
    }
}

static void add_day(const struct pwz_offer *offer, struct pwz_buf *out)
{
    char date[PWZ_DATE_SIZE];

    if (offer->is_due) {
        pwz_buf_adds(out, ", due");
    } else if (offer->is_closed) {
        pwz_buf_adds(out, ", closed");
    } else if (offer->look_again != 0) {
        pwz_date_text(offer->look_again, date);
        pwz_buf_addf(out, ", look again %s", date);
    }
}

static void say_offer(const struct pwz_plain *plain, size_t index, bool hides_names)
{
    const struct pwz_offer *offer = pwz_wizard_offer_at(plain->wizard, index);
    struct pwz_buf words;
    struct pwz_buf prefix;

    pwz_buf_init(&words, WORDS_MAX);
    pwz_buf_init(&prefix, 32);
    pwz_buf_addf(&prefix, "%zu  ", index + 1);
    pwz_buf_adds(&words, offer->number);
    add_day(offer, &words);
    if (!hides_names) {
        add_part(&words, offer->partner);
        add_part(&words, offer->customer);
        add_part(&words, offer->subscription);
        add_part(&words, offer->ticket);
    }
    add_part(&words, offer->verdict);
    pwz_plain_say(plain, pwz_buf_text(&prefix), "%s", pwz_buf_text(&words));
    pwz_buf_done(&words);
    pwz_buf_done(&prefix);
}

void pwz_plain_say_start(const struct pwz_plain *plain, const struct pwz_case_view *view)
{
    const size_t count = pwz_wizard_offer_count(plain->wizard);

    (void)view;
    pwz_plain_say(plain, "", "A new case, or one of these");
    pwz_plain_say(plain, "0  ", "New case");
    for (size_t i = 0; i < count && i < OFFERS_MAX; i++) {
        say_offer(plain, i, pwz_wizard_hides_names(plain->wizard));
    }
    if (count == 0) {
        pwz_plain_say(plain, "", "No kept case has all of these words.");
    } else if (count > OFFERS_MAX) {
        pwz_plain_say(plain, "", "%zu more; a part of a name or number finds fewer.",
                      count - OFFERS_MAX);
    }
}

static void say_words(const struct pwz_plain *plain, const char *title)
{
    struct pwz_buf words;

    pwz_buf_init(&words, WORDS_MAX);
    pwz_wizard_case_words(plain->wizard, &words);
    pwz_plain_say(plain, "", "%s", title);
    pwz_plain_say(plain, "", "%s", pwz_buf_text(&words));
    pwz_buf_done(&words);
}

void pwz_plain_say_follow_up(const struct pwz_plain *plain,
                             const struct pwz_case_view *view)
{
    (void)view;
    say_words(plain, "What became of it?");
    pwz_plain_say(plain, "1/d  ", "Done, or the time is over");
    pwz_plain_say(plain, "2/n  ", "Not yet");
    pwz_plain_say(plain, "3/f  ", "Tried, and it failed or changed nothing");
}

void pwz_plain_say_newer(const struct pwz_plain *plain, const struct pwz_case_view *view)
{
    (void)view;
    say_words(plain, "Go on with other content?");
    pwz_plain_say(plain, "y  ", "Yes, go on with this content");
    pwz_plain_say(plain, "n  ", "No, only look; the case stays as it is");
}

void pwz_plain_say_hold(const struct pwz_plain *plain, const struct pwz_case_view *view)
{
    (void)view;
    say_words(plain, "On hold");
}

void pwz_plain_say_line(const struct pwz_plain *plain, const struct pwz_case_view *view)
{
    (void)view;
    pwz_plain_say(plain, "", "%s",
                  pwz_wizard_wants_file(plain->wizard)
                      ? "Export the whole case into which file? It must not exist yet."
                      : "A note, kept with the time.");
}

/* ---- answers ---- */

/* Bring the marker to the row and choose it. */
static void choose(struct pwz_plain *plain, size_t row)
{
    pwz_plain_key(plain, PWZ_KEY_HOME);
    while (row-- > 0) {
        pwz_plain_key(plain, PWZ_KEY_DOWN);
    }
    pwz_plain_key(plain, PWZ_KEY_ENTER);
}

/* The words typed find cases; a number is one of those told. */
void pwz_plain_answer_start(struct pwz_plain *plain, const char *line)
{
    const size_t count = pwz_wizard_offer_count(plain->wizard);
    const uint32_t last = (uint32_t)(count < OFFERS_MAX ? count : OFFERS_MAX);
    const uint32_t index = pwz_plain_index(line, strlen(line), last);

    if (strcmp(line, "0") == 0) {
        choose(plain, 0);
    } else if (index != PWZ_NONE) {
        choose(plain, (size_t)index + 1);
    } else {
        pwz_plain_key(plain, PWZ_KEY_CTRL_U);
        pwz_plain_paste(plain, line, strlen(line));
        plain->wants_block = true;
    }
}

void pwz_plain_answer_line(struct pwz_plain *plain, const char *line)
{
    const bool is_file = pwz_wizard_wants_file(plain->wizard);

    pwz_plain_key(plain, PWZ_KEY_CTRL_U);
    pwz_plain_paste(plain, line, strlen(line));
    pwz_plain_key(plain, PWZ_KEY_ENTER);
    if (pwz_wizard_mode(plain->wizard) == PWZ_MODE_NOTE) {
        pwz_plain_say_outcome(plain, "That was not taken.");
    } else if (!is_file) {
        pwz_plain_say_outcome(plain, pwz_wizard_said(plain->wizard));
    }
}

void pwz_plain_answer_hold(struct pwz_plain *plain, const char *line)
{
    (void)line;
    pwz_plain_key(plain, PWZ_KEY_ENTER);
    pwz_plain_say_outcome(plain, "");
}

void pwz_plain_answer_follow_up(struct pwz_plain *plain, const char *line)
{
    const uint32_t index = pwz_plain_index(line, strlen(line), PWZ_OUTCOME_COUNT);

    if (index == PWZ_NONE) {
        pwz_plain_say_expected(plain);
        return;
    }
    pwz_plain_key(plain, '1' + index);
    pwz_plain_say_outcome(plain, pwz_wizard_said(plain->wizard));
}

void pwz_plain_answer_none(struct pwz_plain *plain, const char *line)
{
    (void)line;
    pwz_plain_say_expected(plain);
}

/* ---- commands ---- */

/* "N the caller says …" in one go, or the line on its own afterwards. */
void pwz_plain_run_line(struct pwz_plain *plain, const struct pwz_plain_command *command,
                        const char *words)
{
    pwz_plain_press(plain, command->action);
    if (pwz_wizard_mode(plain->wizard) != PWZ_MODE_NOTE) {
        pwz_plain_say_outcome(plain, "");
    } else if (words[0] != '\0') {
        pwz_plain_answer_line(plain, words);
    }
}
