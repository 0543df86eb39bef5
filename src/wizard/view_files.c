/*
 * The picker of usage files: a folder, filtered by typing, or a path typed or pasted. The
 * listing comes as news; this file only puts it in order and asks for others.
 */
#include <string.h>

#include "pecwiz/text.h"

#include "wizard/state.h"

enum {
    PATH_BYTES_MAX = 4096,
    SIZE_COLS = 9, /* " 1.2 GB" */
    MARK_COLS = 2,
    HEAD_ROWS = 2,
    FOOT_ROWS = 1
};

static const char no_memory[] = "Out of memory: this was not done, nothing is lost.";

/* ---- folders ---- */

static void go_to(struct pwz_wizard *w, const struct pwz_press *press,
                  const struct pwz_listed *entry)
{
    struct pwz_buf path;

    pwz_buf_init(&path, PATH_BYTES_MAX);
    pwz_files_put_entry(&w->desk, entry, &path);
    if (pwz_buf_status(&path) == PWZ_OK) {
        pwz_wish_list(w, press->effects, pwz_buf_text(&path));
    } else {
        pwz_move_alert(w, no_memory);
    }
    pwz_buf_done(&path);
}

static void go_up(struct pwz_wizard *w, const struct pwz_press *press)
{
    static const struct pwz_listed up = {.name = "..", .kind = PWZ_LISTED_FOLDER};

    if (w->desk.place[0] != '\0' && strcmp(w->desk.place, "/") != 0) {
        go_to(w, press, &up);
    }
}

/* ---- marks ---- */

static size_t mark_of(const struct pwz_desk *desk, const char *path)
{
    size_t at = 0;

    while (at < desk->marked_count && strcmp(desk->marked[at], path) != 0) {
        at++;
    }
    return at;
}

static bool is_marked(const struct pwz_desk *desk, const struct pwz_listed *entry)
{
    struct pwz_buf path;

    if (desk->marked_count == 0) {
        return false;
    }
    pwz_buf_init(&path, PATH_BYTES_MAX);
    pwz_files_put_entry(desk, entry, &path);
    const bool is_there = mark_of(desk, pwz_buf_text(&path)) < desk->marked_count;
    pwz_buf_done(&path);
    return is_there;
}

static void unmark(struct pwz_desk *desk, size_t at)
{
    pwz_mem_free(desk->marked[at]);
    desk->marked[at] = desk->marked[--desk->marked_count];
}

static bool mark(struct pwz_wizard *w, const struct pwz_buf *path)
{
    struct pwz_desk *desk = &w->desk;

    if (desk->marked_count == PWZ_USAGE_FILES_MAX) {
        pwz_move_alert(w, "More files are not read together.");
        return false;
    }
    char *copy = pwz_mem_new(path->len + 1, 1);
    if (copy == NULL || pwz_buf_status(path) != PWZ_OK) {
        pwz_mem_free(copy);
        pwz_move_alert(w, no_memory);
        return false;
    }
    memcpy(copy, pwz_buf_text(path), path->len);
    desk->marked[desk->marked_count++] = copy;
    return true;
}

static const struct pwz_listed *focused(const struct pwz_wizard *w)
{
    const uint32_t row = pwz_finder_row(&w->desk.files);

    return row == PWZ_NONE ? NULL : &w->desk.entries[row];
}

static void act_toggle(struct pwz_wizard *w, const struct pwz_press *press)
{
    const struct pwz_listed *entry = focused(w);
    struct pwz_buf path;

    (void)press;
    if (entry == NULL || entry->kind == PWZ_LISTED_FOLDER) {
        pwz_move_tell(w, "Only files can be marked.");
        return;
    }
    pwz_buf_init(&path, PATH_BYTES_MAX);
    pwz_files_put_entry(&w->desk, entry, &path);
    const size_t at = mark_of(&w->desk, pwz_buf_text(&path));
    if (at < w->desk.marked_count) {
        unmark(&w->desk, at);
    } else {
        (void)mark(w, &path);
    }
    pwz_buf_done(&path);
    pwz_finder_move(&w->desk.files, PWZ_ACTION_NEXT);
}

