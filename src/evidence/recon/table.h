/*
 * Where lines are added up: subscriptions, resource groups with one cell for each day and
 * rule, products; and the texts they share. Memory grows with the groups, not with the
 * file, and never past the limit the caller gave.
 */
#ifndef EVIDENCE_RECON_TABLE_H
#define EVIDENCE_RECON_TABLE_H

#include <string.h>

#include "pecwiz/mem.h"
#include "pecwiz/recon.h"
#include "pecwiz/text.h"

#include "evidence/recon/bytes.h"

/* What may still be used; shared by all tables of a reader. */
struct budget {
    size_t bytes;
    size_t bytes_max;
    bool is_over; /* a limit was passed; else what failed was the memory */
};

/* Open addressing: the hash's 32 bits and an index + 1, 0 = empty. */
struct hashes {
    uint64_t *slots;
    uint32_t room; /* power of two */
    uint32_t count;
};

/* Distinct texts, numbered from 1; 0 is the empty one. */
struct text_entry {
    const char *text; /* NUL-terminated */
    uint32_t len;
    uint32_t hash;
};
struct texts {
    struct pwz_arena arena;
    struct text_entry *entries;
    uint32_t count, room;
    struct hashes index;
};

struct id128 {
    uint64_t high, low;
};

enum {
    KEY_CUSTOMER_TEXT = 1, /* the id is no GUID: `low` numbers its text */
    KEY_SUBSCRIPTION_TEXT = 2
};

struct sub_key {
    struct id128 customer;
    struct id128 subscription;
    char currency[4]; /* NUL-terminated */
    uint32_t flags;
};

/* Effective price over list price. */
enum ratio {
    RATIO_CREDIT,  /* about 0.85 */
    RATIO_LIST,    /* 1 */
    RATIO_BETWEEN, /* of the two */
    RATIO_BELOW,   /* 0.85 */
    RATIO_FREE,    /* the list price is 0 */
    RATIO_NONE,    /* cannot be told */
    RATIO_COUNT
};

struct sub {
    struct sub_key key;
    uint32_t plan; /* text */
    uint32_t customer_name;
    uint32_t name;
    uint32_t first_file;          /* of the first line without credit */
    uint64_t first_line;          /* 0 = none */
    uint64_t ratios[RATIO_NONE];  /* lines that can earn */
    uint64_t markers[RATIO_NONE]; /* the same, lines without credit only */
};

/* Lines of one day that one rule spoke on. */
struct cell {
    wide cost;
    uint64_t lines;
    uint32_t key; /* date << 8 | rule << 1 | is refund */
};

static inline uint32_t cell_key(uint32_t date, enum pwz_recon_rule rule, bool is_refund)
{
    return date << 8 | (uint32_t)rule << 1 | is_refund;
}
static inline uint32_t cell_date(const struct cell *cell)
{
    return cell->key >> 8;
}
static inline enum pwz_recon_rule cell_rule(const struct cell *cell)
{
    return (enum pwz_recon_rule)(cell->key >> 1 & 127);
}

struct group {
    const char *text; /* resource group in lower case, NUL-terminated */
    uint32_t len;
    uint32_t sub;
    struct cell *cells; /* by key */
    uint32_t count, room;
    uint32_t last; /* the cell last used */
};

/* Lines without credit on one day of an unbilled file, which may prove nothing yet. */
struct recent {
    uint32_t date;
    uint32_t lines;
};
struct product {
    uint32_t sub;
    uint32_t text; /* "ProductId SkuId AvailabilityId" */
    uint64_t earned;
    uint64_t missing;
    struct recent *recent;
    uint32_t recent_count;
    uint32_t recent_room;
};

struct tables {
    struct budget *budget;
    uint32_t groups_max;
    struct pwz_arena arena;
    struct sub *subs;
    struct group *groups;
    struct product *products;
    uint32_t sub_count, sub_room;
    uint32_t group_count, group_room;
    uint32_t product_count, product_room;
    struct hashes sub_index, group_index, product_index;
};

/* No index: memory is out, or a limit was passed (budget->is_over). Too large for an
 * enum. */
#define NOT_THERE UINT32_MAX

uint32_t hash_bytes(const char *text, size_t len, uint64_t seed);
/* Grow `*array` of elements of `size` bytes so that one more fits. */
bool grow(struct budget *budget, void *array, uint32_t count, uint32_t *room,
          size_t size);

bool hashes_add(struct budget *budget, struct hashes *hashes, uint32_t hash,
                uint32_t index);
void hashes_done(struct hashes *hashes);

/* Number of the text, added if it is new; NOT_THERE when it cannot be. */
uint32_t texts_add(struct texts *texts, struct budget *budget, const char *text,
                   size_t len);
/* The same after the text gate and cut at 200 bytes: names for people. */
uint32_t texts_add_name(struct texts *texts, struct budget *budget, struct span name);
static inline const char *texts_at(const struct texts *texts, uint32_t text)
{
    return text ? texts->entries[text - 1].text : "";
}
void texts_done(struct texts *texts);

/* A GUID in its 36-character form, either case. */
bool guid_read(const char *text, size_t len, struct id128 *id);
enum {
    GUID_CHARS = 36
};
void guid_write(const struct id128 *id, char out[GUID_CHARS + 1]);

/* Each returns an index or NOT_THERE; `is_new` tells whether it was added. */
uint32_t table_sub(struct tables *tables, const struct sub_key *key, bool *is_new);
uint32_t table_group(struct tables *tables, uint32_t sub, const char *text, size_t len);
uint32_t table_product(struct tables *tables, uint32_t sub, uint32_t text);
/* NULL when it cannot be. */
struct cell *table_cell(struct tables *tables, struct group *group, uint32_t key);
bool table_recent(struct tables *tables, struct product *product, uint32_t date,
                  uint64_t lines);
void tables_done(struct tables *tables);

#endif
