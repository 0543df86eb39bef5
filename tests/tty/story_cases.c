/*
 * Stories about kept cases: leaving and coming back, being killed, a disk that does not
 * take it, two people at one case. Each has a folder of its own for the cases.
 */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tty/story.h"

static char folder[64];

static void make_folder(void)
{
    session_make_folder(folder);
}

static void remove_folder(void)
{
    session_remove_folder(folder);
}

static struct session *start(const char *argument)
{
    return story_start_with(argument, (struct session_opts){.state = folder});
}

/* The cases kept, and the number of one of them. */
static size_t count_cases(char number[64])
{
    char path[128];
    size_t count = 0;

    snprintf(path, sizeof path, "%s/pecwiz/cases", folder);
    DIR *dir = opendir(path);
    const struct dirent *entry;

    while (dir != NULL && (entry = readdir(dir)) != NULL) {
        size_t len = strlen(entry->d_name);
        if (len > 8 && strcmp(entry->d_name + len - 7, ".pecwiz") == 0) {
            snprintf(number, 64, "%.*s", (int)(len - 7), entry->d_name);
            count++;
        }
    }
    if (dir != NULL) {
        closedir(dir);
    }
    return count;
}

/* Wait for a question and that it can be answered. */
static void wait_question(struct session *session, const char *fact)
{
    CLAIM(session, session_wait_text(session, story_question(fact)));
    CLAIM(session, story_wait_focus(session));
}

static void leave(struct session *session)
{
    session_send(session, "q");
    CLAIM(session, session_wait_exit(session));
    story_claim_given_back(session);
    session_end(session);
}

/* One answer given, and its question behind us. */
static struct session *start_case(void)
{
    struct session *session = start(NULL);

    story_wait_first(session);
    session_send(session, "1");
    wait_question(session, "case.affected");
    return session;
}

START_TEST(an_untouched_start_leaves_nothing)
{
    char number[64] = "";
    struct session *session = start(NULL);

    story_wait_first(session);
    leave(session);
    ck_assert_uint_eq(count_cases(number), 0);
}
END_TEST

START_TEST(a_case_left_is_offered_and_goes_on)
{
    char number[64] = "";
    struct session *session = start_case();

    session_send(session, "q");
    CLAIM(session, session_wait_exit(session));
    ck_assert_uint_eq(count_cases(number), 1);
    CLAIM(session, vt_find(session->vt, "pecwiz resume", 0) >= 0);
    CLAIM(session, vt_find(session->vt, number, 0) >= 0);
    session_end(session);

    session = start(NULL);
    CLAIM(session, session_wait_text(session, number));
    CLAIM(session, vt_find(session->vt, "New case", 0) >= 0);
    session_send(session, "\033[B\r");
    wait_question(session, "case.affected");
    CLAIM(session, vt_find(session->vt, number, 0) >= 0);
    leave(session);
    ck_assert_uint_eq(count_cases(number), 1);
}
END_TEST

START_TEST(a_killed_program_loses_no_answer)
{
    char number[64] = "";
    struct session *session = start_case();

    session_send(session, "3");
    wait_question(session, "case.recent-changes");
    session_signal(session, SIGKILL);
    CLAIM(session, session_wait_exit(session));
    session_end(session);

    session = start("resume");
    CLAIM(session, session_wait_text(session, "New case"));
    session_send(session, "\033[B\r");
    wait_question(session, "case.recent-changes");
    leave(session);
    ck_assert_uint_eq(count_cases(number), 1);
}
END_TEST

static const int endings[] = {SIGTERM, SIGHUP, SIGINT};

START_TEST(a_signal_loses_no_answer)
{
    char number[64] = "";
    struct session *session = start_case();

    session_signal(session, endings[_i]);
    CLAIM(session, session_wait_exit(session));
    session_end(session);
    ck_assert_uint_eq(count_cases(number), 1);

    session = start(NULL);
    CLAIM(session, session_wait_text(session, number));
    session_send(session, "\033[B\r");
    wait_question(session, "case.affected");
    leave(session);
}
END_TEST

/* A file where the folder should be stops root, too. */
static void block_store(void)
{
    char path[128];

    snprintf(path, sizeof path, "%s/pecwiz", folder);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fclose(file);
}

static void unblock_store(void)
{
    char path[128];

    snprintf(path, sizeof path, "%s/pecwiz", folder);
    ck_assert_int_eq(unlink(path), 0);
}

START_TEST(what_cannot_be_saved_is_told_and_saved_once_it_can)
{
    char number[64] = "";
    struct session *session;

    block_store();
    session = start_case();
    CLAIM(session, session_wait_text(session, "NOT SAVED:"));
    session_send(session, "3");
    wait_question(session, "case.recent-changes");
    CLAIM(session, vt_find(session->vt, "NOT SAVED:", 0) >= 0);
    session_send(session, "?");
    CLAIM(session, session_wait_text(session, "Keys:"));
    CLAIM(session, vt_find(session->vt, "NOT SAVED:", 0) >= 0);
    session_send(session, "\033");
    wait_question(session, "case.recent-changes");
    unblock_store();
    session_send(session, "j"); /* any key is an occasion */
    CLAIM(session, session_wait_no_text(session, "NOT SAVED:"));
    ck_assert_uint_eq(count_cases(number), 1);
    leave(session);

    session = start(NULL);
    CLAIM(session, session_wait_text(session, number));
    session_send(session, "\033[B\r");
    wait_question(session, "case.recent-changes");
    leave(session);
}
END_TEST

