/*
 * The loop: draw if something changed, wait once, take all that was typed, perform what
 * the wizard asks for. Nothing happens while nothing is typed. Must not know what any key
 * means, apart from ^C, which counts as being interrupted.
 */
#include <signal.h>
#include <string.h>

#include "pecwiz/curses.h"

#include "curses/copy.h"
#include "curses/draw.h"
#include "curses/keys.h"
#include "curses/signals.h"
#include "curses/terminal.h"

struct ui {
    struct pwz_wizard *wizard;
    const struct pwz_curses_opts *opts;
    struct pwz_terminal terminal;
    struct pwz_keys keys;
    struct pwz_painter painter;
    struct pwz_screen screen;
    uint32_t key;   /* the one at work */
    int rows, cols; /* of the window */
    bool is_dirty, is_over;
    int ended_by; /* a signal, 0 = the user's key */
    enum pwz_status status;
};

/* ---- drawing ---- */

static void draw(struct ui *ui)
{
    /* Everywhere, not only where text is typed: pasted by mistake at a question, a text
     * must not answer it letter by letter, or leave with its first q. */
    pwz_terminal_paste(&ui->terminal, true);
    ui->status = pwz_wizard_view(ui->wizard, ui->rows, ui->cols, &ui->screen);
    if (ui->status == PWZ_OK) {
        ui->status = pwz_painter_paint(&ui->painter, &ui->screen);
    }
    ui->is_dirty = false;
}

static void repaint(struct ui *ui)
{
    pwz_painter_forget(&ui->painter);
    ui->is_dirty = true;
}

/* Terminals rearrange what they show at another size, so all is painted anew. */
static void take_size(struct ui *ui)
{
    if (pwz_terminal_resize(&ui->rows, &ui->cols)) {
        repaint(ui);
    }
}

/* `is_stop`: stop the process while the terminal is lent. */
static void lend_terminal(struct ui *ui, bool is_stop, bool is_group)
{
    pwz_terminal_lend(&ui->terminal);
    if (is_stop) {
        pwz_signals_stop(is_group);
    }
    pwz_terminal_take_back(&ui->terminal);
    take_size(ui); /* a stopped process is not told of a new size */
    repaint(ui);
}

static void end(struct ui *ui, int ended_by)
{
    ui->is_over = true;
    ui->ended_by = ended_by;
}

/* ---- effects ---- */

static void tell(struct ui *ui, const char *text, bool is_alert)
{
    pwz_wizard_message(ui->wizard, text, is_alert);
    ui->is_dirty = true;
}

/* What concerns the case is the caller's business; it may have changed any screen. */
static void do_case(struct ui *ui, const struct pwz_effect *effect)
{
    struct pwz_err err = {0};

    ui->is_dirty = true;
    if (ui->opts->perform != NULL &&
        ui->opts->perform(ui->opts->context, effect, &err) != PWZ_OK) {
        tell(ui, err.text, true);
    }
}

static void do_copy(struct ui *ui, const struct pwz_effect *effect)
{
    struct pwz_err err = {0};
    struct pwz_buf words;
    bool is_sent;

    pwz_buf_init(&words, 1024);
    is_sent = pwz_copy(effect->text, strlen(effect->text), ui->terminal.is_ansi, &words,
                       &err) == PWZ_OK;
    tell(ui, is_sent ? pwz_buf_text(&words) : err.text, !is_sent);
    pwz_buf_done(&words);
}

static void do_redraw(struct ui *ui, const struct pwz_effect *effect)
{
    (void)effect;
    repaint(ui);
}

static void do_suspend(struct ui *ui, const struct pwz_effect *effect)
{
    (void)effect;
    lend_terminal(ui, true, true);
}

static void do_wish(struct ui *ui, const struct pwz_effect *effect)
{
    const struct pwz_usage_runner *usage = ui->opts->usage;

    if (usage != NULL) {
        usage->perform(usage->context, effect->wish);
    } else {
        tell(ui, "Files cannot be read here.", true);
    }
}

