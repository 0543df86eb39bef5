/*
 * What is said at each place: position, question, choices, result, steps, path. Words of
 * the case come from the pack and the report room.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "plain/state.h"

enum {
    PREFIX_MAX = 32,
    WORDS_MAX = 64 * 1024,
    POSSIBLE_MAX = 5, /* more results than these are a number, not a list */
    MATCHES_MAX = 20
};

static const char *text_of(const struct pwz_case_view *view, uint32_t text)
{
    return pwz_pack_text(view->pack, text);
}

/* A numbered row: "3  words". */
static void say_numbered(const struct pwz_plain *plain, uint32_t number,
                         const char *words)
{
    struct pwz_buf prefix;

    pwz_buf_init(&prefix, PREFIX_MAX);
    pwz_buf_addf(&prefix, "%u  ", (unsigned)number);
    pwz_plain_say(plain, pwz_buf_text(&prefix), "%s", words);
    pwz_buf_done(&prefix);
}

/* "Label: what holds", with more words behind it. */
static void add_holding(const struct pwz_case_view *view, uint32_t fact, const char *more,
                        struct pwz_buf *out)
{
    pwz_buf_addf(out, "%s: ", text_of(view, view->pack->fact_words[fact].label));
    pwz_report_value(view->pack, view->facts, fact, out);
    pwz_buf_adds(out, more);
}

/* ---- question ---- */

static void add_left(const struct pwz_case_view *view, struct pwz_buf *out)
{
    const uint32_t left = view->result->questions_left;

    if (view->result->next == PWZ_NONE) {
        pwz_buf_adds(out, "no open question");
    } else {
        pwz_buf_addf(out, "at most %u more question%s", (unsigned)left,
                     left == 1 ? "" : "s");
    }
}

static void say_position(const struct pwz_plain *plain, const struct pwz_case_view *view)
{
    const uint32_t fact = pwz_wizard_fact(plain->wizard);
    struct pwz_buf words;

    pwz_buf_init(&words, WORDS_MAX);
    if (fact != PWZ_NONE) {
        const uint32_t step = view->pack->model.facts[fact].step;
        pwz_buf_addf(&words, "Step %u of %u, %s; ", (unsigned)step + 1,
                     (unsigned)view->pack->model.step_count,
                     text_of(view, view->pack->step_words[step].title));
    }
    add_left(view, &words);
    pwz_plain_say(plain, "", "%s%s", fact == PWZ_NONE ? "Position: " : "",
                  pwz_buf_text(&words));
    pwz_buf_done(&words);
}

/* What was said before, so that keeping or changing it is a choice one hears. */
static void say_held(const struct pwz_plain *plain, const struct pwz_case_view *view,
                     uint32_t fact)
{
    const struct pwz_holding holding = pwz_facts_holding(view->facts, fact);
    struct pwz_buf words;

    if (holding.is_absent && !holding.has_failed) {
        return;
    }
    pwz_buf_init(&words, WORDS_MAX);
    pwz_report_value(view->pack, view->facts, fact, &words);
    if (holding.has_failed) {
        pwz_plain_say(plain, "", "The check for this failed.");
    } else if (holding.is_conflict && !holding.is_overruled) {
        pwz_plain_say(plain, "",
                      "Evidence says otherwise and counts: %s. The same answer "
                      "once more overrules it.",
                      pwz_buf_text(&words));
    } else {
        pwz_plain_say(plain, "", "So far: %s. An empty line keeps it.",
                      pwz_buf_text(&words));
    }
    pwz_buf_done(&words);
}

static uint32_t letter_of(const struct pwz_plain *plain, const struct pwz_case_view *view,
                          uint32_t fact, uint32_t value)
{
    const struct pwz_fact *row = &view->pack->model.facts[fact];
    const uint32_t key = view->pack->value_words[row->first_value + value].key;

    if (row->type != PWZ_FACT_SET && value == pwz_plain_named(plain, "yes")) {
        return 'y';
    }
    if (row->type != PWZ_FACT_SET && value == pwz_plain_named(plain, "no")) {
        return 'n';
    }
    return key != 0 && pwz_plain_hot(plain, key) == value ? key : 0;
}

static void say_value(const struct pwz_plain *plain, const struct pwz_case_view *view,
                      uint32_t fact, uint32_t value)
{
    const struct pwz_fact *row = &view->pack->model.facts[fact];
    const uint32_t letter = letter_of(plain, view, fact, value);
    const bool is_bool = row->type == PWZ_FACT_BOOL;
    struct pwz_buf prefix;

    pwz_buf_init(&prefix, PREFIX_MAX);
    if (!is_bool) {
        pwz_buf_addf(&prefix, "%u%s", (unsigned)value + 1, letter != 0 ? "/" : "");
    }
    if (letter != 0) {
        pwz_buf_addc(&prefix, (char)letter);
    }
    pwz_buf_adds(&prefix, "  ");
    pwz_plain_say(plain, pwz_buf_text(&prefix), "%s",
                  text_of(view, view->pack->value_words[row->first_value + value].label));
    pwz_buf_done(&prefix);
}

