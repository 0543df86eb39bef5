/*
 * The file driver from outside: paths in, one report out, and what became of each path.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pecwiz/mem.h"
#include "pecwiz/recon_read.h"

#include "recon/compare.h"
#include "recon/files.h"
#include "recon/pack.h"
#include "unit/runner.h"

enum {
    PATHS = 8
};

static struct pwz_buf text, truth_words, words;
static struct gen_truth truth;
static struct pwz_recon_run *run;
static struct pwz_recon_report *report;
static struct pwz_err err;
static char paths[PATHS][FILES_PATH];
static const char *given[PATHS];
static size_t path_count;

static void set_up(void)
{
    memset(&truth, 0, sizeof truth);
    memset(&err, 0, sizeof err);
    pwz_buf_init(&text, SIZE_MAX);
    pwz_buf_init(&truth_words, SIZE_MAX);
    pwz_buf_init(&words, SIZE_MAX);
    path_count = 0;
}

static void tear_down(void)
{
    pwz_mem_fail_after(SIZE_MAX);
    pwz_recon_report_free(report);
    pwz_recon_run_free(run);
    gen_truth_done(&truth);
    pwz_buf_done(&text);
    pwz_buf_done(&truth_words);
    pwz_buf_done(&words);
    for (size_t i = 0; i < path_count; i++) {
        files_remove(paths[i]);
    }
}

static void make_usage(const char *word, uint32_t customers)
{
    struct gen_opts opts = {.seed = 5, .customers = customers};

    if (word != NULL) {
        ck_assert(gen_set(&opts, word));
    }
    ck_assert(gen_make_text(&opts, &text, &truth));
    compare_rows(truth.rows, truth.count, &truth_words);
}

static void add_file(const char *bytes, size_t len)
{
    ck_assert_uint_lt(path_count, PATHS);
    files_make(bytes, len, paths[path_count]);
    given[path_count] = paths[path_count];
    path_count++;
}

static void add_packed(const char *bytes, size_t len)
{
    struct pwz_buf packed;

    pwz_buf_init(&packed, SIZE_MAX);
    pack_gzip(bytes, len, PACK_NAME, &packed);
    add_file(packed.data, packed.len);
    pwz_buf_done(&packed);
}

static enum pwz_status read_all(const struct pwz_recon_run_opts *opts, size_t count)
{
    ck_assert_int_eq(pwz_recon_run_new(opts, &run, &err), PWZ_OK);
    return pwz_recon_read_files(run, given, count, &report, &err);
}

static void expect_truth(void)
{
    compare_report(report, false, truth.year, truth.month, &words);
    ck_assert_str_eq(pwz_buf_text(&words), pwz_buf_text(&truth_words));
}

/* Where row `index` begins (0 = the head): behind a line end, with the partner's id. */
static size_t line_at(size_t index)
{
    static const char mark[] = "\r\n0a1b2c3d";
    const char *at = text.data, *end = text.data + text.len - sizeof mark;

    for (size_t i = 0; i < index; at++) {
        at = memchr(at, '\r', (size_t)(end - at));
        if (at == NULL) {
            ck_abort_msg("the text has no row %zu", index);
        }
        i += memcmp(at, mark, sizeof mark - 1) == 0;
    }
    return index == 0 ? 0 : (size_t)(at - text.data) + 1;
}

/* ---- all is well ---- */

static const struct pwz_recon_run_opts one_thread = {.threads = 1};
static const struct pwz_recon_run_opts two_threads = {.threads = 2};

START_TEST(a_plain_file_is_read)
{
    make_usage(NULL, 3);
    add_file(text.data, text.len);
    ck_assert_int_eq(read_all(_i == 0 ? &one_thread : &two_threads, 1), PWZ_OK);
    ck_assert(!pwz_recon_is_partial(report));
    ck_assert_str_eq(pwz_recon_file_at(report, 0)->name, paths[0]);
    ck_assert_int_eq(pwz_recon_run_outcome(run, 0)->status, PWZ_OK);
    expect_truth();
}
END_TEST