START_TEST(leaving_with_something_not_saved_writes_it_elsewhere)
{
    char home[80];
    const char *const env[] = {home, NULL};

    snprintf(home, sizeof home, "HOME=%s", folder);
    block_store();
    struct session *session =
        story_start_with(NULL, (struct session_opts){.state = folder, .env = env});
    story_wait_first(session);
    session_send(session, "1");
    CLAIM(session, session_wait_text(session, "NOT SAVED:"));
    session_send(session, "q");
    CLAIM(session, session_wait_text(session, "E writes the case elsewhere"));
    session_send(session, "q");
    CLAIM(session, session_wait_exit(session));
    CLAIM(session, vt_find(session->vt, "all of it is in", 0) >= 0);
    CLAIM(session, vt_find(session->vt, "pecwiz cases import", 0) >= 0);
    session_end(session);
}
END_TEST

START_TEST(an_export_goes_where_the_user_says)
{
    char file[128];
    struct stat found;
    struct session *session = start_case();

    snprintf(file, sizeof file, "%s/handed-over.pecwiz", folder);
    session_send(session, "E");
    CLAIM(session, session_wait_text(session, "Export into which file?"));
    session_send(session, "\025"); /* ^U */
    session_send(session, file);
    session_send(session, "\r");
    CLAIM(session, session_wait_text(session, "Written:"));
    ck_assert_int_eq(stat(file, &found), 0);
    ck_assert_int_eq(found.st_mode & 0777, 0600);
    leave(session);
}
END_TEST

START_TEST(a_second_opener_reads_and_is_told_who_holds_the_case)
{
    char number[64] = "";
    struct session *first = start_case();
    struct session *second;

    ck_assert_uint_eq(count_cases(number), 1);
    second = start(NULL);
    CLAIM(second, session_wait_text(second, number));
    session_send(second, "\033[B\r");
    wait_question(second, "case.affected");
    CLAIM(second, session_wait_text(second, "READ ONLY:"));
    CLAIM(second, vt_find(second->vt, "tester", 0) >= 0);
    session_send(second, "1");
    CLAIM(second, session_wait_text(second, "nothing was taken"));
    leave(second);

    session_send(first, "2");
    wait_question(first, "case.recent-changes");
    leave(first);
}
END_TEST

START_TEST(a_dead_holder_does_not_keep_others_out)
{
    struct session *session = start_case();

    session_signal(session, SIGKILL);
    CLAIM(session, session_wait_exit(session));
    session_end(session);

    session = start("resume");
    CLAIM(session, session_wait_text(session, "New case"));
    session_send(session, "\033[B\r");
    wait_question(session, "case.affected");
    CLAIM(session, vt_find(session->vt, "READ ONLY", 0) < 0);
    session_send(session, "1");
    wait_question(session, "case.recent-changes");
    leave(session);
}
END_TEST

START_TEST(a_note_and_a_hold_are_one_key_away)
{
    struct session *session = start_case();

    session_send(session, "N");
    CLAIM(session, session_wait_text(session, "One line, kept with the time"));
    session_send(session, "they call back\r");
    CLAIM(session, session_wait_text(session, "Noted."));
    session_send(session, "h");
    CLAIM(session, session_wait_text(session, "ON HOLD"));
    session_send(session, "1");
    wait_question(session, "case.affected");
    leave(session);
}
END_TEST

/* ---- two faces, one journal ---- */

/* One step as keys and as a line, and the question that shows afterwards, or words of it
 * behind "="; NULL: none. Both ways must leave the same file, as the clock stands still.
 */
static const struct {
    const char *keys, *line, *then;
} steps[] = {
    {"1",        "1",                "case.affected"                  },
    {"3",        "3",                "case.recent-changes"            },
    {" jjjj \r", "1 5",              "invoice.series"                 },
    {"1",        "1",                "evidence.source"                },
    {"N",        "N they call back", NULL                             },
    {"u",        "u",                "=PartnerEarnedCreditPercentage?"},
    {"z",        "z",                "evidence.source"                },
    {"3",        "3",                "=PartnerEarnedCreditPercentage?"},
    {"2",        "2",                "agreement.program"              },
    {"h",        "h",                NULL                             },
    {" ",        "",                 "agreement.program"              },
    {"=",        "=",                "offer.plan"                     },
    {"=",        "=",                "access.paths"                   },
    {"jj \r",    "3",                "=Which role does the guest"     },
    {"2",        "2",                NULL                             },
};

