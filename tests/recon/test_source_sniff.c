/*
 * What is told about files that are no usage files, word for word.
 */
#include <string.h>

#include "evidence/recon/sniff.h"
#include "unit/runner.h"

#define GET                                                                              \
    "get the daily-rated usage file of the G invoice in Partner Center under Billing, "  \
    "Billing overview (NCE), Download report"

#define PAGE                                                                             \
    "this is one page of the old partner API (v1), which is not read: export with "      \
    "Microsoft Graph (attribute set 'full'), or " GET

struct row {
    const char *bytes;
    size_t len; /* 0 = up to the NUL */
    const char *words;
};

static const struct row refused[] = {
    {"",                                                                              0,
     "the file is empty: the download went wrong, or there is no usage for the month; "
     "download it again"                                                                                                                                              },
    {" \r\n\t\n",                                                                     0,  "the file holds nothing but blanks: " GET                                   },
    {"\xef\xbb\xbf\n",                                                                0,  "the file holds nothing but blanks: " GET                                   },
    {"\xff\xfeP\0a\0r\0t\0",                                                          10,
     "the text is UTF-16 (Excel calls it 'Unicode Text'): save it again as 'CSV UTF-8', "
     "or " GET                                                                                                                                                        },
    {"\xfe\xff\0P\0a\0r\0t",                                                          10,
     "the text is UTF-16 (Excel calls it 'Unicode Text'): save it again as 'CSV UTF-8', "
     "or " GET                                                                                                                                                        },
    {"P\0a\0r\0t\0n\0e\0r\0I\0d\0",                                                   18,
     "the text is UTF-16 without a mark: save it again as 'CSV UTF-8', or " GET                                                                                       },
    {"\0P\0a\0r\0t\0n\0e\0r\0I\0d",                                                   18,
     "the text is UTF-16 without a mark: save it again as 'CSV UTF-8', or " GET                                                                                       },
    {"\xff\xfe\0\0P\0\0\0",                                                           8,
     "the text is UTF-32: save it again as 'CSV UTF-8', or " GET                                                                                                      },
    {"%PDF-1.7\n%\xe2\xe3",                                                           0,
     "this is a PDF, probably the invoice itself, which never shows the credit: " GET                                                                                 },
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0",                                          10,
     "this is an old Excel workbook (.xls): save its sheet as 'CSV UTF-8', or " GET                                                                                   },
    {"PAR1\x15\x04",                                                                  0,
     "this is a Parquet file, a form of cost exports: choose CSV for the export, "
     "or " GET                                                                                                                                                        },
    {"BZh91AY",                                                                       0,
     "this is packed with bzip2: unpack it with 'bunzip2', then give the unpacked file"                                                                               },
    {"\x28\xb5\x2f\xfd\x04",                                                          0,
     "this is packed with zstd: unpack it with 'zstd -d', then give the unpacked file"                                                                                },
    {"\xfd"
     "7zXZ\0\0",                                                                 7,  "this is packed with xz: unpack it with 'unxz', then give the unpacked file"},
    {"7z\xbc\xaf\x27\x1c\0",                                                          7,
     "this is a 7-Zip archive: unpack it, then give the CSV file in it"                                                                                               },
    {"Rar!\x1a\x07\x01",                                                              0,
     "this is a RAR archive: unpack it, then give the CSV file in it"                                                                                                 },
    {"\x89PNG\r\n\x1a\n",                                                             0,
     "this is a picture; the credit cannot be read from it: " GET                                                                                                     },
    {"\x7f"
     "ELF\2\1\1\0\0\0\0\0\0\0\0\0",                                              16, "this is no text but some binary file: " GET                                },
    {"<!DOCTYPE html>\n<html><head>",                                                 0,
     "this is a web page, no file: the sign-in or the download went wrong; sign in "
     "again, "
     "and " GET                                                                                                                                                       },
    {"\xef\xbb\xbf\r\n  <HTML>",                                                      0,
     "this is a web page, no file: the sign-in or the download went wrong; sign in "
     "again, "
     "and " GET                                                                                                                                                       },
    {"<?xml version=\"1.0\"?><Error><Code>AuthenticationFailed</Code>",               0,
     "this is an error of the storage (the link has expired or is incomplete): ask for a "
     "new "
     "link by exporting again"                                                                                                                                        },
    {"<?xml version=\"1.0\"?><Workbook>",                                             0,
     "this is XML, perhaps an error of the storage or a sheet of Excel: " GET                                                                                         },
    {"{\"id\":\"1\",\"schemaVersion\":\"1\",\"blobCount\":2,\"blobs\":[{\"name\":\"p0\"}]"
     "}",                                                                        0,
     "this is the manifest of a Graph export, which only names the files: download each "
     "of "
     "its blobs (rootDirectory, blob name and sasToken make the link) and give those"                                                                                 },
    {"{\n  \"@odata.type\": \"#microsoft.graph.partners.billing.runningOperation\",", 0,
     "this is the state of a Graph export that is not done yet: ask for it again until "
     "it "
     "has succeeded, then download the blobs that its manifest names"                                                                                                 },
    {"{\"error\":{\"code\":\"Unauthorized\",\"message\":\"\"}}",                      0,
     "this is an error reply of the service, no usage: read its message, ask again, and "
     "give "
     "what the export delivers"                                                                                                                                       },
    {"{\"totalCount\":2,\"items\":[{\"partnerId\":\"\",\"entitlementId\":\"\"}]}",    0,
     PAGE                                                                                                                                                             },
 /* Paged by a token: no count; in any spelling. Its lines look like those of usage. */
    {"{\"items\":[{\"partnerId\":\"\",\"entitlementId\":\"\",\"attributes\":{}}]}",   0,
     PAGE                                                                                                                                                             },
    {"{\n  \"items\" : [\n    {\n \"entitlementId\":\"\"}]}",                         0,  PAGE                                                                        },
    {"{\"links\":{\"self\":{}},\"items\": []}",                                       0,  PAGE                                                                        },
    {"{\"TotalCount\":0}",                                                            0,  PAGE                                                                        },
    {"[{\"EntitlementId\":\"\"}]",                                                    0,
     "this is one JSON list; JSON lines, one object for each line, are read: export with "
     "Microsoft Graph (attribute set 'full'), or " GET                                                                                                                },
};

