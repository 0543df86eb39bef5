/*
 * Unit tests of "did you mean".
 */
#include <string.h>

#include "pecwiz/text.h"

#include "runner.h"

static const char *const names[] = {"verdict", "question", "rules",
                                    "roles",   "when",     "id"};

static const struct nearest_row {
    const char *name;
    const char *expected; /* NULL: none is near enough */
} rows[] = {
    {"verdict",        "verdict" },
    {"verdit",         "verdict" }, /* a letter left out */
    {"verddict",       "verdict" }, /* one put in */
    {"verdixt",        "verdict" }, /* one replaced */
    {"verdcit",        "verdict" }, /* two swapped count as one slip: 1 of 7 */
    {"evrdcit",        "verdict" }, /* two swaps: 2 of 7 */
    {"VERDICT",        "verdict" },
    {"Questoin",       "question"},
    {"wehn",           "when"    }, /* one swap of 4 */
    {"hwne",           NULL      }, /* two swaps of 4 are more than a third */
    {"rule",           "rules"   }, /* 1 of 5; roles would be 2 of 5, too far */
    {"rols",           "roles"   },
    {"ad",             NULL      }, /* 1 of 2 */
    {"ids",            "id"      }, /* 1 of 3 is a third, not more */
    {"",               NULL      },
    {"something else", NULL      },
};

START_TEST(the_nearest_name_within_a_third_is_suggested)
{
    const char *found = pwz_text_nearest(rows[_i].name, names, 6);

    if (rows[_i].expected == NULL) {
        ck_assert_msg(found == NULL, "'%s' gives '%s'", rows[_i].name, found);
    } else {
        ck_assert_ptr_nonnull(found);
        ck_assert_str_eq(found, rows[_i].expected);
    }
}
END_TEST

START_TEST(of_two_equally_near_the_first_wins)
{
    const char *const pair[] = {"plan_a", "plan_b"};

    ck_assert_ptr_eq(pwz_text_nearest("plan_c", pair, 2), pair[0]);
}
END_TEST

START_TEST(no_names_give_none)
{
    ck_assert_ptr_null(pwz_text_nearest("when", names, 0));
}
END_TEST

START_TEST(very_long_names_are_left_out_on_both_sides)
{
    char text[66];

    memset(text, 'x', 65);
    text[65] = '\0';

    const char *const one[] = {text};

    ck_assert_ptr_null(pwz_text_nearest(text, one, 1));
    text[64] = '\0';
    ck_assert_ptr_eq(pwz_text_nearest(text, one, 1), text);
}
END_TEST

START_TEST(the_closest_is_named_however_far_it_is)
{
    static const char *const ids[] = {"invoice.series", "offer.rows", "case.asker"};

    ck_assert_ptr_null(pwz_text_nearest("offers", ids, 3));
    ck_assert_str_eq(pwz_text_closest("offers", ids, 3), "offer.rows");
    ck_assert_ptr_null(pwz_text_closest("offers", ids, 0));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("nearest");
    TCase *tcase = tcase_create("nearest");

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, the_nearest_name_within_a_third_is_suggested, 0,
                        (int)(sizeof(rows) / sizeof(rows[0])));
    tcase_add_test(tcase, of_two_equally_near_the_first_wins);
    tcase_add_test(tcase, no_names_give_none);
    tcase_add_test(tcase, the_closest_is_named_however_far_it_is);
    tcase_add_test(tcase, very_long_names_are_left_out_on_both_sides);
    return pwz_test_main(suite);
}
