/*
 * Listing folders beside a front end, each on a thread of its own: a folder that does not
 * answer, as of a network that is away, must not hold up keys, nor the next folder, nor
 * the end of the program. A listing that nobody waits for any more is given up at its
 * next entry; one that hangs in the system frees itself when that answers.
 *
 * Must not know: where folders come from, what is done with entries.
 */
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli/usage.h"

enum {
    LEFT_MOST = 8 /* listings that hang */
};

/* One listing. The flags are under the lock; all else is the thread's until it has ended,
 * and then of whoever has the job. */
struct job {
    const struct pwz_cli_folders *folders;
    char *path;
    struct pwz_arena arena;
    struct pwz_listed *entries; /* of the listing; owned */
    struct pwz_listing listing;

    pthread_mutex_t lock;
    int wake_fd;
    bool is_left;   /* nobody waits for it */
    bool is_ended;  /* the thread has no use for the job any more */
    bool is_orphan; /* the thread frees it */
};

struct pwz_cli_lister {
    const struct pwz_cli_folders *folders;
    int wake_fd;
    struct job *asked;           /* not taken yet */
    struct job *shown;           /* whose entries are looked at */
    struct job *spent;           /* taken, of no more use at the next look */
    struct job *left[LEFT_MOST]; /* not ended yet when they were left; NULL = free */
    const char *refusal;         /* news that no folder was asked for, NULL */
};

/* ---- jobs ---- */

static void free_job(struct job *job)
{
    if (job != NULL) {
        pwz_mem_free(job->path);
        pwz_mem_free(job->entries);
        pwz_arena_done(&job->arena);
        (void)pthread_mutex_destroy(&job->lock);
        pwz_mem_free(job);
    }
}

static bool is_unwanted(void *context)
{
    struct job *job = context;

    (void)pthread_mutex_lock(&job->lock);
    const bool is_left = job->is_left;
    (void)pthread_mutex_unlock(&job->lock);
    return is_left;
}

static bool has_ended(struct job *job)
{
    (void)pthread_mutex_lock(&job->lock);
    const bool is_ended = job->is_ended;
    (void)pthread_mutex_unlock(&job->lock);
    return is_ended;
}

/* Under the lock the pipe cannot be closed in between. */
static void end_job(struct job *job)
{
    (void)pthread_mutex_lock(&job->lock);
    const bool is_orphan = job->is_orphan;
    job->is_ended = true;
    if (!job->is_left) {
        const ssize_t written = write(job->wake_fd, "", 1);
        (void)written; /* a full pipe wakes as well */
    }
    (void)pthread_mutex_unlock(&job->lock);
    if (is_orphan) {
        free_job(job);
    }
}

static void *run_job(void *context)
{
    struct job *job = context;

    pwz_cli_list(job->folders, job->path, is_unwanted, job, &job->arena, &job->entries,
                 &job->listing);
    end_job(job);
    return NULL;
}

/* Detached, because nobody may wait for it. Signals are the front end's. */
static bool start_thread(struct job *job)
{
    pthread_t thread;
    sigset_t all;
    sigset_t before;

    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    const bool is_started = pthread_create(&thread, NULL, run_job, job) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (is_started) {
        (void)pthread_detach(thread);
    }
    return is_started;
}

static struct job *new_job(const struct pwz_cli_lister *lister, const char *path)
{
    const size_t len = strlen(path);
    struct job *job = pwz_mem_new(1, sizeof *job);

    if (job == NULL) {
        return NULL;
    }
    (void)pthread_mutex_init(&job->lock, NULL);
    job->folders = lister->folders;
    job->wake_fd = lister->wake_fd;
    job->path = pwz_mem_new(len + 1, 1);
    if (job->path == NULL) {
        free_job(job);
        return NULL;
    }
    memcpy(job->path, path, len);
    return job;
}

/* ---- those left ---- */

static struct job **free_place(struct pwz_cli_lister *lister)
{
    struct job **place = NULL;

    for (size_t i = 0; i < LEFT_MOST; i++) {
        if (lister->left[i] != NULL && has_ended(lister->left[i])) {
            free_job(lister->left[i]);
            lister->left[i] = NULL;
        }
        place = lister->left[i] == NULL ? &lister->left[i] : place;
    }
    return place;
}

static void leave(struct job *job)
{
    (void)pthread_mutex_lock(&job->lock);
    job->is_left = true;
    (void)pthread_mutex_unlock(&job->lock);
}

/* At the end of the program. */
static void abandon(struct job *job)
{
    if (job == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&job->lock);
    const bool is_ended = job->is_ended;
    job->is_left = job->is_orphan = true;
    (void)pthread_mutex_unlock(&job->lock);
    if (is_ended) {
        free_job(job);
    }
}

/* ---- public ---- */

enum pwz_status pwz_cli_lister_new(const struct pwz_cli_folders *folders, int wake_fd,
                                   struct pwz_cli_lister **lister, struct pwz_err *err)
{
    struct pwz_cli_lister *made = pwz_mem_new(1, sizeof *made);

    *lister = made;
    if (made == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "Out of memory.");
    }
    made->folders = folders;
    made->wake_fd = wake_fd;
    return PWZ_OK;
}

void pwz_cli_lister_free(struct pwz_cli_lister *lister)
{
    if (lister == NULL) {
        return;
    }
    abandon(lister->asked);
    for (size_t i = 0; i < LEFT_MOST; i++) {
        abandon(lister->left[i]);
    }
    free_job(lister->shown);
    free_job(lister->spent);
    pwz_mem_free(lister);
}

static void refuse(struct pwz_cli_lister *lister, const char *why)
{
    lister->refusal = why;
    const ssize_t written = write(lister->wake_fd, "", 1);
    (void)written;
}

void pwz_cli_lister_ask(struct pwz_cli_lister *lister, const char *path)
{
    struct job **place = free_place(lister);

    if (place == NULL) {
        refuse(lister, "Other folders still do not answer. Please wait, or type the path "
                       "of a file elsewhere later.");
        return;
    }
    if (lister->asked != NULL) {
        leave(lister->asked);
        *place = lister->asked;
        lister->asked = NULL;
    }
    struct job *job = new_job(lister, path);
    if (job == NULL || !start_thread(job)) {
        free_job(job);
        refuse(lister, "The folder cannot be read now: no memory or thread was free.");
        return;
    }
    lister->asked = job;
}

/* What has no entries leaves those before in sight. */
static void take_job(struct pwz_cli_lister *lister, struct pwz_listing *listing)
{
    struct job *job = lister->asked;
    const bool is_shown = !job->listing.is_file && job->listing.error[0] == '\0';

    *listing = job->listing;
    lister->asked = NULL;
    lister->spent = is_shown ? lister->shown : job;
    lister->shown = is_shown ? job : lister->shown;
}

bool pwz_cli_lister_take(struct pwz_cli_lister *lister, struct pwz_listing *listing)
{
    free_job(lister->spent);
    lister->spent = NULL;
    if (lister->refusal != NULL) {
        *listing = (struct pwz_listing){.path = "", .error = lister->refusal};
        lister->refusal = NULL;
        return true;
    }
    if (lister->asked == NULL || !has_ended(lister->asked)) {
        return false;
    }
    take_job(lister, listing);
    return true;
}
