/*
 * The reader's own state: files, tables, the file being read. Shared by the sources of
 * this room only.
 */
#ifndef EVIDENCE_RECON_READER_H
#define EVIDENCE_RECON_READER_H

#include <stdatomic.h>

#include "evidence/recon/csv.h"
#include "evidence/recon/dates.h"
#include "evidence/recon/jsonl.h"
#include "evidence/recon/record.h"
#include "evidence/recon/wording.h"

struct file {
    uint32_t name; /* texts */
    uint32_t refused;
    enum pwz_recon_kind kind;
    bool is_cut;
    bool is_unread; /* the reading ended before its first line; `refused` says so */
    bool is_jsonl;
    bool has_credit;     /* a column that tells the credit, by head or first line */
    bool has_credit_key; /* JSON: a line has it */
    bool has_type;       /* a column for the type of credit */
    bool has_flag;       /* a column that says whether the credit was applied */
    bool has_plan_name;
    bool has_publisher_type;
    bool has_bom;
    bool has_invoice; /* a column for it */
    bool is_billed;   /* a line has an invoice number */
    bool has_comma;   /* a number with a decimal comma */
    char delimiter;
    uint32_t columns;
    const char *version;
    uint64_t bytes, lines, unusable, repeated_heads, totals, rounded;
    uint32_t partner; /* texts, of the first line */
    uint32_t invoice;
    unsigned charges_say; /* SAYS_..., by the charged months, by the dates of the rates */
    unsigned rates_say;
    struct date_periods periods[PERIODS]; /* seen while dates of use told no order */
    enum date_order order; /* set when the file ends; ORDER_OPEN: assumed */
    bool is_settled;       /* it is set */
    const char *order_reason;
    int32_t first_day, last_day;
    int32_t newest_day; /* of this and the other unbilled files of its months; sealed */
};

struct warning {
    uint32_t file;
    uint64_t line;
    const char *text;
};

struct id_entry {
    uint32_t text;
    uint32_t name;
    uint64_t lines, earned, missing;
};
struct id_list {
    struct id_entry *entries;
    uint32_t count, room;
    struct hashes index;
    uint32_t last;
};

/* The bytes of a value met in the line before: most values repeat. */
enum {
    MEMO_MAX = 124
};
struct memo {
    uint32_t len; /* MEMO_MAX + 1: nothing kept */
    char bytes[MEMO_MAX];
};

struct date_memo {
    uint32_t len; /* 0 = empty */
    uint32_t date;
    char bytes[24];
};

/* Where lines with these values belong: subscription, customer, currency, group. */
enum {
    PLACE_BYTES = 176,
    PLACE_SLOTS = 1024,
    PRODUCT_BYTES = 56, /* of a key; longer ids are cut */
    PRODUCT_SLOTS = 1024
};
struct place_memo {
    uint32_t sub, group;
    uint8_t len[4];
    bool is_set;
    char bytes[PLACE_BYTES];
};
/* The three ids of a product, as they are written, in one subscription. */
struct product_memo {
    uint32_t sub, product;
    uint16_t len;
    bool is_set;
    char bytes[53]; /* 64 in all */
};

struct id_counts {
    uint64_t lines, earned, missing;
};

struct line_state {
    uint32_t sub, group_index, product_index; /* of the present line */
    struct memo ids[PWZ_ID_COUNT];
    uint32_t id_index[PWZ_ID_COUNT];
    bool has_id[PWZ_ID_COUNT];
    bool is_unbilled;        /* the invoice number is empty */
    struct id_counts counts; /* of lines with these ids, not yet in the lists */
    struct memo charge_start, charge_end, rate_date;
    bool is_order_known; /* a date of use has shown the order */
    struct date_memo dates[64];
    struct wording_memo words[WORDING_SLOTS];
    struct product_memo products[PRODUCT_SLOTS];
    struct place_memo places[PLACE_SLOTS];
};

