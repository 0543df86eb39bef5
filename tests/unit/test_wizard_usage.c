/*
 * Unit tests of usage files in the wizard: wishes out, news in, screens. The report is
 * the hand-made one of recon_sample.h; facts are those of the pack about doors.
 */
#include <stdio.h>

#include "recon_sample.h"
#include "wizard_drive.h"

/* ---- news ---- */

static void tell(const struct pwz_news *news)
{
    const struct pwz_event event = {
        .kind = PWZ_EVENT_NEWS, .news = news, .now = DOOR_NOW};

    pwz_wizard_update(wizard, &event, &effects);
}

enum {
    ENTRIES = 7
};

static const struct pwz_listed on_disk[ENTRIES] = {
    {"notes.txt",     PWZ_LISTED_FILE,   12,      0},
    {"usage.csv",     PWZ_LISTED_FILE,   5405950, 0},
    {".hidden.csv",   PWZ_LISTED_FILE,   1,       0},
    {"Archive",       PWZ_LISTED_FOLDER, 0,       0},
    {"blobs.json.gz", PWZ_LISTED_FILE,   1500,    0},
    {"socket",        PWZ_LISTED_OTHER,  0,       0},
    {"..",            PWZ_LISTED_FOLDER, 0,       0},
};
static struct pwz_listed folder[ENTRIES]; /* stays, as a runner's does */

/* The way up is the last on the disk above, so that it can be left out. */
static void tell_listing_at(const char *path)
{
    const size_t count = ENTRIES - (strcmp(path, "/") == 0 ? 1 : 0);
    const struct pwz_news news = {
        .kind = PWZ_NEWS_LISTED,
        .listing = {.path = path, .entries = folder, .count = count, .error = ""},
        .words = "",
        .subscription = "",
    };
    memcpy(folder, on_disk, sizeof folder);
    pwz_listed_sort(folder, count);
    tell(&news);
}

static void tell_listing(void)
{
    tell_listing_at("/home/me/files");
}

static void tell_file(const char *path)
{
    const struct pwz_news news = {
        .kind = PWZ_NEWS_LISTED,
        .listing = {.path = path, .is_file = true, .error = ""},
        .words = "",
        .subscription = "",
    };
    tell(&news);
}

static struct pwz_recon_view all, one, other;

static void tell_read(const struct pwz_recon_view *view, const char *words)
{
    const struct pwz_news news = {
        .kind = PWZ_NEWS_READ, .view = view, .words = words, .subscription = ""};

    tell(&news);
}

static const struct pwz_recon_row *const first_row[] = {&sample_production};
static const struct pwz_recon_row *const second_row[] = {&sample_formula};
static const uint8_t *const first_heat[] = {sample_heat_1};
static const uint8_t *const second_heat[] = {sample_heat_2};

static void make_views(void)
{
    all = one = other = sample_view();
    one.rows = first_row;
    one.heats = first_heat;
    other.rows = second_row;
    other.heats = second_heat;
    one.row_count = one.heat_count = other.row_count = other.heat_count = 1;
}

#define FILE_SAYS(of, ...)                                                               \
    {                                                                                    \
        .fact = (of), .source = PWZ_SOURCE_FILE, .text = "", .detail = "usage.csv: 17",  \
        __VA_ARGS__                                                                      \
    }

/* Production: of steel, with a lock, since 2026-10-04. */
static const struct pwz_statement says_steel[] = {
    FILE_SAYS(DOOR_KIND, .value = 1),
    FILE_SAYS(DOOR_PARTS, .value = LOCK, .seen = HINGE | LOCK | BELL),
    {.fact = DOOR_DAY,
                                                              .source = PWZ_SOURCE_FILE,
                                                              .text = "2026-10-04",
                                                              .detail = "usage.csv: 17"},
};
/* The other one: of wood, and nothing more. */
static const struct pwz_statement says_wood[] = {FILE_SAYS(DOOR_KIND, .value = 0)};

static void tell_steel(bool is_taken)
{
    const struct pwz_news news = {
        .kind = PWZ_NEWS_PROVED,
        .view = &one,
        .words = "",
        .subscription = sample_production.subscription_id,
        .is_taken = is_taken,
        .statements = says_steel,
        .count = 3,
    };
    tell(&news);
}

static void tell_wood(bool is_taken)
{
    const struct pwz_news news = {
        .kind = PWZ_NEWS_PROVED,
        .view = &other,
        .words = "",
        .subscription = sample_formula.subscription_id,
        .is_taken = is_taken,
        .statements = says_wood,
        .count = 1,
    };
    tell(&news);
}

/* ---- wishes ---- */

/* The only wish of the last update, NULL when there was none. */
static const struct pwz_wish *wished(void)
{
    const struct pwz_wish *wish = NULL;

    for (size_t i = 0; i < effects.count; i++) {
        if (effects.effect[i].kind == PWZ_EFFECT_WISH) {
            ck_assert_ptr_null(wish);
            wish = effects.effect[i].wish;
        }
    }
    return wish;
}

#define CLAIM_WISH(wanted, path)                                                         \
    do {                                                                                 \
        ck_assert_ptr_nonnull(wished());                                                 \
        ck_assert_int_eq(wished()->kind, (wanted));                                      \
        ck_assert_uint_eq(wished()->count, 1);                                           \
        ck_assert_str_eq(wished()->paths[0], (path));                                    \
    } while (false)

