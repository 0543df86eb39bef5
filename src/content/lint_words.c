/* Lint rules about the words of questions and verdicts: their sections, how long they
 * are, and whether two of them can be told apart. */
#include <string.h>

#include "content/lint.h"

enum {
    VERDICT_COLS = 60,
    QUESTION_COLS = 76,
    STEP_COLS = 26,
    LABEL_COLS = 60,
    NAME_COLS = 40,
    SAY_LINES = 12,
    SAY_COLS = 76
};

/* Which sections a text may have, and which it must. */
struct shape {
    unsigned allowed, needed; /* bits 1 << enum pwz_section */
};
#define BIT(section) (1U << PWZ_SECTION_##section)
#define OF_QUESTION (BIT(WHY) | BIT(WHERE) | BIT(SAY) | BIT(NOTE))

static const struct shape question = {OF_QUESTION, OF_QUESTION};
/* Details are asked for forms only: why and where are enough. */
static const struct shape detail = {OF_QUESTION, BIT(WHY) | BIT(WHERE)};
static const struct shape verdict = {BIT(SAY) | BIT(FIX) | BIT(PROOF) | BIT(NOTE) |
                                         BIT(LOOK_AGAIN) | BIT(PREVENT),
                                     BIT(SAY) | BIT(FIX) | BIT(PROOF) | BIT(NOTE)};

static const struct pwz_article *fact_article(const struct lint *lint, uint32_t fact)
{
    return &lint->pack.fact_words[fact].article;
}

static const struct pwz_article *verdict_article(const struct lint *lint, uint32_t index)
{
    return &lint->pack.verdict_words[index].article;
}

static const char *verdict_file(const struct lint *lint, uint32_t index,
                                char out[LINT_NAME_MAX])
{
    return lint_text_name(lint, loader_verdict(lint->loader, index)->spec.id, out);
}

/* The line of a section's heading; 1 when the file has none. */
static unsigned section_line(const struct lint *lint, const char *name, uint32_t section)
{
    const struct pwz_content_file *file = loader_file(lint->loader, name);
    struct lint_reader reader;

    if (!file)
        return 1;
    reader = lint_open(file);
    while (lint_next(&reader))
        if (reader.line.is_heading && reader.line.section == section)
            return reader.line.number;
    return 1;
}

/* ---- sections ---- */

static void check_shape(struct lint *lint, const char *file,
                        const struct pwz_article *article, const struct shape *shape)
{
    for (uint32_t i = 0; i < PWZ_SECTION_COUNT; i++) {
        bool is_there = article->section[i].count > 0;
        if (!is_there && (shape->needed >> i & 1U))
            lint_say(lint, LINT_MISSING_SECTION, lint_in(file, 1),
                     "this text has no section \"## %s\"; write it",
                     pwz_section_heading(i));
        else if (is_there && !(shape->allowed >> i & 1U))
            lint_say(lint, LINT_STRAY_SECTION, lint_in(file, section_line(lint, file, i)),
                     "the section \"## %s\" has no place in a %s: drop it",
                     pwz_section_heading(i), shape == &verdict ? "verdict" : "question");
    }
}

void check_sections(struct lint *lint)
{
    char file[LINT_NAME_MAX];

    for (uint32_t i = 0; i < lint->spec.fact_count; i++)
        check_shape(lint, lint_fact_file(lint, i, file), fact_article(lint, i),
                    lint->spec.facts[i].use == PWZ_USE_DETAIL ? &detail : &question);
    for (uint32_t i = 0; i < lint->spec.verdict_count; i++)
        check_shape(lint, verdict_file(lint, i, file), verdict_article(lint, i),
                    &verdict);
}

/* ---- lengths ---- */

static size_t width(const char *text)
{
    return pwz_text_width(text, strlen(text));
}

static void check_title(struct lint *lint, const char *file,
                        const struct pwz_article *article, size_t most)
{
    size_t cols = width(lint_words(lint, article->title));

    if (cols > most)
        lint_say(lint, LINT_LONG_TITLE, lint_in(file, 1),
                 "the title has %zu columns, at most %zu fit: shorten it", cols, most);
}

static void check_word_length(struct lint *lint, const char *group, enum lint_rule rule,
                              size_t most)
{
    const struct pwz_json *words = pwz_json_get(lint->loader->words, group);

    for (const struct pwz_json *word = words ? words->child : NULL; word;
         word = word->next)
        if (width(word->string) > most)
            lint_say(lint, rule, lint_at(lint->loader->words_doc, word),
                     "'%s' has %zu columns, at most %zu fit: shorten it", word->string,
                     width(word->string), most);
}

/* The word of a loop makes names longer than they are written. */
static void check_looped_names(struct lint *lint)
{
    for (uint32_t i = 0; i < lint->spec.fact_count; i++) {
        const char *label = lint_words(lint, lint->pack.fact_words[i].label);
        if (loader_fact(lint->loader, i)->loop_name && width(label) > NAME_COLS)
            lint_say(
                lint, LINT_LONG_NAME,
                lint_at(lint->loader->words_doc,
                        pwz_json_get(lint->loader->words, "fact")),
                "'%s' has %zu columns, at most %d fit: shorten it, or the word of the "
                "loop",
                label, width(label), NAME_COLS);
    }
}

