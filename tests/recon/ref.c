/*
 * Usage files as a patient person would read them, from recon-facts.md.
 */
#include "recon/ref.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "pecwiz/mem.h"

/* ---- a line: names and values, whatever the file ---- */

struct pair {
    const char *name;
    const char *value;
};
struct entry {
    struct pair *pairs;
    size_t count;
};

static bool is_same(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++) {
        if (tolower((unsigned char)*a) != tolower((unsigned char)*b)) {
            return false;
        }
    }
    return *a == *b;
}

/* The value under one of several names ("" when it is in none), blanks around it off. */
static const char *get(const struct entry *entry, const char *const *names)
{
    for (; *names != NULL; names++) {
        for (size_t i = 0; i < entry->count; i++) {
            if (is_same(entry->pairs[i].name, *names)) {
                return entry->pairs[i].value;
            }
        }
    }
    return NULL;
}

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *get_or_empty(const struct entry *entry, const char *const *names)
{
    const char *value = get(entry, names);

    return value != NULL ? value : "";
}

/* ---- amounts ---- */

/* Units of 10^-15; false for no number. Digits behind the fifteenth are not met. */
static bool read_number(const char *text, gen_money *value)
{
    gen_money digits = 0;
    long scale = 15, exponent = 0;
    bool is_negative = false, has_digits = false, has_point = false;

    *value = 0;
    if (*text == '-') {
        is_negative = true;
        text++;
    }
    for (; *text != '\0'; text++) {
        if (isdigit((unsigned char)*text)) {
            digits = digits * 10 + (*text - '0');
            scale -= has_point;
            has_digits = true;
        } else if ((*text == '.' || *text == ',') && !has_point) {
            has_point = true;
        } else {
            break;
        }
    }
    if (has_digits && (*text == 'e' || *text == 'E')) {
        char *end = NULL;
        exponent = strtol(text + 1, &end, 10);
        text = end;
    }
    for (scale += exponent; scale > 0; scale--) {
        digits *= 10;
    }
    for (; scale < 0; scale++) {
        digits /= 10;
    }
    *value = is_negative ? -digits : digits;
    return has_digits && *text == '\0';
}

/* ---- dates ---- */

struct day {
    unsigned year, a, b; /* month and day, if the year came first; else as written */
    bool is_year_first;
};

static struct day read_day(const char *text)
{
    unsigned numbers[3] = {0, 0, 0};
    size_t count = 0;
    size_t first_len = 0;

    for (const char *at = text; count < 3 && isdigit((unsigned char)*at); count++) {
        const char *begin = at;
        while (isdigit((unsigned char)*at)) {
            numbers[count] = numbers[count] * 10 + (unsigned)(*at++ - '0');
        }
        first_len = count == 0 ? (size_t)(at - begin) : first_len;
        at += *at == '/' || *at == '-' || *at == '.';
    }
    if (first_len == 4) {
        return (struct day){numbers[0], numbers[1], numbers[2], true};
    }
    return (struct day){numbers[2], numbers[0], numbers[1], false};
}

static const char *date_of(const struct entry *entry)
{
    return get_or_empty(entry, NAMES("UsageDate", "date", "ChargeStartDate"));
}

/* Day first? Settled from the whole file by any number above 12. */
static bool is_day_first(const struct entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct day day = read_day(date_of(&entries[i]));
        if (!day.is_year_first && day.a > 12) {
            return true;
        }
    }
    return false;
}

/* ---- judgement ---- */

enum judged {
    EARNED,
    MISSING,
    UNKNOWN,
    EXCLUDED
};

static bool has_word(const char *text, const char *word)
{
    const size_t len = strlen(word);

    for (const char *at = text; *at != '\0'; at++) {
        size_t same = 0;
        while (same < len &&
               tolower((unsigned char)at[same]) == tolower((unsigned char)word[same])) {
            same++;
        }
        const bool is_begin = at == text || !isalnum((unsigned char)at[-1]);
        if (same == len && is_begin && !isalnum((unsigned char)at[len])) {
            return true;
        }
    }
    return false;
}

/* Why a line can never earn; GEN_REASON_COUNT = it can. Table of recon-facts.md 1.5. */
static enum gen_reason exclude(const struct entry *entry, gen_money total)
{
    const char *publisher = get_or_empty(entry, NAMES("PublisherName"));
    const char *benefit = get_or_empty(entry, NAMES("BenefitType", "PricingModel"));
    const char *names[] = {get_or_empty(entry, NAMES("MeterName", "MeterDescription")),
                           get_or_empty(entry, NAMES("SkuName"))};
    gen_money unit = 0, effective = 0, quantity = 0;
    const bool has_unit = read_number(get_or_empty(entry, NAMES("UnitPrice")), &unit);
    const bool has_effective = read_number(
        get_or_empty(entry, NAMES("EffectiveUnitPrice", "effectivePrice")), &effective);