START_TEST(a_large_plain_file_is_read_in_halves)
{
    make_usage(NULL, 12); /* above 16 MiB */
    ck_assert_uint_gt(text.len, 17 << 20);
    add_file(text.data, text.len);
    ck_assert_int_eq(read_all(_i == 0 ? &one_thread : &two_threads, 1), PWZ_OK);
    ck_assert(!pwz_recon_is_partial(report));
    ck_assert_uint_eq(pwz_recon_file_at(report, 0)->bytes, text.len);
    const struct pwz_recon_run_progress progress = pwz_recon_run_progress(run);
    ck_assert_uint_eq(progress.bytes_done, text.len);
    ck_assert_uint_eq(progress.bytes_total, text.len);
    /* The row that lies on the cut between halves may count twice. */
    ck_assert_uint_ge(progress.text_bytes, text.len);
    ck_assert_uint_lt(progress.text_bytes, text.len + 4096);
    ck_assert_uint_eq(progress.lines, truth.lines);
    ck_assert_uint_eq(progress.files_done, 1);
    expect_truth();
}
END_TEST

START_TEST(a_gzip_file_is_read)
{
    make_usage(_i == 0 ? NULL : "form=jsonl", 3);
    add_packed(text.data, text.len);
    ck_assert_int_eq(read_all(&two_threads, 1), PWZ_OK);
    ck_assert(!pwz_recon_is_partial(report));
    ck_assert_uint_eq(pwz_recon_file_at(report, 0)->bytes, text.len);
    const struct pwz_recon_run_progress progress = pwz_recon_run_progress(run);
    ck_assert_uint_eq(progress.bytes_done, progress.bytes_total);
    ck_assert_uint_eq(progress.text_bytes, text.len);
    expect_truth();
}
END_TEST

START_TEST(standard_input_is_read)
{
    struct pwz_recon_run_opts opts = {0};
    struct pwz_buf packed;

    make_usage(NULL, 2);
    pwz_buf_init(&packed, SIZE_MAX);
    if (_i == 0) {
        pwz_buf_add(&packed, text.data, text.len);
    } else if (_i == 1) {
        pack_gzip(text.data, text.len, 0, &packed);
    } else {
        const struct pack_member members[] = {
            {"readme.pdf", "%PDF",    4,        8, 0, PACK_BEHIND, false, 0, 0},
            {"usage.csv",  text.data, text.len, 8, 0, PACK_BEHIND, false, 0, 0},
        };
        const struct pack_zip zip = {.members = members, .count = 2};
        pack_zip(&zip, &packed);
    }
    opts.stdin_fd = files_pipe(packed.data, packed.len, 10000);
    given[0] = "-";
    ck_assert_int_eq(read_all(&opts, 1), PWZ_OK);
    ck_assert_str_eq(pwz_recon_file_at(report, 0)->name,
                     _i == 2 ? "standard input:usage.csv" : "standard input");
    ck_assert_uint_eq(pwz_recon_run_progress(run).bytes_total, 0);
    expect_truth();
    (void)close(opts.stdin_fd);
    pwz_buf_done(&packed);
}
END_TEST

/* The customers of one file, told apart by their id in the truth. */
START_TEST(several_files_make_one_report_on_any_number_of_threads)
{
    const struct pwz_recon_run_opts opts = {.threads = (unsigned)_i + 1};
    const size_t parts = 5, step = 900;
    size_t line = 1;

    make_usage(NULL, 3);
    const size_t head = line_at(1);
    for (size_t i = 0; i < parts; i++, line += step) {
        struct pwz_buf part;
        const size_t begin = line_at(line);
        const size_t end = i + 1 == parts ? text.len : line_at(line + step);
        pwz_buf_init(&part, SIZE_MAX);
        pwz_buf_add(&part, text.data, head);
        pwz_buf_add(&part, text.data + begin, end - begin);
        if (i % 2 == 0) {
            add_packed(part.data, part.len);
        } else {
            add_file(part.data, part.len);
        }
        pwz_buf_done(&part);
    }
    ck_assert_int_eq(read_all(&opts, parts), PWZ_OK);
    ck_assert(!pwz_recon_is_partial(report));
    ck_assert_uint_eq(pwz_recon_file_count(report), parts);
    for (size_t i = 0; i < parts; i++) {
        ck_assert_str_eq(pwz_recon_file_at(report, i)->name, paths[i]);
    }
    ck_assert_uint_eq(pwz_recon_run_progress(run).files_done, parts);
    ck_assert_uint_eq(pwz_recon_run_progress(run).lines, truth.lines);
    expect_truth();
}
END_TEST

