/*
 * The grid of cells. Clips by display columns, so that a painter gets only what fits;
 * knows nothing of terminals, curses or what is drawn.
 */
#include "pecwiz/screen.h"

#include <string.h>

#include "pecwiz/mem.h"
#include "pecwiz/text.h"

#define ROLE_WORD(name, word) word,
static const char *const role_words[] = {PWZ_ROLE_LIST(ROLE_WORD)};
#undef ROLE_WORD
_Static_assert(sizeof role_words / sizeof role_words[0] == PWZ_ROLE_COUNT,
               "one word for each role");

static const struct pwz_cell empty_cell = {.rune = ' ', .role = PWZ_ROLE_PLAIN};

const char *pwz_role_word(enum pwz_role role)
{
    return (unsigned)role < PWZ_ROLE_COUNT ? role_words[role] : "";
}

static int clamp(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

enum pwz_status pwz_screen_reset(struct pwz_screen *screen, int rows, int cols)
{
    rows = clamp(rows, 1, PWZ_SCREEN_ROWS_MAX);
    cols = clamp(cols, 1, PWZ_SCREEN_COLS_MAX);
    size_t need = (size_t)rows * (size_t)cols;
    if (need > screen->room) {
        struct pwz_cell *cells = pwz_mem_resize(screen->cells, need, sizeof *cells);
        if (cells == NULL) {
            return PWZ_E_NOMEM;
        }
        screen->cells = cells;
        screen->room = need;
    }
    for (size_t i = 0; i < need; i++) {
        screen->cells[i] = empty_cell;
    }
    screen->rows = rows;
    screen->cols = cols;
    screen->cursor_row = screen->cursor_col = 0;
    screen->changed_first = 0;
    screen->changed_last = rows - 1;
    screen->serial++;
    return PWZ_OK;
}

void pwz_screen_done(struct pwz_screen *screen)
{
    pwz_mem_free(screen->cells);
    memset(screen, 0, sizeof *screen);
}

/* Columns left at a place, 0 when it is outside. */
static int room_at(const struct pwz_screen *screen, int row, int col, int width)
{
    if (row < 0 || row >= screen->rows || col < 0 || col >= screen->cols || width <= 0) {
        return 0;
    }
    return width < screen->cols - col ? width : screen->cols - col;
}

/* A wide character must not lose one half: writing over one half empties the other. */
static void empty_halves(struct pwz_screen *screen, int row, int col)
{
    struct pwz_cell *line = screen->cells + (size_t)row * (size_t)screen->cols;

    if (line[col].rune == 0 && col > 0) {
        line[col - 1].rune = ' ';
    }
    if (col + 1 < screen->cols && line[col + 1].rune == 0) {
        line[col + 1].rune = ' ';
    }
}

static void set_cell(struct pwz_screen *screen, int row, int col, uint32_t rune,
                     enum pwz_role role)
{
    struct pwz_cell *cell =
        screen->cells + (size_t)row * (size_t)screen->cols + (size_t)col;

    empty_halves(screen, row, col);
    *cell = (struct pwz_cell){.rune = rune, .role = (uint8_t)role};
}

static void add_mark(struct pwz_cell *cell, uint32_t mark)
{
    for (size_t i = 0; i < sizeof cell->mark / sizeof cell->mark[0]; i++) {
        if (cell->mark[i] == 0) {
            cell->mark[i] = mark;
            return;
        }
    }
}

int pwz_screen_put(struct pwz_screen *screen, int row, int col, int width,
                   enum pwz_role role, const char *text, size_t len)
{
    int room = room_at(screen, row, col, width);
    int used = 0;
    int last = -1; /* column of the character a combining mark belongs to */
    size_t at = 0;

    while (at < len) {
        uint32_t rune = (unsigned char)text[at];
        int columns = 1;
        if (rune < 0x80) {
            at++;
        } else {
            rune = 0xFFFD;
            size_t taken = pwz_utf8_decode(text + at, len - at, &rune);
            columns = pwz_rune_width(rune);
            at += taken == 0 ? 1 : taken;
        }
        if (columns == 0) {
            if (last >= 0) {
                size_t cell = (size_t)row * (size_t)screen->cols + (size_t)last;
                add_mark(&screen->cells[cell], rune);
            }
            continue;
        }
        if (used + columns > room) {
            break;
        }
        last = col + used;
        set_cell(screen, row, last, rune < ' ' ? ' ' : rune, role);
        if (columns == 2) {
            set_cell(screen, row, last + 1, ' ', role);
            screen->cells[(size_t)row * (size_t)screen->cols + (size_t)last + 1].rune = 0;
        }
        used += columns;
    }
    return used;
}

void pwz_screen_fill(struct pwz_screen *screen, int row, int col, int width,
                     uint32_t rune, enum pwz_role role)
{
    int room = room_at(screen, row, col, width);

    for (int i = 0; i < room; i++) {
        set_cell(screen, row, col + i, rune, role);
    }
}

const struct pwz_cell *pwz_screen_cell(const struct pwz_screen *screen, int row, int col)
{
    if (row < 0 || row >= screen->rows || col < 0 || col >= screen->cols) {
        return &empty_cell;
    }
    return screen->cells + (size_t)row * (size_t)screen->cols + (size_t)col;
}
