/*
 * The support form, filled from facts, with what is still missing, and the hand-over text
 * that goes into it: what was found, what was checked, what is known and what is not.
 */
#include "pecwiz/report.h"

#include "report/parts.h"

static void add_steps(const struct pwz_case_view *view, struct pwz_buf *out)
{
    pwz_buf_adds(out, "\nChecked:\n");
    for (uint32_t i = 0; i < view->pack->model.step_count; i++) {
        pwz_buf_addf(out, "- %s: %s\n",
                     pwz_pack_text(view->pack, view->pack->step_words[i].title),
                     pwz_report_step_words(view->result->step_status[i]));
    }
}

/* Facts somebody has said something about and whose being known is `is_known`. */
static void add_facts(const struct pwz_case_view *view, bool is_known,
                      const char *heading, struct pwz_buf *out)
{
    bool is_first = true;

    for (uint32_t i = 0; i < view->pack->model.fact_count; i++) {
        const struct pwz_holding holding = pwz_facts_holding(view->facts, i);

        if (holding.is_known != is_known || (holding.is_absent && !holding.has_failed)) {
            continue;
        }
        pwz_buf_adds(out, is_first ? heading : "");
        is_first = false;
        pwz_buf_addf(out, "- %s: ", pwz_fact_label(view->pack, i));
        pwz_report_proof(view->pack, view->facts, i, out);
        pwz_buf_addc(out, '\n');
    }
}

static void add_hand_over(const struct pwz_case_view *view, struct pwz_doc *doc)
{
    struct pwz_doc_item *item = pwz_doc_add(doc, PWZ_DOC_CODE, PWZ_DOC_PLAIN);
    struct pwz_buf text;

    pwz_doc_name(doc, item, "Hand-over text");
    pwz_buf_init(&text, 16 * PWZ_PIECE_MAX);
    pwz_buf_addf(&text, "Result: %s\n",
                 pwz_verdict_title(view->pack, view->result->verdict));
    add_steps(view, &text);
    add_facts(view, true, "\nKnown:\n", &text);
    add_facts(view, false, "\nNot known:\n", &text);
    doc->failed = doc->failed || pwz_buf_status(&text) != PWZ_OK;
    pwz_doc_run(doc, PWZ_SPAN_PLAIN, pwz_buf_text(&text), "");
    pwz_buf_done(&text);
}

/* The field's value into `out`; false while it is still missing. */
static bool fill_field(const struct pwz_case_view *view,
                       const struct pwz_form_field *field, struct pwz_buf *out)
{
    if (field->is_template != 0) {
        pwz_buf_adds(out, "the hand-over text below");
        return true;
    }
    if (field->fact == PWZ_NONE) {
        pwz_buf_adds(out, pwz_pack_text(view->pack, field->constant));
        return true;
    }
    if (!pwz_facts_holding(view->facts, field->fact).is_known) {
        pwz_buf_adds(out, field->needed != 0 ? "STILL MISSING" : "not given (optional)");
        return false;
    }
    pwz_report_value(view->pack, view->facts, field->fact, out);
    return true;
}

static void add_fields(const struct pwz_case_view *view,
                       const struct pwz_escalation *form, struct pwz_doc *doc)
{
    uint32_t needed = 0, filled = 0;
    struct pwz_buf value;

    pwz_buf_init(&value, PWZ_PIECE_MAX);
    for (uint32_t i = 0; i < form->field_count; i++) {
        const struct pwz_form_field *field =
            &view->pack->form_fields[form->first_field + i];
        bool is_filled;

        pwz_buf_clear(&value);
        is_filled = fill_field(view, field, &value);
        needed += field->needed != 0 ? 1 : 0;
        filled += field->needed != 0 && is_filled ? 1 : 0;
        doc->failed = doc->failed || pwz_buf_status(&value) != PWZ_OK;
        pwz_doc_pair(doc, PWZ_DOC_PLAIN, pwz_pack_text(view->pack, field->label),
                     pwz_buf_text(&value));
    }
    pwz_buf_done(&value);
    pwz_doc_add(doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN);
    pwz_doc_runf(doc, PWZ_SPAN_PLAIN, "%u of %u needed fields are filled.", filled,
                 needed);
}

/* Texts addressed through the pack's table of sources. */
static void add_texts(const struct pwz_pack *pack, uint32_t first, uint32_t count,
                      const char *heading, struct pwz_doc *doc)
{
    if (count > 0) {
        pwz_doc_line(doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN, heading);
    }
    for (uint32_t i = 0; i < count; i++) {
        pwz_doc_line(doc, PWZ_DOC_BULLET, PWZ_DOC_PLAIN,
                     pwz_pack_text(pack, pack->sources[first + i]));
    }
}

void pwz_report_escalation(const struct pwz_case_view *view, uint32_t escalation,
                           struct pwz_doc *doc)
{
    const struct pwz_escalation *form = &view->pack->escalations[escalation];

    pwz_doc_head(doc, PWZ_DOC_PLAIN, 2, "Support request");
    pwz_doc_pair(doc, PWZ_DOC_PLAIN, "Where", pwz_pack_text(view->pack, form->where));
    add_fields(view, form, doc);
    add_texts(view->pack, form->first_topic, form->topic_count, "Support topics:", doc);
    add_texts(view->pack, form->first_attach, form->attach_count, "Attach:", doc);
    add_hand_over(view, doc);
}
