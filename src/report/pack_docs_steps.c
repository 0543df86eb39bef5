/*
 * The checklist of a pack's document: steps in order, each with its questions as people
 * see them, who can know the answer, and how long it takes.
 */
#include "pecwiz/outline.h"

#include "report/pack_docs.h"
#include "report/parts.h"

static const char *const use_words[PWZ_USE_COUNT] = {
    [PWZ_USE_RULE] = "may decide the verdict; asked while it still can",
    [PWZ_USE_HINT] = "a hint: optional, decides nothing",
    [PWZ_USE_DETAIL] = "a detail for reports, commands and forms; decides nothing",
};

static const char *const answer_words[PWZ_FACT_TYPE_COUNT] = {
    [PWZ_FACT_CHOICE] = "one of these, or don't know",
    [PWZ_FACT_SET] = "any number of these, none of them, or don't know",
    [PWZ_FACT_BOOL] = "one of these, or don't know",
    [PWZ_FACT_DATE] = "a date",
    [PWZ_FACT_GUID] = "a GUID",
    [PWZ_FACT_TEXT] = "a text",
};

static const struct pack_docs_section question_sections[] = {
    {PWZ_SECTION_WHY,   "Why",                PWZ_DOC_PLAIN},
    {PWZ_SECTION_WHERE, "Where to look",      PWZ_DOC_PLAIN},
    {PWZ_SECTION_SAY,   "Say",                PWZ_DOC_SAY  },
    {PWZ_SECTION_NOTE,  "Note for the agent", PWZ_DOC_NOTE },
};

static bool is_good(const struct pwz_fact *fact, uint32_t value)
{
    if (fact->has_good == 0) {
        return false;
    }
    return fact->type == PWZ_FACT_SET ? (fact->good >> value & 1U) != 0
                                      : fact->good == value;
}

static void add_answer(const struct pack_docs *docs, uint32_t index, uint32_t value)
{
    const struct pwz_pack *pack = docs->pack;
    const struct pwz_fact *fact = &pack->model.facts[index];
    struct pwz_doc_item *item = pwz_doc_add(docs->doc, PWZ_DOC_BULLET, PWZ_DOC_PLAIN);

    if (item == NULL) {
        return;
    }
    item->level = 1;
    pwz_doc_run(docs->doc, PWZ_SPAN_CODE, pwz_value_id(&pack->model, index, value), "");
    pwz_doc_runf(docs->doc, PWZ_SPAN_PLAIN, " %s",
                 pwz_pack_text(pack, pack->value_words[fact->first_value + value].label));
    if (is_good(fact, value)) {
        /* Emphasis that begins with a blank is none in Markdown. */
        pwz_doc_run(docs->doc, PWZ_SPAN_PLAIN, " ", "");
        pwz_doc_run(docs->doc, PWZ_SPAN_STRONG, "(as it should be)", "");
    }
}

static void add_answers(const struct pack_docs *docs, uint32_t index)
{
    const struct pwz_fact *fact = &docs->pack->model.facts[index];
    const char *match = pwz_pack_text(docs->pack, fact->match);

    pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, "Answer", answer_words[fact->type]);
    for (uint32_t i = 0; i < fact->value_count; i++) {
        add_answer(docs, index, i);
    }
    if (fact->type == PWZ_FACT_SET && fact->has_good != 0 && fact->good == 0) {
        pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, "As it should be", "none of these");
    }
    if (match[0] != '\0') {
        pwz_docs_code_pair(docs, "Must match", match);
    }
}

/* "1 min 30 s" */
static void add_seconds(const struct pack_docs *docs, uint32_t seconds)
{
    struct pwz_buf text;

    if (seconds == 0) {
        return;
    }
    pwz_buf_init(&text, PWZ_PIECE_MAX);
    if (seconds >= 60) {
        pwz_buf_addf(&text, "%u min", seconds / 60);
    }
    if (seconds % 60 != 0) {
        pwz_buf_addf(&text, "%s%u s", seconds >= 60 ? " " : "", seconds % 60);
    }
    docs->doc->failed = docs->doc->failed || pwz_buf_status(&text) != PWZ_OK;
    pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, "Takes about", pwz_buf_text(&text));
    pwz_buf_done(&text);
}

