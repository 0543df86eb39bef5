/*
 * Does lint see what it is for? The built-in pack is broken in one place at a time, and
 * each break has to be caught by the rule named for it, or by a test of the pack. Then
 * the files are cut and bytes flipped: whatever comes of it, nothing may crash.
 * Argument: the folder of the pack.
 */
#include <string.h>

#include "pecwiz/json.h"

#include "mutate.h"
#include "unit/runner.h"

enum {
    CUT_STEP = 97,
    CUT_PARTS = 8,
    LINT_EVERY = 40, /* of cuts in files of tests, which take a whole lint each */
    FLIPS = 500,
    FLIP_PARTS = 10
};

/* ---- what was found ---- */

struct wanted {
    const struct mutant *mutant;
    bool is_found;
    uint32_t count;
    struct pwz_buf list; /* all findings, for the message of a failure */
};

static bool holds(const char *text, const char *part)
{
    return !part || strstr(text, part) != NULL;
}

/* Every finding says where, what, and what to do. */
static void check_form(const struct pwz_finding *finding)
{
    bool is_about_a_file = strcmp(finding->rule, "unused-file") == 0 ||
                           strstr(finding->text, "no such file") != NULL ||
                           strstr(finding->text, "write this file") != NULL ||
                           strstr(finding->text, "UTF-8") != NULL ||
                           strcmp(finding->file, "rules.json") == 0;

    ck_assert_str_ne(finding->file, "");
    ck_assert_str_ne(finding->text, "");
    ck_assert_msg(is_about_a_file || finding->line > 0, "%s: %s", finding->file,
                  finding->text);
    ck_assert_msg(finding->line == 0 || finding->column > 0, "%s: %s", finding->file,
                  finding->text);
}

static void take(void *context, const struct pwz_finding *finding)
{
    struct wanted *wanted = context;
    const struct mutant *mutant = wanted->mutant;

    wanted->count++;
    pwz_buf_addf(&wanted->list, " | [%s] %s:%u: %s", finding->rule, finding->file,
                 finding->line, finding->text);
    if (!mutant)
        return;
    if (mutant->rule)
        check_form(finding);
    bool is_it =
        strcmp(finding->rule, mutant->rule ? mutant->rule : "test-failed") == 0 &&
        holds(finding->text, mutant->words);
    wanted->is_found |= is_it && (!mutant->has_walk || strchr(finding->walk, '='));
}

static const char *pack_folder;
static struct pwz_content_files pack;
static char today[11];

static uint32_t lint(const struct pwz_content_files *files, struct wanted *wanted)
{
    struct pwz_lint_summary summary;
    struct pwz_err err = {0};

    pwz_buf_init(&wanted->list, 1 << 16);
    ck_assert_int_eq(pwz_content_lint(files, today, take, wanted, &summary, &err),
                     PWZ_OK);
    ck_assert_uint_eq(summary.errors + summary.warnings, wanted->count);
    return wanted->count;
}

/* ---- the pack as it is ---- */

START_TEST(the_pack_has_no_findings)
{
    struct wanted wanted = {0};
    struct pwz_test_summary summary;

    lint(&pack, &wanted);
    ck_assert_msg(wanted.count == 0, "%s", pwz_buf_text(&wanted.list));
    pwz_buf_done(&wanted.list);
    pwz_buf_init(&wanted.list, 1 << 16);
    ck_assert_int_eq(pwz_content_test(&pack, take, &wanted, &summary, NULL), PWZ_OK);
    ck_assert_msg(wanted.count == 0, "%s", pwz_buf_text(&wanted.list));
    pwz_buf_done(&wanted.list);
}
END_TEST

START_TEST(tests_are_counted_and_not_their_files)
{
    struct wanted wanted = {0};
    struct pwz_lint_summary lint_summary;
    struct pwz_test_summary test_summary;

    pwz_buf_init(&wanted.list, 1 << 16);
    ck_assert_int_eq(pwz_content_lint(&pack, today, take, &wanted, &lint_summary, NULL),
                     PWZ_OK);
    ck_assert_int_eq(pwz_content_test(&pack, take, &wanted, &test_summary, NULL), PWZ_OK);
    ck_assert_uint_gt(lint_summary.tests, 0);
    ck_assert_uint_eq(lint_summary.tests, test_summary.passed + test_summary.failed);
    pwz_buf_done(&wanted.list);
}
END_TEST

START_TEST(every_rule_of_lint_has_a_mutant)
{
    size_t count;
    const struct pwz_lint_rule *rules = pwz_lint_rules(&count);

    ck_assert_uint_gt(count, 40);
    for (size_t i = 0; i < count; i++) {
        bool has_mutant = false;
        for (size_t j = 0; j < mutant_count; j++)
            has_mutant |= mutants[j].rule && strcmp(mutants[j].rule, rules[i].id) == 0;
        ck_assert_msg(has_mutant, "nothing breaks '%s'", rules[i].id);
        ck_assert_str_ne(rules[i].meaning, "");
    }
}
END_TEST

/* ---- the mutants ---- */

