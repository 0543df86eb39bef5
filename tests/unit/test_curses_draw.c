/*
 * The painter and the clipboard sequence. Curses draws into a file here, so what it sent
 * can be counted, and what it holds for the terminal's content can be read back.
 */
#include <curses.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pecwiz/mem.h"

#include "curses/copy.h"
#include "curses/draw.h"
#include "unit/runner.h"

static FILE *sent, *typed;
static SCREEN *terminal;
static struct pwz_painter painter;
static struct pwz_screen screen;

static void setup_color(bool has_color, bool is_ascii)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    sent = tmpfile();
    typed = tmpfile();
    ck_assert(sent != NULL && typed != NULL);
    terminal = newterm("xterm-256color", sent, typed);
    ck_assert(terminal != NULL);
    pwz_painter_init(&painter, has_color, is_ascii);
    ck_assert_int_eq(pwz_screen_reset(&screen, 24, 80), PWZ_OK);
}

static void setup(void)
{
    setup_color(true, false);
}

static void teardown(void)
{
    pwz_painter_done(&painter);
    pwz_screen_done(&screen);
    endwin();
    delscreen(terminal);
    fclose(sent);
    fclose(typed);
}

static void put(int row, int col, enum pwz_role role, const char *text)
{
    pwz_screen_put(&screen, row, col, 80, role, text, strlen(text));
}

/* Bytes that one painting sends. */
static long paint(void)
{
    long before = (long)lseek(fileno(sent), 0, SEEK_END);

    ck_assert_int_eq(pwz_painter_paint(&painter, &screen), PWZ_OK);
    return (long)lseek(fileno(sent), 0, SEEK_END) - before;
}

/* What the terminal shows at a place, as curses knows it. */
static wchar_t shown(int row, int col, attr_t *attributes, short *pair)
{
    wchar_t text[CCHARW_MAX + 1] = {0};
    attr_t ignored_attributes = 0;
    short ignored_pair = 0;
    cchar_t cell;

    ck_assert_int_eq(mvwin_wch(curscr, row, col, &cell), OK);
    getcchar(&cell, text, attributes != NULL ? attributes : &ignored_attributes,
             pair != NULL ? pair : &ignored_pair, NULL);
    return text[0];
}

START_TEST(text_comes_out_where_it_was_put)
{
    put(3, 5, PWZ_ROLE_PLAIN, "Hello");
    put(23, 75, PWZ_ROLE_PLAIN, "right");
    paint();
    ck_assert_int_eq(shown(3, 5, NULL, NULL), L'H');
    ck_assert_int_eq(shown(3, 9, NULL, NULL), L'o');
    ck_assert_int_eq(shown(3, 10, NULL, NULL), L' ');
    ck_assert_int_eq(shown(23, 79, NULL, NULL), L't'); /* the last cell of all */
    ck_assert_int_eq(shown(0, 0, NULL, NULL), L' ');
}
END_TEST

START_TEST(wide_characters_and_marks_come_out)
{
    wchar_t text[CCHARW_MAX + 1] = {0};
    attr_t attributes = 0;
    short pair = 0;
    cchar_t cell;

    put(1, 1, PWZ_ROLE_PLAIN, "\xe4\xb8\xad|");
    put(2, 1, PWZ_ROLE_PLAIN, "e\xcc\x81|");
    paint();
    ck_assert_int_eq(shown(1, 1, NULL, NULL), 0x4e2d);
    ck_assert_int_eq(shown(1, 3, NULL, NULL), L'|');
    ck_assert_int_eq(mvwin_wch(curscr, 2, 1, &cell), OK);
    getcchar(&cell, text, &attributes, &pair, NULL);
    ck_assert_int_eq(text[0], L'e');
    ck_assert_int_eq(text[1], 0x301);
    ck_assert_int_eq(shown(2, 2, NULL, NULL), L'|');
}
END_TEST

START_TEST(narrow_text_replaces_wide_text_and_back)
{
    static const char *const texts[] = {"\xe4\xb8\xad\xe6\x96\x87", "abcd",
                                        "x\xe4\xb8\xady", "\xe4\xb8\xad\xe6\x96\x87"};
    static const wchar_t starts[] = {0x4e2d, L'a', L'x', 0x4e2d};
    static const wchar_t ends[] = {L' ', L'd', L'y', L' '};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        put(1, 1, PWZ_ROLE_PLAIN, texts[i]);
        paint();
        ck_assert_int_eq(shown(1, 1, NULL, NULL), starts[i]);
        if (ends[i] != L' ') { /* the second half of a wide one is curses' own affair */
            ck_assert_int_eq(shown(1, 4, NULL, NULL), ends[i]);
        }
    }
}
END_TEST