static size_t saved(void)
{
    size_t count = 0;

    for (size_t i = 0; i < effects.count; i++) {
        count += effects.effect[i].kind == PWZ_EFFECT_SAVE ? 1 : 0;
    }
    return count;
}

static void begin(void)
{
    make_views();
    start();
}

static void open_picker(void)
{
    press('f');
    tell_listing();
}

static void read_file(void)
{
    open_picker();
    keys("usage");
    press(PWZ_KEY_ENTER);
    ck_assert_int_eq(wished()->kind, PWZ_WISH_READ);
}

static void open_subscriptions(void)
{
    read_file();
    tell_read(&all, "");
}

static void take_steel(void)
{
    open_subscriptions();
    press(PWZ_KEY_ENTER);
    tell_steel(true);
}

static int place_of(const char *text)
{
    const char *screen_text = look(24, 80);
    const char *found = strstr(screen_text, text);

    ck_assert_msg(found != NULL, "%s", text);
    return (int)(found - screen_text);
}

/* ---- the picker ---- */

START_TEST(f_wishes_the_folder_of_the_program_and_shows_it)
{
    press('f');
    CLAIM_WISH(PWZ_WISH_LIST, "");
    ck_assert_int_eq(mode(), PWZ_MODE_FILES);
    tell_listing();
    SEES("/home/me/files");
    SEES("5.4 MB");
    SEES("1.5 kB");
    SEES("12 bytes");
    SEES("Archive/");
    SEES_NOT(".hidden");
}
END_TEST

START_TEST(files_of_a_known_form_come_first_then_folders_then_the_rest)
{
    open_picker();
    ck_assert_int_lt(place_of("blobs.json.gz"), place_of("usage.csv"));
    ck_assert_int_lt(place_of("usage.csv"), place_of("../"));
    ck_assert_int_lt(place_of("../"), place_of("Archive/"));
    ck_assert_int_lt(place_of("Archive/"), place_of("notes.txt"));
    ck_assert_int_lt(place_of("notes.txt"), place_of("socket"));
    SEES("> ");
    press(PWZ_KEY_ENTER);
    CLAIM_WISH(PWZ_WISH_READ, "/home/me/files/blobs.json.gz");
}
END_TEST

START_TEST(typing_filters_and_a_dot_shows_hidden_files)
{
    open_picker();
    keys("us");
    SEES("usage.csv");
    SEES_NOT("notes.txt");
    press(PWZ_KEY_CTRL_U);
    keys(".hid");
    SEES(".hidden.csv");
    press(PWZ_KEY_ESC);
    ck_assert_int_eq(mode(), PWZ_MODE_FILES);
    SEES("notes.txt");
    press(PWZ_KEY_ESC);
    ck_assert_int_eq(mode(), PWZ_MODE_QUESTION);
}
END_TEST

START_TEST(what_is_typed_before_the_folder_is_there_stays)
{
    press('f');
    keys("us");
    tell_listing();
    SEES("Find: us");
    SEES("usage.csv");
    SEES_NOT("notes.txt");
}
END_TEST

/* The view in front then is not the one that the news are for. */
START_TEST(a_folder_that_comes_while_help_is_read_is_there_afterwards)
{
    press('f');
    press('?');
    tell_listing();
    press(PWZ_KEY_ESC);
    ck_assert_int_eq(mode(), PWZ_MODE_FILES);
    SEES("> ");
    SEES("usage.csv");
    SEES("Enter reads 1 file.");
}
END_TEST

START_TEST(a_folder_that_takes_long_says_so_and_escape_leaves_it_at_once)
{
    press('f');
    SEES("Reading the folder; Esc stops waiting for it.");
    keys("us");
    press(PWZ_KEY_ESC);
    ck_assert_int_eq(mode(), PWZ_MODE_QUESTION);
    tell_listing(); /* too late: nothing of it shows, now or at the next opening */
    ck_assert_int_eq(mode(), PWZ_MODE_QUESTION);
    press('f');
    CLAIM_WISH(PWZ_WISH_LIST, "");
    SEES_NOT("usage.csv");
    tell_listing();
    SEES("usage.csv");
    SEES_NOT("Reading the folder");
}
END_TEST

START_TEST(the_folder_in_sight_stays_while_another_is_read_and_after_escape)
{
    open_picker();
    keys("arch");
    press(PWZ_KEY_ENTER);
    SEES("Reading the folder");
    SEES("Archive/");
    press(PWZ_KEY_ESC);
    ck_assert_int_eq(mode(), PWZ_MODE_FILES);
    SEES_NOT("Reading the folder");
    tell_listing_at("/home/me/files/Archive");
    SEES_NOT("files/Archive");
    press(PWZ_KEY_ESC); /* what was typed */
    SEES("usage.csv");
    press(PWZ_KEY_ESC);
    ck_assert_int_eq(mode(), PWZ_MODE_QUESTION);
}
END_TEST

START_TEST(a_file_found_too_late_is_not_read)
{
    open_picker();
    keys("/far/usage.csv");
    press(PWZ_KEY_ENTER);
    press(PWZ_KEY_ESC);
    tell_file("/far/usage.csv");
    ck_assert_ptr_null(wished());
    ck_assert_int_eq(mode(), PWZ_MODE_FILES);
}
END_TEST

START_TEST(a_filter_that_nothing_passes_says_so_and_reads_nothing)
{
    open_picker();
    keys("zzz");
    SEES("Nothing here has that in its name.");
    press(PWZ_KEY_ENTER);
    ck_assert_ptr_null(wished());
}
END_TEST