    (void)read_number(get_or_empty(entry, NAMES("Quantity")), &quantity);
    if (is_same(get_or_empty(entry, NAMES("publisherType")), "Marketplace") ||
        (*publisher != '\0' && !is_same(publisher, "Microsoft"))) {
        return GEN_THIRD_PARTY;
    }
    if (has_word(names[0], "spot") || has_word(names[1], "spot") ||
        is_same(benefit, "Spot")) {
        return GEN_SPOT;
    }
    if (is_same(benefit, "SavingsPlan")) {
        return GEN_SAVINGS_PLAN;
    }
    if (is_same(get_or_empty(entry, NAMES("CreditType")), "Azure Credit Applied")) {
        return GEN_AZURE_CREDIT;
    }
    if (has_unit && unit == 0) {
        return GEN_ZERO_PRICE;
    }
    if (is_same(benefit, "Reservation") ||
        (has_effective && effective == 0 && total == 0 && quantity > 0)) {
        return GEN_RESERVATION;
    }
    return GEN_REASON_COUNT;
}

/* Does the line say that it has the credit (1), has not (0), or nothing (-1)? */
static int credit_of(const struct entry *entry)
{
    const char *adjustment = get(entry, NAMES("PriceAdjustmentDescription"));
    const char *applied = get(entry, NAMES("partnerEarnedCreditApplied"));
    const char *percent = get(entry, NAMES("PartnerEarnedCreditPercentage"));
    const char *type = get_or_empty(entry, NAMES("CreditType"));
    gen_money value = 0;

    if (adjustment != NULL) {
        return has_word(adjustment, "Partner earned credit") ? 1
               : *adjustment == '\0'                         ? 0
                                                             : -1;
    }
    if (applied != NULL) {
        return is_same(applied, "1") ? 1 : is_same(applied, "0") ? 0 : -1;
    }
    if (percent != NULL) {
        return read_number(percent, &value) ? value > 0 : -1;
    }
    return is_same(type, "Partner Earned Credit Applied") ? 1
           : is_same(type, "Credit Not Applied")          ? 0
                                                          : -1;
}

static enum judged judge(const struct entry *entry, gen_money total,
                         enum gen_reason *reason)
{
    const int credit = credit_of(entry);

    *reason = GEN_REASON_COUNT;
    if (credit == 1) {
        return EARNED;
    }
    *reason = exclude(entry, total);
    if (*reason != GEN_REASON_COUNT) {
        return EXCLUDED;
    }
    return credit == 0 ? MISSING : UNKNOWN;
}

/* ---- rows ---- */

static void lower(const char *text, char *out, size_t size)
{
    size_t len = 0;

    for (; text[len] != '\0' && len + 1 < size; len++) {
        out[len] = (char)tolower((unsigned char)text[len]);
    }
    out[len] = '\0';
}

static struct gen_row *row_of(struct ref_usage *usage, const struct entry *entry)
{
    struct gen_row key = {0};

    lower(get_or_empty(entry, NAMES("CustomerId", "customerTenantId")), key.customer,
          sizeof key.customer);
    lower(get_or_empty(entry, NAMES("EntitlementId", "SubscriptionId")), key.subscription,
          sizeof key.subscription);
    memcpy(key.currency, get_or_empty(entry, NAMES("BillingCurrency", "Currency")), 4);
    key.currency[3] = '\0';
    for (size_t i = 0; i < usage->count; i++) {
        struct gen_row *row = &usage->rows[i];
        if (strcmp(row->customer, key.customer) == 0 &&
            strcmp(row->subscription, key.subscription) == 0 &&
            strcmp(row->currency, key.currency) == 0) {
            return row;
        }
    }
    if (usage->count == usage->room) {
        usage->room = usage->room == 0 ? 64 : usage->room * 2;
        usage->rows = pwz_mem_resize(usage->rows, usage->room, sizeof key);
    }
    usage->rows[usage->count] = key;
    return &usage->rows[usage->count++];
}

/* ---- patterns ---- */

/* What of one part (a day, a group, a product) was seen. */
struct part {
    char name[64];
    bool earned, missing;
};
struct parts {
    struct part part[512];
    size_t count;
};

/* Everything the pattern of a row needs. */
struct evidence {
    struct parts days, groups, products;
};

static void see(struct parts *parts, const char *name, bool is_missing)
{
    char key[64];
    size_t i = 0;

    lower(name, key, sizeof key);
    while (i < parts->count && strcmp(parts->part[i].name, key) != 0) {
        i++;
    }
    if (i == parts->count && parts->count < 512) {
        memcpy(parts->part[parts->count++].name, key, sizeof key);
    }
    parts->part[i].earned |= !is_missing;
    parts->part[i].missing |= is_missing;
}

