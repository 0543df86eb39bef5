/*
 * Weights from the root down: the weight of a node is the number of ways to answer all
 * variables above it that lead to it. Numbers are little-endian limbs in base 10^9.
 */
#include "tree/count.h"

#include <string.h>

enum {
    LIMB_BASE = 1000000000,
    LIMB_DIGITS = 9
};

struct counting {
    const struct count_input *input;
    uint32_t limbs;    /* per number */
    uint32_t *leaf;    /* one number per leaf, then the product of all domains */
    uint32_t *node;    /* one number per node */
    uint32_t *scratch; /* one number */
};

static void multiply(uint32_t *number, uint32_t limbs, uint32_t factor)
{
    uint64_t carry = 0;

    for (uint32_t i = 0; i < limbs; i++) {
        carry += (uint64_t)number[i] * factor;
        number[i] = (uint32_t)(carry % LIMB_BASE);
        carry /= LIMB_BASE;
    }
}

static void add(uint32_t *number, uint32_t limbs, const uint32_t *other)
{
    uint32_t carry = 0;

    for (uint32_t i = 0; i < limbs; i++) {
        uint32_t sum = number[i] + other[i] + carry;
        carry = sum >= LIMB_BASE;
        number[i] = carry ? sum - LIMB_BASE : sum;
    }
}

/* Multiply by the arities of the variables first … last-1, several at a time. */
static void multiply_arities(const struct counting *counting, uint32_t *number,
                             uint32_t first, uint32_t last)
{
    uint32_t factor = 1;

    for (uint32_t var = first; var < last; var++) {
        factor *= counting->input->vars[var].arity;
        if (factor >= LIMB_BASE / PWZ_VALUES_MAX) {
            multiply(number, counting->limbs, factor);
            factor = 1;
        }
    }
    multiply(number, counting->limbs, factor);
}

static uint32_t var_of(const struct count_input *input, uint32_t ref)
{
    return ref < input->leaf_count ? input->var_count
                                   : input->nodes[ref - input->leaf_count].var;
}

/* Let `weight`, standing just above variable `from`, flow into a reference. */
static void flow(struct counting *counting, const uint32_t *weight, uint32_t from,
                 uint32_t ref)
{
    const struct count_input *input = counting->input;
    uint32_t *target =
        ref < input->leaf_count
            ? counting->leaf + (size_t)ref * counting->limbs
            : counting->node + (size_t)(ref - input->leaf_count) * counting->limbs;

    memcpy(counting->scratch, weight, counting->limbs * sizeof *weight);
    multiply_arities(counting, counting->scratch, from, var_of(input, ref));
    add(target, counting->limbs, counting->scratch);
}

static void flow_all(struct counting *counting)
{
    const struct count_input *input = counting->input;
    uint32_t *one = counting->leaf + (size_t)(input->leaf_count + 1) * counting->limbs;

    one[0] = 1;
    flow(counting, one, 0, input->root);
    for (uint32_t i = input->node_count; i-- > 0;) {
        const struct pwz_node *node = &input->nodes[i];
        const uint32_t *weight = counting->node + (size_t)i * counting->limbs;
        for (uint32_t j = 0; j < input->vars[node->var].arity; j++)
            flow(counting, weight, node->var + 1, input->node_kids[node->kids + j]);
    }
}

static const char *decimal(const uint32_t *number, uint32_t limbs,
                           struct pwz_arena *arena)
{
    size_t digits = (size_t)limbs * LIMB_DIGITS, at = digits;
    char *text = pwz_arena_new(arena, digits + 1, 1);

    if (!text)
        return NULL;
    for (uint32_t i = 0; i < limbs; i++) {
        uint32_t limb = number[i];
        for (int j = 0; j < LIMB_DIGITS; j++, limb /= 10)
            text[--at] = (char)('0' + limb % 10);
    }
    while (*text == '0' && text[1] != '\0')
        text++;
    return text;
}

/* The product of all domains, and the proof that the leaves share it out exactly. */
static bool is_proved(struct counting *counting)
{
    const struct count_input *input = counting->input;
    uint32_t *product = counting->leaf + (size_t)input->leaf_count * counting->limbs;
    uint32_t *sum = counting->scratch;

    product[0] = 1;
    multiply_arities(counting, product, 0, input->var_count);
    memset(sum, 0, counting->limbs * sizeof *sum);
    for (uint32_t i = 0; i < input->leaf_count; i++)
        add(sum, counting->limbs, counting->leaf + (size_t)i * counting->limbs);
    return memcmp(sum, product, counting->limbs * sizeof *sum) == 0;
}

enum pwz_status count_combinations(const struct count_input *input,
                                   struct pwz_arena *arena, const char **texts,
                                   struct pwz_err *err)
{
    /* 32 = 2^5 values at most, so 1.51 decimal digits a variable; one limb to spare. */
    struct counting counting = {
        .input = input, .limbs = (uint32_t)((uint64_t)input->var_count * 151 / 900 + 2)};

    counting.leaf = pwz_arena_new(arena, (size_t)(input->leaf_count + 2) * counting.limbs,
                                  sizeof(uint32_t));
    counting.node = pwz_arena_new(arena, ((size_t)input->node_count + 1) * counting.limbs,
                                  sizeof(uint32_t));
    counting.scratch = pwz_arena_new(arena, counting.limbs, sizeof(uint32_t));
    if (!counting.leaf || !counting.node || !counting.scratch)
        return pwz_err_set(err, PWZ_E_NOMEM, "out of memory while counting combinations");
    flow_all(&counting);
    if (!is_proved(&counting))
        return pwz_err_set(
            err, PWZ_E_INTERNAL,
            "the combinations of the verdicts do not sum up to all combinations");
    for (uint32_t i = 0; i <= input->leaf_count; i++) {
        texts[i] =
            decimal(counting.leaf + (size_t)i * counting.limbs, counting.limbs, arena);
        if (!texts[i])
            return pwz_err_set(err, PWZ_E_NOMEM,
                               "out of memory while counting combinations");
    }
    return PWZ_OK;
}
