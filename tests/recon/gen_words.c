/*
 * The generator's options in words, and its truth as JSON.
 */
#include <stdlib.h>
#include <string.h>

#include "recon/gen.h"

/* ---- options ---- */

struct number_word {
    const char *name;
    size_t offset;
};

static const struct number_word numbers[] = {
    {"customers=",     offsetof(struct gen_opts, customers)    },
    {"subscriptions=", offsetof(struct gen_opts, subscriptions)},
    {"resources=",     offsetof(struct gen_opts, resources)    },
    {"year=",          offsetof(struct gen_opts, year)         },
    {"month=",         offsetof(struct gen_opts, month)        },
    {"days=",          offsetof(struct gen_opts, days)         },
    {"boms=",          offsetof(struct gen_opts, boms)         },
    {"columns=",       offsetof(struct gen_opts, columns)      },
};

static const struct number_word flags[] = {
    {"quote-all",       offsetof(struct gen_opts, quote_all)      },
    {"decimal-comma",   offsetof(struct gen_opts, decimal_comma)  },
    {"shuffle",         offsetof(struct gen_opts, shuffle)        },
    {"aliases",         offsetof(struct gen_opts, aliases)        },
    {"exponents",       offsetof(struct gen_opts, exponents)      },
    {"strings",         offsetof(struct gen_opts, strings)        },
    {"unbilled",        offsetof(struct gen_opts, unbilled)       },
    {"common-day",      offsetof(struct gen_opts, common_day)     },
    {"spread",          offsetof(struct gen_opts, spread)         },
    {"plain",           offsetof(struct gen_opts, plain)          },
    {"no-last-newline", offsetof(struct gen_opts, no_last_newline)},
};

static const char *const forms[] = {"form=daily", "form=jsonl", "form=basic",
                                    "form=monthly", "form=cost-management"};
static const char *const dates[] = {"date=mdy", "date=mdy-short", "date=dmy", "date=ymd",
                                    "date=mdy-time"};

static int find_word(const char *const *words, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(words[i], word) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static bool set_number(struct gen_opts *opts, const char *word)
{
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        const size_t len = strlen(numbers[i].name);
        if (strncmp(word, numbers[i].name, len) == 0) {
            const uint32_t value = (uint32_t)strtoul(word + len, NULL, 10);
            memcpy((char *)opts + numbers[i].offset, &value, sizeof value);
            return true;
        }
    }
    return false;
}

static bool set_flag(struct gen_opts *opts, const char *word)
{
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        if (strcmp(word, flags[i].name) == 0) {
            const bool value = true;
            memcpy((char *)opts + flags[i].offset, &value, sizeof value);
            return true;
        }
    }
    return false;
}

static bool set_text_form(struct gen_opts *opts, const char *word)
{
    if (strcmp(word, "excel-eu") == 0) {
        opts->delimiter = ';';
        opts->decimal_comma = true;
        opts->date = GEN_DMY;
    } else if (strcmp(word, "tab") == 0) {
        opts->delimiter = '\t';
    } else if (strcmp(word, "newline=lf") == 0) {
        opts->newline = "\n";
    } else if (strcmp(word, "newline=crlf") == 0) {
        opts->newline = "\r\n";
    } else if (strcmp(word, "newline=cr") == 0) {
        opts->newline = "\r";
    } else {
        return false;
    }
    return true;
}

bool gen_set(struct gen_opts *opts, const char *word)
{
    const int form = find_word(forms, sizeof forms / sizeof *forms, word);
    const int date = find_word(dates, sizeof dates / sizeof *dates, word);

    if (form >= 0) {
        opts->form = (enum gen_form)form;
    } else if (date >= 0) {
        opts->date = (enum gen_date)date;
    } else if (strncmp(word, "seed=", 5) == 0) {
        opts->seed = strtoull(word + 5, NULL, 10);
    } else {
        return set_number(opts, word) || set_flag(opts, word) ||
               set_text_form(opts, word);
    }
    return true;
}

/* ---- truth ---- */

void gen_add_money(gen_money value, unsigned scale, struct pwz_buf *out)
{
    char digits[64];
    size_t count = 0;
    gen_money rest = value < 0 ? -value : value;

    while (scale > 0 && rest % 10 == 0) {
        rest /= 10;
        scale--;
    }
    do {
        digits[count++] = (char)('0' + (int)(rest % 10));
        rest /= 10;
    } while (rest > 0 || count <= scale);
    if (value < 0) {
        pwz_buf_addc(out, '-');
    }
    while (count > 0) {
        if (count == scale) {
            pwz_buf_addc(out, '.');
        }
        pwz_buf_addc(out, digits[--count]);
    }
}

