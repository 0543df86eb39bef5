/*
 * Make the seed corpus of the two recon targets: small files of every form, and packed
 * ones. recon_corpus FOLDER RECON-PACKED-FOLDER
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

static bool make_plain(const char *folder, int index, struct pwz_buf *text)
{
    struct gen_opts opts = {.seed = 3,
                            .customers = 1,
                            .subscriptions = 2,
                            .resources = 4 + (uint32_t)index % 6,
                            .days = 1};
    struct gen_truth truth = {0};
    char name[64];
    size_t len = (size_t)snprintf(name, sizeof name, "%02d", index);

    for (int k = 0; k < 4 && variants[index][k] != NULL; k++) {
        (void)gen_set(&opts, variants[index][k]);
        len += (size_t)snprintf(name + len, sizeof name - len, "-%s", variants[index][k]);
    }
    pwz_buf_addc(text, (char)(index * 17));
    pwz_buf_addc(text, (char)index);
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
    bool is_good = argc == 3;

    for (int i = 0; i < VARIANTS && is_good; i++) {
        pwz_buf_init(&text, SIZE_MAX);
        is_good = make_plain(argv[1], i, &text);
        if (is_good && i == 0) {
            is_good = make_packed(argv[2], text.data + 4, text.len - 4);
        }
        pwz_buf_done(&text);
    }
    pwz_buf_init(&text, SIZE_MAX);
    pwz_buf_add(&text, "\7\3\0\1", 4);
    pwz_buf_adds(&text, odd);
    is_good = is_good && write_file(argv[1], "odd-lines", &text);
    pwz_buf_done(&text);
    return is_good ? 0 : 1;
}
