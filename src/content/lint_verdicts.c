/*
 * Lint rules about verdicts: every step of a remedy says who acts, the actor of the
 * verdict among them, and grade, form and follow-up fit together.
 */
#include <ctype.h>
#include <string.h>

#include "content/lint.h"

/* ---- who acts ---- */

/* Words of actors are written "the customer": what a step begins with is "Customer". */
static const char *without_article(const char *words)
{
    return strncmp(words, "the ", 4) == 0 ? words + 4 : words;
}

static bool is_letter(char byte)
{
    return isalpha((unsigned char)byte) != 0;
}

/* Whole words, case ignored: "customer" begins "Customer's Owner", not "Customers". */
static bool begins_with(const char *text, size_t len, const char *words)
{
    size_t i = 0;

    for (; words[i]; i++)
        if (i == len ||
            tolower((unsigned char)text[i]) != tolower((unsigned char)words[i]))
            return false;
    return i == len || !is_letter(text[i]);
}

/* "Account" is enough where the word is "the account or app itself". */
static bool shortens(const char *text, size_t len, const char *words)
{
    size_t words_len = strlen(words);
    size_t lead = 0;

    while (lead < len && text[lead] != '\'' && text[lead] != ',')
        lead++;
    if (lead == 0 || lead > words_len || (words[lead] && words[lead] != ' '))
        return false;
    for (size_t i = 0; i < lead; i++)
        if (tolower((unsigned char)text[i]) != tolower((unsigned char)words[i]))
            return false;
    return true;
}

static bool leads_with(const char *text, size_t len, const char *words)
{
    return begins_with(text, len, words) || shortens(text, len, words);
}

static bool is_actor(const struct lint *lint, const char *text, size_t len)
{
    const struct pwz_json *actors = pwz_json_get(lint->loader->words, "actor");

    for (const struct pwz_json *actor = actors ? actors->child : NULL; actor;
         actor = actor->next)
        if (leads_with(text, len, without_article(actor->string)))
            return true;
    return false;
}

static bool names_actor(const char *text, size_t len, const char *words)
{
    for (size_t i = 0; i < len; i++)
        if ((i == 0 || !is_letter(text[i - 1])) && begins_with(text + i, len - i, words))
            return true;
    return false;
}

/* What the walk over one verdict's file finds out. */
struct remedy {
    const char *actor; /* words without article; NULL = nobody has to act */
    bool is_handed_on; /* grade escalate: Say may name who takes over */
    bool is_named;
    unsigned steps, fix_line;
};

/* Length of "12. " at the start of a numbered step, 0 when the line is none. */
static size_t number_length(const struct lint_line *line)
{
    size_t len = 0;

    while (len < line->len && isdigit((unsigned char)line->text[len]))
        len++;
    bool is_step = len > 0 && len + 1 < line->len &&
                   (line->text[len] == '.' || line->text[len] == ')') &&
                   line->text[len + 1] == ' ';
    return is_step ? len + 2 : 0;
}

static void check_lead(struct lint *lint, const struct lint_reader *reader, size_t start,
                       struct remedy *remedy)
{
    const struct lint_line *line = &reader->line;
    const char *text = line->text + start;
    const char *colon = lint_find(line, ":**");

    if (strncmp(text, "**", line->len - start < 2 ? line->len - start : 2) != 0 ||
        !colon || colon < text + 2) {
        lint_say(lint, LINT_NO_ACTOR, lint_within(reader, text),
                 "this step does not say who acts: begin it with \"**Actor:** \"");
        return;
    }
    size_t len = (size_t)(colon - text) - 2;
    remedy->is_named |= remedy->actor && leads_with(text + 2, len, remedy->actor);
    if (!is_actor(lint, text + 2, len))
        lint_say(lint, LINT_UNKNOWN_ACTOR, lint_within(reader, text),
                 "'%.*s' is no actor: begin with one of \"actor\" in words.json",
                 (int)len, text + 2);
}

static void read_line(struct lint *lint, const struct lint_reader *reader,
                      struct remedy *remedy)
{
    const struct lint_line *line = &reader->line;

    if (line->section == PWZ_SECTION_SAY && remedy->is_handed_on && remedy->actor)
        remedy->is_named |= names_actor(line->text, line->len, remedy->actor);
    if (line->section != PWZ_SECTION_FIX || line->is_code)
        return;
    if (line->is_heading)
        remedy->fix_line = line->number;
    size_t start = number_length(line);
    remedy->steps += start > 0;
    if (start > 0)
        check_lead(lint, reader, start, remedy);
}

