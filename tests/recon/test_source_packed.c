/*
 * gzip, zip and the inflaters under them: whole, cut at every byte, damaged, and in forms
 * that are allowed but rare.
 */
#include <string.h>
#include <unistd.h>

#include "evidence/recon/source_gzip.h"
#include "evidence/recon/zip.h"
#include "recon/files.h"
#include "recon/pack.h"
#include "unit/runner.h"

static atomic_bool cancelled;
static atomic_uint_fast64_t done;
static const struct source_run run = {
    .cancelled = &cancelled, .cancel_fd = -1, .done = &done};

static struct source_file file;
static struct pwz_err err;
static struct pwz_buf text, packed, out;
static char path[FILES_PATH];

static void set_up(void)
{
    memset(&err, 0, sizeof err);
    memset(&file, 0, sizeof file);
    file.fd = file.stop_fds[0] = file.stop_fds[1] = -1;
    pwz_buf_init(&text, SIZE_MAX);
    pwz_buf_init(&packed, SIZE_MAX);
    pwz_buf_init(&out, SIZE_MAX);
    path[0] = '\0';
}

static void tear_down(void)
{
    source_close(&file);
    pwz_buf_done(&text);
    pwz_buf_done(&packed);
    pwz_buf_done(&out);
    if (path[0] != '\0') {
        files_remove(path);
    }
}

static enum inflate_engine engine_of(int index)
{
#ifdef PWZ_HAVE_ISAL
    return index % 2 == 0 ? INFLATE_ZLIB : INFLATE_ISAL;
#else
    (void)index;
    return INFLATE_ZLIB;
#endif
}

static void open_packed(size_t len)
{
    source_close(&file);
    if (path[0] != '\0') {
        files_remove(path);
    }
    files_make(packed.data, len, path);
    ck_assert_int_eq(source_open(&file, path, -1, &run, &err), PWZ_OK);
}

static void expect_out(void)
{
    ck_assert_uint_eq(out.len, text.len);
    if (text.len > 0) {
        ck_assert_mem_eq(out.data, text.data, text.len);
    }
}

static void expect_prefix(void)
{
    ck_assert_uint_le(out.len, text.len);
    if (out.len > 0) {
        ck_assert_mem_eq(out.data, text.data, out.len);
    }
}

/* Call a maker until its end, `room` bytes at a time. */
static enum pwz_status drain(const struct source_maker *maker, size_t room)
{
    static char bytes[300000];
    enum pwz_status status = PWZ_OK;
    size_t len = 1;

    ck_assert_uint_le(room, sizeof bytes);
    pwz_buf_clear(&out);
    while (status == PWZ_OK && len > 0) {
        status = maker->fill(maker->self, bytes, room, &len, &err);
        if (status == PWZ_OK) {
            pwz_buf_add(&out, bytes, len);
        }
    }
    return status;
}

/* ---- inflaters ---- */

START_TEST(an_inflater_ends_exactly_at_the_end_in_any_pieces)
{
    static const size_t pieces[] = {1, 2, 3, 7, 100, 5000, 1000000};
    const size_t in_piece = pieces[_i / 2 % 7], room = pieces[_i / 14 % 7];
    const size_t room_bytes = room < 4096 ? room : 4096;
    struct inflater *inflater = NULL;
    char bytes[4096];

    files_text(20000, 1, &text);
    /* Blocks stored, packed by fixed and by own codes. */
    pack_deflate(text.data, text.len, _i % 3 == 0 ? 0 : 6, &packed);
    const size_t end = packed.len;
    pwz_buf_adds(&packed, "what follows the stream");
    ck_assert_int_eq(inflater_new(engine_of(_i), &inflater, &err), PWZ_OK);
    const unsigned char *in = (const unsigned char *)packed.data, *begin = in;
    enum inflate_step step = INFLATE_MORE;
    uint32_t crc = 0, whole = 0;
    for (size_t fed = 0; step == INFLATE_MORE;) {
        size_t made = 0;
        if (in == begin + fed && fed < packed.len) {
            fed = fed + in_piece < packed.len ? fed + in_piece : packed.len;
        }
        step = inflater_step(inflater, &in, begin + fed, bytes, room_bytes, &made);
        pwz_buf_add(&out, bytes, made);
        crc = inflater_crc(inflater, crc, bytes, made);
    }
    ck_assert_int_eq(step, INFLATE_END);
    ck_assert_uint_eq((size_t)(in - begin), end);
    expect_out();
    whole = inflater_crc(inflater, 0, text.data, text.len);
    ck_assert_uint_eq(crc, whole);
    inflater_free(inflater);
}
END_TEST

