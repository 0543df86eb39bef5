/*
 * Figures, days and single sentences of the usage-file report, in words for people. Every
 * output uses these, so that they cannot differ.
 *
 * Must not know: pages, columns, colours.
 */
#include <inttypes.h>
#include <string.h>

#include "report/recon_parts.h"

enum {
    GROUPED_FROM = 5, /* digits; "1234" reads well as it is */
    NUMBER_MAX = 256  /* bytes of any figure */
};

static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

/* ---- figures ---- */

/* Digits with a blank before every third from the right. */
static void put_grouped(const char *digits, size_t len, struct pwz_buf *out)
{
    for (size_t i = 0; i < len; i++) {
        if (i > 0 && len >= GROUPED_FROM && (len - i) % 3 == 0) {
            pwz_buf_addc(out, ' ');
        }
        pwz_buf_addc(out, digits[i]);
    }
}

void pwz_recon_put_count(uint64_t count, struct pwz_buf *out)
{
    struct pwz_buf digits;

    pwz_buf_init(&digits, NUMBER_MAX);
    pwz_buf_addf(&digits, "%" PRIu64, count);
    put_grouped(pwz_buf_text(&digits), digits.len, out);
    pwz_buf_done(&digits);
}

void pwz_recon_put_amount(const struct pwz_decimal *amount, struct pwz_buf *out)
{
    const int sign = pwz_decimal_sign(amount);
    struct pwz_buf digits;
    const char *text;

    pwz_buf_init(&digits, NUMBER_MAX);
    pwz_decimal_add_rounded(amount, 2, &digits);
    text = pwz_buf_text(&digits);
    if (sign != 0 && strspn(text, "-0.") == digits.len) {
        pwz_buf_adds(out, sign > 0 ? "<0.01" : ">-0.01");
    } else {
        pwz_buf_adds(out, *text == '-' ? "-" : "");
        text += *text == '-' ? 1 : 0;
        put_grouped(text, strcspn(text, "."), out);
        pwz_buf_adds(out, text + strcspn(text, "."));
    }
    pwz_buf_done(&digits);
}

void pwz_recon_put_money(const struct pwz_decimal *amount, const char *currency,
                         struct pwz_buf *out)
{
    pwz_recon_put_amount(amount, out);
    pwz_buf_addf(out, " %s", currency[0] != '\0' ? currency : "without a currency");
}

/* ---- days ---- */

void pwz_recon_put_day(int32_t day, struct pwz_buf *out)
{
    const struct pwz_date date = pwz_day_date(day);

    pwz_buf_addf(out, "%" PRIu32 " %.3s", date.day, months[date.month - 1]);
}

void pwz_recon_put_month(int32_t day, struct pwz_buf *out)
{
    const struct pwz_date date = pwz_day_date(day);

    pwz_buf_addf(out, "%s %" PRId32, months[date.month - 1], date.year);
}

void pwz_recon_put_span(int32_t first, int32_t last, struct pwz_buf *out)
{
    char from[PWZ_DAY_CHARS], to[PWZ_DAY_CHARS];

    if (first == PWZ_DAY_NONE) {
        pwz_buf_adds(out, "no days");
        return;
    }
    pwz_buf_adds(out, pwz_day_text(first, from));
    if (last != first) {
        pwz_buf_addf(out, " to %s", pwz_day_text(last, to));
    }
}

/* 1970-01-01 was a Thursday. */
char pwz_recon_weekday(int32_t day)
{
    static const char letters[] = "TFSSMTW";

    return letters[(day % 7 + 7) % 7];
}

/* ---- rows ---- */

