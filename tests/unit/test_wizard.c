/*
 * Unit tests of what keys do: answers, effects, going back, undo, evidence, memory.
 * Screens are in test_wizard_view.c.
 */
#include "wizard_drive.h"

static size_t count_effects(enum pwz_effect_kind kind)
{
    size_t count = 0;

    for (size_t i = 0; i < effects.count; i++) {
        count += effects.effect[i].kind == kind ? 1 : 0;
    }
    return count;
}

/* ---- answering ---- */

START_TEST(it_starts_at_the_first_question)
{
    ck_assert_int_eq(mode(), PWZ_MODE_QUESTION);
    ck_assert_uint_eq(fact(), DOOR_KIND);
}
END_TEST

START_TEST(a_digit_answers_saves_and_goes_on)
{
    press('1');
    ck_assert_uint_eq(effects.count, 1);
    ck_assert_int_eq(effects.effect[0].kind, PWZ_EFFECT_SAVE);
    ck_assert_int_eq(effects.effect[0].entry.kind, PWZ_ENTRY_ANSWER);
    ck_assert_uint_eq(effects.effect[0].entry.statement.fact, DOOR_KIND);
    ck_assert_uint_eq(effects.effect[0].entry.statement.value, 0);
    ck_assert_int_eq(effects.effect[0].entry.statement.source, PWZ_SOURCE_ANSWER);
    ck_assert_int_eq(effects.effect[0].entry.statement.at, DOOR_NOW);
    ck_assert(effects.is_dirty);
    ck_assert_uint_eq(fact(), DOOR_AGE);
}
END_TEST

START_TEST(enter_gives_the_focused_answer)
{
    press(PWZ_KEY_DOWN);
    press(PWZ_KEY_ENTER);
    ck_assert_uint_eq(holds(DOOR_KIND).value, 1);
}
END_TEST

START_TEST(a_hot_key_of_the_pack_answers)
{
    press('w');
    ck_assert_uint_eq(holds(DOOR_KIND).value, 1);
}
END_TEST

START_TEST(a_digit_without_an_answer_changes_nothing)
{
    press('7');
    ck_assert_uint_eq(effects.count, 0);
    ck_assert_uint_eq(fact(), DOOR_KIND);
    SEES("There is no answer 7 here.");
}
END_TEST

START_TEST(u_is_an_answer_of_its_own)
{
    press('u');
    ck_assert(effects.effect[0].entry.statement.is_unknown);
    ck_assert(!holds(DOOR_KIND).is_known);
    ck_assert(!holds(DOOR_KIND).is_absent);
    ck_assert_uint_eq(fact(), DOOR_AGE);
}
END_TEST

START_TEST(the_row_dont_know_can_be_chosen_with_enter)
{
    press(PWZ_KEY_END);
    press(PWZ_KEY_ENTER);
    ck_assert(effects.effect[0].entry.statement.is_unknown);
}
END_TEST

START_TEST(y_and_n_answer_yes_and_no)
{
    keys("1s1");
    ck_assert_uint_eq(fact(), DOOR_WORKS);
    press('n');
    ck_assert_uint_eq(holds(DOOR_WORKS).value, 1);
    ck_assert_int_eq(mode(), PWZ_MODE_VERDICT);
}
END_TEST

START_TEST(y_where_nothing_is_yes_or_no_only_tells)
{
    press('y');
    ck_assert_uint_eq(effects.count, 0);
    SEES("no yes or no");
}
END_TEST

START_TEST(a_verdict_ends_the_questions)
{
    press('3');
    ck_assert_int_eq(mode(), PWZ_MODE_VERDICT);
    SEES("Glass breaks");
    SEES("cause found");
}
END_TEST

START_TEST(all_questions_answered_well_end_in_the_otherwise)
{
    keys("1s1y11");
    ck_assert_int_eq(mode(), PWZ_MODE_VERDICT);
    SEES("The door is fine");
    SEES("no fault found");
}
END_TEST

/* ---- hints ---- */

START_TEST(a_hint_can_be_passed_over_and_is_not_asked_again)
{
    press('1');
    press('s');
    ck_assert_uint_eq(effects.count, 0);
    ck_assert_uint_eq(fact(), DOOR_PARTS);
    press(PWZ_KEY_LEFT);
    press(PWZ_KEY_LEFT);
    ck_assert_uint_eq(fact(), DOOR_KIND);
    press('2');
    ck_assert_uint_eq(fact(), DOOR_PARTS);
}
END_TEST

START_TEST(space_and_the_skip_row_pass_over_a_hint)
{
    press('1');
    press(' ');
    ck_assert_uint_eq(fact(), DOOR_PARTS);
    press('b');
    press(PWZ_KEY_END);
    press(PWZ_KEY_ENTER);
    ck_assert_uint_eq(fact(), DOOR_PARTS);
    ck_assert(holds(DOOR_AGE).is_absent);
}
END_TEST

START_TEST(a_question_that_counts_cannot_be_passed_over)
{
    press('s');
    ck_assert_uint_eq(fact(), DOOR_KIND);
    SEES("This question counts");
}
END_TEST

/* ---- sets ---- */

