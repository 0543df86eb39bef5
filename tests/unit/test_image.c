/*
 * Unit tests of the image: what is put in comes out, equal content gives equal bytes, and
 * a damaged frame is refused.
 */
#include <signal.h>
#include <string.h>

#include "pecwiz/image.h"
#include "pecwiz/mem.h"

#include "runner.h"

struct pair {
    uint32_t name, value;
};

static struct pwz_image_builder *builder;
static unsigned char *bytes;
static size_t size;
static struct pwz_err err;

static void set_up(void)
{
    builder = pwz_image_builder_new();
    bytes = NULL;
    err = (struct pwz_err){0};
}

static void tear_down(void)
{
    pwz_mem_fail_after(SIZE_MAX);
    pwz_image_builder_free(builder);
    pwz_mem_free(bytes);
}

static uint32_t add_pair(unsigned section, const char *name, uint32_t value)
{
    const struct pair pair = {.name = pwz_image_add_text(builder, name), .value = value};

    return pwz_image_add_row(builder, section, &pair, sizeof(pair));
}

static struct pwz_image build(void)
{
    struct pwz_image image = {0};

    ck_assert_int_eq(pwz_image_finish(builder, &bytes, &size, &err), PWZ_OK);
    ck_assert_int_eq(pwz_image_open(&image, bytes, size, &err), PWZ_OK);
    return image;
}

START_TEST(rows_and_strings_come_out_as_they_went_in)
{
    ck_assert_uint_eq(add_pair(3, "one", 1), 0);
    ck_assert_uint_eq(add_pair(3, "two", 2), 1);
    ck_assert_uint_eq(add_pair(31, "three", 3), 0);
    ck_assert_uint_eq(pwz_image_row_count(builder, 3), 2);
    ck_assert_uint_eq(pwz_image_row_count(builder, 4), 0);
    ck_assert_uint_eq(pwz_image_row_count(builder, 99), 0);

    const struct pwz_image image = build();
    const char *pool = pwz_image_pool(&image);
    uint32_t count = 0;
    const struct pair *rows = pwz_image_rows(&image, 3, sizeof(*rows), &count);

    ck_assert_uint_eq(count, 2);
    ck_assert_str_eq(pool + rows[0].name, "one");
    ck_assert_str_eq(pool + rows[1].name, "two");
    ck_assert_uint_eq(rows[1].value, 2);
    rows = pwz_image_rows(&image, 31, sizeof(*rows), &count);
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(pool + rows[0].name, "three");
}
END_TEST

START_TEST(an_empty_section_has_no_rows_and_a_pointer)
{
    const struct pwz_image image = build();
    uint32_t count = 7;

    ck_assert_ptr_nonnull(pwz_image_rows(&image, 5, sizeof(struct pair), &count));
    ck_assert_uint_eq(count, 0);
    ck_assert_str_eq(pwz_image_pool(&image), "");
}
END_TEST

START_TEST(rows_of_an_odd_size_keep_the_next_section_aligned)
{
    const uint32_t row[3] = {1, 2, 3};

    pwz_image_add_row(builder, 0, row, sizeof(row));
    pwz_image_add_row(builder, 1, row, sizeof(row));

    const struct pwz_image image = build();
    uint32_t count = 0;
    const uint32_t *second = pwz_image_rows(&image, 1, sizeof(row), &count);

    ck_assert_uint_eq((uintptr_t)second % 8, 0);
    ck_assert_mem_eq(second, row, sizeof(row));
}
END_TEST

START_TEST(equal_strings_share_one_offset)
{
    const uint32_t one = pwz_image_add_text(builder, "one");

    ck_assert_uint_ne(one, 0);
    ck_assert_uint_ne(pwz_image_add_text(builder, "on"), one);
    ck_assert_uint_ne(pwz_image_add_text(builder, "ones"), one);
    ck_assert_uint_eq(pwz_image_add_text(builder, "one"), one);
    ck_assert_uint_eq(pwz_image_add_bytes(builder, "ones", 3), one);
    ck_assert_uint_eq(pwz_image_add_bytes(builder, "one\0more", 8), one);
}
END_TEST

START_TEST(the_empty_string_has_offset_0)
{
    ck_assert_uint_eq(pwz_image_add_text(builder, ""), 0);
    ck_assert_uint_eq(pwz_image_add_text(builder, NULL), 0);
    ck_assert_uint_eq(pwz_image_add_bytes(builder, NULL, 0), 0);
    ck_assert_uint_eq(pwz_image_add_bytes(builder, "\0x", 2), 0);
}
END_TEST

