/*
 * Building an image: rows per section, and a pool that holds every string once.
 *
 * The bytes depend on the order of the calls only, never on addresses, so that two builds
 * of the same content are equal. Knows nothing of what the rows mean.
 */
#include <stdbool.h>
#include <string.h>

#include "pecwiz/buf.h"
#include "pecwiz/mem.h"

#include "base/image.h"

enum {
    FIRST_SLOTS = 256 /* of the string index; a power of two */
};

struct rows {
    struct pwz_buf bytes;
    uint32_t row_size;
    uint32_t count;
};

struct pwz_image_builder {
    struct rows rows[PWZ_IMAGE_SECTIONS];
    struct pwz_buf pool;
    uint32_t
        *slots; /* hash table of pool offsets, 0 = free (the empty string is never in) */
    size_t slot_count; /* a power of two, or 0 */
    size_t text_count;
    enum pwz_status status; /* first error */
};

struct pwz_image_builder *pwz_image_builder_new(void)
{
    struct pwz_image_builder *builder = pwz_mem_new(1, sizeof(*builder));

    if (builder == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < PWZ_IMAGE_SECTIONS; i++) {
        pwz_buf_init(&builder->rows[i].bytes, PWZ_IMAGE_MAX);
    }
    pwz_buf_init(&builder->pool, PWZ_IMAGE_MAX);
    pwz_buf_addc(&builder->pool, '\0');
    builder->status = pwz_buf_status(&builder->pool);
    return builder;
}

void pwz_image_builder_free(struct pwz_image_builder *builder)
{
    if (builder == NULL) {
        return;
    }
    for (size_t i = 0; i < PWZ_IMAGE_SECTIONS; i++) {
        pwz_buf_done(&builder->rows[i].bytes);
    }
    pwz_buf_done(&builder->pool);
    pwz_mem_free(builder->slots);
    pwz_mem_free(builder);
}

static void keep_first(struct pwz_image_builder *builder, enum pwz_status status)
{
    if (builder->status == PWZ_OK) {
        builder->status = status;
    }
}

/* FNV-1a, 32 bits: short keys, and nobody outside chooses them against us. */
static uint32_t hash_text(const char *text, size_t len)
{
    uint32_t hash = 2166136261U;

    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ (unsigned char)text[i]) * 16777619U;
    }
    return hash;
}

/* The slot that holds the text, or the free one where it belongs. */
static uint32_t *find_slot(const struct pwz_image_builder *builder, const char *text,
                           size_t len)
{
    const char *pool = pwz_buf_text(&builder->pool);
    const size_t mask = builder->slot_count - 1;
    size_t at = hash_text(text, len) & mask;

    while (builder->slots[at] != 0) {
        const char *known = pool + builder->slots[at];

        if (strncmp(known, text, len) == 0 && known[len] == '\0') {
            break;
        }
        at = (at + 1) & mask;
    }
    return &builder->slots[at];
}

static bool grow_slots(struct pwz_image_builder *builder)
{
    const size_t old_count = builder->slot_count;
    uint32_t *old = builder->slots;
    const size_t new_count = old_count == 0 ? FIRST_SLOTS : old_count * 2;
    uint32_t *slots = pwz_mem_new(new_count, sizeof(*slots));

    if (slots == NULL) {
        return false;
    }
    builder->slots = slots;
    builder->slot_count = new_count;
    for (size_t i = 0; i < old_count; i++) {
        if (old[i] != 0) {
            const char *text = pwz_buf_text(&builder->pool) + old[i];

            *find_slot(builder, text, strlen(text)) = old[i];
        }
    }
    pwz_mem_free(old);
    return true;
}

/* Kept at most half full, so that a free slot is always near. */
static bool have_slot(struct pwz_image_builder *builder)
{
    return builder->text_count * 2 < builder->slot_count || grow_slots(builder);
}

uint32_t pwz_image_add_text(struct pwz_image_builder *builder, const char *text)
{
    return text == NULL ? 0 : pwz_image_add_bytes(builder, text, strlen(text));
}

