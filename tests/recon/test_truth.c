/*
 * The reader against what is known of generated files, and against a second reader, over
 * all forms of files, fed whole and cut anywhere. PWZ_TEST_ROUNDS in the environment, as
 * the sanitizers' run has it, leaves out cuts, which the plain run makes all.
 */
#include <stdlib.h>
#include <string.h>

#include "recon/compare.h"
#include "unit/runner.h"

static struct pwz_buf text, truth_words, ref_words, words;
static struct gen_truth truth;

static void set_up(void)
{
    memset(&truth, 0, sizeof truth);
    pwz_buf_init(&text, SIZE_MAX);
    pwz_buf_init(&truth_words, SIZE_MAX);
    pwz_buf_init(&ref_words, SIZE_MAX);
    pwz_buf_init(&words, SIZE_MAX);
}

static void tear_down(void)
{
    gen_truth_done(&truth);
    pwz_buf_done(&text);
    pwz_buf_done(&truth_words);
    pwz_buf_done(&ref_words);
    pwz_buf_done(&words);
}

/* Options of the generator, in its words. */
static const char *const variants[] = {
    "",
    "newline=lf",
    "newline=cr",
    "quote-all",
    "quote-all newline=lf",
    "excel-eu",
    "excel-eu newline=lf quote-all",
    "tab",
    "tab newline=cr",
    "boms=1",
    "boms=2",
    "boms=2 quote-all newline=lf",
    "columns=43",
    "columns=43 aliases newline=lf",
    "columns=50",
    "columns=50 shuffle",
    "columns=52",
    "columns=52 aliases shuffle",
    "shuffle",
    "aliases",
    "shuffle aliases quote-all boms=1",
    "exponents",
    "exponents excel-eu shuffle",
    "date=mdy-short",
    "date=mdy-time",
    "date=dmy",
    "date=ymd",
    "month=2 year=2028",
    "month=2 year=2027 date=dmy",
    "unbilled",
    "unbilled newline=lf columns=52",
    "common-day",
    "resources=20",
    "resources=64 customers=1",
    "no-last-newline",
    "no-last-newline quote-all newline=lf",
    "no-last-newline newline=cr",
    "form=jsonl",
    "form=jsonl newline=crlf",
    "form=jsonl shuffle",
    "form=jsonl strings",
    "form=jsonl exponents",
    "form=jsonl aliases no-last-newline",
    "form=jsonl boms=1 unbilled",
    "form=basic",
    "form=basic shuffle strings",
    "form=basic exponents no-last-newline",
    "form=cost-management",
    "form=cost-management boms=2 shuffle",
    "form=cost-management date=ymd newline=lf",
    "form=cost-management excel-eu",
    "form=monthly",
    "form=monthly aliases shuffle",
    "form=monthly excel-eu",
    "form=monthly quote-all newline=lf boms=1",
};
enum {
    VARIANTS = sizeof variants / sizeof *variants
};

static void set_variant(const char *variant, struct gen_opts *opts)
{
    char copy[128];
    size_t len = strlen(variant);

    memcpy(copy, variant, len + 1);
    for (char *at = copy; at < copy + len;) {
        char *end = strchr(at, ' ');
        if (end != NULL) {
            *end = '\0';
        }
        ck_assert_msg(gen_set(opts, at), "unknown word %s", at);
        at += strlen(at) + 1;
    }
}

/* What the invoice says of a plan: the truth's rows know only counts. */
static const char *adjustment_of(const struct gen_row *row)
{
    if (row->earned > 0) {
        return row->missing > 0 ? "credit-partial" : "credit-full";
    }
    return row->missing > 0 ? "empty" : "";
}

static void write_rows(const struct gen_row *rows, size_t count, bool is_monthly,
                       struct pwz_buf *out)
{
    struct pwz_buf all;

    if (!is_monthly) {
        compare_rows(rows, count, out);
        return;
    }
    /* Days and pattern out, adjustment in. */
    pwz_buf_init(&all, SIZE_MAX);
    for (size_t i = 0; i < count; i++) {
        struct gen_row row = rows[i];
        row.missing_days = row.earned_days = 0;
        row.pattern = GEN_NONE;
        compare_rows(&row, 1, &all);
        const char *end = strstr(all.data, " none\n");
        pwz_buf_addf(out, "%.*s %s\n", (int)(end - all.data), all.data,
                     adjustment_of(&rows[i]));
        pwz_buf_clear(&all);
    }
    pwz_buf_done(&all);
}

/* `rows` in the order compare_report() has. */
static void make_truth(int variant, uint64_t seed, uint32_t customers,
                       uint32_t subscriptions)
{
    struct gen_opts opts = {
        .seed = seed, .customers = customers, .subscriptions = subscriptions};

    set_variant(variants[variant], &opts);
    /* Two subscriptions, with all credit and with none, make small files. A cost export
     * has only its days to tell day from month. */
    opts.days = subscriptions != 2 ? 0 : opts.form == GEN_COST ? 14 : 4;
    ck_assert(gen_make_text(&opts, &text, &truth));
}

