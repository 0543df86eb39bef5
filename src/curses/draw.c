/*
 * Paints the cells that differ from the last painting, so that a moved marker costs a
 * dozen bytes. Knows roles and attributes; must not know what the cells say.
 */
#include "curses/draw.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "pecwiz/mem.h"

/* Every coloured look sets both colours, so that its contrast does not hang on the
 * user's background; the rest is the user's own text colour. With colours left out, all
 * looks that mean something stay apart by bold, underline or reverse, and the words say
 * it anyway. FOCUS is plain: the marker and the cursor show it, and moving a marker with
 * an attribute would cost twice the bytes. */
static const struct look {
    attr_t mono, attr; /* without and with colours */
    int front, back;   /* -1 = no colours of its own */
    int front8, back8; /* on a terminal with only 8 */
} looks[PWZ_ROLE_COUNT] = {
    [PWZ_ROLE_PLAIN] = {A_NORMAL,             A_NORMAL,    -1,          -1,          -1,          -1          },
    [PWZ_ROLE_TITLE] = {A_BOLD,               A_BOLD,      -1,          -1,          -1,          -1          },
    [PWZ_ROLE_STRONG] = {A_BOLD,               A_BOLD,      -1,          -1,          -1,          -1          },
    [PWZ_ROLE_CODE] = {A_BOLD,               A_BOLD,      -1,          -1,          -1,          -1          },
    [PWZ_ROLE_LINK] = {A_UNDERLINE,          A_UNDERLINE, -1,          -1,          -1,          -1          },
    [PWZ_ROLE_CHOICE] = {A_NORMAL,             A_NORMAL,    -1,          -1,          -1,          -1          },
    [PWZ_ROLE_FOCUS] = {A_NORMAL,             A_NORMAL,    -1,          -1,          -1,          -1          },
    [PWZ_ROLE_PICKED] = {A_BOLD,               A_BOLD,      -1,          -1,          -1,          -1          },
    [PWZ_ROLE_GOOD] = {A_BOLD,               A_NORMAL,    COLOR_BLACK, COLOR_GREEN, COLOR_BLACK,
                        COLOR_GREEN                                                                           },
    [PWZ_ROLE_BAD] = {A_REVERSE,            A_NORMAL,    15,          COLOR_RED,   COLOR_WHITE, COLOR_RED   },
    [PWZ_ROLE_WARN] = {A_UNDERLINE,          A_NORMAL,    COLOR_BLACK, 11,          COLOR_BLACK, COLOR_YELLOW},
    [PWZ_ROLE_MUTED] = {A_NORMAL,             A_NORMAL,    -1,          -1,          -1,          -1          },
    [PWZ_ROLE_SAY] = {A_NORMAL,             A_NORMAL,    -1,          -1,          -1,          -1          },
    [PWZ_ROLE_NOTE] = {A_NORMAL,             A_NORMAL,    -1,          -1,          -1,          -1          },
    [PWZ_ROLE_CHANGE] = {A_BOLD | A_UNDERLINE, A_NORMAL,    COLOR_BLACK, 11,          COLOR_BLACK,
                        COLOR_YELLOW                                                                          },
    [PWZ_ROLE_BORDER] = {A_NORMAL,             A_NORMAL,    -1,          -1,          -1,          -1          },
    [PWZ_ROLE_HINT] = {A_NORMAL,             A_NORMAL,    -1,          -1,          -1,          -1          },
    [PWZ_ROLE_ALERT] = {A_REVERSE,            A_NORMAL,    15,          COLOR_RED,   COLOR_WHITE, COLOR_RED   },
};

/* ---- looks ---- */

static bool start_colors(void)
{
    return start_color() == OK && use_default_colors() == OK && COLORS >= 8;
}

static unsigned long make_look(size_t role, bool has_color)
{
    const struct look *look = &looks[role];
    short pair = (short)(role + 1);
    int front = COLORS >= 16 ? look->front : look->front8;
    int back = COLORS >= 16 ? look->back : look->back8;

    if (!has_color) {
        return look->mono;
    }
    if (back < 0) {
        return look->attr;
    }
    return init_pair(pair, (short)front, (short)back) == OK
               ? look->attr | COLOR_PAIR(pair)
               : look->mono;
}

void pwz_painter_init(struct pwz_painter *painter, bool has_color, bool is_ascii)
{
    *painter = (struct pwz_painter){0};
    /* In a locale without UTF-8 curses could not write anything else either. */
    painter->is_ascii = is_ascii || MB_CUR_MAX == 1;
    has_color = has_color && start_colors();
    for (size_t role = 0; role < PWZ_ROLE_COUNT; role++) {
        painter->look[role] = make_look(role, has_color);
    }
}

void pwz_painter_done(struct pwz_painter *painter)
{
    pwz_mem_free(painter->painted);
    *painter = (struct pwz_painter){0};
}

void pwz_painter_forget(struct pwz_painter *painter)
{
    painter->rows = 0;
}

/* ---- cells ---- */

