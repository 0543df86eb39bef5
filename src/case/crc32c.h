/* CRC-32C of bytes; see crc32c.c. Private to the room case. */
#ifndef PWZ_CASE_CRC32C_H
#define PWZ_CASE_CRC32C_H

#include <stddef.h>
#include <stdint.h>

/* Go on from `crc`, 0 at the start: crc32c(crc32c(0, a), b) is that of a followed by b.
 */
uint32_t crc32c(uint32_t crc, const void *bytes, size_t len);

#endif
