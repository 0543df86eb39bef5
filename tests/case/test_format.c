/* The format: checksums, strictness, limits, text from outside, entries and models. */
#include <string.h>

#include "pecwiz/mem.h"
#include "pecwiz/walk.h"

#include "case/crc32c.h"
#include "case/log.h"
#include "fixture.h"
#include "runner.h"

enum {
    BYTES_MAX = 64 * 1024
};

static struct fixture f;

static void set_up(void)
{
    fixture_open(&f, NULL);
}

static void tear_down(void)
{
    fixture_close(&f);
}

/* ---- checksums ---- */

/* The check value of the catalogue of CRC algorithms, and two rows of RFC 3720, B.4. */
START_TEST(the_checksum_is_the_one_of_iscsi)
{
    unsigned char bytes[32];

    ck_assert_uint_eq(crc32c(0, "123456789", 9), 0xE3069283U);
    memset(bytes, 0, sizeof(bytes));
    ck_assert_uint_eq(crc32c(0, bytes, sizeof(bytes)), 0x8A9136AAU);
    for (unsigned i = 0; i < sizeof(bytes); i++) {
        bytes[i] = (unsigned char)i;
    }
    ck_assert_uint_eq(crc32c(0, bytes, sizeof(bytes)), 0x46DD794EU);
    ck_assert_uint_eq(crc32c(crc32c(0, "1234", 4), "56789", 5), 0xE3069283U);
}
END_TEST

/* ---- files made by hand, with right checksums ---- */

struct page {
    char bytes[BYTES_MAX];
    size_t len;
    char crc[9];
};

static void begin(struct page *page)
{
    page->len = 0;
    strcpy(page->crc, "00000000");
}

/* A line without its closing brace. */
static void add_line(struct page *page, const char *body)
{
    static const char digits[] = "0123456789abcdef";
    const uint32_t crc = crc32c(crc32c(0, page->crc, 8), body, strlen(body));

    for (int i = 0; i < 8; i++) {
        page->crc[i] = digits[crc >> (28 - 4 * i) & 15U];
    }
    ck_assert_uint_lt(page->len + strlen(body) + 40, BYTES_MAX);
    strcpy(page->bytes + page->len, body);
    strcat(page->bytes + page->len, ", \"crc\": \"");
    strcat(page->bytes + page->len, page->crc);
    strcat(page->bytes + page->len, "\"}\n");
    page->len += strlen(page->bytes + page->len);
}

#define OPEN                                                                             \
    "{\"schema\": \"pecwiz-case/1\", \"seq\": 1, \"at\": \"2026-11-26T00:00:00Z\", "     \
    "\"by\": \"eve\", \"program\": \"1\", \"kind\": \"open\", \"content\": {\"id\": "    \
    "\"tiny\", \"version\": \"1\", \"sha256\": \"00\"}, \"audience\": \"agent\""
#define AT(seq) "{\"seq\": " seq ", \"at\": \"2026-11-26T00:00:10Z\", "

static enum pwz_status import(const struct page *page, struct pwz_err *err)
{
    char id[PWZ_CASE_ID_MAX + 1];

    return pwz_cases_import(f.cases, page->bytes, page->len, "in", f.now, id, err);
}

