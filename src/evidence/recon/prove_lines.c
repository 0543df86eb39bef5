/* Measures that come from the judged lines: credit, rows, price, markers, days. What is
 * said is about the lines without credit that ask for a reason; where there are none, no
 * mark or price of single lines may look like one. */
#include "evidence/recon/proofs.h"

static unsigned long long number(uint64_t value)
{
    return (unsigned long long)value;
}

static void add_lines(struct proving *proving, uint64_t lines)
{
    pwz_buf_addf(&proving->text, "%llu line%s", number(lines), lines == 1 ? "" : "s");
}

/* "FILE, line N: " of the first line without credit; empty when nothing is missing: the
 * line met first may be one of the newest days. */
static void begin_place(struct proving *proving)
{
    const struct pwz_recon_report *report = proving->report;

    pwz_buf_clear(&proving->text);
    if (proving->found.missing && proving->first_line)
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

    if (rule == PWZ_RULE_COUNT)
        return;
    pwz_buf_addf(&proving->text, "%s (", pwz_recon_rule_info(rule)->words);
    add_lines(proving, proving->rules[rule]);
    pwz_buf_addc(&proving->text, ')');
}

/* Lines the credit of which is not known; the newest days alone say nothing against what
 * the others say. */
static uint64_t untold(const struct proving *proving, const struct day_counts *counts)
{
    uint64_t newest = proving->rules[PWZ_RULE_NEWEST_DAYS];

    return counts->unknown > newest ? counts->unknown - newest : 0;
}

static void add_untold(struct proving *proving, const struct day_counts *counts)
{
    uint64_t lines = untold(proving, counts);

    if (lines) {
        pwz_buf_adds(&proving->text, "; ");
        add_lines(proving, lines);
        pwz_buf_adds(&proving->text, " cannot be told");
    }
    if (counts->unknown > lines) {
        pwz_buf_adds(&proving->text, "; ");
        add_lines(proving, counts->unknown - lines);
        pwz_buf_adds(&proving->text, " of the newest days prove nothing yet");
    }
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

/* Whether the files hold all there is to say about a credit that is there everywhere: one
 * that was read in part, lines that were left out, or an invoice that says something else
 * leave room for lines without it. */
static bool is_whole(const struct proving *proving)
{
    const struct pwz_recon_report *report = proving->report;

    if (report->is_partial || prove_disagree(proving))
        return false;
    for (uint32_t i = 0; i < report->file_count; i++)
        if (!report->raw_files[i].refused && report->raw_files[i].unusable)
            return false;
    return true;
}

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
        return daily->earned && !untold(proving, daily) && is_whole(proving) ? "all"
                                                                             : NULL;
    return daily->earned ? words[proving->found.pattern] : "none";
}

static void prove_daily(struct proving *proving)
{
    const char *word = credit_word(proving);

    begin_place(proving);
    if (!word && proving->daily.unknown && !proving->daily.earned &&
        proving->rules[PWZ_RULE_NO_COLUMN]) {
        word = "no-column";
        add_rule(proving, PWZ_JUDGED_UNKNOWN);
    } else if (word && strcmp(word, "all") == 0) {
        add_rule(proving, PWZ_JUDGED_EARNED);
        add_untold(proving, &proving->daily);
    } else if (word) {
        add_rule(proving, PWZ_JUDGED_MISSING);
        pwz_buf_addf(&proving->text, ", with credit %llu", number(proving->daily.earned));
        add_tie_break(proving);
        add_untold(proving, &proving->daily);
    }
    if (word)
        proof_add(proving, PWZ_MEASURE_CREDIT, word, pwz_buf_text(&proving->text));
}

static void prove_flag(struct proving *proving)
{
    const struct day_counts *cost = &proving->cost;

    if (!cost->missing && (!cost->earned || untold(proving, cost) || !is_whole(proving)))
        return;
    begin_place(proving);
    pwz_buf_addf(&proving->text, "%llu lines with the credit, %llu without",
                 number(cost->earned), number(cost->missing));
    add_untold(proving, cost);
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
        add_lines(proving, proving->rules[i]);
        pwz_buf_addf(&proving->text, ": %s; ", info->words);
    }
    uint64_t open =
        proving->found.missing + proving->daily.unknown + proving->cost.unknown;
    uint64_t earned = proving->found.earned;
    if (open || earned)
        in[in_count++] = "first-party";
    if (!in_count)
        return;
    add_lines(proving, open);
    pwz_buf_addf(&proving->text,
                 " that can earn and do not or cannot be told, %llu that do",
                 number(earned));
    proof_add_set(proving, PWZ_MEASURE_ROWS, in, in_count, seen, seen_count,
                  pwz_buf_text(&proving->text));
}

