/* Measures that come from the judged lines: credit, rows, price, markers, days. */
#include "evidence/recon/proofs.h"

static unsigned long long number(uint64_t value)
{
    return (unsigned long long)value;
}

/* "FILE, line N: " of the first line without credit; empty without one. */
static void begin_place(struct proving *proving)
{
    const struct pwz_recon_report *report = proving->report;

    pwz_buf_clear(&proving->text);
    if (proving->first_line)
        pwz_buf_addf(&proving->text,
                     "%.120s, line %llu: ", report->files[proving->first_file].name,
                     number(proving->first_line));
}

/* The rule that spoke on most of the lines judged so. */
static enum pwz_recon_rule main_rule(const struct proving *proving,
                                     enum pwz_judged judged)
{
    uint32_t best = PWZ_RULE_COUNT;

    for (uint32_t i = 0; i < PWZ_RULE_COUNT; i++)
        if (pwz_recon_rule_info(i)->judged == judged && proving->rules[i] &&
            (best == PWZ_RULE_COUNT || proving->rules[i] > proving->rules[best]))
            best = i;
    return best;
}

static void add_rule(struct proving *proving, enum pwz_judged judged)
{
    enum pwz_recon_rule rule = main_rule(proving, judged);

    if (rule != PWZ_RULE_COUNT)
        pwz_buf_addf(&proving->text, "%s (%llu lines)", pwz_recon_rule_info(rule)->words,
                     number(proving->rules[rule]));
}

/* How the pattern was chosen, when more than one was possible. */
static void add_tie_break(struct proving *proving)
{
    const struct pattern_found *found = &proving->found;

    pwz_buf_addf(&proving->text, "; %s", pwz_recon_pattern_words(found->pattern));
    if (!found->earned || !found->missing)
        return;
    if (found->is_unclear)
        pwz_buf_adds(&proving->text,
                     "; neither days, groups nor products explain it: single resources");
    else
        pwz_buf_addf(&proving->text,
                     "; chosen because the fewest lines speak against it (days %llu, "
                     "groups %llu, products %llu; of equals the first)",
                     number(found->against_days), number(found->against_groups),
                     number(found->against_products));
}

/* ---- credit ---- */

static const char *credit_word(const struct proving *proving)
{
    static const char *const words[PWZ_PATTERN_COUNT] = {
        [PWZ_PATTERN_NONE] = "all",
        [PWZ_PATTERN_ALL] = "none",
        [PWZ_PATTERN_FROM_DATE] = "by-date",
        [PWZ_PATTERN_UNTIL_DATE] = "by-date",
        [PWZ_PATTERN_GAP] = "by-date",
        [PWZ_PATTERN_SOME_GROUPS] = "by-resource",
        [PWZ_PATTERN_SOME_PRODUCTS] = "by-product",
    };
    const struct day_counts *daily = &proving->daily;

    if (!daily->missing)
        return daily->earned ? "all" : NULL;
    return daily->earned ? words[proving->found.pattern] : "none";
}

static void prove_daily(struct proving *proving)
{
    const char *word = credit_word(proving);

    begin_place(proving);
    if (!word && proving->rules[PWZ_RULE_NO_COLUMN]) {
        word = "no-column";
        add_rule(proving, PWZ_JUDGED_UNKNOWN);
    } else if (word && strcmp(word, "all") == 0) {
        add_rule(proving, PWZ_JUDGED_EARNED);
    } else if (word) {
        add_rule(proving, PWZ_JUDGED_MISSING);
        pwz_buf_addf(&proving->text, ", with credit %llu", number(proving->daily.earned));
        add_tie_break(proving);
    }
    if (word)
        proof_add(proving, PWZ_MEASURE_CREDIT, word, pwz_buf_text(&proving->text));
}

static void prove_flag(struct proving *proving)
{
    const struct day_counts *cost = &proving->cost;

    if (!cost->earned && !cost->missing)
        return;
    begin_place(proving);
    pwz_buf_addf(&proving->text, "%llu lines with the credit, %llu without",
                 number(cost->earned), number(cost->missing));
    proof_add(proving, PWZ_MEASURE_FLAG,
              !cost->missing  ? "all"
              : !cost->earned ? "none"
                              : "mixed",
              pwz_buf_text(&proving->text));
}

/* ---- rows and markers ---- */

enum {
    ROWS_MAX = PWZ_RULE_COUNT + 1
};