/* ---- choosing ---- */

static void take_typed(struct pwz_wizard *w, const struct pwz_press *press)
{
    struct pwz_buf path;

    pwz_buf_init(&path, PATH_BYTES_MAX);
    pwz_files_put_clean(w->desk.files.line.text, &path);
    pwz_wish_list(w, press->effects, pwz_buf_text(&path));
    pwz_buf_done(&path);
}

/* The file under the cursor is read with the marked ones. */
static void read_marked(struct pwz_wizard *w, const struct pwz_press *press,
                        const struct pwz_listed *entry)
{
    struct pwz_desk *desk = &w->desk;
    struct pwz_buf path;
    bool is_there = true;

    pwz_buf_init(&path, PATH_BYTES_MAX);
    pwz_files_put_entry(desk, entry, &path);
    if (mark_of(desk, pwz_buf_text(&path)) == desk->marked_count) {
        is_there = mark(w, &path);
    }
    pwz_buf_done(&path);
    if (is_there && !desk->is_reading) {
        pwz_move_close(w);
    }
    if (is_there) {
        pwz_wish_read(w, press->effects, (const char *const *)desk->marked,
                      desk->marked_count);
    }
}

static void act_choose(struct pwz_wizard *w, const struct pwz_press *press)
{
    const struct pwz_listed *entry = focused(w);

    if (pwz_files_is_path(&w->desk.files.line)) {
        take_typed(w, press);
    } else if (entry == NULL) {
        pwz_move_tell(w, "Nothing here has that in its name.");
    } else if (entry->kind == PWZ_LISTED_FOLDER) {
        go_to(w, press, entry);
    } else {
        read_marked(w, press, entry);
    }
}

/* What is waited for is left first: at once, however long it would take. */
static void act_back(struct pwz_wizard *w, const struct pwz_press *press)
{
    if (!w->desk.is_listing) {
        pwz_finder_back(w, press);
        return;
    }
    w->desk.is_listing = false;
    if (w->desk.place[0] == '\0') {
        pwz_usage_leave(w);
    } else {
        pwz_move_tell(w, "Not waited for any more; this is the folder before.");
    }
}

/* A blank marks on a row and is a blank in what is typed. */
static bool type(struct pwz_wizard *w, const struct pwz_press *press)
{
    const bool is_empty = w->desk.files.line.len == 0;

    if (is_empty && (press->key == PWZ_KEY_BACKSPACE || press->key == PWZ_KEY_LEFT)) {
        go_up(w, press);
        return true;
    }
    if (press->key == ' ' && !w->desk.files.is_in_line) {
        return false;
    }
    return pwz_finder_view_type(w, press);
}

/* ---- drawing ---- */

static void draw_entry(const struct pwz_wizard *w, uint32_t row,
                       const struct pwz_pane *line)
{
    const struct pwz_listed *entry = &w->desk.entries[row];
    const bool is_folder = entry->kind == PWZ_LISTED_FOLDER;
    const size_t cols = (size_t)line->cols;
    struct pwz_buf name;
    struct pwz_buf size;
    struct pwz_buf words;

    pwz_buf_init(&name, PATH_BYTES_MAX * 3);
    pwz_buf_init(&size, 64);
    pwz_buf_init(&words, PWZ_WORDS_MAX);
    pwz_text_gate(entry->name, strlen(entry->name), PWZ_GATE_LINE, &name);
    pwz_buf_adds(&name, is_folder ? "/" : "");
    if (entry->kind == PWZ_LISTED_FILE) {
        pwz_usage_put_bytes(entry->bytes, &size);
    }
    pwz_buf_adds(&words, is_marked(&w->desk, entry) ? "* " : "  ");
    if (cols > MARK_COLS + SIZE_COLS) {
        pwz_usage_put_cell(w, pwz_buf_text(&name), cols - MARK_COLS - SIZE_COLS, false,
                           &words);
        pwz_usage_put_cell(w, pwz_buf_text(&size), SIZE_COLS, true, &words);
    }
    pwz_screen_put(line->screen, line->row, line->col, line->cols,
                   is_folder                       ? PWZ_ROLE_LINK
                   : pwz_files_is_plausible(entry) ? PWZ_ROLE_CHOICE
                                                   : PWZ_ROLE_MUTED,
                   pwz_buf_text(&words), words.len);
    pwz_buf_done(&name);
    pwz_buf_done(&size);
    pwz_buf_done(&words);
}