static void prove_no_marker(struct proving *proving)
{
    begin_place(proving);
    add_lines(proving, proving->found.missing);
    pwz_buf_addf(&proving->text, " without credit bear%s no mark that excludes %s",
                 proving->found.missing == 1 ? "s" : "",
                 proving->found.missing == 1 ? "it" : "them");
    proof_add(proving, PWZ_MEASURE_MARKER, "none", pwz_buf_text(&proving->text));
}

/* How many marks there are, and whether another one is on as many lines as this. */
static uint32_t count_marks(const struct proving *proving, enum pwz_recon_rule rule,
                            bool *is_tied)
{
    uint32_t kinds = 0;

    for (uint32_t i = 0; i < PWZ_RULE_COUNT; i++) {
        if (!proving->rules[i] || pwz_recon_rule_info(i)->judged != PWZ_JUDGED_INELIGIBLE)
            continue;
        kinds++;
        *is_tied |= i != rule && proving->rules[i] == proving->rules[rule];
    }
    return kinds;
}

/* The mark that explains why there is no credit: only where no line can earn it. */
static void prove_marker(struct proving *proving)
{
    enum pwz_recon_rule rule = main_rule(proving, PWZ_JUDGED_INELIGIBLE);
    bool is_tied = false;

    if (proving->found.missing) {
        prove_no_marker(proving);
        return;
    }
    if (rule == PWZ_RULE_COUNT || proving->found.earned || proving->daily.unknown ||
        proving->cost.unknown)
        return;
    uint32_t kinds = count_marks(proving, rule, &is_tied);
    if (is_tied)
        return;
    pwz_buf_clear(&proving->text);
    add_lines(proving, proving->rules[rule]);
    pwz_buf_addf(&proving->text, ": %s", pwz_recon_rule_info(rule)->words);
    if (kinds > 1)
        pwz_buf_addf(&proving->text, "; the mark on most lines, there are %u", kinds);
    proof_add(proving, PWZ_MEASURE_MARKER, pwz_recon_rule_info(rule)->word,
              pwz_buf_text(&proving->text));
}

/* ---- price ---- */

static bool is_all_free(const struct proving *proving)
{
    const struct day_counts *daily = &proving->daily, *cost = &proving->cost;
    uint64_t lines = daily->earned + daily->missing + daily->ineligible + daily->unknown +
                     cost->earned + cost->missing + cost->ineligible + cost->unknown;

    return lines && proving->rules[PWZ_RULE_ZERO_PRICE] == lines;
}

/* The price most lines agree on: of those without credit where there are some, else of
 * those with credit. RATIO_NONE when no price is on more than half of them. */
static enum ratio main_ratio(const struct proving *proving, uint64_t *agree,
                             uint64_t *all)
{
    uint32_t best = 0;

    *agree = *all = 0;
    for (uint32_t i = 0; i < RATIO_NONE; i++) {
        uint64_t lines = proving->found.missing
                             ? proving->markers[i]
                             : proving->ratios[i] - proving->markers[i];
        *all += lines;
        if (lines > *agree) {
            *agree = lines;
            best = i;
        }
    }
    return *agree * 2 > *all ? (enum ratio)best : RATIO_NONE;
}

/* Where all have the credit, a price beside 0.85 is a tier or a rounding, no fault. */
static void prove_ratio(struct proving *proving)
{
    static const char *const words[RATIO_NONE] = {
        [RATIO_CREDIT] = "credit", [RATIO_LIST] = "list", [RATIO_BETWEEN] = "between",
        [RATIO_BELOW] = "below",   [RATIO_FREE] = "free",
    };
    uint64_t agree, all;
    enum ratio ratio = main_ratio(proving, &agree, &all);

    if (is_all_free(proving)) {
        proof_add(proving, PWZ_MEASURE_RATIO, words[RATIO_FREE], "the list price is 0");
        return;
    }
    if (ratio == RATIO_NONE || (!proving->found.missing && ratio != RATIO_CREDIT))
        return;
    begin_place(proving);
    pwz_buf_addf(&proving->text,
                 "effective price over list price, with room for rounding: %llu of %llu "
                 "lines %s agree",
                 number(agree), number(all),
                 proving->found.missing ? "without credit" : "looked at");
    proof_add(proving, PWZ_MEASURE_RATIO, words[ratio], pwz_buf_text(&proving->text));
}

/* ---- days ---- */

static int32_t first_missing(const struct proving *proving)
{
    for (uint32_t i = 0; i < proving->report->day_count; i++)
        if (proving->days[i].missing)
            return proving->report->days[i];
    return PWZ_DAY_NONE;
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
    const char *affected = prove_affected_word(proving);

    if (first == PWZ_DAY_NONE)
        return;
    begin_place(proving);
    pwz_buf_adds(&proving->text,
                 "the first line without credit; the day is the oldest of all of them");
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
