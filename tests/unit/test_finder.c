/*
 * Unit tests of lists that are filtered by typing: what passes, where the focus goes, and
 * that only what is in sight is drawn.
 */
#include <string.h>

#include "pecwiz/mem.h"

#include "runner.h"
#include "wizard/finder.h"
#include "wizard/state.h"

enum {
    ROWS = 10,
    COLS = 20,
    MANY = 1000000
};

static struct pwz_finder finder;
static struct pwz_screen screen;
static size_t drawn;

static void setup(void)
{
    finder = (struct pwz_finder){0};
    ck_assert_int_eq(pwz_screen_reset(&screen, ROWS, COLS), PWZ_OK);
}

static void teardown(void)
{
    pwz_finder_done(&finder);
    pwz_screen_done(&screen);
}

/* Rows 0, 10, 20 …: an index among them is no place in the list. */
static void find(size_t count)
{
    pwz_finder_begin(&finder);
    for (size_t i = 0; i < count; i++) {
        pwz_finder_add(&finder, i * 10);
    }
    pwz_finder_settle(&finder);
}

static bool type(uint32_t key)
{
    return pwz_finder_type(&finder, key, PWZ_ACTION_COUNT);
}

static void draw_row(const struct pwz_wizard *w, uint32_t row,
                     const struct pwz_pane *line)
{
    (void)w;
    drawn++;
    pwz_screen_put(line->screen, line->row, line->col, line->cols, PWZ_ROLE_PLAIN,
                   row == PWZ_NONE  ? "L"
                   : row % 100 == 0 ? "H"
                                    : "r",
                   1);
}

static void draw(int rows)
{
    const struct pwz_pane pane = {.screen = &screen, .rows = rows, .cols = COLS};

    drawn = 0;
    (void)pwz_screen_reset(&screen, ROWS, COLS);
    pwz_finder_draw(&finder, NULL, &pane, draw_row);
}

static uint32_t rune(int row, int col)
{
    return pwz_screen_cell(&screen, row, col)->rune;
}

/* ---- what passes ---- */

START_TEST(an_empty_list_has_no_row_and_nowhere_to_go)
{
    static const enum pwz_action moves[] = {PWZ_ACTION_NEXT,      PWZ_ACTION_PREVIOUS,
                                            PWZ_ACTION_FIRST,     PWZ_ACTION_LAST,
                                            PWZ_ACTION_PAGE_DOWN, PWZ_ACTION_PAGE_UP};

    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        pwz_finder_move(&finder, moves[i]);
        ck_assert_uint_eq(pwz_finder_row(&finder), PWZ_NONE);
        ck_assert_uint_eq(finder.focus, 0);
    }
    draw(5);
    ck_assert_uint_eq(drawn, 0);
}
END_TEST

START_TEST(finding_anew_brings_the_focus_to_the_first_row)
{
    find(5);
    pwz_finder_move(&finder, PWZ_ACTION_LAST);
    ck_assert_uint_eq(pwz_finder_row(&finder), 40);
    find(3);
    ck_assert_uint_eq(pwz_finder_row(&finder), 0);
}
END_TEST

START_TEST(a_lead_has_the_focus_until_something_is_typed_and_found)
{
    finder.lead = 1;
    find(3);
    ck_assert_uint_eq(pwz_finder_row(&finder), PWZ_NONE);
    ck_assert(type('a'));
    find(3);
    ck_assert_uint_eq(pwz_finder_row(&finder), 0);
    find(0);
    ck_assert_uint_eq(finder.focus, 0);
    ck_assert_uint_eq(pwz_finder_row(&finder), PWZ_NONE);
    find(3);
    pwz_finder_move(&finder, PWZ_ACTION_FIRST);
    ck_assert_uint_eq(pwz_finder_row(&finder), PWZ_NONE);
    pwz_finder_move(&finder, PWZ_ACTION_LAST);
    ck_assert_uint_eq(pwz_finder_row(&finder), 20);
}
END_TEST

START_TEST(without_memory_the_list_is_shorter)
{
    pwz_mem_fail_after(0);
    ck_assert(!pwz_finder_reserve(&finder, 1));
    find(3);
    pwz_mem_fail_after(SIZE_MAX);
    ck_assert_uint_eq(finder.count, 0);
    ck_assert_uint_eq(pwz_finder_row(&finder), PWZ_NONE);
    find(3);
    ck_assert_uint_eq(finder.count, 3);
}
END_TEST

/* ---- keys ---- */

START_TEST(blank_and_question_mark_type_only_after_something_else)
{
    ck_assert(!pwz_finder_type(&finder, ' ', PWZ_ACTION_TOGGLE));
    ck_assert(!pwz_finder_type(&finder, '?', PWZ_ACTION_HELP));
    ck_assert(!finder.is_in_line);
    ck_assert(pwz_finder_type(&finder, 'a', PWZ_ACTION_COUNT));
    ck_assert(pwz_finder_type(&finder, ' ', PWZ_ACTION_TOGGLE));
    ck_assert(pwz_finder_type(&finder, '?', PWZ_ACTION_HELP));
    ck_assert_str_eq(finder.line.text, "a ?");
    ck_assert(finder.is_in_line);
}
END_TEST

START_TEST(a_key_with_an_action_of_its_own_does_not_type)
{
    ck_assert(type('a'));
    ck_assert(!pwz_finder_type(&finder, '/', PWZ_ACTION_FILTER));
    ck_assert_str_eq(finder.line.text, "a");
}
END_TEST

