/*
 * The list of all cases: names from the directory, what is known of them from the index,
 * and the case itself only where the index has nothing that fits.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "case/summary.h"

enum {
    STALE_MAX = 16, /* left-over temporary files removed by one list */
    FIRST_ROOM = 256
};

struct list_storage {
    struct pwz_arena arena;
    struct case_index index; /* strings of rows that came from it */
    struct pwz_case_summary *items;
};

struct listing {
    struct pwz_cases *cases;
    int dir;
    struct list_storage *storage;
    struct ids ids; /* numbers of the index's rows by case id */
    const char **names;
    struct summary_row *rows;
    size_t count, room;
    size_t from_index, kept; /* rows that came from the index; rows fit to be kept */
    bool is_out_of_memory;
    char stale[STALE_MAX][STORE_NAME_SIZE];
    size_t stale_count;
};

/* ---- names ---- */

/* "ID.pecwiz" to its number, NULL for every other file. */
static const char *id_of(struct pwz_arena *arena, const char *name)
{
    static const char suffix[] = ".pecwiz";
    const size_t len = strlen(name);
    char id[PWZ_CASE_ID_MAX + 1];

    if (len < sizeof(suffix) || len - (sizeof(suffix) - 1) > PWZ_CASE_ID_MAX ||
        strcmp(name + len - (sizeof(suffix) - 1), suffix) != 0) {
        return NULL;
    }
    memcpy(id, name, len - (sizeof(suffix) - 1));
    id[len - (sizeof(suffix) - 1)] = '\0';
    return pwz_case_id_is_valid(id) ? pwz_arena_text(arena, id, strlen(id)) : NULL;
}

static bool take_name(void *context, const char *name)
{
    struct listing *listing = context;
    const char *id = id_of(&listing->storage->arena, name);

    if (id == NULL) {
        if (strncmp(name, ".new-", 5) == 0 && strlen(name) < STORE_NAME_SIZE &&
            listing->stale_count < STALE_MAX) {
            memcpy(listing->stale[listing->stale_count++], name, strlen(name) + 1);
        }
        return true;
    }
    if (listing->count == listing->room) {
        const size_t room = listing->room == 0 ? FIRST_ROOM : listing->room * 2;
        const char **names = pwz_mem_resize(listing->names, room, sizeof(*names));

        if (names == NULL) {
            listing->is_out_of_memory = true;
            return false;
        }
        listing->names = names;
        listing->room = room;
    }
    listing->names[listing->count++] = id;
    return true;
}

/* What a killed program left; a living one holds its lock. */
static void remove_stale(const struct listing *listing)
{
    const struct pwz_fs *fs = listing->cases->fs;

    for (size_t i = 0; i < listing->stale_count; i++) {
        const char *name = listing->stale[i];
        const int fd = fs_open(fs, listing->dir, name, O_RDONLY | O_NONBLOCK);

        if (fd >= 0 && fs_flock(fs, fd) == 0) {
            (void)fs->unlink(listing->dir, name);
        }
        fs_close(fs, fd);
    }
}

/* ---- rows ---- */

/* Whether the reason is in the file and stays there, so that it may be kept. */
static bool is_lasting(enum pwz_status status)
{
    return status == PWZ_OK || status == PWZ_E_SYNTAX || status == PWZ_E_STATE ||
           status == PWZ_E_LIMIT;
}

static enum pwz_status read_case(struct listing *listing, const char *id,
                                 struct pwz_case_summary *summary, bool *is_kept,
                                 struct pwz_err *err)
{
    struct pwz_arena *arena = &listing->storage->arena;
    struct pwz_case *open = NULL;
    struct pwz_err why = {0};
    enum pwz_status status =
        pwz_case_open(listing->cases, id, PWZ_CASE_READ, 0, &open, &why);

    *is_kept = is_lasting(status);
    if (status == PWZ_E_NOMEM) {
        return pwz_err_set(err, status, "out of memory");
    }
    status = status == PWZ_OK
                 ? summary_make(&open->log, &open->rest, id, arena, summary, err)
                 : summary_trouble(id, why.text, arena, summary, err);
    pwz_case_close(open, NULL);
    return status;
}

/* False when the file has gone meanwhile. */
static bool get_key(const struct listing *listing, const char *id, struct file_key *key)
{
    char name[STORE_NAME_SIZE];
    struct stat status;

    store_name(id, "pecwiz", name);
    if (listing->cases->fs->stat(listing->dir, name, &status) != 0) {
        *key = (struct file_key){0};
        return errno != ENOENT;
    }
    *key = summary_key(&status);
    return true;
}

/* Rows fit to be kept in the index stand first, those that are not at the end. */
static enum pwz_status add_row(struct listing *listing, const char *id, size_t *last,
                               struct pwz_err *err)
{
    const struct case_index *index = &listing->storage->index;
    const uint32_t number = ids_find(&listing->ids, id);
    struct summary_row row = {0};
    bool is_kept = true;
    enum pwz_status status = PWZ_OK;

    if (!get_key(listing, id, &row.key)) {
        return PWZ_OK;
    }
    if (number != UINT32_MAX && summary_key_is(&index->rows[number].key, &row.key)) {
        row.summary = index->rows[number].summary;
        listing->from_index++;
    } else {
        status = read_case(listing, id, &row.summary, &is_kept, err);
    }
    if (status == PWZ_OK) {
        listing->rows[is_kept ? listing->kept++ : --*last] = row;
    }
    return status;
}