START_TEST(checksums_are_those_of_the_standard)
{
    struct inflater *inflater = NULL;

    ck_assert_int_eq(inflater_new(engine_of(_i), &inflater, &err), PWZ_OK);
    /* The check value that every description of this checksum gives. */
    ck_assert_uint_eq(inflater_crc(inflater, 0, "123456789", 9), 0xcbf43926);
    ck_assert_uint_eq(
        inflater_crc(inflater, inflater_crc(inflater, 0, "1234", 4), "56789", 5),
        0xcbf43926);
    ck_assert_uint_eq(inflater_crc(inflater, 0, "", 0), 0);
    inflater_free(inflater);
}
END_TEST

START_TEST(what_is_no_deflate_data_is_noticed)
{
    struct inflater *inflater = NULL;
    const unsigned char bytes[] = {0x07, 0xff, 0xff, 0xff, 0xff}; /* block type 3 */
    const unsigned char *in = bytes;
    char room[100];
    size_t made = 0;

    ck_assert_int_eq(inflater_new(engine_of(_i), &inflater, &err), PWZ_OK);
    ck_assert_int_eq(inflater_step(inflater, &in, bytes + 5, room, sizeof room, &made),
                     INFLATE_BAD);
    inflater_free(inflater);
}
END_TEST

/* ---- gzip ---- */

static enum pwz_status read_gzip(int engine, size_t room, uint64_t *rest)
{
    struct gzip_source *gzip = NULL;

    ck_assert_int_eq(gzip_source_new(&file, engine_of(engine), &gzip, &err), PWZ_OK);

    const struct source_maker maker = {.fill = gzip_source_fill, .self = gzip};
    const enum pwz_status status = drain(&maker, room);

    if (rest != NULL) {
        *rest = gzip_source_rest(gzip);
    }
    gzip_source_free(gzip);
    return status;
}

static const size_t rooms[] = {1, 13, 4096, 300000};

START_TEST(a_gzip_file_is_unpacked)
{
    static const unsigned flags[] = {
        0, PACK_NAME, PACK_EXTRA | PACK_NAME | PACK_COMMENT | PACK_HEAD_CRC};

    files_text(200000, 2, &text);
    pack_gzip(text.data, text.len, flags[_i % 3], &packed);
    open_packed(packed.len);
    ck_assert_int_eq(read_gzip(_i, rooms[1 + _i % 3], NULL), PWZ_OK);
    expect_out();
}
END_TEST

START_TEST(members_of_all_sizes_make_one_text)
{
    static const size_t lens[] = {0, 1, 50, 3000000, 0, 65536, 2};

    for (size_t i = 0; i < 7; i++) {
        struct pwz_buf part;
        pwz_buf_init(&part, SIZE_MAX);
        files_text(lens[i], (unsigned)i, &part);
        pack_gzip(pwz_buf_text(&part), part.len, i % 2 ? PACK_NAME : 0, &packed);
        pwz_buf_add(&text, pwz_buf_text(&part), part.len);
        pwz_buf_done(&part);
    }
    open_packed(packed.len);
    ck_assert_int_eq(read_gzip(_i, rooms[1 + _i / 2], NULL), PWZ_OK);
    expect_out();
}
END_TEST

START_TEST(padding_is_ignored_and_other_bytes_are_counted)
{
    uint64_t rest = 99;

    files_text(1000, 3, &text);
    pack_gzip(text.data, text.len, 0, &packed);
    for (int i = 0; i < 600; i++) {
        pwz_buf_addc(&packed, 0);
    }
    open_packed(packed.len);
    ck_assert_int_eq(read_gzip(_i, 4096, &rest), PWZ_OK);
    ck_assert_uint_eq(rest, 0);
    expect_out();
    pwz_buf_adds(&packed, "end");
    open_packed(packed.len);
    ck_assert_int_eq(read_gzip(_i, 4096, &rest), PWZ_OK);
    ck_assert_uint_eq(rest, 603);
    expect_out();
}
END_TEST

