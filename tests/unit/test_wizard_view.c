/*
 * Unit tests of screens: what is seen at several sizes, where the cursor stands, what a
 * moved focus changes. Expected content follows from the pack in wizard_pack.h.
 */
#include "wizard_drive.h"

static const char *row_text(int row)
{
    pwz_buf_clear(&seen);
    read_row(row);
    return pwz_buf_text(&seen);
}

static uint32_t rune_at_cursor(void)
{
    return pwz_screen_cell(&screen, screen.cursor_row, screen.cursor_col)->rune;
}

static bool is_same_cell(const struct pwz_cell *a, const struct pwz_cell *b)
{
    return a->rune == b->rune && a->mark[0] == b->mark[0] && a->mark[1] == b->mark[1] &&
           a->role == b->role;
}

/* ---- the question ---- */

START_TEST(a_question_shows_steps_answers_help_place_and_keys)
{
    static const char *const expected[] = {
        "Doors",
        "undecided",
        "Looking at it",
        "Using it",
        "Which kind of door is it?",
        "> 1   Wood, as in a forest",
        "  2/w Steel",
        "of glass",
        "  u   Don't know",
        "Say",
        "Please look at the door.",
        "Where to look",
        "word01 word02",
        "Step 1 of 3 \u00B7 at most 5 more questions \u00B7 6 results possible",
        "1-3 answer",
        "u don't know",
        "? help",
    };

    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        ck_assert_msg(strstr(look(24, 80), expected[i]) != NULL, "%s", expected[i]);
    }
}
END_TEST

START_TEST(what_has_no_room_is_left_out_whole_or_says_so)
{
    const char *text = look(20, 50);

    ck_assert_ptr_nonnull(
        strstr(text, "\nStep 1 of 3 \u00B7 at most 5 more questions      "));
    text = look(20, 40);
    ck_assert_ptr_nonnull(strstr(text, "\nStep 1 of 3 \u00B7 at most 5 more questions "));
    pwz_wizard_stand(wizard, &(const struct pwz_standing){
                                 .number = "20261126-1234567890123",
                                 .unsaved = "",
                                 .holder = "",
                                 .file = "",
                             });
    press(PWZ_KEY_F1); /* what stands at the right leaves three columns for "Doors" */
    ck_assert_ptr_nonnull(strstr(look(20, 43), "123  Do\u2026 Help: undecided"));
}
END_TEST

START_TEST(help_stands_in_the_order_say_where_why_note)
{
    const char *text = look(80, 80);
    const char *say = strstr(text, "Please look");
    const char *where = strstr(text, "Where to look");
    const char *why = strstr(text, "Kinds differ");
    const char *note = strstr(text, "Secret of the agent");

    ck_assert_ptr_nonnull(say);
    ck_assert_ptr_nonnull(note);
    ck_assert(say < where && where < why && why < note);
    SEES_NOT("Secret of the agent"); /* below the window at 24 rows */
}
END_TEST

START_TEST(a_link_shows_its_whole_address)
{
    ck_assert_ptr_nonnull(strstr(look(80, 120), "the book (https://example.org/doors)"));
}
END_TEST

START_TEST(the_text_scrolls_and_the_choices_stay)
{
    SEES_NOT("Secret of the agent");
    press(PWZ_KEY_PAGE_DOWN);
    SEES("Secret of the agent");
    SEES("> 1   Wood");
    SEES_NOT("Please look at the door.");
    press(PWZ_KEY_PAGE_UP);
    SEES("Please look at the door.");
}
END_TEST

START_TEST(the_cursor_stands_on_the_focused_answer)
{
    look(24, 80);
    ck_assert_uint_eq(rune_at_cursor(), '1');
    press('j');
    look(24, 80);
    ck_assert_uint_eq(rune_at_cursor(), '2');
}
END_TEST

START_TEST(a_moved_focus_changes_only_two_cells)
{
    struct pwz_cell before[24 * 80];
    size_t changed = 0;

    look(24, 80);
    memcpy(before, screen.cells, sizeof before);
    press('j');
    look(24, 80);
    for (size_t i = 0; i < 24 * 80; i++) {
        changed += is_same_cell(&before[i], &screen.cells[i]) ? 0 : 1;
    }
    ck_assert_uint_eq(changed, 2);
    ck_assert_int_eq(screen.changed_last - screen.changed_first, 1);
}
END_TEST