START_TEST(a_digit_answers_alone_and_goes_on)
{
    keys("1s");
    ck_assert_int_eq(mode(), PWZ_MODE_SET);
    press('2');
    ck_assert_uint_eq(effects.effect[0].entry.statement.value, LOCK);
    ck_assert_uint_eq(holds(DOOR_PARTS).value, LOCK);
    ck_assert_uint_eq(fact(), DOOR_WORKS);
    SEES("That one alone.");
}
END_TEST

START_TEST(once_one_is_marked_digits_mark_and_enter_takes_them)
{
    keys("1s j "); /* Space marks hinge, then lock */
    keys("213");   /* unmarks lock, unmarks hinge: none is left, so 3 is given alone */
    ck_assert_uint_eq(holds(DOOR_PARTS).value, BELL);
    press('b');
    keys("12\n"); /* beside the mark of the bell */
    ck_assert_uint_eq(holds(DOOR_PARTS).value, HINGE | LOCK | BELL);
}
END_TEST

START_TEST(enter_with_nothing_marked_takes_the_focused_member)
{
    keys("1sj\n");
    ck_assert_uint_eq(holds(DOOR_PARTS).value, LOCK);
}
END_TEST

START_TEST(zero_answers_none_of_them)
{
    keys("1s0");
    ck_assert(holds(DOOR_PARTS).is_known);
    ck_assert_uint_eq(holds(DOOR_PARTS).value, 0);
}
END_TEST

START_TEST(an_answered_set_comes_back_with_its_marks)
{
    keys("1s 2\n");
    press('b');
    ck_assert_uint_eq(fact(), DOOR_PARTS);
    SEES("1 [x] Hinge");
    SEES("2 [x] Lock");
    SEES("3 [ ] Bell");
}
END_TEST

/* ---- moving ---- */

START_TEST(back_from_the_first_question_only_tells)
{
    press(PWZ_KEY_ESC);
    ck_assert_uint_eq(fact(), DOOR_KIND);
    SEES("This is the first question.");
    ck_assert_uint_eq(effects.count, 0);
}
END_TEST

START_TEST(back_keeps_every_answer)
{
    keys("1s1");
    press(PWZ_KEY_ESC);
    press(PWZ_KEY_ESC);
    press(PWZ_KEY_ESC);
    ck_assert_uint_eq(fact(), DOOR_KIND);
    ck_assert(holds(DOOR_KIND).is_known);
    ck_assert(holds(DOOR_PARTS).is_known);
    ck_assert_uint_eq(pwz_trail_count(wizard->trail), 2);
}
END_TEST

START_TEST(the_same_answer_again_saves_nothing_and_goes_on)
{
    keys("1s");
    press('b');
    press('b');
    press(PWZ_KEY_ENTER);
    ck_assert_uint_eq(effects.count, 0);
    ck_assert_uint_eq(fact(), DOOR_PARTS);
}
END_TEST

START_TEST(an_edited_answer_leaves_the_others_alone)
{
    keys("1s1y");
    ck_assert_uint_eq(fact(), DOOR_PAINT);
    edit(DOOR_KIND);
    ck_assert_uint_eq(fact(), DOOR_KIND);
    press('2');
    ck_assert_uint_eq(fact(), DOOR_PAINT);
    ck_assert_uint_eq(holds(DOOR_KIND).value, 1);
    ck_assert_uint_eq(holds(DOOR_PARTS).value, HINGE);
}
END_TEST

START_TEST(right_goes_on_to_the_next_open_question)
{
    keys("1s");
    press('b');
    press('b');
    press(PWZ_KEY_RIGHT);
    ck_assert_uint_eq(fact(), DOOR_PARTS);
    press(PWZ_KEY_RIGHT);
    ck_assert_uint_eq(fact(), DOOR_PARTS);
    SEES("This is the next open question.");
}
END_TEST

START_TEST(the_result_so_far_can_be_seen_at_any_time)
{
    press('v');
    ck_assert_int_eq(mode(), PWZ_MODE_VERDICT);
    ck_assert_uint_eq(fact(), PWZ_NONE);
    press(PWZ_KEY_ESC);
    ck_assert_uint_eq(fact(), DOOR_KIND);
    press('v');
    press(PWZ_KEY_ENTER);
    ck_assert_uint_eq(fact(), DOOR_KIND);
}
END_TEST

START_TEST(a_long_history_forgets_its_oldest_questions_only)
{
    for (int i = 0; i < PWZ_HISTORY_MAX; i++) {
        edit(DOOR_PARTS);
        edit(DOOR_KIND);
    }
    ck_assert_uint_eq(wizard->history_count, PWZ_HISTORY_MAX);
    press('b');
    ck_assert_uint_eq(fact(), DOOR_PARTS);
}
END_TEST

START_TEST(tab_goes_to_the_checklist_and_back)
{
    press(PWZ_KEY_TAB);
    ck_assert_int_eq(mode(), PWZ_MODE_CHECKLIST);
    press(PWZ_KEY_TAB);
    ck_assert_int_eq(mode(), PWZ_MODE_QUESTION);
    press(PWZ_KEY_TAB);
    press(PWZ_KEY_ENTER);
    ck_assert_int_eq(mode(), PWZ_MODE_STEP);
    press(PWZ_KEY_TAB);
    ck_assert_int_eq(mode(), PWZ_MODE_CHECKLIST);
    press(PWZ_KEY_ESC);
    ck_assert_uint_eq(fact(), DOOR_KIND);
}
END_TEST

