/*
 * The grammar of what terminals send for keys: CSI, SS3, this terminal's own sequences,
 * and single characters. Sequences are read by the grammar of ECMA-48 first and looked up
 * then, so that an unknown one is taken whole and never becomes text.
 */
#include "curses/sequence.h"

#include <string.h>

#include "pecwiz/text.h"

#define ESC 0x1b

enum {
    SEQUENCE_MAX = 64, /* longer ones are nobody's key */
    WHEEL = 64,        /* bits of a mouse report */
    MOTION = 32
};

/* Final byte of CSI and SS3 sequences. */
static const struct {
    unsigned char final;
    uint32_t key;
} finals[] = {
    {'A', PWZ_KEY_UP      },
    {'B', PWZ_KEY_DOWN    },
    {'C', PWZ_KEY_RIGHT   },
    {'D', PWZ_KEY_LEFT    },
    {'F', PWZ_KEY_END     },
    {'H', PWZ_KEY_HOME    },
    {'P', PWZ_KEY_F1      },
    {'Z', PWZ_KEY_BACK_TAB},
};

/* Number of CSI sequences that end in '~'. */
static const struct {
    unsigned number;
    uint32_t key;
} numbers[] = {
    {1,  PWZ_KEY_HOME     },
    {3,  PWZ_KEY_DELETE   },
    {4,  PWZ_KEY_END      },
    {5,  PWZ_KEY_PAGE_UP  },
    {6,  PWZ_KEY_PAGE_DOWN},
    {7,  PWZ_KEY_HOME     },
    {8,  PWZ_KEY_END      },
    {11, PWZ_KEY_F1       },
    {19, PWZ_KEY_F8       },
    {21, PWZ_KEY_F10      },
};

/* The number pad in application mode, which PuTTY keeps on: digits are answers. */
static const struct {
    unsigned char final;
    uint32_t key;
} pad[] = {
    {'M', PWZ_KEY_ENTER},
    {'X', '='          },
    {'j', '*'          },
    {'k', '+'          },
    {'l', ','          },
    {'m', '-'          },
    {'n', '.'          },
    {'o', '/'          },
    {'p', '0'          },
    {'q', '1'          },
    {'r', '2'          },
    {'s', '3'          },
    {'t', '4'          },
    {'u', '5'          },
    {'v', '6'          },
    {'w', '7'          },
    {'x', '8'          },
    {'y', '9'          },
};

static struct pwz_found found_key(size_t len, uint32_t key)
{
    return (struct pwz_found){
        len, {.kind = PWZ_TYPED_KEY, .key = key}
    };
}

static const struct pwz_found need_more = {0, {.kind = PWZ_TYPED_NOTHING}};

/* ---- CSI: ESC [ parameters intermediates final ---- */

enum {
    PARAM_MAX = 3,
    PARAM_TOP = 10000
};
struct csi {
    unsigned char leader; /* one of < = > ?, else 0 */
    unsigned char final;
    bool has_intermediate;
    unsigned param[PARAM_MAX];
    size_t param_count;
};

/* Length of the sequence, 0 when it goes on. A byte that cannot be part of it ends it
 * unfinished: final is 0 and the byte is not taken. */
static size_t scan_csi(const unsigned char *bytes, size_t len, size_t at, struct csi *csi)
{
    *csi = (struct csi){.param_count = 1};
    if (at < len && bytes[at] >= '<' && bytes[at] <= '?') {
        csi->leader = bytes[at++];
    }
    for (; at < len; at++) {
        unsigned char byte = bytes[at];
        if (byte >= '0' && byte <= '9') {
            unsigned *param = &csi->param[csi->param_count - 1];
            *param = *param < PARAM_TOP ? *param * 10 + (unsigned)(byte - '0') : *param;
        } else if (byte == ';' || byte == ':') {
            csi->param_count += csi->param_count < PARAM_MAX ? 1 : 0;
        } else if (byte >= ' ' && byte <= '?') {
            csi->has_intermediate = true;
        } else {
            csi->final = byte >= '@' && byte <= '~' ? byte : 0;
            return csi->final != 0 ? at + 1 : at;
        }
    }
    return 0;
}

