/*
 * Lint: what is well-formed and still wrong. One function per rule, in a table; each
 * reports findings with the place and what to do. The compiler's own errors become a
 * finding too.
 */
#include "content/lint.h"

#include <string.h>

#include "content/loader.h"
#include "content/sections.h"

/* ---- reporting ---- */

void lint_report(struct lint *lint, const struct pwz_finding *finding)
{
    if (finding->is_warning)
        lint->summary->warnings++;
    else
        lint->summary->errors++;
    lint->report(lint->context, finding);
}

static void report_at(struct lint *lint, const char *rule, const struct pwz_json_doc *doc,
                      const struct pwz_json *at, const char *format, va_list args)
    __attribute__((format(printf, 5, 0)));

static void report_at(struct lint *lint, const char *rule, const struct pwz_json_doc *doc,
                      const struct pwz_json *at, const char *format, va_list args)
{
    char path[256] = "";
    struct pwz_buf text;

    pwz_buf_init(&text, 2000);
    pwz_buf_addv(&text, format, args);
    if (at)
        pwz_json_path(at, path, sizeof path);
    struct pwz_finding finding = {
        .rule = rule,
        .file = doc ? pwz_json_file(doc) : "",
        .line = at ? at->line : 0,
        .column = at ? at->column : 0,
        .path = path,
        .text = pwz_buf_text(&text),
        .walk = "",
    };
    lint_report(lint, &finding);
    pwz_buf_done(&text);
}

void lint_json(struct lint *lint, const char *rule, const struct pwz_json_doc *doc,
               const struct pwz_json *at, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    report_at(lint, rule, doc, at, format, args);
    va_end(args);
}

void lint_file(struct lint *lint, const char *rule, const char *file, unsigned line,
               const char *format, ...)
{
    struct pwz_buf text;
    va_list args;

    pwz_buf_init(&text, 2000);
    va_start(args, format);
    pwz_buf_addv(&text, format, args);
    va_end(args);
    struct pwz_finding finding = {.rule = rule,
                                  .file = file,
                                  .line = line,
                                  .column = line ? 1 : 0,
                                  .path = "",
                                  .text = pwz_buf_text(&text),
                                  .walk = ""};
    lint_report(lint, &finding);
    pwz_buf_done(&text);
}

/* ---- rules about the decision tree ---- */

static void check_rules_fire(struct lint *lint)
{
    const struct loader *loader = lint->loader;
    const struct pwz_rule_spec *rules = loader->rules.data;
    const struct pwz_json *const *json = loader->rule_json.data;

    for (uint32_t i = 0; i < loader->rules.count; i++)
        if (!lint->rule_fires[i])
            lint_json(
                lint, "dead-rule", loader->rules_doc, json[i],
                "the rule '%s' can never fire: the rules before it take every case that "
                "it matches; drop it or move it up",
                rules[i].id);
}

static void check_verdicts_given(struct lint *lint)
{
    const struct loader *loader = lint->loader;
    const struct pwz_rule_spec *rules = loader->rules.data;
    bool is_given;

    for (uint32_t i = 0; i < loader->verdicts.count; i++) {
        is_given = false;
        for (uint32_t j = 0; j < loader->rules.count; j++)
            is_given |= rules[j].verdict == i;
        if (!is_given)
            lint_json(lint, "unused-verdict", loader->verdicts_doc,
                      loader_verdict(loader, i)->json,
                      "no rule gives the verdict '%s'; give it a rule or drop it",
                      loader_verdict(loader, i)->spec.id);
    }
}

static bool uses_fact(const struct loader *loader, uint32_t fact)
{
    const struct pwz_cond *conds = loader->conds.data;

    for (uint32_t i = 0; i < loader->conds.count; i++)
        if (conds[i].op <= PWZ_COND_KNOWN && conds[i].a == fact)
            return true;
    return false;
}

static void check_facts_used(struct lint *lint)
{
    const struct loader *loader = lint->loader;

    for (uint32_t i = 0; i < loader->facts.count; i++) {
        const struct fact_entry *entry = loader_fact(loader, i);
        if (entry->spec.use == PWZ_USE_RULE && !uses_fact(loader, i))
            lint_json(
                lint, "unused-fact", loader->facts_doc, entry->json,
                "no rule uses the fact '%s', so it is never asked; use it, or make it a "
                "hint or a detail",
                entry->spec.id);
    }
}

static void check_conditions_used(struct lint *lint)
{
    const struct named_cond *named = lint->loader->named.data;

    for (uint32_t i = 0; i < lint->loader->named.count; i++)
        if (!named[i].is_used)
            lint_json(lint, "unused-condition", lint->loader->rules_doc, named[i].when,
                      "nothing uses the condition '%s'; drop it", named[i].name);
}

/* ---- rules about the words ---- */

static void check_sections(struct lint *lint, const char *id,
                           const struct pwz_article *article,
                           const enum pwz_section *needed, size_t count)
{
    char file[200];

    for (size_t i = 0; i < count; i++)
        if (article->section[needed[i]].count == 0)
            lint_file(lint, "missing-section", lint_text_name(lint, id, file), 0,
                      "the text of '%s' has no section \"## %s\"; write it", id,
                      pwz_section_heading(needed[i]));
}