START_TEST(gzip_cut_at_any_byte_gives_what_is_there_and_says_so)
{
    struct pwz_buf first;

    pwz_buf_init(&first, SIZE_MAX);
    files_text(300, 4, &text);
    pack_gzip(text.data, 200, PACK_NAME | PACK_EXTRA, &first);
    pwz_buf_add(&packed, first.data, first.len);
    pack_gzip(text.data + 200, 100, PACK_COMMENT, &packed);
    for (size_t cut = 1; cut < packed.len; cut++) {
        open_packed(cut);
        const enum pwz_status status = read_gzip(_i, 64, NULL);
        expect_prefix();
        if (cut == first.len || cut == first.len + 1) {
            /* A whole member; one more byte is only a byte too many. */
            ck_assert_int_eq(status, PWZ_OK);
            ck_assert_uint_eq(out.len, 200);
            continue;
        }
        ck_assert_int_eq(status, PWZ_E_SYNTAX);
        ck_assert_ptr_nonnull(strstr(err.text, "cut off"));
        ck_assert_ptr_nonnull(
            strstr(err.text, cut < first.len ? "member 1" : "member 2"));
    }
    pwz_buf_done(&first);
}
END_TEST

START_TEST(damage_in_gzip_is_noticed)
{
    static const struct {
        size_t from_end;
        const char *words;
    } rows[] = {
        {8, "wrong checksum in member 1"},
        {1, "wrong length in member 1"  },
    };

    files_text(5000, 5, &text);
    pack_gzip(text.data, text.len, 0, &packed);
    packed.data[packed.len - rows[_i / 2].from_end] ^= 1;
    open_packed(packed.len);
    ck_assert_int_eq(read_gzip(_i, 4096, NULL), PWZ_E_SYNTAX);
    ck_assert_ptr_nonnull(strstr(err.text, rows[_i / 2].words));
    expect_out();
}
END_TEST

START_TEST(gzip_from_a_pipe_in_any_pieces)
{
    static const size_t pieces[] = {1, 3, 4096};

    files_text(30000, 6, &text);
    pack_gzip(text.data, 10000, PACK_NAME, &packed);
    pack_gzip(text.data + 10000, 20000, 0, &packed);
    const int fd = files_pipe(packed.data, packed.len, pieces[_i / 2]);
    ck_assert_int_eq(source_open(&file, "-", fd, &run, &err), PWZ_OK);
    ck_assert_int_eq(read_gzip(_i, 4096, NULL), PWZ_OK);
    expect_out();
    (void)close(fd);
}
END_TEST

/* ---- zip ---- */

static const struct form {
    const char *name;
    uint16_t method;
    enum pack_descriptor descriptor;
    bool is_zip64;
} forms[] = {
    {"a.csv", 0, PACK_SIZED,          false},
    {"b.csv", 8, PACK_SIZED,          false},
    {"c.csv", 8, PACK_BEHIND,         false},
    {"d.csv", 8, PACK_BEHIND_BARE,    false},
    {"e.csv", 8, PACK_BEHIND_64,      true },
    {"f.csv", 8, PACK_BEHIND_64_BARE, true },
    {"g.csv", 8, PACK_SIZED,          true },
    {"h.csv", 0, PACK_SIZED,          true },
};
enum {
    FORMS = sizeof forms / sizeof *forms
};

/* All forms in one archive, with the text cut into uneven parts (some empty). */
static void pack_forms(bool is_zip64, const char *comment)
{
    struct pack_member members[FORMS];
    size_t at = 0;

    for (size_t i = 0; i < FORMS; i++) {
        const size_t left = text.len - at;
        const size_t len = i + 1 == FORMS ? left : i == 3 ? 0 : left / (FORMS - i);
        members[i] = (struct pack_member){
            .name = forms[i].name,
            .bytes = text.data + at,
            .len = len,
            .method = forms[i].method,
            .descriptor = forms[i].descriptor,
            .is_zip64 = forms[i].is_zip64,
        };
        at += len;
    }
    const struct pack_zip zip = {
        .members = members, .count = FORMS, .is_zip64 = is_zip64, .comment = comment};
    pack_zip(&zip, &packed);
}

