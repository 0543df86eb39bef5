/* Case folding; nearly all names are ASCII, for which no table is looked at. */
#include "evidence/recon/fold.h"

#include <string.h>

#include "pecwiz/text.h"

/* The character at the begin of `from` in its folded form. Returns its length, `*len`
 * that of what was read. */
static size_t fold_one(struct span from, char folded[4], size_t *len)
{
    uint32_t rune;

    *len = pwz_utf8_decode(from.text, from.len, &rune);
    if (*len)
        return pwz_utf8_encode(pwz_rune_fold(rune), folded);
    *len = 1;
    folded[0] = from.text[0];
    return 1;
}

size_t span_fold(struct span value, char *out, size_t size)
{
    size_t used = 0;

    while (value.len) {
        char folded[4];
        size_t read = 1, made = 1;
        if (*value.text >= 'A' && *value.text <= 'Z')
            folded[0] = (char)(*value.text - 'A' + 'a');
        else if (!(*value.text & 0x80))
            folded[0] = *value.text;
        else
            made = fold_one(value, folded, &read);
        if (made > size - used)
            return used;
        memcpy(out + used, folded, made);
        used += made;
        value.text += read;
        value.len -= read;
    }
    return used;
}