static void assert_same(const struct pwz_screen *a, const struct pwz_screen *b)
{
    for (int row = 0; row < a->rows; row++) {
        for (int col = 0; col < a->cols; col++) {
            ck_assert_msg(
                is_same_cell(pwz_screen_cell(a, row, col), pwz_screen_cell(b, row, col)),
                "row %d column %d at %dx%d", row, col, a->rows, a->cols);
        }
    }
    ck_assert_int_eq(a->cursor_row, b->cursor_row);
    ck_assert_int_eq(a->cursor_col, b->cursor_col);
}

START_TEST(a_moved_marker_looks_like_a_new_drawing)
{
    static const uint32_t moves[] = {'j',         'j', 'k', 'G', 'k',           'g', 'j',
                                     PWZ_KEY_TAB, 'j', 'j', 'k', PWZ_KEY_ENTER, 'j', 'j'};
    static const int sizes[][2] = {
        {24, 80},
        {12, 40},
        {10, 40},
        {11, 60}
    };
    struct pwz_screen fresh = {0};

    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
            press(moves[i]);
            look(sizes[s][0], sizes[s][1]);
            ck_assert_int_eq(pwz_wizard_view(wizard, sizes[s][0], sizes[s][1], &fresh),
                             PWZ_OK);
            assert_same(&screen, &fresh);
            pwz_screen_done(&fresh);
            look(sizes[s][0], sizes[s][1]);
        }
        press(PWZ_KEY_ESC);
        press(PWZ_KEY_ESC);
    }
}
END_TEST

START_TEST(a_screen_used_by_somebody_else_is_drawn_anew)
{
    look(24, 80);
    ck_assert_int_eq(pwz_screen_reset(&screen, 24, 80), PWZ_OK);
    press('j');
    SEES("Which kind of door is it?");
}
END_TEST

START_TEST(an_answer_given_before_is_marked_in_words)
{
    press('2');
    press('b');
    SEES("> 2/w Steel (answered)");
    press('u');
    press('b');
    press('b');
    SEES("Don't know (answered)");
}
END_TEST

START_TEST(an_optional_question_offers_to_skip)
{
    press('1');
    SEES("s Skip what is optional here");
    SEES("s skip");
}
END_TEST

START_TEST(a_yes_no_question_shows_y_and_n)
{
    keys("1s1");
    SEES("> y Yes, it opens");
    SEES("  n No, it is stuck");
    SEES("y yes  n no");
}
END_TEST

START_TEST(a_set_shows_marks_and_none)
{
    keys("1s");
    SEES("1-3 only this");
    keys("j ");
    SEES_NOT("only this");
    SEES("  1 [ ] Hinge");
    SEES("> 2 [x] Lock");
    SEES("  0     None of these");
    SEES("Space mark several");
}
END_TEST

START_TEST(a_failed_check_is_told)
{
    const struct pwz_entry entry = {
        .kind = PWZ_ENTRY_ANSWER,
        .statement = {.fact = DOOR_KIND,
                      .source = PWZ_SOURCE_LIVE,
                      .is_failure = true,
                      .text = "",
                      .detail = "no right to look"},
    };
    struct pwz_err err = {0};

    ck_assert_int_eq(pwz_wizard_take(wizard, &entry, &err), PWZ_OK);
    pwz_wizard_go_on(wizard);
    SEES("The check for this failed:");
    SEES("live: could not be found out");
    ck_assert_ptr_nonnull(strstr(look(24, 100), "no right to look"));
    SEES("err  Looking at it");
}
END_TEST

START_TEST(typed_text_shows_with_the_cursor_behind_it)
{
    edit(DOOR_DAY);
    keys("2026-");
    SEES("> 2026-");
    SEES("A date, year first");
    look(24, 80);
    ck_assert_uint_eq(
        pwz_screen_cell(&screen, screen.cursor_row, screen.cursor_col - 1)->rune, '-');
}
END_TEST

START_TEST(a_long_typed_text_scrolls_with_its_cursor)
{
    edit(DOOR_NOTE);
    for (int i = 0; i < 30; i++) {
        keys("abcd");
    }
    keys("END");
    SEES("abcdEND");
    press(PWZ_KEY_HOME);
    SEES("> abcdabcd");
    SEES_NOT("END");
}
END_TEST

/* ---- curtain and audience ---- */

