/* What the build writes for the pack that is compiled in. */
#ifndef CONTENT_BUILTIN_H
#define CONTENT_BUILTIN_H

#include "pecwiz/content.h"

extern const unsigned long long pwz_builtin_bytes[]; /* aligned to 8 */
extern const unsigned long long pwz_builtin_bytes_size;
extern const struct pwz_content_file pwz_builtin_file[];
extern const unsigned long long pwz_builtin_file_count;

#endif
