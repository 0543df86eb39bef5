/*
 * The words of the model's enums, from the X-macro lists of model.h and facts.h, so that
 * content files, results and messages can never drift from the enums.
 */
#include <assert.h>
#include <string.h>

#include "pecwiz/facts.h"
#include "pecwiz/model.h"

#define WORD(name, word) word,
static const char *const fact_types[] = {PWZ_FACT_TYPE_LIST(WORD)};
static const char *const fact_uses[] = {PWZ_FACT_USE_LIST(WORD)};
static const char *const grades[] = {PWZ_GRADE_LIST(WORD)};
static const char *const step_statuses[] = {PWZ_STEP_STATUS_LIST(WORD)};
static const char *const case_statuses[] = {PWZ_CASE_STATUS_LIST(WORD)};
static const char *const sources[] = {PWZ_SOURCE_LIST(WORD)};
#undef WORD

static uint32_t index_of(const char *const *words, uint32_t count, const char *word)
{
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return PWZ_NONE;
}

const char *pwz_fact_type_word(uint32_t type)
{
    assert(type < PWZ_FACT_TYPE_COUNT);
    return fact_types[type];
}

const char *pwz_fact_use_word(uint32_t use)
{
    assert(use < PWZ_USE_COUNT);
    return fact_uses[use];
}

const char *pwz_grade_word(uint32_t grade)
{
    assert(grade < PWZ_GRADE_COUNT);
    return grades[grade];
}

const char *pwz_step_status_word(uint32_t status)
{
    assert(status < PWZ_STEP_STATUS_COUNT);
    return step_statuses[status];
}

const char *pwz_case_status_word(uint32_t status)
{
    assert(status < PWZ_CASE_STATUS_COUNT);
    return case_statuses[status];
}

const char *pwz_source_word(uint32_t source)
{
    assert(source < PWZ_SOURCE_COUNT);
    return sources[source];
}

uint32_t pwz_fact_type_of(const char *word)
{
    return index_of(fact_types, PWZ_FACT_TYPE_COUNT, word);
}

uint32_t pwz_fact_use_of(const char *word)
{
    return index_of(fact_uses, PWZ_USE_COUNT, word);
}

uint32_t pwz_grade_of(const char *word)
{
    return index_of(grades, PWZ_GRADE_COUNT, word);
}

uint32_t pwz_source_of(const char *word)
{
    return index_of(sources, PWZ_SOURCE_COUNT, word);
}
