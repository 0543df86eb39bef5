/*
 * The local heads of a zip archive and the text of its members.
 */
#include "evidence/recon/zip.h"

#include <string.h>

enum {
    LOCAL_BYTES = 30,
    METHOD_STORED = 0,
    METHOD_DEFLATE = 8,
    FLAG_ENCRYPTED = 1,
    FLAG_SIZES_BEHIND = 8
};

static const uint32_t LOCAL_MARK = 0x04034b50;
static const uint32_t DESCRIPTOR_MARK = 0x08074b50;

struct zip_source {
    struct source_file *file;
    struct inflater *inflater; /* for the checksum also of stored members */
    struct zip_member member;
    uint64_t used; /* packed bytes */
    uint64_t made; /* bytes of text */
    uint32_t crc;
    bool is_inflated; /* the last block is done */
    bool is_over;
    enum pwz_status status; /* sticks */
    struct pwz_err err;
};

/* ---- words ---- */

static enum pwz_status fail_cut(struct pwz_err *err)
{
    return pwz_err_set(
        err, PWZ_E_SYNTAX,
        "the zip archive ends in the middle of a file: the download was cut "
        "off; what was read so far counts, get the archive again for the rest");
}

static enum pwz_status fail_damaged(const char *what, struct pwz_err *err)
{
    return pwz_err_set(
        err, PWZ_E_SYNTAX,
        "the zip archive is damaged (%s): what was read so far may be wrong; "
        "get the archive again",
        what);
}

/* ---- a local head ---- */

static enum pwz_status parse_head(struct source_file *file, struct zip_member *member,
                                  char *name, struct pwz_err *err)
{
    const size_t name_len = zip_u16(file->pos + 26);
    const size_t extra_len = zip_u16(file->pos + 28);
    const enum pwz_status status =
        source_fill(file, LOCAL_BYTES + name_len + extra_len, err);
    const unsigned char *head = file->pos;

    if (status != PWZ_OK) {
        return status;
    }
    if (source_have(file) < LOCAL_BYTES + name_len + extra_len) {
        return fail_cut(err);
    }
    *member = (struct zip_member){
        .name = name,
        .flags = zip_u16(head + 6),
        .method = zip_u16(head + 8),
        .crc = zip_u32(head + 14),
        .packed = zip_u32(head + 18),
        .unpacked = zip_u32(head + 22),
    };
    member->is_sized = (member->flags & FLAG_SIZES_BEHIND) == 0;
    zip_read_extra(head + LOCAL_BYTES + name_len, extra_len, member, NULL);

    const size_t kept = name_len < ZIP_NAME_MAX - 1 ? name_len : ZIP_NAME_MAX - 1;

    memcpy(name, head + LOCAL_BYTES, kept);
    name[kept] = '\0';
    file->pos += LOCAL_BYTES + name_len + extra_len;
    return PWZ_OK;
}

enum pwz_status zip_read_head(struct source_file *file, struct zip_member *member,
                              char *name, bool *is_member, struct pwz_err *err)
{
    const enum pwz_status status = source_fill(file, LOCAL_BYTES, err);

    *is_member = false;
    if (status != PWZ_OK) {
        return status;
    }
    if (source_have(file) < 4) {
        return fail_cut(err); /* a directory would come first */
    }
    if (zip_u32(file->pos) != LOCAL_MARK) {
        return PWZ_OK;
    }
    if (source_have(file) < LOCAL_BYTES) {
        return fail_cut(err);
    }
    *is_member = true;
    return parse_head(file, member, name, err);
}

/* ---- the text of a member ---- */

static enum pwz_status check_method(const struct zip_member *member, struct pwz_err *err)
{
    if ((member->flags & FLAG_ENCRYPTED) != 0) {
        return pwz_err_set(err, PWZ_E_SCHEMA,
                           "the file in the zip archive is encrypted: unpack it with its "
                           "password, then give the unpacked file");
    }
    if (member->method != METHOD_STORED && member->method != METHOD_DEFLATE) {
        return pwz_err_set(
            err, PWZ_E_SCHEMA,
            "the file in the zip archive is packed by method %u, which is not "
            "read here: unpack it with another program, then give the "
            "unpacked file",
            member->method);
    }
    if (member->method == METHOD_STORED && !member->is_sized) {
        return pwz_err_set(
            err, PWZ_E_SCHEMA,
            "a file in the zip archive is stored without its length, which only the "
            "end of the archive tells: from a pipe that comes too late, so save the "
            "archive to a file and give that file; if it is a file, its end is missing: "
            "get the archive again");
    }
    return PWZ_OK;
}

enum pwz_status zip_source_new(struct source_file *file, const struct zip_member *member,
                               enum inflate_engine engine, struct zip_source **out,
                               struct pwz_err *err)
{
    *out = NULL;

    enum pwz_status status = check_method(member, err);

    if (status != PWZ_OK) {
        return status;
    }

    struct zip_source *zip = pwz_mem_new(1, sizeof *zip);

    if (zip == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory for unpacking");
    }
    status = inflater_new(engine, &zip->inflater, err);
    if (status != PWZ_OK) {
        pwz_mem_free(zip);
        return status;
    }
    zip->file = file;
    zip->member = *member;
    *out = zip;
    return PWZ_OK;
}

