/*
 * Make the seed corpus of the three recon targets: generated files of every form, a few
 * lines behind each of the heads that fuzz_recon.c puts before its input, text with odd
 * quotes and line ends, and packed files.
 *
 *     recon_corpus RECON-FOLDER RECON-CSV-FOLDER RECON-PACKED-FOLDER
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "recon/gen.h"
#include "recon/pack.h"

static const char *const variants[][4] = {
    {"plain"         },
    {"newline=lf",     "quote-all"},
    {"newline=cr"               },
    {"excel-eu", "unbilled"},
    {"tab",      "boms=2"},
    {"columns=43",            "aliases"},
    {"columns=52",                "shuffle"},
    {"exponents","date=mdy-time"},
    {"date=ymd",     "no-last-newline"},
    {"form=jsonl"               },
    {"form=jsonl",      "strings", "exponents"},
    {"form=basic"      },
    {"form=monthly"               },
    {"form=cost-management"},
};
enum {
    VARIANTS = sizeof variants / sizeof *variants
};

static bool write_file(const char *folder, const char *name, const struct pwz_buf *buf)
{
    char path[1024];

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);

    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    const bool is_written =
        fd >= 0 && write(fd, buf->data, buf->len) == (ssize_t)buf->len;

    return (fd < 0 || close(fd) == 0) && is_written;
}

/* Lines that exercise what generated ones do not. */
static const char odd[] =
    "PartnerId,CustomerId,EntitlementId,ResourceGroup,UsageDate,BillingPreTaxTotal,"
    "BillingCurrency,PartnerEarnedCreditPercentage\n"
    "p,c,s,\"a \"\"b\"\"\",10/13/2026,1.5,EUR,0\n"
    "p,c,s,a\"b,10/14/2026,-2E-3,EUR,15\n\n"
    "p,c,s,\"x\"y\"z,10/15/2026,\"1,5\",EUR,\n"
    "PartnerId,CustomerId,EntitlementId,ResourceGroup,UsageDate,BillingPreTaxTotal,"
    "BillingCurrency,PartnerEarnedCreditPercentage\r\n"
    "Total,,,,,3.5,EUR,\r\n"
    "p,c,s,short\r"
    "p,c,s,\"two\nlines\",10/16/2026,99999999999999999999,EUR,0\n"
    "p,c,s,g,2/30/2026,x,EUR,0\n"
    "p,c,s,\"never closed,10/17/2026,1,EUR,0\n"
    "p,c,s,g,10/18/2026,1,EUR,0\n";

/* Behind the heads 1 to 7 of fuzz_recon.c, in their order. */
static const char *const lines[] = {
    "p,c,s,g,10/13/2026,1.5,EUR,0,G1,Microsoft\n"
    "p,c,s,g,10/14/2026,2.5,EUR,15,G1,Microsoft\r\n"
    "p,c,\"t, \"\"2\"\"\",h,10/15/2026,0,USD,,,Third\n",
    "c;s;13/10/2026;1,5;EUR;Partner Earned Credit Applied;1,2;1,02;D2;Charge;2;0\r\n"
    "c;s;14/10/2026;2,5;EUR;Partner Earned Credit Not Applied;1,2;1,2;Spot;;2;\r\n"
    "c;s;15/10/2026;0;EUR;Azure Credit Applied;0;0;;SavingsPlan;1;100\r\n",
    "c,s,10,EUR,\"[\"\"15.0% Partner earned credit for services managed\"\"]\",1,0.85,VM,"
    "Azure plan,10/1/2026\n"
    "c,s,20,EUR,[],1,1,VM,Azure plan,10/1/2026\n"
    "c,t,5,EUR,,1,1,Savings plan,M365,10/1/2026\n",
    "c,s,2026-10-13,1.5,EUR,True,g,Azure,Usage,OnDemand\n"
    "c,s,2026-10-14,1.5,EUR,False,g,Azure,Usage,Spot\n"
    "c,s,2026-10-15,1.5,EUR,0,g,Marketplace,Purchase,SavingsPlan\n",
    "{\"UsageDate\":\"2026-10-14T00:00:00Z\",\"EntitlementId\":\"s\\u00e9\","
    "\"BillingPreTaxTotal\":-1.2E-05,\"BillingCurrency\":\"EUR\",\"Tags\":\"{\\\"a\\\":1}"
    "\","
    "\"UnitPrice\":1,\"EffectiveUnitPrice\":1,\"CustomerId\":null}\n{\"UsageDate\":1}\n",
    "\"10/13/2026\"\t\"1.5\"\t\"EUR\"\t\"s\"\t\"two\nlines\"\t\"0\"\t\"10/1/2026\"\t"
    "\"10/31/2026\"\t\"10/1/2026\"\r2026-10-14\t9\tEUR\ts\tg\t15\t\t\t\r",
    "\xef\xbb\xbfs;2.10.2026;1;EUR;c;\"N; \"\"x\"\"\";Azure plan;o;\r\n"
    "Total;;1;EUR;;;;;\r\ns;3.10.2026;-99999999999999999999;EUR;c;;;;Reservation\r\n",
};
enum {
    LINES = sizeof lines / sizeof *lines
};

