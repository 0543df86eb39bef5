/* Hash tables over arrays that grow; nothing is ever taken out. */
#include "evidence/recon/record.h"

enum {
    FIRST_ROOM = 16,
    FIRST_HASHES = 64
};

uint32_t hash_bytes(const char *text, size_t len, uint64_t seed)
{
    uint64_t hash = seed ^ len, word;

    for (; len >= 8; text += 8, len -= 8) {
        memcpy(&word, text, 8);
        hash = hash_mix(hash, word);
    }
    word = 0;
    memcpy(&word, text, len);
    hash = hash_mix(hash, word);
    return (uint32_t)(hash ^ hash >> 32);
}

static bool spend(struct budget *budget, size_t bytes)
{
    if (bytes > budget->bytes_max - budget->bytes) {
        budget->is_over = true;
        return false;
    }
    budget->bytes += bytes;
    return true;
}

bool grow(struct budget *budget, void *array, uint32_t count, uint32_t *room, size_t size)
{
    void *old, *bigger;

    if (count < *room)
        return true;
    if (*room > UINT32_MAX / 4) {
        budget->is_over = true;
        return false;
    }
    /* Large elements are mostly few: the cells of a group. */
    uint32_t wanted = *room ? *room * 2 : size >= 32 ? FIRST_ROOM / 4 : FIRST_ROOM;
    memcpy(&old, array, sizeof old);
    if (!spend(budget, (wanted - *room) * size))
        return false;
    bigger = pwz_mem_resize(old, wanted, size);
    if (!bigger)
        return false;
    memcpy(array, &bigger, sizeof bigger);
    *room = wanted;
    return true;
}

/* ---- hashes ---- */

static void put_slot(struct hashes *hashes, uint64_t slot)
{
    uint32_t mask = hashes->room - 1, at = (uint32_t)(slot >> 32) & mask;

    while (hashes->slots[at])
        at = (at + 1) & mask;
    hashes->slots[at] = slot;
}

static bool hashes_grow(struct budget *budget, struct hashes *hashes)
{
    struct hashes bigger = {.room = hashes->room ? hashes->room * 2 : FIRST_HASHES,
                            .count = hashes->count};

    if (!spend(budget, (bigger.room - hashes->room) * sizeof *bigger.slots))
        return false;
    bigger.slots = pwz_mem_new(bigger.room, sizeof *bigger.slots);
    if (!bigger.slots)
        return false;
    for (uint32_t i = 0; i < hashes->room; i++)
        if (hashes->slots[i])
            put_slot(&bigger, hashes->slots[i]);
    pwz_mem_free(hashes->slots);
    *hashes = bigger;
    return true;
}

bool hashes_add(struct budget *budget, struct hashes *hashes, uint32_t hash,
                uint32_t index)
{
    if (hashes->count * 3ULL >= hashes->room * 2ULL && !hashes_grow(budget, hashes))
        return false;
    put_slot(hashes, (uint64_t)hash << 32 | (index + 1));
    hashes->count++;
    return true;
}

void hashes_done(struct hashes *hashes)
{
    pwz_mem_free(hashes->slots);
    *hashes = (struct hashes){0};
}

/* The index behind slot `*at` or the next one with this hash; NOT_THERE at the end. */
static uint32_t next_with(const struct hashes *hashes, uint32_t hash, uint32_t *at)
{
    uint32_t mask = hashes->room - 1;

    if (!hashes->room)
        return NOT_THERE;
    for (;; *at += 1) {
        uint64_t slot = hashes->slots[*at & mask];
        if (!slot)
            return NOT_THERE;
        if ((uint32_t)(slot >> 32) == hash) {
            *at += 1;
            return (uint32_t)slot - 1;
        }
    }
}

#define FOR_EACH_WITH(hashes, hash, index)                                               \
    for (uint32_t at_ = (hash), index = next_with(hashes, hash, &at_);                   \
         index != NOT_THERE; index = next_with(hashes, hash, &at_))

/* ---- texts ---- */

uint32_t texts_add(struct texts *texts, struct budget *budget, const char *text,
                   size_t len)
{
    if (!len)
        return 0;
    uint32_t hash = hash_bytes(text, len, 1);
    FOR_EACH_WITH(&texts->index, hash, i)
    {
        if (texts->entries[i].len == len && same_bytes(texts->entries[i].text, text, len))
            return i + 1;
    }
    if (!spend(budget, len + 1) || !grow(budget, &texts->entries, texts->count,
                                         &texts->room, sizeof *texts->entries))
        return NOT_THERE;
    char *copy = pwz_arena_text(&texts->arena, text, len);
    if (!copy || !hashes_add(budget, &texts->index, hash, texts->count))
        return NOT_THERE;
    texts->entries[texts->count] =
        (struct text_entry){.text = copy, .len = (uint32_t)len, .hash = hash};
    return ++texts->count;
}

uint32_t texts_add_name(struct texts *texts, struct budget *budget, struct span name)
{
    char gated[201];
    size_t len = pwz_text_gate_into(name.text, name.len, gated, sizeof gated);

    return texts_add(texts, budget, gated, len < sizeof gated ? len : strlen(gated));
}

void texts_done(struct texts *texts)
{
    pwz_arena_done(&texts->arena);
    pwz_mem_free(texts->entries);
    hashes_done(&texts->index);
    *texts = (struct texts){0};
}