START_TEST(the_curtain_hides_notes_at_once)
{
    ck_assert_ptr_nonnull(strstr(look(80, 80), "Secret of the agent"));
    press(PWZ_KEY_F8);
    ck_assert_ptr_null(strstr(look(80, 80), "Secret of the agent"));
    SEES("[curtain]");
    keys("3");
    ck_assert_ptr_null(strstr(look(80, 80), "Secret of is-glass"));
    press('H');
    ck_assert_ptr_nonnull(strstr(look(80, 80), "Secret of is-glass"));
}
END_TEST

START_TEST(a_partner_never_sees_notes)
{
    stop();
    start_with(&(const struct pwz_wizard_opts){.audience = PWZ_AUDIENCE_PARTNER});
    ck_assert_ptr_null(strstr(look(80, 80), "Secret of the agent"));
    keys("3");
    ck_assert_ptr_null(strstr(look(80, 80), "Secret of is-glass"));
}
END_TEST

START_TEST(ascii_draws_frame_and_separators_in_ascii)
{
    stop();
    start_with(&(const struct pwz_wizard_opts){.is_ascii = true});
    SEES("Step 1 of 3 | at most 5 more questions");
    look(24, 80);
    for (int row = 0; row < 24; row++) {
        for (int col = 0; col < 32; col++) {
            ck_assert_uint_lt(pwz_screen_cell(&screen, row, col)->rune, 0x7F);
        }
    }
}
END_TEST

/* ---- checklist and steps ---- */

START_TEST(the_checklist_says_each_state_in_a_word)
{
    keys("1s1n");
    SEES("ok   Looking at it");
    SEES("FAIL Using it");
}
END_TEST

START_TEST(a_star_shows_where_the_question_stands)
{
    keys("1s1");
    SEES(" *?    Using it");
    press(PWZ_KEY_TAB);
    press('k');
    SEES("> ok   Looking at it");
    SEES(" *?    Using it");
}
END_TEST

START_TEST(a_title_that_does_not_fit_shows_that_it_was_cut)
{
    SEES("Papers with a very long \u2026");
}
END_TEST

START_TEST(few_possible_results_are_named)
{
    SEES_NOT("Still possible:");
    keys("1s1");
    SEES("Still possible:");
    SEES("- The door is stuck");
}
END_TEST

START_TEST(the_step_view_lists_answers_and_what_is_open)
{
    press('1');
    press(PWZ_KEY_TAB);
    press(PWZ_KEY_ENTER);
    SEES("> Kind: Wood, as in a forest");
    SEES("Age: not asked (optional)");
    SEES("Parts: not asked (open)");
    press(PWZ_KEY_ESC);
    keys("jj\n");
    SEES("Day: not asked (for the report)");
}
END_TEST

START_TEST(questions_that_no_longer_matter_are_told_so)
{
    press('3');
    press(PWZ_KEY_TAB);
    keys("j\n");
    SEES("Handle: not asked (not needed now)");
}
END_TEST

/* ---- result ---- */

START_TEST(the_result_scrolls_by_lines_and_ends)
{
    press('3');
    ck_assert_ptr_nonnull(strstr(look(12, 80), "Glass breaks"));
    press('j');
    ck_assert_ptr_null(strstr(look(12, 80), "Glass breaks"));
    press('G');
    ck_assert_ptr_nonnull(strstr(look(12, 80), "https://example.org/is-glass"));
    press('g');
    ck_assert_ptr_nonnull(strstr(look(12, 80), "Glass breaks"));
}
END_TEST

/* ---- help ---- */

START_TEST(help_comes_from_the_key_table)
{
    press('?');
    SEES("Keys: question");
    SEES("Answering");
    SEES("1-9: Give answer 1 to 9 at once");
    ck_assert_ptr_nonnull(strstr(look(80, 120), "q, ^C, F10: Leave"));
}
END_TEST

START_TEST(help_is_searched_by_typing)
{
    press('?');
    keys("CURTAIN");
    SEES_NOT("Give answer");
    SEES("F8, H: Hide or show agent notes");
    press(PWZ_KEY_CTRL_U);
    keys("nonsense");
    SEES("No key has to do with that.");
}
END_TEST