START_TEST(the_cursor_is_where_the_screen_has_it)
{
    int row = 0;
    int col = 0;

    screen.cursor_row = 7;
    screen.cursor_col = 34;
    paint();
    getyx(curscr, row, col);
    ck_assert_int_eq(row, 7);
    ck_assert_int_eq(col, 34);
}
END_TEST

/* ---- little is sent ---- */

START_TEST(an_unchanged_screen_sends_nothing)
{
    put(3, 5, PWZ_ROLE_TITLE, "Hello");
    ck_assert_int_gt(paint(), 0);
    ck_assert_int_eq(paint(), 0);
    ck_assert_int_eq(pwz_screen_reset(&screen, 24, 80), PWZ_OK);
    put(3, 5, PWZ_ROLE_TITLE, "Hello");
    ck_assert_int_eq(paint(), 0);
}
END_TEST

START_TEST(a_moved_marker_costs_a_dozen_bytes)
{
    put(3, 5, PWZ_ROLE_FOCUS, ">");
    put(3, 7, PWZ_ROLE_CHOICE, "one");
    put(4, 7, PWZ_ROLE_CHOICE, "two");
    screen.cursor_row = 3;
    screen.cursor_col = 7;
    paint();
    put(3, 5, PWZ_ROLE_PLAIN, " ");
    put(4, 5, PWZ_ROLE_FOCUS, ">");
    screen.cursor_row = 4;
    long bytes = paint();
    ck_assert_int_gt(bytes, 0);
    ck_assert_int_le(bytes, 16);
}
END_TEST

START_TEST(forgetting_paints_all_again)
{
    put(3, 5, PWZ_ROLE_PLAIN, "Hello");
    long first = paint();
    pwz_painter_forget(&painter);
    ck_assert_int_ge(paint(), first - 64); /* the first has the start-up sequences, too */
    ck_assert_int_eq(shown(3, 5, NULL, NULL), L'H');
}
END_TEST

START_TEST(another_size_starts_anew)
{
    put(3, 5, PWZ_ROLE_PLAIN, "Hello");
    paint();
    resize_term(5, 20);
    ck_assert_int_eq(pwz_screen_reset(&screen, 5, 20), PWZ_OK);
    put(1, 0, PWZ_ROLE_PLAIN, "small");
    paint();
    ck_assert_int_eq(shown(1, 0, NULL, NULL), L's');
    ck_assert_int_eq(shown(3, 5, NULL, NULL), L' ');
}
END_TEST

START_TEST(out_of_memory_is_a_status)
{
    pwz_mem_fail_after(0);
    ck_assert_int_eq(pwz_painter_paint(&painter, &screen), PWZ_E_NOMEM);
    pwz_mem_fail_after(SIZE_MAX);
    ck_assert_int_eq(pwz_painter_paint(&painter, &screen), PWZ_OK);
}
END_TEST

/* ---- looks ---- */

static const enum pwz_role meaning[] = {
    PWZ_ROLE_TITLE, PWZ_ROLE_STRONG, PWZ_ROLE_CODE, PWZ_ROLE_LINK,   PWZ_ROLE_PICKED,
    PWZ_ROLE_GOOD,  PWZ_ROLE_BAD,    PWZ_ROLE_WARN, PWZ_ROLE_CHANGE, PWZ_ROLE_ALERT};

START_TEST(without_colours_roles_still_show_and_no_colour_is_used)
{
    teardown();
    setup_color(false, false);
    for (int role = 0; role < PWZ_ROLE_COUNT; role++) {
        put(role, 0, (enum pwz_role)role, "x");
    }
    paint();
    for (int role = 0; role < PWZ_ROLE_COUNT; role++) {
        short pair = -1;
        shown(role, 0, NULL, &pair);
        ck_assert_int_eq(pair, 0);
    }
    for (size_t i = 0; i < sizeof meaning / sizeof meaning[0]; i++) {
        attr_t attributes = 0;
        shown((int)meaning[i], 0, &attributes, NULL);
        ck_assert_msg((attributes & (A_BOLD | A_REVERSE | A_UNDERLINE)) != 0, "role %s",
                      pwz_role_word(meaning[i]));
    }
}
END_TEST

/* Dim text must not carry meaning, and blinking is for nobody. */
START_TEST(no_look_is_dim_or_blinks)
{
    for (int role = 0; role < PWZ_ROLE_COUNT; role++) {
        attr_t attributes = 0;
        put(role, 0, (enum pwz_role)role, "x");
        paint();
        shown(role, 0, &attributes, NULL);
        ck_assert((attributes & (A_DIM | A_BLINK)) == 0);
    }
}
END_TEST