/* The text of the member at hand, added to what was read before. */
static enum pwz_status read_member(const struct zip_member *member, int engine,
                                   size_t room)
{
    struct zip_source *zip = NULL;
    struct pwz_buf before = out;
    enum pwz_status status = zip_source_new(&file, member, engine_of(engine), &zip, &err);

    if (status != PWZ_OK) {
        return status;
    }
    pwz_buf_init(&out, SIZE_MAX);
    const struct source_maker maker = {.fill = zip_source_fill, .self = zip};
    status = drain(&maker, room);
    pwz_buf_add(&before, pwz_buf_text(&out), out.len);
    pwz_buf_done(&out);
    out = before;
    zip_source_free(zip);
    return status;
}

static enum pwz_status read_heads(int engine, size_t room)
{
    enum pwz_status status = PWZ_OK;
    bool is_member = true;

    pwz_buf_clear(&out);
    while (status == PWZ_OK && is_member) {
        char name[ZIP_NAME_MAX];
        struct zip_member member = {0};
        status = zip_read_head(&file, &member, name, &is_member, &err);
        if (status == PWZ_OK && is_member) {
            status = read_member(&member, engine, room);
        }
    }
    return status;
}

/* Of the last read_directory(): local heads and directory name the same files. */
static bool names_agree;

static enum pwz_status read_directory(int engine, size_t room, size_t *count)
{
    struct zip_dir dir = {0};
    bool has_directory = false;
    enum pwz_status status = zip_dir_read(&file, &dir, &has_directory, &err);

    pwz_buf_clear(&out);
    *count = dir.count;
    names_agree = true;
    if (status == PWZ_OK && !has_directory) {
        status = PWZ_E_NOT_FOUND;
    }
    for (size_t i = 0; status == PWZ_OK && i < dir.count; i++) {
        char name[ZIP_NAME_MAX];
        struct zip_member head = {0};
        bool is_member = false;
        ck_assert_int_eq(source_seek(&file, dir.members[i].offset, &err), PWZ_OK);
        status = zip_read_head(&file, &head, name, &is_member, &err);
        if (status == PWZ_OK) {
            names_agree = names_agree && strcmp(name, dir.members[i].name) == 0;
            status = read_member(&dir.members[i], engine, room);
        }
    }
    zip_dir_done(&dir);
    return status;
}

START_TEST(all_forms_of_members_are_read_by_directory)
{
    size_t count = 0;

    files_text(_i < 8 ? 50000 : 4000000, 7, &text);
    pack_forms((_i & 1) != 0, (_i & 2) != 0 ? "a comment with PK\5\6 in it" : NULL);
    open_packed(packed.len);
    ck_assert_int_eq(read_directory(_i / 4, rooms[1 + _i % 3], &count), PWZ_OK);
    ck_assert_uint_eq(count, FORMS);
    ck_assert(names_agree);
    expect_out();
}
END_TEST

START_TEST(all_forms_of_members_are_read_from_the_begin)
{
    files_text(50000, 8, &text);
    pack_forms(_i % 3 == 0, NULL);
    const int fd = files_pipe(packed.data, packed.len, _i % 2 ? 5 : 4096);
    ck_assert_int_eq(source_open(&file, "-", fd, &run, &err), PWZ_OK);
    ck_assert_int_eq(read_heads(_i, 4096), PWZ_OK);
    expect_out();
    (void)close(fd);
}
END_TEST

