/*
 * What goes to the clipboard: the words to say at a question, the result without agent
 * notes elsewhere, or the whole case for the ticket. Makes text; who copies it is the
 * front end's business.
 */
#include "wizard/state.h"

/* `what` was copied, in a few words, is kept with the case. */
static void send(struct pwz_wizard *w, const struct pwz_press *press, struct pwz_doc *doc,
                 const char *what)
{
    const struct pwz_entry entry = pwz_remark_entry(w, PWZ_ENTRY_COPY, what);

    pwz_buf_clear(&w->copied);
    enum pwz_status status = pwz_doc_to_text(doc, 0, &w->copied);
    pwz_doc_done(doc);
    if (status != PWZ_OK) {
        pwz_move_alert(w, "Out of memory: nothing was copied.");
        return;
    }
    if (pwz_case_locked(w)[0] == '\0') {
        (void)pwz_session_remark(w, press->effects, &entry);
    }
    struct pwz_effect *effect = pwz_session_effect(press->effects, PWZ_EFFECT_COPY);
    if (effect != NULL) {
        effect->text = pwz_buf_text(&w->copied);
    }
}

static bool is_question(enum pwz_mode_index mode)
{
    return mode == PWZ_MODE_INDEX_QUESTION || mode == PWZ_MODE_INDEX_SET;
}

static void add_question(const struct pwz_wizard *w, struct pwz_doc *doc)
{
    static const enum pwz_section sections[] = {PWZ_SECTION_SAY, PWZ_SECTION_WHERE};
    const struct pwz_article *article = &w->pack->fact_words[w->fact].article;

    pwz_doc_line(doc, PWZ_DOC_PARA, PWZ_DOC_PLAIN,
                 pwz_pack_text(w->pack, article->title));
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        pwz_report_blocks(doc, w->pack, w->facts, article->section[sections[i]],
                          PWZ_DOC_PLAIN);
    }
}

void pwz_act_copy(struct pwz_wizard *w, const struct pwz_press *press)
{
    const struct pwz_case_view view = pwz_case_of(w, true);
    struct pwz_doc doc = {0};

    if (is_question(w->mode)) {
        add_question(w, &doc);
    } else {
        pwz_report_verdict(&view, &doc);
    }
    send(w, press, &doc, is_question(w->mode) ? "the words of a question" : "the result");
}

void pwz_act_copy_case(struct pwz_wizard *w, const struct pwz_press *press)
{
    const struct pwz_case_view view = pwz_case_of(w, pwz_hides_notes(w));
    struct pwz_doc doc = {0};

    pwz_report_case(&view, &doc);
    send(w, press, &doc, "the whole case");
}