START_TEST(the_checklist_keeps_its_place_while_other_views_are_open)
{
    press(PWZ_KEY_TAB);
    keys("j\n");
    look(24, 80);
    ck_assert_uint_eq(wizard->step, 1);
    press('?');
    look(24, 80);
    press(PWZ_KEY_ESC);
    press(PWZ_KEY_ESC);
    ck_assert_int_eq(mode(), PWZ_MODE_CHECKLIST);
    SEES("> ?    Using it");
}
END_TEST

START_TEST(no_chain_of_views_can_trap_the_user)
{
    press('v');
    press(PWZ_KEY_TAB);
    press(PWZ_KEY_ENTER);
    press('v');
    press(PWZ_KEY_TAB);
    press('?');
    for (int i = 0; i < 6; i++) {
        press(PWZ_KEY_ESC);
    }
    ck_assert_uint_eq(fact(), DOOR_KIND);
}
END_TEST

/* ---- undo and clear ---- */

START_TEST(undo_takes_back_the_last_answer_and_shows_its_question)
{
    keys("1s1");
    press('z');
    ck_assert_uint_eq(effects.count, 1);
    ck_assert_int_eq(effects.effect[0].kind, PWZ_EFFECT_SAVE);
    ck_assert_int_eq(effects.effect[0].entry.kind, PWZ_ENTRY_UNDO);
    ck_assert_uint_eq(effects.effect[0].entry.statement.fact, DOOR_PARTS);
    ck_assert_uint_eq(fact(), DOOR_PARTS);
    ck_assert(holds(DOOR_PARTS).is_absent);
    ck_assert(holds(DOOR_KIND).is_known);
}
END_TEST

START_TEST(undo_with_nothing_done_only_tells)
{
    press('z');
    ck_assert_uint_eq(effects.count, 0);
    SEES("There is nothing to undo.");
}
END_TEST

START_TEST(undo_restores_the_answer_before_a_change)
{
    press('2');
    press('b');
    press('1');
    press('z');
    ck_assert_uint_eq(holds(DOOR_KIND).value, 1);
}
END_TEST

START_TEST(clear_takes_back_the_answer_and_undo_gives_it_again)
{
    press('2');
    press('b');
    press('x');
    ck_assert_int_eq(effects.effect[0].entry.kind, PWZ_ENTRY_RETRACT);
    ck_assert(holds(DOOR_KIND).is_absent);
    ck_assert_uint_eq(fact(), DOOR_KIND);
    press('z');
    ck_assert_uint_eq(holds(DOOR_KIND).value, 1);
}
END_TEST

START_TEST(clear_without_an_answer_only_tells)
{
    press('x');
    ck_assert_uint_eq(effects.count, 0);
    SEES("There is no answer here to take back.");
}
END_TEST

START_TEST(an_answer_can_be_cleared_from_the_step_view)
{
    press('1');
    press(PWZ_KEY_TAB);
    press(PWZ_KEY_ENTER);
    press('x');
    ck_assert(holds(DOOR_KIND).is_absent);
    ck_assert_int_eq(mode(), PWZ_MODE_STEP);
}
END_TEST

/* ---- a whole step ---- */

START_TEST(equals_gives_each_good_answer_of_the_step_as_its_own_entry)
{
    keys("1s1=");
    ck_assert_uint_eq(count_effects(PWZ_EFFECT_SAVE), 3);
    ck_assert_uint_eq(effects.effect[0].entry.statement.fact, DOOR_WORKS);
    ck_assert_uint_eq(effects.effect[1].entry.statement.fact, DOOR_PAINT);
    ck_assert_uint_eq(effects.effect[2].entry.statement.fact, DOOR_HANDLE);
    ck_assert_int_eq(mode(), PWZ_MODE_VERDICT);
    SEES("The door is fine");
}
END_TEST

START_TEST(equals_stops_at_the_end_of_the_step)
{
    press('=');
    ck_assert_uint_eq(count_effects(PWZ_EFFECT_SAVE), 1);
    ck_assert(holds(DOOR_WORKS).is_absent);
    SEES("1 good answer given");
}
END_TEST

START_TEST(one_undo_takes_back_the_whole_step)
{
    keys("1s1=");
    press('z');
    ck_assert_uint_eq(effects.count, 3);
    ck_assert(holds(DOOR_WORKS).is_absent);
    ck_assert(holds(DOOR_HANDLE).is_absent);
    ck_assert(holds(DOOR_PARTS).is_known);
    ck_assert_uint_eq(fact(), DOOR_WORKS);
}
END_TEST

START_TEST(equals_without_a_known_good_answer_only_tells)
{
    keys("1s=");
    ck_assert_uint_eq(effects.count, 0);
    SEES("No open question of this step has a known good answer.");
}
END_TEST