START_TEST(only_a_hand_counts_as_a_change)
{
    ck_assert(type('a'));
    ck_assert_uint_eq(finder.changes, 1);
    pwz_finder_clear(&finder);
    find(3);
    pwz_finder_move(&finder, PWZ_ACTION_NEXT);
    ck_assert_uint_eq(finder.changes, 1);
    pwz_finder_pasted(&finder);
    ck_assert_uint_eq(finder.changes, 2);
}
END_TEST

START_TEST(a_paste_loses_the_blanks_at_its_end)
{
    pwz_input_set(&finder.line, "a b  ");
    pwz_finder_pasted(&finder);
    ck_assert_str_eq(finder.line.text, "a b");
    ck_assert_uint_eq(finder.line.at, 3);
    ck_assert(type('c'));
    ck_assert_str_eq(finder.line.text, "a bc");
}
END_TEST

/* From row `from` of 20, six in sight. */
static const struct {
    enum pwz_action action;
    size_t from, to;
} moves[] = {
    {PWZ_ACTION_NEXT,      0,  1 },
    {PWZ_ACTION_NEXT,      19, 19},
    {PWZ_ACTION_PREVIOUS,  1,  0 },
    {PWZ_ACTION_PREVIOUS,  0,  0 },
    {PWZ_ACTION_FIRST,     7,  0 },
    {PWZ_ACTION_LAST,      7,  19},
    {PWZ_ACTION_PAGE_DOWN, 3,  9 },
    {PWZ_ACTION_PAGE_DOWN, 13, 19},
    {PWZ_ACTION_PAGE_DOWN, 16, 19},
    {PWZ_ACTION_PAGE_UP,   9,  3 },
    {PWZ_ACTION_PAGE_UP,   4,  0 },
};

START_TEST(a_move_stays_inside_and_leaves_the_line)
{
    find(20);
    draw(6);
    finder.focus = moves[_i].from;
    finder.is_in_line = true;
    pwz_finder_move(&finder, moves[_i].action);
    ck_assert_uint_eq(finder.focus, moves[_i].to);
    ck_assert(!finder.is_in_line);
}
END_TEST

/* ---- drawing ---- */

START_TEST(only_rows_in_sight_are_drawn_and_the_focus_is_among_them)
{
    find(MANY);
    pwz_finder_move(&finder, PWZ_ACTION_LAST);
    draw(6);
    ck_assert_uint_eq(drawn, 6);
    ck_assert_uint_eq(rune(5, 0), '>');
    ck_assert_int_eq(screen.cursor_row, 5);
    pwz_finder_move(&finder, PWZ_ACTION_PREVIOUS);
    draw(6);
    ck_assert_uint_eq(rune(4, 0), '>'); /* the list stays, the marker moves */
    draw(3);
    ck_assert_uint_eq(rune(2, 0), '>');
}
END_TEST

START_TEST(the_lead_is_drawn_first_and_scrolls_away)
{
    finder.lead = 1;
    find(20);
    draw(3);
    ck_assert_uint_eq(rune(0, 2), 'L');
    ck_assert_uint_eq(rune(1, 2), 'H'); /* row 0 */
    ck_assert_uint_eq(rune(2, 2), 'r');
    pwz_finder_move(&finder, PWZ_ACTION_LAST);
    draw(3);
    ck_assert_uint_eq(rune(0, 2), 'r');
}
END_TEST

START_TEST(no_room_draws_nothing)
{
    find(3);
    draw(0);
    ck_assert_uint_eq(drawn, 0);
    draw(-2);
    ck_assert_uint_eq(drawn, 0);
    ck_assert_uint_eq(pwz_finder_row(&finder), 0);
}
END_TEST

START_TEST(the_cursor_is_in_the_line_while_typing_and_on_a_row_after_a_move)
{
    const struct pwz_pane head = {.screen = &screen, .row = 8, .rows = 1, .cols = COLS};

    ck_assert(type('a'));
    find(3);
    draw(3);
    pwz_finder_draw_line(&finder, &head);
    ck_assert_int_eq(screen.cursor_row, 8);
    ck_assert_int_eq(screen.cursor_col, 7); /* behind "Find: a" */
    pwz_finder_move(&finder, PWZ_ACTION_NEXT);
    draw(3);
    pwz_finder_draw_line(&finder, &head);
    ck_assert_int_eq(screen.cursor_row, 1);
    find(0);
    draw(3);
    pwz_finder_draw_line(&finder, &head);
    ck_assert_int_eq(screen.cursor_row, 8); /* nowhere else to be */
}
END_TEST

static Suite *make(void)
{
    Suite *suite = suite_create("finder");
    TCase *tests = tcase_create("finder");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, an_empty_list_has_no_row_and_nowhere_to_go);
    tcase_add_test(tests, finding_anew_brings_the_focus_to_the_first_row);
    tcase_add_test(tests, a_lead_has_the_focus_until_something_is_typed_and_found);
    tcase_add_test(tests, without_memory_the_list_is_shorter);
    tcase_add_test(tests, blank_and_question_mark_type_only_after_something_else);
    tcase_add_test(tests, a_key_with_an_action_of_its_own_does_not_type);
    tcase_add_test(tests, only_a_hand_counts_as_a_change);
    tcase_add_test(tests, a_paste_loses_the_blanks_at_its_end);
    tcase_add_loop_test(tests, a_move_stays_inside_and_leaves_the_line, 0,
                        (int)(sizeof moves / sizeof moves[0]));
    tcase_add_test(tests, only_rows_in_sight_are_drawn_and_the_focus_is_among_them);
    tcase_add_test(tests, the_lead_is_drawn_first_and_scrolls_away);
    tcase_add_test(tests, no_room_draws_nothing);
    tcase_add_test(tests,
                   the_cursor_is_in_the_line_while_typing_and_on_a_row_after_a_move);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return pwz_test_main(make());
}
