/*
 * The directory at the end of a zip archive.
 */
#include <stdlib.h>
#include <string.h>

#include "pecwiz/text.h"

#include "evidence/recon/zip.h"

enum {
    END_BYTES = 22,
    END_COMMENT_MAX = 65535,
    END64_BYTES = 56,
    LOCATOR_BYTES = 20,
    ENTRY_BYTES = 46,
    LOCAL_BYTES = 30,
    FILLED_16 = 0xffff /* "see the 64-bit record" */
};

static const uint32_t END_MARK = 0x06054b50;
static const uint32_t END64_MARK = 0x06064b50;
static const uint32_t LOCATOR_MARK = 0x07064b50;
static const uint32_t ENTRY_MARK = 0x02014b50;

struct place {
    uint64_t offset; /* of the directory */
    uint64_t size;   /* in bytes */
    uint64_t count;  /* members */
    bool is_split;
};

static enum pwz_status fail_damaged(struct pwz_err *err)
{
    return pwz_err_set(
        err, PWZ_E_SYNTAX,
        "the directory of the zip archive is damaged: get the file again, or "
        "unpack it with another program and give the files in it");
}

/* ---- names ---- */

static bool has_end(const char *name, const char *end)
{
    const size_t len = strlen(name), end_len = strlen(end);

    if (len < end_len) {
        return false;
    }
    for (size_t i = 0; i < end_len; i++) {
        const char byte = name[len - end_len + i];
        const char lower = byte >= 'A' && byte <= 'Z' ? (char)(byte + 32) : byte;
        if (lower != end[i]) {
            return false;
        }
    }
    return true;
}

static bool has_begin(const char *name, const char *begin)
{
    return strncmp(name, begin, strlen(begin)) == 0;
}

enum zip_name_kind zip_name_kind(const char *name)
{
    static const char *const text_ends[] = {".csv",  ".tsv",   ".txt",
                                            ".json", ".jsonl", ".ndjson"};
    const char *base = strrchr(name, '/');

    base = base != NULL ? base + 1 : name;
    if (*base == '\0' || has_begin(name, "__MACOSX/") || *base == '.') {
        return ZIP_NAME_FOLDER;
    }
    if (has_begin(name, "xl/")) {
        return ZIP_NAME_EXCEL;
    }
    if (has_begin(name, "word/") || has_begin(name, "ppt/") ||
        strcmp(name, "[Content_Types].xml") == 0 || strcmp(name, "content.xml") == 0 ||
        strcmp(name, "mimetype") == 0) {
        return ZIP_NAME_OFFICE;
    }
    for (size_t i = 0; i < sizeof text_ends / sizeof *text_ends; i++) {
        if (has_end(base, text_ends[i])) {
            return ZIP_NAME_TEXT;
        }
    }
    /* Blobs of an export often have no type in their name. */
    return strchr(base, '.') == NULL ? ZIP_NAME_TEXT : ZIP_NAME_OTHER;
}

/* ---- the end records ---- */

/* The last record that fits: its comment must reach exactly to the end of the file, so
 * that the mark inside a comment is not taken for it. */
static const unsigned char *find_end(const unsigned char *tail, size_t len)
{
    for (size_t at = len >= END_BYTES ? len - END_BYTES + 1 : 0; at > 0; at--) {
        const unsigned char *record = tail + at - 1;
        if (zip_u32(record) == END_MARK &&
            at - 1 + END_BYTES + zip_u16(record + 20) == len) {
            return record;
        }
    }
    return NULL;
}

static enum pwz_status read_end64(const struct source_file *file, uint64_t offset,
                                  struct place *place, struct pwz_err *err)
{
    unsigned char record[END64_BYTES];
    size_t got = 0;
    const enum pwz_status status =
        source_read_at(file, offset, (char *)record, sizeof record, &got, err);

