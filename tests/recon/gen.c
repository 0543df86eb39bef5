/*
 * Making of usage files: what is decided first and then written.
 *
 * Everything follows from the seed through one mixing function of (seed, what, number),
 * so no state runs through the file and any part could be made again. Cells that stay the
 * same for a resource are encoded once; a line is a walk over the columns that copies
 * bytes, which makes a gigabyte in a few seconds.
 */
#include "recon/gen.h"

#include <stdio.h>
#include <string.h>

#include "pecwiz/mem.h"

#include "recon/gen_columns.h"

enum {
    OUT_BYTES = 1 << 20,
    LINE_MAX_BYTES = 32 * 1024,
    STORE_BYTES = 32 * 1024,          /* cells of one subscription … */
    RESOURCE_STORE_BYTES = 16 * 1024, /* … and of each resource */
    LINE_STORE_BYTES = 1024,
    COLUMNS_MAX = 96,
    RESOURCES_MAX = 64,
    GROUPS = 3,
    PRODUCTS = 3,
    TOTAL_SCALE_MAX = 15
};

const char *const gen_reason_words[GEN_REASON_COUNT] = {
    "third-party", "spot", "savings-plan", "reservation", "azure-credit", "zero-price"};
const char *const gen_pattern_words[GEN_PATTERN_COUNT] = {
    "none", "all", "from-date", "until-date", "gap", "some-groups", "some-products"};

/* What a resource is. */
enum kind {
    KIND_THIRD_PARTY,
    KIND_SPOT,
    KIND_SAVINGS_PLAN,
    KIND_RESERVATION,
    KIND_AZURE_CREDIT,
    KIND_ZERO_PRICE,
    KIND_NORMAL,
    KIND_ROUNDED, /* so cheap that its total is floored to 0 */
    KIND_REFUND,  /* some of its use is taken back */
    KIND_EMPTY    /* the credit is not told */
};

struct text {
    const char *bytes;
    uint32_t len;
};

struct store {
    char *bytes;
    size_t used, room;
};

struct resource {
    enum kind kind;
    uint32_t group, product;
    bool is_foreign; /* billed in the second currency */
    uint64_t mix;
    int64_t unit_price; /* in units of 10^-6 */
    struct text cells[CELL_COUNT];
};

struct subscription {
    uint32_t customer, number; /* in the file, in the customer */
    uint64_t mix;
    enum gen_pattern pattern;
    uint32_t first, last; /* days of the pattern, from 1 */
    uint32_t resource_count;
    struct resource resources[RESOURCES_MAX];
    struct text cells[CELL_COUNT]; /* the same for all its resources */
    struct text currencies[2];
    size_t rows[2]; /* in the truth, one for each currency */
    bool has_row[2];
    struct store store;
};

struct maker {
    struct gen_opts opts;
    gen_sink *sink;
    void *who;
    struct gen_truth *truth;
    bool is_stopped;
    const struct gen_column *columns[COLUMNS_MAX];
    size_t column_count;
    struct text keys[COLUMNS_MAX]; /* JSON: "Name": */
    struct store line_store;       /* of the line */
    struct store file_store;
    struct text days[32];
    char *out;
    size_t out_len;
    struct subscription *subs; /* of the customer */
    struct subscription *sub;  /* the one at hand */
};

/* ---- chance ---- */

static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t x = a + 0x9e3779b97f4a7c15U * (b + 1);

    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

static uint32_t below(uint64_t chance, uint32_t count)
{
    return (uint32_t)((chance >> 16) % count);
}

static void write_guid(uint64_t chance, bool is_upper, char out[37])
{
    const uint64_t second = mix(chance, 77);

    (void)snprintf(
        out, 37, is_upper ? "%08X-%04X-%04X-%04X-%012llX" : "%08x-%04x-%04x-%04x-%012llx",
        (unsigned)(chance >> 32), (unsigned)(chance >> 16) & 0xffff,
        (unsigned)chance & 0xffff, (unsigned)(second >> 48),
        (unsigned long long)(second & 0xffffffffffffU));
}

/* ---- cells ---- */

static bool is_json(const struct maker *maker)
{
    return maker->opts.form == GEN_JSONL || maker->opts.form == GEN_BASIC;
}

static void put(struct store *store, char byte)
{
    if (store->used < store->room) {
        store->bytes[store->used++] = byte;
    }
}

static void put_json(struct store *store, const char *bytes, size_t len)
{
    put(store, '"');
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] == '\n' || bytes[i] == '\r') {
            put(store, '\\');
            put(store, bytes[i] == '\n' ? 'n' : 'r');
            continue;
        }
        if (bytes[i] == '"' || bytes[i] == '\\') {
            put(store, '\\');
        }
        put(store, bytes[i]);
    }
    put(store, '"');
}

static bool needs_quotes(const struct maker *maker, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] == maker->opts.delimiter || bytes[i] == '"' || bytes[i] == '\n' ||
            bytes[i] == '\r') {
            return true;
        }
    }
    return maker->opts.quote_all;
}

