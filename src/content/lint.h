/* Private to lint: its state, reporting, and the rules that stand in files of their own.
 */
#ifndef CONTENT_LINT_H
#define CONTENT_LINT_H

#include "content/loader.h"

struct lint {
    struct loader *loader;
    const char *today; /* YYYY-MM-DD, NULL = dates are not checked */
    uint8_t *rule_fires;
    pwz_finding_fn *report;
    void *context;
    struct pwz_lint_summary *summary;
};

void lint_report(struct lint *lint, const struct pwz_finding *finding);
void lint_json(struct lint *lint, const char *rule, const struct pwz_json_doc *doc,
               const struct pwz_json *at, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
void lint_file(struct lint *lint, const char *rule, const char *file, unsigned line,
               const char *format, ...) __attribute__((format(printf, 5, 6)));

/* "text/en/ID.md" into `out`, which is returned. */
const char *lint_text_name(const struct lint *lint, const char *id, char out[200]);

/* lint_text.c: rules about the Markdown files themselves. */
void check_links(struct lint *lint);
void check_say(struct lint *lint);

#endif
