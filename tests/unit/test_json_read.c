/*
 * Unit tests of the JSON reader: what is refused and where, what is decoded and how, and
 * the messages for objects of the wrong form.
 */
#include <string.h>

#include "pecwiz/json.h"
#include "pecwiz/mem.h"

#include "runner.h"

static struct pwz_json_doc *doc;
static struct pwz_err err;

static void set_up(void)
{
    doc = NULL;
    err = (struct pwz_err){0};
}

static void tear_down(void)
{
    pwz_mem_fail_after(SIZE_MAX);
    pwz_json_free(doc);
}

static const struct pwz_json *parse(const char *text)
{
    const enum pwz_status status =
        pwz_json_parse(text, strlen(text), "t.json", NULL, &doc, &err);

    ck_assert_msg(status == PWZ_OK, "%s: %u:%u %s", text, err.line, err.column, err.text);
    return pwz_json_root(doc);
}

/* One row a line, wherever the columns end up. */
/* clang-format off */
static const struct refused_row {
    const char *what;
    const char *text;
    enum pwz_status status;
    unsigned line, column;
} refused_rows[] = {
    /* what cJSON accepts silently */
    {"duplicate key", "{\"a\": 1, \"a\": 2}", PWZ_E_SYNTAX, 1, 10},
    {"duplicate key by escape", "{\"a\": 1,\n \"\\u0061\": 2}", PWZ_E_SYNTAX, 2, 2},
    {"duplicate empty key", "{\"\": 1, \"\": 2}", PWZ_E_SYNTAX, 1, 9},
    {"duplicate key of an inner object", "[{\"k\": {\"b\": 1, \"c\": 2, \"b\": 3}}]", PWZ_E_SYNTAX, 1, 25},
    {"first of several duplicates", "{\"z\":1,\"a\":1,\"z\":2,\"a\":2}", PWZ_E_SYNTAX, 1, 14},
    {"escaped NUL", "\"a\\u0000b\"", PWZ_E_SYNTAX, 1, 3},
    {"invalid UTF-8", "[\"\xC3\xA9\xFF\"]", PWZ_E_SYNTAX, 1, 4},
    {"overlong UTF-8", "\"\xC0\xAF\"", PWZ_E_SYNTAX, 1, 2},
    {"surrogate in UTF-8", "\"\xED\xA0\x80\"", PWZ_E_SYNTAX, 1, 2},
    {"raw escape character", "\"a\x1b[31m\"", PWZ_E_SYNTAX, 1, 3},
    {"raw line feed in a string", "{\"a\": \"x\ny\"}", PWZ_E_SYNTAX, 1, 9},
    {"raw tab in a string", "\"\t\"", PWZ_E_SYNTAX, 1, 2},
    {"leading zero", "[01]", PWZ_E_SYNTAX, 1, 2},
    {"leading zeros behind a minus", "[-012]", PWZ_E_SYNTAX, 1, 2},
    {"no digit behind the point", "[1.]", PWZ_E_SYNTAX, 1, 4},
    {"no digit before the point", "[.5]", PWZ_E_SYNTAX, 1, 2},
    {"plus sign", "[+1]", PWZ_E_SYNTAX, 1, 2},
    {"minus alone", "[-]", PWZ_E_SYNTAX, 1, 3},
    {"no exponent", "[1e]", PWZ_E_SYNTAX, 1, 4},
    {"no exponent behind its sign", "[1e+]", PWZ_E_SYNTAX, 1, 5},
    {"hexadecimal", "[0x10]", PWZ_E_SYNTAX, 1, 3},
    {"byte-order mark", "\xEF\xBB\xBF{}", PWZ_E_SYNTAX, 1, 1},
    {"integer beyond 2^53", "[\n9007199254740993]", PWZ_E_RANGE, 2, 1},
    {"integer just beyond 2^53", "9007199254740993", PWZ_E_RANGE, 1, 1},
    {"negative integer beyond 2^53", "-9007199254740993", PWZ_E_RANGE, 1, 1},
    {"very long integer", "99999999999999999999999999999999999999999999999999", PWZ_E_RANGE, 1, 1},
    {"infinity by exponent", "[1, 1e999]", PWZ_E_RANGE, 1, 5},
    {"minus infinity by exponent", "-1e999", PWZ_E_RANGE, 1, 1},
    {"number longer than cJSON reads", "0.1111111111111111111111111111111111111111111111111111111111111", PWZ_E_RANGE, 1, 1},
    {"text behind the value", "{} x", PWZ_E_SYNTAX, 1, 4},
    {"second value", "1 2", PWZ_E_SYNTAX, 1, 3},
    /* grammar */
    {"nothing", "", PWZ_E_SYNTAX, 1, 1},
    {"blanks only", " \n\t", PWZ_E_SYNTAX, 2, 2},
    {"cut object", "{\"a\": 1", PWZ_E_SYNTAX, 1, 8},
    {"cut behind the key", "{\"a\"", PWZ_E_SYNTAX, 1, 5},
    {"cut behind the colon", "{\"a\":", PWZ_E_SYNTAX, 1, 6},
    {"cut string", "[\"abc", PWZ_E_SYNTAX, 1, 2},
    {"cut escape", "\"abc\\", PWZ_E_SYNTAX, 1, 5},
    {"cut unicode escape", "\"\\u12", PWZ_E_SYNTAX, 1, 2},
    {"comma before the end of an array", "[1,]", PWZ_E_SYNTAX, 1, 4},
    {"comma before the end of an object", "{\"a\":1,}", PWZ_E_SYNTAX, 1, 8},
    {"comma first", "[,1]", PWZ_E_SYNTAX, 1, 2},
    {"no comma", "[1 2]", PWZ_E_SYNTAX, 1, 4},
    {"wrong bracket", "[1}", PWZ_E_SYNTAX, 1, 3},
    {"closing bracket first", "]", PWZ_E_SYNTAX, 1, 1},
    {"no colon", "{\"a\" 1}", PWZ_E_SYNTAX, 1, 6},
    {"key without quotes", "{a: 1}", PWZ_E_SYNTAX, 1, 2},
    {"key of single quotes", "{'a': 1}", PWZ_E_SYNTAX, 1, 2},
    {"number as key", "{1: 1}", PWZ_E_SYNTAX, 1, 2},
    {"comment", "[1, // one\n2]", PWZ_E_SYNTAX, 1, 5},
    {"wrong word", "[tru]", PWZ_E_SYNTAX, 1, 2},
    {"word of capitals", "[True]", PWZ_E_SYNTAX, 1, 2},
    {"word that goes on", "[nullx]", PWZ_E_SYNTAX, 1, 6},
    {"NaN", "NaN", PWZ_E_SYNTAX, 1, 1},
    {"Infinity", "-Infinity", PWZ_E_SYNTAX, 1, 2},
    {"unknown escape", "\"\\x41\"", PWZ_E_SYNTAX, 1, 2},
    {"escaped single quote", "\"\\'\"", PWZ_E_SYNTAX, 1, 2},
    {"unicode escape of three digits", "\"\\u12x4\"", PWZ_E_SYNTAX, 1, 2},
    {"high surrogate alone", "\"\\ud83d\"", PWZ_E_SYNTAX, 1, 2},
    {"high surrogate before a letter", "\"\\ud83dabcdefgh\"", PWZ_E_SYNTAX, 1, 2},
    {"two high surrogates", "\"\\ud83d\\ud83d\"", PWZ_E_SYNTAX, 1, 2},
    {"high surrogate before a broken escape", "\"\\ud83d\\uzzzz\"", PWZ_E_SYNTAX, 1, 2},
    {"low surrogate alone", "\"ab\\ude00\"", PWZ_E_SYNTAX, 1, 4},
    {"form feed between values", "[1,\f2]", PWZ_E_SYNTAX, 1, 4},
    {"no-break space between values", "[1,\xC2\xA0" "2]", PWZ_E_SYNTAX, 1, 4},
    {"column counts characters", "[\"\xC3\xA9\xE2\x82\xAC\", x]", PWZ_E_SYNTAX, 1, 8},
    {"line counts line feeds", "{\r\n\"a\":\r\n x}", PWZ_E_SYNTAX, 3, 2},
};
/* clang-format on */