START_TEST(a_zip_of_several_files_makes_one_report)
{
    struct pwz_buf first, second, packed;

    make_usage(NULL, 2);
    pwz_buf_init(&first, SIZE_MAX);
    pwz_buf_init(&second, SIZE_MAX);
    pwz_buf_init(&packed, SIZE_MAX);
    const size_t head = line_at(1), middle = line_at(1500);
    pwz_buf_add(&first, text.data, middle);
    pwz_buf_add(&second, text.data, head);
    pwz_buf_add(&second, text.data + middle, text.len - middle);
    const struct pack_member members[] = {
        {"a/",          "",          0,          0, 0, PACK_SIZED,  false, 0, 0},
        {"a/one.csv",   first.data,  first.len,  8, 0, PACK_SIZED,  false, 0, 0},
        {"invoice.pdf", "%PDF-",     5,          0, 0, PACK_SIZED,  false, 0, 0},
        {"a/two.csv",   second.data, second.len, 8, 0, PACK_BEHIND, true,  0, 0},
    };
    const struct pack_zip zip = {.members = members, .count = 4, .is_zip64 = _i == 1};
    pack_zip(&zip, &packed);
    add_file(packed.data, packed.len);
    ck_assert_int_eq(read_all(&two_threads, 1), PWZ_OK);
    ck_assert(!pwz_recon_is_partial(report));
    ck_assert_uint_eq(pwz_recon_file_count(report), 2);
    ck_assert_ptr_nonnull(strstr(pwz_recon_file_at(report, 0)->name, ":a/one.csv"));
    ck_assert_ptr_nonnull(strstr(pwz_recon_file_at(report, 1)->name, ":a/two.csv"));
    expect_truth();
    pwz_buf_done(&first);
    pwz_buf_done(&second);
    pwz_buf_done(&packed);
}
END_TEST

/* ---- something is wrong ---- */

START_TEST(one_bad_file_does_not_lose_the_others)
{
    const struct pwz_recon_run_opts opts = {.threads = (unsigned)_i + 1};

    make_usage(NULL, 2);
    add_file("%PDF-1.4", 8);
    add_file(text.data, text.len);
    add_file("", 0);
    given[3] = "/tmp/pecwiz/no/such.csv";
    given[4] = "/tmp";
    ck_assert_int_eq(read_all(&opts, 5), PWZ_E_SCHEMA);
    ck_assert_str_eq(err.file, paths[0]);
    ck_assert_ptr_nonnull(strstr(err.text, "this is a PDF"));
    static const enum pwz_status statuses[] = {PWZ_E_SCHEMA, PWZ_OK, PWZ_E_SCHEMA,
                                               PWZ_E_NOT_FOUND, PWZ_E_IO};
    for (size_t i = 0; i < 5; i++) {
        ck_assert_int_eq(pwz_recon_run_outcome(run, i)->status, statuses[i]);
        const struct pwz_recon_file *file = pwz_recon_file_at(report, i);
        ck_assert_str_eq(file->name, given[i]);
        ck_assert_int_eq(file->refused != NULL, statuses[i] != PWZ_OK);
        if (file->refused != NULL) {
            ck_assert_str_eq(file->refused, pwz_recon_run_outcome(run, i)->text);
        }
    }
    expect_truth();
}
END_TEST

START_TEST(a_cut_gzip_file_counts_as_far_as_it_goes)
{
    struct pwz_buf packed;

    make_usage(NULL, 2);
    pwz_buf_init(&packed, SIZE_MAX);
    pack_gzip(text.data, text.len, 0, &packed);
    add_file(packed.data, packed.len / 2);
    pwz_buf_done(&packed);
    ck_assert_int_eq(read_all(&two_threads, 1), PWZ_E_SYNTAX);
    ck_assert_str_eq(err.text,
                     "the gzip data end in the middle of member 1: the download was "
                     "cut off; what was read so far counts, get the file again for "
                     "the rest");
    ck_assert(pwz_recon_is_partial(report));
    const struct pwz_recon_file *file = pwz_recon_file_at(report, 0);
    ck_assert(file->is_cut);
    ck_assert_ptr_null(file->refused);
    ck_assert_uint_gt(file->lines, truth.lines / 4);
    ck_assert_uint_lt(file->lines, truth.lines);
    ck_assert_str_eq(pwz_recon_warning_at(report, 0)->text, err.text);
}
END_TEST