void zip_source_free(struct zip_source *zip)
{
    if (zip != NULL) {
        inflater_free(zip->inflater);
        pwz_mem_free(zip);
    }
}

/* Does what stands behind the data, with sizes of `width` bytes, tell what was read? */
static bool fits_descriptor(const struct zip_source *zip, const unsigned char *bytes,
                            size_t len, size_t width)
{
    const size_t mark = len >= 4 && zip_u32(bytes) == DESCRIPTOR_MARK ? 4 : 0;

    if (len < mark + 4 + 2 * width || zip_u32(bytes + mark) != zip->crc) {
        return false;
    }
    bytes += mark + 4;
    return width == 8 ? zip_u64(bytes) == zip->used && zip_u64(bytes + 8) == zip->made
                      : zip_u32(bytes) == (uint32_t)zip->used &&
                            zip_u32(bytes + 4) == (uint32_t)zip->made;
}

/* The record behind the data has 4 or 8 byte sizes and a mark or none: whichever of them
 * tells what was read. */
static enum pwz_status read_descriptor(struct zip_source *zip, struct pwz_err *err)
{
    struct source_file *file = zip->file;
    const enum pwz_status status = source_fill(file, 24, err);

    if (status != PWZ_OK) {
        return status;
    }

    const size_t len = source_have(file);
    const size_t mark = len >= 4 && zip_u32(file->pos) == DESCRIPTOR_MARK ? 4 : 0;
    /* The wide form first: with sizes below 4 GiB the narrow one never fits it, too. */
    const size_t width = fits_descriptor(zip, file->pos, len, 8) ? 8 : 4;

    if (width == 4 && !fits_descriptor(zip, file->pos, len, 4)) {
        return len < mark + 20 ? fail_cut(err)
                               : fail_damaged("wrong checksum or length", err);
    }
    file->pos += mark + 4 + 2 * width;
    return PWZ_OK;
}

static enum pwz_status finish_member(struct zip_source *zip, struct pwz_err *err)
{
    zip->is_over = true;
    if (!zip->member.is_sized) {
        return read_descriptor(zip, err);
    }
    if (zip->crc != zip->member.crc) {
        return fail_damaged("wrong checksum", err);
    }
    if (zip->made != zip->member.unpacked || zip->used != zip->member.packed) {
        return fail_damaged("wrong length", err);
    }
    return PWZ_OK;
}

/* Packed bytes in the window that belong to this member. */
static size_t own_bytes(const struct zip_source *zip)
{
    const uint64_t left = zip->member.packed - zip->used;
    const size_t have = source_have(zip->file);

    return zip->member.is_sized && have > left ? (size_t)left : have;
}

static size_t copy_stored(struct zip_source *zip, char *out, size_t room, size_t have)
{
    const size_t len = have < room ? have : room;

    memcpy(out, zip->file->pos, len);
    zip->file->pos += len;
    zip->used += len;
    zip->is_inflated = zip->used == zip->member.packed;
    return len;
}

static enum pwz_status inflate_some(struct zip_source *zip, char *out, size_t room,
                                    size_t have, size_t *made, struct pwz_err *err)
{
    const unsigned char *in = zip->file->pos;
    const enum inflate_step step =
        inflater_step(zip->inflater, &in, in + have, out, room, made);
    const ptrdiff_t used = in - zip->file->pos;

    zip->file->pos += used;
    zip->used += (uint64_t)(int64_t)used;
    zip->is_inflated = step == INFLATE_END;
    return step == INFLATE_BAD ? fail_damaged("no deflate data", err) : PWZ_OK;
}

static enum pwz_status make_some(struct zip_source *zip, char *out, size_t room,
                                 size_t *made, struct pwz_err *err)
{
    enum pwz_status status = PWZ_OK;

    *made = 0;
    if (!zip->member.is_sized || zip->used < zip->member.packed) {
        status = source_fill(zip->file, 1, err);
        if (status != PWZ_OK) {
            return status;
        }
    }

    const size_t have = own_bytes(zip);

    if (zip->member.method == METHOD_STORED) {
        *made = copy_stored(zip, out, room, have);
    } else {
        status = inflate_some(zip, out, room, have, made, err);
    }
    zip->crc = inflater_crc(zip->inflater, zip->crc, out, *made);
    zip->made += *made;
    if (status != PWZ_OK || zip->is_inflated) {
        return status;
    }
    if (have == 0 && *made == 0) {
        return zip->file->at_end ? fail_cut(err) : fail_damaged("wrong length", err);
    }
    return PWZ_OK;
}

enum pwz_status zip_source_fill(void *self, char *out, size_t room, size_t *len,
                                struct pwz_err *err)
{
    struct zip_source *zip = self;

    *len = 0;
    while (zip->status == PWZ_OK && !zip->is_over && *len < room) {
        size_t made = 0;
        if (zip->is_inflated) {
            zip->status = finish_member(zip, &zip->err);
        } else {
            zip->status = make_some(zip, out + *len, room - *len, &made, &zip->err);
        }
        *len += made;
    }
    /* Text made before an error goes first; the error is told when asked again. */
    if (*len > 0 || zip->status == PWZ_OK) {
        return PWZ_OK;
    }
    return pwz_err_set(err, zip->status, "%s", zip->err.text);
}
