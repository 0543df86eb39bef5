/*
 * A zip archive into a reader: each file of text in it is a file of its own.
 */
#include <string.h>

#include "pecwiz/buf.h"
#include "pecwiz/mem.h"

#include "evidence/recon/read_files.h"
#include "evidence/recon/sniff.h"
#include "evidence/recon/zip.h"

enum {
    NAME_MAX_BYTES = 1024, /* of "archive.zip:member.csv" */
    SCRATCH_BYTES = 64 * 1024
};

/* What was found so far: the first thing that went wrong, and what else there was. */
struct walk {
    enum pwz_status first;
    struct pwz_err *err; /* of `first` */
    size_t texts;
    size_t others;
    char other_name[ZIP_NAME_MAX];
    enum zip_name_kind office; /* EXCEL or OFFICE when the archive is one */
};

/* ---- one member ---- */

static const char *name_member(const struct reading *reading, const char *member,
                               struct pwz_buf *out)
{
    pwz_buf_init(out, NAME_MAX_BYTES);
    pwz_buf_addf(out, "%s:%s", reading->name, member);
    return pwz_buf_status(out) == PWZ_OK ? pwz_buf_text(out) : member;
}

/* The data of a member into the reader; `zip` stands at them. */
static enum pwz_status read_data(struct reading *reading, struct zip_source *zip,
                                 const char *name, struct pwz_err *err)
{
    const struct source_maker maker = {.fill = zip_source_fill, .self = zip};

    return read_made(reading, &maker, name, err);
}

/* Without a directory the next member is only reached through the rest of this one. What
 * goes wrong here goes wrong again, in words, at the next head. */
static void run_out(struct zip_source *zip)
{
    char *scratch = pwz_mem_new(SCRATCH_BYTES, 1);
    struct pwz_err ignored = {0};
    size_t len = 1;

    while (scratch != NULL && len > 0) {
        if (zip_source_fill(zip, scratch, SCRATCH_BYTES, &len, &ignored) != PWZ_OK) {
            break;
        }
    }
    pwz_mem_free(scratch);
}

/* The member whose data come next. Its name is told with errors. */
static enum pwz_status read_member(struct reading *reading,
                                   const struct zip_member *member, struct pwz_err *err)
{
    struct pwz_buf buf;
    const char *name = name_member(reading, member->name, &buf);
    struct zip_source *zip = NULL;
    enum pwz_status status =
        zip_source_new(&reading->file, member, INFLATE_BEST, &zip, err);

    if (status == PWZ_OK) {
        status = read_data(reading, zip, name, err);
    } else if (status == PWZ_E_SCHEMA) {
        status = read_refused(reading, name, status, err);
    }
    if (zip != NULL && !reading->has_directory && !read_is_fatal(status)) {
        run_out(zip);
    }
    if (status != PWZ_OK) {
        pwz_err_place(err, name, err->line, err->column);
    }
    zip_source_free(zip);
    pwz_buf_done(&buf);
    return status;
}

static void keep_first(struct walk *walk, enum pwz_status status,
                       const struct pwz_err *err)
{
    if (status != PWZ_OK && (walk->first == PWZ_OK || read_is_fatal(status))) {
        walk->first = status;
        *walk->err = *err;
    }
}

/* ---- by directory ---- */

static enum pwz_status read_listed(struct reading *reading,
                                   const struct zip_member *entry, struct pwz_err *err)
{
    char name[ZIP_NAME_MAX];
    struct zip_member head = {0};
    bool is_member = false;
    enum pwz_status status = source_seek(&reading->file, entry->offset, err);

    if (status == PWZ_OK) {
        status = zip_read_head(&reading->file, &head, name, &is_member, err);
    }
    if (status == PWZ_OK && !is_member) {
        status = pwz_err_set(err, PWZ_E_SYNTAX,
                             "the zip archive is damaged (a file is not where its "
                             "directory says): get the archive again");
    }
    return status == PWZ_OK ? read_member(reading, entry, err) : status;
}

