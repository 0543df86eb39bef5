/*
 * The store of statements about one case, and which of them holds. Statements are kept in
 * the order they were made and never overwritten; only claims can be taken back.
 */
#include "pecwiz/facts.h"

#include <assert.h>
#include <string.h>

#include "pecwiz/mem.h"
#include "pecwiz/text.h"

struct pwz_facts {
    const struct pwz_model *model;
    struct pwz_statement **list; /* each one block with its strings behind it */
    size_t count, room;
    struct standing *standing; /* one per fact */
};

/* What holds for a fact, worked out when it is asked for: reading a long case costs one
 * pass, not one for each statement. */
struct standing {
    struct pwz_holding holding;
    bool is_stale;
};

static uint32_t all_members(const struct pwz_fact *row)
{
    return row->value_count == PWZ_VALUES_MAX ? UINT32_MAX
                                              : (1U << row->value_count) - 1U;
}

static bool is_claim(const struct pwz_statement *statement)
{
    return statement->source == PWZ_SOURCE_ANSWER;
}

enum pwz_status pwz_facts_new(const struct pwz_model *model, struct pwz_facts **facts,
                              struct pwz_err *err)
{
    struct pwz_facts *made = pwz_mem_new(1, sizeof *made);

    if (made) {
        made->model = model;
        made->standing = pwz_mem_new(model->fact_count, sizeof *made->standing);
    }
    if (!made || !made->standing) {
        pwz_facts_free(made);
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    pwz_facts_clear(made);
    *facts = made;
    return PWZ_OK;
}

void pwz_facts_free(struct pwz_facts *facts)
{
    if (!facts)
        return;
    for (size_t i = 0; i < facts->count; i++)
        pwz_mem_free(facts->list[i]);
    pwz_mem_free(facts->list);
    pwz_mem_free(facts->standing);
    pwz_mem_free(facts);
}

void pwz_facts_clear(struct pwz_facts *facts)
{
    for (size_t i = 0; i < facts->count; i++)
        pwz_mem_free(facts->list[i]);
    facts->count = 0;
    for (uint32_t i = 0; i < facts->model->fact_count; i++)
        facts->standing[i] = (struct standing){.holding = {.is_absent = true}};
}

/* ---- which statement holds ---- */

enum rank {
    RANK_NOTHING,
    RANK_CLAIM,
    RANK_EVIDENCE,
    RANK_OVERRULE
};

static enum rank rank_of(const struct pwz_statement *statement)
{
    if (statement->is_failure)
        return RANK_NOTHING;
    if (!is_claim(statement))
        return RANK_EVIDENCE;
    return statement->overrules ? RANK_OVERRULE : RANK_CLAIM;
}

/* Newest statements of each rank about one fact; NULL where there is none. */
struct ranked {
    const struct pwz_statement *newest[RANK_OVERRULE + 1];
    bool any, failed;
};

static struct ranked rank_statements(const struct pwz_facts *facts, uint32_t fact)
{
    struct ranked ranked = {0};

    for (size_t i = 0; i < facts->count; i++) {
        const struct pwz_statement *statement = facts->list[i];
        if (statement->fact != fact)
            continue;
        ranked.failed |= statement->is_failure;
        ranked.any |= !statement->is_failure;
        ranked.newest[rank_of(statement)] = statement;
    }
    return ranked;
}

static struct pwz_holding hold_one(const struct ranked *ranked)
{
    struct pwz_holding holding = {.is_absent = !ranked->any};
    enum rank rank = RANK_OVERRULE;

    while (rank > RANK_NOTHING && !ranked->newest[rank])
        rank--;
    if (rank == RANK_NOTHING)
        return holding;
    holding.from = ranked->newest[rank];
    holding.is_known = !holding.from->is_unknown;
    holding.value = holding.from->value;
    return holding;
}

/* Newest statement of a rank that speaks about one member of a set. */
static const struct pwz_statement *
newest_about(const struct pwz_facts *facts, uint32_t fact, enum rank rank, uint32_t bit)
{
    for (size_t i = facts->count; i-- > 0;) {
        const struct pwz_statement *statement = facts->list[i];
        if (statement->fact == fact && rank_of(statement) == rank &&
            (statement->seen & bit))
            return statement;
    }
    return NULL;
}

/* Sets are decided member by member: evidence may see only some of them. */
static struct pwz_holding hold_set(const struct pwz_facts *facts, uint32_t fact,
                                   const struct ranked *ranked)
{
    const struct pwz_fact *row = &facts->model->facts[fact];
    struct pwz_holding holding = {.is_absent = !ranked->any};
    enum rank best = RANK_NOTHING;

    for (uint32_t i = 0; i < row->value_count; i++) {
        const struct pwz_statement *from = NULL;
        enum rank rank = RANK_OVERRULE;
        for (; rank > RANK_NOTHING; rank--)
            if (ranked->newest[rank] && (from = newest_about(facts, fact, rank, 1U << i)))
                break;
        if (!from)
            continue;
        if (rank >= best) {
            best = rank;
            holding.from = from;
        }
        if (from->is_unknown)
            continue;
        holding.seen |= 1U << i;
        holding.value |= from->value & (1U << i);
    }
    holding.is_known = holding.seen == all_members(row);
    return holding;
}

/* The newest claim (an overrule is one) against the newest evidence, where both speak. */
static bool disagrees(const struct pwz_model *model, const struct ranked *ranked)
{
    const struct pwz_statement *evidence = ranked->newest[RANK_EVIDENCE];
    const struct pwz_statement *claim = ranked->newest[RANK_OVERRULE];

    if (!claim)
        claim = ranked->newest[RANK_CLAIM];
    if (!evidence || !claim || claim->is_unknown)
        return false;
    if (model->facts[claim->fact].type == PWZ_FACT_SET)
        return ((claim->value ^ evidence->value) & claim->seen & evidence->seen) != 0;
    return claim->value != evidence->value || strcmp(claim->text, evidence->text) != 0;
}

static struct pwz_holding work_out(const struct pwz_facts *facts, uint32_t fact)
{
    struct ranked ranked = rank_statements(facts, fact);
    bool is_set = facts->model->facts[fact].type == PWZ_FACT_SET;
    struct pwz_holding holding =
        is_set ? hold_set(facts, fact, &ranked) : hold_one(&ranked);

