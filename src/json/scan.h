/*
 * The strict scanner, the decoder behind it and the key check: steps of one parse that
 * share the marks. Not for other rooms.
 */
#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pecwiz/json.h"
#include "pecwiz/mem.h"

enum {
    PWZ_JSON_DEEPEST = 512,      /* no limit may be higher: cJSON gives up at 1,000 */
    PWZ_JSON_LONGEST_NUMBER = 60 /* characters; cJSON 1.7.15 reads 63 of them */
};

/* Where one value starts. Marks are in document order, which is the preorder of the tree,
 * so the Nth mark belongs to the Nth value cJSON gives. */
struct pwz_json_mark {
    uint32_t at;     /* offset of the value */
    uint32_t key_at; /* offset of its key when it is a member of an object */
    bool is_integer;
};

struct pwz_json_marks {
    struct pwz_json_mark *list; /* free with pwz_mem_free() */
    size_t count, room;
};

/* A position that only moves forward, so that a whole document costs one pass. */
struct pwz_json_place {
    size_t at;
    uint32_t line, column; /* from 1; column in characters */
};

void pwz_json_place_move(struct pwz_json_place *place, const char *bytes, size_t to);

/* Put line and column of an offset into `err` (may be NULL). */
void pwz_json_place_err(struct pwz_err *err, const char *bytes, size_t at);

/* Check grammar, characters and limits; fill the marks (zero-initialised). `limits` has
 * no zeros. Statuses and place as pwz_json_parse(). */
enum pwz_status pwz_json_scan(const char *bytes, size_t len,
                              const struct pwz_json_limits *limits,
                              struct pwz_json_marks *marks, struct pwz_err *err);

/* Decode what the scanner let pass into an array of marks->count values in document
 * order; it and all its strings live in the arena. */
enum pwz_status pwz_json_decode(const char *bytes, size_t len,
                                const struct pwz_json_marks *marks,
                                struct pwz_arena *arena, struct pwz_json **values,
                                struct pwz_err *err);

/* PWZ_E_SYNTAX when an object has two members of the same (decoded) name. */
enum pwz_status pwz_json_check_keys(const char *bytes, const struct pwz_json_marks *marks,
                                    const struct pwz_json *values, struct pwz_err *err);

#endif
