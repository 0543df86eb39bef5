/*
 * Packs of any size for the bench: the form of the real one (steps of eight questions,
 * a set whose member guards a question, rules that need one fact and rules that need two)
 * without its meaning, to show how cost grows.
 */
#ifndef BENCH_GEN_PACK_H
#define BENCH_GEN_PACK_H

#include "pecwiz/content.h"

struct gen_pack {
    struct pwz_content_files files; /* for pwz_content_compile() */
    size_t bytes;                   /* of all files */
};

/* `facts` is rounded up to whole steps of eight, 8 to 2000. NULL when memory is out. Free
 * with gen_pack_free(); NULL allowed there. */
struct gen_pack *gen_pack_new(unsigned facts);
void gen_pack_free(struct gen_pack *pack);

#endif
