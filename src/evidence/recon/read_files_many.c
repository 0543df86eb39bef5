/*
 * Several files at a time: a reader of its own for each, taken over in the order given.
 *
 * Exports come in many blobs of about one size, and two of them are unpacked and read in
 * the time of one. A worker unpacks by itself, so there are never more threads than
 * asked for.
 */
#include "pecwiz/mem.h"

#include "evidence/recon/read_files.h"

struct slot {
    struct pwz_recon *recon;
    enum pwz_status status;
    bool is_done;
};

struct crew {
    struct pwz_recon_run *run;
    const char *const *paths;
    struct slot *slots; /* one for each path */
    size_t count;
    size_t next;  /* path to begin */
    size_t taken; /* paths taken over */
    size_t ahead; /* paths that may be begun before the first of them is taken over */
    bool is_stopped;
    pthread_mutex_t lock;
    pthread_cond_t changed;
};

/* The next path to read, or `count`. */
static size_t claim_path(struct crew *crew)
{
    size_t index = crew->count;

    pthread_mutex_lock(&crew->lock);
    while (!crew->is_stopped && crew->next < crew->count &&
           crew->next - crew->taken >= crew->ahead) {
        pthread_cond_wait(&crew->changed, &crew->lock);
    }
    if (!crew->is_stopped && crew->next < crew->count) {
        index = crew->next++;
    }
    pthread_mutex_unlock(&crew->lock);
    return index;
}

static void read_slot(struct crew *crew, size_t index)
{
    struct slot *slot = &crew->slots[index];
    struct pwz_err *err = &crew->run->outcomes[index];

    slot->status = pwz_recon_new(&crew->run->opts.reader, &slot->recon, err);
    if (slot->status == PWZ_OK) {
        struct reading reading = {
            .run = crew->run, .recon = slot->recon, .threads = 1, .is_ringed = false};
        slot->status = read_one(&reading, crew->paths[index], err);
    }
    pthread_mutex_lock(&crew->lock);
    slot->is_done = true;
    pthread_cond_broadcast(&crew->changed);
    pthread_mutex_unlock(&crew->lock);
}

static void *run_worker(void *arg)
{
    struct crew *crew = arg;

    for (;;) {
        const size_t index = claim_path(crew);
        if (index == crew->count) {
            return NULL;
        }
        read_slot(crew, index);
    }
}

/* Take over what was read of one path; partly read files count as far as they go. */
static enum pwz_status take_slot(struct crew *crew, size_t index, struct pwz_err *err)
{
    struct slot *slot = &crew->slots[index];
    enum pwz_status status = slot->status;

    if (slot->recon != NULL) {
        struct pwz_err absorb_err = {0};
        const enum pwz_status absorbed =
            pwz_recon_absorb(crew->run->recon, slot->recon, &absorb_err);
        if (absorbed != PWZ_OK && absorbed != status &&
            (status == PWZ_OK || read_is_fatal(absorbed))) {
            pwz_err_place(&absorb_err, crew->paths[index], absorb_err.line, 0);
            crew->run->outcomes[index] = absorb_err;
            *err = absorb_err;
            status = absorbed;
        }
        pwz_recon_free(slot->recon);
        slot->recon = NULL;
    }
    return status;
}

static enum pwz_status take_over(struct crew *crew, struct pwz_err *err)
{
    enum pwz_status status = PWZ_OK;

    for (size_t i = 0; i < crew->count && !read_is_fatal(status); i++) {
        pthread_mutex_lock(&crew->lock);
        while (!crew->slots[i].is_done) {
            pthread_cond_wait(&crew->changed, &crew->lock);
        }
        pthread_mutex_unlock(&crew->lock);
        status = take_slot(crew, i, err);
        pthread_mutex_lock(&crew->lock);
        crew->taken++;
        pthread_cond_broadcast(&crew->changed);
        pthread_mutex_unlock(&crew->lock);
    }
    return status;
}

static void stop_crew(struct crew *crew)
{
    pthread_mutex_lock(&crew->lock);
    crew->is_stopped = true;
    pthread_cond_broadcast(&crew->changed);
    pthread_mutex_unlock(&crew->lock);
}

/* What was begun behind the file that ended it all. */
static void drop_rest(struct crew *crew)
{
    for (size_t i = 0; i < crew->count; i++) {
        pwz_recon_free(crew->slots[i].recon);
        crew->slots[i].recon = NULL;
    }
}

enum pwz_status read_many(struct pwz_recon_run *run, const char *const *paths,
                          size_t count, size_t *taken, struct pwz_err *err)
{
    const size_t most = run->opts.threads < count ? run->opts.threads : count;
    pthread_t threads[16];
    size_t started = 0;
    struct crew crew = {
        .run = run,
        .paths = paths,
        .slots = pwz_mem_new(count, sizeof *crew.slots),
        .count = count,
        .ahead = most * 2,
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .changed = PTHREAD_COND_INITIALIZER,
    };

    if (crew.slots == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory for reading usage files");
    }
    while (started < most &&
           pthread_create(&threads[started], NULL, run_worker, &crew) == 0) {
        started++;
    }

    enum pwz_status status =
        started > 0 ? take_over(&crew, err)
                    : pwz_err_set(err, PWZ_E_NOMEM, "no thread can be had for reading");

    stop_crew(&crew);
    for (size_t i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
    drop_rest(&crew);
    *taken = crew.taken;
    pwz_mem_free(crew.slots);
    pthread_cond_destroy(&crew.changed);
    pthread_mutex_destroy(&crew.lock);
    return status;
}
