/*
 * Which engine inflates.
 */
#include "evidence/recon/inflate.h"

#include "pecwiz/mem.h"

struct inflater {
    const struct inflate_ops *ops;
    void *self;
};

static const struct inflate_ops *choose_engine(enum inflate_engine engine)
{
#ifdef PWZ_HAVE_ISAL
    return engine == INFLATE_ZLIB ? &inflate_zlib : &inflate_isal;
#else
    return engine == INFLATE_ISAL ? NULL : &inflate_zlib;
#endif
}

enum pwz_status inflater_new(enum inflate_engine engine, struct inflater **out,
                             struct pwz_err *err)
{
    const struct inflate_ops *ops = choose_engine(engine);

    *out = NULL;
    if (ops == NULL) {
        return pwz_err_set(err, PWZ_E_NOT_FOUND, "this build has no such inflater");
    }

    struct inflater *inflater = pwz_mem_new(1, sizeof *inflater);
    void *self = inflater != NULL ? ops->create() : NULL;

    if (self == NULL) {
        pwz_mem_free(inflater);
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory for unpacking");
    }
    *inflater = (struct inflater){.ops = ops, .self = self};
    *out = inflater;
    return PWZ_OK;
}

void inflater_free(struct inflater *inflater)
{
    if (inflater != NULL) {
        inflater->ops->destroy(inflater->self);
        pwz_mem_free(inflater);
    }
}

const char *inflater_name(const struct inflater *inflater)
{
    return inflater->ops->name;
}

void inflater_reset(struct inflater *inflater)
{
    inflater->ops->reset(inflater->self);
}

enum inflate_step inflater_step(struct inflater *inflater, const unsigned char **in,
                                const unsigned char *in_end, char *out, size_t room,
                                size_t *made)
{
    return inflater->ops->step(inflater->self, in, in_end, out, room, made);
}

uint32_t inflater_crc(const struct inflater *inflater, uint32_t crc, const char *bytes,
                      size_t len)
{
    return inflater->ops->crc(crc, bytes, len);
}