static bool is_clean(const struct parts *parts)
{
    for (size_t i = 0; i < parts->count; i++) {
        if (parts->part[i].earned && parts->part[i].missing) {
            return false;
        }
    }
    return true;
}

static const char *group_of(const struct entry *entry, char *room, size_t size)
{
    const char *group = get(entry, NAMES("ResourceGroup", "resourceGroupName"));
    const char *resource = get_or_empty(entry, NAMES("ResourceURI", "ResourceId"));
    const char *at = strstr(resource, "/resourceGroups/");
    size_t len = 0;

    if (group != NULL || at == NULL) {
        return group != NULL ? group : "";
    }
    for (at += strlen("/resourceGroups/"); *at != '\0' && *at != '/' && len + 1 < size;
         at++) {
        room[len++] = *at;
    }
    room[len] = '\0';
    return room;
}

static int compare_parts(const void *a, const void *b)
{
    return strcmp(((const struct part *)a)->name, ((const struct part *)b)->name);
}

static enum gen_pattern order_of_days(struct parts *days)
{
    size_t changes = 0;

    qsort(days->part, days->count, sizeof *days->part, compare_parts);
    for (size_t i = 1; i < days->count; i++) {
        changes += days->part[i].missing != days->part[i - 1].missing;
    }
    return changes != 1            ? GEN_GAP
           : days->part[0].missing ? GEN_UNTIL_DATE
                                   : GEN_FROM_DATE;
}

static enum gen_pattern pattern_of(const struct gen_row *row, struct evidence *evidence)
{
    if (row->missing == 0) {
        return GEN_NONE;
    }
    if (row->earned == 0) {
        return GEN_ALL;
    }
    if (is_clean(&evidence->days)) {
        return order_of_days(&evidence->days);
    }
    return is_clean(&evidence->groups) ? GEN_SOME_GROUPS : GEN_SOME_PRODUCTS;
}

/* ---- reading ---- */

struct reading {
    struct ref_usage *usage;
    struct entry *entries;
    size_t count, room;
    struct evidence *evidence; /* of each row of usage, by its number */
    size_t evidence_room;
    unsigned last_day;
    bool is_unbilled, is_day_first;
};

static struct evidence *evidence_of(struct reading *reading, const struct gen_row *row)
{
    const size_t index = (size_t)(row - reading->usage->rows);

    while (index >= reading->evidence_room) {
        const size_t room = reading->evidence_room + 64;
        reading->evidence =
            pwz_mem_resize(reading->evidence, room, sizeof *reading->evidence);
        memset(reading->evidence + reading->evidence_room, 0,
               64 * sizeof *reading->evidence);
        reading->evidence_room = room;
    }
    return &reading->evidence[index];
}

static unsigned day_number(const struct reading *reading, const struct entry *entry)
{
    const struct day day = read_day(date_of(entry));

    return day.is_year_first || !reading->is_day_first ? day.b : day.a;
}

static void count_entry(struct reading *reading, const struct entry *entry)
{
    struct gen_row *row = row_of(reading->usage, entry);
    struct evidence *evidence = evidence_of(reading, row);
    const unsigned day = day_number(reading, entry);
    enum gen_reason reason = GEN_REASON_COUNT;
    gen_money total = 0;
    char room[64], day_name[8] = {(char)('0' + day / 10), (char)('0' + day % 10), '\0'};

    (void)read_number(get_or_empty(entry, NAMES("BillingPreTaxTotal",
                                                "costInBillingCurrency", "Subtotal")),
                      &total);
    enum judged judged = judge(entry, total, &reason);
    if (judged == MISSING && reading->is_unbilled && day + 3 > reading->last_day) {
        judged = UNKNOWN;
    }
    row->lines++;
    row->cost += total;
    row->refunds +=
        total < 0 || is_same(get_or_empty(entry, NAMES("ChargeType")), "cancel");
    if (judged == EXCLUDED) {
        row->ineligible++;
        row->reasons[reason]++;
        return;
    }
    row->unknown += judged == UNKNOWN;
    if (judged == UNKNOWN) {
        return;
    }
    row->earned += judged == EARNED;
    row->missing += judged == MISSING;
    row->cost_missing += judged == MISSING ? total : 0;
    row->earned_days |= judged == EARNED ? 1U << (day - 1) : 0;
    row->missing_days |= judged == MISSING ? 1U << (day - 1) : 0;
    see(&evidence->days, day_name, judged == MISSING);
    see(&evidence->groups, group_of(entry, room, sizeof room), judged == MISSING);
    see(&evidence->products, get_or_empty(entry, NAMES("ProductId")), judged == MISSING);
}

