/*
 * What a character is and how many columns it takes, from the tables of utf8proc.
 *
 * Terminals follow wcwidth() of their C library, and curses follows ours; where utf8proc
 * differs from both, the table below decides. A count that is too small would let text
 * run over a border, so spacing marks count a column of their own.
 */
#include <utf8proc.h>

#include "pecwiz/text.h"

#include "base/utf8.h"

#define BIT(category) (1U << UTF8PROC_CATEGORY_##category)

static const uint32_t harmless_categories =
    BIT(LU) | BIT(LL) | BIT(LT) | BIT(LM) | BIT(LO) | BIT(MN) | BIT(MC) | BIT(ME) |
    BIT(ND) | BIT(NL) | BIT(NO) | BIT(PC) | BIT(PD) | BIT(PS) | BIT(PE) | BIT(PI) |
    BIT(PF) | BIT(PO) | BIT(SM) | BIT(SC) | BIT(SK) | BIT(SO) | BIT(ZS);

static const uint32_t mark_categories = BIT(MN) | BIT(MC) | BIT(ME);

struct width_range {
    uint32_t first, last;
    int width;
};

static const struct width_range own_widths[] = {
    {0x1160, 0x11FF, 0}, /* vowels and finals that join the Hangul syllable before them */
    {0x3248, 0x324F, 2}, /* circled numbers on a black square, wide in all fonts */
    {0x4DC0, 0x4DFF, 2}, /* hexagrams: wide by common use, in the standard since 16.0 */
    {0xD7B0, 0xD7FF, 0}, /* more joining jamo */
};

static bool has_category(uint32_t rune, uint32_t categories)
{
    return (1U << (unsigned)utf8proc_category((utf8proc_int32_t)rune) & categories) != 0;
}

static const struct width_range *find_own_width(uint32_t rune)
{
    for (size_t i = 0; i < sizeof(own_widths) / sizeof(own_widths[0]); i++) {
        if (rune >= own_widths[i].first && rune <= own_widths[i].last) {
            return &own_widths[i];
        }
    }
    return NULL;
}

bool pwz_rune_is_harmless(uint32_t rune)
{
    if (rune < 0x7F) {
        return rune >= 0x20;
    }
    if (rune > 0x10FFFF) {
        return false;
    }
    return has_category(rune, harmless_categories) &&
           !utf8proc_get_property((utf8proc_int32_t)rune)->ignorable;
}

int pwz_rune_width(uint32_t rune)
{
    if (rune < 0x300) { /* before the first combining mark all is narrow */
        return 1;
    }

    const struct width_range *own = find_own_width(rune);

    if (own != NULL) {
        return own->width;
    }

    const int width = utf8proc_charwidth((utf8proc_int32_t)rune);

    return width == 0 && has_category(rune, BIT(MC)) ? 1 : width;
}

bool pwz_rune_attaches(uint32_t rune)
{
    return rune >= 0x300 &&
           (has_category(rune, mark_categories) || pwz_rune_width(rune) == 0);
}

/* The library folds in full, which makes two characters of some; those have a lower case
 * that is their simple folding, but for the Turkish I with a dot, which has none. */
uint32_t pwz_rune_fold(uint32_t rune)
{
    enum {
        I_WITH_DOT = 0x130,
        FOLDED_MOST = 4 /* three in the standard */
    };
    utf8proc_int32_t folded[FOLDED_MOST];
    int boundary = 0;

    if (rune > 0x10FFFF || rune == I_WITH_DOT) {
        return rune;
    }
    if (utf8proc_decompose_char((utf8proc_int32_t)rune, folded, FOLDED_MOST,
                                UTF8PROC_CASEFOLD, &boundary) == 1) {
        return (uint32_t)folded[0];
    }
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)rune);
}
