/*
 * Facts and statements in words for people: the value, where it comes from and when.
 *
 * Must not know: which fact means what; labels come from the pack.
 */
#include "pecwiz/report.h"

#include "report/parts.h"

/* What is said about one fact, whoever says it. */
struct said {
    bool is_known;
    uint32_t value, seen;
    const char *text;
};

/* How a source reads in "(… 2026-11-24 12:00 UTC)". */
static const char *const origin_words[PWZ_SOURCE_COUNT] = {
    [PWZ_SOURCE_ANSWER] = "answered",
    [PWZ_SOURCE_FILE] = "from a file",
    [PWZ_SOURCE_PASTE] = "pasted",
    [PWZ_SOURCE_LIVE] = "checked",
};

static const char *value_label(const struct pwz_pack *pack, uint32_t fact, uint32_t value)
{
    const struct pwz_fact *row = &pack->model.facts[fact];

    return pwz_pack_text(pack, pack->value_words[row->first_value + value].label);
}

/* Labels of the members in `mask`, joined by ", "; returns how many. */
static uint32_t add_members(const struct pwz_pack *pack, uint32_t fact, uint32_t mask,
                            struct pwz_buf *out)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < pack->model.facts[fact].value_count; i++) {
        if ((mask >> i & 1U) == 0) {
            continue;
        }
        pwz_buf_adds(out, count > 0 ? ", " : "");
        pwz_buf_adds(out, value_label(pack, fact, i));
        count++;
    }
    return count;
}

static void add_set(const struct pwz_pack *pack, uint32_t fact, const struct said *said,
                    struct pwz_buf *out)
{
    const uint32_t count = pack->model.facts[fact].value_count;
    const uint32_t all = count == PWZ_VALUES_MAX ? UINT32_MAX : (1U << count) - 1U;
    const uint32_t open = all & ~said->seen;

    if (add_members(pack, fact, said->value, out) == 0) {
        pwz_buf_adds(out, open == 0 ? "none of these" : "none of those seen");
    }
    if (open != 0) {
        pwz_buf_adds(out, "; not known: ");
        add_members(pack, fact, open, out);
    }
}

static void add_said(const struct pwz_pack *pack, uint32_t fact, const struct said *said,
                     struct pwz_buf *out)
{
    const struct pwz_fact *row = &pack->model.facts[fact];

    if (!said->is_known) {
        pwz_buf_adds(out, "don't know");
    } else if (row->type == PWZ_FACT_SET) {
        add_set(pack, fact, said, out);
    } else if (row->value_count > 0) {
        pwz_buf_adds(out, value_label(pack, fact, said->value));
    } else {
        pwz_buf_adds(out, said->text);
    }
}

void pwz_report_value(const struct pwz_pack *pack, const struct pwz_facts *facts,
                      uint32_t fact, struct pwz_buf *out)
{
    const struct pwz_holding holding = pwz_facts_holding(facts, fact);
    const struct said said = {
        .is_known = holding.is_known || holding.seen != 0,
        .value = holding.value,
        .seen = holding.seen,
        .text = holding.from != NULL ? holding.from->text : "",
    };

    if (holding.is_absent) {
        pwz_buf_adds(out, holding.has_failed ? "could not be found out" : "not asked");
        return;
    }
    add_said(pack, fact, &said, out);
}

void pwz_report_said(const struct pwz_pack *pack, const struct pwz_statement *statement,
                     struct pwz_buf *out)
{
    const struct said said = {
        .is_known = !statement->is_unknown,
        .value = statement->value,
        .seen = statement->seen,
        .text = statement->text,
    };

    if (statement->is_failure) {
        pwz_buf_adds(out, "could not be found out");
        return;
    }
    add_said(pack, statement->fact, &said, out);
}

void pwz_report_origin(const struct pwz_statement *statement, struct pwz_buf *out)
{
    pwz_buf_adds(out, " (");
    pwz_buf_adds(out, origin_words[statement->source]);
    pwz_buf_adds(out, statement->overrules ? " against the evidence " : " ");
    pwz_report_moment(statement->at, out);
    if (statement->detail[0] != '\0') {
        pwz_buf_adds(out, "; ");
        pwz_buf_adds(out, statement->detail);
    }
    pwz_buf_addc(out, ')');
}

void pwz_report_proof(const struct pwz_pack *pack, const struct pwz_facts *facts,
                      uint32_t fact, struct pwz_buf *out)
{
    const struct pwz_holding holding = pwz_facts_holding(facts, fact);

    pwz_report_value(pack, facts, fact, out);
    if (holding.from != NULL) {
        pwz_report_origin(holding.from, out);
    }
    if (holding.is_conflict) {
        pwz_buf_adds(out, "; another source says otherwise");
    }
}

/* ---- which statements count ---- */

/* The stronger wins; among equals the newer, which is the later one. */
static int strength(const struct pwz_statement *statement)
{
    if (statement->is_failure) {
        return 0;
    }
    if (statement->source != PWZ_SOURCE_ANSWER) {
        return 2;
    }
    return statement->overrules ? 3 : 1;
}

bool pwz_report_counts(const struct pwz_pack *pack, const struct pwz_facts *facts,
                       const struct pwz_statement *statement)
{
    const bool is_set = pack->model.facts[statement->fact].type == PWZ_FACT_SET;
    const size_t count = pwz_facts_count(facts);
    uint32_t left = is_set ? statement->seen : 1U;
    bool is_later = false;

    if (statement->is_failure) {
        return pwz_facts_holding(facts, statement->fact).has_failed;
    }
    for (size_t i = 0; i < count; i++) {
        const struct pwz_statement *other = pwz_facts_at(facts, i);

        if (other == statement) {
            is_later = true;
            continue;
        }
        if (other->fact != statement->fact || strength(other) < strength(statement) ||
            (strength(other) == strength(statement) && !is_later)) {
            continue;
        }
        left &= is_set ? ~other->seen : 0U;
    }
    return left != 0;
}
