/* Access to the pack that the build compiled in. */
#include "content/builtin.h"

const void *pwz_builtin_image(size_t *size)
{
    *size = (size_t)pwz_builtin_bytes_size;
    return pwz_builtin_bytes;
}

void pwz_builtin_files(struct pwz_content_files *files)
{
    *files = (struct pwz_content_files){.file = pwz_builtin_file,
                                        .count = (size_t)pwz_builtin_file_count};
}
