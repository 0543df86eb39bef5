/*
 * Lint: what is well-formed and still wrong. Here is the run: load and compile the pack,
 * then one function per theme. The compiler's own errors become a finding too, so that
 * there is one list.
 */
#include "content/lint.h"

#include <string.h>

static lint_check_fn *const checks[] = {
    check_firing,          check_conditions,
    check_verdicts_given,  check_facts_used,
    check_conditions_used, check_guards,
    check_step_lengths,    check_sections,
    check_titles,          check_labels,
    check_questions,       check_say,
    check_unused_words,    check_files,
    check_details,         check_lists_used,
    check_fix_steps,       check_grades,
    check_commands,        check_placeholders_filled,
    check_patterns,        check_links,
    check_markdown,        check_characters,
    check_lists,           check_dates,
    check_bullets,         check_clouds,
    check_coverage,
};

/* ---- reporting ---- */

static void report_finding(struct lint *lint, enum lint_rule rule,
                           struct pwz_finding *finding)
{
    size_t count;
    const struct pwz_lint_rule *row = &pwz_lint_rules(&count)[rule];

    finding->rule = row->id;
    finding->is_warning = row->is_warning;
    if (row->is_warning)
        lint->summary->warnings++;
    else
        lint->summary->errors++;
    lint->report(lint->context, finding);
}

void lint_say(struct lint *lint, enum lint_rule rule, struct lint_place place,
              const char *format, ...)
{
    char path[256] = "";
    struct pwz_buf text;
    va_list args;

    pwz_buf_init(&text, 4000);
    va_start(args, format);
    pwz_buf_addv(&text, format, args);
    va_end(args);
    if (place.json)
        pwz_json_path(place.json, path, sizeof path);
    struct pwz_finding finding = {
        .file = place.file ? place.file : "",
        .line = place.json ? place.json->line : place.line,
        .column = place.json ? place.json->column : place.column,
        .path = place.path ? place.path : path,
        .text = pwz_buf_text(&text),
        .walk = place.walk ? place.walk : "",
    };
    report_finding(lint, rule, &finding);
    pwz_buf_done(&text);
}

static void report_error(struct lint *lint, const struct pwz_err *err)
{
    struct pwz_finding finding = {
        .file = err->file,
        .line = err->line,
        .column = err->column,
        .path = err->path,
        .text = err->text,
        .walk = "",
    };

    report_finding(lint, LINT_NOT_LOADABLE, &finding);
}

/* ---- what the themes share ---- */

void *lint_new(struct lint *lint, size_t count, size_t size)
{
    void *made = pwz_arena_new(&lint->loader->arena, count + 1, size);

    lint->is_out_of_memory |= made == NULL;
    return made;
}

static void copy_name(const struct pwz_buf *name, char out[LINT_NAME_MAX])
{
    memcpy(out, pwz_buf_text(name), name->len);
    out[name->len] = '\0';
}

const char *lint_text_name(const struct lint *lint, const char *id,
                           char out[LINT_NAME_MAX])
{
    struct pwz_buf name;

    pwz_buf_init(&name, LINT_NAME_MAX - 1);
    pwz_buf_addf(&name, "text/%s/%s.md", lint->loader->locale, id);
    copy_name(&name, out);
    pwz_buf_done(&name);
    return out;
}

const char *lint_template(const char *template_id, const char *loop_name,
                          char out[LINT_NAME_MAX])
{
    size_t loop_len = strlen(loop_name);
    struct pwz_buf name;

    pwz_buf_init(&name, LINT_NAME_MAX - 1);
    for (const char *at = template_id; *at; at++) {
        bool is_mark = *at == '{' && strncmp(at + 1, loop_name, loop_len) == 0 &&
                       at[loop_len + 1] == '}';
        if (is_mark) {
            pwz_buf_adds(&name, loop_name);
            at += loop_len + 1;
        } else {
            pwz_buf_addc(&name, *at);
        }
    }
    copy_name(&name, out);
    pwz_buf_done(&name);
    return out;
}

const char *lint_fact_file(const struct lint *lint, uint32_t fact,
                           char out[LINT_NAME_MAX])
{
    const struct fact_entry *entry = loader_fact(lint->loader, fact);
    char id[LINT_NAME_MAX];

    lint_text_name(lint, entry->spec.id, out);
    if (entry->loop_name && !loader_file(lint->loader, out))
        lint_text_name(lint, lint_template(entry->template_id, entry->loop_name, id),
                       out);
    return out;
}

const struct pwz_json_doc *lint_doc(const struct lint *lint, const char *file)
{
    for (uint32_t i = 0; i < lint->loader->doc_count; i++)
        if (strcmp(pwz_json_file(lint->loader->docs[i]), file) == 0)
            return lint->loader->docs[i];
    return NULL;
}

void lint_each_string(struct lint *lint, const struct pwz_json_doc *doc,
                      const struct pwz_json *json, lint_string_fn *check)
{
    if (json->kind == PWZ_JSON_STRING)
        check(lint, doc, json);
    for (const struct pwz_json *kid = json->child; kid; kid = kid->next)
        lint_each_string(lint, doc, kid, check);
}

/* ---- running ---- */

static void summarise(struct lint *lint)
{
    const struct loader *loader = lint->loader;
    const struct pwz_model *model = &lint->pack.model;
    struct pwz_lint_summary *summary = lint->summary;
    const char *combos = pwz_model_text(model, model->meta->combos);
    size_t len = strlen(combos), most = sizeof summary->combos - 1;

    summary->facts = loader->facts.count;
    summary->questions = loader->question_count;
    summary->rules = loader->rules.count;
    summary->verdicts = loader->verdicts.count;
    summary->nodes = model->node_count;
    memcpy(summary->combos, combos, len < most ? len : most);
}

static enum pwz_status compile(struct lint *lint, unsigned char **image)
{
    struct loader *loader = lint->loader;
    struct pwz_model_report report = {0};
    size_t size = 0;
    enum pwz_status status = load_pack(loader);

    if (status != PWZ_OK)
        return status;
    lint->rule_fires = report.rule_fires = lint_new(lint, loader->rules.count, 1);
    lint->cond_fixed = report.cond_fixed = lint_new(lint, loader->conds.count, 1);
    if (lint->is_out_of_memory)
        return loader_nomem(loader);
    status = gather_specs(loader, &lint->spec);
    if (status == PWZ_OK)
        status = build_pack(loader, &report);
    if (status == PWZ_OK)
        status = pwz_image_finish(loader->builder, image, &size, loader->err);
    return status == PWZ_OK ? pwz_pack_open(&lint->pack, *image, size, loader->err)
                            : status;
}

static enum pwz_status run_checks(struct lint *lint)
{
    unsigned char *image = NULL;
    enum pwz_status status = compile(lint, &image);

    for (size_t i = 0; i < sizeof checks / sizeof *checks && status == PWZ_OK; i++)
        checks[i](lint);
    if (status == PWZ_OK)
        summarise(lint);
    else if (status != PWZ_E_NOMEM)
        report_error(lint, lint->loader->err);
    pwz_mem_free(image);
    if (status == PWZ_E_NOMEM || lint->is_out_of_memory || lint->loader->is_out_of_memory)
        return loader_nomem(lint->loader);
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
    enum pwz_status status = run_checks(&lint);
    loader_done(&loader);
    return status;
}
