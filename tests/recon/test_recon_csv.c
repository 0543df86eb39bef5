/*
 * Unit tests of the CSV reader: RFC 4180, a stated answer for each bad form, the same
 * rows from every engine and every cut.
 */
#include <stdlib.h>
#include <string.h>

#include "pecwiz/buf.h"

#include "evidence/recon/csv.h"
#include "evidence/recon/csv_cells.h"
#include "evidence/recon/record.h"
#include "unit/runner.h"

/* ---- rows as text: fields between bars, faults as words ---- */

struct noted {
    struct pwz_buf text;
    struct record record;
};

static bool note_row(void *who, const struct csv_row *row)
{
    static char copies[COL_COUNT][VALUE_MAX];
    struct noted *noted = who;
    struct columns columns;

    columns_init(&columns);
    pwz_buf_addf(&noted->text, "%llu:", (unsigned long long)row->line);
    for (uint32_t i = 0; i < row->fields; i++) {
        columns.at[COL_PARTNER] = (int32_t)i;
        struct record record = {.base = row->base,
                                .from = row->marks,
                                .to = row->marks + 1,
                                .gap = 1,
                                .columns = &columns,
                                .copies = copies};
        struct span value = record_value(&record, COL_PARTNER);
        pwz_buf_addc(&noted->text, '|');
        pwz_buf_add(&noted->text, value.text, value.len);
    }
    pwz_buf_adds(&noted->text, "|\n");
    return true;
}

static void note_fault(void *who, uint64_t line, enum csv_fault fault)
{
    static const char *const words[] = {[CSV_OPEN_QUOTE] = "open",
                                        [CSV_LONG] = "long",
                                        [CSV_WIDE] = "wide",
                                        [CSV_QUOTES] = "quotes"};
    struct noted *noted = who;

    pwz_buf_addf(&noted->text, "%llu:%s\n", (unsigned long long)line, words[fault]);
}

/* Feed in pieces of `cut` bytes, moving the unfinished row as a reader does. */
static void read_rows(const char *text, size_t len, size_t cut, const char *engine,
                      size_t line_max, struct noted *noted)
{
    struct csv *csv = calloc(1, sizeof *csv);
    char *view = malloc(len + 1);
    size_t held = 0;

    pwz_buf_init(&noted->text, 1 << 24);
    struct csv_sink sink = {.who = noted, .row = note_row, .fault = note_fault};
    csv->engine = scan_engine_find(engine);
    ck_assert_ptr_nonnull(csv->engine);
    csv->sink = &sink;
    csv->line_max = line_max;
    csv->delimiter = ',';
    csv->is_first = true;
    csv_start(csv, 0, 1);
    for (size_t at = 0; at < len;) {
        size_t piece = cut < len - at ? cut : len - at;
        memcpy(view + held, text + at, piece);
        held += piece;
        at += piece;
        csv_run(csv, view, held, false);
        size_t used = csv->start;
        csv_rebase(csv, used);
        held -= used;
        memmove(view, view + used, held);
    }
    csv_run(csv, view, held, true);
    free(view);
    free(csv);
}

