/*
 * The verdict page as a document: what was found, what proves it, whose move it is, what
 * to do and when to look again. All words come from the pack but the headings.
 *
 * Must not know: any fact or verdict by name.
 */
#include <string.h>

#include "pecwiz/report.h"

#include "report/parts.h"

static const struct pwz_verdict_words *words_of(const struct pwz_case_view *view)
{
    return &view->pack->verdict_words[view->result->verdict];
}

static void add_section(const struct pwz_case_view *view, struct pwz_doc *doc,
                        enum pwz_section section, const char *heading,
                        enum pwz_doc_role role)
{
    const struct pwz_block_range range = words_of(view)->article.section[section];

    if (range.count == 0) {
        return;
    }
    pwz_doc_head(doc, role == PWZ_DOC_NOTE ? PWZ_DOC_NOTE : PWZ_DOC_PLAIN, 2, heading);
    pwz_report_blocks(doc, view->pack, view->facts, range, role);
}

static void add_head(const struct pwz_case_view *view, struct pwz_doc *doc)
{
    const struct pwz_verdict_words *words = words_of(view);

    pwz_doc_head(doc, PWZ_DOC_TITLE, 1, pwz_pack_text(view->pack, words->article.title));
    pwz_doc_pair(doc, PWZ_DOC_PLAIN, "Result",
                 pwz_pack_text(view->pack, words->grade_words));
    pwz_doc_pair(doc, PWZ_DOC_PLAIN, "Whose move it is",
                 pwz_pack_text(view->pack, words->actor_words));
}

void pwz_report_proof_line(const struct pwz_case_view *view, struct pwz_doc *doc,
                           uint32_t fact)
{
    struct pwz_buf proof;

    pwz_buf_init(&proof, PWZ_PIECE_MAX);
    pwz_report_proof(view->pack, view->facts, fact, &proof);
    doc->failed = doc->failed || pwz_buf_status(&proof) != PWZ_OK;
    pwz_doc_pair(doc, PWZ_DOC_PLAIN, pwz_fact_label(view->pack, fact),
                 pwz_buf_text(&proof));
    pwz_buf_done(&proof);
}

static void add_proof(const struct pwz_case_view *view, struct pwz_doc *doc)
{
    const struct pwz_block_range range =
        words_of(view)->article.section[PWZ_SECTION_PROOF];

    if (view->result->because_count == 0 && range.count == 0) {
        return;
    }
    pwz_doc_head(doc, PWZ_DOC_PLAIN, 2, "What shows it");
    for (uint32_t i = 0; i < view->result->because_count; i++) {
        pwz_report_proof_line(view, doc, view->result->because[i]);
    }
    pwz_report_blocks(doc, view->pack, view->facts, range, PWZ_DOC_PLAIN);
}

/* "Label (shell): reads only" or "…: CHANGES something, run by …". */
static void name_command(const struct pwz_pack *pack, const struct pwz_command *command,
                         size_t open, struct pwz_buf *name)
{
    const char *shell = pwz_pack_text(pack, command->shell);
    const char *who = pwz_pack_text(pack, command->run_by_words);

    pwz_buf_adds(name, pwz_pack_text(pack, command->label));
    if (shell[0] != '\0') {
        pwz_buf_addf(name, " (%s)", shell);
    }
    pwz_buf_adds(name, command->changes != 0 ? ": CHANGES something" : ": reads only");
    if (who[0] != '\0') {
        pwz_buf_addf(name, ", run by %s", who);
    }
    pwz_buf_adds(name, open > 0 ? "; fill in what stands in <…>" : "");
}

