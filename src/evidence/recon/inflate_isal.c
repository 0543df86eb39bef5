/*
 * Raw deflate by ISA-L, about twice as fast as zlib; built only where it is installed.
 */
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <limits.h>

#include "pecwiz/mem.h"

#include "evidence/recon/inflate.h"

static void reset_isal(void *self)
{
    struct inflate_state *state = self;

    isal_inflate_init(state);
    state->crc_flag = ISAL_DEFLATE;
}

static void *create_isal(void)
{
    struct inflate_state *state = pwz_mem_new(1, sizeof *state);

    if (state != NULL) {
        reset_isal(state);
    }
    return state;
}

static uint32_t at_most(size_t len)
{
    return len < UINT32_MAX ? (uint32_t)len : UINT32_MAX;
}

static enum inflate_step step_isal(void *self, const unsigned char **in,
                                   const unsigned char *in_end, char *out, size_t room,
                                   size_t *made)
{
    struct inflate_state *state = self;
    const uint32_t in_len = at_most((size_t)(in_end - *in));
    const uint32_t out_len = at_most(room);

    state->next_in = (uint8_t *)(uintptr_t)*in; /* it only reads them */
    state->avail_in = in_len;
    state->next_out = (uint8_t *)out;
    state->avail_out = out_len;

    const int result = isal_inflate(state);

    *in += in_len - state->avail_in;
    *made = out_len - state->avail_out;
    if (result < 0) {
        return INFLATE_BAD;
    }
    if (state->block_state != ISAL_BLOCK_FINISH) {
        return INFLATE_MORE;
    }
    /* Whole bytes it holds in its bit buffer belong to whatever follows the stream. */
    *in -= state->read_in_length / 8;
    return INFLATE_END;
}

static uint32_t crc_isal(uint32_t crc, const char *bytes, size_t len)
{
    return crc32_gzip_refl(crc, (const unsigned char *)bytes, len);
}

const struct inflate_ops inflate_isal = {
    .name = "isa-l",
    .create = create_isal,
    .destroy = pwz_mem_free,
    .reset = reset_isal,
    .step = step_isal,
    .crc = crc_isal,
};
