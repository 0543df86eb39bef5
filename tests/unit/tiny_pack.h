/*
 * A pack of a few facts for tests, compiled from files in memory; also the raw files, so
 * that tests can break one of them and see what the loader says.
 */
#ifndef TESTS_TINY_PACK_H
#define TESTS_TINY_PACK_H

#include <check.h>

#include "pecwiz/content.h"

enum {
    TINY_FILES_MAX = 32
};

struct tiny {
    struct pwz_content_file file[TINY_FILES_MAX];
    struct pwz_content_files files;
    unsigned char *image;
    size_t size;
    struct pwz_pack pack;
};

/* The files only, so that one can be replaced before compiling. */
void tiny_files(struct tiny *tiny);
/* Replace or add a file; the strings are borrowed. */
void tiny_replace(struct tiny *tiny, const char *name, const char *bytes);
/* Compile; the status and err are the compiler's. */
enum pwz_status tiny_compile(struct tiny *tiny, struct pwz_err *err);
/* All of it, asserting success. */
void tiny_open(struct tiny *tiny);
void tiny_close(struct tiny *tiny);

#endif
