/*
 * The outline of a pack: an indented tree that fits a terminal, for those who write and
 * check packs. Long lines are wrapped with a hanging indent.
 *
 * Must not know: any subject, any terminal.
 */
#include "pecwiz/outline.h"

#include "pecwiz/text.h"

enum {
    LINE_MAX = 64 * 1024, /* bytes of one line before wrapping */
    HANG = 4              /* columns by which its further lines are indented */
};

struct page {
    const struct pwz_pack *pack;
    size_t cols;
    struct pwz_buf line; /* being put together */
    struct pwz_buf *out;
};

/* ---- lines ---- */

static void add_blanks(struct pwz_buf *out, size_t count)
{
    while (count-- > 0)
        pwz_buf_addc(out, ' ');
}

/* Write the line that stands in page->line, and empty it. */
static void end_line(struct page *page, size_t indent)
{
    struct pwz_line rest = {.text = pwz_buf_text(&page->line), .len = page->line.len};
    struct pwz_line line;
    size_t shift = indent;

    if (pwz_buf_status(&page->line) != PWZ_OK)
        page->out->status = pwz_buf_status(&page->line);
    while (pwz_text_wrap(&rest, page->cols - shift, &line)) {
        add_blanks(page->out, shift);
        pwz_buf_add(page->out, line.text, line.len);
        pwz_buf_addc(page->out, '\n');
        shift = indent + HANG;
    }
    pwz_buf_clear(&page->line);
}

static void put_line(struct page *page, size_t indent, const char *text)
{
    pwz_buf_adds(&page->line, text);
    end_line(page, indent);
}

static void put_heading(struct page *page, const char *text)
{
    pwz_buf_addc(page->out, '\n');
    put_line(page, 0, text);
}

static const char *text_of(const struct page *page, uint32_t offset)
{
    return pwz_pack_text(page->pack, offset);
}

/* ---- questions ---- */

static bool is_good(const struct pwz_fact *fact, uint32_t value)
{
    if (!fact->has_good)
        return false;
    return fact->type == PWZ_FACT_SET ? fact->good >> value & 1U : fact->good == value;
}

static void put_answers(struct page *page, uint32_t index)
{
    const struct pwz_fact *fact = &page->pack->model.facts[index];

    for (uint32_t i = 0; i < fact->value_count; i++) {
        pwz_buf_addf(&page->line, "%c %s: %s", is_good(fact, i) ? '+' : '-',
                     pwz_value_id(&page->pack->model, index, i),
                     text_of(page, page->pack->value_words[fact->first_value + i].label));
        end_line(page, 6);
    }
    if (fact->type == PWZ_FACT_SET && fact->has_good && fact->good == 0)
        put_line(page, 6, "+ none of these");
}

static void put_question(struct page *page, uint32_t index)
{
    const struct pwz_fact *fact = &page->pack->model.facts[index];
    const char *match = text_of(page, fact->match);

    pwz_buf_addf(&page->line, "%s (%s, %s): %s", pwz_fact_id(&page->pack->model, index),
                 pwz_fact_type_word(fact->type), pwz_fact_use_word(fact->use),
                 text_of(page, page->pack->fact_words[index].article.title));
    end_line(page, 3);
    if (fact->ask_when != PWZ_NONE) {
        pwz_buf_adds(&page->line, "asked unless it is false that ");
        pwz_cond_words(page->pack, fact->ask_when, PWZ_VOICE_IDS, &page->line);
        end_line(page, 6);
    }
    if (*match != '\0') {
        pwz_buf_addf(&page->line, "matches %s", match);
        end_line(page, 6);
    }
    put_answers(page, index);
}

/* ---- rules ---- */

static void put_rule(struct page *page, const struct pwz_rule *rule, const char *mark)
{
    const struct pwz_model *model = &page->pack->model;

    pwz_buf_addf(&page->line, "%s%s", mark, text_of(page, rule->id));
    if (rule->when != PWZ_NONE) {
        pwz_buf_adds(&page->line, ": if ");
        pwz_cond_words(page->pack, rule->when, PWZ_VOICE_IDS, &page->line);
    }
    end_line(page, 3);
    pwz_buf_addf(&page->line, "-> %s (%s): %s", pwz_verdict_id(model, rule->verdict),
                 pwz_grade_word(model->verdicts[rule->verdict].grade),
                 text_of(page, page->pack->verdict_words[rule->verdict].article.title));
    end_line(page, 6);
}

/* The number is the place in the order of all rules: the first that holds decides. */
static void put_numbered(struct page *page, uint32_t rule)
{
    struct pwz_buf mark;

    pwz_buf_init(&mark, 32);
    pwz_buf_addf(&mark, "rule %u ", rule + 1);
    put_rule(page, &page->pack->model.rules[rule], pwz_buf_text(&mark));
    pwz_buf_done(&mark);
}