/* For rows and cells alone. */
static const char *const texts[] = {
    "a,b\r\n\"c \"\"d\"\"\",\"e\nf\"\r\n\r\ng,h\r",
    "a;5\" disk;\"b\"c;\"\"\n\"open;x\ny;z\n",
    "\xef\xbb\xbf\"a\"\t\"\"\"\"\n \t\n\"x\r\ny\"\t",
    "0123456789012345678901234567890123456789012345678901234567890,\"\"\r\n\"1\"\"\"\n",
};
enum {
    TEXTS = sizeof texts / sizeof *texts
};

static bool write_seed(const char *folder, const char *kind, int index,
                       const char *choices, size_t len, const char *text)
{
    struct pwz_buf buf;
    char name[64];

    pwz_buf_init(&buf, SIZE_MAX);
    pwz_buf_add(&buf, choices, len);
    pwz_buf_adds(&buf, text);
    (void)snprintf(name, sizeof name, "%s-%d", kind, index);
    const bool is_written = write_file(folder, name, &buf);
    pwz_buf_done(&buf);
    return is_written;
}

static bool make_small(const char *recon, const char *csv)
{
    bool is_good = true;

    for (int i = 0; i < LINES && is_good; i++) {
        const char choices[] = {(char)i, (char)((i + 1) * 8 + i), 0, (char)i};
        is_good = write_seed(recon, "head", i + 1, choices, 4, lines[i]);
    }
    for (int i = 0; i < TEXTS && is_good; i++) {
        const char choices[] = {(char)i, (char)(i * 9), (char)(i % 2)};
        is_good = write_seed(csv, "text", i, choices, 3, texts[i]);
    }
    return is_good;
}

static bool make_plain(const char *folder, int index, struct pwz_buf *text)
{
    struct gen_opts opts = {.seed = 3,
                            .customers = 1,
                            .subscriptions = 1,
                            .resources = 2 + (uint32_t)index % 3,
                            .days = 1};
    struct gen_truth truth = {0};
    char name[64];
    size_t len = (size_t)snprintf(name, sizeof name, "%02d", index);

    for (int k = 0; k < 4 && variants[index][k] != NULL; k++) {
        (void)gen_set(&opts, variants[index][k]);
        len += (size_t)snprintf(name + len, sizeof name - len, "-%s", variants[index][k]);
    }
    pwz_buf_addc(text, (char)(index * 17));
    pwz_buf_addc(text, (char)(index % 8)); /* no head before it */
    pwz_buf_addc(text, (char)(index % 2));
    pwz_buf_addc(text, (char)(index % 4));
    const bool is_made = gen_make_text(&opts, text, &truth);
    gen_truth_done(&truth);
    return is_made && write_file(folder, name, text);
}

static bool make_packed(const char *folder, const char *text, size_t len)
{
    const struct pack_member members[] = {
        {"a.csv",   text,   len, 8, 0, PACK_SIZED,     false, 0, 0},
        {"b.csv",   text,   len, 0, 0, PACK_SIZED,     true,  0, 0},
        {"c.csv",   text,   len, 8, 0, PACK_BEHIND_64, true,  0, 0},
        {"d.pdf",   "%PDF", 4,   8, 0, PACK_BEHIND,    false, 0, 0},
        {"e/f.csv", text,   len, 8, 1, PACK_SIZED,     false, 0, 0},
    };
    static const char *const names[] = {"zip-file",  "zip-pipe",  "zip64-file",
                                        "gzip-file", "gzip-pipe", "plain"};
    bool is_good = true;

    for (int i = 0; i < 6 && is_good; i++) {
        const struct pack_zip zip = {
            .members = members, .count = 5, .is_zip64 = i == 2, .comment = "c"};
        struct pwz_buf out;
        pwz_buf_init(&out, SIZE_MAX);
        pwz_buf_addc(&out, (char)(i == 1 || i == 4));
        if (i < 3) {
            pack_zip(&zip, &out);
        } else if (i < 5) {
            pack_gzip(text, len / 2, PACK_NAME | PACK_EXTRA, &out);
            pack_gzip(text + len / 2, len - len / 2, PACK_COMMENT | PACK_HEAD_CRC, &out);
        } else {
            pwz_buf_add(&out, text, len);
        }
        is_good = write_file(folder, names[i], &out);
        pwz_buf_done(&out);
    }
    return is_good;
}

int main(int argc, char **argv)
{
    struct pwz_buf text;
    bool is_good = argc == 4 && make_small(argv[1], argv[2]) &&
                   make_packed(argv[3], odd, sizeof odd - 1);

    for (int i = 0; i < VARIANTS && is_good; i++) {
        pwz_buf_init(&text, SIZE_MAX);
        is_good = make_plain(argv[1], i, &text);
        pwz_buf_done(&text);
    }
    pwz_buf_init(&text, SIZE_MAX);
    pwz_buf_add(&text, "\7\3\0\1", 4);
    pwz_buf_adds(&text, odd);
    is_good = is_good && write_file(argv[1], "odd-lines", &text);
    pwz_buf_done(&text);
    return is_good ? 0 : 1;
}