/* The standard 16 colours: xterm's and those of the PC's text mode. */
static const double palettes[2][16][3] = {
    {{0, 0, 0},
     {205, 0, 0},
     {0, 205, 0},
     {205, 205, 0},
     {0, 0, 238},
     {205, 0, 205},
     {0, 205, 205},
     {229, 229, 229},
     {127, 127, 127},
     {255, 0, 0},
     {0, 255, 0},
     {255, 255, 0},
     {92, 92, 255},
     {255, 0, 255},
     {0, 255, 255},
     {255, 255, 255}},
    {{0, 0, 0},
     {170, 0, 0},
     {0, 170, 0},
     {170, 85, 0},
     {0, 0, 170},
     {170, 0, 170},
     {0, 170, 170},
     {170, 170, 170},
     {85, 85, 85},
     {255, 85, 85},
     {85, 255, 85},
     {255, 255, 85},
     {85, 85, 255},
     {255, 85, 255},
     {85, 255, 255},
     {255, 255, 255}},
};

/* The sRGB curve by a polynomial that is right within 1 %, so that no mathematics library
 * is needed. */
static double linear(double value)
{
    double x = value / 255;

    return x * (x * (x * 0.305306 + 0.682171) + 0.012523);
}

/* As WCAG 2 has it. */
static double luminance(const double color[3])
{
    return 0.2126 * linear(color[0]) + 0.7152 * linear(color[1]) +
           0.0722 * linear(color[2]);
}

START_TEST(coloured_looks_have_a_contrast_of_at_least_4_5)
{
    int coloured = 0;

    for (int role = 0; role < PWZ_ROLE_COUNT; role++) {
        short front = -1;
        short back = -1;
        short pair = (short)PAIR_NUMBER((int)painter.look[role]);
        if (pair == 0) {
            continue;
        }
        ck_assert_int_eq(pair_content(pair, &front, &back), OK);
        ck_assert(front >= 0 && front < 16 && back >= 0 && back < 16);
        for (size_t i = 0; i < 2; i++) {
            double a = luminance(palettes[i][front]) + 0.05;
            double b = luminance(palettes[i][back]) + 0.05;
            ck_assert_double_ge(a > b ? a / b : b / a, 4.5);
        }
        coloured++;
    }
    ck_assert_int_gt(coloured, 0);
}
END_TEST

/* ---- ASCII ---- */

START_TEST(ascii_only_paints_likenesses)
{
    teardown();
    setup_color(true, true);
    put(0, 0, PWZ_ROLE_PLAIN, "a\xe2\x80\x93\xe2\x94\x82\xe2\x80\xa6\xc3\xa4");
    put(1, 0, PWZ_ROLE_PLAIN, "\xe4\xb8\xad|");
    paint();
    ck_assert_int_eq(shown(0, 0, NULL, NULL), L'a');
    ck_assert_int_eq(shown(0, 1, NULL, NULL), L'-');
    ck_assert_int_eq(shown(0, 2, NULL, NULL), L'|');
    ck_assert_int_eq(shown(0, 3, NULL, NULL), L'.');
    ck_assert_int_eq(shown(0, 4, NULL, NULL), L'?');
    ck_assert_int_eq(shown(1, 0, NULL, NULL), L'?'); /* two columns stay two columns */
    ck_assert_int_eq(shown(1, 1, NULL, NULL), L' ');
    ck_assert_int_eq(shown(1, 2, NULL, NULL), L'|');
}
END_TEST

START_TEST(ascii_stands_for_itself)
{
    for (uint32_t rune = ' '; rune < 0x7f; rune++) {
        ck_assert_int_eq(pwz_ascii_of(rune), (char)rune);
    }
    ck_assert_int_eq(pwz_ascii_of(0x1b), '?');
    ck_assert_int_eq(pwz_ascii_of(0x7f), '?');
    ck_assert_int_eq(pwz_ascii_of(0x9b), '?');
}
END_TEST

/* ---- clipboard; the vectors are those of RFC 4648 ---- */

START_TEST(the_clipboard_sequence_holds_base64)
{
    static const char *const rows[][2] = {
        {"",             ""        },
        {"f",            "Zg=="    },
        {"fo",           "Zm8="    },
        {"foo",          "Zm9v"    },
        {"foob",         "Zm9vYg=="},
        {"fooba",        "Zm9vYmE="},
        {"foobar",       "Zm9vYmFy"},
        {"\xff\xfe\xfd", "//79"    },
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct pwz_buf out;
        pwz_buf_init(&out, 1024);
        pwz_copy_sequence(rows[i][0], strlen(rows[i][0]), &out);
        ck_assert_uint_eq(out.len, strlen("\033]52;c;\a") + strlen(rows[i][1]));
        ck_assert_mem_eq(pwz_buf_text(&out), "\033]52;c;", 7);
        ck_assert_mem_eq(pwz_buf_text(&out) + 7, rows[i][1], strlen(rows[i][1]));
        ck_assert_int_eq(pwz_buf_text(&out)[out.len - 1], '\a');
        pwz_buf_done(&out);
    }
}
END_TEST

