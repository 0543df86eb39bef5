/*
 * Is the picker of usage files smooth over a large folder? The wizard is given a listing
 * of as many entries as wished and driven by keys: each counts with the drawing after it.
 * The listing itself and its order are beside the front end and timed apart. Prints
 * figures; passes no judgement.
 *
 * Usage: bench_folder [ENTRIES]
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "pecwiz/content.h"
#include "pecwiz/wizard.h"

enum {
    ENTRIES = 100000,
    NAME_BYTES = 64,
    ROUNDS = 20,
    ROWS = 24,
    COLS = 80
};

static struct pwz_wizard *wizard;
static struct pwz_screen screen;

static double now_ms(void)
{
    struct timespec now = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void fail(const char *what)
{
    fprintf(stderr, "bench_folder: %s\n", what);
    exit(1);
}

/* One event and the drawing after it. */
static double time_event(const struct pwz_event *event)
{
    const double from = now_ms();
    struct pwz_effects effects = {0};

    pwz_wizard_update(wizard, event, &effects);
    if (pwz_wizard_view(wizard, ROWS, COLS, &screen) != PWZ_OK) {
        fail("the screen could not be drawn");
    }
    return now_ms() - from;
}

static double time_key(uint32_t key)
{
    return time_event(&(const struct pwz_event){.kind = PWZ_EVENT_KEY, .key = key});
}

/* Names as exports have them, in an order that is none. */
static struct pwz_listed *make(size_t count)
{
    struct pwz_listed *entries = calloc(count + 1, sizeof *entries);
    char *names = calloc(count + 1, NAME_BYTES);

    if (entries == NULL || names == NULL) {
        fail("out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        char *name = names + i * NAME_BYTES;
        snprintf(name, NAME_BYTES, "dailyrated_usage_%08zx_%04zu.%s",
                 i * 2654435761U % 0x100000000U, i % 10000, i % 3 == 0 ? "csv" : "txt");
        entries[i] = (struct pwz_listed){.name = name, .bytes = i};
    }
    return entries;
}

static double tell(const struct pwz_listed *entries, size_t count)
{
    const struct pwz_news news = {
        .kind = PWZ_NEWS_LISTED,
        .listing = {.path = "/exports", .entries = entries, .count = count, .error = ""},
        .words = "",
        .subscription = "",
    };

    return time_event(&(const struct pwz_event){.kind = PWZ_EVENT_NEWS, .news = &news});
}

static void open_wizard(struct pwz_pack *pack)
{
    const struct pwz_wizard_opts opts = {.audience = PWZ_AUDIENCE_AGENT};
    struct pwz_err err = {0};
    size_t size = 0;
    const void *image = pwz_builtin_image(&size);

    if (pwz_pack_open(pack, image, size, &err) != PWZ_OK ||
        pwz_wizard_new(pack, &opts, 0, &wizard, &err) != PWZ_OK) {
        fail(err.text);
    }
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;

    return (x > y) - (x < y);
}

/* The median is the cost; the worst also has what else the machine did. */
static void time_keys(void)
{
    static const struct {
        const char *name;
        uint32_t key;
    } keys[] = {
        {"down",      PWZ_KEY_DOWN     },
        {"page down", PWZ_KEY_PAGE_DOWN},
        {"end",       PWZ_KEY_END      },
        {"d",         'd'              },
        {"da",        'a'              },
        {"dax",       'x'              },
        {"backspace", PWZ_KEY_BACKSPACE},
        {"erase",     PWZ_KEY_CTRL_U   },
    };
    double ms[sizeof keys / sizeof keys[0]][ROUNDS];

    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
            ms[i][round] = time_key(keys[i].key);
        }
    }
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        qsort(ms[i], ROUNDS, sizeof ms[i][0], compare);
        printf("%-10s %7.3f ms, at worst %7.3f ms of %d\n", keys[i].name,
               ms[i][ROUNDS / 2], ms[i][ROUNDS - 1], ROUNDS);
    }
}

int main(int argc, char **argv)
{
    const long wished = argc > 1 ? strtol(argv[1], NULL, 10) : ENTRIES;
    const size_t count = wished > 0 ? (size_t)wished : ENTRIES;
    struct pwz_listed *entries = make(count);
    struct pwz_pack pack;
    double from;

    open_wizard(&pack);
    from = now_ms();
    pwz_listed_sort(entries, count);
    printf("%zu entries; order, beside the keys: %.1f ms\n", count, now_ms() - from);
    (void)time_key('f');
    printf("%-10s %7.3f ms\n", "listing", tell(entries, count));
    time_keys();
    pwz_wizard_free(wizard);
    pwz_screen_done(&screen);
    return 0;
}
