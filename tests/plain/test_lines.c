/*
 * Lines of the tiny pack: what each kind of line does, what is said about wrong ones, and
 * how a run ends. The pack: t.color (red, green, blue; red has the letter r), the hint
 * t.hint, the set t.parts (a, b, c), t.works when b is there; t.note is typed.
 */
#include <check.h>
#include <signal.h>
#include <string.h>

#include "script.h"
#include "unit/runner.h"
#include "unit/tiny_pack.h"

static struct tiny tiny;
static struct script script;

static void set_up(void)
{
    tiny_open(&tiny);
    memset(&script, 0, sizeof script);
}

static void tear_down(void)
{
    script_done(&script);
    tiny_close(&tiny);
}

static void run(const char *lines)
{
    script_run(&script, &tiny.pack, lines, strlen(lines));
    ck_assert_int_eq(script.status, PWZ_OK);
    script_claim_harmless(&script);
}

static struct pwz_holding held(const char *id)
{
    const uint32_t fact = pwz_model_fact(&tiny.pack.model, id);

    ck_assert_uint_ne(fact, PWZ_NONE);
    return pwz_facts_holding(pwz_wizard_case(script.wizard, SCRIPT_NOW).facts, fact);
}

static void claim_value(const char *id, uint32_t value)
{
    ck_assert_msg(held(id).is_known, "%s is not known", id);
    ck_assert_uint_eq(held(id).value, value);
}

/* ---- answers ---- */

START_TEST(a_number_answers_a_choice)
{
    run("3\n");
    claim_value("t.color", 2);
}
END_TEST

START_TEST(r_repeats_even_where_the_pack_has_it_as_a_letter)
{
    run("r\n2\n");
    claim_value("t.color", 1);
    ck_assert(!script_said(&script, "1/r"));
}
END_TEST

START_TEST(an_empty_line_is_no_answer)
{
    run("\n");
    ck_assert(held("t.color").is_absent);
    ck_assert(script_said(&script, "Please type a number from 1 to 3, u for don't know"));
}
END_TEST

START_TEST(an_empty_line_keeps_an_answer_given_before)
{
    run("2\nb\n\n1\n");
    claim_value("t.color", 1);
    claim_value("t.hint", 0);
    ck_assert(script_said(&script, "So far: Green as grass."));
}
END_TEST

static const struct {
    const char *line;
    uint32_t members;
} sets[] = {
    {"1,3",   5},
    {"1 3",   5},
    {"3 , 1", 5},
    {"2",     2},
    {"0",     0},
    {"none",  0},
};

START_TEST(a_list_answers_a_set)
{
    struct pwz_buf lines;

    pwz_buf_init(&lines, 64);
    pwz_buf_addf(&lines, "2\nn\n%s\n", sets[_i].line);
    run(pwz_buf_text(&lines));
    pwz_buf_done(&lines);
    claim_value("t.parts", sets[_i].members);
}
END_TEST

START_TEST(a_list_with_a_wrong_number_is_refused_whole)
{
    run("2\nn\n1,4\n3\n");
    claim_value("t.parts", 4);
    ck_assert(script_said(&script, "Please type all numbers that apply, from 1 to 3"));
}
END_TEST

START_TEST(a_set_answered_anew_has_the_new_members_only)
{
    run("2\nn\n1,2\nb\n2,3\n");
    claim_value("t.parts", 6);
}
END_TEST

START_TEST(a_text_of_the_wrong_form_is_told_and_the_next_one_taken)
{
    run("checklist\n1\n3\nH12\nG12\n");
    ck_assert(script_said(&script, "Does not have the expected form"));
    ck_assert_str_eq(held("t.note").from->text, "G12");
}
END_TEST

START_TEST(an_empty_line_passes_a_text)
{
    run("checklist\n1\n3\n\n");
    ck_assert(held("t.note").is_absent);
    ck_assert_uint_eq(pwz_wizard_fact(script.wizard),
                      pwz_model_fact(&tiny.pack.model, "t.color"));
}
END_TEST

START_TEST(a_command_word_at_a_text_is_a_command)
{
    run("checklist\n1\n3\nb\n");
    ck_assert(held("t.note").is_absent);
    ck_assert_uint_eq(pwz_wizard_fact(script.wizard),
                      pwz_model_fact(&tiny.pack.model, "t.color"));
}
END_TEST