START_TEST(equals_leaves_given_answers_as_they_are)
{
    keys("1s1u=");
    ck_assert_uint_eq(count_effects(PWZ_EFFECT_SAVE), 2);
    ck_assert(!holds(DOOR_WORKS).is_known);
}
END_TEST

/* ---- typed answers ---- */

START_TEST(letters_are_letters_where_text_is_typed)
{
    edit(DOOR_NOTE);
    ck_assert_int_eq(mode(), PWZ_MODE_ENTRY);
    keys("quite busy? v1=");
    press(PWZ_KEY_ENTER);
    ck_assert_str_eq(effects.effect[0].entry.statement.text, "quite busy? v1=");
    ck_assert_str_eq(holds(DOOR_NOTE).from->text, "quite busy? v1=");
}
END_TEST

START_TEST(a_question_mark_is_help_only_while_nothing_is_typed)
{
    edit(DOOR_NOTE);
    press('?');
    ck_assert_int_eq(mode(), PWZ_MODE_HELP);
    press(PWZ_KEY_ESC);
    keys("a?");
    ck_assert_str_eq(wizard->input.text, "a?");
}
END_TEST

START_TEST(a_wrong_date_is_told_and_kept_for_mending)
{
    edit(DOOR_DAY);
    keys("2026-02-30\n");
    ck_assert_uint_eq(effects.count, 0);
    ck_assert_uint_eq(fact(), DOOR_DAY);
    ck_assert_str_eq(wizard->input.text, "2026-02-30");
    ck_assert(wizard->is_alert);
    press(PWZ_KEY_BACKSPACE);
    press(PWZ_KEY_BACKSPACE);
    keys("28\n");
    ck_assert_str_eq(holds(DOOR_DAY).from->text, "2026-02-28");
}
END_TEST

START_TEST(a_wrong_text_never_blocks_going_back)
{
    edit(DOOR_SERIAL);
    keys("nonsense\n");
    press(PWZ_KEY_ESC);
    ck_assert_uint_eq(fact(), DOOR_KIND);
    ck_assert(holds(DOOR_SERIAL).is_absent);
}
END_TEST

START_TEST(left_moves_inside_the_text_and_goes_back_at_its_start)
{
    edit(DOOR_NOTE);
    keys("ab");
    press(PWZ_KEY_LEFT);
    press('x');
    ck_assert_str_eq(wizard->input.text, "axb");
    press(PWZ_KEY_HOME);
    press(PWZ_KEY_DELETE);
    ck_assert_str_eq(wizard->input.text, "xb");
    press(PWZ_KEY_LEFT);
    ck_assert_uint_eq(fact(), DOOR_KIND);
}
END_TEST

START_TEST(an_empty_enter_passes)
{
    edit(DOOR_NOTE);
    press(PWZ_KEY_ENTER);
    ck_assert_uint_eq(effects.count, 0);
    ck_assert_uint_eq(fact(), DOOR_KIND);
}
END_TEST

START_TEST(a_text_emptied_on_purpose_is_taken_back)
{
    edit(DOOR_NOTE);
    keys("wrong\n");
    edit(DOOR_NOTE);
    ck_assert_str_eq(wizard->input.text, "wrong");
    press(PWZ_KEY_CTRL_U);
    press(PWZ_KEY_ENTER);
    ck_assert(holds(DOOR_NOTE).is_absent);
    press('z');
    ck_assert_str_eq(holds(DOOR_NOTE).from->text, "wrong");
}
END_TEST

START_TEST(a_paste_is_gated_and_stays_on_one_line)
{
    edit(DOOR_NOTE);
    paste("a\nb\x1b[31mc\xE2\x80\xAE"
          "d");
    ck_assert_str_eq(wizard->input.text, "a b\xEF\xBF\xBD[31mc\xEF\xBF\xBD"
                                         "d");
}
END_TEST

START_TEST(a_paste_that_is_too_long_inserts_nothing)
{
    char text[PWZ_TEXT_MAX + 2];

    edit(DOOR_NOTE);
    keys("kept");
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    paste(text);
    ck_assert_str_eq(wizard->input.text, "kept");
    ck_assert(wizard->is_alert);
}
END_TEST

START_TEST(a_paste_where_nothing_is_typed_does_nothing)
{
    paste("1");
    ck_assert_uint_eq(effects.count, 0);
    ck_assert_uint_eq(fact(), DOOR_KIND);
    SEES("There is nothing to paste into here.");
}
END_TEST

START_TEST(wide_and_combined_characters_are_edited_whole)
{
    edit(DOOR_NOTE);
    paste("a\u0301\u6F22");
    press(PWZ_KEY_BACKSPACE);
    ck_assert_str_eq(wizard->input.text, "a\u0301");
    press(PWZ_KEY_BACKSPACE);
    ck_assert_str_eq(wizard->input.text, "");
}
END_TEST

START_TEST(control_characters_are_not_inserted)
{
    edit(DOOR_NOTE);
    press(0x202E);
    press(PWZ_KEY_UNKNOWN);
    press(1);
    ck_assert_uint_eq(wizard->input.len, 0);
}
END_TEST

/* ---- evidence ---- */

