/*
 * Byte sources: the window over files and pipes, and what goes wrong with them.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "evidence/recon/source.h"
#include "recon/files.h"
#include "unit/runner.h"

static atomic_bool cancelled;
static atomic_uint_fast64_t done;
static const struct source_run run = {
    .cancelled = &cancelled, .cancel_fd = -1, .done = &done};

static struct source_file file;
static struct pwz_err err;
static struct pwz_buf text;
static char path[FILES_PATH];

static void set_up(void)
{
    memset(&err, 0, sizeof err);
    atomic_store(&cancelled, false);
    atomic_store(&done, 0);
    pwz_buf_init(&text, SIZE_MAX);
    path[0] = '\0';
}

static void tear_down(void)
{
    source_close(&file);
    pwz_buf_done(&text);
    if (path[0] != '\0') {
        files_remove(path);
    }
}

/* Read to the end, taking `step` bytes at a time. */
static void expect_text(size_t want, size_t step)
{
    size_t at = 0;

    for (;;) {
        ck_assert_int_eq(source_fill(&file, want, &err), PWZ_OK);
        const size_t have = source_have(&file);
        if (have == 0) {
            break;
        }
        ck_assert(have >= want || file.at_end);
        const size_t take = step < have ? step : have;
        ck_assert_uint_le(at + take, text.len);
        ck_assert_mem_eq(file.pos, text.data + at, take);
        file.pos += take;
        at += take;
    }
    ck_assert_uint_eq(at, text.len);
}

static const size_t sizes[] = {
    0, 1, SOURCE_WINDOW - 1, SOURCE_WINDOW, SOURCE_WINDOW + 1, 3 * SOURCE_WINDOW + 17};
static const size_t steps[] = {SOURCE_WINDOW, 4096, 65521};

START_TEST(a_file_of_any_size_is_read_whole)
{
    files_text(sizes[_i / 3], 1, &text);
    files_make_buf(&text, path);
    ck_assert_int_eq(source_open(&file, path, -1, &run, &err), PWZ_OK);
    ck_assert(file.is_regular);
    ck_assert_uint_eq(file.size, text.len);
    expect_text(_i % 2 == 0 ? SOURCE_WINDOW : 100, steps[_i % 3]);
    ck_assert_uint_eq(atomic_load(&done), text.len);
}
END_TEST

START_TEST(a_pipe_is_read_whole_however_it_is_written)
{
    static const size_t pieces[] = {1, 7, 4096, 100000};

    files_text(_i < 2 ? 5000 : 2 * SOURCE_WINDOW + 5, 2, &text);
    const int fd = files_pipe(text.data, text.len, pieces[_i]);
    ck_assert_int_eq(source_open(&file, "-", fd, &run, &err), PWZ_OK);
    ck_assert(!file.is_regular);
    expect_text(SOURCE_WINDOW, 65521);
    (void)close(fd);
}
END_TEST

START_TEST(bytes_just_used_stay_in_memory_before_the_window)
{
    files_text(3 * SOURCE_WINDOW, 3, &text);
    files_make_buf(&text, path);
    ck_assert_int_eq(source_open(&file, path, -1, &run, &err), PWZ_OK);
    ck_assert_int_eq(source_fill(&file, SOURCE_WINDOW, &err), PWZ_OK);
    file.pos += SOURCE_WINDOW - 3;
    ck_assert_int_eq(source_fill(&file, 1000, &err), PWZ_OK);
    ck_assert_mem_eq(file.pos - SOURCE_BEHIND,
                     text.data + SOURCE_WINDOW - 3 - SOURCE_BEHIND, SOURCE_BEHIND + 1000);
    file.pos -= 8; /* as an unpacker does that read too far */
    ck_assert_int_eq(source_fill(&file, SOURCE_WINDOW, &err), PWZ_OK);
    ck_assert_mem_eq(file.pos, text.data + SOURCE_WINDOW - 11, SOURCE_WINDOW);
}
END_TEST

START_TEST(seeking_goes_anywhere_in_a_file)
{
    files_text(2 * SOURCE_WINDOW, 4, &text);
    files_make_buf(&text, path);
    ck_assert_int_eq(source_open(&file, path, -1, &run, &err), PWZ_OK);
    ck_assert_int_eq(source_fill(&file, 10, &err), PWZ_OK);
    ck_assert_int_eq(source_seek(&file, SOURCE_WINDOW + 99, &err), PWZ_OK);
    ck_assert_int_eq(source_fill(&file, 10, &err), PWZ_OK);
    ck_assert_mem_eq(file.pos, text.data + SOURCE_WINDOW + 99, 10);
    ck_assert_int_eq(source_seek(&file, text.len, &err), PWZ_OK);
    ck_assert_int_eq(source_fill(&file, 1, &err), PWZ_OK);
    ck_assert_uint_eq(source_have(&file), 0);
    ck_assert_int_eq(source_seek(&file, text.len + 1, &err), PWZ_E_STATE);
}
END_TEST