START_TEST(malformed_text_is_refused_with_its_place)
{
    const struct refused_row *row = &refused_rows[_i];
    const enum pwz_status status =
        pwz_json_parse(row->text, strlen(row->text), "t.json", NULL, &doc, &err);

    ck_assert_msg(status == row->status, "%s: status %d: %s", row->what, (int)status,
                  err.text);
    ck_assert_int_eq(err.status, row->status);
    ck_assert_msg(err.line == row->line && err.column == row->column, "%s: at %u:%u",
                  row->what, err.line, err.column);
    ck_assert_str_eq(err.file, "t.json");
    ck_assert_str_ne(err.text, "");
    ck_assert_ptr_null(doc);
}
END_TEST

START_TEST(the_record_may_be_left_out)
{
    const struct refused_row *row = &refused_rows[_i];

    ck_assert_int_eq(pwz_json_parse(row->text, strlen(row->text), NULL, NULL, &doc, NULL),
                     row->status);
}
END_TEST

START_TEST(a_nul_byte_is_refused_everywhere)
{
    ck_assert_int_eq(pwz_json_parse("[1]\0", 4, "t", NULL, &doc, &err), PWZ_E_SYNTAX);
    ck_assert_uint_eq(err.column, 4);
    ck_assert_int_eq(pwz_json_parse("\"a\0b\"", 5, "t", NULL, &doc, &err), PWZ_E_SYNTAX);
    ck_assert_uint_eq(err.column, 3);
    ck_assert_int_eq(pwz_json_parse("\0", 1, "t", NULL, &doc, &err), PWZ_E_SYNTAX);
    ck_assert_int_eq(pwz_json_parse("\"\\\0\"", 4, "t", NULL, &doc, &err), PWZ_E_SYNTAX);
    ck_assert_int_eq(pwz_json_parse(NULL, 0, "t", NULL, &doc, &err), PWZ_E_SYNTAX);
}
END_TEST

