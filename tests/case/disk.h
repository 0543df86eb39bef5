/*
 * A disk in memory behind the table of system calls. It can make any call fail, run full,
 * and lose its power: what was not flushed is then there or not, sector by sector, name
 * by name, in any mixture a strict reading of POSIX allows.
 *
 * After a failed flush the pages count as clean and are not written by the next one, as
 * Linux does it: whoever flushes again and calls that a success loses data here.
 */
#ifndef TESTS_CASE_DISK_H
#define TESTS_CASE_DISK_H

#include <stdbool.h>
#include <stdint.h>

#include "case/fs.h"

enum disk_call {
    DISK_OPEN,
    DISK_READ,
    DISK_WRITE,
    DISK_FSYNC,
    DISK_FDATASYNC,
    DISK_FTRUNCATE,
    DISK_FCHMOD,
    DISK_FSTAT,
    DISK_FLOCK,
    DISK_CLOSE,
    DISK_MKDIR,
    DISK_CHMOD,
    DISK_STAT,
    DISK_LINK,
    DISK_RENAME,
    DISK_UNLINK,
    DISK_LIST,
    DISK_CALLS
};
extern const char *const disk_call_names[DISK_CALLS];

struct disk;

/* The table works on the disk in use. */
extern const struct pwz_fs disk_fs;

/* "/" and "/home", both 0755 and durable; no state in it. Becomes the one in use. */
struct disk *disk_new(void);
void disk_free(struct disk *disk); /* with everything still open in it */
void disk_use(struct disk *disk);

/* What a power cut now may leave: a new disk, drawn with `*seed`. */
struct disk *disk_cut_power(const struct disk *disk, uint64_t *seed);

/* Make call number `at` (from 1, all kinds counted, or only `kind` when it is not
 * DISK_CALLS) and the `more` calls of the kind after it fail with `number`. A write can
 * instead take half of its bytes and fail at the next call. at = 0: nothing fails. */
void disk_fail(struct disk *disk, enum disk_call kind, unsigned at, unsigned more,
               int number, bool is_short);
unsigned disk_calls(const struct disk *disk);        /* made since disk_fail() */
bool disk_has_failed(const struct disk *disk);       /* whether it came to that */
enum disk_call disk_failed(const struct disk *disk); /* which call it was */
/* Add bytes to a file as a torn write would, durable or not; no call, nothing fails. */
void disk_append(const char *path, const char *bytes, size_t len, bool is_durable);
unsigned disk_open_files(const struct disk *disk);

/* A number below `below` from the generator with state `*seed`. */
uint32_t disk_draw(uint64_t *seed, uint32_t below);

#endif
