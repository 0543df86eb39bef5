/*
 * CSV made by others: the reader's scanner and the second reader cell by cell, and both
 * against the expectations that come with the files. Skipped where the folder of these
 * files (../shared/peers beside the source) is not there.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pecwiz/json.h"
#include "pecwiz/mem.h"
#include "pecwiz/recon_read.h"

#include "evidence/recon/csv.h"
#include "recon/ref.h"
#include "unit/runner.h"

static const char *folder; /* the peers; from the command line */

enum {
    FILES_MAX = 128,
    PATH_BYTES = 1024
};
static char files[FILES_MAX][PATH_BYTES];
static int file_count;

/* ---- files ---- */

static void read_file(const char *path, struct pwz_buf *out)
{
    char bytes[65536];
    const int fd = open(path, O_RDONLY);
    ssize_t got = 0;

    pwz_buf_init(out, SIZE_MAX);
    ck_assert_msg(fd >= 0, "cannot open %s", path);
    while ((got = read(fd, bytes, sizeof bytes)) > 0) {
        pwz_buf_add(out, bytes, (size_t)got);
    }
    (void)close(fd);
}

static bool has_end(const char *name, const char *end)
{
    const size_t len = strlen(name), end_len = strlen(end);

    return len >= end_len && strcmp(name + len - end_len, end) == 0;
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* All files below, but for texts about them and expectations. */
static void find_files(const char *path)
{
    DIR *dir = opendir(path);

    for (struct dirent *entry; dir != NULL && (entry = readdir(dir)) != NULL;) {
        char name[PATH_BYTES];
        struct stat info;
        (void)snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] == '.' || stat(name, &info) != 0) {
            continue;
        }
        if (S_ISDIR(info.st_mode)) {
            find_files(name);
        } else if (!has_end(name, ".json") && !has_end(name, "SOURCES.txt") &&
                   file_count < FILES_MAX) {
            memcpy(files[file_count++], name, sizeof name);
        }
    }
    if (dir != NULL) {
        (void)closedir(dir);
    }
}

/* ---- cells of the reader's scanner ---- */

struct grid {
    struct pwz_buf cells; /* each as "LENGTH:BYTES," and rows end with a line feed */
    const char *view;
    char delimiter;
    size_t faults;
};

/* A field as it stands in the file without its quotes, in the words of csv.h. */
static void add_cell(struct pwz_buf *out, const char *field, size_t len)
{
    struct pwz_buf plain;

    pwz_buf_init(&plain, SIZE_MAX);
    if (len > 0 && field[0] == '"') {
        size_t i = 1;
        for (; i < len; i++) {
            if (field[i] != '"') {
                pwz_buf_addc(&plain, field[i]);
            } else if (i + 1 < len && field[i + 1] == '"') {
                pwz_buf_addc(&plain, field[i++]);
            } else {
                break;
            }
        }
        if (i + 1 < len) {
            pwz_buf_add(&plain, field + i + 1, len - i - 1);
        }
    } else {
        pwz_buf_add(&plain, field, len);
    }
    pwz_buf_addf(out, "%zu:", plain.len);
    pwz_buf_add(out, pwz_buf_text(&plain), plain.len);
    pwz_buf_addc(out, ',');
    pwz_buf_done(&plain);
}

static bool take_row(void *who, const struct csv_row *row)
{
    struct grid *grid = who;

    for (uint32_t i = 0; i < row->fields; i++) {
        /* The first mark is one before the row; marks wrap around at 0. */
        const uint32_t begin = row->marks[i] + 1;
        add_cell(&grid->cells, row->base + begin, row->marks[i + 1] - begin);
    }
    pwz_buf_addc(&grid->cells, '\n');
    return true;
}

static void take_fault(void *who, uint64_t line, enum csv_fault fault)
{
    struct grid *grid = who;

    (void)line;
    grid->faults += fault != CSV_QUOTES;
}

/* Scan in views that end at `cut`, then at the end; the unfinished row is kept between,
 * as the reader does. */
static void scan(const struct pwz_buf *text, char delimiter, size_t cut,
                 struct grid *grid)
{
    const struct csv_sink sink = {.who = grid, .row = take_row, .fault = take_fault};
    struct csv *csv = pwz_mem_new(1, sizeof *csv);

    pwz_buf_init(&grid->cells, SIZE_MAX);
    csv->engine = scan_engine_find(NULL);
    csv->sink = &sink;
    csv->line_max = 1 << 20;
    csv->delimiter = (unsigned char)delimiter;
    csv->is_first = true;
    csv_start(csv, 0, 1);
    if (cut > 0 && cut < text->len) {
        csv_run(csv, text->data, cut, false);
        const size_t begin = csv->start;
        csv_rebase(csv, begin);
        csv_run(csv, text->data + begin, text->len - begin, true);
    } else {
        csv_run(csv, pwz_buf_text(text), text->len, true);
    }
    pwz_mem_free(csv);
}

