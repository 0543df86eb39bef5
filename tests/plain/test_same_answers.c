/*
 * One engine, two faces: the same random answers through line mode and through the tree
 * alone give the same statements and the same result. Between the answers the walk asks
 * for help, goes back, takes back, edits and mistypes; none of that may change a thing.
 */
#include <check.h>
#include <string.h>

#include "pecwiz/content.h"
#include "pecwiz/walk.h"

#include "script.h"
#include "unit/runner.h"

enum {
    WALKS = 150,
    STATEMENTS_MAX = 512
};

/* The tree's side, and the lines that shall lead line mode the same way. */
struct walker {
    const struct pwz_pack *pack;
    struct pwz_facts *facts;
    struct pwz_walk *walk;
    const struct pwz_result *result;
    struct pwz_statement said[STATEMENTS_MAX];
    size_t count;
    struct pwz_buf lines;
    uint32_t seed;
};

static uint32_t draw(struct walker *walker, uint32_t below)
{
    walker->seed ^= walker->seed << 13;
    walker->seed ^= walker->seed >> 17;
    walker->seed ^= walker->seed << 5;
    return walker->seed % below;
}

static void state(struct walker *walker, const struct pwz_statement *statement)
{
    struct pwz_err err = {0};

    ck_assert_uint_lt(walker->count, STATEMENTS_MAX);
    walker->said[walker->count++] = *statement;
    ck_assert_int_eq(pwz_facts_add(walker->facts, statement, &err), PWZ_OK);
    walker->result = pwz_walk_update(walker->walk, walker->facts);
}

static void take_back(struct walker *walker)
{
    struct pwz_err err = {0};

    pwz_buf_adds(&walker->lines, "z\ncontinue\n");
    if (walker->count == 0) {
        return;
    }
    walker->count--;
    pwz_facts_clear(walker->facts);
    for (size_t i = 0; i < walker->count; i++) {
        ck_assert_int_eq(pwz_facts_add(walker->facts, &walker->said[i], &err), PWZ_OK);
    }
    walker->result = pwz_walk_update(walker->walk, walker->facts);
}

static void add_members(struct walker *walker, uint32_t members)
{
    const char *separators[] = {",", " ", ", "};
    const char *between = separators[draw(walker, 3)];
    const char *before = "";

    for (uint32_t i = 0; i < PWZ_VALUES_MAX; i++) {
        if ((members >> i & 1U) != 0) {
            pwz_buf_addf(&walker->lines, "%s%u", before, (unsigned)i + 1);
            before = between;
        }
    }
    pwz_buf_adds(&walker->lines, members == 0 ? "none\n" : "\n");
}

static void answer(struct walker *walker, uint32_t fact)
{
    const struct pwz_fact *row = &walker->pack->model.facts[fact];
    struct pwz_statement said = {.fact = fact, .text = "", .detail = ""};

    if (draw(walker, 6) == 0) {
        said.is_unknown = true;
        pwz_buf_adds(&walker->lines, draw(walker, 2) == 0 ? "u\n" : "dont-know\n");
    } else if (row->type == PWZ_FACT_SET) {
        said.value = draw(walker, 1U << row->value_count);
        add_members(walker, said.value);
    } else {
        said.value = draw(walker, row->value_count);
        if (row->type == PWZ_FACT_BOOL && draw(walker, 2) == 0) {
            pwz_buf_adds(&walker->lines, said.value == 0 ? "y\n" : "n\n");
        } else {
            pwz_buf_addf(&walker->lines, "%u\n", (unsigned)said.value + 1);
        }
    }
    state(walker, &said);
}

/* What to type at a detail, and what is kept of it; `typed` NULL when nothing here fits.
 */
struct entry {
    const char *typed, *kept;
};

static struct entry entry_for(const struct pwz_model *model, uint32_t fact)
{
    static const struct entry entries[] = {
        {"2026-01-31",                           "2026-01-31"                          },
        {"01234567-89AB-CDEF-0123-456789abcdef", "01234567-89ab-cdef-0123-456789abcdef"},
        {"123456",                               "123456"                              },
        {"G00123",                               "G00123"                              },
        {" help",                                "help"                                },
    };
    struct entry found = {NULL, NULL};
    struct pwz_buf normal;

    pwz_buf_init(&normal, PWZ_TEXT_MAX);
    for (size_t i = 0; i < sizeof entries / sizeof entries[0] && found.typed == NULL;
         i++) {
        if (pwz_fact_check_text(model, fact, entries[i].typed, &normal, NULL) == PWZ_OK) {
            found = entries[i];
        }
    }
    pwz_buf_done(&normal);
    return found;
}

