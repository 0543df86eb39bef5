/* Lint rules about the pack's own tests: every rule and every verdict is the end of one.
 * Whether the tests pass is for "content test". */
#include <string.h>

#include "content/lint.h"
#include "content/pack_test.h"

/* Answers that end at each rule, for who writes the missing test. */
static bool build_ends(struct lint *lint, struct lint_tree *tree)
{
    const struct vec *rules = &lint->loader->rules;
    struct pwz_rule_spec *copy = lint_new(lint, rules->count, sizeof *copy);

    if (!copy)
        return false;
    memcpy(copy, rules->data, rules->count * sizeof *copy);
    for (uint32_t i = 0; i < rules->count; i++)
        copy[i].verdict = i;
    return lint_tree_build(lint, copy, rules->count, tree);
}

static const char *walk_to_rule(struct lint *lint, const struct lint_tree *tree,
                                uint32_t rule)
{
    struct lint_goal goal = {
        .first_leaf = rule, .last_leaf = rule, .var = PWZ_NONE, .kept_var = PWZ_NONE};
    uint32_t leaf;

    return tree->image ? lint_walk_to(lint, &tree->model, &goal, &leaf) : NULL;
}

static void say_untested_rule(struct lint *lint, uint32_t rule, const char *walk)
{
    const struct loader *loader = lint->loader;
    const struct pwz_json *const *json = loader->rule_json.data;
    struct lint_place place = lint_at(loader->rules_doc, json[rule]);

    place.walk = walk;
    lint_say(lint, LINT_UNTESTED_RULE, place,
             "no test ends at the rule '%s'; write one in tests/",
             lint->spec.rules[rule].id);
}

static void say_missed(struct lint *lint, const struct pack_tests *tests)
{
    const struct loader *loader = lint->loader;
    struct lint_tree tree = {0};
    bool is_tried = false;

    for (uint32_t i = 0; i < lint->spec.rule_count; i++) {
        /* A rule that cannot fire has been told; no test could end there. */
        if (tests->rule_hit[i] || !lint->rule_fires[i])
            continue;
        if (!is_tried)
            build_ends(lint, &tree);
        is_tried = true;
        say_untested_rule(lint, i, walk_to_rule(lint, &tree, i));
    }
    lint_tree_done(&tree);
    for (uint32_t i = 0; i < lint->spec.verdict_count; i++)
        if (!tests->verdict_hit[i])
            lint_say(lint, LINT_UNTESTED_VERDICT,
                     lint_at(loader->verdicts_doc, loader_verdict(loader, i)->json),
                     "no test ends at the verdict '%s'; write one in tests/",
                     loader_verdict(loader, i)->spec.id);
}

static void say_refused(struct lint *lint, const struct pwz_err *err)
{
    struct lint_place place = lint_in(err->file, err->line);

    place.column = err->column;
    place.path = err->path;
    lint_say(lint, LINT_NOT_LOADABLE, place, "%s", err->text);
}

void check_coverage(struct lint *lint)
{
    struct pwz_test_summary summary = {0};
    struct pwz_err err = {0};
    struct pack_tests tests = {
        .pack = lint->pack, .summary = &summary, .is_for_coverage = true};
    enum pwz_status status = pack_tests_run(&tests, lint->loader->files, &err);

    if (status == PWZ_OK)
        say_missed(lint, &tests);
    else if (status == PWZ_E_NOMEM)
        lint->is_out_of_memory = true;
    else
        say_refused(lint, &err);
    lint->summary->tests = summary.passed + summary.failed;
    pack_tests_done(&tests);
}
