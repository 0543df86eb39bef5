/*
 * From a report to a view: arrays of what it has, and the heats of the calendar, which
 * are worked out from the money of single days.
 *
 * Must not know: how anything is shown.
 */
#include <string.h>

#include "pecwiz/mem.h"

#include "report/recon_narrow.h"
#include "report/recon_parts.h"

/* What a view owns. */
struct storage {
    struct pwz_arena arena;
    struct pwz_recon_rows *rows;
};

/* ---- arrays ---- */

/* Arrays of const pointers of different kinds are filled alike; the type of the elements
 * is in the accessor. */
#define GATHER(array, count, at)                                                         \
    do {                                                                                 \
        void *made = pwz_arena_new(&storage->arena, (count), sizeof(*(array)));          \
        if (made == NULL) {                                                              \
            return false;                                                                \
        }                                                                                \
        const void **gathered = made;                                                    \
        for (size_t i = 0; i < (count); i++) {                                           \
            gathered[i] = (at);                                                          \
        }                                                                                \
        (array) = made;                                                                  \
    } while (false)

static bool gather(struct pwz_recon_view *view, const struct pwz_recon_report *report,
                   struct storage *storage)
{
    view->file_count = pwz_recon_file_count(report);
    GATHER(view->files, view->file_count, pwz_recon_file_at(report, i));
    view->warning_count = pwz_recon_warning_count(report);
    GATHER(view->warnings, view->warning_count, pwz_recon_warning_at(report, i));
    view->total_count = pwz_recon_total_count(report);
    GATHER(view->totals, view->total_count, pwz_recon_total_at(report, i));
    view->common_day_count = pwz_recon_common_day_count(report);
    GATHER(view->common_days, view->common_day_count, pwz_recon_common_day_at(report, i));
    view->monthly_count = pwz_recon_monthly_count(report);
    GATHER(view->monthly, view->monthly_count, pwz_recon_monthly_at(report, i));
    return true;
}

/* ---- rows, currency by currency ---- */