static void say_question(const struct pwz_plain *plain, const struct pwz_case_view *view)
{
    const uint32_t fact = pwz_wizard_fact(plain->wizard);
    const struct pwz_fact *row = &view->pack->model.facts[fact];

    say_position(plain, view);
    pwz_plain_say(plain, "", "%s",
                  text_of(view, view->pack->fact_words[fact].article.title));
    say_held(plain, view, fact);
    for (uint32_t i = 0; i < row->value_count; i++) {
        say_value(plain, view, fact, i);
    }
    if (row->type == PWZ_FACT_SET) {
        pwz_plain_say(plain, "0  ", "None of these");
    }
    if (row->value_count > 0) {
        pwz_plain_say(plain, "u  ", "Don't know");
    }
    if (row->value_count > 0 && row->use != PWZ_USE_RULE) {
        pwz_plain_say(plain, "s  ", "Skip what is optional here");
    }
}

/* ---- result, steps ---- */

static void say_verdict(const struct pwz_plain *plain, const struct pwz_case_view *view)
{
    struct pwz_doc doc = {0};

    pwz_report_verdict(view, &doc);
    pwz_plain_say_doc(plain, &doc);
    pwz_doc_done(&doc);
}

static void say_steps(const struct pwz_plain *plain, const struct pwz_case_view *view)
{
    static const char *const states[PWZ_STEP_STATUS_COUNT] = {
        [PWZ_STEP_PASS] = "ok",        [PWZ_STEP_FAIL] = "failed",
        [PWZ_STEP_WARN] = "warning",   [PWZ_STEP_UNKNOWN] = "open",
        [PWZ_STEP_ERROR] = "an error", [PWZ_STEP_NOT_APPLICABLE] = "does not apply",
    };
    struct pwz_buf words;

    pwz_plain_say(plain, "", "Checklist");
    pwz_buf_init(&words, WORDS_MAX);
    for (uint32_t i = 0; i < view->pack->model.step_count; i++) {
        pwz_buf_clear(&words);
        pwz_buf_addf(&words, "%s: %s", text_of(view, view->pack->step_words[i].title),
                     states[view->result->step_status[i]]);
        say_numbered(plain, i + 1, pwz_buf_text(&words));
    }
    pwz_buf_done(&words);
}

/* Why a fact without an answer is or is not of interest now. */
static const char *note_of(const struct pwz_case_view *view, uint32_t fact)
{
    static const char *const notes[PWZ_USE_COUNT] = {
        [PWZ_USE_RULE] = " (not needed now)",
        [PWZ_USE_HINT] = " (optional)",
        [PWZ_USE_DETAIL] = " (for the report)",
    };
    const struct pwz_holding holding = pwz_facts_holding(view->facts, fact);
    const uint32_t use = view->pack->model.facts[fact].use;

    if (!holding.is_absent) {
        return holding.is_conflict ? " (disputed)" : "";
    }
    return use == PWZ_USE_RULE && view->result->is_relevant[fact] != 0 ? " (open)"
                                                                       : notes[use];
}

static void say_step(const struct pwz_plain *plain, const struct pwz_case_view *view)
{
    const struct pwz_step *step = &view->pack->model.steps[plain->step];
    struct pwz_buf words;

    pwz_plain_say(plain, "", "Step %u, %s", (unsigned)plain->step + 1,
                  text_of(view, view->pack->step_words[plain->step].title));
    pwz_buf_init(&words, WORDS_MAX);
    for (uint32_t i = 0; i < step->fact_count; i++) {
        const uint32_t fact = step->first_fact + i;

        pwz_buf_clear(&words);
        add_holding(view, fact, note_of(view, fact), &words);
        say_numbered(plain, i + 1, pwz_buf_text(&words));
    }
    if (step->fact_count == 0) {
        pwz_plain_say(plain, "", "This step has no questions.");
    }
    pwz_buf_done(&words);
}

void pwz_plain_show(struct pwz_plain *plain)
{
    static const struct {
        enum pwz_mode mode;
        pwz_plain_sayer *say;
    } rows[] = {
        {PWZ_MODE_QUESTION,      say_question           },
        {PWZ_MODE_SET,           say_question           },
        {PWZ_MODE_ENTRY,         say_question           },
        {PWZ_MODE_VERDICT,       say_verdict            },
        {PWZ_MODE_CHECKLIST,     say_steps              },
        {PWZ_MODE_STEP,          say_step               },
        {PWZ_MODE_START,         pwz_plain_say_start    },
        {PWZ_MODE_NOTE,          pwz_plain_say_line     },
        {PWZ_MODE_FOLLOW_UP,     pwz_plain_say_follow_up},
        {PWZ_MODE_NEWER,         pwz_plain_say_newer    },
        {PWZ_MODE_HOLD,          pwz_plain_say_hold     },
        {PWZ_MODE_SUBSCRIPTIONS, pwz_plain_say_usage    },
        {PWZ_MODE_USAGE,         pwz_plain_say_usage    },
    };
    const struct pwz_case_view view = pwz_plain_case(plain);

    if (plain->has_read) {
        pwz_plain_blank(plain);
    }
    pwz_plain_say_marker(plain);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].mode == pwz_wizard_mode(plain->wizard)) {
            rows[i].say(plain, &view);
        }
    }
}

