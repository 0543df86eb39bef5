/*
 * Lists of verdicts for people (also found, also seen, still possible), one line for each
 * title, and the page of a case that is not decided.
 */
#include <string.h>

#include "pecwiz/report.h"

#include "report/parts.h"

enum {
    POSSIBLE_SHOWN = 12 /* more than one screen of them helps nobody */
};

/* A list of verdicts by way of rules, or of verdicts themselves (`rules` NULL). */
struct verdict_list {
    const struct pwz_pack *pack;
    const struct pwz_rule *rules;
    const uint32_t *index;
    uint32_t count;
    uint32_t shown_above; /* verdict that has its own page, PWZ_NONE */
};

static uint32_t verdict_at(const struct verdict_list *list, uint32_t i)
{
    return list->rules != NULL ? list->rules[list->index[i]].verdict : list->index[i];
}

/* Several rules may give one verdict, and several verdicts bear one title. */
static bool is_repeated(const struct verdict_list *list, uint32_t i)
{
    const char *title = pwz_verdict_title(list->pack, verdict_at(list, i));

    if (list->shown_above != PWZ_NONE &&
        strcmp(title, pwz_verdict_title(list->pack, list->shown_above)) == 0) {
        return true;
    }
    for (uint32_t j = 0; j < i; j++) {
        if (strcmp(title, pwz_verdict_title(list->pack, verdict_at(list, j))) == 0) {
            return true;
        }
    }
    return false;
}

static void add_title(const struct pwz_pack *pack, uint32_t verdict, struct pwz_doc *doc)
{
    const struct pwz_verdict_words *words = &pack->verdict_words[verdict];

    pwz_doc_add(doc, PWZ_DOC_BULLET, PWZ_DOC_PLAIN);
    pwz_doc_runf(
        doc, PWZ_SPAN_PLAIN, "%s (%s; %s)", pwz_pack_text(pack, words->article.title),
        pwz_pack_text(pack, words->grade_words), pwz_pack_text(pack, words->actor_words));
}

/* At most `most` lines under a heading that is left out when there are none. */
static void add_list(const struct verdict_list *list, const char *heading, uint32_t most,
                     struct pwz_doc *doc)
{
    uint32_t shown = 0, left_out = 0;

    for (uint32_t i = 0; i < list->count; i++) {
        if (is_repeated(list, i)) {
            continue;
        }
        if (shown == most) {
            left_out++;
            continue;
        }
        if (shown++ == 0) {
            pwz_doc_head(doc, PWZ_DOC_PLAIN, 2, heading);
        }
        add_title(list->pack, verdict_at(list, i), doc);
    }
    if (left_out > 0) {
        pwz_doc_add(doc, PWZ_DOC_BULLET, PWZ_DOC_MUTED);
        pwz_doc_runf(doc, PWZ_SPAN_PLAIN, "and %u more", left_out);
    }
}

void pwz_report_also(const struct pwz_case_view *view, struct pwz_doc *doc)
{
    const struct pwz_result *result = view->result;
    const struct verdict_list found = {
        .pack = view->pack,
        .rules = view->pack->model.rules,
        .index = result->also_found,
        .count = result->also_found_count,
        .shown_above = result->verdict,
    };
    const struct verdict_list seen = {
        .pack = view->pack,
        .rules = view->pack->model.seen,
        .index = result->also_seen,
        .count = result->also_seen_count,
        .shown_above = result->verdict,
    };

    add_list(&found, result->verdict == PWZ_NONE ? "Found so far" : "Also found",
             UINT32_MAX, doc);
    add_list(&seen, "Also seen", UINT32_MAX, doc);
}

/* ---- not decided ---- */

static void add_next(const struct pwz_case_view *view, struct pwz_doc *doc)
{
    const struct pwz_article *article;

    if (view->result->next == PWZ_NONE) {
        return;
    }
    article = &view->pack->fact_words[view->result->next].article;
    pwz_doc_head(doc, PWZ_DOC_PLAIN, 2, "Next to find out");
    pwz_doc_add(doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN);
    pwz_doc_run(doc, PWZ_SPAN_STRONG, pwz_pack_text(view->pack, article->title), "");
    pwz_report_blocks(doc, view->pack, view->facts, article->section[PWZ_SECTION_WHERE],
                      PWZ_DOC_PLAIN);
}

/* Asked, not known, and able to decide: what to go and find out. */
static bool is_missed(const struct pwz_case_view *view, uint32_t fact)
{
    const struct pwz_holding holding = pwz_facts_holding(view->facts, fact);

    return view->result->is_relevant[fact] != 0 && !holding.is_known &&
           (!holding.is_absent || holding.has_failed);
}

static void add_missed(const struct pwz_case_view *view, struct pwz_doc *doc)
{
    bool is_first = true;

    for (uint32_t i = 0; i < view->pack->model.fact_count; i++) {
        const struct pwz_fact_words *words = &view->pack->fact_words[i];

        if (!is_missed(view, i)) {
            continue;
        }
        if (is_first) {
            pwz_doc_head(doc, PWZ_DOC_PLAIN, 2, "Not known, and it would decide");
        }
        is_first = false;
        pwz_doc_add(doc, PWZ_DOC_BULLET, PWZ_DOC_PLAIN);
        pwz_doc_run(doc, PWZ_SPAN_PLAIN, pwz_pack_text(view->pack, words->article.title),
                    "");
    }
}

static void add_count(const struct pwz_case_view *view, struct pwz_doc *doc)
{
    const uint32_t left = view->result->questions_left;

    if (view->result->next == PWZ_NONE) {
        pwz_doc_line(doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN,
                     "Every question that could decide has been asked; what is not known "
                     "keeps the case open.");
        return;
    }
    pwz_doc_add(doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN);
    pwz_doc_runf(doc, PWZ_SPAN_PLAIN, "At most %u more question%s.", left,
                 left == 1 ? "" : "s");
}

void pwz_report_undecided(const struct pwz_case_view *view, struct pwz_doc *doc)
{
    const struct verdict_list possible = {
        .pack = view->pack,
        .index = view->result->possible,
        .count = view->result->possible_count,
        .shown_above = PWZ_NONE,
    };

    pwz_doc_head(doc, PWZ_DOC_TITLE, 1,
                 view->result->status == PWZ_CASE_ESCALATE
                     ? "To be escalated, whatever is still open"
                     : "Not decided yet");
    add_count(view, doc);
    add_next(view, doc);
    add_missed(view, doc);
    pwz_report_also(view, doc);
    add_list(&possible, "Still possible", POSSIBLE_SHOWN, doc);
}