START_TEST(a_place_can_be_read_without_moving_the_window)
{
    char bytes[100];
    size_t got = 0;

    files_text(5000, 5, &text);
    files_make_buf(&text, path);
    ck_assert_int_eq(source_open(&file, path, -1, &run, &err), PWZ_OK);
    ck_assert_int_eq(source_read_at(&file, 4950, bytes, 100, &got, &err), PWZ_OK);
    ck_assert_uint_eq(got, 50);
    ck_assert_mem_eq(bytes, text.data + 4950, 50);
    expect_text(1, 4096);
}
END_TEST

START_TEST(a_missing_file_is_told_as_such)
{
    ck_assert_int_eq(source_open(&file, "/tmp/pecwiz/no/such.csv", -1, &run, &err),
                     PWZ_E_NOT_FOUND);
    ck_assert_str_eq(err.text,
                     "there is no such file: check the spelling and the folder");
}
END_TEST

START_TEST(a_folder_is_no_file)
{
    ck_assert_int_eq(source_open(&file, "/tmp", -1, &run, &err), PWZ_E_IO);
    ck_assert_str_eq(err.text,
                     "this is a folder: name the usage files in it (for example "
                     "FOLDER/*.csv)");
}
END_TEST

START_TEST(lack_of_permission_is_told_as_such)
{
    if (geteuid() == 0) {
        return; /* root may read anything */
    }
    files_make("x", 1, path);
    ck_assert_int_eq(chmod(path, 0), 0);
    ck_assert_int_eq(source_open(&file, path, -1, &run, &err), PWZ_E_IO);
    ck_assert_str_eq(err.text,
                     "no permission to read the file: ask its owner, or copy it to "
                     "a folder of your own");
}
END_TEST

START_TEST(cancel_ends_the_reading_of_a_file)
{
    files_text(5000, 6, &text);
    files_make_buf(&text, path);
    ck_assert_int_eq(source_open(&file, path, -1, &run, &err), PWZ_OK);
    atomic_store(&cancelled, true);
    ck_assert_int_eq(source_fill(&file, 1, &err), PWZ_E_CANCELLED);
}
END_TEST

/* Both ways of waking: through the run, and through the file alone. Were the wait not
 * ended, this test would hang, and Check would kill it. */
START_TEST(who_waits_for_a_silent_pipe_can_be_woken)
{
    int silent[2], wake[2];
    struct source_run waking = run;

    ck_assert_int_eq(pipe(silent), 0);
    ck_assert_int_eq(pipe(wake), 0);
    waking.cancel_fd = wake[0];
    ck_assert_int_eq(source_open(&file, "-", silent[0], &waking, &err), PWZ_OK);
    if (_i == 0) {
        ck_assert_int_eq(write(wake[1], "", 1), 1);
    } else {
        source_stop(&file);
    }
    ck_assert_int_eq(source_fill(&file, 1, &err), PWZ_E_CANCELLED);
    for (int i = 0; i < 2; i++) {
        (void)close(silent[i]);
        (void)close(wake[i]);
    }
}
END_TEST

START_TEST(a_file_that_changes_is_noticed)
{
    files_text(5000, 7, &text);
    files_make_buf(&text, path);
    ck_assert_int_eq(source_open(&file, path, -1, &run, &err), PWZ_OK);
    ck_assert_int_eq(source_check_unchanged(&file, &err), PWZ_OK);
    const int fd = open(path, O_WRONLY | O_APPEND);
    ck_assert_int_eq(write(fd, "more", 4), 4);
    (void)close(fd);
    ck_assert_int_eq(source_check_unchanged(&file, &err), PWZ_E_CONFLICT);
    ck_assert_str_eq(
        err.text,
        "the file changed while it was read (5000 bytes before, 5004 after): "
        "wait until it is written or downloaded completely, then read it again");
}
END_TEST

START_TEST(a_file_cut_short_ends_early)
{
    files_text(3 * SOURCE_WINDOW, 8, &text);
    files_make_buf(&text, path);
    ck_assert_int_eq(source_open(&file, path, -1, &run, &err), PWZ_OK);
    ck_assert_int_eq(source_fill(&file, SOURCE_WINDOW, &err), PWZ_OK);
    file.pos = file.end;
    ck_assert_int_eq(truncate(path, SOURCE_WINDOW + 10), 0);
    ck_assert_int_eq(source_fill(&file, SOURCE_WINDOW, &err), PWZ_OK);
    ck_assert_uint_eq(source_have(&file), 10);
    ck_assert_int_eq(source_check_unchanged(&file, &err), PWZ_E_CONFLICT);
}
END_TEST

