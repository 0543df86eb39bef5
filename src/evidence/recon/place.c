/* Looks the line's place up, after a glance at that of the line before. */
#include "evidence/recon/place.h"

#include "evidence/recon/fold.h"

static bool id_of(struct pwz_recon *recon, struct span text, struct id128 *id,
                  uint32_t flag, uint32_t *flags)
{
    char small[256];
    uint32_t number;

    if (guid_read(text.text, text.len, id))
        return true;
    *flags |= flag;
    number = texts_add(&recon->texts, &recon->budget, small,
                       span_lower(text, small, sizeof small));
    *id = (struct id128){.low = number};
    return number != NOT_THERE;
}

static struct sub *sub_at(struct pwz_recon *recon, struct tables *tables)
{
    return &tables->subs[recon->memory.sub];
}

uint32_t place_id_text(struct pwz_recon *recon, struct span text)
{
    char small[256];

    return texts_add(&recon->texts, &recon->budget, small,
                     span_lower(text, small, sizeof small));
}

static bool name_sub(struct pwz_recon *recon, struct tables *tables,
                     const struct record *record)
{
    struct sub *sub = sub_at(recon, tables);
    uint32_t plan = recon->file->kind == PWZ_RECON_COST
                        ? 0
                        : place_id_text(recon, span_trim(record_value(record, COL_PLAN)));
    uint32_t customer = texts_add_name(&recon->texts, &recon->budget,
                                       record_value(record, COL_CUSTOMER_NAME));
    uint32_t name = texts_add_name(&recon->texts, &recon->budget,
                                   record_value(record, COL_SUBSCRIPTION_NAME));

    sub->plan = plan;
    sub->customer_name = customer;
    sub->name = name;
    return plan != NOT_THERE && customer != NOT_THERE && name != NOT_THERE;
}

/* Three letters; what is none is shown as such. */
static void set_currency(struct sub_key *key, struct span currency)
{
    for (size_t i = 0; i < currency.len && i < 3; i++) {
        char letter = currency.text[i];
        if (letter >= 'a' && letter <= 'z')
            letter = (char)(letter - 'a' + 'A');
        key->currency[i] = (char)(letter > ' ' && letter <= '~' ? letter : '?');
    }
}

static bool new_sub(struct pwz_recon *recon, struct tables *tables,
                    const struct record *record, struct span customer,
                    struct span subscription, struct span currency)
{
    struct sub_key key = {.flags = 0};
    bool is_new = false;

    set_currency(&key, span_trim(currency));
    if (!id_of(recon, span_trim(customer), &key.customer, KEY_CUSTOMER_TEXT,
               &key.flags) ||
        !id_of(recon, span_trim(subscription), &key.subscription, KEY_SUBSCRIPTION_TEXT,
               &key.flags))
        return recon_fail(recon, record->line);
    recon->memory.sub = table_sub(tables, &key, &is_new);
    if (recon->memory.sub == NOT_THERE || (is_new && !name_sub(recon, tables, record)))
        return recon_fail(recon, record->line);
    return true;
}

/* The resource group inside ".../resourceGroups/NAME/...". */
static struct span group_of_resource(struct span resource)
{
    static const char mark[] = "/resourcegroups/";
    const size_t len = sizeof mark - 1;

    for (size_t i = 0; i + len < resource.len; i++) {
        if (!span_is_word((struct span){resource.text + i, len}, mark))
            continue;
        const char *name = resource.text + i + len;
        size_t rest = resource.len - i - len;
        const char *end = memchr(name, '/', rest);
        return (struct span){name, end ? (size_t)(end - name) : rest};
    }
    return (struct span){"", 0};
}

/* The values that make a line's place, as they are written. */
enum {
    PLACE_SUBSCRIPTION,
    PLACE_CUSTOMER,
    PLACE_CURRENCY,
    PLACE_GROUP,
    PLACE_PARTS
};

static const enum column place_columns[PLACE_PARTS] = {COL_SUBSCRIPTION, COL_CUSTOMER,
                                                       COL_CURRENCY, COL_GROUP};

/* Groups are told by the resource where no column names them; invoices have none. */
static struct span group_of(const struct pwz_recon *recon, const struct record *record,
                            struct span group)
{
    if (recon->file->kind == PWZ_RECON_INVOICE)
        return (struct span){"", 0};
    return group.len ? group : group_of_resource(record_value(record, COL_RESOURCE));
}

/* The memo that may know the place; NULL when its values are too long for one. */
static struct place_memo *place_memo_of(struct line_state *memory,
                                        const struct span part[PLACE_PARTS])
{
    size_t len = 0;

    for (uint32_t i = 0; i < PLACE_PARTS; i++) {
        if (part[i].len > UINT8_MAX)
            return NULL;
        len += part[i].len;
    }
    if (len > PLACE_BYTES)
        return NULL;
    uint32_t hash =
        span_hash(part[PLACE_SUBSCRIPTION]) * 31 + span_hash(part[PLACE_GROUP]);
    return &memory->places[hash % PLACE_SLOTS];
}

