/*
 * The judgement in a pack's document: shared conditions, the rules in their order, and
 * every verdict with all it tells people to do.
 */
#include <string.h>

#include "pecwiz/outline.h"

#include "report/pack_docs.h"
#include "report/parts.h"

enum {
    SHARE_DIGITS = 15 /* of the exact numbers, so that times 1000 fits 64 bits */
};

static const struct pack_docs_section verdict_sections[] = {
    {PWZ_SECTION_SAY,   "Say",           PWZ_DOC_SAY  },
    {PWZ_SECTION_PROOF, "What shows it", PWZ_DOC_PLAIN},
    {PWZ_SECTION_FIX,   "What to do",    PWZ_DOC_PLAIN},
};

static const struct pack_docs_section closing_sections[] = {
    {PWZ_SECTION_LOOK_AGAIN, "Look again",           PWZ_DOC_PLAIN},
    {PWZ_SECTION_PREVENT,    "Prevent it next time", PWZ_DOC_PLAIN},
    {PWZ_SECTION_NOTE,       "Note for the agent",   PWZ_DOC_NOTE },
};

static const char *text_of(const struct pack_docs *docs, uint32_t offset)
{
    return pwz_pack_text(docs->pack, offset);
}

/* ---- conditions ---- */

static void add_part(const struct pack_docs *docs, uint32_t cond, bool is_defined)
{
    struct pwz_buf words;

    pwz_buf_init(&words, PWZ_PIECE_MAX);
    (is_defined ? pwz_cond_definition : pwz_cond_words)(docs->pack, cond,
                                                        PWZ_VOICE_LABELS, &words);
    docs->doc->failed = docs->doc->failed || pwz_buf_status(&words) != PWZ_OK;
    pwz_doc_line(docs->doc, PWZ_DOC_BULLET, PWZ_DOC_PLAIN, pwz_buf_text(&words));
    pwz_buf_done(&words);
}

/* A condition that reads as a list, with the words before the list. */
struct opened {
    const struct pwz_cond *list; /* NULL when it is one statement */
    const char *words;
};

static bool has_name(const struct pack_docs *docs, uint32_t cond)
{
    return pwz_cond_name(docs->pack, cond) != PWZ_NONE;
}

static struct opened open_list(const struct pack_docs *docs, uint32_t cond)
{
    static const char *const words[][2] = {
        {", if all of these hold:",           ", if not all of these hold:"},
        {", if at least one of these holds:", ", if none of these holds:"  },
    };
    const struct pwz_cond *row = &docs->pack->model.conds[cond];
    const bool is_negated = row->op == PWZ_COND_NOT && !has_name(docs, row->a);
    struct opened opened = {.words = ", if"};

    row = is_negated ? &docs->pack->model.conds[row->a] : row;
    if ((row->op == PWZ_COND_ALL || row->op == PWZ_COND_ANY) && row->b > 1) {
        opened.list = row;
        opened.words = words[row->op == PWZ_COND_ANY][is_negated];
    }
    return opened;
}

/* The parts as bullets. A shared condition stays one part unless it is being defined. */
static void add_condition(const struct pack_docs *docs, uint32_t cond, bool is_defined)
{
    const bool stays_whole = has_name(docs, cond) && !is_defined;
    const struct opened opened =
        stays_whole ? (struct opened){.words = ", if"} : open_list(docs, cond);

    pwz_doc_run(docs->doc, PWZ_SPAN_PLAIN, opened.words, "");
    if (opened.list == NULL) {
        add_part(docs, cond, is_defined);
        return;
    }
    for (uint32_t i = 0; i < opened.list->b; i++) {
        add_part(docs, docs->pack->model.kids[opened.list->a + i], false);
    }
}

void pwz_docs_conditions(const struct pack_docs *docs)
{
    if (docs->pack->named_cond_count == 0) {
        return;
    }
    pwz_doc_head(docs->doc, PWZ_DOC_PLAIN, 2, "Shared conditions");
    pwz_doc_line(docs->doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN,
                 "The rules and the checklist use these by their words, or by their name "
                 "in brackets.");
    for (uint32_t i = 0; i < docs->pack->named_cond_count; i++) {
        const struct pwz_named_cond *named = &docs->pack->named_conds[i];
        const char *words = text_of(docs, named->words);

        pwz_doc_add(docs->doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN);
        if (words[0] != '\0') {
            pwz_doc_run(docs->doc, PWZ_SPAN_STRONG, words, "");
            pwz_doc_run(docs->doc, PWZ_SPAN_PLAIN, " ", "");
        }
        pwz_doc_runf(docs->doc, words[0] != '\0' ? PWZ_SPAN_PLAIN : PWZ_SPAN_STRONG,
                     "[%s]", text_of(docs, named->name));
        add_condition(docs, named->cond, true);
    }
}