static void do_quit(struct ui *ui, const struct pwz_effect *effect)
{
    (void)effect;
    end(ui, ui->key == PWZ_KEY_CTRL_C ? SIGINT : 0);
}

static void (*const doers[])(struct ui *ui, const struct pwz_effect *effect) = {
    [PWZ_EFFECT_SAVE] = do_case,     [PWZ_EFFECT_RETRY] = do_case,
    [PWZ_EFFECT_OPEN] = do_case,     [PWZ_EFFECT_AGREE] = do_case,
    [PWZ_EFFECT_EXPORT] = do_case,   [PWZ_EFFECT_COPY] = do_copy,
    [PWZ_EFFECT_REDRAW] = do_redraw, [PWZ_EFFECT_SUSPEND] = do_suspend,
    [PWZ_EFFECT_WISH] = do_wish,     [PWZ_EFFECT_QUIT] = do_quit,
};
_Static_assert(sizeof doers / sizeof doers[0] == PWZ_EFFECT_COUNT,
               "one row for each effect");

/* ---- input ---- */

static void send_event(struct ui *ui, struct pwz_event event)
{
    struct pwz_effects effects = {0};

    event.now = ui->opts->now(ui->opts->context);
    ui->key = event.key;
    pwz_wizard_update(ui->wizard, &event, &effects);
    ui->is_dirty = ui->is_dirty || effects.is_dirty;
    for (size_t i = 0; i < effects.count; i++) {
        doers[effects.effect[i].kind](ui, &effects.effect[i]);
    }
}

static void send_key(struct ui *ui, uint32_t key)
{
    send_event(ui, (struct pwz_event){.kind = PWZ_EVENT_KEY, .key = key});
}

/* Not all news are seen at once: the wizard may wish for more in between. */
static void take_news(struct ui *ui)
{
    const struct pwz_usage_runner *usage = ui->opts->usage;
    struct pwz_news news;

    while (usage != NULL && !ui->is_over && usage->take(usage->context, &news)) {
        send_event(ui, (struct pwz_event){.kind = PWZ_EVENT_NEWS, .news = &news});
    }
}

/* Let the arrow keys bring the cursor to a row; false when they cannot, and then it is
 * where it was. */
static bool bring_cursor(struct ui *ui, int row)
{
    int start = ui->screen.cursor_row;
    uint32_t there = row > start ? PWZ_KEY_DOWN : PWZ_KEY_UP;
    uint32_t back = row > start ? PWZ_KEY_UP : PWZ_KEY_DOWN;
    int steps = 0;
    int before = start - 1;

    while (ui->status == PWZ_OK && before != ui->screen.cursor_row &&
           (row - ui->screen.cursor_row) * (row - start) > 0) {
        before = ui->screen.cursor_row;
        send_key(ui, there);
        draw(ui);
        steps++;
    }
    if (ui->screen.cursor_row == row) {
        return true;
    }
    while (steps-- > 0 && ui->status == PWZ_OK) {
        send_key(ui, back);
        draw(ui);
    }
    return false;
}

/* A click goes to a row; on the row with the cursor it chooses. */
static void click(struct ui *ui, const struct pwz_typed *typed)
{
    if (ui->is_dirty) {
        draw(ui);
    }
    if (typed->row == ui->screen.cursor_row) {
        send_key(ui, PWZ_KEY_ENTER);
    } else {
        (void)bring_cursor(ui, typed->row);
    }
}

static void take_typed(struct ui *ui, const struct pwz_typed *typed)
{
    switch (typed->kind) {
    case PWZ_TYPED_NOTHING: break;
    case PWZ_TYPED_KEY: send_key(ui, typed->key); break;
    case PWZ_TYPED_PASTE:
        send_event(ui, (struct pwz_event){.kind = PWZ_EVENT_PASTE,
                                          .text = typed->text,
                                          .len = typed->len});
        break;
    case PWZ_TYPED_PASTE_TOO_LONG:
        tell(ui, "The pasted text is too long; nothing of it was taken.", true);
        break;
    case PWZ_TYPED_CLICK: click(ui, typed); break;
    }
}

