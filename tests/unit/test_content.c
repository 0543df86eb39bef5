/* The strict reader: each kind of wrong content gives one clear error with its place. */
#include <string.h>

#include "pecwiz/mem.h"

#include "runner.h"
#include "tiny_pack.h"

/* One file replaced by something wrong, and what the error must say. */
static const struct broken {
    const char *file, *text;
    const char *place; /* how the formatted error begins */
    const char *words; /* what it must hold */
} broken[] = {
    {"pack.json",          "{\"schema\": \"pecwiz-content/2\"}",                           "pack.json:1:1:",                                       "missing"                                },
    {"pack.json",
     "{\"schema\": \"pecwiz-content/2\", \"id\": \"t\", \"version\": \"1\", \"status\": "
     "\"x\",\n"
     "\"lastReviewed\": \"\", \"reviewBy\": \"\", \"locale\": \"en\", \"title\": \"T\"}",  "pack.json:1:12: schema:",                              "pecwiz-content/1"                       },
    {"pack.json",
     "{\"schema\": \"pecwiz-content/1\", \"id\": \"t\", \"version\": \"1\", \"status\": "
     "\"x\",\n"
     "\"lastReviewed\": \"\", \"reviewBy\": \"\", \"locale\": \"en\", \"title\": \"T\",\n"
     "\"caseFields\": {\"ticket\": \"t.nota\"}}",                                          "pack.json:3:26: caseFields.ticket:",                   "did you mean 't.note'"                  },
    {"pack.json",
     "{\"schema\": \"pecwiz-content/1\", \"id\": \"t\", \"version\": \"1\", \"status\": "
     "\"x\",\n"
     "\"lastReviewed\": \"\", \"reviewBy\": \"\", \"locale\": \"en\", \"title\": \"T\",\n"
     "\"caseFields\": {\"tickets\": \"t.note\"}}",                                         "pack.json:3:27: caseFields.tickets:",                  "did you mean 'ticket'"                  },
    {"facts.json",         "{\"facts\": [}",                                               "facts.json:1:12:",                                     ""                                       },
    {"facts.json",         "{\"facts\": []}",                                              "facts.json:1:11:",                                     "1 to 4096 facts"                        },
    {"facts.json",         "{\"fact\": []}",                                               "facts.json:1:10: fact:",                               "did you mean 'facts'"                   },
    {"facts.json",
     "{\"facts\": [{\"id\": \"t.x\", \"type\": \"choise\", \"scope\": \"case\"}]}",        "facts.json:1:34: facts[0].type:",                      "choice, set, bool"                      },
    {"facts.json",
     "{\"facts\": [{\"id\": \"t.x\", \"type\": \"choice\", \"scope\": \"case\"}]}",        "facts.json:1:12: facts[0]:",                           "needs its values"                       },
    {"facts.json",
     "{\"facts\": [{\"id\": \"t.x\", \"type\": \"choice\", \"values\": [\"a\", \"a\"],\n"
     "\"scope\": \"case\"}]}",                                                             "facts.json:1:60: facts[0].values[1]:",                 "twice"                                  },
    {"facts.json",
     "{\"facts\": [{\"id\": \"t X\", \"type\": \"bool\", \"scope\": \"case\"}]}",          "facts.json:1:19: facts[0].id:",                        "no id"                                  },
    {"facts.json",
     "{\"facts\": [{\"id\": \"t.x\", \"type\": \"text\", \"scope\": \"case\"}]}",          "facts.json:1:34: facts[0].type:",                      "detail"                                 },
    {"questions.json",     "{\"steps\": []}",                                              "questions.json:1:11: steps:",                          "no step asks"                           },
    {"questions.json",
     "{\"steps\": [{\"id\": \"first\", \"questions\": [{\"fact\": \"t.colour\"}]}]}",      "questions.json:1:51: steps[0].questions[0].fact:",     "did you mean 't.color'"                 },
    {"questions.json",
     "{\"steps\": [{\"id\": \"first\", \"questions\": [{\"fact\": \"t.color\",\n"
     "\"keys\": {\"red\": \"n\"}}]}]}",                                                    "questions.json:2:17: steps[0].questions[0].keys.red:", "hot key"                                },
    {"rules.json",         "{\"rules\": [], \"otherwise\": \"nobody\"}",
     "rules.json:1:28: otherwise:",                                                                                                                "no verdict 'nobody'"                    },
    {"rules.json",
     "{\"rules\": [{\"id\": \"r\", \"step\": \"first\", \"verdict\": \"has-a\",\n"
     "\"when\": {\"fact\": \"t.color\", \"is\": \"gren\"}}], \"otherwise\": "
     "\"ask-maker\"}",                                                                     "rules.json:2:35: rules[0].when.is:",                   "no value 'gren' (did you mean 'green'?)"},
    {"rules.json",
     "{\"rules\": [{\"id\": \"r\", \"step\": \"first\", \"verdict\": \"has-a\",\n"
     "\"when\": {\"fact\": \"t.parts\", \"is\": \"a\"}}], \"otherwise\": \"ask-maker\"}",  "rules.json:2:35: rules[0].when.is:",                   "\"has\""                                },
    {"rules.json",
     "{\"rules\": [{\"id\": \"r\", \"step\": \"first\", \"verdict\": \"has-a\",\n"
     "\"when\": {\"all\": []}}], \"otherwise\": \"ask-maker\"}",                           "rules.json:2:17: rules[0].when.all:",                  "at least one"                           },
    {"rules.json",
     "{\"rules\": [{\"id\": \"r\", \"step\": \"first\", \"verdict\": \"has-a\",\n"
     "\"when\": {\"xor\": []}}], \"otherwise\": \"ask-maker\"}",                           "rules.json:2:9: rules[0].when:",                       "'xor' is no condition"                  },
    {"rules.json",
     "{\"conditions\": [{\"name\": \"x\", \"when\": {\"not\": {\"condition\": "
     "\"x\"}}}],\n"
     "\"rules\": [{\"id\": \"r\", \"step\": \"first\", \"verdict\": \"has-a\",\n"
     "\"when\": {\"condition\": \"x\"}}], \"otherwise\": \"ask-maker\"}",                  "rules.json:1:61: conditions[0].when.not.condition:",   "refers to itself"                       },
    {"rules.json",
     "{\"rules\": [{\"id\": \"r\", \"step\": \"first\", \"verdict\": \"has-a\",\n"
     "\"when\": {\"fact\": \"t.color\", \"known\": true}}], \"otherwise\": "
     "\"ask-maker\"}",                                                                     "rules.json: ",                                         "askWhen only"                           },
    {"rules.json",
     "{\"rules\": [{\"id\": \"r\", \"step\": \"first\", \"verdict\": \"has-a\",\n"
     "\"when\": {\"fact\": \"t.hint\", \"is\": \"yes\"}}], \"otherwise\": \"ask-maker\"}", "rules.json: ",                                         "is a hint"                              },
    {"verdicts.json",
     "{\"verdicts\": [{\"id\": \"v\", \"grade\": \"bad\", \"actor\": \"you\",\n"
     "\"reviewed\": \"\", \"sources\": []}]}",                                             "verdicts.json:1:36: verdicts[0].grade:",               "no grade"                               },
    {"verdicts.json",
     "{\"verdicts\": [{\"id\": \"v\", \"grade\": \"fix\", \"actor\": \"me\",\n"
     "\"reviewed\": \"\", \"sources\": []}]}",                                             "verdicts.json:1:52: verdicts[0].actor:",               "no word for 'me'"                       },
    {"verdicts.json",
     "{\"verdicts\": [{\"id\": \"v\", \"grade\": \"fix\", \"actor\": \"you\", "
     "\"reviewed\": \"\",\n"
     "\"sources\": [], \"commands\": [{\"label\": \"L\", \"shell\": \"az\", \"changes\": "
     "true,\n"
     "\"runBy\": \"you\", \"text\": \"az {t.dya}\"}]}]}",                                  "verdicts.json:3:25: verdicts[0].commands[0].text:",    "did you mean 't.day'"                   },
    {"verdicts.json",
     "{\"verdicts\": [{\"id\": \"v\", \"grade\": \"fix\", \"actor\": \"you\", "
     "\"reviewed\": \"\",\n"
     "\"sources\": [], \"askAgain\": [\"t.colour\"]}]}",                                   "verdicts.json:2:29: verdicts[0].askAgain[0]:",         "did you mean 't.color'"                 },
    {"verdicts.json",
     "{\"verdicts\": [{\"id\": \"v\", \"grade\": \"fix\", \"actor\": \"you\", "
     "\"reviewed\": \"\",\n"
     "\"sources\": [], \"askAgain\": [\"t.note\"]}]}",                                     "verdicts.json:2:29: verdicts[0].askAgain[0]:",         "decides nothing"                        },
    {"text/en/t.color.md", "# Q\n\n- `red`: R\n- `blue`: B\n- `green`: G\n",
     "text/en/t.color.md:4:1:",                                                                                                                    "answer 2 of 't.color' is 'blue'"        },
    {"text/en/t.color.md", "# Q\n\n- `red`: R\n- `green`: G\n",
     "text/en/t.color.md:1:1:",                                                                                                                    "(missing)"                              },
    {"text/en/has-a.md",   "no heading\n",                                                 "text/en/has-a.md:1:1:",                                "first ## section"                       },
    {"text/en/has-a.md",   "# T\n\n## Whatever\n",                                         "text/en/has-a.md:3:1:",                                "Whatever"                               },
    {"text/en/has-a.md",   "# T\n\n## Say\n\n<b>x</b>\n",                                  "text/en/has-a.md:5:1:",                                "html"                                   },
    {"text/en/has-a.md",   "# T\n\n## Say\n\n*x*\n",                                       "text/en/has-a.md:5",                                   "emph"                                   },
    {"text/en/has-a.md",   "# T\n\n## Say\n\n- a\n  - b\n    - c\n",
     "text/en/has-a.md:7:",                                                                                                                        "two levels"                             },
    {"text/en/has-a.md",   "# T\xff\n",                                                    "text/en/has-a.md:",                                    "UTF-8"                                  },
    {"text/en/words.json", "{\"step\": {\"first\": \"\"}}",
     "text/en/words.json:1:20:",                                                                                                                   "not empty"                              },
};

