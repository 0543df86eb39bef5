/*
 * pecwiz content lint | test: findings as FILE:LINE:COLUMN: PATH: text, one per line,
 * then a summary with what the decision diagram proves.
 */
#include <string.h>
#include <time.h>

#include "pecwiz/json.h"
#include "pecwiz/report.h"

#include "cli/cli.h"

enum {
    PAGE_MAX = 32 * 1024 * 1024
};

/* Where findings go while a check runs. */
struct listing {
    struct pwz_buf page;
    struct pwz_json_writer json;
    bool is_json;
    uint32_t errors, warnings;
};

static void put_text(struct pwz_json_writer *json, const char *key, const char *text)
{
    pwz_json_key(json, key);
    pwz_json_string(json, text);
}

static void put_count(struct pwz_json_writer *json, const char *key, int64_t count)
{
    pwz_json_key(json, key);
    pwz_json_integer(json, count);
}

static void write_place(struct pwz_buf *page, const struct pwz_finding *finding)
{
    if (finding->file[0] != '\0') {
        pwz_buf_adds(page, finding->file);
        if (finding->line != 0) {
            pwz_buf_addf(page, ":%u:%u", finding->line, finding->column);
        }
        pwz_buf_adds(page, ": ");
    }
    if (finding->path[0] != '\0') {
        pwz_buf_addf(page, "%s: ", finding->path);
    }
}

static void write_finding(struct pwz_buf *page, const struct pwz_finding *finding)
{
    write_place(page, finding);
    pwz_buf_addf(page, "%s%s [%s]\n", finding->is_warning ? "warning: " : "",
                 finding->text, finding->rule);
    if (finding->walk[0] != '\0') {
        pwz_buf_addf(page, "    for example: %s\n", finding->walk);
    }
}

static void put_finding(struct pwz_json_writer *json, const struct pwz_finding *finding)
{
    pwz_json_open_inline(json, '{');
    put_text(json, "severity", finding->is_warning ? "warning" : "error");
    put_text(json, "rule", finding->rule);
    put_text(json, "file", finding->file);
    put_count(json, "line", finding->line);
    put_count(json, "column", finding->column);
    put_text(json, "path", finding->path);
    put_text(json, "text", finding->text);
    put_text(json, "walk", finding->walk);
    pwz_json_close(json, '}');
}

static void take_finding(void *context, const struct pwz_finding *finding)
{
    struct listing *listing = context;

    listing->errors += finding->is_warning ? 0 : 1;
    listing->warnings += finding->is_warning ? 1 : 0;
    if (listing->is_json) {
        put_finding(&listing->json, finding);
    } else {
        write_finding(&listing->page, finding);
    }
}

static void begin(struct listing *listing, const char *schema)
{
    if (!listing->is_json) {
        return;
    }
    pwz_json_writer_init(&listing->json, &listing->page);
    pwz_json_open(&listing->json, '{');
    put_text(&listing->json, "schema", schema);
    pwz_json_key(&listing->json, "findings");
    pwz_json_open(&listing->json, '[');
}

