/*
 * pecwiz cases stats: results, questions and time over a range of days, as text bars or
 * JSON. Counted from the cases on this machine; nothing is sent anywhere.
 */
#include <stdio.h>
#include <string.h>

#include "pecwiz/json.h"
#include "pecwiz/text.h"
#include "pecwiz/time.h"

#include "cli/store.h"

enum {
    PAGE_MAX = 16 * 1024 * 1024,
    LABEL_COLS = 48,
    BAR_COLS = 20
};

/* ---- the range ---- */

static int64_t day_start(const char *day, int64_t otherwise)
{
    int64_t at = otherwise;

    if (day != NULL) {
        (void)pwz_date_read(day, &at); /* its form was checked with the options */
    }
    return at;
}

/* ---- for people ---- */

static const char *fact_label(const struct pwz_pack *pack, const char *fact)
{
    const uint32_t index = pwz_model_fact(&pack->model, fact);

    return index == PWZ_NONE ? fact : pwz_pack_text(pack, pack->fact_words[index].label);
}

/* A label of equal width; one that does not fit shows that it was cut. */
static void add_label(const char *label, struct pwz_buf *page)
{
    size_t used = 0;
    const size_t len = strlen(label);
    const size_t fits = pwz_text_fit(label, len, LABEL_COLS, &used);

    pwz_buf_add(page, label, fits);
    for (; used < LABEL_COLS; used++) {
        pwz_buf_addc(page, ' ');
    }
    pwz_buf_adds(page, fits < len ? ">" : " ");
}

/* The longest bar is the largest count; what is not 0 shows. */
static void add_bar(uint64_t value, uint64_t most, struct pwz_buf *page)
{
    uint64_t cols = most == 0 ? 0 : (value * BAR_COLS + most / 2) / most;

    cols = value > 0 && cols == 0 ? 1 : cols;
    for (uint64_t i = 0; i < BAR_COLS; i++) {
        pwz_buf_addc(page, i < cols ? '#' : ' ');
    }
}

static void add_duration(uint64_t seconds, struct pwz_buf *page)
{
    pwz_buf_addf(page, "%llu:%02llu:%02llu", (unsigned long long)(seconds / 3600),
                 (unsigned long long)(seconds / 60 % 60),
                 (unsigned long long)(seconds % 60));
}

static void add_verdicts(const struct pwz_pack *pack, const struct pwz_stats *stats,
                         struct pwz_buf *page)
{
    uint64_t most = 0;

    for (size_t i = 0; i < stats->verdict_count; i++) {
        most = stats->verdicts[i].cases > most ? stats->verdicts[i].cases : most;
    }
    pwz_buf_adds(page, stats->verdict_count > 0 ? "\nResults, in cases\n" : "");
    for (size_t i = 0; i < stats->verdict_count; i++) {
        add_label(pwz_store_verdict(pack, stats->verdicts[i].verdict), page);
        add_bar(stats->verdicts[i].cases, most, page);
        pwz_buf_addf(page, " %u\n", stats->verdicts[i].cases);
    }
}

static uint64_t mean_of(const struct pwz_stats_question *question)
{
    return question->timed == 0
               ? 0
               : (question->seconds + question->timed / 2) / question->timed;
}

static void add_question(const struct pwz_pack *pack,
                         const struct pwz_stats_question *question, uint64_t most,
                         struct pwz_buf *page)
{
    add_label(fact_label(pack, question->fact), page);
    add_bar(mean_of(question), most, page);
    pwz_buf_addf(page, " %llu s, %u asked", (unsigned long long)mean_of(question),
                 question->asked);
    if (question->unknown > 0) {
        pwz_buf_addf(page, ", %u don't know", question->unknown);
    }
    if (question->undone > 0) {
        pwz_buf_addf(page, ", %u taken back", question->undone);
    }
    if (question->overruled > 0) {
        pwz_buf_addf(page, ", %u against evidence", question->overruled);
    }
    if (question->flags > 0) {
        pwz_buf_addf(page, ", %u marked unclear", question->flags);
    }
    pwz_buf_addc(page, '\n');
}

static void add_questions(const struct pwz_pack *pack, const struct pwz_stats *stats,
                          struct pwz_buf *page)
{
    uint64_t most = 0;

    for (size_t i = 0; i < stats->question_count; i++) {
        most =
            mean_of(&stats->questions[i]) > most ? mean_of(&stats->questions[i]) : most;
    }
    pwz_buf_adds(page, stats->question_count > 0
                           ? "\nQuestions, mean seconds for an answer\n"
                           : "");
    for (size_t i = 0; i < stats->question_count; i++) {
        add_question(pack, &stats->questions[i], most, page);
    }
}

static void add_text(const struct pwz_pack *pack, const struct pwz_stats *stats,
                     struct pwz_buf *page)
{
    pwz_buf_addf(page, "%u case%s, ", stats->cases, stats->cases == 1 ? "" : "s");
    add_duration(stats->seconds, page);
    pwz_buf_adds(page, " at work, ");
    add_duration(stats->hold_seconds, page);
    pwz_buf_adds(page, " on hold\n");
    if (stats->unreadable > 0) {
        pwz_buf_addf(page, "%u could not be read; 'pecwiz cases verify' says why\n",
                     stats->unreadable);
    }
    if (stats->result_flags > 0) {
        pwz_buf_addf(page, "%u result%s marked unclear\n", stats->result_flags,
                     stats->result_flags == 1 ? "" : "s");
    }
    add_verdicts(pack, stats, page);
    add_questions(pack, stats, page);
}

