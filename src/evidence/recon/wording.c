/* Looks for words once for each name. */
#include "evidence/recon/wording.h"

static const struct word {
    const char *word; /* lower case */
    uint32_t flag;
} words[] = {
    {"spot",                          WORD_SPOT        },
    {"telco",                         WORD_TELCO       },
    {"calling plan",                  WORD_TELCO       },
    {"calling plans",                 WORD_TELCO       },
    {"calling minutes",               WORD_TELCO       },
    {"audio conferencing",            WORD_TELCO       },
    {"communications credits",        WORD_TELCO       },
    {"azure credit",                  WORD_AZURE_CREDIT},
    {"partner earned credit applied", WORD_APPLIED     },
    {"credit not applied",            WORD_NOT_APPLIED },
};

static uint32_t find_words(struct span text)
{
    uint32_t flags = 0;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (span_has_word(text, words[i].word))
            flags |= words[i].flag;
    return flags;
}

static bool is_memo(const struct wording_memo *memo, struct span raw)
{
    return memo->len == raw.len && same_bytes(memo->bytes, raw.text, raw.len);
}

/* A new name takes the first place of the pair, and the one there moves to the second. */
static uint32_t remember(struct wording_memo *pair, struct span raw, uint32_t flags)
{
    pair[1] = pair[0];
    pair->len = (uint8_t)raw.len;
    pair->flags = (uint8_t)flags;
    memcpy(pair->bytes, raw.text, raw.len);
    return flags;
}

uint32_t wording_flags(struct wording_memo *memos, const struct record *record,
                       enum column column)
{
    struct span raw = record_raw(record, column);

    if (!raw.len)
        return 0;
    if (raw.len > WORDING_BYTES)
        return find_words(record_value(record, column));
    struct wording_memo *pair = &memos[span_hash(raw) % (WORDING_SLOTS / 2) * 2];
    if (is_memo(pair, raw))
        return pair[0].flags;
    if (is_memo(pair + 1, raw))
        return pair[1].flags;
    return remember(pair, raw, find_words(record_value(record, column)));
}