static bool is_monthly(void)
{
    return truth.opts.form == GEN_MONTHLY;
}

/* Cuts by chance: 0 = whole. */
static enum pwz_status feed_all(struct pwz_recon *recon, uint32_t chance,
                                struct pwz_err *err)
{
    enum pwz_status status = pwz_recon_begin(recon, "usage", err);
    size_t at = 0;

    while (status == PWZ_OK && at < text.len) {
        size_t len = text.len - at;
        if (chance != 0) {
            chance = chance * 1664525U + 1013904223U;
            /* Mostly a few bytes, sometimes some thousands, at times none. */
            const size_t piece = (chance >> 8) % ((chance >> 29) == 0 ? 100000 : 300);
            len = piece < len ? piece : len;
        }
        status = pwz_recon_feed(recon, text.data + at, len, err);
        at += len;
    }
    return status == PWZ_OK ? pwz_recon_end(recon, err) : status;
}

static void read_text(uint32_t chance, const char *engine)
{
    const struct pwz_recon_opts opts = {.engine = engine};
    struct pwz_recon *recon = NULL;
    struct pwz_recon_report *report = NULL;
    struct pwz_err err = {0};

    ck_assert_int_eq(pwz_recon_new(&opts, &recon, &err), PWZ_OK);
    const enum pwz_status status = feed_all(recon, chance, &err);
    ck_assert_msg(status == PWZ_OK, "%s: line %u: %s", pwz_status_words(status), err.line,
                  err.text);
    ck_assert_int_eq(pwz_recon_finish(recon, &report, &err), PWZ_OK);
    ck_assert(!pwz_recon_is_partial(report));
    ck_assert_uint_eq(pwz_recon_file_at(report, 0)->lines, truth.lines);
    ck_assert_uint_eq(pwz_recon_file_at(report, 0)->unusable, 0);
    pwz_buf_clear(&words);
    compare_report(report, is_monthly(), truth.year, truth.month, &words);
    pwz_recon_report_free(report);
    pwz_recon_free(recon);
}

/* Name the first line that differs. */
static void expect_same(const char *what, const struct pwz_buf *a,
                        const struct pwz_buf *b)
{
    const char *left = pwz_buf_text(a), *right = pwz_buf_text(b);

    while (*left != '\0' || *right != '\0') {
        const size_t left_len = strcspn(left, "\n"), right_len = strcspn(right, "\n");
        ck_assert_msg(left_len == right_len && memcmp(left, right, left_len) == 0,
                      "%s differ:\n  %.*s\n  %.*s", what, (int)left_len, left,
                      (int)right_len, right);
        left += left_len + (left[left_len] == '\n');
        right += right_len + (right[right_len] == '\n');
    }
}

static int compare_row_keys(const void *a, const void *b)
{
    const struct gen_row *first = a, *second = b;
    const int customer = strcmp(first->customer, second->customer);
    const int subscription = strcmp(first->subscription, second->subscription);

    return customer != 0       ? customer
           : subscription != 0 ? subscription
                               : strcmp(first->currency, second->currency);
}

static void write_truth(void)
{
    if (is_monthly()) {
        qsort(truth.rows, truth.count, sizeof *truth.rows, compare_row_keys);
    }
    write_rows(truth.rows, truth.count, is_monthly(), &truth_words);
}

START_TEST(truth_second_reader_and_reader_agree)
{
    make_truth(_i, (uint64_t)_i + 1, 0, 0);
    write_truth();

    struct ref_usage *usage = ref_read(text.data, text.len);
    ck_assert_uint_eq(usage->lines, truth.lines);
    if (is_monthly()) {
        qsort(usage->rows, usage->count, sizeof *usage->rows, compare_row_keys);
    }
    write_rows(usage->rows, usage->count, is_monthly(), &ref_words);
    ref_free(usage);
    expect_same("truth and second reader", &truth_words, &ref_words);
    read_text(0, NULL);
    expect_same("truth and reader", &truth_words, &words);
}
END_TEST

START_TEST(any_cut_gives_the_same)
{
    make_truth(_i % VARIANTS, 100 + (uint64_t)_i, 2, 7);
    write_truth();
    read_text((uint32_t)_i + 1, NULL);
    expect_same("truth and reader", &truth_words, &words);
}
END_TEST

/* Forms that differ in how lines begin and end, by their place in `variants`. */
static const int cut_everywhere[] = {0, 1, 2, 3, 5, 8, 11, 35, 37, 38, 44, 47, 54};
enum {
    CUT_EVERYWHERE = sizeof cut_everywhere / sizeof *cut_everywhere
};

/* Bytes from cut to cut: the heads of lines are cut everywhere. */
static size_t step_after(size_t cut)
{
    if (getenv("PWZ_TEST_ROUNDS") != NULL) {
        return cut < 600 ? 11 : 131;
    }
    return cut < 4000 ? 1 : 7;
}