static uint32_t key_of_csi(const struct csi *csi)
{
    if (csi->leader != 0 || csi->has_intermediate) {
        return PWZ_KEY_UNKNOWN;
    }
    /* A second parameter above 1 tells of Ctrl, Alt or Shift: another key. */
    bool is_modified = csi->param_count > 1 && csi->param[1] > 1;
    if (is_modified && csi->final != 'Z') {
        return PWZ_KEY_UNKNOWN;
    }
    if (csi->final == '~') {
        for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
            if (numbers[i].number == csi->param[0]) {
                return numbers[i].key;
            }
        }
        return PWZ_KEY_UNKNOWN;
    }
    for (size_t i = 0; i < sizeof finals / sizeof finals[0]; i++) {
        if (finals[i].final == csi->final) {
            return finals[i].key;
        }
    }
    return PWZ_KEY_UNKNOWN;
}

/* ESC [ < buttons ; column ; row M, or m for a release. */
static struct pwz_typed typed_of_mouse(const struct csi *csi)
{
    struct pwz_typed typed = {.kind = PWZ_TYPED_KEY, .key = PWZ_KEY_UNKNOWN};
    unsigned button = csi->param[0];

    if (csi->final != 'M' || (button & MOTION) != 0) {
        return typed;
    }
    if (button == WHEEL || button == WHEEL + 1) {
        typed.key = button == WHEEL ? PWZ_KEY_UP : PWZ_KEY_DOWN;
    } else if (button == 0) {
        typed.kind = PWZ_TYPED_CLICK;
        typed.col = (int)csi->param[1] - 1;
        typed.row = (int)csi->param[2] - 1;
    }
    return typed;
}

static struct pwz_found find_csi(struct pwz_keys *keys, size_t at)
{
    struct csi csi;
    size_t len = scan_csi(keys->bytes, keys->len, at, &csi);

    if (len == 0) {
        return keys->len > SEQUENCE_MAX ? found_key(keys->len, PWZ_KEY_UNKNOWN)
                                        : need_more;
    }
    bool is_bare = len == at + 1;
    if (is_bare && csi.final == '[') { /* Linux console: ESC [ [ A is F1 */
        return len == keys->len ? need_more
                                : found_key(len + 1, keys->bytes[len] == 'A'
                                                         ? (uint32_t)PWZ_KEY_F1
                                                         : (uint32_t)PWZ_KEY_UNKNOWN);
    }
    if (is_bare && csi.final == 'M') { /* a mouse report of the old form: 3 bytes more */
        return keys->len < len + 3 ? need_more : found_key(len + 3, PWZ_KEY_UNKNOWN);
    }
    if (csi.leader == '<' && (csi.final == 'M' || csi.final == 'm')) {
        return (struct pwz_found){len, typed_of_mouse(&csi)};
    }
    if (csi.leader == 0 && csi.final == '~' && csi.param[0] == 200) {
        keys->is_in_paste = true;
        keys->is_paste_cut = false;
        pwz_buf_clear(&keys->paste);
        return (struct pwz_found){len, {.kind = PWZ_TYPED_NOTHING}};
    }
    return found_key(len, key_of_csi(&csi));
}

/* ---- the other sequences ---- */

static uint32_t key_of_pad(unsigned char final)
{
    for (size_t i = 0; i < sizeof pad / sizeof pad[0]; i++) {
        if (pad[i].final == final) {
            return pad[i].key;
        }
    }
    return key_of_csi(&(struct csi){.final = final, .param_count = 1});
}

/* ESC O final; some terminals put the modifier before the final, as in CSI. */
static struct pwz_found find_ss3(const struct pwz_keys *keys, size_t at)
{
    struct csi csi;
    size_t len = scan_csi(keys->bytes, keys->len, at, &csi);

    if (len == 0) {
        return keys->len > SEQUENCE_MAX ? found_key(keys->len, PWZ_KEY_UNKNOWN)
                                        : need_more;
    }
    return found_key(len, len == at + 1 ? key_of_pad(csi.final) : PWZ_KEY_UNKNOWN);
}

/* A sequence terminfo tells of; `is_prefix` when the bytes could become one. */
static struct pwz_found find_own(const struct pwz_keys *keys, bool *is_prefix)
{
    struct pwz_found found = need_more;

    *is_prefix = false;
    for (size_t i = 0; i < keys->own_count; i++) {
        size_t len = strlen(keys->own[i].bytes);
        size_t shared = len < keys->len ? len : keys->len;
        if (memcmp(keys->own[i].bytes, keys->bytes, shared) != 0) {
            continue;
        }
        if (len > keys->len) {
            *is_prefix = true;
        } else if (len > found.len) {
            found = found_key(len, keys->own[i].key);
        }
    }
    return found;
}