    if (status != PWZ_OK) {
        return status;
    }
    if (got < sizeof record || zip_u32(record) != END64_MARK) {
        return fail_damaged(err);
    }
    place->is_split = zip_u32(record + 16) != 0 || zip_u32(record + 20) != 0;
    place->count = zip_u64(record + 32);
    place->size = zip_u64(record + 40);
    place->offset = zip_u64(record + 48);
    return PWZ_OK;
}

static enum pwz_status read_place(const struct source_file *file,
                                  const unsigned char *tail, const unsigned char *end,
                                  struct place *place, struct pwz_err *err)
{
    *place = (struct place){
        .count = zip_u16(end + 10),
        .size = zip_u32(end + 12),
        .offset = zip_u32(end + 16),
        .is_split = zip_u16(end + 4) != zip_u16(end + 6),
    };
    if (end - tail >= LOCATOR_BYTES && zip_u32(end - LOCATOR_BYTES) == LOCATOR_MARK) {
        return read_end64(file, zip_u64(end - LOCATOR_BYTES + 8), place, err);
    }
    place->is_split =
        place->is_split || (zip_u16(end + 4) != 0 && zip_u16(end + 4) != FILLED_16);
    return PWZ_OK;
}

/* ---- entries ---- */

void zip_read_extra(const unsigned char *extra, size_t len, struct zip_member *member,
                    uint64_t *offset)
{
    while (len >= 4) {
        const size_t size = zip_u16(extra + 2);
        const bool is_zip64 = zip_u16(extra) == 1;
        extra += 4;
        len -= 4;
        if (size > len) {
            return;
        }
        const unsigned char *value = extra, *value_end = extra + size;
        uint64_t *const wide[] = {&member->unpacked, &member->packed, offset};
        member->is_zip64 = member->is_zip64 || is_zip64;
        for (size_t i = 0; is_zip64 && i < 3; i++) {
            if (wide[i] != NULL && *wide[i] == UINT32_MAX && value_end - value >= 8) {
                *wide[i] = zip_u64(value);
                value += 8;
            }
        }
        extra += size;
        len -= size;
    }
}

static void copy_name(char *out, size_t room, const unsigned char *bytes, size_t len)
{
    const size_t count = len < room - 1 ? len : room - 1;

    memcpy(out, bytes, count);
    out[count] = '\0';
}

static enum pwz_status keep_member(struct zip_dir *dir, const struct zip_member *member,
                                   const char *name, size_t room, struct pwz_err *err)
{
    if (dir->count == room) {
        return pwz_err_set(
            err, PWZ_E_LIMIT,
            "the archive has more than %d files of text: unpack it and give "
            "them in smaller lots",
            ZIP_MEMBERS_MAX);
    }

    char *copy = pwz_arena_text(&dir->arena, name, strlen(name));

    if (copy == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory for the zip directory");
    }
    dir->members[dir->count] = *member;
    dir->members[dir->count++].name = copy;
    return PWZ_OK;
}

static enum pwz_status add_entry(struct zip_dir *dir, const unsigned char *entry,
                                 size_t room, struct pwz_err *err)
{
    const size_t name_len = zip_u16(entry + 28);
    char name[ZIP_NAME_MAX];
    struct zip_member member = {
        .flags = zip_u16(entry + 8),
        .method = zip_u16(entry + 10),
        .crc = zip_u32(entry + 16),
        .packed = zip_u32(entry + 20),
        .unpacked = zip_u32(entry + 24),
        .offset = zip_u32(entry + 42),
        .is_sized = true,
    };

    zip_read_extra(entry + ENTRY_BYTES + name_len, zip_u16(entry + 30), &member,
                   &member.offset);
    copy_name(name, sizeof name, entry + ENTRY_BYTES, name_len);

    const enum zip_name_kind kind = zip_name_kind(name);

    if (kind == ZIP_NAME_TEXT) {
        return keep_member(dir, &member, name, room, err);
    }
    if (kind != ZIP_NAME_FOLDER) {
        if (dir->others++ == 0) {
            memcpy(dir->other_name, name, sizeof name);
        }
    }
    if (kind == ZIP_NAME_EXCEL ||
        (kind == ZIP_NAME_OFFICE && dir->office != ZIP_NAME_EXCEL)) {
        dir->office = kind;
    }
    return PWZ_OK;
}