static size_t len_of(const struct row *row)
{
    return row->len != 0 ? row->len : strlen(row->bytes);
}

START_TEST(each_is_told_what_it_is_and_what_to_get)
{
    const struct row *row = &refused[_i];
    struct pwz_err err = {0};

    ck_assert_int_eq(sniff_bytes((const unsigned char *)row->bytes, len_of(row), &err),
                     SNIFF_REFUSED);
    ck_assert_str_eq(err.text, row->words);
    ck_assert_int_eq(err.status, PWZ_E_SCHEMA);
}
END_TEST

/* What may be a usage file must reach the reader, whatever words are in its lines. */
static const char *const texts[] = {
    "PartnerId,PartnerName\n",
    "\xef\xbb\xbfPartnerId;PartnerName\n",
    "\"PartnerId\"\t\"PartnerName\"\n",
    "some text without columns",
    "{\"PartnerId\":\"1\",\"Tags\":\"{\\\"blobs\\\":1}\",\"EntitlementId\":\"2\"}\n",
    "{\"PartnerId\":\"1\",\"EntitlementId\":\"2\",\"Tags\":\"runningOperation\"}\n",
    "{\"Tags\":\"{\\\"error\\\":{}}\",\"PartnerId\":\"1\",\"EntitlementId\":\"2\"}\n",
    "{\"PartnerId\":\"1\",\"EntitlementId\":\"2\",\"Tags\":\"{\\\"items\\\":[1]}\"}\n",
    "{\"PartnerId\":\"1\",\"EntitlementId\":\"2\",\"Tags\":\"items\"}\n",
    "{\"PartnerId\":\"1\",\"EntitlementId\":\"2\",\"Tags\":\"{\\\"totalCount\\\":1}\"}\n",
    "{\"PartnerId\":\"1\",\"PriceAdjustmentDescription\":\"\",\"error\":{}}\n",
    "PartnerId,Pa\xe9\n",
};