START_TEST(a_cut_zip_file_counts_as_far_as_it_goes)
{
    struct pwz_buf packed;

    make_usage(NULL, 2);
    pwz_buf_init(&packed, SIZE_MAX);
    const struct pack_member member = {
        .name = "usage.csv", .bytes = text.data, .len = text.len, .method = 8};
    const struct pack_zip zip = {.members = &member, .count = 1};
    pack_zip(&zip, &packed);
    add_file(packed.data, packed.len / 2);
    pwz_buf_done(&packed);
    ck_assert_int_eq(read_all(&two_threads, 1), PWZ_E_SYNTAX);
    ck_assert_str_eq(err.text,
                     "the zip archive ends in the middle of a file: the download was "
                     "cut off; what was read so far counts, get the archive again "
                     "for the rest");
    ck_assert(pwz_recon_is_partial(report));
    ck_assert_uint_gt(pwz_recon_file_at(report, 0)->lines, truth.lines / 4);
}
END_TEST

START_TEST(a_workbook_is_refused_from_a_file_and_from_a_pipe)
{
    struct pwz_recon_run_opts opts = {0};
    struct pwz_buf packed;
    static const struct pack_member members[] = {
        {"[Content_Types].xml",      "<x/>", 4, 8, 0, PACK_BEHIND, false, 0, 0},
        {"xl/worksheets/sheet1.xml", "<x/>", 4, 8, 0, PACK_BEHIND, false, 0, 0},
    };
    const struct pack_zip zip = {.members = members, .count = 2};

    pwz_buf_init(&packed, SIZE_MAX);
    pack_zip(&zip, &packed);
    add_file(packed.data, packed.len);
    if (_i == 1) {
        given[0] = "-";
        opts.stdin_fd = files_pipe(packed.data, packed.len, 7);
    }
    ck_assert_int_eq(read_all(&opts, 1), PWZ_E_SCHEMA);
    ck_assert_ptr_nonnull(strstr(err.text, "this is an Excel workbook (.xlsx)"));
    ck_assert_ptr_nonnull(pwz_recon_file_at(report, 0)->refused);
    if (_i == 1) {
        (void)close(opts.stdin_fd);
    }
    pwz_buf_done(&packed);
}
END_TEST

START_TEST(a_bad_member_does_not_lose_the_others)
{
    struct pwz_buf packed;

    make_usage(NULL, 1);
    pwz_buf_init(&packed, SIZE_MAX);
    const struct pack_member members[] = {
        {"page.csv",   "<html>",  6,        8,  0, PACK_SIZED, false, 0, 0},
        {"secret.csv", "x",       1,        8,  1, PACK_SIZED, false, 0, 0},
        {"lzma.csv",   "x",       1,        14, 0, PACK_SIZED, false, 0, 0},
        {"usage.csv",  text.data, text.len, 8,  0, PACK_SIZED, false, 0, 0},
    };
    const struct pack_zip zip = {.members = members, .count = 4};
    pack_zip(&zip, &packed);
    add_file(packed.data, packed.len);
    pwz_buf_done(&packed);
    ck_assert_int_eq(read_all(&two_threads, 1), PWZ_E_SCHEMA);
    ck_assert_ptr_nonnull(strstr(err.file, ":page.csv"));
    ck_assert_uint_eq(pwz_recon_file_count(report), 4);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_int_eq(pwz_recon_file_at(report, i)->refused != NULL, i < 3);
    }
    expect_truth();
}
END_TEST

/* Read as a file (0), from a pipe (1), behind a file of another type from a pipe (2), and
 * as a file whose end is missing (3). */
START_TEST(a_stored_file_without_its_length_is_read_from_a_file_only)
{
    struct pwz_recon_run_opts opts = {0};
    struct pwz_buf packed;

    make_usage(NULL, 1);
    pwz_buf_init(&packed, SIZE_MAX);
    const struct pack_member members[] = {
        {"invoice.pdf", "%PDF-",   5,        0, 0, PACK_BEHIND, false, 0, 0},
        {"usage.csv",   text.data, text.len, 0, 0, PACK_BEHIND, false, 0, 0},
    };
    const struct pack_zip zip = {.members = members + (_i != 2),
                                 .count = _i == 2 ? 2 : 1};
    pack_zip(&zip, &packed);
    add_file(packed.data, packed.len - (_i == 3 ? 30 : 0));
    if (_i == 1 || _i == 2) {
        given[0] = "-";
        opts.stdin_fd = files_pipe(packed.data, packed.len, 4096);
    }
    const enum pwz_status status = read_all(&opts, 1);
    if (_i == 0) {
        ck_assert_int_eq(status, PWZ_OK);
        expect_truth();
    } else {
        ck_assert_int_eq(status, PWZ_E_SCHEMA);
        ck_assert_str_eq(
            err.text,
            "a file in the zip archive is stored without its length, which only the end "
            "of the archive tells: from a pipe that comes too late, so save the archive "
            "to a file and give that file; if it is a file, its end is missing: get the "
            "archive again");
        ck_assert_str_eq(pwz_recon_file_at(report, 0)->refused, err.text);
        ck_assert_uint_eq(pwz_recon_total_count(report), 0);
    }
    if (_i == 1 || _i == 2) {
        (void)close(opts.stdin_fd);
    }
    pwz_buf_done(&packed);
}
END_TEST