void pwz_recon_put_pattern(const struct pwz_recon_row *row, struct pwz_buf *out)
{
    static const char *const words[PWZ_PATTERN_COUNT] = {
        [PWZ_PATTERN_NONE] = "none",
        [PWZ_PATTERN_ALL] = "all",
        [PWZ_PATTERN_FROM_DATE] = "from ",
        [PWZ_PATTERN_UNTIL_DATE] = "until ",
        [PWZ_PATTERN_GAP] = "gap",
        [PWZ_PATTERN_SOME_GROUPS] = "some groups",
        [PWZ_PATTERN_SOME_PRODUCTS] = "some products",
        [PWZ_PATTERN_UNKNOWN] = "",
    };

    pwz_buf_adds(out, words[row->pattern]);
    if (row->pattern == PWZ_PATTERN_FROM_DATE) {
        pwz_recon_put_day(row->first_missing, out);
    } else if (row->pattern == PWZ_PATTERN_UNTIL_DATE) {
        pwz_recon_put_day(row->last_missing, out);
    }
}

/* "" by day, which has neither. */
static const char *name_of(enum pwz_recon_by by, const struct pwz_recon_row *row)
{
    return by == PWZ_BY_CUSTOMER       ? row->customer_name
           : by == PWZ_BY_SUBSCRIPTION ? row->subscription_name
           : by == PWZ_BY_GROUP        ? row->resource_group
                                       : "";
}

static const char *id_of(enum pwz_recon_by by, const struct pwz_recon_row *row)
{
    return by == PWZ_BY_CUSTOMER       ? row->customer_id
           : by == PWZ_BY_SUBSCRIPTION ? row->subscription_id
                                       : "";
}

void pwz_recon_put_subject(enum pwz_recon_by by, const struct pwz_recon_row *row,
                           struct pwz_buf *out)
{
    const char *name = name_of(by, row);
    char day[PWZ_DAY_CHARS];

    if (by == PWZ_BY_DAY) {
        pwz_buf_adds(out, pwz_day_text(row->day, day));
    } else {
        pwz_buf_adds(out, name[0] != '\0' ? name : "(no name)");
    }
}

void pwz_recon_put_label(enum pwz_recon_by by, const struct pwz_recon_row *row,
                         struct pwz_buf *out)
{
    if (name_of(by, row)[0] == '\0' && id_of(by, row)[0] != '\0') {
        pwz_buf_adds(out, id_of(by, row));
    } else {
        pwz_recon_put_subject(by, row, out);
    }
}

const char *pwz_recon_subject_title(enum pwz_recon_by by)
{
    static const char *const titles[PWZ_BY_COUNT] = {
        [PWZ_BY_CUSTOMER] = "Customer",
        [PWZ_BY_SUBSCRIPTION] = "Subscription",
        [PWZ_BY_GROUP] = "Resource group",
        [PWZ_BY_DAY] = "Day",
    };

    return titles[by];
}

const char *pwz_recon_adjustment_words(enum pwz_adjustment adjustment)
{
    static const char *const words[PWZ_ADJUSTMENT_COUNT] = {
        [PWZ_ADJUSTMENT_NONE] = "nothing to earn",
        [PWZ_ADJUSTMENT_CREDIT_FULL] = "all month",
        [PWZ_ADJUSTMENT_CREDIT_PARTIAL] = "part of the month",
        [PWZ_ADJUSTMENT_EMPTY] = "none",
        [PWZ_ADJUSTMENT_OTHER] = "other adjustments",
    };

    return words[adjustment];
}

/* ---- sentences ---- */

static const char *delimiter_words(char delimiter)
{
    return delimiter == ';' ? "semicolons" : delimiter == '\t' ? "tabs" : "commas";
}

static void put_form(const struct pwz_recon_file *file, struct pwz_buf *out)
{
    if (file->is_jsonl) {
        pwz_buf_adds(out, "JSON lines");
    } else {
        pwz_buf_addf(out, "CSV with %s", delimiter_words(file->delimiter));
    }
    pwz_buf_addf(out, ", dates %s", file->date_order);
    if (file->date_reason[0] != '\0') {
        pwz_buf_addf(out, " (%s)", file->date_reason);
    }
    if (file->is_decimal_comma) {
        pwz_buf_adds(out, ", decimal commas");
    }
    if (file->is_jsonl) {
        pwz_buf_addf(out, ", attribute set %s", file->version);
    } else if (file->version[0] >= '0' && file->version[0] <= '9') {
        pwz_buf_addf(out, ", columns %s", file->version);
    } else {
        pwz_buf_addf(out, ", %" PRIu32 " columns", file->columns);
    }
}