/* ---- the ring ---- */

struct counter {
    size_t left;
    size_t made;
    enum pwz_status end;
};

/* Gives `left` bytes 0, 1, 2 … in uneven pieces, then `end`. */
static enum pwz_status count_up(void *self, char *out, size_t room, size_t *len,
                                struct pwz_err *fill_err)
{
    struct counter *counter = self;
    const size_t most = room < 70001 ? room : 70001;

    *len = counter->left < most ? counter->left : most;
    for (size_t i = 0; i < *len; i++) {
        out[i] = (char)(counter->made + i);
    }
    counter->made += *len;
    counter->left -= *len;
    return *len > 0 || counter->end == PWZ_OK
               ? PWZ_OK
               : pwz_err_set(fill_err, counter->end, "the end is bad");
}

static size_t take_all(struct source_ring *ring, enum pwz_status *status)
{
    const char *bytes = NULL;
    size_t len = 0, sum = 0;

    while ((*status = source_take(ring, &bytes, &len, &err)) == PWZ_OK && len > 0) {
        size_t right = 0;
        while (right < len &&
               (unsigned char)bytes[right] == (unsigned char)(sum + right)) {
            right++;
        }
        ck_assert_uint_eq(right, len);
        sum += len;
    }
    return sum;
}

START_TEST(a_ring_gives_all_in_order_and_the_error_last)
{
    struct counter counter = {.left = 5000001, .end = _i & 2 ? PWZ_E_SYNTAX : PWZ_OK};
    const struct source_maker maker = {.fill = count_up, .self = &counter};
    struct source_ring *ring = NULL;
    enum pwz_status status = PWZ_OK;

    file = (struct source_file){
        .fd = -1, .stop_fds = {-1, -1}
    };
    ck_assert_int_eq(source_ring_new(&maker, &file, (_i & 1) != 0, &ring, &err), PWZ_OK);
    ck_assert_uint_eq(take_all(ring, &status), 5000001);
    ck_assert_int_eq(status, counter.end);
    /* The end stays the end. */
    ck_assert_uint_eq(take_all(ring, &status), 0);
    ck_assert_int_eq(status, counter.end);
    if (counter.end != PWZ_OK) {
        ck_assert_str_eq(err.text, "the end is bad");
    }
    source_ring_free(ring);
}
END_TEST

START_TEST(a_ring_may_be_left_at_any_time)
{
    struct counter counter = {.left = SIZE_MAX / 2};
    const struct source_maker maker = {.fill = count_up, .self = &counter};
    struct source_ring *ring = NULL;
    const char *bytes = NULL;
    size_t len = 0;

    file = (struct source_file){
        .fd = -1, .stop_fds = {-1, -1}
    };
    ck_assert_int_eq(source_ring_new(&maker, &file, true, &ring, &err), PWZ_OK);
    for (int i = 0; i < _i; i++) {
        ck_assert_int_eq(source_take(ring, &bytes, &len, &err), PWZ_OK);
    }
    source_ring_free(ring);
    ck_assert_uint_ge(counter.made, len);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("source");
    TCase *tcase = tcase_create("files");

    (void)signal(SIGPIPE, SIG_IGN);
    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, a_file_of_any_size_is_read_whole, 0, 18);
    tcase_add_loop_test(tcase, a_pipe_is_read_whole_however_it_is_written, 0, 4);
    tcase_add_test(tcase, bytes_just_used_stay_in_memory_before_the_window);
    tcase_add_test(tcase, seeking_goes_anywhere_in_a_file);
    tcase_add_test(tcase, a_place_can_be_read_without_moving_the_window);
    tcase_add_test(tcase, a_missing_file_is_told_as_such);
    tcase_add_test(tcase, a_folder_is_no_file);
    tcase_add_test(tcase, lack_of_permission_is_told_as_such);
    tcase_add_test(tcase, cancel_ends_the_reading_of_a_file);
    tcase_add_loop_test(tcase, who_waits_for_a_silent_pipe_can_be_woken, 0, 2);
    tcase_add_test(tcase, a_file_that_changes_is_noticed);
    tcase_add_test(tcase, a_file_cut_short_ends_early);
    tcase_add_loop_test(tcase, a_ring_gives_all_in_order_and_the_error_last, 0, 4);
    tcase_add_loop_test(tcase, a_ring_may_be_left_at_any_time, 0, 6);
    return pwz_test_main(suite);
}
