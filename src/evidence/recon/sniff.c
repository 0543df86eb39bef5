/*
 * Files that are no usage file, told apart by their first bytes.
 *
 * Every refusal says what the file is and what to get instead: it is read by somebody who
 * is on the telephone.
 */
#include "evidence/recon/sniff.h"

#include <string.h>

#include "evidence/recon/get_daily.h"

/* ---- binary forms ---- */

static const struct magic {
    const char *bytes;
    size_t len;
    const char *words;
} magics[] = {
    {"%PDF-",                            5,
     "this is a PDF, probably the invoice itself, which never shows the "
     "credit: " GET_DAILY                                                                                               },
    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8,
     "this is an old Excel workbook (.xls): save its sheet as 'CSV UTF-8', "
     "or " GET_DAILY                                                                                                    },
    {"\xff\xfe\0\0",                     4,
     "the text is UTF-32: save it again as 'CSV UTF-8', or " GET_DAILY                                                  },
    {"\0\0\xfe\xff",                     4,
     "the text is UTF-32: save it again as 'CSV UTF-8', or " GET_DAILY                                                  },
    {"\xff\xfe",                         2,
     "the text is UTF-16 (Excel calls it 'Unicode Text'): save it again as 'CSV UTF-8', "
     "or " GET_DAILY                                                                                                    },
    {"\xfe\xff",                         2,
     "the text is UTF-16 (Excel calls it 'Unicode Text'): save it again as 'CSV UTF-8', "
     "or " GET_DAILY                                                                                                    },
    {"PAR1",                             4,
     "this is a Parquet file, a form of cost exports: choose CSV for the export, "
     "or " GET_DAILY                                                                                                    },
    {"\x28\xb5\x2f\xfd",                 4,
     "this is packed with zstd: unpack it with 'zstd -d', then give the unpacked file"                                  },
    {"BZh",                              3,
     "this is packed with bzip2: unpack it with 'bunzip2', then give the unpacked file"                                 },
    {"\xfd"
     "7zXZ\0",                      6, "this is packed with xz: unpack it with 'unxz', then give the unpacked file"},
    {"7z\xbc\xaf\x27\x1c",               6,
     "this is a 7-Zip archive: unpack it, then give the CSV file in it"                                                 },
    {"Rar!\x1a\x07",                     6, "this is a RAR archive: unpack it, then give the CSV file in it"            },
    {"\x89PNG\r\n",                      6,
     "this is a picture; the credit cannot be read from it: " GET_DAILY                                                 },
    {"\xff\xd8\xff",                     3,
     "this is a picture; the credit cannot be read from it: " GET_DAILY                                                 },
};

static bool begins_with(const unsigned char *bytes, size_t len, const char *begin,
                        size_t begin_len)
{
    return len >= begin_len && memcmp(bytes, begin, begin_len) == 0;
}

static const char *find_magic(const unsigned char *bytes, size_t len)
{
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
        if (begins_with(bytes, len, magics[i].bytes, magics[i].len)) {
            return magics[i].words;
        }
    }
    return NULL;
}

/* UTF-16 without a mark: in a text of mostly ASCII every second byte is 0. */
static const char *find_zeros(const unsigned char *bytes, size_t len)
{
    enum {
        LOOK_AT = 512
    };
    size_t zeros[2] = {0, 0};
    const size_t count = len < LOOK_AT ? len : LOOK_AT;

    for (size_t i = 0; i < count; i++) {
        zeros[i % 2] += bytes[i] == 0;
    }
    if (zeros[0] + zeros[1] == 0) {
        return NULL;
    }
    if (count >= 8 && (zeros[0] > count / 3 || zeros[1] > count / 3) &&
        (zeros[0] == 0 || zeros[1] == 0)) {
        return "the text is UTF-16 without a mark: save it again as 'CSV UTF-8', "
               "or " GET_DAILY;
    }
    return zeros[0] + zeros[1] > count / 16
               ? "this is no text but some binary file: " GET_DAILY
               : NULL;
}

/* ---- text that is something else ---- */

static char lower(unsigned char byte)
{
    return (char)(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
}

/* Does `text` (lower case) begin at `bytes`, whatever its case? */
static bool begins_with_word(const unsigned char *bytes, size_t len, const char *text)
{
    const size_t text_len = strlen(text);

    if (len < text_len) {
        return false;
    }
    for (size_t i = 0; i < text_len; i++) {
        if (lower(bytes[i]) != text[i]) {
            return false;
        }
    }
    return true;
}

static bool contains(const unsigned char *bytes, size_t len, const char *text)
{
    for (size_t i = 0; i < len; i++) {
        if (begins_with_word(bytes + i, len - i, text)) {
            return true;
        }
    }
    return false;
}

/* Blanks, line ends and a byte-order mark before the first character. */
static size_t skip_blanks(const unsigned char *bytes, size_t len)
{
    size_t at = 0;

    if (begins_with(bytes, len, "\xef\xbb\xbf", 3)) {
        at = 3;
    }
    while (at < len && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' ||
                        bytes[at] == '\n')) {
        at++;
    }
    return at;
}