static void count_all(struct reading *reading)
{
    reading->is_day_first = is_day_first(reading->entries, reading->count);
    for (size_t i = 0; i < reading->count; i++) {
        const struct entry *entry = &reading->entries[i];
        const unsigned day = day_number(reading, entry);
        const char *invoice = get_or_empty(entry, NAMES("InvoiceNumber", "invoiceId"));
        reading->last_day = day > reading->last_day ? day : reading->last_day;
        reading->is_unbilled = *invoice == '\0';
    }
    for (size_t i = 0; i < reading->count; i++) {
        count_entry(reading, &reading->entries[i]);
    }
    for (size_t i = 0; i < reading->usage->count; i++) {
        struct gen_row *row = &reading->usage->rows[i];
        row->pattern = pattern_of(row, evidence_of(reading, row));
    }
    reading->usage->lines = reading->count;
}

static struct entry *new_entry(struct reading *reading, size_t pairs)
{
    if (reading->count == reading->room) {
        reading->room = reading->room == 0 ? 256 : reading->room * 2;
        reading->entries =
            pwz_mem_resize(reading->entries, reading->room, sizeof *reading->entries);
    }
    struct entry *entry = &reading->entries[reading->count++];
    *entry = (struct entry){.pairs = pwz_mem_new(pairs, sizeof *entry->pairs)};
    return entry;
}

static void add_table(struct reading *reading, const struct ref_table *table)
{
    const struct ref_row *head = table->count > 0 ? &table->rows[0] : NULL;

    for (size_t i = 1; i < table->count; i++) {
        struct entry *entry = new_entry(reading, head->count);
        for (size_t k = 0; k < head->count && k < table->rows[i].count; k++) {
            entry->pairs[entry->count++] =
                (struct pair){head->cells[k].text, table->rows[i].cells[k].text};
        }
    }
}

/* ---- JSON lines: flat objects ---- */

/* A string, a number or a word into new memory; behind it. Escapes met in the generated
 * files only. */
static const char *read_value(const char *at, char **value)
{
    const size_t room = strcspn(at, "\n") + 1;
    size_t len = 0;

    *value = pwz_mem_new(room, 1);
    if (*at != '"') {
        while (*at != ',' && *at != '}') {
            (*value)[len++] = *at++;
        }
        if (strcmp(*value, "null") == 0) {
            (*value)[0] = '\0';
        }
        return at;
    }
    for (at++; *at != '"'; at++) {
        if (*at == '\\') {
            at++;
            (*value)[len++] = *at == 'n' ? '\n' : *at == 'r' ? '\r' : *at;
        } else {
            (*value)[len++] = *at;
        }
    }
    return at + 1;
}

static const char *add_object(struct reading *reading, const char *at)
{
    struct entry *entry = new_entry(reading, 128);

    while (*at == '{' || *at == ',') {
        char *name = NULL, *value = NULL;
        at = read_value(at + 1, &name);
        at = read_value(at + 1, &value);
        entry->pairs[entry->count++] = (struct pair){name, value};
    }
    return at + 1;
}

static void free_objects(struct reading *reading)
{
    for (size_t i = 0; i < reading->count; i++) {
        for (size_t k = 0; k < reading->entries[i].count; k++) {
            char *name = NULL, *value = NULL;
            memcpy(&name, &reading->entries[i].pairs[k].name, sizeof name);
            memcpy(&value, &reading->entries[i].pairs[k].value, sizeof value);
            pwz_mem_free(name);
            pwz_mem_free(value);
        }
    }
}

static void free_reading(struct reading *reading)
{
    for (size_t i = 0; i < reading->count; i++) {
        pwz_mem_free(reading->entries[i].pairs);
    }
    pwz_mem_free(reading->entries);
    pwz_mem_free(reading->evidence);
}

struct ref_usage *ref_read(const char *bytes, size_t len)
{
    struct reading reading = {.usage = pwz_mem_new(1, sizeof *reading.usage)};
    const size_t mark = len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

    if (len > mark && bytes[mark] == '{') {
        for (const char *at = bytes + mark; *at == '{';) {
            at = add_object(&reading, at);
            at += strspn(at, "\r\n");
        }
        count_all(&reading);
        free_objects(&reading);
    } else {
        struct ref_table *table = ref_csv(bytes, len, ref_delimiter(bytes, len));
        add_table(&reading, table);
        count_all(&reading);
        ref_csv_free(table);
    }
    free_reading(&reading);
    return reading.usage;
}

void ref_free(struct ref_usage *usage)
{
    if (usage != NULL) {
        pwz_mem_free(usage->rows);
    }
    pwz_mem_free(usage);
}
