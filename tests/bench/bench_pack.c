/*
 * What a pack costs: reading and compiling its files (the built-in one, and generated
 * ones of 50, 200 and 400 facts), opening the image, and one answer up to the next
 * question, over random walks. Prints figures; passes no judgement.
 *
 * Usage: bench_pack [ROUNDS]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "pecwiz/mem.h"
#include "pecwiz/walk.h"

#include "gen_pack.h"

enum {
    ROUNDS = 20,
    ROUNDS_MOST = 1000,
    WALKS = 200,
    ANSWERS_MOST = 200000
};

struct bench {
    unsigned rounds;
    uint64_t random; /* seeded, so that a run can be repeated */
    double compile_ms[ROUNDS_MOST];
    double answer_us[ANSWERS_MOST];
    size_t answers;
};

static double now_us(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;

    return (x > y) - (x < y);
}

static double quantile(double *values, size_t count, double part)
{
    qsort(values, count, sizeof values[0], compare);
    return count > 0 ? values[(size_t)((double)(count - 1) * part + 0.5)] : 0;
}

static void die(const struct pwz_err *err)
{
    fprintf(stderr, "bench_pack: %s:%u: %s\n", err->file, err->line, err->text);
    abort();
}

/* xorshift64*: good enough to choose answers. */
static uint32_t draw(struct bench *bench, uint32_t below)
{
    bench->random ^= bench->random >> 12;
    bench->random ^= bench->random << 25;
    bench->random ^= bench->random >> 27;
    return (uint32_t)((bench->random * 2685821657736338717ULL) >> 33) % below;
}

/* ---- walks ---- */

/* Mostly as it should be, as in a call, so that the walks are long. */
static struct pwz_statement answer(struct bench *bench, const struct pwz_model *model,
                                   uint32_t fact)
{
    const struct pwz_fact *row = &model->facts[fact];
    struct pwz_statement statement = {.fact = fact, .text = "", .detail = ""};

    if (row->has_good && draw(bench, 20) != 0)
        statement.value = row->good;
    else if (row->type == PWZ_FACT_SET)
        statement.value = draw(bench, 1U << row->value_count);
    else
        statement.value = draw(bench, row->value_count);
    return statement;
}

static void walk_once(struct bench *bench, const struct pwz_model *model,
                      struct pwz_facts *facts, struct pwz_walk *walk)
{
    struct pwz_err err = {0};
    const struct pwz_result *result = pwz_walk_update(walk, facts);

    while (result->next != PWZ_NONE && bench->answers < ANSWERS_MOST) {
        const struct pwz_statement statement = answer(bench, model, result->next);
        const double from = now_us();

        if (pwz_facts_add(facts, &statement, &err) != PWZ_OK)
            die(&err);
        result = pwz_walk_update(walk, facts);
        (void)pwz_walk_next_asked(walk, facts);
        bench->answer_us[bench->answers++] = now_us() - from;
    }
}

static void measure_walks(struct bench *bench, const struct pwz_model *model)
{
    struct pwz_err err = {0};
    struct pwz_facts *facts;
    struct pwz_walk *walk;

    if (pwz_facts_new(model, &facts, &err) != PWZ_OK ||
        pwz_walk_new(model, &walk, &err) != PWZ_OK)
        die(&err);
    bench->answers = 0;
    for (unsigned i = 0; i < WALKS; i++) {
        pwz_facts_clear(facts);
        walk_once(bench, model, facts, walk);
    }
    pwz_walk_free(walk);
    pwz_facts_free(facts);
}

/* ---- packs ---- */

static void measure(struct bench *bench, const char *name,
                    const struct pwz_content_files *files)
{
    struct pwz_err err = {0};
    struct pwz_pack pack;
    unsigned char *image = NULL;
    size_t size = 0;

    for (unsigned i = 0; i < bench->rounds; i++) {
        const double from = now_us();

        pwz_mem_free(image);
        if (pwz_content_compile(files, &image, &size, &err) != PWZ_OK)
            die(&err);
        bench->compile_ms[i] = (now_us() - from) / 1e3;
    }
    const double from = now_us();
    if (pwz_pack_open(&pack, image, size, &err) != PWZ_OK)
        die(&err);
    const double open_us = now_us() - from;
    measure_walks(bench, &pack.model);
    printf(
        "%-13s %5u facts %5u rules %6u nodes %7zu bytes | compile %7.2f ms | open %5.1f "
        "us | answer to next %6.2f / %7.2f us (%zu)\n",
        name, pack.model.fact_count, pack.model.rule_count, pack.model.node_count, size,
        quantile(bench->compile_ms, bench->rounds, 0.5), open_us,
        quantile(bench->answer_us, bench->answers, 0.5),
        quantile(bench->answer_us, bench->answers, 0.99), bench->answers);
    pwz_mem_free(image);
}

int main(int argc, char **argv)
{
    static const unsigned sizes[] = {50, 200, 400};
    static struct bench bench = {.random = 20261126};
    const long rounds = argc > 1 ? strtol(argv[1], NULL, 10) : ROUNDS;
    struct pwz_content_files files;

    if (rounds < 1 || rounds > ROUNDS_MOST) {
        fputs("usage: bench_pack [ROUNDS, at most 1000]\n", stderr);
        return 2;
    }
    bench.rounds = (unsigned)rounds;
    printf("compile: median of %ld; answer to next: median / p99 over %d walks\n", rounds,
           WALKS);
    pwz_builtin_files(&files);
    measure(&bench, "built in", &files);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        char name[32];
        struct gen_pack *pack = gen_pack_new(sizes[i]);

        if (pack == NULL)
            return 1;
        snprintf(name, sizeof name, "generated %u", sizes[i]);
        measure(&bench, name, &pack->files);
        gen_pack_free(pack);
    }
    return 0;
}