START_TEST(enter_opens_a_folder_and_backspace_leads_up)
{
    open_picker();
    keys("arch");
    press(PWZ_KEY_ENTER);
    CLAIM_WISH(PWZ_WISH_LIST, "/home/me/files/Archive");
    tell_listing_at("/home/me/files/Archive");
    press(PWZ_KEY_BACKSPACE);
    CLAIM_WISH(PWZ_WISH_LIST, "/home/me/files");
    tell_listing_at("/");
    SEES_NOT("../");
    press(PWZ_KEY_BACKSPACE);
    ck_assert_ptr_null(wished());
}
END_TEST

START_TEST(space_marks_several_and_enter_reads_them_with_the_one_at_the_cursor)
{
    open_picker();
    press(' '); /* blobs.json.gz; the cursor moves on to usage.csv */
    SEES("* blobs.json.gz");
    SEES("Enter reads 2 files.");
    press(PWZ_KEY_ENTER);
    ck_assert_int_eq(wished()->kind, PWZ_WISH_READ);
    ck_assert_uint_eq(wished()->count, 2);
    ck_assert_str_eq(wished()->paths[0], "/home/me/files/blobs.json.gz");
    ck_assert_str_eq(wished()->paths[1], "/home/me/files/usage.csv");
    ck_assert_int_eq(mode(), PWZ_MODE_QUESTION);
}
END_TEST

START_TEST(a_mark_can_be_taken_back)
{
    open_picker();
    press(' ');
    press(PWZ_KEY_UP);
    press(' ');
    SEES_NOT("* blobs");
    press(PWZ_KEY_ENTER);
    CLAIM_WISH(PWZ_WISH_READ, "/home/me/files/usage.csv");
}
END_TEST

START_TEST(a_folder_cannot_be_marked)
{
    open_picker();
    press(PWZ_KEY_DOWN);
    press(PWZ_KEY_DOWN);
    press(' ');
    SEES("Only files can be marked.");
}
END_TEST

static const struct {
    const char *pasted, *path;
} pastes[] = {
    {"/tmp/a b.csv",           "/tmp/a b.csv"        },
    {"'/tmp/a b.csv'",         "/tmp/a b.csv"        },
    {"\"/tmp/a b.csv\" \n",    "/tmp/a b.csv"        },
    {"/tmp/a\\ b.csv",         "/tmp/a b.csv"        },
    {"file:///tmp/a.csv",      "/tmp/a.csv"          },
    {"~/a.csv",                "~/a.csv"             },
    {"'/tmp/back\\slash.csv'", "/tmp/back\\slash.csv"},
    {"'/tmp/open",             "/tmp/open"           },
};

START_TEST(a_path_may_be_pasted_in_any_form)
{
    open_picker();
    paste(pastes[_i].pasted);
    SEES("Enter opens this path.");
    press(PWZ_KEY_ENTER);
    CLAIM_WISH(PWZ_WISH_LIST, pastes[_i].path);
    tell_file("/whole/path.csv");
    CLAIM_WISH(PWZ_WISH_READ, "/whole/path.csv");
    ck_assert_int_eq(mode(), PWZ_MODE_QUESTION);
}
END_TEST

START_TEST(a_path_that_is_not_there_is_told_and_the_folder_stays)
{
    const struct pwz_news news = {
        .kind = PWZ_NEWS_LISTED,
        .listing = {.path = "/no", .error = "'/no': No such file or directory."},
        .words = "",
        .subscription = "",
    };

    open_picker();
    keys("/no");
    press(PWZ_KEY_ENTER);
    tell(&news);
    SEES("'/no': No such file or directory.");
    ck_assert_int_eq(mode(), PWZ_MODE_FILES);
    press(PWZ_KEY_CTRL_U);
    SEES("usage.csv");
}
END_TEST

START_TEST(an_error_with_a_hostile_path_passes_the_gate)
{
    const struct pwz_news news = {
        .kind = PWZ_NEWS_LISTED,
        .listing = {.path = "/no", .error = "'/\033[2J\xe2\x80\xae': No such file."},
        .words = "",
        .subscription = "",
    };

    press('f');
    tell(&news);
    SEES("No such file.");
    SEES_NOT("\033");
    SEES_NOT("\xe2\x80\xae");
}
END_TEST

START_TEST(names_from_the_disk_pass_the_gate_but_are_opened_as_they_are)
{
    static const struct pwz_listed bad[] = {
        {"a\033[2J.csv", PWZ_LISTED_FILE, 1, 0}
    };
    const struct pwz_news news = {
        .kind = PWZ_NEWS_LISTED,
        .listing = {.path = "/d", .entries = bad, .count = 1, .error = ""},
        .words = "",
        .subscription = "",
    };

    press('f');
    tell(&news);
    SEES_NOT("\033");
    press(PWZ_KEY_ENTER);
    CLAIM_WISH(PWZ_WISH_READ, "/d/a\033[2J.csv");
}
END_TEST

START_TEST(the_picker_opens_from_a_typed_entry_and_leaves_what_was_typed)
{
    edit(DOOR_SERIAL);
    keys("G12");
    press(PWZ_KEY_CTRL_F);
    ck_assert_int_eq(mode(), PWZ_MODE_FILES);
    press(PWZ_KEY_ESC);
    ck_assert_int_eq(mode(), PWZ_MODE_ENTRY);
    SEES("G12");
}
END_TEST

/* ---- reading ---- */

