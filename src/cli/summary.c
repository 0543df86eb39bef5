/*
 * The lines after the wizard. The command goes on with the case, or repeats the answers
 * that rules look at; ids need no quoting in any shell.
 */
#include "cli/summary.h"

#include <string.h>

#include "pecwiz/text.h"

enum {
    PATH_BYTES_MAX = 16 * 1024,
    COMMAND_MAX = 400 /* bytes; longer commands are no help on a screen */
};

static void write_result(const struct pwz_case_view *view, struct pwz_buf *out)
{
    const struct pwz_result *result = view->result;
    const struct pwz_verdict_words *words;

    if (result->verdict == PWZ_NONE) {
        pwz_buf_addf(out, "Result: not decided yet, at most %u more question%s\n",
                     result->questions_left, result->questions_left == 1 ? "" : "s");
        return;
    }
    words = &view->pack->verdict_words[result->verdict];
    pwz_buf_addf(out, "Result: %s (%s; %s)\n",
                 pwz_pack_text(view->pack, words->article.title),
                 pwz_pack_text(view->pack, words->grade_words),
                 pwz_pack_text(view->pack, words->actor_words));
}

static void write_known(const struct pwz_case_view *view, struct pwz_buf *out)
{
    unsigned known = 0, missed = 0;

    for (uint32_t i = 0; i < view->pack->model.fact_count; i++) {
        const struct pwz_holding holding = pwz_facts_holding(view->facts, i);

        known += holding.is_known ? 1 : 0;
        missed += !holding.is_known && !holding.is_absent ? 1 : 0;
    }
    pwz_buf_addf(out, "Known:  %u answer%s", known, known == 1 ? "" : "s");
    if (missed > 0) {
        pwz_buf_addf(out, ", %u times \"don't know\"", missed);
    }
    pwz_buf_addc(out, '\n');
}

static void add_value(const struct pwz_model *model, uint32_t fact,
                      const struct pwz_holding *holding, struct pwz_buf *out)
{
    const char *comma = "";

    if (!holding->is_known) {
        pwz_buf_adds(out, "unknown");
    } else if (model->facts[fact].type != PWZ_FACT_SET) {
        pwz_buf_adds(out, pwz_value_id(model, fact, holding->value));
    } else {
        for (uint32_t i = 0; i < model->facts[fact].value_count; i++) {
            if ((holding->value >> i & 1U) != 0) {
                pwz_buf_addf(out, "%s%s", comma, pwz_value_id(model, fact, i));
                comma = ",";
            }
        }
    }
}

/* Only what rules look at: names and numbers of the customer stay out of the shell's
 * history, and hints change nothing. */
static void add_command(const struct pwz_case_view *view, struct pwz_buf *out)
{
    const struct pwz_model *model = &view->pack->model;

    pwz_buf_adds(out, "pecwiz diagnose");
    for (uint32_t i = 0; i < model->fact_count; i++) {
        const struct pwz_holding holding = pwz_facts_holding(view->facts, i);

        if (model->facts[i].use != PWZ_USE_RULE || holding.is_absent ||
            !pwz_fact_has_values(model, i)) {
            continue;
        }
        pwz_buf_addf(out, " --set %s=", pwz_fact_id(model, i));
        add_value(model, i, &holding, out);
    }
}

static void write_next(const struct pwz_case_view *view, struct pwz_buf *out)
{
    struct pwz_buf command;

    pwz_buf_init(&command, COMMAND_MAX);
    add_command(view, &command);
    if (pwz_buf_status(&command) == PWZ_OK) {
        pwz_buf_addf(out, "Again:  %s\n", pwz_buf_text(&command));
    } else {
        pwz_buf_adds(out, "Again:  pecwiz diagnose --answers FILE (see pecwiz diagnose "
                          "--help)\n");
    }
    pwz_buf_done(&command);
}

/* A path as one word of a shell; it may come from the environment. */
static void add_word(const char *text, struct pwz_buf *out)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                "0123456789_./:@%+=-";
    const bool is_plain = text[strspn(text, plain)] == '\0';
    struct pwz_buf gated;

    pwz_buf_init(&gated, PATH_BYTES_MAX);
    pwz_text_gate(text, strlen(text), PWZ_GATE_LINE, &gated);
    pwz_buf_adds(out, is_plain ? "" : "'");
    for (size_t i = 0; i < gated.len; i++) {
        if (gated.data[i] == '\'') {
            pwz_buf_adds(out, "'\\'");
        }
        pwz_buf_addc(out, gated.data[i]);
    }
    pwz_buf_adds(out, is_plain ? "" : "'");
    pwz_buf_done(&gated);
}

/* Where the case is; what only lived in memory says so. */
static void write_case(const struct pwz_runner *runner, struct pwz_buf *out)
{
    if (runner->rescue[0] != '\0') {
        pwz_buf_addf(out, "Case:   NOT SAVED in its place (%s); all of it is in ",
                     runner->trouble);
        add_word(runner->rescue, out);
        pwz_buf_addc(out, '\n');
    } else if (runner->is_lost) {
        pwz_buf_addf(out, "Case:   NOT SAVED: %s\n", runner->trouble);
    } else if (runner->number[0] != '\0') {
        pwz_buf_addf(out, "Case:   %s\n", runner->number);
    }
}

void pwz_summary_write(const struct pwz_case_view *view, const struct pwz_runner *runner,
                       struct pwz_buf *out)
{
    const char *dir = runner->cli->state_dir;

    write_result(view, out);
    write_known(view, out);
    write_case(runner, out);
    if (runner->rescue[0] == '\0' && (runner->number[0] == '\0' || runner->is_lost)) {
        write_next(view, out);
        return;
    }
    pwz_buf_addf(out, "Again:  pecwiz %s ",
                 runner->rescue[0] != '\0' ? "cases import" : "resume");
    add_word(runner->rescue[0] != '\0' ? runner->rescue : runner->number, out);
    if (dir != NULL) {
        pwz_buf_adds(out, " --state-dir ");
        add_word(dir, out);
    }
    pwz_buf_addc(out, '\n');
}