static void check_texts(struct lint *lint)
{
    static const enum pwz_section question[] = {PWZ_SECTION_WHY, PWZ_SECTION_WHERE,
                                                PWZ_SECTION_SAY, PWZ_SECTION_NOTE};
    static const enum pwz_section verdict[] = {PWZ_SECTION_SAY, PWZ_SECTION_FIX,
                                               PWZ_SECTION_PROOF, PWZ_SECTION_NOTE};
    const struct loader *loader = lint->loader;

    for (uint32_t i = 0; i < loader->facts.count; i++) {
        const struct fact_entry *entry = loader_fact(loader, i);
        /* Details are asked for forms only: why and where are enough. */
        check_sections(lint, entry->spec.id, &entry->words.article, question,
                       entry->spec.use == PWZ_USE_DETAIL ? 2 : 4);
    }
    for (uint32_t i = 0; i < loader->verdicts.count; i++)
        check_sections(lint, loader_verdict(loader, i)->spec.id,
                       &loader_verdict(loader, i)->words.article, verdict, 4);
}

static void check_review(struct lint *lint)
{
    const struct pwz_json *root = pwz_json_root(lint->loader->docs[0]);
    const struct pwz_json *date = pwz_json_get(root, "reviewBy");

    /* ISO dates compare as texts. */
    if (lint->today && date && strcmp(date->string, lint->today) < 0)
        lint_json(
            lint, "review-due", lint->loader->docs[0], date,
            "the pack was to be reviewed by %s; read it against its sources and set new "
            "dates",
            date->string);
}

/* ---- running ---- */

static void (*const checks[])(struct lint *lint) = {
    check_rules_fire, check_verdicts_given, check_facts_used, check_conditions_used,
    check_texts,      check_links,          check_say,        check_review,
};

const char *lint_text_name(const struct lint *lint, const char *id, char out[200])
{
    struct pwz_buf name;

    pwz_buf_init(&name, 199);
    pwz_buf_addf(&name, "text/%s/%s.md", lint->loader->locale, id);
    memcpy(out, pwz_buf_text(&name), name.len + 1);
    pwz_buf_done(&name);
    return out;
}

static void report_error(struct lint *lint, const struct pwz_err *err)
{
    struct pwz_finding finding = {
        .rule = "not-loadable",
        .file = err->file,
        .line = err->line,
        .column = err->column,
        .path = err->path,
        .text = err->text,
        .walk = "",
    };

    lint_report(lint, &finding);
}

static void count_combinations_text(struct lint *lint)
{
    unsigned char *image = NULL;
    size_t size = 0;
    struct pwz_pack pack;

    if (pwz_image_finish(lint->loader->builder, &image, &size, NULL) == PWZ_OK &&
        pwz_pack_open(&pack, image, size, NULL) == PWZ_OK) {
        const char *combos = pwz_model_text(&pack.model, pack.model.meta->combos);
        size_t len = strlen(combos), most = sizeof lint->summary->combos - 1;
        memcpy(lint->summary->combos, combos, len < most ? len : most);
        lint->summary->nodes = pack.model.node_count;
    }
    pwz_mem_free(image);
}

static void summarise(struct lint *lint)
{
    const struct loader *loader = lint->loader;

    lint->summary->facts = loader->facts.count;
    lint->summary->questions = loader->question_count;
    lint->summary->rules = loader->rules.count;
    lint->summary->verdicts = loader->verdicts.count;
    lint->summary->tests = loader->meta.test_count;
    count_combinations_text(lint);
}

static enum pwz_status run_checks(struct lint *lint, struct pwz_err *err)
{
    struct pwz_model_report report = {0};
    enum pwz_status status = load_pack(lint->loader);

    if (status == PWZ_OK) {
        lint->rule_fires =
            pwz_arena_new(&lint->loader->arena, lint->loader->rules.count + 1, 1);
        report.rule_fires = lint->rule_fires;
        status = lint->rule_fires ? build_pack(lint->loader, &report)
                                  : loader_nomem(lint->loader);
    }
    if (status == PWZ_E_NOMEM)
        return status;
    if (status != PWZ_OK) {
        report_error(lint, err);
        return PWZ_OK;
    }
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        checks[i](lint);
    summarise(lint);
    return PWZ_OK;
}

enum pwz_status pwz_content_lint(const struct pwz_content_files *files, const char *today,
                                 pwz_finding_fn *report, void *context,
                                 struct pwz_lint_summary *summary, struct pwz_err *err)
{
    struct loader loader;
    struct lint lint = {.loader = &loader,
                        .today = today,
                        .report = report,
                        .context = context,
                        .summary = summary};
    struct pwz_err local = {0};

    memset(summary, 0, sizeof *summary);
    loader_init(&loader, files, err ? err : &local);
    enum pwz_status status = run_checks(&lint, loader.err);
    loader_done(&loader);
    return status;
}
