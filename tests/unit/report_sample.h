/*
 * A small pack made by hand, so that the report room is tested without the loader and the
 * compiler of packs. Its subject is a lamp that stays dark.
 */
#ifndef UNIT_REPORT_SAMPLE_H
#define UNIT_REPORT_SAMPLE_H

#include <string.h>

#include "pecwiz/content.h"
#include "pecwiz/walk.h"

#include "runner.h"

enum {
    SAMPLE_NOON = 1795521600, /* 2026-11-24T12:00:00Z: 20781 days and a half */
};

enum sample_fact {
    LAMP_KIND,   /* choice: bulb, tube */
    LAMP_SIGNS,  /* set: hum, flicker, smell */
    LAMP_PLUG,   /* bool */
    LAMP_ROOM,   /* text, detail */
    LAMP_BOUGHT, /* date, detail */
    LAMP_FACTS
};
enum sample_verdict {
    PLUG_OUT,
    ALL_FINE,
    FINE_TWIN, /* bears the title of ALL_FINE */
    CALL_MAKER,
    LAMP_VERDICTS
};

static char sample_pool[8192];
static size_t sample_used = 1; /* offset 0 is the empty string */

static uint32_t sample_text(const char *text)
{
    const size_t len = strlen(text) + 1;
    const size_t at = sample_used;

    ck_assert_uint_le(at + len, sizeof(sample_pool));
    memcpy(sample_pool + at, text, len);
    sample_used += len;
    return (uint32_t)at;
}

static struct pwz_fact sample_facts[LAMP_FACTS];
static struct pwz_value sample_values[7];
static struct pwz_value_words sample_value_words[7];
static struct pwz_fact_words sample_fact_words[LAMP_FACTS];
static struct pwz_step sample_steps[2];
static struct pwz_step_words sample_step_words[2];
static struct pwz_verdict sample_verdicts[LAMP_VERDICTS];
static struct pwz_verdict_words sample_verdict_words[LAMP_VERDICTS];
static struct pwz_rule sample_rules[4];
static struct pwz_rule sample_seen[1];
static struct pwz_block sample_blocks[8];
static struct pwz_span sample_spans[8];
static uint32_t sample_block_count;
static struct pwz_command sample_commands[2];
static uint32_t sample_sources[3];
static struct pwz_escalation sample_escalations[1];
static struct pwz_form_field sample_fields[4];
static struct pwz_pack_meta sample_meta;
static struct pwz_pack sample_pack;

static void sample_fact(enum sample_fact fact, const char *id, const char *label,
                        const char *question, enum pwz_fact_type type, uint32_t first,
                        uint32_t count)
{
    sample_facts[fact] = (struct pwz_fact){
        .id = sample_text(id),
        .type = type,
        .use = count > 0 ? PWZ_USE_RULE : PWZ_USE_DETAIL,
        .step = fact < LAMP_PLUG ? 0 : 1,
        .first_value = first,
        .value_count = count,
        .var = PWZ_NONE,
        .ask_when = PWZ_NONE,
    };
    sample_fact_words[fact] = (struct pwz_fact_words){
        .article.title = sample_text(question),
        .label = sample_text(label),
        .list = PWZ_NONE,
    };
}

static void sample_value(uint32_t index, const char *id, const char *label)
{
    sample_values[index] = (struct pwz_value){.id = sample_text(id), .var = PWZ_NONE};
    sample_value_words[index] = (struct pwz_value_words){.label = sample_text(label)};
}

static void sample_verdict(enum sample_verdict verdict, const char *id,
                           enum pwz_grade grade, const char *title)
{
    sample_verdicts[verdict] =
        (struct pwz_verdict){.id = sample_text(id), .grade = grade};
    sample_verdict_words[verdict] = (struct pwz_verdict_words){
        .article.title = sample_text(title),
        .actor = sample_text("owner"),
        .actor_words = sample_text("the owner"),
        .grade_words = sample_text("Can be fixed"),
        .escalation = PWZ_NONE,
    };
}

/* One block of one span. */
static struct pwz_block_range sample_block(enum pwz_block_kind kind, const char *text)
{
    const uint32_t at = sample_block_count++;

    sample_spans[at] = (struct pwz_span){.text = sample_text(text)};
    sample_blocks[at] =
        (struct pwz_block){.kind = kind, .number = 1, .first_span = at, .span_count = 1};
    return (struct pwz_block_range){.first = at, .count = 1};
}

static void sample_words(void)
{
    struct pwz_verdict_words *plug = &sample_verdict_words[PLUG_OUT];

    plug->article.section[PWZ_SECTION_SAY] =
        sample_block(PWZ_BLOCK_PARA, "The plug is out.");
    plug->article.section[PWZ_SECTION_FIX] =
        sample_block(PWZ_BLOCK_NUMBER, "Go to {lamp.room} and plug it in.");
    plug->article.section[PWZ_SECTION_NOTE] =
        sample_block(PWZ_BLOCK_PARA, "Do not laugh.");
    plug->look_again_days = 2;
    plug->command_count = 2;
    plug->source_count = 1;
    sample_sources[0] = sample_text("https://example.org/plug");
    sample_commands[0] = (struct pwz_command){
        .label = sample_text("Look"),
        .text = sample_text("lamp show --room {lamp.room}"),
    };
    sample_commands[1] = (struct pwz_command){
        .label = sample_text("Switch on"),
        .shell = sample_text("sh"),
        .text = sample_text("lamp on --room {lamp.room}"),
        .run_by = sample_text("owner"),
        .run_by_words = sample_text("the owner"),
        .changes = 1,
    };
}

