/*
 * pecwiz cases show: one case for people (result, notes, answers) or as it happened, as
 * text or as one JSON object.
 */
#include <stdio.h>
#include <string.h>

#include "pecwiz/time.h"

#include "cli/cases_steps.h"

enum {
    PAGE_MAX = 64 * 1024 * 1024,
    TEXT_COLS = 80
};

/* A file that was not taken in has no number here, but the one it was given. */
static const char *number_of(const struct pwz_case *open)
{
    const char *id = pwz_case_id(open);

    return id[0] != '\0' || pwz_case_event_count(open) == 0
               ? id
               : pwz_case_event_at(open, 0)->origin;
}

/* ---- text ---- */

static void write_head(const struct pwz_case *open, struct pwz_buf *page)
{
    const struct pwz_case_state state = pwz_case_state(open);
    const struct pwz_case_content content = pwz_case_content_of(open);
    const size_t count = pwz_case_event_count(open);
    char first[PWZ_TIME_SIZE] = "";
    char last[PWZ_TIME_SIZE] = "";

    if (count > 0) {
        pwz_time_text(pwz_case_event_at(open, 0)->at, first);
        pwz_time_text(pwz_case_event_at(open, count - 1)->at, last);
    }
    pwz_buf_addf(page, "Case %s, opened %s, last change %s, content %s %s\n",
                 number_of(open), first, last, content.id, content.version);
    /* That it was only opened to be read is no news here. */
    if (state.words[0] != '\0' && state.lock != PWZ_CASE_LOCK_ASKED) {
        pwz_buf_addf(page, "%s\n", state.words);
    }
}

static void write_asides(const struct pwz_case_replay *replay, struct pwz_buf *page)
{
    for (size_t i = 0; i < replay->aside_count; i++) {
        pwz_buf_addf(page, "%s%s: %s\n",
                     i == 0 ? "\nKept aside, because this content does not know it:\n"
                            : "",
                     replay->asides[i].event->fact, replay->asides[i].why);
    }
}

static void write_notes(const struct pwz_case *open, struct pwz_buf *page)
{
    struct pwz_buf notes;

    pwz_buf_init(&notes, PAGE_MAX);
    pwz_notes_write(open, &notes);
    if (notes.len > 0) {
        pwz_buf_addf(page, "\nNotes\n%s", pwz_buf_text(&notes));
    }
    pwz_buf_done(&notes);
}

static enum pwz_status write_report(const struct pwz_case *open,
                                    const struct pwz_case_view *view,
                                    struct pwz_buf *page)
{
    struct pwz_doc doc = {0};
    enum pwz_status status;

    pwz_report_case(view, &doc);
    status = pwz_doc_to_text(&doc, TEXT_COLS, page);
    pwz_doc_done(&doc);
    if (!view->hides_notes) {
        write_notes(open, page);
    }
    return status;
}

static enum pwz_status write_text(const struct pwz_case *open,
                                  const struct pwz_case_result *judged, bool wants_steps,
                                  struct pwz_buf *page)
{
    enum pwz_status status = PWZ_OK;

    write_head(open, page);
    pwz_buf_addc(page, '\n');
    if (wants_steps) {
        pwz_steps_write(open, judged->view.pack, judged->view.hides_notes, page);
    } else {
        status = write_report(open, &judged->view, page);
    }
    write_asides(&judged->replay, page);
    return status == PWZ_OK ? pwz_buf_status(page) : status;
}

/* ---- JSON ---- */

static void put_moment(struct pwz_json_writer *writer, const char *key, size_t index,
                       const struct pwz_case *open)
{
    char text[PWZ_TIME_SIZE];

    pwz_time_text(pwz_case_event_at(open, index)->at, text);
    pwz_json_key(writer, key);
    pwz_json_string(writer, text);
}

