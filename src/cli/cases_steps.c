/*
 * The journal of a case as lines for people and as JSON: what was answered, seen, noted,
 * copied and undone, by whom and when.
 *
 * Must not know: the form of a case file.
 */
#include "cli/cases_steps.h"

#include <string.h>

#include "pecwiz/time.h"

/* ---- names ---- */

static const char *label_of(const struct pwz_pack *pack, const char *fact)
{
    const uint32_t index = pwz_model_fact(&pack->model, fact);

    return index == PWZ_NONE ? fact : pwz_pack_text(pack, pack->fact_words[index].label);
}

static const char *value_of(const struct pwz_pack *pack, const char *fact,
                            const char *value)
{
    const uint32_t index = pwz_model_fact(&pack->model, fact);
    uint32_t found = PWZ_NONE;

    if (index != PWZ_NONE && pwz_fact_has_values(&pack->model, index)) {
        found = pwz_fact_value(&pack->model, index, value);
    }
    return found == PWZ_NONE
               ? value
               : pwz_pack_text(
                     pack, pack->value_words[pack->model.facts[index].first_value + found]
                               .label);
}

/* ---- what an entry says ---- */

static void say_values(const struct pwz_pack *pack, const struct pwz_case_event *event,
                       struct pwz_buf *out)
{
    pwz_buf_addf(out, "%s: ", label_of(pack, event->fact));
    if (event->is_failure || event->is_unknown) {
        pwz_buf_adds(out, event->is_unknown ? "don't know" : "could not be found out");
    } else if (event->value_count == 0) {
        pwz_buf_adds(out, "none of these");
    }
    for (size_t i = 0; i < event->value_count; i++) {
        pwz_buf_addf(out, "%s%s", i > 0 ? ", " : "",
                     value_of(pack, event->fact, event->values[i]));
    }
    if (event->detail[0] != '\0') {
        pwz_buf_addf(out, " (%s)", event->detail);
    }
    pwz_buf_adds(out, event->overrules ? ", against the evidence" : "");
}

static void say_answer(const struct pwz_pack *pack, const struct pwz_case_event *event,
                       struct pwz_buf *out)
{
    if (event->kind == PWZ_ENTRY_EVIDENCE) {
        pwz_buf_addf(out, "%s, ", pwz_source_word(event->source));
    }
    say_values(pack, event, out);
}

static void say_fact(const struct pwz_pack *pack, const struct pwz_case_event *event,
                     struct pwz_buf *out)
{
    pwz_buf_adds(out, label_of(pack, event->fact));
}

static void say_text(const struct pwz_pack *pack, const struct pwz_case_event *event,
                     struct pwz_buf *out)
{
    (void)pack;
    pwz_buf_adds(out, event->text);
}

static void say_flag(const struct pwz_pack *pack, const struct pwz_case_event *event,
                     struct pwz_buf *out)
{
    pwz_buf_addf(out, "unclear: %s%s%s",
                 event->fact[0] != '\0' ? label_of(pack, event->fact) : "the result",
                 event->text[0] != '\0' ? ": " : "", event->text);
}

static void say_content(const struct pwz_pack *pack, const struct pwz_case_event *event,
                        struct pwz_buf *out)
{
    (void)pack;
    pwz_buf_addf(out, "content %s %s (%.8s)", event->content.id, event->content.version,
                 event->content.sha256);
    if (event->kind == PWZ_ENTRY_OPEN && event->forked_from[0] != '\0') {
        pwz_buf_addf(out, ", begun from case %s", event->forked_from);
    }
}

static void say_outcome(const struct pwz_pack *pack, const struct pwz_case_event *event,
                        struct pwz_buf *out)
{
    (void)pack;
    pwz_buf_addf(out, "%s%s%s", pwz_outcome_word(event->outcome),
                 event->text[0] != '\0' ? ": " : "", event->text);
}

