/*
 * The decoder of typed bytes: every form of every key, cuts at any place, unknown
 * sequences, paste, clicks, and what a terminal says by itself.
 */
#include <string.h>

#include "curses/keys.h"
#include "unit/runner.h"

#define ESC "\033"

static struct pwz_keys keys;

static void setup(void)
{
    pwz_keys_init(&keys);
}

static void teardown(void)
{
    pwz_keys_done(&keys);
}

static void feed(const char *bytes)
{
    pwz_keys_feed(&keys, bytes, strlen(bytes));
}

static void expect_key(uint32_t key, bool is_idle)
{
    struct pwz_typed typed = pwz_keys_next(&keys, is_idle);

    ck_assert_int_eq(typed.kind, PWZ_TYPED_KEY);
    ck_assert_uint_eq(typed.key, key);
}

static void expect_nothing(void)
{
    ck_assert_int_eq(pwz_keys_next(&keys, false).kind, PWZ_TYPED_NOTHING);
}

static const struct {
    const char *bytes;
    uint32_t key;
} rows[] = {
  /* characters and control keys */
    {"a",                          'a'              },
    {"?",                          '?'              },
    {"\xc3\xa4",                   0xe4             },
    {"\xe4\xb8\xad",               0x4e2d           },
    {"\xf0\x9f\x98\x80",           0x1f600          },
    {"\r",                         PWZ_KEY_ENTER    },
    {"\n",                         PWZ_KEY_ENTER    },
    {"\t",                         PWZ_KEY_TAB      },
    {"\b",                         PWZ_KEY_BACKSPACE},
    {"\177",                       PWZ_KEY_BACKSPACE},
    {"\003",                       PWZ_KEY_CTRL_C   },
    {"\014",                       PWZ_KEY_CTRL_L   },
    {"\032",                       PWZ_KEY_CTRL_Z   },
 /* arrows and their neighbours, in both modes of the keypad */
    {ESC "[A",                     PWZ_KEY_UP       },
    {ESC "OA",                     PWZ_KEY_UP       },
    {ESC "[B",                     PWZ_KEY_DOWN     },
    {ESC "OB",                     PWZ_KEY_DOWN     },
    {ESC "[C",                     PWZ_KEY_RIGHT    },
    {ESC "OC",                     PWZ_KEY_RIGHT    },
    {ESC "[D",                     PWZ_KEY_LEFT     },
    {ESC "OD",                     PWZ_KEY_LEFT     },
    {ESC "[1;1A",                  PWZ_KEY_UP       },
    {ESC "[H",                     PWZ_KEY_HOME     },
    {ESC "OH",                     PWZ_KEY_HOME     },
    {ESC "[1~",                    PWZ_KEY_HOME     },
    {ESC "[7~",                    PWZ_KEY_HOME     },
    {ESC "[F",                     PWZ_KEY_END      },
    {ESC "OF",                     PWZ_KEY_END      },
    {ESC "[4~",                    PWZ_KEY_END      },
    {ESC "[8~",                    PWZ_KEY_END      },
    {ESC "[5~",                    PWZ_KEY_PAGE_UP  },
    {ESC "[6~",                    PWZ_KEY_PAGE_DOWN},
    {ESC "[3~",                    PWZ_KEY_DELETE   },
    {ESC "[Z",                     PWZ_KEY_BACK_TAB },
    {ESC "[1;2Z",                  PWZ_KEY_BACK_TAB },
    {ESC "OP",                     PWZ_KEY_F1       },
    {ESC "[11~",                   PWZ_KEY_F1       },
    {ESC "[[A",                    PWZ_KEY_F1       },
    {ESC "[19~",                   PWZ_KEY_F8       },
    {ESC "[21~",                   PWZ_KEY_F10      },
 /* number pad in application mode */
    {ESC "Op",                     '0'              },
    {ESC "Oq",                     '1'              },
    {ESC "Oy",                     '9'              },
    {ESC "OM",                     PWZ_KEY_ENTER    },
 /* the wheel */
    {ESC "[<64;10;5M",             PWZ_KEY_UP       },
    {ESC "[<65;10;5M",             PWZ_KEY_DOWN     },
 /* what nobody knows */
    {ESC "[99~",                   PWZ_KEY_UNKNOWN  },
    {ESC "[1;5A",                  PWZ_KEY_UNKNOWN  },
    {ESC "[1;2;3;4;5;6y",          PWZ_KEY_UNKNOWN  },
    {ESC "[99999999999999999999~", PWZ_KEY_UNKNOWN  },
    {ESC "[?1;2c",                 PWZ_KEY_UNKNOWN  },
    {ESC "[3$y",                   PWZ_KEY_UNKNOWN  },
    {ESC "[[B",                    PWZ_KEY_UNKNOWN  },
    {ESC "[M 11",                  PWZ_KEY_UNKNOWN  },
    {ESC "[201~",                  PWZ_KEY_UNKNOWN  },
    {ESC "O1;5u",                  PWZ_KEY_UNKNOWN  },
    {ESC "Oz",                     PWZ_KEY_UNKNOWN  },
    {ESC "1",                      PWZ_KEY_UNKNOWN  },
    {ESC "\xc3\xa4",               PWZ_KEY_UNKNOWN  },
    {ESC ESC "[A",                 PWZ_KEY_UNKNOWN  },
    {ESC ESC "Oq",                 PWZ_KEY_UNKNOWN  },
    {"\xc2\x9b",                   PWZ_KEY_UNKNOWN  }, /* CSI as one character of C1 */
    {"\xff",                       PWZ_KEY_UNKNOWN  },
    {"\xed\xa0\x80",               PWZ_KEY_UNKNOWN  }, /* a surrogate */
};
enum {
    ROW_COUNT = sizeof rows / sizeof rows[0]
};