static void put_rules(struct page *page, uint32_t step)
{
    const struct pwz_model *model = &page->pack->model;

    for (uint32_t i = 0; i < model->rule_count; i++)
        if (model->rules[i].step == step)
            put_numbered(page, i);
    for (uint32_t i = 0; i < model->seen_count; i++)
        if (model->seen[i].step == step)
            put_rule(page, &model->seen[i], "also seen ");
}

/* ---- the parts of the page ---- */

static void put_head(struct page *page)
{
    const struct pwz_pack_meta *meta = page->pack->meta;

    put_line(page, 0, text_of(page, meta->title));
    pwz_buf_addf(&page->line, "%s %s (%s), reviewed %s, review by %s",
                 text_of(page, meta->id), text_of(page, meta->version),
                 text_of(page, meta->status), text_of(page, meta->last_reviewed),
                 text_of(page, meta->review_by));
    end_line(page, 0);
    put_line(page, 0,
             "+ marks the good answers; of the rules, in the order of their numbers, the "
             "first that holds gives the verdict; [names] stand for the shared "
             "conditions below");
}

static void put_step(struct page *page, uint32_t index)
{
    const struct pwz_step *step = &page->pack->model.steps[index];

    pwz_buf_addc(page->out, '\n');
    pwz_buf_addf(&page->line, "%u. %s (%s)", index + 1,
                 text_of(page, page->pack->step_words[index].title),
                 pwz_step_id(&page->pack->model, index));
    end_line(page, 0);
    if (step->not_applicable != PWZ_NONE) {
        pwz_buf_adds(&page->line, "does not apply if ");
        pwz_cond_words(page->pack, step->not_applicable, PWZ_VOICE_IDS, &page->line);
        end_line(page, 3);
    }
    if (step->only_when != PWZ_NONE) {
        pwz_buf_addf(&page->line, "applies only to cases of status %s",
                     pwz_case_status_word(step->only_when));
        end_line(page, 3);
    }
    for (uint32_t i = 0; i < step->fact_count; i++)
        put_question(page, step->first_fact + i);
    put_rules(page, index);
}

static void put_otherwise(struct page *page)
{
    const uint32_t last = page->pack->model.rule_count - 1;

    put_heading(page, "If no rule of any step holds");
    put_numbered(page, last);
}

static void put_shared(struct page *page)
{
    if (page->pack->named_cond_count > 0)
        put_heading(page, "Shared conditions");
    for (uint32_t i = 0; i < page->pack->named_cond_count; i++) {
        const struct pwz_named_cond *row = &page->pack->named_conds[i];
        const char *words = text_of(page, row->words);

        pwz_buf_addf(&page->line, "[%s]%s%s: ", text_of(page, row->name),
                     *words != '\0' ? " " : "", words);
        pwz_cond_definition(page->pack, row->cond, PWZ_VOICE_IDS, &page->line);
        end_line(page, 3);
    }
}

static void put_verdicts(struct page *page)
{
    const struct pwz_model *model = &page->pack->model;

    put_heading(page, "Verdicts");
    for (uint32_t i = 0; i < model->verdict_count; i++) {
        const struct pwz_verdict_words *words = &page->pack->verdict_words[i];

        pwz_buf_addf(&page->line, "%s (%s, %s): %s", pwz_verdict_id(model, i),
                     pwz_grade_word(model->verdicts[i].grade),
                     text_of(page, words->actor), text_of(page, words->article.title));
        end_line(page, 3);
    }
}

static void put_counts(struct page *page)
{
    const struct pwz_model *model = &page->pack->model;

    put_heading(page, "Counts");
    pwz_buf_addf(&page->line, "%u steps, %u facts, %u rules, %u verdicts, %u test file%s",
                 model->step_count, model->fact_count, model->rule_count,
                 model->verdict_count, page->pack->meta->test_count,
                 page->pack->meta->test_count == 1 ? "" : "s");
    end_line(page, 3);
    pwz_buf_addf(&page->line,
                 "%s combinations of answers, each with exactly one verdict, in a "
                 "decision diagram of %u nodes",
                 pwz_model_text(model, model->meta->combos), model->node_count);
    end_line(page, 3);
}

enum pwz_status pwz_pack_outline(const struct pwz_pack *pack, size_t cols,
                                 struct pwz_buf *out)
{
    struct page page = {
        .pack = pack,
        .cols = cols < PWZ_OUTLINE_COLS_MIN ? PWZ_OUTLINE_COLS_MIN : cols,
        .out = out,
    };

    pwz_buf_init(&page.line, LINE_MAX);
    put_head(&page);
    for (uint32_t i = 0; i < pack->model.step_count; i++)
        put_step(&page, i);
    put_otherwise(&page);
    put_shared(&page);
    put_verdicts(&page);
    put_counts(&page);
    pwz_buf_done(&page.line);
    return pwz_buf_status(out);
}