static void put_asides(struct pwz_json_writer *writer,
                       const struct pwz_case_replay *replay)
{
    pwz_json_key(writer, "asides");
    pwz_json_open(writer, '[');
    for (size_t i = 0; i < replay->aside_count; i++) {
        pwz_json_open_inline(writer, '{');
        pwz_json_key(writer, "number");
        pwz_json_integer(writer, replay->asides[i].event->number);
        pwz_json_key(writer, "fact");
        pwz_json_string(writer, replay->asides[i].event->fact);
        pwz_json_key(writer, "why");
        pwz_json_string(writer, replay->asides[i].why);
        pwz_json_close(writer, '}');
    }
    pwz_json_close(writer, ']');
}

static void put_head(struct pwz_json_writer *writer, const struct pwz_case *open)
{
    const size_t count = pwz_case_event_count(open);

    pwz_json_key(writer, "schema");
    pwz_json_string(writer, "pecwiz-case/1");
    pwz_json_key(writer, "id");
    pwz_json_string(writer, number_of(open));
    if (count > 0) {
        put_moment(writer, "opened", 0, open);
        put_moment(writer, "last", count - 1, open);
    }
}

/* The result is the very object of 'diagnose --json'. */
static enum pwz_status write_json(const struct pwz_case *open,
                                  const struct pwz_case_result *judged, bool wants_steps,
                                  struct pwz_buf *page)
{
    struct pwz_json_writer writer;
    enum pwz_status status;

    pwz_json_writer_init(&writer, page);
    pwz_json_open(&writer, '{');
    put_head(&writer, open);
    put_asides(&writer, &judged->replay);
    if (wants_steps) {
        pwz_json_key(&writer, "steps");
        pwz_steps_json(open, judged->view.hides_notes, &writer);
    }
    pwz_json_key(&writer, "result");
    status = pwz_report_json(&judged->view, page);
    writer.after_key = false;
    pwz_json_close(&writer, '}');
    pwz_buf_addc(page, '\n');
    return status == PWZ_OK ? pwz_buf_status(page) : status;
}

/* ---- the command ---- */

static enum pwz_exit show_case(const struct pwz_cli *cli, const struct pwz_pack *pack,
                               const struct pwz_case *open, struct pwz_err *err)
{
    struct pwz_case_result judged = {0};
    struct pwz_buf page;
    enum pwz_exit code = PWZ_EXIT_FAILED;
    enum pwz_status status = pwz_store_judge(
        open, pack, cli->now, cli->audience == PWZ_AUDIENCE_PARTNER, &judged, err);

    pwz_buf_init(&page, PAGE_MAX);
    if (status == PWZ_OK) {
        status = cli->format == PWZ_FORMAT_JSON
                     ? write_json(open, &judged, cli->wants_steps, &page)
                     : write_text(open, &judged, cli->wants_steps, &page);
        code = pwz_cli_print(&page, status);
    } else {
        code = pwz_cli_fail(err, PWZ_EXIT_FAILED);
    }
    pwz_buf_done(&page);
    pwz_case_result_done(&judged);
    return code;
}

static enum pwz_exit open_and_show(const struct pwz_cli *cli, const struct pwz_pack *pack)
{
    struct pwz_err err = {0};
    struct pwz_cases *cases = NULL;
    struct pwz_case *open = NULL;
    enum pwz_status status = pwz_store_open(cli, &cases, &err);
    enum pwz_exit code;

    if (status == PWZ_OK) {
        status = pwz_store_open_case(cases, cli->operands[0], PWZ_CASE_READ, cli->now,
                                     &open, &err);
    }
    if (status == PWZ_OK) {
        code = show_case(cli, pack, open, &err);
    } else {
        code = pwz_store_fail(&err);
    }
    (void)pwz_case_close(open, NULL);
    pwz_cases_free(cases);
    return code;
}

enum pwz_exit pwz_cmd_cases_show(struct pwz_cli *cli)
{
    struct pwz_cli_pack pack;
    enum pwz_exit code = pwz_cli_open_pack(cli, &pack);

    if (code == PWZ_EXIT_DONE) {
        code = open_and_show(cli, &pack.pack);
    }
    pwz_cli_close_pack(&pack);
    return code;
}
