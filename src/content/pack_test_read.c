/* tests/NAME.json: the strict reading of test files, and the run over all of them. */
#include <string.h>

#include "pecwiz/mem.h"

#include "content/pack_test.h"

#define WORD_OR_NULL (PWZ_JSON_KIND(STRING) | PWZ_JSON_KIND(NULL))

static const struct pwz_json_field test_fields[TEST_FIELDS] = {
    [TEST_NAME] = {"name",         PWZ_JSON_KIND(STRING), true },
    [TEST_GIVEN] = {"given",        PWZ_JSON_KIND(OBJECT), true },
    [TEST_VERDICT] = {"verdict",      WORD_OR_NULL,          true },
    [TEST_STATUS] = {"status",       PWZ_JSON_KIND(STRING), true },
    [TEST_ALSO_FOUND] = {"alsoFound",    PWZ_JSON_KIND(ARRAY),  false},
    [TEST_ALSO_SEEN] = {"alsoSeen",     PWZ_JSON_KIND(ARRAY),  false},
    [TEST_POSSIBLE] = {"possible",     PWZ_JSON_KIND(ARRAY),  false},
    [TEST_STEPS] = {"steps",        PWZ_JSON_KIND(OBJECT), false},
    [TEST_NEXT] = {"next",         WORD_OR_NULL,          false},
    [TEST_NEVER_ASKS] = {"neverAsks",    PWZ_JSON_KIND(ARRAY),  false},
    [TEST_MAX_QUESTIONS] = {"maxQuestions", PWZ_JSON_KIND(NUMBER), false},
};

static enum pwz_status check_strings(const struct pack_test *test,
                                     const struct pwz_json *list, struct pwz_err *err)
{
    for (const struct pwz_json *item = list ? list->child : NULL; item; item = item->next)
        if (item->kind != PWZ_JSON_STRING)
            return pwz_json_fail(test->doc, item, err, PWZ_E_SCHEMA, "expected a string");
    return PWZ_OK;
}

static enum pwz_status run_item(struct pack_tests *tests, const struct pwz_json_doc *doc,
                                const struct pwz_json *item, struct pwz_err *err)
{
    struct pack_test test = {.doc = doc};
    enum pwz_status status =
        pwz_json_read(doc, item, test_fields, TEST_FIELDS, test.values, err);

    for (int i = TEST_ALSO_FOUND; i <= TEST_NEVER_ASKS && status == PWZ_OK; i++)
        if (i != TEST_NEXT)
            status = check_strings(&test, test.values[i], err);
    return status == PWZ_OK ? run_pack_test(tests, &test, err) : status;
}

static enum pwz_status run_file(struct pack_tests *tests,
                                const struct pwz_content_file *file, struct pwz_err *err)
{
    static const struct pwz_json_field fields[] = {
        {"tests", PWZ_JSON_KIND(ARRAY), true}
    };
    struct pwz_json_doc *doc = NULL;
    const struct pwz_json *list = NULL;
    enum pwz_status status =
        pwz_json_parse(file->bytes, file->len, file->name, NULL, &doc, err);

    if (status == PWZ_OK)
        status = pwz_json_read(doc, pwz_json_root(doc), fields, 1, &list, err);
    for (const struct pwz_json *item = status == PWZ_OK ? list->child : NULL;
         item && status == PWZ_OK; item = item->next)
        status = run_item(tests, doc, item, err);
    pwz_json_free(doc);
    return status;
}

static enum pwz_status run_files(struct pack_tests *tests,
                                 const struct pwz_content_files *files,
                                 struct pwz_err *err)
{
    enum pwz_status status = PWZ_OK;

    for (size_t i = 0; i < files->count && status == PWZ_OK; i++)
        if (strncmp(files->file[i].name, "tests/", 6) == 0)
            status = run_file(tests, &files->file[i], err);
    return status;
}

static enum pwz_status prepare(struct pack_tests *tests, struct pwz_err *err)
{
    const struct pwz_model *model = &tests->pack.model;
    enum pwz_status status = pwz_facts_new(model, &tests->facts, err);

    if (status == PWZ_OK)
        status = pwz_walk_new(model, &tests->walk, err);
    tests->rule_hit = pwz_mem_new(model->rule_count, 1);
    tests->verdict_hit = pwz_mem_new(model->verdict_count, 1);
    if (status == PWZ_OK && (!tests->rule_hit || !tests->verdict_hit))
        status = pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    return status;
}

enum pwz_status pack_tests_run(struct pack_tests *tests,
                               const struct pwz_content_files *files, struct pwz_err *err)
{
    enum pwz_status status = prepare(tests, err);

    return status == PWZ_OK ? run_files(tests, files, err) : status;
}

void pack_tests_done(struct pack_tests *tests)
{
    pwz_mem_free(tests->rule_hit);
    pwz_mem_free(tests->verdict_hit);
    pwz_walk_free(tests->walk);
    pwz_facts_free(tests->facts);
}

enum pwz_status pwz_content_test(const struct pwz_content_files *files,
                                 pwz_finding_fn *report, void *context,
                                 struct pwz_test_summary *summary, struct pwz_err *err)
{
    struct pack_tests tests = {.report = report, .context = context, .summary = summary};
    unsigned char *image = NULL;
    size_t size = 0;
    enum pwz_status status = pwz_content_compile(files, &image, &size, err);

    memset(summary, 0, sizeof *summary);
    if (status == PWZ_OK)
        status = pwz_pack_open(&tests.pack, image, size, err);
    if (status == PWZ_OK)
        status = pack_tests_run(&tests, files, err);
    if (status == PWZ_OK)
        report_untested(&tests);
    pack_tests_done(&tests);
    pwz_mem_free(image);
    return status;
}