/* Second lines that have the right checksum and are wrong all the same. */
static const struct wrong_row {
    const char *line, *words;
} wrong[] = {
    {"{\"seq\": 2, \"kind\": \"hold\"",                                       "needs \"at\""              },
    {AT("3") "\"kind\": \"hold\"",                                            "not the number of the line"},
    {AT("0") "\"kind\": \"hold\"",                                            "not the number of a line"  },
    {AT("2.5") "\"kind\": \"hold\"",                                          "not the number of a line"  },
    {"{\"seq\": 2, \"at\": \"2026-02-30T00:00:00Z\", \"kind\": \"hold\"",     "not a time"                },
    {"{\"seq\": 2, \"at\": \"2026-11-26\", \"kind\": \"hold\"",               "not a time"                },
    {AT("2") "\"kind\": \"sing\"",                                            "no word this program knows"},
    {AT("2") "\"kind\": \"hold\", \"extra\": 1",                              "extra"                     },
    {AT("2") "\"kind\": \"hold\", \"text\": \"x\"",                           "has no \"text\""           },
    {AT("2") "\"kind\": \"hold\", \"kind\": \"hold\"",                        "kind"                      },
    {AT("2") "\"kind\": \"note\"",                                            "needs \"text\""            },
    {AT("2") "\"kind\": \"note\", \"text\": 7",                               "text"                      },
    {AT("2") "\"kind\": \"note\", \"text\": \"a\\u0000b\"",                   "\\u0000"                   },
    {AT("2") "\"kind\": \"answer\", \"fact\": \"t.color\"",                   "needs \"value\""           },
    {AT("2") "\"kind\": \"answer\", \"value\": null",                         "needs \"fact\""            },
    {AT("2") "\"kind\": \"answer\", \"fact\": \"t.color\", \"value\": 1",     "value"                     },
    {AT("2") "\"kind\": \"answer\", \"fact\": \"t.color\", \"value\": [1]",   "a string"                  },
    {AT("2") "\"kind\": \"answer\", \"fact\": \"t.color\", \"value\": [[]]",  "a string"                  },
    {AT("2") "\"kind\": \"answer\", \"fact\": \"f\", \"value\": null, \"source\": "
             "\"file\"",                                                 "has no \"source\""         },
    {AT("2") "\"kind\": \"evidence\", \"fact\": \"f\", \"value\": null, \"source\": "
             "\"file\"",                                                 "evidence has a value"      },
    {AT("2") "\"kind\": \"evidence\", \"fact\": \"f\", \"source\": \"file\"",
     "evidence has a value"                                                                               },
    {AT("2") "\"kind\": \"evidence\", \"fact\": \"f\", \"value\": [\"a\"], \"source\": "
             "\"file\"",                                                 "evidence has a value"      },
    {AT("2") "\"kind\": \"evidence\", \"fact\": \"f\", \"value\": \"a\", \"source\": "
             "\"answer\"",                                               "no word this program knows"},
    {AT("2") "\"kind\": \"undo\", \"of\": 1",                                 "no entry 1 in effect"      },
    {AT("2") "\"kind\": \"undo\", \"of\": 2",                                 "no entry 2 in effect"      },
    {AT("2") "\"kind\": \"undo\", \"of\": 99",                                "no entry 99 in effect"     },
    {AT("2") "\"kind\": \"undo\", \"of\": -1",                                "not the number"            },
    {AT("2") "\"kind\": \"follow-up\", \"outcome\": \"maybe\"",               "no word"                   },
    {AT("2") "\"kind\": \"hold\", \"shown\": {\"status\": \"fine\"}",         "no status"                 },
    {AT("2") "\"kind\": \"hold\", \"shown\": {}",                             "status"                    },
    {AT("2") "\"kind\": \"hold\", \"shown\": {\"status\": \"undecided\", \"look_again\": "
             "\"soon\"}",                                                "not a date"                },
    {AT("2") "\"kind\": \"content\", \"content\": {\"id\": \"x\"}",           "version"                   },
    {AT("2") "\"kind\": \"open\", \"content\": {}",                           "'id' is missing"           },
    {OPEN,                                                                    "not the number of the line"},
    {AT("2") "\"by\": \"e\\ud800\", \"kind\": \"hold\"",                      "surrogate"                 },
    {AT("2") "\"kind\": \"hold\"} {",                                         ""                          },
    {"[1, 2]",                                                                ""                          },
    {"",                                                                      ""                          },
};

START_TEST(a_line_that_is_wrong_is_refused_with_its_number)
{
    struct pwz_err err = {0};
    struct page page;

    begin(&page);
    add_line(&page, OPEN);
    add_line(&page, wrong[_i].line);
    add_line(&page, AT("3") "\"kind\": \"hold\"");
    ck_assert_int_eq(import(&page, &err), PWZ_E_SYNTAX);
    ck_assert_uint_eq(err.line, 2);
    ck_assert_str_eq(err.file, "in");
    ck_assert_msg(strstr(err.text, wrong[_i].words) != NULL, "'%s' is not in '%s'",
                  wrong[_i].words, err.text);
}
END_TEST

