/*
 * Semantics of the page, clause by clause; see oracle.h.
 */
#include "oracle.h"

#include <string.h>

static const char otherwise[] = "escalate-to-microsoft";

/* One enumeration: the case with some unknowns filled in, and how much work is left. */
struct search {
    struct known known;
    long left;
    struct names *found;
};

static bool names_have(const struct names *names, const char *name)
{
    for (int i = 0; i < names->count; i++) {
        if (strcmp(names->name[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static void names_add(struct names *names, const char *name)
{
    names->name[names->count++] = name;
}

static bool grade_is(const char *verdict, const char *grade)
{
    return strcmp(verdict_grade(verdict), grade) == 0;
}

const char *first_match(const struct known *k, int *why)
{
    struct rules rules;
    rules_to_first(k, &rules);
    for (int r = 0; r < rules.count; r++) {
        if (rules.rule[r].when.is == YES) {
            return rules.rule[r].verdict;
        }
        if (rules.rule[r].when.is == MAYBE) {
            *why = rules.rule[r].when.why;
            return NULL;
        }
    }
    return otherwise;
}

/* Every first match over all completions, splitting on an unknown only when a rule needs
 * it. */
static void outcomes(struct search *s)
{
    int why = 0;
    if (s->left-- <= 0) {
        return;
    }
    const char *verdict = first_match(&s->known, &why);
    if (verdict != NULL) {
        if (!names_have(s->found, verdict)) {
            names_add(s->found, verdict);
        }
        return;
    }
    for (int v = 0; v < var_values(why); v++) {
        s->known.value[why] = (signed char)v;
        outcomes(s);
    }
    s->known.value[why] = UNKNOWN;
}

/* True when some completion of the other unknowns makes two values of `var` end in
 * different first matches. */
static bool can_change(struct search *s, int var)
{
    const char *seen = NULL;
    int other = UNKNOWN;
    if (s->left-- <= 0) {
        return false;
    }
    for (int v = 0; v < var_values(var); v++) {
        int why = 0;
        s->known.value[var] = (signed char)v;
        const char *verdict = first_match(&s->known, &why);
        s->known.value[var] = UNKNOWN;
        if (verdict == NULL) {
            other = why;
        } else if (seen != NULL && strcmp(seen, verdict) != 0) {
            return true;
        } else {
            seen = verdict;
        }
    }
    bool changes = false;
    if (other != UNKNOWN) {
        for (int v = 0; v < var_values(other) && !changes; v++) {
            s->known.value[other] = (signed char)v;
            changes = can_change(s, var);
        }
        s->known.value[other] = UNKNOWN;
    }
    return changes;
}

static int member_count(int fact)
{
    return fact_row(fact)->is_set ? value_count(fact) : 1;
}

bool fact_is_unknown(const struct known *k, int fact)
{
    for (int m = 0; m < member_count(fact); m++) {
        if (k->value[var_of(fact, m)] == UNKNOWN) {
            return true;
        }
    }
    return false;
}

bool fact_is_absent(const struct known *k, int fact)
{
    for (int m = 0; m < member_count(fact); m++) {
        int var = var_of(fact, m);
        if (k->value[var] == UNKNOWN && !k->asked[var]) {
            return true;
        }
    }
    return false;
}

static bool find_relevant(struct search *s, bool *is_relevant)
{
    bool any_absent = false;
    for (int fact = 0; fact < FACTS; fact++) {
        is_relevant[fact] = false;
        for (int m = 0; m < member_count(fact) && !is_relevant[fact]; m++) {
            int var = var_of(fact, m);
            is_relevant[fact] = s->known.value[var] == UNKNOWN && can_change(s, var);
        }
        any_absent |= is_relevant[fact] && fact_is_absent(&s->known, fact);
    }
    return any_absent;
}

/* "In rule order": by the first rule that gives the verdict, the otherwise last. */
static void sort_by_rules(const struct rules *rules, struct names *names)
{
    struct names sorted = {.count = 0};
    for (int r = 0; r < rules->count; r++) {
        const char *verdict = rules->rule[r].verdict;
        if (names_have(names, verdict) && !names_have(&sorted, verdict)) {
            names_add(&sorted, verdict);
        }
    }
    if (names_have(names, otherwise)) {
        names_add(&sorted, otherwise);
    }
    *names = sorted;
}

/* The rule that gives the verdict, UNKNOWN when it follows without one true rule. */
static int giving_rule(const struct rules *rules, const char *verdict)
{
    for (int r = 0; r < rules->count; r++) {
        if (rules->rule[r].when.is == YES &&
            (verdict == NULL || strcmp(rules->rule[r].verdict, verdict) == 0)) {
            return r;
        }
    }
    return UNKNOWN;
}

static void find_verdict(const struct rules *rules, bool any_absent,
                         struct judgement *out)
{
    int giving = UNKNOWN;
    out->verdict = NULL;
    if (out->possible.count == 1) {
        out->verdict = out->possible.name[0];
        giving = giving_rule(rules, out->verdict);
    } else if (!any_absent) {
        giving = giving_rule(rules, NULL);
        out->verdict = giving == UNKNOWN ? NULL : rules->rule[giving].verdict;
    }
    out->also_found.count = 0;
    for (int r = 0; r < rules->count; r++) {
        if (r != giving && rules->rule[r].when.is == YES) {
            names_add(&out->also_found, rules->rule[r].verdict);
        }
    }
}

static const char *find_status(const struct judgement *j)
{
    if (j->verdict == NULL) {
        for (int i = 0; i < j->possible.count; i++) {
            if (!grade_is(j->possible.name[i], "escalate")) {
                return "undecided";
            }
        }
        return "escalate";
    }
    if (grade_is(j->verdict, "ok")) {
        return "no-fault";
    }
    if (grade_is(j->verdict, "escalate")) {
        return "escalate";
    }
    return grade_is(j->verdict, "unconfirmed") ? "undecided" : "cause-found";
}

/* What the rows of one step say. */
struct row_state {
    bool fails, warns, all_false;
};

static struct row_state read_rows(const struct rules *rules, const struct rules *seen,
                                  enum step step)
{
    struct row_state row = {.all_false = true};
    for (int r = 0; r < rules->count; r++) {
        const struct rule *rule = &rules->rule[r];
        if (rule->step != step || rule->when.is == NO) {
            continue;
        }
        row.all_false = false;
        bool soft =
            grade_is(rule->verdict, "wait") || grade_is(rule->verdict, "unconfirmed");
        bool is_ok = grade_is(rule->verdict, "ok");
        row.fails |= rule->when.is == YES && !soft && !is_ok;
        row.warns |= rule->when.is == YES && soft;
    }
    for (int r = 0; r < seen->count; r++) {
        row.warns |= seen->rule[r].step == step && seen->rule[r].when.is == YES;
    }
    return row;
}

static const char *step_state(const struct known *k, const struct troubles *troubles,
                              struct row_state row, enum step step, const char *status)
{
    bool error = false, conflict = false;
    for (int fact = 0; fact < FACTS; fact++) {
        if (fact_row(fact)->step == step) {
            error |= troubles->failed[fact] && fact_is_unknown(k, fact);
            conflict |= troubles->conflict[fact];
        }
    }
    bool applies = step == STEP_ESCALATION ? strcmp(status, "escalate") == 0
                                           : not_applicable(k, step).is != YES;
    if (error) {
        return "error";
    }
    if (row.fails) {
        return "fail";
    }
    if (!applies) {
        return "not-applicable";
    }
    if (row.warns || conflict) {
        return "warn";
    }
    return row.all_false ? "pass" : "unknown";
}

bool judge(const struct known *k, const struct troubles *troubles, long budget,
           struct judgement *out)
{
    struct search search = {.known = *k, .left = budget, .found = &out->possible};
    struct rules rules, seen;
    all_rules(k, &rules);
    out->possible.count = 0;
    outcomes(&search);
    bool any_absent = find_relevant(&search, out->is_relevant);
    if (search.left <= 0) {
        return false;
    }
    sort_by_rules(&rules, &out->possible);
    find_verdict(&rules, any_absent, out);
    out->status = find_status(out);
    all_seen(k, out->verdict, &seen);
    out->also_seen.count = 0;
    for (int r = 0; r < seen.count; r++) {
        if (seen.rule[r].when.is == YES) {
            names_add(&out->also_seen, seen.rule[r].verdict);
        }
    }
    for (int step = 0; step < STEPS; step++) {
        struct row_state row = read_rows(&rules, &seen, (enum step)step);
        out->steps[step] = step_state(k, troubles, row, (enum step)step, out->status);
    }
    return true;
}