static const struct csv_case {
    const char *text;
    const char *rows;
} cases[] = {
  /* RFC 4180 */
    {"a,b,c\r\n1,2,3\r\n",                "1:|a|b|c|\n2:|1|2|3|\n"                      },
    {"a,b\n1,2",                          "1:|a|b|\n2:|1|2|\n"                          },
    {"a,b\r1,2\r",                        "1:|a|b|\n2:|1|2|\n"                          },
    {"a\r\nb\nc\rd",                      "1:|a|\n2:|b|\n3:|c|\n4:|d|\n"                },
    {"\"a\",\"b,c\"\n",                   "1:|a|b,c|\n"                                 },
    {"\"a \"\"b\"\" c\",d\n",             "1:|a \"b\" c|d|\n"                           },
    {"\"\",x\n",                          "1:||x|\n"                                    },
    {"\"\"\"\",x\n",                      "1:|\"|x|\n"                                  },
    {"\"line\nbreak\",x\nnext,y\n",       "1:|line\nbreak|x|\n3:|next|y|\n"             },
    {"\"line\r\nbreak\",x\r\nnext,y\r\n", "1:|line\r\nbreak|x|\n3:|next|y|\n"           },
    {"\"lone\rreturn\"\nnext\n",          "1:|lone\rreturn|\n3:|next|\n"                },
    {",,\n",                              "1:||||\n"                                    },
    {" a , b \n",                         "1:| a | b |\n"                               },
    {"x,\"end\"",                         "1:|x|end|\n"                                 },
    {"x,",                                "1:|x||\n"                                    },
    {"\"{\"\"k\"\":\"\"v, w\"\"}\",1\n",  "1:|{\"k\":\"v, w\"}|1|\n"                    },
 /* blank rows */
    {"a\n\n\nb\n",                        "1:|a|\n4:|b|\n"                              },
    {"a\n  \nb\n",                        "1:|a|\n3:|b|\n"                              },
    {"\r\n\r\na\r\n",                     "3:|a|\n"                                     },
    {"",                                  ""                                            },
    {"\n",                                ""                                            },
 /* a byte-order mark at the first row, and only there */
    {"\xEF\xBB\xBF"
     "a,b\n\xEF\xBB\xBF"
     "c,d\n",                        "1:|a|b|\n2:|\xEF\xBB\xBF"
     "c|d|\n"                                                         },
    {"\xEF\xBB\xBF\"a,b\",c\n",           "1:|a,b|c|\n"                                 },
 /* a quote inside an unquoted field is a character */
    {"5\" disk,b\nc,d\n",                 "1:quotes\n1:|5\" disk|b|\n2:|c|d|\n"         },
    {"a\"b,c\"d\ne\n",                    "1:quotes\n1:|a\"b|c\"d|\n2:|e|\n"            },
    {"a,b\"\"c\n",                        "1:quotes\n1:|a|b\"\"c|\n"                    },
    {"a, \"b\"\n",                        "1:quotes\n1:|a| \"b\"|\n"                    },
 /* text behind a closing quote belongs to the field */
    {"\"a\"b,c\nd,e\n",                   "1:quotes\n1:|ab|c|\n2:|d|e|\n"               },
    {"\"a\" ,c\n",                        "1:quotes\n1:|a |c|\n"                        },
    {"\"a\"b\"c\",d\n",                   "1:quotes\n1:|ab\"c\"|d|\n"                   },
    {"good,1\n\"a\"b,c\ngood,2\n",        "1:|good|1|\n2:quotes\n2:|ab|c|\n3:|good|2|\n"},
 /* a quote that is never closed costs its line */
    {"a,\"b\nc,d\ne,f\n",                 "1:open\n2:|c|d|\n3:|e|f|\n"                  },
    {"a,\"",                              "1:open\n"                                    },
    {"x\na,\"b\n\n\nc,d",                 "1:|x|\n2:open\n5:|c|d|\n"                    },
    {"\"a\nb\",c\n\"d\n\"e\",\"\nf\n",    "1:|a\nb|c|\n3:open\n4:open\n5:|f|\n"         },
 /* other bytes are bytes */
    {"a\xff\xfe,\xc3\xa9\n",              "1:|a\xff\xfe|\xc3\xa9|\n"                    },
};

static const char *const engines[] = {"swar",
#if defined(__x86_64__)
                                      "sse2", "avx2", "avx512",
#elif defined(__aarch64__)
                                      "neon",
#endif
                                      NULL};

START_TEST(rows_are_the_same_from_every_engine_and_every_cut)
{
    const struct csv_case *row = &cases[_i];
    size_t len = strlen(row->text);

    for (size_t e = 0; engines[e]; e++) {
        if (!scan_engine_find(engines[e]))
            continue;
        for (size_t cut = 1; cut <= len + 1; cut++) {
            struct noted noted;
            read_rows(row->text, len, cut, engines[e], 1000, &noted);
            ck_assert_str_eq(pwz_buf_text(&noted.text), row->rows);
            pwz_buf_done(&noted.text);
        }
    }
}
END_TEST