START_TEST(zip_cut_at_any_byte_gives_what_is_there_and_says_so)
{
    size_t data_end = 0;

    files_text(600, 9, &text);
    pack_forms(false, NULL);
    for (size_t i = 0; i + 4 < packed.len; i++) {
        if (memcmp(packed.data + i, "PK\1\2", 4) == 0) {
            data_end = i;
            break;
        }
    }
    ck_assert_uint_gt(data_end, 600);
    for (size_t cut = 4; cut < packed.len; cut++) {
        size_t count = 0;
        open_packed(cut);
        ck_assert_int_eq(read_directory(_i, 64, &count), PWZ_E_NOT_FOUND);
        ck_assert_int_eq(source_seek(&file, 0, &err), PWZ_OK);
        const enum pwz_status status = read_heads(_i, 64);
        expect_prefix();
        if (cut >= data_end + 4) {
            ck_assert_int_eq(status, PWZ_OK); /* only the directory is cut */
            ck_assert_uint_eq(out.len, text.len);
        } else {
            ck_assert_int_eq(status, PWZ_E_SYNTAX);
            ck_assert_ptr_nonnull(strstr(err.text, "cut off"));
        }
    }
}
END_TEST

START_TEST(damage_in_zip_is_noticed)
{
    static const struct {
        uint16_t method;
        enum pack_descriptor descriptor;
        uint32_t crc_error, size_error;
        const char *words;
    } rows[] = {
        {0, PACK_SIZED,     1, 0, "checksum"},
        {8, PACK_SIZED,     1, 0, "checksum"},
        {8, PACK_SIZED,     0, 1, "length"  },
        {8, PACK_BEHIND,    1, 0, "checksum"},
        {8, PACK_BEHIND_64, 0, 1, "length"  },
    };
    struct pack_member member = {
        .name = "a.csv",
        .method = rows[_i].method,
        .descriptor = rows[_i].descriptor,
        .crc_error = rows[_i].crc_error,
        .size_error = rows[_i].size_error,
    };
    const struct pack_zip zip = {.members = &member, .count = 1};
    size_t count = 0;

    files_text(5000, 10, &text);
    member.bytes = text.data;
    member.len = text.len;
    pack_zip(&zip, &packed);
    open_packed(packed.len);
    ck_assert_int_eq(read_directory(_i, 4096, &count), PWZ_E_SYNTAX);
    ck_assert_ptr_nonnull(strstr(err.text, rows[_i].words));
    expect_out();
    ck_assert_int_eq(source_seek(&file, 0, &err), PWZ_OK);
    ck_assert_int_eq(read_heads(_i, 4096), PWZ_E_SYNTAX);
    expect_out();
}
END_TEST

START_TEST(members_that_cannot_be_unpacked_are_told_with_what_to_do)
{
    static const struct {
        uint16_t method, flags;
        const char *words;
    } rows[] = {
        {8,  1,
         "the file in the zip archive is encrypted: unpack it with its password, then "
         "give "
         "the unpacked file"                                   },
        {9,  0,
         "the file in the zip archive is packed by method 9, which is not read here: "
         "unpack "
         "it with another program, then give the unpacked file"},
        {14, 0,
         "the file in the zip archive is packed by method 14, which is not read here: "
         "unpack "
         "it with another program, then give the unpacked file"},
    };
    const struct pack_member member = {.name = "a.csv",
                                       .bytes = "x",
                                       .len = 1,
                                       .method = rows[_i].method,
                                       .flags = rows[_i].flags};
    const struct pack_zip zip = {.members = &member, .count = 1};
    size_t count = 0;

    pack_zip(&zip, &packed);
    open_packed(packed.len);
    ck_assert_int_eq(read_directory(_i, 4096, &count), PWZ_E_SCHEMA);
    ck_assert_str_eq(err.text, rows[_i].words);
}
END_TEST

START_TEST(members_that_lie_upon_each_other_are_refused)
{
    struct pack_member members[3];
    const struct pack_zip zip = {
        .members = members, .count = 3, .same_offset = _i == 0 ? 1 : 8};
    size_t count = 0;

    files_text(2000, 11, &text);
    for (size_t i = 0; i < 3; i++) {
        members[i] = (struct pack_member){
            .name = "a.csv", .bytes = text.data, .len = text.len, .method = 8};
    }
    pack_zip(&zip, &packed);
    open_packed(packed.len);
    ck_assert_int_eq(read_directory(0, 4096, &count), PWZ_E_SYNTAX);
    ck_assert_str_eq(
        err.text, "the directory of the zip archive is damaged: get the file again, or "
                  "unpack it with another program and give the files in it");
}
END_TEST

