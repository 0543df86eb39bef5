/*
 * gzip members one after another, with their checksums and lengths.
 *
 * Exports of several parts are often joined by plain concatenation, so a second member is
 * the rule here and not the exception.
 */
#include "evidence/recon/source_gzip.h"

#include <string.h>

#include "pecwiz/mem.h"

enum {
    MAGIC_1 = 0x1f,
    MAGIC_2 = 0x8b,
    METHOD_DEFLATE = 8,
    FLAG_HEAD_CRC = 2,
    FLAG_EXTRA = 4,
    FLAG_NAME = 8,
    FLAG_COMMENT = 16,
    FLAGS_RESERVED = 0xe0,
    HEAD_BYTES = 10,
    TAIL_BYTES = 8,
    TEXT_MAX = 64 * 1024 /* of a name or comment; real ones have a line at most */
};

enum gzip_place {
    IN_HEAD,
    IN_BODY,
    IN_TAIL,
    AT_END
};

struct gzip_source {
    struct source_file *file;
    struct inflater *inflater;
    enum gzip_place place;
    uint64_t members; /* begun */
    uint32_t crc;     /* of this member's text so far */
    uint32_t length;  /* likewise, modulo 2^32 as in its tail */
    uint64_t rest;
    enum pwz_status status; /* sticks */
    struct pwz_err err;     /* of a status found behind text that had to be given first */
};

enum pwz_status gzip_source_new(struct source_file *file, enum inflate_engine engine,
                                struct gzip_source **out, struct pwz_err *err)
{
    struct gzip_source *gzip = pwz_mem_new(1, sizeof *gzip);

    *out = NULL;
    if (gzip == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory for unpacking");
    }

    const enum pwz_status status = inflater_new(engine, &gzip->inflater, err);

    if (status != PWZ_OK) {
        pwz_mem_free(gzip);
        return status;
    }
    gzip->file = file;
    *out = gzip;
    return PWZ_OK;
}

void gzip_source_free(struct gzip_source *gzip)
{
    if (gzip != NULL) {
        inflater_free(gzip->inflater);
        pwz_mem_free(gzip);
    }
}

uint64_t gzip_source_rest(const struct gzip_source *gzip)
{
    return gzip->rest;
}

/* ---- words ---- */

static enum pwz_status fail_cut(const struct gzip_source *gzip, struct pwz_err *err)
{
    return pwz_err_set(err, PWZ_E_SYNTAX,
                       "the gzip data end in the middle of member %llu: the download was "
                       "cut off; what was read so far counts, get the file again for the "
                       "rest",
                       (unsigned long long)gzip->members);
}

static enum pwz_status fail_damaged(const struct gzip_source *gzip, const char *what,
                                    struct pwz_err *err)
{
    return pwz_err_set(
        err, PWZ_E_SYNTAX,
        "the gzip data are damaged (%s in member %llu): what was read so far "
        "may be wrong; get the file again",
        what, (unsigned long long)gzip->members);
}

/* ---- head and tail ---- */

/* The next byte, or -1 at the end of the file; a status that is not OK sticks in
 * `gzip`. */
static int next_byte(struct gzip_source *gzip, struct pwz_err *err)
{
    if (gzip->status == PWZ_OK) {
        gzip->status = source_fill(gzip->file, 1, err);
    }
    if (gzip->status != PWZ_OK || source_have(gzip->file) == 0) {
        return -1;
    }
    return *gzip->file->pos++;
}

static enum pwz_status skip_bytes(struct gzip_source *gzip, size_t count,
                                  struct pwz_err *err)
{
    for (; count > 0; count--) {
        if (next_byte(gzip, err) < 0) {
            return gzip->status != PWZ_OK ? gzip->status : fail_cut(gzip, err);
        }
    }
    return PWZ_OK;
}

static enum pwz_status skip_text(struct gzip_source *gzip, struct pwz_err *err)
{
    for (size_t count = 0; count < TEXT_MAX; count++) {
        const int byte = next_byte(gzip, err);
        if (byte < 0) {
            return gzip->status != PWZ_OK ? gzip->status : fail_cut(gzip, err);
        }
        if (byte == 0) {
            return PWZ_OK;
        }
    }
    return fail_damaged(gzip, "a name without end", err);
}

static enum pwz_status skip_extra(struct gzip_source *gzip, struct pwz_err *err)
{
    const int low = next_byte(gzip, err);
    const int high = next_byte(gzip, err);

    if (low < 0 || high < 0) {
        return gzip->status != PWZ_OK ? gzip->status : fail_cut(gzip, err);
    }
    return skip_bytes(gzip, (size_t)low + ((size_t)high << 8), err);
}

static enum pwz_status read_head(struct gzip_source *gzip, struct pwz_err *err)
{
    gzip->members++;

    enum pwz_status status = source_fill(gzip->file, HEAD_BYTES, err);

    if (status != PWZ_OK) {
        return status;
    }
    if (source_have(gzip->file) < HEAD_BYTES) {
        return fail_cut(gzip, err);
    }

    const unsigned char *head = gzip->file->pos;
    const unsigned flags = head[3];