/* Shift each case through a block: what lies before it decides where it is cut. */
START_TEST(rows_are_the_same_at_every_place_in_a_block)
{
    const struct csv_case *row = &cases[_i];
    struct pwz_buf text;
    struct noted alone, behind;

    read_rows(row->text, strlen(row->text), SIZE_MAX, "swar", 1000, &alone);
    for (size_t before = 1; before < 140; before++) {
        if (strncmp(row->text, "\xEF\xBB\xBF", 3) == 0)
            break;
        pwz_buf_init(&text, 1000);
        for (size_t i = 0; i < before; i++)
            pwz_buf_addc(&text, 'x');
        pwz_buf_addc(&text, '\n');
        pwz_buf_adds(&text, row->text);
        for (size_t e = 0; engines[e]; e++) {
            if (!scan_engine_find(engines[e]))
                continue;
            read_rows(pwz_buf_text(&text), text.len, SIZE_MAX, engines[e], 1000, &behind);
            /* The same rows, one line later. */
            const char *mine = strchr(pwz_buf_text(&behind.text), '\n') + 1;
            const char *theirs = pwz_buf_text(&alone.text);
            size_t mine_rows = 0, their_rows = 0;
            for (const char *at = mine; (at = strchr(at, '|')); at++)
                mine_rows++;
            for (const char *at = theirs; (at = strchr(at, '|')); at++)
                their_rows++;
            ck_assert_uint_eq(mine_rows, their_rows);
            ck_assert_uint_eq(strlen(mine), strlen(theirs));
            pwz_buf_done(&behind.text);
        }
        pwz_buf_done(&text);
    }
    pwz_buf_done(&alone.text);
}
END_TEST

START_TEST(a_row_longer_than_the_maximum_costs_its_line)
{
    static const char text[] =
        "short,1\n"
        "\"open and long 0123456789012345678901234567890123456789\n"
        "short,2\n"
        "shut\",0123456789012345678901234567890123456789\n"
        "short,3\n";
    static const char rows[] = "1:|short|1|\n2:long\n3:|short|2|\n4:quotes\n"
                               "4:|shut\"|0123456789012345678901234567890123456789|\n"
                               "5:|short|3|\n";

    for (size_t e = 0; engines[e]; e++)
        for (size_t cut = 1; scan_engine_find(engines[e]) && cut < sizeof text; cut++) {
            struct noted noted;
            read_rows(text, sizeof text - 1, cut, engines[e], 70, &noted);
            ck_assert_str_eq(pwz_buf_text(&noted.text), rows);
            pwz_buf_done(&noted.text);
        }
}
END_TEST

START_TEST(a_line_without_end_is_left_out_in_bounded_memory)
{
    struct pwz_buf text;
    struct noted noted;

    pwz_buf_init(&text, 1 << 20);
    pwz_buf_adds(&text, "a,b\n");
    for (int i = 0; i < 5000; i++)
        pwz_buf_adds(&text, "xxxxxxxxxx");
    pwz_buf_adds(&text, "\nc,d\n");
    for (size_t cut = 1; cut < 3000; cut = cut * 3 + 1) {
        read_rows(pwz_buf_text(&text), text.len, cut, NULL, 100, &noted);
        ck_assert_str_eq(pwz_buf_text(&noted.text), "1:|a|b|\n2:long\n3:|c|d|\n");
        pwz_buf_done(&noted.text);
    }
    pwz_buf_done(&text);
}
END_TEST

START_TEST(too_many_fields_cost_the_row)
{
    struct pwz_buf text;
    struct noted noted;

    pwz_buf_init(&text, 1 << 20);
    pwz_buf_adds(&text, "a,b\n");
    for (int i = 0; i < CSV_FIELDS_MAX; i++)
        pwz_buf_addc(&text, ',');
    pwz_buf_adds(&text, "\nc,d\n");
    for (size_t cut = 10; cut < 20000; cut = cut * 3 + 1) {
        read_rows(pwz_buf_text(&text), text.len, cut, NULL, 1 << 20, &noted);
        ck_assert_str_eq(pwz_buf_text(&noted.text), "1:|a|b|\n2:wide\n3:|c|d|\n");
        pwz_buf_done(&noted.text);
    }
    pwz_buf_done(&text);
}
END_TEST