START_TEST(an_answer_against_evidence_stays_on_the_question)
{
    give_evidence(DOOR_KIND, 2);
    press('1');
    ck_assert_uint_eq(fact(), DOOR_KIND);
    ck_assert_uint_eq(holds(DOOR_KIND).value, 2);
    SEES("Answer and evidence disagree:");
    SEES("file: ");
    SEES("line 17");
    SEES("answer: Wood");
}
END_TEST

START_TEST(the_same_answer_once_more_overrules_the_evidence)
{
    give_evidence(DOOR_KIND, 2);
    press('1');
    press('1');
    ck_assert(effects.effect[0].entry.statement.overrules);
    ck_assert(holds(DOOR_KIND).is_overruled);
    ck_assert_uint_eq(holds(DOOR_KIND).value, 0);
    ck_assert_uint_eq(fact(), DOOR_AGE);
}
END_TEST

START_TEST(an_answer_that_agrees_with_evidence_goes_on)
{
    give_evidence(DOOR_KIND, 0);
    press('1');
    ck_assert_uint_eq(effects.count, 1);
    ck_assert_uint_eq(fact(), DOOR_AGE);
}
END_TEST

START_TEST(evidence_stands_ready_to_be_confirmed)
{
    give_evidence(DOOR_KIND, 1);
    edit(DOOR_KIND);
    SEES("Steel (file)");
    press(PWZ_KEY_ENTER);
    ck_assert_uint_eq(effects.effect[0].entry.statement.value, 1);
}
END_TEST

START_TEST(undo_keeps_evidence)
{
    give_evidence(DOOR_WORKS, 0);
    press('1');
    press('z');
    ck_assert(holds(DOOR_KIND).is_absent);
    ck_assert(holds(DOOR_WORKS).is_known);
}
END_TEST

START_TEST(a_journal_played_again_gives_the_same_case)
{
    struct pwz_entry entry = {
        .kind = PWZ_ENTRY_ANSWER,
        .statement = {.fact = DOOR_KIND, .value = 1, .text = "", .detail = ""},
    };
    struct pwz_err err = {0};

    ck_assert_int_eq(pwz_wizard_take(wizard, &entry, &err), PWZ_OK);
    entry.statement.value = 0;
    ck_assert_int_eq(pwz_wizard_take(wizard, &entry, &err), PWZ_OK);
    entry.kind = PWZ_ENTRY_UNDO;
    ck_assert_int_eq(pwz_wizard_take(wizard, &entry, &err), PWZ_OK);
    ck_assert_uint_eq(holds(DOOR_KIND).value, 1);
    pwz_wizard_go_on(wizard);
    ck_assert_uint_eq(fact(), DOOR_AGE);
    entry.kind = PWZ_ENTRY_RETRACT;
    ck_assert_int_eq(pwz_wizard_take(wizard, &entry, &err), PWZ_OK);
    ck_assert(holds(DOOR_KIND).is_absent);
}
END_TEST

START_TEST(a_journal_cannot_undo_what_was_never_done)
{
    const struct pwz_entry entry = {.kind = PWZ_ENTRY_UNDO};
    struct pwz_err err = {0};

    ck_assert_int_eq(pwz_wizard_take(wizard, &entry, &err), PWZ_E_STATE);
}
END_TEST

START_TEST(a_journal_entry_that_does_not_fit_changes_nothing)
{
    const struct pwz_entry entry = {
        .kind = PWZ_ENTRY_ANSWER,
        .statement = {.fact = DOOR_KIND, .value = 99, .text = "", .detail = ""},
    };
    struct pwz_err err = {0};

    ck_assert_int_eq(pwz_wizard_take(wizard, &entry, &err), PWZ_E_RANGE);
    ck_assert(holds(DOOR_KIND).is_absent);
    ck_assert_uint_eq(pwz_trail_count(wizard->trail), 0);
}
END_TEST

/* ---- list ---- */

static void go_to_paint(void)
{
    keys("1s1y");
    ck_assert_uint_eq(fact(), DOOR_PAINT);
}

START_TEST(the_list_opens_only_where_one_helps)
{
    press('/');
    ck_assert_int_eq(mode(), PWZ_MODE_QUESTION);
    SEES("No list helps with this question.");
    go_to_paint();
    press('/');
    ck_assert_int_eq(mode(), PWZ_MODE_LIST);
    SEES("Paints for doors");
}
END_TEST

START_TEST(the_list_is_filtered_by_name_other_name_and_guid)
{
    static const struct {
        const char *typed, *found, *gone;
    } rows[] = {
        {"WHITE", "Whitewash",   "Linseed oil"},
        {"shell", "Lacquer",     "Whitewash"  },
        {"ABCD",  "Whitewash",   "Lacquer"    },
        {"0001",  "Linseed oil", "Lacquer"    },
    };

    go_to_paint();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        press('/');
        keys(rows[i].typed);
        SEES(rows[i].found);
        SEES_NOT(rows[i].gone);
    }
}
END_TEST