START_TEST(wrong_content_is_refused_with_its_place)
{
    const struct broken *row = &broken[_i];
    struct tiny tiny;
    struct pwz_err err = {0};
    char words[1600];

    tiny_files(&tiny);
    tiny_replace(&tiny, row->file, row->text);
    ck_assert_int_ne(tiny_compile(&tiny, &err), PWZ_OK);
    pwz_err_format(&err, words, sizeof words);
    ck_assert_msg(strncmp(words, row->place, strlen(row->place)) == 0, "%s", words);
    ck_assert_msg(strstr(words, row->words) != NULL, "%s", words);
    ck_assert_ptr_null(tiny.image);
}
END_TEST

START_TEST(a_missing_file_is_named)
{
    struct tiny tiny;
    struct pwz_err err = {0};

    tiny_files(&tiny);
    tiny.file[0].name = "other.json";
    ck_assert_int_eq(tiny_compile(&tiny, &err), PWZ_E_NOT_FOUND);
    ck_assert_str_eq(err.file, "facts.json");
}
END_TEST

START_TEST(compiling_twice_gives_the_same_bytes)
{
    struct tiny first, second;

    tiny_open(&first);
    tiny_open(&second);
    ck_assert_uint_eq(first.size, second.size);
    ck_assert_mem_eq(first.image, second.image, first.size);
    tiny_close(&first);
    tiny_close(&second);
}
END_TEST