static void add_condition(const struct pack_docs *docs, const char *name, uint32_t cond)
{
    struct pwz_buf words;

    if (cond == PWZ_NONE) {
        return;
    }
    pwz_buf_init(&words, PWZ_PIECE_MAX);
    pwz_cond_words(docs->pack, cond, PWZ_VOICE_LABELS, &words);
    docs->doc->failed = docs->doc->failed || pwz_buf_status(&words) != PWZ_OK;
    pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, name, pwz_buf_text(&words));
    pwz_buf_done(&words);
}

static void add_question(const struct pack_docs *docs, uint32_t step, uint32_t place)
{
    const struct pwz_pack *pack = docs->pack;
    const uint32_t index = pack->model.steps[step].first_fact + place;
    const struct pwz_fact *fact = &pack->model.facts[index];
    const struct pwz_fact_words *words = &pack->fact_words[index];
    const char *known_to = pwz_pack_text(pack, words->known_to);
    struct pwz_doc_item *item = pwz_doc_add(docs->doc, PWZ_DOC_HEADING, PWZ_DOC_PLAIN);

    if (item == NULL) {
        return;
    }
    item->level = 4;
    pwz_doc_runf(docs->doc, PWZ_SPAN_PLAIN, "%u.%u %s", step + 1, place + 1,
                 pwz_pack_text(pack, words->article.title));
    pwz_docs_code_pair(docs, "Fact", pwz_fact_id(&pack->model, index));
    pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, "Short name",
                 pwz_pack_text(pack, words->label));
    pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, "Use", use_words[fact->use]);
    add_answers(docs, index);
    add_condition(docs, "Asked unless it is false that", fact->ask_when);
    pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, "Who can know it",
                 known_to[0] != '\0' ? known_to : "anybody concerned");
    add_seconds(docs, words->seconds);
    if (words->list != PWZ_NONE) {
        pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, "List that helps",
                     pwz_pack_text(pack, pack->lists[words->list].title));
    }
    pwz_docs_sections(docs, &words->article, question_sections,
                      sizeof(question_sections) / sizeof(question_sections[0]));
}

static void add_step(const struct pack_docs *docs, uint32_t index)
{
    const struct pwz_step *step = &docs->pack->model.steps[index];
    struct pwz_doc_item *item = pwz_doc_add(docs->doc, PWZ_DOC_HEADING, PWZ_DOC_PLAIN);

    if (item == NULL) {
        return;
    }
    item->level = 3;
    pwz_doc_runf(docs->doc, PWZ_SPAN_PLAIN, "Step %u: %s", index + 1,
                 pwz_pack_text(docs->pack, docs->pack->step_words[index].title));
    pwz_docs_code_pair(docs, "Step", pwz_step_id(&docs->pack->model, index));
    add_condition(docs, "Does not apply if", step->not_applicable);
    if (step->only_when != PWZ_NONE) {
        pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, "Applies only to cases of status",
                     pwz_case_status_word(step->only_when));
    }
    for (uint32_t i = 0; i < step->fact_count; i++) {
        add_question(docs, index, i);
    }
}

void pwz_docs_checklist(const struct pack_docs *docs)
{
    pwz_doc_head(docs->doc, PWZ_DOC_PLAIN, 2, "Checklist");
    pwz_doc_line(docs->doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN,
                 "The order of the questions. A question that can no longer change the "
                 "result is left out. \"Don't know\" is never taken for \"no\".");
    for (uint32_t i = 0; i < docs->pack->model.step_count; i++) {
        add_step(docs, i);
    }
}
