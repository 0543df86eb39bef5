/* A whole file in memory, on one thread or two. */
#include "evidence/recon/reader.h"

enum pwz_status pwz_recon_map(struct pwz_recon *recon, const char *name,
                              const char *bytes, size_t len, unsigned threads,
                              struct pwz_err *err)
{
    enum pwz_status status = pwz_recon_begin(recon, name, err);

    (void)threads;
    while (status == PWZ_OK && len) {
        size_t piece = len < (size_t)1 << 26 ? len : (size_t)1 << 26;
        status = pwz_recon_feed(recon, bytes, piece, err);
        bytes += piece;
        len -= piece;
    }
    return status == PWZ_OK ? pwz_recon_end(recon, err) : status;
}