START_TEST(words_are_laid_beside_the_model)
{
    struct tiny tiny;

    tiny_open(&tiny);
    const struct pwz_pack *pack = &tiny.pack;
    uint32_t color = pwz_model_fact(&pack->model, "t.color");
    const struct pwz_value_words *values =
        &pack->value_words[pack->model.facts[color].first_value];
    ck_assert_str_eq(pwz_pack_text(pack, pack->fact_words[color].article.title),
                     "Which color is it?");
    ck_assert_str_eq(pwz_pack_text(pack, values[1].label), "Green as grass");
    ck_assert_uint_eq(values[0].key, 'r');
    ck_assert_str_eq(pwz_pack_text(pack, pack->step_words[1].title), "Second step");
    ck_assert_uint_eq(pack->fact_words[color].article.section[PWZ_SECTION_SAY].count, 1);
    tiny_close(&tiny);
}
END_TEST

START_TEST(combinations_are_counted_and_shared_out)
{
    struct tiny tiny;

    tiny_open(&tiny);
    const struct pwz_model *model = &tiny.pack.model;
    /* 3 colors x 2^3 sets of parts x 2: red takes 16; of the other 32, b and not working
     * takes 8; of the 24 left, a is in 12; the otherwise has 12. */
    ck_assert_str_eq(pwz_model_text(model, model->meta->combos), "48");
    static const struct {
        const char *id, *combos;
    } want[] = {
        {"too-red",   "16"},
        {"broken-b",  "8" },
        {"has-a",     "12"},
        {"ask-maker", "12"}
    };
    for (size_t i = 0; i < 4; i++)
        ck_assert_str_eq(
            pwz_model_text(model,
                           model->verdicts[pwz_model_verdict(model, want[i].id)].combos),
            want[i].combos);
    tiny_close(&tiny);
}
END_TEST