static bool starts_string(unsigned char byte)
{
    return byte == ']' || byte == 'P' || byte == 'X' || byte == '^' || byte == '_';
}

/* Bytes of one character, 0 when more are needed; `rune` is UNKNOWN for what is none. */
static size_t take_rune(const unsigned char *bytes, size_t len, bool is_idle,
                        uint32_t *rune)
{
    unsigned char lead = bytes[0];
    size_t need = lead < 0xc2   ? 1
                  : lead < 0xe0 ? 2
                  : lead < 0xf0 ? 3
                  : lead < 0xf5 ? 4
                                : 1;
    char text[4];

    *rune = PWZ_KEY_UNKNOWN;
    for (size_t i = 1; i < need && i < len; i++) {
        if ((bytes[i] & 0xc0U) != 0x80U) {
            return i;
        }
    }
    if (len < need) {
        return is_idle ? len : 0;
    }
    memcpy(text, bytes, need);
    if (pwz_utf8_decode(text, need, rune) == 0 || (*rune >= 0x80 && *rune < 0xa0)) {
        *rune = PWZ_KEY_UNKNOWN;
    }
    return need;
}

/* What follows an Esc decides what it was. */
static struct pwz_found find_escape(struct pwz_keys *keys, bool is_idle)
{
    unsigned char second = keys->len > 1 ? keys->bytes[1] : 0;
    unsigned char third = keys->len > 2 ? keys->bytes[2] : 0;
    uint32_t rune = 0;

    if (keys->len == 1) {
        return need_more;
    }
    if (second == '[') {
        return find_csi(keys, 2);
    }
    if (second == 'O') {
        return find_ss3(keys, 2);
    }
    if (second == ESC && (third == '[' || third == 'O')) { /* Alt and a special key */
        struct csi csi;
        size_t len = scan_csi(keys->bytes, keys->len, 3, &csi);
        return len == 0 && keys->len <= SEQUENCE_MAX
                   ? need_more
                   : found_key(len == 0 ? keys->len : len, PWZ_KEY_UNKNOWN);
    }
    if (second == ESC && keys->len == 2) {
        return need_more;
    }
    if (second < ' ' || second == PWZ_KEY_BACKSPACE) {
        return found_key(1, PWZ_KEY_ESC); /* two keys: ^C after Esc must not get lost */
    }
    keys->is_in_string = starts_string(second);
    size_t len = take_rune(keys->bytes + 1, keys->len - 1, is_idle, &rune);
    return len == 0 ? need_more : found_key(1 + len, PWZ_KEY_UNKNOWN);
}

/* Nothing followed: Esc itself, or a sequence that broke off. */
static struct pwz_found give_up(const struct pwz_keys *keys)
{
    if (keys->len == 1 || (keys->len == 2 && keys->bytes[1] == ESC)) {
        return found_key(1, PWZ_KEY_ESC);
    }
    return found_key(keys->len, PWZ_KEY_UNKNOWN);
}

static struct pwz_found find_sequence(struct pwz_keys *keys, bool is_idle)
{
    bool is_prefix = false;
    struct pwz_found found = find_own(keys, &is_prefix);

    if (found.len > 0 && (!is_prefix || is_idle)) {
        return found;
    }
    if (is_prefix && !is_idle) {
        return need_more;
    }
    found = find_escape(keys, is_idle);
    return found.len == 0 && is_idle ? give_up(keys) : found;
}

static struct pwz_found find_plain(const struct pwz_keys *keys, bool is_idle)
{
    static const uint32_t controls[' '] = {
        [0] = PWZ_KEY_UNKNOWN, ['\b'] = PWZ_KEY_BACKSPACE, ['\r'] = PWZ_KEY_ENTER};
    unsigned char byte = keys->bytes[0];
    uint32_t rune = 0;

    if (byte < ' ') {
        return found_key(1, controls[byte] != 0 ? controls[byte] : byte);
    }
    size_t len = take_rune(keys->bytes, keys->len, is_idle, &rune);
    return len == 0 ? need_more : found_key(len, rune);
}

struct pwz_found pwz_sequence_find(struct pwz_keys *keys, bool is_idle)
{
    return keys->bytes[0] == ESC ? find_sequence(keys, is_idle)
                                 : find_plain(keys, is_idle);
}
