/*
 * The store of cases as the command line and the environment name it, and the few things
 * all commands about cases need of it.
 *
 * Must not know: what any command prints.
 */
#include "cli/store.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pecwiz/text.h"

enum {
    HOST_MAX = 256
};

/* ---- where and who ---- */

static const char *set_value(const char *value)
{
    return value != NULL && value[0] != '\0' ? value : NULL;
}

static const char *author_of(const struct pwz_cli *cli)
{
    const char *named[] = {cli->author, getenv("PECWIZ_AUTHOR"), getenv("USER"),
                           getenv("LOGNAME")};

    for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
        if (set_value(named[i]) != NULL) {
            return named[i];
        }
    }
    return "";
}

/* The folder that was asked for, from where we stand. */
static enum pwz_status given_dir(const char *dir, struct pwz_buf *out,
                                 struct pwz_err *err)
{
    char here[PATH_MAX];

    if (dir[0] != '/') {
        if (getcwd(here, sizeof(here)) == NULL) {
            return pwz_err_set(err, PWZ_E_IO, "the present folder cannot be told");
        }
        pwz_buf_addf(out, "%s/", here);
    }
    pwz_buf_addf(out, "%s/cases", dir);
    return pwz_buf_status(out);
}

static enum pwz_status make_cases(const struct pwz_cli *cli, const char *dir,
                                  struct pwz_cases **cases, struct pwz_err *err)
{
    char host[HOST_MAX] = "";

    (void)gethostname(host, sizeof(host) - 1);
    const struct pwz_cases_opts opts = {
        .dir = dir,
        .author = author_of(cli),
        .host = host,
        .program = PWZ_VERSION,
    };

    return pwz_cases_new(&opts, cases, err);
}

enum pwz_status pwz_store_open(const struct pwz_cli *cli, struct pwz_cases **cases,
                               struct pwz_err *err)
{
    struct pwz_buf dir;
    enum pwz_status status;

    *cases = NULL;
    pwz_buf_init(&dir, 2 * PATH_MAX);
    status = cli->state_dir != NULL ? given_dir(cli->state_dir, &dir, err)
                                    : pwz_cases_dir(set_value(getenv("XDG_STATE_HOME")),
                                                    set_value(getenv("HOME")), &dir, err);
    if (status == PWZ_OK) {
        status = make_cases(cli, pwz_buf_text(&dir), cases, err);
    }
    pwz_buf_done(&dir);
    return status;
}

/* Nothing can be made below a device, not even by root. */
enum pwz_status pwz_store_nowhere(const struct pwz_cli *cli, struct pwz_cases **cases,
                                  struct pwz_err *err)
{
    return make_cases(cli, "/dev/null/cases", cases, err);
}

/* ---- the frame of commands ---- */

enum pwz_exit pwz_store_fail(const struct pwz_err *err)
{
    const bool is_wrong = err->status == PWZ_E_NOT_FOUND || err->status == PWZ_E_RANGE;

    return pwz_cli_fail(err, is_wrong ? PWZ_EXIT_USAGE : PWZ_EXIT_FAILED);
}

enum pwz_exit pwz_store_run(struct pwz_cli *cli, pwz_store_work *work)
{
    struct pwz_err err = {0};
    struct pwz_cases *cases = NULL;
    enum pwz_status status = pwz_store_open(cli, &cases, &err);

    if (status == PWZ_OK) {
        status = work(cli, cases, &err);
    }
    pwz_cases_free(cases);
    return status == PWZ_OK ? PWZ_EXIT_DONE : pwz_store_fail(&err);
}

enum pwz_status pwz_store_close(struct pwz_case *open, enum pwz_status status,
                                struct pwz_err *err)
{
    struct pwz_err late = {0};
    const enum pwz_status closed = pwz_case_close(open, &late);

    if (status == PWZ_OK && closed != PWZ_OK) {
        *err = late;
        return closed;
    }
    return status;
}

/* ---- which case ---- */

bool pwz_store_is_file(const char *word)
{
    static const char ending[] = ".pecwiz";
    const size_t len = strlen(word);

    return strchr(word, '/') != NULL ||
           (len >= sizeof(ending) - 1 &&
            strcmp(word + len - (sizeof(ending) - 1), ending) == 0);
}

/* Numbers that begin so: how many, and the first two. */
static size_t find_starts(const struct pwz_case_list *list, const char *start,
                          const char *found[2])
{
    const size_t len = strlen(start);
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++) {
        if (strncmp(list->items[i].id, start, len) != 0) {
            continue;
        }
        if (strcmp(list->items[i].id, start) == 0) {
            found[0] = list->items[i].id;
            return 1;
        }
        if (count < 2) {
            found[count] = list->items[i].id;
        }
        count++;
    }
    return count;
}

static const char *nearest(const struct pwz_case_list *list, const char *word)
{
    const char **names = pwz_mem_new(list->count, sizeof(*names));
    const char *found = NULL;

    if (names != NULL) {
        for (size_t i = 0; i < list->count; i++) {
            names[i] = list->items[i].id;
        }
        found = pwz_text_nearest(word, names, list->count);
    }
    pwz_mem_free(names);
    return found;
}

static enum pwz_status say_missing(const struct pwz_case_list *list, const char *word,
                                   struct pwz_err *err)
{
    const char *near = nearest(list, word);

    if (list->count == 0) {
        return pwz_err_set(err, PWZ_E_NOT_FOUND, "there is no case '%s'; none is kept",
                           word);
    }
    return near == NULL
               ? pwz_err_set(err, PWZ_E_NOT_FOUND,
                             "there is no case '%s'; 'pecwiz cases' lists them", word)
               : pwz_err_set(err, PWZ_E_NOT_FOUND,
                             "there is no case '%s'; did you mean '%s'?", word, near);
}

