/*
 * How many keys a case takes: every test of the built-in pack that ends in a verdict is
 * walked from the first question, one key for each answer, then once more with '='
 * wherever all it would answer is so. Prints figures; passes no judgement. Knows the walk
 * only, not the screen.
 *
 * Usage: bench_keys [all]     "all" prints each test with its two figures
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pecwiz/answers.h"
#include "pecwiz/content.h"
#include "pecwiz/walk.h"

enum {
    TESTS_MOST = 2000,
    NAME_BYTES = 120,
    AIM_PLAIN = 16,
    AIM_GOOD = 12
};

struct figure {
    char name[NAME_BYTES];
    unsigned keys;
};

struct figures {
    struct figure test[TESTS_MOST];
    size_t count;
};

struct bench {
    struct pwz_pack pack;
    struct pwz_facts *facts;
    struct pwz_walk *walk;
    const struct pwz_result *result;
    struct pwz_answers answers; /* what is true in the present test */
    bool takes_rest_as_good;    /* what the test does not give */
    struct figures plain, good;
};

/* ---- one walk ---- */

/* What a test does not give is as it should be, where the pack says what that is: so it
 * is with whoever calls about one fault. Where that would end in another verdict, it is
 * not known. */
static struct pwz_statement answer_to(const struct bench *bench, uint32_t fact)
{
    const struct pwz_fact *row = &bench->pack.model.facts[fact];
    const bool is_good = row->has_good && bench->takes_rest_as_good;
    const struct pwz_statement answer = {
        .fact = fact,
        .is_unknown = !is_good,
        .value = is_good ? row->good : 0,
        .text = "",
        .detail = "",
    };

    return bench->answers.is_given[fact] ? bench->answers.slots[fact] : answer;
}

/* One key for each answer. In a set a digit alone gives one member, 0 gives none; several
 * take Space and a move, or Space and digits, and Enter: counted as two for the first,
 * one for each further member, and Enter. */
static unsigned keys_of(const struct bench *bench, const struct pwz_statement *answer)
{
    unsigned marks = 0;

    if (bench->pack.model.facts[answer->fact].type != PWZ_FACT_SET ||
        answer->is_unknown || answer->value == 0) {
        return 1;
    }
    for (uint32_t bits = answer->value; bits != 0; bits &= bits - 1) {
        marks++;
    }
    return marks == 1 ? 1 : marks + 2;
}

static void give(struct bench *bench, const struct pwz_statement *answer)
{
    struct pwz_err err = {0};

    if (pwz_facts_add(bench->facts, answer, &err) != PWZ_OK) {
        fprintf(stderr, "bench_keys: %s\n", err.text);
        abort();
    }
    bench->result = pwz_walk_update(bench->walk, bench->facts);
}

/* The question of a step that '=' would answer next, as the wizard chooses it. */
static uint32_t next_good(const struct bench *bench, uint32_t step)
{
    const struct pwz_model *model = &bench->pack.model;

    for (uint32_t i = 0; i < model->steps[step].fact_count; i++) {
        uint32_t fact = model->steps[step].first_fact + i;
        const struct pwz_fact *row = &model->facts[fact];
        if (row->has_good != 0 && row->use == PWZ_USE_RULE &&
            bench->result->is_relevant[fact] != 0 &&
            pwz_facts_holding(bench->facts, fact).is_absent) {
            return fact;
        }
    }
    return PWZ_NONE;
}

static bool is_good(const struct bench *bench, uint32_t fact)
{
    struct pwz_statement answer = answer_to(bench, fact);

    return !answer.is_unknown && answer.value == bench->pack.model.facts[fact].good;
}

/* Press '=' in a step: true when all it answers is so in this case and a key is saved;
 * otherwise nothing has changed. */
static bool press_good(struct bench *bench, uint32_t step)
{
    uint32_t given[PWZ_VALUES_MAX];
    size_t count = 0;
    unsigned saved = 0;
    bool is_so = true;

    for (uint32_t fact = next_good(bench, step);
         fact != PWZ_NONE && is_so && count < PWZ_VALUES_MAX;
         fact = next_good(bench, step)) {
        struct pwz_statement answer = answer_to(bench, fact);
        is_so = is_good(bench, fact);
        saved += is_so ? keys_of(bench, &answer) : 0;
        if (is_so) {
            given[count++] = fact;
            give(bench, &answer);
        } else {
            break;
        }
    }
    if (is_so && saved > 1) {
        return true;
    }
    while (count > 0) {
        pwz_facts_retract(bench->facts, given[--count]);
    }
    bench->result = pwz_walk_update(bench->walk, bench->facts);
    return false;
}

static unsigned give_answer(struct bench *bench, const struct pwz_statement *answer)
{
    give(bench, answer);
    return keys_of(bench, answer);
}

/* One key passes over all the hints of a step that stand here; for the walk each of them
 * is then "don't know". */
static unsigned pass_hints(struct bench *bench, uint32_t fact)
{
    const struct pwz_model *model = &bench->pack.model;
    const uint32_t step = model->facts[fact].step;

    while (fact != PWZ_NONE && model->facts[fact].use == PWZ_USE_HINT &&
           model->facts[fact].step == step) {
        give(bench, &(struct pwz_statement){
                        .fact = fact, .is_unknown = true, .text = "", .detail = ""});
        fact = pwz_walk_next_asked(bench->walk, bench->facts);
    }
    return 1;
}