static bool is_place(const struct place_memo *memo, const struct span part[PLACE_PARTS])
{
    const char *at = memo->bytes;

    for (uint32_t i = 0; i < PLACE_PARTS; i++) {
        if (memo->len[i] != part[i].len || !same_bytes(at, part[i].text, part[i].len))
            return false;
        at += part[i].len;
    }
    return memo->is_set;
}

static void set_place(struct place_memo *memo, const struct span part[PLACE_PARTS],
                      const struct line_state *memory)
{
    char *at = memo->bytes;

    memo->is_set = true;
    memo->sub = memory->sub;
    memo->group = memory->group_index;
    for (uint32_t i = 0; i < PLACE_PARTS; i++) {
        memo->len[i] = (uint8_t)part[i].len;
        memcpy(at, part[i].text, part[i].len);
        at += part[i].len;
    }
}

/* The place by the values themselves. */
static bool look_up_place(struct pwz_recon *recon, struct tables *tables,
                          const struct record *record)
{
    struct line_state *memory = &recon->memory;
    char small[512];

    if (!new_sub(recon, tables, record, record_value(record, COL_CUSTOMER),
                 record_value(record, COL_SUBSCRIPTION),
                 record_value(record, COL_CURRENCY)))
        return false;
    struct span group = group_of(recon, record, record_value(record, COL_GROUP));
    size_t len = span_fold(span_trim(group), small, sizeof small);
    memory->group_index = table_group(tables, memory->sub, small, len);
    return memory->group_index != NOT_THERE || recon_fail(recon, record->line);
}

/* Two bytes that say no more than none: then the resource tells the group. */
static bool is_quoted_nothing(struct span raw)
{
    return raw.len == 2 && raw.text[0] == '"' && raw.text[1] == '"';
}

static bool find_place(struct pwz_recon *recon, struct tables *tables,
                       const struct record *record)
{
    struct line_state *memory = &recon->memory;
    struct span part[PLACE_PARTS];

    for (uint32_t i = 0; i < PLACE_PARTS; i++)
        part[i] = record_raw(record, place_columns[i]);
    if (is_quoted_nothing(part[PLACE_GROUP]))
        part[PLACE_GROUP].len = 0;
    part[PLACE_GROUP] = group_of(recon, record, part[PLACE_GROUP]);
    struct place_memo *memo = place_memo_of(memory, part);
    if (memo && is_place(memo, part)) {
        memory->sub = memo->sub;
        memory->group_index = memo->group;
        return true;
    }
    if (!look_up_place(recon, tables, record))
        return false;
    if (memo)
        set_place(memo, part, memory);
    return true;
}

/* ---- products ---- */

static const enum column product_columns[] = {COL_PRODUCT, COL_SKU, COL_AVAILABILITY};

/* The three ids with blanks between them. */
static struct span write_product(const struct record *record, char key[PRODUCT_BYTES])
{
    size_t len = 0;

    for (size_t i = 0; i < 3; i++) {
        struct span part = record_value(record, product_columns[i]);
        size_t room = PRODUCT_BYTES - len - (2 - i);
        size_t taken = part.len < room ? part.len : room;
        memcpy(key + len, part.text, taken);
        len += taken;
        if (i < 2)
            key[len++] = ' ';
    }
    return (struct span){key, len};
}

/* The three ids as they stand side by side in the line, which is how CSV files have them;
 * else written one after the other. */
static struct span raw_product(const struct record *record, char key[PRODUCT_BYTES])
{
    const int32_t *at = record->columns->at;
    int32_t first = at[COL_PRODUCT];

    if (record->is_json || first < 0 || at[COL_SKU] != first + 1 ||
        at[COL_AVAILABILITY] != first + 2)
        return write_product(record, key);
    uint32_t from = record->from[first] + record->gap;
    return (struct span){record->base + from, record->to[first + 2] - from};
}

static bool look_up_product(struct pwz_recon *recon, struct tables *tables,
                            const struct record *record)
{
    struct line_state *memory = &recon->memory;
    char key[PRODUCT_BYTES];
    struct span text = write_product(record, key);
    uint32_t number = texts_add(&recon->texts, &recon->budget, text.text, text.len);

    memory->product_index =
        number == NOT_THERE ? NOT_THERE : table_product(tables, memory->sub, number);
    return memory->product_index != NOT_THERE || recon_fail(recon, record->line);
}