START_TEST(running_out_of_memory_is_a_status_at_every_allocation)
{
    enum pwz_status status = PWZ_E_NOMEM;
    size_t n = 0;

    for (; status == PWZ_E_NOMEM && n < 20000; n++) {
        struct tiny tiny;
        struct pwz_err err = {0};
        tiny_files(&tiny);
        pwz_mem_fail_after(n);
        status = tiny_compile(&tiny, &err);
        pwz_mem_fail_after(SIZE_MAX);
        ck_assert_msg(status == PWZ_OK || status == PWZ_E_NOMEM, "%zu: %s", n, err.text);
        ck_assert(status == PWZ_OK || tiny.image == NULL);
        tiny_close(&tiny);
    }
    ck_assert_int_eq(status, PWZ_OK);
    ck_assert_uint_gt(n, 20);
}
END_TEST

/* ---- lint ---- */

struct findings {
    int count;
    char rules[4096];
};

static void take(void *context, const struct pwz_finding *finding)
{
    struct findings *findings = context;

    findings->count++;
    strncat(findings->rules, finding->rule,
            sizeof findings->rules - strlen(findings->rules) - 2);
    strncat(findings->rules, " ", 2);
}

static struct findings lint(struct tiny *tiny, const char *today)
{
    struct findings findings = {0};
    struct pwz_lint_summary summary;

    ck_assert_int_eq(
        pwz_content_lint(&tiny->files, today, take, &findings, &summary, NULL), PWZ_OK);
    return findings;
}

START_TEST(the_tiny_pack_has_no_findings)
{
    struct tiny tiny;

    tiny_files(&tiny);
    ck_assert_str_eq(lint(&tiny, "2026-06-01").rules, "");
}
END_TEST

START_TEST(running_out_of_memory_in_lint_is_a_status_too)
{
    enum pwz_status status = PWZ_E_NOMEM;
    size_t n = 0;

    for (; status == PWZ_E_NOMEM && n < 20000; n++) {
        struct tiny tiny;
        struct findings findings = {0};
        struct pwz_lint_summary summary;
        tiny_files(&tiny);
        /* A file that needs more than ASCII, so that composing runs out, too. */
        tiny_replace(&tiny, "text/en/t.day.md",
                     "# Which caf\xC3\xA9 was it?\n\n## Why\n\nSo\xE2\x80\xA6\n\n"
                     "## Where to look\n\nThere.\n");
        pwz_mem_fail_after(n);
        status =
            pwz_content_lint(&tiny.files, "2026-06-01", take, &findings, &summary, NULL);
        pwz_mem_fail_after(SIZE_MAX);
        ck_assert_msg(status == PWZ_OK || status == PWZ_E_NOMEM, "%zu: %d", n, status);
        ck_assert(status == PWZ_E_NOMEM || findings.count == 0);
    }
    ck_assert_int_eq(status, PWZ_OK);
    ck_assert_uint_gt(n, 20);
}
END_TEST

