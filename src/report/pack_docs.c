/*
 * A pack as one document for an expert to read and sign. Everything a person will ever
 * see of the pack is in it, and nothing else decides.
 *
 * Must not know: any subject, where the document goes.
 */
#include "report/pack_docs.h"

#include <string.h>

#include "pecwiz/report.h"

#include "report/parts.h"

static const char *text_of(const struct pack_docs *docs, uint32_t offset)
{
    return pwz_pack_text(docs->pack, offset);
}

/* ---- tools ---- */

void pwz_docs_label(const struct pack_docs *docs, const char *label)
{
    pwz_doc_add(docs->doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN);
    pwz_doc_run(docs->doc, PWZ_SPAN_STRONG, label, "");
}

void pwz_docs_sections(const struct pack_docs *docs, const struct pwz_article *article,
                       const struct pack_docs_section *sections, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct pwz_block_range range = article->section[sections[i].section];

        if (range.count > 0) {
            pwz_docs_label(docs, sections[i].label);
            pwz_report_blocks(docs->doc, docs->pack, docs->facts, range,
                              sections[i].role);
        }
    }
}

void pwz_docs_code_pair(const struct pack_docs *docs, const char *name, const char *value)
{
    struct pwz_doc_item *item = pwz_doc_add(docs->doc, PWZ_DOC_PAIR, PWZ_DOC_PLAIN);

    if (item != NULL) {
        pwz_doc_name(docs->doc, item, name);
        pwz_doc_run(docs->doc, PWZ_SPAN_CODE, value, "");
    }
}

void pwz_docs_sources(const struct pack_docs *docs, const char *label, uint32_t first,
                      uint32_t count)
{
    if (count > 0) {
        pwz_docs_label(docs, label);
    }
    for (uint32_t i = 0; i < count; i++) {
        const char *text = text_of(docs, docs->pack->sources[first + i]);
        const bool is_link = strncmp(text, "https://", 8) == 0;

        pwz_doc_add(docs->doc, PWZ_DOC_BULLET, PWZ_DOC_MUTED);
        pwz_doc_run(docs->doc, is_link ? PWZ_SPAN_LINK : PWZ_SPAN_PLAIN, text,
                    is_link ? text : "");
    }
}

/* ---- head ---- */

static void add_head(const struct pack_docs *docs)
{
    const struct pwz_pack_meta *meta = docs->pack->meta;
    const struct {
        const char *name;
        uint32_t text;
    } rows[] = {
        {"Id",            meta->id           },
        {"Version",       meta->version      },
        {"Status",        meta->status       },
        {"Last reviewed", meta->last_reviewed},
        {"Review by",     meta->review_by    },
        {"Language",      meta->locale       },
    };

    pwz_doc_head(docs->doc, PWZ_DOC_TITLE, 1, text_of(docs, meta->title));
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, rows[i].name, text_of(docs, rows[i].text));
    }
    pwz_docs_code_pair(docs, "SHA-256 of its files", text_of(docs, meta->sha256));
}

static void add_origin(const struct pack_docs *docs)
{
    const struct pwz_pack *pack = docs->pack;
    const char *url = text_of(docs, pack->meta->origin_url);

    if (url[0] == '\0' && pack->property_count == 0) {
        return;
    }
    pwz_doc_head(docs->doc, PWZ_DOC_PLAIN, 2, "Source article");
    if (url[0] != '\0') {
        pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, "Address", "");
        pwz_doc_run(docs->doc, PWZ_SPAN_LINK, url, url);
    }
    for (uint32_t i = 0; i < pack->property_count; i++) {
        const char *value = text_of(docs, pack->properties[i].value);

        pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, text_of(docs, pack->properties[i].name),
                     value[0] != '\0' ? value : "(empty)");
    }
}

/* ---- counts ---- */

static void add_count(const struct pack_docs *docs, const char *name, uint32_t count)
{
    struct pwz_doc_item *item = pwz_doc_add(docs->doc, PWZ_DOC_PAIR, PWZ_DOC_PLAIN);

    if (item != NULL) {
        pwz_doc_name(docs->doc, item, name);
        pwz_doc_runf(docs->doc, PWZ_SPAN_PLAIN, "%u", count);
    }
}

