/*
 * What one line is: the rules of recon-facts.md sections 1.4 to 1.7, first that fits.
 *
 * Earned comes first, because a credit that is there is there. Then what can never earn;
 * only a line that could have earned is called missing. Prices come before covers,
 * because a list price of 0 makes every other amount 0 as well.
 */
#include "evidence/recon/number.h"
#include "evidence/recon/reader.h"

/* ---- prices ---- */

struct prices {
    wide unit, effective;
    bool has_unit, has_effective;
};

static bool read_price(const struct record *record, enum column column, wide *price)
{
    return !(record_number(record, column, price) & NUMBER_NONE);
}

static uwide size_of(wide value)
{
    return value < 0 ? -(uwide)value : (uwide)value;
}

/* How far the effective price may stray from the rule, in millionths of the list price:
 * it is worked out for a meter and rounded down to cents, so a hundredth of the currency
 * over the cost, and a fifth of a per cent for the rest. */
static uint64_t stray_of(uwide total)
{
    const uwide cent = 1000000000000000000ULL;

    return total < cent ? 1000000 : 2000 + 1000000 / (uint64_t)(total / cent);
}

static bool is_near(uwide effective, uwide unit, uint64_t ratio, uint64_t stray)
{
    uwide scaled = effective * 1000000;

    return scaled <= unit * (ratio + stray) && scaled + unit * stray >= unit * ratio;
}

static enum ratio ratio_of(const struct prices *prices, wide total)
{
    if (!prices->has_unit || !prices->has_effective)
        return prices->has_unit && prices->unit == 0 ? RATIO_FREE : RATIO_NONE;
    if (prices->unit == 0)
        return RATIO_FREE;
    if (prices->unit == prices->effective)
        return RATIO_LIST;
    uwide unit = size_of(prices->unit), effective = size_of(prices->effective);
    /* Room for the factor of a million. */
    while ((unit | effective) >> 100) {
        unit >>= 8;
        effective >>= 8;
    }
    if (is_near(effective, unit, 850000, 2000))
        return RATIO_CREDIT;
    uint64_t stray = stray_of(size_of(total));
    bool is_credit = is_near(effective, unit, 850000, stray);
    bool is_list = is_near(effective, unit, 1000000, stray);
    if (is_credit != is_list)
        return is_credit ? RATIO_CREDIT : RATIO_LIST;
    if (is_credit || effective > unit)
        return RATIO_NONE;
    return effective * 100 < unit * 85 ? RATIO_BELOW : RATIO_BETWEEN;
}

/* ---- what never earns ---- */

struct view {
    const struct file *file;
    const struct record *record;
    const struct prices *prices;
    struct wording_memo *memos;
    wide total;
};

static struct span value_of(const struct view *view, enum column column)
{
    return record_value(view->record, column);
}

static uint32_t words_of(const struct view *view, enum column column)
{
    return wording_flags(view->memos, view->record, column);
}

static bool is_third_party(const struct view *view)
{
    struct span name = value_of(view, COL_PUBLISHER);

    if (span_is(name, (struct span){"Microsoft", 9}) && !view->file->has_publisher_type)
        return false;
    name = span_trim(name);
    if (span_is_word(span_trim(value_of(view, COL_PUBLISHER_TYPE)), "marketplace"))
        return true;
    return name.len && !span_is_word(name, "microsoft") &&
           !span_is_word(name, "microsoft corporation") &&
           !span_is_word(name, "microsoft azure");
}

static bool is_spot(const struct view *view)
{
    uint32_t words = words_of(view, COL_METER_NAME) | words_of(view, COL_SKU_NAME) |
                     words_of(view, COL_BENEFIT_TYPE);

    return (words & WORD_SPOT) != 0;
}

/* In a usage file a benefit covers what costs nothing; the rest was paid. A cost export
 * tells the pricing model of each line. */
static bool is_covered(const struct view *view)
{
    return view->total == 0 || view->file->kind == PWZ_RECON_COST;
}

