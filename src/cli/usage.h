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

/* What is in a folder, or that the path is a file. Never fails: `listing->error` tells.
 * All strings are in `arena`. */
void pwz_cli_list(const char *path, struct pwz_arena *arena, struct pwz_listing *listing);

/* A path as a person types it: "~" is the home folder, "" the present one. Appends. */
void pwz_cli_put_path(const char *path, struct pwz_buf *out);

/* ---- usage_facts.c ---- */

/* Evidence that the pack makes of what was proved; texts are in `arena`. `statements` has
 * room for PWZ_USAGE_FACTS_MAX. PWZ_E_NOMEM. */
enum pwz_status pwz_cli_usage_facts(const struct pwz_pack *pack,
                                    const struct pwz_recon_proofs *proofs,
                                    struct pwz_arena *arena,
                                    struct pwz_statement *statements, size_t *count);

#endif
