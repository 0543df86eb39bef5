/*
 * Usage files in the wizard, as data: what the wizard wishes (list a folder, read files,
 * stop, tell what a file proves) and the news that come back. The wizard does no input
 * and no output; who runs it performs the wishes beside it, so that a key never waits for
 * a file.
 */
#ifndef PECWIZ_USAGE_H
#define PECWIZ_USAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pecwiz/facts.h"
#include "pecwiz/recon_view.h"

enum {
    PWZ_USAGE_FILES_MAX = 64,   /* read together */
    PWZ_USAGE_FACTS_MAX = 48,   /* statements one subscription gives */
    PWZ_USAGE_ROWS_MAX = 20000, /* subscriptions of each currency in the pick list */
    PWZ_USAGE_LISTED_MAX = 200000
};

/* ---- wishes: out of the wizard ---- */

enum pwz_wish_kind {
    PWZ_WISH_LIST,  /* the folder paths[0]; "" = where the program was started */
    PWZ_WISH_READ,  /* all of `paths` together, in place of what was read before */
    PWZ_WISH_STOP,  /* reading: what is known so far counts, marked partial */
    PWZ_WISH_PROVE, /* what the files read last prove about `subscription` */
};

/* All borrowed until the next update of the wizard. Paths are bytes as the system gave
 * them or as a person typed them: "~" and relative ones are the runner's to resolve. */
struct pwz_wish {
    enum pwz_wish_kind kind;
    const char *const *paths;
    size_t count;
    const char *subscription; /* "" = all lines together */
    bool is_taken;            /* handed back with the news */
};

/* ---- news: into the wizard ---- */

enum pwz_news_kind {
    PWZ_NEWS_LISTED,   /* `listing` */
    PWZ_NEWS_PROGRESS, /* `reading` */
    PWZ_NEWS_READ,     /* `view`, `words`: reading is over */
    PWZ_NEWS_PROVED,   /* `view`, `statements` of `subscription` */
};

enum pwz_listed_kind {
    PWZ_LISTED_FILE,
    PWZ_LISTED_FOLDER,
    PWZ_LISTED_OTHER /* devices, pipes: listed, not offered first */
};
struct pwz_listed {
    const char *name; /* bytes as on disk */
    enum pwz_listed_kind kind;
    uint64_t bytes; /* of a file */
    uint8_t rank;   /* set by pwz_listed_sort() */
};
/* Into the order shown: files of a form that the reader knows, the way up and folders,
 * all else; by name among equals. O(n log n): not for the thread that waits for keys. */
void pwz_listed_sort(struct pwz_listed *entries, size_t count);
struct pwz_listing {
    const char *path; /* absolute, bytes */
    bool is_file;     /* the path is no folder but a file, which may be read */
    bool is_cut;      /* more than PWZ_USAGE_LISTED_MAX entries */
    /* Sorted, without "." and, except at the root, with "..". They stay until the next
     * listing that has no error and is no file has been taken. */
    const struct pwz_listed *entries;
    size_t count;
    const char *error; /* why there is none, in words; "" = all is well */
};

struct pwz_reading {
    uint64_t bytes_done, bytes_total; /* of the files on disk; total 0 = not known */
    uint64_t text_bytes;              /* unpacked */
    uint64_t lines, missing;
    int64_t elapsed_ms;
};

/* Borrowed for the call, apart from entries and from views: the one of READ stays until
 * the news of the next READ have been taken, the one of PROVED until those of the next
 * PROVED. */
struct pwz_news {
    enum pwz_news_kind kind;
    struct pwz_listing listing;
    struct pwz_reading reading;
    const struct pwz_recon_view *view; /* READ: by subscription, the first of each
                                          currency; PROVED: those rows alone, with heats;
                                          NULL = there is none, see `words` */
    const char *words; /* READ, PROVED: what went wrong, a line each; "" = nothing */
    const char *subscription;
    bool is_taken;
    const struct pwz_statement *statements; /* source file; at most _FACTS_MAX */
    size_t count;
};

/* ---- who performs the wishes ---- */

/* Made by the program, used by a front end, both on one thread. */
struct pwz_usage_runner {
    int fd; /* readable when there may be news */
    /* Begin what is wished; waits for no file and no folder. A wish for a folder replaces
     * the one before, whose news then never come. */
    void (*perform)(void *context, const struct pwz_wish *wish);
    /* The next news; false when there are none. */
    bool (*take)(void *context, struct pwz_news *news);
    void *context;
};

#endif