START_TEST(any_byte_of_the_directory_may_be_damaged)
{
    size_t begin = 0;

    files_text(300, 12, &text);
    pack_forms(_i == 1, "c");
    for (size_t i = 0; i + 4 < packed.len && begin == 0; i++) {
        begin = memcmp(packed.data + i, "PK\1\2", 4) == 0 ? i : 0;
    }
    /* Nothing to compare with: it must only end, without a fault and within memory. */
    for (size_t i = begin; i < packed.len; i++) {
        size_t count = 0;
        packed.data[i] ^= (char)0xff;
        open_packed(packed.len);
        const enum pwz_status status = read_directory(0, 4096, &count);
        ck_assert_int_ne(status, PWZ_E_NOMEM);
        ck_assert_uint_le(count, FORMS);
        packed.data[i] ^= (char)0xff;
    }
}
END_TEST

START_TEST(names_tell_what_is_worth_reading)
{
    static const struct {
        const char *name;
        enum zip_name_kind kind;
    } rows[] = {
        {"usage.csv",                ZIP_NAME_TEXT  },
        {"a/b/Usage.CSV",            ZIP_NAME_TEXT  },
        {"part-00000.json",          ZIP_NAME_TEXT  },
        {"x.jsonl",                  ZIP_NAME_TEXT  },
        {"blob_0001",                ZIP_NAME_TEXT  },
        {"a/",                       ZIP_NAME_FOLDER},
        {"__MACOSX/._usage.csv",     ZIP_NAME_FOLDER},
        {"a/.DS_Store",              ZIP_NAME_FOLDER},
        {"xl/worksheets/sheet1.xml", ZIP_NAME_EXCEL },
        {"[Content_Types].xml",      ZIP_NAME_OFFICE},
        {"word/document.xml",        ZIP_NAME_OFFICE},
        {"invoice.pdf",              ZIP_NAME_OTHER },
        {"csv",                      ZIP_NAME_TEXT  },
        {"x.csv.exe",                ZIP_NAME_OTHER },
    };

    ck_assert_int_eq(zip_name_kind(rows[_i].name), rows[_i].kind);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("packed");
    TCase *tcase = tcase_create("packed");

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, an_inflater_ends_exactly_at_the_end_in_any_pieces, 0, 98);
    tcase_add_loop_test(tcase, checksums_are_those_of_the_standard, 0, 2);
    tcase_add_loop_test(tcase, what_is_no_deflate_data_is_noticed, 0, 2);
    tcase_add_loop_test(tcase, a_gzip_file_is_unpacked, 0, 6);
    tcase_add_loop_test(tcase, members_of_all_sizes_make_one_text, 0, 6);
    tcase_add_loop_test(tcase, padding_is_ignored_and_other_bytes_are_counted, 0, 2);
    tcase_add_loop_test(tcase, gzip_cut_at_any_byte_gives_what_is_there_and_says_so, 0,
                        2);
    tcase_add_loop_test(tcase, damage_in_gzip_is_noticed, 0, 4);
    tcase_add_loop_test(tcase, gzip_from_a_pipe_in_any_pieces, 0, 6);
    tcase_add_loop_test(tcase, all_forms_of_members_are_read_by_directory, 0, 10);
    tcase_add_loop_test(tcase, all_forms_of_members_are_read_from_the_begin, 0, 6);
    tcase_add_loop_test(tcase, zip_cut_at_any_byte_gives_what_is_there_and_says_so, 0, 2);
    tcase_add_loop_test(tcase, damage_in_zip_is_noticed, 0, 5);
    tcase_add_loop_test(tcase, members_that_cannot_be_unpacked_are_told_with_what_to_do,
                        0, 3);
    tcase_add_loop_test(tcase, members_that_lie_upon_each_other_are_refused, 0, 2);
    tcase_add_loop_test(tcase, any_byte_of_the_directory_may_be_damaged, 0, 2);
    tcase_add_loop_test(tcase, names_tell_what_is_worth_reading, 0, 14);
    return pwz_test_main(suite);
}
