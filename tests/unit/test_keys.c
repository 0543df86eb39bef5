/*
 * Unit tests of the key table: what must hold for every row, whatever the rows are.
 */
#include <string.h>

#include "pecwiz/keys.h"

#include "runner.h"

static unsigned mode_bit(int index)
{
    return 1U << index;
}

static bool is_bound(unsigned mode, enum pwz_action action, bool plain_only)
{
    size_t count = 0;
    const struct pwz_binding *rows = pwz_bindings(&count);

    for (size_t i = 0; i < count; i++) {
        bool is_function = rows[i].key == PWZ_KEY_F1 || rows[i].key == PWZ_KEY_F8 ||
                           rows[i].key == PWZ_KEY_F10;
        if (rows[i].action == action && (rows[i].modes & mode) != 0 &&
            !(plain_only && is_function)) {
            return true;
        }
    }
    return false;
}

START_TEST(no_two_rows_share_a_mode_and_a_key)
{
    size_t count = 0;
    const struct pwz_binding *rows = pwz_bindings(&count);

    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            ck_assert_msg(rows[i].key != rows[j].key ||
                              (rows[i].modes & rows[j].modes) == 0,
                          "rows %zu and %zu", i, j);
        }
    }
}
END_TEST

START_TEST(every_action_is_bound_somewhere_without_a_function_key)
{
    for (int action = 0; action < PWZ_ACTION_COUNT; action++) {
        ck_assert_msg(is_bound(PWZ_MODE_ALL, (enum pwz_action)action, true), "%s",
                      pwz_action_info((enum pwz_action)action)->name);
    }
}
END_TEST

START_TEST(every_mode_has_help_back_quit_and_curtain_without_a_function_key)
{
    static const enum pwz_action needed[] = {PWZ_ACTION_HELP, PWZ_ACTION_BACK,
                                             PWZ_ACTION_QUIT, PWZ_ACTION_CURTAIN};

    for (int mode = 0; mode < PWZ_MODE_COUNT; mode++) {
        for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
            ck_assert_msg(is_bound(mode_bit(mode), needed[i], true), "%s in %s",
                          pwz_action_info(needed[i])->name,
                          pwz_mode_word((enum pwz_mode_index)mode));
        }
    }
}
END_TEST

START_TEST(escape_alone_goes_back_in_every_mode)
{
    for (int mode = 0; mode < PWZ_MODE_COUNT; mode++) {
        ck_assert_int_eq(pwz_key_action((enum pwz_mode)mode_bit(mode), PWZ_KEY_ESC),
                         PWZ_ACTION_BACK);
    }
}
END_TEST

START_TEST(letters_and_digits_are_not_bound_where_text_is_typed)
{
    static const unsigned typing[] = {PWZ_MODE_ENTRY, PWZ_MODE_LIST, PWZ_MODE_HELP,
                                      PWZ_MODE_START, PWZ_MODE_NOTE};
    static const char typed[] = "abcxyzABCXYZ0189 -@.";

    for (size_t i = 0; i < sizeof typing / sizeof typing[0]; i++) {
        for (const char *c = typed; *c != '\0'; c++) {
            ck_assert_int_eq(pwz_key_action((enum pwz_mode)typing[i], (unsigned char)*c),
                             PWZ_ACTION_COUNT);
        }
    }
}
END_TEST

START_TEST(an_unknown_sequence_is_never_bound)
{
    for (int mode = 0; mode < PWZ_MODE_COUNT; mode++) {
        ck_assert_int_eq(pwz_key_action((enum pwz_mode)mode_bit(mode), PWZ_KEY_UNKNOWN),
                         PWZ_ACTION_COUNT);
    }
}
END_TEST

START_TEST(arrows_vi_and_emacs_keys_all_move)
{
    static const uint32_t down[] = {PWZ_KEY_DOWN, 'j', PWZ_KEY_CTRL_N};
    static const uint32_t up[] = {PWZ_KEY_UP, 'k', PWZ_KEY_CTRL_P};

    for (size_t i = 0; i < 3; i++) {
        ck_assert_int_eq(pwz_key_action(PWZ_MODE_QUESTION, down[i]), PWZ_ACTION_NEXT);
        ck_assert_int_eq(pwz_key_action(PWZ_MODE_QUESTION, up[i]), PWZ_ACTION_PREVIOUS);
    }
}
END_TEST

START_TEST(every_action_has_its_words)
{
    for (int action = 0; action < PWZ_ACTION_COUNT; action++) {
        const struct pwz_action_info *info = pwz_action_info((enum pwz_action)action);

        ck_assert_str_ne(info->name, "");
        ck_assert_str_ne(info->label, "");
        ck_assert_str_ne(info->help, "");
        ck_assert_str_ne(info->group, "");
        ck_assert_uint_eq(strspn(info->name, "abcdefghijklmnopqrstuvwxyz-"),
                          strlen(info->name));
    }
    ck_assert_str_eq(pwz_action_info(PWZ_ACTION_COUNT)->name, "");
}
END_TEST

START_TEST(action_names_are_different)
{
    for (int i = 0; i < PWZ_ACTION_COUNT; i++) {
        for (int j = i + 1; j < PWZ_ACTION_COUNT; j++) {
            ck_assert_str_ne(pwz_action_info((enum pwz_action)i)->name,
                             pwz_action_info((enum pwz_action)j)->name);
        }
    }
}
END_TEST

START_TEST(keys_have_words)
{
    static const struct {
        uint32_t key;
        const char *words;
    } rows[] = {
        {PWZ_KEY_ENTER,     "Enter"    },
        {PWZ_KEY_ESC,       "Esc"      },
        {PWZ_KEY_PAGE_DOWN, "PgDn"     },
        {PWZ_KEY_BACK_TAB,  "Shift-Tab"},
        {PWZ_KEY_F8,        "F8"       },
        {PWZ_KEY_CTRL_L,    "^L"       },
        {' ',               "Space"    },
        {'j',               "j"        },
        {'?',               "?"        },
        {0x00E4,            "\u00E4"   },
    };
    char words[16];

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        pwz_key_words(rows[i].key, words);
        ck_assert_str_eq(words, rows[i].words);
    }
}
END_TEST

START_TEST(modes_have_words)
{
    ck_assert_str_eq(pwz_mode_word(PWZ_MODE_INDEX_QUESTION), "question");
    ck_assert_str_eq(pwz_mode_word(PWZ_MODE_INDEX_HELP), "help");
    ck_assert_str_eq(pwz_mode_word(PWZ_MODE_COUNT), "");
}
END_TEST

static Suite *make(void)
{
    Suite *suite = suite_create("keys");
    TCase *tcase = tcase_create("table");

    tcase_add_test(tcase, no_two_rows_share_a_mode_and_a_key);
    tcase_add_test(tcase, every_action_is_bound_somewhere_without_a_function_key);
    tcase_add_test(tcase,
                   every_mode_has_help_back_quit_and_curtain_without_a_function_key);
    tcase_add_test(tcase, escape_alone_goes_back_in_every_mode);
    tcase_add_test(tcase, letters_and_digits_are_not_bound_where_text_is_typed);
    tcase_add_test(tcase, an_unknown_sequence_is_never_bound);
    tcase_add_test(tcase, arrows_vi_and_emacs_keys_all_move);
    tcase_add_test(tcase, every_action_has_its_words);
    tcase_add_test(tcase, action_names_are_different);
    tcase_add_test(tcase, keys_have_words);
    tcase_add_test(tcase, modes_have_words);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return pwz_test_main(make());
}
