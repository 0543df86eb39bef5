/*
 * What the files prove about one subscription or about all: neutral measures, each with
 * the file, the line and the rule it comes from.
 */
#include "evidence/recon/proofs.h"

struct pwz_recon_proofs {
    struct pwz_arena arena;
    struct pwz_recon_proof *list;
    uint32_t count, room;
};

/* ---- collecting ---- */

bool proof_add(struct proving *proving, enum pwz_measure measure, const char *value,
               const char *detail)
{
    return proof_add_set(proving, measure, &value, 1, NULL, 0, detail);
}

static const char **copy_texts(struct pwz_arena *arena, const char *const *texts,
                               size_t count)
{
    const char **copy = pwz_arena_new(arena, count + 1, sizeof *copy);

    for (size_t i = 0; copy && i < count; i++) {
        copy[i] = pwz_arena_text(arena, texts[i], strlen(texts[i]));
        if (!copy[i])
            return NULL;
    }
    return copy;
}

bool proof_add_set(struct proving *proving, enum pwz_measure measure,
                   const char *const *values, size_t count, const char *const *seen,
                   size_t seen_count, const char *detail)
{
    struct pwz_recon_proofs *proofs = proving->proofs;
    struct budget budget = {.bytes_max = SIZE_MAX};
    char cut[PROOF_DETAIL_MAX + 1];

    if (!grow(&budget, &proofs->list, proofs->count, &proofs->room, sizeof *proofs->list))
        return proving->is_good = false;
    size_t len = pwz_text_gate_into(detail, strlen(detail), cut, sizeof cut);
    len = len < sizeof cut ? len : strlen(cut);
    struct pwz_recon_proof proof = {
        .measure = measure,
        .is_set = seen != NULL,
        .value_count = count,
        .values = copy_texts(&proofs->arena, values, count),
        .seen_count = seen_count,
        .seen = seen ? copy_texts(&proofs->arena, seen, seen_count) : NULL,
        .detail = pwz_arena_text(&proofs->arena, cut, len),
    };
    if (!proof.values || !proof.detail || (seen && !proof.seen))
        return proving->is_good = false;
    proofs->list[proofs->count++] = proof;
    return true;
}

/* ---- the scope ---- */

static bool is_in(const struct group_place *place, const char *subscription)
{
    return !subscription || strcmp(place->words->subscription_id, subscription) == 0;
}

/* Daily files and cost management exports are told apart: each has facts of its own. */
static void add_kind(struct proving *proving, const struct cell *cell)
{
    const struct pwz_recon_report *report = proving->report;
    uint32_t file = report->dates.entries[cell_date(cell)].file;
    bool is_cost = report->raw_files[file].kind == PWZ_RECON_COST;
    uint32_t *first = is_cost ? &proving->cost_file : &proving->daily_file;

    if (file < *first)
        *first = file;
    day_counts_add(is_cost ? &proving->cost : &proving->daily, cell);
}

static void add_group(struct proving *proving, const struct group *group)
{
    const struct pwz_recon_report *report = proving->report;
    struct day_counts all = {0};

    for (uint32_t k = 0; k < group->count; k++) {
        const struct cell *cell = &group->cells[k];
        struct day_counts one = {0};
        day_counts_add(&one, cell);
        day_counts_add(&all, cell);
        day_counts_add(&proving->days[report_day_index(report, cell)], cell);
        add_kind(proving, cell);
        proving->rules[cell_rule(cell)] += cell->lines;
    }
    if (all.missing) {
        proving->missing_groups++;
        proving->missing_group = group;
    }
}

static void add_sub(struct proving *proving, const struct sub *sub)
{
    for (uint32_t i = 0; i < RATIO_NONE; i++) {
        proving->ratios[i] += sub->ratios[i];
        proving->markers[i] += sub->markers[i];
    }
    bool is_earlier = sub->first_line &&
                      (!proving->first_line || sub->first_file < proving->first_file ||
                       (sub->first_file == proving->first_file &&
                        sub->first_line < proving->first_line));
    if (is_earlier) {
        proving->first_file = sub->first_file;
        proving->first_line = sub->first_line;
    }
}

/* Only places in scope, still in order: those of one subscription stand together for one
 * customer and currency, so a copy keeps what pattern_find() needs. */
static bool take_places(struct proving *proving, const char *subscription)
{
    const struct sealed *usage = &proving->report->usage;
    uint32_t count = usage->tables.group_count;

    proving->places = pwz_mem_new(count, sizeof *proving->places);
    if (!proving->places)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const struct group_place *place = &usage->places[i];
        if (!is_in(place, subscription))
            continue;
        bool is_new_sub =
            !proving->count || proving->places[proving->count - 1].sub != place->sub;
        bool is_new_customer =
            !proving->count ||
            strcmp(proving->places[proving->count - 1].words->customer_id,
                   place->words->customer_id) != 0;
        proving->places[proving->count++] = *place;
        proving->customers += is_new_customer;
        proving->subs += is_new_sub;
        if (is_new_sub)
            add_sub(proving, place->sub);
        add_group(proving, place->group);
    }
    return true;
}

static void find_pattern(struct proving *proving)
{
    struct pattern_view view = {
        .report = proving->report,
        .sealed = &proving->report->usage,
        .places = proving->places,
        .count = proving->count,
        .days = proving->days,
    };

    proving->found = pattern_find(&view);
}

static void proving_done(struct proving *proving)
{
    pwz_mem_free(proving->places);
    pwz_mem_free(proving->days);
    pwz_buf_done(&proving->text);
}

static bool prove_all(struct proving *proving)
{
    prove_document(proving);
    prove_credit(proving);
    prove_monthly(proving);
    prove_ids(proving);
    return proving->is_good;
}

enum pwz_status pwz_recon_proofs_new(const struct pwz_recon_report *report,
                                     const char *subscription,
                                     struct pwz_recon_proofs **proofs,
                                     struct pwz_err *err)
{
    struct proving proving = {.report = report,
                              .subscription = subscription,
                              .daily_file = NOT_THERE,
                              .cost_file = NOT_THERE,
                              .is_good = true};

    *proofs = NULL;
    pwz_buf_init(&proving.text, 4096);
    proving.proofs = pwz_mem_new(1, sizeof *proving.proofs);
    proving.days = pwz_mem_new(report->day_count, sizeof *proving.days);
    bool is_good = proving.proofs && proving.days && take_places(&proving, subscription);
    bool is_known = !subscription || proving.count;
    if (is_good && is_known) {
        find_pattern(&proving);
        is_good = prove_all(&proving);
    }
    proving_done(&proving);
    if (is_good && is_known) {
        *proofs = proving.proofs;
        return PWZ_OK;
    }
    pwz_recon_proofs_free(proving.proofs);
    if (!is_good)
        return pwz_err_set(err, PWZ_E_NOMEM,
                           "not enough memory for what the files prove");
    return pwz_err_set(err, PWZ_E_NOT_FOUND,
                       "no line of the files is of subscription '%s'", subscription);
}

void pwz_recon_proofs_free(struct pwz_recon_proofs *proofs)
{
    if (!proofs)
        return;
    pwz_arena_done(&proofs->arena);
    pwz_mem_free(proofs->list);
    pwz_mem_free(proofs);
}

size_t pwz_recon_proofs_count(const struct pwz_recon_proofs *proofs)
{
    return proofs->count;
}

const struct pwz_recon_proof *pwz_recon_proofs_at(const struct pwz_recon_proofs *proofs,
                                                  size_t index)
{
    return &proofs->list[index];
}