static bool is_savings_plan(const struct view *view)
{
    struct span type = value_of(view, COL_BENEFIT_TYPE);

    if (view->file->kind == PWZ_RECON_INVOICE)
        return span_has_word(value_of(view, COL_PRODUCT_NAME), "savings plan");
    if (!is_covered(view))
        return false;
    type = span_trim(type);
    return (span_is_word(type, "savingsplan") || span_is_word(type, "savings plan"));
}

static bool is_azure_credit(const struct view *view)
{
    wide percent;

    return (words_of(view, COL_CREDIT_TYPE) & WORD_AZURE_CREDIT) ||
           (!value_of(view, COL_CREDIT_TYPE).len &&
            read_price(view->record, COL_CREDIT_PERCENT, &percent) && percent > 0 &&
            view->total == 0);
}

static bool is_zero_price(const struct view *view)
{
    return view->prices->has_unit && view->prices->unit == 0;
}

static bool is_reservation(const struct view *view)
{
    wide quantity;

    if (value_of(view, COL_RESERVATION_ORDER).len)
        return true;
    if (is_covered(view) &&
        span_is_word(span_trim(value_of(view, COL_BENEFIT_TYPE)), "reservation"))
        return true;
    return view->total == 0 && view->prices->has_effective &&
           view->prices->effective == 0 &&
           read_price(view->record, COL_QUANTITY, &quantity) && quantity > 0;
}

static bool is_telco(const struct view *view)
{
    uint32_t words =
        words_of(view, COL_PRODUCT_NAME) | words_of(view, COL_METER_CATEGORY);

    return (words & WORD_TELCO) != 0;
}

/* Bought, not used: in the invoice all that is no Azure plan, in a cost export a
 * purchase. */
static bool is_license(const struct view *view)
{
    if (view->file->kind == PWZ_RECON_INVOICE)
        return view->file->has_plan_name &&
               !span_has_word(value_of(view, COL_PLAN_NAME), "azure plan");
    return view->file->kind == PWZ_RECON_COST &&
           span_is_word(span_trim(value_of(view, COL_CHARGE_TYPE)), "purchase");
}

static const struct exclusion {
    bool (*holds)(const struct view *view);
    enum pwz_recon_rule rule;
} exclusions[] = {
    {is_third_party,  PWZ_RULE_THIRD_PARTY },
    {is_spot,         PWZ_RULE_SPOT        },
    {is_savings_plan, PWZ_RULE_SAVINGS_PLAN},
    {is_azure_credit, PWZ_RULE_AZURE_CREDIT},
    {is_zero_price,   PWZ_RULE_ZERO_PRICE  },
    {is_reservation,  PWZ_RULE_RESERVATION },
    {is_telco,        PWZ_RULE_TELCO       },
    {is_license,      PWZ_RULE_LICENSE     },
};

/* The rule that excludes the line, else `otherwise`. */
static enum pwz_recon_rule excluded_or(const struct view *view,
                                       enum pwz_recon_rule otherwise)
{
    for (size_t i = 0; i < sizeof exclusions / sizeof *exclusions; i++)
        if (exclusions[i].holds(view))
            return exclusions[i].rule;
    return otherwise;
}

/* ---- the credit ---- */

/* A percentage, or a fraction in files of the old interface; only 0 and above 0 matter.
 */
static enum pwz_recon_rule rule_by_column(const struct view *view, struct span credit)
{
    wide value;

    if (span_is(credit, (struct span){"0", 1}))
        return excluded_or(view, PWZ_RULE_MISSING_COLUMN);
    unsigned form = record_number(view->record, COL_CREDIT, &value);
    if (form & NUMBER_NONE || value < 0)
        return excluded_or(view, PWZ_RULE_EMPTY);
    return value > 0 ? PWZ_RULE_EARNED_COLUMN
                     : excluded_or(view, PWZ_RULE_MISSING_COLUMN);
}

/* A basic export: the type of the credit, then the price. */
static enum pwz_recon_rule rule_by_type(const struct view *view, enum ratio ratio)
{
    uint32_t words = words_of(view, COL_CREDIT_TYPE);