/* ---- for programs ---- */

static void put_number(struct pwz_json_writer *writer, const char *key, uint64_t value)
{
    pwz_json_key(writer, key);
    pwz_json_integer(writer, (int64_t)value);
}

static void put_text(struct pwz_json_writer *writer, const char *key, const char *text)
{
    pwz_json_key(writer, key);
    pwz_json_string(writer, text);
}

static void put_verdicts(struct pwz_json_writer *writer, const struct pwz_stats *stats)
{
    pwz_json_key(writer, "verdicts");
    pwz_json_open(writer, '[');
    for (size_t i = 0; i < stats->verdict_count; i++) {
        const char *verdict = stats->verdicts[i].verdict;

        pwz_json_open_inline(writer, '{');
        put_text(writer, "verdict", verdict[0] == '\0' ? NULL : verdict);
        put_number(writer, "cases", stats->verdicts[i].cases);
        pwz_json_close(writer, '}');
    }
    pwz_json_close(writer, ']');
}

static void put_questions(struct pwz_json_writer *writer, const struct pwz_stats *stats)
{
    pwz_json_key(writer, "questions");
    pwz_json_open(writer, '[');
    for (size_t i = 0; i < stats->question_count; i++) {
        const struct pwz_stats_question *question = &stats->questions[i];

        pwz_json_open_inline(writer, '{');
        put_text(writer, "fact", question->fact);
        put_number(writer, "asked", question->asked);
        put_number(writer, "unknown", question->unknown);
        put_number(writer, "undone", question->undone);
        put_number(writer, "overruled", question->overruled);
        put_number(writer, "flags", question->flags);
        put_number(writer, "timed", question->timed);
        put_number(writer, "seconds", question->seconds);
        pwz_json_close(writer, '}');
    }
    pwz_json_close(writer, ']');
}

static void add_json(const struct pwz_cli *cli, const struct pwz_stats *stats,
                     struct pwz_buf *page)
{
    struct pwz_json_writer writer;

    pwz_json_writer_init(&writer, page);
    pwz_json_open(&writer, '{');
    put_text(&writer, "schema", "pecwiz-stats/1");
    put_text(&writer, "from", cli->from);
    put_text(&writer, "to", cli->to);
    put_number(&writer, "cases", stats->cases);
    put_number(&writer, "unreadable", stats->unreadable);
    put_number(&writer, "seconds", stats->seconds);
    put_number(&writer, "hold_seconds", stats->hold_seconds);
    put_number(&writer, "result_flags", stats->result_flags);
    put_verdicts(&writer, stats);
    put_questions(&writer, stats);
    pwz_json_close(&writer, '}');
    pwz_buf_addc(page, '\n');
}

/* ---- the command ---- */

static enum pwz_exit print_stats(const struct pwz_cli *cli, const struct pwz_pack *pack,
                                 const struct pwz_stats *stats)
{
    struct pwz_buf page;
    enum pwz_exit code;

    pwz_buf_init(&page, PAGE_MAX);
    if (cli->format == PWZ_FORMAT_JSON) {
        add_json(cli, stats, &page);
    } else {
        add_text(pack, stats, &page);
    }
    code = pwz_cli_print(&page, pwz_buf_status(&page));
    pwz_buf_done(&page);
    return code;
}

static enum pwz_exit count(const struct pwz_cli *cli, const struct pwz_pack *pack)
{
    const int64_t from = day_start(cli->from, INT64_MIN);
    const int64_t last = day_start(cli->to, INT64_MAX - PWZ_SECONDS_PER_DAY);
    struct pwz_err err = {0};
    struct pwz_cases *cases = NULL;
    struct pwz_stats stats = {0};
    enum pwz_exit code;

    if (from > last) {
        fputs("pecwiz: --from is a later day than --to\n", stderr);
        return PWZ_EXIT_USAGE;
    }
    enum pwz_status status = pwz_store_open(cli, &cases, &err);

    if (status == PWZ_OK) {
        status = pwz_cases_stats(cases, from, last + PWZ_SECONDS_PER_DAY, &stats, &err);
    }
    code = status == PWZ_OK ? print_stats(cli, pack, &stats)
                            : pwz_cli_fail(&err, PWZ_EXIT_FAILED);
    pwz_stats_done(&stats);
    pwz_cases_free(cases);
    return code;
}

enum pwz_exit pwz_cmd_cases_stats(struct pwz_cli *cli)
{
    struct pwz_cli_pack pack;
    enum pwz_exit code = pwz_cli_open_pack(cli, &pack);

    if (code == PWZ_EXIT_DONE) {
        code = count(cli, &pack.pack);
    }
    pwz_cli_close_pack(&pack);
    return code;
}