enum pwz_status pwz_store_find(struct pwz_cases *cases, const char *start, int64_t now,
                               char id[PWZ_CASE_ID_MAX + 1], struct pwz_err *err)
{
    struct pwz_case_list list = {0};
    const char *found[2] = {NULL, NULL};
    enum pwz_status status = pwz_cases_list(cases, now, PWZ_CASES_BY_LAST, &list, err);
    size_t count;

    if (status != PWZ_OK) {
        return status;
    }
    count = start[0] == '\0' ? 0 : find_starts(&list, start, found);
    if (count == 0) {
        status = say_missing(&list, start, err);
    } else if (count > 1) {
        status = pwz_err_set(err, PWZ_E_RANGE,
                             "%zu cases begin with '%s', such as '%s' and '%s'", count,
                             start, found[0], found[1]);
    } else {
        memcpy(id, found[0], strlen(found[0]) + 1);
    }
    pwz_case_list_done(&list);
    return status;
}

enum pwz_status pwz_store_open_case(struct pwz_cases *cases, const char *word,
                                    enum pwz_case_access access, int64_t now,
                                    struct pwz_case **opened, struct pwz_err *err)
{
    char id[PWZ_CASE_ID_MAX + 1];
    enum pwz_status status;

    *opened = NULL;
    if (pwz_store_is_file(word)) {
        return pwz_case_open_file(cases, word, opened, err);
    }
    status = pwz_store_find(cases, word, now, id, err);
    return status == PWZ_OK ? pwz_case_open(cases, id, access, now, opened, err) : status;
}

/* ---- what a case is judged under ---- */

struct pwz_case_content pwz_store_content(const struct pwz_pack *pack)
{
    return (struct pwz_case_content){
        .id = pwz_pack_text(pack, pack->meta->id),
        .version = pwz_pack_text(pack, pack->meta->version),
        .sha256 = pwz_pack_text(pack, pack->meta->sha256),
    };
}

struct pwz_case_columns pwz_store_columns(const struct pwz_pack *pack)
{
    struct pwz_case_columns columns;

    for (int i = 0; i < PWZ_COLUMN_COUNT; i++) {
        columns.fact[i] = pwz_pack_case_field(pack, (enum pwz_column)i);
    }
    return columns;
}

struct pwz_case_start pwz_store_start(const struct pwz_cli *cli,
                                      const struct pwz_pack *pack, int64_t at)
{
    return (struct pwz_case_start){
        .content = pwz_store_content(pack),
        .columns = pwz_store_columns(pack),
        .audience = cli->audience == PWZ_AUDIENCE_PARTNER ? "partner" : "agent",
        .at = at,
    };
}

struct pwz_case_shown pwz_store_shown(const struct pwz_case_view *view)
{
    const uint32_t verdict = view->result->verdict;

    return (struct pwz_case_shown){
        .status = view->result->status,
        .verdict = verdict == PWZ_NONE ? "" : pwz_verdict_id(&view->pack->model, verdict),
        .look_again = pwz_report_look_again(view),
    };
}

const char *pwz_store_shown_last(const struct pwz_case *open)
{
    const char *verdict = "";

    for (size_t i = 0; i < pwz_case_event_count(open); i++) {
        const struct pwz_case_event *event = pwz_case_event_at(open, i);

        verdict = event->has_shown ? event->shown.verdict : verdict;
    }
    return verdict;
}

const char *pwz_store_verdict(const struct pwz_pack *pack, const char *id)
{
    const uint32_t verdict =
        id[0] == '\0' ? PWZ_NONE : pwz_model_verdict(&pack->model, id);

    if (id[0] == '\0') {
        return "not decided yet";
    }
    return verdict == PWZ_NONE
               ? id
               : pwz_pack_text(pack, pack->verdict_words[verdict].article.title);
}

int64_t pwz_store_since(const struct pwz_case *open)
{
    int64_t since = 0;

    for (size_t i = 0; i < pwz_case_event_count(open); i++) {
        const struct pwz_case_event *event = pwz_case_event_at(open, i);

        if (!event->is_undone &&
            (pwz_entry_is_undoable(event->kind) || event->kind == PWZ_ENTRY_FOLLOW_UP)) {
            since = event->at;
        }
    }
    return since;
}

enum pwz_status pwz_store_judge(const struct pwz_case *open, const struct pwz_pack *pack,
                                int64_t now, bool hides_notes,
                                struct pwz_case_result *judged, struct pwz_err *err)
{
    enum pwz_status status = pwz_case_trail(open, &pack->model, &judged->trail, err);

    if (status == PWZ_OK) {
        status = pwz_case_replay(open, &pack->model, &judged->replay, err);
    }
    if (status == PWZ_OK) {
        status = pwz_walk_new(&pack->model, &judged->walk, err);
    }
    if (status != PWZ_OK) {
        return status;
    }
    const struct pwz_facts *facts = pwz_trail_facts(judged->trail);

    judged->view = (struct pwz_case_view){
        .pack = pack,
        .facts = facts,
        .result = pwz_walk_update(judged->walk, facts),
        .now = now,
        .since = pwz_store_since(open),
        .hides_notes = hides_notes,
    };
    return PWZ_OK;
}

void pwz_case_result_done(struct pwz_case_result *judged)
{
    pwz_walk_free(judged->walk);
    pwz_case_replay_done(&judged->replay);
    pwz_trail_free(judged->trail);
    *judged = (struct pwz_case_result){0};
}
