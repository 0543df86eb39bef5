/*
 * Unit tests of the words of progress: figures that a person can read at a glance, and no
 * promise where nothing is known.
 */
#include "cli/recon.h"
#include "runner.h"

/* What the file under test asks of its neighbours; not called here. */
struct pwz_recon_run_progress pwz_recon_run_progress(const struct pwz_recon_run *run)
{
    (void)run;
    return (struct pwz_recon_run_progress){0};
}

const char *pwz_cli_wished_lines(void)
{
    return NULL;
}

#define SECOND INT64_C(1000000000)
#define MEGA UINT64_C(1000000)

static const struct {
    struct pwz_recon_run_progress done;
    int64_t elapsed_ns;
    const char *words;
} rows[] = {
    {{.bytes_done = 412 * MEGA, .bytes_total = 1000 * MEGA},
     SECOND / 2,
     "41 %, 412 MB of 1.0 GB, 824 MB/s, 1 s left; ^C stops"                 },
    {{.bytes_done = 1500000, .bytes_total = 3000000000},
     SECOND,     "0 %, 1.5 MB of 3.0 GB, 1.5 MB/s, 34 min left; ^C stops"   },
    {{.bytes_done = 1000, .bytes_total = 7201000},
     SECOND,     "0 %, 1.0 kB of 7.2 MB, 1.0 kB/s, 2 h 0 min left; ^C stops"},
    {{.bytes_done = 999, .bytes_total = 999},
     SECOND,     "100 %, 999 B of 999 B, 999 B/s, 0 s left; ^C stops"       },
    {{.bytes_done = 10, .bytes_total = 50},
     SECOND,     "20 %, 10 B of 50 B, 10 B/s, 4 s left; ^C stops"           },
    {{.bytes_done = 0, .bytes_total = 1000},
     SECOND,     "0 %, 0 B of 1.0 kB, 0 B/s, time unknown; ^C stops"        },
 /* a pipe, and a file that has grown since */
    {{.bytes_done = 12 * MEGA, .lines = 12345},
     2 * SECOND,
     "12 MB, 6.0 MB/s, 12345 lines; ^C stops"                               },
    {{.bytes_done = 2000, .bytes_total = 1000, .lines = 7},
     SECOND,     "2.0 kB, 2.0 kB/s, 7 lines; ^C stops"                      },
};

START_TEST(progress_is_told_in_a_few_figures)
{
    char words[PWZ_PROGRESS_MAX];

    pwz_cli_progress_words(&rows[_i].done, rows[_i].elapsed_ns, words);
    ck_assert_str_eq(words, rows[_i].words);
}
END_TEST

/* The largest figures there can be fit the line's room. */
START_TEST(no_figure_is_too_large)
{
    const struct pwz_recon_run_progress most = {
        .bytes_done = UINT64_MAX - 1, .bytes_total = UINT64_MAX, .lines = UINT64_MAX};
    const struct pwz_recon_run_progress pipe = {.bytes_done = UINT64_MAX,
                                                .lines = UINT64_MAX};
    char words[PWZ_PROGRESS_MAX];

    pwz_cli_progress_words(&most, SECOND, words);
    ck_assert_str_eq(words,
                     "100 %, 18446 PB of 18446 PB, 18446 PB/s, 1 s left; ^C stops");
    pwz_cli_progress_words(&pipe, SECOND, words);
    ck_assert_str_eq(words, "18446 PB, 18446 PB/s, 18446744073709551615 lines; ^C stops");
}
END_TEST

static Suite *suite(void)
{
    Suite *made = suite_create("progress");
    TCase *tcase = tcase_create("words");

    tcase_add_loop_test(tcase, progress_is_told_in_a_few_figures, 0,
                        (int)(sizeof(rows) / sizeof(rows[0])));
    tcase_add_test(tcase, no_figure_is_too_large);
    suite_add_tcase(made, tcase);
    return made;
}

int main(void)
{
    return pwz_test_main(suite());
}