static void tell_progress(uint64_t done, uint64_t total, int64_t elapsed_ms)
{
    const struct pwz_news news = {
        .kind = PWZ_NEWS_PROGRESS,
        .reading = {.bytes_done = done,
                    .bytes_total = total,
                    .text_bytes = done,
                    .elapsed_ms = elapsed_ms},
        .words = "",
        .subscription = "",
    };
    tell(&news);
}

START_TEST(progress_is_one_line_and_questions_can_be_answered_beside_it)
{
    read_file();
    ck_assert_int_eq(mode(), PWZ_MODE_QUESTION);
    SEES("X stops reading usage.csv: 0 bytes");
    /* A quarter in 2 s: 6 s are left, at 125 MB a second. */
    tell_progress(250000000, 1000000000, 2000);
    SEES("X stops reading usage.csv: 25 %, 6 s left, 250 MB of 1.0 GB, 125 MB/s");
    SEES("Which kind of door is it?");
    press('1');
    ck_assert(holds(DOOR_KIND).is_known);
    SEES("25 %");
}
END_TEST

START_TEST(a_pipe_of_unknown_length_has_no_share)
{
    read_file();
    tell_progress(5000, 0, 1000);
    SEES("X stops reading usage.csv: 5.0 kB, 5.0 kB/s");
}
END_TEST

START_TEST(one_key_stops_reading_wherever_letters_are_typed_or_not)
{
    read_file();
    press('X');
    ck_assert_int_eq(wished()->kind, PWZ_WISH_STOP);
    SEES("Stopping: usage.csv");
    tell_read(&all, "");
    edit(DOOR_NOTE);
    press(PWZ_KEY_CTRL_X);
    ck_assert_ptr_null(wished());
    SEES("No file is being read.");
}
END_TEST

START_TEST(files_are_not_read_on_top_of_each_other)
{
    static const char *const path[] = {"/b.csv"};

    read_file();
    pwz_wizard_read(wizard, path, 1, &effects);
    ck_assert_ptr_null(wished());
    SEES("Other files are still being read");
}
END_TEST

START_TEST(what_was_read_shows_by_itself_when_no_key_came_meanwhile)
{
    read_file();
    tell_progress(1, 2, 1);
    tell_read(&all, "");
    ck_assert_int_eq(mode(), PWZ_MODE_SUBSCRIPTIONS);
}
END_TEST

START_TEST(no_screen_changes_under_a_hand)
{
    read_file();
    press('j');
    tell_read(&all, "");
    ck_assert_int_eq(mode(), PWZ_MODE_QUESTION);
    SEES("usage.csv is read: f shows what it says");
    press('f');
    ck_assert_int_eq(mode(), PWZ_MODE_SUBSCRIPTIONS);
    SEES_NOT("is read: f");
    press(PWZ_KEY_ESC);
    press('f'); /* remembered */
    ck_assert_int_eq(mode(), PWZ_MODE_SUBSCRIPTIONS);
    press(PWZ_KEY_CTRL_F); /* and another file from there */
    ck_assert_int_eq(mode(), PWZ_MODE_FILES);
}
END_TEST

START_TEST(files_of_the_command_line_are_read_as_if_they_had_been_picked)
{
    static const char *const paths[] = {"a.csv", "b.csv"};

    pwz_wizard_read(wizard, paths, 2, &effects);
    ck_assert_int_eq(wished()->kind, PWZ_WISH_READ);
    ck_assert_uint_eq(wished()->count, 2);
    ck_assert_str_eq(wished()->paths[1], "b.csv");
    ck_assert(pwz_wizard_awaits(wizard));
    SEES("X stops reading 2 files");
    tell_read(&all, "");
    ck_assert_int_eq(mode(), PWZ_MODE_SUBSCRIPTIONS);
    ck_assert(!pwz_wizard_awaits(wizard));
}
END_TEST

START_TEST(a_refusal_stands_on_the_screen_in_words)
{
    read_file();
    tell_read(NULL, "usage.csv: this is a web page, no file: sign in again");
    ck_assert_int_eq(mode(), PWZ_MODE_USAGE);
    SEES("this is a web page, no file: sign in again");
    press(PWZ_KEY_ESC);
    ck_assert_int_eq(mode(), PWZ_MODE_QUESTION);
    press('f'); /* there is nothing to come back to */
    ck_assert_int_eq(mode(), PWZ_MODE_FILES);
}
END_TEST

START_TEST(a_refusal_waits_as_well_when_keys_came_meanwhile)
{
    read_file();
    press('j');
    tell_read(NULL, "usage.csv: no");
    SEES("usage.csv could not be used: f says why");
}
END_TEST

/* ---- subscriptions ---- */

START_TEST(subscriptions_show_lost_money_pattern_and_names)
{
    open_subscriptions();
    SEES("2 of 3 subscriptions (by currency) miss credit");
    SEES("61.73 EUR  from 4 Oct      Contoso, Ltd.      Production");
    SEES("12.00 USD  all");
    SEES("00000003-3333-4333-"); /* the one without a name */
    SEES("Production (00000001-1111-4111-8111-111111111111)");
    SEES("Enter takes what the files prove.");
}
END_TEST

START_TEST(typing_finds_by_customer_subscription_and_id)
{
    open_subscriptions();
    keys("fabrikam");
    SEES_NOT("Production");
    press(PWZ_KEY_ENTER);
    ck_assert_int_eq(wished()->kind, PWZ_WISH_PROVE);
    ck_assert_str_eq(wished()->subscription, sample_formula.subscription_id);
    ck_assert(wished()->is_taken);
    press(PWZ_KEY_CTRL_U);
    keys("production");
    SEES("Production (0000");
    press(PWZ_KEY_CTRL_U);
    keys("3333-4333");
    SEES_NOT("Production");
    SEES("00000003");
}
END_TEST

