/*
 * zip archives: which members there are, and the text of each.
 *
 * Stored and deflate, zip64, data descriptors. A regular file is read by its directory; a
 * pipe, or a file whose directory was cut off, member by member from the begin.
 */
#ifndef EVIDENCE_RECON_ZIP_H
#define EVIDENCE_RECON_ZIP_H

#include "pecwiz/mem.h"

#include "evidence/recon/inflate.h"
#include "evidence/recon/source.h"

enum {
    ZIP_NAME_MAX = 512,     /* bytes of a name that are kept */
    ZIP_MEMBERS_MAX = 65536 /* that hold text; real exports have some dozens */
};

struct zip_member {
    char *name;        /* as in the archive, any bytes */
    uint64_t offset;   /* of its local head; directory only */
    uint64_t packed;   /* bytes in the archive */
    uint64_t unpacked; /* bytes of text */
    uint32_t crc;
    uint16_t method;
    uint16_t flags;
    bool is_sized; /* sizes and checksum are known before the data */
    bool is_zip64;
};

/* What a name says about a member or the whole archive. */
enum zip_name_kind {
    ZIP_NAME_TEXT,   /* CSV, JSON lines or without a type: worth reading */
    ZIP_NAME_OTHER,  /* anything else */
    ZIP_NAME_FOLDER, /* a folder, or what some systems add to archives */
    ZIP_NAME_EXCEL,  /* part of a workbook */
    ZIP_NAME_OFFICE  /* part of another office document */
};
enum zip_name_kind zip_name_kind(const char *name);

/* ---- by directory ---- */

struct zip_dir {
    struct pwz_arena arena;
    struct zip_member *members; /* ZIP_NAME_TEXT only, by offset */
    size_t count;
    size_t others;                 /* members of other kinds, folders apart */
    char other_name[ZIP_NAME_MAX]; /* of the first of them */
    enum zip_name_kind office;     /* EXCEL or OFFICE when the archive is one */
};

/* Read the directory of a regular file. `*has_directory` false (and PWZ_OK): none was
 * found, the archive is cut off. PWZ_E_SYNTAX (damaged), PWZ_E_SCHEMA (split in several
 * files), PWZ_E_LIMIT, PWZ_E_IO, PWZ_E_CANCELLED, PWZ_E_NOMEM. */
enum pwz_status zip_dir_read(struct source_file *file, struct zip_dir *dir,
                             bool *has_directory, struct pwz_err *err);
void zip_dir_done(struct zip_dir *dir);

/* ---- a local head ---- */

/* Read the local head at the window's position; what follows are the data. `member` gets
 * what the head says, its name in `name` (ZIP_NAME_MAX bytes). `*is_member` false: no
 * more members. PWZ_E_SYNTAX, PWZ_E_IO, PWZ_E_CANCELLED. */
enum pwz_status zip_read_head(struct source_file *file, struct zip_member *member,
                              char *name, bool *is_member, struct pwz_err *err);

/* ---- the text of a member ---- */

struct zip_source;

/* PWZ_E_SCHEMA: encrypted, or packed by another method than stored and deflate (the words
 * say what to do). `file` stands at the data (zip_read_head) and is borrowed. */
enum pwz_status zip_source_new(struct source_file *file, const struct zip_member *member,
                               enum inflate_engine engine, struct zip_source **zip,
                               struct pwz_err *err);
void zip_source_free(struct zip_source *zip); /* NULL allowed */

/* As gzip_source_fill(). */
enum pwz_status zip_source_fill(void *self, char *out, size_t room, size_t *len,
                                struct pwz_err *err);

/* ---- numbers in archives: little-endian ---- */

static inline uint16_t zip_u16(const unsigned char *bytes)
{
    return (uint16_t)(bytes[0] | bytes[1] << 8);
}

static inline uint32_t zip_u32(const unsigned char *bytes)
{
    return (uint32_t)zip_u16(bytes) | (uint32_t)zip_u16(bytes + 2) << 16;
}

static inline uint64_t zip_u64(const unsigned char *bytes)
{
    return (uint64_t)zip_u32(bytes) | (uint64_t)zip_u32(bytes + 4) << 32;
}

/* Take 64-bit sizes out of the extra field of a head, where its 32-bit ones are all
 * ones. `offset` may be NULL (local heads have none). */
void zip_read_extra(const unsigned char *extra, size_t len, struct zip_member *member,
                    uint64_t *offset);

#endif