uint32_t pwz_image_add_bytes(struct pwz_image_builder *builder, const char *text,
                             size_t len)
{
    const char *nul = len == 0 ? NULL : memchr(text, '\0', len);

    len = nul == NULL ? len : (size_t)(nul - text);
    if (len == 0 || builder->status != PWZ_OK) {
        return 0;
    }
    if (!have_slot(builder)) {
        keep_first(builder, PWZ_E_NOMEM);
        return 0;
    }

    uint32_t *slot = find_slot(builder, text, len);

    if (*slot == 0) {
        const uint32_t offset = (uint32_t)builder->pool.len;

        pwz_buf_add(&builder->pool, text, len);
        pwz_buf_addc(&builder->pool, '\0');
        if (pwz_buf_status(&builder->pool) != PWZ_OK) {
            keep_first(builder, pwz_buf_status(&builder->pool));
            return 0;
        }
        *slot = offset;
        builder->text_count++;
    }
    return *slot;
}

static bool is_row_sound(const struct rows *rows, size_t row_size)
{
    return row_size > 0 && row_size % sizeof(uint32_t) == 0 &&
           row_size <= PWZ_IMAGE_MAX && (rows->count == 0 || rows->row_size == row_size);
}

uint32_t pwz_image_add_row(struct pwz_image_builder *builder, unsigned section,
                           const void *row, size_t row_size)
{
    if (section >= PWZ_IMAGE_SECTIONS ||
        !is_row_sound(&builder->rows[section], row_size)) {
        keep_first(builder, PWZ_E_INTERNAL);
    }
    if (builder->status != PWZ_OK) {
        return PWZ_NONE;
    }

    struct rows *rows = &builder->rows[section];

    pwz_buf_add(&rows->bytes, row, row_size);
    if (pwz_buf_status(&rows->bytes) != PWZ_OK) {
        keep_first(builder, pwz_buf_status(&rows->bytes));
        return PWZ_NONE;
    }
    rows->row_size = (uint32_t)row_size;
    return rows->count++;
}

uint32_t pwz_image_row_count(const struct pwz_image_builder *builder, unsigned section)
{
    return section < PWZ_IMAGE_SECTIONS ? builder->rows[section].count : 0;
}

static uint64_t align_up(uint64_t offset)
{
    return (offset + PWZ_IMAGE_ALIGN - 1) / PWZ_IMAGE_ALIGN * PWZ_IMAGE_ALIGN;
}

/* Fill the header; false when the whole is too large. 64 bits hold every sum: no part is
 * larger than PWZ_IMAGE_MAX. */
static bool lay_out(const struct pwz_image_builder *builder,
                    struct pwz_image_header *header)
{
    uint64_t end = align_up(sizeof(*header));

    for (size_t i = 0; i < PWZ_IMAGE_SECTIONS; i++) {
        const struct rows *rows = &builder->rows[i];

        header->section[i] = (struct pwz_image_section){
            .offset = (uint32_t)end,
            .row_size = rows->row_size,
            .count = rows->count,
        };
        end = align_up(end + rows->bytes.len);
    }
    header->pool_offset = (uint32_t)end;
    header->pool_size = (uint32_t)builder->pool.len;
    end += builder->pool.len;
    header->size = (uint32_t)end;
    return end <= PWZ_IMAGE_MAX;
}

static void copy_parts(const struct pwz_image_builder *builder,
                       const struct pwz_image_header *header, unsigned char *bytes)
{
    memcpy(bytes, header, sizeof(*header));
    for (size_t i = 0; i < PWZ_IMAGE_SECTIONS; i++) {
        const struct pwz_buf *rows = &builder->rows[i].bytes;

        memcpy(bytes + header->section[i].offset, pwz_buf_text(rows), rows->len);
    }
    memcpy(bytes + header->pool_offset, pwz_buf_text(&builder->pool), builder->pool.len);
}

enum pwz_status pwz_image_finish(struct pwz_image_builder *builder, unsigned char **bytes,
                                 size_t *size, struct pwz_err *err)
{
    struct pwz_image_header header = {
        .magic = PWZ_IMAGE_MAGIC,
        .order = PWZ_IMAGE_ORDER,
        .format = PWZ_IMAGE_FORMAT,
        .sections = PWZ_IMAGE_SECTIONS,
    };

    if (builder->status == PWZ_OK && !lay_out(builder, &header)) {
        builder->status = PWZ_E_LIMIT;
    }
    if (builder->status != PWZ_OK) {
        return pwz_err_set(err, builder->status, "cannot build the content image: %s",
                           pwz_status_words(builder->status));
    }

    unsigned char *image = pwz_mem_new(header.size, 1);

    if (image == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM,
                           "cannot build the content image: out of memory");
    }
    copy_parts(builder, &header, image);
    *bytes = image;
    *size = header.size;
    return PWZ_OK;
}
