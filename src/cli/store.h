/*
 * Where the commands find cases: the directory, who writes, numbers cut short, and what a
 * case is judged under. Private to the command line.
 */
#ifndef PWZ_CLI_STORE_H
#define PWZ_CLI_STORE_H

#include "pecwiz/case.h"
#include "pecwiz/report.h"

#include "cli/cli.h"

/* The store of the command line and the environment. PWZ_E_STATE when neither says where;
 * PWZ_E_RANGE, PWZ_E_NOMEM. Free with pwz_cases_free(). */
enum pwz_status pwz_store_open(const struct pwz_cli *cli, struct pwz_cases **cases,
                               struct pwz_err *err);
/* A store that can keep nothing, so that a case lives in memory and can be exported. */
enum pwz_status pwz_store_nowhere(const struct pwz_cli *cli, struct pwz_cases **cases,
                                  struct pwz_err *err);

/* Error of a command about cases on standard error: a wrong number or word is wrong use,
 * all else a failure. */
enum pwz_exit pwz_store_fail(const struct pwz_err *err);
/* Open the store, do the work, tell what went wrong. */
typedef enum pwz_status pwz_store_work(struct pwz_cli *cli, struct pwz_cases *cases,
                                       struct pwz_err *err);
enum pwz_exit pwz_store_run(struct pwz_cli *cli, pwz_store_work *work);
/* Close a case (NULL allowed). It may be the last chance to save, and so fail: returns
 * `status`, or what closing came to when that was PWZ_OK. */
enum pwz_status pwz_store_close(struct pwz_case *open, enum pwz_status status,
                                struct pwz_err *err);

/* The whole number of a case from its beginning. PWZ_E_NOT_FOUND with the nearest,
 * PWZ_E_RANGE with two that begin so, PWZ_E_IO, PWZ_E_NOMEM. */
enum pwz_status pwz_store_find(struct pwz_cases *cases, const char *start, int64_t now,
                               char id[PWZ_CASE_ID_MAX + 1], struct pwz_err *err);
/* A word that names a file and no case. */
bool pwz_store_is_file(const char *word);
/* Open what a word names: a case by the beginning of its number, or a file to read. */
enum pwz_status pwz_store_open_case(struct pwz_cases *cases, const char *word,
                                    enum pwz_case_access access, int64_t now,
                                    struct pwz_case **opened, struct pwz_err *err);

struct pwz_case_content pwz_store_content(const struct pwz_pack *pack);
struct pwz_case_columns pwz_store_columns(const struct pwz_pack *pack);
struct pwz_case_start pwz_store_start(const struct pwz_cli *cli,
                                      const struct pwz_pack *pack, int64_t at);
struct pwz_case_shown pwz_store_shown(const struct pwz_case_view *view);

/* Id of the verdict that was on the screen last, under the content of then; "" = none.
 * Borrowed until the next change of the case. */
const char *pwz_store_shown_last(const struct pwz_case *open);

/* Title of a verdict, or its id when the pack does not know it, or words for none. */
const char *pwz_store_verdict(const struct pwz_pack *pack, const char *id);

/* A case judged by a pack. Zero-initialise; free with _done(), also after an error. */
struct pwz_case_result {
    struct pwz_trail *trail;
    struct pwz_walk *walk;
    struct pwz_case_replay replay; /* for its asides */
    struct pwz_case_view view;
};
enum pwz_status pwz_store_judge(const struct pwz_case *open, const struct pwz_pack *pack,
                                int64_t now, bool hides_notes,
                                struct pwz_case_result *judged, struct pwz_err *err);
void pwz_case_result_done(struct pwz_case_result *judged);

/* Moment of the newest entry that can change the result, or of a follow-up after it: the
 * days until looking again count from it. 0 = none. */
int64_t pwz_store_since(const struct pwz_case *open);

#endif