/* An absent detail, reached through the checklist. */
static void answer_detail(struct walker *walker)
{
    const struct pwz_model *model = &walker->pack->model;
    const uint32_t fact = draw(walker, model->fact_count);
    const struct pwz_fact *row = &model->facts[fact];

    if (pwz_fact_has_values(model, fact) ||
        !pwz_facts_holding(walker->facts, fact).is_absent) {
        return;
    }
    const struct entry entry = entry_for(model, fact);
    ck_assert_msg(entry.typed != NULL, "%s has a form of its own",
                  pwz_fact_id(model, fact));
    pwz_buf_addf(&walker->lines, "checklist\n%u\n%u\n%s\n", (unsigned)row->step + 1,
                 (unsigned)(fact - model->steps[row->step].first_fact) + 1, entry.typed);
    state(walker,
          &(const struct pwz_statement){.fact = fact, .text = entry.kept, .detail = ""});
}

static void stray(struct walker *walker)
{
    static const char *const lines[] = {
        "r\n",      "w\n",           "?\n",
        "0815\n",   "what?\n",       "\n",
        "where\n",  "why\n",         "say\n",
        "note\n",   "b\ncontinue\n", "checklist\nb\n",
        "99\n",     "c\n",           "\033[A\n",
        "/owner\n", "v\ncontinue\n", "checklist\n1\nb\nb\n",
    };
    const uint32_t which = draw(walker, 4 * sizeof lines / sizeof lines[0]);

    if (which < sizeof lines / sizeof lines[0]) {
        pwz_buf_adds(&walker->lines, lines[which]);
    } else if (which % 16 == 0) {
        take_back(walker);
    } else if (which % 4 == 1) {
        answer_detail(walker);
    }
}

static void walk_all(struct walker *walker)
{
    while (pwz_walk_next_asked(walker->walk, walker->facts) != PWZ_NONE) {
        stray(walker); /* may take an answer back, and so change what is next */
        answer(walker, pwz_walk_next_asked(walker->walk, walker->facts));
    }
    pwz_buf_adds(&walker->lines, draw(walker, 2) == 0 ? "q\n" : "");
}

static void claim_same(const struct walker *walker, const struct script *script)
{
    const struct pwz_case_view view = pwz_wizard_case(script->wizard, SCRIPT_NOW);

    ck_assert_uint_eq(pwz_facts_count(view.facts), walker->count);
    for (size_t i = 0; i < walker->count; i++) {
        const struct pwz_statement *theirs = pwz_facts_at(view.facts, i);
        ck_assert_uint_eq(theirs->fact, walker->said[i].fact);
        ck_assert_int_eq(theirs->is_unknown, walker->said[i].is_unknown);
        ck_assert_uint_eq(theirs->value, walker->said[i].value);
        ck_assert_str_eq(theirs->text, walker->said[i].text);
    }
    ck_assert_uint_eq(view.result->verdict, walker->result->verdict);
    ck_assert_int_eq(view.result->status, walker->result->status);
    ck_assert_uint_eq(view.result->questions_left, walker->result->questions_left);
}

START_TEST(line_mode_comes_to_the_facts_and_the_result_of_the_tree)
{
    struct pwz_pack pack;
    struct pwz_err err = {0};
    size_t size = 0;
    const void *image = pwz_builtin_image(&size);
    struct walker walker = {.pack = &pack, .seed = 2463534242U + (uint32_t)_i * 7919U};
    struct script script = {0};

    ck_assert_int_eq(pwz_pack_open(&pack, image, size, &err), PWZ_OK);
    ck_assert_int_eq(pwz_facts_new(&pack.model, &walker.facts, &err), PWZ_OK);
    ck_assert_int_eq(pwz_walk_new(&pack.model, &walker.walk, &err), PWZ_OK);
    pwz_buf_init(&walker.lines, 1024 * 1024);
    walker.result = pwz_walk_update(walker.walk, walker.facts);
    walk_all(&walker);

    script_run(&script, &pack, pwz_buf_text(&walker.lines), walker.lines.len);
    ck_assert_int_eq(script.status, PWZ_OK);
    ck_assert_int_eq(script.ended_by, 0);
    claim_same(&walker, &script);
    script_claim_harmless(&script);

    script_done(&script);
    pwz_buf_done(&walker.lines);
    pwz_walk_free(walker.walk);
    pwz_facts_free(walker.facts);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("plain");
    TCase *tcase = tcase_create("same answers");

    tcase_set_timeout(tcase, 0);
    tcase_add_loop_test(tcase, line_mode_comes_to_the_facts_and_the_result_of_the_tree, 0,
                        WALKS);
    suite_add_tcase(suite, tcase);
    return pwz_test_main(suite);
}
