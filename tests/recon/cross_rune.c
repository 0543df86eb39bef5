/*
 * What a character is, for programs built for other machines, where the tables of
 * utf8proc are seldom installed: all but control characters are harmless and narrow, and
 * only ASCII letters have another case.
 */
#include "pecwiz/text.h"

bool pwz_rune_is_harmless(uint32_t rune)
{
    return (rune >= 0x20 && rune < 0x7f) || (rune >= 0xa0 && rune <= 0x10ffff);
}

int pwz_rune_width(uint32_t rune)
{
    (void)rune;
    return 1;
}

bool pwz_rune_attaches(uint32_t rune)
{
    (void)rune;
    return false;
}

uint32_t pwz_rune_fold(uint32_t rune)
{
    return rune >= 'A' && rune <= 'Z' ? rune + 'a' - 'A' : rune;
}