/* The end of a long path says more than its start. */
static void draw_place(const struct pwz_wizard *w, const struct pwz_pane *pane)
{
    const size_t cols = (size_t)pane->cols;
    struct pwz_buf path;

    pwz_buf_init(&path, PATH_BYTES_MAX * 3);
    pwz_text_gate(w->desk.place, strlen(w->desk.place), PWZ_GATE_LINE, &path);
    const char *text = pwz_buf_text(&path);
    const char *slash = text;
    while (slash != NULL && pwz_text_width(text, strlen(text)) > cols) {
        slash = strchr(text + 1, '/');
        text = slash == NULL ? text : slash;
    }
    pwz_screen_put(pane->screen, pane->row, pane->col, pane->cols, PWZ_ROLE_TITLE, text,
                   strlen(text));
    pwz_buf_done(&path);
}

static void put_hint(const struct pwz_wizard *w, struct pwz_buf *out)
{
    const struct pwz_listed *entry = focused(w);
    size_t count = w->desk.marked_count;

    if (w->desk.is_listing) {
        pwz_buf_adds(out, "Reading the folder; Esc stops waiting for it.");
    } else if (pwz_files_is_path(&w->desk.files.line)) {
        pwz_buf_adds(out, "Enter opens this path.");
    } else if (entry == NULL) {
        pwz_buf_adds(out, "Nothing here has that in its name.");
    } else if (entry->kind == PWZ_LISTED_FOLDER) {
        pwz_buf_adds(out, "Enter opens this folder.");
    } else {
        count += is_marked(&w->desk, entry) ? 0 : 1;
        pwz_buf_addf(out, "Enter reads %zu file%s.", count, count == 1 ? "" : "s");
    }
    if (w->desk.is_cut) {
        pwz_buf_addf(out, " Only %d entries are listed.", (int)PWZ_USAGE_LISTED_MAX);
    }
}

static void draw_hint(const struct pwz_wizard *w, const struct pwz_pane *pane)
{
    const bool is_wrong = w->desk.error[0] != '\0';
    struct pwz_buf words;

    pwz_buf_init(&words, PWZ_WORDS_MAX);
    if (is_wrong) {
        pwz_buf_adds(&words, w->desk.error);
    } else {
        put_hint(w, &words);
    }
    pwz_screen_put(pane->screen, pane->row, pane->col, pane->cols,
                   is_wrong ? PWZ_ROLE_WARN : PWZ_ROLE_MUTED, pwz_buf_text(&words),
                   words.len);
    pwz_buf_done(&words);
}

static enum pwz_status layout(struct pwz_wizard *w, const struct pwz_pane *pane)
{
    struct pwz_pane list = *pane;
    struct pwz_pane line = *pane;

    list.row += HEAD_ROWS;
    list.rows -= HEAD_ROWS + FOOT_ROWS;
    pwz_finder_draw(&w->desk.files, w, &list, draw_entry);
    draw_place(w, pane);
    line.row++;
    pwz_finder_draw_line(&w->desk.files, &line);
    line.row = pane->row + pane->rows - 1;
    draw_hint(w, &line);
    return PWZ_OK;
}

static struct pwz_finder *list_of(struct pwz_wizard *w)
{
    return &w->desk.files;
}

static const struct pwz_finder_view finder = {
    .of = list_of,
    .find = pwz_files_find,
    .leave = pwz_usage_leave,
};

static const struct pwz_act acts[] = {
    {PWZ_ACTION_CHOOSE, act_choose},
    {PWZ_ACTION_TOGGLE, act_toggle},
    {PWZ_ACTION_BACK,   act_back  },
};

const struct pwz_view pwz_view_files = {
    .title = "Usage file",
    .acts = acts,
    .act_count = sizeof acts / sizeof acts[0],
    .is_wide = true,
    .finder = &finder,
    .type = type,
    .layout = layout,
};
