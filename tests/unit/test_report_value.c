/*
 * Unit tests of values in words, of placeholders and of which statements count.
 */
#include "pecwiz/report.h"

#include "report/parts.h"
#include "report_sample.h"

static struct pwz_facts *facts;
static struct pwz_buf out;

static void setup(void)
{
    sample_make();
    pwz_buf_init(&out, 4096);
    ck_assert_int_eq(pwz_facts_new(&sample_pack.model, &facts, NULL), PWZ_OK);
}

static void teardown(void)
{
    pwz_facts_free(facts);
    pwz_buf_done(&out);
}

static const char *value(uint32_t fact)
{
    pwz_buf_clear(&out);
    pwz_report_value(&sample_pack, facts, fact, &out);
    return pwz_buf_text(&out);
}

static const char *proof(uint32_t fact)
{
    pwz_buf_clear(&out);
    pwz_report_proof(&sample_pack, facts, fact, &out);
    return pwz_buf_text(&out);
}

/* ---- values ---- */

START_TEST(a_fact_nobody_spoke_of_is_not_asked)
{
    ck_assert_str_eq(value(LAMP_KIND), "not asked");
}
END_TEST

START_TEST(a_choice_shows_the_label_of_its_answer)
{
    sample_say(facts, (struct pwz_statement){.fact = LAMP_KIND, .value = 1});
    ck_assert_str_eq(value(LAMP_KIND), "A tube");
}
END_TEST

START_TEST(a_yes_no_fact_shows_the_label_of_its_answer)
{
    sample_say(facts, (struct pwz_statement){.fact = LAMP_PLUG, .value = 1});
    ck_assert_str_eq(value(LAMP_PLUG), "Not plugged in");
}
END_TEST

START_TEST(dont_know_is_an_answer)
{
    sample_say(facts, (struct pwz_statement){.fact = LAMP_KIND, .is_unknown = true});
    ck_assert_str_eq(value(LAMP_KIND), "don't know");
}
END_TEST

START_TEST(a_set_shows_its_members)
{
    sample_say(facts, (struct pwz_statement){.fact = LAMP_SIGNS, .value = 5});
    ck_assert_str_eq(value(LAMP_SIGNS), "it hums, it smells");
}
END_TEST

START_TEST(an_empty_set_is_none_of_these)
{
    sample_say(facts, (struct pwz_statement){.fact = LAMP_SIGNS, .value = 0});
    ck_assert_str_eq(value(LAMP_SIGNS), "none of these");
}
END_TEST

START_TEST(a_set_seen_in_part_names_what_is_open)
{
    sample_say(facts,
               (struct pwz_statement){
                   .fact = LAMP_SIGNS, .source = PWZ_SOURCE_FILE, .value = 2, .seen = 3});
    ck_assert_str_eq(value(LAMP_SIGNS), "it flickers; not known: it smells");
}
END_TEST

START_TEST(an_empty_set_seen_in_part_says_so)
{
    sample_say(facts,
               (struct pwz_statement){
                   .fact = LAMP_SIGNS, .source = PWZ_SOURCE_FILE, .value = 0, .seen = 3});
    ck_assert_str_eq(value(LAMP_SIGNS), "none of those seen; not known: it smells");
}
END_TEST

START_TEST(typed_text_is_shown_as_it_is)
{
    sample_say(facts, (struct pwz_statement){.fact = LAMP_ROOM, .text = "hall 2"});
    ck_assert_str_eq(value(LAMP_ROOM), "hall 2");
}
END_TEST

START_TEST(evidence_that_failed_is_not_the_same_as_not_asked)
{
    sample_say(facts, (struct pwz_statement){.fact = LAMP_KIND,
                                             .source = PWZ_SOURCE_LIVE,
                                             .is_failure = true,
                                             .detail = "no answer"});
    ck_assert_str_eq(value(LAMP_KIND), "could not be found out");
}
END_TEST

/* ---- proof lines ---- */

START_TEST(proof_tells_source_and_time)
{
    sample_say(facts,
               (struct pwz_statement){.fact = LAMP_KIND, .value = 0, .at = SAMPLE_NOON});
    ck_assert_str_eq(proof(LAMP_KIND), "A bulb (answered 2026-11-24 12:00 UTC)");
}
END_TEST

START_TEST(proof_tells_the_place_in_a_file)
{
    sample_say(facts, (struct pwz_statement){.fact = LAMP_KIND,
                                             .source = PWZ_SOURCE_FILE,
                                             .value = 0,
                                             .detail = "line 17",
                                             .at = SAMPLE_NOON});
    ck_assert_str_eq(proof(LAMP_KIND),
                     "A bulb (from a file 2026-11-24 12:00 UTC; line 17)");
}
END_TEST