/* Licences and the like never stand in a daily-rated file. */
static bool can_see(const struct proving *proving, enum pwz_recon_rule rule)
{
    if (rule != PWZ_RULE_LICENSE)
        return true;
    for (uint32_t i = 0; i < proving->report->file_count; i++)
        if (proving->report->raw_files[i].kind == PWZ_RECON_COST)
            return true;
    return false;
}

static void prove_rows(struct proving *proving)
{
    const char *in[ROWS_MAX], *seen[ROWS_MAX];
    size_t in_count = 0, seen_count = 0;
    uint64_t excluded = 0;

    pwz_buf_clear(&proving->text);
    seen[seen_count++] = "first-party";
    for (uint32_t i = 0; i < PWZ_RULE_COUNT; i++) {
        const struct pwz_recon_rule_info *info = pwz_recon_rule_info(i);
        if (info->judged != PWZ_JUDGED_INELIGIBLE || !can_see(proving, i))
            continue;
        seen[seen_count++] = info->word;
        if (!proving->rules[i])
            continue;
        in[in_count++] = info->word;
        excluded += proving->rules[i];
        pwz_buf_addf(&proving->text, "%llu lines: %s; ", number(proving->rules[i]),
                     info->words);
    }
    uint64_t open =
        proving->found.missing + proving->daily.unknown + proving->cost.unknown;
    uint64_t earned = proving->found.earned;
    if (open || (earned && !excluded))
        in[in_count++] = "first-party";
    if (!in_count)
        return;
    pwz_buf_addf(&proving->text,
                 "%llu lines that can earn and do not or cannot be told, %llu that do",
                 number(open), number(earned));
    proof_add_set(proving, PWZ_MEASURE_ROWS, in, in_count, seen, seen_count,
                  pwz_buf_text(&proving->text));
}

static void prove_marker(struct proving *proving)
{
    enum pwz_recon_rule rule = main_rule(proving, PWZ_JUDGED_INELIGIBLE);
    uint32_t kinds = 0;

    if (proving->found.missing) {
        begin_place(proving);
        pwz_buf_addf(&proving->text,
                     "%llu lines without credit bear no mark that excludes "
                     "them",
                     number(proving->found.missing));
        proof_add(proving, PWZ_MEASURE_MARKER, "none", pwz_buf_text(&proving->text));
        return;
    }
    if (rule == PWZ_RULE_COUNT)
        return;
    for (uint32_t i = 0; i < PWZ_RULE_COUNT; i++)
        kinds +=
            proving->rules[i] && pwz_recon_rule_info(i)->judged == PWZ_JUDGED_INELIGIBLE;
    pwz_buf_clear(&proving->text);
    pwz_buf_addf(&proving->text, "%llu lines: %s", number(proving->rules[rule]),
                 pwz_recon_rule_info(rule)->words);
    if (kinds > 1)
        pwz_buf_addf(&proving->text, "; the mark on most lines, there are %u", kinds);
    proof_add(proving, PWZ_MEASURE_MARKER, pwz_recon_rule_info(rule)->word,
              pwz_buf_text(&proving->text));
}

/* ---- price ---- */

static void prove_ratio(struct proving *proving)
{
    static const char *const words[RATIO_NONE] = {
        [RATIO_CREDIT] = "credit", [RATIO_LIST] = "list", [RATIO_BETWEEN] = "between",
        [RATIO_BELOW] = "below",   [RATIO_FREE] = "free",
    };
    const uint64_t *counts = proving->found.missing ? proving->markers : proving->ratios;
    uint32_t best = 0;
    uint64_t all = 0;

    for (uint32_t i = 0; i < RATIO_NONE; i++) {
        all += counts[i];
        if (counts[i] > counts[best])
            best = i;
    }
    if (!all && !proving->found.earned && proving->rules[PWZ_RULE_ZERO_PRICE]) {
        proof_add(proving, PWZ_MEASURE_RATIO, words[RATIO_FREE], "the list price is 0");
        return;
    }
    /* Most of them have to agree, or it says nothing. */
    if (counts[best] * 2 <= all)
        return;
    begin_place(proving);
    pwz_buf_addf(&proving->text,
                 "effective price over list price, with room for rounding: %llu of %llu "
                 "lines %s agree",
                 number(counts[best]), number(all),
                 proving->found.missing ? "without credit" : "looked at");
    proof_add(proving, PWZ_MEASURE_RATIO, words[best], pwz_buf_text(&proving->text));
}

/* ---- days, and who else ---- */

static int32_t first_missing(const struct proving *proving)
{
    for (uint32_t i = 0; i < proving->report->day_count; i++)
        if (proving->days[i].missing)
            return proving->report->days[i];
    return PWZ_DAY_NONE;
}