/* Heap copies without a NUL, so that a sanitizer sees any step beyond the end. */
START_TEST(every_cut_of_a_document_is_refused_without_reading_beyond)
{
    static const char text[] = "{\"a\": [1, -2.5e+3, \"\\ud83d\\ude00\\n\xE2\x82\xAC\"],"
                               " \"b\": {\"c\": true, \"d\": [null, false]}}";
    const size_t len = sizeof(text) - 1;

    for (size_t cut = 0; cut <= len; cut++) {
        char *copy = pwz_mem_new(cut, 1);

        memcpy(copy, text, cut);
        ck_assert_int_eq(pwz_json_parse(copy, cut, "t", NULL, &doc, &err),
                         cut == len ? PWZ_OK : PWZ_E_SYNTAX);
        pwz_mem_free(copy);
    }
}
END_TEST

START_TEST(messages_show_hostile_text_only_gated)
{
    const char *text = "{\"\\u001b[31m\": 1, \"\\u001b[31m\": 2}";

    ck_assert_int_eq(pwz_json_parse(text, strlen(text), "a\x1b", NULL, &doc, &err),
                     PWZ_E_SYNTAX);
    ck_assert_ptr_null(strchr(err.text, 0x1b));
    ck_assert_ptr_nonnull(strstr(err.text, "'\xEF\xBF\xBD[31m'"));
    ck_assert_str_eq(err.file, "a\xEF\xBF\xBD");
}
END_TEST