START_TEST(proof_tells_a_conflict)
{
    sample_say(facts, (struct pwz_statement){.fact = LAMP_KIND, .value = 0});
    sample_say(facts, (struct pwz_statement){.fact = LAMP_KIND,
                                             .source = PWZ_SOURCE_PASTE,
                                             .value = 1,
                                             .at = SAMPLE_NOON});
    ck_assert_str_eq(
        proof(LAMP_KIND),
        "A tube (pasted 2026-11-24 12:00 UTC); another source says otherwise");
}
END_TEST

START_TEST(proof_tells_an_overrule)
{
    sample_say(facts, (struct pwz_statement){
                          .fact = LAMP_KIND, .source = PWZ_SOURCE_LIVE, .value = 1});
    sample_say(facts,
               (struct pwz_statement){
                   .fact = LAMP_KIND, .overrules = true, .value = 0, .at = SAMPLE_NOON});
    ck_assert_str_eq(
        proof(LAMP_KIND),
        "A bulb (answered against the evidence 2026-11-24 12:00 UTC); another "
        "source says otherwise");
}
END_TEST

/* ---- placeholders ---- */

static size_t fill(const char *text)
{
    pwz_buf_clear(&out);
    return pwz_report_fill(&sample_pack, facts, text, &out);
}

START_TEST(a_known_fact_fills_its_placeholder)
{
    sample_say(facts, (struct pwz_statement){.fact = LAMP_ROOM, .text = "hall 2"});
    ck_assert_uint_eq(fill("to {lamp.room}, {lamp.room}!"), 0);
    ck_assert_str_eq(pwz_buf_text(&out), "to hall 2, hall 2!");
}
END_TEST

START_TEST(an_unknown_fact_leaves_its_short_name)
{
    ck_assert_uint_eq(fill("{lamp.room}/{lamp.bought}"), 2);
    ck_assert_str_eq(pwz_buf_text(&out), "<Room>/<Bought on>");
}
END_TEST

START_TEST(braces_that_name_no_fact_stay)
{
    ck_assert_uint_eq(fill("{} {x} ${HOME} {lamp.room"), 0);
    ck_assert_str_eq(pwz_buf_text(&out), "{} {x} ${HOME} {lamp.room");
}
END_TEST

START_TEST(a_brace_before_a_placeholder_does_not_hide_it)
{
    sample_say(facts, (struct pwz_statement){.fact = LAMP_ROOM, .text = "hall"});
    ck_assert_uint_eq(fill("@{{lamp.room}}"), 0);
    ck_assert_str_eq(pwz_buf_text(&out), "@{hall}");
}
END_TEST

START_TEST(no_facts_fill_nothing)
{
    ck_assert_uint_eq(pwz_report_fill(&sample_pack, NULL, "{lamp.room}", &out), 1);
    ck_assert_str_eq(pwz_buf_text(&out), "<Room>");
}
END_TEST

static const struct shell_row {
    const char *text;
    const char *expected;
    size_t open;
} shell_rows[] = {
    {"01234567-89ab", "lamp on --room 01234567-89ab", 0},
    {"/a/b_c.d:e+f",  "lamp on --room /a/b_c.d:e+f",  0},
    {"two words",     "lamp on --room <Room>",        1},
    {"x;reboot",      "lamp on --room <Room>",        1},
    {"$(reboot)",     "lamp on --room <Room>",        1},
    {"`reboot`",      "lamp on --room <Room>",        1},
    {"a\"b",          "lamp on --room <Room>",        1},
    {"a'b",           "lamp on --room <Room>",        1},
    {"a|b",           "lamp on --room <Room>",        1},
    {"--force",       "lamp on --room <Room>",        1},
    {"\xe2\x80\x99",  "lamp on --room <Room>",        1}, /* a quote to some shells */
};

START_TEST(a_command_takes_only_plain_words)
{
    const struct shell_row *row = &shell_rows[_i];

    sample_say(facts, (struct pwz_statement){.fact = LAMP_ROOM, .text = row->text});
    ck_assert_uint_eq(pwz_report_command(&sample_pack, facts, &sample_commands[1], &out),
                      row->open);
    ck_assert_str_eq(pwz_buf_text(&out), row->expected);
}
END_TEST

/* ---- which statements count ---- */

static bool counts(size_t index)
{
    return pwz_report_counts(&sample_pack, facts, pwz_facts_at(facts, index));
}

START_TEST(the_newest_claim_counts)
{
    sample_say(facts, (struct pwz_statement){.fact = LAMP_KIND, .value = 0});
    sample_say(facts, (struct pwz_statement){.fact = LAMP_KIND, .value = 1});
    ck_assert(!counts(0));
    ck_assert(counts(1));
}
END_TEST