static int64_t now_ms(void)
{
    struct timespec at = {0};

    (void)clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

/* ---- summaries ---- */

static void write_lint(struct listing *listing, const struct pwz_lint_summary *summary,
                       int64_t took_ms)
{
    struct pwz_buf *page = &listing->page;

    pwz_buf_addf(page, "%u facts, %u questions, %u rules, %u verdicts, %u tests\n",
                 summary->facts, summary->questions, summary->rules, summary->verdicts,
                 summary->tests);
    if (summary->nodes > 0) {
        pwz_buf_addf(
            page,
            "%s combinations of answers in a diagram of %u nodes: each combination "
            "has exactly one verdict\n",
            summary->combos, summary->nodes);
    }
    pwz_buf_addf(page, "%u error%s, %u warning%s, %lld ms\n", summary->errors,
                 summary->errors == 1 ? "" : "s", summary->warnings,
                 summary->warnings == 1 ? "" : "s", (long long)took_ms);
}

static void put_lint(struct listing *listing, const struct pwz_lint_summary *summary,
                     int64_t took_ms)
{
    struct pwz_json_writer *json = &listing->json;

    pwz_json_close(json, ']');
    put_count(json, "errors", summary->errors);
    put_count(json, "warnings", summary->warnings);
    put_count(json, "facts", summary->facts);
    put_count(json, "questions", summary->questions);
    put_count(json, "rules", summary->rules);
    put_count(json, "verdicts", summary->verdicts);
    put_count(json, "tests", summary->tests);
    put_count(json, "nodes", summary->nodes);
    /* A string: the number passes what JSON readers can hold. */
    put_text(json, "combinations", summary->combos);
    pwz_json_key(json, "one_verdict_each");
    pwz_json_bool(json, summary->nodes > 0);
    put_count(json, "ms", took_ms);
    pwz_json_close(json, '}');
    pwz_buf_addc(&listing->page, '\n');
}

static void write_test(struct listing *listing, const struct pwz_test_summary *summary,
                       int64_t took_ms)
{
    pwz_buf_addf(&listing->page,
                 "%u of %u rules and %u of %u verdicts are reached\n"
                 "%u passed, %u failed, %lld ms\n",
                 summary->rules_hit, summary->rules, summary->verdicts_hit,
                 summary->verdicts, summary->passed, summary->failed, (long long)took_ms);
}

static void put_test(struct listing *listing, const struct pwz_test_summary *summary,
                     int64_t took_ms)
{
    struct pwz_json_writer *json = &listing->json;

    pwz_json_close(json, ']');
    put_count(json, "passed", summary->passed);
    put_count(json, "failed", summary->failed);
    put_count(json, "rules", summary->rules);
    put_count(json, "rules_hit", summary->rules_hit);
    put_count(json, "verdicts", summary->verdicts);
    put_count(json, "verdicts_hit", summary->verdicts_hit);
    put_count(json, "ms", took_ms);
    pwz_json_close(json, '}');
    pwz_buf_addc(&listing->page, '\n');
}

/* ---- the two commands ---- */

static enum pwz_status lint(const struct pwz_cli *cli,
                            const struct pwz_content_files *files,
                            struct listing *listing, struct pwz_err *err)
{
    struct pwz_lint_summary summary = {0};
    const int64_t began = now_ms();
    enum pwz_status status;
    char today[11];

    pwz_date_text(cli->now, today);
    begin(listing, "pecwiz-lint/1");
    status = pwz_content_lint(files, today, take_finding, listing, &summary, err);
    if (status != PWZ_OK) {
        return status;
    }
    (listing->is_json ? put_lint : write_lint)(listing, &summary, now_ms() - began);
    return PWZ_OK;
}

static enum pwz_status test(const struct pwz_cli *cli,
                            const struct pwz_content_files *files,
                            struct listing *listing, struct pwz_err *err)
{
    struct pwz_test_summary summary = {0};
    const int64_t began = now_ms();
    enum pwz_status status;

    (void)cli;
    begin(listing, "pecwiz-test/1");
    status = pwz_content_test(files, take_finding, listing, &summary, err);
    if (status != PWZ_OK) {
        return status;
    }
    (listing->is_json ? put_test : write_test)(listing, &summary, now_ms() - began);
    return PWZ_OK;
}

typedef enum pwz_status check_fn(const struct pwz_cli *cli,
                                 const struct pwz_content_files *files,
                                 struct listing *listing, struct pwz_err *err);

static enum pwz_exit check(const struct pwz_cli *cli,
                           const struct pwz_content_files *files, check_fn *run)
{
    struct listing listing = {.is_json = cli->format == PWZ_FORMAT_JSON};
    struct pwz_err err = {0};
    enum pwz_exit code;

    pwz_buf_init(&listing.page, PAGE_MAX);
    if (run(cli, files, &listing, &err) == PWZ_OK) {
        code = pwz_cli_print(&listing.page, pwz_buf_status(&listing.page));
    } else {
        code = pwz_cli_fail(&err, PWZ_EXIT_CONTENT);
    }
    pwz_buf_done(&listing.page);
    return code == PWZ_EXIT_DONE && listing.errors > 0 ? PWZ_EXIT_CONTENT : code;
}

static enum pwz_exit check_pack(const struct pwz_cli *cli, check_fn *run)
{
    struct pwz_content_files files = {0};
    struct pwz_err err = {0};
    enum pwz_exit code;

    if (cli->operand_count == 0) {
        pwz_builtin_files(&files);
        return check(cli, &files, run);
    }
    if (pwz_content_read(cli->operands[0], &files, &err) != PWZ_OK) {
        code = pwz_cli_fail(&err, PWZ_EXIT_CONTENT);
    } else {
        code = check(cli, &files, run);
    }
    pwz_content_files_done(&files);
    return code;
}

/* ---- the list of what lint looks for ---- */

enum {
    ID_COLS = 24
};

static const char *severity(const struct pwz_lint_rule *rule)
{
    return rule->is_warning ? "warning" : "error";
}

static void put_rules(struct pwz_buf *page, const struct pwz_lint_rule *rules,
                      size_t count)
{
    struct pwz_json_writer json;

    pwz_json_writer_init(&json, page);
    pwz_json_open(&json, '{');
    put_text(&json, "schema", "pecwiz-lint-rules/1");
    pwz_json_key(&json, "rules");
    pwz_json_open(&json, '[');
    for (size_t i = 0; i < count; i++) {
        pwz_json_open_inline(&json, '{');
        put_text(&json, "rule", rules[i].id);
        put_text(&json, "severity", severity(&rules[i]));
        put_text(&json, "meaning", rules[i].meaning);
        pwz_json_close(&json, '}');
    }
    pwz_json_close(&json, ']');
    pwz_json_close(&json, '}');
    pwz_buf_addc(page, '\n');
}

static enum pwz_exit print_rules(const struct pwz_cli *cli)
{
    size_t count;
    const struct pwz_lint_rule *rules = pwz_lint_rules(&count);
    struct pwz_buf page;
    enum pwz_exit code;

    pwz_buf_init(&page, PAGE_MAX);
    if (cli->format == PWZ_FORMAT_JSON) {
        put_rules(&page, rules, count);
    } else {
        for (size_t i = 0; i < count; i++) {
            pwz_buf_addf(&page, "%-*s%-9s%s\n", ID_COLS, rules[i].id, severity(&rules[i]),
                         rules[i].meaning);
        }
    }
    code = pwz_cli_print(&page, pwz_buf_status(&page));
    pwz_buf_done(&page);
    return code;
}

enum pwz_exit pwz_cmd_lint(struct pwz_cli *cli)
{
    return cli->wants_rules ? print_rules(cli) : check_pack(cli, lint);
}

enum pwz_exit pwz_cmd_test(struct pwz_cli *cli)
{
    return check_pack(cli, test);
}