START_TEST(a_whole_id_that_is_not_listed_is_looked_for)
{
    open_subscriptions();
    keys("ABCDEF01-0000-4000-8000-000000000009");
    SEES("Enter looks for this id.");
    press(PWZ_KEY_ENTER);
    ck_assert_int_eq(wished()->kind, PWZ_WISH_PROVE);
    ck_assert_str_eq(wished()->subscription, "abcdef01-0000-4000-8000-000000000009");
}
END_TEST

START_TEST(one_subscription_needs_no_choice)
{
    read_file();
    tell_read(&one, "");
    ck_assert_int_eq(mode(), PWZ_MODE_USAGE);
    ck_assert_int_eq(wished()->kind, PWZ_WISH_PROVE);
    ck_assert_str_eq(wished()->subscription, sample_production.subscription_id);
    tell_steel(true);
    ck_assert(holds(DOOR_KIND).is_known);
}
END_TEST

/* ---- facts ---- */

START_TEST(what_is_proved_is_evidence_with_its_place)
{
    take_steel();
    ck_assert_uint_eq(saved(), 3);
    ck_assert_int_eq(holds(DOOR_KIND).from->source, PWZ_SOURCE_FILE);
    ck_assert_uint_eq(holds(DOOR_KIND).value, 1);
    ck_assert_str_eq(holds(DOOR_KIND).from->detail, "usage.csv: 17");
    ck_assert_int_eq((int)(holds(DOOR_KIND).from->at - DOOR_NOW), 0);
    ck_assert_uint_eq(holds(DOOR_PARTS).value, LOCK);
    ck_assert_str_eq(holds(DOOR_DAY).from->text, "2026-10-04");
    SEES("3 facts taken from usage.csv; z takes them back.");
    SEES("Known from the file");
    SEES("Kind: Steel");
    SEES("Day: 2026-10-04");
}
END_TEST

START_TEST(what_the_file_knows_is_not_asked)
{
    take_steel();
    press(PWZ_KEY_ENTER);
    ck_assert_uint_eq(fact(), DOOR_AGE); /* the hint, behind the kind */
    press('s');
    ck_assert_uint_eq(fact(), DOOR_WORKS); /* not the parts */
}
END_TEST

START_TEST(one_undo_takes_all_of_it_back)
{
    take_steel();
    press('z');
    ck_assert(holds(DOOR_KIND).is_absent);
    ck_assert(holds(DOOR_PARTS).is_absent);
    ck_assert(holds(DOOR_DAY).is_absent);
    ck_assert_int_eq(mode(), PWZ_MODE_QUESTION);
    press('f'); /* and it can be taken again */
    press(PWZ_KEY_ENTER);
    tell_steel(true);
    ck_assert(holds(DOOR_KIND).is_known);
}
END_TEST

START_TEST(the_same_facts_are_not_taken_twice)
{
    take_steel();
    press('s');
    press(PWZ_KEY_ENTER);
    tell_steel(true);
    ck_assert_uint_eq(saved(), 0);
}
END_TEST

START_TEST(evidence_against_an_answer_is_shown_and_counts)
{
    press('1'); /* of wood */
    take_steel();
    ck_assert(holds(DOOR_KIND).is_conflict);
    ck_assert_uint_eq(holds(DOOR_KIND).value, 1);
    SEES("1 answer given before");
    SEES("disagrees: evidence counts.");
    SEES("Kind: Steel (the answer given disagrees)");
}
END_TEST

START_TEST(another_subscription_takes_the_place_of_the_first)
{
    take_steel();
    press('s');
    press(PWZ_KEY_DOWN);
    press(PWZ_KEY_ENTER);
    ck_assert_str_eq(wished()->subscription, sample_formula.subscription_id);
    tell_wood(true);
    ck_assert_uint_eq(holds(DOOR_KIND).value, 0);
    ck_assert(holds(DOOR_PARTS).is_absent);
    ck_assert(holds(DOOR_DAY).is_absent);
}
END_TEST

START_TEST(answers_given_since_stay_when_another_subscription_is_taken)
{
    take_steel();
    press(PWZ_KEY_ENTER);
    ck_assert_uint_eq(fact(), DOOR_AGE);
    press('2');
    ck_assert_uint_eq(fact(), DOOR_WORKS);
    press('y');
    press('f');
    press(PWZ_KEY_DOWN);
    press(PWZ_KEY_ENTER);
    tell_wood(true);
    ck_assert_uint_eq(holds(DOOR_KIND).value, 0);
    ck_assert(holds(DOOR_PARTS).is_absent);
    ck_assert(holds(DOOR_AGE).is_known);
    ck_assert(holds(DOOR_WORKS).is_known);
    /* Five entries undone, two given again, one new. */
    ck_assert_uint_eq(saved(), 8);
    press('z'); /* the wood */
    press('z'); /* the answer before it */
    ck_assert(holds(DOOR_WORKS).is_absent);
    ck_assert(holds(DOOR_AGE).is_known);
}
END_TEST