static void add_money_member(const char *name, gen_money value, unsigned scale,
                             struct pwz_buf *out)
{
    pwz_buf_addf(out, "\"%s\":\"", name);
    gen_add_money(value, scale, out);
    pwz_buf_adds(out, "\"");
}

static void add_reasons(const struct gen_row *row, struct pwz_buf *out)
{
    const char *comma = "";

    pwz_buf_adds(out, "\"ineligible_reasons\":{");
    for (int i = 0; i < GEN_REASON_COUNT; i++) {
        if (row->reasons[i] > 0) {
            pwz_buf_addf(out, "%s\"%s\":%llu", comma, gen_reason_words[i],
                         (unsigned long long)row->reasons[i]);
            comma = ",";
        }
    }
    pwz_buf_adds(out, "},");
}

static void add_days(const struct gen_truth *truth, const struct gen_row *row,
                     struct pwz_buf *out)
{
    const char *comma = "";
    uint32_t earned = 0;

    pwz_buf_adds(out, ",\"missing_days\":[");
    for (uint32_t day = 1; day <= truth->month_days; day++) {
        earned += row->earned_days >> (day - 1) & 1;
        if ((row->missing_days >> (day - 1) & 1) != 0) {
            pwz_buf_addf(out, "%s\"%04u-%02u-%02u\"", comma, truth->year, truth->month,
                         day);
            comma = ",";
        }
    }
    pwz_buf_addf(out, "],\"earned_days\":%u,\"pattern\":\"%s\"}", earned,
                 gen_pattern_words[row->pattern]);
}

static void add_counts(const struct gen_row *row, struct pwz_buf *out)
{
    pwz_buf_addf(out,
                 "\"currency\":\"%s\",\"lines\":%llu,\"earned\":%llu,\"missing\":%llu,"
                 "\"ineligible\":%llu,\"unknown\":%llu,",
                 row->currency, (unsigned long long)row->lines,
                 (unsigned long long)row->earned, (unsigned long long)row->missing,
                 (unsigned long long)row->ineligible, (unsigned long long)row->unknown);
}

static void add_costs(const struct gen_row *row, struct pwz_buf *out)
{
    add_money_member("cost_missing", row->cost_missing, 15, out);
    pwz_buf_adds(out, ",");
    add_money_member("lost_credit", row->cost_missing * 15, 17, out);
}

static void add_row(const struct gen_truth *truth, const struct gen_row *row,
                    struct pwz_buf *out)
{
    pwz_buf_addf(out, "{\"customer_id\":\"%s\",\"subscription_id\":\"%s\",",
                 row->customer, row->subscription);
    add_counts(row, out);
    add_reasons(row, out);
    add_costs(row, out);
    add_days(truth, row, out);
}

/* Sums of all rows of one currency. */
static struct gen_row total_of(const struct gen_truth *truth, const char *currency)
{
    struct gen_row total = {0};

    memcpy(total.currency, currency, sizeof total.currency);
    for (size_t i = 0; i < truth->count; i++) {
        const struct gen_row *row = &truth->rows[i];
        if (strcmp(row->currency, currency) == 0) {
            total.lines += row->lines;
            total.earned += row->earned;
            total.missing += row->missing;
            total.ineligible += row->ineligible;
            total.unknown += row->unknown;
            total.cost_missing += row->cost_missing;
        }
    }
    return total;
}

void gen_truth_json(const struct gen_truth *truth, struct pwz_buf *out)
{
    static const char *const currencies[] = {"BRL", "CHF", "EUR", "GBP", "USD"};
    const char *comma = "";

    pwz_buf_adds(out, "{\"schema\":\"pecwiz-recon/1\",\"partial\":false,\n\"totals\":[");
    for (size_t i = 0; i < sizeof currencies / sizeof *currencies; i++) {
        const struct gen_row total = total_of(truth, currencies[i]);
        if (total.lines > 0) {
            pwz_buf_addf(out, "%s\n{", comma);
            add_counts(&total, out);
            add_costs(&total, out);
            pwz_buf_adds(out, "}");
            comma = ",";
        }
    }
    pwz_buf_adds(out, "],\n\"by\":\"subscription\",\n\"rows\":[");
    for (size_t i = 0; i < truth->count; i++) {
        pwz_buf_adds(out, i == 0 ? "\n" : ",\n");
        add_row(truth, &truth->rows[i], out);
    }
    pwz_buf_adds(out, "]}\n");
}
