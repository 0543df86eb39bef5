/*
 * The result as one JSON object, schema pecwiz-result/1. The keys, their order and the
 * ids in it are a public interface (architecture.md section 4).
 *
 * Must not know: any fact or verdict by name.
 */
#include "pecwiz/json.h"

#include "pecwiz/report.h"

#include "report/parts.h"

struct result_writer {
    const struct pwz_case_view *view;
    struct pwz_json_writer json;
    struct pwz_buf piece; /* texts put together */
};

static void put_text(struct result_writer *writer, const char *key, const char *text)
{
    pwz_json_key(&writer->json, key);
    pwz_json_string(&writer->json, text);
}

static void put_piece(struct result_writer *writer)
{
    if (pwz_buf_status(&writer->piece) != PWZ_OK) {
        writer->json.out->status = pwz_buf_status(&writer->piece);
    }
    pwz_json_string(&writer->json, pwz_buf_text(&writer->piece));
    pwz_buf_clear(&writer->piece);
}

static void put_time(struct result_writer *writer, const char *key, int64_t at)
{
    char text[21];

    pwz_time_text(at, text);
    put_text(writer, key, text);
}

/* ---- values ---- */

static void put_members(struct result_writer *writer, uint32_t fact, uint32_t mask)
{
    const struct pwz_model *model = &writer->view->pack->model;

    pwz_json_open_inline(&writer->json, '[');
    for (uint32_t i = 0; i < model->facts[fact].value_count; i++) {
        if ((mask >> i & 1U) != 0) {
            pwz_json_string(&writer->json, pwz_value_id(model, fact, i));
        }
    }
    pwz_json_close(&writer->json, ']');
}

static void put_value(struct result_writer *writer, uint32_t fact, bool is_known,
                      uint32_t value, const char *text)
{
    const struct pwz_model *model = &writer->view->pack->model;

    pwz_json_key(&writer->json, "value");
    if (!is_known) {
        pwz_json_null(&writer->json);
    } else if (model->facts[fact].type == PWZ_FACT_SET) {
        put_members(writer, fact, value);
    } else if (pwz_fact_has_values(model, fact)) {
        pwz_json_string(&writer->json, pwz_value_id(model, fact, value));
    } else {
        pwz_json_string(&writer->json, text);
    }
}

/* ---- the verdict ---- */

static void put_reason(struct result_writer *writer, uint32_t fact)
{
    const struct pwz_model *model = &writer->view->pack->model;
    const struct pwz_holding holding = pwz_facts_holding(writer->view->facts, fact);

    pwz_json_open_inline(&writer->json, '{');
    put_text(writer, "fact", pwz_fact_id(model, fact));
    put_value(writer, fact, holding.is_known || holding.seen != 0, holding.value,
              holding.from != NULL ? holding.from->text : "");
    put_text(writer, "source",
             holding.from != NULL ? pwz_source_word(holding.from->source) : NULL);
    if (holding.from != NULL) {
        put_time(writer, "at", holding.from->at);
    } else {
        put_text(writer, "at", NULL);
    }
    pwz_json_close(&writer->json, '}');
}

static void put_because(struct result_writer *writer)
{
    const struct pwz_result *result = writer->view->result;

    pwz_json_key(&writer->json, "because");
    pwz_json_open(&writer->json, '[');
    for (uint32_t i = 0; i < result->because_count; i++) {
        put_reason(writer, result->because[i]);
    }
    pwz_json_close(&writer->json, ']');
}

static void put_fix(struct result_writer *writer, struct pwz_block_range range)
{
    const struct pwz_case_view *view = writer->view;

    pwz_json_key(&writer->json, "fix");
    pwz_json_open(&writer->json, '[');
    for (uint32_t i = 0; i < range.count; i++) {
        pwz_report_block_text(view->pack, view->facts,
                              &view->pack->blocks[range.first + i], &writer->piece);
        put_piece(writer);
    }
    pwz_json_close(&writer->json, ']');
}

static void put_command(struct result_writer *writer, const struct pwz_command *command)
{
    const struct pwz_case_view *view = writer->view;

    pwz_json_open_inline(&writer->json, '{');
    pwz_json_key(&writer->json, "text");
    pwz_report_command(view->pack, view->facts, command, &writer->piece);
    put_piece(writer);
    pwz_json_key(&writer->json, "changes");
    pwz_json_bool(&writer->json, command->changes != 0);
    put_text(writer, "run_by", pwz_pack_text(view->pack, command->run_by_words));
    pwz_json_close(&writer->json, '}');
}

static void put_commands(struct result_writer *writer,
                         const struct pwz_verdict_words *words)
{
    pwz_json_key(&writer->json, "commands");
    pwz_json_open(&writer->json, '[');
    for (uint32_t i = 0; i < words->command_count; i++) {
        put_command(writer, &writer->view->pack->commands[words->first_command + i]);
    }
    pwz_json_close(&writer->json, ']');
}

static void put_look_again(struct result_writer *writer)
{
    const int64_t day = pwz_report_look_again(writer->view);
    char date[11];

    pwz_date_text(day, date);
    put_text(writer, "look_again", day != 0 ? date : NULL);
}