START_TEST(every_mutant_is_caught)
{
    const struct mutant *mutant = &mutants[_i];
    struct wanted wanted = {.mutant = mutant};
    struct broken broken;

    break_pack(&pack, mutant, &broken);
    if (mutant->rule) {
        lint(&broken.files, &wanted);
    } else {
        struct pwz_test_summary summary;
        pwz_buf_init(&wanted.list, 1 << 16);
        ck_assert_int_eq(pwz_content_test(&broken.files, take, &wanted, &summary, NULL),
                         PWZ_OK);
    }
    ck_assert_msg(wanted.is_found, "%s: no [%s] with '%s' among:%s", mutant->name,
                  mutant->rule ? mutant->rule : "test-failed",
                  mutant->words ? mutant->words : "", pwz_buf_text(&wanted.list));
    pwz_buf_done(&wanted.list);
    broken_done(&broken);
}
END_TEST

/* ---- cuts ---- */

static bool ends_with(const char *text, const char *end)
{
    size_t len = strlen(text), end_len = strlen(end);

    return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

/* What is left of a JSON file is no JSON, and the error says where. */
static void cut_one(size_t file, size_t len, bool is_linted)
{
    const struct pwz_content_file *whole = &pack.file[file];
    struct wanted wanted = {0};
    struct broken broken;
    struct pwz_json_doc *doc = NULL;
    struct pwz_err err = {0};

    break_bytes(&pack, file, whole->bytes, len, &broken);
    ck_assert_int_ne(pwz_json_parse(broken.bytes, len, whole->name, NULL, &doc, &err),
                     PWZ_OK);
    ck_assert_uint_gt(err.line, 0);
    if (is_linted) {
        ck_assert_uint_gt(lint(&broken.files, &wanted), 0);
        ck_assert_ptr_nonnull(strstr(pwz_buf_text(&wanted.list), whole->name));
        ck_assert_ptr_nonnull(strstr(pwz_buf_text(&wanted.list), "[not-loadable]"));
        pwz_buf_done(&wanted.list);
    }
    broken_done(&broken);
}

START_TEST(a_cut_json_file_is_an_error_with_a_place)
{
    size_t cuts = 0;

    for (size_t i = 0; i < pack.count; i++) {
        bool is_test = strncmp(pack.file[i].name, "tests/", 6) == 0;
        size_t len = pack.file[i].len;
        if (!ends_with(pack.file[i].name, ".json"))
            continue;
        while (len > 0 && strchr("\n ", pack.file[i].bytes[len - 1]))
            len--;
        for (size_t at = 0; at < len; at += CUT_STEP, cuts++)
            if (cuts % CUT_PARTS == (size_t)_i)
                cut_one(i, at, !is_test || cuts / CUT_PARTS % LINT_EVERY == 0);
    }
    ck_assert_uint_gt(cuts, 1000);
}
END_TEST

/* ---- flips ---- */

/* A small generator of our own: the same places on every machine. */
static uint32_t draw(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void flip_one(uint32_t *state)
{
    struct wanted wanted = {0};
    struct broken broken;
    size_t file = draw(state) % pack.count;
    const struct pwz_content_file *whole = &pack.file[file];
    size_t at = whole->len ? draw(state) % whole->len : 0;

    break_bytes(&pack, file, whole->bytes, whole->len, &broken);
    if (whole->len)
        broken.bytes[at] = (char)(broken.bytes[at] ^ (1 << draw(state) % 8));
    lint(&broken.files, &wanted);
    pwz_buf_done(&wanted.list);
    broken_done(&broken);
}

START_TEST(a_flipped_bit_crashes_nothing)
{
    uint32_t state = 2463534242U;

    for (int i = 0; i < _i; i++)
        state = state * 747796405U + 2891336453U;
    for (int i = 0; i < FLIPS / FLIP_PARTS; i++)
        flip_one(&state);
}
END_TEST

/* ---- running ---- */

static void read_today(void)
{
    struct pwz_json_doc *doc = NULL;
    const struct pwz_content_file *file = pack.file;

    while (strcmp(file->name, "pack.json") != 0)
        file++;
    ck_assert_int_eq(pwz_json_parse(file->bytes, file->len, file->name, NULL, &doc, NULL),
                     PWZ_OK);
    const struct pwz_json *date = pwz_json_get(pwz_json_root(doc), "lastReviewed");
    ck_assert_uint_eq(strlen(date->string), sizeof today - 1);
    memcpy(today, date->string, sizeof today);
    pwz_json_free(doc);
}

static void read_pack(void)
{
    ck_assert_int_eq(pwz_content_read(pack_folder, &pack, NULL), PWZ_OK);
    read_today();
}

static void drop_pack(void)
{
    pwz_content_files_done(&pack);
}

static void add_case(Suite *suite, const char *name, const TTest *test, int loops)
{
    TCase *tests = tcase_create(name);

    tcase_set_timeout(tests, 600);
    tcase_add_checked_fixture(tests, read_pack, drop_pack);
    tcase_add_loop_test(tests, test, 0, loops);
    suite_add_tcase(suite, tests);
}

static Suite *make(void)
{
    Suite *suite = suite_create("mutation");

    add_case(suite, "clean", the_pack_has_no_findings, 1);
    add_case(suite, "count", tests_are_counted_and_not_their_files, 1);
    add_case(suite, "table", every_rule_of_lint_has_a_mutant, 1);
    add_case(suite, "mutants", every_mutant_is_caught, (int)mutant_count);
    add_case(suite, "cuts", a_cut_json_file_is_an_error_with_a_place, CUT_PARTS);
    add_case(suite, "flips", a_flipped_bit_crashes_nothing, FLIP_PARTS);
    return suite;
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    pack_folder = argv[1];
    return pwz_test_main(make());
}