static void put_left_out(uint64_t count, const char *one, const char *many,
                         struct pwz_buf *out)
{
    if (count > 0) {
        pwz_buf_adds(out, ", ");
        pwz_recon_put_count(count, out);
        pwz_buf_addf(out, " %s", count == 1 ? one : many);
    }
}

void pwz_recon_put_file(const struct pwz_recon_file *file, struct pwz_buf *out)
{
    pwz_buf_addf(out, "%s: ", file->name);
    if (file->refused != NULL) {
        pwz_buf_addf(out, "%s: %s", file->is_unread ? "not read" : "not used",
                     file->refused);
        return;
    }
    pwz_buf_adds(out, pwz_recon_kind_words(file->kind));
    pwz_buf_adds(out, ", ");
    pwz_recon_put_count(file->lines, out);
    pwz_buf_adds(out, file->lines == 1 ? " line, " : " lines, ");
    pwz_recon_put_span(file->first_day, file->last_day, out);
    if (file->billed == PWZ_BILLED_NO) {
        pwz_buf_adds(out, ", not billed yet");
    } else if (file->invoice[0] != '\0') {
        pwz_buf_addf(out, ", invoice %s", file->invoice);
    }
    put_left_out(file->unusable, "line left out", "lines left out", out);
    put_left_out(file->totals, "total line skipped", "total lines skipped", out);
    put_left_out(file->repeated_heads, "repeated head line skipped",
                 "repeated head lines skipped", out);
    pwz_buf_adds(out, file->is_cut ? ", not read to its end. " : ". ");
    put_form(file, out);
    pwz_buf_addc(out, '.');
}

void pwz_recon_put_warning(const struct pwz_recon_warning *warning, struct pwz_buf *out)
{
    pwz_buf_addf(out, "%s: ", warning->file);
    if (warning->line > 0) {
        pwz_buf_addf(out, "line %" PRIu64 ": ", warning->line);
    }
    pwz_buf_adds(out, warning->text);
}

void pwz_recon_put_common_day(const struct pwz_recon_common_day *common,
                              struct pwz_buf *out)
{
    char day[PWZ_DAY_CHARS];

    pwz_buf_addf(out,
                 "On %s %" PRIu32 " of %" PRIu32 " customers begin to miss the credit: a "
                 "sign of a cause at the partner, not at a customer.",
                 pwz_day_text(common->day, day), common->customers, common->of);
}

/* ---- over all currencies: counts are added up, money never ---- */

void pwz_recon_rule_lines(const struct pwz_recon_view *view,
                          uint64_t lines[PWZ_RULE_COUNT])
{
    memset(lines, 0, PWZ_RULE_COUNT * sizeof(lines[0]));
    for (size_t i = 0; i < view->total_count; i++) {
        for (size_t rule = 0; rule < PWZ_RULE_COUNT; rule++) {
            lines[rule] += view->totals[i]->sums.rules[rule];
        }
    }
    for (size_t i = 0; i < view->monthly_count; i++) {
        for (size_t rule = 0; rule < PWZ_RULE_COUNT; rule++) {
            lines[rule] += view->monthly[i]->sums.rules[rule];
        }
    }
}

void pwz_recon_put_rule(enum pwz_recon_rule rule, struct pwz_buf *out)
{
    const struct pwz_recon_rule_info *info = pwz_recon_rule_info(rule);

    pwz_buf_addf(out, "%s: %s", pwz_judged_word(info->judged), info->words);
}