static struct session *start_at(const char *state, bool is_plain)
{
    const char *argv[] = {getenv("PECWIZ_BIN"), "new", is_plain ? "--plain" : NULL, NULL};
    const char *const env[] = {"PECWIZ_NOW=1795521600", NULL};
    const struct session_opts opts = {.argv = argv, .env = env, .state = state};

    return session_start(&opts);
}

/* What shows at a step without a question of its own. */
static const char *words_after(size_t step)
{
    if (steps[step].then != NULL && steps[step].then[0] == '=') {
        return steps[step].then + 1;
    }
    if (steps[step].then != NULL) {
        return story_question(steps[step].then);
    }
    return steps[step].keys[0] == 'N'   ? "Noted."
           : steps[step].keys[0] == 'h' ? "The clock of this case stands"
                                        : "Whose move it is";
}

static void walk_screen(const char *state)
{
    struct session *session = start_at(state, false);

    story_wait_first(session);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        session_send(session, steps[i].keys);
        if (steps[i].keys[0] == 'N') {
            CLAIM(session, session_wait_text(session, "kept with the time"));
            session_send(session, steps[i].line + 2);
            session_send(session, "\r");
        }
        CLAIM(session, session_wait_text(session, words_after(i)));
        session_settle(session, 20);
    }
    leave(session);
}

static bool has_said(struct session *session, const void *what)
{
    session->raw[session->raw_len] = '\0';
    return strstr(session->raw, what) != NULL;
}

static void walk_lines(const char *state)
{
    struct session *session = start_at(state, true);

    CLAIM(session, session_wait(session, has_said, story_first()));
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        session->raw_len = 0;
        session_send(session, steps[i].line);
        session_send(session, "\n");
        CLAIM(session, session_wait(session, has_said, words_after(i)));
        CLAIM(session, session_wait(session, has_said, "? help): "));
    }
    session_send(session, "q\n");
    CLAIM(session, session_wait_exit(session));
    session_end(session);
}

static size_t read_journal(const char *state, char *bytes, size_t size)
{
    char path[160];
    size_t len;

    snprintf(path, sizeof path, "%s/pecwiz/cases/20261124-1.pecwiz", state);
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "no case: %s", path);
    len = fread(bytes, 1, size - 1, file);
    fclose(file);
    bytes[len] = '\0';
    return len;
}

START_TEST(full_screen_and_lines_leave_the_same_journal)
{
    static char screen[65536], lines[65536];
    char other[64];

    session_make_folder(other);
    walk_screen(folder);
    walk_lines(other);
    size_t len = read_journal(folder, screen, sizeof screen);
    read_journal(other, lines, sizeof lines);
    session_remove_folder(other);
    ck_assert_uint_gt(len, 2000);
    ck_assert_str_eq(screen, lines);
}
END_TEST

/* ---- deleting ---- */

static struct session *start_delete(const char *number)
{
    const char *argv[] = {getenv("PECWIZ_BIN"), "cases", "delete", number, NULL};
    const struct session_opts opts = {.argv = argv, .state = folder};

    return session_start(&opts);
}

START_TEST(delete_asks_and_only_a_yes_deletes)
{
    static const struct {
        const char *typed;
        size_t left;
    } rows[] = {
        {"n\n", 1},
        {"\n",  1},
        {"y\n", 0}
    };
    char number[64] = "";

    leave(start_case());
    ck_assert_uint_eq(count_cases(number), 1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct session *session = start_delete(number);

        CLAIM(session, session_wait_text(session, "Delete it for good?"));
        session_send(session, rows[i].typed);
        CLAIM(session, session_wait_exit(session));
        ck_assert_int_eq(session_exit_code(session), 0);
        session_end(session);
        ck_assert_uint_eq(count_cases(number), rows[i].left);
    }
}
END_TEST

Suite *story_suite_cases(void)
{
    const TTest *const tests[] = {
        an_untouched_start_leaves_nothing,
        a_case_left_is_offered_and_goes_on,
        a_killed_program_loses_no_answer,
        what_cannot_be_saved_is_told_and_saved_once_it_can,
        leaving_with_something_not_saved_writes_it_elsewhere,
        an_export_goes_where_the_user_says,
        a_second_opener_reads_and_is_told_who_holds_the_case,
        a_dead_holder_does_not_keep_others_out,
        a_note_and_a_hold_are_one_key_away,
        full_screen_and_lines_leave_the_same_journal,
        delete_asks_and_only_a_yes_deletes,
    };
    Suite *suite = suite_create("kept cases");
    TCase *tcase = tcase_create("cases");

    tcase_set_timeout(tcase, 0);
    tcase_add_checked_fixture(tcase, make_folder, remove_folder);
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        tcase_add_test(tcase, tests[i]);
    }
    tcase_add_loop_test(tcase, a_signal_loses_no_answer, 0,
                        (int)(sizeof endings / sizeof endings[0]));
    suite_add_tcase(suite, tcase);
    return suite;
}
