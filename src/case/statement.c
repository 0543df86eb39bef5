/*
 * Statements by index, as a model has them, and by id, as a journal keeps them. What does
 * not fit is told in words, not dropped.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "case/store.h"

/* ---- to the journal ---- */

static uint32_t all_members(const struct pwz_fact *fact)
{
    return fact->value_count == PWZ_VALUES_MAX ? UINT32_MAX
                                               : (1U << fact->value_count) - 1U;
}

static size_t list_members(const struct pwz_model *model, uint32_t fact, uint32_t mask,
                           const char *list[PWZ_VALUES_MAX])
{
    size_t count = 0;

    for (uint32_t i = 0; i < model->facts[fact].value_count; i++) {
        if ((mask >> i & 1U) != 0) {
            list[count++] = pwz_value_id(model, fact, i);
        }
    }
    return count;
}

static enum pwz_status fail_value(const struct pwz_model *model, uint32_t fact,
                                  struct pwz_err *err)
{
    return pwz_err_set(err, PWZ_E_RANGE, "'%s' has no such value",
                       pwz_fact_id(model, fact));
}

static enum pwz_status encode_set(const struct pwz_model *model,
                                  const struct pwz_statement *statement,
                                  struct draft *draft, struct pwz_err *err)
{
    const uint32_t all = all_members(&model->facts[statement->fact]);
    const bool is_claim = statement->source == PWZ_SOURCE_ANSWER;
    const uint32_t seen = is_claim ? all : statement->seen;

    if (((statement->value | statement->seen) & ~all) != 0) {
        return fail_value(model, statement->fact, err);
    }
    draft->event.e.is_set = true;
    draft->event.e.values = draft->values;
    draft->event.e.value_count =
        list_members(model, statement->fact, statement->value & seen, draft->values);
    if (!is_claim) {
        draft->event.e.seen = draft->seen;
        draft->event.e.seen_count =
            list_members(model, statement->fact, seen, draft->seen);
    }
    return PWZ_OK;
}

static enum pwz_status encode_value(const struct pwz_model *model,
                                    const struct pwz_statement *statement,
                                    struct draft *draft, struct pwz_err *err)
{
    const struct pwz_fact *fact = &model->facts[statement->fact];

    if (fact->type == PWZ_FACT_SET) {
        return encode_set(model, statement, draft, err);
    }
    if (fact->value_count == 0) {
        draft->values[0] = statement->text == NULL ? "" : statement->text;
    } else if (statement->value < fact->value_count) {
        draft->values[0] = pwz_value_id(model, statement->fact, statement->value);
    } else {
        return fail_value(model, statement->fact, err);
    }
    draft->event.e.values = draft->values;
    draft->event.e.value_count = 1;
    return draft->values[0][0] == '\0' ? fail_value(model, statement->fact, err) : PWZ_OK;
}

/* What is longer is cut: a detail says where something comes from, it is no value. */
static void encode_detail(const struct pwz_statement *statement, struct draft *draft)
{
    const char *detail = statement->detail == NULL ? "" : statement->detail;

    pwz_text_gate_into(detail, strlen(detail), draft->detail, sizeof(draft->detail));
    draft->event.e.detail = draft->detail;
}

static enum pwz_status encode_statement(const struct pwz_model *model,
                                        const struct pwz_statement *statement,
                                        struct draft *draft, struct pwz_err *err)
{
    struct pwz_case_event *e = &draft->event.e;
    const bool is_claim = statement->source == PWZ_SOURCE_ANSWER;

    if (statement->source >= PWZ_SOURCE_COUNT || (is_claim && statement->is_failure) ||
        (!is_claim && statement->is_unknown)) {
        return pwz_err_set(err, PWZ_E_RANGE,
                           "a person says a value or \"don't know\"; evidence is a value "
                           "or a failure");
    }
    e->kind = is_claim ? PWZ_ENTRY_ANSWER : PWZ_ENTRY_EVIDENCE;
    e->source = statement->source;
    e->overrules = is_claim && statement->overrules;
    e->is_unknown = statement->is_unknown;
    e->is_failure = statement->is_failure;
    encode_detail(statement, draft);
    return statement->is_unknown || statement->is_failure
               ? PWZ_OK
               : encode_value(model, statement, draft, err);
}

enum pwz_status statement_encode(const struct pwz_model *model,
                                 const struct pwz_entry *entry, struct draft *draft,
                                 struct pwz_err *err)
{
    struct pwz_case_event *e = &draft->event.e;

