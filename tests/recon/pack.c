/*
 * gzip and zip by hand; only deflate itself and the checksum are zlib's.
 */
#define ZLIB_CONST
#include "recon/pack.h"

#include <string.h>
#include <zlib.h>

#include "pecwiz/mem.h"

static void add_u16(struct pwz_buf *out, unsigned value)
{
    pwz_buf_addc(out, (char)(value & 0xff));
    pwz_buf_addc(out, (char)(value >> 8 & 0xff));
}

static void add_u32(struct pwz_buf *out, uint32_t value)
{
    add_u16(out, value & 0xffff);
    add_u16(out, value >> 16);
}

static void add_u64(struct pwz_buf *out, uint64_t value)
{
    add_u32(out, (uint32_t)value);
    add_u32(out, (uint32_t)(value >> 32));
}

static uint32_t checksum(const char *bytes, size_t len)
{
    return (uint32_t)crc32_z(0, (const Bytef *)bytes, len);
}

void pack_deflate(const char *bytes, size_t len, int level, struct pwz_buf *out)
{
    z_stream stream = {0};
    const size_t room = len + len / 1000 + 1024;
    char *packed = pwz_mem_new(room, 1);

    (void)deflateInit2(&stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    stream.next_in = (const Bytef *)bytes;
    stream.avail_in = (uInt)len;
    stream.next_out = (Bytef *)packed;
    stream.avail_out = (uInt)room;
    (void)deflate(&stream, Z_FINISH);
    pwz_buf_add(out, packed, stream.total_out);
    (void)deflateEnd(&stream);
    pwz_mem_free(packed);
}

void pack_gzip(const char *bytes, size_t len, unsigned flags, struct pwz_buf *out)
{
    pwz_buf_add(out, "\x1f\x8b\x08", 3);
    pwz_buf_addc(out, (char)flags);
    add_u32(out, 0); /* time */
    add_u16(out, 0x0300);
    if ((flags & PACK_EXTRA) != 0) {
        add_u16(out, 6);
        pwz_buf_add(out, "AB\2\0xy", 6);
    }
    if ((flags & PACK_NAME) != 0) {
        pwz_buf_add(out, "usage.csv", 10);
    }
    if ((flags & PACK_COMMENT) != 0) {
        pwz_buf_add(out, "made by hand", 13);
    }
    if ((flags & PACK_HEAD_CRC) != 0) {
        add_u16(out, 0x1234); /* readers may ignore it, and do */
    }
    pack_deflate(bytes, len, 6, out);
    add_u32(out, checksum(bytes, len));
    add_u32(out, (uint32_t)len);
}

/* What is known of a member once its data are written. */
struct packed {
    size_t offset, size;
    uint32_t crc;
};

static bool has_extra(const struct pack_member *member)
{
    return member->is_zip64;
}

static void add_local_head(const struct pack_member *member, uint32_t crc, size_t size,
                           struct pwz_buf *out)
{
    const bool is_behind = member->descriptor != PACK_SIZED;
    const size_t unpacked = member->len + member->size_error;

    add_u32(out, 0x04034b50);
    add_u16(out, 45);
    add_u16(out, member->flags | (is_behind ? 8U : 0U));
    add_u16(out, member->method);
    add_u32(out, 0);
    add_u32(out, is_behind ? 0 : crc);
    add_u32(out, is_behind ? 0 : has_extra(member) ? UINT32_MAX : (uint32_t)size);
    add_u32(out, is_behind ? 0 : has_extra(member) ? UINT32_MAX : (uint32_t)unpacked);
    add_u16(out, (unsigned)strlen(member->name));
    add_u16(out, has_extra(member) ? 20 + 5 : 5);
    pwz_buf_adds(out, member->name);
    pwz_buf_add(out, "UT\1\0z", 5); /* another extra field before */
    if (has_extra(member)) {
        add_u16(out, 1);
        add_u16(out, 16);
        add_u64(out, is_behind ? 0 : unpacked);
        add_u64(out, is_behind ? 0 : size);
    }
}

static void add_descriptor(const struct pack_member *member, const struct packed *packed,
                           struct pwz_buf *out)
{
    const bool is_wide =
        member->descriptor == PACK_BEHIND_64 || member->descriptor == PACK_BEHIND_64_BARE;

    if (member->descriptor == PACK_SIZED) {
        return;
    }
    if (member->descriptor == PACK_BEHIND || member->descriptor == PACK_BEHIND_64) {
        add_u32(out, 0x08074b50);
    }
    add_u32(out, packed->crc);
    if (is_wide) {
        add_u64(out, packed->size);
        add_u64(out, member->len + member->size_error);
    } else {
        add_u32(out, (uint32_t)packed->size);
        add_u32(out, (uint32_t)(member->len + member->size_error));
    }
}

static struct packed add_member(const struct pack_member *member, struct pwz_buf *out)
{
    struct packed packed = {.offset = out->len};
    struct pwz_buf data;

    pwz_buf_init(&data, SIZE_MAX);
    if (member->method == 8) {
        pack_deflate(member->bytes, member->len, 6, &data);
    } else {
        pwz_buf_add(&data, member->bytes, member->len);
    }
    packed.size = data.len;
    packed.crc = checksum(member->bytes, member->len) + member->crc_error;
    add_local_head(member, packed.crc, packed.size, out);
    pwz_buf_add(out, pwz_buf_text(&data), data.len);
    add_descriptor(member, &packed, out);
    pwz_buf_done(&data);
    return packed;
}

static void add_entry(const struct pack_member *member, const struct packed *packed,
                      struct pwz_buf *out)
{
    const bool is_wide = has_extra(member);
    const size_t unpacked = member->len + member->size_error;

    add_u32(out, 0x02014b50);
    add_u16(out, 45);
    add_u16(out, 45);
    add_u16(out, member->flags | (member->descriptor != PACK_SIZED ? 8U : 0U));
    add_u16(out, member->method);
    add_u32(out, 0);
    add_u32(out, packed->crc);
    add_u32(out, is_wide ? UINT32_MAX : (uint32_t)packed->size);
    add_u32(out, is_wide ? UINT32_MAX : (uint32_t)unpacked);
    add_u16(out, (unsigned)strlen(member->name));
    add_u16(out, is_wide ? 28 : 0);
    add_u16(out, 4);
    add_u16(out, 0);
    add_u16(out, 0);
    add_u32(out, 0);
    add_u32(out, is_wide ? UINT32_MAX : (uint32_t)packed->offset);
    pwz_buf_adds(out, member->name);
    if (is_wide) {
        add_u16(out, 1);
        add_u16(out, 24);
        add_u64(out, unpacked);
        add_u64(out, packed->size);
        add_u64(out, packed->offset);
    }
    pwz_buf_adds(out, "note");
}

static void add_end(const struct pack_zip *zip, size_t offset, struct pwz_buf *out)
{
    const size_t size = out->len - offset;
    const size_t end64 = out->len;
    const char *comment = zip->comment != NULL ? zip->comment : "";

    if (zip->is_zip64) {
        add_u32(out, 0x06064b50);
        add_u64(out, 44);
        add_u32(out, 45 << 16 | 45);
        add_u64(out, 0);
        add_u64(out, zip->count);
        add_u64(out, zip->count);
        add_u64(out, size);
        add_u64(out, offset);
        add_u32(out, 0x07064b50);
        add_u32(out, 0);
        add_u64(out, end64);
        add_u32(out, 1);
    }
    add_u32(out, 0x06054b50);
    add_u32(out, 0);
    add_u16(out, zip->is_zip64 ? 0xffff : (unsigned)zip->count);
    add_u16(out, zip->is_zip64 ? 0xffff : (unsigned)zip->count);
    add_u32(out, zip->is_zip64 ? UINT32_MAX : (uint32_t)size);
    add_u32(out, zip->is_zip64 ? UINT32_MAX : (uint32_t)offset);
    add_u16(out, (unsigned)strlen(comment));
    pwz_buf_adds(out, comment);
}

void pack_zip(const struct pack_zip *zip, struct pwz_buf *out)
{
    struct packed *packed = pwz_mem_new(zip->count, sizeof *packed);

    for (size_t i = 0; i < zip->count; i++) {
        packed[i] = add_member(&zip->members[i], out);
    }

    const size_t offset = out->len;

    for (size_t i = 0; i < zip->count; i++) {
        if (i > 0 && zip->same_offset != 0) {
            packed[i].offset = packed[0].offset + zip->same_offset - 1;
        }
        add_entry(&zip->members[i], &packed[i], out);
    }
    add_end(zip, offset, out);
    pwz_mem_free(packed);
}