/* ---- rules ---- */

static void add_rule(const struct pack_docs *docs, const struct pwz_rule *rule,
                     const char *kind, uint32_t number)
{
    const struct pwz_pack *pack = docs->pack;

    pwz_doc_add(docs->doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN);
    pwz_doc_runf(docs->doc, PWZ_SPAN_STRONG, "%s %u", kind, number);
    pwz_doc_run(docs->doc, PWZ_SPAN_PLAIN, " ", "");
    pwz_doc_run(docs->doc, PWZ_SPAN_CODE, text_of(docs, rule->id), "");
    if (rule->step != PWZ_NONE) {
        pwz_doc_runf(docs->doc, PWZ_SPAN_PLAIN, " (%s)",
                     text_of(docs, pack->step_words[rule->step].title));
    }
    pwz_doc_run(docs->doc, PWZ_SPAN_PLAIN, ": ", "");
    pwz_doc_run(docs->doc, PWZ_SPAN_STRONG, pwz_verdict_title(pack, rule->verdict), "");
    pwz_doc_runf(docs->doc, PWZ_SPAN_PLAIN, " (%s)",
                 text_of(docs, pack->verdict_words[rule->verdict].grade_words));
    if (rule->when == PWZ_NONE) {
        pwz_doc_run(docs->doc, PWZ_SPAN_PLAIN, ", if no rule above holds.", "");
        return;
    }
    add_condition(docs, rule->when, false);
}

void pwz_docs_rules(const struct pack_docs *docs)
{
    const struct pwz_model *model = &docs->pack->model;

    pwz_doc_head(docs->doc, PWZ_DOC_PLAIN, 2, "Rules");
    pwz_doc_line(docs->doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN,
                 "In this order: the first rule that holds gives the verdict. In "
                 "brackets is the step in whose row of the checklist it counts.");
    for (uint32_t i = 0; i < model->rule_count; i++) {
        add_rule(docs, &model->rules[i], "Rule", i + 1);
    }
    if (model->seen_count == 0) {
        return;
    }
    pwz_doc_head(docs->doc, PWZ_DOC_PLAIN, 2, "Also seen");
    pwz_doc_line(docs->doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN,
                 "These never give the verdict. They are told beside it.");
    for (uint32_t i = 0; i < model->seen_count; i++) {
        add_rule(docs, &model->seen[i], "Remark", i + 1);
    }
}

/* ---- verdicts ---- */

static uint64_t leading_digits(const char *number, size_t count)
{
    uint64_t value = 0;

    for (size_t i = 0; i < count; i++) {
        value = value * 10 + (uint64_t)(number[i] - '0');
    }
    return value;
}

/* Tenths of a percent that `part` is of `whole`, both decimal and as long as they like.
 */
static uint64_t share_of(const char *part, const char *whole)
{
    const size_t part_len = strlen(part), whole_len = strlen(whole);
    const size_t kept = whole_len < SHARE_DIGITS ? whole_len : SHARE_DIGITS;
    const size_t cut = whole_len - kept;
    const uint64_t base = leading_digits(whole, kept);

    if (part_len <= cut || base == 0) {
        return 0;
    }
    return (leading_digits(part, part_len - cut) * 1000 + base / 2) / base;
}

static void add_combinations(const struct pack_docs *docs, uint32_t verdict)
{
    const struct pwz_model *model = &docs->pack->model;
    const char *combos = text_of(docs, model->verdicts[verdict].combos);
    const uint64_t share = share_of(combos, text_of(docs, model->meta->combos));
    struct pwz_buf text;

    pwz_buf_init(&text, PWZ_PIECE_MAX);
    pwz_buf_adds(&text, combos);
    if (share > 0) {
        pwz_buf_addf(&text, " (%u.%u %% of all)", (unsigned)(share / 10),
                     (unsigned)(share % 10));
    } else {
        pwz_buf_adds(&text, " (less than 0.1 % of all)");
    }
    docs->doc->failed = docs->doc->failed || pwz_buf_status(&text) != PWZ_OK;
    pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, "Combinations of answers",
                 pwz_buf_text(&text));
    pwz_buf_done(&text);
}