/* A program in the place of tmux keeps what it gets beside itself. */
static void make_tmux(const char *path)
{
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    fputs("#!/bin/sh\necho \"$*\" >\"$0.got\"\nexec /bin/cat >>\"$0.got\"\n", file);
    fclose(file);
    ck_assert_int_eq(chmod(path, 0700), 0);
}

START_TEST(inside_tmux_the_text_goes_to_tmux_whole)
{
    static const char text[] = "one\ntwo \xc3\xa4";
    char folder[] = "/tmp/pecwiz-test-XXXXXX";
    char path[64];
    char got[128] = "";
    struct pwz_buf words;
    struct pwz_err err = {0};

    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/tmux", folder);
    make_tmux(path);
    setenv("TMUX", "/nonexistent,1,0", 1);
    setenv("PATH", folder, 1);
    pwz_buf_init(&words, 1024);
    ck_assert_int_eq(pwz_copy(text, sizeof text - 1, false, &words, &err), PWZ_OK);
    ck_assert_ptr_nonnull(strstr(pwz_buf_text(&words), "Sent to tmux"));
    pwz_buf_done(&words);
    unlink(path);
    snprintf(path, sizeof path, "%s/tmux.got", folder);
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_gt(fread(got, 1, sizeof got - 1, file), 0);
    fclose(file);
    ck_assert_str_eq(got, "load-buffer -w -\none\ntwo \xc3\xa4");
    unlink(path);
    rmdir(folder);
}
END_TEST

START_TEST(a_long_copy_says_that_some_terminals_drop_it)
{
    char text[PWZ_COPY_SURE_BYTES + 1];
    struct pwz_buf words;
    struct pwz_err err = {0};

    memset(text, 'x', sizeof text);
    unsetenv("TMUX");
    /* Standard output must not get the sequence: it is read as test results. */
    int kept = dup(STDOUT_FILENO);
    ck_assert_int_eq(dup2(fileno(sent), STDOUT_FILENO), STDOUT_FILENO);
    pwz_buf_init(&words, 1024);
    enum pwz_status status = pwz_copy(text, sizeof text, true, &words, &err);
    dup2(kept, STDOUT_FILENO);
    close(kept);
    ck_assert_int_eq(status, PWZ_OK);
    ck_assert_ptr_nonnull(strstr(pwz_buf_text(&words), "6001 bytes"));
    ck_assert_ptr_nonnull(strstr(pwz_buf_text(&words), "Over 6000"));
    pwz_buf_done(&words);
}
END_TEST

START_TEST(a_terminal_without_sequences_gets_no_copy)
{
    struct pwz_buf words;
    struct pwz_err err = {0};

    unsetenv("TMUX");
    pwz_buf_init(&words, 1024);
    ck_assert_int_eq(pwz_copy("x", 1, false, &words, &err), PWZ_E_STATE);
    ck_assert_ptr_nonnull(strstr(err.text, "Nothing was sent"));
    pwz_buf_done(&words);
}
END_TEST

static Suite *make_suite(void)
{
    const TTest *const tests[] = {
        text_comes_out_where_it_was_put,
        wide_characters_and_marks_come_out,
        narrow_text_replaces_wide_text_and_back,
        the_cursor_is_where_the_screen_has_it,
        an_unchanged_screen_sends_nothing,
        a_moved_marker_costs_a_dozen_bytes,
        forgetting_paints_all_again,
        another_size_starts_anew,
        out_of_memory_is_a_status,
        without_colours_roles_still_show_and_no_colour_is_used,
        no_look_is_dim_or_blinks,
        coloured_looks_have_a_contrast_of_at_least_4_5,
        ascii_only_paints_likenesses,
        ascii_stands_for_itself,
        the_clipboard_sequence_holds_base64,
        inside_tmux_the_text_goes_to_tmux_whole,
        a_long_copy_says_that_some_terminals_drop_it,
        a_terminal_without_sequences_gets_no_copy,
    };
    Suite *suite = suite_create("curses draw");
    TCase *tcase = tcase_create("painter");

    tcase_add_checked_fixture(tcase, setup, teardown);
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        tcase_add_test(tcase, tests[i]);
    }
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return pwz_test_main(make_suite());
}
