/* Lines of JSON text, from pieces cut anywhere. A string holds no raw line feed, so every
 * line feed ends a line. */
#include "evidence/recon/jsonl.h"

#include <string.h>

static bool is_blank_line(const char *line, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r')
            return false;
    return true;
}

static void give_line(struct jsonl *jsonl, const char *line, size_t len)
{
    size_t at;

    if (jsonl->is_skipped || is_blank_line(line, len))
        return;
    if (len > jsonl->line_max) {
        jsonl->sink->fault(jsonl->sink->who, jsonl->line,
                           "the line is longer than the maximum");
        return;
    }
    jsonl->row.line = jsonl->line;
    const char *fault = jsonl_read(jsonl->keys, line, len, &jsonl->row, &at);
    if (fault)
        jsonl->sink->fault(jsonl->sink->who, jsonl->line, fault);
    else if (!jsonl->sink->row(jsonl->sink->who, &jsonl->row))
        jsonl->is_stopped = true;
}

static void skip_to(struct jsonl *jsonl, size_t next)
{
    jsonl->start = jsonl->scanned = next;
    jsonl->is_skipped = false;
    jsonl->line++;
}

void jsonl_run(struct jsonl *jsonl, const char *view, size_t len, bool is_last)
{
    while (!jsonl->is_stopped && jsonl->start < len) {
        const char *feed = jsonl->scanned < len
                               ? memchr(view + jsonl->scanned, '\n', len - jsonl->scanned)
                               : NULL;
        if (!feed && !is_last) {
            jsonl->scanned = len;
            if (len - jsonl->start > jsonl->line_max && !jsonl->is_skipped) {
                jsonl->sink->fault(jsonl->sink->who, jsonl->line,
                                   "the line is longer than the maximum");
                jsonl->is_skipped = true;
            }
            if (jsonl->is_skipped)
                jsonl->start = len;
            return;
        }
        size_t end = feed ? (size_t)(feed - view) : len;
        give_line(jsonl, view + jsonl->start, end - jsonl->start);
        skip_to(jsonl, end + (feed != NULL));
    }
}
