/*
 * Stories about usage files: read beside the questions, picked by path, stopped.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tty/story.h"

/* Two days with the credit, two without: 40.00 EUR were charged in full, so 15 % of that,
 * 6.00 EUR, are lost. The 14th settles that the month comes first. */
static const char usage[] =
    "PartnerId,CustomerId,CustomerName,InvoiceNumber,PublisherName,UsageDate,"
    "ResourceGroup,"
    "ChargeType,UnitPrice,Quantity,BillingPreTaxTotal,BillingCurrency,EffectiveUnitPrice,"
    "EntitlementId,EntitlementDescription,PartnerEarnedCreditPercentage\n"
    "11111111-1111-4111-8111-111111111111,22222222-2222-4222-8222-222222222222,Contoso,"
    "G012345678,Microsoft,10/01/2026,rg,new,1,10,8.50,EUR,0.85,"
    "33333333-3333-4333-8333-333333333333,Production,15\n"
    "11111111-1111-4111-8111-111111111111,22222222-2222-4222-8222-222222222222,Contoso,"
    "G012345678,Microsoft,10/02/2026,rg,new,1,10,8.50,EUR,0.85,"
    "33333333-3333-4333-8333-333333333333,Production,15\n"
    "11111111-1111-4111-8111-111111111111,22222222-2222-4222-8222-222222222222,Contoso,"
    "G012345678,Microsoft,10/13/2026,rg,new,1,20,20,EUR,1,"
    "33333333-3333-4333-8333-333333333333,Production,0\n"
    "11111111-1111-4111-8111-111111111111,22222222-2222-4222-8222-222222222222,Contoso,"
    "G012345678,Microsoft,10/14/2026,rg,new,1,20,20,EUR,1,"
    "33333333-3333-4333-8333-333333333333,Production,0\n";

static char folder[64];
static char path[128];
static char option[160]; /* --recon=PATH */

static void name_file(const char *name)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    snprintf(option, sizeof option, "--recon=%s", path);
}

static void make_file(void)
{
    snprintf(folder, sizeof folder, "/tmp/pecwiz-story-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    name_file("usage.csv");

    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(usage, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

static void remove_file(void)
{
    (void)unlink(path);
    name_file("usage.csv");
    (void)unlink(path);
    (void)rmdir(folder);
}

START_TEST(a_file_of_the_command_line_shows_what_it_says_and_answers_questions)
{
    struct session *session = story_start_with(option, (struct session_opts){.rows = 24});

    CLAIM(session, session_wait_text(session, "Lost credit: 6.00 EUR"));
    CLAIM(session, session_wait_text(session, "Contoso: Production"));
    CLAIM(session, session_wait_text(session, "taken from usage.csv"));
    session_send(session, "m");
    CLAIM(session, session_wait_text(session, "October 2026"));
    CLAIM(session, session_wait_text(session, "13 M"));
    session_send(session, "\r");
    story_wait_first(session);
    session_send(session, "q");
    CLAIM(session, session_wait_exit(session));
    CLAIM(session, session_modes_are_back(session));
    ck_assert_int_eq(session_exit_code(session), 4);
    session_end(session);
}
END_TEST

START_TEST(a_path_is_pasted_into_the_picker)
{
    struct session *session = story_start();
    char bytes[256];

    story_wait_first(session);
    session_send(session, "f");
    CLAIM(session, session_wait_text(session, "Find:"));
    snprintf(bytes, sizeof bytes, "\033[200~'%s'\n\033[201~", path);
    session_send(session, bytes);
    CLAIM(session, session_wait_text(session, "Enter opens this path."));
    session_send(session, "\r");
    CLAIM(session, session_wait_text(session, "Lost credit: 6.00 EUR"));
    session_end(session);
}
END_TEST

START_TEST(a_folder_is_listed_and_a_file_of_it_picked)
{
    struct session *session = story_start();
    char bytes[256];

    story_wait_first(session);
    session_send(session, "f");
    CLAIM(session, session_wait_text(session, "Find:"));
    snprintf(bytes, sizeof bytes, "%s/", folder);
    session_send(session, bytes);
    session_send(session, "\r");
    CLAIM(session, session_wait_text(session, "usage.csv"));
    CLAIM(session, session_wait_text(session, "bytes")); /* its size */
    session_send(session, "usage\r");
    CLAIM(session, session_wait_text(session, "Lost credit: 6.00 EUR"));
    session_end(session);
}
END_TEST

START_TEST(a_file_that_is_none_is_told_in_words)
{
    struct session *session = story_start_with("--recon=/nowhere/at/all.csv",
                                               (struct session_opts){.rows = 24});

    CLAIM(session, session_wait_text(session, "there is no such file"));
    session_end(session);
}
END_TEST

/* A pipe nobody writes to: reading would wait for ever. */
static void make_silent_pipe(void)
{
    name_file("silent");
    ck_assert_int_eq(mkfifo(path, 0600), 0);
}

START_TEST(questions_are_answered_while_a_file_is_waited_for_and_one_key_stops_it)
{
    make_silent_pipe();
    struct session *session = story_start_with(option, (struct session_opts){.rows = 24});

    story_wait_first(session);
    CLAIM(session, session_wait_text(session, "X stops reading silent"));
    session_send(session, "1");
    CLAIM(session, session_wait_no_text(session, story_first()));
    session_send(session, "X");
    CLAIM(session, session_wait_text(session, "Reading stopped"));
    session_end(session);
}
END_TEST

START_TEST(leaving_does_not_wait_for_a_file_that_never_comes)
{
    make_silent_pipe();
    struct session *session = story_start_with(option, (struct session_opts){.rows = 24});

    story_wait_first(session);
    session_send(session, "q");
    CLAIM(session, session_wait_exit(session));
    CLAIM(session, session_modes_are_back(session));
    session_end(session);
}
END_TEST

Suite *story_suite_usage(void)
{
    Suite *suite = suite_create("terminal-usage");
    TCase *tests = tcase_create("usage");

    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, make_file, remove_file);
    tcase_add_test(tests,
                   a_file_of_the_command_line_shows_what_it_says_and_answers_questions);
    tcase_add_test(tests, a_path_is_pasted_into_the_picker);
    tcase_add_test(tests, a_folder_is_listed_and_a_file_of_it_picked);
    tcase_add_test(tests, a_file_that_is_none_is_told_in_words);
    tcase_add_test(
        tests, questions_are_answered_while_a_file_is_waited_for_and_one_key_stops_it);
    tcase_add_test(tests, leaving_does_not_wait_for_a_file_that_never_comes);
    suite_add_tcase(suite, tests);
    return suite;
}