START_TEST(help_shows_every_bound_action_of_every_mode)
{
    for (int i = 0; i < PWZ_ACTION_COUNT; i++) {
        enum pwz_action action = (enum pwz_action)i;
        bool is_here = false;
        for (uint32_t key = 1; key <= PWZ_KEY_UNKNOWN; key++) {
            key = key == 0x80 ? PWZ_KEY_SPECIAL : key;
            is_here |= pwz_key_action(PWZ_MODE_QUESTION, key) == action;
        }
        press('?');
        const char *text = look(120, 300);
        ck_assert_msg((strstr(text, pwz_action_info(action)->help) != NULL) == is_here,
                      "%s", pwz_action_info(action)->name);
        press(PWZ_KEY_ESC);
    }
}
END_TEST

/* ---- sizes ---- */

START_TEST(at_60_columns_both_panes_are_there)
{
    const char *text = look(20, 60);

    ck_assert_ptr_nonnull(strstr(text, "Looking at it"));
    ck_assert_ptr_nonnull(strstr(text, "\u2502 Which kind of door is it?"));
}
END_TEST

START_TEST(below_60_columns_the_question_has_the_window_to_itself)
{
    const char *text = look(20, 59);

    ck_assert_ptr_null(strstr(text, "Looking at it"));
    ck_assert_ptr_nonnull(strstr(text, "\nWhich kind of door is it?"));
    press(PWZ_KEY_TAB);
    text = look(20, 59);
    ck_assert_ptr_nonnull(strstr(text, ">*?    Looking at it"));
    ck_assert_ptr_null(strstr(text, "Which kind of door"));
}
END_TEST

START_TEST(at_40x12_question_answers_and_keys_are_there)
{
    const char *text = look(12, 40);

    ck_assert_ptr_nonnull(strstr(text, "Which kind of door is it?"));
    ck_assert_ptr_nonnull(strstr(text, "> 1   Wood, as in a forest"));
    ck_assert_ptr_nonnull(strstr(text, "Don't know"));
    ck_assert_ptr_nonnull(strstr(text, "1-3 answer"));
}
END_TEST

START_TEST(at_40x10_every_answer_can_be_reached)
{
    look(10, 40);
    for (int i = 0; i < 3; i++) {
        press('j');
        look(10, 40);
        ck_assert_uint_eq(
            pwz_screen_cell(&screen, screen.cursor_row, screen.cursor_col - 2)->rune,
            '>');
    }
    ck_assert_uint_eq(rune_at_cursor(), 'u');
    press('g');
    ck_assert_ptr_nonnull(strstr(look(10, 40), "Which kind of door is it?"));
}
END_TEST

START_TEST(a_tiny_window_says_what_it_needs)
{
    ck_assert_ptr_nonnull(
        strstr(look(9, 80), "Window too small (need 40x10); everything is kept."));
    ck_assert_ptr_nonnull(strstr(look(24, 39), "Window too small"));
    ck_assert_ptr_nonnull(strstr(look(3, 12), "Window too  \nsmall (need \n"));
    look(1, 1);
    press('1');
    ck_assert(holds(DOOR_KIND).is_known);
}
END_TEST

START_TEST(no_text_reaches_the_frame_or_the_other_pane)
{
    for (int cols = 60; cols <= 130; cols += 7) {
        look(24, cols);
        int border = cols * 2 / 5 < 32 ? cols * 2 / 5 : 32;
        for (int row = 1; row <= 21; row++) {
            ck_assert_uint_eq(pwz_screen_cell(&screen, row, border)->rune, 0x2502);
            ck_assert_uint_eq(pwz_screen_cell(&screen, row, border + 1)->rune, ' ');
        }
    }
}
END_TEST

START_TEST(wide_text_is_wrapped_by_columns)
{
    look(24, 80);
    ck_assert_ptr_nonnull(
        strstr(look(24, 80), "3   \u30AC\u30E9\u30B9\u306E\u6249 of glass"));
}
END_TEST

START_TEST(a_long_message_takes_more_rows)
{
    pwz_wizard_message(wizard,
                       "A message that is much longer than the forty columns of "
                       "this window and must still be read to its end",
                       true);
    ck_assert_ptr_nonnull(strstr(look(12, 40), "end"));
    ck_assert_ptr_nonnull(strstr(row_text(11), "1-3 answer"));
}
END_TEST