static enum pwz_status read_entries(struct source_file *file, struct zip_dir *dir,
                                    const struct place *place, struct pwz_err *err)
{
    const size_t room = place->count < ZIP_MEMBERS_MAX ? place->count : ZIP_MEMBERS_MAX;

    if (place->offset > file->size || place->size > file->size - place->offset) {
        return fail_damaged(err);
    }
    dir->members = pwz_arena_new(&dir->arena, room, sizeof *dir->members);
    if (dir->members == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory for the zip directory");
    }

    enum pwz_status status = source_seek(file, place->offset, err);

    for (uint64_t i = 0; status == PWZ_OK && i < place->count; i++) {
        status = source_fill(file, ENTRY_BYTES, err);
        if (status != PWZ_OK) {
            break;
        }
        if (source_have(file) < ENTRY_BYTES || zip_u32(file->pos) != ENTRY_MARK) {
            return fail_damaged(err);
        }
        const size_t len = (size_t)ENTRY_BYTES + zip_u16(file->pos + 28) +
                           zip_u16(file->pos + 30) + zip_u16(file->pos + 32);
        status = source_fill(file, len, err);
        if (status == PWZ_OK && source_have(file) < len) {
            return fail_damaged(err);
        }
        if (status == PWZ_OK) {
            status = add_entry(dir, file->pos, room, err);
            file->pos += len;
        }
    }
    return status;
}

/* ---- checks ---- */

static int compare_offsets(const void *a, const void *b)
{
    const struct zip_member *first = a, *second = b;

    return (first->offset > second->offset) - (first->offset < second->offset);
}

/* Members that lie upon each other are how archives of a few kilobytes unpack to
 * petabytes; no honest program writes them. */
static enum pwz_status check_members(struct zip_dir *dir, const struct place *place,
                                     struct pwz_err *err)
{
    uint64_t free_from = 0;

    qsort(dir->members, dir->count, sizeof *dir->members, compare_offsets);
    for (size_t i = 0; i < dir->count; i++) {
        const struct zip_member *member = &dir->members[i];
        const uint64_t room =
            member->offset <= place->offset ? place->offset - member->offset : 0;
        if (room < LOCAL_BYTES || room - LOCAL_BYTES < member->packed ||
            member->offset < free_from) {
            return fail_damaged(err);
        }
        free_from = member->offset + LOCAL_BYTES + member->packed;
    }
    return PWZ_OK;
}

enum pwz_status zip_dir_read(struct source_file *file, struct zip_dir *dir,
                             bool *has_directory, struct pwz_err *err)
{
    enum {
        TAIL_MAX = LOCATOR_BYTES + END_BYTES + END_COMMENT_MAX
    };
    const size_t len = file->size < TAIL_MAX ? (size_t)file->size : TAIL_MAX;
    struct place place;
    size_t got = 0;

    *dir = (struct zip_dir){0};
    unsigned char *tail = pwz_mem_new(TAIL_MAX, 1);
    if (tail == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory for the zip directory");
    }
    enum pwz_status status =
        source_read_at(file, file->size - len, (char *)tail, len, &got, err);
    const unsigned char *end = status == PWZ_OK ? find_end(tail, got) : NULL;
    *has_directory = end != NULL;
    if (end != NULL) {
        status = read_place(file, tail, end, &place, err);
    }
    pwz_mem_free(tail);
    if (status != PWZ_OK || end == NULL) {
        return status;
    }
    if (place.is_split) {
        return pwz_err_set(
            err, PWZ_E_SCHEMA,
            "this is one part of a zip archive split in several files: join "
            "or unpack them with another program, then give the files in it");
    }
    status = read_entries(file, dir, &place, err);
    return status == PWZ_OK ? check_members(dir, &place, err) : status;
}

void zip_dir_done(struct zip_dir *dir)
{
    pwz_arena_done(&dir->arena);
    *dir = (struct zip_dir){0};
}
