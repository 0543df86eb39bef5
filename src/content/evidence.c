/* Measures of evidence into statements about facts, by the rows of evidence.json. */
#include "pecwiz/evidence.h"

#include <string.h>

static bool is_text(const struct pwz_pack *pack, uint32_t offset, const char *text)
{
    return strcmp(pwz_pack_text(pack, offset), text) == 0;
}

/* Index of the fact's value that `name` stands for; PWZ_NONE when there is no row. */
static uint32_t value_of(const struct pwz_pack *pack, const struct pwz_evidence *evidence,
                         const char *name)
{
    for (uint32_t i = 0; i < evidence->value_count; i++) {
        const struct pwz_evidence_value *value =
            &pack->evidence_values[evidence->first_value + i];
        if (is_text(pack, value->name, name))
            return value->value;
    }
    return PWZ_NONE;
}

static uint32_t mask_of(const struct pwz_pack *pack, const struct pwz_evidence *evidence,
                        const char *const *names, size_t count)
{
    uint32_t mask = 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t value = value_of(pack, evidence, names[i]);
        if (value != PWZ_NONE)
            mask |= 1U << value;
    }
    return mask;
}

static bool state(const struct pwz_pack *pack, const struct pwz_evidence *evidence,
                  const struct pwz_measured *measured, struct pwz_statement *statement)
{
    *statement = (struct pwz_statement){.fact = evidence->fact,
                                        .source = PWZ_SOURCE_FILE,
                                        .text = "",
                                        .detail = measured->detail};
    if (measured->seen) {
        statement->seen = mask_of(pack, evidence, measured->seen, measured->seen_count);
        statement->value =
            mask_of(pack, evidence, measured->values, measured->value_count) &
            statement->seen;
        return statement->seen != 0;
    }
    if (measured->value_count != 1)
        return false;
    if (!evidence->value_count) {
        statement->text = measured->values[0];
        return true;
    }
    statement->value = value_of(pack, evidence, measured->values[0]);
    return statement->value != PWZ_NONE;
}

bool pwz_evidence_next(const struct pwz_pack *pack, const struct pwz_measured *measured,
                       uint32_t *row, struct pwz_statement *statement)
{
    while (*row < pack->evidence_count) {
        const struct pwz_evidence *evidence = &pack->evidence[(*row)++];
        if (is_text(pack, evidence->source, measured->source) &&
            is_text(pack, evidence->measure, measured->measure) &&
            state(pack, evidence, measured, statement))
            return true;
    }
    return false;
}