    if (head[0] != MAGIC_1 || head[1] != MAGIC_2 || head[2] != METHOD_DEFLATE ||
        (flags & FLAGS_RESERVED) != 0) {
        return fail_damaged(gzip, "no head", err);
    }
    gzip->file->pos += HEAD_BYTES;
    if ((flags & FLAG_EXTRA) != 0) {
        status = skip_extra(gzip, err);
    }
    if (status == PWZ_OK && (flags & FLAG_NAME) != 0) {
        status = skip_text(gzip, err);
    }
    if (status == PWZ_OK && (flags & FLAG_COMMENT) != 0) {
        status = skip_text(gzip, err);
    }
    if (status == PWZ_OK && (flags & FLAG_HEAD_CRC) != 0) {
        status = skip_bytes(gzip, 2, err);
    }
    inflater_reset(gzip->inflater);
    gzip->crc = gzip->length = 0;
    gzip->place = IN_BODY;
    return status;
}

static uint32_t read_u32(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

static enum pwz_status read_tail(struct gzip_source *gzip, struct pwz_err *err)
{
    const enum pwz_status status = source_fill(gzip->file, TAIL_BYTES, err);

    if (status != PWZ_OK) {
        return status;
    }
    if (source_have(gzip->file) < TAIL_BYTES) {
        return fail_cut(gzip, err);
    }
    if (read_u32(gzip->file->pos) != gzip->crc) {
        return fail_damaged(gzip, "wrong checksum", err);
    }
    if (read_u32(gzip->file->pos + 4) != gzip->length) {
        return fail_damaged(gzip, "wrong length", err);
    }
    gzip->file->pos += TAIL_BYTES;
    return PWZ_OK;
}

/* Count all that is left, but for zeros, which tapes and some tools pad with. */
static enum pwz_status count_rest(struct gzip_source *gzip, struct pwz_err *err)
{
    uint64_t count = 0;

    for (;;) {
        const enum pwz_status status = source_fill(gzip->file, 1, err);
        if (status != PWZ_OK) {
            return status;
        }
        if (source_have(gzip->file) == 0) {
            break;
        }
        for (; gzip->file->pos < gzip->file->end; gzip->file->pos++) {
            count++;
            gzip->rest = *gzip->file->pos != 0 ? count : gzip->rest;
        }
    }
    return PWZ_OK;
}

/* Behind a tail: another member, the end, or something else. */
static enum pwz_status look_for_member(struct gzip_source *gzip, struct pwz_err *err)
{
    const enum pwz_status status = source_fill(gzip->file, 2, err);

    if (status != PWZ_OK) {
        return status;
    }
    if (source_have(gzip->file) >= 2 && gzip->file->pos[0] == MAGIC_1 &&
        gzip->file->pos[1] == MAGIC_2) {
        gzip->place = IN_HEAD;
        return PWZ_OK;
    }
    gzip->place = AT_END;
    return count_rest(gzip, err);
}

/* ---- body ---- */

static enum pwz_status read_body(struct gzip_source *gzip, char *out, size_t room,
                                 size_t *made, struct pwz_err *err)
{
    struct source_file *file = gzip->file;
    const enum pwz_status status = source_fill(file, 1, err);

    *made = 0;
    if (status != PWZ_OK) {
        return status;
    }

    const bool is_last = source_have(file) == 0;
    const unsigned char *in = file->pos;
    const enum inflate_step step =
        inflater_step(gzip->inflater, &in, file->end, out, room, made);

    file->pos += in - file->pos;
    gzip->crc = inflater_crc(gzip->inflater, gzip->crc, out, *made);
    gzip->length += (uint32_t)*made;
    if (step == INFLATE_BAD) {
        return fail_damaged(gzip, "no deflate data", err);
    }
    if (step == INFLATE_END) {
        gzip->place = IN_TAIL;
    } else if (is_last && *made == 0) {
        return fail_cut(gzip, err);
    }
    return PWZ_OK;
}

static enum pwz_status go_on(struct gzip_source *gzip, char *out, size_t room,
                             size_t *made, struct pwz_err *err)
{
    enum pwz_status status = PWZ_OK;

    *made = 0;
    switch (gzip->place) {
    case IN_HEAD: return read_head(gzip, err);
    case IN_BODY: return read_body(gzip, out, room, made, err);
    case IN_TAIL:
        status = read_tail(gzip, err);
        return status == PWZ_OK ? look_for_member(gzip, err) : status;
    case AT_END: break;
    }
    return PWZ_OK;
}

enum pwz_status gzip_source_fill(void *self, char *out, size_t room, size_t *len,
                                 struct pwz_err *err)
{
    struct gzip_source *gzip = self;

    *len = 0;
    while (gzip->status == PWZ_OK && gzip->place != AT_END && *len < room) {
        size_t made = 0;
        gzip->status = go_on(gzip, out + *len, room - *len, &made, &gzip->err);
        *len += made;
    }
    /* Text made before an error goes first; the error is told when asked again. */
    if (*len > 0 || gzip->status == PWZ_OK) {
        return PWZ_OK;
    }
    return pwz_err_set(err, gzip->status, "%s", gzip->err.text);
}