/* ---- engines against each other on arbitrary bytes ---- */

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

START_TEST(engines_agree_on_arbitrary_text)
{
    static const char letters[] = "aab\"\",,,\n\r\"x;";
    uint64_t state = 88172645463325252U + (uint64_t)_i;
    char text[400];

    for (int round = 0; round < 40; round++) {
        size_t len = 1 + next_random(&state) % (sizeof text - 1);
        for (size_t i = 0; i < len; i++)
            text[i] = letters[next_random(&state) % (sizeof letters - 1)];
        struct noted first, other;
        read_rows(text, len, SIZE_MAX, "swar", 150, &first);
        for (size_t e = 0; engines[e]; e++)
            for (int k = 0; k < 4 && scan_engine_find(engines[e]); k++) {
                size_t cut = 1 + next_random(&state) % 90;
                read_rows(text, len, cut, engines[e], 150, &other);
                ck_assert_str_eq(pwz_buf_text(&other.text), pwz_buf_text(&first.text));
                pwz_buf_done(&other.text);
            }
        pwz_buf_done(&first.text);
    }
}
END_TEST

/* ---- cells for conformance suites ---- */

static void note_cell(void *ctx, size_t row, size_t column, const char *cell, size_t len)
{
    struct pwz_buf *out = ctx;

    pwz_buf_addf(out, "%u.%u=", (unsigned)row, (unsigned)column);
    pwz_buf_add(out, cell, len);
    pwz_buf_addc(out, ';');
}

START_TEST(cells_of_any_text_are_given_with_their_place)
{
    static const char text[] = "a;\"b \"\"c\"\"\"\n;d\n\"open\n";

    for (size_t cut = 0; cut < sizeof text; cut++) {
        struct pwz_buf out;
        pwz_buf_init(&out, 1000);
        ck_assert_int_eq(
            recon_csv_cells(text, sizeof text - 1, cut, ';', note_cell, &out, NULL),
            PWZ_E_SYNTAX);
        ck_assert_str_eq(pwz_buf_text(&out), "0.0=a;0.1=b \"c\";1.0=;1.1=d;");
        pwz_buf_done(&out);
    }
}
END_TEST

START_TEST(cells_of_a_last_line_without_end_are_given)
{
    static const char text[] = "a;b\nc;d";

    for (size_t cut = 0; cut < sizeof text; cut++) {
        struct pwz_buf out;
        pwz_buf_init(&out, 1000);
        ck_assert_int_eq(
            recon_csv_cells(text, sizeof text - 1, cut, ';', note_cell, &out, NULL),
            PWZ_OK);
        ck_assert_str_eq(pwz_buf_text(&out), "0.0=a;0.1=b;1.0=c;1.1=d;");
        pwz_buf_done(&out);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("recon_csv");
    TCase *tcase = tcase_create("all");

    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, rows_are_the_same_from_every_engine_and_every_cut, 0,
                        sizeof cases / sizeof *cases);
    tcase_add_loop_test(tcase, rows_are_the_same_at_every_place_in_a_block, 0,
                        sizeof cases / sizeof *cases);
    tcase_add_test(tcase, a_row_longer_than_the_maximum_costs_its_line);
    tcase_add_test(tcase, a_line_without_end_is_left_out_in_bounded_memory);
    tcase_add_test(tcase, too_many_fields_cost_the_row);
    tcase_add_loop_test(tcase, engines_agree_on_arbitrary_text, 0, 50);
    tcase_add_test(tcase, cells_of_any_text_are_given_with_their_place);
    tcase_add_test(tcase, cells_of_a_last_line_without_end_are_given);
    suite_add_tcase(suite, tcase);
    return pwz_test_main(suite);
}