/* The same pages with a second line that is right. */
START_TEST(a_page_made_by_hand_is_taken_in)
{
    struct pwz_err err = {0};
    struct page page;

    begin(&page);
    add_line(&page, OPEN);
    add_line(&page, AT("2") "\"kind\": \"hold\"");
    add_line(&page, AT("3") "\"kind\": \"unhold\"");
    ck_assert_msg(import(&page, &err) == PWZ_OK, "%s", err.text);
}
END_TEST

static const struct {
    const char *bytes, *words;
} no_cases[] = {
    {"",                                              "not a case file"               },
    {"\n",                                            "not a case file"               },
    {"{}\n",                                          "not a case file"               },
    {"{\"schema\": \"pecwiz-answers/1\"}\n",          "not a case file"               },
    {"{\"schema\": \"pecwiz-case/0\"}\n",             "not a case file"               },
    {"{\"schema\": \"pecwiz-case/1x\"}\n",            "not a case file"               },
    {"{\"schema\": \"pecwiz-case/1\"}\n",             "first line is damaged"         },
    {"\xEF\xBB\xBF{\"schema\": \"pecwiz-case/1\"}\n", "not a case file"               },
    {"{\"schema\": \"pecwiz-case/999999999\"}\n",     "newer pecwiz (format 999999999"},
};

START_TEST(what_is_no_case_is_told_so)
{
    struct pwz_err err = {0};
    char id[PWZ_CASE_ID_MAX + 1];

    ck_assert_int_ne(pwz_cases_import(f.cases, no_cases[_i].bytes,
                                      strlen(no_cases[_i].bytes), "in", f.now, id, &err),
                     PWZ_OK);
    ck_assert_msg(strstr(err.text, no_cases[_i].words) != NULL, "%s", err.text);
}
END_TEST

/* ---- limits ---- */

START_TEST(a_file_over_one_mebibyte_is_refused_before_it_is_parsed)
{
    char *bytes = pwz_mem_new(PWZ_CASE_BYTES_MAX + 1, 1);
    char id[PWZ_CASE_ID_MAX + 1];
    struct pwz_err err = {0};

    memset(bytes, '[', PWZ_CASE_BYTES_MAX + 1);
    ck_assert_int_eq(
        pwz_cases_import(f.cases, bytes, PWZ_CASE_BYTES_MAX + 1, "in", f.now, id, &err),
        PWZ_E_LIMIT);
    pwz_mem_free(bytes);
}
END_TEST

START_TEST(a_full_case_takes_no_more_and_can_still_be_read)
{
    struct pwz_case *open = fixture_create(&f);
    char text[PWZ_CASE_TEXT_MAX + 1];
    struct pwz_err err = {0};
    enum pwz_status status = PWZ_OK;
    size_t count = 0;
    size_t len = 0;

    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    while (status == PWZ_OK) {
        const struct pwz_entry entry = fixture_words(&f, PWZ_ENTRY_NOTE, text);

        count = pwz_case_event_count(open);
        status = pwz_case_add(open, f.model, &entry, NULL, &err);
    }
    ck_assert_int_eq(status, PWZ_E_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.text, "full"));
    ck_assert_uint_eq(pwz_case_event_count(open), count);
    ck_assert_uint_eq(pwz_case_state(open).waiting, 0);
    pwz_case_bytes(open, &len);
    ck_assert_uint_gt(len, PWZ_CASE_BYTES_MAX - 4096);
    fixture_add(&f, open, fixture_words(&f, PWZ_ENTRY_CLOSE, "")); /* a short one fits */
    ck_assert_int_eq(pwz_case_close(open, NULL), PWZ_OK);
    open = fixture_reopen(&f, "20261126-1", PWZ_CASE_WRITE);
    ck_assert_uint_eq(pwz_case_event_count(open), count + 1);
    ck_assert_int_eq(pwz_case_close(open, NULL), PWZ_OK);
}
END_TEST