START_TEST(lint_finds_what_is_well_formed_and_wrong)
{
    static const struct {
        const char *file, *text, *today, *rule;
    } rows[] = {
        {"rules.json",
         "{\"rules\": [{\"id\": \"r\", \"step\": \"first\", \"verdict\": \"too-red\",\n"
         "\"when\": {\"fact\": \"t.color\", \"is\": \"red\"}}, {\"id\": \"r2\", "
         "\"step\": \"first\",\n"
         "\"verdict\": \"has-a\", \"when\": {\"fact\": \"t.color\", \"is\": \"red\"}}],\n"
         "\"otherwise\": \"ask-maker\"}",                  NULL,         "dead-rule"      },
        {"rules.json",
         "{\"rules\": [{\"id\": \"r\", \"step\": \"first\", \"verdict\": \"too-red\",\n"
         "\"when\": {\"fact\": \"t.color\", \"is\": \"red\"}}], \"otherwise\": "
         "\"ask-maker\"}",                                 NULL,         "unused-verdict" },
        {"rules.json",
         "{\"rules\": [{\"id\": \"r\", \"step\": \"first\", \"verdict\": \"too-red\",\n"
         "\"when\": {\"fact\": \"t.color\", \"is\": \"red\"}}], \"otherwise\": "
         "\"ask-maker\"}",                                 NULL,         "unused-fact"    },
        {"text/en/has-a.md", "# T\n\n## Say\n\nHi.\n",     NULL,         "missing-section"},
        {"text/en/has-a.md",
         "# T\n\n## Say\n\nx\n\n## Fix\n\n[a](http://b.org)\n\n## Proof\n\nx\n\n## "
         "Note\n\nx\n",                                    NULL,         "bad-link"       },
        {"text/en/has-a.md",
         "# T\n\n## "
         "Say\n\na\n\nb\n\nc\n\nd\n\ne\n\nf\n\ng\n\nh\n\ni\n\nj\n\nk\n\nl\n\nm\n\n"
         "## Fix\n\nx\n\n## Proof\n\nx\n\n## Note\n\nx\n", NULL,         "long-say"       },
        {"pack.json",
         "{\"schema\": \"pecwiz-content/1\", \"id\": \"tiny\", \"version\": \"1\",\n"
         "\"status\": \"draft\", \"lastReviewed\": \"2026-01-01\", \"reviewBy\": "
         "\"2026-05-01\",\n"
         "\"locale\": \"en\", \"title\": \"Tiny\"}",       "2026-06-01", "review-due"     },
        {"facts.json",       "{\"facts\": [",              NULL,         "not-loadable"   },
    };
    struct tiny tiny;

    tiny_files(&tiny);
    tiny_replace(&tiny, rows[_i].file, rows[_i].text);
    struct findings findings = lint(&tiny, rows[_i].today);
    ck_assert_msg(strstr(findings.rules, rows[_i].rule) != NULL, "%s", findings.rules);
}
END_TEST

static Suite *make(void)
{
    Suite *suite = suite_create("content");
    TCase *cases = tcase_create("reader");
    TCase *checks = tcase_create("lint");

    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, wrong_content_is_refused_with_its_place, 0,
                        sizeof broken / sizeof *broken);
    tcase_add_test(cases, a_missing_file_is_named);
    tcase_add_test(cases, compiling_twice_gives_the_same_bytes);
    tcase_add_test(cases, words_are_laid_beside_the_model);
    tcase_add_test(cases, combinations_are_counted_and_shared_out);
    tcase_add_test(cases, running_out_of_memory_is_a_status_at_every_allocation);
    tcase_set_timeout(checks, 60);
    tcase_add_test(checks, the_tiny_pack_has_no_findings);
    tcase_add_test(checks, running_out_of_memory_in_lint_is_a_status_too);
    tcase_add_loop_test(checks, lint_finds_what_is_well_formed_and_wrong, 0, 8);
    suite_add_tcase(suite, cases);
    suite_add_tcase(suite, checks);
    return suite;
}

int main(void)
{
    return pwz_test_main(make());
}
