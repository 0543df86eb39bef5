/*
 * Conditions in words, from the compiled rows: with the ids of the content files or with
 * the labels people see. A table of functions by operator, as the evaluation has it.
 *
 * Must not know: what any fact means, how a page looks.
 */
#include "pecwiz/outline.h"

struct wording {
    const struct pwz_pack *pack;
    enum pwz_cond_voice voice;
    struct pwz_buf *out;
};

typedef void words_fn(const struct wording *wording, const struct pwz_cond *cond,
                      bool is_negated);

static void add_cond(const struct wording *wording, uint32_t cond, bool is_negated,
                     bool is_inside);

/* ---- names ---- */

uint32_t pwz_cond_name(const struct pwz_pack *pack, uint32_t cond)
{
    for (uint32_t i = 0; i < pack->named_cond_count; i++)
        if (pack->named_conds[i].cond == cond)
            return i;
    return PWZ_NONE;
}

static void add_name(const struct wording *wording, uint32_t named, bool is_negated)
{
    const struct pwz_named_cond *row = &wording->pack->named_conds[named];
    const char *words = pwz_pack_text(wording->pack, row->words);

    pwz_buf_adds(wording->out, is_negated ? "not " : "");
    if (wording->voice == PWZ_VOICE_IDS || *words == '\0')
        pwz_buf_addf(wording->out, "[%s]", pwz_pack_text(wording->pack, row->name));
    else
        pwz_buf_addf(wording->out, is_negated ? "(%s)" : "%s", words);
}

/* ---- tests of one fact: the operators up to PWZ_COND_KNOWN ---- */

static void add_fact(const struct wording *wording, uint32_t fact)
{
    const struct pwz_pack *pack = wording->pack;

    if (wording->voice == PWZ_VOICE_IDS)
        pwz_buf_addf(wording->out, "%s ", pwz_fact_id(&pack->model, fact));
    else
        pwz_buf_addf(wording->out,
                     "%s: ", pwz_pack_text(pack, pack->fact_words[fact].label));
}

static void add_value(const struct wording *wording, uint32_t fact, uint32_t value)
{
    const struct pwz_pack *pack = wording->pack;
    uint32_t row = pack->model.facts[fact].first_value + value;

    if (wording->voice == PWZ_VOICE_IDS)
        pwz_buf_adds(wording->out, pwz_value_id(&pack->model, fact, value));
    else
        pwz_buf_addf(wording->out, "“%s”",
                     pwz_pack_text(pack, pack->value_words[row].label));
}

static void add_values(const struct wording *wording, const struct pwz_cond *cond,
                       const char *between)
{
    bool is_first = true;

    for (uint32_t i = 0; i < wording->pack->model.facts[cond->a].value_count; i++) {
        if (!(cond->b >> i & 1U))
            continue;
        pwz_buf_adds(wording->out, is_first ? "" : between);
        add_value(wording, cond->a, i);
        is_first = false;
    }
}

static void add_in(const struct wording *wording, const struct pwz_cond *cond,
                   bool is_negated)
{
    bool is_single = (cond->b & (cond->b - 1)) == 0;

    if (wording->voice == PWZ_VOICE_LABELS) {
        pwz_buf_adds(wording->out, is_negated ? "not " : "");
        add_values(wording, cond, is_negated ? ", not " : " or ");
        return;
    }
    if (is_single) {
        pwz_buf_adds(wording->out, is_negated ? "is not " : "is ");
        add_values(wording, cond, "");
        return;
    }
    pwz_buf_adds(wording->out, is_negated ? "is none of (" : "is one of (");
    add_values(wording, cond, ", ");
    pwz_buf_addc(wording->out, ')');
}

static void add_has(const struct wording *wording, const struct pwz_cond *cond,
                    bool is_negated)
{
    static const char *const verbs[][2] = {
        [PWZ_VOICE_IDS] = {"has ",  "lacks "  },
        [PWZ_VOICE_LABELS] = {"with ", "without "},
    };

    pwz_buf_adds(wording->out, verbs[wording->voice][is_negated]);
    add_value(wording, cond->a, cond->b);
}