/* This script reads no files, and says so. */
START_TEST(file_and_a_path_at_a_text_are_a_command)
{
    run("checklist\n1\n3\nfile usage.csv\n");
    ck_assert(script_said(&script, "Files cannot be read here."));
    ck_assert(!script_said(&script, "Does not have the expected form"));
    ck_assert(held("t.note").is_absent);
}
END_TEST

static const char *const texts[] = {" file usage.csv", "f usage.csv", "files usage.csv",
                                    "note of it",      "export it",   "filed"};

START_TEST(a_text_is_no_command_because_it_begins_like_one)
{
    char lines[64];

    snprintf(lines, sizeof lines, "checklist\n1\n3\n%s\n", texts[_i]);
    run(lines);
    ck_assert(script_said(&script, "Does not have the expected form"));
    ck_assert(!script_said(&script, "Files cannot be read here."));
    ck_assert_uint_eq(script.saved, 0);
}
END_TEST

START_TEST(clear_takes_a_text_back_and_undo_gives_it_again)
{
    run("checklist\n1\n3\nG1\nchecklist\n1\n3\nclear\n");
    ck_assert(held("t.note").is_absent);
    script_done(&script);
    run("checklist\n1\n3\nG1\nchecklist\n1\n3\nclear\nundo\n");
    ck_assert_str_eq(held("t.note").from->text, "G1");
}
END_TEST

START_TEST(the_result_and_undo_are_reached_from_a_text)
{
    run("3\nchecklist\n1\n3\nverdict\n");
    ck_assert_int_eq(pwz_wizard_mode(script.wizard), PWZ_MODE_VERDICT);
    script_done(&script);
    run("3\nchecklist\n1\n3\nundo\n");
    ck_assert(held("t.color").is_absent);
}
END_TEST

START_TEST(clear_takes_back_one_answer_of_a_step)
{
    run("2\nchecklist\n1\nx 1\n");
    ck_assert(held("t.color").is_absent);
    ck_assert(script_said(&script, "Answer taken back"));
}
END_TEST

START_TEST(step_good_answers_what_has_a_good_value)
{
    run("=\n");
    claim_value("t.color", 1);
    ck_assert(script_said(&script, "1 good answer given"));
}
END_TEST

START_TEST(a_question_that_counts_cannot_be_skipped)
{
    run("pass\n2\ns\n");
    ck_assert(script_said(&script, "This question counts"));
    ck_assert(held("t.hint").is_absent);
    ck_assert_uint_eq(pwz_wizard_fact(script.wizard),
                      pwz_model_fact(&tiny.pack.model, "t.parts"));
}
END_TEST

/* ---- what is said ---- */

START_TEST(a_question_says_position_choices_and_what_to_type)
{
    run("2\nn\n");
    ck_assert(script_said(&script, "Step 1 of 2, "));
    ck_assert(script_said(&script, "Which color is it?\n1  Red\n2  Green as grass\n"
                                   "3  Blue\nu  Don't know\n"
                                   "Answer (1-3, u don't know, b back, ? help): "));
    ck_assert(script_said(&script, "y  Yes\nn  No\nu  Don't know\n"
                                   "s  Skip what is optional here\n"));
    ck_assert(script_said(&script, "Answers (such as 1 3, 0 none, u don't know, "));
}
END_TEST

START_TEST(an_answer_is_not_said_again)
{
    run("2\nn\n");
    ck_assert(strstr(strstr(pwz_buf_text(&script.said), "Is it old?"), "grass") == NULL);
}
END_TEST

START_TEST(notes_are_for_agents)
{
    run("note\n");
    ck_assert(script_said(&script, "Look twice."));
    script_done(&script);
    script = (struct script){.wizard_opts = {.audience = PWZ_AUDIENCE_PARTNER}};
    run("note\n?\n");
    ck_assert(!script_said(&script, "Look twice."));
    ck_assert(!script_said(&script, "- note: "));
}
END_TEST

