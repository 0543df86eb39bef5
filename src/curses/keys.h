/*
 * From the bytes a terminal sends to keys, pasted text and clicks. Pure: bytes come in,
 * the caller tells when nothing followed for a while; no terminal, no clock.
 *
 * Not done by curses, because that reads byte by byte, knows one form of the arrows at a
 * time and hands the tail of an unknown sequence on as if it had been typed.
 */
#ifndef PWZ_CURSES_KEYS_H
#define PWZ_CURSES_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pecwiz/buf.h"
#include "pecwiz/keys.h"

enum {
    PWZ_KEYS_BYTES = 1024, /* not yet understood */
    PWZ_KEYS_OWN_MAX = 32,
    PWZ_ESCAPE_MS = 25,        /* a lone Esc is Esc after this */
    PWZ_PASTE_MS = 5000,       /* a paste whose end got lost is over after this */
    PWZ_PASTE_MAX = 64 * 1024, /* bytes */
};

struct pwz_keys_own {
    const char *bytes;
    uint32_t key;
};

struct pwz_keys {
    unsigned char bytes[PWZ_KEYS_BYTES];
    size_t len;
    bool is_in_paste;
    bool is_paste_cut; /* longer than PWZ_PASTE_MAX */
    bool is_in_string; /* an answer of the terminal nobody asked for */
    struct pwz_buf paste;
    struct pwz_keys_own own[PWZ_KEYS_OWN_MAX]; /* sequences of this terminal */
    size_t own_count;
};

enum pwz_typed_kind {
    PWZ_TYPED_NOTHING, /* more bytes are needed */
    PWZ_TYPED_KEY,
    PWZ_TYPED_PASTE,
    PWZ_TYPED_PASTE_TOO_LONG,
    PWZ_TYPED_CLICK,
};
struct pwz_typed {
    enum pwz_typed_kind kind;
    uint32_t key;
    const char *text; /* raw; borrowed until the next call */
    size_t len;
    int row, col; /* from 0 */
};

void pwz_keys_init(struct pwz_keys *keys);
void pwz_keys_done(struct pwz_keys *keys);

/* Names of terminfo and what they mean, for pwz_keys_learn(); NULL ends. */
struct pwz_keys_name {
    const char *name;
    uint32_t key;
};
extern const struct pwz_keys_name pwz_keys_names[];

/* A sequence this terminal sends for a key; not copied. NULL and what does not start with
 * Esc is ignored. */
void pwz_keys_learn(struct pwz_keys *keys, const char *sequence, uint32_t key);

/* Room for more bytes, at least 1 after pwz_keys_next() said PWZ_TYPED_NOTHING. */
size_t pwz_keys_room(const struct pwz_keys *keys);
void pwz_keys_feed(struct pwz_keys *keys, const char *bytes, size_t len);

/* Take the next thing typed. `is_idle`: no more bytes came in time, so what is there is
 * all of it. */
struct pwz_typed pwz_keys_next(struct pwz_keys *keys, bool is_idle);

/* How long to wait for the rest before asking with `is_idle`; -1 = for ever. */
int pwz_keys_wait_ms(const struct pwz_keys *keys);

#endif
