/*
 * Unicode normalization form C: letters and their marks as one character where there is
 * one. Packs are compared and searched byte by byte, so they are kept in this form.
 */
#include <utf8proc.h>

#include "pecwiz/mem.h"
#include "pecwiz/text.h"

/* Nothing below the first combining mark is changed by composing. */
static bool is_plain(const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)bytes[i] >= 0xCC)
            return false;
    return true;
}

/* Composed characters in `out`, which has room for `room`; their number, negative when
 * the text cannot be decomposed. */
static utf8proc_ssize_t compose(const char *bytes, size_t len, utf8proc_int32_t *out,
                                size_t room)
{
    utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    utf8proc_ssize_t count =
        utf8proc_decompose((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)len, out,
                           (utf8proc_ssize_t)room, options);

    if (count < 0 || (size_t)count > room)
        return -1;
    return utf8proc_normalize_utf32(out, count, options);
}

static bool is_same(const char *bytes, size_t len, const utf8proc_int32_t *runes,
                    size_t count)
{
    size_t at = 0;

    for (size_t i = 0; at < len; i++) {
        uint32_t rune;
        size_t step = pwz_utf8_decode(bytes + at, len - at, &rune);
        if (step == 0 || i == count || (uint32_t)runes[i] != rune)
            return false;
        at += step;
        if (at == len)
            return i + 1 == count;
    }
    return count == 0;
}

enum pwz_status pwz_text_is_nfc(const char *bytes, size_t len, bool *is_nfc)
{
    size_t room = len * 4 + 16; /* no character decomposes into more than 4 */

    *is_nfc = pwz_utf8_check(bytes, len) == len;
    if (!*is_nfc || is_plain(bytes, len))
        return PWZ_OK;
    utf8proc_int32_t *runes = pwz_mem_new(room, sizeof *runes);
    if (!runes)
        return PWZ_E_NOMEM;
    utf8proc_ssize_t count = compose(bytes, len, runes, room);
    *is_nfc = count >= 0 && is_same(bytes, len, runes, (size_t)count);
    pwz_mem_free(runes);
    return PWZ_OK;
}
