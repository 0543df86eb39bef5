/* Checklist order with each guarded group kept together behind its guard. */
#include "tree/order.h"

#include <string.h>

struct order {
    const struct pwz_model_spec *spec;
    struct pwz_var *vars;
    uint32_t *fact_var, *member_var;
    uint32_t count;
};

static uint32_t *member_slot(const struct order *order, uint32_t fact, uint32_t member)
{
    return &order->member_var[(size_t)fact * PWZ_VALUES_MAX + member];
}

static bool is_variable(const struct pwz_fact_spec *fact)
{
    bool is_picked = fact->type == PWZ_FACT_CHOICE || fact->type == PWZ_FACT_BOOL ||
                     fact->type == PWZ_FACT_SET;

    return fact->use == PWZ_USE_RULE && is_picked;
}

static bool is_guarded_by(const struct pwz_fact_spec *fact, uint32_t guard,
                          uint32_t member)
{
    return is_variable(fact) && fact->type != PWZ_FACT_SET && fact->guard_fact == guard &&
           fact->guard_value == member;
}

static void place_fact(struct order *order, uint32_t fact)
{
    const struct pwz_fact_spec *row = &order->spec->facts[fact];

    if (order->fact_var[fact] != PWZ_NONE)
        return;
    order->vars[order->count] = (struct pwz_var){
        .fact = fact,
        .member = PWZ_NONE,
        .arity = row->type == PWZ_FACT_BOOL ? 2 : row->value_count,
    };
    order->fact_var[fact] = order->count++;
}

static void place_member(struct order *order, uint32_t fact, uint32_t member)
{
    uint32_t *slot = member_slot(order, fact, member);

    if (*slot != PWZ_NONE)
        return;
    order->vars[order->count] =
        (struct pwz_var){.fact = fact, .member = member, .arity = 2};
    *slot = order->count++;
}

static bool guards_something(const struct order *order, uint32_t fact, uint32_t member)
{
    for (uint32_t i = 0; i < order->spec->fact_count; i++)
        if (is_guarded_by(&order->spec->facts[i], fact, member))
            return true;
    return false;
}

/* Members that guard nothing stand where the set is asked; the others wait for their
 * group. */
static void place_set(struct order *order, uint32_t fact)
{
    for (uint32_t i = 0; i < order->spec->facts[fact].value_count; i++)
        if (!guards_something(order, fact, i))
            place_member(order, fact, i);
}

static void place_group(struct order *order, uint32_t guard, uint32_t member)
{
    place_member(order, guard, member);
    for (uint32_t i = 0; i < order->spec->fact_count; i++)
        if (is_guarded_by(&order->spec->facts[i], guard, member))
            place_fact(order, i);
}

uint32_t order_variables(const struct pwz_model_spec *spec, struct pwz_var *vars,
                         uint32_t *fact_var, uint32_t *member_var)
{
    struct order order = {
        .spec = spec, .vars = vars, .fact_var = fact_var, .member_var = member_var};

    memset(fact_var, 0xFF, spec->fact_count * sizeof *fact_var);
    memset(member_var, 0xFF,
           (size_t)spec->fact_count * PWZ_VALUES_MAX * sizeof *member_var);
    for (uint32_t i = 0; i < spec->fact_count; i++) {
        const struct pwz_fact_spec *row = &spec->facts[i];
        if (!is_variable(row))
            continue;
        if (row->type == PWZ_FACT_SET)
            place_set(&order, i);
        else if (row->guard_fact != PWZ_NONE)
            place_group(&order, row->guard_fact, row->guard_value);
        else
            place_fact(&order, i);
    }
    return order.count;
}