void check_titles(struct lint *lint)
{
    char file[LINT_NAME_MAX];

    for (uint32_t i = 0; i < lint->spec.fact_count; i++)
        check_title(lint, lint_fact_file(lint, i, file), fact_article(lint, i),
                    QUESTION_COLS);
    for (uint32_t i = 0; i < lint->spec.verdict_count; i++)
        check_title(lint, verdict_file(lint, i, file), verdict_article(lint, i),
                    VERDICT_COLS);
    check_word_length(lint, "step", LINT_LONG_TITLE, STEP_COLS);
    check_word_length(lint, "fact", LINT_LONG_NAME, NAME_COLS);
    check_looped_names(lint);
}

/* ---- answers ---- */

static const char *label_of(const struct lint *lint, uint32_t fact, uint32_t value)
{
    uint32_t row = lint->pack.model.facts[fact].first_value + value;

    return lint_words(lint, lint->pack.value_words[row].label);
}

/* Answers stand one below the other, the first below the title. */
static unsigned answer_line(const struct lint *lint, const char *name, uint32_t value)
{
    const struct pwz_content_file *file = loader_file(lint->loader, name);
    struct lint_reader reader;

    if (!file)
        return 1;
    reader = lint_open(file);
    while (lint_next(&reader))
        if (reader.line.len > 1 && strchr("-*+", reader.line.text[0]) && value-- == 0)
            return reader.line.number;
    return 1;
}

static void check_label(struct lint *lint, const char *file, uint32_t fact,
                        uint32_t value)
{
    const char *label = label_of(lint, fact, value);
    struct lint_place place = lint_in(file, answer_line(lint, file, value));

    if (width(label) > LABEL_COLS)
        lint_say(lint, LINT_LONG_LABEL, place,
                 "the answer '%s' has %zu columns, at most %d fit: shorten it",
                 pwz_value_id(&lint->pack.model, fact, value), width(label), LABEL_COLS);
    for (uint32_t i = 0; i < value; i++)
        if (strcmp(label_of(lint, fact, i), label) == 0)
            lint_say(lint, LINT_SAME_LABEL, place,
                     "the answers '%s' and '%s' have the same words: say how they differ",
                     pwz_value_id(&lint->pack.model, fact, i),
                     pwz_value_id(&lint->pack.model, fact, value));
}

void check_labels(struct lint *lint)
{
    const struct pwz_model *model = &lint->pack.model;
    char file[LINT_NAME_MAX];

    for (uint32_t i = 0; i < model->fact_count; i++) {
        lint_fact_file(lint, i, file);
        for (uint32_t j = 0; j < model->facts[i].value_count; j++)
            check_label(lint, file, i, j);
    }
}

void check_questions(struct lint *lint)
{
    const struct pwz_model *model = &lint->pack.model;
    char file[LINT_NAME_MAX];

    for (uint32_t i = 0; i < model->fact_count; i++)
        for (uint32_t j = i; j-- > 0 && model->facts[j].step == model->facts[i].step;)
            if (fact_article(lint, i)->title == fact_article(lint, j)->title)
                lint_say(
                    lint, LINT_SAME_QUESTION, lint_in(lint_fact_file(lint, i, file), 1),
                    "'%s' and '%s' are asked with the same words in one step: say how "
                    "they differ",
                    pwz_fact_id(model, j), pwz_fact_id(model, i));
}

/* ---- what is read aloud ---- */

static size_t block_width(const struct pwz_block *block)
{
    bool is_item = block->kind == PWZ_BLOCK_BULLET || block->kind == PWZ_BLOCK_NUMBER;

    return SAY_COLS - (is_item ? 2 * (block->level + 1) : 0);
}

static unsigned count_lines(const struct lint *lint, const struct pwz_block *block)
{
    struct pwz_buf text;
    struct pwz_line line;
    unsigned lines = 0;

    pwz_buf_init(&text, PWZ_CONTENT_BYTES_MAX);
    for (uint32_t i = 0; i < block->span_count; i++)
        pwz_buf_adds(&text,
                     lint_words(lint, lint->pack.spans[block->first_span + i].text));
    struct pwz_line rest = {.text = pwz_buf_text(&text), .len = text.len};
    while (pwz_text_wrap(&rest, block_width(block), &line))
        lines++;
    pwz_buf_done(&text);
    return lines;
}

static void check_one_say(struct lint *lint, const char *file,
                          const struct pwz_article *article)
{
    const struct pwz_block_range *say = &article->section[PWZ_SECTION_SAY];
    unsigned lines = 0;

    for (uint32_t i = 0; i < say->count; i++)
        lines += count_lines(lint, &lint->pack.blocks[say->first + i]);
    if (lines > SAY_LINES)
        lint_say(
            lint, LINT_LONG_SAY, lint_in(file, section_line(lint, file, PWZ_SECTION_SAY)),
            "%u lines to read aloud; at most %d of %d columns fit a call: shorten it",
            lines, SAY_LINES, SAY_COLS);
}

/* What is read aloud must fit the screen: twelve lines, no scrolling in a call. */
void check_say(struct lint *lint)
{
    char file[LINT_NAME_MAX];

    for (uint32_t i = 0; i < lint->spec.fact_count; i++)
        check_one_say(lint, lint_fact_file(lint, i, file), fact_article(lint, i));
    for (uint32_t i = 0; i < lint->spec.verdict_count; i++)
        check_one_say(lint, verdict_file(lint, i, file), verdict_article(lint, i));
}