static void put_csv(const struct maker *maker, struct store *store, const char *bytes,
                    size_t len)
{
    const bool is_quoted = needs_quotes(maker, bytes, len);

    if (is_quoted) {
        put(store, '"');
    }
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] == '"') {
            put(store, '"');
        }
        put(store, bytes[i]);
    }
    if (is_quoted) {
        put(store, '"');
    }
}

/* Encode a text as it stands in the file. */
static struct text encode(const struct maker *maker, struct store *store,
                          const char *bytes)
{
    const size_t begin = store->used;

    if (is_json(maker)) {
        put_json(store, bytes, strlen(bytes));
    } else {
        put_csv(maker, store, bytes, strlen(bytes));
    }
    return (struct text){store->bytes + begin, (uint32_t)(store->used - begin)};
}

/* Digits of value / 10^scale. */
static size_t write_decimal(int64_t value, unsigned scale, char point, char *out)
{
    char digits[24];
    size_t count = 0, len = 0;
    uint64_t rest = value < 0 ? (uint64_t)-value : (uint64_t)value;

    do {
        digits[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0 || count <= scale);
    if (value < 0) {
        out[len++] = '-';
    }
    while (count > 0) {
        if (count == scale) {
            out[len++] = point;
        }
        out[len++] = digits[--count];
    }
    out[len] = '\0';
    return len;
}

/* The same as 1.2345E-05. */
static void write_exponent(int64_t value, unsigned scale, char *out, size_t size)
{
    char digits[24];
    const int count = snprintf(digits, sizeof digits, "%llu",
                               (unsigned long long)(value < 0 ? -value : value));

    (void)snprintf(out, size, "%s%c%s%sE%+03d", value < 0 ? "-" : "", digits[0],
                   count > 1 ? "." : "", digits + 1, count - 1 - (int)scale);
}

static struct text number(struct maker *maker, struct store *store, int64_t value,
                          unsigned scale, bool may_be_short)
{
    char words[48];

    if (maker->opts.exponents && may_be_short && value != 0) {
        write_exponent(value, scale, words, sizeof words);
    } else {
        (void)write_decimal(value, scale, maker->opts.decimal_comma ? ',' : '.', words);
    }
    if (!is_json(maker) || maker->opts.strings) {
        return encode(maker, store, words);
    }

    const size_t begin = store->used;

    for (const char *at = words; *at != '\0'; at++) {
        put(store, *at);
    }
    return (struct text){store->bytes + begin, (uint32_t)(store->used - begin)};
}

static struct text nothing(struct maker *maker, struct store *store, bool is_number)
{
    static const char null[] = "null";

    return is_json(maker) && is_number ? (struct text){null, 4}
                                       : encode(maker, store, "");
}

/* ---- dates ---- */

static uint32_t days_of(uint32_t year, uint32_t month)
{
    static const uint32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && is_leap ? 29 : days[month - 1];
}

static void write_date(const struct gen_opts *opts, uint32_t day, char *out, size_t size)
{
    const unsigned y = opts->year, m = opts->month;

    if (opts->form == GEN_JSONL || opts->form == GEN_BASIC) {
        (void)snprintf(out, size, "%04u-%02u-%02uT00:00:00Z", y, m, day);
        return;
    }
    switch (opts->date) {
    case GEN_MDY: (void)snprintf(out, size, "%02u/%02u/%04u", m, day, y); return;
    case GEN_MDY_SHORT: (void)snprintf(out, size, "%u/%u/%04u", m, day, y); return;
    case GEN_DMY: (void)snprintf(out, size, "%02u/%02u/%04u", day, m, y); return;
    case GEN_YMD: (void)snprintf(out, size, "%04u-%02u-%02u", y, m, day); return;
    case GEN_MDY_TIME: (void)snprintf(out, size, "%u/%u/%04u 0:00", m, day, y); return;
    }
}

static struct text date(const struct maker *maker, struct store *store, uint32_t day)
{
    char words[32];

    write_date(&maker->opts, day, words, sizeof words);
    return encode(maker, store, words);
}

/* ---- writing ---- */

static void flush(struct maker *maker)
{
    if (maker->out_len > 0 && !maker->is_stopped) {
        maker->truth->bytes += maker->out_len;
        maker->is_stopped = !maker->sink(maker->who, maker->out, maker->out_len);
    }
    maker->out_len = 0;
}

static inline void add(struct maker *maker, const char *bytes, size_t len)
{
    memcpy(maker->out + maker->out_len, bytes, len);
    maker->out_len += len;
}

static void write_line(struct maker *maker, const struct text *cells)
{
    const bool as_json = is_json(maker);

    if (OUT_BYTES - maker->out_len < LINE_MAX_BYTES) {
        flush(maker);
    }
    if (as_json) {
        maker->out[maker->out_len++] = '{';
    }
    for (size_t i = 0; i < maker->column_count; i++) {
        const struct text *cell = &cells[maker->columns[i]->cell];
        if (i > 0) {
            maker->out[maker->out_len++] = as_json ? ',' : maker->opts.delimiter;
        }
        if (as_json) {
            add(maker, maker->keys[i].bytes, maker->keys[i].len);
        }
        add(maker, cell->bytes, cell->len);
    }
    if (as_json) {
        maker->out[maker->out_len++] = '}';
    }
    add(maker, maker->opts.newline, strlen(maker->opts.newline));
    maker->truth->lines++;
}

static void choose_columns(struct maker *maker)
{
    size_t count = 0;
    const struct gen_column *all = gen_columns(maker->opts.form, &count);

    for (size_t i = 0; i < count; i++) {
        if (gen_has_column(&maker->opts, &all[i])) {
            maker->columns[maker->column_count++] = &all[i];
        }
    }
    for (size_t i = maker->column_count; maker->opts.shuffle && i > 1; i--) {
        const size_t other = below(mix(maker->opts.seed, 9000 + i), (uint32_t)i);
        const struct gen_column *swap = maker->columns[i - 1];
        maker->columns[i - 1] = maker->columns[other];
        maker->columns[other] = swap;
    }
}

static const char *name_of(const struct maker *maker, const struct gen_column *column)
{
    return maker->opts.aliases && column->alias != NULL ? column->alias : column->name;
}

static void write_head(struct maker *maker)
{
    static const char mark[] = "\xef\xbb\xbf";

    if (maker->opts.boms > 0) {
        add(maker, mark, 3);
    }
    for (size_t i = 0; i < maker->column_count; i++) {
        const char *name = name_of(maker, maker->columns[i]);
        if (is_json(maker)) {
            maker->keys[i] = encode(maker, &maker->file_store, name);
            put(&maker->file_store, ':');
            maker->keys[i].len++;
            continue;
        }
        const struct text cell = encode(maker, &maker->file_store, name);
        if (i > 0) {
            maker->out[maker->out_len++] = maker->opts.delimiter;
        }
        add(maker, cell.bytes, cell.len);
    }
    if (!is_json(maker)) {
        add(maker, maker->opts.newline, strlen(maker->opts.newline));
        if (maker->opts.boms > 1) {
            add(maker, mark, 3);
        }
    }
}

/* ---- truth ---- */

static struct gen_row *add_row(struct maker *maker)
{
    struct gen_truth *truth = maker->truth;

    if (truth->count == truth->room) {
        const size_t room = truth->room == 0 ? 64 : truth->room * 2;
        struct gen_row *rows = pwz_mem_resize(truth->rows, room, sizeof *rows);
        if (rows == NULL) {
            maker->is_stopped = true;
            return NULL;
        }
        truth->rows = rows;
        truth->room = room;
    }
    memset(&truth->rows[truth->count], 0, sizeof *truth->rows);
    return &truth->rows[truth->count++];
}

static const char *const currencies[] = {"EUR", "USD", "BRL", "GBP"};

static struct gen_row *row_of(struct maker *maker, bool is_foreign)
{
    struct subscription *sub = maker->sub;

    if (!sub->has_row[is_foreign]) {
        struct gen_row *row = add_row(maker);
        if (row == NULL) {
            return NULL;
        }
        sub->has_row[is_foreign] = true;
        sub->rows[is_foreign] = maker->truth->count - 1;
        write_guid(mix(maker->opts.seed, 1000 + sub->customer), false, row->customer);
        write_guid(maker->opts.form == GEN_MONTHLY ? mix(sub->mix, 1) : sub->mix, false,
                   row->subscription);
        memcpy(row->currency, is_foreign ? "CHF" : currencies[sub->customer % 4], 4);
        row->pattern = GEN_NONE;
    }
    return &maker->truth->rows[sub->rows[is_foreign]];
}

static gen_money money_of(int64_t value, unsigned scale)
{
    gen_money money = value;

    for (; scale < TOTAL_SCALE_MAX; scale++) {
        money *= 10;
    }
    return money;
}

/* ---- subscriptions ---- */

static enum kind choose_kind(const struct maker *maker, const struct subscription *sub,
                             uint32_t index)
{
    static const enum kind kinds[] = {
        KIND_THIRD_PARTY,  KIND_NORMAL, KIND_SPOT,        KIND_ROUNDED,
        KIND_SAVINGS_PLAN, KIND_REFUND, KIND_RESERVATION, KIND_ZERO_PRICE,
        KIND_AZURE_CREDIT, KIND_EMPTY,  KIND_NORMAL,
    };
    enum {
        KINDS = sizeof kinds / sizeof *kinds
    };

    if (index < 4 || maker->opts.plain) {
        return KIND_NORMAL;
    }

    const enum kind kind =
        kinds[(index - 4 + sub->number * 5 + sub->customer * 3) % KINDS];

    /* Older files and cost exports have no column that tells of Azure credit. */
    if (kind == KIND_AZURE_CREDIT &&
        (maker->opts.form == GEN_COST ||
         (maker->opts.form == GEN_DAILY && maker->opts.columns < 52))) {
        return KIND_SPOT;
    }
    return kind;
}

static void choose_pattern(struct maker *maker, struct subscription *sub)
{
    sub->pattern =
        maker->opts.common_day
            ? GEN_FROM_DATE
            : (enum gen_pattern)((sub->number + sub->customer) % GEN_PATTERN_COUNT);
    sub->first = 1;
    sub->last = maker->truth->month_days;
    switch (sub->pattern) {
    case GEN_FROM_DATE:
        sub->first = maker->opts.common_day ? 12 : 5 + below(mix(sub->mix, 2), 15);
        break;
    case GEN_UNTIL_DATE: sub->last = 5 + below(mix(sub->mix, 2), 15); break;
    case GEN_GAP:
        sub->first = 3 + below(mix(sub->mix, 2), 12);
        sub->last = sub->first + below(mix(sub->mix, 3), 6); /* also a single day */
        break;
    case GEN_NONE:
    case GEN_ALL:
    case GEN_SOME_GROUPS:
    case GEN_SOME_PRODUCTS:
    case GEN_PATTERN_COUNT: break;
    }
}

/* Does the resource lose its credit on the day, if it could have one? */
static bool is_lost(const struct subscription *sub, const struct resource *resource,
                    uint32_t day)
{
    switch (sub->pattern) {
    case GEN_NONE:
    case GEN_PATTERN_COUNT: return false;
    case GEN_SOME_GROUPS: return resource->group == 0;
    case GEN_SOME_PRODUCTS: return resource->product == 0;
    case GEN_ALL:
    case GEN_FROM_DATE:
    case GEN_UNTIL_DATE:
    case GEN_GAP: break;
    }
    return day >= sub->first && day <= sub->last;
}

static bool is_by_date(enum gen_pattern pattern)
{
    return pattern != GEN_SOME_GROUPS && pattern != GEN_SOME_PRODUCTS;
}

/* ---- the cells of a subscription ---- */

static void set(struct maker *maker, struct text *cells, enum gen_cell cell,
                const char *words)
{
    cells[cell] = encode(maker, &maker->sub->store, words);
}

static void set_customer(struct maker *maker, struct subscription *sub)
{
    static const char *const names[] = {
        "Contoso, Ltd.",
        "Fabrikam \"Nord\" GmbH",
        "M\xc3\xbcller & S\xc3\xb6hne KG",
        "\xe6\xa0\xaa\xe5\xbc\x8f\xe4\xbc\x9a\xe7\xa4\xbe \xe6\x9d\xb1\xe4\xba\xac",
        "O'Brien; Partners",
        "A. Datum\nCorporation",
        "Na\xc3\xafve Caf\xc3\xa9, S.A.",
    };
    struct text *cells = sub->cells;
    char words[96];

    write_guid(mix(maker->opts.seed, 1000 + sub->customer), sub->customer % 3 == 1,
               words);
    set(maker, cells, CELL_CUSTOMER, words);
    set(maker, cells, CELL_CUSTOMER_NAME, names[sub->customer % 7]);
    (void)snprintf(words, sizeof words, "customer%u.example.com", sub->customer);
    set(maker, cells, CELL_DOMAIN, words);
    set(maker, cells, CELL_COUNTRY, "DE");
    set(maker, cells, CELL_RESELLER, sub->customer % 2 == 0 ? "5234567" : "");
    sub->currencies[0] = encode(maker, &maker->sub->store, currencies[sub->customer % 4]);
    sub->currencies[1] = encode(maker, &maker->sub->store, "CHF");
}

static void set_file(struct maker *maker, struct text *cells)
{
    struct store *store = &maker->sub->store;
    const uint32_t month_days = maker->truth->month_days;

    set(maker, cells, CELL_EMPTY, "");
    set(maker, cells, CELL_PARTNER, "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d");
    set(maker, cells, CELL_PARTNER_NAME, "Northwind Traders, CSP");
    set(maker, cells, CELL_MPN, "4512345");
    set(maker, cells, CELL_INVOICE, maker->opts.unbilled ? "" : "G012345678");
    set(maker, cells, CELL_PLAN_NAME, "Azure plan");
    cells[CELL_CHARGE_START] = date(maker, store, 1);
    cells[CELL_CHARGE_END] =
        date(maker, store, days_of(maker->opts.year, maker->opts.month));
    cells[CELL_RATE_DATE] = date(maker, store, 1);
    cells[CELL_RATE] = number(maker, store, 9213840, 7, false);
    set(maker, cells, CELL_USD, "USD");
    set(maker, cells, CELL_METER_TYPE, "1 Hour");
    set(maker, cells, CELL_UNIT, "1 Hour");
    set(maker, cells, CELL_TERM, "");
    set(maker, cells, CELL_ADJUSTMENT, "");
    set(maker, cells, CELL_BENEFIT_ORDER, "");
    set(maker, cells, CELL_BENEFIT, "");
    for (uint32_t day = 1; day <= month_days; day++) {
        maker->days[day] = date(maker, store, day);
    }
}

static void set_subscription(struct maker *maker, struct subscription *sub)
{
    char words[96];

    write_guid(sub->mix, false, words);
    set(maker, sub->cells, CELL_SUBSCRIPTION, words);
    (void)snprintf(words, sizeof words, "Subscription %u of %u, production", sub->number,
                   sub->customer);
    set(maker, sub->cells, CELL_SUBSCRIPTION_NAME, words);
    write_guid(mix(sub->mix, 1), false, words);
    set(maker, sub->cells, CELL_PLAN, words);
}

/* ---- the cells of a resource ---- */

static void set_place(struct maker *maker, const struct subscription *sub,
                      struct resource *resource, uint32_t index)
{
    /* One group is written in several ways: the services do not agree on its case. */
    static const char *const groups[GROUPS][2] = {
        {"RG-Prod, West", "rg-prod, west"},
        {"rg-data",       "RG-DATA"      },
        {"rg_test",       "rg_Test"      }
    };
    char id[37], words[256];
    const char *group = groups[resource->group][index % 2];

    set(maker, resource->cells, CELL_GROUP, group);
    write_guid(sub->mix, index % 2 == 1, id);
    (void)snprintf(words, sizeof words,
                   "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.Compute/"
                   "virtualMachines/vm-%u-%012llx",
                   id, group, index, (unsigned long long)resource->mix & 0xffffffffffffU);
    set(maker, resource->cells, CELL_RESOURCE, words);
    if (index % 2 == 1) {
        set(maker, resource->cells, CELL_SUBSCRIPTION, id);
    }
}

static void set_product(struct maker *maker, struct resource *resource)
{
    static const char *const products[PRODUCTS][5] = {
        {"DZH318Z0BPS6", "0001", "D2s v3",               "Virtual Machines Dsv3 Series",
         "Virtual Machines"                                                                           },
        {"DZH318Z0BNVV", "0002", "Hot LRS Data Stored",  "Blob Storage, General",
         "Storage"                                                                                    },
        {"DZH318Z0BQ4H", "000K", "Standard \"Gateway\"", "VPN Gateway",                  "VPN Gateway"},
    };
    const char *const *product = products[resource->product];
    struct text *cells = resource->cells;
    const bool is_spot = resource->kind == KIND_SPOT;
    char id[37];

    set(maker, cells, CELL_PRODUCT, product[0]);
    set(maker, cells, CELL_SKU, product[1]);
    set(maker, cells, CELL_AVAILABILITY, "DZH318Z08CCR");
    set(maker, cells, CELL_SKU_NAME, is_spot ? "D2s v3 Spot" : product[2]);
    set(maker, cells, CELL_METER_NAME, is_spot ? "D2s v3 Spot" : product[2]);
    set(maker, cells, CELL_PRODUCT_NAME, product[3]);
    set(maker, cells, CELL_METER_CATEGORY, product[4]);
    set(maker, cells, CELL_METER_SUB, product[3]);
    set(maker, cells, CELL_REGION, "EU West");
    set(maker, cells, CELL_SERVICE, "Microsoft.Compute");
    write_guid(mix(resource->mix % 300, 5), false, id);
    set(maker, cells, CELL_METER, id);
}

static void set_kind(struct maker *maker, struct resource *resource)
{
    static const char *const models[] = {
        "OnDemand", "Spot",     "SavingsPlan", "Reservation", "OnDemand",
        "OnDemand", "OnDemand", "OnDemand",    "OnDemand",    "OnDemand"};
    struct text *cells = resource->cells;
    const bool is_other = resource->kind == KIND_THIRD_PARTY;
    const bool is_plan = resource->kind == KIND_SAVINGS_PLAN;
    const bool is_paid = resource->kind == KIND_AZURE_CREDIT;

    set(maker, cells, CELL_PUBLISHER,
        is_other ? "Barracuda Networks, Inc." : "Microsoft");
    set(maker, cells, CELL_PUBLISHER_ID, is_other ? "barracuda" : "");
    set(maker, cells, CELL_PUBLISHER_TYPE, is_other ? "Marketplace" : "Azure");
    set(maker, cells, CELL_BENEFIT_TYPE, is_plan ? "SavingsPlan" : "Charge");
    if (is_plan) {
        set(maker, cells, CELL_BENEFIT, "11111111-2222-4333-8444-555555555555");
        set(maker, cells, CELL_BENEFIT_ORDER, "66666666-7777-4888-9999-aaaaaaaaaaaa");
    }
    set(maker, cells, CELL_PRICING_MODEL, models[resource->kind]);
    cells[CELL_CREDIT_PERCENT] =
        number(maker, &maker->sub->store, is_paid ? 100 : 0, 0, false);
}

/* What stands before and behind an id of the resource; NULL = nothing at all. */
struct around {
    const char *before, *behind;
};

static void set_around(struct maker *maker, struct resource *resource, enum gen_cell cell,
                       const struct around *around)
{
    char id[37], words[512];

    write_guid(mix(resource->mix, (uint64_t)cell), false, id);
    if (around->before == NULL) {
        words[0] = '\0';
    } else {
        (void)snprintf(words, sizeof words, "%s%s%s", around->before, id, around->behind);
    }
    set(maker, resource->cells, cell, words);
}

static void set_info(struct maker *maker, struct resource *resource, uint32_t index)
{
    static const struct around tags[] = {
        {NULL,                                                                         NULL },
        {"{\"env\":\"prod\",\"owner\":\"O'Brien, Jo\",\"cost center\":\"4711; "
         "A\",\"id\":\"",                                                     "\"}"},
        {"\"env\": \"test\",\"note\": \"first line\nsecond \\\"line\\\"\",\"id\": \"",
         "\""                                                                               },
        {"{\"caf\xc3\xa9\":\"\xe6\x9d\xb1\xe4\xba\xac ",                               "\"}"},
    };
    static const struct around infos[] = {
        {"{\"UsageType\":\"ComputeHR\",\"ImageType\":\"Canonical\",\"ServiceType\":"
         "\"Standard_D2s_v3\",\"VMName\":\"vm, ", "\",\"VCPUs\":2,\"path\":\"C:\\temp\"}"},
        {NULL,                                             NULL                                   },
        {"{\"ConsumptionMeter\":\"",                       "\",\"lines\":\"a\r\nb\"}"             },
    };

    set_around(maker, resource, CELL_TAGS, &tags[index % 4]);
    set_around(maker, resource, CELL_INFO, &infos[index % 3]);
}

static void set_resource(struct maker *maker, struct subscription *sub, uint32_t index)
{
    struct resource *resource = &sub->resources[index];

    resource->kind = choose_kind(maker, sub, index);
    resource->mix = mix(sub->mix, 100 + index);
    resource->group = index < 4 ? index % 2 : index % GROUPS;
    resource->product = index < 4 ? index / 2 : (index / GROUPS) % PRODUCTS;
    resource->is_foreign = index == 3 && is_by_date(sub->pattern) &&
                           sub->number % 5 == 3 && !maker->opts.plain;
    resource->unit_price = resource->kind == KIND_ZERO_PRICE
                               ? 0
                               : (int64_t)(20 + below(resource->mix, 100000)) * 100;
    memcpy(resource->cells, sub->cells, sizeof resource->cells);
    set_place(maker, sub, resource, index);
    set_product(maker, resource);
    set_kind(maker, resource);
    set_info(maker, resource, index);
    resource->cells[CELL_CURRENCY] = sub->currencies[resource->is_foreign];
    resource->cells[CELL_UNIT_PRICE] =
        number(maker, &maker->sub->store, resource->unit_price, 6, true);
}

static void set_up(struct maker *maker, uint32_t customer, uint32_t index)
{
    struct subscription *sub = &maker->subs[maker->opts.spread ? index : 0];
    const struct store store = sub->store;

    memset(sub, 0, sizeof *sub);
    sub->store = store;
    sub->store.used = 0;
    maker->sub = sub;
    sub->customer = customer;
    sub->number = index;
    sub->mix = mix(mix(maker->opts.seed, 2000 + customer), index);
    sub->resource_count = maker->opts.resources;
    choose_pattern(maker, sub);
    set_file(maker, sub->cells);
    set_customer(maker, sub);
    set_subscription(maker, sub);
    for (uint32_t i = 0; i < sub->resource_count; i++) {
        set_resource(maker, sub, i);
    }
}

/* ---- lines ---- */

struct line {
    uint32_t day; /* 0: the whole month */
    bool is_refund;
    bool is_lost; /* no credit, though it could have one */
    int64_t total;
    unsigned scale;
};

static bool can_earn(enum kind kind)
{
    return kind >= KIND_NORMAL && kind != KIND_EMPTY;
}

static void choose_total(const struct maker *maker, const struct resource *resource,
                         uint64_t chance, struct line *line)
{
    static const unsigned scales[] = {2, 2, 14, 6, 10, 15, 12, 1};
    static const int64_t mosts[] = {
        1, 10, 100, 1000000, 10000000000, 100000000000000, 1000000000000000};

    line->scale = scales[chance % 8];
    line->total = (int64_t)((chance >> 8) % (uint64_t)mosts[line->scale == 1    ? 1
                                                            : line->scale == 2  ? 2
                                                            : line->scale == 6  ? 3
                                                            : line->scale == 10 ? 4
                                                            : line->scale == 15 ? 6
                                                                                : 5]);
    line->total += maker->opts.plain ? 1 : 1 + (int64_t)(chance % 7);
    if (resource->kind == KIND_SAVINGS_PLAN || resource->kind == KIND_RESERVATION ||
        resource->kind == KIND_ZERO_PRICE || resource->kind == KIND_ROUNDED) {
        line->total = 0;
        line->scale = 2;
    }
    if (line->is_refund) {
        line->total = -line->total;
    }
}

/* What the reader has to make of the line. */
static void count_line(struct maker *maker, const struct resource *resource,
                       const struct line *line)
{
    struct gen_row *row = row_of(maker, resource->is_foreign);

    if (row == NULL) {
        return;
    }

    const gen_money money = money_of(line->total, line->scale);
    const struct gen_opts *opts = &maker->opts;
    const bool proves_nothing =
        opts->unbilled && line->day > maker->truth->month_days - 3;
    /* A file without any column of the credit cannot tell; a price is no proof. */
    const bool has_no_column = opts->form == GEN_DAILY && opts->columns < 50;
    enum gen_reason reason = (enum gen_reason)resource->kind;

    row->lines++;
    row->cost += money;
    row->refunds += line->is_refund;
    if (resource->kind < KIND_NORMAL) {
        /* Without the benefit columns only the missing cost shows that it is covered. */
        if (reason == GEN_SAVINGS_PLAN && opts->form == GEN_DAILY && opts->columns < 55) {
            reason = GEN_RESERVATION;
        }
        row->ineligible++;
        row->reasons[reason]++;
    } else if (resource->kind == KIND_EMPTY || has_no_column ||
               (line->is_lost && proves_nothing)) {
        row->unknown++;
    } else if (line->is_lost) {
        row->missing++;
        row->cost_missing += money;
        row->missing_days |= line->day > 0 ? 1U << (line->day - 1) : 0;
        row->pattern = maker->sub->pattern;
    } else {
        row->earned++;
        row->earned_days |= line->day > 0 ? 1U << (line->day - 1) : 0;
    }
}

static void set_credit(struct maker *maker, const struct resource *resource,
                       const struct line *line, struct text *cells)
{
    struct store *store = &maker->line_store;
    const bool is_earned = can_earn(resource->kind) && !line->is_lost;
    const bool is_empty = resource->kind == KIND_EMPTY;
    const bool is_free =
        resource->kind == KIND_SAVINGS_PLAN || resource->kind == KIND_RESERVATION;
    /* In units of 10^-8: 85 % of the price with the credit; half of it tells nothing. */
    const int64_t effective = resource->unit_price * (is_earned  ? 85
                                                      : is_empty ? 50
                                                      : is_free  ? 0
                                                                 : 100);

    cells[CELL_EFFECTIVE] = number(maker, store, effective, 8, true);
    cells[CELL_CREDIT] = is_empty ? nothing(maker, store, true)
                                  : number(maker, store, is_earned ? 15 : 0, 0, false);
    cells[CELL_CREDIT_TYPE] =
        encode(maker, store,
               is_empty                              ? ""
               : resource->kind == KIND_AZURE_CREDIT ? "Azure Credit Applied"
               : is_earned                           ? "Partner Earned Credit Applied"
                                                     : "Credit Not Applied");
    cells[CELL_APPLIED] = encode(maker, store, is_empty ? "" : is_earned ? "1" : "0");
    cells[CELL_APPLIED_RATE] = is_empty
                                   ? nothing(maker, store, true)
                                   : number(maker, store, is_earned ? 15 : 0, 2, false);
    if (maker->opts.form == GEN_MONTHLY) {
        cells[CELL_ADJUSTMENT] = encode(
            maker, store,
            is_earned ? "[\"15.0% Partner earned credit for services managed\"]" : "");
    }
}

static void emit(struct maker *maker, const struct resource *resource, struct line *line)
{
    struct text cells[CELL_COUNT];
    struct store *store = &maker->line_store;
    const uint64_t chance = mix(resource->mix, (uint64_t)line->day * 4 +
                                                   line->is_refund * 2U + line->is_lost);

    store->used = 0;
    memcpy(cells, resource->cells, sizeof cells);
    choose_total(maker, resource, chance, line);
    if (line->day > 0) {
        cells[CELL_DATE] = maker->days[line->day];
    }
    cells[CELL_TOTAL] = number(maker, store, line->total, line->scale, chance % 3 == 0);
    cells[CELL_PRICING_TOTAL] = number(maker, store, line->total, line->scale, false);
    cells[CELL_QUANTITY] = number(
        maker, store, (int64_t)(1 + below(chance, 999999)) * (line->is_refund ? -1 : 1),
        4, chance % 5 == 0);
    cells[CELL_CHARGE_TYPE] = encode(maker, store, line->is_refund ? "cancel" : "new");
    set_credit(maker, resource, line, cells);
    write_line(maker, cells);
    count_line(maker, resource, line);
}

static void emit_day(struct maker *maker, uint32_t day)
{
    const struct subscription *sub = maker->sub;

    for (uint32_t i = 0; i < sub->resource_count && !maker->is_stopped; i++) {
        const struct resource *resource = &sub->resources[i];
        struct line line = {.day = day, .is_lost = is_lost(sub, resource, day)};
        emit(maker, resource, &line);
        if (resource->kind == KIND_REFUND && day % 4 == 2) {
            line.is_refund = true;
            emit(maker, resource, &line);
        }
    }
}

static void emit_days(struct maker *maker)
{
    for (uint32_t day = 1; day <= maker->truth->month_days; day++) {
        emit_day(maker, day);
    }
}

/* All subscriptions of a customer day by day: a resource comes back only after many other
 * lines, as in real files, which pack worse for it. */
static void emit_spread(struct maker *maker)
{
    for (uint32_t day = 1; day <= maker->truth->month_days; day++) {
        for (uint32_t i = 0; i < maker->opts.subscriptions; i++) {
            maker->sub = &maker->subs[i];
            emit_day(maker, day);
        }
    }
}

/* The invoice has one line for each meter that had the credit all month or never, and two
 * for one that had it for a part. */
static void emit_month(struct maker *maker)
{
    const struct subscription *sub = maker->sub;

    for (uint32_t i = 0; i < sub->resource_count && !maker->is_stopped; i++) {
        const struct resource *resource = &sub->resources[i];
        bool seen[2] = {false, false};
        if (resource->kind != KIND_NORMAL && resource->kind != KIND_THIRD_PARTY) {
            continue;
        }
        for (uint32_t day = 1; day <= maker->truth->month_days; day++) {
            seen[is_lost(sub, resource, day)] = true;
        }
        for (int lost = 0; lost < 2; lost++) {
            struct line line = {.is_lost = lost == 1};
            if (seen[lost]) {
                emit(maker, resource, &line);
            }
        }
    }
}

static void make_all(struct maker *maker)
{
    write_head(maker);
    for (uint32_t c = 0; c < maker->opts.customers; c++) {
        for (uint32_t s = 0; s < maker->opts.subscriptions && !maker->is_stopped; s++) {
            set_up(maker, c, s);
            if (maker->opts.form == GEN_MONTHLY) {
                emit_month(maker);
            } else if (!maker->opts.spread) {
                emit_days(maker);
            }
        }
        if (maker->opts.spread) {
            emit_spread(maker);
        }
    }
    if (maker->opts.no_last_newline && maker->out_len > 2) {
        maker->out_len -= strlen(maker->opts.newline);
    }
    flush(maker);
}

/* ---- all together ---- */

static void settle(struct gen_opts *opts)
{
    opts->customers = opts->customers == 0 ? 3 : opts->customers;
    opts->subscriptions =
        opts->subscriptions == 0 ? GEN_PATTERN_COUNT : opts->subscriptions;
    opts->resources = opts->resources < 4 ? 9 : opts->resources;
    opts->resources = opts->resources > RESOURCES_MAX ? RESOURCES_MAX : opts->resources;
    opts->year = opts->year == 0 ? 2026 : opts->year;
    opts->month = opts->month == 0 ? 10 : opts->month;
    opts->columns = opts->columns == 0 ? 55 : opts->columns;
    opts->delimiter = opts->delimiter == 0 ? ',' : opts->delimiter;
    opts->spread = opts->spread && opts->form != GEN_MONTHLY;
    if (opts->newline == NULL) {
        opts->newline =
            opts->form == GEN_JSONL || opts->form == GEN_BASIC ? "\n" : "\r\n";
    }
}

static bool take_store(struct store *store, size_t room)
{
    store->bytes = pwz_mem_new(room, 1);
    store->room = room;
    return store->bytes != NULL;
}

static bool take_subscriptions(struct maker *maker)
{
    const size_t count = maker->opts.spread ? maker->opts.subscriptions : 1;
    bool is_taken = true;

    maker->subs = pwz_mem_new(count, sizeof *maker->subs);
    for (size_t i = 0; maker->subs != NULL && i < count; i++) {
        is_taken = is_taken && take_store(&maker->subs[i].store,
                                          STORE_BYTES + maker->opts.resources *
                                                            (size_t)RESOURCE_STORE_BYTES);
    }
    return maker->subs != NULL && is_taken;
}

static void give_subscriptions(struct maker *maker)
{
    const size_t count = maker->opts.spread ? maker->opts.subscriptions : 1;

    for (size_t i = 0; maker->subs != NULL && i < count; i++) {
        pwz_mem_free(maker->subs[i].store.bytes);
    }
    pwz_mem_free(maker->subs);
}

bool gen_make(const struct gen_opts *opts, gen_sink *sink, void *who,
              struct gen_truth *truth)
{
    struct maker *maker = pwz_mem_new(1, sizeof *maker);

    if (maker == NULL) {
        return false;
    }
    maker->opts = *opts;
    settle(&maker->opts);
    maker->sink = sink;
    maker->who = who;
    maker->truth = truth;
    truth->opts = maker->opts;
    truth->year = maker->opts.year;
    truth->month = maker->opts.month;
    truth->month_days = days_of(truth->year, truth->month);
    if (opts->days > 0 && opts->days < truth->month_days) {
        truth->month_days = opts->days;
    }
    maker->out = pwz_mem_new(OUT_BYTES, 1);
    bool is_made = maker->out != NULL && take_subscriptions(maker) &&
                   take_store(&maker->line_store, LINE_STORE_BYTES) &&
                   take_store(&maker->file_store, LINE_MAX_BYTES);
    if (is_made) {
        choose_columns(maker);
        make_all(maker);
        is_made = !maker->is_stopped;
    }
    give_subscriptions(maker);
    pwz_mem_free(maker->line_store.bytes);
    pwz_mem_free(maker->file_store.bytes);
    pwz_mem_free(maker->out);
    pwz_mem_free(maker);
    return is_made;
}

void gen_truth_done(struct gen_truth *truth)
{
    pwz_mem_free(truth->rows);
    memset(truth, 0, sizeof *truth);
}

static bool add_to_buffer(void *who, const char *bytes, size_t len)
{
    struct pwz_buf *buf = who;

    pwz_buf_add(buf, bytes, len);
    return pwz_buf_status(buf) == PWZ_OK;
}

bool gen_make_text(const struct gen_opts *opts, struct pwz_buf *out,
                   struct gen_truth *truth)
{
    return gen_make(opts, add_to_buffer, out, truth);
}