static void say_other(const struct pwz_pack *pack, const struct pwz_case_event *event,
                      struct pwz_buf *out)
{
    (void)pack;
    pwz_buf_addf(out, "entry %u%s%s", event->of, event->text[0] != '\0' ? ": " : "",
                 event->text);
}

static const struct {
    void (*say)(const struct pwz_pack *pack, const struct pwz_case_event *event,
                struct pwz_buf *out);
} sayers[PWZ_ENTRY_KIND_COUNT] = {
    [PWZ_ENTRY_OPEN] = {say_content},    [PWZ_ENTRY_ANSWER] = {say_answer},
    [PWZ_ENTRY_EVIDENCE] = {say_answer}, [PWZ_ENTRY_RETRACT] = {say_fact},
    [PWZ_ENTRY_UNDO] = {say_fact},       [PWZ_ENTRY_NOTE] = {say_text},
    [PWZ_ENTRY_HOLD] = {say_text},       [PWZ_ENTRY_UNHOLD] = {say_text},
    [PWZ_ENTRY_COPY] = {say_text},       [PWZ_ENTRY_FOLLOW_UP] = {say_outcome},
    [PWZ_ENTRY_CONTENT] = {say_content}, [PWZ_ENTRY_HAND_OVER] = {say_text},
    [PWZ_ENTRY_CLOSE] = {say_text},      [PWZ_ENTRY_REOPEN] = {say_text},
    [PWZ_ENTRY_SET_ASIDE] = {say_other}, [PWZ_ENTRY_FLAG] = {say_flag},
};

/* ---- lines ---- */

static void write_marks(const struct pwz_case_event *event, struct pwz_buf *out)
{
    pwz_buf_adds(out, event->is_undone ? " [undone]" : "");
    pwz_buf_adds(out, event->is_retracted && !event->is_undone ? " [taken back]" : "");
    pwz_buf_adds(out, event->is_aside ? " [set aside]" : "");
}

/* "3  2026-11-24T12:00:05Z  ada  answer  Role: not eligible [undone]" */
static void write_step(const struct pwz_pack *pack, const struct pwz_case_event *event,
                       bool is_hidden, struct pwz_buf *out)
{
    char at[PWZ_TIME_SIZE];

    pwz_time_text(event->at, at);
    pwz_buf_adds(out, event->is_resumed ? "-- taken up again --\n" : "");
    pwz_buf_addf(out, "%u  %s  %s  %s", event->number, at, event->by,
                 pwz_entry_kind_word(event->kind));
    const size_t before = out->len;

    pwz_buf_adds(out, "  ");
    if (!is_hidden && (size_t)event->kind < sizeof(sayers) / sizeof(sayers[0]) &&
        sayers[event->kind].say != NULL) {
        sayers[event->kind].say(pack, event, out);
    }
    if (out->len == before + 2 && out->data != NULL) {
        out->len = before;
        out->data[before] = '\0';
    }
    write_marks(event, out);
    pwz_buf_addc(out, '\n');
    if (event->has_shown) {
        pwz_buf_addf(out, "   result on the screen: %s\n",
                     pwz_store_verdict(pack, event->shown.verdict));
    }
}

static bool is_hidden(const struct pwz_case_event *event, bool hides_notes)
{
    return hides_notes && event->kind == PWZ_ENTRY_NOTE;
}

void pwz_steps_write(const struct pwz_case *open, const struct pwz_pack *pack,
                     bool hides_notes, struct pwz_buf *out)
{
    for (size_t i = 0; i < pwz_case_event_count(open); i++) {
        const struct pwz_case_event *event = pwz_case_event_at(open, i);

        write_step(pack, event, is_hidden(event, hides_notes), out);
    }
}