START_TEST(the_list_puts_the_focus_on_the_answer_that_fits)
{
    static const struct {
        const char *typed;
        uint32_t value;
    } rows[] = {
        {"linseed", 0},
        {"white",   1},
        {"tar",     2},
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        edit(DOOR_PAINT);
        press('/');
        keys(rows[i].typed);
        press(PWZ_KEY_ENTER);
        ck_assert_uint_eq(fact(), DOOR_PAINT);
        ck_assert_int_eq(mode(), PWZ_MODE_QUESTION);
        ck_assert_uint_eq(effects.count, 0);
        press(PWZ_KEY_ENTER);
        ck_assert_uint_eq(holds(DOOR_PAINT).value, rows[i].value);
    }
}
END_TEST

START_TEST(escape_first_clears_the_filter_then_closes_the_list)
{
    go_to_paint();
    keys("/white");
    press(PWZ_KEY_ESC);
    ck_assert_int_eq(mode(), PWZ_MODE_LIST);
    SEES("Linseed oil");
    press(PWZ_KEY_ESC);
    ck_assert_int_eq(mode(), PWZ_MODE_QUESTION);
}
END_TEST

START_TEST(the_list_says_what_it_knows_of_the_focused_row)
{
    go_to_paint();
    press('/');
    SEES("On the list: eligible.");
    press(PWZ_KEY_END);
    SEES("On the list: not eligible.");
    SEES("00000000-0000-0000-0000-00000000abcd");
    keys("tar");
    SEES("Not on the list: cannot be confirmed.");
}
END_TEST

START_TEST(a_row_typed_in_full_gets_the_focus_before_longer_names)
{
    go_to_paint();
    keys("/oil");
    SEES("  yes  Linseed oil");
    SEES("> no   Oil");
    press(PWZ_KEY_ENTER);
    SEES("Oil: not eligible.");
    ck_assert_uint_eq(wizard->focus[PWZ_MODE_INDEX_QUESTION], 1);
}
END_TEST

START_TEST(a_paste_filters_the_list)
{
    go_to_paint();
    press('/');
    paste("OIL\n");
    SEES("  yes  Linseed oil");
    SEES("> no   Oil");
    SEES_NOT("Whitewash");
}
END_TEST

/* ---- everything else ---- */

START_TEST(effects_for_the_program_are_passed_on)
{
    static const struct {
        uint32_t key;
        enum pwz_effect_kind kind;
    } rows[] = {
        {PWZ_KEY_CTRL_L, PWZ_EFFECT_REDRAW },
        {PWZ_KEY_CTRL_Z, PWZ_EFFECT_SUSPEND},
        {'q',            PWZ_EFFECT_QUIT   },
        {PWZ_KEY_CTRL_C, PWZ_EFFECT_QUIT   },
        {PWZ_KEY_F10,    PWZ_EFFECT_QUIT   },
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        press(rows[i].key);
        ck_assert_uint_eq(effects.count, 1);
        ck_assert_int_eq(effects.effect[0].kind, rows[i].kind);
    }
}
END_TEST

START_TEST(an_unbound_letter_is_told_and_an_unknown_sequence_is_not)
{
    press('R');
    SEES("R does nothing here; ? shows all keys.");
    press(PWZ_KEY_CTRL_U);
    press(PWZ_KEY_UNKNOWN);
    ck_assert(!effects.is_dirty);
    ck_assert_uint_eq(effects.count, 0);
}
END_TEST

START_TEST(copy_at_a_question_holds_the_words_to_say_and_no_note)
{
    press('c');
    ck_assert_uint_eq(effects.count, 1);
    ck_assert_int_eq(effects.effect[0].kind, PWZ_EFFECT_COPY);
    ck_assert_ptr_nonnull(strstr(effects.effect[0].text, "Which kind of door is it?"));
    ck_assert_ptr_nonnull(strstr(effects.effect[0].text, "Please look at the door."));
    ck_assert_ptr_null(strstr(effects.effect[0].text, "Secret"));
}
END_TEST

START_TEST(copy_at_the_result_holds_the_verdict_without_notes)
{
    keys("3c");
    ck_assert_ptr_nonnull(strstr(effects.effect[1].text, "Glass breaks"));
    ck_assert_ptr_null(strstr(effects.effect[1].text, "Secret of is-glass"));
}
END_TEST

START_TEST(copy_of_the_case_holds_the_checklist_and_the_facts)
{
    keys("3C");
    ck_assert_int_eq(effects.effect[1].kind, PWZ_EFFECT_COPY);
    ck_assert_ptr_nonnull(strstr(effects.effect[1].text, "Glass breaks"));
    ck_assert_ptr_nonnull(strstr(effects.effect[1].text, "Looking at it"));
}
END_TEST

START_TEST(a_message_lasts_until_the_next_key)
{
    pwz_wizard_message(wizard, "Not saved: \x1b[2Jdisk full", true);
    SEES("Not saved: \xEF\xBF\xBD[2Jdisk full");
    press('j');
    SEES_NOT("Not saved");
}
END_TEST

START_TEST(the_case_can_be_read_from_outside)
{
    struct pwz_case_view view;

    press('3');
    view = pwz_wizard_case(wizard, DOOR_NOW + 60);
    ck_assert_int_eq(view.now, DOOR_NOW + 60);
    ck_assert_int_eq(view.result->status, PWZ_CASE_CAUSE_FOUND);
    ck_assert(!view.hides_notes);
}
END_TEST