START_TEST(text_is_left_to_the_reader)
{
    struct pwz_err err = {0};

    ck_assert_int_eq(
        sniff_bytes((const unsigned char *)texts[_i], strlen(texts[_i]), &err),
        SNIFF_TEXT);
    ck_assert(sniff_unpacked((const unsigned char *)texts[_i], strlen(texts[_i]), &err));
    ck_assert_str_eq(err.text, "");
}
END_TEST

START_TEST(what_is_packed_is_known_and_refused_when_packed_twice)
{
    static const struct {
        const char *bytes;
        enum sniff_form form;
    } rows[] = {
        {"\x1f\x8b\x08", SNIFF_GZIP},
        {"PK\3\4\x14",   SNIFF_ZIP },
        {"PK\5\6\1",     SNIFF_ZIP },
    };
    const unsigned char *bytes = (const unsigned char *)rows[_i].bytes;
    struct pwz_err err = {0};

    ck_assert_int_eq(sniff_bytes(bytes, strlen(rows[_i].bytes), &err), rows[_i].form);
    ck_assert(!sniff_unpacked(bytes, strlen(rows[_i].bytes), &err));
    ck_assert_str_eq(
        err.text, "the file is packed twice: unpack it once, then give what comes out");
}
END_TEST

START_TEST(archives_without_usage_are_told_apart)
{
    static const struct {
        enum zip_name_kind office;
        size_t others;
        const char *other_name;
        const char *words;
    } rows[] = {
        {ZIP_NAME_EXCEL,  9, "[Content_Types].xml",
         "this is an Excel workbook (.xlsx): save its sheet as 'CSV UTF-8', or " GET},
        {ZIP_NAME_OFFICE, 9, "[Content_Types].xml",
         "this is an office document, no usage file: " GET                          },
        {ZIP_NAME_TEXT,   0, "",                    "the zip archive is empty: " GET},
        {ZIP_NAME_TEXT,   1, "invoice.pdf",
         "the zip archive holds no CSV or JSON file (but 'invoice.pdf'): " GET      },
        {ZIP_NAME_TEXT,   3, "a\x1b[31m.exe",
         "the zip archive holds no CSV or JSON file (but 'a\xef\xbf\xbd[31m.exe' and "
         "others): " GET                                                            },
    };
    struct pwz_err err = {0};

    ck_assert_int_eq(
        sniff_refuse_archive(rows[_i].office, rows[_i].others, rows[_i].other_name, &err),
        PWZ_E_SCHEMA);
    ck_assert_str_eq(err.text, rows[_i].words);
}
END_TEST

/* Every prefix of every sample, and every byte of it changed: nothing may be read beyond
 * the end (the sanitizers watch). */
START_TEST(any_first_bytes_get_an_answer)
{
    const struct row *row = &refused[_i];
    unsigned char copy[256];

    ck_assert_uint_le(len_of(row), sizeof copy);
    memcpy(copy, row->bytes, len_of(row));
    for (size_t len = 0; len <= len_of(row); len++) {
        for (size_t i = 0; i < len; i++) {
            struct pwz_err err = {0};
            copy[i] ^= 0x55;
            const enum sniff_form form = sniff_bytes(copy, len, &err);
            copy[i] ^= 0x55;
            if ((form == SNIFF_REFUSED) != (err.text[0] != '\0')) {
                ck_abort_msg("refused without words");
            }
        }
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sniff");
    TCase *tcase = tcase_create("sniff");
    enum {
        REFUSED = sizeof refused / sizeof *refused,
        TEXTS = sizeof texts / sizeof *texts
    };

    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, each_is_told_what_it_is_and_what_to_get, 0, REFUSED);
    tcase_add_loop_test(tcase, text_is_left_to_the_reader, 0, TEXTS);
    tcase_add_loop_test(tcase, what_is_packed_is_known_and_refused_when_packed_twice, 0,
                        3);
    tcase_add_loop_test(tcase, archives_without_usage_are_told_apart, 0, 5);
    tcase_add_loop_test(tcase, any_first_bytes_get_an_answer, 0, REFUSED);
    return pwz_test_main(suite);
}