    if (words & WORD_APPLIED)
        return PWZ_RULE_EARNED_TYPE;
    if (words & WORD_NOT_APPLIED)
        return excluded_or(view, PWZ_RULE_MISSING_TYPE);
    if (ratio == RATIO_CREDIT)
        return PWZ_RULE_EARNED_RATIO;
    return excluded_or(view,
                       ratio == RATIO_LIST ? PWZ_RULE_MISSING_RATIO : PWZ_RULE_UNCLEAR);
}

static enum pwz_recon_rule rule_by_flag(const struct view *view)
{
    struct span flag = span_trim(value_of(view, COL_CREDIT_APPLIED));

    if (span_is_word(flag, "true") || span_is_word(flag, "1"))
        return PWZ_RULE_EARNED_FLAG;
    if (span_is_word(flag, "false") || span_is_word(flag, "0"))
        return excluded_or(view, PWZ_RULE_MISSING_FLAG);
    return excluded_or(view, PWZ_RULE_EMPTY);
}

static enum pwz_recon_rule rule_by_adjustment(const struct view *view, enum ratio ratio)
{
    struct span words = span_trim(value_of(view, COL_ADJUSTMENT));
    bool is_empty = !words.len || span_is(words, (struct span){"[]", 2});

    if (span_has_word(words, "partner earned credit"))
        return PWZ_RULE_EARNED_ADJUSTMENT;
    bool is_list = ratio == RATIO_LIST || ratio == RATIO_NONE;
    if (!is_empty)
        return excluded_or(view, PWZ_RULE_OTHER_ADJUSTMENT);
    return excluded_or(view, is_list ? PWZ_RULE_MISSING_ADJUSTMENT : PWZ_RULE_UNCLEAR);
}

static enum pwz_recon_rule rule_of(const struct view *view, enum ratio ratio)
{
    struct span credit = value_of(view, COL_CREDIT);

    if (view->file->kind == PWZ_RECON_INVOICE)
        return rule_by_adjustment(view, ratio);
    if (view->file->has_flag)
        return rule_by_flag(view);
    if (credit.len || view->file->has_credit)
        return rule_by_column(view, credit);
    if (view->file->has_type)
        return rule_by_type(view, ratio);
    return excluded_or(view, PWZ_RULE_NO_COLUMN);
}

/* Prices of lines with credit are compared as well, as a second opinion; one line in
 * sixteen is enough, chosen by its amount so that every reading chooses the same ones. */
static bool is_sample(wide total)
{
    return ((uint64_t)total * 0x9e3779b97f4a7c15ULL) >> 60 == 0;
}

static void read_prices(const struct record *record, struct prices *prices)
{
    struct span unit = record_value(record, COL_UNIT_PRICE);
    struct span effective = record_value(record, COL_EFFECTIVE);

    prices->has_unit = read_price(record, COL_UNIT_PRICE, &prices->unit);
    if (span_is(unit, effective)) {
        prices->has_effective = prices->has_unit;
        prices->effective = prices->unit;
    } else {
        prices->has_effective = read_price(record, COL_EFFECTIVE, &prices->effective);
    }
}

void line_judge(const struct file *file, struct wording_memo *memos,
                const struct record *record, struct judged_line *line)
{
    struct prices prices;
    struct view view = {.file = file,
                        .record = record,
                        .prices = &prices,
                        .memos = memos,
                        .total = line->total};
    struct span charge = record_value(record, COL_CHARGE_TYPE);
    struct span credit = record_value(record, COL_CREDIT);

    /* cancel, cancelImmediate */
    line->is_refund =
        line->total < 0 || (charge.len >= 6 && (*charge.text | 0x20) == 'c' &&
                            span_is_word((struct span){charge.text, 6}, "cancel"));
    if (span_is(credit, (struct span){"15", 2}) && !is_sample(line->total) &&
        file->kind == PWZ_RECON_DAILY) {
        line->rule = PWZ_RULE_EARNED_COLUMN;
        line->ratio = RATIO_NONE;
        return;
    }
    read_prices(record, &prices);
    line->ratio = ratio_of(&prices, line->total);
    line->rule = rule_of(&view, line->ratio);
}