START_TEST(a_cut_at_every_byte_gives_the_same)
{
    struct pwz_recon *recon = NULL;
    struct pwz_recon_report *report = NULL;

    make_truth(cut_everywhere[_i], 7, 1, 2);
    write_truth();
    for (size_t cut = 0; cut <= text.len; cut += step_after(cut)) {
        ck_assert_int_eq(pwz_recon_new(&(struct pwz_recon_opts){0}, &recon, NULL),
                         PWZ_OK);
        ck_assert_int_eq(pwz_recon_begin(recon, "usage", NULL), PWZ_OK);
        ck_assert_int_eq(pwz_recon_feed(recon, text.data, cut, NULL), PWZ_OK);
        ck_assert_int_eq(pwz_recon_feed(recon, text.data + cut, text.len - cut, NULL),
                         PWZ_OK);
        ck_assert_int_eq(pwz_recon_end(recon, NULL), PWZ_OK);
        ck_assert_int_eq(pwz_recon_finish(recon, &report, NULL), PWZ_OK);
        pwz_buf_clear(&words);
        compare_report(report, is_monthly(), truth.year, truth.month, &words);
        pwz_recon_report_free(report);
        pwz_recon_free(recon);
        expect_same("truth and reader", &truth_words, &words);
    }
}
END_TEST

START_TEST(one_byte_at_a_time_gives_the_same)
{
    struct pwz_recon *recon = NULL;
    struct pwz_recon_report *report = NULL;

    make_truth(_i, 8, 1, 2);
    write_truth();
    ck_assert_int_eq(pwz_recon_new(&(struct pwz_recon_opts){0}, &recon, NULL), PWZ_OK);
    ck_assert_int_eq(pwz_recon_begin(recon, "usage", NULL), PWZ_OK);
    for (size_t i = 0; i < text.len; i++) {
        if (pwz_recon_feed(recon, text.data + i, 1, NULL) != PWZ_OK) {
            ck_abort_msg("feed failed at byte %zu", i);
        }
    }
    ck_assert_int_eq(pwz_recon_end(recon, NULL), PWZ_OK);
    ck_assert_int_eq(pwz_recon_finish(recon, &report, NULL), PWZ_OK);
    compare_report(report, is_monthly(), truth.year, truth.month, &words);
    pwz_recon_report_free(report);
    pwz_recon_free(recon);
    expect_same("truth and reader", &truth_words, &words);
}
END_TEST

static const char *const engines[] = {"avx2", "sse2", "neon", "swar"};

START_TEST(every_engine_gives_the_same)
{
    struct pwz_recon *recon = NULL;
    const struct pwz_recon_opts opts = {.engine = engines[_i % 4]};

    if (pwz_recon_new(&opts, &recon, NULL) == PWZ_E_NOT_FOUND) {
        return; /* not on this machine */
    }
    pwz_recon_free(recon);
    make_truth(_i / 4, 9 + (uint64_t)_i / 4, 2, 7);
    write_truth();
    read_text(0, engines[_i % 4]);
    expect_same("truth and reader", &truth_words, &words);
    read_text((uint32_t)_i * 77 + 5, engines[_i % 4]);
    expect_same("truth and reader", &truth_words, &words);
}
END_TEST

START_TEST(a_mapped_file_gives_the_same_on_one_thread_and_two)
{
    struct pwz_err err = {0};

    make_truth(_i, 10 + (uint64_t)_i, 4, 7);
    write_truth();
    for (unsigned threads = 1; threads <= 2; threads++) {
        struct pwz_recon *recon = NULL;
        struct pwz_recon_report *report = NULL;
        ck_assert_int_eq(pwz_recon_new(&(struct pwz_recon_opts){0}, &recon, &err),
                         PWZ_OK);
        ck_assert_int_eq(
            pwz_recon_map(recon, "usage", text.data, text.len, threads, &err), PWZ_OK);
        ck_assert_int_eq(pwz_recon_finish(recon, &report, &err), PWZ_OK);
        pwz_buf_clear(&words);
        compare_report(report, is_monthly(), truth.year, truth.month, &words);
        pwz_recon_report_free(report);
        pwz_recon_free(recon);
        expect_same("truth and reader", &truth_words, &words);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("truth");
    TCase *tcase = tcase_create("truth");

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 600);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, truth_second_reader_and_reader_agree, 0, VARIANTS);
    tcase_add_loop_test(tcase, any_cut_gives_the_same, 0, 2 * VARIANTS);
    tcase_add_loop_test(tcase, a_cut_at_every_byte_gives_the_same, 0, CUT_EVERYWHERE);
    tcase_add_loop_test(tcase, one_byte_at_a_time_gives_the_same, 0, VARIANTS);
    tcase_add_loop_test(tcase, every_engine_gives_the_same, 0, 4 * VARIANTS);
    tcase_add_loop_test(tcase, a_mapped_file_gives_the_same_on_one_thread_and_two, 0,
                        VARIANTS);
    return pwz_test_main(suite);
}
