/*
 * Read-only image: fixed-size rows and strings in one block of bytes, addressed by
 * offsets, so that a checked pack can be compiled into the program and used in place.
 *
 * A fresh load writes the same bytes as the build step did; a test compares them. Rows
 * are structs of uint32_t only, in the byte order of the machine. The owners of the
 * sections are `tree` (0 to 15) and `content` (16 to 31); this room only stores them.
 */
#ifndef PECWIZ_IMAGE_H
#define PECWIZ_IMAGE_H

#include <stddef.h>
#include <stdint.h>

#include "pecwiz/status.h"

enum {
    PWZ_IMAGE_SECTIONS = 48,
    PWZ_IMAGE_FORMAT = 1, /* raise with every change of any row */
};

#define PWZ_NONE UINT32_MAX /* "no such row" in every uint32_t index */

struct pwz_image {
    const unsigned char *bytes; /* borrowed, aligned to 8 */
    size_t size;
};

/* Check magic, format, byte order, sizes and that every section lies inside. The rows
 * themselves are trusted: an image comes from this program's own build or loader only.
 * PWZ_E_SCHEMA when it is not an image of this program. */
enum pwz_status pwz_image_open(struct pwz_image *image, const void *bytes, size_t size,
                               struct pwz_err *err);

/* Rows of a section, borrowed; `count` gets their number (0 and a valid pointer when the
 * section is empty). `row_size` must be the size the section was written with; another
 * one is a mistake in the program and asserted. */
const void *pwz_image_rows(const struct pwz_image *image, unsigned section,
                           size_t row_size, uint32_t *count);

/* The string pool: text(offset) = pool + offset; offset 0 is the empty string. */
const char *pwz_image_pool(const struct pwz_image *image);

/* Builder. All errors stick and come out of _finish(). */
struct pwz_image_builder;

/* NULL when memory is out. */
struct pwz_image_builder *pwz_image_builder_new(void);
void pwz_image_builder_free(struct pwz_image_builder *builder);

/* Offset of a string in the pool; equal strings share one offset. NULL is the empty
 * string; bytes after a NUL are left out. 0 after an error. */
uint32_t pwz_image_add_text(struct pwz_image_builder *builder, const char *text);
uint32_t pwz_image_add_bytes(struct pwz_image_builder *builder, const char *text,
                             size_t len);

/* Append one row to a section (row_size must be the same at every call for a section) and
 * return its index, PWZ_NONE after an error. The row is copied. */
uint32_t pwz_image_add_row(struct pwz_image_builder *builder, unsigned section,
                           const void *row, size_t row_size);

/* Number of rows so far in a section. */
uint32_t pwz_image_row_count(const struct pwz_image_builder *builder, unsigned section);

/* Lay everything out. `*bytes` (free with pwz_mem_free) and `*size` belong to the caller.
 * PWZ_E_NOMEM, PWZ_E_LIMIT (over 64 MiB), PWZ_E_INTERNAL (no such section, rows of
 * unequal size or not of whole uint32_t). The builder may only be freed afterwards. */
enum pwz_status pwz_image_finish(struct pwz_image_builder *builder, unsigned char **bytes,
                                 size_t *size, struct pwz_err *err);

#endif