/* Index of the total of a currency; totals are in alphabetical order. */
static size_t total_of(const struct pwz_recon_view *view, const char *currency)
{
    size_t low = 0, high = view->total_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (strcmp(view->totals[middle]->currency, currency) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* A report has its rows in the order of the bare figures, and so the currencies mixed.
 * Each currency gets a stretch of the array, at most `top` long. */
static bool gather_rows(struct pwz_recon_view *view, struct storage *storage, size_t top)
{
    const size_t count = pwz_recon_rows_count(storage->rows);
    const size_t stretches = view->total_count + 1;
    size_t *size = pwz_arena_new(&storage->arena, stretches, sizeof(*size));
    size_t *next = pwz_arena_new(&storage->arena, stretches, sizeof(*next));
    const struct pwz_recon_row **rows;

    if (size == NULL || next == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const struct pwz_recon_row *row = pwz_recon_rows_at(storage->rows, i);

        size[total_of(view, row->currency)]++;
        view->has_missing = view->has_missing || row->sums.judged[PWZ_JUDGED_MISSING] > 0;
    }
    for (size_t i = 0; i < stretches; i++) {
        size[i] = top > 0 && size[i] > top ? top : size[i];
        next[i] = view->row_count;
        view->row_count += size[i];
    }
    rows = pwz_arena_new(&storage->arena, view->row_count, sizeof(*rows));
    for (size_t i = 0; rows != NULL && i < count; i++) {
        const struct pwz_recon_row *row = pwz_recon_rows_at(storage->rows, i);
        const size_t stretch = total_of(view, row->currency);

        /* Days are in their order; their rank says which are the top. */
        if (size[stretch] > 0 && (top == 0 || row->rank <= top)) {
            rows[next[stretch]++] = row;
            size[stretch]--;
        }
    }
    view->rows = rows;
    view->hidden_count = count - view->row_count;
    return rows != NULL;
}

/* The first currency behind `last` (NULL: of all) in the alphabet, NULL when there is
 * none. */
static const char *next_currency(const struct pwz_recon_view *view, const char *last)
{
    const char *next = NULL;

    for (size_t i = 0; i < view->monthly_count; i++) {
        const char *currency = view->monthly[i]->currency;

        if ((last == NULL || strcmp(currency, last) > 0) &&
            (next == NULL || strcmp(currency, next) < 0)) {
            next = currency;
        }
    }
    return next;
}

/* The same for monthly rows; what `top` hides stays behind those shown, because sums are
 * taken over all. There are few currencies, so that a pass for each is no loss. */
static bool order_monthly(struct pwz_recon_view *view, struct storage *storage,
                          size_t top)
{
    const struct pwz_recon_monthly **rows =
        pwz_arena_new(&storage->arena, view->monthly_count, sizeof(*rows));
    size_t placed = 0;

    for (int is_hidden = 0; rows != NULL && is_hidden < 2; is_hidden++) {
        const char *currency = NULL;

        while ((currency = next_currency(view, currency)) != NULL) {
            size_t met = 0;

            for (size_t i = 0; i < view->monthly_count; i++) {
                if (strcmp(view->monthly[i]->currency, currency) == 0 &&
                    (top > 0 && ++met > top) == (is_hidden != 0)) {
                    rows[placed++] = view->monthly[i];
                }
            }
        }
        view->monthly_shown = is_hidden == 0 ? placed : view->monthly_shown;
    }
    view->monthly = rows;
    return rows != NULL;
}

/* ---- heats ---- */

/* The quarter of `peak` that `amount` lies in. */
static uint8_t heat_of(const struct pwz_decimal *amount, const struct pwz_decimal *peak)
{
    struct pwz_decimal scaled = *amount; /* four times the amount */
    struct pwz_decimal quarters = *peak;
    uint8_t heat = 1;

    for (int i = 1; i < PWZ_HEAT_MOST; i++) {
        if (!pwz_decimal_sum(&scaled, amount)) {
            return PWZ_HEAT_MOST;
        }
    }
    while (heat < PWZ_HEAT_MOST && pwz_decimal_compare(&scaled, &quarters) > 0) {
        heat++;
        if (!pwz_decimal_sum(&quarters, peak)) {
            return PWZ_HEAT_MOST;
        }
    }
    return heat;
}

static size_t span_of(const struct pwz_recon_view *view)
{
    return view->first_day == PWZ_DAY_NONE
               ? 0
               : (size_t)(view->last_day - view->first_day) + 1;
}

static void raise_peak(struct pwz_decimal *peak, const struct pwz_decimal *sums,
                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        /* A zeroed amount has no scale yet and is 0: compare by sign first. */
        if (pwz_decimal_sign(&sums[i]) > 0 &&
            (pwz_decimal_sign(peak) == 0 || pwz_decimal_compare(&sums[i], peak) > 0)) {
            *peak = sums[i];
        }
    }
}

/* What heats are worked out with; `lost` is of one row at a time. */
struct heating {
    const struct pwz_recon_view *view;
    const struct pwz_recon_report *report;
    size_t rows, span;
    struct pwz_decimal *lost;
    struct pwz_decimal *peaks;
};

static void find_peaks(const struct heating *heating)
{
    for (size_t row = 0; row < heating->rows; row++) {
        const struct pwz_recon_row *of = heating->view->rows[row];

        pwz_recon_row_lost(heating->report, of, heating->lost);
        raise_peak(&heating->peaks[total_of(heating->view, of->currency)], heating->lost,
                   heating->span);
    }
}

static void heat_row(const struct heating *heating, size_t row, uint8_t *heats)
{
    const struct pwz_recon_row *of = heating->view->rows[row];
    const struct pwz_decimal *peak =
        &heating->peaks[total_of(heating->view, of->currency)];

    pwz_recon_row_lost(heating->report, of, heating->lost);
    for (size_t i = 0; i < heating->span; i++) {
        heats[i] = pwz_decimal_sign(&heating->lost[i]) > 0
                       ? heat_of(&heating->lost[i], peak)
                       : 1;
    }
}

static bool heat_rows(struct pwz_recon_view *view, const struct pwz_recon_report *report,
                      size_t rows, struct storage *storage)
{
    const size_t span = span_of(view);
    struct pwz_arena *arena = &storage->arena;
    struct heating heating = {
        .view = view,
        .report = report,
        .rows = rows,
        .span = span,
        .lost = pwz_arena_new(arena, span, sizeof(*heating.lost)),
        .peaks = pwz_arena_new(arena, view->total_count + 1, sizeof(*heating.peaks)),
    };
    uint8_t *heats = pwz_arena_new(arena, rows * span, sizeof(*heats));
    const uint8_t **starts = pwz_arena_new(arena, rows, sizeof(*starts));

    if (heating.lost == NULL || heating.peaks == NULL || heats == NULL ||
        starts == NULL) {
        return false;
    }
    find_peaks(&heating);
    for (size_t row = 0; row < rows; row++) {
        starts[row] = heats + row * span;
        heat_row(&heating, row, heats + row * span);
    }
    view->heats = starts;
    view->heat_count = rows;
    view->peaks = heating.peaks;
    return true;
}

/* ---- open and close ---- */

static bool is_narrow(const struct pwz_recon_view_opts *opts)
{
    return opts->customer != NULL || opts->subscription != NULL;
}

/* Monthly files know customers, and no Azure subscriptions. */
static bool look_at_monthly(struct pwz_recon_view *view,
                            const struct pwz_recon_view_opts *opts,
                            struct storage *storage)
{
    if (opts->subscription != NULL) {
        view->monthly_count = 0;
    } else if (opts->customer != NULL &&
               !pwz_recon_narrow_monthly(view, opts->customer, &storage->arena)) {
        return false;
    }
    for (size_t i = 0; i < view->monthly_count; i++) {
        view->has_missing =
            view->has_missing || view->monthly[i]->sums.judged[PWZ_JUDGED_MISSING] > 0;
    }
    return order_monthly(view, storage, opts->top);
}

static enum pwz_status fill(struct pwz_recon_view *view,
                            const struct pwz_recon_report *report,
                            const struct pwz_recon_view_opts *opts,
                            struct storage *storage, struct pwz_err *err)
{
    const enum pwz_status status =
        view->are_days_together
            ? pwz_recon_days_new(report, opts->customer, opts->subscription,
                                 &storage->rows, err)
            : pwz_recon_rows_new(report, opts->by, opts->customer, opts->subscription,
                                 &storage->rows, err);
    size_t rows;

    if (status != PWZ_OK) {
        return status;
    }
    if (!gather(view, report, storage) ||
        (is_narrow(opts) &&
         !pwz_recon_narrow_totals(view, storage->rows, &storage->arena)) ||
        !gather_rows(view, storage, opts->top)) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    if (!look_at_monthly(view, opts, storage)) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    rows = opts->heats < view->row_count ? opts->heats : view->row_count;
    if (rows > 0 && pwz_recon_has_calendar(view) &&
        !heat_rows(view, report, rows, storage)) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    return PWZ_OK;
}

enum pwz_status pwz_recon_view_open(struct pwz_recon_view *view,
                                    const struct pwz_recon_report *report,
                                    const struct pwz_recon_view_opts *opts,
                                    struct pwz_err *err)
{
    struct storage *storage = pwz_mem_new(1, sizeof(*storage));

    *view = (struct pwz_recon_view){
        .warnings_dropped = pwz_recon_warnings_dropped(report),
        .by = opts->by,
        .is_narrowed = opts->customer != NULL || opts->subscription != NULL,
        .are_days_together = opts->by == PWZ_BY_DAY && opts->are_days_together,
        .first_day = pwz_recon_first_day(report),
        .last_day = pwz_recon_last_day(report),
        .is_partial = pwz_recon_is_partial(report),
        .partial_reason = pwz_recon_partial_reason(report),
        .storage = storage,
    };
    if (storage == NULL) {
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory");
    }
    return fill(view, report, opts, storage, err);
}

void pwz_recon_view_close(struct pwz_recon_view *view)
{
    struct storage *storage = view->storage;

    if (storage != NULL) {
        pwz_recon_rows_free(storage->rows);
        pwz_arena_done(&storage->arena);
        pwz_mem_free(storage);
    }
    *view = (struct pwz_recon_view){0};
}

/* ---- sinks ---- */

void pwz_recon_flush(const struct pwz_recon_sink *sink)
{
    if (sink->flush != NULL && sink->buf->len >= PWZ_RECON_FLUSH_AT &&
        pwz_buf_status(sink->buf) == PWZ_OK) {
        sink->flush(sink->context, sink->buf);
    }
}

enum pwz_status pwz_recon_finish_page(const struct pwz_recon_sink *sink)
{
    const enum pwz_status status = pwz_buf_status(sink->buf);

    if (status == PWZ_OK && sink->flush != NULL) {
        sink->flush(sink->context, sink->buf);
    }
    return status;
}