START_TEST(the_footer_never_cuts_a_hint)
{
    for (int cols = 40; cols < 120; cols++) {
        look(24, cols);
        const char *text = row_text(23);
        ck_assert_ptr_nonnull(strstr(text, "? help"));
        ck_assert_int_eq(strstr(text, "q ") != NULL, strstr(text, "q quit") != NULL);
    }
}
END_TEST

/* Every allocation of a drawing fails once: a status, no crash, no leak. */
START_TEST(without_memory_a_drawing_says_so)
{
    static const char *const ways[] = {"", "?", "v", "1s", "1s1y/", "\t\n"};
    enum pwz_status status = PWZ_E_NOMEM;

    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        stop();
        start();
        keys(ways[i]);
        status = PWZ_E_NOMEM;
        for (size_t n = 0; status != PWZ_OK && n < 2000; n++) {
            struct pwz_screen other = {0};
            pwz_mem_fail_after(n);
            status = pwz_wizard_view(wizard, 24, 80, &other);
            pwz_mem_fail_after(SIZE_MAX);
            pwz_screen_done(&other);
        }
        ck_assert_int_eq(status, PWZ_OK);
    }
}
END_TEST

static Suite *make(void)
{
    Suite *suite = suite_create("wizard_view");
    TCase *tcase = tcase_create("screens");

    tcase_add_checked_fixture(tcase, start, stop);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, a_question_shows_steps_answers_help_place_and_keys);
    tcase_add_test(tcase, what_has_no_room_is_left_out_whole_or_says_so);
    tcase_add_test(tcase, help_stands_in_the_order_say_where_why_note);
    tcase_add_test(tcase, a_link_shows_its_whole_address);
    tcase_add_test(tcase, the_text_scrolls_and_the_choices_stay);
    tcase_add_test(tcase, the_cursor_stands_on_the_focused_answer);
    tcase_add_test(tcase, a_moved_focus_changes_only_two_cells);
    tcase_add_test(tcase, a_moved_marker_looks_like_a_new_drawing);
    tcase_add_test(tcase, a_screen_used_by_somebody_else_is_drawn_anew);
    tcase_add_test(tcase, an_answer_given_before_is_marked_in_words);
    tcase_add_test(tcase, an_optional_question_offers_to_skip);
    tcase_add_test(tcase, a_yes_no_question_shows_y_and_n);
    tcase_add_test(tcase, a_set_shows_marks_and_none);
    tcase_add_test(tcase, a_failed_check_is_told);
    tcase_add_test(tcase, typed_text_shows_with_the_cursor_behind_it);
    tcase_add_test(tcase, a_long_typed_text_scrolls_with_its_cursor);
    tcase_add_test(tcase, the_curtain_hides_notes_at_once);
    tcase_add_test(tcase, a_partner_never_sees_notes);
    tcase_add_test(tcase, ascii_draws_frame_and_separators_in_ascii);
    tcase_add_test(tcase, the_checklist_says_each_state_in_a_word);
    tcase_add_test(tcase, a_star_shows_where_the_question_stands);
    tcase_add_test(tcase, a_title_that_does_not_fit_shows_that_it_was_cut);
    tcase_add_test(tcase, few_possible_results_are_named);
    tcase_add_test(tcase, the_step_view_lists_answers_and_what_is_open);
    tcase_add_test(tcase, questions_that_no_longer_matter_are_told_so);
    tcase_add_test(tcase, the_result_scrolls_by_lines_and_ends);
    tcase_add_test(tcase, help_comes_from_the_key_table);
    tcase_add_test(tcase, help_is_searched_by_typing);
    tcase_add_test(tcase, help_shows_every_bound_action_of_every_mode);
    tcase_add_test(tcase, at_60_columns_both_panes_are_there);
    tcase_add_test(tcase, below_60_columns_the_question_has_the_window_to_itself);
    tcase_add_test(tcase, at_40x12_question_answers_and_keys_are_there);
    tcase_add_test(tcase, at_40x10_every_answer_can_be_reached);
    tcase_add_test(tcase, a_tiny_window_says_what_it_needs);
    tcase_add_test(tcase, no_text_reaches_the_frame_or_the_other_pane);
    tcase_add_test(tcase, wide_text_is_wrapped_by_columns);
    tcase_add_test(tcase, a_long_message_takes_more_rows);
    tcase_add_test(tcase, the_footer_never_cuts_a_hint);
    tcase_add_test(tcase, without_memory_a_drawing_says_so);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return pwz_test_main(make());
}