/* "aa" to "zz", more than the first index holds, so that it has grown. */
START_TEST(many_strings_keep_their_offsets)
{
    uint32_t offsets[26 * 26];

    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < 26 * 26; i++) {
            const char text[3] = {(char)('a' + i / 26), (char)('a' + i % 26), '\0'};
            const uint32_t offset = pwz_image_add_text(builder, text);

            ck_assert(pass == 0 || offsets[i] == offset);
            offsets[i] = offset;
        }
    }

    const struct pwz_image image = build();

    ck_assert_str_eq(pwz_image_pool(&image) + offsets[26 * 26 - 1], "zz");
    ck_assert_uint_eq(offsets[26 * 26 - 1],
                      1 + 3 * (26 * 26 - 1)); /* each of them once */
}
END_TEST

START_TEST(equal_content_gives_equal_bytes)
{
    struct pwz_image_builder *first = builder;
    unsigned char *other = NULL;
    size_t other_size = 0;

    add_pair(2, "one", 1);
    ck_assert_int_eq(pwz_image_finish(first, &other, &other_size, NULL), PWZ_OK);
    builder = pwz_image_builder_new();
    add_pair(2, "one", 1);
    build();
    ck_assert_uint_eq(size, other_size);
    ck_assert_mem_eq(bytes, other, size);
    pwz_mem_free(other);
    pwz_image_builder_free(first);
}
END_TEST

START_TEST(wrong_rows_stick_as_internal_errors)
{
    const struct pair pair = {0};

    if (_i == 0) {
        pwz_image_add_row(builder, 0, &pair, sizeof(pair));
        ck_assert_uint_eq(pwz_image_add_row(builder, 0, &pair, 4), PWZ_NONE);
    } else if (_i == 1) {
        ck_assert_uint_eq(pwz_image_add_row(builder, PWZ_IMAGE_SECTIONS, &pair, 8),
                          PWZ_NONE);
    } else if (_i == 2) {
        ck_assert_uint_eq(pwz_image_add_row(builder, 0, &pair, 0), PWZ_NONE);
    } else {
        ck_assert_uint_eq(pwz_image_add_row(builder, 0, &pair, 7), PWZ_NONE);
    }
    ck_assert_uint_eq(pwz_image_add_text(builder, "late"), 0);
    ck_assert_uint_eq(add_pair(1, "late", 1), PWZ_NONE);
    ck_assert_int_eq(pwz_image_finish(builder, &bytes, &size, &err), PWZ_E_INTERNAL);
    ck_assert_int_eq(err.status, PWZ_E_INTERNAL);
    ck_assert_ptr_null(bytes);
}
END_TEST

/* 40 MiB of rows in each of two sections: every section is within the limit, the whole is
 * not. */
START_TEST(more_than_64_mib_are_refused)
{
    const size_t row_size = 8 * 1024 * 1024;
    void *row = pwz_mem_new(row_size, 1);

    for (int i = 0; i < 5; i++) {
        pwz_image_add_row(builder, 0, row, row_size);
        pwz_image_add_row(builder, 1, row, row_size);
    }
    pwz_mem_free(row);
    ck_assert_int_eq(pwz_image_finish(builder, &bytes, &size, &err), PWZ_E_LIMIT);
}
END_TEST

START_TEST(one_section_over_64_mib_is_refused)
{
    const size_t row_size = 16 * 1024 * 1024;
    void *row = pwz_mem_new(row_size, 1);

    for (uint32_t i = 0; i < 4; i++) {
        ck_assert_uint_eq(pwz_image_add_row(builder, 0, row, row_size), i);
    }
    ck_assert_uint_eq(pwz_image_add_row(builder, 0, row, row_size), PWZ_NONE);
    pwz_mem_free(row);
    ck_assert_int_eq(pwz_image_finish(builder, &bytes, &size, &err), PWZ_E_LIMIT);
}
END_TEST

/* Words of the header as the layout has them: 8 bytes magic, order, format, size,
 * sections, pool offset, pool size, then offset, row size and count of each section. */
static const struct damage_row {
    const char *what;
    size_t at; /* index of the uint32_t */
    uint32_t value;
} damage_rows[] = {
    {"magic",                          0,          0         },
    {"byte order",                     2,          0x04030201},
    {"format",                         3,          999       },
    {"size too large",                 4,          1u << 20  },
    {"number of sections",             5,          31        },
    {"pool outside",                   6,          1u << 20  },
    {"pool in the header",             6,          8         },
    {"pool not aligned",               6,          417       },
    {"no pool",                        7,          0         },
    {"pool too long",                  7,          1u << 20  },
    {"pool without end",               7,          2         },
    {"section outside",                8,          1u << 20  },
    {"section in the header",          8,          0         },
    {"rows of no size",                9,          0         },
    {"rows of broken size",            9,          6         },
    {"too many rows",                  10,         1000      },
    {"so many rows that 32 bits wrap", 10,         0x20000001},
    {"last section outside",           8 + 3 * 31, 0xFFFFFFF8},
};

