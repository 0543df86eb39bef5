/* The pack in the program is the folder's pack, byte for byte, and keeps what it
 * promises. */
#include <string.h>

#include "pecwiz/mem.h"
#include "pecwiz/walk.h"

#include "runner.h"
#include "tiny_pack.h"

static const char *folder; /* content/pec of the source tree */

START_TEST(the_builtin_image_equals_a_fresh_load)
{
    struct pwz_content_files files;
    struct pwz_err err = {0};
    unsigned char *fresh = NULL;
    size_t fresh_size = 0, builtin_size = 0;
    const void *builtin = pwz_builtin_image(&builtin_size);

    ck_assert_int_eq(pwz_content_read(folder, &files, &err), PWZ_OK);
    ck_assert_int_eq(pwz_content_compile(&files, &fresh, &fresh_size, &err), PWZ_OK);
    ck_assert_uint_eq(fresh_size, builtin_size);
    ck_assert_mem_eq(fresh, builtin, builtin_size);
    pwz_mem_free(fresh);
    pwz_content_files_done(&files);
}
END_TEST

START_TEST(the_builtin_files_are_those_of_the_folder)
{
    struct pwz_content_files files, builtin;

    ck_assert_int_eq(pwz_content_read(folder, &files, NULL), PWZ_OK);
    pwz_builtin_files(&builtin);
    ck_assert_uint_eq(files.count, builtin.count);
    for (size_t i = 0; i < files.count; i++) {
        ck_assert_str_eq(files.file[i].name, builtin.file[i].name);
        ck_assert_uint_eq(files.file[i].len, builtin.file[i].len);
        ck_assert_mem_eq(files.file[i].bytes, builtin.file[i].bytes, files.file[i].len);
    }
    pwz_content_files_done(&files);
}
END_TEST

static void open_builtin(struct pwz_pack *pack)
{
    size_t size;
    const void *image = pwz_builtin_image(&size);

    ck_assert_int_eq(pwz_pack_open(pack, image, size, NULL), PWZ_OK);
}

START_TEST(the_steps_carry_the_names_of_the_checklist)
{
    static const struct {
        const char *id, *title;
    } named[] = {
        {"mpn-agreement",     "MPN agreement"            },
        {"rbac-role",         "RBAC role"                },
        {"indirect-reseller", "Indirect reseller control"},
        {"partner-id-link",   "Guest partner ID link"    },
        {"aobo-exception",    "AOBO exception"           },
    };
    struct pwz_pack pack;

    open_builtin(&pack);
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        uint32_t step = pwz_model_step(&pack.model, named[i].id);
        ck_assert_uint_ne(step, PWZ_NONE);
        ck_assert_str_eq(pwz_pack_text(&pack, pack.step_words[step].title),
                         named[i].title);
    }
}
END_TEST

START_TEST(the_source_articles_header_is_kept_whole)
{
    /* Every property of the article, with the values that route a support case. */
    static const struct {
        const char *name, *value;
    } wanted[] = {
        {"pageTitle",         "Partner earned credit for managed services in Azure"},
        {"articleId",         "azure_plan_earned_credits"                          },
        {"supportTopicIds",   "32692604,32725891"                                  },
        {"productPesIds",     "17003,17012"                                        },
        {"cloudEnvironments", "public, fairfax, usnat, ussec"                      },
        {"ownershipId",       "PartnerCenter_Billing_and_Invoicing"                },
    };
    struct pwz_pack pack;

    open_builtin(&pack);
    ck_assert_uint_eq(pack.property_count, 17);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        const char *value = NULL;
        for (uint32_t j = 0; j < pack.property_count; j++)
            if (strcmp(pwz_pack_text(&pack, pack.properties[j].name), wanted[i].name) ==
                0)
                value = pwz_pack_text(&pack, pack.properties[j].value);
        ck_assert_ptr_nonnull(value);
        ck_assert_str_eq(value, wanted[i].value);
    }
}
END_TEST

START_TEST(the_role_list_has_98_eligible_and_24_other_roles)
{
    struct pwz_pack pack;
    uint32_t eligible = 0;

    open_builtin(&pack);
    ck_assert_uint_eq(pack.list_row_count, 122);
    for (uint32_t i = 0; i < pack.list_row_count; i++)
        eligible += pack.list_rows[i].eligible;
    ck_assert_uint_eq(eligible, 98);
}
END_TEST

START_TEST(the_combinations_need_more_than_64_bits)
{
    struct pwz_pack pack;

    open_builtin(&pack);
    ck_assert_uint_gt(strlen(pwz_model_text(&pack.model, pack.model.meta->combos)), 20);
}
END_TEST

START_TEST(a_damaged_image_is_refused)
{
    size_t size;
    const unsigned char *image = pwz_builtin_image(&size);
    struct pwz_pack pack;
    unsigned char *copy = pwz_mem_new(size, 1);

    ck_assert_ptr_nonnull(copy);
    memcpy(copy, image, size);
    ck_assert_int_ne(pwz_pack_open(&pack, copy, size - 8, NULL), PWZ_OK);
    copy[0] ^= 1;
    ck_assert_int_ne(pwz_pack_open(&pack, copy, size, NULL), PWZ_OK);
    pwz_mem_free(copy);
}
END_TEST

static Suite *make(void)
{
    Suite *suite = suite_create("builtin");
    TCase *cases = tcase_create("pack");

    tcase_add_test(cases, the_builtin_image_equals_a_fresh_load);
    tcase_add_test(cases, the_builtin_files_are_those_of_the_folder);
    tcase_add_test(cases, the_steps_carry_the_names_of_the_checklist);
    tcase_add_test(cases, the_source_articles_header_is_kept_whole);
    tcase_add_test(cases, the_role_list_has_98_eligible_and_24_other_roles);
    tcase_add_test(cases, the_combinations_need_more_than_64_bits);
    tcase_add_test(cases, a_damaged_image_is_refused);
    suite_add_tcase(suite, cases);
    return suite;
}

int main(int argc, char **argv)
{
    folder = argc > 1 ? argv[1] : "content/pec";
    return pwz_test_main(make());
}