static bool find_product(struct pwz_recon *recon, struct tables *tables,
                         const struct record *record)
{
    struct line_state *memory = &recon->memory;
    char key[PRODUCT_BYTES];
    struct span raw = raw_product(record, key);
    uint32_t hash = span_hash(raw) + memory->sub * 2654435761U;
    struct product_memo *memo = &memory->products[hash >> 8 & (PRODUCT_SLOTS - 1)];

    if (memo->len == raw.len && memo->sub == memory->sub &&
        same_bytes(memo->bytes, raw.text, raw.len) && memo->is_set) {
        memory->product_index = memo->product;
        return true;
    }
    if (!look_up_product(recon, tables, record))
        return false;
    if (raw.len <= sizeof memo->bytes) {
        *memo = (struct product_memo){.is_set = true,
                                      .len = (uint16_t)raw.len,
                                      .sub = memory->sub,
                                      .product = memory->product_index};
        memcpy(memo->bytes, raw.text, raw.len);
    }
    return true;
}

bool place_find(struct pwz_recon *recon, struct tables *tables,
                const struct record *record)
{
    return find_place(recon, tables, record) && find_product(recon, tables, record);
}

/* ---- ids ---- */

uint32_t ids_add(struct pwz_recon *recon, enum pwz_recon_ids ids, uint32_t text)
{
    struct id_list *list = &recon->ids[ids];
    uint32_t hash = (text + 1) * 2654435761U;

    for (uint32_t at = hash; list->index.room; at++) {
        uint64_t slot = list->index.slots[at & (list->index.room - 1)];
        if (!slot)
            break;
        if (list->entries[(uint32_t)slot - 1].text == text)
            return (uint32_t)slot - 1;
    }
    if (!grow(&recon->budget, &list->entries, list->count, &list->room,
              sizeof *list->entries) ||
        !hashes_add(&recon->budget, &list->index, hash, list->count))
        return NOT_THERE;
    list->entries[list->count] = (struct id_entry){.text = text};
    return list->count++;
}

static const enum column id_columns[PWZ_ID_COUNT] = {
    [PWZ_ID_PARTNER] = COL_PARTNER,
    [PWZ_ID_MPN] = COL_MPN,
    [PWZ_ID_RESELLER] = COL_RESELLER,
    [PWZ_ID_INVOICE] = COL_INVOICE,
};

static bool new_id(struct pwz_recon *recon, const struct record *record,
                   enum pwz_recon_ids ids, struct span value)
{
    uint32_t text = ids == PWZ_ID_PARTNER
                        ? place_id_text(recon, span_trim(value))
                        : texts_add_name(&recon->texts, &recon->budget, span_trim(value));
    uint32_t index = text == NOT_THERE ? NOT_THERE : ids_add(recon, ids, text);

    if (index == NOT_THERE)
        return recon_fail(recon, record->line);
    if (ids == PWZ_ID_PARTNER && !recon->ids[ids].entries[index].name) {
        uint32_t name = texts_add_name(&recon->texts, &recon->budget,
                                       record_value(record, COL_PARTNER_NAME));
        if (name == NOT_THERE)
            return recon_fail(recon, record->line);
        recon->ids[ids].entries[index].name = name;
    }
    if (ids == PWZ_ID_INVOICE) {
        recon->memory.is_unbilled = !text;
        recon->file->is_billed |= text != 0;
    }
    recon->memory.id_index[ids] = index;
    return true;
}

void place_flush_ids(struct pwz_recon *recon)
{
    struct id_counts *counts = &recon->memory.counts;

    for (uint32_t ids = 0; ids < PWZ_ID_COUNT && counts->lines; ids++) {
        if (!recon->memory.has_id[ids])
            continue;
        struct id_entry *entry = &recon->ids[ids].entries[recon->memory.id_index[ids]];
        entry->lines += counts->lines;
        entry->earned += counts->earned;
        entry->missing += counts->missing;
    }
    *counts = (struct id_counts){0};
}

/* One of the ids changes: what was counted so far belongs to the old ones. */
static bool change_ids(struct pwz_recon *recon, const struct record *record)
{
    place_flush_ids(recon);
    for (uint32_t ids = 0; ids < PWZ_ID_COUNT; ids++) {
        recon->memory.has_id[ids] = record_has(record, id_columns[ids]);
        memo_set(&recon->memory.ids[ids], record_raw(record, id_columns[ids]));
        if (recon->memory.has_id[ids] &&
            !new_id(recon, record, ids, record_value(record, id_columns[ids])))
            return false;
    }
    return true;
}

bool place_count_ids(struct pwz_recon *recon, const struct record *record,
                     enum pwz_judged judged)
{
    struct id_counts *counts = &recon->memory.counts;
    bool is_same = true;

    for (uint32_t ids = 0; ids < PWZ_ID_COUNT && is_same; ids++)
        is_same = memo_is(&recon->memory.ids[ids], record_raw(record, id_columns[ids]));
    if (!is_same && !change_ids(recon, record))
        return false;
    counts->lines++;
    counts->earned += judged == PWZ_JUDGED_EARNED;
    counts->missing += judged == PWZ_JUDGED_MISSING;
    return true;
}