static void add_tests(const struct pack_docs *docs, const struct pwz_test_summary *tests)
{
    struct pwz_doc_item *item;

    if (tests == NULL) {
        add_count(docs, "Files of tests", docs->pack->meta->test_count);
        return;
    }
    item = pwz_doc_add(docs->doc, PWZ_DOC_PAIR, PWZ_DOC_PLAIN);
    if (item != NULL) {
        pwz_doc_name(docs->doc, item, "Tests");
        pwz_doc_runf(docs->doc, PWZ_SPAN_PLAIN,
                     "%u passed, %u failed; they reach %u of %u rules and %u of %u "
                     "verdicts",
                     tests->passed, tests->failed, tests->rules_hit, tests->rules,
                     tests->verdicts_hit, tests->verdicts);
    }
}

static void add_counts(const struct pack_docs *docs, const struct pwz_test_summary *tests)
{
    const struct pwz_model *model = &docs->pack->model;

    pwz_doc_head(docs->doc, PWZ_DOC_PLAIN, 2, "Counts");
    add_count(docs, "Steps", model->step_count);
    add_count(docs, "Facts, each with one question", model->fact_count);
    add_count(docs, "Rules", model->rule_count);
    add_count(docs, "Verdicts", model->verdict_count);
    add_tests(docs, tests);
    pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, "Combinations of answers",
                 text_of(docs, model->meta->combos));
    add_count(docs, "Nodes of the decision diagram", model->node_count);
    pwz_doc_line(docs->doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN,
                 "Each combination ends in exactly one verdict: the numbers of "
                 "combinations beside the verdicts add up to the one above.");
}

/* ---- lists ---- */

static uint32_t count_rows(const struct pack_docs *docs, const struct pwz_list *list,
                           uint32_t eligible)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < list->row_count; i++) {
        count += docs->pack->list_rows[list->first_row + i].eligible == eligible ? 1 : 0;
    }
    return count;
}

static void add_row(const struct pack_docs *docs, const struct pwz_list_row *row)
{
    const char *today = text_of(docs, row->today);
    const char *guid = text_of(docs, row->guid);

    pwz_doc_line(docs->doc, PWZ_DOC_BULLET, PWZ_DOC_PLAIN, text_of(docs, row->name));
    if (today[0] != '\0') {
        pwz_doc_runf(docs->doc, PWZ_SPAN_PLAIN, " (today: %s)", today);
    }
    if (guid[0] != '\0') {
        pwz_doc_run(docs->doc, PWZ_SPAN_PLAIN, " ", "");
        pwz_doc_run(docs->doc, PWZ_SPAN_CODE, guid, "");
    }
}

static void add_rows(const struct pack_docs *docs, const struct pwz_list *list,
                     uint32_t eligible, const char *words)
{
    pwz_doc_add(docs->doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN);
    pwz_doc_runf(docs->doc, PWZ_SPAN_STRONG, "%s: %u of %u", words,
                 count_rows(docs, list, eligible), list->row_count);
    for (uint32_t i = 0; i < list->row_count; i++) {
        const struct pwz_list_row *row = &docs->pack->list_rows[list->first_row + i];

        if (row->eligible == eligible) {
            add_row(docs, row);
        }
    }
}

static void add_lists(const struct pack_docs *docs)
{
    for (uint32_t i = 0; i < docs->pack->list_count; i++) {
        const struct pwz_list *list = &docs->pack->lists[i];
        struct pwz_doc_item *item =
            pwz_doc_add(docs->doc, PWZ_DOC_HEADING, PWZ_DOC_PLAIN);

        if (item == NULL) {
            return;
        }
        item->level = 2;
        pwz_doc_runf(docs->doc, PWZ_SPAN_PLAIN, "List: %s", text_of(docs, list->title));
        pwz_docs_code_pair(docs, "List", text_of(docs, list->id));
        pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, "Reviewed", text_of(docs, list->reviewed));
        pwz_docs_sources(docs, "Sources", list->first_source, list->source_count);
        add_rows(docs, list, 1, "Yes, counts");
        add_rows(docs, list, 0, "No, does not count");
    }
}

