/*
 * One step of the decoder: what stands at the start of the bytes. Private to keys.c.
 */
#ifndef PWZ_CURSES_SEQUENCE_H
#define PWZ_CURSES_SEQUENCE_H

#include "curses/keys.h"

struct pwz_found {
    size_t len;             /* bytes it takes, 0: not yet to be told */
    struct pwz_typed typed; /* NOTHING with a length: it only changed the state */
};

/* `keys` has at least one byte. May set is_in_paste and is_in_string; takes no bytes. */
struct pwz_found pwz_sequence_find(struct pwz_keys *keys, bool is_idle);

#endif
