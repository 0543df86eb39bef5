/*
 * Reading an image in place.
 *
 * Only the frame is checked; what the rows mean is known to the rooms that own the
 * sections.
 */
#include "base/image.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

static const struct pwz_image_header *header_of(const struct pwz_image *image)
{
    return (const struct pwz_image_header *)(const void *)image->bytes;
}

static bool lies_inside(uint64_t offset, uint64_t bytes, uint64_t size)
{
    return offset % PWZ_IMAGE_ALIGN == 0 && offset >= sizeof(struct pwz_image_header) &&
           offset <= size && bytes <= size - offset;
}

static bool are_sections_sound(const struct pwz_image_header *header)
{
    for (size_t i = 0; i < PWZ_IMAGE_SECTIONS; i++) {
        const struct pwz_image_section *section = &header->section[i];
        const uint64_t bytes = (uint64_t)section->row_size * section->count;

        if (!lies_inside(section->offset, bytes, header->size) ||
            section->row_size % sizeof(uint32_t) != 0 ||
            (section->count > 0 && section->row_size == 0)) {
            return false;
        }
    }
    return true;
}

/* The pool begins with the empty string and ends with a NUL, so that every offset inside
 * gives a string that ends inside. */
static bool is_pool_sound(const struct pwz_image_header *header,
                          const unsigned char *bytes)
{
    return header->pool_size > 0 &&
           lies_inside(header->pool_offset, header->pool_size, header->size) &&
           bytes[header->pool_offset] == 0 &&
           bytes[header->pool_offset + header->pool_size - 1] == 0;
}

/* What is wrong with the frame, NULL when nothing is. */
static const char *find_fault(const unsigned char *bytes, size_t size)
{
    const struct pwz_image_header *header =
        (const struct pwz_image_header *)(const void *)bytes;

    if (bytes == NULL || (uintptr_t)bytes % PWZ_IMAGE_ALIGN != 0) {
        return "it is not aligned";
    }
    if (size < sizeof(*header) || memcmp(header->magic, PWZ_IMAGE_MAGIC, 8) != 0) {
        return "its first bytes are not those of an image";
    }
    if (header->order != PWZ_IMAGE_ORDER) {
        return "it was made on a machine of another byte order";
    }
    if (header->format != PWZ_IMAGE_FORMAT || header->sections != PWZ_IMAGE_SECTIONS) {
        return "it was made by another version of the program";
    }
    if (header->size != size) {
        return "its size is not the one it states";
    }
    if (!are_sections_sound(header) || !is_pool_sound(header, bytes)) {
        return "its table of contents points outside";
    }
    return NULL;
}

enum pwz_status pwz_image_open(struct pwz_image *image, const void *bytes, size_t size,
                               struct pwz_err *err)
{
    const char *fault = find_fault(bytes, size);

    if (fault != NULL) {
        return pwz_err_set(err, PWZ_E_SCHEMA,
                           "the content image cannot be used: %s; build it again", fault);
    }
    image->bytes = bytes;
    image->size = size;
    return PWZ_OK;
}

const void *pwz_image_rows(const struct pwz_image *image, unsigned section,
                           size_t row_size, uint32_t *count)
{
    assert(section < PWZ_IMAGE_SECTIONS);

    const struct pwz_image_section *entry = &header_of(image)->section[section];

    assert(entry->count == 0 || entry->row_size == row_size);
    (void)row_size; /* unused without assertions */
    *count = entry->count;
    return image->bytes + entry->offset;
}

const char *pwz_image_pool(const struct pwz_image *image)
{
    return (const char *)image->bytes + header_of(image)->pool_offset;
}
