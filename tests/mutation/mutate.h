/*
 * Breaking a pack on purpose: a copy of its files in memory with one edit. Bytes are
 * copied without a NUL behind them, so that a reader that goes too far is caught.
 */
#ifndef MUTATION_MUTATE_H
#define MUTATION_MUTATE_H

#include "pecwiz/content.h"

/* How a file is broken; `after`, `find` and `put` are columns of the mutant's row. */
enum edit {
    EDIT_REPLACE,    /* the first `find` behind `after` becomes `put` */
    EDIT_ALL,        /* every `find` becomes `put` */
    EDIT_TWO,        /* the first two do */
    EDIT_VALUE,      /* what stands between `find` and the next quote becomes `put` */
    EDIT_EMPTY,      /* what stands between `find` and the next ] goes */
    EDIT_SWAP,       /* `find` and `put` change places */
    EDIT_SWAP_RULES, /* the objects with these ids change places */
    EDIT_DROP_RULE,  /* the object with the id `find` goes */
    EDIT_APPEND,     /* `put` at the end */
    EDIT_CUT,        /* the file ends before `find` */
    EDIT_HALVE,      /* the file ends in its middle */
    EDIT_BURY,       /* the object behind `find` sinks under 40 times "not" */
    EDIT_DEEPEN,     /* 600 brackets at the front */
    EDIT_NUL,        /* a NUL byte in the middle */
    EDIT_LOWER,      /* the title begins with a small letter */
    EDIT_COPY_TITLE, /* the title of the file `find` */
    EDIT_SAME_LABEL, /* the second answer gets the words of the first */
    EDIT_DELETE,     /* the file goes */
    EDIT_ADD         /* a new file with the text `put` */
};

struct mutant {
    const char *name; /* what is broken, in words */
    const char *file;
    enum edit edit;
    const char *after, *find, *put; /* NULL where the edit does not need them */
    const char *rule;               /* of lint; NULL = a test of the pack has to fail */
    const char *words;              /* part of the finding, NULL = any */
    bool has_walk;                  /* the finding shows answers that lead there */
};
extern const struct mutant mutants[];
extern const size_t mutant_count;

struct broken {
    struct pwz_content_files files;
    struct pwz_content_file *file; /* room for one more than the pack has */
    char *bytes;                   /* of the broken file */
};

/* Fails the test when the pack has no such file or the file no such text. */
void break_pack(const struct pwz_content_files *files, const struct mutant *mutant,
                struct broken *broken);

/* One file replaced by the first `len` of these bytes, which are copied. */
void break_bytes(const struct pwz_content_files *files, size_t file, const char *bytes,
                 size_t len, struct broken *broken);
void broken_done(struct broken *broken);

#endif