START_TEST(a_damaged_frame_is_refused)
{
    const struct damage_row *row = &damage_rows[_i];
    struct pwz_image image = {0};

    add_pair(0, "one", 1);
    build();
    memcpy(bytes + 4 * row->at, &row->value, 4);
    ck_assert_msg(pwz_image_open(&image, bytes, size, &err) == PWZ_E_SCHEMA, "%s",
                  row->what);
    ck_assert_str_ne(err.text, "");
}
END_TEST

START_TEST(every_shortened_image_is_refused)
{
    struct pwz_image image = {0};

    add_pair(0, "one", 1);
    build();
    for (size_t len = 0; len < size; len++) {
        ck_assert_int_eq(pwz_image_open(&image, bytes, len, NULL), PWZ_E_SCHEMA);
    }
}
END_TEST

START_TEST(no_bytes_and_unaligned_bytes_are_refused)
{
    struct pwz_image image = {0};

    build();
    ck_assert_int_eq(pwz_image_open(&image, NULL, 0, &err), PWZ_E_SCHEMA);
    ck_assert_int_eq(pwz_image_open(&image, bytes + 4, size - 4, &err), PWZ_E_SCHEMA);
}
END_TEST

START_TEST(asking_for_rows_of_another_size_is_a_mistake_of_the_program)
{
    uint32_t count = 0;

    add_pair(0, "one", 1);

    const struct pwz_image image = build();

    pwz_image_rows(&image, 0, 4, &count);
}
END_TEST

static enum pwz_status build_something(void)
{
    struct pwz_image image = {0};

    builder = pwz_image_builder_new();
    if (builder == NULL) {
        return PWZ_E_NOMEM;
    }
    for (uint32_t i = 0; i < 300; i++) {
        const char text[3] = {(char)('a' + i / 26), (char)('a' + i % 26), '\0'};

        add_pair(i % 3, text, i);
    }

    const enum pwz_status status = pwz_image_finish(builder, &bytes, &size, &err);

    if (status == PWZ_OK) {
        ck_assert_int_eq(pwz_image_open(&image, bytes, size, NULL), PWZ_OK);
    }
    return status;
}

START_TEST(lack_of_memory_at_any_point_is_told)
{
    enum pwz_status status = PWZ_E_NOMEM;
    size_t n = 0;

    tear_down();
    for (; status != PWZ_OK && n < 1000; n++) {
        builder = NULL;
        bytes = NULL;
        pwz_mem_fail_after(n);
        status = build_something();
        ck_assert(status == PWZ_OK || status == PWZ_E_NOMEM);
        ck_assert(status == PWZ_OK || bytes == NULL);
        if (status != PWZ_OK) {
            tear_down();
        }
    }
    ck_assert_int_eq(status, PWZ_OK);
    ck_assert_uint_gt(n, 5);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("image");
    TCase *tcase = tcase_create("image");

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, rows_and_strings_come_out_as_they_went_in);
    tcase_add_test(tcase, an_empty_section_has_no_rows_and_a_pointer);
    tcase_add_test(tcase, rows_of_an_odd_size_keep_the_next_section_aligned);
    tcase_add_test(tcase, equal_strings_share_one_offset);
    tcase_add_test(tcase, the_empty_string_has_offset_0);
    tcase_add_test(tcase, many_strings_keep_their_offsets);
    tcase_add_test(tcase, equal_content_gives_equal_bytes);
    tcase_add_loop_test(tcase, wrong_rows_stick_as_internal_errors, 0, 4);
    tcase_add_test(tcase, more_than_64_mib_are_refused);
    tcase_add_test(tcase, one_section_over_64_mib_is_refused);
    tcase_add_loop_test(tcase, a_damaged_frame_is_refused, 0,
                        (int)(sizeof(damage_rows) / sizeof(damage_rows[0])));
    tcase_add_test(tcase, every_shortened_image_is_refused);
    tcase_add_test(tcase, no_bytes_and_unaligned_bytes_are_refused);
    tcase_add_test_raise_signal(
        tcase, asking_for_rows_of_another_size_is_a_mistake_of_the_program, SIGABRT);
    tcase_add_test(tcase, lack_of_memory_at_any_point_is_told);
    return pwz_test_main(suite);
}