START_TEST(a_key_at_once_is_that_key_and_no_more)
{
    feed(rows[_i].bytes);
    feed("!");
    expect_key(rows[_i].key, false);
    expect_key('!', false);
    expect_nothing();
}
END_TEST

START_TEST(a_key_byte_by_byte_is_the_same_key)
{
    size_t len = strlen(rows[_i].bytes);

    for (size_t i = 0; i < len; i++) {
        expect_nothing();
        pwz_keys_feed(&keys, rows[_i].bytes + i, 1);
    }
    expect_key(rows[_i].key, false);
    expect_nothing();
}
END_TEST

START_TEST(a_lone_escape_is_esc_only_after_a_while)
{
    ck_assert_int_eq(pwz_keys_wait_ms(&keys), -1);
    feed(ESC);
    expect_nothing();
    ck_assert_int_eq(pwz_keys_wait_ms(&keys), PWZ_ESCAPE_MS);
    expect_key(PWZ_KEY_ESC, true);
    ck_assert_int_eq(pwz_keys_wait_ms(&keys), -1);
}
END_TEST

START_TEST(escape_twice_is_esc_twice)
{
    feed(ESC ESC);
    expect_nothing();
    expect_key(PWZ_KEY_ESC, true);
    expect_key(PWZ_KEY_ESC, true);
    expect_nothing();
}
END_TEST

/* Interrupting must work whatever stands before it. */
START_TEST(control_keys_get_through_after_any_start_of_a_sequence)
{
    static const char *const starts[] = {ESC, ESC "[", ESC "[1;", ESC "O", ESC ESC "["};

    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        feed(starts[i]);
        feed("\003");
        (void)pwz_keys_next(&keys, false);
        expect_key(PWZ_KEY_CTRL_C, false);
        expect_nothing();
    }
}
END_TEST

START_TEST(a_sequence_that_breaks_off_is_unknown_and_leaves_nothing)
{
    static const char *const starts[] = {ESC "[",  ESC "[1",   ESC "O",
                                         ESC "[[", ESC "[M 1", "\xe4\xb8"};

    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        feed(starts[i]);
        expect_nothing();
        expect_key(PWZ_KEY_UNKNOWN, true);
        feed("x");
        expect_key('x', false);
        expect_nothing();
    }
}
END_TEST