static uint32_t all_customers(const struct pwz_recon_report *report)
{
    const struct group_place *places = report->usage.places;
    uint32_t customers = 0;

    for (uint32_t i = 0; i < report->usage.tables.group_count; i++)
        customers += !i || strcmp(places[i - 1].words->customer_id,
                                  places[i].words->customer_id) != 0;
    return customers;
}

static void prove_common_day(struct proving *proving, int32_t day)
{
    const struct pwz_recon_report *report = proving->report;
    const struct pwz_recon_common_day *found = NULL;
    char words[PWZ_DAY_CHARS];

    if (all_customers(report) < 2)
        return;
    for (uint32_t i = 0; i < report->common_count && !found; i++)
        if (!proving->subscription || report->common[i].day == day)
            found = &report->common[i];
    pwz_buf_clear(&proving->text);
    if (found)
        pwz_buf_addf(&proving->text, "%u of %u customers lose the credit on %s",
                     found->customers, found->of, pwz_day_text(found->day, words));
    else
        pwz_buf_addf(&proving->text, "no day on which most customers lose it");
    proof_add(proving, PWZ_MEASURE_MANY_CUSTOMERS, found ? "yes" : "no",
              pwz_buf_text(&proving->text));
}

static bool is_missing_any(const struct group *group)
{
    for (uint32_t k = 0; k < group->count; k++)
        if (pwz_recon_rule_info(cell_rule(&group->cells[k]))->judged ==
            PWZ_JUDGED_MISSING)
            return true;
    return false;
}

/* Customers with a line without credit. */
static uint32_t missing_customers(const struct proving *proving)
{
    uint32_t customers = 0;
    const char *last = NULL;

    for (uint32_t i = 0; i < proving->count; i++) {
        const char *customer = proving->places[i].words->customer_id;
        if ((last && strcmp(last, customer) == 0) ||
            !is_missing_any(proving->places[i].group))
            continue;
        last = customer;
        customers++;
    }
    return customers;
}

static const char *affected_word(const struct proving *proving)
{
    static const char *const words[PWZ_PATTERN_COUNT] = {
        [PWZ_PATTERN_ALL] = "one-subscription",
        [PWZ_PATTERN_FROM_DATE] = "some-days",
        [PWZ_PATTERN_UNTIL_DATE] = "some-days",
        [PWZ_PATTERN_GAP] = "some-days",
        [PWZ_PATTERN_SOME_GROUPS] = "some-resources",
        [PWZ_PATTERN_SOME_PRODUCTS] = "some-products",
    };

    if (proving->subscription || proving->subs == 1)
        return words[proving->found.pattern];
    uint32_t missing = missing_customers(proving);
    if (missing > 1 && missing == proving->customers)
        return "all-customers";
    return missing == 1 ? "one-customer" : NULL;
}

/* The day is only as sure as the order of the dates it was read in. */
static void add_order(struct proving *proving)
{
    const struct file *file = &proving->report->raw_files[proving->first_file];

    if (proving->first_line && file->order == ORDER_OPEN)
        pwz_buf_adds(
            &proving->text,
            ", if the month stands first in its dates, which nothing in the file "
            "tells");
}

static void prove_days(struct proving *proving)
{
    char day[PWZ_DAY_CHARS];
    int32_t first = first_missing(proving);
    const char *affected = affected_word(proving);

    if (first == PWZ_DAY_NONE)
        return;
    begin_place(proving);
    pwz_buf_adds(&proving->text, "the oldest day with a line without credit");
    add_order(proving);
    proof_add(proving, PWZ_MEASURE_FIRST_DAY, pwz_day_text(first, day),
              pwz_buf_text(&proving->text));
    prove_common_day(proving, first);
    if (affected) {
        begin_place(proving);
        pwz_buf_addf(&proving->text, "%llu lines without credit, %llu with it",
                     number(proving->found.missing), number(proving->found.earned));
        proof_add(proving, PWZ_MEASURE_AFFECTED, affected, pwz_buf_text(&proving->text));
    }
    if (proving->missing_groups == 1 && proving->missing_group->len)
        proof_add(proving, PWZ_MEASURE_RESOURCE_GROUP, proving->missing_group->text,
                  "the one resource group with lines without credit");
}

void prove_credit(struct proving *proving)
{
    if (!proving->count)
        return;
    prove_daily(proving);
    prove_flag(proving);
    prove_rows(proving);
    prove_ratio(proving);
    prove_marker(proving);
    prove_days(proving);
}