/* First and last of a run of characters, and what stands for them. */
static const struct {
    uint32_t first, last;
    char ascii;
} likenesses[] = {
    {0x00a0, 0x00a0, ' ' },
    {0x00b7, 0x00b7, '.' },
    {0x00d7, 0x00d7, 'x' },
    {0x2000, 0x200a, ' ' },
    {0x2010, 0x2015, '-' },
    {0x2018, 0x201b, '\''},
    {0x201c, 0x201f, '"' },
    {0x2022, 0x2022, '*' },
    {0x2026, 0x2026, '.' },
    {0x2190, 0x2190, '<' },
    {0x2192, 0x2192, '>' },
    {0x2212, 0x2212, '-' },
    {0x2500, 0x2501, '-' },
    {0x2502, 0x2503, '|' },
    {0x250c, 0x254b, '+' },
    {0x2713, 0x2714, 'x' },
};

char pwz_ascii_of(uint32_t rune)
{
    if (rune >= ' ' && rune < 0x7f) {
        return (char)rune;
    }
    for (size_t i = 0; i < sizeof likenesses / sizeof likenesses[0]; i++) {
        if (rune >= likenesses[i].first && rune <= likenesses[i].last) {
            return likenesses[i].ascii;
        }
    }
    return '?';
}

static bool is_same(const struct pwz_cell *a, const struct pwz_cell *b)
{
    return a->rune == b->rune && a->role == b->role && a->mark[0] == b->mark[0] &&
           a->mark[1] == b->mark[1];
}

static unsigned long look_of(const struct pwz_painter *painter,
                             const struct pwz_cell *cell)
{
    return painter->look[cell->role < PWZ_ROLE_COUNT ? cell->role : PWZ_ROLE_PLAIN];
}

/* A character beyond ASCII, with its marks; a wide one covers the next column, too. */
static void paint_wide(const struct pwz_painter *painter, const struct pwz_cell *cell)
{
    unsigned long look = look_of(painter, cell);
    wchar_t text[4] = {(wchar_t)cell->rune, (wchar_t)cell->mark[0],
                       (wchar_t)cell->mark[1], L'\0'};
    cchar_t glyph;

    if (setcchar(&glyph, text, (attr_t)look & ~(attr_t)A_COLOR,
                 (short)PAIR_NUMBER((int)look), NULL) == OK) {
        (void)add_wch(&glyph);
    }
}

/* Columns painted from `col` on: a run of ASCII in one call, else one character. */
static int paint_some(const struct pwz_painter *painter, const struct pwz_cell *row,
                      int at, int col, int end)
{
    enum {
        RUN_MAX = 128
    };
    chtype run[RUN_MAX];
    int count = 0;

    while (col + count < end && count < RUN_MAX) {
        const struct pwz_cell *cell = &row[col + count];
        bool is_plain = cell->mark[0] == 0 && cell->rune >= ' ' && cell->rune < 0x7f;
        if (!is_plain && !painter->is_ascii) {
            break;
        }
        run[count++] =
            (chtype)(unsigned char)(cell->rune == 0 ? ' ' : pwz_ascii_of(cell->rune)) |
            (chtype)look_of(painter, cell);
    }
    if (count > 0) {
        (void)mvaddchnstr(at, col, run, count);
        return count;
    }
    if (row[col].rune != 0 && move(at, col) == OK) {
        paint_wide(painter, &row[col]);
    }
    return 1;
}

static void paint_row(struct pwz_painter *painter, const struct pwz_cell *row, int at)
{
    struct pwz_cell *old = painter->painted + (size_t)at * (size_t)painter->cols;
    int col = 0;

    while (col < painter->cols) {
        int end = col;
        while (end < painter->cols && !is_same(&old[end], &row[end])) {
            end++;
        }
        while (col < end) {
            col += paint_some(painter, row, at, col, end);
        }
        col = end + 1;
    }
    memcpy(old, row, (size_t)painter->cols * sizeof *row);
}

/* ---- screens ---- */

static enum pwz_status start_anew(struct pwz_painter *painter,
                                  const struct pwz_screen *screen)
{
    static const struct pwz_cell empty = {.rune = ' ', .role = PWZ_ROLE_PLAIN};
    size_t need = (size_t)screen->rows * (size_t)screen->cols;

    if (need > painter->room) {
        struct pwz_cell *cells = pwz_mem_resize(painter->painted, need, sizeof *cells);
        if (cells == NULL) {
            return PWZ_E_NOMEM;
        }
        painter->painted = cells;
        painter->room = need;
    }
    for (size_t i = 0; i < need; i++) {
        painter->painted[i] = empty;
    }
    painter->rows = screen->rows;
    painter->cols = screen->cols;
    (void)erase();
    (void)clearok(curscr, TRUE);
    return PWZ_OK;
}

enum pwz_status pwz_painter_paint(struct pwz_painter *painter,
                                  const struct pwz_screen *screen)
{
    bool is_anew = painter->rows != screen->rows || painter->cols != screen->cols;
    /* The changed rows are those of one update of this screen; after any other, look at
     * all of them. */
    int first = screen->changed_first;
    int last = screen->changed_last;

    if (is_anew) {
        enum pwz_status status = start_anew(painter, screen);
        if (status != PWZ_OK) {
            return status;
        }
    }
    if (is_anew || painter->serial != screen->serial) {
        first = 0;
        last = screen->rows - 1;
    }
    painter->serial = screen->serial;
    for (int row = first; row <= last && row < screen->rows; row++) {
        const struct pwz_cell *cells = screen->cells + (size_t)row * (size_t)screen->cols;
        paint_row(painter, cells, row);
    }
    (void)move(screen->cursor_row, screen->cursor_col);
    return refresh() == OK ? PWZ_OK : PWZ_E_IO;
}