/* All that was typed so far; it is painted once, afterwards. */
static void take_all_typed(struct ui *ui, bool is_idle)
{
    struct pwz_typed typed = pwz_keys_next(&ui->keys, is_idle);

    while (typed.kind != PWZ_TYPED_NOTHING && !ui->is_over && ui->status == PWZ_OK) {
        take_typed(ui, &typed);
        typed = pwz_keys_next(&ui->keys, is_idle);
    }
}

static void read_typed(struct ui *ui)
{
    char bytes[PWZ_KEYS_BYTES];
    int count = pwz_terminal_read(bytes, (int)pwz_keys_room(&ui->keys));

    if (count < 0) {
        end(ui, SIGHUP);
    } else if (count > 0) {
        pwz_keys_feed(&ui->keys, bytes, (size_t)count);
        take_all_typed(ui, false);
    }
}

static void take_signals(struct ui *ui)
{
    struct pwz_signals signals = pwz_signals_take();

    if (signals.ending != 0) {
        end(ui, signals.ending);
        return;
    }
    if (signals.is_stop_wanted) {
        lend_terminal(ui, true, false);
    } else if (signals.is_continued) {
        lend_terminal(ui, false, false); /* whoever had it left it in any state */
    }
    if (signals.is_resized) {
        take_size(ui);
    }
}

static void wait_and_take(struct ui *ui)
{
    int timeout_ms = pwz_keys_wait_ms(&ui->keys);
    int news_fd = ui->opts->usage == NULL ? -1 : ui->opts->usage->fd;
    struct pwz_waking waking = pwz_terminal_wait(timeout_ms, news_fd);

    if (waking.has_signal) {
        take_signals(ui);
    }
    if (ui->is_over) {
        return;
    }
    if (waking.is_lost) {
        end(ui, SIGHUP);
    } else if (waking.has_input) {
        read_typed(ui);
    } else if (!waking.has_signal && !waking.has_news) {
        take_all_typed(ui, true);
    }
    if (waking.has_news) {
        take_news(ui);
    }
}

/* ---- public ---- */

static void learn_keys(struct pwz_keys *keys)
{
    pwz_keys_init(keys);
    for (const struct pwz_keys_name *name = pwz_keys_names; name->name != NULL; name++) {
        pwz_keys_learn(keys, pwz_terminal_key(name->name), name->key);
    }
}

enum pwz_status pwz_curses_run(struct pwz_wizard *wizard,
                               const struct pwz_curses_opts *opts, int *ended_by,
                               struct pwz_err *err)
{
    struct ui ui = {.wizard = wizard, .opts = opts, .is_dirty = true};

    *ended_by = 0;
    ui.status = pwz_terminal_open(&ui.terminal, opts, err);
    if (ui.status != PWZ_OK) {
        return ui.status;
    }
    take_size(&ui);
    learn_keys(&ui.keys);
    pwz_painter_init(&ui.painter, ui.terminal.has_color, opts->is_ascii);
    while (!ui.is_over && ui.status == PWZ_OK) {
        if (ui.is_dirty) {
            draw(&ui);
        }
        if (ui.status == PWZ_OK) {
            wait_and_take(&ui);
        }
    }
    pwz_terminal_close(&ui.terminal);
    pwz_keys_done(&ui.keys);
    pwz_painter_done(&ui.painter);
    pwz_screen_done(&ui.screen);
    *ended_by = ui.ended_by;
    return ui.status == PWZ_OK
               ? PWZ_OK
               : pwz_err_set(err, ui.status, "The screen could not be drawn: %s.",
                             pwz_status_words(ui.status));
}