static enum pwz_status add_rows(struct listing *listing, struct pwz_err *err)
{
    size_t last = listing->count;
    enum pwz_status status = PWZ_OK;

    listing->rows = pwz_mem_new(listing->count, sizeof(*listing->rows));
    if (listing->rows == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < listing->count && status == PWZ_OK; i++) {
        status = add_row(listing, listing->names[i], &last, err);
    }
    /* Cases that went away while we looked leave a gap in the middle. */
    memmove(listing->rows + listing->kept, listing->rows + last,
            (listing->count - last) * sizeof(*listing->rows));
    listing->count = listing->kept + (listing->count - last);
    return status;
}

static enum pwz_status number_index(struct listing *listing, struct pwz_err *err)
{
    struct case_index *index = &listing->storage->index;

    listing->ids.arena = &listing->storage->arena;
    for (uint32_t i = 0; i < index->count; i++) {
        const uint32_t number = ids_number(&listing->ids, index->rows[i].summary.id);

        if (number == UINT32_MAX) {
            return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
        }
        if (number != i) {
            index->count = i; /* twice the same: no index of ours */
        }
    }
    return PWZ_OK;
}

static enum pwz_status collect(struct listing *listing, struct pwz_err *err)
{
    enum pwz_status status =
        index_load(listing->cases, listing->dir, &listing->storage->index, err);

    if (status == PWZ_OK) {
        status = number_index(listing, err);
    }
    if (status == PWZ_OK &&
        listing->cases->fs->list(listing->dir, take_name, listing) != 0) {
        status = fs_fail(err, "reading the directory of cases");
    }
    if (status == PWZ_OK && listing->is_out_of_memory) {
        status = pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    if (status == PWZ_OK) {
        status = add_rows(listing, err);
    }
    if (status == PWZ_OK && (listing->from_index != listing->kept ||
                             listing->storage->index.count != listing->kept)) {
        (void)index_store(listing->cases, listing->dir, listing->rows, listing->kept);
    }
    remove_stale(listing);
    return status;
}

/* ---- order ---- */

static int compare_numbers(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

static int by_last(const void *left, const void *right)
{
    const struct pwz_case_summary *a = left;
    const struct pwz_case_summary *b = right;
    const int order = compare_numbers(b->last, a->last);

    return order != 0 ? order : strcmp(a->id, b->id);
}

/* A day in the future far enough to stand behind all others means none. */
static int64_t day_in_order(const struct pwz_case_summary *summary)
{
    return summary->look_again == 0 || summary->is_closed ? INT64_MAX
                                                          : summary->look_again;
}

static int by_look_again(const void *left, const void *right)
{
    const struct pwz_case_summary *a = left;
    const struct pwz_case_summary *b = right;

    if (a->is_due != b->is_due) {
        return a->is_due ? -1 : 1;
    }

    const int order = compare_numbers(day_in_order(a), day_in_order(b));

    return order != 0 ? order : by_last(left, right);
}

static bool is_due(const struct pwz_case_summary *summary, int64_t now)
{
    return summary->look_again != 0 && summary->look_again <= now &&
           !summary->is_closed &&
           !(summary->has_outcome && summary->outcome == PWZ_OUTCOME_DONE);
}

static enum pwz_status hand_over(struct listing *listing, int64_t now,
                                 enum pwz_case_order order, struct pwz_case_list *list,
                                 struct pwz_err *err)
{
    struct pwz_case_summary *items = pwz_mem_new(listing->count, sizeof(*items));

    if (items == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < listing->count; i++) {
        items[i] = listing->rows[i].summary;
        items[i].is_due = is_due(&items[i], now);
    }
    qsort(items, listing->count, sizeof(*items),
          order == PWZ_CASES_BY_LAST ? by_last : by_look_again);
    listing->storage->items = items;
    *list = (struct pwz_case_list){
        .items = items,
        .count = listing->count,
        .from_index = listing->from_index,
        .storage = listing->storage,
    };
    return PWZ_OK;
}

/* ---- all of it ---- */

static void free_storage(struct list_storage *storage)
{
    if (storage != NULL) {
        pwz_arena_done(&storage->arena);
        index_done(&storage->index);
        pwz_mem_free(storage->items);
        pwz_mem_free(storage);
    }
}

enum pwz_status pwz_cases_list(struct pwz_cases *cases, int64_t now,
                               enum pwz_case_order order, struct pwz_case_list *list,
                               struct pwz_err *err)
{
    struct listing *listing = pwz_mem_new(1, sizeof(*listing));
    struct list_storage *storage = pwz_mem_new(1, sizeof(*storage));
    enum pwz_status status;

    *list = (struct pwz_case_list){0};
    if (listing == NULL || storage == NULL) {
        status = pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    } else {
        listing->cases = cases;
        listing->storage = storage;
        status = dir_open(cases, false, &listing->dir, err);
        if (status == PWZ_OK) {
            status = collect(listing, err);
            fs_close(cases->fs, listing->dir);
        }
        if (status == PWZ_OK) {
            status = hand_over(listing, now, order, list, err);
        }
        ids_done(&listing->ids);
        pwz_mem_free(listing->names);
        pwz_mem_free(listing->rows);
    }
    pwz_mem_free(listing);
    if (list->storage == NULL) {
        free_storage(storage);
    }
    return status == PWZ_E_NOT_FOUND ? PWZ_OK : status;
}

void pwz_case_list_done(struct pwz_case_list *list)
{
    free_storage(list->storage);
    *list = (struct pwz_case_list){0};
}