START_TEST(all_kinds_are_decoded)
{
    const struct pwz_json *root = parse("[null, true, false, 1.5, \"x\", [], {}]");
    static const enum pwz_json_kind kinds[] = {
        PWZ_JSON_NULL,   PWZ_JSON_BOOL,  PWZ_JSON_BOOL,   PWZ_JSON_NUMBER,
        PWZ_JSON_STRING, PWZ_JSON_ARRAY, PWZ_JSON_OBJECT,
    };
    uint32_t i = 0;

    ck_assert_int_eq(root->kind, PWZ_JSON_ARRAY);
    ck_assert_uint_eq(root->count, 7);
    ck_assert_ptr_null(root->parent);
    ck_assert_ptr_null(root->key);
    ck_assert_ptr_null(root->next);
    for (const struct pwz_json *value = root->child; value != NULL; value = value->next) {
        ck_assert_int_eq(value->kind, kinds[i]);
        ck_assert_uint_eq(value->index, i);
        ck_assert_ptr_eq(value->parent, root);
        ck_assert_ptr_null(value->key);
        ck_assert_str_eq(value->string, i == 4 ? "x" : "");
        ck_assert_int_eq(value->truth, i == 1);
        i++;
    }
    ck_assert_uint_eq(i, 7);
}
END_TEST

static const struct number_row {
    const char *text;
    bool is_integer;
    int64_t integer;
    double number;
} number_rows[] = {
    {"0",                 true,  0,                          0.0                },
    {"-0",                true,  0,                          0.0                },
    {"42",                true,  42,                         42.0               },
    {"-7",                true,  -7,                         -7.0               },
    {"2147483648",        true,  INT64_C(2147483648),        2147483648.0       },
    {"9007199254740992",  true,  INT64_C(9007199254740992),  9007199254740992.0 },
    {"-9007199254740992", true,  INT64_C(-9007199254740992), -9007199254740992.0},
    {"1.0",               false, 0,                          1.0                },
    {"1e3",               false, 0,                          1000.0             },
    {"-2.5E-1",           false, 0,                          -0.25              },
    {"0.5",               false, 0,                          0.5                },
    {"1e-999",            false, 0,                          0.0                },
    {"1E+2",              false, 0,                          100.0              },
};

START_TEST(numbers_keep_their_value)
{
    const struct number_row *row = &number_rows[_i];
    const struct pwz_json *root = parse(row->text);

    ck_assert_int_eq(root->kind, PWZ_JSON_NUMBER);
    ck_assert_int_eq(root->is_integer, row->is_integer);
    ck_assert_int_eq(root->integer, row->integer);
    ck_assert_double_eq(root->number, row->number);
}
END_TEST