    holding.is_conflict = disagrees(facts->model, &ranked);
    holding.is_overruled = ranked.newest[RANK_OVERRULE] && ranked.newest[RANK_EVIDENCE];
    holding.has_failed = ranked.failed && !holding.is_known;
    return holding;
}

/* ---- adding and taking back ---- */

static enum pwz_status check_value(const struct pwz_model *model,
                                   const struct pwz_statement *statement,
                                   struct pwz_err *err)
{
    const struct pwz_fact *row;

    if (statement->fact >= model->fact_count)
        return pwz_err_set(err, PWZ_E_RANGE, "there is no such fact");
    if (statement->is_unknown || statement->is_failure)
        return PWZ_OK;
    row = &model->facts[statement->fact];
    if (row->value_count == 0 && statement->text && *statement->text)
        return PWZ_OK;
    if (row->type == PWZ_FACT_SET) {
        if (((statement->value | statement->seen) & ~all_members(row)) == 0)
            return PWZ_OK;
    } else if (statement->value < row->value_count) {
        return PWZ_OK;
    }
    return pwz_err_set(err, PWZ_E_RANGE, "'%s' has no such value",
                       pwz_fact_id(model, statement->fact));
}

/* One block: the statement, then its two strings. */
static struct pwz_statement *copy_statement(const struct pwz_statement *from)
{
    const char *text = from->text ? from->text : "",
               *detail = from->detail ? from->detail : "";
    size_t text_size = strlen(text) + 1, detail_size = strlen(detail) + 1;
    struct pwz_statement *copy = pwz_mem_new(1, sizeof *copy + text_size + detail_size);

    if (!copy)
        return NULL;
    char *strings = (char *)(copy + 1);
    *copy = *from;
    copy->text = memcpy(strings, text, text_size);
    copy->detail = memcpy(strings + text_size, detail, detail_size);
    return copy;
}

static bool make_room(struct pwz_facts *facts)
{
    if (facts->count < facts->room)
        return true;
    size_t room = facts->room ? facts->room * 2 : 64;
    struct pwz_statement **list = pwz_mem_resize(facts->list, room, sizeof(*list));
    if (!list)
        return false;
    facts->list = list;
    facts->room = room;
    return true;
}

enum pwz_status pwz_facts_add(struct pwz_facts *facts,
                              const struct pwz_statement *statement, struct pwz_err *err)
{
    enum pwz_status status = check_value(facts->model, statement, err);

    if (status != PWZ_OK)
        return status;
    if (facts->count >= PWZ_STATEMENTS_MAX)
        return pwz_err_set(err, PWZ_E_LIMIT, "a case keeps at most %d statements",
                           PWZ_STATEMENTS_MAX);
    struct pwz_statement *copy = make_room(facts) ? copy_statement(statement) : NULL;
    if (!copy)
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory: the answer was not taken");
    /* A person who answers a question about a set answers for every member. */
    if (is_claim(copy))
        copy->seen = all_members(&facts->model->facts[copy->fact]);
    copy->value =
        copy->is_unknown || copy->is_failure
            ? 0
            : copy->value &
                  (facts->model->facts[copy->fact].type == PWZ_FACT_SET ? copy->seen
                                                                        : UINT32_MAX);
    facts->list[facts->count++] = copy;
    facts->standing[copy->fact].is_stale = true;
    return PWZ_OK;
}

void pwz_facts_retract(struct pwz_facts *facts, uint32_t fact)
{
    size_t kept = 0;

    for (size_t i = 0; i < facts->count; i++) {
        struct pwz_statement *statement = facts->list[i];
        if (statement->fact == fact && is_claim(statement))
            pwz_mem_free(statement);
        else
            facts->list[kept++] = statement;
    }
    facts->count = kept;
    facts->standing[fact].is_stale = true;
}

size_t pwz_facts_count(const struct pwz_facts *facts)
{
    return facts->count;
}

const struct pwz_statement *pwz_facts_at(const struct pwz_facts *facts, size_t index)
{
    assert(index < facts->count);
    return facts->list[index];
}

struct pwz_holding pwz_facts_holding(const struct pwz_facts *facts, uint32_t fact)
{
    assert(fact < facts->model->fact_count);

    struct standing *standing = &facts->standing[fact];

    if (standing->is_stale) {
        standing->holding = work_out(facts, fact);
        standing->is_stale = false;
    }
    return standing->holding;
}
