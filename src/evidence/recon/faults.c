/* What goes wrong while reading: warnings with their line, and what ends it. */
#include "evidence/recon/reader.h"

void recon_warn(struct pwz_recon *recon, uint64_t line, const char *format, ...)
{
    struct pwz_err words = {.line = 0};
    va_list args;

    if (recon->warning_count >= recon->opts.warnings_max ||
        !grow(&recon->budget, &recon->warnings, recon->warning_count,
              &recon->warning_room, sizeof *recon->warnings)) {
        recon->warnings_dropped++;
        return;
    }
    va_start(args, format);
    pwz_err_setv(&words, PWZ_E_SYNTAX, format, args);
    va_end(args);
    char *text = pwz_arena_text(&recon->arena, words.text, strlen(words.text));
    if (!text) {
        recon->warnings_dropped++;
        return;
    }
    recon->warnings[recon->warning_count++] =
        (struct warning){.file = recon->file_count - 1, .line = line, .text = text};
}

static void set_unread(struct pwz_recon *recon, struct file *file, const char *words)
{
    uint32_t text = texts_add(&recon->texts, &recon->budget, words, strlen(words));

    file->is_unread = true;
    file->refused = text == NOT_THERE ? 0 : text;
}

void recon_leave(struct pwz_recon *recon, enum pwz_status why)
{
    struct file *file = recon->file;

    if (!file)
        return;
    file->is_cut = true;
    if (!file->columns && !file->refused)
        set_unread(recon, file,
                   why == PWZ_E_CANCELLED
                       ? "the reading was cancelled before its first line"
                       : "the reading ended before its first line");
}

static void add_unread(struct pwz_recon *recon, const char *name, enum pwz_status why)
{
    if (recon_add_file(recon, name))
        set_unread(recon, recon->file,
                   why == PWZ_E_CANCELLED ? "the reading was cancelled before this file"
                                          : "the reading ended before this file");
}

void pwz_recon_stop(struct pwz_recon *recon, enum pwz_status why,
                    const char *const *names, size_t count)
{
    if (recon->state == FEED_SEALED)
        return;
    if (recon->state == FEED_NONE) {
        recon->file = NULL; /* it is read to its end */
        recon_fail_with(recon, 0, why, pwz_status_words(why));
    } else if (recon->state != FEED_FAILED) {
        recon_fail_with(recon, 0, why, pwz_status_words(why));
    }
    if (recon->file)
        file_settle_dates(recon, recon->file_count - 1);
    for (size_t i = 0; i < count; i++)
        add_unread(recon, names[i], why);
    recon->file = NULL; /* none of them is being read */
}

bool recon_fail_with(struct pwz_recon *recon, uint64_t line, enum pwz_status status,
                     const char *words)
{
    const char *name = recon->file ? texts_at(&recon->texts, recon->file->name) : "";

    pwz_err_set(&recon->failure, status, "%s", words);
    pwz_err_place(&recon->failure, name, line > UINT32_MAX ? 0 : (unsigned)line, 0);
    recon->state = FEED_FAILED;
    recon_leave(recon, status);
    return false;
}

bool recon_fail(struct pwz_recon *recon, uint64_t line)
{
    if (recon->state == FEED_FAILED)
        return false;
    if (recon->budget.is_over)
        return recon_fail_with(recon, line, PWZ_E_LIMIT,
                               "the file has more subscriptions, resource groups or days "
                               "than can be held; give fewer customers or one month at a "
                               "time");
    return recon_fail_with(recon, line, PWZ_E_NOMEM,
                           "not enough memory for so many subscriptions and groups");
}

bool recon_refuse(struct pwz_recon *recon, uint64_t line, const char *words)
{
    recon->file->refused = texts_add(&recon->texts, &recon->budget, words, strlen(words));
    if (recon->file->refused == NOT_THERE)
        return recon_fail(recon, line);
    pwz_err_set(&recon->failure, PWZ_E_SCHEMA, "%s", words);
    pwz_err_place(&recon->failure, texts_at(&recon->texts, recon->file->name),
                  line > UINT32_MAX ? 0 : (unsigned)line, 0);
    recon->state = FEED_REFUSED;
    return false;
}