START_TEST(text_beyond_the_limit_is_cut_off)
{
    const struct pwz_recon_run_opts opts = {.text_max_bytes = 1 << 20};

    make_usage(NULL, 2);
    add_packed(text.data, text.len);
    ck_assert_int_eq(read_all(&opts, 1), PWZ_E_SYNTAX);
    ck_assert_str_eq(err.text,
                     "the file unpacks to more than 1048576 bytes: what was read so "
                     "far counts");
    ck_assert(pwz_recon_is_partial(report));
    ck_assert_uint_le(pwz_recon_file_at(report, 0)->bytes, 1 << 20);
    ck_assert_uint_gt(pwz_recon_file_at(report, 0)->lines, 100);
}
END_TEST

/* ---- files that change, cancel ---- */

static int changes;

/* Once, after the first piece: the file grows, or ends where it is. */
static void change_file(void *ctx)
{
    const int *how = ctx;

    if (changes++ > 0) {
        return;
    }
    if (*how == 0) {
        const int fd = open(paths[0], O_WRONLY | O_APPEND);
        ck_assert_int_eq(write(fd, "\n", 1), 1);
        (void)close(fd);
    } else {
        ck_assert_int_eq(truncate(paths[0], 5 << 20), 0);
    }
}

START_TEST(a_file_that_changes_is_told_and_partial)
{
    int how = _i & 1;
    const struct pwz_recon_run_opts opts = {
        .threads = _i < 2 ? 1 : 2, .on_piece = change_file, .ctx = &how};

    changes = 0;
    make_usage(NULL, 12);
    add_file(text.data, text.len);
    ck_assert_int_eq(read_all(&opts, 1), PWZ_E_CONFLICT);
    ck_assert_ptr_nonnull(strstr(err.text, "the file changed while it was read ("));
    ck_assert_ptr_nonnull(
        strstr(err.text, " after): wait until it is written or downloaded completely, "
                         "then read it again"));
    ck_assert(pwz_recon_is_partial(report));
    ck_assert(pwz_recon_file_at(report, 0)->is_cut);
    ck_assert_uint_gt(pwz_recon_file_at(report, 0)->lines, 100);
}
END_TEST

struct canceller {
    int after; /* pieces */
    atomic_int seen;
};

static void cancel_after(void *ctx)
{
    struct canceller *canceller = ctx;

    if (canceller->seen++ == canceller->after) {
        pwz_recon_run_cancel(run);
    }
}

static void add_many(size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i % 2 == 0) {
            add_file(text.data, text.len);
        } else {
            add_packed(text.data, text.len);
        }
    }
}

/* Each file is in the report, in order; those that were not come to say so. */
static void expect_all_named(size_t count)
{
    ck_assert_uint_eq(pwz_recon_file_count(report), count);
    for (size_t i = 0, unread = 0; i < count; i++) {
        const struct pwz_recon_file *file = pwz_recon_file_at(report, i);
        const enum pwz_status status = pwz_recon_run_outcome(run, i)->status;
        ck_assert_str_eq(file->name, given[i]);
        ck_assert_int_eq(file->is_unread, file->refused != NULL);
        ck_assert(file->is_unread ? file->lines == 0 : unread == 0);
        unread += file->is_unread;
        ck_assert_int_eq(status,
                         file->is_unread || file->is_cut ? PWZ_E_CANCELLED : PWZ_OK);
        if (file->is_unread) {
            ck_assert_str_eq(file->refused,
                             unread == 1 && file->is_cut
                                 ? "the reading was cancelled before its first line"
                                 : "the reading was cancelled before this file");
        }
    }
}