static void put_verdict(struct result_writer *writer)
{
    const struct pwz_pack *pack = writer->view->pack;
    const uint32_t verdict = writer->view->result->verdict;
    const struct pwz_verdict_words *words;

    pwz_json_key(&writer->json, "verdict");
    if (verdict == PWZ_NONE) {
        pwz_json_null(&writer->json);
        return;
    }
    words = &pack->verdict_words[verdict];
    pwz_json_open(&writer->json, '{');
    put_text(writer, "id", pwz_verdict_id(&pack->model, verdict));
    put_text(writer, "grade", pwz_grade_word(pack->model.verdicts[verdict].grade));
    put_text(writer, "actor", pwz_pack_text(pack, words->actor));
    put_text(writer, "title", pwz_pack_text(pack, words->article.title));
    put_because(writer);
    put_fix(writer, words->article.section[PWZ_SECTION_FIX]);
    put_commands(writer, words);
    put_look_again(writer);
    pwz_json_close(&writer->json, '}');
}

/* ---- around the verdict ---- */

static void put_content(struct result_writer *writer)
{
    const struct pwz_pack *pack = writer->view->pack;

    pwz_json_key(&writer->json, "content");
    pwz_json_open_inline(&writer->json, '{');
    put_text(writer, "id", pwz_pack_text(pack, pack->meta->id));
    put_text(writer, "version", pwz_pack_text(pack, pack->meta->version));
    put_text(writer, "sha256", pwz_pack_text(pack, pack->meta->sha256));
    pwz_json_close(&writer->json, '}');
}

/* Verdict ids; `rules` NULL when `index` holds verdicts themselves. */
static void put_verdict_ids(struct result_writer *writer, const char *key,
                            const struct pwz_rule *rules, const uint32_t *index,
                            uint32_t count)
{
    pwz_json_key(&writer->json, key);
    pwz_json_open_inline(&writer->json, '[');
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t verdict = rules != NULL ? rules[index[i]].verdict : index[i];

        pwz_json_string(&writer->json,
                        pwz_verdict_id(&writer->view->pack->model, verdict));
    }
    pwz_json_close(&writer->json, ']');
}

static void put_next(struct result_writer *writer)
{
    const struct pwz_pack *pack = writer->view->pack;
    const uint32_t next = writer->view->result->next;

    pwz_json_key(&writer->json, "next_question");
    if (next == PWZ_NONE) {
        pwz_json_null(&writer->json);
    } else {
        pwz_json_open_inline(&writer->json, '{');
        put_text(writer, "fact", pwz_fact_id(&pack->model, next));
        put_text(writer, "text",
                 pwz_pack_text(pack, pack->fact_words[next].article.title));
        pwz_json_close(&writer->json, '}');
    }
    pwz_json_key(&writer->json, "questions_left_at_most");
    pwz_json_integer(&writer->json, writer->view->result->questions_left);
}

static void put_steps(struct result_writer *writer)
{
    const struct pwz_case_view *view = writer->view;

    pwz_json_key(&writer->json, "steps");
    pwz_json_open(&writer->json, '[');
    for (uint32_t i = 0; i < view->pack->model.step_count; i++) {
        pwz_json_open_inline(&writer->json, '{');
        put_text(writer, "id", pwz_step_id(&view->pack->model, i));
        put_text(writer, "status", pwz_step_status_word(view->result->step_status[i]));
        pwz_json_close(&writer->json, '}');
    }
    pwz_json_close(&writer->json, ']');
}

static void put_statement(struct result_writer *writer,
                          const struct pwz_statement *statement)
{
    const struct pwz_case_view *view = writer->view;

    pwz_json_open_inline(&writer->json, '{');
    put_text(writer, "fact", pwz_fact_id(&view->pack->model, statement->fact));
    put_value(writer, statement->fact, !statement->is_unknown && !statement->is_failure,
              statement->value, statement->text);
    put_text(writer, "source", pwz_source_word(statement->source));
    put_text(writer, "detail", statement->detail);
    put_time(writer, "at", statement->at);
    pwz_json_key(&writer->json, "overridden");
    pwz_json_bool(&writer->json, !pwz_report_counts(view->pack, view->facts, statement));
    pwz_json_close(&writer->json, '}');
}

/* Fact by fact in checklist order, so that the order of answering leaves no trace. */
static void put_facts(struct result_writer *writer)
{
    const struct pwz_facts *facts = writer->view->facts;

    pwz_json_key(&writer->json, "facts");
    pwz_json_open(&writer->json, '[');
    for (uint32_t fact = 0; fact < writer->view->pack->model.fact_count; fact++) {
        for (size_t i = 0; i < pwz_facts_count(facts); i++) {
            if (pwz_facts_at(facts, i)->fact == fact) {
                put_statement(writer, pwz_facts_at(facts, i));
            }
        }
    }
    pwz_json_close(&writer->json, ']');
}

enum pwz_status pwz_report_json(const struct pwz_case_view *view, struct pwz_buf *out)
{
    const struct pwz_result *result = view->result;
    const struct pwz_model *model = &view->pack->model;
    struct result_writer writer = {.view = view};

    pwz_json_writer_init(&writer.json, out);
    pwz_buf_init(&writer.piece, PWZ_PIECE_MAX);
    pwz_json_open(&writer.json, '{');
    put_text(&writer, "schema", "pecwiz-result/1");
    put_content(&writer);
    put_text(&writer, "status", pwz_case_status_word(result->status));
    put_verdict(&writer);
    put_verdict_ids(&writer, "also_found", model->rules, result->also_found,
                    result->also_found_count);
    put_verdict_ids(&writer, "also_seen", model->seen, result->also_seen,
                    result->also_seen_count);
    put_verdict_ids(&writer, "possible", NULL, result->possible, result->possible_count);
    put_next(&writer);
    put_steps(&writer);
    put_facts(&writer);
    pwz_json_close(&writer.json, '}');
    pwz_buf_addc(out, '\n');
    pwz_buf_done(&writer.piece);
    return pwz_buf_status(out);
}