START_TEST(the_following_subscription_is_looked_at_and_not_taken)
{
    take_steel();
    press('n');
    ck_assert_int_eq(wished()->kind, PWZ_WISH_PROVE);
    ck_assert_str_eq(wished()->subscription, sample_formula.subscription_id);
    ck_assert(!wished()->is_taken);
    tell_wood(false);
    ck_assert_uint_eq(holds(DOOR_KIND).value, 1);
    SEES("The file would tell (Enter takes it)");
    press(PWZ_KEY_ENTER);
    ck_assert_uint_eq(holds(DOOR_KIND).value, 0);
    ck_assert_int_eq(mode(), PWZ_MODE_USAGE);
    press(PWZ_KEY_ENTER);
    ck_assert_int_eq(mode(), PWZ_MODE_QUESTION);
}
END_TEST

START_TEST(who_goes_away_meanwhile_takes_nothing)
{
    open_subscriptions();
    press(PWZ_KEY_ENTER);
    press(PWZ_KEY_ESC);
    tell_steel(true);
    ck_assert_int_eq(mode(), PWZ_MODE_QUESTION);
    ck_assert(holds(DOOR_KIND).is_absent);
}
END_TEST

/* ---- table and calendar ---- */

START_TEST(the_table_has_money_pattern_lines_and_days)
{
    static const char *const expected[] = {
        "Contoso, Ltd.: Production",
        "Lost credit: 61.73 EUR",
        "Cost of lines without credit: 411.50 EUR",
        "Pattern: from 4 Oct",
        "Lines: 4 earned, 6 missing",
        "Days: 3 without credit, 4 with",
        "From, to: 2026-10-01 to 2026-10-06",
    };

    take_steel();
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        ck_assert_msg(strstr(look(24, 80), expected[i]) != NULL, "%s", expected[i]);
    }
    /* Below it the report of the command line. */
    ck_assert_ptr_nonnull(
        strstr(look(80, 80), "usage.csv: line 17: the date is no date"));
}
END_TEST

START_TEST(the_calendar_has_a_line_for_each_week_with_letters_and_shades)
{
    take_steel();
    press('m');
    /* 2026-10-01 was a Thursday; the 4th misses 20 of 40 EUR, the 5th all of them. */
    SEES("October 2026");
    SEES("Mo         Tu         We         Th         Fr         Sa         Su");
    SEES(" 1 e        2 e        3 e        4 M \u2592\u2592\u2592\u2592\u2592");
    SEES(" 5 M \u2588\u2588\u2588\u2588\u2588  6 P \u2591\u2591\u2591\u2591\u2591  7 .");
    SEES("e earned, M missing, P partly missing");
    SEES("(40.00 EUR, 4.00 USD)");
    press('m');
    SEES("Lost credit: 61.73 EUR");
}
END_TEST

START_TEST(the_calendar_in_ascii_has_figures_for_shades)
{
    stop();
    start_with(&(const struct pwz_wizard_opts){.is_ascii = true});
    take_steel();
    press('m');
    SEES(" 5 M 44444  6 P 11111  7 .");
    for (const char *c = look(24, 80); *c != '\0'; c++) {
        ck_assert_msg((unsigned char)*c < 0x80, "%s", c);
    }
}
END_TEST

START_TEST(the_calendar_is_whole_in_40_columns)
{
    take_steel();
    press('m');
    ck_assert_ptr_nonnull(strstr(look(20, 40), "Mo   Tu   We   Th   Fr   Sa   Su"));
    ck_assert_ptr_nonnull(strstr(look(20, 40), " 5 M\u2588 6 P\u2591 7 . "));
    ck_assert_ptr_nonnull(strstr(look(20, 40), "26 . 27 . 28 . 29 . 30 . 31 ."));
}
END_TEST

START_TEST(a_partial_report_says_so_first)
{
    one.is_partial = true;
    one.partial_reason = "reading was stopped";
    take_steel();
    SEES("Not everything was read:");
    SEES("reading was stopped");
}
END_TEST

/* ---- the curtain ---- */

START_TEST(the_curtain_hides_prices_and_other_customers)
{
    take_steel();
    press('H');
    SEES_NOT("61.73");
    SEES_NOT("411.50");
    SEES("Lost credit: (hidden)");
    ck_assert_ptr_null(strstr(look(200, 80), "EUR"));
    press('m');
    SEES_NOT("\u2588");
    SEES_NOT("40.00");
    SEES("5 M");
    press('s');
    SEES("Production (0000");
    SEES_NOT("Fabrikam");
    SEES_NOT("EUR");
    SEES_NOT("USD");
    keys("fabrikam");
    SEES_NOT("Fabrikam");
    press(PWZ_KEY_CTRL_K);
    SEES("Fabrikam");
}
END_TEST

START_TEST(under_the_curtain_no_other_customer_is_looked_at)
{
    static const struct pwz_recon_row *const two[] = {&sample_production,
                                                      &sample_formula};

    all.rows = two;
    all.row_count = 2;
    take_steel();
    press('n');
    tell_wood(false);
    press('H');
    SEES("Hidden while the curtain is down.");
    SEES_NOT("Fabrikam");
    press('H');
    SEES("Fabrikam");
    press('p');
    tell_steel(false);
    press('H');
    press('n');
    ck_assert_ptr_null(wished());
    SEES("The curtain hides all others.");
}
END_TEST

/* Help stands over the list then; closing it must not bring the names back. */
START_TEST(the_curtain_lowered_in_help_hides_the_list_below_it)
{
    open_subscriptions();
    SEES("Production");
    press('?');
    press(PWZ_KEY_F8);
    press(PWZ_KEY_ESC);
    ck_assert_int_eq(mode(), PWZ_MODE_SUBSCRIPTIONS);
    SEES_NOT("Production");
    press(PWZ_KEY_ENTER);
    ck_assert_ptr_null(wished());
}
END_TEST

