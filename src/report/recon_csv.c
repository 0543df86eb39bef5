/*
 * The rows of the usage-file report for a spreadsheet or a script: RFC 4180, and no cell
 * of text that a spreadsheet would run as a formula.
 *
 * A name from a usage file may begin with = + - @ (also full-width) and would then be
 * executed by whoever opens the file; quotes do not help, an apostrophe does. So that
 * nothing is lost, a cell that begins with an apostrophe gets one more: who reads the
 * file takes one off. Figures are written by this program and stay figures: "-12.5" is a
 * number to every spreadsheet.
 */
#include <inttypes.h>
#include <string.h>

#include "report/recon_parts.h"

struct row_writer {
    struct pwz_buf *out;
    bool is_first; /* no comma before it */
};

/* Also what comes after blanks, which some spreadsheets strip. Tab, CR and their like
 * cannot come: all text has passed the gate. */
static bool is_risky(const char *text)
{
    static const char *const risky[] = {
        "=",
        "+",
        "-",
        "@",
        "\xef\xbc\x9d",
        "\xef\xbc\x8b",
        "\xef\xbc\x8d",
        "\xef\xbc\xa0",
    };

    if (text[0] == '\'') {
        return true;
    }
    text += strspn(text, " ");
    for (size_t i = 0; i < sizeof(risky) / sizeof(risky[0]); i++) {
        if (strncmp(text, risky[i], strlen(risky[i])) == 0) {
            return true;
        }
    }
    return false;
}

static void put_raw(struct row_writer *row, const char *text)
{
    pwz_buf_adds(row->out, row->is_first ? "" : ",");
    pwz_buf_adds(row->out, text);
    row->is_first = false;
}

static void put_text(struct row_writer *row, const char *text)
{
    const size_t len = strlen(text);
    const bool is_quoted = strpbrk(text, "\",\r\n") != NULL ||
                           (len > 0 && (text[0] == ' ' || text[len - 1] == ' '));

    put_raw(row, is_quoted ? "\"" : "");
    pwz_buf_adds(row->out, is_risky(text) ? "'" : "");
    for (const char *at = text; *at != '\0'; at++) {
        pwz_buf_adds(row->out, *at == '"' ? "\"" : "");
        pwz_buf_addc(row->out, *at);
    }
    pwz_buf_adds(row->out, is_quoted ? "\"" : "");
}

static void put_count(struct row_writer *row, uint64_t count)
{
    put_raw(row, "");
    pwz_buf_addf(row->out, "%" PRIu64, count);
}

static void put_amount(struct row_writer *row, const struct pwz_decimal *amount)
{
    put_raw(row, "");
    pwz_decimal_add_to(amount, row->out);
}

static void put_day(struct row_writer *row, int32_t day)
{
    char text[PWZ_DAY_CHARS];

    put_raw(row, pwz_day_text(day, text));
}

/* ---- columns ---- */

typedef void put_fn(struct row_writer *out, const struct pwz_recon_row *row);

static void put_customer_id(struct row_writer *out, const struct pwz_recon_row *row)
{
    put_text(out, row->customer_id);
}

static void put_customer_name(struct row_writer *out, const struct pwz_recon_row *row)
{
    put_text(out, row->customer_name);
}

static void put_subscription_id(struct row_writer *out, const struct pwz_recon_row *row)
{
    put_text(out, row->subscription_id);
}

static void put_subscription_name(struct row_writer *out, const struct pwz_recon_row *row)
{
    put_text(out, row->subscription_name);
}

static void put_resource_group(struct row_writer *out, const struct pwz_recon_row *row)
{
    put_text(out, row->resource_group);
}

static void put_row_day(struct row_writer *out, const struct pwz_recon_row *row)
{
    put_day(out, row->day);
}

static void put_currency(struct row_writer *out, const struct pwz_recon_row *row)
{
    put_text(out, row->currency);
}

static void put_lines(struct row_writer *out, const struct pwz_recon_row *row)
{
    put_count(out, row->sums.lines);
}

static void put_earned(struct row_writer *out, const struct pwz_recon_row *row)
{
    put_count(out, row->sums.judged[PWZ_JUDGED_EARNED]);
}

static void put_missing(struct row_writer *out, const struct pwz_recon_row *row)
{
    put_count(out, row->sums.judged[PWZ_JUDGED_MISSING]);
}

