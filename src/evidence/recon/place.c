/* Looks the line's place up, after a glance at that of the line before. */
#include "evidence/recon/place.h"

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

static bool new_sub(struct pwz_recon *recon, struct tables *tables,
                    const struct record *record, struct span customer,
                    struct span subscription, struct span currency)
{
    struct sub_key key = {.flags = 0};
    bool is_new = false;

    currency = span_trim(currency);
    for (size_t i = 0; i < currency.len && i < 3; i++)
        key.currency[i] = (char)(currency.text[i] >= 'a' && currency.text[i] <= 'z'
                                     ? currency.text[i] - 'a' + 'A'
                                     : currency.text[i]);
    if (!id_of(recon, span_trim(customer), &key.customer, KEY_CUSTOMER_TEXT,
               &key.flags) ||
        !id_of(recon, span_trim(subscription), &key.subscription, KEY_SUBSCRIPTION_TEXT,
               &key.flags))
        return recon_fail(recon, record->line);
    recon->memory.sub = table_sub(tables, &key, &is_new);
    recon->memory.group.len = MEMO_MAX + 1;
    if (recon->memory.sub == NOT_THERE || (is_new && !name_sub(recon, tables, record)))
        return recon_fail(recon, record->line);
    memo_set(&recon->memory.customer, customer);
    memo_set(&recon->memory.subscription, subscription);
    memo_set(&recon->memory.currency, record_value(record, COL_CURRENCY));
    return true;
}

static bool find_sub(struct pwz_recon *recon, struct tables *tables,
                     const struct record *record)
{
    struct line_state *memory = &recon->memory;
    struct span customer = record_value(record, COL_CUSTOMER);
    struct span subscription = record_value(record, COL_SUBSCRIPTION);
    struct span currency = record_value(record, COL_CURRENCY);

    if (memo_is(&memory->subscription, subscription) &&
        memo_is(&memory->customer, customer) && memo_is(&memory->currency, currency))
        return true;
    return new_sub(recon, tables, record, customer, subscription, currency);
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

static bool find_group(struct pwz_recon *recon, struct tables *tables,
                       const struct record *record)
{
    struct line_state *memory = &recon->memory;
    struct span raw = record_value(record, COL_GROUP);
    char small[512];

    if (recon->file->kind == PWZ_RECON_INVOICE)
        raw.len = 0;
    else if (!raw.len)
        raw = group_of_resource(record_value(record, COL_RESOURCE));
    if (memo_is(&memory->group, raw))
        return true;
    size_t len = span_lower(span_trim(raw), small, sizeof small);
    memory->group_index = table_group(tables, memory->sub, small, len);
    if (memory->group_index == NOT_THERE)
        return recon_fail(recon, record->line);
    memo_set(&memory->group, raw);
    return true;
}

static bool find_product(struct pwz_recon *recon, struct tables *tables,
                         const struct record *record)
{
    static const enum column columns[] = {COL_PRODUCT, COL_SKU, COL_AVAILABILITY};
    struct line_state *memory = &recon->memory;
    char key[MEMO_MAX];
    size_t len = 0;

    for (size_t i = 0; i < 3; i++) {
        struct span part = record_value(record, columns[i]);
        size_t room = sizeof key - len - (2 - i);
        size_t taken = part.len < room ? part.len : room;
        memcpy(key + len, part.text, taken);
        len += taken;
        if (i < 2)
            key[len++] = ' ';
    }
    struct span text = {key, len};
    if (!memo_is(&memory->product, text)) {
        memory->product_text = texts_add(&recon->texts, &recon->budget, key, len);
        if (memory->product_text == NOT_THERE)
            return recon_fail(recon, record->line);
        memo_set(&memory->product, text);
        memory->product_sub = NOT_THERE;
    }
    if (memory->product_sub != memory->sub) {
        memory->product_index = table_product(tables, memory->sub, memory->product_text);
        if (memory->product_index == NOT_THERE)
            return recon_fail(recon, record->line);
        memory->product_sub = memory->sub;
    }
    return true;
}

bool place_find(struct pwz_recon *recon, struct tables *tables,
                const struct record *record)
{
    return find_sub(recon, tables, record) && find_group(recon, tables, record) &&
           find_product(recon, tables, record);
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
    recon->file->is_billed |= ids == PWZ_ID_INVOICE && text;
    recon->memory.id_index[ids] = index;
    memo_set(&recon->memory.ids[ids], value);
    return true;
}

bool place_count_ids(struct pwz_recon *recon, const struct record *record,
                     enum pwz_judged judged)
{
    for (uint32_t ids = 0; ids < PWZ_ID_COUNT; ids++) {
        if (!record_has(record, id_columns[ids]))
            continue;
        struct span value = record_value(record, id_columns[ids]);
        if (!memo_is(&recon->memory.ids[ids], value) &&
            !new_id(recon, record, ids, value))
            return false;
        struct id_entry *entry = &recon->ids[ids].entries[recon->memory.id_index[ids]];
        entry->lines++;
        entry->earned += judged == PWZ_JUDGED_EARNED;
        entry->missing += judged == PWZ_JUDGED_MISSING;
    }
    return true;
}