static void check_remedy(struct lint *lint, uint32_t verdict,
                         const struct pwz_content_file *file)
{
    const struct pwz_verdict_words *words = &lint->pack.verdict_words[verdict];
    const char *actor = lint_words(lint, words->actor);
    struct lint_reader reader = lint_open(file);
    struct remedy remedy = {
        .actor = strcmp(actor, "nobody") == 0
                     ? NULL
                     : without_article(lint_words(lint, words->actor_words)),
        .is_handed_on = lint->spec.verdicts[verdict].grade == PWZ_GRADE_ESCALATE,
    };

    while (lint_next(&reader))
        read_line(lint, &reader, &remedy);
    if (remedy.fix_line == 0)
        return; /* a missing section is told elsewhere */
    struct lint_place place = lint_in(file->name, remedy.fix_line);
    if (remedy.steps == 0)
        lint_say(lint, LINT_NO_STEPS, place,
                 "Fix has no numbered steps: write \"1. **Actor:** …\"");
    else if (remedy.actor && !remedy.is_named)
        lint_say(lint, LINT_WRONG_ACTOR, place,
                 "verdicts.json names the actor '%s', but no step is theirs: give them a "
                 "step or name who acts",
                 actor);
}

void check_fix_steps(struct lint *lint)
{
    char name[LINT_NAME_MAX];

    for (uint32_t i = 0; i < lint->spec.verdict_count; i++) {
        const struct pwz_content_file *file = loader_file(
            lint->loader,
            lint_text_name(lint, loader_verdict(lint->loader, i)->spec.id, name));
        if (file)
            check_remedy(lint, i, file);
    }
}

/* ---- grades ---- */

/* What each grade asks of a verdict: -1 must not be there, 1 must, 0 either. */
static const struct demand {
    int form, look_again;
} demands[PWZ_GRADE_COUNT] = {
    [PWZ_GRADE_OK] = {-1, -1},
    [PWZ_GRADE_FIX] = {-1, 0 },
    [PWZ_GRADE_BY_DESIGN] = {-1, -1},
    [PWZ_GRADE_WAIT] = {-1, 1 },
    [PWZ_GRADE_WRONG_EVIDENCE] = {-1, 0 },
    [PWZ_GRADE_PARTIAL] = {-1, 0 },
    [PWZ_GRADE_UNCONFIRMED] = {-1, 0 },
    [PWZ_GRADE_ESCALATE] = {1,  0 },
};

static void say_mismatch(struct lint *lint, uint32_t verdict, int demand,
                         const char *what)
{
    const struct verdict_entry *entry = loader_verdict(lint->loader, verdict);

    lint_say(lint, LINT_GRADE_MISMATCH, lint_at(lint->loader->verdicts_doc, entry->json),
             "'%s' is of grade %s and %s %s: set one of them right", entry->spec.id,
             pwz_grade_word(entry->spec.grade), demand > 0 ? "has no" : "has", what);
}

static void check_demand(struct lint *lint, uint32_t verdict, int demand, bool is_there,
                         const char *what)
{
    if ((demand > 0 && !is_there) || (demand < 0 && is_there))
        say_mismatch(lint, verdict, demand, what);
}

/* Only a result that somebody or time has to change is followed up. */
static void check_again(struct lint *lint, uint32_t verdict)
{
    static const uint32_t grades =
        1U << PWZ_GRADE_FIX | 1U << PWZ_GRADE_PARTIAL | 1U << PWZ_GRADE_WAIT;
    bool is_followed = (grades >> lint->spec.verdicts[verdict].grade & 1U) != 0;

    check_demand(lint, verdict, is_followed ? 0 : -1,
                 lint->pack.verdict_words[verdict].again_count > 0, "\"askAgain\"");
}

void check_grades(struct lint *lint)
{
    for (uint32_t i = 0; i < lint->spec.verdict_count; i++) {
        const struct pwz_verdict_words *words = &lint->pack.verdict_words[i];
        const struct demand *demand = &demands[lint->spec.verdicts[i].grade];
        bool has_text = words->article.section[PWZ_SECTION_LOOK_AGAIN].count > 0;
        /* A pack without forms has nowhere to escalate to but its words. */
        if (lint->pack.escalation_count > 0 || words->escalation != PWZ_NONE)
            check_demand(lint, i, demand->form, words->escalation != PWZ_NONE,
                         "\"escalation\"");
        check_demand(lint, i, demand->look_again, words->look_again_days > 0,
                     "\"lookAgainDays\"");
        if (words->look_again_days > 0)
            check_demand(lint, i, 1, has_text, "section \"## Look again\"");
        else
            check_demand(lint, i, -1, has_text, "section \"## Look again\" but no days");
        check_again(lint, i);
        if (words->source_count == 0)
            lint_say(lint, LINT_NO_SOURCE,
                     lint_at(lint->loader->verdicts_doc,
                             loader_verdict(lint->loader, i)->json),
                     "'%s' has no source: name at least one page that says so",
                     loader_verdict(lint->loader, i)->spec.id);
    }
}
