/*
 * Raw deflate by zlib, which is there always.
 */
#define ZLIB_CONST
#include <limits.h>
#include <zlib.h>

#include "pecwiz/mem.h"

#include "evidence/recon/inflate.h"

static void *take_memory(void *unused, uInt count, uInt size)
{
    (void)unused;
    return pwz_mem_new(count, size);
}

static void give_memory(void *unused, void *block)
{
    (void)unused;
    pwz_mem_free(block);
}

static void *create_zlib(void)
{
    z_stream *stream = pwz_mem_new(1, sizeof *stream);

    if (stream == NULL) {
        return NULL;
    }
    stream->zalloc = take_memory;
    stream->zfree = give_memory;
    /* Below 0: without the wrapper of zlib. */
    if (inflateInit2(stream, -MAX_WBITS) != Z_OK) {
        pwz_mem_free(stream);
        return NULL;
    }
    return stream;
}

static void destroy_zlib(void *self)
{
    (void)inflateEnd(self);
    pwz_mem_free(self);
}

static void reset_zlib(void *self)
{
    (void)inflateReset(self);
}

static uInt at_most(size_t len)
{
    return len < UINT_MAX ? (uInt)len : UINT_MAX;
}

static enum inflate_step step_zlib(void *self, const unsigned char **in,
                                   const unsigned char *in_end, char *out, size_t room,
                                   size_t *made)
{
    z_stream *stream = self;
    const uInt out_len = at_most(room);

    stream->next_in = *in;
    stream->avail_in = at_most((size_t)(in_end - *in));
    stream->next_out = (Bytef *)out;
    stream->avail_out = out_len;

    const int result = inflate(stream, Z_NO_FLUSH);

    *in = stream->next_in;
    *made = out_len - stream->avail_out;
    /* Z_BUF_ERROR only says that nothing could be done with what is there. */
    if (result == Z_OK || result == Z_BUF_ERROR) {
        return INFLATE_MORE;
    }
    return result == Z_STREAM_END ? INFLATE_END : INFLATE_BAD;
}

static uint32_t crc_zlib(uint32_t crc, const char *bytes, size_t len)
{
    return (uint32_t)crc32_z(crc, (const Bytef *)bytes, len);
}

const struct inflate_ops inflate_zlib = {
    .name = "zlib",
    .create = create_zlib,
    .destroy = destroy_zlib,
    .reset = reset_zlib,
    .step = step_zlib,
    .crc = crc_zlib,
};