static unsigned walk(struct bench *bench, bool uses_good)
{
    const struct pwz_model *model = &bench->pack.model;
    unsigned keys = 0;

    pwz_facts_clear(bench->facts);
    bench->result = pwz_walk_update(bench->walk, bench->facts);
    while (bench->result->next != PWZ_NONE) {
        uint32_t fact = pwz_walk_next_asked(bench->walk, bench->facts);
        struct pwz_statement answer = answer_to(bench, fact);
        if (uses_good && fact == bench->result->next &&
            press_good(bench, model->facts[fact].step)) {
            keys++;
            continue;
        }
        keys += model->facts[fact].use == PWZ_USE_HINT ? pass_hints(bench, fact)
                                                       : give_answer(bench, &answer);
    }
    return keys;
}

/* ---- the tests of the pack ---- */

static void note(struct figures *figures, const char *name, unsigned keys)
{
    if (figures->count < TESTS_MOST) {
        struct figure *figure = &figures->test[figures->count++];
        snprintf(figure->name, sizeof figure->name, "%s", name);
        figure->keys = keys;
    }
}

static bool ends_at(const struct bench *bench, const char *verdict)
{
    return bench->result->verdict != PWZ_NONE &&
           strcmp(pwz_verdict_id(&bench->pack.model, bench->result->verdict), verdict) ==
               0;
}

static enum pwz_status take_test(struct bench *bench, const struct pwz_json_doc *doc,
                                 const struct pwz_json *test, struct pwz_err *err)
{
    const struct pwz_json *verdict = pwz_json_get(test, "verdict");
    const struct pwz_json *name = pwz_json_get(test, "name");
    enum pwz_status status = PWZ_OK;

    if (verdict == NULL || verdict->kind != PWZ_JSON_STRING || name == NULL) {
        return PWZ_OK;
    }
    status = pwz_answers_init(&bench->answers, &bench->pack.model, err);
    if (status == PWZ_OK) {
        status = pwz_answers_read_facts(&bench->answers, doc, pwz_json_get(test, "given"),
                                        err);
    }
    if (status == PWZ_OK) {
        bench->takes_rest_as_good = true;
        walk(bench, false);
        bench->takes_rest_as_good = ends_at(bench, verdict->string);
        note(&bench->plain, name->string, walk(bench, false));
        note(&bench->good, name->string, walk(bench, true));
    }
    pwz_answers_done(&bench->answers);
    return status;
}

static enum pwz_status take_file(struct bench *bench, const struct pwz_content_file *file,
                                 struct pwz_err *err)
{
    struct pwz_json_doc *doc = NULL;
    enum pwz_status status =
        pwz_json_parse(file->bytes, file->len, file->name, NULL, &doc, err);
    const struct pwz_json *list =
        status == PWZ_OK ? pwz_json_get(pwz_json_root(doc), "tests") : NULL;

    for (const struct pwz_json *test = list != NULL ? list->child : NULL;
         test != NULL && status == PWZ_OK; test = test->next) {
        status = take_test(bench, doc, test, err);
    }
    pwz_json_free(doc);
    return status;
}

static enum pwz_status take_all(struct bench *bench, struct pwz_err *err)
{
    struct pwz_content_files files;
    enum pwz_status status = PWZ_OK;

    pwz_builtin_files(&files);
    for (size_t i = 0; i < files.count && status == PWZ_OK; i++) {
        if (strncmp(files.file[i].name, "tests/", strlen("tests/")) == 0) {
            status = take_file(bench, &files.file[i], err);
        }
    }
    return status;
}

/* ---- report ---- */

static int compare(const void *a, const void *b)
{
    const struct figure *x = a;
    const struct figure *y = b;

    return (x->keys > y->keys) - (x->keys < y->keys);
}

static void print(const char *title, struct figures *figures, unsigned aim)
{
    size_t above = 0;

    if (figures->count == 0) {
        return;
    }
    qsort(figures->test, figures->count, sizeof figures->test[0], compare);
    for (size_t i = 0; i < figures->count; i++) {
        above += figures->test[i].keys > aim;
    }
    const struct figure *worst = &figures->test[figures->count - 1];
    printf("%-9s median %2u (aim %u), worst %2u; %zu of %zu above the aim\n"
           "          worst: %s\n",
           title, figures->test[(figures->count - 1) / 2].keys, aim, worst->keys, above,
           figures->count, worst->name);
}

static enum pwz_status open_bench(struct bench *bench, struct pwz_err *err)
{
    size_t size = 0;
    const void *image = pwz_builtin_image(&size);
    enum pwz_status status = pwz_pack_open(&bench->pack, image, size, err);

    if (status == PWZ_OK) {
        status = pwz_facts_new(&bench->pack.model, &bench->facts, err);
    }
    if (status == PWZ_OK) {
        status = pwz_walk_new(&bench->pack.model, &bench->walk, err);
    }
    return status;
}

int main(int argc, char **argv)
{
    static struct bench bench;
    struct pwz_err err = {0};
    enum pwz_status status = open_bench(&bench, &err);

    if (status == PWZ_OK) {
        status = take_all(&bench, &err);
    }
    if (status != PWZ_OK) {
        fprintf(stderr, "bench_keys: %s\n", err.text);
    }
    for (size_t i = 0; argc > 1 && strcmp(argv[1], "all") == 0 && i < bench.plain.count;
         i++) {
        printf("%3u %3u  %s\n", bench.plain.test[i].keys, bench.good.test[i].keys,
               bench.plain.test[i].name);
    }
    print("plain", &bench.plain, AIM_PLAIN);
    print("with =", &bench.good, AIM_GOOD);
    pwz_walk_free(bench.walk);
    pwz_facts_free(bench.facts);
    return status == PWZ_OK ? 0 : 1;
}