void pwz_report_command_item(struct pwz_doc *doc, const struct pwz_pack *pack,
                             const struct pwz_facts *facts,
                             const struct pwz_command *command)
{
    struct pwz_doc_item *item = pwz_doc_add(
        doc, PWZ_DOC_CODE, command->changes != 0 ? PWZ_DOC_CHANGE : PWZ_DOC_READ);
    struct pwz_buf text, name;
    size_t open;

    if (item == NULL) {
        return;
    }
    pwz_buf_init(&text, PWZ_PIECE_MAX);
    pwz_buf_init(&name, PWZ_PIECE_MAX);
    open = pwz_report_command(pack, facts, command, &text);
    name_command(pack, command, open, &name);
    if (pwz_buf_status(&text) != PWZ_OK || pwz_buf_status(&name) != PWZ_OK) {
        doc->failed = true;
    }
    pwz_doc_name(doc, item, pwz_buf_text(&name));
    pwz_doc_run(doc, PWZ_SPAN_PLAIN, pwz_buf_text(&text), "");
    pwz_buf_done(&name);
    pwz_buf_done(&text);
}

static void add_commands(const struct pwz_case_view *view, struct pwz_doc *doc)
{
    const struct pwz_verdict_words *words = words_of(view);

    if (words->command_count == 0) {
        return;
    }
    pwz_doc_head(doc, PWZ_DOC_PLAIN, 2, "Commands");
    for (uint32_t i = 0; i < words->command_count; i++) {
        pwz_report_command_item(doc, view->pack, view->facts,
                                &view->pack->commands[words->first_command + i]);
    }
}

int64_t pwz_report_look_again(const struct pwz_case_view *view)
{
    uint32_t days;

    if (view->result->verdict == PWZ_NONE) {
        return 0;
    }
    days = words_of(view)->look_again_days;
    return days == 0 ? 0
                     : (view->since != 0 ? view->since : view->now) +
                           (int64_t)days * PWZ_SECONDS_PER_DAY;
}

static void add_look_again(const struct pwz_case_view *view, struct pwz_doc *doc)
{
    const struct pwz_block_range range =
        words_of(view)->article.section[PWZ_SECTION_LOOK_AGAIN];
    const int64_t day = pwz_report_look_again(view);
    char date[11];

    if (day == 0 && range.count == 0) {
        return;
    }
    pwz_doc_head(doc, PWZ_DOC_PLAIN, 2, "Look again");
    if (day != 0) {
        pwz_date_text(day, date);
        pwz_doc_pair(doc, PWZ_DOC_PLAIN, "Date", date);
    }
    pwz_report_blocks(doc, view->pack, view->facts, range, PWZ_DOC_PLAIN);
}

static void add_sources(const struct pwz_case_view *view, struct pwz_doc *doc)
{
    const struct pwz_verdict_words *words = words_of(view);

    if (words->source_count == 0) {
        return;
    }
    pwz_doc_head(doc, PWZ_DOC_PLAIN, 2, "Sources");
    for (uint32_t i = 0; i < words->source_count; i++) {
        const char *url =
            pwz_pack_text(view->pack, view->pack->sources[words->first_source + i]);

        pwz_doc_add(doc, PWZ_DOC_BULLET, PWZ_DOC_MUTED);
        pwz_doc_run(doc, PWZ_SPAN_LINK, url, url);
    }
}

void pwz_report_verdict(const struct pwz_case_view *view, struct pwz_doc *doc)
{
    if (view->result->verdict == PWZ_NONE) {
        pwz_report_undecided(view, doc);
        return;
    }
    add_head(view, doc);
    add_section(view, doc, PWZ_SECTION_SAY, "Say", PWZ_DOC_SAY);
    add_proof(view, doc);
    add_section(view, doc, PWZ_SECTION_FIX, "What to do", PWZ_DOC_PLAIN);
    add_commands(view, doc);
    add_look_again(view, doc);
    add_section(view, doc, PWZ_SECTION_PREVENT, "Prevent it next time", PWZ_DOC_PLAIN);
    pwz_report_also(view, doc);
    if (!view->hides_notes) {
        add_section(view, doc, PWZ_SECTION_NOTE, "Note for the agent", PWZ_DOC_NOTE);
    }
    if (words_of(view)->escalation != PWZ_NONE) {
        pwz_report_escalation(view, words_of(view)->escalation, doc);
    }
    add_sources(view, doc);
}
