/*
 * The decoder of typed bytes: takes one thing after the other off the start, gathers
 * pasted text, and skips what the terminal says by itself.
 */
#include "curses/keys.h"

#include <string.h>

#include "curses/sequence.h"

#define ESC 0x1b
#define BEL 0x07
#define PASTE_END "\033[201~"

enum {
    PASTE_END_LEN = sizeof PASTE_END - 1
};

const struct pwz_keys_name pwz_keys_names[] = {
    {"kcuu1", PWZ_KEY_UP       },
    {"kcud1", PWZ_KEY_DOWN     },
    {"kcub1", PWZ_KEY_LEFT     },
    {"kcuf1", PWZ_KEY_RIGHT    },
    {"khome", PWZ_KEY_HOME     },
    {"kend",  PWZ_KEY_END      },
    {"kpp",   PWZ_KEY_PAGE_UP  },
    {"knp",   PWZ_KEY_PAGE_DOWN},
    {"kdch1", PWZ_KEY_DELETE   },
    {"kcbt",  PWZ_KEY_BACK_TAB },
    {"kf1",   PWZ_KEY_F1       },
    {"kf8",   PWZ_KEY_F8       },
    {"kf10",  PWZ_KEY_F10      },
    {"kent",  PWZ_KEY_ENTER    },
    {NULL,    0                },
};

/* ---- text that is not typed ---- */

static void drop(struct pwz_keys *keys, size_t len)
{
    keys->len -= len;
    memmove(keys->bytes, keys->bytes + len, keys->len);
}

static void keep_pasted(struct pwz_keys *keys, size_t len)
{
    char text[PWZ_KEYS_BYTES];

    memcpy(text, keys->bytes, len);
    pwz_buf_add(&keys->paste, text, len);
    keys->is_paste_cut = keys->is_paste_cut || pwz_buf_status(&keys->paste) != PWZ_OK;
    drop(keys, len);
}

static struct pwz_typed end_paste(struct pwz_keys *keys)
{
    keys->is_in_paste = false;
    if (keys->is_paste_cut) {
        return (struct pwz_typed){.kind = PWZ_TYPED_PASTE_TOO_LONG};
    }
    return (struct pwz_typed){.kind = PWZ_TYPED_PASTE,
                              .text = pwz_buf_text(&keys->paste),
                              .len = keys->paste.len};
}

static struct pwz_typed next_pasted(struct pwz_keys *keys, bool is_idle)
{
    size_t at = 0;

    /* Stop at the end mark, also at one that is cut off by the end of the bytes. */
    while (at < keys->len) {
        size_t rest = keys->len - at;
        size_t shared = rest < PASTE_END_LEN ? rest : (size_t)PASTE_END_LEN;
        if (memcmp(keys->bytes + at, PASTE_END, shared) == 0) {
            break;
        }
        at++;
    }
    bool has_end = keys->len - at >= PASTE_END_LEN;
    keep_pasted(keys, at);
    if (has_end) {
        drop(keys, PASTE_END_LEN);
    }
    return has_end || is_idle ? end_paste(keys)
                              : (struct pwz_typed){.kind = PWZ_TYPED_NOTHING};
}

/* Swallow to BEL or ESC \; anything a person types ends it after a short wait. */
static void skip_string(struct pwz_keys *keys, bool is_idle)
{
    size_t at = 0;

    while (at < keys->len && keys->bytes[at] != BEL && keys->bytes[at] != ESC) {
        at++;
    }
    bool is_end = at < keys->len;
    size_t end = is_end && keys->bytes[at] == BEL ? at + 1 : at;
    if (is_end && keys->bytes[at] == ESC && at + 1 < keys->len &&
        keys->bytes[at + 1] == '\\') {
        end = at + 2;
    }
    keys->is_in_string = !is_end && !is_idle;
    drop(keys, end);
}

/* ---- public ---- */

void pwz_keys_init(struct pwz_keys *keys)
{
    *keys = (struct pwz_keys){0};
    pwz_buf_init(&keys->paste, PWZ_PASTE_MAX);
}

void pwz_keys_done(struct pwz_keys *keys)
{
    pwz_buf_done(&keys->paste);
}

void pwz_keys_learn(struct pwz_keys *keys, const char *sequence, uint32_t key)
{
    if (sequence == NULL || sequence[0] != ESC || strlen(sequence) < 2 ||
        keys->own_count == PWZ_KEYS_OWN_MAX) {
        return;
    }
    keys->own[keys->own_count++] = (struct pwz_keys_own){sequence, key};
}

size_t pwz_keys_room(const struct pwz_keys *keys)
{
    return sizeof keys->bytes - keys->len;
}

void pwz_keys_feed(struct pwz_keys *keys, const char *bytes, size_t len)
{
    size_t room = pwz_keys_room(keys);

    len = len < room ? len : room;
    memcpy(keys->bytes + keys->len, bytes, len);
    keys->len += len;
}

struct pwz_typed pwz_keys_next(struct pwz_keys *keys, bool is_idle)
{
    for (;;) {
        if (keys->is_in_string) {
            skip_string(keys, is_idle);
        }
        if (keys->is_in_paste) {
            return next_pasted(keys, is_idle);
        }
        if (keys->len == 0 || keys->is_in_string) {
            return (struct pwz_typed){.kind = PWZ_TYPED_NOTHING};
        }
        struct pwz_found found = pwz_sequence_find(keys, is_idle);
        if (found.len == 0) {
            return found.typed;
        }
        drop(keys, found.len);
        if (found.typed.kind != PWZ_TYPED_NOTHING) {
            return found.typed;
        }
    }
}

int pwz_keys_wait_ms(const struct pwz_keys *keys)
{
    if (keys->is_in_paste) {
        return PWZ_PASTE_MS;
    }
    return keys->len > 0 || keys->is_in_string ? (int)PWZ_ESCAPE_MS : -1;
}
