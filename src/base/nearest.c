/*
 * "Did you mean": the name nearest to a mistyped one.
 *
 * Distance of optimal string alignment: a letter left out, put in, replaced, or two
 * neighbours swapped cost 1 each. Names are identifiers, so ASCII case folding will do.
 */
#include <string.h>

#include "pecwiz/text.h"

enum {
    LONGEST = 64 /* bytes; nothing longer is a slip of the fingers in one of our names */
};

struct name {
    unsigned char letters[LONGEST];
    size_t len;
};

static bool fold(const char *text, struct name *name)
{
    name->len = strlen(text);
    if (name->len == 0 || name->len > LONGEST) {
        return false;
    }
    for (size_t i = 0; i < name->len; i++) {
        const unsigned char byte = (unsigned char)text[i];

        name->letters[i] = byte >= 'A' && byte <= 'Z' ? (unsigned char)(byte + 32) : byte;
    }
    return true;
}

static size_t least(size_t a, size_t b, size_t c)
{
    const size_t ab = a < b ? a : b;

    return ab < c ? ab : c;
}

static bool is_swap(const struct name *a, const struct name *b, size_t i, size_t j)
{
    return i > 1 && j > 1 && a->letters[i - 1] == b->letters[j - 2] &&
           a->letters[i - 2] == b->letters[j - 1];
}

static size_t measure(const struct name *a, const struct name *b)
{
    size_t rows[LONGEST + 1][LONGEST + 1];

    for (size_t j = 0; j <= b->len; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= a->len; i++) {
        rows[i][0] = i;
        for (size_t j = 1; j <= b->len; j++) {
            const size_t change = a->letters[i - 1] == b->letters[j - 1] ? 0 : 1;
            size_t cost = least(rows[i - 1][j] + 1, rows[i][j - 1] + 1,
                                rows[i - 1][j - 1] + change);

            if (is_swap(a, b, i, j) && rows[i - 2][j - 2] + 1 < cost) {
                cost = rows[i - 2][j - 2] + 1;
            }
            rows[i][j] = cost;
        }
    }
    return rows[a->len][b->len];
}

/* `is_near` wants at most a third of the letters to differ. */
static const char *find(const char *name, const char *const *names, size_t count,
                        bool is_near)
{
    struct name mistyped;
    const char *best = NULL;
    size_t best_cost = LONGEST + 1;

    if (!fold(name, &mistyped)) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        struct name other;

        if (!fold(names[i], &other)) {
            continue;
        }

        const size_t cost = measure(&mistyped, &other);
        const size_t longer = mistyped.len > other.len ? mistyped.len : other.len;

        if (cost < best_cost && (!is_near || cost * 3 <= longer)) {
            best = names[i];
            best_cost = cost;
        }
    }
    return best;
}

const char *pwz_text_nearest(const char *name, const char *const *names, size_t count)
{
    return find(name, names, count, true);
}

const char *pwz_text_closest(const char *name, const char *const *names, size_t count)
{
    return find(name, names, count, false);
}