enum feed_state {
    FEED_NONE, /* between files */
    FEED_HEAD,
    FEED_CSV,
    FEED_JSONL,
    FEED_REFUSED,
    FEED_FAILED,
    FEED_SEALED
};

struct progress {
    _Atomic uint64_t bytes, lines, missing;
    _Atomic uint32_t files;
    _Atomic bool is_cancelled;
};

struct pwz_recon {
    struct pwz_recon_opts opts;
    const struct scan_engine *engine;
    struct budget budget;
    struct texts texts;
    struct tables tables[2]; /* usage; invoice */
    struct dates dates;
    struct id_list ids[PWZ_ID_COUNT];
    struct file *files;
    uint32_t file_count, file_room;
    struct warning *warnings;
    uint32_t warning_count, warning_room;
    uint64_t warnings_dropped;
    struct pwz_arena arena; /* words of warnings */
    uint32_t first_partner; /* of the files that count, texts */
    struct progress own_progress;
    struct progress *progress; /* own, or that of the reader this one works for */

    enum feed_state state;
    struct pwz_err failure; /* after FEED_FAILED */
    struct file *file;      /* the last of `files`; moves with them */
    struct columns columns;
    struct line_state memory;
    struct csv *csv;
    struct csv_sink csv_sink;
    struct jsonl *jsonl;
    struct jsonl_sink jsonl_sink;
    bool is_silent;        /* progress was told already */
    size_t told;           /* of so many bytes of the next pieces, too */
    uint32_t row_mark_len; /* how line 1 begins: its first field and the delimiter */
    char row_mark[MEMO_MAX];
    char *tail; /* bytes of the row or head that is not yet whole */
    size_t tail_len, tail_room;
    uint64_t shown_missing, shown_lines;
    char (*copies)[VALUE_MAX];
};

/* Judge one data line and add it up. False: stop, recon->failure or a refusal says why.
 */
bool line_take(struct pwz_recon *recon, const struct record *record);

/* What a rule table entry would say about a ratio; see judge.c. */
struct judged_line {
    wide total;
    enum pwz_recon_rule rule;
    enum ratio ratio;
    bool is_refund;
};
void line_judge(const struct file *file, struct wording_memo *memos,
                const struct record *record, struct judged_line *line);

void recon_warn(struct pwz_recon *recon, uint64_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Remember why nothing more can be read. Returns false. */
bool recon_fail(struct pwz_recon *recon, uint64_t line);
bool recon_fail_with(struct pwz_recon *recon, uint64_t line, enum pwz_status status,
                     const char *words);
/* All bytes of the file are fed: its last row ends here. */
void recon_run_last(struct pwz_recon *recon);
/* The file has so many lines, and rows go on behind them. */
void recon_set_lines(struct pwz_recon *recon, uint64_t lines);
/* One more file, the current one from now on. False: no memory. */
bool recon_add_file(struct pwz_recon *recon, const char *name);
/* The reading ends in the current file. When not even its head is known, nothing of the
 * file was read, and that is what is said of it. */
void recon_leave(struct pwz_recon *recon, enum pwz_status why);
/* The current file does not count; the words are kept. Returns false. */
bool recon_refuse(struct pwz_recon *recon, uint64_t line, const char *words);

/* Order of a file's dates from all it has shown. */
void file_settle_dates(struct pwz_recon *recon, uint32_t file);
/* Tell of a file, the last one, whose days of use are of more than one month. */
void file_warn_span(struct pwz_recon *recon, const struct file *file);
/* Tell when a file before it, the last one, seems to have the same lines. */
void file_warn_twice(struct pwz_recon *recon, const struct file *file);

uint32_t ids_add(struct pwz_recon *recon, enum pwz_recon_ids ids, uint32_t text);

/* Whether a date of a file that begins now may belong to a month of the files before;
 * true when there are none. */
bool month_is_known(struct pwz_recon *recon, const struct raw_date *date);

#endif