START_TEST(cancel_leaves_what_is_known_so_far)
{
    struct canceller canceller = {.after = _i / 2};
    const struct pwz_recon_run_opts opts = {
        .threads = (unsigned)_i % 2 + 1, .on_piece = cancel_after, .ctx = &canceller};

    make_usage(NULL, 3);
    add_many(4);
    ck_assert_int_eq(read_all(&opts, 4), PWZ_E_CANCELLED);
    ck_assert(pwz_recon_is_partial(report));
    ck_assert_str_eq(pwz_recon_partial_reason(report), "the reading was cancelled");
    ck_assert_uint_lt(pwz_recon_run_progress(run).lines, 4 * truth.lines);
    expect_all_named(4);
    /* Two threads may both be at their first piece when they are told. */
    if (opts.threads == 1 && _i / 2 > 0) {
        ck_assert_uint_gt(pwz_recon_total_count(report), 0);
    }
}
END_TEST

START_TEST(cancel_before_the_begin_reads_nothing)
{
    make_usage(NULL, 1);
    add_many(2);
    ck_assert_int_eq(pwz_recon_run_new(_i == 0 ? &one_thread : &two_threads, &run, &err),
                     PWZ_OK);
    pwz_recon_run_cancel(run);
    ck_assert_int_eq(pwz_recon_read_files(run, given, 2, &report, &err), PWZ_E_CANCELLED);
    ck_assert(pwz_recon_is_partial(report));
    ck_assert_uint_eq(pwz_recon_run_progress(run).lines, 0);
    ck_assert_uint_eq(pwz_recon_total_count(report), 0);
    ck_assert_str_eq(pwz_recon_partial_reason(report), "the reading was cancelled");
    expect_all_named(2);
    ck_assert(pwz_recon_file_at(report, 0)->is_unread);
    ck_assert(pwz_recon_file_at(report, 1)->is_unread);
}
END_TEST

/* A large plain file of which two threads read from different places. */
START_TEST(cancel_before_the_first_window_of_a_large_file_is_no_empty_file)
{
    make_usage(NULL, 30);
    ck_assert_uint_gt(text.len, 17 << 20);
    add_file(text.data, text.len);
    struct canceller canceller = {.after = _i};
    const struct pwz_recon_run_opts opts = {
        .threads = 2, .on_piece = cancel_after, .ctx = &canceller};
    ck_assert_int_eq(read_all(&opts, 1), PWZ_E_CANCELLED);
    ck_assert_str_eq(pwz_recon_partial_reason(report), "the reading was cancelled");
    expect_all_named(1);
    ck_assert_uint_eq(pwz_recon_warning_count(report), 0);
}
END_TEST

static void *cancel_soon(void *unused)
{
    (void)unused;
    pwz_recon_run_cancel(run);
    return NULL;
}

START_TEST(cancel_ends_the_wait_for_a_silent_pipe)
{
    struct pwz_recon_run_opts opts = {0};
    pthread_t thread;
    int silent[2];

    ck_assert_int_eq(pipe(silent), 0);
    opts.stdin_fd = silent[0];
    given[0] = "-";
    ck_assert_int_eq(pwz_recon_run_new(&opts, &run, &err), PWZ_OK);
    if (_i == 1) { /* gzip: the thread that unpacks waits */
        ck_assert_int_eq(write(silent[1], "\x1f\x8b\x08\0\0\0\0\0\0\3", 10), 10);
    }
    ck_assert_int_eq(pthread_create(&thread, NULL, cancel_soon, NULL), 0);
    ck_assert_int_eq(pwz_recon_read_files(run, given, 1, &report, &err), PWZ_E_CANCELLED);
    ck_assert_int_eq(pthread_join(thread, NULL), 0);
    ck_assert(pwz_recon_is_partial(report));
    ck_assert_uint_eq(pwz_recon_file_count(report), 1);
    ck_assert_str_eq(pwz_recon_file_at(report, 0)->name, "standard input");
    ck_assert_str_eq(pwz_recon_file_at(report, 0)->refused,
                     "the reading was cancelled before its first line");
    ck_assert(pwz_recon_file_at(report, 0)->is_unread);
    (void)close(silent[0]);
    (void)close(silent[1]);
}
END_TEST