/* ---- subscriptions, groups, products ---- */

static bool has_room(struct tables *tables, uint32_t count)
{
    if (count < tables->groups_max)
        return true;
    tables->budget->is_over = true;
    return false;
}

static uint32_t sub_hash(const struct sub_key *key)
{
    uint32_t currency;

    memcpy(&currency, key->currency, sizeof currency);
    uint64_t hash = hash_mix(key->customer.high ^ currency, key->customer.low);
    hash = hash_mix(hash ^ key->subscription.high, key->subscription.low);
    return (uint32_t)(hash ^ hash >> 32);
}

uint32_t table_sub(struct tables *tables, const struct sub_key *key, bool *is_new)
{
    uint32_t hash = sub_hash(key);

    *is_new = false;
    FOR_EACH_WITH(&tables->sub_index, hash, i)
    {
        if (memcmp(&tables->subs[i].key, key, sizeof *key) == 0)
            return i;
    }
    if (!has_room(tables, tables->sub_count) ||
        !grow(tables->budget, &tables->subs, tables->sub_count, &tables->sub_room,
              sizeof *tables->subs) ||
        !hashes_add(tables->budget, &tables->sub_index, hash, tables->sub_count))
        return NOT_THERE;
    tables->subs[tables->sub_count] = (struct sub){.key = *key};
    *is_new = true;
    return tables->sub_count++;
}

uint32_t table_group(struct tables *tables, uint32_t sub, const char *text, size_t len)
{
    uint32_t hash = hash_bytes(text, len, sub + 7);

    FOR_EACH_WITH(&tables->group_index, hash, i)
    {
        const struct group *group = &tables->groups[i];
        if (group->sub == sub && group->len == len && same_bytes(group->text, text, len))
            return i;
    }
    if (!has_room(tables, tables->group_count) || !spend(tables->budget, len + 1) ||
        !grow(tables->budget, &tables->groups, tables->group_count, &tables->group_room,
              sizeof *tables->groups))
        return NOT_THERE;
    char *copy = pwz_arena_text(&tables->arena, text, len);
    if (!copy ||
        !hashes_add(tables->budget, &tables->group_index, hash, tables->group_count))
        return NOT_THERE;
    tables->groups[tables->group_count] =
        (struct group){.text = copy, .len = (uint32_t)len, .sub = sub};
    return tables->group_count++;
}

uint32_t table_product(struct tables *tables, uint32_t sub, uint32_t text)
{
    uint64_t mixed = hash_mix(sub, text);
    uint32_t hash = (uint32_t)(mixed ^ mixed >> 32);

    FOR_EACH_WITH(&tables->product_index, hash, i)
    {
        if (tables->products[i].sub == sub && tables->products[i].text == text)
            return i;
    }
    if (!grow(tables->budget, &tables->products, tables->product_count,
              &tables->product_room, sizeof *tables->products) ||
        !hashes_add(tables->budget, &tables->product_index, hash, tables->product_count))
        return NOT_THERE;
    tables->products[tables->product_count] = (struct product){.sub = sub, .text = text};
    return tables->product_count++;
}

static struct cell *insert_cell(struct tables *tables, struct group *group, uint32_t key,
                                uint32_t index)
{
    if (!grow(tables->budget, &group->cells, group->count, &group->room,
              sizeof *group->cells))
        return NULL;
    memmove(group->cells + index + 1, group->cells + index,
            (group->count - index) * sizeof *group->cells);
    group->cells[index] = (struct cell){.key = key};
    group->count++;
    return &group->cells[index];
}

struct cell *table_cell(struct tables *tables, struct group *group, uint32_t key)
{
    uint32_t low = group->last, high = group->count;

    if (low < high && group->cells[low].key == key)
        return &group->cells[low];
    if (low + 1 < high && group->cells[low + 1].key == key)
        return &group->cells[++group->last];
    for (low = 0; low < high;) {
        uint32_t middle = (low + high) / 2;
        if (group->cells[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    group->last = low;
    if (low < group->count && group->cells[low].key == key)
        return &group->cells[low];
    return insert_cell(tables, group, key, low);
}

bool table_recent(struct tables *tables, struct product *product, uint32_t date,
                  uint64_t lines)
{
    for (uint32_t i = product->recent_count; i-- > 0;)
        if (product->recent[i].date == date) {
            product->recent[i].lines += (uint32_t)lines;
            return true;
        }
    if (!grow(tables->budget, &product->recent, product->recent_count,
              &product->recent_room, sizeof *product->recent))
        return false;
    product->recent[product->recent_count++] =
        (struct recent){.date = date, .lines = (uint32_t)lines};
    return true;
}

void tables_done(struct tables *tables)
{
    for (uint32_t i = 0; i < tables->group_count; i++)
        pwz_mem_free(tables->groups[i].cells);
    for (uint32_t i = 0; i < tables->product_count; i++)
        pwz_mem_free(tables->products[i].recent);
    pwz_mem_free(tables->subs);
    pwz_mem_free(tables->groups);
    pwz_mem_free(tables->products);
    hashes_done(&tables->sub_index);
    hashes_done(&tables->group_index);
    hashes_done(&tables->product_index);
    pwz_arena_done(&tables->arena);
}
