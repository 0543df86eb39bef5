/*
 * Usage files in line mode: the command that reads them, waiting until they are read, and
 * the lines that tell what they say. Reading is waited for, because a line that comes by
 * itself between question and answer disturbs who listens; ^C stops it, and what was read
 * counts.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "plain/signals.h"
#include "plain/state.h"

enum {
    PAGE_MAX = 4 * 1024 * 1024,
    TOLD_EVERY = 20 /* news of progress between two lines about it: five seconds */
};

#define T PWZ_MODE_SUBSCRIPTIONS
#define U PWZ_MODE_USAGE

/* ---- wishes and news ---- */

void pwz_plain_wish(struct pwz_plain *plain, const struct pwz_wish *wish)
{
    const struct pwz_usage_runner *usage = plain->opts->usage;

    if (usage == NULL) {
        pwz_plain_say(plain, "", "Files cannot be read here.");
    } else {
        usage->perform(usage->context, wish);
    }
}

static void say_progress(const struct pwz_plain *plain)
{
    struct pwz_buf words;

    pwz_buf_init(&words, PWZ_PLAIN_LINE_MAX);
    pwz_wizard_usage_status(plain->wizard, &words);
    pwz_plain_say(plain, "", "%s", pwz_buf_text(&words));
    pwz_buf_done(&words);
    (void)fflush(plain->opts->out);
}

static void take_news(struct pwz_plain *plain, unsigned *told)
{
    const struct pwz_usage_runner *usage = plain->opts->usage;
    struct pwz_news news;

    while (usage->take(usage->context, &news)) {
        pwz_plain_send(plain, (struct pwz_event){.kind = PWZ_EVENT_NEWS, .news = &news});
        if (news.kind == PWZ_NEWS_PROGRESS && ++*told % TOLD_EVERY == 0) {
            say_progress(plain);
        }
    }
}

/* The first ^C stops reading; all else ends the program as ever. */
static bool stops_only(struct pwz_plain *plain, int signal, bool *is_stopped)
{
    if (signal != SIGINT || *is_stopped) {
        return false;
    }
    *is_stopped = true;
    pwz_plain_signals_forget();
    pwz_plain_wish(plain, &(const struct pwz_wish){.kind = PWZ_WISH_STOP});
    return true;
}

void pwz_plain_await(struct pwz_plain *plain)
{
    bool is_stopped = false;
    unsigned told = 0;

    while (plain->opts->usage != NULL && !plain->is_over &&
           pwz_wizard_awaits(plain->wizard)) {
        const int signal = pwz_plain_wait(plain->signals, plain->opts->usage->fd);

        if (signal != 0 && !stops_only(plain, signal, &is_stopped)) {
            return; /* the next look for a line finds it */
        }
        take_news(plain, &told);
    }
}

/* ---- the command ---- */

/* The next path of a line, as a shell would take it apart. False at the end. */
static bool next_path(const char **at, struct pwz_buf *path)
{
    char quote = '\0';
    const char *c = *at + strspn(*at, " ");
    const bool is_there = *c != '\0';

    for (; *c != '\0' && (quote != '\0' || *c != ' '); c++) {
        const bool is_quote = quote == '\0' ? *c == '\'' || *c == '"' : *c == quote;

        if (is_quote) {
            quote = quote == '\0' ? *c : '\0';
            continue;
        }
        c += *c == '\\' && quote != '\'' && c[1] != '\0' ? 1 : 0;
        pwz_buf_addc(path, *c);
    }
    *at = c;
    return is_there;
}

static void read_paths(struct pwz_plain *plain, const char *words)
{
    const char *paths[PWZ_USAGE_FILES_MAX];
    struct pwz_buf texts[PWZ_USAGE_FILES_MAX];
    struct pwz_effects effects = {0};
    size_t count = 0;

    while (count < PWZ_USAGE_FILES_MAX) {
        pwz_buf_init(&texts[count], PWZ_PLAIN_LINE_MAX * 3);
        if (!next_path(&words, &texts[count])) {
            break;
        }
        paths[count] = pwz_buf_text(&texts[count]);
        count++;
    }
    pwz_wizard_read(plain->wizard, paths, count, &effects);
    pwz_plain_perform(plain, &effects);
    for (size_t i = 0; i < count; i++) {
        pwz_buf_done(&texts[i]);
    }
}