START_TEST(before_one_is_chosen_the_curtain_hides_them_all)
{
    open_subscriptions();
    press(PWZ_KEY_F8);
    SEES_NOT("Contoso");
    SEES_NOT("Fabrikam");
    SEES("raises the curtain.");
}
END_TEST

/* ---- sizes, memory ---- */

static const struct {
    int rows, cols;
} sizes[] = {
    {24, 80},
    {20, 60},
    {12, 40},
    {10, 40},
};

START_TEST(all_views_fit_all_sizes)
{
    const int rows = sizes[_i].rows;
    const int cols = sizes[_i].cols;

    open_picker();
    ck_assert_ptr_nonnull(strstr(look(rows, cols), "blobs.json.gz"));
    ck_assert_ptr_nonnull(strstr(look(rows, cols), "1.5 kB"));
    keys("usage");
    press(PWZ_KEY_ENTER);
    tell_progress(250000000, 1000000000, 2000);
    ck_assert_ptr_nonnull(strstr(look(rows, cols), "usage.csv: 25 %"));
    ck_assert_ptr_nonnull(strstr(look(rows, cols), "Which kind of door is it?"));
    tell_read(&all, "");
    ck_assert_ptr_nonnull(strstr(look(rows, cols), "61.73 EUR"));
    ck_assert_ptr_nonnull(strstr(look(rows, cols), "Contoso"));
    press(PWZ_KEY_ENTER);
    tell_steel(true);
    ck_assert_ptr_nonnull(strstr(look(rows, cols), "Lost credit: 61.73 EUR"));
    press('m');
    ck_assert_ptr_nonnull(strstr(look(rows, cols), "October 2026"));
    press(PWZ_KEY_PAGE_DOWN);
    press('G');
    ck_assert_ptr_nonnull(strstr(look(rows, cols), "above."));
}
END_TEST

static bool shows(int cols, const char *text)
{
    return strstr(look(20, cols), text) != NULL;
}

/* Read aloud in a call: what has no room is left out, not cut in the middle of a word. */
START_TEST(a_narrow_window_keeps_what_counts_whole)
{
    all.is_partial = true;
    open_subscriptions();
    ck_assert(shows(60, "2 of 3 subscriptions miss credit; not all was read "));
    ck_assert(shows(80, "subscriptions (by currency) miss credit; not all was read "));
    ck_assert(shows(42, sample_production.subscription_id));
    ck_assert(shows(40, "Enter takes what the files prove. "));
}
END_TEST

START_TEST(the_head_of_the_list_says_once_that_something_is_missing)
{
    all.is_partial = true;
    read_file();
    tell_read(&all, "usage.csv: cut off");
    SEES("not all was read ");
    SEES_NOT("some files not used");
    all.is_partial = false;
    press('/'); /* typed: the list is drawn anew */
    SEES("miss credit; some files not used ");
}
END_TEST

START_TEST(the_calendar_key_shows_only_where_there_is_a_calendar)
{
    read_file();
    tell_read(NULL, "invoice.pdf: this is a PDF");
    SEES("this is a PDF");
    SEES_NOT("m calendar");
    press(PWZ_KEY_ESC);
    take_steel();
    SEES("m calendar");
}
END_TEST

START_TEST(a_tiny_window_says_so)
{
    open_picker();
    ck_assert_ptr_nonnull(strstr(look(9, 40), "Window too small"));
}
END_TEST

START_TEST(many_rows_scroll_with_the_focus)
{
    static struct pwz_listed many[301];
    static char names[300][16];
    const struct pwz_news news = {
        .kind = PWZ_NEWS_LISTED,
        .listing = {.path = "/d", .entries = many, .count = 301, .error = ""},
        .words = "",
        .subscription = "",
    };

    for (int i = 0; i < 300; i++) {
        snprintf(names[i], sizeof names[i], "f%03d.csv", 299 - i);
        many[i] = (struct pwz_listed){names[i], PWZ_LISTED_FILE, 1, 0};
    }
    many[300] = (struct pwz_listed){"..", PWZ_LISTED_FOLDER, 0, 0};
    pwz_listed_sort(many, 301);
    press('f');
    tell(&news);
    SEES(">   f000.csv");
    press(PWZ_KEY_PAGE_DOWN);
    SEES_NOT("f000.csv");
    press(PWZ_KEY_END);
    SEES("f299.csv");
    press(PWZ_KEY_UP);
    press(PWZ_KEY_ENTER); /* the last is the way up */
    CLAIM_WISH(PWZ_WISH_READ, "/d/f299.csv");
}
END_TEST

START_TEST(help_knows_the_keys_of_the_usage_views)
{
    take_steel();
    press('?');
    SEES("Keys: usage");
    ck_assert_ptr_nonnull(strstr(look(60, 100), "Show the calendar, or the table again"));
}
END_TEST

/* Whatever allocation fails, answers stay and nothing crashes. */
START_TEST(out_of_memory_loses_no_answer)
{
    press('1');
    for (size_t n = 0; n < 40; n++) {
        pwz_mem_fail_after(n);
        press('f');
        tell_listing();
        press(PWZ_KEY_ENTER);
        tell_read(&all, "words");
        press(PWZ_KEY_ENTER);
        tell_steel(true);
        (void)pwz_wizard_view(wizard, 24, 80, &screen);
        pwz_mem_fail_after(SIZE_MAX);
        press(PWZ_KEY_ESC);
        press(PWZ_KEY_ESC);
        ck_assert(!holds(DOOR_KIND).is_absent);
    }
}
END_TEST