static const struct text_form {
    const char *begin; /* in lower case; "" = any */
    const char *holds; /* likewise */
    const char *words;
} text_forms[] = {
    {"<!doctype html", "",
     "this is a web page, no file: the sign-in or the download went wrong; sign in "
     "again, "
     "and " GET_DAILY                                                                      },
    {"<html",          "",
     "this is a web page, no file: the sign-in or the download went wrong; sign in "
     "again, "
     "and " GET_DAILY                                                                      },
    {"<?xml",          "authenticationfailed",
     "this is an error of the storage (the link has expired or is incomplete): ask for a "
     "new "
     "link by exporting again"                                                             },
    {"<?xml",          "<html",
     "this is a web page, no file: the sign-in or the download went wrong; sign in "
     "again, "
     "and " GET_DAILY                                                                      },
    {"<?xml",          "",
     "this is XML, perhaps an error of the storage or a sheet of Excel: " GET_DAILY        },
    {"{\\rtf",         "",                     "this is a formatted text (RTF): " GET_DAILY},
    {"{",              "\"blobs\"",
     "this is the manifest of a Graph export, which only names the files: download each "
     "of "
     "its blobs (rootDirectory, blob name and sasToken make the link) and give those"      },
    {"{",              "runningoperation",
     "this is the state of a Graph export that is not done yet: ask for it again until "
     "it "
     "has succeeded, then download the blobs that its manifest names"                      },
    {"{",              "\"error\":{",
     "this is an error reply of the service, no usage: read its message, ask again, and "
     "give what the export delivers"                                                       },
    {"{",              "\"error\": {",
     "this is an error reply of the service, no usage: read its message, ask again, and "
     "give what the export delivers"                                                       },
    {"[",              "",
     "this is one JSON list; JSON lines, one object for each line, are read: export with "
     "Microsoft Graph (attribute set 'full'), or " GET_DAILY                               },
};

static size_t skip_gap(const unsigned char *bytes, size_t len, size_t at)
{
    return at + skip_blanks(bytes + at, len - at);
}

/* A key with a list behind it. Inside a value its quotes would have backslashes. */
static bool is_list(const unsigned char *bytes, size_t len, const char *key)
{
    if (!begins_with_word(bytes, len, key)) {
        return false;
    }

    size_t at = skip_gap(bytes, len, strlen(key));

    if (at == len || bytes[at] != ':') {
        return false;
    }
    at = skip_gap(bytes, len, at + 1);
    return at < len && bytes[at] == '[';
}

/* One object with lines of usage in a list. */
static bool is_page(const unsigned char *bytes, size_t len)
{
    if (*bytes != '{') {
        return false;
    }
    for (size_t i = 1; i < len; i++) {
        if (is_list(bytes + i, len - i, "\"items\"")) {
            return true;
        }
    }
    return contains(bytes, len, "\"totalcount\":");
}

/* Words met in data lines must not refuse a file: of JSON lines only the first line is
 * looked at, and only if it is not one of usage. */
static const char *find_text_form(const unsigned char *bytes, size_t len)
{
    enum {
        LOOK_AT = 4096
    };
    const size_t count = len < LOOK_AT ? len : LOOK_AT;

    if (is_page(bytes, count)) {
        return "this is one page of the old partner API (v1), which is not read: export "
               "with Microsoft Graph (attribute set 'full'), or " GET_DAILY;
    }
    if (*bytes == '{' && (contains(bytes, count, "\"entitlementid\"") ||
                          contains(bytes, count, "\"priceadjustmentdescription\""))) {
        return NULL;
    }
    for (size_t i = 0; i < sizeof text_forms / sizeof *text_forms; i++) {
        if (begins_with_word(bytes, count, text_forms[i].begin) &&
            contains(bytes, count, text_forms[i].holds)) {
            return text_forms[i].words;
        }
    }
    return NULL;
}

/* ---- all together ---- */

enum sniff_form sniff_bytes(const unsigned char *bytes, size_t len, struct pwz_err *err)
{
    if (begins_with(bytes, len, "\x1f\x8b", 2)) {
        return SNIFF_GZIP;
    }
    if (begins_with(bytes, len, "PK\3\4", 4) || begins_with(bytes, len, "PK\5\6", 4) ||
        begins_with(bytes, len, "PK\7\10", 4)) {
        return SNIFF_ZIP;
    }

    const size_t at = skip_blanks(bytes, len);
    const char *words = find_magic(bytes, len);

    if (words == NULL) {
        words = find_zeros(bytes, len);
    }
    if (words == NULL && at < len) {
        words = find_text_form(bytes + at, len - at);
    }
    if (words == NULL && at == len) {
        words = len == 0
                    ? "the file is empty: the download went wrong, or there is no usage "
                      "for the month; download it again"
                    : "the file holds nothing but blanks: " GET_DAILY;
    }
    if (words == NULL) {
        return SNIFF_TEXT;
    }
    (void)pwz_err_set(err, PWZ_E_SCHEMA, "%s", words);
    return SNIFF_REFUSED;
}

bool sniff_unpacked(const unsigned char *bytes, size_t len, struct pwz_err *err)
{
    const enum sniff_form form = sniff_bytes(bytes, len, err);

    if (form == SNIFF_GZIP || form == SNIFF_ZIP) {
        (void)pwz_err_set(
            err, PWZ_E_SCHEMA,
            "the file is packed twice: unpack it once, then give what comes "
            "out");
        return false;
    }
    return form == SNIFF_TEXT;
}

enum pwz_status sniff_refuse_archive(enum zip_name_kind office, size_t others,
                                     const char *other_name, struct pwz_err *err)
{
    if (office == ZIP_NAME_EXCEL) {
        return pwz_err_set(
            err, PWZ_E_SCHEMA,
            "this is an Excel workbook (.xlsx): save its sheet as 'CSV UTF-8', "
            "or " GET_DAILY);
    }
    if (office == ZIP_NAME_OFFICE) {
        return pwz_err_set(err, PWZ_E_SCHEMA,
                           "this is an office document, no usage file: " GET_DAILY);
    }
    if (others == 0) {
        return pwz_err_set(err, PWZ_E_SCHEMA, "the zip archive is empty: " GET_DAILY);
    }
    return pwz_err_set(
        err, PWZ_E_SCHEMA,
        "the zip archive holds no CSV or JSON file (but '%s'%s): " GET_DAILY, other_name,
        others > 1 ? " and others" : "");
}