START_TEST(a_text_too_long_is_not_taken_and_a_detail_is_cut)
{
    struct pwz_case *open = fixture_create(&f);
    char text[PWZ_CASE_TEXT_MAX + 2];
    struct pwz_entry entry = fixture_words(&f, PWZ_ENTRY_NOTE, text);
    struct pwz_err err = {0};

    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    ck_assert_int_eq(pwz_case_add(open, f.model, &entry, NULL, &err), PWZ_E_LIMIT);
    ck_assert_uint_eq(pwz_case_event_count(open), 1);
    entry = fixture_answer(&f, "t.color", 1);
    entry.statement.detail = text;
    fixture_add(&f, open, entry);
    ck_assert_uint_eq(strlen(pwz_case_event_at(open, 1)->detail), PWZ_DETAIL_MAX);
    pwz_case_close(open, NULL);
}
END_TEST

/* ---- text from outside ---- */

START_TEST(what_could_act_on_a_terminal_is_replaced_when_it_is_taken_in)
{
    struct pwz_case *open;
    struct page page;

    begin(&page);
    add_line(&page, OPEN);
    add_line(&page, AT("2") "\"by\": \"e\\u202ev\\u001be\", \"kind\": \"note\", "
                            "\"text\": \"a\\u001b[2Jb\\nc\"");
    ck_assert_int_eq(import(&page, NULL), PWZ_OK);
    open = fixture_reopen(&f, "20261126-1", PWZ_CASE_READ);
    ck_assert_str_eq(pwz_case_event_at(open, 1)->by, "e\xEF\xBF\xBDv\xEF\xBF\xBD"
                                                     "e");
    ck_assert_str_eq(pwz_case_event_at(open, 1)->text, "a\xEF\xBF\xBD[2Jb\nc");
    pwz_case_close(open, NULL);
}
END_TEST

START_TEST(what_is_written_has_passed_the_gate)
{
    struct pwz_case *open = fixture_create(&f);
    size_t len = 0;
    const char *bytes;

    fixture_add(&f, open,
                fixture_words(&f, PWZ_ENTRY_NOTE, "\033]0;x\007 \xff \xe2\x80\xae"));
    bytes = pwz_case_bytes(open, &len);
    for (size_t i = 0; i < len; i++) {
        ck_assert(bytes[i] == '\n' || (unsigned char)bytes[i] >= ' ');
    }
    ck_assert_str_eq(pwz_case_event_at(open, 1)->text,
                     "\xEF\xBF\xBD]0;x\xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD");
    pwz_case_close(open, NULL);
}
END_TEST

/* ---- entries and models ---- */

START_TEST(what_the_content_does_not_have_is_kept_aside_with_the_reason)
{
    static const char *const reasons[] = {"no fact 'x.gone'", "no value 'mauve'",
                                          "another type", "expected form"};
    struct pwz_case *open;
    struct pwz_case_replay replay;
    struct pwz_trail *trail = NULL;
    struct page page;

    begin(&page);
    add_line(&page, OPEN);
    add_line(&page, AT("2") "\"kind\": \"answer\", \"fact\": \"t.color\", \"value\": "
                            "\"green\"");
    add_line(&page, AT("3") "\"kind\": \"answer\", \"fact\": \"x.gone\", \"value\": "
                            "\"y\"");
    add_line(&page, AT("4") "\"kind\": \"answer\", \"fact\": \"t.color\", \"value\": "
                            "\"mauve\"");
    add_line(&page, AT("5") "\"kind\": \"answer\", \"fact\": \"t.color\", \"value\": "
                            "[\"red\"]");
    add_line(&page, AT("6") "\"kind\": \"answer\", \"fact\": \"t.note\", \"value\": "
                            "\"; rm -rf /\"");
    ck_assert_int_eq(import(&page, NULL), PWZ_OK);
    open = fixture_reopen(&f, "20261126-1", PWZ_CASE_WRITE);
    ck_assert_int_eq(pwz_case_replay(open, f.model, &replay, NULL), PWZ_OK);
    ck_assert_uint_eq(replay.count, 1);
    ck_assert_uint_eq(replay.aside_count, 4);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_uint_eq(replay.asides[i].event->number, i + 3);
        ck_assert_msg(strstr(replay.asides[i].why, reasons[i]) != NULL, "%s",
                      replay.asides[i].why);
    }
    pwz_case_replay_done(&replay);
    /* The wizard never got them: its undo means the newest it knows. */
    fixture_add(&f, open, fixture_words(&f, PWZ_ENTRY_UNDO, ""));
    ck_assert_uint_eq(pwz_case_event_at(open, 6)->of, 2);
    ck_assert_int_eq(pwz_case_trail(open, f.model, &trail, NULL), PWZ_OK);
    ck_assert_uint_eq(pwz_trail_count(trail), 0);
    pwz_trail_free(trail);
    pwz_case_close(open, NULL);
}
END_TEST