START_TEST(a_sequence_without_end_is_given_up)
{
    feed(ESC "[");
    for (int i = 0; i < 100; i++) {
        feed("1;");
    }
    expect_key(PWZ_KEY_UNKNOWN, false);
    ck_assert_uint_gt(pwz_keys_room(&keys), 900);
}
END_TEST

/* Answers of a terminal to questions somebody else asked, late. */
START_TEST(strings_of_the_terminal_are_skipped)
{
    static const char *const strings[] = {ESC "]11;rgb:1111/2222/3333\a",
                                          ESC "]11;rgb:1111/2222/3333" ESC "\\",
                                          ESC "P1+r544e" ESC "\\", ESC "_q" ESC "\\"};

    for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++) {
        feed(strings[i]);
        feed("y");
        expect_key(PWZ_KEY_UNKNOWN, false);
        expect_key('y', false);
        expect_nothing();
    }
}
END_TEST

START_TEST(a_string_without_end_does_not_swallow_later_keys)
{
    feed(ESC "]11;abc");
    expect_key(PWZ_KEY_UNKNOWN, false);
    expect_nothing();
    ck_assert_int_eq(pwz_keys_wait_ms(&keys), PWZ_ESCAPE_MS);
    ck_assert_int_eq(pwz_keys_next(&keys, true).kind, PWZ_TYPED_NOTHING);
    feed("y");
    expect_key('y', false);
}
END_TEST

/* ---- this terminal's own sequences ---- */

START_TEST(a_learned_sequence_counts_even_when_it_breaks_the_grammar)
{
    pwz_keys_learn(&keys, ESC "A", PWZ_KEY_UP); /* VT52 */
    feed(ESC "A");
    expect_key(PWZ_KEY_UP, false);
    expect_nothing();
}
END_TEST

START_TEST(of_two_learned_sequences_the_longer_counts)
{
    pwz_keys_learn(&keys, ESC "[2", PWZ_KEY_F8);
    pwz_keys_learn(&keys, ESC "[2z", PWZ_KEY_HOME);
    feed(ESC "[2");
    expect_nothing();
    feed("z");
    expect_key(PWZ_KEY_HOME, false);
    feed(ESC "[2");
    expect_key(PWZ_KEY_F8, true);
}
END_TEST

START_TEST(what_is_no_sequence_is_not_learned)
{
    pwz_keys_learn(&keys, NULL, PWZ_KEY_UP);
    pwz_keys_learn(&keys, "", PWZ_KEY_UP);
    pwz_keys_learn(&keys, "a", PWZ_KEY_UP);
    pwz_keys_learn(&keys, ESC, PWZ_KEY_UP);
    ck_assert_uint_eq(keys.own_count, 0);
}
END_TEST

/* ---- paste ---- */

static void expect_paste(const char *text, bool is_idle)
{
    struct pwz_typed typed = pwz_keys_next(&keys, is_idle);

    ck_assert_int_eq(typed.kind, PWZ_TYPED_PASTE);
    ck_assert_uint_eq(typed.len, strlen(text));
    ck_assert_mem_eq(typed.text, text, typed.len);
}

START_TEST(a_paste_is_one_thing_with_all_its_bytes)
{
    feed("a" ESC "[200~1\r\n" ESC "[A\003" ESC "[201~b");
    expect_key('a', false);
    expect_paste("1\r\n" ESC "[A\003", false);
    expect_key('b', false);
    expect_nothing();
}
END_TEST

START_TEST(a_paste_byte_by_byte_is_the_same)
{
    static const char bytes[] = ESC "[200~x" ESC "[20y" ESC "[201~";

    for (size_t i = 0; i < sizeof bytes - 1; i++) {
        expect_nothing();
        pwz_keys_feed(&keys, bytes + i, 1);
    }
    expect_paste("x" ESC "[20y", false);
    expect_nothing();
}
END_TEST

START_TEST(an_empty_paste_is_a_paste)
{
    feed(ESC "[200~" ESC "[201~");
    expect_paste("", false);
}
END_TEST

