/*
 * What the files of this room share about UTF-8 and characters; not for other rooms.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Length of `bytes` without a character that was cut off at the end. */
size_t pwz_utf8_trim_cut(const char *bytes, size_t len);

/* True for a character that shares the cell of the one before it: marks, and the jamo
 * that join a syllable. */
bool pwz_rune_attaches(uint32_t rune);

#endif