START_TEST(a_set_aside_entry_counts_no_more_and_says_why)
{
    struct pwz_case *open = fixture_create(&f);
    struct pwz_case_replay replay;
    struct pwz_entry entry;

    fixture_add(&f, open, fixture_answer(&f, "t.color", 1));
    entry = fixture_words(&f, PWZ_ENTRY_SET_ASIDE, "means something else now");
    entry.of = 2;
    fixture_add(&f, open, entry);
    ck_assert_int_eq(pwz_case_add(open, f.model, &entry, NULL, NULL), PWZ_E_STATE);
    ck_assert_int_eq(pwz_case_replay(open, f.model, &replay, NULL), PWZ_OK);
    ck_assert_uint_eq(replay.count, 0);
    ck_assert_uint_eq(replay.aside_count, 1);
    ck_assert_str_eq(replay.asides[0].why, "means something else now");
    pwz_case_replay_done(&replay);
    pwz_case_close(open, NULL);
}
END_TEST

static const struct {
    enum pwz_entry_kind kind;
    struct pwz_statement statement;
} refused[] = {
    {PWZ_ENTRY_OPEN,       {0}                                                       },
    {PWZ_ENTRY_CONTENT,    {0}                                                       },
    {PWZ_ENTRY_KIND_COUNT, {0}                                                       },
    {PWZ_ENTRY_ANSWER,     {.fact = 9999}                                            },
    {PWZ_ENTRY_RETRACT,    {.fact = PWZ_NONE}                                        },
    {PWZ_ENTRY_ANSWER,     {.fact = 0, .value = 3}                                   },
    {PWZ_ENTRY_ANSWER,     {.fact = 0, .is_failure = true}                           },
    {PWZ_ENTRY_EVIDENCE,   {.fact = 0, .source = PWZ_SOURCE_FILE, .is_unknown = true}},
    {PWZ_ENTRY_EVIDENCE,   {.fact = 0, .source = PWZ_SOURCE_COUNT}                   },
};

START_TEST(an_entry_that_fits_no_model_is_not_taken)
{
    struct pwz_case *open = fixture_create(&f);
    const struct pwz_entry entry = {.kind = refused[_i].kind,
                                    .statement = refused[_i].statement};
    struct pwz_err err = {0};

    ck_assert_int_eq(pwz_case_add(open, f.model, &entry, NULL, &err), PWZ_E_RANGE);
    ck_assert_str_ne(err.text, "");
    ck_assert_uint_eq(pwz_case_event_count(open), 1);
    pwz_case_close(open, NULL);
}
END_TEST

/* The journal against the trail: the same random walk through both gives the same facts,
 * after each step and after reading the file. */