START_TEST(a_paste_whose_end_got_lost_is_over_after_a_while)
{
    feed(ESC "[200~text");
    expect_nothing();
    ck_assert_int_eq(pwz_keys_wait_ms(&keys), PWZ_PASTE_MS);
    expect_paste("text", true);
    feed("q");
    expect_key('q', false);
}
END_TEST

START_TEST(a_paste_too_long_is_dropped_whole_and_said)
{
    char piece[512];

    memset(piece, 'x', sizeof piece);
    feed(ESC "[200~");
    for (size_t len = 0; len <= PWZ_PASTE_MAX; len += sizeof piece) {
        pwz_keys_feed(&keys, piece, sizeof piece);
        expect_nothing();
    }
    feed(ESC "[201~q");
    ck_assert_int_eq(pwz_keys_next(&keys, false).kind, PWZ_TYPED_PASTE_TOO_LONG);
    expect_key('q', false);
    feed(ESC "[200~short" ESC "[201~");
    expect_paste("short", false);
}
END_TEST

START_TEST(there_is_room_again_whenever_nothing_is_left_to_take)
{
    static const char *const starts[] = {"", ESC "[200~", ESC "]", ESC "["};
    char junk[PWZ_KEYS_BYTES];

    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        setup();
        feed(starts[i]);
        memset(junk, i == 3 ? '1' : 'x', sizeof junk);
        pwz_keys_feed(&keys, junk, sizeof junk);
        ck_assert_uint_eq(pwz_keys_room(&keys), 0);
        while (pwz_keys_next(&keys, false).kind != PWZ_TYPED_NOTHING) {
        }
        ck_assert_uint_gt(pwz_keys_room(&keys), 0);
        teardown();
    }
}
END_TEST

/* ---- clicks ---- */

START_TEST(a_click_tells_row_and_column_from_zero)
{
    feed(ESC "[<0;10;5M");
    struct pwz_typed typed = pwz_keys_next(&keys, false);
    ck_assert_int_eq(typed.kind, PWZ_TYPED_CLICK);
    ck_assert_int_eq(typed.row, 4);
    ck_assert_int_eq(typed.col, 9);
}
END_TEST

START_TEST(releases_other_buttons_and_dragging_are_no_clicks)
{
    feed(ESC "[<0;10;5m" ESC "[<2;10;5M" ESC "[<32;10;5M");
    expect_key(PWZ_KEY_UNKNOWN, false);
    expect_key(PWZ_KEY_UNKNOWN, false);
    expect_key(PWZ_KEY_UNKNOWN, false);
    expect_nothing();
}
END_TEST

static Suite *make_suite(void)
{
    const TTest *const tests[] = {
        a_lone_escape_is_esc_only_after_a_while,
        escape_twice_is_esc_twice,
        control_keys_get_through_after_any_start_of_a_sequence,
        a_sequence_that_breaks_off_is_unknown_and_leaves_nothing,
        a_sequence_without_end_is_given_up,
        strings_of_the_terminal_are_skipped,
        a_string_without_end_does_not_swallow_later_keys,
        a_learned_sequence_counts_even_when_it_breaks_the_grammar,
        of_two_learned_sequences_the_longer_counts,
        what_is_no_sequence_is_not_learned,
        a_paste_is_one_thing_with_all_its_bytes,
        a_paste_byte_by_byte_is_the_same,
        an_empty_paste_is_a_paste,
        a_paste_whose_end_got_lost_is_over_after_a_while,
        a_paste_too_long_is_dropped_whole_and_said,
        there_is_room_again_whenever_nothing_is_left_to_take,
        a_click_tells_row_and_column_from_zero,
        releases_other_buttons_and_dragging_are_no_clicks,
    };
    Suite *suite = suite_create("curses keys");
    TCase *tcase = tcase_create("decoder");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, a_key_at_once_is_that_key_and_no_more, 0, ROW_COUNT);
    tcase_add_loop_test(tcase, a_key_byte_by_byte_is_the_same_key, 0, ROW_COUNT);
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        tcase_add_test(tcase, tests[i]);
    }
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return pwz_test_main(make_suite());
}
