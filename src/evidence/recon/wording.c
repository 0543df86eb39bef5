/* Looks for words once for each name. */
#include "evidence/recon/wording.h"

#include "evidence/recon/record.h"

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

uint32_t wording_flags(struct wording_memo *memos, struct span text)
{
    if (!text.len)
        return 0;
    if (text.len > WORDING_BYTES)
        return find_words(text);
    struct wording_memo *memo = &memos[span_hash(text) % WORDING_SLOTS];
    if (memo->len != text.len || !same_bytes(memo->bytes, text.text, text.len)) {
        memo->len = (uint8_t)text.len;
        memo->flags = (uint8_t)find_words(text);
        memcpy(memo->bytes, text.text, text.len);
    }
    return memo->flags;
}