static void write_table(const struct ref_table *table, struct pwz_buf *out)
{
    pwz_buf_init(out, SIZE_MAX);
    for (size_t i = 0; i < table->count; i++) {
        for (size_t k = 0; k < table->rows[i].count; k++) {
            pwz_buf_addf(out, "%zu:", table->rows[i].cells[k].len);
            pwz_buf_add(out, table->rows[i].cells[k].text, table->rows[i].cells[k].len);
            pwz_buf_addc(out, ',');
        }
        pwz_buf_addc(out, '\n');
    }
}

/* The byte-order mark of the head is the head's reader's business, not the scanner's. */
static size_t mark_len(const struct pwz_buf *text)
{
    return text->len >= 3 && memcmp(text->data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

static void expect_same_cells(const char *path, const struct pwz_buf *a,
                              const struct pwz_buf *b)
{
    size_t at = 0;

    while (at < a->len && at < b->len && a->data[at] == b->data[at]) {
        at++;
    }
    const size_t back = at < 60 ? at : 60;
    ck_assert_msg(a->len == b->len && at == a->len, "%s: cells differ near '%.*s'", path,
                  (int)(at - back + 20 < a->len ? 80 : back),
                  pwz_buf_text(a) + at - back);
}

START_TEST(scanner_and_second_reader_see_the_same_cells)
{
    static const char delimiters[] = {',', ';', '\t'};
    struct pwz_buf text, expected;

    read_file(files[_i], &text);
    const size_t mark = mark_len(&text);
    struct pwz_buf rest = text;
    rest.data = text.len > 0 ? text.data + mark : NULL;
    rest.len = text.len - mark;
    for (size_t d = 0; d < sizeof delimiters; d++) {
        struct ref_table *table = ref_csv(pwz_buf_text(&text), text.len, delimiters[d]);
        write_table(table, &expected);
        const size_t step = rest.len < 3000 ? 1 : rest.len / 300;
        for (size_t cut = 0; cut <= rest.len; cut += step) {
            struct grid grid = {.delimiter = delimiters[d]};
            scan(&rest, delimiters[d], cut, &grid);
            expect_same_cells(files[_i], &expected, &grid.cells);
            ck_assert_uint_eq(grid.faults, table->open_quotes);
            pwz_buf_done(&grid.cells);
        }
        ref_csv_free(table);
        pwz_buf_done(&expected);
    }
    pwz_buf_done(&text);
}
END_TEST

/* Whatever the file is, the driver has an answer in words and never takes it for usage.
 */
START_TEST(the_driver_refuses_every_file_of_others_in_words)
{
    const struct pwz_recon_run_opts opts = {0};
    const char *path = files[_i];
    struct pwz_recon_run *run = NULL;
    struct pwz_recon_report *report = NULL;
    struct pwz_err err = {0};

    ck_assert_int_eq(pwz_recon_run_new(&opts, &run, &err), PWZ_OK);
    const enum pwz_status status = pwz_recon_read_files(run, &path, 1, &report, &err);
    ck_assert_msg(status == PWZ_E_SCHEMA, "%s: %s", path, pwz_status_words(status));
    ck_assert_uint_gt(strlen(err.text), 20);
    ck_assert_str_eq(err.file, path);
    ck_assert_uint_eq(pwz_recon_total_count(report), 0);
    if (has_end(path, "365-utf16le-bom-windows.csv")) {
        ck_assert_ptr_nonnull(strstr(err.text, "the text is UTF-16"));
    }
    pwz_recon_report_free(report);
    pwz_recon_run_free(run);
}
END_TEST

/* ---- csv-spectrum: objects by head ---- */

static const char *const spectrum[] = {
    "comma_in_quotes",      "empty",    "empty_crlf",    "escaped_quotes",      "json",
    "location_coordinates", "newlines", "newlines_crlf", "quotes_and_newlines", "simple",
    "simple_crlf",          "utf8"};

static const struct ref_cell *cell_of(const struct ref_table *table, size_t row,
                                      const char *head)
{
    for (size_t i = 0; i < table->rows[0].count; i++) {
        if (strcmp(table->rows[0].cells[i].text, head) == 0 &&
            i < table->rows[row].count) {
            return &table->rows[row].cells[i];
        }
    }
    return NULL;
}

/* Equal but for carriage returns: the copy of the suite has lost those of its CSV files.
 */
static bool is_same_text(const char *a, const char *b)
{
    for (;; a++, b++) {
        a += strspn(a, "\r");
        b += strspn(b, "\r");
        if (*a != *b || *a == '\0') {
            return *a == *b;
        }
    }
}

/* A number that the suite's own CSV has otherwise. */
static bool is_wrong_in_suite(const char *key)
{
    return strcmp(key, "Contact Phone Number") == 0;
}

static void expect_object(const struct ref_table *table, size_t row,
                          const struct pwz_json *object)
{
    ck_assert_uint_lt(row, table->count);
    ck_assert_uint_eq(table->rows[row].count, object->count);
    for (const struct pwz_json *member = object->child; member != NULL;
         member = member->next) {
        const struct ref_cell *cell = cell_of(table, row, member->key);
        ck_assert_ptr_nonnull(cell);
        ck_assert(is_wrong_in_suite(member->key) ||
                  is_same_text(cell->text, member->string));
    }
}

START_TEST(the_expectations_of_csv_spectrum_hold)
{
    char path[PATH_BYTES];
    struct pwz_buf text, json;
    struct pwz_json_doc *doc = NULL;
    size_t row = 1;

    (void)snprintf(path, sizeof path, "%s/csv-suites/csv-spectrum/csvs/%s.csv", folder,
                   spectrum[_i]);
    read_file(path, &text);
    (void)snprintf(path, sizeof path, "%s/csv-suites/csv-spectrum/json/%s.json", folder,
                   spectrum[_i]);
    read_file(path, &json);
    ck_assert_int_eq(pwz_json_parse(json.data, json.len, path, NULL, &doc, NULL), PWZ_OK);
    struct ref_table *table = ref_csv(text.data, text.len, ',');
    const struct pwz_json *root = pwz_json_root(doc);
    if (root->kind == PWZ_JSON_OBJECT) {
        expect_object(table, row++, root);
    } else {
        for (const struct pwz_json *item = root->child; item != NULL; item = item->next) {
            expect_object(table, row++, item);
        }
    }
    ck_assert_uint_eq(row, table->count);
    ref_csv_free(table);
    pwz_json_free(doc);
    pwz_buf_done(&text);
    pwz_buf_done(&json);
}
END_TEST

/* ---- samples of usage ---- */

/* A cost export of another agreement: no column of the credit, so nothing is said. */
START_TEST(cost_exports_of_others_are_told_what_is_missing)
{
    static const char *const names[] = {"azure-cost-export-ea-actual-small.csv",
                                        "azure-cost-export-ea-amortized-small.csv"};
    const struct pwz_recon_run_opts opts = {0};
    struct pwz_recon_run *run = NULL;
    struct pwz_recon_report *report = NULL;
    struct pwz_err err = {0};
    char path[PATH_BYTES];
    const char *given = path;

    (void)snprintf(path, sizeof path, "%s/recon-samples/%s", folder, names[_i]);
    ck_assert_int_eq(pwz_recon_run_new(&opts, &run, &err), PWZ_OK);
    const enum pwz_status status = pwz_recon_read_files(run, &given, 1, &report, &err);
    if (status == PWZ_OK) {
        for (size_t i = 0; i < pwz_recon_total_count(report); i++) {
            const struct pwz_recon_sums *sums = &pwz_recon_total_at(report, i)->sums;
            ck_assert_uint_eq(sums->judged[PWZ_JUDGED_EARNED], 0);
            ck_assert_uint_eq(sums->judged[PWZ_JUDGED_MISSING], 0);
        }
    } else {
        ck_assert_int_eq(status, PWZ_E_SCHEMA);
        ck_assert_uint_gt(strlen(err.text), 20);
    }
    pwz_recon_report_free(report);
    pwz_recon_run_free(run);
}
END_TEST

START_TEST(bodies_of_the_old_interface_are_told_apart)
{
    static const char *const names[] = {
        "v1-billed-consumption-1.json",   "v1-billed-consumption-2.json",
        "v1-unbilled-consumption-1.json", "v1-unbilled-recon-2.invalid.json",
        "v1-invoice-line-items-1.json",
    };
    const struct pwz_recon_run_opts opts = {0};
    struct pwz_recon_run *run = NULL;
    struct pwz_recon_report *report = NULL;
    struct pwz_err err = {0};
    char path[PATH_BYTES];
    const char *given = path;

    (void)snprintf(path, sizeof path, "%s/recon-samples/%s", folder, names[_i]);
    ck_assert_int_eq(pwz_recon_run_new(&opts, &run, &err), PWZ_OK);
    ck_assert_int_eq(pwz_recon_read_files(run, &given, 1, &report, &err), PWZ_E_SCHEMA);
    ck_assert_ptr_nonnull(
        strstr(err.text, "this is one page of the old partner API (v1)"));
    pwz_recon_report_free(report);
    pwz_recon_run_free(run);
}
END_TEST

int main(int argc, char **argv)
{
    char suites[PATH_BYTES];

    folder = argc > 1 ? argv[1] : "";
    (void)snprintf(suites, sizeof suites, "%s/csv-suites", folder);
    find_files(suites);
    if (file_count == 0) {
        (void)printf("1..0 # SKIP no files of others in %s\n", folder);
        return 0;
    }
    qsort(files, (size_t)file_count, PATH_BYTES, compare_paths);

    Suite *suite = suite_create("peers");
    TCase *tcase = tcase_create("peers");

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, scanner_and_second_reader_see_the_same_cells, 0,
                        file_count);
    tcase_add_loop_test(tcase, the_driver_refuses_every_file_of_others_in_words, 0,
                        file_count);
    tcase_add_loop_test(tcase, the_expectations_of_csv_spectrum_hold, 0, 12);
    tcase_add_loop_test(tcase, cost_exports_of_others_are_told_what_is_missing, 0, 2);
    tcase_add_loop_test(tcase, bodies_of_the_old_interface_are_told_apart, 0, 5);
    return pwz_test_main(suite);
}