/* Every single allocation fails once; nothing may crash, leak or be lost. */
START_TEST(without_memory_an_answer_is_not_taken_and_nothing_is_lost)
{
    keys("1s");
    for (size_t n = 0; n < 40; n++) {
        size_t before = pwz_trail_count(wizard->trail);
        pwz_mem_fail_after(n);
        press('1');
        press(PWZ_KEY_ENTER);
        pwz_mem_fail_after(SIZE_MAX);
        ck_assert(holds(DOOR_KIND).is_known);
        ck_assert_uint_ge(pwz_trail_count(wizard->trail), before);
        pwz_mem_fail_after(n);
        press('z');
        pwz_mem_fail_after(SIZE_MAX);
        ck_assert_uint_ge(pwz_trail_count(wizard->trail), before > 0 ? before - 1 : 0);
        while (pwz_trail_count(wizard->trail) > 0) {
            press('z');
        }
        keys("1s");
    }
}
END_TEST

START_TEST(without_memory_no_wizard_is_made)
{
    const struct pwz_wizard_opts opts = {.audience = PWZ_AUDIENCE_AGENT};
    enum pwz_status status = PWZ_E_NOMEM;

    for (size_t n = 0; status != PWZ_OK; n++) {
        struct pwz_wizard *other = NULL;
        struct pwz_err err = {0};
        pwz_mem_fail_after(n);
        status = pwz_wizard_new(&door_pack, &opts, DOOR_NOW, &other, &err);
        pwz_mem_fail_after(SIZE_MAX);
        ck_assert_int_eq(status == PWZ_OK, other != NULL);
        ck_assert(status == PWZ_OK || status == PWZ_E_NOMEM);
        pwz_wizard_free(other);
    }
}
END_TEST

/* Keys without sense or order: whatever happens, the case holds what the journal says. */
START_TEST(any_sequence_of_keys_keeps_journal_and_facts_together)
{
    static const uint32_t pool[] = {
        '1',
        '2',
        '3',
        '4',
        '9',
        'y',
        'n',
        'u',
        '0',
        ' ',
        's',
        'z',
        'x',
        '=',
        'v',
        'c',
        '?',
        '/',
        'q',
        'j',
        'k',
        'g',
        'G',
        'w',
        'b',
        'H',
        PWZ_KEY_ENTER,
        PWZ_KEY_ESC,
        PWZ_KEY_TAB,
        PWZ_KEY_LEFT,
        PWZ_KEY_RIGHT,
        PWZ_KEY_PAGE_DOWN,
        PWZ_KEY_PAGE_UP,
        PWZ_KEY_HOME,
        PWZ_KEY_END,
        PWZ_KEY_CTRL_U,
        PWZ_KEY_BACKSPACE,
        PWZ_KEY_DELETE,
        0x6F22,
        PWZ_KEY_UNKNOWN,
    };
    static const int sizes[][2] = {
        {24, 80 },
        {12, 40 },
        {10, 60 },
        {5,  5  },
        {1,  1  },
        {60, 200}
    };
    uint32_t random = 12345;

    for (int i = 0; i < 20000; i++) {
        random = random * 1664525U + 1013904223U;
        press(pool[(random >> 16) % (sizeof pool / sizeof pool[0])]);
        const int *size = sizes[(random >> 8) % (sizeof sizes / sizeof sizes[0])];
        look(size[0], size[1]);
    }
    while (pwz_trail_count(wizard->trail) > 0) {
        press(PWZ_KEY_ESC);
        press('z');
    }
    ck_assert_uint_eq(pwz_facts_count(wizard->facts), 0);
}
END_TEST

