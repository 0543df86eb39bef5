/*
 * Part by part comparison; see compare.h.
 */
#include "compare.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

struct answer_sheet sheet_new(const struct bridge *bridge)
{
    struct answer_sheet sheet = {0};
    struct pwz_err err = {0};
    ck_assert(pwz_facts_new(bridge->model, &sheet.facts, &err) == PWZ_OK);
    ck_assert(pwz_walk_new(bridge->model, &sheet.walk, &err) == PWZ_OK);
    return sheet;
}

void sheet_free(struct answer_sheet *sheet)
{
    pwz_walk_free(sheet->walk);
    pwz_facts_free(sheet->facts);
}

void sheet_fill(struct answer_sheet *sheet, const struct bridge *bridge,
                const struct known *k, const int *order)
{
    pwz_facts_clear(sheet->facts);
    bridge_add_all(bridge, sheet->facts, k, order);
    sheet->result = pwz_walk_update(sheet->walk, sheet->facts);
}

static bool same_word(const char *part, const char *expected, const char *got)
{
    bool same = strcmp(expected, got) == 0;
    if (!same) {
        fprintf(stderr, "%s: expected %s, got %s\n", part, expected, got);
    }
    return same;
}

static struct names verdict_names(const struct pwz_model *model, const uint32_t *verdicts,
                                  uint32_t count)
{
    struct names names = {.count = 0};
    for (uint32_t i = 0; i < count && i < RULES_MAX; i++) {
        names.name[names.count++] = pwz_verdict_id(model, verdicts[i]);
    }
    return names;
}

static struct names rule_names(const struct pwz_model *model,
                               const struct pwz_rule *rules, const uint32_t *indices,
                               uint32_t count)
{
    struct names names = {.count = 0};
    for (uint32_t i = 0; i < count && i < RULES_MAX; i++) {
        names.name[names.count++] = pwz_verdict_id(model, rules[indices[i]].verdict);
    }
    return names;
}

static void print_names(const char *part, const char *what, const struct names *names)
{
    fprintf(stderr, "%s %s:", part, what);
    for (int i = 0; i < names->count; i++) {
        fprintf(stderr, " %s", names->name[i]);
    }
    fprintf(stderr, "\n");
}

static bool same_names(const char *part, const struct names *expected,
                       const struct names *got)
{
    bool same = expected->count == got->count;
    for (int i = 0; same && i < expected->count; i++) {
        same = strcmp(expected->name[i], got->name[i]) == 0;
    }
    if (!same) {
        print_names(part, "expected", expected);
        print_names(part, "got", got);
    }
    return same;
}

static bool same_lists(const struct pwz_model *model, const struct judgement *judgement,
                       const struct pwz_result *result)
{
    struct names possible =
        verdict_names(model, result->possible, result->possible_count);
    struct names found =
        rule_names(model, model->rules, result->also_found, result->also_found_count);
    struct names seen =
        rule_names(model, model->seen, result->also_seen, result->also_seen_count);
    bool same = same_names("possible", &judgement->possible, &possible);
    same &= same_names("also_found", &judgement->also_found, &found);
    same &= same_names("also_seen", &judgement->also_seen, &seen);
    return same;
}

static bool same_steps(const struct pwz_model *model, const struct judgement *judgement,
                       const struct pwz_result *result)
{
    bool same = true;
    for (int step = 0; step < STEPS; step++) {
        uint32_t index = pwz_model_step(model, step_id(step));
        ck_assert_msg(index != PWZ_NONE, "no step %s", step_id(step));
        same &= same_word(step_id(step), judgement->steps[step],
                          pwz_step_status_word(result->step_status[index]));
    }
    return same;
}

/* The next question is the first fact in the pack's order that is absent and relevant;
 * no question is left exactly when there is none. */
static bool same_questions(const struct bridge *bridge, const struct known *k,
                           const struct judgement *judgement,
                           const struct pwz_result *result)
{
    bool same = true;
    uint32_t next = PWZ_NONE, open = 0;
    for (uint32_t i = 0; i < bridge->model->fact_count; i++) {
        int fact = bridge_fact(bridge, i);
        bool relevant = fact != UNKNOWN && judgement->is_relevant[fact];
        if (relevant != (result->is_relevant[i] != 0)) {
            fprintf(stderr, "%s should %sbe relevant\n", pwz_fact_id(bridge->model, i),
                    relevant ? "" : "not ");
            same = false;
        }
        if (relevant && fact_is_absent(k, fact)) {
            next = next == PWZ_NONE ? i : next;
            open++;
        }
    }
    same &= same_word(
        "next", next == PWZ_NONE ? "-" : pwz_fact_id(bridge->model, next),
        result->next == PWZ_NONE ? "-" : pwz_fact_id(bridge->model, result->next));
    if ((result->questions_left == 0) != (open == 0) || result->questions_left > open) {
        fprintf(stderr, "questions left: %u with %u open\n",
                (unsigned)result->questions_left, (unsigned)open);
        same = false;
    }
    return same;
}

bool is_same(const struct bridge *bridge, const struct known *k,
             const struct judgement *judgement, const struct pwz_result *result)
{
    const struct pwz_model *model = bridge->model;
    const char *verdict = judgement->verdict == NULL ? "-" : judgement->verdict;
    bool same = same_word(
        "verdict", verdict,
        result->verdict == PWZ_NONE ? "-" : pwz_verdict_id(model, result->verdict));
    same &= same_word("status", judgement->status, pwz_case_status_word(result->status));
    same &= same_lists(model, judgement, result);
    same &= same_steps(model, judgement, result);
    same &= same_questions(bridge, k, judgement, result);
    return same;
}

static bool arrays_agree(const uint32_t *a, uint32_t a_count, const uint32_t *b,
                         uint32_t b_count)
{
    return a_count == b_count &&
           (a_count == 0 || memcmp(a, b, a_count * sizeof(*a)) == 0);
}

bool results_agree(const struct bridge *bridge, const struct pwz_result *a,
                   const struct pwz_result *b)
{
    return a->status == b->status && a->verdict == b->verdict && a->rule == b->rule &&
           a->next == b->next && a->questions_left == b->questions_left &&
           arrays_agree(a->because, a->because_count, b->because, b->because_count) &&
           arrays_agree(a->possible, a->possible_count, b->possible, b->possible_count) &&
           arrays_agree(a->also_found, a->also_found_count, b->also_found,
                        b->also_found_count) &&
           arrays_agree(a->also_seen, a->also_seen_count, b->also_seen,
                        b->also_seen_count) &&
           memcmp(a->step_status, b->step_status, bridge->model->step_count) == 0 &&
           memcmp(a->is_relevant, b->is_relevant, bridge->model->fact_count) == 0;
}