START_TEST(a_journal_replays_to_what_the_wizard_had)
{
    static const char *const facts[] = {"t.color", "t.parts", "t.works", "t.hint"};
    struct pwz_case *open = fixture_create(&f);
    struct pwz_trail *live = NULL;
    struct pwz_trail *again = NULL;
    uint32_t draw = 12345;

    ck_assert_int_eq(pwz_trail_new(f.model, &live, NULL), PWZ_OK);
    for (int i = 0; i < 300; i++) {
        struct pwz_entry entry;

        draw = draw * 1103515245U + 12345U;
        entry = fixture_answer(&f, facts[draw >> 16 & 3U], draw >> 20 & 1U);
        entry.statement.overrules = (draw >> 22 & 3U) == 0;
        if ((draw >> 25 & 3U) == 0) {
            entry.statement.source = PWZ_SOURCE_PASTE;
            entry.statement.seen = 7;
        }
        if ((draw >> 27 & 3U) == 0) {
            entry.kind = PWZ_ENTRY_RETRACT;
        }
        if ((draw >> 27 & 7U) == 1 && pwz_trail_count(live) > 0) {
            entry.kind = PWZ_ENTRY_UNDO;
        }
        fixture_add(&f, open, entry);
        ck_assert_int_eq(pwz_trail_take(live, &entry, NULL), PWZ_OK);
    }
    ck_assert_int_eq(pwz_case_close(open, NULL), PWZ_OK);
    open = fixture_reopen(&f, "20261126-1", PWZ_CASE_READ);
    ck_assert_int_eq(pwz_case_trail(open, f.model, &again, NULL), PWZ_OK);
    ck_assert_uint_eq(pwz_trail_count(live), pwz_trail_count(again));
    ck_assert_uint_eq(pwz_facts_count(pwz_trail_facts(live)),
                      pwz_facts_count(pwz_trail_facts(again)));
    for (uint32_t i = 0; i < f.model->fact_count; i++) {
        const struct pwz_holding a = pwz_facts_holding(pwz_trail_facts(live), i);
        const struct pwz_holding b = pwz_facts_holding(pwz_trail_facts(again), i);

        ck_assert_uint_eq(a.is_absent, b.is_absent);
        ck_assert_uint_eq(a.is_known, b.is_known);
        ck_assert_uint_eq(a.is_conflict, b.is_conflict);
        ck_assert_uint_eq(a.is_overruled, b.is_overruled);
        ck_assert_uint_eq(a.value, b.value);
        ck_assert_uint_eq(a.seen, b.seen);
    }
    pwz_trail_free(live);
    pwz_trail_free(again);
    pwz_case_close(open, NULL);
}
END_TEST

START_TEST(the_directory_follows_the_rules_of_xdg)
{
    struct pwz_buf out;

    pwz_buf_init(&out, 200);
    ck_assert_int_eq(pwz_cases_dir("/s", "/h", &out, NULL), PWZ_OK);
    ck_assert_str_eq(pwz_buf_text(&out), "/s/pecwiz/cases");
    pwz_buf_clear(&out);
    ck_assert_int_eq(pwz_cases_dir("relative", "/h", &out, NULL), PWZ_OK);
    ck_assert_str_eq(pwz_buf_text(&out), "/h/.local/state/pecwiz/cases");
    pwz_buf_clear(&out);
    ck_assert_int_eq(pwz_cases_dir(NULL, "", &out, NULL), PWZ_E_STATE);
    pwz_buf_done(&out);
}
END_TEST

#define ROWS(table) (int)(sizeof(table) / sizeof((table)[0]))

int main(void)
{
    Suite *suite = suite_create("format");
    TCase *tcase = tcase_create("format");

    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, the_checksum_is_the_one_of_iscsi);
    tcase_add_loop_test(tcase, a_line_that_is_wrong_is_refused_with_its_number, 0,
                        ROWS(wrong));
    tcase_add_test(tcase, a_page_made_by_hand_is_taken_in);
    tcase_add_loop_test(tcase, what_is_no_case_is_told_so, 0, ROWS(no_cases));
    tcase_add_test(tcase, a_file_over_one_mebibyte_is_refused_before_it_is_parsed);
    tcase_add_test(tcase, a_full_case_takes_no_more_and_can_still_be_read);
    tcase_add_test(tcase, a_text_too_long_is_not_taken_and_a_detail_is_cut);
    tcase_add_test(tcase, what_could_act_on_a_terminal_is_replaced_when_it_is_taken_in);
    tcase_add_test(tcase, what_is_written_has_passed_the_gate);
    tcase_add_test(tcase, what_the_content_does_not_have_is_kept_aside_with_the_reason);
    tcase_add_test(tcase, a_set_aside_entry_counts_no_more_and_says_why);
    tcase_add_loop_test(tcase, an_entry_that_fits_no_model_is_not_taken, 0,
                        ROWS(refused));
    tcase_add_test(tcase, a_journal_replays_to_what_the_wizard_had);
    tcase_add_test(tcase, the_directory_follows_the_rules_of_xdg);
    suite_add_tcase(suite, tcase);
    return pwz_test_main(suite);
}
