/*
 * The whole case on one page: verdict, checklist, everything that was said.
 */
#include "pecwiz/report.h"

#include "report/parts.h"

static const char *const step_words[PWZ_STEP_STATUS_COUNT] = {
    [PWZ_STEP_PASS] = "as it should be",
    [PWZ_STEP_FAIL] = "fault found",
    [PWZ_STEP_WARN] = "look at this",
    [PWZ_STEP_UNKNOWN] = "not known yet",
    [PWZ_STEP_NOT_APPLICABLE] = "does not apply",
    [PWZ_STEP_ERROR] = "could not be checked",
};

/* 0 done, 3 a cause or ready for Microsoft, 4 more evidence needed (architecture.md 4) */
static const int exit_codes[PWZ_CASE_STATUS_COUNT] = {
    [PWZ_CASE_NO_FAULT] = 0,
    [PWZ_CASE_CAUSE_FOUND] = 3,
    [PWZ_CASE_UNDECIDED] = 4,
    [PWZ_CASE_ESCALATE] = 3,
};

const char *pwz_report_step_words(uint32_t status)
{
    return step_words[status];
}

int pwz_report_exit_code(enum pwz_case_status status)
{
    return exit_codes[status];
}

static void add_checklist(const struct pwz_case_view *view, struct pwz_doc *doc)
{
    pwz_doc_head(doc, PWZ_DOC_PLAIN, 2, "Checklist");
    for (uint32_t i = 0; i < view->pack->model.step_count; i++) {
        pwz_doc_pair(doc, PWZ_DOC_PLAIN,
                     pwz_pack_text(view->pack, view->pack->step_words[i].title),
                     pwz_report_step_words(view->result->step_status[i]));
    }
}

/* Statements that no longer count stay visible below the one that does. */
static void add_overridden(const struct pwz_case_view *view, uint32_t fact,
                           struct pwz_doc *doc)
{
    struct pwz_buf text;

    pwz_buf_init(&text, PWZ_PIECE_MAX);
    for (size_t i = 0; i < pwz_facts_count(view->facts); i++) {
        const struct pwz_statement *statement = pwz_facts_at(view->facts, i);
        struct pwz_doc_item *item;

        if (statement->fact != fact ||
            pwz_report_counts(view->pack, view->facts, statement)) {
            continue;
        }
        pwz_buf_clear(&text);
        pwz_buf_adds(&text, "does not count any more: ");
        pwz_report_said(view->pack, statement, &text);
        pwz_report_origin(statement, &text);
        doc->failed = doc->failed || pwz_buf_status(&text) != PWZ_OK;
        item = pwz_doc_add(doc, PWZ_DOC_BULLET, PWZ_DOC_MUTED);
        if (item != NULL) {
            item->level = 1;
            pwz_doc_run(doc, PWZ_SPAN_PLAIN, pwz_buf_text(&text), "");
        }
    }
    pwz_buf_done(&text);
}

static void add_facts(const struct pwz_case_view *view, struct pwz_doc *doc)
{
    if (pwz_facts_count(view->facts) == 0) {
        return;
    }
    pwz_doc_head(doc, PWZ_DOC_PLAIN, 2, "All that is known");
    for (uint32_t i = 0; i < view->pack->model.fact_count; i++) {
        const struct pwz_holding holding = pwz_facts_holding(view->facts, i);

        if (!holding.is_absent || holding.has_failed) {
            pwz_report_proof_line(view, doc, i);
            add_overridden(view, i, doc);
        }
    }
}

static void add_foot(const struct pwz_case_view *view, struct pwz_doc *doc)
{
    const struct pwz_pack_meta *meta = view->pack->meta;
    struct pwz_buf text;

    pwz_buf_init(&text, PWZ_PIECE_MAX);
    pwz_buf_addf(&text, "Content %s %s, reviewed %s. Written ",
                 pwz_pack_text(view->pack, meta->id),
                 pwz_pack_text(view->pack, meta->version),
                 pwz_pack_text(view->pack, meta->last_reviewed));
    pwz_report_moment(view->now, &text);
    pwz_buf_addc(&text, '.');
    doc->failed = doc->failed || pwz_buf_status(&text) != PWZ_OK;
    pwz_doc_line(doc, PWZ_DOC_PARA, PWZ_DOC_MUTED, pwz_buf_text(&text));
    pwz_buf_done(&text);
}

void pwz_report_case(const struct pwz_case_view *view, struct pwz_doc *doc)
{
    pwz_report_verdict(view, doc);
    add_checklist(view, doc);
    add_facts(view, doc);
    add_foot(view, doc);
}
