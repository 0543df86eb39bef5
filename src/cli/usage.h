/*
 * Usage files beside a front end: folders listed, files read on a thread of their own,
 * what they prove about a subscription. Private to this room.
 */
#ifndef PWZ_CLI_USAGE_H
#define PWZ_CLI_USAGE_H

#include "pecwiz/mem.h"
#include "pecwiz/recon_read.h"
#include "pecwiz/usage.h"

#include "cli/cli.h"

/* ---- usage_runner.c ---- */

struct pwz_cli_usage;

/* `pack` must outlive it. PWZ_E_NOMEM, PWZ_E_IO (no pipe). */
enum pwz_status pwz_cli_usage_new(const struct pwz_pack *pack,
                                  struct pwz_cli_usage **usage, struct pwz_err *err);
/* Ends reading that goes on. What its news showed must not be looked at any more: free
 * the wizard first. NULL allowed. */
void pwz_cli_usage_free(struct pwz_cli_usage *usage);
/* Borrowed; lives as long as `usage`. */
const struct pwz_usage_runner *pwz_cli_usage_runner(struct pwz_cli_usage *usage);

/* ---- usage_list.c ---- */

/* Where folders come from: the disk, or a test. Called on any thread, by several at once.
 */
struct pwz_cli_folders {
    /* The whole path, in `arena`, and what it is. 0, else an errno. */
    int (*look)(const char *path, struct pwz_arena *arena, const char **whole,
                bool *is_folder);
    /* 0, else an errno. */
    int (*open)(const char *whole, void **folder);
    /* The next entry, without "." and ".."; its name lives until the next call. */
    bool (*next)(void *folder, struct pwz_listed *entry);
    void (*close)(void *folder);
};
extern const struct pwz_cli_folders pwz_cli_disk; /* usage_disk.c */

/* What is in a folder, sorted, or that the path is a file. Never fails: `listing->error`
 * tells. Ends early, with any listing, when `is_unwanted` says so. `entries` is the array
 * of the listing, the caller's to free; all strings are in `arena`. */
void pwz_cli_list(const struct pwz_cli_folders *folders, const char *path,
                  bool (*is_unwanted)(void *context), void *context,
                  struct pwz_arena *arena, struct pwz_listed **entries,
                  struct pwz_listing *listing);

/* A path as a person types it: "~" is the home folder, "" the present one. Appends. */
void pwz_cli_put_path(const char *path, struct pwz_buf *out);

/* ---- usage_lister.c: listing beside the front end; all calls on its thread ---- */

struct pwz_cli_lister;

/* One byte goes into `wake_fd`, which does not block, when there may be a listing; it
 * must be open until the lister is freed. PWZ_E_NOMEM. */
enum pwz_status pwz_cli_lister_new(const struct pwz_cli_folders *folders, int wake_fd,
                                   struct pwz_cli_lister **lister, struct pwz_err *err);
/* Waits for no folder. NULL allowed. */
void pwz_cli_lister_free(struct pwz_cli_lister *lister);
/* Begin to list; the listing asked for before is not waited for any more. */
void pwz_cli_lister_ask(struct pwz_cli_lister *lister, const char *path);
/* The listing asked for last, once. Its strings live until the next call, its entries
 * with their names until the next listing that has some was taken. */
bool pwz_cli_lister_take(struct pwz_cli_lister *lister, struct pwz_listing *listing);

/* ---- usage_facts.c ---- */

/* Evidence that the pack makes of what was proved; texts are in `arena`. `statements` has
 * room for PWZ_USAGE_FACTS_MAX. PWZ_E_NOMEM. */
enum pwz_status pwz_cli_usage_facts(const struct pwz_pack *pack,
                                    const struct pwz_recon_proofs *proofs,
                                    struct pwz_arena *arena,
                                    struct pwz_statement *statements, size_t *count);

#endif
