/* Who else misses the credit: measures that come from the other subscriptions and
 * customers of the files. */
#include "evidence/recon/proofs.h"

/* ---- the same day at many customers ---- */

/* Customers with lines that can earn on a day, and those that mostly miss the credit. */
struct on_day {
    uint32_t customers, missing;
};

static void count_on_day(const struct day_counts *counts, struct on_day *on_day)
{
    on_day->customers += counts->earned || counts->missing;
    on_day->missing += counts->missing > counts->earned;
}

static struct on_day customers_on(const struct pwz_recon_report *report, int32_t day)
{
    const struct group_place *places = report->usage.places;
    uint32_t count = report->usage.tables.group_count;
    struct on_day on_day = {0};
    struct day_counts counts = {0};

    for (uint32_t i = 0; i < count; i++) {
        const struct group *group = places[i].group;
        for (uint32_t k = 0; k < group->count; k++)
            if (report_day(report, &group->cells[k]) == day)
                day_counts_add(&counts, &group->cells[k]);
        if (i + 1 == count ||
            strcmp(places[i + 1].words->customer_id, places[i].words->customer_id) != 0) {
            count_on_day(&counts, &on_day);
            counts = (struct day_counts){0};
        }
    }
    return on_day;
}

static bool has_customers(const struct pwz_recon_report *report)
{
    const struct group_place *places = report->usage.places;
    uint32_t count = report->usage.tables.group_count;

    return count && strcmp(places[0].words->customer_id,
                           places[count - 1].words->customer_id) != 0;
}

/* Whether the lines in scope lose on a day the credit they had before. */
static bool begins_on(const struct proving *proving, int32_t day)
{
    bool was_earned = false;

    for (uint32_t i = 0; i < proving->report->day_count; i++) {
        const struct day_counts *counts = &proving->days[i];
        if (!counts->earned && !counts->missing)
            continue;
        bool is_missing = counts->missing > counts->earned;
        if (proving->report->days[i] == day)
            return is_missing && was_earned;
        was_earned = !is_missing;
    }
    return false;
}

static const struct pwz_recon_common_day *common_day(const struct proving *proving)
{
    const struct pwz_recon_report *report = proving->report;

    for (uint32_t i = 0; i < report->common_count; i++)
        if (!proving->subscription || begins_on(proving, report->common[i].day))
            return &report->common[i];
    return NULL;
}

/* Not told where the day it began may lie before the files: it misses the credit from its
 * first day on, and so do others. */
void prove_common_day(struct proving *proving, int32_t first)
{
    const struct pwz_recon_report *report = proving->report;
    const struct pwz_recon_common_day *found = common_day(proving);
    char words[PWZ_DAY_CHARS];

    if (!has_customers(report))
        return;
    if (!found && !begins_on(proving, first)) {
        struct on_day on_day = customers_on(report, first);
        if (on_day.missing >= 2 && on_day.missing * 2 >= on_day.customers)
            return;
    }
    pwz_buf_clear(&proving->text);
    if (found)
        pwz_buf_addf(&proving->text, "%u of %u customers lose the credit on %s",
                     found->customers, found->of, pwz_day_text(found->day, words));
    else
        pwz_buf_adds(&proving->text, "no day on which most customers lose it");
    proof_add(proving, PWZ_MEASURE_MANY_CUSTOMERS, found ? "yes" : "no",
              pwz_buf_text(&proving->text));
}

/* ---- what is affected ---- */

static struct day_counts counts_of(const struct group *group)
{
    struct day_counts counts = {0};

    for (uint32_t k = 0; k < group->count; k++)
        day_counts_add(&counts, &group->cells[k]);
    return counts;
}

/* What the files say beside the subscription chosen. */
struct reach {
    bool is_earned;          /* a line has the credit */
    bool is_earned_there;    /* likewise, at the same customer */
    bool is_customer_beside; /* another customer misses it */
    bool is_sub_beside;      /* another subscription of this customer does */
};

static struct reach reach_of(const struct proving *proving)
{
    const struct sealed *usage = &proving->report->usage;
    const struct sub_words *own = proving->places->words;
    struct reach reach = {0};

    for (uint32_t i = 0; i < usage->tables.group_count; i++) {
        const struct sub_words *words = usage->places[i].words;
        bool is_there = strcmp(words->customer_id, own->customer_id) == 0;
        struct day_counts counts = counts_of(usage->places[i].group);
        reach.is_earned |= counts.earned > 0;
        reach.is_earned_there |= is_there && counts.earned;
        reach.is_customer_beside |= !is_there && counts.missing;
        reach.is_sub_beside |= is_there && counts.missing &&
                               strcmp(words->subscription_id, own->subscription_id) != 0;
    }
    return reach;
}

/* Without credit everywhere, it may be no matter of this subscription alone. */
static const char *widest_word(const struct proving *proving)
{
    struct reach reach = reach_of(proving);

    if (!reach.is_earned && reach.is_customer_beside)
        return "all-customers";
    return !reach.is_earned_there && reach.is_sub_beside ? "one-customer"
                                                         : "one-subscription";
}

/* Customers with a line without credit. */
static uint32_t missing_customers(const struct proving *proving)
{
    uint32_t customers = 0;
    const char *last = NULL;

    for (uint32_t i = 0; i < proving->count; i++) {
        const char *customer = proving->places[i].words->customer_id;
        if ((last && strcmp(last, customer) == 0) ||
            !counts_of(proving->places[i].group).missing)
            continue;
        last = customer;
        customers++;
    }
    return customers;
}

const char *prove_affected_word(const struct proving *proving)
{
    static const char *const words[PWZ_PATTERN_COUNT] = {
        [PWZ_PATTERN_FROM_DATE] = "some-days",
        [PWZ_PATTERN_UNTIL_DATE] = "some-days",
        [PWZ_PATTERN_GAP] = "some-days",
        [PWZ_PATTERN_SOME_GROUPS] = "some-resources",
        [PWZ_PATTERN_SOME_PRODUCTS] = "some-products",
    };

    if (proving->subscription || proving->subs == 1)
        return proving->found.pattern == PWZ_PATTERN_ALL ? widest_word(proving)
                                                         : words[proving->found.pattern];
    uint32_t missing = missing_customers(proving);
    if (missing > 1 && missing == proving->customers)
        return "all-customers";
    return missing == 1 ? "one-customer" : NULL;
}