static const struct string_row {
    const char *text, *value;
} string_rows[] = {
    {"\"\"",                           ""                     },
    {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t"      },
    {"\"\\u0041\\u00e9\\u20AC\"",      "A\xC3\xA9\xE2\x82\xAC"},
    {"\"\\ud83d\\uDE00\"",             "\xF0\x9F\x98\x80"     },
    {"\"\\uDBFF\\udfff\"",             "\xF4\x8F\xBF\xBF"     },
    {"\"\\u001b\"",                    "\x1b"                 }, /* lawful; the gate takes it */
    {"\"\xF0\x9F\x98\x80\x7F\"",       "\xF0\x9F\x98\x80\x7F" },
    {"\"\\\\u0000\"",                  "\\u0000"              }, /* an escaped backslash */
};

START_TEST(strings_are_decoded)
{
    ck_assert_str_eq(parse(string_rows[_i].text)->string, string_rows[_i].value);
}
END_TEST

START_TEST(values_know_their_place)
{
    const struct pwz_json *root =
        parse(" {\n  \"\xC3\xA9\": 1, \"b\": [true,\n\"x\"]\n}");
    const struct pwz_json *list = pwz_json_get(root, "b");

    ck_assert_uint_eq(root->line, 1);
    ck_assert_uint_eq(root->column, 2);
    ck_assert_uint_eq(root->child->line, 2);
    ck_assert_uint_eq(root->child->column, 8);
    ck_assert_uint_eq(list->column, 16);
    ck_assert_uint_eq(list->child->column, 17);
    ck_assert_uint_eq(list->child->next->line, 3);
    ck_assert_uint_eq(list->child->next->column, 1);
}
END_TEST

START_TEST(members_are_found_by_exact_name)
{
    const struct pwz_json *root = parse("{\"A\": 1, \"a\": 2, \"\": 3}");

    ck_assert_int_eq(pwz_json_get(root, "A")->integer, 1);
    ck_assert_int_eq(pwz_json_get(root, "a")->integer, 2);
    ck_assert_int_eq(pwz_json_get(root, "")->integer, 3);
    ck_assert_ptr_null(pwz_json_get(root, "b"));
    ck_assert_ptr_null(pwz_json_get(root->child, "a"));
    ck_assert_ptr_null(pwz_json_get(NULL, "a"));
}
END_TEST

START_TEST(the_same_key_in_different_objects_is_fine)
{
    parse("{\"a\": {\"a\": 1}, \"b\": [{\"a\": 1}, {\"a\": 1}]}");
}
END_TEST

START_TEST(a_document_keeps_its_file_name)
{
    char name[] = "x.json";

    ck_assert_int_eq(pwz_json_parse("1", 1, name, NULL, &doc, &err), PWZ_OK);
    name[0] = 'y';
    ck_assert_str_eq(pwz_json_file(doc), "x.json");
    pwz_json_free(doc);
    ck_assert_int_eq(pwz_json_parse("1", 1, NULL, NULL, &doc, &err), PWZ_OK);
    ck_assert_str_eq(pwz_json_file(doc), "");
    pwz_json_free(NULL);
}
END_TEST

static void nest(char *text, size_t depth)
{
    memset(text, '[', depth);
    memset(text + depth, ']', depth);
    text[2 * depth] = '\0';
}

START_TEST(depth_is_limited)
{
    const struct pwz_json_limits deep = {.depth = 100000};
    char text[2001];

    nest(text, 64);
    parse(text);
    pwz_json_free(doc);
    nest(text, 65);
    ck_assert_int_eq(pwz_json_parse(text, 130, "t", NULL, &doc, &err), PWZ_E_LIMIT);
    ck_assert_uint_eq(err.column, 65);
    nest(text, 512);
    ck_assert_int_eq(pwz_json_parse(text, 1024, "t", &deep, &doc, &err), PWZ_OK);
    pwz_json_free(doc);
    nest(text, 513);
    ck_assert_int_eq(pwz_json_parse(text, 1026, "t", &deep, &doc, &err), PWZ_E_LIMIT);
}
END_TEST

START_TEST(number_of_values_is_limited)
{
    const struct pwz_json_limits limits = {.values = 3};

    ck_assert_int_eq(pwz_json_parse("[1,2]", 5, "t", &limits, &doc, &err), PWZ_OK);
    pwz_json_free(doc);
    ck_assert_int_eq(pwz_json_parse("[1,2,3]", 7, "t", &limits, &doc, &err), PWZ_E_LIMIT);
    ck_assert_uint_eq(err.column, 6);
}
END_TEST

START_TEST(number_of_bytes_is_limited)
{
    const struct pwz_json_limits limits = {.bytes = 4};

    ck_assert_int_eq(pwz_json_parse("[1] ", 4, "t", &limits, &doc, &err), PWZ_OK);
    pwz_json_free(doc);
    ck_assert_int_eq(pwz_json_parse("[1]  ", 5, "t", &limits, &doc, &err), PWZ_E_LIMIT);
    ck_assert_uint_eq(err.line, 0);
}
END_TEST

START_TEST(default_limits_are_8_mib_and_200000_values)
{
    const size_t len = 8 * 1024 * 1024 + 1;
    char *text = pwz_mem_new(len, 1);

    memset(text, ' ', len);
    text[0] = '1';
    ck_assert_int_eq(pwz_json_parse(text, len - 1, "t", NULL, &doc, &err), PWZ_OK);
    pwz_json_free(doc);
    ck_assert_int_eq(pwz_json_parse(text, len, "t", NULL, &doc, &err), PWZ_E_LIMIT);
    text[0] = '[';
    for (size_t i = 0; i < 200000; i++) { /* "[0,0,...,0]": with the array one too many */
        text[1 + 2 * i] = '0';
        text[2 + 2 * i] = i < 199999 ? ',' : ']';
    }
    ck_assert_int_eq(pwz_json_parse(text, 400001, "t", NULL, &doc, &err), PWZ_E_LIMIT);
    text[399998] = ']'; /* behind the 199,999th zero */
    ck_assert_int_eq(pwz_json_parse(text, 399999, "t", NULL, &doc, &err), PWZ_OK);
    ck_assert_uint_eq(pwz_json_root(doc)->count, 199999);
    pwz_mem_free(text);
}
END_TEST

/* Quadratic work would take minutes here. */
START_TEST(a_large_object_of_distinct_keys_is_quick)
{
    struct pwz_buf text;

    pwz_buf_init(&text, 8 * 1024 * 1024);
    for (int i = 0; i < 150000; i++) {
        pwz_buf_addf(&text, "%c\"key%d\":%d", i == 0 ? '{' : ',', i, i);
    }
    pwz_buf_adds(&text, "}");
    ck_assert_int_eq(pwz_json_parse(pwz_buf_text(&text), text.len, "t", NULL, &doc, &err),
                     PWZ_OK);
    ck_assert_uint_eq(pwz_json_root(doc)->count, 150000);
    pwz_json_free(doc);
    text.len--;
    pwz_buf_adds(&text, ",\"key7\":0}");
    ck_assert_int_eq(pwz_json_parse(pwz_buf_text(&text), text.len, "t", NULL, &doc, &err),
                     PWZ_E_SYNTAX);
    pwz_buf_done(&text);
}
END_TEST

START_TEST(paths_name_keys_and_positions)
{
    const struct pwz_json *root =
        parse("{\"rules\": [0, {\"when\": {\"all\": [1, [2]]}}], \"a\\u001bb\": 1}");
    const struct pwz_json *all = pwz_json_get(
        pwz_json_get(pwz_json_get(root, "rules")->child->next, "when"), "all");
    char path[100];

    pwz_json_path(root, path, sizeof(path));
    ck_assert_str_eq(path, "");
    pwz_json_path(all->child->next, path, sizeof(path));
    ck_assert_str_eq(path, "rules[1].when.all[1]");
    pwz_json_path(all->child->next->child, path, sizeof(path));
    ck_assert_str_eq(path, "rules[1].when.all[1][0]");
    pwz_json_path(root->child->next, path, sizeof(path));
    ck_assert_str_eq(path, "a\xEF\xBF\xBD"
                           "b");
    pwz_json_path(NULL, path, sizeof(path));
    ck_assert_str_eq(path, "");
}
END_TEST

START_TEST(a_path_in_an_array_begins_with_the_position)
{
    const struct pwz_json *root = parse("[0, {\"\xC3\xA9\xC3\xA9\": {\"b\": 1}}]");
    const struct pwz_json *value = root->child->next->child->child;
    char path[100];

    pwz_json_path(value, path, sizeof(path));
    ck_assert_str_eq(path, "[1].\xC3\xA9\xC3\xA9.b");
    pwz_json_path(value, path, 8); /* room for one of the two letters and a half */
    ck_assert_str_eq(path, "[1].\xC3\xA9");
    pwz_json_path(value, path, 1);
    ck_assert_str_eq(path, "");
    path[0] = '!';
    pwz_json_path(value, path, 0);
    ck_assert_int_eq(path[0], '!');
}
END_TEST

START_TEST(fail_says_where_and_what)
{
    const struct pwz_json *root = parse("{\n \"a\": [10]}");

    ck_assert_int_eq(
        pwz_json_fail(doc, root->child->child, &err, PWZ_E_RANGE, "%d is odd", 10),
        PWZ_E_RANGE);

    char text[200];

    pwz_err_format(&err, text, sizeof(text));
    ck_assert_str_eq(text, "t.json:2:8: a[0]: 10 is odd");
    ck_assert_int_eq(pwz_json_fail(doc, NULL, &err, PWZ_E_SCHEMA, "bad"), PWZ_E_SCHEMA);
    pwz_err_format(&err, text, sizeof(text));
    ck_assert_str_eq(text, "t.json: bad");
    ck_assert_int_eq(pwz_json_fail(NULL, root, &err, PWZ_E_SCHEMA, "bad"), PWZ_E_SCHEMA);
    ck_assert_int_eq(pwz_json_fail(doc, root, NULL, PWZ_E_SCHEMA, "bad"), PWZ_E_SCHEMA);
}
END_TEST

static const struct pwz_json_field fields[] = {
    {"id",    PWZ_JSON_KIND(STRING),                                              true },
    {"when",  PWZ_JSON_KIND(OBJECT) | PWZ_JSON_KIND(STRING),                      false},
    {"count", PWZ_JSON_KIND(NUMBER) | PWZ_JSON_KIND(ARRAY) | PWZ_JSON_KIND(NULL), false},
};

static enum pwz_status read_object(const char *text, const struct pwz_json *values[3])
{
    return pwz_json_read(doc, parse(text), fields, 3, values, &err);
}

START_TEST(a_proper_object_is_read)
{
    const struct pwz_json *values[3];

    ck_assert_int_eq(read_object("{\"count\": null, \"id\": \"x\"}", values), PWZ_OK);
    ck_assert_str_eq(values[0]->string, "x");
    ck_assert_ptr_null(values[1]);
    ck_assert_int_eq(values[2]->kind, PWZ_JSON_NULL);
}
END_TEST

static const struct form_row {
    const char *text;
    const char *message;
} form_rows[] = {
    {"[]",                              "t.json:1:1: must be an object, not an array"         },
    {"{}",                              "t.json:1:1: the key 'id' is missing here"            },
    {"{\"id\": 1}",                     "t.json:1:8: id: 'id' must be a string, not a number" },
    {"{\"id\": \"x\", \"when\": true}",
     "t.json:1:21: when: 'when' must be an object or a string, not true or false"             },
    {"{\"id\": \"x\", \"count\": {}}",
     "t.json:1:22: count: 'count' must be an array, a number or null, not an object"          },
    {"{\"id\": \"x\", \"cuont\": 1}",
     "t.json:1:22: cuont: unknown key 'cuont'; did you mean 'count'?"                         },
    {"{\"id\": \"x\", \"colour\": 1}",
     "t.json:1:23: colour: unknown key 'colour'; remove it"                                   },
    {"{\"Id\": \"x\"}",                 "t.json:1:8: Id: unknown key 'Id'; did you mean 'id'?"},
};

START_TEST(a_wrong_form_is_told_with_its_place_and_a_hint)
{
    const struct pwz_json *values[3];
    char text[300];

    ck_assert_int_eq(read_object(form_rows[_i].text, values), PWZ_E_SCHEMA);
    pwz_err_format(&err, text, sizeof(text));
    ck_assert_str_eq(text, form_rows[_i].message);
}
END_TEST

START_TEST(every_kind_has_words)
{
    ck_assert_str_eq(pwz_json_kind_words(PWZ_JSON_NULL), "null");
    ck_assert_str_eq(pwz_json_kind_words(PWZ_JSON_OBJECT), "an object");
    ck_assert_str_eq(pwz_json_kind_words((enum pwz_json_kind)99), "unknown");
}
END_TEST

START_TEST(lack_of_memory_at_any_point_is_told)
{
    struct pwz_buf text;
    enum pwz_status status = PWZ_E_NOMEM;
    size_t n = 0;

    pwz_buf_init(&text, 100000);
    pwz_buf_adds(&text, "{\"list\": [");
    for (int i = 0; i < 70; i++) { /* more marks than the first list holds */
        pwz_buf_addf(&text, "{\"a%d\": \"text\", \"\": \"\", \"b\": 1.5},", i);
    }
    pwz_buf_adds(&text, "null], \"x\": true}");
    for (; status == PWZ_E_NOMEM && n < 100000; n++) {
        err = (struct pwz_err){0};
        pwz_mem_fail_after(n);
        status = pwz_json_parse(pwz_buf_text(&text), text.len, "t", NULL, &doc, &err);
        pwz_mem_fail_after(SIZE_MAX);
        ck_assert_int_eq(err.status, status);
        ck_assert(status == PWZ_OK || doc == NULL);
    }
    ck_assert_int_eq(status, PWZ_OK);
    /* The tree of cJSON alone takes one block for each of the 283 values. */
    ck_assert_uint_gt(n, 283);
    pwz_buf_done(&text);
}
END_TEST

int main(void)
{
    const int refused = (int)(sizeof(refused_rows) / sizeof(refused_rows[0]));
    Suite *suite = suite_create("json_read");
    TCase *tcase = tcase_create("json_read");

    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 60);
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, malformed_text_is_refused_with_its_place, 0, refused);
    tcase_add_loop_test(tcase, the_record_may_be_left_out, 0, refused);
    tcase_add_test(tcase, a_nul_byte_is_refused_everywhere);
    tcase_add_test(tcase, every_cut_of_a_document_is_refused_without_reading_beyond);
    tcase_add_test(tcase, messages_show_hostile_text_only_gated);
    tcase_add_test(tcase, all_kinds_are_decoded);
    tcase_add_loop_test(tcase, numbers_keep_their_value, 0,
                        (int)(sizeof(number_rows) / sizeof(number_rows[0])));
    tcase_add_loop_test(tcase, strings_are_decoded, 0,
                        (int)(sizeof(string_rows) / sizeof(string_rows[0])));
    tcase_add_test(tcase, values_know_their_place);
    tcase_add_test(tcase, members_are_found_by_exact_name);
    tcase_add_test(tcase, the_same_key_in_different_objects_is_fine);
    tcase_add_test(tcase, a_document_keeps_its_file_name);
    tcase_add_test(tcase, depth_is_limited);
    tcase_add_test(tcase, number_of_values_is_limited);
    tcase_add_test(tcase, number_of_bytes_is_limited);
    tcase_add_test(tcase, default_limits_are_8_mib_and_200000_values);
    tcase_add_test(tcase, a_large_object_of_distinct_keys_is_quick);
    tcase_add_test(tcase, paths_name_keys_and_positions);
    tcase_add_test(tcase, a_path_in_an_array_begins_with_the_position);
    tcase_add_test(tcase, fail_says_where_and_what);
    tcase_add_test(tcase, a_proper_object_is_read);
    tcase_add_loop_test(tcase, a_wrong_form_is_told_with_its_place_and_a_hint, 0,
                        (int)(sizeof(form_rows) / sizeof(form_rows[0])));
    tcase_add_test(tcase, every_kind_has_words);
    tcase_add_test(tcase, lack_of_memory_at_any_point_is_told);
    return pwz_test_main(suite);
}