static void add_given_by(const struct pack_docs *docs, uint32_t verdict)
{
    const struct pwz_model *model = &docs->pack->model;
    struct pwz_buf text;

    pwz_buf_init(&text, PWZ_PIECE_MAX);
    for (uint32_t i = 0; i < model->rule_count; i++) {
        if (model->rules[i].verdict == verdict) {
            pwz_buf_addf(&text, "%s%u", text.len > 0 ? ", " : "", i + 1);
        }
    }
    docs->doc->failed = docs->doc->failed || pwz_buf_status(&text) != PWZ_OK;
    pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, "Given by rule",
                 text.len > 0 ? pwz_buf_text(&text) : "none, told beside others only");
    pwz_buf_done(&text);
}

/* What a follow-up asks anew; where nothing is named it follows from the proof. */
static void add_again(const struct pack_docs *docs, const struct pwz_verdict_words *words)
{
    if (words->again_count == 0) {
        return;
    }
    pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, "Asked again after it", "");
    for (uint32_t i = 0; i < words->again_count; i++) {
        pwz_doc_runf(docs->doc, PWZ_SPAN_CODE, "%s%s", i > 0 ? ", " : "",
                     text_of(docs, docs->pack->sources[words->first_again + i]));
    }
}

static void add_head(const struct pack_docs *docs, uint32_t index)
{
    const struct pwz_pack *pack = docs->pack;
    const struct pwz_verdict_words *words = &pack->verdict_words[index];
    struct pwz_doc_item *item = pwz_doc_add(docs->doc, PWZ_DOC_HEADING, PWZ_DOC_TITLE);

    if (item == NULL) {
        return;
    }
    item->level = 3;
    pwz_doc_runf(docs->doc, PWZ_SPAN_PLAIN, "Verdict %u: %s", index + 1,
                 pwz_verdict_title(pack, index));
    pwz_docs_code_pair(docs, "Verdict", pwz_verdict_id(&pack->model, index));
    pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, "Result", text_of(docs, words->grade_words));
    pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, "Whose move it is",
                 text_of(docs, words->actor_words));
    add_given_by(docs, index);
    add_combinations(docs, index);
    if (words->look_again_days > 0) {
        pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, "Look again", "");
        pwz_doc_runf(docs->doc, PWZ_SPAN_PLAIN, "%u days after the result",
                     words->look_again_days);
    }
    add_again(docs, words);
    if (words->escalation != PWZ_NONE) {
        pwz_docs_code_pair(docs, "Form",
                           text_of(docs, pack->escalations[words->escalation].id));
    }
    pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, "Reviewed", text_of(docs, words->reviewed));
}

static void add_commands(const struct pack_docs *docs,
                         const struct pwz_verdict_words *words)
{
    if (words->command_count > 0) {
        pwz_docs_label(docs, "Commands");
    }
    for (uint32_t i = 0; i < words->command_count; i++) {
        const struct pwz_command *command =
            &docs->pack->commands[words->first_command + i];
        const char *source = text_of(docs, command->source);

        pwz_report_command_item(docs->doc, docs->pack, docs->facts, command);
        if (source[0] != '\0') {
            pwz_doc_line(docs->doc, PWZ_DOC_PARA, PWZ_DOC_MUTED, "Source: ");
            pwz_doc_run(docs->doc, PWZ_SPAN_LINK, source, source);
        }
    }
}

static void add_verdict(const struct pack_docs *docs, uint32_t index)
{
    const struct pwz_verdict_words *words = &docs->pack->verdict_words[index];

    add_head(docs, index);
    pwz_docs_sections(docs, &words->article, verdict_sections,
                      sizeof(verdict_sections) / sizeof(verdict_sections[0]));
    add_commands(docs, words);
    pwz_docs_sections(docs, &words->article, closing_sections,
                      sizeof(closing_sections) / sizeof(closing_sections[0]));
    pwz_docs_sources(docs, "Sources", words->first_source, words->source_count);
}

void pwz_docs_verdicts(const struct pack_docs *docs)
{
    pwz_doc_head(docs->doc, PWZ_DOC_PLAIN, 2, "Verdicts");
    pwz_doc_line(docs->doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN,
                 "What stands in <...> is filled in from the case. The number of "
                 "combinations says how much of all that can be answered ends here, not "
                 "how often it happens.");
    for (uint32_t i = 0; i < docs->pack->model.verdict_count; i++) {
        add_verdict(docs, i);
    }
}