void pwz_notes_write(const struct pwz_case *open, struct pwz_buf *out)
{
    for (size_t i = 0; i < pwz_case_event_count(open); i++) {
        const struct pwz_case_event *event = pwz_case_event_at(open, i);
        char at[PWZ_TIME_SIZE];

        if (event->kind == PWZ_ENTRY_NOTE) {
            pwz_time_text(event->at, at);
            pwz_buf_addf(out, "%s  %s: %s\n", at, event->by, event->text);
        }
    }
}

/* ---- JSON ---- */

static void put_text(struct pwz_json_writer *writer, const char *key, const char *text)
{
    if (text[0] != '\0') {
        pwz_json_key(writer, key);
        pwz_json_string(writer, text);
    }
}

static void put_flag(struct pwz_json_writer *writer, const char *key, bool value)
{
    if (value) {
        pwz_json_key(writer, key);
        pwz_json_bool(writer, true);
    }
}

static void put_list(struct pwz_json_writer *writer, const char *key,
                     const char *const *items, size_t count)
{
    pwz_json_key(writer, key);
    pwz_json_open_inline(writer, '[');
    for (size_t i = 0; i < count; i++) {
        pwz_json_string(writer, items[i]);
    }
    pwz_json_close(writer, ']');
}

static void put_statement(struct pwz_json_writer *writer,
                          const struct pwz_case_event *event)
{
    put_text(writer, "fact", event->fact);
    if (event->kind != PWZ_ENTRY_ANSWER && event->kind != PWZ_ENTRY_EVIDENCE) {
        return;
    }
    put_text(writer, "source", pwz_source_word(event->source));
    put_list(writer, "values", event->values, event->value_count);
    if (event->seen_count > 0) {
        put_list(writer, "seen", event->seen, event->seen_count);
    }
    put_flag(writer, "unknown", event->is_unknown);
    put_flag(writer, "failed", event->is_failure);
    put_flag(writer, "overrules", event->overrules);
    put_text(writer, "detail", event->detail);
}

static void put_content(struct pwz_json_writer *writer,
                        const struct pwz_case_content *content)
{
    if (content->id[0] == '\0') {
        return;
    }
    pwz_json_key(writer, "content");
    pwz_json_open_inline(writer, '{');
    put_text(writer, "id", content->id);
    put_text(writer, "version", content->version);
    put_text(writer, "sha256", content->sha256);
    pwz_json_close(writer, '}');
}

static void put_step(struct pwz_json_writer *writer, const struct pwz_case_event *event,
                     bool hides_notes)
{
    char at[PWZ_TIME_SIZE];

    pwz_time_text(event->at, at);
    pwz_json_open(writer, '{');
    pwz_json_key(writer, "number");
    pwz_json_integer(writer, event->number);
    put_text(writer, "kind", pwz_entry_kind_word(event->kind));
    put_text(writer, "at", at);
    put_text(writer, "by", event->by);
    put_text(writer, "program", event->program);
    put_statement(writer, event);
    put_text(writer, "text", is_hidden(event, hides_notes) ? "" : event->text);
    if (event->kind == PWZ_ENTRY_FOLLOW_UP) {
        put_text(writer, "outcome", pwz_outcome_word(event->outcome));
    }
    put_content(writer, &event->content);
    put_flag(writer, "resumed", event->is_resumed);
    put_flag(writer, "undone", event->is_undone);
    put_flag(writer, "retracted", event->is_retracted);
    put_flag(writer, "aside", event->is_aside);
    if (event->has_shown) {
        put_text(writer, "status", pwz_case_status_word(event->shown.status));
        put_text(writer, "verdict", event->shown.verdict);
    }
    pwz_json_close(writer, '}');
}

void pwz_steps_json(const struct pwz_case *open, bool hides_notes,
                    struct pwz_json_writer *writer)
{
    pwz_json_open(writer, '[');
    for (size_t i = 0; i < pwz_case_event_count(open); i++) {
        put_step(writer, pwz_case_event_at(open, i), hides_notes);
    }
    pwz_json_close(writer, ']');
}