START_TEST(a_run_reads_only_once)
{
    make_usage(NULL, 1);
    add_many(1);
    ck_assert_int_eq(read_all(&one_thread, 1), PWZ_OK);
    struct pwz_recon_report *second = NULL;
    ck_assert_int_eq(pwz_recon_read_files(run, given, 1, &second, &err), PWZ_E_STATE);
    ck_assert_ptr_null(second);
    ck_assert_ptr_null(pwz_recon_run_outcome(run, 1));
}
END_TEST

START_TEST(no_files_make_an_empty_report)
{
    ck_assert_int_eq(read_all(&two_threads, 0), PWZ_OK);
    ck_assert_uint_eq(pwz_recon_file_count(report), 0);
}
END_TEST

/* Every allocation fails once: no crash, no leak (the sanitizers watch), a status that
 * says so, or a report that is complete. */
START_TEST(lack_of_memory_is_told_wherever_it_strikes)
{
    struct pwz_buf packed;
    bool is_over = false;

    make_usage("days=2", 1);
    pwz_buf_init(&packed, SIZE_MAX);
    const struct pack_member member = {
        .name = "usage.csv", .bytes = text.data, .len = text.len, .method = 8};
    const struct pack_zip zip = {.members = &member, .count = 1};
    pack_zip(&zip, &packed);
    add_file(packed.data, packed.len);
    pwz_buf_done(&packed);
    add_packed(text.data, text.len);
    add_file(text.data, text.len);
    for (size_t n = 0; !is_over; n++) {
        pwz_mem_fail_after(n);
        enum pwz_status status =
            pwz_recon_run_new(_i == 0 ? &one_thread : &two_threads, &run, &err);
        if (status == PWZ_OK) {
            status = pwz_recon_read_files(run, given, 3, &report, &err);
        }
        pwz_mem_fail_after(SIZE_MAX);
        is_over = status == PWZ_OK && report != NULL &&
                  pwz_recon_warnings_dropped(report) == 0 &&
                  !pwz_recon_is_partial(report);
        if (status != PWZ_OK) {
            ck_assert_msg(status == PWZ_E_NOMEM || status == PWZ_E_LIMIT, "%s: %s",
                          pwz_status_words(status), err.text);
        }
        pwz_recon_report_free(report);
        pwz_recon_run_free(run);
        report = NULL;
        run = NULL;
        ck_assert_uint_lt(n, 100000);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("driver");
    TCase *tcase = tcase_create("driver");

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 120);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, a_plain_file_is_read, 0, 2);
    tcase_add_loop_test(tcase, a_large_plain_file_is_read_in_halves, 0, 2);
    tcase_add_loop_test(tcase, a_gzip_file_is_read, 0, 2);
    tcase_add_loop_test(tcase, standard_input_is_read, 0, 3);
    tcase_add_loop_test(tcase, several_files_make_one_report_on_any_number_of_threads, 0,
                        4);
    tcase_add_loop_test(tcase, a_zip_of_several_files_makes_one_report, 0, 2);
    tcase_add_loop_test(tcase, one_bad_file_does_not_lose_the_others, 0, 2);
    tcase_add_test(tcase, a_cut_gzip_file_counts_as_far_as_it_goes);
    tcase_add_test(tcase, a_cut_zip_file_counts_as_far_as_it_goes);
    tcase_add_loop_test(tcase, a_workbook_is_refused_from_a_file_and_from_a_pipe, 0, 2);
    tcase_add_test(tcase, a_bad_member_does_not_lose_the_others);
    tcase_add_loop_test(tcase, a_stored_file_without_its_length_is_read_from_a_file_only,
                        0, 4);
    tcase_add_test(tcase, text_beyond_the_limit_is_cut_off);
    tcase_add_loop_test(tcase, a_file_that_changes_is_told_and_partial, 0, 4);
    tcase_add_loop_test(tcase, cancel_leaves_what_is_known_so_far, 0, 12);
    tcase_add_loop_test(tcase, cancel_before_the_begin_reads_nothing, 0, 2);
    tcase_add_loop_test(
        tcase, cancel_before_the_first_window_of_a_large_file_is_no_empty_file, 0, 6);
    tcase_add_loop_test(tcase, cancel_ends_the_wait_for_a_silent_pipe, 0, 2);
    tcase_add_test(tcase, a_run_reads_only_once);
    tcase_add_test(tcase, no_files_make_an_empty_report);
    tcase_add_loop_test(tcase, lack_of_memory_is_told_wherever_it_strikes, 0, 2);
    return pwz_test_main(suite);
}
