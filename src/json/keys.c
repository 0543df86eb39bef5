/*
 * No object may have two members of one name: readers would differ in which one counts.
 *
 * Names are compared decoded ("\u0061" is "a") and sorted, since a hostile object of many
 * members must not cost their square.
 */
#include <stdlib.h>
#include <string.h>

#include "json/scan.h"

/* What is sorted. */
struct entry {
    const struct pwz_json *member;
};

static int compare_entries(const void *a, const void *b)
{
    const struct pwz_json *left = ((const struct entry *)a)->member;
    const struct pwz_json *right = ((const struct entry *)b)->member;
    const int order = strcmp(left->key, right->key);

    if (order != 0) {
        return order;
    }
    return (left->index > right->index) - (left->index < right->index);
}

/* The first member in document order whose name was there before, or NULL. `scratch` has
 * room for all members. */
static const struct pwz_json *find_repeated(const struct pwz_json *object,
                                            struct entry *scratch)
{
    const struct pwz_json *found = NULL;
    size_t count = 0;

    for (const struct pwz_json *member = object->child; member != NULL;
         member = member->next) {
        scratch[count++].member = member;
    }
    qsort(scratch, count, sizeof(*scratch), compare_entries);
    for (size_t i = 1; i < count; i++) {
        const struct pwz_json *member = scratch[i].member;

        if (strcmp(scratch[i - 1].member->key, member->key) == 0 &&
            (found == NULL || member->index < found->index)) {
            found = member;
        }
    }
    return found;
}

static size_t count_most_members(const struct pwz_json *values, size_t count)
{
    size_t most = 0;

    for (size_t i = 0; i < count; i++) {
        if (values[i].kind == PWZ_JSON_OBJECT && values[i].count > most) {
            most = values[i].count;
        }
    }
    return most;
}

enum pwz_status pwz_json_check_keys(const char *bytes, const struct pwz_json_marks *marks,
                                    const struct pwz_json *values, struct pwz_err *err)
{
    const size_t most = count_most_members(values, marks->count);

    if (most < 2) {
        return PWZ_OK;
    }

    struct entry *scratch = pwz_mem_new(most, sizeof(*scratch));
    const struct pwz_json *repeated = NULL;

    if (scratch == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < marks->count && repeated == NULL; i++) {
        if (values[i].kind == PWZ_JSON_OBJECT) {
            repeated = find_repeated(&values[i], scratch);
        }
    }
    pwz_mem_free(scratch);
    if (repeated == NULL) {
        return PWZ_OK;
    }
    pwz_json_place_err(err, bytes, marks->list[repeated - values].key_at);
    return pwz_err_set(err, PWZ_E_SYNTAX,
                       "the key '%s' is in this object twice; keep one of them",
                       repeated->key);
}