static void put_ineligible(struct row_writer *out, const struct pwz_recon_row *row)
{
    put_count(out, row->sums.judged[PWZ_JUDGED_INELIGIBLE]);
}

static void put_unknown(struct row_writer *out, const struct pwz_recon_row *row)
{
    put_count(out, row->sums.judged[PWZ_JUDGED_UNKNOWN]);
}

static void put_cost(struct row_writer *out, const struct pwz_recon_row *row)
{
    put_amount(out, &row->sums.cost_missing);
}

static void put_lost(struct row_writer *out, const struct pwz_recon_row *row)
{
    put_amount(out, &row->sums.lost_credit);
}

static void put_first_missing(struct row_writer *out, const struct pwz_recon_row *row)
{
    put_day(out, row->first_missing);
}

static void put_last_missing(struct row_writer *out, const struct pwz_recon_row *row)
{
    put_day(out, row->last_missing);
}

static void put_missing_days(struct row_writer *out, const struct pwz_recon_row *row)
{
    put_count(out, row->missing_days);
}

static void put_earned_days(struct row_writer *out, const struct pwz_recon_row *row)
{
    put_count(out, row->earned_days);
}

static void put_pattern(struct row_writer *out, const struct pwz_recon_row *row)
{
    put_text(out, pwz_recon_pattern_word(row->pattern));
}

enum {
    CUSTOMER = 1 << PWZ_BY_CUSTOMER,
    SUBSCRIPTION = 1 << PWZ_BY_SUBSCRIPTION,
    GROUP = 1 << PWZ_BY_GROUP,
    DAY = 1 << PWZ_BY_DAY,
    ALWAYS = CUSTOMER | SUBSCRIPTION | GROUP | DAY
};

/* The keys of the JSON, and the names, which it has not. */
static const struct {
    const char *name;
    unsigned by; /* bits of what rows are about */
    put_fn *put;
} columns[] = {
    {"customer_id",       ALWAYS,                          put_customer_id      },
    {"customer_name",     ALWAYS,                          put_customer_name    },
    {"subscription_id",   SUBSCRIPTION | GROUP | DAY,      put_subscription_id  },
    {"subscription_name", SUBSCRIPTION | GROUP | DAY,      put_subscription_name},
    {"resource_group",    GROUP,                           put_resource_group   },
    {"day",               DAY,                             put_row_day          },
    {"currency",          ALWAYS,                          put_currency         },
    {"lines",             ALWAYS,                          put_lines            },
    {"earned",            ALWAYS,                          put_earned           },
    {"missing",           ALWAYS,                          put_missing          },
    {"ineligible",        ALWAYS,                          put_ineligible       },
    {"unknown",           ALWAYS,                          put_unknown          },
    {"cost_missing",      ALWAYS,                          put_cost             },
    {"lost_credit",       ALWAYS,                          put_lost             },
    {"first_missing",     CUSTOMER | SUBSCRIPTION | GROUP, put_first_missing    },
    {"last_missing",      CUSTOMER | SUBSCRIPTION | GROUP, put_last_missing     },
    {"missing_days",      CUSTOMER | SUBSCRIPTION | GROUP, put_missing_days     },
    {"earned_days",       CUSTOMER | SUBSCRIPTION | GROUP, put_earned_days      },
    {"pattern",           CUSTOMER | SUBSCRIPTION | GROUP, put_pattern          },
};
enum {
    COLUMN_COUNT = sizeof(columns) / sizeof(columns[0])
};

/* `row` NULL: the head line. */
static void put_line(const struct pwz_recon_view *view, const struct pwz_recon_row *row,
                     struct pwz_buf *out)
{
    struct row_writer writer = {.out = out, .is_first = true};

    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if ((columns[i].by >> view->by & 1U) == 0) {
            continue;
        }
        if (row == NULL) {
            put_raw(&writer, columns[i].name);
        } else {
            columns[i].put(&writer, row);
        }
    }
    pwz_buf_adds(out, "\r\n");
}

enum pwz_status pwz_recon_view_csv(const struct pwz_recon_view *view,
                                   const struct pwz_recon_sink *sink)
{
    put_line(view, NULL, sink->buf);
    for (size_t i = 0; i < view->row_count; i++) {
        put_line(view, view->rows[i], sink->buf);
        pwz_recon_flush(sink);
    }
    return pwz_recon_finish_page(sink);
}