void pwz_plain_run_file(struct pwz_plain *plain, const struct pwz_plain_command *command,
                        const char *words)
{
    (void)command;
    if (words[0] != '\0') {
        read_paths(plain, words);
    } else if (pwz_wizard_has_read(plain->wizard) &&
               ((unsigned)pwz_wizard_mode(plain->wizard) & (T | U)) == 0) {
        pwz_plain_press(plain, PWZ_ACTION_USAGE);
    } else {
        pwz_plain_say(plain, "", "Please say which file, such as 'file usage.csv'.");
        return;
    }
    pwz_plain_await(plain);
    plain->wants_block = true;
}

/* Calendar, table, other subscriptions: the keys of the view, and what it then shows. */
void pwz_plain_run_view(struct pwz_plain *plain, const struct pwz_plain_command *command,
                        const char *words)
{
    (void)words;
    pwz_plain_press(plain, command->action);
    pwz_plain_await(plain);
    plain->wants_block = true;
}

/* ---- showing ---- */

static void say_lines(const struct pwz_plain *plain, const struct pwz_buf *page)
{
    const char *text = pwz_buf_text(page);

    while (*text != '\0') {
        const size_t len = strcspn(text, "\n");

        pwz_plain_say(plain, "", "%.*s", (int)len, text);
        text += len + (text[len] == '\n' ? 1 : 0);
    }
}

void pwz_plain_say_usage(const struct pwz_plain *plain, const struct pwz_case_view *view)
{
    const char *said = pwz_wizard_said(plain->wizard);
    struct pwz_buf page;

    (void)view;
    pwz_buf_init(&page, PAGE_MAX);
    pwz_wizard_usage_text(plain->wizard, PWZ_PLAIN_COLS, &page);
    say_lines(plain, &page);
    if (said[0] != '\0') {
        pwz_plain_say(plain, "", "%s", said);
    }
    pwz_buf_done(&page);
}

void pwz_plain_prompt_usage(const struct pwz_plain *plain, struct pwz_buf *out)
{
    const size_t count = pwz_wizard_usage_count(plain->wizard);

    if (pwz_wizard_mode(plain->wizard) == U) {
        pwz_buf_adds(out, "Usage (empty goes on");
    } else if (count > 1) {
        pwz_buf_addf(out, "Subscription (1-%zu, or a part of a name", count);
    } else {
        pwz_buf_addf(out, "Subscription (%sa part of a name", count == 1 ? "1, or " : "");
    }
}

void pwz_plain_expect_usage(const struct pwz_plain *plain)
{
    if (pwz_wizard_mode(plain->wizard) == U) {
        pwz_plain_say(plain, "", "An empty line goes on with the questions; ? for help.");
    } else {
        pwz_plain_say(plain, "",
                      "Please type the number of a subscription, a part of its name or "
                      "of its customer's to find it, b to go back, or ? for help.");
    }
}

/* ---- answers ---- */

void pwz_plain_answer_usage(struct pwz_plain *plain, const char *line)
{
    (void)line;
    pwz_plain_expect_usage(plain);
}

static bool is_number(const char *line, size_t *number)
{
    size_t read = 0;

    for (const char *c = line; *c != '\0'; c++) {
        if (*c < '0' || *c > '9' || read > SIZE_MAX / 100) {
            return false;
        }
        read = read * 10 + (size_t)(*c - '0');
    }
    *number = read;
    return line[0] != '\0';
}

static void filter(struct pwz_plain *plain, const char *line)
{
    pwz_plain_key(plain, PWZ_KEY_CTRL_U);
    pwz_plain_paste(plain, line, strlen(line));
    plain->wants_block = true;
}

/* A number that is no row is a part of an id. */
void pwz_plain_answer_subscription(struct pwz_plain *plain, const char *line)
{
    size_t number = 0;

    if (!is_number(line, &number) || number == 0 ||
        number > pwz_wizard_usage_count(plain->wizard)) {
        filter(plain, line);
        return;
    }
    pwz_plain_key(plain, PWZ_KEY_HOME);
    while (--number > 0) {
        pwz_plain_key(plain, PWZ_KEY_DOWN);
    }
    pwz_plain_key(plain, PWZ_KEY_ENTER);
    pwz_plain_await(plain);
    plain->wants_block = true;
}
