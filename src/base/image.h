/*
 * How an image is laid out, for its reader and its builder; not for other rooms.
 *
 * Header, then the sections in order, then the string pool; each starts at a multiple of
 * 8 and gaps are zero, so that equal content gives equal bytes.
 */
#ifndef BASE_IMAGE_H
#define BASE_IMAGE_H

#include <stdint.h>

#include "pecwiz/image.h"

#define PWZ_IMAGE_MAGIC "PECWIZI" /* 8 bytes with its NUL */

enum {
    PWZ_IMAGE_ORDER = 0x01020304, /* reads otherwise on a machine of other byte order */
    PWZ_IMAGE_ALIGN = 8,
    PWZ_IMAGE_MAX = 64 * 1024 * 1024 /* bytes */
};

struct pwz_image_section {
    uint32_t offset;   /* bytes from the start of the image */
    uint32_t row_size; /* bytes; 0 when the section is empty */
    uint32_t count;    /* rows */
};

struct pwz_image_header {
    char magic[8];
    uint32_t order;
    uint32_t format;
    uint32_t size; /* bytes of the whole image */
    uint32_t sections;
    uint32_t pool_offset;
    uint32_t pool_size; /* bytes, at least 1: the empty string */
    struct pwz_image_section section[PWZ_IMAGE_SECTIONS];
};

#endif
