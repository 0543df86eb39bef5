/*
 * The least a program with a list on ncurses can do: 20 entries, a marker that moves,
 * Enter for a new page, q to leave. What pecwiz costs is measured against it.
 */
#include <curses.h>
#include <locale.h>

enum {
    ENTRIES = 20
};

static void draw_page(int page)
{
    erase();
    mvprintw(0, 0, "Page %d", page);
    for (int i = 0; i < ENTRIES; i++) {
        mvprintw(i + 2, 2, "%2d  entry of page %d with a few words to read", i + 1, page);
    }
}

static void move_marker(int from, int to)
{
    mvaddch(from + 2, 0, ' ');
    mvaddch(to + 2, 0, '>');
    move(to + 2, 2);
    refresh();
}

int main(void)
{
    int focus = 0;
    int page = 1;
    int key = 0;

    setlocale(LC_CTYPE, "");
    if (initscr() == NULL) {
        return 1;
    }
    raw();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    set_escdelay(25);
    draw_page(page);
    move_marker(0, 0);
    while ((key = getch()) != 'q' && key != ERR) {
        int before = focus;
        if (key == '\r') {
            draw_page(++page);
        }
        focus += key == KEY_DOWN && focus < ENTRIES - 1 ? 1 : 0;
        focus -= key == KEY_UP && focus > 0 ? 1 : 0;
        move_marker(before, focus);
    }
    endwin();
    return 0;
}