START_TEST(the_curtain_hides_notes)
{
    run("H\nnote\n");
    ck_assert(script_said(&script, "Curtain down"));
    ck_assert(!script_said(&script, "Look twice."));
}
END_TEST

START_TEST(help_lists_the_commands_of_the_place)
{
    run("?\nchecklist\n?\n");
    ck_assert(script_said(&script, "- u or dont-know: "));
    ck_assert(script_said(&script, "- b or back: "));
    ck_assert(script_said(&script, "- r or repeat: "));
    const char *steps = strstr(pwz_buf_text(&script.said), "Checklist\n");
    ck_assert(strstr(steps, "Commands here:") != NULL);
    ck_assert(strstr(steps, "dont-know") == NULL);
}
END_TEST

START_TEST(help_at_a_text_tells_texts_from_commands)
{
    run("checklist\n1\n3\n?\n");
    ck_assert(script_said(&script, "A line that is a command, or begins"));
    ck_assert(script_said(&script, "'file ', is none; a blank before it makes it one."));
    ck_assert(script_said(&script, " or file: "));
}
END_TEST

START_TEST(the_path_says_what_was_answered)
{
    run("w\n2\nw\n");
    ck_assert(script_said(&script, "No question has been answered yet."));
    ck_assert(script_said(&script, ": Green as grass\n"));
}
END_TEST

START_TEST(every_mode_says_what_is_expected)
{
    run("nonsense\nchecklist\nnonsense\n1\n99\nv\nnonsense\n");
    ck_assert(script_said(&script, "Please type a number from 1 to 3, u for"));
    ck_assert(script_said(&script, "Please type a number from 1 to 2, b to go back"));
    ck_assert(script_said(&script, "Please type a number from 1 to 3, b to go back"));
    ck_assert(script_said(&script, "Please type q to leave, b to go back"));
    ck_assert(held("t.color").is_absent);
}
END_TEST

START_TEST(what_is_typed_cannot_reach_the_terminal_raw)
{
    run("\033]0;x\007\r\n\x9b\x32J\xff\nchecklist\n1\n3\n\x1b[2J\n");
}
END_TEST

/* ---- lines and ends ---- */

START_TEST(a_line_that_is_too_long_is_refused_and_nothing_of_it_taken)
{
    struct pwz_buf lines;

    pwz_buf_init(&lines, 64 * 1024);
    for (size_t i = 0; i < 9000; i++) {
        pwz_buf_addc(&lines, i < 4500 ? ' ' : '3');
    }
    pwz_buf_adds(&lines, "\n2\n");
    run(pwz_buf_text(&lines));
    pwz_buf_done(&lines);
    ck_assert(script_said(&script, "longer than 4096 bytes"));
    claim_value("t.color", 1);
}
END_TEST

START_TEST(a_line_of_the_greatest_length_is_a_line)
{
    struct pwz_buf lines;

    pwz_buf_init(&lines, 64 * 1024);
    for (size_t i = 1; i < PWZ_PLAIN_LINE_MAX + (size_t)_i; i++) {
        pwz_buf_addc(&lines, ' ');
    }
    pwz_buf_adds(&lines, "2\n");
    run(pwz_buf_text(&lines));
    pwz_buf_done(&lines);
    ck_assert_int_eq(held("t.color").is_absent, _i == 1);
}
END_TEST

START_TEST(a_last_line_without_its_end_counts)
{
    run("2\nn\n1");
    claim_value("t.parts", 1);
}
END_TEST

START_TEST(lines_may_end_like_those_of_other_systems)
{
    run("2\r\nn\r\n");
    claim_value("t.color", 1);
    claim_value("t.hint", 1);
}
END_TEST

START_TEST(quit_leaves_and_later_lines_are_not_taken)
{
    run("q\n2\n");
    ck_assert(held("t.color").is_absent);
    ck_assert_int_eq(script.ended_by, 0);
}
END_TEST

static const int ending[] = {SIGINT, SIGTERM, SIGHUP};

START_TEST(a_signal_ends_the_run_and_keeps_what_was_answered)
{
    script.raised = ending[_i];
    run("2\nn\n");
    ck_assert_int_eq(script.ended_by, ending[_i]);
    claim_value("t.color", 1);
    ck_assert(held("t.hint").is_absent);
}
END_TEST