static Suite *make(void)
{
    Suite *suite = suite_create("wizard_usage");
    TCase *tests = tcase_create("usage");

    tcase_add_checked_fixture(tests, begin, stop);
    tcase_add_test(tests, f_wishes_the_folder_of_the_program_and_shows_it);
    tcase_add_test(tests, files_of_a_known_form_come_first_then_folders_then_the_rest);
    tcase_add_test(tests, typing_filters_and_a_dot_shows_hidden_files);
    tcase_add_test(tests, what_is_typed_before_the_folder_is_there_stays);
    tcase_add_test(tests, a_folder_that_comes_while_help_is_read_is_there_afterwards);
    tcase_add_test(tests, a_folder_that_takes_long_says_so_and_escape_leaves_it_at_once);
    tcase_add_test(tests,
                   the_folder_in_sight_stays_while_another_is_read_and_after_escape);
    tcase_add_test(tests, a_file_found_too_late_is_not_read);
    tcase_add_test(tests, a_filter_that_nothing_passes_says_so_and_reads_nothing);
    tcase_add_test(tests, enter_opens_a_folder_and_backspace_leads_up);
    tcase_add_test(tests,
                   space_marks_several_and_enter_reads_them_with_the_one_at_the_cursor);
    tcase_add_test(tests, a_mark_can_be_taken_back);
    tcase_add_test(tests, a_folder_cannot_be_marked);
    tcase_add_loop_test(tests, a_path_may_be_pasted_in_any_form, 0,
                        (int)(sizeof pastes / sizeof pastes[0]));
    tcase_add_test(tests, a_path_that_is_not_there_is_told_and_the_folder_stays);
    tcase_add_test(tests, an_error_with_a_hostile_path_passes_the_gate);
    tcase_add_test(tests, names_from_the_disk_pass_the_gate_but_are_opened_as_they_are);
    tcase_add_test(tests, the_picker_opens_from_a_typed_entry_and_leaves_what_was_typed);
    tcase_add_test(tests, progress_is_one_line_and_questions_can_be_answered_beside_it);
    tcase_add_test(tests, a_pipe_of_unknown_length_has_no_share);
    tcase_add_test(tests, one_key_stops_reading_wherever_letters_are_typed_or_not);
    tcase_add_test(tests, files_are_not_read_on_top_of_each_other);
    tcase_add_test(tests, what_was_read_shows_by_itself_when_no_key_came_meanwhile);
    tcase_add_test(tests, no_screen_changes_under_a_hand);
    tcase_add_test(tests, files_of_the_command_line_are_read_as_if_they_had_been_picked);
    tcase_add_test(tests, a_refusal_stands_on_the_screen_in_words);
    tcase_add_test(tests, a_refusal_waits_as_well_when_keys_came_meanwhile);
    tcase_add_test(tests, subscriptions_show_lost_money_pattern_and_names);
    tcase_add_test(tests, typing_finds_by_customer_subscription_and_id);
    tcase_add_test(tests, a_whole_id_that_is_not_listed_is_looked_for);
    tcase_add_test(tests, one_subscription_needs_no_choice);
    tcase_add_test(tests, what_is_proved_is_evidence_with_its_place);
    tcase_add_test(tests, what_the_file_knows_is_not_asked);
    tcase_add_test(tests, one_undo_takes_all_of_it_back);
    tcase_add_test(tests, the_same_facts_are_not_taken_twice);
    tcase_add_test(tests, evidence_against_an_answer_is_shown_and_counts);
    tcase_add_test(tests, another_subscription_takes_the_place_of_the_first);
    tcase_add_test(tests, answers_given_since_stay_when_another_subscription_is_taken);
    tcase_add_test(tests, the_following_subscription_is_looked_at_and_not_taken);
    tcase_add_test(tests, who_goes_away_meanwhile_takes_nothing);
    tcase_add_test(tests, the_table_has_money_pattern_lines_and_days);
    tcase_add_test(tests, the_calendar_has_a_line_for_each_week_with_letters_and_shades);
    tcase_add_test(tests, the_calendar_in_ascii_has_figures_for_shades);
    tcase_add_test(tests, the_calendar_is_whole_in_40_columns);
    tcase_add_test(tests, a_partial_report_says_so_first);
    tcase_add_test(tests, the_curtain_hides_prices_and_other_customers);
    tcase_add_test(tests, under_the_curtain_no_other_customer_is_looked_at);
    tcase_add_test(tests, the_curtain_lowered_in_help_hides_the_list_below_it);
    tcase_add_test(tests, before_one_is_chosen_the_curtain_hides_them_all);
    tcase_add_loop_test(tests, all_views_fit_all_sizes, 0,
                        (int)(sizeof sizes / sizeof sizes[0]));
    tcase_add_test(tests, a_narrow_window_keeps_what_counts_whole);
    tcase_add_test(tests, the_head_of_the_list_says_once_that_something_is_missing);
    tcase_add_test(tests, the_calendar_key_shows_only_where_there_is_a_calendar);
    tcase_add_test(tests, a_tiny_window_says_so);
    tcase_add_test(tests, many_rows_scroll_with_the_focus);
    tcase_add_test(tests, help_knows_the_keys_of_the_usage_views);
    tcase_add_test(tests, out_of_memory_loses_no_answer);
    suite_add_tcase(suite, tests);
    return suite;
}

int main(void)
{
    return pwz_test_main(make());
}
