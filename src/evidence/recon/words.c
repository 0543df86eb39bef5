/* Words of all the lists, from the lists. */
#include "pecwiz/recon.h"

#define WORD_2(name, word) word,
#define WORD_3(name, word, words) word,
#define WORDS_3(name, word, words) words,

const char *pwz_judged_word(enum pwz_judged judged)
{
    static const char *const list[] = {PWZ_JUDGED_LIST(WORD_2)};

    return list[judged];
}

#define RULE_INFO(name, judged, word, words) {PWZ_JUDGED_##judged, word, words},

const struct pwz_recon_rule_info *pwz_recon_rule_info(enum pwz_recon_rule rule)
{
    static const struct pwz_recon_rule_info list[] = {PWZ_RECON_RULES(RULE_INFO)};

    return &list[rule];
}

const char *pwz_recon_kind_word(enum pwz_recon_kind kind)
{
    static const char *const list[] = {PWZ_RECON_KINDS(WORD_3)};

    return list[kind];
}

const char *pwz_recon_kind_words(enum pwz_recon_kind kind)
{
    static const char *const list[] = {PWZ_RECON_KINDS(WORDS_3)};

    return list[kind];
}

const char *pwz_day_state_word(enum pwz_day_state state)
{
    static const char *const list[] = {
        [PWZ_DAY_EMPTY] = "none",
        [PWZ_DAY_EARNED] = "earned",
        [PWZ_DAY_MISSING] = "missing",
        [PWZ_DAY_MIXED] = "mixed",
        [PWZ_DAY_INELIGIBLE] = "ineligible",
        [PWZ_DAY_UNKNOWN] = "unknown",
    };

    return list[state];
}

const char *pwz_recon_pattern_word(enum pwz_recon_pattern pattern)
{
    static const char *const list[] = {PWZ_RECON_PATTERNS(WORD_3)};

    return list[pattern];
}

const char *pwz_recon_pattern_words(enum pwz_recon_pattern pattern)
{
    static const char *const list[] = {PWZ_RECON_PATTERNS(WORDS_3)};

    return list[pattern];
}

const char *pwz_recon_by_word(enum pwz_recon_by by)
{
    static const char *const list[] = {PWZ_RECON_BY_LIST(WORD_2)};

    return list[by];
}

const char *pwz_adjustment_word(enum pwz_adjustment adjustment)
{
    static const char *const list[] = {PWZ_ADJUSTMENTS(WORD_2)};

    return list[adjustment];
}

const char *pwz_measure_word(enum pwz_measure measure)
{
    static const char *const list[] = {PWZ_MEASURES(WORD_2)};

    return list[measure];
}