START_TEST(an_ignored_signal_stays_ignored)
{
    ck_assert(signal(SIGHUP, SIG_IGN) != SIG_ERR);
    script.raised = SIGHUP;
    run("2\nn\n");
    ck_assert_int_eq(script.ended_by, 0);
    claim_value("t.hint", 1);
}
END_TEST

START_TEST(no_input_at_all_is_an_error_and_nothing_is_said)
{
    script_run(&script, &tiny.pack, "", 0);
    ck_assert_int_eq(script.status, PWZ_E_STATE);
    ck_assert_uint_eq(script.said.len, 0);
    ck_assert_ptr_nonnull(strstr(script.err.text, "pecwiz diagnose"));
}
END_TEST

static TCase *with_pack(const char *name)
{
    TCase *tcase = tcase_create(name);

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    return tcase;
}

static Suite *make_suite(void)
{
    Suite *suite = suite_create("lines");
    TCase *answers = with_pack("answers");
    TCase *words = with_pack("words");
    TCase *ends = with_pack("ends");

    tcase_add_test(answers, a_number_answers_a_choice);
    tcase_add_test(answers, r_repeats_even_where_the_pack_has_it_as_a_letter);
    tcase_add_test(answers, an_empty_line_is_no_answer);
    tcase_add_test(answers, an_empty_line_keeps_an_answer_given_before);
    tcase_add_loop_test(answers, a_list_answers_a_set, 0, sizeof sets / sizeof sets[0]);
    tcase_add_test(answers, a_list_with_a_wrong_number_is_refused_whole);
    tcase_add_test(answers, a_set_answered_anew_has_the_new_members_only);
    tcase_add_test(answers, a_text_of_the_wrong_form_is_told_and_the_next_one_taken);
    tcase_add_test(answers, an_empty_line_passes_a_text);
    tcase_add_test(answers, a_command_word_at_a_text_is_a_command);
    tcase_add_test(answers, file_and_a_path_at_a_text_are_a_command);
    tcase_add_loop_test(answers, a_text_is_no_command_because_it_begins_like_one, 0,
                        (int)(sizeof texts / sizeof texts[0]));
    tcase_add_test(answers, clear_takes_a_text_back_and_undo_gives_it_again);
    tcase_add_test(answers, the_result_and_undo_are_reached_from_a_text);
    tcase_add_test(answers, clear_takes_back_one_answer_of_a_step);
    tcase_add_test(answers, step_good_answers_what_has_a_good_value);
    tcase_add_test(answers, a_question_that_counts_cannot_be_skipped);
    tcase_add_test(words, a_question_says_position_choices_and_what_to_type);
    tcase_add_test(words, an_answer_is_not_said_again);
    tcase_add_test(words, notes_are_for_agents);
    tcase_add_test(words, the_curtain_hides_notes);
    tcase_add_test(words, help_lists_the_commands_of_the_place);
    tcase_add_test(words, help_at_a_text_tells_texts_from_commands);
    tcase_add_test(words, the_path_says_what_was_answered);
    tcase_add_test(words, every_mode_says_what_is_expected);
    tcase_add_test(words, what_is_typed_cannot_reach_the_terminal_raw);
    tcase_add_test(ends, a_line_that_is_too_long_is_refused_and_nothing_of_it_taken);
    tcase_add_loop_test(ends, a_line_of_the_greatest_length_is_a_line, 0, 2);
    tcase_add_test(ends, a_last_line_without_its_end_counts);
    tcase_add_test(ends, lines_may_end_like_those_of_other_systems);
    tcase_add_test(ends, quit_leaves_and_later_lines_are_not_taken);
    tcase_add_loop_test(ends, a_signal_ends_the_run_and_keeps_what_was_answered, 0,
                        sizeof ending / sizeof ending[0]);
    tcase_add_test(ends, an_ignored_signal_stays_ignored);
    tcase_add_test(ends, no_input_at_all_is_an_error_and_nothing_is_said);
    suite_add_tcase(suite, answers);
    suite_add_tcase(suite, words);
    suite_add_tcase(suite, ends);
    return suite;
}

int main(void)
{
    return pwz_test_main(make_suite());
}