static Suite *make(void)
{
    Suite *suite = suite_create("wizard");
    TCase *tcase = tcase_create("keys");

    tcase_add_checked_fixture(tcase, start, stop);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, it_starts_at_the_first_question);
    tcase_add_test(tcase, a_digit_answers_saves_and_goes_on);
    tcase_add_test(tcase, enter_gives_the_focused_answer);
    tcase_add_test(tcase, a_hot_key_of_the_pack_answers);
    tcase_add_test(tcase, a_digit_without_an_answer_changes_nothing);
    tcase_add_test(tcase, u_is_an_answer_of_its_own);
    tcase_add_test(tcase, the_row_dont_know_can_be_chosen_with_enter);
    tcase_add_test(tcase, y_and_n_answer_yes_and_no);
    tcase_add_test(tcase, y_where_nothing_is_yes_or_no_only_tells);
    tcase_add_test(tcase, a_verdict_ends_the_questions);
    tcase_add_test(tcase, all_questions_answered_well_end_in_the_otherwise);
    tcase_add_test(tcase, a_hint_can_be_passed_over_and_is_not_asked_again);
    tcase_add_test(tcase, space_and_the_skip_row_pass_over_a_hint);
    tcase_add_test(tcase, a_question_that_counts_cannot_be_passed_over);
    tcase_add_test(tcase, a_digit_answers_alone_and_goes_on);
    tcase_add_test(tcase, once_one_is_marked_digits_mark_and_enter_takes_them);
    tcase_add_test(tcase, enter_with_nothing_marked_takes_the_focused_member);
    tcase_add_test(tcase, zero_answers_none_of_them);
    tcase_add_test(tcase, an_answered_set_comes_back_with_its_marks);
    tcase_add_test(tcase, back_from_the_first_question_only_tells);
    tcase_add_test(tcase, back_keeps_every_answer);
    tcase_add_test(tcase, the_same_answer_again_saves_nothing_and_goes_on);
    tcase_add_test(tcase, an_edited_answer_leaves_the_others_alone);
    tcase_add_test(tcase, right_goes_on_to_the_next_open_question);
    tcase_add_test(tcase, the_result_so_far_can_be_seen_at_any_time);
    tcase_add_test(tcase, a_long_history_forgets_its_oldest_questions_only);
    tcase_add_test(tcase, tab_goes_to_the_checklist_and_back);
    tcase_add_test(tcase, the_checklist_keeps_its_place_while_other_views_are_open);
    tcase_add_test(tcase, no_chain_of_views_can_trap_the_user);
    tcase_add_test(tcase, undo_takes_back_the_last_answer_and_shows_its_question);
    tcase_add_test(tcase, undo_with_nothing_done_only_tells);
    tcase_add_test(tcase, undo_restores_the_answer_before_a_change);
    tcase_add_test(tcase, clear_takes_back_the_answer_and_undo_gives_it_again);
    tcase_add_test(tcase, clear_without_an_answer_only_tells);
    tcase_add_test(tcase, an_answer_can_be_cleared_from_the_step_view);
    tcase_add_test(tcase, equals_gives_each_good_answer_of_the_step_as_its_own_entry);
    tcase_add_test(tcase, equals_stops_at_the_end_of_the_step);
    tcase_add_test(tcase, one_undo_takes_back_the_whole_step);
    tcase_add_test(tcase, equals_without_a_known_good_answer_only_tells);
    tcase_add_test(tcase, equals_leaves_given_answers_as_they_are);
    tcase_add_test(tcase, letters_are_letters_where_text_is_typed);
    tcase_add_test(tcase, a_question_mark_is_help_only_while_nothing_is_typed);
    tcase_add_test(tcase, a_wrong_date_is_told_and_kept_for_mending);
    tcase_add_test(tcase, a_wrong_text_never_blocks_going_back);
    tcase_add_test(tcase, left_moves_inside_the_text_and_goes_back_at_its_start);
    tcase_add_test(tcase, an_empty_enter_passes);
    tcase_add_test(tcase, a_text_emptied_on_purpose_is_taken_back);
    tcase_add_test(tcase, a_paste_is_gated_and_stays_on_one_line);
    tcase_add_test(tcase, a_paste_that_is_too_long_inserts_nothing);
    tcase_add_test(tcase, a_paste_where_nothing_is_typed_does_nothing);
    tcase_add_test(tcase, wide_and_combined_characters_are_edited_whole);
    tcase_add_test(tcase, control_characters_are_not_inserted);
    tcase_add_test(tcase, an_answer_against_evidence_stays_on_the_question);
    tcase_add_test(tcase, the_same_answer_once_more_overrules_the_evidence);
    tcase_add_test(tcase, an_answer_that_agrees_with_evidence_goes_on);
    tcase_add_test(tcase, evidence_stands_ready_to_be_confirmed);
    tcase_add_test(tcase, undo_keeps_evidence);
    tcase_add_test(tcase, a_journal_played_again_gives_the_same_case);
    tcase_add_test(tcase, a_journal_cannot_undo_what_was_never_done);
    tcase_add_test(tcase, a_journal_entry_that_does_not_fit_changes_nothing);
    tcase_add_test(tcase, the_list_opens_only_where_one_helps);
    tcase_add_test(tcase, the_list_is_filtered_by_name_other_name_and_guid);
    tcase_add_test(tcase, the_list_puts_the_focus_on_the_answer_that_fits);
    tcase_add_test(tcase, escape_first_clears_the_filter_then_closes_the_list);
    tcase_add_test(tcase, the_list_says_what_it_knows_of_the_focused_row);
    tcase_add_test(tcase, a_row_typed_in_full_gets_the_focus_before_longer_names);
    tcase_add_test(tcase, a_paste_filters_the_list);
    tcase_add_test(tcase, effects_for_the_program_are_passed_on);
    tcase_add_test(tcase, an_unbound_letter_is_told_and_an_unknown_sequence_is_not);
    tcase_add_test(tcase, copy_at_a_question_holds_the_words_to_say_and_no_note);
    tcase_add_test(tcase, copy_at_the_result_holds_the_verdict_without_notes);
    tcase_add_test(tcase, copy_of_the_case_holds_the_checklist_and_the_facts);
    tcase_add_test(tcase, a_message_lasts_until_the_next_key);
    tcase_add_test(tcase, the_case_can_be_read_from_outside);
    tcase_add_test(tcase, without_memory_an_answer_is_not_taken_and_nothing_is_lost);
    tcase_add_test(tcase, without_memory_no_wizard_is_made);
    tcase_add_test(tcase, any_sequence_of_keys_keeps_journal_and_facts_together);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return pwz_test_main(make());
}