static void walk_directory(struct reading *reading, const struct zip_dir *dir,
                           struct walk *walk)
{
    walk->others = dir->others;
    walk->office = dir->office;
    memcpy(walk->other_name, dir->other_name, sizeof walk->other_name);
    if (dir->office != ZIP_NAME_TEXT) {
        return;
    }
    for (; walk->texts < dir->count && !read_is_fatal(walk->first); walk->texts++) {
        struct pwz_err err = {0};
        keep_first(walk, read_listed(reading, &dir->members[walk->texts], &err), &err);
    }
}

/* ---- from the begin ---- */

/* A member that is not to be read: through it to the next. */
static void skip_member(struct reading *reading, const struct zip_member *member,
                        enum zip_name_kind kind, struct walk *walk)
{
    struct zip_source *zip = NULL;
    struct pwz_err err = {0};

    if (kind != ZIP_NAME_FOLDER && walk->others++ == 0) {
        memcpy(walk->other_name, member->name, ZIP_NAME_MAX);
    }
    if (kind == ZIP_NAME_EXCEL ||
        (kind == ZIP_NAME_OFFICE && walk->office != ZIP_NAME_EXCEL)) {
        walk->office = kind;
    }

    const enum pwz_status status =
        zip_source_new(&reading->file, member, INFLATE_BEST, &zip, &err);

    keep_first(walk, status, &err);
    if (zip != NULL) {
        run_out(zip);
    }
    zip_source_free(zip);
}

static void walk_heads(struct reading *reading, struct walk *walk)
{
    bool is_member = true;

    while (is_member && !read_is_fatal(walk->first)) {
        char name[ZIP_NAME_MAX] = "";
        struct zip_member member = {0};
        struct pwz_err err = {0};
        const enum pwz_status status =
            zip_read_head(&reading->file, &member, name, &is_member, &err);
        if (status != PWZ_OK || !is_member) {
            keep_first(walk, status, &err);
            return;
        }
        const enum zip_name_kind kind = zip_name_kind(name);
        if (kind == ZIP_NAME_TEXT) {
            walk->texts++;
            keep_first(walk, read_member(reading, &member, &err), &err);
        } else {
            skip_member(reading, &member, kind, walk);
        }
    }
}

/* ---- both ---- */

static enum pwz_status end_walk(struct reading *reading, const struct walk *walk,
                                struct pwz_err *err)
{
    if (read_is_fatal(walk->first)) {
        return walk->first;
    }
    if (walk->office != ZIP_NAME_TEXT || (walk->texts == 0 && walk->first == PWZ_OK)) {
        const enum pwz_status status =
            sniff_refuse_archive(walk->office, walk->others, walk->other_name, err);
        return read_refused(reading, reading->name, status, err);
    }
    if (walk->texts == 0) {
        return read_refused(reading, reading->name, walk->first, err);
    }
    if (walk->others > 0) {
        pwz_recon_note(reading->recon, false,
                       "files of other types in the zip archive were left out");
    }
    if (walk->first == PWZ_E_SYNTAX) {
        pwz_recon_note(reading->recon, true, err->text);
    }
    return walk->first;
}

enum pwz_status read_zip(struct reading *reading, struct pwz_err *err)
{
    struct walk walk = {.err = err};
    struct zip_dir dir = {0};

    reading->has_directory = false;
    if (reading->file.is_regular) {
        const enum pwz_status status =
            zip_dir_read(&reading->file, &dir, &reading->has_directory, err);
        if (status != PWZ_OK) {
            zip_dir_done(&dir);
            return read_is_fatal(status)
                       ? status
                       : read_refused(reading, reading->name, status, err);
        }
    }
    if (reading->has_directory) {
        walk_directory(reading, &dir, &walk);
    } else {
        const bool is_ringed = reading->is_ringed;
        reading->is_ringed = false; /* nothing may be read ahead of the next head */
        if (reading->file.is_regular) {
            keep_first(&walk, source_seek(&reading->file, 0, err), err);
        }
        walk_heads(reading, &walk);
        reading->is_ringed = is_ringed;
    }
    zip_dir_done(&dir);
    return end_walk(reading, &walk, err);
}
