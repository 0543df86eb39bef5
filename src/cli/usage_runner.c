/*
 * Performing the wizard's wishes about usage files. Listing, reading and proving have a
 * thread each; what they come to waits in a slot, and one byte in a pipe wakes the front
 * end. Nothing wakes it while nothing happens, and progress does so four times a second
 * at most.
 *
 * Everything but these threads runs on the front end's thread.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "cli/usage_parts.h"

/* A full pipe wakes as well as one more byte would. */
static void wake(struct pwz_cli_usage *usage)
{
    const ssize_t written = write(usage->wake[1], "", 1);

    (void)written;
}

void usage_set_flag(struct pwz_cli_usage *usage, bool *flag)
{
    (void)pthread_mutex_lock(&usage->lock);
    *flag = true;
    (void)pthread_mutex_unlock(&usage->lock);
    wake(usage);
}

static bool take_flag(struct pwz_cli_usage *usage, bool *flag)
{
    (void)pthread_mutex_lock(&usage->lock);
    const bool was_set = *flag;
    *flag = false;
    (void)pthread_mutex_unlock(&usage->lock);
    return was_set;
}

/* ---- listing ---- */

static void do_list(struct pwz_cli_usage *usage, const struct pwz_wish *wish)
{
    pwz_cli_lister_ask(usage->lister, wish->count > 0 ? wish->paths[0] : "");
}

static void perform(void *context, const struct pwz_wish *wish)
{
    static void (*const doers[])(struct pwz_cli_usage *, const struct pwz_wish *) = {
        [PWZ_WISH_LIST] = do_list,
        [PWZ_WISH_READ] = usage_do_read,
        [PWZ_WISH_STOP] = usage_do_stop,
        [PWZ_WISH_PROVE] = usage_do_prove,
    };

    doers[wish->kind](context, wish);
}

/* ---- news ---- */

static bool take_listing(struct pwz_cli_usage *usage, struct pwz_news *news)
{
    news->kind = PWZ_NEWS_LISTED;
    return pwz_cli_lister_take(usage->lister, &news->listing);
}

/* The wizard's view of the files before and of one of their subscriptions go when these
 * news have been taken, that is, at the next look for news. */
static bool take_read(struct pwz_cli_usage *usage, struct pwz_news *news)
{
    struct usage_reading *reading = &usage->reading;

    if (!take_flag(usage, &reading->is_done)) {
        return false;
    }
    if (reading->is_running) {
        (void)pthread_join(reading->thread, NULL);
        reading->is_running = false;
    }
    usage_drop_proving(usage);
    usage->old = usage->now;
    usage->old_one = usage->one;
    usage->one = (struct usage_proving){0};
    usage->now = reading->found;
    reading->found = (struct usage_loaded){0};
    news->kind = PWZ_NEWS_READ;
    news->view = reading->is_usable ? &usage->now.view : NULL;
    news->words = pwz_buf_text(&reading->words);
    return true;
}

static bool take_progress(struct pwz_cli_usage *usage, struct pwz_news *news)
{
    if (!take_flag(usage, &usage->has_progress) || !usage->reading.is_running) {
        return false;
    }
    const struct pwz_recon_run_progress progress =
        pwz_recon_run_progress(usage->reading.run);

    news->kind = PWZ_NEWS_PROGRESS;
    news->reading = (struct pwz_reading){
        .bytes_done = progress.bytes_done,
        .bytes_total = progress.bytes_total,
        .text_bytes = progress.text_bytes,
        .lines = progress.lines,
        .missing = progress.missing,
        .elapsed_ms = usage_clock_ms() - usage->reading.started_ms,
    };
    return true;
}

static bool take_proved(struct pwz_cli_usage *usage, struct pwz_news *news)
{
    if (!take_flag(usage, &usage->proving.is_done)) {
        return false;
    }
    if (usage->proving.is_running) {
        (void)pthread_join(usage->proving.thread, NULL);
        usage->proving.is_running = false;
    }
    usage->old_one = usage->one;
    usage->one = usage->proving;
    usage->proving = (struct usage_proving){0};
    news->kind = PWZ_NEWS_PROVED;
    news->view = usage->one.has_view ? &usage->one.view : NULL;
    news->words = pwz_buf_text(&usage->one.words);
    news->subscription = usage->one.subscription == NULL ? "" : usage->one.subscription;
    news->is_taken = usage->one.is_taken;
    news->statements = usage->one.statements;
    news->count = usage->one.count;
    return true;
}

static bool take(void *context, struct pwz_news *news)
{
    struct pwz_cli_usage *usage = context;
    char bytes[64];

    *news = (struct pwz_news){.words = "", .subscription = ""};
    usage_proving_done(&usage->old_one);
    usage_loaded_done(&usage->old);
    /* The pipe first: what comes between the two looks then wakes once more. */
    while (read(usage->wake[0], bytes, sizeof bytes) > 0) {
    }
    return take_listing(usage, news) || take_read(usage, news) ||
           take_progress(usage, news) || take_proved(usage, news);
}

/* ---- making and freeing ---- */

static bool open_pipe(int wake[2])
{
    if (pipe(wake) != 0) {
        return false;
    }
    for (size_t i = 0; i < 2; i++) {
        (void)fcntl(wake[i], F_SETFD, FD_CLOEXEC);
        (void)fcntl(wake[i], F_SETFL, O_NONBLOCK);
    }
    return true;
}

static void close_pipe(const int wake[2])
{
    (void)close(wake[0]);
    (void)close(wake[1]);
}

enum pwz_status pwz_cli_usage_new(const struct pwz_pack *pack,
                                  struct pwz_cli_usage **usage, struct pwz_err *err)
{
    struct pwz_cli_usage *made = pwz_mem_new(1, sizeof *made);

    *usage = NULL;
    if (made == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "Out of memory.");
    }
    if (!open_pipe(made->wake)) {
        pwz_mem_free(made);
        return pwz_err_set(err, PWZ_E_IO, "no pipe could be made to wait for files");
    }
    if (pwz_cli_lister_new(&pwz_cli_disk, made->wake[1], &made->lister, err) != PWZ_OK) {
        close_pipe(made->wake);
        pwz_mem_free(made);
        return PWZ_E_NOMEM;
    }
    (void)pthread_mutex_init(&made->lock, NULL);
    made->pack = pack;
    made->runner = (struct pwz_usage_runner){
        .fd = made->wake[0],
        .perform = perform,
        .take = take,
        .context = made,
    };
    *usage = made;
    return PWZ_OK;
}

void pwz_cli_usage_free(struct pwz_cli_usage *usage)
{
    if (usage == NULL) {
        return;
    }
    if (usage->reading.is_running) {
        pwz_recon_run_cancel(usage->reading.run);
        (void)pthread_join(usage->reading.thread, NULL);
    }
    usage_drop_proving(usage);
    usage_reading_done(&usage->reading);
    usage_proving_done(&usage->one);
    usage_proving_done(&usage->old_one);
    usage_loaded_done(&usage->now);
    usage_loaded_done(&usage->old);
    pwz_cli_lister_free(usage->lister);
    (void)pthread_mutex_destroy(&usage->lock);
    close_pipe(usage->wake);
    pwz_mem_free(usage);
}

const struct pwz_usage_runner *pwz_cli_usage_runner(struct pwz_cli_usage *usage)
{
    return &usage->runner;
}
