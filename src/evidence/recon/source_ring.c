/*
 * A ring of buffers between the thread that makes text and the one that parses it.
 *
 * Buffers are handed over whole, so the lock is taken a few thousand times per gigabyte
 * and costs nothing. To wake a thread that sleeps does cost, so whoever has to wait waits
 * for half a ring. Without a thread, the text is made when it is asked for.
 */
#include <pthread.h>

#include "pecwiz/mem.h"

#include "evidence/recon/source.h"

enum {
    RING_BUFFERS = 16,
    RING_HALF = RING_BUFFERS / 2,
    RING_BUFFER_BYTES = 256 * 1024 /* all of them stay within the caches */
};

struct buffer {
    char *bytes;
    size_t len; /* 0 = the end, or the error of the ring */
};

struct source_ring {
    struct source_maker maker;
    struct source_file *file;
    bool is_threaded;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct buffer buffers[RING_BUFFERS];
    size_t made;  /* buffers filled, ever */
    size_t taken; /* buffers given back, ever */
    bool is_held; /* the buffer at `taken` is with the caller */
    bool is_maker_waiting, is_taker_waiting;
    bool is_stopped;
    bool is_over; /* the last buffer is made */
    enum pwz_status status;
    struct pwz_err err;
};

/* Fill a buffer as far as the maker goes. */
static void make_buffer(struct source_ring *ring, struct buffer *buffer)
{
    buffer->len = 0;
    ring->status = ring->maker.fill(ring->maker.self, buffer->bytes, RING_BUFFER_BYTES,
                                    &buffer->len, &ring->err);
    if (ring->status != PWZ_OK) {
        buffer->len = 0;
    }
}

/* ---- the two sides; the lock is held ---- */

static void wake_taker(struct source_ring *ring)
{
    if (ring->is_taker_waiting &&
        (ring->is_over || ring->made - ring->taken >= RING_HALF)) {
        ring->is_taker_waiting = false;
        pthread_cond_signal(&ring->changed);
    }
}

static void wake_maker(struct source_ring *ring)
{
    if (ring->is_maker_waiting &&
        (ring->is_stopped || ring->made - ring->taken <= RING_BUFFERS - RING_HALF)) {
        ring->is_maker_waiting = false;
        pthread_cond_signal(&ring->changed);
    }
}

/* The next buffer to fill; NULL when no more are wanted. */
static struct buffer *wait_for_room(struct source_ring *ring)
{
    pthread_mutex_lock(&ring->lock);
    ring->is_maker_waiting =
        ring->made - ring->taken == RING_BUFFERS && !ring->is_stopped;
    while (ring->is_maker_waiting) {
        pthread_cond_wait(&ring->changed, &ring->lock);
    }
    struct buffer *buffer =
        ring->is_stopped ? NULL : &ring->buffers[ring->made % RING_BUFFERS];
    pthread_mutex_unlock(&ring->lock);
    return buffer;
}

static void *run_maker(void *arg)
{
    struct source_ring *ring = arg;
    struct buffer *buffer;
    bool is_over = false;

    while (!is_over && (buffer = wait_for_room(ring)) != NULL) {
        make_buffer(ring, buffer);
        is_over = buffer->len == 0;
        pthread_mutex_lock(&ring->lock);
        ring->made++;
        ring->is_over = is_over;
        wake_taker(ring);
        pthread_mutex_unlock(&ring->lock);
    }
    return NULL;
}

static void free_buffers(struct source_ring *ring)
{
    for (size_t i = 0; i < RING_BUFFERS; i++) {
        pwz_mem_free(ring->buffers[i].bytes);
    }
    pwz_mem_free(ring);
}

static bool make_buffers(struct source_ring *ring)
{
    const size_t count = ring->is_threaded ? RING_BUFFERS : 1;

    for (size_t i = 0; i < count; i++) {
        ring->buffers[i].bytes = pwz_mem_new(RING_BUFFER_BYTES, 1);
        if (ring->buffers[i].bytes == NULL) {
            return false;
        }
    }
    return true;
}

static bool start_thread(struct source_ring *ring)
{
    if (pthread_mutex_init(&ring->lock, NULL) != 0) {
        return false;
    }
    if (pthread_cond_init(&ring->changed, NULL) != 0) {
        pthread_mutex_destroy(&ring->lock);
        return false;
    }
    if (pthread_create(&ring->thread, NULL, run_maker, ring) != 0) {
        pthread_cond_destroy(&ring->changed);
        pthread_mutex_destroy(&ring->lock);
        return false;
    }
    return true;
}

enum pwz_status source_ring_new(const struct source_maker *maker,
                                struct source_file *file, bool is_threaded,
                                struct source_ring **out, struct pwz_err *err)
{
    struct source_ring *ring = pwz_mem_new(1, sizeof *ring);

    *out = NULL;
    if (ring == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory for unpacking");
    }
    ring->maker = *maker;
    ring->file = file;
    ring->is_threaded = is_threaded;
    if (!make_buffers(ring)) {
        free_buffers(ring);
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory for unpacking");
    }
    if (is_threaded && !start_thread(ring)) {
        free_buffers(ring);
        return pwz_err_set(err, PWZ_E_IO, "no thread can be had for unpacking");
    }
    *out = ring;
    return PWZ_OK;
}

void source_ring_free(struct source_ring *ring)
{
    if (ring == NULL) {
        return;
    }
    if (ring->is_threaded) {
        pthread_mutex_lock(&ring->lock);
        const bool is_over = ring->is_over;
        ring->is_stopped = true;
        wake_maker(ring);
        pthread_mutex_unlock(&ring->lock);
        if (!is_over) {
            source_stop(ring->file);
        }
        pthread_join(ring->thread, NULL);
        pthread_cond_destroy(&ring->changed);
        pthread_mutex_destroy(&ring->lock);
    }
    free_buffers(ring);
}

static enum pwz_status tell_end(struct source_ring *ring, struct pwz_err *err)
{
    if (ring->status != PWZ_OK) {
        return pwz_err_set(err, ring->status, "%s", ring->err.text);
    }
    return PWZ_OK;
}

/* Wait for the next buffer; the end stays where it is and is told again when asked. */
static const struct buffer *wait_for_buffer(struct source_ring *ring)
{
    pthread_mutex_lock(&ring->lock);
    if (ring->is_held) {
        ring->is_held = false;
        ring->taken++;
        wake_maker(ring);
    }
    ring->is_taker_waiting = ring->made == ring->taken;
    while (ring->is_taker_waiting) {
        pthread_cond_wait(&ring->changed, &ring->lock);
    }
    const struct buffer *buffer = &ring->buffers[ring->taken % RING_BUFFERS];
    ring->is_held = buffer->len != 0;
    pthread_mutex_unlock(&ring->lock);
    return buffer;
}

enum pwz_status source_take(struct source_ring *ring, const char **bytes, size_t *len,
                            struct pwz_err *err)
{
    const struct buffer *buffer = &ring->buffers[0];

    if (ring->is_threaded) {
        buffer = wait_for_buffer(ring);
    } else if (!ring->is_over) {
        make_buffer(ring, &ring->buffers[0]);
        ring->is_over = buffer->len == 0;
    }
    *bytes = buffer->bytes;
    *len = buffer->len;
    return *len == 0 ? tell_end(ring, err) : PWZ_OK;
}