static void sample_form(void)
{
    sample_verdict_words[CALL_MAKER].escalation = 0;
    sample_sources[1] = sample_text("4711");
    sample_sources[2] = sample_text("a photo of the lamp");
    sample_escalations[0] = (struct pwz_escalation){
        .where = sample_text("Counter 3"),
        .field_count = 4,
        .first_topic = 1,
        .topic_count = 1,
        .first_attach = 2,
        .attach_count = 1,
    };
    sample_fields[0] = (struct pwz_form_field){
        .label = sample_text("Room"), .fact = LAMP_ROOM, .needed = 1};
    sample_fields[1] = (struct pwz_form_field){
        .label = sample_text("Bought"), .fact = LAMP_BOUGHT, .needed = 0};
    sample_fields[2] = (struct pwz_form_field){.label = sample_text("Product"),
                                               .fact = PWZ_NONE,
                                               .constant = sample_text("Lamp"),
                                               .needed = 1};
    sample_fields[3] = (struct pwz_form_field){.label = sample_text("What happens"),
                                               .fact = PWZ_NONE,
                                               .is_template = 1,
                                               .needed = 1};
}

static void sample_model(void)
{
    sample_value(0, "bulb", "A bulb");
    sample_value(1, "tube", "A tube");
    sample_value(2, "hum", "it hums");
    sample_value(3, "flicker", "it flickers");
    sample_value(4, "smell", "it smells");
    sample_value(5, "yes", "Plugged in");
    sample_value(6, "no", "Not plugged in");
    sample_fact(LAMP_KIND, "lamp.kind", "Kind of lamp", "What kind is it?",
                PWZ_FACT_CHOICE, 0, 2);
    sample_fact(LAMP_SIGNS, "lamp.signs", "Signs", "What do you notice?", PWZ_FACT_SET, 2,
                3);
    sample_fact(LAMP_PLUG, "lamp.plug", "Plug", "Is it plugged in?", PWZ_FACT_BOOL, 5, 2);
    sample_fact(LAMP_ROOM, "lamp.room", "Room", "Which room?", PWZ_FACT_TEXT, 0, 0);
    sample_fact(LAMP_BOUGHT, "lamp.bought", "Bought on", "When?", PWZ_FACT_DATE, 0, 0);
    sample_verdict(PLUG_OUT, "plug-out", PWZ_GRADE_FIX, "The plug is out");
    sample_verdict(ALL_FINE, "all-fine", PWZ_GRADE_OK, "All is fine");
    sample_verdict(FINE_TWIN, "fine-twin", PWZ_GRADE_OK, "All is fine");
    sample_verdict(CALL_MAKER, "call-maker", PWZ_GRADE_ESCALATE, "Ask the maker");
    for (uint32_t i = 0; i < 4; i++) {
        sample_rules[i] = (struct pwz_rule){.id = 0, .step = 0, .when = i, .verdict = i};
    }
    sample_seen[0] = (struct pwz_rule){.verdict = ALL_FINE};
    sample_steps[0] = (struct pwz_step){.id = sample_text("lamp"), .fact_count = 2};
    sample_steps[1] =
        (struct pwz_step){.id = sample_text("plug"), .first_fact = 2, .fact_count = 3};
    sample_step_words[0].title = sample_text("The lamp");
    sample_step_words[1].title = sample_text("The plug");
}

static void sample_view(void)
{
    sample_meta = (struct pwz_pack_meta){
        .id = sample_text("lamps"),
        .version = sample_text("1.2.3"),
        .title = sample_text("Dark lamps"),
        .last_reviewed = sample_text("2026-11-01"),
        .sha256 = sample_text("00ff"),
    };
    sample_pack = (struct pwz_pack){
        .model = {.pool = sample_pool,
                  .facts = sample_facts,
                  .values = sample_values,
                  .steps = sample_steps,
                  .rules = sample_rules,
                  .seen = sample_seen,
                  .verdicts = sample_verdicts,
                  .fact_count = LAMP_FACTS,
                  .value_count = 7,
                  .step_count = 2,
                  .rule_count = 4,
                  .seen_count = 1,
                  .verdict_count = LAMP_VERDICTS},
        .meta = &sample_meta,
        .fact_words = sample_fact_words,
        .value_words = sample_value_words,
        .step_words = sample_step_words,
        .verdict_words = sample_verdict_words,
        .commands = sample_commands,
        .escalations = sample_escalations,
        .form_fields = sample_fields,
        .blocks = sample_blocks,
        .spans = sample_spans,
        .sources = sample_sources,
        .escalation_count = 1,
    };
}

/* For setup(): each test runs in its own process, so the pool is filled once. */
static void sample_make(void)
{
    sample_model();
    sample_words();
    sample_form();
    sample_view();
}

static void sample_say(struct pwz_facts *facts, struct pwz_statement statement)
{
    struct pwz_err err = {0};

    statement.text = statement.text != NULL ? statement.text : "";
    statement.detail = statement.detail != NULL ? statement.detail : "";
    ck_assert_msg(pwz_facts_add(facts, &statement, &err) == PWZ_OK, "%s", err.text);
}

#endif
