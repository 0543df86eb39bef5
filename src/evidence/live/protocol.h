/*
 * Requests and replies of pecwiz-live: one JSON object per line, one reply per request.
 */
#ifndef PWZ_LIVE_PROTOCOL_H
#define PWZ_LIVE_PROTOCOL_H

#include <stddef.h>

#include "pecwiz/buf.h"

/* Answer one line. `out` gets the reply with its line feed; errors in it stick there. */
void pwz_live_answer(const char *line, size_t len, struct pwz_buf *out);

/* {"reply":"error","text":"…"} */
void pwz_live_error(const char *text, struct pwz_buf *out);

#endif