static void add_known(const struct wording *wording, const struct pwz_cond *cond,
                      bool is_negated)
{
    (void)cond;
    pwz_buf_adds(wording->out, wording->voice == PWZ_VOICE_IDS ? "is " : "");
    pwz_buf_adds(wording->out, is_negated ? "not known" : "known");
}

/* ---- joined ---- */

static void add_not(const struct wording *wording, const struct pwz_cond *cond,
                    bool is_negated)
{
    add_cond(wording, cond->a, !is_negated, true);
}

static void add_joined(const struct wording *wording, const struct pwz_cond *cond,
                       const char *between)
{
    for (uint32_t i = 0; i < cond->b; i++) {
        pwz_buf_adds(wording->out, i > 0 ? between : "");
        add_cond(wording, wording->pack->model.kids[cond->a + i], false, true);
    }
}

static void add_all(const struct wording *wording, const struct pwz_cond *cond,
                    bool is_negated)
{
    (void)is_negated;
    add_joined(wording, cond, " and ");
}

static void add_any(const struct wording *wording, const struct pwz_cond *cond,
                    bool is_negated)
{
    (void)is_negated;
    add_joined(wording, cond, " or ");
}

static words_fn *const words_by_op[] = {
    [PWZ_COND_IN] = add_in,   [PWZ_COND_HAS] = add_has, [PWZ_COND_KNOWN] = add_known,
    [PWZ_COND_NOT] = add_not, [PWZ_COND_ALL] = add_all, [PWZ_COND_ANY] = add_any,
};

/* A list inside another condition stands in parentheses, so that nobody has to know
 * whether "and" binds closer than "or". */
static void add_definition(const struct wording *wording, uint32_t cond, bool is_negated,
                           bool is_inside)
{
    const struct pwz_cond *row = &wording->pack->model.conds[cond];
    bool is_list = row->op == PWZ_COND_ALL || row->op == PWZ_COND_ANY;

    if (is_list && row->b == 1) {
        add_cond(wording, wording->pack->model.kids[row->a], is_negated, is_inside);
        return;
    }
    if (row->op <= PWZ_COND_KNOWN)
        add_fact(wording, row->a);
    pwz_buf_adds(wording->out, is_list && is_negated  ? "not ("
                               : is_list && is_inside ? "("
                                                      : "");
    words_by_op[row->op](wording, row, is_negated);
    pwz_buf_adds(wording->out, is_list && (is_negated || is_inside) ? ")" : "");
}

/* As deep as the JSON of one condition, which content keeps within bounds: names are not
 * followed. */
static void add_cond(const struct wording *wording, uint32_t cond, bool is_negated,
                     bool is_inside)
{
    uint32_t named = pwz_cond_name(wording->pack, cond);

    if (named != PWZ_NONE)
        add_name(wording, named, is_negated);
    else
        add_definition(wording, cond, is_negated, is_inside);
}

/* ---- outside ---- */

void pwz_cond_words(const struct pwz_pack *pack, uint32_t cond, enum pwz_cond_voice voice,
                    struct pwz_buf *out)
{
    const struct wording wording = {.pack = pack, .voice = voice, .out = out};

    if (cond == PWZ_NONE)
        pwz_buf_adds(out, "otherwise");
    else
        add_cond(&wording, cond, false, false);
}

void pwz_cond_definition(const struct pwz_pack *pack, uint32_t cond,
                         enum pwz_cond_voice voice, struct pwz_buf *out)
{
    const struct wording wording = {.pack = pack, .voice = voice, .out = out};

    add_definition(&wording, cond, false, false);
}

void pwz_cond_test_words(const struct pwz_pack *pack, uint32_t cond, bool is_negated,
                         struct pwz_buf *out)
{
    const struct wording wording = {.pack = pack, .voice = PWZ_VOICE_IDS, .out = out};
    const struct pwz_cond *row = &pack->model.conds[cond];

    if (row->op <= PWZ_COND_KNOWN)
        words_by_op[row->op](&wording, row, is_negated);
}
