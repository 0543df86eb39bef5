/*
 * The report of usage files as a person or a program reads it: text for a terminal, JSON,
 * CSV and one HTML page, all from one view, so that they cannot tell different things.
 *
 * Pure: no file, no clock, no terminal. What the figures mean is the reader's business
 * (pecwiz/recon_report.h); here they are only put in order and worded.
 */
#ifndef PECWIZ_RECON_VIEW_H
#define PECWIZ_RECON_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pecwiz/buf.h"
#include "pecwiz/recon_report.h"

/* How much money a missing day stands for, against the dearest missing day shown in the
 * same currency. */
enum {
    PWZ_HEAT_NONE = 0, /* nothing is missing, or nothing is known of single days */
    PWZ_HEAT_MOST = 4  /* above three quarters; 1 is up to a quarter */
};

/* Everything a report shows. Arrays of pointers, so that a test can make one by hand and
 * a program can take one from a report with pwz_recon_view_open(). All borrowed, apart
 * from what _open() made. */
struct pwz_recon_view {
    const struct pwz_recon_file *const *files;
    size_t file_count;
    const struct pwz_recon_warning *const *warnings;
    size_t warning_count;
    uint64_t warnings_dropped;
    const struct pwz_recon_total *const *totals; /* one for each currency; of the rows
                                                    asked for */
    size_t total_count;
    const struct pwz_recon_row *const *rows; /* those shown, in their order */
    size_t row_count;
    size_t hidden_count; /* rows that `top` left out */
    const struct pwz_recon_common_day *const *common_days;
    size_t common_day_count;
    const struct pwz_recon_monthly *const *monthly;
    size_t monthly_count;
    size_t monthly_shown; /* of them, in the tables for people */
    enum pwz_recon_by by;
    bool are_days_together;      /* rows are days over everything, in their order */
    int32_t first_day, last_day; /* of rows[]->days; PWZ_DAY_NONE = no line counts */
    bool is_narrowed; /* of one customer or subscription, totals and rules as well */
    bool has_missing; /* some line of all rows, or of a monthly file, misses the credit */
    bool is_partial;
    const char *partial_reason; /* "" when complete */

    /* PWZ_HEAT_ of each day from first_day on, for the first heat_count rows; NULL when
     * the money of single days is not known. Not by day. */
    const uint8_t *const *heats;
    size_t heat_count;
    const struct pwz_decimal *peaks; /* of each total: its dearest missing day shown */

    void *storage; /* of _open(); NULL in a view made by hand */
};

/* What to take from a report. Zero-initialised: all rows by customer, no heats. */
struct pwz_recon_view_opts {
    enum pwz_recon_by by;
    bool are_days_together; /* by day only: one row for each day and currency over all
                               subscriptions, as people look at days; else one for each
                               subscription, as the schema has them */
    const char *customer, *subscription; /* only these rows, lower case; NULL = all */
    size_t top;                          /* rows of each currency; 0 = all */
    size_t heats;                        /* rows that get heats, from the first */
};

/* Make a view of a report; both must outlive it. Rows come currency by currency, in each
 * of them in the order of the report: most lost credit first; days that are together in
 * their own order, `top` of them being those that lost most. Close it in any case. Cost:
 * one pass over the groups, and two over those of rows with heats. PWZ_E_NOMEM. */
enum pwz_status pwz_recon_view_open(struct pwz_recon_view *view,
                                    const struct pwz_recon_report *report,
                                    const struct pwz_recon_view_opts *opts,
                                    struct pwz_err *err);
void pwz_recon_view_close(struct pwz_recon_view *view); /* zeroed: allowed */

/* How the pages look. */
struct pwz_recon_look {
    size_t cols; /* of the text, at least 40; 0 = 80 */
    bool is_ascii;
    bool has_color; /* text: colours of the terminal's own theme, never as meaning */
};

/* Where a page goes. `flush`, when set, is called whenever `buf` has grown large and once
 * at the end; it takes what is there and clears the buffer, so that a page of millions of
 * rows needs no memory for itself. Without it all stays in `buf`. */
struct pwz_recon_sink {
    struct pwz_buf *buf;
    void (*flush)(void *context, struct pwz_buf *buf);
    void *context;
};

/* All return the status of the buffer: PWZ_OK, PWZ_E_NOMEM, PWZ_E_LIMIT. */

/* A page for people: files, totals for each currency, the table of rows, the calendar,
 * which rule spoke on how many lines, warnings and refusals. */
enum pwz_status pwz_recon_view_text(const struct pwz_recon_view *view,
                                    const struct pwz_recon_look *look,
                                    const struct pwz_recon_sink *sink);

/* The object of architecture.md section 4, schema pecwiz-recon/1. Amounts are exact
 * decimal strings. "files" has only those that count; "not_used" behind it names those
 * that were refused, "not_read" those that the reading ended before; both are there only
 * when there is one, as "left_out" of a file, the number of its lines that could not be
 * used. */
enum pwz_status pwz_recon_view_json(const struct pwz_recon_view *view,
                                    const struct pwz_recon_sink *sink);

/* The rows as CSV (RFC 4180, CRLF, UTF-8 without a byte-order mark). A cell of text that
 * a spreadsheet could take for a formula, and one that begins with an apostrophe, gets an
 * apostrophe in front: who reads it takes one off. Amounts are exact, with a point, and
 * negative ones begin with "-": a number is no formula. */
enum pwz_status pwz_recon_view_csv(const struct pwz_recon_view *view,
                                   const struct pwz_recon_sink *sink);

/* One self-contained page with the same tables and calendars; no script, nothing loaded.
 */
enum pwz_status pwz_recon_view_html(const struct pwz_recon_view *view,
                                    const struct pwz_recon_sink *sink);

#endif
