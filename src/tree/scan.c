/*
 * The direct three-valued scan of the rules: also found, also seen, step states. Kept
 * apart from the diagram, which is for the first match only.
 */
#include "tree/walk_state.h"

static enum pwz_truth rule_truth(const struct pwz_walk *walk, const struct pwz_rule *rule)
{
    return tree_truth(&walk->knowledge, rule->when);
}

void scan_rules(struct pwz_walk *walk)
{
    const struct pwz_model *model = walk->model;
    struct pwz_result *result = &walk->result;

    result->also_found_count = result->also_seen_count = 0;
    for (uint32_t i = 0; i < model->rule_count; i++)
        if (model->rules[i].when != PWZ_NONE && i != result->rule &&
            rule_truth(walk, &model->rules[i]) == PWZ_TRUE)
            walk->also_found[result->also_found_count++] = i;
    for (uint32_t i = 0; i < model->seen_count; i++)
        if (model->seen[i].verdict != result->verdict &&
            rule_truth(walk, &model->seen[i]) == PWZ_TRUE)
            walk->also_seen[result->also_seen_count++] = i;
}

/* What the rules of one step's row say together. */
struct row {
    bool fails, warns, all_false;
};

static bool is_soft(uint32_t grade)
{
    return grade == PWZ_GRADE_WAIT || grade == PWZ_GRADE_UNCONFIRMED;
}

static struct row read_row(const struct pwz_walk *walk, uint32_t step)
{
    const struct pwz_model *model = walk->model;
    struct row row = {.all_false = true};

    for (uint32_t i = 0; i < model->rule_count; i++) {
        if (model->rules[i].step != step)
            continue;
        enum pwz_truth truth = rule_truth(walk, &model->rules[i]);
        uint32_t grade = model->verdicts[model->rules[i].verdict].grade;
        row.all_false &= truth == PWZ_FALSE;
        row.warns |= truth == PWZ_TRUE && is_soft(grade);
        row.fails |= truth == PWZ_TRUE && !is_soft(grade) && grade != PWZ_GRADE_OK;
    }
    for (uint32_t i = 0; i < walk->result.also_seen_count; i++)
        row.warns |= model->seen[walk->also_seen[i]].step == step;
    return row;
}

static bool has_failed_evidence(const struct pwz_walk *walk, const struct pwz_step *step)
{
    for (uint32_t i = 0; i < step->fact_count; i++)
        if (walk->knowledge.holding[step->first_fact + i].has_failed)
            return true;
    return false;
}

static bool has_conflict(const struct pwz_walk *walk, const struct pwz_step *step)
{
    for (uint32_t i = 0; i < step->fact_count; i++)
        if (walk->knowledge.holding[step->first_fact + i].is_conflict)
            return true;
    return false;
}

static bool is_not_applicable(const struct pwz_walk *walk, const struct pwz_step *step)
{
    if (step->only_when != PWZ_NONE && step->only_when != (uint32_t)walk->result.status)
        return true;
    return step->not_applicable != PWZ_NONE &&
           tree_truth(&walk->knowledge, step->not_applicable) == PWZ_TRUE;
}

/* First that fits, in the order of vocabulary.md ("Step status"). */
static enum pwz_step_status judge_step(const struct pwz_walk *walk, uint32_t index)
{
    const struct pwz_step *step = &walk->model->steps[index];
    struct row row = read_row(walk, index);

    if (has_failed_evidence(walk, step))
        return PWZ_STEP_ERROR;
    if (row.fails)
        return PWZ_STEP_FAIL;
    if (is_not_applicable(walk, step))
        return PWZ_STEP_NOT_APPLICABLE;
    if (row.warns || has_conflict(walk, step))
        return PWZ_STEP_WARN;
    return row.all_false ? PWZ_STEP_PASS : PWZ_STEP_UNKNOWN;
}

void scan_steps(struct pwz_walk *walk)
{
    for (uint32_t i = 0; i < walk->model->step_count; i++)
        walk->step_status[i] = (uint8_t)judge_step(walk, i);
}