/* ---- forms ---- */

static void add_field(const struct pack_docs *docs, const struct pwz_form_field *field)
{
    struct pwz_doc_item *item = pwz_doc_add(docs->doc, PWZ_DOC_BULLET, PWZ_DOC_PLAIN);

    if (item == NULL) {
        return;
    }
    pwz_doc_run(docs->doc, PWZ_SPAN_STRONG, text_of(docs, field->label), "");
    pwz_doc_run(docs->doc, PWZ_SPAN_PLAIN, " ", "");
    pwz_doc_run(docs->doc, PWZ_SPAN_CODE, text_of(docs, field->name), "");
    pwz_doc_run(docs->doc, PWZ_SPAN_PLAIN, field->needed != 0 ? ", needed: " : ": ", "");
    if (field->is_template != 0) {
        pwz_doc_run(docs->doc, PWZ_SPAN_PLAIN, "the hand-over text of the program", "");
    } else if (field->fact != PWZ_NONE) {
        pwz_doc_runf(docs->doc, PWZ_SPAN_PLAIN, "from \"%s\"",
                     pwz_fact_label(docs->pack, field->fact));
    } else {
        pwz_doc_runf(docs->doc, PWZ_SPAN_PLAIN, "always \"%s\"",
                     text_of(docs, field->constant));
    }
}

static void add_forms(const struct pack_docs *docs)
{
    if (docs->pack->escalation_count > 0) {
        pwz_doc_head(docs->doc, PWZ_DOC_PLAIN, 2, "Escalation");
    }
    for (uint32_t i = 0; i < docs->pack->escalation_count; i++) {
        const struct pwz_escalation *form = &docs->pack->escalations[i];

        pwz_docs_code_pair(docs, "Form", text_of(docs, form->id));
        pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, "Where", text_of(docs, form->where));
        pwz_docs_label(docs, "Fields");
        for (uint32_t j = 0; j < form->field_count; j++) {
            add_field(docs, &docs->pack->form_fields[form->first_field + j]);
        }
        pwz_docs_sources(docs, "Support topics", form->first_topic, form->topic_count);
        pwz_docs_sources(docs, "Attach", form->first_attach, form->attach_count);
    }
}

/* ---- the document ---- */

static void add_signature(const struct pack_docs *docs)
{
    static const char *const lines[] = {"Name", "Role", "Date", "Remarks", "Signature"};
    static const char dots[] = "..................................................";

    pwz_doc_head(docs->doc, PWZ_DOC_PLAIN, 2, "Signature");
    pwz_doc_add(docs->doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN);
    pwz_doc_runf(
        docs->doc, PWZ_SPAN_PLAIN,
        "I have read version %s of this pack, as its files are with the SHA-256 ",
        text_of(docs, docs->pack->meta->version));
    pwz_doc_run(docs->doc, PWZ_SPAN_CODE, text_of(docs, docs->pack->meta->sha256), "");
    pwz_doc_run(docs->doc, PWZ_SPAN_PLAIN,
                ". The questions, rules, verdicts and lists above are right to the best "
                "of my knowledge, except for the remarks.",
                "");
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        pwz_doc_pair(docs->doc, PWZ_DOC_PLAIN, lines[i], dots);
    }
}

void pwz_report_pack(const struct pwz_pack *pack, const struct pwz_test_summary *tests,
                     struct pwz_doc *doc)
{
    struct pwz_facts *facts = NULL;
    struct pack_docs docs = {.pack = pack, .doc = doc};

    if (pwz_facts_new(&pack->model, &facts, NULL) != PWZ_OK) {
        doc->failed = true;
        return;
    }
    docs.facts = facts;
    add_head(&docs);
    add_counts(&docs, tests);
    add_origin(&docs);
    pwz_docs_checklist(&docs);
    pwz_docs_conditions(&docs);
    pwz_docs_rules(&docs);
    pwz_docs_verdicts(&docs);
    add_lists(&docs);
    add_forms(&docs);
    add_signature(&docs);
    pwz_facts_free(facts);
}