START_TEST(evidence_beats_a_later_claim)
{
    sample_say(facts, (struct pwz_statement){
                          .fact = LAMP_KIND, .source = PWZ_SOURCE_FILE, .value = 0});
    sample_say(facts, (struct pwz_statement){.fact = LAMP_KIND, .value = 1});
    ck_assert(counts(0));
    ck_assert(!counts(1));
}
END_TEST

START_TEST(an_overrule_beats_evidence)
{
    sample_say(facts, (struct pwz_statement){
                          .fact = LAMP_KIND, .source = PWZ_SOURCE_FILE, .value = 0});
    sample_say(facts,
               (struct pwz_statement){.fact = LAMP_KIND, .overrules = true, .value = 1});
    ck_assert(!counts(0));
    ck_assert(counts(1));
}
END_TEST

START_TEST(a_claim_about_a_set_counts_for_members_evidence_cannot_see)
{
    sample_say(facts, (struct pwz_statement){.fact = LAMP_SIGNS, .value = 7});
    sample_say(facts,
               (struct pwz_statement){
                   .fact = LAMP_SIGNS, .source = PWZ_SOURCE_FILE, .value = 0, .seen = 3});
    ck_assert(counts(0)); /* the third member is its own */
    ck_assert(counts(1));
}
END_TEST

START_TEST(a_claim_about_a_set_ends_when_evidence_covers_it_together)
{
    sample_say(facts, (struct pwz_statement){.fact = LAMP_SIGNS, .value = 7});
    sample_say(facts,
               (struct pwz_statement){
                   .fact = LAMP_SIGNS, .source = PWZ_SOURCE_FILE, .value = 0, .seen = 3});
    sample_say(facts,
               (struct pwz_statement){
                   .fact = LAMP_SIGNS, .source = PWZ_SOURCE_LIVE, .value = 4, .seen = 4});
    ck_assert(!counts(0));
    ck_assert(counts(1));
    ck_assert(counts(2));
}
END_TEST

START_TEST(a_failure_counts_until_something_is_known)
{
    sample_say(facts, (struct pwz_statement){.fact = LAMP_KIND,
                                             .source = PWZ_SOURCE_LIVE,
                                             .is_failure = true,
                                             .detail = "no answer"});
    ck_assert(counts(0));
    sample_say(facts, (struct pwz_statement){.fact = LAMP_KIND, .value = 1});
    ck_assert(!counts(0));
    ck_assert(counts(1));
}
END_TEST

static void add_values(TCase *tests)
{
    tcase_add_test(tests, a_fact_nobody_spoke_of_is_not_asked);
    tcase_add_test(tests, a_choice_shows_the_label_of_its_answer);
    tcase_add_test(tests, a_yes_no_fact_shows_the_label_of_its_answer);
    tcase_add_test(tests, dont_know_is_an_answer);
    tcase_add_test(tests, a_set_shows_its_members);
    tcase_add_test(tests, an_empty_set_is_none_of_these);
    tcase_add_test(tests, a_set_seen_in_part_names_what_is_open);
    tcase_add_test(tests, an_empty_set_seen_in_part_says_so);
    tcase_add_test(tests, typed_text_is_shown_as_it_is);
    tcase_add_test(tests, evidence_that_failed_is_not_the_same_as_not_asked);
    tcase_add_test(tests, proof_tells_source_and_time);
    tcase_add_test(tests, proof_tells_the_place_in_a_file);
    tcase_add_test(tests, proof_tells_a_conflict);
    tcase_add_test(tests, proof_tells_an_overrule);
}

static void add_placeholders(TCase *tests)
{
    tcase_add_test(tests, a_known_fact_fills_its_placeholder);
    tcase_add_test(tests, an_unknown_fact_leaves_its_short_name);
    tcase_add_test(tests, braces_that_name_no_fact_stay);
    tcase_add_test(tests, a_brace_before_a_placeholder_does_not_hide_it);
    tcase_add_test(tests, no_facts_fill_nothing);
    tcase_add_loop_test(tests, a_command_takes_only_plain_words, 0,
                        (int)(sizeof(shell_rows) / sizeof(shell_rows[0])));
}

static void add_counting(TCase *tests)
{
    tcase_add_test(tests, the_newest_claim_counts);
    tcase_add_test(tests, evidence_beats_a_later_claim);
    tcase_add_test(tests, an_overrule_beats_evidence);
    tcase_add_test(tests, a_claim_about_a_set_counts_for_members_evidence_cannot_see);
    tcase_add_test(tests, a_claim_about_a_set_ends_when_evidence_covers_it_together);
    tcase_add_test(tests, a_failure_counts_until_something_is_known);
}

int main(void)
{
    Suite *suite = suite_create("report_value");
    TCase *tests = tcase_create("value");

    tcase_add_checked_fixture(tests, setup, teardown);
    add_values(tests);
    add_placeholders(tests);
    add_counting(tests);
    suite_add_tcase(suite, tests);
    return pwz_test_main(suite);
}