/* ---- on request ---- */

static void say_possible(const struct pwz_plain *plain, const struct pwz_case_view *view)
{
    const uint32_t count = view->result->possible_count;

    pwz_plain_say(plain, "", "%u result%s possible%s", (unsigned)count,
                  count == 1 ? "" : "s", count > 0 && count <= POSSIBLE_MAX ? ":" : ".");
    for (uint32_t i = 0; i < count && count <= POSSIBLE_MAX; i++) {
        const struct pwz_verdict_words *words =
            &view->pack->verdict_words[view->result->possible[i]];
        pwz_plain_say(plain, "- ", "%s", text_of(view, words->article.title));
    }
}

void pwz_plain_show_path(const struct pwz_plain *plain)
{
    const struct pwz_case_view view = pwz_plain_case(plain);
    struct pwz_buf words;
    uint32_t known = 0;

    say_position(plain, &view);
    pwz_buf_init(&words, WORDS_MAX);
    for (uint32_t i = 0; i < view.pack->model.fact_count; i++) {
        if (!pwz_facts_holding(view.facts, i).is_absent) {
            pwz_buf_clear(&words);
            add_holding(&view, i, "", &words);
            pwz_plain_say(plain, "- ", "%s", pwz_buf_text(&words));
            known++;
        }
    }
    if (known == 0) {
        pwz_plain_say(plain, "", "No question has been answered yet.");
    }
    pwz_buf_done(&words);
    say_possible(plain, &view);
}

void pwz_plain_show_section(const struct pwz_plain *plain, enum pwz_section section)
{
    const struct pwz_case_view view = pwz_plain_case(plain);
    const uint32_t fact = pwz_wizard_fact(plain->wizard);
    struct pwz_doc doc = {0};

    if (section == PWZ_SECTION_NOTE && view.hides_notes) {
        pwz_plain_say(plain, "", "Notes are not shown here.");
        return;
    }
    const struct pwz_block_range range =
        view.pack->fact_words[fact].article.section[section];
    if (range.count == 0) {
        pwz_plain_say(plain, "", "This question has no words for that.");
        return;
    }
    pwz_report_blocks(&doc, view.pack, view.facts, range, PWZ_DOC_PLAIN);
    pwz_plain_say_doc(plain, &doc);
    pwz_doc_done(&doc);
}

/* Names and ids in lists are Latin letters; other bytes must be the same. */
static bool has_part(const char *text, const char *part)
{
    for (; *text != '\0'; text++) {
        size_t i = 0;
        while (part[i] != '\0' && (text[i] | 0x20) == (part[i] | 0x20)) {
            i++;
        }
        if (part[i] == '\0') {
            return true;
        }
    }
    return false;
}

static void say_match(const struct pwz_plain *plain, const struct pwz_case_view *view,
                      const struct pwz_list_row *row)
{
    const char *today = text_of(view, row->today);
    const bool has_today = today[0] != '\0';

    pwz_plain_say(plain, "- ", "%s%s%s%s: %s", text_of(view, row->name),
                  has_today ? " (today: " : "", today, has_today ? ")" : "",
                  row->eligible != 0 ? "eligible" : "not eligible");
}

/* 2: a name or id typed in full, 1: a part of one, 0: neither. */
static int match_of(const struct pwz_case_view *view, const struct pwz_list_row *row,
                    const char *part)
{
    const uint32_t texts[] = {row->name, row->today, row->guid};
    int best = 0;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const char *text = text_of(view, texts[i]);
        const bool is_part = has_part(text, part);
        const int match = is_part ? 1 + (strlen(text) == strlen(part) ? 1 : 0) : 0;

        best = match > best ? match : best;
    }
    return best;
}

/* Names are parts of other names, which may say the opposite: the whole ones first. */
void pwz_plain_show_matches(const struct pwz_plain *plain, const char *part)
{
    const struct pwz_case_view view = pwz_plain_case(plain);
    const uint32_t fact = pwz_wizard_fact(plain->wizard);
    const struct pwz_list *list = &view.pack->lists[view.pack->fact_words[fact].list];
    uint32_t found = 0;

    for (int wanted = 2; wanted > 0; wanted--) {
        for (uint32_t i = 0; i < list->row_count; i++) {
            const struct pwz_list_row *row = &view.pack->list_rows[list->first_row + i];

            if (match_of(&view, row, part) == wanted && found++ < MATCHES_MAX) {
                say_match(plain, &view, row);
            }
        }
    }
    if (found == 0) {
        pwz_plain_say(plain, "", "Not on the list: cannot be confirmed.");
    } else if (found > MATCHES_MAX) {
        pwz_plain_say(plain, "", "%u more; a longer part of the name finds fewer.",
                      (unsigned)(found - MATCHES_MAX));
    }
}