    if ((uint32_t)entry->kind >= PWZ_ENTRY_KIND_COUNT || entry->kind == PWZ_ENTRY_OPEN ||
        entry->kind == PWZ_ENTRY_CONTENT ||
        (uint32_t)entry->outcome >= PWZ_OUTCOME_COUNT) {
        return pwz_err_set(err, PWZ_E_RANGE, "no entry that can be added to a case");
    }
    e->text = entry->text;
    e->of = entry->of;
    e->outcome = entry->outcome;
    const bool is_about_fact =
        entry->kind == PWZ_ENTRY_FLAG && entry->statement.fact != PWZ_NONE;

    if (!pwz_entry_is_undoable(entry->kind) && !is_about_fact) {
        return PWZ_OK;
    }
    if (entry->statement.fact >= model->fact_count) {
        return pwz_err_set(err, PWZ_E_RANGE, "there is no such fact");
    }
    e->fact = pwz_fact_id(model, entry->statement.fact);
    return entry->kind == PWZ_ENTRY_RETRACT || is_about_fact
               ? PWZ_OK
               : encode_statement(model, &entry->statement, draft, err);
}

/* ---- from the journal ---- */

static enum pwz_status decode_mask(const struct pwz_model *model, uint32_t fact,
                                   const char *const *ids, size_t count, uint32_t *mask,
                                   struct pwz_err *err)
{
    *mask = 0;
    for (size_t i = 0; i < count; i++) {
        const uint32_t value = pwz_fact_value(model, fact, ids[i]);

        if (value == PWZ_NONE) {
            return pwz_err_set(err, PWZ_E_RANGE, "'%s' has no value '%s' in this content",
                               pwz_fact_id(model, fact), ids[i]);
        }
        *mask |= 1U << value;
    }
    return PWZ_OK;
}

/* A typed value must still be what a person could type today: it goes into commands. */
static enum pwz_status decode_text(const struct pwz_model *model,
                                   const struct pwz_case_event *event,
                                   struct pwz_statement *to, struct pwz_err *err)
{
    struct pwz_buf normal;
    struct pwz_err why = {0};
    enum pwz_status status;

    pwz_buf_init(&normal, (size_t)4 * PWZ_TEXT_MAX);
    status = pwz_fact_check_text(model, to->fact, event->values[0], &normal, &why);
    if (status == PWZ_OK && strcmp(pwz_buf_text(&normal), event->values[0]) != 0) {
        status = pwz_err_set(&why, PWZ_E_RANGE, "Not in normal form.");
    }
    pwz_buf_done(&normal);
    to->text = event->values[0];
    return status == PWZ_OK || status == PWZ_E_NOMEM
               ? status
               : pwz_err_set(err, PWZ_E_RANGE, "'%s' for '%s': %s", event->values[0],
                             event->fact, why.text);
}

static enum pwz_status decode_value(const struct pwz_model *model,
                                    const struct pwz_case_event *event,
                                    struct pwz_statement *to, struct pwz_err *err)
{
    const struct pwz_fact *fact = &model->facts[to->fact];
    enum pwz_status status;

    if (event->is_set != (fact->type == PWZ_FACT_SET)) {
        return pwz_err_set(err, PWZ_E_RANGE, "'%s' has another type in this content",
                           event->fact);
    }
    if (event->is_set) {
        status = decode_mask(model, to->fact, event->values, event->value_count,
                             &to->value, err);
        return status == PWZ_OK ? decode_mask(model, to->fact, event->seen,
                                              event->seen_count, &to->seen, err)
                                : status;
    }
    if (fact->value_count == 0) {
        return decode_text(model, event, to, err);
    }
    status = decode_mask(model, to->fact, event->values, 1, &to->value, err);
    if (status == PWZ_OK) {
        to->value = pwz_fact_value(model, to->fact, event->values[0]);
    }
    return status;
}

enum pwz_status statement_decode(const struct pwz_model *model,
                                 const struct pwz_case_event *event, uint32_t fact,
                                 struct pwz_entry *entry, struct pwz_err *err)
{
    if (fact == PWZ_NONE) {
        return pwz_err_set(err, PWZ_E_RANGE, "this content has no fact '%s'",
                           event->fact);
    }
    *entry = (struct pwz_entry){
        .kind = event->kind,
        .statement = {.fact = fact,
                      .source = event->source,
                      .overrules = event->overrules,
                      .is_unknown = event->is_unknown,
                      .is_failure = event->is_failure,
                      .text = "",
                      .detail = event->detail,
                      .at = event->made},
        .text = "",
    };
    return event->kind == PWZ_ENTRY_RETRACT || event->is_unknown || event->is_failure
               ? PWZ_OK
               : decode_value(model, event, &entry->statement, err);
}
